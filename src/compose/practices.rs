//! What works already: practices, each with its title run into the text.

use super::words::span;
use super::{Composer, anchored, paragraph};
use crate::brief::Practice;
use crate::document::{Block, BlockKind, Inline, InlineKind, Origin, ParagraphRole, SectionRole};
use crate::locale::{Message, ends_sentence};

pub(super) fn heading(composer: &Composer<'_>) -> String {
    composer.locale.words(Message::HeadingPractices)
}

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let practices = &composer.brief.practices;
    let mut blocks = Vec::new();
    for item in practices {
        blocks.extend(practice(composer, item));
        blocks.extend(composer.floats_after(&item.id));
    }
    composer.section(SectionRole::Practices, heading(composer), blocks)
}

fn practice(composer: &mut Composer<'_>, item: &Practice) -> Vec<Block> {
    let mut blocks = composer.prose(&item.text, ParagraphRole::Body);
    let Some(title) = &item.title else {
        if let Some(first) = blocks.first_mut() {
            first.node.anchor = Some(item.id.clone());
        }
        return blocks;
    };
    let is_stopped = ends_sentence(&title.value) || title.value.ends_with(':');
    let title = vec![Inline::from(InlineKind::Emphasis(vec![
        composer.field(title),
    ]))];
    let begins_with_paragraph = matches!(
        blocks.first().map(|block| &block.kind),
        Some(BlockKind::Paragraph(_))
    );
    let text = if begins_with_paragraph {
        run_in(blocks.remove(0), &item.text.origin)
    } else {
        Vec::new()
    };
    let mut content = composer.fill(Message::RunInTitle, vec![("title", title), ("text", text)]);
    if is_stopped
        && let Some(InlineKind::Text(words)) = content.get_mut(1).map(|next| &mut next.kind)
    {
        // It takes no full stop of ours.
        *words = words.trim_start_matches('.').to_owned();
    }
    if !begins_with_paragraph {
        // Nothing runs in after the title: no space at its end.
        if let Some(InlineKind::Text(words)) = content.last_mut().map(|inline| &mut inline.kind) {
            words.truncate(words.trim_end().len());
        }
    }
    let mut first = paragraph(ParagraphRole::Body, content);
    first.node = anchored(&item.id);
    blocks.insert(0, first);
    blocks
}

/// The words of a prose's first paragraph as a span among other words.
fn run_in(block: Block, prose: &Origin) -> Vec<Inline> {
    match block.kind {
        BlockKind::Paragraph(paragraph) => {
            let mut inline = span(prose, paragraph.content);
            if block.node.origin.is_some() {
                inline.node = block.node;
            }
            vec![inline]
        }
        _ => Vec::new(),
    }
}
