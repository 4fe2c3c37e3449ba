//! Drafts that earlier runs left in the folder of a brief: of an address that has been corrected, of another edition, of
//! somebody who is no recipient any more.

use super::super::beside::{is_translation_file, with_editions};
use super::super::limited_file;
use super::super::named::is_missing;
use super::super::paths::{name_of, stem_of};
use super::super::whole_file::read_standing;
use super::names;
use super::record::History;
use crate::mail::{has_own_id, is_edited, message_id, recipients};
use std::io;
use std::path::{Path, PathBuf};

/// A draft that was sent to nobody from its folder.
pub(super) struct Leftover {
    pub path: PathBuf,
    /// The name that its message was given.
    pub name: String,
    /// Whom it is named after, in lower case; none where it is to several who do not see each other.
    pub to: Option<String>,
    pub is_edited: bool,
}

/// The drafts of `brief` in `folder`, each in a file of its own. What somebody else has written, or has given another name, is
/// none, and stays as it is.
///
/// # Errors
/// Which of them cannot be read, and why.
pub(super) fn leftovers(
    brief: &Path,
    folder: &Path,
    history: &History,
) -> Result<Vec<Leftover>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    for place in [folder.to_owned(), folder.join("cur"), folder.join("new")] {
        let entries = match std::fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if is_missing(&error) => continue,
            Err(error) => return Err((place, error)),
        };
        for entry in entries {
            let path = entry.map_err(|error| (place.clone(), error))?.path();
            let file_name = name_of(&path);
            let Some(name) = message_name(&file_name).filter(|name| may_be_of(brief, name)) else {
                continue;
            };
            let bytes = read_standing(&path, limited_file::LARGEST_DOCUMENT)
                .map_err(|error| (path.clone(), error))?
                .unwrap_or_default();
            let to = recipients(&bytes);
            let was_sent = message_id(&bytes).is_some_and(|id| history.has_sent(id));
            if was_sent || !has_own_id(&bytes) {
                continue;
            }
            let Some(to) = sayable(&to).find(|to| is_of(brief, name, *to)) else {
                continue;
            };
            let (name, to) = (name.to_owned(), to.map(str::to_ascii_lowercase));
            found.push(Leftover {
                path,
                name,
                to,
                is_edited: is_edited(&bytes),
            });
        }
    }
    found.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Whether the draft at `path` is called as one of `brief` to one of these recipients, and so gives way to the next.
pub(super) fn is_called_so(brief: &Path, path: &Path, to: &[String]) -> bool {
    message_name(&name_of(path))
        .is_some_and(|name| may_be_of(brief, name) && sayable(to).any(|to| is_of(brief, name, to)))
}

/// What the name of a draft to these recipients can say: one of them, if they see each other.
fn sayable<T: AsRef<str>>(to: &[T]) -> impl Iterator<Item = Option<&str>> {
    let none = to.is_empty().then_some(None);
    to.iter().map(|to| Some(to.as_ref())).chain(none)
}

/// The name that a message was given, from that of its file.
fn message_name(file_name: &str) -> Option<&str> {
    match file_name.strip_suffix(".eml") {
        Some(name) => Some(name),
        // Its flags are those of the mail program.
        None => file_name.split_once(":2,")?.0.splitn(3, '.').nth(2),
    }
}

/// What can be told without reading it.
fn may_be_of(brief: &Path, name: &str) -> bool {
    let stem = stem_of(brief);
    let shortened = || {
        name.split_once('~')
            .is_some_and(|(start, _)| stem.starts_with(start))
    };
    name.strip_prefix(&stem)
        .map_or_else(shortened, |rest| rest.starts_with(['-', '.', '~']))
}

/// Whether a message called `name` is of `brief` or one of its translations: no other brief in the same folder, whose name
/// begins alike.
fn is_of(brief: &Path, name: &str, to: Option<&str>) -> bool {
    let stem = stem_of(brief);
    let is_edition = |edition: &str| {
        let file = brief.with_file_name(format!("{edition}.toml"));
        names::is_of_brief(edition, &stem)
            || is_translation_file(&file).unwrap_or(false)
            || edition.contains('~') && {
                let (editions, _) = with_editions(&[brief.to_owned()]);
                editions
                    .iter()
                    .any(|file| names::is_of_brief(edition, &stem_of(file)))
            }
    };
    let end = format!(
        "-{}",
        to.map_or_else(|| "bcc".to_owned(), names::of_address)
    );
    name.match_indices(&end).any(|(at, end)| {
        let rest = &name[at + end.len()..];
        is_tail(rest, to.is_none()) && is_edition(&name[..at])
    })
}

/// Whether a name that we give ends so after the address: with the number of a further message, if at all; one to several
/// says before that what is attached.
fn is_tail(mut tail: &str, is_to_several: bool) -> bool {
    if is_to_several {
        let attached = ["-pdf", "-docx", "-alone"];
        while let Some(rest) = attached.iter().find_map(|word| tail.strip_prefix(word)) {
            tail = rest;
        }
    }
    let is_number =
        |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    tail.is_empty() || tail.strip_prefix('-').is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draft_of_a_brief_is_told_from_that_of_another() {
        let is_of_a = |name: &str, to: Option<&str>| {
            let brief = Path::new("a.toml");
            may_be_of(brief, name) && is_of(brief, name, to)
        };
        assert!(is_of_a("a-anna@b.example", Some("Anna@b.example")));
        assert!(is_of_a("a-anna@b.example-2", Some("anna@b.example")));
        assert!(is_of_a("a-bcc", None));
        assert!(is_of_a("a-bcc-pdf-docx", None));
        assert!(is_of_a("a-bcc-docx-12", None));
        // What somebody has called otherwise is theirs.
        for tail in [
            "-SENT-16-June",
            "-personal",
            "-",
            "-2018-06-16",
            "-pdf",
            " (copy)",
        ] {
            let name = format!("a-anna@b.example{tail}");
            assert!(!is_of_a(&name, Some("anna@b.example")), "{name}");
        }
        assert!(!is_of_a("a-bcc-old", None));
        assert!(!is_of_a("a-b-anna@b.example", Some("anna@b.example")));
        assert!(is_of_a("a-b-anna@b.example", Some("b-anna@b.example")));
        assert!(!is_of_a("a.b-anna@b.example", Some("anna@b.example")));
        assert!(!is_of_a("ab-anna@b.example", Some("anna@b.example")));
        let of_maildir = "1514894400.00ff.a-anna@b.example:2,DS";
        assert_eq!(message_name(of_maildir), Some("a-anna@b.example"));
        assert_eq!(message_name("sent.jsonl"), None);
    }
}
