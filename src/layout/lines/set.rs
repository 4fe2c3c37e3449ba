//! Setting a line to its width: glyphs and word spaces give way, stretches of different directions come into
//! their order, and what is of one node, style, face and level becomes a fragment.

use super::super::notice::{Notice, NoticeKind};
use super::super::page::{
    Displacement, Fragment, FragmentContent, Glyph, GlyphRun, Owner, Point, Rect,
};
use super::super::shape::{GlyphKind, ShapedGlyph, Shaper, advance, rise_in, size_in};
use super::super::text::{PieceStyle, StyledText};
use super::breakpoints::{Breakpoint, Breakpoints, Extent, Kind};
use super::microtypography::EXPANSION_PER_MILLE;
use super::total_fit::{ChosenLine, setting_ratio};
use super::{Line, Shape};
use crate::bidi::{self, Level};
use crate::fonts::Fonts;
use crate::length::Length;
use std::borrow::Cow;

/// SOFT HYPHEN: what a hyphen of ours stands for, so that readers know it from one in the text (ISO 32000-1,
/// 14.8.2.2.3).
const SOFT_HYPHEN: char = '\u{AD}';

/// From the baseline to the line under words, and its thickness, in thousandths of the size of type.
const UNDERLINE_DEPTH_PER_MILLE: i64 = 130;
const UNDERLINE_PER_MILLE: i64 = 40;

/// Of the box in the place of a character that no font has: about as high as capitals, and apart from its neighbours.
const BOX_HEIGHT_PER_MILLE: i64 = 670;
const BOX_INSET_PER_MILLE: i64 = 60;

/// Sets one line, to the measure where lines are justified.
pub(super) fn line(
    styled: &StyledText,
    glyphs: &[ShapedGlyph],
    paragraph: &Breakpoints,
    chosen: ChosenLine,
    (measure, shape): (Length, Shape),
    shaper: &Shaper,
) -> Line {
    let (start, end) = (&paragraph.places[chosen.from], &paragraph.places[chosen.to]);
    let (mut line, inked) = glyphs_between(start, end, glyphs, &paragraph.substitutes);
    let mut pen = Length::ZERO;
    let mut expansion_per_mille = 0;
    if shape.is_justified() {
        pen = -start.start_protrusion;
        let extent = start.line_to(end);
        let ratio = setting_ratio(extent, measure, end.kind == Kind::Forced);
        if ratio != 0.0 {
            expansion_per_mille = expansion(ratio);
            justify(&mut line[..inked], extent, expansion_per_mille, measure);
        }
    }
    let text = glyphs.get(start.next).map_or(0, |glyph| glyph.text.start)
        ..glyphs
            .get(end.next)
            .map_or(styled.text.len(), |glyph| glyph.text.start);
    let direction = shaper.direction_of(styled);
    lower_trailing_spaces(&mut line, bidi::base_level(direction));
    let stretches = stretches(&line);
    let is_opposed = direction != shaper.direction();
    let from = if is_opposed {
        // Such a line starts where those of the document end.
        measure - pen - advance(&line)
    } else {
        pen
    };
    let frame = bidi::base_level(shaper.direction());
    let starts = starts(&stretches, frame, from);
    let setting = Setting {
        styled,
        fonts: shaper.fonts(),
        inked,
        is_opposed,
        expansion_per_mille,
    };
    let (fragments, width) = setting.fragments(&stretches, &starts);
    // They are in the order of the text, and a paragraph may have very many.
    let first_note = styled
        .notes
        .partition_point(|note| note.offset < text.start);
    let notes = styled.notes[first_note..].iter();
    let notes = notes.take_while(|note| note.offset < text.end);
    let mut notices: Vec<Notice> = missing(styled, &line).collect();
    let is_divided = end.kind == Kind::Emergency && start.kind != Kind::Emergency;
    notices.extend(is_divided.then(|| divided_word(styled, glyphs, end.end)));
    Line {
        fragments,
        width,
        notes: notes.map(|note| note.index).collect(),
        notices,
        divides_word: end.kind.is_hyphen(),
    }
}

