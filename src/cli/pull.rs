//! `briefgen pull`: what colleagues changed in a DOCX goes home into the brief.

mod before;
mod choose;
mod tell;

use super::Outcome;
use super::arguments::PullOptions;
use super::house_style::{House, HouseStyles};
use super::limited_file;
use super::render::{self, Folder};
use super::report::Reporter;
use super::whole_file::Staged;
use crate::brief::{self, Brief};
use crate::diagnostic::{Level, Source};
use crate::document::Attachment;
use crate::docx::Revisions;
use crate::pull::{self, Edited, ReadError, Resolution, Side, Written};
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest DOCX that is read, in bytes; the reader's own limits come after it.
const LARGEST_FILE: u64 = 256 << 20;

/// Takes the changes of DOCX files over into their briefs.
pub(super) fn pull(files: &[PathBuf], options: &PullOptions, reporter: &mut Reporter) -> Outcome {
    let mut houses = HouseStyles::default();
    let outcomes = files.iter().map(|file| {
        let outcome = pull_one(file, options, &mut houses, reporter);
        outcome.err().unwrap_or(Outcome::Done)
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

/// A brief as it stands on the disk.
struct Ours {
    source: Source,
    brief: Brief,
    house: Option<Arc<House>>,
}

impl Ours {
    fn side(&self) -> Side<'_> {
        Side {
            text: &self.source.text,
            brief: &self.brief,
        }
    }
}

fn pull_one(
    file: &Path,
    options: &PullOptions,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let bytes = read_file(file, reporter)?;
    let edited = read_edited(file, &bytes, options, houses, reporter)?;
    let path = brief_path(file, &edited.base_file_name, options, reporter)?;
    let ours = read_brief(&path, houses, reporter)?;
    let base = Side {
        text: &edited.base_toml,
        brief: &edited.base_brief,
    };
    let resolution = match (options.ours, options.theirs) {
        (true, _) => Some(Resolution::Ours),
        (_, true) => Some(Resolution::Theirs),
        _ => None,
    };
    let internal = |reporter: &mut Reporter, reason: String| {
        reporter.system_error(&path, "find places in this brief", &reason);
        Outcome::SystemFailed
    };
    let merge = pull::merge(base, ours.side(), &edited.changes, resolution)
        .map_err(|reason| internal(reporter, reason))?;
    let comments = if options.comments {
        edited.changes.comments.as_slice()
    } else {
        &[]
    };
    let written = pull::write(ours.side(), &merge.changes, comments)
        .map_err(|reason| internal(reporter, reason))?;

    let teller = tell::Telling {
        file,
        ours: &ours,
        edited: &edited,
        merge: &merge,
        written: &written,
        is_partial: options.partial,
    };
    let all_placed = teller.problems(reporter);
    if !all_placed && !options.partial {
        teller.nothing_written(reporter);
        teller.comments(reporter);
        return Err(Outcome::BriefWrong);
    }
    check(file, &ours, &written, reporter)?;
    if options.dry_run {
        teller.difference(reporter);
    } else {
        if written.text != *ours.source.text {
            save(&path, &ours, &written, reporter)?;
        }
        teller.changes(reporter);
        teller.comments(reporter);
    }
    if all_placed {
        Ok(())
    } else {
        Err(Outcome::BriefWrong)
    }
}

fn read_file(file: &Path, reporter: &mut Reporter) -> Result<Vec<u8>, Outcome> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(file)
        .and_then(|opened| opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            reporter.system_error(file, "read this file", &error);
            Err(Outcome::SystemFailed)
        }
    }
}

