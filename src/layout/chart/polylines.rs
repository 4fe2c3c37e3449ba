//! Lines over a field with few level rules, each labelled at its end.

use super::super::lines;
use super::super::page::{Path, PathSegment, Point, Rect, Stroke};
use super::super::text::StyledText;
use super::super::vertical::VerticalBox;
use super::canvas::{Canvas, Words};
use super::{Drawing, NAME_LINES, NAMES_PER_MILLE, VALUE_LINES, VALUE_PER_MILLE, share_of_way};
use crate::length::Length;

/// The share of the measure that the field is high at most, in thousandths.
const FIELD_PER_MILLE: i64 = 500;
/// The share of a page's height that the names at the ends of lines take at most, in thousandths.
const NAMES_OF_PAGE_PER_MILLE: i64 = 750;
/// A number at an end may stand beyond its point, and one at the start before it, by one in so many parts of the
/// measure.
const OVERHANG_ONE_IN: i64 = 8;
/// A line of more numbers than these has no dots but at its end.
const MOST_DOTS: usize = 16;
/// How much of the colour of rules is left in those behind lines, in thousandths.
const GRID_PER_MILLE: u32 = 600;
/// Patterns that tell lines apart without colour: dashes and gaps in points.
const DASHES: [&[f64]; 6] = [
    &[],
    &[5.0, 2.0],
    &[1.5, 1.7],
    &[7.0, 2.0, 1.5, 2.0],
    &[3.0, 1.5],
    &[9.0, 2.5, 3.0, 2.5],
];

/// Where the lines are drawn.
pub(super) struct Field {
    left: Length,
    right: Length,
    pub(super) top: Length,
    height: Length,
    /// The numbers at its lower and upper edge.
    low: f64,
    high: f64,
    /// How many points each line has.
    pub(super) rows: usize,
}

impl Field {
    /// Where the points of a row stand.
    pub(super) fn x(&self, row: usize) -> Length {
        match self.rows {
            0 | 1 => self.left + (self.right - self.left) / 2,
            rows => self.left + (self.right - self.left).scaled(row as i64, rows as i64 - 1),
        }
    }

    /// From one row to the next, where there are several.
    pub(super) fn step(&self) -> Option<Length> {
        (self.rows > 1).then(|| self.x(1) - self.x(0))
    }

    /// Where a number stands.
    pub(super) fn y(&self, value: f64) -> Length {
        let share = share_of_way(value, self.low, self.high);
        self.bottom() - self.height.share(share)
    }

    pub(super) fn bottom(&self) -> Length {
        self.top + self.height
    }
}

/// What stands at the end of a line.
struct End {
    /// The row of its last number.
    row: usize,
    value: Words,
    name: Words,
    /// What else the header says.
    rest: Vec<Words>,
}

impl End {
    fn height(&self) -> Length {
        self.name.height().max(self.value.height())
    }
}

/// The numbers of the scale, from the least, with the width of the widest.
struct Scale {
    ticks: Vec<Tick>,
    width: Length,
}

struct Tick {
    value: f64,
    words: Words,
}

