//! Tables: cells measured and given columns, rows as boxes.

use super::Measurer;
use super::columns::{CellExtent, Cohesion, Columns};
use super::lines::{self, Line, Part, Shape};
use super::notice::{Notice, NoticeKind};
use super::page::{Fragment, Rect};
use super::shape::Shaper;
use super::text::{Collector, PieceStyle, StyledText, TextLanguage};
use super::vertical::{Break, Item, VerticalBox, VerticalList, baseline_in};
use crate::document::{Cell, ColumnAlignment, Table};
use crate::length::Length;
use crate::locale::Direction;
use crate::theme::{Figures, Style, TableStyles, Theme};
use std::ops::RangeInclusive;

/// A label is kept whole up to this many ems.
const LABEL_EMS: i64 = 9;
/// A word is kept whole up to this many ems.
const SHORT_WORD_EMS: i64 = 4;
/// A text with figures, such as a date, is kept whole up to this many ems.
const FIGURES_EMS: i64 = 15;
/// The gaps between columns take no more of a table's width than one in so many parts.
const GAPS_ONE_IN: i64 = 3;
/// The gaps give up to one in so many parts of themselves where the texts then have room unbroken, or the words whole.
const GAPS_GIVE_ONE_IN: i64 = 3;
/// A table is set wider than the text where that takes one in so many lines from it, and no fewer than these: the text
/// has one edge, which a line or two are not worth.
const WIDER_SAVES_ONE_IN: usize = 6;
const WIDER_SAVES_LINES: usize = 3;

/// A column of a table as layout would set it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its width, with the padding of its cells.
    pub width: Length,
    /// In a column whose numbers are not equally long from their decimal sign on: how wide they are.
    pub decimals: Option<Decimals>,
}

/// How layout would set a table, for formats that set their tables themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proportions {
    /// Its columns, from the start of the line.
    pub columns: Vec<Column>,
    /// The lines of all rows, with those of the header.
    pub lines: usize,
    /// Whether it takes the wide measures.
    pub is_wide: bool,
    /// The place of its styles among [those of tables](Theme::table_styles).
    pub step: usize,
    /// Space inside a cell, before and after.
    pub padding: Length,
    /// Whether all its words are whole.
    pub holds_words: bool,
}

impl Measurer<'_> {
    /// The proportions of a table in the narrowest of these measures in which no word is divided, or else in the widest:
    /// of `usual` ones; where its words have no room in them, of `wide` ones, if that must be in smaller type. A word
    /// processor divides words between any letters, so all are whole where they can be.
    pub fn proportions(
        &mut self,
        table: &Table,
        usual: RangeInclusive<Length>,
        wide: RangeInclusive<Length>,
    ) -> Proportions {
        let steps = self.theme.table_styles();
        let words = (&self.collector, self.collector.text_language);
        let mut step = 0;
        let mut prepared = PreparedTable::new(table, steps[step], words, &mut self.shaper);
        // Here the cells at the edges have their padding, too.
        let within = |prepared: &PreparedTable, measure: &Length| *measure - prepared.gap;
        let is_wide = !prepared.holds_words(within(&prepared, usual.end()));
        let measures = if is_wide { wide } else { usual };
        while !prepared.holds_words(within(&prepared, measures.end())) && step + 1 < steps.len() {
            step += 1;
            prepared = PreparedTable::new(table, steps[step], words, &mut self.shaper);
        }
        let count = prepared.decimals.len() as i64;
        let gap = if prepared.words <= *measures.end() - prepared.gap * count {
            prepared.gap
        } else {
            prepared.gap_in(within(&prepared, measures.end()))
        };
        let room = |measure: &Length| *measure - gap * count;
        let narrowest = prepared.words.max(room(measures.start()));
        let holds_words = prepared.words <= room(measures.end());
        let columns = prepared.columns.unhyphenated();
        let widths = columns.widths(narrowest.min(room(measures.end())));
        let lines = columns.height_in_lines(&widths);
        let columns = widths
            .into_iter()
            .zip(&prepared.decimals)
            .map(|(width, decimals)| Column {
                width: width + gap,
                decimals: decimals.differ.then_some(*decimals),
            })
            .collect();
        Proportions {
            columns,
            lines,
            is_wide,
            step,
            padding: gap / 2,
            holds_words,
        }
    }
}

/// A table with its text collected and measured, ready to be given a width.
pub(super) struct PreparedTable<'a> {
    table: &'a Table,
    header: Vec<CellText>,
    rows: Vec<Vec<CellText>>,
    columns: Columns,
    /// The widths of all columns, where no line of theirs is broken.
    whole: Length,
    /// The same where no word is.
    words: Length,
    decimals: Vec<Decimals>,
    /// How its header and its cells are set.
    styles: TableStyles,
    /// Between the texts of neighbouring columns; at its edges the table has no padding.
    gap: Length,
}

