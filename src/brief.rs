//! The brief: its model, reading it from TOML with every mistake named, and its inline markup.

mod house;
mod literal;
mod markup;
mod model;
mod read;
mod recipients;
pub mod translation;
mod well_formed;
mod words;

pub use house::*;
pub use model::*;
pub use recipients::*;
pub(crate) use well_formed::language_tag;

pub use read::{
    Surroundings, json_schema, read, read_for_edition, read_house_style, read_in_house,
    read_recipients,
};
