//! `briefgen watch`: makes a brief's files again on every save.
//!
//! A round makes the files and learns what they were made from; then the program waits until one of those files has
//! changed and is whole again. A round with a mistake in it writes nothing, and so the last good files stay.

mod board;
mod http;
mod notices;
mod opening;
mod screen;
mod serving;

use super::Outcome;
use super::arguments::{RenderOptions, WatchOptions};
use super::batch::refuse_clashes;
use super::discovery::Found;
use super::house_style::{self, HouseStyles};
use super::named;
use super::output_folder;
use super::outputs::{Maker, Targets, write};
use super::paths::folder_of;
use super::prepared::{Prepared, prepare};
use super::report::{Reporter, Told};
use super::shell;
use super::side_by_side::{PROGRAM_FAILED, caught};
use super::signals::{self, Interrupt};
use super::stamps::Stamps;
use super::standing;
use super::turns::Memory;
use crate::document::InputFile;
use crate::preview::Preview;
use board::Board;
use notices::{Notices, Why};
use screen::Screen;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long files must have been as they are before they are read: a save is often several steps.
const PAUSE: Duration = Duration::from_millis(8);
/// How long a file that was there is waited for where it is gone, or empty: some editors delete and create.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long files that change all the time are waited for.
const MOST_PATIENCE: Duration = Duration::from_secs(2);

/// Watches a brief until the program is interrupted, which is how it ends well.
pub(super) fn watch(options: &WatchOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    let interrupted = signals::deferred();
    let render = RenderOptions {
        output: options.output.clone(),
        files: options.files.clone(),
        force: false,
        all_languages: false,
    };
    let brief = options.brief.as_path();
    let targets = Targets::of(brief, Path::new(""), render.output.as_deref());
    ready(options, &targets, &render, reporter)?;
    let mut notices = Notices::new(options.poll);
    let served = options.serve.map(|port| Served::begin(port, reporter));
    let served = served.transpose()?;
    let screen = Screen::new(
        served.as_ref().map(|served| served.address.clone()),
        reporter,
    );
    let mut to_open = options.open;
    // Of a round, the next has the memory and the templates.
    let maker = Maker::new(render.files.pdf_standard, true);
    let mut memory = Memory::default();
    loop {
        let (round, preview) = Round::make(
            brief,
            &targets,
            &render,
            served.is_some(),
            (&maker, &mut memory),
            reporter,
        );
        screen.show(brief, &round, round.files.there(), reporter);
        if let Some(served) = &served {
            served.board.show(brief, &round, preview);
        }
        if to_open {
            to_open = !open(served.as_ref(), &round, &targets.pdf, reporter);
        }
        notices.want(round.files.paths());
        if !wait(&round.files, &mut notices, &interrupted) {
            return Ok(());
        }
    }
}

/// The pages, shown to a browser.
struct Served {
    board: Arc<Board>,
    address: String,
}

impl Served {
    fn begin(port: Option<u16>, reporter: &mut Reporter) -> Result<Served, Outcome> {
        let board = Arc::new(Board::new());
        match serving::serve(Arc::clone(&board), port) {
            Ok(port) => {
                let address = format!("http://127.0.0.1:{port}/");
                let record = serde_json::json!({ "address": address });
                reporter.tell(&format!("the pages are at {address}"), &record);
                Ok(Served { board, address })
            }
            Err(error) => {
                let port =
                    port.map_or_else(|| "any port".to_owned(), |port| format!("port {port}"));
                let reason = format!("cannot listen at {port} of 127.0.0.1: {error}");
                Err(reporter.command_error(reason, "name another: --serve=8018"))
            }
        }
    }
}

/// Refuses what cannot be watched, and makes the folder that is written into.
fn ready(
    options: &WatchOptions,
    targets: &Targets,
    render: &RenderOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let brief = options.brief.as_path();
    named::refuse_missing([&options.brief], reporter)?;
    if brief.is_dir() {
        let message = "this is a folder, and one brief is watched at a time";
        let help = format!(
            "name a brief in it; `briefgen {}` makes all",
            shell::typed(brief)
        );
        return Err(reporter.command_error_at(brief, message, Some(&help)));
    }
    house_style::refuse_alone([brief], reporter)?;
    let found = [Found::named(brief)];
    refuse_clashes(&found, std::slice::from_ref(targets), reporter)?;
    match &render.output {
        Some(folder) => output_folder::make(folder, reporter),
        None => Ok(()),
    }
}

/// Waits until files have changed and rest; false where the program is to end.
fn wait(files: &Stamps, notices: &mut Notices, interrupted: &Interrupt) -> bool {
    // Of what was saved before notices were wanted there is none.
    let mut why = Some(Why::Noticed);
    while !interrupted.is_set() {
        if let Some(why) = why
            && files.again() != *files
        {
            if why == Why::Time {
                notices.renew();
            }
            settle(files);
            return true;
        }
        why = notices.wait();
    }
    false
}

