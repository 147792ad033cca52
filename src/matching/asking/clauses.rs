//! The clauses of a text that ask: beside its question a text often tells who asks it and why, which is no matter of any entry.

use crate::matching::text::inquiry::{asks, is_one_of};
use crate::matching::text::places::is_name;
use crate::matching::text::words::{Word, words};

/// The clauses of a text, in their order: those that ask, and the others.
#[derive(Debug)]
pub(crate) struct Clauses<'t> {
    asking: Vec<&'t str>,
    others: Vec<&'t str>,
}

/// Words by which people tell of themselves: where they live and what they do there, and whose somebody is.
const OWN: &str = "my our vivo viviamo abito abitiamo vengo scrivo gestisco mio mia nostro nostra \
    저 저는 제가 친구가 친구 선생님이 왔는데 왔는데요 출신인데 출신인데요 사는 사는데 살아 살아요 살고 사는데요 다니는 다녀요 저희";

/// How people begin to say from where they are, what they are and where, and what stands behind that, or a place's name.
const AM: [&str; 3] = ["m", "am", "im"];
const FROM: &str = "from in at a an based";
/// The same in Italian, where it begins a clause: else it says so of others as well.
const SONO: [&str; 2] = ["sono", "siamo"];
const DI: &str = "di da un una";
/// As a German.
const A: &str = "a an someone";
/// I live in Berlin.
const LIVE: &str = "live run work study";
/// A greeting from somewhere.
const GREETINGS: [&str; 8] = ["ciao", "saluti", "saluto", "salve", "greetings", "hello", "hi", "cheers"];
/// Who asks through another, and how that is said.
const OTHERS: &str =
    "friend boss colleague teacher mother father sister brother amico amica capo collega prof sorella fratello";
const ASKS: &str = "wants asks asking asked vuole chiede chiedeva";

/// What stands beside "there" where it says that something is.
const TO_BE: &str = "is are was were be been";

/// Words that point from a question to what is said beside it.
const POINTING: &str = "we us our here there qui qua noi nostro nostra 여기 거기 우리 저희";

