//! Fragments as a drawing, their glyphs as outlines: it looks alike where none of the fonts is.

use super::Drawing;
use crate::document::{Picture, PictureFormat};
use crate::fonts::Fonts;
use crate::layout::{Fragment, FragmentContent, GlyphRun, Path, PathSegment, Point, Rect};
use crate::length::Length;
use crate::theme::Colour;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::fmt::Write;

/// An SVG of `fragments` on a canvas of this size, in points. Pictures are in it whole.
pub fn write(width: Length, height: Length, fragments: &[Fragment], fonts: &Fonts) -> String {
    let mut out = canvas(width, height, fragments, fonts, &mut |run, out| {
        glyphs(run, fonts, out);
    });
    out.push_str("</svg>");
    out
}

/// An SVG but for its end, whose glyphs are drawn by `glyphs`.
pub(super) fn canvas(
    width: Length,
    height: Length,
    fragments: &[Fragment],
    fonts: &Fonts,
    glyphs: &mut dyn FnMut(&GlyphRun, &mut String),
) -> String {
    let (width, height) = (number(width), number(height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\">"
    );
    for fragment in fragments {
        match &fragment.content {
            FragmentContent::Glyphs(run) => glyphs(run, &mut out),
            FragmentContent::Fill(colour) => {
                let _ = write!(
                    out,
                    "<rect {} fill=\"{}\"/>",
                    place(fragment.bounds),
                    hexadecimal(*colour)
                );
            }
            FragmentContent::Path(path) => shape(path, &mut out),
            FragmentContent::Missing {
                colour: Some(colour),
                ..
            } => {
                let _ = write!(
                    out,
                    "<rect {} fill=\"none\" stroke=\"{}\" stroke-width=\"0.5\"/>",
                    place(fragment.bounds),
                    hexadecimal(*colour)
                );
            }
            FragmentContent::Picture(file) => picture(file, fragment.bounds, fonts, &mut out),
            FragmentContent::Unseen(_) | FragmentContent::Missing { colour: None, .. } => {}
        }
    }
    out
}

/// The attributes of a rectangle.
fn place(bounds: Rect) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(bounds.left),
        number(bounds.top),
        number(bounds.width()),
        number(bounds.height())
    )
}

fn glyphs(run: &GlyphRun, fonts: &Fonts, out: &mut String) {
    let file = fonts.get(run.face).map(|file| FontRef::new(file.bytes()));
    let Some(Ok(font)) = file else {
        return;
    };
    let outlines = font.outline_glyphs();
    let mut pen = Pen::new(run.expansion());
    let mut x = run.origin.x;
    for (index, glyph) in run.glyphs.iter().enumerate() {
        let (right, up) = run.displacement(index);
        pen.origin = ((x + right).to_pt(), (run.origin.y - up).to_pt());
        if let Some(outline) = outlines.get(GlyphId::from(glyph.id)) {
            let size = Size::new(run.size.to_pt() as f32);
            let settings = DrawSettings::unhinted(size, LocationRef::default());
            // A glyph that cannot be drawn leaves its room.
            let _ = outline.draw(settings, &mut pen);
        }
        x += glyph.advance;
    }
    if !pen.path.is_empty() {
        let colour = hexadecimal(run.colour);
        let _ = write!(out, "<path d=\"{}\" fill=\"{colour}\"/>", pen.path);
    }
}

/// A picture that fills `bounds`.
fn picture(picture: &Picture, bounds: Rect, fonts: &Fonts, out: &mut String) {
    // A drawing in its plainest form: a file may name fonts that are not there.
    let simplified = match picture.format {
        PictureFormat::Svg => Drawing::read(&picture.bytes, fonts).ok(),
        PictureFormat::Png | PictureFormat::Jpeg => None,
    }
    .map(|drawing| drawing.simplified());
    let bytes = simplified
        .as_ref()
        .map_or(&*picture.bytes, |text| text.as_bytes());
    let _ = write!(
        out,
        "<image {} preserveAspectRatio=\"none\" href=\"data:{};base64,{}\"/>",
        place(bounds),
        picture.format.media_type(),
        STANDARD.encode(bytes)
    );
}

