//! Figures.

use super::Composer;
use super::tables::caption;
use crate::brief::Figure as BriefFigure;
use crate::document::{Block, BlockKind, Figure, Node, ParagraphRole};
use crate::locale::Message;

/// A figure; without a caption it has no number either.
pub(super) fn figure(composer: &mut Composer<'_>, item: &BriefFigure) -> Block {
    let caption = item.caption.as_ref().map(|words| {
        let number = composer.floats.next_figure_number();
        caption(composer, Message::CaptionFigure, number, words)
    });
    Block {
        node: super::anchored(&item.id.value),
        kind: BlockKind::Figure(Figure {
            picture_node: Node {
                // The words of a picture are those that stand for it.
                language: item.alt.language().cloned(),
                ..Node::from_origin(&item.file.origin)
            },
            picture: item.file.value.clone(),
            alt: item.alt.value.clone(),
            caption,
            credit: item
                .credit
                .as_ref()
                .map(|credit| Box::new(composer.field_paragraph(ParagraphRole::Source, credit))),
        }),
    }
}
