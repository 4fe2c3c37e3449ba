//! What is wrong in a line, in words, and how it is repaired.

use super::line::{self, header_meant, is_entry, is_key, value_range};
use super::numbers::is_in_values;
use super::spaces::remarks;
use crate::brief::characters;
use crate::brief::read::check::is_list_of_tables;
use crate::brief::read::entries::Entries;
use crate::brief::read::repair::{Edit, Repaired};
use crate::brief::read::{dates, figures, keys};
use crate::brief::words::{is_blank, quoted, without_bullet};
use crate::diagnostic::{Diagnostic, Lines};
use std::ops::Range;

/// How many lines text that is not closed on its own is looked for.
const MOST_LINES: usize = 500;

/// Something that is wrong.
pub(super) struct Fault {
    pub(super) diagnostic: Diagnostic,
    /// The same at other places of the line.
    pub(super) again: Vec<Diagnostic>,
    /// What is not to be trusted in the text as it is repaired, as bytes of the text before that.
    pub(super) untrusted: Vec<Range<usize>>,
    /// Whether fields that a table must have may stand in another.
    pub(super) fields_elsewhere: bool,
    pub(super) repair: Repair,
}

/// How the text is repaired.
pub(super) enum Repair {
    /// Not at all: the parser goes on.
    None,
    /// Made what was meant.
    Edits(Vec<Edit>),
    /// A header is written above a line.
    Header(Edit),
    /// The line is taken out.
    Lost,
}

impl Fault {
    pub(super) fn new(code: &'static str, what: impl Into<String>, span: Range<usize>) -> Fault {
        Fault {
            diagnostic: Diagnostic::error(code, what).at(span),
            again: Vec::new(),
            untrusted: Vec::new(),
            fields_elsewhere: false,
            repair: Repair::None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Fault {
        self.diagnostic = self.diagnostic.help(help);
        self
    }

    fn untrusted(mut self, range: Range<usize>) -> Fault {
        self.untrusted.push(range);
        self
    }

    pub(super) fn repaired(mut self, edits: Vec<Edit>) -> Fault {
        self.repair = Repair::Edits(edits);
        self
    }

    fn lost(mut self) -> Fault {
        self.repair = Repair::Lost;
        self
    }
}

/// The text in which something is wrong.
pub(super) struct File<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a Lines<'a>,
    pub(super) entries: &'a Entries<'a>,
    pub(super) repaired: &'a Repaired<'a>,
}

/// A line in which something is wrong.
struct Here<'a> {
    file: &'a File<'a>,
    text: &'a str,
    /// The bytes of the line.
    line: &'a Range<usize>,
    /// Where the parser stumbled.
    span: Range<usize>,
    /// The line without white space at its ends.
    words: &'a str,
    /// The value, where the line is a key with its value.
    value: Option<Range<usize>>,
}

/// A fault of the `line` in words. `message` is what the parser says at `span`.
pub(super) fn explain(
    file: &File<'_>,
    line: &Range<usize>,
    span: Range<usize>,
    message: &str,
) -> Fault {
    let text = file.text;
    let words = text[line.clone()].trim_start_matches('\u{feff}').trim();
    let starts = |beginning: &str| message.starts_with(beginning);
    let has = |part: &str| message.contains(part);
    // The parser says where the mark is missing, and not before what.
    let span = match starts("missing opening quote") {
        true => span.start..line::end_of_item(text, span.start),
        false => span,
    };
    let here = Here {
        file,
        text,
        line,
        words,
        value: value_range(text, line),
        span,
    };
    if let Some(end) = here.end_of_day_before_key() {
        here.comma_between_keys(end)
    } else if let Some(fault) = here.last_row() {
        fault
    } else if let Some(fault) = here.rows_of_tabs() {
        fault
    } else if starts("cannot recurse") {
        here.fault("lists stand in one another too deep")
            .help("use fewer brackets")
            .lost()
    } else if starts("invalid date") || starts("invalid time") {
        here.impossible_date(message)
    } else if message == "duplicate key" {
        here.duplicate()
    } else if is_bare_text(message, here.found()) {
        here.bare_text()
    } else if starts("keys cannot be multi-line") {
        here.stray_marks()
    } else if has("basic string") || has("literal string") {
        here.open_text(message)
    } else if starts("missing escaped value") || has("unicode") {
        here.escape()
    } else if starts("key with no value") || starts("invalid unquoted key") {
        here.no_entry()
    } else if starts("unclosed table") || starts("unclosed array table") {
        here.header()
    } else if starts("missing comma between key") {
        here.comma_between_keys(text[..here.span.start].trim_end().len())
    } else if starts("missing comma") {
        here.missing_comma()
    } else if starts("extra comma") {
        let help = match here.words.starts_with('[') {
            true => "write `\"\"` in front of it for an empty cell, or remove it",
            false => "remove it: one comma stands between two values",
        };
        here.fault("a comma stands here with nothing in front of it")
            .help(help)
            .untrusted(here.whole_value())
    } else if starts("unexpected key or value") {
        here.behind_value()
    } else if has("key") {
        here.fault("the key before `=` cannot be read")
            .help("a key is letters without quotation marks or spaces")
            .lost()
    } else if [
        "leading zero",
        "integer",
        "float",
        "mantissa",
        "fraction",
        "exponent",
    ]
    .iter()
    .any(|part| has(part))
    {
        here.number()
    } else {
        here.fault(format!("this cannot be read: {message}"))
            .help("write `key = \"value\"`, one on each line")
            .lost()
    }
}

