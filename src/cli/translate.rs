//! `briefgen translate`: writes translations for a translator to fill in, brings them up to date, and exchanges
//! them as XLIFF.

mod exchange;

use super::Outcome;
use super::arguments::TranslateOptions;
use super::batch;
use super::before;
use super::beside::{editions_of, language_in, reads_as_translation};
use super::discovery::Found;
use super::edition::{self, OfTranslation};
use super::house_style::{self, HouseStyles, is_house_style};
use super::orphans::{self, Orphan};
use super::paths::{identity, name_of, without_toml};
use super::reading::{read_plain, read_source};
use super::report::Reporter;
use super::signals;
use super::whole_file::Staged;
use crate::brief::translation::{
    self, Changes, OUTDATED, Passage, Translation, UNTRANSLATED, is_translation, new_translation,
    passages,
};
use crate::brief::{Brief, counted, is_brief, read_language};
use crate::diagnostic::{Diagnostic, Level, Source};
use crate::document::Language;
use crate::locale::Locale;
use crate::ordered::Ordered;
use crate::xliff::Exchange;
use exchange::{Arriving, Given, write_xliff};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes the translations of all briefs; a wrong one does not keep the others from being written.
pub(super) fn translate(
    options: &TranslateOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let interrupted = signals::deferred();
    let houses = HouseStyles::default();
    let is_exchange = !options.from_xliff.is_empty();
    let languages = languages_asked_for(options, reporter)?;
    let (found, mut worst) = if is_exchange {
        exchange::refuse_several(&options.briefs, reporter)?;
        let files = options.from_xliff.iter().map(|file| Found::named(file));
        (files.collect(), Ok(()))
    } else {
        house_style::refuse_alone(options.briefs.iter().map(PathBuf::as_path), reporter)?;
        batch::find(&options.briefs, false, &[], reporter)
    };
    let mut written = BTreeSet::new();
    let mut judged = Vec::new();
    for found in found {
        // Each is read when those before it are written: several files may bring words into one translation.
        let jobs = match options.briefs.first() {
            Some(brief) if is_exchange => {
                exchange::job(brief, &found.path, options.force, reporter)
                    .map(|job| Some(vec![job]))
            }
            _ => jobs_of(&found, &languages, reporter),
        };
        let jobs = jobs.unwrap_or_else(|outcome| {
            worst = worst.max(Err(outcome));
            Some(Vec::new())
        });
        judged.push((found, jobs.is_some()));
        for job in jobs.into_iter().flatten() {
            if interrupted.is_set() {
                let left = "this translation and those after it were not written";
                return Err(reporter.interrupted(&job.path, left));
            }
            // A brief may be named beside its translations.
            if written.insert(identity(&job.path)) || is_exchange {
                worst = worst.max(one(&job, options, &houses, reporter));
            }
        }
    }
    let judged = judged.iter().map(|(found, is_brief)| (found, *is_brief));
    worst.max(batch::refuse_without_briefs(
        &options.briefs,
        judged,
        reporter,
    ))
}

/// The languages that were asked for.
fn languages_asked_for(
    options: &TranslateOptions,
    reporter: &mut Reporter,
) -> Result<Vec<Language>, Outcome> {
    let asked = options.to.iter().map(|tag| tag.trim());
    let named: Vec<&str> = asked.clone().filter(|tag| !tag.is_empty()).collect();
    if named.len() == options.to.len() {
        return languages(&options.to, reporter);
    }
    // Behind a comma and a space, the shell begins another word, which is taken for a brief.
    let briefs = options.briefs.iter().filter(|path| !path.exists());
    let behind = briefs.filter_map(|path| path.to_str());
    let behind = behind.filter(|tag| read_language(tag).is_ok());
    let all: Vec<&str> = named.into_iter().chain(behind).collect();
    let written = options.to.join(",");
    Err(reporter.command_error(
        format!("`--to {written}` has a comma too many, or a space behind it"),
        &format!(
            "write the languages without spaces: `--to {}`",
            all.join(",")
        ),
    ))
}

