//! Drawings as form XObjects (§8.10) of paths, paints and clips.
//!
//! What this does not write (filters, masks, patterns, gradients that repeat or fade) makes the caller
//! show the drawing as pixels.

use super::string::name_item;
use super::syntax;
use printpdf::{DictItem, ExternalStream};
use resvg::tiny_skia::{Path, PathBuilder, PathSegment, Point, Transform};
use resvg::usvg::{
    BaseGradient, BlendMode, ClipPath, Color, Fill, FillRule, Group, LineCap, LineJoin, Node,
    Opacity, Paint, PaintOrder, Path as Shape, SpreadMethod, Stop, Tree,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// The longest side of a form, in its units. Of one that is much larger than its place on the page, readers such as
/// poppler take the matrix for none that can be inverted, and show no gradient.
const LONGEST_SIDE: f32 = 2000.0;

/// The most shapes of a clip that are compared each with each.
const MOST_CLIPPING: usize = 1_000;

/// The most clips that stand in each other in one form: a file nests no more than 28 graphics states (ISO 19005-3,
/// 6.1.13), one of which is that of the shape, and another that of the page.
const DEEPEST_CLIPPING: usize = 26;

/// A form that fills the unit square, as an image does (§8.9.5.1); none where the drawing holds what
/// cannot be said in paths.
pub(super) fn form(tree: &Tree) -> Option<ExternalStream> {
    let canvas = Canvas::of(tree);
    let mut content = Content::default();
    content.group(tree.root(), canvas.upright(), canvas)?;
    let mut form = content.finish(canvas);
    let unit = [1.0 / canvas.width, 0.0, 0.0, 1.0 / canvas.height, 0.0, 0.0];
    form.dict.insert("Matrix".to_owned(), numbers(&unit));
    Some(form)
}

/// The space of a form, which has its drawing's size unless that is larger than [`LONGEST_SIDE`].
#[derive(Clone, Copy)]
struct Canvas {
    width: f32,
    height: f32,
    /// What the units of the drawing are multiplied with.
    scale: f32,
}

impl Canvas {
    fn of(tree: &Tree) -> Canvas {
        let (width, height) = (tree.size().width(), tree.size().height());
        let scale = (LONGEST_SIDE / width.max(height)).min(1.0);
        Canvas {
            width: width * scale,
            height: height * scale,
            scale,
        }
    }

    /// From user units, `y` downward, to a form's, `y` upward.
    fn upright(self) -> Transform {
        Transform::from_row(self.scale, 0.0, 0.0, -self.scale, 0.0, self.height)
    }
}

/// The content of a form and what it names.
#[derive(Default)]
struct Content {
    operators: Vec<u8>,
    /// Graphics state parameter dictionaries (§8.4.5).
    states: Resources,
    patterns: Resources,
    forms: Resources,
    /// How many clips hold for what is being written.
    clips: usize,
}

/// A digest of all that a resource says.
type ResourceDigest = [u8; 32];

/// Resources of one kind, each once, named by its number.
#[derive(Default)]
struct Resources {
    items: Vec<DictItem>,
    numbers: BTreeMap<ResourceDigest, usize>,
}

impl Resources {
    /// The number of a resource of a few entries.
    fn add(&mut self, resource: DictItem) -> usize {
        let digest = Sha256::digest(format!("{resource:?}"));
        self.add_digested(digest.into(), resource)
    }

    /// The number of a resource of this digest.
    fn add_digested(&mut self, digest: ResourceDigest, resource: DictItem) -> usize {
        *self.numbers.entry(digest).or_insert_with(|| {
            self.items.push(resource);
            self.items.len() - 1
        })
    }

    fn into_dictionary(self, prefix: char) -> DictItem {
        let named = self.items.into_iter().enumerate();
        let map = named.map(|(number, item)| (format!("{prefix}{number}"), item));
        DictItem::Dict { map: map.collect() }
    }
}

impl Content {
    /// The digest of a form of this content. What it names is in it by its own digest, so that a form is not read
    /// again for each of those around it.
    fn digest(&self) -> ResourceDigest {
        let mut digest = Sha256::new();
        for named in [&self.states, &self.patterns, &self.forms] {
            digest.update(named.items.len().to_le_bytes());
            for (resource, number) in &named.numbers {
                digest.update(resource);
                digest.update(number.to_le_bytes());
            }
        }
        digest.update(&self.operators);
        digest.finalize().into()
    }

    fn finish(self, canvas: Canvas) -> ExternalStream {
        let mut resources = BTreeMap::new();
        for (key, prefix, named) in [
            ("ExtGState", 'G', self.states),
            ("Pattern", 'P', self.patterns),
            ("XObject", 'X', self.forms),
        ] {
            if !named.items.is_empty() {
                resources.insert(key.to_owned(), named.into_dictionary(prefix));
            }
        }
        ExternalStream {
            dict: BTreeMap::from([
                ("Type".to_owned(), name_item("XObject")),
                ("Subtype".to_owned(), name_item("Form")),
                (
                    "BBox".to_owned(),
                    numbers(&[0.0, 0.0, canvas.width, canvas.height]),
                ),
                ("Resources".to_owned(), DictItem::Dict { map: resources }),
            ]),
            content: self.operators,
            compress: true,
        }
    }

    /// Writes a group in the place that `transform` gives its parent's units.
    fn group(&mut self, group: &Group, transform: Transform, canvas: Canvas) -> Option<()> {
        if !group.filters().is_empty() || group.mask().is_some() {
            return None;
        }
        let transform = transform.pre_concat(group.transform());
        let clipped = group.clip_path();
        if let Some(clip) = clipped {
            self.clips += 1;
            if self.clips > DEEPEST_CLIPPING {
                return None;
            }
            self.write("q\n");
            self.clip(clip, transform)?;
        }
        if group.should_isolate() && is_transparent(group) {
            let mut inner = Content::default();
            inner.children(group, transform, canvas)?;
            let digest = inner.digest();
            let mut form = inner.finish(canvas);
            form.dict.insert("Group".to_owned(), transparency_group());
            let form = DictItem::Stream { stream: form };
            let number = self.forms.add_digested(digest, form);
            let state = self.state([group.opacity(); 2], group.blend_mode())?;
            let _ = writeln!(self.operators, "q\n/G{state} gs\n/X{number} Do\nQ");
        } else {
            self.children(group, transform, canvas)?;
        }
        if clipped.is_some() {
            self.clips -= 1;
            self.write("Q\n");
        }
        Some(())
    }

    fn children(&mut self, group: &Group, transform: Transform, canvas: Canvas) -> Option<()> {
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, transform, canvas)?,
                Node::Text(text) => self.group(text.flattened(), transform, canvas)?,
                Node::Path(path) if path.is_visible() => match path.paint_order() {
                    PaintOrder::FillAndStroke => {
                        self.fill(path, transform)?;
                        self.stroke(path, transform)?;
                    }
                    PaintOrder::StrokeAndFill => {
                        self.stroke(path, transform)?;
                        self.fill(path, transform)?;
                    }
                },
                Node::Path(_) => {}
                Node::Image(_) => return None,
            }
        }
        Some(())
    }

    fn fill(&mut self, shape: &Shape, transform: Transform) -> Option<()> {
        let Some(fill) = shape.fill() else {
            return Some(());
        };
        // What has no area, such as a line, SVG does not fill; in PDF it is as wide as a pixel (§8.5.3.3.1).
        let mut areas = PathBuilder::new();
        let subpaths = subpaths(shape.data());
        for subpath in subpaths.iter().filter(|subpath| has_area(subpath)) {
            areas.push_path(subpath);
        }
        let Some(areas) = areas.finish() else {
            return Some(());
        };
        self.write("q\n");
        self.paint(fill.paint(), fill.opacity(), transform, Use::Fill)?;
        self.path(&areas.transform(transform)?);
        self.write(match fill.rule() {
            FillRule::NonZero => "f\nQ\n",
            FillRule::EvenOdd => "f*\nQ\n",
        });
        Some(())
    }

    fn stroke(&mut self, shape: &Shape, transform: Transform) -> Option<()> {
        let Some(stroke) = shape.stroke() else {
            return Some(());
        };
        let path = shape.data();
        // Of what has no length a square cap is a square in SVG, and nothing in PDF (§8.5.3.2).
        let mut dashes = stroke.dasharray().into_iter().flatten().step_by(2);
        if stroke.linecap() == LineCap::Square
            && (dashes.any(|dash| *dash == 0.0) || !subpaths(path).iter().all(has_length))
        {
            return None;
        }
        self.write("q\n");
        self.paint(stroke.paint(), stroke.opacity(), transform, Use::Stroke)?;
        // The pen is in the path's own units: it may be wider one way than the other.
        let matrix = row(transform);
        self.numbers(&matrix);
        self.write("cm\n");
        self.numbers(&[stroke.width().get()]);
        self.write("w\n");
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let join = match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        };
        let _ = writeln!(self.operators, "{cap} J\n{join} j");
        self.numbers(&[stroke.miterlimit().get()]);
        self.write("M\n");
        if let Some(dashes) = stroke.dasharray() {
            self.write("[");
            self.numbers(dashes);
            self.write("]");
            // It may not be less than nothing here (§8.4.3.6); after all of the dashes they begin anew.
            self.numbers(&[stroke.dashoffset().rem_euclid(dashes.iter().sum())]);
            self.write("d\n");
        }
        self.path(path);
        self.write("S\nQ\n");
        Some(())
    }

    /// Sets the colour or gradient of what follows, and its opacity.
    fn paint(
        &mut self,
        paint: &Paint,
        opacity: Opacity,
        transform: Transform,
        used: Use,
    ) -> Option<()> {
        let (gradient, kind, coordinates): (&BaseGradient, i64, Vec<f32>) = match paint {
            Paint::Color(colour) => {
                self.opacity(opacity, used)?;
                self.numbers(&components(*colour));
                self.write(used.pick("rg\n", "RG\n"));
                return Some(());
            }
            Paint::LinearGradient(line) => {
                (line, 2, vec![line.x1(), line.y1(), line.x2(), line.y2()])
            }
            Paint::RadialGradient(circle) => {
                let inner = [circle.fx(), circle.fy(), circle.fr().get()];
                let outer = [circle.cx(), circle.cy(), circle.r().get()];
                (circle, 3, [inner, outer].concat())
            }
            Paint::Pattern(_) => return None,
        };
        let stops = gradient.stops();
        let first = stops.first()?;
        if gradient.spread_method() != SpreadMethod::Pad
            || stops.iter().any(|stop| stop.opacity() != first.opacity())
        {
            return None;
        }
        self.opacity(
            Opacity::new_clamped(opacity.get() * first.opacity().get()),
            used,
        )?;
        let shading = dictionary(vec![
            ("ShadingType", DictItem::Int(kind)),
            ("ColorSpace", name_item("DeviceRGB")),
            ("Coords", numbers(&coordinates)),
            ("Function", stitched(stops)?),
            (
                "Extend",
                DictItem::Array(vec![DictItem::Bool(true), DictItem::Bool(true)]),
            ),
        ]);
        // A pattern's matrix leads to the space of the form that names it (§8.7.3.1).
        let matrix = transform.pre_concat(gradient.transform());
        let number = self.patterns.add(dictionary(vec![
            ("PatternType", DictItem::Int(2)),
            ("Matrix", numbers(&row(matrix))),
            ("Shading", shading),
        ]));
        let (space, colour) = used.pick(("cs", "scn"), ("CS", "SCN"));
        let _ = writeln!(self.operators, "/Pattern {space}\n/P{number} {colour}");
        Some(())
    }

    fn opacity(&mut self, opacity: Opacity, used: Use) -> Option<()> {
        if opacity == Opacity::ONE {
            return Some(());
        }
        let opaque = Opacity::ONE;
        let pair = used.pick([opacity, opaque], [opaque, opacity]);
        let state = self.state(pair, BlendMode::Normal)?;
        let _ = writeln!(self.operators, "/G{state} gs");
        Some(())
    }

    /// The number of a graphics state: opacity of fills and of strokes, blend mode (§11.3.5; none for what PDF has no
    /// name for).
    fn state(&mut self, [fills, strokes]: [Opacity; 2], mode: BlendMode) -> Option<usize> {
        let mut items = vec![
            ("Type", name_item("ExtGState")),
            ("ca", DictItem::Real(fills.get())),
            ("CA", DictItem::Real(strokes.get())),
        ];
        if mode != BlendMode::Normal {
            items.push(("BM", name_item(blend_mode(mode)?)));
        }
        Some(self.states.add(dictionary(items)))
    }

    /// Clips what follows to the union of a clip's shapes.
    fn clip(&mut self, clip: &ClipPath, transform: Transform) -> Option<()> {
        if let Some(outer) = clip.clip_path() {
            self.clip(outer, transform)?;
        }
        let mut shapes = Vec::new();
        shapes_of(
            clip.root(),
            transform.pre_concat(clip.transform()),
            &mut shapes,
        )?;
        let rule = match &shapes[..] {
            [] => {
                // Nothing is inside.
                self.write("0 0 0 0 re W n\n");
                return Some(());
            }
            [(_, rule)] => *rule,
            several if several.len() > MOST_CLIPPING => return None,
            several => {
                // One path of several shapes is their union only where they lie apart.
                let apart = several.iter().enumerate().all(|(index, (one, rule))| {
                    *rule == FillRule::NonZero
                        && several[index + 1..]
                            .iter()
                            .all(|(other, _)| one.bounds().intersect(&other.bounds()).is_none())
                });
                if !apart {
                    return None;
                }
                FillRule::NonZero
            }
        };
        for (shape, _) in &shapes {
            self.path(shape);
        }
        self.write(match rule {
            FillRule::NonZero => "W n\n",
            FillRule::EvenOdd => "W* n\n",
        });
        Some(())
    }

    /// Constructs a path (§8.5.2).
    fn path(&mut self, path: &Path) {
        let (mut start, mut last) = ((0.0, 0.0), (0.0, 0.0));
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(p) => {
                    self.numbers(&[p.x, p.y]);
                    self.write("m\n");
                    start = (p.x, p.y);
                    last = start;
                }
                PathSegment::LineTo(p) => {
                    self.numbers(&[p.x, p.y]);
                    self.write("l\n");
                    last = (p.x, p.y);
                }
                PathSegment::QuadTo(c, p) => {
                    // The same curve, of the third degree.
                    let toward = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
                    self.numbers(&[
                        toward(last.0, c.x),
                        toward(last.1, c.y),
                        toward(p.x, c.x),
                        toward(p.y, c.y),
                        p.x,
                        p.y,
                    ]);
                    self.write("c\n");
                    last = (p.x, p.y);
                }
                PathSegment::CubicTo(c, d, p) => {
                    self.numbers(&[c.x, c.y, d.x, d.y, p.x, p.y]);
                    self.write("c\n");
                    last = (p.x, p.y);
                }
                PathSegment::Close => {
                    self.write("h\n");
                    last = start;
                }
            }
        }
    }

    fn write(&mut self, operators: &str) {
        self.operators.extend_from_slice(operators.as_bytes());
    }

    fn numbers(&mut self, numbers: &[f32]) {
        for number in numbers {
            syntax::real(*number, &mut self.operators);
            self.operators.push(b' ');
        }
    }
}

