//! Values as TOML writes them: what stays keeps its spelling, and an array its layout and its comments.

use super::Writer;

use crate::pull::change::Value;
use crate::pull::source::{Node, Toml};
use crate::toml_string::{self, Style};
use crate::words::{Words, difference};
use similar::DiffOp;

/// How wide an array is at most on one line, where the file does not say how wide its lines are.
const USUAL_WIDTH: usize = 80;

/// The value as it is written where nothing of its kind stood before; a text `in_lines` of its own.
pub(super) fn fresh(value: &Value, in_lines: bool, style: Style) -> String {
    let list = match value {
        Value::Text(words) => return toml_string::fresh(words, in_lines, style),
        Value::Date(day) => return day.to_string(),
        Value::Days(days) => return format!("{{ start = {}, end = {} }}", days.start, days.end),
        Value::Number(number) => return number.clone(),
        Value::Texts(texts) => texts
            .iter()
            .map(|text| toml_string::fresh(text, false, style))
            .collect(),
        Value::Rows(rows) => rows
            .iter()
            .map(|row| fresh_row(row, style))
            .collect::<Vec<_>>(),
    };
    let on_one_line = format!("[{}]", list.join(", "));
    let is_short = on_one_line.chars().count() <= style.width.unwrap_or(USUAL_WIDTH);
    if is_short && !matches!(value, Value::Rows(_)) {
        return on_one_line;
    }
    let lines: Vec<String> = list.iter().map(|one| format!("    {one},")).collect();
    let newline = style.newline;
    format!("[{newline}{}{newline}]", lines.join(newline))
}

fn fresh_row(row: &[Value], style: Style) -> String {
    let cells: Vec<String> = row.iter().map(|cell| fresh(cell, false, style)).collect();
    format!("[{}]", cells.join(", "))
}

impl Writer<'_> {
    /// What stands at `old`, with another value.
    pub(super) fn rewritten(&self, old: &toml_edit::Value, new: &Value) -> Option<String> {
        let raw = self.toml.text.get(old.span()?)?;
        let written = match (old, new) {
            (toml_edit::Value::String(words), Value::Text(new)) => {
                toml_string::rewritten(raw, words.value(), new, self.style)
            }
            (toml_edit::Value::Array(_), Value::Texts(texts)) => {
                let texts: Vec<Value> = texts.iter().cloned().map(Value::Text).collect();
                return self.list(old, &texts);
            }
            (toml_edit::Value::Array(_), Value::Rows(rows)) => {
                let rows = rows.iter().map(|row| Row::Cells(row)).collect();
                return self.array(old, rows);
            }
            _ => fresh(new, false, self.style),
        };
        Some(written)
    }

    fn list(&self, old: &toml_edit::Value, new: &[Value]) -> Option<String> {
        self.array(old, new.iter().map(Row::One).collect())
    }

    /// An array with other elements.
    fn array(&self, whole: &toml_edit::Value, new: Vec<Row<'_>>) -> Option<String> {
        let span = whole.span()?;
        let old: Vec<&toml_edit::Value> = whole.as_array()?.iter().collect();
        let old_keys: Vec<String> = old.iter().map(|one| key_of(self.toml, one)).collect();
        let new_keys: Vec<String> = new.iter().map(|one| one.key()).collect();
        if old.is_empty() {
            let elements: Vec<String> = new.iter().map(|one| one.fresh(self.style)).collect();
            return Some(format!("[{}]", elements.join(", ")));
        }
        let mut elements = Vec::new();
        for op in difference(&old_keys, &new_keys) {
            let is_same = matches!(op, DiffOp::Equal { .. });
            let mut places = op.old_range();
            for index in op.new_range() {
                elements.push(match places.next() {
                    Some(at) if is_same => {
                        (Some(at), self.toml.text.get(old[at].span()?)?.to_owned())
                    }
                    Some(at) => (Some(at), new[index].rewritten(self, old[at])?),
                    None => (None, new[index].fresh(self.style)),
                });
            }
        }
        let spans: Option<Vec<_>> = old.iter().map(|one| one.span()).collect();
        Some(arranged(
            self.toml.text.get(span.clone())?,
            span.start,
            &spans?,
            &elements,
            self.style,
        ))
    }
}

