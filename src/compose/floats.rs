//! Where tables, figures and charts stand: after the section or item that the brief names; otherwise at
//! the end of the section that first refers to them, or before what is appended to the brief.

use super::{Composer, charts, figures, tables};
use crate::brief::{After, Brief, Chart, Figure, Prose, SectionName, Table};
use crate::document::{Block, BlockKind, Inline, InlineKind};
use std::collections::BTreeMap;

/// A table, figure or chart of the brief.
#[derive(Clone, Copy)]
enum Float<'a> {
    Table(&'a Table),
    Figure(&'a Figure),
    Chart(&'a Chart),
}

impl<'a> Float<'a> {
    fn id(self) -> &'a str {
        match self {
            Float::Table(item) => &item.id.value,
            Float::Figure(item) => &item.id.value,
            Float::Chart(item) => &item.id.value,
        }
    }

    fn after(self) -> Option<&'a After> {
        let after = match self {
            Float::Table(item) => &item.after,
            Float::Figure(item) => &item.after,
            Float::Chart(item) => &item.after,
        };
        after.as_ref().map(|after| &after.value)
    }

    /// Where it stands in the brief's file, in bytes.
    fn position(self) -> usize {
        let span = match self {
            Float::Table(item) => &item.id.origin.span,
            Float::Figure(item) => &item.id.origin.span,
            Float::Chart(item) => &item.id.origin.span,
        };
        span.as_ref().map_or(usize::MAX, |span| span.start)
    }
}

/// All tables, figures and charts that are still to be set, in the order of the file, by what they
/// follow; and the numbers given so far.
pub(super) struct Floats<'a> {
    after_section: BTreeMap<SectionName, Vec<Float<'a>>>,
    after_item: BTreeMap<&'a str, Vec<Float<'a>>>,
    tables: u32,
    figures: u32,
}

impl<'a> Floats<'a> {
    /// Finds for each its place in a brief with its sections in this order.
    pub(super) fn place(brief: &'a Brief, order: &[SectionName]) -> Floats<'a> {
        let mut floats: Vec<Float<'a>> = brief.tables.iter().map(Float::Table).collect();
        floats.extend(brief.figures.iter().map(Float::Figure));
        floats.extend(brief.charts.iter().map(Float::Chart));
        floats.sort_by_key(|float| float.position());
        let mut placed = Floats {
            after_section: BTreeMap::new(),
            after_item: BTreeMap::new(),
            tables: 0,
            figures: 0,
        };
        let last = last_of_body(brief, order);
        for float in floats {
            match float.after() {
                Some(After::Item(id)) => placed.after_item.entry(id).or_default().push(float),
                Some(After::Section(name)) => {
                    placed.after_section.entry(*name).or_default().push(float);
                }
                None => {
                    let referring = order
                        .iter()
                        .copied()
                        .find(|name| refers(brief, *name, float.id()));
                    placed
                        .after_section
                        .entry(referring.unwrap_or(last))
                        .or_default()
                        .push(float);
                }
            }
        }
        placed
    }

    pub(super) fn next_table_number(&mut self) -> u32 {
        self.tables += 1;
        self.tables
    }

    pub(super) fn next_figure_number(&mut self) -> u32 {
        self.figures += 1;
        self.figures
    }
}

impl<'a> Composer<'a> {
    /// What follows the item with the id `id`, and what follows that in turn.
    pub(super) fn floats_after(&mut self, id: &str) -> Vec<Block> {
        let floats = self.floats.after_item.remove(id).unwrap_or_default();
        self.set(floats)
    }

    /// What stands at the end of a section.
    pub(super) fn floats_after_section(&mut self, name: SectionName) -> Vec<Block> {
        let floats = self.floats.after_section.remove(&name).unwrap_or_default();
        self.set(floats)
    }

    /// What is left when all sections are set: what follows an item that has no place of its own after
    /// it, such as a reference.
    pub(super) fn floats_left(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((_, floats)) = self.floats.after_item.pop_first() {
            blocks.extend(self.set(floats));
        }
        blocks
    }

    /// Sets `floats`, each with what follows it behind it.
    fn set(&mut self, mut floats: Vec<Float<'a>>) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(floats.len());
        // The next one is the last: a long chain must not become deep recursion.
        floats.reverse();
        while let Some(float) = floats.pop() {
            blocks.push(match float {
                Float::Table(item) => tables::table(self, item),
                Float::Figure(item) => figures::figure(self, item),
                Float::Chart(item) => charts::chart(self, item),
            });
            let following = self.floats.after_item.remove(float.id());
            floats.extend(following.unwrap_or_default().into_iter().rev());
        }
        blocks
    }
}

/// The last section before the annexes and lists that are appended to a brief.
fn last_of_body(brief: &Brief, order: &[SectionName]) -> SectionName {
    order
        .iter()
        .copied()
        .rfind(|name| match name {
            SectionName::Summary => brief.summary.is_some(),
            SectionName::Questions => !brief.questions.is_empty(),
            SectionName::Practices => !brief.practices.is_empty(),
            SectionName::Obstacles => !brief.obstacles.is_empty(),
            SectionName::Recommendations => !brief.recommendations.is_empty(),
            SectionName::Decisions => !brief.decisions.is_empty(),
            SectionName::Actions => !brief.actions.is_empty(),
            SectionName::Annexes
            | SectionName::References
            | SectionName::Abbreviations
            | SectionName::Contacts => false,
        })
        .unwrap_or(SectionName::Actions)
}

/// Whether the prose of a section refers to the item with the id `id`.
fn refers(brief: &Brief, section: SectionName, id: &str) -> bool {
    let any = |prose: Vec<&Prose>| prose.into_iter().any(|prose| prose_refers(prose, id));
    match section {
        SectionName::Summary => any(brief.summary.iter().collect()),
        SectionName::Questions => any(brief
            .questions
            .iter()
            .filter_map(|item| item.discussion.as_ref())
            .collect()),
        SectionName::Practices => any(brief.practices.iter().map(|item| &item.text).collect()),
        SectionName::Obstacles => any(brief
            .obstacles
            .iter()
            .filter_map(|item| item.detail.as_ref())
            .collect()),
        SectionName::Recommendations => any(brief
            .recommendations
            .iter()
            .filter_map(|item| item.detail.as_ref())
            .collect()),
        SectionName::Decisions => any(brief
            .decisions
            .iter()
            .filter_map(|item| item.detail.as_ref())
            .collect()),
        SectionName::Annexes => any(brief.annexes.iter().map(|item| &item.text).collect()),
        SectionName::Actions
        | SectionName::References
        | SectionName::Abbreviations
        | SectionName::Contacts => false,
    }
}

fn prose_refers(prose: &Prose, id: &str) -> bool {
    fn inlines(content: &[Inline], id: &str) -> bool {
        content.iter().any(|inline| {
            matches!(&inline.kind, InlineKind::Reference { anchor, .. } if anchor == id)
                || inlines(inline.children(), id)
        })
    }
    fn blocks(content: &[Block], id: &str) -> bool {
        content.iter().any(|block| match &block.kind {
            BlockKind::Paragraph(paragraph) => inlines(&paragraph.content, id),
            BlockKind::List(list) => list.items.iter().any(|item| blocks(&item.blocks, id)),
            // Prose holds paragraphs and lists alone.
            _ => false,
        })
    }
    blocks(&prose.blocks, id) || prose.notes.iter().any(|note| blocks(&note.blocks, id))
}
