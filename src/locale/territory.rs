//! Countries: their codes (ISO 3166-1 alpha-2) and names (CLDR).

use super::Locale;
use std::collections::BTreeMap;

/// Whether `code` is an officially assigned code of ISO 3166-1 alpha-2, in capitals.
pub fn is_country(code: &str) -> bool {
    // Every language names the same countries; any of them can answer.
    Locale::first().country(code).is_some()
}

/// Reads lines of a code, a tab and a name; `#` begins a comment.
pub(super) fn names(lines: &'static str) -> BTreeMap<&'static str, &'static str> {
    lines
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
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
}
