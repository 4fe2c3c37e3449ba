//! The parts of a file from outside, under limits.

use super::super::package::{self, Archive, Parts, Refusal};
use super::super::xml::{self, Element};
use super::error::ReadError;
use crate::diagnostic::reason;
use std::collections::BTreeMap;
use std::io::Read;

const MEGABYTE: usize = 1 << 20;
/// The largest file, in megabytes.
const FILE: usize = 64;
/// The largest part that is read, unpacked, in megabytes.
const PART: u64 = 16;
/// How many parts of this size all parts may have together.
const OF_ALL_PARTS: u64 = 4;

/// A file from outside, or parts that were not packed yet.
pub(super) struct Package<'a> {
    store: Store<'a>,
    /// How many bytes may still be unpacked.
    bytes_left: u64,
    /// How many elements, attributes and texts may still be read.
    nodes_left: usize,
}

enum Store<'a> {
    /// A zip file, with the places of its entries by their names in small letters.
    Zip(Archive<'a>, BTreeMap<String, usize>),
    Parts(&'a Parts),
}

impl<'a> Package<'a> {
    /// Opens a file, whatever it is.
    pub fn open(file: &'a [u8]) -> Result<Package<'a>, ReadError> {
        if let Some(error) = other_format(file) {
            return Err(error);
        }
        let refused = |refusal| match refusal {
            Refusal::TooLarge => ReadError::TooLarge(FILE),
            Refusal::TooManyEntries => ReadError::TooManyEntries,
            Refusal::DuplicateName => ReadError::DuplicateName,
            Refusal::NoEndRecord => ReadError::Damaged("its end is missing".to_owned()),
            Refusal::Unreadable(error) => ReadError::Damaged(reason(error)),
        };
        let mut archive = package::open(file, (FILE * MEGABYTE) as u64).map_err(refused)?;
        let names = package::names(&mut archive, file).map_err(refused)?;
        let mut places = BTreeMap::new();
        for (place, name) in names.into_iter().enumerate() {
            if climbs(&name) {
                return Err(ReadError::ClimbingName(name));
            }
            places.insert(name.to_lowercase(), place);
        }
        let mut package = Package {
            store: Store::Zip(archive, places),
            bytes_left: (OF_ALL_PARTS * PART) << 20,
            nodes_left: xml::MAX_OUTSIDE,
        };
        package.refuse_other_documents()?;
        Ok(package)
    }

    /// A package of parts that we have made ourselves.
    pub fn of(parts: &'a Parts) -> Package<'a> {
        Package {
            store: Store::Parts(parts),
            bytes_left: u64::MAX,
            nodes_left: usize::MAX,
        }
    }

    /// Names the packages of other programs for what they are.
    fn refuse_other_documents(&mut self) -> Result<(), ReadError> {
        let mut others = [
            ("xl/", "an Excel workbook"),
            ("ppt/", "a PowerPoint presentation"),
            ("visio/", "a Visio drawing"),
        ]
        .into_iter();
        if let Some((_, what)) = others.find(|(folder, _)| !self.names_in(folder).is_empty()) {
            return Err(ReadError::OtherFormat(what, NAME_THE_WORD_FILE));
        }
        if let Some(kind) = self.bytes("mimetype")? {
            let kind = String::from_utf8_lossy(&kind);
            let what = match kind.trim() {
                "application/vnd.oasis.opendocument.text" => "an OpenDocument text (.odt)",
                "application/epub+zip" => "an EPUB book",
                _ => "a file of another program",
            };
            return Err(ReadError::OtherFormat(what, SAVE_AS_DOCX));
        }
        if self.names_in("[content_types].xml").is_empty() {
            let what = "a zip file without a Word document in it";
            return Err(ReadError::OtherFormat(what, NAME_THE_WORD_FILE));
        }
        Ok(())
    }

    /// The bytes of the part called `name`, if there is one.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let (archive, place) = match &mut self.store {
            Store::Parts(parts) => {
                let mut parts = parts.iter();
                let part = parts.find(|(known, _)| known.eq_ignore_ascii_case(name));
                return Ok(part.map(|(_, part)| part.to_vec()));
            }
            Store::Zip(archive, places) => match places.get(&name.to_lowercase()) {
                Some(place) => (archive, *place),
                None => return Ok(None),
            },
        };
        let damaged = || ReadError::DamagedPart(name.to_owned());
        let raw = archive.by_index_raw(place).map_err(|_| damaged())?;
        if raw.encrypted() {
            return Err(ReadError::EncryptedPart(name.to_owned()));
        }
        drop(raw);
        let entry = archive.by_index(place).map_err(|error| match error {
            zip::result::ZipError::CompressionMethodNotSupported(_)
            | zip::result::ZipError::UnsupportedArchive(_) => {
                ReadError::Compression(name.to_owned())
            }
            _ => damaged(),
        })?;
        let most = (PART << 20).min(self.bytes_left);
        let mut bytes = Vec::new();
        // The checksum is compared at the end of the part.
        let read = entry.take(most + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| damaged())? as u64;
        if read > most {
            return Err(match most == self.bytes_left {
                true => ReadError::PartsTooLarge(OF_ALL_PARTS * PART),
                false => ReadError::PartTooLarge(name.to_owned(), PART),
            });
        }
        self.bytes_left -= read;
        Ok(Some(bytes))
    }

    /// The root element of the part called `name`, if there is one.
    pub fn xml(&mut self, name: &str) -> Result<Option<Element>, ReadError> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let root = xml::parse_outside(&bytes, &mut self.nodes_left);
        let root = root.map_err(|fault| ReadError::Xml(name.to_owned(), fault))?;
        Ok(Some(root))
    }

    /// The names of the parts in a folder, in small letters.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        match &self.store {
            Store::Zip(_, places) => {
                let names = places.keys().filter(|name| name.starts_with(folder));
                names.cloned().collect()
            }
            Store::Parts(parts) => {
                let names = parts.keys().map(|name| name.to_lowercase());
                names.filter(|name| name.starts_with(folder)).collect()
            }
        }
    }

    /// What the relationships of the part `source` lead to, by their ids; the package's own where `source`
    /// is empty.
    pub fn relationships(&mut self, source: &str) -> Result<Relationships, ReadError> {
        let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
        let at = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let mut found = Relationships::default();
        let Some(root) = self.xml(&at)? else {
            return Ok(found);
        };
        for element in root.elements().filter(|e| e.name == "rel:Relationship") {
            let attribute = |name| element.attribute(name).unwrap_or_default();
            let target = attribute("Target");
            // The last step of the type is the same in both kinds of the standard.
            let kind = attribute("Type").rsplit('/').next().unwrap_or_default();
            let target = match attribute("TargetMode") {
                "External" => Target::External(target.to_owned()),
                _ => match resolved(folder, target) {
                    Some(part) => Target::Part(part),
                    None => return Err(ReadError::ClimbingName(target.to_owned())),
                },
            };
            let relationship = (kind.to_owned(), target);
            found.0.insert(attribute("Id").to_owned(), relationship);
        }
        Ok(found)
    }
}

