//! Total fit: the lines of least demerits over the whole paragraph, by dynamic programming (Knuth and Plass
//! 1981).
//!
//! A node is a way to arrive at a breakpoint; of those that differ in nothing that matters afterwards (the
//! fitness class of the last line, and how many lines before have ended with a hyphen) only the best is kept.
//! A node is active as long as a line from it can still be long enough, so that the time grows with the number
//! of breakpoints times those of one line.

use super::Shape;
use super::breakpoints::{Breakpoint, Breakpoints, Division, Extent, Kind};
use super::microtypography::EXPANSION_PER_MILLE;
use crate::length::Length;
use crate::locale::Tie;

/// How far a word space stretches at an adjustment ratio of 1, in thousandths of its width (TeX's own
/// proportion is the same, for Computer Modern).
const SPACE_STRETCH_PER_MILLE: i64 = 500;
/// How far a word space shrinks at most, in thousandths of its width. Closer words are read as one.
const SPACE_SHRINK_PER_MILLE: i64 = 280;
/// The mean word space, in ems, from which a line has holes in it: a hundredth below what docs/typography.md counts as one,
/// so that no line that passes here is counted there for what rounding adds.
const WIDE_SPACE_EM: f64 = 0.44;
/// The adjustment ratio above which a line is not looked at, unless there is no other way.
const TOLERANCE: f64 = 4.0;
/// The most lines in a row that end with a hyphen.
const MOST_HYPHENS: u8 = 2;
/// The share of the measure below which a last line looks lost: a word or two.
const SHORT_LAST_LINE: f64 = 0.16;
/// The same, where lines are ragged, of a single word.
const LOST_WORD: f64 = 0.3;
/// The least width of a last line, in ems: more than the indent of a list, which would show below it.
const LEAST_LAST_LINE_EM: f64 = 2.0;
/// The room at the end of a last line below which it looks full and is not, in ems.
const FULL_LAST_LINE_EM: f64 = 1.0;

/// The most lines that are balanced: where more are of about the same length, they look like text that lacks some.
const BALANCED_LINES: usize = 4;

/// What justified lines cost. Demerits are those of The TeXbook, chapter 14: (line + badness)² and what adds
/// to it.
mod demerits {
    /// TeX's `\linepenalty`: what a line costs for being one.
    pub const LINE: f64 = 10.0;
    /// A hyphen: as much as a line stretched to a ratio of 1.1. Even spaces are worth hyphens, but not many: ten
    /// times as much would save a few more, and cost a tenth of the evenness.
    pub const HYPHEN: f64 = 25_000.0;
    /// A hyphen after another.
    pub const CONSECUTIVE_HYPHENS: f64 = 50_000.0;
    /// A hyphen after two letters of a word.
    pub const HYPHEN_AFTER_SHORT_HEAD: f64 = 35_000.0;
    /// A hyphen in a word that has one already: “co-op-|eration”.
    pub const HYPHEN_IN_COMPOUND: f64 = 50_000.0;
    /// A hyphen in a name: less than a line with holes.
    pub const HYPHEN_IN_NAME: f64 = 3e6;
    /// An address that is divided: as much as two hyphens, and what they add.
    pub const ADDRESS: f64 = 60_000.0;
    /// A tight line beside a loose one.
    pub const UNEVEN: f64 = 10_000.0;
    /// A space that holds loosely.
    pub const LOOSE_TIE: f64 = 12_000.0;
    /// A last line that looks lost.
    pub const SHORT_LAST_LINE: f64 = 60_000.0;
    /// A last line of a single word: as much as two hyphens in a row and what they spare elsewhere.
    pub const LAST_WORD: f64 = 200_000.0;
    /// A last line that looks full and is not.
    pub const FULL_LAST_LINE: f64 = 20_000.0;
    /// A line with holes: more than many lines can save otherwise.
    pub const HOLES: f64 = 1e7;
    /// A last line shorter than an indent, or a fragment of a word: worse than a few lines with holes.
    pub const FRAGMENT: f64 = 5e7;
    /// A line set short, since it has no spaces to stretch or they would be wider than any: worse than all lines
    /// that are not, and the worse the more it lacks.
    pub const SHORT_LINE: f64 = 8e7;
    /// By how much more, for the square of the share of the measure that it lacks: one line that lacks up to a half
    /// is better than two that share it, and a line of one word worse than both.
    pub const SHORTER: f64 = 8.0;
    /// What a paragraph may cost more to be a line shorter: a tight line or two, a hyphen, and nothing that anyone
    /// would see.
    pub const MOST_FOR_A_LINE: f64 = 80_000.0;
    /// A space that holds firmly.
    pub const FIRM_TIE: f64 = 1e8;
    /// A hyphen too many in a row.
    pub const TOO_MANY_HYPHENS: f64 = 1e10;
    /// A division where none should be; a line that is too long.
    pub const EMERGENCY: f64 = 1e12;
}

