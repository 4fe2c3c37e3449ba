//! Numbers of a translation that are others than those of its source.

use crate::document::Language;
use crate::locale::{decimal_digit, is_persian};
use std::collections::HashMap;

/// What of the numbers in `source` is missing in `target`, and what is there instead, in ASCII digits.
///
/// Languages do not write all numbers alike: a small one may be a word, the number of a month a name, `1.5 million`
/// `1 500 000`. So a number is taken for another only where both sides have as many of them, and those that differ have
/// as many digits, at least two, or there is one and no word for its noughts. Times are written by twelve hours and by
/// twenty-four, days and years in Persian and Dari in other calendars. A sign that can only stand before decimals is
/// one on the other side too.
pub(super) fn exchanged(
    source: &str,
    target: &str,
    languages: [&Language; 2],
) -> Option<(String, String)> {
    if has_time(source) || has_time(target) {
        return None;
    }
    let (of_source, of_target) = (numbers(source), numbers(target));
    if of_source.len() != of_target.len() {
        return None;
    }
    let lost = other_decimals(&of_source, &of_target);
    let grouped = of_source.iter().chain(&of_target);
    let grouped = grouped.filter(|number| number.decimals.is_none());
    let grouped: Vec<String> = grouped.map(|number| number.digits.clone()).collect();
    let digits = |numbers: Vec<Number>| numbers.into_iter().map(|number| number.digits);
    let of_source: Vec<String> = digits(of_source).collect();
    let of_target: Vec<String> = digits(of_target).collect();
    let mut missing = without(&of_source, &of_target);
    let mut instead = without(&of_target, &of_source);
    let lost = lost.filter(|_| missing.is_empty());
    if languages.into_iter().any(is_persian) {
        take_days_out([&mut missing, &mut instead], &grouped);
    }
    let lengths = |numbers: &[String]| {
        let mut lengths: Vec<usize> = numbers.iter().map(String::len).collect();
        lengths.sort_unstable();
        lengths
    };
    let is_one =
        matches!((&missing[..], &instead[..]), ([one], [other]) if !are_scaled(one, other));
    let are_others = !missing.is_empty()
        && (lengths(&missing) == lengths(&instead) || is_one)
        && missing.iter().all(|number| number.len() > 1);
    let others = are_others.then(|| (missing.join(", "), instead.join(", ")));
    others.or(lost)
}

/// The first number of the source whose digits are in the target with more or fewer decimals, and what is there.
fn other_decimals(source: &[Number], target: &[Number]) -> Option<(String, String)> {
    source.iter().find_map(|number| {
        let of = |numbers: &[Number]| -> Option<Vec<usize>> {
            let same = numbers.iter().filter(|one| one.digits == number.digits);
            let mut decimals: Vec<usize> = same.map(|one| one.decimals).collect::<Option<_>>()?;
            decimals.sort_unstable();
            Some(decimals)
        };
        let (ours, theirs) = (of(source)?, of(target)?);
        let mut both = ours.into_iter().zip(theirs);
        let (ours, theirs) = both.find(|(ours, theirs)| ours != theirs)?;
        Some((number.with_decimals(ours), number.with_decimals(theirs)))
    })
}

/// `numbers` without as many of each as the `others` have.
fn without(numbers: &[String], others: &[String]) -> Vec<String> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for number in others {
        *left.entry(number).or_default() += 1;
    }
    let mut is_alone = |number: &&String| match left.get_mut(number.as_str()) {
        Some(many) if *many > 0 => {
            *many -= 1;
            false
        }
        _ => true,
    };
    numbers
        .iter()
        .filter(|one| is_alone(one))
        .cloned()
        .collect()
}

/// Whether one number can be the other with a word for its noughts: a hundred, a thousand, a million.
fn are_scaled(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|number| number.trim_start_matches('0'));
    let noughts = other.strip_prefix(one).or_else(|| one.strip_prefix(other));
    noughts.is_some_and(|noughts| noughts.len() > 1 && noughts.bytes().all(|digit| digit == b'0'))
}