impl Drawing<'_> {
    /// The chart as lines over a field.
    pub(super) fn polylines(&mut self) -> VerticalBox {
        let leading = self.style.leading;
        let count = self.chart.series.len();
        let mut canvas = Canvas::new(self.measure);
        let scale = self.scale();
        let ends = self.ends();
        let top = self.subtitle(&mut canvas, Length::ZERO) + leading;
        let field = self.field(top, &scale, &ends);
        let ticks = self.level_rules(&mut canvas, scale, &field);
        let mut labels_from = field.bottom() + leading / 4;
        if field.low > 0.0 {
            self.broken_axis(&mut canvas, &field, field.bottom());
            // Its strokes do not touch the labels.
            labels_from += self.theme.chart.axis_break / 4;
        } else if field.high < 0.0 {
            self.broken_axis(&mut canvas, &field, field.top);
        }
        // The first on top.
        for series in (0..count).rev() {
            self.polyline(&mut canvas, series, &field);
        }
        let ends_to = self.names_at_ends(&mut canvas, ends, &field);
        let values_to = self.point_values(&mut canvas, &ticks, &field);
        let labels_to = self.point_labels(&mut canvas, &field, values_to.max(labels_from));
        canvas.into_box(ends_to.max(labels_to) + self.theme.cell_padding_block)
    }

    fn scale(&mut self) -> Scale {
        let quiet = self.quiet();
        let most = self.measure.per_mille(VALUE_PER_MILLE);
        let chart = self.chart;
        let ticks = chart.scale.iter().map(|tick| {
            let mut text = StyledText::of_node(chart.drawing_node.id, &tick.words, quiet);
            text.isolate_whole();
            Tick {
                value: tick.value,
                words: self.words(&text, most, 1).into_artifact(),
            }
        });
        let ticks: Vec<Tick> = ticks.collect();
        let widths = ticks.iter().map(|tick| tick.words.width());
        Scale {
            width: Length::longest(widths),
            ticks,
        }
    }

    /// The row of the last number of a series.
    pub(super) fn last_row(&self, series: usize) -> usize {
        let rows = self.chart.data.rows.len();
        let drawn = (0..rows).rfind(|row| self.chart.value(*row, series).is_some());
        drawn.unwrap_or(rows.saturating_sub(1))
    }

    /// What stands at the end of each line, where there are several: its last number and its name, in as many lines as
    /// have room on a page.
    fn ends(&mut self) -> Vec<End> {
        let count = self.chart.series.len();
        let most_value = self.measure.per_mille(VALUE_PER_MILLE);
        let most_name = self.measure.per_mille(NAMES_PER_MILLE);
        let named = if count > 1 { count } else { 0 };
        let mut ends: Vec<End> = (0..named)
            .map(|series| {
                let row = self.last_row(series);
                let (name, rest) = self.header(series, self.style.into());
                let value = self.text(row, series + 1);
                let rest = rest
                    .iter()
                    .map(|text| self.words(text, most_name, NAME_LINES));
                End {
                    row,
                    rest: rest.collect(),
                    value: self.words(&value, most_value, VALUE_LINES),
                    name: self.words(&name, most_name, NAME_LINES),
                }
            })
            .collect();
        let page = self.theme.page.text_height();
        let mut room = page.per_mille(NAMES_OF_PAGE_PER_MILLE);
        for most in (1..NAME_LINES).rev() {
            if ends.iter().map(End::height).sum::<Length>() > room {
                ends.iter_mut().for_each(|end| end.name.cut(most));
            }
        }
        for end in &mut ends {
            if end.height() > room {
                end.name.cut(0);
                end.value.cut(0);
            }
            room -= end.height();
        }
        ends
    }

    /// The field from `top` on, between the scale and what stands at the ends.
    fn field(&mut self, top: Length, scale: &Scale, ends: &[End]) -> Field {
        let widest = |of: fn(&End) -> Length| Length::longest(ends.iter().map(of));
        let is_several = !ends.is_empty();
        // The number at a single line's first point stands beside the scale and not on it, that at its last point
        // within the measure.
        let most = self.measure / OVERHANG_ONE_IN;
        let overhang = |drawing: &mut Self, row: usize| {
            let value = drawing.text(row, 1);
            (lines::natural_width(&value, drawing.shaper) / 2).min(most)
        };
        let before = if is_several {
            Length::ZERO
        } else {
            overhang(self, 0)
        };
        let after = if is_several {
            widest(|end| end.name.width())
                + self.theme.chart.gap
                + widest(|end| end.value.width())
                + self.theme.chart.gap * 2
        } else {
            let last = self.last_row(0);
            overhang(self, last)
        };
        let names: Length = ends.iter().map(End::height).sum();
        Field {
            left: scale.width + self.theme.chart.gap + before.max(self.theme.chart.gap),
            right: self.measure - after,
            top,
            height: self
                .theme
                .chart
                .field
                .min(self.measure.per_mille(FIELD_PER_MILLE))
                .max(names - self.style.leading),
            low: scale.ticks.first().map_or(0.0, |tick| tick.value),
            high: scale.ticks.last().map_or(1.0, |tick| tick.value),
            rows: self.chart.data.rows.len(),
        }
    }

    /// The level rules with the numbers of the scale; where these stand.
    fn level_rules(&self, canvas: &mut Canvas, scale: Scale, field: &Field) -> Vec<Rect> {
        let leading = self.style.leading;
        let half = self.theme.hairline / 2;
        let mut below = None;
        let mut ticks = Vec::new();
        for Tick { value, words } in scale.ticks {
            let level = field.y(value);
            let colour = if value == 0.0 {
                self.theme.quiet
            } else {
                self.theme.faint.tint(GRID_PER_MILLE)
            };
            let rule = Rect {
                left: scale.width + self.theme.chart.gap,
                top: level - half,
                right: field.right,
                bottom: level + half,
            };
            canvas.rules.push(self.fill(rule, colour));
            // A number that would touch the one below it is left out.
            if below.is_some_and(|below: Length| below - level < leading) {
                continue;
            }
            below = Some(level);
            let start = scale.width - words.width();
            ticks.push(Rect {
                left: start,
                top: level - leading / 4,
                right: scale.width,
                bottom: level + leading / 4,
            });
            canvas.set(words, start, level - leading / 2);
        }
        ticks
    }

    /// Two strokes across the lowest rule, at `y`, or the highest: what is beyond it is left out, and it is not nought.
    fn broken_axis(&self, canvas: &mut Canvas, field: &Field, y: Length) {
        let x = field.left - self.theme.chart.gap / 2;
        let (rise, run) = (
            self.theme.chart.axis_break / 2,
            self.theme.chart.axis_break / 4,
        );
        for offset in [Length::ZERO, self.theme.chart.axis_break / 2] {
            let at = |x, y| Point { x: x + offset, y };
            self.thin_line(canvas, at(x - run, y + rise), at(x + run, y - rise));
        }
    }

    /// The line of a series, open where a number is missing.
    fn polyline(&self, canvas: &mut Canvas, series: usize, field: &Field) {
        let colour = self.theme.line_colour(series, self.chart.series.len());
        let last = self.last_row(series);
        let mut segments = Vec::new();
        let mut is_open = false;
        for row in 0..field.rows {
            let Some(value) = self.chart.value(row, series) else {
                is_open = false;
                continue;
            };
            let point = Point {
                x: field.x(row),
                y: field.y(value),
            };
            segments.push(if is_open {
                PathSegment::Line(point)
            } else {
                PathSegment::Move(point)
            });
            is_open = true;
            if field.rows <= MOST_DOTS || row == last {
                let dot = Path::circle(point, self.theme.chart.dot, colour);
                canvas.shapes.extend(dot.into_fragment(self.owner()));
            }
        }
        let dashes = DASHES[series % DASHES.len()];
        let stroke = Stroke {
            colour,
            width: self.theme.chart.line,
            dashes: dashes.iter().map(|dash| Length::pt(*dash)).collect(),
        };
        self.stroke(canvas, segments, stroke);
    }

    /// A straight line that steps back behind those of the series.
    fn thin_line(&self, canvas: &mut Canvas, from: Point, to: Point) {
        let segments = vec![PathSegment::Move(from), PathSegment::Line(to)];
        let stroke = Stroke {
            colour: self.theme.quiet,
            width: self.theme.hairline,
            dashes: Vec::new(),
        };
        self.stroke(canvas, segments, stroke);
    }

    fn stroke(&self, canvas: &mut Canvas, segments: Vec<PathSegment>, stroke: Stroke) {
        let path = Path {
            segments,
            fill: None,
            stroke: Some(stroke),
        };
        canvas.shapes.extend(path.into_fragment(self.owner()));
    }

    /// The names at the ends of the lines, apart from each other; the lower edge of the lowest.
    fn names_at_ends(&self, canvas: &mut Canvas, ends: Vec<End>, field: &Field) -> Length {
        let half_line = self.style.leading / 2;
        let mut bottom = field.bottom() + half_line;
        let levels: Vec<Length> = ends
            .iter()
            .enumerate()
            .map(|(series, end)| self.chart.value(end.row, series).unwrap_or(field.low))
            .map(|value| field.y(value) - half_line)
            .collect();
        let heights: Vec<Length> = ends.iter().map(End::height).collect();
        let tops = apart(&levels, &heights, field.top - half_line, bottom);
        let value_width = Length::longest(ends.iter().map(|end| end.value.width()));
        let values_from = field.right + self.theme.chart.gap * 2;
        let names_from = values_from + value_width + self.theme.chart.gap;
        for (((end, level), height), top) in ends.into_iter().zip(levels).zip(heights).zip(tops) {
            let is_moved = (level - top).max(top - level) > half_line / 2;
            if is_moved && height > Length::ZERO {
                let from = Point {
                    x: field.right + self.theme.chart.gap / 2,
                    y: level + half_line,
                };
                let to = Point {
                    x: values_from - self.theme.chart.gap / 2,
                    y: top + half_line,
                };
                self.thin_line(canvas, from, to);
            }
            let start = values_from + value_width - end.value.width();
            canvas.set(end.value, start, top);
            canvas.set(end.name, names_from, top);
            for words in end.rest {
                let start = names_from.min(self.measure - words.width());
                canvas.set_unseen(words, start, top);
            }
            bottom = bottom.max(top + height);
        }
        bottom
    }
}

