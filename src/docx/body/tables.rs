//! Tables, and the data of charts.

use super::spacing::set_off;
use super::{Composer, MOST_SLACK, Piece, Place, close};
use crate::document::{
    Caption, Cell, Chart, ColumnAlignment, Document, Origin, RowHeaders, Table as Data, plain_text,
};
use crate::docx::facts::TableFacts;
use crate::docx::xml::sanitised;
use crate::docx::{is_right_to_left, style_ids, styles};
use crate::layout;
use crate::length::Length;
use crate::theme::Theme;
use docx_rs::{Tab, TabValueType, Table, TableCell, TableLayoutType, TableRow, WidthType};

/// How much wider than in layout columns are at least, since Word rounds the widths of letters: 26/25.
const LEAST_SLACK: (i64, i64) = (26, 25);

/// A table of so many lines is kept on one page: of about a third of it.
const WHOLE_UP_TO_LINES: usize = 16;

/// The same of a chart's data, which stay with its picture as well: more would leave too much of a page empty.
const DATA_WHOLE_UP_TO_LINES: usize = 6;

/// What a row is in its table.
#[derive(Clone, Copy)]
enum RowKind {
    /// The first, which stays with the one after it.
    Header,
    Body {
        keeps_with_next: bool,
    },
}

impl<'a> Composer<'a> {
    pub(super) fn table(&mut self, table: &'a Data, place: Place<'a>, out: &mut Vec<Piece>) {
        let from = out.len();
        if let Some(caption) = &table.caption {
            out.push(self.caption_above(caption, "Table", place));
        }
        let to = out.len();
        let beyond = self.rows(table, WHOLE_UP_TO_LINES, place, out);
        set_edges(&mut out[from..to], beyond);
    }

    /// A caption that stands above what it is of, as far from the text as that floats in layout.
    pub(super) fn caption_above(
        &mut self,
        caption: &'a Caption,
        sequence: &str,
        place: Place<'a>,
    ) -> Piece {
        let paragraph = self.caption(caption, sequence, place);
        set_off(paragraph, self.theme.float_gap).into()
    }

    /// A chart: its picture, where there is one, on one page with the head of the table of its data.
    pub(super) fn chart(&mut self, chart: &'a Chart, place: Place<'a>, out: &mut Vec<Piece>) {
        if let Some(caption) = &chart.data.caption {
            out.push(self.caption_above(caption, "Figure", place));
        }
        if let Some(picture) = self.charts.get(&chart.drawing_node.id) {
            let paragraph = self.figure_picture(&chart.drawing_node, picture, &chart.alt, place);
            out.push(paragraph.keep_next(true).into());
        }
        self.pend(&chart.data_node);
        self.rows(&chart.data, DATA_WHOLE_UP_TO_LINES, place, out);
    }

    /// A table without its caption, kept on one page where it has no more than so many lines. How far it reaches beyond
    /// the text on either side, in twentieths of a point.
    fn rows(
        &mut self,
        table: &'a Data,
        whole_up_to_lines: usize,
        place: Place<'a>,
        out: &mut Vec<Piece>,
    ) -> i32 {
        let headers: Vec<String> = table
            .header
            .iter()
            .map(|c| plain_text(&c.content))
            .filter(|words| !words.is_empty())
            .collect();
        let caption = table.caption.as_ref();
        self.tables.push(TableFacts {
            title: caption.map_or_else(String::new, |c| sanitised(&plain_text(&c.content))),
            description: sanitised(&headers.join(", ")),
            row_headers: table.row_headers.columns() > 0,
            right_to_left: is_right_to_left(place.language),
        });
        let grid = self.grid(table);
        let widths: Vec<usize> = grid.columns.iter().map(|column| column.width).collect();
        let width: usize = widths.iter().sum();
        let mut rows = Vec::with_capacity(table.rows.len() + 1);
        self.pend(&table.header_node);
        rows.push(self.row(&table.header, table, &grid, RowKind::Header, place));
        for (index, row) in table.rows.iter().enumerate() {
            self.pend(&row.node);
            let place = Place {
                language: row.node.language_or(place.language),
                ..place
            };
            // No row stands alone under the header or before the note.
            let keeps_with_next = match table.rows.len() - index {
                1 => table.note.is_some(),
                2 => true,
                _ => index == 0 || grid.lines <= whole_up_to_lines,
            };
            let kind = RowKind::Body { keeps_with_next };
            rows.push(self.row(&row.cells, table, &grid, kind, place));
        }
        let mut set = Table::without_borders(rows)
            .style(match table.row_headers {
                RowHeaders::Plain(_) => style_ids::TABLE_PLAIN,
                RowHeaders::None | RowHeaders::Strong(_) => style_ids::TABLE,
            })
            .set_grid(widths)
            .width(width, WidthType::Dxa)
            .layout(TableLayoutType::Fixed);
        if grid.beyond > 0 {
            set = set.indent(-grid.beyond);
        }
        if grid.padding != self.theme.cell_padding_inline {
            set = set.margins(styles::cell_margins(self.theme, grid.padding));
        }
        out.push(Piece::Table(Box::new(set)));
        if let Some(note) = &table.note {
            let place = Place {
                list: None,
                ..place
            };
            let from = out.len();
            self.block(note, place, out);
            set_edges(&mut out[from..], grid.beyond);
        }
        grid.beyond
    }

