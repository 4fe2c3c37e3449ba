//! Comments in the margin, carried on from an earlier file: the marks in the body, the part that holds their
//! words (ECMA-376-1 §17.13.4), and the one that says which answers which ([MS-DOCX] §2.5.34).

use super::Comment;
use super::anchor::Anchor;
use super::xml::{COMPATIBILITY, Content, Element, WORD, WORD_2010, WORD_2012, sanitised};
use crate::date::Date;
use crate::document::FieldPath;
use crate::words::in_one_line;
use std::collections::BTreeMap;
use std::ops::Range;

/// The part with the words of comments.
pub(super) const PART: &str = "word/comments.xml";
/// The part that says which comment answers which, and which is done.
pub(super) const EXTENDED_PART: &str = "word/commentsExtended.xml";
/// The type of the relationship to [`EXTENDED_PART`].
pub(super) const EXTENDED_TYPE: &str =
    "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";

/// A comment and where it is to stand.
#[derive(Clone, PartialEq, Debug)]
pub struct PlacedComment {
    /// The path of the anchor that it stands at, with the place in a list or a table and the number of a paragraph;
    /// none where nothing has one.
    pub path: Option<String>,
    /// How many anchors with this path stand before it.
    pub before: usize,
    /// The words that it marks.
    pub quote: String,
    /// The comment with its answers. Its place in a reading does not count here.
    pub comment: Comment,
}

/// An anchor at which a comment may stand.
struct Candidate<'a> {
    path: FieldPath,
    /// How many with this path stand before it.
    before: usize,
    anchor: &'a Anchor,
    /// Its words in one line.
    words: String,
}

/// The parts with the words of comments and what they are to each other.
pub(super) struct Parts {
    pub comments: Vec<u8>,
    pub extended: Vec<u8>,
}

/// Puts comments into the body, each where it fits best (see [`fit`]): round the words that it marks, where they are
/// still there, else round all that the anchor has. None is left out.
pub(super) fn add(document: &mut Element, anchors: &[Anchor], comments: &[PlacedComment]) -> Parts {
    let mut words = Element::new("w:comments")
        .with("xmlns:w", WORD)
        .with("xmlns:mc", COMPATIBILITY)
        .with("xmlns:w14", WORD_2010)
        .with("mc:Ignorable", "w14");
    let mut extended = Element::new("w15:commentsEx")
        .with("xmlns:mc", COMPATIBILITY)
        .with("xmlns:w15", WORD_2012)
        .with("mc:Ignorable", "w15");
    let mut count = 0;
    let mut paragraphs = 0;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let anchors: Vec<Candidate<'_>> = anchors
        .iter()
        .map(|anchor| {
            let seen = seen.entry(&anchor.path).or_default();
            *seen += 1;
            Candidate {
                path: FieldPath::parse(&anchor.path),
                before: *seen - 1,
                anchor,
                words: in_one_line(&anchor.text),
            }
        })
        .collect();
    let body = document.find_or_push("w:body");
    let holders = holders(body);
    for placed in comments {
        let first = count;
        let mut parent: Option<String> = None;
        for comment in std::iter::once(&placed.comment).chain(&placed.comment.replies) {
            let (element, last_paragraph) = comment_element(comment, count, &mut paragraphs);
            words.push(element);
            let mut entry = Element::new("w15:commentEx").with("w15:paraId", &last_paragraph);
            if let Some(parent) = &parent {
                entry = entry.with("w15:paraIdParent", parent);
            }
            extended.push(entry.with("w15:done", if comment.is_done { "1" } else { "0" }));
            parent.get_or_insert(last_paragraph);
            count += 1;
        }
        let ids = first..count;
        for candidate in by_fit(&anchors, placed) {
            let bookmark = &candidate.anchor.bookmark;
            let holder = holders.get(bookmark.as_str());
            let holder = holder.and_then(|index| body.elements_mut().nth(*index));
            if holder.is_some_and(|holder| mark(holder, bookmark, &placed.quote, &ids)) {
                break;
            }
        }
    }
    Parts {
        comments: words.to_xml(),
        extended: extended.to_xml(),
    }
}

