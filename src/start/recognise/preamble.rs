//! What stands before the first section: the facts of the meeting, and why it was held.

use super::super::block::{Kind, Words, line, markup, paragraph, words};
use super::super::draft::Value;
use super::super::facts::{exact_fact, fact, fact_lines, is_head_of_message};
use super::super::label::label_and_value;
use super::super::places::{is_place_and_day, is_when_and_where};
use super::{Recogniser, Section};
use crate::brief::shortened;
use crate::commonmark::ProseBlock;
use crate::locale::Term;

impl Recogniser<'_> {
    /// What stands before the first section: facts, and what the meeting was about.
    pub(super) fn preamble(&mut self, section: &Section) {
        let mut prose: Vec<ProseBlock> = Vec::new();
        // Whether the paragraph before stated facts; a line with another label says something of that kind.
        let mut is_among_facts = false;
        for block in &section.blocks {
            match &block.kind {
                Kind::Subtitle(words) => {
                    if !self.draft.top.set("subtitle", Value::Line(line(words))) {
                        prose.push(paragraph(words.clone()));
                    }
                }
                Kind::Text(text) => {
                    let lines = fact_lines(&text.prose.spans, self.locale);
                    let is_fact =
                        |(_, words): &(usize, Words)| exact_fact(words, self.locale).is_some();
                    if is_head_of_message(block, self.locale) {
                        self.message(lines, block.place);
                    } else if lines.iter().any(is_fact) {
                        is_among_facts = true;
                        for (number, words) in lines {
                            let place = self.notes.place_of_line(block.place, number);
                            self.fact_line(&words, place);
                        }
                    } else if is_among_facts && is_labelled(&lines) {
                        for (number, words) in lines {
                            let place = self.notes.place_of_line(block.place, number);
                            self.leave_words(line(&words), place);
                        }
                    } else if self.bare_fact(&lines) {
                        is_among_facts = true;
                    } else {
                        is_among_facts = false;
                        prose.push(text.prose.clone());
                    }
                }
                Kind::Table(rows) if self.bare_row(rows) => is_among_facts = true,
                Kind::Table(rows) => {
                    self.table(rows, None, "", block.place);
                }
                Kind::Heading { words, .. } => match self.bare_fact(&[(0, words.clone())]) {
                    true => is_among_facts = true,
                    false => self.leave_block(block),
                },
                Kind::Verbatim(text) => {
                    let place = self.place(block.place);
                    self.draft.leave(shortened(text), Some(place), text.clone());
                }
            }
        }
        let words = markup(&prose, &self.notes.footnotes);
        if !words.is_empty() {
            self.draft.meeting.add_prose("context", words);
        }
        self.date_in_words(&prose);
    }

    /// The head of a message that the notes were sent in: where they have no title, its subject is one.
    fn message(&mut self, lines: Vec<(usize, Words)>, place: usize) {
        for (number, words) in lines {
            let subject = fact(&words, self.locale, &[Term::Title]);
            let taken = subject.is_some_and(|(named, _, value)| {
                named.is_exact && self.draft.take_fact(Term::Title, &value)
            });
            if !taken {
                let place = self.notes.place_of_line(place, number);
                self.leave_words(line(&words), place);
            }
        }
    }

    /// A date or a place that stands alone under the title: “Astana, 15 June 2017”.
    fn bare_fact(&mut self, lines: &[(usize, Words)]) -> bool {
        let [(_, words)] = lines else { return false };
        let text = line(words);
        is_place_and_day(&text, self.locale) && self.draft.take_date(&text, true)
    }

    /// Place and day in a row alone, which looks like a line: “Astana | 15 June 2017”.
    fn bare_row(&mut self, rows: &[Vec<Words>]) -> bool {
        let [row] = rows else { return false };
        let cells = row.iter().filter(|cell| !line(cell).is_empty()).cloned();
        let cells: Vec<Words> = cells.collect();
        self.bare_fact(&[(0, cells.join(&words("\t")))])
    }

    /// The date, where it stands only in the title or in the first sentences.
    pub(super) fn date_in_words(&mut self, prose: &[ProseBlock]) {
        if self.draft.meeting.has("date") {
            return;
        }
        let title = self.draft.top.line("title").unwrap_or_default().to_owned();
        let texts = std::iter::once(title).chain(prose.iter().map(|block| line(&block.spans)));
        let found = texts
            .filter_map(|text| self.locale.find_date_range(&text))
            .next();
        if let Some((_, days)) = found {
            let remark = Some("found in the words of the notes".to_owned());
            self.draft
                .meeting
                .set_with_remark("date", Value::Days(days), remark);
        }
    }

    pub(super) fn fact_line(&mut self, words: &Words, place: usize) {
        let taken = match exact_fact(words, self.locale) {
            Some((term, label, value)) => match term {
                Term::Date => {
                    let says_place = is_when_and_where(&label, self.locale);
                    self.draft.take_date(&line(&value), says_place)
                }
                Term::Language => self.is_language(&line(&value)),
                Term::Summary | Term::Context => {
                    let text = markup(&[paragraph(value)], &self.notes.footnotes);
                    self.draft.add_prose(term, text);
                    true
                }
                term => self.draft.take_fact(term, &value),
            },
            None => self.draft.take_bare_participants(&line(words)),
        };
        if !taken {
            self.leave_words(line(words), place);
        }
    }
}

/// Whether each line of a paragraph is a label and a few words: “Chair: F. Rahimov, Ministry of Water”.
fn is_labelled(lines: &[(usize, Words)]) -> bool {
    const SHORT: usize = 12;
    lines.iter().all(|(_, words)| {
        line(words).split_whitespace().count() <= SHORT
            && label_and_value(words).is_some_and(|(_, value)| !value.is_empty())
    })
}
