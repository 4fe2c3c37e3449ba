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
    /// The space that the last part asks for below itself.
    space_after: Length,
    empty: bool,
}

impl Column {
    pub fn new(tightness: i64) -> Column {
        Column {
            height: Length::ZERO,
            gaps: Length::ZERO,
            tightness,
            space_after: Length::ZERO,
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
        let whole = gap.max(self.space_after);
        whole - whole.per_mille(self.tightness)
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
        self.space_after = Length::ZERO;
        self.empty = false;
        top
    }

    /// Asks for space below the part that was added last.
    pub fn ask_below(&mut self, space: Length) {
        self.space_after = space;
    }
}
