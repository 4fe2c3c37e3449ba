//! The way back: what colleagues changed in Word returns to the brief.
//!
//! ```text
//! brief.docx (edited) ──docx::read──▶ what it says ──align, find──▶ Changes ──merge, write──▶ brief.toml
//! ```

mod align;
mod base;
mod base_edition;
mod change;
mod divide;
mod edition;
mod error;
mod find;
mod item_tables;
mod mark;
mod merge;
mod places;
mod read;
mod references;
mod rising;
mod sentences;
mod similarity;
mod source;
pub(crate) mod spans;
mod tell;
mod values;
mod write;

pub use base::MadeFrom;
pub use base_edition::BaseEdition;
pub use change::{
    Change, ChangeKind, Changes, Comment, Fields, NewItem, Provenance, Unplaced, Value, told,
};
pub use edition::{OurTranslation, merge_translation, place_in_translation, write_translation};
pub use error::ReadError;
pub use merge::{Conflict, Merge, Resolution, Resolutions, merge};
pub use read::{Edited, read};
pub use source::Side;
pub use tell::Teller;
pub use write::{Written, place, write};
