//! Writing drafts to the disk.

use super::super::Outcome;
use super::super::arguments::{MailFormat, MailOptions};
use super::super::limited_file;
use super::super::output_folder;
use super::super::paths::stem_of;
use super::super::report::Reporter;
use super::super::whole_file::{Staged, commit_all, read_standing};
use super::Outgoing;
use super::leftover::{Leftover, leftovers};
use super::record::History;
use crate::mail::{append_to_mbox, has_its_attachments, is_edited, message_id, messages_of_mbox};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// What was kept of the messages of a brief.
pub(super) struct Kept {
    /// The folder, or the file that holds all.
    pub place: PathBuf,
    /// How many messages there are but for edited ones, and how many recipients they have.
    pub messages: usize,
    pub recipients: usize,
    /// The names of those whose draft somebody has edited.
    pub edited: BTreeSet<String>,
    /// The drafts that stand there from earlier runs, and of which this run knows nothing.
    pub others: Vec<PathBuf>,
}

/// Writes the messages into `folder`, and says where they are; a dry run finds only what somebody has edited and what
/// would give way. All are on the disk before the first takes its place. Where somebody has edited a draft, others are
/// written only of messages that are to be sent.
pub(super) fn keep(
    folder: &Path,
    brief: &Path,
    history: &History,
    messages: impl Iterator<Item = Outgoing>,
    options: &MailOptions,
    reporter: &mut Reporter,
) -> Result<Kept, Outcome> {
    if !options.dry_run {
        output_folder::make(folder, reporter)?;
    }
    if options.format == MailFormat::Maildir && !options.dry_run {
        for name in ["cur", "new", "tmp"] {
            output_folder::make(&folder.join(name), reporter)?;
        }
    }
    let leftovers = leftovers(brief, folder, history).map_err(|(path, error)| {
        reporter.system_error(&path, "read the drafts of earlier runs", &error)
    })?;
    let mut stage = Stage {
        folder,
        history,
        options,
        leftovers: BTreeMap::new(),
        leftovers_to: BTreeMap::new(),
        staged: Vec::new(),
        superseded: Vec::new(),
        edited: BTreeSet::new(),
    };
    for draft in leftovers {
        if let Some(to) = &draft.to {
            let to = stage.leftovers_to.entry(to.clone()).or_default();
            to.push(draft.path.clone());
        }
        stage.leftovers.insert(draft.path.clone(), draft);
    }
    let mut place = folder.to_owned();
    let (mut count, mut recipients) = (0, 0);
    let mut mbox = Mbox::default();
    for message in messages {
        let bytes = if options.send.is_some() {
            message.written.kept().to_vec()
        } else {
            message.written.draft()
        };
        match options.format {
            MailFormat::Eml => stage.message(&message, &bytes, reporter)?,
            MailFormat::Maildir => stage.in_maildir(&message, &bytes, reporter)?,
            MailFormat::Mbox => mbox.add(&message, &bytes),
        }
        if !stage.edited.contains(&message.name) {
            count += 1;
            recipients += message.addresses.len();
        }
    }
    if options.format == MailFormat::Mbox && count > 0 {
        place = stage.mbox(&stem_of(brief), mbox, reporter)?;
    }
    let Stage {
        leftovers,
        staged,
        superseded,
        edited,
        ..
    } = stage;
    if !options.dry_run {
        let is_all_or_nothing = options.send.is_none() || options.format == MailFormat::Mbox;
        if !edited.is_empty() && is_all_or_nothing {
            return Err(Outcome::BriefWrong);
        }
        commit_all(staged).map_err(|(target, error)| failed(&target, &error, reporter))?;
        for draft in &superseded {
            std::fs::remove_file(&draft.path).map_err(|error| {
                let doing = "remove this draft, which another replaces";
                reporter.system_error(&draft.path, doing, &error)
            })?;
        }
    }
    let replaces = match options.dry_run {
        true => "would replace",
        false => "replaces",
    };
    for Superseded { path, by } in superseded {
        if let Some(by) = by {
            let (by, name) = (by.display(), path.file_name().unwrap_or_default().display());
            reporter.done(&format!("{by} {replaces} {name}"));
        }
    }
    Ok(Kept {
        place,
        messages: count,
        recipients,
        edited,
        others: leftovers.into_keys().collect(),
    })
}

