//! Facts of the meeting: “Date: 15 June 2017”, “Place: Astana, Kazakhstan”.

use super::block::{
    Block, Kind, Words, line, lines, numbered_lines, plain, slice, strong_start, trimmed,
};
use super::draft::{Draft, Value};
use super::organisations::names;
use crate::locale::{Locale, NamedTerm, Term, is_month_or_day_first};
use crate::pull::prose::Span;
use std::ops::Range;

/// The marks between a label and its value.
const BETWEEN: [char; 5] = [':', '–', '—', '-', '.'];
/// Dashes between the parts of a line.
pub(super) const DASHES: [&str; 3] = [" – ", " — ", " - "];
/// How many words a label has at most.
pub(super) const LONGEST_LABEL: usize = 6;

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

/// The lines of a paragraph of facts, with their numbers in it; one begins with each strong label too:
/// “**Date:** … **Place:** …”.
pub(super) fn fact_lines(words: &[Span]) -> Vec<(usize, Words)> {
    let numbered = numbered_lines(words).into_iter();
    numbered
        .flat_map(|(number, words)| {
            let parts = divided_at_labels(&words).into_iter();
            parts.map(move |part| (number, part))
        })
        .collect()
}

fn divided_at_labels(words: &[Span]) -> Vec<Words> {
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

/// Whether a block is the head of a message: who wrote it, to whom, when and on what. That day is not the meeting's.
pub(super) fn is_head_of_message(block: &Block, locale: Locale) -> bool {
    const HEAD: [Term; 4] = [Term::Sender, Term::Addressees, Term::Date, Term::Title];
    let Kind::Text(text) = &block.kind else {
        return false;
    };
    // “From: 11 March”, “to: 12 March” are days of a meeting.
    let is_of_head = |(named, _, value): &(NamedTerm, String, Words)| {
        named.is_exact
            && (named.term != Term::Sender || locale.find_date_range(&line(value)).is_none())
    };
    let named: Vec<Term> = fact_lines(&text.prose.spans)
        .iter()
        .filter_map(|(_, words)| fact(words, locale, &HEAD).filter(is_of_head))
        .map(|(named, _, _)| named.term)
        .collect();
    named.contains(&Term::Sender) && named.len() > 1
}

/// A line that is a place and a day, “Bishkek, 11 March 2026”, or a day alone: the place, and where the day begins.
pub(super) fn place_and_day(text: &str, locale: Locale) -> Option<(&str, usize)> {
    const LONGEST_PLACE: usize = 10;
    let (day, _) = locale.find_date_range(text)?;
    let (before, after) = (text[..day.start].trim(), text[day.end..].trim());
    // Behind the year stands “года”.
    let word = after.split(|c: char| !c.is_alphanumeric()).next();
    let of_year = word.filter(|word| locale.names_of(Term::Until).any(|name| name == *word));
    let after = &after[of_year.map_or(0, str::len)..];
    let after = after.trim_matches(|c: char| !c.is_alphanumeric());
    // Words in front of a day, and behind it, are those of a sentence: “We met on”, “and agreed”.
    let is_mark = |c: char| matches!(c, ',' | '،' | '–' | '—' | '-' | '|');
    let is_name = |word: &str| !word.starts_with(char::is_lowercase);
    let is_sentence = !before.ends_with(is_mark) && !before.split_whitespace().all(is_name)
        || !is_name(after) && after.contains(' ')
        || text.contains(": ");
    let count = before.split_whitespace().count() + after.split_whitespace().count();
    let before = before.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace());
    let has_parts = DASHES.iter().any(|dash| before.contains(dash));
    let place = if before.is_empty() { after } else { before };
    (!is_sentence && !has_parts && count <= LONGEST_PLACE).then_some((place, day.start))
}

/// A list in one line as its items: “a; b; c”, “a, b and c”. What stands in brackets is not divided.
pub(super) fn list(text: &str, locale: Locale) -> Vec<String> {
    let mut parts = parts(text, locale);
    if parts.len() > 1
        && !text.contains(';')
        && let Some((one, other)) = parts.last().and_then(|last| last_two(last, locale))
    {
        parts.pop();
        parts.extend([one, other]);
    }
    parts
}

/// What stands between semicolons, or else between commas; the word in front of the last is no part of it.
pub(super) fn parts(text: &str, locale: Locale) -> Vec<String> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' | '«' | '“' => depth += 1,
            ')' | '»' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (c == separator || matches!(c, '،' | '؛')) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    if parts.len() > 1
        && let Some(last) = parts.last_mut()
    {
        let joiners = locale.list_joiners().into_iter();
        let without = joiners
            .map(|joiner| format!("{} ", joiner.trim()))
            .find_map(|joiner| last.trim_start().strip_prefix(&joiner));
        if let Some(without) = without {
            *last = without.to_owned();
        }
    }
    let tidy = |part: String| {
        part.trim()
            .trim_end_matches(['.', ';', ','])
            .trim()
            .to_owned()
    };
    parts
        .into_iter()
        .map(tidy)
        .filter(|part| !part.is_empty())
        .collect()
}

