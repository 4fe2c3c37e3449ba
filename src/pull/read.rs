//! From the bytes of an edited file to what was changed in it.

use super::base::{Base, MadeFrom};
use super::base_edition::BaseEdition;
use super::change::{Changes, Comment};
use super::divide;
use super::edition::{self, merge_translation};
use super::error::ReadError;
use super::find;
use super::merge::{Merge, Merger, Resolutions, merge};
use super::source::Side;
use crate::brief::Brief;
use crate::brief::translation::Translation;
use crate::document::Attachment;
use crate::docx::{self, Revisions};

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
    let base = Base::new(made_from, &manifest.wording)?;
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
