//! Headings by style and by looks, and the title.

use super::super::block::{
    BY_LOOKS, Block, Kind, Words, is_capital, is_strong, line, plain, unset,
};
use super::super::draft::Value;
use super::super::facts::{DASHES, FACTS, fact, is_head_of_message};
use super::super::places::place_and_day;
use super::super::section::{ITEMS, SECTIONS, heading_term};
use super::{LONGEST_HEADING, Recogniser};

/// How many words a line has at most that begins with the name of a section, and stands above its items.
const LONG_NAME: usize = 5;

impl Recogniser<'_> {
    /// A block as a heading: by its kind, or by its looks.
    pub(super) fn heading(&self, index: usize) -> Option<(u8, Words)> {
        let block = &self.notes.blocks[index];
        let text = match &block.kind {
            Kind::Heading { level, words } => return Some(((*level).max(1), unset(words))),
            Kind::Text(text) if text.prose.depth == 0 => text,
            _ => return None,
        };
        let spans = &text.prose.spans;
        let words = plain(spans);
        if words.trim().contains('\n') || words.split_whitespace().count() > LONGEST_HEADING {
            return None;
        }
        let stands_alone = match self.notes.blocks.get(index + 1).map(|next| &next.kind) {
            Some(Kind::Heading { .. }) | None => false,
            Some(_) => true,
        };
        let label = words.trim().trim_end_matches(':');
        let ends_as_sentence = label.ends_with(['.', '!', ';', ',']);
        if !stands_alone || ends_as_sentence || label.contains(": ") {
            return None;
        }
        let looks = is_strong(spans) && !label.ends_with('?') || is_capital(label);
        let is_heading = looks
            || heading_term(label, self.locale, &SECTIONS).is_some_and(|named| named.is_exact)
            || self.is_name_above_items(index, words.trim());
        is_heading.then(|| (BY_LOOKS, unset(spans)))
    }

    /// Whether the next block is an item.
    pub(super) fn is_above_items(&self, index: usize) -> bool {
        let next = self.notes.blocks.get(index + 1).map(|next| &next.kind);
        matches!(next, Some(Kind::Text(text)) if text.prose.mark.is_some())
    }

    /// Whether a line such as “Recommendations of the participants” stands directly above items.
    fn is_name_above_items(&self, index: usize, text: &str) -> bool {
        self.is_above_items(index)
            // With a colon it may be a sentence that leads on to what follows.
            && !text.ends_with(':')
            && text.split_whitespace().count() <= LONG_NAME
            && heading_term(text, self.locale, &ITEMS).is_some_and(|named| named.begins)
    }

    /// Takes the title over; the number of its block.
    pub(super) fn title(&mut self) -> Option<usize> {
        let headings =
            self.notes
                .blocks
                .iter()
                .enumerate()
                .filter_map(|(index, block)| match &block.kind {
                    Kind::Heading { level, words } => Some((index, *level, line(words))),
                    _ => None,
                });
        let headings: Vec<(usize, u8, String)> = headings.collect();
        let highest = headings.iter().map(|(_, level, _)| *level).min();
        let is_section = |text: &str| {
            heading_term(text, self.locale, &SECTIONS).is_some_and(|named| named.is_exact)
        };
        let blocks = &self.notes.blocks;
        let first = blocks
            .iter()
            .position(|block| !is_head_of_message(block, self.locale));
        let by_style = headings.first().filter(|(index, level, text)| {
            let is_only = headings
                .iter()
                .filter(|(_, other, _)| other == level)
                .count()
                == 1;
            let is_first = Some(*index) == first;
            let is_by_style = *level < BY_LOOKS;
            Some(*level) == highest
                && (*level == 0 || is_only && is_by_style || is_first)
                && !is_section(text)
        });
        let found = by_style
            .map(|(index, _, text)| (*index, text.clone()))
            .or_else(|| self.title_in_lines());
        let (index, text) = found?;
        let text = text.trim().to_owned();
        self.draft.top.set("title", Value::Line(text));
        Some(index)
    }

    /// The title where no style says which line it is, and the number of its block: the first line; in a message, or
    /// below a salutation, one before the first section that looks like a title.
    fn title_in_lines(&self) -> Option<(usize, String)> {
        let blocks = &self.notes.blocks;
        let is_section = |text: &str| {
            heading_term(text, self.locale, &SECTIONS).is_some_and(|named| named.is_exact)
        };
        let title = |index: usize| {
            let Kind::Text(text) = &blocks.get(index)?.kind else {
                return None;
            };
            let words = line(&text.prose.spans);
            let is_title = text.prose.depth == 0
                && !words.ends_with(['.', ':', ';', ',', '،'])
                && words.split_whitespace().count() <= 3 * LONGEST_HEADING
                && !plain(&text.prose.spans).trim().contains('\n')
                && fact(&text.prose.spans, self.locale, &FACTS).is_none()
                && !is_section(&words);
            is_title.then_some((index, words))
        };
        let is_before = |block: &&Block| {
            !matches!(block.kind, Kind::Heading { .. }) && !is_section(&block.plain())
        };
        let before = blocks.iter().take_while(is_before).count();
        let is_salutation = |block: &Block| block.plain().trim_end().ends_with([',', '،']);
        let is_message = |block: &Block| is_head_of_message(block, self.locale);
        if !blocks.first().is_some_and(is_salutation) && !blocks[..before].iter().any(is_message) {
            return title(0);
        }
        let is_place_and_day = |text: &str| place_and_day(text, self.locale).is_some();
        let looks_so = |(index, words): &(usize, String)| {
            let Block { kind, .. } = &blocks[*index];
            let below = blocks.get(index + 1).map(Block::plain);
            let mut dashes = DASHES.iter();
            matches!(kind, Kind::Text(text) if is_strong(&text.prose.spans))
                || is_capital(words)
                || below.is_some_and(|below| is_place_and_day(&below))
                || dashes.any(|dash| {
                    let behind = words.rsplit_once(dash);
                    behind.is_some_and(|(_, behind)| is_place_and_day(behind))
                })
        };
        (0..before).filter_map(title).find(looks_so)
    }
}