/// A draft of an earlier run that one of this run replaces.
struct Superseded {
    path: PathBuf,
    /// The other, where that is worth telling: it has other words in its name, or somebody has edited this one.
    by: Option<PathBuf>,
}

/// Messages in one file.
#[derive(Default)]
struct Mbox {
    bytes: Vec<u8>,
    ids: BTreeSet<String>,
}

impl Mbox {
    fn add(&mut self, message: &Outgoing, bytes: &[u8]) {
        append_to_mbox(&mut self.bytes, bytes, &message.sender, message.date);
        self.ids.insert(message.written.id.clone());
    }
}

/// Messages on their way to the disk.
struct Stage<'a> {
    folder: &'a Path,
    history: &'a History,
    options: &'a MailOptions,
    /// The drafts of earlier runs of which no message has been met.
    leftovers: BTreeMap<PathBuf, Leftover>,
    /// Which of them are to whom.
    leftovers_to: BTreeMap<String, Vec<PathBuf>>,
    staged: Vec<Staged>,
    /// The drafts of earlier runs that those of this one replace.
    superseded: Vec<Superseded>,
    /// The names of messages whose draft somebody has edited.
    edited: BTreeSet<String>,
}

impl Stage<'_> {
    /// A message in a file of its own: never that of one that was sent, beside which another takes a further name.
    fn message(
        &mut self,
        message: &Outgoing,
        bytes: &[u8],
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let was_sent = |standing: &[u8]| {
            message_id(standing)
                .is_some_and(|id| id != message.written.id && self.history.has_sent(id))
        };
        let (target, standing) = self.free(&message.name, "eml", was_sent, reporter)?;
        self.in_own_file(message, target, standing, bytes, reporter)
    }

    fn in_maildir(
        &mut self,
        message: &Outgoing,
        bytes: &[u8],
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        // A unique name of the maker's choice, then the flag of a draft, or of what was seen (D. J. Bernstein, “Using maildir
        // format”).
        let (digest, _) = message.written.id.split_once('@').unwrap_or_default();
        let flag = if self.options.send.is_some() {
            "S"
        } else {
            "D"
        };
        let own = message.name.replace(':', "_");
        let name = format!("cur/{}.{digest}.{own}:2,{flag}", message.date);
        let target = self.folder.join(name);
        let standing = standing_at(&target, reporter)?;
        self.in_own_file(message, target, standing, bytes, reporter)
    }

    /// A message that is to stand at `target`, in the place of the drafts to the same recipient from earlier runs: one
    /// under another name gives way as one under the same does.
    fn in_own_file(
        &mut self,
        message: &Outgoing,
        target: PathBuf,
        standing: Option<Vec<u8>>,
        bytes: &[u8],
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let own = message.own.as_deref().map(str::to_ascii_lowercase);
        self.leftovers.remove(&target);
        let known = own
            .and_then(|own| self.leftovers_to.remove(&own))
            .unwrap_or_default();
        let mut superseded = Vec::new();
        for path in known {
            let Some(draft) = self.leftovers.remove(&path) else {
                continue;
            };
            if draft.is_edited && !self.options.force {
                self.refuse_edited(&message.name, &draft.path, bytes, reporter)?;
            } else {
                let is_told = draft.is_edited || draft.name != message.name.replace(':', "_");
                superseded.push(Superseded {
                    path: draft.path,
                    by: is_told.then(|| target.clone()),
                });
            }
        }
        if self.edited.contains(&message.name) {
            return Ok(());
        }
        self.stage(&message.name, target, standing, is_edited, bytes, reporter)?;
        // As long as none takes its place, a draft stays.
        if !self.edited.contains(&message.name) {
            self.superseded.append(&mut superseded);
        }
        Ok(())
    }

    /// All messages in one file, which is returned.
    fn mbox(
        &mut self,
        stem: &str,
        mbox: Mbox,
        reporter: &mut Reporter,
    ) -> Result<PathBuf, Outcome> {
        let was_sent = |standing: &[u8]| {
            messages_of_mbox(standing).iter().any(|message| {
                message_id(message)
                    .is_some_and(|id| !mbox.ids.contains(id) && self.history.has_sent(id))
            })
        };
        let (target, standing) = self.free(stem, "mbox", was_sent, reporter)?;
        let has_edited = |standing: &[u8]| {
            let messages = messages_of_mbox(standing);
            messages.iter().any(|message| is_edited(message))
        };
        self.stage(
            stem,
            target.clone(),
            standing,
            has_edited,
            &mbox.bytes,
            reporter,
        )?;
        Ok(target)
    }

    /// The first file called `name`, `name-2` and so on at which nothing stands that was sent, and what stands there.
    fn free(
        &self,
        name: &str,
        extension: &str,
        was_sent: impl Fn(&[u8]) -> bool,
        reporter: &mut Reporter,
    ) -> Result<(PathBuf, Option<Vec<u8>>), Outcome> {
        let mut target = self.folder.join(format!("{name}.{extension}"));
        let mut number = 1;
        loop {
            let standing = standing_at(&target, reporter)?;
            if !standing.as_deref().is_some_and(&was_sent) {
                return Ok((target, standing));
            }
            number += 1;
            target = self.folder.join(format!("{name}-{number}.{extension}"));
        }
    }

    /// Writes a file beside its place, unless it stands there, or an edited one does that is not to be given up.
    fn stage(
        &mut self,
        name: &str,
        target: PathBuf,
        standing: Option<Vec<u8>>,
        is_edited: impl Fn(&[u8]) -> bool,
        bytes: &[u8],
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        match standing {
            Some(standing) if standing == bytes => return Ok(()),
            Some(standing) if !self.options.force && is_edited(&standing) => {
                return self.refuse_edited(name, &target, bytes, reporter);
            }
            _ => {}
        }
        if self.options.dry_run {
            return Ok(());
        }
        let file =
            Staged::write(&target, bytes).map_err(|error| failed(&target, &error, reporter))?;
        self.staged.push(file);
        Ok(())
    }

    /// Says that the draft of the message called `name`, which would be `bytes` now, has been edited.
    fn refuse_edited(
        &mut self,
        name: &str,
        draft: &Path,
        bytes: &[u8],
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let standing = standing_at(draft, reporter)?.unwrap_or_default();
        let (done, help) = if self.options.send.is_some() {
            (
                "it was neither overwritten nor sent",
                "send it with your mail program, and leave it here; or give the edits up with --force",
            )
        } else {
            (
                "nothing was overwritten",
                "move it away, or overwrite it with --force",
            )
        };
        let (other, help) = match has_its_attachments(&standing, bytes) {
            true => ("", help),
            false => (
                ", and what is attached to it is not what goes out now",
                "if it was sent, rename it, such as to `…-sent.eml`, and run again; or give the edits up with --force",
            ),
        };
        let message = format!("this draft has been edited since it was written{other}; {done}");
        reporter.file_error(draft, "edited-output", message, Some(help));
        self.edited.insert(name.to_owned());
        Ok(())
    }
}

fn standing_at(target: &Path, reporter: &mut Reporter) -> Result<Option<Vec<u8>>, Outcome> {
    read_standing(target, limited_file::LARGEST_DOCUMENT)
        .map_err(|error| reporter.system_error(target, "read what stands there", &error))
}

fn failed(target: &Path, error: &io::Error, reporter: &mut Reporter) -> Outcome {
    reporter.system_error(target, "write this file", error)
}
