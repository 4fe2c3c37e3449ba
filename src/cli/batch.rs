//! Many briefs in one run: made side by side, with messages in the order in which the briefs were named.

use super::Outcome;
use super::arguments::{BatchOptions, RenderOptions};
use super::discovery::{self, Discovery, Found};
use super::events::Event;
use super::house_style::{self, HouseStyles};
use super::named;
use super::output_folder;
use super::outputs::{Maker, Targets};
use super::packages;
use super::paths::{folder_of, identity};
use super::progress::Progress;
use super::render::{self, Making};
use super::report::Reporter;
use super::shell;
use super::side_by_side::{NotDone, PROGRAM_FAILED, each, processors};
use super::signals::{self, Interrupt};
use super::tally::{Tally, Verdict};
use super::turns::Turns;
use crate::brief::OutputFormat;
use crate::ordered::Ordered;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::path::{Path, PathBuf};

/// Makes the outputs of all briefs, and of those in the folders that are named; a wrong brief does not keep the
/// others from being made.
pub(super) fn render(
    named: &[PathBuf],
    options: &RenderOptions,
    batch: &BatchOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    render_in(named, options, batch, &HouseStyles::default(), reporter)
}

/// The same, with house styles from where `houses` finds them.
pub(super) fn render_in(
    named: &[PathBuf],
    options: &RenderOptions,
    batch: &BatchOptions,
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    named::refuse_missing_briefs(named, reporter)
        .and(named::refuse_missing_excluded(&batch.exclude, reporter))?;
    let (found, mut worst) = find(named, options.all_languages, &batch.exclude, reporter);
    house_style::refuse_alone(found.iter().map(|found| &*found.path), reporter)?;
    let targets: Vec<Targets> = found
        .iter()
        .map(|found| Targets::of(&found.path, &found.below, options.output.as_deref()))
        .collect();
    refuse_clashes(&found, &targets, reporter)?;
    refuse_in_packages(&targets, reporter)?;
    make_folders(options, &found, reporter)?;
    let jobs = batch.jobs.map_or_else(processors, NonZero::get);
    let briefs: Vec<(Found, Targets)> = found.into_iter().zip(targets).collect();
    let making = Making {
        options,
        houses,
        force_all: batch.force_all,
        is_only_one: briefs.len() == 1,
        turns: Turns::new(jobs.min(briefs.len())),
        // Of several, the briefs are made side by side.
        maker: Maker::new(options.files.pdf_standard, briefs.len() == 1 && jobs > 1),
    };
    let several = briefs.len() > 1;
    let progress = Progress::new("briefs", briefs.len(), reporter);
    let one = |(found, targets): &(Found, Targets), reporter: &mut Reporter| {
        render::render_one(found, targets, &making, reporter)
    };
    let threads = jobs.saturating_mul(THREADS_PER_TURN);
    // One alone can end at once until it is written.
    let interrupted = if several {
        signals::deferred()
    } else {
        Interrupt::default()
    };
    let results = each(&briefs, threads, &interrupted, &progress, reporter, one);
    drop(progress);
    let mut tally = Tally::default();
    for ((found, _), result) in briefs.iter().zip(&results) {
        let outcome = match result {
            Ok(verdict) => {
                tally.count(*verdict);
                verdict.result()
            }
            Err(NotDone::Failed) => {
                let outcome =
                    reporter.system_error(&found.path, "make this brief", &PROGRAM_FAILED);
                tally.count(Verdict::NotMade(outcome));
                Err(outcome)
            }
            Err(NotDone::Interrupted) => {
                let left = "this brief and those after it were not made";
                worst = Err(reporter.interrupted(&found.path, left));
                tally.not_begun = results
                    .iter()
                    .filter(|result| matches!(result, Err(NotDone::Interrupted)))
                    .count();
                break;
            }
        };
        worst = worst.max(outcome);
    }
    let is_brief = |result: &Result<Verdict, NotDone>| *result != Ok(Verdict::NoBrief);
    let judged = briefs.iter().zip(results.iter().map(is_brief));
    let judged = judged.map(|((found, _), is_brief)| (found, is_brief));
    worst = worst.max(refuse_without_briefs(named, judged, reporter));
    if several || reporter.is_json() {
        reporter.tell(&tally.line(), &Event::Sum(&tally));
    }
    worst
}

