//! The clauses of a text that ask: beside its question a text often tells who asks it and why, which is no matter of any entry.

use crate::matching::text::inquiry::asks;
use crate::matching::text::words::words;

/// The clauses of `text` that ask, in their order; none where all do, or where nothing does.
pub(crate) fn asking(text: &str) -> Option<String> {
    let (asking, others): (Vec<&str>, Vec<&str>) = clauses(text).into_iter().partition(|clause| {
        let bare = clause.trim_end_matches(MARKS);
        asks(&words(bare), &clause[bare.len()..])
    });
    (!asking.is_empty() && !others.is_empty()).then(|| asking.join(" "))
}

/// What ends a clause, where a space follows.
const MARKS: [char; 10] = ['?', '？', '!', '.', ';', ',', ':', '…', '–', '—'];

fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut rest = text;
    while let Some((clause, after)) = rest.match_indices(' ').find_map(|(at, _)| {
        let (clause, after) = rest.split_at(at);
        clause.ends_with(MARKS).then_some((clause, &after[1..]))
    }) {
        clauses.push(clause);
        rest = after;
    }
    clauses.push(rest);
    clauses.retain(|clause| clause.contains(char::is_alphanumeric));
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(asking(text).as_deref(), expected, "the clauses of {text:?} that ask");
    }

    #[test]
    fn what_people_tell_beside_their_question_is_left_out() {
        check("I run a bakery in Turin... what did they sign in Seoul?", Some("what did they sign in Seoul?"));
        check("what did they sign? asking for my boss, it's urgent", Some("what did they sign?"));
        check("Faccio il sarto. Quanti memorandum hanno firmato?", Some("Quanti memorandum hanno firmato?"));
        check("숙제 때문에요, 양해각서는 몇 건이었나요?", Some("양해각서는 몇 건이었나요?"));
    }

    #[test]
    fn a_question_that_is_all_of_a_text_stays_whole() {
        check("what did they sign in Seoul", None);
        check("what did they sign? and who signed it?", None);
        check("what did they sign ...", None);
        check("I run a bakery in Turin. We sell bread.", None);
        check("", None);
    }
}
