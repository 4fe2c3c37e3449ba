//! What tells whether files have changed, without reading them.

use crate::ordered::Ordered;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file as the system describes it: whatever is saved into it, or put in its place, makes another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stamp {
    /// In bytes.
    length: u64,
    /// When its content was written; none where the file system does not say.
    modified: Option<SystemTime>,
    /// Its number in the file system and when that entry changed, in seconds and nanoseconds; 0 where there is no
    /// such thing.
    entry: (u64, i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        #[cfg(unix)]
        let entry = {
            use std::os::unix::fs::MetadataExt;
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let entry = (0, 0, 0);
        Stamp {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            entry,
        }
    }
}

/// Files at a time: how each was, or that it was not there.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Stamps(BTreeMap<PathBuf, Option<Stamp>>);

impl Stamps {
    /// Looks at a file, unless it was looked at before.
    pub fn add(&mut self, path: &Path) {
        if !self.0.contains_key(path) {
            self.0.insert(path.to_owned(), look(path));
        }
    }

    /// The same files as they are now.
    pub fn again(&self) -> Stamps {
        let now = self.0.keys().map(|path| (path.clone(), look(path)));
        Stamps(now.into_map())
    }

    /// Whether every file that was there in `before` is there, and with something in it if it had.
    pub fn has_all_of(&self, before: &Stamps) -> bool {
        before.0.iter().all(|(path, before)| {
            let now = self.0.get(path).and_then(Option::as_ref);
            before
                .as_ref()
                .is_none_or(|before| now.is_some_and(|now| now.length > 0 || before.length == 0))
        })
    }

    /// The files.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }

    /// How many files there are; those that are not there do not count.
    pub fn there(&self) -> usize {
        self.0.values().flatten().count()
    }
}

/// Links are followed: it is the file that counts.
fn look(path: &Path) -> Option<Stamp> {
    std::fs::metadata(path)
        .ok()
        .map(|metadata| Stamp::of(&metadata))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_another_when_it_is_written_replaced_or_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a"), folder.path().join("b"));
        let mut stamps = Stamps::default();
        stamps.add(&path);
        assert_eq!(stamps.there(), 0);
        assert_eq!(stamps.again(), stamps);
        fs::write(&path, "one").unwrap();
        let written = stamps.again();
        assert_ne!(written, stamps);
        assert_eq!(written.there(), 1);
        assert_eq!(written.again(), written);
        fs::write(&other, "two").unwrap();
        fs::rename(&other, &path).unwrap();
        let replaced = written.again();
        assert_ne!(replaced, written);
        assert!(replaced.has_all_of(&written));
        fs::write(&path, "").unwrap();
        assert!(!replaced.again().has_all_of(&replaced));
        fs::remove_file(&path).unwrap();
        assert!(!replaced.again().has_all_of(&replaced));
        assert_eq!(replaced.again(), stamps);
    }
}
