//! Sections that are numbered as items are, which is the usual form of minutes: “2. Challenges”, and “2.1 No money” below.

use super::block::{
    Block, Kind, Notes, Paragraph, Words, line, numbered_lines, on_lines, paragraph, plain, slice,
    trimmed,
};
use super::section::{
    ITEMS, ends_as_minutes, is_like_heading, is_title_of_minutes, names_section, section_named,
};
use crate::commonmark::ProseBlock;
use crate::locale::{Locale, Term};
use std::collections::BTreeMap;

/// The blocks, in which numbered items are headings where they name sections and stand above what these hold. Where
/// several do, so are those between and behind them that go on with their numbers.
pub(super) fn headings(notes: &Notes, locale: Locale) -> Vec<Block> {
    let are_minutes = are_minutes(&notes.blocks, locale);
    let numbers = numbers_of_headings(&notes.blocks, are_minutes, locale);
    let mut blocks = Vec::with_capacity(notes.blocks.len());
    // The number of the heading above, how many items have its number in theirs, and whether its own item goes on.
    let (mut above, mut count, mut goes_on) = (None, 0, false);
    for (index, block) in notes.blocks.iter().enumerate() {
        let Kind::Text(text) = &block.kind else {
            goes_on = false;
            above = above.filter(|_| !matches!(block.kind, Kind::Heading { .. }));
            blocks.push(block.clone());
            continue;
        };
        let mut lines = numbered_lines(&text.prose.spans);
        let mut text = text.clone();
        if let Some(number) = numbers.get(&index) {
            (above, count, goes_on) = (Some(*number), 0, true);
            let (_, mut words) = lines.remove(0);
            // As it is typed in front of other headings: by it an item of the agenda is known.
            if are_minutes && !names_section(&line(&words), locale) {
                words.insert(0, super::block::words(&format!("{number}. ")));
            }
            blocks.push(Block::heading(words, block.place));
            if lines.is_empty() {
                continue;
            }
            text = paragraph(on_lines(&lines)).into();
        } else {
            goes_on &= text.prose.depth > 1 || text.prose.depth == 1 && text.prose.mark.is_none();
            text.prose.depth -= usize::from(goes_on);
        }
        // From each line on that goes on with the numbers of the items.
        let mut starts = vec![(0, 0)];
        for (at, (_, words)) in lines.iter().enumerate() {
            let is_next = above.is_some_and(|above| {
                text.prose.depth == 0 && inner_number(&plain(words), above, count + 1).is_some()
            });
            if is_next {
                count += 1;
                starts.push((at, count));
            }
        }
        if starts.len() == 1 {
            blocks.push(Block::text(text, block.place));
            continue;
        }
        let ends = starts.iter().skip(1).map(|(start, _)| *start);
        let ends = ends.chain([lines.len()]);
        for ((start, number), end) in starts.iter().copied().zip(ends) {
            if start == end {
                continue;
            }
            let spans = on_lines(&lines[start..end]);
            let words = plain(&spans);
            let inner = above.and_then(|above| inner_number(&words, above, number));
            let prose = match inner {
                Some(length) => ProseBlock {
                    depth: 1,
                    mark: Some(false),
                    number: Some(number),
                    spans: trimmed(&slice(&spans, length, words.len()), &[]),
                },
                None => ProseBlock {
                    spans,
                    ..text.prose
                },
            };
            let is_done = text.is_done;
            let place = notes.place_of_line(block.place, lines[start].0);
            blocks.push(Block::text(Paragraph { prose, is_done }, place));
        }
    }
    blocks
}

/// How many bytes the number of an item takes that has the number of its section in it: “2.1” and “2.1.”. Behind it no
/// small letter stands: “2.1 million” is none.
fn inner_number(text: &str, section: usize, item: usize) -> Option<usize> {
    let rest = text.strip_prefix(&format!("{section}.{item}"))?;
    let words = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let is_apart = words.starts_with(char::is_whitespace);
    let is_item = is_apart && words.trim_start().starts_with(|c: char| !c.is_lowercase());
    is_item.then_some(text.len() - words.len())
}

/// Whether notes are minutes, by their title.
fn are_minutes(blocks: &[Block], locale: Locale) -> bool {
    /// How many blocks stand above a title at most.
    const ABOVE: usize = 12;
    let mut first = blocks.iter().take(ABOVE).map(Block::plain).enumerate();
    first.any(|(index, text)| {
        let text = text.lines().next().unwrap_or_default();
        let is_sentence = text.contains(": ") || text.trim_end().ends_with(['.', ':', ';', ',']);
        let begins = !is_sentence && is_title_of_minutes(text, locale);
        begins || index == 0 && ends_as_minutes(text, locale)
    })
}

/// A numbered item that looks like a heading and stands above something.
struct Candidate {
    index: usize,
    number: usize,
    names_section: bool,
    /// Whether it may be the first item of an agenda: it is none of the people or the papers of a section.
    begins_agenda: bool,
}

