//! What we may do in the channels of each server, by what the gateway tells; there is no cache to ask.
//!
//! A server tells all at the start (GUILD_CREATE) and what changes after. What is kept is what it said, roles and
//! exceptions, a few numbers a channel: what we may do is computed when it is asked for, so that it holds after every
//! change. Where something is not known, a channel made while we were away for instance, we try, and learn from being
//! refused.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::channel::{ChannelType, GuildChannel, PermissionOverwriteType};
use serenity::model::guild::{Guild, Role};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};
use serenity::model::permissions::Permissions;

use crate::lang::Lang;

/// For so long a channel that refused us is left in peace.
const REST: Duration = Duration::from_mins(10);
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
    /// Whether the server is ours, so that nothing is forbidden to us.
    owned: bool,
    /// Our roles besides that of everyone; none where the server did not tell.
    mine: Option<Vec<RoleId>>,
    /// All roles, with what each allows.
    roles: HashMap<RoleId, Permissions>,
    channels: HashMap<ChannelId, Channel>,
    /// Threads, with the channels that they hang on.
    threads: HashMap<ChannelId, ChannelId>,
}

#[derive(Debug)]
struct Channel {
    is_forum: bool,
    /// What it denies and allows to roles and to us.
    overwrites: Box<[Overwrite]>,
}

/// An exception that a channel makes.
#[derive(Debug, Clone, Copy)]
struct Overwrite {
    /// For a role; else for us.
    role: Option<RoleId>,
    deny: Permissions,
    allow: Permissions,
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
        let mut server = Server {
            lang: Lang::from_locale(&guild.preferred_locale),
            owned: guild.owner_id == me,
            mine: guild.members.get(&me).map(|member| member.roles.clone()),
            roles: guild.roles.iter().map(|(id, role)| (*id, role.permissions)).collect(),
            ..Server::default()
        };
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

    /// A role is new or changed.
    pub(super) fn role(&self, role: &Role) {
        self.change(role.guild_id, |server| {
            let before = server.roles.insert(role.id, role.permissions);
            before != Some(role.permissions) && server.is_mine(role.id, role.guild_id)
        });
    }

    /// A role is gone.
    pub(super) fn role_gone(&self, guild: GuildId, role: RoleId) {
        self.change(guild, |server| {
            let was_mine = server.is_mine(role, guild);
            server.roles.remove(&role);
            server.mine.iter_mut().for_each(|mine| mine.retain(|known| *known != role));
            was_mine
        });
    }

    /// Our own roles, as they are now.
    pub(super) fn my_roles(&self, guild: GuildId, roles: &[RoleId]) {
        self.change(guild, |server| server.mine.replace(roles.to_vec()).as_deref() != Some(roles));
    }

    /// Where a change is one of what we may do, who refused us is tried again.
    fn change(&self, guild: GuildId, change: impl FnOnce(&mut Server) -> bool) {
        if self.servers().get_mut(&guild).is_some_and(change) {
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
        let known = server.permissions(guild, *parent.unwrap_or(&channel));
        let refused = self.refused().get(&channel).is_some_and(|since| now.duration_since(*since) < REST);
        match known {
            Some(known) if !known.contains(needed) => needed - known,
            // It refused us, whatever we believe.
            _ if refused => needed,
            _ => Permissions::empty(),
        }
    }

    /// Whether sources may stand below a text in a channel.
    pub(super) fn may_embed(&self, guild: GuildId, channel: ChannelId) -> bool {
        let servers = self.servers();
        let Some(server) = servers.get(&guild) else { return true };
        let known = server.permissions(guild, *server.threads.get(&channel).unwrap_or(&channel));
        known.is_none_or(Permissions::embed_links)
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
        let overwrites = channel.permission_overwrites.iter().filter_map(|overwrite| {
            let role = match overwrite.kind {
                PermissionOverwriteType::Role(role) => Some(role),
                PermissionOverwriteType::Member(member) if member == me => None,
                // What is said of others does not concern us.
                _ => return None,
            };
            Some(Overwrite { role, deny: overwrite.deny, allow: overwrite.allow })
        });
        let known = Channel { is_forum: channel.kind == ChannelType::Forum, overwrites: overwrites.collect() };
        self.channels.insert(channel.id, known);
    }

    fn hang(&mut self, thread: &GuildChannel) {
        if let Some(parent) = thread.parent_id.filter(|_| self.threads.len() < MOST) {
            self.threads.insert(thread.id, parent);
        }
    }

    /// Whether a role is ours or that of everyone.
    fn is_mine(&self, role: RoleId, guild: GuildId) -> bool {
        role.get() == guild.get() || self.mine.as_ref().is_some_and(|mine| mine.contains(&role))
    }

    /// What we may do in a channel, if it and our roles are known. Discord's rule: what our roles allow; less and more
    /// what the channel says of everyone, then of our roles together, then of us.
    fn permissions(&self, guild: GuildId, channel: ChannelId) -> Option<Permissions> {
        let mine = self.mine.as_ref()?;
        let channel = self.channels.get(&channel)?;
        let everyone = RoleId::new(guild.get());
        let roles = mine.iter().chain([&everyone]).filter_map(|role| self.roles.get(role));
        let mut permissions = roles.copied().fold(Permissions::empty(), |all, role| all | role);
        if self.owned || permissions.administrator() {
            return Some(Permissions::all());
        }
        let says = |of_whom: &dyn Fn(Option<RoleId>) -> bool| {
            let overwrites = channel.overwrites.iter().filter(|overwrite| of_whom(overwrite.role));
            overwrites.fold((Permissions::empty(), Permissions::empty()), |(deny, allow), overwrite| {
                (deny | overwrite.deny, allow | overwrite.allow)
            })
        };
        let of_everyone = says(&|role| role == Some(everyone));
        let of_roles = says(&|role| role.is_some_and(|role| role != everyone && mine.contains(&role)));
        let of_me = says(&|role| role.is_none());
        for (deny, allow) in [of_everyone, of_roles, of_me] {
            permissions = (permissions - deny) | allow;
        }
        // Who does not see a channel can do nothing in it.
        Some(if permissions.view_channel() { permissions } else { Permissions::empty() })
    }
}
