//! Blocks into the vertical list: where each kind of block stands on the page.
//!
//! Text has one measure. Section titles and the terms of the facts stand in a side column, numbers and
//! bullets hang in its inner edge; titles and wide tables take both.

use super::MissingGlyph;
use super::lines::{self, Line, Shape};
use super::page::{Fragment, FragmentContent, Owner, Rect};
use super::paginate::NoteLines;
use super::shape::Shaper;
use super::table::PreparedTable;
use super::text::{Collector, PieceStyle, StyledText};
use super::vertical::{Break, Item, Marginal, VerticalBox, VerticalList, baseline_in};
use crate::document::{
    Block, BlockKind, Caption, Description, Document, Figure, Heading, Inline, InlineKind, Label,
    List, Note, Paragraph, ParagraphRole, Section, SectionRole, Table,
};
use crate::length::Length;
use crate::theme::{Figures, Style, StyleName, Theme};

/// From a hanging number or bullet to the text.
const HANGING_GAP: Length = Length::pt(10.0);
/// What a section title in the side column leaves free for hanging numbers.
const SIDE_GUTTER: Length = Length::pt(27.0);
/// A section title of more lines than these in the side column is set above the text instead.
const SIDE_LINES: usize = 4;
/// From the words of a term to its description, where both stand in the text.
const TERM_GAP: Length = Length::pt(14.0);
/// The resolution at which a picture is shown, where that is not too wide: pixels per inch.
const PICTURE_PPI: f64 = 150.0;
/// The share of a page's height that a picture takes at most.
const PICTURE_HEIGHT_PER_MILLE: i64 = 620;

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
}

/// Turns the blocks of a document into a vertical list.
pub(super) struct Flow<'a> {
    theme: &'a Theme,
    collector: Collector<'a>,
    shaper: &'a mut Shaper,
    missing: &'a mut Vec<MissingGlyph>,
    list: VerticalList,
    /// Whether the rule above the small print has been drawn.
    ruled: bool,
}

