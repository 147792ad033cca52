//! What we may do in the channels of each server, by what the gateway tells; there is no cache to ask.
//!
//! A server tells all at the start (GUILD_CREATE) and what changes after. What is kept is a number a channel. Where
//! something is not known, a channel made while we were away for instance, we try, and learn from being refused.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::channel::{ChannelType, GuildChannel, PermissionOverwriteType};
use serenity::model::guild::{Guild, Role};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};
use serenity::model::permissions::Permissions;

use crate::lang::Lang;

/// For so long a channel that refused us is left in peace.
const REST: Duration = Duration::from_secs(600);
/// Channels that refused us, and threads of one server, that are remembered at most.
const MOST: usize = 4096;

/// What we may do where.
#[derive(Debug, Default)]
pub(super) struct Rooms {
    servers: Mutex<HashMap<GuildId, Server>>,
    refused: Mutex<HashMap<ChannelId, Instant>>,
}

#[derive(Debug, Default)]
struct Server {
    /// What the server is set to.
    lang: Option<Lang>,
    /// Whether nothing is forbidden to us.
    all: bool,
    /// Our roles, and that of everyone, with what each allows.
    roles: HashMap<RoleId, Permissions>,
    channels: HashMap<ChannelId, Channel>,
    /// Threads, with the channels that they hang on.
    threads: HashMap<ChannelId, ChannelId>,
}

#[derive(Debug, Clone, Copy)]
struct Channel {
    permissions: Permissions,
    is_forum: bool,
}

/// What a channel is to us.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The channel that it hangs on, if it is a thread that we know.
    pub(super) parent: Option<ChannelId>,
    /// Whether that channel is a forum, so that this is a post.
    pub(super) is_post: bool,
}

impl Rooms {
    /// Takes in a server as it is.
    pub(super) fn enter(&self, guild: &Guild, me: UserId) {
        let server = guild.members.get(&me).map_or_else(Server::default, |member| {
            let everyone = RoleId::new(guild.id.get());
            let is_mine = |id: &RoleId| *id == everyone || member.roles.contains(id);
            let roles: HashMap<RoleId, Permissions> =
                guild.roles.iter().filter(|(id, _)| is_mine(id)).map(|(id, role)| (*id, role.permissions)).collect();
            let admin = roles.values().any(|permissions| permissions.administrator());
            Server { all: admin || guild.owner_id == me, roles, ..Server::default() }
        });
        let mut server = Server { lang: Lang::from_locale(&guild.preferred_locale), ..server };
        for channel in guild.channels.values() {
            server.take(channel, me);
        }
        for thread in guild.threads.iter().filter(|thread| thread.parent_id.is_some()).take(MOST) {
            server.hang(thread);
        }
        self.servers().insert(guild.id, server);
    }

    /// Forgets a server.
    pub(super) fn leave(&self, guild: GuildId) {
        self.servers().remove(&guild);
    }

    /// Takes in a channel that is new or changed.
    pub(super) fn take(&self, channel: &GuildChannel, me: UserId) {
        self.refused().remove(&channel.id);
        if let Some(server) = self.servers().get_mut(&channel.guild_id) {
            server.take(channel, me);
        }
    }

    /// Takes in a thread.
    pub(super) fn hang(&self, thread: &GuildChannel) {
        if let Some(server) = self.servers().get_mut(&thread.guild_id) {
            server.hang(thread);
        }
    }

    /// Forgets a channel or a thread.
    pub(super) fn drop(&self, guild: GuildId, channel: ChannelId) {
        if let Some(server) = self.servers().get_mut(&guild) {
            server.channels.remove(&channel);
            server.threads.remove(&channel);
        }
    }

    /// A role changed. If it is one of ours, what we know of the channels holds no longer.
    pub(super) fn role(&self, role: &Role) {
        self.change(role.guild_id, |server| {
            let is_other = |known: &mut Permissions| *known != role.permissions;
            let changed = server.roles.get_mut(&role.id).is_some_and(is_other);
            if changed {
                server.roles.insert(role.id, role.permissions);
            }
            changed
        });
    }

    /// A role is gone.
    pub(super) fn role_gone(&self, guild: GuildId, role: RoleId) {
        self.change(guild, |server| server.roles.remove(&role).is_some());
    }

    /// Our own roles changed: of new ones we do not know what they allow.
    pub(super) fn my_roles(&self, guild: GuildId, roles: &[RoleId]) {
        self.change(guild, |server| {
            let everyone = RoleId::new(guild.get());
            let same = roles.iter().all(|role| server.roles.contains_key(role))
                && server.roles.keys().all(|known| *known == everyone || roles.contains(known));
            !same
        });
    }

