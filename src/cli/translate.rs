//! `briefgen translate`: writes translations for a translator to fill in, brings them up to date, and exchanges
//! them as XLIFF.

use super::Outcome;
use super::arguments::TranslateOptions;
use super::edition::{self, OfTranslation, editions_of};
use super::house_style::HouseStyles;
use super::reading::{read_plain, read_source};
use super::render::stop_between_briefs;
use super::report::Reporter;
use super::whole_file::Staged;
use crate::brief::translation::{
    self, Changes, Digest, Incoming, IncomingByPassage, Passage, Translation, is_translation,
    new_translation, passages,
};
use crate::brief::{Brief, read_language};
use crate::diagnostic::{Diagnostic, Level, Source};
use crate::document::Language;
use crate::locale::Locale;
use crate::xliff::{self, Exchange, SegmentState};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// How many names a message lists.
const SHOWN: usize = 5;

/// Writes the translations of all briefs; a wrong one does not keep the others from being written.
pub(super) fn translate(options: &TranslateOptions, reporter: &mut Reporter) -> Outcome {
    let interrupted = stop_between_briefs();
    let mut worst = Outcome::Done;
    let mut houses = HouseStyles::default();
    let jobs = if options.from_xliff.is_empty() {
        languages(&options.to, reporter).map(|languages| {
            let all = options.briefs.iter();
            let mut jobs = Vec::new();
            for found in all.map(|path| jobs_of(path, &languages, reporter)) {
                match found {
                    Ok(found) => jobs.extend(found),
                    Err(outcome) => worst = worst.max(outcome),
                }
            }
            jobs
        })
    } else {
        incoming_jobs(options, reporter)
    };
    match jobs {
        Ok(jobs) => {
            for job in jobs {
                if interrupted.load(Ordering::Relaxed) {
                    let reason =
                        "interrupted; this translation and those after it were not written";
                    reporter.system_error(&job.path, "go on", &reason);
                    return Outcome::SystemFailed;
                }
                let outcome = one(&job, options, &mut houses, reporter);
                worst = worst.max(outcome.unwrap_or_else(|outcome| outcome));
            }
            worst
        }
        Err(outcome) => outcome,
    }
}

/// The languages that were asked for.
fn languages(tags: &[String], reporter: &mut Reporter) -> Result<Vec<Language>, Outcome> {
    let mut languages = Vec::new();
    for tag in tags {
        let (what, help) = match read_language(tag.trim()) {
            Ok(language) if Locale::for_language(&language).is_some() => {
                if !languages.contains(&language) {
                    languages.push(language);
                }
                continue;
            }
            Ok(_) => {
                let known: Vec<&str> = Locale::tags().collect();
                (
                    format!("briefs cannot be written in the language “{tag}” yet"),
                    format!("name one of: {}", known.join(", ")),
                )
            }
            Err(unknown) => {
                let help = unknown.help(|tag| format!("`{tag}`"));
                (unknown.message, help)
            }
        };
        reporter.command_error(what, &help);
        return Err(Outcome::CommandWrong);
    }
    Ok(languages)
}

/// A translation to be written.
struct Job {
    original: Source,
    /// Its file.
    path: PathBuf,
    language: Language,
    /// What stands there.
    existing: Option<(Source, Translation)>,
    /// The file of translations that come in, and these.
    incoming: Option<(Source, Exchange)>,
}

/// The translations to be written of the brief at `path`, or the one that stands there.
fn jobs_of(
    path: &Path,
    languages: &[Language],
    reporter: &mut Reporter,
) -> Result<Vec<Job>, Outcome> {
    let source = read_source(path, "brief", reporter)?;
    if is_translation(&source.text) {
        return existing(source, reporter).map(|job| vec![job]);
    }
    if languages.is_empty() {
        let editions = editions_of(path, reporter)?;
        if editions.is_empty() {
            reporter.file_error(
                path,
                "command",
                "this brief has no translation yet",
                Some("name the languages: `--to ru,kk`"),
            );
            return Err(Outcome::CommandWrong);
        }
        let editions = editions.iter();
        return editions
            .map(|path| existing(read_plain(path, "translation", reporter)?, reporter))
            .collect();
    }
    let languages = languages.iter();
    languages
        .map(|language| job_into(&source, language, reporter))
        .collect()
}

/// The translation of a brief into a language, whether it stands there or not.
fn job_into(
    original: &Source,
    language: &Language,
    reporter: &mut Reporter,
) -> Result<Job, Outcome> {
    let path = original.path.with_extension(format!("{}.toml", language.0));
    // A link that leads nowhere is something, too.
    if fs::symlink_metadata(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(Job {
            original: original.clone(),
            path,
            language: language.clone(),
            existing: None,
            incoming: None,
        });
    }
    let there = read_plain(&path, "translation", reporter)?;
    if !is_translation(&there.text) {
        reporter.file_error(
            &path,
            "file-in-the-way",
            "what stands here is no translation; nothing was written",
            Some("move the file away, or write `original = \"…\"` into it"),
        );
        return Err(Outcome::BriefWrong);
    }
    existing(there, reporter)
}

