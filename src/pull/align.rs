//! Which paragraph of an edited document is which of the base.
//!
//! First what is the same word for word and stands once on both sides; then what the anchors say; then what
//! is the same but stands several times, by its neighbours; and what is left by the assignment of least cost.
//! Anchors come second because programs let bookmarks drift to a neighbour when words are deleted, and a text
//! that is the same is surely the text.

mod assignment;
mod similarity;
mod tables;

pub(super) use tables::{Grid, GridPair, grids, pair_grids};

use super::base::Base;
use super::path::FieldPath;
use crate::document::SectionRole;
use crate::docx::{Link, OBJECT, Paragraph, Reading};
use similarity::{Bag, Words};
use std::collections::{BTreeMap, HashMap};

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
/// What part of its words a text must have from another to be a piece of it.
const PIECE: f64 = 0.7;

/// Which paragraph is which.
pub(super) struct Pairs {
    /// For each paragraph of the base its place in the edited document.
    pub of_base: Vec<Option<usize>>,
    /// For each paragraph of the edited document its place in the base.
    pub of_theirs: Vec<Option<usize>>,
    /// Whether the file has kept our anchors.
    pub keep_anchors: bool,
    /// Paragraphs of the base whose words went into another paragraph: into which of theirs.
    pub merged: BTreeMap<usize, usize>,
    /// Paragraphs of theirs that are the end of a paragraph of the base that was divided.
    pub split: BTreeMap<usize, usize>,
    /// Paragraphs of theirs that are copies of one of the base.
    pub copied: BTreeMap<usize, usize>,
}

/// A paragraph's text for comparing: spaces of all kinds are one, a picture is its description.
pub(super) fn key(paragraph: &Paragraph) -> String {
    let mut key = String::with_capacity(paragraph.text.len());
    let mut pictures = paragraph.pictures.iter();
    for character in paragraph.text.chars() {
        if character == OBJECT {
            key.push('[');
            key.push_str(pictures.next().map_or("", |picture| &picture.alt));
            key.push(']');
        } else if character.is_whitespace() {
            if !key.ends_with(' ') && !key.is_empty() {
                key.push(' ');
            }
        } else {
            key.push(character);
        }
    }
    key.truncate(key.trim_end().len());
    key
}

struct Aligner<'a> {
    base: &'a Base,
    theirs: &'a Reading,
    base_keys: Vec<String>,
    their_keys: Vec<String>,
    base_bags: Vec<Bag>,
    their_bags: Vec<Bag>,
    pairs: Pairs,
}

/// Pairs the paragraphs outside of tables.
pub(super) fn pair(base: &Base, theirs: &Reading) -> Pairs {
    let ours = &base.reading.paragraphs;
    let keys = |paragraphs: &[Paragraph]| -> Vec<String> {
        let keys = paragraphs.iter().map(|paragraph| match paragraph.cell {
            None => key(paragraph),
            Some(_) => String::new(),
        });
        keys.collect()
    };
    let (base_keys, their_keys) = (keys(ours), keys(&theirs.paragraphs));
    let mut words = Words::default();
    let base_bags = base_keys.iter().map(|key| words.bag(key)).collect();
    let their_bags = their_keys.iter().map(|key| words.bag(key)).collect();
    let mut aligner = Aligner {
        base,
        theirs,
        pairs: Pairs {
            of_base: vec![None; base_keys.len()],
            of_theirs: vec![None; their_keys.len()],
            keep_anchors: false,
            merged: BTreeMap::new(),
            split: BTreeMap::new(),
            copied: BTreeMap::new(),
        },
        base_keys,
        their_keys,
        base_bags,
        their_bags,
    };
    aligner.by_unique_text();
    aligner.by_headings();
    aligner.by_anchors();
    aligner.by_repeated_text();
    aligner.by_ways();
    aligner.by_similarity();
    aligner.pieces();
    aligner.pairs
}

