//! Breaking a paragraph into lines.
//!
//! Break opportunities are those of UAX 14. Lines are chosen over the whole paragraph, so that the rag
//! is even and the last line is no single short word.

use super::page::{Fragment, FragmentContent, Glyph, GlyphRun, Owner, Point, Rect};
use super::shape::{GlyphKind, ShapedGlyph, Shaper};
use super::text::StyledText;
use super::{MissingGlyph, fonts};
use crate::length::Length;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use std::ops::Range;

/// A line: fragments placed from its start, with its baseline at zero.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub fragments: Vec<Fragment>,
    /// Width without the space at the end.
    pub width: Length,
    /// Footnotes that are referred to in it.
    pub notes: Vec<usize>,
}

impl Line {
    /// Moves the line's fragments by `x` to the right and `y` down.
    pub fn place(self, x: Length, y: Length, onto: &mut Vec<Fragment>) {
        onto.extend(self.fragments.into_iter().map(|mut fragment| {
            fragment.shift(x, y);
            fragment
        }));
    }
}

/// What makes a good set of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// Full lines with an even rag, the last as long as it happens to be.
    Ragged,
    /// As few lines as can be, of about the same length: titles and headings.
    Balanced,
}

/// A stretch of glyphs that a line takes whole or not at all.
struct Segment {
    /// The glyphs with ink.
    ink: Range<usize>,
    /// Where the next segment starts: after the spaces.
    next: usize,
    /// Whether a line must end after it.
    forced: bool,
    /// Whether it ends with a space: a break there costs nothing.
    at_space: bool,
}

/// What a last line shorter than [`SHORT_LAST_LINE`] costs, as if it were this much of the measure short.
const SHORT_LAST_LINE_COST: f64 = 0.3;
/// The share of the measure below which a last line is too short.
const SHORT_LAST_LINE: f64 = 0.12;
/// What a break inside a word's own punctuation (after a hyphen or a slash) costs.
const MID_WORD_COST: f64 = 0.05;
/// What each further line costs where lines are balanced: more than any unevenness.
const LINE_COST: f64 = 100.0;

/// The lines of a text in a measure. What no font has is added to `missing`.
pub(super) fn break_lines(
    styled: &StyledText,
    measure: Length,
    shape: Shape,
    shaper: &mut Shaper,
    missing: &mut Vec<MissingGlyph>,
) -> Vec<Line> {
    let glyphs = shaper.shape(styled);
    note_missing(styled, &glyphs, missing);
    let positions = positions(&glyphs);
    let segments = segments(styled, &glyphs, &positions, measure);
    choose_breaks(&segments, &positions, measure, shape)
        .into_iter()
        .map(|line| set_line(styled, &glyphs, &segments[line]))
        .collect()
}

/// The width of a text set in one line.
pub(super) fn natural_width(styled: &StyledText, shaper: &mut Shaper) -> Length {
    shaper.shape(styled).iter().map(|glyph| glyph.advance).sum()
}

/// A part of a text that no line break divides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Its width.
    pub width: Length,
    /// The space up to the next part, where both stand on one line.
    pub space: Length,
    /// Whether a line must end after it.
    pub forced: bool,
}

/// A text as the parts that no line break divides.
pub(super) fn parts(styled: &StyledText, shaper: &mut Shaper) -> Vec<Part> {
    let glyphs = shaper.shape(styled);
    let positions = positions(&glyphs);
    let unlimited = Length::mm(100_000.0);
    segments(styled, &glyphs, &positions, unlimited)
        .iter()
        .map(|segment| Part {
            width: positions[segment.ink.end] - positions[segment.ink.start],
            space: positions[segment.next] - positions[segment.ink.end],
            forced: segment.forced,
        })
        .collect()
}

fn note_missing(styled: &StyledText, glyphs: &[ShapedGlyph], missing: &mut Vec<MissingGlyph>) {
    for glyph in glyphs
        .iter()
        .filter(|glyph| glyph.kind == GlyphKind::Missing)
    {
        let piece = &styled.pieces[glyph.piece];
        missing.push(MissingGlyph {
            text: styled.text[glyph.text.clone()].to_owned(),
            origin: piece.origin.clone(),
        });
    }
}