impl<'t> Clauses<'t> {
    /// Parts a text.
    pub(crate) fn new(text: &'t str) -> Clauses<'t> {
        let (asking, others) = clauses(text).into_iter().partition(|clause| {
            let bare = clause.trim_end_matches(MARKS);
            asks(&words(bare), &clause[bare.len()..])
        });
        Clauses { asking, others }
    }

    /// Those that ask; none where all do, or where nothing does.
    pub(crate) fn asking(&self) -> Option<String> {
        (!self.asking.is_empty() && !self.others.is_empty()).then(|| self.asking.join(" "))
    }

    /// Whether one that does not ask tells of the asker, and those that ask do not point to it: the places and years in it are
    /// his.
    pub(crate) fn tell_of_asker(&self) -> bool {
        let is_own = |word: &Word| is_one_of(OWN, &word.text);
        let is_from = |pair: &[Word]| {
            let (am, what) = (pair[0].text.as_str(), pair[1].text.as_str());
            AM.contains(&am) && (is_one_of(FROM, what) || is_name(what))
                || am == "as" && is_one_of(A, what)
                || matches!(am, "i" | "we") && is_one_of(LIVE, what)
                || GREETINGS.contains(&am) && matches!(what, "da" | "from")
        };
        let has = |words: &[Word], list| words.iter().any(|word| is_one_of(list, &word.text));
        let tells = |words: Vec<Word>| {
            let [first, second] = [0, 1].map(|at| words.get(at).map_or("", |word| word.text.as_str()));
            let is_asker = SONO.contains(&first) && (is_one_of(DI, second) || is_name(second));
            let is_other = has(&words, OTHERS) && has(&words, ASKS);
            is_asker || is_other || words.iter().any(is_own) || words.windows(2).any(is_from)
        };
        // "How many are there?" points nowhere.
        let points = |words: Vec<Word>| {
            let text = |at: usize| words.get(at).map_or("", |word: &Word| word.text.as_str());
            let is_there = |at: usize| {
                text(at) == "there"
                    && [text(at.wrapping_sub(1)), text(at + 1)].iter().any(|beside| is_one_of(TO_BE, beside))
            };
            (0..words.len()).any(|at| is_one_of(POINTING, text(at)) && !is_there(at))
        };
        let [mut others, mut asking] = [&self.others, &self.asking].map(|clauses| clauses.iter().map(|one| words(one)));
        others.any(tells) && !asking.any(points)
    }
}

/// What ends a clause, where a space follows.
const MARKS: [char; 10] = ['?', '？', '!', '.', ';', ',', ':', '…', '–', '—'];

/// Endings of Korean verbs that lead on to what is asked.
const LEADING: [&str; 7] = ["는데", "인데", "는데요", "인데요", " wants to know", " is asking", " vuole sapere"];
/// What parts a clause from one before it that is about the asker.
const BUT: [&str; 4] = [" but ", " ma ", " però ", " pero "];

fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut rest = text;
    while let Some((clause, after)) = rest.match_indices(' ').find_map(|(at, _)| {
        let (clause, after) = rest.split_at(at);
        let ends = clause.ends_with(MARKS)
            || LEADING.iter().any(|end| clause.ends_with(end))
            || BUT.iter().any(|but| after.starts_with(but));
        ends.then_some((clause, &after[1..]))
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
        assert_eq!(Clauses::new(text).asking().as_deref(), expected, "the clauses of {text:?} that ask");
    }

    #[test]
    fn what_people_tell_beside_their_question_is_left_out() {
        check("I run a bakery in Turin... what did they sign in Seoul?", Some("what did they sign in Seoul?"));
        check("what did they sign? asking for my boss, it's urgent", Some("what did they sign?"));
        check("Faccio il sarto. Quanti memorandum hanno firmato?", Some("Quanti memorandum hanno firmato?"));
        check("숙제 때문에요, 양해각서는 몇 건이었나요?", Some("양해각서는 몇 건이었나요?"));
        check("친구가 물어보는데 양해각서는 몇 건이었나요?", Some("양해각서는 몇 건이었나요?"));
        check("not sure I may ask but what did they sign?", Some("but what did they sign?"));
        check(
            "non so se è il canale giusto ma quanti memorandum hanno firmato",
            Some("ma quanti memorandum hanno firmato"),
        );
    }

    #[test]
    fn the_places_in_what_people_tell_of_themselves_are_theirs() {
        let own = [
            "I'm from Germany and ask myself: what did they sign?",
            "I live in Berlin. What did they sign?",
            "Scrivo da Torino: quanti?",
            "부산 사는 학생인데요, 몇 건이었나요?",
            "I'm in London now, what did they sign?",
            "As a German, what did they sign?",
            "I'm German, what did they sign?",
            "A Japanese friend wants to know what they signed",
            "Sono di Napoli, cosa hanno firmato?",
            "Sono tedesco, cosa hanno firmato?",
            "Ciao da Bologna, cosa hanno firmato?",
            "I live in Berlin. How many are there?",
            "저 부산인데요 몇 건이었나요",
            "일본 친구가 물어보는데 몇 건이었나요",
        ];
        let others = [
            "Meloni went to Japan. What did she sign?",
            "Sono in Giappone le gare?",
            "In Giappone sono stati firmati accordi. Quanti memorandum?",
            "Il capo dello Stato è andato a Tokyo. Cosa ha firmato?",
            "It was shown live from Tokyo. What was it?",
            "I live in Busan, do we have a sister city?",
        ];
        let tell = |text: &&&str| Clauses::new(text).tell_of_asker();
        assert_eq!(own.iter().find(|text| !tell(text)), None);
        assert_eq!(others.iter().find(tell), None);
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
