//! The brief: its model, reading it from TOML with every mistake named, and its inline markup.

mod characters;
mod house;
mod id;
mod kind;
mod language;
mod letters;
mod likeness;
mod literal;
mod lookalikes;
mod markup;
mod meeting;
mod model;
mod passage;
pub(crate) mod placeholder;
mod quotation_marks;
mod read;
mod recipients;
mod size;
pub mod translation;
mod unmarked;
mod well_formed;
mod words;

pub(crate) use characters::is_direction_control;
pub use house::*;
pub(crate) use id::{FreeIds, second_of_same_words, slug};
pub(crate) use kind::Kind;
pub(crate) use language::{read as read_language, unsupported as unsupported_language};
pub use likeness::{Likeness, is_brief, likeness, may_be_translation};
pub(crate) use markup::{folded_label, prose_alone, typed_item};
pub use meeting::other_meeting;
pub use model::*;
pub(crate) use passage::{mark, marked_languages, with_marks, without_marks};
pub(crate) use quotation_marks::typographic;
pub(crate) use read::figures::number as number_meant;
pub(crate) use read::{FORMATS, PRIORITIES, STATUSES, remarks};
pub use read::{
    Surroundings, json_schema, no_files, read, read_for_edition, read_house_style, read_in_house,
    read_recipients,
};
pub use recipients::*;
pub(crate) use well_formed::{ascii_address, link_target, mailto_uri, telephone, whole_address};
pub(crate) use words::{
    beginning, counted, decomposed, nearest, normalise, shortened, with_article,
};
