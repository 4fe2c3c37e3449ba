//! `briefgen check`: names every mistake and writes nothing.

use super::Outcome;
use super::edition::{self, Detail};
use super::house_style::{HouseStyles, is_house_style};
use super::render::{Prepared, house_words, prepare_with};
use super::report::Reporter;
use std::path::PathBuf;

/// Checks briefs as far as they can be without writing: reading, composing and laying out; where `all_languages`,
/// also their editions. Where `strict`, a warning makes a brief wrong.
pub(super) fn check(
    briefs: &[PathBuf],
    all_languages: bool,
    strict: bool,
    reporter: &mut Reporter,
) -> Outcome {
    let briefs = if all_languages {
        match edition::with_editions(briefs, reporter) {
            Ok(briefs) => briefs,
            Err(outcome) => return outcome,
        }
    } else {
        briefs.to_vec()
    };
    let mut houses = HouseStyles::default();
    let mut check_one = |path: &PathBuf| {
        if is_house_style(path) {
            return match houses.of_brief(path, reporter) {
                Ok(_) => {
                    reporter.done(&format!("{}: a good house style", path.display()), "");
                    Outcome::Done
                }
                Err(outcome) => outcome,
            };
        }
        let warnings = reporter.warnings();
        let Prepared { layout, house, .. } =
            match prepare_with(path, Detail::Each, &mut houses, reporter) {
                Ok(prepared) => prepared,
                Err(outcome) => return outcome,
            };
        if strict && reporter.warnings() > warnings {
            return Outcome::BriefWrong;
        }
        let pages = layout.pages.pages.len();
        let unit = if pages == 1 { "page" } else { "pages" };
        reporter.done(
            &format!("{}: a good brief", path.display()),
            &format!("{pages} {unit}{}", house_words(house.as_deref())),
        );
        Outcome::Done
    };
    briefs
        .iter()
        .map(&mut check_one)
        .max()
        .unwrap_or(Outcome::Done)
}
