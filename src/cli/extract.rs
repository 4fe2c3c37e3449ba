//! `briefgen extract`: gives back what a PDF or DOCX was made from.

use super::Outcome;
use super::arguments::ExtractOptions;
use super::limited_file::LARGEST_DOCUMENT;
use super::render::stop_between_briefs;
use super::report::Reporter;
use super::whole_file::{Staged, commit_all, read_standing};
use crate::archive::Name;
use crate::diagnostic::Diagnostic;
use crate::document::Attachment;
use crate::{docx, pdf};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::Ordering;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// Writes the sources of files, each beside its file or into a folder.
pub(super) fn extract(options: &ExtractOptions, reporter: &mut Reporter) -> Outcome {
    let interrupted = stop_between_briefs();
    if let Some(folder) = &options.output
        && let Err(error) = fs::create_dir_all(folder)
    {
        reporter.system_error(folder, "make this folder", &error);
        return Outcome::SystemFailed;
    }
    let each = options.files.iter().map(|file| {
        if interrupted.load(Ordering::Relaxed) {
            reporter.system_error(
                file,
                "go on",
                &"interrupted; nothing was taken out of this file",
            );
            return Outcome::SystemFailed;
        }
        let sources = match read(file) {
            Ok(Ok(sources)) => sources,
            Ok(Err(diagnostic)) => {
                reporter.of_file(file, diagnostic);
                return Outcome::BriefWrong;
            }
            Err(error) => {
                reporter.system_error(file, "read this file", &error);
                return Outcome::SystemFailed;
            }
        };
        let folder = options.output.as_deref().or(file.parent());
        write(
            file,
            folder.unwrap_or(Path::new("")),
            &sources,
            options.force,
            reporter,
        )
    });
    each.max().unwrap_or(Outcome::Done)
}

/// The sources in a file, or what is wrong with it.
fn read(path: &Path) -> io::Result<Result<Vec<Attachment>, Diagnostic>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let what = "this file is larger than 256 MB";
        return Ok(Err(Diagnostic::error("too-large", what)));
    }
    let sources = if bytes.starts_with(b"%PDF-") {
        match pdf::inspect(&bytes) {
            Ok(inspection) => inspection.sources,
            Err(error) => {
                return Ok(Err(Diagnostic::error(
                    "damaged-document",
                    error.to_string(),
                )));
            }
        }
    } else if bytes.starts_with(b"PK") {
        docx::sources(&bytes).unwrap_or_default()
    } else {
        let diagnostic = Diagnostic::error("not-an-output", "this is neither a PDF nor a DOCX")
            .help("name a file that briefgen has made from a brief");
        return Ok(Err(diagnostic));
    };
    if sources.is_empty() {
        let diagnostic = Diagnostic::error("no-source", "there is no brief in this file").help(
            "files of briefgen have one; another program may have lost it when it saved this one",
        );
        return Ok(Err(diagnostic));
    }
    // A name from outside must be a name and nothing else.
    let plain = |name: &str| Name::new(name).is_ok_and(|name| !name.as_str().contains('/'));
    if let Some(source) = sources.iter().find(|source| !plain(&source.file_name)) {
        let message = format!(
            "a source in this file wants to be called `{}`, which is no name for a file",
            source.file_name
        );
        return Ok(Err(Diagnostic::error("unsafe-path", message)));
    }
    Ok(Ok(sources))
}

/// Writes sources into a folder, all or none.
fn write(
    file: &Path,
    folder: &Path,
    sources: &[Attachment],
    force: bool,
    reporter: &mut Reporter,
) -> Outcome {
    let mut staged = Vec::new();
    let mut names = Vec::new();
    for source in sources {
        let target = folder.join(&source.file_name);
        let stands = match read_standing(&target, LARGEST_DOCUMENT) {
            Ok(stands) => stands,
            Err(error) => {
                reporter.system_error(&target, "read what stands there", &error);
                return Outcome::SystemFailed;
            }
        };
        if !force && stands.is_some_and(|stands| stands != source.bytes) {
            reporter.file_error(
                &target,
                "other-file",
                "another file of this name stands here; nothing was written",
                Some("write into another folder with -o, or overwrite it with --force"),
            );
            return Outcome::BriefWrong;
        }
        match Staged::write(&target, &source.bytes) {
            Ok(file) => {
                names.push(target.display().to_string());
                staged.push(file);
            }
            Err(error) => {
                reporter.system_error(&target, "write this file", &error);
                return Outcome::SystemFailed;
            }
        }
    }
    if let Err((target, error)) = commit_all(staged) {
        reporter.system_error(&target, "write this file", &error);
        return Outcome::SystemFailed;
    }
    reporter.done(&format!("{} → {}", file.display(), names.join(", ")), "");
    Outcome::Done
}
