//! Words back to what they stand for: countries, numbers, lists, as people write them who edit a document.

use super::territory::{name_at_end, other_names};
use super::{Argument, COUNTS, Locale, Message, Piece};

/// How many digits a group of thousands has.
const GROUP: usize = 3;

impl Locale {
    /// The code of the country whose name stands at the end of `words`, in this language or else in another, and
    /// the bytes in front of the name. Another name than the one that is printed is known too: “Kyrgyz Republic”.
    pub fn find_country(&self, words: &str) -> Option<(&'static str, usize)> {
        let others = Self::all().filter(|other| other.tag() != self.tag());
        let words = words.trim_end();
        std::iter::once(*self).chain(others).find_map(|locale| {
            let own = locale.data.territories.iter();
            let names = own.map(|(code, name)| (*code, *name));
            let named = names.chain(other_names().iter().copied());
            // Of “Ireland” and “Northern Ireland” the longer one.
            named
                .filter_map(|(code, name)| Some((code, name_at_end(words, name)?)))
                .min_by_key(|(_, start)| *start)
        })
    }

    /// The code of the country with this name as it is printed, or this code.
    pub fn parse_country(&self, words: &str) -> Option<&'static str> {
        let words = words.trim().to_lowercase();
        let names = &self.data.territories;
        names
            .iter()
            .find(|(code, name)| name.to_lowercase() == words || code.to_lowercase() == words)
            .map(|(code, _)| *code)
    }

    /// A number that is written as the language writes it, as it is typed in TOML: `1234.50`. None where
    /// `words` are anything but one number.
    pub fn parse_number(&self, words: &str) -> Option<String> {
        let signs = self.signs();
        let words = self.ascii_digits(words);
        let mut rest = words.trim();
        let mut number = String::new();
        let minuses = [signs.minus.as_str(), "-", "\u{2212}"].map(|minus| (minus, '-'));
        for (sign, typed) in minuses.into_iter().chain([("+", '+')]) {
            if let Some(after) = rest.strip_prefix(sign) {
                number.push(typed);
                rest = after;
                break;
            }
        }
        let (whole, decimals) = match rest.split_once(signs.decimal.as_str()) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (rest, None),
        };
        let parts: Vec<&str> = whole.split(|c| signs.is_group(c)).collect();
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_grouped = parts.len() == 1
            || parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3);
        if !parts.iter().all(|part| is_digits(part)) || !is_grouped {
            return None;
        }
        let whole = parts.concat();
        // TOML has no number that begins with nought.
        if whole.len() > 1 && whole.starts_with('0') || whole.len() > 18 {
            return None;
        }
        number += &whole;
        if let Some(decimals) = decimals {
            if !is_digits(decimals) {
                return None;
            }
            number.push('.');
            number += decimals;
        }
        Some(number)
    }

    /// The first number in `words`, such as the count in “42 participants”.
    pub fn parse_count(&self, words: &str) -> Option<u64> {
        let words = self.ascii_digits(words);
        let start = words.find(|c: char| c.is_ascii_digit())?;
        let signs = self.signs();
        let digits_of =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (first, mut rest) = words[start..].split_at(digits_of(&words[start..]));
        let mut digits = first.to_owned();
        // “42 15” are two numbers.
        while first.len() <= GROUP
            && let Some(behind) = rest.strip_prefix(|c| signs.is_group(c))
            && digits_of(behind) == GROUP
        {
            let (group, others) = behind.split_at(GROUP);
            digits += group;
            rest = others;
        }
        digits.parse().ok()
    }

    /// How many people `words` say were there, and nothing else: “42 participants”, “42”.
    pub fn parse_attendance(&self, words: &str) -> Option<u64> {
        let lower = words.to_lowercase();
        let number = COUNTS.into_iter().find_map(|count| {
            let arguments = [
                ("count", Argument::Count(count)),
                ("number", Argument::Slot),
            ];
            let mut rest = lower.trim();
            for piece in self.pieces(Message::Attendance, &arguments) {
                if let Piece::Words(noun) = piece {
                    let noun = noun.trim().to_lowercase();
                    rest = rest
                        .strip_prefix(&noun)
                        .or(rest.strip_suffix(&noun))?
                        .trim();
                }
            }
            self.parse_number(rest)
        });
        number.or_else(|| self.parse_number(&lower))?.parse().ok()
    }

    /// The words that stand between the items of a list in a sentence: “, and ”, “ and ”, “, ”. The longest stand first.
    pub fn list_joiners(&self) -> Vec<String> {
        let (two, three) = (self.list(2), self.list(3));
        // A slot for each item, and words between.
        let between = [two.get(1), three.get(1), three.get(3)];
        let joiners = between.into_iter().flatten().filter_map(Piece::words);
        let mut joiners: Vec<String> = joiners.map(str::to_owned).collect();
        if let [last, comma, ..] = &joiners[..] {
            joiners.push(format!("{}{last}", comma.trim_end()));
        }
        joiners.sort_unstable_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
        joiners.dedup();
        joiners
    }

    /// The same for a list whose items have commas of their own: “; and ”, “; ”.
    pub fn list_joiners_apart(&self) -> Vec<String> {
        let apart = self.between(Message::ListApart);
        let two = self.list(2);
        let last = two.get(1).and_then(Piece::words);
        let last = last.map(|last| format!("{}{last}", apart.trim_end()));
        last.into_iter().chain([apart]).collect()
    }

    /// What stands between things in a row that `join` joins: “; ” between the items of a list whose items have commas
    /// of their own.
    pub fn between(&self, join: Message) -> String {
        self.row(join, 2).iter().filter_map(Piece::words).collect()
    }

    pub(super) fn ascii_digits(&self, words: &str) -> String {
        let signs = self.signs();
        words.chars().map(|c| signs.digit(c).unwrap_or(c)).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Grouping, LANGUAGES, english};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_read_back_in_every_language(
            whole in 0u64..100_000_000,
            decimals in proptest::option::of("[0-9]{1,3}"),
            sign in 0..3_usize,
        ) {
            let mut typed = ["", "-", "+"][sign].to_owned();
            typed += &whole.to_string();
            if let Some(decimals) = decimals {
                typed += ".";
                typed += &decimals;
            }
            for data in &LANGUAGES {
                let locale = Locale { data };
                for grouping in [Grouping::FromFive, Grouping::FromFour] {
                    let words = locale.number(&typed, grouping);
                    prop_assert_eq!(locale.parse_number(&words), Some(typed.clone()), "{}", data.tag);
                }
            }
        }
    }

    #[test]
    fn people_are_counted_in_every_language() {
        for data in &LANGUAGES {
            let locale = Locale { data };
            for count in [1, 3, 42, 12_345] {
                let number = locale.number(&count.to_string(), Grouping::FromFive);
                let words = locale.filled(
                    Message::Attendance,
                    &[
                        ("count", Argument::Count(count)),
                        ("number", Argument::Words(number.into())),
                    ],
                );
                assert_eq!(locale.parse_attendance(&words), Some(count), "{words}");
            }
        }
    }

    #[test]
    fn people_are_counted_where_nothing_else_is_said() {
        let count = |tag: &str, words: &str| Locale::with_tag(tag).unwrap().parse_attendance(words);
        for (tag, words) in [
            ("en", "1,250 participants"),
            ("en", "1250"),
            ("ru", "1 250 участник"),
        ] {
            assert_eq!(count(tag, words), Some(1250), "{words}");
        }
        for (tag, words) in [
            ("en", "nearly 600 participants, of whom 210 women"),
            ("en", "600–650 participants"),
            ("en", "600 participants from 93 countries"),
            ("en", "600 delegates"),
            ("ru", "около 600 участников"),
        ] {
            assert_eq!(count(tag, words), None, "{words}");
        }
    }

    #[test]
    fn countries_are_found_at_the_end_of_a_place() {
        assert_eq!(
            english().find_country("Astana, Kazakhstan"),
            Some(("KZ", 8))
        );
        assert_eq!(
            english()
                .find_country("Астана, Казахстан")
                .map(|found| found.0),
            Some("KZ")
        );
        assert_eq!(english().find_country("Pakistan's neighbour"), None);
    }

    #[test]
    fn countries_are_found_by_their_other_names() {
        for (place, code, before) in [
            ("Osh, Kyrgyz Republic", "KG", "Osh, "),
            ("Ош, Кыргызская Республика ", "KG", "Ош, "),
            ("ош, киргизия", "KG", "ош, "),
            ("Ош, Кыргыз Республикасы", "KG", "Ош, "),
            ("Астана, РК", "KZ", "Астана, "),
            ("Алматы, Қазақстан Республикасы", "KZ", "Алматы, "),
            ("Toshkent, O'zbekiston Respublikasi", "UZ", "Toshkent, "),
            ("Toshkent, O’zbekiston", "UZ", "Toshkent, "),
            ("London, UK", "GB", "London, "),
            ("Belfast, Northern Ireland", "GB", "Belfast, "),
            ("Washington, USA", "US", "Washington, "),
            ("New York, United States of America", "US", "New York, "),
            ("Ankara, Turkey", "TR", "Ankara, "),
            ("Prague, Czech Republic", "CZ", "Prague, "),
            (
                "Astana, Republic of Kazakhstan",
                "KZ",
                "Astana, Republic of ",
            ),
        ] {
            let found = english().find_country(place);
            assert_eq!(found, Some((code, before.len())), "{place}");
        }
        assert_eq!(english().find_country("МКР"), None);
        assert_eq!(english().find_country("the uk"), None);
    }

    #[test]
    fn countries_are_known_by_name_and_code() {
        assert_eq!(english().parse_country("Kyrgyzstan"), Some("KG"));
        assert_eq!(english().parse_country(" kz "), Some("KZ"));
        assert_eq!(english().parse_country("Atlantis"), None);
    }

    #[test]
    fn lists_are_joined_by_few_words() {
        assert_eq!(english().list_joiners(), [", and ", " and ", ", "]);
        assert_eq!(english().list_joiners_apart(), ["; and ", "; "]);
    }

    #[test]
    fn arabic_keyboards_type_other_digits_than_persian_has() {
        for tag in ["fa", "prs"] {
            let locale = Locale::with_tag(tag).unwrap();
            assert_eq!(locale.parse_number("٤٥").as_deref(), Some("45"));
            assert_eq!(locale.parse_attendance("٤٢"), Some(42));
            assert_eq!(locale.parse_count("حدود ٤٢ تن"), Some(42));
        }
        assert_eq!(Locale::with_tag("kk").unwrap().parse_number("٤٥"), None);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for words in ["", "12a", "1,23", "12,3456", "007", "1.", "–"] {
            assert_eq!(english().parse_number(words), None, "{words}");
        }
        for (words, count) in [
            ("about 1,250 people", 1250),
            ("1 250 000", 1_250_000),
            ("42, 15 women", 42),
            ("42 15 women", 42),
            ("2017 300 people", 2017),
        ] {
            assert_eq!(english().parse_count(words), Some(count), "{words}");
        }
    }
}
