//! The documents that the brief refers to.

use super::words::{link, numbered_list};
use super::{Composer, paragraph};
use crate::document::{Block, Inline, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let references = &composer.brief.references;
    let items = references
        .iter()
        .map(|item| {
            let block = match &item.url {
                Some(url) => paragraph(
                    ParagraphRole::Body,
                    vec![
                        composer.field(&item.text),
                        Inline::text(" "),
                        link(url, url.value.clone()),
                    ],
                ),
                None => composer.field_paragraph(ParagraphRole::Body, &item.text),
            };
            (item.id.as_str(), vec![block])
        })
        .collect();
    let list = numbered_list(items);
    let heading = composer
        .locale
        .counted(Message::HeadingReferences, references.len());
    composer.section(SectionRole::References, heading, vec![list])
}
