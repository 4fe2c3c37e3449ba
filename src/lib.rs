//! Outcome briefs: a meeting written once, in TOML, becomes an archival, accessible PDF and an
//! editable DOCX.

pub mod brief;
pub mod cli;
pub mod compose;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod docx;
pub mod layout;
pub mod length;
pub mod locale;
pub mod pdf;
pub mod theme;