/// The relationships of a part: what kind and where to, by their ids.
#[derive(Default)]
pub(super) struct Relationships(BTreeMap<String, (String, Target)>);

/// Where a relationship leads.
pub(super) enum Target {
    Part(String),
    External(String),
}

impl Relationships {
    /// The first part that a relationship of `kind` leads to.
    pub fn part(&self, kind: &str) -> Option<&str> {
        self.parts(kind).next()
    }

    /// All parts that relationships of `kind` lead to.
    pub fn parts(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.0
            .values()
            .filter_map(move |(of, target)| match target {
                Target::Part(part) if of == kind => Some(part.as_str()),
                _ => None,
            })
    }

    /// The part that the relationship `id` leads to.
    pub fn part_of(&self, id: &str) -> Option<&str> {
        match self.0.get(id) {
            Some((_, Target::Part(part))) => Some(part),
            _ => None,
        }
    }

    /// The address outside of the file that the relationship `id` leads to.
    pub fn external(&self, id: &str) -> Option<&str> {
        match self.0.get(id) {
            Some((_, Target::External(target))) => Some(target),
            _ => None,
        }
    }
}

/// The name of a part from the folder of the part that refers to it; none where it leads out of the file.
fn resolved(folder: &str, target: &str) -> Option<String> {
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

fn climbs(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains(':')
        || name.split(['/', '\\']).any(|step| step == "..")
}

const SAVE_AS_DOCX: &str = "open it in a word processor and save it as a Word document (.docx)";
const NAME_THE_WORD_FILE: &str =
    "name the Word document (.docx) that was made of the brief and edited";

/// What a file is that is no package, by its first bytes; none where it may be a package.
fn other_format(file: &[u8]) -> Option<ReadError> {
    let start = file.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let begins = |with: &[u8]| {
        start
            .get(..with.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(with))
    };
    if file.is_empty() {
        return Some(ReadError::Empty);
    }
    if file.starts_with(b"PK\x03\x04") || file.starts_with(b"PK\x05\x06") {
        return None;
    }
    let (what, help) = if file.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // The names in the directory of a compound file are in UTF-16 (MS-CFB §2.6.1).
        let wide =
            |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let encrypted = wide("EncryptedPackage");
        let directory = &file[..file.len().min(MEGABYTE)];
        if directory
            .windows(encrypted.len())
            .any(|part| part == encrypted)
        {
            let help = "open it in Word with its password and save it without one";
            ("a document that a password protects", help)
        } else {
            ("a document of Word 97 to 2003 (.doc)", SAVE_AS_DOCX)
        }
    } else if begins(b"{\\rtf") {
        ("a rich text file (.rtf)", SAVE_AS_DOCX)
    } else if begins(b"%PDF-") {
        (
            "a PDF",
            "what is changed in a PDF does not come back: name the Word document (.docx)",
        )
    } else if begins(b"<?xml") || begins(b"<w:") || begins(b"<pkg:") {
        ("an XML file", SAVE_AS_DOCX)
    } else if begins(b"<!doctype html") || begins(b"<html") {
        ("a web page", SAVE_AS_DOCX)
    } else {
        ("no Word document", NAME_THE_WORD_FILE)
    };
    Some(ReadError::OtherFormat(what, help))
}
