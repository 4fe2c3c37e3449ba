//! The outline (§12.3.3): the title and the headings, nested as they are in the document.

use super::Standard;
use super::links::{Places, go_to};
use super::string::text;
use super::structure::Structure;
use crate::document::{Block, BlockKind, Document, NodeId, ParagraphRole, plain_text};
use crate::layout::Pages;
use lopdf::{Document as File, Object, ObjectId, dictionary};

/// An entry: the level of its heading, 0 for the title.
struct Entry {
    level: u8,
    title: String,
    node: NodeId,
}

/// Adds the outline; none where the document has no heading.
pub(super) fn add(
    document: &Document,
    pages: &Pages,
    page_ids: &[ObjectId],
    structure: &Structure,
    standard: Standard,
    file: &mut File,
) -> Option<ObjectId> {
    let mut entries = Vec::new();
    collect(&document.blocks, &mut entries);
    let places = Places::of(pages);
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.new_object_id()).collect();
    let parents = parents(&entries);
    let children = |parent: Option<usize>| -> Vec<usize> {
        (0..entries.len())
            .filter(|index| parents[*index] == parent)
            .collect()
    };
    let top = children(None);
    let (first, last) = (*top.first()?, *top.last()?);
    let mut siblings: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (index, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            siblings[*parent].push(index);
        }
    }
    for (index, entry) in entries.iter().enumerate() {
        let parent = parents[index].map_or(root, |parent| ids[parent]);
        let mut item = dictionary! { "Title" => text(&entry.title), "Parent" => parent };
        let row = parents[index].map_or(&top, |parent| &siblings[parent]);
        let place = row.iter().position(|other| *other == index).unwrap_or(0);
        if let Some(previous) = place.checked_sub(1).and_then(|place| row.get(place)) {
            item.set("Prev", ids[*previous]);
        }
        if let Some(next) = row.get(place + 1) {
            item.set("Next", ids[*next]);
        }
        if let (Some(first), Some(last)) = (siblings[index].first(), siblings[index].last()) {
            item.set("First", ids[*first]);
            item.set("Last", ids[*last]);
            item.set("Count", siblings[index].len() as i64);
        }
        if let Some(action) = go_to(entry.node, &places, pages, page_ids, structure, standard) {
            item.set("A", Object::Dictionary(action));
        }
        file.set_object(ids[index], item);
    }
    let outline = dictionary! {
        "Type" => "Outlines",
        "First" => ids[first],
        "Last" => ids[last],
        "Count" => entries.len() as i64,
    };
    file.set_object(root, outline);
    Some(root)
}

fn collect(blocks: &[Block], entries: &mut Vec<Entry>) {
    for block in blocks {
        let (level, title) = match &block.kind {
            BlockKind::Section(section) => {
                collect(&section.blocks, entries);
                continue;
            }
            BlockKind::Paragraph(paragraph) if paragraph.role == ParagraphRole::Title => {
                (0, plain_text(&paragraph.content))
            }
            BlockKind::Heading(heading) => (heading.level, plain_text(&heading.content)),
            _ => continue,
        };
        entries.push(Entry {
            level,
            title,
            node: block.node.id,
        });
    }
}

/// The nearest entry before each of a lower level.
fn parents(entries: &[Entry]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        while open
            .last()
            .is_some_and(|last| entries[*last].level >= entry.level)
        {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(index);
    }
    parents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_nest_below_the_nearest_of_a_lower_level() {
        let entry = |level| Entry {
            level,
            title: String::new(),
            node: NodeId(1),
        };
        let entries = [0, 1, 2, 2, 1, 2].map(entry);
        assert_eq!(
            parents(&entries),
            [None, Some(0), Some(1), Some(1), Some(0), Some(4)]
        );
    }
}