/// Refuses outputs in packages, as those of a brief that is kept in one.
fn refuse_in_packages(targets: &[Targets], reporter: &mut Reporter) -> Result<(), Outcome> {
    let outputs = targets.iter();
    let folders: BTreeSet<&Path> = outputs
        .map(|targets| folder_of(targets.of_format(OutputFormat::Pdf)))
        .into_set();
    let help = "copy the brief out of it, or name another folder with `-o`";
    folders
        .into_iter()
        .try_for_each(|folder| packages::refuse_inside(folder, help, reporter))
}

/// The files that are meant by `named`; reports which folders have none, or cannot be looked into.
pub(super) fn find(
    named: &[PathBuf],
    all_languages: bool,
    excluded: &[PathBuf],
    reporter: &mut Reporter,
) -> (Vec<Found>, Result<(), Outcome>) {
    let Discovery {
        found,
        failed,
        empty,
        with_extension,
    } = discovery::find(named, all_languages, excluded);
    let mut worst = Ok(());
    for (folder, error) in &failed {
        worst = Err(reporter.system_error(folder, "read this folder", error));
    }
    for path in &with_extension {
        let named = path.with_extension("");
        let message =
            "this may be a brief, but its name does not end in `.toml`; it was passed over";
        let help = format!(
            "name it `{}`; Windows shows the ending where that is set in Explorer",
            named.display()
        );
        reporter.file_warning(path, "passed-over", message, &help);
    }
    for folder in &empty {
        worst = worst.max(Err(no_brief_in(folder, reporter)));
    }
    (found, worst)
}

/// Says of the folders among `named` that have no brief, though they have files that could have been one; of each file that
/// was found it is told whether it is one.
pub(super) fn refuse_without_briefs<'f>(
    named: &[PathBuf],
    found: impl Iterator<Item = (&'f Found, bool)>,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let of_folders: Vec<_> = found.filter(|(found, _)| !found.is_named).collect();
    let mut outcome = Ok(());
    for folder in named {
        let in_it = of_folders.iter();
        let in_it = in_it.filter(|(found, _)| found.path.starts_with(folder));
        let mut in_it = in_it.peekable();
        if in_it.peek().is_some() && in_it.all(|(_, is_brief)| !is_brief) {
            outcome = Err(no_brief_in(folder, reporter));
        }
    }
    outcome
}

fn no_brief_in(folder: &Path, reporter: &mut Reporter) -> Outcome {
    let message = "there is no brief in this folder";
    let help = "name a folder with briefs, TOML files, in it or below";
    reporter.command_error_at(folder, message, Some(help))
}

/// While one thread waits for the disk, another has its turn at the processor.
const THREADS_PER_TURN: usize = 4;

/// Makes the folders that outputs are written into.
fn make_folders(
    options: &RenderOptions,
    found: &[Found],
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let Some(folder) = &options.output else {
        return Ok(());
    };
    let below: BTreeSet<&Path> = found.iter().map(|found| found.below.as_path()).into_set();
    for below in below {
        // Without the separator that joining with nothing leaves at the end.
        let folder: PathBuf = folder.join(below).components().collect();
        output_folder::make(&folder, reporter)?;
    }
    Ok(())
}

/// Two briefs that would become the same file are a mistake of the command, and so is a brief that its
/// own output would overwrite.
pub(super) fn refuse_clashes(
    briefs: &[Found],
    targets: &[Targets],
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let mut seen: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    let mut outcome = Ok(());
    for (found, targets) in briefs.iter().zip(targets) {
        let brief = &found.path;
        if let Some(help) = what_to_do_with_output(brief) {
            outcome = Err(reporter.command_error_at(brief, "this is not a brief", Some(&help)));
        } else if let Some(first) = seen.insert(identity(&targets.pdf), brief) {
            let (message, help) = if identity(first) == identity(brief) {
                ("this brief is named twice".to_owned(), "name it once")
            } else {
                (
                    format!(
                        "this brief would become the same files as {}",
                        first.display()
                    ),
                    "make them into different folders, one after the other",
                )
            };
            outcome = Err(reporter.command_error_at(brief, message, Some(help)));
        }
    }
    outcome
}

/// What there is to do with a file that is an output by its name, and so no brief.
fn what_to_do_with_output(path: &Path) -> Option<String> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let shown = shell::typed(path);
    match extension.as_str() {
        "pdf" => Some(format!(
            "`briefgen extract {shown}` gives back the brief that it was made from"
        )),
        "docx" => Some(format!(
            "`briefgen pull {shown}` takes what was edited in it over into its brief, `briefgen extract {shown}` gives \
             the brief back, and `briefgen new --from {shown}` begins one from it"
        )),
        _ => None,
    }
}
