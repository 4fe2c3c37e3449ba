//! Languages: labels, dates, lists, numbers, country names, direction and script, hyphenation and what a line
//! must not divide.
//!
//! A language is data only: a file of messages (`locale/<tag>.ftl`, [Fluent]), a file of country
//! names (`locale/territories/<tag>.tsv`, from CLDR), a file of what notes call things
//! (`locale/terms/<tag>.tsv`) and a row of the table `LANGUAGES`. A test asks for every
//! message in every language. `locale/README.md` has a table of what was corrected in the data of CLDR, and by
//! which source.
//!
//! [Fluent]: https://projectfluent.org/fluent/guide/

mod alphabet;
mod date;
mod days;
mod deadline;
mod hyphenation;
mod lookalike;
mod message;
mod names;
#[cfg(test)]
mod new_language;
mod number;
mod parse;
mod script;
mod sentence;
mod solar_hijri;
mod syllables;
mod term;
mod territory;
mod ties;

pub use date::said_last;
pub use days::{day_at_start, two_readings};
pub use deadline::{Deadline, Precision};
pub use hyphenation::Hyphenation;
pub use lookalike::Lookalike;
pub(crate) use message::COUNTS;
pub use message::{Argument, Message, Piece, has_comma};
pub(crate) use names::is_variant;
pub use names::{Named, is_language};
pub use number::{
    Grouping, decimal_digit, leading_digits, note_separator, number_of_letter, numeral,
};
pub(crate) use script::script_meant;
pub use script::{Direction, direction, has_urdu_figures, script};
pub use sentence::ends_sentence;
pub use solar_hijri::{day_in_figures, from_solar_hijri, is_solar_hijri};
pub use term::{NamedTerm, Term};
pub use territory::{is_country, names_of_countries};
pub(crate) use ties::is_unit;
pub use ties::{Tie, Ties, initial};

use crate::date::DateRange;
use crate::document::Language;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use hypher::Lang;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};
use syllables::Spelling;

/// Everything that is known of one language.
struct Data {
    /// Its BCP 47 tag: the primary subtag, with the script where that is not the usual one.
    tag: &'static str,
    /// The ISO 15924 code of its script.
    script: &'static str,
    /// How its words are divided, if they are.
    hyphenation: Option<Hyphenation>,
    /// Its letters in their order, with spaces between.
    alphabet: &'static str,
    /// What belongs together in it.
    rules: &'static ties::Rules,
    /// What is typed in the place of its letters.
    lookalikes: &'static [Lookalike],
    messages: LazyLock<FluentBundle<FluentResource>>,
    territories: LazyLock<BTreeMap<&'static str, &'static str>>,
    terms: LazyLock<term::Terms>,
    names: OnceLock<term::Names>,
    months: OnceLock<[Vec<(u8, String)>; 2]>,
    words_of_dates: OnceLock<BTreeMap<String, days::Part>>,
    signs: OnceLock<number::Signs>,
}

/// The row of one language in the table: its tag, from which the names of its files follow, its script, and what it
/// has of its own.
macro_rules! language {
    ($tag:literal, $script:literal, $hyphenation:expr, $alphabet:expr, $rules:expr, $lookalikes:expr) => {
        language!(
            ($tag, $script, $hyphenation, $alphabet, $rules, $lookalikes),
            "locale/",
            "locale/territories/",
            "locale/terms/"
        )
    };
    (
        ($tag:literal, $script:literal, $hyphenation:expr, $alphabet:expr, $rules:expr, $lookalikes:expr),
        $messages:literal, $territories:literal, $terms:literal
    ) => {
        Data {
            tag: $tag,
            script: $script,
            hyphenation: $hyphenation,
            alphabet: $alphabet,
            rules: $rules,
            lookalikes: $lookalikes,
            messages: LazyLock::new(|| {
                message::bundle($tag, include_str!(concat!($messages, $tag, ".ftl")))
            }),
            territories: LazyLock::new(|| {
                territory::names(include_str!(concat!($territories, $tag, ".tsv")))
            }),
            terms: LazyLock::new(|| term::Terms::read(include_str!(concat!($terms, $tag, ".tsv")))),
            names: OnceLock::new(),
            months: OnceLock::new(),
            words_of_dates: OnceLock::new(),
            signs: OnceLock::new(),
        }
    };
}

