//! The package: parts in a zip file (ECMA-376-2), written the same way every time and read with care.

use super::Error;
use crate::deflate;
use flate2::Crc;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::ops::Deref;
use std::sync::Arc;
use zip::ZipArchive;
use zip::result::ZipError;

/// Parts by their names.
pub(super) type Parts = BTreeMap<String, Part>;

/// A part.
pub(super) enum Part {
    /// Of one file.
    Own(Vec<u8>),
    /// Of many files.
    Shared(Arc<Packed>),
}

impl Part {
    /// The digest of its bytes.
    pub fn digest(&self) -> [u8; 32] {
        match self {
            Part::Own(bytes) => Sha256::digest(bytes).into(),
            Part::Shared(packed) => packed.digest,
        }
    }
}

impl Deref for Part {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Part::Own(bytes) => bytes,
            Part::Shared(packed) => &packed.bytes,
        }
    }
}

impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Part {
        Part::Own(bytes)
    }
}

/// The part that says what the others are. It comes first: some readers look no further.
pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";

/// How many entries a zip file from outside may have. A file of ours is far below this limit and those that follow.
const MOST_ENTRIES: usize = 4096;

/// The zip file of `parts`: sorted, without times.
pub(super) fn write(parts: &Parts, deflater: &mut Deflater) -> Result<Vec<u8>, Error> {
    let mut names: Vec<&String> = parts.keys().collect();
    names.sort_unstable_by_key(|name| (name.as_str() != CONTENT_TYPES, name.as_str()));
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for name in names {
        let new;
        let (part, length) = match &parts[name] {
            Part::Shared(packed) => (&packed.entry, packed.bytes.len()),
            Part::Own(bytes) => {
                new = Entry::new(bytes, deflater);
                (&new, bytes.len())
            }
        };
        let offset = size(file.len())?;
        let facts = part.facts(length, name.len())?;
        file.extend_from_slice(LOCAL_HEADER);
        file.extend_from_slice(&facts);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(&part.content);
        add_to_directory(&mut directory, &facts, offset, name.as_bytes());
    }
    let start = size(file.len())?;
    let end = end_record(parts.len(), &directory, start)?;
    file.extend_from_slice(&directory);
    file.extend_from_slice(&end);
    Ok(file)
}

/// Adds what the directory says of an entry that begins at the byte `offset`.
fn add_to_directory(directory: &mut Vec<u8>, facts: &[u8], offset: u32, name: &[u8]) {
    directory.extend_from_slice(CENTRAL_HEADER);
    directory.extend_from_slice(&MADE_BY);
    directory.extend_from_slice(facts);
    // No comment, the first disk, no attributes of a text.
    directory.extend_from_slice(&[0; 6]);
    directory.extend_from_slice(&PERMISSIONS.to_le_bytes());
    directory.extend_from_slice(&offset.to_le_bytes());
    directory.extend_from_slice(name);
}

/// The end of a file of so many entries, whose directory begins at the byte `start`.
fn end_record(entries: usize, directory: &[u8], start: u32) -> Result<Vec<u8>, Error> {
    let count = u16::try_from(entries).map_err(|_| too_large())?;
    let mut end = END_SIGNATURE.to_vec();
    end.extend_from_slice(&[0; 4]);
    end.extend_from_slice(&count.to_le_bytes());
    end.extend_from_slice(&count.to_le_bytes());
    end.extend_from_slice(&size(directory.len())?.to_le_bytes());
    end.extend_from_slice(&start.to_le_bytes());
    end.extend_from_slice(&[0; 2]);
    Ok(end)
}