    /// Where a change leaves the channels unknown, forgets them.
    fn change(&self, guild: GuildId, change: impl FnOnce(&mut Server) -> bool) {
        if let Some(server) = self.servers().get_mut(&guild)
            && change(server)
        {
            *server = Server { lang: server.lang, threads: std::mem::take(&mut server.threads), ..Server::default() };
            self.refused().clear();
        }
    }

    /// What a channel is to us.
    pub(super) fn place(&self, guild: GuildId, channel: ChannelId) -> Place {
        let servers = self.servers();
        let server = servers.get(&guild);
        let parent = server.and_then(|server| server.threads.get(&channel).copied());
        let is_forum =
            |parent: ChannelId| server.and_then(|server| server.channels.get(&parent)).is_some_and(|c| c.is_forum);
        Place { parent, is_post: parent.is_some_and(is_forum) }
    }

    /// The language that a server is set to.
    pub(super) fn lang(&self, guild: GuildId) -> Option<Lang> {
        self.servers().get(&guild)?.lang
    }

    /// What we lack to reply in a channel; nothing where it is not known.
    pub(super) fn missing(&self, guild: GuildId, channel: ChannelId, now: Instant) -> Permissions {
        let servers = self.servers();
        let Some(server) = servers.get(&guild) else { return Permissions::empty() };
        let parent = server.threads.get(&channel);
        let send = if parent.is_some() { Permissions::SEND_MESSAGES_IN_THREADS } else { Permissions::SEND_MESSAGES };
        let needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY | send;
        let known = server.channels.get(parent.unwrap_or(&channel));
        let refused = self.refused().get(&channel).is_some_and(|since| now.duration_since(*since) < REST);
        match known {
            _ if server.all => Permissions::empty(),
            Some(known) if !known.permissions.contains(needed) => needed - known.permissions,
            // It refused us, whatever we believe.
            _ if refused => needed,
            _ => Permissions::empty(),
        }
    }

    /// Whether sources may stand below a text in a channel.
    pub(super) fn may_embed(&self, guild: GuildId, channel: ChannelId) -> bool {
        let servers = self.servers();
        let Some(server) = servers.get(&guild) else { return true };
        let known = server.channels.get(server.threads.get(&channel).unwrap_or(&channel));
        server.all || known.is_none_or(|known| known.permissions.embed_links())
    }

    /// A channel refused us.
    pub(super) fn refuse(&self, channel: ChannelId, now: Instant) {
        let mut refused = self.refused();
        if refused.len() >= MOST {
            refused.retain(|_, since| now.duration_since(*since) < REST);
        }
        if refused.len() < MOST {
            refused.insert(channel, now);
        }
    }

    fn servers(&self) -> MutexGuard<'_, HashMap<GuildId, Server>> {
        // At worst a server is half taken in, and we try where we may not.
        self.servers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refused(&self) -> MutexGuard<'_, HashMap<ChannelId, Instant>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    fn take(&mut self, channel: &GuildChannel, me: UserId) {
        // Without our roles nothing can be told.
        if self.roles.is_empty() {
            return;
        }
        let permissions = self.permissions(channel, me);
        self.channels.insert(channel.id, Channel { permissions, is_forum: channel.kind == ChannelType::Forum });
    }

    fn hang(&mut self, thread: &GuildChannel) {
        if let Some(parent) = thread.parent_id.filter(|_| self.threads.len() < MOST) {
            self.threads.insert(thread.id, parent);
        }
    }

    /// Discord's rule: what our roles allow; less and more what the channel says of everyone, then of our roles
    /// together, then of us.
    fn permissions(&self, channel: &GuildChannel, me: UserId) -> Permissions {
        let mut permissions = self.roles.values().copied().fold(Permissions::empty(), |all, role| all | role);
        let everyone = RoleId::new(channel.guild_id.get());
        let says = |whom: &dyn Fn(PermissionOverwriteType) -> bool| {
            let overwrites = channel.permission_overwrites.iter().filter(|overwrite| whom(overwrite.kind));
            overwrites.fold((Permissions::empty(), Permissions::empty()), |(deny, allow), overwrite| {
                (deny | overwrite.deny, allow | overwrite.allow)
            })
        };
        let of_everyone = says(&|kind| kind == PermissionOverwriteType::Role(everyone));
        let of_roles = says(&|kind| match kind {
            PermissionOverwriteType::Role(role) => role != everyone && self.roles.contains_key(&role),
            _ => false,
        });
        let of_me = says(&|kind| kind == PermissionOverwriteType::Member(me));
        for (deny, allow) in [of_everyone, of_roles, of_me] {
            permissions = (permissions - deny) | allow;
        }
        // Who does not see a channel can do nothing in it.
        if permissions.view_channel() { permissions } else { Permissions::empty() }
    }
}
