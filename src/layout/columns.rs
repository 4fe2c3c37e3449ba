//! The widths of a table's columns, from what stands in them (CSS 2.2 §17.5.2.2 as a model).
//!
//! A column is at least as wide as its longest word and at most as wide as its longest text. Between the
//! two, widths are chosen that make the table low: each row is as high as its highest cell, so room goes
//! where it takes a line from a row.

use super::lines::Part;
use crate::length::Length;

/// What a cell asks of the width of its column.
#[derive(Clone, Default, Debug)]
pub(super) struct CellExtent {
    /// Its words, or one part where it must not be broken.
    parts: Vec<Part>,
    /// The width at which every word has a line to itself at worst.
    minimum: Length,
    /// The width below which words are divided without a hyphen, or a number at all.
    least: Length,
    /// The width at which no line is broken.
    preferred: Length,
    /// How much it should be kept on one line.
    cohesion: Cohesion,
}

/// How much a cell should be kept on one line, the strongest last.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Cohesion {
    /// Words that may be broken into lines.
    #[default]
    Text,
    /// A name or another short label.
    Label,
    /// A date, or another short text with figures.
    Figures,
    /// A number of a column of numbers.
    Number,
}

impl CellExtent {
    /// A cell of these parts, of which the widest is divided down to the width `least`.
    pub fn new(parts: Vec<Part>, least: Length, cohesion: Cohesion) -> CellExtent {
        let minimum = Length::longest(parts.iter().map(|part| part.width));
        let mut preferred = Length::ZERO;
        let mut line = Length::ZERO;
        for part in &parts {
            preferred = preferred.max(line + part.width);
            line += part.width + part.space;
            if part.forced {
                line = Length::ZERO;
            }
        }
        CellExtent {
            parts,
            minimum,
            least: least.min(minimum),
            preferred,
            cohesion,
        }
    }

    /// The width below which the cell should not go, where texts of `cohesion` and stronger are kept whole.
    fn floor(&self, cohesion: Cohesion) -> Length {
        if self.cohesion >= cohesion && self.cohesion > Cohesion::Text {
            self.preferred
        } else {
            self.minimum
        }
    }

    /// How many lines it takes in a column of `width`.
    fn lines(&self, width: Length) -> usize {
        if self.preferred <= width && !self.parts.iter().any(|part| part.forced) {
            return 1;
        }
        let mut lines = 1;
        let mut line = Length::ZERO;
        let mut begun = false;
        for part in &self.parts {
            if begun && line + part.width > width {
                lines += 1;
                line = Length::ZERO;
            }
            line += part.width + part.space;
            begun = !part.forced;
            if part.forced {
                lines += 1;
                line = Length::ZERO;
            }
        }
        // A break after the last part begins no line.
        lines - usize::from(self.parts.last().is_some_and(|part| part.forced))
    }

