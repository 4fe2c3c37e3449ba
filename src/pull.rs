//! The way back: what colleagues changed in Word returns to the brief.
//!
//! ```text
//! brief.docx (edited) ──docx::read──▶ what it says ──align──▶ Changes ──merge, write──▶ brief.toml
//! ```

mod align;
mod base;
mod change;
mod find;
mod items;
mod path;
mod places;
mod prose;
mod read;
mod tables;
mod values;

pub use change::{Change, ChangeKind, Changes, Comment, NewItem, Source, Unplaced, Value};
pub use read::{Edited, ReadError, read};
