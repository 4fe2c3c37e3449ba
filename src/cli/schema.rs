//! `briefgen schema`: prints the JSON Schema of a kind of file.

use super::Outcome;
use super::arguments::SchemaFile;
use crate::brief::json_schema;
use crate::document::InputFile;
use std::io::{self, ErrorKind, Write};

/// Prints a schema on standard output.
pub(super) fn print(file: SchemaFile) -> Outcome {
    let schema = json_schema(match file {
        SchemaFile::Brief => InputFile::Brief,
        SchemaFile::HouseStyle => InputFile::HouseStyle,
        SchemaFile::Translation => InputFile::Translation,
        SchemaFile::Recipients => InputFile::Recipients,
    });
    match writeln!(io::stdout().lock(), "{schema:#}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Outcome::SystemFailed,
        _ => Outcome::Done,
    }
}
