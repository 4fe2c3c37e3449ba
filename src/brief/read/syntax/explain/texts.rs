//! Texts whose quotation marks are missing or are others, or with marks in them that have a meaning.

use super::super::fault::Fault;
use super::super::line::is_entry;
use super::{Here, MOST_LINES, is_mark};
use crate::brief::quotation_marks;
use crate::brief::read::file_name::on_one_computer;
use crate::brief::read::keys;
use crate::brief::words::{is_blank, quoted};
use std::ops::Range;

impl Here<'_> {
    /// Text of several lines between curly marks, three of which a word processor writes in the place of straight ones.
    pub(super) fn curly_marks_of_lines(&self) -> Option<Fault> {
        let is_curly = |c: &char| matches!(c, '“' | '”' | '„');
        let marks: String = self.found().chars().take_while(is_curly).collect();
        if marks.chars().count() != 3 {
            return None;
        }
        let three = || "\"\"\"".to_owned();
        let open = self.span.start..self.span.start + marks.len();
        let mut edits = vec![(open.clone(), three())];
        let lines = self.below().take(MOST_LINES);
        let mut lines = lines.take_while(|line| !is_entry(self.text[line.clone()].trim()));
        let close = lines.find_map(|line| {
            let words = self.text[line.clone()].trim_end();
            let kept = words.trim_end_matches(|c| is_curly(&c));
            (words[kept.len()..].chars().count() == 3)
                .then(|| line.start + kept.len()..line.start + words.len())
        });
        edits.extend(close.map(|close| (close, three())));
        Some(
            Fault::syntax(
                "text of several lines begins and ends with three straight quotation marks",
                open,
            )
            .help("write `\"\"\"`, before the text and behind it")
            .repaired(edits),
        )
    }

    /// Marks of text of several lines with nothing before them.
    pub(super) fn stray_marks(&self) -> Fault {
        let start = self.span.start;
        let marks = start..(start + 3).min(self.line.end);
        let mark = &self.text[marks.clone()];
        Fault::syntax(format!("these `{mark}` begin no text"), marks)
            .help("remove them; text stands behind a key: `summary = \"\"\"`")
            .repaired(vec![(self.line.clone(), String::new())])
    }

    /// Text that is not closed on its line, or holds a character that it may not.
    pub(super) fn open_text(&self, message: &str) -> Fault {
        let is_open =
            is_blank(self.found()) || message.ends_with("`\"`") || message.ends_with("`'`");
        let first = self.found().chars().next();
        // A line or a page ends in Word with a control character, which is white space too.
        let help = match first {
            Some('\u{b}' | '\u{c}') => Some("write a space in its place, or a line of its own"),
            _ if !is_open => Some("remove it"),
            _ => None,
        };
        if let Some(help) = help {
            let code = first.map_or(0, u32::from);
            let what = format!("a control character (U+{code:04X}) stands in the text");
            return self.in_value(self.span.clone(), what, help);
        }
        let mark = if message.ends_with("`'`") { '\'' } else { '"' };
        let value = self.whole_value();
        if self.value.is_some() && self.text[value.clone()].starts_with(mark) {
            if let Some(close) = self.close_below(mark) {
                return text_of_lines(mark, value.start, close);
            }
            let end = value.end;
            if let Some(fault) = self.closed_by_other_mark(mark, &value) {
                return fault;
            }
            return self
                .unclosed_line(mark)
                .repaired(vec![(end..end, mark.to_string())])
                .untrusted(value);
        }
        self.unclosed_line(mark).untrusted(self.whole_value())
    }

    /// Text on one line that begins with `mark` and ends with a mark of another kind, which belongs to none within.
    fn closed_by_other_mark(&self, mark: char, value: &Range<usize>) -> Option<Fault> {
        let words = &self.text[value.start + 1..value.end];
        let last = words.chars().next_back().filter(|last| is_mark(*last))?;
        let text = &words[..words.len() - last.len_utf8()];
        let close = value.end - last.len_utf8()..value.end;
        let fault = Fault::syntax(
            format!("the text begins with `{mark}` and ends with `{last}`"),
            close.clone(),
        );
        let fault = fault.help(format!("write `{mark}{}{mark}`", quoted(text)));
        let edit = (close, mark.to_string());
        (!text.contains(is_mark)).then(|| fault.repaired(vec![edit]))
    }

    fn unclosed_line(&self, mark: char) -> Fault {
        self.fault("the text on this line is never closed")
            .help(format!(
                "write `{mark}` at its end; text of several lines begins and ends with `\"\"\"`"
            ))
    }

    /// The marks at the end of a line below, with which the text of this line is meant to end.
    fn close_below(&self, mark: char) -> Option<Range<usize>> {
        for line in self.below().take(MOST_LINES) {
            let words = self.text[line.clone()].trim();
            if is_entry(words) {
                return None;
            }
            let kept = words.trim_end_matches(mark);
            if kept.len() < words.len() {
                let end = line.start + self.text[line].trim_end().len();
                return Some(end - (words.len() - kept.len())..end);
            }
        }
        None
    }

    /// Backslashes that begin no escape, all of the line.
    pub(super) fn escape(&self) -> Fault {
        let value = self.typed_value();
        if keys::FILES.contains(&self.key()) && value.starts_with('"') && value.ends_with('"') {
            let place = value.replace("\\\\", "/").replace('\\', "/");
            let range = self.whole_value();
            let wrong = on_one_computer(value.trim_matches('"'), self.file.kind);
            let fault = match wrong {
                Some(wrong) => Fault::from(wrong.at(range.clone())).untrusted(range.clone()),
                None => Fault::syntax(
                    "`/` stands between folders, on every computer",
                    range.clone(),
                )
                .help(format!("write `{place}`")),
            };
            return fault.repaired(vec![(range, place)]);
        }
        let line = &self.text[self.line.clone()];
        let mut found = Vec::new();
        let mut characters = line.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if character != '\\' {
                continue;
            }
            match characters.peek() {
                Some((follow, next)) if is_escape(*next, &line[follow + next.len_utf8()..]) => {
                    characters.next();
                }
                // At the end of a line of several it joins the next.
                None => {}
                Some((_, next)) => {
                    let at = self.line.start + at;
                    found.push((at..at + 1 + next.len_utf8(), *next));
                }
            }
        }
        let what = "`\\` has a meaning in text, and none before what stands here";
        let faults = found.iter().map(|(range, next)| {
            Fault::syntax(what, range.clone()).help(format!(
                "write `\\\\{next}`, or put the text in single quotation marks, in which `\\` is a letter \
                 like others"
            ))
        });
        let Some(mut fault) = Fault::first_of(faults) else {
            let help = "write `\\\\` for a backslash";
            return self.in_value(self.span.clone(), what, help);
        };
        fault.untrusted = found.iter().map(|(range, _)| range.clone()).collect();
        let edits = found
            .iter()
            .map(|(range, _)| (range.start..range.start, "\\".to_owned()));
        fault.repaired(edits.collect())
    }

    /// What to do about marks within a text that begins or ends with the same `mark`, where one stands `behind` it, too.
    pub(super) fn marks_within(&self, mark: &str, behind: &str) -> Option<String> {
        match mark.chars().next() {
            Some('"') if behind.contains('"') => {
                let marks = quotation_marks::quotation("…", self.file.locale);
                Some(format!(
                    "where the text itself has quotation marks, write them as in {marks}, or `\\\"` for each"
                ))
            }
            Some('\'') if behind.contains('\'') => {
                Some("put text with an apostrophe between `\"` and `\"`".to_owned())
            }
            _ => None,
        }
    }
}

/// Whether `character` behind a backslash has a meaning, before `rest`.
fn is_escape(character: char, rest: &str) -> bool {
    let digits = match character {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return "btnfre\"\\ \t".contains(character),
    };
    let digits = rest.as_bytes().get(..digits);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Text of several lines between marks for one, from the byte `start` to the marks at `close`.
fn text_of_lines(mark: char, start: usize, close: Range<usize>) -> Fault {
    let three = mark.to_string().repeat(3);
    let open = start..start + mark.len_utf8();
    Fault::syntax(
        format!("this text has several lines, but begins and ends with `{mark}`"),
        open.clone(),
    )
    .help("begin and end it with `\"\"\"`")
    .untrusted(open.clone())
    .repaired(vec![(open, three.clone()), (close, three)])
}
