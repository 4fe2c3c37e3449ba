//! What is wrong in a line, in words, and how it is repaired.

mod entries;
mod lists;
mod texts;

pub(super) use lists::text_over_bracket;

use super::fault::Fault;
use super::line::{self, is_bare_text, is_entry, value_range};
use super::numbers::is_in_values;
use super::outside_text::remarks;
use crate::brief::read::dates::{self, YearOfMeeting};
use crate::brief::read::entries::Entries;
use crate::brief::read::repair::Repaired;
use crate::brief::read::{figures, keys};
use crate::brief::words::{quoted, without_bullet};
use crate::diagnostic::Lines;
use crate::document::InputFile;
use crate::locale::Locale;
use std::ops::Range;

/// How many lines text that is not closed on its own is looked for.
const MOST_LINES: usize = 500;

/// The text in which something is wrong.
pub(super) struct File<'a> {
    pub(super) kind: InputFile,
    pub(super) text: &'a str,
    pub(super) lines: &'a Lines<'a>,
    pub(super) entries: &'a Entries<'a>,
    pub(super) repaired: &'a Repaired<'a>,
    pub(super) locale: &'a Locale,
    pub(super) year: &'a YearOfMeeting<'a>,
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
    } else if let Some(fault) = here.last_row().or_else(|| here.braces()) {
        fault
    } else if let Some(fault) = here.rows_of_tabs() {
        fault
    } else if starts("cannot recurse") {
        here.fault("lists stand in one another too deep")
            .help("use fewer brackets")
            .lost()
    } else if starts("recursion limit") {
        here.fault("tables stand in one another too deep")
            .help("write fewer full stops within a key")
            .lost()
    } else if starts("invalid date") || starts("invalid time") {
        let no_number = here.no_whole_number();
        no_number.unwrap_or_else(|| here.impossible_date(message))
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
        let what = "a comma stands here with nothing in front of it";
        here.in_value(here.span.clone(), what, help)
    } else if starts("extra `=`") {
        let value = here.typed_value();
        let marks = value.len() - value.trim_start_matches('=').len();
        let start = here.span.start;
        here.fault("one `=` stands between a key and its value")
            .help(format!("write `{} = …`", here.key()))
            .repaired(vec![(start..start + marks.max(1), String::new())])
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
        Fault::syntax(what, self.span.clone())
    }

    /// A fault at `place` of the value, none of which is to be trusted then.
    fn in_value(
        &self,
        place: Range<usize>,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> Fault {
        Fault::syntax(what, place)
            .help(help)
            .untrusted(self.whole_value())
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

    /// The key that is meant by that of the line, and whether it takes a list of texts.
    fn meant_key(&self) -> (String, bool) {
        let key = self.key().to_lowercase();
        let is_typed = keys::DATES.contains(&key.as_str());
        let entries = self.file.entries;
        let meant = self
            .value
            .as_ref()
            .and_then(|_| entries.key_meant(self.line.start, &key));
        match meant.filter(|_| !is_typed) {
            Some((meant, is_list)) => (meant.to_owned(), is_list),
            None => (key, false),
        }
    }

    /// The value of the line as it is typed.
    fn typed_value(&self) -> &'a str {
        self.text.get(self.whole_value()).unwrap_or_default()
    }

    /// The bytes of the value, or of the line where it has no key.
    fn whole_value(&self) -> Range<usize> {
        self.value.clone().unwrap_or_else(|| self.line.clone())
    }

    fn impossible_date(&self, message: &str) -> Fault {
        let found = self.found();
        let locale = self.file.locale;
        // What lies between two numbers is worth saying; which marks are wanted, the example shows.
        let range = message.split_once(", expected ").map(|(_, wants)| wants);
        // A time behind the day is never meant.
        let wants = range.filter(|wants| wants.contains("between") && !wants.contains("`T`"));
        let Some(wants) = wants.filter(|_| dates::of_solar_hijri(found).is_none()) else {
            return self.no_date(self.span.clone(), found);
        };
        let meant = dates::meant(found, locale).or_else(|| dates::last_before(found, locale));
        let example = match meant {
            Some(date) => date.to_string(),
            None => dates::example(found, self.file.year),
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
        let File { year, locale, .. } = self.file;
        let help = dates::help(&self.meant_key().0, words, year, locale);
        self.in_value(place, "this is no date as it is written here", help)
    }

    /// A value that is text without quotation marks, or meant as something else.
    fn bare_text(&self) -> Fault {
        if self.found().is_empty() {
            return self.no_value();
        }
        self.no_choice()
            .or_else(|| self.list_in_parentheses())
            .or_else(|| self.curly_marks_of_lines())
            .or_else(|| self.bare_date())
            .or_else(|| self.no_whole_number())
            .or_else(|| self.bullet())
            .or_else(|| self.words_for_number())
            .or_else(|| self.semicolons())
            .unwrap_or_else(|| self.text_without_marks())
    }

    /// A key with nothing behind its `=`.
    fn no_value(&self) -> Fault {
        let key = self.key();
        let nothing = || {
            self.in_value(
                self.span.clone(),
                format!("`{key}` has no value"),
                format!("write its value behind the `=`, or remove the line: `{key} = \"…\"`"),
            )
        };
        self.remark_for_value()
            .or_else(|| self.bullets_below())
            .unwrap_or_else(nothing)
    }

    /// Something else than a key takes that takes no text.
    fn no_choice(&self) -> Option<Fault> {
        let key = self.key();
        let (choice, help) = match key {
            keys::HEADER_COLUMNS => (
                "true, false or a number of columns",
                format!("write `{key} = true`, `{key} = false` or `{key} = 2`"),
            ),
            keys::TRANSLATE => (
                "true or false",
                format!("write `{key} = false` where the passage stays as it is"),
            ),
            _ => return None,
        };
        let what = format!("`{key}` is {choice}");
        Some(self.in_value(self.span.clone(), what, help))
    }

    fn list_in_parentheses(&self) -> Option<Fault> {
        let list = self.typed_value().strip_prefix('(')?.strip_suffix(')')?;
        let fault = || list_in_brackets(self.whole_value(), format!("write `[{list}]`"));
        list.starts_with(['"', '\'']).then(fault)
    }

    fn bare_date(&self) -> Option<Fault> {
        let bare = self.found().trim_matches(is_mark);
        let is_date = || {
            let has_figures = bare.contains(|c: char| c.is_ascii_digit());
            has_figures && bare.len() <= 10 && dates::meant(bare, self.file.locale).is_some()
        };
        let takes_date = keys::DATES.contains(&self.meant_key().0.as_str());
        (takes_date || is_date()).then(|| self.no_date(self.span.clone(), bare))
    }

    /// Words among the numbers of a chart.
    fn words_for_number(&self) -> Option<Fault> {
        let what = "the values of a chart are numbers alone";
        is_in_values(self.text, self.span.start)
            .then(|| self.in_value(self.span.clone(), what, figures::NO_GAP))
    }

    /// Semicolons between the values of a list.
    fn semicolons(&self) -> Option<Fault> {
        let (start, found) = (self.span.start, self.found());
        let parts = found.match_indices(';');
        let edits = parts.map(|(at, _)| (start + at..start + at + 1, ",".to_owned()));
        let fault = || {
            self.fault("a comma stands between two values of a list")
                .help(format!("write `{}`", found.replace(';', ",")))
                .repaired(edits.collect())
        };
        (found.contains(';') && !self.is_whole()).then(fault)
    }

    fn text_without_marks(&self) -> Fault {
        let value = self.typed_value();
        // Outside of a list a comma ends nothing.
        let (place, found) = match self.is_whole() && !value.contains('=') {
            true => {
                let words = without_remark(value);
                (self.span.start..self.span.start + words.len(), words)
            }
            false => (self.span.clone(), self.found()),
        };
        let unmarked = without_marks(found);
        let words = without_bullet(unmarked).replace('"', "\\\"");
        let (meant, is_list) = self.meant_key();
        let help = match unmarked.len() < found.len() {
            _ if is_list && self.is_whole() => format!("write `{meant} = [{}]`", in_marks(found)),
            true => format!("write \"{words}\" with straight quotation marks"),
            false => format!("write `\"{words}\"`"),
        };
        self.in_value(place, "text must stand in quotation marks", help)
    }

    /// A value that begins with `#`, which begins a remark: a colour, or a number.
    fn remark_for_value(&self) -> Option<Fault> {
        let rest = self.typed_value().strip_prefix('#')?;
        let words = rest.split('#').next()?.trim_end();
        let is_value = words.starts_with(char::is_alphanumeric) && !words.contains('"');
        let start = self.whole_value().start;
        let place = start..start + 1 + words.len();
        let help = format!("write `{} = \"#{words}\"`", self.key());
        let what = "`#` begins a remark outside of quotation marks";
        is_value.then(|| self.in_value(place, what, help))
    }

    /// Whether the parser stumbled over the whole value of the line, which is no list.
    fn is_whole(&self) -> bool {
        let value = self.value.as_ref();
        value.is_some_and(|value| value.start == self.span.start)
            && !self.typed_value().starts_with(['[', '{', '('])
    }

    /// A number with words, commas or spaces, where a whole number is wanted.
    fn no_whole_number(&self) -> Option<Fault> {
        let (key, _) = self.meant_key();
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
        Some(self.in_value(start..start + value.len(), what, help))
    }

    /// The lines below.
    fn below(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let next = |line: &Range<usize>| {
            let line_end = self.text[line.end..].find('\n')?;
            Some(self.file.lines.range(line.end + line_end + 1))
        };
        std::iter::successors(next(self.line), move |line| next(line))
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
            return fault
                .help("begin a new line for the next key")
                .repaired(vec![(rest, String::new())])
                .fields_elsewhere();
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

    fn number(&self) -> Fault {
        let place = self.item();
        let token = &self.text[place.clone()];
        if let Some(fault) = self.no_whole_number() {
            return fault;
        }
        let (key, _) = self.meant_key();
        if keys::DATES.contains(&key.as_str()) || dates::meant(token, self.file.locale).is_some() {
            return self.no_date(place, token);
        }
        let help = format!(
            "write a number such as `25` or `0.5`, or text in quotation marks: `\"{}\"`",
            quoted(token)
        );
        self.in_value(self.span.clone(), "this number cannot be read", help)
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

/// A list in other brackets, at `range`.
fn list_in_brackets(range: Range<usize>, help: String) -> Fault {
    let (open, close) = (range.start..range.start + 1, range.end - 1..range.end);
    Fault::syntax("a list stands in square brackets", range)
        .help(help)
        .repaired(vec![(open, "[".to_owned()), (close, "]".to_owned())])
}

fn is_mark(character: char) -> bool {
    "“”„‟«»‘’‚‛‹›＂＇`´\"'".contains(character)
}

/// Whether `character` is a mark, or one of feet and inches, which looks so in front of words.
fn is_like_mark(character: char) -> bool {
    is_mark(character) || matches!(character, '″' | '′')
}

/// `words` without the marks around them; marks of words within stay in pairs.
fn without_marks(words: &str) -> &str {
    if words.starts_with(is_like_mark) {
        return words.trim_matches(is_like_mark);
    }
    match words.matches(is_mark).count() == 1 {
        true => words.trim_matches(is_mark),
        false => words,
    }
}

/// What semicolons part in `words`, or else commas, as texts of a list.
fn in_marks(words: &str) -> String {
    let separator = if words.contains(';') { ';' } else { ',' };
    let parts = words
        .split(separator)
        .map(|part| without_marks(part.trim()));
    let texts = parts
        .filter(|part| !part.is_empty())
        .map(|part| as_text(without_bullet(part)));
    texts.collect::<Vec<_>>().join(", ")
}

/// `words` as a text between quotation marks.
fn as_text(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

/// `value` as it is typed, without the remark behind it.
fn without_remark(value: &str) -> &str {
    let remark = remarks(value).into_iter().next();
    remark.map_or(value, |remark| value[..remark.start].trim_end())
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
