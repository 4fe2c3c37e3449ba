//! The record of what was sent: a file beside the drafts, a JSON object a line, so that nobody gets a message
//! twice. Every line is on the disk before the next step is taken. docs/mail.md says what a line holds.

use super::super::Outcome;
use super::super::limited_file::{LARGEST_TEXT, read_from};
use super::super::named::is_missing;
use super::super::report::Reporter;
use crate::diagnostic::{Diagnostic, Source, WrongText, reason};
use crate::mail::smtp::Fate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The name of the file.
const FILE_NAME: &str = "sent.jsonl";

/// What a line says: of which message to whom. Addresses are in lower case: in other letter case they are the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Debug)]
pub(super) struct Key {
    /// The brief, by the name of its file.
    pub brief: String,
    /// Its day of publication: a new edition has another.
    pub published: String,
    /// Whose message it is a copy of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub copy_of: Option<String>,
    /// The address.
    pub address: String,
}

impl Key {
    /// The same, with addresses in lower case.
    pub fn folded(mut self) -> Key {
        self.address.make_ascii_lowercase();
        if let Some(own) = &mut self.copy_of {
            own.make_ascii_lowercase();
        }
        self
    }

    /// Whether both are of one edition of a brief.
    fn is_of_edition_of(&self, other: &Key) -> bool {
        (&self.brief, &self.published) == (&other.brief, &other.published)
    }
}

/// How far a message has come.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Debug)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    /// It is being handed over. Where this is the last that is known, the server may have it or not.
    HandingOver,
    Accepted,
    Refused,
    Deferred,
    NotSent,
    Unknown,
    /// The recipient has it, and is to get it again (`--resend`).
    ResendWanted,
}

impl State {
    /// The state after a fate, and what the server said.
    pub fn of(fate: &Fate) -> (State, &str) {
        match fate {
            Fate::Accepted(answer) => (State::Accepted, answer),
            Fate::Refused(answer) | Fate::MessageRefused { answer, .. } => (State::Refused, answer),
            Fate::Deferred(answer) => (State::Deferred, answer),
            Fate::NotSent(answer) => (State::NotSent, answer),
            Fate::Unknown(answer) => (State::Unknown, answer),
        }
    }

    /// Whether the recipient has the message, or may have it.
    pub fn may_have_it(self) -> bool {
        matches!(self, State::HandingOver | State::Accepted | State::Unknown)
    }
}

/// The message that a line is about. A record of an earlier version says less.
#[derive(Clone, Default, Serialize, Deserialize, Debug)]
pub(super) struct Letter {
    /// The file of the brief, as seen from the folder of the record.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub source: String,
    pub message_id: String,
    /// The digest (SHA-256) of the message without its date, its id, those in copy and what it follows: the same where the
    /// same is said.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub content: String,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub subject: String,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub sender: String,
    /// The server, with its port.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub server: String,
}

/// A line.
#[derive(Serialize, Deserialize, Debug)]
struct Line {
    #[serde(flatten)]
    key: Key,
    state: State,
    #[serde(flatten)]
    letter: Letter,
    /// What the server said.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    answer: String,
    /// When, as in the head of a message.
    time: String,
}

/// What is known of one recipient.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub state: State,
    pub letter: Letter,
    /// Whether the recipient had the message before, was to get it again, and is not done with since.
    again: bool,
}

impl Known {
    /// Whether the recipient has the message, or may have it.
    pub fn may_have_it(&self) -> bool {
        self.again || self.state.may_have_it()
    }

    /// Whether the recipient is still to get the message again.
    pub fn is_to_get_it_again(&self) -> bool {
        self.again && !self.state.may_have_it()
    }
}

/// What was sent from a folder.
#[derive(Default, Debug)]
pub(super) struct History {
    /// By the address.
    known: BTreeMap<String, BTreeMap<Key, Known>>,
    /// The ids of all messages that somebody has, or may have, and who.
    sent: BTreeMap<String, BTreeSet<Key>>,
}

