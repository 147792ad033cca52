//! How `attache batch` grows with the knowledge base, as a table in Markdown: time to load, memory, time a question.
//!
//! `cargo bench --bench growth` measures bases of 100 to 100,000 entries; `-- 100 1000` takes these sizes instead.
//! Whole processes are measured, fed as any program feeds them. Without `--bench`, as a test, one tiny base must do.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Write, stdout};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use attache::knowledge::{Knowledge, SourcesFile};
use serde_json::{Value, json};
use support::Synthetic;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// How many questions a base is asked.
const QUESTIONS: usize = 1_000;
/// How many questions are written before their replies are read: fewer bytes than a pipe holds.
const AT_ONCE: usize = 50;
/// A base that loads within this time is measured three times, for the median.
const QUICK: Duration = Duration::from_secs(5);

/// What one run of the process took.
#[derive(Clone, Copy)]
struct Run {
    /// What it computed, in all threads, up to its first reply.
    load: Duration,
    /// The most memory that the process had, in bytes; none where the system does not tell.
    peak: Option<u64>,
    /// Median and 99th percentile of the times that the process states, in microseconds.
    median: f64,
    p99: f64,
    /// Microseconds that the process computed for a question, with reading it and writing the reply.
    computed: f64,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        return Ok(());
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        return measure(10, 8).map(|_| ());
    }
    let chosen: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if chosen.is_empty() { &SIZES[..] } else { &chosen[..] };

    // What a process takes that knows next to nothing: code, tables, one entry.
    let (_, least) = measure(1, QUESTIONS)?;
    let mut out = stdout().lock();
    writeln!(
        out,
        "| entries | phrasings | load, ms | growth | peak memory, MiB | growth | bytes a phrasing | median, µs | growth \
         | p99, µs | growth | computed, µs |\n| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |"
    )?;
    let mut before: Option<Run> = None;
    for &entries in sizes {
        let (phrasings, run) = measure(entries, QUESTIONS)?;
        let grown =
            |value: fn(&Run) -> f64| before.map_or_else(String::new, |before| times(value(&run) / value(&before)));
        let bytes = run.peak.zip(least.peak).map(|(peak, least)| peak.saturating_sub(least) / phrasings as u64);
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            grouped(entries as u64),
            grouped(phrasings as u64),
            rounded(milliseconds(&run)),
            grown(milliseconds),
            run.peak.map_or_else(|| "?".to_owned(), |_| rounded(mebibytes(&run))),
            grown(mebibytes),
            bytes.map_or_else(|| "?".to_owned(), grouped),
            rounded(run.median),
            grown(|run| run.median),
            rounded(run.p99),
            grown(|run| run.p99),
            rounded(run.computed),
        )?;
        before = Some(run);
    }
    Ok(())
}

fn milliseconds(run: &Run) -> f64 {
    run.load.as_secs_f64() * 1e3
}

fn mebibytes(run: &Run) -> f64 {
    run.peak.map_or(f64::NAN, |peak| peak as f64 / f64::from(1 << 20))
}

/// A factor, as in `× 9.8`.
fn times(factor: f64) -> String {
    if factor.is_nan() { "?".to_owned() } else { format!("× {factor:.1}") }
}

/// A whole number with commas.
fn rounded(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times and sizes are above 0")]
    grouped(value.round() as u64)
}

