//! Bars from a common line, the labels in a column before them. The names of several series stand in a key above
//! them. Where parts of a whole are shown, each bar begins where the one before it ends.

use super::super::page::{Path, PathSegment, Point, Rect, Stroke};
use super::super::vertical::VerticalBox;
use super::canvas::{Canvas, Words};
use super::{Drawing, Drawn, LABEL_LINES, NAME_LINES, VALUE_LINES, VALUE_PER_MILLE, share_of_way};
use crate::document::{Chart, ChartKind};
use crate::length::Length;

/// The share of the measure that the labels of bars take at most, in thousandths.
const LABELS_PER_MILLE: i64 = 360;
/// The bars take at least one in so many parts of the measure: where labels and numbers leave less, labels stand
/// above their bars.
const LEAST_BARS_ONE_IN: i64 = 4;

/// The columns of a chart of bars, from left to right: labels, bars with their numbers.
struct Columns<'c> {
    extents: Extents<'c>,
    /// Whether each label has several bars.
    is_grouped: bool,
    /// Whether labels stand above their bars.
    is_stacked: bool,
    /// Where the least number stands, and the greatest.
    left: Length,
    right: Length,
    /// Where the decimal signs of shares stand, one below the other.
    signs: Length,
}

impl Columns<'_> {
    /// Where a number stands.
    fn x(&self, value: f64) -> Length {
        self.left + (self.right - self.left).share(self.extents.place(value))
    }
}

/// The words of one label and its bars.
struct Row {
    label: Words,
    values: Vec<Value>,
}

/// The number of a bar.
struct Value {
    words: Words,
    /// From its start to its decimal sign.
    reach: Length,
}

impl<'c> Drawing<'c> {
    /// The chart as bars: a row for each label.
    pub(super) fn bars(&mut self) -> Drawn {
        let mut rows = self.rows(self.measure.per_mille(LABELS_PER_MILLE));
        let columns = self.columns(&rows);
        if columns.is_stacked {
            rows = self.rows(self.measure);
        }
        let mut head = self.head(&columns, NAME_LINES);
        for most in (1..NAME_LINES).rev() {
            if head.height > self.theme.page.text_height() {
                head = self.head(&columns, most);
            }
        }
        let mut boxes = Vec::with_capacity(rows.len());
        let last = rows.len().saturating_sub(1);
        for (index, row) in rows.into_iter().enumerate() {
            let mut canvas = Canvas::new(self.measure);
            let mut bottom = self.row(&mut canvas, index, row, &columns);
            if index < last {
                bottom += if columns.is_grouped {
                    self.theme.chart.group_room
                } else {
                    self.theme.chart.row_room
                };
            }
            if !columns.extents.is_share {
                let axis = self.upright(columns.x(0.0), Length::ZERO, bottom, self.theme.quiet);
                canvas.shapes.push(axis);
            }
            boxes.push(canvas.into_box(bottom));
        }
        Drawn {
            head: Some(head),
            rows: boxes,
        }
    }

    /// What stands above the bars, the name of a series in `most` lines.
    fn head(&mut self, columns: &Columns<'_>, most: usize) -> VerticalBox {
        let mut canvas = Canvas::new(self.measure);
        let bottom = if columns.is_grouped {
            let top = self.subtitle(&mut canvas, Length::ZERO);
            self.key(&mut canvas, top, most)
        } else {
            self.subtitle(&mut canvas, columns.left)
        };
        canvas.into_box(bottom)
    }

    /// The names of the series from `top` on, each beside a bar of its colour, in as many rows as they need; the
    /// lower edge of the last.
    fn key(&mut self, canvas: &mut Canvas, mut top: Length, most: usize) -> Length {
        let count = self.chart.series.len();
        let lowest = self.theme.page.text_height() - self.theme.chart.group_room;
        let indent = self.theme.chart.key_bar + self.theme.chart.gap;
        let mut x = Length::ZERO;
        let mut height = Length::ZERO;
        for series in 0..count {
            let (name, rest) = self.header(series, self.quiet());
            let mut name = self.words(&name, self.measure - indent, most);
            if x > Length::ZERO && x + indent + name.width() > self.measure {
                top += height;
                (x, height) = (Length::ZERO, Length::ZERO);
            }
            let middle = top + self.style.leading / 2;
            let bar = Rect {
                left: x,
                top: middle - self.theme.chart.bar / 2,
                right: x + self.theme.chart.key_bar,
                bottom: middle + self.theme.chart.bar / 2,
            };
            if most == 1 && top + name.height() > lowest {
                // There are more names than lines on a page.
                name.cut(0);
            } else {
                self.bar(canvas, bar, series);
            }
            height = height.max(name.height());
            let end = x + indent + name.width();
            canvas.set(name, x + indent, top);
            for text in rest {
                let words = self.words(&text, self.measure, NAME_LINES);
                canvas.set_unseen(words, end, top);
            }
            x = end + self.theme.chart.key_gap;
        }
        top + height + self.theme.chart.group_room
    }

