//! The wording: our own words around the fields of a brief, as they are in a file when it is written. Another version of
//! the program may word them otherwise, which is no edit of whoever has the file.

use super::anchor::Anchor;
use super::paragraph::{AnchorName, NOTE, OBJECT, Paragraph};
use super::xml::Element;
use crate::ordered::Ordered;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What stands around the fields of a file.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Wording {
    paragraphs: Vec<Worded>,
    /// The words at the foot of the pages.
    margins: BTreeSet<String>,
}

/// A paragraph with words of ours.
#[derive(Clone, PartialEq, Debug)]
struct Worded {
    /// The bookmarks of its fields in order.
    fields: Vec<String>,
    /// What stands before, between and behind them: one more than fields.
    words: Vec<String>,
}

impl Wording {
    /// The wording of a file with these paragraphs and words at the foot.
    pub(super) fn of(
        paragraphs: &[Paragraph],
        anchors: &[Anchor],
        margins: BTreeSet<String>,
    ) -> Wording {
        let fields = anchors.iter().filter(|anchor| anchor.is_field());
        let fields: BTreeSet<&str> = fields.map(|anchor| anchor.bookmark.as_str()).into_set();
        let worded = paragraphs.iter().filter_map(|paragraph| {
            let places = Places::of(paragraph, |name| fields.contains(name));
            let words = places.words.into_iter();
            let words: Vec<&str> = words.map(|range| &paragraph.text[range]).collect();
            has_words(&words).then(|| Worded {
                fields: places.fields.into_iter().map(str::to_owned).collect(),
                words: words.into_iter().map(str::to_owned).collect(),
            })
        });
        Wording {
            paragraphs: worded.collect(),
            margins,
        }
    }

    /// The element of a manifest that keeps it.
    pub(super) fn to_element(&self) -> Element {
        let mut wording = Element::new("b:wording");
        // In attributes, since white space in them is kept by every program.
        let words = |words: &String| Element::new("b:words").with("text", words);
        for worded in &self.paragraphs {
            let mut paragraph = Element::new("b:paragraph");
            if !worded.fields.is_empty() {
                paragraph = paragraph.with("fields", &worded.fields.join(" "));
            }
            worded
                .words
                .iter()
                .for_each(|one| paragraph.push(words(one)));
            wording.push(paragraph);
        }
        let mut margins = Element::new("b:margins");
        self.margins.iter().for_each(|one| margins.push(words(one)));
        wording.child(margins)
    }

    /// What such an element keeps.
    pub(super) fn from_element(element: &Element) -> Wording {
        let words = |parent: &Element| {
            let words = parent.elements().filter(|e| e.name == "b:words");
            words
                .map(|e| e.attribute("text").unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        let paragraphs = element.elements().filter(|e| e.name == "b:paragraph");
        let worded = paragraphs.filter_map(|paragraph| {
            let fields = paragraph.attribute("fields").unwrap_or_default();
            let fields: Vec<String> = fields.split_whitespace().map(str::to_owned).collect();
            let words = words(paragraph);
            (words.len() == fields.len() + 1).then_some(Worded { fields, words })
        });
        Wording {
            paragraphs: worded.collect(),
            margins: element
                .find("b:margins")
                .map(words)
                .unwrap_or_default()
                .into_iter()
                .collect(),
        }
    }

    /// Gives our own words in these paragraphs, and at the foot of the pages, this wording, which is that of another
    /// file of the same brief: those around the same fields, and those of paragraphs without fields where both have as
    /// many.
    pub(super) fn give(
        &self,
        paragraphs: &mut [Paragraph],
        margins: &mut BTreeSet<String>,
        is_field: impl Fn(&str) -> bool,
    ) {
        let mut ours: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let places = Places::of(paragraph, &is_field);
            let words = places
                .words
                .iter()
                .map(|range| &paragraph.text[range.clone()]);
            if has_words(&words.collect::<Vec<_>>()) {
                let fields = places.fields.into_iter().map(str::to_owned).collect();
                ours.entry(fields).or_default().push(index);
            }
        }
        let mut theirs: BTreeMap<&[String], Vec<&Worded>> = BTreeMap::new();
        for worded in &self.paragraphs {
            theirs.entry(&worded.fields).or_default().push(worded);
        }
        for (fields, indices) in ours {
            let worded = theirs.remove(fields.as_slice()).unwrap_or_default();
            if worded.len() != indices.len() {
                continue;
            }
            for (index, worded) in indices.into_iter().zip(worded) {
                let paragraph = &mut paragraphs[index];
                let words = Places::of(paragraph, &is_field).words;
                // From the last, so that the places of those before stay as they are.
                for (range, words) in words.into_iter().zip(&worded.words).rev() {
                    let ours = &paragraph.text[range.clone()];
                    let is_object = |words: &str| words.contains([NOTE, OBJECT]);
                    if !is_object(ours) && !is_object(words) && !same_words(ours, words) {
                        paragraph.replace(range, words);
                    }
                }
            }
        }
        if !self.margins.is_empty() {
            margins.clone_from(&self.margins);
        }
    }
}

/// Where the fields of a paragraph and our own words stand.
struct Places<'p> {
    /// The bookmarks of the fields in order.
    fields: Vec<&'p str>,
    /// The bytes of the text before, between and behind them.
    words: Vec<Range<usize>>,
}

impl<'p> Places<'p> {
    fn of(paragraph: &'p Paragraph, is_field: impl Fn(&str) -> bool) -> Places<'p> {
        let mut fields: Vec<(&Range<usize>, &str)> = Vec::new();
        for anchor in &paragraph.anchors {
            if let AnchorName::Bookmark(name) = &anchor.name
                && is_field(name)
            {
                fields.push((&anchor.range, name));
            }
        }
        fields.sort_by_key(|(range, _)| (range.start, range.end));
        let mut places = Places {
            fields: Vec::new(),
            words: Vec::new(),
        };
        let mut end = 0;
        for (range, name) in fields {
            if range.start >= end {
                places.fields.push(name);
                places.words.push(end..range.start);
                end = range.end;
            }
        }
        places.words.push(end..paragraph.text.len());
        places
    }
}

/// Whether any of these is more than white space.
fn has_words(words: &[&str]) -> bool {
    words.iter().any(|words| !words.trim().is_empty())
}

/// Whether two texts are the same but for white space, of which attributes keep less.
fn same_words(one: &str, other: &str) -> bool {
    one.split_ascii_whitespace()
        .eq(other.split_ascii_whitespace())
}
