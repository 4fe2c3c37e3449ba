//! What is no TOML, in words for someone who does not know TOML, each fault once.
//!
//! The parser recovers from an error, but what it makes of the lines behind it cannot always be trusted:
//! a quotation mark or bracket that is never closed sets off a cascade, and a line that is no key takes
//! the lines below with it. So a fault that others may follow from is reported, its line or value is
//! blanked out, space for byte, and the text is parsed again.

use super::super::words::is_blank;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Lines};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How many times a text is parsed; a file with more faults of the kind that others follow from is no
/// brief, and these are enough to see that.
const PASSES: usize = 50;
/// How many bytes are parsed in all these passes, for large files.
const PARSED: usize = 100_000_000;

/// What is wrong with the syntax of a brief, and what follows from it.
pub(in crate::brief) struct Faults {
    pub(in crate::brief) diagnostics: Vec<Diagnostic>,
    /// The places, as bytes of the file, whose values could not be read as they stand: their ends by
    /// their beginnings.
    places: BTreeMap<usize, usize>,
    /// Whether keys or tables may be missing because they could not be read.
    keys_lost: bool,
}

/// Kinds of mistakes that a key or table which could not be read brings about elsewhere.
const CONSEQUENCES: [&str; 6] = [
    "missing-field",
    "unknown-key",
    "unknown-id",
    "unknown-reference",
    "no-recommendation",
    "unanswered-question",
];

impl Faults {
    /// Whether `diagnostic` is a consequence of these faults, not a mistake of its own.
    pub(in crate::brief) fn explain(&self, diagnostic: &Diagnostic) -> bool {
        if self.keys_lost && CONSEQUENCES.contains(&diagnostic.code) {
            return true;
        }
        diagnostic.span.as_ref().is_some_and(|span| {
            let before = self.places.range(..=span.start).next_back();
            before.is_some_and(|(_, end)| span.start <= *end)
        })
    }
}

/// What is wrong with the syntax of `text`, and the part of it that can be read: the rest is spaces, so
/// that every byte stays at its place.
pub(in crate::brief) fn find_faults(text: &str) -> (Cow<'_, str>, Faults) {
    let mut readable = Cow::Borrowed(text);
    let mut faults = Faults {
        diagnostics: Vec::new(),
        places: BTreeMap::new(),
        keys_lost: false,
    };
    let lines = Lines::new(text);
    for _ in 0..(PARSED / text.len().max(1)).clamp(2, PASSES) {
        let (tree, errors) = DeTable::parse_recoverable(&readable);
        let mut errors: Vec<(Range<usize>, String)> = errors
            .iter()
            .map(|error| {
                let span = error.span().unwrap_or(text.len()..text.len());
                (span, error.message().to_owned())
            })
            .collect();
        errors.sort_by_key(|(span, _)| (span.start, span.end));
        let unclosed = errors
            .iter()
            .filter(|(_, message)| is_unclosed(message))
            .filter_map(|(span, _)| opening(&readable, &tree, span.start))
            .min_by_key(|opening| opening.start);
        drop(tree);

        // Faults in the order of the file, up to the first that others may follow from.
        let mut blank = None;
        for (span, message) in errors {
            if unclosed
                .as_ref()
                .is_some_and(|opening| span.start >= opening.start)
            {
                break;
            }
            let line = lines.range(span.start);
            if faults.places.contains_key(&line.start) {
                continue;
            }
            let (diagnostic, loses_key) = explain(text, &line, span, &message);
            faults.diagnostics.push(diagnostic);
            faults.places.insert(line.start, line.end);
            if loses_key {
                blank = Some(line);
                break;
            }
        }
        if let (None, Some(opening)) = (&blank, unclosed) {
            let value = opening.start..entry_after(text, opening.start);
            faults.places.insert(value.start, value.end);
            faults.diagnostics.push(never_closed(text, opening.clone()));
            blank = Some(lines.range(opening.start).start..value.end);
        }
        let Some(blank) = blank else {
            break;
        };
        faults.keys_lost = true;
        let header = is_header_begun(&text[blank.clone()]);
        blank_out(readable.to_mut(), blank.clone());
        if header {
            // Another header of its length, so that the keys below do not join the table above.
            let line = text[blank.clone()].trim_end();
            let dashes = format!("[{}]", "-".repeat(line.len().saturating_sub(2).max(1)));
            let end = blank.start + dashes.len();
            if end <= blank.end {
                readable.to_mut().replace_range(blank.start..end, &dashes);
            }
        }
    }
    (readable, faults)
}

