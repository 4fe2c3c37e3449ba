//! Numbering definitions: bullets, numbered lists, recommendations, numbered headings.

use super::style_ids::{self, LIST_LEVELS};
use super::tidy::tidy;
use super::xml::{self, Element};
use super::{Error, complex_script, is_right_to_left};
use crate::document::Language;
use crate::theme::{StyleName, Theme};
use docx_rs::{
    AbstractNumbering, Docx, Level, LevelJc, LevelText, NumberFormat, Numbering, SpecialIndentType,
    Start,
};
use std::ops::RangeInclusive;

// docx-rs writes a definition of its own under the number 1; ours begin behind it.
/// The numbering of all bulleted lists.
pub(super) const BULLETS: usize = 2;
/// The numbering that the styles List Number name: a colleague's new list.
pub(super) const NUMBERS: usize = 3;
const RECOMMENDATIONS: usize = 4;
const HEADINGS: usize = 5;
/// Those of lists under a heading with a number, whose words are indented: a step further in, and their numbers light, so
/// that nobody takes them for those of the headings.
pub(super) const INDENTED_BULLETS: usize = 6;
const INDENTED_NUMBERS: usize = 7;
const DEFINITIONS: RangeInclusive<usize> = BULLETS..=INDENTED_NUMBERS;
const FIRST_INSTANCE: usize = INDENTED_NUMBERS + 1;
/// The levels of a definition (ECMA-376-1 §17.9.1).
pub(super) const LEVELS: usize = 9;

/// What is numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Numbered {
    List,
    IndentedList,
    Recommendations,
    Headings,
}

/// The numberings of a document: each list that counts on its own has an instance.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Numberings {
    instances: Vec<Instance>,
}

#[derive(Clone, PartialEq, Debug)]
struct Instance {
    what: Numbered,
    level: usize,
    start: usize,
}

impl Numberings {
    /// The number of a new instance that counts at `level` from `start`.
    pub fn add(&mut self, what: Numbered, level: usize, start: u32) -> usize {
        self.instances.push(Instance {
            what,
            level: level.min(LEVELS - 1),
            start: start as usize,
        });
        FIRST_INSTANCE + self.instances.len() - 1
    }

    /// Writes the definitions, and an instance of each for the styles.
    pub fn define(mut docx: Docx, theme: &Theme) -> Docx {
        for id in DEFINITIONS {
            let mut definition = AbstractNumbering::new(id);
            for level in 0..LEVELS {
                definition = definition.add_level(self::level(id, level, theme));
            }
            docx = docx.add_abstract_numbering(definition);
        }
        for id in DEFINITIONS {
            docx = docx.add_numbering(Numbering::new(id, id));
        }
        // docx-rs looks for numbers in paragraphs only, not in styles.
        docx.document_rels.has_numberings = true;
        docx
    }

    /// The part: the definitions that all documents have, and the instances of this one (ECMA-376-1 §17.9.15).
    pub fn part(&self, definitions: &Element) -> Vec<u8> {
        let mut definitions = definitions.clone();
        for (index, instance) in self.instances.iter().enumerate() {
            let definition = match instance.what {
                Numbered::List => NUMBERS,
                Numbered::IndentedList => INDENTED_NUMBERS,
                Numbered::Recommendations => RECOMMENDATIONS,
                Numbered::Headings => HEADINGS,
            };
            let restart = Element::new("w:lvlOverride")
                .with("w:ilvl", &instance.level.to_string())
                .child(Element::valued(
                    "w:startOverride",
                    &instance.start.to_string(),
                ));
            let number = Element::new("w:num")
                .with("w:numId", &(FIRST_INSTANCE + index).to_string())
                .child(Element::valued("w:abstractNumId", &definition.to_string()));
            definitions.push(number.child(restart));
        }
        definitions.to_xml()
    }
}

fn level(definition: usize, level: usize, theme: &Theme) -> Level {
    let (format, text) = match definition {
        BULLETS | INDENTED_BULLETS => ("bullet", "–".to_owned()),
        _ => ("decimal", format!("%{}", level + 1)),
    };
    let step = theme.list_indent.to_twips() as i32;
    let steps = match definition {
        INDENTED_BULLETS | INDENTED_NUMBERS => level + 2,
        _ => level + 1,
    };
    let mark = theme.style(match definition {
        BULLETS | INDENTED_BULLETS => StyleName::ListItem,
        // The numbers inside an item step back behind its own.
        INDENTED_NUMBERS => StyleName::Attributes,
        NUMBERS | RECOMMENDATIONS if level > 0 => StyleName::Attributes,
        _ => StyleName::SectionHeading,
    });
    let mut result = Level::new(
        level,
        Start::new(1),
        NumberFormat::new(format),
        LevelText::new(text),
        LevelJc::new("left"),
    )
    .indent(
        Some(step * steps as i32),
        Some(SpecialIndentType::Hanging(step)),
        None,
        None,
    )
    .fonts(complex_script::fonts(theme, mark.face.family()))
    .color(theme.accent.to_hex());
    if mark.face.is_bold() {
        result = result.bold();
    }
    match definition {
        BULLETS if level < LIST_LEVELS => result.paragraph_style(style_ids::list(true, level)),
        NUMBERS if level < LIST_LEVELS => result.paragraph_style(style_ids::list(false, level)),
        _ => result,
    }
}

/// Takes docx-rs's own definition out of the part and completes ours.
pub(super) fn finish(part: &[u8], theme: &Theme, language: &Language) -> Result<Element, Error> {
    let mut root = xml::parse(part)?;
    root.retain(|e| {
        !(e.name == "w:abstractNum" && e.attribute("w:abstractNumId") == Some("1")
            || e.name == "w:num" && e.attribute("w:numId") == Some("1"))
    });
    for definition in root.elements_mut().filter(|e| e.name == "w:abstractNum") {
        if definition.find("w:multiLevelType").is_none() {
            definition.push(Element::valued("w:multiLevelType", "multilevel"));
        }
    }
    if is_right_to_left(language) {
        complex_script::set_fonts(&mut root, theme);
    }
    tidy(&mut root);
    Ok(root)
}
