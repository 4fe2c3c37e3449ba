//! Addresses of the web and of e-mail: which words are some, and where a line may end in them.

use std::ops::Range;

/// The fewest characters of an address that stand alone on a line, at its start or its end.
const LEAST_CHARACTERS: usize = 4;

/// Whether a word is an address, which is set as it is typed and divided nowhere but at its own punctuation.
pub(super) fn is_address(word: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.contains("://") || word.contains('@') || bare.starts_with("www.") || is_path_on_host(bare)
}

/// Whether a word is a host and a path on it: “example.org/reports”.
fn is_path_on_host(word: &str) -> bool {
    let host = word.split_once('/').map(|(host, _)| host);
    let domain = host.and_then(|host| host.rsplit_once('.'));
    domain.is_some_and(|(name, top)| {
        name.ends_with(|c: char| c.is_ascii_alphanumeric())
            && top.len() >= 2
            && top.bytes().all(|b| b.is_ascii_lowercase())
    })
}

/// The addresses in a text, in bytes, in order.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    if !may_have_address(text) {
        return Vec::new();
    }
    words(text)
        .filter(|word| is_address(&text[word.clone()]))
        .collect()
}

/// Whether there may be an address in a text: most have none, and are passed over at the cost of one look.
pub(super) fn may_have_address(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'/' | b'@')) || text.contains("www.")
}

/// The words of a text, in bytes, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    text.split_inclusive(char::is_whitespace).map(move |word| {
        let start = end;
        end += word.len();
        start..start + word.trim_end().len()
    })
}

/// Where a line may end in an address, in bytes: after a slash, an ampersand or an equals sign, and before other
/// punctuation, so that nobody takes it for that of the sentence (The Chicago Manual of Style, 17th edition, 14.18).
pub(super) fn divisions(address: &str) -> impl Iterator<Item = usize> {
    let characters: Vec<(usize, char)> = address.char_indices().collect();
    let inner = LEAST_CHARACTERS..(characters.len() + 1).saturating_sub(LEAST_CHARACTERS);
    inner.filter_map(move |at| {
        let [(_, before), (offset, character), (_, after)] = characters.get(at - 1..at + 2)? else {
            return None;
        };
        let divides = match before {
            '/' | '&' | '=' => !matches!(character, '/' | '&' | '='),
            _ => {
                ".-_~?#%@+".contains(*character)
                    && before.is_alphanumeric()
                    && after.is_alphanumeric()
            }
        };
        divides.then_some(*offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(address: &str) -> String {
        let mut parts = Vec::new();
        let mut start = 0;
        for offset in divisions(address) {
            parts.push(&address[start..offset]);
            start = offset;
        }
        parts.push(&address[start..]);
        parts.join("|")
    }

    #[test]
    fn addresses_are_told_from_words() {
        let found = |text: &'static str| -> Vec<&str> {
            addresses(text)
                .into_iter()
                .map(|range| &text[range])
                .collect()
        };
        assert_eq!(
            found("see (https://unece.org/a), www.gef.org, a.b@undp.org or cap-net.org/meeting"),
            [
                "(https://unece.org/a),",
                "www.gef.org,",
                "a.b@undp.org",
                "cap-net.org/meeting"
            ]
        );
        assert!(found("and/or ECE/MP.WAT/54/Add.2, 3.5/4, т.е./и, mg/l").is_empty());
    }

    #[test]
    fn lines_end_at_punctuation_of_the_address() {
        assert_eq!(
            divided("https://www.unece.org/env/water-2017/?lang=en&q=a#conclusions."),
            "https://|www|.unece|.org/|env/|water|-2017/|?lang=|en&|q=|a|#conclusions."
        );
        assert_eq!(
            divided("nexus.dialogue_almaty@carec-eco.org"),
            "nexus|.dialogue|_almaty|@carec|-eco|.org"
        );
        assert_eq!(divided("www.un.org"), "www.un|.org");
        assert_eq!(divided("http://a/b"), "http://a/b");
        assert_eq!(divided("a@b"), "a@b");
        assert_eq!(divided(""), "");
    }
}
