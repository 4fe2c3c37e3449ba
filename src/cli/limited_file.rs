//! Reading files whole, but no more of one than anybody has a use for.

use super::Outcome;
use super::named;
use super::report::{Reporter, refused};
use crate::diagnostic::Diagnostic;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

pub(super) use crate::limits::{LARGEST_DOCUMENT, LARGEST_TEXT};

/// The most bytes of a file that are read to see what it is: more than anybody writes above the first table.
const LARGEST_START: u64 = 1 << 20;

/// The bytes of a file.
///
/// # Errors
/// Where it cannot be read, or has more bytes than `limit`, which is an error of the kind
/// [`ErrorKind::FileTooLarge`].
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_from(&mut File::open(path)?, limit)
}

/// The bytes of a file that is open, from where it stands.
///
/// # Errors
/// The same as of [`read`].
pub(super) fn read_from(file: &mut File, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let reason = format!("it is larger than {} MB", limit / 1_000_000);
        return Err(io::Error::new(ErrorKind::FileTooLarge, reason));
    }
    Ok(bytes)
}

/// The bytes of a file, called `what` in messages; where it cannot be read, that is reported.
pub(super) fn read_reported(
    path: &Path,
    what: &str,
    limit: u64,
    reporter: &mut Reporter,
) -> Result<Vec<u8>, Outcome> {
    read(path, limit).map_err(|error| {
        let (outcome, diagnostic) = if named::is_missing(&error) {
            (Outcome::CommandWrong, named::missing(path))
        } else if path.is_dir() {
            let message = format!("this is a folder, and no {what}");
            let diagnostic = Diagnostic::error("command", message).help("name a file in it");
            (Outcome::CommandWrong, diagnostic)
        } else {
            refusal(what, &error)
        };
        reporter.of_file(path, diagnostic);
        outcome
    })
}

/// What it means that a file, called `what` in messages, cannot be read.
pub(super) fn refusal(what: &str, error: &io::Error) -> (Outcome, Diagnostic) {
    if error.kind() == ErrorKind::FileTooLarge {
        let message = format!("this {what} cannot be read: {error}");
        let help = "check that it is the file that you mean";
        let diagnostic = Diagnostic::error("too-large", message).help(help);
        return (Outcome::BriefWrong, diagnostic);
    }
    let doing = format!("read this {what}");
    (Outcome::SystemFailed, refused(&doing, error))
}

/// Refuses what is there and no plain file: to open a pipe could take for ever.
///
/// # Errors
/// Of the kind [`ErrorKind::IsADirectory`] where it is a folder.
pub(super) fn refuse_other_kinds(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(facts) if facts.is_dir() => {
            Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"))
        }
        Ok(facts) if !facts.is_file() => Err(io::Error::other("it is no plain file")),
        // What cannot be looked at is told of when it is read.
        _ => Ok(()),
    }
}

/// The first bytes of a file, enough to see what it is.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn read_start(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST_START)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
