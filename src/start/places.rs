//! When and where a meeting was: a day and a place in one line, and the parts of a place's name.

use super::draft::{Draft, Value};
use super::parts::{COMMAS, DASHES, between};
use crate::locale::{Locale, Term, decimal_digit, two_readings};
use std::ops::Range;

/// Whether a label names both day and place: “Date and venue”.
pub(super) fn is_when_and_where(label: &str, locale: Locale) -> bool {
    let label = label.to_lowercase();
    let words: Vec<&str> = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let names = |term| locale.names_of(term);
    let has = |term| {
        words
            .iter()
            .any(|word| names(term).any(|name| name == *word))
    };
    let terms = [Term::Date, Term::Place, Term::Venue];
    // “of the meeting”, “проведения” stand in the names themselves.
    let is_of_names = |word: &&str| {
        let mut known = terms
            .into_iter()
            .flat_map(names)
            .flat_map(str::split_whitespace);
        known.any(|known| known == *word)
    };
    has(Term::Date) && (has(Term::Place) || has(Term::Venue)) && words.iter().all(is_of_names)
}

/// More bytes than words have that say how a meeting was held.
const BYTES_OF_FORMAT: usize = 100;

/// How a meeting was held, where words are that and no more: “online”, “(hybrid format)”.
fn format(words: &str, locale: Locale) -> Option<Term> {
    let formats = [Term::InPerson, Term::Online, Term::Hybrid];
    let is_short = words.len() <= BYTES_OF_FORMAT;
    is_short
        .then(|| locale.exact_term(words, &formats))
        .flatten()
}

/// What a line says of where and when a meeting was, and the part of it, in brackets or between commas, that says how it
/// was held.
fn without_format(text: &str, locale: Locale) -> (String, Option<&str>) {
    let opened = text.match_indices('(').map(|(start, _)| start);
    let in_brackets = opened.filter_map(|start| {
        let end = text.floor_char_boundary(start + BYTES_OF_FORMAT);
        let length = text[start..end].find(')')? + 1;
        Some(&text[start..start + length])
    });
    let mut parts = in_brackets.chain(text.split(COMMAS));
    let Some(said) = parts.find(|part| format(part, locale).is_some()) else {
        return (text.to_owned(), None);
    };
    let is_edge = |c: char| c.is_whitespace() || COMMAS.contains(&c);
    let rest = match said.starts_with('(') {
        true => text.replacen(said, "", 1),
        false => {
            let mut parts = parts_of_place(text);
            parts.retain(|part| part != said.trim());
            joined(&parts, text)
        }
    };
    let rest = rest.trim_matches(is_edge);
    // “Online (via Zoom)”
    let rest = if format(rest, locale).is_some() {
        ""
    } else {
        rest
    };
    (rest.to_owned(), Some(said))
}

/// Whether a line is a place and a day, “Bishkek, 11 March 2026”, or a day alone.
pub(super) fn is_place_and_day(text: &str, locale: Locale) -> bool {
    const LONGEST_PLACE: usize = 10;
    let found = locale.find_date_range(text);
    if found.is_none() {
        return false;
    }
    let (text, format) = without_format(text, locale);
    // Behind a format that was cut, the day stands elsewhere.
    let found = format.map_or(found, |_| locale.find_date_range(&text));
    let Some((day, _)) = found else {
        return false;
    };
    let (before, after) = (text[..day.start].trim(), text[day.end..].trim());
    let after = behind_year(after, locale).trim_matches(|c: char| !c.is_alphanumeric());
    // Words in front of a day, and behind it, are those of a sentence: “We met on”, “and agreed”.
    let is_mark = |c: char| COMMAS.contains(&c) || matches!(c, '–' | '—' | '-' | '|');
    let is_name = |word: &str| !word.starts_with(char::is_lowercase);
    let is_sentence = marked_city(before).is_none()
        && !before.ends_with(is_mark)
        && !before.split_whitespace().all(is_name)
        || !is_name(after) && after.contains(' ') && marked_city(after).is_none()
        || text.contains(": ");
    let count = before.split_whitespace().count() + after.split_whitespace().count();
    let before = before.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace());
    let has_parts = DASHES.iter().any(|dash| before.contains(dash));
    !is_sentence && !has_parts && count <= LONGEST_PLACE
}

/// What follows a day behind the word that its year may have: “г.”, “года”.
fn behind_year(after: &str, locale: Locale) -> &str {
    let word = after.trim_start();
    let length = word
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(word.len());
    let is_of_year = locale
        .names_of(Term::Until)
        .any(|name| name == &word[..length]);
    if is_of_year { &word[length..] } else { after }
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
        self.country.is_none() && self.before.contains(COMMAS)
    }
}