/// The glyphs of a line, and how many of them do not fall away at its end.
fn glyphs_between(
    start: &Breakpoint,
    end: &Breakpoint,
    glyphs: &[ShapedGlyph],
    substitutes: &[ShapedGlyph],
) -> (Vec<ShapedGlyph>, usize) {
    let mut line: Vec<ShapedGlyph> = Vec::with_capacity(end.next - start.next + 2);
    line.extend_from_slice(&substitutes[start.start_substitutes.clone()]);
    line.extend_from_slice(&glyphs[start.next..end.end.max(start.next)]);
    line.extend_from_slice(&substitutes[end.end_substitutes.clone()]);
    let inked = line.len();
    if !matches!(end.kind, Kind::Discretionary(_)) {
        // What falls away stays in the text.
        line.extend(without_ink(&glyphs[end.end..end.next]));
    }
    (line, inked)
}

/// What falls away at a line's end: spaces as they are, and the last of a separator, which is a space, for all of it.
fn without_ink(fallen: &[ShapedGlyph]) -> Vec<ShapedGlyph> {
    let is_separator = |glyph: &ShapedGlyph| glyph.kind == GlyphKind::Separator;
    let parts = fallen.chunk_by(|one, next| is_separator(one) && is_separator(next));
    let without_ink = parts.filter_map(|part| {
        let (first, last) = (part.first()?, part.last()?);
        let text = first.text.start..last.text.end;
        Some(ShapedGlyph {
            text,
            ..last.clone()
        })
    });
    without_ink.collect()
}

/// The notices of what no font has in a line.
fn missing(styled: &StyledText, line: &[ShapedGlyph]) -> impl Iterator<Item = Notice> {
    let missing = line.iter().filter(|glyph| glyph.kind == GlyphKind::Missing);
    missing.map(|glyph| Notice {
        kind: NoticeKind::MissingGlyph {
            text: styled.text[glyph.text.clone()].to_owned(),
        },
        origin: styled.pieces[glyph.piece].origin.clone(),
    })
}

/// The notice of a word that is divided before the glyph `cut` though no rule divides it.
fn divided_word(styled: &StyledText, glyphs: &[ShapedGlyph], cut: usize) -> Notice {
    let (before, after) = styled.text.split_at(glyphs[cut].text.start);
    let before = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let after = after.split(char::is_whitespace).next().unwrap_or("");
    Notice {
        kind: NoticeKind::DividedWord {
            word: format!("{before}{after}"),
        },
        origin: styled.pieces[glyphs[cut].piece].origin.clone(),
    }
}

/// How far glyphs are widened at an adjustment ratio, in thousandths.
fn expansion(ratio: f64) -> i64 {
    (ratio.clamp(-1.0, 1.0) * EXPANSION_PER_MILLE as f64).round() as i64
}

/// Widens or narrows the glyphs, and shares what the line then lacks or has too much among its spaces, to the
/// last scaled point.
fn justify(line: &mut [ShapedGlyph], extent: Extent, expansion_per_mille: i64, measure: Length) {
    let mut lacks = measure - extent.width;
    for glyph in line.iter_mut().filter(|glyph| !glyph.kind.is_elastic()) {
        let natural = glyph.advance;
        glyph.advance = expanded(natural, expansion_per_mille);
        glyph.x_offset = expanded(glyph.x_offset, expansion_per_mille);
        lacks -= glyph.advance - natural;
    }
    let mut spaces = extent.spaces;
    for glyph in line.iter_mut().filter(|glyph| glyph.kind.is_elastic()) {
        let share = lacks.share(glyph.advance.ratio(spaces));
        spaces -= glyph.advance;
        lacks -= share;
        glyph.advance += share;
    }
}

