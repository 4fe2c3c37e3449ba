//! The design: page, type scale, spacing and colours. The one source of the PDF's look and of
//! Word's styles.

pub mod contrast;

use crate::document::ParagraphRole;
use crate::fonts::{Face, Family, FontFile, Fonts};
use crate::length::Length;

/// A colour in sRGB.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Colour {
    /// White, as paper is.
    pub const WHITE: Colour = Colour::rgb(0xFF, 0xFF, 0xFF);
    /// Black.
    pub const BLACK: Colour = Colour::rgb(0, 0, 0);

    /// The colour that is written `#0F5B68`, as in CSS; none where `text` is not of that form.
    pub fn from_hex(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| {
            digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        })?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Colour { red, green, blue })
    }

    /// A colour of its three parts.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Colour {
        Colour { red, green, blue }
    }

    /// This colour thinned with white: `per_mille` of it is left.
    pub fn tint(self, per_mille: u32) -> Colour {
        let thin = |part: u8| {
            let left = u32::from(part) * per_mille + 255 * (1000 - per_mille.min(1000));
            (left / 1000).min(255) as u8
        };
        Colour::rgb(thin(self.red), thin(self.green), thin(self.blue))
    }

    /// Six hexadecimal digits, as ECMA-376 writes colours: `0F5B68`.
    pub fn to_hex(self) -> String {
        format!("{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}

/// The forms of figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Figures {
    /// Old-style, proportional: in prose (OpenType `onum`, `pnum`).
    OldStyle,
    /// Lining, proportional: beside capitals and in sans (OpenType `lnum`, `pnum`).
    Lining,
    /// Lining, of one width: in tables (OpenType `lnum`, `tnum`).
    Tabular,
}

/// The styles of text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // The names say it.
pub enum StyleName {
    Masthead,
    Title,
    Subtitle,
    FactTerm,
    Fact,
    SectionHeading,
    QuestionHeading,
    Body,
    Summary,
    ListItem,
    Recommendation,
    Attributes,
    Caption,
    TableHeader,
    TableCell,
    Source,
    Note,
    SmallPrint,
    FundingStatement,
    Disclaimer,
    RunningFoot,
}

impl StyleName {
    /// The style of a paragraph by its role, where its place asks for no other.
    pub fn of(role: ParagraphRole) -> StyleName {
        match role {
            ParagraphRole::Masthead => StyleName::Masthead,
            ParagraphRole::Title => StyleName::Title,
            ParagraphRole::Subtitle => StyleName::Subtitle,
            ParagraphRole::Body => StyleName::Body,
            ParagraphRole::Summary => StyleName::Summary,
            ParagraphRole::Recommendation => StyleName::Recommendation,
            ParagraphRole::Attributes => StyleName::Attributes,
            ParagraphRole::SmallPrint => StyleName::SmallPrint,
            ParagraphRole::FundingStatement => StyleName::FundingStatement,
            ParagraphRole::Disclaimer => StyleName::Disclaimer,
            ParagraphRole::Source => StyleName::Source,
            ParagraphRole::Note => StyleName::Note,
        }
    }
}

/// How the lines of a style are aligned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Alignment {
    /// At both edges, where the measure is wide enough; a word processor, which breaks lines one by one, sets them
    /// at the start.
    Justified,
    /// At the start, the other edge ragged.
    Start,
    /// At the start, with as few lines as can be, of about the same length.
    Balanced,
}

/// How a paragraph of a style is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Style {
    /// The face of plain words.
    pub face: Face,
    /// The size of type.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Space above, which falls away at the top of a page; adjoining spaces do not add up, the larger holds.
    pub space_before: Length,
    /// Space below.
    pub space_after: Length,
    /// The colour of the words.
    pub colour: Colour,
    /// The forms of figures.
    pub figures: Figures,
    /// How its lines are aligned.
    pub alignment: Alignment,
    /// Whether it stays on the page of what follows.
    pub keep_with_next: bool,
}

/// How a table is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TableStyles {
    /// The style of its header.
    pub header: Style,
    /// The style of its cells.
    pub cell: Style,
    /// Space inside a cell, before and after.
    pub padding_inline: Length,
}

/// The measures of charts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ChartDesign {
    /// From words to what they label.
    pub gap: Length,
    /// The thickness of a bar.
    pub bar: Length,
    /// From one bar of a group to the next.
    pub bar_step: Length,
    /// Room below the bar of a label.
    pub row_room: Length,
    /// Room below a group of bars.
    pub group_room: Length,
    /// The length of the bar beside a name in the key.
    pub key_bar: Length,
    /// From one name in the key to the next.
    pub key_gap: Length,
    /// The height of the field that lines are drawn over.
    pub field: Length,
    /// The thickness of a line.
    pub line: Length,
    /// The radius of the dot on a number.
    pub dot: Length,
    /// The height of the sign of a broken axis.
    pub axis_break: Length,
}

