//! Tables, with the lines above them that are their captions.

use super::super::block::{Block, Kind, Words, line, trimmed, words};
use super::super::section::{beside_number, is_like_heading, section_name};
use super::super::tables::{Recognised, recognise, with_one_head, without_own};
use super::headings::LONG_NAME;
use super::{LONGEST_HEADING, Recogniser, is_in_list};
use crate::locale::{Argument, Locale, Message, Term};

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
            self.draft.leave(what, Some(place), words);
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
                self.draft.take_rows(term, rows, &self.notes.footnotes);
                false
            }
            Recognised::Table => {
                let caption = without_label(caption.trim().trim_end_matches([':', '.']));
                let before = self.section_before.as_deref();
                let after = section.and_then(section_name).or(before);
                let is_table = self.draft.take_table(&caption, after, rows);
                if !is_table {
                    let words = Block {
                        kind: Kind::Table(rows.to_vec()),
                        place,
                    }
                    .plain();
                    let place = self.place(place);
                    self.draft.leave("a table".to_owned(), Some(place), words);
                }
                is_table
            }
        }
    }
}

/// Whether the last of the blocks above a table is the line over it: it ends with a colon, begins as captions do, or is a
/// short name behind a list.
pub(super) fn end_with_caption(blocks: &[Block]) -> bool {
    let [above @ .., last] = blocks else {
        return false;
    };
    let text = last.plain();
    let count = text.split_whitespace().count();
    let is_name = || {
        matches!(last.kind, Kind::Text(_))
            && above.last().is_some_and(|above| is_in_list(&above))
            && count <= LONG_NAME
            && is_like_heading(&text)
    };
    count <= 3 * LONGEST_HEADING
        && !is_in_list(&last)
        && !text.contains('\n')
        && (text.trim_end().ends_with(':') || without_label(&text) != text || is_name())
}

/// A caption without “Table 1.” or “Annex 1.” in front.
fn without_label(caption: &str) -> String {
    let Some((label, rest)) = caption.split_once(['.', ':', '–', '—']) else {
        return caption.to_owned();
    };
    let is_label = beside_number(label).is_some_and(|words| {
        let is_annex = Locale::first()
            .exact_term(&words, &[Term::Annexes])
            .is_some();
        is_annex || is_word_for_table(&words)
    });
    let rest = rest.trim();
    if is_label && !rest.is_empty() {
        rest.to_owned()
    } else {
        caption.to_owned()
    }
}

/// Whether words are what tables are called, in whatever language.
fn is_word_for_table(words: &str) -> bool {
    let words = words.to_lowercase();
    let number = [
        ("number", Argument::Words("1".into())),
        ("last", Argument::Count(1)),
    ];
    Locale::all().any(|locale| {
        let caption = locale.filled(Message::CaptionTable, &number).to_lowercase();
        beside_number(&caption).is_some_and(|known| known == words)
    })
}
