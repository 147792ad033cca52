//! Messages: replies to those that are for us, and keeps the replies in step with them.
//!
//! In a chosen channel Attaché speaks only to what is a question and surely has an answer; everywhere else it also
//! says when it has none. A message that is edited gets its reply edited, one that is deleted gets it deleted.

use std::time::{Duration, Instant};

use serde_json::Value;
use serenity::http::{Http, Route};
use serenity::model::channel::{MessageReference, Nonce};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::permissions::Permissions;
use tracing::{debug, error, info};

use super::answered::Told;
use super::asking::{Languages, ask, ask_post};
use super::card::Card;
use super::chain;
use super::heard::{Address, Heard};
use super::interactions::{answered, message_link};
use super::pace::Verdict;
use super::plugin::Plugin;
use super::render::{self, View};
use super::rest::{Call, SendError};
use crate::lang::Lang;
use crate::matching::is_question;
use crate::replies::phrasebook;
use crate::reply::{Outcome, Reply};

/// How long we try to get a reply through; after that nobody waits for it any more.
const PATIENCE: Duration = Duration::from_mins(1);
/// How likely an answer must be right where nobody asked us. Of such answers to new questions by other hands one in fifty
/// was wrong or given to a question that should get none.
const SURE: f64 = 0.9;
/// An edit so soon after a message may make a question of it, in seconds.
const SECOND_THOUGHTS: i64 = 120;
/// Discord's codes for "missing access", "missing permissions", and "cannot reply without permission to read
/// message history".
const FORBIDDEN: [i64; 3] = [50001, 50013, 160_002];

/// What to say to a message, and what it answers.
struct Words {
    card: Card,
    answered: Option<(String, Lang)>,
    lang: Lang,
}

impl Plugin {
    /// Replies to a new message, if it is for us and was not dealt with yet.
    pub(super) async fn hear(&self, http: &Http, heard: Heard, me: UserId) {
        let Some(address) = self.address(&heard, me) else { return };
        if !self.recent.is_new(heard.id.get()) {
            return debug!(message = %heard.id, "dealt with already");
        }
        let dealt = self.answered.open(heard.id.get());
        let mut told = dealt.lock().await;
        if told.gone {
            return;
        }
        if told.edited > heard.edited {
            return debug!(message = %heard.id, "edited meanwhile");
        }
        (told.said, told.edited) = (heard.said(), heard.edited);
        let Some(words) = self.words(http, &heard, address, me).await else { return };
        told.reply = self.reply(http, &heard, words, address).await;
    }

    /// Replies where and when we may; gives the id of the reply.
    async fn reply(&self, http: &Http, heard: &Heard, words: Words, address: Address) -> Option<u64> {
        let may = self.may_speak(http, heard, address, &words).await && self.in_time(http, heard, &words).await;
        if may { self.say_once(http, heard, words, address).await } else { None }
    }

    fn address(&self, heard: &Heard, me: UserId) -> Option<Address> {
        let place = heard.guild.map(|guild| self.rooms.place(guild, heard.channel)).unwrap_or_default();
        heard.address(me, place, &self.settings)
    }

    /// Whether the person and the channel are within their pace. Who is not is told so, once.
    async fn in_time(&self, http: &Http, heard: &Heard, words: &Words) -> bool {
        let verdict = self.pace.ask(heard.author.get(), heard.channel.get());
        if verdict == Verdict::Hint {
            self.whisper(http, heard, phrasebook(words.lang).too_fast).await;
        }
        verdict == Verdict::Answer
    }

    /// Sends a reply, or the link to the same answer where that is still in sight.
    async fn say_once(&self, http: &Http, heard: &Heard, words: Words, address: Address) -> Option<u64> {
        let (Some((entry, lang)), Some(_)) = (&words.answered, heard.guild) else {
            return self.say(http, heard, words.card, address).await;
        };
        let place = self.lately.place(heard.channel.get(), entry, *lang, Instant::now());
        // Who comes second waits here for who came first.
        let mut first = place.lock().await;
        if let Some(answer) = *first {
            // While the link is sent, the answer may be deleted: that must find the place free.
            drop(first);
            let link = message_link(heard.guild, heard.channel.get(), answer);
            let card = render::answered_already(&link, (entry, *lang), phrasebook(words.lang));
            return self.say(http, heard, card, address).await;
        }
        *first = self.say(http, heard, words.card, address).await;
        *first
    }

    /// What is known of the languages of those who write in a server, or to us.
    fn languages(&self, guild: Option<GuildId>) -> Languages {
        let hint = guild.and_then(|guild| self.rooms.lang(guild)).or(self.settings.language);
        Languages { chosen: None, hint }
    }

