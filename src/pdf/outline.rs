//! The outline (§12.3.3): the title and the headings, nested as they are in the document.

use super::Pass;
use super::destinations::go_to;
use super::file::File;
use super::string::text;
use super::structure::Structure;
use crate::document::{Block, BlockKind, NodeId, ParagraphRole, plain_text, without_line_controls};
use lopdf::{Object, ObjectId, dictionary};

/// An entry: the level of its heading, 0 for the title.
struct Entry {
    level: u8,
    title: String,
    node: NodeId,
}

/// Where an entry stands among the others.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct Position {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// How many entries there are below it, at all levels: all are open.
    count: i64,
}

/// Adds the outline; none where the document has no heading.
pub(super) fn add(pass: &Pass, structure: &Structure, file: &mut File) -> Option<ObjectId> {
    let mut entries = Vec::new();
    collect(&pass.document.blocks, pass, &mut entries);
    let levels: Vec<u8> = entries.iter().map(|entry| entry.level).collect();
    let (root, positions) = positions(&levels);
    let (first, last) = (root.first?, root.last?);
    let root_id = file.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.new_object_id()).collect();
    for ((entry, position), id) in entries.iter().zip(&positions).zip(&ids) {
        let parent = position.parent.map_or(root_id, |parent| ids[parent]);
        let mut item = dictionary! { "Title" => text(&entry.title), "Parent" => parent };
        let related = [
            ("Prev", position.previous),
            ("Next", position.next),
            ("First", position.first),
            ("Last", position.last),
        ];
        for (key, other) in related {
            if let Some(other) = other {
                item.set(key, ids[other]);
            }
        }
        if position.count > 0 {
            item.set("Count", position.count);
        }
        if let Some(action) = go_to(entry.node, pass, structure) {
            item.set("A", Object::Dictionary(action));
        }
        file.set_object(*id, item);
    }
    let outline = dictionary! {
        "Type" => "Outlines",
        "First" => ids[first],
        "Last" => ids[last],
        "Count" => root.count,
    };
    file.set_object(root_id, outline);
    Some(root_id)
}

fn collect(blocks: &[Block], pass: &Pass, entries: &mut Vec<Entry>) {
    for block in blocks {
        let (level, title) = match &block.kind {
            BlockKind::Section(section) => {
                collect(&section.blocks, pass, entries);
                continue;
            }
            BlockKind::Paragraph(paragraph) if paragraph.role == ParagraphRole::Title => {
                (0, plain_text(&paragraph.content))
            }
            BlockKind::Heading(heading) => {
                let words = plain_text(&heading.content);
                let number = heading.label.as_ref().and_then(|label| label.number);
                let title = match number {
                    Some(number) => format!("{} {words}", pass.numeral(number)),
                    None => words,
                };
                (heading.level, title)
            }
            _ => continue,
        };
        entries.push(Entry {
            level,
            title: without_line_controls(&title),
            node: block.node.id,
        });
    }
}

/// Relates the entries, given by their levels: each is below the nearest before it of a lower level. The first
/// position is that of the root.
fn positions(levels: &[u8]) -> (Position, Vec<Position>) {
    let mut root = Position::default();
    let mut positions: Vec<Position> = Vec::with_capacity(levels.len());
    let mut open: Vec<usize> = Vec::new();
    for (index, level) in levels.iter().enumerate() {
        while open.last().is_some_and(|last| levels[*last] >= *level) {
            open.pop();
        }
        let parent = open.last().copied();
        let above = parent.map_or(&mut root, |parent| &mut positions[parent]);
        above.first.get_or_insert(index);
        let previous = above.last.replace(index);
        if let Some(previous) = previous {
            positions[previous].next = Some(index);
        }
        root.count += 1;
        for ancestor in &open {
            positions[*ancestor].count += 1;
        }
        positions.push(Position {
            parent,
            previous,
            ..Position::default()
        });
        open.push(index);
    }
    (root, positions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_nest_below_the_nearest_of_a_lower_level() {
        let (root, positions) = positions(&[0, 1, 2, 2, 1, 3]);
        let parents: Vec<Option<usize>> =
            positions.iter().map(|position| position.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0), Some(4)]);
        let counts: Vec<i64> = positions.iter().map(|position| position.count).collect();
        assert_eq!(counts, [5, 2, 0, 0, 1, 0]);
        assert_eq!((root.first, root.last, root.count), (Some(0), Some(0), 6));
        assert_eq!(
            positions[1],
            Position {
                parent: Some(0),
                previous: None,
                next: Some(4),
                first: Some(2),
                last: Some(3),
                count: 2
            }
        );
    }

    #[test]
    fn a_heading_before_the_title_stands_beside_it() {
        let (root, positions) = positions(&[1, 0, 1]);
        assert_eq!((root.first, root.last), (Some(0), Some(1)));
        assert_eq!(positions[1].previous, Some(0));
        assert_eq!(positions[2].parent, Some(1));
    }

    #[test]
    fn no_heading_no_outline() {
        assert_eq!(positions(&[]), (Position::default(), Vec::new()));
    }
}
