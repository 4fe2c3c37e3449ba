//! `briefgen pull`: what colleagues changed in a DOCX goes home into the brief.

mod choose;
mod ours;
mod tell;

use super::Outcome;
use super::arguments::PullOptions;
use super::before;
use super::beside::standing;
use super::house_style::HouseStyles;
use super::limited_file::{LARGEST_DOCUMENT, LARGEST_TEXT, read_reported};
use super::paths::name_of;
use super::report::Reporter;
use super::signals::{self, Interrupt};
use super::whole_file::{Staged, read_standing};
use crate::brief::translation::{is_translation, read_translation};
use crate::diagnostic::Source;
use crate::document::Attachment;
use crate::docx::{self, Authorship, Revisions};
use crate::pull::{self, Edited, MadeFrom, ReadError, Resolution, Resolutions, Teller, Written};
use ours::Ours;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Takes the changes of DOCX files over into their briefs.
pub(super) fn pull(
    files: &[PathBuf],
    options: &PullOptions,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let houses = HouseStyles::default();
    // At a question, an interrupt ends the run at once.
    let interrupted = match options.ask {
        true => Interrupt::default(),
        false => signals::deferred(),
    };
    let results = files.iter();
    let results = results.map(|file| pull_one(file, options, &interrupted, &houses, reporter));
    results.max().unwrap_or(Ok(()))
}

fn pull_one(
    file: &Path,
    options: &PullOptions,
    interrupted: &Interrupt,
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let go_on = |reporter: &mut Reporter| match interrupted.is_set() {
        true => Err(reporter.interrupted(file, "nothing was taken over from this file")),
        false => Ok(()),
    };
    go_on(reporter)?;
    let bytes = read_reported(file, "document", LARGEST_DOCUMENT, reporter)?;
    let (edited, accepted) = read_edited(file, &bytes, options, houses, reporter)?;
    let path = brief_path(file, edited.kept_name(), options, reporter)?;
    let ours = Ours::read(&path, houses, reporter)?;
    if let Some((message, help)) = ours.misfit(&edited) {
        reporter.file_error(file, "other-brief", message, Some(&help));
        return Err(Outcome::CommandWrong);
    }
    let internal = |reporter: &mut Reporter, reason: String| {
        reporter.system_error(&path, "find places in this brief", &reason)
    };
    let resolutions = resolutions(file, &ours, &edited, options, reporter)?;
    let merge = ours
        .merge(&edited, resolutions)
        .map_err(|reason| internal(reporter, reason))?;
    let comments = ours.comments(&edited);
    let remarks = match options.comments {
        true => comments.as_slice(),
        false => &[],
    };
    let (written, refused) = ours
        .write(&edited, &merge, remarks)
        .map_err(|reason| internal(reporter, reason))?;

    let teller = tell::Telling {
        file,
        ours: &ours,
        edited: &edited,
        merge: &merge,
        written: &written,
        refused: &refused,
        comments: &comments,
        is_partial: options.partial,
    };
    let all_placed = teller.problems(reporter);
    if !all_placed && !options.partial {
        if options.dry_run {
            teller.proposed(reporter);
        }
        teller.nothing_written(reporter);
        teller.comments(reporter);
        return Err(Outcome::BriefWrong);
    }
    check(file, &ours, &written, reporter)?;
    go_on(reporter)?;
    if options.dry_run {
        teller.proposed(reporter);
        teller.comments(reporter);
    } else {
        if written.text != *ours.home().text {
            let (read, new) = (ours.home().text.as_bytes(), written.text.as_bytes());
            before::replace(&path, read, new, reporter)?;
        }
        let settled = match all_placed {
            true => Pulled {
                file,
                bytes: &bytes,
                accepted: accepted.as_ref().unwrap_or(&edited),
                path: &path,
                text: &written.text,
            }
            .settle_edits(houses, reporter),
            false => Ok(()),
        };
        teller.changes(reporter);
        teller.comments(reporter);
        settled?;
    }
    Outcome::BriefWrong.unless(all_placed)
}

