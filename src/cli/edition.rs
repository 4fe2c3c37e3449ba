//! Editions in other languages: reading a translation with the brief that it belongs to, and finding those that
//! stand beside a brief.

use super::Outcome;
use super::beside::{begins_as_brief, names_in, reads_as_translation, standing};
use super::house_style::{House, HouseStyles};
use super::inputs::{Inputs, InputsDigest, reckoned};
use super::orphans;
use super::paths::{folder_of, name_of};
use super::reading::read_plain;
use super::report::Reporter;
use super::shell;
use crate::brief::translation::{
    self, OUTDATED, Progress, Translation, UNTRANSLATED, Untranslated, is_translation, name_and_tag,
};
use crate::brief::{self, Brief, counted, nearest, read_language, unsupported_language};
use crate::diagnostic::{self, Diagnostic, Lines, Source};
use crate::document::{InputFile, Language};
use crate::locale::Locale;
use crate::ordered::Ordered;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// How many briefs of a folder are looked at to find that which was meant.
const MOST_BRIEFS: usize = 100;
/// How many lines a message lists.
const LISTED: usize = 5;

/// How much is told of what is not translated or outdated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Detail {
    /// How many passages.
    Summary,
    /// The lines of what is not translated, and each passage that is outdated.
    Lines,
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
    /// What of it is in the language of the original, and how far its translation is.
    pub untranslated: Option<(Untranslated, Progress)>,
    /// What is wrong with either file.
    pub diagnostics: Vec<Diagnostic>,
    /// Of all that it was read from.
    pub inputs: InputsDigest,
}

