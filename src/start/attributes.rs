//! What is said of an item: to whom it is addressed, who is in charge, until when, how urgent it is.

use super::block::{Words, line, lines, plain, slice, trimmed};
use super::draft::{Table, Value};
use super::items::Item;
use super::label::{LONGEST_LABEL, colon, label_and_value};
use super::parts::{COMMAS, DASHES, is_pause, list, without_stop};
use super::places::doubt_of_day;
use crate::commonmark::Span;
use crate::locale::{Deadline, Locale, Message, Precision, Term};

/// How many words a deadline at the end of a text has at most.
const WORDS_OF_DEADLINE: usize = 6;
/// How many words a short form, or the name of somebody in charge, has at most.
const SHORT_NAME: usize = 8;

/// Reads what is said of items of a section.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub locale: Locale,
    /// What can be said of them.
    pub among: &'t [Term],
}

impl Item {
    /// Takes out what is said of the item: in lines of their own, in brackets, or at its end.
    pub fn take_attributes(&mut self, reader: Reader<'_>) {
        self.take_from_rest(reader);
        let mut kept: Words = Vec::new();
        for (number, words) in lines(&self.words).into_iter().enumerate() {
            if number > 0
                && let Some(found) = reader.said(&words)
            {
                self.attributes.extend(found);
                continue;
            }
            if number > 0 {
                kept.push(super::block::words("\n"));
            }
            kept.extend(words);
        }
        self.words = kept;
        self.take_from_start(reader);
        self.take_from_end(reader);
        self.take_deadline(reader);
        let mut split = Vec::new();
        for (term, value) in std::mem::take(&mut self.attributes) {
            split.extend(reader.without_deadline(term, value));
        }
        self.attributes = split;
    }

    fn take_from_rest(&mut self, reader: Reader<'_>) {
        let mut kept = Vec::new();
        for block in std::mem::take(&mut self.rest) {
            let found: Option<Vec<Vec<(Term, String)>>> = lines(&block.spans)
                .iter()
                .map(|words| reader.said(words))
                .collect();
            match found {
                Some(found) if !found.is_empty() => self.attributes.extend(found.concat()),
                _ => kept.push(block),
            }
        }
        self.rest = kept;
    }

    /// What stands in front of the text: “Owner: CAREC. Prepare a note”.
    fn take_from_start(&mut self, reader: Reader<'_>) {
        let text = plain(&self.words);
        let Some(end) = text.find(". ") else { return };
        if let Some(found) = reader.attribute(&[super::block::words(&text[..end])]) {
            self.attributes.push(found);
            self.words = trimmed(&slice(&self.words, end + 1, text.len()), &[]);
        }
    }

    /// A deadline in the words of the text, which keep it: “Replace the sirens by 2021”.
    fn take_deadline(&mut self, reader: Reader<'_>) {
        let Reader { locale, among } = reader;
        let has_one = self
            .attributes
            .iter()
            .any(|(term, value)| *term == Term::Due || locale.parse_deadline(value).is_some());
        if !among.contains(&Term::Due) || has_one {
            return;
        }
        let names: Vec<&str> = locale.names_of(Term::Due).collect();
        let text = line(&self.words);
        let words: Vec<&str> = text.split(' ').collect();
        let last = words.len().saturating_sub(WORDS_OF_DEADLINE);
        for start in last..words.len() {
            let rest = words[start..].join(" ");
            let name = words[start].to_lowercase();
            let is_parted = start > 0 && words[start - 1].ends_with([',', '،', '–', '—']);
            // “… (valid until 30 June 2026)” says nothing of the item.
            let is_in_brackets = rest.matches(')').count() > rest.matches('(').count();
            let begins = (names.contains(&name.as_str()) || is_parted) && !is_in_brackets;
            if begins && locale.parse_deadline(&rest).is_some() {
                self.attributes.push((Term::Due, rest));
                return;
            }
        }
    }

    /// What stands at the end of the text, as often as there is something: “… (Ministry of Water, by June 2018)”,
    /// “… Addressee: the ministries”.
    fn take_from_end(&mut self, reader: Reader<'_>) {
        let mut text = plain(&self.words);
        while let Some((found, open)) = reader.brackets_at_end(&text) {
            self.attributes.extend(found);
            text.truncate(text[..open].trim_end().len());
        }
        self.words = slice(&self.words, 0, text.len());
        // From the first label on, or else behind the last dash.
        let at_end = reader.labels_at_end(&text);
        if let Some((found, end)) = at_end.or_else(|| reader.behind_dash(&text)) {
            self.attributes.extend(found);
            self.words = trimmed(&slice(&self.words, 0, end), &[]);
        }
    }