/// The job of bringing the translation in `file` up to date.
fn existing(file: Source, reporter: &mut Reporter) -> Result<Job, Outcome> {
    let OfTranslation {
        translation,
        original,
        diagnostics,
    } = edition::read_translation(&file, reporter)?;
    reporter.diagnostics(&file, &diagnostics);
    Ok(Job {
        original,
        path: file.path.clone(),
        language: translation.language.value.clone(),
        existing: Some((file, translation)),
        incoming: None,
    })
}

/// The translations of one brief that XLIFF files bring.
fn incoming_jobs(options: &TranslateOptions, reporter: &mut Reporter) -> Result<Vec<Job>, Outcome> {
    let [path] = &options.briefs[..] else {
        reporter.command_error(
            "translations are taken over into one brief at a time".to_owned(),
            "name one brief",
        );
        return Err(Outcome::CommandWrong);
    };
    let mut jobs = Vec::new();
    for file in &options.from_xliff {
        let source = read_source(file, "XLIFF file", reporter)?;
        let exchange = xliff::read(&source).map_err(|wrong| {
            reporter.diagnostics(&source, &[*wrong]);
            Outcome::BriefWrong
        })?;
        let tag = exchange.target_language.0.clone();
        let language = languages(&[tag], reporter)?.into_iter().next();
        let named = read_source(path, "brief", reporter)?;
        let mut job = match language {
            Some(language) if !is_translation(&named.text) => {
                job_into(&named, &language, reporter)?
            }
            _ => existing(named, reporter)?,
        };
        if job.language.0 != exchange.target_language.0 {
            reporter.file_error(
                file,
                "other-language",
                format!("this file translates into `{}`", exchange.target_language.0),
                Some(&format!(
                    "{} is in `{}`",
                    job.path.display(),
                    job.language.0
                )),
            );
            return Err(Outcome::BriefWrong);
        }
        job.incoming = Some((source, exchange));
        jobs.push(job);
    }
    Ok(jobs)
}