/// Whether a file has the entries that stand in it one behind the other, and what is to be said of them at its end, and
/// nothing more. Any bytes may be given.
pub(super) fn is_as_written(file: &[u8]) -> bool {
    let mut directory = Vec::new();
    let mut entries = 0;
    let mut rest = file;
    while let Some((facts, behind)) = rest
        .strip_prefix(LOCAL_HEADER)
        .and_then(<[u8]>::split_first_chunk::<FACTS>)
    {
        let number = |at: usize| u16::from_le_bytes([facts[at], facts[at + 1]]);
        let length = usize::from(number(14)) | usize::from(number(16)) << 16;
        let Some((name, behind)) = behind.split_at_checked(usize::from(number(22))) else {
            return false;
        };
        let Ok(offset) = size(file.len() - rest.len()) else {
            return false;
        };
        add_to_directory(&mut directory, facts, offset, name);
        let Some(behind) = behind.get(length..) else {
            return false;
        };
        rest = behind;
        entries += 1;
    }
    let start = size(file.len() - rest.len());
    start
        .and_then(|start| end_record(entries, &directory, start))
        .is_ok_and(|end| rest.strip_prefix(directory.as_slice()) == Some(&end))
}

/// The compressor of parts.
pub(super) type Deflater = deflate::Deflater<false>;

/// Of an entry, before its content (APPNOTE.TXT §4.3.7).
const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
/// How many bytes both headers have in common.
const FACTS: usize = 26;
/// Of an entry in the directory (§4.3.12).
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
/// Version 2.0 of the format, on Unix, whose permissions the entry has (§4.4.2).
const MADE_BY: [u8; 2] = [20, 3];
/// A plain file that its owner may write and all may read (§4.4.15).
const PERMISSIONS: u32 = 0o100_644 << 16;
/// Stored as it is, or deflated (§4.4.5).
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// How pictures begin, which are compressed already: PNG (ISO/IEC 15948 §5.2) and JPEG (ITU-T T.81, B.1.1.3).
const COMPRESSED: [&[u8]; 2] = [b"\x89PNG", b"\xff\xd8\xff"];
/// 1980-01-01, the first day that a zip file knows (§4.4.6).
const FIRST_DAY: u16 = 1 << 5 | 1;

/// A part with its entry, for many files.
#[derive(Debug)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    digest: [u8; 32],
    entry: Entry,
}

impl Packed {
    pub fn new(bytes: Vec<u8>, deflater: &mut Deflater) -> Packed {
        Packed {
            digest: Sha256::digest(&bytes).into(),
            entry: Entry::new(&bytes, deflater),
            bytes,
        }
    }
}

/// A part as it stands in a zip file.
#[derive(Debug)]
struct Entry {
    content: Vec<u8>,
    /// How the content is compressed.
    method: u16,
    /// The checksum of the part (§4.4.7).
    crc: u32,
}

impl Entry {
    fn new(bytes: &[u8], deflater: &mut Deflater) -> Entry {
        let mut crc = Crc::new();
        crc.update(bytes);
        let is_compressed = COMPRESSED.iter().any(|start| bytes.starts_with(start));
        let deflated = (!is_compressed)
            .then(|| deflater.deflate(bytes, deflate::level_of(bytes.len())))
            .flatten();
        let (content, method) = match deflated {
            Some(deflated) => (deflated, DEFLATED),
            None => (bytes.to_vec(), STORED),
        };
        Entry {
            content,
            method,
            crc: crc.sum(),
        }
    }

    /// What both headers say: from the version that is needed to the length of the further fields, of which there are
    /// none.
    fn facts(&self, length: usize, name: usize) -> Result<Vec<u8>, Error> {
        // Names of parts are ASCII (ECMA-376-2 §6.2.2.2).
        let flags = 0_u16;
        let fields: [&[u8]; 10] = [
            &20_u16.to_le_bytes(),
            &flags.to_le_bytes(),
            &self.method.to_le_bytes(),
            &0_u16.to_le_bytes(),
            &FIRST_DAY.to_le_bytes(),
            &self.crc.to_le_bytes(),
            &size(self.content.len())?.to_le_bytes(),
            &size(length)?.to_le_bytes(),
            &u16::try_from(name).map_err(|_| too_large())?.to_le_bytes(),
            &0_u16.to_le_bytes(),
        ];
        Ok(fields.concat())
    }
}