    /// Takes out who is in charge, where the item begins with the name: “CAREC: prepare a note”.
    pub fn take_owner_in_front(&mut self, is_owner: impl Fn(&str) -> bool) {
        if self.attributes.iter().any(|(term, _)| *term == Term::Owner) {
            return;
        }
        let Some((label, value)) = label_and_value(&self.words) else {
            return;
        };
        if !value.is_empty() && is_owner(&label) {
            self.attributes.push((Term::Owner, label));
            self.words = value;
        }
    }
}

/// What a priority and a status can be, as notes and as a brief name it.
const PRIORITIES: [(Term, &str); 3] = [
    (Term::High, "high"),
    (Term::Medium, "medium"),
    (Term::Low, "low"),
];
const STATUSES: [(Term, &str); 3] = [
    (Term::Open, "open"),
    (Term::Done, "done"),
    (Term::InProgress, "in-progress"),
];

/// The marks behind which a label can stand.
const PARTS: [char; 9] = ['.', ',', '،', ';', '؛', '|', '–', '—', '\n'];

/// A label that a text begins with.
struct Label {
    term: Term,
    /// How many bytes it takes, with the colon or the dash.
    length: usize,
    /// Whether a colon stands behind it; otherwise it is a dash, which parts a sentence, too.
    has_colon: bool,
}