/// The place of each glyph's start on an endless line, and of the last glyph's end.
fn positions(glyphs: &[ShapedGlyph]) -> Vec<Length> {
    let mut pen = Length::ZERO;
    let mut positions = Vec::with_capacity(glyphs.len() + 1);
    positions.push(pen);
    for glyph in glyphs {
        pen += glyph.advance;
        positions.push(pen);
    }
    positions
}

/// Divides the glyphs at the break opportunities; a segment wider than the measure is divided between
/// clusters, since it has to break somewhere.
fn segments(
    styled: &StyledText,
    glyphs: &[ShapedGlyph],
    positions: &[Length],
    measure: Length,
) -> Vec<Segment> {
    let mut options = LineBreakOptions::default();
    options.word_option = Some(icu_segmenter::options::LineBreakWordOption::Normal);
    let opportunities =
        LineSegmenter::new_for_non_complex_scripts(options).segment_str(&styled.text);
    let mut breaks: Vec<usize> = opportunities
        .map(|offset| tailored(&styled.text, offset))
        .chain(styled.forced_breaks.iter().copied())
        .collect();
    breaks.sort_unstable();
    breaks.dedup();
    let mut segments = Vec::with_capacity(breaks.len());
    let mut start = 0;
    for offset in breaks {
        let end = start + glyphs[start..].partition_point(|glyph| glyph.text.start < offset);
        let forced = styled.forced_breaks.contains(&offset);
        if end == start {
            if forced && let Some(last) = segments.last_mut() {
                let last: &mut Segment = last;
                last.forced = true;
            }
            continue;
        }
        let spaces = glyphs[start..end]
            .iter()
            .rev()
            .take_while(|glyph| glyph.kind == GlyphKind::Space)
            .count();
        let ink_end = end - spaces;
        let mut ink_start = start;
        for cut in start + 1..ink_end {
            if glyphs[cut].text.is_empty() || positions[cut + 1] - positions[ink_start] <= measure {
                continue;
            }
            segments.push(Segment {
                ink: ink_start..cut,
                next: cut,
                forced: false,
                at_space: false,
            });
            ink_start = cut;
        }
        segments.push(Segment {
            ink: ink_start..ink_end,
            next: end,
            forced,
            at_space: spaces > 0,
        });
        start = end;
    }
    segments
}

/// A break opportunity as we have it: a web address is broken before its hyphens and not after them, where
/// nobody could tell whose the hyphen at the line's end is.
fn tailored(text: &str, offset: usize) -> usize {
    let (before, after) = text.split_at(offset);
    if !before.ends_with('-') || after.is_empty() {
        return offset;
    }
    let start = before
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + 1);
    let word = &before[start..];
    let is_address = word.contains("://") || word.starts_with("www.");
    if is_address {
        offset - '-'.len_utf8()
    } else {
        offset
    }
}

/// The segments of each line: the breaks of least cost over the whole paragraph.
fn choose_breaks(
    segments: &[Segment],
    positions: &[Length],
    measure: Length,
    shape: Shape,
) -> Vec<Range<usize>> {
    let count = segments.len();
    let mut best: Vec<(f64, usize)> = vec![(f64::INFINITY, 0); count + 1];
    best[0] = (0.0, 0);
    for start in 0..count {
        let (cost_so_far, _) = best[start];
        if cost_so_far.is_infinite() {
            continue;
        }
        for end in start + 1..=count {
            let last = &segments[end - 1];
            let width = positions[last.ink.end] - positions[segments[start].ink.start];
            if width > measure && end > start + 1 {
                break;
            }
            let ends_paragraph = end == count || last.forced;
            let cost = cost_so_far
                + line_cost(
                    width,
                    measure,
                    ends_paragraph,
                    start > 0,
                    last.at_space,
                    shape,
                );
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
            if last.forced {
                break;
            }
        }
    }
    let mut lines = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].1;
        lines.push(start..end);
        end = start;
    }
    lines.reverse();
    lines
}

