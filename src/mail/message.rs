//! One message, as the bytes that are kept or sent (RFC 5322, with MIME after RFC 2045 to 2049).
//!
//! Everything in it comes from its parts: its Date from the brief, its Message-ID and the boundaries between
//! its parts from digests of what it holds. So the same parts are the same bytes.

use super::html::Page;
use super::identity;
use super::letter::in_head;
use crate::brief::ascii_address;
use crate::date::Date;
use crate::hexadecimal;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Somebody whom a message is from or to: a name, where there is one, and an address in ASCII. Neither has
/// a control character.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// The name.
    pub name: Option<String>,
    /// The address.
    pub address: String,
}

impl Party {
    /// One whose name and address are those of a brief, which may have any characters; a domain in other letters is
    /// written as mail servers have it. None where the address cannot be written so.
    pub fn new(name: &str, address: &str) -> Option<Party> {
        Some(Party {
            name: Some(in_head(name)),
            address: ascii_address(address).ok()?,
        })
    }

    /// The part of the address behind the `@`.
    pub fn domain(&self) -> &str {
        self.address
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain)
    }

    fn header(&self) -> Address<'_> {
        Address::new_address(self.name.as_deref(), self.address.as_str())
    }
}

/// A file that goes with a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AttachedFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A message.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// From whom.
    pub from: &'a Party,
    /// To whom; where it is empty, the recipients are not disclosed.
    pub to: Vec<&'a Party>,
    /// Those in copy.
    pub cc: Vec<&'a Party>,
    /// Those whom the others do not see.
    pub bcc: Vec<&'a Party>,
    /// The language of its words, a BCP 47 tag.
    pub language: &'a str,
    /// What it is about, in one line without control characters.
    pub subject: &'a str,
    /// When it was written, in seconds since 1970-01-01T00:00:00Z.
    pub date: i64,
    /// The Message-ID of the message that it follows, without angle brackets.
    pub in_reply_to: Option<&'a str>,
    /// Its words as plain text, with CR LF at line ends.
    pub text: &'a str,
    /// Its words as HTML.
    pub page: &'a Page,
    /// The files that go with it.
    pub attachments: &'a [&'a AttachedFile],
}

/// A message as bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Its Message-ID without angle brackets.
    pub id: String,
    /// The digest of its content: the same where the same is said at another time, with other copies.
    pub content: String,
    /// All of it, with those in Bcc.
    bytes: Vec<u8>,
}

impl Written {
    /// It as it is kept of a message that is sent: with those in Bcc.
    pub fn kept(&self) -> &[u8] {
        &self.bytes
    }

    /// It as a draft, which Outlook and others open for sending.
    pub fn draft(&self) -> Vec<u8> {
        [identity::UNSENT_LINE, &self.bytes].concat()
    }

    /// It as it is sent: nobody in it is told of those in Bcc.
    pub fn sent(&self) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        identity::remove_field(&mut bytes, "Bcc");
        bytes
    }
}

