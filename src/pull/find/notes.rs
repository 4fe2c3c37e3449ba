//! Notes that a program gave the words of others.

use super::Finder;
use crate::docx::{NoteId, Paragraph};
use crate::ordered::Ordered;
use crate::pull::align::key;
use std::collections::BTreeSet;

/// The notes whose numbers stand in a paragraph, and the last word before each.
fn notes_in(paragraph: &Paragraph) -> impl Iterator<Item = (&NoteId, &str)> {
    paragraph.runs.iter().filter_map(|run| {
        let before = paragraph.text.get(..run.range.start)?;
        let word = before.split(char::is_whitespace).next_back()?;
        Some((run.setting.note.as_ref()?, word))
    })
}

/// What a note says.
fn words(note: Option<&Vec<Paragraph>>) -> String {
    let paragraphs = note.into_iter().flatten();
    let words: Vec<String> = paragraphs.map(key).collect();
    words.join("\n").trim().to_owned()
}

impl Finder<'_> {
    /// Tells notes that stand where they stood and have no words now, or exactly those of another one: LibreOffice mixes
    /// them up where a document has comments. They keep the words that they had.
    pub(super) fn mixed_up_notes(&mut self) {
        let (base, theirs) = (self.base, self.theirs);
        let of_base = &base.reading.notes;
        let known: BTreeSet<String> = of_base.values().map(|note| words(Some(note))).into_set();
        for (at, paragraph) in theirs.paragraphs.iter().enumerate() {
            let Some(place) = self.pairs.of_theirs[at] else {
                continue;
            };
            let mut were: Vec<_> = notes_in(base.paragraph(place)).collect();
            let are_as_many = were.len() == notes_in(paragraph).count();
            for (id, word) in notes_in(paragraph) {
                let same_word = were.iter().position(|(_, before)| *before == word);
                let Some(found) = same_word.or_else(|| are_as_many.then_some(0)) else {
                    continue;
                };
                let (was, _) = were.remove(found);
                let (now, before) = (words(theirs.notes.get(id)), words(of_base.get(was)));
                if now == before || !now.is_empty() && !known.contains(&now) {
                    continue;
                }
                if let Some(note) = of_base.get(was) {
                    self.notes.insert(id.clone(), note.clone());
                }
                let what = if now.is_empty() {
                    "a footnote that has lost its words"
                } else {
                    "a footnote that has the words of another one"
                };
                let advice = "LibreOffice mixes up the footnotes of a document with comments; --partial keeps the words that \
                              it had: where it shall have others, write them in by hand";
                self.unplaced(at, what, &before, advice);
            }
        }
    }
}