/// A place as people name it.
pub fn place(text: &str, locale: Locale) -> NamedPlace<'_> {
    let text = text.trim().trim_end_matches('.');
    let by_code = text
        .rsplit_once(COMMAS)
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
    let nowhere = NamedPlace {
        before: text,
        between: "",
        country: None,
    };
    let Some((code, end)) = locale.find_country(bare) else {
        return nowhere;
    };
    // “Republic of” and the like go with the country.
    let head = text[..end].trim_end();
    let before = match (head.strip_suffix('('), head.rsplit_once(COMMAS)) {
        (Some(before), _) | (_, Some((before, _))) => before,
        (None, None) => "",
    };
    let between = &text[before.len()..end];
    // “Hotel Kazakhstan” is in no country yet; behind a number, an address goes on with one.
    let named = between.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !named.contains(char::is_numeric) && is_venue(named, locale) {
        return nowhere;
    }
    NamedPlace {
        before,
        between,
        country: Some(code),
    }
}

/// The names of a city and of a venue in front of a country, as a brief has them. Where no part is seen to be a venue,
/// all is the city: “Nur-Sultan, Aqmola”.
pub fn city_and_venue(text: &str, locale: Locale) -> (String, String) {
    let mut parts = parts_of_place(text);
    let city = match parts.iter().any(|part| is_venue_of_country(part, locale)) {
        true => last_city(&parts, locale).map(|city| parts.remove(city)),
        false => Some(joined(&std::mem::take(&mut parts), text)),
    };
    let city = city.unwrap_or_default();
    let bare = marked_city(&city).map_or(city.clone(), str::to_owned);
    (bare, joined(&parts, text))
}

/// The parts of a place's name in one line, with the comma that `text` has between them.
fn joined(parts: &[String], text: &str) -> String {
    let comma = text.chars().find(|c| COMMAS.contains(c)).unwrap_or(',');
    parts.join(&format!("{comma} "))
}

fn parts_of_place(text: &str) -> Vec<String> {
    let parts = between(text, &COMMAS).into_iter();
    parts
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The place of the city among parts that stand in front of a country: one that is said to be a city, or the last that
/// is neither a venue nor a region, “Chuy oblast” or “NY”.
fn last_city(parts: &[String], locale: Locale) -> Option<usize> {
    let is_other = |part: &String| !is_venue_of_country(part, locale);
    let is_city = |part: &String| {
        let last = part.split_whitespace().next_back().unwrap_or_default();
        is_other(part)
            && !last.starts_with(char::is_lowercase)
            && (part.chars().count() > 3 || part.contains(char::is_lowercase))
    };
    let marked = parts.iter().position(|part| marked_city(part).is_some());
    marked
        .or_else(|| parts.iter().rposition(is_city))
        .or_else(|| parts.iter().position(is_other))
}

/// The name of a city without the word that says it is one, in whatever language: “г. Бишкек”, “Тараз қ.”, “the city of
/// Osh”.
fn marked_city(part: &str) -> Option<&str> {
    let part = part.trim();
    let lower = part.to_lowercase();
    let is_name = |rest: &&str| {
        let mut words = rest.split_whitespace();
        words.all(|word| !word.starts_with(char::is_lowercase))
    };
    let mut found: Vec<&str> = Vec::new();
    for mark in Locale::all().flat_map(|locale| locale.names_of(Term::City)) {
        let before = lower
            .strip_prefix(mark)
            .filter(|rest| rest.starts_with(['.', ' ', '\u{a0}']));
        let behind = lower
            .trim_end_matches('.')
            .strip_suffix(mark)
            .filter(|rest| rest.ends_with([' ', '\u{a0}']));
        found.extend(before.and_then(|rest| part.get(part.len() - rest.len()..)));
        found.extend(behind.and_then(|rest| part.get(..rest.len())));
    }
    let names = found
        .into_iter()
        .map(|rest| rest.trim_matches(|c: char| c == '.' || c.is_whitespace()));
    names
        .filter(|rest| !rest.is_empty())
        .filter(is_name)
        .min_by_key(|rest| rest.len())
}

/// Whether a part of a place's name is that of a building or a hall, or has a number as addresses have: “гостиница
/// «Ак-Кеме»”, “28 Shevchenko street”.
fn is_venue(part: &str, locale: Locale) -> bool {
    part.contains(char::is_numeric)
        || locale
            .term_of(part, &[Term::Venue, Term::Building])
            .is_some()
}

/// Whether a part in front of a country is a venue, also by its last word: “Town Hall”. In an address without country or
/// city, that would make a street one.
fn is_venue_of_country(part: &str, locale: Locale) -> bool {
    let last = part.split_whitespace().next_back().unwrap_or_default();
    is_venue(part, locale) || is_venue(last, locale)
}

/// A place, and the time that is said behind it under a label of its own: “House of Culture. Beginning: 10.00”.
fn without_time(text: &str) -> (&str, &str) {
    let label = text.find(": ").filter(|label| is_time(&text[*label..]));
    let start = label.and_then(|label| text[..label].rfind(". "));
    let (place, rest) = text.split_at(start.unwrap_or(text.len()));
    (place, rest.trim_start_matches('.').trim())
}

/// Whether a part of a line with a day is a time of that day: “10:00–17:00”.
fn is_time(part: &str) -> bool {
    let is_digit = |c: char| decimal_digit(c).is_some();
    let chars: Vec<char> = part.chars().collect();
    chars
        .windows(4)
        .any(|at| matches!(at[1], ':' | '.') && [at[0], at[2], at[3]].into_iter().all(is_digit))
}

/// The sign in front of the number of minutes.
const NUMBER: char = '№';

/// The city beside the number of minutes, if any, where no more stands there: «№ 7 г. Москва», «№ 7 от»; directly behind
/// the day, `is_behind_day`, also one that is not said to be a city. That of a school has more behind it: «№ 5 мектеп».
fn beside_number(part: &str, is_behind_day: bool, locale: Locale) -> Option<&str> {
    let (before, number) = part.split_once(NUMBER)?;
    let (before, number) = (before.trim_matches(is_edge), number.trim_start());
    let behind = number.split_once(char::is_whitespace);
    let behind = behind.map_or("", |(_, behind)| behind.trim_matches(is_edge));
    let is_short = behind.chars().count() < 3 && !behind.starts_with(char::is_uppercase);
    let is_city = |words: &str| marked_city(words).is_some();
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let is_bare_city =
        is_behind_day && behind.split_whitespace().all(is_name) && !is_venue(behind, locale);
    match before {
        "" if is_short => Some(""),
        "" => Some(behind).filter(|city| is_bare_city || is_city(city)),
        _ => Some(before).filter(|city| is_city(city) && is_short),
    }
}

/// Whether a sign at the end of a part of a line is none of its words.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || "–—-|.:;,،".contains(c)
}

