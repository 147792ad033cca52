//! Interactions: the first response to each, within Discord's three seconds, and what follows it.

use std::time::{Duration, Instant};

use serenity::http::{Http, Route};
use serenity::model::application::{CommandInteraction, ComponentInteraction, ModalInteraction};
use serenity::model::id::InteractionId;
use tokio::time::timeout;
use tracing::{debug, error};

use super::asking::Languages;
use super::card::{Card, Row};
use super::chain;
use super::clicks::{self, asked_it, origin, question_of};
use super::interactions::{self, Keep, Obeyed, Office, Response, message_link};
use super::listener::id_of;
use super::pace::Verdict;
use super::plugin::Plugin;
use super::render;
use super::rest::{Call, SendError};
use crate::desk::Shelf;
use crate::lang::Lang;
use crate::ledger::{Ledger, LedgerError, Voted};
use crate::replies::{Phrasebook, phrasebook};

/// Discord gives three seconds for the first response; what is on the way counts.
const FIRST: Duration = Duration::from_millis(2700);
/// So long the ledger may take before the response is deferred.
const LEDGER: Duration = Duration::from_millis(1200);
/// How long we try to get through what follows the first response.
const LATER: Duration = Duration::from_mins(1);
/// Discord's codes for an interaction that can no longer be answered: unknown (too late), and answered already.
const TOO_LATE: i64 = 10062;
const ANSWERED: i64 = 40060;

/// What a response needs of an interaction, whichever kind it is.
#[derive(Clone, Copy)]
struct Asked<'a> {
    id: InteractionId,
    token: &'a str,
    /// The language of the person.
    interface: Lang,
}

impl Asked<'_> {
    /// The sentences in the language of the person.
    fn words(self) -> &'static Phrasebook {
        phrasebook(self.interface)
    }
}

impl Plugin {
    fn office<'a>(&'a self, shelf: &'a Shelf) -> Office<'a> {
        let (ledger, me) = (self.ledger.is_some(), self.me_if_known());
        Office { desk: &self.desk, shelf, ledger, me, assumed: self.settings.language }
    }

