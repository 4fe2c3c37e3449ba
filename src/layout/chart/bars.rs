//! Bars from a common line, the labels in a column before them. Where parts of a whole are shown, each bar begins
//! where the one before it ends.

use super::super::vertical::VerticalBox;
use super::canvas::{Canvas, Words};
use super::{Drawing, GAP, LABEL_LINES, NAME_LINES, NAMES_PER_MILLE, VALUE_LINES, VALUE_PER_MILLE};
use crate::document::{Chart, ChartKind};
use crate::length::Length;

/// The share of the measure that the labels of bars take at most, in thousandths.
const LABELS_PER_MILLE: i64 = 360;
/// The thickness of a bar.
const BAR: Length = Length::pt(7.0);
/// From one bar of a group to the next.
const BAR_STEP: Length = Length::pt(10.5);
/// Room below the bars of one label, and of a group.
const ROW_ROOM: Length = Length::pt(2.0);
const GROUP_ROOM: Length = Length::pt(6.5);

/// The columns of a chart of bars, from left to right: labels, names of series, bars with their numbers.
struct Columns<'c> {
    extents: Extents<'c>,
    /// Whether each label has several bars.
    is_grouped: bool,
    names_from: Length,
    bars_from: Length,
    /// Where the least number stands, and the greatest.
    left: Length,
    right: Length,
}

impl Columns<'_> {
    /// Where a number stands.
    fn x(&self, value: f64) -> Length {
        self.left + Length::pt((self.right - self.left).to_pt() * self.extents.place(value))
    }
}

/// The words of one label and its bars.
struct Row {
    label: Words,
    values: Vec<Words>,
}

/// The header of a series: its name, and what else it says, which is not seen.
struct SeriesName {
    name: Words,
    rest: Vec<Words>,
}

impl<'c> Drawing<'c> {
    /// The chart as bars: a box for each label.
    pub(super) fn bars(&mut self) -> Vec<VerticalBox> {
        let mut names = self.series_names();
        let rows = self.rows();
        let columns = self.columns(&rows, &names);
        let mut boxes = Vec::with_capacity(rows.len());
        let mut canvas = Canvas::new(self.measure);
        let mut top = self.subtitle(&mut canvas, columns.bars_from);
        let last = rows.len().saturating_sub(1);
        for (index, row) in rows.into_iter().enumerate() {
            let label_end = top + row.label.height();
            // A single bar stands on the first line of its label, as the number does.
            canvas.set(row.label, Length::ZERO, top);
            // The names of the series stand beside the first bars.
            let names = std::mem::take(&mut names);
            let bars_end = self.group(&mut canvas, index, row.values, names, &columns, top);
            let mut bottom = label_end.max(bars_end);
            if index < last {
                bottom += if columns.is_grouped {
                    GROUP_ROOM
                } else {
                    ROW_ROOM
                };
            }
            if !columns.extents.is_share {
                let axis = self.upright(columns.x(0.0), top, bottom, self.theme.quiet);
                canvas.shapes.push(axis);
            }
            let done = std::mem::replace(&mut canvas, Canvas::new(self.measure));
            boxes.push(done.into_box(bottom));
            top = Length::ZERO;
        }
        boxes
    }

    /// The names of the series, where there are several.
    fn series_names(&mut self) -> Vec<SeriesName> {
        let count = self.chart.series.len();
        let most = self.measure.scaled(NAMES_PER_MILLE, 1000);
        let named = if count > 1 { count } else { 0 };
        (0..named)
            .map(|series| {
                let (name, rest) = self.header(series, self.quiet());
                let rest = rest.iter().map(|text| self.words(text, most, NAME_LINES));
                SeriesName {
                    rest: rest.collect(),
                    name: self.words(&name, most, NAME_LINES),
                }
            })
            .collect()
    }

    fn rows(&mut self) -> Vec<Row> {
        let most_label = self.measure.scaled(LABELS_PER_MILLE, 1000);
        let most_value = self.measure.scaled(VALUE_PER_MILLE, 1000);
        (0..self.chart.data.rows.len())
            .map(|row| {
                let label = self.text(row, 0);
                Row {
                    label: self.words(&label, most_label, LABEL_LINES),
                    values: (0..self.chart.series.len())
                        .map(|series| {
                            let value = self.text(row, series + 1);
                            self.words(&value, most_value, VALUE_LINES)
                        })
                        .collect(),
                }
            })
            .collect()
    }