/// Reads the brief that was named, or the one that the translation `named` belongs to.
pub(super) fn read(
    named: Source,
    detail: Detail,
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<ReadBrief, Outcome> {
    if !reads_as_translation(&named) {
        let house = houses.of_brief(&named.path, reporter)?;
        let style = house.as_ref().map(|house| &house.style);
        let mut inputs = Inputs::new();
        inputs.add_source(&named);
        let folder = folder_of(&named.path);
        let (brief, diagnostics) =
            brief::read_in_house(&named, style, &mut reckoned(folder, &mut inputs, reporter));
        return Ok(ReadBrief {
            inputs: in_house(inputs, house.as_deref()),
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
        let unknown = unsupported_language(&language.value).at_origin(Some(&language.origin));
        reporter.diagnostics(&named, &[unknown]);
        return Err(Outcome::BriefWrong);
    }
    let mut inputs = Inputs::new();
    inputs.add_source(&named);
    let read = read_reckoned(&original, &language.value, houses, &mut inputs, reporter)?;
    diagnostics.extend(read.diagnostics);
    let edition = read.brief.and_then(|(brief, language)| {
        let (edition, found) = translation.apply(&named, brief, &original, &language);
        diagnostics.extend(match detail {
            Detail::Each => found,
            Detail::Lines => with_lines(found, &named, &original),
            Detail::Summary => summary(found, &named),
        });
        edition
    });
    let (brief, untranslated) = edition
        .map(|edition| (edition.brief, (edition.untranslated, edition.progress)))
        .unzip();
    Ok(ReadBrief {
        inputs: in_house(inputs, read.house.as_deref()),
        source: original,
        translation: Some(named),
        house: read.house,
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
    diagnostics.extend(other_language(file, &translation));
    let name = &translation.original;
    let path = standing(file.path.with_file_name(&name.value));
    reporter.looks_for(&path);
    // What cannot be looked at is not passed off as missing: reading it says why.
    let is_missing = match fs::metadata(&path) {
        Ok(facts) => facts.is_dir(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    let wrong = if let Some(own) = other_brief(&file.path, &path) {
        let what = format!(
            "this file is called a translation of `{own}`, and says that it is one of `{}`",
            name.value
        );
        let help = format!("write `original = \"{own}\"`, or give the file another name");
        Diagnostic::error("other-brief", what).help(help)
    } else if !is_missing {
        let original = read_plain(&path, "brief", reporter)?;
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
        .help(match brief_near(&file.path, &name.value) {
            Some(near) => format!("write `original = \"{near}\"`"),
            None => orphans::advice(&file.path, &translation).unwrap_or_else(|| {
                "put it there, or write where the brief is, as seen from the folder of the translation"
                    .to_owned()
            }),
        })
    };
    diagnostics.push(wrong.at_origin(Some(&name.origin)));
    diagnostic::sort(&mut diagnostics);
    reporter.diagnostics(file, &diagnostics);
    Err(Outcome::BriefWrong)
}

/// The brief beside a translation that it is called after, where it is one of another: it was copied with its brief.
fn other_brief(translation: &Path, original: &Path) -> Option<String> {
    let (brief, tag) = name_and_tag(translation)?;
    read_language(tag).ok()?;
    let own = translation.with_file_name(format!("{brief}.toml"));
    let is_other = own.file_name() != original.file_name()
        && own.canonicalize().ok()? != original.canonicalize().ok()?;
    (is_other && begins_as_brief(&own)).then(|| name_of(&own).into_owned())
}

/// A warning where the name of a translation says another language than the file.
fn other_language(file: &Source, translation: &Translation) -> Option<Diagnostic> {
    let (brief, tag) = name_and_tag(&file.path)?;
    let named = read_language(tag).ok()?;
    let said = &translation.language.value;
    if named.is_kind_of(&said.0) || said.is_kind_of(&named.0) {
        return None;
    }
    let (named, said) = (&named.0, &said.0);
    let what = format!("the name of this file says `{named}`, and it says `{said}` itself");
    let warning = Diagnostic::warning("other-language", what);
    let help = format!("write `language = \"{named}\"`, or call the file {brief}.{said}.toml");
    Some(
        warning
            .at_origin(Some(&translation.language.origin))
            .help(help),
    )
}

/// The brief beside the translation at `path` that is meant by `name`, where there is none of this name: that which the
/// translation is called after, or one with a name that is near.
fn brief_near(path: &Path, name: &str) -> Option<String> {
    let folder = folder_of(path);
    let names = names_in(folder).ok()?;
    let names = names.iter().filter_map(|name| name.to_str());
    let briefs =
        names.filter(|name| name.ends_with(".toml") && begins_as_brief(&folder.join(name)));
    let briefs: Vec<&str> = briefs.take(MOST_BRIEFS).collect();
    let called_after = name_and_tag(path).map(|(brief, _)| format!("{brief}.toml"));
    let is_there = |name: &String| briefs.contains(&name.as_str());
    let near = || nearest(name, briefs.iter().copied()).map(str::to_owned);
    called_after.filter(is_there).or_else(near)
}

/// An original, read for an edition.
pub(super) struct ReadOriginal {
    pub house: Option<Arc<House>>,
    /// The brief, with the language that it is written in.
    pub brief: Option<(Brief, Language)>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the brief in `original` for an edition in `language`.
pub(super) fn read_original(
    original: &Source,
    language: &Language,
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<ReadOriginal, Outcome> {
    read_reckoned(original, language, houses, &mut Inputs::new(), reporter)
}

/// The same, taking in all that is read.
fn read_reckoned(
    original: &Source,
    language: &Language,
    houses: &HouseStyles,
    inputs: &mut Inputs,
    reporter: &mut Reporter,
) -> Result<ReadOriginal, Outcome> {
    let house = houses.of_brief(&original.path, reporter)?;
    let style = house.as_ref().map(|house| &house.style);
    inputs.add_source(original);
    let mut folder = reckoned(folder_of(&original.path), inputs, reporter);
    let (brief, diagnostics) = brief::read_for_edition(original, style, language, &mut folder);
    Ok(ReadOriginal {
        house,
        brief,
        diagnostics,
    })
}

/// The digest of the inputs of a brief, its house style among them.
fn in_house(mut inputs: Inputs, house: Option<&House>) -> InputsDigest {
    if let Some(house) = house {
        inputs.add_digest("house style", &house.inputs);
    }
    inputs.digest()
}

/// What is not translated, and what is outdated, in one warning each.
fn summary(mut found: Vec<Diagnostic>, file: &Source) -> Vec<Diagnostic> {
    let warn = |code: &'static str, one: &str, several: &str| {
        let of_code = found.iter().filter(|diagnostic| diagnostic.code == code);
        let number = of_code.count();
        let (said, it) = match number {
            0 => return None,
            1 => (one, "it"),
            _ => (several, "each"),
        };
        let message = format!("{} {said}", counted(number, "passage"));
        let mut warning = Diagnostic::warning(code, message).help(format!(
            "`briefgen check {}` names {it}",
            shell::typed(&file.path)
        ));
        warning.file = InputFile::Translation;
        Some(warning)
    };
    let told = [
        warn(UNTRANSLATED, "is not translated", "are not translated"),
        warn(
            OUTDATED,
            "has changed since it was translated",
            "have changed since they were translated",
        ),
    ];
    found.retain(|diagnostic| ![UNTRANSLATED, OUTDATED].contains(&diagnostic.code));
    told.into_iter().flatten().chain(found).collect()
}

/// What is wrong, with all that is not translated in one warning for each file, which names the lines.
fn with_lines(diagnostics: Vec<Diagnostic>, file: &Source, original: &Source) -> Vec<Diagnostic> {
    let (untranslated, mut told): (Vec<_>, Vec<_>) = diagnostics
        .into_iter()
        .partition(|diagnostic| diagnostic.code == UNTRANSLATED);
    let (of_translation, of_brief): (Vec<_>, Vec<_>) = untranslated
        .into_iter()
        .partition(|diagnostic| diagnostic.file == InputFile::Translation);
    let translation = file.path.display();
    let to_be_translated = "passages are to be translated".to_owned();
    let not_there = format!("passages are not in {translation} yet");
    for (all, source, what) in [
        (of_translation, file, to_be_translated),
        (of_brief, original, not_there),
    ] {
        match &all[..] {
            [] | [_] => told.extend(all),
            [first, ..] => told.push(Diagnostic {
                message: format!("{} {what}: {}", all.len(), lines_of(&all, source)),
                ..first.clone()
            }),
        }
    }
    told
}

/// The lines of `source` at which `diagnostics` are, in words: `lines 14, 18 and 22`, `lines 14–171`.
fn lines_of(diagnostics: &[Diagnostic], source: &Source) -> String {
    let lines = Lines::new(&source.text);
    let spans = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.span.as_ref());
    let numbers: BTreeSet<usize> = spans.map(|span| lines.line(span.start)).into_set();
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    match &numbers[..] {
        [] => "in the whole file".to_owned(),
        [one] => format!("line {one}"),
        [first, .., last] if numbers.len() > LISTED => format!("lines {first}–{last}"),
        [before @ .., last] => format!("lines {} and {last}", before.join(", ")),
    }
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
