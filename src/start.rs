//! A first brief out of what is there already: notes of a meeting in Markdown, an old brief in Word.
//!
//! ```text
//! notes.md ──markdown──▶
//!                        Notes ──recognise──▶ Draft ──write──▶ brief.toml
//! old.docx ────word────▶
//! ```
//!
//! Recognition knows blocks (headings, paragraphs, lists, tables), not files; and what notes call things in which
//! language, only `locale` knows. Before it, lines that were typed as headings, items and rows become such blocks. What
//! is recognised becomes fields; what is not stands at the end of the brief as remarks, so that nothing is lost; what a
//! brief needs and the notes do not have is a placeholder, which a warning names. The brief is read before it is handed
//! on: what would be wrong in it is made a remark, with the reason.

mod attributes;
mod block;
mod contacts;
mod draft;
mod facts;
mod items;
mod label;
mod markdown;
mod numbered;
mod organisations;
mod parts;
mod places;
mod recognise;
mod section;
mod tables;
mod typed;
mod word;
mod write;

pub use block::Notes;
pub use organisations::{NamedOrganisation, organisations};
pub use places::{NamedPlace, city_and_venue, place};
pub use recognise::{Known, recognise};
pub use write::{Started, is_fixed_remark};

pub use markdown::read as read_markdown;
pub use word::{Kept, NotKept, kept, read as read_word};
