//! Where the fields of a paragraph of the base are in the paragraph that it became.
//!
//! The anchors say it where they are left. The rest follows from what is the same: of the words between two
//! labels of ours that are still there, all are the field's. Words typed at the end of a field, which stand
//! outside of its anchor, are the field's too.

use super::base::{Base, Slot};
use super::values;
use crate::document::FieldPath;
use crate::docx::{AnchorName, Paragraph};
use std::ops::Range;

/// Where the fields of a paragraph are.
pub(super) struct Places {
    /// For each field its bytes of the text; empty where it is gone.
    pub fields: Vec<Range<usize>>,
    /// Words that belong to no field and are not ours.
    pub strays: Vec<Range<usize>>,
    /// Words of ours that are gone or others, though the fields beside them are there.
    pub lost_labels: Vec<String>,
}

/// A word, a mark or a gap.
struct Token<'a> {
    range: Range<usize>,
    text: &'a str,
    /// The field that it belongs to, as far as is known.
    field: Option<usize>,
}

impl Token<'_> {
    fn is_word(&self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }

    /// Whether both have the same text. A line may be broken in one and not in the other, where a logo leaves less room.
    fn is_same(&self, other: &Token) -> bool {
        let is_broken = |token: &Token| token.text.contains('\n');
        self.text == other.text
            || (is_broken(self) || is_broken(other)) && self.is_gap() && other.is_gap()
    }

    fn is_gap(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// The most pairs of tokens that are compared.
const MOST_PAIRS: usize = 1_500_000;

fn tokens(text: &str, field_of: impl Fn(&Range<usize>) -> Option<usize>) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = 0;
    let class = |c: char| match c {
        c if c.is_alphanumeric() => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let goes_on = characters
            .peek()
            .is_some_and(|(_, next)| class(*next) == class(character) && class(character) < 2);
        // A field's end divides words.
        let divides = field_of(&(start..end)) != field_of(&(end..end + 1));
        if goes_on && !divides {
            continue;
        }
        let range = start..end;
        tokens.push(Token {
            text: &text[range.clone()],
            field: field_of(&range),
            range,
        });
        start = end;
    }
    tokens
}

/// Finds the fields of `slot`, a paragraph of the base, in `theirs`.
pub(super) fn find(base: &Base, ours: &Paragraph, slot: &Slot, theirs: &Paragraph) -> Places {
    let count = slot.fields.len();
    let of_base = |range: &Range<usize>| {
        let mut fields = slot.fields.iter();
        fields.position(|field| field.range.start <= range.start && range.start < field.range.end)
    };
    let anchored = anchored(base, slot, theirs);
    let of_theirs = |range: &Range<usize>| {
        let mut fields = anchored.iter();
        fields.position(|anchor| {
            anchor
                .as_ref()
                .is_some_and(|a| a.start <= range.start && range.start < a.end)
        })
    };
    let one = tokens(&ours.text, of_base);
    let other = tokens(&theirs.text, of_theirs);
    let matched = matched(&one, &other, &anchored);
    let kinds = kinds(&one, &other, &matched);
    let mut fields: Vec<Range<usize>> = Vec::with_capacity(count);
    for field in 0..count {
        let of_field = other.iter().zip(&kinds);
        let of_field = of_field.filter(|(_, kind)| **kind == Kind::Field(field));
        let mut ranges = of_field.map(|(token, _)| &token.range);
        let first = ranges.next().unwrap_or(&(0..0));
        let last = ranges.next_back().unwrap_or(first);
        fields.push(trimmed(&theirs.text, first.start..last.end));
    }
    let mut strays = strays(&other, &kinds);
    // A number of ours is counted anew, and in digits that the program knows.
    let lost_numbers = one.iter().enumerate().filter(|(place, token)| {
        token.field.is_none() && is_number(token.text) && matched[*place].is_none()
    });
    let mut lost_numbers = lost_numbers.count();
    strays.retain(|stray| {
        let is_ours = lost_numbers > 0 && is_number(theirs.text[stray.clone()].trim());
        lost_numbers -= usize::from(is_ours);
        !is_ours
    });
    // So does what joins the entries of a list, or it became another sign that does.
    let mut signs = values::joining_signs(&base.locale);
    signs.push("&".to_owned());
    let joins = |place: usize| {
        let entry = |field: usize| {
            let path = &slot.fields[field].path;
            path.index.map(|_| path.whole())
        };
        let before = one[..place].iter().rev().find_map(|token| token.field);
        let after = one[place..].iter().find_map(|token| token.field);
        before.zip(after).is_some_and(|(before, after)| {
            let between = fields[before].start..fields[after].start;
            let words = theirs.text.get(between).unwrap_or_default();
            let words = words.trim_end();
            // A sign may have been typed over, with another entry in front of the next.
            let next = theirs.text.get(fields[after].clone()).unwrap_or_default();
            let mut signs = signs.iter();
            entry(before).is_some_and(|list| entry(after) == Some(list))
                && (fields[before].is_empty()
                    || signs.any(|sign| words.ends_with(sign) || next.starts_with(sign)))
        })
    };
    let lost_labels = one.iter().enumerate().filter(|(place, token)| {
        let is_lost = token.field.is_none() && token.is_word() && matched[*place].is_none();
        // What joins a field goes with it.
        is_lost
            && !is_number(token.text)
            && beside(&one, *place).is_none_or(|field| !fields[field].is_empty())
            && !joins(*place)
    });
    let lost_labels = lost_labels
        .map(|(_, token)| token.text.to_owned())
        .collect();
    Places {
        fields,
        strays,
        lost_labels,
    }
}

