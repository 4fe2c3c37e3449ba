//! `briefgen schema`: prints the JSON Schema of a kind of file.

use super::Outcome;
use super::arguments::SchemaFile;
use super::report::Reporter;
use crate::brief::json_schema;
use crate::document::InputFile;

/// Prints a schema on standard output.
pub(super) fn print(file: SchemaFile, reporter: &mut Reporter) -> Result<(), Outcome> {
    let schema = json_schema(match file {
        SchemaFile::Brief => InputFile::Brief,
        SchemaFile::HouseStyle => InputFile::HouseStyle,
        SchemaFile::Translation => InputFile::Translation,
        SchemaFile::Recipients => InputFile::Recipients,
    });
    reporter.print(format!("{schema:#}\n").as_bytes());
    Ok(())
}
