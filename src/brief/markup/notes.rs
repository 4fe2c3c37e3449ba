//! Footnotes: references and the notes that they refer to.

use super::Builder;
use crate::brief::words::quoted;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, InlineKind, Node, Note};
use std::collections::HashMap;
use std::ops::Range;
use unicase::UniCase;

/// A label as labels are compared: without regard to case, as the parser does.
pub(crate) fn folded(label: &str) -> String {
    UniCase::new(label).to_folded_case()
}

/// The words of a footnote.
struct Definition {
    label: String,
    range: Range<usize>,
    blocks: Vec<Block>,
}

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes {
    /// How many references come before the one with this label.
    references: HashMap<String, usize>,
    /// Where the words for this label stand in `definitions`.
    defined: HashMap<String, usize>,
    /// In the order in which they are written.
    definitions: Vec<Definition>,
}

impl Footnotes {
    /// Where the next reference stands among all; none where there is one with this label.
    fn refer(&mut self, label: &str) -> Option<usize> {
        let next = self.references.len();
        let place = *self.references.entry(folded(label)).or_insert(next);
        (place == next).then_some(next)
    }

    /// Adds the words of a footnote; false where it has words already.
    fn define(&mut self, definition: Definition) -> bool {
        let next = self.definitions.len();
        let place = *self
            .defined
            .entry(folded(&definition.label))
            .or_insert(next);
        self.definitions.push(definition);
        place == next
    }

    fn knows(&self, label: &str) -> bool {
        let label = folded(label);
        self.references.contains_key(&label) || self.defined.contains_key(&label)
    }
}

impl Builder<'_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str, range: Range<usize>) {
        let shown = quoted(label);
        if self.is_in_note() {
            self.refuse(
                &range,
                "a footnote cannot have a footnote",
                "write both notes as one, or put the number in the text",
            );
        } else if let Some(place) = self.footnotes.refer(label) {
            self.push(InlineKind::NoteReference(place), range);
        } else {
            self.refuse(
                &range,
                format!("the footnote `[^{shown}]` is referred to twice"),
                format!("write a second footnote: `[^{shown}-2]` here, and its words below"),
            );
        }
    }

    /// Takes over the words of a footnote.
    pub(super) fn define_footnote(&mut self, label: &str, range: Range<usize>, blocks: Vec<Block>) {
        let shown = quoted(label);
        if blocks.is_empty() {
            self.report_footnote(
                range.clone(),
                format!("the footnote `[^{shown}]` has no words"),
                format!("write them behind its label: `[^{shown}]: The words of the note.`"),
            );
        }
        let definition = Definition {
            label: label.to_owned(),
            range: range.clone(),
            blocks,
        };
        if !self.footnotes.define(definition) {
            self.report_footnote(
                range,
                format!("the footnote `[^{shown}]` has words already"),
                "write both as one note, or give this one a label of its own",
            );
        }
    }

    /// Reports what is wrong with the footnote in `range`, at its first line.
    fn report_footnote(&mut self, range: Range<usize>, message: String, help: impl Into<String>) {
        let wrong = Diagnostic::error("unknown-footnote", message).help(help);
        self.report(wrong, self.first_line(&range));
    }

    /// The notes in the order of their references; those that go with none are reported.
    pub(super) fn notes(&mut self) -> Vec<Note> {
        let footnotes = std::mem::take(&mut self.footnotes);
        for range in lost_references(self.text, &footnotes) {
            let label = quoted(&self.text[range.clone()]);
            let help =
                format!("add them below, after an empty line: `{label}: The words of the note.`");
            self.report_footnote(range, format!("the footnote `{label}` has no words"), help);
        }
        let mut notes: Vec<Note> = (1..=footnotes.references.len())
            .map(|number| Note {
                node: Node::default(),
                label: Node::default(),
                number: u32::try_from(number).unwrap_or(u32::MAX),
                blocks: Vec::new(),
            })
            .collect();
        for Definition {
            label,
            range,
            blocks,
        } in footnotes.definitions
        {
            let place = footnotes.references.get(&folded(&label));
            match place.and_then(|place| notes.get_mut(*place)) {
                Some(note) => note.blocks.extend(blocks),
                None => {
                    let label = quoted(&label);
                    self.report_footnote(
                        range,
                        format!("nothing refers to the footnote `[^{label}]`"),
                        format!("write `[^{label}]` where its number shall stand"),
                    );
                }
            }
        }
        notes
    }
}

/// Where `[^label]` stands in `text` without being the reference or the beginning of a footnote.
fn lost_references(text: &str, footnotes: &Footnotes) -> Vec<Range<usize>> {
    text.match_indices("[^")
        .filter(|(at, _)| !text[..*at].ends_with('\\'))
        .filter_map(|(at, _)| {
            let label = &text[at + 2..];
            let length = label.find(|character: char| {
                character == ']' || character == '[' || character.is_whitespace()
            })?;
            let closed = label[length..].starts_with(']');
            (closed && length > 0 && !footnotes.knows(&label[..length]))
                .then(|| at..at + 2 + length + 1)
        })
        .collect()
}
