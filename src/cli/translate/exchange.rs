//! XLIFF files: what they bring into a translation, and writing them.

use super::{Job, edition_into, existing, languages, write};
use crate::brief::translation::{
    self, Changes, Digest, Incoming, Passage, Translation, is_translation, places_of_incoming,
};
use crate::cli::Outcome;
use crate::cli::arguments::TranslateOptions;
use crate::cli::limited_file::{LARGEST_TEXT, read_reported};
use crate::cli::reading::{read_source, require_plain};
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Language;
use crate::locale::Locale;
use crate::xliff::{self, Exchange, SegmentState, Unit};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::Path;

/// How many names a message lists.
const SHOWN: usize = 5;

/// The translations that a file brings.
pub(super) struct Given {
    file: Source,
    exchange: Exchange,
}

/// The translations of one brief that XLIFF files bring.
pub(super) fn jobs(
    options: &TranslateOptions,
    reporter: &mut Reporter,
) -> Result<Vec<Job>, Outcome> {
    let [path] = &options.briefs[..] else {
        reporter.command_error(
            "translations are taken over into one brief at a time".to_owned(),
            "name one brief",
        );
        return Err(Outcome::CommandWrong);
    };
    let jobs = options.from_xliff.iter();
    jobs.map(|file| job(path, file, options.force, reporter))
        .collect()
}

/// The job of taking over the translations in `file` into the brief or translation at `path`.
fn job(path: &Path, file: &Path, force: bool, reporter: &mut Reporter) -> Result<Job, Outcome> {
    let given = Given::read(file, reporter)?;
    let tag = given.exchange.target_language.0.clone();
    let named = read_source(path, "brief", reporter)?;
    let mut job = if is_translation(&named.text) {
        existing(named, reporter)?
    } else {
        let language = languages(std::slice::from_ref(&tag), reporter)?;
        let language = language.into_iter().next().ok_or(Outcome::CommandWrong)?;
        edition_into(&named, &language, reporter)?
    };
    let locale = |language: &Language| Locale::for_language(language).map(|locale| locale.tag());
    if locale(&job.language) != locale(&given.exchange.target_language) {
        let (path, language) = (job.path.display(), &job.language.0);
        reporter.file_error(
            file,
            "other-language",
            format!("this file translates into `{tag}`"),
            Some(&format!("{path} is in `{language}`")),
        );
        return Err(Outcome::BriefWrong);
    }
    if !force && let Some(other) = given.other_original(&job.original.path) {
        let brief = job.original.path.display();
        reporter.file_error(
            file,
            "other-brief",
            format!("this file translates `{other}`, not {brief}; nothing was taken over"),
            Some("name its brief, or take it over all the same with --force"),
        );
        return Err(Outcome::BriefWrong);
    }
    job.given = Some(given);
    Ok(job)
}

impl Given {
    fn read(file: &Path, reporter: &mut Reporter) -> Result<Given, Outcome> {
        reporter.looks_for(file);
        let bytes = read_reported(file, "XLIFF file", LARGEST_TEXT, reporter)?;
        let file = xliff::source(file, bytes).map_err(|wrong| {
            reporter.diagnostics(&wrong.0, &[wrong.1]);
            Outcome::BriefWrong
        })?;
        let (exchange, diagnostics) = xliff::read(&file);
        reporter.diagnostics(&file, &diagnostics);
        let exchange = exchange.ok_or(Outcome::BriefWrong)?;
        Ok(Given { file, exchange })
    }

    /// The name of the brief that it translates, where it says so and that is not the one at `path`. Tools put folders
    /// before the name.
    fn other_original(&self, path: &Path) -> Option<&str> {
        let name = self.exchange.original.rsplit(['/', '\\']).next()?;
        let ours = path.file_name().map(|name| name.to_string_lossy());
        (!name.is_empty() && ours.is_none_or(|ours| ours != name)).then_some(name)
    }

    /// The translations.
    pub fn incoming(&self) -> Vec<Incoming> {
        let units = self.exchange.units.iter().filter(|unit| unit.translate);
        units
            .map(|unit| Incoming {
                path: unit.path.clone(),
                source: unit.source.clone(),
                target: unit.target.clone(),
                state: match unit.state {
                    SegmentState::Initial | SegmentState::Translated => None,
                    SegmentState::Reviewed => Some(translation::State::Reviewed),
                    SegmentState::Final => Some(translation::State::Final),
                },
                note: unit.note.clone(),
                done: unit.state > SegmentState::Initial && unit.outdated.is_none(),
            })
            .collect()
    }

    /// Tells what of it was not taken over, and what somebody should look at. `before` is what the translation held.
    pub fn tell(
        &self,
        incoming: &[Incoming],
        passages: &[Passage],
        before: &Translation,
        changes: &Changes,
        reporter: &mut Reporter,
    ) {
        let all = [
            self.partial(),
            kept(changes),
            unknown(incoming, passages),
            self.unconfirmed(passages, before, changes),
        ];
        let all: Vec<Diagnostic> = all.into_iter().flatten().collect();
        reporter.diagnostics(&self.file, &all);
    }