/// Writes one translation.
fn one(
    job: &Job,
    options: &TranslateOptions,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<Outcome, Outcome> {
    let (mut brief, language) = read_brief(job, houses, reporter)?;
    let passages = passages(&mut brief, &job.original);
    let (text, translation) = match &job.existing {
        Some((file, translation)) => (file.text.to_string(), translation.clone()),
        None => {
            let name = job.original.path.file_name().unwrap_or_default();
            let text = new_translation(&name.to_string_lossy(), &job.language);
            let (_, translation) = reread(&job.path, text.clone(), reporter)?;
            (text, translation)
        }
    };
    let incoming = job
        .incoming
        .as_ref()
        .map_or_else(Vec::new, |(source, exchange)| {
            let incoming = incoming(exchange);
            let unknown = unknown(&incoming, &passages);
            reporter.diagnostics(source, &Vec::from_iter(unknown));
            incoming
        });
    let updated = translation::update(&text, &translation, &passages, &incoming);
    let (updated, changes) = updated.map_err(|error| {
        reporter.file_error(&job.path, "syntax", error.to_string(), None);
        Outcome::BriefWrong
    })?;
    let is_new = job.existing.is_none();
    if is_new || updated != text {
        let existing = job.existing.as_ref().map(|_| text.as_bytes());
        write(&job.path, updated.as_bytes(), existing, reporter)?;
    }
    let (file, translation) = reread(&job.path, updated, reporter)?;
    let told = told(&passages, changes, is_new);
    reporter.done(&format!("{}: {told}", job.path.display()), "");
    if options.xliff {
        let original = job.original.path.file_name().unwrap_or_default();
        let original = original.to_string_lossy();
        let exchange = Exchange::of(&passages, &translation, &original, &language);
        write_xliff(
            &job.path.with_extension("xlf"),
            &exchange,
            options,
            reporter,
        )?;
    }
    // What keeps the edition from being made, now that somebody looks at it.
    let (_, found) = translation.apply(&file, brief, &job.original, &language);
    let is_state = |code: &str| matches!(code, "untranslated" | "outdated" | "unknown-passage");
    let found: Vec<Diagnostic> = found
        .into_iter()
        .filter(|diagnostic| !is_state(diagnostic.code))
        .collect();
    let wrong = found
        .iter()
        .any(|diagnostic| diagnostic.level == Level::Error);
    reporter.diagnostics(&file, &found);
    Ok(if wrong {
        Outcome::BriefWrong
    } else {
        Outcome::Done
    })
}

/// The brief of a job, where nothing is wrong with it, and the language that it is written in.
fn read_brief(
    job: &Job,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<(Brief, Language), Outcome> {
    let (_, brief, diagnostics) =
        edition::read_original(&job.original, &job.language, houses, reporter)?;
    edition::report(diagnostics, &job.original, None, reporter);
    let (brief, language) = brief.ok_or(Outcome::BriefWrong)?;
    if language == job.language {
        reporter.file_error(
            &job.original.path,
            "same-language",
            format!("this brief is written in `{}` itself", language.0),
            Some("name another language"),
        );
        return Err(Outcome::CommandWrong);
    }
    Ok((brief, language))
}

/// A translation as we have written it.
fn reread(
    path: &Path,
    text: String,
    reporter: &mut Reporter,
) -> Result<(Source, Translation), Outcome> {
    let source = Source {
        path: path.to_owned(),
        text: text.into(),
    };
    match translation::read_translation(&source) {
        (Some(translation), _) => Ok((source, translation)),
        (None, diagnostics) => {
            reporter.diagnostics(&source, &diagnostics);
            Err(Outcome::BriefWrong)
        }
    }
}

/// The translations that an exchange brings.
fn incoming(exchange: &Exchange) -> Vec<Incoming> {
    let units = exchange.units.iter().filter(|unit| unit.translate);
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

/// A warning for translations that belong to no passage.
fn unknown(incoming: &[Incoming], passages: &[Passage]) -> Option<Diagnostic> {
    let by_passage = IncomingByPassage::new(incoming);
    let known = passages.iter().filter_map(|passage| by_passage.of(passage));
    let name = |one: &Incoming| (one.path.clone(), one.source.clone());
    let known: HashSet<(String, String)> = known.map(name).collect();
    let lost: Vec<&Incoming> = incoming
        .iter()
        .filter(|one| one.target.is_some() && !known.contains(&name(one)))
        .collect();
    let shown = lost.iter().take(SHOWN);
    let mut names: Vec<String> = shown.map(|lost| format!("`{}`", lost.path)).collect();
    if lost.len() > SHOWN {
        names.push("others".to_owned());
    }
    (!lost.is_empty()).then(|| {
        Diagnostic::warning(
            "unknown-passage",
            format!(
                "the brief has no such passage any more, and its translation was not taken over: {}",
                names.join(", ")
            ),
        )
        .help("keep the file, if the words may be of use again")
    })
}

/// Writes an exchange; not over translations that nobody has taken over, unless `--force` says so.
fn write_xliff(
    path: &Path,
    exchange: &Exchange,
    options: &TranslateOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let there = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        _ => Some(read_plain(path, "XLIFF file", reporter)?),
    };
    if let Some(there) = &there
        && !options.force
    {
        let ours: BTreeMap<&str, Option<Digest>> = exchange
            .units
            .iter()
            .map(|unit| (unit.id.as_str(), unit.target.as_deref().map(Digest::of)))
            .collect();
        let is_lost = |unit: &xliff::Unit| {
            let theirs = unit.target.as_deref().map(Digest::of);
            theirs.is_some() && ours.get(unit.id.as_str()) != Some(&theirs)
        };
        let loses = match xliff::read(there) {
            Ok(there) => there.units.iter().any(is_lost),
            Err(_) => true,
        };
        if loses {
            reporter.file_error(
                path,
                "edited-output",
                "this file holds translations that have not been taken over; it was not overwritten",
                Some("take them over with `--from-xliff`, or overwrite them with --force"),
            );
            return Err(Outcome::BriefWrong);
        }
    }
    let xml = xliff::write(exchange);
    let there = there.as_ref().map(|there| there.text.as_bytes());
    write(path, xml.as_bytes(), there, reporter)?;
    let units = exchange.units.len();
    reporter.done(&format!("{}: {units} units", path.display()), "");
    Ok(())
}

/// What was done, in words.
fn told(passages: &[Passage], changes: Changes, is_new: bool) -> String {
    let counted = [
        (if is_new { 0 } else { changes.added }, "new"),
        (changes.taken, "taken over"),
        (changes.untranslated, "to be translated"),
        (changes.outdated, "outdated"),
        (changes.removed, "out of the way"),
    ];
    let number = passages.len();
    let unit = if number == 1 { "passage" } else { "passages" };
    let mut words = vec![format!("{number} {unit}")];
    words.extend(
        counted
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}")),
    );
    words.join(", ")
}

/// Writes a file whole, in the place of what was read there, or of nothing.
fn write(
    path: &Path,
    contents: &[u8],
    there: Option<&[u8]>,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let written = Staged::write(path, contents).and_then(|file| match there {
        Some(there) => file.commit_over(there),
        None => file.commit_new(),
    });
    written.map_err(|error| {
        reporter.system_error(path, "write this file", &error);
        Outcome::SystemFailed
    })
}
