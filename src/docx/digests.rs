//! Whether a file that stands there is still as we wrote it: the digest that its manifest records, and that of its parts.

use super::manifest::{self, ContentDigest};
use super::package::{Archive, names, open};
use super::xml;
use crate::limits::LARGEST_DOCUMENT;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The largest manifest, with the parts that are looked at before it is found, in bytes, unpacked.
const LARGEST_MANIFEST: u64 = 16 << 20;
/// How many bytes of all parts are unpacked to make the digest of a file.
const MOST_UNPACKED: u64 = 512 << 20;

/// What a file's manifest records.
pub(super) struct Digests {
    /// Whether the content is as it is recorded.
    pub is_unchanged: bool,
    /// The digest of what the file was made from, where it is kept.
    pub inputs: Option<String>,
}

/// The digests of a file from outside; none where it has no manifest of ours, or breaks a limit.
pub(super) fn digests(file: &[u8]) -> Option<Digests> {
    let (mut archive, manifest) = open_ours(file)?;
    let (recorded, inputs) = manifest::recorded_digests(&manifest.bytes)?;
    let actual = content_digest(&mut archive, file, &manifest.name, MOST_UNPACKED);
    Some(Digests {
        is_unchanged: actual.is_some_and(|digest| digest.finish() == recorded),
        inputs,
    })
}

/// A file from outside whose manifest records its content as it is now, `made_from` these inputs; none where it has no
/// manifest of ours with a place for them, or breaks a limit.
pub(super) fn recorded_anew(file: &[u8], made_from: &str) -> Option<Vec<u8>> {
    let (mut archive, manifest) = open_ours(file)?;
    let Kept { name, bytes } = manifest;
    manifest::recorded_digests(&bytes)?.1?;
    let digest = content_digest(&mut archive, file, &name, MOST_UNPACKED)?.finish();
    let mut manifest = xml::parse(&bytes).ok()?;
    manifest.set("content", &digest);
    manifest.set("inputs", made_from);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(file.len())));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        if part.name().ok()? != name {
            writer.raw_copy_file(part).ok()?;
        }
    }
    let options = SimpleFileOptions::default();
    writer.start_file(name, options).ok()?;
    writer.write_all(&manifest.to_xml()).ok()?;
    Some(writer.finish().ok()?.into_inner())
}

/// The first part in which two files of ours differ; none where a file cannot be read, or they differ in no part. Any
/// bytes may be given.
pub fn first_difference(one: &[u8], other: &[u8]) -> Option<String> {
    let read = |file| {
        let (mut archive, manifest) = open_ours(file)?;
        let digest = content_digest(&mut archive, file, &manifest.name, MOST_UNPACKED)?;
        Some((digest, manifest))
    };
    let (one, other) = (read(one)?, read(other)?);
    let part = one.0.first_difference(&other.0);
    part.or_else(|| (one.1.bytes != other.1.bytes).then_some(one.1.name))
}

/// The manifest of a file from outside; none where it has none, or breaks a limit.
pub(super) fn read_manifest(file: &[u8]) -> Option<Vec<u8>> {
    open_ours(file).map(|(_, manifest)| manifest.bytes)
}

/// A manifest, and the name of the part that it is.
struct Kept {
    name: String,
    bytes: Vec<u8>,
}

/// A file from outside, and its manifest.
fn open_ours(file: &[u8]) -> Option<(Archive<'_>, Kept)> {
    let mut archive = open(file, LARGEST_DOCUMENT).ok()?;
    let names = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()));
    let mut left = LARGEST_MANIFEST;
    for name in manifest::places(names.collect::<Vec<_>>()) {
        let mut bytes = Vec::new();
        let part = archive.by_name(&name).ok()?;
        let read = part.take(left + 1).read_to_end(&mut bytes);
        left = left.checked_sub(read.ok()? as u64)?;
        if manifest::recorded_digests(&bytes).is_some() {
            return Some((archive, Kept { name, bytes }));
        }
    }
    None
}

/// The digest over all parts but the `manifest`; none where one cannot be read, or they have more than `left` bytes.
pub(super) fn content_digest(
    archive: &mut Archive,
    file: &[u8],
    manifest: &str,
    mut left: u64,
) -> Option<ContentDigest> {
    let mut digest = ContentDigest::default();
    let mut buffer = [0; 16 << 10];
    for (index, name) in names(archive, file).ok()?.into_iter().enumerate() {
        if name == manifest {
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
