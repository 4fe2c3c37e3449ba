//! What layout hands on: pages of positioned fragments, each with its node of the document tree.
//!
//! Up to there, `left` and `right` are the start and the end of the line: a page from right to left is set as its
//! mirror image, and mirrored when it is done.

use crate::document::{NodeId, Picture};
use crate::fonts::{FontId, Fonts};
use crate::length::Length;
use crate::theme::Colour;
use std::ops::Range;
use std::slice;

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

impl Rect {
    /// From its left side to its right one.
    pub fn width(self) -> Length {
        self.right - self.left
    }

    /// From its upper side to its lower one.
    pub fn height(self) -> Length {
        self.bottom - self.top
    }

    /// The smallest rectangle that both lie in.
    pub fn union(self, other: Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
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
    /// the space of a line break, a note reference, a label, a caption's label, a picture.
    Node(NodeId),
    /// The running foot (ISO 32000 artifact type Pagination, subtype Footer).
    Foot,
    /// What is set again on a further page: the header row of a table, the key of a chart (artifact type Pagination).
    Repeated,
    /// A rule or a ground (ISO 32000 artifact type Layout).
    Layout,
}

impl Owner {
    /// The node of the document that it is.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Owner::Node(node) => Some(node),
            Owner::Foot | Owner::Repeated | Owner::Layout => None,
        }
    }
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
    /// A run of glyphs without ink: words that are there to be read aloud, searched and copied.
    Unseen(GlyphRun),
    /// A filled rectangle, the fragment's bounds.
    Fill(Colour),
    /// Lines and curves.
    Path(Path),
    /// A picture that fills the fragment's bounds.
    Picture(Picture),
    /// A character that no font has: a box drawn along the fragment's bounds, with the text behind it.
    Missing {
        /// The text that the box stands for.
        text: String,
        /// The colour of the box's line; none where the words around it have no ink.
        colour: Option<Colour>,
    },
}

/// Lines and curves, filled, stroked or both.
#[derive(Clone, PartialEq, Debug)]
pub struct Path {
    /// Its parts; the first begins with a [`PathSegment::Move`].
    pub segments: Vec<PathSegment>,
    /// The colour of what it surrounds, by the nonzero winding number rule.
    pub fill: Option<Colour>,
    /// The pen that draws it.
    pub stroke: Option<Stroke>,
}

/// A step along a path, from where the one before has ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathSegment {
    /// Begins at another place.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve([Point; 3]),
}

/// The pen of a path: round ends and joins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width.
    pub width: Length,
    /// The lengths of dashes and the gaps after them, in turn; empty for a line without gaps.
    pub dashes: Vec<Length>,
}

impl PathSegment {
    /// The points that it names.
    fn points_mut(&mut self) -> &mut [Point] {
        match self {
            PathSegment::Move(end) | PathSegment::Line(end) => slice::from_mut(end),
            PathSegment::Curve(points) => points,
        }
    }

    /// The points that it names: where it ends, and what it bends towards on the way.
    pub fn points(&self) -> &[Point] {
        match self {
            PathSegment::Move(end) | PathSegment::Line(end) => slice::from_ref(end),
            PathSegment::Curve(points) => points,
        }
    }
}

impl Path {
    /// A filled circle of four curves.
    pub(super) fn circle(centre: Point, radius: Length, colour: Colour) -> Path {
        // From an end of a quarter to its control point: 4/3 (√2 − 1) of the radius.
        let bend = radius.per_mille(552);
        let at = |x: Length, y: Length| Point {
            x: centre.x + x,
            y: centre.y + y,
        };
        let (zero, r, b) = (Length::ZERO, radius, bend);
        Path {
            segments: vec![
                PathSegment::Move(at(r, zero)),
                PathSegment::Curve([at(r, b), at(b, r), at(zero, r)]),
                PathSegment::Curve([at(-b, r), at(-r, b), at(-r, zero)]),
                PathSegment::Curve([at(-r, -b), at(-b, -r), at(zero, -r)]),
                PathSegment::Curve([at(b, -r), at(r, -b), at(r, zero)]),
            ],
            fill: Some(colour),
            stroke: None,
        }
    }

