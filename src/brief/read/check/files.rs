//! The files that a file names: pictures and fonts.

use super::super::font;
use super::super::picture;
use super::super::raw::Words;
use super::{Checker, Place};
use crate::brief::Field;
use crate::brief::words::{is_blank, normalise};
use crate::diagnostic::Diagnostic;
use crate::document::{InputFile, Picture};
use crate::fonts::FontFile;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most bytes of the pictures and fonts that a file names, together.
pub(super) const LARGEST_TOGETHER: usize = 500_000_000;

/// Folders in which pictures and fonts often are.
const FOLDERS: [&str; 5] = ["figures", "images", "pictures", "logos", "fonts"];

impl Checker<'_> {
    /// A picture's file.
    pub(in crate::brief::read) fn picture(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<Picture>> {
        let Field { value, origin } = self.file(
            place,
            key,
            field,
            match key {
                "logo" => "`logos/logo.png`",
                _ => "`figures/map.png`",
            },
            picture::LARGEST_FILE,
            |name, bytes| {
                picture::decode(name, bytes)
                    .map_err(|(what, help)| ("unusable-picture", what, help))
            },
        )?;
        if let [families @ .., last] = value.replaced_families.as_slice() {
            let families = match families {
                [] => last.clone(),
                others => format!("{} and {last}", others.join(", ")),
            };
            let file = &value.picture.file;
            self.report(
                Diagnostic::warning(
                    "replaced-font",
                    format!("the words of the drawing `{file}` are in {families}, which the outputs do not have; they are set in another typeface"),
                )
                .at_origin(Some(&origin))
                .help("turn the words into outlines with the program that made the drawing, or set them in `sans-serif`"),
            );
        }
        Some(Field {
            value: value.picture,
            origin,
        })
    }

    /// A font's file.
    pub(in crate::brief::read) fn font(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<Arc<FontFile>>> {
        self.file(
            place,
            key,
            field,
            "`fonts/Text-Regular.otf`",
            font::LARGEST_FILE,
            |name, bytes| {
                font::check(name, bytes).map_err(|(what, help)| ("unusable-font", what, help))
            },
        )
    }

    /// The file that is meant by `typed`: with slashes the other way, in the folder itself or in one where such files are,
    /// in other letters, or with another ending of its kind.
    fn file_meant(&mut self, typed: &str) -> Option<String> {
        let slashed = typed.replace('\\', "/");
        let path = Path::new(&slashed);
        let name = path.file_name()?;
        let mut places = vec![path.to_owned(), name.into()];
        places.extend(FOLDERS.map(|folder| Path::new(folder).join(name)));
        places.extend(in_other_letters(path));
        let mut places = places.into_iter();
        let found = places.find(|place| self.surroundings.is_there(place))?;
        // With the slashes of every system.
        Some(found.to_str()?.replace('\\', "/"))
    }

    /// A file, read by `read`, whose error is a code, what is wrong, and what to do instead.
    pub(super) fn file<T>(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
        example: &str,
        largest: usize,
        read: impl Fn(&str, Vec<u8>) -> Result<T, (&'static str, String, String)>,
    ) -> Option<Field<T>> {
        let (value, origin) = self.value(place, key, field)?;
        if is_blank(value) {
            self.empty(key, &origin);
            return None;
        }
        let path = Path::new(value.as_str());
        // As it was typed, before `\n` in it was made the end of a line.
        let typed = origin.span.clone().and_then(|span| self.file.get(span));
        let typed = typed.filter(|_| value.contains(char::is_control));
        let typed = typed.map_or(value.as_str(), |typed| typed.trim_matches(['"', '\'']));
        let name = normalise(typed);
        let result = if let Some(wrong) = on_one_computer(&name, self.kind) {
            Err(wrong)
        } else {
            match self
                .surroundings
                .file(path, largest.min(self.bytes_left) + 1)
            {
                Ok(bytes) if self.bytes_left < bytes.len().min(largest) => Err((
                    "too-large",
                    format!(
                        "with `{name}`, the files that this {} names are larger than {} MB together",
                        self.kind.words(),
                        LARGEST_TOGETHER / 1_000_000
                    ),
                    "use fewer pictures, or save them with fewer pixels".to_owned(),
                )),
                Ok(bytes) => {
                    self.bytes_left = self.bytes_left.saturating_sub(bytes.len());
                    read(&name, bytes)
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    let file = self.kind.words();
                    let help = match self.file_meant(typed) {
                        Some(meant) => format!("write `{key} = \"{meant}\"`"),
                        None if typed.contains('\\') => format!(
                            "write its place as seen from the folder of the {file}, with `/` between folders, such as {example}"
                        ),
                        None if path.extension().is_none() => format!(
                            "write the place of a file as seen from the folder of the {file}, such as {example}"
                        ),
                        None => format!(
                            "put the file there, as seen from the folder of the {file}, or write where it is, such as {example}"
                        ),
                    };
                    Err(("file-not-found", format!("there is no file `{name}`"), help))
                }
                Err(error) if error.kind() == ErrorKind::IsADirectory => Err((
                    "unreadable-file",
                    format!("`{name}` is a folder"),
                    format!("write which file in it: `{key} = \"{name}/…\"`"),
                )),
                Err(error) => Err((
                    "unreadable-file",
                    format!("the file `{name}` cannot be read: {error}"),
                    "check that it is a file, and that you may read it".to_owned(),
                )),
            }
        };
        match result {
            Ok(value) => Some(Field { value, origin }),
            Err((code, what, help)) => {
                self.report(
                    Diagnostic::error(code, what)
                        .at_origin(Some(&origin))
                        .help(help),
                );
                None
            }
        }
    }
}

/// What is wrong with `place`, where it begins at a root or at a disk of Windows, and what to do instead: its code, and the
/// words for both. It is told by the text alone, so that every system says the same.
pub(in crate::brief::read) fn on_one_computer(
    place: &str,
    kind: InputFile,
) -> Option<(&'static str, String, String)> {
    let is_on_disk = matches!(place.as_bytes(), [disk, b':', ..] if disk.is_ascii_alphabetic());
    (is_on_disk || place.starts_with(['/', '\\'])).then(|| {
        (
            "unreadable-file",
            format!("`{place}` is a place on one computer only"),
            format!(
                "put the file beside the {}, and write its name alone",
                kind.words()
            ),
        )
    })
}

/// `path` in small letters, and with other endings of its kind.
fn in_other_letters(path: &Path) -> Vec<PathBuf> {
    let text = |part: Option<&OsStr>| part.and_then(OsStr::to_str).map(str::to_owned);
    let (Some(stem), Some(ending)) = (text(path.file_stem()), text(path.extension())) else {
        return Vec::new();
    };
    let ending = ending.to_lowercase();
    let kinds = [&["jpg", "jpeg", "png", "svg"][..], &["otf", "ttf"]];
    let Some(kind) = kinds.into_iter().find(|kind| kind.contains(&&*ending)) else {
        return Vec::new();
    };
    let mut endings = vec![ending.clone(), ending.to_uppercase()];
    endings.extend(kind.iter().map(|other| (*other).to_owned()));
    let stems = [stem.clone(), stem.to_lowercase()];
    let names = stems.iter().flat_map(|stem| {
        let of_stem = endings.iter().map(move |ending| format!("{stem}.{ending}"));
        of_stem.map(|name| path.with_file_name(name))
    });
    names.collect()
}
