//! Page content: fragments into marked-content sequences of operators (§14.6, §9.4).

use super::fonts::{self, EmbeddedFace, Fonts};
use super::printer::Printer;
use super::string::{extracted, name_item, utf16};
use super::{Error, pictures};
use crate::document::NodeId;
use crate::fonts::FontId;
use crate::layout::{
    Fragment, FragmentContent, Glyph, GlyphRun, Owner, Page, Pages, Path, PathSegment, Rect,
};
use crate::length::Length;
use crate::theme::Colour;
use printpdf::{
    Color, DictItem, Line, LineCapStyle, LineDashPattern, LineJoinStyle, LinePoint, Mm, Op,
    PaintMode, PdfDocument, PdfPage, Point, Polygon, PolygonRing, Pt, Rgb, TextMatrix,
    TextRenderingMode, WindingOrder, XObjectTransform,
};
use std::collections::BTreeMap;

/// A marked-content sequence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// Index of the page.
    pub page: usize,
    /// Its identifier on the page.
    pub mcid: usize,
}

/// The marked content of a file.
#[derive(Default)]
pub(super) struct MarkedContent {
    /// The sequences of each node, in painting order.
    pub marks: BTreeMap<NodeId, Vec<Mark>>,
    /// How many sequences each page has.
    pub counts: Vec<usize>,
}

/// So many parts of a point are written: less is not seen.
const PARTS_OF_POINT: f64 = 1000.0;

/// A length as the operators have it, in points.
fn in_points(length: Length) -> f32 {
    ((length.to_pt() * PARTS_OF_POINT).round() / PARTS_OF_POINT) as f32
}

/// Writes the pages, each of which then has no glyphs any more.
pub(super) fn pages(
    pages: &mut Pages,
    fonts: &Fonts,
    printer: &mut Printer,
) -> Result<MarkedContent, Error> {
    let mut marked = MarkedContent::default();
    let mut pictures = pictures::Register::new(pages.fonts.clone());
    for (index, page) in pages.pages.iter_mut().enumerate() {
        let mut writer = PageWriter {
            page,
            fonts,
            ops: Vec::new(),
            pictures: &mut pictures,
            colour: None,
            font: None,
            is_text: false,
            node: None,
            sequences: Vec::new(),
        };
        for group in page
            .fragments
            .chunk_by(|one, other| one.owner == other.owner)
        {
            let owner = group[0].owner;
            let is_text = group
                .iter()
                .all(|fragment| fragment.content.glyphs().is_some());
            writer.text_object(is_text);
            writer.begin(owner);
            for fragment in group {
                writer.fragment(fragment, &mut printer.frame)?;
            }
            writer.ops.push(Op::EndMarkedContent);
        }
        writer.text_object(false);
        marked.counts.push(writer.sequences.len());
        for (mcid, node) in writer.sequences.into_iter().enumerate() {
            let marks = marked.marks.entry(node).or_default();
            marks.push(Mark { page: index, mcid });
        }
        let mm = |length: Length| Mm((length.to_pt() * 25.4 / 72.0) as f32);
        let ops = std::mem::take(&mut writer.ops);
        printer.page(PdfPage::new(mm(page.width), mm(page.height), ops))?;
        for fragment in &mut page.fragments {
            if let FragmentContent::Glyphs(run) | FragmentContent::Unseen(run) =
                &mut fragment.content
            {
                (run.glyphs, run.text) = (Vec::new(), String::new());
            }
        }
    }
    Ok(marked)
}

struct PageWriter<'a> {
    page: &'a Page,
    fonts: &'a Fonts,
    ops: Vec<Op>,
    pictures: &'a mut pictures::Register,
    /// The fill colour in force.
    colour: Option<Colour>,
    /// The font and its size in force.
    font: Option<(FontId, Length)>,
    /// Whether a text object is open that sequences of nothing but text stand in.
    is_text: bool,
    /// The node whose content is being painted.
    node: Option<NodeId>,
    /// The node of each marked-content sequence so far, which are numbered from 0.
    sequences: Vec<NodeId>,
}

