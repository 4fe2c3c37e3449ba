//! The items of a section.

use super::block::{
    Block, Kind, Paragraph, Words, is_strong, line, markup, paragraph, plain, slice, strong_start,
    trimmed, typed_number, unset,
};
use super::draft::{Table, Value};
use super::parts::SEMICOLONS;
use crate::commonmark::{ProseBlock, SpanKind};
use crate::locale::{Locale, Term, leading_digits};

/// From how many characters on a text of several sentences is a text and a detail.
const LONG: usize = 160;

/// An item of a section.
#[derive(Default)]
pub(super) struct Item {
    /// Its first paragraph.
    pub words: Words,
    /// What follows it.
    pub rest: Vec<ProseBlock>,
    pub is_done: Option<bool>,
    pub attributes: Vec<(Term, String)>,
    /// What of it has no place in an item: code, HTML.
    pub verbatim: Vec<String>,
}

/// The items of a section, and the paragraphs in front of them.
pub(super) fn items(
    blocks: &[Block],
    is_question: impl Fn(&str) -> bool,
) -> (Vec<ProseBlock>, Vec<Item>) {
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading { .. });
    let mark_of_top_item = |block: &Block| match &block.kind {
        Kind::Text(paragraph) => paragraph.prose.mark.filter(|_| paragraph.prose.depth == 1),
        _ => None,
    };
    let is_top_item = |block: &Block| mark_of_top_item(block).is_some();
    let is_numbered = |block: &Block| mark_of_top_item(block) == Some(false);
    let by_headings = blocks.iter().any(is_heading);
    let by_lists = !by_headings && blocks.iter().any(is_top_item);
    let asks = |block: &Block| is_question(&block.plain());
    let by_questions = !by_headings && !by_lists && blocks.iter().any(asks);
    let some_ask = by_lists && blocks.iter().any(asks);
    let are_numbered = blocks.iter().any(|block| asks(block) && is_numbered(block));
    let mut intro = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    for block in blocks {
        let begins = if by_headings {
            is_heading(block)
        } else if by_lists {
            // Between questions, what does not ask is what was said to the one before, unless it is numbered as they are.
            is_top_item(block) && (!some_ask || asks(block) || are_numbered && is_numbered(block))
        } else if by_questions {
            asks(block)
        } else {
            true
        };
        match (&block.kind, begins) {
            (Kind::Heading { words, .. }, true) => {
                items.push(Item {
                    words: without_typed_number(&unset(words)),
                    ..Item::default()
                });
            }
            (Kind::Text(text), true) => items.push(Item {
                words: match !by_lists && items.is_empty() && is_first_of_list(text) {
                    true => without_typed_number(&text.prose.spans),
                    false => text.prose.spans.clone(),
                },
                is_done: text.is_done,
                ..Item::default()
            }),
            (Kind::Text(text), false) => {
                let mut prose = text.prose.clone();
                // What stands below an item goes up with it; an item that is none of ours stays one.
                if by_lists && !is_top_item(block) {
                    prose.depth = prose.depth.saturating_sub(1);
                }
                match items.last_mut() {
                    Some(item) => item.rest.push(prose),
                    None => intro.push(prose),
                }
            }
            (Kind::Verbatim(text), _) => match items.last_mut() {
                Some(item) => item.verbatim.push(text.clone()),
                None => intro.push(paragraph(vec![super::block::words(text)])),
            },
            (Kind::Subtitle(words) | Kind::Heading { words, .. }, _) => {
                let prose = paragraph(words.clone());
                match items.last_mut() {
                    Some(item) => item.rest.push(prose),
                    None => intro.push(prose),
                }
            }
            (Kind::Table(_), _) => {}
        }
    }
    (intro, items)
}

/// Whether a paragraph is numbered as the first of a list, of which there are no others: «۱. …».
fn is_first_of_list(text: &Paragraph) -> bool {
    leading_digits(&plain(&text.prose.spans)).0 == "1"
}

/// Words without the number that was typed before them.
fn without_typed_number(words: &Words) -> Words {
    let text = plain(words);
    let number = typed_number(&text).unwrap_or(0);
    trimmed(&slice(words, number, text.len()), &[])
}

