//! Folders that are named in the place of briefs: which files in them are meant.

use super::beside;
use super::house_style::is_house_style;
use super::paths::{identity, is_toml};
use crate::archive::BAGIT;
use crate::ordered::Ordered;
use std::collections::BTreeSet;
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
    /// Files of folders that an editor has added an extension to: `brief.toml.txt`.
    pub with_extension: Vec<PathBuf>,
}

/// The files that are meant by `named`, in that order: files themselves, and where `all_languages` the translations
/// beside them; all that can be briefs or translations in folders and those below them, each once, a brief before its
/// translations and a folder's files before its folders.
///
/// Hidden files and folders are left out, and so are house styles, preservation packages, links to folders, and what
/// is to be excluded.
pub(super) fn find(named: &[PathBuf], all_languages: bool, excluded: &[PathBuf]) -> Discovery {
    let (named, failed) = if all_languages {
        beside::with_editions(named)
    } else {
        (named.to_vec(), Vec::new())
    };
    let files = named.iter().filter(|path| !path.is_dir());
    let mut seen: BTreeSet<PathBuf> = files.map(|path| identity(path)).into_set();
    let excluded = excluded.iter().map(|path| identity(path)).collect();
    let mut discovery = Discovery {
        failed,
        ..Discovery::default()
    };
    for path in &named {
        if path.is_dir() {
            let before = discovery.found.len();
            let mut in_folder = Vec::new();
            let failed_before = discovery.failed.len();
            walk(
                path,
                Path::new(""),
                &excluded,
                &mut in_folder,
                &mut discovery,
            );
            if in_folder.is_empty() && discovery.failed.len() == failed_before {
                discovery.empty.push(path.clone());
            }
            in_folder.retain(|found| seen.insert(identity(&found.path)));
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
    excluded: &BTreeSet<PathBuf>,
    found: &mut Vec<Found>,
    discovery: &mut Discovery,
) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => return discovery.failed.push((folder.to_owned(), error)),
    };
    if entries.iter().any(|entry| entry.file_name() == BAGIT) {
        return;
    }
    let mut files = Vec::new();
    let mut folders = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".")
            || !excluded.is_empty() && excluded.contains(&identity(&entry.path()))
        {
            continue;
        }
        // A link to a folder is not followed: it may lead round in a circle.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folders.push(name);
        } else if is_toml(Path::new(&name))
            && !is_house_style(Path::new(&name))
            && may_be_file(&entry.path())
        {
            files.push(PathBuf::from(name));
        } else if name
            .as_encoded_bytes()
            .to_ascii_lowercase()
            .ends_with(b".toml.txt")
        {
            discovery.with_extension.push(entry.path());
        }
    }
    files.sort_by(|one, other| one.file_stem().cmp(&other.file_stem()));
    folders.sort_unstable();
    found.extend(files.iter().map(|name| Found {
        path: folder.join(name),
        below: below.to_owned(),
        is_named: false,
    }));
    for name in folders {
        let (folder, below) = (folder.join(&name), below.join(&name));
        walk(&folder, &below, excluded, found, discovery);
    }
}

/// Whether a file is to be read: it is one, or a link that leads nowhere, so that reading it says so.
fn may_be_file(path: &Path) -> bool {
    match fs::metadata(path) {
        Ok(facts) => facts.is_file(),
        Err(_) => true,
    }
}
