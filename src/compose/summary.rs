//! The summary.

use super::Composer;
use crate::document::{Block, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let summary = composer.brief.summary.iter();
    let blocks = summary.flat_map(|prose| composer.prose(prose, ParagraphRole::Summary));
    let blocks = blocks.collect();
    let heading = composer.locale.words(Message::HeadingSummary);
    composer.section(SectionRole::Summary, heading, blocks)
}