/// The languages with these tags.
fn languages(tags: &[String], reporter: &mut Reporter) -> Result<Vec<Language>, Outcome> {
    let mut languages = Vec::new();
    for tag in tags {
        let language =
            supported_language(tag).map_err(|(what, help)| reporter.command_error(what, &help))?;
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    Ok(languages)
}

/// The language with this tag, in which briefs can be written; else what is wrong with it, and what to write instead.
fn supported_language(tag: &str) -> Result<Language, (String, String)> {
    match read_language(tag.trim()) {
        Ok(language) if Locale::for_language(&language).is_some() => Ok(language),
        Ok(_) => {
            let known: Vec<&str> = Locale::tags().collect();
            Err((
                format!("briefs cannot be written in the language “{tag}” yet"),
                format!("name one of: {}", known.join(", ")),
            ))
        }
        Err(unknown) => {
            let parts = tag.split([' ', ';']).filter(|part| !part.is_empty());
            let parts: Vec<&str> = parts.collect();
            let are_tags = parts.len() > 1 && parts.iter().all(|part| read_language(part).is_ok());
            let help = match are_tags {
                true => format!("write commas between languages: `--to {}`", parts.join(",")),
                false => unknown.help(|tag| format!("`{tag}`")),
            };
            Err((unknown.message, help))
        }
    }
}

/// A translation to be written.
struct Job {
    original: Source,
    /// Its file.
    path: PathBuf,
    language: Language,
    /// What stands there.
    existing: Option<(Source, Translation)>,
    /// Translations that come in.
    given: Option<Given>,
}

/// The translations to be written of the brief that was found, or the one that stands there. In a folder the briefs
/// are meant, and with them those of their translations that there are; none where a file there is no brief.
fn jobs_of(
    found: &Found,
    languages: &[Language],
    reporter: &mut Reporter,
) -> Result<Option<Vec<Job>>, Outcome> {
    let path = &found.path;
    if is_house_style(path) {
        return Ok(None);
    }
    let mut source = read_source(path, "brief", reporter)?;
    if !found.is_named && (is_translation(&source.text) || !is_brief(&source.text)) {
        return Ok(is_translation(&source.text).then(Vec::new));
    }
    if reads_as_translation(&source) {
        if languages.is_empty() {
            return existing(source, reporter).map(|job| Some(vec![job]));
        }
        // Into other languages it is the brief that is translated.
        source = edition::read_translation(&source, reporter)?.original;
    } else if languages.is_empty() {
        let editions = editions_of(path, reporter)?;
        let orphans = orphans::left_by(&source, reporter);
        if editions.is_empty() && !orphans.is_empty() {
            return Err(left_behind(orphans, reporter));
        }
        for orphan in orphans {
            orphan.tell(Level::Warning, reporter);
        }
        if editions.is_empty() && found.is_named {
            return Err(reporter.command_error_at(
                path,
                "this brief has no translation yet",
                Some("name the languages: `--to ru,kk`"),
            ));
        }
        let editions = editions.iter();
        return editions
            .map(|path| existing(read_plain(path, "translation", reporter)?, reporter).map(Some))
            .collect();
    }
    // One that was left behind is not begun anew beside it.
    let mut orphans = orphans::left_by(&source, reporter);
    orphans.retain(|orphan| languages.contains(&orphan.language));
    if !orphans.is_empty() {
        return Err(left_behind(orphans, reporter));
    }
    let languages = languages.iter();
    languages
        .map(|language| edition_into(&source, language, reporter).map(Some))
        .collect()
}

/// Refuses to begin translations anew that stand there.
fn left_behind(orphans: Vec<Orphan>, reporter: &mut Reporter) -> Outcome {
    for orphan in orphans {
        orphan.tell(Level::Error, reporter);
    }
    Outcome::BriefWrong
}

/// Whether anything stands at `path`, be it a link that leads nowhere.
fn stands(path: &Path, reporter: &mut Reporter) -> Result<bool, Outcome> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(reporter.system_error(path, "look at this file", &error)),
    }
}

