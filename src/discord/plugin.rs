//! The plugin: an event handler that sits beside a host's own.

use std::sync::Arc;

use once_cell::sync::OnceCell;
use serenity::async_trait;
use serenity::builder::CreateCommand;
use serenity::client::{Context, EventHandler};
use serenity::http::Http;
use serenity::model::application::{CommandInteraction, ComponentInteraction, Interaction};
use serenity::model::channel::Message;
use serenity::model::gateway::{GatewayIntents, Ready};
use serenity::model::id::{InteractionId, UserId};
use tokio::sync::Notify;
use tracing::{debug, error, info, warn};

use super::asking::Languages;
use super::diff::Scope;
use super::interactions::{self, Response};
use super::message::{self, reply_to};
use super::recent::Recent;
use super::settings::Settings;
use super::under_way::UnderWay;
use super::{chain, commands, registration};
use crate::desk::Desk;

/// Attaché as a plugin of a serenity client.
///
/// It answers messages that mention it, that reply to it or that are sent to it directly, `/ask`, and one slash
/// command a topic. It keeps its state to itself, needs no cache, no framework and no privileged intent, and
/// leaves alone every command, component and message that is not its own. A host adds it beside its own
/// handlers:
///
/// ```no_run
/// # use std::sync::Arc;
/// # use serenity::all::{Client, EventHandler, GatewayIntents};
/// # use attache::{Plugin, desk::Desk};
/// # async fn add(host: impl EventHandler + 'static, desk: Arc<Desk>) -> Result<(), serenity::Error> {
/// let plugin = Plugin::new(desk);
/// let intents = GatewayIntents::GUILD_MEMBERS | plugin.intents();
/// let client = Client::builder("token", intents).event_handler(host).event_handler(plugin).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Plugin {
    desk: Arc<Desk>,
    settings: Settings,
    /// Our own user, from the first READY; there is no cache to ask.
    me: OnceCell<UserId>,
    /// Rings when `me` is known.
    known: Notify,
    recent: Recent,
    under_way: UnderWay,
}

