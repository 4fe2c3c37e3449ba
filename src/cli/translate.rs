//! `briefgen translate`: writes translations for a translator to fill in, and brings them up to date.

use super::Outcome;
use super::arguments::TranslateOptions;
use super::edition::{self, OfTranslation, editions_of};
use super::house_style::HouseStyles;
use super::render::read_source;
use super::report::Reporter;
use super::whole_file::Staged;
use crate::brief::read_language;
use crate::brief::translation::{
    self, Changes, Passage, Translation, is_translation, new_translation, passages,
};
use crate::diagnostic::Source;
use crate::document::Language;
use crate::locale::Locale;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

/// Writes the translations of all briefs; a wrong one does not keep the others from being written.
pub(super) fn translate(options: &TranslateOptions, reporter: &mut Reporter) -> Outcome {
    let languages = match languages(options, reporter) {
        Ok(languages) => languages,
        Err(outcome) => return outcome,
    };
    let mut houses = HouseStyles::default();
    let mut worst = Outcome::Done;
    for path in &options.briefs {
        let outcome = match jobs(path, &languages, reporter) {
            Ok(jobs) => jobs
                .iter()
                .map(|job| {
                    one(job, &mut houses, reporter)
                        .err()
                        .unwrap_or(Outcome::Done)
                })
                .max()
                .unwrap_or(Outcome::Done),
            Err(outcome) => outcome,
        };
        worst = worst.max(outcome);
    }
    worst
}

/// The languages that were asked for.
fn languages(
    options: &TranslateOptions,
    reporter: &mut Reporter,
) -> Result<Vec<Language>, Outcome> {
    let mut languages = Vec::new();
    for tag in &options.to {
        let (message, help) = match read_language(tag.trim()) {
            Ok(language) if Locale::for_language(&language).is_some() => {
                if !languages.contains(&language) {
                    languages.push(language);
                }
                continue;
            }
            Ok(_) => {
                let known: Vec<_> = Locale::tags().collect();
                (
                    format!("briefs cannot be written in the language “{tag}”"),
                    format!("name one of: {}", known.join(", ")),
                )
            }
            Err(unknown) => {
                let help = unknown.help(|tag| format!("`--to {tag}`"));
                (unknown.message, help)
            }
        };
        reporter.command_error(message, &help);
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
}

/// The translations to be written of the brief at `path`, or the one that stands there.
fn jobs(path: &Path, languages: &[Language], reporter: &mut Reporter) -> Result<Vec<Job>, Outcome> {
    let source = read_source(path, "brief", reporter)?;
    if is_translation(&source.text) {
        return existing(source, reporter).map(|job| vec![job]);
    }
    if languages.is_empty() {
        let editions = editions_of(path);
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
            .map(|path| existing(read_source(path, "translation", reporter)?, reporter))
            .collect();
    }
    let mut jobs = Vec::new();
    for language in languages {
        let path = path.with_extension(format!("{}.toml", language.0));
        if path.exists() {
            let there = read_source(&path, "translation", reporter)?;
            if !is_translation(&there.text) {
                reporter.file_error(
                    &path,
                    "file-in-the-way",
                    "what stands here is no translation; nothing was written",
                    Some("move the file away, or write `original = \"…\"` into it"),
                );
                return Err(Outcome::BriefWrong);
            }
            jobs.push(existing(there, reporter)?);
        } else {
            jobs.push(Job {
                original: source.clone(),
                path,
                language: language.clone(),
                existing: None,
            });
        }
    }
    Ok(jobs)
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
        language: translation.language.clone(),
        existing: Some((file, translation)),
    })
}

/// Writes one translation.
fn one(job: &Job, houses: &mut HouseStyles, reporter: &mut Reporter) -> Result<(), Outcome> {
    let passages = passages_of(job, houses, reporter)?;
    let (text, translation) = match &job.existing {
        Some((file, translation)) => (file.text.to_string(), translation.clone()),
        None => {
            let name = job.original.path.file_name().unwrap_or_default();
            fresh(&job.path, &name.to_string_lossy(), &job.language, reporter)?
        }
    };
    let updated = translation::update(&text, &translation, &passages, &HashMap::new());
    let (updated, changes) = updated.map_err(|error| {
        reporter.file_error(&job.path, "syntax", error.to_string(), None);
        Outcome::BriefWrong
    })?;
    let is_new = job.existing.is_none();
    if is_new || updated != text {
        write(&job.path, updated.as_bytes()).map_err(|error| {
            reporter.system_error(&job.path, "write this file", &error);
            Outcome::SystemFailed
        })?;
    }
    reporter.done(
        &format!(
            "{}: {}",
            job.path.display(),
            told(&passages, changes, is_new)
        ),
        "",
    );
    Ok(())
}

/// The passages of a brief for a translation, where nothing is wrong with it.
fn passages_of(
    job: &Job,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<Vec<Passage>, Outcome> {
    let (_, brief, diagnostics) =
        edition::read_original(&job.original, &job.language, houses, reporter)?;
    edition::report(diagnostics, &job.original, None, reporter);
    let (mut brief, language) = brief.ok_or(Outcome::BriefWrong)?;
    if language == job.language {
        reporter.file_error(
            &job.original.path,
            "same-language",
            format!("this brief is written in `{}` itself", language.0),
            Some("name another language"),
        );
        return Err(Outcome::CommandWrong);
    }
    Ok(passages(&mut brief, &job.original))
}

/// A new translation.
fn fresh(
    path: &Path,
    original: &str,
    language: &Language,
    reporter: &mut Reporter,
) -> Result<(String, Translation), Outcome> {
    let source = Source {
        path: path.to_owned(),
        text: new_translation(original, language).into(),
    };
    let (translation, diagnostics) = translation::read_translation(&source);
    reporter.diagnostics(&source, &diagnostics);
    let translation = translation.ok_or(Outcome::BriefWrong)?;
    Ok((source.text.to_string(), translation))
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
    let mut words = vec![format!(
        "{number} {}",
        if number == 1 { "passage" } else { "passages" }
    )];
    words.extend(
        counted
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}")),
    );
    words.join(", ")
}

/// Writes a file whole.
fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    Staged::write(path, contents)?.commit()
}
