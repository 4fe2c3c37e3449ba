//! Blocks into the vertical list: where each kind of block stands on the page.
//!
//! Text has one measure. Section titles and the terms of the facts stand in a side column, numbers and
//! bullets hang in its inner edge; titles and wide tables take both.

mod floats;
mod foot;
mod lists;
mod lockup;
mod masthead;

pub(super) use foot::{cut_to, running_feet};

use super::lines::{self, Line, Shape};
use super::notice::NoticeKind;
use super::page::{Fragment, Owner, Rect};
use super::paginate::NoteLines;
use super::shape::Shaper;
use super::table::PreparedTable;
use super::text::{Collector, PieceStyle, StyledText, TextLanguage};
use super::vertical::{Break, Item, Marginal, VerticalBox, VerticalList, baseline_in};
use crate::bidi;
use crate::document::{
    Block, BlockKind, Caption, Description, Document, Figure, Heading, Inline, InlineKind, Label,
    List, ListItem, Lockup, Logo, NodeId, Note, Paragraph, ParagraphRole, Section, SectionRole,
    Table,
};
use crate::length::Length;
use crate::locale;
use crate::theme::{Alignment, Figures, Style, StyleName, Theme, logo_size};

/// A section title of more lines than these in the side column is set above the text instead.
const SIDE_LINES: usize = 4;
/// A title of more lines than these is set smaller.
const TITLE_LINES: usize = 3;
/// The least measure of justified text, in ems: about 45 letters.
const JUSTIFIED_FROM_EMS: i64 = 20;
/// The resolution at which a picture is shown, where that is not too wide: pixels per inch.
const PICTURE_PPI: f64 = 150.0;
/// The share of a page's height that a picture takes at most.
const PICTURE_HEIGHT_PER_MILLE: i64 = 620;

/// What a page end costs between the words that lead in to a list and the list, which are one sentence, and
/// after the first block of an item, which says what it is about.
const AFTER_LEAD_IN: Break = Break::Costly(2.5);
/// The same where the words end with a colon: the reader turns the page for what they announce.
const AFTER_COLON: Break = Break::Costly(6.0);
/// What a page end costs inside contacts, funding or rights: each is a few lines.
const SMALL_PRINT_DIVIDED: Break = Break::Costly(3.0);
/// What a page end costs beside that where contacts, funding and rights together take no more of a page than
/// [`SMALL_PRINT_WHOLE_PER_MILLE`]: some of them alone on a page are worse than many lines left empty before. More of
/// them would leave half a page empty, and are no lonely page.
const SMALL_PRINT_APART: Break = Break::Costly(20.0);
const SMALL_PRINT_WHOLE_PER_MILLE: i64 = 330;
/// So much of a page stands at least before the small print on its page, and of small print that is divided on the
/// next: neither is to stand there alone.
const BESIDE_SMALL_PRINT_PER_MILLE: i64 = 125;

/// Where a paragraph stands.
#[derive(Clone, Copy)]
struct Place {
    /// From the text's edge.
    x: Length,
    measure: Length,
    /// How deep in lists: 0 outside.
    depth: usize,
    /// Whether the list item holds more than one block, which room tells apart.
    loose: bool,
    /// The section's role.
    role: SectionRole,
    /// How many lines of text of its section at level one stand after it, past which it may float, about.
    lines_behind: usize,
    /// Whether a paragraph of text stands directly before it.
    follows_text: bool,
    /// The language of what is around it.
    language: TextLanguage,
}

impl Place {
    /// The whole measure of the text.
    fn of_text(role: SectionRole, language: TextLanguage, theme: &Theme) -> Place {
        Place {
            x: Length::ZERO,
            measure: theme.page.measure(),
            depth: 0,
            loose: false,
            role,
            lines_behind: 0,
            follows_text: false,
            language,
        }
    }

    /// The same, so much further in.
    fn indented(self, by: Length) -> Place {
        Place {
            x: self.x + by,
            measure: self.measure - by,
            ..self
        }
    }

    /// The same over the side column, too.
    fn widened(self, theme: &Theme) -> Place {
        Place {
            x: -theme.page.side_column,
            measure: theme.page.full_measure(),
            ..self
        }
    }
}

/// Turns the blocks of a document into a vertical list.
pub(super) struct Flow<'a> {
    theme: &'a Theme,
    collector: Collector<'a>,
    shaper: &'a mut Shaper,
    list: VerticalList,
    /// Where the small print begins, with the rule that sets it apart.
    small_print: Option<usize>,
    /// How paragraphs are set that stand at both edges: as usual, or a line shorter where they bear it.
    justified: Shape,
}

