//! Words back to values: what a field's words in a document stand for in the brief.

use super::base::Base;
use super::change::Value;
use crate::brief::{FORMATS, Organisation, PRIORITIES, STATUSES, whole_address};
use crate::compose;
use crate::date::{Date, DateRange};
use crate::document::{FieldPath, Step, steps};
use crate::locale::{Locale, Message, two_readings};
use std::ops::Range;

/// The days that show how a language writes days.
const EXAMPLE: DateRange = DateRange {
    start: Date {
        year: 2018,
        month: 6,
        day: 29,
    },
    end: Date {
        year: 2018,
        month: 6,
        day: 30,
    },
};

/// What became of a field's words.
#[derive(PartialEq)]
pub(super) enum Read {
    /// The value of the field.
    Value(Value),
    /// The words stand for no value of the field; what to do instead.
    Unclear(String),
}

/// The words that stand for the choices of a field, and their keys in the brief.
fn choices(path: &FieldPath) -> Vec<(Message, &'static str)> {
    fn of<T>(
        keys: impl IntoIterator<Item = (&'static str, T)>,
        message: fn(T) -> Message,
    ) -> Vec<(Message, &'static str)> {
        let choices = keys.into_iter();
        choices.map(|(key, one)| (message(one), key)).collect()
    }
    match (path.table(), path.field.as_str()) {
        ("", "meeting.format") => of(FORMATS, compose::format),
        ("recommendation", "priority") => of(PRIORITIES, compose::priority),
        ("action", "status") => of(STATUSES, compose::status),
        _ => Vec::new(),
    }
}

/// The key of the choice that `words` name.
pub(super) fn choice(locale: &Locale, path: &FieldPath, words: &str) -> Option<&'static str> {
    choices(path)
        .into_iter()
        .find(|(message, key)| {
            locale.says(*message, words) || words.trim().eq_ignore_ascii_case(key)
        })
        .map(|(_, key)| key)
}

/// The words that stand for the choices of a field, in quotation marks.
fn choice_words(locale: &Locale, path: &FieldPath) -> String {
    let words = choices(path)
        .into_iter()
        .map(|(message, _)| format!("“{}”", line(&locale.words(message))));
    words.collect::<Vec<_>>().join(", ")
}

/// The value that `words` stand for in the field at `path`.
pub(super) fn read(base: &Base, path: &FieldPath, words: &str) -> Read {
    let locale = &base.locale;
    let words = line(words);
    let unclear = |advice: &str| Read::Unclear(advice.to_owned());
    let no_days = |what: &str, example: DateRange| {
        let advice = day_or_month_first(locale, &words)
            .or_else(|| other_weekday(locale, &words))
            .or_else(|| calendars_at_odds(locale, &words));
        let of_form = || {
            format!(
                "write {what} and nothing else, such as {}",
                days(locale, example)
            )
        };
        Read::Unclear(advice.unwrap_or_else(of_form))
    };
    let parse_days = || {
        locale
            .parse_days(&words)
            .filter(|_| two_readings(&words).is_none())
    };
    match (path.table(), path.field.as_str()) {
        ("", "published") | ("recommendation" | "action", "due") => match parse_days() {
            Some(range) if range.start == range.end => Read::Value(Value::Date(range.start)),
            _ => no_days("one day", EXAMPLE.end.into()),
        },
        ("", "meeting.date") => match parse_days() {
            Some(range) => Read::Value(range.into()),
            None => no_days(
                "a day, or a first and a last day, with month and year,",
                EXAMPLE,
            ),
        },
        ("", "meeting.country") => match country(base, &words) {
            Some(code) => Read::Value(Value::Text(code.to_owned())),
            None => unclear(
                "the country is printed under one name in each language: write that of another country, or put it back",
            ),
        },
        ("", "meeting.attendance") => match locale.parse_attendance(&words) {
            Some(count) => Read::Value(Value::Number(count.to_string())),
            None => unclear("write one number of participants, in figures, and nothing else"),
        },
        ("", "meeting.format") | ("recommendation", "priority") | ("action", "status") => {
            match choice(locale, path, &words) {
                Some(key) => Read::Value(Value::Text(key.to_owned())),
                None => Read::Unclear(format!(
                    "use one of the words that a brief has for it: {}",
                    choice_words(locale, path)
                )),
            }
        }
        ("chart", field) if field.ends_with(".values") => match locale.parse_number(&words) {
            Some(number) => Read::Value(Value::Number(number)),
            None => unclear("write a number"),
        },
        ("contact", "email") => Read::Value(Value::Text(
            words.strip_prefix("mailto:").unwrap_or(&words).to_owned(),
        )),
        (_, "url" | "project.url") => Read::Value(Value::Text(whole_address(&words))),
        _ => Read::Value(Value::Text(words)),
    }
}

