//! Questions that an entry must not answer: its `not`, learned as negative examples.
//!
//! They differ from real questions by a word as a rule, so being near to one is little evidence, unless no phrasing is as
//! near, or that word is there: one that their entry knows nowhere. A question that is all but the same is denied.

use std::sync::{Arc, OnceLock};

use super::sought::{Sought, SoughtWord};
use crate::knowledge::Questions;
use crate::lang::Lang;
use crate::matching::asking::analysis::{Analysis, Token};
use crate::matching::asking::terms::Terms;
use crate::matching::entries::index::Index;
use crate::matching::text::features;
use crate::matching::text::places::Place;
use crate::matching::text::words::Script;
use crate::matching::vectors::field::{Asked, Vector};

/// From this similarity on, two questions are the same but for typing.
const SAME_QUESTION: f32 = 0.85;
/// By how much a question must be more like a denied one than like a phrasing: particles and word order alone,
/// which tell who gave and who got, make a smaller difference.
const CLEARLY_NEARER: f32 = 0.02;
/// What words that no phrasing has add to a likeness; the vectors lack them.
const DECISIVE: f32 = 0.2;
/// What adding up in another order can make of equal similarities.
const ROUNDING: f32 = 1e-4;

/// The questions that an entry must not answer, read when one is first needed: few ever are.
#[derive(Debug)]
pub(crate) struct Denials {
    texts: Arc<Questions>,
    read: OnceLock<Vec<Denial>>,
}

impl Denials {
    pub(crate) fn new(texts: &Arc<Questions>) -> Denials {
        Denials { texts: Arc::clone(texts), read: OnceLock::new() }
    }

    /// The questions of this entry, given how to read a text.
    pub(crate) fn read(
        &self,
        index: &Index,
        terms: &Terms,
        entry: usize,
        read: impl Fn(&str, Lang) -> Analysis,
    ) -> &[Denial] {
        let denial = |(lang, text): (Lang, &str)| Denial::new(index, terms, entry, &read(text, lang));
        self.read.get_or_init(|| self.texts.items().map(denial).collect())
    }
}

/// What a word has in common with its other forms: its stem, without the forms of 하다 and 되다, which endings run into
/// (필요해, 필요한가요).
fn root(token: &Token) -> u64 {
    let stem = token.stem.as_str();
    features::word(stem.strip_suffix(LIGHT_VERBS).filter(|noun| noun.chars().nth(1).is_some()).unwrap_or(stem))
}

const LIGHT_VERBS: [char; 11] = ['하', '한', '해', '했', '할', '함', '되', '된', '돼', '됐', '될'];

/// A question that an entry must not answer.
#[derive(Debug)]
pub(crate) struct Denial {
    words: Vector,
    /// Its numbers, and its words that no phrasing has and that are thus no part of the vector.
    decisive: Vec<u64>,
    /// The roots of its words that its entry does not know in any language.
    apart: Vec<u64>,
    /// Those of them that name something: by their capital, or among the terms or places.
    apart_names: Vec<u64>,
    names: Names,
    /// To whom something is given: concepts.
    recipients: Vec<u32>,
}

impl Denial {
    fn new(index: &Index, terms: &Terms, entry: usize, question: &Analysis) -> Denial {
        let sought = Sought::without_grams(index, question);
        let words = || question.tokens.iter().zip(&sought.words);
        let is_decisive = |(token, word): &(&Token, &SoughtWord)| token.script == Script::Number || word.stem.is_none();
        let known = |word: &SoughtWord| word.whole.iter().any(|feature| index.has(entry, *feature));
        let apart: Vec<usize> =
            words().enumerate().filter(|(_, (token, word))| !token.filler && !known(word)).map(|(at, _)| at).collect();
        let roots = |at: &usize| root(&question.tokens[*at]);
        let is_name = |at: &&usize| {
            let mut named = question.concepts.iter().filter(|named| (named.start..named.end).contains(*at));
            question.tokens[**at].capital
                || named.any(|named| terms.is_name(named.concept))
                || question.places.iter().any(|(place, _)| place == *at)
        };
        Denial {
            words: index.words_of(&sought.vector(index, question)),
            decisive: words().filter(is_decisive).map(|(token, _)| features::word(&token.text)).collect(),
            apart_names: apart.iter().filter(is_name).map(roots).collect(),
            apart: apart.iter().map(roots).collect(),
            names: Names::new(question, terms),
            recipients: question.recipients.clone(),
        }
    }