/// The languages whose words are known.
static LANGUAGES: [Data; 10 + cfg!(test) as usize] = [
    language!(
        "en",
        "Latn",
        Some(Hyphenation::by_patterns(Lang::English)),
        alphabet::ENGLISH,
        &ties::ENGLISH,
        &[]
    ),
    language!(
        "fa",
        "Arab",
        None,
        alphabet::PERSIAN,
        &ties::PERSIAN,
        lookalike::PERSIAN
    ),
    language!(
        "kk",
        "Cyrl",
        Some(Hyphenation::by_syllables(Spelling::Kazakh)),
        alphabet::KAZAKH,
        &ties::KAZAKH,
        &[]
    ),
    language!(
        "ky",
        "Cyrl",
        Some(Hyphenation::by_syllables(Spelling::Kyrgyz)),
        alphabet::KYRGYZ,
        &ties::KYRGYZ,
        &[]
    ),
    language!(
        "prs",
        "Arab",
        None,
        alphabet::PERSIAN,
        &ties::DARI,
        lookalike::PERSIAN
    ),
    language!(
        "ru",
        "Cyrl",
        Some(Hyphenation::by_patterns(Lang::Russian)),
        alphabet::RUSSIAN,
        &ties::RUSSIAN,
        &[]
    ),
    language!(
        "tg",
        "Cyrl",
        Some(Hyphenation::by_syllables(Spelling::Tajik)),
        alphabet::TAJIK,
        &ties::TAJIK,
        &[]
    ),
    language!(
        "tk",
        "Latn",
        Some(Hyphenation::by_syllables(Spelling::Turkmen)),
        alphabet::TURKMEN,
        &ties::TURKMEN,
        &[]
    ),
    language!(
        "uz",
        "Latn",
        Some(Hyphenation::by_syllables(Spelling::UzbekLatin)),
        alphabet::UZBEK,
        &ties::UZBEK,
        lookalike::UZBEK
    ),
    language!(
        "uz-Cyrl",
        "Cyrl",
        Some(Hyphenation::by_syllables(Spelling::UzbekCyrillic)),
        alphabet::UZBEK_CYRILLIC,
        &ties::UZBEK_CYRILLIC,
        &[]
    ),
    // See `new_language`.
    #[cfg(test)]
    language!(
        (
            "uk",
            "Cyrl",
            Some(Hyphenation::by_patterns(Lang::Ukrainian)),
            alphabet::UKRAINIAN,
            &ties::UKRAINIAN,
            &[]
        ),
        "../tests/new-language/",
        "../tests/new-language/",
        "../tests/new-language/terms/"
    ),
];

/// A language that briefs can be written in. Cheap to copy: its data are read once, when first used.
#[derive(Clone, Copy)]
pub struct Locale {
    data: &'static Data,
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Locale({:?})", self.data.tag)
    }
}

impl Locale {
    /// The locale that serves `language`: the one of its primary language subtag, if it is written in
    /// the same script. `en-GB` is served by `en`, `fa-AF` (Persian of Afghanistan) by `prs` (Dari).
    pub fn for_language(language: &Language) -> Option<Locale> {
        let named = script::primary_subtag(&language.0);
        let is_dari = named.eq_ignore_ascii_case("fa")
            && script::other_subtags(&language.0).any(|subtag| subtag.eq_ignore_ascii_case("AF"));
        let primary = if is_dari { "prs" } else { named };
        let script = script(language);
        Self::all().find(|locale| {
            let ours = script::primary_subtag(locale.data.tag);
            primary.eq_ignore_ascii_case(ours) && script == locale.data.script
        })
    }

    /// The tags of all languages that a brief can be written in.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        Self::all().map(|locale| locale.data.tag)
    }

    /// The locales of all languages that a brief can be written in.
    pub(crate) fn all() -> impl Iterator<Item = Locale> {
        LANGUAGES.iter().map(|data| Locale { data })
    }

    /// The days that `words` name in one of the languages, where they say nothing else.
    pub fn date_range_in_any(words: &str) -> Option<DateRange> {
        Self::all().find_map(|locale| locale.parse_days(words))
    }

    /// The locale of the first language of the table, for where none is known.
    pub fn first() -> Locale {
        Locale {
            data: &LANGUAGES[0],
        }
    }

    /// The locale with the tag `tag`.
    #[cfg(test)]
    fn with_tag(tag: &str) -> Option<Locale> {
        Self::all().find(|locale| locale.data.tag == tag)
    }

    /// The name of the country with the ISO 3166-1 alpha-2 code `code`, if there is one.
    pub fn country(&self, code: &str) -> Option<&'static str> {
        self.data.territories.get(code).copied()
    }
}

/// Whether this is Persian or Dari, which have many sentences in common, and the calendars of the Hijra beside the civil
/// one.
pub(crate) fn is_persian(language: &Language) -> bool {
    Locale::for_language(language).is_some_and(|locale| locale.data.script == "Arab")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) fn english() -> Locale {
    Locale::for_language(&Language("en".into())).unwrap()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_served_by_its_language_and_another_script_is_not() {
        let served = |tag: &str| Locale::for_language(&Language(tag.into())).is_some();
        assert!(served("en") && served("en-GB") && served("EN-Latn-KZ"));
        assert!(!served("en-Shaw") && !served("tlh") && !served(""));
        assert!(served("fa") && served("prs") && !served("fa-Cyrl"));
    }

    #[test]
    fn a_language_of_two_scripts_is_found_by_its_script() {
        let tag = |tag: &str| {
            Locale::for_language(&Language(tag.into()))
                .unwrap()
                .data
                .tag
        };
        assert_eq!(tag("uz"), "uz");
        assert_eq!(tag("uz-Latn-UZ"), "uz");
        assert_eq!(tag("uz-Cyrl"), "uz-Cyrl");
        assert_eq!(tag("UZ-cyrl-UZ"), "uz-Cyrl");
        assert_eq!(tag("fa-AF"), "prs");
        assert_eq!(tag("fa-x-af"), "fa");
    }

    #[test]
    fn a_row_has_the_script_that_its_tag_has() {
        for data in &LANGUAGES {
            assert_eq!(script(&Language(data.tag.into())), data.script);
        }
    }

    #[test]
    fn every_language_names_every_country() {
        for data in &LANGUAGES {
            assert_eq!(data.territories.len(), 249, "{}", data.tag);
            assert!(data.territories.keys().all(|code| is_country(code)));
        }
        assert_eq!(english().country("KZ"), Some("Kazakhstan"));
        assert_eq!(english().country("XX"), None);
    }
}