/// The paper and the space for text on it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PageGeometry {
    /// Width of the paper.
    pub width: Length,
    /// Height of the paper.
    pub height: Length,
    /// From the upper edge to the text.
    pub margin_top: Length,
    /// From the text to the lower edge; the running foot stands inside.
    pub margin_bottom: Length,
    /// From the edge at the start of the line to the side column.
    pub margin_start: Length,
    /// From the text to the edge at the end of the line.
    pub margin_end: Length,
    /// The width of the side column with its gap to the text; zero where there is none.
    pub side_column: Length,
    /// From the lower edge to the baseline of the running foot.
    pub foot: Length,
}

impl PageGeometry {
    /// The width of the text.
    pub fn measure(&self) -> Length {
        self.width - self.margin_start - self.side_column - self.margin_end
    }

    /// The width of the text and the side column.
    pub fn full_measure(&self) -> Length {
        self.side_column + self.measure()
    }

    /// The height of the text, with the footnotes.
    pub fn text_height(&self) -> Length {
        self.height - self.margin_top - self.margin_bottom
    }

    /// The most height of a photograph that is higher than wide: nobody needs more of it to see who stands there, and a
    /// larger one leaves the page before it empty.
    pub fn photograph_height(&self) -> Length {
        self.text_height().per_mille(450)
    }
}

/// The papers that a brief can be set on.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Paper {
    /// ISO 216 A4, 210 mm × 297 mm.
    #[default]
    A4,
    /// US Letter (ANSI/ASME Y14.1 size A), 8.5 in × 11 in.
    Letter,
}

impl Paper {
    /// The design's page, which is of A4, on this paper: the measures are the same, the margins give way.
    fn adapt(self, page: PageGeometry) -> PageGeometry {
        match self {
            Paper::A4 => page,
            Paper::Letter => {
                let (width, height) = (Length::pt(612.0), Length::pt(792.0));
                let wider = (width - page.width) / 2;
                // A twelfth of the height that is lost: the text keeps its distance to the edges.
                let lower = (page.height - height) / 12;
                PageGeometry {
                    width,
                    height,
                    margin_top: page.margin_top - lower,
                    margin_bottom: page.margin_bottom - lower,
                    margin_start: page.margin_start + wider,
                    // What is left, so that not even a rounding changes the measure.
                    margin_end: width - page.margin_start - wider - page.full_measure(),
                    foot: page.foot - lower / 2,
                    ..page
                }
            }
        }
    }
}

/// The whole design.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    /// The fonts of the faces.
    pub fonts: Fonts,
    /// The page with a side column for section titles: the PDF.
    pub page: PageGeometry,
    /// The page with headings above the text: the word processor's.
    pub single_column: PageGeometry,
    /// The step of the baseline grid, half a line of the text, and the least space between blocks.
    pub grid: Length,
    /// What the leading of every style is multiplied with, in thousandths: some scripts reach further above and below
    /// the line than Latin letters.
    pub leading_per_mille: i64,
    /// The share of the spaces between blocks that may be given up where that saves a page, in thousandths.
    pub space_shrink_per_mille: i64,
    /// From the text's edge to the words of a list item in Word and inside the text; the mark hangs in it.
    pub list_indent: Length,
    /// From the text's edge to the descriptions of facts in Word; the terms stand before them.
    pub facts_indent: Length,
    /// The height of a funder's emblem; of other logos, the most. The European Commission asks for 10 mm at
    /// least.
    pub emblem_height: Length,
    /// From a logo to what stands beside or below it.
    pub emblem_gap: Length,
    /// The most height of a logo in the masthead: less than an emblem's, which no logo outdoes.
    pub masthead_logo_height: Length,
    /// The words' colour.
    pub ink: Colour,
    /// The one accent.
    pub accent: Colour,
    /// The colour of what steps back.
    pub quiet: Colour,
    /// The colour of rules between the rows of a table.
    pub faint: Colour,
    /// The thickness of a thin rule.
    pub hairline: Length,
    /// The thickness of the masthead's rule.
    pub rule: Length,
    /// Before and after a table, a figure or a chart.
    pub float_gap: Length,
    /// Above the first footnote of a page, with its rule.
    pub note_gap: Length,
    /// The length of the rule above footnotes.
    pub note_rule: Length,
    /// From a hanging number or dash to the text.
    pub hanging_gap: Length,
    /// What a section title in the side column leaves free for hanging numbers.
    pub side_gutter: Length,
    /// From the words of a term to its description, where both stand in the text.
    pub term_gap: Length,
    /// How charts are drawn.
    pub chart: ChartDesign,
    /// Space inside a table's cell, above and below.
    pub cell_padding_block: Length,
    /// Space inside a table's cell, before and after.
    pub cell_padding_inline: Length,
}