impl<'a> Flow<'a> {
    pub fn new(
        document: &'a Document,
        theme: &'a Theme,
        shaper: &'a mut Shaper,
        missing: &'a mut Vec<MissingGlyph>,
    ) -> Flow<'a> {
        let collector = Collector {
            theme,
            notes: &document.notes,
        };
        Flow {
            theme,
            collector,
            shaper,
            missing,
            list: VerticalList::default(),
            ruled: false,
        }
    }

    /// The vertical list of the whole body.
    pub fn body(mut self, blocks: &[Block]) -> Vec<Item> {
        let place = Place {
            x: Length::ZERO,
            measure: self.theme.page.measure(),
            depth: 0,
            loose: false,
            role: SectionRole::Masthead,
        };
        self.blocks(blocks, place);
        self.list.clear_marginals();
        self.list.items
    }

    /// The lines of a footnote, its number hanging before them.
    pub fn note(mut self, note: &Note) -> NoteLines {
        let style = self.theme.style(StyleName::Note);
        let place = Place {
            x: Length::ZERO,
            measure: self.theme.page.measure(),
            depth: 0,
            loose: false,
            role: SectionRole::References,
        };
        let number = StyledText::of_node(note.label.id, &note.number.to_string(), style.into());
        self.hang(number, style, place);
        for block in &note.blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) => {
                    self.styled_paragraph(&paragraph.content, block, StyleName::Note, place);
                }
                _ => self.block(block, place),
            }
        }
        self.list.clear_marginals();
        let boxes = self.list.items.into_iter().filter_map(|item| match item {
            Item::Box(content) => Some(content),
            _ => None,
        });
        boxes.collect()
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.block(block, place);
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match &block.kind {
            BlockKind::Section(section) => self.section(section, place),
            BlockKind::Heading(heading) => self.heading(heading, block, place),
            BlockKind::Paragraph(paragraph) => self.paragraph(paragraph, block, place),
            BlockKind::List(list) => self.items(list, place),
            BlockKind::DescriptionList(descriptions) => self.descriptions(descriptions, place),
            BlockKind::Table(table) => self.table(table, place),
            BlockKind::Figure(figure) => self.figure(figure, place),
        }
    }

    fn section(&mut self, section: &Section, place: Place) {
        let place = Place {
            role: section.role,
            ..place
        };
        if is_small_print(section.role) {
            self.small_print_rule();
        }
        self.blocks(&section.blocks, place);
        self.list.clear_marginals();
        self.list.align_to_grid();
    }

    /// The rule that sets contacts, funding and rights apart from the brief itself.
    fn small_print_rule(&mut self) {
        if self.ruled {
            return;
        }
        self.ruled = true;
        self.list.begin_block(self.theme.grid * 2);
        let bounds = Rect {
            left: -self.theme.page.side_column,
            top: Length::ZERO,
            right: self.theme.page.measure(),
            bottom: self.theme.hairline,
        };
        let rule = Fragment::fill(bounds, self.theme.quiet);
        let height = self.theme.grid;
        self.list.push_box(
            VerticalBox {
                height,
                fragments: vec![rule],
                ..VerticalBox::default()
            },
            Length::ZERO,
        );
        self.list.end_block(Length::ZERO, true);
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
        let lines = self.lines(
            &heading.content,
            block,
            style.into(),
            place.measure,
            Shape::Balanced,
        );
        self.list.push_lines(lines, place.x, style.leading);
        self.list.end_block(style.space_after, true);
    }

    /// A section title: in the side column, beside what follows.
    fn section_heading(&mut self, heading: &Heading, block: &Block, place: Place) {
        self.list.clear_marginals();
        let small = is_small_print(place.role);
        let style = self.theme.style(if small {
            StyleName::FactTerm
        } else {
            StyleName::SectionHeading
        });
        let measure = self.theme.page.side_column - SIDE_GUTTER;
        let mut text = StyledText::default();
        if let Some(label) = &heading.label
            && let Some(number) = label.number
        {
            text.push(
                &format!("{number}\u{2002}"),
                label.node.id,
                style.into(),
                None,
            );
        }
        self.collector.add(
            &heading.content,
            style.into(),
            block.node.origin.as_ref(),
            &mut text,
        );
        let mut missing = Vec::new();
        let lines = lines::break_lines(&text, measure, Shape::Ragged, self.shaper, &mut missing);
        let x = -self.theme.page.side_column;
        self.list.begin_block(if small {
            Length::ZERO
        } else {
            style.space_before
        });
        if lines.len() > SIDE_LINES {
            let wide = self.theme.page.measure() + self.theme.page.side_column;
            let lines = lines::break_lines(&text, wide, Shape::Balanced, self.shaper, self.missing);
            self.list.push_lines(lines, x, style.leading);
            self.list.end_block(style.space_after, true);
            return;
        }
        self.missing.append(&mut missing);
        self.list.set_beside(Marginal {
            lines,
            x,
            leading: style.leading,
        });
        // The next block begins where the heading has begun.
        self.list.continue_block();
    }

    fn paragraph(&mut self, paragraph: &Paragraph, block: &Block, place: Place) {
        let wide = Place {
            x: -self.theme.page.side_column,
            measure: self.theme.page.measure() + self.theme.page.side_column,
            ..place
        };
        match paragraph.role {
            ParagraphRole::Masthead => self.masthead(paragraph, block, wide),
            ParagraphRole::Title => {
                self.styled_paragraph(&paragraph.content, block, StyleName::Title, wide)
            }
            ParagraphRole::Subtitle => {
                self.styled_paragraph(&paragraph.content, block, StyleName::Subtitle, wide)
            }
            role => self.styled_paragraph(&paragraph.content, block, style_of(role, place), place),
        }
    }

    fn styled_paragraph(
        &mut self,
        content: &[Inline],
        block: &Block,
        name: StyleName,
        place: Place,
    ) {
        let style = self.theme.style(name);
        let shape = if name == StyleName::Title {
            Shape::Balanced
        } else {
            Shape::Ragged
        };
        self.list.begin_block(style.space_before);
        let lines = self.lines(content, block, style.into(), place.measure, shape);
        self.list.push_lines(lines, place.x, style.leading);
        let loose = name == StyleName::ListItem && place.loose;
        let space_after = if loose {
            self.theme.grid / 2
        } else {
            style.space_after
        };
        self.list.end_block(space_after, style.keep_with_next);
    }

    /// The line over the title: its first part at the start, its last at the end, a rule below.
    fn masthead(&mut self, paragraph: &Paragraph, block: &Block, place: Place) {
        let style = self.theme.style(StyleName::Masthead);
        self.list.begin_block(style.space_before);
        let parts: Vec<&[Inline]> = match paragraph.content.as_slice() {
            [start @ .., last] if !start.is_empty() && matches!(last.kind, InlineKind::Span(_)) => {
                vec![start, std::slice::from_ref(last)]
            }
            all => vec![all],
        };
        let mut set: Vec<Vec<Line>> = parts
            .iter()
            .map(|part| self.lines(part, block, style.into(), place.measure, Shape::Ragged))
            .collect();
        let widths: Length = set.iter().flatten().map(|line| line.width).sum();
        let on_one_line = set.len() == 2
            && set.iter().all(|lines| lines.len() == 1)
            && widths + style.size * 2 <= place.measure;
        if on_one_line
            && let (Some(end), Some(start)) = (
                set.pop().and_then(|mut l| l.pop()),
                set.pop().and_then(|mut l| l.pop()),
            )
        {
            let mut fragments = Vec::new();
            start.place(place.x, baseline_in(style.leading), &mut fragments);
            let x = place.x + place.measure - end.width;
            end.place(x, baseline_in(style.leading), &mut fragments);
            self.list.push_box(
                VerticalBox {
                    height: style.leading,
                    fragments,
                    ..VerticalBox::default()
                },
                baseline_in(style.leading),
            );
        } else {
            self.list
                .push_lines(set.into_iter().flatten().collect(), place.x, style.leading);
        }
        let bounds = Rect {
            left: place.x,
            top: Length::ZERO,
            right: place.x + place.measure,
            bottom: self.theme.rule,
        };
        let rule = Fragment::fill(bounds, self.theme.accent);
        self.list.items.push(Item::Penalty(Break::Forbidden));
        self.list.push_box(
            VerticalBox {
                height: self.theme.grid,
                fragments: vec![rule],
                ..VerticalBox::default()
            },
            Length::ZERO,
        );
        self.list.end_block(style.space_after, true);
    }

    fn items(&mut self, list: &List, place: Place) {
        let inner = Place {
            depth: place.depth + 1,
            ..indented(place, self.theme)
        };
        for item in &list.items {
            let inner = Place {
                loose: item.blocks.len() > 1,
                ..inner
            };
            let style = self
                .theme
                .style(match item.blocks.first().map(|block| &block.kind) {
                    Some(BlockKind::Paragraph(paragraph)) => style_of(paragraph.role, inner),
                    _ => StyleName::ListItem,
                });
            self.list.begin_block(Length::ZERO);
            self.list.continue_block();
            self.hang_label(&item.label, style, inner);
            self.blocks(&item.blocks, inner);
            self.list.clear_marginals();
            if item.blocks.len() > 1 {
                self.list.end_block(self.theme.grid, false);
            }
        }
        self.list.end_block(
            if place.depth == 0 {
                self.theme.grid
            } else {
                self.theme.grid / 2
            },
            false,
        );
        if place.depth == 0 {
            self.list.align_to_grid();
        }
    }

    fn descriptions(&mut self, descriptions: &[Description], place: Place) {
        let in_side_column = place.role == SectionRole::Facts;
        let term_style = self.theme.style(StyleName::FactTerm);
        let term_name = if in_side_column {
            StyleName::FactTerm
        } else {
            StyleName::TableHeader
        };
        let style = PieceStyle {
            size: self.theme.style(term_name).size,
            ..term_style.into()
        };
        let terms: Vec<StyledText> = descriptions
            .iter()
            .map(|d| {
                self.collector
                    .collect(&d.term, style, d.term_node.origin.as_ref())
            })
            .collect();
        let (x, measure) = if in_side_column {
            (
                -self.theme.page.side_column,
                self.theme.page.side_column - HANGING_GAP,
            )
        } else {
            let widest = terms
                .iter()
                .map(|t| lines::natural_width(t, self.shaper))
                .fold(Length::ZERO, Length::max);
            (place.x, widest.min(place.measure / 3))
        };
        let inner = if in_side_column {
            place
        } else {
            Place {
                x: place.x + measure + TERM_GAP,
                measure: place.measure - measure - TERM_GAP,
                ..place
            }
        };
        for (description, term) in descriptions.iter().zip(terms) {
            let lines =
                lines::break_lines(&term, measure, Shape::Ragged, self.shaper, self.missing);
            self.list.begin_block(Length::ZERO);
            self.list.set_beside(Marginal {
                lines,
                x,
                leading: term_style.leading,
            });
            self.list.continue_block();
            for block in &description.blocks {
                match &block.kind {
                    BlockKind::Paragraph(paragraph) if paragraph.role == ParagraphRole::Body => {
                        self.styled_paragraph(&paragraph.content, block, StyleName::Fact, inner);
                    }
                    _ => self.block(block, inner),
                }
            }
            self.list.clear_marginals();
        }
        self.list.end_block(self.theme.grid, false);
        self.list.align_to_grid();
    }

    fn table(&mut self, table: &Table, place: Place) {
        let prepared = PreparedTable::new(table, self.theme, &self.collector, self.shaper);
        let mut place = place;
        let wide = place.depth == 0 && prepared.wants_more_than(place.measure);
        if wide {
            self.list.clear_marginals();
            place.x = -self.theme.page.side_column;
            place.measure = self.theme.page.measure() + self.theme.page.side_column;
        }
        if let Some(caption) = &table.caption {
            self.caption(caption, place, true);
        } else {
            self.list.begin_block(self.theme.grid);
        }
        if table.caption.is_some() {
            self.list.begin_block(Length::ZERO);
        }
        prepared.set(
            place.x,
            place.measure,
            self.theme,
            self.shaper,
            self.missing,
            &mut self.list,
        );
        self.list.end_block(self.theme.grid, table.note.is_some());
        if let Some(note) = &table.note {
            self.list.end_block(Length::ZERO, true);
            self.block(note, place);
            self.list.end_block(self.theme.grid, false);
        }
        self.list.align_to_grid();
    }

    fn caption(&mut self, caption: &Caption, place: Place, keep_with_next: bool) {
        let style = self.theme.style(StyleName::Caption);
        let plain = PieceStyle {
            face: self.theme.style(StyleName::SmallPrint).face,
            ..style.into()
        };
        let label_style = PieceStyle {
            colour: self.theme.accent,
            ..style.into()
        };
        let mut text = StyledText::default();
        text.push(
            &format!("{}\u{a0}{}\u{2002}", caption.label, caption.number),
            caption.label_node.id,
            label_style,
            None,
        );
        self.collector.add(
            &caption.content,
            plain,
            caption.node.origin.as_ref(),
            &mut text,
        );
        self.list.begin_block(style.space_before);
        let lines = lines::break_lines(
            &text,
            place.measure,
            Shape::Ragged,
            self.shaper,
            self.missing,
        );
        self.list.push_lines(lines, place.x, style.leading);
        self.list.end_block(style.space_after, keep_with_next);
    }

    fn figure(&mut self, figure: &Figure, place: Place) {
        let natural = |pixels: u32| Length::pt(f64::from(pixels) * 72.0 / PICTURE_PPI);
        let page = &self.theme.page;
        let tallest = (page.height - page.margin_top - page.margin_bottom)
            .scaled(PICTURE_HEIGHT_PER_MILLE, 1000);
        let (pixels_wide, pixels_high) = (
            i64::from(figure.picture.width_px),
            i64::from(figure.picture.height_px),
        );
        let mut width = natural(figure.picture.width_px).min(place.measure);
        let mut height = width.scaled(pixels_high, pixels_wide);
        if height > tallest {
            height = tallest;
            width = height.scaled(pixels_wide, pixels_high);
        }
        self.list.begin_block(self.theme.grid);
        let bounds = Rect {
            left: place.x,
            top: Length::ZERO,
            right: place.x + width,
            bottom: height,
        };
        let picture = Fragment {
            owner: Owner::Node(figure.picture_node.id),
            bounds,
            content: FragmentContent::Picture(figure.picture.clone()),
        };
        self.list.push_box(
            VerticalBox {
                height,
                fragments: vec![picture],
                ..VerticalBox::default()
            },
            baseline_in(self.theme.style(StyleName::Body).leading),
        );
        let followed = figure.caption.is_some() || figure.credit.is_some();
        self.list.end_block(self.theme.grid, followed);
        if let Some(caption) = &figure.caption {
            self.caption(caption, place, figure.credit.is_some());
        }
        if let Some(credit) = &figure.credit {
            self.block(credit, place);
        }
        self.list.end_block(self.theme.grid, false);
        self.list.align_to_grid();
    }

    fn lines(
        &mut self,
        content: &[Inline],
        block: &Block,
        style: PieceStyle,
        measure: Length,
        shape: Shape,
    ) -> Vec<Line> {
        let text = self
            .collector
            .collect(content, style, block.node.origin.as_ref());
        lines::break_lines(&text, measure, shape, self.shaper, self.missing)
    }

    /// Hangs a number or a dash before the text of the next line.
    fn hang_label(&mut self, label: &Label, style: Style, place: Place) {
        let (words, face) = match label.number {
            Some(number) => (
                number.to_string(),
                self.theme.style(StyleName::SectionHeading).face,
            ),
            None => ("–".to_owned(), style.face),
        };
        let style = Style {
            face,
            colour: self.theme.accent,
            figures: Figures::Lining,
            ..style
        };
        self.hang(
            StyledText::of_node(label.node.id, &words, style.into()),
            style,
            place,
        );
    }

    fn hang(&mut self, label: StyledText, style: Style, place: Place) {
        let widest = Length::mm(100.0);
        let lines = lines::break_lines(&label, widest, Shape::Ragged, self.shaper, self.missing);
        let width = lines.first().map_or(Length::ZERO, |line| line.width);
        let gap = if place.depth > 1 {
            HANGING_GAP / 2
        } else {
            HANGING_GAP
        };
        self.list.set_beside(Marginal {
            lines,
            x: place.x - gap - width,
            leading: style.leading,
        });
    }
}