/// What ragged and balanced lines cost, beside the square of the share of the measure that they leave.
mod raggedness {
    /// What a last line that looks lost costs.
    pub const LAST_LINE: f64 = 0.3;
    /// What a pause of the sense is worth where lines are balanced.
    pub const PAUSE: f64 = -0.2;
    /// A break inside a word's own punctuation, after a hyphen or a slash.
    pub const EXPLICIT: f64 = 0.05;
    /// An address that is divided.
    pub const ADDRESS: f64 = 0.15;
    /// The same where there are as many lines without: more than any unevenness, less than the end of what holds
    /// firmly.
    pub const ADDRESS_FOR_NOTHING: f64 = 2.0;
    /// A space that holds loosely: a rag bears more than even lines.
    pub const LOOSE_TIE: f64 = 0.5;
    /// A space that holds firmly.
    pub const FIRM_TIE: f64 = 3.0;
    /// A hyphen: more than any unevenness, less than a division anywhere.
    pub const HYPHEN: f64 = 4.0;
    /// What each further line costs where lines are balanced: more than any unevenness, less than a hyphen or the
    /// end of what holds firmly.
    pub const LINE: f64 = 1.0;
    /// A division where none should be; a line that is too long.
    pub const EMERGENCY: f64 = 1e6;
}

/// A line between two breakpoints.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChosenLine {
    /// Index of the breakpoint that it begins after.
    pub from: usize,
    /// Index of the breakpoint that it ends at.
    pub to: usize,
}

/// The fitness class of lines that are hardly stretched or shrunk.
const DECENT: u8 = 1;

/// How much the spaces and glyphs of a line give way that is set: it is left short where they would have to
/// stretch beyond all bounds, and so is one that `ends` the paragraph.
pub(super) fn setting_ratio(line: Extent, measure: Length, ends: bool) -> f64 {
    let most = if ends { 0.0 } else { TOLERANCE };
    Some(adjustment_ratio(line, measure))
        .filter(|ratio| *ratio <= most)
        .unwrap_or(0.0)
}

/// How much a line's spaces and glyphs give way to fill the measure: the adjustment ratio, below 0 where it
/// shrinks. Beyond a ratio of 1 only spaces go on to stretch; where there are none it is infinite.
fn adjustment_ratio(line: Extent, measure: Length) -> f64 {
    let excess = (measure - line.width).to_pt();
    let (spaces, ink) = (line.spaces.to_pt(), (line.width - line.spaces).to_pt());
    let glyphs = ink * EXPANSION_PER_MILLE as f64 / 1000.0;
    if excess < 0.0 {
        excess / (spaces * SPACE_SHRINK_PER_MILLE as f64 / 1000.0 + glyphs)
    } else {
        let stretch = spaces * SPACE_STRETCH_PER_MILLE as f64 / 1000.0;
        let ratio = excess / (stretch + glyphs);
        if ratio <= 1.0 {
            ratio
        } else {
            // A single word does not stretch further.
            (excess - glyphs) / stretch
        }
    }
}

/// How long a line is at the ratio [`TOLERANCE`] and somewhat beyond.
fn longest(line: Extent) -> Length {
    const STRETCH: i64 = (TOLERANCE as i64 * SPACE_STRETCH_PER_MILLE) / 1000 + 1;
    const SHARE: i64 = 1000 / EXPANSION_PER_MILLE;
    line.width + line.spaces * STRETCH + line.width / SHARE
}

/// The lines that are best.
pub(super) struct Choice {
    pub lines: Vec<ChosenLine>,
    /// Whether none has holes, is set short, or ends where it should not.
    pub is_good: bool,
}

