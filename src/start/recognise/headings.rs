//! Headings by style and by looks, and the title.

use super::super::block::{BY_LOOKS, Kind, Words, is_capital, is_strong, line, plain, unset};
use super::super::draft::Value;
use super::super::facts::{FACTS, fact};
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

    /// Whether a line such as “Recommendations of the participants” stands directly above items.
    fn is_name_above_items(&self, index: usize, text: &str) -> bool {
        let next = self.notes.blocks.get(index + 1).map(|next| &next.kind);
        let is_above_items = matches!(next, Some(Kind::Text(text)) if text.prose.mark.is_some());
        is_above_items
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
        let by_style = headings.first().filter(|(index, level, text)| {
            let is_only = headings
                .iter()
                .filter(|(_, other, _)| other == level)
                .count()
                == 1;
            let is_first = *index == 0;
            let is_by_style = *level < BY_LOOKS;
            Some(*level) == highest
                && (*level == 0 || is_only && is_by_style || is_first)
                && !is_section(text)
        });
        let found = by_style
            .map(|(index, _, text)| (*index, text.clone()))
            .or_else(|| {
                // The first line, where it is set off or stands over what looks like a title's lines.
                let Kind::Text(text) = &self.notes.blocks.first()?.kind else {
                    return None;
                };
                let words = line(&text.prose.spans);
                let is_title = text.prose.depth == 0
                    && !words.ends_with(['.', ':', ';'])
                    && words.split_whitespace().count() <= 3 * LONGEST_HEADING
                    && !plain(&text.prose.spans).trim().contains('\n')
                    && fact(&text.prose.spans, self.locale, &FACTS).is_none()
                    && !is_section(&words);
                is_title.then_some((0, words))
            });
        let (index, text) = found?;
        let text = text.trim().to_owned();
        self.draft.top.set("title", Value::Line(text));
        Some(index)
    }
}
