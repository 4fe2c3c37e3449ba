//! Facts of the meeting: “Date: 15 June 2017”, “Place: Astana, Kazakhstan”.

use super::block::{Block, Kind, Words, line, lines, numbered_lines, plain, slice};
use super::contacts::without_addresses;
use super::draft::{Draft, Value};
use super::label::{LONGEST_LABEL, label_and_value};
use super::organisations::names;
use super::parts::{COMMAS, DASHES, list, sentences, without_stop};
use super::places::{is_when_and_where, words_beside};
use crate::commonmark::Span;
use crate::locale::{Locale, NamedTerm, Term};

/// What facts and the sections of facts are called.
pub(super) const FACTS: [Term; 17] = [
    Term::Title,
    Term::Meeting,
    Term::Date,
    Term::Place,
    Term::Venue,
    Term::Format,
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

/// The lines of a paragraph of facts, with their numbers in it; one begins with each strong label too:
/// “**Date:** … **Place:** …”, and with each that follows in a line of facts: “Date: 3 May 2024. Place: Osh”.
pub(super) fn fact_lines(words: &[Span], locale: Locale) -> Vec<(usize, Words)> {
    let numbered = numbered_lines(words).into_iter();
    numbered
        .flat_map(|(number, words)| {
            let parts = divided_at_labels(&words).into_iter();
            let parts = parts.flat_map(move |part| divided_at_facts(part, locale));
            parts.map(move |part| (number, part))
        })
        .collect()
}

/// A fact, and those that follow it in its line: behind a full stop or a semicolon; also behind a gap alone, as where
/// lines were joined, but where a title could go on so.
fn divided_at_facts(words: Words, locale: Locale) -> Vec<Words> {
    /// From how many bytes on a line is none of facts.
    const LONG: usize = 1000;
    const IN_WORDS: [Term; 6] = [
        Term::Title,
        Term::Meeting,
        Term::Project,
        Term::Keywords,
        Term::Summary,
        Term::Context,
    ];
    let text = plain(&words);
    let Some((mut term, _, _)) = exact_fact(&words, locale).filter(|_| text.len() < LONG) else {
        return vec![words];
    };
    let mut starts = vec![0];
    let mut colons = text.match_indices(": ").map(|(colon, _)| colon);
    let mut from = colons.next().map_or(text.len(), |colon| colon + 1);
    for colon in colons {
        let value = &text[from..colon];
        let gaps = value.match_indices(char::is_whitespace);
        let found = gaps.skip(1).find_map(|(gap, _)| {
            let before = value[..gap].trim_end();
            let label = value[gap..].trim();
            if before.is_empty() || label.split_whitespace().count() > LONGEST_LABEL {
                return None;
            }
            let next = locale.exact_term(label, &FACTS)?;
            let is_parted = before.ends_with(['.', ';', '؛']);
            let is_plain = [term, next].iter().all(|term| !IN_WORDS.contains(term));
            (is_parted || is_plain && label.starts_with(char::is_uppercase))
                .then_some((colon - value[gap..].trim_start().len(), next))
        });
        if let Some((start, next)) = found {
            starts.push(start);
            term = next;
            from = colon + 1;
        }
    }
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    let parts = starts.iter().copied().zip(ends).map(|(start, end)| {
        let part = match end < text.len() {
            true => without_stop(&text[start..end]),
            false => &text[start..end],
        };
        slice(&words, start, start + part.len())
    });
    parts.collect()
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
    Some((named(&label, locale, among)?, label, value))
}

/// The fact that a line states under its own name and no more, and its value.
pub(super) fn exact_fact(words: &[Span], locale: Locale) -> Option<(Term, String, Words)> {
    let (named, label, value) = fact(words, locale, &FACTS)?;
    named.is_exact.then_some((named.term, label, value))
}

/// The fact that a label names.
pub(super) fn named(label: &str, locale: Locale, among: &[Term]) -> Option<NamedTerm> {
    if among.contains(&Term::Date) && is_when_and_where(label, locale) {
        return Some(NamedTerm {
            term: Term::Date,
            is_exact: true,
            begins: true,
        });
    }
    locale.term_of(label, among)
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
    let named: Vec<Term> = fact_lines(&text.prose.spans, locale)
        .iter()
        .filter_map(|(_, words)| fact(words, locale, &HEAD).filter(is_of_head))
        .map(|(named, _, _)| named.term)
        .collect();
    named.contains(&Term::Sender) && named.len() > 1
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

/// How many people were there, where words say little more than that.
struct Attendance {
    count: u64,
    /// Whether it is all that the words say.
    is_all: bool,
    /// Whether what stands behind them in brackets can be who they were.
    has_names: bool,
}

/// How many people were there, where few words say no more than that: a number with the word for participants, or
/// with another one where it stands out, alone or with its parts in brackets. Among more words, a number directly in
/// front of the word for participants: “34 people from 5 countries”.
fn attendance(words: &str, stands_out: bool, locale: Locale) -> Option<Attendance> {
    const MANY: u64 = 100_000;
    let all: Vec<&str> = words.split_whitespace().collect();
    let names = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        locale.term_of(word, &[Term::Participants])
    };
    let is_number = |word: &&str| word.starts_with(char::is_numeric);
    let first = all.iter().position(is_number)?;
    let digits = all[first..]
        .iter()
        .take_while(|word| is_number(word))
        .count();
    if all.len() > 4 || all[first + digits..].iter().any(is_number) {
        let is_counted = |pair: &&[&str]| {
            is_number(&pair[0]) && names(pair[1]).is_some_and(|named| named.is_exact)
        };
        let Some(last) = all.windows(2).position(|pair| is_counted(&pair)) else {
            return counted_in_front(&all, locale).filter(|_| stands_out);
        };
        // “1 234 people”
        let groups = all[..=last].iter().rev().take_while(|word| is_number(word));
        let whole = all[last + 1 - groups.count()..=last].join(" ");
        let whole = locale
            .parse_number(&whole)
            .and_then(|whole| whole.parse().ok());
        let count = whole
            .or_else(|| locale.parse_count(all[last]))
            .filter(|count| *count < MANY)?;
        return Some(Attendance {
            count,
            is_all: false,
            has_names: false,
        });
    }
    // “Room 12 was full”, “see Annex 1”: a number counts people in front, beside their word, or behind “about”.
    let counts = |at: &usize| all.get(*at).is_some_and(|word| names(word).is_some());
    let is_about = (first, digits, all.len()) == (1, 1, 2)
        && all[0].starts_with(char::is_lowercase)
        && locale.exact_term(all[0], &[Term::Listed]).is_none();
    let is_counted = first > 0 && [first - 1, first + digits].iter().any(counts);
    if first > 0 && !is_about && !is_counted {
        return None;
    }
    let noun = words.trim_matches(|c: char| !c.is_alphabetic());
    let named = names(noun);
    // Of gaps of any kind between groups of figures, one is as another.
    let count = locale
        .parse_count(&all.join(" "))
        .filter(|count| *count < MANY)?;
    let is_all = noun.is_empty() || named.as_ref().is_some_and(|named| named.is_exact);
    (stands_out || is_all || is_counted || named.is_some()).then_some(Attendance {
        count,
        is_all,
        has_names: true,
    })
}

/// How many people were there, where words say who they were behind their number: “41 (18 women) from 9 ministries”, and not
/// “9 ministries of five countries”.
fn counted_in_front(words: &[&str], locale: Locale) -> Option<Attendance> {
    let next = words.get(1)?;
    // “15 from Osh and 20 from Batken”, “3 to 5 experts” are several counts.
    let is_other = |pair: &[&str]| {
        let has_number = |word: &str| word.starts_with(char::is_numeric);
        has_number(pair[0]) && pair[1] == *next || pair[0] == *next && has_number(pair[1])
    };
    let is_one = !words[1..].windows(2).any(is_other);
    let is_apart = next.starts_with('(') || is_one && locale.is_frequent(&next.to_lowercase());
    let count = locale.parse_count(words[0]).filter(|_| is_apart)?;
    Some(Attendance {
        count,
        is_all: false,
        has_names: false,
    })
}

/// How many all were, where words begin with that: “in all 38 people”.
fn total(words: &str, locale: Locale) -> Option<u64> {
    let number = words.find(char::is_numeric)?;
    let attendance = attendance(words, false, locale)?;
    Locale::names_total(&words[..number]).then_some(attendance.count)
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

/// What is said behind what is no longer said of people.
pub(super) const OF_PEOPLE: &str = ": people’s own; delete this before the brief goes to others";

/// Whether the last of several parts of an address is a country.
fn ends_in_country(text: &str, locale: Locale) -> bool {
    let last = text.rsplit_once(COMMAS).map(|(_, last)| last.trim());
    last.and_then(|last| locale.find_country(last))
        .is_some_and(|(_, start)| start == 0)
}

impl Draft {
    /// Takes a fact over; whether the brief had no other of the kind yet.
    pub(super) fn take_fact(&mut self, term: Term, words: &Words) -> bool {
        let text = line(words);
        if text.is_empty() {
            return false;
        }
        match term {
            Term::Title => self.top.set("title", Value::Line(text)),
            Term::Meeting => self.meeting.set("title", Value::Line(text)),
            Term::Keywords => self
                .top
                .set("keywords", Value::Lines(list(&text, self.locale))),
            Term::Date => self.take_date(&text, false),
            Term::Published => match self.locale.find_date_range(&text) {
                Some((range, days)) => {
                    let remark = words_beside(&text, range, self.locale);
                    let day = Value::Date(days.start);
                    self.top.set_with_remark("published", day, remark)
                }
                None => false,
            },
            Term::Place => self.take_place(&text),
            // With a country behind a comma, a city stands between them.
            Term::Venue if ends_in_country(&text, self.locale) && self.take_place(&text) => true,
            Term::Venue => self.meeting.set("venue", Value::Line(text)),
            Term::Format => self.take_format(&text),
            Term::Project => self.project.set("title", Value::Line(text)),
            Term::Participants => self.take_participants(vec![text]),
            Term::Organisers | Term::Funders | Term::Implementers | Term::Partners => {
                self.take_organisations(term, names(&text, self.locale))
            }
            _ => false,
        }
    }

    /// Takes who was there out of a line without a label: “38 people, 17 women, 21 men”.
    pub(super) fn take_bare_participants(&mut self, text: &str) -> bool {
        let first = text.split([',', '،', '.', '(']).next().unwrap_or_default();
        text.starts_with(char::is_numeric)
            && attendance(first, false, self.locale).is_some()
            && self.take_participants(vec![text.to_owned()])
    }

    /// Takes who was there: in words, and how many.
    pub(super) fn take_participants(&mut self, items: Vec<String>) -> bool {
        let parts: Vec<String> = match &items[..] {
            [one] => sentences(one)
                .into_iter()
                .flat_map(|sentence| count_and_list(sentence, self.locale))
                .collect(),
            _ => items
                .iter()
                .map(|item| without_stop(item).to_owned())
                .collect(),
        };
        let mut people = Vec::new();
        // Where several have a number in brackets, each is that of its group.
        let counts = parts.iter().filter_map(|part| without_brackets(part).1);
        let counts = counts.filter(|inside| inside.contains(char::is_numeric));
        let is_alone = counts.count() < 2;
        for part in &parts {
            let (words, details) = without_brackets(part);
            let stands_out = parts.len() == 1 || details.is_some();
            // “Invited: 12 people”, beside others, is the number of a group.
            let of_group = |(label, _): (&str, &str)| {
                !Locale::names_total(label)
                    && self.locale.term_of(label, &[Term::Participants]).is_none()
            };
            let is_of_group = parts.len() > 1 && words.split_once(':').is_some_and(of_group);
            match attendance(words, stands_out, self.locale).filter(|_| !is_of_group) {
                Some(Attendance {
                    count,
                    is_all,
                    has_names,
                }) if !self.meeting.has("attendance") => {
                    let details = details.filter(|_| has_names);
                    let details =
                        details.map_or_else(Vec::new, |details| list(details, self.locale));
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
                _ => match details
                    .filter(|_| is_alone)
                    .and_then(|details| total(details, self.locale))
                {
                    Some(count) if !self.meeting.has("attendance") => {
                        let remark = Some(format!("in the notes: “{part}”"));
                        let count = Value::Count(count);
                        self.meeting.set_with_remark("attendance", count, remark);
                        people.push(words.to_owned());
                    }
                    _ => people.push(part.clone()),
                },
            }
        }
        self.add_people(people);
        true
    }

    /// Adds participants, without their addresses and the numbers of their telephones, which are not for print. That they
    /// are named elsewhere is told.
    pub(super) fn add_people(&mut self, people: Vec<String>) {
        let mut named = Vec::new();
        for person in people {
            if self.locale.exact_term(&person, &[Term::Listed]).is_some() {
                self.leave(person, None, String::new());
                continue;
            }
            let bare = without_addresses(&person, self.locale);
            if bare != person {
                self.leave(format!("{bare}{OF_PEOPLE}"), None, person);
            }
            named.extend((!bare.is_empty()).then_some(bare));
        }
        self.meeting.add_lines("participants", named);
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