/// The country that `words` name, and nothing else, as it is printed or by another name. Another name of the country
/// that stands there already is nothing that a brief can have.
fn country(base: &Base, words: &str) -> Option<&'static str> {
    let is_new = |code: &&str| {
        let country = base.brief.meeting.country.as_ref();
        country.is_none_or(|country| country.value != **code)
    };
    let by_another_name = || {
        let (code, start) = base.locale.find_country(words)?;
        Some(code).filter(is_new).filter(|_| start == 0)
    };
    base.locale.parse_country(words).or_else(by_another_name)
}

/// Days as the language writes them, in quotation marks.
fn days(locale: &Locale, days: DateRange) -> String {
    format!(
        "“{}”",
        line(&locale.date_range(days).replace('\u{a0}', " "))
    )
}

/// What to do about days that are others in one calendar than in the other.
fn calendars_at_odds(locale: &Locale, words: &str) -> Option<String> {
    let [one, other] = locale.days_at_odds(words)?;
    Some(format!(
        "the two calendars name different days: write {} or {}",
        days(locale, one),
        days(locale, other)
    ))
}

/// What to do about a day in figures that is another where the month stands first.
fn day_or_month_first(locale: &Locale, words: &str) -> Option<String> {
    let (typed, both) = two_readings(words)?;
    let [day_first, month_first] = both.map(|day| days(locale, day.into()));
    Some(format!(
        "“{typed}” can be two days: write {day_first} or {month_first}"
    ))
}

/// What to do about a day that is another day of the week than its words say.
fn other_weekday(locale: &Locale, words: &str) -> Option<String> {
    const WEEKDAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let (day, word) = locale.other_weekday(words)?;
    let weekday = WEEKDAYS.get(day.weekday())?;
    Some(format!(
        "{day} is a {weekday}, and “{word}” stands beside it: write the right day, or take the day of the week away"
    ))
}

/// A number of a chart, as it is typed.
pub(super) fn of_chart(base: &Base, path: &FieldPath) -> Option<Value> {
    let (_, id) = path.item.as_ref()?;
    let chart = base
        .brief
        .charts
        .iter()
        .find(|chart| chart.id.value == *id)?;
    let [Step::Key(_), Step::Bracket(series), ..] = steps(&path.field)[..] else {
        return None;
    };
    let series = chart.series.get(series.parse::<usize>().ok()?)?;
    let value = series.values.get(path.index?)?;
    Some(Value::Number(value.value.clone()))
}

/// The organisation of the brief that is called `words`: by its name, its abbreviation, or both.
pub(super) fn organisation<'b>(base: &'b Base, words: &str) -> Option<&'b Organisation> {
    base.brief.organisations.iter().find(|found| {
        let name = &found.name.value;
        let short = found.abbreviation.as_ref().map(|short| &short.value);
        *name == words
            || short.is_some_and(|short| *short == words || format!("{name} ({short})") == words)
    })
}

/// Words as one line: spaces between words stand once, none at the ends.
pub(super) fn line(words: &str) -> String {
    let is_gap =
        |c: char| c.is_ascii_whitespace() || c == crate::docx::NOTE || c == crate::docx::OBJECT;
    let words = words.split(is_gap).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// `words` with the case of their first letter as the base has it: where a sentence of ours begins with a
/// field, its first letter is large whatever the writer's is. Other words than those may be a name, and keep theirs.
pub(super) fn with_case_of(typed: Option<&str>, shown: &str, words: String) -> String {
    let Some(typed) = typed else {
        return words;
    };
    let first = |text: &str| text.chars().next();
    let was_raised = first(typed) != first(shown)
        && typed.to_lowercase().chars().next() == shown.to_lowercase().chars().next();
    let first_word = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .next()
            .map(str::to_owned)
    };
    let mut letters = words.chars();
    match letters.next() {
        Some(letter) if was_raised && first_word(&words) == first_word(shown) => {
            letter.to_lowercase().chain(letters).collect()
        }
        _ => words,
    }
}

/// The words that join a list between whose items these stand: where semicolons do, commas belong to the items.
pub(super) fn joiners(locale: &Locale, between: &str) -> Vec<String> {
    if between.contains(locale.between(Message::ListApart).trim_end()) {
        locale.list_joiners_apart()
    } else {
        locale.list_joiners()
    }
}

/// The words that join lists of either kind.
pub(super) fn all_joiners(locale: &Locale) -> Vec<String> {
    [locale.list_joiners_apart(), locale.list_joiners()].concat()
}

/// Those of them that are signs and no words.
pub(super) fn joining_signs(locale: &Locale) -> Vec<String> {
    let joiners = all_joiners(locale).into_iter();
    let signs = joiners.map(|joiner| joiner.trim().to_owned());
    signs
        .filter(|sign| !sign.contains(char::is_alphanumeric))
        .collect()
}

/// The items of a list in a sentence. Those in `known` are whole, though they hold words that join items.
pub(super) fn list_items(locale: &Locale, words: &str, known: &[String]) -> Vec<String> {
    let mut known: Vec<&String> = known.iter().filter(|item| !item.is_empty()).collect();
    known.sort_by_key(|item| std::cmp::Reverse(item.len()));
    let between = known
        .iter()
        .fold(words.to_owned(), |words, item| words.replace(*item, ""));
    divided(locale, words, &known, &joiners(locale, &between))
}