    /// The least width, to a sixteenth of a point, at which it takes `lines` at most.
    fn narrowest(&self, lines: usize) -> Length {
        let (mut low, mut high) = (self.minimum, self.preferred);
        if self.lines(low) <= lines {
            return low;
        }
        while high - low > Length::pt(1.0 / 16.0) {
            let middle = (low + high) / 2;
            if self.lines(middle) <= lines {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }
}

/// The most times that room is given to a row: enough for any table that a reader takes in at once.
const MOST_STEPS: usize = 1000;

/// Words keep one in so many parts of the room that they need before numbers are divided.
const LEAST_SHARE_OF_WORDS: i64 = 4;

/// Columns as wide as their content asks.
#[derive(Default, Debug)]
pub(super) struct Columns {
    /// Row by row, the header first.
    rows: Vec<Vec<CellExtent>>,
    count: usize,
}

impl Columns {
    pub fn new(count: usize, rows: Vec<Vec<CellExtent>>) -> Columns {
        Columns { rows, count }
    }

    /// The same where words are divided at no hyphens.
    pub fn unhyphenated(mut self) -> Columns {
        for cell in self.rows.iter_mut().flatten() {
            cell.least = cell.minimum;
        }
        self
    }

    /// The width that each column needs where every word has a line to itself.
    pub fn minimum(&self) -> Vec<Length> {
        self.widest(|cell| cell.minimum)
    }

    /// The width that each column needs where words are divided at hyphens alone.
    pub fn least(&self) -> Vec<Length> {
        self.widest(|cell| cell.least)
    }

    /// The width that each column takes where no line is broken.
    pub fn preferred(&self) -> Vec<Length> {
        self.widest(|cell| cell.preferred)
    }

    fn widest(&self, width: impl Fn(&CellExtent) -> Length) -> Vec<Length> {
        let mut widths = vec![Length::ZERO; self.count];
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell));
            }
        }
        widths
    }

    /// The height of the table in lines, at the widths `widths`.
    pub fn height_in_lines(&self, widths: &[Length]) -> usize {
        self.rows.iter().map(|row| row_lines(row, widths)).sum()
    }

    /// The widths in a measure: as preferred where all fit, and else those that make the table low. Names,
    /// dates and numbers are broken only where there is no room for them whole, words only where all
    /// columns together have no room for theirs: then at hyphens, then anywhere, and dates and numbers last of all.
    pub fn widths(&self, measure: Length) -> Vec<Length> {
        let preferred = self.preferred();
        if sum(&preferred) <= measure {
            return preferred;
        }
        let floors = [Cohesion::Label, Cohesion::Figures, Cohesion::Number]
            .into_iter()
            .map(|cohesion| self.widest(|cell| cell.floor(cohesion)))
            .chain([self.minimum(), self.least()]);
        for floor in floors {
            if sum(&floor) <= measure {
                let mut widths = self.lowest(floor, measure);
                fill(&mut widths, &preferred, measure);
                return widths;
            }
        }
        let numbers = self.widest(|cell| match cell.cohesion {
            Cohesion::Figures | Cohesion::Number => cell.preferred,
            Cohesion::Text | Cohesion::Label => Length::ZERO,
        });
        let least = self.least();
        let beyond: Vec<Length> = least
            .iter()
            .zip(&numbers)
            .map(|(width, number)| (*width - *number).max(Length::ZERO))
            .collect();
        let left = measure - sum(&numbers);
        if left > sum(&beyond) / LEAST_SHARE_OF_WORDS {
            let further = squeezed(&beyond, left);
            return numbers
                .into_iter()
                .zip(further)
                .map(|(number, further)| number + further)
                .collect();
        }
        squeezed(&least, measure)
    }

    /// From `widths` on, gives room to whichever row loses a line for the least of it.
    fn lowest(&self, mut widths: Vec<Length>, measure: Length) -> Vec<Length> {
        let mut room = measure - sum(&widths);
        let mut rows: Vec<RowDemand> = self
            .rows
            .iter()
            .map(|row| RowDemand::of(row, &widths))
            .collect();
        for _ in 0..MOST_STEPS {
            let affordable = rows
                .iter()
                .map(|demand| (demand.cost(&widths), demand))
                .filter(|(cost, demand)| demand.can_be_lower && *cost <= room);
            let Some((cost, cheapest)) = affordable.min_by_key(|(cost, _)| *cost) else {
                break;
            };
            for (width, wanted) in widths.iter_mut().zip(&cheapest.wanted) {
                *width = (*width).max(*wanted);
            }
            room -= cost;
            for (row, demand) in self.rows.iter().zip(&mut rows) {
                // A row whose wishes are met has a line less.
                if demand.can_be_lower && demand.cost(&widths) == Length::ZERO {
                    *demand = RowDemand::of(row, &widths);
                }
            }
        }
        widths
    }
}

/// What a row needs to lose a line.
struct RowDemand {
    /// Whether any room makes it lower: not where its lines end by force.
    can_be_lower: bool,
    /// The width of each column at which it has a line less.
    wanted: Vec<Length>,
}

impl RowDemand {
    fn of(row: &[CellExtent], widths: &[Length]) -> RowDemand {
        let lines = row_lines(row, widths);
        let wanted = row.iter().zip(widths).map(|(cell, width)| {
            if lines > 1 && cell.lines(*width) == lines {
                cell.narrowest(lines - 1)
            } else {
                Length::ZERO
            }
        });
        RowDemand {
            can_be_lower: row.iter().all(|cell| cell.lines(cell.preferred) < lines),
            wanted: wanted.collect(),
        }
    }

