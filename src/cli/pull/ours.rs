//! The file that an edited document goes home into, as it stands on the disk: a brief, or the translation of one.

use crate::brief::translation::{Passage, Translation, is_translation, passages, read_translation};
use crate::brief::{self, Brief};
use crate::cli::Outcome;
use crate::cli::edition::{self, OfTranslation};
use crate::cli::house_style::{House, HouseStyles};
use crate::cli::paths::folder_of;
use crate::cli::reading::{Folder, read_source};
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Lines, Source};
use crate::fitting::{Fitting, fitting};
use crate::pull::{
    self, Change, Comment, Edited, Merge, OurTranslation, Resolutions, Side, Written,
};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// How often a brief is written until it is known which changes leave one.
const MOST_ATTEMPTS: usize = 64;

/// The longest line that a message shows, in characters.
const LONGEST_LINE: usize = 100;

/// What is said of references to what is not there.
const REFERENCES: [&str; 2] = ["unknown-id", "unknown-reference"];

/// A brief, or an edition of one, as it stands on the disk.
pub(super) struct Ours {
    /// The file of the brief.
    source: Source,
    /// What it says, in the language of the edition.
    brief: Brief,
    house: Option<Arc<House>>,
    edition: Option<OurEdition>,
}

/// The translation of an edition.
struct OurEdition {
    file: Source,
    translation: Translation,
    /// The passages of the brief.
    passages: Vec<Passage>,
}

/// A change that the file cannot have.
#[derive(Clone)]
pub(super) struct Refused {
    pub change: Change,
    pub why: Why,
}

/// Why a change cannot be had.
#[derive(Clone)]
pub(super) enum Why {
    /// It would leave no brief, or has no place, in words.
    Reason(String),
    /// What it takes away is referred to in these places of the file: their bytes.
    ReferredTo(Vec<Range<usize>>),
}

impl Ours {
    /// Reads the brief or the translation at `path`; what is wrong with it is reported.
    pub fn read(
        path: &Path,
        houses: &HouseStyles,
        reporter: &mut Reporter,
    ) -> Result<Ours, Outcome> {
        let source = read_source(path, "brief", reporter)?;
        if is_translation(&source.text) {
            return Ours::read_edition(source, houses, reporter);
        }
        let house = houses.of_brief(path, reporter)?;
        let (brief, diagnostics) = read_brief(&source, house.as_deref());
        reporter.diagnostics(&source, &errors(diagnostics));
        Ok(Ours {
            brief: brief.ok_or(Outcome::BriefWrong)?,
            source,
            house,
            edition: None,
        })
    }

    fn read_edition(
        file: Source,
        houses: &HouseStyles,
        reporter: &mut Reporter,
    ) -> Result<Ours, Outcome> {
        let OfTranslation {
            translation,
            original,
            diagnostics,
        } = edition::read_translation(&file, reporter)?;
        let language = &translation.language.value;
        let read = edition::read_original(&original, language, houses, reporter)?;
        let mut diagnostics = errors(diagnostics.into_iter().chain(read.diagnostics));
        let edition = read.brief.and_then(|(mut brief, language)| {
            let passages = passages(&mut brief, &original);
            let (edition, found) = translation.apply(&file, brief, &original, &language);
            diagnostics.extend(errors(found));
            Some((edition?.brief, passages))
        });
        edition::report(diagnostics, &original, Some(&file), reporter);
        let (brief, passages) = edition.ok_or(Outcome::BriefWrong)?;
        Ok(Ours {
            source: original,
            brief,
            house: read.house,
            edition: Some(OurEdition {
                file,
                translation,
                passages,
            }),
        })
    }

    /// The file that changes go into.
    pub fn home(&self) -> &Source {
        self.edition
            .as_ref()
            .map_or(&self.source, |edition| &edition.file)
    }

