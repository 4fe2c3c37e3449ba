//! Facts of the meeting: “Date: 15 June 2017”, “Place: Astana, Kazakhstan”.

use super::block::{Words, line, lines, plain, slice, strong_start, trimmed};
use super::draft::{Draft, Value};
use crate::locale::{Locale, NamedTerm, Term};
use crate::pull::prose::Span;

/// The marks between a label and its value.
const BETWEEN: [char; 5] = [':', '–', '—', '-', '.'];
/// How many words a label has at most.
const LONGEST_LABEL: usize = 6;

/// What facts and the sections of facts are called.
pub(super) const FACTS: [Term; 16] = [
    Term::Title,
    Term::Meeting,
    Term::Date,
    Term::Place,
    Term::Venue,
    Term::Published,
    Term::Participants,
    Term::Organisers,
    Term::Funders,
    Term::Implementers,
    Term::Partners,
    Term::Project,
    Term::Language,
    Term::Keywords,
    Term::Summary,
    Term::Context,
];

/// A line as a label and what it is the label of: “Date: …”, “**Date** …”.
pub(super) fn label_and_value(words: &[Span]) -> Option<(String, Words)> {
    let text = plain(words);
    let strong = strong_start(words);
    let colon = || {
        text.char_indices().find_map(|(at, c)| {
            let after = text[at + c.len_utf8()..].chars().next();
            (c == ':' && !after.is_some_and(|c| c.is_ascii_digit() || c == '/')).then_some(at)
        })
    };
    let end = if strong > 0 { strong } else { colon()? };
    let label = text[..end].trim_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    if label.is_empty() || label.split_whitespace().count() > LONGEST_LABEL {
        return None;
    }
    let value = trimmed(&slice(words, end, text.len()), &[]);
    // Of these, one stands between.
    let rest = plain(&value);
    let after = rest.trim_start_matches(BETWEEN);
    let value = if rest.len() - after.len() <= 4
        && (after.starts_with(char::is_whitespace) || rest.starts_with(':'))
    {
        trimmed(&slice(&value, rest.len() - after.len(), rest.len()), &[])
    } else {
        value
    };
    Some((label.to_owned(), value))
}

/// The lines of a paragraph of facts; one begins with each strong label too: “**Date:** … **Place:** …”.
pub(super) fn fact_lines(words: &[Span]) -> Vec<Words> {
    let mut broken: Words = Vec::new();
    for (place, span) in words.iter().enumerate() {
        let after = words
            .get(place + 1)
            .map(|next| next.words.as_str())
            .unwrap_or_default();
        let is_label =
            span.strong && (span.words.trim_end().ends_with(':') || after.starts_with(':'));
        if place > 0 && is_label {
            broken.push(super::block::words("\n"));
        }
        broken.push(span.clone());
    }
    lines(&broken)
}

/// The fact that a line states, and its value.
pub(super) fn fact(
    words: &[Span],
    locale: Locale,
    among: &[Term],
) -> Option<(NamedTerm, String, Words)> {
    let (label, value) = label_and_value(words)?;
    let named = locale.term_of(&label, among)?;
    Some((named, label, value))
}

/// A list in one line as its items: “a; b; c”, “a, b and c”. What stands in brackets is not divided.
pub(super) fn list(text: &str, locale: Locale) -> Vec<String> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let mut items = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' | '«' | '“' => depth += 1,
            ')' | '»' | '”' => depth = depth.saturating_sub(1),
            '،' | '؛' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        if c == separator && depth == 0 {
            items.push(String::new());
        } else if let Some(item) = items.last_mut() {
            item.push(c);
        }
    }
    let is_list = items.len() > 1;
    let joiners: Vec<String> = locale
        .list_joiners()
        .iter()
        .map(|j| j.trim().to_owned())
        .collect();
    if is_list && let Some(last) = items.last_mut() {
        let trimmed = last.trim_start();
        let without = joiners
            .iter()
            .find_map(|joiner| trimmed.strip_prefix(&format!("{joiner} ")));
        if let Some(without) = without {
            *last = without.to_owned();
        } else if separator == ',' {
            // The last two of “a, b and c”, where they are short.
            let joiner = joiners
                .iter()
                .find(|joiner| joiner.chars().any(char::is_alphabetic));
            if let Some(joiner) = joiner
                && let Some((one, other)) = trimmed.split_once(&format!(" {joiner} "))
                && one.split_whitespace().count() <= 3
            {
                let (one, other) = (one.to_owned(), other.to_owned());
                *last = one;
                items.push(other);
            }
        }
    }
    let tidy = |item: String| {
        item.trim()
            .trim_end_matches(['.', ';', ','])
            .trim()
            .to_owned()
    };
    items
        .into_iter()
        .map(tidy)
        .filter(|item| !item.is_empty())
        .collect()
}

