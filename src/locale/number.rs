//! Numbers as a language writes them.

use super::{Locale, Message, script};
use crate::document::Language;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// From how many digits before the decimal sign on a number is grouped by thousands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grouping {
    /// From five: a number of four digits may be a year, and is easily read without.
    FromFive = 5,
    /// From four: beside longer numbers, with which they are compared.
    FromFour = 4,
}

impl Grouping {
    /// The grouping for numbers that are compared.
    pub fn of_numbers<'a>(numbers: impl IntoIterator<Item = &'a str>) -> Grouping {
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

/// The decimal digit of any script that `character` is, in ASCII.
pub fn decimal_digit(character: char) -> Option<char> {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let is_digit = |code: &u32| categories.get32(*code) == GeneralCategory::DecimalNumber;
    let code = Some(character as u32).filter(is_digit)?;
    // Each ten of them follow each other from nought (UAX 44, 5.14 `Numeric_Type`).
    let before = (0..code).rev().take_while(is_digit).count() as u32;
    char::from_digit(before % 10, 10)
}

/// The digits that a text begins with, of any script, in ASCII; and what stands behind them.
pub fn leading_digits(text: &str) -> (String, &str) {
    let digits: String = text.chars().map_while(decimal_digit).collect();
    let behind = text.char_indices().nth(digits.len());
    (digits, behind.map_or("", |(at, _)| &text[at..]))
}

/// What stands between the numbers of two notes to one word, which would be read as one.
pub fn note_separator(language: &Language) -> &'static str {
    if script(language) == "Arab" {
        "،"
    } else {
        ","
    }
}

/// The signs with which a language writes numbers.
pub(super) struct Signs {
    /// Its digits, from nought.
    digits: Vec<char>,
    /// Whether it is written in the Arabic script.
    is_arabic: bool,
    pub decimal: String,
    pub group: String,
    pub minus: String,
    percent: String,
}

impl Signs {
    fn of(locale: &Locale) -> Signs {
        Signs {
            digits: locale.words(Message::NumberDigits).chars().collect(),
            is_arabic: locale.data.script == "Arab",
            decimal: locale.words(Message::NumberDecimal),
            group: locale.words(Message::NumberGroup),
            minus: locale.words(Message::NumberMinus),
            percent: locale.words(Message::NumberPercent),
        }
    }

