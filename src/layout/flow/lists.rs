//! Lists, descriptions, and the marks that hang before their items.

use super::*;

/// What a page end costs inside an item, beside what it costs inside a paragraph.
const ITEM_DIVIDED: Break = Break::Costly(1.0);
/// An item of so many lines is not lonely on a page.
const COMPANY_LINES: i64 = 2;

impl Flow<'_> {
    pub(super) fn items(&mut self, list: &List, place: Place) {
        let inner = Place {
            depth: place.depth + 1,
            ..indented(place, self.theme)
        };
        let mut marks = Vec::with_capacity(list.items.len() + 1);
        let lines = |item: &ListItem| item.blocks.iter().map(lines_in).sum();
        let behind = lines_behind(list.items.iter().map(lines), place.lines_behind);
        for (item, lines_behind) in list.items.iter().zip(behind) {
            marks.push(self.list.mark());
            let inner = Place {
                loose: item.blocks.len() > 1,
                lines_behind,
                language: TextLanguage::of_node(&item.node, inner.language),
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
            // What reaches below the item is the title of the section, beside the next items too.
            self.list.place_marginals();
            if item.blocks.len() > 1 {
                let recommends = place.role == SectionRole::Recommendations && place.depth == 0;
                let space = self.theme.space_after_item(recommends);
                self.list.end_block(space, Break::Allowed);
            }
        }
        self.hold_items_together(marks);
        self.list.end_block(
            if place.depth == 0 {
                self.theme.grid
            } else {
                self.theme.grid / 2
            },
            Break::Allowed,
        );
    }

    pub(super) fn descriptions(&mut self, descriptions: &[Description], place: Place) {
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
                let outer = TextLanguage::of_node(&d.node, place.language);
                let mut term = self.collector.collect(&d.term, style, &d.term_node, outer);
                term.start_with_others();
                term
            })
            .collect();
        let TermColumn {
            x,
            measure,
            inner,
            around,
            between,
        } = if in_side_column {
            let side = self.theme.page.side_column;
            TermColumn {
                x: -side,
                measure: side - self.theme.hanging_gap,
                inner: place,
                around: self.theme.space_around_facts(),
                between: self.theme.style(StyleName::Fact).space_before,
            }
        } else {
            let widths = terms
                .iter()
                .map(|term| lines::natural_width(term, self.shaper));
            let measure = Length::longest(widths).min(place.measure / 3);
            TermColumn {
                x: place.x,
                measure,
                inner: place.indented(measure + self.theme.term_gap),
                around: self.theme.grid,
                between: self.theme.style(StyleName::ListItem).space_after,
            }
        };
        let mut marks = Vec::with_capacity(descriptions.len() + 1);
        for (description, term) in descriptions.iter().zip(terms) {
            // Facts go on after the context.
            let goes_on = !marks.is_empty() || in_side_column && place.follows_text;
            let above = if goes_on { between } else { around };
            marks.push(self.list.mark());
            let lines = lines::break_lines(&term, measure, Shape::Ragged, self.shaper);
            self.list.begin_block(above);
            self.list
                .set_beside(Marginal::lines(lines, x, term_style.leading));
            self.list.continue_block();
            let inner = Place {
                language: TextLanguage::of_node(&description.node, inner.language),
                ..inner
            };
            for block in &description.blocks {
                // The lines of one fact have no space between them.
                self.list.begin_block(Length::ZERO);
                self.list.continue_block();
                match &block.kind {
                    BlockKind::Paragraph(paragraph) if paragraph.role == ParagraphRole::Body => {
                        self.styled_paragraph(&paragraph.content, block, StyleName::Fact, inner);
                    }
                    _ => self.block(block, inner),
                }
            }
            self.list.clear_marginals();
        }
        self.hold_items_together(marks);
        self.list.end_block(around, Break::Allowed);
    }

    /// Keeps items whole where little room is lost by it, and none of a line alone on a page; `marks` are where
    /// they begin.
    fn hold_items_together(&mut self, mut marks: Vec<usize>) {
        marks.push(self.list.mark());
        let company = self.theme.style(StyleName::ListItem).leading * COMPANY_LINES;
        let mut heights = Vec::with_capacity(marks.len());
        for pair in marks.windows(2) {
            heights.push(self.list.height_in(pair[0]..pair[1]));
            self.list.hold_together(pair[0]..pair[1], ITEM_DIVIDED);
        }
        if let ([first, .., last], [_, second, .., _]) = (heights.as_slice(), marks.as_slice()) {
            if *first < company {
                self.list.forbid_break_at(*second);
            }
            if *last < company {
                self.list.forbid_break_at(marks[heights.len() - 1]);
            }
        }
    }

    /// Hangs a number or a dash before the text of the next line.
    pub(super) fn hang_label(&mut self, label: &Label, style: Style, place: Place) {
        let (mut words, face) = match label.number {
            Some(number) => {
                // The numbers inside an item step back behind its own.
                let like = if place.x > Length::ZERO {
                    StyleName::Attributes
                } else {
                    StyleName::SectionHeading
                };
                (self.numeral(number), self.theme.style(like).face)
            }
            None => ("–".to_owned(), style.face),
        };
        // For those who hear it with the text beside it, as one line.
        words.push(' ');
        let style = Style {
            face,
            colour: self.theme.accent,
            figures: Figures::Lining,
            ..style
        };
        self.hang(label.node.id, &words, style, place);
    }

    /// Hangs words of a node before the text of the next line.
    pub(super) fn hang(&mut self, node: NodeId, words: &str, style: Style, place: Place) {
        let label = StyledText::of_node(node, words, style.into());
        let widest = Length::mm(100.0);
        let lines = lines::break_lines(&label, widest, Shape::Ragged, self.shaper);
        let width = lines.first().map_or(Length::ZERO, |line| line.width);
        // In an indent there is less room than in the side column.
        let gap = if place.x > Length::ZERO {
            self.theme.hanging_gap / 2
        } else {
            self.theme.hanging_gap
        };
        self.list
            .set_beside(Marginal::lines(lines, place.x - gap - width, style.leading));
    }
}

/// Where the text of a list inside `place` stands: the marks of the outermost list hang in the side
/// column's edge, those of a list inside an item or a question, whose numbers hang there, in an indent.
fn indented(place: Place, theme: &Theme) -> Place {
    if place.depth == 0 && place.role != SectionRole::Question {
        return place;
    }
    place.indented(theme.list_indent)
}

/// Where terms stand, and what describes them.
struct TermColumn {
    /// The left edge of the terms, and how wide they are.
    x: Length,
    measure: Length,
    /// Where the descriptions stand.
    inner: Place,
    /// The space above the first and below the last, and between two.
    around: Length,
    between: Length,
}
