//! Which of our styles a paragraph has in a file that another program has saved: programs rename styles
//! and give them other ids.

use super::super::style_ids as ours;
use super::super::styles;
use super::super::xml::Element;
use crate::document::ParagraphRole;
use crate::docx::paragraph::{Mark, ParagraphStyle};
use crate::theme::Theme;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

impl ParagraphStyle {
    /// The style with this id in our files.
    fn of(id: &'static str) -> ParagraphStyle {
        static BY_ID: LazyLock<HashMap<String, ParagraphStyle>> = LazyLock::new(|| {
            let named = [
                (ours::paragraph(ParagraphRole::Title), ParagraphStyle::Title),
                (
                    ours::paragraph(ParagraphRole::Subtitle),
                    ParagraphStyle::Subtitle,
                ),
                (ours::paragraph(ParagraphRole::Body), ParagraphStyle::Body),
                (
                    ours::paragraph(ParagraphRole::Recommendation),
                    ParagraphStyle::Recommendation,
                ),
                (ours::ITEM_ATTRIBUTES, ParagraphStyle::ItemAttributes),
                (ours::CLOSING_HEADING, ParagraphStyle::ClosingHeading),
                (NORMAL, ParagraphStyle::Normal),
            ];
            let mut styles = HashMap::from(named.map(|(id, style)| (id.to_owned(), style)));
            for level in 1..=9 {
                styles.insert(ours::heading(level), ParagraphStyle::Heading(level));
            }
            for level in 0..ours::LIST_LEVELS {
                let continued = ParagraphStyle::ListContinued(level);
                styles.insert(ours::list_continue(level), continued);
                for is_bullet in [true, false] {
                    let item = ParagraphStyle::ListItem(Mark { level, is_bullet });
                    styles.insert(ours::list(is_bullet, level), item);
                }
            }
            styles
        });
        BY_ID.get(id).copied().unwrap_or(ParagraphStyle::Other(id))
    }
}

/// A style of the file.
#[derive(Default)]
struct Style {
    /// The id that it has in our files; none for a style that we do not know.
    known: Option<&'static str>,
    based_on: Option<String>,
    numbering: Option<(Option<String>, Option<usize>)>,
    /// The level of a heading, from 1.
    outline: Option<u8>,
    /// For words in Latin letters, and for those of complex scripts.
    emphasis: [Option<bool>; 2],
    strong: [Option<bool>; 2],
    colour: Option<String>,
}

/// The styles of a file.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default: Option<String>,
    /// The colour of words to which no style gives one (`w:docDefaults`, ECMA-376-1 §17.7.5).
    default_colour: Option<String>,
}

/// How far a style may be based on others.
const LONGEST_CHAIN: usize = 16;
/// How many of the further names of a style are looked at.
const MOST_ALIASES: usize = 16;

impl Styles {
    pub fn read(root: Option<&Element>) -> Styles {
        let defaults = root.and_then(|root| root.find("w:docDefaults"));
        let defaults = defaults.and_then(|d| d.find("w:rPrDefault")?.find("w:rPr"));
        let mut read = Styles {
            default_colour: defaults.and_then(colour),
            ..Styles::default()
        };
        let elements = root.into_iter().flat_map(Element::elements);
        for element in elements.filter(|e| e.name == "w:style") {
            let Some(id) = element.attribute("w:styleId") else {
                continue;
            };
            let paragraph = element.find("w:pPr");
            let run = element.find("w:rPr");
            let name = element.value_of("w:name").unwrap_or_default();
            let aliases = element.value_of("w:aliases").unwrap_or_default();
            let names = std::iter::once(name).chain(aliases.split(',').take(MOST_ALIASES));
            let set = |at: usize| {
                let of_script = |is_complex| toggle(run?, slope_and_weight(is_complex)[at]);
                [false, true].map(of_script)
            };
            let style = Style {
                known: known(id, names),
                based_on: element.value_of("w:basedOn").map(str::to_owned),
                numbering: paragraph.and_then(|p| p.find("w:numPr")).map(numbering),
                outline: paragraph
                    .and_then(|p| p.value_of("w:outlineLvl"))
                    .and_then(|level| level.parse::<u8>().ok())
                    .filter(|level| *level < 9)
                    .map(|level| level + 1),
                emphasis: set(0),
                strong: set(1),
                colour: run.and_then(colour),
            };
            let is_default = is_on(element.attribute("w:default"));
            if is_default && element.attribute("w:type") == Some("paragraph") {
                read.default = Some(id.to_owned());
            }
            read.styles.insert(id.to_owned(), style);
        }
        read
    }

