//! Strings of a file with other words: those that stay keep their spelling and their lines.

use super::{Quotes, Unit, escaped, set_off_end, units};
use crate::ordered::Ordered;
use crate::words::{Gap, Words, begins_block, is_gap, kept, same_text};
use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

/// How wide the lines of prose in a new file are, in characters.
const WIDTH: usize = 100;

/// How a file writes its strings.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Style {
    /// How its lines end.
    pub newline: &'static str,
    /// How many characters the lines of its prose have at most; none where a paragraph is a line.
    pub width: Option<usize>,
}

/// A word of the new text as it is to be written.
struct Word {
    /// What stands between it and the word before, where that is on the same line.
    space: String,
    raw: String,
    /// Whether the line may end before it.
    may_begin_line: bool,
}

/// A line of the new text.
#[derive(Default)]
struct Line {
    words: VecDeque<Word>,
    /// Whether it is not as it was.
    is_new: bool,
    /// Whether it was wider than others are: whoever wrote it did not fold it.
    was_wide: bool,
    /// What ends it; empty at the end of the text.
    end: String,
    /// Whether it could as well end elsewhere.
    ends_softly: bool,
}

impl Line {
    /// Whether it is at most this many characters wide; of a long line only the beginning is measured.
    fn fits(&self, width: usize) -> bool {
        let mut left = width;
        self.words.iter().all(|word| {
            let rest = left.checked_sub(word.width());
            left = rest.unwrap_or(0);
            rest.is_some()
        })
    }
}

impl Word {
    fn width(&self) -> usize {
        self.space.chars().count() + self.raw.chars().count()
    }
}

/// How many characters the widest line has of paragraphs that are broken into lines.
pub(crate) fn folded_width(raw: &str) -> Option<usize> {
    let quotes = Quotes::of(raw).filter(|quotes| quotes.has_lines())?;
    let body = &raw[quotes.mark().len()..raw.len() - quotes.mark().len()];
    let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
    // What begins a block, at any depth of a list, and what stands behind a line break begins a line by itself.
    let is_folded = |pair: &[&str]| {
        let begins_itself = begins_block(pair[1].trim_start()) || pair[0].ends_with('\\');
        !pair[0].is_empty() && !pair[1].is_empty() && !begins_itself
    };
    let folded = lines.windows(2).filter(|pair| is_folded(pair)).flatten();
    folded.map(|line| line.chars().count()).max()
}

/// The string `raw`, whose value is `old`, with the value `new`. Words that stay are spelt as they were, and
/// lines in which nothing changes are the same byte for byte. What is written is read again before it is used: where
/// an unusual spelling cannot be kept, the string is a new one.
pub(crate) fn rewritten(raw: &str, old: &str, new: &str, style: Style) -> String {
    let new = new.replace("\r\n", "\n");
    let written = respelt(raw, old, &new, style);
    if read(&written).is_some_and(|read| same_text(&read, &new)) {
        return written;
    }
    fresh(&new, Quotes::of(raw).is_some_and(Quotes::has_lines), style)
}

/// The value of a string.
fn read(raw: &str) -> Option<String> {
    let value: toml_edit::Value = raw.parse().ok()?;
    Some(value.as_str()?.replace("\r\n", "\n"))
}

fn respelt(raw: &str, old: &str, new: &str, style: Style) -> String {
    let quotes = Quotes::of(raw);
    let spelt = quotes.and_then(|quotes| Spelling::of(raw, old, quotes));
    let (Some(quotes), Some(spelt)) = (quotes, spelt) else {
        return fresh(new, false, style);
    };
    if !quotes.has_lines() && new.trim_matches(is_gap).contains('\n') {
        return fresh(new, true, style);
    }
    if !quotes.can_hold(new) {
        return fresh(new, quotes.has_lines(), style);
    }
    let old = old.replace("\r\n", "\n");
    let body = set(&spelt, &Words::of(&old).gaps, new, quotes, style);
    format!("{}{body}{}{}", spelt.open, spelt.tail, quotes.mark())
}

