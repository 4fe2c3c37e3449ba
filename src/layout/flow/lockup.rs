//! Logos with the words that belong to them: funders' emblems beside their statements, the publisher's logo
//! in the masthead.

use super::*;

/// The height of a capital letter, in thousandths of the size of type: Source Sans 3's.
const CAPITAL_PER_MILLE: i64 = 660;

impl Flow<'_> {
    pub(super) fn lockup(&mut self, lockup: &Lockup, place: Place) {
        if place.role == SectionRole::Masthead {
            self.masthead_lockup(lockup, place);
            return;
        }
        match lockup.logos.as_slice() {
            [] => {}
            [logo] => self.logo_beside(logo),
            logos => self.row_of_logos(logos, self.theme.emblem_height, place),
        }
        for block in &lockup.blocks {
            self.block(block, place);
        }
        self.list.clear_marginals();
        self.list.end_block(self.theme.grid, Break::Allowed);
    }

    /// The logo of one funder, at the outer edge of the side column; its upper edge at the height of the
    /// capitals of the statement beside it.
    fn logo_beside(&mut self, logo: &Logo) {
        let style = self.theme.style(StyleName::FundingStatement);
        let widest = self.theme.page.side_column - self.theme.emblem_gap;
        let mut logo = picture(logo, self.theme.emblem_height, widest);
        logo.shift(Length::ZERO, -style.size.per_mille(CAPITAL_PER_MILLE));
        let x = -self.theme.page.side_column;
        self.list.begin_block(style.space_before);
        self.list.set_beside(Marginal::picture(logo, x));
        self.list.continue_block();
    }

    /// The logos of several, side by side in as many rows as they need, each in the middle of its row's
    /// height.
    fn row_of_logos(&mut self, logos: &[Logo], tallest: Length, place: Place) {
        let gap = self.theme.emblem_gap;
        let edge = place.x + place.measure;
        let mut rows: Vec<Vec<Fragment>> = Vec::new();
        for logo in logos {
            let mut logo = picture(logo, tallest, place.measure);
            let last = rows.last().and_then(|row| row.last());
            let next = last.map(|last| last.bounds.right + gap * 2);
            match (next, rows.last_mut()) {
                (Some(x), Some(row)) if x + logo.bounds.width() <= edge => {
                    logo.shift(x, Length::ZERO);
                    row.push(logo);
                }
                _ => {
                    logo.shift(place.x, Length::ZERO);
                    rows.push(vec![logo]);
                }
            }
        }
        self.list.begin_block(gap);
        for (index, mut fragments) in rows.into_iter().enumerate() {
            if index > 0 {
                self.list.forbid_break();
                self.list.items.push(Item::Space(gap));
            }
            let height = Length::longest(fragments.iter().map(|logo| logo.bounds.bottom));
            for logo in &mut fragments {
                logo.shift(Length::ZERO, (height - logo.bounds.bottom) / 2);
            }
            self.list
                .push_box(VerticalBox::of(height, fragments), height);
        }
        self.list.end_block(self.theme.grid, Break::Forbidden);
    }

    /// One logo stands at the start of the masthead's line, several, and one without the line, in a row.
    fn masthead_lockup(&mut self, lockup: &Lockup, place: Place) {
        let place = place.widened(self.theme);
        let tallest = self.theme.masthead_logo_height;
        let mut beside = None;
        match lockup.logos.as_slice() {
            [logo] if !lockup.blocks.is_empty() => {
                let mut logo = picture(logo, tallest, place.measure / 4);
                logo.shift(place.x, -logo.bounds.height());
                beside = Some(logo);
            }
            logos => self.row_of_logos(logos, tallest, place),
        }
        for block in &lockup.blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) if paragraph.role == ParagraphRole::Masthead => {
                    self.masthead(paragraph, block, beside.take(), place);
                }
                _ => self.block(block, place),
            }
        }
    }
}

fn picture(logo: &Logo, tallest: Length, widest: Length) -> Fragment {
    let picture = &logo.picture;
    let size = logo_size((picture.width_px, picture.height_px), tallest, widest);
    Fragment::picture(logo.node.id, picture, size)
}