    fn row(
        &mut self,
        cells: &'a [Cell],
        table: &'a Data,
        grid: &Grid,
        kind: RowKind,
        place: Place<'a>,
    ) -> TableRow {
        let (is_header, keeps_with_next) = match kind {
            RowKind::Header => (true, true),
            RowKind::Body { keeps_with_next } => (false, keeps_with_next),
        };
        let mut set = Vec::with_capacity(grid.columns.len());
        for (index, column) in grid.columns.iter().enumerate() {
            let alignment = table.alignments.get(index).copied().unwrap_or_default();
            let is_number = cells.get(index).is_some_and(|cell| cell.decimal.is_some());
            // The decimal signs of Arabic script are none that word processors align by.
            let has_tab = is_number && !is_right_to_left(self.document_language());
            let decimal_tab = column.decimal_tab.filter(|_| has_tab);
            // Numbers run from left to right in every language, and have their edge at the right: in a document
            // from right to left that is where words have theirs.
            let alignment = match alignment {
                ColumnAlignment::End
                    if !is_number && is_right_to_left(self.document_language()) =>
                {
                    ColumnAlignment::Start
                }
                alignment => alignment,
            };
            let style = match (is_header, alignment) {
                (true, ColumnAlignment::Start) => style_ids::TABLE_HEADING,
                (true, ColumnAlignment::End) => style_ids::TABLE_HEADING_NUMBER,
                (false, ColumnAlignment::Start) => style_ids::TABLE_TEXT,
                (false, ColumnAlignment::End) if decimal_tab.is_some() => style_ids::TABLE_DECIMAL,
                (false, ColumnAlignment::End) => style_ids::TABLE_NUMBER,
            };
            let style = style.to_owned() + grid.size;
            let mut children = Vec::new();
            let mut language = place.language;
            if let Some(cell) = cells.get(index) {
                self.pend(&cell.node);
                language = cell.node.language_or(language);
                let targets = self.open_pending(&mut children);
                let origin = cell.node.origin.as_ref();
                self.content(origin, &cell.content, &style, language, &mut children);
                close(targets, &mut children);
            }
            let mut paragraph = self.paragraph(&style, children, language);
            if keeps_with_next {
                paragraph = paragraph.keep_next(true);
            }
            if let Some(position) = decimal_tab {
                let tab = Tab::new().val(TabValueType::Decimal).pos(position);
                paragraph.property = paragraph.property.add_tab(tab);
            }
            let cell = TableCell::new().width(column.width, WidthType::Dxa);
            set.push(cell.add_paragraph(paragraph));
        }
        TableRow::new(set).cant_split()
    }

