//! Tables and figures with their captions.

use super::*;
use crate::document::{Chart, PictureFormat};
use crate::layout::chart;
use crate::layout::notice::Notice;
use crate::length::PX_PER_INCH;

/// The share of a page's height up to which a table or a figure floats whole; up to a page where the text behind it can fill
/// what it leaves of the page before.
const FLOAT_HEIGHT_PER_MILLE: i64 = 700;
/// So many lines of text fill about a third of a page.
const ENOUGH_LINES_BEHIND: usize = 18;
/// The same for a table at the end of its section: nothing goes on below it, and where it is taller, its rows fill the page.
const FLOAT_HEIGHT_AT_END_PER_MILLE: i64 = 333;
/// What a page end costs inside a table or figure that does not float.
const FLOAT_DIVIDED: Break = Break::Costly(16.0);
/// The same inside one that is higher than a page, and divided wherever it begins.
const TALL_FLOAT_DIVIDED: Break = Break::Costly(5.0);

/// The share of a page's height up to which a table or a figure with text behind it floats whole.
fn tallest_per_mille(place: Place) -> i64 {
    if place.lines_behind < ENOUGH_LINES_BEHIND {
        FLOAT_HEIGHT_PER_MILLE
    } else {
        1000
    }
}

impl Flow<'_> {
    pub(super) fn table(&mut self, table: &Table, mut place: Place) {
        let tallest = match place.lines_behind {
            0 => FLOAT_HEIGHT_AT_END_PER_MILLE,
            _ => tallest_per_mille(place),
        };
        let words = (&self.collector, place.language);
        let [usual, smaller @ ..] = self.theme.table_styles();
        let mut prepared = PreparedTable::new(table, usual, words, self.shaper);
        let wide = place.widened(self.theme);
        if prepared.is_better_in(wide.measure, place.measure) {
            // Its gap begins below what reaches down beside the text.
            self.list.clear_overhang();
            place = wide;
        }
        for styles in smaller {
            if prepared.fits(place.measure) {
                break;
            }
            prepared = PreparedTable::new(table, styles, words, self.shaper);
        }
        self.float(tallest, |flow| flow.set_table(table, &prepared, place));
    }

    /// Lets what `set` sets float, if nothing stands beside it and it is not taller than a share of the page;
    /// otherwise it is better not divided.
    fn float(&mut self, tallest_per_mille: i64, set: impl FnOnce(&mut Self)) {
        let gap = self.theme.float_gap;
        let mark = self.list.mark();
        let alone = self.list.stands_alone();
        // Where a float goes to another page, the blocks around it have the space that they would have without it.
        let around = self.list.space_after();
        self.list.begin_block(gap);
        self.list.continue_block();
        set(self);
        let page = self.theme.page.text_height();
        let tallest = page.per_mille(tallest_per_mille);
        if alone && self.list.make_float(mark, tallest) {
            self.list.end_block(around, Break::Allowed);
        } else {
            let whole = mark..self.list.mark();
            let divided = if self.list.height_in(whole.clone()) > page {
                TALL_FLOAT_DIVIDED
            } else {
                FLOAT_DIVIDED
            };
            self.list.hold_together(whole, divided);
            self.list.end_block(gap, Break::Allowed);
        }
    }

    fn set_table(&mut self, table: &Table, prepared: &PreparedTable, place: Place) {
        if place.x < Length::ZERO {
            // Its section's title stands above it.
            self.list.clear_marginals();
        }
        match &table.caption {
            Some(caption) => {
                self.caption(caption, place);
                self.list.begin_block(Length::ZERO);
            }
            None => self.list.begin_block(self.theme.grid),
        }
        prepared.set(
            place.x,
            place.measure,
            self.theme,
            self.shaper,
            &mut self.list,
        );
        if let Some(note) = &table.note {
            self.list.end_block(Length::ZERO, Break::Forbidden);
            self.block(note, place);
        }
    }

    /// A caption, above what it is of.
    fn caption(&mut self, caption: &Caption, place: Place) {
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
        let [before, after] = &caption.label;
        text.push(
            &format!("{before}{}{after}\u{2002}", self.numeral(caption.number)),
            caption.label_node.id,
            label_style,
            None,
        );
        self.collector.add(
            &caption.content,
            plain,
            &caption.node,
            place.language,
            &mut text,
        );
        self.list.begin_block(style.space_before);
        let lines = lines::break_lines(&text, place.measure, Shape::Ragged, self.shaper);
        self.list.push_undivided(lines, place.x, style.leading);
        self.list.end_block(style.space_after, Break::Forbidden);
    }

    pub(super) fn figure(&mut self, figure: &Figure, place: Place) {
        self.float(tallest_per_mille(place), |flow| {
            flow.set_figure(figure, place);
        });
    }

    fn set_figure(&mut self, figure: &Figure, place: Place) {
        let pixels_per_inch = match figure.picture.format {
            PictureFormat::Svg => f64::from(PX_PER_INCH),
            PictureFormat::Png | PictureFormat::Jpeg => PICTURE_PPI,
        };
        let natural = |pixels: u32| Length::pt(f64::from(pixels) * 72.0 / pixels_per_inch);
        let page = &self.theme.page;
        let tallest = if figure.picture.is_upright_photograph() {
            page.photograph_height()
        } else {
            page.text_height().per_mille(PICTURE_HEIGHT_PER_MILLE)
        };
        let (pixels_wide, pixels_high) = (
            i64::from(figure.picture.width_px),
            i64::from(figure.picture.height_px),
        );
        let mut width = natural(figure.picture.width_px).min(place.measure);
        let mut height = width.scaled(pixels_high, pixels_wide);
        let mut notices = Vec::new();
        if height > tallest {
            let room = width;
            height = tallest;
            width = height.scaled(pixels_wide, pixels_high);
            if width * 2 < room {
                notices.push(Notice {
                    kind: NoticeKind::NarrowPicture {
                        percent: (width.ratio(room) * 100.0) as u32,
                    },
                    origin: figure.picture_node.origin.clone(),
                });
            }
        }
        if let Some(caption) = &figure.caption {
            self.caption(caption, place);
        }
        self.list.begin_block(Length::ZERO);
        let size = (width, height);
        let mut picture = Fragment::picture(figure.picture_node.id, &figure.picture, size);
        picture.shift(place.x, Length::ZERO);
        let content = VerticalBox {
            notices,
            ..VerticalBox::of(height, vec![picture])
        };
        let leading = self.theme.style(StyleName::Body).leading;
        self.list.push_box(content, baseline_in(leading));
        self.list
            .end_block(self.theme.grid, Break::allowed_if(figure.credit.is_none()));
        if let Some(credit) = &figure.credit {
            self.block(credit, place);
        }
    }

    /// A chart: its caption above it, its source below it.
    pub(super) fn chart(&mut self, chart: &Chart, place: Place) {
        self.float(tallest_per_mille(place), |flow| {
            flow.set_chart(chart, place)
        });
    }

    fn set_chart(&mut self, chart: &Chart, place: Place) {
        if let Some(caption) = &chart.data.caption {
            self.caption(caption, place);
        }
        self.list.begin_block(Length::ZERO);
        let mut drawn = chart::draw(
            chart,
            place.measure,
            self.theme,
            (&self.collector, place.language),
            self.shaper,
        );
        for content in drawn.head.iter_mut().chain(&mut drawn.rows) {
            for fragment in &mut content.fragments {
                fragment.shift(place.x, Length::ZERO);
            }
        }
        let page = self.theme.page.text_height();
        let repeated = drawn.head.clone().and_then(|head| head.repeated(page));
        let heads = drawn.head.iter().count();
        let boxes: Vec<VerticalBox> = drawn.head.into_iter().chain(drawn.rows).collect();
        let last = boxes.len().saturating_sub(1);
        for (index, mut content) in boxes.into_iter().enumerate() {
            if index > 0 {
                // The head and the first two rows stay with the caption, the last with the one before it.
                let keep = index <= heads + 1 || index == last;
                let end = Break::allowed_if(!keep);
                self.list.items.push(Item::Penalty(end));
                content.continuation.clone_from(&repeated);
            }
            let leading = self.theme.style(StyleName::TableCell).leading;
            self.list.push_box(content, baseline_in(leading));
        }
        if let Some(note) = &chart.data.note {
            self.list.end_block(Length::ZERO, Break::Forbidden);
            self.block(note, place);
        }
    }
}
