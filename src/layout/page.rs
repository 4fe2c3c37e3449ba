//! What layout hands on: pages of positioned fragments, each with its node of the document tree.

use crate::document::{NodeId, Picture};
use crate::fonts::{FontId, Fonts};
use crate::length::Length;
use crate::theme::Colour;
use std::ops::Range;

/// A point on a page: from the upper left corner, `y` downward.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Point {
    /// From the left edge.
    pub x: Length,
    /// From the upper edge.
    pub y: Length,
}

/// A rectangle on a page, `top` above `bottom`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Rect {
    /// From the left edge of the page to the left side.
    pub left: Length,
    /// From the upper edge of the page to the upper side.
    pub top: Length,
    /// From the left edge of the page to the right side.
    pub right: Length,
    /// From the upper edge of the page to the lower side.
    pub bottom: Length,
}

/// A document laid out.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Pages {
    /// The pages in order; of a document at least one.
    pub pages: Vec<Page>,
    /// The fonts that their glyphs are of.
    pub fonts: Fonts,
}

/// One page.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// Width of the paper.
    pub width: Length,
    /// Height of the paper.
    pub height: Length,
    /// What stands on it, in painting order, which is the reading order but for artifacts.
    pub fragments: Vec<Fragment>,
}

/// Whose a fragment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// Content: a leaf of the document tree: an [`InlineKind::Text`](crate::document::InlineKind::Text),
    /// a note reference, a label, a caption's label, a picture.
    Node(NodeId),
    /// Furniture that repeats from page to page: the running foot (ISO 32000 artifact type Pagination).
    /// A header row repeated on a further page of its table is furniture too.
    Pagination,
    /// A rule or a ground (ISO 32000 artifact type Layout).
    Layout,
}

/// Something at a place on a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Fragment {
    /// Whose it is.
    pub owner: Owner,
    /// The space that it takes: for glyphs from ascender to descender, the width of the words without
    /// a space at a line's end.
    pub bounds: Rect,
    /// What is painted.
    pub content: FragmentContent,
}

/// What a fragment paints.
#[derive(Clone, PartialEq, Debug)]
pub enum FragmentContent {
    /// A run of glyphs on one baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle, the fragment's bounds.
    Fill(Colour),
    /// A picture that fills the fragment's bounds.
    Picture(Picture),
    /// A character that no font has: a box drawn along the fragment's bounds, with the text behind it.
    Missing {
        /// The text that the box stands for.
        text: String,
        /// The colour of the box's line.
        colour: Colour,
    },
}

/// Glyphs of one face, size and colour on one baseline, in visual order from left to right.
#[derive(Clone, PartialEq, Debug)]
pub struct GlyphRun {
    /// The font.
    pub face: FontId,
    /// The size of type.
    pub size: Length,
    /// How far the glyphs are widened, in thousandths of their width; below 0 where they are narrowed.
    pub expansion_per_mille: i32,
    /// The colour.
    pub colour: Colour,
    /// The start of the baseline.
    pub origin: Point,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The words that the glyphs show, in logical order.
    pub text: String,
}

/// One glyph of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glyph {
    /// Its index in the face; never 0 (.notdef).
    pub id: u16,
    /// From its origin to the next glyph's.
    pub advance: Length,
    /// Displacement from its origin, to the right.
    pub x_offset: Length,
    /// Displacement from its origin, upward.
    pub y_offset: Length,
    /// The bytes of the run's text that it stands for; glyphs of one cluster after the first have an
    /// empty range.
    pub text: Range<u32>,
}

impl Fragment {
    /// Moves it by `x` to the right and `y` down.
    pub(super) fn shift(&mut self, x: Length, y: Length) {
        self.bounds.left += x;
        self.bounds.right += x;
        self.bounds.top += y;
        self.bounds.bottom += y;
        if let FragmentContent::Glyphs(run) = &mut self.content {
            run.origin.x += x;
            run.origin.y += y;
        }
    }

    /// The node of the document that it shows.
    pub(super) fn node(&self) -> Option<NodeId> {
        match self.owner {
            Owner::Node(node) => Some(node),
            Owner::Pagination | Owner::Layout => None,
        }
    }

    /// A filled rectangle that is nothing to read.
    pub(super) fn fill(bounds: Rect, colour: Colour) -> Fragment {
        Fragment {
            owner: Owner::Layout,
            bounds,
            content: FragmentContent::Fill(colour),
        }
    }
}