    /// What the file is, in a word.
    pub fn kind(&self) -> &'static str {
        if self.is_translation() {
            "translation"
        } else {
            "brief"
        }
    }

    /// Whether it is the translation of a brief.
    pub fn is_translation(&self) -> bool {
        self.edition.is_some()
    }

    /// The brief as one side of a merge.
    pub fn side(&self) -> Side<'_> {
        Side {
            text: &self.source.text,
            brief: &self.brief,
        }
    }

    /// Why a document cannot go home into this file, and what to do; none where it can.
    pub fn misfit(&self, edited: &Edited) -> Option<(String, String)> {
        let tag = |translation: &Translation| translation.language.value.0.clone();
        let home = self.home().path.display();
        match (&edited.edition, &self.edition) {
            (None, None) => None,
            (Some(base), Some(ours)) => {
                let (theirs, ours) = (tag(&base.translation), tag(&ours.translation));
                (theirs != ours).then(|| {
                    (
                        format!("this is an edition in `{theirs}`, and {home} a translation into `{ours}`"),
                        format!("name the translation into `{theirs}`: `--brief TRANSLATION`"),
                    )
                })
            }
            (Some(base), None) => Some((
                format!(
                    "this is an edition in `{}`, and {home} is no translation",
                    tag(&base.translation)
                ),
                format!(
                    "its words go into {}: name that with `--brief`",
                    base.file_name
                ),
            )),
            (None, Some(_)) => Some((
                format!("this was made from a brief, and {home} is a translation"),
                "name the brief with `--brief`".to_owned(),
            )),
        }
    }

    /// The changes of a document and ours together.
    pub fn merge(&self, edited: &Edited, resolutions: Resolutions) -> Result<Merge, String> {
        let edition = self.edition.as_ref();
        let translation = edition.map(|edition| &edition.translation);
        edited.merge(self.side(), translation, resolutions)
    }

    /// The comments of a document with their places in the file that changes go into.
    pub fn comments(&self, edited: &Edited) -> Vec<Comment> {
        let comments = match self.is_translation() {
            true => None,
            false => edited.comments_in(self.side()).ok(),
        };
        comments.unwrap_or_else(|| edited.changes.comments.clone())
    }

    /// The text of the file with what was merged, and with comments; and what would leave no brief, and was not
    /// written.
    pub fn write(
        &self,
        edited: &Edited,
        merge: &Merge,
        comments: &[Comment],
    ) -> Result<(Written, Vec<Refused>), String> {
        let Fitting { made, refused } = fitting(&merge.changes, MOST_ATTEMPTS, |changes| {
            let written = self
                .write_all(edited, changes, comments)
                .map_err(Why::Reason)?;
            match self.wrong_with(&written.text).as_slice() {
                [] => Ok(written),
                wrong => Err(self.why(wrong, &written.text)),
            }
        });
        let mut written = match made {
            Some(written) => written,
            None => self.write_all(edited, &[], comments)?,
        };
        let misfits = std::mem::take(&mut written.misfits).into_iter();
        let misfits = misfits.map(|(change, reason)| (change, Why::Reason(reason)));
        let refused = misfits
            .chain(refused)
            .map(|(change, why)| Refused { change, why })
            .collect();
        Ok((written, refused))
    }

    /// Why the file cannot have `text`, in which this is wrong.
    fn why(&self, wrong: &[Diagnostic], text: &str) -> Why {
        let references = wrong
            .iter()
            .filter(|wrong| REFERENCES.contains(&wrong.code))
            .filter_map(|wrong| place_of_line(wrong.span.as_ref()?, text, &self.home().text));
        let references: Vec<_> = references.collect();
        match wrong.first() {
            Some(first) if references.is_empty() => Why::Reason(with_line(first, text)),
            _ => Why::ReferredTo(references),
        }
    }

    fn write_all(
        &self,
        edited: &Edited,
        changes: &[Change],
        comments: &[Comment],
    ) -> Result<Written, String> {
        let (Some(base), Some(ours)) = (&edited.edition, &self.edition) else {
            return pull::write(self.side(), changes, comments);
        };
        let translation = OurTranslation {
            text: &ours.file.text,
            translation: &ours.translation,
            passages: &ours.passages,
        };
        pull::write_translation(base, translation, changes, comments)
    }

    /// Where a field stands in the file that changes go into.
    pub fn place(&self, edited: &Edited, path: &str) -> Option<Range<usize>> {
        match (&edited.edition, &self.edition) {
            (Some(base), Some(ours)) => pull::place_in_translation(base, &ours.translation, path),
            _ => pull::place(self.side(), path),
        }
    }

    /// What would be wrong with the brief or the edition if the file had this text; nothing where it would be one.
    pub fn wrong_with(&self, text: &str) -> Vec<Diagnostic> {
        let source = Source {
            path: self.home().path.clone(),
            text: text.into(),
        };
        if self.edition.is_none() {
            let (brief, diagnostics) = read_brief(&source, self.house.as_deref());
            return match brief {
                Some(_) => Vec::new(),
                None => errors(diagnostics),
            };
        }
        let (translation, mut diagnostics) = read_translation(&source);
        let Some(translation) = translation else {
            return errors(diagnostics);
        };
        let original = &self.source;
        let language = &translation.language.value;
        let style = self.house.as_ref().map(|house| &house.style);
        let mut folder = folder(original);
        let (read, of_brief) = brief::read_for_edition(original, style, language, &mut folder);
        diagnostics.extend(of_brief);
        let edition = read.and_then(|(brief, language)| {
            let (edition, found) = translation.apply(&source, brief, original, &language);
            diagnostics.extend(found);
            edition
        });
        match edition {
            Some(_) => Vec::new(),
            None => errors(diagnostics),
        }
    }
}

/// The place in `now` of what is at `span` of `text`, by its line; none where that is another there.
fn place_of_line(span: &Range<usize>, text: &str, now: &str) -> Option<Range<usize>> {
    let line = Lines::new(text).range(span.start);
    let words = &text[line.clone()];
    let alike = text[..line.start]
        .lines()
        .filter(|other| *other == words)
        .count();
    let lines = Lines::new(now);
    let start = now
        .match_indices(words)
        .map(|(at, _)| at)
        .filter(|at| lines.range(*at) == (*at..*at + words.len()))
        .nth(alike)?;
    let end = span.end.min(line.end);
    Some(start + span.start - line.start..start + end - line.start)
}

/// What is wrong with a text, with the line that it is in.
fn with_line(wrong: &Diagnostic, text: &str) -> String {
    let message = wrong.message.clone();
    let line = wrong
        .span
        .as_ref()
        .and_then(|span| text.get(Lines::new(text).range(span.start)));
    match line.map(str::trim) {
        Some(line) if line.chars().count() <= LONGEST_LINE => {
            format!("{message}, in the line `{line}`")
        }
        _ => message,
    }
}

fn errors(diagnostics: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    diagnostics
        .into_iter()
        .filter(Diagnostic::is_error)
        .collect()
}

fn read_brief(source: &Source, house: Option<&House>) -> (Option<Brief>, Vec<Diagnostic>) {
    brief::read_in_house(source, house.map(|house| &house.style), &mut folder(source))
}

/// The folder of a file, in which it names others.
fn folder(source: &Source) -> Folder<'_> {
    Folder(folder_of(&source.path))
}
