//! The list of abbreviations.

use super::Composer;
use super::organisations::span_of;
use crate::document::{Block, BlockKind, Description, Node, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let abbreviations = &composer.brief.abbreviations;
    let descriptions = abbreviations
        .iter()
        .map(|item| Description {
            node: Node::default(),
            term_node: Node::default(),
            term: vec![span_of(&item.short)],
            blocks: vec![composer.field_paragraph(ParagraphRole::Body, &item.long)],
        })
        .collect();
    let list = Block::from(BlockKind::DescriptionList(descriptions));
    let heading = composer
        .locale
        .counted(Message::HeadingAbbreviations, abbreviations.len());
    composer.section(SectionRole::Abbreviations, heading, vec![list])
}
