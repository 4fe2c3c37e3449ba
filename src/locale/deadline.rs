//! Deadlines, as people write them: a day, a month, a quarter, a year.

use super::days::{CALENDARS, LETTERS_OF_MONTH, tokens};
use super::{Locale, Message, Term, is_solar_hijri};
use crate::date::Date;

/// The day until which there is time, and how it was named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// The day; of a longer time its last one.
    pub day: Date,
    /// What was named.
    pub precision: Precision,
}

/// What names a deadline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// The day itself.
    Day,
    /// A month, such as “June 2018”.
    Month,
    /// A quarter of a year, such as “Q1 2018”.
    Quarter,
    /// A year, such as “the end of 2018”.
    Year,
}

impl Locale {
    /// The deadline that `words` name and nothing else: “by 30 June 2018”, “June 2018”, “Q1 2018”, “by the end of 2018”.
    /// None where one word says something else: by autumn, after June, of a ministry.
    pub fn parse_deadline(&self, words: &str) -> Option<Deadline> {
        let mut words = self.ascii_digits(words).to_lowercase();
        for phrase in self
            .names_around_deadlines()
            .filter(|name| name.contains(' '))
        {
            words = words.replace(phrase, " ");
        }
        let words = self.without_tied_names(&words);
        if let Some((range, days)) = self.find_date_range(&words) {
            let outside = [&words[..range.start], &words[range.end..]];
            let says_no_more = outside
                .into_iter()
                .flat_map(|part| tokens(part).map(move |token| &part[token]))
                .all(|word| self.is_around_deadline(word) || self.span_words().contains(&word));
            return says_no_more.then_some(Deadline {
                day: days.end,
                precision: Precision::Day,
            });
        }
        self.last_day_of_period(&words)
    }

    /// `words`, in lower case, without the names around deadlines that are tied to the ends of others: “iyungacha” is
    /// “iyun”.
    fn without_tied_names(self, words: &str) -> String {
        let bare = |word: &str| {
            let end = word.trim_end_matches(['.', ',', ';', ')']);
            let names = self.names_around_deadlines();
            // A letter may stand for a year, and end any word.
            let names = names.filter(|name| name.chars().count() > LETTERS_OF_MONTH);
            let ends = names.filter_map(|name| end.strip_suffix(name));
            let shortest = ends.min_by_key(|rest| rest.len());
            shortest.unwrap_or(word).to_owned() + " "
        };
        words.split_whitespace().map(bare).collect()
    }

    /// The last day of a month, of a quarter or of a year.
    fn last_day_of_period(&self, words: &str) -> Option<Deadline> {
        let has_two_calendars = self.has(Message::MonthSolarHijri);
        let quarters: Vec<&str> = self.names_of(Term::Quarter).collect();
        let (mut year, mut month, mut number) = (None, None, None);
        let (mut is_quarter, mut spans) = (false, false);
        for token in tokens(words) {
            let word = &words[token];
            if let Some((of_year, of_month)) = year_and_month(word) {
                (year, month) = (Some(of_year), Some([Some(of_month); 2]));
                continue;
            }
            let mut follows_figure = false;
            for part in word
                .split(['-', '/', '–', '.'])
                .filter(|part| !part.is_empty())
            {
                let lower = part.to_lowercase();
                let letters = lower.trim_matches(|c: char| c.is_ascii_digit());
                let digits: String = part.chars().filter(char::is_ascii_digit).collect();
                // That of an ordinal number: “2nd”, «2-го».
                let is_ending = letters.chars().count() < LETTERS_OF_MONTH
                    && (follows_figure || lower.starts_with(|c: char| c.is_ascii_digit()));
                follows_figure = !digits.is_empty();
                if quarters.contains(&letters) {
                    is_quarter = true;
                } else if let Some(roman) = roman(&lower) {
                    number = Some(roman);
                } else if let Some(named) = self.month_named(letters)
                    && (named[0].is_some() || self.is_name_of_month(letters))
                {
                    month = Some(named);
                } else if !is_ending && !self.is_around_deadline(letters) {
                    if !self.span_words().contains(&letters) {
                        return None;
                    }
                    spans = true;
                }
                match digits.parse::<u16>() {
                    Ok(named @ 1900..=9999) => year = Some(named),
                    Ok(named) if has_two_calendars && is_solar_hijri(named) => year = Some(named),
                    Ok(named @ 1..=4) => number = u8::try_from(named).ok(),
                    Ok(_) => return None,
                    Err(_) => {}
                }
            }
        }
        let year = year?;
        let calendar = usize::from(is_solar_hijri(year));
        let (month, precision) = match (month, number, is_quarter) {
            (Some(month), None, false) => (month[calendar]?, Precision::Month),
            (None, Some(number), true) => (3 * number, Precision::Quarter),
            // “To 2030” is more often the end of something else.
            (None, None, false) if !spans => (12, Precision::Year),
            _ => return None,
        };
        let mut days = (28..=31).rev();
        let day = days.find_map(|day| CALENDARS[calendar](year, month, day))?;
        Some(Deadline { day, precision })
    }

