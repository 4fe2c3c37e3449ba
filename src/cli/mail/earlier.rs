//! The messages of an earlier edition, which those of a run follow.

use super::super::Outcome;
use super::super::limited_file;
use super::super::paths::identity;
use super::super::report::Reporter;
use super::super::whole_file::read_standing;
use super::leftover;
use super::record::{History, Key};
use crate::mail::{message_id, recipients};
use std::io;
use std::path::{Path, PathBuf};

/// The messages that those of a run follow.
pub(super) enum Earlier {
    None,
    /// One and the same for all.
    Id(String),
    /// Those of a folder of drafts.
    Drafts {
        folder: PathBuf,
        /// What was sent from it.
        history: History,
        drafts: Vec<EarlierDraft>,
    },
}

/// A message in a folder.
pub(super) struct EarlierDraft {
    path: PathBuf,
    /// Whom it is to, in lower case; nobody where it is to several who do not see each other.
    to: Vec<String>,
    id: String,
}

impl Earlier {
    /// What `--in-reply-to` names: a folder with drafts, or the Message-ID of a message.
    pub fn find(given: Option<&str>, reporter: &mut Reporter) -> Result<Earlier, Outcome> {
        let Some(given) = given else {
            return Ok(Earlier::None);
        };
        let folder = Path::new(given);
        if !folder.is_dir() {
            let bare = given.trim_matches(['<', '>']);
            if is_message_id(bare) {
                return Ok(Earlier::Id(bare.to_owned()));
            }
            let message = "this is neither a folder nor a Message-ID such as `<1234@example.org>`";
            return Err(reporter.command_error_at(folder, message, None));
        }
        let drafts = EarlierDraft::all(folder).map_err(|(path, error)| {
            reporter.system_error(&path, "read the earlier drafts of this folder", &error)
        })?;
        if drafts.is_empty() {
            let message = "there are no drafts (.eml) in this folder that messages could follow";
            return Err(reporter.command_error_at(folder, message, None));
        }
        Ok(Earlier::Drafts {
            folder: identity(folder),
            history: History::read(folder).map_err(|unusable| unusable.report(reporter))?,
            drafts,
        })
    }

    /// The id of the message that one of `brief` which is written into `target` follows: the last that was sent to the recipient of
    /// `key`, or else the draft to the same; where it has no `key` since it goes to several, the draft to several.
    pub fn id_for(&self, key: Option<&Key>, brief: &Path, target: &Path) -> Option<&str> {
        match self {
            Earlier::None => None,
            Earlier::Id(id) => Some(id),
            Earlier::Drafts {
                folder,
                history,
                drafts,
            } => key.and_then(|key| history.sent_before(key)).or_else(|| {
                let is_same = *folder == identity(target);
                let mut own = drafts.iter().rev().filter(|draft| match key {
                    Some(key) => draft.to.contains(&key.address),
                    None => draft.to.is_empty(),
                });
                let draft = own.find(|draft| !(is_same && draft.gives_way(brief)))?;
                Some(draft.id.as_str())
            }),
        }
    }

    /// Whether each message is to follow one of its own.
    pub fn is_of_each(&self) -> bool {
        matches!(self, Earlier::Drafts { .. })
    }

    /// Whether messages of `brief` that are written into `target` would follow the drafts whose place they take.
    pub fn is_replaced_in(&self, brief: &Path, target: &Path) -> bool {
        match self {
            Earlier::Drafts {
                folder,
                history,
                drafts,
            } => {
                history.is_empty()
                    && *folder == identity(target)
                    && drafts.iter().all(|draft| draft.gives_way(brief))
            }
            _ => false,
        }
    }
}

impl EarlierDraft {
    /// Whether a message of `brief` to the same takes its place: it is one of this edition, or makes room for it.
    fn gives_way(&self, brief: &Path) -> bool {
        leftover::is_called_so(brief, &self.path, &self.to)
    }

    /// Those in `folder`. Of several to one recipient, the last by the name of its file counts, a longer name after a
    /// shorter one: `-2` after none.
    fn all(folder: &Path) -> Result<Vec<EarlierDraft>, (PathBuf, io::Error)> {
        let wrong = |error| (folder.to_owned(), error);
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(wrong)? {
            let path = entry.map_err(wrong)?.path();
            if path.extension().is_some_and(|extension| extension == "eml") {
                paths.push(path);
            }
        }
        paths.sort_unstable_by(|one, other| {
            let length = |path: &PathBuf| path.as_os_str().len();
            length(one).cmp(&length(other)).then_with(|| one.cmp(other))
        });
        let mut drafts = Vec::new();
        for path in paths {
            let bytes = read_standing(&path, limited_file::LARGEST_DOCUMENT)
                .map_err(|error| (path.clone(), error))?;
            let bytes = bytes.unwrap_or_default();
            let Some(id) = message_id(&bytes).filter(|id| is_message_id(id)) else {
                continue;
            };
            let (to, id) = (lower_case(&recipients(&bytes)), id.to_owned());
            drafts.push(EarlierDraft { path, to, id });
        }
        Ok(drafts)
    }
}

fn lower_case(addresses: &[&str]) -> Vec<String> {
    let addresses = addresses.iter();
    addresses
        .map(|address| address.to_ascii_lowercase())
        .collect()
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