    /// What to say to a message; nothing where silence is better.
    async fn words(&self, http: &Http, heard: &Heard, address: Address, me: UserId) -> Option<Words> {
        let languages = self.languages(heard.guild);
        let text = heard.question(me);
        let reply = match address {
            Address::Post => self.reply_to_post(http, heard, &text, languages).await?,
            _ if text.is_empty() => {
                // A reply or a post without text is a picture, or one whose text Discord does not show us.
                let asks_for_help = matches!(address, Address::Mention | Address::Direct);
                let lang = languages.shown();
                return asks_for_help.then(|| Words {
                    card: Card::text(phrasebook(lang).empty_question),
                    answered: None,
                    lang,
                });
            }
            // Most of what people say among each other asks nothing, which is told sooner than what would answer it.
            Address::Channel if !is_question(&text) => return None,
            Address::Channel => surely(ask(&self.desk, &text, languages))?,
            Address::Mention | Address::Reply | Address::Direct => ask(&self.desk, &text, languages),
        };
        let shelf = self.desk.shelf();
        let view = View {
            topics: &shelf.knowledge.topics,
            interface: reply.lang,
            ledger: self.ledger.is_some(),
            private: false,
        };
        let mut card = render::reply(&reply, view);
        if heard.guild.is_some_and(|guild| !self.rooms.may_embed(guild, heard.channel)) {
            card = render::without_embed(card);
        }
        Some(Words { card, answered: answered(&reply), lang: reply.lang })
    }

    /// The reply to a new post, if its forum is one of those chosen: the answer, or near questions. The title comes
    /// from Discord, which gives it to those, too, who may not read messages.
    async fn reply_to_post(&self, http: &Http, heard: &Heard, text: &str, languages: Languages) -> Option<Reply> {
        let call = Call::get(Route::Channel { channel_id: heard.channel });
        let thread = match self.carrier.send(http, &call, PATIENCE).await {
            Ok(thread) => thread,
            Err(problem) => {
                debug!(channel = %heard.channel, "title not read: {}", chain(&problem));
                return None;
            }
        };
        let parent: u64 = thread["parent_id"].as_str()?.parse().ok()?;
        if !self.settings.channels.contains(&parent) {
            return None;
        }
        let title = thread["name"].as_str().unwrap_or_default();
        let reply = ask_post(&self.desk, title, text, languages);
        let asks = is_question(title) || is_question(text);
        let speaks = match &reply.outcome {
            Outcome::Answer(_) => asks || surely(reply.clone()).is_some(),
            Outcome::Suggest(_) => asks,
            Outcome::Unanswered => false,
        };
        speaks.then_some(reply)
    }

    /// Whether we may reply where a message stands. If not, who called us is told in private, once.
    async fn may_speak(&self, http: &Http, heard: &Heard, address: Address, words: &Words) -> bool {
        let Some(guild) = heard.guild else { return true };
        let missing = self.rooms.missing(guild, heard.channel, Instant::now());
        if missing.is_empty() {
            return true;
        }
        debug!(channel = %heard.channel, ?missing, "may not reply");
        self.explain(http, heard, address, missing, words.lang).await;
        false
    }

    /// Tells who called us what keeps us from replying.
    async fn explain(&self, http: &Http, heard: &Heard, address: Address, missing: Permissions, lang: Lang) {
        let called = matches!(address, Address::Mention | Address::Reply);
        // A person is told once of a channel.
        if called && self.explained.is_new(heard.who_and_where()) {
            let words = phrasebook(lang);
            let channel = format!("<#{}>", heard.channel);
            let text = (words.may_not)(&channel, &render::permissions(missing, words));
            self.whisper(http, heard, &text).await;
        }
    }

    /// Sends a reply; gives its id.
    async fn say(&self, http: &Http, heard: &Heard, card: Card, address: Address) -> Option<u64> {
        let reference = MessageReference::from((heard.channel, heard.id)).fail_if_not_exists(false);
        // Enforced, the nonce makes a message that is sent again, after a lost answer or by two processes, show once.
        let nonce = Nonce::String(heard.nonce());
        let message = card.into_message().reference_message(reference).nonce(nonce).enforce_nonce(true);
        let call = Call::post(Route::ChannelMessages { channel_id: heard.channel }, &message);
        match self.carrier.send(http, &call, PATIENCE).await {
            Ok(sent) => id_of(&sent),
            Err(problem) => {
                self.not_sent(http, heard, address, &problem).await;
                None
            }
        }
    }

