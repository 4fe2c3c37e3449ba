//! The model of a file of recipients: whom a brief goes to by e-mail, and from whom.

use super::model::{Field, Text};
use crate::document::Language;

/// Whom briefs go to. The names are those of the TOML keys.
#[derive(Clone, PartialEq, Debug)]
pub struct Recipients {
    /// From whom; where the file does not say, the brief's first contact that has an address.
    pub sender: Option<Mailbox>,
    /// To whom, in the order of the file; at least one.
    pub recipients: Vec<Recipient>,
}

/// A person or an office that mail comes from or goes to (RFC 5322, section 3.4).
#[derive(Clone, PartialEq, Debug)]
pub struct Mailbox {
    /// The name, without control characters.
    pub name: Option<Text>,
    /// The address, in ASCII: a domain in other letters is written as RFC 5891 has it (`xn--…`).
    pub address: Text,
}

/// One who gets the brief.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)] // docs/mail.md says what each holds.
pub struct Recipient {
    pub mailbox: Mailbox,
    pub organisation: Option<Text>,
    pub language: Option<Field<Language>>,
    /// The whole greeting, in place of the usual one; the name is to be put where `{name}` stands.
    pub greeting: Option<Text>,
    pub role: Role,
    /// In the order of the file; each once.
    pub attachments: Vec<OutputFormat>,
    pub groups: Vec<Text>,
}

/// How one who gets the brief stands in the head of a message (RFC 5322, section 3.6.3).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Has a message of his or her own.
    #[default]
    To,
    /// Has a copy of the messages to others, and they see it.
    Cc,
    /// Has a copy of the messages to others, and they do not see it.
    Bcc,
}

/// A format in which the brief is made, and attached.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)]
pub enum OutputFormat {
    Pdf,
    Docx,
}

impl OutputFormat {
    /// All, in the order in which they are made.
    pub const ALL: [OutputFormat; 2] = [OutputFormat::Pdf, OutputFormat::Docx];

    /// Its name, and the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            OutputFormat::Pdf => "pdf",
            OutputFormat::Docx => "docx",
        }
    }

    /// Its media type (IANA).
    pub fn media_type(self) -> &'static str {
        match self {
            OutputFormat::Pdf => "application/pdf",
            OutputFormat::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        }
    }
}
