//! The days that are meant by what is no date of TOML.

use crate::date::{Date, DateRange};
use crate::locale::{
    Locale, Precision, day_in_figures, from_solar_hijri, is_solar_hijri, two_readings,
};
use std::cell::OnceCell;

/// How many bytes of words are searched for a day.
const LONGEST_WORDS: usize = 100;

/// How many characters a word for the year has at most, with the space before it: “2018 года”.
const WORD_FOR_YEAR: usize = 5;

/// The year in which a file's meeting is, looked for once.
pub(super) struct YearOfMeeting<'t> {
    file: &'t str,
    found: OnceCell<Option<String>>,
}

impl<'t> YearOfMeeting<'t> {
    pub(super) fn of(file: &'t str) -> YearOfMeeting<'t> {
        YearOfMeeting {
            file,
            found: OnceCell::new(),
        }
    }

    fn get(&self) -> Option<&str> {
        let found = self.found.get_or_init(|| {
            let mut entries = self.file.lines().filter_map(|line| line.split_once('='));
            let year =
                entries.find_map(|(key, days)| year_in(days).filter(|_| key.trim() == "date"));
            year.map(str::to_owned)
        });
        found.as_deref()
    }
}

/// What is to be written for the date `key` in the place of `words`, which are none.
pub(super) fn help(key: &str, words: &str, year: &YearOfMeeting<'_>, locale: &Locale) -> String {
    if let Some(help) = help_with_several(key, words, locale) {
        return help;
    }
    let is_text = words.starts_with(['"', '\'']);
    let words = bare(words);
    if let Some((typed, [day_first, month_first])) = two_readings(words) {
        return format!("`{typed}` can be two days: write `{day_first}` or `{month_first}`");
    }
    if let Some(day) = of_solar_hijri(words) {
        return help_with_gregorian(&day.to_string());
    }
    if let Some(day) = meant_for(key, words, locale) {
        return format!("write a date as year, month and day: `{day}`");
    }
    if let Some(last) = meant(words, locale) {
        return format!("write the day, too, such as `{last}`");
    }
    if let Some(day) = without_year(words, year, locale) {
        return format!("write the year, too: year, month and day, such as `{day}`");
    }
    match last_before(words, locale) {
        Some(day) => {
            let last = Locale::first().date_range(day.into());
            format!("the month ends on {last}: write a day that exists, such as `{day}`")
        }
        None => format!(
            "write a date as year, month and day{}, such as `{}`",
            if is_text {
                ", without quotation marks"
            } else {
                ""
            },
            example(words, year)
        ),
    }
}

/// The day that `words` name which lack their year, in that of the meeting.
fn without_year(words: &str, year: &YearOfMeeting<'_>, locale: &Locale) -> Option<Date> {
    if year_in(words).is_some() || !words.contains(char::is_alphabetic) {
        return None;
    }
    let year = year.get().unwrap_or("2018");
    let dated = [format!("{words} {year}"), format!("{year} {words}")];
    let mut days = dated.iter().filter_map(|words| {
        let days = locale.parse_days(words);
        days.or_else(|| Locale::date_range_in_any(words))
    });
    let days = days.find(|days| days.start == days.end);
    days.map(|days| days.end)
}

/// The Gregorian day of a day in figures whose year is one of the Solar Hijri calendar: `1398-07-12`.
pub(super) fn of_solar_hijri(words: &str) -> Option<Date> {
    let (year, month, day) = figures(bare(words))?;
    from_solar_hijri(year, month, day)
}

/// What is to be written in the place of such a day: `gregorian`.
pub(super) fn help_with_gregorian(gregorian: &str) -> String {
    format!("write the day of the Gregorian calendar: `{gregorian}`")
}

/// What is to be written in the place of `words` that name the days of a meeting, from one to another.
pub(super) fn help_with_several(key: &str, words: &str, locale: &Locale) -> Option<String> {
    let DateRange { start, end } = (key == "date").then(|| several(words, locale))??;
    Some(format!(
        "write the first and the last day: `{key} = {{ start = {start}, end = {end} }}`"
    ))
}

/// The days that `words` name, where they are more than one.
fn several(words: &str, locale: &Locale) -> Option<DateRange> {
    if words.len() > LONGEST_WORDS || two_readings(words).is_some() {
        return None;
    }
    let words = words.replace(['[', ']', '{', '}', '"', '\'', '='], " ");
    let words = words.trim();
    let days = locale.parse_days(words);
    let one_by_one = || {
        let (place, first) = locale.find_date_range(words)?;
        let (_, last) = locale.find_date_range(&words[place.end..])?;
        Some(DateRange {
            start: first.start,
            end: last.end,
        })
    };
    let days = days.or_else(|| Locale::date_range_in_any(words));
    let days = days.or_else(one_by_one)?;
    (days.start < days.end).then_some(days)
}

/// The last day of the month that `words` name a day of that it does not have.
pub(super) fn last_before(words: &str, locale: &Locale) -> Option<Date> {
    ["31", "30", "29"].into_iter().find_map(|typed| {
        let (before, after) = bare(words).rsplit_once(typed)?;
        let is_digit = |c: char| c.is_ascii_digit();
        if before.ends_with(is_digit) || after.starts_with(is_digit) {
            return None;
        }
        let mut days = (28..31).rev().map(|day| format!("{before}{day}{after}"));
        days.find_map(|words| meant(&words, locale))
    })
}

/// A day in the year that `words` name, or else in that of the meeting.
pub(super) fn example(words: &str, year: &YearOfMeeting<'_>) -> String {
    let year = year_in(words).or_else(|| year.get());
    format!("{}-06-30", year.unwrap_or("2018"))
}

/// The year that `words` name in figures.
fn year_in(words: &str) -> Option<&str> {
    let mut numbers = words.split(|c: char| !c.is_ascii_digit());
    numbers.find(|number| {
        let year = number.parse().unwrap_or(0);
        (1000..3000).contains(&year) && !is_solar_hijri(year) && number.len() == 4
    })
}

/// `words` without quotation marks.
fn bare(words: &str) -> &str {
    words.trim_matches(['"', '\'', ' '])
}

/// The day that is meant by `words`, in figures or in words, those of the language of `locale` first; the last of a month
/// where they name no day. None where they can mean two.
pub(super) fn meant(words: &str, locale: &Locale) -> Option<Date> {
    let words = bare(words);
    if words.len() > LONGEST_WORDS || two_readings(words).is_some() {
        return None;
    }
    let in_words = || {
        let names_month = words.contains(char::is_alphabetic) || words.len() == "2018-06".len();
        let day = locale.parse_deadline(words).filter(|_| names_month);
        day.map(|deadline| deadline.day)
    };
    let in_any_language = || Locale::date_range_in_any(words).map(|days| days.end);
    let day = in_figures(words).or_else(in_words);
    day.or_else(in_any_language)
        .filter(|day| !is_solar_hijri(day.year))
}

/// The day that is meant by `words` as the value of `key`: of several the last, but the first where a meeting starts. A month
/// alone names the day only by which something is due.
pub(super) fn meant_for(key: &str, words: &str, locale: &Locale) -> Option<Date> {
    if key == "start"
        && let Some(days) = several(words, locale)
    {
        return Some(days.start);
    }
    let names_day = || {
        let deadline = locale.parse_deadline(bare(words));
        deadline.is_none_or(|deadline| deadline.precision == Precision::Day)
    };
    meant(words, locale).filter(|_| key == "due" || names_day())
}

/// The date that is written in [`figures`]; of the Solar Hijri calendar, the Gregorian one that it is.
fn in_figures(words: &str) -> Option<Date> {
    let (year, month, day) = figures(words)?;
    day_in_figures(year, month, day)
}

/// The year, the month and the day that are written `14.05.2018`, `14.5.18`, `14/5/2018`, `5/14/2018`, `2018-5-14`,
/// `2018-14-05`, with dashes that are no hyphens, spaces around them, or a word for the year behind it.
fn figures(words: &str) -> Option<(u16, u8, u8)> {
    let figures = words.trim_end_matches(|c: char| !c.is_ascii_digit());
    if words[figures.len()..].chars().count() > WORD_FOR_YEAR {
        return None;
    }
    let parts = figures.split(['.', '/', '-', '–', '—', '‑']);
    let mut parts = parts.map(|part| part.trim().parse::<u16>());
    let (Some(Ok(first)), Some(Ok(month)), Some(Ok(last)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (year, month, day) = match (first, month, last) {
        (32.., 13..=31, ..=12) => (first, last, month),
        (32.., ..) => (first, month, last),
        (..=12, 13..=31, 32..) if words.contains('/') => (last, first, month),
        (.., ..=99) if words.contains('.') => (2000 + last, month, first),
        _ => (last, month, first),
    };
    Some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_understood_however_they_are_written() {
        for (words, day) in [
            ("14.05.2018", "2018-05-14"),
            ("14/5/2018", "2018-05-14"),
            ("2018–5–14", "2018-05-14"),
            ("1 Oct 2025", "2025-10-01"),
            ("June 2026", "2026-06-30"),
            ("2026-06", "2026-06-30"),
            ("14.5.18", "2018-05-14"),
            ("5/14/2018", "2018-05-14"),
            ("14 мая 2018", "2018-05-14"),
            ("2018-02-30", ""),
            ("03/04/2018", ""),
            ("04/04/2018", "2018-04-04"),
            ("2018-13-01", "2018-01-13"),
            ("2018-13-13", ""),
            ("2018 - 05 - 14", "2018-05-14"),
            ("2018-05-14 г.", "2018-05-14"),
            ("2018-05-14 года", "2018-05-14"),
            ("2018-05-14 or later", ""),
            ("5 June 2018 at 10", ""),
            ("many", ""),
            ("25", ""),
        ] {
            let meant = meant(words, &Locale::first());
            assert_eq!(
                meant.map_or(String::new(), |day| day.to_string()),
                day,
                "{words}"
            );
        }
    }

    #[test]
    fn what_is_no_day_is_told_with_one_that_is() {
        let year = YearOfMeeting::of("date = 2016-05-10");
        for (words, help) in [
            (
                "31.04.2026",
                "the month ends on 30 April 2026: write a day that exists, such as `2026-04-30`",
            ),
            (
                "29 February 2026",
                "the month ends on 28 February 2026: write a day that exists, such as `2026-02-28`",
            ),
            (
                "03/04/2026",
                "`03/04/2026` can be two days: write `2026-04-03` or `2026-03-04`",
            ),
            (
                "\"03/04/2026-05/04/2026\"",
                "`03/04/2026` can be two days: write `2026-04-03` or `2026-03-04`",
            ),
            (
                "\"soon in 2026\"",
                "write a date as year, month and day, without quotation marks, such as `2026-06-30`",
            ),
            (
                "today",
                "write a date as year, month and day, such as `2016-06-30`",
            ),
            ("2026-05", "write the day, too, such as `2026-05-31`"),
            (
                "\"15 мамыр\"",
                "write the year, too: year, month and day, such as `2016-05-15`",
            ),
            (
                "10-11 March 2026",
                "write a date as year, month and day: `2026-03-11`",
            ),
        ] {
            assert_eq!(
                super::help("published", words, &year, &Locale::first()),
                help
            );
        }
        for (key, day) in [("start", "2026-03-10"), ("end", "2026-03-11")] {
            assert_eq!(
                super::help(key, "\"2026-03-10 to 2026-03-11\"", &year, &Locale::first()),
                format!("write a date as year, month and day: `{day}`")
            );
        }
        assert_eq!(example("", &YearOfMeeting::of("")), "2018-06-30");
    }

    #[test]
    fn days_of_a_meeting_are_understood_however_they_are_written() {
        for words in [
            "12-13 May 2018",
            "\"12–13 May 2018\"",
            "12 and 13 May 2018",
            "2018-05-12 - 2018-05-13",
            "2018-05-12 to 2018-05-13",
            "2018-05-12/13",
            "12.05.2018 – 13.05.2018",
            "12-13.05.2018",
            "12–13 мая 2018",
            "[2018-05-12, 2018-05-13]",
            "{ from = 2018-05-12, to = 2018-05-13 }",
            "\"12 мая 2018 г. и 13 мая 2018 г.\"",
        ] {
            assert_eq!(
                help("date", words, &YearOfMeeting::of(""), &Locale::first()),
                "write the first and the last day: `date = { start = 2018-05-12, end = 2018-05-13 }`",
                "{words}"
            );
        }
        let help = |words| help("date", words, &YearOfMeeting::of(""), &Locale::first());
        assert_eq!(
            help("[2018-05-12, 2018-05-15]"),
            "write the first and the last day: `date = { start = 2018-05-12, end = 2018-05-15 }`",
        );
        assert!(!help("15-May-26").contains("the year, too"));
        for words in [
            "12 May 2018",
            "2018-05-12",
            "2018-05-13/12",
            "2018-05-12 and more",
            "5 and 9 June 2018",
            "5 June 2018 at 10",
        ] {
            assert_eq!(several(words, &Locale::first()), None, "{words}");
        }
    }
}
