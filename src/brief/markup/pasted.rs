//! Lines that were pasted as they look elsewhere: the items of a list, the rows of a table. In prose they run together as
//! one paragraph, and what is a minus at the beginning of a line makes an item of a list.

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use std::ops::Range;

/// The marks that word processors and people put before items, and CommonMark does not know.
const MARKS: [char; 9] = ['•', '·', '▪', '●', '○', '◦', '‣', '–', '—'];
/// Those that it knows.
const OF_COMMONMARK: [char; 3] = ['-', '*', '+'];

impl Builder<'_, '_> {
    /// Warns of items or rows among the lines of the paragraph `range`, once.
    pub(super) fn pasted(&mut self, range: &Range<usize>) {
        let paragraph = &self.text[range.clone()];
        let of_list = two_lines(paragraph, |line| item(line, &MARKS).is_some());
        let is_row = |line: &str| line.trim().contains('\t');
        let (first, what, help) = if let Some(first) = of_list {
            let mark = paragraph[first.clone()].chars().next().unwrap_or('•');
            (
                first.start..first.start + mark.len_utf8(),
                format!(
                    "lines that begin with `{mark}` are no list, and are printed as one paragraph"
                ),
                format!("write `- ` in place of `{mark}` at the beginning of each"),
            )
        } else if let Some(first) = two_lines(paragraph, |line| letter_item(line).is_some()) {
            let mark = letter_item(&paragraph[first.clone()]).unwrap_or_default();
            (
                first.start..first.start + mark.len(),
                format!(
                    "lines that begin with `{mark}` are no list, and are printed as one paragraph"
                ),
                format!(
                    "write `- ` in place of `{mark}` at the beginning of each, or `1.`, `2.` for numbers"
                ),
            )
        } else if let Some(first) = two_lines(paragraph, is_without_space) {
            let mark = paragraph[first.clone()].chars().next().unwrap_or('-');
            (
                first.start..first.start + mark.len_utf8(),
                format!(
                    "lines that begin with `{mark}` and no space behind it are no list, and are printed as one paragraph"
                ),
                "write `- ` at the beginning of each".to_owned(),
            )
        } else if let Some(first) = two_lines(paragraph, is_row) {
            (
                first,
                "these lines make no table, and are printed as one paragraph".to_owned(),
                "give the table a place of its own, [[table]] with `id`, `caption`, `columns` and \
                 `rows`"
                    .to_owned(),
            )
        } else {
            return;
        };
        let place = range.start + first.start..range.start + first.end;
        let warning = Diagnostic::warning("pasted-lines", what);
        let place = self.literal.locate(place);
        self.diagnostics.push(warning.at(place).help(help));
    }

    /// Warns of a list at `range` that is a number with its minus, at a place where the line breaks: its only item, in
    /// the middle of a sentence.
    pub(super) fn minus(&mut self, range: &Range<usize>) {
        let list = &self.text[range.clone()];
        let (above, indent) = self.text[..range.start]
            .rsplit_once('\n')
            .unwrap_or_default();
        let is_in_body = self.blocks.len() == 1 && indent.trim().is_empty();
        let last = self.blocks.last().and_then(|body| body.blocks.last());
        let is_behind_words = last
            .is_some_and(|block| matches!(block.kind, BlockKind::Paragraph(_)))
            && above.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '(' | ')'));
        let mark = list.chars().next();
        let items = list
            .lines()
            .filter(|line| line.trim().chars().next() == mark);
        let is_number = item(list, &['-', '+'])
            .is_some_and(|words| words.starts_with(|c: char| c.is_ascii_digit()));
        if !is_in_body || !is_behind_words || !is_number || items.count() != 1 {
            return;
        }
        let mark = mark.unwrap_or('-');
        let what = format!("this `{mark}` makes an item of a list of the line, and is not printed");
        let help = "let the line break elsewhere; where a list is meant, leave an empty line above";
        let place = self.literal.locate(range.start..range.start + 1);
        let warning = Diagnostic::warning("pasted-lines", what);
        self.diagnostics.push(warning.at(place).help(help));
    }
}

/// The first line of a list in the plain words `text`, where it has a second.
pub(super) fn list_in_plain_words(text: &str) -> Option<Range<usize>> {
    two_lines(text, |line| typed_item(line).is_some())
}

/// The words of a line that begins with a mark as people type it before items; none of another.
pub(crate) fn typed_item(line: &str) -> Option<&str> {
    item(line, &MARKS).or_else(|| item(line, &OF_COMMONMARK))
}

/// The first of two lines of `text`, one behind the other and without a forced line break, that both are such as `is_one`
/// says.
fn two_lines(text: &str, is_one: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let mut before: Option<Range<usize>> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        if !is_one(words) {
            before = None;
            continue;
        }
        if before.is_some() {
            return before;
        }
        let typed = line.trim_end_matches(['\r', '\n']);
        let is_broken = typed.ends_with('\\') || typed.ends_with("  ");
        before = (!is_broken).then(|| at..at + words.len());
    }
    None
}

/// The letter with its parenthesis that a line begins with: `a)`, `б)`.
fn letter_item(line: &str) -> Option<&str> {
    let (letter, words) = line.trim_start().split_once(')')?;
    let mut letters = letter.chars();
    let is_one = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let mark = &line.trim_start()[..letter.len() + 1];
    (is_one && words.starts_with([' ', '\t', '\u{a0}'])).then_some(mark)
}

/// Whether a line begins with a mark and its words stand close behind it: `-stoves`.
fn is_without_space(line: &str) -> bool {
    let words = line.trim_start();
    let behind = words
        .strip_prefix(MARKS)
        .or_else(|| words.strip_prefix('-'));
    behind.is_some_and(|behind| behind.starts_with(char::is_alphabetic))
}

/// The words of a line behind one of `marks` and white space.
fn item<'t>(line: &'t str, marks: &[char]) -> Option<&'t str> {
    let words = line.trim_start().strip_prefix(marks)?;
    words
        .starts_with([' ', '\t', '\u{a0}'])
        .then(|| words.trim_start())
}