fn expanded(length: Length, expansion_per_mille: i64) -> Length {
    length.per_mille(1000 + expansion_per_mille)
}

/// Gives spaces at a line's end the level of the paragraph (UAX 9, rule L1).
fn lower_trailing_spaces(line: &mut [ShapedGlyph], base: Level) {
    let trailing = line.iter_mut().rev();
    for glyph in trailing.take_while(|glyph| glyph.kind.is_space()) {
        glyph.level = base;
    }
}

/// The stretches of a line that become a fragment each: glyphs of one node, style, face and level. A missing
/// grapheme is one of its own.
fn stretches(line: &[ShapedGlyph]) -> Vec<&[ShapedGlyph]> {
    line.chunk_by(|one, other| {
        one.piece == other.piece
            && one.face == other.face
            && one.level == other.level
            && one.kind != GlyphKind::Missing
            && other.kind != GlyphKind::Missing
    })
    .collect()
}

/// Where each stretch begins on a line that begins at `from` and whose page runs as `frame` does: from the start
/// of the line, the left of a page from left to right (UAX 9, rule L2).
fn starts(stretches: &[&[ShapedGlyph]], frame: Level, from: Length) -> Vec<Length> {
    let levels: Vec<Level> = stretches.iter().map(|stretch| stretch[0].level).collect();
    let mut order: Vec<usize> = if levels.iter().all(Level::is_ltr) {
        (0..levels.len()).collect()
    } else {
        bidi::visual_order(&levels)
    };
    if frame.is_rtl() {
        order.reverse();
    }
    let mut starts = vec![Length::ZERO; stretches.len()];
    let mut pen = from;
    for index in order {
        starts[index] = pen;
        pen += advance(stretches[index]);
    }
    starts
}

/// What holds for all fragments of a line.
struct Setting<'a> {
    styled: &'a StyledText,
    fonts: &'a Fonts,
    /// How many of its glyphs count for its width and its bounds: not the spaces that fall away at its end.
    inked: usize,
    /// Whether it runs against its page, so that these spaces stand before the others.
    is_opposed: bool,
    expansion_per_mille: i64,
}

impl Setting<'_> {
    /// The fragments of the stretches, which begin at the `starts`, with the lines under them; and where the last
    /// glyph ends that counts.
    fn fragments(
        &self,
        stretches: &[&[ShapedGlyph]],
        starts: &[Length],
    ) -> (Vec<Fragment>, Length) {
        let mut width = Length::ZERO;
        let mut inked = self.inked;
        let mut fragments = Vec::with_capacity(stretches.len());
        for (stretch, start) in stretches.iter().zip(starts) {
            let fragment = self.fragment(stretch, inked, *start);
            inked = inked.saturating_sub(stretch.len());
            width = width.max(fragment.bounds.right);
            let style = self.styled.pieces[stretch[0].piece].style;
            let underline = style.underlined.then(|| underline(&fragment, style));
            fragments.push(fragment);
            fragments.extend(underline);
        }
        (fragments, width)
    }

    /// Glyphs of one node, face and level, set from `x` on; the first `inked` of them count for the bounds.
    fn fragment(&self, glyphs: &[ShapedGlyph], inked: usize, x: Length) -> Fragment {
        let styled = self.styled;
        let head = &glyphs[0];
        let piece = &styled.pieces[head.piece];
        let style = piece.style;
        let (ink, spaces) = glyphs.split_at(inked.min(glyphs.len()));
        let left = if self.is_opposed {
            x + advance(spaces)
        } else {
            x
        };
        let right = left + advance(ink);
        let owner = Owner::Node(piece.node);
        if head.kind == GlyphKind::Missing {
            let inset = style.size.per_mille(BOX_INSET_PER_MILLE);
            return Fragment {
                owner,
                bounds: Rect {
                    left: left + inset,
                    top: -style.size.per_mille(BOX_HEIGHT_PER_MILLE),
                    right: right - inset,
                    bottom: Length::ZERO,
                },
                content: FragmentContent::Missing {
                    text: styled.text[head.text.clone()].to_owned(),
                    colour: Some(style.colour),
                },
            };
        }
        let face = self.fonts.get(head.face);
        let (ascent, descent, size, rise) = face.map_or(
            (style.size, Length::ZERO, style.size, Length::ZERO),
            |face| {
                let (ascent, descent) = (face.ascent(style.size), face.descent(style.size));
                (ascent, descent, size_in(style, face), rise_in(style, face))
            },
        );
        let is_reversed = head.level.is_rtl();
        let visual = if is_reversed {
            Cow::Owned(reversed(glyphs))
        } else {
            Cow::Borrowed(glyphs)
        };
        let (glyphs, text) = with_text(styled, &visual, is_reversed);
        let run = GlyphRun {
            face: head.face,
            size,
            expansion_per_mille: self.expansion_per_mille as i32,
            colour: style.colour,
            origin: Point { x, y: -rise },
            right_to_left: is_reversed,
            glyphs,
            displacements: displacements(&visual),
            text,
        };
        Fragment {
            owner,
            bounds: Rect {
                left,
                top: -ascent,
                right,
                bottom: descent,
            },
            content: FragmentContent::Glyphs(run),
        }
    }
}