/// The translation of a brief into a language, whether it stands there or not.
fn job_into(
    original: &Source,
    language: &Language,
    reporter: &mut Reporter,
) -> Result<Job, Outcome> {
    let path = without_toml(&original.path).with_added_extension(format!("{}.toml", language.0));
    if !stands(&path, reporter)? {
        return Ok(Job {
            original: original.clone(),
            path,
            language: language.clone(),
            existing: None,
            given: None,
        });
    }
    let there = read_plain(&path, "translation", reporter)?;
    if !reads_as_translation(&there) {
        return Err(reporter.file_error(
            &path,
            "file-in-the-way",
            "what stands here is no translation; nothing was written",
            Some("move the file away, or write `original = \"…\"` into it"),
        ));
    }
    existing(there, reporter)
}

/// The translation of a brief into a language, be it the one that stands there of the same language with another tag:
/// `ru` for `ru-RU`, as many programs write it. Of several, that with the most subtags in common is meant
/// (compare RFC 4647, section 3.4).
fn edition_into(
    original: &Source,
    language: &Language,
    reporter: &mut Reporter,
) -> Result<Job, Outcome> {
    let locale =
        |tag: &str| Locale::for_language(&Language(tag.to_owned())).map(|locale| locale.tag());
    let in_common = |tag: &str| {
        let pairs = tag.split('-').zip(language.0.split('-'));
        pairs
            .take_while(|(one, other)| one.eq_ignore_ascii_case(other))
            .count()
    };
    let editions = editions_of(&original.path, reporter)?.into_iter();
    let said = editions.filter_map(|path| Some((language_in(&path)?.0, path)));
    let same = said.filter(|(tag, _)| locale(tag) == locale(&language.0));
    // The shortest of those that have as many in common.
    let meant = same.max_by_key(|(tag, _)| (in_common(tag), std::cmp::Reverse(tag.len())));
    match meant {
        Some((_, path)) => existing(read_plain(&path, "translation", reporter)?, reporter),
        None => job_into(original, language, reporter),
    }
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
        given: None,
    })
}

/// Writes one translation.
fn one(
    job: &Job,
    options: &TranslateOptions,
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let (mut brief, language) = read_brief(job, houses, reporter)?;
    let passages = passages(&mut brief, &job.original);
    // A translation that comes in and is wrong is left out, and does not keep the others back.
    let first = updated(job, &passages, &BTreeSet::new(), reporter)?;
    let found = first.wrong(&brief, job, &language);
    let arriving = first.arriving.as_ref();
    let wrong = arriving.map(|arriving| arriving.wrong(&found, &passages, &first.translation));
    let wrong = wrong.unwrap_or_default().into_iter();
    let (without, left_out): (BTreeSet<usize>, Vec<Diagnostic>) = wrong.unzip();
    // What keeps the edition from being made, now that somebody looks at it.
    let (updated, found) = if without.is_empty() {
        (first, found)
    } else {
        let updated = updated(job, &passages, &without, reporter)?;
        let found = updated.wrong(&brief, job, &language);
        (updated, found)
    };
    let Updated {
        before,
        file,
        translation,
        arriving,
        changes,
    } = updated;
    let states = [UNTRANSLATED, OUTDATED, "unknown-passage"];
    let mut found = found;
    found.retain(|diagnostic| !states.contains(&diagnostic.code));
    let is_wrong = found.iter().any(Diagnostic::is_error);
    if is_wrong
        && job.given.is_some()
        && let Some((file, translation)) = &job.existing
    {
        let (_, mut found) = translation.apply(file, brief, &job.original, &language);
        found.retain(Diagnostic::is_error);
        reporter.diagnostics(file, &found);
        return Err(reporter.file_error(
            &job.path,
            "wrong-translation",
            "this translation is wrong already, as said above; nothing was taken over",
            Some("mend it, and take the file over again"),
        ));
    }
    if let Some(arriving) = &arriving {
        arriving.tell(left_out, &changes, reporter);
    }
    if before.as_deref() != Some(&*file.text) {
        let there = before.as_ref().map(|before| before.as_bytes());
        let new = file.text.as_bytes();
        match there {
            Some(there) if job.given.is_some() || changes.loses_sources() => {
                before::replace(&job.path, there, new, reporter)?;
            }
            _ => write(&job.path, new, there, reporter)?,
        }
    }
    reporter.diagnostics(&file, &edited_sources(&changes));
    let told = told(&passages, &changes, before.is_none());
    reporter.done(&format!("{}: {told}", job.path.display()));
    if options.xliff {
        let original = name_of(&job.original.path);
        let exchange = Exchange::of(&passages, &translation, &original, &language);
        let path = job.path.with_extension("xlf");
        write_xliff(&path, &exchange, options.force, reporter)?;
    }
    reporter.diagnostics(&file, &found);
    Outcome::BriefWrong.unless(!is_wrong)
}

