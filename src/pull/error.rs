//! Why an edited file is not read, and what to do instead.

use crate::diagnostic::{Diagnostic, Source};
use crate::docx;
use std::fmt;

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
