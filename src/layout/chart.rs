//! Charts: numbers as bars and lines, each labelled where it stands.
//!
//! The words in a drawing are the cells of the chart's own table. What has no room is set without ink at
//! its place, so that every cell is there to be read aloud, searched and copied.

mod bars;
mod canvas;
mod points;
mod polylines;

use super::lines::{self, Shape};
use super::page::{Fragment, Owner, Rect};
use super::shape::Shaper;
use super::table::divided_at;
use super::text::{Collector, PieceStyle, StyledText, TextLanguage};
use super::vertical::VerticalBox;
use crate::document::{Cell, Chart, ChartKind, Document, Inline, NodeId};
use crate::length::Length;
use crate::locale::Direction;
use crate::theme::{Colour, Figures, Style, StyleName, Theme};
use canvas::{Canvas, Words};

/// The share of the measure that the names of series take at most, in thousandths.
const NAMES_PER_MILLE: i64 = 240;
/// The share of the measure that a number takes before it is divided, in thousandths.
const VALUE_PER_MILLE: i64 = 250;
/// The most lines of a label, of a series' name and of a number; what is longer ends without ink.
const LABEL_LINES: usize = 12;
const NAME_LINES: usize = 4;
const VALUE_LINES: usize = 3;

/// A chart as it is drawn: boxes that stand on each other.
pub(super) struct Drawn {
    /// What says of all rows what they show, and stays with the first: unit, and names of series beside their colours.
    pub head: Option<VerticalBox>,
    /// What stands below it, in rows between which a page may end.
    pub rows: Vec<VerticalBox>,
}

/// Draws a chart from its upper left corner, at most `measure` wide; around it is text in the language `outer`.
pub(super) fn draw(
    chart: &Chart,
    measure: Length,
    theme: &Theme,
    (collector, outer): (&Collector, TextLanguage),
    shaper: &mut Shaper,
) -> Drawn {
    let direction = shaper.direction();
    let mut drawing = Drawing {
        chart,
        measure,
        theme,
        collector,
        outer: TextLanguage::of_node(&chart.data_node, outer),
        shaper,
        style: Style {
            // Arabic figures of one width stand far apart.
            figures: match direction {
                Direction::LeftToRight => Figures::Tabular,
                Direction::RightToLeft => Figures::Lining,
            },
            ..theme.style(StyleName::TableCell)
        },
    };
    if chart.kind == ChartKind::Line {
        Drawn {
            head: None,
            rows: vec![drawing.polylines()],
        }
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
    let mut shaper = Shaper::new(theme.fonts.clone(), &document.metadata.language);
    let collector = Collector::new(theme, &document.notes, &document.metadata.language);
    let words = (&collector, collector.text_language);
    let drawn = document.charts().into_iter().map(|chart| {
        let drawn = draw(chart, measure, theme, words, &mut shaper);
        let whole = VerticalBox::stacked(drawn.head.into_iter().chain(drawn.rows));
        let mut fragments = whole.fragments;
        if shaper.direction() == Direction::RightToLeft {
            for fragment in &mut fragments {
                fragment.mirror(measure);
            }
        }
        DrawnChart {
            node: chart.drawing_node.id,
            width: measure,
            height: whole.height,
            fragments,
        }
    });
    drawn.collect()
}

/// A number as a share of the way from `low` to `high`.
fn share_of_way(value: f64, low: f64, high: f64) -> f64 {
    // Halves, since the difference may be more than a number holds.
    let span = high / 2.0 - low / 2.0;
    if span > 0.0 {
        ((value / 2.0 - low / 2.0) / span).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

struct Drawing<'c> {
    chart: &'c Chart,
    measure: Length,
    theme: &'c Theme,
    collector: &'c Collector<'c>,
    /// The language of what is around its cells.
    outer: TextLanguage,
    shaper: &'c mut Shaper,
    /// How labels and numbers are set.
    style: Style,
}

impl Drawing<'_> {
    fn owner(&self) -> Owner {
        Owner::Node(self.chart.drawing_node.id)
    }

    fn styled(&self, content: &[Inline], cell: &Cell, style: PieceStyle) -> StyledText {
        let collector = self.collector;
        let mut text = collector.collect(content, style, &cell.node, self.outer);
        text.start_with_others();
        text
    }

    /// Words in lines of this measure, the first `most` of them with ink.
    fn words(&mut self, text: &StyledText, measure: Length, most: usize) -> Words {
        let first = text.pieces.first();
        let mut words = Words {
            seen: lines::break_lines(text, measure, Shape::Ragged, self.shaper),
            unseen: Vec::new(),
            leading: self.style.leading,
            text: text.text.clone(),
            origin: first.and_then(|piece| piece.origin.clone()),
        };
        words.cut(most);
        words
    }

    /// The cell of a row: its label in column 0, then its numbers. A row may lack cells.
    fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.chart.data.rows.get(row)?.cells.get(column)
    }

    fn text(&self, row: usize, column: usize) -> StyledText {
        let Some(cell) = self.cell(row, column) else {
            return StyledText::default();
        };
        let style = self.style.into();
        if column == 0 {
            return self.styled(&cell.content, cell, style);
        }
        let collector = self.collector;
        let mut number = collector.collect(&cell.content, style, &cell.node, self.outer);
        number.isolate_whole();
        number
    }

    /// How far a number reaches from where it starts to its decimal sign, where the numbers of a column are aligned: in a
    /// drawing from right to left they start with their decimals. What is no number ends there.
    fn reach(&mut self, row: usize, column: usize, number: &StyledText, words: &Words) -> Length {
        let decimal = self.cell(row, column).and_then(|cell| cell.decimal);
        let Some(decimal) = decimal.filter(|_| words.seen.len() == 1) else {
            return words.width();
        };
        let (before, behind) = divided_at(decimal, number, self.shaper);
        match self.shaper.direction() {
            Direction::LeftToRight => before,
            Direction::RightToLeft => behind,
        }
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

    fn fill(&self, bounds: Rect, colour: Colour) -> Fragment {
        Fragment {
            owner: self.owner(),
            ..Fragment::fill(bounds, colour)
        }
    }

    /// A hairline downward.
    fn upright(&self, x: Length, top: Length, bottom: Length, colour: Colour) -> Fragment {
        let half = self.theme.hairline / 2;
        let bounds = Rect {
            left: x - half,
            top,
            right: x + half,
            bottom,
        };
        self.fill(bounds, colour)
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
            let mut text = StyledText::of_node(self.chart.drawing_node.id, unit, self.quiet());
            // “°C” in words from right to left.
            text.isolate_whole();
            self.words(&text, measure, NAME_LINES).into_artifact()
        } else {
            return Length::ZERO;
        };
        let height = words.height();
        canvas.set(words, x, Length::ZERO);
        height + self.theme.cell_padding_block
    }
}