/// A translation as it will stand in its file.
struct Updated<'j> {
    /// What stands there; none where nothing does.
    before: Option<String>,
    file: Source,
    translation: Translation,
    /// What comes in.
    arriving: Option<Arriving<'j>>,
    changes: Changes,
}

impl Updated<'_> {
    /// What is wrong with the edition of `brief` with it.
    fn wrong(&self, brief: &Brief, job: &Job, language: &Language) -> Vec<Diagnostic> {
        let brief = brief.clone();
        let applied = self
            .translation
            .apply(&self.file, brief, &job.original, language);
        applied.1
    }
}

/// The translation of a job brought up to date, with what comes in, `without` that of the passages at these places.
fn updated<'j>(
    job: &'j Job,
    passages: &[Passage],
    without: &BTreeSet<usize>,
    reporter: &mut Reporter,
) -> Result<Updated<'j>, Outcome> {
    let before = job.existing.as_ref().map(|(file, _)| file.text.to_string());
    let (text, translation) = match &job.existing {
        Some((file, translation)) => (file.text.to_string(), translation.clone()),
        None => {
            let name = name_of(&job.original.path);
            let text = new_translation(&name, &job.language);
            let (_, translation) = reread(&job.path, text.clone(), reporter)?;
            (text, translation)
        }
    };
    let given = job.given.as_ref();
    let arriving = given.map(|given| given.arriving(passages, &translation, without));
    let incoming = arriving
        .as_ref()
        .map_or(&[][..], |arriving| &arriving.incoming);
    let updated = translation::update(&text, &translation, passages, incoming);
    let (updated, changes) = updated
        .map_err(|error| reporter.file_error(&job.path, "syntax", error.to_string(), None))?;
    let (file, translation) = reread(&job.path, updated, reporter)?;
    Ok(Updated {
        before,
        file,
        translation,
        arriving,
        changes,
    })
}

/// The brief of a job, where nothing is wrong with it, and the language that it is written in.
fn read_brief(
    job: &Job,
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<(Brief, Language), Outcome> {
    let read = edition::read_original(&job.original, &job.language, houses, reporter)?;
    edition::report(read.diagnostics, &job.original, None, reporter);
    let (brief, language) = read.brief.ok_or(Outcome::BriefWrong)?;
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

/// What was done, in words.
fn told(passages: &[Passage], changes: &Changes, is_new: bool) -> String {
    let counts = [
        (if is_new { 0 } else { changes.added }, "new"),
        (changes.taken, "taken over"),
        (changes.untranslated, "to be translated"),
        (changes.outdated, "outdated"),
        (changes.removed, "out of the way"),
    ];
    let new = if is_new { "new, " } else { "" };
    let mut words = vec![format!("{new}{}", counted(passages.len(), "passage"))];
    words.extend(
        counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}")),
    );
    words.join(", ")
}

/// Warnings for passages whose `source` was typed over.
fn edited_sources(changes: &Changes) -> Vec<Diagnostic> {
    let moved: BTreeSet<&str> = changes.moved_sources.iter().map(String::as_str).into_set();
    let edited = changes.edited_sources.iter().map(String::as_str);
    let lost = exchange::names(edited.filter(|path| !moved.contains(path)));
    let moved = exchange::warning(
        "edited-source",
        "these were translated in the place of `source`, and are `target` now",
        exchange::names(moved.into_iter()),
        "read them once more, and write translations as `target`",
    );
    let lost = exchange::warning(
        "edited-source",
        "`source` was changed, and is again what the brief says",
        lost,
        "what was there is kept beside this file, unless git has it; to change the words of the brief, edit the brief",
    );
    moved.into_iter().chain(lost).collect()
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
    written.map_err(|error| reporter.system_error(path, "write this file", &error))
}
