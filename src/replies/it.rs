//! The sentences in Italian.

use super::{CommandText, PermissionNames, Phrasebook};
use crate::knowledge::PartialDate;
use crate::lang::Lang;

pub(super) const PHRASEBOOK: Phrasebook = Phrasebook {
    sources: "Fonti",
    note: "Le fonti non concordano",
    as_of: |date| format!("Aggiornato {}", up_to(date)),
    out_of_date: |date| format!("Questa risposta valeva fino {}: potrebbe non essere più aggiornata.", up_to(date)),
    related: "Domande correlate",
    only_in: |lang| match lang {
        Lang::En => "Non ho ancora questa risposta in italiano: eccola in inglese.",
        Lang::It => "Questa risposta è in italiano.",
        Lang::Ko => "Non ho ancora questa risposta in italiano: eccola in coreano.",
    },
    did_you_mean: "Non sono sicuro di aver capito. Intendevi una di queste domande?",
    unanswered: "Non lo so: nella mia base di conoscenza non c'è una risposta a questa domanda.",
    try_topics: "Questi sono gli argomenti che conosco:",
    near_topics: "Gli argomenti più vicini sono questi:",
    empty_question: "Fammi una domanda, per esempio: Che cosa hanno firmato Corea e Italia a Seul?",
    fault: "C'è stato un problema da parte mia. Riprova tra poco.",
    stale_button: "Questa scelta non funziona più: nel frattempo sono stato aggiornato. Rifai la domanda.",
    how_to_ask: |command| format!("Scegli qui sotto, oppure scrivi /{command} e la tua domanda"),
    choose_question: "Scegli una domanda",
    choose_topic: "Scegli un argomento",
    all_questions: |title| format!("Tutte le domande: {title}"),
    all_topics: "Tutti gli argomenti",
    previous: "Indietro",
    next: "Avanti",
    page: |page, of| format!("Pagina {page} di {of}"),
    helpful: "Utile",
    not_helpful: "Non utile",
    remove: "Elimina",
    pass_on: "Inoltra la domanda ai moderatori",
    voted: "Grazie, ho preso nota. Puoi cambiare idea quando vuoi.",
    voted_before: "Me l'avevi già detto, grazie.",
    what_was_missing: "Grazie, ho preso nota. Vuoi che anche i moderatori vedano la tua domanda?",
    passed_on: "Ho inoltrato la tua domanda ai moderatori. Grazie!",
    too_many_waiting: "Al momento i moderatori hanno già troppe domande in attesa. Riprova un altro giorno.",
    not_your_question: "Solo chi ha fatto la domanda può inoltrarla. Falla anche tu e potrai inoltrare la tua.",
    not_yours_to_remove: "Possono eliminare questo messaggio solo i moderatori e chi ha fatto la domanda.",
    form_title: "Una domanda per i moderatori",
    form_label: "La tua domanda",
    too_fast: "Troppe domande tutte insieme: dammi un minuto, per favore.",
    answered_already: |link| format!("Ho risposto a questa domanda poco fa: {link}"),
    show_answer: "Mostrami la risposta",
    may_not: |channel, missing| format!("Non posso risponderti in {channel}. Permessi che mi mancano: {missing}."),
    permissions: PermissionNames {
        view_channel: "Visualizza canale",
        send_messages: "Invia messaggi",
        send_messages_in_threads: "Invia messaggi nei thread",
        read_message_history: "Leggi cronologia messaggi",
    },
    answer_to: |link| format!("In risposta a {link}"),
    nothing_to_answer: "In quel messaggio non c'è testo a cui rispondere.",
    topics_title: |entries| format!("So rispondere a {entries} domande su questi argomenti"),
    timeline_title: "Cronologia",
    sources_title: |count| format!("Le fonti delle mie risposte ({count})"),
    no_such_topic: "Non conosco questo argomento. Con /argomenti li vedi tutti.",
    about: "Attaché risponde alle domande attingendo a una base di conoscenza curata a mano. Ogni risposta è scritta da \
            una persona, cita le fonti e dice a quale data è aggiornata. Se Attaché non sa qualcosa, lo dice.",
    about_numbers: |of| {
        format!(
            "Versione {} · base di conoscenza {} · {} voci, {} argomenti, {} fonti",
            of.program, of.knowledge, of.entries, of.topics, of.sources
        )
    },
    privacy: "Quello che scrivi serve solo a risponderti, poi viene dimenticato. La tua domanda viene conservata per i \
              moderatori solo se premi «Inoltra la domanda ai moderatori», insieme al tuo account, al server, al canale \
              e all'ora; il tuo voto solo se voti, insieme al tuo account e all'ora.",
    planned: "in programma",
    no_events: "Non ci sono eventi con una data.",
    ask_command: CommandText { name: "chiedi", description: "Fai una domanda: la risposta arriva con le fonti" },
    topics_command: CommandText { name: "argomenti", description: "A che cosa so rispondere, argomento per argomento" },
    timeline_command: CommandText { name: "cronologia", description: "Che cosa è successo e quando, con le fonti" },
    sources_command: CommandText { name: "fonti", description: "Le pubblicazioni su cui si basano le risposte" },
    about_command: CommandText {
        name: "informazioni",
        description: "Informazioni su questo bot, sulla sua versione e sulla tua privacy",
    },
    answer_this: "Rispondi a questo messaggio",
    topic_option: CommandText { name: "argomento", description: "Mostra solo questo argomento" },
    question_option: CommandText { name: "domanda", description: "La tua domanda, in italiano, inglese o coreano" },
    language_option: CommandText { name: "lingua", description: "La lingua della risposta" },
    private_option: CommandText { name: "privato", description: "Solo tu potrai vedere la risposta" },
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
    // The first of a month is an ordinal in Italian: "1° maggio", as it is typed.
    super::day_month_year(date, &MONTHS, |day| if day == 1 { "1°".to_owned() } else { day.to_string() })
}

/// "al 19 gennaio 2026", but "all'8 gennaio 2026": the article elides before "otto" and "undici".
fn up_to(date: &str) -> String {
    let elides = date.starts_with("8 ") || date.starts_with("11 ");
    format!("{}{date}", if elides { "all'" } else { "al " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_elides_before_eight_and_eleven() {
        let days = ["1° maggio 2026", "8 marzo 2026", "11 marzo 2026", "18 marzo 2026", "2026"];
        assert_eq!(
            days.map(up_to),
            ["al 1° maggio 2026", "all'8 marzo 2026", "all'11 marzo 2026", "al 18 marzo 2026", "al 2026"]
        );
    }
}
