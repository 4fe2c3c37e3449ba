//! The fonts: those embedded in the binary, parsed when first used and shared by all briefs of a run, their
//! companions for scripts that they lack, and those that a house style puts in the place of some of them.

mod cff;
mod face;

pub use face::{Face, Family};

use crate::length::Length;
use flate2::read::ZlibDecoder;
use harfrust::Font;
use harfrust::font::Source;
use icu_properties::props::Script;
use read_fonts::tables::name::NameRecord;
use read_fonts::types::NameId;
use read_fonts::{TableProvider, TableRecord};
use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::sync::{Arc, OnceLock};

/// A font file, ready to shape with and to measure by: one static font, with TrueType or CFF outlines.
pub struct FontFile {
    font: Font,
    units_per_em: u16,
    /// From the baseline up to the ascender, in font design units.
    ascent: i32,
    /// From the baseline down to the descender, in font design units, positive.
    descent: i32,
    /// What a size of type is multiplied with for this font, in thousandths: a companion's letters stand
    /// beside those of another design.
    scale_per_mille: i64,
}

/// Why a file cannot be a font of a house style.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FontFault {
    /// It is no OpenType or TrueType font.
    NoFont,
    /// It is a font for the web (WOFF, WOFF 2).
    Compressed,
    /// It holds several fonts.
    Collection,
    /// It is a variable font.
    Variable,
    /// Its glyphs are no outlines in `glyf` or `CFF `.
    NoOutlines,
    /// It has no line metrics (`hhea`, `OS/2`).
    NoMetrics,
    /// It maps no Unicode characters to glyphs (`cmap`).
    NoCharacters,
    /// It has no space, and a box would stand between all words.
    NoSpace,
    /// Its licence forbids embedding (`OS/2`, `fsType`, bits 1 and 9).
    NoEmbedding,
    /// Its licence forbids subsetting (`OS/2`, `fsType`, bit 8).
    NoSubset,
    /// No subset can be made of it.
    Broken,
}

/// Whether the directory of a font names a table of outlines, readable or not.
fn lists_outlines(source: &Source) -> bool {
    let is_of_outlines = |record: &TableRecord| {
        let tag = record.tag().to_be_bytes();
        matches!(&tag, b"glyf" | b"CFF ")
    };
    read_fonts::FontRef::new(bytes(source)).is_ok_and(|font| {
        let mut records = font.table_directory.table_records().iter();
        records.any(is_of_outlines)
    })
}

/// The file of a font.
fn bytes(source: &Source) -> &[u8] {
    match source {
        Source::Blob(blob) => blob.as_ref(),
        // No font here is made of single tables.
        Source::TableFunction(_) => &[],
    }
}

/// The licence bits of a font (OpenType `OS/2`, `fsType`).
mod fs_type {
    /// Bits 0 to 3: the kind of the licence. Of several, the one that allows most holds.
    pub const USAGE: u16 = 0x000F;
    pub const RESTRICTED: u16 = 0x0002;
    pub const NO_SUBSETTING: u16 = 0x0100;
    /// Outlines may not be embedded.
    pub const BITMAPS_ONLY: u16 = 0x0200;
}

