//! From the document tree to pages of positioned glyphs.

pub mod fonts;
mod page;

pub use page::*;
