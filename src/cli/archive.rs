//! `briefgen archive`: a brief, its minutes and all that belongs to them in a package that keeps.

mod editions;
mod folder;
mod index;
mod payload;
mod sources;

use super::Outcome;
use super::arguments::{ArchiveOptions, BatchOptions, Day, FileOptions, RenderOptions};
use super::batch;
use super::beside::{editions_of, is_translation_file};
use super::clock;
use super::house_style;
use super::named;
use super::orphans;
use super::output_folder;
use super::packages;
use super::paths::folder_of;
use super::report::{Reporter, kilobytes};
use super::side_by_side::processors;
use super::signals::{self, Interrupt};
use super::whole_file::{temporary_file, temporary_names};
use crate::archive::{
    Bag, Container, Contents, Finding, Form, Record, Summary, Tar, Written, Zip, verify,
};
use crate::brief::{OutputFormat, counted};
use crate::compose;
use crate::date::Date;
use crate::diagnostic::Level;
use crate::locale::Locale;
use editions::Edition;
use folder::Folder;
use payload::Item;
use sources::Sources;
use std::fs;
use std::io::{self, BufWriter};
use std::iter;
use std::path::{Path, PathBuf};

/// Makes a package, or the index of many.
pub(super) fn archive(options: &ArchiveOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    if let Some(folder) = &options.index {
        return index::index(folder, reporter);
    }
    // The one cannot be missing where the other is.
    let Some(brief) = &options.brief else {
        return Err(Outcome::CommandWrong);
    };
    let beside = options.minutes.iter().chain(&options.records);
    let named = beside.chain(&options.drafts).chain([brief]);
    named::refuse_missing(named, reporter)?;
    make(brief, options, reporter)
}

fn make(brief: &Path, options: &ArchiveOptions, reporter: &mut Reporter) -> Result<(), Outcome> {
    let interrupted = signals::deferred();
    let folder = match (&options.output, options.minutes.first()) {
        (Some(folder), _) => folder.as_path(),
        (None, Some(minutes)) => folder_of(minutes),
        (None, None) => folder_of(brief),
    };
    refuse_what_is_no_brief(brief, reporter)?;
    house_style::refuse_alone([brief], reporter)?;
    let help = "make this package in a folder outside that one, with `--output`";
    packages::refuse_inside(folder, help, reporter)?;
    output_folder::make(folder, reporter)?;
    let translations = editions_of(brief, reporter)?;
    if let Some(brief) = orphans::source(brief) {
        orphans::warn(&brief, reporter);
    }

    let outputs = temporary_folder(folder)
        .map_err(|error| reporter.system_error(folder, "write into this folder", &error))?;
    let sources = make_outputs(brief, &translations, options, outputs.path(), reporter)?;
    let payload = payload::gather(options, &sources, outputs.path(), reporter)?;
    payload::warn_of_unreadable(&payload, reporter);
    for brief in iter::once(brief).chain(translations.iter().map(PathBuf::as_path)) {
        payload::warn_of_other_outputs(brief, outputs.path(), reporter);
    }

    let edition = Edition::next(folder, brief, options.format).map_err(|(path, error)| {
        let doing = "read the edition before; check it with `briefgen verify`";
        reporter.system_error(&path, doing, &error)
    })?;
    if let Some(before) = &edition.before {
        before.check(brief, &sources, reporter)?;
    }
    let record = record(options, &sources, &edition);
    let record = record.ok_or_else(|| changed(brief, reporter))?;
    let target = edition.path.clone();
    let write = Write {
        record: &record,
        payload: &payload,
        interrupted: &interrupted,
    };
    let written = write
        .write_to(folder, &target, options.format, edition.before.as_ref())
        .map_err(|error| reporter.system_error(&target, "write this package", &error))?;
    match written {
        Some(Summary { files, octets, .. }) => {
            let detail = format!("{}, {}", counted(files, "file"), kilobytes(octets as usize));
            reporter.done_in_detail(
                &format!("{} → {}", brief.display(), target.display()),
                &detail,
            );
        }
        None => {
            let before = edition.before.map(|before| before.path).unwrap_or(target);
            check_kept(&before, reporter)?;
            reporter.done(&format!(
                "{}: {} holds the same files already; no new edition was made",
                brief.display(),
                before.display()
            ));
        }
    }
    Ok(())
}

