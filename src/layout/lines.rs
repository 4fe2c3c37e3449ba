//! Breaking a paragraph into lines.
//!
//! In the steps of Knuth and Plass (“Breaking Paragraphs into Lines”, Software: Practice and Experience 11, 1981):
//! the shaped text is divided at its *breakpoints*; those at which lines end are chosen over the whole
//! paragraph (*total fit*); and each line is *set* to its width. *Microtypography* says what may hang in the
//! margin and how far glyphs may be widened or narrowed.

mod breakpoints;
mod microtypography;
mod opportunities;
mod set;
mod total_fit;

use super::notice::Notice;
use super::page::Fragment;
use super::shape::{ShapedGlyph, Shaper, advance};
use super::text::StyledText;
use crate::length::Length;
use breakpoints::{Breakpoints, Names};
use total_fit::ChosenLine;

/// A line: fragments in logical order, placed from its start, with its baseline at zero.
#[derive(Clone, Default, Debug)]
pub(super) struct Line {
    pub fragments: Vec<Fragment>,
    /// Width without the space at the end.
    pub width: Length,
    /// Footnotes that are referred to in it.
    pub notes: Vec<usize>,
    /// What in it could not be set as it should be.
    pub notices: Vec<Notice>,
    /// Whether it ends inside a word, with a hyphen.
    pub divides_word: bool,
}

/// What makes a good set of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// Lines of the same length with even word spaces, hyphenated where that serves, punctuation hanging in
    /// the margins: text.
    Justified,
    /// Justified, of one line less where the lines bear it (a looseness of −1, in TeX's words).
    Tight,
    /// Full lines with an even rag, the last as long as it happens to be.
    Ragged,
    /// As few lines as can be, of about the same length where they are few: titles and headings.
    Balanced,
}

impl Shape {
    /// Whether its lines are all as long as the measure.
    pub fn is_justified(self) -> bool {
        matches!(self, Shape::Justified | Shape::Tight)
    }
}

/// The lines of a text in a measure.
pub(super) fn break_lines(
    styled: &StyledText,
    measure: Length,
    shape: Shape,
    shaper: &mut Shaper,
) -> Vec<Line> {
    let glyphs = shaper.shape(styled);
    let (breakpoints, chosen) = choose(styled, &glyphs, measure, shape, shaper);
    chosen
        .into_iter()
        .map(|line| {
            set::line(
                styled,
                &glyphs,
                &breakpoints,
                line,
                (measure, shape),
                shaper,
            )
        })
        .collect()
}

/// The places where lines may end, and the lines: good ones, else the best that dividing names affords.
fn choose(
    styled: &StyledText,
    glyphs: &[ShapedGlyph],
    measure: Length,
    shape: Shape,
    shaper: &mut Shaper,
) -> (Breakpoints, Vec<ChosenLine>) {
    let mut places = |names| Breakpoints::of(styled, glyphs, measure, (shape, names), shaper);
    let whole = places(Names::Whole);
    let choice = total_fit::choose(&whole, measure, shape);
    if choice.is_good || !whole.has_names {
        return (whole, choice.lines);
    }
    let divided = places(Names::Divided);
    let choice = total_fit::choose(&divided, measure, shape);
    (divided, choice.lines)
}

/// The width of a text set in one line.
pub(super) fn natural_width(styled: &StyledText, shaper: &mut Shaper) -> Length {
    advance(&shaper.shape(styled))
}

/// A part of a text that no break opportunity divides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Its width.
    pub width: Length,
    /// The space up to the next part, where both stand on one line.
    pub space: Length,
    /// Whether a line must end after it.
    pub forced: bool,
}

/// A text as the parts that no break opportunity divides, its words being left whole.
pub(super) fn parts(styled: &StyledText, shaper: &mut Shaper) -> Vec<Part> {
    let glyphs = shaper.shape(styled);
    breakpoints::parts(styled, &glyphs)
}

