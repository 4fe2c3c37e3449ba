//! The second step: where pages end, chosen over the whole document.
//!
//! Best fit as Plass has it (Optimal pagination techniques for automatic typesetting systems, 1981): a dynamic
//! programme over the places where a page may end. Text, footnotes and floats are three queues in the order
//! of the document; a state is how far each of them is set when a page begins. Since a page holds only so
//! much, and no more than some floats wait for a later one, each state has a bounded number of successors, and the time
//! is linear in the length of the document.

use super::Frame;
use super::column::Column;
use super::parts::{LEAST_NOTE_LINES, Material, Part};
use crate::layout::vertical::{Break, VerticalBox};
use crate::length::Length;

// Costs are in lines of the text that a page leaves empty: what all pages together leave empty is least, however
// it is spread.

/// What a page end costs where parts should hold together: no gap is worse, but nothing forbids it where
/// there is no other way.
const FORBIDDEN: f64 = 100_000.0;
/// What dividing a footnote costs.
const DIVIDED_NOTE: f64 = 6.0;
/// What a float costs on a later page than its place. Where the gap left by setting it in its place is smaller,
/// it stays.
const DEFERRED_FLOAT: f64 = 5.0;
/// The most floats that wait for a later page, as LaTeX has it.
const MOST_WAITING: usize = 18;
/// What a last page costs that holds next to nothing.
const LEAN_LAST_PAGE: f64 = 10.0;
/// The share of a page that the last must hold to be worth its paper.
const SUBSTANCE: f64 = 0.125;
/// A page is left so many lines shorter than it could be, where that serves the pages after it, and no more.
const LEFT_SHORT_LINES: f64 = 3.0;
/// A line costs a little less the longer its gap is: one page with a gap is better than two. At so many lines it
/// would cost nothing.
const LONG_GAP: f64 = 200.0;
/// What a page end in running text costs at most: one that costs more, as inside a table, does not ask that a page
/// which ends in text be filled.
const RUNNING_TEXT: f64 = 10.0;

/// How far the queues are set where a page begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub(super) struct State {
    /// The next part of the text.
    pub part: usize,
    /// The next line of the footnotes.
    pub line: usize,
    /// The next float.
    pub float: usize,
}

/// A page that is filled: what stands on it, and where it may end.
#[derive(Default)]
pub(super) struct Filled {
    pub placed: Vec<Placed>,
    pub ends: Vec<End>,
}

/// A part in its place.
pub(super) struct Placed {
    pub part: usize,
    pub top: Length,
    /// The spaces above it on the page.
    pub gaps: Length,
    pub with_header: bool,
}

/// A place where a page may end.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub state: State,
    /// The column up to there.
    pub column: Column,
    /// How many parts stand on the page up to there.
    pub placed: usize,
}

/// A page end that has been looked at.
struct Candidate {
    end: State,
    /// The lines left empty; none on the last page.
    slack: f64,
    /// What ending the page here costs, beside what it leaves empty.
    penalty: f64,
    /// What the page costs in all.
    cost: f64,
}

/// A state with the cheapest way to it.
#[derive(Clone, Copy)]
struct Node {
    state: State,
    cost: f64,
    /// The node that its last page begins with: the part, and the index there.
    from: (usize, usize),
    done: bool,
}

/// The states between which the pages stand: the beginning, and the end of each page.
pub(super) fn choose(material: &Material, frame: &Frame, tightness: i64) -> Vec<State> {
    let count = material.parts.len();
    let mut reached: Vec<Vec<Node>> = vec![Vec::new(); count + 1];
    reached[0].push(Node {
        state: State::default(),
        cost: 0.0,
        from: (0, 0),
        done: false,
    });
    let finish = State {
        part: count,
        line: material.lines.len(),
        float: material.floats.len(),
    };
    if finish == State::default() {
        // Nothing is to be set: one empty page.
        return vec![finish, finish];
    }
    let (mut filled, mut candidates) = (Filled::default(), Vec::new());
    for part in 0..=count {
        // A page of notes or floats alone leads to another state at the same part.
        while let Some(index) = next_open(&reached[part], finish) {
            reached[part][index].done = true;
            let node = reached[part][index];
            if is_dominated(&node, &reached[part]) {
                continue;
            }
            fill(material, frame, tightness, node.state, &mut filled);
            successors(material, frame, node.state, &filled.ends, &mut candidates);
            for candidate in candidates.drain(..) {
                let way = Node {
                    state: candidate.end,
                    cost: node.cost + candidate.cost,
                    from: (part, index),
                    done: false,
                };
                improve(&mut reached[candidate.end.part], way);
            }
        }
    }
    let last = reached[count].iter().position(|node| node.state == finish);
    let mut states = vec![finish];
    let (mut part, mut index) = (count, last.unwrap_or_default());
    while let Some(node) = reached[part].get(index)
        && node.state != State::default()
    {
        (part, index) = node.from;
        states.extend(reached[part].get(index).map(|node| node.state));
    }
    states.reverse();
    states
}

