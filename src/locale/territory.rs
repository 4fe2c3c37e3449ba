//! Countries: their codes (ISO 3166-1 alpha-2) and names (CLDR).

use super::Locale;
use super::term::one_form;
use crate::ordered::Ordered;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Whether `code` is an officially assigned code of ISO 3166-1 alpha-2, in capitals.
pub fn is_country(code: &str) -> bool {
    // Every language names the same countries; any of them can answer.
    Locale::first().country(code).is_some()
}

/// The names of countries in the languages here, and their other names, each with the code of its country.
pub fn names_of_countries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = Locale::all().flat_map(|locale| locale.data.territories.iter());
    let names = names.map(|(code, name)| (*code, *name));
    names.chain(other_names().iter().copied())
}

/// Countries' other names, in any language, each with the code of its country.
pub(super) fn other_names() -> &'static [(&'static str, &'static str)] {
    static OTHERS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let lines = names(include_str!("territories/other-names.tsv"));
        let of_one =
            |(code, names): (_, &'static str)| names.split('\t').map(move |name| (code, name));
        lines.into_iter().flat_map(of_one).collect()
    });
    &OTHERS
}

/// Where `name` begins, if `words` end with it: in small letters or capitals, with any apostrophe, with `е` for `ё`. A
/// name of capitals alone is an abbreviation, which other words could be in small letters.
pub(super) fn name_at_end(words: &str, name: &str) -> Option<usize> {
    let is_exact = !name.contains(char::is_lowercase);
    let is_same = |typed: char, own: char| {
        let (typed, own) = (one_form(typed), one_form(own));
        typed == own || !is_exact && typed.to_lowercase().eq(own.to_lowercase())
    };
    let mut start = words.len();
    let mut letters = words.char_indices().rev();
    for own in name.chars().rev() {
        let (at, typed) = letters.next()?;
        if !is_same(typed, own) {
            return None;
        }
        start = at;
    }
    (!words[..start].ends_with(char::is_alphanumeric)).then_some(start)
}

/// Reads lines of a code, a tab and a name; `#` begins a comment.
pub(super) fn names(lines: &'static str) -> BTreeMap<&'static str, &'static str> {
    lines
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .into_map()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_assigned_ones_alone() {
        for code in ["KZ", "AF", "TJ", "GB", "TW"] {
            assert!(is_country(code), "{code}");
        }
        for code in ["kz", "EU", "UK", "XK", "UN", "ZZ", "KAZ", ""] {
            assert!(!is_country(code), "{code}");
        }
    }

    #[test]
    fn other_names_are_of_countries_and_new() {
        let others = other_names();
        assert!(others.len() > 50);
        for (code, name) in others {
            assert!(is_country(code), "{code}");
            let own = super::super::Locale::all().any(|locale| locale.country(code) == Some(*name));
            assert!(!own && *name == name.trim() && !name.is_empty(), "{name}");
        }
    }
}
