//! What a chart is drawn on: shapes below, words above.

use super::super::lines::Line;
use super::super::page::{Fragment, FragmentContent, Owner};
use super::super::vertical::{VerticalBox, baseline_in};
use crate::length::Length;

/// A box in the making: shapes below, words above.
pub(super) struct Canvas {
    measure: Length,
    pub(super) shapes: Vec<Fragment>,
    words: Vec<Fragment>,
}

impl Canvas {
    pub(super) fn new(measure: Length) -> Canvas {
        Canvas {
            measure,
            shapes: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Sets words from `x` on, `top` being the upper edge of the first line.
    pub(super) fn set(&mut self, words: Words, x: Length, top: Length) {
        let Words {
            seen,
            unseen,
            leading,
        } = words;
        let first = baseline_in(leading) + top;
        for (line, index) in seen.into_iter().zip(0_i64..) {
            line.place(x, first + leading * index, &mut self.words);
        }
        self.set_without_ink(unseen, x, first);
    }

    /// Sets words without ink, all on the first line.
    pub(super) fn set_unseen(&mut self, words: Words, x: Length, top: Length) {
        let first = baseline_in(words.leading) + top;
        self.set_without_ink(words.seen, x, first);
        self.set_without_ink(words.unseen, x, first);
    }

    fn set_without_ink(&mut self, lines: Vec<Line>, x: Length, baseline: Length) {
        let from = self.words.len();
        for line in lines {
            let start = x.min(self.measure - line.width).max(Length::ZERO);
            line.place(start, baseline, &mut self.words);
        }
        for fragment in &mut self.words[from..] {
            if let FragmentContent::Glyphs(run) = &fragment.content {
                fragment.content = FragmentContent::Unseen(run.clone());
            }
        }
    }

    pub(super) fn into_box(mut self, height: Length) -> VerticalBox {
        self.shapes.append(&mut self.words);
        VerticalBox {
            height,
            fragments: self.shapes,
            ..VerticalBox::default()
        }
    }
}

/// Words in lines.
#[derive(Clone)]
pub(super) struct Words {
    pub(super) seen: Vec<Line>,
    /// The lines that there is no room for.
    pub(super) unseen: Vec<Line>,
    pub(super) leading: Length,
}

impl Words {
    pub(super) fn width(&self) -> Length {
        self.seen
            .iter()
            .map(|line| line.width)
            .fold(Length::ZERO, Length::max)
    }

    pub(super) fn height(&self) -> Length {
        self.leading * self.seen.len() as i64
    }

    /// These words as furniture of the drawing, which the table does not hold.
    pub(super) fn into_artifact(mut self) -> Words {
        for line in self.seen.iter_mut().chain(&mut self.unseen) {
            for fragment in &mut line.fragments {
                fragment.owner = Owner::Layout;
            }
        }
        self
    }
}
