//! Reading briefs where there is no folder.

use briefgen::brief::{self, Brief, Surroundings};
use briefgen::compose::compose;
use briefgen::diagnostic::{Diagnostic, Source};
use briefgen::document::Document;
use briefgen::locale::Locale;
use std::io;
use std::path::Path;

/// Surroundings in which every file has the same content, or none stands.
pub struct Files<'a>(pub Option<&'a [u8]>);

impl Surroundings for Files<'_> {
    fn file(&mut self, _: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let bytes = self.0.ok_or(io::ErrorKind::NotFound)?;
        Ok(bytes[..bytes.len().min(limit)].to_vec())
    }
}

pub fn source(name: &str, text: &str) -> Source {
    Source {
        path: name.into(),
        text: text.into(),
    }
}

pub fn read(source: &Source) -> (Option<Brief>, Vec<Diagnostic>) {
    brief::read(source, &mut Files(None))
}

/// The document of a brief, where it is in a language of ours.
pub fn composed(brief: &Brief) -> Option<Document> {
    let locale = Locale::for_language(&brief.language)?;
    Some(compose(brief, &locale))
}
