//! Charts: numbers as bars and lines, each labelled where it stands.
//!
//! The words in a drawing are the cells of the chart's own table. What has no room is set without ink at
//! its place, so that every cell is there to be read aloud, searched and copied.

use super::lines::{self, Line, Shape};
use super::page::{Fragment, FragmentContent, Owner, Path, PathSegment, Point, Rect, Stroke};
use super::text::{Collector, PieceStyle, StyledText};
use super::vertical::{VerticalBox, baseline_in};
use super::{MissingGlyph, shape::Shaper};
use crate::document::{Block, BlockKind, Cell, Chart, ChartKind, Document, Inline, NodeId};
use crate::length::Length;
use crate::locale::Direction;
use crate::theme::{Colour, Style, StyleName, Theme};

/// From words to what they label.
const GAP: Length = Length::pt(5.0);
/// The share of the measure that the labels of bars take at most, in thousandths.
const LABELS_PER_MILLE: i64 = 360;
/// The share of the measure that the names of series take at most, in thousandths.
const NAMES_PER_MILLE: i64 = 240;
/// The share of the measure that a number takes before it is divided, in thousandths.
const VALUE_PER_MILLE: i64 = 250;
/// The most lines of a label, of a series' name and of a number; what is longer ends without ink, so that a
/// chart of the most series still stands on a page.
const LABEL_LINES: usize = 12;
const NAME_LINES: usize = 4;
const VALUE_LINES: usize = 3;
/// The most lines of a label below lines.
const POINT_LINES: usize = 6;
/// The thickness of a bar.
const BAR: Length = Length::pt(7.0);
/// From one bar of a group to the next.
const BAR_STEP: Length = Length::pt(10.5);
/// Room below the bars of one label, and of a group.
const ROW_ROOM: Length = Length::pt(2.0);
const GROUP_ROOM: Length = Length::pt(6.5);
/// The height of the lines' field, and the share of the measure that it is at most, in thousandths.
const FIELD: Length = Length::pt(156.0);
const FIELD_PER_MILLE: i64 = 500;
/// The thickness of a line, and the radius of the dot on a number.
const LINE: Length = Length::pt(1.3);
const DOT: Length = Length::pt(1.9);
/// How much of the colour of rules is left in those behind lines, in thousandths.
const GRID_PER_MILLE: u32 = 600;
/// From this many numbers on a line has no dots but at its end.
const MOST_DOTS: usize = 16;
/// Patterns that tell lines apart without colour: dashes and gaps in points.
const DASHES: [&[f64]; 6] = [
    &[],
    &[5.0, 2.0],
    &[1.5, 1.7],
    &[7.0, 2.0, 1.5, 2.0],
    &[3.0, 1.5],
    &[9.0, 2.5, 3.0, 2.5],
];

/// Draws a chart from its upper left corner, at most `measure` wide: boxes that stand on each other, between
/// which a page may end.
pub(super) fn draw(
    chart: &Chart,
    measure: Length,
    theme: &Theme,
    collector: &Collector,
    shaper: &mut Shaper,
    missing: &mut Vec<MissingGlyph>,
) -> Vec<VerticalBox> {
    let mut drawing = Drawing {
        chart,
        measure,
        theme,
        collector,
        shaper,
        missing,
        style: theme.style(StyleName::TableCell),
    };
    if chart.kind == ChartKind::Line {
        vec![drawing.lines()]
    } else {
        drawing.bars()
    }
}

/// A chart drawn by itself.
#[derive(Clone, PartialEq, Debug)]
pub struct DrawnChart {
    /// The node of the drawing.
    pub node: NodeId,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// What it shows, from its upper left corner.
    pub fragments: Vec<Fragment>,
}