/// The text of a cell.
struct CellText {
    text: StyledText,
    /// Of a number: the widths before its decimal sign and from there on.
    number: Option<(Length, Length)>,
}

impl CellText {
    /// The text of a cell; around it is text in the language `outer`.
    fn of(
        cell: &Cell,
        mut style: PieceStyle,
        (collector, outer): (&Collector, TextLanguage),
        shaper: &mut Shaper,
    ) -> CellText {
        if cell.decimal.is_none() && shaper.direction() == Direction::RightToLeft {
            // Arabic figures of one width stand far apart: only those of numbers under each other do.
            style.figures = Figures::Lining;
        }
        let mut text = collector.collect(&cell.content, style, &cell.node, outer);
        let number = if let Some(decimal) = cell.decimal {
            text.isolate_whole();
            Some(divided_at(decimal, &text, shaper))
        } else {
            text.start_with_others();
            None
        };
        CellText { text, number }
    }
}

/// The numbers of a column.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Decimals {
    /// The width of the longest part before the decimal sign.
    pub before: Length,
    /// The width of the longest part from there on.
    pub behind: Length,
    /// Whether the parts from there on are not equally long.
    differ: bool,
}

impl Decimals {
    fn of(numbers: impl Iterator<Item = (Length, Length)>) -> Decimals {
        let mut all = Decimals::default();
        for (index, (before, behind)) in numbers.enumerate() {
            all.differ |= index > 0 && behind != all.behind;
            all.before = all.before.max(before);
            all.behind = all.behind.max(behind);
        }
        all
    }
}