/// The tint of the `index`th of `count` colours, from the full one to `lightest`, in thousandths.
fn tint_of(index: usize, count: usize, lightest: u32) -> u32 {
    let steps = count.saturating_sub(1).max(1) as u32;
    1000 - (1000 - lightest) * (index as u32).min(steps) / steps
}

impl Default for Theme {
    fn default() -> Self {
        let a4 = (Length::mm(210.0), Length::mm(297.0));
        Theme {
            fonts: Fonts::default(),
            page: PageGeometry {
                width: a4.0,
                height: a4.1,
                margin_top: Length::pt(52.0),
                margin_bottom: Length::pt(60.0),
                margin_start: Length::pt(64.0),
                margin_end: Length::pt(66.0),
                side_column: Length::pt(123.0),
                foot: Length::pt(36.0),
            },
            single_column: PageGeometry {
                width: a4.0,
                height: a4.1,
                margin_top: Length::pt(72.0),
                margin_bottom: Length::pt(78.0),
                margin_start: Length::pt(102.0),
                margin_end: Length::pt(102.0),
                side_column: Length::ZERO,
                foot: Length::pt(46.0),
            },
            grid: Length::pt(6.5),
            leading_per_mille: 1000,
            space_shrink_per_mille: 333,
            list_indent: Length::pt(18.0),
            facts_indent: Length::pt(96.0),
            emblem_height: Length::mm(14.0),
            emblem_gap: Length::pt(13.0),
            masthead_logo_height: Length::pt(26.0),
            ink: Colour::rgb(0x1B, 0x1F, 0x23),
            accent: Colour::rgb(0x0F, 0x5B, 0x68),
            quiet: Colour::rgb(0x55, 0x5F, 0x66),
            faint: Colour::rgb(0xB4, 0xBC, 0xC2),
            hairline: Length::pt(0.5),
            rule: Length::pt(1.5),
            float_gap: Length::pt(13.0),
            note_gap: Length::pt(13.0),
            note_rule: Length::pt(60.0),
            hanging_gap: Length::pt(10.0),
            side_gutter: Length::pt(27.0),
            term_gap: Length::pt(14.0),
            chart: ChartDesign {
                gap: Length::pt(5.0),
                bar: Length::pt(7.0),
                bar_step: Length::pt(10.5),
                row_room: Length::pt(4.0),
                group_room: Length::pt(6.5),
                key_bar: Length::pt(13.0),
                key_gap: Length::pt(16.0),
                field: Length::pt(156.0),
                line: Length::pt(1.3),
                dot: Length::pt(1.9),
                axis_break: Length::pt(6.0),
            },
            cell_padding_block: Length::pt(2.625),
            cell_padding_inline: Length::pt(5.0),
        }
    }
}

/// The width and height of a logo whose picture has these proportions, beside an emblem of the height
/// `height`: it takes the area of a rectangle of 3 : 2 of that height, the European emblem's own, so that
/// no logo outweighs another; and is no higher than that and no wider than `widest`.
pub fn logo_size(proportions: (u32, u32), height: Length, widest: Length) -> (Length, Length) {
    let (across, up) = (
        f64::from(proportions.0.max(1)),
        f64::from(proportions.1.max(1)),
    );
    let (most, widest_pt) = (height.to_pt(), widest.to_pt());
    let tall = most
        .min(most * (1.5 * up / across).sqrt())
        .min(widest_pt * up / across);
    (Length::pt(tall * across / up).min(widest), Length::pt(tall))
}

impl Theme {
    /// The space after an item of a list that has more than one paragraph. What is recommended is found by
    /// leafing through: each recommendation stands apart with its particulars.
    pub fn space_after_item(&self, is_recommendation: bool) -> Length {
        self.grid * if is_recommendation { 2 } else { 1 }
    }

    /// The colour of a chart's bars of the `index`th of `count` series: tints of the accent, evenly from the
    /// full colour to the lightest that is still seen on white, so that they differ in grey as well.
    pub fn bar_colour(&self, index: usize, count: usize) -> Colour {
        self.accent.tint(tint_of(index, count, 280))
    }

