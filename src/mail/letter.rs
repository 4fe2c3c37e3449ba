//! The letter that goes with a brief: a small document tree, made of the brief's own.

use crate::compose::{fill_one, quotation};
use crate::document::{
    Block, BlockKind, Document, Heading, Inline, InlineKind, Language, Lockup, Node, NodeId, Note,
    Paragraph, ParagraphRole, Section, SectionRole, Targets, plain_text, without_line_controls,
};
use crate::locale::{Argument, Locale, Message};
use std::collections::{BTreeMap, BTreeSet};

/// The words of a letter that are not the brief's.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Wording {
    /// The greeting; none for the usual one.
    pub greeting: Option<String>,
    /// What stands before the brief's words; none for the usual sentence.
    pub opening: Option<Vec<Block>>,
    /// What stands behind them; none for the usual one.
    pub closing: Option<Vec<Block>>,
    /// The lines of the signature.
    pub signature: Vec<Inline>,
    /// Where the brief can be read online, an absolute URI.
    pub link: Option<String>,
    /// Whether the brief goes with it as a file.
    pub is_attached: bool,
}

/// A letter.
#[derive(Clone, PartialEq, Debug)]
pub struct Letter {
    /// Its language.
    pub language: Language,
    /// Its subject: one line without control characters.
    pub subject: String,
    /// Its content in reading order. The title is the paragraph in the role [`ParagraphRole::Title`], headings
    /// are of level 1 and below.
    pub blocks: Vec<Block>,
    /// The footnotes of the content, in the order of their references.
    pub notes: Vec<Note>,
}

/// The letter that goes with `document`, to somebody called `name`.
pub fn letter(
    document: &Document,
    locale: &Locale,
    name: Option<&str>,
    wording: &Wording,
) -> Letter {
    let title = title(document);
    let mut blocks = Vec::new();
    blocks.extend(masthead_logos(document));
    let greeting = wording.greeting.clone().unwrap_or_else(|| match name {
        Some(name) => locale.filled(
            Message::MailGreeting,
            &[("name", Argument::Words(name.into()))],
        ),
        None => locale.words(Message::MailGreetingToAll),
    });
    blocks.push(paragraph(ParagraphRole::Body, vec![Inline::text(greeting)]));
    blocks.extend(match &wording.opening {
        Some(own) => own.clone(),
        None => {
            let quoted = quotation(locale, vec![title.clone()]);
            let opening = match wording.is_attached {
                true => Message::MailOpening,
                false => Message::MailOpeningUnattached,
            };
            let sentence = fill_one(locale, opening, "title", quoted);
            vec![paragraph(ParagraphRole::Body, sentence)]
        }
    });
    blocks.push(paragraph(ParagraphRole::Title, vec![title]));
    blocks.push(paragraph(ParagraphRole::Attributes, description(document)));
    let told = sections(
        document,
        &[SectionRole::Summary, SectionRole::Recommendations],
    );
    blocks.extend(told);
    blocks.extend(wording.link.as_ref().map(|uri| link(locale, uri)));
    blocks.extend(match &wording.closing {
        Some(own) => own.clone(),
        None => vec![paragraph(
            ParagraphRole::Body,
            vec![Inline::text(locale.words(Message::MailClosing))],
        )],
    });
    blocks.extend(signature(&wording.signature));
    blocks.extend(sections(document, &[SectionRole::Funding]));
    let mut notes = number_notes(&mut blocks, &document.notes);
    // Nobody looks for a table that they cannot have.
    if wording.is_attached || wording.link.is_some() {
        name_targets(document, locale, &mut blocks, &mut notes);
    }
    Letter {
        language: document.metadata.language.clone(),
        subject: in_head(&document.metadata.title),
        blocks,
        notes,
    }
}

