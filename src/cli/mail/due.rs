//! Who of the recipients of a brief is to get a message, and who has it already.

use super::super::paths::stem_of;
use super::super::report::Reporter;
use super::Outgoing;
use super::record::{History, Key, Known, Letter, State};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Origin;
use crate::words::common_start;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Who gets a message again.
#[derive(Default)]
pub(super) struct Resend {
    all: bool,
    /// Those of whom it is not known whether they have it.
    unknown: bool,
    addresses: BTreeSet<String>,
}

impl Resend {
    /// What `--resend` says, of these addresses; or the word that is none of them.
    pub fn of<'w>(words: &'w [String], addresses: &[&str]) -> Result<Resend, &'w str> {
        let mut resend = Resend::default();
        for word in words {
            match word.as_str() {
                "all" => resend.all = true,
                "unknown" => resend.unknown = true,
                address => {
                    let known = addresses
                        .iter()
                        .find(|known| known.eq_ignore_ascii_case(address));
                    let known = known.ok_or(address)?;
                    resend.addresses.insert(known.to_ascii_lowercase());
                }
            }
        }
        Ok(resend)
    }

    fn includes(&self, key: &Key, known: &Known) -> bool {
        let is_unknown = matches!(known.state, State::HandingOver | State::Unknown);
        self.all || self.unknown && is_unknown || self.addresses.contains(&key.address)
    }

    /// Who of the recipients of `messages` gets again what they have. Where an earlier run was to send the same words again and
    /// did not come to its end, those whom it left: nobody gets it from both but who is named. `contents` are the digests of
    /// what the messages say, by their names.
    pub fn round(
        &self,
        messages: impl Iterator<Item = (Key, String)>,
        history: &History,
        contents: impl FnOnce() -> BTreeMap<String, String>,
    ) -> ResendRound {
        let mut again = BTreeMap::new();
        let mut served = BTreeMap::new();
        let mut left = 0;
        for (key, name) in messages {
            let known = history.known(&key).filter(|known| known.may_have_it());
            let Some(known) = known.filter(|known| self.includes(&key, known)) else {
                continue;
            };
            let is_left = known.is_to_get_it_again();
            left += usize::from(is_left);
            if is_left || self.addresses.contains(&key.address) {
                again.insert(key, name);
            } else {
                served.insert(key, (name, &known.letter.content));
            }
        }
        let goes_on = left > 0 && !served.is_empty() && {
            let contents = contents();
            let mut served = served.values();
            served.all(|(name, content)| contents.get(name) == Some(content))
        };
        if !goes_on {
            let served = served.into_iter().map(|(key, (name, _))| (key, name));
            again.extend(served);
        }
        ResendRound {
            messages: again,
            left: goes_on.then_some(left),
        }
    }
}

/// Who gets again what they have.
#[derive(Default)]
pub(super) struct ResendRound {
    /// With the name of the message.
    pub messages: BTreeMap<Key, String>,
    /// How many of them an earlier run left, where those whom it served get it no more.
    pub left: Option<usize>,
}

/// A brief whose messages are kept and sent.
pub(super) struct Brief<'a> {
    pub path: &'a Path,
    pub published: String,
    /// Where its drafts are.
    pub folder: &'a Path,
    /// The file of recipients, and where each address stands in it.
    pub recipients: &'a Source,
    pub places: BTreeMap<&'a str, &'a Origin>,
    /// Where the sender's address stands in the file of recipients, if it does.
    pub sender: Option<&'a Origin>,
}

/// The recipients of a message, by what they have.
pub(super) struct Due<'m> {
    /// Who is to get it.
    pub wanted: Vec<(Key, &'m str)>,
    /// Who has it, with what they have.
    pub had: Vec<(&'m str, Known)>,
    /// Who may have it.
    pub unsure: Vec<&'m str>,
}

impl Due<'_> {
    /// Whether an earlier run was to send `address` the message again, and has not.
    pub fn is_owed(&self, address: &str) -> bool {
        let mut had = self.had.iter();
        had.any(|(had, known)| *had == address && known.is_to_get_it_again())
    }
}

impl Brief<'_> {
    /// By what the record knows a message to `own`, as `address` gets it.
    pub fn key(&self, own: Option<&str>, address: &str) -> Key {
        let key = Key {
            brief: stem_of(self.path),
            published: self.published.clone(),
            copy_of: own.filter(|own| *own != address).map(str::to_owned),
            address: address.to_owned(),
        };
        key.folded()
    }

    /// Who is to get a message.
    pub fn due<'m>(
        &self,
        message: &'m Outgoing,
        history: &History,
        again: &ResendRound,
    ) -> Due<'m> {
        let mut due = Due {
            wanted: Vec::new(),
            had: Vec::new(),
            unsure: Vec::new(),
        };
        for address in &message.addresses {
            let key = self.key(message.own.as_deref(), address);
            match history.known(&key) {
                Some(known) if known.may_have_it() && !again.messages.contains_key(&key) => {
                    if known.state == State::Accepted || known.is_to_get_it_again() {
                        due.had.push((address, known.clone()));
                    } else {
                        due.unsure.push(address);
                    }
                }
                _ => due.wanted.push((key, address)),
            }
        }
        due
    }

    /// What the record says of a message.
    pub fn letter(&self, message: &Outgoing, server: String) -> Letter {
        Letter {
            source: self.source(),
            message_id: message.written.id.clone(),
            content: message.written.content.clone(),
            subject: message.subject.clone(),
            sender: message.sender.clone(),
            server,
        }
    }

    /// The file of the brief as seen from the folder of its drafts.
    fn source(&self) -> String {
        relative(self.path, self.folder).unwrap_or_default()
    }

    /// Another brief of the same name and day whose messages the record is of: it still stands where it stood.
    pub fn other(&self, history: &History) -> Option<PathBuf> {
        let source = self.source();
        let other = history.other_source(&self.key(None, ""), &source)?;
        let other = self.folder.join(other);
        other.is_file().then_some(other)
    }

    /// Reports what became of a message, where the address stands.
    pub fn report(&self, address: &str, diagnostic: Diagnostic, reporter: &mut Reporter) {
        let diagnostic = diagnostic.at_origin(self.places.get(address).copied());
        reporter.diagnostics(self.recipients, &[diagnostic]);
    }
}

/// The path of `file` as seen from `folder`, with `/` between names; none where either is not there.
fn relative(file: &Path, folder: &Path) -> Option<String> {
    let (file, folder) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    let shared = common_start(file.components(), folder.components());
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = file
        .components()
        .skip(shared)
        .map(|component| component.as_os_str().to_string_lossy().into_owned());
    let names: Vec<String> = up.chain(down).collect();
    Some(names.join("/"))
}
