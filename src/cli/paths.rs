//! Paths of files: their folders, their names, and by what a file is known.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The folder that a file is in.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The name of a file, as far as it is text.
pub(super) fn name_of(file: &Path) -> Cow<'_, str> {
    file.file_name().unwrap_or_default().to_string_lossy()
}

/// Whether the name of a file ends as that of a brief does.
pub(super) fn is_toml(file: &Path) -> bool {
    file.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("toml"))
}

/// The path of a brief without `.toml`, which its outputs have with other endings. Of `report-1.2` nothing is cut off.
pub(super) fn without_toml(brief: &Path) -> PathBuf {
    if is_toml(brief) {
        brief.with_extension("")
    } else {
        brief.to_owned()
    }
}

/// The name of a brief without `.toml`, as far as it is text: that after which its files are called.
pub(super) fn stem_of(brief: &Path) -> String {
    name_of(&without_toml(brief)).into_owned()
}

/// A path by which a file is known, however its folder is written: `./a.toml` is `a.toml`.
pub(super) fn identity(path: &Path) -> PathBuf {
    let known = match path.file_name() {
        Some(name) => folder_of(path)
            .canonicalize()
            .map(|folder| folder.join(name)),
        // `.` has a name, too.
        None => path.canonicalize(),
    };
    known.unwrap_or_else(|_| path.to_owned())
}
