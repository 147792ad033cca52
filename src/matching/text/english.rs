//! English: stems, and words that carry no information.

use compact_str::CompactString;
use once_cell::sync::Lazy;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;

static STEMMER: Lazy<Stemmer> = Lazy::new(|| Stemmer::create(Algorithm::English));

/// The stem of a folded word by the English Snowball algorithm (Porter2).
pub(crate) fn stem(word: &str) -> CompactString {
    STEMMER.stem(word).into()
}

/// Words of a question that carry no information on what is asked: they cannot be missing from an entry.
const FILLER_WORDS: &str = "\
    a about actually after again ago all already also am an and any anyone anything are aren as ask at be been \
    before being between both bro btw but by can come could couldn d did didn do does doesn doing don done \
    during each else even ever exactly explain find for from get give go going gonna got guys had happen \
    happened has hasn have haven having he hello help her here hey hi him his how i idk if im in info \
    information into is isn it its just kind kinda know like list ll lol look m make many may maybe me mean \
    mention might more most much my n need no of off ok okay on one only or other our out over please pls plz \
    ppl quick r re really right s said say says see shall she short should smth so some something still stuff \
    such t take tell than thank thanks that the their them then there these they thing things this those tho \
    though thx to together too u ur us ve very wanna want was wasn we well went were what whats when where which wich \
    while who whom whos whose why will with would wtf y yeah yes yet you your yours isnt didnt dont doesnt \
    wheres hows thats cant through under up upon now today recently currently overview summary basically exact \
    concretely specifically point part way bit oh ah eh uh um hmm wow yo nah omg \
    rly lmao wait curious asking fr supposed besides apart heard own someone somebody remember wonder wondering wondered advance sorry channel asap til imo imho fyi tbh ngl iirc afaik lmk ty kindly grateful obliged esteemed enquire inquire \
    appreciate appreciated regards sincerely dear sir madam respectfully";

/// The words of [`FILLER_WORDS`].
pub(crate) static FILLERS: Lazy<FxHashSet<&str>> = Lazy::new(|| FILLER_WORDS.split(' ').collect());

/// The same words, in a fixed order.
pub(crate) fn filler_words() -> impl Iterator<Item = &'static str> {
    FILLER_WORDS.split(' ')
}