/// The last two of “a, b and c”, where they are short.
pub(super) fn last_two(text: &str, locale: Locale) -> Option<(String, String)> {
    const SHORT: usize = 3;
    let joiners = locale.list_joiners().into_iter();
    let joiner = joiners
        .map(|joiner| joiner.trim().to_owned())
        .find(|joiner| joiner.chars().any(char::is_alphabetic))?;
    let (one, other) = text.split_once(&format!(" {joiner} "))?;
    (one.split_whitespace().count() <= SHORT)
        .then(|| (one.trim().to_owned(), other.trim().to_owned()))
}

/// The name of a place in its parts: “Astana, Kazakhstan”, “Astana, KZ”, “Astana (Kazakhstan)”.
pub struct NamedPlace<'a> {
    /// What stands in front of the country: the city, and perhaps the venue.
    pub before: &'a str,
    /// What stands between that and the country's name: a comma, “Republic of” and the like, or a city without a comma.
    pub between: &'a str,
    /// The country's code.
    pub country: Option<&'static str>,
}

impl NamedPlace<'_> {
    /// Whether words stand in front of the country that may be a part of its name, and may not.
    pub fn has_words_between(&self) -> bool {
        self.between.contains(char::is_alphanumeric)
    }

    /// Whether its last part stands where a country is expected, and is none that is known.
    pub fn has_unknown_country(&self) -> bool {
        self.country.is_none() && self.before.contains([',', '،'])
    }
}

/// A place as people name it.
pub fn place(text: &str, locale: Locale) -> NamedPlace<'_> {
    let text = text.trim().trim_end_matches('.');
    let by_code = text
        .rsplit_once([',', '،'])
        .and_then(|(rest, code)| Some((rest, locale.parse_country(code)?)));
    if let Some((before, code)) = by_code {
        return NamedPlace {
            before,
            between: "",
            country: Some(code),
        };
    }
    let bare = match text.strip_suffix(')') {
        Some(bare) if bare.contains('(') => bare,
        _ => text,
    };
    let Some((code, end)) = locale.find_country(bare) else {
        return NamedPlace {
            before: text,
            between: "",
            country: None,
        };
    };
    // “Republic of” and the like go with the country.
    let head = text[..end].trim_end();
    let before = match (head.strip_suffix('('), head.rsplit_once([',', '،'])) {
        (Some(before), _) | (_, Some((before, _))) => before,
        (None, None) => "",
    };
    NamedPlace {
        before,
        between: &text[before.len()..end],
        country: Some(code),
    }
}

/// The sentences of a text; a point behind an initial or a title (“A. Bekova”, “Dr. Asanov”) ends none.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let word = text[start..at].split_whitespace().next_back();
        let is_short_form = |word: &str| {
            word.chars().count() <= 4 && word.chars().next().is_some_and(char::is_uppercase)
        };
        if !word.is_some_and(is_short_form) {
            sentences.push(&text[start..at]);
            start = at + 2;
        }
    }
    sentences.push(&text[start..]);
    sentences
}

/// Words, and what stands in brackets at their end.
fn without_brackets(text: &str) -> (&str, Option<&str>) {
    let inside = text
        .trim_end()
        .strip_suffix(')')
        .and_then(|text| text.split_once('('));
    match inside {
        Some((words, details)) => (words.trim(), Some(details)),
        None => (text, None),
    }
}

/// How many people were there, where few words say no more than that: a number with the word for participants, or
/// with another one where it stands out, alone or with its parts in brackets; and whether it is all that they say.
fn attendance(words: &str, stands_out: bool, locale: Locale) -> Option<(u64, bool)> {
    const MANY: u64 = 100_000;
    if words.split_whitespace().count() > 4 {
        return None;
    }
    let noun = words.trim_matches(|c: char| !c.is_alphabetic());
    let named = locale.term_of(noun, &[Term::Participants]);
    let count = locale.parse_count(words).filter(|count| *count < MANY)?;
    let is_all = noun.is_empty() || named.as_ref().is_some_and(|named| named.is_exact);
    (stands_out || is_all || named.is_some()).then_some((count, is_all))
}

/// Who was there, with how many they were in front as a part of its own: “45 people: ministries, trade unions”.
fn count_and_list(text: &str, locale: Locale) -> Vec<String> {
    let marks = DASHES.iter().copied().chain([":"]);
    let counted = marks
        .filter_map(|mark| text.split_once(mark))
        .find(|(count, _)| attendance(count, false, locale).is_some());
    match counted {
        Some((count, rest)) => {
            let mut parts = vec![count.trim().to_owned()];
            parts.extend(list(rest, locale));
            parts
        }
        None => list(text, locale),
    }
}

