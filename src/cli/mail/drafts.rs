//! Drafts on the disk: their names, writing them, and finding earlier ones.

use super::super::Outcome;
use super::super::arguments::{MailFormat, MailOptions};
use super::super::limited_file;
use super::super::report::Reporter;
use super::super::whole_file::{Staged, commit_all, read_standing};
use super::Outgoing;
use crate::brief::AttachedFormat;
use crate::mail::{Delivery, DraftState, append_to_mbox, draft_state, message_id};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

/// The name of a message's file without an extension: that of the brief and the address of its recipient, so
/// that it is the same in every run and no two recipients share one.
pub(super) fn name(stem: &str, address: Option<&str>, delivery: &Delivery) -> String {
    match address {
        Some(address) => format!("{stem}-{}", file_name_of(address)),
        None if delivery.attachments == [AttachedFormat::Pdf] => format!("{stem}-bcc"),
        None => {
            let formats: Vec<&str> = delivery
                .attachments
                .iter()
                .map(|format| match format {
                    AttachedFormat::Pdf => "pdf",
                    AttachedFormat::Docx => "docx",
                })
                .collect();
            format!(
                "{stem}-bcc-{}",
                if formats.is_empty() {
                    "alone".to_owned()
                } else {
                    formats.join("-")
                }
            )
        }
    }
}

/// How many bytes of a file's name are an address's at most: with the name of the brief and an extension, less
/// than the 255 that file systems take.
const LONGEST_NAME: usize = 140;

/// An address as part of a file's name: in lower case, and what some file system has a meaning for as `%`
/// and its hexadecimal digits. The end of a very long one is a digest of it.
fn file_name_of(address: &str) -> String {
    let mut name = String::new();
    for byte in address.to_ascii_lowercase().bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte) {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02x}");
        }
    }
    if name.len() > LONGEST_NAME {
        let digest = Sha256::digest(&name);
        name.truncate(LONGEST_NAME - 17);
        name.push('~');
        for byte in &digest[..8] {
            let _ = write!(name, "{byte:02x}");
        }
    }
    name
}

/// Writes the messages into `folder`, and says where they are. All are on the disk before the first takes its
/// place. A draft that somebody has edited is not overwritten unless forced.
pub(super) fn keep(
    folder: &Path,
    brief: &Path,
    messages: &mut dyn Iterator<Item = Outgoing>,
    options: &MailOptions,
    reporter: &mut Reporter,
) -> Result<PathBuf, Outcome> {
    let folders: Vec<PathBuf> = match options.format {
        MailFormat::Maildir => ["cur", "new", "tmp"].map(|name| folder.join(name)).into(),
        MailFormat::Eml | MailFormat::Mbox => vec![folder.to_owned()],
    };
    for folder in folders {
        std::fs::create_dir_all(&folder).map_err(|error| {
            reporter.system_error(&folder, "make this folder", &error);
            Outcome::SystemFailed
        })?;
    }
    let mut staged = Vec::new();
    let mut stage = |target: PathBuf, bytes: &[u8], reporter: &mut Reporter| {
        let file =
            Staged::write(&target, bytes).map_err(|error| failed(&target, &error, reporter))?;
        staged.push(file);
        Ok(())
    };
    let mut edited = false;
    let mut mbox = Vec::new();
    for message in messages {
        let bytes = if options.send.is_some() {
            message.written.kept().to_vec()
        } else {
            message.written.draft()
        };
        match options.format {
            MailFormat::Eml => {
                let target = folder.join(format!("{}.eml", message.name));
                edited |= !options.force && is_edited(&target, reporter)?;
                stage(target, &bytes, reporter)?;
            }
            MailFormat::Maildir => {
                // A unique name of the maker's choice, then the flag of a draft (D. J. Bernstein, “Using
                // maildir format”).
                let (digest, _) = message.written.id.split_once('@').unwrap_or_default();
                let name = format!("cur/{}.{digest}.briefgen:2,D", message.date);
                stage(folder.join(name), &bytes, reporter)?;
            }
            MailFormat::Mbox => append_to_mbox(&mut mbox, &bytes, &message.sender, message.date),
        }
    }
    if edited {
        return Err(Outcome::BriefWrong);
    }
    let mut kept = folder.to_owned();
    if options.format == MailFormat::Mbox {
        let stem = brief.file_stem().unwrap_or_default().to_string_lossy();
        kept.push(format!("{stem}.mbox"));
        stage(kept.clone(), &mbox, reporter)?;
    }
    commit_all(staged).map_err(|(target, error)| failed(&target, &error, reporter))?;
    Ok(kept)
}

