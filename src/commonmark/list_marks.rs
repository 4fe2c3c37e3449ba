//! The marks that a person has given the items of a list.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The marks of a list and of those in it, by how deep they stand: of the first list of each kind there.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct ListMarks {
    of_depth: Vec<OfDepth>,
    /// Whether an empty line stands between its items.
    pub is_loose: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct OfDepth {
    bullet: Option<char>,
    /// What stands behind numbers, and the first of them.
    numbers: Option<(char, u32)>,
}

impl ListMarks {
    /// Those of the list that `text` is.
    pub fn of(text: &str) -> ListMarks {
        let mut marks = ListMarks::default();
        let mut depth = 0;
        let mut start = None;
        for (event, range) in Parser::new(text).into_offset_iter() {
            match event {
                Event::Start(Tag::List(first)) => {
                    depth += 1;
                    start = first;
                }
                Event::End(TagEnd::List(_)) => depth -= 1,
                Event::Start(Tag::Item) if depth > 0 => {
                    if marks.of_depth.len() < depth {
                        marks.of_depth.resize(depth, OfDepth::default());
                    }
                    let before = text[..range.start].trim_end_matches([' ', '\t']);
                    marks.is_loose |= depth == 1 && before.ends_with("\n\n");
                    let here = &mut marks.of_depth[depth - 1];
                    let item = text[range].trim_start();
                    let mark = item.trim_start_matches(|c: char| c.is_ascii_digit());
                    let Some(character) = mark.chars().next() else {
                        continue;
                    };
                    if mark.len() == item.len() {
                        here.bullet.get_or_insert(character);
                    } else {
                        let first = start.and_then(|first| first.try_into().ok()).unwrap_or(1);
                        here.numbers.get_or_insert((character, first));
                    }
                }
                _ => {}
            }
        }
        marks
    }

    fn at(&self, depth: usize) -> OfDepth {
        let at = depth
            .checked_sub(1)
            .and_then(|before| self.of_depth.get(before));
        at.copied().unwrap_or_default()
    }

    /// The bullet of lists that stand in `depth` lists, themselves among them.
    pub fn bullet(&self, depth: usize) -> char {
        self.at(depth).bullet.unwrap_or('-')
    }

    /// What stands behind their numbers.
    pub fn delimiter(&self, depth: usize) -> char {
        self.at(depth)
            .numbers
            .map_or('.', |(delimiter, _)| delimiter)
    }

    /// The number of their first item.
    pub fn first_number(&self, depth: usize) -> u32 {
        self.at(depth).numbers.map_or(1, |(_, first)| first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_list_of_each_depth_says_its_marks() {
        let marks = ListMarks::of("3) one\n   * a\n   * b\n\n4) two\n\n   1. c");
        let of = |depth| {
            (
                marks.bullet(depth),
                marks.delimiter(depth),
                marks.first_number(depth),
            )
        };
        assert_eq!(of(1), ('-', ')', 3));
        assert_eq!(of(2), ('*', '.', 1));
        assert_eq!(of(3), ('-', '.', 1));
        assert!(marks.is_loose && !ListMarks::of("- a\n\n  b\n- c").is_loose);
    }
}