    /// The room that it takes beyond `widths`.
    fn cost(&self, widths: &[Length]) -> Length {
        let further = self.wanted.iter().zip(widths);
        further
            .map(|(wanted, width)| (*wanted - *width).max(Length::ZERO))
            .sum()
    }
}

fn row_lines(row: &[CellExtent], widths: &[Length]) -> usize {
    let lines = row.iter().zip(widths);
    lines
        .map(|(cell, width)| cell.lines(*width))
        .max()
        .unwrap_or(1)
}

fn sum(widths: &[Length]) -> Length {
    widths.iter().copied().sum()
}

/// Shares what is left of the measure among the columns that would like more, in proportion to that.
fn fill(widths: &mut [Length], preferred: &[Length], measure: Length) {
    let room = measure - sum(widths);
    let wishes: Vec<Length> = widths
        .iter()
        .zip(preferred)
        .map(|(width, preferred)| (*preferred - *width).max(Length::ZERO))
        .collect();
    let wished = sum(&wishes);
    if room <= Length::ZERO || wished == Length::ZERO {
        return;
    }
    for (width, wish) in widths.iter_mut().zip(&wishes) {
        *width += room.share(wish.ratio(wished)).min(*wish);
    }
}

/// Columns that have no room for their longest words: the widest give way first, down to one width for all
/// that must.
fn squeezed(minimum: &[Length], measure: Length) -> Vec<Length> {
    let mut ascending = minimum.to_vec();
    ascending.sort_unstable();
    let mut room = measure.max(Length::ZERO);
    let mut most = Length::ZERO;
    for (index, width) in ascending.iter().enumerate() {
        let share = room / (ascending.len() - index) as i64;
        most = share;
        if *width > share {
            break;
        }
        room -= *width;
    }
    minimum.iter().map(|width| (*width).min(most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(widths: &[u16]) -> CellExtent {
        let part = |width: &u16| Part {
            width: Length::pt(f64::from(*width)),
            space: Length::pt(2.0),
            forced: false,
        };
        let widest = widths.iter().max().map_or(0, |width| *width);
        let least = Length::pt(f64::from(widest));
        CellExtent::new(widths.iter().map(part).collect(), least, Cohesion::Text)
    }

    fn points(widths: &[Length]) -> Vec<i64> {
        widths.iter().map(|w| w.to_pt().round() as i64).collect()
    }

    #[test]
    fn a_cell_is_broken_as_its_words_allow() {
        let mut cell = words(&[10, 20, 30]);
        assert_eq!(
            (cell.minimum, cell.preferred),
            (Length::pt(30.0), Length::pt(64.0))
        );
        let lines =
            |cell: &CellExtent| [64, 63, 32, 31].map(|w| cell.lines(Length::pt(f64::from(w))));
        assert_eq!(lines(&cell), [1, 2, 2, 3]);
        assert!((cell.narrowest(2) - Length::pt(32.0)).to_pt().abs() < 0.1);
        cell.parts[0].forced = true;
        cell.parts[2].forced = true;
        assert_eq!(lines(&cell), [2, 2, 3, 3]);
    }

    #[test]
    fn what_fits_is_as_wide_as_its_texts() {
        let columns = Columns::new(2, vec![vec![words(&[10, 10]), words(&[30])]]);
        assert_eq!(points(&columns.widths(Length::pt(60.0))), [22, 30]);
    }

    #[test]
    fn dates_hold_together_where_words_are_divided() {
        let date = CellExtent {
            cohesion: Cohesion::Figures,
            ..words(&[5, 20, 15])
        };
        let long = CellExtent {
            least: Length::pt(10.0),
            ..words(&[300])
        };
        let columns = Columns::new(2, vec![vec![long, date.clone()]]);
        let widths = columns.widths(Length::pt(200.0));
        assert_eq!(widths[1], date.preferred);
    }

    #[test]
    fn room_goes_where_it_makes_the_table_low() {
        // A long text beside a short one: a share in proportion would break both.
        let long = [20; 40];
        let columns = Columns::new(2, vec![vec![words(&[20, 20, 20]), words(&long)]; 3]);
        let widths = columns.widths(Length::pt(300.0));
        let proportional = [Length::pt(36.0), Length::pt(264.0)];
        assert!(columns.height_in_lines(&widths) <= columns.height_in_lines(&proportional));
        assert!(sum(&widths) <= Length::pt(300.0));
    }

    #[test]
    fn columns_of_like_texts_are_balanced() {
        let columns = Columns::new(2, vec![vec![words(&[20; 20]), words(&[20; 20])]]);
        let widths = columns.widths(Length::pt(220.0));
        assert_eq!(widths.len(), 2);
        assert!((widths[0] - widths[1]).to_pt().abs() < 1.0, "{widths:?}");
    }

    #[test]
    fn numbers_are_kept_whole_before_labels_and_labels_before_texts() {
        let whole = |cohesion| CellExtent {
            cohesion,
            ..words(&[20, 20, 20])
        };
        let row = vec![
            whole(Cohesion::Number),
            whole(Cohesion::Label),
            whole(Cohesion::Text),
        ];
        let columns = Columns::new(3, vec![row]);
        assert_eq!(points(&columns.widths(Length::pt(160.0)))[..2], [64, 64]);
        assert_eq!(points(&columns.widths(Length::pt(110.0)))[0], 64);
    }

    #[test]
    fn the_widest_give_way_where_words_have_no_room() {
        let columns = Columns::new(3, vec![vec![words(&[100]), words(&[20]), words(&[70])]]);
        assert_eq!(points(&columns.widths(Length::pt(120.0))), [50, 20, 50]);
        assert_eq!(points(&columns.widths(Length::ZERO)), [0, 0, 0]);
    }

    #[test]
    fn words_are_divided_at_hyphens_before_numbers_are() {
        let number = CellExtent {
            cohesion: Cohesion::Number,
            ..words(&[60])
        };
        let word = CellExtent {
            least: Length::pt(40.0),
            ..words(&[100])
        };
        let columns = Columns::new(2, vec![vec![number, word]]);
        assert_eq!(points(&columns.widths(Length::pt(100.0))), [60, 40]);
        assert_eq!(points(&columns.widths(Length::pt(80.0))), [60, 20]);
        assert_eq!(points(&columns.widths(Length::pt(60.0))), [30, 30]);
    }

    #[test]
    fn without_hyphens_the_widest_words_alone_are_divided() {
        let word = |width: u16| CellExtent {
            least: Length::pt(20.0),
            ..words(&[width])
        };
        let rows = vec![vec![word(100), word(40), word(70)]; 2];
        let columns = Columns::new(3, rows).unhyphenated();
        assert_eq!(points(&columns.widths(Length::pt(140.0))), [50, 40, 50]);
    }

    fn cell() -> impl Strategy<Value = CellExtent> {
        let cohesion = prop_oneof![
            3 => Just(Cohesion::Text),
            1 => Just(Cohesion::Label),
            1 => Just(Cohesion::Figures),
            1 => Just(Cohesion::Number),
        ];
        (prop::collection::vec(1..90_u16, 0..25), cohesion).prop_map(|(widths, cohesion)| {
            CellExtent {
                cohesion,
                ..words(&widths)
            }
        })
    }

    fn rows() -> impl Strategy<Value = Vec<Vec<CellExtent>>> {
        (1..6_usize).prop_flat_map(|columns| {
            prop::collection::vec(prop::collection::vec(cell(), columns), 1..8)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn columns_fit_and_have_room_for_their_words(rows in rows(), measure in 0..600_u16) {
            let columns = Columns::new(rows[0].len(), rows);
            let measure = Length::pt(f64::from(measure));
            let widths = columns.widths(measure);
            prop_assert_eq!(widths.len(), columns.count);
            prop_assert!(sum(&widths) <= measure + Length::pt(0.01));
            let minimum = columns.minimum();
            if sum(&minimum) <= measure {
                prop_assert!(widths.iter().zip(&minimum).all(|(width, minimum)| width >= minimum));
                prop_assert!(columns.height_in_lines(&widths) <= columns.height_in_lines(&minimum));
            }
            for (width, preferred) in widths.iter().zip(columns.preferred()) {
                prop_assert!(*width <= preferred);
            }
        }
    }
}
