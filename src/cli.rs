//! The command: arguments, progress, and writing files whole.
//!
//! Standard output says what was written, standard error what is wrong. Exit codes: 0 done, 1 a brief is
//! wrong, 2 the command is wrong, 3 the system failed.

mod arguments;
mod check;
mod house_style;
mod pull;
mod render;
mod report;
mod room;
mod schema;
mod standing;
mod whole_file;

use arguments::{Arguments, Command};
use clap::Parser;
use report::Reporter;
use std::process::ExitCode;

/// How a run ended; the worst of its briefs decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Outcome {
    Done = 0,
    BriefWrong = 1,
    CommandWrong = 2,
    SystemFailed = 3,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

/// Runs the command with the process's arguments.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not errors; a closed pipe is nobody's fault.
            let _ = error.print();
            return if error.use_stderr() {
                Outcome::CommandWrong.into()
            } else {
                Outcome::Done.into()
            };
        }
    };
    let mut reporter = Reporter::new(&arguments.messages);
    let outcome = match arguments.command {
        Some(Command::Check { briefs }) => check::check(&briefs, &mut reporter),
        Some(Command::Pull { files, options }) => pull::pull(&files, &options, &mut reporter),
        Some(Command::Schema { file }) => schema::print(file),
        None => render::render(&arguments.briefs, &arguments.render, &mut reporter),
    };
    reporter.finish();
    outcome.into()
}
