//! `briefgen extract`: gives back what a PDF or DOCX was made from.

use super::Outcome;
use super::arguments::ExtractOptions;
use super::house_style;
use super::limited_file::{LARGEST_DOCUMENT, read_reported};
use super::output_folder;
use super::reading::Folder;
use super::report::Reporter;
use super::signals;
use super::whole_file::{read_standing, write_all};
use crate::archive::Name;
use crate::brief::{self, Surroundings};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Attachment;
use crate::docx::{self, Authorship, Revisions};
use crate::pdf::{self, Unreadable};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Writes the sources of files, each beside its file or into a folder.
pub(super) fn extract(options: &ExtractOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    let interrupted = signals::deferred();
    if let Some(folder) = &options.output {
        output_folder::make(folder, reporter)?;
    }
    let mut worst = Ok(());
    let mut found: Vec<Found> = Vec::new();
    for file in &options.files {
        let bytes = match read_reported(file, "document", LARGEST_DOCUMENT, reporter) {
            Ok(bytes) => bytes,
            Err(outcome) => {
                worst = worst.max(Err(outcome));
                continue;
            }
        };
        match sources(&bytes) {
            Ok(sources) => found.push(Found {
                file,
                folder: options
                    .output
                    .as_deref()
                    .or(file.parent())
                    .unwrap_or(Path::new("")),
                sources,
            }),
            Err(diagnostic) => {
                reporter.of_file(file, diagnostic);
                worst = worst.max(Err(Outcome::BriefWrong));
            }
        }
    }
    worst = worst.max(refuse_clashes(&mut found, reporter));
    for found in &found {
        if interrupted.is_set() {
            worst = Err(reporter.interrupted(found.file, "nothing was taken out of this file"));
            continue;
        }
        worst = worst.max(write(found, options.force, reporter));
    }
    worst
}

/// What was found in a file, and where it goes.
struct Found<'a> {
    file: &'a Path,
    folder: &'a Path,
    sources: Sources,
}

/// The sources in a file.
struct Sources {
    files: Vec<Attachment>,
    /// What is said where the words of the file are not theirs any more.
    warning: Option<Diagnostic>,
}

/// Takes out the files of which a source would be written over another one's.
fn refuse_clashes(found: &mut Vec<Found>, reporter: &mut Reporter) -> Result<(), Outcome> {
    // What is written where: of which file, and the bytes.
    let mut taken: BTreeMap<PathBuf, (&Path, Vec<u8>)> = BTreeMap::new();
    let all = found.len();
    found.retain(|found| {
        // Of a file that clashes nothing will be there.
        let mut own = BTreeMap::new();
        for source in &found.sources.files {
            let target = found.folder.join(&source.file_name);
            if let Some((first, bytes)) = own.get(&target).or(taken.get(&target))
                && *bytes != source.bytes
            {
                let what = format!(
                    "{} is another in this file than in {}; nothing was taken out of this one",
                    source.file_name,
                    first.display()
                );
                let help = "take each out into a folder of its own, with -o";
                reporter.file_error(found.file, "same-target", what, Some(help));
                return false;
            }
            own.insert(target, (found.file, source.bytes.clone()));
        }
        taken.append(&mut own);
        true
    });
    Outcome::BriefWrong.unless(found.len() == all)
}

/// The sources in a file, or what is wrong with it.
fn sources(bytes: &[u8]) -> Result<Sources, Diagnostic> {
    let mut warning = None;
    let sources = if bytes.starts_with(b"%PDF-") {
        match pdf::inspect(bytes) {
            Ok(inspection) => inspection.sources,
            Err(error) => {
                let wrong = Diagnostic::error("damaged-document", error.to_string());
                return Err(match error {
                    Unreadable::Encrypted => wrong.help(
                        "save it without protection: `qpdf --decrypt FILE.pdf NEW.pdf`, or from a PDF viewer",
                    ),
                    _ => wrong,
                });
            }
        }
    } else if bytes.starts_with(b"PK") {
        let Some(sources) = docx::sources(bytes) else {
            // A damaged file, or one of another program.
            return Err(match docx::read(bytes, Revisions::Accept) {
                Ok(_) => no_source(),
                Err(error) => {
                    let what = format!("there is no brief in this file: {error}");
                    Diagnostic::error("no-source", what).help(error.help())
                }
            });
        };
        warning = newer_words(bytes);
        sources
    } else {
        let diagnostic = Diagnostic::error("not-an-output", "this is neither a PDF nor a DOCX")
            .help("name a file that briefgen has made from a brief");
        return Err(diagnostic);
    };
    if sources.is_empty() {
        return Err(no_source());
    }
    // A name from outside must be a name and nothing else.
    let plain = |name: &str| Name::new(name).is_ok_and(|name| !name.as_str().contains('/'));
    if let Some(source) = sources.iter().find(|source| !plain(&source.file_name)) {
        let message = format!(
            "a source in this file wants to be called `{}`, which is no name for a file",
            source.file_name
        );
        return Err(Diagnostic::error("unsafe-path", message));
    }
    Ok(Sources {
        files: sources,
        warning,
    })
}