impl<'a> Flow<'a> {
    /// What sets `document`, its paragraphs at both edges in the shape `justified`.
    pub fn new(
        document: &'a Document,
        theme: &'a Theme,
        shaper: &'a mut Shaper,
        justified: Shape,
    ) -> Flow<'a> {
        let language = &document.metadata.language;
        let collector = Collector::new(theme, &document.notes, language);
        Flow {
            theme,
            collector,
            shaper,
            list: VerticalList::default(),
            small_print: None,
            justified,
        }
    }

    /// A number that counts, in the digits of the document.
    fn numeral(&self, number: u32) -> String {
        locale::numeral(self.collector.language, number)
    }

    /// The vertical list of the whole body.
    pub fn body(mut self, blocks: &[Block]) -> Vec<Item> {
        let language = self.collector.text_language;
        let place = Place::of_text(SectionRole::Masthead, language, self.theme);
        self.blocks(blocks, place);
        self.list.clear_marginals();
        if let Some(mark) = self.small_print {
            let page = self.theme.page.text_height();
            let all = mark..self.list.mark();
            let height = self.list.height_in(all.clone());
            let penalty = if height <= page.per_mille(SMALL_PRINT_WHOLE_PER_MILLE) {
                SMALL_PRINT_APART
            } else {
                SMALL_PRINT_DIVIDED
            };
            self.list.hold_together(all, penalty);
            let kept = page.per_mille(BESIDE_SMALL_PRINT_PER_MILLE);
            self.list.keep_last(kept);
        }
        self.list.items
    }

    /// The lines of a footnote, its number hanging before them.
    pub fn note(mut self, note: &Note) -> NoteLines {
        let style = self.theme.style(StyleName::Note);
        let language = TextLanguage::of_node(&note.node, self.collector.text_language);
        let place = Place::of_text(SectionRole::Annex, language, self.theme);
        let number = self.numeral(note.number);
        self.hang(note.label.id, &number, style, place);
        for block in &note.blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) => {
                    self.styled_paragraph(&paragraph.content, block, StyleName::Note, place);
                }
                // The number hangs where the marks of its lists would.
                _ => self.block(block, Place { depth: 1, ..place }),
            }
        }
        self.list.clear_marginals();
        let mut lines = NoteLines::new();
        for item in self.list.items {
            match item {
                Item::Box(content) | Item::Float(content) => lines.push(content),
                // Notes are set line by line: the line before has the room below it.
                Item::Space(space) => {
                    if let Some(line) = lines.last_mut() {
                        line.height += space;
                    }
                }
                Item::Penalty(_) | Item::FloatBarrier => {}
            }
        }
        lines
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        let behind = lines_behind(blocks.iter().map(lines_in), place.lines_behind);
        for (index, (block, lines_behind)) in blocks.iter().zip(behind).enumerate() {
            let before = index.checked_sub(1).map(|before| &blocks[before]);
            let place = Place {
                lines_behind,
                follows_text: before.is_some_and(|block| has_role(block, ParagraphRole::Body)),
                ..place
            };
            self.block(block, place);
            if let Some(next) = blocks.get(index + 1) {
                let begins_item = index == 0 && place.depth > 0;
                self.hold_with_next(block, next, begins_item);
            }
        }
    }

    /// Keeps a block with the next where the one is not much without the other.
    fn hold_with_next(&mut self, block: &Block, next: &Block, begins_item: bool) {
        let is_list = matches!(next.kind, BlockKind::List(_));
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if is_heading || has_role(next, ParagraphRole::Attributes) {
            self.list.break_after(Break::Forbidden);
        } else if block.announces(next) {
            self.list.break_after(AFTER_COLON);
        } else if begins_item || is_list && has_role(block, ParagraphRole::Body) {
            self.list.break_after(AFTER_LEAD_IN);
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        let place = Place {
            language: TextLanguage::of_node(&block.node, place.language),
            ..place
        };
        match &block.kind {
            BlockKind::Section(section) => self.section(section, place),
            BlockKind::Heading(heading) => self.heading(heading, block, place),
            BlockKind::Paragraph(paragraph) => self.paragraph(paragraph, block, place),
            BlockKind::List(list) => self.items(list, place),
            BlockKind::DescriptionList(descriptions) => self.descriptions(descriptions, place),
            BlockKind::Table(table) => self.table(table, place),
            BlockKind::Figure(figure) => self.figure(figure, place),
            BlockKind::Chart(chart) => self.chart(chart, place),
            BlockKind::Lockup(lockup) => self.lockup(lockup, place),
        }
    }

    fn section(&mut self, section: &Section, place: Place) {
        let at_level_one = is_at_level_one(section);
        let place = Place {
            role: section.role,
            lines_behind: if at_level_one { 0 } else { place.lines_behind },
            ..place
        };
        if at_level_one {
            self.list.clear_floats();
        }
        if section.role.is_small_print() {
            self.small_print_rule();
        }
        let mark = self.list.mark();
        self.blocks(&section.blocks, place);
        self.list.clear_marginals();
        if section.role.is_small_print() {
            // It has lines of its own.
            self.list
                .hold_together(mark..self.list.mark(), SMALL_PRINT_DIVIDED);
        }
        // Without what floats, its heading would have nothing below it.
        let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
        let floats_whole = section
            .blocks
            .iter()
            .all(|block| is_heading(block) || floats(block));
        if at_level_one || floats_whole {
            self.list.clear_floats();
        }
    }

    /// The rule that sets contacts, funding and rights apart from the brief itself; that of a table directly above does,
    /// too.
    fn small_print_rule(&mut self) {
        if self.small_print.is_some() {
            return;
        }
        self.small_print = Some(self.list.mark());
        let is_ruled = self.list.ends_with_rule();
        let kept = self.theme.page.text_height();
        self.list
            .keep_last(kept.per_mille(BESIDE_SMALL_PRINT_PER_MILLE));
        self.list.break_after(Break::Forbidden);
        self.list.begin_block(self.theme.grid);
        let bounds = Rect {
            left: -self.theme.page.side_column,
            top: Length::ZERO,
            right: self.theme.page.measure(),
            bottom: self.theme.hairline,
        };
        let rule = Fragment::fill(bounds, self.theme.quiet);
        let fragments = if is_ruled { Vec::new() } else { vec![rule] };
        let content = VerticalBox::of(self.theme.grid, fragments);
        self.list.push_box(content, Length::ZERO);
        self.list.end_block(Length::ZERO, Break::Forbidden);
    }

    fn heading(&mut self, heading: &Heading, block: &Block, place: Place) {
        if heading.level == 1 {
            self.section_heading(heading, block, place);
            return;
        }
        let style = self.theme.style(StyleName::QuestionHeading);
        self.list.begin_block(style.space_before);
        if let Some(label) = &heading.label {
            self.hang_label(label, style, place);
        }
        let lines = self.lines(&heading.content, block, style, place, Shape::Balanced);
        self.list.push_undivided(lines, place.x, style.leading);
        self.list.end_block(style.space_after, Break::Allowed);
    }

    /// A section title: in the side column, beside what follows.
    fn section_heading(&mut self, heading: &Heading, block: &Block, place: Place) {
        self.list.clear_marginals();
        let small = place.role.is_small_print();
        let style = self.theme.style(if small {
            StyleName::FactTerm
        } else {
            StyleName::SectionHeading
        });
        let measure = self.theme.page.side_column - self.theme.side_gutter;
        let mut text = StyledText::default();
        if let Some(label) = &heading.label
            && let Some(number) = label.number
        {
            text.push(
                &format!("{}\u{2002}", self.numeral(number)),
                label.node.id,
                style.into(),
                None,
            );
        }
        self.collector.add(
            &heading.content,
            style.into(),
            &block.node,
            place.language,
            &mut text,
        );
        let lines = lines::break_lines(&text, measure, Shape::Ragged, self.shaper);
        let x = -self.theme.page.side_column;
        self.list.begin_block(if small {
            Length::ZERO
        } else {
            style.space_before
        });
        // Where a word has no room there, it may have it above the text.
        let mut notices = lines.iter().flat_map(|line| &line.notices);
        let is_cramped =
            notices.any(|notice| matches!(notice.kind, NoticeKind::DividedWord { .. }));
        let wide = self.theme.page.full_measure();
        let mut above = || lines::break_lines(&text, wide, Shape::Balanced, self.shaper);
        if lines.len() > SIDE_LINES || is_cramped {
            self.list.push_undivided(above(), x, style.leading);
            self.list.end_block(style.space_after, Break::Allowed);
            return;
        }
        let is_one = lines.len() == 1;
        let title = Marginal::lines(lines, x, style.leading);
        self.list.set_beside(match is_one {
            true => title,
            // What follows may take the side column too.
            false => title.or_above(above()),
        });
        // The next block begins where the heading has begun.
        self.list.continue_block();
    }

    fn paragraph(&mut self, paragraph: &Paragraph, block: &Block, place: Place) {
        let wide = place.widened(self.theme);
        match paragraph.role {
            ParagraphRole::Masthead => self.masthead(paragraph, block, None, wide),
            ParagraphRole::Title => self.title(&paragraph.content, block, wide),
            ParagraphRole::Subtitle => {
                self.styled_paragraph(&paragraph.content, block, StyleName::Subtitle, wide)
            }
            role => self.styled_paragraph(&paragraph.content, block, style_of(role, place), place),
        }
    }

    /// The title, in the largest of its sizes in which it takes few lines.
    fn title(&mut self, content: &[Inline], block: &Block, place: Place) {
        let steps = self.theme.title_steps();
        let (step, lines) = in_few_lines(&steps, |style| {
            self.lines(content, block, style, place, Shape::Balanced)
        });
        let style = steps[step];
        self.list.begin_block(style.space_before);
        self.list.push_lines(lines, place.x, style.leading);
        self.list
            .end_block(style.space_after, Break::allowed_if(!style.keep_with_next));
    }

    fn styled_paragraph(
        &mut self,
        content: &[Inline],
        block: &Block,
        name: StyleName,
        place: Place,
    ) {
        let style = self.theme.style(name);
        let shape = if is_looked_up(place.role) {
            Shape::Ragged
        } else {
            match shape_in(style, place.measure) {
                Shape::Justified => self.justified,
                shape => shape,
            }
        };
        self.list.begin_block(style.space_before);
        let lines = self.lines(content, block, style, place, shape);
        self.list.push_lines(lines, place.x, style.leading);
        let is_item = name == StyleName::ListItem || name == StyleName::Summary && place.depth > 0;
        let space_after = match (is_item, place.loose) {
            (true, true) => self.theme.grid / 2,
            (true, false) => self.theme.style(StyleName::ListItem).space_after,
            (false, _) => style.space_after,
        };
        self.list
            .end_block(space_after, Break::allowed_if(!style.keep_with_next));
    }

    fn lines(
        &mut self,
        content: &[Inline],
        block: &Block,
        style: Style,
        place: Place,
        shape: Shape,
    ) -> Vec<Line> {
        let text = self
            .collector
            .collect(content, style.into(), &block.node, place.language);
        lines::break_lines(&text, place.measure, shape, self.shaper)
    }
}