    fn grid(&mut self, table: &Data) -> Grid {
        let theme = self.theme;
        let (proportions, measure) = proportions(table, theme, &mut self.measurer);
        let layout::Proportions {
            columns,
            lines,
            is_wide,
            step,
            padding,
            ..
        } = proportions;
        let total: Length = columns.iter().map(|column| column.width).sum();
        // From right to left a table fills the measure: LibreOffice puts a narrower one at the left, Word at the right.
        let wider = if is_right_to_left(self.document_language()) {
            measure
        } else {
            measure.min(total.scaled(MOST_SLACK.0, MOST_SLACK.1))
        };
        let (wider, than) = (wider.to_emu(), total.to_emu());
        let twips = |length: Length| length.to_twips().max(1) as usize;
        let columns: Vec<Column> = columns
            .iter()
            .map(|column| {
                let width = column.width.scaled(wider, than);
                let text = width - padding * 2;
                let decimals = column.decimals.filter(|decimals| {
                    let number = decimals.before + decimals.behind;
                    number.scaled(MOST_SLACK.0, MOST_SLACK.1) <= text
                });
                let behind = decimals.map(|decimals| decimals.behind.scaled(wider, than));
                Column {
                    width: twips(width),
                    decimal_tab: behind.map(|behind| twips(text - behind)),
                }
            })
            .collect();
        let width: usize = columns.iter().map(|column| column.width).sum();
        let usual = theme.single_column.measure().to_twips().max(0) as usize;
        let beyond = width.saturating_sub(usual) as i32 / 2;
        Grid {
            columns,
            lines,
            beyond: if is_wide { beyond } else { 0 },
            size: style_ids::CELL_SIZES.get(step).copied().unwrap_or_default(),
            padding,
        }
    }
}

/// Lets paragraphs reach so far beyond the text on either side: the caption and the note of a table have its edges.
fn set_edges(pieces: &mut [Piece], beyond: i32) {
    if beyond == 0 {
        return;
    }
    for piece in pieces {
        if let Piece::Paragraph(paragraph) = piece {
            let property = std::mem::take(&mut paragraph.property);
            paragraph.property = property.indent(Some(-beyond), None, Some(-beyond), None);
        }
    }
}

/// The proportions of a table on the word processor's page, and the measure in which it has them.
fn proportions(
    table: &Data,
    theme: &Theme,
    measurer: &mut layout::Measurer,
) -> (layout::Proportions, Length) {
    let usual = theme.single_column.measure();
    // As wide as layout's widest, at whose edges no cell has padding.
    let (wide, narrow) = LEAST_SLACK;
    let wide = theme.page.full_measure().scaled(wide, narrow) + theme.cell_padding_inline * 2;
    let measures = |measure: Length| {
        let narrower = |(wide, narrow)| measure.scaled(narrow, wide);
        narrower(MOST_SLACK)..=narrower(LEAST_SLACK)
    };
    let proportions = measurer.proportions(table, measures(usual), measures(wide));
    let measure = if proportions.is_wide { wide } else { usual };
    (proportions, measure)
}

/// The fields with which the tables begin in which words are divided, since nothing makes room for them.
pub fn with_divided_words<'d>(document: &'d Document, theme: &Theme) -> Vec<&'d Origin> {
    let mut tables = document.tables();
    if tables.is_empty() {
        return Vec::new();
    }
    let mut measurer = layout::Measurer::new(document, theme);
    tables.retain(|table| !proportions(table, theme, &mut measurer).0.holds_words);
    let begin = tables
        .into_iter()
        .filter_map(|table| table.cells().find_map(|cell| cell.node.origin.as_ref()));
    begin.collect()
}

/// A table as layout would set it on the word processor's page, a little wider.
struct Grid {
    columns: Vec<Column>,
    /// How high it is about.
    lines: usize,
    /// How far it reaches beyond the text, in twentieths of a point: as far on either side, so that it is the same from
    /// which one it is counted.
    beyond: i32,
    /// What the styles of its words are called further.
    size: &'static str,
    /// Space inside its cells, before and after.
    padding: Length,
}

/// A column of a table, in twentieths of a point.
struct Column {
    width: usize,
    /// From the start of a cell's text: where its numbers have their decimal sign. In a cell Word aligns a
    /// paragraph there without a tab character. None where a number in the letters of another font could be
    /// wider than its cell, and would go on in a second line.
    decimal_tab: Option<usize>,
}
