//! The running foot.

use super::*;

/// The running foot of a page: the title at the start, the page number at the end, on one line.
pub(in crate::layout) fn running_foot(
    document: &Document,
    page: usize,
    pages: usize,
    theme: &Theme,
    shaper: &mut Shaper,
) -> Vec<Fragment> {
    let style: PieceStyle = theme.style(StyleName::RunningFoot).into();
    let width = theme.page.width - theme.page.margin_start - theme.page.margin_end;
    let [before, between, after] = &document.page_number_pattern;
    let [page, pages] =
        [page, pages].map(|number| locale::numeral(&document.metadata.language, number as u32));
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