impl Item {
    /// Takes away the semicolon, with an “and”, that parts an item from the next in a list that is one sentence.
    pub fn take_semicolon(&mut self, locale: Locale) {
        let text = plain(&self.words);
        let text = text.trim_end();
        let joiners = locale.list_joiners();
        let before_joiner = joiners.iter().find_map(|and| {
            let before = text.strip_suffix(and.trim()).map(str::trim_end);
            before.filter(|before| before.ends_with(SEMICOLONS))
        });
        let item = before_joiner.unwrap_or(text).strip_suffix(SEMICOLONS);
        if let Some(item) = item.filter(|_| self.rest.is_empty()) {
            self.words = slice(&self.words, 0, item.len());
        }
    }

    /// Writes the item: its title where `lead` is a key and it begins with one, its text, and what follows it. Where
    /// the text is a line, what that cannot hold goes into `detail`.
    pub fn write(
        &self,
        table: &mut Table,
        lead: Option<&'static str>,
        detail: &'static str,
        footnotes: &[Vec<ProseBlock>],
    ) {
        let mut rest: Vec<ProseBlock> = Vec::new();
        let (mut head, mut body) = (self.words.clone(), Vec::new());
        let text = plain(&self.words);
        let strong = strong_start(&self.words);
        let first_line = text.find('\n').filter(|_| strong == 0);
        if strong > 0 && strong < text.trim_end().len() {
            head = slice(&self.words, 0, strong);
            body = slice(&self.words, strong, text.len());
        } else if let Some(end) = first_line.filter(|_| lead.is_some() && !self.rest.is_empty()) {
            head = slice(&self.words, 0, end);
            body = slice(&self.words, end, text.len());
        } else if let Some((question, answer)) = answered(&text).filter(|_| lead.is_none()) {
            head = slice(&self.words, 0, question);
            body = slice(&self.words, answer, text.len());
        } else if text.chars().count() > LONG && lead.is_none() {
            let ends = text.match_indices(['.', '؟', '?', '!']);
            let end = ends
                .map(|(at, mark)| at + mark.len())
                .find(|end| text[*end..].starts_with([' ', '\n']) && *end > LONG / 4);
            if let Some(end) = end {
                head = slice(&self.words, 0, end);
                body = slice(&self.words, end, text.len());
            }
        }
        let marks = [':', '–', '—', '-'];
        let after = plain(&body);
        let start = after.len()
            - after
                .trim_start_matches(|c: char| c.is_whitespace() || ":–—.".contains(c))
                .len();
        let body = trimmed(&slice(&body, start, after.len()), &[]);
        if !body.is_empty() {
            rest.push(paragraph(unset_all_strong(body)));
        }
        rest.extend(self.rest.iter().cloned());
        let head_line = line(&head)
            .trim_matches(|c: char| marks.contains(&c) || c.is_whitespace())
            .to_owned();
        match lead {
            // The text is prose; a title in front of it is one.
            Some(key) if !rest.is_empty() => {
                table.set(key, Value::Line(head_line.trim_end_matches('.').to_owned()));
                table.set("text", Value::Prose(markup(&rest, footnotes)));
            }
            Some(_) => {
                table.set(
                    "text",
                    Value::Prose(markup(&[paragraph(unset_all_strong(head))], footnotes)),
                );
            }
            None => {
                table.set("text", Value::Line(head_line));
                // A line has no links and notes: they stand below it.
                for (place, more) in beside_words(&head, footnotes).into_iter().enumerate() {
                    rest.insert(place, more);
                }
                if !rest.is_empty() {
                    table.set(detail, Value::Prose(markup(&rest, footnotes)));
                }
            }
        }
    }
}

/// Where a question ends that has its answer in the same line, and where that begins: “Who pays? – Nobody.”, “Who? -> We”.
fn answered(text: &str) -> Option<(usize, usize)> {
    const BETWEEN: [&str; 6] = ["->", "=>", "→", "– ", "— ", "- "];
    text.match_indices(['?', '؟']).find_map(|(at, mark)| {
        let end = at + mark.len();
        let rest = text[end..].trim_start();
        let answer = BETWEEN.iter().find_map(|mark| rest.strip_prefix(mark))?;
        Some((end, text.len() - answer.trim_start().len()))
    })
}

/// What a line of plain words does not hold: its links, and the words of its notes.
fn beside_words(words: &Words, footnotes: &[Vec<ProseBlock>]) -> Vec<ProseBlock> {
    let beside = words.iter().flat_map(|span| match span.kind {
        SpanKind::Note(place) => footnotes.get(place).cloned().unwrap_or_default(),
        _ if span.target.is_some() => vec![paragraph(vec![span.clone()])],
        _ => Vec::new(),
    });
    beside.collect()
}

fn unset_all_strong(words: Words) -> Words {
    if is_strong(&words) {
        unset(&words)
    } else {
        words
    }
}