/// Whether `line` begins like the header of a table.
fn is_header_begun(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// Puts spaces in place of `range`, but for the line ends.
fn blank_out(text: &mut String, range: Range<usize>) {
    let blank: String = text[range.clone()]
        .bytes()
        .map(|byte| {
            if matches!(byte, b'\r' | b'\n') {
                char::from(byte)
            } else {
                ' '
            }
        })
        .collect();
    text.replace_range(range, &blank);
}

/// The first line after that of the byte `offset` that looks like a key with its value or the header of
/// a table; else the end of the text.
fn entry_after(text: &str, offset: usize) -> usize {
    let is_key = |key: &str| {
        !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    let mut start = offset;
    while let Some(line_end) = text[start..].find('\n') {
        start += line_end + 1;
        let line = text[start..].lines().next().unwrap_or_default().trim();
        let header = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let is_header = header.is_some_and(|(name, _)| is_key(name.trim_start_matches('[').trim()));
        if is_header
            || line
                .split_once('=')
                .is_some_and(|(key, _)| is_key(key.trim()))
        {
            return start;
        }
    }
    text.len()
}

fn is_unclosed(message: &str) -> bool {
    ["unclosed array,", "unclosed inline table", "invalid multi-line"]
        .iter()
        .any(|start| message.starts_with(start))
        // A character that may not stand in the string says the same, but with what may.
        && !message.contains("characters")
}

/// The bracket or the quotation marks of the outermost value that ends at `end`.
fn opening(text: &str, tree: &Spanned<DeTable<'_>>, end: usize) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    visit(tree.get_ref(), &mut |span| {
        let outer = found.as_ref().is_none_or(|found| span.start < found.start);
        if span.end == end && span.start < end && outer {
            found = Some(span);
        }
    });
    let start = found?.start;
    let length = ["\"\"\"", "'''"]
        .iter()
        .any(|marks| text[start..].starts_with(marks));
    Some(start..start + if length { 3 } else { 1 })
}

/// Calls `see` with the span of every value. The parser does not nest values deeper than 80.
fn visit(table: &DeTable<'_>, see: &mut impl FnMut(Range<usize>)) {
    fn value(item: &Spanned<DeValue<'_>>, see: &mut impl FnMut(Range<usize>)) {
        see(item.span());
        match item.get_ref() {
            DeValue::Array(items) => {
                for item in items.iter() {
                    value(item, see);
                }
            }
            DeValue::Table(table) => visit(table, see),
            _ => {}
        }
    }
    for (_, item) in table {
        value(item, see);
    }
}

