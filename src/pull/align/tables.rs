//! Tables: which of theirs is which of the base, and which row is which.

use super::super::base::Base;
use super::{assignment, key};
use crate::docx::{AnchorName, Reading};
use crate::ordered::Ordered;
use crate::pull::similarity::Vocabulary;
use crate::words::kept;
use std::collections::{BTreeMap, BTreeSet};

/// A table as rows of cells.
pub(in super::super) struct Grid {
    /// The place of its first paragraph.
    pub first: usize,
    /// The paragraphs of each cell of each row, by columns.
    pub rows: Vec<BTreeMap<usize, Vec<usize>>>,
}

/// A table of the base and what it is now.
pub(in super::super) struct GridPair {
    /// Its place among the tables of the base.
    pub base: usize,
    /// Its place among theirs; none where it is gone.
    pub theirs: Option<usize>,
    /// For each of their rows the row of the base that it was.
    pub rows: Vec<Option<usize>>,
}

/// The most rows that are compared each with each.
const MOST_ROWS: usize = 300;

/// The tables of a document.
pub(in super::super) fn grids(reading: &Reading) -> Vec<Grid> {
    let mut grids: BTreeMap<usize, Grid> = BTreeMap::new();
    for (place, paragraph) in reading.paragraphs.iter().enumerate() {
        let Some(cell) = paragraph.cell else {
            continue;
        };
        let grid = grids.entry(cell.table).or_insert(Grid {
            first: place,
            rows: Vec::new(),
        });
        if grid.rows.len() <= cell.row {
            grid.rows.resize_with(cell.row + 1, BTreeMap::new);
        }
        grid.rows[cell.row]
            .entry(cell.column)
            .or_default()
            .push(place);
    }
    grids.into_values().collect()
}

/// What a row says, and the paths that its anchors stand for.
struct RowHere<'b> {
    words: Vec<String>,
    paths: BTreeSet<&'b str>,
}

fn rows_of<'b>(grid: &Grid, reading: &Reading, base: &'b Base) -> Vec<RowHere<'b>> {
    let row = |row: &BTreeMap<usize, Vec<usize>>| {
        let mut here = RowHere {
            words: Vec::new(),
            paths: BTreeSet::new(),
        };
        for paragraph in row.values().flatten().map(|at| &reading.paragraphs[*at]) {
            here.words.push(key(paragraph));
            let anchors = paragraph.anchors.iter().filter(|anchor| {
                !matches!(anchor.name, AnchorName::Alias(_))
                    && (!anchor.range.is_empty() || paragraph.text.is_empty())
            });
            let paths = anchors.filter_map(|anchor| base.path_of(&anchor.name));
            here.paths.extend(paths);
        }
        here
    };
    grid.rows.iter().map(row).collect()
}

/// All that rows say and that their anchors stand for.
fn all_of<'r>(rows: &'r [RowHere<'_>]) -> BTreeSet<&'r str> {
    let all = rows.iter().flat_map(|row| {
        let words = row.words.iter().map(String::as_str);
        words.chain(row.paths.iter().copied())
    });
    all.filter(|words| !words.is_empty()).into_set()
}

impl RowHere<'_> {
    /// Whether the other row may be this one: by its anchors, or by what most of its cells say.
    fn may_be(&self, other: &RowHere<'_>) -> bool {
        if self.paths.intersection(&other.paths).next().is_some() {
            return true;
        }
        let likeness = self.likeness(other);
        let mut words = Vocabulary::default();
        let mut first = |row: &RowHere<'_>| words.bag(row.words.first().map_or("", String::as_str));
        let (one, two) = (first(self), first(other));
        likeness >= 340
            && (likeness >= 500
                || self.words.first() == other.words.first()
                || one.similarity(&two) >= 0.3)
    }

    /// From 0, nothing in common, to 1000. What is empty in both rows says nothing.
    fn likeness(&self, other: &RowHere<'_>) -> i64 {
        let (mut same, mut all) = (0, 0);
        for at in 0..self.words.len().max(other.words.len()) {
            let [one, two] = [self, other].map(|row| row.words.get(at).map_or("", String::as_str));
            all += usize::from(!one.is_empty() || !two.is_empty());
            same += usize::from(!one.is_empty() && one == two);
        }
        let words = 700 * same / all.max(1);
        let shared = self.paths.intersection(&other.paths).count();
        let paths = 300 * shared / self.paths.len().max(other.paths.len()).max(1);
        // The first cell says what the row is about.
        let first = self.words.first() == other.words.first() && same > 0;
        (words + paths + if first { 50 } else { 0 }) as i64
    }
}