/// A comment, and the id of its last paragraph.
fn comment_element(comment: &Comment, id: usize, paragraphs: &mut u32) -> (Element, String) {
    let mut element = Element::new("w:comment").with("w:id", &id.to_string());
    element.set("w:author", &sanitised(&comment.author));
    if let Some(date) = comment.date.as_deref().filter(|date| is_date_time(date)) {
        element.set("w:date", date);
    }
    if let Some(initials) = &comment.initials {
        element.set("w:initials", &sanitised(initials));
    }
    let mut paragraph_id = String::new();
    for (number, line) in sanitised(&comment.text).split('\n').enumerate() {
        *paragraphs += 1;
        // Below 80000000, as Word wants it ([MS-DOCX] §2.5.40).
        paragraph_id = format!("{:08X}", *paragraphs & 0x7fff_ffff);
        let mut paragraph = Element::new("w:p").with("w14:paraId", &paragraph_id);
        if number == 0 {
            paragraph.push(Element::new("w:r").child(Element::new("w:annotationRef")));
        }
        let text = Element::new("w:t").with("xml:space", "preserve").text(line);
        paragraph.push(Element::new("w:r").child(text));
        element.push(paragraph);
    }
    (element, paragraph_id)
}

/// Whether a date is one that a reader of XML Schema takes (Part 2 §3.2.7): without its years of more than four digits.
fn is_date_time(date: &str) -> bool {
    let has = |text: &str, pattern: &str| {
        let alike = |(wanted, byte): (u8, u8)| match wanted {
            b'd' => byte.is_ascii_digit(),
            wanted => byte == wanted,
        };
        text.len() == pattern.len() && pattern.bytes().zip(text.bytes()).all(alike)
    };
    let Some((whole, rest)) = date.split_at_checked("dddd-dd-ddTdd:dd:dd".len()) else {
        return false;
    };
    let number = |at: usize, length: usize| whole.get(at..at + length)?.parse::<u16>().ok();
    let small = |at: usize| number(at, 2)?.try_into().ok();
    let day = || Date::new(number(0, 4)?, small(5)?, small(8)?);
    let is_below = |at: usize, end: u16| number(at, 2).is_some_and(|number| number < end);
    let zone = match rest.strip_prefix('.') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => rest,
    };
    has(whole, "dddd-dd-ddTdd:dd:dd")
        && day().is_some()
        && is_below(11, 24)
        && is_below(14, 60)
        && is_below(17, 60)
        && (matches!(zone, "" | "Z") || has(zone, "+dd:dd") || has(zone, "-dd:dd"))
}

/// How well a comment on the words `quote` at `path` fits an anchor, from 0 for the best: where the same words stand in
/// the same place, or in another of the same field; in the field, whatever its words are now; in the item; where
/// the words stand elsewhere; at the title.
fn fit(path: Option<&FieldPath>, quote: &str, candidate: &Candidate<'_>) -> usize {
    let (here, anchor) = (&candidate.path, candidate.anchor);
    let is_here = path == Some(here);
    let is_in_field = path.is_some_and(|path| path.whole() == here.whole());
    let is_in_item = path.is_some_and(|path| path.item.is_some() && path.item == here.item);
    let words = &candidate.words;
    let holds_it = !quote.is_empty() && words.contains(quote);
    let fits = [
        is_here && holds_it,
        is_in_field && holds_it && words == quote,
        is_in_field && holds_it,
        is_here,
        is_in_field,
        is_in_item && holds_it,
        is_in_item,
        holds_it && words == quote,
        holds_it,
        anchor.path == "title",
    ];
    fits.iter().position(|fits| *fits).unwrap_or(fits.len())
}

/// The anchors, the one that suits a comment best first.
fn by_fit<'c, 'a>(anchors: &'c [Candidate<'a>], placed: &PlacedComment) -> Vec<&'c Candidate<'a>> {
    let path = placed.path.as_deref().map(FieldPath::parse);
    let quote = in_one_line(&placed.quote);
    let mut candidates: Vec<&Candidate<'_>> = anchors.iter().collect();
    candidates.sort_by_cached_key(|candidate| {
        let fit = fit(path.as_ref(), &quote, candidate);
        (fit, candidate.before.abs_diff(placed.before))
    });
    candidates
}

/// Which of the elements of the body each bookmark is in.
fn holders(body: &mut Element) -> BTreeMap<String, usize> {
    let mut holders = BTreeMap::new();
    for (index, element) in body.elements_mut().enumerate() {
        element.walk(&mut |inner| {
            if inner.name == "w:bookmarkStart"
                && let Some(name) = inner.attribute("w:name")
            {
                holders.insert(name.to_owned(), index);
            }
        });
    }
    holders
}

