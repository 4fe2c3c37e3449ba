//! Preservation: packages that keep a brief beside the minutes, and their check.
//!
//! A package is a bag (BagIt 1.0, RFC 8493): the [`bag`] is written into a [`container`] (a folder, a zip
//! or a tar file), with a [`manifest`] for each digest, [`tag`] files that describe it and two records in
//! XML, [`dublin_core`] and [`premis`]. [`verify`] reads one back through [`contents`] and says what is
//! amiss, and [`chain`] whether the editions follow each other. [`index`] is one page and one table of many packages.
//!
//! Nothing here opens a file: what is read and where it is written to is handed in.

mod bag;
mod chain;
mod container;
mod contents;
mod digest;
mod dublin_core;
mod edition_name;
mod format;
pub mod index;
mod inspect;

mod manifest;
mod name;
mod premis;
mod readme;
mod record;
mod tag;
mod verify;
mod xml;

pub use bag::{Bag, Summary, Written};
pub use chain::{Checked, TagManifest, of_edition};
pub use container::{Container, Tar, Zip};
pub use contents::{
    Contents, Entry, Fault, Form, Listing, TarContents, ZipContents, entries_in, read_named,
    read_text, read_whole, why_unlisted,
};
pub use digest::{Algorithm, Digest, Digests};
pub use edition_name::{edition_name, edition_number, group_of, is_package_name};
pub use manifest::{MISWRITTEN_LINE, Manifest};
pub use name::{Name, Unsafe};
pub use record::{GROUP, Origin, PayloadFile, Person, Previous, Record, Role, SOFTWARE};
pub use tag::{BAG_INFO, BAGIT, TagFile, manifest_name, tag_manifest_name};
pub use verify::{Finding, Report, verify};

/// The program's name and version, as the records of a package give it.
pub const AGENT: &str = concat!("briefgen ", env!("CARGO_PKG_VERSION"));

/// The folders of a package that hold files (RFC 8493, section 2.1.2: all of them below `data/`).
pub mod folder {
    /// The payload.
    pub const PAYLOAD: &str = "data/";
    /// What the brief became: PDF and DOCX.
    pub const BRIEF: &str = "data/brief/";
    /// The brief's TOML and all that it refers to, in the places that they had to each other.
    pub const SOURCE: &str = "data/source/";
    /// The fonts of the program that the PDF is set in, and their licences.
    pub const FONTS: &str = "data/fonts/";
    /// The minutes.
    pub const MINUTES: &str = "data/minutes/";
    /// Other records of the meeting.
    pub const RECORDS: &str = "data/records/";
    /// The drafts of the e-mails that the brief went out with.
    pub const DRAFTS: &str = "data/drafts/";
}