/// The best lines of a paragraph: none set short where others can be had that divide nothing that holds together.
pub(super) fn choose(paragraph: &Breakpoints, measure: Length, shape: Shape) -> Choice {
    let search = Search {
        places: &paragraph.places,
        em: paragraph.em.to_pt(),
        measure,
        shape,
        address: raggedness::ADDRESS,
    };
    let any = || search.run(f64::INFINITY, None).unwrap_or_default();
    if !shape.is_justified() {
        let mut best = any();
        let divides_address = |line: &ChosenLine| paragraph.places[line.to].kind == Kind::Address;
        if best.lines.len() <= MOST_COUNTED && best.lines.iter().any(divides_address) {
            let address = raggedness::ADDRESS_FOR_NOTHING;
            let whole = Search { address, ..search }.run(f64::INFINITY, Some(best.lines.len()));
            best = whole.unwrap_or(best);
        }
        if shape == Shape::Balanced && best.lines.len() > BALANCED_LINES {
            return choose(paragraph, measure, Shape::Ragged);
        }
        return Choice {
            is_good: best.demerits < raggedness::EMERGENCY,
            lines: best.lines,
        };
    }
    let mut best = search
        .run(TOLERANCE, None)
        .filter(|best| best.demerits < demerits::FIRM_TIE)
        .unwrap_or_else(any);
    let is_good = best.demerits < demerits::HOLES;
    if shape == Shape::Tight && (2..=MOST_COUNTED).contains(&best.lines.len()) {
        let most = best.demerits + demerits::MOST_FOR_A_LINE;
        let tight = search.run(TOLERANCE, Some(best.lines.len() - 1));
        best = tight.filter(|tight| tight.demerits <= most).unwrap_or(best);
    }
    Choice {
        lines: best.lines,
        is_good,
    }
}

/// The most lines of a paragraph that is set again in just so many, or in one fewer: ways to each place are told apart by
/// their lines then, so that the search takes longer with each.
const MOST_COUNTED: usize = 40;

/// How much of a measure a ragged line takes at most, with what hangs over its edges.
const HANGING_PER_MILLE: i64 = 1050;

#[derive(Clone, Copy)]
struct Search<'a> {
    places: &'a [Breakpoint],
    em: f64,
    measure: Length,
    shape: Shape,
    /// What an address costs that a ragged line divides.
    address: f64,
}

/// A way to arrive at a breakpoint, from which lines still start.
#[derive(Clone, Copy)]
struct Active {
    place: usize,
    class: u8,
    /// How many lines in a row have ended with a hyphen.
    hyphens: u8,
    demerits: f64,
    /// How many lines lead to it, where ways of different length are told apart.
    lines: usize,
    /// Index among all nodes.
    node: usize,
}

/// A set of lines.
#[derive(Default)]
struct Lines {
    lines: Vec<ChosenLine>,
    demerits: f64,
}

impl Active {
    /// Whether it differs from another way to the same place in nothing that matters afterwards.
    fn is_like(&self, other: &Active) -> bool {
        (self.class, self.hyphens, self.lines) == (other.class, other.hyphens, other.lines)
    }
}

/// A breakpoint on the way back to the start.
struct Node {
    place: usize,
    previous: usize,
}

