//! Small capitals: which words of running text are abbreviations in capitals, such as “UNECE”.
//!
//! Among lower-case letters and old-style figures a word of full capitals shouts; the font's own small
//! capitals (OpenType `c2sc`) keep the colour of the line. The text itself stays as it is written. In units and formulas
//! a capital is another sign than a small letter (The International System of Units, 9th edition, 5.2): they keep theirs.

use super::address::{is_address, may_have_address, words};
use crate::locale::is_unit;
use std::ops::Range;

/// The fewest capitals that make an abbreviation.
const LEAST_CAPITALS: usize = 2;
/// Formulas and measures of what water and air hold, as they are typed where nobody has subscript figures at hand. Other
/// words with figures, such as COP26, are abbreviations.
const FORMULAS: [&str; 21] = [
    "BOD5", "CH4", "CO2", "CO2e", "H2O", "H2S", "N2O", "NH3", "NH4", "NO2", "NO3", "O3", "PM10",
    "PM2.5", "SF6", "SO2", "БПК5", "Н2О", "СН4", "СО2", "СО2е",
];

/// The stretches of `text` to be set in small capitals, in bytes, in order.
///
/// An abbreviation is two capitals or more, not part of a longer word; the ending of a plural or, in Cyrillic, of a case
/// may follow (“NGOs”, “МИДа”). Addresses, symbols and units are left as they are.
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
    for (part, _) in parts(text).filter(|(_, is_read_by_letters)| !is_read_by_letters) {
        found.extend(
            tokens(&text[part.clone()], |c| !c.is_alphanumeric()).filter_map(|token| {
                let token = part.start + token.start..part.start + token.end;
                let capitals = capitals(&text[token.clone()])?;
                Some(token.start..token.start + capitals)
            }),
        );
    }
    found
}

/// The words of `text` that are read letter by letter, in bytes, in order: addresses, the symbols of documents such as
/// “ECE/MP.WAT/54/Add.2”, and formulas such as “CO₂” and “PM2.5”, also before a hyphen. Their capitals stay, and
/// their figures are as high as these.
pub(super) fn symbols(text: &str) -> Vec<Range<usize>> {
    let may_have_formula = || text.contains(|c: char| matches!(c, '0'..='9' | '₀'..='₉'));
    if !may_have_address(text) && !may_have_formula() {
        return Vec::new();
    }
    let symbols = parts(text).filter(|(_, is_read_by_letters)| *is_read_by_letters);
    symbols.map(|(part, _)| part).collect()
}

/// The words of a text, in bytes, or their parts between hyphens; and whether each is read letter by letter.
fn parts(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
    words(text).flat_map(|range| {
        let word = &text[range.clone()];
        let is_whole = is_address(word) || is_symbol(word);
        let hyphen = move |c| !is_whole && matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–');
        tokens(word, hyphen).map(move |part| {
            let is_read_by_letters = is_whole || is_formula(&word[part.clone()]);
            let part = range.start + part.start..range.start + part.end;
            (part, is_read_by_letters)
        })
    })
}

/// Whether a word is the symbol of a document, parts with a stroke between them of capitals and figures; or a formula.
fn is_symbol(word: &str) -> bool {
    let has = |is: fn(char) -> bool| word.contains(is);
    let begins_with_capital = word
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase);
    begins_with_capital && word.contains('/') && has(char::is_numeric) || is_formula(word)
}

/// Whether a word is a formula: with a figure below the line at a letter, or a known one that is typed without.
fn is_formula(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    has_index(bare) || FORMULAS.contains(&bare)
}

/// Whether a subscript figure follows a letter.
fn has_index(text: &str) -> bool {
    let mut follows_letter = false;
    text.chars().any(|c| {
        let found = follows_letter && matches!(c, '₀'..='₉');
        follows_letter = c.is_alphabetic();
        found
    })
}

/// The stretches of a word between signs, such as those of letters and figures.
fn tokens<'w>(
    word: &'w str,
    is_sign: impl Fn(char) -> bool + Copy + 'w,
) -> impl Iterator<Item = Range<usize>> + 'w {
    let mut start = 0;
    word.split_inclusive(is_sign).filter_map(move |part| {
        let token = start..start + part.trim_end_matches(is_sign).len();
        start += part.len();
        (!token.is_empty()).then_some(token)
    })
}

/// How many bytes of an abbreviation are its capitals and figures; none where `token` is no abbreviation.
fn capitals(token: &str) -> Option<usize> {
    let end = token.find(char::is_lowercase).unwrap_or(token.len());
    let mut ending = token[end..].chars();
    let is_ending = ending
        .next()
        .is_none_or(|c| c == 's' || matches!(c, '\u{400}'..='\u{52F}'))
        && ending.next().is_none();
    let capitals = token[..end].chars().filter(|c| c.is_uppercase()).count();
    let is_unit = is_unit(token.trim_start_matches(char::is_numeric));
    (is_ending && capitals >= LEAST_CAPITALS && !is_unit).then_some(end)
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
            found("The UNECE’s and ЮНЕСКО’s NGOs (COVID-19, COP26), из МИДа"),
            ["UNECE", "ЮНЕСКО", "NGO", "COVID", "COP26", "МИД"]
        );
        assert_eq!(
            found("ECE of ECE/MP.WAT/54/Add.2, decision VIII"),
            ["ECE", "VIII"]
        );
    }

    #[test]
    fn units_and_formulas_keep_their_capitals() {
        let compound = "CO2-equivalent and CO2, PM2.5-related, СО2-экв. and NH3–N of UNECE-CO2";
        assert_eq!(found(compound), ["UNECE"]);
        let read: Vec<&str> = symbols(compound)
            .into_iter()
            .map(|range| &compound[range])
            .collect();
        assert_eq!(read, ["CO2", "CO2,", "PM2.5", "СО2", "NH3", "CO2"]);
        let text = "Of 300 MW and 12 GWh, 50 MPa, 5 GHz, 9MW: 300 МВт, 4 ГВт·ч, 50 МПа. CO₂, CO2, (H₂O), PM2.5 and BOD₅ of 3 PJ and 9 GB";
        assert!(found(text).is_empty(), "{:?}", found(text));
        let words: Vec<&str> = symbols(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(words, ["CO₂,", "CO2,", "(H₂O),", "PM2.5", "BOD₅"]);
    }

    #[test]
    fn words_with_capitals_are_none() {
        assert!(found("A PhD in Astana, by I. A. McDonald: USAid, GmbH, iOS").is_empty());
        assert!(found("see https://unece.org/ECE/MP and A.B@UNDP.ORG or www.GEF.org").is_empty());
        assert!(found("").is_empty());
    }
}