/// What every token of theirs is: known by the anchors, by the token of ours that it is the same as, or by what stands
/// on both sides of it.
fn kinds(one: &[Token], other: &[Token], matched: &[Option<usize>]) -> Vec<Kind> {
    let by_anchors = |token: &Token| token.field.map_or(Kind::Open, Kind::Field);
    let mut kinds: Vec<Kind> = other.iter().map(by_anchors).collect();
    for (place, (token, found)) in one.iter().zip(matched).enumerate() {
        if let Some(found) = found
            && kinds[*found] == Kind::Open
        {
            kinds[*found] = token.field.map_or(Kind::Label(place), Kind::Field);
        }
    }
    settle(&mut kinds, one);
    kinds
}

fn is_number(words: &str) -> bool {
    words.chars().all(char::is_numeric) && !words.is_empty()
}

/// The field nearest to a word of ours: the one that follows, or else the one before.
fn beside(tokens: &[Token], place: usize) -> Option<usize> {
    let after = tokens[place..].iter().find_map(|token| token.field);
    after.or_else(|| tokens[..place].iter().rev().find_map(|token| token.field))
}

/// Where the anchors say that the fields are; none where they say nothing, or not clearly.
fn anchored(base: &Base, slot: &Slot, theirs: &Paragraph) -> Vec<Option<Range<usize>>> {
    let field_of = |name: &AnchorName| {
        let path = FieldPath::parse(base.path_of(name)?);
        slot.fields.iter().position(|field| field.path == path)
    };
    let mut found: Vec<Option<Range<usize>>> = vec![None; slot.fields.len()];
    for anchor in &theirs.anchors {
        if matches!(anchor.name, AnchorName::Alias(_)) || anchor.range.is_empty() {
            continue;
        }
        let Some(field) = field_of(&anchor.name) else {
            continue;
        };
        // A control that a note parts has several stretches: from the first to the last.
        found[field] = Some(match found[field].take() {
            Some(known) => known.start.min(anchor.range.start)..known.end.max(anchor.range.end),
            None => anchor.range.clone(),
        });
    }
    // Stretches that overlap say nothing of either.
    let overlaps = |one: usize, found: &[Option<Range<usize>>]| {
        found.iter().enumerate().any(|(other, range)| {
            one != other
                && range
                    .as_ref()
                    .zip(found[one].as_ref())
                    .is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
        })
    };
    let clear: Vec<bool> = (0..found.len())
        .map(|field| !overlaps(field, &found))
        .collect();
    for (range, clear) in found.iter_mut().zip(clear) {
        if !clear {
            *range = None;
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    Field(usize),
    /// The same as this token of ours.
    Label(usize),
    /// Not yet known.
    Open,
    /// Nobody's.
    Stray,
}

/// For each token of ours its place in the other text: the longest common subsequence, words weighing more than marks,
/// those of fields more than ours, and gaps least.
fn matched(
    one: &[Token],
    other: &[Token],
    anchored: &[Option<Range<usize>>],
) -> Vec<Option<usize>> {
    let mut matched = vec![None; one.len()];
    let fits = |a: &Token, b: &Token| {
        a.is_same(b)
            && match (a.field, b.field) {
                (Some(a), Some(b)) => a == b,
                (Some(a), None) => anchored[a].is_none(),
                (None, Some(_)) => false,
                (None, None) => true,
            }
    };
    let mut start = 0;
    while start < one.len() && start < other.len() && fits(&one[start], &other[start]) {
        matched[start] = Some(start);
        start += 1;
    }
    let (mut end, mut other_end) = (one.len(), other.len());
    while end > start && other_end > start && fits(&one[end - 1], &other[other_end - 1]) {
        end -= 1;
        other_end -= 1;
        matched[end] = Some(other_end);
    }
    let (rows, columns) = (end - start, other_end - start);
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST_PAIRS {
        return matched;
    }
    let weight = |token: &Token| -> u32 {
        let of_kind = match token {
            token if token.is_gap() => 1,
            token if token.is_word() => 8 + token.text.len().min(16) as u32,
            _ => 4,
        };
        of_kind * 2 + u32::from(token.field.is_some())
    };
    let width = columns + 1;
    let mut best = vec![0u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let skip = best[(row + 1) * width + column].max(best[row * width + column + 1]);
            let (a, b) = (&one[start + row], &other[start + column]);
            best[row * width + column] = if fits(a, b) {
                skip.max(best[(row + 1) * width + column + 1] + weight(a))
            } else {
                skip
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = best[row * width + column];
        let (a, b) = (&one[start + row], &other[start + column]);
        if fits(a, b) && here == best[(row + 1) * width + column + 1] + weight(a) {
            matched[start + row] = Some(start + column);
            row += 1;
            column += 1;
        } else if here == best[(row + 1) * width + column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    matched
}

/// Says of tokens that are not known what they are, by what stands on both sides of them.
fn settle(kinds: &mut [Kind], one: &[Token]) {
    let mut at = 0;
    while at < kinds.len() {
        if kinds[at] != Kind::Open {
            at += 1;
            continue;
        }
        let end = (at..kinds.len())
            .find(|place| kinds[*place] != Kind::Open)
            .unwrap_or(kinds.len());
        let before = at.checked_sub(1).map(|place| kinds[place]);
        let after = kinds.get(end).copied();
        let kind = match (before, after) {
            (Some(Kind::Field(field)), _) => Kind::Field(field),
            (_, Some(Kind::Field(field))) => Kind::Field(field),
            (before, after) => {
                let from = match before {
                    Some(Kind::Label(place)) => place + 1,
                    _ => 0,
                };
                let to = match after {
                    Some(Kind::Label(place)) => place,
                    _ => one.len(),
                };
                // The field that stood here was written anew.
                let field = one
                    .get(from..to)
                    .and_then(|between| between.iter().find_map(|token| token.field));
                field.map_or(Kind::Stray, Kind::Field)
            }
        };
        kinds[at..end].fill(kind);
        at = end;
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = range.end - (words.len() - words.trim_end().len());
    start..end.max(start)
}

/// Stretches of words that are nobody's.
fn strays(tokens: &[Token], kinds: &[Kind]) -> Vec<Range<usize>> {
    let tokens: Vec<(&Token, &Kind)> = tokens.iter().zip(kinds).collect();
    let stretches = tokens.chunk_by(|(_, one), (_, other)| one == other);
    let strays = stretches.filter_map(|stretch| match stretch {
        [(first, Kind::Stray), ..] => {
            let (last, _) = stretch.last()?;
            Some(first.range.start..last.range.end)
        }
        _ => None,
    });
    strays.collect()
}
