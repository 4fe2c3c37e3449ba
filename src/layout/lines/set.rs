//! Setting a line to its width: glyphs and word spaces give way, and what is of one node, style and face
//! becomes a fragment.

use super::super::notice::{Notice, NoticeKind};
use super::super::page::{
    Displacement, Fragment, FragmentContent, Glyph, GlyphRun, Owner, Point, Rect,
};
use super::super::shape::{GlyphKind, ShapedGlyph};
use super::super::text::StyledText;
use super::breakpoints::{Breakpoints, Extent, Kind};
use super::microtypography::EXPANSION_PER_MILLE;
use super::total_fit::{ChosenLine, adjustment_ratio};
use super::{Line, Shape};
use crate::fonts::Fonts;
use crate::length::Length;

/// SOFT HYPHEN: what a hyphen of ours stands for, so that readers know it from one in the text (ISO 32000-1,
/// 14.8.2.2.3).
const SOFT_HYPHEN: char = '\u{AD}';

/// Sets one line, to the measure where lines are justified.
pub(super) fn line(
    styled: &StyledText,
    glyphs: &[ShapedGlyph],
    paragraph: &Breakpoints,
    chosen: ChosenLine,
    (measure, shape): (Length, Shape),
    fonts: &Fonts,
) -> Line {
    let (start, end) = (&paragraph.places[chosen.from], &paragraph.places[chosen.to]);
    let substitutes = |range: &std::ops::Range<usize>| &paragraph.substitutes[range.clone()];
    let mut line: Vec<ShapedGlyph> = Vec::with_capacity(end.next - start.next + 2);
    line.extend_from_slice(substitutes(&start.start_substitutes));
    line.extend_from_slice(&glyphs[start.next..end.end.max(start.next)]);
    line.extend_from_slice(substitutes(&end.end_substitutes));
    let inked = line.len();
    if !matches!(end.kind, Kind::Discretionary { .. }) {
        // The space that falls away stays in the text.
        line.extend_from_slice(&glyphs[end.end..end.next]);
    }
    let mut pen = Length::ZERO;
    let mut expansion_per_mille = 0;
    if shape.is_justified() {
        pen = -start.protrusion.1;
        let mut extent = end.line_end - start.line_start;
        extent.width = extent.width - start.protrusion.1 - end.protrusion.0;
        let mut ratio = adjustment_ratio(extent, measure);
        if end.kind == Kind::Forced {
            ratio = ratio.min(0.0);
        }
        if ratio != 0.0 {
            expansion_per_mille = expansion(ratio);
            justify(&mut line[..inked], extent, expansion_per_mille, measure);
        }
    }
    let text = glyphs.get(start.next).map_or(0, |glyph| glyph.text.start)
        ..glyphs[..end.next].last().map_or(0, |glyph| glyph.text.end);
    let (fragments, width) = fragments(styled, &line, inked, (pen, expansion_per_mille), fonts);
    let notes = styled
        .notes
        .iter()
        .filter(|(offset, _)| text.contains(offset))
        .map(|(_, note)| *note)
        .collect();
    let is_divided = end.kind == Kind::Emergency && start.kind != Kind::Emergency;
    Line {
        fragments,
        width,
        notes,
        notices: is_divided
            .then(|| divided_word(styled, glyphs, end.end))
            .into_iter()
            .collect(),
        divides_word: end.kind.is_hyphen(),
    }
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
        let share = Length::pt(lacks.to_pt() * glyph.advance.ratio(spaces));
        spaces -= glyph.advance;
        lacks -= share;
        glyph.advance += share;
    }
}

fn expanded(length: Length, expansion_per_mille: i64) -> Length {
    length.scaled(1000 + expansion_per_mille, 1000)
}

/// One fragment for each stretch of one node, style and face, from `pen` on; and where the last of the first
/// `inked` glyphs ends.
fn fragments(
    styled: &StyledText,
    line: &[ShapedGlyph],
    inked: usize,
    (mut pen, expansion_per_mille): (Length, i64),
    fonts: &Fonts,
) -> (Vec<Fragment>, Length) {
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut width = Length::ZERO;
    let mut start = 0;
    while start < line.len() {
        let head = &line[start];
        let same = |glyph: &&ShapedGlyph| {
            glyph.piece == head.piece
                && glyph.face == head.face
                && (glyph.kind == GlyphKind::Missing) == (head.kind == GlyphKind::Missing)
        };
        let mut end = start + line[start..].iter().take_while(same).count();
        if head.kind == GlyphKind::Missing {
            end = start + 1;
        }
        let glyphs = &line[start..end];
        let fragment = fragment(
            styled,
            glyphs,
            inked.saturating_sub(start),
            (pen, expansion_per_mille),
            fonts,
        );
        pen += glyphs.iter().map(|glyph| glyph.advance).sum();
        width = width.max(fragment.bounds.right);
        fragments.push(fragment);
        start = end;
    }
    (fragments, width)
}

/// Sets glyphs of one node and face from `x` on; the first `inked` of them count for the bounds.
fn fragment(
    styled: &StyledText,
    glyphs: &[ShapedGlyph],
    inked: usize,
    (x, expansion_per_mille): (Length, i64),
    fonts: &Fonts,
) -> Fragment {
    let head = &glyphs[0];
    let piece = &styled.pieces[head.piece];
    let style = piece.style;
    let (ascent, descent) = fonts
        .get(head.face)
        .map_or((style.size, Length::ZERO), |face| {
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
    let displacements = (0..)
        .zip(glyphs)
        .filter(|(_, glyph)| (glyph.x_offset, glyph.y_offset) != (Length::ZERO, Length::ZERO))
        .map(|(index, glyph)| Displacement {
            glyph: index,
            x: glyph.x_offset,
            y: glyph.y_offset,
        })
        .collect();
    let glyphs = glyphs
        .iter()
        .map(|glyph| {
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
        })
        .collect();
    let run = GlyphRun {
        face: head.face,
        size: style.size,
        expansion_per_mille: expansion_per_mille as i32,
        colour: style.colour,
        origin: Point { x, y: Length::ZERO },
        glyphs,
        displacements,
        text,
    };
    Fragment {
        owner: Owner::Node(piece.node),
        bounds,
        content: FragmentContent::Glyphs(run),
    }
}
