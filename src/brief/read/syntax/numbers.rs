//! Numbers in lists that are written as people write them.

use super::fault::Fault;
use super::line::{self, is_bare_text, is_entry};
use crate::brief::read::figures::{self, Form, Written};
use crate::brief::read::keys;
use crate::locale::Locale;
use std::ops::Range;

/// The fault of a `line` of a list where the parser stumbled at `span` over such a number; all of the line are repaired,
/// and of the rows below.
pub(super) fn fault(
    text: &str,
    line: &Range<usize>,
    span: &Range<usize>,
    message: &str,
    locale: &Locale,
) -> Option<Fault> {
    let found = text.get(span.clone())?;
    // Of such a number each character is a figure, or stands beside one.
    let before = text[..span.start].chars().next_back();
    let mut beside = before.into_iter().chain(text[span.start..].chars().take(2));
    if !beside.any(|c| c.is_ascii_digit()) {
        return None;
    }
    let value = line::value_range(text, line);
    let is_listed = value.is_none_or(|value| text[value].starts_with('['));
    let is_part = message.contains("leading zero");
    let is_number = is_bare_text(message, found) || message.starts_with("missing comma") || is_part;
    if !is_listed || !is_number {
        return None;
    }
    let of_chart = is_in_values(text, span.start);
    let is_here = |number: &Written| number.range.contains(&span.start);
    // A part of a number with commas may be none: the last of `1,250,000`.
    let has_commas = figures::with_commas(text, line.clone(), locale)
        .iter()
        .any(is_here);
    let numbers = |range: Range<usize>| {
        let mut numbers = figures::written(text, range, locale);
        numbers.retain(|number| match number.form {
            Form::Comma => has_commas,
            Form::Unreadable => true,
            Form::Percent => of_chart,
        });
        numbers
    };
    if !numbers(line.clone()).iter().any(is_here) {
        return None;
    }
    let numbers = numbers(rows_from(text, line.start));
    let faults = numbers.iter().map(|number| {
        let (what, help) = match number.form {
            Form::Percent => (
                "the values of a chart are numbers alone",
                format!(
                    "write `{}`, and `unit = \"%\"` in the `[[chart]]`",
                    number.number
                ),
            ),
            _ => (
                "a number has a decimal point, no commas or spaces, and the `-` of the keyboard",
                format!("write `{}`", number.number),
            ),
        };
        Fault::syntax(what, number.range.clone()).help(help)
    });
    let edits = numbers.iter();
    let edits = edits.map(|number| (number.range.clone(), number.number.clone()));
    Some(Fault::first_of(faults)?.repaired(edits.collect()))
}

/// The bytes of the line that begins at the byte `start`, and of those below it that are rows of a table.
fn rows_from(text: &str, start: usize) -> Range<usize> {
    let is_row = |line: &str| line.starts_with('[') && !is_entry(line);
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    let rows = lines.take_while(|line| is_row(line.trim()));
    start..start + first + rows.map(str::len).sum::<usize>()
}

/// How far in front of a value the bracket of its list is looked for, in bytes.
const LONGEST_LIST: usize = 10_000;

/// Whether the byte `at` lies in the list of a chart's values.
pub(super) fn is_in_values(text: &str, at: usize) -> bool {
    let before = &text[text.floor_char_boundary(at.saturating_sub(LONGEST_LIST))..at];
    let Some(open) = before.rfind(['[', ']']) else {
        return false;
    };
    let key = before[..open].trim_end().strip_suffix('=');
    before[open..].starts_with('[')
        && key.is_some_and(|key| key.trim_end().ends_with(keys::NUMBERS))
}
