//! What must hold for every input: one module for each fuzz target. Each has a function `run`, which panics where
//! something does not hold; the fuzzer feeds it, and so does the test of what the fuzzer once found.

pub mod archive;
pub mod document;
pub mod docx;
pub mod flatten;
pub mod font;
pub mod mail;
pub mod package;
pub mod pdf;
pub mod picture;
pub mod prose;
pub mod pull;
pub mod toml;
mod tree;
pub mod xliff;

mod brief;
mod reading;

/// Checks an input.
pub type Run = fn(&[u8]);

/// The targets by their names.
pub const TARGETS: [(&str, Run); 13] = [
    ("archive", archive::run),
    ("document", document::run),
    ("docx", docx::run),
    ("flatten", flatten::run),
    ("font", font::run),
    ("mail", mail::run),
    ("package", package::run),
    ("pdf", pdf::run),
    ("picture", picture::run),
    ("prose", prose::run),
    ("pull", pull::run),
    ("toml", toml::run),
    ("xliff", xliff::run),
];