impl History {
    /// What the record of `folder` says; nothing where there is none.
    ///
    /// # Errors
    /// Where it cannot be read or understood.
    pub fn read(folder: &Path) -> Result<History, Unusable> {
        let path = folder.join(FILE_NAME);
        match File::open(&path) {
            Ok(mut file) => Ok(parse(&path, &read(&path, &mut file)?)?.0),
            Err(error) if is_missing(&error) => Ok(History::default()),
            Err(error) => Err(Unusable::System(path, error)),
        }
    }

    /// What is known of a message, if anything is; or else of the one that the same address had in another run, as one of
    /// several (`--bcc`) or in copy.
    pub fn known(&self, key: &Key) -> Option<&Known> {
        let is_same = |known: &Key| {
            known.is_of_edition_of(key) && (known.copy_of.is_none() || key.copy_of.is_none())
        };
        let of_address = self.known.get(&key.address)?;
        of_address.get(key).or_else(|| {
            let mut others = of_address.iter().filter(|(known, _)| is_same(known));
            others
                .find(|(_, what)| what.may_have_it())
                .map(|(_, what)| what)
        })
    }

    /// Whether somebody has the message with this id, or may have it.
    pub fn has_sent(&self, message_id: &str) -> bool {
        self.sent.contains_key(message_id)
    }

    /// Whether somebody has any message from this folder.
    pub fn is_empty(&self) -> bool {
        self.sent.is_empty()
    }

    /// The id of the last message that the recipient of `key` has of another edition; of another brief where there is none.
    pub fn sent_before(&self, key: &Key) -> Option<&str> {
        let of_address = self.known.get(&key.address)?;
        let others = of_address.iter().filter(|(known, what)| {
            known.copy_of == key.copy_of
                && !known.is_of_edition_of(key)
                && what.state == State::Accepted
        });
        let (_, last) =
            others.max_by_key(|&(known, _)| (known.brief == key.brief, &known.published))?;
        Some(last.letter.message_id.as_str())
    }

    /// The file of another brief with the name and the day of `key`, as seen from the folder.
    pub fn other_source(&self, key: &Key, source: &str) -> Option<&str> {
        let of_brief = self
            .known
            .values()
            .flatten()
            .filter(|(known, _)| known.is_of_edition_of(key));
        of_brief
            .map(|(_, known)| known.letter.source.as_str())
            .find(|other| !other.is_empty() && *other != source)
    }

    fn add(&mut self, line: Line) {
        let Line {
            key, state, letter, ..
        } = line;
        let key = key.folded();
        let of_address = self.known.entry(key.address.clone()).or_default();
        let was = of_address.get(&key).is_some_and(|known| known.again);
        let id = letter.message_id.clone();
        if state.may_have_it() {
            self.sent.entry(id).or_default().insert(key.clone());
        } else if !was
            && state != State::ResendWanted
            && let Some(who) = self.sent.get_mut(&id)
        {
            // It was being handed over, and was not taken.
            who.remove(&key);
            if who.is_empty() {
                self.sent.remove(&id);
            }
        }
        let again = match state {
            State::ResendWanted => true,
            State::Accepted | State::Refused => false,
            _ => was,
        };
        let known = Known {
            state,
            letter,
            again,
        };
        of_address.insert(key, known);
    }
}

/// Why a record is of no use. Rather nothing is sent than something twice.
pub(super) enum Unusable {
    System(PathBuf, io::Error),
    Line(Box<WrongText>),
}

impl Unusable {
    pub fn report(self, reporter: &mut Reporter) -> Outcome {
        match self {
            Unusable::System(path, error) => {
                reporter.system_error(&path, "keep a record of what is sent", &error);
            }
            Unusable::Line(wrong) => reporter.diagnostics(&wrong.source, &[wrong.diagnostic]),
        }
        Outcome::SystemFailed
    }
}

/// The record of a folder, for this run alone.
pub(super) struct Record {
    path: PathBuf,
    file: File,
    history: History,
}

