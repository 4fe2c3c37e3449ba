//! The record of what was sent: a file beside the drafts, a JSON object a line, so that nobody gets a message
//! twice. Every line is on the disk before the next step is taken.

use crate::mail::smtp::Fate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The name of the file.
const FILE_NAME: &str = "sent.jsonl";
/// The largest record that is read.
const LARGEST: u64 = 64_000_000;

/// What a line says: of which message to whom.
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
}

/// A line.
#[derive(Serialize, Deserialize, Debug)]
struct Line {
    #[serde(flatten)]
    key: Key,
    state: State,
    message_id: String,
    /// What the server said.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    answer: String,
    /// When, as in the head of a message.
    time: String,
}

/// The record of a folder, for this run alone.
pub(super) struct Record {
    path: PathBuf,
    file: File,
    states: BTreeMap<Key, State>,
}

impl Record {
    /// Opens the record of `folder`, or begins it.
    ///
    /// # Errors
    /// Where it cannot be read or written, another run has it, or a line of it cannot be understood: rather
    /// nothing is sent than something twice.
    pub fn open(folder: &Path) -> Result<Record, (PathBuf, io::Error)> {
        let path = folder.join(FILE_NAME);
        Record::read(&path).map_err(|error| (path, error))
    }

    fn read(path: &Path) -> io::Result<Record> {
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::Error::other("another run is sending from this folder"),
            TryLockError::Error(error) => error,
        })?;
        let mut text = String::new();
        (&mut file).take(LARGEST + 1).read_to_string(&mut text)?;
        if text.len() as u64 > LARGEST {
            return Err(io::Error::other("it is larger than 64 MB"));
        }
        let mut states = BTreeMap::new();
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        for (number, line) in (1..).zip(text[..whole].lines()) {
            let line: Line = serde_json::from_str(line)
                .map_err(|error| io::Error::other(format!("line {number}: {error}")))?;
            states.insert(line.key, line.state);
        }
        if whole < text.len() {
            // A line that was being written when the run ended: what it would have said is not known.
            file.seek(SeekFrom::End(0))?;
            file.set_len(whole as u64)?;
        }
        Ok(Record {
            path: path.to_owned(),
            file,
            states,
        })
    }

    /// How far the message has come, if anything is known of it.
    pub fn state(&self, key: &Key) -> Option<State> {
        self.states.get(key).copied()
    }

    /// Writes down how far a message has come, to the disk.
    ///
    /// # Errors
    /// Where it cannot be written; then nothing more must be sent.
    pub fn note(
        &mut self,
        keys: &[Key],
        state: State,
        message_id: &str,
        answer: &str,
        time: String,
    ) -> Result<(), (PathBuf, io::Error)> {
        let mut lines = Vec::new();
        for key in keys {
            let line = Line {
                key: key.clone(),
                state,
                message_id: message_id.to_owned(),
                answer: answer.to_owned(),
                time: time.clone(),
            };
            serde_json::to_writer(&mut lines, &line).map_err(|e| (self.path.clone(), e.into()))?;
            lines.push(b'\n');
        }
        self.file
            .write_all(&lines)
            .and_then(|()| self.file.sync_all())
            .map_err(|error| (self.path.clone(), error))?;
        for key in keys {
            self.states.insert(key.clone(), state);
        }
        Ok(())
    }
}

impl State {
    /// The state after a fate, and what the server said.
    pub fn of(fate: &Fate) -> (State, &str) {
        match fate {
            Fate::Accepted(answer) => (State::Accepted, answer),
            Fate::Refused(answer) => (State::Refused, answer),
            Fate::Deferred(answer) => (State::Deferred, answer),
            Fate::NotSent(answer) => (State::NotSent, answer),
            Fate::Unknown(answer) => (State::Unknown, answer),
        }
    }
}