    /// The columns as wide as their words, the bars between the widest numbers on either side.
    fn columns(&self, rows: &[Row], names: &[SeriesName]) -> Columns<'c> {
        let extents = Extents::of(self.chart);
        let column = |widths: &mut dyn Iterator<Item = Length>| {
            let widest = widths.fold(Length::ZERO, Length::max);
            if widest > Length::ZERO {
                widest + GAP * 2
            } else {
                widest
            }
        };
        let names_from = column(&mut rows.iter().map(|row| row.label.width()));
        let bars_from = names_from + column(&mut names.iter().map(|series| series.name.width()));
        let widest_value = |negative: bool| {
            let values = rows.iter().enumerate().flat_map(|(row, words)| {
                let values = words.values.iter().enumerate();
                values.map(move |(series, words)| (row, series, words))
            });
            let beside = values.filter(|(row, series, _)| {
                let value = extents.value(*row, *series);
                (value < 0.0) == negative
            });
            let widths = beside.map(|(_, _, words)| words.width() + GAP);
            widths.fold(Length::ZERO, Length::max)
        };
        Columns {
            is_grouped: self.chart.series.len() > 1,
            names_from,
            bars_from,
            left: bars_from + widest_value(true),
            right: self.measure - widest_value(false),
            extents,
        }
    }

    /// The bars of one label from `top` downward, with their numbers and, where they are the first, the `names` of
    /// their series; the lower edge of the last.
    fn group(
        &self,
        canvas: &mut Canvas,
        row: usize,
        values: Vec<Words>,
        names: Vec<SeriesName>,
        columns: &Columns<'_>,
        mut top: Length,
    ) -> Length {
        let leading = self.style.leading;
        let extents = &columns.extents;
        let step = if columns.is_grouped {
            BAR_STEP
        } else {
            leading
        };
        let raised = (leading - step) / 2;
        let mut names = names.into_iter();
        for (series, value) in values.into_iter().enumerate() {
            let mut height = step;
            if let Some(SeriesName { name, rest }) = names.next() {
                height = height.max(name.height() - raised * 2);
                let end = columns.names_from + name.width();
                canvas.set(name, columns.names_from, top - raised);
                for words in rest {
                    let start = end.min(self.measure - words.width());
                    canvas.set_unseen(words, start, top - raised);
                }
            }
            height = height.max(value.height() - raised * 2);
            let middle = top + leading / 2 - raised;
            let (upper, lower) = (middle - BAR / 2, middle + BAR / 2);
            let (from, to) = extents.span(row, series);
            let (start, end) = (columns.x(from.min(to)), columns.x(from.max(to)));
            if extents.is_share {
                let whole = columns.x(extents.high);
                let ground = self.theme.bar_ground();
                canvas
                    .shapes
                    .push(self.fill(columns.left, upper, whole, lower, ground));
            }
            if end > start {
                let colour = self.theme.bar_colour(series, self.chart.series.len());
                canvas
                    .shapes
                    .push(self.fill(start, upper, end, lower, colour));
            }
            let beside = if extents.value(row, series) < 0.0 {
                start - GAP - value.width()
            } else {
                end + GAP
            };
            // Where the measure is too narrow for a number beside labels and names, it has no ink.
            let beside = beside
                .max(columns.bars_from)
                .min(self.measure - value.width());
            if beside < columns.bars_from {
                canvas.set_unseen(value, beside.max(Length::ZERO), top - raised);
            } else {
                canvas.set(value, beside, top - raised);
            }
            top += height;
        }
        top
    }
}

/// Where the bars of a chart begin and end, in its numbers.
struct Extents<'c> {
    chart: &'c Chart,
    /// Whether each bar begins where the one before it ends.
    is_share: bool,
    low: f64,
    high: f64,
}

impl Extents<'_> {
    fn of(chart: &Chart) -> Extents<'_> {
        let values = || {
            chart
                .series
                .iter()
                .flat_map(|one| &one.values)
                .flatten()
                .copied()
        };
        let wholes = chart
            .series
            .iter()
            .map(|one| one.values.iter().flatten().sum::<f64>());
        let whole = wholes.fold(0.0, f64::max);
        // Parts of a whole are not below nought.
        let is_share = chart.kind == ChartKind::Share
            && whole > 0.0
            && whole.is_finite()
            && values().all(|value| value >= 0.0);
        let (low, high) = if is_share {
            (0.0, whole)
        } else {
            (values().fold(0.0, f64::min), values().fold(0.0, f64::max))
        };
        Extents {
            chart,
            is_share,
            low,
            high,
        }
    }

    fn value(&self, row: usize, series: usize) -> f64 {
        let values = self.chart.series.get(series).map(|one| &one.values);
        values
            .and_then(|values| values.get(row).copied().flatten())
            .unwrap_or(0.0)
    }

    /// From where to where a bar reaches.
    fn span(&self, row: usize, series: usize) -> (f64, f64) {
        let start = if self.is_share {
            (0..row).map(|before| self.value(before, series)).sum()
        } else {
            0.0
        };
        (start, start + self.value(row, series))
    }

    /// A number as a share of the way from the least to the greatest.
    fn place(&self, value: f64) -> f64 {
        // Halves, since the difference may be more than a number holds.
        let span = self.high / 2.0 - self.low / 2.0;
        if span > 0.0 {
            ((value / 2.0 - self.low / 2.0) / span).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}
