//! A package as a folder, written whole or not at all.

use super::{TemporaryFolder, temporary_folder};
use crate::archive::{Container, Name};
use crate::date::Date;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A folder under a temporary name, waiting to take its own.
pub(super) struct Folder {
    folder: TemporaryFolder,
    time: SystemTime,
    /// The folders in it, which go down to the disk after their files.
    below: BTreeSet<PathBuf>,
}

impl Folder {
    /// A folder in `parent`, whose files are of the day `date`.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new(parent: &Path, date: Date) -> io::Result<Folder> {
        Ok(Folder {
            folder: temporary_folder(parent)?,
            time: SystemTime::UNIX_EPOCH + Duration::from_secs(date.unix_seconds()),
            below: BTreeSet::new(),
        })
    }

    /// Where it is for now.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Takes the name `target`, which nothing has.
    ///
    /// # Errors
    /// Where it cannot, or something has taken the name meanwhile.
    pub fn commit(self, target: &Path) -> io::Result<()> {
        for folder in self.below.iter().rev() {
            sync_folder(folder)?;
        }
        sync_folder(self.folder.path())?;
        if fs::symlink_metadata(target).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(self.folder.path(), target)?;
        sync_folder(target.parent().unwrap_or(Path::new(".")))
    }
}

impl Container for Folder {
    fn add(&mut self, name: &Name, _size: u64, content: &mut dyn Read) -> io::Result<()> {
        let path = self.folder.path().join(name.as_str());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
            let inside = parent
                .ancestors()
                .take_while(|parent| *parent != self.folder.path());
            self.below.extend(inside.map(Path::to_owned));
        }
        let mut file = File::create_new(&path)?;
        io::copy(content, &mut file)?;
        file.set_modified(self.time)?;
        file.sync_all()
    }
}

/// Brings down to the disk which files a folder has.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    // Other systems do not open folders.
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
