//! The folders that outputs are written into.

use super::Outcome;
use super::report::Reporter;
use crate::diagnostic::Diagnostic;
use std::fs;
use std::path::Path;

/// What files are called, and folders are not.
const EXTENSIONS_OF_FILES: [&str; 4] = ["pdf", "docx", "toml", "eml"];

/// Makes a folder and those above it. Reports why it cannot be made, or that a file is meant.
pub(super) fn make(folder: &Path, reporter: &mut Reporter) -> Result<(), Outcome> {
    if let Some(wrong) = no_folder(folder) {
        reporter.of_file(folder, wrong);
        return Err(Outcome::CommandWrong);
    }
    fs::create_dir_all(folder)
        .map_err(|error| reporter.system_error(folder, "make this folder", &error))
}

/// What is wrong with a path that is named as a folder.
fn no_folder(folder: &Path) -> Option<Diagnostic> {
    if folder.is_dir() {
        return None;
    }
    if let Some(file) = folder.ancestors().find(|path| path.is_file()) {
        let message = format!("`{}` is a file, where a folder is to be", file.display());
        let help = "name another folder: the files in it are called after the brief";
        return Some(Diagnostic::error("command", message).help(help));
    }
    let extension = folder.extension()?.to_str()?.to_ascii_lowercase();
    EXTENSIONS_OF_FILES.contains(&extension.as_str()).then(|| {
        let message = format!(
            "`{}` is the name of a file, not of a folder",
            folder.display()
        );
        let help = format!(
            "name the folder alone, such as `{}`: the files in it are called after the brief",
            folder.with_extension("").display()
        );
        Diagnostic::error("command", message).help(help)
    })
}
