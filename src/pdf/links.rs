//! Link annotations (§12.5.6.5).

use super::Pass;
use super::destinations::go_to;
use super::file::File;
use super::rectangle::rectangle;
use super::string::{ascii, heard};
use super::structure::{Structure, StructuredLink, Target};
use crate::document::{NodeId, Targets};
use crate::layout::{Owner, Page, Rect};
use lopdf::{Dictionary, Object, dictionary};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeMap;

/// Gives every Link element its annotations, by page: one for each line that it stands on. Of one with several lines many
/// readers ask its `Rect` alone and not its `QuadPoints`, and another link in one of these lines would lead there.
pub(super) fn add(pass: &Pass, structure: &mut Structure, file: &mut File) -> Vec<Vec<Object>> {
    let mut link_of_leaf: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (index, link) in structure.links.iter().enumerate() {
        link_of_leaf.extend(link.leaves.iter().map(|leaf| (*leaf, index)));
    }
    let links = std::mem::take(&mut structure.links);
    let targets = Targets::of(pass.document, &|number| pass.numeral(number));
    let mut by_page = Vec::new();
    for (page, page_id) in pass.pages.pages.iter().zip(&pass.page_ids) {
        let mut annotations = Vec::new();
        for (link, lines) in lines_of_links(page, &link_of_leaf) {
            let link = &links[link];
            let Some(action) = action(&link.target, pass, structure) else {
                continue;
            };
            let description = description(link, &targets);
            for line in &lines {
                let annotation = file.new_object_id();
                let key = structure.add_annotation(link.element, annotation, *page_id);
                let dictionary = dictionary! {
                    "Type" => "Annot",
                    "Subtype" => "Link",
                    "F" => 4,
                    "Rect" => rectangle(page, line),
                    "Border" => vec![0.into(), 0.into(), 0.into()],
                    "Contents" => heard(&description),
                    "StructParent" => key,
                    "P" => *page_id,
                    "A" => action.clone(),
                };
                file.set_object(annotation, dictionary);
                annotations.push(Object::Reference(annotation));
            }
        }
        by_page.push(annotations);
    }
    by_page
}

/// What a link does (§12.6); none where it leads to a node and nothing stands on the pages.
fn action(target: &Target, pass: &Pass, structure: &Structure) -> Option<Dictionary> {
    match target {
        Target::Uri(uri) => Some(
            dictionary! { "Type" => "Action", "S" => "URI", "URI" => ascii(&percent_encoded(uri)) },
        ),
        Target::Node(node) | Target::Reference(node) => go_to(*node, pass, structure),
    }
}

/// What a reader is told of a link: its words, and where it leads as far as they do not say it.
fn description(link: &StructuredLink, targets: &Targets) -> String {
    let words = &link.words;
    let there = match &link.target {
        Target::Uri(uri) => return description_outward(words, uri),
        Target::Node(node) => targets.inside(*node),
        Target::Reference(node) => targets.around(*node),
    };
    match there.and_then(|there| there.told_beside(words)) {
        Some(told) => format!("{words} ({told})"),
        None => words.clone(),
    }
}

/// What a reader is told of a link out of the document: its words, and the address where they are not the
/// address themselves, or a telephone number as people write it. No word of ours, which would be in a language.
fn description_outward(words: &str, uri: &str) -> String {
    let words = words.trim();
    let address = uri.split_once(':').map_or(uri, |(_, address)| address);
    if words.is_empty() || words == address.trim_start_matches('/') {
        uri.to_owned()
    } else if words == uri || uri.starts_with("tel:") {
        words.to_owned()
    } else {
        format!("{words} ({uri})")
    }
}

/// The rectangles of each link's lines on a page, in the order of the links' first fragments.
fn lines_of_links(page: &Page, link_of_leaf: &BTreeMap<NodeId, usize>) -> Vec<(usize, Vec<Rect>)> {
    let mut found: Vec<(usize, Vec<Rect>)> = Vec::new();
    for fragment in &page.fragments {
        let Owner::Node(node) = fragment.owner else {
            continue;
        };
        let Some(link) = link_of_leaf.get(&node) else {
            continue;
        };
        let Some((_, lines)) = found.iter_mut().find(|(known, _)| known == link) else {
            found.push((*link, vec![fragment.bounds]));
            continue;
        };
        match lines.last_mut() {
            Some(line) if is_on_line(line, &fragment.bounds) => *line = line.union(fragment.bounds),
            _ => lines.push(fragment.bounds),
        }
    }
    found
}

/// Whether another fragment stands on a line: each face has a top and a bottom of its own.
fn is_on_line(line: &Rect, other: &Rect) -> bool {
    let middle = (other.top + other.bottom) / 2;
    (line.top..=line.bottom).contains(&middle)
}

/// A URI in 7-bit ASCII (§12.6.4.7), as RFC 3987 maps an IRI to it.
fn percent_encoded(uri: &str) -> String {
    const NOT_IN_URIS: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(uri, NOT_IN_URIS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Fragment, FragmentContent};
    use crate::length::Length;
    use crate::theme::Colour;

    #[test]
    fn a_link_is_described_by_its_words_and_its_address() {
        assert_eq!(
            description_outward("the minutes", "https://example.org/m"),
            "the minutes (https://example.org/m)"
        );
        for words in ["https://example.org/m", "example.org/m", ""] {
            assert_eq!(
                description_outward(words, "https://example.org/m"),
                "https://example.org/m"
            );
        }
        assert_eq!(
            description_outward("a@example.org", "mailto:a@example.org"),
            "mailto:a@example.org"
        );
        assert_eq!(
            description_outward("+7 (7172) 26", "tel:+7717226;ext=1"),
            "+7 (7172) 26"
        );
    }

    #[test]
    fn the_fragments_of_a_line_are_one_rectangle() {
        let fragment = |node, left: f64, top: f64| Fragment {
            owner: Owner::Node(NodeId(node)),
            bounds: Rect {
                left: Length::pt(left),
                top: Length::pt(top),
                right: Length::pt(left + 10.0),
                bottom: Length::pt(top + 12.0),
            },
            content: FragmentContent::Fill(Colour::rgb(0, 0, 0)),
        };
        let page = Page {
            width: Length::pt(200.0),
            height: Length::pt(100.0),
            fragments: vec![
                fragment(1, 0.0, 0.0),
                fragment(2, 80.0, 0.0),
                // In another face.
                fragment(3, 90.0, -1.5),
                fragment(3, 0.0, 14.0),
                fragment(4, 50.0, 14.0),
            ],
        };
        let links = BTreeMap::from([(NodeId(2), 0), (NodeId(3), 0), (NodeId(4), 1)]);
        let lines: Vec<(usize, Vec<(Length, Length)>)> = lines_of_links(&page, &links)
            .into_iter()
            .map(|(link, lines)| {
                let extents = lines.iter().map(|line| (line.left, line.right));
                (link, extents.collect())
            })
            .collect();
        let pt = Length::pt;
        assert_eq!(
            lines,
            [
                (0, vec![(pt(80.0), pt(100.0)), (pt(0.0), pt(10.0))]),
                (1, vec![(pt(50.0), pt(60.0))]),
            ]
        );
    }

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