impl FontFile {
    /// A font from outside, whose file and licence allow that a part of it is embedded.
    ///
    /// # Errors
    /// Where it cannot be used.
    pub fn read(bytes: Vec<u8>) -> Result<FontFile, FontFault> {
        match bytes.get(..4) {
            Some(b"ttcf") => return Err(FontFault::Collection),
            Some(b"wOFF" | b"wOF2") => return Err(FontFault::Compressed),
            Some(b"OTTO" | b"true" | [0, 1, 0, 0]) => {}
            _ => return Err(FontFault::NoFont),
        }
        let font = Font::new(bytes, 0).ok_or(FontFault::NoFont)?;
        if !font.axes().is_empty() {
            return Err(FontFault::Variable);
        }
        let tables = font.tables();
        if tables.glyf().is_err() && tables.cff().is_err() {
            return Err(if lists_outlines(font.source()) {
                FontFault::Broken
            } else {
                FontFault::NoOutlines
            });
        }
        if !font.charmap().has_unicode() {
            return Err(FontFault::NoCharacters);
        }
        if font.charmap().map_unicode(' ').is_none() {
            return Err(FontFault::NoSpace);
        }
        // A font without the table states no licence.
        let licence = tables.os2().map_or(0, |table| table.fs_type());
        if licence & fs_type::USAGE == fs_type::RESTRICTED || licence & fs_type::BITMAPS_ONLY != 0 {
            return Err(FontFault::NoEmbedding);
        }
        if licence & fs_type::NO_SUBSETTING != 0 {
            return Err(FontFault::NoSubset);
        }
        let font = FontFile::of(font, 1000).ok_or(FontFault::NoMetrics)?;
        // The subsetter writes a font without what was not there.
        let tables = font.font.tables();
        if tables.maxp().is_err() || tables.hmtx().is_err() {
            return Err(FontFault::Broken);
        }
        // It reckons with names that lie where the table can say.
        let names = tables.name();
        let lies_outside = |record: &NameRecord| {
            let end = u32::from(record.length()) + record.string_offset().to_u32();
            u16::try_from(end).is_err()
        };
        if names.is_ok_and(|names| names.name_record().iter().any(lies_outside)) {
            return Err(FontFault::Broken);
        }
        // And with numbers.
        let outlines = tables.cff();
        if outlines.is_ok_and(|table| !cff::has_finite_reals(&table)) {
            return Err(FontFault::Broken);
        }
        // What is broken shows in the attempt: the first glyphs of any font are among the simplest.
        let mut glyphs = subsetter::GlyphRemapper::new();
        for character in [' ', 'a', '1'] {
            glyphs.remap(font.glyph(character));
        }
        subsetter::subset(font.bytes(), 0, &glyphs).map_err(|_| FontFault::Broken)?;
        Ok(font)
    }

    /// The font with its line metrics, its sizes of type multiplied with this; none where it has none (OpenType `hhea`,
    /// `OS/2`).
    fn of(font: Font, scale_per_mille: i64) -> Option<FontFile> {
        let metrics = font.metrics();
        let line = metrics.hhea_line.or(metrics.typo_line)?;
        Some(FontFile {
            units_per_em: metrics.units_per_em,
            ascent: line.ascender.to_f64() as i32,
            descent: -line.descender.to_f64() as i32,
            font,
            scale_per_mille,
        })
    }

    /// The size at which the font is set in text of `size`, so that its letters match those of the text's
    /// own font.
    pub fn matched_size(&self, size: Length) -> Length {
        size.per_mille(self.scale_per_mille)
    }

    /// Whether it is a companion, of another design than the faces.
    pub fn is_companion(&self) -> bool {
        self.scale_per_mille != 1000
    }

    /// The font, to shape with.
    pub(crate) fn font(&self) -> &Font {
        &self.font
    }

    /// How many font design units an em has.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// From the baseline up to the ascender in text of `size`.
    pub fn ascent(&self, size: Length) -> Length {
        Length::from_font_units(self.ascent, self.units_per_em, self.matched_size(size))
    }

    /// From the baseline down to the descender in text of `size`, positive.
    pub fn descent(&self, size: Length) -> Length {
        Length::from_font_units(self.descent, self.units_per_em, self.matched_size(size))
    }

    /// Whether the font has a glyph for `character`.
    pub fn covers(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some()
    }

    /// The glyph that stands for `character` where no feature changes it: that of number 0 where the font has none.
    pub(crate) fn glyph(&self, character: char) -> u16 {
        let glyph = self.font.charmap().map_unicode(character);
        glyph.map_or(0, |glyph| u16::try_from(glyph.to_u32()).unwrap_or(0))
    }

    /// A glyph without ink, which stands for characters that show nothing of their own, and its advance in font
    /// design units. That of the zero width non-joiner has ink in Noto Naskh Arabic.
    pub(crate) fn blank(&self) -> (u16, i32) {
        let glyph = |character| {
            let glyph = self.font.charmap().map_unicode(character)?;
            let advance = self.font.glyph_metrics().h_advance(glyph);
            Some((u16::try_from(glyph.to_u32()).ok()?, advance.round() as i32))
        };
        let mut blanks = [SIX_PER_EM_SPACE, ZERO_WIDTH_SPACE, ' '].into_iter();
        blanks.find_map(glyph).unwrap_or_default()
    }

    /// The OpenType file.
    pub fn bytes(&self) -> &[u8] {
        bytes(self.font.source())
    }

    /// Whether its outlines are TrueType's (OpenType `glyf`), and not CFF's.
    pub(crate) fn has_true_type_outlines(&self) -> bool {
        !self.bytes().starts_with(b"OTTO")
    }

