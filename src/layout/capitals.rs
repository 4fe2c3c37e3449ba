//! Small capitals: which words of running text are abbreviations in capitals, such as “UNECE” and “CO₂”.
//!
//! Among lower-case letters and old-style figures a word of full capitals shouts; the font's own small
//! capitals (OpenType `c2sc`) keep the colour of the line. The text itself stays as it is written.

use super::address::{is_address, words_with_signs};
use std::ops::Range;

/// The fewest capitals that make an abbreviation.
const LEAST_CAPITALS: usize = 2;

/// The stretches of `text` to be set in small capitals, in bytes, in order.
///
/// An abbreviation is two capitals or more with what figures stand among them, not part of a longer word; a
/// single lower-case letter may follow (“NGOs”). Addresses and symbols of documents are left as they are.
pub(super) fn abbreviations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most words have no second capital, and are passed over at the cost of one look.
    if text
        .chars()
        .filter(|c| c.is_uppercase())
        .nth(LEAST_CAPITALS - 1)
        .is_none()
    {
        return found;
    }
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if !is_address(word) && !is_symbol(word) {
            let stretches = tokens(word).filter_map(|token| {
                let capitals = capitals(&word[token.clone()])?;
                Some(start + token.start..start + token.start + capitals)
            });
            found.extend(stretches);
        }
        start += word.len();
    }
    found
}

/// The words of `text` that are read letter by letter, in bytes, in order: addresses, and the symbols of documents
/// such as “ECE/MP.WAT/54/Add.2”. Their capitals stay, and their figures are as high as these.
pub(super) fn symbols(text: &str) -> Vec<Range<usize>> {
    words_with_signs(text, |word| is_address(word) || is_symbol(word))
}

/// Whether a word is the symbol of a document: parts with a stroke between them, of capitals and figures.
fn is_symbol(word: &str) -> bool {
    let has = |is: fn(char) -> bool| word.contains(is);
    let begins_with_capital = word
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase);
    begins_with_capital && word.contains('/') && has(char::is_numeric)
}

/// The stretches of letters and figures in a word.
fn tokens(word: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    word.split_inclusive(|c: char| !c.is_alphanumeric())
        .filter_map(move |part| {
            let token = start..start + part.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            start += part.len();
            (!token.is_empty()).then_some(token)
        })
}

/// How many bytes of an abbreviation are its capitals and figures; none where `token` is no abbreviation.
fn capitals(token: &str) -> Option<usize> {
    let end = token.find(char::is_lowercase).unwrap_or(token.len());
    let is_plural = token[end..].chars().count() <= 1;
    let capitals = token[..end].chars().filter(|c| c.is_uppercase()).count();
    (is_plural && capitals >= LEAST_CAPITALS).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        abbreviations(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn addresses_and_symbols_of_documents_have_lining_figures() {
        let text = "See ECE/MP.WAT/54/Add.2, decision VIII/1 and https://unece.org/54 of 2018, and/or 3/4.";
        let words: Vec<&str> = symbols(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(
            words,
            ["ECE/MP.WAT/54/Add.2,", "VIII/1", "https://unece.org/54"]
        );
        assert!(abbreviations(text).is_empty());
    }

    #[test]
    fn words_of_capitals_are_abbreviations() {
        assert_eq!(
            found("The UNECE’s and ЮНЕСКО’s NGOs (CO2, G20)"),
            ["UNECE", "ЮНЕСКО", "NGO", "CO2"]
        );
        assert_eq!(
            found("ECE of ECE/MP.WAT/54/Add.2, decision VIII"),
            ["ECE", "VIII"]
        );
    }

    #[test]
    fn words_with_capitals_are_none() {
        assert!(found("A PhD in Astana, by I. A. McDonald: USAid, GmbH, iOS").is_empty());
        assert!(found("see https://unece.org/ECE/MP and A.B@UNDP.ORG or www.GEF.org").is_empty());
        assert!(found("").is_empty());
    }
}
