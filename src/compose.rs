//! Composing: a brief in a language becomes a document tree.
//!
//! Each kind of section has a file in this folder, beside what they share. This file sets their order. Whatever a
//! section needs of its surroundings (the organisations already mentioned, the numbers already given, what is placed
//! after which item) it finds in the `Composer`.

mod abbreviations;
mod actions;
mod annexes;
mod charts;
mod contacts;
mod decisions;
mod facts;
mod figures;
mod floats;
mod funding;
mod logos;
mod masthead;
mod obstacles;
mod organisations;
mod practices;
mod questions;
mod recommendations;
mod references;
mod summary;
mod tables;
mod typed_numbers;
mod words;

pub(crate) use actions::status;
pub(crate) use facts::format;
pub(crate) use recommendations::priority;
pub(crate) use typed_numbers::wrong_numbers;
pub(crate) use words::{fill_one, quotation};

use crate::brief::{Brief, Field, Id, Organisation, SectionName, Text};
use crate::document::{
    Block, BlockKind, Document, Heading, Inline, InlineKind, Metadata, Node, Note, ParagraphRole,
    Section, SectionRole, plain_text, without_line_controls,
};
use crate::locale::{Argument, Locale, Message, Piece, has_comma};
use std::collections::{BTreeMap, BTreeSet};

/// The document of `brief`, with the labels of `locale`.
pub fn compose(brief: &Brief, locale: &Locale) -> Document {
    let mut composer = Composer::new(brief, *locale);
    let mut blocks = vec![
        masthead::section(&mut composer),
        facts::section(&mut composer),
    ];
    let order = section_order(brief);
    for &name in &order {
        let before = blocks.len();
        blocks.extend(sections(&mut composer, name));
        let following = composer.floats_after_section(name);
        match blocks[before..].last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Section(section)) => section.blocks.extend(following),
            _ => blocks.extend(following),
        }
    }
    blocks.extend(funding::sections(&mut composer));
    Document::new(
        metadata(brief, locale),
        blocks,
        composer.notes,
        brief.title.value.clone(),
        words_around_slots(locale, Message::PageNumber, &["page", "pages"], &[]),
    )
}

/// The section called `name`, if it has any content; the annexes are as many sections.
fn sections(composer: &mut Composer<'_>, name: SectionName) -> Vec<Block> {
    if composer.brief.lacks(name) {
        return Vec::new();
    }
    vec![match name {
        SectionName::Summary => summary::section(composer),
        SectionName::Questions => questions::section(composer),
        SectionName::Practices => practices::section(composer),
        SectionName::Obstacles => obstacles::section(composer),
        SectionName::Recommendations => recommendations::section(composer),
        SectionName::Decisions => decisions::section(composer),
        SectionName::Actions => actions::section(composer),
        SectionName::Annexes => return annexes::sections(composer),
        SectionName::References => references::section(composer),
        SectionName::Abbreviations => abbreviations::section(composer),
        SectionName::Contacts => contacts::section(composer),
    }]
}

/// All sections: those the brief names first, then the others in their usual order.
fn section_order(brief: &Brief) -> Vec<SectionName> {
    let mut order = Vec::with_capacity(SectionName::ALL.len());
    for name in brief.sections.iter().chain(&SectionName::ALL) {
        if !order.contains(name) {
            order.push(*name);
        }
    }
    order
}

/// What catalogues and file properties say of the document of `brief`, which need not be composed for it.
pub fn metadata(brief: &Brief, locale: &Locale) -> Metadata {
    let organisations = brief.organisations_by_id();
    let words = |text: &Text| without_line_controls(&text.value);
    let name = |id: &Field<Id>| Some(words(&organisations.get(id.value.as_str())?.name));
    let publisher = brief.publisher.as_ref().and_then(name);
    let meeting = &brief.meeting;
    let mut creators: Vec<String> = meeting.organisers.iter().filter_map(name).collect();
    if creators.is_empty() {
        creators.extend(publisher.clone());
    }
    let particulars = [
        Some(words(&meeting.title)),
        meeting.city.as_ref().map(words),
        meeting
            .country
            .as_ref()
            .and_then(|code| locale.country(&code.value))
            .map(str::to_owned),
        Some(locale.date_range(meeting.date.value)),
    ];
    Metadata {
        title: words(&brief.title),
        language: brief.language.clone(),
        publisher,
        creators,
        published: brief.published.value,
        description: locale.particulars(particulars.into_iter().flatten().collect()),
        keywords: brief.keywords.iter().map(words).collect(),
        rights: brief.rights.as_ref().map(words),
        identifier: brief.number.as_ref().map(words),
    }
}

