//! Packages on the disk: opening one, and finding all in a folder.

use super::Outcome;
use super::limited_file::refuse_other_kinds;
use super::paths::{name_of, stem_of};
use super::report::Reporter;
use super::whole_file::is_temporary;
use crate::archive::{
    Algorithm, BAG_INFO, BAGIT, Contents, Entry, Fault, Form, Listing, Name, TarContents, Unsafe,
    ZipContents, entries_in, folder, group_of, is_package_name, manifest_name, why_unlisted,
};
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Opens the package at `path`.
///
/// # Errors
/// Where it cannot be read at all.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn Contents>> {
    if fs::metadata(path)?.is_dir() {
        return Ok(Box::new(FolderContents::new(path)));
    }
    refuse_other_kinds(path)?;
    let name = name_of(path);
    if Form::packed_name(&name).is_some() {
        let mut contents = FolderContents::default();
        contents.listing.fault(Fault::packed());
        return Ok(Box::new(contents));
    }
    // What is neither a zip nor a tar file by its name is said to be no zip file.
    open_file(path, Form::of(path))
}

/// Opens the package in the zip or tar file at `path`, whatever its name.
///
/// # Errors
/// Where it cannot be read at all.
pub(super) fn open_file(path: &Path, form: Form) -> io::Result<Box<dyn Contents>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let file = BufReader::with_capacity(128 << 10, Uninterrupted(file));
    Ok(match form {
        Form::Tar => Box::new(TarContents::new(file)),
        Form::Zip | Form::Folder => Box::new(ZipContents::new(file, length)),
    })
}

/// A file of which a read is begun again where a signal has interrupted it: readers of tar files take that for an error.
struct Uninterrupted(File);

impl Read for Uninterrupted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.0.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }
}

impl Seek for Uninterrupted {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.0.seek(place)
    }
}

/// Refuses a folder that is a package or is in one: what is written there would be no part of it.
pub(super) fn refuse_inside(
    folder: &Path,
    help: &str,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let Some(package) = around(folder) else {
        return Ok(());
    };
    let message = format!(
        "what is written here would damage the package {}",
        name_of(&package)
    );
    Err(reporter.command_error_at(folder, message, Some(help)))
}

/// The package that a folder is or is in, though the folder may not be there yet.
fn around(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    let there = folder.ancestors().find_map(|at| at.canonicalize().ok())?;
    let mut folders = there.ancestors();
    let package = folders.find(|folder| folder.join(BAGIT).is_file());
    package.map(Path::to_owned)
}

/// What was found in a folder.
#[derive(Default)]
pub(super) struct Found {
    /// The packages, in the order of their names.
    pub packages: Vec<PathBuf>,
    /// Files that are called like an edition of a package here, and packed in a form that is not read.
    pub packed: Vec<PathBuf>,
    /// The folders that could not be looked into.
    pub closed: Vec<(PathBuf, io::Error)>,
}

impl Found {
    /// Says what could not be looked into, and is no part of what was asked for; how bad that is.
    pub fn report(&self, reporter: &mut Reporter) -> Result<(), Outcome> {
        for path in &self.packed {
            let message =
                "this package was not looked into: it is packed in a form that is not read here";
            reporter.file_warning(path, "packed", message, "unpack it first");
        }
        for (path, error) in &self.closed {
            reporter.system_error(path, "look for packages in this folder", error);
        }
        Outcome::SystemFailed.unless(self.closed.is_empty())
    }
}

/// The packages at `path`: itself, or those in the folder and the folders in it.
///
/// # Errors
/// Where there is nothing, or it cannot be looked at.
pub(super) fn find(path: &Path) -> io::Result<Found> {
    let mut found = Found::default();
    if !fs::metadata(path)?.is_dir() || is_package(path) {
        found.packages.push(path.to_owned());
        return Ok(found);
    }
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        if let Err(error) = look_into(&folder, &mut folders, &mut found) {
            found.closed.push((folder, error));
        }
    }
    // Others are called so by chance. Where there is nothing else, it may be what was meant.
    let Found {
        packages, packed, ..
    } = &mut found;
    if !packages.is_empty() {
        packed.retain(|path| is_other_edition(path, packages));
    }
    packages.sort_unstable();
    packed.sort_unstable();
    Ok(found)
}