fn line_cost(
    width: Length,
    measure: Length,
    last: bool,
    after_others: bool,
    at_space: bool,
    shape: Shape,
) -> f64 {
    let slack = (measure - width).ratio(measure).max(0.0);
    let mid_word = if at_space || last { 0.0 } else { MID_WORD_COST };
    match shape {
        Shape::Balanced => LINE_COST + slack * slack + mid_word,
        Shape::Ragged if last && after_others && 1.0 - slack < SHORT_LAST_LINE => {
            SHORT_LAST_LINE_COST
        }
        Shape::Ragged if last => 0.0,
        Shape::Ragged => slack * slack + mid_word,
    }
}

/// Sets the segments of one line: one fragment for each stretch of one node, style and face.
fn set_line(styled: &StyledText, glyphs: &[ShapedGlyph], segments: &[Segment]) -> Line {
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return Line {
            fragments: Vec::new(),
            width: Length::ZERO,
            notes: Vec::new(),
        };
    };
    let ink_end = last.ink.end;
    let range = first.ink.start..last.next;
    let mut fragments: Vec<Fragment> = Vec::new();
    let (mut pen, mut width) = (Length::ZERO, Length::ZERO);
    let mut start = range.start;
    while start < range.end {
        let head = &glyphs[start];
        let same = |glyph: &&ShapedGlyph| {
            glyph.piece == head.piece
                && glyph.face == head.face
                && (glyph.kind == GlyphKind::Missing) == (head.kind == GlyphKind::Missing)
        };
        let mut end = start + glyphs[start..range.end].iter().take_while(same).count();
        if head.kind == GlyphKind::Missing {
            end = start + 1;
        }
        let fragment = set_fragment(
            styled,
            &glyphs[start..end],
            ink_end.saturating_sub(start),
            pen,
        );
        pen += glyphs[start..end].iter().map(|glyph| glyph.advance).sum();
        width = width.max(fragment.bounds.right);
        fragments.push(fragment);
        start = end;
    }
    let text = glyphs[range.start].text.start..glyphs[range.end - 1].text.end;
    let notes = styled
        .notes
        .iter()
        .filter(|(offset, _)| text.contains(offset))
        .map(|(_, note)| *note)
        .collect();
    Line {
        fragments,
        width,
        notes,
    }
}

/// Sets glyphs of one node and face from `x` on; the first `inked` of them count for the bounds.
fn set_fragment(styled: &StyledText, glyphs: &[ShapedGlyph], inked: usize, x: Length) -> Fragment {
    let head = &glyphs[0];
    let piece = &styled.pieces[head.piece];
    let style = piece.style;
    let (ascent, descent) = fonts::load(head.face).map_or((style.size, Length::ZERO), |face| {
        (face.ascent(style.size), face.descent(style.size))
    });
    let width = glyphs.iter().take(inked).map(|glyph| glyph.advance).sum();
    let bounds = Rect {
        left: x,
        top: -ascent,
        right: x + width,
        bottom: descent,
    };
    let mut text = String::new();
    if head.kind == GlyphKind::Missing {
        text.push_str(&styled.text[head.text.clone()]);
        let content = FragmentContent::Missing {
            text,
            colour: style.colour,
        };
        let cap_height = style.size.scaled(670, 1000);
        let inset = style.size.scaled(60, 1000);
        let bounds = Rect {
            left: bounds.left + inset,
            top: -cap_height,
            right: bounds.right - inset,
            bottom: Length::ZERO,
        };
        return Fragment {
            owner: Owner::Node(piece.node),
            bounds,
            content,
        };
    }
    let glyphs = glyphs
        .iter()
        .map(|glyph| {
            let start = text.len() as u32;
            text.push_str(&styled.text[glyph.text.clone()]);
            Glyph {
                id: glyph.id,
                advance: glyph.advance,
                x_offset: glyph.x_offset,
                y_offset: glyph.y_offset,
                text: start..text.len() as u32,
            }
        })
        .collect();
    let run = GlyphRun {
        face: head.face,
        size: style.size,
        colour: style.colour,
        origin: Point { x, y: Length::ZERO },
        glyphs,
        text,
    };
    Fragment {
        owner: Owner::Node(piece.node),
        bounds,
        content: FragmentContent::Glyphs(run),
    }
}
