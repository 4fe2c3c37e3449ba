//! The first step: the vertical list as parts, each with what stands between it and the one before, and the
//! footnotes as one queue of lines.

use super::NoteLines;
use crate::layout::notice::Notice;
use crate::layout::vertical::{Break, Item, VerticalBox};
use crate::length::Length;

/// The fewest lines of a divided footnote on a page; one of fewer than twice as many is not divided.
pub(super) const LEAST_NOTE_LINES: usize = 2;

/// A box of the vertical list in its place.
pub(super) struct Part {
    /// Between it and the part before; it falls away where a page begins.
    pub gap: Length,
    /// Whether a page may end before it.
    pub break_before: Break,
    /// Whether the floats before it must be set before it.
    pub after_barrier: bool,
    pub content: VerticalBox,
    /// Whether it may stand at the top of a later page.
    pub is_float: bool,
    /// How many floats stand before it in the list.
    pub floats_before: usize,
    /// The end of the queue of note lines once it is set: its own footnotes are the last in it.
    pub lines_end: usize,
    /// How far the queue must be set on its page, or earlier: every footnote begins on the page of its
    /// reference.
    pub lines_least: usize,
}

/// All that is to be set.
pub(super) struct Material {
    pub parts: Vec<Part>,
    /// The parts that are floats.
    pub floats: Vec<usize>,
    /// The lines of all footnotes, in the order of their first references.
    pub lines: Vec<VerticalBox>,
    /// The height of the lines before each line, and of all.
    heights: Vec<Length>,
}

impl Material {
    pub fn new(items: Vec<Item>, notes: Vec<NoteLines>) -> Material {
        let mut material = Material {
            parts: Vec::with_capacity(items.len() / 2 + 1),
            floats: Vec::new(),
            lines: Vec::new(),
            heights: vec![Length::ZERO],
        };
        let mut notes: Vec<Option<NoteLines>> = notes.into_iter().map(Some).collect();
        let mut least = 0;
        let mut gap = Length::ZERO;
        let mut break_before = None;
        let mut after_barrier = false;
        for item in items {
            let is_float = matches!(item, Item::Float(_));
            match item {
                Item::Space(space) => gap = gap.max(space),
                Item::FloatBarrier => after_barrier = true,
                Item::Penalty(penalty) => {
                    break_before =
                        Some(break_before.map_or(penalty, |other: Break| other.and(penalty)));
                }
                Item::Box(content) | Item::Float(content) => {
                    least = material.queue_all(&content.notes, &mut notes, least);
                    let floats_before = material.floats.len();
                    if is_float {
                        material.floats.push(material.parts.len());
                    }
                    material.parts.push(Part {
                        gap: std::mem::take(&mut gap),
                        break_before: break_before.take().unwrap_or(Break::Forbidden),
                        after_barrier: std::mem::take(&mut after_barrier),
                        content,
                        is_float,
                        floats_before,
                        lines_end: material.lines.len(),
                        lines_least: least,
                    });
                }
            }
        }
        material
    }

    /// What had no room, in the text and then in the footnotes.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        let parts = self.parts.iter_mut().map(|part| &mut part.content);
        parts
            .chain(&mut self.lines)
            .flat_map(|content| std::mem::take(&mut content.notices))
            .collect()
    }

    /// Adds the footnotes that are referred to for the first time, each with those that it refers to after it;
    /// returns the line up to which the queue must be set on the page of the last reference.
    fn queue_all(
        &mut self,
        references: &[usize],
        notes: &mut [Option<NoteLines>],
        mut least: usize,
    ) -> usize {
        for reference in references {
            let Some(note) = notes.get_mut(*reference).and_then(Option::take) else {
                continue;
            };
            let inside: Vec<usize> = note.iter().flat_map(|line| line.notes.clone()).collect();
            least = self.queue(note, least);
            self.queue_all(&inside, notes, least);
        }
        least
    }

    /// Adds a footnote to the queue; returns how far the queue must be set where it begins.
    fn queue(&mut self, note: NoteLines, least: usize) -> usize {
        if note.is_empty() {
            return least;
        }
        let count = note.len();
        let start = self.lines.len();
        let mut height = self.height_before(start);
        for line in note {
            height += line.height;
            self.heights.push(height);
            self.lines.push(line);
        }
        start
            + if count < 2 * LEAST_NOTE_LINES {
                count
            } else {
                LEAST_NOTE_LINES
            }
    }

    /// The height of the lines before the line `index`.
    fn height_before(&self, index: usize) -> Length {
        self.heights.get(index).copied().unwrap_or_default()
    }

    /// The height of a stretch of lines of the queue.
    pub fn lines_height(&self, start: usize, end: usize) -> Length {
        self.height_before(end) - self.height_before(start)
    }

    /// The end of the queue where the parts before `part` are set.
    pub fn lines_end(&self, part: usize) -> usize {
        part.checked_sub(1)
            .map_or(0, |last| self.parts[last].lines_end)
    }

    /// How many floats stand before `part`.
    pub fn floats_before(&self, part: usize) -> usize {
        self.parts
            .get(part)
            .map_or(self.floats.len(), |part| part.floats_before)
    }

    /// Where the queue from `start` to `end` is divided when lines of the height `room` are to be had: never
    /// so that a single line of a footnote is carried over.
    pub fn divide(&self, start: usize, end: usize, room: Length) -> usize {
        let limit = self.height_before(start) + room;
        let fitting = self.heights[start..=end].partition_point(|height| *height <= limit);
        let fit = start + fitting.saturating_sub(1);
        if fit + 1 == end {
            start.max(fit.saturating_sub(1))
        } else {
            fit
        }
    }
}
