//! XLIFF files: what they bring into a translation, and writing them.

use super::{Job, edition_into, existing, stands, supported_language, write};
use crate::brief::translation::{
    self, Changes, Digest, Incoming, Passage, Translation, places_of_incoming,
};
use crate::cli::Outcome;
use crate::cli::beside::reads_as_translation;
use crate::cli::limited_file::{LARGEST_TEXT, read_reported};
use crate::cli::reading::{read_source, require_plain};
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Language;
use crate::locale::Locale;
use crate::ordered::Ordered;
use crate::xliff::{self, Exchange, SegmentState, Unit};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// How many names a message lists.
const SHOWN: usize = 5;

/// The translations that a file brings.
pub(super) struct Given {
    file: Source,
    exchange: Exchange,
}

/// Refuses to take translations over into several briefs.
pub(super) fn refuse_several(briefs: &[PathBuf], reporter: &mut Reporter) -> Result<(), Outcome> {
    match briefs {
        [_] => Ok(()),
        _ => Err(reporter.command_error(
            "translations are taken over into one brief at a time".to_owned(),
            "name one brief",
        )),
    }
}

/// The job of taking over the translations in `file` into the brief or translation at `path`.
pub(super) fn job(
    path: &Path,
    file: &Path,
    force: bool,
    reporter: &mut Reporter,
) -> Result<Job, Outcome> {
    let given = Given::read(file, reporter)?;
    let tag = given.exchange.target_language.0.clone();
    let named = read_source(path, "brief", reporter)?;
    let mut job = if reads_as_translation(&named) {
        existing(named, reporter)?
    } else {
        let language = supported_language(&tag).map_err(|(what, help)| {
            let what = format!("`trgLang`: {what}");
            reporter.file_error(file, "invalid-language", what, Some(&help))
        })?;
        edition_into(&named, &language, reporter)?
    };
    let locale = |language: &Language| Locale::for_language(language).map(|locale| locale.tag());
    if locale(&job.language) != locale(&given.exchange.target_language) {
        let (path, language) = (job.path.display(), &job.language.0);
        return Err(reporter.file_error(
            file,
            "other-language",
            format!("this file translates into `{tag}`"),
            Some(&format!("{path} is in `{language}`")),
        ));
    }
    if !force && let Some(other) = given.other_original(&job.original.path) {
        let brief = job.original.path.display();
        return Err(reporter.file_error(
            file,
            "other-brief",
            format!("this file translates `{other}`, not {brief}; nothing was taken over"),
            Some("name its brief, or take it over all the same with --force"),
        ));
    }
    job.given = Some(given);
    Ok(job)
}