/// A string of a new file; on lines of its own where `in_lines`, or where it has several.
pub(crate) fn string(words: &str, in_lines: bool) -> String {
    let style = Style {
        newline: "\n",
        width: Some(WIDTH),
    };
    fresh(words, in_lines, style)
}

/// The value as a new string: on lines of its own where `in_lines`, or where it has several.
pub(crate) fn fresh(new: &str, in_lines: bool, style: Style) -> String {
    let new = new.trim_matches(is_gap);
    if in_lines || new.contains('\n') {
        let body = set(
            &Spelling::default(),
            &[],
            new,
            Quotes::MultiLineBasic,
            style,
        );
        return format!("\"\"\"{}{body}\"\"\"", style.newline);
    }
    super::line(new)
}

/// How a value is spelt in its file.
#[derive(Default)]
struct Spelling<'r> {
    /// The marks before it, and white space before its first word.
    open: &'r str,
    values: Vec<String>,
    words: Vec<&'r str>,
    /// One fewer than words.
    gaps: Vec<&'r str>,
    /// White space behind the last word.
    tail: &'r str,
}

impl<'r> Spelling<'r> {
    /// None where `raw` is not how `value` is written.
    fn of(raw: &'r str, value: &str, quotes: Quotes) -> Option<Spelling<'r>> {
        let end = raw.len() - quotes.mark().len();
        let mut spelling = Spelling::default();
        let mut values = value.chars();
        let mut word: Option<(usize, String)> = None;
        // Where the last word ends, or the mark before the first.
        let mut gap_from = 0;
        for unit in units(raw)? {
            let Unit {
                raw: Range { start, end: at },
                has_value,
                ..
            } = unit?;
            if !has_value {
                // A line that goes on is no gap of its own: it stands within a word or beside white space.
                continue;
            }
            let value = values.next()?;
            // A line end may be two characters in the file and one in the value.
            if &raw[start..at] == "\r\n" && value == '\r' {
                values.next();
            }
            match (&mut word, is_gap(value)) {
                (Some((_, words)), false) => {
                    words.push(value);
                    gap_from = at;
                }
                (None, false) => {
                    let space = &raw[gap_from..start];
                    if spelling.words.is_empty() {
                        spelling.open = space;
                    } else {
                        spelling.gaps.push(space);
                    }
                    word = Some((start, value.into()));
                    gap_from = at;
                }
                (Some(_), true) => {
                    if let Some((from, words)) = word.take() {
                        spelling.words.push(&raw[from..gap_from]);
                        spelling.values.push(words);
                    }
                }
                (None, true) => {}
            }
        }
        if let Some((from, words)) = word {
            spelling.words.push(&raw[from..gap_from]);
            spelling.values.push(words);
        }
        spelling.tail = raw.get(gap_from..end)?;
        (values.next().is_none() && !spelling.words.is_empty()).then_some(spelling)
    }

    /// For each word how many characters the line has in which it stands.
    fn line_widths(&self) -> Vec<usize> {
        let mut widths = Vec::with_capacity(self.words.len());
        let mut width = 0;
        for (index, word) in self.words.iter().enumerate() {
            width += word.chars().count();
            match self.gaps.get(index) {
                Some(gap) if !gap.contains('\n') => width += gap.chars().count(),
                _ => {
                    widths.resize(index + 1, width);
                    width = 0;
                }
            }
        }
        widths
    }
}

/// The body of the string. `said` is what the gaps of the old one say.
fn set(old: &Spelling<'_>, said: &[Gap<'_>], new: &str, quotes: Quotes, style: Style) -> String {
    let new = Words::of(new);
    let old_words: Vec<&str> = old.values.iter().map(String::as_str).collect();
    let kept = kept(&old_words, &new.words);
    // Whether a line ends here without a reader's seeing it.
    let is_soft = |at: &usize| {
        let is_line_end = old.gaps.get(*at).is_some_and(|gap| gap.contains('\n'));
        is_line_end && said.get(*at) == Some(&Gap::Space)
    };
    let soft = (0..old.gaps.len())
        .filter(is_soft)
        .map(|at| old.gaps[at])
        .find(|gap| gap.matches('\n').count() == 1)
        .unwrap_or(style.newline);
    let stays: BTreeSet<usize> = kept.iter().flatten().copied().into_set();
    let widths = old.line_widths();
    let was_wide = |at: usize| style.width.is_some_and(|width| widths[at] > width);

    let mut lines = vec![Line::default()];
    for (index, word) in new.words.iter().enumerate() {
        let mut space = String::new();
        if let Some(gap) = index.checked_sub(1).map(|before| new.gaps[before]) {
            let before = kept[index - 1];
            let after = kept[index];
            let neighbours = before
                .zip(after)
                .filter(|(before, after)| before + 1 == *after);
            // A gap that says what it said is spelt as it was.
            let same = neighbours
                .map(|(before, _)| before)
                .filter(|before| said.get(*before) == Some(&gap));
            let old_gap = same.map(|at| old.gaps[at]);
            let end = match gap {
                Gap::Break(space) => {
                    let breaks = old_gap.map_or_else(
                        || space.replace("\r\n", "\n").replace('\n', style.newline),
                        str::to_owned,
                    );
                    Some((breaks, false, old_gap.is_none()))
                }
                Gap::Space
                    if same.is_none()
                        && !(quotes.has_lines() && may_begin_line(new.words[index - 1], word)) =>
                {
                    None
                }
                Gap::Space => {
                    // A line that began with this word still does; one that ended with the word before, too. A
                    // paragraph is no line that was folded.
                    let began = after.and_then(|after| after.checked_sub(1));
                    let ended = before.filter(|before| !stays.contains(&(before + 1)));
                    let was = same.or(began).or(ended).filter(is_soft);
                    was.map(|at| (old.gaps[at].to_owned(), true, false))
                }
            };
            match end {
                Some((end, ends_softly, is_new)) => {
                    if let Some(line) = lines.last_mut() {
                        line.end = end;
                        line.ends_softly = ends_softly;
                        line.is_new |= is_new;
                    }
                    lines.push(Line::default());
                }
                None => {
                    space = old_gap
                        .filter(|gap| !gap.contains('\n'))
                        .unwrap_or(" ")
                        .to_owned();
                    if let Some(line) = lines.last_mut() {
                        line.is_new |= old_gap.is_none();
                    }
                }
            }
        }
        let raw = match kept[index] {
            Some(at) => old.words[at].to_owned(),
            None => escaped(word, quotes),
        };
        if let Some(line) = lines.last_mut() {
            line.is_new |= kept[index].is_none();
            line.was_wide |= kept[index].is_some_and(was_wide);
            line.words.push_back(Word {
                space,
                raw,
                may_begin_line: index == 0 || may_begin_line(new.words[index - 1], word),
            });
        }
    }
    if let Some(width) = style.width.filter(|_| quotes.has_lines()) {
        lines = folded(lines, width, soft);
    }
    let mut body = String::new();
    for line in &lines {
        for word in &line.words {
            body.push_str(&word.space);
            body.push_str(&word.raw);
        }
        body.push_str(&line.end);
    }
    if quotes.has_escapes() && old.tail.is_empty() {
        set_off_end(&mut body);
    }
    body
}

