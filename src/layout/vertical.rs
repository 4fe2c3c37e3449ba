//! The vertical list: what stands one below the other before it is divided into pages.
//!
//! As in TeX, a list of boxes, spaces and penalties. A page ends only at a penalty; spaces after it
//! fall away.

use super::lines::Line;
use super::page::Fragment;
use crate::length::Length;
use std::rc::Rc;

/// What stands in the list.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Something with a height.
    Box(VerticalBox),
    /// Room that falls away at the top of a page.
    Space(Length),
    /// Room up to the next line of the baseline grid.
    AlignToGrid,
    /// Where a page may end, if [`Break::Allowed`].
    Penalty(Break),
}

/// Whether a page may end at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Break {
    Allowed,
    /// Only where no other place is left: inside what should hold together.
    Forbidden,
}

/// A box: fragments placed from its upper left corner, the left being the text's edge.
#[derive(Clone, Default, Debug)]
pub(super) struct VerticalBox {
    pub height: Length,
    pub fragments: Vec<Fragment>,
    /// Footnotes that are referred to in it.
    pub notes: Vec<usize>,
    /// What is set again above it where it begins a page: the header of its table.
    pub continuation: Option<Rc<VerticalBox>>,
    /// What closes it where a page ends after it, though what it is a part of goes on: the rule of a row that
    /// is divided.
    pub cut: Option<Fragment>,
}

/// Something set beside the text: lines from `x` on, the first on the baseline of the first line of
/// what follows.
#[derive(Debug)]
pub(super) struct Marginal {
    pub lines: Vec<Line>,
    pub x: Length,
    pub leading: Length,
}

/// Builds a vertical list.
#[derive(Default)]
pub(super) struct VerticalList {
    pub items: Vec<Item>,
    /// What waits for the next line to stand beside.
    marginals: Vec<Marginal>,
    /// How far the marginals reach below the boxes that they began beside.
    overhang: Length,
    /// The space that the last block asked for below itself.
    space_after: Length,
    /// Whether the next block must stay on the page of the last.
    keep_with_next: bool,
    /// Whether a box has been added.
    begun: bool,
    /// Whether the next block begins where the last has begun: it has set something beside.
    continued: bool,
}

/// The most lines that stand beside a line of text.
const MARGINAL_LINES: usize = 8;

/// The share of the leading that is above the baseline: the same in every style, so that text of
/// one leading keeps one grid.
pub(super) fn baseline_in(leading: Length) -> Length {
    leading.scaled(5, 7)
}

impl VerticalList {
    /// Begins a block: the larger of the spaces that adjoin, and whether a page may end before it.
    pub fn begin_block(&mut self, space_before: Length) {
        if std::mem::take(&mut self.continued) {
            return;
        }
        if self.begun {
            let keep = self.keep_with_next || self.overhang > Length::ZERO;
            self.items.push(Item::Penalty(if keep {
                Break::Forbidden
            } else {
                Break::Allowed
            }));
            let space = self.space_after.max(space_before);
            if space > Length::ZERO {
                self.items.push(Item::Space(space));
                self.overhang = (self.overhang - space).max(Length::ZERO);
            }
        }
        self.space_after = Length::ZERO;
        self.keep_with_next = false;
    }

    /// Lets the next block begin where this one has begun, since this one only stands beside it.
    pub fn continue_block(&mut self) {
        self.continued = true;
    }

    /// Ends a block.
    pub fn end_block(&mut self, space_after: Length, keep_with_next: bool) {
        self.space_after = space_after;
        self.keep_with_next = keep_with_next;
    }

    /// Sets lines beside what comes next; too many of them stand above it, since what stands beside
    /// a line cannot be divided between pages.
    pub fn set_beside(&mut self, marginal: Marginal) {
        if marginal.lines.len() > MARGINAL_LINES {
            self.push_lines(marginal.lines, marginal.x, marginal.leading);
            self.items.push(Item::Penalty(Break::Forbidden));
        } else {
            self.marginals.push(marginal);
        }
    }

    /// Adds a box, with what waits to stand beside it; `baseline` is that of its first line.
    pub fn push_box(&mut self, mut content: VerticalBox, baseline: Length) {
        let mut fragments = Vec::new();
        self.overhang = (self.overhang - content.height).max(Length::ZERO);
        for marginal in self.marginals.drain(..) {
            let mut y = baseline;
            for line in marginal.lines {
                content.notes.extend_from_slice(&line.notes);
                line.place(marginal.x, y, &mut fragments);
                y += marginal.leading;
            }
            let reach = y - marginal.leading + marginal.leading.scaled(2, 7);
            self.overhang = self.overhang.max(reach - content.height);
        }
        fragments.append(&mut content.fragments);
        content.fragments = fragments;
        self.items.push(Item::Box(content));
        self.begun = true;
    }

    /// Adds a paragraph's lines from `x` on, without widow or orphan.
    pub fn push_lines(&mut self, lines: Vec<Line>, x: Length, leading: Length) {
        let count = lines.len();
        for (index, mut line) in lines.into_iter().enumerate() {
            if index > 0 {
                let lonely = index == 1 || index == count - 1 || self.overhang > Length::ZERO;
                self.items.push(Item::Penalty(if lonely {
                    Break::Forbidden
                } else {
                    Break::Allowed
                }));
            }
            let notes = std::mem::take(&mut line.notes);
            let mut fragments = Vec::new();
            line.place(x, baseline_in(leading), &mut fragments);
            let content = VerticalBox {
                height: leading,
                fragments,
                notes,
                ..VerticalBox::default()
            };
            self.push_box(content, baseline_in(leading));
        }
    }

    /// Makes room for what hangs beside the text and reaches below it.
    pub fn clear_marginals(&mut self) {
        if !self.marginals.is_empty() {
            // Nothing came to stand beside: an empty line takes them.
            let leading = self.marginals[0].leading;
            self.begin_block(Length::ZERO);
            self.continued = false;
            self.push_box(
                VerticalBox {
                    height: leading,
                    ..VerticalBox::default()
                },
                baseline_in(leading),
            );
        }
        if self.overhang > Length::ZERO {
            self.items.push(Item::Penalty(Break::Forbidden));
            let height = self.overhang;
            self.items.push(Item::Box(VerticalBox {
                height,
                ..VerticalBox::default()
            }));
            self.overhang = Length::ZERO;
        }
    }

    /// Returns to the baseline grid.
    pub fn align_to_grid(&mut self) {
        if self.begun {
            self.items.push(Item::AlignToGrid);
        }
    }
}
