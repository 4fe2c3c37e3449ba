//! Hyphenation: where a word of a language may be divided at a line's end.
//!
//! By Liang's patterns (F. M. Liang, “Word Hy-phen-a-tion by Com-put-er”, 1983), which `hypher` has in the
//! binary. What patterns get wrong stands in `EXCEPTIONS`.

use super::script;
use crate::document::Language;
use hypher::Lang;

/// The fewest letters that stay before a division.
const LEAST_BEFORE: usize = 2;
/// The fewest letters that are carried to the next line.
const LEAST_AFTER: usize = 3;
/// The fewest letters of a word that is divided at all: a shorter one saves too little for the eye's stumble.
const LEAST_LETTERS: usize = 6;

/// The languages that are hyphenated, by primary subtag and script.
const PATTERNS: &[(&str, &str, Lang)] =
    &[("en", "Latn", Lang::English), ("ru", "Cyrl", Lang::Russian)];

/// Words whose division depends on their meaning or escapes the patterns, with all their divisions; in
/// English those of The TeXbook, appendix H, which stay whole where noun and verb differ.
const EXCEPTIONS: &[(Lang, &str)] = &[
    (Lang::English, "as-so-ciate"),
    (Lang::English, "as-so-ciates"),
    (Lang::English, "dec-li-na-tion"),
    (Lang::English, "oblig-a-tory"),
    (Lang::English, "phil-an-thropic"),
    (Lang::English, "present"),
    (Lang::English, "presents"),
    (Lang::English, "project"),
    (Lang::English, "projects"),
    (Lang::English, "record"),
    (Lang::English, "records"),
    (Lang::English, "reci-procity"),
    (Lang::English, "re-cog-ni-zance"),
    (Lang::English, "ref-or-ma-tion"),
    (Lang::English, "ret-ri-bu-tion"),
];

/// How the words of a language are hyphenated. Cheap to copy.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hyphenation {
    patterns: Lang,
}

impl Hyphenation {
    /// The hyphenation of `language`; none where its words are not divided, or not known how.
    pub fn of(language: &Language) -> Option<Hyphenation> {
        let primary = script::primary_subtag(language);
        let script = script::script(language);
        PATTERNS
            .iter()
            .find(|(tag, its_script, _)| primary.eq_ignore_ascii_case(tag) && script == *its_script)
            .map(|(_, _, patterns)| Hyphenation {
                patterns: *patterns,
            })
    }

    /// The places in `word`, in bytes and in order, where it may be divided with a hyphen. A word is one of
    /// letters alone; one with a capital (a name, an abbreviation) is left whole.
    pub fn points(self, word: &str) -> Vec<usize> {
        let divisible = word.chars().count() >= LEAST_LETTERS
            && word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
        if !divisible {
            return Vec::new();
        }
        let exception = EXCEPTIONS
            .iter()
            .filter(|(language, _)| *language == self.patterns)
            .find(|(_, divided)| divided.split('-').flat_map(str::chars).eq(word.chars()));
        let mut end = 0;
        let mut points = Vec::new();
        let mut add = |syllable: &str| {
            end += syllable.len();
            points.push(end);
        };
        match exception {
            Some((_, divided)) => divided.split('-').for_each(&mut add),
            None => {
                hypher::hyphenate_bounded(word, self.patterns, LEAST_BEFORE, LEAST_AFTER)
                    .for_each(&mut add);
            }
        }
        // The end of the last syllable is the end of the word.
        points.pop();
        points
    }
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
    fn a_language_without_patterns_is_not_hyphenated() {
        for tag in ["kk", "prs", "en-Shaw", "ru-Latn", ""] {
            assert_eq!(Hyphenation::of(&Language(tag.into())), None);
        }
    }
}
