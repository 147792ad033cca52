//! The plugin: an event handler that sits beside a host's own.

use std::sync::Arc;

use once_cell::sync::OnceCell;
use serenity::async_trait;
use serenity::builder::CreateCommand;
use serenity::client::{Context, EventHandler};
use serenity::http::Http;
use serenity::model::application::Interaction;
use serenity::model::channel::{GuildChannel, Message, PartialGuildChannel};
use serenity::model::event::{GuildMemberUpdateEvent, MessageUpdateEvent};
use serenity::model::gateway::{GatewayIntents, Ready};
use serenity::model::guild::{Guild, Member, Role, UnavailableGuild};
use serenity::model::id::{ApplicationId, ChannelId, GuildId, MessageId, RoleId, UserId};
use tokio::sync::Notify;
use tracing::{debug, error, info, warn};

use super::answered::Answered;
use super::asked::Asked;
use super::diff::Scope;
use super::heard::Heard;
use super::host::HostCommands;
use super::lately::Lately;
use super::pace::Pace;
use super::recent::Recent;
use super::registration::Registrar;
use super::rest::Carrier;
use super::rooms::Rooms;
use super::settings::Settings;
use super::under_way::UnderWay;
use super::{chain, commands};
use crate::desk::Desk;
use crate::ledger::Ledger;

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
    pub(super) desk: Arc<Desk>,
    pub(super) settings: Settings,
    pub(super) ledger: Option<Arc<dyn Ledger>>,
    pub(super) carrier: Carrier,
    /// Our own user, from the first READY; there is no cache to ask.
    me: OnceCell<UserId>,
    /// Rings when `me` is known.
    known: Notify,
    pub(super) host: HostCommands,
    /// The ids of what was dealt with.
    pub(super) recent: Recent,
    /// Who was told why we cannot reply, and where.
    pub(super) explained: Recent,
    pub(super) answered: Answered,
    pub(super) lately: Lately,
    pub(super) asked: Asked,
    pub(super) pace: Pace,
    pub(super) rooms: Rooms,
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
            ledger: None,
            carrier: Carrier::default(),
            me: OnceCell::new(),
            known: Notify::new(),
            host: HostCommands::default(),
            recent: Recent::default(),
            explained: Recent::default(),
            answered: Answered::default(),
            lately: Lately::default(),
            asked: Asked::default(),
            pace: Pace::new(settings.per_person, settings.per_channel),
            rooms: Rooms::default(),
            under_way: UnderWay::default(),
            settings,
        }
    }

    /// The same plugin with a ledger: people can vote on answers, and pass on questions that had none.
    #[must_use]
    pub fn with_ledger(self, ledger: Arc<dyn Ledger>) -> Plugin {
        Plugin { ledger: Some(ledger), ..self }
    }

    /// The same plugin with a client for requests that go to a proxy, so that it knows how long to wait where the
    /// proxy answers 429: serenity, without its own limiter, would not tell.
    pub(super) fn with_client(self, client: reqwest::Client) -> Plugin {
        Plugin { carrier: Carrier::new(client), ..self }
    }

    /// The intents that the plugin needs with its settings: the privileged one for message content only where
    /// the settings ask for it.
    pub fn intents(&self) -> GatewayIntents {
        if self.settings.message_content { Plugin::INTENTS | GatewayIntents::MESSAGE_CONTENT } else { Plugin::INTENTS }
    }

    /// The commands, for a host that registers by bulk overwrite and so has to list them with its own.
    /// Such a host sets `register_commands` to false. `host` are the names of its own slash commands.
    ///
    /// # Errors
    ///
    /// Every reason why the topics do not make commands, and every name that the host has, too.
    pub fn commands<'a>(
        &self,
        host: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<CreateCommand>, Vec<commands::CommandProblem>> {
        let specs = commands::wanted(&self.desk.shelf().knowledge)?;
        let clashes = commands::clashes(&specs, host);
        if !clashes.is_empty() {
            return Err(clashes);
        }
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

    /// Keeps who we are, and registers the commands: on the first shard alone, for they belong to the application. A
    /// process without that shard has to know the host's, too.
    async fn greet(&self, http: &Http, ready: &Ready) {
        let me = *self.me.get_or_init(|| ready.user.id);
        self.known.notify_waiters();
        info!(user = %me, name = ready.user.name, guilds = ready.guilds.len(), "connected to Discord");
        if !self.settings.channels.is_empty() && !self.settings.message_content {
            warn!("channels are set but message_content is not: their messages arrive without text");
        }
        if self.settings.register_commands {
            let is_first = ready.shard.is_none_or(|shard| shard.id.get() == 0);
            self.register(http, ready.application.id, is_first).await;
        }
    }

    /// Registers the commands, or only learns which are the host's. What fails is reported and stops nothing: mentions
    /// work all the same.
    async fn register(&self, http: &Http, application: ApplicationId, write: bool) {
        if !write && self.host.are_known() {
            return;
        }
        let scope = self.scope();
        let registrar = Registrar::new(http, application, scope).with_carrier(self.carrier.clone());
        let changes = match registrar.plan(&self.desk.shelf().knowledge).await {
            Ok(changes) => changes,
            Err(problem) => {
                error!("commands not registered: {}", chain(&problem));
                // Whatever became of ours, what stands there is known by the list alone.
                if let Ok(there) = registrar.plan_removal().await {
                    self.host.learn(&there, scope);
                }
                return;
            }
        };
        self.host.learn(&changes, scope);
        if !write {
            return;
        }
        for change in &changes {
            debug!("command {change}");
        }
        match registrar.apply(&changes).await {
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

    /// Our own user, if READY has come.
    pub(super) fn me_if_known(&self) -> Option<UserId> {
        self.me.get().copied()
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
        let me = self.me().await;
        if let Some(heard) = Heard::new(&message, me) {
            self.hear(&ctx.http, heard, me).await;
        }
    }

    async fn message_update(&self, ctx: Context, _: Option<Message>, _: Option<Message>, event: MessageUpdateEvent) {
        let _work = self.under_way.begin();
        self.hear_again(&ctx.http, &event, self.me().await).await;
    }

    async fn message_delete(&self, ctx: Context, channel: ChannelId, message: MessageId, _: Option<GuildId>) {
        let _work = self.under_way.begin();
        self.unhear(&ctx.http, channel, &[message]).await;
    }

    async fn message_delete_bulk(
        &self,
        ctx: Context,
        channel: ChannelId,
        messages: Vec<MessageId>,
        _: Option<GuildId>,
    ) {
        let _work = self.under_way.begin();
        self.unhear(&ctx.http, channel, &messages).await;
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let _work = self.under_way.begin();
        match interaction {
            Interaction::Command(command) => self.obey(&ctx.http, &command).await,
            Interaction::Autocomplete(command) => self.complete(&ctx.http, &command).await,
            Interaction::Component(click) => self.react(&ctx.http, &click).await,
            Interaction::Modal(sent) => self.receive(&ctx.http, &sent).await,
            _ => {}
        }
    }

    async fn guild_create(&self, _: Context, guild: Guild, _: Option<bool>) {
        self.rooms.enter(&guild, self.me().await);
    }

    async fn guild_delete(&self, _: Context, guild: UnavailableGuild, _: Option<Guild>) {
        // A server that is only away for a while comes back whole.
        self.rooms.leave(guild.id);
    }

    async fn channel_create(&self, _: Context, channel: GuildChannel) {
        self.rooms.take(&channel, self.me().await);
    }

    async fn channel_update(&self, _: Context, _: Option<GuildChannel>, channel: GuildChannel) {
        self.rooms.take(&channel, self.me().await);
    }

    async fn channel_delete(&self, _: Context, channel: GuildChannel, _: Option<Vec<Message>>) {
        self.rooms.drop(channel.guild_id, channel.id);
    }

    async fn thread_create(&self, _: Context, thread: GuildChannel) {
        self.rooms.hang(&thread);
    }

    async fn thread_delete(&self, _: Context, thread: PartialGuildChannel, _: Option<GuildChannel>) {
        self.rooms.drop(thread.guild_id, thread.id);
    }

    async fn guild_role_create(&self, _: Context, role: Role) {
        self.rooms.role(&role);
    }

    async fn guild_role_update(&self, _: Context, _: Option<Role>, role: Role) {
        self.rooms.role(&role);
    }

    async fn guild_role_delete(&self, _: Context, guild: GuildId, role: RoleId, _: Option<Role>) {
        self.rooms.role_gone(guild, role);
    }

    async fn guild_member_update(
        &self,
        _: Context,
        _: Option<Member>,
        _: Option<Member>,
        event: GuildMemberUpdateEvent,
    ) {
        if self.me_if_known() == Some(event.user.id) {
            self.rooms.my_roles(event.guild_id, &event.roles);
        }
    }
}