    /// Whether a question gives something to others: what one got is not what the other got.
    fn gives_to_others(&self, said: &Said<'_>) -> bool {
        let [own, said] = [&self.recipients, said.recipients];
        !own.is_empty() && !said.is_empty() && !said.iter().any(|concept| own.contains(concept))
    }

    /// Whether a question may be this one: it has all the words that tell this one from others, and names nobody else.
    fn may_be(&self, said: &Said<'_>) -> bool {
        self.decisive.iter().all(|word| said.texts.contains(word))
            && self.apart_names.iter().all(|root| said.roots.contains(root) || said.within.contains(root))
            && !self.names.differ(&said.names)
    }

    /// Whether a question with these roots has all that tells this one from what its entry knows.
    fn is_told_by(&self, roots: &[u64]) -> bool {
        !self.apart.is_empty() && self.apart.iter().all(|root| roots.contains(root))
    }

    /// The likeness that counts beside that to a phrasing: a phrasing lacks what tells this one from others.
    fn told_apart(&self, likeness: f32) -> f32 {
        if self.decisive.is_empty() { likeness } else { likeness + DECISIVE }
    }

    /// Whether this is the question asked, given how like it is, and how like the nearest phrasing.
    fn denies(&self, likeness: f32, nearest: f32) -> bool {
        // With its decisive words in the question, a tie with a phrasing that lacks them is no tie.
        let needed = if self.decisive.is_empty() { nearest + CLEARLY_NEARER } else { nearest - ROUNDING };
        likeness >= SAME_QUESTION && likeness >= needed
    }
}

/// What the questions that an entry must not answer say of one that is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Denied {
    /// Whether it is one of them.
    pub(crate) same: bool,
    /// By how much it is nearer to one of them than to the nearest phrasing.
    pub(crate) nearer: f32,
    /// How like it is to one of those of which it has all the words that the entry does not know, 0 to 1.
    pub(crate) told: f32,
}

/// What a question says, as it is compared with those that entries must not answer.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    words: &'a Asked,
    texts: Vec<u64>,
    /// The roots of its words, but for those of where something is.
    roots: Vec<u64>,
    within: Vec<u64>,
    names: Names,
    recipients: &'a [u32],
}

/// Whom and what a question names: names among the terms, and places.
#[derive(Debug)]
struct Names(Vec<Name>);

#[derive(Debug, PartialEq)]
enum Name {
    Term(u32),
    Place(Place),
}

impl Names {
    fn new(question: &Analysis, terms: &Terms) -> Names {
        let named = question.concepts.iter().map(|named| named.concept).filter(|concept| terms.is_name(*concept));
        let places = question.places.iter().map(|(_, place)| Name::Place(*place));
        Names(named.map(Name::Term).chain(places).collect())
    }

    /// Whether each names one that the other does not: who leaves out a name may mean the same, who names another does not.
    fn differ(&self, other: &Names) -> bool {
        let lacks = |one: &Names, other: &Names| other.0.iter().any(|name| !one.0.contains(name));
        lacks(self, other) && lacks(other, self)
    }
}

impl<'a> Said<'a> {
    /// What is said in `question`, whose words as a vector are `words`.
    pub(crate) fn new(question: &'a Analysis, terms: &Terms, words: &'a Asked) -> Said<'a> {
        let texts = question.tokens.iter().map(|token| features::word(&token.text)).collect();
        // Where something is, is not whose it is: the Games in Italy are not Italy's.
        let is_within = |at: usize| {
            let mut here = question.concepts.iter().filter(|named| (named.start..named.end).contains(&at));
            here.any(|named| question.within.contains(&named.concept))
        };
        let (within, roots): (Vec<usize>, Vec<usize>) = (0..question.tokens.len()).partition(|at| is_within(*at));
        let [within, roots] =
            [within, roots].map(|places| places.iter().map(|at| root(&question.tokens[*at])).collect());
        Said { words, texts, roots, within, names: Names::new(question, terms), recipients: &question.recipients }
    }

    /// What `denials` say of it, given how like it is to the nearest phrasing of their entry.
    pub(crate) fn denied(&self, denials: &[Denial], nearest: f32) -> Denied {
        let mut denied = Denied::default();
        for denial in denials.iter().filter(|denial| !denial.gives_to_others(self)) {
            let (told, may_be) = (denial.is_told_by(&self.roots), denial.may_be(self));
            if !told && !may_be {
                continue;
            }
            let likeness = self.words.dot(&denial.words);
            if told {
                denied.told = denied.told.max(likeness);
            }
            if may_be {
                denied.same |= denial.denies(likeness, nearest);
                denied.nearer = denied.nearer.max(denial.told_apart(likeness) - nearest);
            }
        }
        denied
    }
}