/// Who is right in which conflict, by the options, which name places as the messages do.
fn resolutions(
    file: &Path,
    ours: &Ours,
    edited: &Edited,
    options: &PullOptions,
    reporter: &mut Reporter,
) -> Result<Resolutions, Outcome> {
    let mut resolutions = Resolutions::default();
    let given = options.ours.iter().map(|place| (Resolution::Ours, place));
    let given = given.chain(
        options
            .theirs
            .iter()
            .map(|place| (Resolution::Theirs, place)),
    );
    let given: Vec<_> = given.collect();
    let mut places = BTreeMap::new();
    if given.iter().any(|(_, place)| !place.is_empty())
        && let Ok(unresolved) = ours.merge(edited, Resolutions::default())
        && let Ok(teller) = Teller::new(ours.side(), &unresolved.changes)
    {
        let conflicts = unresolved.conflicts.into_iter();
        places.extend(conflicts.map(|conflict| (teller.field(&conflict.path), conflict.path)));
    }
    let mut wrong =
        |message: String, help: &str| reporter.command_error_at(file, message, Some(help));
    for (resolution, place) in given {
        let earlier = if place.is_empty() {
            resolutions.all.replace(resolution)
        } else {
            let Some(path) = places.get(place) else {
                return Err(wrong(
                    format!("there is no conflict at “{place}”"),
                    "write the place as the message of the conflict has it: `--theirs=\"obstacle 2: text\"`",
                ));
            };
            resolutions.of.insert(path.clone(), resolution)
        };
        if earlier.is_some_and(|earlier| earlier != resolution) {
            return Err(wrong(
                "`--ours` and `--theirs` are given for the same place".to_owned(),
                "name the places of one of them: `--theirs=\"obstacle 2: text\"`",
            ));
        }
    }
    Ok(resolutions)
}

/// What was changed in the DOCX since it was made: what of it is to go home, and, where that is not all, all of it with
/// tracked changes accepted.
fn read_edited(
    file: &Path,
    bytes: &[u8],
    options: &PullOptions,
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<(Edited, Option<Edited>), Outcome> {
    // Where the DOCX does not keep its brief any more, the one on the disk is what it was made from.
    let beside = options
        .brief
        .clone()
        .unwrap_or_else(|| file.with_extension("toml"));
    let on_disk = OnDisk::of(&beside);
    let house = match &on_disk {
        Some(on_disk) => houses.of_brief(&on_disk.brief, reporter)?,
        None => None,
    };
    let house = house.map(|house| house.attachment());
    let fallback = on_disk.as_ref().map(|on_disk| MadeFrom {
        brief: &on_disk.attachment,
        house_style: house.as_ref(),
        translation: on_disk.translation.as_ref(),
    });
    let read = |revisions| pull::read(bytes, fallback, revisions);
    let mut failed = |error: ReadError| {
        reporter.file_error(
            file,
            "unreadable-docx",
            error.to_string(),
            Some(error.help()),
        )
    };
    let accepted = read(Revisions::Accept).map_err(&mut failed)?;
    if !accepted.has_revisions || !(options.reject || options.ask) {
        return Ok((accepted, None));
    }
    let rejected = read(Revisions::Reject).map_err(&mut failed)?;
    if options.reject {
        return Ok((rejected, Some(accepted)));
    }
    let mut edited = accepted.clone();
    edited.changes.changes = choose::ask(file, &accepted, rejected.changes.changes, reporter)?;
    Ok((edited, Some(accepted)))
}

/// The files that a document was made from, where it does not keep them.
struct OnDisk {
    /// The place of the brief.
    brief: PathBuf,
    attachment: Attachment,
    translation: Option<Attachment>,
}

impl OnDisk {
    /// The brief at `path`, or the translation there with its original; none where there is nothing that can be
    /// read.
    fn of(path: &Path) -> Option<OnDisk> {
        let read = |path: &Path| {
            let bytes = read_standing(path, LARGEST_TEXT).ok()??;
            let file_name = name_of(path).into_owned();
            Some(Attachment { file_name, bytes })
        };
        let attachment = read(path)?;
        let source = Source::from_bytes(path, attachment.bytes.clone()).ok();
        let Some(file) = source.filter(|source| is_translation(&source.text)) else {
            return Some(OnDisk {
                brief: path.to_owned(),
                attachment,
                translation: None,
            });
        };
        let original = read_translation(&file).0?.original.value;
        let brief = standing(path.with_file_name(original));
        Some(OnDisk {
            attachment: read(&brief)?,
            brief,
            translation: Some(attachment),
        })
    }
}

/// The brief that a DOCX goes home into: the one named, or the one of the name that the DOCX keeps, beside it.
fn brief_path(
    file: &Path,
    kept_name: &str,
    options: &PullOptions,
    reporter: &mut Reporter,
) -> Result<PathBuf, Outcome> {
    if let Some(brief) = &options.brief {
        return Ok(brief.clone());
    }
    own_brief(file, kept_name).ok_or_else(|| {
        let message = format!(
            "its brief, {}, does not stand beside it",
            shown_name(kept_name, &file.with_extension("toml"))
        );
        let help = "name the brief: `briefgen pull FILE --brief BRIEF`";
        reporter.file_error(file, "no-brief", message, Some(help));
        Outcome::CommandWrong
    })
}

/// The brief of the name that a DOCX keeps beside it, or the one of its own name.
fn own_brief(file: &Path, kept_name: &str) -> Option<PathBuf> {
    // A name and no path: the file is from outside.
    let is_name = Path::new(kept_name).file_name() == Some(OsStr::new(kept_name));
    let kept = is_name.then(|| file.with_file_name(kept_name));
    let mut places = kept.into_iter().chain([file.with_extension("toml")]);
    places.find(|path| path.is_file())
}

fn shown_name(kept: &str, beside: &Path) -> String {
    if kept.is_empty() {
        name_of(beside).into_owned()
    } else {
        kept.to_owned()
    }
}

/// A pull never leaves a brief that is none.
fn check(
    file: &Path,
    ours: &Ours,
    written: &Written,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let Some(wrong) = ours.wrong_with(&written.text).into_iter().next() else {
        return Ok(());
    };
    Err(reporter.file_error(
        file,
        "pull-breaks-brief",
        format!("{}; nothing was written", wrong.message),
        Some("change it in the file, or in the brief, and pull again"),
    ))
}

/// A document whose edits have been taken over.
struct Pulled<'a> {
    file: &'a Path,
    bytes: &'a [u8],
    /// All that was changed in it, tracked changes accepted.
    accepted: &'a Edited,
    /// The brief or the translation that they went home into, and its text now.
    path: &'a Path,
    text: &'a str,
}