/// The first of the `steps` of a title in which it takes few lines, else the last, and its lines there.
pub(super) fn in_few_lines(
    steps: &[Style],
    mut set: impl FnMut(Style) -> Vec<Line>,
) -> (usize, Vec<Line>) {
    let mut lines = Vec::new();
    for (index, style) in steps.iter().enumerate() {
        lines = set(*style);
        if lines.len() <= TITLE_LINES {
            return (index, lines);
        }
    }
    (steps.len().saturating_sub(1), lines)
}

fn has_role(block: &Block, role: ParagraphRole) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(paragraph) if paragraph.role == role)
}

/// Whether a section is one of the brief itself, not a part of one.
fn is_at_level_one(section: &Section) -> bool {
    match section.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Heading(heading)) => heading.level == 1,
        _ => true,
    }
}

/// Whether a block may go to another page than the text around it.
fn floats(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Table(_) | BlockKind::Figure(_) | BlockKind::Chart(_)
    )
}

/// How many lines of text a block has, about; what floats has none.
fn lines_in(block: &Block) -> usize {
    /// As a page with a side column has in its text.
    const CHARACTERS_IN_A_LINE: usize = 60;
    let lines = |content: &[Inline]| 1 + characters(content) / CHARACTERS_IN_A_LINE;
    match &block.kind {
        BlockKind::Paragraph(paragraph) => lines(&paragraph.content),
        BlockKind::Heading(heading) => lines(&heading.content),
        _ if floats(block) => 0,
        _ => block.children().into_iter().map(lines_in).sum(),
    }
}

