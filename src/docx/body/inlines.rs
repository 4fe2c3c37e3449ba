//! Words and what stands among them, as runs, links, fields and references.

use super::{Composer, close};
use crate::bidi;
use crate::document::{Inline, InlineKind, Language, Origin, plain_text};
use crate::docx::marks::RunMark;
use crate::docx::style_ids;
use crate::docx::xml::sanitised;
use crate::locale::{self, Direction};
use docx_rs::{
    BreakType, FieldCharType, Footnote, Hyperlink, HyperlinkData, InstrText, ParagraphChild, Run,
};

/// How words are set.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    /// The language of the words.
    pub language: &'a Language,
    /// The direction of the paragraph, or of what stands apart in it: a name, a number, an address.
    pub direction: Direction,
    /// The character style that comes of where the words stand: a link, a term, a label.
    pub style: Option<&'static str>,
    pub emphasised: bool,
    pub strong: bool,
    /// The field of the brief that the words are in.
    pub field: Option<&'a Origin>,
}

impl<'a> Voice<'a> {
    /// Plain words in `language`.
    pub fn plain(language: &'a Language) -> Voice<'a> {
        Voice {
            language,
            direction: locale::direction(language),
            style: None,
            emphasised: false,
            strong: false,
            field: None,
        }
    }
}

impl<'a> Composer<'a> {
    /// The children of a paragraph for `inlines`.
    pub(super) fn inlines(
        &mut self,
        inlines: &'a [Inline],
        voice: Voice<'a>,
        out: &mut Vec<ParagraphChild>,
    ) {
        let mut follows_note = false;
        for inline in inlines {
            let is_note = matches!(inline.kind, InlineKind::NoteReference(_));
            if is_note && follows_note && !self.in_note {
                let voice = Voice {
                    style: Some(style_ids::FOOTNOTE_REFERENCE),
                    ..voice
                };
                out.push(self.words(locale::note_separator(voice.language), voice));
            }
            follows_note = is_note;
            self.inline(inline, voice, out);
        }
    }

    fn inline(&mut self, inline: &'a Inline, voice: Voice<'a>, out: &mut Vec<ParagraphChild>) {
        let target = inline.node.anchor.as_deref();
        let target = target.map(|anchor| self.open_target(anchor, out));
        let mut voice = Voice {
            language: inline.node.language_or(voice.language),
            ..voice
        };
        // The numbers of notes are the word processor's.
        if !matches!(inline.kind, InlineKind::NoteReference(_))
            && let Some(direction) = bidi::direction_apart(inline, voice.field, voice.direction)
        {
            voice.direction = direction;
        }
        let field = match &inline.node.origin {
            Some(origin) if voice.field.is_none() => {
                let text = plain_text(std::slice::from_ref(inline));
                Some(self.open_anchor(&origin.path, &text, out))
            }
            _ => None,
        };
        voice.field = voice.field.or(inline.node.origin.as_ref());
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Separator(words) => {
                self.directed_words(words, voice, out);
            }
            InlineKind::LineBreak => out.push(self.words("\n", voice)),
            InlineKind::Span(content)
            | InlineKind::Symbol(content)
            | InlineKind::Abbreviation { content, .. } => {
                self.inlines(content, voice, out);
            }
            InlineKind::Emphasis(content) => {
                let voice = Voice {
                    emphasised: true,
                    ..voice
                };
                self.inlines(content, voice, out);
            }
            InlineKind::Strong(content) => {
                let voice = Voice {
                    strong: true,
                    ..voice
                };
                self.inlines(content, voice, out);
            }
            InlineKind::Link { uri, content } => {
                let data = HyperlinkData::External {
                    rid: self.links().id(uri),
                    path: String::new(),
                };
                self.link(data, content, voice, out);
            }
            InlineKind::Reference { anchor, content } if self.targets.contains(anchor.as_str()) => {
                let data = HyperlinkData::Anchor {
                    anchor: super::anchor::target_name(anchor),
                };
                self.link(data, content, voice, out);
            }
            InlineKind::Reference { content, .. } => self.inlines(content, voice, out),
            InlineKind::NoteReference(index) => self.note_reference(*index, voice, out),
        }
        close([field, target].into_iter().flatten(), out);
    }