impl PageWriter<'_> {
    /// Begins or ends the text object round the sequences that follow (§14.6.1: whichever is within the other, they are
    /// nested).
    fn text_object(&mut self, is_text: bool) {
        match (self.is_text, is_text) {
            (false, true) => self.ops.push(Op::StartTextSection),
            (true, false) => self.ops.push(Op::EndTextSection),
            _ => {}
        }
        self.is_text = is_text;
    }

    /// Begins a marked-content sequence: content with its identifier, or an artifact (§14.8.2.2).
    fn begin(&mut self, owner: Owner) {
        self.node = owner.node();
        let (tag, properties) = match owner {
            Owner::Node(node) => ("Span", vec![self.identifier(node)]),
            Owner::Foot => (
                "Artifact",
                vec![
                    ("Type", name_item("Pagination")),
                    ("Subtype", name_item("Footer")),
                ],
            ),
            Owner::Repeated => ("Artifact", vec![("Type", name_item("Pagination"))]),
            Owner::Layout => ("Artifact", vec![("Type", name_item("Layout"))]),
        };
        self.begin_sequence(tag, properties);
    }

    /// The identifier of a new sequence of `node` (§14.7.4.2).
    fn identifier(&mut self, node: NodeId) -> (&'static str, DictItem) {
        let mcid = self.sequences.len() as i64;
        self.sequences.push(node);
        ("MCID", DictItem::Int(mcid))
    }

    fn begin_sequence(&mut self, tag: &str, properties: Vec<(&str, DictItem)>) {
        let properties = properties.into_iter();
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict {
                map: properties
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect(),
            },
        });
    }

    /// Paints what stands for `text`, whatever it shows (§14.9.4).
    ///
    /// Of content it is a sequence of its own, between those around: readers such as poppler's take the end of a
    /// sequence inside another for the end of both. Within reversed characters it stands inside.
    fn actual_text(&mut self, text: &str, is_inside: bool, paint: impl FnOnce(&mut Self)) {
        let actual = DictItem::String {
            data: utf16(&extracted(text)),
            literal: false,
        };
        let mut properties = vec![("ActualText", actual)];
        let apart = self.node.filter(|_| !is_inside);
        if let Some(node) = apart {
            self.ops.push(Op::EndMarkedContent);
            properties.push(self.identifier(node));
        }
        self.begin_sequence("Span", properties);
        paint(self);
        self.ops.push(Op::EndMarkedContent);
        if let Some(node) = apart {
            let identifier = self.identifier(node);
            self.begin_sequence("Span", vec![identifier]);
        }
    }

    fn fragment(&mut self, fragment: &Fragment, pdf: &mut PdfDocument) -> Result<(), Error> {
        match &fragment.content {
            FragmentContent::Glyphs(run) => self.glyphs(run),
            FragmentContent::Unseen(run) => {
                let mode = |mode| Op::SetTextRenderingMode { mode };
                self.ops.push(mode(TextRenderingMode::Invisible));
                self.glyphs(run);
                self.ops.push(mode(TextRenderingMode::Fill));
            }
            FragmentContent::Path(path) => self.path(path),
            FragmentContent::Fill(colour) => self.fill(fragment.bounds, *colour),
            FragmentContent::Missing { text, colour } => {
                self.missing(fragment.bounds, text, *colour)
            }
            FragmentContent::Picture(picture) => {
                let id = self.pictures.add(picture, pdf)?;
                let bounds = fragment.bounds;
                let points = |length| Some(in_points(length));
                self.ops.push(Op::UseXobject {
                    id,
                    transform: XObjectTransform {
                        translate_x: points(bounds.left).map(Pt),
                        translate_y: Some(Pt(self.y(bounds.bottom))),
                        scale_x: points(bounds.width()),
                        scale_y: points(bounds.height()),
                        no_auto_scale: true,
                        ..XObjectTransform::default()
                    },
                });
            }
        }
        Ok(())
    }

    /// From the lower edge of the page, in points.
    fn y(&self, from_top: Length) -> f32 {
        in_points(self.page.height - from_top)
    }

    fn set_colour(&mut self, colour: Colour) {
        if self.colour != Some(colour) {
            self.colour = Some(colour);
            self.ops.push(Op::SetFillColor {
                col: colour_of(colour),
            });
        }
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        let Some(face) = self.fonts.face(run.face) else {
            return;
        };
        self.set_colour(run.colour);
        if !self.is_text {
            self.ops.push(Op::StartTextSection);
        }
        let font = (run.face, run.size);
        if self.font != Some(font) {
            self.font = Some(font);
            self.ops.push(Op::SetFont {
                font: face.handle(),
                size: Pt(in_points(run.size)),
            });
        }
        if run.right_to_left {
            // §14.8.2.3.3: all of it stands from left to right, strings too, since readers that go by places, and not
            // by this mark, take words apart where the pen goes back.
            self.ops.push(Op::BeginMarkedContent {
                tag: "ReversedChars".to_owned(),
            });
        }
        let mut pen = run.origin.x;
        let mut pending = Pending::default();
        let mut next = 0;
        for (glyphs, text) in fonts::clusters(run) {
            let first = next;
            next += glyphs.len();
            let is_placed = run.displacement(first) == (Length::ZERO, Length::ZERO);
            if let [glyph] = glyphs
                && let Some(code) = face.code(glyph.id, text)
                && is_placed
            {
                if pending.is_empty() {
                    pending.start = pen;
                }
                pending.push(code, glyph.advance, run, face);
                pen += glyph.advance;
                continue;
            }
            self.flush(&mut pending, run);
            self.cluster(first, glyphs, text, (run, face, pen));
            pen += glyphs.iter().map(|glyph| glyph.advance).sum::<Length>();
        }
        self.flush(&mut pending, run);
        if run.right_to_left {
            self.ops.push(Op::EndMarkedContent);
        }
        if !self.is_text {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Shows the glyphs of a cluster, of which `first` is the index in their run, with its text in their place: it is
    /// none that their codes stand for.
    fn cluster(
        &mut self,
        first: usize,
        glyphs: &[Glyph],
        text: &str,
        (run, face, mut pen): (&GlyphRun, &EmbeddedFace, Length),
    ) {
        let mut placed: Vec<Pending> = Vec::with_capacity(glyphs.len());
        for (index, glyph) in (first..).zip(glyphs) {
            let (right, rise) = run.displacement(index);
            let mut one = Pending {
                start: pen + right,
                rise,
                ..Pending::default()
            };
            one.push(face.glyph(glyph.id), glyph.advance, run, face);
            placed.push(one);
            pen += glyph.advance;
        }
        // Readers take the text to begin where the first glyph does: on the baseline, if one is.
        if let Some(base) = placed.iter().position(|one| one.rise == Length::ZERO) {
            placed[..=base].rotate_right(1);
        }
        let is_inside = run.right_to_left;
        let ends_object = !self.is_text && !is_inside;
        if ends_object {
            self.ops.push(Op::EndTextSection);
        }
        self.actual_text(text, is_inside, |writer| {
            if ends_object {
                writer.ops.push(Op::StartTextSection);
            }
            for mut one in placed {
                writer.flush(&mut one, run);
            }
            if ends_object {
                writer.ops.push(Op::EndTextSection);
            }
        });
        if ends_object {
            self.ops.push(Op::StartTextSection);
        }
    }

    /// Shows the glyphs that wait.
    fn flush(&mut self, pending: &mut Pending, run: &GlyphRun) {
        if pending.is_empty() {
            return;
        }
        let x = in_points(pending.start);
        let y = self.y(run.origin.y - pending.rise);
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([run.expansion() as f32, 0.0, 0.0, 1.0, x, y]),
        });
        // printpdf's own operator for glyphs makes a string of each.
        self.ops.push(Op::Unknown {
            key: "TJ".to_owned(),
            value: vec![DictItem::Array(std::mem::take(pending).into_strings())],
        });
    }

    fn fill(&mut self, bounds: Rect, colour: Colour) {
        let corners = self.corners(bounds);
        self.polygon(vec![corners], colour);
    }

    /// Paints what some rings surround.
    fn polygon(&mut self, rings: Vec<Vec<LinePoint>>, colour: Colour) {
        self.set_colour(colour);
        let rings = rings.into_iter().map(|points| PolygonRing { points });
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon {
                rings: rings.collect(),
                mode: PaintMode::Fill,
                winding_order: WindingOrder::NonZero,
            },
        });
    }

    /// Lines and curves: what they surround, then the pen over it.
    fn path(&mut self, path: &Path) {
        let pieces: Vec<Vec<LinePoint>> = path
            .segments
            .chunk_by(|_, next| !matches!(next, PathSegment::Move(_)))
            .map(|piece| {
                piece
                    .iter()
                    .flat_map(|segment| self.points(segment))
                    .collect()
            })
            .collect();
        if let Some(colour) = path.fill {
            self.polygon(pieces.clone(), colour);
        }
        let Some(stroke) = &path.stroke else {
            return;
        };
        let dashes: Vec<f32> = stroke.dashes.iter().map(|dash| in_points(*dash)).collect();
        self.ops.extend([
            Op::SaveGraphicsState,
            Op::SetOutlineColor {
                col: colour_of(stroke.colour),
            },
            Op::SetOutlineThickness {
                pt: Pt(in_points(stroke.width)),
            },
            Op::SetLineDashPattern {
                dash: LineDashPattern::new(0.0, &dashes),
            },
            Op::SetLineCapStyle {
                // Round ends would close the gaps between dashes.
                cap: if dashes.is_empty() {
                    LineCapStyle::Round
                } else {
                    LineCapStyle::Butt
                },
            },
            Op::SetLineJoinStyle {
                join: LineJoinStyle::Round,
            },
        ]);
        for points in pieces {
            self.ops.push(Op::DrawLine {
                line: Line {
                    points,
                    is_closed: false,
                },
            });
        }
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// The points of a step along a path; those that it bends towards are marked.
    fn points(&self, segment: &PathSegment) -> Vec<LinePoint> {
        let points = segment.points().iter().enumerate();
        let last = points.len() - 1;
        points
            .map(|(index, point)| self.point(point.x, point.y, index < last))
            .collect()
    }

    fn point(&self, x: Length, y: Length, bezier: bool) -> LinePoint {
        let (x, y) = (Pt(in_points(x)), Pt(self.y(y)));
        LinePoint {
            p: Point { x, y },
            bezier,
        }
    }

    fn corners(&self, bounds: Rect) -> Vec<LinePoint> {
        let corner = |x, y| self.point(x, y, false);
        vec![
            corner(bounds.left, bounds.bottom),
            corner(bounds.right, bounds.bottom),
            corner(bounds.right, bounds.top),
            corner(bounds.left, bounds.top),
        ]
    }

    /// A box with the text that it stands for.
    fn missing(&mut self, bounds: Rect, text: &str, colour: Option<Colour>) {
        let points = self.corners(bounds);
        self.actual_text(text, false, |writer| {
            let Some(colour) = colour else {
                return;
            };
            let col = colour_of(colour);
            writer.ops.push(Op::SetOutlineColor { col });
            writer.ops.push(Op::SetOutlineThickness { pt: Pt(0.5) });
            let is_closed = true;
            writer.ops.push(Op::DrawLine {
                line: Line { points, is_closed },
            });
        });
    }
}