/// The items between `joiners`; those in `known`, the longest of them first, are whole.
pub(super) fn divided(
    locale: &Locale,
    words: &str,
    known: &[&String],
    joiners: &[String],
) -> Vec<String> {
    items(locale, words, &parts(words, known, joiners), 0)
}

/// What stands between joiners.
pub(super) struct Part<'a> {
    /// The joiner in front of it.
    pub joiner: &'a str,
    /// Its bytes of the words.
    pub range: Range<usize>,
}

impl Part<'_> {
    /// Whether a word alone joins it, and no sign does.
    pub fn is_joined_by_word(&self) -> bool {
        let mut letters = self.joiner.trim().chars();
        !self.joiner.is_empty() && letters.all(char::is_alphanumeric)
    }
}

/// The parts of words between `joiners`; items in `known`, the longest of them first, are whole.
pub(super) fn parts<'a>(words: &str, known: &[&String], joiners: &'a [String]) -> Vec<Part<'a>> {
    let (mut parts, mut joiner, mut start, mut at) = (Vec::new(), "", 0, 0);
    while let Some(character) = words[at..].chars().next() {
        let rest = &words[at..];
        let at_start = words[start..at].trim().is_empty();
        let whole = known
            .iter()
            .find(|item| at_start && rest.starts_with(item.as_str()));
        let joins = joiners
            .iter()
            .find(|joiner| rest.starts_with(joiner.as_str()));
        if let Some(item) = whole {
            at += item.len();
        } else if let Some(next) = joins {
            let range = start..at;
            parts.push(Part { joiner, range });
            joiner = next;
            at += next.len();
            start = at;
        } else {
            at += character.len_utf8();
        }
    }
    let range = start..words.len();
    parts.push(Part { joiner, range });
    parts
}

/// The items that parts of `words` are, of which those up to `last` are one: without what joins an item to others, and
/// with what says more of it.
pub(super) fn items(locale: &Locale, words: &str, parts: &[Part], last: usize) -> Vec<String> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut says_more = false;
    for (place, part) in parts.iter().enumerate() {
        let item = line(&words[part.range.clone()]);
        says_more = locale.says_more(&item) || says_more && part.is_joined_by_word();
        match ranges.last_mut() {
            Some(range) if place <= last || says_more => range.end = part.range.end,
            _ => ranges.push(part.range.clone()),
        }
    }
    let items = ranges.iter().enumerate().map(|(place, range)| {
        let item = line(&words[range.clone()]);
        if place > 0 {
            locale.without_also(&item).to_owned()
        } else {
            item
        }
    });
    items.filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_known_with_any_apostrophe() {
        let uzbek = Locale::all().find(|locale| locale.tag() == "uz").unwrap();
        let priority = FieldPath::parse("recommendation[x].priority");
        for words in [
            "Oʻrta ustuvorlik",
            "O‘rta ustuvorlik",
            "o'rta\u{A0}ustuvorlik",
            "Medium",
        ] {
            assert_eq!(choice(&uzbek, &priority, words), Some("medium"), "{words}");
        }
        assert_eq!(choice(&uzbek, &priority, "Orta ustuvorlik"), None);
    }

    #[test]
    fn a_list_is_taken_apart_where_its_items_end() {
        let items = |words: &str, known: &[&str]| {
            let known: Vec<String> = known.iter().map(|item| (*item).to_owned()).collect();
            list_items(&crate::locale::english(), words, &known).join("|")
        };
        assert_eq!(items("A, B and C", &[]), "A|B|C");
        assert_eq!(
            items("trade and industry and B", &["trade and industry"]),
            "trade and industry|B"
        );
        assert_eq!(items("A, B; C and D", &[]), "A, B|C and D");
        assert_eq!(items("A; B and C", &["A; B"]), "A; B|C");
        assert_eq!(items("A, B, and C", &[]), "A|B|C");
        assert_eq!(items("A, B; C; and D", &[]), "A, B|C|D");
        assert_eq!(items("", &[]), "");
        assert_eq!(items("A, as well as B, plus C", &[]), "A|B|C");
        assert_eq!(
            items("A, including B and C, D, among others, and E, etc.", &[]),
            "A, including B and C|D, among others|E, etc."
        );
        assert_eq!(
            items("Also Foundation and Plusnet", &[]),
            "Also Foundation|Plusnet"
        );
    }

    #[test]
    fn a_letter_that_was_raised_is_lowered_again() {
        let case = |typed, shown, words: &str| with_case_of(Some(typed), shown, words.to_owned());
        assert_eq!(
            case("ministries", "Ministries", "Ministries and councils"),
            "ministries and councils"
        );
        assert_eq!(
            case("Ministries", "Ministries", "Ministries and councils"),
            "Ministries and councils"
        );
        // Other words may be a name.
        for words in ["UN bodies", "Kazhydromet", "Ministry of Water"] {
            assert_eq!(case("ministries", "Ministries", words), words);
        }
    }
}