    fn link(
        &mut self,
        data: HyperlinkData,
        content: &'a [Inline],
        voice: Voice<'a>,
        out: &mut Vec<ParagraphChild>,
    ) {
        // A link inside a link is the words of the outer one.
        if voice.style == Some(style_ids::HYPERLINK) {
            return self.inlines(content, voice, out);
        }
        let voice = Voice {
            style: Some(style_ids::HYPERLINK),
            ..voice
        };
        let mut children = Vec::new();
        self.inlines(content, voice, &mut children);
        out.push(ParagraphChild::Hyperlink(Hyperlink {
            link: data,
            history: None,
            children,
        }));
    }

    /// Runs with `words`, one for each stretch of a direction of its own.
    pub(super) fn directed_words(&self, words: &str, voice: Voice, out: &mut Vec<ParagraphChild>) {
        for (range, direction) in bidi::runs(words, voice.direction) {
            let voice = Voice { direction, ..voice };
            out.push(self.words(&words[range], voice));
        }
    }

    /// A run with `words`, its line feeds as breaks.
    pub(super) fn words(&self, words: &str, voice: Voice) -> ParagraphChild {
        let words = sanitised(words);
        let mut run = self.run(voice);
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                run = run.add_break(BreakType::TextWrapping);
            }
            if !line.is_empty() {
                run = run.add_text(line);
            }
        }
        ParagraphChild::Run(Box::new(run))
    }

    /// An empty run, set as `voice` says: a character style wherever one serves.
    fn run(&self, voice: Voice) -> Run {
        let emphasis = match (voice.emphasised, voice.strong) {
            (true, true) => Some(style_ids::STRONG_EMPHASIS),
            (true, false) => Some(style_ids::EMPHASIS),
            (false, true) => Some(style_ids::STRONG),
            (false, false) => None,
        };
        // A name among words of another direction is not of their language.
        let is_of_language = locale::direction(voice.language) == voice.direction;
        let is_other = voice.language != self.document_language();
        let mark = RunMark {
            style: voice.style.or(emphasis),
            language: (is_other && is_of_language).then_some(&voice.language.0),
            right_to_left: voice.direction == Direction::RightToLeft,
        };
        let mut run = Run::new();
        if let Some(id) = mark.encode() {
            run = run.style(&id);
        }
        // A run has one character style: emphasis inside a link is direct.
        if voice.style.is_some() && voice.emphasised {
            run = run.italic();
        }
        if voice.style.is_some() && voice.strong {
            run = run.bold();
        }
        run
    }

    /// A complex field (ECMA-376-1 §17.16.18) with what it shows until it is updated.
    pub(super) fn word_field(
        &self,
        instruction: &str,
        shown: &str,
        voice: Voice,
        out: &mut Vec<ParagraphChild>,
    ) {
        let mut push = |run: Run| out.push(ParagraphChild::Run(Box::new(run)));
        push(self.run(voice).add_field_char(FieldCharType::Begin, false));
        let instruction = InstrText::Unsupported(format!(" {instruction} "));
        push(self.run(voice).add_instr_text(instruction));
        push(
            self.run(voice)
                .add_field_char(FieldCharType::Separate, false),
        );
        push(self.run(voice).add_text(shown));
        push(self.run(voice).add_field_char(FieldCharType::End, false));
    }

    /// The number of a footnote. Word ties a note to one place: a second reference is a field that
    /// shows the number of the first.
    fn note_reference(&mut self, index: usize, voice: Voice<'a>, out: &mut Vec<ParagraphChild>) {
        let Some(note) = self.document.notes.get(index) else {
            return;
        };
        let bookmark = format!("_note_{}", index + 1);
        if self.notes.contains(&index) {
            let voice = Voice {
                style: Some(style_ids::FOOTNOTE_REFERENCE),
                ..voice
            };
            let instruction = format!("NOTEREF {bookmark} \\f \\h");
            let number = locale::numeral(voice.language, note.number);
            return self.word_field(&instruction, &number, voice, out);
        }
        if self.in_note {
            return;
        }
        self.notes.insert(index);
        let id = self.notes.len();
        self.in_note = true;
        let content = self.note_paragraphs(note);
        self.in_note = false;
        let reference = self.open_bookmark(bookmark, out);
        let run = Run::new().add_footnote_reference(Footnote { id, content });
        out.push(ParagraphChild::Run(Box::new(run)));
        close([reference], out);
    }
}
