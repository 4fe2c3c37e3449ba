//! The command: arguments, progress, and writing files whole.
//!
//! Standard output says what was written, standard error what is wrong. Exit codes: 0 done, 1 a brief is
//! wrong, 2 the command is wrong, 3 the system failed.

mod archive;
mod arguments;
mod batch;
mod before;
mod beside;
mod check;
mod clock;
mod discovery;
mod edition;
mod events;
mod extract;
mod house_style;
mod inputs;
mod limited_file;
mod mail;
mod manual;
mod named;
mod new;
mod orphans;
mod output_folder;
mod outputs;
mod packages;
mod paths;
mod prepared;
mod progress;
mod pull;
mod reading;
mod recognition;
#[cfg(test)]
mod reference;
mod render;
mod report;
mod room;
mod schema;
mod shell;
mod side_by_side;
mod signals;
mod stamps;
mod standing;
mod tally;
mod translate;
mod turns;
mod verify;
mod watch;
mod whole_file;

use arguments::{Arguments, Command};
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

impl Outcome {
    /// What programs are told.
    fn word(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::BriefWrong => "brief-wrong",
            Outcome::CommandWrong => "command-wrong",
            Outcome::SystemFailed => "system-failed",
        }
    }

    /// An error of this outcome, unless all is well.
    fn unless(self, is_well: bool) -> Result<(), Outcome> {
        if is_well { Ok(()) } else { Err(self) }
    }
}

/// A command says what is wrong where it finds it: an error of its result has been told.
impl From<Result<(), Outcome>> for Outcome {
    fn from(result: Result<(), Outcome>) -> Outcome {
        result.err().unwrap_or(Outcome::Done)
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

/// Runs the command with the process's arguments.
pub fn run() -> ExitCode {
    let arguments = match Arguments::of_process() {
        Ok(arguments) => arguments,
        Err(error) => {
            let for_programs = arguments::ask_for_json(wild::args_os());
            let mut reporter = Reporter::without_options(for_programs);
            // Help and version are answers, not errors.
            if !error.use_stderr() {
                reporter.printed(error.print());
                return reporter.finish().into();
            }
            if for_programs {
                let (message, help) = arguments::in_words(&error);
                reporter.command_error(message, &help);
            } else {
                let _ = error.print();
            }
            return Outcome::CommandWrong.into();
        }
    };
    signals::let_writes_fail();
    let mut reporter = Reporter::new(&arguments.messages);
    let result = match arguments.command {
        Some(Command::Check(options)) => check::check(&options, &mut reporter),
        Some(Command::New(options)) => new::new(&options, &mut reporter),
        Some(Command::Completions { shell }) => manual::print_completions(shell, &mut reporter),
        Some(Command::Man { folder }) => manual::write_pages(&folder, &mut reporter),
        Some(Command::Pull { files, options }) => pull::pull(&files, &options, &mut reporter),
        Some(Command::Translate(options)) => translate::translate(&options, &mut reporter),
        Some(Command::Mail(options)) => mail::mail(&options, &mut reporter),
        Some(Command::Schema { file }) => schema::print(file, &mut reporter),
        Some(Command::Archive(options)) => archive::archive(&options, &mut reporter),
        Some(Command::Extract(options)) => extract::extract(&options, &mut reporter),
        Some(Command::Verify(options)) => verify::verify(&options, &mut reporter),
        Some(Command::Watch(options)) => watch::watch(&options, &mut reporter),
        None => batch::render(
            &arguments.briefs,
            &arguments.render,
            &arguments.batch,
            &mut reporter,
        ),
    };
    Outcome::from(result).max(reporter.finish()).into()
}