    /// The PostScript name (OpenType `name`, 6), which names the font in a PDF.
    pub fn post_script_name(&self) -> Option<String> {
        self.name(NameId::POSTSCRIPT_NAME)
    }

    /// The name of the family as word processors list it (OpenType `name`, 1).
    pub fn family_name(&self) -> Option<String> {
        self.name(NameId::FAMILY_NAME)
    }

    fn name(&self, id: NameId) -> Option<String> {
        let name = self.font.names().get(id)?.english_or_first()?;
        let name: String = name.name().chars().filter(|c| !c.is_control()).collect();
        (!name.is_empty()).then_some(name)
    }

    /// The advance of a glyph, in font design units.
    pub(crate) fn advance(&self, glyph: u16) -> i32 {
        let advance = self.font.glyph_metrics().h_advance(glyph.into());
        advance.round() as i32
    }

    /// What is said of the letters as a whole, for readers that want to know.
    pub(crate) fn letterforms(&self) -> Letterforms {
        let tables = self.font.tables();
        let (head, os2, post) = (tables.head(), tables.os2(), tables.post());
        let bounds = |head: read_fonts::tables::head::Head| {
            [head.x_min(), head.y_min(), head.x_max(), head.y_max()]
        };
        let cap_height = os2.as_ref().ok().and_then(|os2| os2.s_cap_height());
        Letterforms {
            bounds: head.map_or([0; 4], bounds).map(i32::from),
            ascent: self.ascent,
            descent: self.descent,
            cap_height: cap_height.map_or(self.ascent, i32::from),
            italic_angle: post.map_or(0.0, |post| post.italic_angle().to_f64()),
            weight: os2.map_or(400, |os2| os2.us_weight_class()),
        }
    }

    /// The kind of the letters, ten bytes (OpenType `OS/2`, PANOSE).
    pub fn panose(&self) -> Option<[u8; 10]> {
        let os2 = self.font.tables().os2().ok()?;
        os2.panose_10().try_into().ok()
    }

    /// Whether its letters have serifs, where it says so (OpenType `OS/2`, PANOSE of Latin text, else `sFamilyClass`).
    pub fn has_serifs(&self) -> Option<bool> {
        match self.panose()? {
            [2, 2..=10, ..] => return Some(true),
            [2, 11..=15, ..] => return Some(false),
            _ => {}
        }
        match self.font.tables().os2().ok()?.s_family_class() >> 8 {
            1..=5 | 7 => Some(true),
            8 => Some(false),
            _ => None,
        }
    }
}

/// What is said of a font's letters as a whole, lengths in font design units.
pub(crate) struct Letterforms {
    /// The box that all glyphs are in: left, bottom, right, top (OpenType `head`).
    pub bounds: [i32; 4],
    /// From the baseline up to the ascender.
    pub ascent: i32,
    /// From the baseline down to the descender, positive.
    pub descent: i32,
    /// The height of capitals (OpenType `OS/2`).
    pub cap_height: i32,
    /// In degrees from upright, against the clock (OpenType `post`).
    pub italic_angle: f64,
    /// From 1 to 1000; 400 is that of text (OpenType `OS/2`).
    pub weight: u16,
}

const SIX_PER_EM_SPACE: char = '\u{2006}';
const ZERO_WIDTH_SPACE: char = '\u{200B}';

impl PartialEq for FontFile {
    fn eq(&self, other: &FontFile) -> bool {
        self.bytes() == other.bytes()
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontFile")
            .field("name", &self.post_script_name())
            .field("bytes", &self.bytes().len())
            .finish()
    }
}

/// A font of a set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FontId(u8);

impl FontId {
    /// The font of a face in the binary.
    pub const fn built_in(face: Face) -> FontId {
        FontId(face as u8)
    }

    /// The font of a companion in the binary.
    pub const fn companion(companion: Companion) -> FontId {
        FontId(COMPANIONS_FROM + companion as u8)
    }

    /// Whether it is the font of a companion.
    pub fn is_companion(self) -> bool {
        self.0 >= COMPANIONS_FROM
    }

    /// Whether it is in the binary, and so the same in every set.
    pub(crate) fn is_in_binary(self) -> bool {
        self.is_companion() || usize::from(self.0) < Face::ALL.len()
    }

