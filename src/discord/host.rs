//! The host's commands, as far as Discord's list of them tells: they are the host's to answer, even those that are called
//! like ours.
//!
//! Until the list was read, and where the host registers our commands with its own, names have to do.

use std::collections::HashSet;

use arc_swap::ArcSwapOption;
use serenity::model::application::CommandData;

use super::diff::{Change, Scope};

/// Which commands are the host's.
#[derive(Debug, Default)]
pub(super) struct HostCommands {
    listed: ArcSwapOption<Listed>,
}

/// What the list told.
#[derive(Debug)]
struct Listed {
    /// Where we register ours.
    scope: Scope,
    /// The ids of commands that are not ours.
    not_ours: HashSet<u64>,
    /// The ids of commands of ours that are registered elsewhere.
    ours_elsewhere: HashSet<u64>,
}

impl HostCommands {
    /// Learns from how the list differs from what we want in this scope.
    pub(super) fn learn(&self, changes: &[Change], scope: Scope) {
        let mut listed = Listed { scope, not_ours: HashSet::new(), ours_elsewhere: HashSet::new() };
        for change in changes {
            match change {
                Change::Leave(there) | Change::Clash(there) => _ = listed.not_ours.insert(there.id),
                Change::Withdraw(there) => _ = listed.ours_elsewhere.insert(there.id),
                Change::Add(_) | Change::Update(..) | Change::Keep(_) | Change::Remove(_) => {}
            }
        }
        self.listed.store(Some(listed.into()));
    }

    /// Whether the list was read.
    pub(super) fn are_known(&self) -> bool {
        self.listed.load().is_some()
    }

    /// Whether a command that somebody used is known to be the host's. One that was registered after the list was read
    /// is ours where we register, and the host's elsewhere.
    pub(super) fn have(&self, used: &CommandData) -> bool {
        let listed = self.listed.load();
        let Some(listed) = listed.as_ref() else { return false };
        let scope = used.guild_id.map_or(Scope::Everywhere, |guild| Scope::Guild(guild.get()));
        let id = used.id.get();
        listed.not_ours.contains(&id) || (scope != listed.scope && !listed.ours_elsewhere.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serenity::model::application::CommandType;

    use super::*;
    use crate::discord::diff::Registered;

    fn used(id: u64, guild: Option<u64>) -> CommandData {
        let guild = guild.map(|guild| guild.to_string());
        let data = json!({"id": id.to_string(), "name": "about", "type": 1, "guild_id": guild});
        serde_json::from_value(data).unwrap()
    }

    fn there(id: u64) -> Registered {
        Registered { id, kind: CommandType::ChatInput, name: "about".to_owned() }
    }

    #[test]
    fn what_the_list_has_as_another_s_is_the_hosts_and_so_is_what_stands_where_we_register_nothing() {
        let host = HostCommands::default();
        assert!(!host.are_known() && !host.have(&used(1, None)) && !host.have(&used(1, Some(10))));
        host.learn(&[Change::Clash(there(1)), Change::Leave(there(2))], Scope::Everywhere);
        for (id, guild, is_hosts) in [(1, None, true), (2, None, true), (3, None, false), (3, Some(10), true)] {
            assert_eq!(host.have(&used(id, guild)), is_hosts, "{id} {guild:?}");
        }
        host.learn(&[Change::Withdraw(there(1)), Change::Leave(there(2))], Scope::Guild(10));
        for (id, guild, is_hosts) in
            [(1, None, false), (2, None, true), (3, None, true), (3, Some(10), false), (3, Some(11), true)]
        {
            assert_eq!(host.have(&used(id, guild)), is_hosts, "{id} {guild:?}");
        }
    }
}
