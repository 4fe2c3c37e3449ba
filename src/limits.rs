//! How much of a file is read at all, whoever reads it. What a format may have beyond that is its reader's to say.

/// The largest text that is read, in bytes: no reader of a text takes more.
pub const LARGEST_TEXT: u64 = 64_000_000;
/// The largest document or message that is read, in bytes: no reader of a PDF or DOCX takes more.
pub const LARGEST_DOCUMENT: u64 = 256_000_000;
