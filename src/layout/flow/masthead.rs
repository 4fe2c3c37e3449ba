//! The line over the title.

use super::*;
use crate::layout::page::moved;

impl Flow<'_> {
    /// The line over the title: its first part at the start, after the `logo` that stands on the line, its
    /// last at the end; a rule below.
    pub(super) fn masthead(
        &mut self,
        paragraph: &Paragraph,
        block: &Block,
        logo: Option<Fragment>,
        place: Place,
    ) {
        let style = self.theme.style(StyleName::Masthead);
        self.list.begin_block(style.space_before);
        let indent = logo
            .as_ref()
            .map_or(Length::ZERO, |logo| logo.bounds.width() + self.theme.grid);
        let wide = place;
        let place = place.indented(indent);
        let parts: Vec<&[Inline]> = match paragraph.content.as_slice() {
            [start @ .., last] if !start.is_empty() && matches!(last.kind, InlineKind::Span(_)) => {
                vec![start, std::slice::from_ref(last)]
            }
            all => vec![all],
        };
        let mut set: Vec<Vec<Line>> = parts
            .iter()
            .map(|part| self.lines(part, block, style, place, Shape::Ragged))
            .collect();
        let widths: Length = set.iter().flatten().map(|line| line.width).sum();
        let on_one_line =
            set.iter().all(|lines| lines.len() == 1) && widths + style.size * 2 <= place.measure;
        match set.as_mut_slice() {
            [start, end] if on_one_line => {
                let (start, end) = (start.remove(0), end.remove(0));
                self.masthead_line(start, end, logo, place);
            }
            _ => {
                if let Some(logo) = logo {
                    self.logo_above(logo);
                }
                self.list
                    .push_lines(set.into_iter().flatten().collect(), wide.x, style.leading);
            }
        }
        let bounds = Rect {
            left: wide.x,
            top: Length::ZERO,
            right: wide.x + wide.measure,
            bottom: self.theme.rule,
        };
        let rule = Fragment::fill(bounds, self.theme.accent);
        self.list.forbid_break();
        let ruled = VerticalBox::of(self.theme.grid, vec![rule]);
        self.list.push_box(ruled, Length::ZERO);
        self.list.end_block(style.space_after, Break::Forbidden);
    }

    /// Both parts on one line. A logo stands on its baseline, and makes it as high as the logo is.
    fn masthead_line(&mut self, start: Line, end: Line, logo: Option<Fragment>, place: Place) {
        let leading = self.theme.style(StyleName::Masthead).leading;
        let ascent = baseline_in(leading);
        let tall = logo.as_ref().map_or(Length::ZERO, |logo| -logo.bounds.top);
        let baseline = ascent.max(tall);
        let logo = moved(logo, Length::ZERO, baseline).collect();
        let mut content = VerticalBox::of(leading + baseline - ascent, logo);
        let end_x = place.x + place.measure - end.width;
        content.set_line(start, place.x, baseline);
        content.set_line(end, end_x, baseline);
        self.list.push_box(content, baseline);
    }

    /// A logo above both parts, where they have lines of their own.
    fn logo_above(&mut self, mut logo: Fragment) {
        let height = -logo.bounds.top;
        logo.shift(Length::ZERO, height);
        let content = VerticalBox::of(height + self.theme.grid / 2, vec![logo]);
        self.list.push_box(content, height);
        self.list.forbid_break();
    }
}
