//! Font programs (§9.9): the glyphs of a font that a file shows, and no others.
//!
//! Most of a CFF font's subsetting is to take its charstrings out of the subroutines that they share. What became of
//! a glyph is remembered, and subsets are put together out of that: the same to the byte as if the subsetter had
//! made each anew.

use super::Error;
use crate::fonts::{FontFile, FontId};
use lopdf::{Stream, dictionary};
use read_fonts::ps::cff::dict::{self, Entry};
use read_fonts::ps::cff::index::Index;
use read_fonts::ps::cff::v1::Cff;
use read_fonts::{FontRead, FontRef, types::Tag};
use rustc_hash::FxHashMap;
use subsetter::GlyphRemapper;

/// What is known of the fonts in the binary.
#[derive(Default)]
pub(in crate::pdf) struct Programs(FxHashMap<FontId, Outlines>);

/// A font program as it is embedded.
pub(super) enum Program {
    /// TrueType outlines, an OpenType file.
    TrueType(Vec<u8>),
    /// A CFF table with codes for its glyphs.
    Cff(Vec<u8>),
}

impl Program {
    pub fn bytes(&self) -> &[u8] {
        match self {
            Program::TrueType(bytes) | Program::Cff(bytes) => bytes,
        }
    }

    /// The type of the CIDFont that has it (§9.7.4.1).
    pub fn font_type(&self) -> &'static str {
        match self {
            Program::TrueType(_) => "CIDFontType2",
            Program::Cff(_) => "CIDFontType0",
        }
    }

    /// The key of a font descriptor under which it stands, and its stream (§9.9, tables 122 and 126).
    pub fn into_stream(self) -> (&'static str, Stream) {
        match self {
            Program::TrueType(bytes) => {
                let length = dictionary! { "Length1" => bytes.len() as i64 };
                ("FontFile2", Stream::new(length, bytes))
            }
            Program::Cff(bytes) => {
                let kind = dictionary! { "Subtype" => "CIDFontType0C" };
                ("FontFile3", Stream::new(kind, bytes))
            }
        }
    }
}

impl Programs {
    /// The program of a font with these glyphs, in their order.
    ///
    /// # Errors
    /// Where it cannot be subset.
    pub(super) fn subset(
        &mut self,
        id: FontId,
        file: &FontFile,
        glyphs: &GlyphRemapper,
    ) -> Result<Program, Error> {
        if file.has_true_type_outlines() {
            return Ok(Program::TrueType(subset(file, glyphs)?));
        }
        // Elsewhere the same number may be another font's.
        let mut of_this_file = Outlines::default();
        let outlines = if id.is_in_binary() {
            self.0.entry(id).or_default()
        } else {
            &mut of_this_file
        };
        let mut new = GlyphRemapper::new();
        for glyph in glyphs.remapped_gids() {
            if !outlines.charstrings.contains_key(&glyph) {
                new.remap(glyph);
            }
        }
        // .notdef is in every subset.
        if new.num_gids() > 1 || outlines.frame.is_none() {
            let table = cff_table(file, &new)?;
            outlines.learn(&table, &new);
            if new.num_gids() == glyphs.num_gids() {
                return Ok(Program::Cff(table));
            }
        }
        match outlines.assemble(glyphs) {
            Some(table) => Ok(Program::Cff(table)),
            None => Ok(Program::Cff(cff_table(file, glyphs)?)),
        }
    }
}

/// The font file with these glyphs alone.
fn subset(file: &FontFile, glyphs: &GlyphRemapper) -> Result<Vec<u8>, Error> {
    subsetter::subset(file.bytes(), 0, glyphs).map_err(|_| damaged(file))
}

/// The CFF table of that file.
fn cff_table(file: &FontFile, glyphs: &GlyphRemapper) -> Result<Vec<u8>, Error> {
    let font = subset(file, glyphs)?;
    let table = FontRef::new(&font)
        .ok()
        .and_then(|font| font.table_data(Tag::new(b"CFF ")));
    table
        .map(|table| table.as_bytes().to_vec())
        .ok_or_else(|| damaged(file))
}

/// When a font of a house style is read, few of its glyphs are tried.
fn damaged(file: &FontFile) -> Error {
    Error::Font(file.post_script_name().unwrap_or_default())
}

/// The outlines of a CFF font whose glyphs are not divided among several dictionaries.
#[derive(Default)]
struct Outlines {
    /// What is in the table before its charstrings.
    frame: Option<Frame>,
    /// By the number of the glyph in the font.
    charstrings: FxHashMap<u16, Box<[u8]>>,
}

/// A CFF table without its charstrings, which come last ([CFF], 5176).
struct Frame {
    bytes: Vec<u8>,
    /// Where it says how many glyphs come after the first of its range of codes (§13, format 2).
    left: usize,
    /// Where it says how many glyphs have a dictionary (§19, format 3).
    sentinel: usize,
}