/// What a paint is for.
#[derive(Clone, Copy)]
enum Use {
    Fill,
    Stroke,
}

impl Use {
    fn pick<T>(self, fill: T, stroke: T) -> T {
        match self {
            Use::Fill => fill,
            Use::Stroke => stroke,
        }
    }
}

/// The subpaths of a path, without those that are one point to move to.
fn subpaths(path: &Path) -> Vec<Path> {
    let mut subpaths = Vec::new();
    let mut subpath = PathBuilder::new();
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(p) => {
                subpaths.extend(std::mem::take(&mut subpath).finish());
                subpath.move_to(p.x, p.y);
            }
            PathSegment::LineTo(p) => subpath.line_to(p.x, p.y),
            PathSegment::QuadTo(c, p) => subpath.quad_to(c.x, c.y, p.x, p.y),
            PathSegment::CubicTo(c, d, p) => subpath.cubic_to(c.x, c.y, d.x, d.y, p.x, p.y),
            PathSegment::Close => subpath.close(),
        }
    }
    subpaths.extend(subpath.finish());
    subpaths
}

/// The ways from the first point of a path to those of its points that are others.
fn ways(path: &Path) -> impl Iterator<Item = Point> {
    let first = path.points().first().copied().unwrap_or_default();
    let ways = path.points().iter().map(move |point| *point - first);
    ways.filter(|way| !way.is_zero())
}

