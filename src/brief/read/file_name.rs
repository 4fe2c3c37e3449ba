//! Names of files, as a file gives them.

use crate::diagnostic::Diagnostic;
use crate::document::InputFile;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What is wrong with `place`, where it begins at a root or at a disk of Windows. It is told by the text alone, so that
/// every system says the same.
pub(super) fn on_one_computer(place: &str, kind: InputFile) -> Option<Diagnostic> {
    let is_on_disk = matches!(place.as_bytes(), [disk, b':', ..] if disk.is_ascii_alphabetic());
    (is_on_disk || place.starts_with(['/', '\\'])).then(|| {
        let what = format!("`{place}` is a place on one computer only");
        Diagnostic::error("unreadable-file", what).help(format!(
            "put the file beside the {}, and write its name alone",
            kind.words()
        ))
    })
}

/// `path` in small letters, and with other endings of its kind.
pub(super) fn in_other_letters(path: &Path) -> Vec<PathBuf> {
    let text = |part: Option<&OsStr>| part.and_then(OsStr::to_str).map(str::to_owned);
    let (Some(stem), Some(ending)) = (text(path.file_stem()), text(path.extension())) else {
        return Vec::new();
    };
    let ending = ending.to_lowercase();
    let kinds = [&["jpg", "jpeg", "png", "svg"][..], &["otf", "ttf"]];
    let Some(kind) = kinds.into_iter().find(|kind| kind.contains(&&*ending)) else {
        return Vec::new();
    };
    let mut endings = vec![ending.clone(), ending.to_uppercase()];
    endings.extend(kind.iter().map(|other| (*other).to_owned()));
    let stems = [stem.clone(), stem.to_lowercase()];
    let names = stems.iter().flat_map(|stem| {
        let of_stem = endings.iter().map(move |ending| format!("{stem}.{ending}"));
        of_stem.map(|name| path.with_file_name(name))
    });
    names.collect()
}