    /// The style and those that it is based on.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.styles.get(id);
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_ref()?))
            .take(LONGEST_CHAIN)
    }

    /// What a paragraph's style is in our files: itself, or the nearest style that it is based on.
    pub fn paragraph(&self, id: Option<&str>) -> ParagraphStyle {
        let Some(id) = id.or(self.default.as_deref()) else {
            return ParagraphStyle::Normal;
        };
        let known = self.chain(id).find_map(|style| style.known);
        let known = known.filter(|known| *known != NORMAL);
        let outline = || self.chain(id).find_map(|style| style.outline);
        // Some programs name styles that they do not write.
        let unwritten = || known_by_name(id).filter(|_| !self.styles.contains_key(id));
        known
            .map(ParagraphStyle::of)
            .or_else(|| outline().map(ParagraphStyle::Heading))
            .or_else(|| unwritten().map(ParagraphStyle::of))
            .unwrap_or_default()
    }

    /// The numbering of a paragraph's style, by its number and level.
    pub fn numbering(&self, id: Option<&str>) -> (Option<String>, Option<usize>) {
        let Some(id) = id else {
            return (None, None);
        };
        // A style that says the level alone has its number of those that it is based on (§17.7.2).
        let said = || self.chain(id).filter_map(|style| style.numbering.as_ref());
        let number = said().find_map(|(number, _)| number.clone());
        (number, said().find_map(|(_, level)| *level))
    }

    /// The colour that words have by their character style, the style of their paragraph or the defaults of the
    /// document, as `w:val` writes it; none where none of these gives one.
    pub fn colour(&self, character: Option<&str>, paragraph: Option<&str>) -> Option<&str> {
        let by = |id: Option<&str>| self.chain(id?).find_map(|style| style.colour.as_deref());
        by(character)
            .or_else(|| by(paragraph.or(self.default.as_deref())))
            .or(self.default_colour.as_deref())
    }

    /// Whether a character style is that of the numbers of notes.
    pub fn is_of_notes(&self, id: &str) -> bool {
        self.known(id) == Some(ours::FOOTNOTE_REFERENCE)
    }

    /// Whether a character style is that of links.
    pub fn is_of_links(&self, id: &str) -> bool {
        self.known(id) == Some(ours::HYPERLINK)
    }

    /// The style of ours that a character style is, or is based on.
    fn known<'a>(&'a self, id: &'a str) -> Option<&'a str> {
        let known = self.chain(id).find_map(|style| style.known);
        known.or_else(|| {
            let is_unwritten = !self.styles.contains_key(id);
            is_unwritten.then(|| known_by_name(id).unwrap_or(id))
        })
    }

    /// Whether a character style emphasises words, of a complex script or not, and whether strongly.
    pub fn character(&self, id: &str, is_complex: bool) -> Character {
        let script = usize::from(is_complex);
        let (emphasis, strong) = match self.known(id) {
            Some(ours::EMPHASIS) => (true, false),
            Some(ours::STRONG) => (false, true),
            Some(ours::STRONG_EMPHASIS) => (true, true),
            // Set in their own way, which says nothing of emphasis.
            Some(ours::TERM | ours::LABEL | ours::HYPERLINK | ours::FOOTNOTE_REFERENCE) => {
                (false, false)
            }
            _ => (
                self.chain(id).find_map(|style| style.emphasis[script]) == Some(true),
                self.chain(id).find_map(|style| style.strong[script]) == Some(true),
            ),
        };
        Character { emphasis, strong }
    }
}

/// What a character style says of words.
#[derive(Clone, Copy, Default)]
pub(super) struct Character {
    pub emphasis: bool,
    pub strong: bool,
}

/// The style of paragraphs that have none.
const NORMAL: &str = "Normal";

/// The number and level of a `w:numPr`.
pub(super) fn numbering(properties: &Element) -> (Option<String>, Option<usize>) {
    (
        properties.value_of("w:numId").map(str::to_owned),
        properties
            .value_of("w:ilvl")
            .and_then(|level| level.parse().ok()),
    )
}

/// The colour that run properties give (ECMA-376-1 §17.3.2.6), as they write it.
fn colour(properties: &Element) -> Option<String> {
    properties.value_of("w:color").map(str::to_owned)
}

/// The toggle properties that set words in italics and in bold; words of complex scripts, from right to left among them,
/// have their own (ECMA-376-1 §17.3.2.2, §17.3.2.17, §17.3.2.30).
pub(super) fn slope_and_weight(is_complex: bool) -> [&'static str; 2] {
    match is_complex {
        true => ["w:iCs", "w:bCs"],
        false => ["w:i", "w:b"],
    }
}

/// What the toggle property `name` says (ECMA-376-1 §17.7.3); none where it says nothing.
pub(super) fn toggle(properties: &Element, name: &str) -> Option<bool> {
    let property = properties.find(name)?;
    Some(
        property
            .attribute("w:val")
            .is_none_or(|_| is_on(property.attribute("w:val"))),
    )
}

pub(super) fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

fn known<'n>(id: &str, mut names: impl Iterator<Item = &'n str>) -> Option<&'static str> {
    let by_name = names.find_map(known_by_name);
    by_name.or_else(|| known_by_name(id))
}

/// The id of our style with this name or id, whatever its case, spaces and the names that other programs
/// give it.
fn known_by_name(name: &str) -> Option<&'static str> {
    /// The ids of our styles by what they are in lower case.
    static OURS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        let styles = styles::all(&Theme::default()).into_iter();
        styles
            .map(|style| (style.style_id.to_lowercase(), style.style_id))
            .collect()
    });
    let squashed: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    Some(match squashed.as_str() {
        "textbody"
        | "bodytext"
        | "firstparagraph"
        | "compact"
        | "textbodyindent"
        | "bodytextindent"
        | "bodytextfirstindent" => "BodyText",
        // A title is one in whatever size.
        "brieftitlemedium" | "brieftitlesmall" => "Title",
        "normal" | "standard" | "default" | "defaultparagraphstyle" | "normalweb" => NORMAL,
        "footnote" | "footnotetext" | "endnotetext" | "footnoteblocktext" | "endnote" => {
            ours::FOOTNOTE_TEXT
        }
        "imagecaption" | "tablecaption" | "caption" | "figure" | "table" | "illustration" => {
            ours::CAPTION
        }
        "internetlink" | "hyperlink" | "visitedinternetlink" | "followedhyperlink" => {
            ours::HYPERLINK
        }
        "footnotereference" | "footnotecharacters" | "footnoteanchor" | "endnotereference"
        | "endnotecharacters" | "endnoteanchor" => ours::FOOTNOTE_REFERENCE,
        "strongemphasis" | "strong" => ours::STRONG,
        "emphasis" | "subtleemphasis" => ours::EMPHASIS,
        "intenseemphasis" => ours::STRONG_EMPHASIS,
        _ => return OURS.get(&squashed).map(String::as_str),
    })
}
