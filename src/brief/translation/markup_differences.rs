//! What the markup of a translation lacks of its source's, or has beside it.

use super::super::model::Prose;
use super::super::words::{counted, quoted};
use crate::document::{Block, BlockKind, Inline, InlineKind};
use std::collections::BTreeMap;

/// What the markup of a translation lacks of its source's, or has beside it: each with what to do.
pub(super) fn differences(source: &Prose, translated: &Prose) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (of_source, of_translation) = (Marks::of(source), Marks::of(translated));
    for link in of_source.links_beyond(&of_translation) {
        found.push((
            format!("the translation lacks the link to `{}`", quoted(link)),
            format!("write `[…]({link})` round the words that it belongs to"),
        ));
    }
    for link in of_translation.links_beyond(&of_source) {
        found.push((
            format!("the source has no link to `{}`", quoted(link)),
            "write the link as the source has it, or leave it out".to_owned(),
        ));
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
    // Items that have become a paragraph are told once.
    let paragraphs = match of_source.items == of_translation.items {
        true => (of_source.paragraphs, of_translation.paragraphs),
        false => (0, 0),
    };
    for (name, source, translation, help) in [
        (
            "footnote",
            source.notes.len(),
            translated.notes.len(),
            "keep `[^…]` in the text, and the words of the note behind `[^…]:` below",
        ),
        (
            "list item",
            of_source.items,
            of_translation.items,
            "look for one that is missing, added, or run together with another; each begins a line with `- `, or with a \
             number as in `1. `",
        ),
        (
            "paragraph",
            paragraphs.0,
            paragraphs.1,
            "look for one that is missing, added, or run together with another; an empty line stands between two",
        ),
    ] {
        if source != translation {
            let source = counted(source, name);
            let what = format!("the source has {source}, the translation {translation}");
            found.push((what, help.to_owned()));
        }
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
    /// The items of lists.
    items: usize,
    /// The paragraphs, without those with which an item or a note begins.
    paragraphs: usize,
}

impl Marks {
    fn of(prose: &Prose) -> Marks {
        let mut marks = Marks::default();
        marks.of_blocks(&prose.blocks);
        for note in &prose.notes {
            marks.of_entry(&note.blocks);
        }
        marks
    }

    /// The links that it has more often than `other`.
    fn links_beyond(&self, other: &Marks) -> impl Iterator<Item = &String> {
        let is_beyond = |link: &str, count| other.links.get(link).unwrap_or(&0) < count;
        let links = self.links.iter();
        links.filter_map(move |(link, count)| is_beyond(link, count).then_some(link))
    }

    fn of_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) => {
                    self.paragraphs += 1;
                    self.of_inlines(&paragraph.content);
                }
                BlockKind::List(list) => {
                    self.items += list.items.len();
                    for item in &list.items {
                        self.of_entry(&item.blocks);
                    }
                }
                _ => {}
            }
        }
    }

    /// The blocks of an item or a note.
    fn of_entry(&mut self, blocks: &[Block]) {
        self.of_blocks(blocks);
        let begins = blocks.first().map(|block| &block.kind);
        if matches!(begins, Some(BlockKind::Paragraph(_))) {
            self.paragraphs -= 1;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::markup::prose_alone;

    fn told(source: &str, translated: &str) -> Vec<String> {
        let (source, translated) = (
            prose_alone(source).unwrap(),
            prose_alone(translated).unwrap(),
        );
        let found = differences(&source, &translated);
        found.into_iter().map(|(what, _)| what).collect()
    }

    #[test]
    fn list_items_and_paragraphs_that_are_lost_or_added_are_told() {
        let items = "the source has 3 list items, the translation 2";
        assert_eq!(told("- A\n- B\n- C", "- A\n- B"), [items]);
        assert_eq!(told("1. A\n2. B\n3. C", "1. A\n2. B C"), [items]);
        let items = "the source has 2 list items, the translation 0";
        assert_eq!(told("- A\n- B", "• A\n• B"), [items]);
        let paragraphs = "the source has 2 paragraphs, the translation 1";
        assert_eq!(told("A\n\nB", "A\nB"), [paragraphs]);
        let paragraphs = "the source has 1 paragraph, the translation 2";
        assert_eq!(told("- A\n\n  B", "- A\n\n  B\n\n  C"), [paragraphs]);
        let both = "A[^1]\n\n- B\n  - C\n\nD\n\n[^1]: E";
        assert!(told(both, both).is_empty());
    }
}
