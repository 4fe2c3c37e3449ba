//! Folders that are named in the place of briefs: which files in them are meant.

use super::edition;
use super::house_style::is_house_style;
use crate::archive::BAGIT;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file that is to be made.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub path: PathBuf,
    /// Its folder as seen from the one that was named; empty where the file was named itself.
    pub below: PathBuf,
    /// Whether the file was named itself, so that it has to be a brief.
    pub is_named: bool,
}

impl Found {
    /// A file that was named itself.
    pub fn named(path: &Path) -> Found {
        Found {
            path: path.to_owned(),
            below: PathBuf::new(),
            is_named: true,
        }
    }
}

/// What was found, and what could not be looked into.
#[derive(Default)]
pub(super) struct Discovery {
    pub found: Vec<Found>,
    pub failed: Vec<(PathBuf, io::Error)>,
    /// The folders that were named and have no file that can be a brief.
    pub empty: Vec<PathBuf>,
}

/// The files that are meant by `named`, in that order: files themselves, and where `all_languages` the translations
/// beside them; all that can be briefs or translations in folders and those below them, each once, a brief before its
/// translations and a folder's files before its folders.
///
/// Hidden files and folders are left out, and so are house styles, preservation packages and links to folders.
pub(super) fn find(named: &[PathBuf], all_languages: bool) -> Discovery {
    let (named, failed) = if all_languages {
        edition::with_editions(named)
    } else {
        (named.to_vec(), Vec::new())
    };
    let (folders, files): (Vec<_>, Vec<_>) = named.iter().partition(|path| path.is_dir());
    let mut seen: BTreeSet<PathBuf> = files.into_iter().cloned().collect();
    let mut discovery = Discovery {
        failed,
        ..Discovery::default()
    };
    for path in &named {
        if folders.contains(&path) {
            let before = discovery.found.len();
            let mut in_folder = Vec::new();
            walk(path, Path::new(""), &mut in_folder, &mut discovery.failed);
            if in_folder.is_empty() && discovery.failed.is_empty() {
                discovery.empty.push(path.clone());
            }
            in_folder.retain(|found| seen.insert(found.path.clone()));
            discovery.found.splice(before.., in_folder);
        } else {
            discovery.found.push(Found::named(path));
        }
    }
    discovery
}

fn walk(
    folder: &Path,
    below: &Path,
    found: &mut Vec<Found>,
    failed: &mut Vec<(PathBuf, io::Error)>,
) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => return failed.push((folder.to_owned(), error)),
    };
    if entries.iter().any(|entry| entry.file_name() == BAGIT) {
        return;
    }
    let mut files = Vec::new();
    let mut folders = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // A link to a folder is not followed: it may lead round in a circle.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folders.push(name);
        } else if Path::new(&name).extension() == Some(OsStr::new("toml"))
            && !is_house_style(Path::new(&name))
            && folder.join(&name).is_file()
        {
            files.push(PathBuf::from(name));
        }
    }
    files.sort_by(|one, other| one.file_stem().cmp(&other.file_stem()));
    folders.sort();
    found.extend(files.iter().map(|name| Found {
        path: folder.join(name),
        below: below.to_owned(),
        is_named: false,
    }));
    for name in folders {
        walk(&folder.join(&name), &below.join(&name), found, failed);
    }
}
