//! From the document tree to pages of positioned glyphs.
//!
//! A paragraph's life: its inlines are *collected* into styled text (`text`), *shaped* into glyphs
//! (`shape`) and broken into *lines* (`lines`). A document's life: its blocks *flow* (`flow`, `table` with its `columns`) into
//! one *vertical* list of boxes, spaces and penalties (`vertical`), which is *paginated* (`paginate`) into
//! pages (`page`) of fragments, each with its node of the tree.
//!
//! All of this goes from the start of the line to its end. What is written from right to left is set in the order of
//! UAX 9 on lines that are placed from their start, and the page is mirrored at the end, so that nothing but a line
//! knows its direction.

mod address;
mod capitals;
mod chart;
mod columns;
mod flow;
mod lines;
mod notice;
mod page;
mod paginate;
mod shape;
mod shaping_language;
mod table;
mod text;
mod vertical;

pub use chart::{DrawnChart, charts};
use lines::Shape;
pub use notice::{Notice, NoticeKind};
pub use page::*;
pub use table::{Column, Decimals, Proportions};

use crate::document::{Document, Inline, Node, Note, Origin};
use crate::fonts::{Face, FontId, Fonts};
use crate::length::Length;
use crate::locale::Direction;
use crate::theme::{Style, StyleName, Theme};
use std::collections::BTreeSet;
use std::iter;

/// What a font of a house style lacks, and another font shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Substitution {
    /// The font.
    pub font: FontId,
    /// The graphemes that it lacks, each once, in the order of their code points.
    pub texts: BTreeSet<String>,
}

/// Measures parts of one document, for formats that set their lines and tables themselves.
pub struct Measurer<'a> {
    theme: &'a Theme,
    collector: text::Collector<'a>,
    shaper: shape::Shaper,
}

impl<'a> Measurer<'a> {
    /// What measures parts of `document`.
    pub fn new(document: &'a Document, theme: &'a Theme) -> Measurer<'a> {
        let language = &document.metadata.language;
        Measurer {
            theme,
            collector: text::Collector::new(theme, &document.notes, language),
            shaper: shape::Shaper::new(theme.fonts.clone(), language),
        }
    }

    /// The width of words on one line.
    pub fn width(&mut self, content: &[Inline], style: StyleName) -> Length {
        let (style, outer) = (self.theme.style(style), self.collector.text_language);
        let words = self
            .collector
            .collect(content, style.into(), &Node::default(), outer);
        lines::natural_width(&words, &mut self.shaper)
    }

    /// The place among the [steps of a title](Theme::title_steps) of the one in which it takes few lines of `measure`,
    /// set in the letters of text: a word processor has no display cuts.
    pub fn title_step(&mut self, title: &[Inline], measure: Length) -> usize {
        let (collector, shaper) = (&self.collector, &mut self.shaper);
        let (step, _) = flow::in_few_lines(&self.theme.title_steps(), |style| {
            let style = Style {
                face: Face::SerifRegular,
                ..style
            };
            let outer = collector.text_language;
            let words = collector.collect(title, style.into(), &Node::default(), outer);
            lines::break_lines(&words, measure, Shape::Ragged, shaper)
        });
        step
    }

    /// Words at the foot of a page, cut where they are longer than `room`.
    pub fn running_foot(&mut self, words: &str, room: Length) -> String {
        let style = self.theme.style(StyleName::RunningFoot).into();
        let cut = flow::cut_to(room, words, style, &mut self.shaper);
        cut.map(|(words, _)| words).unwrap_or_default()
    }
}

/// A document laid out, and what could not be set as it should be.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// The pages.
    pub pages: Pages,
    /// What could not be set as it should be, in reading order, footnotes last.
    pub notices: Vec<Notice>,
    /// What the fonts of the house style lack.
    pub substituted: Vec<Substitution>,
}

/// The most pages of a document whose paragraphs are tightened to save one.
const MOST_PAGES_TIGHTENED: usize = 12;
/// A last page with more than one in so many parts of it filled is not worth that.
const TIGHTENED_UP_TO_ONE_IN: i64 = 4;

/// The leadings with which a page is saved, in thousandths of the design's, some quarter of a point from each other: down
/// to 10½ on 12 points in the place of 10½ on 13.
const CLOSER_LEADINGS_PER_MILLE: [i64; 4] = [980, 960, 940, 920];

/// Lays a document out.
///
/// Where a short document ends with a little on a last page that the spaces between blocks could not take in,
/// paragraphs are set a line shorter if they bear it, then all lines a little closer, if that saves the page.
pub fn layout(document: &Document, theme: &Theme) -> Layout {
    layout_with(document, theme, &mut Memory::default())
}

