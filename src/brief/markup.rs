//! Prose: CommonMark, read into the document's own blocks.
//!
//! Prose has paragraphs, bulleted and numbered lists, emphasis, strong emphasis, links, footnotes,
//! line breaks, and passages in other languages ([`passage`]), which CommonMark lacks. The rest of CommonMark is refused by an error that says what to write instead.
//! pulldown-cmark hands on events with their place in the text; they are put together on a stack of our
//! own, so that no depth of nesting overflows the program's.

use super::literal::Literal;
use super::passage::{self, DEEPEST as DEEPEST_PASSAGE};
use super::well_formed::link_target;
use super::words::{is_blank, normalise, quoted};
use crate::brief::Prose;
use crate::diagnostic::Diagnostic;
use crate::document::{
    Block, BlockKind, Inline, InlineKind, InputFile, Label, List, ListItem, ListMarker, Node, Note,
    Origin, Paragraph, ParagraphRole, plain_text,
};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
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
        notes: Vec::new(),
        definitions: Vec::new(),
        mentions: Vec::new(),
        brackets: Vec::new(),
        marks: Vec::new(),
        last_event: 0,
        html_refused: false,
        diagnostics: Vec::new(),
    };
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if builder.event(event, range).is_err() {
            break;
        }
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

/// A block that is being put together.
struct Container<'a> {
    kind: ContainerKind<'a>,
    range: Range<usize>,
    blocks: Vec<Block>,
}

enum ContainerKind<'a> {
    Body,
    /// A list: the number of its next item, for a numbered one, and the items.
    List(Option<u64>, Vec<ListItem>),
    Item,
    Footnote(pulldown_cmark::CowStr<'a>),
    /// A block that is refused; what stands in it is read on.
    Refused,
}

