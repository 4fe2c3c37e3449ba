//! Dividing the vertical list into pages, with the footnotes of each at its foot.
//!
//! The list becomes *parts* (`parts`), the *breaks* between pages are chosen over all of them (`breaks`), and
//! the pages are *set* (`set`). Lines are never moved apart; only the spaces between blocks give a little
//! where that saves a page, or brings the foot of a page to the baseline grid.

mod breaks;
mod column;
mod parts;
mod set;

use super::notice::Notice;
use super::page::Page;
use super::vertical::{Item, VerticalBox};
use crate::document::NodeId;
use crate::length::Length;
use crate::theme::{StyleName, Theme};
use breaks::State;
use parts::Material;
use std::collections::BTreeSet;

/// What the spaces of the whole document give up at most to save a page: this share of one. More would be a
/// tighter design and no adjustment.
const GIVEN_UP_PER_MILLE: i64 = 250;
/// A last page fuller than this share is not worth the tightening of all others.
const FULL_LAST_PAGE_PER_MILLE: i64 = 500;
/// How exactly the least tightness is sought, in thousandths.
const TIGHTNESS_STEP: i64 = 40;

/// The lines of one footnote, in order.
pub(super) type NoteLines = Vec<VerticalBox>;

/// The room of a page and what rules in it.
struct Frame {
    /// The height for text and notes.
    available: Length,
    /// The step of the baseline grid.
    grid: Length,
    /// A line of the text, in which costs are counted.
    line: Length,
    /// Between a float at the top of a page and the text below it.
    float_gap: Length,
    /// Above the first footnote of a page, with its rule.
    note_gap: Length,
    /// What spaces between blocks can give up at most, in thousandths.
    most_tightness: i64,
}

impl Frame {
    fn of(theme: &Theme) -> Frame {
        Frame {
            available: theme.page.text_height(),
            grid: theme.grid.per_mille(theme.leading_per_mille),
            line: theme.style(StyleName::Body).leading,
            float_gap: theme.float_gap,
            note_gap: theme.note_gap,
            most_tightness: theme.space_shrink_per_mille,
        }
    }

    /// The height of the foot of a page with note lines of this height.
    fn notes_height(&self, lines: Length) -> Length {
        if lines > Length::ZERO {
            self.note_gap + lines
        } else {
            Length::ZERO
        }
    }

    /// How far the footnotes from `start` to `end` are set in this room: all of them if they fit.
    fn lines_set(&self, material: &Material, start: usize, end: usize, room: Length) -> usize {
        if start == end || self.notes_height(material.lines_height(start, end)) <= room {
            end
        } else {
            material.divide(start, end, room - self.note_gap)
        }
    }

    /// How much further down than by its spaces a page ends on the baseline grid; nothing where the spaces
    /// cannot give or take as much.
    fn foot_adjustment(
        &self,
        height: Length,
        gaps: Length,
        notes: Length,
        tightness: i64,
    ) -> Length {
        let further = height.round_up_to(self.grid) - height;
        let less = self.grid - further;
        // Before they were tightened, spaces were larger; they may give up a share of that.
        let natural = gaps.scaled(1000, 1000 - tightness);
        let can_give = natural.per_mille(self.most_tightness - tightness);
        let can_take = natural.per_mille(self.most_tightness);
        let room = self.available - notes - height;
        let may_take = further <= can_take && further <= room;
        if further == Length::ZERO || (may_take && further <= less) {
            further
        } else if less <= can_give {
            -less
        } else if may_take {
            further
        } else {
            Length::ZERO
        }
    }
}

/// A vertical list on pages.
#[derive(Default)]
pub(super) struct Paginated {
    /// The pages, without their running foot.
    pub pages: Vec<Page>,
    /// What in the list had no room.
    pub notices: Vec<Notice>,
    /// A node in each row that is divided between pages.
    pub divided_rows: BTreeSet<NodeId>,
    /// The footnotes that take more than half a page, by their index.
    pub long_notes: Vec<usize>,
}

/// Divides a vertical list into pages.
pub(super) fn paginate(items: Vec<Item>, notes: Vec<NoteLines>, theme: &Theme) -> Paginated {
    let frame = Frame::of(theme);
    let is_long = |note: &NoteLines| {
        let height: Length = note.iter().map(|line| line.height).sum();
        height > frame.available / 2
    };
    let mut paginated = Paginated::default();
    paginated
        .long_notes
        .extend((0..notes.len()).filter(|index| is_long(&notes[*index])));
    let mut material = Material::new(items, notes);
    paginated.notices = material.take_notices();
    let (tightness, states) = choose(&material, &frame);
    set::set(material, &frame, tightness, &states, theme, &mut paginated);
    paginated
}

/// The least tightness of the spaces that saves a page, if that is worth it, and the ends of the pages.
fn choose(material: &Material, frame: &Frame) -> (i64, Vec<State>) {
    let natural = breaks::choose(material, frame, 0);
    let &[_, .., last, _] = natural.as_slice() else {
        return (0, natural);
    };
    let lengths = |start| extent(material, frame, start);
    let (height, _) = lengths(last);
    if height > frame.available.per_mille(FULL_LAST_PAGE_PER_MILLE) {
        return (0, natural);
    }
    let gaps: Length = natural.iter().map(|state| lengths(*state).1).sum();
    let limit = frame.available.per_mille(GIVEN_UP_PER_MILLE);
    let share = (limit.ratio(gaps) * 1000.0) as i64;
    let (mut enough, mut too_little) = (frame.most_tightness.min(share), 0);
    let mut best = breaks::choose(material, frame, enough);
    if best.len() >= natural.len() {
        return (0, natural);
    }
    while enough - too_little > TIGHTNESS_STEP {
        let tightness = (enough + too_little) / 2;
        let states = breaks::choose(material, frame, tightness);
        if states.len() < natural.len() {
            (enough, best) = (tightness, states);
        } else {
            too_little = tightness;
        }
    }
    (enough, best)
}

/// The height of a full page that begins in `start`, with its notes, and of the spaces in it.
fn extent(material: &Material, frame: &Frame, start: State) -> (Length, Length) {
    let mut filled = breaks::Filled::default();
    breaks::fill(material, frame, 0, start, &mut filled);
    filled.ends.last().map_or_else(Default::default, |end| {
        let notes = frame.notes_height(material.lines_height(start.line, end.state.line));
        (end.column.height + notes, end.column.gaps)
    })
}
