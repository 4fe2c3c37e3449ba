//! The line over the title.

use super::*;

impl Flow<'_> {
    /// The line over the title: its first part at the start, its last at the end, a rule below.
    pub(super) fn masthead(&mut self, paragraph: &Paragraph, block: &Block, place: Place) {
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
}