impl Draft {
    /// Takes a fact over; whether the brief had no other of the kind yet.
    pub(super) fn take_fact(&mut self, term: Term, words: &Words, locale: Locale) -> bool {
        let text = line(words);
        if text.is_empty() {
            return false;
        }
        match term {
            Term::Title => self.top.set("title", Value::Line(text)),
            Term::Meeting => self.meeting.set("title", Value::Line(text)),
            Term::Keywords => self.top.set("keywords", Value::Lines(list(&text, locale))),
            Term::Date => self.take_date(&text, locale),
            Term::Published => match locale.find_date_range(&text) {
                Some((_, days)) => self.top.set("published", Value::Date(days.start)),
                None => false,
            },
            Term::Place => self.take_place(&text, locale),
            Term::Venue => self.meeting.set("venue", Value::Line(text)),
            Term::Project => self.project.set("title", Value::Line(text)),
            Term::Participants => self.take_participants(vec![text], locale),
            Term::Organisers | Term::Funders | Term::Implementers | Term::Partners => {
                let names = list(&text, locale);
                self.take_organisations(term, names)
            }
            _ => false,
        }
    }

    /// Takes the days of the meeting, and a place that stands behind them.
    pub(super) fn take_date(&mut self, text: &str, locale: Locale) -> bool {
        let Some((range, days)) = locale.find_date_range(text) else {
            return false;
        };
        let taken = self.meeting.set("date", Value::Days(days));
        // “15 June 2017, Astana, Kazakhstan”; a time is no place.
        let rest = text[range.end..].trim_matches(|c: char| !c.is_alphanumeric());
        if taken && locale.find_country(rest).is_some() {
            self.take_place(rest, locale);
        }
        taken
    }

    pub(super) fn take_place(&mut self, text: &str, locale: Locale) -> bool {
        let text = text.trim().trim_end_matches('.');
        let by_code = text
            .rsplit_once([',', '،'])
            .and_then(|(rest, code)| Some((rest, locale.parse_country(code)?)));
        let (rest, country) = match locale.find_country(text) {
            _ if by_code.is_some() => {
                by_code.map_or((text, None), |(rest, code)| (rest, Some(code)))
            }
            Some((code, end)) => {
                // “Republic of” and the like go with the country.
                let before = text[..end].trim_end();
                let rest = match before.rsplit_once([',', '،']) {
                    Some((rest, _)) => rest,
                    None if before.ends_with('(') => before.trim_end_matches('('),
                    None => "",
                };
                (rest, Some(code))
            }
            None => (text, None),
        };
        if let Some(code) = country {
            self.meeting.set("country", Value::Line(code.to_owned()));
        }
        let mut parts = rest
            .split([',', '،'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let Some(city) = parts.next() else {
            return country.is_some();
        };
        let venue: Vec<&str> = parts.collect();
        let taken = self.meeting.set("city", Value::Line(city.to_owned()));
        if !venue.is_empty() {
            self.meeting.set("venue", Value::Line(venue.join(", ")));
        }
        taken
    }

    /// Takes who was there: in words, and how many.
    pub(super) fn take_participants(&mut self, items: Vec<String>, locale: Locale) -> bool {
        let is_list = items.len() > 1;
        let sentences = |item: String| -> Vec<String> {
            if is_list {
                vec![item]
            } else {
                item.split(". ").map(str::to_owned).collect()
            }
        };
        let mut people = Vec::new();
        for item in items.into_iter().flat_map(sentences) {
            let words = item.split_whitespace().count();
            let is_count = words <= 4 && item.contains(char::is_numeric);
            if is_count
                && let Some(count) = locale.parse_count(&item).filter(|count| *count < 100_000)
            {
                self.meeting.set("attendance", Value::Count(count));
                continue;
            }
            if is_list {
                people.push(item.trim_end_matches([';', ',', '.']).to_owned());
            } else {
                people.extend(list(&item, locale));
            }
        }
        self.meeting.add_lines("participants", people);
        true
    }

    pub(super) fn take_organisations(&mut self, term: Term, names: Vec<String>) -> bool {
        let ids: Vec<String> = names
            .iter()
            .filter_map(|name| self.organisation(name))
            .collect();
        if ids.is_empty() {
            return false;
        }
        match term {
            Term::Organisers => {
                self.top.set("publisher", Value::Line(ids[0].clone()));
                self.meeting.add_lines("organisers", ids);
            }
            Term::Funders => self.project.add_lines("funders", ids),
            Term::Implementers => self.project.add_lines("implementers", ids),
            _ => self.project.add_lines("partners", ids),
        }
        true
    }
}