/// The least width in which no word of a text is divided but at a hyphen.
pub(super) fn least_width(styled: &StyledText, shaper: &mut Shaper) -> Length {
    let glyphs = shaper.shape(styled);
    let endless = advance(&glyphs);
    let breakpoints = Breakpoints::of(
        styled,
        &glyphs,
        endless,
        (Shape::Ragged, Names::Divided),
        shaper,
    );
    let lines = breakpoints.places.windows(2);
    Length::longest(lines.map(|pair| pair[0].line_to(&pair[1]).width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Inline, InlineKind, Language, Node};
    use crate::layout::page::{FragmentContent, Glyph};
    use crate::layout::text::Collector;
    use crate::theme::{StyleName, Theme};

    #[test]
    fn a_tight_paragraph_has_a_line_less_or_is_as_it_was() {
        let theme = Theme::default();
        let mut shaper = Shaper::new(theme.fonts.clone(), &Language("en".into()));
        let text = include_str!("../../tests/typesetting/udhr-en.txt");
        let mut shorter = 0;
        for words in text.trim().split("\n\n") {
            let language = Language("en".into());
            let collector = Collector::new(&theme, &[], &language);
            let (style, outer) = (theme.style(StyleName::Body).into(), collector.text_language);
            let styled = collector.collect(&[Inline::text(words)], style, &Node::default(), outer);
            for points in (240..360).step_by(5) {
                let mut count = |shape| {
                    let measure = Length::pt(f64::from(points));
                    break_lines(&styled, measure, shape, &mut shaper).len()
                };
                let (natural, tight) = (count(Shape::Justified), count(Shape::Tight));
                assert!(tight == natural || tight + 1 == natural, "{words}");
                shorter += natural - tight;
            }
        }
        assert!(shorter > 0);
    }

    /// The words of ragged lines.
    fn lines_of(words: &str, measure: Length) -> Vec<String> {
        let theme = Theme::default();
        let language = Language("en".into());
        let mut shaper = Shaper::new(theme.fonts.clone(), &language);
        let collector = Collector::new(&theme, &[], &language);
        let (style, outer) = (theme.style(StyleName::Body).into(), collector.text_language);
        let text = collector.collect(&[Inline::text(words)], style, &Node::default(), outer);
        let lines = break_lines(&text, measure, Shape::Ragged, &mut shaper);
        let text_of = |line: Line| -> String {
            let runs = line.fragments.into_iter();
            let runs = runs.filter_map(|fragment| match fragment.content {
                FragmentContent::Glyphs(run) => Some(run.text),
                _ => None,
            });
            runs.collect()
        };
        lines.into_iter().map(text_of).collect()
    }

    #[test]
    fn no_break_spaces_give_way_where_they_hold_more_than_a_line() {
        let words = "Of the 10 000 km of irrigation canals in the basin none is lined.";
        let held = words.replace(' ', "\u{a0}");
        let lines = |words: &str, points| lines_of(words, Length::pt(points)).join("|");
        for points in [60.0, 100.0, 140.0] {
            let set = lines(&held, points);
            assert_eq!(set.replace('\u{a0}', " "), lines(words, points));
        }
        // Those of other widths.
        for space in ["\u{202f}", "\u{2007}", "\u{2060} \u{2060}"] {
            let set = lines_of(&words.replace(' ', space), Length::pt(60.0));
            let parts = |line: &String| -> Vec<String> {
                let line = line.replace('\u{2060}', "");
                line.split_whitespace().map(str::to_owned).collect()
            };
            let set: Vec<String> = set.iter().flat_map(parts).collect();
            assert_eq!(set.join(" "), words, "{space:?}");
        }
        assert_eq!(
            lines("See 10\u{a0}000\u{a0}km", 60.0),
            "See |10\u{a0}000\u{a0}km"
        );
    }

    #[test]
    fn what_is_wider_than_its_line_is_divided_after_its_signs() {
        let lines = |words| lines_of(words, Length::pt(40.0));
        assert_eq!(lines("2015–2016"), ["2015–", "2016"]);
        assert_eq!(lines("-15000/km²"), ["-15000/", "km²"]);
        let divided = lines("2015–201620172018");
        assert_eq!((divided.len(), divided[0].as_str()), (3, "2015–"));
        assert_eq!(lines("12.5%–20.5%"), ["12.5%–", "20.5%"]);
    }

    #[test]
    fn no_number_loses_its_minus_where_it_is_divided() {
        let lines = |words| lines_of(words, Length::pt(40.0));
        assert_eq!(lines("-12.5/-20.0"), ["-12.5/", "-20.0"]);
        for words in [
            "(-1,000,000)",
            "–12,5…–20,0",
            "-10000..-20000",
            "+/-1,000,000",
            "≈–1,000,000",
        ] {
            let set = lines(words);
            let loses = |line: &String| line.ends_with(['-', '–', '/']);
            assert!(set.len() > 1 && !set.iter().any(loses), "{set:?}");
        }
        assert!(lines(&"-".repeat(100)).len() > 5);
        for points in 20..60 {
            let set = lines_of("It was –25 °C (–20 °C).", Length::pt(f64::from(points)));
            assert!(!set.iter().any(|line| line.ends_with('–')), "{set:?}");
        }
    }

    #[test]
    fn an_address_is_divided_only_where_that_saves_a_line() {
        let lines = |words: &str| lines_of(words, Theme::default().page.measure());
        let address = "https://www.un.org/en/about-us/universal-declaration-of-human-rights";
        let declaration = "Universal Declaration of Human Rights";
        let set = lines(&format!("{declaration} {address}"));
        assert_eq!(set, [format!("{declaration} ").as_str(), address]);
        // Behind it there is more.
        let set = lines(&format!(
            "{declaration} {address}, with all of its articles."
        ));
        assert_eq!(set.len(), 2, "{set:?}");
        assert!(set[0].contains("https://www.un.org/"), "{set:?}");
    }

    #[test]
    fn particulars_are_whole_on_a_line_and_nothing_parts_them_at_its_end() {
        const APART: &str = "\u{A0}· ";
        let theme = Theme::default();
        let language = Language("en".into());
        let mut shaper = Shaper::new(theme.fonts.clone(), &language);
        let collector = Collector::new(&theme, &[], &language);
        let separator = || Inline::from(InlineKind::Separator(APART.to_owned()));
        let words = [
            "To: the governments of the countries",
            "By 1 March 2022",
            "High priority",
        ];
        let row = [
            Inline::text(words[0]),
            separator(),
            Inline::text(words[1]),
            separator(),
            Inline::text(words[2]),
        ];
        let (style, outer) = (
            theme.style(StyleName::Attributes).into(),
            collector.text_language,
        );
        let styled = collector.collect(&row, style, &Node::default(), outer);
        let widest = natural_width(
            &collector.collect(&row[..1], style, &Node::default(), outer),
            &mut shaper,
        );
        for points in (40..400).step_by(5) {
            let measure = Length::pt(f64::from(points));
            let lines = break_lines(&styled, measure, Shape::Ragged, &mut shaper);
            let mut all = String::new();
            for line in &lines {
                assert!(line.width <= measure, "{points} pt");
                let runs = line.fragments.iter().filter_map(|fragment| {
                    let FragmentContent::Glyphs(run) = &fragment.content else {
                        return None;
                    };
                    let text = |glyph: &Glyph| {
                        &run.text[glyph.text.start as usize..glyph.text.end as usize]
                    };
                    Some(run.glyphs.iter().map(text).collect::<Vec<_>>())
                });
                let glyphs: Vec<&str> = runs.flatten().collect();
                let text = glyphs.concat();
                let shown: String = glyphs
                    .iter()
                    .filter(|text| **text != APART)
                    .copied()
                    .collect();
                assert!(!shown.trim().starts_with('·'), "{points} pt: {shown}");
                assert!(!shown.trim().ends_with('·'), "{points} pt: {shown}");
                if measure >= widest {
                    for part in shown.split('·') {
                        assert!(words.contains(&part.trim()), "{points} pt: {part}");
                    }
                }
                all += &text;
            }
            assert_eq!(all.replace('\u{AD}', ""), styled.text);
        }
    }
}