impl<'a> PreparedTable<'a> {
    /// The table with its header and its cells in these `styles`; around it is text in the language `outer`.
    pub fn new(
        table: &'a Table,
        styles: TableStyles,
        (collector, outer): (&Collector, TextLanguage),
        shaper: &mut Shaper,
    ) -> PreparedTable<'a> {
        let TableStyles {
            header: header_style,
            cell: style,
            padding_inline,
        } = styles;
        let header_language = TextLanguage::of_node(&table.header_node, outer);
        let header: Vec<CellText> = table
            .header
            .iter()
            .map(|cell| {
                let words = (collector, header_language);
                CellText::of(cell, header_style.into(), words, shaper)
            })
            .collect();
        let row_header = PieceStyle {
            face: style.face.strong(),
            ..style.into()
        };
        let rows: Vec<Vec<CellText>> = table
            .rows
            .iter()
            .map(|row| {
                let outer = TextLanguage::of_node(&row.node, outer);
                let cells = row.cells.iter().enumerate();
                cells
                    .map(|(column, cell)| {
                        let is_header = column < table.row_headers.strong_columns();
                        let style = if is_header { row_header } else { style.into() };
                        CellText::of(cell, style, (collector, outer), shaper)
                    })
                    .collect()
            })
            .collect();
        let count = table.alignments.len();
        let decimals: Vec<Decimals> = (0..count)
            .map(|column| {
                let cells = rows.iter().filter_map(|row| row.get(column));
                Decimals::of(cells.filter_map(|cell| cell.number))
            })
            .collect();
        let mut extents: Vec<Vec<CellExtent>> = Vec::with_capacity(rows.len() + 1);
        let texts = header.iter().map(|cell| {
            let parts = lines::parts(&cell.text, shaper);
            let least = least_width(&cell.text, &parts, header_style.size, shaper);
            CellExtent::new(parts, least, Cohesion::Text)
        });
        extents.push(texts.collect());
        for row in &rows {
            let cells = row.iter().zip(&decimals);
            let cells = cells.map(|(cell, all)| extent(cell, *all, style.size, shaper));
            extents.push(cells.collect());
        }
        let columns = Columns::new(count, extents);
        PreparedTable {
            table,
            header,
            rows,
            whole: columns.preferred().into_iter().sum(),
            words: columns.minimum().into_iter().sum(),
            columns,
            decimals,
            styles,
            gap: padding_inline * 2,
        }
    }

    /// Whether its words have room in a measure, divided at hyphens where that must be.
    pub fn fits(&self, measure: Length) -> bool {
        self.columns.least().into_iter().sum::<Length>() <= self.room(measure)
    }

    /// Whether its words have room whole in a measure.
    fn holds_words(&self, measure: Length) -> bool {
        self.words <= self.room(measure)
    }

    /// Whether the table is better off in the measure `wide` than in `measure`: its words do not fit, or it
    /// becomes much lower.
    pub fn is_better_in(&self, wide: Length, measure: Length) -> bool {
        let height = |measure: Length| {
            let room = self.room(measure);
            self.columns.height_in_lines(&self.columns.widths(room))
        };
        !self.holds_words(measure) || {
            let (high, low) = (height(measure), height(wide));
            let saved = high.saturating_sub(low);
            saved >= WIDER_SAVES_LINES && saved * WIDER_SAVES_ONE_IN >= high
        }
    }

    /// What a measure leaves for the texts of the columns.
    fn room(&self, measure: Length) -> Length {
        measure - self.gap_in(measure) * self.gaps()
    }

    fn gaps(&self) -> i64 {
        (self.decimals.len() as i64 - 1).max(0)
    }

    /// Between columns in a measure: many of them stand closer, and so do those that need little more room.
    fn gap_in(&self, measure: Length) -> Length {
        let count = self.gaps().max(1);
        let most = self.gap.min(measure / GAPS_ONE_IN / count);
        let least = most - most / GAPS_GIVE_ONE_IN;
        let left = [self.whole, self.words].map(|texts| (measure - texts) / count);
        let enough = left.into_iter().find(|left| *left >= least);
        enough.unwrap_or(most).min(most)
    }

    /// Sets the table from `x` on, `measure` wide at most.
    pub fn set(
        &self,
        x: Length,
        measure: Length,
        theme: &Theme,
        shaper: &mut Shaper,
        list: &mut VerticalList,
    ) {
        let page = theme.page.text_height();
        let TableStyles {
            header: header_style,
            cell: style,
            ..
        } = self.styles;
        let count = self.decimals.len();
        let room = self.room(measure);
        let is_crowded = !self.fits(measure) && room < style.size * count as i64;
        let mut grid = Grid {
            x,
            widths: self.columns.widths(room),
            gap: self.gap_in(measure),
            alignments: &self.table.alignments,
            decimals: &self.decimals,
            is_crowded,
            theme,
            shaper,
        };
        let mut header = grid.row(&self.header, header_style, RowKind::Header);
        if is_crowded {
            let first = self.table.header.first();
            header[0].notices.push(Notice {
                kind: NoticeKind::CrowdedTable { columns: count },
                origin: first.and_then(|cell| cell.node.origin.clone()),
            });
        }
        let repeated = VerticalBox::stacked(header.iter().cloned()).repeated(page);
        let divisible_from = repeated
            .as_ref()
            .map_or(page, |repeated| page - repeated.height);
        for (index, slice) in header.into_iter().enumerate() {
            if index > 0 {
                list.forbid_break();
            }
            let baseline = baseline_in(header_style.leading) + theme.cell_padding_block;
            list.push_box(slice, baseline);
        }
        let last = self.rows.len().saturating_sub(1);
        let mut first_is_line = false;
        for (index, row) in self.rows.iter().enumerate() {
            // The first row stays with the header, the last with the one before it; and no single line stands alone
            // below the header.
            let keep = index == 0 || index == last || index == 1 && first_is_line;
            let end = Break::allowed_if(!keep);
            list.items.push(Item::Penalty(end));
            let kind = if index == last {
                RowKind::Last
            } else {
                RowKind::Body
            };
            let slices = grid.row(row, style, kind);
            // A row is kept whole on any page that has room for it; one that no page has room for is divided
            // where it leaves two lines on each.
            let height: Length = slices.iter().map(|slice| slice.height).sum();
            let divisible = height > divisible_from;
            let count = slices.len();
            first_is_line = index == 0 && count == 1;
            for (line, mut slice) in slices.into_iter().enumerate() {
                if line > 0 {
                    list.items.push(Item::Penalty(Break::allowed_if(
                        divisible && line > 1 && line + 1 < count,
                    )));
                }
                if line + 1 < count {
                    slice.cut = Some(grid.rule(slice.height, RowKind::Body));
                }
                slice.continuation.clone_from(&repeated);
                list.push_box(slice, Length::ZERO);
            }
        }
    }
}

/// The widths of a text before the byte `offset` and from there on.
pub(super) fn divided_at(
    offset: usize,
    text: &StyledText,
    shaper: &mut Shaper,
) -> (Length, Length) {
    let glyphs = shaper.shape(text);
    let width = |behind: bool| {
        let side = glyphs
            .iter()
            .filter(|glyph| (glyph.text.start >= offset) == behind);
        side.map(|glyph| glyph.advance).sum()
    };
    (width(false), width(true))
}

/// What a cell asks of its column; a number the width of the column's longest parts.
fn extent(cell: &CellText, decimals: Decimals, em: Length, shaper: &mut Shaper) -> CellExtent {
    if cell.number.is_some() {
        let number = Part {
            width: decimals.before + decimals.behind,
            space: Length::ZERO,
            forced: false,
        };
        return CellExtent::new(vec![number], number.width, Cohesion::Number);
    }
    let parts = lines::parts(&cell.text, shaper);
    let width: Length = parts.iter().map(|part| part.width + part.space).sum();
    let has_figures = cell.text.text.contains(char::is_numeric);
    let cohesion = if has_figures && width <= em * FIGURES_EMS {
        Cohesion::Figures
    } else if width <= em * LABEL_EMS {
        Cohesion::Label
    } else {
        Cohesion::Text
    };
    let least = least_width(&cell.text, &parts, em, shaper);
    CellExtent::new(parts, least, cohesion)
}

