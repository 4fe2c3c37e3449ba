//! Why an edited file cannot be read, and what to do instead.

use super::super::xml::Fault;
use std::fmt;

/// Why a file cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// It has no bytes.
    Empty,
    /// It is larger than this many megabytes.
    TooLarge(usize),
    /// It is a file of another kind: what it is, and what to do with it.
    OtherFormat(&'static str, &'static str),
    /// It begins as a package and breaks off, or its directory cannot be read.
    Damaged(String),
    /// It has too many entries.
    TooManyEntries,
    /// It has too many paragraphs.
    TooManyParagraphs,
    /// It has too much text.
    TooMuchText,
    /// Two of its parts have one name.
    DuplicateName,
    /// The name of a part leads out of the package.
    ClimbingName(String),
    /// A part is encrypted.
    EncryptedPart(String),
    /// A part is compressed in a way that Word does not use.
    Compression(String),
    /// A part is larger than this many megabytes when it is unpacked.
    PartTooLarge(String, u64),
    /// A part cannot be unpacked, or its checksum is another.
    DamagedPart(String),
    /// All parts that are read are larger than this many megabytes when they are unpacked.
    PartsTooLarge(u64),
    /// A field begins and never ends.
    OpenField,
    /// A part that a document must have is not there.
    MissingPart(String),
    /// A part is no XML that is read here.
    Xml(String, Fault),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Empty => f.write_str("the file is empty"),
            ReadError::TooLarge(megabytes) => {
                write!(f, "the file is larger than {megabytes} MB")
            }
            ReadError::OtherFormat(what, _) => write!(f, "this is {what}"),
            ReadError::Damaged(cause) => {
                write!(f, "the file is damaged: {cause}")
            }
            ReadError::TooManyEntries => f.write_str("the file has more parts than a document has"),
            ReadError::TooManyParagraphs => {
                f.write_str("the file has more paragraphs than a brief has")
            }
            ReadError::TooMuchText => f.write_str("the file has more text than a brief has"),
            ReadError::DuplicateName => f.write_str("two parts of the file have the same name"),
            ReadError::ClimbingName(name) => {
                write!(f, "the part “{name}” leads out of the file")
            }
            ReadError::EncryptedPart(name) => write!(f, "the part “{name}” is encrypted"),
            ReadError::Compression(name) => {
                write!(f, "the part “{name}” is compressed in an unknown way")
            }
            ReadError::PartTooLarge(name, megabytes) => {
                write!(f, "the part “{name}” unpacks to more than {megabytes} MB")
            }
            ReadError::PartsTooLarge(megabytes) => {
                write!(
                    f,
                    "the parts of the file unpack to more than {megabytes} MB"
                )
            }
            ReadError::OpenField => f.write_str(
                "a field begins in the file and never ends: the words behind it are part of it",
            ),
            ReadError::DamagedPart(name) => write!(f, "the part “{name}” is damaged"),
            ReadError::MissingPart(name) => write!(f, "the file has no {name}"),
            ReadError::Xml(name, fault) => {
                write!(f, "the part “{name}” cannot be read: {fault}")
            }
        }
    }
}

impl ReadError {
    /// What to do instead.
    pub fn help(&self) -> &'static str {
        match self {
            ReadError::Empty => {
                "name the file that was edited; this one was perhaps not saved to its end"
            }
            ReadError::TooLarge(_) => "take large pictures out of it and save it again",
            ReadError::OtherFormat(_, help) => help,
            ReadError::Damaged(_) | ReadError::DamagedPart(_) | ReadError::MissingPart(_) => {
                "get the file again from whoever sent it, or open it in Word, let it be repaired, and save it"
            }
            ReadError::OpenField => {
                "open it in Word, show the field codes (Alt+F9), delete the field that has no end, and save it"
            }
            ReadError::EncryptedPart(_) => "open it in Word and save it without a password",
            ReadError::TooManyParagraphs | ReadError::TooMuchText | ReadError::PartsTooLarge(_) => {
                "take out what does not belong to the brief, and save it again"
            }
            ReadError::TooManyEntries
            | ReadError::DuplicateName
            | ReadError::ClimbingName(_)
            | ReadError::Compression(_)
            | ReadError::PartTooLarge(..)
            | ReadError::Xml(..) => {
                "Word does not write such files: if you know where it comes from, open it in Word and save it \
                 under another name"
            }
        }
    }
}

impl std::error::Error for ReadError {}
