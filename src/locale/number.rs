//! Numbers as a language writes them.

use super::{Locale, Message};
use crate::document::Language;

/// From how many digits before the decimal sign on a number is grouped by thousands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grouping {
    /// From five: a number of four digits may be a year, and is easily read without.
    FromFive = 5,
    /// From four: in a column with longer numbers, whose digits must stand under each other.
    FromFour = 4,
}

impl Grouping {
    /// The grouping for numbers that stand under each other.
    pub fn of_column<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Grouping {
        let long = |typed: &str| {
            Parts::of(typed).is_some_and(|parts| parts.whole.len() >= Grouping::FromFive as usize)
        };
        if numbers.into_iter().any(long) {
            Grouping::FromFour
        } else {
            Grouping::FromFive
        }
    }
}

/// A decimal number as typed: `-1234.50`.
struct Parts<'a> {
    /// The sign, where one was typed.
    sign: Option<char>,
    whole: &'a str,
    decimals: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// The parts of `typed`, unless it is written in another way (`1e6`, `inf`).
    fn of(typed: &'a str) -> Option<Parts<'a>> {
        let sign = typed
            .chars()
            .next()
            .filter(|sign| matches!(sign, '-' | '+'));
        let unsigned = typed.strip_prefix(['-', '+']).unwrap_or(typed);
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (unsigned, None),
        };
        let are_digits =
            |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        (are_digits(whole) && decimals.is_none_or(are_digits)).then_some(Parts {
            sign,
            whole,
            decimals,
        })
    }
}

impl Locale {
    /// A number as the language writes it, with exactly the decimals of `typed`. A number that is not
    /// typed as a plain decimal is left as it is.
    pub fn number(&self, typed: &str, grouping: Grouping) -> String {
        let Some(parts) = Parts::of(typed) else {
            return typed.to_owned();
        };
        let mut number = String::new();
        match parts.sign {
            Some('-') => number += &self.words(Message::NumberMinus),
            // The same in all languages; who types it wants it beside numbers that are less than nought.
            Some(plus) => number.push(plus),
            None => {}
        }
        if parts.whole.len() < grouping as usize {
            number += &self.digits(parts.whole);
        } else {
            let group = self.words(Message::NumberGroup);
            let (head, tail) = parts.whole.split_at((parts.whole.len() - 1) % 3 + 1);
            number += &self.digits(head);
            for start in (0..tail.len()).step_by(3) {
                number += &group;
                number += &self.digits(&tail[start..start + 3]);
            }
        }
        if let Some(decimals) = parts.decimals {
            number += &self.words(Message::NumberDecimal);
            number += &self.digits(decimals);
        }
        number
    }

    /// A number that counts pages, notes or items, in the language's own digits.
    pub fn numeral(&self, number: u32) -> String {
        self.digits(&number.to_string())
    }

    /// How many bytes of `text` come before the decimal sign of the one number that it is, or before what
    /// follows a whole number: a percent sign, a unit, the mark of a note. A dash in place of a number counts
    /// whole. None where `text` is empty, is words, such as an ordinal with its ending, or holds more than one number.
    pub fn decimal_offset(&self, text: &str) -> Option<usize> {
        let digits = self.words(Message::NumberDigits);
        let is_digit = |c: char| c.is_ascii_digit() || digits.contains(c);
        let decimal = self.words(Message::NumberDecimal);
        let group = self.words(Message::NumberGroup);
        if text.trim().is_empty() {
            return None;
        }
        let Some(start) = text.find(is_digit) else {
            let is_words = text.contains(char::is_alphanumeric);
            return (!is_words).then(|| text.trim_end().len());
        };
        // A sign, a currency, “about”: no words.
        if text[..start].contains(char::is_alphanumeric) {
            return None;
        }
        let count = |text: &str| text.len() - text.trim_start_matches(is_digit).len();
        let mut end = start + count(&text[start..]);
        while let Some(rest) = after_group(&text[end..], &group)
            && count(rest) == 3
        {
            end = text.len() - rest.len() + 3;
        }
        let rest = match text[end..].strip_prefix(&*decimal) {
            Some(decimals) => decimals.trim_start_matches(is_digit),
            None => &text[end..],
        };
        let is_number = !rest.contains(is_digit) && !is_ending(rest);
        is_number.then_some(end)
    }

