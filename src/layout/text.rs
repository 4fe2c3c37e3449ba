//! Collecting: a paragraph's inlines become one string with styled pieces.

use super::capitals;
use super::shaping_language::ShapingLanguage;
use crate::bidi::{self, Control};
use crate::document::{Inline, InlineKind, Language, Node, NodeId, Note, Origin};
use crate::fonts::Face;
use crate::length::Length;
use crate::locale::{self, Direction, Hyphenation, Ties};
use crate::theme::{Colour, Figures, Style, Theme};
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
    /// Underlined, as links are.
    pub underlined: bool,
    /// Capitals set in the font's own small capitals (OpenType `c2sc`).
    pub small_capitals: bool,
    /// The language that it is shaped in; that of the document where none is given.
    pub language: Option<ShapingLanguage>,
}

impl From<Style> for PieceStyle {
    fn from(style: Style) -> Self {
        PieceStyle {
            face: style.face,
            size: style.size,
            colour: style.colour,
            figures: style.figures,
            superior: false,
            underlined: false,
            small_capitals: false,
            language: None,
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
    /// How its words are hyphenated, if they may be.
    pub hyphenation: Option<Hyphenation>,
    /// What its language does not divide.
    pub ties: Option<Ties>,
    /// Whether it parts particulars, and falls away where a line ends after it.
    pub separates: bool,
}

/// What the language of a text says of how it is set. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct TextLanguage {
    hyphenation: Option<Hyphenation>,
    ties: Ties,
    shaping: ShapingLanguage,
    direction: Direction,
}

impl TextLanguage {
    fn of(language: &Language) -> TextLanguage {
        TextLanguage {
            hyphenation: Hyphenation::of(language),
            ties: Ties::of(language),
            shaping: ShapingLanguage::of(language),
            direction: locale::direction(language),
        }
    }

    /// That of `node`, or `of_outer` if it has none of its own.
    pub(super) fn of_node(node: &Node, of_outer: TextLanguage) -> TextLanguage {
        node.language.as_ref().map_or(of_outer, TextLanguage::of)
    }
}

/// Whose words are added to a text, and in which language, if they are of one.
#[derive(Clone, Copy)]
struct Context<'a> {
    style: PieceStyle,
    origin: Option<&'a Origin>,
    language: Option<TextLanguage>,
    /// Whether words are divided at all.
    divisible: bool,
    /// Whether they part particulars.
    separates: bool,
}

/// A footnote that a text refers to.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReferredNote {
    /// The byte at which its number stands.
    pub offset: usize,
    /// Its index among the notes of the document.
    pub index: usize,
}

/// A paragraph's text with its styles.
#[derive(Clone, Default, Debug)]
pub(super) struct StyledText {
    pub text: String,
    pub pieces: Vec<Piece>,
    /// Byte offsets after which a line must end.
    pub forced_breaks: Vec<usize>,
    /// Footnotes referred to, in order.
    pub notes: Vec<ReferredNote>,
    /// The direction of the paragraph; that of the document where none is given.
    pub direction: Option<Direction>,
    /// The isolates of names, numbers and addresses, which have an order of their own.
    pub controls: Vec<Control>,
}

/// How much of a text there was.
#[derive(Clone, Copy, Default)]
struct Mark {
    bytes: usize,
    controls: usize,
}

impl StyledText {
    /// The words of one node, in one style.
    pub fn of_node(node: NodeId, words: &str, style: PieceStyle) -> StyledText {
        let mut styled = StyledText::default();
        styled.push(words, node, style, None);
        styled
    }

    /// Adds `words` of `node` that belong to no language: labels, numbers.
    pub fn push(&mut self, words: &str, node: NodeId, style: PieceStyle, origin: Option<&Origin>) {
        let context = Context {
            style,
            origin,
            language: None,
            divisible: false,
            separates: false,
        };
        self.push_words(words, node, context);
    }

    /// The piece that holds all of a range of bytes, if one does.
    pub fn piece_of(&self, range: &Range<usize>) -> Option<&Piece> {
        let before = |piece: &Piece| piece.range.end <= range.start;
        let piece = self.pieces.get(self.pieces.partition_point(before))?;
        (piece.range.start <= range.start && piece.range.end >= range.end).then_some(piece)
    }

