//! Hyphenation: where a word of a language may be divided at a line's end.
//!
//! By Liang's patterns (F. M. Liang, “Word Hy-phen-a-tion by Com-put-er”, 1983), which `hypher` has in the
//! binary, or by syllables. What these get wrong stands in `EXCEPTIONS`.

use super::Locale;
use super::syllables::{Spelling, is_apostrophe};
use crate::document::Language;
use hypher::Lang;

/// The fewest letters that stay before a division.
const LEAST_BEFORE: usize = 2;
/// The fewest letters that are carried to the next line.
const LEAST_AFTER: usize = 3;
/// The fewest letters of a word that is divided at all: a shorter one saves too little for the eye's stumble.
const LEAST_LETTERS: usize = 6;
/// The fewest letters of a name that is divided where there is no other way.
const LEAST_LETTERS_OF_NAME: usize = 8;
/// The fewest letters on either side of the division of a name.
const LEAST_OF_NAME: usize = 3;

/// How the places are found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Method {
    Patterns(Lang),
    Syllables(Spelling),
}

const ENGLISH: Method = Method::Patterns(Lang::English);

/// English words whose division depends on their meaning or escapes the patterns, with all their divisions: those of The
/// TeXbook, appendix H, which stay whole where noun and verb differ; and states and peoples of the region, as
/// Merriam-Webster divides them.
const EXCEPTIONS: &str = "\
    as-so-ciate as-so-ciates dec-li-na-tion oblig-a-tory phil-an-thropic present presents project \
    projects record records reci-procity re-cog-ni-zance ref-or-ma-tion ret-ri-bu-tion \
    af-ghan-i-stan af-ghan-i-stani af-ghan-i-stanis ka-ra-kal-pak-stan ka-zakh-stan ka-zakh-stani \
    ka-zakh-stanis kyr-gyz-stan kyr-gyz-stani kyr-gyz-stanis pa-ki-stan pa-ki-stani pa-ki-stanis \
    ta-jik-i-stan ta-jik-i-stani ta-jik-i-stanis turk-men-i-stan turk-men-i-stani turk-men-i-stanis \
    uz-bek-i-stan uz-bek-i-stani uz-bek-i-stanis";

/// How the words of a language are hyphenated. Cheap to copy.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hyphenation {
    method: Method,
}

impl Hyphenation {
    /// Of words that Liang's patterns divide.
    pub(super) const fn by_patterns(patterns: Lang) -> Hyphenation {
        Hyphenation {
            method: Method::Patterns(patterns),
        }
    }

    /// Of words that are divided between their syllables.
    pub(super) const fn by_syllables(spelling: Spelling) -> Hyphenation {
        Hyphenation {
            method: Method::Syllables(spelling),
        }
    }

    /// The hyphenation of `language`; none where its words are not divided, or not known how.
    pub fn of(language: &Language) -> Option<Hyphenation> {
        Locale::for_language(language)?.data.hyphenation
    }

    /// Whether words of the language are written with `character`: a letter, or what is typed for one.
    pub fn is_letter(self, character: char) -> bool {
        character.is_alphabetic()
            || self.method == Method::Syllables(Spelling::UzbekLatin) && is_apostrophe(character)
    }

    /// The places in `word`, in bytes and in order, where it may be divided with a hyphen. A word is one of
    /// letters alone; one with a capital (a name, an abbreviation) is left whole.
    pub fn points(self, word: &str) -> Vec<usize> {
        let divisible = word.chars().count() >= LEAST_LETTERS
            && word.chars().all(|c| self.is_letter(c) && !c.is_uppercase());
        if !divisible {
            return Vec::new();
        }
        let mut exceptions = EXCEPTIONS.split(' ').filter(|_| self.method == ENGLISH);
        let exception = exceptions.find(|one| one.split('-').flat_map(str::chars).eq(word.chars()));
        match (exception, self.method) {
            (Some(divided), _) => ends(divided.split('-')),
            (None, Method::Patterns(patterns)) => ends(hypher::hyphenate_bounded(
                word,
                patterns,
                LEAST_BEFORE,
                LEAST_AFTER,
            )),
            (None, Method::Syllables(spelling)) => spelling.points(word, LEAST_BEFORE, LEAST_AFTER),
        }
    }

    /// Whether `word` is a name of so many letters that it may be divided, or another word with a capital at its head.
    pub fn is_name(self, word: &str) -> bool {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().nth(LEAST_LETTERS_OF_NAME - 2).is_some()
            && letters.all(|c| self.is_letter(c) && !c.is_uppercase())
    }