/// Waits until files rest and none is missing that was there, but not for ever.
fn settle(before: &Stamps) {
    let begun = Instant::now();
    let mut seen = before.again();
    loop {
        std::thread::sleep(PAUSE);
        let now = seen.again();
        let waited = begun.elapsed();
        let rests = now == seen;
        if rests && (now.has_all_of(before) || waited >= PATIENCE) || waited >= MOST_PATIENCE {
            return;
        }
        seen = now;
    }
}

/// What was made of a brief, and from what.
struct Round {
    outcome: Outcome,
    /// Whether there are no mistakes, so that the files are those of the brief as it is.
    is_good: bool,
    /// What is wrong, in the order in which it was found.
    told: Vec<Told>,
    /// The files that were written.
    written: Vec<PathBuf>,
    /// The files that it was made from, as they were before they were read.
    files: Stamps,
    took: Duration,
}

impl Round {
    /// Makes the files of a brief; where `previewed`, also what a browser shows of it, if there are no mistakes. `memory`
    /// goes from one round to the next.
    fn make(
        brief: &Path,
        targets: &Targets,
        options: &RenderOptions,
        previewed: bool,
        (maker, memory): (&Maker, &mut Memory),
        reporter: &mut Reporter,
    ) -> (Round, Option<Preview>) {
        let begun = Instant::now();
        let mut preview = None;
        let houses = HouseStyles::default();
        let ((made, told), mut files) = reporter.noting(|reporter| {
            reporter.gathering(|reporter| {
                let made = caught(|| {
                    let prepared = prepare(brief, &houses, &mut memory.layout, reporter)?;
                    preview = previewed.then(|| preview_of(&prepared));
                    write_files(prepared, targets, options, (maker, memory), reporter)
                });
                // The next save may be one at which it does not fail.
                made.unwrap_or_else(|_| {
                    *memory = Memory::default();
                    Err(reporter.system_error(brief, "make this brief", &PROGRAM_FAILED))
                })
            })
        });
        let is_good = made.is_ok();
        let (outcome, written) = match made {
            Ok(Written { files, kept: None }) => (Outcome::Done, files),
            Ok(Written {
                files: written,
                kept: Some(kept),
            }) => {
                // Once the edits are taken over, or the file is moved away, it can be made again.
                files.add(&kept);
                (Outcome::BriefWrong, written)
            }
            // The brief was there when the command began.
            Err(Outcome::CommandWrong) => (Outcome::SystemFailed, Vec::new()),
            Err(outcome) => (outcome, Vec::new()),
        };
        let round = Round {
            outcome,
            is_good,
            told,
            written,
            files,
            took: begun.elapsed(),
        };
        (round, preview)
    }
}

fn preview_of(prepared: &Prepared) -> Preview {
    let source = |file| match file {
        InputFile::Brief => Some(&prepared.source),
        InputFile::Translation => prepared.translation.as_ref(),
        InputFile::HouseStyle => prepared.house.as_ref().map(|house| &house.source),
        InputFile::Recipients => None,
    };
    Preview::new(&prepared.document, prepared.layout.pages.clone(), source)
}

/// What was written of a brief.
struct Written {
    files: Vec<PathBuf>,
    /// The DOCX, where it has been edited and so is left as it is.
    kept: Option<PathBuf>,
}

/// Writes the files, but for a DOCX that holds edits which the brief does not have.
fn write_files(
    prepared: Prepared,
    targets: &Targets,
    options: &RenderOptions,
    (maker, memory): (&Maker, &mut Memory),
    reporter: &mut Reporter,
) -> Result<Written, Outcome> {
    let mut formats = options.files.formats.clone();
    let wanted = formats.len();
    let comments = standing::look_or_leave(&mut formats, &targets.docx, &prepared, reporter);
    let kept = (formats.len() < wanted).then(|| targets.docx.clone());
    let made = maker
        .make(prepared, comments, &formats, memory)
        .map_err(|error| error.report(targets, reporter))?;
    let written = write(made, targets, false, reporter)?.into_iter();
    Ok(Written {
        files: written.map(|(target, _)| target.to_owned()).collect(),
        kept,
    })
}

/// Opens the page that is served, or the PDF once it is written; false where it is too early.
fn open(served: Option<&Served>, round: &Round, pdf: &Path, reporter: &mut Reporter) -> bool {
    let (shown, opened) = match served {
        Some(served) => (
            Path::new(&served.address),
            opening::open(served.address.as_ref()),
        ),
        None if round.is_good && pdf.is_file() => (
            pdf,
            std::path::absolute(pdf).and_then(|path| opening::open(path.as_os_str())),
        ),
        None => return false,
    };
    if let Err(error) = opened {
        reporter.system_error(shown, "open this", &error);
    }
    true
}