/// A remark with the words around a date, but for a single word: a weekday before it, “года” behind.
fn words_beside(text: &str, date: Range<usize>) -> Option<String> {
    let (before, after) = (&text[..date.start], text[date.end..].trim());
    let stands_apart = after.starts_with(|c: char| !c.is_alphanumeric());
    let is_said = before.split_whitespace().count() > 1
        || after.split_whitespace().count() > 1
        || stands_apart && after.contains(char::is_alphanumeric);
    is_said.then(|| format!("in the notes: “{text}”"))
}

/// What is said behind a day that can be two.
pub(super) const DAY_FIRST: &str =
    ": read as day, month, year; change it where the month stands first";

/// What is said of a day in figures that could be another.
pub(super) fn doubt_of_day(text: &str) -> Option<String> {
    is_month_or_day_first(text).then(|| format!("“{text}”{DAY_FIRST}"))
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
                Some((range, days)) => {
                    let remark = words_beside(&text, range);
                    let day = Value::Date(days.start);
                    self.top.set_with_remark("published", day, remark)
                }
                None => false,
            },
            Term::Place => self.take_place(&text, locale),
            Term::Venue => self.meeting.set("venue", Value::Line(text)),
            Term::Project => self.project.set("title", Value::Line(text)),
            Term::Participants => self.take_participants(vec![text], locale),
            Term::Organisers | Term::Funders | Term::Implementers | Term::Partners => {
                self.take_organisations(term, names(&text, locale), locale)
            }
            _ => false,
        }
    }

    /// Takes the days of the meeting, and a place that stands behind them.
    pub(super) fn take_date(&mut self, text: &str, locale: Locale) -> bool {
        let Some((range, days)) = locale.find_date_range(text) else {
            return false;
        };
        if self.meeting.has("date") {
            return false;
        }
        let doubt = doubt_of_day(&text[range.clone()]);
        // “15 June 2017, Astana, Kazakhstan”; a time is no place.
        let rest = text[range.end..].trim_matches(|c: char| !c.is_alphanumeric());
        let has_place = locale.find_country(rest).is_some() && self.take_place(rest, locale);
        let beside = words_beside(text, range).filter(|_| !has_place);
        self.meeting
            .set_with_remark("date", Value::Days(days), doubt.or(beside))
    }

    pub(super) fn take_place(&mut self, text: &str, locale: Locale) -> bool {
        let place = place(text, locale);
        if let Some(code) = place.country {
            self.meeting.put("country", code.to_owned());
        }
        // “Republic of” goes with the country; other words may not. And a venue behind a comma may be a country.
        if place.has_words_between() || place.has_unknown_country() {
            self.meeting
                .remarks
                .push(format!("the place in the notes: {text}"));
        }
        let mut parts = place
            .before
            .split([',', '،'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let Some(city) = parts.next() else {
            return place.country.is_some();
        };
        let venue: Vec<&str> = parts.collect();
        let taken = self.meeting.set("city", Value::Line(city.to_owned()));
        if taken && !venue.is_empty() {
            self.meeting.put("venue", venue.join(", "));
        }
        taken
    }

    /// Takes who was there out of a line without a label: “38 people, 17 women, 21 men”.
    pub(super) fn take_bare_participants(&mut self, text: &str, locale: Locale) -> bool {
        let first = text.split([',', '.', '(']).next().unwrap_or_default();
        text.starts_with(char::is_numeric)
            && attendance(first, false, locale).is_some()
            && self.take_participants(vec![text.to_owned()], locale)
    }

    /// Takes who was there: in words, and how many.
    pub(super) fn take_participants(&mut self, items: Vec<String>, locale: Locale) -> bool {
        let parts: Vec<String> = match &items[..] {
            [one] => sentences(one)
                .into_iter()
                .flat_map(|sentence| count_and_list(sentence, locale))
                .collect(),
            _ => items
                .iter()
                .map(|item| item.trim_end_matches([';', ',', '.']).to_owned())
                .collect(),
        };
        let mut people = Vec::new();
        for part in &parts {
            let (words, details) = without_brackets(part);
            let stands_out = parts.len() == 1 || details.is_some();
            match attendance(words, stands_out, locale) {
                Some((count, is_all)) if !self.meeting.has("attendance") => {
                    let details = details.map_or_else(Vec::new, |details| list(details, locale));
                    // “42 people (23 women, 19 men)”: how many they were, and not who.
                    let (counts, named): (Vec<String>, Vec<String>) = details
                        .into_iter()
                        .partition(|detail| detail.contains(char::is_numeric));
                    let is_all = is_all && counts.is_empty();
                    let remark = (!is_all).then(|| format!("in the notes: “{part}”"));
                    let count = Value::Count(count);
                    self.meeting.set_with_remark("attendance", count, remark);
                    people.extend(named);
                }
                _ => people.push(part.clone()),
            }
        }
        self.meeting.add_lines("participants", people);
        true
    }

    pub(super) fn take_organisations(
        &mut self,
        term: Term,
        names: Vec<String>,
        locale: Locale,
    ) -> bool {
        let ids: Vec<String> = names
            .iter()
            .filter_map(|name| self.organisation(name, locale))
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
