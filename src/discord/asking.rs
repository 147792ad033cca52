//! Asks the desk on behalf of a person on Discord.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::desk::{Desk, Shelf};
use crate::lang::Lang;
use crate::reply::{Outcome, Question, Reply, Suggestion};

/// What is known about how a person asked.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Languages {
    /// What the person chose for the reply.
    pub(super) chosen: Option<Lang>,
    /// What the person's client or server is set to, else what the operator assumes.
    pub(super) hint: Option<Lang>,
}

impl Languages {
    /// From the locales of the person and of the server, as Discord sends them; else what the operator assumes.
    pub(super) fn from_locales(user: &str, guild: Option<&str>, assumed: Option<Lang>) -> Languages {
        let hint = Lang::from_locale(user).or_else(|| guild.and_then(Lang::from_locale)).or(assumed);
        Languages { chosen: None, hint }
    }

    /// The language to address the person in, before there is any reply.
    pub(super) fn interface(self) -> Lang {
        self.hint.or(self.chosen).unwrap_or(Lang::En)
    }

    /// The language to show things in that have none of their own.
    pub(super) fn shown(self) -> Lang {
        self.chosen.or(self.hint).unwrap_or(Lang::En)
    }
}

/// The desk's reply to a text, in the chosen language where there is one.
pub(super) fn ask(desk: &Desk, text: &str, languages: Languages) -> Reply {
    let today = today();
    let reply = desk.ask(&Question { text: text.to_owned(), hint: languages.chosen.or(languages.hint), today });
    match languages.chosen {
        Some(lang) if lang != reply.lang => reword(reply, &desk.shelf(), lang, today),
        _ => reply,
    }
}

/// The reply to a new post in a forum: to its title, or to its text, whichever has the better one.
pub(super) fn ask_post(desk: &Desk, title: &str, text: &str, languages: Languages) -> Reply {
    let by_title = ask(desk, title, languages);
    if text.is_empty() || matches!(by_title.outcome, Outcome::Answer(_)) {
        return by_title;
    }
    let by_text = ask(desk, text, languages);
    let likelihood = |reply: &Reply| reply.best.as_ref().map_or(0.0, |best| best.score);
    if likelihood(&by_text) > likelihood(&by_title) { by_text } else { by_title }
}

/// The day, the same all over the world, so that any two processes give the same reply.
pub(super) fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

/// The same reply in another language; an entry that a reload took away meanwhile stays as it was.
fn reword(reply: Reply, shelf: &Shelf, lang: Lang, today: Date) -> Reply {
    let outcome = match reply.outcome {
        Outcome::Answer(answer) => Outcome::Answer(shelf.answer(&answer.id, lang, today).map_or(answer, Box::new)),
        Outcome::Suggest(near) => {
            Outcome::Suggest(near.into_iter().map(|one| reword_suggestion(one, shelf, lang)).collect())
        }
        Outcome::Unanswered => Outcome::Unanswered,
    };
    Reply { lang, outcome, ..reply }
}

fn reword_suggestion(suggestion: Suggestion, shelf: &Shelf, lang: Lang) -> Suggestion {
    match shelf.link(&suggestion.id, lang) {
        Some(link) => Suggestion { question: link.question, ..suggestion },
        None => suggestion,
    }
}
