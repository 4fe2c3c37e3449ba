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
    let mut out = canvas(
        page.width,
        page.height,
        &page.fragments,
        fonts,
        &mut |run, out| {
            outlines.glyphs(run, out);
        },
    );
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
        let unit_across = unit * run.expansion();
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
    let mut pen = Pen::new(1.0);
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    match font.outline_glyphs().get(GlyphId::from(glyph)) {
        Some(outline) if outline.draw(settings, &mut pen).is_ok() => pen.path,
        _ => String::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use crate::layout::{Displacement, Fragment, FragmentContent, Glyph, Owner, Point, Rect};
    use crate::length::Length;
    use crate::svg::{self, Drawing};
    use crate::theme::Colour;

    /// The letters of a text one after the other, some of them raised, in a run that is expanded.
    fn run(text: &str) -> GlyphRun {
        let fonts = Fonts::default();
        let face = fonts.of(Face::SerifRegular);
        let font = FontRef::new(fonts.get(face).unwrap().bytes()).unwrap();
        let size = Length::pt(20.0);
        let glyphs = text.char_indices().map(|(at, letter)| {
            let id = font.charmap().map(letter).unwrap();
            let widths = font.glyph_metrics(Size::new(20.0), LocationRef::default());
            Glyph {
                id: id.to_u32() as u16,
                advance: Length::pt(f64::from(widths.advance_width(id).unwrap()) * 1.02),
                text: at as u32..(at + letter.len_utf8()) as u32,
            }
        });
        GlyphRun {
            face,
            size,
            expansion_per_mille: 20,
            colour: Colour::rgb(0, 0, 0),
            origin: Point {
                x: Length::pt(10.0),
                y: Length::pt(30.0),
            },
            right_to_left: false,
            glyphs: glyphs.collect(),
            displacements: vec![Displacement {
                glyph: 2,
                x: Length::pt(1.5),
                y: Length::pt(4.0),
            }],
            text: text.to_owned(),
        }
    }

    /// The opacity of each pixel, as another program paints a drawing.
    fn pixels(svg: &str) -> Vec<u8> {
        let png = Drawing::read(svg.as_bytes(), &Fonts::default())
            .unwrap()
            .to_png(600)
            .unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        pixels.chunks(4).map(|pixel| pixel[3]).collect()
    }

    #[test]
    fn a_page_looks_as_if_each_outline_were_drawn_where_it_stands() {
        let page = Page {
            width: Length::pt(200.0),
            height: Length::pt(40.0),
            fragments: vec![Fragment {
                owner: Owner::Layout,
                bounds: Rect::default(),
                content: FragmentContent::Glyphs(run("Water for all, always")),
            }],
        };
        let fonts = Fonts::default();
        let shared = write_page(&page, &fonts);
        assert_eq!(shared.matches("<path").count(), 12, "{shared}");
        let apart = svg::write(page.width, page.height, &page.fragments, &fonts);
        let (shared, apart) = (pixels(&shared), pixels(&apart));
        assert_eq!(shared.len(), apart.len());
        let sum = |opacities: &mut dyn Iterator<Item = u8>| opacities.map(u64::from).sum::<u64>();
        let ink = sum(&mut apart.iter().copied());
        let differing = sum(&mut shared.iter().zip(&apart).map(|(a, b)| a.abs_diff(*b)));
        // Places are rounded by as little as a pixel's edge shows here.
        assert!(
            ink > 500_000 && differing * 50 < ink,
            "{differing} of {ink}"
        );
    }

    #[test]
    fn a_picture_is_in_the_page_whole() {
        let picture = crate::document::Picture {
            file: "dot.png".to_owned(),
            bytes: b"no matter what".to_vec().into(),
            format: crate::document::PictureFormat::Png,
            width_px: 1,
            height_px: 1,
        };
        let bounds = Rect {
            left: Length::pt(1.0),
            top: Length::pt(2.0),
            right: Length::pt(11.0),
            bottom: Length::pt(22.0),
        };
        let page = Page {
            width: Length::pt(20.0),
            height: Length::pt(30.0),
            fragments: vec![Fragment {
                owner: Owner::Layout,
                bounds,
                content: FragmentContent::Picture(picture),
            }],
        };
        let svg = write_page(&page, &Fonts::default());
        let image = "<image x=\"1\" y=\"2\" width=\"10\" height=\"20\" preserveAspectRatio=\"none\" \
                     href=\"data:image/png;base64,bm8gbWF0dGVyIHdoYXQ=\"/>";
        assert!(svg.contains(image), "{svg}");
    }
}
