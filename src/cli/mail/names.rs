//! What messages are called in their folder.

use crate::brief::OutputFormat;
use crate::hexadecimal;
use crate::mail::Delivery;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The name of a message's file without an extension: that of the brief and the address of its recipient, so
/// that it is the same in every run and no two recipients share one. The end of a very long name of a brief is a digest
/// of it.
pub(super) fn of_message(stem: &str, address: Option<&str>, delivery: &Delivery) -> String {
    let end = match address {
        Some(address) => format!("-{}", of_address(address)),
        None if delivery.attachments == [OutputFormat::Pdf] => "-bcc".to_owned(),
        None => {
            let formats = delivery.attachments.iter().map(|format| format.name());
            let formats: Vec<&str> = formats.collect();
            format!(
                "-bcc-{}",
                if formats.is_empty() {
                    "alone".to_owned()
                } else {
                    formats.join("-")
                }
            )
        }
    };
    within(ROOM.saturating_sub(end.len()), stem) + &end
}

/// A name of at most so many bytes: the end of a longer one is a digest of it.
fn within(room: usize, name: &str) -> String {
    if name.len() <= room {
        return name.to_owned();
    }
    let digest = digest(name);
    let start = name.floor_char_boundary(room.saturating_sub(1 + digest.len()));
    format!("{}~{digest}", &name[..start])
}

/// Whether the name of a message begins with that of the brief called `stem`, be it shortened.
pub(super) fn is_of_brief(start: &str, stem: &str) -> bool {
    let shortened = start.rsplit_once('~');
    start == stem
        || shortened.is_some_and(|(start, end)| stem.starts_with(start) && end == digest(stem))
}

fn digest(name: &str) -> String {
    hexadecimal::digits(&Sha256::digest(name)[..8])
}

/// How many bytes the name of a message has at most: with what a Maildir puts around it, less than the 255 that file
/// systems take.
const ROOM: usize = 200;

/// How many bytes of a file's name are an address's at most.
const LONGEST_NAME: usize = 140;

/// An address as part of a file's name: in lower case, and what some file system has a meaning for as `%`
/// and its hexadecimal digits. The end of a very long one is a digest of it.
pub(super) fn of_address(address: &str) -> String {
    let mut name = String::new();
    for byte in address.to_ascii_lowercase().bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte) {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02x}");
        }
    }
    within(LONGEST_NAME, &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_addresses_share_a_file_and_every_file_system_takes_their_names() {
        let name = of_address("O'Neil/a|b+c@Example.org");
        assert_eq!(name, "o%27neil%2fa%7cb+c@example.org");
        let long = |end: &str| of_address(&format!("{}@{}.{end}", "'".repeat(64), "b".repeat(60)));
        assert_eq!(long("example").len(), LONGEST_NAME);
        assert_ne!(long("example"), long("examples"));
    }
}
