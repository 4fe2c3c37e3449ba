//! Links of prose to items of the brief: an item that has another id now is linked so in a translation, too.

use super::super::model::Prose;
use crate::document::{Block, BlockKind, Inline, InlineKind};
use std::collections::{BTreeMap, BTreeSet};

/// What stands before the id in a link to an item, and behind it.
const BEFORE: &str = "](#";
const BEHIND: char = ')';

/// Which ids the links of a passage had, and which ones stand in their places now.
#[derive(Default)]
pub(super) struct Links<'t>(BTreeMap<&'t str, &'t str>);

impl<'t> Links<'t> {
    /// From the links of the words `old` to those of `new`: where as many ids have gone as have come, each is in the place
    /// of one, in their order.
    pub fn between(old: &'t str, new: &'t str) -> Links<'t> {
        let (before, now) = (ids(old), ids(new));
        let gone = only_in(&before, &now);
        let come = only_in(&now, &before);
        match gone.len() == come.len() {
            true => Links(gone.into_iter().zip(come).collect()),
            false => Links::default(),
        }
    }

    /// Whether any id stands in the place of another.
    pub fn are_others(&self) -> bool {
        !self.0.is_empty()
    }

    /// The id that stands in the place of `id` now.
    pub fn now<'i>(&'i self, id: &'i str) -> &'i str {
        self.0.get(id).copied().unwrap_or(id)
    }

    /// `text` with the links as they are now.
    pub fn in_text(&self, text: &str) -> String {
        let mut parts = text.split(BEFORE);
        let mut linked = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (id, behind) = part.split_at(part.find(BEHIND).unwrap_or(0));
            linked.extend([BEFORE, self.now(id), behind]);
        }
        linked
    }

    /// Has the links of `prose` lead where they lead now; of those that lead to none of `ids` the words stay.
    pub fn in_prose(&self, prose: &mut Prose, ids: &BTreeSet<String>) {
        let notes = prose.notes.iter_mut();
        let blocks = notes.flat_map(|note| &mut note.blocks);
        for block in prose.blocks.iter_mut().chain(blocks) {
            self.in_block(block, ids);
        }
    }

    fn in_block(&self, block: &mut Block, ids: &BTreeSet<String>) {
        match &mut block.kind {
            BlockKind::Paragraph(paragraph) => self.in_inlines(&mut paragraph.content, ids),
            BlockKind::List(list) => {
                let blocks = list.items.iter_mut().flat_map(|item| &mut item.blocks);
                blocks.for_each(|block| self.in_block(block, ids));
            }
            _ => {}
        }
    }

    fn in_inlines(&self, inlines: &mut [Inline], ids: &BTreeSet<String>) {
        for inline in inlines {
            if let InlineKind::Reference { anchor, content } = &mut inline.kind {
                *anchor = self.now(anchor).to_owned();
                if !ids.contains(anchor) {
                    inline.kind = InlineKind::Span(std::mem::take(content));
                }
            }
            self.in_inlines(inline.kind.children_mut(), ids);
        }
    }
}

/// The ids that the links of `text` lead to, in order.
fn ids(text: &str) -> Vec<&str> {
    let links = text.split(BEFORE).skip(1);
    links
        .filter_map(|link| Some(link.split_once(BEHIND)?.0))
        .collect()
}

/// Those of `ids` that are none of `others`, each once.
fn only_in<'t>(ids: &[&'t str], others: &[&str]) -> Vec<&'t str> {
    let mut only: Vec<&str> = Vec::new();
    for id in ids {
        if !others.contains(id) && !only.contains(id) {
            only.push(id);
        }
    }
    only
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_where_that_of_the_source_leads_now() {
        let links = |old, new| Links::between(old, new).in_text("[б](#b), [а](#a), [в](#c");
        assert_eq!(
            links("[a](#a) and [b](#b)", "[a](#x) and [b](#b)"),
            "[б](#b), [а](#x), [в](#c"
        );
        // Both have others, and one stands in another place.
        assert_eq!(
            links("[a](#a) and [b](#b)", "[a](#x) and [b](#y)"),
            "[б](#y), [а](#x), [в](#c"
        );
        assert_eq!(
            links("[a](#a) and [b](#b)", "[b](#b) and [a](#a)"),
            "[б](#b), [а](#a), [в](#c"
        );
        // One that has gone has no other in its place.
        assert_eq!(links("[a](#a)", "a"), "[б](#b), [а](#a), [в](#c");
    }
}
