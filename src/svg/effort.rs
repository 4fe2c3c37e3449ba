//! What it takes to paint a drawing: a style sheet and effects can make few elements the work of hours.

use super::{Fault, MOST_NODES};
use resvg::tiny_skia::{self, PathSegment, Point};
use resvg::usvg::filter::Kind;
use resvg::usvg::{ClipPath, Group, Mask, Node, Paint, Path, Pattern, Rect, Transform, Tree};
use std::mem;

/// How often layers may cover the canvas: what is clipped, masked, filtered or faded as a whole is painted apart first.
pub(super) const MOST_LAYERS: f64 = 500.0;
/// How often layers may cover the canvas that stand in each other: each is in memory until all in it is painted.
const MOST_OPEN: f64 = 50.0;
/// How many times as large as the drawing a pattern's tile may be: all of it is painted, however little is seen.
pub(super) const LARGEST_TILE: f64 = 4.0;
/// How large the canvas is at least taken to be, in pixels: a small one may be covered more often in the same time.
const LEAST_PIXELS: f64 = 1.2e6;
/// The most dashes, each of which is an outline of its own.
pub(super) const MOST_DASHES: f64 = 500_000.0;
/// How many times as far as the drawing is long its shapes may reach. Farther off the painter's numbers end.
const MOST_CANVASES: f32 = 10_000.0;

/// What a step of a filter takes, in layers, where a unit is this many pixels across and down: at six million pixels a
/// blur takes half a second to a second, and what looks at those around each pixel a fortieth of that for each of them.
fn layers_of_step(kind: &Kind, (across, down): (f64, f64)) -> f64 {
    let window = |radius: f32, pixels: f64| 2.0 * pixels * f64::from(radius) + 1.0;
    match kind {
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 25.0,
        Kind::Morphology(step) => {
            let (x, y) = (step.radius_x().get(), step.radius_y().get());
            10.0 + 0.6 * window(x, across) * window(y, down)
        }
        Kind::ConvolveMatrix(step) => 10.0 + 0.6 * step.matrix().data().len() as f64,
        Kind::Turbulence(step) => 10.0 + 7.0 * f64::from(step.num_octaves()),
        Kind::Merge(step) => 10.0 + 3.0 * step.inputs().len() as f64,
        _ => 10.0,
    }
}

/// Refuses a drawing that would take very long to paint in so many pixels a unit.
pub(super) fn check(tree: &Tree, pixels: f64) -> Result<(), Fault> {
    let size = tree.size();
    let canvas = Rect::from_xywh(0.0, 0.0, size.width(), size.height()).ok_or(Fault::NoSize)?;
    let mut effort = Effort {
        canvas,
        area: area(canvas).max(LEAST_PIXELS / (pixels * pixels)),
        shapes_left: MOST_NODES,
        layers_left: MOST_LAYERS,
        dashes_left: MOST_DASHES,
        open: 0.0,
        pixels,
        outer: Transform::default(),
        window: window(canvas, 0.0, 0.0).ok_or(Fault::NoSize)?,
    };
    effort.group(tree.root())
}

/// What of a layer is painted that starts here: twice as much beyond each of its sides as the canvas has.
fn window(canvas: Rect, x: f32, y: f32) -> Option<Rect> {
    let (width, height) = (canvas.width(), canvas.height());
    Rect::from_xywh(x - 2.0 * width, y - 2.0 * height, 5.0 * width, 5.0 * height)
}

/// What may still be painted.
struct Effort {
    canvas: Rect,
    /// What layers are measured in.
    area: f64,
    shapes_left: usize,
    layers_left: f64,
    dashes_left: f64,
    /// How often the layers cover the canvas that are painted at once, each in another.
    open: f64,
    /// How many pixels a unit of the canvas is painted in.
    pixels: f64,
    /// From the units of the drawing to those of the canvas: masks and patterns are drawings of their own.
    outer: Transform,
    window: Rect,
}

impl Effort {
    fn group(&mut self, group: &Group) -> Result<(), Fault> {
        let layer = group.abs_layer_bounding_box().transform(self.outer);
        let layer = layer.and_then(|layer| layer.to_rect().intersect(&self.window));
        let (true, Some(layer)) = (group.should_isolate(), layer) else {
            return self.children(group);
        };
        let transform = self.outer.pre_concat(group.abs_transform());
        let (x, y) = transform.get_scale();
        let pixels = (f64::from(x) * self.pixels, f64::from(y) * self.pixels);
        let filters = group.filters().iter();
        let steps = filters.flat_map(|filter| filter.primitives());
        let steps: f64 = steps.map(|step| layers_of_step(step.kind(), pixels)).sum();
        let size = area(layer) / self.area;
        self.take((1.0 + steps) * size)?;
        self.open += size;
        if self.open > MOST_OPEN {
            return Err(Fault::TooManyLayers);
        }
        let inner = window(self.canvas, layer.x(), layer.y()).ok_or(Fault::Reach)?;
        let outer_window = mem::replace(&mut self.window, inner);
        self.children(group)?;
        if let Some(clip) = group.clip_path() {
            self.clip(clip, size)?;
        }
        if let Some(mask) = group.mask() {
            let outer = mem::replace(&mut self.outer, transform);
            self.mask(mask, size)?;
            self.outer = outer;
        }
        self.window = outer_window;
        self.open -= size;
        Ok(())
    }