/// The words of `message` before, between and after its slots, which have one order in all languages, in the
/// variant for `counts`.
fn words_around_slots<const PARTS: usize>(
    locale: &Locale,
    message: Message,
    slots: &[&'static str],
    counts: &[(&'static str, u64)],
) -> [String; PARTS] {
    let mut parts = std::array::from_fn(|_| String::new());
    let slots = slots.iter().map(|name| (*name, Argument::Slot));
    let counts = counts
        .iter()
        .map(|(name, count)| (*name, Argument::Count(*count)));
    let arguments: Vec<_> = slots.chain(counts).collect();
    let mut part = 0;
    for piece in locale.pieces(message, &arguments) {
        match piece {
            Piece::Words(words) => parts[part] += &words,
            Piece::Slot(_) => part = (part + 1).min(PARTS - 1),
        }
    }
    parts
}

/// What the sections share while a document is composed, in reading order.
struct Composer<'a> {
    brief: &'a Brief,
    locale: Locale,
    /// The footnotes so far, numbered over the whole document.
    notes: Vec<Note>,
    /// The ids that a reference can lead to.
    anchors: BTreeSet<&'a str>,
    /// By their ids.
    organisations: BTreeMap<&'a str, &'a Organisation>,
    /// What each short form in the writer's words stands for.
    expansions: BTreeMap<&'a str, words::Expansion<'a>>,
    /// The ids of organisations that have been introduced by their full name.
    introduced: BTreeSet<&'a str>,
    floats: floats::Floats<'a>,
}

impl<'a> Composer<'a> {
    fn new(brief: &'a Brief, locale: Locale) -> Composer<'a> {
        Composer {
            brief,
            locale,
            notes: Vec::new(),
            anchors: brief.item_ids(),
            organisations: brief.organisations_by_id(),
            expansions: words::expansions(brief),
            introduced: BTreeSet::new(),
            floats: floats::Floats::place(brief, &section_order(brief)),
        }
    }

    /// The anchor of a section: its name, which yields to an item with the same id.
    fn section_anchor(&self, role: SectionRole) -> String {
        let mut anchor = format!("section-{}", role.name());
        while self.anchors.contains(anchor.as_str()) {
            anchor.push('-');
        }
        anchor
    }

    /// A section with a heading of ours.
    fn section(&self, role: SectionRole, heading: String, content: Vec<Block>) -> Block {
        let mut blocks = Vec::with_capacity(content.len() + 1);
        blocks.push(heading_block(1, vec![Inline::text(heading)]));
        blocks.extend(content);
        Block {
            node: Node {
                anchor: Some(self.section_anchor(role)),
                ..Node::default()
            },
            kind: BlockKind::Section(Section { role, blocks }),
        }
    }

    /// The words of `message` with inlines in its places.
    fn fill(&self, message: Message, arguments: Vec<(&'static str, Vec<Inline>)>) -> Vec<Inline> {
        self.fill_counted(message, &[], arguments)
    }

    /// The words of `message` with inlines in its places, in the variant for `counts` of things.
    fn fill_counted(
        &self,
        message: Message,
        counts: &[(&'static str, usize)],
        arguments: Vec<(&'static str, Vec<Inline>)>,
    ) -> Vec<Inline> {
        let (mut names, contents): (Vec<_>, Vec<_>) = arguments
            .into_iter()
            .map(|(name, content)| ((name, Argument::Slot), content))
            .unzip();
        names.extend(
            counts
                .iter()
                .map(|(name, count)| (*name, Argument::Count(*count as u64))),
        );
        words::assemble(self.locale.pieces(message, &names), contents)
    }

    /// Items joined as in a sentence: “A, B and C”.
    fn list(&self, items: Vec<Vec<Inline>>) -> Vec<Inline> {
        words::assemble(self.locale.list(items.len()), items)
    }

    /// Names joined as in a sentence, or by semicolons where one has a comma of its own: “A, B and C”, “A, B; C”.
    fn names(&self, items: Vec<Vec<Inline>>) -> Vec<Inline> {
        if items.iter().any(|item| has_comma(&plain_text(item))) {
            self.row(Message::ListApart, items)
        } else {
            self.list(items)
        }
    }

    /// Particulars in a row, joined by `join`.
    fn row(&self, join: Message, items: Vec<Vec<Inline>>) -> Vec<Inline> {
        words::assemble(self.locale.row(join, items.len()), items)
    }

    /// Particulars in a row that are lines of their own where a line ends between them: “A · B”.
    fn row_apart(&self, items: Vec<Vec<Inline>>) -> Vec<Inline> {
        let pieces = self.locale.row(Message::ParticularsApart, items.len());
        words::assemble_with(pieces, items, |words| {
            Inline::from(InlineKind::Separator(words))
        })
    }
}

/// The same words with no-break spaces: a few that no line's end is to part, where a program breaks the lines that does
/// not know what belongs together.
fn on_one_line(mut inlines: Vec<Inline>) -> Vec<Inline> {
    fn tie(inlines: &mut [Inline]) {
        for inline in inlines {
            if let InlineKind::Text(words) = &mut inline.kind {
                *words = words.replace(' ', "\u{A0}");
            }
            tie(inline.kind.children_mut());
        }
    }
    tie(&mut inlines);
    inlines
}

/// A section without a heading.
fn plain_section(role: SectionRole, blocks: Vec<Block>) -> Block {
    Block::from(BlockKind::Section(Section { role, blocks }))
}

/// A heading without a number.
fn heading_block(level: u8, content: Vec<Inline>) -> Block {
    Block::from(BlockKind::Heading(Heading {
        level,
        label: None,
        content,
    }))
}

/// A paragraph of several fields, or of words of ours.
fn paragraph(role: ParagraphRole, content: Vec<Inline>) -> Block {
    Block::paragraph(Node::default(), role, content)
}

/// A node that references can name.
fn anchored(id: &str) -> Node {
    Node {
        anchor: Some(id.to_owned()),
        ..Node::default()
    }
}

/// A link to the item or section with the anchor `anchor`.
fn reference(anchor: &str, content: Vec<Inline>) -> Inline {
    Inline::from(InlineKind::Reference {
        anchor: anchor.to_owned(),
        content,
    })
}
