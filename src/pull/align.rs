//! Which paragraph of an edited document is which of the base.
//!
//! First what is the same word for word and stands once on both sides; then what the anchors say; then what
//! is the same but stands several times, by its neighbours; and what is left by the assignment of least cost.
//! Anchors come second because programs let bookmarks drift to a neighbour when words are deleted, and a text
//! that is the same is surely the text.

mod assignment;
mod remainder;
mod tables;

pub(super) use tables::{Grid, GridPair, grids, pair_grids};

use super::base::Base;
use super::similarity::{Bag, Vocabulary};
use crate::document::{FieldPath, SectionRole};
use crate::docx::{self, AnchorName, Link, OBJECT, Paragraph, ParagraphStyle, Reading};
use std::collections::{BTreeMap, HashMap};

/// What part of its words a text must have from another to be a piece of it.
const PIECE: f64 = 0.7;

/// In how many paragraphs of the base a field may stand for its anchor to tell which of them a paragraph is.
const TELLING_PLACES: usize = 16;

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

/// The last that is there of what comes one after the other, up to each and with it.
pub(super) fn last_so_far(
    places: impl Iterator<Item = Option<usize>>,
) -> impl Iterator<Item = Option<usize>> {
    places.scan(None, |last, here| {
        *last = here.or(*last);
        Some(*last)
    })
}

/// A paragraph's text for comparing; in a table it is empty.
struct Text {
    key: String,
    bag: Bag,
}

struct Aligner<'a> {
    base: &'a Base<'a>,
    theirs: &'a Reading,
    base_texts: Vec<Text>,
    their_texts: Vec<Text>,
    pairs: Pairs,
}