/// Where the text of a list inside `place` stands: the marks of the outermost list hang in the side
/// column's edge, those of a list inside it in an indent.
fn indented(place: Place, theme: &Theme) -> Place {
    if place.depth == 0 {
        return place;
    }
    Place {
        x: place.x + theme.list_indent,
        measure: place.measure - theme.list_indent,
        ..place
    }
}

fn is_small_print(role: SectionRole) -> bool {
    matches!(
        role,
        SectionRole::Contacts | SectionRole::Funding | SectionRole::Rights
    )
}

/// The style of a paragraph by its role and place.
fn style_of(role: ParagraphRole, place: Place) -> StyleName {
    match role {
        ParagraphRole::Masthead => StyleName::Masthead,
        ParagraphRole::Title => StyleName::Title,
        ParagraphRole::Subtitle => StyleName::Subtitle,
        ParagraphRole::Body if place.depth > 0 => StyleName::ListItem,
        ParagraphRole::Body => StyleName::Body,
        ParagraphRole::Summary => StyleName::Summary,
        ParagraphRole::Recommendation => StyleName::Recommendation,
        ParagraphRole::Attributes => StyleName::Attributes,
        ParagraphRole::SmallPrint => StyleName::SmallPrint,
        ParagraphRole::Source => StyleName::Source,
        ParagraphRole::Note => StyleName::Note,
    }
}

