//! Whether Discord would take a body: by the models and limits of twilight, which is somebody else's reading of
//! Discord's documentation, and by the few limits that twilight does not check.

use serde::de::DeserializeOwned;
use serde_json::Value;
use twilight_model::application::command::Command;
use twilight_model::channel::message::{AllowedMentions, Component, Embed};
use twilight_model::http::interaction::{InteractionResponse, InteractionResponseType};

type Verdict = Result<(), String>;

/// The body of a new message.
pub fn message(body: &Value) -> Verdict {
    let nonce = body["nonce"].as_str().unwrap_or_default();
    if nonce.chars().count() > 25 {
        return Err(format!("nonce {nonce:?} is over 25 characters"));
    }
    let is_empty = |key: &str| body.get(key).and_then(Value::as_array).is_none_or(Vec::is_empty);
    if body["content"].as_str().is_none_or(str::is_empty) && is_empty("embeds") {
        return Err("an empty message".to_owned());
    }
    edit(body)
}

/// The body of an edit, or the parts that any message has.
pub fn edit(body: &Value) -> Verdict {
    let content = body["content"].as_str().unwrap_or_default();
    twilight_validate::message::content(content).map_err(text)?;
    if content.encode_utf16().count() > 2000 {
        return Err("content over 2000 UTF-16 code units".to_owned());
    }
    embeds(&parse::<Vec<Embed>>(body, "embeds")?.unwrap_or_default())?;
    components(&parse::<Vec<Component>>(body, "components")?.unwrap_or_default())?;
    parse::<AllowedMentions>(body, "allowed_mentions")?;
    Ok(())
}

/// The body of an interaction callback.
pub fn response(body: &Value) -> Verdict {
    let response: InteractionResponse = serde_json::from_value(body.clone()).map_err(text)?;
    let data = response.data.unwrap_or_default();
    match response.kind {
        InteractionResponseType::ChannelMessageWithSource => message(&body["data"]),
        InteractionResponseType::UpdateMessage => edit(&body["data"]),
        InteractionResponseType::ApplicationCommandAutocompleteResult => choices(&body["data"]["choices"]),
        InteractionResponseType::Modal => {
            let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
            match (length(&data.title), length(&data.custom_id)) {
                (1..=45, 1..=100) => form(&body["data"]["components"]),
                lengths => Err(format!("a form with a title and an id of {lengths:?} characters")),
            }
        }
        _ => Ok(()),
    }
}

fn choices(choices: &Value) -> Verdict {
    let choices = choices.as_array().ok_or("no choices")?;
    let fits = |text: &Value| text.as_str().is_some_and(|text| (1..=100).contains(&text.encode_utf16().count()));
    match choices.iter().find(|choice| !fits(&choice["name"]) || !fits(&choice["value"])) {
        Some(bad) => Err(format!("a choice of a wrong length: {bad}")),
        None if choices.len() > 25 => Err("over 25 choices".to_owned()),
        None => Ok(()),
    }
}

fn form(rows: &Value) -> Verdict {
    let rows = rows.as_array().ok_or("no rows")?;
    let is_field = |field: &Value| {
        field["type"] == 4 && field["label"].as_str().is_some_and(|label| (1..=45).contains(&label.chars().count()))
    };
    let is_row = |row: &Value| row["components"].as_array().is_some_and(|fields| fields.iter().all(is_field));
    if (1..=5).contains(&rows.len()) && rows.iter().all(is_row) {
        Ok(())
    } else {
        Err("a form takes one to five rows of a labelled text field".to_owned())
    }
}

/// A whole command, with the fields that Discord adds.
pub fn command(command: &Value) -> Verdict {
    let command: Command = serde_json::from_value(command.clone()).map_err(text)?;
    twilight_validate::command::command(&command).map_err(text)
}

fn embeds(embeds: &[Embed]) -> Verdict {
    twilight_validate::message::embeds(embeds).map_err(text)?;
    let total: usize = embeds.iter().map(twilight_validate::embed::chars).sum();
    if total > 6000 {
        return Err(format!("embeds of {total} characters"));
    }
    if embeds.iter().any(has_empty_text) { Err("an embed with an empty text".to_owned()) } else { Ok(()) }
}

fn has_empty_text(embed: &Embed) -> bool {
    let fields = embed.fields.iter().flat_map(|field| [Some(&field.name), Some(&field.value)]);
    let texts = [embed.title.as_ref(), embed.description.as_ref()].into_iter().chain(fields);
    texts.flatten().any(|text| text.trim().is_empty())
}

fn components(components: &[Component]) -> Verdict {
    twilight_validate::message::components(components, false).map_err(text)?;
    let mut ids: Vec<&str> = components.iter().flat_map(custom_ids).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < all { Err("two components with the same custom id".to_owned()) } else { Ok(()) }
}

fn custom_ids(component: &Component) -> Vec<&str> {
    match component {
        Component::ActionRow(row) => row.components.iter().flat_map(custom_ids).collect(),
        Component::Button(button) => button.custom_id.as_deref().into_iter().collect(),
        Component::SelectMenu(menu) => vec![&menu.custom_id],
        _ => Vec::new(),
    }
}

fn parse<T: DeserializeOwned>(body: &Value, key: &str) -> Result<Option<T>, String> {
    match body.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => serde_json::from_value(value.clone()).map(Some).map_err(|error| format!("{key}: {error}")),
    }
}

fn text(error: impl std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}