fn refuse_what_is_no_brief(brief: &Path, reporter: &mut Reporter) -> Result<(), Outcome> {
    let (code, what, help) = if brief.is_dir() {
        (
            "command",
            "this is a folder, and a package is made of one brief",
            "name a brief in it",
        )
    // What cannot be read is told of when it is read.
    } else if is_translation_file(brief).unwrap_or(false) {
        (
            "translation",
            "this is a translation, and a package is made of a brief",
            "name the brief that it is a translation of: its translations go into the package with it",
        )
    } else {
        return Ok(());
    };
    reporter.file_error(brief, code, what, Some(help));
    Err(Outcome::CommandWrong)
}

/// Makes the outputs of a brief and its translations in `folder`, as `briefgen BRIEF` makes them; what they were made
/// from is handed back.
fn make_outputs(
    brief: &Path,
    translations: &[PathBuf],
    options: &ArchiveOptions,
    folder: &Path,
    reporter: &mut Reporter,
) -> Result<Sources, Outcome> {
    // What cannot be read is told by making the outputs.
    let before = Sources::of(brief, translations).ok().flatten();
    let mut briefs = vec![brief.to_owned()];
    briefs.extend(translations.iter().cloned());
    let rendering = RenderOptions {
        output: Some(folder.to_owned()),
        files: FileOptions {
            formats: OutputFormat::ALL.to_vec(),
            pdf_standard: options.pdf_standard,
        },
        force: true,
        all_languages: false,
    };
    reporter.quietly(|reporter| {
        batch::render(&briefs, &rendering, &BatchOptions::default(), reporter)
    })?;
    let sources = Sources::of(brief, translations)
        .map_err(|error| reporter.system_error(brief, "read this brief", &error))?
        .ok_or_else(|| changed(brief, reporter))?;
    // What goes into the package is what the outputs were made from.
    if before.is_none_or(|before| before.files != sources.files) {
        return Err(changed(brief, reporter));
    }
    Ok(sources)
}

fn changed(brief: &Path, reporter: &mut Reporter) -> Outcome {
    let reason = "the brief, or a file that it names, changed while it was read; try again";
    reporter.system_error(brief, "make this package", &reason)
}

/// Checks the package that stands there and should hold the same files: its manifest is that of today's files;
/// whether its files are, is another question.
fn check_kept(package: &Path, reporter: &mut Reporter) -> Result<(), Outcome> {
    let contents = packages::open(package)
        .map_err(|error| reporter.system_error(package, "read this package", &error))?;
    let Err(error) = check(&*contents) else {
        return Ok(());
    };
    let what = format!("this package should hold the same files, and is damaged: {error}");
    let help = "put a good copy in its place, or move it away and make the package again";
    Err(reporter.file_error(package, "damaged-package", what, Some(help)))
}

/// A folder that is gone when the process ends in any orderly way, unless it has got another name.
pub(super) struct TemporaryFolder {
    path: PathBuf,
}

impl TemporaryFolder {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What the system refuses, it may grant a moment later.
        let _ = fs::remove_dir_all(&self.path).or_else(|_| fs::remove_dir_all(&self.path));
    }
}

/// A folder under a temporary name in `parent`.
pub(super) fn temporary_folder(parent: &Path) -> io::Result<TemporaryFolder> {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = temporary_names();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new folder: what the user's umask leaves of it.
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    let path = builder.tempdir_in(parent)?.keep();
    Ok(TemporaryFolder { path })
}

