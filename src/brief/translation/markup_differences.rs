//! What the markup of a translation lacks of its source's, or has beside it.

use super::super::model::Prose;
use super::super::words::{counted, quoted};
use crate::document::{Block, BlockKind, Inline, InlineKind};
use std::collections::BTreeMap;

/// What the markup of a translation lacks of its source's, or has beside it: each with what to do.
pub(super) fn differences(source: &Prose, translated: &Prose) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (of_source, of_translation) = (Marks::of(source), Marks::of(translated));
    for (link, count) in &of_source.links {
        if of_translation.links.get(link).unwrap_or(&0) < count {
            found.push((
                format!("the translation lacks the link to `{}`", quoted(link)),
                format!("write `[…]({link})` round the words that it belongs to"),
            ));
        }
    }
    for (link, count) in &of_translation.links {
        if of_source.links.get(link).unwrap_or(&0) < count {
            found.push((
                format!("the source has no link to `{}`", quoted(link)),
                "write the link as the source has it, or leave it out".to_owned(),
            ));
        }
    }
    // How often words are set so may differ, as sentences do; that they are is the writer's wish.
    for (mark, source, translation) in [
        ("*", of_source.emphasised, of_translation.emphasised),
        ("**", of_source.strong, of_translation.strong),
    ] {
        if source > 0 && translation == 0 {
            found.push((
                format!("the source has words between `{mark}` and `{mark}`, the translation none"),
                format!("write `{mark}…{mark}` round the words that it belongs to"),
            ));
        }
    }
    let (ours, theirs) = (translated.notes.len(), source.notes.len());
    if ours != theirs {
        found.push((
            format!(
                "the source has {}, the translation {ours}",
                counted(theirs, "footnote")
            ),
            "keep `[^…]` in the text, and the words of the note behind `[^…]:` below".to_owned(),
        ));
    }
    found
}

/// The markup of a prose.
#[derive(Default)]
struct Marks {
    /// Where links lead, and how many lead there.
    links: BTreeMap<String, usize>,
    emphasised: usize,
    strong: usize,
}

impl Marks {
    fn of(prose: &Prose) -> Marks {
        let mut marks = Marks::default();
        marks.of_blocks(&prose.blocks);
        for note in &prose.notes {
            marks.of_blocks(&note.blocks);
        }
        marks
    }

    fn of_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) => self.of_inlines(&paragraph.content),
                BlockKind::List(list) => {
                    for item in &list.items {
                        self.of_blocks(&item.blocks);
                    }
                }
                _ => {}
            }
        }
    }

    fn of_inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let mut link = |target: String| *self.links.entry(target).or_default() += 1;
            match &inline.kind {
                InlineKind::Link { uri, .. } => link(uri.clone()),
                InlineKind::Reference { anchor, .. } => link(format!("#{anchor}")),
                InlineKind::Emphasis(_) => self.emphasised += 1,
                InlineKind::Strong(_) => self.strong += 1,
                _ => {}
            }
            self.of_inlines(inline.children());
        }
    }
}
