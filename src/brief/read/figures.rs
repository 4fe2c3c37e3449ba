//! The numbers that are meant by what is no number of TOML.

use crate::locale::Locale;
use std::ops::Range;

/// What can be done about a value that a chart lacks.
pub(super) const NO_GAP: &str = "a chart has a number for each label: leave the label out, with its numbers, or \
                                 write a `[[table]]`, in which a cell may be words";

/// The whole number that is meant by `words`: the only one in them, but for what brackets behind it say, whether or not
/// commas or spaces part its thousands. None where they have others, or none.
pub(super) fn whole(words: &str) -> Option<String> {
    let is_figure = |c: char| c.is_ascii_digit();
    let words = words
        .split_once('(')
        .map(|(before, _)| before)
        .filter(|before| before.contains(is_figure))
        .unwrap_or(words);
    let (first, last) = (words.find(is_figure)?, words.rfind(is_figure)?);
    let number = Locale::first().parse_number(&words[first..=last])?;
    number.bytes().all(|b| b.is_ascii_digit()).then_some(number)
}

/// The whole number that is meant by a decimal number of TOML: one without a fraction, or with a point before its
/// thousands.
pub(super) fn whole_of_decimal(number: &str) -> Option<String> {
    let (whole, fraction) = number.split_once('.')?;
    match fraction.len() {
        3 => Some(whole.to_owned() + fraction),
        _ => fraction
            .bytes()
            .all(|b| b == b'0')
            .then(|| whole.to_owned()),
    }
}

/// The number of TOML that is meant by `words`, figures alone: as `locale` writes it, or else with a point or a comma in
/// front of its decimals.
pub(crate) fn number(words: &str, locale: &Locale) -> Option<String> {
    let with_point = |words: &str| Locale::first().parse_number(words);
    locale
        .parse_number(words)
        .or_else(|| with_point(words))
        .or_else(|| with_point(&words.replace(',', ".")))
}

/// A number in a list as people write it, which is no number of TOML.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Written {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// As TOML has it.
    pub(super) number: String,
    pub(super) form: Form,
}

/// Why it is no number of TOML.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// With a comma, which makes numbers of TOML of its parts.
    Comma,
    /// With spaces between its thousands, or a minus sign of typography, with which it is nothing.
    Unreadable,
    /// With a percent sign behind it.
    Percent,
}

/// The numbers with commas in `range` of `file`, a list in which other commas have a space behind them.
pub(super) fn with_commas(file: &str, range: Range<usize>, locale: &Locale) -> Vec<Written> {
    let (mut found, has_space_behind_comma) = scan(file, range, locale);
    found.retain(|written| written.form == Form::Comma && has_space_behind_comma);
    found
}

/// The numbers as people write them in `range` of `file`, outside of texts and remarks.
pub(super) fn written(file: &str, range: Range<usize>, locale: &Locale) -> Vec<Written> {
    scan(file, range, locale).0
}

/// The same, and whether a space stands behind a comma between two values.
fn scan(file: &str, range: Range<usize>, locale: &Locale) -> (Vec<Written>, bool) {
    let list = file.get(range.clone()).unwrap_or_default();
    let (mut found, mut has_space_behind_comma) = (Vec::new(), false);
    // The mark that the text or the remark ends with in which the character stands.
    let mut mark = None;
    let (mut before, mut before_comma) = (' ', ' ');
    let mut at = 0;
    while let Some(character) = list[at..].chars().next() {
        let is_new = before == ',' && !before_comma.is_ascii_digit();
        let begins = is_new || before.is_whitespace() || "[={".contains(before);
        match mark {
            Some(end) if character == end || character == '\n' => mark = None,
            Some(_) => {}
            None if matches!(character, '"' | '\'') => mark = Some(character),
            None if character == '#' => mark = Some('\n'),
            None if begins && let Some(mut one) = written_at(list, at, locale) => {
                at = one.range.end;
                before = '0';
                one.range = range.start + one.range.start..range.start + at;
                found.push(one);
                continue;
            }
            // Behind a row a new line begins.
            None if before == ',' && before_comma != ']' => {
                has_space_behind_comma |= character.is_whitespace();
            }
            None => {}
        }
        if character == ',' {
            before_comma = before;
        }
        before = character;
        at += character.len_utf8();
    }
    (found, has_space_behind_comma)
}

