//! Lists, and the rows of tables among them, whose brackets or commas are missing or are others.

use super::super::fault::Fault;
use super::super::line::{is_entry, is_key};
use super::{Here, as_text, list_in_brackets, without_marks, without_remark};
use crate::brief::read::figures;
use crate::brief::read::repair::Edit;
use crate::brief::words::{quoted, without_bullet};
use std::ops::Range;

impl Here<'_> {
    pub(super) fn missing_comma(&self) -> Fault {
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
            None if behind.starts_with(';') => (
                "a comma stands between two values of a list",
                "write `,` in place of `;`".to_owned(),
            ),
            None => (
                "a comma is missing between two values of a list",
                "write `,` between them".to_owned(),
            ),
        };
        self.in_value(end - last..end, what, help)
    }

    /// A comma is missing behind the byte `end`, in a table in one line.
    pub(super) fn comma_between_keys(&self, end: usize) -> Fault {
        let last = self.text[..end].chars().next_back();
        let start = end - last.map_or(0, char::len_utf8);
        let what = "a comma is missing between two keys of a table in braces";
        Fault::syntax(what, start..end)
            .help("write `,` between them")
            .repaired(vec![(end..end, ",".to_owned())])
    }

    /// The end of a day in a table in one line, if the next key follows it without a comma.
    pub(super) fn end_of_day_before_key(&self) -> Option<usize> {
        let item = self.item();
        let (day, next) = self.text.get(item.clone())?.split_once(' ')?;
        let is_in_table = self.text[..item.start].trim_end().ends_with('=')
            && self.text.get(self.line.start..item.start)?.contains('{');
        let is_day = day.parse::<toml::value::Datetime>().is_ok();
        (is_in_table && is_day && is_entry(next.trim())).then_some(item.start + day.len())
    }

    /// The row of a table in `line`, if its bracket is missing: the list of rows ends with it, and goes on behind it.
    pub(super) fn row_without_bracket(&self, line: Range<usize>) -> Option<Fault> {
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
        let fault = Fault::syntax(what, start..start + first);
        let fault = fault.help(format!("write `[{words}`"));
        Some(fault.repaired(vec![(start..start, "[".to_owned())]))
    }

    /// Bullets in front of the texts of a list.
    pub(super) fn bullet(&self) -> Option<Fault> {
        let (found, start) = (self.found(), self.span.start);
        if !matches!(found, "-" | "–" | "—" | "•" | "*" | "·" | "▪" | "◦") {
            return None;
        }
        let list = self.text[start..].split(']').next()?;
        let bullets = list
            .match_indices(found)
            .map(|(at, _)| at..at + found.len());
        let before_text = |at: &Range<usize>| list[at.end..].trim_start().starts_with(['"', '\'']);
        let edits = bullets.filter(before_text);
        let edits: Vec<Edit> = edits
            .map(|at| (start + at.start..start + at.end, String::new()))
            .collect();
        let (first, _) = edits.first().filter(|(first, _)| first.start == start)?;
        let what = "commas stand between the texts of a list, and no bullets before them";
        let fault = Fault::syntax(what, first.clone());
        let and_others = if edits.len() > 1 {
            ", and the others"
        } else {
            ""
        };
        let help = format!("remove the `{found}`{and_others}");
        Some(fault.help(help).repaired(edits))
    }

    /// Lines with bullets below a key that takes a list, as notes have them.
    pub(super) fn bullets_below(&self) -> Option<Fault> {
        let (key, is_list) = self.meant_key();
        let item = |line: Range<usize>| {
            let words = self.text[line.clone()].trim();
            let item = without_bullet(words);
            (item.len() < words.len()).then_some((line, item))
        };
        let items: Vec<_> = self.below().map_while(item).collect();
        let end = items.last().filter(|_| is_list)?.0.end;
        let text = |(_, item): &(Range<usize>, &str)| {
            as_text(without_marks(item.trim_end_matches([',', ';'])))
        };
        let texts: Vec<String> = items.iter().map(text).collect();
        let list = format!("[{}]", texts.join(", "));
        let shown = match texts.as_slice() {
            [first, second, _, ..] => format!("[{first}, {second}, …]"),
            _ => list.clone(),
        };
        let start = self.whole_value().start;
        let line_ends = "\n".repeat(items.len());
        let fault = self.fault(format!(
            "`{}` is a list, and no lines with bullets",
            self.key()
        ));
        let fault = fault.help(format!("write `{key} = {shown}`"));
        Some(fault.repaired(vec![(start..end, format!(" {list}{line_ends}"))]))
    }

    /// Braces around texts, or with colons behind the keys, as other languages write lists and tables.
    pub(super) fn braces(&self) -> Option<Fault> {
        let Range { start, end } = self.value.clone()?;
        let inside = self
            .text
            .get(start..end)?
            .strip_prefix('{')?
            .strip_suffix('}')?;
        let parts: Vec<&str> = inside.split(',').collect();
        let is_text = |part: &&str| {
            let bare = part
                .trim()
                .strip_prefix('"')
                .and_then(|part| part.strip_suffix('"'));
            bare.is_some_and(|bare| !bare.contains('"'))
        };
        if parts.iter().all(is_text) {
            let help = format!("write `{} = [{}]`", self.key(), quoted(inside.trim()));
            return Some(list_in_brackets(start..end, help));
        }
        let mut at = start + 1;
        let mut edits = Vec::new();
        let mut meant = Vec::new();
        for part in parts {
            let mark = part.find([':', '='])?;
            let key = part[..mark].trim();
            if !is_key(key.trim_matches('"')) {
                return None;
            }
            if part[mark..].starts_with(':') {
                edits.push((at + mark..at + mark + 1, " =".to_owned()));
            }
            meant.push(format!(
                "{} ={}",
                part[..mark].trim_end(),
                &part[mark + 1..]
            ));
            at += part.len() + 1;
        }
        let first = edits.first()?.0.clone();
        let what = "`=` stands between a key and its value, between braces too";
        let help = format!("write `{} = {{{}}}`", self.key(), meant.join(","));
        Some(Fault::syntax(what, first).help(help).repaired(edits))
    }

    /// Rows with tabs between their cells, as they come out of a spreadsheet: this line and those below.
    pub(super) fn rows_of_tabs(&self) -> Option<Fault> {
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
        let fault = Fault::syntax(what, self.line.clone());
        Some(fault.help(help).repaired(edits))
    }

    fn row_of_tabs(&self, row: &str) -> String {
        let cells = row.split('\t').map(str::trim).map(|cell| {
            let number = figures::number(cell, self.file.locale);
            number.unwrap_or_else(|| format!("\"{}\"", cell.replace('\\', "\\\\")))
        });
        format!("[{}]", cells.collect::<Vec<_>>().join(", "))
    }

    /// The row above, if its bracket is missing and this line is the end of the list of rows, which ended with it.
    pub(super) fn last_row(&self) -> Option<Fault> {
        let above = self.line.start.checked_sub(1)?;
        let row = || self.row_without_bracket(self.file.lines.range(above));
        (self.words == "]").then(row)?
    }

    /// A `value` of text with a comma behind it, and a list or more words behind that.
    pub(super) fn values_with_commas(&self, value: &str) -> Option<Fault> {
        let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = without_remark(value).trim_end_matches([',', ';']);
        let start = self.whole_value().start;
        let place = start..start + value.len();
        let behind = value.get(self.span.start - start..)?;
        let words = behind.trim_start_matches([',', ';']).trim_start();
        if words.starts_with(mark) {
            let between = format!("{mark};");
            let list = value.replace(&between, &format!("{mark},"));
            let commas = value.match_indices(&between).map(|(at, _)| start + at + 1);
            let mut edits: Vec<Edit> = commas.map(|at| (at..at + 1, ",".to_owned())).collect();
            edits.push((start..start, "[".to_owned()));
            edits.push((place.end..place.end, "]".to_owned()));
            return Some(
                Fault::syntax("a list stands in square brackets", place)
                    .help(format!("write `[{list}]`"))
                    .repaired(edits),
            );
        }
        let words: String = value.chars().filter(|c| *c != mark).collect();
        let help = format!("put all of it between the marks: `{mark}{words}{mark}`");
        let text = format!("'{}'", words.replace('\'', "’"));
        let fault = self.fault("something stands behind the value");
        Some(fault.help(help).repaired(vec![(place, text)]))
    }
}