/// A length or an offset, which four bytes hold.
fn size(length: usize) -> Result<u32, Error> {
    u32::try_from(length).map_err(|_| too_large())
}

fn too_large() -> Error {
    Error::Package {
        cause: ZipError::UnsupportedArchive("it is larger than a zip file can be"),
    }
}

/// Why a zip file cannot be opened, or its entries not be told apart.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is larger than the limit.
    TooLarge,
    /// There is no end record: it is no zip file, or the end of one is missing.
    NoEndRecord,
    /// It has more entries than the limit.
    TooManyEntries,
    /// It cannot be read as a zip file.
    Unreadable(ZipError),
    /// Two entries have one name, or other names than the directory tells.
    DuplicateName,
}

/// A zip file from outside whose entries are to be read.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a zip file from outside, of at most `largest` bytes.
pub(super) fn open(file: &[u8], largest: u64) -> Result<Archive<'_>, Refusal> {
    if file.len() as u64 > largest {
        return Err(Refusal::TooLarge);
    }
    let declared = declared_entries(file).ok_or(Refusal::NoEndRecord)?;
    // Nobody needs the larger records (APPNOTE.TXT §4.3.14) for so few entries, and they could declare any
    // number of them.
    if declared > MOST_ENTRIES || has_larger_records(file) {
        return Err(Refusal::TooManyEntries);
    }
    let archive = ZipArchive::new(Cursor::new(file)).map_err(Refusal::Unreadable)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Refusal::TooManyEntries);
    }
    Ok(archive)
}

/// The names of all entries. Two of one name are an error: they are one for the zip reader, and each
/// reader takes another.
pub(super) fn names(archive: &mut Archive, file: &[u8]) -> Result<Vec<String>, Refusal> {
    if declared_entries(file) != Some(archive.len()) {
        return Err(Refusal::DuplicateName);
    }
    let mut seen = BTreeSet::new();
    let mut names = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(Refusal::Unreadable)?;
        let name = entry.name().map_err(Refusal::Unreadable)?.into_owned();
        // Names of parts are the same whatever their case (ECMA-376-2 §6.2.2.3).
        if !seen.insert(name.to_lowercase()) {
            return Err(Refusal::DuplicateName);
        }
        names.push(name);
    }
    Ok(names)
}

/// Where the end record of a zip file can stand: it has a comment of at most 65,535 bytes behind it.
fn tail(file: &[u8]) -> &[u8] {
    &file[file
        .len()
        .saturating_sub(END_RECORD + usize::from(u16::MAX))..]
}

/// The bytes of an end record without its comment.
const END_RECORD: usize = 22;
/// How an end record starts (APPNOTE.TXT §4.3.16).
const END_SIGNATURE: &[u8] = b"PK\x05\x06";

/// The bytes of what leads to the larger end record, and how it starts (APPNOTE.TXT §4.3.15).
const LOCATOR: usize = 20;
const LOCATOR_SIGNATURE: &[u8] = b"PK\x06\x07";

/// Whether a locator of the larger records stands right before what may be an end record. Elsewhere these bytes are
/// those of some part.
fn has_larger_records(file: &[u8]) -> bool {
    let tail = tail(file);
    let before = file.len() - tail.len();
    let ends = tail.windows(END_SIGNATURE.len()).enumerate();
    let mut ends = ends.filter(|(_, window)| *window == END_SIGNATURE);
    ends.any(|(at, _)| {
        let locator = (before + at).checked_sub(LOCATOR);
        locator.is_some_and(|at| file[at..].starts_with(LOCATOR_SIGNATURE))
    })
}

/// The number of entries that the end record of a zip file declares (APPNOTE.TXT §4.3.16), before
/// anything is set aside for them; none where there is no end record.
fn declared_entries(file: &[u8]) -> Option<usize> {
    let tail = tail(file);
    let at = tail
        .windows(END_SIGNATURE.len())
        .rposition(|window| window == END_SIGNATURE)?;
    let count = tail.get(at..at + END_RECORD)?.get(10..12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}
