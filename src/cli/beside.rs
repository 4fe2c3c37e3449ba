//! What stands beside a brief: its translations, which are called after it, and other briefs.

use super::Outcome;
use super::limited_file;
use super::paths::{folder_of, without_toml};
use super::report::Reporter;
use crate::brief::is_brief;
use crate::brief::translation::is_translation;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The briefs with the translations that stand beside them, each once: those of `astana-2017.toml` are called
/// `astana-2017.ru.toml` after their languages. With them the folders that could not be listed.
pub(super) fn with_editions(briefs: &[PathBuf]) -> (Vec<PathBuf>, Vec<(PathBuf, io::Error)>) {
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut folders: BTreeMap<&Path, Vec<OsString>> = BTreeMap::new();
    let mut failed = Vec::new();
    let mut all = Vec::new();
    for brief in briefs {
        let names = folders
            .entry(folder_of(brief))
            .or_insert_with_key(|folder| {
                names_in(folder).unwrap_or_else(|error| {
                    failed.push((folder.to_path_buf(), error));
                    Vec::new()
                })
            });
        for path in std::iter::once(brief.clone()).chain(editions_among(brief, names)) {
            if seen.insert(path.clone()) {
                all.push(path);
            }
        }
    }
    (all, failed)
}

/// The translations that stand beside a brief, in the order of their names. Where its folder cannot be listed, that is
/// said: an edition is not passed over.
pub(super) fn editions_of(brief: &Path, reporter: &mut Reporter) -> Result<Vec<PathBuf>, Outcome> {
    let folder = folder_of(brief);
    let names = names_in(folder).map_err(|error| {
        reporter.system_error(folder, "look for translations in this folder", &error)
    })?;
    Ok(editions_among(brief, &names))
}

/// The names of the files in a folder, in their order; none where it is not there, which is said of the brief.
pub(super) fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let names = files.map(|file| file.map(|file| file.file_name()));
    let mut names = names.collect::<io::Result<Vec<OsString>>>()?;
    names.sort_unstable();
    Ok(names)
}

/// The translations of a brief among the files of its folder, whose names are sorted.
fn editions_among(brief: &Path, names: &[OsString]) -> Vec<PathBuf> {
    let bare = without_toml(brief);
    let Some(stem) = bare.file_name().and_then(|stem| stem.to_str()) else {
        return Vec::new();
    };
    let start = OsString::from(format!("{stem}."));
    // Names that start alike stand together.
    let first = names.partition_point(|name| *name < start);
    let starts_alike = |name: &&OsString| {
        let start = start.as_encoded_bytes();
        name.as_encoded_bytes().starts_with(start)
    };
    let is_edition = |name: &&OsString| {
        let tag = name
            .to_str()
            .and_then(|name| name.get(start.len()..)?.split_once('.'));
        tag.is_some_and(|(tag, end)| !tag.is_empty() && end.eq_ignore_ascii_case("toml"))
    };
    let alike = names[first..].iter().take_while(starts_alike);
    alike
        .filter(is_edition)
        .map(|name| brief.with_file_name(name))
        .filter(|path| holds_translation(path))
        .collect()
}

/// Whether the file at `path` is to be read as a translation: it is one, or cannot be read, so that reading it says why.
pub(super) fn holds_translation(path: &Path) -> bool {
    is_translation_file(path).unwrap_or_else(|error| error.kind() != ErrorKind::NotFound)
}

/// Whether the file at `path` is a translation. A folder is none, nor is a pipe, which to read could take for ever.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn is_translation_file(path: &Path) -> io::Result<bool> {
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    let start = limited_file::read_start(path)?;
    Ok(is_translation(&String::from_utf8_lossy(&start)))
}

/// Whether the file at `path` begins as a brief does, and as no translation.
pub(super) fn begins_as_brief(path: &Path) -> bool {
    limited_file::read_start(path).is_ok_and(|start| {
        let start = String::from_utf8_lossy(&start);
        is_brief(&start) && !is_translation(&start)
    })
}
