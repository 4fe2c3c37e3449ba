//! Translations whose brief has another name now: they stand beside it, and are those of no brief.

use super::beside::{begins_as_brief, holds_translation, listed_editions_of, names_in};
use super::limited_file::LARGEST_TEXT;
use super::paths::{folder_of, name_of, stem_of};
use super::report::Reporter;
use super::whole_file::read_standing;
use crate::brief::read_language;
use crate::brief::translation::{
    Digest, Translation, is_translation, name_and_tag, read_translation,
};
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

/// Warns of the translations that were left behind by `brief`, and of several in one language.
pub(super) fn warn(brief: &Source, reporter: &mut Reporter) {
    listed_editions_of(&brief.path, reporter);
    for orphan in left_by(brief) {
        orphan.tell(Level::Warning, reporter);
    }
}

/// The translations beside `brief` that have its passages and name a brief which is not there.
pub(super) fn left_by(brief: &Source) -> Vec<Orphan> {
    let names = names_in(folder_of(&brief.path)).unwrap_or_default();
    // Only those are looked into whose brief, by their name, is not among them: of many briefs each may be asked for.
    let is_alone = |path: &PathBuf| {
        name_and_tag(path).is_some_and(|(stem, tag)| {
            let own = OsString::from(format!("{stem}.toml"));
            read_language(tag).is_ok() && names.binary_search(&own).is_err()
        })
    };
    let files = names.iter().map(|name| brief.path.with_file_name(name));
    let files = files.filter(|path| is_alone(path) && holds_translation(path));
    let mut words = None;
    let files = files.take(MOST_FILES).filter_map(|path| read(&path));
    files
        .filter_map(|(file, translation)| {
            let beside = |name: &str| brief.path.with_file_name(name);
            let original = &translation.original;
            let language = translation.language.value.clone();
            let meant = format!("{}.{}.toml", stem_of(&brief.path), language.0);
            let is_free = !beside(&original.value).exists() && !beside(&meant).exists();
            let words = words.get_or_insert_with(|| words_of(&brief.text));
            if !is_free || !has_passages(&translation, words) {
                return None;
            }
            let message = format!(
                "this is a translation of `{}`, which is not there, and has the passages of `{}`",
                original.value,
                name_of(&brief.path)
            );
            let warning = Diagnostic::warning("orphaned-translation", message)
                .at_origin(Some(&original.origin))
                .help(adoption(&meant, &brief.path));
            Some(Orphan {
                language,
                file,
                warning,
            })
        })
        .collect()
}

/// What to do with the translation in `file`, whose brief is not there, where another in its folder has its passages.
pub(super) fn advice(file: &Path, translation: &Translation) -> Option<String> {
    let names = names_in(folder_of(file)).ok()?;
    let briefs = names.iter().map(|name| file.with_file_name(name));
    let briefs = briefs
        .filter(|path| path.extension().is_some_and(|end| end == "toml") && begins_as_brief(path));
    let brief = briefs.take(MOST_FILES).find(|path| {
        let source = source(path);
        source.is_some_and(|source| has_passages(translation, &words_of(&source.text)))
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

fn source(path: &Path) -> Option<Source> {
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
fn has_passages(translation: &Translation, words: &BTreeSet<Digest>) -> bool {
    let sources = translation
        .units
        .iter()
        .filter_map(|unit| unit.source.as_deref());
    let (mut here, mut all) = (0, 0);
    for source in sources {
        all += 1;
        here += usize::from(words.contains(&Digest::of(source)));
    }
    2 * here > all
}