impl Message<'_> {
    /// The bytes of the message.
    pub fn write(&self) -> Written {
        let unnamed = self.serialise();
        let content = identity::content(&unnamed);
        let (id, bytes) = identity::name(unnamed, self.from.domain());
        Written { id, content, bytes }
    }

    /// The message without an id of its own yet.
    fn serialise(&self) -> Vec<u8> {
        let id = identity::placeholder(self.from.domain());
        let mut message = MessageBuilder::new()
            .message_id(id)
            .date(self.date)
            .from(self.from.header());
        message = if self.to.is_empty() {
            // RFC 5322, section 3.4: a group may be empty.
            message.header("To", Raw::new("undisclosed-recipients:;"))
        } else {
            message.to(addresses(&self.to))
        };
        if !self.cc.is_empty() {
            message = message.cc(addresses(&self.cc));
        }
        if !self.bcc.is_empty() {
            message = message.bcc(addresses(&self.bcc));
        }
        message = message
            .subject(self.subject)
            .header("Content-Language", Raw::new(self.language));
        if let Some(earlier) = self.in_reply_to {
            message = message.in_reply_to(earlier).references(earlier);
        }
        let mut bytes = Vec::new();
        message
            .header("MIME-Version", Raw::new("1.0"))
            .body(self.body())
            .serialize(&mut bytes);
        bytes
    }

    /// The words in both forms, then the files: mixed(alternative(plain, related(html, pictures)), files).
    fn body(&self) -> MimePart<'_> {
        let seed = self.boundary_seed();
        let page = MimePart::new("text/html", self.page.html.as_str());
        let page = if self.page.pictures.is_empty() {
            page
        } else {
            let pictures = self.page.pictures.iter().map(|picture| {
                file(
                    picture.media_type,
                    &picture.file_name,
                    "inline",
                    &picture.bytes,
                )
                .cid(picture.content_id.as_str())
            });
            multipart(
                &seed,
                "related",
                std::iter::once(page).chain(pictures).collect(),
            )
        };
        let words = multipart(
            &seed,
            "alternative",
            vec![MimePart::new("text/plain", self.text), page],
        );
        if self.attachments.is_empty() {
            return words;
        }
        let files = self.attachments.iter().map(|attached| {
            file(
                attached.media_type,
                &attached.name,
                "attachment",
                &attached.bytes,
            )
        });
        multipart(
            &seed,
            "mixed",
            std::iter::once(words).chain(files).collect(),
        )
    }

    /// Digits of a digest of the words: no part holds them by chance, and nobody can write them into the words, whose
    /// digest it is.
    fn boundary_seed(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.text);
        digest.update(&self.page.html);
        hexadecimal::digits(&digest.finalize()[..8])
    }
}

fn addresses<'a>(parties: &[&'a Party]) -> Address<'a> {
    Address::new_list(parties.iter().map(|party| party.header()).collect())
}

/// A part of several. The boundary holds `seed`, and `=` beside `_`, which stand together in no
/// quoted-printable and no base64.
fn multipart<'a>(seed: &str, kind: &'static str, parts: Vec<MimePart<'a>>) -> MimePart<'a> {
    let mut content_type = ContentType::new(format!("multipart/{kind}"))
        .attribute("boundary", format!("=_{seed}-{kind}"));
    if kind == "related" {
        // RFC 2387, section 3.1.
        content_type = content_type.attribute("type", "text/html");
    }
    MimePart::new(content_type, BodyPart::Multipart(parts))
}

/// A part that is a file, with its name (RFC 2231 where it is not ASCII) and its size (RFC 2183, section 2.7).
fn file<'a>(
    media_type: &'a str,
    name: &'a str,
    disposition: &'static str,
    bytes: &'a [u8],
) -> MimePart<'a> {
    let disposition = ContentType::new(disposition)
        .attribute("filename", name)
        .attribute("size", bytes.len().to_string());
    MimePart::new(ContentType::new(media_type).attribute("name", name), bytes)
        .header("Content-Disposition", disposition)
}

/// A time as it stands in the head of a message (RFC 5322, section 3.3), from seconds since 1970 in UTC.
pub fn rfc5322_date(seconds: i64) -> String {
    mail_builder::headers::date::Date::new(seconds).to_rfc822()
}

/// Noon of a day in UTC, in seconds since 1970: it is that day nearly everywhere on Earth.
pub fn noon(day: Date) -> i64 {
    i64::from(day.days_since_1970()) * DAY + DAY / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noon_is_counted_from_1970() {
        let on = |year, month, day| noon(Date { year, month, day });
        assert_eq!(on(1970, 1, 1), 43_200);
        assert_eq!(on(1969, 12, 31), -43_200);
        assert_eq!(on(2000, 2, 29), 951_825_600);
        assert_eq!(on(2017, 6, 16), 1_497_614_400);
    }
}
