//! Writing a file whole or not at all, and several together.
//!
//! A file is written under a temporary name beside its place, down to the disk, and then renamed: who reads it
//! meanwhile has the earlier one. Where its name is a link, the file at the end of the link is replaced, as by any
//! program that writes through it. A file that takes the place of another has its permissions.

use super::Outcome;
use super::limited_file;
use super::paths::folder_of;
use super::report::Reporter;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// The start and the end of the names under which files are written.
const TEMPORARY: [&str; 2] = [".briefgen-", ".tmp"];
/// How many links lead to a file at most, as Linux has it.
const MOST_LINKS: usize = 40;

/// Whether this is the name of a file or folder that is being written, or was when a run was killed.
pub(super) fn is_temporary(name: &str) -> bool {
    let [start, end] = TEMPORARY;
    name.starts_with(start) && name.ends_with(end)
}

/// The bytes of the file that stands at `target`; none where nothing does.
///
/// # Errors
/// Where it cannot be read, has more bytes than `limit`, or is no plain file: to read a pipe could take for ever.
pub(super) fn read_standing(target: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(target) {
        Ok(facts) => refuse_other_kinds(&facts)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    match limited_file::read(target, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn refuse_other_kinds(facts: &Metadata) -> io::Result<()> {
    if facts.is_dir() {
        let what = "a folder of this name is in the way";
        return Err(io::Error::new(ErrorKind::IsADirectory, what));
    }
    if !facts.is_file() {
        return Err(io::Error::other("what stands here is no plain file"));
    }
    Ok(())
}

/// Contents written to the disk under a temporary name, waiting to take their place.
pub(super) struct Staged {
    /// The file is closed: a run may have many of them.
    file: TempPath,
    /// The place as it was named.
    named: PathBuf,
    /// Where a link of that name ends.
    target: PathBuf,
}

impl Staged {
    /// Writes `contents` beside `target` under a temporary name, down to the disk.
    ///
    /// # Errors
    /// Where the disk is full, the folder cannot be written to, or the target is read-only, no plain file, or a link
    /// to another kind of file.
    pub fn write(target: &Path, contents: &[u8]) -> io::Result<Staged> {
        Staged::write_like(target, None, contents)
    }

    /// The same; where nothing stands at `target`, nobody may read it who may not read what is `like` it.
    ///
    /// # Errors
    /// As above.
    pub fn write_like(
        target: &Path,
        like: Option<Metadata>,
        contents: &[u8],
    ) -> io::Result<Staged> {
        let (end, standing) = end_of_links(target)?;
        if end != target && end.extension() != target.extension() {
            // Rather than to write a PDF over the brief.
            let reason = format!("this link leads to another kind of file, {}", end.display());
            return Err(io::Error::other(reason));
        }
        if let Some(standing) = &standing {
            refuse_other_kinds(standing)?;
            if standing.permissions().readonly() {
                let what = "a file that is read-only stands there";
                return Err(io::Error::new(ErrorKind::PermissionDenied, what));
            }
        }
        let standing = standing.or(like);
        let mut file = temporary_names()
            .make_in(folder_of(&end), |name| create(name, standing.as_ref()))
            .map_err(of_its_folder)?;
        if let Some(standing) = &standing
            && file.as_file().metadata()?.permissions() != standing.permissions()
        {
            file.as_file().set_permissions(standing.permissions())?;
        }
        file.as_file_mut().write_all(contents)?;
        file.as_file().sync_all()?;
        Ok(Staged {
            file: file.into_temp_path(),
            named: target.to_owned(),
            target: end,
        })
    }

    /// Lets nobody read it who may not read the file at `like`.
    ///
    /// # Errors
    /// Where its permissions cannot be set.
    pub fn with_permissions_of(self, like: &Path) -> io::Result<Staged> {
        fs::set_permissions(&self.file, fs::metadata(like)?.permissions())?;
        Ok(self)
    }

    /// Takes the place of what stood there.
    ///
    /// # Errors
    /// Where the target cannot be replaced; what stood there stays.
    pub fn commit(self) -> io::Result<()> {
        self.file.persist(&self.target).map_err(|error| error.error)
    }

    /// Takes its place where nothing stands, not even a link.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyExists`] where something does.
    pub fn commit_new(self) -> io::Result<()> {
        if self.named != self.target {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.file
            .persist_noclobber(&self.target)
            .map_err(|error| error.error)
    }

    /// Takes the place of `known`, which was read there: nobody's words that came there meanwhile are lost.
    ///
    /// # Errors
    /// Where something else stands there by now, or the target cannot be replaced; what stands there stays.
    pub fn commit_over(self, known: &[u8]) -> io::Result<()> {
        let standing = File::open(&self.target)?;
        // Of two runs at once the second finds what the first has written. Some file systems know no locks.
        if let Err(TryLockError::WouldBlock) = standing.try_lock() {
            return Err(io::Error::other(
                "another program is at it; wait for it, and try again",
            ));
        }
        if fs::read(&self.target)? != known {
            return Err(io::Error::other(
                "it has been changed while its changes were put together; try again",
            ));
        }
        self.commit()
    }
}

/// Writes files, all or none: all are on the disk before the first takes its place. Reports the first that cannot be
/// written, as of [`commit_all`].
pub(super) fn write_all<'f>(
    files: impl IntoIterator<Item = (&'f Path, &'f [u8])>,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let stage = |(target, contents): (&Path, &[u8])| {
        Staged::write(target, contents).map_err(|error| (target.to_owned(), error))
    };
    let staged: Result<Vec<Staged>, _> = files.into_iter().map(stage).collect();
    staged
        .and_then(commit_all)
        .map_err(|(target, error)| reporter.system_error(&target, "write this file", &error))
}

/// Lets files take their places, all or none.
///
/// # Errors
/// The first that cannot; those before it are as they were, or the reason says which are not. Only where the process
/// is killed between two of them, some have their new contents and others the earlier ones.
pub(super) fn commit_all(files: Vec<Staged>) -> Result<(), (PathBuf, io::Error)> {
    let mut taken: Vec<Taken> = Vec::new();
    let mut files = files.into_iter().peekable();
    while let Some(file) = files.next() {
        let named = file.named.clone();
        // Nothing comes after the last, which would have to be taken back.
        let earlier = files.peek().map(|_| Earlier::keep(&file.target));
        let target = file.target.clone();
        if let Err(error) = file.commit() {
            let stay = taken.into_iter().rev().filter_map(Taken::give_back);
            let stay: Vec<String> = stay.map(|path| path.display().to_string()).collect();
            let error = match stay.len() {
                0 => error,
                _ => {
                    let reason = format!("{error}; written already: {}", stay.join(", "));
                    io::Error::new(error.kind(), reason)
                }
            };
            return Err((named, error));
        }
        if let Some(earlier) = earlier {
            taken.push(Taken {
                named,
                target,
                earlier,
            });
        }
    }
    Ok(())
}

/// A file that has taken its place.
struct Taken {
    named: PathBuf,
    target: PathBuf,
    earlier: Earlier,
}

impl Taken {
    /// Puts back what stood there; the name of the file where that cannot be done.
    fn give_back(self) -> Option<PathBuf> {
        let given_back = match self.earlier {
            Earlier::Nothing => fs::remove_file(&self.target).is_ok(),
            Earlier::File(file) => file.persist(&self.target).is_ok(),
            Earlier::Unknown => false,
        };
        (!given_back).then_some(self.named)
    }
}

/// What stood in a place.
enum Earlier {
    Nothing,
    /// A second name of it, which is taken away when it is not needed any more.
    File(TempPath),
    /// The file system has no second names.
    Unknown,
}

impl Earlier {
    fn keep(target: &Path) -> Earlier {
        let link = temporary_names().make_in(folder_of(target), |name| fs::hard_link(target, name));
        match link {
            Ok(link) => Earlier::File(link.into_temp_path()),
            Err(error) if error.kind() == ErrorKind::NotFound => Earlier::Nothing,
            Err(_) => Earlier::Unknown,
        }
    }
}

/// Where the links end that begin at `path`, and what stands there.
fn end_of_links(path: &Path) -> io::Result<(PathBuf, Option<Metadata>)> {
    let mut end = path.to_owned();
    for _ in 0..=MOST_LINKS {
        match fs::symlink_metadata(&end) {
            Ok(facts) if facts.is_symlink() => {
                end = folder_of(&end).join(fs::read_link(&end)?);
            }
            Ok(facts) => return Ok((end, Some(facts))),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((end, None)),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("links lead from one to another for ever"))
}

/// Names under which files and folders are written.
pub(super) fn temporary_names() -> tempfile::Builder<'static, 'static> {
    let [start, end] = TEMPORARY;
    let mut builder = tempfile::Builder::new();
    builder.prefix(start).suffix(end);
    builder
}

/// A file in `folder` under a temporary name, open for writing; removed again unless it gets another name.
///
/// # Errors
/// Where it cannot be made.
pub(super) fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    temporary_names()
        .make_in(folder, |name| create(name, None))
        .map_err(of_its_folder)
}

/// Creates a file that others may read, from its first moment, no more than the one that is `standing`.
fn create(name: &Path, standing: Option<&Metadata>) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if let Some(standing) = standing {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(standing.permissions().mode() & 0o777);
    }
    #[cfg(not(unix))]
    let _ = standing;
    options.open(name)
}

/// What the system said when a file was to be created: where that is the folder's doing, it says so.
fn of_its_folder(error: io::Error) -> io::Error {
    match error.kind() {
        kind @ (ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotFound) => {
            io::Error::new(kind, format!("nothing can be put into its folder: {error}"))
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tempfile::TempDir;

    fn staged(folder: &TempDir, names: &[&str]) -> Vec<Staged> {
        let stage = |name: &&str| Staged::write(&folder.path().join(name), b"new").unwrap();
        names.iter().map(stage).collect()
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_take_their_places_or_none() {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("there"), "old").unwrap();
        let files = staged(&folder, &["there", "first", "refused"]);
        // Somebody puts a folder into the place of the last.
        fs::create_dir(path("refused")).unwrap();
        assert_eq!(commit_all(files).unwrap_err().0, path("refused"));
        assert_eq!(fs::read(path("there")).unwrap(), b"old");
        assert_eq!(names(&folder), ["refused", "there"]);
        fs::remove_dir(path("refused")).unwrap();
        commit_all(staged(&folder, &["there", "first", "refused"])).unwrap();
        assert_eq!(fs::read(path("there")).unwrap(), b"new");
        assert_eq!(names(&folder), ["first", "refused", "there"]);
    }

    #[test]
    fn what_has_changed_meanwhile_stays() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("brief.toml");
        fs::write(&path, "read").unwrap();
        let file = Staged::write(&path, b"new").unwrap();
        fs::write(&path, "typed meanwhile").unwrap();
        assert!(file.commit_over(b"read").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"typed meanwhile");
        let file = Staged::write(&path, b"new").unwrap();
        file.commit_over(b"typed meanwhile").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_written_through_to_files_of_the_same_kind() {
        use std::os::unix::fs::symlink;
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("shared")).unwrap();
        fs::write(path("brief.toml"), "words").unwrap();
        symlink("shared/final.pdf", path("brief.pdf")).unwrap();
        // A link that leads nowhere yet, then one to a file.
        for _ in 0..2 {
            commit_all(staged(&folder, &["brief.pdf"])).unwrap();
            assert_eq!(fs::read(path("shared/final.pdf")).unwrap(), b"new");
            assert!(path("brief.pdf").is_symlink());
        }
        let new = staged(&folder, &["brief.pdf"]).pop().unwrap();
        assert_eq!(
            new.commit_new().unwrap_err().kind(),
            ErrorKind::AlreadyExists
        );
        symlink("brief.toml", path("other.pdf")).unwrap();
        symlink("/dev/null", path("null.pdf")).unwrap();
        symlink("round.pdf", path("round.pdf")).unwrap();
        for name in ["other.pdf", "null.pdf", "round.pdf"] {
            assert!(Staged::write(&path(name), b"new").is_err(), "{name}");
        }
        assert_eq!(fs::read(path("brief.toml")).unwrap(), b"words");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_kept_of_a_file_others_may_not_read_from_its_first_moment() {
        use std::os::unix::fs::PermissionsExt;
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("brief.toml");
        fs::write(&path, "words").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let like = fs::metadata(&path).unwrap();
        let kept = folder.path().join("brief.toml.orig");
        let staged = Staged::write_like(&kept, Some(like), b"words").unwrap();
        let facts = fs::metadata(&staged.file).unwrap();
        assert_eq!(facts.permissions().mode() & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions_and_a_read_only_one_its_content() {
        use std::os::unix::fs::PermissionsExt;
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("brief.pdf");
        for mode in [0o600, 0o666, 0o640] {
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            Staged::write(&path, b"new").unwrap().commit().unwrap();
            let facts = fs::metadata(&path).unwrap();
            assert_eq!(facts.permissions().mode() & 0o777, mode);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(Staged::write(&path, b"other").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(&folder), ["brief.pdf"]);
    }
}
