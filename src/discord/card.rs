//! A message as plain data: what [`render`](super::render) makes, before serenity's builders.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateInteractionResponseMessage, CreateMessage,
};
use serenity::model::application::ButtonStyle;

use super::custom_id::CustomId;

/// The bar at the side of an embed: the blue between the two flags.
const ACCENT: u32 = 0x2F_6D_B5;

/// One message, ready to send. Every text in it is escaped already and within Discord's limits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Card {
    /// The text, readable on its own.
    pub content: String,
    /// What stands below the text.
    pub embed: Option<Embed>,
    /// One row of buttons.
    pub buttons: Vec<Button>,
}

/// The embed of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Embed {
    /// The main text.
    pub description: String,
    /// Headed texts below it.
    pub fields: Vec<Field>,
}

/// A headed text in an embed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The heading.
    pub name: String,
    /// The text.
    pub value: String,
}

/// A button that asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Button {
    /// What it asks for.
    pub id: CustomId,
    /// What stands on it.
    pub label: String,
}

impl Card {
    /// A card of one text.
    pub fn text(content: impl Into<String>) -> Card {
        Card { content: content.into(), ..Card::default() }
    }

    /// The card as a message that pings nobody.
    pub fn into_message(self) -> CreateMessage {
        let rows = self.rows();
        CreateMessage::new()
            .content(self.content)
            .embeds(self.embed.into_iter().map(Embed::into_builder).collect())
            .components(rows)
            .allowed_mentions(no_pings())
    }

    /// The card as the response to an interaction, which pings nobody.
    ///
    /// It states its embeds and components even when there are none, so that as an update it takes away those
    /// of the message that it replaces.
    pub fn into_response(self) -> CreateInteractionResponseMessage {
        let rows = self.rows();
        CreateInteractionResponseMessage::new()
            .content(self.content)
            .embeds(self.embed.into_iter().map(Embed::into_builder).collect())
            .components(rows)
            .allowed_mentions(no_pings())
    }

    fn rows(&self) -> Vec<CreateActionRow> {
        if self.buttons.is_empty() {
            return Vec::new();
        }
        let buttons = self.buttons.iter().map(|button| {
            CreateButton::new(button.id.to_string()).label(button.label.clone()).style(ButtonStyle::Secondary)
        });
        vec![CreateActionRow::Buttons(buttons.collect())]
    }
}

impl Embed {
    fn into_builder(self) -> CreateEmbed {
        CreateEmbed::new()
            .colour(ACCENT)
            .description(self.description)
            .fields(self.fields.into_iter().map(|field| (field.name, field.value, false)))
    }
}

fn no_pings() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}