/// Says in links to what is in the brief itself alone which table, picture or section that is: “the table (Table 3)”.
fn name_targets(document: &Document, locale: &Locale, blocks: &mut [Block], notes: &mut [Note]) {
    let mut here = BTreeSet::new();
    for block in blocks.iter() {
        block.visit_nodes(None, &mut |node, _| here.extend(node.anchor.clone()));
    }
    let mut anchors = document.anchors();
    anchors.retain(|anchor, _| !here.contains(*anchor));
    let naming = Naming {
        targets: Targets::of(document, &|number| locale.numeral(number)),
        anchors,
    };
    let notes = notes.iter_mut().flat_map(|note| &mut note.blocks);
    for block in blocks.iter_mut().chain(notes) {
        each_content(block, &mut |content| naming.name(content));
    }
}

/// What names the targets of links.
struct Naming<'a> {
    targets: Targets,
    /// The nodes that are in the attachment alone.
    anchors: BTreeMap<&'a str, NodeId>,
}

impl Naming<'_> {
    fn name(&self, inlines: &mut [Inline]) {
        let mut before = None;
        for inline in inlines {
            let said = plain_text(std::slice::from_ref(inline));
            if let InlineKind::Reference { anchor, content } = &mut inline.kind {
                let target = self.anchors.get(anchor.as_str());
                let target = target.and_then(|node| self.targets.inside(*node));
                if let Some(named) = target.and_then(|target| target.named_beside(&said)) {
                    // In brackets already: “(table: Table 3)”.
                    content.push(Inline::text(match before {
                        Some('(') => format!(": {named}"),
                        _ => format!(" ({named})"),
                    }));
                }
            } else {
                self.name(inline.kind.children_mut());
            }
            before = said.chars().next_back();
        }
    }
}

/// Words as they stand in the head of a message, where a control character would end the field, and `=?` would
/// begin words in another encoding (RFC 2047).
pub fn in_head(words: &str) -> String {
    let line = words.replace(char::is_control, " ");
    line.replace("=?", "= ?")
}

fn paragraph(role: ParagraphRole, content: Vec<Inline>) -> Block {
    Block::paragraph(Node::default(), role, content)
}

/// “Read it online: https://…”.
fn link(locale: &Locale, uri: &str) -> Block {
    let link = Inline::from(InlineKind::Link {
        uri: uri.to_owned(),
        content: vec![Inline::text(uri)],
    });
    paragraph(
        ParagraphRole::Body,
        fill_one(locale, Message::MailLink, "link", vec![link]),
    )
}

fn signature(lines: &[Inline]) -> Option<Block> {
    let mut content = Vec::new();
    for line in lines {
        if !content.is_empty() {
            content.push(Inline::from(InlineKind::LineBreak));
        }
        content.push(line.clone());
    }
    (!content.is_empty()).then(|| paragraph(ParagraphRole::Body, content))
}

/// The title of the brief as it stands there, with its languages.
fn title(document: &Document) -> Inline {
    let mut masthead = blocks_of(document, SectionRole::Masthead).iter();
    let title = masthead.find_map(|block| match &block.kind {
        BlockKind::Paragraph(paragraph) if paragraph.role == ParagraphRole::Title => {
            Some(once_more(block, paragraph))
        }
        _ => None,
    });
    title.unwrap_or_else(|| Inline::text(&document.metadata.title))
}

/// The words of a paragraph, to stand in another one.
fn once_more(block: &Block, paragraph: &Paragraph) -> Inline {
    Inline {
        node: Node {
            language: block.node.language.clone(),
            origin: block.node.origin.clone(),
            ..Node::default()
        },
        kind: InlineKind::Span(paragraph.content.clone()),
    }
}

