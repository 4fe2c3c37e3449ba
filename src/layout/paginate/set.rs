//! The last step: the parts of each page in their places, with the footnotes at its foot.

use super::breaks::{Filled, State, fill};
use super::parts::Material;
use super::{Frame, Paginated};
use crate::layout::page::{Fragment, Owner, Page, Rect, moved};
use crate::layout::vertical::VerticalBox;
use crate::length::Length;
use crate::theme::Theme;

/// Sets the pages between the states, and tells which rows are divided between them.
pub(super) fn set(
    mut material: Material,
    frame: &Frame,
    tightness: i64,
    states: &[State],
    theme: &Theme,
    paginated: &mut Paginated,
) {
    let mut filled = Filled::default();
    for (index, pair) in states.windows(2).enumerate() {
        let (start, end) = (pair[0], pair[1]);
        fill(&material, frame, tightness, start, &mut filled);
        let end_of_page = filled.ends.iter().find(|one| one.state == end);
        let column = end_of_page.map(|end| end.column);
        let placed = &filled.placed[..end_of_page.map_or(filled.placed.len(), |end| end.placed)];
        let is_last = index + 2 == states.len();
        let notes = frame.notes_height(material.lines_height(start.line, end.line));
        let foot = column.filter(|_| !is_last).map_or(Length::ZERO, |column| {
            frame.foot_adjustment(column.height, column.gaps, notes, tightness)
        });
        let gaps = column.map_or(Length::ZERO, |column| column.gaps);
        let mut page = Page {
            width: theme.page.width,
            height: theme.page.height,
            fragments: Vec::new(),
        };
        let last = placed.last().map(|place| place.part);
        for place in placed {
            let share = if gaps > Length::ZERO {
                foot.share(place.gaps.ratio(gaps))
            } else {
                Length::ZERO
            };
            let content = &mut material.parts[place.part].content;
            let node = content.fragments.iter().find_map(|part| part.owner.node());
            let y = set_part(
                content,
                place.with_header,
                place.top + share,
                &mut page,
                theme,
            );
            if Some(place.part) == last
                && let Some(rule) = content.cut.take()
            {
                page.fragments.extend(moved([rule], left_of(theme), y));
                paginated.divided_rows.extend(node);
            }
        }
        set_notes(&mut material, start.line, end.line, &mut page, theme);
        paginated.pages.push(page);
    }
}

/// The text's edge.
fn left_of(theme: &Theme) -> Length {
    theme.page.margin_start + theme.page.side_column
}

/// Sets a part, with the header of its table again above it where it goes on on this page; returns how far down
/// the page it begins.
fn set_part(
    content: &mut VerticalBox,
    with_header: bool,
    top: Length,
    page: &mut Page,
    theme: &Theme,
) -> Length {
    let left = left_of(theme);
    let mut y = theme.page.margin_top + top;
    if let Some(header) = content.continuation.take().filter(|_| with_header) {
        let again = header.fragments.iter().map(|fragment| Fragment {
            owner: Owner::Repeated,
            ..fragment.clone()
        });
        page.fragments.extend(moved(again, left, y));
        y += header.height;
    }
    let own = std::mem::take(&mut content.fragments);
    page.fragments.extend(moved(own, left, y));
    y
}

/// Sets lines of footnotes at the foot of the page, with the rule above them.
fn set_notes(material: &mut Material, start: usize, end: usize, page: &mut Page, theme: &Theme) {
    if start == end {
        return;
    }
    let left = left_of(theme);
    let height = theme.note_gap + material.lines_height(start, end);
    let mut y = theme.page.height - theme.page.margin_bottom - height;
    let rule = y + theme.note_gap.scaled(8, 13);
    page.fragments.push(Fragment::fill(
        Rect {
            left,
            top: rule,
            right: left + theme.note_rule,
            bottom: rule + theme.hairline,
        },
        theme.quiet,
    ));
    y += theme.note_gap;
    for line in &mut material.lines[start..end] {
        let own = std::mem::take(&mut line.fragments);
        page.fragments.extend(moved(own, left, y));
        y += line.height;
    }
}