impl Given {
    fn read(file: &Path, reporter: &mut Reporter) -> Result<Given, Outcome> {
        reporter.looks_for(file);
        let bytes = read_reported(file, "XLIFF file", LARGEST_TEXT, reporter)?;
        let file = xliff::source(file, bytes).map_err(|wrong| {
            reporter.diagnostics(&wrong.source, &[wrong.diagnostic]);
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

    /// What of it comes into the translation `before` of these passages, `without` that of those at these places.
    pub fn arriving<'g>(
        &'g self,
        passages: &[Passage],
        before: &Translation,
        without: &BTreeSet<usize>,
    ) -> Arriving<'g> {
        let ours = Exchange::of(passages, before, "", &self.exchange.source_language).units;
        // What is not to be translated, and was nevertheless, is not passed over.
        let is_translated = |unit: &Unit| unit.target.as_ref().is_some_and(|t| *t != unit.source);
        let units = self.exchange.units.iter();
        let units = units.filter(|unit| unit.translate || is_translated(unit));
        let theirs: Vec<&Unit> = units.collect();
        // A tool that leaves out the names of units keeps their ids.
        let by_id = ours.iter().map(|unit| (&unit.id, &unit.path));
        let by_id: BTreeMap<&String, &String> = by_id.into_map();
        let path = |unit: &Unit| {
            let named = by_id.get(&unit.id).filter(|_| unit.path == unit.id);
            named.map_or_else(|| unit.path.clone(), |path| (*path).clone())
        };
        let all = theirs.iter().map(|unit| incoming(unit, path(unit)));
        let all: Vec<Incoming> = all.collect();
        let places = places_of_incoming(passages, &all);
        let unknown: BTreeSet<usize> = {
            let known: HashSet<usize> = places.iter().flatten().copied().collect();
            (0..all.len())
                .filter(|place| !known.contains(place))
                .collect()
        };
        let mut stays = unknown.clone();
        let words = |one: &Incoming| (one.path.clone(), one.source.clone());
        let known = places.iter().flatten();
        let known: HashSet<_> = known.map(|place| words(&all[*place])).collect();
        let (twice, unknown): (Vec<usize>, Vec<usize>) = unknown
            .into_iter()
            .filter(|place| all[*place].target.is_some())
            .partition(|place| known.contains(&words(&all[*place])));
        let paths = |places: Vec<usize>| places.into_iter().map(|place| theirs[place].path.clone());
        let mut arriving = Arriving {
            given: self,
            incoming: Vec::new(),
            unknown: paths(unknown).collect(),
            translated_twice: paths(twice).collect(),
            changed_twice: Vec::new(),
            beside_ours: BTreeMap::new(),
        };
        for (passage, (place, ours)) in places.into_iter().zip(ours).enumerate() {
            let Some(place) = place else { continue };
            let unit = theirs[place];
            if unit.is_changed_beside(&ours) {
                arriving.changed_twice.push(ours.path);
                stays.insert(place);
            } else if unit.is_as_exported() && ours.target.is_some() || without.contains(&passage) {
                stays.insert(place);
            } else {
                arriving.beside_ours.insert(passage, (unit, ours));
            }
        }
        let all = all.into_iter().enumerate();
        let comes = all.filter(|(place, _)| !stays.contains(place));
        arriving.incoming = comes.map(|(_, one)| one).collect();
        arriving
    }
}

/// The translation in a unit, for the passage at this path.
fn incoming(unit: &Unit, path: String) -> Incoming {
    Incoming {
        path,
        source: unit.source.clone(),
        target: unit.target.clone(),
        state: match unit.state {
            SegmentState::Initial | SegmentState::Translated => None,
            SegmentState::Reviewed => Some(translation::State::Reviewed),
            SegmentState::Final => Some(translation::State::Final),
        },
        note: unit.note.clone(),
        done: unit.state > SegmentState::Initial && unit.outdated.is_none(),
    }
}

/// What of a file comes into a translation: not what is as it went out, since that may have been changed here.
pub(super) struct Arriving<'g> {
    given: &'g Given,
    pub incoming: Vec<Incoming>,
    /// The paths of translations that belong to no passage.
    unknown: Vec<String>,
    /// The paths of those whose passage has one already.
    translated_twice: Vec<String>,
    /// The paths of passages that were changed here too.
    changed_twice: Vec<String>,
    /// What comes, beside what was here before, by the places of the passages.
    beside_ours: BTreeMap<usize, (&'g Unit, Unit)>,
}

impl Arriving<'_> {
    /// The places of the passages into which a translation comes with which something is wrong, in the words of
    /// `found`: the diagnostics of the `translation` with what comes in. With each, what is wrong, told in the file.
    pub fn wrong(
        &self,
        found: &[Diagnostic],
        passages: &[Passage],
        translation: &Translation,
    ) -> Vec<(usize, Diagnostic)> {
        let units = translation.units_of(passages);
        let errors = found.iter().filter(|one| one.is_error());
        // Of those at one place the first counts.
        let errors: BTreeMap<usize, &Diagnostic> = errors
            .rev()
            .filter_map(|one| Some((one.span.as_ref()?.start, one)))
            .into_map();
        let places = LazyCell::new(|| xliff::places(&self.given.file));
        let coming = self.beside_ours.iter();
        coming
            .filter_map(|(place, (unit, _))| {
                let target = units[*place]?.target.as_ref()?;
                let (_, error) = errors.range(target.span.clone()).next()?;
                let at = places.get(&unit.id).copied();
                Some((*place, left_out(unit, error, at)))
            })
            .collect()
    }

