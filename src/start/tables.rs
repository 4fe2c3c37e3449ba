//! Tables of notes: rows that are items, people, facts; and tables that stay tables.

use super::attributes::write_attributes;
use super::block::{Words, line, markup, paragraph, typed_number};
use super::draft::{Draft, Table, Value};
use super::facts::{FACTS, OF_PEOPLE, named};
use super::section::{attribute_meant, attributes_of};
use crate::brief::{number_meant, placeholder, typographic};
use crate::commonmark::{ProseBlock, SpanKind, Target};
use crate::locale::{Locale, Term};

/// What columns are called.
const COLUMNS: [Term; 17] = [
    Term::Actions,
    Term::Recommendations,
    Term::Obstacles,
    Term::Practices,
    Term::Decisions,
    Term::Task,
    Term::Addressees,
    Term::Owner,
    Term::Due,
    Term::Priority,
    Term::Status,
    Term::Name,
    Term::Role,
    Term::Organisation,
    Term::Email,
    Term::Phone,
    Term::Signature,
];
/// The columns of a list of people that are not for print.
const OWN: [Term; 3] = [Term::Email, Term::Phone, Term::Signature];

/// A cell of a row, below what its column is called.
struct Cell<'r> {
    /// What the column names, if that is known.
    term: Option<Term>,
    head: &'r str,
    words: &'r Words,
}

/// What a table is.
pub(super) enum Recognised {
    /// Labels and values.
    Facts,
    /// Rows of this section.
    Rows(Term),
    /// A table of the brief.
    Table,
}

/// The terms that the cells of the first row name.
fn columns(rows: &[Vec<Words>], locale: Locale) -> Vec<Option<Term>> {
    let head = rows.first().map(Vec::as_slice).unwrap_or_default();
    let named = |cell: &Words| {
        locale
            .term_of(&line(cell), &COLUMNS)
            .map(|named| named.term)
    };
    let mut columns: Vec<Option<Term>> = head.iter().map(named).collect();
    // “What” is what to do, but where a column is called so itself.
    let instead = (!columns.contains(&Some(Term::Actions))).then_some(Term::Actions);
    for column in &mut columns {
        if *column == Some(Term::Task) {
            *column = instead;
        }
    }
    columns
}

/// The rows, with one head in place of two, where cells of the first go over several columns: “PM2.5” above “2015” and
/// “2016” is “PM2.5, 2015” and “PM2.5, 2016”. What goes over both stands in both.
pub(super) fn with_one_head(rows: &[Vec<Words>]) -> Vec<Vec<Words>> {
    let [first, second, rest @ ..] = rows else {
        return rows.to_vec();
    };
    let pairs = || {
        first
            .iter()
            .zip(second)
            .map(|(one, other)| (line(one), line(other)))
    };
    let goes_over_both = |(one, other): (String, String)| !one.is_empty() && one == other;
    let goes_over_several = |(one, other): (String, String)| one.is_empty() && !other.is_empty();
    if first.len() != second.len()
        || line(&first[0]).is_empty()
        || !pairs().any(goes_over_both)
        || !pairs().any(goes_over_several)
    {
        return rows.to_vec();
    }
    let mut above = &first[0];
    let mut head = Vec::with_capacity(first.len());
    for (one, other) in first.iter().zip(second) {
        if !line(one).is_empty() {
            above = one;
        }
        head.push(match line(other) {
            words if words.is_empty() || words == line(above) => above.clone(),
            _ => [above.as_slice(), other].join(&super::block::words(", ")),
        });
    }
    let rest = rest.iter().cloned();
    std::iter::once(head).chain(rest).collect()
}