/// Draws every chart of a document by itself, `measure` wide.
pub fn charts(document: &Document, theme: &Theme, measure: Length) -> Vec<DrawnChart> {
    let mut found = Vec::new();
    find(&document.blocks, &mut found);
    let mut shaper = Shaper::new(theme.fonts.clone(), &document.metadata.language);
    let collector = Collector {
        theme,
        notes: &document.notes,
        language: &document.metadata.language,
    };
    let drawn = found.into_iter().map(|chart| {
        // What no font has is said of the pages already.
        let mut missing = Vec::new();
        let boxes = draw(chart, measure, theme, &collector, &mut shaper, &mut missing);
        let mut whole = DrawnChart {
            node: chart.drawing_node.id,
            width: measure,
            height: Length::ZERO,
            fragments: Vec::new(),
        };
        for mut row in boxes {
            for fragment in &mut row.fragments {
                fragment.shift(Length::ZERO, whole.height);
            }
            whole.fragments.append(&mut row.fragments);
            whole.height += row.height;
        }
        if shaper.direction() == Direction::RightToLeft {
            for fragment in &mut whole.fragments {
                fragment.mirror(measure);
            }
        }
        whole
    });
    drawn.collect()
}

/// The charts among blocks, in reading order.
fn find<'d>(blocks: &'d [Block], found: &mut Vec<&'d Chart>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Chart(chart) => found.push(chart),
            BlockKind::Section(section) => find(&section.blocks, found),
            BlockKind::List(list) => list.items.iter().for_each(|item| find(&item.blocks, found)),
            BlockKind::DescriptionList(all) => all.iter().for_each(|one| find(&one.blocks, found)),
            BlockKind::Heading(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Table(_)
            | BlockKind::Lockup(_)
            | BlockKind::Figure(_) => {}
        }
    }
}

struct Drawing<'c> {
    chart: &'c Chart,
    measure: Length,
    theme: &'c Theme,
    collector: &'c Collector<'c>,
    shaper: &'c mut Shaper,
    missing: &'c mut Vec<MissingGlyph>,
    /// How labels and numbers are set.
    style: Style,
}

/// A box in the making: shapes below, words above.
struct Canvas {
    measure: Length,
    shapes: Vec<Fragment>,
    words: Vec<Fragment>,
}

impl Canvas {
    fn new(measure: Length) -> Canvas {
        Canvas {
            measure,
            shapes: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Sets words from `x` on, `top` being the upper edge of the first line.
    fn set(&mut self, words: Words, x: Length, top: Length) {
        let Words {
            seen,
            unseen,
            leading,
        } = words;
        let first = baseline_in(leading) + top;
        for (line, index) in seen.into_iter().zip(0_i64..) {
            line.place(x, first + leading * index, &mut self.words);
        }
        self.set_without_ink(unseen, x, first);
    }

    /// Sets words without ink, all on the first line.
    fn set_unseen(&mut self, words: Words, x: Length, top: Length) {
        let first = baseline_in(words.leading) + top;
        self.set_without_ink(words.seen, x, first);
        self.set_without_ink(words.unseen, x, first);
    }

    fn set_without_ink(&mut self, lines: Vec<Line>, x: Length, baseline: Length) {
        let from = self.words.len();
        for line in lines {
            let start = x.min(self.measure - line.width).max(Length::ZERO);
            line.place(start, baseline, &mut self.words);
        }
        for fragment in &mut self.words[from..] {
            if let FragmentContent::Glyphs(run) = &fragment.content {
                fragment.content = FragmentContent::Unseen(run.clone());
            }
        }
    }

    fn into_box(mut self, height: Length) -> VerticalBox {
        self.shapes.append(&mut self.words);
        VerticalBox {
            height,
            fragments: self.shapes,
            ..VerticalBox::default()
        }
    }
}

/// Words in lines.
#[derive(Clone)]
struct Words {
    seen: Vec<Line>,
    /// The lines that there is no room for.
    unseen: Vec<Line>,
    leading: Length,
}

impl Words {
    fn width(&self) -> Length {
        self.seen
            .iter()
            .map(|line| line.width)
            .fold(Length::ZERO, Length::max)
    }

    fn height(&self) -> Length {
        self.leading * self.seen.len() as i64
    }

    /// These words as furniture of the drawing, which the table does not hold.
    fn into_artifact(mut self) -> Words {
        for line in self.seen.iter_mut().chain(&mut self.unseen) {
            for fragment in &mut line.fragments {
                fragment.owner = Owner::Layout;
            }
        }
        self
    }
}

impl Drawing<'_> {
    fn owner(&self) -> Owner {
        Owner::Node(self.chart.drawing_node.id)
    }

    fn styled(&self, content: &[Inline], cell: &Cell, style: PieceStyle) -> StyledText {
        self.collector
            .collect(content, style, cell.node.origin.as_ref())
    }

    /// Words in lines of this measure, the first `most` of them with ink.
    fn words(&mut self, text: &StyledText, measure: Length, most: usize) -> Words {
        let mut seen = lines::break_lines(text, measure, Shape::Ragged, self.shaper, self.missing);
        let unseen = seen.split_off(most.min(seen.len()));
        Words {
            seen,
            unseen,
            leading: self.style.leading,
        }
    }

    /// The cell of a row: its label in column 0, then its numbers. A row may lack cells.
    fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.chart.data.rows.get(row)?.cells.get(column)
    }