    /// The path with the bounds of its points, and of the pen round them; none without a point.
    pub(super) fn into_fragment(self, owner: Owner) -> Option<Fragment> {
        let pen = self
            .stroke
            .as_ref()
            .map_or(Length::ZERO, |stroke| stroke.width / 2);
        let points = self.segments.iter().flat_map(PathSegment::points);
        let at = |point: &Point| Rect {
            left: point.x,
            top: point.y,
            right: point.x,
            bottom: point.y,
        };
        let mut bounds = points.map(at).reduce(Rect::union)?;
        bounds.left -= pen;
        bounds.top -= pen;
        bounds.right += pen;
        bounds.bottom += pen;
        Some(Fragment {
            owner,
            bounds,
            content: FragmentContent::Path(self),
        })
    }
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
    /// Whether their text runs from right to left: the last of them shows its beginning.
    pub right_to_left: bool,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The glyphs that stand beside their place on the baseline, in order: most runs have none.
    pub displacements: Vec<Displacement>,
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
    /// The bytes of the run's text that it stands for; glyphs of one cluster after the first have an
    /// empty range.
    pub text: Range<u32>,
}

/// How far a glyph, such as a mark over a letter, stands from its origin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Displacement {
    /// The index of the glyph in its run.
    pub glyph: u32,
    /// To the right.
    pub x: Length,
    /// Upward.
    pub y: Length,
}

impl GlyphRun {
    /// What the widths of its glyphs are multiplied with.
    pub fn expansion(&self) -> f64 {
        1.0 + f64::from(self.expansion_per_mille) / 1000.0
    }

    /// How far the glyph at `index` stands from its origin: to the right, and upward.
    pub fn displacement(&self, index: usize) -> (Length, Length) {
        let found = self
            .displacements
            .binary_search_by_key(&index, |displacement| displacement.glyph as usize);
        found.map_or((Length::ZERO, Length::ZERO), |at| {
            (self.displacements[at].x, self.displacements[at].y)
        })
    }
}

impl FragmentContent {
    /// The glyphs, seen or not.
    pub fn glyphs(&self) -> Option<&GlyphRun> {
        match self {
            FragmentContent::Glyphs(run) | FragmentContent::Unseen(run) => Some(run),
            _ => None,
        }
    }

    /// The points that place it beside its bounds: where glyphs begin, and those of a path.
    fn points_mut(&mut self) -> impl Iterator<Item = &mut Point> {
        let (origin, segments) = match self {
            FragmentContent::Glyphs(run) | FragmentContent::Unseen(run) => {
                (Some(&mut run.origin), &mut [][..])
            }
            FragmentContent::Path(path) => (None, &mut path.segments[..]),
            FragmentContent::Fill(_)
            | FragmentContent::Picture(_)
            | FragmentContent::Missing { .. } => (None, &mut [][..]),
        };
        let of_path = segments.iter_mut().flat_map(PathSegment::points_mut);
        origin.into_iter().chain(of_path)
    }
}

/// Fragments, each moved by `x` to the right and `y` down.
pub(super) fn moved(
    fragments: impl IntoIterator<Item = Fragment>,
    x: Length,
    y: Length,
) -> impl Iterator<Item = Fragment> {
    fragments.into_iter().map(move |mut fragment| {
        fragment.shift(x, y);
        fragment
    })
}

impl Fragment {
    /// Moves it by `x` to the right and `y` down.
    pub(super) fn shift(&mut self, x: Length, y: Length) {
        self.bounds.left += x;
        self.bounds.right += x;
        self.bounds.top += y;
        self.bounds.bottom += y;
        for point in self.content.points_mut() {
            point.x += x;
            point.y += y;
        }
    }

    /// Takes it to the other side of a page of this width: what is as far from the left edge is then as far from
    /// the right one. Words and pictures stay as they are.
    pub(super) fn mirror(&mut self, width: Length) {
        let Rect { left, right, .. } = self.bounds;
        (self.bounds.left, self.bounds.right) = (width - right, width - left);
        let glyphs = self.content.glyphs().map_or(&[][..], |run| &run.glyphs);
        let advance: Length = glyphs.iter().map(|glyph| glyph.advance).sum();
        for point in self.content.points_mut() {
            point.x = width - point.x - advance;
        }
    }

    /// A picture of a node, with its upper left corner at nought.
    pub(super) fn picture(
        node: NodeId,
        picture: &Picture,
        (width, height): (Length, Length),
    ) -> Fragment {
        Fragment {
            owner: Owner::Node(node),
            bounds: Rect {
                right: width,
                bottom: height,
                ..Rect::default()
            },
            content: FragmentContent::Picture(picture.clone()),
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
