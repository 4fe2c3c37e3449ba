//! Tables of the edited document: those of the brief, the numbers of charts, the table of actions.

mod actions;
mod chart;
mod data;
mod figures;

use super::{Finder, ItemHere, What};
use crate::document::FieldPath;
use crate::docx::ForeignKind;
use crate::pull::align::{self, Grid, GridPair};
use crate::pull::item_tables::item_table;
use crate::pull::values::line;
use actions::actions;
use chart::chart;
use data::data;
use figures::figures;
use std::collections::{BTreeMap, BTreeSet};

/// Tells what was changed in tables.
pub(super) fn find(finder: &mut Finder) {
    let ours = align::grids(&finder.base.reading);
    let theirs = align::grids(finder.theirs);
    let pairs = align::pair_grids(finder.base, &ours, finder.theirs, &theirs);
    let mut known = vec![false; theirs.len()];
    for pair in &pairs {
        if let Some(place) = pair.theirs {
            known[place] = true;
        }
        table(finder, &ours[pair.base], pair, &theirs);
    }
    for (grid, known) in theirs.iter().zip(known) {
        if !known {
            let words: Vec<String> = grid
                .rows
                .iter()
                .flat_map(|row| texts(finder, row))
                .collect();
            finder.unplaced(
                grid.first,
                "a table that was pasted in",
                &words.join(" "),
                &finder
                    .base
                    .in_brief("give it a [[table]] with `id`, `caption`, `columns` and `rows`"),
            );
        }
    }
    figures(finder);
}

type Row = BTreeMap<usize, Vec<usize>>;

/// The words of each cell of a row, as `words_of` gives those of the paragraphs at a place.
fn row_of(row: &Row, words_of: impl Fn(usize) -> String) -> Vec<String> {
    let width = row.keys().next_back().map_or(0, |last| last + 1);
    let paragraphs = |column| row.get(&column).into_iter().flatten();
    let cell = |column| {
        let words = paragraphs(column).map(|at| words_of(*at));
        let words = words.filter(|words| !words.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    (0..width).map(cell).collect()
}

fn texts(finder: &Finder, row: &Row) -> Vec<String> {
    row_of(row, |at| line(&finder.theirs.paragraphs[at].text))
}

/// The same with marks of passages in other languages.
fn marked(finder: &Finder, row: &Row) -> Vec<String> {
    row_of(row, |at| {
        let length = finder.theirs.paragraphs[at].text.len();
        finder.marked(at, 0..length, None)
    })
}

/// A cell of the base.
struct BaseCell<'a> {
    words: String,
    /// The field in it.
    path: Option<&'a FieldPath>,
}

/// A table of the base beside what it is now.
struct Compared<'c, 'a> {
    grid: &'c Grid,
    pair: &'c GridPair,
    /// The rows of the base.
    base: &'c [Vec<BaseCell<'a>>],
    /// The words of theirs.
    now: &'c [Vec<String>],
}

impl<'c, 'a> Compared<'c, 'a> {
    /// The row of the base, below its header, that a row of theirs was.
    fn was(&self, row: usize) -> Option<usize> {
        let was = self.pair.rows.get(row).copied().flatten();
        was.filter(|was| *was > 0)
    }

    /// Its cells.
    fn row_was(&self, row: usize) -> Option<&'c [BaseCell<'a>]> {
        Some(self.base.get(self.was(row)?)?)
    }

    /// The first paragraph of a cell of theirs, or else of the table.
    fn place(&self, row: usize, column: usize) -> usize {
        let cell = self.grid.rows[row].get(&column);
        let first = cell.and_then(|cell| cell.first().copied());
        first.unwrap_or(self.grid.first)
    }

    /// The first paragraph of a row of theirs.
    fn first_of(&self, row: usize) -> usize {
        let first = self.grid.rows[row].values().flatten().next();
        first.copied().unwrap_or(self.grid.first)
    }
}

/// The cells of a row of the base, by columns.
fn base_row<'a>(finder: &Finder<'a>, row: &Row) -> Vec<BaseCell<'a>> {
    row.values()
        .map(|cell| {
            let first = cell.first().copied().unwrap_or(0);
            let field = finder.base.slots[first].fields.first();
            BaseCell {
                words: line(&finder.base.paragraph(first).text),
                path: field.map(|field| &field.path),
            }
        })
        .collect()
}

