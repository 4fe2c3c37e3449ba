//! Sections, and figures, charts and tables, that stand elsewhere: what a brief says with `sections` and `after`.

use super::{Finder, What, items};
use std::collections::BTreeSet;

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
                        .is_some_and(|(table, _)| table.name == "annex")
                }),
            };
            if let Some(base) = base
                && found.last().is_none_or(|(_, last)| *last != base)
            {
                found.push((at, base));
            }
        }
        let kept = items::longest_rising(&found.iter().map(|(_, base)| *base).collect::<Vec<_>>());
        for (place, (at, _)) in found.iter().enumerate() {
            if !kept.contains(&place) {
                let words = self.paragraph(*at).text.clone();
                self.unplaced_near(
                    *at,
                    "a section that stands elsewhere now",
                    None,
                    &words,
                    "the order of sections is that of `sections` in the brief: set it there",
                );
            }
        }
    }

    fn floats_moved(&mut self) {
        let marks = self.marks();
        let kept = items::longest_rising(&marks.iter().map(|(_, base)| *base).collect::<Vec<_>>());
        let kept: Vec<(usize, usize)> = kept.into_iter().map(|place| marks[place]).collect();
        // Whether the last of these above a float is the same in the base and here.
        let stays = |marks: &[(usize, usize)], at: usize, base: usize| {
            let was = marks
                .iter()
                .map(|(_, mark)| *mark)
                .filter(|mark| *mark < base)
                .max();
            let is = marks
                .iter()
                .filter(|(mark, _)| *mark < at)
                .max()
                .map(|(_, mark)| *mark);
            was == is
        };
        let mut told = BTreeSet::new();
        for at in 0..self.theirs.paragraphs.len() {
            let Some(base) = self.pairs.of_theirs[at].filter(|_| self.paragraph(at).cell.is_none())
            else {
                continue;
            };
            let mut fields = self.base.slots[base].fields.iter();
            let float =
                fields.find(|field| matches!(field.path.table(), "figure" | "chart" | "table"));
            let Some(path) = float.map(|field| field.path.clone()) else {
                continue;
            };
            if stays(&marks, at, base) || stays(&kept, at, base) || !told.insert(path.item.clone())
            {
                continue;
            }
            let words = self.paragraph(at).text.clone();
            self.unplaced_near(
                at,
                &format!("a {} that stands elsewhere now", path.table()),
                Some(path.whole()),
                &words,
                "it stands where `after` in the brief says: set that to the id of the item or the name of the section \
                 that it follows",
            );
        }
    }

    /// The headings of sections and the first paragraphs of items, in the order of the edited document: their places
    /// in it and in the base.
    fn marks(&self) -> Vec<(usize, usize)> {
        let known = self.items.iter();
        let known = known.filter(|item| matches!(item.what, What::Known(_)));
        let known: BTreeSet<usize> = known.map(|item| item.at).collect();
        let paired = self.pairs.of_theirs.iter().enumerate();
        let mark = |(at, base): (usize, &Option<usize>)| {
            let base = (*base)?;
            (self.base.slots[base].heading.is_some() || known.contains(&at)).then_some((at, base))
        };
        paired.filter_map(mark).collect()
    }
}
