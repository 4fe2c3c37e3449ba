//! `briefgen archive --index`: one page and one table of all briefs in an archive.

use super::super::Outcome;
use super::super::house_style::FILE_NAME;
use super::super::named;
use super::super::packages;
use super::super::report::Reporter;
use super::super::signals;
use super::super::whole_file::write_all;
use crate::archive::index::{self, Indexed};
use crate::archive::{
    BAG_INFO, Contents, Entry, Form, GROUP, TagFile, folder, read_text, why_unlisted,
};
use crate::brief::translation::language_of;
use crate::brief::{self, Surroundings, counted};
use crate::diagnostic::Source;
use crate::document::Language;
use crate::ordered::Ordered;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A package that was looked into.
struct Package {
    path: PathBuf,
    /// As seen from the index.
    place: String,
    /// The name of the package of the edition before, in the same folder.
    previous: Option<String>,
    indexed: Indexed,
}

/// Writes `index.html` and `index.csv` of the packages in a folder.
pub(in super::super) fn index(root: &Path, reporter: &mut Reporter) -> Result<(), Outcome> {
    let interrupted = signals::deferred();
    named::refuse_missing([root], reporter)?;
    let help = "name the folder that the packages are in";
    if !root.is_dir() {
        let message = "this is a file, and an index is of all packages in a folder";
        return Err(reporter.command_error_at(root, message, Some(help)));
    }
    packages::refuse_inside(root, help, reporter)?;
    let found = packages::find(root)
        .map_err(|error| reporter.system_error(root, "read this folder", &error))?;
    let mut worst = found.report(reporter);
    let mut looked_into = Vec::new();
    for path in found.packages {
        if interrupted.is_set() {
            let left = "interrupted; it is as it was";
            return Err(reporter.system_error(root, "write the index", &left));
        }
        let place = packages::below(root, &path);
        match look_into(&path, &place) {
            Ok(package) => looked_into.push(package),
            Err(reason) => {
                let what = format!("this package is not in the index: {reason}");
                let help = "check it with `briefgen verify`";
                let outcome = reporter.file_error(&path, "not-indexed", what, Some(help));
                worst = worst.max(Err(outcome));
            }
        }
    }
    let mut briefs = newest(looked_into);
    index::sort(&mut briefs);
    let files = [
        (root.join("index.html"), index::page(&briefs)),
        (root.join("index.csv"), index::table(&briefs)),
    ];
    let contents = files.iter().map(|(path, text)| (&**path, text.as_bytes()));
    write_all(contents, reporter)?;
    let names = files.map(|(path, _)| path.display().to_string());
    let line = format!("{} → {}", counted(briefs.len(), "brief"), names.join(", "));
    reporter.done(&line);
    worst
}

/// The newest edition of each brief, which knows those before it.
fn newest(packages: Vec<Package>) -> Vec<Indexed> {
    let mut by_path: BTreeMap<PathBuf, Package> = packages
        .into_iter()
        .map(|package| (package.path.clone(), package))
        .into_map();
    // In whatever form, and in several.
    let before = |package: &Package| {
        let names = package.previous.as_deref().map(Form::file_names);
        let names = names.into_iter().flatten();
        let paths = names.map(|name| package.path.with_file_name(name));
        paths.collect::<Vec<PathBuf>>()
    };
    let superseded: BTreeSet<PathBuf> = by_path.values().flat_map(before).into_set();
    let newest: Vec<PathBuf> = by_path
        .keys()
        .filter(|path| !superseded.contains(*path))
        .cloned()
        .collect();
    let mut briefs = Vec::new();
    for path in newest {
        let Some(package) = by_path.remove(&path) else {
            continue;
        };
        let mut next = before(&package);
        let mut brief = package.indexed;
        // Each is taken out as it is met: a circle ends.
        while let Some(path) = next.pop() {
            if let Some(earlier) = by_path.remove(&path) {
                next.extend(before(&earlier));
                brief.earlier.push(earlier.place);
            }
        }
        briefs.push(brief);
    }
    briefs
}