impl Aligner<'_> {
    fn join(&mut self, base: usize, theirs: usize) {
        self.pairs.of_base[base] = Some(theirs);
        self.pairs.of_theirs[theirs] = Some(base);
    }

    fn free_base(&self) -> Vec<usize> {
        let all = 0..self.base_keys.len();
        all.filter(|b| self.pairs.of_base[*b].is_none() && !self.base_keys[*b].is_empty())
            .collect()
    }

    fn free_theirs(&self) -> Vec<usize> {
        let all = 0..self.their_keys.len();
        all.filter(|t| self.pairs.of_theirs[*t].is_none() && !self.their_keys[*t].is_empty())
            .collect()
    }

    fn by_unique_text(&mut self) {
        let places = |keys: &[String]| {
            let mut places: HashMap<String, Option<usize>> = HashMap::new();
            for (place, key) in keys.iter().enumerate().filter(|(_, key)| !key.is_empty()) {
                let first = !places.contains_key(key);
                places.insert(key.clone(), first.then_some(place));
            }
            places
        };
        let theirs = places(&self.their_keys);
        let mut found = Vec::new();
        for (key, base) in places(&self.base_keys) {
            if let (Some(base), Some(Some(theirs))) = (base, theirs.get(&key)) {
                found.push((base, *theirs));
            }
        }
        for (base, theirs) in found {
            self.join(base, theirs);
        }
    }

    /// Headings of ours that are there for another number of items.
    fn by_headings(&mut self) {
        for base in self.free_base() {
            let Some(heading) = self.base.slots[base].heading else {
                continue;
            };
            let variants = self.base.heading_variants(heading);
            let is_heading = |theirs: &usize| {
                self.theirs.paragraphs[*theirs].style == self.base.paragraph(base).style
                    && variants.contains(&self.their_keys[*theirs])
            };
            let found = self.free_theirs().into_iter().find(is_heading);
            if let Some(theirs) = found {
                self.join(base, theirs);
            }
        }
    }

    /// Lines of ours that lead to a section, by where they lead.
    fn by_ways(&mut self) {
        let leads_to = |paragraph: &Paragraph| {
            let mut runs = paragraph.runs.iter();
            runs.find_map(|run| match &run.setting.link {
                Some(Link::Bookmark(name)) => Some(name.clone()),
                _ => None,
            })
        };
        for base in self.free_base() {
            let ours = self.base.paragraph(base);
            let is_way = self.base.slots[base].fields.is_empty();
            let Some(name) = leads_to(ours).filter(|_| is_way) else {
                continue;
            };
            let is_same = |theirs: &usize| {
                let theirs = &self.theirs.paragraphs[*theirs];
                theirs.style == ours.style && leads_to(theirs).as_ref() == Some(&name)
            };
            let found = self.free_theirs().into_iter().find(is_same);
            if let Some(theirs) = found {
                self.join(base, theirs);
            }
        }
    }

    fn similarity(&self, base: usize, theirs: usize) -> f64 {
        self.base_bags[base].similarity(&self.their_bags[theirs])
    }

    /// What anchors say: how much speaks for each paragraph of the base.
    fn votes(&self, theirs: usize) -> BTreeMap<usize, f64> {
        let paragraph = &self.theirs.paragraphs[theirs];
        let mut votes = BTreeMap::new();
        for anchor in &paragraph.anchors {
            // An empty bookmark has drifted here when its words were deleted.
            if anchor.range.is_empty() && !paragraph.text.is_empty() {
                continue;
            }
            let Some(path) = self.base.paths_of(&anchor.name) else {
                continue;
            };
            let weight = match &anchor.name {
                crate::docx::AnchorName::Bookmark(_) if anchor.begins => 4.0,
                crate::docx::AnchorName::Bookmark(_) => 1.0,
                crate::docx::AnchorName::Tag(_) => 3.0,
                crate::docx::AnchorName::Alias(_) => 0.5,
            };
            for base in self.paragraphs_of(path) {
                *votes.entry(base).or_insert(0.0) += weight;
            }
        }
        votes
    }

    /// The paragraphs of the base that have the field at `path`.
    fn paragraphs_of(&self, path: &str) -> Vec<usize> {
        let heading = path.strip_prefix("label:").and_then(SectionRole::of_name);
        let field = FieldPath::parse(path);
        let slots = self.base.slots.iter().enumerate();
        slots
            .filter(|(place, slot)| {
                self.base.paragraph(*place).cell.is_none()
                    && match heading {
                        Some(heading) => slot.heading == Some(heading),
                        None => slot.fields.iter().any(|here| here.path == field),
                    }
            })
            .map(|(place, _)| place)
            .collect()
    }

    fn by_anchors(&mut self) {
        let mut candidates = Vec::new();
        for theirs in self.free_theirs() {
            for (base, weight) in self.votes(theirs) {
                if self.pairs.of_base[base].is_none() {
                    let similarity = self.similarity(base, theirs);
                    // Two that were joined are the first of them with more words.
                    let begins = self.their_keys[theirs].starts_with(&self.base_keys[base]);
                    let begins = if begins { 8.0 } else { 0.0 };
                    candidates.push((weight.min(7.0) + 8.0 * similarity + begins, base, theirs));
                }
            }
        }
        // The surest first; of equal ones the earlier.
        candidates.sort_by(|one, other| {
            other
                .0
                .total_cmp(&one.0)
                .then((one.1, one.2).cmp(&(other.1, other.2)))
        });
        for (_, base, theirs) in candidates {
            if self.pairs.of_base[base].is_none() && self.pairs.of_theirs[theirs].is_none() {
                self.join(base, theirs);
            }
        }
    }

    /// Texts that stand several times: each is the one whose neighbour above is next to the neighbour here.
    fn by_repeated_text(&mut self) {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for base in self.free_base() {
            places
                .entry(self.base_keys[base].clone())
                .or_default()
                .push(base);
        }
        let mut above = None;
        for theirs in 0..self.their_keys.len() {
            if let Some(base) = self.pairs.of_theirs[theirs] {
                above = Some(base);
                continue;
            }
            let Some(bases) = places.get_mut(&self.their_keys[theirs]) else {
                continue;
            };
            let expected = above.map_or(0, |above| above + 1);
            let nearest = (0..bases.len()).min_by_key(|place| bases[*place].abs_diff(expected));
            if let Some(place) = nearest {
                let base = bases.remove(place);
                self.join(base, theirs);
                above = Some(base);
            }
        }
    }

    /// The last heading above each paragraph of the base, and of theirs: its place in the base.
    fn sections(&self) -> (Vec<usize>, Vec<usize>) {
        let is_heading = |base: usize| {
            self.base.paragraph(base).style.starts_with("Heading1")
                || self.base.slots[base].heading.is_some()
        };
        let mut last = 0;
        let of_base = (0..self.base_keys.len())
            .map(|base| {
                if is_heading(base) {
                    last = base;
                }
                last
            })
            .collect();
        let mut last = 0;
        let of_theirs = (0..self.their_keys.len())
            .map(|theirs| {
                if let Some(base) = self.pairs.of_theirs[theirs].filter(|base| is_heading(*base)) {
                    last = base;
                }
                last
            })
            .collect();
        (of_base, of_theirs)
    }

    /// The neighbours above that are paired: for the base, and for theirs, both as places in the base.
    fn neighbours(&self) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
        let mut last = None;
        let of_base = (0..self.base_keys.len())
            .map(|base| {
                if self.pairs.of_base[base].is_some() {
                    last = Some(base);
                }
                last
            })
            .collect();
        let mut last = None;
        let of_theirs = (0..self.their_keys.len())
            .map(|theirs| {
                last = self.pairs.of_theirs[theirs].or(last);
                last
            })
            .collect();
        (of_base, of_theirs)
    }

    /// Whether most paragraphs have kept our anchors, so that one without any is probably new.
    fn keeps_anchors(&self) -> bool {
        let known = |theirs: &usize| {
            let anchors = &self.theirs.paragraphs[*theirs].anchors;
            anchors
                .iter()
                .any(|anchor| self.base.paths_of(&anchor.name).is_some())
        };
        let paired = (0..self.their_keys.len()).filter(|t| self.pairs.of_theirs[*t].is_some());
        let (kept, all) = paired.fold((0, 0), |(kept, all), t| {
            (kept + usize::from(known(&t)), all + 1)
        });
        kept * 2 > all
    }

    fn by_similarity(&mut self) {
        let keeps_anchors = self.keeps_anchors();
        self.pairs.keep_anchors = keeps_anchors;
        let (base_sections, their_sections) = self.sections();
        let (base_above, their_above) = self.neighbours();
        let (all_bases, all_theirs) = (self.free_base(), self.free_theirs());
        let parts = all_bases
            .len()
            .max(all_theirs.len())
            .div_ceil(MOST_COMPARED)
            .max(1);
        for part in 0..parts {
            let share = |all: &[usize]| {
                let (from, to) = (all.len() * part / parts, all.len() * (part + 1) / parts);
                all[from..to].to_vec()
            };
            let (bases, theirs) = (share(&all_bases), share(&all_theirs));
            let is_here = |b: usize, t: usize| base_above[b] == their_above[t];
            // A heading is alone if no other heading is left there.
            let base_heading = |b: usize| self.base.paragraph(b).style.starts_with("Heading");
            let their_heading = |t: usize| self.theirs.paragraphs[t].style.starts_with("Heading");
            let mut base_counts: HashMap<_, usize> = HashMap::new();
            for b in &bases {
                *base_counts
                    .entry((base_above[*b], base_heading(*b)))
                    .or_default() += 1;
            }
            let mut their_counts: HashMap<_, usize> = HashMap::new();
            for t in &theirs {
                *their_counts
                    .entry((their_above[*t], their_heading(*t)))
                    .or_default() += 1;
            }
            let alone = |b: usize, t: usize| {
                is_here(b, t)
                    && self.base.paragraph(b).style == self.theirs.paragraphs[t].style
                    && base_counts.get(&(base_above[b], base_heading(b))) == Some(&1)
                    && their_counts.get(&(their_above[t], their_heading(t))) == Some(&1)
            };
            // What is not similar enough costs as much as to leave both alone.
            const APART: i64 = 1_000_000;
            let cost = |b: usize, t: usize| {
                let similarity = self.similarity(b, t);
                let same_section = base_sections[b] == their_sections[t];
                let least = if base_heading(b) && alone(b, t) && !keeps_anchors {
                    // A heading that was renamed need not have a word left.
                    0.0
                } else if keeps_anchors {
                    SIMILAR_ELSEWHERE
                } else if alone(b, t) {
                    SIMILAR_ALONE
                } else if is_here(b, t) {
                    SIMILAR_HERE
                } else if same_section {
                    (SIMILAR_HERE + SIMILAR_ELSEWHERE) / 2.0
                } else {
                    SIMILAR_ELSEWHERE
                };
                let (one, other) = (self.base.paragraph(b), &self.theirs.paragraphs[t]);
                let same_style = one.style == other.style;
                let of_a_kind = same_style || one.mark.is_some() == other.mark.is_some();
                if similarity < least || !of_a_kind && similarity < SIMILAR_OTHERWISE {
                    return APART;
                }
                let distance = 1.0 - similarity
                    + if same_section { 0.0 } else { 0.1 }
                    + if is_here(b, t) { 0.0 } else { 0.05 }
                    + if same_style { 0.0 } else { 0.05 };
                (distance * 100_000.0) as i64
            };
            let mut found = Vec::new();
            if bases.len() <= theirs.len() {
                let costs: Vec<Vec<i64>> = bases
                    .iter()
                    .map(|b| theirs.iter().map(|t| cost(*b, *t)).collect())
                    .collect();
                let assigned = assignment::assign(bases.len(), theirs.len(), |r, c| costs[r][c]);
                for (row, column) in assigned.into_iter().enumerate() {
                    if costs[row][column] < APART {
                        found.push((bases[row], theirs[column]));
                    }
                }
            } else {
                let costs: Vec<Vec<i64>> = theirs
                    .iter()
                    .map(|t| bases.iter().map(|b| cost(*b, *t)).collect())
                    .collect();
                let assigned = assignment::assign(theirs.len(), bases.len(), |r, c| costs[r][c]);
                for (row, column) in assigned.into_iter().enumerate() {
                    if costs[row][column] < APART {
                        found.push((bases[column], theirs[row]));
                    }
                }
            }
            for (base, theirs) in found {
                self.join(base, theirs);
            }
        }
    }

    /// What is left: the ends of paragraphs that were divided, paragraphs that went into another, copies.
    fn pieces(&mut self) {
        let mut paired_keys: HashMap<&str, usize> = HashMap::new();
        for (base, key) in self.base_keys.iter().enumerate().rev() {
            if self.pairs.of_base[base].is_some() {
                paired_keys.insert(key, base);
            }
        }
        let near = nearest_paired(&self.pairs.of_theirs);
        for theirs in self.free_theirs() {
            let bag = &self.their_bags[theirs];
            // Its words were in the paragraph of a neighbour, and are there no more.
            let torn = near[theirs].into_iter().flatten().find_map(|t| {
                let base = self.pairs.of_theirs[t]?;
                let lost = self.base_bags[base].without(&self.their_bags[t]);
                is_piece(bag, &lost).then_some(base)
            });
            if let Some(base) = torn {
                self.pairs.split.insert(theirs, base);
            } else if let Some(base) = paired_keys.get(self.their_keys[theirs].as_str()) {
                self.pairs.copied.insert(theirs, *base);
            }
        }
        let near = nearest_paired(&self.pairs.of_base);
        for base in self.free_base() {
            let bag = &self.base_bags[base];
            let into = near[base].into_iter().flatten().find_map(|b| {
                let theirs = self.pairs.of_base[b]?;
                let gained = self.their_bags[theirs].without(&self.base_bags[b]);
                is_piece(bag, &gained).then_some(theirs)
            });
            if let Some(into) = into {
                self.pairs.merged.insert(base, into);
            }
        }
    }
}

/// Whether most words of `bag` are among those of `others`.
fn is_piece(bag: &Bag, others: &Bag) -> bool {
    let shared = bag.shared(others);
    shared > 0 && shared as f64 >= PIECE * bag.len() as f64
}

/// For each paragraph the nearest above and below that are paired.
fn nearest_paired(pairs: &[Option<usize>]) -> Vec<[Option<usize>; 2]> {
    let mut near = vec![[None; 2]; pairs.len()];
    let mut last = None;
    for (place, pair) in pairs.iter().enumerate() {
        near[place][0] = last;
        if pair.is_some() {
            last = Some(place);
        }
    }
    last = None;
    for (place, pair) in pairs.iter().enumerate().rev() {
        near[place][1] = last;
        if pair.is_some() {
            last = Some(place);
        }
    }
    near
}
