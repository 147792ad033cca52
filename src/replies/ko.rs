//! The sentences in Korean.

use std::fmt::Write;

use super::{CommandText, Phrasebook};
use crate::knowledge::PartialDate;
use crate::lang::Lang;

pub(super) const PHRASEBOOK: Phrasebook = Phrasebook {
    sources: "출처",
    note: "출처마다 다른 내용",
    as_of: |date| format!("{date} 기준"),
    out_of_date: |date| format!("이 답변은 {date}까지의 내용이며, 지금은 달라졌을 수 있습니다."),
    related: "함께 볼 만한 질문",
    only_in: |lang| match lang {
        Lang::En => "이 답변은 아직 영어로만 있습니다.",
        Lang::It => "이 답변은 아직 이탈리아어로만 있습니다.",
        Lang::Ko => "이 답변은 한국어로 되어 있습니다.",
    },
    did_you_mean: "질문을 정확히 이해하지 못했어요. 혹시 이런 질문인가요?",
    unanswered: "잘 모르겠습니다. 제가 가진 자료에는 이 질문에 대한 답이 없습니다.",
    try_topics: "제가 답할 수 있는 주제는 다음과 같습니다.",
    empty_question: "질문을 입력해 주세요. 예: 한국과 이탈리아는 서울에서 무엇에 서명했나요?",
    fault: "제 쪽에 문제가 생겼습니다. 잠시 후 다시 시도해 주세요.",
    stale_button: "내용이 바뀌어 이 버튼은 더 이상 사용할 수 없습니다. 다시 질문해 주세요.",
    more_questions: |count| format!("… 그 밖의 질문 {count}개"),
    how_to_ask: |command| format!("질문하려면 /{command} 명령의 ‘질문’ 칸에 내용을 적어 주세요."),
    planned: "예정",
    no_events: "날짜가 있는 사건이 없습니다.",
    ask_command: CommandText { name: "물어보기", description: "질문하면 출처와 함께 답해 드립니다" },
    question_option: CommandText {
        name: "질문", description: "한국어, 영어 또는 이탈리아어로 질문해 주세요"
    },
    language_option: CommandText { name: "언어", description: "답변 언어" },
    private_option: CommandText { name: "나만보기", description: "답변을 나에게만 표시합니다" },
    date,
};

fn date(date: PartialDate) -> String {
    let mut text = format!("{}년", date.year());
    // Writing to a `String` cannot fail.
    if let Some(month) = date.month() {
        let _ = write!(text, " {month}월");
    }
    if let Some(day) = date.day() {
        let _ = write!(text, " {day}일");
    }
    text
}
