//! `briefgen watch`: makes a brief's files again on every save.
//!
//! A round makes the files and learns what they were made from; then the program waits until one of those files has
//! changed and is whole again. A round with a mistake in it writes nothing, and so the last good files stay.

mod notices;
mod opening;
mod screen;

use super::Outcome;
use super::arguments::{Format, RenderOptions, WatchOptions};
use super::house_style::{HouseStyles, is_house_style};
use super::render::{Prepared, Targets, prepare, refuse_clashes, stop_between_briefs, write};
use super::report::{Reporter, Told};
use super::stamps::Stamps;
use super::standing;
use super::whole_file::folder_of;
use notices::{Notices, Why};
use screen::Screen;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long files must have been as they are before they are read: a save is often several steps.
const PAUSE: Duration = Duration::from_millis(8);
/// How long a file that was there is waited for where it is gone, or empty: some editors delete and create.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long files that change all the time are waited for.
const MOST_PATIENCE: Duration = Duration::from_secs(2);

/// Watches a brief until the program is interrupted, which is how it ends well.
pub(super) fn watch(options: &WatchOptions, reporter: &mut Reporter) -> Outcome {
    let interrupted = stop_between_briefs();
    let render = RenderOptions {
        output: options.output.clone(),
        formats: options.formats.clone(),
        force: false,
        all_languages: false,
        pdf_standard: options.pdf_standard,
    };
    let brief = options.brief.as_path();
    let targets = Targets::of(brief, &render);
    if let Err(outcome) = ready(brief, &targets, &render, reporter) {
        return outcome;
    }
    let mut notices = Notices::new(options.poll);
    let screen = Screen::new(reporter);
    let mut opened = !options.open;
    loop {
        let round = Round::make(brief, &targets, &render, reporter);
        let files = round.files.clone();
        screen.show(brief, &round, files.there(), reporter);
        if !opened && round.written.contains(&targets.pdf) {
            opened = true;
            open_file(&targets.pdf, reporter);
        }
        notices.want(files.paths());
        if !wait(&files, &mut notices, &interrupted) {
            return Outcome::Done;
        }
    }
}

/// Refuses what cannot be watched, and makes the folder that is written into.
fn ready(
    brief: &Path,
    targets: &Targets,
    render: &RenderOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    if is_house_style(brief) {
        reporter.file_error(
            brief,
            "command",
            "a house style has no pages of its own",
            Some("name a brief that is written in it: its house style is watched too"),
        );
        return Err(Outcome::CommandWrong);
    }
    if let Some(outcome) =
        refuse_clashes(&[brief.to_owned()], std::slice::from_ref(targets), reporter)
    {
        return Err(outcome);
    }
    if let Err(error) = std::fs::metadata(brief) {
        reporter.system_error(brief, "read this brief", &error);
        return Err(Outcome::SystemFailed);
    }
    if let Some(folder) = &render.output
        && let Err(error) = std::fs::create_dir_all(folder)
    {
        reporter.system_error(folder, "make this folder", &error);
        return Err(Outcome::SystemFailed);
    }
    Ok(())
}

/// Waits until files have changed and rest; false where the program is to end.
fn wait(files: &Stamps, notices: &mut Notices, interrupted: &AtomicBool) -> bool {
    while !interrupted.load(Ordering::Relaxed) {
        let Some(why) = notices.wait() else {
            continue;
        };
        if files.again() != *files {
            if why == Why::Time {
                notices.renew();
            }
            settle(files);
            return true;
        }
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
    /// What is wrong, in the order in which it was found.
    told: Vec<Told>,
    /// The files that were written.
    written: Vec<PathBuf>,
    /// The files that it was made from, as they were before they were read.
    files: Stamps,
    took: Duration,
}

impl Round {
    fn make(
        brief: &Path,
        targets: &Targets,
        options: &RenderOptions,
        reporter: &mut Reporter,
    ) -> Round {
        let begun = Instant::now();
        let (made, told) = reporter.keeping(|reporter| {
            let prepared = prepare(brief, &mut HouseStyles::default(), reporter)?;
            write_files(prepared, targets, options, reporter)
        });
        let mut files = reporter.take_looked_for();
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
            Err(outcome) => (outcome, Vec::new()),
        };
        Round {
            outcome,
            told,
            written,
            files,
            took: begun.elapsed(),
        }
    }
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
    reporter: &mut Reporter,
) -> Result<Written, Outcome> {
    let mut options = options.clone();
    let mut comments = Vec::new();
    let mut kept = None;
    if options.formats.contains(&Format::Docx) {
        match standing::look(&targets.docx, &prepared, false, reporter) {
            Ok(found) => comments = found,
            Err(_) => {
                options.formats.retain(|format| *format != Format::Docx);
                kept = Some(targets.docx.clone());
            }
        }
    }
    match write(prepared, targets, &options, comments) {
        Ok(written) => Ok(Written {
            files: written
                .into_iter()
                .map(|(target, _)| target.to_owned())
                .collect(),
            kept,
        }),
        Err(error) => {
            reporter.system_error(&error.target, "write this file", &error.reason);
            Err(Outcome::SystemFailed)
        }
    }
}

/// Opens a file that was written.
fn open_file(file: &Path, reporter: &mut Reporter) {
    let opened = std::path::absolute(file).and_then(|path| opening::open(path.as_os_str()));
    if let Err(error) = opened {
        reporter.system_error(file, "open this file", &error);
    }
}