/// Whether what is packed in a file is another edition of one of the packages beside it, and none of them itself.
fn is_other_edition(packed: &Path, packages: &[PathBuf]) -> bool {
    let packed_name = name_of(packed);
    let name = Form::packed_name(&packed_name).unwrap_or_default();
    let beside = packages
        .iter()
        .filter(|path| path.parent() == packed.parent());
    let beside: Vec<_> = beside.map(|path| name_of(path)).collect();
    let mut beside = beside.iter().map(|beside| Form::package_name(beside));
    let group = group_of(name);
    beside.clone().all(|beside| beside != name) && beside.any(|beside| group_of(beside) == group)
}

fn look_into(folder: &Path, folders: &mut Vec<PathBuf>, found: &mut Found) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (kind, path) = (entry.file_type()?, entry.path());
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_temporary(&name) {
            continue;
        }
        let is_packed = || Form::packed_name(&name).is_some_and(is_package_name);
        if kind.is_dir() && (is_package(&path) || was_package(&path)) {
            found.packages.push(path);
        } else if kind.is_dir() {
            folders.push(path);
        } else if kind.is_file() && Form::of(&path) != Form::Folder && is_package(&path) {
            found.packages.push(path);
        } else if kind.is_file() && is_packed() {
            found.packed.push(path);
        }
    }
    Ok(())
}

/// Whether a folder is called like a package, and nothing is left of it.
fn was_package(path: &Path) -> bool {
    let name = name_of(path);
    is_package_name(&name) && fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether what is at `path`, found among others, is a package or was one: one that has lost a file, or a zip or tar
/// file that cannot be read, is not to be passed over.
fn is_package(path: &Path) -> bool {
    let manifests = Algorithm::ALL.into_iter().map(manifest_name);
    let mut marks = [BAGIT, BAG_INFO]
        .map(str::to_owned)
        .into_iter()
        .chain(manifests);
    if path.is_dir() {
        return marks.any(|mark| match fs::metadata(path.join(mark)) {
            Ok(facts) => facts.is_file(),
            // Where nothing can be looked at, it is a folder like others, of which listing it says why.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => false,
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        });
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    is_package_name(&name)
        || open(path).map_or(true, |contents| {
            why_unlisted(&*contents).is_some() || marks.any(|mark| contents.entry(&mark).is_some())
        })
}

/// A package that is a folder.
#[derive(Default)]
struct FolderContents {
    listing: Listing,
    paths: Vec<PathBuf>,
}

impl FolderContents {
    fn new(root: &Path) -> FolderContents {
        let mut contents = FolderContents::default();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            if let Err(error) = contents.list(root, &folder, &mut folders) {
                let fault = Fault::Unreadable(format!("{}: {error}", folder.display()));
                contents.listing.fault(fault);
            }
        }
        contents.listing.finish();
        contents
    }

    fn list(&mut self, root: &Path, folder: &Path, folders: &mut Vec<PathBuf>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let shown = below(root, &path);
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                self.listing.fault(Fault::Link(shown));
            } else if kind.is_dir() {
                folders.push(path);
            } else if !kind.is_file() {
                self.listing.fault(Fault::Special(shown));
            } else {
                let name = match path.to_str() {
                    Some(_) => Name::new(&shown),
                    None => Err(Unsafe::Malformed),
                };
                match name {
                    Err(why) => self.listing.fault(Fault::Unsafe(shown, why)),
                    // Two names are the same that differ in normalisation only.
                    Ok(name) => {
                        let (size, place) = (entry.metadata()?.len(), self.paths.len() as u64);
                        self.listing.file(name, shown, size, place);
                        self.paths.push(path);
                    }
                }
            }
        }
        Ok(())
    }
}

/// What in a package has become the outputs called `stem`: the brief, or a translation. Outputs have names there that
/// all systems can write, sources their own.
pub(super) fn source_of<'c>(contents: &'c dyn Contents, stem: &str) -> Option<&'c Entry> {
    let [own, in_package] = [stem.to_owned(), format!("{stem}.pdf")];
    entries_in(contents, folder::SOURCE).find(|entry| {
        let stem = stem_of(Path::new(entry.name.as_str()));
        stem == own || Name::portable("", &format!("{stem}.pdf")).as_str() == in_package
    })
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
    fn listing(&self) -> &Listing {
        &self.listing
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