/// The first state that is still to be gone on from.
fn next_open(nodes: &[Node], finish: State) -> Option<usize> {
    nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.done && node.state != finish)
        .min_by_key(|(_, node)| node.state)
        .map(|(index, _)| index)
}

/// Whether another way has come at least as far for no more.
fn is_dominated(node: &Node, nodes: &[Node]) -> bool {
    nodes.iter().any(|other| {
        other.state != node.state
            && other.state.line >= node.state.line
            && other.state.float >= node.state.float
            && other.cost <= node.cost
    })
}

fn improve(nodes: &mut Vec<Node>, way: Node) {
    match nodes.iter_mut().find(|node| node.state == way.state) {
        Some(node) if way.cost < node.cost => *node = way,
        Some(_) => {}
        None => nodes.push(way),
    }
}

/// What the `ends` of a page that begins in `start` cost; one that no rule allows only where no other is left.
fn successors(
    material: &Material,
    frame: &Frame,
    start: State,
    ends: &[End],
    candidates: &mut Vec<Candidate>,
) {
    let finish = (material.lines.len(), material.floats.len());
    candidates.extend(ends.iter().map(|end| {
        let (end, height) = (end.state, end.column.height);
        let notes = frame.notes_height(material.lines_height(start.line, end.line));
        let left = (frame.available - height - notes).max(Length::ZERO);
        let slack = left.ratio(frame.line);
        let is_last = end.part == material.parts.len() && (end.line, end.float) == finish;
        let penalty = match material.parts.get(end.part).map(|part| part.break_before) {
            _ if is_lonely_line(material, start, end) => FORBIDDEN,
            _ if is_left_by_float(material, start, end) => FORBIDDEN,
            Some(Break::Costly(cost)) => cost,
            Some(Break::Forbidden) if end.part > start.part => FORBIDDEN,
            _ => 0.0,
        };
        let divided = end.line < material.lines_end(end.part);
        let deferred = material.floats_before(end.part) - end.float;
        let emptiness = match (is_last, start == State::default()) {
            (true, true) => 0.0,
            (true, false) => {
                let filled = 1.0 - left.ratio(frame.available);
                let lacking = (1.0 - filled / SUBSTANCE).max(0.0);
                LEAN_LAST_PAGE * lacking * lacking
            }
            (false, _) => slack - slack * slack / LONG_GAP,
        };
        Candidate {
            end,
            slack: if is_last { 0.0 } else { slack },
            penalty,
            // A page costs as much as one that is empty.
            cost: frame.available.ratio(frame.line)
                + penalty
                + emptiness
                + if divided { DIVIDED_NOTE } else { 0.0 }
                + deferred as f64 * DEFERRED_FLOAT,
        }
    }));
    if candidates.iter().any(|one| one.penalty < FORBIDDEN) {
        candidates.retain(|one| one.penalty < FORBIDDEN);
    } else {
        // The fullest page.
        candidates.drain(..candidates.len().saturating_sub(1));
    }
    let slacks: Vec<(f64, f64)> = candidates
        .iter()
        .map(|one| (one.penalty.max(RUNNING_TEXT), one.slack))
        .collect();
    candidates.retain(|one| {
        let at_most = one.penalty.max(RUNNING_TEXT);
        let no_worse = slacks.iter().filter(|(penalty, _)| *penalty <= at_most);
        let fullest = no_worse.map(|(_, slack)| *slack);
        one.slack <= fullest.fold(f64::INFINITY, f64::min) + LEFT_SHORT_LINES
    });
}

/// Whether floats or notes leave room for no more of the text than one line of a paragraph.
fn is_lonely_line(material: &Material, start: State, end: State) -> bool {
    let shares_page = end.float > start.float || start.line < material.lines_end(start.part);
    let is_inside = |part: usize| match material.parts.get(part) {
        Some(part) => matches!(part.break_before, Break::Costly(_)) && part.gap == Length::ZERO,
        None => false,
    };
    shares_page && end.part == start.part + 1 && is_inside(start.part) && is_inside(end.part)
}

/// Whether what a page ends with stays with a float, as a heading does, that waits for a later page.
fn is_left_by_float(material: &Material, start: State, end: State) -> bool {
    let parts = &material.parts[start.part..end.part];
    let waits = |part: &Part| part.is_float && part.floats_before >= end.float;
    match parts.iter().rposition(|part| !waits(part)) {
        Some(last) => parts
            .get(last + 1)
            .is_some_and(|float| float.break_before == Break::Forbidden),
        None => false,
    }
}

