//! Writing a file whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The folder that a file is in.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Contents written to the disk under a temporary name, waiting to take their place.
pub(super) struct Staged {
    file: NamedTempFile,
    target: PathBuf,
}

impl Staged {
    /// Writes `contents` beside `target` under a temporary name, down to the disk.
    ///
    /// # Errors
    /// Where the disk is full, the folder cannot be written to, or the target is no plain file.
    pub fn write(target: &Path, contents: &[u8]) -> io::Result<Staged> {
        if target.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "a folder of this name is in the way",
            ));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".briefgen-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file: what the user's umask leaves of it.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(folder_of(target))?;
        file.write_all(contents)?;
        file.as_file().sync_all()?;
        Ok(Staged {
            file,
            target: target.to_owned(),
        })
    }

    /// Takes the place of what stood there.
    ///
    /// # Errors
    /// Where the target cannot be replaced; what stood there stays.
    pub fn commit(self) -> io::Result<()> {
        self.file
            .persist(&self.target)
            .map(drop)
            .map_err(|error| error.error)
    }

    /// Takes its place where nothing stands.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where something does.
    pub fn commit_new(self) -> io::Result<()> {
        self.file
            .persist_noclobber(&self.target)
            .map(drop)
            .map_err(|error| error.error)
    }
}