    async fn not_sent(&self, http: &Http, heard: &Heard, address: Address, problem: &SendError) {
        if !problem.code().is_some_and(|code| FORBIDDEN.contains(&code)) {
            return error!(message = %heard.id, channel = %heard.channel, "reply not sent: {}", chain(problem));
        }
        info!(channel = %heard.channel, "may not reply there: {}", chain(problem));
        self.rooms.refuse(heard.channel, Instant::now());
        if let Some(guild) = heard.guild {
            let missing = self.rooms.missing(guild, heard.channel, Instant::now());
            let missing = if missing.is_empty() { Permissions::SEND_MESSAGES } else { missing };
            let lang = self.languages(Some(guild)).shown();
            self.explain(http, heard, address, missing, lang).await;
        }
    }

    /// Tells a person something in private. Who takes no messages from us is left in peace.
    async fn whisper(&self, http: &Http, heard: &Heard, text: &str) {
        let channel = if heard.guild.is_none() {
            Some(heard.channel.get())
        } else {
            let recipient = serde_json::json!({"recipient_id": heard.author});
            let opened = self.carrier.send(http, &Call::post(Route::UserMeDmChannels, &recipient), PATIENCE).await;
            opened.ok().as_ref().and_then(id_of)
        };
        let Some(channel) = channel else { return };
        let message = Card::text(text).into_message().nonce(Nonce::String(heard.private_nonce())).enforce_nonce(true);
        let call = Call::post(Route::ChannelMessages { channel_id: ChannelId::new(channel) }, &message);
        if let Err(problem) = self.carrier.send(http, &call, PATIENCE).await {
            debug!(person = %heard.author, "not told: {}", chain(&problem));
        }
    }

    /// An edit: the reply is edited, or taken away where nothing is to be said any more.
    pub(super) async fn hear_again(&self, http: &Http, event: &MessageUpdateEvent, me: UserId) {
        let Some(heard) = Heard::edited(event, me) else { return };
        let Some(dealt) = self.answered.find(heard.id.get()) else {
            // Not for us so far. A mention that was forgotten may come a moment later.
            if (0..SECOND_THOUGHTS).contains(&heard.edited_after()) {
                self.hear(http, heard, me).await;
            }
            return;
        };
        let mut told = dealt.lock().await;
        if told.gone || heard.edited < told.edited || heard.said() == told.said {
            return;
        }
        (told.said, told.edited) = (heard.said(), heard.edited);
        let words = match self.address(&heard, me) {
            Some(address) => self.words(http, &heard, address, me).await.map(|words| (address, words)),
            None => None,
        };
        match (words, told.reply) {
            (Some((_, words)), Some(reply)) => self.reword(http, &heard, words.card, reply, &mut told).await,
            (None, Some(reply)) => {
                self.take_back(http, heard.channel, reply).await;
                told.reply = None;
            }
            (Some((address, words)), None) => told.reply = self.reply(http, &heard, words, address).await,
            (None, None) => {}
        }
    }

    async fn reword(&self, http: &Http, heard: &Heard, card: Card, reply: u64, told: &mut Told) {
        self.lately.forget(reply);
        let route = Route::ChannelMessage { channel_id: heard.channel, message_id: MessageId::new(reply) };
        let call = Call::patch(route, &card.into_edit());
        match self.carrier.send(http, &call, PATIENCE).await {
            Ok(_) => {}
            // Somebody took it away, so it is not wanted.
            Err(SendError::Refused { status: 404, .. }) => told.reply = None,
            Err(problem) => error!(message = %heard.id, "reply not edited: {}", chain(&problem)),
        }
    }

    /// Messages were deleted: their replies go, too.
    pub(super) async fn unhear(&self, http: &Http, channel: ChannelId, messages: &[MessageId]) {
        for message in messages {
            // Should the message itself come later, for events have no order, it is not answered.
            self.recent.is_new(message.get());
            // It may be one of ours.
            self.lately.forget(message.get());
            let Some(dealt) = self.answered.find(message.get()) else { continue };
            let mut told = dealt.lock().await;
            told.gone = true;
            if let Some(reply) = told.reply.take() {
                self.take_back(http, channel, reply).await;
            }
        }
    }

    async fn take_back(&self, http: &Http, channel: ChannelId, reply: u64) {
        self.lately.forget(reply);
        let route = Route::ChannelMessage { channel_id: channel, message_id: MessageId::new(reply) };
        match self.carrier.send(http, &Call::delete(route), PATIENCE).await {
            Ok(_) | Err(SendError::Refused { status: 404, .. }) => {}
            Err(problem) => error!(%channel, "reply not taken back: {}", chain(&problem)),
        }
    }
}

/// A reply that is an answer, and surely the right one.
fn surely(reply: Reply) -> Option<Reply> {
    let sure = reply.best.as_ref().is_some_and(|best| best.score >= SURE);
    (sure && matches!(reply.outcome, Outcome::Answer(_))).then_some(reply)
}

/// The id of something that Discord gave back.
pub(super) fn id_of(value: &Value) -> Option<u64> {
    value["id"].as_str()?.parse().ok().filter(|id| *id != 0)
}