impl Record {
    /// Opens the record of `folder`, or begins it.
    ///
    /// # Errors
    /// Where it cannot be read or written, another run has it, or a line of it cannot be understood.
    pub fn open(folder: &Path) -> Result<Record, Unusable> {
        let path = folder.join(FILE_NAME);
        let system = |error| Unusable::System(path.clone(), error);
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(system)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                system(io::Error::other("another run is sending from this folder"))
            }
            TryLockError::Error(error) => system(error),
        })?;
        let bytes = read(&path, &mut file)?;
        let (history, whole) = parse(&path, &bytes)?;
        if whole < bytes.len() {
            // A line that was being written when the run ended: what it would have said is not known.
            file.set_len(whole as u64).map_err(system)?;
        }
        Ok(Record {
            path,
            file,
            history,
        })
    }

    /// What it says.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Writes down how far a message has come, to the disk.
    ///
    /// # Errors
    /// Where it cannot be written; then nothing more must be sent.
    pub fn note(
        &mut self,
        keys: &[Key],
        state: State,
        letter: &Letter,
        answer: &str,
        time: &str,
    ) -> Result<(), (PathBuf, io::Error)> {
        let lines = keys.iter().map(|key| Line {
            key: key.clone(),
            state,
            letter: letter.clone(),
            answer: answer.to_owned(),
            time: time.to_owned(),
        });
        self.add(lines.collect())
    }

    /// Writes down who is to get again what they have, before anybody does: then it is known of a run that was cut off who
    /// is left. Of those whom one left it is written down already.
    ///
    /// # Errors
    /// The same.
    pub fn note_resend<'k>(
        &mut self,
        keys: impl IntoIterator<Item = &'k Key>,
        time: &str,
    ) -> Result<(), (PathBuf, io::Error)> {
        let lines = keys.into_iter().filter_map(|key| {
            let known = self.history.known(key);
            let known = known.filter(|known| !known.is_to_get_it_again())?;
            Some(Line {
                key: key.clone(),
                state: State::ResendWanted,
                letter: known.letter.clone(),
                answer: String::new(),
                time: time.to_owned(),
            })
        });
        self.add(lines.collect())
    }

    fn add(&mut self, lines: Vec<Line>) -> Result<(), (PathBuf, io::Error)> {
        let mut bytes = Vec::new();
        for line in &lines {
            serde_json::to_writer(&mut bytes, line).map_err(|e| (self.path.clone(), e.into()))?;
            bytes.push(b'\n');
        }
        self.file
            .write_all(&bytes)
            .and_then(|()| self.file.sync_all())
            .map_err(|error| (self.path.clone(), error))?;
        for line in lines {
            self.history.add(line);
        }
        Ok(())
    }
}

fn read(path: &Path, file: &mut File) -> Result<Vec<u8>, Unusable> {
    read_from(file, LARGEST_TEXT).map_err(|error| Unusable::System(path.to_owned(), error))
}

/// What the whole lines of a record say, and how many bytes they are.
fn parse(path: &Path, bytes: &[u8]) -> Result<(History, usize), Unusable> {
    // Before anything is decoded: the last line may be torn within a character.
    let end = bytes.iter().rposition(|byte| *byte == b'\n');
    let whole = end.map_or(0, |end| end + 1);
    let text = String::from_utf8_lossy(&bytes[..whole]);
    let mut history = History::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Some editors put a mark before the first.
        let words = line.trim_end().trim_start_matches('\u{feff}');
        match serde_json::from_str::<Line>(words) {
            Ok(line) => history.add(line),
            Err(error) => {
                let message = format!(
                    "this line of the record of what was sent cannot be understood: {}",
                    reason(error)
                );
                let help = "nothing is sent, so that nobody gets a message twice: put the line right; or remove it, if \
                            it does not matter whether the one that it names gets the message again";
                let diagnostic = Diagnostic::error("broken-record", message)
                    .at(start..start + line.trim_end().len())
                    .help(help);
                let source = Source {
                    path: path.to_owned(),
                    text: text.as_ref().into(),
                };
                return Err(Unusable::Line(Box::new(WrongText { source, diagnostic })));
            }
        }
        start += line.len();
    }
    Ok((history, whole))
}