    fn text(&self, row: usize, column: usize) -> StyledText {
        self.cell(row, column)
            .map_or_else(StyledText::default, |cell| {
                let mut text = self.styled(&cell.content, cell, self.style.into());
                if column > 0 {
                    text.isolate_whole();
                }
                text
            })
    }

    fn value(&self, row: usize, series: usize) -> Option<f64> {
        let series = self.chart.series.get(series)?;
        series.values.get(row).copied().flatten()
    }

    /// The header of a series in two: its name, and what else it says.
    fn header(&self, series: usize, style: PieceStyle) -> (StyledText, Vec<StyledText>) {
        let Some(cell) = self.chart.data.header.get(series + 1) else {
            return (StyledText::default(), Vec::new());
        };
        let name = self.chart.series.get(series).map_or(0, |one| one.name);
        let mut own = StyledText::default();
        let mut rest = Vec::new();
        for (index, inline) in cell.content.iter().enumerate() {
            let text = self.styled(std::slice::from_ref(inline), cell, style);
            if index == name {
                own = text;
            } else {
                rest.push(text);
            }
        }
        (own, rest)
    }

    /// The whole header of a series.
    fn whole_header(&self, series: usize, style: PieceStyle) -> StyledText {
        self.chart
            .data
            .header
            .get(series + 1)
            .map_or_else(StyledText::default, |cell| {
                self.styled(&cell.content, cell, style)
            })
    }

    fn quiet(&self) -> PieceStyle {
        PieceStyle {
            colour: self.theme.quiet,
            ..self.style.into()
        }
    }

    fn fill(
        &self,
        left: Length,
        top: Length,
        right: Length,
        bottom: Length,
        colour: Colour,
    ) -> Fragment {
        Fragment {
            owner: self.owner(),
            bounds: Rect {
                left,
                top,
                right,
                bottom,
            },
            content: FragmentContent::Fill(colour),
        }
    }

    /// A hairline downward.
    fn upright(&self, x: Length, top: Length, bottom: Length, colour: Colour) -> Fragment {
        let half = self.theme.hairline / 2;
        self.fill(x - half, top, x + half, bottom, colour)
    }

