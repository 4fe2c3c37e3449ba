//! The marks that a person has given the items of lists.

use super::ProseBlock;
use crate::ordered::Ordered;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Lists that may be one another: how deep they stand, and whether their marks are bullets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct ListKind {
    /// In how many lists it stands, itself among them.
    pub depth: usize,
    pub is_bullet: bool,
}

/// How a list is marked.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct ListMarks {
    /// The bullet, or what stands behind the numbers.
    pub character: char,
    /// The number of its first item.
    pub first: u32,
    /// Whether an empty line stands between its items.
    pub is_loose: bool,
    /// Whether one stands before them.
    pub is_apart: bool,
}

/// A list as it is typed.
pub(super) struct TypedList {
    /// Where it begins in the text.
    pub start: usize,
    kind: ListKind,
    marks: ListMarks,
    /// The words of its own items.
    words: BTreeSet<String>,
}

/// A list that is to be written.
pub(super) struct WrittenList {
    pub kind: ListKind,
    /// The number of its first item, where that is known.
    first: Option<u32>,
    words: BTreeSet<String>,
}

/// How a block stands in the lists that are to be written.
pub(super) struct Standing {
    /// In how many of them.
    pub depth: usize,
    /// The list that it is an item of, if one begins with it, and whether it is the first.
    pub item: Option<(usize, bool)>,
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned)
}

impl ListMarks {
    fn of(is_bullet: bool) -> ListMarks {
        ListMarks {
            character: if is_bullet { '-' } else { '.' },
            first: 1,
            is_loose: false,
            is_apart: false,
        }
    }
}

/// The lists of a text, in the order in which they begin.
pub(super) fn typed(text: &str) -> Vec<TypedList> {
    let mut lists: Vec<TypedList> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let parser = Parser::new_ext(text, Options::ENABLE_FOOTNOTES);
    for (event, range) in parser.into_offset_iter() {
        let here = open.last().and_then(|place| lists.get_mut(*place));
        match event {
            Event::Start(Tag::List(first)) => {
                open.push(lists.len());
                lists.push(TypedList {
                    start: range.start,
                    kind: ListKind {
                        depth: open.len(),
                        is_bullet: first.is_none(),
                    },
                    marks: ListMarks {
                        first: first.and_then(|first| first.try_into().ok()).unwrap_or(1),
                        is_apart: is_behind_empty_line(text, &range),
                        ..ListMarks::of(first.is_none())
                    },
                    words: BTreeSet::new(),
                });
            }
            Event::End(TagEnd::List(_)) => {
                open.pop();
            }
            Event::Start(Tag::Item) => {
                if let Some(list) = here {
                    let is_first = range.start == list.start;
                    list.marks.is_loose |= !is_first && is_behind_empty_line(text, &range);
                    let mark = text[range].trim_start();
                    let mark = mark.trim_start_matches(|c: char| c.is_ascii_digit());
                    list.marks.character = mark.chars().next().unwrap_or(list.marks.character);
                }
            }
            Event::Text(text) => {
                if let Some(list) = here {
                    list.words.extend(words(&text));
                }
            }
            _ => {}
        }
    }
    lists
}

fn is_behind_empty_line(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches([' ', '\t']);
    before.ends_with("\n\n")
}

/// How blocks stand in lists; adds the lists to those that are to be written.
pub(super) fn standings(blocks: &[ProseBlock], lists: &mut Vec<WrittenList>) -> Vec<Standing> {
    let mut open: Vec<usize> = Vec::new();
    let standings = blocks.iter().map(|block| {
        let is_item = usize::from(block.mark.is_some());
        let depth = block.depth.min(open.len() + is_item);
        open.truncate(depth);
        let mut item = None;
        if let Some(is_bullet) = block.mark.filter(|_| depth > 0) {
            let kind = ListKind { depth, is_bullet };
            let goes_on = open
                .get(depth - 1)
                .is_some_and(|at| lists[*at].kind == kind);
            if !goes_on {
                open.truncate(depth - 1);
                open.push(lists.len());
                lists.push(WrittenList {
                    kind,
                    first: block.number.and_then(|number| number.try_into().ok()),
                    words: BTreeSet::new(),
                });
            }
            item = Some((open[depth - 1], !goes_on));
        }
        if let Some(list) = open.last() {
            let of_block = block.spans.iter().flat_map(|span| words(&span.words));
            lists[*list].words.extend(of_block);
        }
        Standing { depth, item }
    });
    standings.collect()
}