fn characters(content: &[Inline]) -> usize {
    let of = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Separator(text) => text.chars().count(),
        kind => characters(kind.children()),
    };
    content.iter().map(of).sum()
}

/// How many lines stand behind each of the parts that have so many, with `all` behind the last of them.
fn lines_behind(parts: impl Iterator<Item = usize>, all: usize) -> impl Iterator<Item = usize> {
    let parts: Vec<usize> = parts.collect();
    let mut behind = all + parts.iter().sum::<usize>();
    parts.into_iter().map(move |lines| {
        behind -= lines;
        behind
    })
}

/// Whether a section is to look things up in: its addresses are not hyphenated, and justified lines would have holes
/// beside them.
fn is_looked_up(role: SectionRole) -> bool {
    matches!(role, SectionRole::References | SectionRole::Abbreviations)
}

/// How lines of a style are broken in a measure: justified lines of few words would be full of holes.
fn shape_in(style: Style, measure: Length) -> Shape {
    match style.alignment {
        Alignment::Justified if measure >= style.size * JUSTIFIED_FROM_EMS => Shape::Justified,
        Alignment::Justified | Alignment::Start => Shape::Ragged,
        Alignment::Balanced => Shape::Balanced,
    }
}

/// The style of a paragraph by its role and place.
fn style_of(role: ParagraphRole, place: Place) -> StyleName {
    match role {
        ParagraphRole::Body if place.depth > 0 => StyleName::ListItem,
        role => StyleName::of(role),
    }
}