impl Pulled<'_> {
    /// What was taken over is in the brief, and what was left out was left out on purpose: neither keeps anybody from
    /// making the document anew, while the brief does not lose what it has got.
    /// A read-only file is left as it is: no document is made anew in its place either.
    fn settle_edits(&self, houses: &HouseStyles, reporter: &mut Reporter) -> Result<(), Outcome> {
        let Some(left_out) = self.left_out(houses, reporter)? else {
            return Ok(());
        };
        let Some(settled) = docx::with_edits_settled(self.bytes, &left_out) else {
            return Ok(());
        };
        let write = || {
            if fs::metadata(self.file)?.permissions().readonly() {
                return Ok(());
            }
            let staged = Staged::write(self.file, &settled)?;
            staged
                .with_permissions_of(self.file)?
                .commit_over(self.bytes)
        };
        write().map_err(|error: io::Error| {
            let doing = "note in this file that its edits are settled";
            reporter.system_error(self.file, doing, &error)
        })
    }

    /// What the document has that the brief was not given on purpose, where its edits are to be settled: it is the brief
    /// of this document, and has not been changed meanwhile.
    fn left_out(
        &self,
        houses: &HouseStyles,
        reporter: &mut Reporter,
    ) -> Result<Option<Vec<String>>, Outcome> {
        let before = match docx::written_by_us(self.bytes) {
            Authorship::Edited => None,
            Authorship::Settled(left_out) => Some(left_out),
            Authorship::Unchanged | Authorship::Foreign => return Ok(None),
        };
        let is_own = is_own_brief(self.file, self.accepted.kept_name(), self.path)
            .map_err(|error| reporter.system_error(self.path, "find this file", &error))?;
        if !is_own {
            return Ok(None);
        }
        let ours = Ours::read(self.path, houses, reporter)?;
        if *ours.home().text != *self.text {
            return Ok(None);
        }
        let Ok(merge) = ours.merge(self.accepted, Resolutions::default()) else {
            return Ok(None);
        };
        let marks = merge.marks();
        Ok((before.as_ref() != Some(&marks)).then_some(marks))
    }
}

/// Whether the brief at `path` is the one that a document goes home into by itself; where none stands beside it, one of
/// the name that it keeps.
fn is_own_brief(file: &Path, kept_name: &str, path: &Path) -> io::Result<bool> {
    Ok(match own_brief(file, kept_name) {
        Some(own) => own.canonicalize()? == path.canonicalize()?,
        None => path.file_name() == Some(OsStr::new(kept_name)),
    })
}
