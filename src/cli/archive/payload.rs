//! The files of a package's payload: where they are, and what they are called in it.

use super::super::Outcome;
use super::super::arguments::ArchiveOptions;
use super::super::limited_file::LARGEST_DOCUMENT;
use super::super::outputs::Targets;
use super::super::packages::below;
use super::super::paths::name_of;
use super::super::report::Reporter;
use super::super::whole_file::{is_temporary, read_standing};
use super::sources::Sources;
use crate::archive::{Name, Origin, Role, Unsafe, folder};
use crate::brief::{OutputFormat, counted};
use crate::diagnostic::Diagnostic;
use crate::docx::{self, Revisions};
use crate::pull::{self, Changes};
use crate::{fonts, pdf};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the payload.
pub(super) struct Item {
    pub name: Name,
    pub role: Role,
    pub origin: Origin,
    content: Content,
}

enum Content {
    File(PathBuf),
    /// A file that was read.
    Read(PathBuf, Arc<[u8]>),
    Bytes(&'static [u8]),
}

impl Item {
    /// Its size in bytes, and what it holds.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open(&self) -> io::Result<(u64, Box<dyn Read>)> {
        match &self.content {
            Content::Bytes(bytes) => Ok((bytes.len() as u64, Box::new(*bytes))),
            Content::Read(_, bytes) => {
                Ok((bytes.len() as u64, Box::new(Cursor::new(Arc::clone(bytes)))))
            }
            Content::File(path) => {
                let file = File::open(path)?;
                let metadata = file.metadata()?;
                if !metadata.is_file() {
                    return Err(io::Error::other("this is not a file"));
                }
                Ok((metadata.len(), Box::new(file)))
            }
        }
    }
}

/// All files of the payload, in the order of their names in the package.
pub(super) fn gather(
    options: &ArchiveOptions,
    sources: &Sources,
    outputs: &Path,
    reporter: &mut Reporter,
) -> Result<Vec<Item>, Outcome> {
    let mut gathered = Gathered {
        items: BTreeMap::new(),
        wrong: Vec::new(),
    };
    for path in list(outputs, reporter)?.into_keys() {
        let name = Name::portable(folder::BRIEF, &name_of(&path));
        gathered
            .fonts(&path)
            .map_err(|error| reporter.system_error(&path, "read this file", &error))?;
        gathered.add(Ok(name), Role::Output, Origin::Made, Content::File(path));
    }
    for (path, bytes) in &sources.files {
        let name = source_name(sources, path);
        let origin = Origin::Given(below(&sources.root, path));
        let content = Content::Read(path.clone(), Arc::clone(bytes));
        gathered.add(name, Role::Source, origin, content);
    }
    for path in &options.minutes {
        gathered.given(
            folder::MINUTES,
            Role::Minutes,
            path,
            kind_of(path, reporter)?,
        );
    }
    for path in &options.records {
        let kind = kind_of(path, reporter)?;
        if kind.is_dir() {
            gathered.folder(folder::RECORDS, Role::Record, path, reporter)?;
        } else {
            gathered.given(folder::RECORDS, Role::Record, path, kind);
        }
    }
    if let Some(path) = &options.drafts {
        gathered.folder(folder::DRAFTS, Role::Draft, path, reporter)?;
    }
    if gathered.wrong.is_empty() {
        return Ok(gathered.items.into_values().collect());
    }
    for (path, diagnostic) in gathered.wrong {
        reporter.of_file(&path, diagnostic);
    }
    Err(Outcome::CommandWrong)
}

/// Of what kind the file is that somebody gave, or that a link leads to.
fn kind_of(path: &Path, reporter: &mut Reporter) -> Result<FileType, Outcome> {
    fs::metadata(path)
        .map(|facts| facts.file_type())
        .map_err(|error| reporter.system_error(path, "read this file", &error))
}

/// The name of a source in the package.
pub(super) fn source_name(sources: &Sources, path: &Path) -> Result<Name, Unsafe> {
    match path.to_str() {
        Some(_) => Name::new(&format!("{}{}", folder::SOURCE, below(&sources.root, path))),
        None => Err(Unsafe::Malformed),
    }
}

struct Gathered {
    /// By their names in small letters: some systems do not tell them from capital ones.
    items: BTreeMap<String, Item>,
    wrong: Vec<(PathBuf, Diagnostic)>,
}

impl Gathered {
    fn add(&mut self, name: Result<Name, Unsafe>, role: Role, origin: Origin, content: Content) {
        let path = match &content {
            Content::File(path) | Content::Read(path, _) => path.clone(),
            Content::Bytes(_) => PathBuf::new(),
        };
        let name = match name {
            Ok(name) => name,
            Err(why) => {
                let diagnostic = Diagnostic::error(
                    "unsafe-path",
                    format!("a package cannot have this file: its name {why}"),
                )
                .help("give the file another name");
                return self.wrong.push((path, diagnostic));
            }
        };
        let item = Item {
            name,
            role,
            origin,
            content,
        };
        let before = self.items.insert(item.name.folded(), item);
        let Some(Item {
            name,
            content: Content::File(before) | Content::Read(before, _),
            ..
        }) = before
        else {
            return;
        };
        let diagnostic = Diagnostic::error(
            "same-name",
            format!(
                "this file would be {name} in the package, and so would {}",
                before.display()
            ),
        )
        .help("name a file once, and give each a name of its own");
        self.wrong.push((path, diagnostic));
    }

