//! What a brief is made from: its TOML, its house style, its translations, and the files that they name.

use super::super::house_style::{FILE_NAME, may_stand};
use super::super::limited_file::LARGEST_TEXT;
use super::super::paths::folder_of;
use super::super::reading::Folder;
use super::super::whole_file::read_standing;
use crate::brief::translation::language_of;
use crate::brief::{self, Brief, Surroundings};
use crate::diagnostic::Source;
use crate::document::Language;
use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The brief and the files that it was made from.
pub(super) struct Sources {
    pub brief: Brief,
    /// The languages of its translations.
    pub translations: Vec<Language>,
    /// Where the brief is, without links in the path of its folder.
    pub path: PathBuf,
    /// All files, the brief's among them, by paths of the same kind, as they were read.
    pub files: BTreeMap<PathBuf, Arc<[u8]>>,
    /// The deepest folder that all of them are in.
    pub root: PathBuf,
}

impl Sources {
    /// The sources of the brief at `path`, which is a good one; none where it has changed since.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn of(path: &Path, translations: &[PathBuf]) -> io::Result<Option<Sources>> {
        let folder = folder_of(path).canonicalize()?;
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let path = folder.join(name);
        let mut files = BTreeMap::new();
        let mut house = folder.ancestors().map(|folder| folder.join(FILE_NAME));
        let style = match house.find(|file| may_stand(file)) {
            Some(file) => {
                let source = read(&file)?;
                let folder = folder_of(&file);
                let style = brief::read_house_style(&source, &mut recorder(folder, &mut files)).0;
                files.insert(file, source.text.as_bytes().into());
                style
            }
            None => None,
        };
        let mut brief = None;
        let mut languages = Vec::new();
        let translations = translations.iter().filter_map(|path| path.file_name());
        let names = std::iter::once(name).chain(translations);
        for name in names {
            let path = folder.join(name);
            let source = read(&path)?;
            let style = style.as_ref();
            let read = brief::read_in_house(&source, style, &mut recorder(&folder, &mut files)).0;
            if brief.is_some() {
                languages.extend(language_of(&source));
            }
            brief = brief.or(read);
            files.insert(path, source.text.as_bytes().into());
        }
        let holds_all = |root: &&Path| files.keys().all(|file| file.starts_with(root));
        let root = folder
            .ancestors()
            .find(holds_all)
            .unwrap_or(&folder)
            .to_owned();
        Ok(brief.map(|brief| Sources {
            brief,
            translations: languages,
            path,
            files,
            root,
        }))
    }
}

fn read(path: &Path) -> io::Result<Source> {
    let bytes = read_standing(path, LARGEST_TEXT)?.ok_or(io::ErrorKind::NotFound)?;
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    Ok(Source {
        path: path.to_owned(),
        text: text.into(),
    })
}

/// Surroundings that remember which files were asked for.
fn recorder(folder: &Path, files: &mut BTreeMap<PathBuf, Arc<[u8]>>) -> impl Surroundings {
    |path: &Path, limit: usize| {
        let bytes = Folder(folder).file(path, limit)?;
        files.insert(without_climbs(&folder.join(path)), bytes.as_slice().into());
        Ok(bytes)
    }
}

/// A path with its parts `..` worked out.
pub(super) fn without_climbs(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}