fn has_length(subpath: &Path) -> bool {
    ways(subpath).next().is_some()
}

/// Whether the points of a subpath do not all lie on one line.
fn has_area(subpath: &Path) -> bool {
    let mut ways = ways(subpath);
    let Some(first) = ways.next() else {
        return false;
    };
    ways.any(|way| first.x * way.y != first.y * way.x)
}

/// Whether a group must be put together before it is laid over what is below.
fn is_transparent(group: &Group) -> bool {
    group.opacity() != Opacity::ONE || group.blend_mode() != BlendMode::Normal || group.isolate()
}

fn transparency_group() -> DictItem {
    dictionary(vec![
        ("Type", name_item("Group")),
        ("S", name_item("Transparency")),
        ("CS", name_item("DeviceRGB")),
        ("I", DictItem::Bool(true)),
    ])
}

/// The shapes of a clip in a form's space; none where they are clipped themselves.
fn shapes_of(
    group: &Group,
    transform: Transform,
    shapes: &mut Vec<(Path, FillRule)>,
) -> Option<()> {
    if group.clip_path().is_some() || group.mask().is_some() {
        return None;
    }
    let transform = transform.pre_concat(group.transform());
    for node in group.children() {
        match node {
            Node::Group(inner) => shapes_of(inner, transform, shapes)?,
            Node::Text(text) => shapes_of(text.flattened(), transform, shapes)?,
            Node::Path(path) if path.is_visible() => {
                let rule = path.fill().map_or(FillRule::NonZero, Fill::rule);
                shapes.push((path.data().clone().transform(transform)?, rule));
            }
            Node::Path(_) => {}
            Node::Image(_) => return None,
        }
    }
    Some(())
}

