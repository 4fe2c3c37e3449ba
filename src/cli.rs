//! The command: arguments, progress, and writing files whole.
//!
//! Standard output says what was written, standard error what is wrong. Exit codes: 0 done, 1 a brief is
//! wrong, 2 the command is wrong, 3 the system failed.

mod archive;
mod arguments;
mod check;
mod edition;
mod extract;
mod house_style;
mod limited_file;
mod mail;
mod manual;
mod new;
mod packages;
mod progress;
mod pull;
mod render;
mod report;
mod room;
mod schema;
mod standing;
mod translate;
mod verify;
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
        Some(Command::Check {
            briefs,
            all_languages,
            strict,
        }) => check::check(&briefs, all_languages, strict, &mut reporter),
        Some(Command::New(options)) => new::new(&options, &mut reporter),
        Some(Command::Completions { shell }) => manual::print_completions(shell),
        Some(Command::Man { folder }) => manual::write_pages(&folder, &mut reporter),
        Some(Command::Pull { files, options }) => pull::pull(&files, &options, &mut reporter),
        Some(Command::Translate(options)) => translate::translate(&options, &mut reporter),
        Some(Command::Mail(options)) => mail::mail(&options, &mut reporter),
        Some(Command::Schema { file }) => schema::print(file),
        Some(Command::Archive(options)) => archive::archive(&options, &mut reporter),
        Some(Command::Extract(options)) => extract::extract(&options, &mut reporter),
        Some(Command::Verify(options)) => verify::verify(&options, &mut reporter),
        None => render::render(&arguments.briefs, &arguments.render, &mut reporter),
    };
    reporter.finish();
    outcome.into()
}