/// The line under words of this style: thin enough to pass the descenders.
fn underline(words: &Fragment, style: PieceStyle) -> Fragment {
    let top = style.size.per_mille(UNDERLINE_DEPTH_PER_MILLE);
    let bounds = Rect {
        top,
        bottom: top + style.size.per_mille(UNDERLINE_PER_MILLE),
        ..words.bounds
    };
    Fragment::fill(bounds, style.colour)
}

/// Glyphs as they stand from left to right, each with its part of their text, which is in the order in which it is read.
fn with_text(
    styled: &StyledText,
    visual: &[ShapedGlyph],
    is_reversed: bool,
) -> (Vec<Glyph>, String) {
    let mut text = String::new();
    let with_text = |glyph: &ShapedGlyph| {
        let start = text.len() as u32;
        if glyph.kind == GlyphKind::Hyphen {
            text.push(SOFT_HYPHEN);
        } else {
            text.push_str(&styled.text[glyph.text.clone()]);
        }
        Glyph {
            id: glyph.id,
            advance: glyph.advance,
            text: start..text.len() as u32,
        }
    };
    let glyphs = if is_reversed {
        let mut glyphs: Vec<Glyph> = visual.iter().rev().map(with_text).collect();
        glyphs.reverse();
        glyphs
    } else {
        visual.iter().map(with_text).collect()
    };
    (glyphs, text)
}

/// Where glyphs stand elsewhere than at the pen.
fn displacements(visual: &[ShapedGlyph]) -> Vec<Displacement> {
    (0..)
        .zip(visual)
        .filter(|(_, glyph)| (glyph.x_offset, glyph.y_offset) != (Length::ZERO, Length::ZERO))
        .map(|(index, glyph)| Displacement {
            glyph: index,
            x: glyph.x_offset,
            y: glyph.y_offset,
        })
        .collect()
}

/// Glyphs from right to left in their order from left to right. Of each cluster the first then has the text, as in
/// text from left to right.
fn reversed(glyphs: &[ShapedGlyph]) -> Vec<ShapedGlyph> {
    let clusters: Vec<&[ShapedGlyph]> = glyphs
        .chunk_by(|_, next| next.text.is_empty() && next.kind != GlyphKind::Hyphen)
        .collect();
    let mut reversed = Vec::with_capacity(glyphs.len());
    for cluster in clusters.into_iter().rev() {
        let first = reversed.len();
        reversed.extend(cluster.iter().rev().cloned());
        if let [head, .., last] = &mut reversed[first..] {
            std::mem::swap(&mut head.text, &mut last.text);
        }
    }
    reversed
}