/// The colours along a gradient: exponential functions, stitched (§7.10.3, §7.10.4).
fn stitched(stops: &[Stop]) -> Option<DictItem> {
    let mut points: Vec<(f32, Color)> = stops
        .iter()
        .map(|stop| (stop.offset().get(), stop.color()))
        .collect();
    let (first, last) = (*points.first()?, *points.last()?);
    if first.0 > 0.0 {
        points.insert(0, (0.0, first.1));
    }
    if last.0 < 1.0 {
        points.push((1.0, last.1));
    }
    let unit = || numbers(&[0.0, 1.0]);
    let mut functions = Vec::new();
    let mut bounds = Vec::new();
    let mut encode = Vec::new();
    for pair in points.windows(2) {
        let [(from, start), (to, end)] = pair else {
            continue;
        };
        if to <= from {
            continue;
        }
        if !functions.is_empty() {
            bounds.push(*from);
        }
        functions.push(dictionary(vec![
            ("FunctionType", DictItem::Int(2)),
            ("Domain", unit()),
            ("C0", numbers(&components(*start))),
            ("C1", numbers(&components(*end))),
            ("N", DictItem::Int(1)),
        ]));
        encode.extend([0.0, 1.0]);
    }
    Some(dictionary(vec![
        ("FunctionType", DictItem::Int(3)),
        ("Domain", unit()),
        ("Functions", DictItem::Array(functions)),
        ("Bounds", numbers(&bounds)),
        ("Encode", numbers(&encode)),
    ]))
}