/// Takes out of the numbers of both sides what may be days and years of different calendars: the days of months, the years
/// of the solar and lunar Hijra, and as many years of ours on the other side. Those with a sign between their groups,
/// `2,000`, are none.
fn take_days_out([ours, theirs]: [&mut Vec<String>; 2], grouped: &[String]) {
    let is_year = |number: &String, centuries: [&str; 2]| {
        number.len() == 4
            && !grouped.contains(number)
            && centuries.iter().any(|century| number.starts_with(century))
    };
    let is_of_hijra = |number: &String| is_year(number, ["13", "14"]);
    let many = |numbers: &[String]| numbers.iter().filter(|one| is_of_hijra(one)).count();
    let (in_ours, in_theirs) = (many(ours), many(theirs));
    for (numbers, mut years) in [(ours, in_theirs), (theirs, in_ours)] {
        numbers.retain(|number| {
            let is_day = number.parse().is_ok_and(|day: u32| day <= 31);
            let is_other_year = years > 0 && is_year(number, ["19", "20"]);
            years -= usize::from(is_other_year);
            !is_day && !is_other_year && !is_of_hijra(number)
        });
    }
}

/// Whether `text` has a time of the day: `22:30`, `10 pm`.
fn has_time(text: &str) -> bool {
    let mut digits = text.char_indices().filter(|(_, digit)| is_digit(*digit));
    digits.any(|(at, digit)| {
        let behind = text[at + digit.len_utf8()..].trim_start();
        let minutes = behind.strip_prefix(':');
        let is_half = |half: &str| {
            let (word, rest) = behind.split_at_checked(half.len()).unwrap_or_default();
            word.eq_ignore_ascii_case(half) && !rest.starts_with(char::is_alphanumeric)
        };
        minutes.is_some_and(|minutes| minutes.starts_with(is_digit))
            || ["am", "pm", "a.m", "p.m"].into_iter().any(is_half)
    })
}

fn is_digit(character: char) -> bool {
    decimal_digit(character).is_some()
}

/// A number in a text.
struct Number {
    /// Its digits in ASCII, without the signs between its groups and before its decimals.
    digits: String,
    /// How many decimals it has, where that is certain: with no sign, or one that groups no thousands.
    decimals: Option<usize>,
}

impl Number {
    fn with_decimals(&self, decimals: usize) -> String {
        let point = self.digits.len().saturating_sub(decimals);
        match self.digits.split_at(point) {
            (whole, "") => whole.to_owned(),
            (whole, decimals) => format!("{whole}.{decimals}"),
        }
    }
}