    /// The words of each label, at most so wide, and of its bars.
    fn rows(&mut self, most_label: Length) -> Vec<Row> {
        let most_value = self.measure.per_mille(VALUE_PER_MILLE);
        (0..self.chart.data.rows.len())
            .map(|row| {
                let label = self.text(row, 0);
                Row {
                    label: self.words(&label, most_label, LABEL_LINES),
                    values: (0..self.chart.series.len())
                        .map(|series| {
                            let number = self.text(row, series + 1);
                            let words = self.words(&number, most_value, VALUE_LINES);
                            let reach = self.reach(row, series + 1, &number, &words);
                            Value { words, reach }
                        })
                        .collect(),
                }
            })
            .collect()
    }

    /// The column of labels as wide as they are, the bars between the widest numbers on either side.
    fn columns(&self, rows: &[Row]) -> Columns<'c> {
        let extents = Extents::of(self.chart);
        let widest_value = |negative: bool| {
            let values = rows.iter().enumerate().flat_map(|(row, words)| {
                let values = words.values.iter().enumerate();
                values.map(move |(series, value)| (row, series, value))
            });
            let beside = values.filter(|(row, series, _)| {
                let value = extents.value(*row, *series);
                (value < 0.0) == negative
            });
            Length::longest(beside.map(|(_, _, value)| value.words.width() + self.theme.chart.gap))
        };
        let values = || rows.iter().flat_map(|row| &row.values);
        let rests = values().map(|value| value.words.width() - value.reach);
        let signs = self.measure - Length::longest(rests);
        let labels = rows.iter().map(|row| row.label.width());
        let beside_labels = Length::longest(labels) + self.theme.chart.gap * 2;
        let (before, right) = if extents.is_share {
            let reach = Length::longest(values().map(|value| value.reach));
            (Length::ZERO, signs - reach - self.theme.chart.gap)
        } else {
            (widest_value(true), self.measure - widest_value(false))
        };
        let is_stacked = right - beside_labels - before < self.measure / LEAST_BARS_ONE_IN;
        Columns {
            is_grouped: self.chart.series.len() > 1,
            is_stacked,
            left: if is_stacked {
                before
            } else {
                beside_labels + before
            },
            right,
            signs,
            extents,
        }
    }

    /// A label and its bars from the top of the canvas on; the lower edge.
    fn row(&self, canvas: &mut Canvas, index: usize, row: Row, columns: &Columns<'_>) -> Length {
        let label_height = row.label.height();
        if columns.is_stacked {
            canvas.set(row.label, Length::ZERO, Length::ZERO);
            return self.group(canvas, index, row.values, columns, label_height);
        }
        // The label of several bars stands in their middle, and they in its middle where it is higher; that of one
        // begins beside it, as the number does.
        let heights = row.values.iter();
        let heights = heights.map(|value| self.bar_room(&value.words, columns));
        let spare = heights.sum::<Length>() - label_height;
        let (label_top, bars_top) = match (columns.is_grouped, spare > Length::ZERO) {
            (false, _) => (Length::ZERO, Length::ZERO),
            (true, true) => (spare / 2, Length::ZERO),
            (true, false) => (Length::ZERO, -spare / 2),
        };
        canvas.set(row.label, Length::ZERO, label_top);
        let bars_end = self.group(canvas, index, row.values, columns, bars_top);
        bars_end.max(label_top + label_height)
    }

    /// The height that a bar and its number take.
    fn bar_room(&self, value: &Words, columns: &Columns<'_>) -> Length {
        let step = if columns.is_grouped {
            self.theme.chart.bar_step
        } else {
            self.style.leading
        };
        step.max(value.height() - (self.style.leading - step))
    }

    /// The bars of one label from `top` downward, with their numbers; the lower edge of the last.
    fn group(
        &self,
        canvas: &mut Canvas,
        row: usize,
        values: Vec<Value>,
        columns: &Columns<'_>,
        mut top: Length,
    ) -> Length {
        let leading = self.style.leading;
        let extents = &columns.extents;
        let raised = if columns.is_grouped {
            (leading - self.theme.chart.bar_step) / 2
        } else {
            Length::ZERO
        };
        for (series, Value { words, reach }) in values.into_iter().enumerate() {
            let height = self.bar_room(&words, columns);
            let middle = top + leading / 2 - raised;
            let whole = Rect {
                left: columns.left,
                top: middle - self.theme.chart.bar / 2,
                right: columns.right,
                bottom: middle + self.theme.chart.bar / 2,
            };
            let (from, to) = extents.span(row, series);
            let bar = Rect {
                left: columns.x(from.min(to)),
                right: columns.x(from.max(to)),
                ..whole
            };
            if extents.is_share {
                let ground = self.theme.bar_ground();
                canvas.rules.push(self.fill(whole, ground));
            }
            if bar.width() > Length::ZERO {
                self.bar(canvas, bar, series);
            }
            let beside = if extents.is_share {
                // One below the other, behind the whole.
                columns.signs - reach
            } else if extents.value(row, series) < 0.0 {
                bar.left - self.theme.chart.gap - words.width()
            } else {
                bar.right + self.theme.chart.gap
            };
            canvas.set(words, beside, top - raised);
            top += height;
        }
        top
    }

    /// A bar of the colour of a series, the light ones with an outline.
    fn bar(&self, canvas: &mut Canvas, bounds: Rect, series: usize) {
        let colour = self.theme.bar_colour(series, self.chart.series.len());
        let outline = self.theme.accent;
        let pen = self.theme.hairline;
        let narrow = bounds.width() <= pen * 2;
        if colour == outline || narrow {
            canvas.shapes.push(self.fill(bounds, outline));
            return;
        }
        let at = |x, y| Point { x, y };
        let (left, right) = (bounds.left + pen / 2, bounds.right - pen / 2);
        let (top, bottom) = (bounds.top + pen / 2, bounds.bottom - pen / 2);
        let path = Path {
            segments: vec![
                PathSegment::Move(at(left, top)),
                PathSegment::Line(at(right, top)),
                PathSegment::Line(at(right, bottom)),
                PathSegment::Line(at(left, bottom)),
                PathSegment::Line(at(left, top)),
            ],
            fill: Some(colour),
            stroke: Some(Stroke {
                colour: outline,
                width: pen,
                dashes: Vec::new(),
            }),
        };
        canvas.shapes.extend(path.into_fragment(self.owner()));
    }
}

