//! The way back: what colleagues changed in Word returns to the brief.
//!
//! ```text
//! brief.docx (edited) ──docx::read──▶ what it says ──align──▶ Changes ──merge, write──▶ brief.toml
//! ```

mod change;

pub use change::{Change, ChangeKind, Changes, Comment, NewItem, Source, Unplaced, Value};
