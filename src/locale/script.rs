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

/// Languages that are usually not written in the Latin script, by primary subtag, with the ISO 15924
/// code of their script. A tag may name another: `uz-Cyrl`.
const SCRIPTS: &[(&str, &str)] = &[
    ("am", "Ethi"),
    ("ar", "Arab"),
    ("be", "Cyrl"),
    ("bg", "Cyrl"),
    ("bn", "Beng"),
    ("ckb", "Arab"),
    ("dv", "Thaa"),
    ("el", "Grek"),
    ("fa", "Arab"),
    ("he", "Hebr"),
    ("hi", "Deva"),
    ("hy", "Armn"),
    ("ja", "Jpan"),
    ("ka", "Geor"),
    ("kk", "Cyrl"),
    ("ko", "Kore"),
    ("ky", "Cyrl"),
    ("mk", "Cyrl"),
    ("mn", "Cyrl"),
    ("prs", "Arab"),
    ("ps", "Arab"),
    ("ru", "Cyrl"),
    ("sd", "Arab"),
    ("sr", "Cyrl"),
    ("tg", "Cyrl"),
    ("th", "Thai"),
    ("tt", "Cyrl"),
    ("ug", "Arab"),
    ("uk", "Cyrl"),
    ("ur", "Arab"),
    ("yi", "Hebr"),
    ("zh", "Hans"),
];

/// Scripts that run from right to left.
const RIGHT_TO_LEFT: &[&str] = &["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/// The first subtag of a language tag: the language itself.
pub(super) fn primary_subtag(language: &Language) -> &str {
    language.0.split('-').next().unwrap_or_default()
}

/// The ISO 15924 code of the script of `language`: the one its tag names, otherwise its usual one.
pub fn script(language: &Language) -> String {
    // A script is the only subtag of four letters (RFC 5646, section 2.2.3); a variant of four
    // characters begins with a digit. What follows a singleton is an extension.
    let named = language
        .0
        .split('-')
        .skip(1)
        .take_while(|subtag| subtag.len() > 1)
        .find(|subtag| subtag.len() == 4 && subtag.bytes().all(|b| b.is_ascii_alphabetic()));
    if let Some(named) = named {
        let (first, rest) = named.split_at(1);
        return first.to_ascii_uppercase() + &rest.to_ascii_lowercase();
    }
    let primary = primary_subtag(language).to_ascii_lowercase();
    SCRIPTS
        .iter()
        .find(|(tag, _)| *tag == primary)
        .map_or("Latn", |(_, script)| script)
        .to_owned()
}

/// The languages that write the figures 4, 6 and 7 of the Arabic script as Urdu does: those whose forms OpenType fonts
/// have under `URD`, `SND` and `KSH`.
const URDU_FIGURES: &[&str] = &["ur", "sd", "ks"];

/// Whether `language` writes the figures 4, 6 and 7 of the Arabic script as Urdu does, and not as Persian.
pub fn has_urdu_figures(language: &Language) -> bool {
    let primary = primary_subtag(language);
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