/// The running foot of a page: the title at the start, the page number at the end, on one line.
pub(super) fn running_foot(
    document: &Document,
    page: usize,
    pages: usize,
    theme: &Theme,
    shaper: &mut Shaper,
) -> Vec<Fragment> {
    let style: PieceStyle = theme.style(StyleName::RunningFoot).into();
    let width = theme.page.width - theme.page.margin_start - theme.page.margin_end;
    let [before, between, after] = &document.page_number_pattern;
    let number = one_line(
        &format!("{before}{page}{between}{pages}{after}"),
        style,
        shaper,
    );
    let room = width - number.as_ref().map_or(Length::ZERO, |line| line.width) - style.size * 2;
    let mut title = document.running_title.as_str();
    let mut line = one_line(title, style, shaper);
    while line.as_ref().is_some_and(|line| line.width > room) {
        title = title.rsplit_once(' ').map_or("", |(shorter, _)| shorter);
        line = one_line(&format!("{title}…"), style, shaper);
        if title.is_empty() {
            break;
        }
    }
    let y = theme.page.height - theme.page.foot;
    let mut fragments = Vec::new();
    if let Some(line) = line {
        line.place(theme.page.margin_start, y, &mut fragments);
    }
    if let Some(line) = number {
        let x = theme.page.width - theme.page.margin_end - line.width;
        line.place(x, y, &mut fragments);
    }
    for fragment in &mut fragments {
        fragment.owner = Owner::Pagination;
    }
    fragments
}

fn one_line(words: &str, style: PieceStyle, shaper: &mut Shaper) -> Option<Line> {
    let text = StyledText::of_node(Default::default(), words, style);
    let mut missing = Vec::new();
    let endless = Length::mm(100_000.0);
    lines::break_lines(&text, endless, Shape::Ragged, shaper, &mut missing)
        .into_iter()
        .next()
}
