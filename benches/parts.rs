//! What the parts cost: reading a question, starting, asking; and how asking grows with the knowledge base.
//!
//! `cargo bench` runs it. Run as a test it goes once over everything, with small bases.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use attache::desk::Desk;
use attache::knowledge::{self, Knowledge};
use attache::lang::Lang;
use attache::matching::{MAX_CHARS, Matcher, Thresholds, clean};
use attache::reply::Question;
use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use support::Synthetic;

/// After all that the shipped folder tells, whenever it was last written.
const TODAY: Date = date(2100, 1, 1);

/// A question of one language and one kind.
#[derive(Debug, Clone, Copy)]
struct Asked {
    name: &'static str,
    lang: Lang,
    text: &'static str,
    /// Said over and over until it has as many characters as count of a question.
    long: bool,
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.lang, self.name)
    }
}

impl Asked {
    const fn new(lang: Lang, name: &'static str, text: &'static str) -> Asked {
        Asked { name, lang, text, long: false }
    }

    const fn long(lang: Lang, text: &'static str) -> Asked {
        Asked { name: "long", lang, text, long: true }
    }

    fn question(&self) -> Question {
        let text = if self.long { self.text.chars().cycle().take(MAX_CHARS).collect() } else { self.text.to_owned() };
        Question { text, hint: Some(self.lang), today: TODAY }
    }
}

const EN: &str = "could somebody who followed the summit in Seoul tell me whether the memorandum on chips also covers \
                  training for engineers, what the two ministers said about critical minerals, and who will pay for it? ";
const IT: &str = "qualcuno che ha seguito il vertice di Seul sa dirmi se il memorandum sui semiconduttori riguarda anche la \
                  formazione degli ingegneri, che cosa hanno detto i ministri sulle materie prime e chi paga? ";
const KO: &str = "서울 정상회담을 지켜보신 분 중에 반도체 양해각서에 기술자 교육도 들어가는지, 핵심 광물에 대해 두 장관이 \
                  뭐라고 했는지, 비용은 누가 내는지 아시는 분 있나요? ";

const ASKED: [Asked; 12] = [
    Asked::new(Lang::En, "exact", "Which memorandums of understanding link Korea and Italy?"),
    Asked::new(Lang::En, "typo", "wich memorandms of undrstanding link korea an itlay"),
    Asked::new(Lang::En, "unanswerable", "Who won the 2022 World Cup?"),
    Asked::long(Lang::En, EN),
    Asked::new(Lang::It, "exact", "Quali memorandum d'intesa legano Corea e Italia?"),
    Asked::new(Lang::It, "typo", "quali memorandm d'intesa lgano corea e itlaia"),
    Asked::new(Lang::It, "unanswerable", "Chi ha vinto i Mondiali del 2022?"),
    Asked::long(Lang::It, IT),
    Asked::new(Lang::Ko, "exact", "한국과 이탈리아 사이에는 어떤 양해각서들이 있나요?"),
    Asked::new(Lang::Ko, "typo", "한국과 이탈리어 사이에 어떤 양헤각서들이 있나여"),
    Asked::new(Lang::Ko, "unanswerable", "2022년 월드컵은 누가 우승했나요?"),
    Asked::long(Lang::Ko, KO),
];

static SHIPPED: LazyLock<Desk> = LazyLock::new(|| Desk::new(knowledge::built_in(), Thresholds::default()));

fn main() {
    divan::main();
}

mod reading {
    use super::{ASKED, Asked, Bencher, Knowledge, Matcher, black_box, clean};

    /// Markup off, whitespace folded.
    #[divan::bench(args = ASKED)]
    fn cleaning(bencher: Bencher, asked: &Asked) {
        let question = asked.question();
        bencher.bench(|| clean(black_box(&question.text)));
    }

    /// A base without entries: the question is read, and there is nothing to find.
    #[divan::bench(args = ASKED)]
    fn asking_an_empty_base(bencher: Bencher, asked: &Asked) {
        let matcher = Matcher::new(&Knowledge::default());
        let question = asked.question();
        bencher.bench(|| matcher.find(black_box(&question.text), question.hint));
    }
}

mod starting {
    use super::{Bencher, Knowledge, Matcher, Path, TODAY, black_box, knowledge};

