//! Puts a bot under load on a Discord of its own, on loopback, and measures what becomes of it.
//!
//! `attache-load drive --name NAME --questions FILE -- COMMAND...` starts the bot with `DISCORD_TOKEN` and
//! `DISCORD_API_BASE` set, watches it idle, sends it messages at a steady pace, one in ten a question to it, and
//! prints what it measured as a line of JSON. `attache-load table` makes such lines into a table.

mod bot;
mod discord;
mod meter;
mod report;
mod traffic;

use std::io::{BufRead, stdin};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::{Parser, Subcommand};
use tokio::net::TcpListener;

use self::bot::{Bot, Usage};
use self::discord::Discord;
use self::meter::Meter;
use self::report::Report;
use self::traffic::{Traffic, Way};

/// How long a bot may take from its start to its IDENTIFY.
const START: Duration = Duration::from_mins(1);
/// A bot that asked nothing for so long has done what it does on connecting.
const SETTLED: Duration = Duration::from_secs(3);
/// How long it may take for that.
const SETTLING: Duration = Duration::from_secs(30);
/// One message in a hundred may be sent later than this; where more are, the bot's times are not the bot's.
const TOO_LATE: Duration = Duration::from_millis(10);
/// How long to look for second replies once every question has its first.
const SECOND_REPLIES: Duration = Duration::from_secs(1);

#[derive(Parser)]
#[command(about = "Puts a bot under load on a loopback Discord")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts a bot, loads it, and prints a line of JSON
    Drive(Drive),
    /// Makes the lines of JSON on standard input into a table in Markdown
    Table,
}

#[derive(clap::Args)]
struct Drive {
    /// What the report calls the bot
    #[arg(long)]
    name: String,
    /// JSON lines whose "q" is a question
    #[arg(long)]
    questions: PathBuf,
    /// Messages a second
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rate: u32,
    /// How long to send messages
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3600))]
    seconds: u32,
    /// How long to watch the bot in silence before that
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(..=3600))]
    idle: u32,
    /// How long to wait for replies after the last message
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(..=3600))]
    grace: u32,
    /// The questions are asked by the slash command /ask, not by a mention
    #[arg(long)]
    slash: bool,
    /// The command that starts the bot
    #[arg(last = true, required = true)]
    bot: Vec<String>,
}

/// One thread serves, so that the bot is left as much of the machine as can be.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Drive(options) => println!("{}", serde_json::to_string(&drive(&options).await?)?),
        Command::Table => print!("{}", report::table(&read_reports()?)),
    }
    Ok(())
}

fn read_reports() -> anyhow::Result<Vec<Report>> {
    stdin().lock().lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

async fn drive(options: &Drive) -> anyhow::Result<Report> {
    let count = options.rate as usize * options.seconds as usize;
    let way = if options.slash { Way::Slash } else { Way::Mention };
    let traffic = Traffic::new(&traffic::read_questions(&options.questions)?, count, way);
    let listener = TcpListener::bind("127.0.0.1:0").await.context("loopback has no free port")?;
    let base = format!("http://{}", listener.local_addr()?);
    let discord = Arc::new(Discord::new(&base, Meter::new(traffic.questions())));
    let server = tokio::spawn(discord::serve(listener, discord.clone()));

    let started = Instant::now();
    let mut bot = Bot::start(&options.bot, &base)?;
    let waiting = tokio::time::timeout(START, discord.identified());
    tokio::select! {
        identified = waiting => identified.context("the bot did not identify itself")?,
        status = bot.ended() => anyhow::bail!("the bot ended before it connected: {}", status?),
    }
    let start = started.elapsed();
    settle(&discord).await;

    let connected = bot.usage()?;
    tokio::time::sleep(Duration::from_secs(options.idle.into())).await;
    let idle = bot.usage()?;
    let late = send(&discord, traffic, options.rate).await?;
    stragglers(&discord, Duration::from_secs(options.grace.into())).await;
    let end = bot.usage()?;
    let stopped = bot.stop().await?;
    server.abort();

    let usage = Stages { connected, idle, end };
    Ok(report(options, &discord, &usage, (start, late), stopped))
}

/// What the bot had used when it had connected, after the silence, and after the load.
struct Stages {
    connected: Usage,
    idle: Usage,
    end: Usage,
}

fn report(
    options: &Drive,
    discord: &Discord,
    usage: &Stages,
    (start, late): (Duration, Duration),
    stopped: String,
) -> Report {
    let found = discord.meter().found();
    for unknown in discord.unknown() {
        eprintln!("{}: asked for what this Discord does not have: {unknown}", options.name);
    }
    if late > TOO_LATE {
        eprintln!("{}: messages went out late, the machine was too busy: measure again", options.name);
    }
    Report {
        bot: options.name.clone(),
        rate: options.rate,
        seconds: options.seconds,
        sent: discord.written(),
        questions: found.questions,
        replied: found.replied(),
        lost: found.lost(),
        twice: found.twice,
        strays: found.strays,
        p50_ms: found.percentile(50).map(report::milliseconds),
        p99_ms: found.percentile(99).map(report::milliseconds),
        max_ms: found.percentile(100).map(report::milliseconds),
        connections: discord.connections(),
        start_s: start.as_secs_f64(),
        connected_kib: usage.connected.resident,
        idle_kib: usage.idle.resident,
        end_kib: usage.end.resident,
        peak_kib: usage.end.peak,
        idle_s: options.idle,
        idle_cpu_s: usage.idle.computed.saturating_sub(usage.connected.computed).as_secs_f64(),
        load_cpu_s: usage.end.computed.saturating_sub(usage.idle.computed).as_secs_f64(),
        late_p99_ms: report::milliseconds(late),
        stopped,
    }
}

/// Waits until the bot has done what it does on connecting: registering its commands, above all.
async fn settle(discord: &Discord) {
    let until = Instant::now() + SETTLING;
    while Instant::now() < until && discord.quiet_for() < SETTLED {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Sends the messages, each when it is due, and tells how late all but one in a hundred were at most.
///
/// The clock is a thread of its own: the runtime's timers are good for milliseconds only.
async fn send(discord: &Arc<Discord>, traffic: Traffic, rate: u32) -> anyhow::Result<Duration> {
    let discord = discord.clone();
    let pace = move || {
        let start = Instant::now();
        let mut late = Vec::new();
        for (number, message) in traffic.messages().enumerate() {
            let due = start + Duration::from_secs_f64(number as f64 / f64::from(rate));
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            late.push(due.elapsed());
            discord.send(message);
        }
        late.sort_unstable();
        meter::percentile(&late, 99).unwrap_or_default()
    };
    tokio::task::spawn_blocking(pace).await.context("the sending thread failed")
}

/// Waits until every question has its reply, but no longer than `grace`; then a little for second replies.
async fn stragglers(discord: &Discord, grace: Duration) {
    let until = Instant::now() + grace;
    while Instant::now() < until && discord.meter().waiting() > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tokio::time::sleep(SECOND_REPLIES).await;
}