    /// Adds `words` of `node`, abbreviations among old-style figures in small capitals, and lining figures in
    /// addresses and symbols. Line feeds and tabs are spaces; a run of spaces stays as it is.
    fn push_words(&mut self, words: &str, node: NodeId, context: Context<'_>) {
        let mut start = 0;
        if context.style.figures == Figures::OldStyle {
            let style = context.style;
            let small_capitals = PieceStyle {
                small_capitals: true,
                ..style
            };
            let lining = PieceStyle {
                figures: Figures::Lining,
                ..style
            };
            let abbreviations = capitals::abbreviations(words).into_iter();
            let symbols = capitals::symbols(words).into_iter();
            let mut stretches: Vec<(Range<usize>, PieceStyle)> = abbreviations
                .map(|range| (range, small_capitals))
                .chain(symbols.map(|range| (range, lining)))
                .collect();
            stretches.sort_unstable_by_key(|(range, _)| range.start);
            for (range, style) in stretches {
                self.push_piece(&words[start..range.start], node, context);
                start = range.end;
                self.push_piece(&words[range], node, Context { style, ..context });
            }
        }
        self.push_piece(&words[start..], node, context);
    }

    /// Whether the last words are the number of a note.
    fn ends_with_note(&self) -> bool {
        let note = self.notes.last().map(|note| note.offset);
        let last = self.pieces.last().map(|piece| piece.range.start);
        note.is_some() && note == last
    }

    /// Isolates the whole text, so that a number with its signs runs as it does by itself.
    pub fn isolate_whole(&mut self) {
        self.direction = None;
        self.isolate_from(Mark::default(), bidi::FIRST_STRONG_ISOLATE);
    }

    /// Isolates a text that runs against the document, so that its lines start where the others of a column or of a
    /// drawing do.
    pub fn start_with_others(&mut self) {
        if let Some(direction) = self.direction.take() {
            self.isolate_from(Mark::default(), isolate_in(direction));
        }
    }

    fn mark(&self) -> Mark {
        Mark {
            bytes: self.text.len(),
            controls: self.controls.len(),
        }
    }

    /// Isolates what was added since a mark.
    fn isolate_from(&mut self, mark: Mark, control: char) {
        self.controls.insert(mark.controls, (mark.bytes, control));
        let end = (self.text.len(), bidi::POP_DIRECTIONAL_ISOLATE);
        self.controls.push(end);
    }

    fn push_piece(&mut self, words: &str, node: NodeId, context: Context<'_>) {
        let start = self.text.len();
        self.text.extend(words.chars().map(|c| {
            if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            }
        }));
        let language = context.language;
        if self.text.len() > start {
            self.pieces.push(Piece {
                range: start..self.text.len(),
                node,
                style: PieceStyle {
                    language: language.map(|language| language.shaping),
                    ..context.style
                },
                origin: context.origin.cloned(),
                hyphenation: language
                    .and_then(|language| language.hyphenation)
                    .filter(|_| context.divisible),
                ties: language.map(|language| language.ties),
                separates: context.separates,
            });
        }
    }
}

/// Collects inlines into styled text.
pub(super) struct Collector<'a> {
    pub theme: &'a Theme,
    pub notes: &'a [Note],
    /// The document's language.
    pub language: &'a Language,
    /// What it says of how text is set.
    pub text_language: TextLanguage,
}

