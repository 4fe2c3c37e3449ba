//! Sections, and figures, charts and tables, that stand elsewhere: what a brief says with `sections` and `after`.

use super::{Finder, What};
use crate::brief::Kind;
use crate::document::FieldPath;
use crate::ordered::Ordered;
use crate::pull::rising::longest_rising;
use std::collections::{BTreeMap, BTreeSet};

/// Headings of sections and first paragraphs of items: their places in the edited document and in the base.
struct Marks {
    /// In the order of the edited document.
    pairs: Vec<(usize, usize)>,
    /// Those in the base, in its order.
    bases: Vec<usize>,
}

impl Marks {
    fn new(pairs: Vec<(usize, usize)>) -> Marks {
        let mut bases: Vec<usize> = pairs.iter().map(|(_, base)| *base).collect();
        bases.sort_unstable();
        Marks { pairs, bases }
    }

    /// Whether the last of them above a paragraph is the same in the base and here.
    fn lead_to(&self, at: usize, base: usize) -> bool {
        let before = |place: usize| place.checked_sub(1);
        let was = before(self.bases.partition_point(|mark| *mark < base));
        let is = before(self.pairs.partition_point(|(mark, _)| *mark < at));
        was.map(|place| self.bases[place]) == is.map(|place| self.pairs[place].1)
    }
}

impl Finder<'_> {
    /// Tells which sections and floats are not where the others lead one to expect.
    pub(super) fn order(&mut self) {
        self.sections_moved();
        self.floats_moved();
    }

    fn sections_moved(&mut self) {
        let first_annex = self.base.items.in_table("annex").first();
        let first_annex = first_annex.and_then(|id| self.main_paragraph("annex", id));
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (at, base) in self.marks() {
            let base = match self.base.slots[base].heading {
                Some(_) => Some(base),
                // All annexes are one section.
                None => first_annex.filter(|_| {
                    self.main_of(base)
                        .is_some_and(|(table, _)| table.kind == Kind::Annex)
                }),
            };
            if let Some(base) = base
                && found.last().is_none_or(|(_, last)| *last != base)
            {
                found.push((at, base));
            }
        }
        let kept = longest_rising(&found.iter().map(|(_, base)| *base).collect::<Vec<_>>());
        for (place, (at, _)) in found.iter().enumerate() {
            if !kept.contains(&place) {
                self.unplaced_near(
                    *at,
                    "a section that stands elsewhere now",
                    None,
                    &self.paragraph(*at).text,
                    &self.base.in_brief(
                        "the order of sections is that of `sections` in the brief: set it there",
                    ),
                );
            }
        }
    }

    fn floats_moved(&mut self) {
        let marks = self.marks();
        let kept = longest_rising(&marks.iter().map(|(_, base)| *base).collect::<Vec<_>>());
        let kept = Marks::new(kept.into_iter().map(|place| marks[place]).collect());
        let marks = Marks::new(marks);
        // By the path of the item: the first of its paragraphs that is not where it was. A table is where its source is:
        // Pandoc puts the caption of one table above another.
        let mut moved: BTreeMap<String, (usize, FieldPath)> = BTreeMap::new();
        let mut tables_there = BTreeSet::new();
        for (at, base) in self.pairs.of_theirs.iter().enumerate() {
            let Some(base) = *base else {
                continue;
            };
            let mut fields = self.base.slots[base].fields.iter();
            let float =
                fields.find(|field| matches!(field.path.table(), "figure" | "chart" | "table"));
            let Some(path) = float.map(|field| &field.path) else {
                continue;
            };
            let Some((table, id)) = &path.item else {
                continue;
            };
            let item = format!("{table}[{id}]");
            if !marks.lead_to(at, base) && !kept.lead_to(at, base) {
                moved.entry(item).or_insert_with(|| (at, path.clone()));
            } else if path.table() == "table" {
                tables_there.insert(item);
            }
        }
        moved.retain(|item, _| !tables_there.contains(item));
        for (at, path) in moved.into_values() {
            self.unplaced_near(
                at,
                &format!("a {} that stands elsewhere now", path.table()),
                Some(path.whole()),
                &self.paragraph(at).text,
                &self.base.in_brief(
                    "it stands where `after` in the brief says: set that to the id of the item or the name of the \
                     section that it follows",
                ),
            );
        }
    }

    /// The headings of sections and the first paragraphs of items, in the order of the edited document: their places
    /// in it and in the base.
    fn marks(&self) -> Vec<(usize, usize)> {
        let known = self.items.iter();
        let known = known.filter(|item| matches!(item.what, What::Known(_)));
        let known: BTreeSet<usize> = known.map(|item| item.at).into_set();
        let paired = self.pairs.of_theirs.iter().enumerate();
        let mark = |(at, base): (usize, &Option<usize>)| {
            let base = (*base)?;
            (self.base.slots[base].heading.is_some() || known.contains(&at)).then_some((at, base))
        };
        paired.filter_map(mark).collect()
    }
}