/// The rows without what is people's own, and not for print: in a list of them, the numbers of their telephones, their
/// addresses and their signatures. And these in words: what they are, and whose.
pub(super) fn without_own(
    rows: Vec<Vec<Words>>,
    section: Option<Term>,
    locale: Locale,
) -> (Vec<Vec<Words>>, Option<(String, String)>) {
    let columns = columns(&rows, locale);
    let is_own = |column: usize| {
        let named = columns.get(column).copied().flatten();
        named.is_some_and(|named| OWN.contains(&named))
    };
    let is_of_people = match section {
        Some(Term::Contacts) => false,
        Some(Term::Participants) => true,
        _ => columns.contains(&Some(Term::Name)),
    };
    if !is_of_people || !(0..columns.len()).any(is_own) {
        return (rows, None);
    }
    let (mut kept, mut own): (Vec<Vec<Words>>, Vec<Vec<String>>) = Default::default();
    for row in rows {
        let (of_row, others): (Vec<_>, Vec<_>) = row
            .into_iter()
            .enumerate()
            .partition(|(column, _)| is_own(*column));
        let words = of_row.iter().map(|(_, cell)| line(cell));
        own.push(words.filter(|words| !words.is_empty()).collect());
        kept.push(others.into_iter().map(|(_, cell)| cell).collect());
    }
    let whose = |row: &Vec<Words>| {
        let words = row.iter().map(|cell| line(cell));
        words.collect::<Vec<_>>().join(" | ")
    };
    let said = kept.iter().zip(&own).skip(1);
    let said = said.filter(|(_, own)| !own.is_empty());
    let said: Vec<String> = said
        .map(|(row, own)| format!("{}: {}", whose(row), own.join(", ")))
        .collect();
    let heads = own
        .first()
        .map(|heads| heads.join(", "))
        .unwrap_or_default();
    let told = (!said.is_empty()).then(|| (format!("{heads}{OF_PEOPLE}"), said.join("\n")));
    (kept, told)
}

/// What a table is in a section.
pub(super) fn recognise(rows: &[Vec<Words>], section: Option<Term>, locale: Locale) -> Recognised {
    let columns = columns(rows, locale);
    let has = |term: Term| columns.contains(&Some(term));
    let width = rows.first().map_or(0, Vec::len);
    let is_fact = |row: &Vec<Words>| {
        let label = row.first().map(|cell| line(cell)).unwrap_or_default();
        named(&label, locale, &FACTS).is_some_and(|named| named.is_exact)
    };
    if section.is_none()
        && width == 2
        && rows.iter().filter(|row| is_fact(row)).count() * 2 > rows.len()
    {
        return Recognised::Facts;
    }
    let known = columns.iter().flatten().count();
    // Of participants, a table of figures counts them and names none.
    let counts = || {
        let first = usize::from(is_numbered(rows, locale));
        (first..width).any(|column| has_figures(rows, column))
    };
    match section {
        Some(Term::Participants) if width <= 5 && !counts() => Recognised::Rows(Term::Participants),
        Some(Term::Contacts) if known > 0 => Recognised::Rows(Term::Contacts),
        Some(Term::Abbreviations) if width == 2 => Recognised::Rows(Term::Abbreviations),
        // Who does what until when about each.
        Some(Term::Obstacles)
            if has(Term::Recommendations) && (has(Term::Due) || has(Term::Owner)) =>
        {
            Recognised::Rows(Term::Recommendations)
        }
        Some(
            term @ (Term::Obstacles
            | Term::Recommendations
            | Term::Decisions
            | Term::Actions
            | Term::Practices),
        ) if known > 0 && (has(term) || known > 1 && columns.contains(&None)) => {
            Recognised::Rows(term)
        }
        Some(Term::Recommendations) if has(Term::Actions) => {
            Recognised::Rows(Term::Recommendations)
        }
        _ if has(Term::Due) && has(Term::Owner) => Recognised::Rows(Term::Actions),
        None if has(Term::Recommendations) && known > 1 => Recognised::Rows(Term::Recommendations),
        None if has(Term::Name) && has(Term::Organisation) => Recognised::Rows(Term::Participants),
        _ => Recognised::Table,
    }
}