fn table(finder: &mut Finder, ours: &Grid, pair: &GridPair, theirs: &[Grid]) {
    let base: Vec<Vec<BaseCell<'_>>> = ours.rows.iter().map(|row| base_row(finder, row)).collect();
    let item = base
        .iter()
        .flatten()
        .find_map(|cell| cell.path?.item.as_ref());
    let Some((name, id)) = item else {
        return;
    };
    let Some(grid) = pair.theirs.and_then(|place| theirs.get(place)) else {
        if name != "action" {
            gone(finder, ours, name, id);
        }
        return;
    };
    let mut now: Vec<Vec<String>> = grid.rows.iter().map(|row| texts(finder, row)).collect();
    if !keep_merged(finder, grid, pair, &base, &mut now) {
        return;
    }
    let compared = Compared {
        grid,
        pair,
        base: &base,
        now: &now,
    };
    note_places(finder, &compared);
    if lost_headings(pair) {
        return without_headings(finder, &compared);
    }
    if name != "chart" {
        beyond_columns(finder, &compared);
    }
    plain_only(finder, ours, grid, pair);
    match name.as_str() {
        "action" => actions(finder, &compared),
        "table" => data(finder, &compared, id),
        "chart" => chart(finder, &compared, id),
        _ => {}
    }
}

/// Whether what is the first row now was another, or the first row was moved.
fn lost_headings(pair: &GridPair) -> bool {
    let first = pair.rows.first().copied().flatten();
    first.is_some_and(|was| was > 0) || pair.rows.iter().skip(1).any(|was| *was == Some(0))
}

/// Tells a table whose headings are not its first row: nobody knows then what else of it is one. What it had stays.
fn without_headings<'a>(finder: &mut Finder<'a>, compared: &Compared<'_, 'a>) {
    let at = compared.grid.first;
    finder.unplaced(
        at,
        "a table without its headings in the first row",
        &compared.now[0].join(" "),
        "put them back above all other rows: until then nothing is read from the table",
    );
    let mut paths = compared.base.iter().flatten().filter_map(|cell| cell.path);
    while let Some((name, id)) = paths.find_map(|path| path.item.as_ref()) {
        if let Some(table) = item_table(name)
            && finder.known.insert((table.name, id))
        {
            let what = What::Known(id);
            finder.items.push(ItemHere { at, table, what });
        }
    }
}

/// Whether it is told that a cell is several that were made one.
fn is_merged(finder: &Finder, cell: &[usize]) -> bool {
    let paragraphs = cell.iter().map(|at| finder.paragraph(*at));
    let mut foreign = paragraphs.flat_map(|paragraph| &paragraph.foreign);
    foreign.any(|foreign| foreign.kind == ForeignKind::MergedCells)
}

