//! A message as plain data: what [`render`](super::render) makes, before serenity's builders.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateInteractionResponseMessage, CreateMessage,
    CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EditMessage,
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
    /// Rows of components, at most five.
    pub rows: Vec<Row>,
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

/// A row of components.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Row {
    /// One to five buttons.
    Buttons(Vec<Button>),
    /// A menu of which one option can be chosen; each is what a click on it asks for.
    Menu {
        /// What it says while nothing is chosen.
        placeholder: String,
        /// One to twenty-five options.
        options: Vec<Choice>,
    },
}

/// A button that asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Button {
    /// What it asks for.
    pub id: CustomId,
    /// What stands on it.
    pub label: String,
    /// Whether there is anything to ask for at the moment.
    pub enabled: bool,
}

/// An option of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// What it asks for.
    pub id: CustomId,
    /// What stands on it.
    pub label: String,
}

impl Button {
    /// A button that can be pressed.
    pub fn new(id: CustomId, label: impl Into<String>) -> Button {
        Button { id, label: label.into(), enabled: true }
    }
}

impl Card {
    /// A card of one text.
    pub fn text(content: impl Into<String>) -> Card {
        Card { content: content.into(), ..Card::default() }
    }

    /// The card as a message that pings nobody.
    pub fn into_message(self) -> CreateMessage {
        CreateMessage::new()
            .components(self.components())
            .content(self.content)
            .embeds(self.embed.into_iter().map(Embed::into_builder).collect())
            .allowed_mentions(no_pings())
    }

    /// The card in the place of a message, all of it: what the message had besides is taken away.
    pub fn into_edit(self) -> EditMessage {
        EditMessage::new()
            .components(self.components())
            .content(self.content)
            .embeds(self.embed.into_iter().map(Embed::into_builder).collect())
            .allowed_mentions(no_pings())
    }

    /// The card as the response to an interaction, which pings nobody.
    ///
    /// It states its embeds and components even when there are none, so that as an update it takes away those
    /// of the message that it replaces.
    pub fn into_response(self) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .components(self.components())
            .content(self.content)
            .embeds(self.embed.into_iter().map(Embed::into_builder).collect())
            .allowed_mentions(no_pings())
    }

    /// The card in the place of the first response to an interaction.
    pub fn into_late_response(self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .components(self.components())
            .content(self.content)
            .embeds(self.embed.into_iter().map(Embed::into_builder).collect())
            .allowed_mentions(no_pings())
    }

    fn components(&self) -> Vec<CreateActionRow> {
        self.rows.iter().map(Row::builder).collect()
    }
}

impl Row {
    fn builder(&self) -> CreateActionRow {
        match self {
            Row::Buttons(buttons) => CreateActionRow::Buttons(buttons.iter().map(Button::builder).collect()),
            Row::Menu { placeholder, options } => {
                let options =
                    options.iter().map(|option| CreateSelectMenuOption::new(&option.label, option.id.to_string()));
                let kind = CreateSelectMenuKind::String { options: options.collect() };
                let menu = CreateSelectMenu::new(CustomId::Menu.to_string(), kind).placeholder(placeholder);
                CreateActionRow::SelectMenu(menu.min_values(1).max_values(1))
            }
        }
    }
}

impl Button {
    fn builder(&self) -> CreateButton {
        // The one step that leaves this conversation stands out a little.
        let style = match self.id {
            CustomId::PassOn { .. } => ButtonStyle::Primary,
            _ => ButtonStyle::Secondary,
        };
        CreateButton::new(self.id.to_string()).label(&self.label).style(style).disabled(!self.enabled)
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
