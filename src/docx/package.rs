//! The package: parts in a zip file (ECMA-376-2), written the same way every time and read with care.

use super::Error;
use super::manifest::{self, ContentDigest};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Parts by their names.
pub(super) type Parts = BTreeMap<String, Vec<u8>>;

/// The part that says what the others are. It comes first: some readers look no further.
pub(super) const CONTENT_TYPES: &str = "[Content_Types].xml";

/// Limits for files from outside; a file of ours is far below them.
pub(super) struct Limits {
    /// The bytes of the file.
    pub file: usize,
    /// The entries of the zip file.
    pub entries: usize,
    /// The bytes of the manifest, uncompressed.
    pub manifest: u64,
    /// The bytes of all parts, uncompressed.
    pub total: u64,
}

pub(super) const LIMITS: Limits = Limits {
    file: 256 << 20,
    entries: 4096,
    manifest: 16 << 20,
    total: 512 << 20,
};

/// The zip file of `parts`: sorted, without times.
pub(super) fn write(parts: &Parts) -> Result<Vec<u8>, Error> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        // 1980-01-01, the first day that a zip file knows.
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let mut names: Vec<&String> = parts.keys().collect();
    names.sort_by_key(|name| (name.as_str() != CONTENT_TYPES, name.as_str()));
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        let started = file.start_file(name.as_str(), options);
        started.map_err(|cause| Error::Package { cause })?;
        let written = file.write_all(&parts[name]);
        written.map_err(|cause| Error::Package {
            cause: cause.into(),
        })?;
    }
    let written = file.finish().map_err(|cause| Error::Package { cause })?;
    Ok(written.into_inner())
}

/// What a file's manifest records of its content, and what its content is.
pub(super) struct Digests {
    pub recorded: String,
    /// The digest of what the file was made from, where it is kept.
    pub inputs: Option<String>,
    /// None where a part cannot be read.
    pub actual: Option<String>,
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

/// Opens a zip file from outside, within `limits`.
pub(super) fn open<'a>(file: &'a [u8], limits: &Limits) -> Result<Archive<'a>, Refusal> {
    if file.len() > limits.file {
        return Err(Refusal::TooLarge);
    }
    let declared = declared_entries(file).ok_or(Refusal::NoEndRecord)?;
    // Nobody needs the larger records (APPNOTE.TXT §4.3.14) for so few entries, and they could declare any
    // number of them.
    if declared > limits.entries || tail(file).windows(4).any(|part| part == b"PK\x06\x07") {
        return Err(Refusal::TooManyEntries);
    }
    let archive = ZipArchive::new(Cursor::new(file)).map_err(Refusal::Unreadable)?;
    if archive.len() > limits.entries {
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

/// The digests of a file from outside; none where it has no manifest of ours, or breaks a limit.
pub(super) fn digests(file: &[u8], limits: &Limits) -> Option<Digests> {
    let (mut archive, manifest) = open_ours(file, limits)?;
    let (recorded, inputs) = manifest::recorded_digests(&manifest)?;
    Some(Digests {
        recorded,
        inputs,
        actual: content_digest(&mut archive, file, limits.total).map(|digest| digest.finish()),
    })
}

/// The first part in which two files differ; none where a file cannot be read, or they differ in no part.
pub(super) fn first_difference(one: &[u8], other: &[u8], limits: &Limits) -> Option<String> {
    let read = |file| {
        let (mut archive, manifest) = open_ours(file, limits)?;
        Some((content_digest(&mut archive, file, limits.total)?, manifest))
    };
    let (one, other) = (read(one)?, read(other)?);
    let part = one.0.first_difference(&other.0);
    part.or_else(|| (one.1 != other.1).then(|| manifest::PART.to_owned()))
}

/// The manifest of a file from outside; none where it has none, or breaks a limit.
pub(super) fn read_manifest(file: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    open_ours(file, limits).map(|(_, manifest)| manifest)
}

/// A file from outside, and its manifest.
fn open_ours<'f>(file: &'f [u8], limits: &Limits) -> Option<(Archive<'f>, Vec<u8>)> {
    let mut archive = open(file, limits).ok()?;
    let mut manifest = Vec::new();
    let part = archive.by_name(manifest::PART).ok()?;
    let read = part.take(limits.manifest + 1).read_to_end(&mut manifest);
    if read.ok()? as u64 > limits.manifest {
        return None;
    }
    Some((archive, manifest))
}

fn content_digest(archive: &mut Archive, file: &[u8], mut left: u64) -> Option<ContentDigest> {
    let mut digest = ContentDigest::default();
    let mut buffer = [0; 16 << 10];
    for (index, name) in names(archive, file).ok()?.into_iter().enumerate() {
        if name == manifest::PART {
            continue;
        }
        let mut part = archive.by_index(index).ok()?;
        let mut hash = Sha256::new();
        loop {
            let read = part.read(&mut buffer).ok()?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64)?;
            hash.update(&buffer[..read]);
        }
        digest.part(&name, hash.finalize().into());
    }
    Some(digest)
}

/// Where the end record of a zip file can stand: it has a comment of at most 65,535 bytes behind it.
fn tail(file: &[u8]) -> &[u8] {
    &file[file
        .len()
        .saturating_sub(END_RECORD + usize::from(u16::MAX))..]
}

/// The bytes of an end record without its comment.
const END_RECORD: usize = 22;

/// The number of entries that the end record of a zip file declares (APPNOTE.TXT §4.3.16), before
/// anything is set aside for them; none where there is no end record.
fn declared_entries(file: &[u8]) -> Option<usize> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    let tail = tail(file);
    let at = tail
        .windows(SIGNATURE.len())
        .rposition(|window| window == SIGNATURE)?;
    let count = tail.get(at..at + END_RECORD)?.get(10..12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}