/// Whether words name a day, also one without a year: “3–5 May and”.
fn has_day(words: &str, locale: Locale) -> bool {
    let lower = words.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &str| word.contains(char::is_numeric);
    let is_day = |pair: &[&str]| {
        is_number(pair[0]) && locale.is_month(pair[1])
            || locale.is_month(pair[0]) && is_number(pair[1])
    };
    locale.find_date_range(&lower).is_some() || words.windows(2).any(is_day)
}

/// What is said behind a day that can be two.
pub(super) const DAY_FIRST: &str =
    ": read as day, month, year; change it where the month stands first";

/// What is said of a day in figures that could be another.
pub(super) fn doubt_of_day(text: &str) -> Option<String> {
    two_readings(text).map(|_| format!("“{text}”{DAY_FIRST}"))
}

/// A remark with the words around a date, but for those that belong to it: a weekday before it, “года” behind.
pub(super) fn words_beside(text: &str, date: Range<usize>, locale: Locale) -> Option<String> {
    let says = |words: &str| words.contains(char::is_alphanumeric);
    let is_said = says(&text[..date.start]) && locale.parse_days(&text[..date.end]).is_none()
        || says(behind_year(&text[date.end..], locale));
    is_said.then(|| format!("in the notes: “{text}”"))
}

impl Draft {
    /// Takes the days of the meeting, and the place that stands beside them: where `says_place`, or where it is seen
    /// to be one.
    pub(super) fn take_date(&mut self, text: &str, says_place: bool) -> bool {
        let Some((range, days)) = self.locale.find_date_range(text) else {
            return false;
        };
        if self.meeting.has("date") && !self.meeting.says("date", &Value::Days(days)) {
            return false;
        }
        let doubt = doubt_of_day(&text[range.clone()]);
        // A day of the week is no place.
        let before = match self.locale.parse_days(&text[..range.end]) {
            Some(_) => "",
            None => &text[..range.start],
        };
        let behind = behind_year(&text[range.end..], self.locale);
        let mut parts: Vec<String> = Vec::new();
        let mut has_number = false;
        for (side, is_behind) in [(before, false), (behind, true)] {
            let mut in_address = false;
            for (at, part) in between(side, &COMMAS).iter().enumerate() {
                // Behind a street, a number is that of the house.
                let city = beside_number(part, is_behind && at == 0, self.locale);
                let city = city.filter(|_| !in_address);
                has_number |= city.is_some();
                let part = city.unwrap_or(part).trim_matches(is_edge);
                in_address = !part.is_empty() && marked_city(part).is_none();
                parts.extend((!part.is_empty()).then(|| part.to_owned()));
            }
        }
        // Another day is no place, nor is what brackets say of one: “(Day 1)”.
        let is_of_day = |part: &String| {
            let is_counted = part.starts_with('(') && part.contains(char::is_numeric);
            is_time(part) || is_counted || has_day(part, self.locale)
        };
        let (times, parts): (Vec<String>, Vec<String>) = parts.into_iter().partition(is_of_day);
        let is_seen = |part: &String| {
            self.locale.find_country(part).is_some()
                || marked_city(part).is_some()
                || is_venue(part, self.locale)
                || format(part, self.locale).is_some()
        };
        let has_place = !parts.is_empty()
            && (says_place || parts.iter().any(is_seen))
            && self.take_place(&joined(&parts, text));
        let beside = words_beside(text, range, self.locale)
            .filter(|_| !has_place || has_number || !times.is_empty());
        if self.meeting.has("date") {
            return beside.is_none();
        }
        self.meeting
            .set_with_remark("date", Value::Days(days), doubt.or(beside))
    }

