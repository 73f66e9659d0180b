//! The commands, a file each.

mod answers;
mod apply;
mod check;
mod clearance;
mod consent;
mod demo;
mod edit;
mod explain;
mod export;
mod import;
mod import_into;
mod plan;
mod report;
mod risk;
mod serve;
mod show;
mod solve;
mod stunt;

use crate::args::Command;
use crate::failure::Failure;
use crate::session::{Session, open_read_only};

/// Runs a command.
pub fn run(session: &Session, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(session, args),
        Command::Import(args) => import::run(session, args),
        Command::Apply(args) => apply::run(session, args),
        Command::Export(args) => export::run(session, args),
        Command::Show(args) => {
            let file = open_read_only(&args.file)?;
            let (value, text) = show::show(args.what, file.state(), file.heads());
            session.answer(|| value, || text)
        }
        Command::Edit(args) => edit::run(session, args),
        Command::Plan(args) => plan::run(session, args),
        Command::Answers(args) => answers::run(session, args),
        Command::Check(args) => check::check(session, args),
        Command::Explain(args) => explain::run(session, args),
        Command::Compare(args) => check::compare(session, args),
        Command::Consent(args) => consent::run(session, args),
        Command::Clearance(args) => clearance::run(session, args),
        Command::Stunt(args) => stunt::run(session, args),
        Command::Risk(args) => risk::run(session, args),
        Command::Report(args) => report::run(session, args),
        Command::Serve(args) => serve::run(session, args),
        Command::Solve(args) => solve::run(session, args),
    }
}
