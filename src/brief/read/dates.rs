//! The days that are meant by what is no date of TOML.

use crate::date::Date;
use crate::locale::Locale;

/// How many bytes of words are searched for a day.
const LONGEST_WORDS: usize = 100;

/// The day that is meant by `words`, in figures or in words of the language of `locale`; the last of a month where they
/// name no day.
pub(super) fn meant(words: &str, locale: &Locale) -> Option<Date> {
    let words = words.trim_matches(['"', '\'', ' ']);
    if words.len() > LONGEST_WORDS {
        return None;
    }
    let in_words = || {
        let names_month = words.contains(char::is_alphabetic) || words.len() == "2018-06".len();
        let day = locale.parse_deadline(words).filter(|_| names_month);
        day.map(|(day, _)| day)
    };
    in_figures(words)
        .or_else(|| last_of_month(words, locale))
        .or_else(in_words)
}

/// The date that is written `14.05.2018`, `14/5/2018`, `2018-5-14` or with dashes that are no hyphens.
fn in_figures(words: &str) -> Option<Date> {
    let mut parts = words
        .split(['.', '/', '-', '–', '—', '‑'])
        .map(str::parse::<u16>);
    let (Some(Ok(first)), Some(Ok(month)), Some(Ok(last)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (year, day) = if first > 31 {
        (first, last)
    } else {
        (last, first)
    };
    let date = Date {
        year,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    };
    let exists = date.to_string().parse::<toml::value::Datetime>().is_ok();
    (year >= 1000 && exists).then_some(date)
}

/// The last day of the month in `2018-02-30`, which has no such day.
fn last_of_month(words: &str, locale: &Locale) -> Option<Date> {
    let month = words.get(..7).filter(|_| words.len() == 10)?;
    let is_month = month
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    locale
        .parse_deadline(month)
        .filter(|_| is_month)
        .map(|(day, _)| day)
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
            ("2018-02-30", "2018-02-28"),
            ("2018-13-01", ""),
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
}
