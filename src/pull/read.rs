//! From the bytes of an edited file to what was changed in it.

use super::base::{Base, BaseError};
use super::change::Changes;
use super::find;
use crate::brief::Brief;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Attachment;
use crate::docx::{self, Revisions};
use std::fmt;

/// An edited document, beside the brief that it was made from.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The brief that it was made from, as it was then.
    pub base_toml: String,
    /// What that says.
    pub base_brief: Brief,
    /// The name of that brief's file, without a folder.
    pub base_file_name: String,
    /// The house style that it was written in.
    pub house_style: Option<Attachment>,
    /// Whether the file itself keeps the brief; otherwise it is the one that the caller gave.
    pub has_manifest: bool,
    /// Whether any change in it is tracked.
    pub has_revisions: bool,
    /// What was changed.
    pub changes: Changes,
}

/// Why it cannot be said what was changed.
#[derive(Debug)]
pub enum ReadError {
    /// The file cannot be read.
    File(docx::ReadError),
    /// The file keeps no brief, and none was given.
    NoBase,
    /// The file is an edition of its brief in another language: its words are those of a translation.
    Edition,
    /// The brief that it was made from is none for this version of the program: what is wrong with it.
    Base(Box<Source>, Vec<Diagnostic>),
    /// The document cannot be made again.
    Document(docx::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::File(error) => error.fmt(f),
            ReadError::NoBase => {
                f.write_str("the file does not keep the brief that it was made from")
            }
            ReadError::Edition => f.write_str(
                "the file is an edition in another language, whose words do not stand in the brief",
            ),
            ReadError::Base(source, diagnostics) => {
                write!(f, "the brief {} cannot be read", source.path.display())?;
                match diagnostics.first() {
                    Some(first) => write!(f, ": {}", first.message),
                    None => Ok(()),
                }
            }
            ReadError::Document(error) => error.fmt(f),
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
            ReadError::Edition => "write what was changed into the translation beside the brief",
            ReadError::Base(..) => "name the brief that it was made from",
            ReadError::Document(_) => "make the document again from its brief",
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ReadError::File(error) => Some(error),
            ReadError::Document(error) => Some(error),
            ReadError::NoBase | ReadError::Edition | ReadError::Base(..) => None,
        }
    }
}

/// Reads the edited file in `bytes`, any bytes at all, and finds out what was changed in it since it was made.
/// Where it does not keep its brief, the base is `fallback`, a brief and the house style that it is written
/// in.
pub fn read(
    bytes: &[u8],
    fallback: Option<(&Attachment, Option<&Attachment>)>,
    revisions: Revisions,
) -> Result<Edited, ReadError> {
    let reading = docx::read(bytes, revisions).map_err(ReadError::File)?;
    let kept = reading.manifest.as_ref();
    if kept.is_some_and(|kept| kept.translation.is_some()) {
        return Err(ReadError::Edition);
    }
    let (source, house, has_manifest) = match (kept.and_then(|kept| kept.source.as_ref()), fallback)
    {
        (Some(source), _) => (
            source,
            kept.and_then(|kept| kept.house_style.as_ref()),
            true,
        ),
        (None, Some((source, house))) => (source, house, false),
        (None, None) => return Err(ReadError::NoBase),
    };
    let base = Base::new(source, house).map_err(|error| match error {
        BaseError::Brief(source, diagnostics) => ReadError::Base(source, diagnostics),
        BaseError::Document(error) => ReadError::Document(error),
    })?;
    let changes = find::changes(&base, &reading);
    Ok(Edited {
        changes,
        base_brief: base.brief,
        base_toml: String::from_utf8_lossy(&source.bytes).into_owned(),
        base_file_name: source.file_name.clone(),
        house_style: house.cloned(),
        has_manifest,
        has_revisions: reading.has_revisions,
    })
}

#[cfg(test)]
mod tests;