/// Whether the first column only numbers the rows: 1, 2, 3 and so on, below a head or without one.
fn is_numbered(rows: &[Vec<Words>], locale: Locale) -> bool {
    let cells = rows.iter().filter_map(|row| row.first()).map(|c| line(c));
    let numbers: Vec<Option<String>> = cells
        .filter(|text| !text.is_empty())
        .map(|text| locale.parse_number(text.trim_end_matches(['.', ')'])))
        .collect();
    let numbers = match &numbers[..] {
        [None, below @ ..] => below,
        all => all,
    };
    let counted = (1..).map(|number: usize| Some(number.to_string()));
    !numbers.is_empty()
        && numbers
            .iter()
            .zip(counted)
            .all(|(one, other)| *one == other)
}

/// Whether a column holds figures below its head; a day has more digits.
pub(super) fn has_figures(rows: &[Vec<Words>], column: usize) -> bool {
    const MOST_DIGITS: usize = 6;
    let cells = rows.iter().skip(1).filter_map(|row| row.get(column));
    let mut cells = cells
        .map(|cell| line(cell))
        .filter(|text| text.contains(char::is_alphanumeric))
        .peekable();
    let is_figure = |text: String| {
        !text.contains(char::is_alphabetic)
            && text.chars().filter(|c| c.is_numeric()).count() <= MOST_DIGITS
    };
    cells.peek().is_some() && cells.all(is_figure)
}

impl Draft {
    /// Takes the rows over as items of a section.
    pub(super) fn take_rows(
        &mut self,
        term: Term,
        rows: &[Vec<Words>],
        footnotes: &[Vec<ProseBlock>],
    ) {
        let columns = columns(rows, self.locale);
        let has_head = columns.iter().any(Option::is_some);
        let head: Vec<String> = match rows.first() {
            Some(row) if has_head => row.iter().map(|cell| line(cell)).collect(),
            _ => Vec::new(),
        };
        let is_numbered = columns.first() == Some(&None) && is_numbered(rows, self.locale);
        let kept = usize::from(is_numbered)..columns.len();
        let first = self.items.len();
        for row in rows.iter().skip(usize::from(has_head)) {
            let cells: Vec<Cell> = kept
                .clone()
                .filter_map(|column| {
                    Some(Cell {
                        term: columns[column].filter(|_| has_head),
                        head: head.get(column).map(String::as_str).unwrap_or_default(),
                        words: row.get(column).filter(|words| !line(words).is_empty())?,
                    })
                })
                .collect();
            if cells.is_empty() {
                continue;
            }
            match term {
                Term::Participants => {
                    let name = line(cells[0].words);
                    let more: Vec<String> =
                        cells[1..].iter().map(|cell| line(cell.words)).collect();
                    let words = if more.is_empty() {
                        name
                    } else {
                        format!("{name} ({})", more.join(", "))
                    };
                    self.add_people(vec![words]);
                }
                Term::Contacts => self.take_contact_row(&cells),
                Term::Abbreviations => {
                    let long = cells.get(1).map(|cell| line(cell.words));
                    self.add_abbreviation(line(cells[0].words), long.unwrap_or_default());
                }
                _ => self.take_item_row(term, &cells, footnotes),
            }
        }
        // Of items without a detail, what other columns say is a remark.
        let remarks = self.items[first..].iter().flat_map(|item| &item.remarks);
        let remarks: Vec<&String> = remarks.collect();
        let is_remark = |head: &&String| {
            let label = format!("{head}: ");
            !head.is_empty() && remarks.iter().any(|remark| remark.starts_with(&label))
        };
        let heads: Vec<String> = head
            .iter()
            .filter(is_remark)
            .map(|h| format!("“{h}”"))
            .collect();
        if !heads.is_empty() {
            self.doubtful.push(format!(
                "remarks above the items of a table, of its columns {}",
                heads.join(", ")
            ));
        }
    }

