//! House styles: finding the one of a brief, and reading each once in a run.

use super::Outcome;
use super::inputs::{Inputs, InputsDigest, reckoned};
use super::limited_file;
use super::paths::folder_of;
use super::report::{Reporter, Told};
use super::whole_file::read_standing;
use crate::brief::{self, HouseStyle};
use crate::diagnostic::Source;
use crate::document::Attachment;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The name of a house style's file.
pub(super) const FILE_NAME: &str = "briefgen.toml";

/// Whether a file is a house style by its name, and so no brief.
pub(super) fn is_house_style(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

/// Refuses house styles where no brief is named beside them. A pattern such as `*.toml` names them with the briefs of their
/// folder, and then they are left out.
pub(super) fn refuse_alone<'p>(
    named: impl IntoIterator<Item = &'p Path>,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let mut named = named.into_iter();
    match named.next().filter(|first| is_house_style(first)) {
        Some(first) if named.all(is_house_style) => Err(reporter.command_error_at(
            first,
            "a house style has no pages of its own",
            Some("name a brief that is written in it"),
        )),
        _ => Ok(()),
    }
}

/// A house style that was read.
pub(super) struct House {
    pub source: Source,
    pub style: HouseStyle,
    pub theme: Theme,
    /// Of its file and of those that it names.
    pub inputs: InputsDigest,
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

/// A house style that was met, and what is wrong with it.
#[derive(Clone)]
struct Met {
    found: Found,
    wrong: Option<Arc<Told>>,
}

/// The house styles of a run, for briefs that are made side by side.
#[derive(Default)]
pub(super) struct HouseStyles {
    /// By folders, those of briefs and those above.
    of_folders: Mutex<BTreeMap<PathBuf, Met>>,
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
    pub fn of_brief(&self, path: &Path, reporter: &mut Reporter) -> Found {
        // The brief cannot be read either where its folder cannot, which is said of it.
        let Ok(folder) = folder_of(path).canonicalize() else {
            return Ok(None);
        };
        let met = self.of_folder(&folder, reporter);
        if let Some(wrong) = &met.wrong {
            reporter.diagnostics_once(&wrong.source, &wrong.diagnostics);
        }
        met.found
    }

    fn of_folder(&self, folder: &Path, reporter: &mut Reporter) -> Met {
        // Another brief waits until this one has read the house style of both.
        let mut of_folders = self
            .of_folders
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut passed = Vec::new();
        let mut met = Met {
            found: Ok(None),
            wrong: None,
        };
        for folder in folder.ancestors() {
            if let Some(known) = of_folders.get(folder) {
                met = known.clone();
                break;
            }
            passed.push(folder.to_owned());
            let file = folder.join(FILE_NAME);
            reporter.looks_for(&file);
            if may_stand(&file) {
                met = read(&file, reporter);
                break;
            }
            if self.root.as_deref() == Some(folder) {
                break;
            }
        }
        for folder in passed {
            of_folders.insert(folder, met.clone());
        }
        met
    }
}

/// Whether a house style is to be read from `file`: it is there, or cannot be looked at, so that reading it says why.
pub(super) fn may_stand(file: &Path) -> bool {
    match std::fs::metadata(file) {
        // A folder, too, is not what somebody meant.
        Ok(_) => true,
        Err(error) if error.kind() == ErrorKind::NotFound => file.is_symlink(),
        Err(error) => error.kind() != ErrorKind::NotADirectory,
    }
}

/// Reads a house style, and what is wrong with it.
fn read(file: &Path, reporter: &mut Reporter) -> Met {
    let shown = shown(file);
    let met = |found, source, diagnostics| Met {
        found,
        wrong: Some(Arc::new(Told {
            source,
            diagnostics,
        })),
    };
    let bytes = read_standing(file, limited_file::LARGEST_TEXT)
        .and_then(|bytes| bytes.ok_or(ErrorKind::NotFound.into()));
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let (outcome, refused) = limited_file::refusal("house style", &error);
            return met(Err(outcome), Source::without_text(shown), vec![refused]);
        }
    };
    let source = match Source::from_bytes(shown, bytes) {
        Ok(source) => source,
        Err(wrong) => {
            return met(
                Err(Outcome::BriefWrong),
                wrong.source,
                vec![wrong.diagnostic],
            );
        }
    };
    let mut inputs = Inputs::new();
    inputs.add_source(&source);
    let folder = folder_of(file);
    let (style, diagnostics) =
        brief::read_house_style(&source, &mut reckoned(folder, &mut inputs, reporter));
    let found = style.ok_or(Outcome::BriefWrong).map(|style| {
        Some(Arc::new(House {
            theme: style.theme(),
            style,
            source: source.clone(),
            inputs: inputs.digest(),
        }))
    });
    met(found, source, diagnostics)
}

/// A path as its user would write it: from the current folder, where the file is below it.
fn shown(file: &Path) -> PathBuf {
    let current = std::env::current_dir().and_then(|folder| folder.canonicalize());
    match current {
        Ok(current) => file.strip_prefix(current).unwrap_or(file).to_owned(),
        Err(_) => file.to_owned(),
    }
}
