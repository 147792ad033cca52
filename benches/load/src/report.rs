//! What a run found, as a line of JSON and as a row of a table.

use std::fmt::Write as _;
use std::time::Duration;

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) bot: String,
    /// Messages a second that were due, and for how long.
    pub(crate) rate: u32,
    pub(crate) seconds: u32,
    /// Messages that were written to the bot's socket.
    pub(crate) sent: usize,
    pub(crate) questions: usize,
    pub(crate) replied: usize,
    /// Questions without a reply when the wait was over.
    pub(crate) lost: usize,
    /// Questions with more than one reply.
    pub(crate) twice: usize,
    /// Messages of the bot's that reply to no question.
    pub(crate) strays: usize,
    /// From a question to the request with its reply; nothing where there was none.
    pub(crate) p50_ms: Option<f64>,
    pub(crate) p99_ms: Option<f64>,
    pub(crate) max_ms: Option<f64>,
    /// How often the bot identified itself.
    pub(crate) connections: usize,
    /// From the start of the process to its IDENTIFY.
    pub(crate) start_s: f64,
    /// Resident memory when the bot had connected, after the silence, after the load, and at most.
    pub(crate) connected_kib: u64,
    pub(crate) idle_kib: u64,
    pub(crate) end_kib: u64,
    pub(crate) peak_kib: u64,
    /// How long the silence was.
    pub(crate) idle_s: u32,
    /// What the bot computed in the silence, and from the first message to the last reply.
    pub(crate) idle_cpu_s: f64,
    pub(crate) load_cpu_s: f64,
    /// How late messages were sent, the 99th percentile: above a few milliseconds the machine was too busy.
    pub(crate) late_p99_ms: f64,
    /// How the process ended when it was asked to.
    pub(crate) stopped: String,
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

const HEAD: &str = "\
| bot | messages a second | taken | questions | replied | lost | twice | p50, ms | p99, ms | longest, ms \
| memory connected / idle / end, MiB | CPU idle, s | CPU in the load, s |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
";

/// The table, a row a report.
pub(crate) fn table(reports: &[Report]) -> String {
    let mut table = HEAD.to_owned();
    for report in reports {
        let Report { bot, questions, replied, lost, twice, idle_cpu_s, load_cpu_s, .. } = report;
        let [p50, p99, max] = [report.p50_ms, report.p99_ms, report.max_ms].map(time);
        let [connected, idle, end] = [report.connected_kib, report.idle_kib, report.end_kib].map(mebibytes);
        writeln!(
            table,
            "| {bot} | {} | {} | {} | {} | {} | {} | {p50} | {p99} | {max} | {connected} / {idle} / {end} | {idle_cpu_s:.2} \
             of {} | {load_cpu_s:.1} |",
            group(&report.rate.to_string()),
            thousands(report.sent),
            thousands(*questions),
            thousands(*replied),
            thousands(*lost),
            thousands(*twice),
            report.idle_s,
        )
        .expect("a string takes any text");
    }
    table
}

fn mebibytes(kib: u64) -> String {
    format!("{:.1}", kib as f64 / 1024.0)
}

/// Two digits behind the point where they tell something.
fn time(ms: Option<f64>) -> String {
    match ms {
        None => "–".to_owned(),
        Some(ms) if ms < 100.0 => format!("{ms:.2}"),
        Some(ms) => whole(ms),
    }
}

fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    group(&digits)
}

fn thousands(number: usize) -> String {
    group(&number.to_string())
}

/// Digits with a comma before every third from the end.
fn group(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!([7, 999, 1000, 1_234_567].map(thousands), ["7", "999", "1,000", "1,234,567"]);
        assert_eq!([None, Some(0.456), Some(12_345.6)].map(time), ["–", "0.46", "12,346"]);
    }
}
