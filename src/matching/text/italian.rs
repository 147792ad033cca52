//! Italian: stems, and words that carry no information.

use compact_str::CompactString;
use once_cell::sync::Lazy;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;

static STEMMER: Lazy<Stemmer> = Lazy::new(|| Stemmer::create(Algorithm::Italian));

/// The stem of a folded word by the Italian Snowball algorithm.
pub(crate) fn stem(word: &str) -> CompactString {
    STEMMER.stem(word).into()
}

/// Words of a question that carry no information on what is asked: they cannot be missing from an entry.
const FILLER_WORDS: &str = "\
    a abbiamo ad adesso ai al alla alle allo altre altri altro anche ancora avete aveva avevano avuto beh bene c \
    capire che chi chiedere ci ciao cioe circa co coi col come con concretamente cos cosa cose cosi cui da dai \
    dal dall dalla dalle de degli dei del dell della delle dello detto di dice dici dicono dimmi dire dirmi dopo \
    dov dove due durante e ecco ed entrambi era erano esattamente esiste essere eventuale fa fanno far fare \
    fatta fatto fra fu furono gia gli grazie ha hai hanno ho i il in info informazioni insieme invece io l la le \
    lei li lo loro lui ma magari mai me mi mica molto ne negli nei nel nell nella nelle nello niente no noi non \
    nostra nostro o ogni oppure ora oggi parla parlare per perche pero piu po poi possono potete potrebbe \
    potresti praticamente pratica precisamente presso prima proprio puo puoi qual qualche qualcosa qualcuno \
    quale quali quando quant quante quanti quanto quanta quel quella quelle quelli quello quest questa queste \
    questi questo raga ragazzi recentemente riassunto riguarda riguardo sa sai salve sapere sara saranno scusa \
    scusate se sei sembra si sia siamo soltanto solo sono spiega spiegami spiegare sta stanno stata state stati \
    stato su sua sue sugli sui sul sull sulla sulle suo suoi tipo ti tra tu tutta tutte tutti tutto un una uno \
    va vi voi volevo vorrei vero davvero xche cmq comunque nn sn x quindi allora insomma breve brevemente elenco \
    oh eh ah ehi boh mah beh vabbe uff oddio ahah ahaha lol ok pure han ce hano agli all curiosita laggiu \
    pare so indicarmi nostri nostre pochino pochetto lista caso modo parte motivo entra entrano azzecca azzeccano diavolo cavolo ricordo ricordate chiedevo chiedo chiesto mille anticipo aiutare aiutarmi gentilmente serve domanda veloce buonasera perke sarebbe sarebbero egregi egregio egregia gentili gentilissimi \
    spettabile illustrissimi illustrissimo cortesemente cordiali cordialmente grato grata vostro vostra riscontro porgo gradirei volesse potreste signori";

/// The words of [`FILLER_WORDS`].
pub(crate) static FILLERS: Lazy<FxHashSet<&str>> = Lazy::new(|| FILLER_WORDS.split(' ').collect());

/// The same words, in a fixed order.
pub(crate) fn filler_words() -> impl Iterator<Item = &'static str> {
    FILLER_WORDS.split(' ')
}

/// Words that lose their vowel before another, and stand with it where the apostrophe is left out (laccordo).
pub(crate) const ELIDED: [&str; 11] = ["l", "d", "c", "dell", "nell", "all", "sull", "dall", "un", "quell", "dov"];