/// A number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes a base of so many entries into a folder and asks it: its phrasings, and of three runs the median of each value.
fn measure(entries: usize, questions: usize) -> anyhow::Result<(usize, Run)> {
    let base = Synthetic::new(entries);
    let lines: Vec<String> =
        base.questions(questions).into_iter().map(|question| json!({ "q": question }).to_string()).collect();
    let folder = tempfile::tempdir()?;
    write(&base.knowledge, folder.path())?;
    let phrasings = base.knowledge.entries().map(|(_, entry)| entry.questions.items().count()).sum();
    drop(base);
    let mut runs = vec![ask(folder.path(), &lines)?];
    if runs[0].load < QUICK {
        runs.push(ask(folder.path(), &lines)?);
        runs.push(ask(folder.path(), &lines)?);
    }
    let middle = runs.len() / 2;
    let median = |value: fn(&Run) -> f64| sorted(runs.iter().map(value).collect())[middle];
    let run = Run {
        load: Duration::from_secs_f64(median(|run| run.load.as_secs_f64())),
        peak: runs[middle].peak,
        median: median(|run| run.median),
        p99: median(|run| run.p99),
        computed: median(|run| run.computed),
    };
    Ok((phrasings, run))
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

fn write(knowledge: &Knowledge, folder: &Path) -> anyhow::Result<()> {
    let sources = SourcesFile { schema: None, sources: knowledge.sources.clone() };
    fs::write(folder.join("sources.json"), serde_json::to_vec(&sources)?)?;
    fs::create_dir(folder.join("topics"))?;
    for topic in &knowledge.topics {
        let path = folder.join("topics").join(&topic.command).with_extension("json");
        fs::write(path, serde_json::to_vec(topic)?)?;
    }
    Ok(())
}

/// Starts the process on a folder and puts the questions to it.
fn ask(folder: &Path, lines: &[String]) -> anyhow::Result<Run> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    let settings = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("ATTACHE_"));
    settings.for_each(|name| _ = command.env_remove(name));
    let command = command.arg("--knowledge").arg(folder).arg("batch").current_dir(folder).env("RUST_LOG", "off");
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("standard input is a pipe")?;
    let mut output = BufReader::new(child.stdout.take().context("standard output is a pipe")?);
    let mut stated = Vec::with_capacity(lines.len());

    // The first reply comes when the base is loaded.
    exchange(&mut input, &mut output, &lines[..1], &mut stated)?;
    let load = computed(&child).unwrap_or_else(|| begun.elapsed());
    stated.clear();
    let (before, begun) = (first_thread(&child), Instant::now());
    for lines in lines.chunks(AT_ONCE) {
        exchange(&mut input, &mut output, lines, &mut stated)?;
    }
    let asking = first_thread(&child)
        .zip(before)
        .map_or_else(|| begun.elapsed(), |(after, before)| after.saturating_sub(before));
    let computed = asking.as_secs_f64() * 1e6 / lines.len() as f64;
    let peak = peak(&child);
    drop(input);
    ensure!(child.wait()?.success(), "attache batch failed on {}", folder.display());
    let stated = sorted(stated);
    Ok(Run { load, peak, median: stated[stated.len() / 2], p99: stated[stated.len() * 99 / 100], computed })
}

/// Writes requests and reads their replies; the time that each one states is added to `stated`.
fn exchange(
    input: &mut ChildStdin,
    output: &mut BufReader<ChildStdout>,
    lines: &[String],
    stated: &mut Vec<f64>,
) -> anyhow::Result<()> {
    input.write_all((lines.join("\n") + "\n").as_bytes())?;
    let mut line = String::new();
    for _ in lines {
        line.clear();
        output.read_line(&mut line)?;
        let reply: Value = serde_json::from_str(&line).context("attache batch ended early, or wrote no JSON")?;
        stated.push(reply["us"].as_f64().context("a reply states its time")?);
    }
    Ok(())
}

/// What all threads of a process have computed, to a hundredth of a second, where the system is Linux: what else runs on
/// the machine does not count.
fn computed(child: &Child) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).ok()?;
    // The program's name is in parentheses; user and system time are the twelfth and thirteenth after it.
    let mut times = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let ticks = times.next()?.parse::<u64>().ok()? + times.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// What the first thread of a process, which is the one that answers, has computed, where the system is Linux.
fn first_thread(child: &Child) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{}/schedstat", child.id())).ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory that a process has had so far, where the system is Linux.
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let kibibytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB");
    kibibytes.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}