    /// A number that no other font of its set has.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// The number of the first companion; those of the files of a house style are lower.
const COMPANIONS_FROM: u8 = 0x80;

/// A font in the binary, read when it is first asked for; none where its file is no font, which a test of this module
/// rules out.
type BuiltInFont = OnceLock<Option<FontFile>>;

macro_rules! plain {
    ($name:literal) => {{
        static FONT: BuiltInFont = OnceLock::new();
        plain(&FONT, include_bytes!(concat!("../fonts/", $name)))
    }};
}

fn plain(font: &'static BuiltInFont, file: &'static [u8]) -> Option<&'static FontFile> {
    let read = || FontFile::of(Font::new(file, 0)?, 1000);
    font.get_or_init(read).as_ref()
}

macro_rules! packed {
    ($name:literal, $scale_per_mille:expr) => {{
        static FONT: BuiltInFont = OnceLock::new();
        let file = include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".zlib"));
        packed(&FONT, file, $scale_per_mille)
    }};
}

/// The same of a font that not every brief needs, as `build.rs` packs it.
fn packed(
    font: &'static BuiltInFont,
    packed: &'static [u8],
    scale_per_mille: i64,
) -> Option<&'static FontFile> {
    let read = || {
        let mut file = Vec::new();
        ZlibDecoder::new(packed).read_to_end(&mut file).ok()?;
        FontFile::of(Font::new(file, 0)?, scale_per_mille)
    };
    font.get_or_init(read).as_ref()
}

/// A font for a script that the faces lack, matched to them in size and weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // The names are the fonts' own.
pub enum Companion {
    NaskhRegular,
    NaskhSemibold,
    VazirmatnRegular,
    VazirmatnSemibold,
}

impl Companion {
    /// Every companion, in the order of their discriminants.
    pub const ALL: [Companion; 4] = [
        Companion::NaskhRegular,
        Companion::NaskhSemibold,
        Companion::VazirmatnRegular,
        Companion::VazirmatnSemibold,
    ];

    /// The companion of a face for a script; none where the faces have the script themselves, or no font has
    /// it.
    ///
    /// Arabic has no italic: words that the text's own script would emphasise by it are semibold.
    pub fn of(face: Face, script: Script) -> Option<Companion> {
        let is_heavy = face.is_bold() || face.is_italic();
        (script == Script::Arabic).then_some(match (face.family(), is_heavy) {
            (Family::Serif, false) => Companion::NaskhRegular,
            (Family::Serif, true) => Companion::NaskhSemibold,
            (Family::Sans, false) => Companion::VazirmatnRegular,
            (Family::Sans, true) => Companion::VazirmatnSemibold,
        })
    }

    /// A letter of its script.
    pub fn letter(self) -> char {
        'ا'
    }

    /// The family whose companion it is.
    pub fn family(self) -> Family {
        match self {
            Companion::NaskhRegular | Companion::NaskhSemibold => Family::Serif,
            Companion::VazirmatnRegular | Companion::VazirmatnSemibold => Family::Sans,
        }
    }

    /// What a size of type is multiplied with, in thousandths: the geometric mean of two ratios of heights, of
    /// x to the body of dal and heh, and of l to alef. Source Serif 4 and Noto Naskh Arabic: 475 : 403 and
    /// 740 : 671; Source Sans 3 and Vazirmatn: 486 : 458 and 712 : 672.
    fn scale_per_mille(self) -> i64 {
        match self.family() {
            Family::Serif => 1140,
            Family::Sans => 1060,
        }
    }

    fn font(self) -> Option<&'static FontFile> {
        let scale = self.scale_per_mille();
        match self {
            Companion::NaskhRegular => packed!("NotoNaskhArabic-Regular.ttf", scale),
            Companion::NaskhSemibold => packed!("NotoNaskhArabic-SemiBold.ttf", scale),
            Companion::VazirmatnRegular => packed!("Vazirmatn-Regular.ttf", scale),
            Companion::VazirmatnSemibold => packed!("Vazirmatn-SemiBold.ttf", scale),
        }
    }
}

/// The fonts that text is set in: for each face the one in the binary, or a file in its place. A clone
/// shares them.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Fonts(Option<Arc<Files>>);

/// The files of a house style.
#[derive(PartialEq, Debug)]
struct Files {
    files: Vec<Arc<FontFile>>,
    /// The font of each face that has another than the one in the binary.
    faces: BTreeMap<Face, FontId>,
}