    /// `ascii` with the language's own digits.
    pub(super) fn digits(&self, ascii: &str) -> String {
        let digits: Vec<char> = self.words(Message::NumberDigits).chars().collect();
        ascii
            .chars()
            .map(|character| {
                character
                    .to_digit(10)
                    .and_then(|digit| digits.get(digit as usize).copied())
                    .unwrap_or(character)
            })
            .collect()
    }
}

/// A number that counts pages, notes or items, in the digits of `language`.
pub fn numeral(language: &Language, number: u32) -> String {
    Locale::for_language(language)
        .map_or_else(|| number.to_string(), |locale| locale.numeral(number))
}

/// Whether `text`, which follows a number, is a word tied to it: the ending of an ordinal, as in `20-njy` and `20-modda`.
fn is_ending(text: &str) -> bool {
    let tied = text.strip_prefix(['-', '\u{2010}', '\u{2011}']);
    tied.is_some_and(|word| word.starts_with(char::is_alphabetic))
}

/// What follows the sign at the start of `text` that parts groups of digits: the language's own, or a space.
fn after_group<'t>(text: &'t str, group: &str) -> Option<&'t str> {
    text.strip_prefix(group)
        .or_else(|| text.strip_prefix([' ', '\u{a0}', '\u{2009}', '\u{202f}']))
}

#[cfg(test)]
mod tests {
    use super::super::english;
    use super::*;

    #[test]
    fn numbers_keep_their_decimals_and_group_thousands() {
        let number = |typed| english().number(typed, Grouping::FromFour);
        assert_eq!(number("0"), "0");
        assert_eq!(number("999"), "999");
        assert_eq!(number("1234.50"), "1,234.50");
        assert_eq!(number("12345"), "12,345");
        assert_eq!(number("123456"), "123,456");
        assert_eq!(number("-1234567.0"), "−1,234,567.0");
        assert_eq!(number("+5"), "+5");
    }

    #[test]
    fn four_digits_are_grouped_only_beside_longer_numbers() {
        assert_eq!(english().number("2017", Grouping::FromFive), "2017");
        assert_eq!(Grouping::of_column(["2015", "2016"]), Grouping::FromFive);
        assert_eq!(Grouping::of_column(["1200", "12000"]), Grouping::FromFour);
        assert_eq!(Grouping::of_column(["0.12345"]), Grouping::FromFive);
    }

    #[test]
    fn other_notations_are_left_as_typed() {
        for typed in ["1e6", "inf", "nan", "", "-", "1.", ".5"] {
            assert_eq!(english().number(typed, Grouping::FromFour), typed);
        }
    }

    #[test]
    fn the_numbers_of_a_column_are_aligned_before_their_decimals() {
        let before = |text: &'static str| {
            let offset = english().decimal_offset(text);
            offset.map(|offset| &text[..offset])
        };
        for (text, aligned) in [
            ("0.5", "0"),
            ("−1,234,567.25", "−1,234,567"),
            ("1 204.5", "1 204"),
            ("100", "100"),
            ("45 %", "45"),
            ("1,180 km²", "1,180"),
            ("12.5*", "12"),
            ("7ᵃ", "7"),
            ("≈ 3", "≈ 3"),
            ("€12.50", "€12"),
            ("–", "–"),
        ] {
            assert_eq!(before(text), Some(aligned), "{text}");
        }
        for text in [
            "",
            " ",
            "more than 100",
            "28–30",
            "6.5.2",
            "1,2",
            "n/a",
            "1e6",
            "20-njy madda",
            "21-modda",
        ] {
            assert_eq!(before(text), None, "{text}");
        }
    }
}