    /// What is said of the numbers above the drawing: what they are where there is one series; where there
    /// are several, the unit alone, which their headers say. The height that it takes.
    fn subtitle(&mut self, canvas: &mut Canvas, x: Length) -> Length {
        let measure = self.measure - x;
        if let Some(cell) = self.chart.data.header.first() {
            let text = self.styled(&cell.content, cell, self.style.into());
            let words = self.words(&text, self.measure, LABEL_LINES);
            canvas.set_unseen(words, Length::ZERO, Length::ZERO);
        }
        let words = if self.chart.series.len() == 1 {
            let text = self.whole_header(0, self.quiet());
            self.words(&text, measure, NAME_LINES)
        } else if let Some(unit) = &self.chart.unit {
            let text = StyledText::of_node(self.chart.drawing_node.id, unit, self.quiet());
            self.words(&text, measure, NAME_LINES).into_artifact()
        } else {
            return Length::ZERO;
        };
        let height = words.height();
        canvas.set(words, x, Length::ZERO);
        height + self.theme.cell_padding_block
    }

    /// Bars from a common line, the labels in a column before them. Where parts of a whole are shown, each
    /// bar begins where the one before it ends.
    fn bars(&mut self) -> Vec<VerticalBox> {
        let rows = self.chart.data.rows.len();
        let count = self.chart.series.len();
        let share = |per_mille: i64| self.measure.scaled(per_mille, 1000);
        let (most_label, most_name, most_value) = (
            share(LABELS_PER_MILLE),
            share(NAMES_PER_MILLE),
            share(VALUE_PER_MILLE),
        );
        let labels: Vec<_> = (0..rows)
            .map(|row| {
                let text = self.text(row, 0);
                self.words(&text, most_label, LABEL_LINES)
            })
            .collect();
        let is_grouped = count > 1;
        let names: Vec<(Words, Vec<Words>)> = (0..if is_grouped { count } else { 0 })
            .map(|series| {
                let (name, rest) = self.header(series, self.quiet());
                let rest = rest
                    .iter()
                    .map(|text| self.words(text, most_name, NAME_LINES));
                let rest = rest.collect();
                (self.words(&name, most_name, NAME_LINES), rest)
            })
            .collect();
        let values: Vec<Vec<_>> = (0..rows)
            .map(|row| {
                (0..count)
                    .map(|series| {
                        let text = self.text(row, series + 1);
                        self.words(&text, most_value, VALUE_LINES)
                    })
                    .collect()
            })
            .collect();
        let bars = Extents::of(self.chart);
        let widest = |negative: bool| {
            let mut width = Length::ZERO;
            for (row, cells) in values.iter().enumerate() {
                for (series, words) in cells.iter().enumerate() {
                    if bars.is_negative(row, series) == negative {
                        width = width.max(words.width() + GAP);
                    }
                }
            }
            width
        };
        let column = |lines: Length| {
            if lines > Length::ZERO {
                lines + GAP * 2
            } else {
                lines
            }
        };
        let names_from = column(
            labels
                .iter()
                .map(Words::width)
                .fold(Length::ZERO, Length::max),
        );
        let widest_name = names.iter().map(|(name, _)| name.width());
        let bars_from = names_from + column(widest_name.fold(Length::ZERO, Length::max));
        let (left, right) = (bars_from + widest(true), self.measure - widest(false));
        let x = |value: f64| left + Length::pt((right - left).to_pt() * bars.place(value));

        let leading = self.style.leading;
        let mut boxes = Vec::with_capacity(rows);
        let mut canvas = Canvas::new(self.measure);
        let mut top = self.subtitle(&mut canvas, bars_from);
        for ((row, label), cells) in labels.into_iter().enumerate().zip(values) {
            let started = top;
            let mut bottom = top + label.height();
            // A single bar stands on the first line of its label, as the number does.
            canvas.set(label, Length::ZERO, top);
            let mut shapes = Vec::new();
            for (series, value) in cells.into_iter().enumerate() {
                let mut height = if is_grouped { BAR_STEP } else { leading };
                let raised = (leading - height) / 2;
                if row == 0
                    && let Some((name, rest)) = names.get(series)
                {
                    height = height.max(name.height() - raised * 2);
                    let end = names_from + name.width();
                    canvas.set(name.clone(), names_from, top - raised);
                    for words in rest {
                        let start = end.min(self.measure - words.width());
                        canvas.set_unseen(words.clone(), start, top - raised);
                    }
                }
                height = height.max(value.height() - raised * 2);
                let middle = top + leading / 2 - raised;
                let (upper, lower) = (middle - BAR / 2, middle + BAR / 2);
                let (from, to) = bars.span(row, series);
                let ends = (x(from.min(to)), x(from.max(to)));
                let colour = self.theme.bar_colour(series, count);
                if bars.is_share {
                    let whole = self.theme.bar_ground();
                    shapes.push(self.fill(left, upper, x(bars.high), lower, whole));
                }
                if ends.1 > ends.0 {
                    shapes.push(self.fill(ends.0, upper, ends.1, lower, colour));
                }
                let start = if bars.is_negative(row, series) {
                    ends.0 - GAP - value.width()
                } else {
                    ends.1 + GAP
                };
                let start = start.min(self.measure - value.width()).max(Length::ZERO);
                canvas.set(value, start, top - raised);
                top += height;
            }
            bottom = bottom.max(top);
            if row + 1 < rows {
                bottom += if is_grouped { GROUP_ROOM } else { ROW_ROOM };
            }
            if !bars.is_share {
                shapes.push(self.upright(x(0.0), started, bottom, self.theme.quiet));
            }
            canvas.shapes.append(&mut shapes);
            let done = std::mem::replace(&mut canvas, Canvas::new(self.measure));
            boxes.push(done.into_box(bottom));
            top = Length::ZERO;
        }
        boxes
    }

