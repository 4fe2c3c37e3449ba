//! The vertical list: what stands one below the other before it is divided into pages.
//!
//! As in TeX, a list of boxes, spaces and penalties. A page ends only at a penalty; spaces after it
//! fall away.

use super::lines::Line;
use super::notice::Notice;
use super::page::{Fragment, FragmentContent, moved};
use crate::length::Length;
use std::ops::Range;
use std::rc::Rc;

/// What stands in the list.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Something with a height.
    Box(VerticalBox),
    /// Room that falls away at the top of a page.
    Space(Length),
    /// Where a page may end, as the [`Break`] says.
    Penalty(Break),
    /// Something with a height that may stand at the top of a later page instead.
    Float(VerticalBox),
    /// Where a section begins or ends, which no float goes beyond.
    FloatBarrier,
}

impl Item {
    /// What has a height.
    fn content(&self) -> Option<&VerticalBox> {
        match self {
            Item::Box(content) | Item::Float(content) => Some(content),
            Item::Space(_) | Item::Penalty(_) | Item::FloatBarrier => None,
        }
    }
}

/// Whether a page may end at a place.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) enum Break {
    #[default]
    Allowed,
    /// At a cost: how many lines are better left empty than to end here.
    Costly(f64),
    /// Only where no other place is left: inside what should hold together.
    Forbidden,
}

impl Break {
    pub fn allowed_if(allowed: bool) -> Break {
        if allowed {
            Break::Allowed
        } else {
            Break::Forbidden
        }
    }

    /// A break that divides the same as both.
    pub fn and(self, other: Break) -> Break {
        match (self, other) {
            (Break::Forbidden, _) | (_, Break::Forbidden) => Break::Forbidden,
            (Break::Allowed, cost) | (cost, Break::Allowed) => cost,
            (Break::Costly(one), Break::Costly(other)) => Break::Costly(one + other),
        }
    }
}

/// What a page end between two lines of a paragraph costs: prose is divided without harm.
const INSIDE_PARAGRAPH: Break = Break::Costly(1.5);

/// What a page end inside a hyphenated word costs beside that: nobody should have to turn the page for half a
/// word.
const INSIDE_WORD: Break = Break::Costly(2.5);

/// A box: fragments placed from its upper left corner, the left being the text's edge.
#[derive(Clone, Default, Debug)]
pub(super) struct VerticalBox {
    pub height: Length,
    pub fragments: Vec<Fragment>,
    /// Footnotes that are referred to in it.
    pub notes: Vec<usize>,
    /// What is set again above it where it begins a page: the header of its table, the key of its chart.
    pub continuation: Option<Rc<VerticalBox>>,
    /// What closes it where a page ends after it, though what it is a part of goes on: the rule of a row that
    /// is divided.
    pub cut: Option<Fragment>,
    /// What in it could not be set as it should be.
    pub notices: Vec<Notice>,
}

/// What takes more than one in so many parts of a page is not set again on the next.
const REPEATED_UP_TO_ONE_IN: i64 = 3;

impl VerticalBox {
    /// A box of this height with these fragments, and nothing else in it.
    pub fn of(height: Length, fragments: Vec<Fragment>) -> VerticalBox {
        VerticalBox {
            height,
            fragments,
            ..VerticalBox::default()
        }
    }

    /// Sets a line from `x` on, with its baseline at `y`.
    pub fn set_line(&mut self, line: Line, x: Length, y: Length) {
        self.notes.extend(line.notes);
        self.notices.extend(line.notices);
        self.fragments.extend(moved(line.fragments, x, y));
    }

    /// What is set again, on pages whose text is `page` high, above what this one stands above.
    pub fn repeated(mut self, page: Length) -> Option<Rc<VerticalBox>> {
        // Words without ink are there to be read, once.
        let has_ink = |fragment: &Fragment| {
            use FragmentContent::{Missing, Unseen};
            !matches!(fragment.content, Unseen(_) | Missing { colour: None, .. })
        };
        self.fragments.retain(has_ink);
        (self.height * REPEATED_UP_TO_ONE_IN <= page).then(|| Rc::new(self))
    }

    /// Boxes as one, each below the one before it.
    pub fn stacked(boxes: impl IntoIterator<Item = VerticalBox>) -> VerticalBox {
        let mut whole = VerticalBox::default();
        for one in boxes {
            whole.stack(one);
        }
        whole
    }

    /// Sets a box below what stands in this one.
    pub fn stack(&mut self, below: VerticalBox) {
        let below_this = moved(below.fragments, Length::ZERO, self.height);
        self.fragments.extend(below_this);
        self.notes.extend(below.notes);
        self.notices.extend(below.notices);
        self.height += below.height;
    }
}

/// Something set beside the text: lines from `x` on, the first on the baseline of the first line of
/// what follows.
#[derive(Debug)]
pub(super) struct Marginal {
    pub lines: Vec<Line>,
    pub x: Length,
    pub leading: Length,
    /// How far the last line reaches below its baseline.
    depth: Length,
    /// Its lines where it stands above what comes next, and has all of the measure.
    above: Option<Vec<Line>>,
}

