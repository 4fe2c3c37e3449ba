//! The second step: where pages end, chosen over the whole document.
//!
//! Best fit as Plass has it (Optimal pagination techniques for automatic typesetting systems, 1981): a dynamic
//! programme over the places where a page may end. Text, footnotes and floats are three queues in the order
//! of the document; a state is how far each of them is set when a page begins. Since a page holds only so
//! much, each state has a bounded number of successors, and the time is linear in the length of the document.

use super::Frame;
use super::column::Column;
use super::parts::{Gap, LEAST_NOTE_LINES, Material};
use crate::layout::vertical::Break;
use crate::length::Length;
use std::ops::ControlFlow;

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
/// What a last page costs that holds next to nothing.
const LEAN_LAST_PAGE: f64 = 10.0;
/// The share of a page that the last must hold to be worth its paper.
const SUBSTANCE: f64 = 0.125;
/// A page is left so many lines shorter than it could be, where that serves the pages after it, and no more.
const MOST_LEFT_SHORT: f64 = 3.0;
/// A line costs a little less the longer its gap is: one page with a gap is better than two. At so many lines it
/// would cost nothing.
const LONG_GAP: f64 = 200.0;
/// What a page end in running text costs at most: one that costs more, as inside a table, does not ask for the
/// page to be filled.
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

/// What happens while a page is filled.
pub(super) enum Event<'c> {
    /// A part is set; `gaps` are the spaces above it on the page.
    Set {
        part: usize,
        top: Length,
        gaps: Length,
        with_header: bool,
    },
    /// The page may end here.
    End { end: State, column: &'c Column },
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
    let mut candidates = Vec::new();
    for part in 0..=count {
        // A page of notes or floats alone leads to another state at the same part.
        while let Some(index) = next_open(&reached[part], finish) {
            reached[part][index].done = true;
            let node = reached[part][index];
            if is_dominated(&node, &reached[part]) {
                continue;
            }
            successors(material, frame, tightness, node.state, &mut candidates);
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
    let mut at = (count, last.unwrap_or_default());
    while let Some(node) = reached[at.0].get(at.1)
        && node.state != State::default()
    {
        at = node.from;
        states.extend(reached[at.0].get(at.1).map(|node| node.state));
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

/// The ends of a page that begins in `start`; one that no rule allows only where no other is left.
fn successors(
    material: &Material,
    frame: &Frame,
    tightness: i64,
    start: State,
    candidates: &mut Vec<Candidate>,
) {
    let finish = (material.lines.len(), material.floats.len());
    fill(material, frame, tightness, start, |event| {
        if let Event::End { end, column } = event {
            let notes = frame.notes_height(material.lines_height(start.line, end.line));
            let left = (frame.available - column.height - notes).max(Length::ZERO);
            let slack = left.ratio(frame.line);
            let is_last = end.part == material.parts.len() && (end.line, end.float) == finish;
            let penalty = match material.parts.get(end.part).map(|part| part.break_before) {
                Some(_) if is_lonely_line(material, start, end) => FORBIDDEN,
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
            candidates.push(Candidate {
                end,
                slack: if is_last { 0.0 } else { slack },
                penalty,
                // A page costs as much as one that is empty.
                cost: frame.available.ratio(frame.line)
                    + penalty
                    + emptiness
                    + if divided { DIVIDED_NOTE } else { 0.0 }
                    + deferred as f64 * DEFERRED_FLOAT,
            });
        }
        ControlFlow::Continue(())
    });
    if candidates.iter().any(|one| one.penalty < FORBIDDEN) {
        candidates.retain(|one| one.penalty < FORBIDDEN);
    } else {
        // The fullest page.
        candidates.drain(..candidates.len().saturating_sub(1));
    }
    let running = candidates.iter().filter(|one| one.penalty <= RUNNING_TEXT);
    let fullest = running.map(|one| one.slack).fold(f64::INFINITY, f64::min);
    candidates.retain(|one| one.slack <= fullest + MOST_LEFT_SHORT);
}

/// Whether floats or notes leave room for no more of the text than one line of a paragraph.
fn is_lonely_line(material: &Material, start: State, end: State) -> bool {
    let shares_page = end.float > start.float || start.line < material.lines_end(start.part);
    let is_inside = |part: usize| match material.parts.get(part) {
        Some(part) => matches!(part.break_before, Break::Costly(_)) && part.gap.is_none(),
        None => false,
    };
    shares_page && end.part == start.part + 1 && is_inside(start.part) && is_inside(end.part)
}

/// Fills a page that begins in `start`: first with the floats that wait, then with text, and tells what is
/// set and where the page may end.
pub(super) fn fill(
    material: &Material,
    frame: &Frame,
    tightness: i64,
    start: State,
    mut tell: impl FnMut(Event) -> ControlFlow<()>,
) {
    let mut column = Column::new(frame.grid, tightness);
    let mut float = start.float;
    let carried = material.lines_end(start.part);
    // What is carried over is not pushed on: two lines at least.
    let least_carried = if carried - start.line < 2 * LEAST_NOTE_LINES {
        carried
    } else {
        start.line + LEAST_NOTE_LINES
    };
    let fits = |height: Length, lines: usize| {
        height + frame.notes_height(material.lines_height(start.line, lines)) <= frame.available
    };
    let around_floats = Gap {
        space: frame.float_gap,
        aligned: true,
    };
    while float < material.floats_before(start.part) {
        let part = material.floats[float];
        let height = material.parts[part].content.height;
        if !fits(column.height_with(around_floats, height), least_carried) {
            break;
        }
        let top = column.add(around_floats, height);
        let set = Event::Set {
            part,
            top,
            gaps: column.gaps,
            with_header: false,
        };
        if tell(set).is_break() {
            return;
        }
        float += 1;
    }
    if !column.is_empty() {
        column.leave_out(around_floats);
    }
    let mut text_is_set = false;
    for index in start.part..=material.parts.len() {
        let lines_end = material.lines_end(index);
        let room = frame.available - column.height;
        let end = State {
            part: index,
            line: frame.lines_set(material, start.line, lines_end, room),
            float,
        };
        if end != start {
            let ended = Event::End {
                end,
                column: &column,
            };
            if tell(ended).is_break() {
                return;
            }
        }
        let Some(part) = material.parts.get(index) else {
            if end == start {
                // Not even a line of the notes fits: it is set all the same.
                let end = State {
                    line: start.line + 1,
                    ..start
                };
                let _ = tell(Event::End {
                    end,
                    column: &column,
                });
            }
            return;
        };
        let waiting = float < part.floats_before;
        if part.after_barrier && waiting && !column.is_empty() {
            return;
        }
        let header = part
            .content
            .continuation
            .as_ref()
            .filter(|_| !text_is_set && index == start.part)
            .map(|header| header.height)
            .filter(|height| *height <= frame.available.scaled(1, 3));
        let height = part.content.height + header.unwrap_or_default();
        let fit = fits(
            column.height_with(part.gap, height),
            part.lines_least.max(least_carried),
        );
        if part.is_float && (waiting || !fit && !column.is_empty()) {
            column.leave_out(part.gap);
            continue;
        }
        if !fit && !column.is_empty() {
            return;
        }
        let top = column.add(part.gap, height);
        text_is_set = true;
        float += usize::from(part.is_float);
        let set = Event::Set {
            part: index,
            top,
            gaps: column.gaps,
            with_header: header.is_some(),
        };
        if tell(set).is_break() {
            return;
        }
    }
}