fn blend_mode(mode: BlendMode) -> Option<&'static str> {
    Some(match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        BlendMode::Screen => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
        BlendMode::PlusLighter => return None,
    })
}

fn components(colour: Color) -> [f32; 3] {
    [colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0)
}

fn row(transform: Transform) -> [f32; 6] {
    let Transform {
        sx,
        kx,
        ky,
        sy,
        tx,
        ty,
    } = transform;
    [sx, ky, kx, sy, tx, ty]
}

fn numbers(values: &[f32]) -> DictItem {
    DictItem::Array(values.iter().map(|value| DictItem::Real(*value)).collect())
}

fn dictionary(items: Vec<(&str, DictItem)>) -> DictItem {
    let map = items.into_iter().map(|(key, item)| (key.to_owned(), item));
    DictItem::Dict { map: map.collect() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;
    use crate::svg::Drawing;

    fn content(shapes: &str) -> Option<String> {
        let text =
            format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>{shapes}</svg>");
        let drawing = Drawing::read(text.as_bytes(), &Fonts::default()).unwrap();
        form(drawing.tree()).map(|form| String::from_utf8(form.content).unwrap())
    }

    #[test]
    fn a_filled_shape_stands_upright() {
        assert_eq!(
            content("<path d='M10 10h20v5h-20z' fill='#ff0000'/>").unwrap(),
            "q\n1 0 0 rg\n10 40 m\n30 40 l\n30 35 l\n10 35 l\nh\nf\nQ\n"
        );
    }

    #[test]
    fn what_has_no_area_is_not_filled() {
        let line =
            "<path d='M0 10h90M5 20h5v5z' stroke='red' stroke-width='2' stroke-dasharray='1 2'/>";
        let written = content(line).unwrap();
        assert!(written.starts_with("q\n0 0 0 rg\n5 30 m\n10 30 l\n10 25 l\nh\nf\nQ\n"));
        let line = "<line x1='1' y1='2' x2='90' y2='7' stroke='red'/>";
        assert!(!content(line).unwrap().contains('f'));
    }

    #[test]
    fn squares_that_are_caps_of_nothing_are_left_to_pixels() {
        let with = |cap: &str| {
            let dots = [
                "<path d='M20 30h0M5 5h9' stroke='red'",
                "<path d='M0 9h90' stroke='red' stroke-dasharray='0 5'",
            ];
            dots.map(|dot| content(&format!("{dot} stroke-linecap='{cap}'/>")).is_some())
        };
        assert_eq!(with("square"), [false, false]);
        assert_eq!(with("round"), [true, true]);
    }

    #[test]
    fn a_large_drawing_is_made_smaller() {
        let text = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 600000 300000'>\
                    <path d='M0 0h600000v30z' fill='#ff0000'/></svg>";
        let form = form(
            Drawing::read(text.as_bytes(), &Fonts::default())
                .unwrap()
                .tree(),
        )
        .unwrap();
        let content = String::from_utf8(form.content).unwrap();
        assert_eq!(
            content,
            "q\n1 0 0 rg\n0 1000 m\n2000 1000 l\n2000 999.9 l\nh\nf\nQ\n"
        );
        let unit = [0.0005, 0.0, 0.0, 0.001, 0.0, 0.0];
        assert_eq!(form.dict["Matrix"], numbers(&unit));
        assert_eq!(form.dict["BBox"], numbers(&[0.0, 0.0, 2000.0, 1000.0]));
    }

    #[test]
    fn shapes_with_gradients_clips_and_opacity_stay_shapes() {
        let defs = "<defs><linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/>\
                    </linearGradient><clipPath id='c'><rect width='9' height='9'/></clipPath></defs>";
        for (shape, expected) in [
            ("<rect width='9' height='9' fill='url(#g)'/>", "/P0 scn"),
            ("<rect width='9' height='9' clip-path='url(#c)'/>", "W n"),
            (
                "<g opacity='.5'><rect width='9' height='9'/><rect width='5' height='5'/></g>",
                "/X0 Do",
            ),
            (
                "<path d='M0 0L9 9' stroke='red' stroke-dasharray='1 2'/>",
                "[1 2 ]0 d",
            ),
            (
                "<path d='M0 0L9 9' stroke='red' stroke-dasharray='1 2 3' stroke-dashoffset='-5'/>",
                "[1 2 3 1 2 3 ]7 d",
            ),
            ("<text y='20'>A</text>", " c\n"),
        ] {
            let written = content(&format!("{defs}{shape}")).unwrap();
            assert!(written.contains(expected), "{shape}: {written}");
        }
    }

    #[test]
    fn a_clip_is_a_path_where_its_shapes_are_few_and_lie_apart() {
        let clipped = |count: usize, width: &str| {
            let shapes = (0..count).map(|x| format!("<rect x='{x}' width='{width}' height='9'/>"));
            let shapes: String = shapes.collect();
            content(&format!(
                "<clipPath id='c'>{shapes}</clipPath><rect width='9' height='9' clip-path='url(#c)'/>"
            ))
        };
        assert!(clipped(MOST_CLIPPING, ".5").unwrap().contains("W n"));
        assert_eq!(clipped(2, "2"), None);
        assert_eq!(clipped(MOST_CLIPPING + 1, ".5"), None);
    }

    #[test]
    fn clips_that_are_nested_too_deeply_are_left_to_pixels() {
        let nested = |depth: usize| {
            let shape = "<rect width='9' height='9'/>";
            let (open, close) = (
                "<g clip-path='url(#c)'>".repeat(depth),
                "</g>".repeat(depth),
            );
            content(&format!(
                "<clipPath id='c'>{shape}</clipPath>{open}{shape}{close}"
            ))
        };
        assert_eq!(nested(26).unwrap().matches("W n").count(), 26);
        assert_eq!(nested(27), None);
    }

    #[test]
    fn equal_groups_are_one_form_and_others_are_not() {
        let group = |side: u32| {
            format!(
                "<g opacity='.5'><rect width='{side}' height='9'/>\
                 <g opacity='.{side}'><rect width='5' height='5'/><rect width='3' height='3'/></g></g>"
            )
        };
        let written = content(&[group(7), group(8), group(7)].concat()).unwrap();
        let names: Vec<&str> = written
            .split_whitespace()
            .filter(|word| word.starts_with("/X"))
            .collect();
        assert_eq!(names, ["/X0", "/X1", "/X0"]);
    }

    #[test]
    fn what_is_no_shape_is_left_to_pixels() {
        for shape in [
            "<filter id='f'><feGaussianBlur stdDeviation='1'/></filter><rect width='9' height='9' filter='url(#f)'/>",
            "<mask id='m'><circle r='5' fill='white'/></mask><rect width='9' height='9' mask='url(#m)'/>",
            "<pattern id='p' width='3' height='3' patternUnits='userSpaceOnUse'><circle r='1'/></pattern>\
             <rect width='9' height='9' fill='url(#p)'/>",
        ] {
            assert_eq!(content(shape), None, "{shape}");
        }
    }
}