impl<'a> Container<'a> {
    fn new(kind: ContainerKind<'a>, range: Range<usize>) -> Container<'a> {
        Container {
            kind,
            range,
            blocks: Vec::new(),
        }
    }
}

/// An inline that is being put together.
struct Open {
    kind: OpenKind,
    range: Range<usize>,
    content: Vec<Inline>,
}

enum OpenKind {
    Emphasis,
    Strong,
    Link(String),
    Reference(String),
    /// An inline that is refused; its words are read on.
    Refused,
}

/// The prose lies too deep to be read on.
struct TooDeep;

struct Builder<'a, 't> {
    text: &'t str,
    literal: &'a Literal,
    blocks: Vec<Container<'t>>,
    /// The words of the paragraph that is open, and where they stand in the text.
    paragraph: Option<(Vec<Inline>, Range<usize>)>,
    inlines: Vec<Open>,
    /// The labels of the footnotes in the order of their references.
    notes: Vec<pulldown_cmark::CowStr<'t>>,
    /// The footnotes in the order in which they are written: label, place, paragraphs.
    definitions: Vec<(pulldown_cmark::CowStr<'t>, Range<usize>, Vec<Block>)>,
    mentions: Vec<Mention>,
    /// The square brackets that are open in the paragraph.
    brackets: Vec<Bracket>,
    /// Where the marks of passages stand in the text: the braces and what follows them, in order.
    marks: Vec<Range<usize>>,
    /// Where the last event ended.
    last_event: usize,
    html_refused: bool,
    diagnostics: Vec<Diagnostic>,
}

/// A square bracket among the words of a paragraph, which opens a passage if braces follow the one that closes it.
struct Bracket {
    /// Where it stands in the text.
    at: usize,
    /// How many inlines are open around it.
    level: usize,
    /// The inline that it stands in, among those that the innermost of these holds.
    inline: usize,
    /// Bytes of the words of that inline before it.
    before: usize,
    /// How deep passages stand in one another behind it.
    depth: usize,
}

impl<'t> Builder<'_, 't> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) -> Result<(), TooDeep> {
        let end = range.end;
        match event {
            Event::Start(tag) => self.start(tag, range)?,
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => self.text(&words, range),
            Event::SoftBreak => self.words(" ", range),
            Event::HardBreak => self.push(InlineKind::LineBreak, range),
            Event::FootnoteReference(label) => self.footnote_reference(label, range),
            Event::Code(words) => {
                self.refuse(
                    &range,
                    "prose has no program code",
                    format!("write `{words}` without the backquotes, or in *emphasis*"),
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

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>) -> Result<(), TooDeep> {
        match tag {
            Tag::Paragraph => self.open_paragraph(range),
            Tag::List(start) => {
                self.close_paragraph();
                let lists = self
                    .blocks
                    .iter()
                    .filter(|container| matches!(container.kind, ContainerKind::List(..)));
                if lists.count() >= DEEPEST {
                    return Err(self.too_deep(&range, "lists"));
                }
                self.open(ContainerKind::List(start, Vec::new()), range);
            }
            Tag::Item => self.open(ContainerKind::Item, range),
            Tag::FootnoteDefinition(label) => {
                self.close_paragraph();
                self.open(ContainerKind::Footnote(label), range);
            }
            Tag::Emphasis => self.open_inline(OpenKind::Emphasis, range)?,
            Tag::Strong => self.open_inline(OpenKind::Strong, range)?,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let kind = self.link(link_type, &dest_url, &range);
                self.open_inline(kind, range)?;
            }
            Tag::Image { .. } => {
                self.refuse(
                    &range,
                    "prose has no pictures",
                    "give the picture a table of its own, [[figure]] with `id`, `file` and `alt`",
                );
                self.open_inline(OpenKind::Refused, range)?;
            }
            Tag::Heading { .. } => {
                self.close_paragraph();
                self.refuse(
                    &range,
                    "prose has no headings",
                    "write a plain paragraph; a line that begins with `#` or stands over a line of `-` \
                     or `=` is a heading, `\\#` is not",
                );
                self.open_paragraph(range);
            }
            Tag::BlockQuote(_) => {
                if !self.is_refused() {
                    self.refuse(
                        &range,
                        "prose has no block quotations",
                        "write the words in quotation marks, without `>` at the start of the line",
                    );
                }
                self.open_refused(range);
            }
            Tag::CodeBlock(_) => {
                self.refuse(
                    &range,
                    "prose has no program code",
                    "a line that begins with four spaces, ``` or ~~~ is program code: remove them",
                );
                self.open_refused(range);
            }
            Tag::HtmlBlock => {
                self.refuse_html(&range);
                self.open_refused(range);
            }
            Tag::Table(_) => {
                self.refuse(
                    &range,
                    "prose has no tables",
                    "give the table a place of its own, [[table]] with `id`, `caption`, `columns` and \
                     `rows`",
                );
                self.open_refused(range);
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            // Not switched on.
            Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close_paragraph(),
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table => self.close_container(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {
                self.close_inline();
                self.mark_last(range.end);
            }
            TagEnd::Image => self.close_inline(),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open(&mut self, kind: ContainerKind<'t>, range: Range<usize>) {
        self.blocks.push(Container::new(kind, range));
    }

    /// Opens a block that is refused. One in another takes no level of its own.
    fn open_refused(&mut self, range: Range<usize>) {
        self.close_paragraph();
        self.open(ContainerKind::Refused, range);
    }

    fn is_refused(&self) -> bool {
        matches!(
            self.blocks.last(),
            Some(Container {
                kind: ContainerKind::Refused,
                ..
            })
        )
    }

    fn close_container(&mut self) {
        self.close_paragraph();
        // The body is closed by `finish` alone.
        if self.blocks.len() < 2 {
            return;
        }
        let Some(Container {
            kind,
            range,
            blocks,
        }) = self.blocks.pop()
        else {
            return;
        };
        let Some(parent) = self.blocks.last_mut() else {
            return;
        };
        match kind {
            ContainerKind::Body | ContainerKind::Refused => parent.blocks.extend(blocks),
            ContainerKind::List(start, items) => parent.blocks.push(Block {
                node: Node::default(),
                kind: BlockKind::List(List {
                    marker: match start {
                        Some(_) => ListMarker::Decimal,
                        None => ListMarker::Bullet,
                    },
                    items,
                }),
            }),
            ContainerKind::Item => {
                if let ContainerKind::List(next, items) = &mut parent.kind {
                    items.push(ListItem {
                        node: Node::default(),
                        label: Label {
                            node: Node::default(),
                            // CommonMark allows nine digits.
                            number: next.and_then(|number| u32::try_from(number).ok()),
                        },
                        blocks,
                    });
                    *next = next.map(|number| number.saturating_add(1));
                }
            }
            ContainerKind::Footnote(label) => self.definitions.push((label, range, blocks)),
        }
    }

    fn open_paragraph(&mut self, range: Range<usize>) {
        self.close_paragraph();
        let end = range.start + self.text[range.clone()].trim_end().len();
        self.paragraph = Some((Vec::new(), range.start..end));
    }

    fn close_paragraph(&mut self) {
        while !self.inlines.is_empty() {
            self.close_inline();
        }
        self.brackets.clear();
        let Some((mut content, range)) = self.paragraph.take() else {
            return;
        };
        finish_inlines(&mut content, true);
        if content.is_empty() {
            return;
        }
        let in_note = self
            .blocks
            .iter()
            .any(|container| matches!(container.kind, ContainerKind::Footnote(_)));
        let node = Node {
            origin: Some(Origin {
                // File and path follow when all paragraphs are known.
                file: InputFile::default(),
                path: String::new(),
                span: Some(self.literal.locate(range)),
            }),
            ..Node::default()
        };
        let role = if in_note {
            ParagraphRole::Note
        } else {
            ParagraphRole::Body
        };
        if let Some(container) = self.blocks.last_mut() {
            container.blocks.push(Block::paragraph(node, role, content));
        }
    }

    fn open_inline(&mut self, kind: OpenKind, range: Range<usize>) -> Result<(), TooDeep> {
        if self.inlines.len() >= DEEPEST {
            return Err(self.too_deep(&range, "marks of emphasis"));
        }
        self.reach(&range);
        self.inlines.push(Open {
            kind,
            range,
            content: Vec::new(),
        });
        Ok(())
    }

    fn close_inline(&mut self) {
        let Some(Open {
            kind,
            range,
            mut content,
        }) = self.inlines.pop()
        else {
            return;
        };
        while let Some(bracket) = self.brackets.last()
            && bracket.level > self.inlines.len()
        {
            self.brackets.pop();
        }
        finish_inlines(&mut content, false);
        let is_link = matches!(kind, OpenKind::Link(_) | OpenKind::Reference(_));
        if is_link && is_blank(&plain_text(&content)) {
            self.diagnostics.push(
                Diagnostic::error("invalid-link", "the link has no words")
                    .at(self.literal.locate(range))
                    .help("write them between the brackets: `[the report](https://…)`"),
            );
        }
        let kind = match kind {
            OpenKind::Emphasis => InlineKind::Emphasis(content),
            OpenKind::Strong => InlineKind::Strong(content),
            OpenKind::Link(uri) => InlineKind::Link { uri, content },
            OpenKind::Reference(anchor) => InlineKind::Reference { anchor, content },
            OpenKind::Refused => InlineKind::Span(content),
        };
        self.content().push(Inline {
            node: Node::default(),
            kind,
        });
    }

    /// The inlines that the next one joins.
    fn content(&mut self) -> &mut Vec<Inline> {
        match self.inlines.last_mut() {
            Some(open) => &mut open.content,
            None => &mut self.paragraph.get_or_insert_with(|| (Vec::new(), 0..0)).0,
        }
    }

    /// Makes sure that a paragraph is open (items of a tight list have none of their own) and that it
    /// reaches over `range`.
    fn reach(&mut self, range: &Range<usize>) {
        let (_, whole) = self
            .paragraph
            .get_or_insert_with(|| (Vec::new(), range.clone()));
        whole.end = whole.end.max(range.end);
    }

    fn push(&mut self, kind: InlineKind, range: Range<usize>) {
        self.reach(&range);
        self.content().push(Inline {
            node: Node::default(),
            kind,
        });
    }

    /// Words as they stand in the text, among which square brackets and braces may be marks of a passage.
    fn text(&mut self, words: &str, range: Range<usize>) {
        // What stood in a mark has been read.
        let read = self.marks.last().map_or(0, |mark| mark.end);
        if range.end <= read {
            return;
        }
        let raw = &self.text[range.clone()];
        if range.start < read {
            return self.words(&self.text[read..range.end], read..range.end);
        }
        let is_escaped = self.last_event < range.start && self.text[..range.start].ends_with('\\');
        match raw {
            "[" | "![" if !is_escaped => {
                let level = self.inlines.len();
                let at = range.end - 1;
                self.words(words, range);
                let content = self.content();
                let inline = content.len() - 1;
                if let InlineKind::Text(words) = &content[inline].kind {
                    let before = words.len() - 1;
                    self.brackets.push(Bracket {
                        at,
                        level,
                        inline,
                        before,
                        depth: 0,
                    });
                }
            }
            "]" if !is_escaped => self.close_bracket(range),
            _ => self.words(words, range),
        }
    }

    /// The bracket at `range` ends a passage, if braces follow it, or is one of the words.
    fn close_bracket(&mut self, range: Range<usize>) {
        let level = self.inlines.len();
        let open = self.brackets.pop_if(|bracket| bracket.level == level);
        let braces = passage::attributes(&self.text[range.end..]);
        let (Some(open), Some(braces)) = (open, braces) else {
            return self.words("]", range);
        };
        let end = range.end + braces.length;
        let whole = open.at..end;
        if open.depth == DEEPEST_PASSAGE {
            // Once is enough: those around it are too deep as well.
            self.brackets.clear();
            let span = self.literal.locate(whole);
            self.diagnostics.push(passage::nested_too_deeply(span));
            return self.words("]", range);
        }
        if let Some(around) = self.brackets.last_mut() {
            around.depth = around.depth.max(open.depth + 1);
        }
        self.reach(&(range.start..end));
        let inlines = self.content();
        let mut content = inlines.split_off(open.inline + 1);
        if let Some(Inline {
            kind: InlineKind::Text(words),
            ..
        }) = inlines.last_mut()
        {
            let first = words.split_off(open.before);
            if words.is_empty() {
                inlines.pop();
            }
            if first.len() > 1 {
                content.insert(0, Inline::text(&first[1..]));
            }
        }
        finish_inlines(&mut content, false);
        if is_blank(&plain_text(&content)) {
            let span = self.literal.locate(whole);
            self.diagnostics.push(passage::no_words(span));
        }
        self.content().push(Inline {
            node: Node::default(),
            kind: InlineKind::Span(content),
        });
        self.mark_last(range.end);
    }

    /// Gives the last inline the language in the braces at the byte `at` of the text, if braces stand there.
    fn mark_last(&mut self, at: usize) {
        let Some(braces) = passage::attributes(&self.text[at..]) else {
            return;
        };
        self.marks.push(at..at + braces.length);
        match braces.language {
            Ok(language) => {
                if let Some(last) = self.content().last_mut() {
                    last.node.language = Some(language);
                }
            }
            Err(fault) => self.diagnostics.push(fault.at(at, self.literal)),
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        self.reach(&range);
        if let Some(Inline {
            kind: InlineKind::Text(text),
            ..
        }) = self.content().last_mut()
        {
            text.push_str(words);
        } else {
            self.push(InlineKind::Text(words.to_owned()), range);
        }
    }

    fn link(&mut self, link_type: LinkType, target: &str, range: &Range<usize>) -> OpenKind {
        if link_type == LinkType::Email {
            return OpenKind::Link(format!("mailto:{target}"));
        }
        if let Some(id) = target.strip_prefix('#') {
            let id = normalise(id);
            self.mentions.push(Mention {
                id: id.clone(),
                span: self.literal.locate(range.clone()),
            });
            return OpenKind::Reference(id);
        }
        match link_target(target) {
            Ok(()) => OpenKind::Link(target.to_owned()),
            Err(help) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        "invalid-link",
                        format!("the link leads nowhere: `{}`", quoted(target)),
                    )
                    .at(self.literal.locate(range.clone()))
                    .help(help),
                );
                OpenKind::Refused
            }
        }
    }

    fn footnote_reference(&mut self, label: pulldown_cmark::CowStr<'t>, range: Range<usize>) {
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

    fn refuse(
        &mut self,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let end = range.start + self.text[range.clone()].trim_end().len();
        self.diagnostics.push(
            Diagnostic::error("unsupported-markup", message)
                .at(self.literal.locate(range.start..end))
                .help(help),
        );
    }

    /// Refuses a tag; the closing one of a pair is not told again.
    fn refuse_html(&mut self, range: &Range<usize>) {
        if self.html_refused && self.text[range.clone()].starts_with("</") {
            return;
        }
        self.html_refused = true;
        self.refuse(
            range,
            "prose has no HTML",
            "use *emphasis*, **strong** or [words](https://…); where `<` is meant, write `\\<`",
        );
    }

    fn too_deep(&mut self, range: &Range<usize>, what: &str) -> TooDeep {
        let first_line = self.text[range.clone()]
            .lines()
            .next()
            .map_or(0, |line| line.trim_end().len());
        self.diagnostics.push(
            Diagnostic::error(
                "nested-too-deeply",
                format!("{what} stand in one another more than {DEEPEST} deep"),
            )
            .at(self.literal.locate(range.start..range.start + first_line))
            .help("use fewer levels"),
        );
        TooDeep
    }

    /// Names every `[^…]` that stands in the text as words, because no footnote has this label.
    fn find_lost_references(&mut self, lost: Vec<Range<usize>>) {
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

    fn finish(mut self, origin: &Origin) -> Reading {
        while self.blocks.len() > 1 {
            self.close_container();
        }
        self.close_paragraph();
        let mut blocks = self
            .blocks
            .pop()
            .map(|body| body.blocks)
            .unwrap_or_default();

        let marks: Vec<usize> = self.marks.iter().map(|mark| mark.start).collect();
        for lost in passage::lost_attributes(self.text, &marks) {
            let span = self.literal.locate(lost.clone());
            self.diagnostics
                .push(passage::marks_nothing(&self.text[lost], span));
        }
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

        let mut last = 0;
        number_paragraphs(&mut blocks, origin, &mut last);
        for note in &mut notes {
            number_paragraphs(&mut note.blocks, origin, &mut last);
        }
        let complete = self.diagnostics.is_empty() && !blocks.is_empty();
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

/// Where `[^label]` stands in `text` without being the reference or the beginning of a footnote.
fn lost_references(
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

/// Brings the words of finished inlines into normalisation form C, and takes white space from the ends
/// of a paragraph.
fn finish_inlines(inlines: &mut Vec<Inline>, paragraph: bool) {
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    for inline in inlines.iter_mut() {
        if let InlineKind::Text(words) = &mut inline.kind {
            *words = normalise(words);
        }
    }
    if !paragraph {
        return;
    }
    if let Some(InlineKind::Text(words)) = inlines.first_mut().map(|inline| &mut inline.kind) {
        *words = words.trim_start_matches(SPACE).to_owned();
    }
    if let Some(InlineKind::Text(words)) = inlines.last_mut().map(|inline| &mut inline.kind) {
        *words = words.trim_end_matches(SPACE).to_owned();
    }
    inlines.retain(|inline| !matches!(&inline.kind, InlineKind::Text(words) if words.is_empty()));
}

/// Gives each paragraph the file and the path of the field; from the second on with its number.
fn number_paragraphs(blocks: &mut [Block], field: &Origin, last: &mut usize) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(Paragraph { .. }) => {
                *last += 1;
                if let Some(origin) = &mut block.node.origin {
                    origin.file = field.file;
                    origin.path = match *last {
                        1 => field.path.clone(),
                        number => format!("{}:{number}", field.path),
                    };
                }
            }
            BlockKind::List(list) => {
                for item in &mut list.items {
                    number_paragraphs(&mut item.blocks, field, last);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn read_literal(text: &str) -> Reading {
        let file = format!("'''{text}'''");
        let origin = Origin {
            file: InputFile::Brief,
            path: "summary".to_owned(),
            span: Some(0..file.len()),
        };
        read(text, &Literal::new(&file, 0..file.len(), text), &origin)
    }

    /// The structure of `text` in a short notation; its diagnostics, where there are any.
    fn shown(text: &str) -> String {
        let reading = read_literal(text);
        match reading.prose {
            Some(prose) => {
                let notes = prose
                    .notes
                    .iter()
                    .map(|note| format!(" note {}: {}", note.number, blocks(&note.blocks)));
                blocks(&prose.blocks) + &notes.collect::<String>()
            }
            None => {
                let messages = reading
                    .diagnostics
                    .iter()
                    .map(|diagnostic| diagnostic.message.as_str());
                messages.collect::<Vec<_>>().join("; ")
            }
        }
    }

    fn blocks(blocks: &[Block]) -> String {
        blocks.iter().map(block).collect()
    }

    fn block(block: &Block) -> String {
        match &block.kind {
            BlockKind::Paragraph(paragraph) => format!("¶{}", inlines(&paragraph.content)),
            BlockKind::List(list) => {
                let items = list.items.iter().map(|item| {
                    let mark = item
                        .label
                        .number
                        .map_or("•".to_owned(), |number| number.to_string());
                    format!("{mark}{}", self::blocks(&item.blocks))
                });
                format!("({})", items.collect::<String>())
            }
            other => panic!("{other:?}"),
        }
    }

    fn inlines(content: &[Inline]) -> String {
        let inline = |inline: &Inline| match &inline.kind {
            InlineKind::Text(words) => words.clone(),
            InlineKind::LineBreak => "⏎".to_owned(),
            InlineKind::Emphasis(content) => format!("<em {}>", inlines(content)),
            InlineKind::Strong(content) => format!("<strong {}>", inlines(content)),
            InlineKind::Link { uri, content } => format!("<{uri} {}>", inlines(content)),
            InlineKind::Reference { anchor, content } => {
                format!("<#{anchor} {}>", inlines(content))
            }
            InlineKind::NoteReference(index) => format!("<note {index}>"),
            InlineKind::Span(content) => format!("<span {}>", inlines(content)),
            other => panic!("{other:?}"),
        };
        let marked = |one: &Inline| match &one.node.language {
            Some(language) => format!("{}{}", language.0, inline(one)),
            None => inline(one),
        };
        content.iter().map(marked).collect()
    }

    #[test]
    fn paragraphs_and_lines() {
        assert_eq!(shown("one\ntwo\n\nthree\n"), "¶one two¶three");
        assert_eq!(shown("one\\\ntwo  \nthree"), "¶one⏎two⏎three");
        assert_eq!(shown("one\r\ntwo\r\n\r\nthree"), "¶one two¶three");
    }

    #[test]
    fn emphasis_and_links() {
        assert_eq!(shown("*a **b*** c"), "¶<em a <strong b>> c");
        assert_eq!(shown("[a *b*](https://c.org)"), "¶<https://c.org a <em b>>");
        assert_eq!(shown("<https://c.org>"), "¶<https://c.org https://c.org>");
        assert_eq!(shown("<a@b.org>"), "¶<mailto:a@b.org a@b.org>");
        assert_eq!(shown("[a](#b)"), "¶<#b a>");
        assert_eq!(shown("[](https://c.org)"), "the link has no words");
    }

    #[test]
    fn words_that_are_no_markup_stay_as_typed() {
        assert_eq!(
            shown("2 < 3, \\*a\\*, \"b\" [c] & d_e_f"),
            "¶2 < 3, *a*, \"b\" [c] & d_e_f"
        );
        assert_eq!(shown("a \\[^1] b"), "¶a [^1] b");
        assert_eq!(shown("e\u{301}"), "¶é");
    }

    #[test]
    fn passages_in_other_languages() {
        assert_eq!(
            shown("the [Су *кодексі*]{lang=kk} of 2003"),
            "¶the kk<span Су <em кодексі>> of 2003"
        );
        assert_eq!(
            shown("*[a]{lang=ru}* [b](https://c.org){lang=kk}, **d**{lang=de}."),
            "¶<em ru<span a>> kk<https://c.org b>, de<strong d>."
        );
        assert_eq!(
            shown("[a [b]{lang=ru} [c](#d)]{lang=kk}e"),
            "¶kk<span a ru<span b> <#d c>>e"
        );
        assert_eq!(shown("- [a]{lang=ru}\n- b"), "(•¶ru<span a>•¶b)");
        assert_eq!(
            shown("a[^x]\n\n[^x]: [b]{lang=ru}."),
            "¶a<note 0> note 1: ¶ru<span b>."
        );
        assert_eq!(shown("[a\nb]{lang=\"zh_x\"}").split(';').count(), 1);
    }

    #[test]
    fn brackets_that_mark_nothing_stay_as_typed() {
        for words in ["[a] {b}", "[[a] b", "a] [b", "{c}", "![a]", "[a]: b"] {
            assert_eq!(shown(&format!("x {words}")), format!("¶x {words}"));
        }
        assert_eq!(shown("\\[a]\\{lang=kk}"), "¶[a]{lang=kk}");
        assert_eq!(shown("[a]\\{b}"), "¶[a]{b}");
        assert_eq!(shown("*a [b* c]"), "¶<em a [b> c]");
    }

    #[test]
    fn marks_that_are_none_are_told() {
        assert_eq!(shown("[a]{kk}"), "`{kk}` says no language");
        assert_eq!(shown("[a]{.small}"), "`{.small}` says no language");
        assert_eq!(
            shown("[a]{lang=kk dir=rtl}"),
            "`kk dir=rtl` is no language tag"
        );
        assert_eq!(shown("[a]{dir=rtl}"), "a mark has no direction of its own");
        assert_eq!(shown("a] {lang=kk}"), "`{lang=kk}` marks no words");
        assert_eq!(shown("*a [b* c]{lang=kk}"), "`{lang=kk}` marks no words");
        assert_eq!(shown("\\[a]{lang=kk}"), "`{lang=kk}` marks no words");
        assert_eq!(
            shown("[a]{lang=kk and"),
            "the brace of `{lang=kk` is not closed"
        );
        assert_eq!(shown("[]{lang=kk}"), "the passage has no words");
        let levels = |depth: usize| "[".repeat(depth) + "a" + &"]{lang=kk}".repeat(depth);
        assert!(read_literal(&levels(8)).prose.is_some());
        assert_eq!(
            read_literal(&levels(9)).diagnostics[0].code,
            "nested-too-deeply"
        );
    }

    #[test]
    fn lists_tight_loose_and_nested() {
        assert_eq!(shown("- a\n- b"), "(•¶a•¶b)");
        assert_eq!(shown("- a\n\n  b\n\n- c"), "(•¶a¶b•¶c)");
        assert_eq!(
            shown("3. a\n   - b\n   - *c*\n4. d"),
            "(3¶a(•¶b•¶<em c>)4¶d)"
        );
        assert_eq!(shown("before\n\n- a\n\nafter"), "¶before(•¶a)¶after");
    }

    #[test]
    fn footnotes_are_numbered_by_their_references() {
        assert_eq!(
            shown("a[^x] b[^y]\n\n[^y]: Y\n\n[^x]: X *x*\n"),
            "¶a<note 0> b<note 1> note 1: ¶X <em x> note 2: ¶Y"
        );
    }

    #[test]
    fn a_mention_of_an_item_has_its_place() {
        let reading = read_literal("see [it](#there) *now*");
        let [mention] = &reading.mentions[..] else {
            panic!("{}", reading.mentions.len());
        };
        assert_eq!(
            (mention.id.as_str(), mention.span.clone()),
            ("there", 7..19)
        );
    }

    #[test]
    fn eight_levels_are_enough() {
        let levels = |depth: usize| {
            (0..depth)
                .map(|level| format!("{}- a\n", "  ".repeat(level)))
                .collect::<String>()
        };
        assert!(read_literal(&levels(8)).prose.is_some());
        assert_eq!(
            read_literal(&levels(9)).diagnostics[0].code,
            "nested-too-deeply"
        );
    }
}