    /// Whether a word can stand beside a deadline and leaves it what it is.
    fn is_around_deadline(&self, word: &str) -> bool {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let is_name = || self.names_around_deadlines().any(|name| name == word);
        word.is_empty() || self.is_beside_date(&word) || is_name()
    }

    fn names_around_deadlines(self) -> impl Iterator<Item = &'static str> {
        [Term::Until, Term::Due]
            .into_iter()
            .flat_map(move |term| self.names_of(term))
    }
}

/// A year and a month in figures: “2018-06”, “06.2018”.
fn year_and_month(word: &str) -> Option<(u16, u8)> {
    let (first, second) = word.split_once(['-', '.', '/'])?;
    let (first, second) = (first.parse::<u16>().ok()?, second.parse::<u16>().ok()?);
    let (year, month) = if first > 31 {
        (first, second)
    } else {
        (second, first)
    };
    let month = u8::try_from(month).ok()?;
    Date::new(year, month, 1).is_some().then_some((year, month))
}

/// A number from 1 to 4 in Roman figures.
fn roman(word: &str) -> Option<u8> {
    let place = ["i", "ii", "iii", "iv"]
        .iter()
        .position(|one| *one == word)?;
    u8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Locale, english};
    use super::*;

    fn until(locale: Locale, words: &str) -> Option<(String, Precision)> {
        let deadline = locale.parse_deadline(words)?;
        Some((deadline.day.to_string(), deadline.precision))
    }

    #[test]
    fn deadlines_are_days_or_the_last_of_a_month_a_quarter_a_year() {
        use Precision::{Day, Month, Quarter, Year};
        for (words, day, precision) in [
            ("30 June 2018", "2018-06-30", Day),
            ("by 31.12.2025", "2025-12-31", Day),
            ("not later than 1 October 2025", "2025-10-01", Day),
            ("by June 2018", "2018-06-30", Month),
            ("June2018", "2018-06-30", Month),
            ("2018-02", "2018-02-28", Month),
            ("09.2018", "2018-09-30", Month),
            ("Q1 2026", "2026-03-31", Quarter),
            ("Q3/2025", "2025-09-30", Quarter),
            ("the second quarter", "", Quarter),
            ("2nd quarter of 2026", "2026-06-30", Quarter),
            ("end of 2018", "2018-12-31", Year),
            ("No later than June 2018", "2018-06-30", Month),
            ("at the latest on 30 June 2018", "2018-06-30", Day),
            ("by the end of the year 2018", "2018-12-31", Year),
            ("until 15 June 2018", "2018-06-15", Day),
            ("until June 2018", "2018-06-30", Month),
        ] {
            let expected = (!day.is_empty()).then(|| (day.to_owned(), precision));
            assert_eq!(until(english(), words), expected, "{words}");
        }
        for words in [
            "soon",
            "by autumn 2025",
            "after June 2018",
            "from 2018",
            "from June 2018",
            "not by 2018",
            "not 30 June 2018",
            "Ministry of Finance, March 2026",
            "with the 2026 budget, 1 October 2025",
            "spring",
            "5 2018",
            "mid2018",
            "FY2018",
            "2018/mid",
            "to 2030",
            "2018 to 2030",
            "1404",
        ] {
            assert_eq!(until(english(), words), None, "{words}");
        }
    }

    #[test]
    fn deadlines_are_known_in_other_languages() {
        for (tag, words, day) in [
            ("ru", "до конца 2018 года", "2018-12-31"),
            ("ru", "II квартал 2018 г.", "2018-06-30"),
            ("ru", "к июню 2018 года", "2018-06-30"),
            ("ru", "июнь2018", "2018-06-30"),
            ("ru", "до 2018г.", "2018-12-31"),
            ("ru", "в мае 2018 года", "2018-05-31"),
            ("ru", "к маю 2018 г.", "2018-05-31"),
            ("ru", "15 май 2018 г.", "2018-05-15"),
            ("ru", "по 15 мая 2018 г.", "2018-05-15"),
            ("fa", "مه ۲۰۱۸", "2018-05-31"),
            ("prs", "می ۲۰۱۸", "2018-05-31"),
            ("ru", "2-й квартал 2018 г.", "2018-06-30"),
            ("kk", "2018 жылдың соңына дейін", "2018-12-31"),
            ("kk", "2018 ж. III тоқсан", "2018-09-30"),
            ("kk", "2018 жылғы 1 қыркүйектен кешіктірмей", "2018-09-01"),
            (
                "kk",
                "2018 жылғы 1 қыркүйекке дейінгі мерзімде",
                "2018-09-01",
            ),
            ("ky", "2018-жылдын аягына чейин", "2018-12-31"),
            (
                "ky",
                "2018-жылдын 1-сентябрынан кечиктирбестен",
                "2018-09-01",
            ),
            ("tg", "то охири соли 2018", "2018-12-31"),
            ("tk", "2018-nji ýylyň ahyryna çenli", "2018-12-31"),
            ("uz", "2018-yil oxirigacha", "2018-12-31"),
            ("uz", "2018-yil 30-iyungacha", "2018-06-30"),
            ("uz", "2018-yil 30-iyundan kechiktirmay", "2018-06-30"),
            ("ky", "2018-жылдын 30-июнунан кечиктирбестен", "2018-06-30"),
            ("kk", "2018 жылғы 30 маусымнан кешіктірмей", "2018-06-30"),
            ("uz", "2018-yil iyungacha", "2018-06-30"),
            ("uz", "2018-yilning 31-dekabrigacha", "2018-12-31"),
            ("uz", "2018-yilgacha", "2018-12-31"),
            ("uz", "30.06.2018gacha.", "2018-06-30"),
            ("uz", "2018-yil 1-sentabrdan kechiktirmay", "2018-09-01"),
            ("uz", "2018-yil 1-sentyabrgacha muddatda", "2018-09-01"),
            ("uz-Cyrl", "2018 йил 1 сентябрдан кечиктирмай", "2018-09-01"),
            ("uz-Cyrl", "2018 йил 30 июньгача", "2018-06-30"),
            ("uz-Cyrl", "2018 йил охиригача", "2018-12-31"),
            ("fa", "تا پایان سال ۲۰۱۸", "2018-12-31"),
            ("prs", "تا ختم سال ۲۰۱۸", "2018-12-31"),
            ("prs", "تا ختم سال ۱۴۰۴", "2026-03-20"),
            ("prs", "ماه سنبله ۱۴۰۴", "2025-09-22"),
            ("fa", "۱۴۰۴-۰۶", "2025-09-22"),
        ] {
            let locale = Locale::with_tag(tag).into_iter().next();
            let found = locale.and_then(|locale| until(locale, words));
            assert_eq!(
                found.map(|(day, _)| day).as_deref(),
                Some(day),
                "{tag}: {words}"
            );
        }
        let fa = Locale::with_tag("fa");
        assert!(fa.is_some_and(|fa| fa.parse_deadline("مهری، ۱۳۹۷").is_none()));
        let ru = Locale::with_tag("ru");
        for words in ["к осени 2018 года", "с 2018 года", "не в 2018 году"] {
            assert!(
                ru.is_some_and(|ru| ru.parse_deadline(words).is_none()),
                "{words}"
            );
        }
    }
}