    #[divan::bench]
    fn built_in() -> Knowledge {
        knowledge::built_in()
    }

    /// Files read, checked and turned into a knowledge base.
    #[divan::bench]
    fn checking_the_folder() -> knowledge::Inspection {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        knowledge::inspect(&folder, TODAY).expect("the shipped folder can be read")
    }

    /// The shipped folder is known to be right when its files are those compiled in.
    #[divan::bench]
    fn loading_the_folder() -> knowledge::Loaded {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        knowledge::load(&folder, TODAY).expect("the shipped folder is right")
    }

    #[divan::bench]
    fn matcher(bencher: Bencher) {
        let knowledge = knowledge::built_in();
        bencher.bench(|| Matcher::new(black_box(&knowledge)));
    }
}

mod asking {
    use super::{ASKED, Asked, Bencher, Question, SHIPPED, TODAY, Thresholds, black_box};

    /// The whole way of a question to its reply.
    #[divan::bench(args = ASKED)]
    fn ask(bencher: Bencher, asked: &Asked) {
        let (question, desk) = (asked.question(), &*SHIPPED);
        bencher.bench(|| desk.ask(black_box(&question)));
    }

    /// Questions that people wrote, one after the other, as a channel asks them: what one needs has left the caches before it
    /// comes again.
    #[divan::bench(sample_count = 2_000, sample_size = 1)]
    fn ask_in_turn(bencher: Bencher) {
        let lines = include_str!("../tests/quality/questions.jsonl").lines();
        let question = |line: &str| {
            let asked: serde_json::Value = serde_json::from_str(line).expect("each line is a question");
            let hint = asked["lang"].as_str().and_then(|code| code.parse().ok());
            Question { text: asked["q"].as_str().unwrap_or_default().to_owned(), hint, today: TODAY }
        };
        let questions: Vec<Question> = lines.map(question).collect();
        let desk = &*SHIPPED;
        // Denials are read when they are first needed.
        for question in &questions {
            desk.ask(question);
        }
        let mut next = questions.iter().cycle();
        bencher.bench_local(|| next.next().map(|question| desk.ask(black_box(question))));
    }

    /// Up to the ranked entries: `ask` less the decision and the reply.
    #[divan::bench(args = ASKED)]
    fn finding(bencher: Bencher, asked: &Asked) {
        let question = asked.question();
        let shelf = SHIPPED.shelf();
        bencher.bench(|| shelf.matcher.find(black_box(&question.text), question.hint));
    }

    #[divan::bench(args = ASKED)]
    fn explaining(bencher: Bencher, asked: &Asked) {
        let (question, desk) = (asked.question(), &*SHIPPED);
        bencher.bench(|| desk.explain(black_box(&question)));
    }

    /// From ranked entries to an answer, suggestions or neither.
    #[divan::bench]
    fn deciding(bencher: Bencher) {
        let matched = SHIPPED.shelf().matcher.find(ASKED[0].text, None);
        let thresholds = Thresholds::default();
        bencher.bench(|| black_box(&matched).decide(&thresholds));
    }
}

mod growth {
    use super::{Bencher, Desk, Matcher, Question, Synthetic, TODAY, Thresholds, black_box};

    /// How many entries a base has; as a test a small one must do.
    fn sizes() -> Vec<usize> {
        let measuring = std::env::args().any(|argument| argument == "--bench");
        if measuring { vec![100, 1_000, 10_000] } else { vec![10] }
    }

    /// One question of a base with so many entries, ten phrasings each.
    #[divan::bench(args = sizes())]
    fn ask(bencher: Bencher, entries: usize) {
        let base = Synthetic::new(entries);
        let mut questions = base.questions(200).into_iter().cycle();
        let desk = Desk::new(base.knowledge, Thresholds::default());
        let next = || Question { text: questions.next().unwrap_or_default(), hint: None, today: TODAY };
        bencher.with_inputs(next).bench_local_refs(|question| desk.ask(question));
    }

    #[divan::bench(args = sizes(), max_time = 5)]
    fn matcher(bencher: Bencher, entries: usize) {
        let base = Synthetic::new(entries);
        bencher.bench(|| Matcher::new(black_box(&base.knowledge)));
    }
}