    /// The colour of the `index`th of `count` lines: like that of bars, but none as light, since lines are thin and
    /// stand on white alone.
    pub fn line_colour(&self, index: usize, count: usize) -> Colour {
        let is_seen = |tint: &u32| {
            let ratio = contrast::ratio(self.accent.tint(*tint), Colour::WHITE);
            ratio >= contrast::LEAST_FOR_SHAPES
        };
        let lightest = (0..1000).find(is_seen).unwrap_or(1000);
        self.accent.tint(tint_of(index, count, lightest))
    }

    /// The colour of the whole that bars are shares of.
    pub fn bar_ground(&self) -> Colour {
        self.accent.tint(90)
    }

    /// The design on a paper, in an accent of its own, with fonts of its own.
    pub fn new(paper: Paper, accent: Option<Colour>, fonts: Fonts) -> Theme {
        let usual = Theme::default();
        Theme {
            fonts,
            page: paper.adapt(usual.page),
            single_column: paper.adapt(usual.single_column),
            accent: accent.unwrap_or(usual.accent),
            ..usual
        }
    }

    /// The design for text in a script (ISO 15924).
    pub fn for_script(self, script: &str) -> Theme {
        let leading_per_mille = match script {
            "Arab" => 1250,
            _ => 1000,
        };
        Theme {
            leading_per_mille,
            ..self
        }
    }

    /// The design with this share of its leading, in thousandths.
    pub fn with_leading(self, per_mille: i64) -> Theme {
        Theme {
            leading_per_mille: self.leading_per_mille * per_mille / 1000,
            ..self
        }
    }

    /// The name of a family in a word processor.
    pub fn font_name(&self, family: Family) -> String {
        self.fonts
            .file_of(family)
            .and_then(FontFile::family_name)
            .unwrap_or_else(|| family.name().to_owned())
    }

    /// The family in the binary that the font of a family is like, whose substitutes are its own: with serifs or without,
    /// as a file of a house style says, else by what it is for.
    pub fn likeness(&self, family: Family) -> Family {
        match self.fonts.file_of(family).and_then(FontFile::has_serifs) {
            Some(true) => Family::Serif,
            Some(false) => Family::Sans,
            None => family,
        }
    }

    /// How a style is set.
    pub fn style(&self, name: StyleName) -> Style {
        let style = self.style_in_latin(name);
        Style {
            leading: style.leading.per_mille(self.leading_per_mille),
            ..style
        }
    }

    /// The space above the facts of a meeting and below them, which parts them from the title and from what is no fact.
    pub fn space_around_facts(&self) -> Length {
        self.style(StyleName::Fact).space_before * 2
    }

    /// The styles of a title, the usual one first: a long title is set smaller.
    pub fn title_steps(&self) -> [Style; 3] {
        let usual = self.style(StyleName::Title);
        let subhead = Style {
            face: Face::SerifSubhead,
            ..usual
        };
        [
            usual,
            self.in_size(usual, 20.0, 22.75),
            self.in_size(subhead, 16.5, 19.5),
        ]
    }

    /// A style in another size of type, with another leading, both in points.
    fn in_size(&self, style: Style, size: f64, leading: f64) -> Style {
        Style {
            size: Length::pt(size),
            leading: Length::pt(leading).per_mille(self.leading_per_mille),
            ..style
        }
    }

    /// How a table is set, as usual first: one whose words have no room is set smaller and closer.
    pub fn table_styles(&self) -> [TableStyles; 3] {
        let header = self.style(StyleName::TableHeader);
        let cell = self.style(StyleName::TableCell);
        [
            TableStyles {
                header,
                cell,
                padding_inline: self.cell_padding_inline,
            },
            TableStyles {
                header: self.in_size(header, 7.5, 9.75),
                cell: self.in_size(cell, 8.0, 9.75),
                padding_inline: Length::pt(4.0),
            },
            TableStyles {
                header: self.in_size(header, 7.0, 8.75),
                cell: self.in_size(cell, 7.0, 8.75),
                padding_inline: Length::pt(3.0),
            },
        ]
    }

