//! Footnotes: references and the notes that they refer to.

use super::Builder;
use super::blocks::ContainerKind;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, InlineKind, Node, Note};
use std::ops::Range;

impl<'t> Builder<'_, 't> {
    pub(super) fn footnote_reference(
        &mut self,
        label: pulldown_cmark::CowStr<'t>,
        range: Range<usize>,
    ) {
        let in_note = self
            .blocks
            .iter()
            .any(|container| matches!(container.kind, ContainerKind::Footnote(_)));
        if in_note {
            self.refuse(
                &range,
                "a footnote cannot have a footnote",
                "write both notes as one, or put the number in the text",
            );
        } else if self.notes.contains(&label) {
            self.refuse(
                &range,
                format!("the footnote `[^{label}]` is referred to twice"),
                format!("write a second footnote: `[^{label}-2]` here, and its words below"),
            );
        } else {
            self.push(InlineKind::NoteReference(self.notes.len()), range);
            self.notes.push(label);
        }
    }

    /// Names every `[^…]` that stands in the text as words, because no footnote has this label.
    pub(super) fn find_lost_references(&mut self, lost: Vec<Range<usize>>) {
        for range in lost {
            let label = self.text[range.clone()].to_owned();
            self.diagnostics.push(
                Diagnostic::error(
                    "unknown-footnote",
                    format!("the footnote `{label}` has no words"),
                )
                .at(self.literal.locate(range))
                .help(format!(
                    "add them below, after an empty line: `{label}: The words of the note.`"
                )),
            );
        }
    }

    /// The notes in the order of their references; those that go with none are reported.
    pub(super) fn notes(&mut self) -> Vec<Note> {
        let lost = lost_references(self.text, &self.notes, &self.definitions);
        self.find_lost_references(lost);
        let mut definitions = std::mem::take(&mut self.definitions);
        definitions.retain(|(label, range, _)| {
            let used = self.notes.contains(label);
            if !used {
                let line = self.text[range.clone()].lines().next().unwrap_or_default();
                let end = range.start + line.trim_end().len();
                self.diagnostics.push(
                    Diagnostic::error(
                        "unknown-footnote",
                        format!("nothing refers to the footnote `[^{label}]`"),
                    )
                    .at(self.literal.locate(range.start..end))
                    .help(format!("write `[^{label}]` where its number shall stand")),
                );
            }
            used
        });
        let mut notes = Vec::new();
        for (index, label) in self.notes.iter().enumerate() {
            let blocks = definitions
                .iter_mut()
                .find(|(defined, ..)| defined == label)
                .map(|(.., blocks)| std::mem::take(blocks))
                .unwrap_or_default();
            notes.push(Note {
                node: Node::default(),
                label: Node::default(),
                number: u32::try_from(index + 1).unwrap_or(u32::MAX),
                blocks,
            });
        }
        notes
    }
}

/// Where `[^label]` stands in `text` without being the reference or the beginning of a footnote.
pub(super) fn lost_references(
    text: &str,
    notes: &[pulldown_cmark::CowStr<'_>],
    definitions: &[(pulldown_cmark::CowStr<'_>, Range<usize>, Vec<Block>)],
) -> Vec<Range<usize>> {
    let known = |label: &str| {
        notes.iter().any(|note| &**note == label)
            || definitions.iter().any(|(defined, ..)| &**defined == label)
    };
    text.match_indices("[^")
        .filter(|(at, _)| !text[..*at].ends_with('\\'))
        .filter_map(|(at, _)| {
            let label = &text[at + 2..];
            let length = label.find(|character: char| {
                character == ']' || character == '[' || character.is_whitespace()
            })?;
            let closed = label[length..].starts_with(']');
            (closed && length > 0 && !known(&label[..length])).then(|| at..at + 2 + length + 1)
        })
        .collect()
}
