//! A whole page as a drawing, in which the outline of each glyph stands once: a tenth of what it takes otherwise.

use super::write::{Pen, canvas, hexadecimal, rounded};
use crate::fonts::{FontId, Fonts};
use crate::layout::{GlyphRun, Page};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::BTreeMap;
use std::fmt::Write;

/// An SVG of a page, in points.
pub fn write_page(page: &Page, fonts: &Fonts) -> String {
    let mut outlines = Outlines {
        fonts,
        drawn: BTreeMap::new(),
    };
    let mut out = canvas(page.width, page.height, &page.fragments, &mut |run, out| {
        outlines.glyphs(run, out);
    });
    out.push_str("<defs>");
    for ((font, glyph), path) in &outlines.drawn {
        if !path.is_empty() {
            let _ = write!(out, "<path id=\"{}\" d=\"{path}\"/>", name(*font, *glyph));
        }
    }
    out.push_str("</defs></svg>");
    out
}

/// The outlines of the glyphs of a page.
struct Outlines<'a> {
    fonts: &'a Fonts,
    /// In units of the font, `y` downward; empty for a glyph without ink.
    drawn: BTreeMap<(FontId, u16), String>,
}

impl Outlines<'_> {
    fn glyphs(&mut self, run: &GlyphRun, out: &mut String) {
        let file = self.fonts.get(run.face);
        let Some(Ok(font)) = file.map(|file| FontRef::new(file.bytes())) else {
            return;
        };
        let units_per_em = font
            .metrics(Size::unscaled(), LocationRef::default())
            .units_per_em;
        // In points.
        let unit = run.size.to_pt() / f64::from(units_per_em);
        let unit_across = unit * (1.0 + f64::from(run.expansion_per_mille) / 1000.0);
        if unit <= 0.0 || unit_across <= 0.0 {
            return;
        }
        let _ = write!(
            out,
            "<g fill=\"{}\" transform=\"matrix({unit_across:.6} 0 0 {unit:.6} {} {})\">",
            hexadecimal(run.colour),
            rounded(run.origin.x.to_pt()),
            rounded(run.origin.y.to_pt())
        );
        let mut pen = 0.0;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let path = self
                .drawn
                .entry((run.face, glyph.id))
                .or_insert_with(|| outline(&font, glyph.id));
            let (right, up) = run.displacement(index);
            if !path.is_empty() {
                let x = (pen + right.to_pt()) / unit_across;
                let _ = write!(out, "<use href=\"#{}\"", name(run.face, glyph.id));
                for (attribute, distance) in [("x", x), ("y", -up.to_pt() / unit)] {
                    // A thousandth of the size of type is not seen.
                    let distance = distance.round() as i64;
                    if distance != 0 {
                        let _ = write!(out, " {attribute}=\"{distance}\"");
                    }
                }
                out.push_str("/>");
            }
            pen += glyph.advance.to_pt();
        }
        out.push_str("</g>");
    }
}

/// The identifier of a glyph's outline.
fn name(font: FontId, glyph: u16) -> String {
    format!("f{}-{glyph}", font.number())
}

/// The outline of a glyph; empty where it has none that can be drawn.
fn outline(font: &FontRef<'_>, glyph: u16) -> String {
    let mut pen = Pen::at((0.0, 0.0), 1.0);
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    match font.outline_glyphs().get(GlyphId::from(glyph)) {
        Some(outline) if outline.draw(settings, &mut pen).is_ok() => pen.path,
        _ => String::new(),
    }
}
