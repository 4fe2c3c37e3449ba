//! `briefgen check`: names every mistake and writes nothing.

use super::Outcome;
use super::arguments::CheckOptions;
use super::batch;
use super::discovery::Found;
use super::edition::Detail;
use super::events::Event;
use super::house_style::{HouseStyles, is_house_style};
use super::named;
use super::orphans;
use super::outputs::{Maker, Targets, stands_as};
use super::paths::folder_of;
use super::prepared::{Prepared, prepare_read, with_house};
use super::progress::Progress;
use super::recognition::read_if_brief;
use super::report::Reporter;
use super::shell;
use super::side_by_side::{NotDone, PROGRAM_FAILED, each, processors};
use super::signals::Interrupt;
use super::standing;
use super::turns::{self, Turns};
use crate::brief::translation::{self, is_translation};
use crate::brief::{OutputFormat, counted};
use crate::pdf::Standard;
use std::path::Path;

/// Checks briefs as far as they can be without writing: reading, composing and laying out; where it is asked for, also
/// their editions, and whether their outputs stand as they would be made.
pub(super) fn check(options: &CheckOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    named::refuse_missing(&options.briefs, reporter)
        .and(named::refuse_missing_excluded(&options.exclude, reporter))?;
    if options.strict {
        reporter.take_warnings_as_errors();
    }
    let CheckOptions {
        briefs,
        all_languages,
        exclude,
        ..
    } = options;
    let (briefs, mut worst) = batch::find(briefs, *all_languages, exclude, reporter);
    let checks = Checks {
        options,
        houses: HouseStyles::default(),
        turns: Turns::new(processors()),
        maker: Maker::new(options.files.pdf_standard, false),
    };
    let progress = Progress::new("briefs", briefs.len(), reporter);
    let one = |found: &Found, reporter: &mut Reporter| checks.check(found, reporter);
    // Nothing is written: an interrupt may end it where it is.
    let never = Interrupt::default();
    let threads = processors();
    let results = each(&briefs, threads, &never, &progress, reporter, one);
    drop(progress);
    for (found, result) in briefs.iter().zip(&results) {
        let outcome = result.unwrap_or_else(|_| {
            Err(reporter.system_error(&found.path, "check this brief", &PROGRAM_FAILED))
        });
        worst = worst.max(outcome.map(drop));
    }
    let is_brief = |result: &Result<Result<bool, Outcome>, NotDone>| *result != Ok(Ok(false));
    let judged = briefs.iter().zip(results.iter().map(is_brief));
    let refused = batch::refuse_without_briefs(&options.briefs, judged, reporter);
    // Where warnings are wrong, those of files that were passed over are, too.
    worst
        .max(refused)
        .and(Outcome::BriefWrong.unless(reporter.errors() == 0))
}

/// What the checks of a run share.
struct Checks<'a> {
    options: &'a CheckOptions,
    houses: HouseStyles,
    turns: Turns,
    maker: Maker,
}

impl Checks<'_> {
    /// Checks a file; whether it is one that can be checked.
    fn check(&self, found: &Found, reporter: &mut Reporter) -> Result<bool, Outcome> {
        let path = &found.path;
        let errors = reporter.errors();
        let unless_wrong =
            |reporter: &Reporter| Outcome::BriefWrong.unless(reporter.errors() == errors);
        if is_house_style(path) {
            self.houses.of_brief(path, reporter)?;
            unless_wrong(reporter)?;
            let line = format!("{}: a good house style", path.display());
            let (file, pages) = (path.to_string_lossy(), None);
            reporter.tell(&line, &Event::Good { file, pages });
            return Ok(true);
        }
        let mut turn = self.turns.take();
        let targets = Targets::of(path, &found.below, self.options.output.as_deref());
        let Some(source) = read_if_brief(found, &targets, reporter)? else {
            return Ok(false);
        };
        if found.is_named && !is_translation(&source.text) {
            orphans::warn(&source, reporter);
        }
        // People are told where to look, programs what to mark.
        let detail = if reporter.is_json() {
            Detail::Each
        } else {
            Detail::Lines
        };
        let prepared = prepare_read(
            source,
            detail,
            &self.houses,
            &mut turn.memory.layout,
            reporter,
        )?;
        let pages = prepared.layout.pages.pages.len();
        let detail = with_house(vec![counted(pages, "page")], prepared.house.as_deref());
        let verdict = verdict(prepared.progress);
        if self.options.outputs {
            self.compare(path, prepared, &targets, &mut turn.memory, reporter)?;
        }
        unless_wrong(reporter)?;
        let event = Event::Good {
            file: path.to_string_lossy(),
            pages: Some(pages),
        };
        reporter.tell_in_detail(&format!("{}: {verdict}", path.display()), &detail, &event);
        Ok(true)
    }

    /// Reports the outputs of a brief that do not stand as they would be made.
    fn compare(
        &self,
        path: &Path,
        prepared: Prepared,
        targets: &Targets,
        memory: &mut turns::Memory,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let standard = self.options.files.pdf_standard;
        let inputs = prepared.inputs;
        let stands = |format: &OutputFormat| {
            inputs.is_some_and(|inputs| targets.stands(*format, &inputs, standard))
        };
        let mut formats = self.options.files.formats.clone();
        formats.retain(|format| !stands(format));
        let comments = standing::look_or_leave(&mut formats, &targets.docx, &prepared, reporter);
        let made = self.maker.make(prepared, comments, &formats, memory);
        let made = made.map_err(|error| error.report(targets, reporter))?;
        for (format, bytes) in made {
            let target = targets.of_format(format);
            if stands_as(target, |standing| standing == bytes) {
                continue;
            }
            let (code, message) = if target.exists() {
                let message = "this file is not as it would be made: what it was made from has changed since, or it was \
                               changed itself";
                ("stale-output", message)
            } else {
                ("missing-output", "this file has not been made")
            };
            let mut command = format!("briefgen {}", shell::typed(path));
            if self.options.output.is_some() {
                command += &format!(" -o {}", shell::typed(folder_of(target)));
            }
            if standard != Standard::A3aUa1 {
                command += &format!(" --pdf-standard {standard}");
            }
            let help = format!("make it with `{command}`");
            reporter.file_error(target, code, message, Some(&help));
        }
        Ok(())
    }
}

/// What is to be said of a brief that can be made, or of an edition whose translation is so far.
fn verdict(progress: Option<translation::Progress>) -> String {
    let Some(translation::Progress {
        passages,
        untranslated,
        outdated,
    }) = progress
    else {
        return "a good brief".to_owned();
    };
    match (untranslated, outdated) {
        (0, 0) => "a good translation".to_owned(),
        (0, outdated) => format!("a translation, {outdated} of {passages} passages outdated"),
        (untranslated, 0) => {
            format!("a translation, {untranslated} of {passages} passages to be translated")
        }
        (untranslated, outdated) => format!(
            "a translation, {untranslated} of {passages} passages to be translated, {outdated} outdated"
        ),
    }
}
