//! Comments, their answers, and whether they are done ([MS-DOCX] §2.5.34: commentsExtended).

use super::super::xml::Element;
use super::Comment;
use super::body::{Flattener, Marked};
use super::package::Relationships;
use super::styles::is_on;
use std::collections::BTreeMap;

/// The comments of a file, the answers in those that they answer.
pub(super) fn read(
    root: Option<&Element>,
    extended: Option<&Element>,
    marked: &BTreeMap<String, Marked>,
    flattener: &mut Flattener,
) -> Vec<Comment> {
    let Some(root) = root else {
        return Vec::new();
    };
    // What is said of a comment is said of its last paragraph.
    let mut said: BTreeMap<&str, (Option<&str>, bool)> = BTreeMap::new();
    for element in extended.into_iter().flat_map(Element::elements) {
        if let Some(paragraph) = element.attribute("w15:paraId") {
            let parent = element.attribute("w15:paraIdParent");
            said.insert(paragraph, (parent, is_on(element.attribute("w15:done"))));
        }
    }
    let no_links = Relationships::default();
    let mut comments: Vec<Comment> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for element in root.elements().filter(|e| e.name == "w:comment") {
        let attribute = |name| element.attribute(name).map(str::to_owned);
        flattener.body(element, &no_links);
        let paragraphs = flattener.take().paragraphs;
        let lines: Vec<&str> = paragraphs.iter().map(|p| p.text.trim()).collect();
        let mark = attribute("w:id").and_then(|id| marked.get(&id));
        let last = element.elements().filter(|e| e.name == "w:p").last();
        let last = last.and_then(|paragraph| paragraph.attribute("w14:paraId"));
        let (parent, is_done) = last
            .and_then(|id| said.get(id))
            .copied()
            .unwrap_or_default();
        let comment = Comment {
            paragraph: mark.map(|mark| mark.paragraph),
            range: mark.map_or(0..0, |mark| mark.range.clone()),
            author: attribute("w:author").unwrap_or_default(),
            initials: attribute("w:initials").filter(|initials| !initials.is_empty()),
            date: attribute("w:date"),
            text: lines.join("\n").trim().to_owned(),
            is_done,
            replies: Vec::new(),
        };
        let answered = parent.and_then(|parent| places.get(parent)).copied();
        let place = match answered {
            Some(place) => {
                comments[place].replies.push(comment);
                place
            }
            None => {
                comments.push(comment);
                comments.len() - 1
            }
        };
        if let Some(last) = last {
            places.insert(last, place);
        }
    }
    comments.sort_by_key(|comment| (comment.paragraph.unwrap_or(usize::MAX), comment.range.start));
    comments
}
