//! The space between paragraphs, tables and lists.

use super::Piece;
use crate::document::ParagraphRole;
use crate::docx::style_ids;
use crate::length::Length;
use crate::theme::Theme;
use docx_rs::{LineSpacing, Paragraph};

/// Sets paragraphs apart from the table, the list or the facts above them, and facts from what is above these. A
/// table has no space below it, and that below an item is what parts it from the next, so the space is the following
/// paragraph's, unless its style has its own. Between two tables and at the end of the body stands an
/// empty paragraph: Word joins tables that touch.
pub(super) fn set_apart(pieces: Vec<Piece>, theme: &Theme) -> Vec<Piece> {
    let separator = || Piece::from(Paragraph::new().style(style_ids::TABLE_TEXT));
    let mut out = Vec::with_capacity(pieces.len() + 1);
    let mut above = Above::Text;
    for piece in pieces {
        let (piece, next) = match piece {
            Piece::Table(table) => {
                if above == Above::Table {
                    out.push(separator());
                }
                (Piece::Table(table), Above::Table)
            }
            Piece::Paragraph(mut paragraph) => {
                let next = above_of(&paragraph);
                let space = match (above, next) {
                    // Facts go on after the context.
                    (Above::Facts | Above::Body, Above::Facts) => None,
                    (Above::Facts, _) | (_, Above::Facts) => Some(theme.space_around_facts()),
                    (Above::Table, _) | (Above::Items, Above::Text | Above::Body) => {
                        Some(theme.grid)
                    }
                    (Above::Text | Above::Body | Above::Items, _) => None,
                };
                if let Some(space) = space.filter(|_| !has_own_space(&paragraph)) {
                    *paragraph = set_off(*paragraph, space);
                }
                (Piece::Paragraph(paragraph), next)
            }
        };
        out.push(piece);
        above = next;
    }
    if above == Above::Table {
        out.push(separator());
    }
    out
}

/// A paragraph with this much space before it, whatever its style says.
pub(super) fn set_off(mut paragraph: Paragraph, space: Length) -> Paragraph {
    let spacing = LineSpacing::new().before(space.to_twips().max(0) as u32);
    paragraph.property = paragraph.property.line_spacing(spacing);
    paragraph
}

/// What stands above a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    Text,
    Body,
    Facts,
    Items,
    Table,
}

fn above_of(paragraph: &Paragraph) -> Above {
    let style = style_of(paragraph);
    if [style_ids::FACTS, style_ids::FACTS_CONTINUED].contains(&style) {
        return Above::Facts;
    }
    let indent = paragraph.property.indent.as_ref();
    let is_item = paragraph.has_numbering && !style.starts_with("Heading")
        // The caption and the note of a wide table begin before the text.
        || indent.is_some_and(|indent| indent.start > Some(0))
        || style.starts_with("List")
        || [style_ids::TERMS, style_ids::ITEM_ATTRIBUTES].contains(&style);
    if is_item {
        Above::Items
    } else if style == style_ids::paragraph(ParagraphRole::Body) {
        Above::Body
    } else {
        Above::Text
    }
}

fn has_own_space(paragraph: &Paragraph) -> bool {
    let style = style_of(paragraph);
    let own = [
        style_ids::CAPTION,
        style_ids::CLOSING_HEADING,
        style_ids::FIGURE,
        style_ids::EMBLEM,
        style_ids::LOGOS,
        style_ids::paragraph(ParagraphRole::FundingStatement),
        style_ids::paragraph(ParagraphRole::Source),
    ];
    style.starts_with("Heading")
        || own.contains(&style)
        || paragraph.property.line_spacing.is_some()
}

pub(super) fn style_of(paragraph: &Paragraph) -> &str {
    let style = paragraph.property.style.as_ref();
    style.map_or("", |style| style.val.as_str())
}
