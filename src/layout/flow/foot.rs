//! The running foot.

use super::*;
use crate::layout::page::moved;

/// How often a title that is cut is set again, a little shorter, where its letters are wider at its end.
const CUTS_TRIED: usize = 16;

/// What parts the words of a sentence, and falls away where they are cut after it.
const PAUSES: [char; 7] = [',', ';', ':', '–', '—', '،', '؛'];

/// The running foot of each of so many pages: the title at the start, the page number at the end, on one line.
pub(in crate::layout) fn running_feet(
    document: &Document,
    pages: usize,
    theme: &Theme,
    shaper: &mut Shaper,
) -> Vec<Vec<Fragment>> {
    let style: PieceStyle = theme.style(StyleName::RunningFoot).into();
    let width = theme.page.width - theme.page.margin_start - theme.page.margin_end;
    let numbers: Vec<Option<Line>> = (1..=pages)
        .map(|page| one_line(&page_number(document, page, pages), style, shaper))
        .collect();
    let widths = numbers.iter().flatten().map(|line| line.width);
    let room = width - Length::longest(widths) - style.size * 2;
    let title = cut_to(room, &document.running_title, style, shaper).map(|(_, line)| line);
    let y = theme.page.height - theme.page.foot;
    let feet = numbers.into_iter().map(|number| {
        let mut fragments = Vec::new();
        if let Some(line) = title.clone() {
            fragments.extend(moved(line.fragments, theme.page.margin_start, y));
        }
        if let Some(line) = number {
            let x = theme.page.width - theme.page.margin_end - line.width;
            fragments.extend(moved(line.fragments, x, y));
        }
        for fragment in &mut fragments {
            fragment.owner = Owner::Foot;
        }
        fragments
    });
    feet.collect()
}

fn page_number(document: &Document, page: usize, pages: usize) -> String {
    let [before, between, after] = &document.page_number_pattern;
    let [page, pages] =
        [page, pages].map(|number| locale::numeral(&document.metadata.language, number as u32));
    format!("{before}{page}{between}{pages}{after}")
}

/// Words on one line of the width `room`, and that line: where they are too long, cut after a word, or where that would
/// leave little of them, after a letter. None where there is room for none.
pub(in crate::layout) fn cut_to(
    room: Length,
    words: &str,
    style: PieceStyle,
    shaper: &mut Shaper,
) -> Option<(String, Line)> {
    let text = StyledText::of_node(Default::default(), words, style);
    let mut width = Length::ZERO;
    let mut cuts = Vec::new();
    for glyph in shaper.shape(&text) {
        if !glyph.text.is_empty() && width <= room {
            cuts.push((glyph.text.start, width));
        }
        width += glyph.advance;
    }
    if width <= room {
        return one_line(words, style, shaper).map(|line| (words.to_owned(), line));
    }
    let ends_word = |cut: &&(usize, Length)| words[cut.0..].starts_with(char::is_whitespace);
    let by_word = cuts.iter().rev().filter(ends_word);
    let by_word = by_word.take_while(|(_, width)| *width > room / 2);
    let mut shorter = by_word.chain(cuts.iter().rev()).take(CUTS_TRIED);
    shorter.find_map(|(end, _)| {
        // No comma before the ellipsis.
        let kept =
            words[..*end].trim_end_matches(|c: char| c.is_whitespace() || PAUSES.contains(&c));
        let cut = format!("{kept}…");
        let line = one_line(&cut, style, shaper)?;
        (line.width <= room).then_some((cut, line))
    })
}

fn one_line(words: &str, style: PieceStyle, shaper: &mut Shaper) -> Option<Line> {
    let mut text = StyledText::of_node(Default::default(), words, style);
    let around = shaper.direction();
    let own = bidi::direction_of_paragraph(words, around);
    // The mark at the end of a title in another direction stays there.
    text.direction = Some(own).filter(|own| *own != around);
    text.start_with_others();
    let endless = Length::mm(100_000.0);
    lines::break_lines(&text, endless, Shape::Ragged, shaper)
        .into_iter()
        .next()
}
