//! Editions in other languages: reading a translation with the brief that it belongs to, and finding those that
//! stand beside a brief.

use super::Outcome;
use super::house_style::{House, HouseStyles};
use super::limited_file;
use super::render::{Folder, read_source, unknown_language};
use super::report::Reporter;
use super::whole_file::folder_of;
use crate::brief::translation::{self, Translation, Untranslated, is_translation};
use crate::brief::{self, Brief};
use crate::diagnostic::{self, Diagnostic, Source};
use crate::document::{InputFile, Language};
use crate::locale::Locale;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How much is told of what is not translated or outdated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Detail {
    /// How many passages.
    Summary,
    /// Each passage.
    Each,
}

/// A brief, or an edition of one, as far as it could be read.
pub(super) struct ReadBrief {
    /// The file of the brief.
    pub source: Source,
    /// The file of its translation.
    pub translation: Option<Source>,
    pub house: Option<Arc<House>>,
    pub brief: Option<Brief>,
    /// What of it is in the language of the original.
    pub untranslated: Option<Untranslated>,
    /// What is wrong with either file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the brief that was named, or the one that the translation `named` belongs to.
pub(super) fn read(
    named: Source,
    detail: Detail,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<ReadBrief, Outcome> {
    if !is_translation(&named.text) {
        let house = houses.of_brief(&named.path, reporter)?;
        let style = house.as_ref().map(|house| &house.style);
        let (brief, diagnostics) =
            brief::read_in_house(&named, style, &mut Folder(folder(&named.path)));
        return Ok(ReadBrief {
            source: named,
            translation: None,
            house,
            brief,
            untranslated: None,
            diagnostics,
        });
    }
    let OfTranslation {
        translation,
        original,
        mut diagnostics,
    } = read_translation(&named, reporter)?;
    let language = &translation.language;
    if Locale::for_language(&language.value).is_none() {
        let unknown = unknown_language(&language.value).at_origin(Some(&language.origin));
        reporter.diagnostics(&named, &[unknown]);
        return Err(Outcome::BriefWrong);
    }
    let (house, read, of_brief) = read_original(&original, &language.value, houses, reporter)?;
    diagnostics.extend(of_brief);
    let edition = read.and_then(|(brief, language)| {
        let (edition, found) = translation.apply(&named, brief, &original, &language);
        diagnostics.extend(match detail {
            Detail::Each => found,
            Detail::Summary => summary(found, &named),
        });
        edition
    });
    let (brief, untranslated) = edition
        .map(|edition| (edition.brief, edition.untranslated))
        .unzip();
    Ok(ReadBrief {
        source: original,
        translation: Some(named),
        house,
        brief,
        untranslated,
        diagnostics,
    })
}

/// A translation that was read, and the file of its brief.
pub(super) struct OfTranslation {
    pub translation: Translation,
    pub original: Source,
    /// What is wrong with the translation; no error.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the translation in `file`, and the text of the brief that it belongs to.
pub(super) fn read_translation(
    file: &Source,
    reporter: &mut Reporter,
) -> Result<OfTranslation, Outcome> {
    let (translation, mut diagnostics) = translation::read_translation(file);
    let Some(translation) = translation else {
        reporter.diagnostics(file, &diagnostics);
        return Err(Outcome::BriefWrong);
    };
    let name = &translation.original;
    let path = folder(&file.path).join(&name.value);
    let wrong = if path.is_file() {
        let original = read_source(&path, "brief", reporter)?;
        if !is_translation(&original.text) {
            return Ok(OfTranslation {
                translation,
                original,
                diagnostics,
            });
        }
        Diagnostic::error(
            "unreadable-file",
            format!("`{}` is a translation itself", name.value),
        )
        .help("name the brief that it was made from")
    } else {
        Diagnostic::error(
            "file-not-found",
            format!("there is no brief `{}`", name.value),
        )
        .help("write its place as seen from the folder of the translation: `\"astana-2017.toml\"`")
    };
    diagnostics.push(wrong.at_origin(Some(&name.origin)));
    diagnostic::sort(&mut diagnostics);
    reporter.diagnostics(file, &diagnostics);
    Err(Outcome::BriefWrong)
}

/// What reading an original for an edition gives: its house style; the brief, with the language that it is
/// written in; and what is wrong with it.
type ReadOriginal = (
    Option<Arc<House>>,
    Option<(Brief, Language)>,
    Vec<Diagnostic>,
);

/// Reads the brief in `original` for an edition in `language`.
pub(super) fn read_original(
    original: &Source,
    language: &Language,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<ReadOriginal, Outcome> {
    let house = houses.of_brief(&original.path, reporter)?;
    let style = house.as_ref().map(|house| &house.style);
    let mut folder = Folder(folder(&original.path));
    let (brief, diagnostics) = brief::read_for_edition(original, style, language, &mut folder);
    Ok((house, brief, diagnostics))
}

/// What is not translated, and what is outdated, in one warning each.
fn summary(diagnostics: Vec<Diagnostic>, file: &Source) -> Vec<Diagnostic> {
    let count = |code: &str| {
        let of_code = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == code);
        of_code.count()
    };
    let warn = |code: &'static str, one: &str, several: &str| {
        let number = count(code);
        let message = match number {
            0 => return None,
            1 => format!("1 passage {one}"),
            number => format!("{number} passages {several}"),
        };
        let mut warning = Diagnostic::warning(code, message).help(format!(
            "`briefgen check {}` names {}",
            file.path.display(),
            if number == 1 { "it" } else { "each" }
        ));
        warning.file = InputFile::Translation;
        Some(warning)
    };
    let mut told: Vec<Diagnostic> = [
        warn("untranslated", "is not translated", "are not translated"),
        warn(
            "outdated",
            "has changed since it was translated",
            "have changed since they were translated",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    told.extend(
        diagnostics
            .into_iter()
            .filter(|diagnostic| !matches!(diagnostic.code, "untranslated" | "outdated")),
    );
    told
}

/// Reports what is wrong with a brief and its translation, each in its file.
pub(super) fn report(
    mut diagnostics: Vec<Diagnostic>,
    source: &Source,
    translation: Option<&Source>,
    reporter: &mut Reporter,
) {
    diagnostic::sort(&mut diagnostics);
    let (of_translation, of_brief): (Vec<_>, Vec<_>) = diagnostics
        .into_iter()
        .partition(|diagnostic| diagnostic.file == InputFile::Translation);
    reporter.diagnostics(source, &of_brief);
    if let Some(translation) = translation {
        reporter.diagnostics(translation, &of_translation);
    }
}

/// The briefs with the translations that stand beside them, each once: those of `astana-2017.toml` are called
/// `astana-2017.ru.toml` after their languages.
pub(super) fn with_editions(briefs: &[PathBuf]) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = Vec::new();
    for brief in briefs {
        let beside = editions_of(brief);
        for path in std::iter::once(brief.clone()).chain(beside) {
            if !all.contains(&path) {
                all.push(path);
            }
        }
    }
    all
}

/// The translations that stand beside a brief, in the order of their names.
pub(super) fn editions_of(brief: &Path) -> Vec<PathBuf> {
    let Some(stem) = brief.file_stem().and_then(|stem| stem.to_str()) else {
        return Vec::new();
    };
    let of_brief = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        let tag = name
            .and_then(|name| name.strip_prefix(stem)?.strip_prefix('.'))
            .and_then(|rest| rest.strip_suffix(".toml"));
        tag.is_some_and(|tag| !tag.is_empty() && !tag.contains('.'))
            && limited_file::read_start(path)
                .is_ok_and(|start| is_translation(&String::from_utf8_lossy(&start)))
    };
    let files = std::fs::read_dir(folder_of(brief))
        .into_iter()
        .flatten()
        .flatten();
    let mut editions: Vec<PathBuf> = files
        .map(|file| brief.with_file_name(file.file_name()))
        .filter(of_brief)
        .collect();
    editions.sort();
    editions
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}