    /// Takes over how the meeting was held.
    pub(super) fn take_format(&mut self, words: &str) -> bool {
        let Some(format) = format(words, self.locale) else {
            return false;
        };
        let says_more = !words.to_lowercase().contains(format.id());
        let remark = says_more.then(|| format!("in the notes: “{}”", words.trim()));
        let format = Value::Line(format.id().to_owned());
        self.meeting.set_with_remark("format", format, remark)
    }

    /// Takes a place over: city, country and venue, as far as it has them. Not where another city is known already.
    /// In front of a country the city is the last part. Beside the parts of an address, a city is one where it is said to
    /// be, or stands alone.
    pub(super) fn take_place(&mut self, text: &str) -> bool {
        let (text, format) = without_format(text, self.locale);
        let has_format = format.is_some_and(|format| self.take_format(format));
        if let Some(format) = format.filter(|_| !has_format) {
            let remark = format!("in the notes: “{}”", format.trim());
            self.meeting.remarks.push(remark);
        }
        if text.is_empty() {
            return has_format;
        }
        let (text, beside) = without_time(&text);
        let place = place(text, self.locale);
        let mut country = place.country;
        let mut parts = parts_of_place(place.before);
        // “Tashkent, Uzbekistan, Hotel Lotte”
        let whole = |part: &String| {
            self.locale
                .find_country(part)
                .filter(|(_, start)| *start == 0)
        };
        let inside = parts.iter().skip(1).position(|part| whole(part).is_some());
        let mut in_front = parts.len();
        if let (None, Some(place)) = (country, inside) {
            country = whole(&parts.remove(place + 1)).map(|(code, _)| code);
            in_front = place + 1;
        }
        let marked = parts.iter().position(|part| marked_city(part).is_some());
        let is_venue_here = match country {
            Some(_) => is_venue_of_country,
            None => is_venue,
        };
        let others = (0..in_front).filter(|part| !is_venue_here(&parts[*part], self.locale));
        let others: Vec<usize> = others.collect();
        let is_address = country.is_none() && others.len() < parts.len();
        let in_front = country.map(|_| &parts[..in_front]);
        let known = self.meeting.line("city");
        let is_city = |part: &usize| match known {
            _ if !is_address => true,
            Some(known) => parts[*part] == known,
            None => others.len() == 1,
        };
        let city = marked.or_else(|| match in_front {
            Some(parts) => last_city(parts, self.locale),
            None => others.iter().copied().find(is_city),
        });
        let is_sure = match country {
            Some(_) => marked.is_some() || others.len() < 2,
            None => marked.is_some() || is_address && known.is_some(),
        };
        let city = city.map(|city| parts.remove(city));
        let city = city.map(|city| marked_city(&city).map_or(city.clone(), str::to_owned));
        if let (Some(city), Some(known)) = (&city, self.meeting.line("city"))
            && city != known
        {
            return false;
        }
        // “Republic of” goes with the country; other words may not. And a venue behind a comma may be a country.
        let is_doubtful = !is_sure && !parts.iter().all(|part| is_venue(part, self.locale));
        if place.has_words_between() || is_doubtful {
            self.meeting
                .remarks
                .push(format!("the place in the notes: {text}"));
        }
        if !beside.is_empty() {
            self.meeting
                .remarks
                .push(format!("in the notes: “{beside}”"));
        }
        if let Some(code) = country {
            self.meeting.put("country", code.to_owned());
        }
        self.meeting.put("venue", joined(&parts, text));
        let has_city = city.is_some_and(|city| {
            self.meeting.has("city") || self.meeting.set("city", Value::Line(city))
        });
        has_city || country.is_some() || !parts.is_empty()
    }
}
