//! The numbers and labels at the points of lines, as many as have room.

use super::super::lines;
use super::super::page::Rect;
use super::super::text::StyledText;
use super::canvas::Canvas;
use super::polylines::Field;
use super::{Drawing, VALUE_LINES};
use crate::length::Length;
use crate::theme::Colour;

/// The most lines of a label below the field, and those that each should do with.
const LABEL_LINES: usize = 6;
const USUAL_LABEL_LINES: i64 = 2;
/// So few labels all stand there, divided where they must be.
const FEW_LABELS: usize = 6;

impl Drawing<'_> {
    /// The numbers at the points of the lines: all of one line where they have room beside each other, else
    /// those at its ends and of its highest and lowest points; the others, and what would stand over a number of the
    /// scale, are set without ink. The lower edge of the lowest that is seen.
    pub(super) fn point_values(
        &mut self,
        canvas: &mut Canvas,
        ticks: &[Rect],
        field: &Field,
    ) -> Length {
        let is_single = self.chart.series.len() == 1;
        let leading = self.style.leading;
        let mut lowest = Length::ZERO;
        for series in 0..self.chart.series.len() {
            let last = self.last_row(series);
            let texts: Vec<_> = (0..field.rows)
                .map(|row| self.text(row, series + 1))
                .collect();
            let widths = texts
                .iter()
                .map(|text| lines::natural_width(text, self.shaper));
            let widest = Length::longest(widths) + self.theme.chart.gap;
            let all_fit = field.step().is_none_or(|step| step >= widest);
            let (order, marked) = self.by_weight(series, field.rows);
            let mut taken = ticks.to_vec();
            for (rank, row) in order.into_iter().enumerate() {
                if !is_single && row == last {
                    // It stands at the end of the line.
                    continue;
                }
                let words = self.words(&texts[row], self.measure, VALUE_LINES);
                let (start, top) = self.beside_point(series, row, words.width(), field);
                let bounds = Rect {
                    left: start - self.theme.chart.gap / 2,
                    top,
                    right: start + words.width() + self.theme.chart.gap / 2,
                    bottom: top + leading,
                };
                let is_seen = is_single
                    && words.seen.len() == 1
                    && (all_fit || rank < marked)
                    && !taken.iter().any(|other| overlap(other, &bounds));
                if is_seen {
                    taken.push(bounds);
                    // The level rules keep clear of it.
                    let ground = Rect {
                        left: bounds.left.max(Length::ZERO),
                        top: top + leading / 6,
                        right: bounds.right.min(self.measure),
                        bottom: top + leading - leading / 6,
                    };
                    canvas.rules.push(self.fill(ground, Colour::WHITE));
                    lowest = lowest.max(top + leading);
                    canvas.set(words, start, top);
                } else {
                    canvas.set_unseen(words, start, top);
                }
            }
        }
        lowest
    }

    /// The rows of a series, those that say most first: its ends and its highest and lowest points; how many these
    /// are.
    fn by_weight(&self, series: usize, rows: usize) -> (Vec<usize>, usize) {
        let value = |row: &usize| self.chart.value(*row, series);
        let by_value = |one: &usize, other: &usize| {
            let number = |row| value(row).unwrap_or(f64::NAN);
            number(one).total_cmp(&number(other))
        };
        let drawn: Vec<usize> = (0..rows).filter(|row| value(row).is_some()).collect();
        let highest = drawn.iter().copied().max_by(by_value);
        let lowest = drawn.iter().copied().min_by(by_value);
        let ends = [drawn.last().copied(), drawn.first().copied()];
        let mut order = Vec::with_capacity(rows);
        for row in ends.into_iter().chain([highest, lowest]).flatten() {
            if !order.contains(&row) {
                order.push(row);
            }
        }
        let marked = order.len();
        let rest: Vec<usize> = (0..rows).filter(|row| !order.contains(row)).collect();
        order.extend(rest);
        (order, marked)
    }

    /// Where a number of this width stands beside its point: below the line where it comes and goes upward; else
    /// above it, and beside it where it rises or falls.
    fn beside_point(
        &self,
        series: usize,
        row: usize,
        width: Length,
        field: &Field,
    ) -> (Length, Length) {
        let leading = self.style.leading;
        let highest = field.top - leading;
        let y = |row: usize| self.chart.value(row, series).map(|value| field.y(value));
        let level = y(row).unwrap_or(field.top);
        let is_higher = |row: Option<usize>| row.and_then(y).map(|other| other < level);
        let (before, after) = (is_higher(row.checked_sub(1)), is_higher(Some(row + 1)));
        // Not over the labels below the field.
        let has_room = level + self.theme.chart.dot + leading <= field.bottom();
        let dot = self.theme.chart.dot;
        let (is_below, from_middle) = match (before, after) {
            // At the ends of the line, beside the scale and the edge.
            (None, Some(true)) if !has_room => (false, width - dot),
            (Some(true), None) if !has_room => (false, dot),
            (Some(true), Some(true) | None) | (None, Some(true)) => (true, width / 2),
            // Beside a line that is steep it stands clear of it.
            (Some(false), Some(true)) => (false, width + dot),
            (Some(true), Some(false)) => (false, -dot),
            _ => (false, width / 2),
        };
        let start = (field.x(row) - from_middle)
            .min(self.measure - width)
            .max(Length::ZERO);
        let top = if is_below {
            level + self.theme.chart.dot
        } else {
            (level - leading - self.theme.chart.dot / 2).max(highest)
        };
        (start, top)
    }

    /// The labels below the field, as many as have room; the lower edge of the lowest.
    pub(super) fn point_labels(
        &mut self,
        canvas: &mut Canvas,
        field: &Field,
        top: Length,
    ) -> Length {
        let rows = field.rows;
        let texts: Vec<StyledText> = (0..rows).map(|row| self.text(row, 0)).collect();
        let every = self.every_label(&texts, field);
        let mut bottom = top;
        let mut free_to = self.measure + self.theme.chart.gap;
        for (row, text) in texts.iter().enumerate().rev() {
            let room = self.label_room(field, row, every);
            let mut words = self.words(text, room.max(self.style.size), LABEL_LINES);
            let width = words.width();
            let start = (field.x(row) - width / 2)
                .min(self.measure - width)
                .max(Length::ZERO);
            if is_shown(row, rows, every) && start + width + self.theme.chart.gap <= free_to {
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
            } else if rows <= FEW_LABELS {
                words.cut(0);
                canvas.set(words, start, top);
            } else {
                canvas.set_unseen(words, start, top);
            }
        }
        bottom
    }

    /// How wide the label of a row may be where every so many are shown: half the way to its neighbours on either side,
    /// and no more than there is up to the margins, from which it is moved inwards.
    fn label_room(&self, field: &Field, row: usize, every: usize) -> Length {
        let between = field.step().unwrap_or(self.measure * 2);
        let half = (between * every as i64 - self.theme.chart.gap) / 2;
        let x = field.x(row);
        x.min(half) + (self.measure - x).min(half)
    }

    /// Whether every label has room, or else every second, every third….
    fn every_label(&mut self, texts: &[StyledText], field: &Field) -> usize {
        let rows = texts.len();
        // The width of each whole, and of its widest word.
        let widths: Vec<(Length, Length)> = texts
            .iter()
            .map(|text| {
                let parts = lines::parts(text, self.shaper);
                let widest = Length::longest(parts.iter().map(|part| part.width));
                (lines::natural_width(text, self.shaper), widest)
            })
            .collect();
        if rows <= FEW_LABELS {
            return 1;
        }
        let fits = |every: &usize| {
            let mut shown = (0..rows).filter(|row| is_shown(*row, rows, *every));
            shown.all(|row| {
                let room = self.label_room(field, row, *every);
                let (whole, widest) = widths[row];
                widest <= room && whole <= room * USUAL_LABEL_LINES
            })
        };
        let least = (1..rows).find(fits).unwrap_or(rows);
        // Rather one at which the first is as far from the next as all others.
        let mut with_first = (least..=least * 2).filter(|every| (rows - 1).is_multiple_of(*every));
        with_first.find(fits).unwrap_or(least)
    }
}

/// Whether a label is among those shown where every so many are, counted from the last: the first is, in place of its
/// neighbours.
fn is_shown(row: usize, rows: usize, every: usize) -> bool {
    row == 0 || row >= every && (rows - 1 - row).is_multiple_of(every)
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.top < other.bottom
        && other.top < one.bottom
}