/// What was changed in the DOCX since it was made.
fn read_edited(
    file: &Path,
    bytes: &[u8],
    options: &PullOptions,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<Edited, Outcome> {
    // Where the DOCX does not keep its brief any more, the one on the disk is what it was made from.
    let beside = options
        .brief
        .clone()
        .unwrap_or_else(|| file.with_extension("toml"));
    let brief = limited_file::read(&beside, limited_file::LARGEST_TEXT)
        .ok()
        .map(|bytes| Attachment {
            file_name: file_name(&beside),
            bytes,
        });
    let house = match &brief {
        Some(_) => houses.of_brief(&beside, reporter)?,
        None => None,
    };
    let house = house.map(|house| house.attachment());
    let fallback = brief.as_ref().map(|brief| (brief, house.as_ref()));
    let read = |revisions| pull::read(bytes, fallback, revisions);
    let revisions = if options.reject {
        Revisions::Reject
    } else {
        Revisions::Accept
    };
    let mut failed = |error: ReadError| {
        reporter.file_error(
            file,
            "unreadable-docx",
            error.to_string(),
            Some(error.help()),
        );
        Outcome::BriefWrong
    };
    let mut edited = read(revisions).map_err(&mut failed)?;
    if options.ask && edited.has_revisions {
        let rejected = read(Revisions::Reject).map_err(&mut failed)?;
        edited.changes.changes = choose::ask(file, &edited, rejected.changes.changes, reporter)?;
    }
    Ok(edited)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
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
    // A name and no path: the file is from outside.
    let is_name = Path::new(kept_name).file_name() == Some(OsStr::new(kept_name));
    let kept = is_name.then(|| file.with_file_name(kept_name));
    let beside = file.with_extension("toml");
    let found = kept
        .into_iter()
        .chain([beside.clone()])
        .find(|path| path.is_file());
    found.ok_or_else(|| {
        let message = format!(
            "its brief, {}, does not stand beside it",
            shown_name(kept_name, &beside)
        );
        let help = "name the brief: `briefgen pull FILE --brief BRIEF`";
        reporter.file_error(file, "no-brief", message, Some(help));
        Outcome::CommandWrong
    })
}

fn shown_name(kept: &str, beside: &Path) -> String {
    if kept.is_empty() {
        file_name(beside)
    } else {
        kept.to_owned()
    }
}

fn read_brief(
    path: &Path,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<Ours, Outcome> {
    let house = houses.of_brief(path, reporter)?;
    let source = render::read_source(path, "brief", reporter)?;
    let (brief, mut diagnostics) = read_source(&source, house.as_deref());
    diagnostics.retain(|diagnostic| diagnostic.level == Level::Error);
    reporter.diagnostics(&source, &diagnostics);
    let brief = brief.ok_or(Outcome::BriefWrong)?;
    Ok(Ours {
        source,
        brief,
        house,
    })
}

fn read_source(
    source: &Source,
    house: Option<&House>,
) -> (Option<Brief>, Vec<crate::diagnostic::Diagnostic>) {
    let mut folder = Folder(source.path.parent().unwrap_or(Path::new("")));
    brief::read_in_house(source, house.map(|house| &house.style), &mut folder)
}

/// A pull never leaves a brief that is none.
fn check(
    file: &Path,
    ours: &Ours,
    written: &Written,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let source = Source {
        path: ours.source.path.clone(),
        text: written.text.as_str().into(),
    };
    let (brief, mut diagnostics) = read_source(&source, ours.house.as_deref());
    if brief.is_some() {
        return Ok(());
    }
    diagnostics.retain(|diagnostic| diagnostic.level == Level::Error);
    reporter.diagnostics(&source, &diagnostics);
    reporter.file_error(
        file,
        "pull-breaks-brief",
        "with the changes of this file the brief would not be one, as said above; nothing was written",
        Some("change it in the file, or in the brief, and pull again"),
    );
    Err(Outcome::BriefWrong)
}

/// Writes the brief; what stood there is kept beside it, unless version control has it.
fn save(
    path: &Path,
    ours: &Ours,
    written: &Written,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let mut failed = |doing: &str, error: &dyn std::fmt::Display| {
        reporter.system_error(path, doing, error);
        Outcome::SystemFailed
    };
    // Where the name is a link, the file that it leads to is written.
    let target = path
        .canonicalize()
        .map_err(|error| failed("find this file", &error))?;
    let permissions = std::fs::metadata(&target).map(|facts| facts.permissions());
    let staged = Staged::write(&target, written.text.as_bytes())
        .map_err(|error| failed("write this file", &error))?;
    let now = std::fs::read(&target).map_err(|error| failed("read this file again", &error))?;
    if now != ours.source.text.as_bytes() {
        let reason = "it has been changed while its changes were put together; pull again";
        return Err(failed("write this file", &reason));
    }
    if !before::is_in_version_control(&target) {
        before::keep(path, &now).map_err(|error| failed("keep what stands there", &error))?;
    }
    staged
        .commit()
        .map_err(|error| failed("write this file", &error))?;
    if let Ok(permissions) = permissions {
        // Where they cannot be set, those of a new file hold.
        let _ = std::fs::set_permissions(&target, permissions);
    }
    Ok(())
}