/// Marks words inside a bookmark, if that is in this element.
fn mark(element: &mut Element, bookmark: &str, quote: &str, ids: &Range<usize>) -> bool {
    let is_start = |child: &Content| {
        matches!(child, Content::Element(e) if e.name == "w:bookmarkStart"
            && e.attribute("w:name") == Some(bookmark))
    };
    let Some(start) = element.children.iter().position(is_start) else {
        return element
            .elements_mut()
            .any(|child| mark(child, bookmark, quote, ids));
    };
    let id = match &element.children[start] {
        Content::Element(e) => e.attribute("w:id").map(str::to_owned),
        Content::Text(_) => None,
    };
    let is_end = |child: &Content| {
        matches!(child, Content::Element(e) if e.name == "w:bookmarkEnd"
            && e.attribute("w:id") == id.as_deref())
    };
    let Some(length) = element.children[start..].iter().position(is_end) else {
        return false;
    };
    let mut inside: Vec<Content> = element.children.drain(start + 1..start + length).collect();
    if quote.trim().is_empty() || !mark_part(&mut inside, quote, ids) {
        inside.splice(0..0, starts(ids));
        inside.extend(ends(ids));
    }
    element.children.splice(start + 1..start + 1, inside);
    true
}

/// Marks words that stand in one run, but are not all of it.
fn mark_part(children: &mut Vec<Content>, quote: &str, ids: &Range<usize>) -> bool {
    for index in 0..children.len() {
        let Content::Element(child) = &mut children[index] else {
            continue;
        };
        if child.name != "w:r" {
            if mark_part(&mut child.children, quote, ids) {
                return true;
            }
            continue;
        }
        let Some((before, marked, after)) = divided(child, quote) else {
            continue;
        };
        let mut parts: Vec<Content> = before.into_iter().map(Content::Element).collect();
        parts.extend(starts(ids));
        parts.push(Content::Element(marked));
        parts.extend(ends(ids));
        parts.extend(after.map(Content::Element));
        children.splice(index..=index, parts);
        return true;
    }
    false
}

/// A run in three: before the words, the words, and behind them.
fn divided(run: &Element, quote: &str) -> Option<(Option<Element>, Element, Option<Element>)> {
    let texts = run.elements().filter(|child| child.name == "w:t").count();
    if texts != 1
        || run
            .elements()
            .any(|child| !matches!(child.name.as_str(), "w:rPr" | "w:t"))
    {
        return None;
    }
    let words = run.find("w:t")?.words();
    let at = words.find(quote)?;
    let with = |words: &str| {
        (!words.is_empty()).then(|| {
            let mut part = Element::new("w:r");
            if let Some(properties) = run.find("w:rPr") {
                part.push(properties.clone());
            }
            part.child(
                Element::new("w:t")
                    .with("xml:space", "preserve")
                    .text(words),
            )
        })
    };
    Some((
        with(&words[..at]),
        with(quote)?,
        with(&words[at + quote.len()..]),
    ))
}

fn starts(ids: &Range<usize>) -> Vec<Content> {
    let start = |id: usize| Element::new("w:commentRangeStart").with("w:id", &id.to_string());
    ids.clone().map(start).map(Content::Element).collect()
}

fn ends(ids: &Range<usize>) -> Vec<Content> {
    let end = |id: usize| Element::new("w:commentRangeEnd").with("w:id", &id.to_string());
    let reference = |id: usize| {
        let reference = Element::new("w:commentReference").with("w:id", &id.to_string());
        Element::new("w:r").child(reference)
    };
    let ends = ids.clone().map(end);
    ends.chain(ids.clone().map(reference))
        .map(Content::Element)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_a_calendar() {
        for (date, is_one) in [
            ("2017-06-15T10:00:00Z", true),
            ("2017-06-15T10:00:00.25+06:00", true),
            ("2017-06-15T10:00:00", true),
            ("2017-99-99T99:99:99+-Z..", false),
            ("2017-02-29T10:00:00Z", false),
            ("2017-06-15T24:01:00Z", false),
            ("2017-06-15T10:00:00.", false),
            ("2017-06-15T10:00:00+6", false),
            ("2017-06-15", false),
            ("2017-06-15T10:00:0é", false),
        ] {
            assert_eq!(is_date_time(date), is_one, "{date}");
        }
    }
}