impl Search<'_> {
    /// The best lines of which none is stretched beyond `tolerance`, of all or of just `count` lines; none where
    /// there are none.
    fn run(&self, tolerance: f64, count: Option<usize>) -> Option<Lines> {
        let mut nodes = vec![Node {
            place: 0,
            previous: 0,
        }];
        let mut active = vec![Active {
            place: 0,
            class: DECENT,
            hyphens: 0,
            demerits: 0.0,
            lines: 0,
            node: 0,
        }];
        let mut arrivals: Vec<Active> = Vec::new();
        for (index, place) in self.places.iter().enumerate().skip(1) {
            let most_lines = count.map_or(0, |count| count.saturating_sub(self.least_lines(index)));
            // Later starts make shorter lines: behind the first that is far too short all are.
            let looked_at =
                active.partition_point(|from| !self.is_far_too_short(from, index, tolerance));
            let mut staying = 0;
            for at in 0..looked_at {
                let from = active[at];
                let (verdict, stays) = self.judge(from, index, tolerance);
                let is_in_time = count.is_none() || from.lines < most_lines;
                if let Some(Verdict { demerits, class }) = verdict.filter(|_| is_in_time) {
                    let arrival = Active {
                        place: index,
                        class,
                        hyphens: if place.kind.is_hyphen() {
                            (from.hyphens + 1).min(MOST_HYPHENS)
                        } else {
                            0
                        },
                        demerits: from.demerits + demerits,
                        lines: count.map_or(0, |_| from.lines + 1),
                        node: from.node,
                    };
                    match arrivals.iter_mut().find(|known| known.is_like(&arrival)) {
                        Some(known) if arrival.demerits < known.demerits => *known = arrival,
                        Some(_) => {}
                        None => arrivals.push(arrival),
                    }
                }
                if stays {
                    active[staying] = from;
                    staying += 1;
                }
            }
            active.drain(staying..looked_at);
            for mut arrival in arrivals.drain(..) {
                let node = nodes.len();
                nodes.push(Node {
                    place: index,
                    previous: arrival.node,
                });
                arrival.node = node;
                active.push(arrival);
            }
            if active.is_empty() {
                return None;
            }
        }
        let best = active
            .iter()
            .filter(|node| node.place == self.places.len() - 1)
            .filter(|node| count.is_none_or(|count| node.lines == count))
            .min_by(|one, other| one.demerits.total_cmp(&other.demerits))?;
        Some(Lines {
            lines: way_to(best.node, &nodes),
            demerits: best.demerits,
        })
    }

    /// How many lines ragged text takes at least behind a place: as many as its ink fills, with what may hang over their
    /// edges. Ways that have too few left for it are not gone on with.
    fn least_lines(&self, place: usize) -> usize {
        let last = &self.places[self.places.len() - 1];
        let rest = last.line_end - self.places[place].line_start;
        let filled = (rest.width - rest.spaces).ratio(self.measure.per_mille(HANGING_PER_MILLE));
        match self.shape.is_justified() || self.measure <= Length::ZERO {
            true => 0,
            false => filled.ceil().max(0.0) as usize,
        }
    }

    /// Whether a line from a node to a place is too short beyond doubt, and so is every line to it from a later
    /// node. What hangs over the edges is left out: it differs from node to node.
    fn is_far_too_short(&self, from: &Active, to: usize, tolerance: f64) -> bool {
        let end = &self.places[to];
        let line = end.line_end - self.places[from.place].line_start;
        self.shape.is_justified()
            && tolerance.is_finite()
            && end.kind != Kind::Forced
            && longest(line) < self.measure
    }

    /// What a line from a node to a place costs, if it can be; and whether longer lines from the node can be.
    fn judge(&self, from: Active, to: usize, tolerance: f64) -> (Option<Verdict>, bool) {
        let (start, end) = (&self.places[from.place], &self.places[to]);
        let is_last = end.kind == Kind::Forced;
        if end.end < start.next {
            // Two divisions of one ligature.
            return (None, !is_last);
        }
        let line = start.line_to(end);
        if !self.shape.is_justified() {
            return self.judge_ragged(from, to, line);
        }
        let mut ratio = adjustment_ratio(line, self.measure);
        if is_last {
            ratio = ratio.min(0.0);
        }
        if ratio < -1.0 {
            // Too long: only where nothing shorter is to be had.
            let only = tolerance.is_infinite() && to == from.place + 1;
            let verdict = only.then_some(Verdict {
                demerits: demerits::EMERGENCY,
                class: DECENT,
            });
            return (verdict, false);
        }
        if ratio > tolerance {
            return (None, !is_last);
        }
        let is_short = ratio > TOLERANCE;
        if is_short {
            ratio = 0.0;
        }
        let class = fitness_class(ratio);
        let badness = 100.0 * (ratio * ratio * ratio).abs();
        let mut sum = (demerits::LINE + badness) * (demerits::LINE + badness);
        if is_short {
            let slack = 1.0 - line.width.ratio(self.measure);
            sum += demerits::SHORT_LINE * (1.0 + demerits::SHORTER * slack * slack);
        }
        if ratio > 0.0 && self.has_holes(line, ratio) {
            sum += demerits::HOLES;
        }
        if from.class.abs_diff(class) > 1 {
            sum += demerits::UNEVEN;
        }
        sum += division(end.kind, from.hyphens);
        if is_last && from.place > 0 && start.kind != Kind::Forced {
            sum += self.last_line(start, line);
        }
        let verdict = Verdict {
            demerits: sum,
            class,
        };
        (Some(verdict), !is_last)
    }

    /// Whether a stretched line's mean word space is too wide.
    fn has_holes(&self, line: Extent, ratio: f64) -> bool {
        let widened = 1.0 + ratio * SPACE_STRETCH_PER_MILLE as f64 / 1000.0;
        let sum = line.spaces.to_pt() * widened;
        sum > WIDE_SPACE_EM * self.em * f64::from(line.space_count)
    }

    /// What a last line costs, beside its spaces.
    fn last_line(&self, start: &Breakpoint, line: Extent) -> f64 {
        let width = line.width.to_pt();
        let is_fragment =
            matches!(start.kind, Kind::Discretionary(_)) && line.spaces == Length::ZERO;
        let room = (self.measure - line.width).to_pt();
        if is_fragment || width < LEAST_LAST_LINE_EM * self.em {
            demerits::FRAGMENT
        } else if line.spaces == Length::ZERO {
            demerits::LAST_WORD
        } else if line.width.ratio(self.measure) < SHORT_LAST_LINE {
            demerits::SHORT_LAST_LINE
        } else if room > 0.0 && room < FULL_LAST_LINE_EM * self.em {
            demerits::FULL_LAST_LINE
        } else {
            0.0
        }
    }

    fn judge_ragged(&self, from: Active, to: usize, line: Extent) -> (Option<Verdict>, bool) {
        let end = &self.places[to];
        let is_last = end.kind == Kind::Forced;
        let too_long = line.width > self.measure;
        if too_long && to > from.place + 1 {
            return (None, false);
        }
        let slack = (self.measure - line.width).ratio(self.measure).max(0.0);
        let follows = from.place > 0 && self.places[from.place].kind != Kind::Forced;
        let least = if line.spaces == Length::ZERO {
            LOST_WORD
        } else {
            SHORT_LAST_LINE
        };
        let is_lost = 1.0 - slack < least;
        let mut sum = match (self.shape, is_last) {
            (Shape::Balanced, _) => raggedness::LINE + slack * slack,
            (_, true) if follows && is_lost => raggedness::LAST_LINE,
            (_, true) => 0.0,
            (_, false) => slack * slack,
        };
        sum += match end.kind {
            Kind::Space(Tie::Pause) if self.shape == Shape::Balanced => raggedness::PAUSE,
            Kind::Space(Tie::Pause | Tie::None) | Kind::Forced => 0.0,
            Kind::Space(Tie::Loose) => raggedness::LOOSE_TIE,
            Kind::Space(Tie::Firm) => raggedness::FIRM_TIE,
            Kind::Explicit { .. } => raggedness::EXPLICIT,
            Kind::Address => self.address,
            Kind::Discretionary(_) => raggedness::HYPHEN,
            Kind::Emergency => raggedness::EMERGENCY,
        };
        if too_long {
            sum += raggedness::EMERGENCY;
        }
        let verdict = Verdict {
            demerits: sum,
            class: DECENT,
        };
        (Some(verdict), !is_last && !too_long)
    }
}