impl Fonts {
    /// The fonts with `files` in the place of those in the binary. A face without a file that is a cut for
    /// another size of type is the file of the usual size, where there is one.
    pub fn with_files(files: BTreeMap<Face, Arc<FontFile>>) -> Fonts {
        let mut set = Files {
            files: Vec::new(),
            faces: BTreeMap::new(),
        };
        for (face, file) in files {
            let index = set
                .files
                .iter()
                .position(|known| *known == file)
                .unwrap_or_else(|| {
                    set.files.push(file);
                    set.files.len() - 1
                });
            set.faces
                .insert(face, FontId((Face::ALL.len() + index) as u8));
        }
        for face in Face::ALL {
            let stand_in = face.without_optical_size();
            if let Some(id) = set.faces.get(&stand_in).copied() {
                set.faces.entry(face).or_insert(id);
            }
        }
        Fonts((!set.files.is_empty()).then(|| Arc::new(set)))
    }

    /// The font of a face.
    pub fn of(&self, face: Face) -> FontId {
        self.0
            .as_ref()
            .and_then(|set| set.faces.get(&face).copied())
            .unwrap_or(FontId::built_in(face))
    }

    /// A font; none where `id` is of another set.
    pub fn get(&self, id: FontId) -> Option<&FontFile> {
        if id.is_in_binary() {
            return in_binary(id);
        }
        let files = &self.0.as_ref()?.files;
        let file = files.get(usize::from(id.0) - Face::ALL.len())?;
        Some(file)
    }

    /// The font that text in `family` is set in for the most part, where it is a file of a house style.
    pub fn file_of(&self, family: Family) -> Option<&FontFile> {
        let id = self.of(family.regular());
        (id != FontId::built_in(family.regular())).then(|| self.get(id))?
    }
}

/// A font in the binary: its file, the licence that it is under, and their names.
pub(crate) struct BuiltIn {
    pub file_name: String,
    pub bytes: &'static [u8],
    pub licence_name: &'static str,
    pub licence: &'static str,
}

/// The font in the binary with the PostScript name `name`: that of a face or of a companion.
pub(crate) fn built_in_named(name: &str) -> Option<BuiltIn> {
    let faces = Face::ALL
        .into_iter()
        .map(|face| (built_in(face), licence(face.family()), "otf"));
    let companions = Companion::ALL.into_iter().map(|companion| {
        let licence = companion_licence(companion.family());
        (companion.font(), licence, "ttf")
    });
    faces
        .chain(companions)
        .find_map(|(font, (licence_name, licence), end)| {
            let font = font?;
            let own = font.post_script_name()?;
            (own == name).then(|| BuiltIn {
                file_name: format!("{own}.{end}"),
                bytes: font.bytes(),
                licence_name,
                licence,
            })
        })
}

/// The licence of a family in the binary, and the name of its file.
fn licence(family: Family) -> (&'static str, &'static str) {
    match family {
        Family::Serif => (
            "LICENSE-SourceSerif4.md",
            include_str!("../fonts/LICENSE-SourceSerif4.md"),
        ),
        Family::Sans => (
            "LICENSE-SourceSans3.md",
            include_str!("../fonts/LICENSE-SourceSans3.md"),
        ),
    }
}

/// The licence of the companions of a family, and the name of its file.
fn companion_licence(family: Family) -> (&'static str, &'static str) {
    match family {
        Family::Serif => (
            "LICENSE-NotoNaskhArabic.md",
            include_str!("../fonts/LICENSE-NotoNaskhArabic.md"),
        ),
        Family::Sans => (
            "LICENSE-Vazirmatn.md",
            include_str!("../fonts/LICENSE-Vazirmatn.md"),
        ),
    }
}

/// A font of the binary; none where `id` is that of a file.
pub(crate) fn in_binary(id: FontId) -> Option<&'static FontFile> {
    match id.0.checked_sub(COMPANIONS_FROM) {
        Some(companion) => Companion::ALL.get(usize::from(companion))?.font(),
        None => built_in(*Face::ALL.get(usize::from(id.0))?),
    }
}

/// The OpenType file of a face in the binary.
pub(crate) fn embedded(face: Face) -> &'static [u8] {
    built_in(face).map_or(&[], FontFile::bytes)
}

