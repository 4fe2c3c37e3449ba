//! Packages on the disk: opening one, and finding all in a folder.

use crate::archive::{BAGIT, Contents, Entry, Fault, Form, Name, TarContents, Unsafe, ZipContents};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// The start of the names under which packages are made, before they have their own.
pub(super) const TEMPORARY: &str = ".briefgen-";

/// Opens the package at `path`.
///
/// # Errors
/// Where it cannot be read at all.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn Contents>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Ok(Box::new(FolderContents::new(path)));
    }
    let file = BufReader::with_capacity(128 << 10, File::open(path)?);
    Ok(match Form::of(path) {
        Form::Tar => Box::new(TarContents::new(file)),
        // What is neither is said to be no zip file.
        Form::Zip | Form::Folder => Box::new(ZipContents::new(file, metadata.len())),
    })
}

/// The packages at `path`: itself, or those in the folder and the folders in it, in the order of their names.
///
/// # Errors
/// Where a folder cannot be read.
pub(super) fn find(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() || path.join(BAGIT).is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, entry.path());
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                continue;
            }
            if kind.is_dir() && path.join(BAGIT).is_file() {
                found.push(path);
            } else if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && Form::of(&path) != Form::Folder && holds_package(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a zip or tar file, found among others, is a package, or cannot be told not to be one.
fn holds_package(path: &Path) -> bool {
    open(path).is_ok_and(|contents| {
        contents
            .entries()
            .iter()
            .any(|entry| entry.name.as_str() == BAGIT)
            || path
                .file_stem()
                .is_some_and(|stem| super::archive::is_package_name(&stem.to_string_lossy()))
    })
}

/// A package that is a folder.
struct FolderContents {
    entries: Vec<Entry>,
    paths: Vec<PathBuf>,
    faults: Vec<Fault>,
}

impl FolderContents {
    fn new(root: &Path) -> FolderContents {
        let mut contents = FolderContents {
            entries: Vec::new(),
            paths: Vec::new(),
            faults: Vec::new(),
        };
        let mut names = HashSet::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            if let Err(error) = contents.list(root, &folder, &mut folders, &mut names) {
                let fault = Fault::Unreadable(format!("{}: {error}", folder.display()));
                contents.faults.push(fault);
            }
        }
        contents
            .entries
            .sort_by(|one, other| one.name.cmp(&other.name));
        contents
    }

    fn list(
        &mut self,
        root: &Path,
        folder: &Path,
        folders: &mut Vec<PathBuf>,
        names: &mut HashSet<Name>,
    ) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let shown = below(root, &path);
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                self.faults.push(Fault::Link(shown));
            } else if kind.is_dir() {
                folders.push(path);
            } else if !kind.is_file() {
                self.faults.push(Fault::Special(shown));
            } else {
                let name = match path.to_str() {
                    Some(_) => Name::new(&shown),
                    None => Err(Unsafe::Malformed),
                };
                match name {
                    Err(why) => self.faults.push(Fault::Unsafe(shown, why)),
                    // Two names that differ in normalisation only.
                    Ok(name) if !names.insert(name.clone()) => {
                        self.faults.push(Fault::Duplicate(shown));
                    }
                    Ok(name) => {
                        self.entries.push(Entry {
                            name,
                            size: entry.metadata()?.len(),
                            place: self.paths.len() as u64,
                        });
                        self.paths.push(path);
                    }
                }
            }
        }
        Ok(())
    }
}

/// A path as the files of a package are named: from its root, with `/`.
pub(super) fn below(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

impl Contents for FolderContents {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn read(
        &self,
        entry: &Entry,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        let path = usize::try_from(entry.place)
            .ok()
            .and_then(|place| self.paths.get(place))
            .ok_or(io::ErrorKind::NotFound)?;
        read(&mut File::open(path)?)
    }
}
