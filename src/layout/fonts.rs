//! The fonts: embedded in the binary, parsed when first used, and shared by all briefs of a run.

use crate::length::Length;
use crate::theme::Face;
use harfrust::Font;
use std::sync::OnceLock;

/// A face, ready to shape with and to measure by.
pub(super) struct LoadedFace {
    pub font: Font,
    pub units_per_em: u16,
    /// From the baseline up to the ascender, in font design units.
    ascent: i32,
    /// From the baseline down to the descender, in font design units, positive.
    descent: i32,
}

impl LoadedFace {
    /// From the baseline up to the ascender at `size`.
    pub fn ascent(&self, size: Length) -> Length {
        Length::from_font_units(self.ascent, self.units_per_em, size)
    }

    /// From the baseline down to the descender at `size`, positive.
    pub fn descent(&self, size: Length) -> Length {
        Length::from_font_units(self.descent, self.units_per_em, size)
    }

    /// Whether the face has a glyph for `character`.
    pub fn covers(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some()
    }
}

/// The OpenType file of a face.
pub fn bytes(face: Face) -> &'static [u8] {
    match face {
        Face::SerifRegular => include_bytes!("../../fonts/SourceSerif4-Regular.otf"),
        Face::SerifItalic => include_bytes!("../../fonts/SourceSerif4-It.otf"),
        Face::SerifSemibold => include_bytes!("../../fonts/SourceSerif4-Semibold.otf"),
        Face::SerifSemiboldItalic => include_bytes!("../../fonts/SourceSerif4-SemiboldIt.otf"),
        Face::SerifSubhead => include_bytes!("../../fonts/SourceSerif4Subhead-Regular.otf"),
        Face::SerifDisplay => include_bytes!("../../fonts/SourceSerif4Display-Regular.otf"),
        Face::SerifCaption => include_bytes!("../../fonts/SourceSerif4Caption-Regular.otf"),
        Face::SerifCaptionItalic => include_bytes!("../../fonts/SourceSerif4Caption-It.otf"),
        Face::SerifCaptionSemibold => {
            include_bytes!("../../fonts/SourceSerif4Caption-Semibold.otf")
        }
        Face::SerifCaptionSemiboldItalic => {
            include_bytes!("../../fonts/SourceSerif4Caption-SemiboldIt.otf")
        }
        Face::SansRegular => include_bytes!("../../fonts/SourceSans3-Regular.otf"),
        Face::SansItalic => include_bytes!("../../fonts/SourceSans3-It.otf"),
        Face::SansSemibold => include_bytes!("../../fonts/SourceSans3-Semibold.otf"),
        Face::SansSemiboldItalic => include_bytes!("../../fonts/SourceSans3-SemiboldIt.otf"),
    }
}

/// The face, loaded; none where its file is no font, which a test of this module rules out.
pub(super) fn load(face: Face) -> Option<&'static LoadedFace> {
    static LOADED: [OnceLock<Option<LoadedFace>>; Face::ALL.len()] =
        [const { OnceLock::new() }; Face::ALL.len()];
    LOADED[face as usize]
        .get_or_init(|| {
            let font = Font::new(bytes(face), 0)?;
            let metrics = font.metrics();
            let line = metrics.hhea_line.or(metrics.typo_line)?;
            let (units_per_em, ascent, descent) = (
                metrics.units_per_em,
                line.ascender.to_f64() as i32,
                -line.descender.to_f64() as i32,
            );
            Some(LoadedFace {
                font,
                units_per_em,
                ascent,
                descent,
            })
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_loads_and_has_the_letters_of_the_region() {
        for face in Face::ALL {
            let loaded = load(face).expect("the embedded file is a font");
            for letter in "aZąІіҚқҒғҢңӨөҰұҮүҺһӘәҶҷӢӣӮӯЎўʻŇňŞş–—“”«»1234567890".chars()
            {
                assert!(loaded.covers(letter), "{face:?} lacks {letter}");
            }
        }
    }
}
