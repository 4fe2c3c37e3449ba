//! What could not be set as it should be, told to whoever asked for the pages.

use crate::document::Origin;

/// Something that could not be set as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// What was done instead.
    pub kind: NoticeKind,
    /// The field that it stands in.
    pub origin: Option<Origin>,
}

/// What is done instead: where there is no room, but for what no font has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoticeKind {
    /// A word wider than its line is divided between letters, without a hyphen.
    DividedWord {
        /// The word.
        word: String,
    },
    /// A picture too high for a page, or for its kind, is shown narrower than half of what its line has room for.
    NarrowPicture {
        /// The width that it has, in hundredths of what it could have.
        percent: u32,
    },
    /// A table's row higher than a page is divided.
    DividedRow,
    /// The columns of a table are narrower than its letters are high.
    CrowdedTable {
        /// How many columns there are.
        columns: usize,
    },
    /// Words of a chart have no room, and no ink.
    HiddenWords {
        /// The words.
        words: String,
    },
    /// A footnote takes more than half a page.
    LongNote,
    /// A box stands for a grapheme that no font has.
    MissingGlyph {
        /// The grapheme.
        text: String,
    },
}