    /// Whether a sign parts groups of digits: the language's own, or a space.
    pub fn is_group(&self, sign: char) -> bool {
        self.group.contains(sign) || matches!(sign, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
    }

    /// The digit that `character` is, in ASCII: one of ASCII, one of the language's own, or, in the Arabic script,
    /// which is typed on keyboards with other digits than the language has, any.
    pub fn digit(&self, character: char) -> Option<char> {
        if character.is_ascii_digit() {
            return Some(character);
        }
        match self.digits.iter().position(|digit| *digit == character) {
            Some(value) => char::from_digit(value as u32, 10),
            None => decimal_digit(character).filter(|_| self.is_arabic),
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

/// Digits of a text, with the marks that stand between them.
struct Figure {
    /// How many bytes of the text they are.
    length: usize,
    /// As they are typed, in ASCII digits.
    ascii: String,
    /// The number that they are, as TOML types it; empty where they are none, such as a date.
    plain: String,
    /// Whether its thousands are grouped.
    is_grouped: bool,
}

impl Figure {
    /// Those of `text`, with the byte at which each begins. That of a telephone, +7 and groups behind spaces, is no number.
    fn all(text: &str, signs: &Signs) -> Vec<(usize, Figure)> {
        let mut all = Vec::new();
        let mut end = 0;
        while let Some(gap) = text[end..].find(|character| signs.digit(character).is_some()) {
            let start = end + gap;
            let mut figure = Figure::at_start(&text[start..], signs);
            if text[..start].ends_with('+') && figure.ascii.contains(char::is_whitespace) {
                (figure.plain, figure.is_grouped) = (String::new(), false);
            }
            end = start + figure.length;
            all.push((start, figure));
        }
        all
    }

    /// That at the start of `text`, written with `signs`.
    fn at_start(text: &str, signs: &Signs) -> Figure {
        let ascii = |character| signs.digit(character);
        let (group, decimal) = (signs.group.as_str(), signs.decimal.as_str());
        // Full stops and commas part the numbers of dates and articles, too.
        let marks = [group, decimal, ".", ",", "\u{a0}", "\u{202f}"];
        let (mut length, mut typed) = (0, String::new());
        let mut runs: Vec<(&str, String)> = Vec::new();
        loop {
            let rest = &text[length..];
            let mark = marks.iter().find(|mark| rest.starts_with(**mark)).copied();
            let mark = mark.filter(|_| length > 0).unwrap_or("");
            let run: String = rest[mark.len()..].chars().map_while(ascii).collect();
            if run.is_empty() {
                break;
            }
            let behind = rest[mark.len()..].find(|character| ascii(character).is_none());
            length += behind.map_or(rest.len(), |behind| mark.len() + behind);
            typed.push_str(mark);
            typed.push_str(&run);
            runs.push((mark, run));
        }
        let is_group = |mark: &str| {
            mark == group
                || matches!(
                    (group, mark),
                    (" " | "\u{a0}" | "\u{202f}", "\u{a0}" | "\u{202f}")
                )
        };
        let groups = runs
            .iter()
            .skip(1)
            .take_while(|(mark, run)| is_group(mark) && run.len() == 3);
        let whole = 1 + groups.count();
        let is_grouped = whole > 1 && runs[0].1.len() <= 3;
        let plain = match &runs[whole..] {
            _ if whole > 1 && !is_grouped => None,
            [] => Some(String::new()),
            [(mark, decimals)] if *mark == decimal => Some(format!(".{decimals}")),
            _ => None,
        };
        let digits: String = runs[..whole].iter().map(|(_, run)| run.as_str()).collect();
        Figure {
            length,
            ascii: typed,
            plain: plain.map_or_else(String::new, |decimals| digits + &decimals),
            is_grouped,
        }
    }
}

impl Locale {
    /// A number as the language writes it, with exactly the decimals of `typed`. A number that is not
    /// typed as a plain decimal is left as it is.
    pub fn number(&self, typed: &str, grouping: Grouping) -> String {
        let Some(parts) = Parts::of(typed) else {
            return typed.to_owned();
        };
        self.written(&parts, parts.whole.len() >= grouping as usize)
    }

    /// A number, grouped by thousands or not.
    fn written(&self, parts: &Parts<'_>, is_grouped: bool) -> String {
        let signs = self.signs();
        let mut number = String::new();
        match parts.sign {
            Some('-') => number += &signs.minus,
            // The same in all languages; who types it wants it beside numbers that are less than nought.
            Some(plus) => number.push(plus),
            None => {}
        }
        if !is_grouped {
            number += &self.digits(parts.whole);
        } else {
            let (head, tail) = parts.whole.split_at((parts.whole.len() - 1) % 3 + 1);
            number += &self.digits(head);
            for start in (0..tail.len()).step_by(3) {
                number += &signs.group;
                number += &self.digits(&tail[start..start + 3]);
            }
        }
        if let Some(decimals) = parts.decimals {
            number += &signs.decimal;
            number += &self.digits(decimals);
        }
        number
    }

    /// Figures without words as the language `from` writes them, `40%` or `1,250.5–1,300`, in the way of this one. What
    /// is neither a share nor beside groups of thousands may be an article (`1.1`), a time (`10.30`) or a month
    /// (`06.2018`): its digits alone change, unless it has the decimal sign of `from` and that is no full stop.
    pub fn figures(&self, typed: &str, from: &Locale) -> String {
        let signs = from.signs();
        let percent = [signs.percent.trim(), "%"];
        // The unit of a column or a chart.
        if percent.contains(&typed.trim()) {
            return self.signs().percent.trim().to_owned();
        }
        let behind_percent = |at: usize| {
            let sign = typed[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
            percent
                .iter()
                .find_map(|percent| sign.strip_prefix(percent))
        };
        let figures = Figure::all(typed, signs);
        let are_numbers = !matches!(signs.decimal.as_str(), "." | ",")
            || figures.iter().any(|(_, figure)| figure.is_grouped);
        // Those that a percent sign follows, and those tied to one: “0.5–1.5%”.
        let mut are_shares = vec![false; figures.len()];
        for (place, (start, figure)) in figures.iter().enumerate().rev() {
            let end = start + figure.length;
            let is_tied =
                |next: &(usize, Figure)| matches!(typed[end..next.0].trim(), "-" | "–" | "—");
            are_shares[place] = behind_percent(end).is_some()
                || figures.get(place + 1).is_some_and(is_tied) && are_shares[place + 1];
        }
        let mut written = String::with_capacity(typed.len());
        let mut end = 0;
        for (place, (start, figure)) in figures.iter().enumerate() {
            written.push_str(&typed[end..*start]);
            end = start + figure.length;
            let percent = behind_percent(end);
            let has_comma = signs.decimal == "," && figure.plain.contains('.');
            let is_number = are_numbers || are_shares[place] || has_comma;
            let parts = Parts::of(&figure.plain).filter(|_| is_number);
            written.push_str(&match parts {
                Some(parts) => self.written(&parts, figure.is_grouped),
                None => self.digits(&figure.ascii),
            });
            if let Some(behind) = percent {
                written.push_str(&self.signs().percent);
                end = typed.len() - behind.len();
            }
        }
        written.push_str(&typed[end..]);
        written
    }

    /// A number that counts pages, notes or items, in the language's own digits.
    pub fn numeral(&self, number: u32) -> String {
        self.digits(&number.to_string())
    }

    /// How many bytes of `text` come before the decimal sign of the one number that it is, or before what
    /// follows a whole number: a percent sign, a unit, the mark of a note. A dash in place of a number counts
    /// whole. None where `text` is empty, is words, such as an ordinal with its ending, or holds more than one number.
    pub fn decimal_offset<'t>(&self, text: &'t str) -> Option<usize> {
        let signs = self.signs();
        let is_digit = |c: char| signs.digit(c).is_some();
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
        // The digits at the start; those of some languages take two bytes.
        let digits_of =
            |text: &'t str| &text[..text.len() - text.trim_start_matches(is_digit).len()];
        let mut end = start + digits_of(&text[start..]).len();
        while let Some(rest) = text[end..].strip_prefix(|c| signs.is_group(c))
            && let thousands = digits_of(rest)
            && thousands.chars().count() == 3
        {
            end = text.len() - rest.len() + thousands.len();
        }
        let rest = match text[end..].strip_prefix(&*signs.decimal) {
            Some(decimals) => decimals.trim_start_matches(is_digit),
            None => &text[end..],
        };
        let is_number = !rest.contains(is_digit) && !is_ending(rest);
        is_number.then_some(end)
    }

    /// The signs with which the language writes numbers.
    pub(super) fn signs(&self) -> &'static Signs {
        self.data.signs.get_or_init(|| Signs::of(self))
    }

    /// `ascii` with the language's own digits.
    pub(super) fn digits(&self, ascii: &str) -> String {
        let digits = &self.signs().digits;
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

/// The number that a small letter stands for as the mark of an item, from 1 on: “c)”, «в)».
pub fn number_of_letter(letter: &str) -> Option<usize> {
    ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрст"]
        .iter()
        .find_map(|alphabet| Some(alphabet.chars().position(|c| letter.chars().eq([c]))? + 1))
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
        assert_eq!(Grouping::of_numbers(["2015", "2016"]), Grouping::FromFive);
        assert_eq!(Grouping::of_numbers(["1200", "12000"]), Grouping::FromFour);
        assert_eq!(Grouping::of_numbers(["0.12345"]), Grouping::FromFive);
    }

    #[test]
    fn figures_are_written_as_each_language_does() {
        let locale = |tag: &str| Locale::with_tag(tag).unwrap();
        for (typed, from, tag, written) in [
            ("40%", "en", "ru", "40\u{a0}%"),
            ("40%", "en", "kk", "40%"),
            ("40%", "en", "prs", "۴۰٪"),
            ("40 %", "ru", "en", "40%"),
            ("2021", "en", "fa", "۲۰۲۱"),
            ("2021", "en", "ru", "2021"),
            ("28–30", "en", "prs", "۲۸–۳۰"),
            ("٤٥٪", "prs", "en", "45%"),
            ("%", "en", "fa", "٪"),
            ("%", "en", "ru", "%"),
            ("٪", "prs", "ru", "%"),
            ("٤٥", "ru", "en", "٤٥"),
            ("0.5–1.5%", "en", "ru", "0,5–1,5\u{a0}%"),
            ("≈ 1,250.5", "en", "ru", "≈ 1\u{202f}250,5"),
            ("1,250", "en", "ru", "1\u{202f}250"),
            ("1\u{a0}250,5", "ru", "en", "1,250.5"),
            ("+1,250", "en", "ru", "+1\u{202f}250"),
            ("1,250.5–0.5", "en", "ru", "1\u{202f}250,5–0,5"),
            ("۰٫۵–۱٫۵", "fa", "en", "0.5–1.5"),
            ("12500 %", "en", "ru", "12500\u{a0}%"),
            ("0.5-1.5%", "en", "ru", "0,5-1,5\u{a0}%"),
            ("0.5 — 1.5 %", "en", "ru", "0,5 — 1,5\u{a0}%"),
            ("1.5–2.5–3.5%", "en", "ru", "1,5–2,5–3,5\u{a0}%"),
            ("1.1, 2.5–3.5%", "en", "ru", "1.1, 2,5–3,5\u{a0}%"),
            ("1,250", "ru", "en", "1.250"),
            ("≈ 12,500", "ru", "en", "≈ 12.500"),
            // No numbers, or perhaps none.
            ("1.1, 10.30, 06.2018", "ru", "en", "1.1, 10.30, 06.2018"),
            ("2,3,5", "ru", "en", "2,3,5"),
            ("1.1", "en", "ru", "1.1"),
            ("15.06.2017", "en", "prs", "۱۵.۰۶.۲۰۱۷"),
            ("10.30–12.00", "en", "ru", "10.30–12.00"),
            ("1.1–1.3", "en", "ru", "1.1–1.3"),
            ("2.1, 2.2", "en", "ru", "2.1, 2.2"),
            ("06.2018–12.2018", "en", "prs", "۰۶.۲۰۱۸–۱۲.۲۰۱۸"),
            ("1.1 – 40.5%", "en", "ru", "1,1 – 40,5\u{a0}%"),
            ("1.1: 40.5%", "en", "ru", "1.1: 40,5\u{a0}%"),
            (
                "+7\u{a0}701\u{a0}265\u{a0}433",
                "ru",
                "en",
                "+7\u{a0}701\u{a0}265\u{a0}433",
            ),
            ("+1\u{a0}250", "ru", "en", "+1\u{a0}250"),
            ("10:30", "en", "ru", "10:30"),
            ("1234,567", "en", "ru", "1234,567"),
            ("–", "en", "ru", "–"),
            ("", "en", "ru", ""),
        ] {
            assert_eq!(
                locale(tag).figures(typed, &locale(from)),
                written,
                "{typed} {tag}"
            );
        }
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
        let persian = Locale::for_language(&Language("fa".to_owned())).unwrap();
        for (text, aligned) in [
            ("۶۲٫۵۰", "۶۲"),
            ("۱۲٬۱۸۰", "۱۲٬۱۸۰"),
            ("−۱٬۲۵۰٬۰۰۰٫۵", "−۱٬۲۵۰٬۰۰۰"),
            // As an Arabic keyboard has them.
            ("٤٥٫٥", "٤٥"),
        ] {
            let offset = persian.decimal_offset(text);
            assert_eq!(offset.map(|offset| &text[..offset]), Some(aligned));
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
