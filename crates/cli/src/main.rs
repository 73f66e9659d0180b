//! The command line program `firstup`: reads arguments, calls the other crates, prints; nothing else.

#![allow(unreachable_pub, reason = "a program has no outside: pub means other files")]

mod args;
mod bug;
mod commands;
mod count;
mod diagnostics;
mod failure;
mod search;
mod session;
mod table;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;
use crate::failure::Failure;
use crate::session::Session;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nothing can be done when the help itself cannot be printed.
            let _ = error.print();
            if code != 0 && std::env::args_os().any(|argument| argument == "--json") {
                let message = error.to_string();
                let message = message.strip_prefix("error: ").unwrap_or(&message).trim_end();
                print_json(&Failure::BadInput(message.to_owned()));
            }
            return ExitCode::from(code);
        }
    };
    bug::listen(false);
    let json = cli.json;
    let done = std::panic::catch_unwind(|| {
        let session = Session::new(cli.json, cli.author.as_deref());
        commands::run(&session, &cli.command)
    });
    let failure = match done {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(failure)) => failure,
        Err(panic) => bug::found(panic.as_ref()),
    };
    report(&failure, json);
    ExitCode::from(failure.code())
}

fn report(failure: &Failure, json: bool) {
    let text = failure.to_string();
    if text.is_empty() {
        return;
    }
    if json {
        print_json(failure);
    }
    let _ = writeln!(
        anstream::stderr(),
        "{}error:{} {text}",
        anstyle::Style::new().bold().render(),
        anstyle::Reset.render()
    );
}

fn print_json(failure: &Failure) {
    let mut value = serde_json::json!({
        "schema": "firstup.error/1", "error": failure.kind(), "message": failure.to_string() });
    match failure {
        Failure::NoBoard { why, .. } => value["why"] = (**why).clone(),
        Failure::BadFacts { errors, .. } => {
            value["errors"] = diagnostics::fact_errors_as_json(errors).into();
        }
        _ => {}
    }
    // A reader that closed its end has seen enough.
    let _ = writeln!(std::io::stdout(), "{value:#}");
}