/// The numbers in `text`.
fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    // How many signs it has had.
    let mut signs = 0;
    // How many digits have come since the last sign.
    let mut group = 0;
    let end = |digits: String, signs: usize, group: usize| Number {
        digits,
        decimals: match (signs, group) {
            (0, _) => Some(0),
            (1, 1 | 2 | 4..) => Some(group),
            _ => None,
        },
    };
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if let Some(digit) = decimal_digit(character) {
            number.push(digit);
            group += 1;
            continue;
        }
        let coming = rest.clone().map_while(decimal_digit).take(4).count();
        let goes_on = match character {
            '.' | ',' | '٫' | '٬' => coming > 0,
            // No number begins with two noughts: a digit of the group is missing, or one too many.
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => {
                let mut digits = rest.clone().map_while(decimal_digit);
                let are_noughts = digits.next() == Some('0') && digits.next() == Some('0');
                (coming == 3 || are_noughts && group > 0) && group <= 3
            }
            _ => false,
        };
        if goes_on {
            signs += usize::from(!number.is_empty());
        } else if !number.is_empty() {
            numbers.push(end(std::mem::take(&mut number), signs, group));
            signs = 0;
        }
        group = 0;
    }
    if !number.is_empty() {
        numbers.push(end(number, signs, group));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_however_they_are_written() {
        let numbers = |text: &str| -> Vec<String> {
            let numbers = super::numbers(text).into_iter();
            numbers.map(|number| number.digits).collect()
        };
        assert_eq!(
            numbers("1,000 of 2.5 (28–30) in 2024, 2025."),
            ["1000", "25", "28", "30", "2024", "2025"]
        );
        assert_eq!(
            numbers("1 000 из 2,5; 24 2024"),
            ["1000", "25", "24", "2024"]
        );
        assert_eq!(numbers("۱٬۰۰۰ و ۲٫۵"), ["1000", "25"]);
        for (source, target) in [
            ("45% of 1,000", "45 % из 1 000"),
            ("on 24 May 2024", "24.05.2024"),
            ("two of 12, and 3", "2 из двенадцати, и 3"),
            ("1.5 million in 2024", "1 500 000 в 2024 году"),
            ("500 thousand", "0,5 млн"),
            ("12.5 thousand", "12 500"),
            ("7 of ten", "семь из 10"),
            ("in the 21st century", "в XXI веке"),
            ("in 2018", "در سال ۱۳۹۷"),
        ] {
            assert_eq!(differ(source, target, "prs"), None, "{source}");
        }
        let told = |missing: &str, instead: &str| Some((missing.to_owned(), instead.to_owned()));
        let (source, target) = ("45% in 2016, 10", "54 % в 2016, 10");
        assert_eq!(differ(source, target, "ru"), told("45", "54"));
        let differ = |source, target| differ(source, target, "ru");
        assert_eq!(differ("0.03 per litre", "0,3 за литр"), told("003", "03"));
        assert_eq!(differ("40 trainers", "4 тренера"), told("40", "4"));
        assert_eq!(
            differ("12,000 houses", "12 00 домов"),
            told("12000", "1200")
        );
    }

    #[test]
    fn a_decimal_sign_is_not_lost() {
        for (source, target, missing, instead) in [
            ("12.5 per cent in 2017", "125 % в 2017 году", "12.5", "125"),
            ("1.74 million", "174 млн", "1.74", "174"),
            ("12.5 per cent", "۱۲۵ فیصد", "12.5", "125"),
            ("125 and 12.5", "125 и 125", "12.5", "125"),
            ("1.25", "12,5", "1.25", "12.5"),
        ] {
            let told = Some((missing.to_owned(), instead.to_owned()));
            assert_eq!(differ(source, target, "ru"), told, "{source}");
        }
        for (source, target) in [
            ("1.250 m", "1250 м"),
            ("1,250 m", "1,250 м"),
            ("12,500.5", "12 500,5"),
            ("125 and 12.5", "12,5 и 125"),
            ("goal 6.5.2", "цель 6.5.2"),
            ("on 24.05.2024, 1.5", "24.05.2024, 1,5"),
        ] {
            assert_eq!(differ(source, target, "ru"), None, "{source}");
        }
    }

    fn differ(source: &str, target: &str, to: &str) -> Option<(String, String)> {
        let languages = ["en", to].map(|tag| Language(tag.to_owned()));
        exchanged(source, target, languages.each_ref())
    }

    #[test]
    fn days_and_times_are_not_written_alike() {
        let solar = ("from 15 to 16 June 2016", "از ۲۵ تا ۲۶ جوزا ۱۳۹۵");
        assert_eq!(differ(solar.0, solar.1, "prs"), None);
        // The others are compared.
        let (source, target) = ("45% on 15 June 2016", "۵۴٪ به ۲۵ جوزا ۱۳۹۵");
        let told = Some(("45".to_owned(), "54".to_owned()));
        assert_eq!(differ(source, target, "prs"), told);
        let (source, target) = ("2.5 million, 15 June 2016", "۲٫۵ میلیون، ۲۵ جوزا ۱۳۹۵");
        assert_eq!(differ(source, target, "prs"), None);
        // A number with its groups apart is no year.
        let (source, target) = ("2,000 farmers in June 2016", "۳٬۰۰۰ دهقان در جوزا ۱۳۹۵");
        let told = Some(("2000".to_owned(), "3000".to_owned()));
        assert_eq!(differ(source, target, "prs"), told);
        for (source, target) in [
            ("until 10:30 pm", "до 22:30"),
            ("at 10.30 P.M.", "в 22.30"),
            ("10–11 pm", "22–23 ч."),
        ] {
            assert_eq!(differ(source, target, "ru"), None, "{source}");
        }
        // No other language has years like these.
        let told = differ("1,350 of the 15 amended", "1 530 из 15 изменённых", "ru");
        assert_eq!(told, Some(("1350".to_owned(), "1530".to_owned())));
        assert_eq!(
            differ("45 amend", "54", "prs"),
            Some(("45".to_owned(), "54".to_owned()))
        );
    }
}