/// An element of an array.
#[derive(Clone, Copy)]
enum Row<'v> {
    One(&'v Value),
    Cells(&'v [Value]),
}

impl Row<'_> {
    /// The same for elements that are the same.
    fn key(self) -> String {
        match self {
            Row::One(Value::Text(words)) => format!("{:?}", Words::of(words)),
            Row::One(Value::Texts(texts)) => {
                let cells: Vec<Value> = texts.iter().cloned().map(Value::Text).collect();
                Row::Cells(&cells).key()
            }
            Row::One(other) => format!("{other:?}"),
            Row::Cells(cells) => {
                let keys: Vec<String> = cells.iter().map(|cell| Row::One(cell).key()).collect();
                format!("[{}]", keys.join(", "))
            }
        }
    }

    fn fresh(self, style: Style) -> String {
        match self {
            Row::One(value) => fresh(value, false, style),
            Row::Cells(cells) => fresh_row(cells, style),
        }
    }

    fn rewritten(self, writer: &Writer<'_>, old: &toml_edit::Value) -> Option<String> {
        match self {
            Row::One(value) => writer.rewritten(old, value),
            Row::Cells(cells) if old.is_array() => writer.list(old, cells),
            Row::Cells(cells) => Some(fresh_row(cells, writer.style)),
        }
    }
}

fn key_of(toml: &Toml<'_>, element: &toml_edit::Value) -> String {
    match element {
        toml_edit::Value::Array(cells) => {
            let keys: Vec<String> = cells.iter().map(|cell| key_of(toml, cell)).collect();
            format!("[{}]", keys.join(", "))
        }
        other => toml
            .value_of(Node::Value(other))
            .map_or_else(String::new, |value| Row::One(&value).key()),
    }
}

/// The array `raw`, which begins at `start`, with these elements, each with its place in the old array, whose
/// elements stand at `spans`.
pub(super) fn arranged(
    raw: &str,
    start: usize,
    spans: &[std::ops::Range<usize>],
    elements: &[(Option<usize>, String)],
    style: Style,
) -> String {
    // What stands before each old element, and behind the last.
    let mut gaps = Vec::with_capacity(spans.len() + 1);
    let mut at = 1;
    for span in spans {
        gaps.push(&raw[at..span.start - start]);
        at = span.end - start;
    }
    gaps.push(&raw[at..raw.len() - 1]);
    let in_place = elements.len() == spans.len()
        && elements
            .iter()
            .enumerate()
            .all(|(index, (old, _))| *old == Some(index));
    let has_own_lines = gaps.iter().all(|gap| gap.contains('\n'));
    let has_comments = gaps.iter().any(|gap| gap.contains('#'));
    if !in_place && (has_own_lines || has_comments) && gaps.iter().any(|gap| gap.contains('\n')) {
        return in_lines(&gaps, elements, style);
    }
    let mut out = String::from("[");
    for (index, (old, written)) in elements.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| elements[before].0);
        match (before, old) {
            (None, _) => out.push_str(gaps[0]),
            (Some(Some(before)), Some(old)) if before + 1 == *old => out.push_str(gaps[*old]),
            _ => out.push_str(", "),
        }
        out.push_str(written);
    }
    out.push_str(gaps[spans.len()]);
    out.push(']');
    out
}

/// The array with a line for each element; comments stay with theirs.
fn in_lines(gaps: &[&str], elements: &[(Option<usize>, String)], style: Style) -> String {
    let newline = style.newline;
    // The end of a line behind an element, and the whole lines before the next one.
    let parted: Vec<(&str, &str)> = gaps
        .iter()
        .map(|gap| gap.split_once('\n').unwrap_or((gap, "")))
        .collect();
    let behind = |gap: usize| {
        let words = parted[gap].0.trim_end_matches('\r');
        let rest = words.trim_start().strip_prefix(',');
        rest.unwrap_or(words).trim_end()
    };
    let comments = |gap: usize| {
        let lines = parted[gap].1.lines().map(str::trim);
        lines
            .filter(|line| line.starts_with('#'))
            .collect::<Vec<_>>()
    };
    let last = gaps.len() - 1;
    let indent = gaps[..last]
        .iter()
        .filter_map(|gap| gap.rsplit_once('\n'))
        .map(|(_, indent)| indent)
        .find(|indent| indent.trim().is_empty())
        .unwrap_or("    ");
    let has_trailing_comma = parted[last].0.trim_start().starts_with(',');
    let mut out = format!("[{}{newline}", behind(0));
    for (index, (old, written)) in elements.iter().enumerate() {
        for comment in old.map(comments).unwrap_or_default() {
            out.push_str(&format!("{indent}{comment}{newline}"));
        }
        out.push_str(&format!("{indent}{written}"));
        if index + 1 < elements.len() || has_trailing_comma {
            out.push(',');
        }
        if let Some(old) = old {
            out.push_str(behind(old + 1));
        }
        out.push_str(newline);
    }
    for comment in comments(last) {
        out.push_str(&format!("{indent}{comment}{newline}"));
    }
    let closing = gaps[last]
        .rsplit_once('\n')
        .map_or("", |(_, indent)| indent);
    out.push_str(closing);
    out.push(']');
    out
}