    fn children(&mut self, group: &Group) -> Result<(), Fault> {
        for child in group.children() {
            self.shape()?;
            match child {
                Node::Group(inner) => self.group(inner)?,
                Node::Text(text) => self.group(text.flattened())?,
                Node::Path(path) => self.paints(path)?,
                Node::Image(_) => {}
            }
        }
        Ok(())
    }

    fn shape(&mut self) -> Result<(), Fault> {
        self.shapes_left = self.shapes_left.checked_sub(1).ok_or(Fault::TooMany)?;
        Ok(())
    }

    fn clip(&mut self, clip: &ClipPath, size: f64) -> Result<(), Fault> {
        self.take(size)?;
        if let Some(outer) = clip.clip_path() {
            self.clip(outer, size)?;
        }
        self.clipping(clip.root(), size)
    }

    /// What a clip is made of: where it is clipped in turn, it is painted apart as large as what the whole clips.
    fn clipping(&mut self, group: &Group, size: f64) -> Result<(), Fault> {
        for child in group.children() {
            self.shape()?;
            match child {
                Node::Group(inner) => {
                    if let Some(clip) = inner.clip_path() {
                        self.take(size)?;
                        self.clip(clip, size)?;
                    }
                    self.clipping(inner, size)?;
                }
                Node::Text(text) => self.clipping(text.flattened(), size)?,
                Node::Path(path) => self.reaches(path)?,
                Node::Image(_) => {}
            }
        }
        Ok(())
    }

    fn mask(&mut self, mask: &Mask, size: f64) -> Result<(), Fault> {
        self.take(size)?;
        if let Some(outer) = mask.mask() {
            self.mask(outer, size)?;
        }
        self.group(mask.root())
    }

    fn reaches(&self, path: &Path) -> Result<(), Fault> {
        let bounds = path.abs_stroke_bounding_box();
        let farthest = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()];
        let reach = self.canvas.width().max(self.canvas.height()) * MOST_CANVASES;
        if farthest.iter().any(|edge| edge.abs() > reach) {
            return Err(Fault::Reach);
        }
        Ok(())
    }

    fn paints(&mut self, path: &Path) -> Result<(), Fault> {
        self.reaches(path)?;
        if let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) {
            let period: f64 = dashes.iter().copied().map(f64::from).sum();
            self.dashes_left -= length(path.data()) / period * dashes.len() as f64 / 2.0;
            if self.dashes_left < 0.0 {
                return Err(Fault::TooManyDashes);
            }
        }
        let fill = path.fill().map(|fill| fill.paint());
        let stroke = path.stroke().map(|stroke| stroke.paint());
        for paint in fill.into_iter().chain(stroke) {
            if let Paint::Pattern(pattern) = paint {
                self.pattern(pattern, path)?;
            }
        }
        Ok(())
    }

    /// The tile of a pattern is painted for each path.
    fn pattern(&mut self, pattern: &Pattern, path: &Path) -> Result<(), Fault> {
        let transform = self.outer.pre_concat(path.abs_transform());
        let (x, y) = transform.pre_concat(pattern.transform()).get_scale();
        let (width, height) = (pattern.rect().width() * x, pattern.rect().height() * y);
        let tile = f64::from(width) * f64::from(height) / area(self.canvas);
        if tile > LARGEST_TILE {
            return Err(Fault::LargeTile);
        }
        self.take(tile * area(self.canvas) / self.area)?;
        let inner = window(self.canvas, 0.0, 0.0).ok_or(Fault::Reach)?;
        let outer_window = mem::replace(&mut self.window, inner);
        let outer = mem::replace(&mut self.outer, Transform::from_scale(x, y));
        self.group(pattern.root())?;
        (self.outer, self.window) = (outer, outer_window);
        Ok(())
    }

    fn take(&mut self, layers: f64) -> Result<(), Fault> {
        self.layers_left -= layers;
        if self.layers_left < 0.0 {
            return Err(Fault::TooManyLayers);
        }
        Ok(())
    }
}

/// How long a path is, of a curve the way along its points.
fn length(path: &tiny_skia::Path) -> f64 {
    let (mut start, mut last, mut length) = (Point::zero(), Point::zero(), 0.0);
    for segment in path.segments() {
        let points = match segment {
            PathSegment::MoveTo(point) => {
                (start, last) = (point, point);
                continue;
            }
            PathSegment::LineTo(point) => [point; 3],
            PathSegment::QuadTo(control, point) => [control, point, point],
            PathSegment::CubicTo(first, second, point) => [first, second, point],
            PathSegment::Close => [start; 3],
        };
        for point in points {
            length += f64::from(last.distance(point));
            last = point;
        }
    }
    length
}

fn area(rect: Rect) -> f64 {
    f64::from(rect.width()) * f64::from(rect.height())
}
