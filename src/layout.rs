//! From the document tree to pages of positioned glyphs.
//!
//! A paragraph's life: its inlines are *collected* into styled text (`text`), *shaped* into glyphs
//! (`shape`) and broken into *lines* (`lines`). A document's life: its blocks *flow* (`flow`, `table`) into
//! one *vertical* list of boxes, spaces and penalties (`vertical`), which is *paginated* (`paginate`) into
//! pages (`page`) of fragments, each with its node of the tree.

mod capitals;
mod chart;
mod flow;
pub mod fonts;
mod lines;
mod page;
mod paginate;
mod shape;
mod table;
mod text;
mod vertical;

pub use chart::{DrawnChart, charts};
pub use page::*;

use crate::document::{Document, Origin};
use crate::theme::Theme;

/// A grapheme that no font has: a box stands for it on the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingGlyph {
    /// The grapheme.
    pub text: String,
    /// The field that it stands in.
    pub origin: Option<Origin>,
}

/// A document laid out, and what it could not show.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// The pages.
    pub pages: Pages,
    /// The graphemes that no font has, in reading order.
    pub missing: Vec<MissingGlyph>,
}

/// Lays a document out.
pub fn layout(document: &Document, theme: &Theme) -> Layout {
    let mut shaper = shape::Shaper::new();
    let mut missing = Vec::new();
    let items = flow::Flow::new(document, theme, &mut shaper, &mut missing).body(&document.blocks);
    let notes: Vec<_> = document
        .notes
        .iter()
        .map(|note| flow::Flow::new(document, theme, &mut shaper, &mut missing).note(note))
        .collect();
    let mut pages = paginate::paginate(items, &notes, theme);
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        page.fragments.extend(flow::running_foot(
            document,
            index + 1,
            count,
            theme,
            &mut shaper,
        ));
    }
    Layout {
        pages: Pages { pages },
        missing,
    }
}
