//! Lists, and lists of terms with what is said of them.

use super::inlines::Voice;
use super::spacing::set_off;
use super::{Composer, Piece, Place, close, first_paragraph, tab};
use crate::document::{
    Block, Description, List, ListMarker, Origin, Paragraph as Words, ParagraphRole, SectionRole,
    plain_text,
};
use crate::docx::numbering::{BULLETS, INDENTED_BULLETS, LEVELS, Numbered};
use crate::docx::{style_ids, styles};
use docx_rs::{IndentLevel, NumberingId, Paragraph};

/// How the first paragraph of a list's item is marked.
#[derive(Clone, Copy)]
struct Mark<'a> {
    list: &'a List,
    level: usize,
    instance: Option<usize>,
    is_under_number: bool,
}

impl<'a> Composer<'a> {
    pub(super) fn list(&mut self, list: &'a List, place: Place<'a>, out: &mut Vec<Piece>) {
        let level = place.list.map_or(0, |level| level + 1);
        let place = Place {
            list: Some(level),
            ..place
        };
        let recommends = place.role == SectionRole::Recommendations && level == 0;
        let instance = match list.marker {
            ListMarker::Bullet => None,
            ListMarker::Decimal => {
                let what = match (recommends, place.is_under_number) {
                    (true, _) => Numbered::Recommendations,
                    (false, true) => Numbered::IndentedList,
                    (false, false) => Numbered::List,
                };
                let first = list.items.first().and_then(|item| item.label.number);
                Some(self.numberings.add(what, level, first.unwrap_or(1)))
            }
        };
        let mark = Mark {
            list,
            level,
            instance,
            is_under_number: place.is_under_number,
        };
        let space = self.theme.space_after_item(recommends);
        let mut is_below_many = false;
        let mut begins = Vec::with_capacity(list.items.len());
        for item in &list.items {
            self.pend(&item.node);
            let place = Place {
                language: item.node.language_or(place.language),
                ..place
            };
            let (mut paragraph, rest) = match first_paragraph(&item.blocks) {
                Some((block, words, rest)) => {
                    let of_item = item.node.origin.as_ref();
                    (self.marked(block, words, of_item, mark, place), rest)
                }
                None => {
                    let style = style_ids::list(list.marker == ListMarker::Bullet, level);
                    let paragraph = self.paragraph(&style, Vec::new(), place.language);
                    (numbered(paragraph, mark), &item.blocks[..])
                }
            };
            if is_below_many {
                paragraph = set_off(paragraph, space);
            }
            is_below_many = item.blocks.len() > 1;
            begins.push(out.len());
            out.push(paragraph.into());
            self.blocks(rest, place, out);
        }
        hold_items_together(out, &begins);
    }

    /// The first paragraph of an item, which bears its mark.
    fn marked(
        &mut self,
        block: &'a Block,
        words: &'a Words,
        of_item: Option<&'a Origin>,
        mark: Mark<'a>,
        place: Place<'a>,
    ) -> Paragraph {
        self.pend(&block.node);
        let style = match words.role {
            ParagraphRole::Body => {
                style_ids::list(mark.list.marker == ListMarker::Bullet, mark.level)
            }
            ParagraphRole::Summary => style_ids::SUMMARY_ITEM.to_owned(),
            role => style_ids::paragraph(role).to_owned(),
        };
        let paragraph = self.written(block, of_item, &words.content, &style, place);
        let is_own = mark.instance.is_some() || mark.is_under_number;
        if words.role == ParagraphRole::Body && !is_own && mark.level < style_ids::LIST_LEVELS {
            return paragraph;
        }
        numbered(paragraph, mark)
    }

    /// A further paragraph of an item at `level`.
    pub(super) fn continued(
        &mut self,
        block: &'a Block,
        words: &'a Words,
        level: usize,
        place: Place<'a>,
    ) -> Paragraph {
        let style = match words.role {
            ParagraphRole::Body => style_ids::list_continue(level),
            ParagraphRole::Attributes if level == 0 => style_ids::ITEM_ATTRIBUTES.to_owned(),
            role => style_ids::paragraph(role).to_owned(),
        };
        let mut paragraph = self.written(block, None, &words.content, &style, place);
        let by_style = match words.role {
            ParagraphRole::Body => level < style_ids::LIST_LEVELS && !place.is_under_number,
            ParagraphRole::Attributes => level == 0,
            _ => false,
        };
        if !by_style {
            let steps = level as i64 + 1 + i64::from(place.is_under_number);
            let indent = self.theme.list_indent * steps;
            paragraph.property = styles::indented(paragraph.property, indent);
        }
        paragraph
    }

    /// A term and what is said of it: one paragraph, the term before the tab; what follows is indented.
    pub(super) fn description(
        &mut self,
        description: &'a Description,
        place: Place<'a>,
        out: &mut Vec<Piece>,
    ) {
        let place = Place {
            language: description.node.language_or(place.language),
            ..place
        };
        self.pend(&description.node);
        self.pend(&description.term_node);
        let style = match place.role {
            SectionRole::Facts => style_ids::FACTS,
            _ => style_ids::TERMS,
        };
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        let voice = Voice {
            style: Some(style_ids::TERM),
            ..Voice::plain(description.term_node.language_or(place.language))
        };
        let term = description.term_node.origin.as_ref().map(|origin| {
            let text = plain_text(&description.term);
            self.open_anchor(&origin.path, &text, &mut children)
        });
        let voice = Voice {
            field: description.term_node.origin.as_ref(),
            ..voice
        };
        self.inlines(&description.term, voice, &mut children);
        close(term, &mut children);
        children.push(tab());
        let mut rest = &description.blocks[..];
        if let Some((block, words, others)) = first_paragraph(rest) {
            rest = others;
            self.pend(&block.node);
            let inner = self.open_pending(&mut children);
            let language = block.node.language_or(place.language);
            let origin = block.node.field_or(description.node.origin.as_ref());
            self.content(origin, &words.content, style, language, &mut children);
            close(inner, &mut children);
        }
        close(targets, &mut children);
        let paragraph = self.paragraph(style, children, place.language);
        out.push(paragraph.into());
        self.blocks_in(style_ids::FACTS_CONTINUED, rest, place, out);
    }
}

fn numbered(paragraph: Paragraph, mark: Mark) -> Paragraph {
    let bullets = if mark.is_under_number {
        INDENTED_BULLETS
    } else {
        BULLETS
    };
    let number = mark.instance.unwrap_or(bullets);
    paragraph.numbering(
        NumberingId::new(number),
        IndentLevel::new(mark.level.min(LEVELS - 1)),
    )
}

/// Keeps the first two and the last two paragraphs of each item on one page, and the first and the last
/// item with a neighbour where they are of one paragraph. `begins` are where the items begin.
fn hold_items_together(pieces: &mut [Piece], begins: &[usize]) {
    let mut kept = Vec::new();
    let ends = begins.iter().skip(1).copied().chain([pieces.len()]);
    for (begin, end) in begins.iter().copied().zip(ends) {
        if end - begin > 1 {
            kept.extend([begin, end - 2]);
        }
    }
    if let ([first, second, ..], Some(last)) = (begins, begins.last()) {
        if second - first == 1 {
            kept.push(*first);
        }
        if pieces.len() - last == 1 {
            kept.push(last - 1);
        }
    }
    for index in kept {
        if let Some(piece) = pieces.get_mut(index) {
            piece.keep_with_next();
        }
    }
}