fn failed(target: &Path, error: &io::Error, reporter: &mut Reporter) -> Outcome {
    reporter.system_error(target, "write this file", error);
    Outcome::SystemFailed
}

/// Whether somebody has edited the draft that stands at `target`, whose words are not ours to lose.
fn is_edited(target: &Path, reporter: &mut Reporter) -> Result<bool, Outcome> {
    match read_standing(target, limited_file::LARGEST_DOCUMENT) {
        Ok(Some(bytes)) if draft_state(&bytes) == DraftState::Edited => {
            reporter.file_error(
                target,
                "edited-output",
                "this draft has been edited since it was written; nothing was overwritten",
                Some("move it away, or overwrite it with --force"),
            );
            Ok(true)
        }
        Ok(_) => Ok(false),
        Err(error) => {
            reporter.system_error(target, "read what stands there", &error);
            Err(Outcome::SystemFailed)
        }
    }
}

/// The messages that those of a run follow.
pub(super) enum Earlier {
    None,
    /// One and the same for all.
    Id(String),
    /// Those of a folder of drafts, by the address in the names of their files.
    Drafts(BTreeMap<String, String>),
}

impl Earlier {
    /// What `--in-reply-to` names: a folder, or the Message-ID of a message.
    pub fn find(given: Option<&str>) -> Result<Earlier, (PathBuf, io::Error)> {
        let Some(given) = given else {
            return Ok(Earlier::None);
        };
        let folder = Path::new(given);
        if !folder.is_dir() {
            let bare = given.trim_matches(['<', '>']);
            return if is_message_id(bare) {
                Ok(Earlier::Id(bare.to_owned()))
            } else {
                let what = "neither a folder nor a Message-ID such as <1234@example.org>";
                Err((
                    folder.to_owned(),
                    io::Error::new(io::ErrorKind::NotFound, what),
                ))
            };
        }
        let wrong = |error| (folder.to_owned(), error);
        let mut drafts = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(wrong)? {
            let path = entry.map_err(wrong)?.path();
            if path.extension().is_none_or(|extension| extension != "eml") {
                continue;
            }
            let bytes = read_standing(&path, limited_file::LARGEST_DOCUMENT)
                .map_err(|error| (path.clone(), error))?;
            let bytes = bytes.unwrap_or_default();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            if let Some(id) = message_id(&bytes).filter(|id| is_message_id(id)) {
                drafts.insert(stem.into_owned(), id.to_owned());
            }
        }
        Ok(Earlier::Drafts(drafts))
    }

    /// The id of the message that the one to `address` follows; to several, that of the draft to several.
    pub fn id_for(&self, address: Option<&str>) -> Option<&str> {
        match self {
            Earlier::None => None,
            Earlier::Id(id) => Some(id),
            Earlier::Drafts(drafts) => {
                let end = match address {
                    Some(address) => format!("-{}", file_name_of(address)),
                    None => "-bcc".to_owned(),
                };
                let found = drafts.iter().find(|(stem, _)| stem.ends_with(&end));
                found.map(|(_, id)| id.as_str())
            }
        }
    }
}

/// Whether `id` can stand between angle brackets: two parts at an `@`, of printable ASCII (RFC 5322, section
/// 3.6.4), and not so long that it needs a line of its own.
fn is_message_id(id: &str) -> bool {
    let parts = id.split_once('@');
    let is_good = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"<>@".contains(&byte))
    };
    id.len() <= 250 && parts.is_some_and(|(left, right)| is_good(left) && is_good(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_addresses_share_a_file_and_every_file_system_takes_their_names() {
        let name = file_name_of("O'Neil/a|b+c@Example.org");
        assert_eq!(name, "o%27neil%2fa%7cb+c@example.org");
        let long =
            |end: &str| file_name_of(&format!("{}@{}.{end}", "'".repeat(64), "b".repeat(60)));
        assert_eq!(long("example").len(), LONGEST_NAME);
        assert_ne!(long("example"), long("examples"));
    }

    #[test]
    fn a_message_id_is_two_parts_at_an_at_sign() {
        assert!(is_message_id("1234.a@example.org"));
        for wrong in [
            "",
            "a",
            "@b",
            "a@",
            "a b@c",
            "a@b@c",
            "a@b\r\nBcc: c",
            "é@b",
        ] {
            assert!(!is_message_id(wrong), "{wrong}");
        }
    }
}
