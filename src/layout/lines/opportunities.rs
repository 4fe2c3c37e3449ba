//! Break opportunities: where UAX 14, the text itself and the signs of addresses let a line end.

use super::super::address::divisions;
use super::super::text::StyledText;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};
use std::ops::Range;

/// The signs in a word after which a line may end.
pub(super) const SIGNS: [char; 4] = ['-', '\u{2010}', '–', '/'];

/// A place where UAX 14 or the text itself ends a line.
pub(super) struct Opportunity {
    /// The byte of the text that the next line would begin with.
    pub offset: usize,
    /// Whether a line must end there.
    pub forced: bool,
    /// Whether it divides an address.
    pub in_address: bool,
}

/// The opportunities of a text in which these are the `addresses`.
pub(super) fn opportunities(styled: &StyledText, addresses: &[Range<usize>]) -> Vec<Opportunity> {
    let mut options = LineBreakOptions::default();
    options.word_option = Some(LineBreakWordOption::Normal);
    let mut found: Vec<Opportunity> = LineSegmenter::new_for_non_complex_scripts(options)
        .segment_str(&styled.text)
        .filter(|offset| {
            let at = addresses.partition_point(|address| address.end <= *offset);
            addresses
                .get(at)
                .is_none_or(|address| address.start >= *offset)
        })
        .filter(|offset| may_end(styled, *offset))
        .chain(styled.forced_breaks.iter().copied())
        .map(|offset| Opportunity {
            offset,
            forced: styled.forced_breaks.binary_search(&offset).is_ok(),
            in_address: false,
        })
        .collect();
    for address in addresses {
        let divisions = divisions(&styled.text[address.clone()]);
        found.extend(divisions.map(|offset| Opportunity {
            offset: address.start + offset,
            forced: false,
            in_address: true,
        }));
    }
    // Where a line must end inside an address, that comes first.
    found.sort_by_key(|opportunity| (opportunity.offset, !opportunity.forced));
    found.dedup_by_key(|opportunity| opportunity.offset);
    found
}

/// Whether a line may end before the byte `offset`, if UAX 14 allows it: not after a hyphen, a dash or a slash
/// inside what is read as one, such as “12–14” and “mg/l”, and not after a minus. No line begins with an em dash.
fn may_end(styled: &StyledText, offset: usize) -> bool {
    let (before, after) = styled.text.split_at(offset);
    if after.starts_with('—') && !before.ends_with(char::is_whitespace) {
        return false;
    }
    if after.is_empty() || !before.ends_with(SIGNS) {
        return true;
    }
    if parts_minus(before, after) {
        return false;
    }
    let piece = styled
        .pieces
        .partition_point(|piece| piece.range.end < offset);
    let ties = styled.pieces.get(piece).and_then(|piece| piece.ties);
    ties.is_none_or(|ties| ties.may_end_after_sign(before, after))
}

/// Whether `before` ends with the minus of the number that `after` begins with, as in “(-5)” and “-5…-2”, and not with
/// a sign that joins the two; or “±” written as “+/-” would be parted.
pub(super) fn parts_minus(before: &str, after: &str) -> bool {
    let mut read = before.chars().rev();
    let Some(sign) = read.next().filter(|sign| SIGNS.contains(sign)) else {
        return false;
    };
    let first = read.next();
    if sign == '/' {
        return first == Some('+') && after.starts_with(SIGNS);
    }
    let joins = |first: char| first.is_alphanumeric() || "%‰°)]”»".contains(first);
    !first.is_some_and(joins)
        && !after.starts_with(char::is_alphabetic)
        && !after.starts_with(SIGNS)
}
