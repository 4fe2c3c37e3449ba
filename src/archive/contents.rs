//! What is in a package: its files, wherever they stand, and what in it is no file.
//!
//! A zip or a tar file is read under limits, before anything of it is unpacked: nothing that it claims of
//! itself is believed.

use super::name::{Name, Unsafe};
use crate::diagnostic::reason;
use crate::limits::LARGEST_TEXT;
use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use zip::CompressionMethod::{Deflated, Stored};
use zip::result::ZipError;

/// The most files of a package.
const MOST_ENTRIES: usize = 1_000_000;
/// What deflate can make of a byte at most, and some more.
const LARGEST_RATIO: u64 = 1_040;
/// The most bytes of a header in a tar file that belongs to another header: a long name.
const LONGEST_NAME: u64 = 64 << 10;

/// The bytes of a header in a tar file; what follows it begins at a multiple of them.
const BLOCK: u64 = 512;

/// What programs that pack the folder they are in put before each path.
const HERE: &str = "./";

/// A file in a package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its name, below the package's folder.
    pub name: Name,
    /// Its size in bytes, as its surroundings say.
    pub size: u64,
    /// Where it is, for whoever listed it.
    pub place: u64,
}

/// Something in a package that is no file as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A path that no package may have.
    Unsafe(String, Unsafe),
    /// A symbolic or hard link.
    Link(String),
    /// A device, a pipe or the like.
    Special(String),
    /// Two files of one name.
    Duplicate(String),
    /// Files of which the zip or tar file says different things in different places, or that share bytes.
    Inconsistent(String),
    /// Something beside the package's folder.
    Outside(String),
    /// The zip or tar file ends before it should.
    Truncated,
    /// It claims to unpack to more than it can hold.
    TooLarge,
    /// It has more files than can be read.
    TooMany,
    /// It cannot be read, and why.
    Unreadable(String),
}

impl Fault {
    /// The path of the file that it concerns; none where that is the package as a whole.
    pub fn path(&self) -> Option<&str> {
        match self {
            Fault::Unsafe(path, _)
            | Fault::Link(path)
            | Fault::Special(path)
            | Fault::Duplicate(path)
            | Fault::Outside(path) => Some(path),
            Fault::Inconsistent(_)
            | Fault::Truncated
            | Fault::TooLarge
            | Fault::TooMany
            | Fault::Unreadable(_) => None,
        }
    }

    /// The fault of a package in a form that is not read here, though it may be whole.
    pub fn packed() -> Fault {
        let why = "it is packed in a form that is not read here; unpack it first";
        Fault::Unreadable(why.to_owned())
    }
}

/// The files of a package.
pub trait Contents: Sync {
    /// The files, and what stands among them that is none.
    fn listing(&self) -> &Listing;

    /// All of them, in the order of their names.
    fn entries(&self) -> &[Entry] {
        &self.listing().entries
    }

    /// The file of this name.
    fn entry(&self, name: &str) -> Option<&Entry> {
        let entries = self.entries();
        let place = entries.binary_search_by(|entry| entry.name.as_str().cmp(name));
        entries.get(place.ok()?)
    }

    /// What is in it that is no file.
    fn faults(&self) -> &[Fault] {
        &self.listing().faults
    }

    /// The content of a file. Several may be read at a time, though those of a zip or tar file wait for each other.
    ///
    /// # Errors
    /// Where it cannot be read, or `read` fails.
    fn read(
        &self,
        entry: &Entry,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// The files in a folder of the package, which ends with `/`.
pub fn entries_in<'c>(
    contents: &'c dyn Contents,
    folder: &'c str,
) -> impl Iterator<Item = &'c Entry> {
    let entries = contents.entries().iter();
    entries.filter(move |entry| entry.name.as_str().starts_with(folder))
}

