//! Lines that were pasted as they look elsewhere: the items of a list or a programme, the rows of a table. In prose they
//! run together as one paragraph, and what is a minus at the beginning of a line makes an item of a list.

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::document::BlockKind;
use crate::locale::{day_at_start, decimal_digit, leading_digits};
use std::ops::Range;

/// The marks that word processors and people put before items, and CommonMark does not know.
const MARKS: [char; 9] = ['•', '·', '▪', '●', '○', '◦', '‣', '–', '—'];
/// Those that it knows.
const OF_COMMONMARK: [char; 3] = ['-', '*', '+'];
/// With as many spaces before it, a line goes on with the one above, whatever it begins with.
const DEEP: &str = "    ";

impl Builder<'_, '_> {
    /// Warns of items or rows among the lines of the paragraph `range`, once.
    pub(super) fn pasted(&mut self, range: &Range<usize>) {
        if let Some((place, what, help)) = self.pasted_lines(range) {
            let place = range.start + place.start..range.start + place.end;
            self.report(Diagnostic::warning("pasted-lines", what).help(help), place);
        }
    }

    /// The first of such lines, or what it begins with, as bytes of the paragraph; what is wrong with them, and what to do.
    fn pasted_lines(&self, range: &Range<usize>) -> Option<(Range<usize>, String, String)> {
        let paragraph = &self.text[range.clone()];
        let first = |mark: fn(&str) -> Option<&str>| first_mark(paragraph, mark);
        let no_list = |place: &Range<usize>, which: &str| no_list(&paragraph[place.clone()], which);
        let in_place_of = |place: Range<usize>, or: &str| {
            let mark = &paragraph[place.clone()];
            let above = &self.text[..range.start + place.start];
            let spaces = &above[above.rfind('\n').map_or(0, |end| end + 1)..];
            let without = match is_deep(spaces) {
                true => ", without spaces before it",
                false => "",
            };
            let help =
                format!("write `- ` in place of `{mark}` at the beginning of each{without}{or}");
            let what = no_list(&place, "");
            Some((place, what, help))
        };
        if let Some(place) = first(foreign_mark) {
            return in_place_of(place, "");
        }
        if let Some(place) = first(letter_item) {
            return in_place_of(place, ", or `1.`, `2.` for numbers");
        }
        if let Some(place) = first(foreign_number) {
            let what = no_list(&place, "");
            let help = "write `1. `, `2. ` with the figures 0–9: they are printed in those of the language";
            return Some((place, what, help.to_owned()));
        }
        if let Some(place) = first(mark_without_space) {
            let what = no_list(&place, " and no space behind it");
            let help = "write `- ` at the beginning of each".to_owned();
            return Some((place, what, help));
        }
        if let Some(place) = first(deep_item) {
            let what = no_list(&place, " behind four spaces or more");
            let help = "leave an empty line above the first, and remove the spaces before each";
            return Some((place, what, help.to_owned()));
        }
        // Months have many names: they are looked up where lines look like days.
        let day = || two_lines(paragraph, is_like_day).and_then(|_| first(day_at_start));
        if let Some(place) = first(time).or_else(day) {
            let what = no_list(&place, "");
            return Some((place, what, "write `- ` before each".to_owned()));
        }
        let what = "these lines make no table, and are printed as one paragraph".to_owned();
        let help = "give the table a place of its own, [[table]] with `id`, `caption`, `columns` and `rows`";
        let row = two_lines(paragraph, |line| line.trim().contains('\t'))?;
        Some((row, what, help.to_owned()))
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
        let warning = Diagnostic::warning("pasted-lines", what).help(help);
        self.report(warning, range.start..range.start + 1);
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

/// The mark that `mark` finds at the beginning of the first of two lines of `text` that both have one.
fn first_mark(text: &str, mark: impl Fn(&str) -> Option<&str>) -> Option<Range<usize>> {
    let first = two_lines(text, |line| mark(line).is_some())?;
    // A mark may need the spaces before it.
    let line = text[..first.start].rfind('\n').map_or(0, |end| end + 1);
    let length = mark(&text[line..first.end])?.len();
    Some(first.start..first.start + length)
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
        if !is_one(line.trim_end()) {
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

/// The number that a line begins with in figures which make no list in CommonMark: `۱.`.
fn foreign_number(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (digits, behind) = leading_digits(line);
    let words = behind.strip_prefix(['.', ')'])?;
    let is_foreign = (1..=3).contains(&digits.len()) && !line.starts_with(|c: char| c.is_ascii());
    let mark = &line[..line.len() - words.len()];
    (is_foreign && words.starts_with([' ', '\t', '\u{a0}'])).then_some(mark)
}

/// The mark that a line begins with, behind which its words stand close: `-stoves`.
fn mark_without_space(line: &str) -> Option<&str> {
    let words = line.trim_start();
    let behind = words
        .strip_prefix(MARKS)
        .or_else(|| words.strip_prefix('-'))?;
    let mark = &words[..words.len() - behind.len()];
    behind.starts_with(char::is_alphabetic).then_some(mark)
}

/// The mark that CommonMark does not know and a line begins with.
fn foreign_mark(line: &str) -> Option<&str> {
    item(line, &MARKS)?;
    line.trim_start().split(char::is_whitespace).next()
}

/// The mark of CommonMark that a line begins with which stands too deep for an item: a bullet, or a number.
fn deep_item(line: &str) -> Option<&str> {
    let (mark, _) = line.trim_start().split_once([' ', '\t'])?;
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let is_mark = OF_COMMONMARK
        .iter()
        .any(|bullet| mark == bullet.to_string());
    ((is_mark || is_number) && is_deep(line)).then_some(mark)
}

/// Whether so many spaces, or a tab, stand at the beginning of a line that it makes no item.
fn is_deep(line: &str) -> bool {
    line.starts_with(DEEP) || line.trim_start_matches(' ').starts_with('\t')
}

/// The time of day that a line begins with: `9:00`, `09.30`, `14h15`.
fn time(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (hour, rest) = small_number(line)?;
    let (minute, behind) = small_number(rest.strip_prefix([':', '.', 'h'])?)?;
    let is_time = hour <= 24 && minute < 60 && rest.len() - behind.len() > 2;
    (is_time && !behind.starts_with('.')).then(|| &line[..line.len() - behind.len()])
}

/// Whether a line may begin with a day: `12 May`, `May 12`, `2018-05-12`.
fn is_like_day(line: &str) -> bool {
    let mut words = line.split_whitespace().take(2);
    words.any(|word| word.starts_with(|c| decimal_digit(c).is_some()))
}

/// The number of one or two digits that a line begins with, and what stands behind it; none where it has more digits.
fn small_number(line: &str) -> Option<(u32, &str)> {
    let (digits, behind) = leading_digits(line);
    let number = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    Some((number, behind))
}

/// What is wrong with lines that begin with `mark`, `which` so.
fn no_list(mark: &str, which: &str) -> String {
    format!("lines that begin with `{mark}`{which} are no list, and are printed as one paragraph")
}

/// The words of a line behind one of `marks` and white space.
fn item<'t>(line: &'t str, marks: &[char]) -> Option<&'t str> {
    let words = line.trim_start().strip_prefix(marks)?;
    words
        .starts_with([' ', '\t', '\u{a0}'])
        .then(|| words.trim_start())
}