/// The lines that lead from the start, the node 0, to a node.
fn way_to(mut node: usize, nodes: &[Node]) -> Vec<ChosenLine> {
    let mut lines = Vec::new();
    while node != 0 {
        let previous = nodes[node].previous;
        lines.push(ChosenLine {
            from: nodes[previous].place,
            to: nodes[node].place,
        });
        node = previous;
    }
    lines.reverse();
    lines
}

/// The TeXbook's tight, decent, loose and very loose.
fn fitness_class(ratio: f64) -> u8 {
    match ratio {
        r if r < -0.5 => DECENT - 1,
        r if r <= 0.5 => DECENT,
        r if r <= 1.0 => DECENT + 1,
        _ => DECENT + 2,
    }
}

/// What it costs that a justified line ends here, after so many lines in a row that end with a hyphen.
fn division(end: Kind, hyphens: u8) -> f64 {
    let division = match end {
        Kind::Space(Tie::Loose) => demerits::LOOSE_TIE,
        Kind::Space(Tie::Firm) => demerits::FIRM_TIE,
        Kind::Emergency => demerits::EMERGENCY,
        Kind::Address => demerits::ADDRESS,
        Kind::Discretionary(Division::ShortHead) => demerits::HYPHEN_AFTER_SHORT_HEAD,
        Kind::Discretionary(Division::InCompound) => demerits::HYPHEN_IN_COMPOUND,
        Kind::Discretionary(Division::Name) => demerits::HYPHEN_IN_NAME,
        kind if kind.is_hyphen() => demerits::HYPHEN,
        _ => 0.0,
    };
    division
        + match hyphens {
            _ if !end.is_hyphen() => 0.0,
            0 => 0.0,
            1 => demerits::CONSECUTIVE_HYPHENS,
            _ => demerits::TOO_MANY_HYPHENS,
        }
}

/// What a line costs.
struct Verdict {
    demerits: f64,
    class: u8,
}