/// The whole content of a file of at most `limit` bytes; none where it is larger.
///
/// # Errors
/// Where it cannot be read.
pub fn read_whole(
    contents: &dyn Contents,
    entry: &Entry,
    limit: u64,
) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    contents.read(entry, &mut |reader| {
        reader.take(limit + 1).read_to_end(&mut bytes).map(drop)
    })?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// The whole content of the file called `name`.
///
/// # Errors
/// Where there is none, as far as the files of the package are known, or it has more than `limit` bytes or cannot be
/// read.
pub fn read_named(contents: &dyn Contents, name: &str, limit: u64) -> io::Result<Vec<u8>> {
    let missing = || io::Error::new(io::ErrorKind::NotFound, format!("there is no {name} in it"));
    let entry = contents
        .entry(name)
        .ok_or_else(|| why_unlisted(contents).unwrap_or_else(missing))?;
    read_whole(contents, entry, limit)?
        .ok_or_else(|| io::Error::other(format!("its {name} is too large")))
}

/// The text of the file called `name`.
///
/// # Errors
/// The same as of [`read_named`], and where it is no text in UTF-8.
pub fn read_text(contents: &dyn Contents, name: &str) -> io::Result<String> {
    String::from_utf8(read_named(contents, name, LARGEST_TEXT)?)
        .map_err(|_| io::Error::other(format!("its {name} is no text in UTF-8")))
}

/// Why not all files of a package are known, where that is so.
pub fn why_unlisted(contents: &dyn Contents) -> Option<io::Error> {
    contents.faults().iter().find_map(|fault| match fault {
        Fault::Truncated => Some(io::Error::other("the file ends early")),
        Fault::Unreadable(why) => Some(io::Error::other(why.as_str())),
        _ => None,
    })
}

/// What is found in a package.
#[derive(Default)]
pub struct Listing {
    /// The package's folder, where paths begin with it.
    folder: Option<String>,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
    names: HashSet<Name>,
}

impl Listing {
    /// Adds a file, whose path is shown as `path`; of two with one name the first. Those that do not come in the order of
    /// their names are put in it by [`Listing::finish`].
    pub fn file(&mut self, name: Name, path: String, size: u64, place: u64) {
        if self.names.insert(name.clone()) {
            self.entries.push(Entry { name, size, place });
        } else {
            self.fault(Fault::Duplicate(path));
        }
    }

    /// Adds what is no file as it should be.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Adds a file of a zip or tar file, whose path begins with the package's folder.
    fn add(&mut self, path: &str, size: u64, place: u64) {
        let path = path.trim_start_matches(HERE);
        let name = match Name::new(path) {
            Ok(name) => name,
            Err(why) => return self.fault(Fault::Unsafe(path.to_owned(), why)),
        };
        let Some((folder, below)) = name.as_str().split_once('/') else {
            return self.fault(Fault::Outside(path.to_owned()));
        };
        // The first file says which folder is the package's: bags have one (RFC 8493, section 4).
        if self.folder.get_or_insert_with(|| folder.to_owned()) != folder {
            return self.fault(Fault::Outside(path.to_owned()));
        }
        // A part of a good path is one.
        let Ok(name) = Name::new(below) else {
            return self.fault(Fault::Outside(path.to_owned()));
        };
        self.file(name, path.to_owned(), size, place);
    }

    /// A folder is no file, but its path must not lead out.
    fn folder(&mut self, path: &str) {
        let path = path.trim_start_matches(HERE);
        if !matches!(path, "" | ".")
            && let Err(why) = Name::new(path.trim_end_matches('/'))
        {
            self.fault(Fault::Unsafe(path.to_owned(), why));
        }
    }

    /// Puts all in order.
    pub fn finish(&mut self) {
        // All are named as the files of the package are: below its folder.
        let folder = self.folder.as_ref().map(|folder| format!("{folder}/"));
        for fault in &mut self.faults {
            if let Fault::Unsafe(path, _)
            | Fault::Link(path)
            | Fault::Special(path)
            | Fault::Duplicate(path) = fault
                && let Some(folder) = &folder
                && let Some(below) = path.trim_start_matches(HERE).strip_prefix(folder)
            {
                *path = below.to_owned();
            }
        }
        self.entries.sort_by(|one, other| one.name.cmp(&other.name));
    }
}