/// What the index needs of a package, or why it cannot be had.
fn look_into(path: &Path, place: &str) -> Result<Package, String> {
    let contents = packages::open(path).map_err(|error| error.to_string())?;
    let contents = &*contents;
    if let Some(error) = why_unlisted(contents) {
        return Err(error.to_string());
    }
    let text = |name: &str| read_text(contents, name).map_err(|error| error.to_string());
    let info = TagFile::parse(&text(BAG_INFO)?);
    let group = info
        .get(GROUP)
        .ok_or("it does not say which brief it keeps")?;
    let main = packages::source_of(contents, group)
        .ok_or_else(|| format!("there is no {group}.toml in {}", folder::SOURCE))?;
    let name = main.name.as_str();
    let style = name
        .match_indices('/')
        .rev()
        .map(|(at, _)| &name[..=at])
        .take_while(|above| above.starts_with(folder::SOURCE))
        .find_map(|above| Some((above, text(&format!("{above}{FILE_NAME}")).ok()?)));
    let style = style.and_then(|(above, text)| {
        let source = source(FILE_NAME, text);
        brief::read_house_style(&source, &mut package_folder(contents, above)).0
    });
    let folder = &name[..name.len() - main.name.file_name().len()];
    let source = source(name, text(name)?);
    let mut surroundings = package_folder(contents, folder);
    let (read, wrong) = brief::read_in_house(&source, style.as_ref(), &mut surroundings);
    let brief = read.ok_or_else(|| {
        let first = wrong.first().map(|diagnostic| diagnostic.message.as_str());
        format!(
            "{name} cannot be read: {}",
            first.unwrap_or("it is no brief")
        )
    })?;
    let mut indexed = Indexed::of(&brief, place).ok_or("its language is not known")?;
    // In a zip or tar file a browser opens nothing.
    let facts = std::fs::metadata(path).map_err(|error| error.to_string())?;
    let is_folder = facts.is_dir();
    let openable = |entry: &Entry| match is_folder {
        true => format!("{place}/{}", entry.name),
        false => place.to_owned(),
    };
    for entry in contents.entries() {
        let name = entry.name.as_str();
        let in_brief = name.strip_prefix(folder::BRIEF);
        if let Some(stem) = in_brief.and_then(|name| name.strip_suffix(".pdf")) {
            let edition = packages::source_of(contents, stem);
            let edition = edition.filter(|edition| edition.name != main.name);
            let language = edition.and_then(|edition| translation_language(contents, edition));
            let language = language.unwrap_or_else(|| brief.language.clone());
            indexed.documents.push((language, openable(entry)));
        } else if is_folder && name.starts_with(folder::MINUTES) {
            indexed.minutes.push(openable(entry));
        }
    }
    Ok(Package {
        path: path.to_owned(),
        place: place.to_owned(),
        previous: index::previous(&info).map(str::to_owned),
        indexed,
    })
}

/// The language of a translation.
fn translation_language(contents: &dyn Contents, edition: &Entry) -> Option<Language> {
    let name = edition.name.as_str();
    let text = read_text(contents, name).unwrap_or_default();
    language_of(&source(name, text))
}

fn source(path: &str, text: String) -> Source {
    Source {
        path: PathBuf::from(path),
        text: text.into(),
    }
}

/// A folder in a package, where the files are that a brief names; `folder` ends with `/`.
fn package_folder(contents: &dyn Contents, folder: &str) -> impl Surroundings {
    move |path: &Path, limit: usize| {
        let whole = super::sources::without_climbs(&Path::new(folder).join(path));
        let name = packages::below(Path::new(""), &whole);
        let entry = contents.entry(&name).ok_or(io::ErrorKind::NotFound)?;
        let mut bytes = Vec::new();
        contents.read(entry, &mut |reader| {
            reader.take(limit as u64).read_to_end(&mut bytes).map(drop)
        })?;
        Ok(bytes)
    }
}