/// The number as people write it that begins at the byte `start` of `list`.
fn written_at(list: &str, start: usize, locale: &Locale) -> Option<Written> {
    let figures_at = |at: usize| {
        let figures = list[at..].bytes().take_while(u8::is_ascii_digit);
        at + figures.count()
    };
    let sign = list[start..].chars().next()?;
    let unsigned = match matches!(sign, '-' | '+' | '\u{2212}') {
        true => start + sign.len_utf8(),
        false => start,
    };
    let mut end = figures_at(unsigned);
    if end == unsigned {
        return None;
    }
    while let Some(gap) = list[end..].chars().next().filter(|c| is_within_number(*c)) {
        let next = end + gap.len_utf8();
        if figures_at(next) == next {
            break;
        }
        end = figures_at(next);
    }
    let words = &list[start..end];
    let follows = list[end..].chars().next();
    let (form, last) = match follows {
        Some('%') => (Form::Percent, end + 1),
        Some(c) if !c.is_whitespace() && !",]}#".contains(c) => return None,
        _ if words.contains([' ', '\u{a0}', '\u{2009}', '\u{202f}', '\u{2212}']) => {
            (Form::Unreadable, end)
        }
        _ if words.contains(',') => (Form::Comma, end),
        _ => return None,
    };
    Some(Written {
        range: start..last,
        number: number(words, locale)?,
        form,
    })
}

/// Whether `character` may stand between the figures of a number.
fn is_within_number(character: char) -> bool {
    matches!(
        character,
        '.' | ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::document::Language;

    fn locale(tag: &str) -> Locale {
        Locale::for_language(&Language(tag.to_owned())).unwrap()
    }

    #[test]
    fn numbers_are_known_however_they_are_written() {
        for (words, in_english, in_russian) in [
            ("1 234 567", Some("1234567"), Some("1234567")),
            (
                "1\u{a0}234\u{202f}567,5",
                Some("1234567.5"),
                Some("1234567.5"),
            ),
            ("1 200.5", Some("1200.5"), Some("1200.5")),
            ("1,234,567", Some("1234567"), Some("1234567")),
            ("1,234.5", Some("1234.5"), Some("1234.5")),
            ("5,900", Some("5900"), Some("5.900")),
            ("505,7", Some("505.7"), Some("505.7")),
            ("0,125", Some("0.125"), Some("0.125")),
            ("\u{2212}5", Some("-5"), Some("-5")),
            ("1,2,3", None, None),
            ("1200 1180", None, None),
            ("1, 200", None, None),
            ("", None, None),
            ("a", None, None),
        ] {
            let of = |tag| number(words, &locale(tag));
            assert_eq!(of("en").as_deref(), in_english, "{words}");
            assert_eq!(of("ru").as_deref(), in_russian, "{words}");
        }
    }

    #[test]
    fn the_only_number_of_words_is_meant() {
        for (words, number) in [
            ("600 people", Some("600")),
            ("~1,200", Some("1200")),
            ("600–650 people", None),
            ("about 2.5", None),
            ("2 of 600", None),
            ("007", None),
            ("many", None),
        ] {
            assert_eq!(whole(words).as_deref(), number, "{words}");
        }
    }

    #[test]
    fn numbers_of_a_list_are_found_whole() {
        let told = |list: &str| -> Vec<String> {
            let found = written(list, 0..list.len(), &locale("ru")).into_iter();
            let words = |one: Written| format!("{} {}", &list[one.range], one.number);
            found.map(words).collect()
        };
        assert_eq!(
            told("[\"1 200,5\", 1 200,5, 505,7, \u{2212}3, 38%, 7] # 1 200"),
            ["1 200,5 1200.5", "505,7 505.7", "\u{2212}3 -3", "38% 38"]
        );
        for right in [
            "[1200, 1_150.25, -3, 1e6, 7]",
            "[2018-05-14, 2018-05-14 10:00:00]",
            "[1,2,3]",
            "[a1 200, x]",
        ] {
            assert_eq!(told(right), [""; 0], "{right}");
        }
    }

    #[test]
    fn a_comma_in_a_number_is_known_by_others_that_have_a_space_behind_them() {
        let count = |list: &str| with_commas(list, 0..list.len(), &locale("ru")).len();
        assert_eq!(count("[[\"a\", 505,7], [\"b\",498,1]]"), 2);
        assert_eq!(count("[[\"a\",505,7], [\"b\",498,1]]"), 0);
        assert_eq!(count("[[\"a, b\",505,7],\n[\"b\",498,1]]"), 0);
    }
}
