//! Tables: column widths from content (CSS 2.2 §17.5.2.2 as a model), rows as boxes.

use super::lines::{self, Line, Shape};
use super::page::{Fragment, Rect};
use super::text::{Collector, StyledText};
use super::vertical::{Break, Item, VerticalBox, VerticalList, baseline_in};
use super::{MissingGlyph, shape::Shaper};
use crate::document::{Cell, ColumnAlignment, Table};
use crate::length::Length;
use crate::theme::{Style, StyleName, Theme};
use std::rc::Rc;

/// A table with its text collected, ready to be given a width.
pub(super) struct PreparedTable<'a> {
    table: &'a Table,
    header: Vec<StyledText>,
    rows: Vec<Vec<StyledText>>,
    /// The width that each column needs where every word has a line to itself.
    minimum: Vec<Length>,
    /// The width that each column takes where no line is broken.
    preferred: Vec<Length>,
}

/// A row whose height exceeds this many lines may be divided between pages.
const DIVISIBLE_FROM_LINES: usize = 12;

impl<'a> PreparedTable<'a> {
    pub fn new(
        table: &'a Table,
        theme: &Theme,
        collector: &Collector,
        shaper: &mut Shaper,
    ) -> PreparedTable<'a> {
        let collect = |cells: &[Cell], style: StyleName| -> Vec<StyledText> {
            cells
                .iter()
                .map(|cell| {
                    collector.collect(
                        &cell.content,
                        theme.style(style).into(),
                        cell.node.origin.as_ref(),
                    )
                })
                .collect()
        };
        let header = collect(&table.header, StyleName::TableHeader);
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| collect(&row.cells, StyleName::TableCell))
            .collect();
        let columns = table.alignments.len();
        let padding = theme.cell_padding_inline * 2;
        let (mut minimum, mut preferred) = (vec![padding; columns], vec![padding; columns]);
        for row in std::iter::once(&header).chain(&rows) {
            for (column, text) in row.iter().enumerate().take(columns) {
                minimum[column] = minimum[column].max(lines::minimum_width(text, shaper) + padding);
                preferred[column] =
                    preferred[column].max(lines::natural_width(text, shaper) + padding);
            }
        }
        PreparedTable {
            table,
            header,
            rows,
            minimum,
            preferred,
        }
    }

    /// Whether the table is better off with more room than `measure`: its words do not fit, or its
    /// columns would be narrow.
    pub fn wants_more_than(&self, measure: Length) -> bool {
        let minimum: Length = self.minimum.iter().copied().sum();
        let preferred: Length = self.preferred.iter().copied().sum();
        minimum > measure
            || preferred > measure * 2
            || (preferred > measure && self.minimum.len() > 3)
    }

    /// The widths of the columns in a measure: as preferred where all fit; otherwise the room beyond the
    /// minimum is shared out in proportion to what each column would still like; below the minimum
    /// all shrink alike.
    fn column_widths(&self, measure: Length) -> Vec<Length> {
        let minimum: Length = self.minimum.iter().copied().sum();
        let preferred: Length = self.preferred.iter().copied().sum();
        if preferred <= measure {
            return self.preferred.clone();
        }
        if minimum >= measure {
            let share = |width: &Length| Length::pt(width.ratio(minimum) * measure.to_pt());
            return self.minimum.iter().map(share).collect();
        }
        let share = (measure - minimum).ratio(preferred - minimum);
        self.minimum
            .iter()
            .zip(&self.preferred)
            .map(|(minimum, preferred)| {
                *minimum + Length::pt((*preferred - *minimum).to_pt() * share)
            })
            .collect()
    }

    /// Sets the table from `x` on, `measure` wide at most.
    pub fn set(
        &self,
        x: Length,
        measure: Length,
        theme: &Theme,
        shaper: &mut Shaper,
        missing: &mut Vec<MissingGlyph>,
        list: &mut VerticalList,
    ) {
        let mut grid = Grid {
            x,
            widths: self.column_widths(measure),
            alignments: &self.table.alignments,
            theme,
            shaper,
            missing,
        };
        let header = grid.row(
            &self.header,
            theme.style(StyleName::TableHeader),
            Rule::Below,
        );
        let repeated = Rc::new(stacked(&header));
        for (index, slice) in header.into_iter().enumerate() {
            if index > 0 {
                list.items.push(Item::Penalty(Break::Forbidden));
            }
            list.push_box(
                slice,
                baseline_in(theme.style(StyleName::TableHeader).leading) + theme.cell_padding_block,
            );
        }
        let last = self.rows.len().saturating_sub(1);
        for (index, row) in self.rows.iter().enumerate() {
            // The first row stays with the header, the last with the one before it.
            let keep = index == 0 || index == last;
            list.items.push(Item::Penalty(if keep {
                Break::Forbidden
            } else {
                Break::Allowed
            }));
            let slices = grid.row(row, theme.style(StyleName::TableCell), Rule::Hairline);
            let divisible = slices.len() >= DIVISIBLE_FROM_LINES;
            for (line, mut slice) in slices.into_iter().enumerate() {
                if line > 0 {
                    list.items.push(Item::Penalty(if divisible {
                        Break::Allowed
                    } else {
                        Break::Forbidden
                    }));
                }
                slice.continuation = Some(Rc::clone(&repeated));
                list.push_box(slice, Length::ZERO);
            }
        }
    }
}