impl Plugin {
    /// The intents that the plugin always needs; Discord gives them without approval.
    pub const INTENTS: GatewayIntents =
        GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);

    /// A plugin that answers from `desk`, with the default settings.
    pub fn new(desk: Arc<Desk>) -> Plugin {
        Plugin::with_settings(desk, Settings::default())
    }

    /// A plugin that answers from `desk`, with these settings.
    pub fn with_settings(desk: Arc<Desk>, settings: Settings) -> Plugin {
        Plugin {
            desk,
            settings,
            me: OnceCell::new(),
            known: Notify::new(),
            recent: Recent::default(),
            under_way: UnderWay::default(),
        }
    }

    /// The intents that the plugin needs with its settings: the privileged one for message content only where
    /// the settings ask for it.
    pub fn intents(&self) -> GatewayIntents {
        if self.settings.message_content { Plugin::INTENTS | GatewayIntents::MESSAGE_CONTENT } else { Plugin::INTENTS }
    }

    /// The slash commands, for a host that registers by bulk overwrite and so has to list them with its own.
    /// Such a host sets `register_commands` to false.
    ///
    /// # Errors
    ///
    /// Every reason why the topics do not make commands.
    pub fn commands(&self) -> Result<Vec<CreateCommand>, Vec<commands::CommandProblem>> {
        let specs = commands::wanted(&self.desk.shelf().knowledge)?;
        let build = match self.scope() {
            Scope::Everywhere => commands::CommandSpec::everywhere,
            Scope::Guild(_) => commands::CommandSpec::for_guild,
        };
        Ok(specs.iter().map(build).collect())
    }

    /// Waits until the replies that are under way are sent. Call it after the client has stopped.
    pub async fn finished(&self) {
        self.under_way.finished().await;
    }

    pub(super) fn scope(&self) -> Scope {
        self.settings.guild.map_or(Scope::Everywhere, Scope::Guild)
    }

    /// Keeps who we are, and registers the commands: on the first shard alone, for they belong to the application.
    async fn greet(&self, http: &Http, ready: &Ready) {
        let me = *self.me.get_or_init(|| ready.user.id);
        self.known.notify_waiters();
        info!(user = %me, name = ready.user.name, guilds = ready.guilds.len(), "connected to Discord");
        if !self.settings.channels.is_empty() && !self.settings.message_content {
            warn!("channels are set but message_content is not: their messages arrive without text");
        }
        if self.settings.register_commands && ready.shard.is_none_or(|shard| shard.id.get() == 0) {
            self.register(http).await;
        }
    }

    /// Registers the commands. What fails is reported and stops nothing: mentions work all the same.
    async fn register(&self, http: &Http) {
        let current = self.desk.shelf();
        let changes = match registration::plan(http, &current.knowledge, self.scope()).await {
            Ok(changes) => changes,
            Err(problem) => return error!("commands not registered: {}", chain(&problem)),
        };
        for change in &changes {
            debug!("command {change}");
        }
        match registration::apply(http, &changes, self.scope()).await {
            Ok(written) => info!(written, "commands are registered"),
            Err(problems) => problems.iter().for_each(|problem| error!("{}", chain(problem))),
        }
    }

    /// Our own user. READY comes before any message, but nothing orders the tasks that handle them.
    async fn me(&self) -> UserId {
        loop {
            // Made before the look, so that no ring between the two is missed.
            let known = self.known.notified();
            if let Some(me) = self.me.get() {
                return *me;
            }
            known.await;
        }
    }

    /// Replies to a message, if it is for us and was not dealt with yet.
    async fn hear(&self, http: &Http, message: &Message) {
        let me = self.me().await;
        let Some(address) = message::address(message, me, &self.settings) else { return };
        if !self.recent.is_new(message.id.get()) {
            return debug!(message = %message.id, "dealt with already");
        }
        let card = message::card(&self.desk, message, address, me, Languages::default());
        let Some(card) = card else { return };
        if let Err(problem) = message.channel_id.send_message(http, reply_to(message, card)).await {
            error!(message = %message.id, channel = %message.channel_id, "reply not sent: {}", chain(&problem));
        }
    }

    async fn obey(&self, http: &Http, interaction: &CommandInteraction) {
        if let Some(response) = interactions::command(&self.desk, interaction)
            && self.recent.is_new(interaction.id.get())
        {
            respond(http, interaction.id, &interaction.token, &interaction.locale, response).await;
        }
    }

    async fn react(&self, http: &Http, interaction: &ComponentInteraction) {
        if let Some(response) = interactions::component(&self.desk, interaction)
            && self.recent.is_new(interaction.id.get())
        {
            respond(http, interaction.id, &interaction.token, &interaction.locale, response).await;
        }
    }
}

#[async_trait]
impl EventHandler for Plugin {
    async fn ready(&self, ctx: Context, ready: Ready) {
        let _work = self.under_way.begin();
        self.greet(&ctx.http, &ready).await;
    }

    async fn message(&self, ctx: Context, message: Message) {
        let _work = self.under_way.begin();
        self.hear(&ctx.http, &message).await;
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let _work = self.under_way.begin();
        match interaction {
            Interaction::Command(interaction) => self.obey(&ctx.http, &interaction).await,
            Interaction::Component(interaction) => self.react(&ctx.http, &interaction).await,
            _ => {}
        }
    }
}

/// Discord's codes for an interaction that can no longer be answered: unknown (too late), and answered already.
const UNANSWERABLE: [isize; 2] = [10062, 40060];

/// Sends the first response. Where that fails and a response is still possible, the person gets a private
/// sentence instead of Discord's "did not respond".
async fn respond(http: &Http, id: InteractionId, token: &str, locale: &str, response: Response) {
    let Err(problem) = create_response(http, id, token, response).await else { return };
    error!(interaction = %id, "response not sent: {}", chain(&problem));
    if registration::error_code(&problem).is_some_and(|code| UNANSWERABLE.contains(&code)) {
        return;
    }
    if let Err(problem) = create_response(http, id, token, Response::fault(locale)).await {
        debug!(interaction = %id, "nor the apology for it: {}", chain(&problem));
    }
}

async fn create_response(http: &Http, id: InteractionId, token: &str, response: Response) -> serenity::Result<()> {
    use serenity::builder::Builder;

    response.into_builder().execute(http, (id, token)).await
}