/// The date that is written `14.05.2018`, `14/5/2018`, `2018-5-14` or with dashes that are no hyphens.
pub(super) fn date_of(value: &str) -> Option<Date> {
    let value = value.trim_matches(['"', '\'', ' ']);
    let mut parts = value
        .split(['.', '/', '-', '–', '—', '‑'])
        .map(str::parse::<u16>);
    let (Some(Ok(first)), Some(Ok(month)), Some(Ok(last)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (year, day) = if first > 31 {
        (first, last)
    } else {
        (last, first)
    };
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The keys that take dates.
const DATES: [&str; 5] = ["published", "date", "due", "start", "end"];

/// What to write in the place of text without quotation marks, where that can be said better than by the marks alone.
fn instead_of_bare_text(key: &str, found: &str) -> Option<String> {
    if let Some(date) = date_of(found) {
        return Some(format!("write a date as year, month and day: `{date}`"));
    }
    DATES.contains(&key).then(|| {
        "write a date as year, month and day, without quotation marks: `2017-06-15`".to_owned()
    })
}

/// What to do about what stands behind a value.
fn behind_value(value: &str, rest: &str) -> String {
    let rest = rest.trim();
    if matches!(rest, ";" | ",") {
        format!("remove the `{rest}`: a line ends without a mark")
    } else if value.starts_with('"') && rest.contains('"') {
        "where the text itself has quotation marks, write “ and ” in it, or `\\\"` for each"
            .to_owned()
    } else if value.starts_with('\'') && rest.contains('\'') {
        "put text with an apostrophe between `\"` and `\"`".to_owned()
    } else {
        "begin a new line for the next key, or write `#` before a remark".to_owned()
    }
}

fn never_closed(text: &str, opening: Range<usize>) -> Diagnostic {
    let mark = &text[opening.clone()];
    let (what, close) = match mark {
        "[" => ("the list that begins here is never closed", "]"),
        "{" => ("the table that begins here is never closed", "}"),
        _ => ("the text that begins here is never closed", mark),
    };
    Diagnostic::error("unclosed", what)
        .at(opening)
        .help(format!("write `{close}` at its end"))
}

/// A fault in words, and whether a key or a table is lost with it.
fn explain(
    text: &str,
    line: &Range<usize>,
    span: Range<usize>,
    message: &str,
) -> (Diagnostic, bool) {
    let words = text[line.clone()].trim_start_matches('\u{feff}');
    let found = text.get(span.clone()).unwrap_or_default().to_owned();
    let (key, value) = match words.split_once('=') {
        Some((key, value)) => (key.trim(), value.trim()),
        None => (words.trim(), ""),
    };
    let here = |code, what: String| Diagnostic::error(code, what).at(span.clone());
    let syntax = |what: &str| here("syntax", what.to_owned());

    if message.starts_with("cannot recurse") {
        (
            syntax("lists stand in one another too deep").help("use fewer brackets"),
            true,
        )
    } else if message.starts_with("invalid date") || message.starts_with("invalid time") {
        let wants = match (date_of(&found), message.split_once(", expected ")) {
            (Some(date), _) => format!("write `{date}`"),
            (None, Some((_, wants))) => {
                let wants = wants.strip_prefix("a ").unwrap_or(wants);
                format!("write a date that exists, with a {wants}: `2018-06-30`")
            }
            (None, None) => "write year, month and day: `2018-06-30`".to_owned(),
        };
        let what = format!("`{found}` is no date of the calendar");
        (here("impossible-date", what).help(wants), false)
    } else if message == "duplicate key" {
        let header = words.trim_start().starts_with('[');
        let diagnostic = if header {
            here(
                "duplicate-key",
                format!("the table `{found}` stands in the file twice"),
            )
            .help("move what stands below to the first one, and remove this line")
        } else {
            here("duplicate-key", format!("`{found}` is given twice"))
                .help("remove one of the two lines")
        };
        (diagnostic, false)
    } else if message.starts_with("string values must be quoted") {
        if found.is_empty() {
            let help =
                format!("write its value behind the `=`, or remove the line: `{key} = \"…\"`");
            return (
                here("syntax", format!("`{key}` has no value")).help(help),
                false,
            );
        }
        let bare = found.trim_matches(|character: char| "“”„«»‘’‹›\"'".contains(character));
        let help = format!("write \"{bare}\" with straight quotation marks");
        if let Some(help) = instead_of_bare_text(key, bare) {
            return (
                syntax("this is no date as it is written here").help(help),
                false,
            );
        }
        (
            syntax("text must stand in quotation marks").help(if bare.len() < found.len() {
                help
            } else {
                format!("write `\"{bare}\"`")
            }),
            false,
        )
    } else if message.contains("basic string") || message.contains("literal string") {
        if is_blank(&found) || message.ends_with("`\"`") || message.ends_with("`'`") {
            let mark = if message.ends_with("`'`") { '\'' } else { '"' };
            (
                syntax("the text on this line is never closed").help(format!(
                    "write `{mark}` at its end; text of several lines begins and ends with `\"\"\"`"
                )),
                false,
            )
        } else {
            let code = found.chars().next().map_or(0, u32::from);
            (
                here(
                    "syntax",
                    format!("a control character (U+{code:04X}) stands in the text"),
                )
                .help("remove it"),
                false,
            )
        }
    } else if message.starts_with("missing escaped value") || message.contains("unicode") {
        (
            syntax("`\\` has a meaning in text, and none before what stands here").help(
                "write `\\\\` for a backslash, or put the text in single quotation marks: '…'",
            ),
            false,
        )
    } else if message.starts_with("key with no value")
        || message.starts_with("invalid unquoted key")
    {
        let mut diagnostic =
            syntax("this line is neither a key with its value nor the name of a table");
        let bare = key.split([':', ' ']).next().unwrap_or_default();
        let is_key = !bare.is_empty()
            && bare
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        diagnostic = if is_key && words.contains(':') {
            diagnostic.help(format!(
                "write `{bare} = …`, with `=` between the key and its value"
            ))
        } else {
            diagnostic.help(
                "write `key = \"value\"`, or `#` before a remark; text of several lines stands between \
                 `\"\"\"` and `\"\"\"`",
            )
        };
        (diagnostic, true)
    } else if message.starts_with("unclosed table") || message.starts_with("unclosed array table") {
        let name = words.trim_matches(['[', ']', ' ']);
        let help = if message.starts_with("unclosed array table") {
            format!("write `[[{name}]]`")
        } else {
            format!("write `[{name}]`")
        };
        (
            syntax("the name of the table is never closed").help(help),
            true,
        )
    } else if message.starts_with("missing comma") {
        (
            syntax("a comma is missing between two values of a list")
                .help("write `,` between them"),
            false,
        )
    } else if message.starts_with("unexpected key or value") {
        (
            syntax("something stands behind the value")
                .help(behind_value(value, &text[span.start..line.end])),
            true,
        )
    } else if message.contains("key") {
        (
            syntax("the key before `=` cannot be read")
                .help("a key is letters without quotation marks or spaces"),
            true,
        )
    } else if message.contains("leading zero")
        || message.contains("integer")
        || message.contains("float")
        || message.contains("mantissa")
        || message.contains("fraction")
        || message.contains("exponent")
    {
        let help = match date_of(value) {
            Some(date) => format!("write a date as year, month and day: `{date}`"),
            None => format!(
                "write a number such as `25` or `0.5`, or text in quotation marks: `\"{value}\"`"
            ),
        };
        (syntax("this number cannot be read").help(help), false)
    } else {
        (
            here("syntax", format!("this cannot be read: {message}"))
                .help("write `key = \"value\"`, one on each line"),
            true,
        )
    }
}
