//! The sentences in Italian.

use super::{CommandText, PermissionNames, Phrasebook};
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
    near_topics: "Gli argomenti più vicini sono questi:",
    empty_question: "Fammi una domanda, per esempio: Che cosa hanno firmato Corea e Italia a Seul?",
    fault: "Qualcosa è andato storto da parte mia. Riprova tra poco.",
    stale_button: "Questo pulsante non funziona più: nel frattempo sono cambiato. Fai di nuovo la domanda.",
    how_to_ask: |command| format!("Scegli qui sotto, oppure scrivi /{command} e la tua domanda."),
    choose_question: "Scegli una domanda",
    choose_topic: "Scegli un argomento",
    all_questions: |title| format!("Tutte le domande: {title}"),
    all_topics: "Tutti gli argomenti",
    previous: "Indietro",
    next: "Avanti",
    page: |page, of| format!("Pagina {page} di {of}"),
    helpful: "Utile",
    not_helpful: "Non utile",
    remove: "Rimuovi",
    pass_on: "Inoltra ai moderatori",
    voted: "Grazie, ho preso nota. Puoi cambiare idea quando vuoi.",
    voted_before: "Me l'avevi già detto, grazie.",
    what_was_missing: "Grazie, ho preso nota. Vuoi che anche i moderatori vedano la tua domanda?",
    passed_on: "La tua domanda ora è nelle mani dei moderatori. Grazie.",
    too_many_waiting: "Al momento la lista dei moderatori è piena. Riprova un altro giorno.",
    not_your_question: "Solo chi ha fatto la domanda può inoltrarla. Se la fai tu, puoi farlo anche tu.",
    not_yours_to_remove: "Solo chi ha fatto la domanda e i moderatori possono rimuovere questo messaggio.",
    form_title: "Una domanda per i moderatori",
    form_label: "La tua domanda",
    too_fast: "Troppe domande tutte insieme: dammi un minuto, per favore.",
    answered_already: |link| format!("Ho appena risposto a questa domanda qui: {link}"),
    may_not: |channel, missing| format!("Non posso risponderti in {channel}: lì mi manca il permesso {missing}."),
    permissions: PermissionNames {
        view_channel: "Vedi canale",
        send_messages: "Invia messaggi",
        send_messages_in_threads: "Invia messaggi nei thread",
        read_message_history: "Leggi la cronologia dei messaggi",
    },
    answer_to: |link| format!("In risposta a {link}"),
    nothing_to_answer: "In quel messaggio non c'è un testo a cui possa rispondere.",
    topics_title: |entries| format!("So rispondere a {entries} domande su questi argomenti"),
    timeline_title: "Cronologia",
    sources_title: |count| format!("Le {count} fonti delle mie risposte"),
    no_such_topic: "Questo argomento non esiste. /argomenti li elenca tutti.",
    about: "Attaché risponde alle domande attingendo a una base di conoscenza curata da persone. Ogni risposta è stata \
            scritta da una persona, cita le sue fonti e dice a quale data è aggiornata. Quello che non sa, lo dice.",
    about_numbers: |of| {
        format!(
            "Versione {} · base di conoscenza {} · {} voci, {} argomenti, {} fonti",
            of.program, of.knowledge, of.entries, of.topics, of.sources
        )
    },
    privacy: "Quello che scrivi viene letto, riceve una risposta e viene dimenticato. Solo se premi “Inoltra ai \
              moderatori” la tua domanda viene conservata per loro, e solo se voti viene conservato il tuo voto.",
    planned: "in programma",
    no_events: "Non ci sono eventi datati.",
    ask_command: CommandText { name: "chiedi", description: "Fai una domanda; la risposta arriva con le sue fonti" },
    topics_command: CommandText { name: "argomenti", description: "A che cosa so rispondere, argomento per argomento" },
    timeline_command: CommandText { name: "cronologia", description: "Che cosa è successo e quando, con le fonti" },
    sources_command: CommandText { name: "fonti", description: "Le pubblicazioni su cui si basano le risposte" },
    about_command: CommandText {
        name: "informazioni",
        description: "Che cos’è questo bot, la sua versione e la tua privacy",
    },
    answer_this: "Rispondi a questo",
    topic_option: CommandText { name: "argomento", description: "L’argomento a cui limitarsi" },
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
