//! Values as TOML writes them: what stays keeps its spelling, and an array its layout and its comments.

use super::Writer;

use crate::pull::change::{Value, same};
use crate::pull::merge;
use crate::pull::source::Node;
use crate::toml_string::{self, Style};
use toml_edit::Array;

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

/// An element of an array where none of its kind stood before; a row is a list of one.
fn fresh_element(element: &Value, style: Style) -> String {
    match element {
        Value::Rows(rows) => rows.iter().map(|row| fresh_row(row, style)).collect(),
        other => fresh(other, false, style),
    }
}

impl Writer<'_> {
    /// What stands at `old`, with another value.
    pub(super) fn rewritten(&self, old: &toml_edit::Value, new: &Value) -> Option<String> {
        let raw = self.toml.text.get(old.span()?)?;
        match (old, new) {
            (toml_edit::Value::String(words), Value::Text(new)) => {
                Some(toml_string::rewritten(raw, words.value(), new, self.style))
            }
            (toml_edit::Value::Array(array), Value::Texts(_) | Value::Rows(_)) => {
                self.array(old, array, &merge::entries(new)?)
            }
            _ => Some(fresh(new, false, self.style)),
        }
    }

    /// An array with other elements.
    fn array(&self, whole: &toml_edit::Value, old: &Array, new: &[Value]) -> Option<String> {
        let span = whole.span()?;
        if old.is_empty() {
            let elements: Vec<String> = new
                .iter()
                .map(|one| fresh_element(one, self.style))
                .collect();
            return Some(format!("[{}]", elements.join(", ")));
        }
        let before: Vec<Value> = old.iter().map(|one| self.value_of_element(one)).collect();
        let places = merge::entries_before(&before, new);
        let elements = new.iter().zip(places).map(|(new, place)| {
            let written = match place.and_then(|at| Some((&before[at], old.get(at)?))) {
                Some((was, old)) if same(Some(was), Some(new)) => {
                    self.toml.text.get(old.span()?)?.to_owned()
                }
                Some((_, old)) => self.rewritten_element(old, new)?,
                None => fresh_element(new, self.style),
            };
            Some((place, written))
        });
        let elements: Option<Vec<_>> = elements.collect();
        let spans: Option<Vec<_>> = old.iter().map(toml_edit::Value::span).collect();
        let raw = self.toml.text.get(span.clone())?;
        Some(arranged(raw, span.start, &spans?, &elements?, self.style))
    }

    /// An element of an array; a row is a list of one.
    fn value_of_element(&self, element: &toml_edit::Value) -> Value {
        if let Some(cells) = element.as_array() {
            return Value::Rows(vec![
                cells
                    .iter()
                    .map(|cell| self.value_of_element(cell))
                    .collect(),
            ]);
        }
        let value = self.toml.value_of(Node::Value(element));
        value.unwrap_or_else(|| Value::Text(String::new()))
    }

    fn rewritten_element(&self, old: &toml_edit::Value, new: &Value) -> Option<String> {
        match (old, new) {
            (toml_edit::Value::Array(cells), Value::Rows(rows)) => {
                self.array(old, cells, rows.first()?)
            }
            (_, Value::Rows(_)) => Some(fresh_element(new, self.style)),
            _ => self.rewritten(old, new),
        }
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
            // What stood at the head of a line does so still.
            (_, Some(old)) if *old > 0 && gaps[*old].contains('\n') => out.push_str(gaps[*old]),
            _ => out.push_str(", "),
        }
        out.push_str(written);
    }
    let last = gaps[spans.len()];
    out.push_str(match elements {
        // A comma stands behind an element.
        [] => last.trim_start().strip_prefix(',').unwrap_or(last),
        _ => last,
    });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_at_the_head_of_a_line_stays_there() {
        let raw = "[1,2,\n3]";
        let style = Style {
            newline: "\n",
            width: None,
        };
        let elements = [(Some(0), "1"), (Some(1), "2"), (None, "4"), (Some(2), "3")];
        let elements = elements.map(|(old, words)| (old, words.to_owned()));
        let spans = [1..2, 3..4, 6..7];
        assert_eq!(arranged(raw, 0, &spans, &elements, style), "[1,2, 4,\n3]");
    }
}