/// A package in a zip file.
pub struct ZipContents<R> {
    zip: Mutex<Option<zip::ZipArchive<R>>>,
    listing: Listing,
}

impl<R: Read + Seek> ZipContents<R> {
    /// The package in the zip file `reader` of `length` bytes.
    pub fn new(mut reader: R, length: u64) -> ZipContents<R> {
        let mut listing = Listing::default();
        let begins = begins_as_zip(&mut reader);
        let zip = match zip::ZipArchive::new(reader) {
            Ok(mut zip) => {
                list_zip(&mut zip, length, &mut listing);
                Some(zip)
            }
            Err(error) => {
                listing.fault(match (begins, error) {
                    (_, ZipError::Io(why)) if why.raw_os_error().is_some() => {
                        Fault::Unreadable(reason(why))
                    }
                    // What says where all files are stands at the end (APPNOTE.TXT, 4.3.6).
                    (Ok(true), _) => Fault::Truncated,
                    (Ok(false), _) if length == 0 => Fault::Truncated,
                    (Ok(false), _) => Fault::Unreadable("it is no zip file".to_owned()),
                    (Err(why), _) => Fault::Unreadable(reason(why)),
                });
                None
            }
        };
        listing.finish();
        ZipContents {
            zip: Mutex::new(zip),
            listing,
        }
    }
}

/// Whether a file begins with the header of a file in a zip file (APPNOTE.TXT, 4.3.7).
fn begins_as_zip<R: Read + Seek>(reader: &mut R) -> io::Result<bool> {
    let mut start = Vec::new();
    reader.take(4).read_to_end(&mut start)?;
    reader.seek(SeekFrom::Start(0))?;
    Ok(start == b"PK\x03\x04")
}

fn list_zip<R: Read + Seek>(zip: &mut zip::ZipArchive<R>, length: u64, listing: &mut Listing) {
    if zip.len() > MOST_ENTRIES {
        return listing.fault(Fault::TooMany);
    }
    // Names that come twice, headers that disagree, entries that share bytes or stand in no directory.
    if let Err(error) = zip.validate_header_consistency() {
        listing.fault(Fault::Inconsistent(reason(error)));
    }
    let mut total = 0_u64;
    for index in 0..zip.len() {
        let file = match zip.by_index_raw(index) {
            Ok(file) => file,
            Err(error) => {
                listing.fault(Fault::Unreadable(reason(error)));
                continue;
            }
        };
        let path = match file.name() {
            Ok(path) => path.into_owned(),
            Err(error) => {
                listing.fault(Fault::Unreadable(reason(error)));
                continue;
            }
        };
        if file.encrypted() || !matches!(file.compression(), Stored | Deflated) {
            listing.entries.clear();
            listing.fault(Fault::packed());
            return;
        }
        total = total.saturating_add(file.size());
        let kind = file.unix_mode().map_or(0, |mode| mode & S_IFMT);
        if kind == S_IFLNK {
            listing.fault(Fault::Link(path));
        } else if file.is_dir() {
            listing.folder(&path);
        } else if !matches!(kind, 0 | S_IFREG) {
            listing.fault(Fault::Special(path));
        } else {
            listing.add(&path, file.size(), index as u64);
        }
    }
    if total > length.saturating_mul(LARGEST_RATIO) {
        listing.entries.clear();
        listing.fault(Fault::TooLarge);
    }
}

/// The bits of a mode that say what kind of file it is (POSIX, `sys/stat.h`), a regular file and a link.
const S_IFMT: u32 = 0o170_000;
const S_IFREG: u32 = 0o100_000;
const S_IFLNK: u32 = 0o120_000;