/// The font of a face in the binary.
fn built_in(face: Face) -> Option<&'static FontFile> {
    match face {
        Face::SerifRegular => plain!("SourceSerif4-Regular.otf"),
        Face::SerifItalic => plain!("SourceSerif4-It.otf"),
        Face::SerifSemibold => plain!("SourceSerif4-Semibold.otf"),
        Face::SerifSemiboldItalic => packed!("SourceSerif4-SemiboldIt.otf", 1000),
        Face::SerifSubhead => plain!("SourceSerif4Subhead-Regular.otf"),
        Face::SerifDisplay => plain!("SourceSerif4Display-Regular.otf"),
        Face::SerifCaption => packed!("SourceSerif4Caption-Regular.otf", 1000),
        Face::SerifCaptionItalic => packed!("SourceSerif4Caption-It.otf", 1000),
        Face::SerifCaptionSemibold => packed!("SourceSerif4Caption-Semibold.otf", 1000),
        Face::SerifCaptionSemiboldItalic => packed!("SourceSerif4Caption-SemiboldIt.otf", 1000),
        Face::SansRegular => plain!("SourceSans3-Regular.otf"),
        Face::SansItalic => packed!("SourceSans3-It.otf", 1000),
        Face::SansSemibold => plain!("SourceSans3-Semibold.otf"),
        Face::SansSemiboldItalic => packed!("SourceSans3-SemiboldIt.otf", 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_loads_and_has_the_letters_of_the_region() {
        for face in Face::ALL {
            let font = built_in(face).expect("the embedded file is a font");
            for letter in "aZąІіҚқҒғҢңӨөҰұҮүҺһӘәҶҷӢӣӮӯЎўʻŇňŞş–—“”«»1234567890".chars()
            {
                assert!(font.covers(letter), "{face:?} lacks {letter}");
            }
        }
    }

    #[test]
    fn the_companions_have_what_is_written_in_dari_and_persian() {
        for companion in Companion::ALL {
            let font = companion.font().expect("the embedded file is a font");
            let letters = "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهةۀیيىّٰٔ";
            let marks = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،؛؟٪٫٬«»\u{200C}\u{200D}";
            for character in letters.chars().chain(marks.chars()) {
                assert!(font.covers(character), "{companion:?} lacks {character}");
            }
        }
    }

    #[test]
    fn a_companion_matches_its_family_in_height() {
        use skrifa::MetadataProvider;
        let height = |font: &FontFile, character| {
            let font = skrifa::FontRef::new(font.bytes()).unwrap();
            let glyph = font.charmap().map(character).unwrap();
            let outline = font.outline_glyphs().get(glyph).unwrap();
            let size = skrifa::instance::Size::new(1000.0);
            let mut bounds = skrifa::outline::pen::ControlBoundsPen::new();
            outline.draw(size, &mut bounds).unwrap();
            f64::from(bounds.bounding_box().unwrap().y_max)
        };
        for companion in [Companion::NaskhRegular, Companion::VazirmatnRegular] {
            let latin = built_in(companion.family().regular()).unwrap();
            let arabic = companion.font().unwrap();
            let body = (height(arabic, 'د') + height(arabic, 'ه')) / 2.0;
            let ratios = (height(latin, 'x') / body) * (height(latin, 'l') / height(arabic, 'ا'));
            let factor = companion.scale_per_mille() as f64 / 1000.0;
            assert!((ratios.sqrt() - factor).abs() < 0.01, "{}", ratios.sqrt());
        }
    }

    #[test]
    fn every_font_is_found_by_its_name_with_its_licence() {
        let faces = Face::ALL.into_iter().filter_map(built_in);
        let companions = Companion::ALL.into_iter().filter_map(Companion::font);
        for font in faces.chain(companions) {
            let found = built_in_named(&font.post_script_name().unwrap()).unwrap();
            assert_eq!(found.bytes, font.bytes());
            assert!(
                found.licence.contains("SIL Open Font License"),
                "{}",
                found.licence_name
            );
        }
        assert!(built_in_named("Helvetica").is_none());
    }

    #[test]
    fn fonts_say_their_names() {
        let names = |face: Face| {
            let font = built_in(face).unwrap();
            (
                font.post_script_name().unwrap(),
                font.family_name().unwrap(),
            )
        };
        assert_eq!(
            names(Face::SerifRegular),
            (
                "SourceSerif4-Regular".to_owned(),
                Family::Serif.name().to_owned()
            )
        );
        assert_eq!(
            names(Face::SansRegular),
            (
                "SourceSans3-Regular".to_owned(),
                Family::Sans.name().to_owned()
            )
        );
        assert_eq!(names(Face::SerifCaptionItalic).0, "SourceSerif4Caption-It");
    }
}
