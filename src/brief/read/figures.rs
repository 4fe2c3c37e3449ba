//! The numbers that are meant by what is no number of TOML.

/// The whole number that is meant by `words`: the only one in them, whether or not commas or spaces part its thousands.
/// None where they have others, or none.
pub(super) fn meant(words: &str) -> Option<String> {
    let is_figure = |c: char| c.is_ascii_digit();
    let (first, last) = (words.find(is_figure)?, words.rfind(is_figure)?);
    let number = &words[first..=last];
    match number.bytes().all(|byte| byte.is_ascii_digit()) {
        true => Some(number.to_owned()),
        false => grouped(number),
    }
    // TOML has no number that begins with nought.
    .filter(|number| number == "0" || !number.starts_with('0'))
}

/// `words` as a number of TOML, where they are one whose thousands are parted by commas or spaces.
pub(super) fn grouped(words: &str) -> Option<String> {
    let is_gap = |c: char| matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let gap = words.find(is_gap)?;
    let gap = words[gap..].chars().next()?;
    let groups: Vec<&str> = words.split(gap).collect();
    let is_group = |(place, group): (usize, &&str)| {
        let length = if place == 0 { 1..=3 } else { 3..=3 };
        length.contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit())
    };
    // What begins with nought is a fraction: “0,125”.
    let is_number = !words.starts_with('0') && groups.iter().enumerate().all(is_group);
    is_number.then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_however_their_thousands_are_parted() {
        for words in ["1,234,567", "1 234 567", "1\u{a0}234\u{202f}567"] {
            let number = words.replace('\u{202f}', "\u{a0}");
            assert_eq!(grouped(&number).as_deref(), Some("1234567"), "{words}");
        }
        for words in [
            "1200", "1,20", "1,2000", "0,125", "1, 200", "1 200,5", "", "a",
        ] {
            assert_eq!(grouped(words), None, "{words}");
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
            assert_eq!(meant(words).as_deref(), number, "{words}");
        }
    }
}