/// What laying out documents remembers from one to the next: the glyphs of words, and where they are divided. The
/// layout of a document is the same whatever was laid out before.
#[derive(Default)]
pub struct Memory(shape::Remembered);

/// The same as [`layout`], sooner where the words of the document were met before.
pub fn layout_with(document: &Document, theme: &Theme, memory: &mut Memory) -> Layout {
    let mut shaper = shape::Shaper::new(theme.fonts.clone(), &document.metadata.language);
    // What a font of a house style lacks is found out when its words are shaped.
    let is_remembered = theme.fonts == Fonts::default();
    if is_remembered {
        shaper = shaper.remembering(std::mem::take(&mut memory.0));
    }
    let mut paginated = set(document, theme, &mut shaper, Shape::Justified);
    if ends_with_little(&paginated.pages, theme) {
        let tight = set_in_fewer(paginated.pages.len(), document, theme, &mut shaper);
        paginated = tight.unwrap_or(paginated);
    }
    let pages = &mut paginated.pages;
    let count = pages.len();
    let feet = flow::running_feet(document, count, theme, &mut shaper);
    for (page, foot) in pages.iter_mut().zip(feet) {
        page.fragments.extend(foot);
        if shaper.direction() == Direction::RightToLeft {
            let width = page.width;
            for fragment in &mut page.fragments {
                fragment.mirror(width);
            }
        }
    }
    let substituted = shaper.substituted();
    if is_remembered {
        memory.0 = shaper.into_remembered();
    }
    Layout {
        notices: notices(document, &mut paginated),
        pages: Pages {
            pages: paginated.pages,
            fonts: theme.fonts.clone(),
        },
        substituted,
    }
}

/// Fewer pages than so many, their lines a little closer where that must be; none where that does not save one.
fn set_in_fewer(
    pages: usize,
    document: &Document,
    theme: &Theme,
    shaper: &mut shape::Shaper,
) -> Option<paginate::Paginated> {
    let mut saving = |leading_per_mille| {
        let closer = theme.clone().with_leading(leading_per_mille);
        let tight = set(document, &closer, shaper, Shape::Tight);
        (tight.pages.len() < pages).then_some(tight)
    };
    let mut tight = saving(1000);
    if tight.is_none() {
        // The widest that saves it: with one that does, closer ones do.
        let (mut from, mut to) = (0, CLOSER_LEADINGS_PER_MILLE.len());
        while from < to {
            let middle = (from + to) / 2;
            match saving(CLOSER_LEADINGS_PER_MILLE[middle]) {
                Some(closer) => (tight, to) = (Some(closer), middle),
                None => from = middle + 1,
            }
        }
    }
    tight
}

/// The pages without their feet, paragraphs at both edges in the shape `justified`.
fn set(
    document: &Document,
    theme: &Theme,
    shaper: &mut shape::Shaper,
    justified: Shape,
) -> paginate::Paginated {
    let items = flow::Flow::new(document, theme, shaper, justified).body(&document.blocks);
    let notes = document.notes.iter();
    let notes = notes.map(|note| flow::Flow::new(document, theme, shaper, justified).note(note));
    paginate::paginate(items, notes.collect(), theme)
}

/// Whether the last of a few pages has little on it.
fn ends_with_little(pages: &[Page], theme: &Theme) -> bool {
    let limit = theme.page.margin_top + theme.page.text_height() / TIGHTENED_UP_TO_ONE_IN;
    let is_above = |fragment: &Fragment| fragment.bounds.bottom <= limit;
    matches!(pages, [_, .., last] if last.fragments.iter().all(is_above))
        && pages.len() <= MOST_PAGES_TIGHTENED
}

/// What could not be set as it should be, each with the field that it stands in.
fn notices(document: &Document, paginated: &mut paginate::Paginated) -> Vec<Notice> {
    let mut notices = std::mem::take(&mut paginated.notices);
    document.visit_nodes(&mut |node, outer| {
        if paginated.divided_rows.contains(&node.id) {
            notices.push(Notice {
                kind: NoticeKind::DividedRow,
                origin: node.field_or(outer).cloned(),
            });
        }
    });
    for note in &paginated.long_notes {
        notices.push(Notice {
            kind: NoticeKind::LongNote,
            origin: document.notes.get(*note).and_then(origin_of_note),
        });
    }
    notices
}

fn origin_of_note(note: &Note) -> Option<Origin> {
    let of_text = note.blocks.iter().map(|block| &block.node);
    let mut nodes = iter::once(&note.node).chain(of_text);
    nodes.find_map(|node| node.origin.clone())
}