impl Frame {
    /// The frame of a subset; none where it is not built as the subsetter builds those of fonts with one dictionary.
    fn of(table: &[u8], top: &[u8]) -> Option<Frame> {
        let [mut charset, mut fd_select, mut charstrings] = [None; 3];
        for entry in dict::entries(top, None) {
            match entry.ok()? {
                Entry::Charset(offset) => charset = Some(offset),
                Entry::FdSelectOffset(offset) => fd_select = Some(offset),
                Entry::CharstringsOffset(offset) => charstrings = Some(offset),
                _ => {}
            }
        }
        let (charset, fd_select) = (charset?, fd_select?);
        let bytes = table.get(..charstrings?)?.to_vec();
        let is_known = bytes.get(charset..charset + 3)? == [2, 0, 1]
            && bytes.get(fd_select..fd_select + 6)? == [3, 0, 1, 0, 0, 0];
        is_known.then_some(Frame {
            bytes,
            left: charset + 3,
            sentinel: fd_select + 6,
        })
    }
}

impl Outlines {
    /// Takes the charstrings out of a subset of these glyphs; none where it is not built as most are.
    fn learn(&mut self, table: &[u8], glyphs: &GlyphRemapper) -> Option<()> {
        let cff = Cff::read(table.into()).ok()?;
        let top = cff.top_dicts().get(0)?;
        if self.frame.is_none() {
            self.frame = Some(Frame::of(table, top)?);
        }
        let offset = dict::entries(top, None).find_map(|entry| match entry {
            Ok(Entry::CharstringsOffset(offset)) => Some(offset),
            _ => None,
        })?;
        let index = Index::new(table.get(offset..)?, false).ok()?;
        for (place, glyph) in glyphs.remapped_gids().enumerate() {
            self.charstrings.insert(glyph, index.get(place)?.into());
        }
        Some(())
    }

    /// The table of a subset; none where a glyph is not known.
    fn assemble(&self, glyphs: &GlyphRemapper) -> Option<Vec<u8>> {
        let frame = self.frame.as_ref()?;
        let count = glyphs.num_gids();
        let charstrings: Vec<&[u8]> = glyphs
            .remapped_gids()
            .map(|glyph| self.charstrings.get(&glyph).map(|bytes| &**bytes))
            .collect::<Option<_>>()?;
        let length: usize = charstrings.iter().map(|bytes| bytes.len()).sum();
        let mut table = Vec::with_capacity(frame.bytes.len() + length + 4 * charstrings.len() + 8);
        table.extend_from_slice(&frame.bytes);
        let mut set = |at: usize, value: u16| {
            table
                .get_mut(at..at + 2)
                .map(|place| place.copy_from_slice(&value.to_be_bytes()))
        };
        set(frame.left, count.checked_sub(2)?)?;
        set(frame.sentinel, count)?;
        // An INDEX (§5): how many there are, the bytes of an offset, where each begins and the last ends, and all of them.
        let last = u32::try_from(length).ok()?.checked_add(1)?;
        let width = (4 - last.leading_zeros() as usize / 8).max(1);
        table.extend(count.to_be_bytes());
        table.push(width as u8);
        let mut offset = 1_u32;
        let ends = charstrings.iter().map(|bytes| bytes.len() as u32);
        for length in std::iter::once(0).chain(ends) {
            offset += length;
            table.extend_from_slice(&offset.to_be_bytes()[4 - width..]);
        }
        for bytes in charstrings {
            table.extend_from_slice(bytes);
        }
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use crate::fonts::Fonts;

    /// The subset of a face as it is put together, and as the subsetter makes it.
    fn both(programs: &mut Programs, face: Face, glyphs: impl IntoIterator<Item = u16>) {
        let fonts = Fonts::default();
        let id = FontId::built_in(face);
        let file = fonts.get(id).unwrap();
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs {
            remapper.remap(glyph);
        }
        let assembled = programs.subset(id, file, &remapper).unwrap();
        let expected = cff_table(file, &remapper).unwrap();
        assert!(matches!(assembled, Program::Cff(_)));
        assert_eq!(
            assembled.bytes(),
            expected,
            "{} glyphs",
            remapper.num_gids()
        );
    }

    #[test]
    fn subsets_are_the_same_whatever_was_made_before() {
        let mut programs = Programs::default();
        for face in [Face::SerifRegular, Face::SansRegular] {
            both(&mut programs, face, [5]);
            both(&mut programs, face, [9, 3, 5]);
            both(&mut programs, face, 1..40);
            both(&mut programs, face, (3..700).rev());
            both(&mut programs, face, [3]);
        }
    }
}