    fn take_contact_row(&mut self, cells: &[Cell]) {
        let mut table = Table::new("contact");
        for Cell { term, head, words } in cells {
            let text = line(words);
            match term {
                Some(term @ (Term::Role | Term::Organisation | Term::Email | Term::Phone)) => {
                    self.put_of_contact(&mut table, *term, text);
                }
                _ if !table.has("name") => table.put("name", text),
                _ => table.remarks.push(format!("{head}: {text}")),
            }
        }
        self.items.push(table);
    }

    fn take_item_row(&mut self, term: Term, cells: &[Cell], footnotes: &[Vec<ProseBlock>]) {
        let mut table = Table::new(super::section::table_of(term));
        let is_text = |cell: &&Cell| cell.term == Some(term);
        let is_other = |cell: &&Cell| matches!(cell.term, None | Some(Term::Actions));
        let mut all = cells.iter();
        // What was decided on a thing is what is to be done, and not the thing.
        let is_decided = |cell: &&Cell| term == Term::Actions && cell.term == Some(Term::Decisions);
        let text = all.clone().find(is_text);
        let text = text.or_else(|| all.clone().find(is_decided));
        let Some(text) = text.or_else(|| all.find(is_other)) else {
            let words: Vec<String> = cells.iter().map(|cell| line(cell.words)).collect();
            let what = format!("a row: {}", words.join(" | "));
            return self.leave(what, None, String::new());
        };
        let detail = super::section::detail_of(term);
        let mut item = super::items::Item {
            words: text.words.clone(),
            ..Default::default()
        };
        let mut more = Vec::new();
        // What stands in a paragraph of its own goes into the detail; a line that goes on or is numbered does not.
        let is_apart = |words: &Words| {
            let text = line(words);
            !text.starts_with(char::is_lowercase) && typed_number(&text).is_none()
        };
        if let [first, rest @ ..] = &super::block::lines(text.words)[..]
            && detail.is_some()
            && rest.iter().all(is_apart)
        {
            item.words.clone_from(first);
            more.extend(rest.iter().cloned().map(paragraph));
        }
        for cell in cells
            .iter()
            .filter(|cell| !std::ptr::eq(cell.words, text.words))
        {
            match cell.term {
                Some(
                    known @ (Term::Addressees
                    | Term::Owner
                    | Term::Due
                    | Term::Priority
                    | Term::Status),
                ) if !attributes_of(term).is_empty() => {
                    let known = attribute_meant(known, term);
                    item.attributes.push((known, line(cell.words)));
                }
                // What can be said of other items alone, and columns that are not known.
                _ => {
                    let mut words = vec![super::block::words(&format!("{}: ", cell.head))];
                    words.extend(cell.words.iter().cloned());
                    more.push(paragraph(words));
                }
            }
        }
        item.rest = more;
        match detail {
            Some(detail) => item.write(&mut table, None, detail, footnotes),
            None => {
                table.set("text", Value::Line(line(&item.words)));
                for block in &item.rest {
                    table.remarks.push(line(&block.spans));
                }
            }
        }
        write_attributes(&mut table, &item.attributes, self.locale);
        self.items.push(table);
    }