impl Reader<'_> {
    /// What a line says of its item.
    fn said(self, words: &[Span]) -> Option<Vec<(Term, String)>> {
        self.labelled(&plain(words))
            .or_else(|| self.attribute(words).map(|found| vec![found]))
    }

    /// A label and its value.
    fn attribute(self, words: &[Span]) -> Option<(Term, String)> {
        let (label, value) = label_and_value(words)?;
        let term = self.locale.exact_term(&label, self.among)?;
        let value = without_stop(&line(&value)).to_owned();
        (!value.is_empty()).then_some((term, value))
    }

    /// What brackets at the end of a text say of an item, and where they begin.
    fn brackets_at_end(self, text: &str) -> Option<(Vec<(Term, String)>, usize)> {
        let rest = text.trim_end().trim_end_matches('.').strip_suffix(')')?;
        let open = rest.rfind('(').filter(|open| *open > 0)?;
        let found = self.in_brackets(&rest[open + 1..]);
        (!found.is_empty()).then_some((found, open))
    }

    /// What brackets say of an item: labels and values, or a deadline, or a name and a deadline.
    fn in_brackets(self, inside: &str) -> Vec<(Term, String)> {
        if let Some(found) = self.labelled(inside) {
            return found;
        }
        let (mut choices, mut others) = (Vec::new(), Vec::new());
        for part in inside.split_inclusive(COMMAS) {
            match self.choice(part.trim_end_matches(COMMAS)) {
                Some(choice) => choices.push(choice),
                None => others.push(part),
            }
        }
        let rest = others.concat();
        let rest = rest.trim_end_matches(COMMAS);
        if others.is_empty() {
            return choices;
        }
        // Who is a name, or stands apart: in “valid until 2026”, “as amended by 2015” nobody does.
        let is_who = |(term, who): &(Term, String)| {
            let after = rest
                .trim_start()
                .strip_prefix(who.as_str())
                .unwrap_or_default();
            let is_name = !who.starts_with(char::is_lowercase)
                || after.trim_start().starts_with(is_mark)
                || self.locale.term_of(who, &[Term::Body]).is_some();
            *term == Term::Due || is_name && who.split_whitespace().count() <= SHORT_NAME
        };
        match self.with_deadline(rest) {
            Some(found) if found.iter().all(is_who) => choices.into_iter().chain(found).collect(),
            _ => Vec::new(),
        }
    }

    /// A word that is one of those that a priority or a status can have.
    fn choice(self, word: &str) -> Option<(Term, String)> {
        [(Term::Priority, PRIORITIES), (Term::Status, STATUSES)]
            .into_iter()
            .find_map(|(of, choices)| {
                let is_one = self.among.contains(&of)
                    && self
                        .locale
                        .exact_term(word, &choices.map(|(term, _)| term))
                        .is_some();
                is_one.then(|| (of, word.trim().to_owned()))
            })
    }

    /// What stands behind the last dash of a text, and where the text before it ends: who, and until when. “Who” is a
    /// name, which no small letter begins.
    fn behind_dash(self, text: &str) -> Option<(Vec<(Term, String)>, usize)> {
        let (at, dash) = DASHES
            .iter()
            .filter_map(|dash| Some((text.rfind(dash)?, dash)))
            .max()?;
        let found = self.with_deadline(&text[at + dash.len()..])?;
        let is_name = |(term, words): &(Term, String)| {
            *term == Term::Due
                || !words.starts_with(char::is_lowercase)
                    && words.split_whitespace().count() <= SHORT_NAME
        };
        (at > 0 && found.iter().all(is_name)).then_some((found, at))
    }

    /// Who, and until when; none where there is no deadline. Years from one to another are none: “2019–2023”.
    fn with_deadline(self, words: &str) -> Option<Vec<(Term, String)>> {
        const DIGITS_OF_YEAR: usize = 4;
        let is_year = |year: &str| {
            year.chars().count() == DIGITS_OF_YEAR && year.chars().all(char::is_numeric)
        };
        let parts = words.split(|c: char| c.is_whitespace() || "-–—".contains(c));
        let parts = parts.filter(|part| !part.is_empty());
        let mut years = parts.filter(|part| !self.locale.span_words().contains(part));
        if years.clone().count() == 2 && years.all(is_year) {
            return None;
        }
        let who = [Term::Owner, Term::Addressees]
            .into_iter()
            .find(|term| self.among.contains(term))?;
        let found = self.without_deadline(who, words.trim().to_owned());
        found
            .iter()
            .any(|(term, _)| *term == Term::Due)
            .then_some(found)
    }

    /// Labels with their values, where a text is nothing else: “Owner: CAREC; deadline – June 2018”.
    fn labelled(self, text: &str) -> Option<Vec<(Term, String)>> {
        self.label(text)?;
        let labels = self.labels(text).into_iter();
        labels.map(|(_, found)| found).collect()
    }

    /// The labels with their values at the end of a text, and where what stands before them ends.
    fn labels_at_end(self, text: &str) -> Option<(Vec<(Term, String)>, usize)> {
        let mut start = None;
        let labels = self.labels(text).into_iter().rev();
        let found = labels.map_while(|(at, found)| {
            let found = found.filter(|_| at > 0)?;
            start = Some(at);
            Some(found)
        });
        let mut found: Vec<(Term, String)> = found.collect();
        found.reverse();
        let before = &text[..start?];
        // A full stop is that of the sentence before.
        let end = before.strip_suffix(|mark| mark != '.').unwrap_or(before);
        Some((found, end.len()))
    }

    /// The labels in a text: where they begin, and what each says, where what follows it can be its value.
    fn labels(self, text: &str) -> Vec<(usize, Option<(Term, String)>)> {
        let behind = text.match_indices(PARTS).map(|(at, mark)| at + mark.len());
        let starts = behind.filter(|at| text[*at..].starts_with(char::is_whitespace));
        let labels: Vec<(usize, Label)> = std::iter::once(0)
            .chain(starts)
            .filter_map(|start| Some((start, self.label(&text[start..])?)))
            .collect();
        let ends = labels.iter().skip(1).map(|(start, _)| *start);
        let ends = ends.chain([text.len()]);
        let values = labels.iter().zip(ends).map(|((start, label), end)| {
            let value = text.get(start + label.length..end).unwrap_or_default();
            let is_edge = |c: char| c.is_whitespace() || PARTS.contains(&c);
            let value = value.trim_start_matches(is_edge);
            let value = without_stop(value.trim_end_matches(|c| c != '.' && is_edge(c)));
            let fits = match label.term {
                _ if label.has_colon => true,
                Term::Due => self.locale.parse_deadline(value).is_some(),
                _ => value.split_whitespace().count() <= SHORT_NAME,
            };
            let found = (fits && !value.is_empty()).then(|| (label.term, value.to_owned()));
            (*start, found)
        });
        values.collect()
    }

    fn label(self, text: &str) -> Option<Label> {
        // Further on, none is looked for: a long text is not read to its end at each of its marks.
        let mut gaps = text.match_indices(char::is_whitespace);
        let near = gaps
            .nth(2 * LONGEST_LABEL)
            .map_or(text, |(gap, _)| &text[..gap]);
        let colon = colon(near).map(|at| (at, ":"));
        let dashes = DASHES
            .iter()
            .filter_map(|dash| Some((near.find(dash)?, *dash)));
        let (end, mark) = dashes.chain(colon).min()?;
        let words = &near[..end];
        if words.split_whitespace().count() > LONGEST_LABEL
            || words.contains(|c| c == '|' || is_pause(c))
        {
            return None;
        }
        Some(Label {
            term: self.locale.exact_term(words, self.among)?,
            length: end + mark.len(),
            has_colon: mark == ":",
        })
    }

    /// A value that ends with a deadline, as two: “the ministries by June 2018”, “CAREC, 30 June 2018”.
    fn without_deadline(self, term: Term, value: String) -> Vec<(Term, String)> {
        if !self.among.contains(&Term::Due) || !matches!(term, Term::Addressees | Term::Owner) {
            return vec![(term, value)];
        }
        let starts = value.char_indices().filter(|(_, c)| c.is_whitespace());
        let starts: Vec<usize> = std::iter::once(0)
            .chain(starts.map(|(at, c)| at + c.len_utf8()))
            .collect();
        // The first from which on all is a deadline.
        let near_end = starts.len().saturating_sub(WORDS_OF_DEADLINE);
        let found = starts[near_end..]
            .iter()
            .find_map(|start| Some((*start, self.locale.parse_deadline(&value[*start..])?)));
        let Some((start, deadline)) = found else {
            return vec![(term, value)];
        };
        let (before, due) = (value[..start].trim_end(), &value[start..]);
        let who = before.trim_end_matches(is_mark).trim();
        // “Autumn 2025” is nobody and a year, and “by autumn” is nobody, too.
        let is_parted = who.len() < before.len()
            || deadline.precision == Precision::Day
            || begins_as_deadline(due, self.locale);
        if begins_as_deadline(who, self.locale) || !who.is_empty() && !is_parted {
            return vec![(term, value)];
        }
        let of_who = (!who.is_empty()).then(|| (term, who.to_owned()));
        let due = (Term::Due, due.to_owned());
        of_who.into_iter().chain([due]).collect()
    }
}

