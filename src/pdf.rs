//! Portable Document Format: pages and document tree into one archival, accessible file.
//!
//! The `printer` has printpdf write the pages (`content`, with the subset `fonts` and the `pictures`), one after
//! the other; a pass over its objects adds what the standards ask for: the `structure` tree, `links` and
//! `destinations`, the `outline`, `metadata` and the `catalog` with the brief's source as an associated file.
//!
//! References are to ISO 32000-1 (PDF 1.7) unless another standard is named.

mod catalog;
mod colour_profile;
mod content;
mod destinations;
mod drawings;
mod file;
mod filters;
mod fonts;
mod identifier;
mod inspect;
mod links;
mod metadata;
mod name_tree;
mod outline;
mod pictures;
mod printer;
mod read;
mod rectangle;
mod string;
mod structure;
mod syntax;
#[cfg(test)]
mod tests;

pub use identifier::{identify, is_made_from};
pub use inspect::{Inspection, first_difference, inspect};
pub use read::Unreadable;

use crate::document::{Attachment, Document, NodeId};
use crate::layout::Pages;
use crate::locale::{self, Direction};
use destinations::Places;
use file::File;
use filters::Deflater;
use fonts::Programs;
use lopdf::{Object, ObjectId};
use printer::Printer;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The standards that a file keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standard {
    /// PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), on PDF 1.7.
    A3aUa1,
    /// PDF/A-4f (ISO 19005-4), PDF/UA-2 (ISO 14289-2) and WTPDF 1.0 for accessibility and reuse, on PDF 2.0.
    A4fUa2,
}

impl Standard {
    /// The version of PDF that it is built on.
    fn version(self) -> &'static str {
        match self {
            Standard::A3aUa1 => "1.7",
            Standard::A4fUa2 => "2.0",
        }
    }
}

/// What a caller decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// The standards to keep.
    pub standard: Standard,
    /// The brief's TOML, to be associated with the document as its source.
    pub source: Option<Attachment>,
    /// The house style that the brief is written in, a second source.
    pub house_style: Option<Attachment>,
    /// The translation, where the document is an edition of the brief in another language.
    pub translation: Option<Attachment>,
}

/// What keeps a file from being made.
#[derive(Debug)]
pub enum Error {
    /// The glyphs of a font could not be taken out of its file; its PostScript name.
    Font(String),
    /// A picture could not be decoded: its file and the reason.
    Picture(String, String),
    /// The file could not be put together; the message.
    Assembly(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Font(name) => write!(
                f,
                "the font {name} is damaged: letters that are used here cannot be taken out of it; install it again, or \
                 name another in the house style"
            ),
            Error::Picture(file, message) => {
                write!(f, "the picture {file} could not be embedded: {message}")
            }
            Error::Assembly(message) => write!(f, "the PDF could not be put together: {message}"),
        }
    }
}

impl std::error::Error for Error {}

/// What every part of the pass reads.
struct Pass<'a> {
    document: &'a Document,
    pages: &'a Pages,
    /// The object of each page.
    page_ids: Vec<ObjectId>,
    places: Places,
    /// The node of each anchor.
    anchors: BTreeMap<&'a str, NodeId>,
    standard: Standard,
}

impl Pass<'_> {
    /// Whether lines and columns run from right to left.
    fn is_right_to_left(&self) -> bool {
        locale::direction(&self.document.metadata.language) == Direction::RightToLeft
    }

    /// A number as the pages have it, in the digits of the document's language.
    fn numeral(&self, number: u32) -> String {
        locale::numeral(&self.document.metadata.language, number)
    }
}

/// The program's name and version, as metadata gives it.
const PRODUCER: &str = concat!("briefgen ", env!("CARGO_PKG_VERSION"));

/// What writing files remembers from one to the next: the outlines of glyphs, and the compressor. A file is the same
/// whatever was written before.
#[derive(Default)]
pub struct Memory {
    programs: Programs,
    deflater: Deflater,
}

/// Writes a file.
///
/// # Errors
/// Where a font or a picture cannot be embedded, or the file cannot be put together.
pub fn write(document: &Document, pages: Pages, options: &Options) -> Result<Vec<u8>, Error> {
    write_with(document, pages, options, &mut Memory::default())
}

/// The same as [`write()`], sooner where the glyphs of the file were met before. The pages are taken apart on the way:
/// what their glyphs take in memory is free once they are printed.
///
/// # Errors
/// As those of [`write()`].
pub fn write_with(
    document: &Document,
    mut pages: Pages,
    options: &Options,
    memory: &mut Memory,
) -> Result<Vec<u8>, Error> {
    let fonts = fonts::embed(&pages, &mut memory.programs)?;
    let mut printer = Printer::new(&document.metadata.title, &mut memory.deflater);
    let content = content::pages(&mut pages, &fonts, &mut printer)?;
    let printed = printer.finish()?;
    let pass = Pass {
        document,
        pages: &pages,
        page_ids: printed.pages.iter().map(|(id, _)| *id).collect(),
        places: Places::of(&pages),
        anchors: document.anchors(),
        standard: options.standard,
    };
    let version = options.standard.version();
    let mut file = File::new(version, printed.last, &mut memory.deflater);
    for (id, object) in printed.others {
        file.set_object(id, object);
    }
    let fonts = fonts.add(&mut file);
    file.set_object(printed.fonts, fonts);
    let mut structure = structure::build(&pass, &content, &mut file);
    let annotations = links::add(&pass, &mut structure, &mut file);
    structure.finish(&mut file);
    for (index, ((id, mut page), annotations)) in
        printed.pages.into_iter().zip(annotations).enumerate()
    {
        page.set("StructParents", index as i64);
        page.set("Tabs", string::name("S"));
        if annotations.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", annotations);
        }
        file.set_object(id, page);
    }
    let trailer = catalog::complete(printed.catalog, &pass, options, &structure, &mut file);
    Ok(file.finish(trailer))
}

/// The PostScript names of the fonts in a file that we have just written, each once.
pub fn font_names(bytes: &[u8]) -> BTreeSet<String> {
    let Ok(file) = lopdf::Document::load_mem(bytes) else {
        return BTreeSet::new();
    };
    let name = |object: &Object| {
        let name = object.as_dict().and_then(|font| font.get(b"FontName"));
        let name = String::from_utf8_lossy(name.and_then(Object::as_name).ok()?);
        // A subset has a tag before its name (§9.6.4).
        let own = name.split_once('+').map_or(&*name, |(_, own)| own);
        Some(own.to_owned())
    };
    file.objects.values().filter_map(name).collect()
}