impl<R: Read + Seek + Send> Contents for ZipContents<R> {
    fn listing(&self) -> &Listing {
        &self.listing
    }

    fn read(
        &self,
        entry: &Entry,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut zip = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        let zip = zip.as_mut().ok_or(io::ErrorKind::InvalidData)?;
        let index = usize::try_from(entry.place).map_err(io::Error::other)?;
        let mut file = zip.by_index(index)?;
        // Not more than it says of itself; that it is not less is seen by its checksum.
        let mut whole = (&mut file).take(entry.size);
        read(&mut whole)?;
        // Who stops before the end has seen enough.
        if whole.limit() > 0 {
            return Ok(());
        }
        let more = io::copy(&mut file.take(1), &mut io::sink())?;
        match more {
            0 => Ok(()),
            _ => Err(io::Error::other("it unpacks to more than it says")),
        }
    }
}

/// A package in a tar file.
pub struct TarContents<R> {
    reader: Mutex<R>,
    listing: Listing,
}

impl<R: Read + Seek> TarContents<R> {
    /// The package in the tar file `reader`, which is not compressed.
    pub fn new(mut reader: R) -> TarContents<R> {
        let mut listing = Listing::default();
        if let Err(error) = list_tar(&mut reader, &mut listing) {
            listing.fault(match error.kind() {
                io::ErrorKind::UnexpectedEof => Fault::Truncated,
                _ => Fault::Unreadable(reason(error)),
            });
        }
        listing.finish();
        TarContents {
            reader: Mutex::new(reader),
            listing,
        }
    }
}

fn list_tar<R: Read + Seek>(reader: &mut R, listing: &mut Listing) -> io::Result<()> {
    let length = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(0))?;
    // First what the headers say one by one: one that belongs to another would be read into memory whole.
    let (mut count, mut start, mut end) = (0, 0, 0);
    let mut size_of_next = None;
    while start < length {
        let header = read_at(reader, start, BLOCK)?;
        let mut archive = tar::Archive::new(header.as_slice());
        let Some(entry) = archive.entries()?.raw(true).next() else {
            break;
        };
        let (header, content) = (entry?.header().clone(), start.saturating_add(BLOCK));
        count += 1;
        if count > MOST_ENTRIES {
            listing.fault(Fault::TooMany);
            return Ok(());
        }
        let kind = header.entry_type();
        let extends = kind.is_gnu_longname()
            || kind.is_gnu_longlink()
            || kind.is_pax_local_extensions()
            || kind.is_pax_global_extensions();
        let mut size = header.entry_size()?;
        if extends && size > LONGEST_NAME {
            return Err(io::Error::other("a header in it is longer than 64 KB"));
        }
        if !extends {
            size = size_of_next.unwrap_or(size);
        }
        let mut has_holes = kind.is_gnu_sparse();
        if kind.is_pax_local_extensions() {
            let fields = read_at(reader, content, size)?;
            let fields = || tar::PaxExtensions::new(&fields).map_while(Result::ok);
            has_holes |= fields().any(|field| field.key_bytes().starts_with(b"GNU.sparse."));
            // A size that the header has no room for.
            let size = fields().find(|field| field.key_bytes() == b"size");
            size_of_next = size.and_then(|size| size.value().ok()?.parse().ok());
        } else if !kind.is_gnu_longname() && !kind.is_gnu_longlink() {
            size_of_next = None;
        }
        if has_holes {
            listing.fault(Fault::packed());
            return Ok(());
        }
        end = content.saturating_add(size);
        start = end.checked_next_multiple_of(BLOCK).unwrap_or(u64::MAX);
    }
    if !ends_as_tar(reader, end, length)? {
        listing.fault(Fault::Truncated);
    }
    reader.seek(SeekFrom::Start(0))?;
    for entry in tar::Archive::new(reader).entries_with_seek()? {
        let entry = entry?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let kind = entry.header().entry_type();
        if kind.is_dir() {
            listing.folder(&path);
        } else if kind.is_symlink() || kind.is_hard_link() {
            listing.fault(Fault::Link(path));
        } else if kind.is_file() && std::str::from_utf8(&entry.path_bytes()).is_ok() {
            listing.add(&path, entry.size(), entry.raw_file_position());
        } else if kind.is_file() {
            listing.fault(Fault::Unsafe(path, Unsafe::Malformed));
        } else if !kind.is_pax_global_extensions() {
            listing.fault(Fault::Special(path));
        }
    }
    Ok(())
}