/// Whether it is a mark between a name and a deadline.
fn is_mark(c: char) -> bool {
    is_pause(c) || matches!(c, '–' | '—' | '-')
}

/// Whether the first word is one that a deadline begins with: “by”, “until”, “end”.
fn begins_as_deadline(words: &str, locale: Locale) -> bool {
    let first = words
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    [Term::Due, Term::Until]
        .into_iter()
        .flat_map(|term| locale.names_of(term))
        .any(|name| name == first)
}

/// Writes what is said of an item into its table; what has no place becomes a remark.
pub(super) fn write_attributes(table: &mut Table, attributes: &[(Term, String)], locale: Locale) {
    for (term, value) in attributes {
        let set = match term {
            Term::Addressees => table.set("addressees", Value::Lines(list(value, locale))),
            Term::Owner => table.set("owner", Value::Line(value.clone())),
            Term::Due => set_due(table, value, locale),
            Term::Priority => set_choice(table, "priority", value, locale, PRIORITIES),
            Term::Status if is_dropped(value) => {
                table.set("status", Value::Line("dropped".to_owned()))
            }
            Term::Status => set_choice(table, "status", value, locale, STATUSES),
            _ => false,
        };
        if !set {
            table.remarks.push(format!("{}: {value}", term.id()));
        }
    }
}

/// Whether a status is the one that notes have no word of their own for: they have the one that briefs print.
fn is_dropped(status: &str) -> bool {
    Locale::message_in_any(status, &[Message::StatusDropped]).is_some()
}

/// What is said behind the words of a deadline that is no day.
pub(super) const TAKEN_AS: &str = ": taken as the last day of the ";

/// Sets a deadline; how it was understood is said above it, where that is not plain.
fn set_due(table: &mut Table, value: &str, locale: Locale) -> bool {
    let (day, remark) = match locale.parse_deadline(value) {
        Some(Deadline { day, precision }) => {
            let taken = |what| Some(format!("“{value}”{TAKEN_AS}{what}"));
            let remark = match precision {
                Precision::Day => doubt_of_day(value),
                Precision::Month => taken("month"),
                Precision::Quarter => taken("quarter"),
                Precision::Year => taken("year"),
            };
            (day, remark)
        }
        None => match locale.find_date_range(value) {
            // What stands in front of it may make another thing of it: “after 30 June 2018”.
            Some((range, days)) if locale.parse_deadline(&value[..range.end]).is_some() => {
                (days.end, Some(format!("in the notes: “{value}”")))
            }
            _ => return false,
        },
    };
    table.set_with_remark("due", Value::Date(day), remark)
}

/// Sets a priority or a status; what is said beside it, “done, except in Osh”, is told above it.
fn set_choice(
    table: &mut Table,
    key: &'static str,
    value: &str,
    locale: Locale,
    choices: [(Term, &'static str); 3],
) -> bool {
    let named = locale.term_of(value, &choices.map(|(term, _)| term));
    let chosen = choices.into_iter().find_map(|(term, word)| {
        if value.to_lowercase() == word {
            return Some((word, true));
        }
        let named = named.as_ref().filter(|named| named.term == term)?;
        Some((word, named.is_exact))
    });
    let Some((word, is_all)) = chosen else {
        return false;
    };
    let beside = (!is_all).then(|| format!("in the notes: “{value}”"));
    table.set_with_remark(key, Value::Line(word.to_owned()), beside)
}
