//! The bot's process: how it is started and stopped, and what it uses, as Linux counts it.

use std::fs;
use std::io::stderr;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context;
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

/// Any token does; to be taken for one it begins like the bot's id in Base64.
const TOKEN: &str = "MTAw.load.made-up-token";
/// How long a bot may take to stop.
const STOP: Duration = Duration::from_secs(10);

pub(crate) struct Bot {
    child: Child,
    pid: Pid,
}

/// What a process uses.
#[derive(Clone, Copy)]
pub(crate) struct Usage {
    /// Memory that is resident, in KiB.
    pub(crate) resident: u64,
    /// The most that ever was.
    pub(crate) peak: u64,
    /// What all its threads have computed.
    pub(crate) computed: Duration,
}

impl Bot {
    /// Starts a bot whose Discord is at `base`. What it writes goes to our standard error.
    pub(crate) fn start(command: &[String], base: &str) -> anyhow::Result<Bot> {
        let (program, arguments) = command.split_first().context("no command for the bot")?;
        let mut command = Command::new(program);
        command.args(arguments).env("DISCORD_TOKEN", TOKEN).env("DISCORD_API_BASE", base).env("RUST_LOG", log_level());
        command.stdin(Stdio::null()).stdout(stderr()).kill_on_drop(true);
        let child = command.spawn().with_context(|| format!("cannot start {program}"))?;
        let pid = child.id().and_then(|id| Pid::from_raw(id.try_into().ok()?)).context("the bot ended at once")?;
        Ok(Bot { child, pid })
    }

    /// Ready when the process has ended.
    pub(crate) async fn ended(&mut self) -> anyhow::Result<ExitStatus> {
        Ok(self.child.wait().await?)
    }

    pub(crate) fn usage(&self) -> anyhow::Result<Usage> {
        let read = |name: &str| {
            let path = format!("/proc/{}/{name}", self.pid.as_raw_nonzero());
            fs::read_to_string(&path).with_context(|| format!("the bot has ended: no {path}"))
        };
        let status = read("status")?;
        let kib = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
            line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).with_context(|| format!("no {key}"))
        };
        Ok(Usage { resident: kib("VmRSS")?, peak: kib("VmHWM")?, computed: computed(&read("stat")?)? })
    }

    /// Asks the bot to stop, ends it where it does not, and tells how it went.
    pub(crate) async fn stop(mut self) -> anyhow::Result<String> {
        if self.child.id().is_some() {
            kill_process(self.pid, Signal::TERM).context("cannot ask the bot to stop")?;
        }
        if let Ok(status) = tokio::time::timeout(STOP, self.child.wait()).await {
            return Ok(status?.to_string());
        }
        self.child.kill().await.context("cannot end the bot")?;
        Ok(format!("ended by force after {} s", STOP.as_secs()))
    }
}

fn log_level() -> String {
    std::env::var("RUST_LOG").unwrap_or_else(|_| "warn".to_owned())
}

/// The time in user and in kernel mode, from the text of `/proc/PID/stat`.
fn computed(stat: &str) -> anyhow::Result<Duration> {
    // The name, in brackets, may hold spaces; after it the state comes first, the times are the 12th and the 13th.
    let (_, fields) = stat.rsplit_once(')').context("a stat without a name")?;
    let times = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    let ticks: u64 = times.sum::<Result<u64, _>>().context("a stat without times")?;
    Ok(Duration::from_secs_f64(ticks as f64 / rustix::param::clock_ticks_per_second() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_and_brackets_does_not_move_the_times() {
        let ticks = rustix::param::clock_ticks_per_second();
        let stat = format!("7 (a b) c) S 1 7 7 0 -1 4194560 100 0 0 0 {} {ticks} 0 0 20 0 3 0", 2 * ticks);
        assert_eq!(computed(&stat).expect("a stat"), Duration::from_secs(3));
    }
}
