//! The desks that answer in the tests of what is answered and what is not, and how their replies are told.

#![allow(dead_code, unreachable_pub, reason = "every test file uses a part of this")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use attache::desk::Desk;
use attache::knowledge::{Knowledge, built_in, load};
use attache::matching::Thresholds;
use attache::reply::{Outcome, Question, Reply};
use jiff::civil::{Date, date};

pub const TODAY: Date = date(2026, 2, 1);

pub static SMALL: LazyLock<Desk> = LazyLock::new(|| Desk::new(small(), Thresholds::default()));
pub static SHIPPED: LazyLock<Desk> = LazyLock::new(|| Desk::new(built_in(), Thresholds::default()));

/// The shipped knowledge without any `not`: what it leaves unanswered is left so by rules alone.
pub static BY_RULES: LazyLock<Desk> = LazyLock::new(|| {
    let mut knowledge = built_in();
    for entry in knowledge.topics.iter_mut().flat_map(|topic| &mut topic.entries) {
        entry.not = Arc::default();
    }
    Desk::new(knowledge, Thresholds::default())
});

pub fn small() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/small");
    load(&folder, TODAY).expect("the small knowledge base is sound").knowledge
}

pub fn question(text: &str) -> Question {
    Question { text: text.to_owned(), hint: None, today: TODAY }
}

pub fn outcome(reply: &Reply) -> String {
    match &reply.outcome {
        Outcome::Answer(answer) => answer.id.clone(),
        Outcome::Suggest(_) => "a suggestion".to_owned(),
        Outcome::Unanswered => "no answer".to_owned(),
    }
}

/// None of these is answered: to be unsure is fine, to be wrong is not.
#[track_caller]
pub fn check_not_answered(desk: &Desk, texts: &[&str]) {
    for text in texts {
        let reply = desk.ask(&question(text));
        let shown: String = text.chars().take(80).collect();
        assert!(!matches!(reply.outcome, Outcome::Answer(_)), "{shown:?} must not be answered: {:?}", reply.best);
    }
}
