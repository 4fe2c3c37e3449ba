//! From the bytes of an edited file to what was changed in it.

use super::base::{Base, BaseError, MadeFrom};
use super::base_edition::BaseEdition;
use super::change::{Changes, Comment};
use super::divide;
use super::edition::{self, merge_translation};
use super::find;
use super::merge::{Merge, Merger, Resolutions, merge};
use super::source::Side;
use crate::brief::Brief;
use crate::brief::translation::Translation;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Attachment;
use crate::docx::{self, Revisions};
use std::fmt;

/// An edited document, beside the brief that it was made from.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The brief that it was made from, as it was then.
    pub base_toml: String,
    /// What that says; with the words of the translation, where the document is an edition.
    pub base_brief: Brief,
    /// The name of that brief's file, without a folder.
    pub base_file_name: String,
    /// The house style that it was written in.
    pub house_style: Option<Attachment>,
    /// Whether the file itself keeps the brief; otherwise it is the one that the caller gave.
    pub has_manifest: bool,
    /// Whether any change in it is tracked.
    pub has_revisions: bool,
    /// The translation, where the file is an edition in another language.
    pub edition: Option<BaseEdition>,
    /// What was changed. In an edition all changes are of passages.
    pub changes: Changes,
}

impl Edited {
    /// The name of the file that its changes go into, without a folder.
    pub fn kept_name(&self) -> &str {
        match &self.edition {
            Some(edition) => &edition.file_name,
            None => &self.base_file_name,
        }
    }

    /// The brief that it was made from.
    pub fn base(&self) -> Side<'_> {
        Side {
            text: &self.base_toml,
            brief: &self.base_brief,
        }
    }

    /// Its changes and those of the brief together, which is `ours` by now; of an edition, with those of its
    /// `translation`.
    ///
    /// # Errors
    /// Where the text of a brief is no TOML, or the one is an edition and the other is none; in words.
    pub fn merge(
        &self,
        ours: Side<'_>,
        translation: Option<&Translation>,
        resolutions: impl Into<Resolutions>,
    ) -> Result<Merge, String> {
        let (base, changes) = (self.base(), &self.changes);
        match (&self.edition, translation) {
            (Some(edition), Some(translation)) => {
                merge_translation((edition, base), (translation, ours), changes, resolutions)
            }
            (None, None) => merge(base, ours, changes, resolutions),
            _ => Err("the edits of another edition".to_owned()),
        }
    }

    /// Its comments with their places in the brief, which is `ours` by now: without those that it has no more.
    ///
    /// # Errors
    /// Where the text of a brief is no TOML, in words.
    pub fn comments_in(&self, ours: Side<'_>) -> Result<Vec<Comment>, String> {
        let merger = Merger::new(self.base(), ours, &self.changes.changes)?;
        let comments = self.changes.comments.iter();
        Ok(comments.map(|comment| merger.comment(comment)).collect())
    }
}

/// Why it cannot be said what was changed.
#[derive(Debug)]
pub enum ReadError {
    /// The file cannot be read.
    File(docx::ReadError),
    /// The file keeps no brief, and none was given.
    NoBase,
    /// The brief that it was made from is none for this version of the program: what is wrong with it.
    Base(Box<Source>, Vec<Diagnostic>),
    /// The document cannot be made again.
    Document(docx::Error),
    /// The brief that it was made from is longer than any that a document is compared with.
    BriefTooLarge,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::File(error) => error.fmt(f),
            ReadError::NoBase => {
                f.write_str("the file does not keep the brief that it was made from")
            }
            ReadError::Base(source, diagnostics) => {
                write!(f, "the brief {} cannot be read", source.path.display())?;
                match diagnostics.first() {
                    Some(first) => write!(f, ": {}", first.message),
                    None => Ok(()),
                }
            }
            ReadError::Document(error) => error.fmt(f),
            ReadError::BriefTooLarge => {
                f.write_str("the brief that it was made from is too long to be compared with it")
            }
        }
    }
}

impl ReadError {
    /// What to do instead.
    pub fn help(&self) -> &'static str {
        match self {
            ReadError::File(error) => error.help(),
            ReadError::NoBase => {
                "the program that saved it last has dropped that part: name the brief that it was made from"
            }
            ReadError::Base(..) => "name the brief that it was made from",
            ReadError::Document(_) => "make the document again from its brief",
            ReadError::BriefTooLarge => {
                "write the changes into the brief by hand; several shorter briefs could be pulled"
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ReadError::File(error) => Some(error),
            ReadError::Document(error) => Some(error),
            ReadError::NoBase | ReadError::Base(..) | ReadError::BriefTooLarge => None,
        }
    }
}

/// Reads the edited file in `bytes`, any bytes at all, and finds out what was changed in it since it was made.
/// Where it does not keep its brief, the base is made of the `fallback`.
pub fn read(
    bytes: &[u8],
    fallback: Option<MadeFrom<'_>>,
    revisions: Revisions,
) -> Result<Edited, ReadError> {
    let mut reading = docx::read(bytes, revisions).map_err(ReadError::File)?;
    let manifest = reading.manifest.take().unwrap_or_default();
    let kept = manifest.source.as_ref().map(|brief| MadeFrom {
        brief,
        house_style: manifest.house_style.as_ref(),
        translation: manifest.translation.as_ref(),
    });
    let has_manifest = kept.is_some();
    let made_from = kept.or(fallback).ok_or(ReadError::NoBase)?;
    let base = Base::new(made_from, &manifest.wording).map_err(|error| match error {
        BaseError::Brief(source, diagnostics) => ReadError::Base(source, diagnostics),
        BaseError::Document(error) => ReadError::Document(error),
        BaseError::TooLarge => ReadError::BriefTooLarge,
    })?;
    divide::lines_of_items(&base, &mut reading);
    let mut changes = find::changes(&base, &reading);
    if let Some(edition) = &base.edition {
        changes = edition::of_translation(edition, changes);
    }
    let source = made_from.brief;
    Ok(Edited {
        changes,
        base_brief: base.brief,
        edition: base.edition,
        base_toml: String::from_utf8_lossy(&source.bytes).into_owned(),
        base_file_name: source.file_name.clone(),
        house_style: made_from.house_style.cloned(),
        has_manifest,
        has_revisions: reading.has_revisions,
    })
}

#[cfg(test)]
mod tests;