impl<'a> Collector<'a> {
    /// A collector of the texts of a document in `language`.
    pub fn new(theme: &'a Theme, notes: &'a [Note], language: &'a Language) -> Collector<'a> {
        Collector {
            theme,
            notes,
            language,
            text_language: TextLanguage::of(language),
        }
    }

    /// The inlines of `node` as one text, plain words in `style`; `outer` is the language of its parent.
    pub fn collect(
        &self,
        inlines: &[Inline],
        style: PieceStyle,
        node: &Node,
        outer: TextLanguage,
    ) -> StyledText {
        let mut styled = StyledText::default();
        self.add(inlines, style, node, outer, &mut styled);
        styled
    }

    /// Adds the inlines of `node` to `styled`, which runs as they do.
    pub fn add(
        &self,
        inlines: &[Inline],
        style: PieceStyle,
        node: &Node,
        outer: TextLanguage,
        styled: &mut StyledText,
    ) {
        let language = TextLanguage::of_node(node, outer);
        let direction = language.direction;
        styled.direction = (direction != self.text_language.direction).then_some(direction);
        let context = Context {
            style,
            origin: node.origin.as_ref(),
            language: Some(language),
            divisible: true,
            separates: false,
        };
        let before = styled.mark();
        self.add_in(inlines, context, styled);
        let own = bidi::direction_of_paragraph(&styled.text[before.bytes..], direction);
        if own != direction {
            styled.isolate_from(before, isolate_in(own));
        }
    }

    fn add_in(&self, inlines: &[Inline], context: Context<'_>, styled: &mut StyledText) {
        for inline in inlines {
            if matches!(inline.kind, InlineKind::NoteReference(_)) && styled.ends_with_note() {
                // Between their isolates, where it stands as it does among words.
                let separator = locale::note_separator(self.language);
                styled.push_words(separator, inline.node.id, superior(context));
            }
            let around = context.language.unwrap_or(self.text_language).direction;
            let before = styled.mark();
            self.add_inline(inline, context, styled);
            if let Some(direction) = bidi::direction_apart(inline, context.origin, around) {
                styled.isolate_from(before, isolate_in(direction));
            }
        }
    }

    fn add_inline<'i>(
        &self,
        inline: &'i Inline,
        mut context: Context<'i>,
        styled: &mut StyledText,
    ) {
        context.origin = inline.node.origin.as_ref().or(context.origin);
        if let Some(language) = &inline.node.language {
            context.language = Some(TextLanguage::of(language));
        }
        match &inline.kind {
            InlineKind::Text(words) => {
                let direction = context.language.map(|language| language.direction);
                if is_percentage(words) && direction == Some(Direction::RightToLeft) {
                    // By itself, too, the sign stands on the side where it does among letters.
                    let control = (styled.text.len(), bidi::ARABIC_LETTER_MARK);
                    styled.controls.push(control);
                }
                styled.push_words(words, inline.node.id, context);
            }
            InlineKind::Separator(words) => {
                context.separates = true;
                styled.push_words(words, inline.node.id, context);
            }
            InlineKind::LineBreak => {
                // To those who hear the lines as one the space parts them; it falls away at the end of the line.
                if !styled.text.is_empty() && !styled.text.ends_with(' ') {
                    let style = PieceStyle {
                        underlined: false,
                        ..context.style
                    };
                    styled.push(" ", inline.node.id, style, context.origin);
                }
                styled.forced_breaks.push(styled.text.len());
            }
            InlineKind::Span(content) | InlineKind::Abbreviation { content, .. } => {
                self.add_in(content, context, styled);
            }
            InlineKind::Symbol(content) => {
                // All of its signs are as high as its capitals, which stay.
                if context.style.figures == Figures::OldStyle {
                    context.style.figures = Figures::Lining;
                }
                self.add_in(content, context, styled);
            }
            InlineKind::Emphasis(content) => {
                context.style.face = context.style.face.emphasised();
                self.add_in(content, context, styled);
            }
            InlineKind::Strong(content) => {
                context.style.face = context.style.face.strong();
                self.add_in(content, context, styled);
            }
            InlineKind::Link { content, .. } | InlineKind::Reference { content, .. } => {
                context.style.colour = self.theme.accent;
                context.style.underlined = true;
                // Whoever types a link again must not wonder whose its hyphen is.
                context.divisible = false;
                self.add_in(content, context, styled);
            }
            InlineKind::NoteReference(index) => {
                if let Some(note) = self.notes.get(*index) {
                    styled.notes.push(ReferredNote {
                        offset: styled.text.len(),
                        index: *index,
                    });
                    let number = locale::numeral(self.language, note.number);
                    styled.push_words(&number, inline.node.id, superior(context));
                }
            }
        }
    }
}

/// Whose words stand above the line, as the numbers of notes do.
fn superior(context: Context<'_>) -> Context<'_> {
    let style = PieceStyle {
        superior: true,
        figures: Figures::Lining,
        ..context.style
    };
    Context { style, ..context }
}

/// Whether words are a number, also one with a sign, and a percent sign.
fn is_percentage(words: &str) -> bool {
    let signs = ['-', '−', '+', '±', '≈', '<', '>', ' '];
    let words = words.trim().trim_start_matches(signs);
    words.ends_with(['%', '٪'])
        && words.starts_with(char::is_numeric)
        && !words.contains(char::is_alphabetic)
}

/// The control that isolates words of a direction.
fn isolate_in(direction: Direction) -> char {
    match direction {
        Direction::LeftToRight => bidi::LEFT_TO_RIGHT_ISOLATE,
        Direction::RightToLeft => bidi::RIGHT_TO_LEFT_ISOLATE,
    }
}
