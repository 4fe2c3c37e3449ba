//! The files that a file names: pictures and fonts.

use super::super::file_name::{in_other_letters, on_one_computer};
use super::super::font;
use super::super::picture;
use super::super::raw::Words;
use super::{Checker, Place};
use crate::brief::Field;
use crate::brief::words::{is_blank, normalise};
use crate::diagnostic::{Diagnostic, glyph_name};
use crate::document::Picture;
use crate::fonts::FontFile;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

/// The most bytes of the pictures and fonts that a file names, together.
pub(super) const LARGEST_TOGETHER: usize = 500_000_000;

/// Folders in which pictures and fonts often are.
const FOLDERS: [&str; 5] = ["figures", "images", "pictures", "logos", "fonts"];

/// What a key names a file of.
struct FileKind {
    /// Where such a file may be, as a message shows it.
    example: &'static str,
    /// The most bytes of one.
    largest: usize,
}

const LOGO: FileKind = FileKind {
    example: "`logos/logo.png`",
    largest: picture::LARGEST_FILE,
};
const FIGURE: FileKind = FileKind {
    example: "`figures/map.png`",
    largest: picture::LARGEST_FILE,
};
const FONT: FileKind = FileKind {
    example: "`fonts/Text-Regular.otf`",
    largest: font::LARGEST_FILE,
};

impl Checker<'_> {
    /// A picture's file.
    pub(in crate::brief::read) fn picture(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<Picture>> {
        let kind = if key == "logo" { LOGO } else { FIGURE };
        let fonts = self.fonts.clone();
        let Field { value, origin } = self.file(place, key, field, &kind, |name, bytes| {
            picture::decode(name, bytes, &fonts)
        })?;
        let file = &value.picture.file;
        let outlines = "turn the words into outlines with the program that made the drawing";
        let told = if !value.missing_letters.is_empty() {
            let letters = value.missing_letters.iter();
            let letters: Vec<String> = letters.map(|letter| glyph_name(letter)).collect();
            let letters = letters.join(", ");
            let message =
                format!("no font has all words of the drawing `{file}`: boxes stand for {letters}");
            Some(Diagnostic::warning("no-glyph", message).help(outlines))
        } else if let [families @ .., last] = value.replaced_families.as_slice() {
            let families = match families {
                [] => last.clone(),
                others => format!("{} and {last}", others.join(", ")),
            };
            let message = format!(
                "the words of the drawing `{file}` are in {families}, which the outputs do not have; they are set in another typeface"
            );
            let help = format!("{outlines}, or set them in `sans-serif`");
            Some(Diagnostic::warning("replaced-font", message).help(help))
        } else {
            None
        };
        if let Some(told) = told {
            self.report(told.at_origin(Some(&origin)));
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
        self.file(place, key, field, &FONT, font::check)
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

    /// A file, read by `read`.
    fn file<T>(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
        kind: &FileKind,
        read: impl Fn(&str, Vec<u8>) -> Result<T, Diagnostic>,
    ) -> Option<Field<T>> {
        let (value, origin) = self.value(place, key, field)?;
        if is_blank(value) {
            self.empty(key, &origin);
            return None;
        }
        // As it was typed, before `\n` in it was made the end of a line.
        let typed = origin.span.clone().and_then(|span| self.file.get(span));
        let typed = typed.filter(|_| value.contains(char::is_control));
        let typed = typed.map_or(value.as_str(), |typed| typed.trim_matches(['"', '\'']));
        let name = normalise(typed);
        let bytes = match on_one_computer(&name, self.kind) {
            Some(wrong) => Err(wrong),
            None => self.bytes_of(value, key, typed, kind),
        };
        match bytes.and_then(|bytes| read(&name, bytes)) {
            Ok(value) => Some(Field { value, origin }),
            Err(wrong) => {
                self.report(wrong.at_origin(Some(&origin)));
                None
            }
        }
    }

    /// The bytes of the file at `path`, which was typed so; one more than its kind may have at the most.
    fn bytes_of(
        &mut self,
        path: &str,
        key: &str,
        typed: &str,
        kind: &FileKind,
    ) -> Result<Vec<u8>, Diagnostic> {
        let most = kind.largest.min(self.bytes_left);
        let read = self.surroundings.file(Path::new(path), most + 1);
        let bytes = read.map_err(|error| self.not_read(&error, key, typed, kind))?;
        if self.bytes_left < bytes.len().min(kind.largest) {
            let what = format!(
                "with `{}`, the files that this {} names are larger than {} MB together",
                normalise(typed),
                self.kind.words(),
                LARGEST_TOGETHER / 1_000_000
            );
            let help = "use fewer pictures, or save them with fewer pixels";
            return Err(Diagnostic::error("too-large", what).help(help));
        }
        self.bytes_left = self.bytes_left.saturating_sub(bytes.len());
        Ok(bytes)
    }

    /// Why the file that was typed so could not be read.
    fn not_read(
        &mut self,
        error: &io::Error,
        key: &str,
        typed: &str,
        kind: &FileKind,
    ) -> Diagnostic {
        let name = normalise(typed);
        let (code, what, help) = match error.kind() {
            ErrorKind::NotFound => {
                let (file, example) = (self.kind.words(), kind.example);
                let help = match self.file_meant(typed) {
                    Some(meant) => format!("write `{key} = \"{meant}\"`"),
                    None if typed.contains('\\') => format!(
                        "write its place as seen from the folder of the {file}, with `/` between folders, such as {example}"
                    ),
                    None if Path::new(typed).extension().is_none() => format!(
                        "write the place of a file as seen from the folder of the {file}, such as {example}"
                    ),
                    None => format!(
                        "put the file there, as seen from the folder of the {file}, or write where it is, such as {example}"
                    ),
                };
                ("file-not-found", format!("there is no file `{name}`"), help)
            }
            ErrorKind::IsADirectory => (
                "unreadable-file",
                format!("`{name}` is a folder"),
                format!("write which file in it: `{key} = \"{name}/…\"`"),
            ),
            _ => (
                "unreadable-file",
                format!("the file `{name}` cannot be read: {error}"),
                "check that it is a file, and that you may read it".to_owned(),
            ),
        };
        Diagnostic::error(code, what).help(help)
    }
}
