//! Collecting: a paragraph's inlines become one string with styled pieces.

use super::capitals;
use crate::document::{Inline, InlineKind, NodeId, Note, Origin};
use crate::length::Length;
use crate::theme::{Colour, Face, Figures, Style, Theme};
use std::ops::Range;

/// How a piece of text is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct PieceStyle {
    pub face: Face,
    pub size: Length,
    pub colour: Colour,
    pub figures: Figures,
    /// Set in the font's own superior figures (OpenType `sups`).
    pub superior: bool,
    /// Capitals set in the font's own small capitals (OpenType `c2sc`).
    pub small_capitals: bool,
}

impl From<Style> for PieceStyle {
    fn from(style: Style) -> Self {
        PieceStyle {
            face: style.face,
            size: style.size,
            colour: style.colour,
            figures: style.figures,
            superior: false,
            small_capitals: false,
        }
    }
}

/// A stretch of text of one node and one style.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    pub node: NodeId,
    pub style: PieceStyle,
    /// The nearest origin, for diagnostics.
    pub origin: Option<Origin>,
}

/// A paragraph's text with its styles.
#[derive(Clone, Default, Debug)]
pub(super) struct StyledText {
    pub text: String,
    pub pieces: Vec<Piece>,
    /// Byte offsets after which a line must end.
    pub forced_breaks: Vec<usize>,
    /// Footnotes referred to: the byte offset of the reference, and the note's index.
    pub notes: Vec<(usize, usize)>,
}

impl StyledText {
    /// The words of one node, in one style.
    pub fn of_node(node: NodeId, words: &str, style: PieceStyle) -> StyledText {
        let mut styled = StyledText::default();
        styled.push(words, node, style, None);
        styled
    }

    /// Adds `words` of `node`, abbreviations among old-style figures in small capitals. Line feeds and
    /// tabs are spaces; a run of spaces stays as it is.
    pub fn push(&mut self, words: &str, node: NodeId, style: PieceStyle, origin: Option<&Origin>) {
        let mut start = 0;
        if style.figures == Figures::OldStyle {
            let small = PieceStyle {
                small_capitals: true,
                ..style
            };
            for abbreviation in capitals::abbreviations(words) {
                self.push_piece(&words[start..abbreviation.start], node, style, origin);
                start = abbreviation.end;
                self.push_piece(&words[abbreviation], node, small, origin);
            }
        }
        self.push_piece(&words[start..], node, style, origin);
    }

    fn push_piece(
        &mut self,
        words: &str,
        node: NodeId,
        style: PieceStyle,
        origin: Option<&Origin>,
    ) {
        let start = self.text.len();
        self.text.extend(words.chars().map(|c| {
            if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            }
        }));
        if self.text.len() > start {
            self.pieces.push(Piece {
                range: start..self.text.len(),
                node,
                style,
                origin: origin.cloned(),
            });
        }
    }
}

/// Collects inlines into styled text.
pub(super) struct Collector<'a> {
    pub theme: &'a Theme,
    pub notes: &'a [Note],
}

impl Collector<'_> {
    /// The inlines as one text, plain words in `style`; `origin` is that of the block.
    pub fn collect(
        &self,
        inlines: &[Inline],
        style: PieceStyle,
        origin: Option<&Origin>,
    ) -> StyledText {
        let mut styled = StyledText::default();
        self.add(inlines, style, origin, &mut styled);
        styled
    }

    /// Adds the inlines to `styled`.
    pub fn add(
        &self,
        inlines: &[Inline],
        style: PieceStyle,
        origin: Option<&Origin>,
        styled: &mut StyledText,
    ) {
        for inline in inlines {
            let origin = inline.node.origin.as_ref().or(origin);
            match &inline.kind {
                InlineKind::Text(words) => styled.push(words, inline.node.id, style, origin),
                InlineKind::LineBreak => styled.forced_breaks.push(styled.text.len()),
                InlineKind::Span(content) | InlineKind::Abbreviation { content, .. } => {
                    self.add(content, style, origin, styled);
                }
                InlineKind::Emphasis(content) => {
                    self.add(
                        content,
                        PieceStyle {
                            face: style.face.emphasised(),
                            ..style
                        },
                        origin,
                        styled,
                    );
                }
                InlineKind::Strong(content) => {
                    self.add(
                        content,
                        PieceStyle {
                            face: style.face.strong(),
                            ..style
                        },
                        origin,
                        styled,
                    );
                }
                InlineKind::Link { content, .. } | InlineKind::Reference { content, .. } => {
                    self.add(
                        content,
                        PieceStyle {
                            colour: self.theme.accent,
                            ..style
                        },
                        origin,
                        styled,
                    );
                }
                InlineKind::NoteReference(index) => {
                    if let Some(note) = self.notes.get(*index) {
                        styled.notes.push((styled.text.len(), *index));
                        let style = PieceStyle {
                            superior: true,
                            figures: Figures::Lining,
                            ..style
                        };
                        styled.push(&note.number.to_string(), inline.node.id, style, origin);
                    }
                }
            }
        }
    }
}