/// Places for labels of these heights, each as near as can be to the level that it wants, between `top` and
/// `bottom` as far as there is room: none over another, in the order of their levels.
fn apart(levels: &[Length], heights: &[Length], top: Length, bottom: Length) -> Vec<Length> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    order.sort_unstable_by_key(|label| (levels[*label], *label));
    // From above: none higher than the one before it ends.
    let mut tops = levels.to_vec();
    let mut free = top;
    for label in &order {
        tops[*label] = tops[*label].max(free);
        free = tops[*label] + heights[*label];
    }
    // From below: what went over the edge moves up, and what is in its way.
    let mut limit = bottom.max(top + heights.iter().copied().sum());
    for label in order.iter().rev() {
        tops[*label] = tops[*label].min(limit - heights[*label]);
        limit = tops[*label];
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_touch_move_apart_and_stay_inside() {
        let pt = Length::pt;
        let ten = [pt(10.0); 3];
        let places = |levels: [f64; 3]| apart(&levels.map(pt), &ten, pt(0.0), pt(100.0));
        assert_eq!(places([0.0, 50.0, 20.0]), [0.0, 50.0, 20.0].map(pt));
        assert_eq!(places([50.0, 50.0, 50.0]), [50.0, 60.0, 70.0].map(pt));
        assert_eq!(places([95.0, 93.0, 99.0]), [80.0, 70.0, 90.0].map(pt));
    }
}
