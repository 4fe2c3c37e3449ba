//! What stands in the way.

use super::Composer;
use super::words::list_block;
use crate::document::{Block, ListMarker, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn heading(composer: &Composer<'_>) -> String {
    composer
        .locale
        .counted(Message::HeadingObstacles, composer.brief.obstacles.len())
}

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let obstacles = &composer.brief.obstacles;
    let items = obstacles
        .iter()
        .map(|item| {
            let mut blocks = vec![composer.field_paragraph(ParagraphRole::Body, &item.text)];
            if let Some(detail) = &item.detail {
                blocks.extend(composer.prose(detail, ParagraphRole::Body));
            }
            blocks.extend(composer.floats_after(&item.id));
            (item.id.as_str(), blocks)
        })
        .collect();
    let list = list_block(ListMarker::Bullet, items);
    composer.section(SectionRole::Obstacles, heading(composer), vec![list])
}
