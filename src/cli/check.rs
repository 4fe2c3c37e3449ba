//! `briefgen check`: names every mistake and writes nothing.

use super::Outcome;
use super::batch;
use super::discovery::Found;
use super::edition::Detail;
use super::house_style::{HouseStyles, is_house_style};
use super::progress::Progress;
use super::render::{Prepared, house_words, prepare_read, read_if_brief};
use super::report::Reporter;
use super::turns::Turns;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Checks briefs as far as they can be without writing: reading, composing and laying out; where `all_languages`,
/// also their editions. Where `strict`, a warning makes a brief wrong.
pub(super) fn check(
    named: &[PathBuf],
    all_languages: bool,
    strict: bool,
    reporter: &mut Reporter,
) -> Outcome {
    let (briefs, mut worst) = batch::find(named, all_languages, reporter);
    let checks = Checks {
        houses: HouseStyles::default(),
        turns: Turns::new(batch::processors()),
        strict,
    };
    let progress = Progress::new(
        "briefs",
        briefs.len(),
        briefs.len() < 2 || reporter.is_quiet() || reporter.is_json(),
    );
    let one = |found: &Found, reporter: &mut Reporter| {
        checks.check(found, reporter).unwrap_or_else(|wrong| wrong)
    };
    // Nothing is written: an interrupt may end it where it is.
    let never = AtomicBool::new(false);
    let threads = batch::processors();
    let results = batch::each(&briefs, threads, &never, &progress, reporter, one);
    drop(progress);
    for (found, result) in briefs.iter().zip(results) {
        let outcome = result.unwrap_or_else(|_| {
            let reason = "the program failed; please report this brief";
            reporter.system_error(&found.path, "check this brief", &reason);
            Outcome::SystemFailed
        });
        worst = worst.max(outcome);
    }
    worst
}

/// What the checks of a run share.
struct Checks {
    houses: HouseStyles,
    turns: Turns,
    strict: bool,
}

impl Checks {
    fn check(&self, found: &Found, reporter: &mut Reporter) -> Result<Outcome, Outcome> {
        let path = &found.path;
        if is_house_style(path) {
            self.houses.of_brief(path, reporter)?;
            reporter.done(&format!("{}: a good house style", path.display()), "");
            return Ok(Outcome::Done);
        }
        let warnings = reporter.warnings();
        let mut turn = self.turns.take();
        let Some(source) = read_if_brief(found, reporter)? else {
            return Ok(Outcome::Done);
        };
        let Prepared { layout, house, .. } = prepare_read(
            source,
            Detail::Each,
            &self.houses,
            &mut turn.memory.layout,
            reporter,
        )?;
        if self.strict && reporter.warnings() > warnings {
            return Err(Outcome::BriefWrong);
        }
        let pages = layout.pages.pages.len();
        let unit = if pages == 1 { "page" } else { "pages" };
        reporter.done(
            &format!("{}: a good brief", path.display()),
            &format!("{pages} {unit}{}", house_words(house.as_deref())),
        );
        Ok(Outcome::Done)
    }
}