    /// Takes the rows over as a table of the brief that follows a section; whether they are one.
    pub(super) fn take_table(
        &mut self,
        caption: &str,
        after: Option<&str>,
        rows: &[Vec<Words>],
    ) -> bool {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 || rows.len() < 2 {
            return false;
        }
        let cell = |row: &Vec<Words>, column: usize| {
            row.get(column).map(|cell| line(cell)).unwrap_or_default()
        };
        let heads = (0..width).map(|column| {
            let head = cell(&rows[0], column);
            if head.is_empty() {
                "–".to_owned()
            } else {
                head
            }
        });
        let name = if caption.is_empty() { "table" } else { caption };
        let id = self.new_id(name);
        let mut table = Table::new("table");
        table.set("id", Value::Line(id));
        if !table.set("caption", Value::Line(caption.to_owned())) {
            table.set("caption", Value::Line(placeholder::CAPTION.to_owned()));
        }
        table.set("columns", Value::Lines(heads.collect()));
        // Among numbers, one with the decimal sign of another language is one, and no day.
        let is_of_numbers = |column: &usize| {
            let cells = || rows[1..].iter().map(|row| cell(row, *column));
            let meant = cells().filter(|text| number_meant(text, &self.locale).is_some());
            2 * meant.count() >= rows.len()
                && cells().any(|text| self.locale.parse_number(&text).is_some())
        };
        let of_numbers: Vec<bool> = (0..width).map(|column| is_of_numbers(&column)).collect();
        let value = |column: usize, text: String| {
            let number = match of_numbers[column] {
                true => number_meant(&text, &self.locale),
                false => self.locale.parse_number(&text),
            };
            number.unwrap_or_else(|| {
                crate::toml_string::string(&typographic(&text, self.locale), false)
            })
        };
        let rows = rows[1..].iter().map(|row| {
            let cells = (0..width).map(|column| value(column, cell(row, column)));
            cells.collect()
        });
        table.set("rows", Value::Rows(rows.collect()));
        if let Some(after) = after {
            table.set("after", Value::Line(after.to_owned()));
        }
        self.items.push(table);
        true
    }

    /// Takes a publication over, with the address that it leads to.
    pub(super) fn take_reference(&mut self, words: &Words, footnotes: &[Vec<ProseBlock>]) {
        let uri = words.iter().find_map(|span| match &span.target {
            Some(Target::Uri(uri)) => Some(uri.clone()),
            _ => None,
        });
        let text = line(words);
        let typed = text
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let uri =
            uri.or_else(|| typed.map(|typed| typed.trim_end_matches(['.', ',', ')']).to_owned()));
        let mut shown = text.clone();
        if let Some(uri) = &uri {
            shown = shown
                .replace(&format!("<{uri}>"), "")
                .replace(uri.as_str(), "");
        }
        let shown = shown
            .trim()
            .trim_end_matches([',', ':', '–', '—', '-'])
            .trim();
        let mut table = Table::new("reference");
        table.set(
            "text",
            Value::Line(if shown.is_empty() {
                text
            } else {
                shown.to_owned()
            }),
        );
        if let Some(uri) = uri {
            table.set("url", Value::Line(uri));
        }
        if words
            .iter()
            .any(|span| matches!(span.kind, SpanKind::Note(_)))
        {
            table
                .remarks
                .push(markup(&[paragraph(words.clone())], footnotes));
        }
        self.items.push(table);
    }

    /// Takes a short form and what it stands for over; whether there are both.
    pub(super) fn take_abbreviation(&mut self, words: &Words) -> bool {
        let text = line(words);
        let found = [" – ", " — ", " - ", ": ", " = "]
            .iter()
            .find_map(|between| text.split_once(between));
        let Some((short, long)) = found.or_else(|| short_form_in_front(&text)) else {
            return false;
        };
        let long = long.trim().trim_end_matches([';', '.']).to_owned();
        self.add_abbreviation(short.trim().to_owned(), long);
        true
    }

    fn add_abbreviation(&mut self, short: String, long: String) {
        let mut table = Table::new("abbreviation");
        table.set("short", Value::Line(short));
        table.set("long", Value::Line(long));
        self.items.push(table);
    }
}

/// A short form in capitals and what it stands for, with no mark between them, or a tab: “GIS geographic information system”.
fn short_form_in_front(text: &str) -> Option<(&str, &str)> {
    let gaps = text.match_indices(' ').map(|(gap, _)| gap);
    let is_short = |gap: &usize| !text[..*gap].contains(char::is_lowercase);
    let (short, long) = text.split_at(gaps.take_while(is_short).last()?);
    (short.chars().filter(|c| c.is_uppercase()).count() > 1).then_some((short, long))
}