    /// A warning for translations of which segments are missing.
    fn partial(&self) -> Option<Diagnostic> {
        let units = self.exchange.units.iter();
        let partial = units.filter(|unit| unit.partial.is_some());
        let names = names(partial.map(|unit| unit.path.as_str()))?;
        let what =
            format!("not all segments are translated, and nothing was taken over of: {names}");
        let warning = Diagnostic::warning("partly-translated", what);
        Some(warning.help("translate the other segments, and take the file over again"))
    }

    /// A warning for translations that were taken over, though the tool does not say that they are done.
    fn unconfirmed(
        &self,
        passages: &[Passage],
        before: &Translation,
        changes: &Changes,
    ) -> Option<Diagnostic> {
        let before = Exchange::of(passages, before, "", &self.exchange.source_language);
        let before = targets(&before);
        let new = self.exchange.units.iter().filter(|unit| {
            unit.state == SegmentState::Initial
                && unit.outdated.is_none()
                && unit.translate
                && unit.target.is_some()
                && before
                    .get(unit.id.as_str())
                    .is_some_and(|target| *target != digest(unit))
                && !changes.kept.contains(&unit.path)
        });
        let names = names(new.map(|unit| unit.path.as_str()))?;
        let what =
            format!("these translations are `initial`, which says that they are not done: {names}");
        let warning = Diagnostic::warning("unconfirmed", what);
        Some(warning.help(
            "they were taken over: read them once more, or confirm them in the translation tool",
        ))
    }
}

/// A warning for translations of other words, which did not take the place of those that were there.
fn kept(changes: &Changes) -> Option<Diagnostic> {
    let names = names(changes.kept.iter().map(String::as_str))?;
    let what = format!(
        "these were translated from other words than the brief has, or had when it was translated; what was there \
         stays: {names}"
    );
    let warning = Diagnostic::warning("other-source", what);
    Some(warning.help(
        "where the file is right, delete the `target` that is there, and take the file over again",
    ))
}

/// A warning for translations that belong to no passage.
fn unknown(incoming: &[Incoming], passages: &[Passage]) -> Option<Diagnostic> {
    let places = places_of_incoming(passages, incoming);
    let known: HashSet<usize> = places.into_iter().flatten().collect();
    let lost = incoming.iter().enumerate();
    let lost = lost.filter(|(place, one)| one.target.is_some() && !known.contains(place));
    let names = names(lost.map(|(_, one)| one.path.as_str()))?;
    let what = format!(
        "the brief has no such passage any more, and its translation was not taken over: {names}"
    );
    let warning = Diagnostic::warning("unknown-passage", what);
    Some(warning.help("keep the file, if the words may be of use again"))
}

/// Some paths, each once, as a message lists them; none where there is none.
pub(super) fn names<'a>(paths: impl Iterator<Item = &'a str>) -> Option<String> {
    let paths: BTreeSet<&str> = paths.collect();
    let mut names: Vec<String> = paths
        .iter()
        .take(SHOWN)
        .map(|path| format!("`{path}`"))
        .collect();
    if paths.len() > SHOWN {
        names.push(format!("and {} others", paths.len() - SHOWN));
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// The digest of all words that there are of a translation.
fn digest(unit: &Unit) -> Option<Digest> {
    unit.target
        .as_deref()
        .or(unit.partial.as_deref())
        .map(Digest::of)
}

/// The digests of all translations in an exchange, by the ids of their units.
fn targets(exchange: &Exchange) -> BTreeMap<&str, Option<Digest>> {
    let units = exchange.units.iter();
    units.map(|unit| (unit.id.as_str(), digest(unit))).collect()
}

/// Writes an exchange; not over translations that nobody has taken over, unless `force`.
pub(super) fn write_xliff(
    path: &Path,
    exchange: &Exchange,
    force: bool,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let there = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        _ => {
            require_plain(path, "XLIFF file", reporter)?;
            Some(read_reported(path, "XLIFF file", LARGEST_TEXT, reporter)?)
        }
    };
    if let Some(there) = &there
        && !force
        && loses(path, there, exchange)
    {
        reporter.file_error(
            path,
            "edited-output",
            "this file holds translations that have not been taken over; it was not overwritten",
            Some("take them over with `--from-xliff`, or overwrite them with --force"),
        );
        return Err(Outcome::BriefWrong);
    }
    let xml = xliff::write(exchange);
    write(path, xml.as_bytes(), there.as_deref(), reporter)?;
    let units = exchange.units.len();
    reporter.done(&format!("{}: {units} units", path.display()), "");
    Ok(())
}

/// Whether the file `there` has words of translations that `exchange` has not.
fn loses(path: &Path, there: &[u8], exchange: &Exchange) -> bool {
    let Ok(file) = xliff::source(path, there.to_vec()) else {
        return true;
    };
    let (Some(there), _) = xliff::read(&file) else {
        return true;
    };
    let ours = targets(exchange);
    there.units.iter().any(|unit| {
        let theirs = digest(unit);
        theirs.is_some() && (unit.partial.is_some() || ours.get(unit.id.as_str()) != Some(&theirs))
    })
}