/// Gives cells that were made one, which are told, the words of the base: what stands in the first of them is what all
/// said, and two numbers would be read as one. Whether it is clear which cells these are.
fn keep_merged(
    finder: &Finder,
    grid: &Grid,
    pair: &GridPair,
    base: &[Vec<BaseCell<'_>>],
    now: &mut [Vec<String>],
) -> bool {
    let mut cells = grid.rows.iter().flat_map(BTreeMap::values);
    if !cells.any(|cell| is_merged(finder, cell)) {
        return true;
    }
    let mut above = BTreeSet::new();
    for (place, cells) in grid.rows.iter().enumerate() {
        let was = pair.rows[place].and_then(|was| base.get(was));
        let row = &mut now[place];
        let mut merged = BTreeSet::new();
        let width = was.map_or(0, Vec::len).max(row.len());
        for column in 0..width {
            let is_merged = match cells.get(&column) {
                Some(cell) => {
                    is_merged(finder, cell)
                        || above.contains(&column) && row.get(column).is_some_and(String::is_empty)
                }
                None => column > 0 && merged.contains(&(column - 1)),
            };
            if is_merged {
                merged.insert(column);
            }
        }
        for column in &merged {
            let Some(shown) = was.and_then(|was| was.get(*column)) else {
                return false;
            };
            row.resize(row.len().max(column + 1), String::new());
            row[*column].clone_from(&shown.words);
        }
        above = merged;
    }
    // Where columns came or went, or have other names, a cell may be another's.
    let header = base.first().map(|row| row.iter().map(|cell| &cell.words));
    header.is_some_and(|header| header.eq(&now[0]))
}

/// Tells cells behind the last column.
fn beyond_columns(finder: &mut Finder, compared: &Compared<'_, '_>) {
    let width = compared.now.first().map_or(0, Vec::len);
    for (row, cells) in compared.now.iter().enumerate() {
        let words: Vec<&str> = cells.iter().skip(width).map(String::as_str).collect();
        let words = line(&words.join(" "));
        if !words.is_empty() {
            finder.unplaced(
                compared.first_of(row),
                "a cell behind the last column",
                &words,
                "every row of a table has a cell in every column: give the column a heading, or write the words into \
                 another cell",
            );
        }
    }
}

/// Notes where the fields of cells stand, for comments.
fn note_places(finder: &mut Finder, compared: &Compared<'_, '_>) {
    let Compared {
        grid, pair, base, ..
    } = compared;
    for (row, was) in grid.rows.iter().zip(&pair.rows) {
        let Some(was) = was else {
            continue;
        };
        for (column, cell) in row {
            let field = base.get(*was).and_then(|row| row.get(*column)?.path);
            let (Some(path), Some(at)) = (field, cell.first()) else {
                continue;
            };
            let length = finder.theirs.paragraphs[*at].text.len();
            finder
                .places
                .entry(*at)
                .or_default()
                .push((path.clone(), 0..length));
        }
    }
}

/// Tells what cells cannot hold.
fn plain_only(finder: &mut Finder, ours: &Grid, grid: &Grid, pair: &GridPair) {
    for (place, row) in grid.rows.iter().enumerate() {
        let was = pair.rows.get(place).copied().flatten();
        let was = was.and_then(|was| ours.rows.get(was));
        for (column, cell) in row {
            let base = was.and_then(|row| row.get(column)?.first().copied());
            let whole = base.map(|base| (base, 0..finder.base.paragraph(base).text.len()));
            for at in cell {
                let now = 0..finder.theirs.paragraphs[*at].text.len();
                finder.plain_only(*at, &now, whole.as_ref().map(|(base, was)| (*base, was)), 0);
            }
            let was = base.map_or("", |base| finder.base.paragraph(base).text.as_str());
            one_line(finder, cell, was);
        }
    }
}

/// Tells a cell of several lines or paragraphs, unless it has no other words than it had: then they are for its look.
fn one_line(finder: &mut Finder, cell: &[usize], was: &str) {
    let texts = cell.iter().map(|at| &finder.paragraph(*at).text);
    let lines = texts.flat_map(|text| text.split('\n')).map(line);
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    if lines.len() > 1 && lines.join(" ") != line(was) && !is_merged(finder, cell) {
        finder.unplaced(
            cell[0],
            "a line break",
            &lines.join(" / "),
            "a cell is one line: take the break out, or make two rows of it",
        );
    }
}

/// A table that is not there any more: the item is gone if its caption is, too.
fn gone<'a>(finder: &mut Finder<'a>, ours: &Grid, table: &'a str, id: &'a str) {
    let caption = FieldPath::of_item(table, id, "caption");
    let at = finder.place_of(ours.first);
    if !finder.stands(&caption) {
        remove(finder, at, table, id);
    } else {
        finder.unplaced_near(
            at,
            "a table that was taken out",
            Some(caption.whole()),
            "",
            &finder
                .base
                .in_brief("delete its caption too, or take it out of the brief"),
        );
    }
}

fn remove<'a>(finder: &mut Finder<'a>, at: usize, table: &'a str, id: &'a str) {
    finder.removed.insert((table, id));
    finder.item_removed(at, table, id, None);
}

/// The column of the base that each of theirs was, by the words over them and by their places.
fn columns(base: &[BaseCell<'_>], now: &[String]) -> Vec<Option<usize>> {
    let mut columns: Vec<Option<usize>> = vec![None; now.len()];
    let mut taken = vec![false; base.len()];
    for (place, words) in now.iter().enumerate() {
        let same = (0..base.len()).find(|column| !taken[*column] && base[*column].words == *words);
        if let Some(column) = same {
            columns[place] = Some(column);
            taken[column] = true;
        }
    }
    if base.len() == now.len() {
        // A column between the same ones was given another name.
        for place in 0..now.len() {
            if columns[place].is_none() && !taken[place] {
                columns[place] = Some(place);
                taken[place] = true;
            }
        }
    }
    columns
}
