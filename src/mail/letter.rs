//! The letter that goes with a brief: a small document tree, made of the brief's own.

use crate::document::{
    Block, BlockKind, Document, Heading, Inline, InlineKind, Language, Lockup, Node, Note,
    Paragraph, ParagraphRole, Section, SectionRole, plain_text,
};
use crate::locale::{Argument, Locale, Message, Piece};

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
    pub signature: Vec<String>,
    /// Where the brief can be read online, an absolute URI.
    pub link: Option<String>,
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
    let title = &document.metadata.title;
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
            let quoted = locale.filled(
                Message::Quotation,
                &[("text", Argument::Words(locale.quoted_inside(title).into()))],
            );
            let sentence = locale.filled(
                Message::MailOpening,
                &[("title", Argument::Words(quoted.into()))],
            );
            vec![paragraph(ParagraphRole::Body, vec![Inline::text(sentence)])]
        }
    });
    blocks.push(paragraph(
        ParagraphRole::Title,
        vec![Inline::text(title.clone())],
    ));
    blocks.push(paragraph(
        ParagraphRole::Attributes,
        vec![Inline::text(document.metadata.description.clone())],
    ));
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
    let notes = number_notes(&mut blocks, &document.notes);
    Letter {
        language: document.metadata.language.clone(),
        subject: in_head(title),
        blocks,
        notes,
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
    let pieces = locale.pieces(Message::MailLink, &[("link", Argument::Slot)]);
    let content = pieces.into_iter().map(|piece| match piece {
        Piece::Words(words) => Inline::text(words),
        Piece::Slot(_) => link.clone(),
    });
    paragraph(ParagraphRole::Body, content.collect())
}

fn signature(lines: &[String]) -> Option<Block> {
    let mut content = Vec::new();
    for line in lines {
        if !content.is_empty() {
            content.push(Inline::from(InlineKind::LineBreak));
        }
        content.push(Inline::text(line.clone()));
    }
    (!content.is_empty()).then(|| paragraph(ParagraphRole::Body, content))
}

/// The logos of those who answer for the brief.
fn masthead_logos(document: &Document) -> Option<Block> {
    let masthead = document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Section(section) if section.role == SectionRole::Masthead => Some(section),
        _ => None,
    })?;
    masthead.blocks.iter().find_map(|block| match &block.kind {
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
            BlockKind::Table(_) | BlockKind::Figure(_) | BlockKind::Chart(_) => continue,
            BlockKind::Section(Section { blocks, .. })
            | BlockKind::Lockup(Lockup { blocks, .. }) => *blocks = without_floats(&*blocks),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    item.blocks = without_floats(&item.blocks);
                }
            }
            BlockKind::DescriptionList(descriptions) => {
                for description in descriptions {
                    description.blocks = without_floats(&description.blocks);
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
        renumber(block, &mut order, notes.len());
    }
    (1..)
        .zip(order)
        .map(|(number, index)| Note {
            number,
            ..notes[index].clone()
        })
        .collect()
}

fn renumber(block: &mut Block, order: &mut Vec<usize>, known: usize) {
    match &mut block.kind {
        BlockKind::Section(Section { blocks, .. }) | BlockKind::Lockup(Lockup { blocks, .. }) => {
            for block in blocks {
                renumber(block, order, known);
            }
        }
        BlockKind::Heading(Heading { content, .. })
        | BlockKind::Paragraph(Paragraph { content, .. }) => {
            renumber_inlines(content, order, known)
        }
        BlockKind::List(list) => {
            for block in list.items.iter_mut().flat_map(|item| &mut item.blocks) {
                renumber(block, order, known);
            }
        }
        BlockKind::DescriptionList(descriptions) => {
            for description in descriptions {
                renumber_inlines(&mut description.term, order, known);
                for block in &mut description.blocks {
                    renumber(block, order, known);
                }
            }
        }
        BlockKind::Table(_) | BlockKind::Figure(_) | BlockKind::Chart(_) => {}
    }
}

fn renumber_inlines(inlines: &mut [Inline], order: &mut Vec<usize>, known: usize) {
    for inline in inlines {
        match &mut inline.kind {
            InlineKind::NoteReference(index) if *index < known => {
                let place = order.iter().position(|seen| seen == index);
                *index = place.unwrap_or_else(|| {
                    order.push(*index);
                    order.len() - 1
                });
            }
            _ => renumber_inlines(inline.kind.children_mut(), order, known),
        }
    }
}

/// Whether words are there to read.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    plain_text(inlines).trim().is_empty()
}
