//! The command line: one file a subcommand.

#[allow(dead_code, reason = "the dispatcher that calls it is not here yet")]
mod check;
#[allow(dead_code, reason = "the dispatcher that calls it is not here yet")]
mod fmt;
#[allow(dead_code, reason = "the dispatcher that calls it is not here yet")]
mod schema;

use std::process::ExitCode;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
