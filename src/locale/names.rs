//! What languages are called: their tags, and the names and codes that people write for tags.

use super::script::primary_subtag;
use crate::document::Language;

/// A language that has a name.
#[derive(Clone, Copy)]
pub struct Named {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    codes: &'static str,
    names: &'static str,
}

/// The codes of countries that are taken for those of their languages, and are the code of none.
const COUNTRIES: &[(&str, &str)] = &[
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gb", "en"),
    ("gr", "el"),
    ("ir", "fa"),
    ("jp", "ja"),
    ("kz", "kk"),
    ("pk", "ur"),
    ("tj", "tg"),
    ("tm", "tk"),
    ("ua", "uk"),
    ("us", "en"),
];

/// The codes of countries that are those of languages elsewhere, and the languages of ours that may be meant.
const OTHERWISE_LANGUAGES: [(&str, &str); 2] = [("af", "prs"), ("kg", "ky")];

impl Named {
    /// Tags of the kinds that there are.
    pub const EXAMPLES: [&str; 5] = ["en", "ru", "kk", "uz-Cyrl", "fa-AF"];

    /// All languages with a code of two letters, and others of the region.
    pub fn all() -> impl Iterator<Item = Named> {
        include_str!("languages.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some(Named {
                    tag: cells.next()?,
                    codes: cells.next()?,
                    names: cells.next()?,
                })
            })
    }

    /// The language whose tag is `tag`, without a region.
    pub fn of(tag: &str) -> Option<Named> {
        Self::all().find(|language| language.tag == tag)
    }

    /// The language with another code `code`: of three letters, a deprecated one, or that of a country.
    pub fn with_other_code(code: &str) -> Option<Named> {
        let of_country = COUNTRIES.iter().find(|(country, _)| *country == code);
        Self::all().find(|language| {
            language.codes.split_whitespace().any(|other| other == code)
                || of_country.is_some_and(|(_, tag)| language.tag == *tag)
        })
    }

    /// The language of ours that may be meant by the code of a country which is that of a language elsewhere.
    pub fn of_country(code: &str) -> Option<Named> {
        let of_country = OTHERWISE_LANGUAGES
            .iter()
            .find(|(country, _)| *country == code);
        of_country.and_then(|(_, tag)| Named::of(tag))
    }

    /// Its name in English.
    pub fn english(self) -> &'static str {
        self.names().next().unwrap_or(self.tag)
    }

    /// Its names in English, in Russian and in itself, and others.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.names.split("; ")
    }
}

/// Whether the language of a tag is one that there is, as far as that is known here: every code of two letters
/// is known; of those of three letters, that no shorter one stands for the same.
pub fn is_language(language: &Language) -> bool {
    let primary = primary_subtag(&language.0);
    match primary.len() {
        2 => Named::of(primary).is_some(),
        _ => Named::with_other_code(primary).is_none(),
    }
}

/// The variants of the IANA Language Subtag Registry that begin with a letter.
const VARIANTS: &str = "\
     abl1943 akuapem alalc97 aluku anpezo ao1990 aranes arevela arevmda arkaika asante auvern baku1926 balanka \
     barla basiceng bauddha biscayan biske bohoric boont bornholm cisaup colb1945 cornu creiss dajnko ekavsk \
     emodeng fascia fodom fonipa fonkirsh fonnapa fonupa fonxsamp gallo gascon gherd grclass grital grmistr hepburn \
     heploc hognorsk hsistemo ijekavsk itihasa ivanchov jauer jyutping kkcor kociewie kscor laukika lemosin \
     lengadoc lipaw ltg2007 luna1918 metelko monoton ndyuka nedis newfound nicard njiva nulik osojs oxendict \
     pahawh2 pahawh3 pahawh4 pamaka peano petr1708 pinyin polyton provenc puter rigik rozaj rumgr scotland scouse \
     simple solba sotav spanglis surmiran sursilv sutsilv synnejyl tarask tongyong tunumiit uccor ucrcor ulster \
     unifon vaidika valbadia valencia vallader vecdruka viennese vivaraup wadegile xsistemo";

/// Whether `subtag`, in small letters, is a variant that is registered (RFC 5646, section 2.2.5).
pub(crate) fn is_variant(subtag: &str) -> bool {
    VARIANTS.split(' ').any(|variant| variant == subtag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn every_language_of_ours_has_a_name() {
        for tag in Locale::tags() {
            assert!(Named::of(tag).is_some(), "{tag}");
        }
        assert_eq!(Named::of("kk").map(Named::english), Some("Kazakh"));
    }

    #[test]
    fn codes_are_of_one_language() {
        let mut seen = std::collections::BTreeSet::new();
        for language in Named::all() {
            assert!(seen.insert(language.tag), "{}", language.tag);
            for code in language.codes.split_whitespace() {
                assert!(seen.insert(code), "{code}");
            }
        }
        assert!(
            COUNTRIES
                .iter()
                .all(|(country, tag)| seen.insert(country) && seen.contains(tag))
        );
    }

    #[test]
    fn a_code_of_two_letters_is_known_or_none() {
        let is = |tag: &str| is_language(&Language(tag.into()));
        assert!(is("kk") && is("kk-Latn-KZ") && is("prs") && is("kaa") && is("tlh"));
        assert!(!is("kz") && !is("kaz") && !is("iw") && !is("xx"));
    }
}