impl<'a> Here<'a> {
    fn fault(&self, what: impl Into<String>) -> Fault {
        Fault::new("syntax", what, self.span.clone())
    }

    /// What the parser stumbled over.
    fn found(&self) -> &'a str {
        self.text.get(self.span.clone()).unwrap_or_default()
    }

    /// The key of the line.
    fn key(&self) -> &'a str {
        let key = self.words.split_once('=').map(|(key, _)| key);
        key.unwrap_or(self.words).trim()
    }

    /// The value of the line as it is typed.
    fn typed_value(&self) -> &'a str {
        self.text.get(self.whole_value()).unwrap_or_default()
    }

    /// The bytes of the value, or of the line where it has no key.
    fn whole_value(&self) -> Range<usize> {
        self.value.clone().unwrap_or_else(|| self.line.clone())
    }

    /// The whole line in place of what is wrong in it.
    fn whole_line(&self) -> Edit {
        (self.line.clone(), String::new())
    }

    fn impossible_date(&self, message: &str) -> Fault {
        let found = self.found();
        let locale = line::locale(self.text);
        // What lies between two numbers is worth saying; which marks are wanted, the example shows.
        let range = message.split_once(", expected ").map(|(_, wants)| wants);
        let Some(wants) = range.filter(|wants| wants.contains("between")) else {
            return self.no_date(self.span.clone(), found);
        };
        let meant = dates::last_before(found, &locale).or_else(|| dates::meant(found, &locale));
        let example = match meant {
            Some(date) => date.to_string(),
            None => dates::example(found, self.text),
        };
        let help = format!(
            "write a date that exists, with a {}, such as `{example}`",
            wants.strip_prefix("a ").unwrap_or(wants)
        );
        let what = format!("`{found}` is no date of the calendar");
        Fault::new("impossible-date", what, self.span.clone())
            .help(help)
            .untrusted(self.whole_value())
    }

    /// A date that is not written as one.
    fn no_date(&self, place: Range<usize>, words: &str) -> Fault {
        let locale = line::locale(self.text);
        Fault::new("syntax", "this is no date as it is written here", place)
            .help(dates::help(self.key(), words, self.text, &locale))
            .untrusted(self.whole_value())
    }

    fn duplicate(&self) -> Fault {
        if self.words.starts_with('[') {
            return self.duplicate_table();
        }
        let key = self.found();
        let line = |at: usize| self.file.repaired.line(at);
        let entries = self.file.entries;
        let at = self.span.start;
        let first = entries.first_at(at).map(line);
        if let (Some(missing), Some(first)) = (entries.missing_header(at), first) {
            let why = format!("`{key}` stands in line {first} already");
            let (diagnostic, edit) = missing.told(&why, self.file.repaired);
            return Fault {
                diagnostic,
                repair: Repair::Header(edit),
                ..self.fault("")
            };
        }
        let help = match first {
            Some(first) => {
                format!("it stands in line {first} already: remove one of the two lines")
            }
            None => "remove one of the two lines".to_owned(),
        };
        Fault::new(
            "duplicate-key",
            format!("`{key}` is given twice"),
            self.span.clone(),
        )
        .help(help)
        .untrusted(self.line.clone())
    }

    /// A header that stands in the file twice, of which one makes a table, and perhaps the other one of many.
    fn duplicate_table(&self) -> Fault {
        let name = header_name(self.words).unwrap_or_default();
        let single: Vec<Range<usize>> = self
            .text
            .match_indices('\n')
            .map(|(at, _)| at + 1)
            .chain([0])
            .map(|start| self.file.lines.range(start))
            .filter(|line| self.text[line.clone()].trim() == format!("[{name}]"))
            .collect();
        let is_list = is_list_of_tables(name) || self.words.starts_with("[[") && !single.is_empty();
        let first = single.iter().min_by_key(|line| line.start);
        if let (true, Some(first)) = (is_list, first) {
            let what = format!("the table `[{name}]` is one of several");
            let edits = single
                .iter()
                .map(|line| (line.clone(), format!("[[{name}]]")));
            return Fault::new("duplicate-key", what, first.clone())
                .help(format!("write `[[{name}]]`, with two brackets, above each"))
                .repaired(edits.collect());
        }
        let what = format!("the table `{name}` stands in the file twice");
        let mut fault = Fault::new("duplicate-key", what, self.span.clone())
            .help("move what stands below to the first one, and remove this line")
            .untrusted(self.line.clone())
            .repaired(vec![(
                self.line.clone(),
                line::lost(&self.text[self.line.clone()], self.line.start),
            )]);
        fault.fields_elsewhere = true;
        fault
    }

    /// A value that is text without quotation marks, or meant as a date.
    fn bare_text(&self) -> Fault {
        let (key, found) = (self.key(), self.found());
        if found.is_empty() {
            return self
                .fault(format!("`{key}` has no value"))
                .help(format!(
                    "write its value behind the `=`, or remove the line: `{key} = \"…\"`"
                ))
                .untrusted(self.whole_value());
        }
        let choice = match key {
            keys::HEADER_COLUMNS => Some((
                "true, false or a number of columns",
                format!("write `{key} = true`, `{key} = false` or `{key} = 2`"),
            )),
            keys::TRANSLATE => Some((
                "true or false",
                format!("write `{key} = false` where the passage stays as it is"),
            )),
            _ => None,
        };
        if let Some((choice, help)) = choice {
            return self
                .fault(format!("`{key}` is {choice}"))
                .help(help)
                .untrusted(self.whole_value());
        }
        let value = self.typed_value();
        if let Some(list) = value
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
            && list.starts_with(['"', '\''])
        {
            let Range { start, end } = self.whole_value();
            return Fault::new("syntax", "a list stands in square brackets", start..end)
                .help(format!("write `[{list}]`"))
                .repaired(vec![
                    (start..start + 1, "[".to_owned()),
                    (end - 1..end, "]".to_owned()),
                ]);
        }
        if let Some(fault) = self.curly_marks_of_lines() {
            return fault;
        }
        let is_mark = |character: char| "“”„«»‘’‹›\"'".contains(character);
        let bare = found.trim_matches(is_mark);
        let date = dates::meant(bare, &line::locale(self.text));
        let has_figures = bare.contains(|c: char| c.is_ascii_digit());
        if keys::DATES.contains(&key) || date.is_some() && has_figures && bare.len() <= 10 {
            return self.no_date(self.span.clone(), bare);
        }
        if let Some(fault) = self.no_whole_number() {
            return fault;
        }
        if is_in_values(self.text, self.span.start) {
            return self
                .fault("the values of a chart are numbers alone")
                .help(figures::NO_GAP)
                .untrusted(self.whole_value());
        }
        if found.contains(';') && !self.is_whole(value) {
            let (start, parts) = (self.span.start, found.match_indices(';'));
            let edits = parts.map(|(at, _)| (start + at..start + at + 1, ",".to_owned()));
            return self
                .fault("a comma stands between two values of a list")
                .help(format!("write `{}`", found.replace(';', ",")))
                .repaired(edits.collect());
        }
        // Outside of a list a comma ends nothing.
        let (place, found) = match self.is_whole(value) && !value.contains('=') {
            true => {
                let words = without_remark(value);
                (self.span.start..self.span.start + words.len(), words)
            }
            false => (self.span.clone(), found),
        };
        let unmarked = found.trim_matches(is_mark);
        let words = without_bullet(unmarked);
        let help = match unmarked.len() < found.len() {
            true => format!("write \"{words}\" with straight quotation marks"),
            false => format!("write `\"{words}\"`"),
        };
        Fault::new("syntax", "text must stand in quotation marks", place)
            .help(help)
            .untrusted(self.whole_value())
    }

    /// Whether the parser stumbled over the whole `value` of the line, which is no list.
    fn is_whole(&self, value: &str) -> bool {
        self.value
            .as_ref()
            .is_some_and(|place| place.start == self.span.start)
            && !value.starts_with(['[', '{', '('])
    }

    /// Text of several lines between curly marks, three of which a word processor writes in the place of straight ones.
    fn curly_marks_of_lines(&self) -> Option<Fault> {
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
            Fault::new(
                "syntax",
                "text of several lines begins and ends with three straight quotation marks",
                open,
            )
            .help("write `\"\"\"`, before the text and behind it")
            .repaired(edits),
        )
    }

    /// A number with words, commas or spaces, where a whole number is wanted.
    fn no_whole_number(&self) -> Option<Fault> {
        let key = self.key();
        if key != keys::WHOLE_NUMBER {
            return None;
        }
        let value = self.typed_value().split('#').next()?.trim();
        let start = self.whole_value().start;
        let (what, help) = match figures::whole(value) {
            Some(number) => (
                "a number stands alone, without commas, spaces or words",
                format!("write `{key} = {number}`"),
            ),
            None => (
                "one whole number stands here, in figures",
                format!("write it alone, such as `{key} = 25`"),
            ),
        };
        let fault = Fault::new("syntax", what, start..start + value.len()).help(help);
        Some(fault.untrusted(self.whole_value()))
    }

    /// Marks of text of several lines with nothing before them.
    fn stray_marks(&self) -> Fault {
        let start = self.span.start;
        let marks = start..(start + 3).min(self.line.end);
        let mark = &self.text[marks.clone()];
        Fault::new("syntax", format!("these `{mark}` begin no text"), marks)
            .help("remove them; text stands behind a key: `summary = \"\"\"`")
            .repaired(vec![self.whole_line()])
    }

    /// Text that is not closed on its line, or holds a character that it may not.
    fn open_text(&self, message: &str) -> Fault {
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
            return self
                .fault(format!(
                    "a control character (U+{code:04X}) stands in the text"
                ))
                .help(help)
                .untrusted(self.whole_value());
        }
        let mark = if message.ends_with("`'`") { '\'' } else { '"' };
        let value = self.whole_value();
        if self.value.is_some() && self.text[value.clone()].starts_with(mark) {
            if let Some(close) = self.close_below(mark) {
                return text_of_lines(mark, value.start, close);
            }
            let end = value.end;
            return self
                .unclosed_line(mark)
                .repaired(vec![(end..end, mark.to_string())])
                .untrusted(value);
        }
        self.unclosed_line(mark).untrusted(self.whole_value())
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

    /// The lines below.
    fn below(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let next = |line: &Range<usize>| {
            let line_end = self.text[line.end..].find('\n')?;
            Some(self.file.lines.range(line.end + line_end + 1))
        };
        std::iter::successors(next(self.line), move |line| next(line))
    }

    /// Backslashes that begin no escape, all of the line.
    fn escape(&self) -> Fault {
        let value = self.typed_value();
        if keys::FILES.contains(&self.key()) && value.starts_with('"') && value.ends_with('"') {
            let place = value.replace("\\\\", "/").replace('\\', "/");
            return Fault::new(
                "syntax",
                "`/` stands between folders, on every computer",
                self.whole_value(),
            )
            .help(format!("write `{place}`"))
            .repaired(vec![(self.whole_value(), place)]);
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
        let mut faults = found.iter().map(|(range, next)| {
            Fault::new("syntax", what, range.clone()).help(format!(
                "write `\\\\{next}`, or put the text in single quotation marks, in which `\\` is a letter \
                 like others"
            ))
        });
        let Some(mut fault) = faults.next() else {
            let help = "write `\\\\` for a backslash";
            return self.fault(what).help(help).untrusted(self.whole_value());
        };
        fault.again = faults.map(|fault| fault.diagnostic).collect();
        fault.untrusted = found.iter().map(|(range, _)| range.clone()).collect();
        let edits = found
            .iter()
            .map(|(range, _)| (range.start..range.start, "\\".to_owned()));
        fault.repaired(edits.collect())
    }

    /// A line that is neither a key with its value nor the header of a table.
    fn no_entry(&self) -> Fault {
        let header = header_meant(self.words);
        if self.words.starts_with("[[")
            || header.is_some_and(|header| {
                self.words.starts_with(['[', '(', '{', '<']) || self.heads_keys_of(&header)
            })
        {
            return self.header();
        }
        let key = self.key();
        if self.value.is_some() && is_key(key) && !key.is_ascii() {
            return self.foreign_key(key, false);
        }
        let start = self.line.start + self.text[self.line.clone()].find(self.words).unwrap_or(0);
        let mut fault = Fault::new(
            "syntax",
            "this line is neither a key with its value nor the name of a table",
            start..start + self.words.len(),
        );
        if let Some((bare, rest)) = self.words.split_once(':')
            && is_key(bare.trim())
            && bare.is_ascii()
        {
            let bare = bare.trim();
            fault = fault.help(format!(
                "write `{bare} = …`, with `=` between the key and its value"
            ));
            let start = self.line.start + self.text[self.line.clone()].find(':').unwrap_or(0);
            let value = rest.trim().trim_end_matches(',').trim_matches(['"', '\'']);
            let text = format!(" = '{}'", value.replace(['\'', '\u{0}'], " "));
            return fault
                .untrusted(start..self.line.end)
                .repaired(vec![(start..self.line.end, text)]);
        }
        if let Some((key, _)) = self.words.split_once(['"', '\''])
            && let (key, value) = self.words.split_at(key.trim_end().len())
            && is_key(key)
            && key.is_ascii()
        {
            let value = value.trim_start();
            let end = start + key.len();
            return fault
                .help(format!(
                    "write `{key} = {value}`, with `=` between the key and its value"
                ))
                .repaired(vec![(end..end, " =".to_owned())]);
        }
        if let Some((key, value)) = self.words.split_once('=')
            && let Some(meant) = keys::in_any_language(key, |_| true)
        {
            let value = value.trim();
            let place = start..start + key.trim_end().len();
            return fault
                .help(format!("write `{meant} = {value}`: a key has no spaces"))
                .repaired(vec![(place, meant.to_owned())]);
        }
        fault = fault.help(
            "write `key = \"value\"`, or `#` before a remark; text of several lines stands between \
             `\"\"\"` and `\"\"\"`",
        );
        if self.words.contains('=') {
            return fault.lost();
        }
        // Lines below that are none either are told with the first.
        let end = self.end_of_block();
        let line_ends: String = self.text[self.line.start..end]
            .chars()
            .filter(|c| matches!(c, '\r' | '\n'))
            .collect();
        fault.repaired(vec![(self.line.start..end, line_ends)])
    }

    /// Whether the next line is a key of the table that `header` is the header of.
    fn heads_keys_of(&self, header: &str) -> bool {
        let table = header_name(header).unwrap_or_default();
        self.file.entries.heads(self.line.end, table)
    }

    /// The end of the lines from here on that hold words and are no entries.
    fn end_of_block(&self) -> usize {
        let is_prose = |line: &Range<usize>| {
            let words = self.text[line.clone()].trim();
            !words.is_empty() && !words.starts_with(['#', '[']) && !words.contains('=')
        };
        let last = self.below().take_while(is_prose).last();
        last.map_or(self.line.end, |line| line.end)
    }

    /// A key, or the name of a table, with letters that are not Latin.
    fn foreign_key(&self, key: &str, is_header: bool) -> Fault {
        let line = &self.text[self.line.clone()];
        let key_at = self.line.start + line.find(key).unwrap_or(0);
        let in_key = key.char_indices().find(|(_, c)| !c.is_ascii());
        let (at, letter) = in_key.unwrap_or((0, ' '));
        let letter_at = key_at + at..key_at + at + letter.len_utf8();
        let key_range = key_at..key_at + key.len();
        if let Some(latin) = characters::in_latin(key) {
            let code = u32::from(letter);
            let what = format!(
                "keys have Latin letters, and the `{letter}` (U+{code:04X}) of this one is none"
            );
            return Fault::new("syntax", what, letter_at)
                .help(format!("write `{latin}`"))
                .repaired(vec![(key_range, latin)]);
        }
        let mut meant = Vec::new();
        let mut readable = Vec::new();
        for part in key.split('.') {
            let own = if part.is_ascii() {
                Some(part.to_owned())
            } else {
                // What a key is depends on its table, and may be another in each.
                let is_list = self.words.starts_with("[[");
                let fits = |key: &str| !is_list || is_list_of_tables(key);
                let named = keys::in_any_language(part, fits).filter(|_| is_header);
                named.map(str::to_owned)
            };
            readable.push(match (&own, part.is_ascii()) {
                (Some(own), _) => own.clone(),
                (None, _) => format!("\"{part}\""),
            });
            meant.push(own);
        }
        let meant: Option<Vec<String>> = meant.into_iter().collect();
        let help = match meant {
            Some(parts) => format!("write `{}`", parts.join(".")),
            None => {
                "keys are the same in all languages: `title`, `text`, `source`, `target`".to_owned()
            }
        };
        let what = format!("keys have Latin letters, and `{}` has others", quoted(key));
        Fault::new("syntax", what, key_range.clone())
            .help(help)
            .untrusted(key_range.clone())
            .repaired(vec![(key_range, readable.join("."))])
    }

    /// A line that is meant as the header of a table.
    fn header(&self) -> Fault {
        let is_closed = match self.words.starts_with("[[") {
            true => self.words.ends_with("]]"),
            false => self.words.ends_with(']'),
        };
        let (what, place) = match self.words.starts_with('[') {
            true if is_closed => {
                let what = "this is no name of a table as it is written here";
                (what, self.line)
            }
            true => ("the name of the table is never closed", &self.span),
            false => ("the name of a table stands in square brackets", self.line),
        };
        let fault = Fault::new("syntax", what, place.clone());
        match header_meant(self.words) {
            Some(header) if !header.is_ascii() => {
                self.foreign_key(header_name(&header).unwrap_or_default(), true)
            }
            Some(header) => fault
                .help(format!("write `{header}`"))
                .repaired(vec![(self.line.clone(), header)]),
            None => fault
                .help("write letters without spaces between `[` and `]`: `[meeting]`")
                .lost(),
        }
    }

    fn missing_comma(&self) -> Fault {
        // At the end of the value before, which may stand on another line.
        let end = self.text[..self.span.start].trim_end().len();
        let last = self.text[..end]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        let behind = &self.text[self.span.start..self.line.end];
        let mark = &self.text[end - last..end];
        let within = self.marks_within(mark, behind);
        let (what, help) = match within.filter(|_| behind.starts_with(char::is_alphanumeric)) {
            Some(_) if self.text[..end - last].trim_end().ends_with(',') => (
                "the text in front of a comma is never closed",
                format!("write `{mark}` in front of the comma"),
            ),
            Some(help) => ("a quotation mark within the text ends it", help),
            None => (
                "a comma is missing between two values of a list",
                "write `,` between them".to_owned(),
            ),
        };
        Fault::new("syntax", what, end - last..end)
            .help(help)
            .untrusted(self.whole_value())
    }

    /// What to do about marks within a text that begins or ends with the same `mark`, where one stands `behind` it, too.
    fn marks_within(&self, mark: &str, behind: &str) -> Option<String> {
        match mark.chars().next() {
            Some('"') if behind.contains('"') => {
                let marks = line::quotation(self.text, "…");
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

    /// A comma is missing behind the byte `end`, in a table in one line.
    fn comma_between_keys(&self, end: usize) -> Fault {
        let last = self.text[..end].chars().next_back();
        let start = end - last.map_or(0, char::len_utf8);
        let what = "a comma is missing between two keys of a table in braces";
        Fault::new("syntax", what, start..end)
            .help("write `,` between them")
            .repaired(vec![(end..end, ",".to_owned())])
    }

    /// The end of a day in a table in one line, if the next key follows it without a comma.
    fn end_of_day_before_key(&self) -> Option<usize> {
        let item = self.item();
        let (day, next) = self.text.get(item.clone())?.split_once(' ')?;
        let is_in_table = self.text[..item.start].trim_end().ends_with('=')
            && self.text.get(self.line.start..item.start)?.contains('{');
        let is_day = day.parse::<toml::value::Datetime>().is_ok();
        (is_in_table && is_day && is_entry(next.trim())).then_some(item.start + day.len())
    }

    /// The row of a table in `line`, if its bracket is missing: the list of rows ends with it, and goes on behind it.
    fn row_without_bracket(&self, line: Range<usize>) -> Option<Fault> {
        let words = self.text[line.clone()].trim();
        let row = words.trim_end_matches(',').strip_suffix(']')?;
        let start = line.start + self.text[line.clone()].find(words)?;
        let above = self.text[..line.start].trim_end();
        let above = above.lines().next_back()?.trim();
        let is_row = above.starts_with('[') && above.ends_with("],")
            || above.starts_with("rows") && above.ends_with('[');
        let has_no_bracket = !row.contains(['[', '=']) && row.contains(',');
        if !is_row || !has_no_bracket {
            return None;
        }
        let first = row.chars().next().map_or(0, char::len_utf8);
        let what = "the `[` is missing in front of this row";
        let fault = Fault::new("syntax", what, start..start + first);
        let fault = fault.help(format!("write `[{words}`"));
        Some(fault.repaired(vec![(start..start, "[".to_owned())]))
    }

    /// Rows with tabs between their cells, as they come out of a spreadsheet: this line and those below.
    fn rows_of_tabs(&self) -> Option<Fault> {
        let above = self.text[..self.line.start].trim_end();
        let is_in_list = above.ends_with(['[', ',']);
        let row = |line: &Range<usize>| {
            let words = self.text[line.clone()].trim();
            let is_row = words.contains('\t') && !words.contains(['[', ']', '"', '=', '#']);
            is_row.then(|| self.row_of_tabs(words.trim_end_matches(',')))
        };
        let first = row(self.line).filter(|_| is_in_list)?;
        let help = format!("write `{first},`, and so each row");
        let mut edits = vec![(self.line.clone(), format!("{first},"))];
        let below = self
            .below()
            .map_while(|line| Some((line.clone(), row(&line)? + ",")));
        edits.extend(below);
        let what = "a row stands in square brackets, with a comma between its cells";
        let fault = Fault::new("syntax", what, self.line.clone());
        Some(fault.help(help).repaired(edits))
    }

    fn row_of_tabs(&self, row: &str) -> String {
        let locale = line::locale(self.text);
        let cells = row.split('\t').map(str::trim).map(|cell| {
            let number = figures::number(cell, &locale);
            number.unwrap_or_else(|| format!("\"{}\"", cell.replace('\\', "\\\\")))
        });
        format!("[{}]", cells.collect::<Vec<_>>().join(", "))
    }

    /// The row above, if its bracket is missing and this line is the end of the list of rows, which ended with it.
    fn last_row(&self) -> Option<Fault> {
        let above = self.line.start.checked_sub(1)?;
        let row = || self.row_without_bracket(self.file.lines.range(above));
        (self.words == "]").then(row)?
    }

    /// Something behind a value, or behind the header of a table.
    fn behind_value(&self) -> Fault {
        if let Some(fault) = self.row_without_bracket(self.line.clone()) {
            return fault;
        }
        let rest = self.span.start..self.line.end;
        let behind = self.text[rest.clone()].trim();
        let value = self.typed_value();
        let fault = self.fault("something stands behind the value");
        let mark = without_remark(behind);
        if matches!(mark, ";" | "," | ".") {
            return fault
                .help(format!("remove the `{mark}`: a line ends without a mark"))
                .repaired(vec![(rest, String::new())]);
        }
        if self.value.is_none() {
            return fault
                .help("begin a new line, or write `#` before a remark")
                .repaired(vec![(rest, String::new())]);
        }
        let next = behind.trim_start_matches([',', ';']).trim_start();
        if is_entry(next) {
            let mut fault = fault
                .help("begin a new line for the next key")
                .repaired(vec![(rest, String::new())]);
            fault.fields_elsewhere = true;
            return fault;
        }
        if let Some(fault) = self.no_whole_number() {
            return fault;
        }
        if next.len() < behind.len()
            && let Some(fault) = self.values_with_commas(value)
        {
            return fault;
        }
        let is_marks = !behind.is_empty() && behind.chars().all(|c| matches!(c, '"' | '\''));
        let help = if is_marks {
            "text ends with as many marks as it begins with: one `\"`, or for several lines `\"\"\"`"
                .to_owned()
        } else if let Some(help) = self.marks_within(value, behind) {
            help
        } else {
            "begin a new line for the next key, or write `#` before a remark".to_owned()
        };
        let fault = fault.help(help).untrusted(self.whole_value());
        if is_marks {
            return fault.repaired(vec![(rest, String::new())]);
        }
        // Text that holds what was typed, so that an id in it is known.
        let words = value.trim_matches(['"', '\'']);
        let words = words.replace(['"', '\''], "’");
        fault.repaired(vec![(self.whole_value(), format!("'{words}'"))])
    }

    /// A `value` of text with a comma behind it, and a list or more words behind that.
    fn values_with_commas(&self, value: &str) -> Option<Fault> {
        let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = without_remark(value).trim_end_matches([',', ';']);
        let start = self.whole_value().start;
        let place = start..start + value.len();
        let behind = value.get(self.span.start - start..)?;
        let words = behind.trim_start_matches([',', ';']).trim_start();
        if words.starts_with(mark) {
            let edits = [(start, "["), (place.end, "]")];
            let edits = edits.map(|(at, bracket)| (at..at, bracket.to_owned()));
            return Some(
                Fault::new("syntax", "a list stands in square brackets", place)
                    .help(format!("write `[{value}]`"))
                    .repaired(edits.to_vec()),
            );
        }
        let words: String = value.chars().filter(|c| *c != mark).collect();
        let help = format!("put all of it between the marks: `{mark}{words}{mark}`");
        let text = format!("'{}'", words.replace('\'', "’"));
        let fault = self.fault("something stands behind the value");
        Some(fault.help(help).repaired(vec![(place, text)]))
    }

    fn number(&self) -> Fault {
        let place = self.item();
        let token = &self.text[place.clone()];
        if keys::DATES.contains(&self.key())
            || dates::meant(token, &line::locale(self.text)).is_some()
        {
            return self.no_date(place, token);
        }
        let help = format!(
            "write a number such as `25` or `0.5`, or text in quotation marks: `\"{}\"`",
            quoted(token)
        );
        self.fault("this number cannot be read")
            .help(help)
            .untrusted(self.whole_value())
    }

    /// The bytes of what stands where the parser stumbled, from one mark of a list to the next.
    fn item(&self) -> Range<usize> {
        let is_mark = |c: char| matches!(c, '[' | '{' | ',' | '=' | '\n');
        let before = &self.text[..self.span.start];
        let start = before.rfind(is_mark).map_or(0, |at| at + 1);
        let start = start + (before.len() - start - before[start..].trim_start().len());
        start..line::end_of_item(self.text, start)
    }
}

/// Whether the parser says by `message` that `found` is text without quotation marks; a word that begins like `nan` or
/// `inf` it takes for a number, and one that begins like `true` or `false` for that.
pub(super) fn is_bare_text(message: &str, found: &str) -> bool {
    let is_word = found.starts_with(char::is_alphabetic);
    message.starts_with("string values must be quoted")
        || message.starts_with("missing opening quote")
        || message.starts_with("invalid boolean")
        || message.contains("float") && is_word
}

/// `value` as it is typed, without the remark behind it.
fn without_remark(value: &str) -> &str {
    let remark = remarks(value).into_iter().next();
    remark.map_or(value, |remark| value[..remark.start].trim_end())
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
    Fault::new(
        "syntax",
        format!("this text has several lines, but begins and ends with `{mark}`"),
        open.clone(),
    )
    .help("begin and end it with `\"\"\"`")
    .untrusted(open.clone())
    .repaired(vec![(open, three.clone()), (close, three)])
}

/// The name in a header.
fn header_name(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('[');
    rest.split(']').next().map(str::trim)
}

/// What is opened at `opening` and never closed.
pub(super) fn never_closed(file: &Repaired<'_>, opening: Range<usize>) -> Fault {
    let text = file.text();
    let mark = &text[opening.clone()];
    let (what, close) = match mark {
        "[" => ("the list that begins here is never closed", "]"),
        "{" => ("the table that begins here is never closed", "}"),
        _ => ("the text that begins here is never closed", mark),
    };
    let next = line::entry_after(text, opening.start);
    let end = opening.start + text[opening.start..next].trim_end().len();
    let (untrusted, above) = match mark {
        "[" | "{" => (opening.start..end, String::new()),
        _ => (opening.clone(), above(file, next)),
    };
    Fault::new("unclosed", what, opening)
        .help(format!("write `{close}` at its end{above}"))
        .untrusted(untrusted)
        .repaired(vec![(end..end, close.to_owned())])
}

/// Above which line that is: the one that begins at the byte `start`, if there is one.
fn above(file: &Repaired<'_>, start: usize) -> String {
    let line = file.text()[start..].lines().next().map(str::trim);
    let number = file.line(start);
    line.map_or_else(String::new, |line| {
        format!(", above `{}` in line {number}", quoted(line))
    })
}
