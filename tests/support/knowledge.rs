//! A small knowledge base. Questions in tests are its phrasings, letter for letter.

use std::path::Path;
use std::sync::Arc;

use attache::desk::Desk;
use attache::knowledge::{Knowledge, Topic};
use attache::matching::Thresholds;
use serde_json::{Value, json};

pub const HOW_MANY: &str = "How many MOUs were signed?";
pub const HOW_MANY_IT: &str = "Quanti memorandum sono stati firmati?";
pub const HOW_MANY_KO: &str = "양해각서는 몇 건 체결되었나요?";
pub const OPENING: &str = "When do the Winter Olympics open?";

pub fn desk() -> Arc<Desk> {
    Arc::new(Desk::new(knowledge(), Thresholds::default()))
}

pub fn knowledge() -> Knowledge {
    let sources = serde_json::from_value(sources()["sources"].clone()).expect("they are sources");
    let topics: Vec<Topic> = topics().into_iter().map(|t| serde_json::from_value(t).expect("it is a topic")).collect();
    Knowledge { sources, topics, ..Knowledge::default() }
}

/// Writes the same knowledge base as a folder.
pub fn write(dir: &Path) {
    let topics_dir = dir.join("topics");
    std::fs::create_dir_all(&topics_dir).expect("a test's folder can be written");
    let write = |path: &Path, value: &Value| std::fs::write(path, value.to_string()).expect("and files in it");
    write(&dir.join("sources.json"), &sources());
    for topic in topics() {
        let name = topic["command"].as_str().expect("a topic has a command");
        write(&topics_dir.join(format!("{name}.json")), &topic);
    }
}

fn sources() -> Value {
    json!({"sources": [
        {"id": "gazette", "title": "[Exclusive] Korea and Italy sign *three* memorandums", "publisher": "The Gazette",
         "date": "2026-01-19", "language": "en", "url": "https://gazette.example/korea_(italy)"},
        {"id": "agency", "title": "이탈리아와 양해각서 체결", "publisher": "통신사", "date": "2026-01", "language": "ko"},
    ]})
}

fn topics() -> Vec<Value> {
    vec![
        json!({
            "command": "mou",
            "title": {"en": "Memorandums", "it": "Memorandum", "ko": "양해각서"},
            "description": {"en": "What was signed", "it": "Che cosa è stato firmato", "ko": "무엇에 서명했는지"},
            "entries": [
                {
                    "id": "mou-count",
                    "questions": {"en": [HOW_MANY], "it": [HOW_MANY_IT], "ko": [HOW_MANY_KO]},
                    "answer": {
                        "en": "Three: on chips, on AI and on minerals.",
                        "it": "Tre: su chip, intelligenza artificiale e minerali.",
                        "ko": "반도체, 인공지능, 광물에 관한 세 건입니다."
                    },
                    "sources": ["gazette", "agency"],
                    "as_of": "2026-01-19",
                    "note": {"en": "The agency counts two.", "it": "L'agenzia ne conta due.", "ko": "통신사는 두 건이라고 합니다."},
                    "related": ["mou-chips"]
                },
                {
                    "id": "mou-chips",
                    "questions": {"en": ["What does the chip memorandum say?"]},
                    "answer": {"en": "It sets up a working group."},
                    "sources": ["gazette"],
                    "as_of": "2026-01-19",
                    "valid_until": "2026-01-20"
                }
            ]
        }),
        json!({
            "command": "olympics",
            "title": {"en": "Winter Olympics", "it": "Olimpiadi invernali", "ko": "동계 올림픽"},
            "description": {"en": "Milano Cortina 2026", "it": "Milano Cortina 2026", "ko": "밀라노 코르티나 2026"},
            "entries": [{
                "id": "olympics-opening",
                "questions": {"en": [OPENING], "it": ["Quando si aprono le Olimpiadi invernali?"], "ko": ["동계 올림픽은 언제 개막하나요?"]},
                "answer": {"en": "On 6 February 2026.", "it": "Il 6 febbraio 2026.", "ko": "2026년 2월 6일에 개막합니다."},
                "sources": ["gazette"],
                "as_of": "2026-01-19"
            }]
        }),
    ]
}