/// Glyphs that wait to be shown together.
#[derive(Default)]
struct Pending {
    start: Length,
    rise: Length,
    /// Strings of glyphs and the adjustments between them (§9.4.3, `TJ`).
    strings: Vec<DictItem>,
    /// The glyphs since the last adjustment, two bytes each.
    string: Vec<u8>,
    /// How far the pen is where layout has it, in thousandths of the size of type.
    wanted: f64,
    /// How far the pen will be in the file.
    written: f64,
}

impl Pending {
    fn is_empty(&self) -> bool {
        self.strings.is_empty() && self.string.is_empty()
    }

    /// Adds the glyph of a code, and moves the pen by its advance in layout.
    fn push(&mut self, code: u16, advance: Length, run: &GlyphRun, face: &EmbeddedFace) {
        // The text matrix widens what is written, adjustments too.
        self.wanted += advance.ratio(run.size) * 1000.0 / run.expansion();
        self.written += face.width_per_mille(code);
        self.string.extend(code.to_be_bytes());
        // Less than a thousandth of the size is not seen. It is added to what comes, so that nothing drifts.
        let excess = (self.written - self.wanted).round();
        if excess == 0.0 {
            return;
        }
        self.written -= excess;
        self.end_string();
        self.strings.push(DictItem::Int(excess as i64));
    }

    fn end_string(&mut self) {
        if !self.string.is_empty() {
            // A copy has the bytes that it needs, and the next string grows where this one did.
            self.strings.push(DictItem::String {
                data: self.string.clone(),
                literal: true,
            });
            self.string.clear();
        }
    }

    fn into_strings(mut self) -> Vec<DictItem> {
        self.end_string();
        self.strings
    }
}

fn colour_of(colour: Colour) -> Color {
    let part = |value: u8| f32::from(value) / 255.0;
    Color::Rgb(Rgb {
        r: part(colour.red),
        g: part(colour.green),
        b: part(colour.blue),
        icc_profile: None,
    })
}
