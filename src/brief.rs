//! The brief: its model, reading it from TOML with every mistake named, and its inline markup.

mod model;

pub use model::*;
