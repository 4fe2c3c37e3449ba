//! What people type where they know no styles: a heading is a line like others, directly above what it is the heading
//! of; items begin with “R1” or “1”.

use super::block::{
    BY_LOOKS, Block, Kind, Notes, Paragraph, Words, is_capital, line, numbered_lines, words,
};
use super::facts::label_and_value;
use super::section::{SECTIONS, heading_term};
use crate::locale::Locale;
use crate::pull::prose::ProseBlock;
use std::collections::BTreeMap;

/// How many words a line has at most that is a heading as others of the notes are.
const SHORT_HEADING: usize = 3;

/// The blocks of notes, in which typed headings are headings, and typed items items.
pub(super) fn divided(notes: &Notes, locale: Locale) -> Vec<Block> {
    let marks = typed_marks(&notes.blocks, locale);
    let named = notes
        .blocks
        .iter()
        .filter(|block| begins_with_section(block, locale));
    let mut divider = Divider {
        notes,
        locale,
        marks,
        has_typed_headings: named.count() > 1,
        has_headings: notes
            .blocks
            .iter()
            .any(|block| matches!(block.kind, Kind::Heading { .. })),
        is_in_section: false,
        blocks: Vec::with_capacity(notes.blocks.len()),
    };
    for (index, block) in notes.blocks.iter().enumerate() {
        match &block.kind {
            Kind::Text(text) => divider.text(index, block, text),
            _ => divider.blocks.push(block.clone()),
        }
    }
    divider.blocks
}

struct Divider<'n> {
    notes: &'n Notes,
    locale: Locale,
    /// How many bytes the typed marks take, by block and line.
    marks: BTreeMap<(usize, usize), usize>,
    /// Whether several headings are the first lines of paragraphs; then others are, too.
    has_typed_headings: bool,
    /// Whether there are headings by style.
    has_headings: bool,
    /// Whether the first section has begun.
    is_in_section: bool,
    blocks: Vec<Block>,
}

impl Divider<'_> {
    fn text(&mut self, index: usize, block: &Block, text: &Paragraph) {
        let lines = numbered_lines(&text.prose.spans);
        self.is_in_section |= begins_with_section(block, self.locale);
        if self.is_in_section
            && !self.has_headings
            && text.prose.depth == 0
            && let Some((heading, value)) = section_in_line(&text.prose.spans, self.locale)
        {
            return self.section_of_one_line(block, heading, &value);
        }
        let has_heading = text.prose.depth == 0 && self.begins_with_heading(index, &lines);
        let is_marked = |number: usize| self.marks.contains_key(&(index, number));
        if !has_heading && !lines.iter().any(|(number, _)| is_marked(*number)) {
            self.blocks.push(block.clone());
            return;
        }
        let mut rest = lines.into_iter();
        if has_heading && let Some((_, words)) = rest.next() {
            self.heading(words, block.place);
        }
        let mut paragraph: Option<(usize, Paragraph)> = None;
        for (number, words) in rest {
            let place = self.notes.place_of_line(block.place, number);
            match (self.marks.get(&(index, number)).copied(), &mut paragraph) {
                (Some(length), _) => {
                    self.end(paragraph.take());
                    let item = item(text, without(&words, length));
                    paragraph = Some((place, item));
                }
                (None, Some((_, paragraph))) => {
                    let spans = &mut paragraph.prose.spans;
                    spans.push(super::block::words("\n"));
                    spans.extend(words);
                }
                (None, None) => {
                    let prose = ProseBlock {
                        spans: words,
                        ..text.prose.clone()
                    };
                    paragraph = Some((
                        place,
                        Paragraph {
                            prose,
                            is_done: text.is_done,
                        },
                    ));
                }
            }
        }
        self.end(paragraph);
    }

    /// Whether the first of several lines is a heading: it is in capitals, names a section, stands above typed items, or
    /// is as short as the other headings that are typed so.
    fn begins_with_heading(&self, index: usize, lines: &[(usize, Words)]) -> bool {
        let [(_, first), (second, next), ..] = lines else {
            return false;
        };
        let text = line(first);
        if !is_like_heading(&text) {
            return false;
        }
        let is_short = text.split_whitespace().count() <= SHORT_HEADING;
        is_capital(&text) && !is_capital(&line(next))
            || heading_term(&text, self.locale, &SECTIONS).is_some_and(|named| named.is_exact)
            || self.marks.contains_key(&(index, *second))
            || self.has_typed_headings && is_short && self.is_in_section
    }

    /// “To do: one; another”.
    fn section_of_one_line(&mut self, block: &Block, heading: String, value: &Words) {
        self.heading(vec![words(&heading)], block.place);
        let text = super::block::plain(value);
        let mut from = 0;
        let is_list = text.contains("; ");
        for part in text.split_inclusive("; ") {
            let spans = super::block::trimmed(
                &super::block::slice(value, from, from + part.len()),
                if is_list { &[';', '.'] } else { &[] },
            );
            from += part.len();
            if spans.is_empty() {
                continue;
            }
            let prose = ProseBlock {
                depth: usize::from(is_list),
                mark: is_list.then_some(true),
                spans,
            };
            self.end(Some((
                block.place,
                Paragraph {
                    prose,
                    is_done: None,
                },
            )));
        }
    }

    fn heading(&mut self, words: Words, place: usize) {
        let kind = Kind::Heading {
            level: BY_LOOKS,
            words,
        };
        self.blocks.push(Block { kind, place });
    }

    fn end(&mut self, paragraph: Option<(usize, Paragraph)>) {
        self.blocks
            .extend(paragraph.map(|(place, paragraph)| Block {
                kind: Kind::Text(paragraph),
                place,
            }));
    }
}