/// Pairs the tables of the base with theirs, and their rows.
pub(in super::super) fn pair_grids(
    base: &Base,
    base_grids: &[Grid],
    theirs: &Reading,
    their_grids: &[Grid],
) -> Vec<GridPair> {
    let rows = |grids: &[Grid], reading: &Reading| -> Vec<Vec<RowHere<'_>>> {
        let rows = grids.iter().map(|grid| rows_of(grid, reading, base));
        rows.collect()
    };
    let (ours, others) = (rows(base_grids, &base.reading), rows(their_grids, theirs));
    let our_words: Vec<BTreeSet<&str>> = ours.iter().map(|rows| all_of(rows)).collect();
    let mut candidates = Vec::new();
    for (t, rows) in others.iter().enumerate() {
        let other = all_of(rows);
        for (b, one) in our_words.iter().enumerate() {
            let shared = one.intersection(&other).count();
            let score = 1000 * shared / one.len().max(1);
            if score >= 250 {
                candidates.push((score, b, t));
            }
        }
    }
    candidates
        .sort_unstable_by_key(|(score, b, t)| (std::cmp::Reverse(*score), b.abs_diff(*t), *b, *t));
    let mut of_base = vec![None; base_grids.len()];
    let mut taken = BTreeSet::new();
    for (_, b, t) in candidates {
        if of_base[b].is_none() && taken.insert(t) {
            of_base[b] = Some(t);
        }
    }
    of_base
        .into_iter()
        .enumerate()
        .map(|(b, t)| GridPair {
            base: b,
            theirs: t,
            rows: t.map_or_else(Vec::new, |t| pair_rows(&ours[b], &others[t])),
        })
        .collect()
}

/// Pairs rows that say the same, in order; between those, where as many are others as were, each with the one in its
/// place.
fn rows_in_order(ours: &[RowHere<'_>], theirs: &[RowHere<'_>]) -> Vec<Option<usize>> {
    let words = |rows: &[RowHere<'_>]| -> Vec<Vec<String>> {
        rows.iter().map(|row| row.words.clone()).collect()
    };
    let mut paired = kept(&words(ours), &words(theirs));
    let mut next = 0;
    let mut from = 0;
    for t in 0..=theirs.len() {
        let same = paired.get(t).copied().unwrap_or(Some(ours.len()));
        let Some(b) = same else {
            continue;
        };
        if b - next == t - from {
            for (place, row) in (from..t).enumerate() {
                paired[row] = Some(next + place);
            }
        }
        (next, from) = (b + 1, t + 1);
    }
    paired
}

fn pair_rows(ours: &[RowHere<'_>], theirs: &[RowHere<'_>]) -> Vec<Option<usize>> {
    if ours.len().max(theirs.len()) > MOST_ROWS {
        return rows_in_order(ours, theirs);
    }
    // Rows that stand in the same place are preferred where all else is equal.
    let cost = |b: usize, t: usize| {
        let likeness = ours[b].likeness(&theirs[t]);
        (1000 - likeness) * 1000 + b.abs_diff(t).min(900) as i64
    };
    let mut paired = vec![None; theirs.len()];
    for (b, t) in assignment::assign(ours.len(), theirs.len(), cost) {
        if ours[b].may_be(&theirs[t]) {
            paired[t] = Some(b);
        }
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_few_words_is_known_by_them() {
        let rows = |rows: &[[&str; 4]]| -> Vec<RowHere> {
            let row = |words: &[&str; 4]| RowHere {
                words: words.map(str::to_owned).to_vec(),
                paths: BTreeSet::new(),
            };
            rows.iter().map(row).collect()
        };
        let (invite, print) = (
            ["Invite all", "RCW", "July", "open"],
            ["Print it", "", "", ""],
        );
        let paired = pair_rows(&rows(&[invite, print]), &rows(&[print, invite]));
        assert_eq!(paired, [Some(1), Some(0)]);
        // What neither has is nothing in common.
        let other = ["Translate the summary", "", "", ""];
        let paired = pair_rows(&rows(&[invite, print]), &rows(&[invite, other]));
        assert_eq!(paired, [Some(0), None]);
    }

    #[test]
    fn rows_of_a_long_table_are_those_that_say_the_same() {
        let row = |words: &str| RowHere {
            words: vec![words.to_owned()],
            paths: BTreeSet::new(),
        };
        let ours: Vec<RowHere> = (0..400)
            .map(|number| row(&format!("row {number}")))
            .collect();
        let mut theirs: Vec<RowHere> = ours.iter().map(|one| row(&one.words[0])).collect();
        theirs.insert(1, row("new"));
        theirs[200] = row("changed");
        let paired = pair_rows(&ours, &theirs);
        assert_eq!(paired[..4], [Some(0), None, Some(1), Some(2)]);
        assert_eq!(paired[199..202], [Some(198), Some(199), Some(200)]);
        theirs.remove(300);
        let paired = pair_rows(&ours, &theirs);
        assert_eq!(paired[299..301], [Some(298), Some(300)]);
        assert_eq!(paired.last(), Some(&Some(399)));
    }
}
