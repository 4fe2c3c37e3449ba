//! Prose: CommonMark, read into the document's own blocks.
//!
//! Prose has paragraphs, bulleted and numbered lists, emphasis, strong emphasis, links, footnotes,
//! line breaks, and passages in other languages ([`passage`]), which CommonMark lacks. The rest of CommonMark is
//! refused by an error that says what to write instead.
//! pulldown-cmark hands on events with their place in the text; they are put together on a stack of our
//! own, so that no depth of nesting overflows the program's.

mod blocks;
mod definitions;
mod inlines;
mod notes;
mod pasted;
mod plain;
mod refusals;
#[cfg(test)]
mod tests;

pub(crate) use notes::folded as folded_label;
pub(crate) use pasted::typed_item;
pub(super) use plain::in_plain_words;

use super::literal::Literal;
use super::passage;
use super::words::quoted;
use crate::brief::Prose;
use crate::diagnostic::Diagnostic;
use crate::document::{Inline, InlineKind, InputFile, Origin};
use blocks::{Container, ContainerKind, number_paragraphs};
use definitions::Definitions;
use inlines::{Bracket, Open};
use notes::Footnotes;
use pulldown_cmark::{Event, Options, Parser};
use std::ops::Range;

/// How deep lists may stand in lists, and emphasis in emphasis.
const DEEPEST: usize = 8;

/// A link to an item of the brief, to be checked when all ids are known.
pub(super) struct Mention {
    /// The id, as written behind `#`.
    pub(super) id: String,
    /// The bytes of the file where the link stands.
    pub(super) span: Range<usize>,
}

/// Prose that was read, and what it says of other items.
pub(super) struct Reading {
    /// The prose; none where something in it is wrong or nothing stands in it.
    pub(super) prose: Option<Prose>,
    pub(super) mentions: Vec<Mention>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads the prose `text`, the value of the field of `origin`, which lies in the file as `literal` says.
pub(super) fn read(text: &str, literal: &Literal, origin: &Origin) -> Reading {
    let mut builder = Builder {
        text,
        literal,
        blocks: vec![Container::new(ContainerKind::Body, 0..text.len())],
        paragraph: None,
        inlines: Vec::new(),
        footnotes: Footnotes::default(),
        definitions: Definitions::default(),
        mentions: Vec::new(),
        brackets: Vec::new(),
        marks: Vec::new(),
        last_event: 0,
        html_refused: false,
        has_unpaired: false,
        has_broken_link: false,
        diagnostics: Vec::new(),
    };
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    let is_whole = events
        .by_ref()
        .try_for_each(|(event, range)| builder.event(event, range));
    if is_whole.is_ok() {
        builder.lost_definitions(events.reference_definitions());
    }
    builder.finish(origin)
}

/// What `text` says as the prose of a brief; none where anything in it is wrong. That links to items lead to any is
/// not looked at.
pub(crate) fn prose_alone(text: &str) -> Option<Prose> {
    let origin = Origin {
        file: InputFile::default(),
        path: String::new(),
        span: None,
    };
    read(text, &Literal::new("", 0..0, text), &origin).prose
}

/// The prose lies too deep to be read on.
struct TooDeep;

/// A paragraph that is being put together.
#[derive(Default)]
struct OpenParagraph {
    content: Vec<Inline>,
    /// Where its words stand in the text.
    range: Range<usize>,
}

struct Builder<'a, 't> {
    text: &'t str,
    literal: &'a Literal,
    blocks: Vec<Container<'t>>,
    paragraph: Option<OpenParagraph>,
    inlines: Vec<Open>,
    footnotes: Footnotes,
    definitions: Definitions<'t>,
    mentions: Vec<Mention>,
    /// The square brackets that are open in the paragraph.
    brackets: Vec<Bracket>,
    /// Where the marks of passages stand in the text: the braces and what follows them, in order.
    marks: Vec<Range<usize>>,
    /// Where the last event ended.
    last_event: usize,
    html_refused: bool,
    /// Whether asterisks without a fellow, or marks that are none, were told in this paragraph.
    has_unpaired: bool,
    /// Whether a link that is none was told in this paragraph.
    has_broken_link: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Builder<'_, 't> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) -> Result<(), TooDeep> {
        let end = range.end;
        self.definitions.take(&event, &range);
        match event {
            Event::Start(tag) => self.start(tag, range)?,
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => self.text(&words, range),
            Event::SoftBreak => self.words(" ", range),
            Event::HardBreak => self.push(InlineKind::LineBreak, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, range),
            Event::Code(words) => {
                self.refuse(
                    &range,
                    "prose has no program code",
                    format!(
                        "write `{}` without the backquotes, or in *emphasis*",
                        quoted(&words)
                    ),
                );
                self.words(&words, range);
            }
            Event::Html(_) => {}
            Event::InlineHtml(_) => self.refuse_html(&range),
            Event::Rule => {
                self.close_paragraph();
                self.refuse(
                    &range,
                    "prose has no ruled lines",
                    "leave an empty line between two paragraphs",
                );
            }
            // Not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
        self.last_event = end;
        Ok(())
    }

    /// Reports what is `wrong` at `range` of the text.
    fn report(&mut self, wrong: Diagnostic, range: Range<usize>) {
        self.diagnostics.push(wrong.at(self.literal.locate(range)));
    }

    /// The first line of `range` of the text.
    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let line = self.text[range.clone()].lines().next().unwrap_or_default();
        range.start..range.start + line.trim_end().len()
    }

    fn finish(mut self, origin: &Origin) -> Reading {
        while self.blocks.len() > 1 {
            self.close_container();
        }
        self.close_paragraph();
        let body = self.blocks.pop();
        let mut blocks = body.map(|body| body.blocks).unwrap_or_default();

        let marks: Vec<usize> = self.marks.iter().map(|mark| mark.start).collect();
        for lost in passage::lost_attributes(self.text, &marks) {
            self.report(passage::marks_nothing(&self.text[lost.clone()]), lost);
        }
        let mut notes = self.notes();

        let mut last = 0;
        number_paragraphs(&mut blocks, origin, &mut last);
        for note in &mut notes {
            number_paragraphs(&mut note.blocks, origin, &mut last);
        }
        let is_wrong = self.diagnostics.iter().any(Diagnostic::is_error);
        let complete = !is_wrong && !blocks.is_empty();
        Reading {
            prose: complete.then(|| Prose {
                blocks,
                notes,
                origin: origin.clone(),
            }),
            mentions: self.mentions,
            diagnostics: self.diagnostics,
        }
    }
}