    /// A file that somebody gave, if it is of that kind.
    fn given(&mut self, folder: &str, role: Role, path: &Path, kind: FileType) {
        if !kind.is_file() {
            let diagnostic = Diagnostic::error("no-file", "this is not a file");
            return self.wrong.push((path.to_owned(), diagnostic));
        }
        let original = name_of(path).into_owned();
        let name = Name::portable(folder, &original);
        let content = Content::File(path.to_owned());
        self.add(Ok(name), role, Origin::Given(original), content);
    }

    /// The files in a folder that somebody gave, and in the folders in it.
    fn folder(
        &mut self,
        into: &str,
        role: Role,
        path: &Path,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        for (path, kind) in list(path, reporter)? {
            if is_temporary(&name_of(&path)) {
                // What a run that was killed has left.
                continue;
            }
            if kind.is_dir() {
                let below = Name::portable(into, &name_of(&path));
                self.folder(&format!("{below}/"), role, &path, reporter)?;
            } else if kind.is_file() {
                self.given(into, role, &path, kind);
            } else {
                let diagnostic = Diagnostic::error("link", "this is a link, or no file")
                    .help("put the file itself in its place");
                self.wrong.push((path, diagnostic));
            }
        }
        Ok(())
    }

    /// The fonts of the program that a PDF is set in, with their licences.
    fn fonts(&mut self, output: &Path) -> io::Result<()> {
        if output.extension().is_none_or(|end| end != "pdf") {
            return Ok(());
        }
        for font in pdf::font_names(&fs::read(output)?) {
            // A font of the house style is among the sources.
            let Some(font) = fonts::built_in_named(&font) else {
                continue;
            };
            let named = |file: &str| Ok(Name::portable(folder::FONTS, file));
            let licence = Content::Bytes(font.licence.as_bytes());
            self.add(
                named(font.licence_name),
                Role::Licence,
                Origin::Program,
                licence,
            );
            let file = Content::Bytes(font.bytes);
            self.add(named(&font.file_name), Role::Font, Origin::Program, file);
        }
        Ok(())
    }
}

/// Says of each PDF among minutes and records that cannot be read: in years to come nobody has a better one.
pub(super) fn warn_of_unreadable(payload: &[Item], reporter: &mut Reporter) {
    for item in payload {
        let (Content::File(path), Role::Minutes | Role::Record) = (&item.content, &item.role)
        else {
            continue;
        };
        let is_pdf = |end: &OsStr| end.eq_ignore_ascii_case("pdf");
        if !path.extension().is_some_and(is_pdf) {
            continue;
        }
        let Ok(Some(bytes)) = read_standing(path, LARGEST_DOCUMENT) else {
            continue;
        };
        if let Err(unreadable) = pdf::inspect(&bytes) {
            let help = "open the file, and put one that everybody can open in its place";
            reporter.file_warning(path, "unreadable-pdf", unreadable.to_string(), help);
        }
    }
}

/// Says of each output that stands beside a brief, and is another than the one that was made for the package.
pub(super) fn warn_of_other_outputs(brief: &Path, outputs: &Path, reporter: &mut Reporter) {
    let [all_beside, all_made] =
        [None, Some(outputs)].map(|folder| Targets::of(brief, Path::new(""), folder));
    for format in OutputFormat::ALL {
        let beside = all_beside.of_format(format);
        let made = fs::read(all_made.of_format(format));
        let (Ok(Some(beside_bytes)), Ok(made)) = (read_standing(beside, LARGEST_DOCUMENT), made)
        else {
            continue;
        };
        if beside_bytes == made {
            continue;
        }
        if let Some(open) = comments_alone(&beside_bytes, &made) {
            let its = counted(open, "comment");
            let message = format!("the package has this file without its {its}");
            let help =
                "they stay in this file; if they belong to what was sent, add it with --record";
            reporter.file_warning(beside, "open-comments", message, help);
        } else {
            let message = "this file is another than the brief becomes today; the package has the one made today";
            let help = "if this is what was sent, add it with --record; if it has edits, take them over first";
            reporter.file_warning(beside, "other-output", message, help);
        }
    }
}

/// How many comments a DOCX has that are all that it has beside what was `made` from the same brief.
fn comments_alone(docx: &[u8], made: &[u8]) -> Option<usize> {
    if !docx::has_comments(docx) || !docx::are_made_from_same(docx, made) {
        return None;
    }
    let Changes {
        changes,
        comments,
        unplaced,
    } = pull::read(docx, None, Revisions::Accept).ok()?.changes;
    (changes.is_empty() && unplaced.is_empty()).then_some(comments.len())
}

/// What is in a folder, and of what kind each is.
fn list(folder: &Path, reporter: &mut Reporter) -> Result<BTreeMap<PathBuf, FileType>, Outcome> {
    let read = || {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            found.insert(entry.path(), entry.file_type()?);
        }
        Ok(found)
    };
    read().map_err(|error: io::Error| reporter.system_error(folder, "read this folder", &error))
}