    /// Lines over a field with few level rules, each labelled at its end.
    fn lines(&mut self) -> VerticalBox {
        let rows = self.chart.data.rows.len();
        let count = self.chart.series.len();
        let leading = self.style.leading;
        let mut canvas = Canvas::new(self.measure);

        // The scale at the start of the lines.
        let quiet = self.quiet();
        let most_value = self.measure.scaled(VALUE_PER_MILLE, 1000);
        let chart = self.chart;
        let scale: Vec<(f64, Words)> = chart
            .scale
            .iter()
            .map(|tick| {
                let mut text = StyledText::of_node(chart.drawing_node.id, &tick.words, quiet);
                text.isolate_whole();
                let words = self.words(&text, most_value, 1).into_artifact();
                (tick.value, words)
            })
            .collect();
        let ticks_width = scale
            .iter()
            .map(|(_, words)| words.width())
            .fold(Length::ZERO, Length::max);
        let rules_from = ticks_width + GAP;
        // The number at a single line's first point stands beside the scale and not on it.
        let first = if count == 1 {
            self.text(0, 1)
        } else {
            StyledText::default()
        };
        let room = lines::natural_width(&first, self.shaper) / 2;
        let left = rules_from + room.min(self.measure / 8).max(GAP);
        let (low, high) = (
            scale.first().map_or(0.0, |tick| tick.0),
            scale.last().map_or(1.0, |tick| tick.0),
        );

        // What stands at the end of the lines: the last number of each and its name.
        let last: Vec<usize> = (0..count)
            .map(|series| {
                let drawn = (0..rows)
                    .rev()
                    .find(|row| self.value(*row, series).is_some());
                drawn.unwrap_or(rows.saturating_sub(1))
            })
            .collect();
        let is_several = count > 1;
        let ends: Vec<End> = (0..if is_several { count } else { 0 })
            .map(|series| {
                let (name, rest) = self.header(series, self.style.into());
                let value = self.text(last[series], series + 1);
                let most = self.measure.scaled(NAMES_PER_MILLE, 1000);
                let rest = rest.iter().map(|text| self.words(text, most, NAME_LINES));
                let rest = rest.collect();
                End {
                    value: self.words(&value, most_value, VALUE_LINES),
                    name: self.words(&name, most, NAME_LINES),
                    rest,
                }
            })
            .collect();
        let widest = |of: fn(&End) -> Length| ends.iter().map(of).fold(Length::ZERO, Length::max);
        let value_width = widest(|end| end.value.width());
        let name_width = widest(|end| end.name.width());
        let right = if is_several {
            self.measure - name_width - GAP - value_width - GAP * 2
        } else {
            let text = last
                .first()
                .map(|row| self.text(*row, 1))
                .unwrap_or_default();
            self.measure - (lines::natural_width(&text, self.shaper) / 2).min(self.measure / 8)
        };

        let top = self.subtitle(&mut canvas, Length::ZERO) + leading;
        let names_height: Length = ends.iter().map(End::height).sum();
        let field = FIELD
            .min(self.measure.scaled(FIELD_PER_MILLE, 1000))
            .max(names_height - leading);
        let span = high / 2.0 - low / 2.0;
        let y = |value: f64| {
            let share = ((value / 2.0 - low / 2.0) / span).clamp(0.0, 1.0);
            top + field - Length::pt(field.to_pt() * share)
        };
        let x = |row: usize| match rows {
            0 | 1 => left + (right - left) / 2,
            _ => left + (right - left).scaled(row as i64, rows as i64 - 1),
        };

        // Level rules.
        let mut above = None;
        let mut ticks = Vec::new();
        for (value, words) in scale {
            let level = y(value);
            let colour = if value == 0.0 {
                self.theme.quiet
            } else {
                self.theme.faint.tint(GRID_PER_MILLE)
            };
            let half = self.theme.hairline / 2;
            canvas
                .shapes
                .push(self.fill(rules_from, level - half, right, level + half, colour));
            // A number that would touch the one below it is left out.
            if above.is_some_and(|above: Length| above - level < leading) {
                continue;
            }
            above = Some(level);
            let start = ticks_width - words.width();
            ticks.push(Rect {
                left: start,
                top: level - leading / 4,
                right: ticks_width,
                bottom: level + leading / 4,
            });
            canvas.set(words, start, level - leading / 2);
        }

        // The lines themselves, the first on top.
        for series in (0..count).rev() {
            let colour = self.theme.line_colour(series, count);
            let mut segments = Vec::new();
            let mut is_open = false;
            for row in 0..rows {
                let Some(value) = self.value(row, series) else {
                    is_open = false;
                    continue;
                };
                let point = Point {
                    x: x(row),
                    y: y(value),
                };
                segments.push(if is_open {
                    PathSegment::Line(point)
                } else {
                    PathSegment::Move(point)
                });
                is_open = true;
                if rows <= MOST_DOTS || row == last[series] {
                    canvas.shapes.extend(self.dot(point, colour));
                }
            }
            let dashes = DASHES[series % DASHES.len()];
            let stroke = Stroke {
                colour,
                width: LINE,
                dashes: dashes.iter().map(|dash| Length::pt(*dash)).collect(),
            };
            let line = Path {
                segments,
                fill: None,
                stroke: Some(stroke),
            };
            let fragment = line.into_fragment(self.owner());
            canvas.shapes.extend(fragment);
        }

        // Names at the ends, apart from each other.
        let mut bottom = top + field + leading / 2;
        let levels: Vec<Length> = (0..ends.len())
            .map(|series| y(self.value(last[series], series).unwrap_or(low)) - leading / 2)
            .collect();
        let heights: Vec<Length> = ends.iter().map(End::height).collect();
        let tops = apart(&levels, &heights, top - leading / 2, bottom);
        for (series, end) in ends.into_iter().enumerate() {
            let from = Point {
                x: right + GAP / 2,
                y: levels[series] + leading / 2,
            };
            let to = Point {
                x: right + GAP * 2 - GAP / 2,
                y: tops[series] + leading / 2,
            };
            let is_moved = (from.y - to.y).max(to.y - from.y) > leading / 4;
            if is_moved {
                let leader = Path {
                    segments: vec![PathSegment::Move(from), PathSegment::Line(to)],
                    fill: None,
                    stroke: Some(Stroke {
                        colour: self.theme.quiet,
                        width: self.theme.hairline,
                        dashes: Vec::new(),
                    }),
                };
                canvas.shapes.extend(leader.into_fragment(self.owner()));
            }
            let values_from = right + GAP * 2;
            let start = values_from + value_width - end.value.width();
            let names_from = values_from + value_width + GAP;
            canvas.set(end.value, start, tops[series]);
            canvas.set(end.name, names_from, tops[series]);
            for words in end.rest {
                let start = names_from.min(self.measure - words.width());
                canvas.set_unseen(words, start, tops[series]);
            }
            bottom = bottom.max(tops[series] + heights[series]);
        }

        let values = self.point_values(&mut canvas, &last, &ticks, &x, &y, top - leading);
        let under = values.max(top + field + leading / 4);
        let labels = self.point_labels(&mut canvas, rows, &x, under);
        canvas.into_box(bottom.max(labels) + self.theme.cell_padding_block)
    }