/// Whether a line can end between two words without a reader's seeing it. Behind what may be the mark of an item it
/// cannot: the item would be empty, and its words a paragraph.
fn may_begin_line(before: &str, word: &str) -> bool {
    !before.ends_with('\\') && !begins_block(before) && !begins_block(word)
}

/// The lines with none wider than `width` among the new ones. What does not fit begins the next line, where it
/// is little; else it is a line of its own.
fn folded(lines: Vec<Line>, width: usize, soft: &str) -> Vec<Line> {
    let mut waiting: VecDeque<Line> = lines.into();
    let mut done = Vec::new();
    while let Some(mut line) = waiting.pop_front() {
        if !line.is_new || line.was_wide || line.fits(width) {
            done.push(line);
            continue;
        }
        let mut at = 0;
        let mut room = None;
        for (index, word) in line.words.iter().enumerate() {
            at += word.width();
            if at > width && room.is_some() {
                break;
            }
            if index + 1 < line.words.len() && line.words[index + 1].may_begin_line {
                room = Some(index + 1);
            }
        }
        let Some(split) = room else {
            done.push(line);
            continue;
        };
        // The beginning is taken out and the rest stays where it is: a paragraph may have many lines.
        done.push(Line {
            words: line.words.drain(..split).collect(),
            is_new: true,
            end: soft.to_owned(),
            ends_softly: true,
            ..Line::default()
        });
        let mut rest = line;
        if let Some(first) = rest.words.front_mut() {
            first.space.clear();
        }
        match waiting.front_mut() {
            Some(next) if rest.ends_softly && rest.fits((width / 2).saturating_sub(1)) => {
                if let Some(first) = next.words.front_mut() {
                    first.space = " ".to_owned();
                }
                rest.words.append(&mut next.words);
                next.words = rest.words;
                next.is_new = true;
            }
            _ => waiting.push_front(rest),
        }
    }
    done
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STYLE: Style = Style {
        newline: "\n",
        width: Some(40),
    };

    fn read(raw: &str) -> String {
        let table: toml::Table = format!("a = {raw}\n").parse().unwrap();
        table["a"].as_str().unwrap().to_owned()
    }

    fn change(raw: &str, new: &str) -> String {
        rewritten(raw, &read(raw), new, STYLE)
    }

    #[test]
    fn quoting_and_escapes_stay() {
        assert_eq!(
            change(r#""one \"two\" \u0416""#, "one \"two\" Ж three"),
            r#""one \"two\" \u0416 three""#
        );
        assert_eq!(change("'a \\ b'", "a \\ c"), "'a \\ c'");
        assert_eq!(change("'a b'", "it's"), r#""it's""#);
        assert_eq!(change("\"a\"", "say \"a\""), r#""say \"a\"""#);
    }

    #[test]
    fn lines_in_which_nothing_changed_stay() {
        let old = "\"\"\"\nOne line that is here stays as it is,\nanother one that follows upon it\nis there.\"\"\"";
        assert_eq!(
            change(
                old,
                "One line that is here stays as it is, another one that comes upon it is there."
            ),
            old.replace("follows", "comes")
        );
        assert_eq!(
            change(
                old,
                "One line that is here stays as it is, another one that follows closely upon it is there."
            ),
            "\"\"\"\nOne line that is here stays as it is,\nanother one that follows closely upon it\nis there.\"\"\""
        );
        assert_eq!(
            change(
                old,
                "One line of the many that is here stays as it is, another one that follows upon it is there."
            ),
            "\"\"\"\nOne line of the many that is here stays\nas it is, another one that follows upon\nit is there.\"\"\""
        );
    }

    #[test]
    fn paragraphs_and_items_are_on_lines_of_their_own() {
        assert_eq!(
            change("\"\"\"\none\ntwo\n\"\"\"", "one two\n\nthree\n\n- a\n- b"),
            "\"\"\"\none\ntwo\n\nthree\n\n- a\n- b\n\"\"\""
        );
        assert_eq!(change("\"one\"", "one\n\ntwo"), "\"\"\"\none\n\ntwo\"\"\"");
        // The mark of an item on a line of its own is an empty item.
        assert_eq!(
            change("\"\"\"\none\n\ntwo\n\"\"\"", "one\n\n- two"),
            "\"\"\"\none\n\n- two\n\"\"\""
        );
    }

    #[test]
    fn lines_that_go_on_behind_a_backslash_still_do() {
        assert_eq!(
            change("\"\"\"one two \\\n  three four\"\"\"", "one two three five"),
            "\"\"\"one two \\\n  three five\"\"\""
        );
    }

    #[test]
    fn a_word_that_goes_on_in_the_next_line_is_one_word() {
        let old = "\"\"\"\nThe report is at https://example.org/a/\\\n    b and good.\nIt was read by all\nof us.\"\"\"";
        assert_eq!(
            change(
                old,
                "The report is at https://example.org/a/b and good. It was then read at great length by all of us."
            ),
            "\"\"\"\nThe report is at https://example.org/a/\\\n    b and good.\nIt was then read at great length by all\nof us.\"\"\""
        );
    }

    #[test]
    fn a_paragraph_on_one_long_line_stays_on_one() {
        let long = "This paragraph stands on one line, however long that is, ";
        let old = format!("\"\"\"\n{long}and goes on.\n\nOne that is\nfolded.\"\"\"");
        let new = format!("{long}and on, and goes on.\n\nOne that is\nfolded.");
        assert_eq!(folded_width(&old), Some(11));
        assert_eq!(change(&old, &new), format!("\"\"\"\n{new}\"\"\""));
        let list = "\"\"\"\n1. Tail outlets wait.\n   - On Sundays, too.\n\nOne\\\\\ntwo.\"\"\"";
        assert_eq!(folded_width(list), None);
    }

    #[test]
    fn a_word_before_a_paragraph_begins_no_line_of_its_own() {
        let old =
            "\"\"\"\nOne paragraph.\n\n- An item of a list.\n\n  The ministries agreed.\n\"\"\"";
        let expected = old.replace("The", "Today The");
        assert_eq!(change(old, &read(&expected)), expected);
        // Two that become one.
        assert_eq!(
            change("\"\"\"\none\n\ntwo\n\"\"\"", "one two"),
            "\"\"\"\none two\n\"\"\""
        );
    }

    /// Pieces of strings, each spelling of which stands for the characters beside it.
    fn pieces() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
        let piece = proptest::sample::select(vec![
            ("a", "a"),
            ("b.", "b."),
            ("-", "-"),
            ("1.", "1."),
            ("Ж", "Ж"),
            ("\\u0416", "Ж"),
            ("\\\"", "\""),
            ("\\\\", "\\"),
            ("\\\n", ""),
            ("\\  \r\n\n  ", ""),
            (" ", " "),
            ("\\t", "\t"),
            ("\\n", "\n"),
            ("\n", "\n"),
            ("\r\n", "\n"),
        ]);
        proptest::collection::vec(piece, 0..30)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            old in "(['\"\\\\a-c.\\-éЖ#1]{1,4}[ \n]){0,20}[a-c]",
            new in "(['\"\\\\a-c.\\-éЖ#1]{1,4}[ \n]){0,20}[a-c'\"\\\\]",
            in_lines in any::<bool>(),
        ) {
            let raw = fresh(&old, in_lines, STYLE);
            prop_assert!(same_text(&read(&raw), &old), "{raw}");
            let again = change(&raw, &new);
            prop_assert!(same_text(&read(&again), &new), "{again}");
            prop_assert_eq!(change(&raw, &read(&raw)), raw);
        }

        /// However a string is spelt, words that change change alone.
        #[test]
        fn strings_of_any_spelling_are_rewritten(
            pieces in pieces(),
            new in "([a-cЖ.\\-1]{1,3}[ \n]){0,9}[a-c]",
            with in 0..3usize,
        ) {
            let (spelt, said): (String, String) = pieces.into_iter().unzip();
            let raw = match with {
                0 => format!("\"\"\"{spelt}x\"\"\""),
                1 => format!("\"\"\"\r\n{spelt}x\"\"\""),
                _ => format!("\'\'\'\n{said}x\'\'\'"),
            };
            let old = read(&raw);
            prop_assert_eq!(change(&raw, &old), raw.clone());
            // Nothing of this has to be spelt anew: not so much as a line end moves that need not.
            let spelling = Quotes::of(&raw).and_then(|quotes| Spelling::of(&raw, &old, quotes));
            prop_assert!(spelling.is_some(), "{raw:?}");
            let appended = format!("{} {new}", old.replace("\r\n", "\n").trim_end());
            for new in [appended.as_str(), new.as_str()] {
                let style = Style { width: None, ..STYLE };
                let again = respelt(&raw, &old, new, style);
                let said = read(&again).replace("\r\n", "\n");
                prop_assert!(same_text(&said, new), "{raw:?} {new:?} {again:?}");
            }
        }
    }
}
