//! Whether a file that stands there is still as we wrote it: the digest that its manifest records, and that of its parts.

use super::manifest::{self, ContentDigest};
use super::package::{Archive, names, open};
use crate::limits::LARGEST_DOCUMENT;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The largest manifest, in bytes, unpacked.
const LARGEST_MANIFEST: u64 = 16 << 20;
/// How many bytes of all parts are unpacked to make the digest of a file.
const MOST_UNPACKED: u64 = 512 << 20;

/// What a file's manifest records of its content, and what its content is.
pub(super) struct Digests {
    pub recorded: String,
    /// The digest of what the file was made from, where it is kept.
    pub inputs: Option<String>,
    /// None where a part cannot be read.
    pub actual: Option<String>,
}

/// The digests of a file from outside; none where it has no manifest of ours, or breaks a limit.
pub(super) fn digests(file: &[u8]) -> Option<Digests> {
    let (mut archive, manifest) = open_ours(file)?;
    let (recorded, inputs) = manifest::recorded_digests(&manifest)?;
    Some(Digests {
        recorded,
        inputs,
        actual: content_digest(&mut archive, file, MOST_UNPACKED).map(|digest| digest.finish()),
    })
}

/// A file from outside whose manifest records its content as it is now, `made_from` these inputs; none where it has no
/// manifest of ours with a place for them, or breaks a limit.
pub(super) fn recorded_anew(file: &[u8], made_from: &str) -> Option<Vec<u8>> {
    let (mut archive, manifest) = open_ours(file)?;
    let (recorded, inputs) = manifest::recorded_digests(&manifest)?;
    let digest = content_digest(&mut archive, file, MOST_UNPACKED)?.finish();
    let mut manifest = String::from_utf8(manifest).ok()?;
    manifest = manifest.replacen(&recorded, &digest, 1);
    manifest = manifest.replacen(&inputs?, made_from, 1);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(file.len())));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        if part.name().ok()? != manifest::PART {
            writer.raw_copy_file(part).ok()?;
        }
    }
    let options = SimpleFileOptions::default();
    writer.start_file(manifest::PART, options).ok()?;
    writer.write_all(manifest.as_bytes()).ok()?;
    Some(writer.finish().ok()?.into_inner())
}

/// The first part in which two files differ; none where a file cannot be read, or they differ in no part.
pub(super) fn first_difference(one: &[u8], other: &[u8]) -> Option<String> {
    let read = |file| {
        let (mut archive, manifest) = open_ours(file)?;
        Some((content_digest(&mut archive, file, MOST_UNPACKED)?, manifest))
    };
    let (one, other) = (read(one)?, read(other)?);
    let part = one.0.first_difference(&other.0);
    part.or_else(|| (one.1 != other.1).then(|| manifest::PART.to_owned()))
}

/// The manifest of a file from outside; none where it has none, or breaks a limit.
pub(super) fn read_manifest(file: &[u8]) -> Option<Vec<u8>> {
    open_ours(file).map(|(_, manifest)| manifest)
}

/// A file from outside, and its manifest.
fn open_ours(file: &[u8]) -> Option<(Archive<'_>, Vec<u8>)> {
    let mut archive = open(file, LARGEST_DOCUMENT).ok()?;
    let mut manifest = Vec::new();
    let part = archive.by_name(manifest::PART).ok()?;
    let read = part.take(LARGEST_MANIFEST + 1).read_to_end(&mut manifest);
    if read.ok()? as u64 > LARGEST_MANIFEST {
        return None;
    }
    Some((archive, manifest))
}

/// The digest over all parts but the manifest; none where one cannot be read, or they have more than `left` bytes.
pub(super) fn content_digest(
    archive: &mut Archive,
    file: &[u8],
    mut left: u64,
) -> Option<ContentDigest> {
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