    /// The numbers at the points of the lines: all of one line where they have room beside each other, else
    /// those at its ends and of its highest and lowest points; the others, and what would stand over a number of the
    /// scale, are set without ink. The lower edge of the lowest that is seen.
    fn point_values(
        &mut self,
        canvas: &mut Canvas,
        last: &[usize],
        ticks: &[Rect],
        x: &dyn Fn(usize) -> Length,
        y: &dyn Fn(f64) -> Length,
        highest: Length,
    ) -> Length {
        let leading = self.style.leading;
        let rows = self.chart.data.rows.len();
        let mut lowest = Length::ZERO;
        for (series, last) in last.iter().enumerate() {
            let value = |row: usize| self.value(row, series);
            let by_value = |one: &usize, other: &usize| {
                value(*one)
                    .unwrap_or(f64::NAN)
                    .total_cmp(&value(*other).unwrap_or(f64::NAN))
            };
            let drawn: Vec<usize> = (0..rows).filter(|row| value(*row).is_some()).collect();
            let mut order = vec![*last];
            order.extend(drawn.first());
            order.extend(drawn.iter().copied().max_by(by_value));
            order.extend(drawn.iter().copied().min_by(by_value));
            let marked = order.len();
            order.extend(0..rows);
            let texts: Vec<_> = (0..rows).map(|row| self.text(row, series + 1)).collect();
            let widest = texts
                .iter()
                .map(|text| lines::natural_width(text, self.shaper));
            let widest = widest.fold(Length::ZERO, Length::max) + GAP;
            let all_fit = rows < 2 || x(1) - x(0) >= widest;
            let mut is_set = vec![false; rows];
            let mut taken = ticks.to_vec();
            for (rank, row) in order.into_iter().enumerate() {
                if row >= rows || std::mem::replace(&mut is_set[row], true) {
                    continue;
                }
                if self.chart.series.len() > 1 && row == *last {
                    continue;
                }
                let words = self.words(&texts[row], self.measure, VALUE_LINES);
                let width = words.width();
                let level = self.value(row, series).map_or(highest + leading, y);
                let neighbour =
                    |row: Option<usize>| row.and_then(|row| self.value(row, series)).map(y);
                let (before, after) = (neighbour(row.checked_sub(1)), neighbour(Some(row + 1)));
                let is_higher = |other: Option<Length>| other.map(|other| other < level);
                // Below the line where it comes and goes upward; else above it, and beside it where it rises
                // or falls.
                let (is_below, from_middle) = match (is_higher(before), is_higher(after)) {
                    (Some(true), Some(true)) => (true, width / 2),
                    (Some(true), None) | (None, Some(true)) => (true, width / 2),
                    (Some(false), Some(true)) => (false, width - DOT),
                    (Some(true), Some(false)) => (false, DOT),
                    _ => (false, width / 2),
                };
                let start = x(row) - from_middle;
                let start = start.min(self.measure - width).max(Length::ZERO);
                let top = if is_below {
                    level + DOT
                } else {
                    (level - leading - DOT / 2).max(highest)
                };
                let bounds = Rect {
                    left: start - GAP / 2,
                    top,
                    right: start + width + GAP / 2,
                    bottom: top + leading,
                };
                let is_seen = self.chart.series.len() == 1
                    && words.seen.len() == 1
                    && (all_fit || rank < marked)
                    && !taken.iter().any(|other| overlap(other, &bounds));
                if is_seen {
                    taken.push(bounds);
                    lowest = lowest.max(top + leading);
                    canvas.set(words, start, top);
                } else {
                    canvas.set_unseen(words, start, top);
                }
            }
        }
        lowest
    }

