//! The sentences in Italian.

use super::{CommandText, Phrasebook};
use crate::knowledge::PartialDate;
use crate::lang::Lang;

pub(super) const PHRASEBOOK: Phrasebook = Phrasebook {
    sources: "Fonti",
    note: "Le fonti non concordano",
    as_of: |date| format!("Aggiornato al {date}"),
    out_of_date: |date| format!("Questa risposta valeva fino al {date}: potrebbe non essere più aggiornata."),
    related: "Domande collegate",
    only_in: |lang| match lang {
        Lang::En => "Per ora questa risposta esiste solo in inglese.",
        Lang::It => "Questa risposta è in italiano.",
        Lang::Ko => "Per ora questa risposta esiste solo in coreano.",
    },
    did_you_mean: "Non sono sicuro di aver capito. Intendevi una di queste?",
    unanswered: "Non lo so: nella mia base di conoscenza non c'è una risposta a questa domanda.",
    try_topics: "Questi sono gli argomenti che conosco:",
    empty_question: "Fammi una domanda, per esempio: Che cosa hanno firmato Corea e Italia a Seul?",
    fault: "Qualcosa è andato storto da parte mia. Riprova tra poco.",
    stale_button: "Questo pulsante non funziona più: nel frattempo sono cambiato. Fai di nuovo la domanda.",
    more_questions: |count| match count {
        1 => "… e un'altra domanda".to_owned(),
        _ => format!("… e altre {count} domande"),
    },
    how_to_ask: |command| format!("Per chiedere, usa /{command} e scrivi la domanda nel campo “domanda”."),
    planned: "in programma",
    no_events: "Non ci sono eventi datati.",
    ask_command: CommandText { name: "chiedi", description: "Fai una domanda; la risposta arriva con le sue fonti" },
    question_option: CommandText { name: "domanda", description: "La tua domanda, in italiano, inglese o coreano" },
    language_option: CommandText { name: "lingua", description: "La lingua della risposta" },
    private_option: CommandText { name: "privato", description: "Mostra la risposta solo a te" },
    date,
};

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

fn date(date: PartialDate) -> String {
    // The first of a month is an ordinal in Italian: "1º maggio".
    super::day_month_year(date, &MONTHS, |day| if day == 1 { "1º".to_owned() } else { day.to_string() })
}