/// The text of a list in `line` that goes on over the bracket or the comma behind it, where one is open at the end of the
/// line: the second mark of this one is missing.
pub(in super::super) fn text_over_bracket(text: &str, line: &Range<usize>) -> Option<Fault> {
    let words = &text[line.clone()];
    if words.contains(['\\', '#']) || words.contains("\"\"\"") {
        return None;
    }
    let mut found = None;
    let mut at = line.start;
    loop {
        let open = at + text[at..line.end].find(['"', '\''])?;
        let mark = &text[open..=open];
        let start = open + 1;
        let close = text[start..line.end].find(mark).map(|at| start + at);
        let is_listed = text[..open].trim_end().ends_with(['[', ',']);
        if found.is_none() && is_listed {
            let end = end_meant(&text[start..close.unwrap_or(line.end)]);
            found = end.map(|length| (start..start + length, mark));
        }
        match close {
            Some(close) => at = close + 1,
            None => break,
        }
    }
    let (kept, mark) = found?;
    let (open, end) = (kept.start - 1, kept.end);
    let next = text[end..].trim_start().chars().next()?;
    let whole = quoted(&text[kept]);
    let fault = Fault::new(
        "unclosed",
        "the text that begins here is never closed",
        open..open + 1,
    )
    .help(format!(
        "write `{mark}` before the `{next}`: `{mark}{whole}{mark}{next}`"
    ))
    .repaired(vec![(end..end, mark.to_owned())]);
    Some(fault)
}

/// How long the text of a list is meant to be that goes on as `words`: to the first bracket that closes none of its own and
/// the numbers before that, or else to the comma at its end.
fn end_meant(words: &str) -> Option<usize> {
    let mut depth = 0;
    let bracket = words.find(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth < 0
    });
    let Some(bracket) = bracket else {
        return words.trim_end().strip_suffix(',').map(str::len);
    };
    let mut kept = words[..bracket].trim_end();
    while let Some((before, last)) = kept.rsplit_once(',')
        && last.trim().parse::<f64>().is_ok()
    {
        kept = before.trim_end();
    }
    Some(kept.len()).filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_list_ends_before_its_bracket_and_the_numbers_there() {
        for (words, kept) in [
            ("bank]", Some("bank")),
            ("y, 2],", Some("y")),
            ("the bank, the press], [", Some("the bank, the press")),
            ("[a] b, -1.5, 3]", Some("[a] b")),
            ("press, ", Some("press")),
            ("]", None),
            ("a [note]", None),
        ] {
            assert_eq!(end_meant(words).map(|end| &words[..end]), kept, "{words}");
        }
    }
}
