//! The fonts: embedded in the binary, parsed when first used.

use crate::theme::Face;

/// The OpenType file of a face.
pub fn bytes(face: Face) -> &'static [u8] {
    match face {
        Face::SerifRegular => include_bytes!("../../fonts/SourceSerif4-Regular.otf"),
        Face::SerifItalic => include_bytes!("../../fonts/SourceSerif4-It.otf"),
        Face::SerifSemibold => include_bytes!("../../fonts/SourceSerif4-Semibold.otf"),
        Face::SerifSemiboldItalic => include_bytes!("../../fonts/SourceSerif4-SemiboldIt.otf"),
        Face::SerifSubhead => include_bytes!("../../fonts/SourceSerif4Subhead-Regular.otf"),
        Face::SerifDisplay => include_bytes!("../../fonts/SourceSerif4Display-Regular.otf"),
        Face::SansRegular => include_bytes!("../../fonts/SourceSans3-Regular.otf"),
        Face::SansItalic => include_bytes!("../../fonts/SourceSans3-It.otf"),
        Face::SansSemibold => include_bytes!("../../fonts/SourceSans3-Semibold.otf"),
        Face::SansSemiboldItalic => include_bytes!("../../fonts/SourceSans3-SemiboldIt.otf"),
    }
}