    /// Tells what was not taken over, and what somebody should look at.
    pub fn tell(&self, left_out: Vec<Diagnostic>, changes: &Changes, reporter: &mut Reporter) {
        let listed = |paths: &[String]| names(paths.iter().map(String::as_str));
        let units = self.given.exchange.units.iter();
        let partial = units.filter(|unit| unit.partial.is_some());
        let all = [
            warning(
                "partly-translated",
                "not all segments are translated, and nothing was taken over of",
                names(partial.map(|unit| unit.path.as_str())),
                "translate the other segments, and take the file over again",
            ),
            warning(
                "other-source",
                "these were translated from other words than the brief has, or had when it was translated; what was \
                 there stays",
                listed(&changes.kept),
                "where the file is right, delete the `target` that is there, and take the file over again",
            ),
            warning(
                "not-to-be-translated",
                "these stay as they are, by `translate = false`, and were not taken over",
                listed(&changes.untouched),
                "where one is to be translated, delete its `translate = false`, and take the file over again",
            ),
            warning(
                "changed-twice",
                "these were changed here and in the translation tool since the file was written; what is here stays",
                listed(&self.changed_twice),
                "where the file is right, delete the `target` that is here, and take the file over again",
            ),
            warning(
                "unknown-passage",
                "the brief has no such passage any more, and its translation was not taken over",
                listed(&self.unknown),
                "keep the file, if the words may be of use again",
            ),
            warning(
                "translated-twice",
                "the file translates these more than once, and the first translation was taken",
                listed(&self.translated_twice),
                "where a later one is right, delete the others, and take the file over again",
            ),
            warning(
                "unconfirmed",
                "these translations are `initial`, which says that they are not done",
                self.unconfirmed(changes),
                "they were taken over: read them once more, or confirm them in the translation tool",
            ),
            warning(
                "replaced",
                "these took the place of translations that were here",
                self.replaced(changes),
                "read them once more; the file as it was is kept beside the translation, unless git has it",
            ),
            warning(
                "deleted-note",
                "the file has no note any more, and the one that is here stays",
                self.without_notes(),
                "where it is done with, delete the line `note`",
            ),
        ];
        let mut told = left_out;
        told.extend(all.into_iter().flatten());
        reporter.diagnostics(&self.given.file, &told);
    }

    /// The paths of passages whose translation was taken over, of units that are `of_interest`; with each, whether it is
    /// another now than before.
    fn taken_over(
        &self,
        changes: &Changes,
        of_interest: impl Fn(&Unit, &Unit, bool) -> bool,
    ) -> Option<String> {
        let new = self.beside_ours.values().filter(|(unit, ours)| {
            let is_new = digest(unit) != digest(ours);
            unit.target.is_some() && of_interest(unit, ours, is_new)
        });
        let paths = new.map(|(_, ours)| ours.path.as_str());
        let stays = |path: &str| {
            changes
                .kept
                .iter()
                .chain(&changes.untouched)
                .any(|kept| kept == path)
        };
        names(paths.filter(|path| !stays(path)))
    }

    /// The translations that were taken over, though the tool does not say that they are done, or somebody there has said
    /// of one which was that it is not.
    fn unconfirmed(&self, changes: &Changes) -> Option<String> {
        self.taken_over(changes, |unit, ours, is_new| {
            let is_rejected = unit.exported.is_some() && ours.state > SegmentState::Initial;
            unit.state == SegmentState::Initial
                && unit.outdated.is_none()
                && (is_new || is_rejected)
        })
    }

    /// The translations that took the place of others of which the file does not say that it knew them.
    fn replaced(&self, changes: &Changes) -> Option<String> {
        self.taken_over(changes, |unit, ours, is_new| {
            is_new && unit.exported.is_none() && ours.state > SegmentState::Initial
        })
    }

