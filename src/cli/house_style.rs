//! House styles: finding the one of a brief, and reading each once in a run.

use super::Outcome;
use super::limited_file;
use super::render::Folder;
use super::report::Reporter;
use super::whole_file::folder_of;
use crate::brief::{self, HouseStyle};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Attachment;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of a house style's file.
pub(super) const FILE_NAME: &str = "briefgen.toml";

/// Whether a file is a house style by its name, and so no brief.
pub(super) fn is_house_style(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

/// A house style that was read.
pub(super) struct House {
    pub source: Source,
    pub style: HouseStyle,
    pub theme: Theme,
}

impl House {
    /// The file as it goes into the outputs.
    pub fn attachment(&self) -> Attachment {
        Attachment {
            file_name: FILE_NAME.to_owned(),
            bytes: self.source.text.as_bytes().to_vec(),
        }
    }
}

/// What became of a house style, or that there is none.
type Found = Result<Option<Arc<House>>, Outcome>;

/// The house styles of a run.
#[derive(Default)]
pub(super) struct HouseStyles {
    /// By folders, those of briefs and those above.
    of_folders: BTreeMap<PathBuf, Found>,
    /// What was said of them already, though of another brief.
    told: Vec<Diagnostic>,
    /// The folder above which none is looked for, if there is one.
    root: Option<PathBuf>,
}

impl HouseStyles {
    /// House styles in `root`, a path without links, and the folders in it only.
    pub fn below(root: PathBuf) -> HouseStyles {
        HouseStyles {
            root: Some(root),
            ..HouseStyles::default()
        }
    }

    /// The house style of the brief at `path`: the first `briefgen.toml` from its folder upward. What is
    /// wrong with it is reported when it is met first; briefs in a wrong one cannot be made.
    pub fn of_brief(&mut self, path: &Path, reporter: &mut Reporter) -> Found {
        match folder_of(path).canonicalize() {
            Ok(folder) => self.of_folder(&folder, reporter),
            // The brief cannot be read either, which is said of it.
            Err(_) => Ok(None),
        }
    }

    fn of_folder(&mut self, folder: &Path, reporter: &mut Reporter) -> Found {
        let mut passed = Vec::new();
        let mut found = Ok(None);
        for folder in folder.ancestors() {
            if let Some(known) = self.of_folders.get(folder) {
                found = known.clone();
                break;
            }
            passed.push(folder.to_owned());
            let file = folder.join(FILE_NAME);
            if file.is_file() {
                found = read(&file, reporter).map(|house| Some(Arc::new(house)));
                break;
            }
            if self.root.as_deref() == Some(folder) {
                break;
            }
        }
        for folder in passed {
            self.of_folders.insert(folder, found.clone());
        }
        found
    }

    /// What of `diagnostics`, which point into house styles, has not been said before.
    pub fn untold(&mut self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let (_, new): (Vec<_>, Vec<_>) = diagnostics
            .into_iter()
            .partition(|diagnostic| self.told.contains(diagnostic));
        self.told.extend(new.iter().cloned());
        new
    }
}

/// Reads a house style, and reports what is wrong with it.
fn read(file: &Path, reporter: &mut Reporter) -> Result<House, Outcome> {
    let shown = shown(file);
    let bytes = limited_file::read_text(file, "house style", reporter)?;
    let source = Source::from_bytes(shown, bytes).map_err(|wrong| {
        reporter.diagnostics(&wrong.0, &[wrong.1]);
        Outcome::BriefWrong
    })?;
    let mut folder = Folder(file.parent().unwrap_or(Path::new("")));
    let (style, diagnostics) = brief::read_house_style(&source, &mut folder);
    reporter.diagnostics(&source, &diagnostics);
    let style = style.ok_or(Outcome::BriefWrong)?;
    Ok(House {
        theme: style.theme(),
        style,
        source,
    })
}

/// A path as its user would write it: from the current folder, where the file is below it.
fn shown(file: &Path) -> PathBuf {
    let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
    match current {
        Ok(current) => file.strip_prefix(current).unwrap_or(file).to_owned(),
        Err(_) => file.to_owned(),
    }
}