/// A page while it is filled.
struct Filling<'m> {
    material: &'m Material,
    frame: &'m Frame,
    start: State,
    column: Column,
    /// The next float.
    float: usize,
    /// How far the footnotes that are carried over must be set: they are not pushed on.
    least_carried: usize,
    filled: &'m mut Filled,
}

impl<'m> Filling<'m> {
    fn new(
        material: &'m Material,
        frame: &'m Frame,
        tightness: i64,
        start: State,
        filled: &'m mut Filled,
    ) -> Filling<'m> {
        let carried = material.lines_end(start.part);
        // Two lines at least.
        let least_carried = if carried - start.line < 2 * LEAST_NOTE_LINES {
            carried
        } else {
            start.line + LEAST_NOTE_LINES
        };
        Filling {
            material,
            frame,
            start,
            column: Column::new(tightness),
            float: start.float,
            least_carried,
            filled,
        }
    }

    /// Whether a column of this height leaves room for the notes up to the line `lines`.
    fn fits(&self, height: Length, lines: usize) -> bool {
        let notes = self.material.lines_height(self.start.line, lines);
        height + self.frame.notes_height(notes) <= self.frame.available
    }

    /// Sets the floats that wait for this page, as many as have room.
    fn set_waiting_floats(&mut self) {
        let gap = self.frame.float_gap;
        while self.float < self.material.floats_before(self.start.part) {
            let part = self.material.floats[self.float];
            let height = self.material.parts[part].content.height;
            if !self.fits(self.column.height_with(gap, height), self.least_carried) {
                break;
            }
            self.set(part, gap, height, false);
            self.float += 1;
        }
    }

    fn set(&mut self, part: usize, gap: Length, height: Length, with_header: bool) {
        let top = self.column.add(gap, height);
        if self.material.parts[part].is_float {
            self.column.ask_below(self.frame.float_gap);
        }
        self.filled.placed.push(Placed {
            part,
            top,
            gaps: self.column.gaps,
            with_header,
        });
    }

    /// How far the queues are set where the page ends before the part `index`.
    fn end_before(&self, index: usize) -> State {
        let lines_end = self.material.lines_end(index);
        let room = self.frame.available - self.column.height;
        State {
            part: index,
            line: self
                .frame
                .lines_set(self.material, self.start.line, lines_end, room),
            float: self.float,
        }
    }

    /// Sets text until the page is full.
    fn set_text(&mut self) {
        let (material, start) = (self.material, self.start);
        let mut text_is_set = false;
        for index in start.part..=material.parts.len() {
            let mut end = self.end_before(index);
            let part = material.parts.get(index);
            if part.is_none() && end == start {
                // Not even a line of the notes fits: it is set all the same.
                end.line += 1;
            }
            let column = self.column;
            if end != start {
                self.filled.ends.push(End {
                    state: end,
                    column,
                    placed: self.filled.placed.len(),
                });
            }
            let Some(part) = part else { break };
            let waiting = self.float < part.floats_before;
            if part.after_barrier && waiting && !column.is_empty() {
                break;
            }
            let is_first = !text_is_set && index == start.part;
            let fits = |height| {
                let lines = part.lines_least.max(self.least_carried);
                self.fits(column.height_with(part.gap, height), lines)
            };
            // What is set again above the first, unless the two have no room on a page of their own.
            let with = |header: &VerticalBox| header.height + part.content.height;
            let header = part.content.continuation.as_deref();
            let header =
                header.filter(|header| is_first && (fits(with(header)) || !column.is_empty()));
            let height = header.map_or(part.content.height, with);
            let fit = fits(height);
            if part.is_float && (waiting || !fit && !column.is_empty()) {
                if !column.is_empty() && part.floats_before - self.float >= MOST_WAITING {
                    break;
                }
                continue;
            }
            if !fit && !column.is_empty() {
                break;
            }
            self.set(index, part.gap, height, header.is_some());
            text_is_set = true;
            self.float += usize::from(part.is_float);
        }
    }
}

/// Fills a page that begins in `start`, first with the floats that wait, then with text until it is full. What
/// `filled` held before is no more.
pub(super) fn fill(
    material: &Material,
    frame: &Frame,
    tightness: i64,
    start: State,
    filled: &mut Filled,
) {
    filled.placed.clear();
    filled.ends.clear();
    let mut filling = Filling::new(material, frame, tightness, start, filled);
    filling.set_waiting_floats();
    filling.set_text();
}