fn item(text: &Paragraph, spans: Words) -> Paragraph {
    let prose = ProseBlock {
        depth: text.prose.depth.max(1),
        mark: text.prose.mark.or(Some(false)),
        spans,
    };
    Paragraph {
        prose,
        is_done: text.is_done,
    }
}

fn without(words: &Words, length: usize) -> Words {
    super::block::slice(words, length, super::block::plain(words).len())
}

/// Whether a line could be a heading: no sentence, and no small letter begins it.
fn is_like_heading(text: &str) -> bool {
    let text = text.trim_end_matches(':');
    !text.starts_with(char::is_lowercase) && !text.ends_with(['.', '!', '?', '؟', ';', ',', ':'])
}

/// Whether the first line of a block alone names a section.
fn begins_with_section(block: &Block, locale: Locale) -> bool {
    let Kind::Text(text) = &block.kind else {
        return false;
    };
    let first = numbered_lines(&text.prose.spans).into_iter().next();
    text.prose.depth == 0
        && first.is_some_and(|(_, words)| {
            let text = line(&words);
            is_like_heading(&text)
                && heading_term(&text, locale, &SECTIONS).is_some_and(|named| named.is_exact)
        })
}

/// A line that names a section and holds it: “Funding: European Union”.
fn section_in_line(words: &Words, locale: Locale) -> Option<(String, Words)> {
    let (label, value) = label_and_value(words)?;
    let is_section = locale
        .term_of(&label, &SECTIONS)
        .is_some_and(|named| named.is_exact);
    let has_value = !line(&value).is_empty() && !super::block::plain(&value).starts_with('\n');
    let is_same_line = line(words).starts_with(&label) && has_value;
    (is_section && is_same_line).then_some((label, value))
}

/// A mark that a line could begin with: letters, a number, and how many bytes they take.
struct Mark {
    letters: String,
    number: u16,
    length: usize,
}

/// “R1 ”, “D2. ”, “1 ”.
fn mark(text: &str) -> Option<Mark> {
    let letters: String = text.chars().take_while(|c| c.is_uppercase()).collect();
    let after = &text[letters.len()..];
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let rest = after[digits..].trim_start_matches(['.', ')', ':']);
    let words = rest.trim_start();
    if letters.chars().count() > 2 || digits > 2 || words.len() == rest.len() || words.is_empty() {
        return None;
    }
    Some(Mark {
        number: after[..digits].parse().ok()?,
        length: text.len() - words.len(),
        letters,
    })
}

/// The marks that lines begin with, by block and line: where one follows the other, from 1 on; one alone where it has
/// letters, and stands below the name of a section.
fn typed_marks(blocks: &[Block], locale: Locale) -> BTreeMap<(usize, usize), usize> {
    let mut marks = BTreeMap::new();
    let mut run: Vec<((usize, usize), Mark)> = Vec::new();
    let mut is_below_section = false;
    let mut is_run_below_section = false;
    let mut end = |run: &mut Vec<((usize, usize), Mark)>, is_below_section: bool| {
        let is_sure = run.len() > 1
            || is_below_section && run.iter().all(|(_, mark)| !mark.letters.is_empty());
        for (place, mark) in run.drain(..) {
            if is_sure {
                marks.insert(place, mark.length);
            }
        }
    };
    for (index, block) in blocks.iter().enumerate() {
        let Kind::Text(text) = &block.kind else {
            let heading = block.plain();
            is_below_section = heading_term(&heading, locale, &SECTIONS).is_some();
            continue;
        };
        for (number, words) in numbered_lines(&text.prose.spans) {
            let text = super::block::plain(&words);
            match mark(&text) {
                Some(mark) => {
                    let goes_on = run.last().is_some_and(|((block, _), last)| {
                        index <= block + 1
                            && mark.letters == last.letters
                            && mark.number == last.number + 1
                    });
                    if !goes_on {
                        end(&mut run, is_run_below_section);
                        is_run_below_section = is_below_section;
                    }
                    if goes_on || mark.number == 1 {
                        run.push(((index, number), mark));
                    }
                    is_below_section = false;
                }
                None => {
                    is_below_section =
                        heading_term(&text, locale, &SECTIONS).is_some_and(|named| named.is_exact);
                }
            }
        }
    }
    end(&mut run, is_run_below_section);
    marks
}