/// Where the bars of a chart begin and end, in its numbers.
struct Extents<'c> {
    chart: &'c Chart,
    /// Whether each bar begins where the one before it ends.
    is_share: bool,
    /// The sum of each series, which its numbers are shares of.
    wholes: Vec<f64>,
    /// The least number and the greatest; of shares, nought and one.
    low: f64,
    high: f64,
}

impl Extents<'_> {
    fn of(chart: &Chart) -> Extents<'_> {
        let values = || {
            let all = chart.series.iter().flat_map(|one| &one.values);
            all.flatten().copied()
        };
        let wholes: Vec<f64> = chart
            .series
            .iter()
            .map(|one| one.values.iter().flatten().sum())
            .collect();
        // Parts of a whole are not below nought.
        let is_share = chart.kind == ChartKind::Share
            && wholes.iter().all(|whole| whole.is_finite())
            && wholes.iter().any(|whole| *whole > 0.0)
            && values().all(|value| value >= 0.0);
        let (low, high) = if is_share {
            (0.0, 1.0)
        } else {
            (values().fold(0.0, f64::min), values().fold(0.0, f64::max))
        };
        Extents {
            chart,
            is_share,
            wholes,
            low,
            high,
        }
    }

    fn value(&self, row: usize, series: usize) -> f64 {
        self.chart.value(row, series).unwrap_or(0.0)
    }

    /// From where to where a bar reaches.
    fn span(&self, row: usize, series: usize) -> (f64, f64) {
        let value = self.value(row, series);
        let whole = self.wholes.get(series).copied().unwrap_or_default();
        if !self.is_share || whole == 0.0 {
            return (0.0, value);
        }
        let start: f64 = (0..row).map(|before| self.value(before, series)).sum();
        (start / whole, (start + value) / whole)
    }

    /// A number as a share of the way from the least to the greatest.
    fn place(&self, value: f64) -> f64 {
        share_of_way(value, self.low, self.high)
    }
}
