//! The program: reads the command line, does it, and says what came of it.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use sward::args::Args;

fn main() -> ExitCode {
    let args = Args::parse();
    let json = args.json;
    let (text, status, fault) = match sward::run(args) {
        Ok(said) => (said.show(json), said.status, false),
        Err(fail) => (fail.show(json), fail.status, true),
    };
    // Who closed the pipe has read enough.
    let _ = if fault && !json {
        writeln!(std::io::stderr(), "{}", text.trim_end())
    } else {
        writeln!(std::io::stdout(), "{}", text.trim_end())
    };
    ExitCode::from(status)
}
