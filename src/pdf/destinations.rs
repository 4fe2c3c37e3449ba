//! Destinations (§12.3.2): where the nodes of the document stand on the pages.

use super::file::File;
use super::string::name;
use super::structure::Structure;
use super::{Pass, Standard, name_tree};
use crate::document::NodeId;
use crate::layout::{Owner, Pages, Rect};
use crate::length::Length;
use lopdf::{Dictionary, Object, ObjectId, dictionary};
use std::collections::BTreeMap;

/// Room above a destination's first line when a reader goes there.
const ROOM_ABOVE: Length = Length::pt(8.0);

/// Where each leaf of the document tree first stands: the index of the page, and the fragment's bounds.
pub(super) struct Places {
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

    /// Where a leaf stands.
    pub fn of_leaf(&self, leaf: NodeId) -> Option<(usize, Rect)> {
        self.leaves.get(&leaf).copied()
    }

    /// Where a node stands: its own first fragment, or that of the first leaf after it, which is the first
    /// inside it, since nodes are numbered in reading order. A node after the last leaf stands at that one.
    pub fn of_node(&self, node: NodeId) -> Option<(usize, Rect)> {
        let following = self.leaves.range(node..).next();
        following
            .or_else(|| self.leaves.last_key_value())
            .map(|(_, place)| *place)
    }
}

/// The entries of an action or a named destination that lead to a node: `D`, and in PDF 2.0 the structure
/// destination `SD` (ISO 32000-2, 12.3.2.3). None where nothing stands on the pages.
pub(super) fn to_node(node: NodeId, pass: &Pass, structure: &Structure) -> Option<Dictionary> {
    let (page, bounds) = pass.places.of_node(node)?;
    let height = pass.pages.pages.get(page)?.height;
    let top = (height - bounds.top + ROOM_ABOVE).min(height).to_pt() as f32;
    let at = |object: ObjectId| {
        Object::Array(vec![
            Object::Reference(object),
            name("XYZ"),
            Object::Null,
            Object::Real(top),
            Object::Null,
        ])
    };
    let mut entries = dictionary! { "D" => at(*pass.page_ids.get(page)?) };
    if pass.standard == Standard::A4fUa2 {
        entries.set("SD", at(structure.element_at(node)));
    }
    Some(entries)
}

/// The action that goes to a node (§12.6.4.2).
pub(super) fn go_to(node: NodeId, pass: &Pass, structure: &Structure) -> Option<Dictionary> {
    let mut action = to_node(node, pass, structure)?;
    action.set("Type", "Action");
    action.set("S", "GoTo");
    Some(action)
}

/// A named destination for each anchor of the document, so that an address can lead there: `brief.pdf#investors`.
pub(super) fn named(pass: &Pass, structure: &Structure, file: &mut File) -> Option<Object> {
    let entries: BTreeMap<String, Object> = pass
        .anchors
        .iter()
        .filter_map(|(anchor, node)| {
            let destination = to_node(*node, pass, structure)?;
            Some(((*anchor).to_owned(), Object::Dictionary(destination)))
        })
        .collect();
    (!entries.is_empty()).then(|| name_tree::add(entries, file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Fragment, FragmentContent, Page};
    use crate::theme::Colour;

    fn page(leaves: &[(u32, f64)]) -> Page {
        let fragment = |&(node, top): &(u32, f64)| Fragment {
            owner: Owner::Node(NodeId(node)),
            bounds: Rect {
                top: Length::pt(top),
                bottom: Length::pt(top + 10.0),
                ..Rect::default()
            },
            content: FragmentContent::Fill(Colour::rgb(0, 0, 0)),
        };
        Page {
            width: Length::pt(100.0),
            height: Length::pt(100.0),
            fragments: leaves.iter().map(fragment).collect(),
        }
    }

    #[test]
    fn a_node_stands_where_its_first_leaf_does() {
        let places = Places::of(&Pages {
            pages: vec![page(&[(3, 10.0), (3, 20.0)]), page(&[(3, 5.0), (7, 50.0)])],
            ..Pages::default()
        });
        let place = |node| {
            places
                .of_node(NodeId(node))
                .map(|(page, bounds)| (page, bounds.top))
        };
        assert_eq!(place(1), Some((0, Length::pt(10.0))));
        assert_eq!(place(3), Some((0, Length::pt(10.0))));
        assert_eq!(place(4), Some((1, Length::pt(50.0))));
        assert_eq!(place(9), Some((1, Length::pt(50.0))));
        assert_eq!(Places::of(&Pages::default()).of_node(NodeId(1)), None);
    }
}