/// What is said of a DOCX whose words are newer than the TOML in it.
fn newer_words(bytes: &[u8]) -> Option<Diagnostic> {
    let (what, help) = match docx::written_by_us(bytes) {
        Authorship::Edited => (
            "this DOCX was edited after it was made of the TOML in it",
            "take the edits over with `briefgen pull`",
        ),
        Authorship::Settled(_) => (
            "this DOCX was edited after it was made of the TOML in it, and its edits were pulled into a newer TOML",
            "keep the newer TOML, and make this DOCX again from it with `briefgen`; where it is lost, `briefgen pull` \
             takes the edits over again",
        ),
        Authorship::Unchanged | Authorship::Foreign => return None,
    };
    Some(Diagnostic::warning("edited-document", what).help(help))
}

fn no_source() -> Diagnostic {
    Diagnostic::error("no-source", "there is no brief in this file")
        .help("files of briefgen have one; another program may have lost it when it saved this one")
}

/// Writes the sources of a file into a folder, all or none.
fn write(found: &Found, force: bool, reporter: &mut Reporter) -> Result<(), Outcome> {
    let Found {
        file,
        folder,
        sources,
    } = found;
    if let Some(warning) = &sources.warning {
        reporter.of_file(file, warning.clone());
    }
    let places = sources.files.iter();
    let places: Vec<(PathBuf, &[u8])> = places
        .map(|source| (folder.join(&source.file_name), &source.bytes[..]))
        .collect();
    for (target, bytes) in &places {
        let stands = read_standing(target, LARGEST_DOCUMENT)
            .map_err(|error| reporter.system_error(target, "read what stands there", &error))?;
        if !force && stands.is_some_and(|stands| stands != *bytes) {
            return Err(reporter.file_error(
                target,
                "other-file",
                format!(
                    "another file of this name stands here; nothing was taken out of {}",
                    file.display()
                ),
                Some("write into another folder with -o, or overwrite it with --force"),
            ));
        }
    }
    let contents = places.iter().map(|(target, bytes)| (&**target, *bytes));
    write_all(contents, reporter)?;
    let names = places
        .iter()
        .map(|(target, _)| target.display().to_string());
    let names: Vec<String> = names.collect();
    reporter.done(&format!("{} → {}", file.display(), names.join(", ")));
    warn_of_files_elsewhere(found, reporter);
    Ok(())
}

/// Says which files the sources name that neither came out with them nor stand where they are looked for.
fn warn_of_files_elsewhere(found: &Found, reporter: &mut Reporter) {
    let mut missing = BTreeSet::new();
    let files = found.sources.files.iter();
    for source in files.filter(|source| source.file_name.ends_with(".toml")) {
        let Ok(text) = str::from_utf8(&source.bytes) else {
            continue;
        };
        let text = Source {
            path: found.folder.join(&source.file_name),
            text: text.into(),
        };
        let mut surroundings = Absent {
            folder: Folder(found.folder),
            missing: &mut missing,
        };
        if source.file_name == house_style::FILE_NAME {
            brief::read_house_style(&text, &mut surroundings);
        } else {
            brief::read(&text, &mut surroundings);
        }
    }
    if missing.is_empty() {
        return;
    }
    let names: Vec<String> = missing
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let what = format!(
        "what was taken out names files that are not in this one: {}",
        names.join(", ")
    );
    let help = "a package of `briefgen archive` has them, in data/source";
    reporter.file_warning(found.file, "files-elsewhere", what, help);
}

/// A folder of which is remembered what was looked for in vain.
struct Absent<'a> {
    folder: Folder<'a>,
    missing: &'a mut BTreeSet<PathBuf>,
}

impl Surroundings for Absent<'_> {
    fn file(&mut self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let read = self.folder.file(path, limit);
        if read.is_err() {
            self.missing.insert(path.to_owned());
        }
        read
    }

    fn is_there(&mut self, path: &Path) -> bool {
        self.folder.is_there(path)
    }
}
