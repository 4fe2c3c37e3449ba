//! Rectangles (§7.9.5).

use crate::layout::{Page, Rect};
use crate::length::Length;
use lopdf::Object;

/// A rectangle in default user space (§7.9.5).
pub(super) fn rectangle(page: &Page, rect: &Rect) -> Object {
    let real = |length: Length| Object::Real(length.to_pt() as f32);
    Object::Array(vec![
        real(rect.left),
        real(page.height - rect.bottom),
        real(rect.right),
        real(page.height - rect.top),
    ])
}