    fn asked_by<'a>(&self, id: InteractionId, token: &'a str, locale: &str, guild_locale: Option<&str>) -> Asked<'a> {
        let languages = Languages::from_locales(locale, guild_locale, self.settings.language);
        Asked { id, token, interface: languages.interface() }
    }

    /// Responds to a command, unless it is the host's.
    pub(super) async fn obey(&self, http: &Http, command: &CommandInteraction) {
        if self.host.have(&command.data) {
            return;
        }
        let shelf = self.desk.shelf();
        let Some(obeyed) = interactions::command(self.office(&shelf), command) else { return };
        if !self.recent.is_new(command.id.get()) {
            return debug!(interaction = %command.id, "dealt with already");
        }
        let asked = self.asked_by(command.id, &command.token, &command.locale, command.guild_locale.as_deref());
        let Obeyed { response, asks, question, answered } = obeyed;
        if asks && self.pace.ask(command.user.id.get(), command.channel_id.get()) != Verdict::Answer {
            // An interaction has to be answered; this answer is for the person alone.
            self.respond(http, asked, Response::say(asked.words().too_fast)).await;
            return;
        }
        if let Some(question) = &question {
            self.asked.remember(command.id.get(), question, Instant::now());
        }
        let in_public = matches!(response, Response::Public(_)) && command.guild_id.is_some();
        match answered.filter(|_| in_public) {
            Some((entry, lang)) => self.answer_once(http, command, asked, response, &entry, lang).await,
            None => {
                self.respond(http, asked, response).await;
            }
        }
    }

    /// Responds with an answer for all, unless the same stands in the channel already.
    async fn answer_once(
        &self,
        http: &Http,
        command: &CommandInteraction,
        asked: Asked<'_>,
        response: Response,
        entry: &str,
        lang: Lang,
    ) {
        let channel = command.channel_id.get();
        let sight = self.lately.place(channel, entry, lang, Instant::now());
        // Who asked first is a moment away from a response; a second one cannot wait for longer than that.
        let Ok(mut sight) = timeout(LEDGER, sight.lock()).await else {
            self.respond(http, asked, response).await;
            return;
        };
        if let Some(first) = *sight {
            let link = message_link(command.guild_id, channel, first);
            let card = render::answered_already(&link, (entry, lang), asked.words());
            self.respond(http, asked, Response::Private(card)).await;
        } else if self.respond(http, asked, response).await {
            *sight = self.read_response(http, asked).await;
        }
    }

    /// The id of the message that our first response became.
    async fn read_response(&self, http: &Http, asked: Asked<'_>) -> Option<u64> {
        let application_id = http.application_id()?;
        let route = Route::WebhookOriginalInteractionResponse { application_id, token: asked.token };
        match self.carrier.send(http, &Call::get(route), FIRST).await {
            Ok(message) => id_of(&message),
            Err(problem) => {
                debug!(interaction = %asked.id, "response not read: {}", chain(&problem));
                None
            }
        }
    }

    /// Offers what may be chosen while one types.
    pub(super) async fn complete(&self, http: &Http, command: &CommandInteraction) {
        if self.host.have(&command.data) {
            return;
        }
        let shelf = self.desk.shelf();
        let Some(response) = interactions::complete(self.office(&shelf), command) else { return };
        let asked = self.asked_by(command.id, &command.token, &command.locale, command.guild_locale.as_deref());
        // Late offers are of no use, and the next key press asks anew.
        if let Err(problem) = self.create_response(http, asked, response).await {
            debug!(interaction = %command.id, "nothing offered: {}", chain(&problem));
        }
    }

    /// Responds to a click.
    pub(super) async fn react(&self, http: &Http, click: &ComponentInteraction) {
        let shelf = self.desk.shelf();
        let office = self.office(&shelf);
        // What somebody else asked is not this person's to pass on.
        let question = asked_it(click).then(|| {
            question_of(&click.message, office.me)
                .or_else(|| self.asked.recall(origin(&click.message)?, Instant::now()))
        });
        let question = question.flatten();
        let Some(response) = clicks::component(office, click, question.clone()) else { return };
        if !self.recent.is_new(click.id.get()) {
            return debug!(interaction = %click.id, "dealt with already");
        }
        let asked = self.asked_by(click.id, &click.token, &click.locale, click.guild_locale.as_deref());
        match response {
            Response::Remove => {
                self.lately.forget(click.message.id.get());
                self.remove(http, asked).await;
            }
            Response::InPlace(card) => {
                self.lately.forget(click.message.id.get());
                self.respond(http, asked, Response::InPlace(card)).await;
            }
            Response::Keep(keep) => {
                // The message that asks what was missing holds no question; it is this interaction's.
                if let (Keep::Vote { .. }, Some(question)) = (&keep, &question) {
                    self.asked.remember(click.id.get(), question, Instant::now());
                }
                self.keep(http, asked, keep).await;
            }
            response => {
                self.respond(http, asked, response).await;
            }
        }
    }

    /// Responds to a form that was sent.
    pub(super) async fn receive(&self, http: &Http, sent: &ModalInteraction) {
        let shelf = self.desk.shelf();
        let Some(response) = clicks::form(self.office(&shelf), sent) else { return };
        if !self.recent.is_new(sent.id.get()) {
            return debug!(interaction = %sent.id, "dealt with already");
        }
        let asked = self.asked_by(sent.id, &sent.token, &sent.locale, sent.guild_locale.as_deref());
        match response {
            // Each form is a question more for the moderators.
            Response::Keep(_) if self.pace.ask(sent.user.id.get(), sent.channel_id.get()) != Verdict::Answer => {
                self.respond(http, asked, Response::say(asked.words().too_fast)).await;
            }
            Response::Keep(keep) => self.keep(http, asked, keep).await,
            response => {
                self.respond(http, asked, response).await;
            }
        }
    }

    /// Takes the message away that was clicked on. This goes by the interaction, which needs no permission.
    async fn remove(&self, http: &Http, asked: Asked<'_>) {
        if !self.respond(http, asked, Response::Remove).await {
            return;
        }
        let Some(application_id) = http.application_id() else { return };
        let route = Route::WebhookOriginalInteractionResponse { application_id, token: asked.token };
        if let Err(problem) = self.carrier.send(http, &Call::delete(route), LATER).await {
            error!(interaction = %asked.id, "message not removed: {}", chain(&problem));
        }
    }

    /// Writes to the ledger, and tells the person how that went: at once, or later if the ledger takes its time.
    async fn keep(&self, http: &Http, asked: Asked<'_>, keep: Keep) {
        let Some(ledger) = self.ledger.clone() else { return };
        let mut writing = tokio::task::spawn_blocking({
            let keep = keep.clone();
            move || write(&*ledger, &keep)
        });
        let written = timeout(LEDGER, &mut writing).await;
        let deferred = written.is_err();
        if deferred && !self.respond(http, asked, Response::Keep(keep.clone())).await {
            return;
        }
        let card = match written {
            Ok(card) => card,
            Err(_) => writing.await,
        };
        let card = card.unwrap_or_else(|panicked| {
            error!("the ledger failed: {panicked}");
            Card::text(asked.words().fault)
        });
        if !deferred {
            self.respond(http, asked, Response::Private(card)).await;
            return;
        }
        let Some(application_id) = http.application_id() else { return };
        let route = Route::WebhookOriginalInteractionResponse { application_id, token: asked.token };
        if let Err(problem) = self.carrier.send(http, &Call::patch(route, &card.into_late_response()), LATER).await {
            error!(interaction = %asked.id, "late response not sent: {}", chain(&problem));
        }
    }

    /// Sends the first response. Where that fails and a response is still possible, the person gets a private
    /// sentence instead of Discord's "did not respond". Gives whether the response itself arrived.
    async fn respond(&self, http: &Http, asked: Asked<'_>, response: Response) -> bool {
        let Err(problem) = self.create_response(http, asked, response).await else { return true };
        error!(interaction = %asked.id, "response not sent: {}", chain(&problem));
        if matches!(problem, SendError::Refused { code, .. } if code != TOO_LATE)
            && let Err(problem) = self.create_response(http, asked, Response::say(asked.words().fault)).await
        {
            debug!(interaction = %asked.id, "nor the apology for it: {}", chain(&problem));
        }
        false
    }

    async fn create_response(&self, http: &Http, asked: Asked<'_>, response: Response) -> Result<(), SendError> {
        let route = Route::InteractionResponse { interaction_id: asked.id, token: asked.token };
        let call = Call::post(route, &response.into_builder());
        match self.carrier.send(http, &call, FIRST).await {
            // A try before this one got through, though its receipt did not.
            Err(problem) if problem.code() == Some(ANSWERED) => Ok(()),
            sent => sent.map(|_| ()),
        }
    }
}

/// Writes to the ledger; gives what to tell the person.
fn write(ledger: &dyn Ledger, keep: &Keep) -> Card {
    let (written, interface) = match keep {
        Keep::Vote { vote, lang, interface } => {
            let words = phrasebook(*interface);
            let written = ledger.vote(vote.clone()).map(|voted| match (voted, vote.helpful) {
                (Voted::Same, _) => Card::text(words.voted_before),
                (_, true) => Card::text(words.voted),
                (_, false) => ask_what_was_missing(*lang, *interface),
            });
            (written, interface)
        }
        Keep::PassOn { question, interface } => {
            (ledger.pass_on(question.clone()).map(|()| Card::text(phrasebook(*interface).passed_on)), interface)
        }
    };
    written.unwrap_or_else(|problem| {
        error!("{}", chain(&problem));
        let words = phrasebook(*interface);
        Card::text(if matches!(problem, LedgerError::Full(_)) { words.too_many_waiting } else { words.fault })
    })
}

fn ask_what_was_missing(lang: Lang, interface: Lang) -> Card {
    let rows: Vec<Row> = render::pass_on(lang, interface).into_iter().collect();
    Card { rows, ..Card::text(phrasebook(interface).what_was_missing) }
}
