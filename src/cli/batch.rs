//! `attache batch`: JSON lines in on standard input, JSON lines out on standard output, one for one.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::time::Instant;

use serde::Deserialize;
use serde_json::json;

use super::Exit;
use super::json::ReplyJson;
use super::lines;
use super::open::Setting;
use crate::desk::Desk;
use crate::lang::Lang;

/// Reads questions as JSON lines and writes replies as JSON lines, one for one and in order
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  printf '{\"q\":\"hw many mous did they sing\"}\\n' | attache batch

In:  {\"q\": \"the question\", \"lang\": \"en\"}   (lang is optional: a hint, en, it or ko)
Out: {\"outcome\": \"answer\", \"id\": \"mou-count\", \"score\": 0.93, ...}
A line that is no such object gets {\"error\": \"...\"} in its place, and the run goes on.")]
pub(super) struct Args {}

/// The longest line that is read; a longer one gets an error in its place.
const MAX_LINE: usize = 1 << 20;

/// One line of input. Unknown keys are let be, so that a labelled file can be piped in.
#[derive(Debug, Deserialize)]
struct Line {
    q: String,
    #[serde(default, deserialize_with = "lines::lang")]
    lang: Option<Lang>,
}

pub(super) fn run(_: &Args, setting: &Setting) -> anyhow::Result<Exit> {
    let desk = setting.desk()?;
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut line = Vec::new();
    while read_line(&mut input, &mut line)? {
        match parse(&line) {
            Ok(line) => reply(&desk, setting, &line, &mut output)?,
            Err(error) => serde_json::to_writer(&mut output, &json!({ "error": error }))?,
        }
        output.write_all(b"\n")?;
        // Whoever feeds us line by line and waits for each reply gets it, also with the next line half written.
        if !input.buffer().contains(&b'\n') {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(Exit::Fine)
}

fn reply(desk: &Desk, setting: &Setting, line: &Line, output: &mut impl Write) -> anyhow::Result<()> {
    let question = setting.question(&line.q, line.lang);
    let start = Instant::now();
    let reply = desk.ask(&question);
    serde_json::to_writer(output, &ReplyJson::new(&reply, start.elapsed(), None))?;
    Ok(())
}

fn parse(line: &[u8]) -> Result<Line, String> {
    if line.len() > MAX_LINE {
        return Err(format!("the line is longer than {MAX_LINE} bytes"));
    }
    lines::object(line).map_err(|error| {
        format!(r#"expected {{"q": "...", "lang": "en"}} with lang optional and one of en, it, ko; found: {error}"#)
    })
}

/// Reads the next line without its end into `line`; of a line that is too long, only the start.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    // One byte more than allowed shows that the line is too long; one more for its end.
    let limit = MAX_LINE as u64 + 2;
    if input.by_ref().take(limit).read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 == limit {
        input.skip_until(b'\n')?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_one_by_one_and_long_ones_are_cut() {
        let long = "x".repeat(MAX_LINE * 3);
        let text = format!("a\n\n{long}\nb");
        let mut input = io::Cursor::new(text);
        let mut line = Vec::new();
        let mut lengths = Vec::new();
        while read_line(&mut input, &mut line).unwrap() {
            lengths.push(line.len());
        }
        assert_eq!(lengths, [1, 0, MAX_LINE + 2, 1]);
    }

    #[test]
    fn a_line_that_is_no_question_is_told_what_was_expected() {
        for line in ["", "{", "[]", r#"{"lang":"en"}"#, r#"{"q":1}"#, r#"{"q":"a","lang":"fr"}"#, "\u{0}"] {
            let error = parse(line.as_bytes()).unwrap_err();
            assert!(error.starts_with("expected {\"q\""), "{error}");
        }
        assert!(parse(b"\xff\xfe").is_err());
        assert!(parse(r#"{"q":"a","expect":null}"#.as_bytes()).is_ok());
    }
}
