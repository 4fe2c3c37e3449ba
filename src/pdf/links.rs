//! Link annotations (§12.5.6.5) and the destinations inside the file (§12.3.2).

use super::Standard;
use super::string::{ascii, name, text};
use super::structure::{Structure, Target};
use crate::document::{Document, NodeId};
use crate::layout::{Owner, Page, Pages, Rect};
use crate::length::Length;
use lopdf::{Dictionary, Document as File, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// Room above a destination's first line when a reader goes there.
const ROOM_ABOVE: Length = Length::pt(8.0);

/// A rectangle in default user space (§7.9.5).
pub(super) fn rectangle(page: &Page, rect: &Rect) -> Object {
    let real = |length: Length| Object::Real(length.to_pt() as f32);
    Object::Array(vec![
        real(rect.left),
        real(page.height - rect.bottom),
        real(rect.right),
        real(page.height - rect.top),
    ])
}

/// Where each node first stands.
pub(super) struct Places {
    /// Page and upper left corner of each leaf's first fragment.
    leaves: BTreeMap<NodeId, (usize, Rect)>,
}

impl Places {
    pub fn of(pages: &Pages) -> Places {
        let mut leaves = BTreeMap::new();
        for (index, page) in pages.pages.iter().enumerate() {
            for fragment in &page.fragments {
                if let Owner::Node(node) = fragment.owner {
                    leaves.entry(node).or_insert((index, fragment.bounds));
                }
            }
        }
        Places { leaves }
    }

    /// Where a node stands: its own first fragment, or that of the first leaf after it, which is the first
    /// inside it, since nodes are numbered in reading order.
    pub fn of_node(&self, node: NodeId) -> Option<(usize, Rect)> {
        self.leaves.range(node..).next().map(|(_, place)| *place)
    }
}

/// The action that goes to a node (§12.6.4.2), with its structure destination in PDF 2.0 (ISO 32000-2, 12.3.2.3).
pub(super) fn go_to(
    node: NodeId,
    places: &Places,
    pages: &Pages,
    page_ids: &[ObjectId],
    structure: &Structure,
    standard: Standard,
) -> Option<Dictionary> {
    let (page, bounds) = places.of_node(node)?;
    let top = (pages.pages[page].height - bounds.top + ROOM_ABOVE).to_pt() as f32;
    let at = |object: ObjectId| {
        Object::Array(vec![
            Object::Reference(object),
            name("XYZ"),
            Object::Null,
            Object::Real(top),
            Object::Null,
        ])
    };
    let mut action = dictionary! { "Type" => "Action", "S" => "GoTo", "D" => at(page_ids[page]) };
    if standard == Standard::A4fUa2 {
        // A node without an element of its own stands in that of a node before it.
        let element = structure
            .elements
            .range(..=node)
            .next_back()
            .map(|(_, element)| *element)?;
        action.set("SD", at(element));
    }
    Some(action)
}

/// Gives every Link element its annotations: one for each page that it stands on, with a quadrilateral
/// for each line.
pub(super) fn add(
    document: &Document,
    pages: &Pages,
    page_ids: &[ObjectId],
    structure: &mut Structure,
    standard: Standard,
    file: &mut File,
) {
    let places = Places::of(pages);
    let mut link_of_leaf: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (index, link) in structure.links.iter().enumerate() {
        link_of_leaf.extend(link.leaves.iter().map(|leaf| (*leaf, index)));
    }
    let links = std::mem::take(&mut structure.links);
    let title = &document.metadata.title;
    for (number, page) in pages.pages.iter().enumerate() {
        let mut annotations = Vec::new();
        for (link, lines) in lines_of_links(page, &link_of_leaf) {
            let link = &links[link];
            let (action, description) = match &link.target {
                Target::Uri(uri) => {
                    let description = match uri.split_once(':') {
                        Some(("mailto", address)) => format!("E-mail to {address}"),
                        Some(("tel", phone)) => format!("Call {phone}"),
                        _ => format!("{} ({uri})", link.words),
                    };
                    (
                        dictionary! { "Type" => "Action", "S" => "URI", "URI" => ascii(&percent_encoded(uri)) },
                        description,
                    )
                }
                Target::Node(node) => {
                    let Some(action) = go_to(*node, &places, pages, page_ids, structure, standard)
                    else {
                        continue;
                    };
                    let words = if link.words.is_empty() {
                        title
                    } else {
                        &link.words
                    };
                    (action, words.clone())
                }
            };
            let quads: Vec<Object> = lines
                .iter()
                .flat_map(|line| quadrilateral(page, line))
                .collect();
            let whole = lines.iter().copied().reduce(union).unwrap_or_default();
            let annotation = file.new_object_id();
            let key = structure.add_annotation(link.element, annotation, page_ids[number], file);
            let dictionary = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "F" => 4,
                "Rect" => rectangle(page, &whole),
                "QuadPoints" => quads,
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "Contents" => text(&description),
                "StructParent" => key,
                "P" => page_ids[number],
                "A" => action,
            };
            file.set_object(annotation, dictionary);
            annotations.push(Object::Reference(annotation));
        }
        if let Ok(dictionary) = file
            .get_object_mut(page_ids[number])
            .and_then(Object::as_dict_mut)
        {
            if annotations.is_empty() {
                dictionary.remove(b"Annots");
            } else {
                dictionary.set("Annots", annotations);
            }
        }
    }
}

/// The rectangles of each link's lines on a page, in the order of the links' first fragments.
fn lines_of_links(page: &Page, link_of_leaf: &BTreeMap<NodeId, usize>) -> Vec<(usize, Vec<Rect>)> {
    let mut found: Vec<(usize, Vec<Rect>)> = Vec::new();
    let mut positions: BTreeMap<usize, usize> = BTreeMap::new();
    for fragment in &page.fragments {
        let Owner::Node(node) = fragment.owner else {
            continue;
        };
        let Some(link) = link_of_leaf.get(&node) else {
            continue;
        };
        let position = *positions.entry(*link).or_insert_with(|| {
            found.push((*link, Vec::new()));
            found.len() - 1
        });
        let lines = &mut found[position].1;
        match lines.last_mut() {
            Some(line) if line.top == fragment.bounds.top => *line = union(*line, fragment.bounds),
            _ => lines.push(fragment.bounds),
        }
    }
    found
}

fn union(one: Rect, other: Rect) -> Rect {
    Rect {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

/// The corners of a rectangle in the order that readers expect: upper left, upper right, lower left, lower right.
fn quadrilateral(page: &Page, rect: &Rect) -> [Object; 8] {
    let x = |length: Length| Object::Real(length.to_pt() as f32);
    let y = |length: Length| Object::Real((page.height - length).to_pt() as f32);
    [
        x(rect.left),
        y(rect.top),
        x(rect.right),
        y(rect.top),
        x(rect.left),
        y(rect.bottom),
        x(rect.right),
        y(rect.bottom),
    ]
}

/// A URI in 7-bit ASCII (§12.6.4.7), as RFC 3987 maps an IRI to it.
fn percent_encoded(uri: &str) -> String {
    let mut encoded = String::new();
    for byte in uri.bytes() {
        if byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
            )
        {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_ascii() {
        assert_eq!(
            percent_encoded("https://example.org/қ?a=1&b=%20"),
            "https://example.org/%D2%9B?a=1&b=%20"
        );
        assert_eq!(
            percent_encoded("mailto:a b@example.org"),
            "mailto:a%20b@example.org"
        );
    }
}
