//! Tables, with the lines above them that are their captions.

use super::super::block::{Block, Kind, Words, line, trimmed, words};
use super::super::draft::Form;
use super::super::section::section_name;
use super::super::tables::{Recognised, recognise, with_one_head, without_own};
use super::{LONGEST_HEADING, Recogniser};
use crate::locale::Term;

impl Recogniser<'_> {
    /// Takes a table over; whether it has its caption.
    pub(super) fn table(
        &mut self,
        rows: &[Vec<Words>],
        section: Option<Term>,
        caption: &str,
        place: usize,
    ) -> bool {
        let rows = with_one_head(rows);
        let (rows, own) = without_own(rows, section, self.locale);
        if let Some((what, words)) = own {
            let place = self.place(place);
            self.leave(what, Some(place), words, Form::Remark);
        }
        let rows = &rows;
        match recognise(rows, section, self.locale) {
            Recognised::Facts => {
                for row in rows {
                    let label = row.first().map(|cell| line(cell)).unwrap_or_default();
                    let mut words = vec![words(&format!("{label}: "))];
                    words.extend(
                        row.get(1)
                            .map(|cell| trimmed(cell, &[]))
                            .unwrap_or_default(),
                    );
                    self.fact_line(&words, place);
                }
                false
            }
            Recognised::Rows(term) => {
                self.read(term);
                self.draft
                    .take_rows(term, rows, self.locale, &self.notes.footnotes);
                false
            }
            Recognised::Table => {
                let caption = without_label(caption.trim().trim_end_matches([':', '.']));
                let before = self.section_before.as_deref();
                let after = section.and_then(section_name).or(before);
                let is_table = self.draft.take_table(&caption, after, rows, self.locale);
                if !is_table {
                    let words = Block {
                        kind: Kind::Table(rows.to_vec()),
                        place,
                    }
                    .plain();
                    let place = self.place(place);
                    self.leave("a table".to_owned(), Some(place), words, Form::Remark);
                }
                is_table
            }
        }
    }
}

/// Whether a block is the line over a table.
pub(super) fn is_caption(block: &Block) -> bool {
    let text = block.plain();
    let is_short = text.split_whitespace().count() <= 3 * LONGEST_HEADING;
    let in_list = matches!(&block.kind, Kind::Text(text) if text.prose.depth > 0);
    is_short
        && !in_list
        && !text.contains('\n')
        && (text.trim_end().ends_with(':') || without_label(&text) != text)
}

/// A caption without “Table 1.” in front.
fn without_label(caption: &str) -> String {
    let Some((label, rest)) = caption.split_once(['.', ':', '–', '—']) else {
        return caption.to_owned();
    };
    let mut words = label.split_whitespace();
    let is_label = words.clone().count() == 2
        && words
            .nth(1)
            .is_some_and(|number| number.trim_matches('№').chars().all(char::is_numeric));
    let rest = rest.trim();
    if is_label && !rest.is_empty() {
        rest.to_owned()
    } else {
        caption.to_owned()
    }
}
