//! Translations whose brief has another name now, or which are not called after theirs: they stand beside it, and are
//! those of no brief.

use super::beside::{
    begins_as_brief, editions_among, holds_translation, language_in, names_in, standing, twice,
};
use super::limited_file::LARGEST_TEXT;
use super::paths::{folder_of, name_of, stem_of};
use super::report::Reporter;
use super::whole_file::read_standing;
use crate::brief::translation::{
    Digest, Translation, Unit, is_translation, name_and_tag, read_translation,
};
use crate::brief::{normalise, read_language};
use crate::diagnostic::{Diagnostic, Level, Source};
use crate::document::Language;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// How many files of a folder are looked into.
const MOST_FILES: usize = 100;

/// A translation that was left behind.
pub(super) struct Orphan {
    pub language: Language,
    file: Source,
    /// What is said of it.
    warning: Diagnostic,
}

impl Orphan {
    /// Says what it is, and what to do with it.
    pub fn tell(self, level: Level, reporter: &mut Reporter) {
        let diagnostic = Diagnostic {
            level,
            ..self.warning
        };
        reporter.diagnostics(&self.file, &[diagnostic]);
    }
}

/// Warns of the translations that are none of the editions of `brief`: left behind by it, called otherwise, or in a language
/// in which there is another.
pub(super) fn warn(brief: &Source, reporter: &mut Reporter) {
    for orphan in left_by(brief, reporter) {
        orphan.tell(Level::Warning, reporter);
    }
}

/// The translations beside `brief` that no edition is made of: they have its passages and name a brief which is not there, or
/// name it and are not called after it. Of those in a language in which there is an edition is told.
pub(super) fn left_by(brief: &Source, reporter: &mut Reporter) -> Vec<Orphan> {
    let names = names_in(folder_of(&brief.path)).unwrap_or_default();
    let editions = editions_among(&brief.path, &names).told(reporter);
    // The edition of a brief, as its name says, is not looked into: of many briefs each may be asked for.
    let is_of_another = |name: &Path| {
        let own = of_translation(name).map(|(stem, _)| OsString::from(format!("{stem}.toml")));
        own.is_some_and(|own| names.binary_search(&own).is_ok())
    };
    let own = brief.path.file_name().map(Path::new);
    let files = names.iter().map(Path::new);
    let files = files.filter(|name| name.extension().is_some_and(|end| end == "toml"));
    let files = files.filter(|name| Some(*name) != own && !is_of_another(name));
    let mut files: Vec<&Path> = files.collect();
    let stem = normalise(&stem_of(&brief.path)).to_lowercase();
    let is_alike = |name: &Path| normalise(&name_of(name)).to_lowercase().starts_with(&stem);
    // Of many files those are looked into whose names say that they may be meant.
    if files.len() > MOST_FILES {
        files.retain(|name| of_translation(name).is_some() || is_alike(name));
        files.truncate(MOST_FILES);
    }
    let files = files
        .into_iter()
        .map(|name| brief.path.with_file_name(name));
    let mut files: Vec<PathBuf> = files.filter(|path| !editions.contains(path)).collect();
    files.retain(|path| holds_translation(path));
    let mut words = None;
    let mut orphans = Vec::new();
    for (file, translation) in files.iter().filter_map(|path| read(path)) {
        let original = &translation.original;
        let language = translation.language.value;
        let meant = format!("{}.{}.toml", stem_of(&brief.path), language.0);
        let is_own = normalise(&original.value) == normalise(&name_of(&brief.path));
        let edition = editions
            .iter()
            .find(|path| language_in(path).as_ref() == Some(&language));
        let (own, original_name) = (name_of(&brief.path), &original.value);
        let (message, help) = match edition {
            Some(edition) if is_own => {
                let told = twice(&stem_of(&brief.path), &language, edition, false);
                reporter.diagnostics_once(&file, &[told]);
                continue;
            }
            None if is_own => (
                format!(
                    "this is a translation of `{own}` that is not called after it; no edition is made of it"
                ),
                format!("call this file `{meant}`"),
            ),
            None if !standing(file.path.with_file_name(original_name)).exists()
                && has_passages(
                    &translation.units,
                    words.get_or_insert_with(|| words_of(&brief.text)),
                ) =>
            {
                (
                    format!(
                        "this is a translation of `{original_name}`, which is not there, and has the passages of `{own}`"
                    ),
                    adoption(&meant, &brief.path),
                )
            }
            _ => continue,
        };
        orphans.push(Orphan {
            language,
            file,
            warning: Diagnostic::warning("orphaned-translation", message)
                .at_origin(Some(&original.origin))
                .help(help),
        });
    }
    orphans
}

/// The name of the brief and the language in the name of a translation.
fn of_translation(name: &Path) -> Option<(&str, &str)> {
    name_and_tag(name).filter(|(_, tag)| read_language(tag).is_ok())
}

/// What to do with the translation in `file`, whose brief is not there, where another in its folder has its passages.
pub(super) fn advice(file: &Path, translation: &Translation) -> Option<String> {
    let names = names_in(folder_of(file)).ok()?;
    let briefs = names.iter().map(|name| file.with_file_name(name));
    let briefs = briefs
        .filter(|path| path.extension().is_some_and(|end| end == "toml") && begins_as_brief(path));
    let brief = briefs.take(MOST_FILES).find(|path| {
        let source = source(path);
        source.is_some_and(|source| has_passages(&translation.units, &words_of(&source.text)))
    })?;
    let meant = format!("{}.{}.toml", stem_of(&brief), translation.language.value.0);
    Some(format!(
        "`{}` has its passages: {}",
        name_of(&brief),
        adoption(&meant, &brief)
    ))
}

/// What makes a translation one of `brief`.
fn adoption(name: &str, brief: &Path) -> String {
    format!(
        "call this file `{name}`, and write `original = \"{}\"`",
        name_of(brief)
    )
}

/// The file at `path`, where it can be read.
pub(super) fn source(path: &Path) -> Option<Source> {
    let bytes = read_standing(path, LARGEST_TEXT).ok()??;
    Source::from_bytes(path, bytes).ok()
}

fn read(path: &Path) -> Option<(Source, Translation)> {
    let file = source(path).filter(|file| is_translation(&file.text))?;
    let translation = read_translation(&file).0?;
    Some((file, translation))
}

/// The digests of all texts of a brief.
fn words_of(brief: &str) -> BTreeSet<Digest> {
    fn collect(value: &toml::Value, words: &mut BTreeSet<Digest>) {
        match value {
            toml::Value::String(text) => {
                words.insert(Digest::of(text));
            }
            toml::Value::Array(values) => values.iter().for_each(|value| collect(value, words)),
            toml::Value::Table(table) => table.values().for_each(|value| collect(value, words)),
            _ => {}
        }
    }
    let mut words = BTreeSet::new();
    if let Ok(table) = brief.parse::<toml::Table>() {
        table.values().for_each(|value| collect(value, &mut words));
    }
    words
}

/// Whether most passages of a translation are among the texts of a brief.
fn has_passages(units: &[Unit], words: &BTreeSet<Digest>) -> bool {
    let sources = units.iter().filter_map(|unit| unit.source.as_deref());
    let (mut here, mut all) = (0, 0);
    for source in sources {
        all += 1;
        here += usize::from(words.contains(&Digest::of(source)));
    }
    2 * here > all
}
