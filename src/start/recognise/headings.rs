//! Headings by style and by looks, and the title.

use super::super::block::{
    BY_LOOKS, Block, Kind, Words, is_capital, is_strong, line, plain, typed_number, unset,
};
use super::super::draft::Value;
use super::super::facts::{FACTS, exact_fact, fact, fact_lines, is_head_of_message};
use super::super::label::label_and_value;
use super::super::parts::DASHES;
use super::super::places::{is_place_and_day, place};
use super::super::section::{
    ITEMS, SECTIONS, beside_number, ends_as_minutes, heading_term, is_title_of_minutes,
    names_section, session,
};
use super::super::tables::{Recognised, recognise, with_one_head};
use super::{LONGEST_HEADING, Recogniser};
use crate::locale::{NamedTerm, Term};
use std::ops::Range;

/// How many words a line has at most that begins with the name of a section, and stands above its items, or is the name
/// of a table.
pub(super) const LONG_NAME: usize = 5;

/// How many words the name of a place has at most that is a line of its own.
const WORDS_OF_PLACE: usize = 4;

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
        if self.is_session_in_line(index, words.trim()) {
            return Some((BY_LOOKS, unset(spans)));
        }
        if words.trim().contains('\n') || words.split_whitespace().count() > LONGEST_HEADING {
            return None;
        }
        let stands_alone = match self.notes.blocks.get(index + 1).map(|next| &next.kind) {
            Some(Kind::Heading { .. }) | None => false,
            Some(_) => true,
        };
        let label = words.trim().trim_end_matches(':');
        let ends_as_sentence = label.ends_with(['.', '!', ';', ',']);
        // The next may be the word for what was heard.
        let is_agenda_item = self.are_minutes && is_strong(spans) && typed_number(label).is_some();
        if !stands_alone && !is_agenda_item || ends_as_sentence || label.contains(": ") {
            return None;
        }
        let looks = is_strong(spans) && !label.ends_with('?') || is_capital(label);
        let is_heading = looks
            || names_section(label, self.locale)
            || self.is_name_above_items(index, words.trim());
        is_heading.then(|| (BY_LOOKS, unset(spans)))
    }

    /// Whether a line that is set as others is the heading of a session: “Session 1: State of monitoring”.
    fn is_session_in_line(&self, index: usize, text: &str) -> bool {
        let is_line = !text.contains('\n') && !text.ends_with(['.', ';', ',']);
        is_line
            && text.split_whitespace().count() <= 2 * LONGEST_HEADING
            && index + 1 < self.notes.blocks.len()
            && session(text, self.locale).is_some_and(|session| session.is_parted)
    }

    /// Whether the next block is an item.
    pub(super) fn is_above_items(&self, index: usize) -> bool {
        self.notes.blocks.get(index + 1).is_some_and(Block::is_item)
    }

    /// Whether a line such as “Recommendations of the participants” stands directly above items, or a table of them. One of
    /// figures, “Recommendations by country”, holds none.
    fn is_name_above_items(&self, index: usize, text: &str) -> bool {
        let is_above = |term: Term| match self.notes.blocks.get(index + 1) {
            Some(Block {
                kind: Kind::Table(rows),
                ..
            }) => {
                let of_table = recognise(&with_one_head(rows), Some(term), self.locale);
                matches!(of_table, Recognised::Rows(_))
            }
            next => next.is_some_and(Block::is_item),
        };
        // With a colon it may be a sentence that leads on to what follows.
        !text.ends_with(':')
            && text.split_whitespace().count() <= LONG_NAME
            && heading_term(text, self.locale, &ITEMS)
                .is_some_and(|named| named.begins && is_above(named.term))
    }

    /// Takes the title over, and what stands below it and belongs to it; the numbers of their blocks.
    pub(super) fn title(&mut self) -> Range<usize> {
        let Some((index, text)) = self.title_alone() else {
            return 0..0;
        };
        self.are_minutes =
            is_title_of_minutes(&text, self.locale) || ends_as_minutes(&text, self.locale);
        let below = self.line_of_title(index + 1, &text);
        let has_more = below.is_some();
        let title = match below {
            // “PROTOCOL”, and below it what of.
            Some(more) if more.starts_with(char::is_lowercase) => format!("{text} {more}"),
            Some(more) if self.is_only_minutes(&text) => {
                let remark = format!("under “{text}” in the notes");
                self.draft.top.remarks.push(remark);
                more
            }
            Some(more) => {
                self.draft.top.set("subtitle", Value::Line(more));
                text
            }
            None => text,
        };
        // The head of the file may name another.
        if !self.draft.top.set("title", Value::Line(title.clone())) {
            self.leave_words(title, self.notes.blocks[index].place);
        }
        index..index + 1 + usize::from(has_more)
    }

    /// A line below the title that looks as it does, and goes on with it or stands above facts: a subtitle.
    fn line_of_title(&self, index: usize, title: &str) -> Option<String> {
        let above = index
            .checked_sub(1)
            .map(|above| &self.notes.blocks[above].kind);
        let (spans, depth) = match (&self.notes.blocks.get(index)?.kind, above) {
            (Kind::Text(text), _) => (&text.prose.spans, text.prose.depth),
            (
                Kind::Heading { level, words },
                Some(Kind::Heading {
                    level: of_title, ..
                }),
            ) if self.are_minutes && level == of_title => (words, 0),
            _ => return None,
        };
        let words = line(spans);
        let goes_on = words.starts_with(char::is_lowercase);
        let is_line = depth == 0
            && !words.ends_with(['.', ':', ';', ','])
            && words.split_whitespace().count() <= 3 * LONGEST_HEADING
            && !plain(spans).trim().contains('\n');
        let is_below_minutes = self.is_only_minutes(title);
        // “Place: Osh” and “Osh, Kyrgyzstan” are facts.
        let is_fact = label_and_value(spans).is_some()
            || words.split_whitespace().count() <= WORDS_OF_PLACE
                && place(&words, self.locale).country.is_some();
        let goes_with_minutes = self.are_minutes && goes_on || is_below_minutes;
        let is_section =
            |named: NamedTerm| named.is_exact || !goes_on && (named.begins || !is_below_minutes);
        let is_title = (goes_with_minutes && is_line || self.heading(index).is_some())
            // A name among other words of a line that goes on is none of a section.
            && !heading_term(&words, self.locale, &SECTIONS)
                .is_some_and(is_section)
            && !is_place_and_day(&words, self.locale)
            && !(is_below_minutes && is_fact && !goes_on)
            && (goes_on || self.is_above_facts(index));
        is_title.then_some(words)
    }

    /// Whether facts of the meeting follow, perhaps below a few other lines that are set off, or a row alone.
    fn is_above_facts(&self, index: usize) -> bool {
        const BETWEEN: usize = 3;
        let is_fact = |(_, words): &(usize, Words)| {
            exact_fact(words, self.locale).is_some() || is_place_and_day(&line(words), self.locale)
        };
        for next in self.notes.blocks.iter().skip(index + 1).take(BETWEEN + 1) {
            match &next.kind {
                Kind::Text(text)
                    if fact_lines(&text.prose.spans, self.locale)
                        .iter()
                        .any(is_fact) =>
                {
                    return true;
                }
                Kind::Text(text)
                    if is_strong(&text.prose.spans) || is_capital(&line(&text.prose.spans)) => {}
                Kind::Table(rows) if rows.len() == 1 => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a heading that names nothing, in front of all that do, is no section of its own: it is a place and a day,
    /// or stands above facts.
    pub(super) fn is_of_head(&self, index: usize) -> bool {
        let text = self.notes.blocks[index].plain();
        is_place_and_day(&text, self.locale) || self.is_above_facts(index)
    }

    /// The title's own line, and the number of its block.
    fn title_alone(&self) -> Option<(usize, String)> {
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
                && !names_section(text, self.locale)
        });
        let is_by_style = by_style.is_some_and(|(_, level, _)| *level < BY_LOOKS);
        let found = (!is_by_style)
            .then(|| self.title_of_minutes())
            .flatten()
            .or_else(|| by_style.map(|(index, _, text)| (*index, text.clone())))
            .or_else(|| self.title_in_lines());
        let (index, text) = found?;
        Some((index, text.trim().to_owned()))
    }

    /// Whether a title says only that what is below it are minutes.
    fn is_only_minutes(&self, title: &str) -> bool {
        let is_name = |words: &str| self.locale.exact_term(words, &[Term::Minutes]).is_some();
        is_name(title) || beside_number(title).is_some_and(|words| is_name(&words))
    }

    /// Whether a block above the title of minutes says something of the document, such as who approved it: it is neither
    /// the head of a message nor a fact.
    pub(super) fn is_above_minutes(&self, block: &Block) -> bool {
        let words = match &block.kind {
            Kind::Text(text) => &text.prose.spans,
            Kind::Heading { words, .. } => words,
            _ => return false,
        };
        let is_fact = |(_, words): &(usize, Words)| exact_fact(words, self.locale).is_some();
        self.are_minutes
            && !is_head_of_message(block, self.locale)
            && !fact_lines(words, self.locale).iter().any(is_fact)
            && heading_term(&line(words), self.locale, &SECTIONS).is_none()
    }

    /// The title of minutes, and the number of its block: before the first section a line that begins so.
    fn title_of_minutes(&self) -> Option<(usize, String)> {
        /// How many blocks stand above a title at most.
        const ABOVE: usize = 12;
        let words = |block: &Block| match &block.kind {
            Kind::Heading { words, .. } => Some(line(words)),
            Kind::Text(text) if text.prose.depth == 0 => Some(line(&text.prose.spans)),
            _ => None,
        };
        let is_section = |text: &String| names_section(text, self.locale);
        let lines = self.notes.blocks.iter().take(ABOVE).map(words).enumerate();
        lines
            .take_while(|(_, text)| !text.as_ref().is_some_and(is_section))
            .filter_map(|(index, text)| Some((index, text?)))
            .find(|(_, text)| {
                is_title_of_minutes(text, self.locale)
                    && !text.ends_with(['.', ':', ';', ','])
                    && text.split_whitespace().count() <= 3 * LONGEST_HEADING
            })
    }

    /// The title where no style says which line it is, and the number of its block: the first line; in a message, or
    /// below a salutation, one before the first section that looks like a title.
    fn title_in_lines(&self) -> Option<(usize, String)> {
        let blocks = &self.notes.blocks;
        let is_section = |text: &str| names_section(text, self.locale);
        // “Workshop notes: green finance” is a title.
        let says_fact = |words: &Words| {
            fact(words, self.locale, &FACTS)
                .is_some_and(|(named, _, _)| named.is_exact || named.term != Term::Meeting)
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
                && !says_fact(&text.prose.spans)
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
        let is_place_and_day = |text: &str| is_place_and_day(text, self.locale);
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
