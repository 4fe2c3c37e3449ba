//! What docx-rs does not keep of tables and pictures.

use crate::document::PictureFormat;

/// What a table says to those who do not see it.
pub(super) struct TableFacts {
    pub title: String,
    pub description: String,
    /// Whether the cells of the first column are headers of their rows. Word knows no second column of them: that is
    /// one of cells like the others.
    pub row_headers: bool,
    pub right_to_left: bool,
}

/// What docx-rs does not keep of a picture.
pub(super) struct PictureFacts {
    pub file: String,
    pub alt: String,
    /// How the pixels are coded.
    pub format: PictureFormat,
    /// The shapes that the pixels stand for, as SVG.
    pub drawing: Option<String>,
}