impl Marginal {
    /// Lines from `x` on.
    pub fn lines(lines: Vec<Line>, x: Length, leading: Length) -> Marginal {
        Marginal {
            lines,
            x,
            leading,
            depth: leading - baseline_in(leading),
            above: None,
        }
    }

    /// The same, with other lines for where it stands above what comes next.
    pub fn or_above(self, lines: Vec<Line>) -> Marginal {
        Marginal {
            above: Some(lines),
            ..self
        }
    }

    /// A picture from `x` on, its place in `fragment` being from the baseline of the line beside it.
    pub fn picture(fragment: Fragment, x: Length) -> Marginal {
        let depth = fragment.bounds.bottom.max(Length::ZERO);
        let line = Line {
            width: fragment.bounds.width(),
            fragments: vec![fragment],
            ..Line::default()
        };
        Marginal {
            lines: vec![line],
            x,
            leading: depth,
            above: None,
            depth,
        }
    }
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
    /// Whether a page may end before the next block.
    break_after: Break,
    /// Whether a box has been added.
    begun: bool,
    /// Whether the next block begins where the last has begun: it has set something beside.
    continued: bool,
}

/// The most lines that stand beside a line of text.
const MARGINAL_LINES: usize = 8;

/// The share of the leading that is above the baseline: the same in every style.
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
            self.items
                .push(Item::Penalty(if self.overhang > Length::ZERO {
                    Break::Forbidden
                } else {
                    self.break_after
                }));
            let space = self.space_after.max(space_before);
            if space > Length::ZERO {
                self.items.push(Item::Space(space));
                self.overhang = (self.overhang - space).max(Length::ZERO);
            }
        }
        self.space_after = Length::ZERO;
        self.break_after = Break::Allowed;
    }

    /// Lets no page end at what comes next.
    pub fn forbid_break(&mut self) {
        self.items.push(Item::Penalty(Break::Forbidden));
    }

    /// Lets the next block begin where this one has begun, since this one only stands beside it.
    pub fn continue_block(&mut self) {
        self.continued = true;
    }

    /// Ends a block, with the space that it asks for below itself, and whether a page may end there.
    pub fn end_block(&mut self, space_after: Length, break_after: Break) {
        self.space_after = space_after;
        self.break_after = break_after;
    }

    /// The space that the last block asked for below itself.
    pub fn space_after(&self) -> Length {
        self.space_after
    }

    /// Makes a page end before the next block cost what `penalty` says, beside what the last block asked for.
    pub fn break_after(&mut self, penalty: Break) {
        self.break_after = self.break_after.and(penalty);
    }

    /// The place from which on what is added can be held together.
    pub fn mark(&self) -> usize {
        self.items.len()
    }

    /// The height of the boxes between two marks.
    pub fn height_in(&self, between: Range<usize>) -> Length {
        let boxes = self.items[between].iter().filter_map(Item::content);
        boxes.map(|content| content.height).sum()
    }

    /// Makes every page end between two marks cost what `penalty` says, beside what it costs already. The
    /// page end before the first box is none of them.
    pub fn hold_together(&mut self, between: Range<usize>, penalty: Break) {
        let inside = self.items[between]
            .iter_mut()
            .skip_while(|item| item.content().is_none());
        for item in inside {
            if let Item::Penalty(asked) = item {
                *asked = asked.and(penalty);
            }
        }
    }

    /// Forbids the page end before the first box since a mark.
    pub fn forbid_break_at(&mut self, mark: usize) {
        let before = self.items[mark..].iter_mut();
        for item in before.take_while(|item| item.content().is_none()) {
            if let Item::Penalty(asked) = item {
                *asked = Break::Forbidden;
            }
        }
    }

    /// Forbids page ends in what was added last, back to the last place where a page ends at no cost or to the
    /// height `most`: what follows is not to stand alone on its page.
    pub fn keep_last(&mut self, most: Length) {
        let mut height = Length::ZERO;
        for item in self.items.iter_mut().rev() {
            match item {
                Item::Penalty(Break::Allowed) => return,
                Item::Penalty(asked) => *asked = Break::Forbidden,
                Item::Box(content) | Item::Float(content) => height += content.height,
                Item::Space(_) | Item::FloatBarrier => {}
            }
            if height >= most {
                return;
            }
        }
    }

    /// Has what floats set before what follows.
    pub fn clear_floats(&mut self) {
        self.items.push(Item::FloatBarrier);
    }

    /// Whether the last box is closed by a level rule.
    pub fn ends_with_rule(&self) -> bool {
        let last = self.items.iter().rev().find_map(Item::content);
        last.is_some_and(|last| {
            last.fragments.last().is_some_and(|closing| {
                let bounds = closing.bounds;
                matches!(closing.content, FragmentContent::Fill(_))
                    && bounds.bottom == last.height
                    && bounds.width() > bounds.height()
            })
        })
    }

    /// Whether what comes next stands alone: nothing waits beside it or reaches down to it.
    pub fn stands_alone(&self) -> bool {
        self.marginals.is_empty() && self.overhang == Length::ZERO
    }

    /// Makes the boxes since a mark one float, where it is no higher than `tallest`; what refers to
    /// footnotes stays in its place, so that notes follow in their order.
    pub fn make_float(&mut self, mark: usize, tallest: Length) -> bool {
        let is_box = |item: &Item| matches!(item, Item::Box(_));
        let first = self.items[mark..].iter().position(is_box);
        let last = self.items[mark..].iter().rposition(is_box);
        let (Some(first), Some(last)) = (first, last) else {
            return false;
        };
        let (first, last) = (mark + first, mark + last);
        let mut height = Length::ZERO;
        for item in &self.items[first..=last] {
            match item {
                Item::Box(content) if content.notes.is_empty() => height += content.height,
                Item::Space(space) => height += *space,
                Item::Penalty(_) | Item::FloatBarrier => {}
                Item::Box(_) | Item::Float(_) => return false,
            }
        }
        if height > tallest {
            return false;
        }
        let mut whole = VerticalBox::default();
        for item in self.items.drain(first..=last) {
            match item {
                Item::Box(content) => whole.stack(content),
                Item::Space(space) => whole.height += space,
                _ => {}
            }
        }
        self.items.insert(first, Item::Float(whole));
        true
    }

    /// Sets lines beside what comes next; too many of them stand above it, since what stands beside
    /// a line cannot be divided between pages.
    pub fn set_beside(&mut self, marginal: Marginal) {
        if marginal.lines.len() > MARGINAL_LINES {
            self.push_lines(marginal.lines, marginal.x, marginal.leading);
            self.forbid_break();
        } else {
            self.marginals.push(marginal);
        }
    }

    /// Adds a box, with what waits to stand beside it; `baseline` is that of its first line.
    pub fn push_box(&mut self, mut content: VerticalBox, baseline: Length) {
        let own = std::mem::take(&mut content.fragments);
        self.overhang = (self.overhang - content.height).max(Length::ZERO);
        for marginal in self.marginals.drain(..) {
            let mut y = baseline;
            for line in marginal.lines {
                content.set_line(line, marginal.x, y);
                y += marginal.leading;
            }
            let reach = y - marginal.leading + marginal.depth;
            self.overhang = self.overhang.max(reach - content.height);
        }
        content.fragments.extend(own);
        self.items.push(Item::Box(content));
        self.begun = true;
    }

    /// Adds a paragraph's lines from `x` on, without widow or orphan.
    pub fn push_lines(&mut self, lines: Vec<Line>, x: Length, leading: Length) {
        let count = lines.len();
        let mut divides_word = false;
        for (index, line) in lines.into_iter().enumerate() {
            if index > 0 {
                let lonely = index == 1 || index == count - 1 || self.overhang > Length::ZERO;
                self.items.push(Item::Penalty(if lonely {
                    Break::Forbidden
                } else if divides_word {
                    INSIDE_PARAGRAPH.and(INSIDE_WORD)
                } else {
                    INSIDE_PARAGRAPH
                }));
            }
            divides_word = line.divides_word;
            let mut content = VerticalBox::of(leading, Vec::new());
            content.set_line(line, x, baseline_in(leading));
            self.push_box(content, baseline_in(leading));
        }
    }

    /// Adds lines from `x` on that are not divided between pages, such as those of a heading.
    pub fn push_undivided(&mut self, lines: Vec<Line>, x: Length, leading: Length) {
        let mark = self.mark();
        self.push_lines(lines, x, leading);
        self.hold_together(mark..self.mark(), Break::Forbidden);
    }

    /// Gives an empty line to what waits to stand beside what comes next, where nothing has come.
    pub fn place_marginals(&mut self) {
        if !self.marginals.is_empty() {
            let leading = self.marginals[0].leading;
            self.begin_block(Length::ZERO);
            self.continued = false;
            let empty = VerticalBox::of(leading, Vec::new());
            self.push_box(empty, baseline_in(leading));
        }
    }

    /// Gives what waits or stands beside the text room of its own, above what comes next.
    pub fn clear_marginals(&mut self) {
        for marginal in &mut self.marginals {
            if let Some(above) = marginal.above.take() {
                marginal.lines = above;
            }
        }
        self.place_marginals();
        self.clear_overhang();
    }

    /// Makes room for what stands beside the text and reaches below it.
    pub fn clear_overhang(&mut self) {
        if self.overhang > Length::ZERO {
            self.forbid_break();
            let height = std::mem::take(&mut self.overhang);
            let empty = VerticalBox::of(height, Vec::new());
            self.items.push(Item::Box(empty));
        }
    }
}