/// Pairs the paragraphs outside of tables.
pub(super) fn pair(base: &Base, theirs: &Reading) -> Pairs {
    let mut words = Vocabulary::default();
    let mut texts = |paragraphs: &[Paragraph]| -> Vec<Text> {
        let texts = paragraphs.iter().map(|paragraph| {
            let key = match paragraph.cell {
                None => key(paragraph),
                Some(_) => String::new(),
            };
            let bag = words.bag(&key);
            Text { key, bag }
        });
        texts.collect()
    };
    let base_texts = texts(&base.reading.paragraphs);
    let their_texts = texts(&theirs.paragraphs);
    let mut aligner = Aligner {
        base,
        theirs,
        pairs: Pairs {
            of_base: vec![None; base_texts.len()],
            of_theirs: vec![None; their_texts.len()],
            keep_anchors: false,
            merged: BTreeMap::new(),
            split: BTreeMap::new(),
            copied: BTreeMap::new(),
        },
        base_texts,
        their_texts,
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
        free(&self.base_texts, &self.pairs.of_base)
    }

    fn free_theirs(&self) -> Vec<usize> {
        free(&self.their_texts, &self.pairs.of_theirs)
    }

    fn by_unique_text(&mut self) {
        let theirs = places_of_texts(&self.their_texts);
        let mut found = Vec::new();
        for (key, base) in places_of_texts(&self.base_texts) {
            if let (Some(base), Some(Some(theirs))) = (base, theirs.get(key)) {
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
                    && variants.contains(&self.their_texts[*theirs].key)
            };
            let found = self.free_theirs().into_iter().find(is_heading);
            if let Some(theirs) = found {
                self.join(base, theirs);
            }
        }
    }

    /// Lines of ours that lead to a section, by where they lead.
    fn by_ways(&mut self) {
        let (base, theirs) = (self.base, self.theirs);
        // By their style and where they lead, the first of them last.
        let mut ways: HashMap<(ParagraphStyle, &str), Vec<usize>> = HashMap::new();
        for place in self.free_theirs().into_iter().rev() {
            let paragraph = &theirs.paragraphs[place];
            if let Some(bookmark) = leads_to(paragraph) {
                let alike = ways.entry((paragraph.style, bookmark)).or_default();
                alike.push(place);
            }
        }
        for place in self.free_base() {
            let paragraph = base.paragraph(place);
            let is_way = base.slots[place].fields.is_empty();
            let Some(bookmark) = leads_to(paragraph).filter(|_| is_way) else {
                continue;
            };
            let alike = ways.get_mut(&(paragraph.style, bookmark));
            if let Some(theirs) = alike.and_then(Vec::pop) {
                self.join(place, theirs);
            }
        }
    }

    fn similarity(&self, base: usize, theirs: usize) -> f64 {
        self.base_texts[base]
            .bag
            .similarity(&self.their_texts[theirs].bag)
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
            let Some(path) = self.base.path_of(&anchor.name) else {
                continue;
            };
            let weight = match &anchor.name {
                AnchorName::Bookmark(_) if anchor.begins => 4.0,
                AnchorName::Bookmark(_) => 1.0,
                AnchorName::Tag(_) => 3.0,
                AnchorName::Alias(_) => 0.5,
            };
            let places = self.paragraphs_of(path);
            if places.len() > TELLING_PLACES {
                continue;
            }
            for base in places {
                *votes.entry(base).or_insert(0.0) += weight;
            }
        }
        votes
    }

    /// The paragraphs of the base that have the field at `path`.
    fn paragraphs_of(&self, path: &str) -> Vec<usize> {
        let slots = &self.base.slots;
        let mut places = match docx::label_of(path).and_then(SectionRole::of_name) {
            Some(heading) => (0..slots.len())
                .filter(|place| slots[*place].heading == Some(heading))
                .collect(),
            None => self.base.places_of(&FieldPath::parse(path)).to_vec(),
        };
        places.retain(|place| self.base.paragraph(*place).cell.is_none());
        places
    }

    fn by_anchors(&mut self) {
        let mut candidates = Vec::new();
        for theirs in self.free_theirs() {
            for (base, weight) in self.votes(theirs) {
                if self.pairs.of_base[base].is_none() {
                    let similarity = self.similarity(base, theirs);
                    // Two that were joined are the first of them with more words.
                    let begins = self.their_texts[theirs]
                        .key
                        .starts_with(&self.base_texts[base].key);
                    let begins = if begins { 8.0 } else { 0.0 };
                    candidates.push((weight.min(7.0) + 8.0 * similarity + begins, base, theirs));
                }
            }
        }
        // The surest first; of equal ones the earlier.
        candidates.sort_unstable_by(|one, other| {
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

    /// Texts that stand several times: each is the one whose neighbour above is next to the neighbour here. Those that
    /// stand where they stood come first: another is a copy, wherever it is.
    fn by_repeated_text(&mut self) {
        self.by_text_behind(|expected, bases| bases.iter().position(|base| *base == expected));
        self.by_text_behind(|expected, bases| {
            (0..bases.len()).min_by_key(|place| bases[*place].abs_diff(expected))
        });
    }

    /// Pairs paragraphs with one of those of the base that have the same text, as `which` chooses by the place behind
    /// the neighbour above.
    fn by_text_behind(&mut self, which: impl Fn(usize, &[usize]) -> Option<usize>) {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for base in self.free_base() {
            places
                .entry(self.base_texts[base].key.clone())
                .or_default()
                .push(base);
        }
        let mut above = None;
        for theirs in 0..self.their_texts.len() {
            if let Some(base) = self.pairs.of_theirs[theirs] {
                above = Some(base);
                continue;
            }
            let Some(bases) = places.get_mut(&self.their_texts[theirs].key) else {
                continue;
            };
            let expected = above.map_or(0, |above| above + 1);
            if let Some(place) = which(expected, bases) {
                let base = bases.remove(place);
                self.join(base, theirs);
                above = Some(base);
            }
        }
    }

    /// What is left: the ends of paragraphs that were divided, paragraphs that went into another, copies.
    fn pieces(&mut self) {
        let mut paired_keys: HashMap<&str, usize> = HashMap::new();
        for (base, text) in self.base_texts.iter().enumerate().rev() {
            if self.pairs.of_base[base].is_some() {
                paired_keys.insert(&text.key, base);
            }
        }
        let near = nearest_paired(&self.pairs.of_theirs);
        for theirs in self.free_theirs() {
            let Text { key, bag } = &self.their_texts[theirs];
            // Its words were in the paragraph of a neighbour, and are there no more.
            let torn = near[theirs].into_iter().flatten().find_map(|t| {
                let base = self.pairs.of_theirs[t]?;
                let lost = self.base_texts[base].bag.without(&self.their_texts[t].bag);
                is_piece(bag, &lost).then_some(base)
            });
            if let Some(base) = torn {
                self.pairs.split.insert(theirs, base);
            } else if let Some(base) = paired_keys.get(key.as_str()) {
                self.pairs.copied.insert(theirs, *base);
            }
        }
        let near = nearest_paired(&self.pairs.of_base);
        for base in self.free_base() {
            let bag = &self.base_texts[base].bag;
            let into = near[base].into_iter().flatten().find_map(|b| {
                let theirs = self.pairs.of_base[b]?;
                let gained = self.their_texts[theirs]
                    .bag
                    .without(&self.base_texts[b].bag);
                is_piece(bag, &gained).then_some(theirs)
            });
            if let Some(into) = into {
                self.pairs.merged.insert(base, into);
            }
        }
    }
}

/// The places of the texts that are there and not paired yet.
fn free(texts: &[Text], pairs: &[Option<usize>]) -> Vec<usize> {
    let all = 0..texts.len();
    all.filter(|place| pairs[*place].is_none() && !texts[*place].key.is_empty())
        .collect()
}

/// The place of each text; none of one that stands several times.
fn places_of_texts(texts: &[Text]) -> HashMap<&str, Option<usize>> {
    let mut places = HashMap::new();
    for (place, Text { key, .. }) in texts.iter().enumerate() {
        if !key.is_empty() {
            let first = !places.contains_key(key.as_str());
            places.insert(key.as_str(), first.then_some(place));
        }
    }
    places
}

/// The bookmark that a paragraph leads to first.
fn leads_to(paragraph: &Paragraph) -> Option<&str> {
    let mut runs = paragraph.runs.iter();
    runs.find_map(|run| match &run.setting.link {
        Some(Link::Bookmark(name)) => Some(&**name),
        _ => None,
    })
}

/// Whether most words of `bag` are among those of `others`.
pub(super) fn is_piece(bag: &Bag, others: &Bag) -> bool {
    let shared = bag.shared(others);
    shared > 0 && shared as f64 >= PIECE * bag.len() as f64
}

/// For each paragraph that is not paired the nearest above and below that are.
fn nearest_paired(pairs: &[Option<usize>]) -> Vec<[Option<usize>; 2]> {
    let paired = pairs.iter().enumerate();
    let paired = paired.map(|(place, pair)| pair.map(|_| place));
    let below: Vec<_> = last_so_far(paired.clone().rev()).collect();
    let near = last_so_far(paired).zip(below.into_iter().rev());
    near.map(|(above, below)| [above, below]).collect()
}
