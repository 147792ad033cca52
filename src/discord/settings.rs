//! What an operator can set for Discord: the table `[discord]` of the configuration.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, de};

use crate::lang::Lang;

/// The settings for Discord. All have defaults; an unknown key is an error.
///
/// ```
/// let settings: attache::discord::Settings =
///     serde_json::from_str(r#"{ "channels": ["1234567890", 42], "message_content": true }"#)?;
/// assert_eq!(settings.channels, [1234567890, 42]);
/// assert!(settings.register_commands);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Settings {
    /// Ids of channels in which a question that surely has an answer is answered, without a mention, and of forums
    /// in which new posts are. Except for the titles of posts this needs `message_content`. Default: none.
    #[serde(deserialize_with = "ids")]
    pub channels: Vec<u64>,
    /// Questions of one person that are answered in a minute; 0 is no limit. Default: 10.
    pub per_person: u32,
    /// Questions in one channel that are answered in a minute; 0 is no limit. Default: 30.
    pub per_channel: u32,
    /// Asks Discord for the privileged message content intent, which must be switched on in the developer
    /// portal. Only `channels` needs it. Default: false.
    pub message_content: bool,
    /// Id of the one server to register the commands in, where changes show at once; without it they are
    /// registered for all servers and for direct messages. Those registered everywhere before are taken away, those in
    /// another server are not. Default: none.
    #[serde(deserialize_with = "optional_id")]
    pub guild: Option<u64>,
    /// Registers the slash commands on connecting. Turn it off where the host registers them itself, from
    /// [`Plugin::commands`](super::Plugin::commands). Default: true.
    pub register_commands: bool,
    /// A file that holds the bot's token, read when `DISCORD_TOKEN` is not set. Default: none.
    pub token_file: Option<PathBuf>,
    /// The language to assume where neither the question tells nor the person's or the server's Discord. It is no key of
    /// the table: in a configuration it is `language` at the top, which holds for the console, too. Default: English.
    #[serde(skip)]
    pub language: Option<Lang>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            channels: Vec::new(),
            per_person: 10,
            per_channel: 30,
            message_content: false,
            guild: None,
            register_commands: true,
            token_file: None,
            language: None,
        }
    }
}

/// An id as Discord's clients copy it: digits, in quotes or not.
struct Snowflake(u64);

impl<'de> Deserialize<'de> for Snowflake {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Snowflake, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Snowflake;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a Discord id, such as 1234567890 or \"1234567890\"")
            }

            fn visit_u64<E: de::Error>(self, id: u64) -> Result<Snowflake, E> {
                match id {
                    // serenity's ids panic on it, and Discord gives none.
                    0 => Err(E::invalid_value(de::Unexpected::Unsigned(0), &self)),
                    _ => Ok(Snowflake(id)),
                }
            }

            fn visit_i64<E: de::Error>(self, id: i64) -> Result<Snowflake, E> {
                let unsigned = u64::try_from(id).map_err(|_| E::invalid_value(de::Unexpected::Signed(id), &self))?;
                self.visit_u64(unsigned)
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<Snowflake, E> {
                let number = id.trim().parse().map_err(|_| E::invalid_value(de::Unexpected::Str(id), &self))?;
                self.visit_u64(number)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    Ok(Vec::<Snowflake>::deserialize(deserializer)?.into_iter().map(|id| id.0).collect())
}

fn optional_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(Option::<Snowflake>::deserialize(deserializer)?.map(|id| id.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_settings_are_the_default_settings() {
        assert_eq!(serde_json::from_str::<Settings>("{}").unwrap(), Settings::default());
    }

    #[test]
    fn ids_are_numbers_or_digits_in_quotes() {
        let settings: Settings = serde_json::from_str(r#"{"channels": [1, " 22 "], "guild": "333"}"#).unwrap();
        assert_eq!((settings.channels, settings.guild), (vec![1, 22], Some(333)));
    }

    #[test]
    fn a_wrong_setting_is_named_with_what_was_expected() {
        for (json, expected) in [
            (r#"{"channel": []}"#, "unknown field `channel`"),
            (r#"{"guild": "x1"}"#, "invalid value: string \"x1\", expected a Discord id"),
            (r#"{"channels": [0]}"#, "expected a Discord id"),
            (r#"{"channels": [-1]}"#, "integer `-1`, expected a Discord id"),
        ] {
            let error = serde_json::from_str::<Settings>(json).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
