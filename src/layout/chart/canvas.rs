//! What a chart is drawn on: the rules behind it, the shapes, the words above.

use super::super::lines::Line;
use super::super::notice::{Notice, NoticeKind};
use super::super::page::{Fragment, FragmentContent, Owner};
use super::super::vertical::{VerticalBox, baseline_in};
use crate::document::Origin;
use crate::length::Length;

/// A box in the making.
pub(super) struct Canvas {
    measure: Length,
    /// Level rules, and the grounds that keep them from the words.
    pub(super) rules: Vec<Fragment>,
    pub(super) shapes: Vec<Fragment>,
    words: VerticalBox,
}

impl Canvas {
    pub(super) fn new(measure: Length) -> Canvas {
        Canvas {
            measure,
            rules: Vec::new(),
            shapes: Vec::new(),
            words: VerticalBox::default(),
        }
    }

    /// Sets words from `x` on, `top` being the upper edge of the first line.
    pub(super) fn set(&mut self, words: Words, x: Length, top: Length) {
        let first = baseline_in(words.leading) + top;
        if !words.unseen.is_empty() {
            self.words.notices.push(Notice {
                kind: NoticeKind::HiddenWords { words: words.text },
                origin: words.origin,
            });
        }
        for (line, index) in words.seen.into_iter().zip(0_i64..) {
            self.words.set_line(line, x, first + words.leading * index);
        }
        self.set_without_ink(words.unseen, x, first);
    }

    /// Sets words without ink, all on the first line.
    pub(super) fn set_unseen(&mut self, words: Words, x: Length, top: Length) {
        let first = baseline_in(words.leading) + top;
        self.set_without_ink(words.seen, x, first);
        self.set_without_ink(words.unseen, x, first);
    }

    fn set_without_ink(&mut self, lines: Vec<Line>, x: Length, baseline: Length) {
        let from = self.words.fragments.len();
        for line in lines {
            let start = x.min(self.measure - line.width).max(Length::ZERO);
            self.words.set_line(line, start, baseline);
        }
        for fragment in &mut self.words.fragments[from..] {
            match &mut fragment.content {
                FragmentContent::Glyphs(run) => {
                    fragment.content = FragmentContent::Unseen(run.clone());
                }
                FragmentContent::Missing { colour, .. } => *colour = None,
                _ => {}
            }
        }
    }

    pub(super) fn into_box(self, height: Length) -> VerticalBox {
        let mut fragments = self.rules;
        fragments.extend(self.shapes);
        fragments.extend(self.words.fragments);
        VerticalBox {
            height,
            fragments,
            ..self.words
        }
    }
}

/// Words in lines.
pub(super) struct Words {
    pub(super) seen: Vec<Line>,
    /// The lines that there is no room for.
    pub(super) unseen: Vec<Line>,
    pub(super) leading: Length,
    /// The whole text, and the field that it stands in.
    pub(super) text: String,
    pub(super) origin: Option<Origin>,
}

impl Words {
    pub(super) fn width(&self) -> Length {
        Length::longest(self.seen.iter().map(|line| line.width))
    }

    /// Takes the ink from all lines but the first `most`.
    pub(super) fn cut(&mut self, most: usize) {
        let rest = self.seen.drain(most.min(self.seen.len())..);
        self.unseen.splice(..0, rest);
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