/// The numbers of the headings, by their blocks. In minutes those are headings, too, that name nothing and go on from each
/// other: the items of their agenda.
fn numbers_of_headings(
    blocks: &[Block],
    are_minutes: bool,
    locale: Locale,
) -> BTreeMap<usize, usize> {
    let mut candidates: Vec<Candidate> = Vec::new();
    // The section that a heading without a number began.
    let mut section = None;
    // Whether items of it have numbers, or bullets.
    let (mut has_numbers, mut has_bullets) = (false, false);
    let mut last: Option<(usize, usize)> = None;
    for (index, block) in blocks.iter().enumerate() {
        let first = match &block.kind {
            Kind::Heading { words, .. } => Some(line(words)),
            Kind::Text(text) if text.prose.depth == 0 => {
                let first = numbered_lines(&text.prose.spans).into_iter().next();
                first.map(|(_, words)| line(&words))
            }
            _ => None,
        };
        if let Some(named) = first.and_then(|text| section_named(&text, locale)) {
            section = Some(named);
            (has_numbers, has_bullets) = (false, false);
        }
        // In a section of items they are those, and in an agenda nothing is said below them but what belongs to them.
        let is_agenda = section == Some(Term::Questions);
        let is_of_items = section.is_some_and(|term| ITEMS.contains(&term)) && !is_agenda;
        // A number behind bullets is none of theirs: the agenda goes on.
        let is_apart = has_bullets && !has_numbers;
        let is_numbered = numbered_item(block).is_some();
        has_numbers |= is_numbered;
        has_bullets |= block.is_item() && !is_numbered;
        if is_of_items && !(are_minutes && is_apart) {
            continue;
        }
        let Some((number, names_section)) = heading_at(blocks, index, is_agenda, last, locale)
        else {
            continue;
        };
        let last_number = candidates.last().map(|last| last.number);
        if is_of_items && last_number.is_none_or(|last| last + 1 != number) {
            continue;
        }
        if is_of_items {
            section = None;
        }
        if names_section && last.is_none_or(|(_, last)| last < number) {
            last = Some((index, number));
        }
        candidates.push(Candidate {
            index,
            number,
            names_section: last == Some((index, number)),
            begins_agenda: section.is_none() || is_agenda || is_apart,
        });
    }
    let has_several = candidates.iter().filter(|c| c.names_section).count() > 1;
    let mut chosen = BTreeMap::new();
    let mut last = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let mut below = candidates[at + 1..].iter();
        let next = below.find(|next| next.names_section);
        let is_between = last.is_some_and(|last| candidate.number == last + 1)
            && next.is_none_or(|next| candidate.number < next.number);
        if candidate.names_section || has_several && is_between {
            last = Some(candidate.number);
            chosen.insert(candidate.index, candidate.number);
        }
    }
    if are_minutes {
        let goes_on = |one: &Candidate, next: &Candidate| one.number + 1 == next.number;
        let runs = candidates.chunk_by(goes_on);
        let is_agenda = |items: &&[Candidate]| {
            items.len() > 1 && items[0].number == 1 && items[0].begins_agenda
        };
        let agendas = runs.filter(is_agenda);
        chosen.extend(agendas.flatten().map(|item| (item.index, item.number)));
    }
    chosen
}

/// An item at the top of a list that has a number, and that.
fn numbered_item(block: &Block) -> Option<(usize, &Paragraph)> {
    match &block.kind {
        Kind::Text(text) if text.prose.depth == 1 && text.prose.mark.is_some() => {
            Some((text.prose.number?, text))
        }
        _ => None,
    }
}

/// The number of an item that can be a heading, and whether it names a section: a short line above something that is not
/// the next item, and not itself the next of others in lines of their own, but for those of the section `above`.
fn heading_at(
    blocks: &[Block],
    index: usize,
    is_agenda: bool,
    above: Option<(usize, usize)>,
    locale: Locale,
) -> Option<(usize, bool)> {
    const SHORT: usize = 10;
    let item = |index: usize| {
        let (number, text) = numbered_item(blocks.get(index)?)?;
        Some((number, numbered_lines(&text.prose.spans)))
    };
    let (number, lines) = item(index)?;
    let text = line(&lines.first()?.1);
    let is_line = |index: usize, number: usize| {
        item(index).is_some_and(|(of_item, lines)| of_item == number && lines.len() == 1)
    };
    let is_above = match blocks.get(index + 1).map(|next| &next.kind) {
        _ if lines.len() > 1 => true,
        Some(Kind::Text(next)) if is_agenda && next.prose.depth > 1 => false,
        Some(Kind::Heading { .. }) | None => false,
        Some(_) => item(index + 1).is_none_or(|(next, _)| next != number + 1),
    };
    let is_like_one = is_like_heading(&text) && text.split_whitespace().count() <= SHORT;
    if !is_above || !is_like_one {
        return None;
    }
    let is_before = |back: usize| {
        let at = index.checked_sub(back);
        at.is_some_and(|at| is_line(at, number - back))
    };
    let is_named = names_section(&text, locale);
    // A line that goes on in the next is none.
    let goes_on = |(_, words): &(usize, Words)| line(words).starts_with(char::is_lowercase);
    if !is_named && lines.get(1).is_some_and(goes_on) {
        return None;
    }
    // All items before it are of the section above: in a long list they are not counted for each.
    let is_of_section = || {
        let is_there = above.is_some_and(|(above, _)| above + number == index);
        is_there && is_named && (1..number).all(is_before)
    };
    let is_heading = number < 2 || !is_before(1) || is_of_section();
    is_heading.then_some((number, is_named))
}
