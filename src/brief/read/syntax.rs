//! What is no TOML, in words for someone who does not know TOML, each fault once.
//!
//! The parser recovers: it hands on a tree and all errors. A quotation mark or bracket that is never
//! closed sets off a cascade of errors behind it, of which the first alone is true.

use super::super::words::is_blank;
use crate::diagnostic::Diagnostic;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with the syntax of a brief, and what follows from it.
pub(super) struct Faults {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The lines, as bytes of the file, whose values could not be read as they stand.
    lines: Vec<Range<usize>>,
    /// Where what the parser made of the file can no longer be trusted.
    lost_from: usize,
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
    pub(super) fn explain(&self, diagnostic: &Diagnostic) -> bool {
        if self.keys_lost && CONSEQUENCES.contains(&diagnostic.code) {
            return true;
        }
        diagnostic.span.as_ref().is_some_and(|span| {
            span.start >= self.lost_from
                || self
                    .lines
                    .iter()
                    .any(|line| line.start <= span.start && span.start <= line.end)
        })
    }
}

/// The tree of a brief as far as it can be read, and what is wrong with its syntax.
pub(super) fn parse(text: &str) -> (Spanned<DeTable<'_>>, Faults) {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let mut errors: Vec<(Range<usize>, String)> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(text.len()..text.len());
            (span, error.message().to_owned())
        })
        .collect();
    errors.sort_by_key(|(span, _)| (span.start, span.end));

    let mut faults = Faults {
        diagnostics: Vec::new(),
        lines: Vec::new(),
        lost_from: usize::MAX,
        keys_lost: false,
    };
    let unclosed = errors
        .iter()
        .filter(|(_, message)| is_unclosed(message))
        .filter_map(|(span, _)| opening(text, &tree, span.start))
        .min_by_key(|opening| opening.start);
    if let Some(opening) = &unclosed {
        faults.lost_from = opening.start;
        faults.keys_lost = true;
        faults.diagnostics.push(never_closed(text, opening.clone()));
    }
    for (span, message) in errors {
        if span.start >= faults.lost_from {
            break;
        }
        let line = line_of(text, span.start);
        if faults.lines.last() == Some(&line) {
            continue;
        }
        let (diagnostic, loses_key) = explain(text, &line, span, &message);
        faults.keys_lost |= loses_key;
        faults.diagnostics.push(diagnostic);
        faults.lines.push(line);
    }
    (tree, faults)
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

/// The line that holds the byte `offset`, without its line end.
fn line_of(text: &str, offset: usize) -> Range<usize> {
    let offset = text.floor_char_boundary(offset);
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..]
        .find('\n')
        .map_or(text.len(), |at| offset + at);
    let end = start + text[start..end].trim_end_matches('\r').len();
    // An error may stand on the line end of `\r\n`.
    start..end.max(start)
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

    if message.starts_with("invalid date") || message.starts_with("invalid time") {
        let wants = match message.split_once(", expected ") {
            Some((_, wants)) => format!("write a date that exists, with a {wants}: `2018-06-30`"),
            None => "write year, month and day: `2018-06-30`".to_owned(),
        };
        let what = format!("`{found}` is no date of the calendar");
        (here("impossible-date", what).help(wants), false)
    } else if message == "duplicate key" {
        let header = words.trim_start().starts_with('[');
        let diagnostic = if header {
            here(
                "duplicate-key",
                format!("the table `{found}` stands in the brief twice"),
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
    } else if message.starts_with("missing escaped value") {
        (
            syntax("`\\` has a meaning in text, and none before this character").help(
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
                .help("begin a new line for the next key, or write `#` before a remark"),
            true,
        )
    } else if message.contains("key") {
        (
            syntax("the key before `=` cannot be read").help(
                "a key is one of those of the brief: letters without quotation marks or spaces",
            ),
            true,
        )
    } else if message.contains("leading zero")
        || message.contains("integer")
        || message.contains("float")
        || message.contains("mantissa")
        || message.contains("fraction")
        || message.contains("exponent")
    {
        let help = format!(
            "write a number such as `25` or `0.5`, or text in quotation marks: `\"{value}\"`"
        );
        (syntax("this number cannot be read").help(help), false)
    } else {
        (
            here("syntax", format!("this cannot be read: {message}"))
                .help("write `key = \"value\"`, one on each line"),
            true,
        )
    }
}
