//! The sentences in Korean.

use std::fmt::Write;

use super::{CommandText, PermissionNames, Phrasebook};
use crate::knowledge::PartialDate;
use crate::lang::Lang;

pub(super) const PHRASEBOOK: Phrasebook = Phrasebook {
    sources: "출처",
    note: "출처마다 다른 내용",
    as_of: |date| format!("{date} 기준"),
    out_of_date: |date| format!("이 답변은 {date}까지 유효한 내용이라 지금은 달라졌을 수 있습니다."),
    related: "함께 볼 만한 질문",
    only_in: |lang| match lang {
        Lang::En => "이 답변은 아직 영어로만 제공됩니다.",
        Lang::It => "이 답변은 아직 이탈리아어로만 제공됩니다.",
        Lang::Ko => "이 답변은 한국어로 되어 있습니다.",
    },
    did_you_mean: "질문을 정확히 이해하지 못했습니다. 혹시 아래 질문 중 하나인가요?",
    unanswered: "잘 모르겠습니다. 제가 가진 자료에는 이 질문에 대한 답이 없습니다.",
    try_topics: "제가 답변할 수 있는 주제는 다음과 같습니다.",
    near_topics: "가장 관련 있는 주제는 다음과 같습니다.",
    empty_question: "질문을 입력해 주세요. 예: 한국과 이탈리아는 서울에서 무엇에 서명했나요?",
    fault: "죄송합니다. 오류가 발생했습니다. 잠시 후 다시 시도해 주세요.",
    stale_button: "그사이 내용이 바뀌어 이 항목은 더 이상 사용할 수 없습니다. 다시 질문해 주세요.",
    how_to_ask: |command| format!("아래에서 고르거나 /{command} 뒤에 질문을 직접 입력해 주세요"),
    choose_question: "질문 고르기",
    choose_topic: "주제 고르기",
    all_questions: |title| format!("전체 질문: {title}"),
    all_topics: "전체 주제",
    previous: "이전",
    next: "다음",
    page: |page, of| format!("페이지 {page}/{of}"),
    helpful: "도움됨",
    not_helpful: "도움 안 됨",
    remove: "삭제",
    pass_on: "운영진에게 전달",
    voted: "평가해 주셔서 고맙습니다. 언제든지 바꾸실 수 있습니다.",
    voted_before: "이미 같은 평가를 남겨 주셨습니다. 고맙습니다.",
    what_was_missing: "평가해 주셔서 고맙습니다. 질문을 운영진에게도 전달해 드릴까요?",
    passed_on: "질문을 운영진에게 전달했습니다. 고맙습니다.",
    too_many_waiting: "지금은 운영진에게 전달된 질문이 많아 더 받을 수 없습니다. 며칠 뒤에 다시 시도해 주세요.",
    not_your_question: "질문은 질문한 사람만 전달할 수 있습니다. 직접 질문하신 뒤 전달해 주세요.",
    not_yours_to_remove: "이 메시지는 질문한 사람과 운영진만 삭제할 수 있습니다.",
    form_title: "운영진에게 전달할 질문",
    form_label: "질문 내용",
    too_fast: "한꺼번에 질문이 너무 많이 들어왔습니다. 1분쯤 뒤에 다시 질문해 주세요.",
    answered_already: |link| format!("조금 전에 이 채널에서 같은 질문에 답변했습니다: {link}"),
    show_answer: "답변 보기",
    may_not: |channel, missing| format!("제게 {missing} 권한이 없어 {channel}에서는 답변할 수 없습니다."),
    permissions: PermissionNames {
        view_channel: "채널 보기",
        send_messages: "메시지 보내기",
        send_messages_in_threads: "스레드에서 메시지 보내기",
        read_message_history: "메시지 기록 보기",
    },
    answer_to: |link| format!("원본 메시지: {link}"),
    nothing_to_answer: "선택하신 메시지에는 제가 답변할 수 있는 글이 없습니다.",
    topics_title: |entries| format!("다음 주제에 관한 질문 {entries}개에 답변할 수 있습니다"),
    timeline_title: "연표",
    sources_title: |count| format!("답변의 출처 {count}건"),
    no_such_topic: "해당 주제를 찾을 수 없습니다. /주제 명령어로 전체 주제를 확인해 주세요.",
    about: "Attaché는 사람이 직접 정리한 자료를 바탕으로 질문에 답변합니다. 모든 답변은 사람이 작성했으며, 출처와 기준일을 \
            밝힙니다. 모르는 것은 모른다고 말합니다.",
    about_numbers: |of| {
        format!(
            "버전 {} · 자료 버전 {} · 항목 {}개, 주제 {}개, 출처 {}건",
            of.program, of.knowledge, of.entries, of.topics, of.sources
        )
    },
    privacy: "입력하신 내용은 답변하는 데만 쓰이고 따로 보관되지 않습니다. ‘운영진에게 전달’을 눌러 보내신 질문은 계정, \
              서버, 채널, 시각과 함께 보관되고, 직접 남기신 평가는 계정, 시각과 함께 보관됩니다.",
    planned: "예정",
    no_events: "연표에 표시할 내용이 없습니다.",
    ask_command: CommandText { name: "물어보기", description: "질문에 출처와 함께 답변합니다" },
    topics_command: CommandText {
        name: "주제", description: "답변할 수 있는 내용을 주제별로 보여 줍니다"
    },
    timeline_command: CommandText {
        name: "연표", description: "언제 무슨 일이 있었는지 출처와 함께 보여 줍니다"
    },
    sources_command: CommandText { name: "출처", description: "답변의 바탕이 된 자료를 보여 줍니다" },
    about_command: CommandText {
        name: "소개", description: "이 봇의 소개와 버전, 개인정보 처리 방식을 보여 줍니다"
    },
    answer_this: "이 질문에 답변 받기",
    topic_option: CommandText { name: "주제", description: "선택한 주제만 보여 줍니다" },
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
