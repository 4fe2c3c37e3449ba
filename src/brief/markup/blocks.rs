//! Paragraphs, lists and footnotes, put together on a stack.

use super::inlines::{OpenKind, finish_inlines};
use super::{Builder, DEEPEST, OpenParagraph, TooDeep};
use crate::brief::words::quoted;
use crate::diagnostic::Diagnostic;
use crate::document::{
    Block, BlockKind, InputFile, Label, List, ListItem, ListMarker, Node, Origin, ParagraphRole,
};
use pulldown_cmark::{Tag, TagEnd};
use std::ops::Range;

/// A block that is being put together.
pub(super) struct Container<'a> {
    pub(super) kind: ContainerKind<'a>,
    pub(super) range: Range<usize>,
    pub(super) blocks: Vec<Block>,
}

pub(super) enum ContainerKind<'a> {
    Body,
    List(OpenList),
    Item,
    Footnote(pulldown_cmark::CowStr<'a>),
    /// A block that is refused; what stands in it is read on.
    Refused,
}

/// A list that is being put together.
pub(super) struct OpenList {
    /// The number of its next item, for a numbered one.
    next: Option<u64>,
    items: Vec<ListItem>,
    /// Where they are typed.
    typed: Vec<Range<usize>>,
}

impl<'a> Container<'a> {
    pub(super) fn new(kind: ContainerKind<'a>, range: Range<usize>) -> Container<'a> {
        Container {
            kind,
            range,
            blocks: Vec::new(),
        }
    }
}

impl<'t> Builder<'_, 't> {
    pub(super) fn start(&mut self, tag: Tag<'t>, range: Range<usize>) -> Result<(), TooDeep> {
        match tag {
            Tag::Paragraph => {
                self.pasted(&range);
                self.open_paragraph(range);
            }
            Tag::List(start) => {
                self.close_paragraph();
                let lists = self
                    .blocks
                    .iter()
                    .filter(|container| matches!(container.kind, ContainerKind::List(..)));
                if lists.count() >= DEEPEST {
                    return Err(self.too_deep(&range, "lists"));
                }
                self.minus(&range);
                let list = OpenList {
                    next: start,
                    items: Vec::new(),
                    typed: Vec::new(),
                };
                self.open(ContainerKind::List(list), range);
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
                title,
                ..
            } => {
                if !title.is_empty() {
                    self.refuse(
                        &range,
                        "a link has no title of its own",
                        format!(
                            "leave out `\"{}\"`, or write it into the words of the link",
                            quoted(&title)
                        ),
                    );
                }
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
                    format!(
                        "write a plain paragraph; a line that begins with `#` or stands over a line of \
                         `-` or `=` is a heading, `{}` is not",
                        self.literal.escaped("#")
                    ),
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
                let indent = self.text[..range.start].trim_end_matches([' ', '\t']);
                self.refuse(
                    &(indent.len()..range.end),
                    "prose has no program code",
                    "a line that begins with four spaces, a tab, ``` or ~~~ is program code: remove them",
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

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
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
        let last = self.blocks.last();
        last.is_some_and(|container| matches!(container.kind, ContainerKind::Refused))
    }

    pub(super) fn is_in_note(&self) -> bool {
        let is_note =
            |container: &Container<'_>| matches!(container.kind, ContainerKind::Footnote(_));
        self.blocks.iter().any(is_note)
    }

    pub(super) fn close_container(&mut self) {
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
            ContainerKind::List(OpenList { next, items, typed }) => {
                let number = |item: &ListItem| item.label.number;
                let printed: Vec<u32> = items.iter().filter_map(number).collect();
                parent.blocks.push(Block::from(BlockKind::List(List {
                    marker: match next {
                        Some(_) => ListMarker::Decimal,
                        None => ListMarker::Bullet,
                    },
                    items,
                })));
                self.other_number(&printed, &typed);
            }
            ContainerKind::Item => {
                if let ContainerKind::List(list) = &mut parent.kind {
                    list.typed.push(range);
                    list.items.push(ListItem {
                        node: Node::default(),
                        label: Label {
                            node: Node::default(),
                            // CommonMark allows nine digits.
                            number: list.next.and_then(|number| u32::try_from(number).ok()),
                        },
                        blocks,
                    });
                    list.next = list.next.map(|number| number.saturating_add(1));
                }
            }
            ContainerKind::Footnote(label) => self.define_footnote(&label, range, blocks),
        }
    }

    /// Warns of the first number of a list that is `printed` as another than it is `typed` in these items. Where all
    /// are typed alike, CommonMark is left to count.
    fn other_number(&mut self, printed: &[u32], typed: &[Range<usize>]) {
        let typed: Vec<(usize, &str)> = typed
            .iter()
            .map(|item| {
                // The first begins with what is indented more than the list has to be.
                let words = self.text[item.clone()].trim_start();
                let digits = words.split(['.', ')']).next();
                (item.end - words.len(), digits.unwrap_or_default())
            })
            .collect();
        let is_other =
            |(printed, (_, typed)): &(&u32, &(usize, &str))| typed.parse() != Ok(**printed);
        let Some((printed, (at, number))) = printed.iter().zip(&typed).find(is_other) else {
            return;
        };
        if typed.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            return;
        }
        let place = *at..at + number.len() + 1;
        let what = format!(
            "`{}` is printed as `{printed}.`: a list counts from its first number on",
            &self.text[place.clone()]
        );
        let help = "write the numbers in their order; a paragraph between two lists lets the second count anew";
        self.report(Diagnostic::warning("other-number", what).help(help), place);
    }

    fn open_paragraph(&mut self, range: Range<usize>) {
        self.close_paragraph();
        let end = range.start + self.text[range.clone()].trim_end().len();
        self.paragraph = Some(OpenParagraph {
            content: Vec::new(),
            range: range.start..end,
        });
    }

    pub(super) fn close_paragraph(&mut self) {
        while !self.inlines.is_empty() {
            self.close_inline();
        }
        self.brackets.clear();
        self.has_unpaired = false;
        self.has_broken_link = false;
        let Some(OpenParagraph { mut content, range }) = self.paragraph.take() else {
            return;
        };
        finish_inlines(&mut content, true);
        if content.is_empty() {
            return;
        }
        let node = Node {
            origin: Some(Origin {
                // File and path follow when all paragraphs are known.
                file: InputFile::default(),
                path: String::new(),
                span: Some(self.literal.locate(range)),
            }),
            ..Node::default()
        };
        let role = if self.is_in_note() {
            ParagraphRole::Note
        } else {
            ParagraphRole::Body
        };
        if let Some(container) = self.blocks.last_mut() {
            container.blocks.push(Block::paragraph(node, role, content));
        }
    }
}

/// Gives each paragraph the file and the path of the field; from the second on with its number.
pub(super) fn number_paragraphs(blocks: &mut [Block], field: &Origin, last: &mut usize) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(_) => {
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