/// What the package says of itself; none where the brief is not what it was a moment ago.
fn record(options: &ArchiveOptions, sources: &Sources, edition: &Edition) -> Option<Record> {
    let brief = &sources.brief;
    let locale = Locale::for_language(&brief.language)?;
    let metadata = compose::metadata(brief, &locale);
    let meeting = &brief.meeting;
    let value = |text: &crate::brief::Text| text.value.clone();
    Some(Record {
        name: edition.name.clone(),
        group: edition.group.clone(),
        version: edition.number,
        brief: payload::source_name(sources, &sources.path).ok()?,
        meeting: meeting.date.value,
        place: crate::archive::index::place(brief, &locale),
        contact: brief
            .contacts
            .first()
            .map(|contact| crate::archive::Person {
                name: value(&contact.name),
                email: contact.email.as_ref().map(value),
                phone: contact.phone.as_ref().map(value),
            }),
        standard: options.pdf_standard,
        date: match options.date {
            Some(Day::Is(date)) => date,
            Some(Day::Today) => Date::of_unix_seconds(clock::since_1970().as_secs()),
            None => metadata.published,
        },
        previous: edition.before.as_ref().map(|before| before.record.clone()),
        metadata,
        translations: sources.translations.clone(),
    })
}

/// What is to be written.
struct Write<'a> {
    record: &'a Record,
    payload: &'a [Item],
    interrupted: &'a Interrupt,
}

impl Write<'_> {
    /// Writes the package to `target`; says what its payload is. None where the edition
    /// before has the same payload: nothing was written.
    fn write_to(
        &self,
        folder: &Path,
        target: &Path,
        form: Form,
        before: Option<&editions::Before>,
    ) -> io::Result<Option<Summary>> {
        let Record { name, date, .. } = self.record;
        let is_same =
            |summary: &Summary| before.is_some_and(|before| before.payload == summary.payload);
        if form == Form::Folder {
            let Written { container, summary } = self.files(Folder::new(folder, *date)?)?;
            if is_same(&summary) {
                return Ok(None);
            }
            check(&*packages::open(container.path())?).map_err(read_back)?;
            container.commit(target)?;
            return Ok(Some(summary));
        }
        let file = temporary_file(folder)?;
        let writer = BufWriter::with_capacity(128 << 10, file.as_file().try_clone()?);
        let (summary, writer) = if form == Form::Tar {
            let written = self.files(Tar::new(writer, name, *date))?;
            (written.summary, written.container.finish()?)
        } else {
            let written = self.files(Zip::new(writer, name, *date))?;
            (written.summary, written.container.finish()?)
        };
        writer.into_inner()?.sync_all()?;
        if is_same(&summary) {
            return Ok(None);
        }
        let contents = packages::open_file(file.path(), form)?;
        check(&*contents).map_err(read_back)?;
        file.persist_noclobber(target)
            .map_err(|error| error.error)?;
        folder::sync_folder(folder)?;
        Ok(Some(summary))
    }

    fn files<C: Container>(&self, container: C) -> io::Result<Written<C>> {
        let mut bag = Bag::new(container)?;
        for item in self.payload {
            if self.interrupted.is_set() {
                return Err(io::Error::other("interrupted; nothing was made"));
            }
            let of_item =
                |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", item.name));
            let (size, content) = item.open().map_err(of_item)?;
            bag.add(
                item.name.clone(),
                item.role,
                item.origin.clone(),
                size,
                content,
            )
            .map_err(of_item)?;
        }
        bag.finish(self.record)
    }
}

/// For a package that is read back before it takes its name: its records say that it was checked.
fn read_back(error: io::Error) -> io::Error {
    io::Error::other(format!("read back, {error}"))
}

/// Whether a package is whole; the error is the first thing that is amiss, the cause of others before them.
fn check(contents: &dyn Contents) -> io::Result<()> {
    let report = verify(contents, processors(), &|_| ());
    let findings = report.findings.into_iter();
    let errors = findings.filter(|finding| finding.diagnostic.level == Level::Error);
    // What cannot be read is the cause of what is found wrong then.
    let first = errors.min_by_key(|error| !error.diagnostic.code.starts_with("unreadable"));
    match first {
        None => Ok(()),
        Some(Finding { path, diagnostic }) => {
            let place = path.map_or_else(String::new, |path| format!("{path}: "));
            Err(io::Error::other(format!("{place}{}", diagnostic.message)))
        }
    }
}