/// The rule below a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    Hairline,
    Below,
}

struct Grid<'t> {
    x: Length,
    widths: Vec<Length>,
    alignments: &'t [ColumnAlignment],
    theme: &'t Theme,
    shaper: &'t mut Shaper,
    missing: &'t mut Vec<MissingGlyph>,
}

impl Grid<'_> {
    /// A row as slices of one line each, the padding in the first and the last, the rule in the last.
    fn row(&mut self, cells: &[StyledText], style: Style, rule: Rule) -> Vec<VerticalBox> {
        let padding = (
            self.theme.cell_padding_inline,
            self.theme.cell_padding_block,
        );
        let set: Vec<Vec<Line>> = cells
            .iter()
            .zip(&self.widths)
            .map(|(cell, width)| {
                let measure = (*width - padding.0 * 2).max(style.size);
                lines::break_lines(cell, measure, Shape::Ragged, self.shaper, self.missing)
            })
            .collect();
        let count = set.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut slices: Vec<VerticalBox> = (0..count)
            .map(|_| VerticalBox {
                height: style.leading,
                ..VerticalBox::default()
            })
            .collect();
        slices[0].height += padding.1;
        let mut left = self.x;
        for ((lines, width), alignment) in set.into_iter().zip(&self.widths).zip(self.alignments) {
            for (index, mut line) in lines.into_iter().enumerate() {
                let y =
                    baseline_in(style.leading) + if index == 0 { padding.1 } else { Length::ZERO };
                let indent = match alignment {
                    ColumnAlignment::Start => padding.0,
                    ColumnAlignment::End => *width - padding.0 - line.width,
                };
                slices[index].notes.extend_from_slice(&line.notes);
                slices[index].notices.append(&mut line.notices);
                line.place(left + indent, y, &mut slices[index].fragments);
            }
            left += *width;
        }
        if let Some(last) = slices.last_mut() {
            last.height += padding.1;
            let (thickness, colour) = match rule {
                Rule::Hairline => (self.theme.hairline, self.theme.faint),
                Rule::Below => (self.theme.hairline * 2, self.theme.accent),
            };
            let bounds = Rect {
                left: self.x,
                top: last.height - thickness,
                right: left,
                bottom: last.height,
            };
            last.fragments.push(Fragment::fill(bounds, colour));
        }
        slices
    }
}

/// Slices as one box.
fn stacked(slices: &[VerticalBox]) -> VerticalBox {
    let mut whole = VerticalBox::default();
    for slice in slices {
        whole
            .fragments
            .extend(slice.fragments.iter().cloned().map(|mut fragment| {
                fragment.shift(Length::ZERO, whole.height);
                fragment
            }));
        whole.height += slice.height;
    }
    whole
}
