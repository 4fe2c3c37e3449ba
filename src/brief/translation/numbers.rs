//! Numbers of a translation that are others than those of its source.

use crate::locale::decimal_digit;

/// What of the numbers in `source` is missing in `target`, and what is there instead, in ASCII digits.
///
/// Languages do not write all numbers alike: a small one may be a word, the number of a month a name, `1.5 million`
/// `1 500 000`. So a number is taken for another only where both sides have as many of them with as many digits, at
/// least two.
pub(super) fn exchanged(source: &str, target: &str) -> Option<(String, String)> {
    let mut missing = numbers(source);
    let mut instead = numbers(target);
    if missing.len() != instead.len() {
        return None;
    }
    missing.retain(|number| {
        let same = instead.iter().position(|other| other == number);
        same.map(|place| instead.remove(place)).is_none()
    });
    let lengths = |numbers: &[String]| {
        let mut lengths: Vec<usize> = numbers.iter().map(String::len).collect();
        lengths.sort_unstable();
        lengths
    };
    let are_others = !missing.is_empty()
        && lengths(&missing) == lengths(&instead)
        && missing.iter().all(|number| number.len() > 1)
        && !missing
            .iter()
            .chain(&instead)
            .any(|number| is_year_of_hijra(number));
    are_others.then(|| (missing.join(", "), instead.join(", ")))
}

/// Whether a number may be a year of the solar or lunar Hijra calendars, in the place of one of the common era.
fn is_year_of_hijra(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("13") || number.starts_with("14"))
}

/// The digits of each number in `text`, without the signs between its groups and before its decimals.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    // How many digits have come since the last sign.
    let mut group = 0;
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
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => coming == 3 && group <= 3,
            _ => false,
        };
        if !goes_on && !number.is_empty() {
            numbers.push(std::mem::take(&mut number));
        }
        group = 0;
    }
    numbers.extend((!number.is_empty()).then_some(number));
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_however_they_are_written() {
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
            ("7 of ten", "семь из 10"),
            ("in the 21st century", "в XXI веке"),
            ("in 2018", "در سال ۱۳۹۷"),
        ] {
            assert_eq!(exchanged(source, target), None, "{source}");
        }
        let told = exchanged("45% in 2016, 10", "54 % в 2016, 10");
        assert_eq!(told, Some(("45".to_owned(), "54".to_owned())));
    }
}
