//! What the meeting decided.

use super::Composer;
use super::words::numbered_list;
use crate::document::{Block, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let decisions = &composer.brief.decisions;
    let items = decisions
        .iter()
        .map(|item| {
            let mut blocks =
                vec![composer.field_paragraph(ParagraphRole::Recommendation, &item.text)];
            if let Some(detail) = &item.detail {
                blocks.extend(composer.prose(detail, ParagraphRole::Body));
            }
            blocks.extend(composer.floats_after(&item.id));
            (item.id.as_str(), blocks)
        })
        .collect();
    let list = numbered_list(items);
    let heading = composer
        .locale
        .counted(Message::HeadingDecisions, decisions.len());
    composer.section(SectionRole::Decisions, heading, vec![list])
}
