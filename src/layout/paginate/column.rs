//! The column of a page while it is filled: how far down it reaches, and what the spaces in it give up.

use super::parts::Gap;
use crate::length::Length;

/// A column that is filled from above.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// How far down it reaches.
    pub height: Length,
    /// The sum of the spaces in it, as they are set.
    pub gaps: Length,
    /// How far down it would reach with all spaces whole, on the baseline grid.
    natural: Length,
    /// The step of the baseline grid.
    grid: Length,
    /// What the spaces give up, in thousandths.
    tightness: i64,
    /// The gap of what was left out since the last part.
    left_out: Gap,
    empty: bool,
}

impl Column {
    pub fn new(grid: Length, tightness: i64) -> Column {
        Column {
            height: Length::ZERO,
            gaps: Length::ZERO,
            natural: Length::ZERO,
            grid,
            tightness,
            left_out: Gap::default(),
            empty: true,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.empty
    }

    /// The space as it would be whole, between what stands in the column and a part with this gap.
    fn natural_gap(&self, gap: Gap) -> Length {
        if self.empty {
            return Length::ZERO;
        }
        let gap = gap.joined(self.left_out);
        let start = if gap.aligned {
            self.natural.round_up_to(self.grid)
        } else {
            self.natural
        };
        start + gap.space - self.natural
    }

    fn set_gap(&self, natural: Length) -> Length {
        natural - natural.scaled(self.tightness, 1000)
    }

    /// How far down it would reach with a part of this height.
    pub fn height_with(&self, gap: Gap, height: Length) -> Length {
        self.height + self.set_gap(self.natural_gap(gap)) + height
    }

    /// Adds a part; returns where it begins.
    pub fn add(&mut self, gap: Gap, height: Length) -> Length {
        let natural = self.natural_gap(gap);
        let gap = self.set_gap(natural);
        let top = self.height + gap;
        self.gaps += gap;
        self.height = top + height;
        self.natural += natural + height;
        self.left_out = Gap::default();
        self.empty = false;
        top
    }

    /// Leaves a part out; the larger of the gaps on both sides of it stays.
    pub fn leave_out(&mut self, gap: Gap) {
        self.left_out = self.left_out.joined(gap);
    }
}