    /// The passages whose note is here and was deleted in the tool, of units in which it has kept those of ours.
    fn without_notes(&self) -> Option<String> {
        let units = self.beside_ours.values().filter(|(unit, ours)| {
            unit.exported.is_some() && unit.note.is_none() && ours.note.is_some()
        });
        names(units.map(|(_, ours)| ours.path.as_str()))
    }
}

/// A warning of what concerns passages of these names; none where there are none.
pub(super) fn warning(
    code: &'static str,
    what: &str,
    names: Option<String>,
    help: &str,
) -> Option<Diagnostic> {
    let names = names?;
    Some(Diagnostic::warning(code, format!("{what}: {names}")).help(help))
}

/// A warning for the translation of the `unit` that begins `at` this byte, which is left out, since with it something
/// would be wrong.
fn left_out(unit: &Unit, error: &Diagnostic, at: Option<usize>) -> Diagnostic {
    let what = format!(
        "the translation of `{}` was not taken over: {}",
        unit.path, error.message
    );
    let mut warning = Diagnostic::warning("breaks-translation", what);
    warning.span = at.map(|at| at..at + 1);
    let mend = error.help.as_ref().map(|help| format!("{help}; "));
    let mend = mend.unwrap_or_default();
    warning.help(format!(
        "{mend}change it in the translation tool, and take the file over again"
    ))
}

/// Some paths, each once, as a message lists them; none where there is none.
pub(super) fn names<'a>(paths: impl Iterator<Item = &'a str>) -> Option<String> {
    let paths: BTreeSet<&str> = paths.into_set();
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

/// Writes an exchange; not over translations that nobody has taken over, unless `force`.
pub(super) fn write_xliff(
    path: &Path,
    exchange: &Exchange,
    force: bool,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let there = if stands(path, reporter)? {
        require_plain(path, "XLIFF file", reporter)?;
        Some(read_reported(path, "XLIFF file", LARGEST_TEXT, reporter)?)
    } else {
        None
    };
    if let Some(there) = &there
        && !force
        && loses(path, there, exchange)
    {
        return Err(reporter.file_error(
            path,
            "edited-output",
            "this file holds translations, states or notes that have not been taken over; it was not overwritten",
            Some("take them over with `--from-xliff`, or overwrite them with --force"),
        ));
    }
    let xml = xliff::write(exchange);
    write(path, xml.as_bytes(), there.as_deref(), reporter)?;
    let units = exchange.units.len();
    reporter.done(&format!("{}: {units} units", path.display()));
    Ok(())
}

/// Whether the file `there` has words of translations, notes or states that `exchange` has not, and that were not
/// in it when it was written.
fn loses(path: &Path, there: &[u8], exchange: &Exchange) -> bool {
    let Ok(file) = xliff::source(path, there.to_vec()) else {
        return true;
    };
    let (Some(there), _) = xliff::read(&file) else {
        return true;
    };
    let ours = exchange.units.iter();
    let ours: BTreeMap<&str, &Unit> = ours.map(|unit| (unit.id.as_str(), unit)).into_map();
    there.units.iter().any(|unit| {
        let ours = ours.get(unit.id.as_str()).copied();
        let theirs = digest(unit);
        let is_said = |note: &String| ours.and_then(|ours| ours.note.as_ref()) == Some(note);
        let loses_words = theirs.is_some()
            && (unit.partial.is_some() || ours.is_none_or(|ours| digest(ours) != theirs));
        let loses_state = theirs.is_some()
            && ours.is_some_and(|ours| {
                // A state that somebody took back is gone here once that was taken over.
                ours.state < unit.state || ours.state > unit.state && ours.exported == unit.exported
            });
        let loses_note = !unit.note.as_ref().is_none_or(is_said);
        !unit.is_as_exported() && (loses_words || loses_state || loses_note)
    })
}
