//! The fonts: those embedded in the binary, parsed when first used and shared by all briefs of a run, and
//! those that a house style puts in the place of some of them.

use crate::length::Length;
use crate::theme::{Face, Family};
use harfrust::Font;
use harfrust::font::Blob;
use read_fonts::TableProvider;
use read_fonts::types::NameId;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A font file, ready to shape with and to measure by: one static font, with TrueType or CFF outlines.
pub struct FontFile {
    font: Font,
    units_per_em: u16,
    /// From the baseline up to the ascender, in font design units.
    ascent: i32,
    /// From the baseline down to the descender, in font design units, positive.
    descent: i32,
}

impl FontFile {
    /// The font in a file; none where it is no font, or has no line metrics (OpenType `hhea`, `OS/2`).
    fn new(bytes: impl Into<Blob>) -> Option<FontFile> {
        let font = Font::new(bytes.into(), 0)?;
        let metrics = font.metrics();
        let line = metrics.hhea_line.or(metrics.typo_line)?;
        let (units_per_em, ascent, descent) = (
            metrics.units_per_em,
            line.ascender.to_f64() as i32,
            -line.descender.to_f64() as i32,
        );
        Some(FontFile {
            font,
            units_per_em,
            ascent,
            descent,
        })
    }

    /// The font, to shape with.
    pub(crate) fn font(&self) -> &Font {
        &self.font
    }

    /// How many font design units an em has.
    pub fn units_per_em(&self) -> u16 {
        self.units_per_em
    }

    /// From the baseline up to the ascender at `size`.
    pub fn ascent(&self, size: Length) -> Length {
        Length::from_font_units(self.ascent, self.units_per_em, size)
    }

    /// From the baseline down to the descender at `size`, positive.
    pub fn descent(&self, size: Length) -> Length {
        Length::from_font_units(self.descent, self.units_per_em, size)
    }

    /// Whether the font has a glyph for `character`.
    pub fn covers(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some()
    }

    /// The OpenType file.
    pub fn bytes(&self) -> &[u8] {
        match self.font.source() {
            harfrust::font::Source::Blob(blob) => blob.as_ref(),
            // No font here is made of single tables.
            harfrust::font::Source::TableFunction(_) => &[],
        }
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

    /// The kind of the letters, ten bytes (OpenType `OS/2`, PANOSE).
    pub fn panose(&self) -> Option<[u8; 10]> {
        let os2 = self.font.tables().os2().ok()?;
        os2.panose_10().try_into().ok()
    }
}

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

    /// A number that no other font of its set has.
    pub fn number(self) -> u8 {
        self.0
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
    /// The fonts with `files` in the place of those in the binary. A family with files has at least its
    /// regular face; an upright face that it lacks is its regular one, another the one in the binary.
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
        let index = usize::from(id.0);
        match Face::ALL.get(index) {
            Some(face) => built_in(*face),
            None => {
                let files = &self.0.as_ref()?.files;
                files.get(index - Face::ALL.len()).map(|file| &**file)
            }
        }
    }

    /// The font that text in `family` is set in for the most part, where it is a file of a house style.
    pub fn file_of(&self, family: Family) -> Option<&FontFile> {
        let id = self.of(family.regular());
        (id != FontId::built_in(family.regular())).then(|| self.get(id))?
    }
}

/// The OpenType file of a face in the binary.
fn embedded(face: Face) -> &'static [u8] {
    match face {
        Face::SerifRegular => include_bytes!("../fonts/SourceSerif4-Regular.otf"),
        Face::SerifItalic => include_bytes!("../fonts/SourceSerif4-It.otf"),
        Face::SerifSemibold => include_bytes!("../fonts/SourceSerif4-Semibold.otf"),
        Face::SerifSemiboldItalic => include_bytes!("../fonts/SourceSerif4-SemiboldIt.otf"),
        Face::SerifSubhead => include_bytes!("../fonts/SourceSerif4Subhead-Regular.otf"),
        Face::SerifDisplay => include_bytes!("../fonts/SourceSerif4Display-Regular.otf"),
        Face::SerifCaption => include_bytes!("../fonts/SourceSerif4Caption-Regular.otf"),
        Face::SerifCaptionItalic => include_bytes!("../fonts/SourceSerif4Caption-It.otf"),
        Face::SerifCaptionSemibold => {
            include_bytes!("../fonts/SourceSerif4Caption-Semibold.otf")
        }
        Face::SerifCaptionSemiboldItalic => {
            include_bytes!("../fonts/SourceSerif4Caption-SemiboldIt.otf")
        }
        Face::SansRegular => include_bytes!("../fonts/SourceSans3-Regular.otf"),
        Face::SansItalic => include_bytes!("../fonts/SourceSans3-It.otf"),
        Face::SansSemibold => include_bytes!("../fonts/SourceSans3-Semibold.otf"),
        Face::SansSemiboldItalic => include_bytes!("../fonts/SourceSans3-SemiboldIt.otf"),
    }
}

/// The font of a face in the binary; none where its file is no font, which a test of this module rules out.
fn built_in(face: Face) -> Option<&'static FontFile> {
    static LOADED: [OnceLock<Option<FontFile>>; Face::ALL.len()] =
        [const { OnceLock::new() }; Face::ALL.len()];
    LOADED[face as usize]
        .get_or_init(|| FontFile::new(embedded(face)))
        .as_ref()
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
                Family::Serif.names().0.to_owned()
            )
        );
        assert_eq!(
            names(Face::SansRegular),
            (
                "SourceSans3-Regular".to_owned(),
                Family::Sans.names().0.to_owned()
            )
        );
        assert_eq!(names(Face::SerifCaptionItalic).0, "SourceSerif4Caption-It");
    }
}