/// The width at which no word of a text is divided but at a hyphen; short words are not.
fn least_width(text: &StyledText, parts: &[Part], em: Length, shaper: &mut Shaper) -> Length {
    let widest = Length::longest(parts.iter().map(|part| part.width));
    if widest <= em * SHORT_WORD_EMS {
        widest
    } else {
        lines::least_width(text, shaper)
    }
}

/// What a row is in its table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Header,
    Body,
    /// The last, which closes the table.
    Last,
}

struct Grid<'t> {
    x: Length,
    widths: Vec<Length>,
    gap: Length,
    alignments: &'t [ColumnAlignment],
    decimals: &'t [Decimals],
    /// Whether the columns are so narrow that which of its words are divided is not worth telling.
    is_crowded: bool,
    theme: &'t Theme,
    shaper: &'t mut Shaper,
}

impl Grid<'_> {
    /// A row as slices of one line each, the padding in the first and the last, the rule in the last. Headers
    /// stand on the rule below them, other cells begin on one line.
    fn row(&mut self, cells: &[CellText], style: Style, kind: RowKind) -> Vec<VerticalBox> {
        let padding = self.theme.cell_padding_block;
        let set: Vec<Vec<Line>> = cells
            .iter()
            .zip(&self.widths)
            .map(|(cell, width)| lines::break_lines(&cell.text, *width, Shape::Ragged, self.shaper))
            .collect();
        let count = set.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut above = padding;
        if kind == RowKind::Header {
            // What the header's own leading leaves of the baseline grid.
            let height = style.leading * count as i64 + padding * 2;
            above += height.round_up_to(self.theme.grid / 2) - height;
        }
        let mut slices: Vec<VerticalBox> = (0..count)
            .map(|_| VerticalBox::of(style.leading, Vec::new()))
            .collect();
        slices[0].height += above;
        let mut left = self.x;
        for (column, (lines, cell)) in set.into_iter().zip(cells).enumerate() {
            let width = self.widths[column];
            let first = match kind {
                RowKind::Header => count - lines.len().min(count),
                RowKind::Body | RowKind::Last => 0,
            };
            let is_whole = lines.len() == 1;
            for (index, mut line) in (first..).zip(lines) {
                let y = baseline_in(style.leading) + if index == 0 { above } else { Length::ZERO };
                let number = cell.number.filter(|_| is_whole);
                let indent = self.indent(column, number, line.width);
                line.notices.retain(|notice| {
                    !self.is_crowded || !matches!(notice.kind, NoticeKind::DividedWord { .. })
                });
                slices[index].set_line(line, left + indent, y);
            }
            left += width + self.gap;
        }
        if let Some(last) = slices.last_mut() {
            last.height += padding;
            let rule = self.rule(last.height, kind);
            last.fragments.push(rule);
        }
        slices
    }

    /// How far from the start of its column a line of this width begins, which is a `number` if it has two parts.
    fn indent(&self, column: usize, number: Option<(Length, Length)>, line: Length) -> Length {
        let (width, behind) = (self.widths[column], self.decimals[column].behind);
        // Numbers run from left to right in every language: their column has its edge at the right, which is the start
        // of a page from right to left.
        match (self.alignments[column], self.shaper.direction(), number) {
            (ColumnAlignment::Start, ..) | (_, Direction::RightToLeft, None) => Length::ZERO,
            (_, Direction::RightToLeft, Some((before, _))) => behind + before - line,
            (_, Direction::LeftToRight, Some((before, _))) => width - behind - before,
            (_, Direction::LeftToRight, None) => width - line,
        }
    }

    /// The rule across the table that ends at `bottom`, below a row.
    fn rule(&self, bottom: Length, kind: RowKind) -> Fragment {
        let (thickness, colour) = match kind {
            RowKind::Header => (self.theme.hairline * 2, self.theme.accent),
            RowKind::Body => (self.theme.hairline, self.theme.faint),
            RowKind::Last => (self.theme.hairline, self.theme.quiet),
        };
        let widths: Length = self.widths.iter().copied().sum();
        let gaps = self.gap * (self.widths.len() as i64 - 1).max(0);
        let bounds = Rect {
            left: self.x,
            top: bottom - thickness,
            right: self.x + widths + gaps,
            bottom,
        };
        Fragment::fill(bounds, colour)
    }
}