/// What meeting it was: the words of the metadata, of which the meeting's name is in the language that it has among the
/// facts.
fn description(document: &Document) -> Vec<Inline> {
    let whole = &document.metadata.description;
    let facts = blocks_of(document, SectionRole::Facts).first();
    let first = facts.and_then(|facts| facts.children().into_iter().next());
    let meeting = first.and_then(|block| match &block.kind {
        BlockKind::Paragraph(paragraph) => Some(once_more(block, paragraph)),
        _ => None,
    });
    let parted = meeting.and_then(|meeting| {
        let name = without_line_controls(&plain_text(meeting.children()));
        let rest = whole.strip_prefix(&name)?;
        Some(vec![meeting, Inline::text(rest)])
    });
    parted.unwrap_or_else(|| vec![Inline::text(whole)])
}

/// The blocks of the section in this role.
fn blocks_of(document: &Document, role: SectionRole) -> &[Block] {
    let section = document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Section(section) if section.role == role => Some(section),
        _ => None,
    });
    section.map_or(&[], |section| &section.blocks)
}

/// The logos of those who answer for the brief.
fn masthead_logos(document: &Document) -> Option<Block> {
    let mut masthead = blocks_of(document, SectionRole::Masthead).iter();
    masthead.find_map(|block| match &block.kind {
        BlockKind::Lockup(lockup) => Some(Block::from(BlockKind::Lockup(Lockup {
            logos: lockup.logos.clone(),
            blocks: Vec::new(),
        }))),
        _ => None,
    })
}

/// The sections of the brief in these roles, without tables, figures and charts: those are in the attachment.
fn sections(document: &Document, roles: &[SectionRole]) -> Vec<Block> {
    let wanted = document.blocks.iter().filter(|block| match &block.kind {
        BlockKind::Section(section) => roles.contains(&section.role),
        _ => false,
    });
    without_floats(wanted)
}

fn without_floats<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<Block> {
    let mut kept = Vec::new();
    for block in blocks {
        let mut block = block.clone();
        match &mut block.kind {
            BlockKind::DescriptionList(_)
            | BlockKind::Table(_)
            | BlockKind::Figure(_)
            | BlockKind::Chart(_) => continue,
            BlockKind::Section(Section { blocks, .. })
            | BlockKind::Lockup(Lockup { blocks, .. }) => *blocks = without_floats(&*blocks),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    item.blocks = without_floats(&item.blocks);
                }
            }
            BlockKind::Heading(_) | BlockKind::Paragraph(_) => {}
        }
        kept.push(block);
    }
    kept
}

/// The notes that `blocks` refer to, numbered anew, and the references with them.
fn number_notes(blocks: &mut [Block], notes: &[Note]) -> Vec<Note> {
    let mut order: Vec<usize> = Vec::new();
    for block in blocks {
        each_content(block, &mut |content| {
            renumber_inlines(content, &mut order, notes.len());
        });
    }
    (1..)
        .zip(order)
        .map(|(number, index)| Note {
            number,
            ..notes[index].clone()
        })
        .collect()
}

/// Calls `change` with each stretch of words of a block.
fn each_content(block: &mut Block, change: &mut dyn FnMut(&mut [Inline])) {
    match &mut block.kind {
        BlockKind::Section(Section { blocks, .. }) | BlockKind::Lockup(Lockup { blocks, .. }) => {
            for block in blocks {
                each_content(block, change);
            }
        }
        BlockKind::Heading(Heading { content, .. })
        | BlockKind::Paragraph(Paragraph { content, .. }) => change(content),
        BlockKind::List(list) => {
            for block in list.items.iter_mut().flat_map(|item| &mut item.blocks) {
                each_content(block, change);
            }
        }
        BlockKind::DescriptionList(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Chart(_) => {}
    }
}

fn renumber_inlines(inlines: &mut [Inline], order: &mut Vec<usize>, known: usize) {
    for inline in inlines {
        match &mut inline.kind {
            InlineKind::NoteReference(index) if *index < known => {
                // A brief refers to each once.
                order.push(std::mem::replace(index, order.len()));
            }
            _ => renumber_inlines(inline.kind.children_mut(), order, known),
        }
    }
}

/// Whether words are there to read.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    plain_text(inlines).trim().is_empty()
}
