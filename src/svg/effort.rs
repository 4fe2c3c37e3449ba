//! What it takes to paint a drawing: a style sheet and effects can make few elements the work of hours.

use super::{Fault, MOST_NODES};
use resvg::usvg::filter::Kind;
use resvg::usvg::{ClipPath, Group, Mask, Node, NonZeroRect, Paint, Path, Pattern, Rect, Tree};
use std::mem;

/// How often layers may cover the canvas: what is clipped, masked, filtered or faded as a whole is painted apart first.
pub(super) const MOST_LAYERS: f64 = 500.0;
/// How many times as large as the drawing a pattern's tile may be: all of it is painted, however little is seen.
pub(super) const LARGEST_TILE: f64 = 4.0;
/// How many times as far as the drawing is long its shapes may reach. Farther off the painter's numbers end.
const MOST_CANVASES: f32 = 10_000.0;

/// What a step of a filter takes, in layers, where a unit is this many pixels across and down: a blur half a second to a
/// second, and what looks at those around each pixel a fortieth of that for each of them.
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
        shapes_left: MOST_NODES,
        layers_left: MOST_LAYERS,
        pixels,
        scale: (1.0, 1.0),
    };
    effort.group(tree.root())
}

/// What may still be painted.
struct Effort {
    canvas: Rect,
    shapes_left: usize,
    layers_left: f64,
    /// How many pixels a unit of the canvas is painted in.
    pixels: f64,
    /// How much larger than its units the pattern is painted whose tile this is.
    scale: (f32, f32),
}

impl Effort {
    fn group(&mut self, group: &Group) -> Result<(), Fault> {
        if group.should_isolate() {
            let (x, y) = group.abs_transform().get_scale();
            let pixels = |own: f32, outer: f32| f64::from(own * outer) * self.pixels;
            let pixels = (pixels(x, self.scale.0), pixels(y, self.scale.1));
            let filters = group.filters().iter();
            let steps = filters.flat_map(|filter| filter.primitives());
            let steps: f64 = steps.map(|step| layers_of_step(step.kind(), pixels)).sum();
            let layer = group.abs_layer_bounding_box();
            self.layers(1.0 + steps, layer)?;
            if let Some(clip) = group.clip_path() {
                self.clip(clip, layer)?;
            }
            if let Some(mask) = group.mask() {
                self.mask(mask, layer)?;
            }
        }
        for child in group.children() {
            self.shapes_left = self.shapes_left.checked_sub(1).ok_or(Fault::TooMany)?;
            match child {
                Node::Group(inner) => self.group(inner)?,
                Node::Text(text) => self.group(text.flattened())?,
                Node::Path(path) => self.paints(path)?,
                Node::Image(_) => {}
            }
        }
        Ok(())
    }

    fn clip(&mut self, clip: &ClipPath, layer: NonZeroRect) -> Result<(), Fault> {
        self.layers(1.0, layer)?;
        if let Some(outer) = clip.clip_path() {
            self.clip(outer, layer)?;
        }
        self.group(clip.root())
    }

    fn mask(&mut self, mask: &Mask, layer: NonZeroRect) -> Result<(), Fault> {
        self.layers(1.0, layer)?;
        if let Some(outer) = mask.mask() {
            self.mask(outer, layer)?;
        }
        self.group(mask.root())
    }

    fn paints(&mut self, path: &Path) -> Result<(), Fault> {
        let bounds = path.abs_stroke_bounding_box();
        let farthest = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()];
        let reach = self.canvas.width().max(self.canvas.height()) * MOST_CANVASES;
        if farthest.iter().any(|edge| edge.abs() > reach) {
            return Err(Fault::Reach);
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
        let transform = path.abs_transform().pre_concat(pattern.transform());
        let (x, y) = transform.get_scale();
        let scale = (x * self.scale.0, y * self.scale.1);
        let (width, height) = (pattern.rect().width(), pattern.rect().height());
        let tile = f64::from(width * scale.0) * f64::from(height * scale.1) / area(self.canvas);
        if tile > LARGEST_TILE {
            return Err(Fault::LargeTile);
        }
        self.take(tile)?;
        let outer = mem::replace(&mut self.scale, scale);
        self.group(pattern.root())?;
        self.scale = outer;
        Ok(())
    }

    /// Takes so many layers of this place from those that are left.
    fn layers(&mut self, count: f64, place: NonZeroRect) -> Result<(), Fault> {
        let seen = place.to_rect().intersect(&self.canvas);
        self.take(count * seen.map_or(0.0, area) / area(self.canvas))
    }

    fn take(&mut self, layers: f64) -> Result<(), Fault> {
        self.layers_left -= layers;
        if self.layers_left < 0.0 {
            return Err(Fault::TooManyLayers);
        }
        Ok(())
    }
}

fn area(rect: Rect) -> f64 {
    f64::from(rect.width()) * f64::from(rect.height())
}
