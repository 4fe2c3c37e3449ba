//! Fonts, of which Word keeps those of “complex” scripts apart from those of Latin letters (ECMA-376-1 §17.3.2.26), and
//! what a document from right to left asks of styles beyond others: its direction, and the sizes of its script.

use super::xml::{Content, Element};
use crate::fonts::{Companion, Family, FontId, Fonts};
use crate::length::Length;
use crate::theme::Theme;
use docx_rs::RunFonts;

/// The fonts of a family, for Latin and for complex scripts.
pub(super) fn fonts(theme: &Theme, family: Family) -> RunFonts {
    let name = theme.font_name(family);
    RunFonts::new()
        .ascii(&name)
        .hi_ansi(&name)
        .east_asia(&name)
        .cs(family.complex_script_name())
}

/// The font that a word processor sets the script of the companions in: that of the house style where it has the script,
/// as on the page, else the companion.
pub(super) fn companion_name(theme: &Theme, family: Family) -> String {
    let companion = match family {
        Family::Serif => "Noto Naskh Arabic",
        Family::Sans => "Vazirmatn",
    };
    if has_script(theme, family) {
        theme.font_name(family)
    } else {
        companion.to_owned()
    }
}

/// Whether the font of a family has the script of the companions itself.
fn has_script(theme: &Theme, family: Family) -> bool {
    let letter = companion(family).letter();
    let file = theme.fonts.file_of(family);
    file.is_some_and(|font| font.covers(letter))
}

fn companion(family: Family) -> Companion {
    match family {
        Family::Serif => Companion::NaskhRegular,
        Family::Sans => Companion::VazirmatnRegular,
    }
}

/// The family whose font for complex scripts this is.
fn family_of(font: &str) -> Option<Family> {
    [Family::Serif, Family::Sans]
        .into_iter()
        .find(|family| family.complex_script_name() == font)
}

/// The size of a companion beside letters of `half_points`, in half-points.
fn matched(half_points: i64, family: Family) -> i64 {
    let fonts = Fonts::default();
    let size = Length::pt(half_points as f64 / 2.0);
    fonts
        .get(FontId::companion(companion(family)))
        .map_or(half_points, |font| font.matched_size(size).to_half_points())
}

/// Names the companions as fonts, and sets their sizes.
pub(super) fn set_fonts(root: &mut Element, theme: &Theme) {
    root.walk(&mut |element| {
        if element.name != "w:rPr" {
            return;
        }
        let fonts = element.find_mut("w:rFonts");
        let family = fonts.and_then(|fonts| {
            let family = family_of(fonts.attribute("w:cs")?)?;
            fonts.set("w:cs", &companion_name(theme, family));
            Some(family)
        });
        if let Some(family) = family.filter(|family| !has_script(theme, *family))
            && let Some(size) = element.find_mut("w:szCs")
            && let Some(half_points) = size.attribute("w:val").and_then(|val| val.parse().ok())
        {
            size.set("w:val", &matched(half_points, family).to_string());
        }
    });
}

/// Gives the styles their direction, fonts and sizes.
pub(super) fn set_styles(root: &mut Element, theme: &Theme) {
    set_fonts(root, theme);
    for style in root.elements_mut().filter(|e| e.name == "w:style") {
        if style.attribute("w:styleId") == Some("Normal") {
            // The base of all others.
            style.push(Element::new("w:pPr").child(Element::new("w:bidi")));
        }
        style.walk(&mut |element| match element.name.as_str() {
            // The marks of Arabic letters need more room than an exact line of display type has.
            "w:spacing" if element.attribute("w:lineRule") == Some("exact") => {
                element.set("w:lineRule", "atLeast");
            }
            // Arabic has no italic: what is emphasised is bold, as in the PDF.
            "w:rPr" => {
                if element.find("w:bCs").is_some() {
                    element.retain(|e| e.name != "w:iCs");
                } else if let Some(italic) = element.find_mut("w:iCs") {
                    italic.name = "w:bCs".into();
                }
            }
            // Bold is another property for complex scripts.
            "w:tblStylePr" => {
                if let Some(properties) = element.find_mut("w:rPr")
                    && let Some(bold) = properties.find("w:b").and_then(|b| b.attribute("w:val"))
                {
                    let bold = Element::valued("w:bCs", bold);
                    properties.children.push(Content::Element(bold));
                }
            }
            _ => {}
        });
    }
}
