//! Dividing the vertical list into pages, with the footnotes of each at its foot.

use super::page::{Fragment, Owner, Page, Rect};
use super::vertical::{Break, Item, VerticalBox};
use crate::length::Length;
use crate::theme::Theme;
use std::collections::VecDeque;

/// Room above the first footnote of a page, with its rule.
const NOTE_GAP: Length = Length::pt(9.0);
/// Length of the rule above footnotes.
const NOTE_RULE: Length = Length::pt(60.0);

/// The lines of one footnote, in order.
pub(super) type NoteLines = Vec<VerticalBox>;

/// The pages of a vertical list, without their running foot.
pub(super) fn paginate(items: Vec<Item>, notes: &[NoteLines], theme: &Theme) -> Vec<Page> {
    let geometry = &theme.page;
    let available = geometry.height - geometry.margin_top - geometry.margin_bottom;
    let mut pages = Vec::new();
    let mut items: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    let mut carried: VecDeque<VerticalBox> = VecDeque::new();
    let mut start = 0;
    loop {
        let filled = fill_page(&items, start, available, notes, &carried, theme);
        let mut page = Page {
            width: geometry.width,
            height: geometry.height,
            fragments: Vec::new(),
        };
        set_boxes(&mut items[start..filled.end], &mut page, theme);
        set_notes(
            filled.notes,
            &mut carried,
            available - filled.height,
            notes,
            &mut page,
            theme,
        );
        pages.push(page);
        start = filled.end;
        let more = items[start..]
            .iter()
            .any(|item| matches!(item, Some(Item::Box(_))));
        if !more && carried.is_empty() {
            return pages;
        }
    }
}

/// What fits on a page.
struct Filled {
    /// The first item that does not stand on it.
    end: usize,
    /// The height of its boxes.
    height: Length,
    /// The footnotes that begin on it.
    notes: Vec<usize>,
}

/// Takes as many items as fit from `start` on: up to the last place where a page may end; where there
/// is none, up to the last box; and one box at least.
fn fill_page(
    items: &[Option<Item>],
    start: usize,
    available: Length,
    notes: &[NoteLines],
    carried: &VecDeque<VerticalBox>,
    theme: &Theme,
) -> Filled {
    let mut height = Length::ZERO;
    let mut note_height = stack_height(carried.iter());
    let mut on_page = Vec::new();
    let mut empty = true;
    let (mut allowed, mut forced): (Option<Filled>, Option<Filled>) = (None, None);
    for (index, item) in items.iter().enumerate().skip(start) {
        match item {
            None => {}
            Some(Item::Space(_) | Item::AlignToGrid) if empty => {}
            Some(Item::Space(space)) => height += *space,
            Some(Item::AlignToGrid) => height = height.round_up_to(theme.grid),
            Some(Item::Penalty(penalty)) if !empty => {
                let here = Some(Filled {
                    end: index + 1,
                    height,
                    notes: on_page.clone(),
                });
                match penalty {
                    Break::Allowed => allowed = here,
                    Break::Forbidden => forced = here,
                }
            }
            Some(Item::Penalty(_)) => {}
            Some(Item::Box(content)) => {
                let repeated = content
                    .continuation
                    .as_ref()
                    .filter(|_| empty)
                    .map_or(Length::ZERO, |c| c.height);
                let further: Length = content
                    .notes
                    .iter()
                    .filter_map(|note| notes.get(*note))
                    .map(|lines| stack_height(lines.iter()))
                    .sum();
                let gap = if note_height == Length::ZERO && further > Length::ZERO {
                    NOTE_GAP
                } else {
                    Length::ZERO
                };
                if !empty && height + content.height + note_height + further + gap > available {
                    let fallback = Filled {
                        end: index,
                        height,
                        notes: on_page,
                    };
                    return allowed.or(forced).unwrap_or(fallback);
                }
                height += repeated + content.height;
                note_height += further + gap;
                on_page.extend_from_slice(&content.notes);
                empty = false;
            }
        }
    }
    Filled {
        end: items.len(),
        height,
        notes: on_page,
    }
}

fn stack_height<'a>(lines: impl Iterator<Item = &'a VerticalBox>) -> Length {
    lines.map(|line| line.height).sum()
}

/// Sets the boxes of a page one below the other.
fn set_boxes(items: &mut [Option<Item>], page: &mut Page, theme: &Theme) {
    let left = theme.page.margin_start + theme.page.side_column;
    let top = theme.page.margin_top;
    let mut y = Length::ZERO;
    let mut empty = true;
    let mut cut = None;
    for item in items {
        match item.take() {
            Some(Item::Space(space)) if !empty => y += space,
            Some(Item::AlignToGrid) if !empty => y = y.round_up_to(theme.grid),
            Some(Item::Box(content)) => {
                if empty && let Some(header) = &content.continuation {
                    for fragment in &header.fragments {
                        let mut fragment = fragment.clone();
                        fragment.owner = Owner::Pagination;
                        fragment.shift(left, top + y);
                        page.fragments.push(fragment);
                    }
                    y += header.height;
                }
                place(content.fragments, left, top + y, page);
                cut = content.cut.map(|rule| (rule, top + y));
                y += content.height;
                empty = false;
            }
            _ => {}
        }
    }
    if let Some((rule, y)) = cut {
        place(vec![rule], left, y, page);
    }
}

/// Sets the footnotes at the foot of the page; what finds no room is carried to the next page.
fn set_notes(
    begun: Vec<usize>,
    carried: &mut VecDeque<VerticalBox>,
    room: Length,
    notes: &[NoteLines],
    page: &mut Page,
    theme: &Theme,
) {
    carried.extend(
        begun
            .into_iter()
            .filter_map(|note| notes.get(note))
            .flatten()
            .cloned(),
    );
    if carried.is_empty() {
        return;
    }
    let mut lines = Vec::new();
    let mut height = NOTE_GAP;
    while let Some(line) = carried.front() {
        // One line a page at least, or a line taller than a page would be carried for ever.
        if height + line.height > room && !(lines.is_empty() && page.fragments.is_empty()) {
            break;
        }
        height += line.height;
        lines.extend(carried.pop_front());
    }
    if lines.is_empty() {
        return;
    }
    let left = theme.page.margin_start + theme.page.side_column;
    let mut y = theme.page.height - theme.page.margin_bottom - height;
    let rule = y + NOTE_GAP.scaled(4, 9);
    page.fragments.push(Fragment::fill(
        Rect {
            left,
            top: rule,
            right: left + NOTE_RULE,
            bottom: rule + theme.hairline,
        },
        theme.quiet,
    ));
    y += NOTE_GAP;
    for line in lines {
        place(line.fragments, left, y, page);
        y += line.height;
    }
}

fn place(fragments: Vec<Fragment>, x: Length, y: Length, page: &mut Page) {
    page.fragments
        .extend(fragments.into_iter().map(|mut fragment| {
            fragment.shift(x, y);
            fragment
        }));
}