/// The marks of lists that are to be written: those of the lists that they were. The words that stand in one list alone
/// say which that is; where these are gone, their order does if none is new and none gone.
pub(super) fn marks(written: &[WrittenList], typed: &[&TypedList]) -> Vec<ListMarks> {
    let mut only: BTreeMap<(ListKind, &str), Option<usize>> = BTreeMap::new();
    for (place, list) in typed.iter().enumerate() {
        for word in &list.words {
            let known = only.entry((list.kind, word));
            known
                .and_modify(|known| *known = None)
                .or_insert(Some(place));
        }
    }
    // By the typed ones: how many words one that is to be written has of it.
    let mut most: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (place, list) in written.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in &list.words {
            if let Some(Some(typed)) = only.get(&(list.kind, word.as_str())) {
                *shared.entry(*typed).or_default() += 1;
            }
        }
        let likest = shared.into_iter().min_by_key(|(_, count)| Reverse(*count));
        if let Some((typed, count)) = likest
            && most.get(&typed).is_none_or(|(known, _)| *known < count)
        {
            most.insert(typed, (count, place));
        }
    }
    let pairs = most.iter().map(|(typed, (_, written))| (*written, *typed));
    let mut pairs: BTreeMap<usize, usize> = pairs.into_map();
    let kinds: BTreeSet<ListKind> = written.iter().map(|list| list.kind).into_set();
    for kind in kinds {
        let left = (0..written.len())
            .filter(|place| written[*place].kind == kind && !pairs.contains_key(place));
        let left: Vec<usize> = left.collect();
        let free = (0..typed.len())
            .filter(|place| typed[*place].kind == kind && !most.contains_key(place));
        let free: Vec<usize> = free.collect();
        if left.len() == free.len() {
            pairs.extend(left.into_iter().zip(free));
        }
    }
    let marks = written.iter().enumerate().map(|(place, list)| {
        let was = pairs.get(&place).map(|was| typed[*was].marks);
        was.unwrap_or_else(|| ListMarks {
            first: list.first.unwrap_or(1),
            ..ListMarks::of(list.kind.is_bullet)
        })
    });
    marks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(depth: usize, is_bullet: bool, said: &str) -> WrittenList {
        WrittenList {
            kind: ListKind { depth, is_bullet },
            first: None,
            words: words(said).into_set(),
        }
    }

    #[test]
    fn each_list_has_marks_of_its_own() {
        let typed = typed("3) one\n   * a\n   * b\n\n4) two\n\n   5. c\n\n[^1]: x\n\n    + d");
        let of = |list: &TypedList| {
            let marks = list.marks;
            (marks.character, marks.first, marks.is_loose, marks.is_apart)
        };
        let of: Vec<_> = typed.iter().map(of).collect();
        let expected = [
            (')', 3, true, false),
            ('*', 1, false, false),
            ('.', 5, false, true),
            ('+', 1, false, true),
        ];
        assert_eq!(of, expected);
    }

    #[test]
    fn lists_are_known_by_words_of_their_own() {
        let typed = typed("1. prepare\n2. meet\n\nand\n\n7. report\n8. meet");
        let firsts = |written: &[WrittenList]| {
            let marks = marks(written, &typed.iter().collect::<Vec<_>>());
            marks.iter().map(|marks| marks.first).collect::<Vec<_>>()
        };
        let new = || list(1, false, "new things");
        let changed = || list(1, false, "a report meet");
        assert_eq!(firsts(&[new(), new(), changed()]), [1, 1, 7]);
        assert_eq!(firsts(&[new(), new()]), [1, 7]);
        assert_eq!(firsts(&[new(), new(), new()]), [1, 1, 1]);
        assert_eq!(firsts(&[list(2, false, "report")]), [1]);
    }
}
