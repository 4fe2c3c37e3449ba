//! The column of a page while it is filled: how far down it reaches, and what the spaces in it give up.

use crate::length::Length;

/// A column that is filled from above.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// How far down it reaches.
    pub height: Length,
    /// The sum of the spaces in it, as they are set.
    pub gaps: Length,
    /// What the spaces give up, in thousandths.
    tightness: i64,
    /// The gap of what was left out since the last part.
    left_out: Length,
    empty: bool,
}

impl Column {
    pub fn new(tightness: i64) -> Column {
        Column {
            height: Length::ZERO,
            gaps: Length::ZERO,
            tightness,
            left_out: Length::ZERO,
            empty: true,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.empty
    }

    /// The space between what stands in the column and a part with this gap.
    fn space(&self, gap: Length) -> Length {
        if self.empty {
            return Length::ZERO;
        }
        let whole = gap.max(self.left_out);
        whole - whole.scaled(self.tightness, 1000)
    }

    /// How far down it would reach with a part of this height.
    pub fn height_with(&self, gap: Length, height: Length) -> Length {
        self.height + self.space(gap) + height
    }

    /// Adds a part; returns where it begins.
    pub fn add(&mut self, gap: Length, height: Length) -> Length {
        let space = self.space(gap);
        let top = self.height + space;
        self.gaps += space;
        self.height = top + height;
        self.left_out = Length::ZERO;
        self.empty = false;
        top
    }

    /// Leaves a part out; the larger of the gaps on both sides of it stays.
    pub fn leave_out(&mut self, gap: Length) {
        self.left_out = self.left_out.max(gap);
    }
}