    /// The places in a name where it may be divided if nothing else is left.
    pub fn points_of_name(self, word: &str) -> Vec<usize> {
        let small = word.to_lowercase();
        if !self.is_name(word) || small.len() != word.len() {
            return Vec::new();
        }
        let mut points = self.points(&small);
        points.retain(|point| {
            let (head, tail) = small.split_at(*point);
            head.chars().count() >= LEAST_OF_NAME && tail.chars().count() >= LEAST_OF_NAME
        });
        points
    }
}

/// Where the parts of a word end, in bytes, but for the last.
fn ends<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut end = 0;
    let mut ends: Vec<usize> = parts
        .map(|part| {
            end += part.len();
            end
        })
        .collect();
    ends.pop();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(tag: &str, word: &str) -> String {
        let hyphenation = Hyphenation::of(&Language(tag.into())).expect("it is hyphenated");
        let mut start = 0;
        let mut parts = Vec::new();
        for point in hyphenation.points(word) {
            parts.push(&word[start..point]);
            start = point;
        }
        parts.push(&word[start..]);
        parts.join("-")
    }

    #[test]
    fn words_are_divided_as_their_language_has_it() {
        for word in [
            "co-op-er-a-tion",
            "rec-om-men-da-tion",
            "en-vi-ron-men-tal",
            "present",
            "as-so-ciate",
        ] {
            assert_eq!(divided("en-GB", &word.replace('-', "")), word);
        }
        for word in [
            "со-труд-ни-че-ство",
            "ре-ко-мен-да-ция",
            "меж-от-рас-ле-вой",
        ] {
            assert_eq!(divided("ru", &word.replace('-', "")), word);
        }
    }

    /// Words of the rules of spelling and of the Universal Declaration of Human Rights.
    #[test]
    fn the_words_of_the_lists_are_divided_so() {
        for tag in ["kk", "ky", "tg", "tk", "uz", "uz-Cyrl"] {
            let path = format!("{}/tests/hyphenation/{tag}.txt", env!("CARGO_MANIFEST_DIR"));
            let list = std::fs::read_to_string(path).expect("a list for each language");
            let words: Vec<&str> = list
                .lines()
                .filter(|line| !line.starts_with('#'))
                .flat_map(str::split_whitespace)
                .collect();
            assert!(words.len() >= 150, "{tag}: {} words", words.len());
            for word in words {
                assert_eq!(divided(tag, &word.replace('-', "")), word);
            }
        }
    }

    #[test]
    fn apostrophes_are_letters_in_uzbek_alone() {
        for word in [
            "ko‘r-sa-til-gan",
            "bo'-li-nishi",
            "ma’-lu-mot-lar",
            "san’-at-dan",
        ] {
            assert_eq!(divided("uz", &word.replace('-', "")), word);
        }
        assert_eq!(divided("en", "government’s"), "government’s");
    }

    #[test]
    fn names_numbers_abbreviations_and_short_words_stay_whole() {
        for word in [
            "Kazakhstan",
            "UNECE",
            "CO2emissions",
            "water",
            "half-hearted",
            "",
        ] {
            assert_eq!(divided("en", word), word);
        }
    }

    #[test]
    fn a_long_name_is_divided_as_a_last_resort() {
        let divided = |tag: &str, word: &'static str| -> Vec<&str> {
            let hyphenation = Hyphenation::of(&Language(tag.into())).expect("it is hyphenated");
            let points = hyphenation.points_of_name(word);
            points.iter().map(|point| &word[..*point]).collect()
        };
        assert_eq!(divided("en", "Kazakhstan"), ["Kazakh"]);
        assert_eq!(divided("en", "Kyrgyzstani"), ["Kyr", "Kyrgyz"]);
        assert_eq!(divided("en", "Uzbekistan"), ["Uzbek", "Uzbeki"]);
        assert_eq!(divided("ru", "Казахстана"), ["Казах"]);
        assert_eq!(divided("ru", "Концепция"), ["Кон", "Концеп"]);
        assert!(divided("en", "Astana").is_empty() && divided("en", "UNITEDNATIONS").is_empty());
        assert!(divided("en", "cooperation").is_empty());
    }

    #[test]
    fn a_language_without_patterns_is_not_hyphenated() {
        for tag in ["prs", "kk-Latn", "en-Shaw", "ru-Latn", ""] {
            assert_eq!(Hyphenation::of(&Language(tag.into())), None);
        }
    }
}