    /// How a style is set in Latin or Cyrillic script.
    fn style_in_latin(&self, name: StyleName) -> Style {
        let body = Style {
            face: Face::SerifRegular,
            size: Length::pt(10.5),
            leading: Length::pt(13.0),
            space_before: Length::ZERO,
            space_after: Length::pt(6.5),
            colour: self.ink,
            figures: Figures::OldStyle,
            alignment: Alignment::Justified,
            keep_with_next: false,
        };
        let sans = Style {
            face: Face::SansRegular,
            size: Length::pt(9.0),
            leading: Length::pt(13.0),
            figures: Figures::Lining,
            alignment: Alignment::Start,
            space_after: Length::ZERO,
            ..body
        };
        match name {
            StyleName::Masthead => Style {
                colour: self.quiet,
                ..sans
            },
            StyleName::Title => Style {
                face: Face::SerifDisplay,
                size: Length::pt(26.0),
                leading: Length::pt(29.25),
                space_before: Length::pt(9.75),
                space_after: Length::pt(6.5),
                keep_with_next: true,
                figures: Figures::Lining,
                alignment: Alignment::Balanced,
                ..body
            },
            StyleName::Subtitle => Style {
                face: Face::SerifSubhead,
                size: Length::pt(13.0),
                leading: Length::pt(16.25),
                space_after: Length::pt(16.25),
                colour: self.quiet,
                alignment: Alignment::Start,
                keep_with_next: true,
                ..body
            },
            StyleName::FactTerm => Style {
                face: Face::SansSemibold,
                size: Length::pt(8.5),
                colour: self.accent,
                keep_with_next: true,
                ..sans
            },
            StyleName::Fact => Style {
                alignment: Alignment::Start,
                space_before: Length::pt(6.5),
                space_after: Length::ZERO,
                ..body
            },
            StyleName::SectionHeading => Style {
                face: Face::SansSemibold,
                size: Length::pt(10.5),
                space_before: Length::pt(13.0),
                space_after: Length::pt(3.25),
                colour: self.accent,
                keep_with_next: true,
                ..sans
            },
            StyleName::QuestionHeading => Style {
                face: Face::SerifSemibold,
                space_before: Length::pt(6.5),
                space_after: Length::ZERO,
                alignment: Alignment::Balanced,
                keep_with_next: true,
                ..body
            },
            StyleName::Body => body,
            StyleName::Summary => Style {
                face: Face::SerifSubhead,
                size: Length::pt(12.0),
                leading: Length::pt(16.25),
                ..body
            },
            StyleName::ListItem => Style {
                space_after: Length::pt(1.625),
                ..body
            },
            StyleName::Recommendation => Style {
                face: Face::SerifSubhead,
                size: Length::pt(11.5),
                leading: Length::pt(14.0),
                space_after: Length::pt(3.25),
                ..body
            },
            StyleName::Attributes => Style {
                space_after: Length::pt(3.25),
                ..sans
            },
            StyleName::Caption => Style {
                face: Face::SansSemibold,
                leading: Length::pt(12.0),
                space_before: Length::pt(6.5),
                space_after: Length::pt(3.25),
                keep_with_next: true,
                ..sans
            },
            StyleName::TableHeader => Style {
                face: Face::SansSemibold,
                size: Length::pt(8.5),
                leading: Length::pt(11.0),
                colour: self.accent,
                ..sans
            },
            StyleName::TableCell => Style {
                leading: Length::pt(11.0),
                figures: Figures::Tabular,
                ..sans
            },
            StyleName::Source => Style {
                size: Length::pt(8.5),
                leading: Length::pt(11.0),
                space_before: Length::pt(4.0),
                space_after: Length::pt(3.0),
                colour: self.quiet,
                ..sans
            },
            StyleName::Note => Style {
                face: Face::SerifCaption,
                size: Length::pt(8.5),
                leading: Length::pt(11.0),
                space_before: Length::pt(2.0),
                space_after: Length::pt(3.0),
                ..body
            },
            StyleName::SmallPrint => Style {
                size: Length::pt(8.5),
                leading: Length::pt(11.0),
                space_after: Length::pt(3.0),
                ..sans
            },
            // Black, of a size that goes with the emblem's: what the European Commission asks for.
            StyleName::FundingStatement => Style {
                face: Face::SansSemibold,
                size: Length::pt(11.0),
                space_before: Length::pt(9.75),
                space_after: Length::pt(1.5),
                colour: Colour::BLACK,
                keep_with_next: true,
                ..sans
            },
            StyleName::Disclaimer => Style {
                size: Length::pt(8.0),
                leading: Length::pt(10.0),
                space_after: Length::pt(3.0),
                ..sans
            },
            StyleName::RunningFoot => Style {
                size: Length::pt(8.0),
                leading: Length::pt(11.0),
                colour: self.quiet,
                ..sans
            },
        }
    }
}
