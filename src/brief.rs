//! The brief: its model, reading it from TOML with every mistake named, and its inline markup.

mod characters;
mod house;
mod language;
mod literal;
mod markup;
mod meeting;
mod model;
mod passage;
mod read;
mod recipients;
pub mod translation;
mod well_formed;
mod words;

pub use house::*;
pub(crate) use language::read as read_language;
pub use meeting::other_meeting;
pub use model::*;
pub(crate) use passage::with_marks;
pub use read::{
    Surroundings, is_brief, json_schema, read, read_for_edition, read_house_style, read_in_house,
    read_recipients,
};
pub use recipients::*;
pub(crate) use words::{normalise, slug};