fn shape(path: &Path, out: &mut String) {
    let place = |point: &Point| format!("{} {}", number(point.x), number(point.y));
    let mut data = String::new();
    for segment in &path.segments {
        data.push(match segment {
            PathSegment::Move(_) => 'M',
            PathSegment::Line(_) => 'L',
            PathSegment::Curve(_) => 'C',
        });
        let points: Vec<String> = segment.points().iter().map(place).collect();
        data += &points.join(" ");
    }
    let fill = path.fill.map_or_else(|| "none".to_owned(), hexadecimal);
    let _ = write!(out, "<path d=\"{data}\" fill=\"{fill}\"");
    if let Some(stroke) = &path.stroke {
        let _ = write!(
            out,
            " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
            hexadecimal(stroke.colour),
            number(stroke.width)
        );
        if stroke.dashes.is_empty() {
            out.push_str(" stroke-linecap=\"round\"");
        } else {
            let dashes: Vec<String> = stroke.dashes.iter().map(|dash| number(*dash)).collect();
            let _ = write!(out, " stroke-dasharray=\"{}\"", dashes.join(" "));
        }
    }
    out.push_str("/>");
}

/// Draws an outline, `y` upward, from an origin on the canvas, `y` downward.
pub(super) struct Pen {
    pub path: String,
    origin: (f64, f64),
    /// What widths are multiplied with.
    expansion: f64,
}

impl Pen {
    pub fn new(expansion: f64) -> Pen {
        Pen {
            path: String::new(),
            origin: (0.0, 0.0),
            expansion,
        }
    }

    fn step(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        for (index, (x, y)) in points.iter().enumerate() {
            let between = if index > 0 { " " } else { "" };
            let x = self.origin.0 + f64::from(*x) * self.expansion;
            let y = self.origin.1 - f64::from(*y);
            let _ = write!(self.path, "{between}{} {}", rounded(x), rounded(y));
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.step('Q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('C', &[(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

fn number(length: Length) -> String {
    rounded(length.to_pt())
}

/// A number of points, to the hundredth.
pub(super) fn rounded(points: f64) -> String {
    let text = format!("{points:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0" } else { short }.to_owned()
}

pub(super) fn hexadecimal(colour: Colour) -> String {
    format!("#{}", colour.to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Owner;

    #[test]
    fn a_rectangle_and_a_line_are_written_in_points() {
        let pt = Length::pt;
        let bounds = Rect {
            left: pt(1.0),
            top: pt(2.5),
            right: pt(11.0),
            bottom: pt(4.0),
        };
        let fragment = |content| Fragment {
            owner: Owner::Layout,
            bounds,
            content,
        };
        let line = Path {
            segments: vec![
                PathSegment::Move(Point {
                    x: pt(0.0),
                    y: pt(1.0),
                }),
                PathSegment::Line(Point {
                    x: pt(5.0),
                    y: pt(-0.001),
                }),
            ],
            fill: Some(Colour::rgb(0, 0, 0)),
            stroke: None,
        };
        let written = write(
            pt(20.0),
            pt(10.0),
            &[
                fragment(FragmentContent::Fill(Colour::rgb(255, 0, 16))),
                fragment(FragmentContent::Path(line)),
            ],
            &Fonts::default(),
        );
        assert_eq!(
            written,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20pt\" height=\"10pt\" viewBox=\"0 0 20 10\">\
             <rect x=\"1\" y=\"2.5\" width=\"10\" height=\"1.5\" fill=\"#FF0010\"/>\
             <path d=\"M0 1L5 0\" fill=\"#000000\"/></svg>"
        );
    }
}