    /// The labels below the field, as many as have room; the lower edge of the lowest.
    fn point_labels(
        &mut self,
        canvas: &mut Canvas,
        rows: usize,
        x: &dyn Fn(usize) -> Length,
        top: Length,
    ) -> Length {
        const MOST_LINES: i64 = 2;
        // So few labels all stand there, divided where they must be.
        const FEW: usize = 6;
        let texts: Vec<StyledText> = (0..rows).map(|row| self.text(row, 0)).collect();
        // The width of each whole, and of its widest word.
        let widths: Vec<(Length, Length)> = texts
            .iter()
            .map(|text| {
                let parts = lines::parts(text, self.shaper);
                let widest = parts.iter().map(|part| part.width);
                let widest = widest.fold(Length::ZERO, Length::max);
                (lines::natural_width(text, self.shaper), widest)
            })
            .collect();
        let between = if rows > 1 { x(1) - x(0) } else { self.measure };
        // Every label, or else every second, every third…, counted from the last.
        let shown = |row: usize, every: usize| (rows - 1 - row).is_multiple_of(every);
        let mut every = 1;
        while every < rows && rows > FEW {
            let room = between * every as i64 - GAP;
            let fits = (0..rows).filter(|row| shown(*row, every)).all(|row| {
                let (whole, widest) = widths[row];
                widest <= room && whole <= room * MOST_LINES
            });
            if fits {
                break;
            }
            every += 1;
        }
        let room = (between * every as i64 - GAP).max(self.style.size);
        let mut bottom = top;
        let mut free_to = self.measure + GAP;
        for row in (0..rows).rev() {
            let mut words = self.words(&texts[row], room.min(self.measure), POINT_LINES);
            let width = words.width();
            let start = (x(row) - width / 2)
                .min(self.measure - width)
                .max(Length::ZERO);
            if shown(row, every) && start + width + GAP <= free_to {
                free_to = start;
                bottom = bottom.max(top + words.height());
                // Each line in the middle of the label.
                for line in &mut words.seen {
                    let inset = (width - line.width) / 2;
                    for fragment in &mut line.fragments {
                        fragment.shift(inset, Length::ZERO);
                    }
                }
                canvas.set(words, start, top);
            } else {
                canvas.set_unseen(words, start, top);
            }
        }
        bottom
    }

    fn dot(&self, centre: Point, colour: Colour) -> Option<Fragment> {
        Path::circle(centre, DOT, colour).into_fragment(self.owner())
    }
}

/// What stands at the end of a line.
struct End {
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

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.top < other.bottom
        && other.top < one.bottom
}

/// Places for labels of these heights, each as near as can be to the level that it wants, between `top` and
/// `bottom` as far as there is room: none over another, in the order of their levels.
fn apart(levels: &[Length], heights: &[Length], top: Length, bottom: Length) -> Vec<Length> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    order.sort_by_key(|label| (levels[*label], *label));
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

    fn is_negative(&self, row: usize, series: usize) -> bool {
        self.value(row, series) < 0.0
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
