//! The script and direction of a language (BCP 47, ISO 15924).

use crate::document::Language;

/// The direction in which a language is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Direction {
    /// The other of the two.
    pub fn opposite(self) -> Direction {
        match self {
            Direction::LeftToRight => Direction::RightToLeft,
            Direction::RightToLeft => Direction::LeftToRight,
        }
    }

    /// As HTML has it in `dir`.
    pub fn in_html(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// Languages that are usually not written in the Latin script, by primary subtag, with the ISO 15924
/// code of their script: all languages of `languages.tsv` (CLDR 48, likely subtags). A tag may name another:
/// `uz-Cyrl`.
const SCRIPTS: &[(&str, &str)] = &[
    ("ab", "Cyrl"),
    ("ae", "Avst"),
    ("am", "Ethi"),
    ("ar", "Arab"),
    ("as", "Beng"),
    ("av", "Cyrl"),
    ("ba", "Cyrl"),
    ("be", "Cyrl"),
    ("bg", "Cyrl"),
    ("bh", "Deva"),
    ("bn", "Beng"),
    ("bo", "Tibt"),
    ("ce", "Cyrl"),
    ("ckb", "Arab"),
    ("cr", "Cans"),
    ("cu", "Cyrl"),
    ("cv", "Cyrl"),
    ("dv", "Thaa"),
    ("dz", "Tibt"),
    ("el", "Grek"),
    ("fa", "Arab"),
    ("gu", "Gujr"),
    ("he", "Hebr"),
    ("hi", "Deva"),
    ("hy", "Armn"),
    ("ii", "Yiii"),
    ("iu", "Cans"),
    ("ja", "Jpan"),
    ("ka", "Geor"),
    ("kaa", "Cyrl"),
    ("kk", "Cyrl"),
    ("km", "Khmr"),
    ("kn", "Knda"),
    ("ko", "Kore"),
    ("ks", "Arab"),
    ("kv", "Cyrl"),
    ("ky", "Cyrl"),
    ("lo", "Laoo"),
    ("mk", "Cyrl"),
    ("ml", "Mlym"),
    ("mn", "Cyrl"),
    ("mr", "Deva"),
    ("my", "Mymr"),
    ("ne", "Deva"),
    ("oj", "Cans"),
    ("or", "Orya"),
    ("os", "Cyrl"),
    ("pa", "Guru"),
    ("pi", "Sinh"),
    ("prs", "Arab"),
    ("ps", "Arab"),
    ("ru", "Cyrl"),
    ("sa", "Deva"),
    ("sd", "Arab"),
    ("si", "Sinh"),
    ("sr", "Cyrl"),
    ("ta", "Taml"),
    ("te", "Telu"),
    ("tg", "Cyrl"),
    ("th", "Thai"),
    ("ti", "Ethi"),
    ("tt", "Cyrl"),
    ("ug", "Arab"),
    ("uk", "Cyrl"),
    ("ur", "Arab"),
    ("yi", "Hebr"),
    ("zh", "Hans"),
];

/// Where a language is usually written in another script than elsewhere: language, region (ISO 3166-1), script
/// (CLDR 48, likely subtags; but for Chinese, of which the difference is none here).
const IN_REGIONS: &[(&str, &str, &str)] = &[
    ("az", "IQ", "Arab"),
    ("az", "IR", "Arab"),
    ("az", "RU", "Cyrl"),
    ("ha", "CM", "Arab"),
    ("ha", "SD", "Arab"),
    ("kk", "AF", "Arab"),
    ("kk", "CN", "Arab"),
    ("kk", "IR", "Arab"),
    ("kk", "MN", "Arab"),
    ("ku", "LB", "Arab"),
    ("ky", "CN", "Arab"),
    ("ky", "TR", "Latn"),
    ("mn", "CN", "Mong"),
    ("ms", "CC", "Arab"),
    ("pa", "PK", "Arab"),
    ("sd", "IN", "Deva"),
    ("sr", "ME", "Latn"),
    ("sr", "RO", "Latn"),
    ("sr", "TR", "Latn"),
    ("tg", "PK", "Arab"),
    ("ug", "KZ", "Cyrl"),
    ("ug", "MN", "Cyrl"),
    ("uz", "AF", "Arab"),
    ("uz", "CN", "Cyrl"),
];

/// Scripts that run from right to left.
const RIGHT_TO_LEFT: &[&str] = &["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/// The first subtag of a tag: the language itself.
pub(super) fn primary_subtag(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The subtags of a tag behind the first that say something of the language: what follows a singleton is an extension.
pub(super) fn other_subtags(tag: &str) -> impl Iterator<Item = &str> {
    tag.split('-').skip(1).take_while(|subtag| subtag.len() > 1)
}

/// The ISO 15924 code of the script of `language`: the one its tag names, otherwise its usual one, in its region
/// where the tag names one.
pub fn script(language: &Language) -> String {
    let (language, mut subtags) = (primary_subtag(&language.0), other_subtags(&language.0));
    let is_of_letters = |subtag: &str| subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut region = None;
    // A script is the only subtag of four letters (RFC 5646, section 2.2.3), and a region of two (2.2.4); a variant
    // of four characters begins with a digit.
    if let Some(named) = subtags.find(|subtag| {
        if subtag.len() == 2 && region.is_none() {
            region = Some(*subtag);
        }
        subtag.len() == 4 && is_of_letters(subtag)
    }) {
        let (first, rest) = named.split_at(1);
        return first.to_ascii_uppercase() + &rest.to_ascii_lowercase();
    }
    let in_region = IN_REGIONS.iter().find(|(tag, place, _)| {
        tag.eq_ignore_ascii_case(language)
            && region.is_some_and(|region| place.eq_ignore_ascii_case(region))
    });
    let usual = || {
        let mut known = SCRIPTS.iter();
        known.find(|(tag, _)| tag.eq_ignore_ascii_case(language))
    };
    in_region
        .map(|(.., script)| *script)
        .or_else(|| usual().map(|(_, script)| *script))
        .unwrap_or("Latn")
        .to_owned()
}

/// How the words for scripts begin in several languages, and the scripts.
const NAMES: [(&str, &str); 7] = [
    ("ara", "Arab"),
    ("cir", "Cyrl"),
    ("cyr", "Cyrl"),
    ("kir", "Cyrl"),
    ("kyr", "Cyrl"),
    ("lat", "Latn"),
    ("lot", "Latn"),
];

/// The ISO 15924 code of the script that is meant by `word`, in small letters: “cyrillic”, “kirill”, “lotin”.
pub(crate) fn script_meant(word: &str) -> Option<&'static str> {
    let mut names = NAMES.iter();
    let (_, code) = names.find(|(start, _)| word.starts_with(start))?;
    Some(code)
}

/// The languages that write the figures 4, 6 and 7 of the Arabic script as Urdu does: those whose forms OpenType fonts
/// have under `URD`, `SND` and `KSH`.
const URDU_FIGURES: &[&str] = &["ur", "sd", "ks"];

/// Whether `language` writes the figures 4, 6 and 7 of the Arabic script as Urdu does, and not as Persian.
pub fn has_urdu_figures(language: &Language) -> bool {
    let primary = primary_subtag(&language.0);
    URDU_FIGURES
        .iter()
        .any(|tag| tag.eq_ignore_ascii_case(primary))
}

/// The direction in which `language` is written.
pub fn direction(language: &Language) -> Direction {
    if RIGHT_TO_LEFT.contains(&script(language).as_str()) {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_its_script_or_has_its_languages_usual_one() {
        let script = |tag: &str| script(&Language(tag.into()));
        assert_eq!(script("en-GB"), "Latn");
        assert_eq!(script("kk"), "Cyrl");
        assert_eq!(script("kk-latn-KZ"), "Latn");
        assert_eq!(script("de-1996"), "Latn");
        assert_eq!(script("RU"), "Cyrl");
        assert_eq!(script("en-x-arab"), "Latn");
        assert_eq!(script("en-x-af"), "Latn");
        assert_eq!(script("uz"), "Latn");
        assert_eq!(script("uz-AF"), "Arab");
        assert_eq!(script("UZ-af"), "Arab");
        assert_eq!(script("uz-Latn-AF"), "Latn");
        assert_eq!(script("kk-CN"), "Arab");
        assert_eq!(script("kk-KZ"), "Cyrl");
    }

    #[test]
    fn every_language_of_the_tables_has_a_name() {
        let tags = SCRIPTS.iter().map(|(tag, _)| tag);
        for tag in tags.chain(IN_REGIONS.iter().map(|(tag, ..)| tag)) {
            assert!(crate::locale::Named::of(tag).is_some(), "{tag}");
        }
        assert!(
            URDU_FIGURES
                .iter()
                .all(|tag| { direction(&Language((*tag).to_owned())) == Direction::RightToLeft })
        );
    }

    #[test]
    fn direction_follows_the_script() {
        let direction = |tag: &str| direction(&Language(tag.into()));
        assert_eq!(direction("prs"), Direction::RightToLeft);
        assert_eq!(direction("az-Arab"), Direction::RightToLeft);
        assert_eq!(direction("ug-Cyrl"), Direction::LeftToRight);
        assert_eq!(direction("tg"), Direction::LeftToRight);
    }
}