/// Whether what begins the end of a tar file, a block of noughts (POSIX.1-2017, pax, “ustar Interchange Format”),
/// stands behind its last entry, which ends at `end`.
fn ends_as_tar<R: Read + Seek>(reader: &mut R, end: u64, length: u64) -> io::Result<bool> {
    let Some(end) = end.checked_next_multiple_of(BLOCK) else {
        return Ok(false);
    };
    if end.saturating_add(BLOCK) > length {
        return Ok(false);
    }
    Ok(read_at(reader, end, BLOCK)?.iter().all(|byte| *byte == 0))
}

/// The bytes from `start` on, as far as they go.
fn read_at<R: Read + Seek>(reader: &mut R, start: u64, length: u64) -> io::Result<Vec<u8>> {
    reader.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    reader.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl<R: Read + Seek + Send> Contents for TarContents<R> {
    fn listing(&self) -> &Listing {
        &self.listing
    }

    fn read(
        &self,
        entry: &Entry,
        read: &mut dyn FnMut(&mut dyn Read) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.seek(SeekFrom::Start(entry.place))?;
        let mut file = (&mut *reader).take(entry.size);
        read(&mut file)?;
        Ok(())
    }
}

/// The forms of a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A folder.
    Folder,
    /// A zip file.
    Zip,
    /// A tar file.
    Tar,
}

/// How the names of files end in which other programs pack, in forms which are not read here.
const PACKED: [&str; 7] = [
    ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst", ".7z", ".rar",
];

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Folder, Form::Zip, Form::Tar];

    /// The form of the package at `path`, by the end of its name.
    pub fn of(path: &Path) -> Form {
        let end = path.extension().map(|end| end.to_ascii_lowercase());
        match end.as_deref().and_then(|end| end.to_str()) {
            Some("zip") => Form::Zip,
            Some("tar") => Form::Tar,
            _ => Form::Folder,
        }
    }

    /// The name of the package whose folder or file is called `file_name`: the same in every form.
    pub fn package_name(file_name: &str) -> &str {
        match (Form::of(Path::new(file_name)), file_name.rsplit_once('.')) {
            (Form::Zip | Form::Tar, Some((name, _))) => name,
            _ => file_name,
        }
    }

    /// The name of what is in a file called `file_name` that another program has packed in a form which is not read here; none
    /// where it is another file.
    pub fn packed_name(file_name: &str) -> Option<&str> {
        PACKED.into_iter().find_map(|end| {
            let (name, rest) =
                file_name.split_at_checked(file_name.len().checked_sub(end.len())?)?;
            rest.eq_ignore_ascii_case(end).then_some(name)
        })
    }

    /// What the folder or file of a package called `name` is called.
    pub fn file_name(self, name: &str) -> String {
        match self {
            Form::Folder => name.to_owned(),
            Form::Zip => format!("{name}.zip"),
            Form::Tar => format!("{name}.tar"),
        }
    }

    /// The same in every form.
    pub fn file_names(name: &str) -> [String; 3] {
        Form::ALL.map(|form| form.file_name(name))
    }

    /// What a file can be called in which another program has packed the package called `name`.
    pub fn packed_file_names(name: &str) -> [String; PACKED.len()] {
        PACKED.map(|end| format!("{name}{end}"))
    }
}
