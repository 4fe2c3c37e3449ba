//! The summary.

use super::Composer;
use crate::document::{Block, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Option<Block> {
    let summary = composer.brief.summary.as_ref()?;
    let blocks = composer.prose(summary, ParagraphRole::Summary);
    let heading = composer.locale.words(Message::HeadingSummary);
    Some(composer.section(SectionRole::Summary, heading, blocks))
}
