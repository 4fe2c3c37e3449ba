//! The bag: payload, then the tag files that describe it, written in one pass.

use super::container::Container;
use super::digest::{Algorithm, Digesting, Digests};
use super::manifest::Manifest;
use super::name::Name;
use super::record::{Origin, PayloadFile, Record, Role};
use super::tag::{BAG_INFO, BAGIT, TagFile, manifest_name, tag_manifest_name};
use super::{dublin_core, premis, readme};
use crate::ordered::Ordered;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// How many of a file's first bytes are kept, to tell its format by.
const HEAD: u64 = 64;

/// A package that is being written.
pub struct Bag<C> {
    container: C,
    payload: BTreeMap<Name, PayloadFile>,
    tags: BTreeMap<Name, Digests>,
}

/// A package that was written.
pub struct Written<C> {
    /// The container, complete but for its own end.
    pub container: C,
    /// What is in it.
    pub summary: Summary,
}

/// The payload of a package in short.
pub struct Summary {
    /// Its manifest by SHA-256.
    pub payload: Manifest,
    /// How many files it has.
    pub files: usize,
    /// How many bytes it has.
    pub octets: u64,
}

impl<C: Container> Bag<C> {
    /// A package in `container`.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn new(container: C) -> io::Result<Bag<C>> {
        let mut bag = Bag {
            container,
            payload: BTreeMap::new(),
            tags: BTreeMap::new(),
        };
        // First, so that the container shows at once what it holds.
        bag.add_tag_file(BAGIT, &TagFile::declaration().to_text())?;
        Ok(bag)
    }

    /// Adds a file of `size` bytes to the payload.
    ///
    /// # Errors
    /// Where it cannot be written or read, is not of that size, or there is one of its name already.
    pub fn add(
        &mut self,
        name: Name,
        role: Role,
        origin: Origin,
        size: u64,
        content: impl Read,
    ) -> io::Result<()> {
        let mut content = Digesting::new(content);
        let mut head = Vec::new();
        content.by_ref().take(HEAD).read_to_end(&mut head)?;
        // One byte more than it should have, to see that there is none.
        let left = size.saturating_add(1).saturating_sub(head.len() as u64);
        let mut rest = content.by_ref().take(left);
        self.container
            .add(&name, size, &mut head.as_slice().chain(&mut rest))?;
        let digests = content.finish();
        if digests.size != size {
            return Err(io::Error::other("the file changed while it was read"));
        }
        let file = PayloadFile {
            role,
            origin,
            digests,
            head,
        };
        if self.payload.insert(name, file).is_some() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        Ok(())
    }

    /// Writes the tag files.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn finish(mut self, record: &Record) -> io::Result<Written<C>> {
        let octets = self.payload.values().map(|file| file.digests.size).sum();
        let files = self.payload.len();
        let info = record.bag_info(octets, files);
        self.add_tag_file(BAG_INFO, &info.to_text())?;
        self.add_tag_file("README.txt", &readme::text(record, &self.payload))?;
        self.add_tag_file("metadata/dublin-core.xml", &dublin_core::xml(record)?)?;
        self.add_tag_file("metadata/premis.xml", &premis::xml(record, &self.payload)?)?;
        for algorithm in Algorithm::ALL {
            let manifest = self.payload_manifest(algorithm);
            self.add_tag_file(&manifest_name(algorithm), &manifest.to_text())?;
        }
        let tags = self.tags.clone();
        for algorithm in Algorithm::ALL {
            let manifest = Manifest {
                files: by(algorithm, tags.iter()),
            };
            self.add_tag_file(&tag_manifest_name(algorithm), &manifest.to_text())?;
        }
        Ok(Written {
            summary: Summary {
                payload: self.payload_manifest(Algorithm::Sha256),
                files,
                octets,
            },
            container: self.container,
        })
    }

    fn payload_manifest(&self, algorithm: Algorithm) -> Manifest {
        let files = self.payload.iter();
        Manifest {
            files: by(algorithm, files.map(|(name, file)| (name, &file.digests))),
        }
    }

    fn add_tag_file(&mut self, name: &str, text: &str) -> io::Result<()> {
        let name = Name::new(name).map_err(io::Error::other)?;
        let bytes = text.as_bytes();
        self.container
            .add(&name, bytes.len() as u64, &mut &bytes[..])?;
        self.tags.insert(name, Digests::of(bytes));
        Ok(())
    }
}

/// The digests of files by one algorithm.
fn by<'a>(
    algorithm: Algorithm,
    files: impl Iterator<Item = (&'a Name, &'a Digests)>,
) -> BTreeMap<Name, super::Digest> {
    files
        .map(|(name, digests)| (name.clone(), digests.get(algorithm).clone()))
        .into_map()
}
