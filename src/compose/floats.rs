//! Where tables, figures and charts stand: after the section or item that the brief names; otherwise at
//! the end of the section or annex that first refers to them (the first section where the meeting's context does), or
//! before what is appended to the brief.

use super::{Composer, charts, figures, tables};
use crate::brief::{After, Brief, Chart, Field, Figure, Id, Prose, SectionName, Table};
use crate::document::Block;
use std::collections::BTreeMap;
use std::iter::repeat;

/// A table, figure or chart of the brief.
#[derive(Clone, Copy)]
enum Float<'a> {
    Table(&'a Table),
    Figure(&'a Figure),
    Chart(&'a Chart),
}

impl<'a> Float<'a> {
    fn id(self) -> &'a Field<Id> {
        match self {
            Float::Table(item) => &item.id,
            Float::Figure(item) => &item.id,
            Float::Chart(item) => &item.id,
        }
    }

    fn after(self) -> Option<Place<'a>> {
        let after = match self {
            Float::Table(item) => &item.after,
            Float::Figure(item) => &item.after,
            Float::Chart(item) => &item.after,
        };
        after.as_ref().map(|after| match &after.value {
            After::Section(name) => Place::Section(*name),
            After::Item(id) => Place::Item(id),
        })
    }

    /// Where it stands in the brief's file, in bytes.
    fn position(self) -> usize {
        let span = self.id().origin.span.as_ref();
        span.map_or(usize::MAX, |span| span.start)
    }
}

/// What a table, figure or chart follows.
#[derive(Clone, Copy)]
enum Place<'a> {
    Section(SectionName),
    Item(&'a str),
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
        let last = Place::Section(last_of_body(brief, order));
        let referring = referring(brief, order);
        for float in floats {
            let referring = referring.get(float.id().value.as_str()).copied();
            match float.after().or(referring).unwrap_or(last) {
                Place::Item(id) => placed.after_item.entry(id).or_default().push(float),
                Place::Section(name) => placed.after_section.entry(name).or_default().push(float),
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
            let following = self.floats.after_item.remove(float.id().value.as_str());
            floats.extend(following.unwrap_or_default().into_iter().rev());
        }
        blocks
    }
}

/// The last section before the annexes and lists that are appended to a brief.
fn last_of_body(brief: &Brief, order: &[SectionName]) -> SectionName {
    let mut order = order.iter().copied();
    let last = order.rfind(|name| !name.is_appended() && !brief.lacks(*name));
    last.unwrap_or(SectionName::Actions)
}

/// The first section that refers to each item, or the first annex, by its id. What the meeting's context refers to,
/// before them all, stands in the first section.
fn referring<'a>(brief: &'a Brief, order: &[SectionName]) -> BTreeMap<&'a str, Place<'a>> {
    let sections = order.iter().copied().filter(|name| !brief.lacks(*name));
    let first = sections.clone().next().map(Place::Section);
    let context = brief.meeting.context.as_ref().zip(first);
    let prose = sections.flat_map(|name| -> Vec<(&Prose, Place<'_>)> {
        if name == SectionName::Annexes {
            // Each is a section of its own to a reader.
            let annexes = brief.annexes.iter();
            annexes
                .map(|annex| (&annex.text, Place::Item(&annex.id)))
                .collect()
        } else {
            let prose = brief.prose_of(name).into_iter();
            prose.zip(repeat(Place::Section(name))).collect()
        }
    });
    let mut referring = BTreeMap::new();
    for (prose, place) in context.into_iter().chain(prose) {
        prose.references(&mut |id| {
            referring.entry(id).or_insert(place);
        });
    }
    referring
}
