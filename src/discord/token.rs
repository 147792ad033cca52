//! The bot's token: where it comes from, and that it shows nowhere.

use std::fmt;
use std::path::{Path, PathBuf};

use super::settings::Settings;

/// The environment variable that holds the token.
const VARIABLE: &str = "DISCORD_TOKEN";

/// A bot's token. Neither its `Debug` form nor any error shows it.
///
/// ```
/// let token = attache::discord::Token::parse("Bot MTIz.abc.def")?;
/// assert_eq!(format!("{token:?}"), "Token(..)");
/// # Ok::<(), attache::discord::TokenError>(())
/// ```
#[derive(Clone)]
pub struct Token(String);

/// Why there is no token to connect with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// None was given.
    #[error(
        "no Discord token: put it in {VARIABLE}, or name a file that holds it as token_file under [discord]\n{HELP}"
    )]
    Missing,
    /// What was given cannot be one; its text is not repeated.
    #[error(
        "the Discord token in {0} is not one: expected three parts of letters, digits, - and _ with points between them\n{HELP}"
    )]
    Malformed(String),
    /// The file that should hold it cannot be read.
    #[error("cannot read the Discord token from {}", .0.display())]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// Discord does not take it.
    #[error("Discord refuses the token: it was reset, or is not this application's\n{HELP}")]
    Refused,
}

/// How to get a token, below every error that lacks one.
const HELP: &str = "\x20 1. open https://discord.com/developers/applications and choose or create the application
  2. under Bot, press Reset Token and copy what it shows
  3. under Installation, copy the link that adds the bot to a server
without a token, `attache chat` answers in this terminal";

impl Token {
    /// The token from the environment, else from the file that the settings name.
    ///
    /// # Errors
    ///
    /// When there is none, or it cannot be one.
    pub fn find(settings: &Settings) -> Result<Token, TokenError> {
        match (std::env::var(VARIABLE), &settings.token_file) {
            (Ok(text), _) if !text.trim().is_empty() => Token::from_text(&text, VARIABLE),
            (_, Some(path)) => Token::load(path),
            _ => Err(TokenError::Missing),
        }
    }

    /// Reads a token from a file that holds nothing else.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or holds no token.
    pub fn load(path: &Path) -> Result<Token, TokenError> {
        let text = std::fs::read_to_string(path).map_err(|error| TokenError::Unreadable(path.to_owned(), error))?;
        Token::from_text(&text, &path.display().to_string())
    }

    /// Reads a token as people paste it: with space around it, or the word `Bot` before it.
    ///
    /// # Errors
    ///
    /// When it does not have the form of a token. Whether it is one, only Discord knows.
    pub fn parse(text: &str) -> Result<Token, TokenError> {
        Token::from_text(text, "the text given")
    }

    fn from_text(text: &str, place: &str) -> Result<Token, TokenError> {
        let text = text.trim();
        let token = text.strip_prefix("Bot ").map_or(text, str::trim_start);
        let is_part = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        let is_token = token.split('.').count() == 3 && token.split('.').all(is_part);
        if is_token { Ok(Token(token.to_owned())) } else { Err(TokenError::Malformed(place.to_owned())) }
    }

    /// The token itself, for the one place that sends it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_taken_as_people_paste_them() {
        for text in ["MTIz.abc-_.def", " MTIz.abc-_.def\n", "Bot MTIz.abc-_.def", "Bot  MTIz.abc-_.def\r\n"] {
            assert_eq!(Token::parse(text).unwrap().reveal(), "MTIz.abc-_.def");
        }
    }

    #[test]
    fn what_cannot_be_a_token_is_refused_and_never_repeated() {
        for text in ["", "secret", "se.cret", "se.cr.", "se.cr.et.x", "se.cr et.x", "Bot", "sé.cr.et"] {
            let error = Token::parse(text).unwrap_err();
            assert!(error.to_string().starts_with("the Discord token in the text given is not one"));
            assert!(!format!("{error:?} {error}").contains("cret"));
        }
    }

    #[test]
    fn an_error_says_how_to_get_a_token_and_how_to_do_without() {
        let text = TokenError::Missing.to_string();
        for part in ["DISCORD_TOKEN", "token_file", "discord.com/developers", "Reset Token", "attache chat"] {
            assert!(text.contains(part), "{part} is missing from: {text}");
        }
    }

    #[test]
    fn a_token_file_that_is_not_there_is_named() {
        let error = Token::load(Path::new("/nowhere/token")).unwrap_err();
        assert_eq!(error.to_string(), "cannot read the Discord token from /nowhere/token");
    }
}
