//! The last step of pairing: what is left is paired by how similar it is, and how near it stands to where it
//! was.

use super::{Aligner, assignment, last_so_far};
use crate::docx::{Paragraph, ParagraphStyle};
use std::collections::HashMap;

/// How similar a paragraph must be to one in another section, and to one between the same neighbours, to be
/// taken for it.
const SIMILAR_ELSEWHERE: f64 = 0.5;
const SIMILAR_HERE: f64 = 0.3;
/// How similar a paragraph without a mark must be to an item of a list.
const SIMILAR_OTHERWISE: f64 = 0.8;
/// How similar it must be where it alone is left between the same neighbours, in the same style.
const SIMILAR_ALONE: f64 = 0.12;
/// The most paragraphs that are compared each with each.
const MOST_COMPARED: usize = 320;
/// What is not similar enough costs as much as to leave both alone.
const APART: i64 = 1_000_000;

impl Aligner<'_> {
    /// Pairs what is left by the assignment of least cost.
    pub(super) fn by_similarity(&mut self) {
        self.pairs.keep_anchors = self.keeps_anchors();
        let (base_sections, their_sections) = self.sections();
        let (base_gaps, their_gaps) = self.gaps();
        let (all_bases, all_theirs) = (self.free_base(), self.free_theirs());
        let longer = all_bases.len().max(all_theirs.len());
        let parts = longer.div_ceil(MOST_COMPARED).max(1);
        for part in 0..parts {
            let bases = share(&all_bases, part, parts);
            let theirs = share(&all_theirs, part, parts);
            let counts = counted(
                bases.iter().map(|base| base_gaps[*base]),
                theirs.iter().map(|theirs| their_gaps[*theirs]),
            );
            let cost = |base: usize, theirs: usize| {
                let (gap, their_gap) = (base_gaps[base], their_gaps[theirs]);
                let nearness = Nearness {
                    same_section: base_sections[base] == their_sections[theirs],
                    same_above: gap.above == their_gap.above,
                    are_alone: gap == their_gap && counts.get(&gap) == Some(&(1, 1)),
                };
                self.cost(base, theirs, nearness)
            };
            let all = assignment::assign(bases.len(), theirs.len(), |base, place| {
                cost(bases[base], theirs[place])
            });
            let all = all.into_iter();
            let pairs: Vec<(usize, usize)> = all
                .map(|(base, place)| (bases[base], theirs[place]))
                .filter(|(base, theirs)| cost(*base, *theirs) < APART)
                .collect();
            for (base, theirs) in pairs {
                self.join(base, theirs);
            }
        }
    }

    /// What it costs to take two paragraphs for one.
    fn cost(&self, base: usize, theirs: usize, nearness: Nearness) -> i64 {
        let similarity = self.similarity(base, theirs);
        let (one, other) = (self.base.paragraph(base), &self.theirs.paragraphs[theirs]);
        let same_style = one.style == other.style;
        let is_of_a_kind = same_style || one.mark.is_some() == other.mark.is_some();
        let least = if self.pairs.keep_anchors {
            SIMILAR_ELSEWHERE
        } else if nearness.are_alone && same_style {
            // A heading that was renamed need not have a word left.
            if one.style.is_heading() {
                0.0
            } else {
                SIMILAR_ALONE
            }
        } else if nearness.same_above {
            SIMILAR_HERE
        } else if nearness.same_section {
            (SIMILAR_HERE + SIMILAR_ELSEWHERE) / 2.0
        } else {
            SIMILAR_ELSEWHERE
        };
        if similarity < least || !is_of_a_kind && similarity < SIMILAR_OTHERWISE {
            return APART;
        }
        let distance = 1.0 - similarity
            + if nearness.same_section { 0.0 } else { 0.1 }
            + if nearness.same_above { 0.0 } else { 0.05 }
            + if same_style { 0.0 } else { 0.05 };
        (distance * 100_000.0) as i64
    }

    /// Whether most paragraphs have kept our anchors, so that one without any is probably new.
    fn keeps_anchors(&self) -> bool {
        let is_known = |paragraph: &&Paragraph| {
            let mut anchors = paragraph.anchors.iter();
            anchors.any(|anchor| self.base.path_of(&anchor.name).is_some())
        };
        let theirs = self.theirs.paragraphs.iter().zip(&self.pairs.of_theirs);
        let paired = theirs.filter_map(|(paragraph, base)| base.map(|_| paragraph));
        let kept = paired.clone().filter(is_known).count();
        kept * 2 > paired.count()
    }

    /// The last heading above each paragraph of the base, and of theirs: its place in the base.
    fn sections(&self) -> (Vec<usize>, Vec<usize>) {
        let is_heading = |base: &usize| {
            self.base.paragraph(*base).style == ParagraphStyle::Heading(1)
                || self.base.slots[*base].heading.is_some()
        };
        let of_base = (0..self.base_texts.len()).map(|base| Some(base).filter(is_heading));
        let of_theirs = self.pairs.of_theirs.iter();
        let of_theirs = of_theirs.map(|base| base.filter(is_heading));
        (
            last_so_far(of_base)
                .map(Option::unwrap_or_default)
                .collect(),
            last_so_far(of_theirs)
                .map(Option::unwrap_or_default)
                .collect(),
        )
    }

    /// The gap in which each paragraph of the base stands, and of theirs.
    fn gaps(&self) -> (Vec<Gap>, Vec<Gap>) {
        let gap = |(paragraph, above): (&Paragraph, Option<usize>)| Gap {
            above,
            is_heading: paragraph.style.is_heading(),
        };
        let of_base = self.pairs.of_base.iter().enumerate();
        let of_base = of_base.map(|(base, theirs)| theirs.map(|_| base));
        let of_theirs = self.pairs.of_theirs.iter().copied();
        let base = self.base.reading.paragraphs.iter();
        let theirs = self.theirs.paragraphs.iter();
        (
            base.zip(last_so_far(of_base)).map(gap).collect(),
            theirs.zip(last_so_far(of_theirs)).map(gap).collect(),
        )
    }
}

/// A stretch between paragraphs that are paired: what is left in it on both sides may be the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Gap {
    /// The nearest paragraph above that is paired, as a place in the base.
    above: Option<usize>,
    /// Headings are compared with headings.
    is_heading: bool,
}

/// How near to each other two paragraphs stand that are left.
#[derive(Clone, Copy)]
struct Nearness {
    /// Below the same heading.
    same_section: bool,
    /// Below the same paragraph that is paired.
    same_above: bool,
    /// In the same gap, with no other of their side.
    are_alone: bool,
}

/// One of so many shares of `all`, in order and about as long as the others.
fn share(all: &[usize], part: usize, parts: usize) -> &[usize] {
    &all[all.len() * part / parts..all.len() * (part + 1) / parts]
}

/// How many paragraphs are left in each gap, of the base and of theirs.
fn counted(
    of_base: impl Iterator<Item = Gap>,
    of_theirs: impl Iterator<Item = Gap>,
) -> HashMap<Gap, (usize, usize)> {
    let mut counts: HashMap<Gap, (usize, usize)> = HashMap::new();
    of_base.for_each(|gap| counts.entry(gap).or_default().0 += 1);
    of_theirs.for_each(|gap| counts.entry(gap).or_default().1 += 1);
    counts
}
