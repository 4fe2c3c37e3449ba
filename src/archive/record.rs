//! What a package says of itself, whatever it is written down in.

use super::AGENT;
use super::digest::{Digest, Digests};
use super::name::Name;
use super::tag::TagFile;
use crate::date::{Date, DateRange};
use crate::document::{Language, Metadata};
use crate::pdf::Standard;

/// What a file is in a package.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// What the brief became.
    Output,
    /// The brief's TOML, and what it refers to.
    Source,
    /// A font that the outputs are set in.
    Font,
    /// The licence of a font.
    Licence,
    /// The minutes.
    Minutes,
    /// Another record of the meeting.
    Record,
    /// The draft of an e-mail.
    Draft,
}

/// Where a file of a package came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Somebody gave it, under this name.
    Given(String),
    /// This program made it of the sources.
    Made,
    /// It is a part of this program.
    Program,
}

/// A file of the payload, as the records describe it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PayloadFile {
    /// What it is in the package.
    pub role: Role,
    /// Where it came from.
    pub origin: Origin,
    /// Its size and digests.
    pub digests: Digests,
    /// Its first bytes, by which its format is told.
    pub(super) head: Vec<u8>,
}

/// The package of the edition before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Previous {
    /// Its name.
    pub name: String,
    /// The SHA-256 digest of its tag manifest by SHA-256, which stands for all of it.
    pub tag_manifest: Digest,
}

/// A person to ask.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub struct Person {
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// What a package says of itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// The package's name: `astana-2017-archive-v2`.
    pub name: String,
    /// What all editions of it have in common: `astana-2017`.
    pub group: String,
    /// The edition, from 1.
    pub version: u32,
    /// The brief's TOML in the package.
    pub brief: Name,
    /// What catalogues say of the brief.
    pub metadata: Metadata,
    /// The languages of its translations that are in the package.
    pub translations: Vec<Language>,
    /// The days of the meeting.
    pub meeting: DateRange,
    /// Where the meeting was: city and country, in the brief's language.
    pub place: Option<String>,
    /// Whom to ask.
    pub contact: Option<Person>,
    /// The standards of the PDF.
    pub standard: Standard,
    /// The day that the package is dated.
    pub date: Date,
    /// The package of the edition before.
    pub previous: Option<Previous>,
}

/// The label for what all editions have in common: the name of the brief, without `.toml` (RFC 8493, section 2.2.2).
pub const GROUP: &str = "Bag-Group-Identifier";
/// The label for the package's name (RFC 8493, section 2.2.2).
pub(super) const NAME: &str = "Internal-Sender-Identifier";
/// The label for the edition before; RFC 8493 has none.
pub(super) const PREVIOUS: &str = "Previous-Version";
/// The label for the digest of its tag manifest by SHA-256, which has the digests of all else.
pub(super) const PREVIOUS_DIGEST: &str = "Previous-Version-Tagmanifest-SHA256";

/// The label for the program that has made the package (RFC 8493, section 2.2.2).
pub const SOFTWARE: &str = "Bag-Software-Agent";
/// The label for how many bytes and files the payload has (RFC 8493, section 2.2.2).
pub(super) const OXUM: &str = "Payload-Oxum";

impl Record {
    /// Who answers for the package: the publisher, or else who answers for the content.
    pub fn organisation(&self) -> Option<&str> {
        let metadata = &self.metadata;
        let publisher = metadata.publisher.as_ref();
        publisher.or(metadata.creators.first()).map(String::as_str)
    }

    /// The description of a package with `files` files of `octets` bytes together (RFC 8493, section 2.2.2).
    pub(super) fn bag_info(&self, octets: u64, files: usize) -> TagFile {
        let metadata = &self.metadata;
        let mut info = TagFile::default().with_some("Source-Organization", self.organisation());
        if let Some(contact) = &self.contact {
            info = info
                .with("Contact-Name", &contact.name)
                .with_some("Contact-Phone", contact.phone.as_deref())
                .with_some("Contact-Email", contact.email.as_deref());
        }
        info = info
            .with("External-Description", &metadata.description)
            .with("Bagging-Date", &self.date.to_string())
            .with_some("External-Identifier", metadata.identifier.as_deref())
            .with(OXUM, &format!("{octets}.{files}"))
            .with(GROUP, &self.group)
            .with(NAME, &self.name)
            .with("Internal-Sender-Description", &metadata.title)
            .with(SOFTWARE, AGENT)
            .with("Language", &metadata.language.0);
        for language in &self.translations {
            info = info.with("Language", &language.0);
        }
        if let Some(previous) = &self.previous {
            info = info
                .with(PREVIOUS, &previous.name)
                .with(PREVIOUS_DIGEST, &previous.tag_manifest.to_string());
        }
        info
    }
}
