//! The characters of an XLIFF file, in whatever encoding it says that it is (XML 1.0, section 4.3.3 and appendix F).

use crate::diagnostic::{Diagnostic, Source, WrongText};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::path::PathBuf;

/// How many bytes at the start of a file its declaration takes at most.
const LONGEST_DECLARATION: usize = 200;

/// The text of the file at `path`.
///
/// # Errors
/// Where it is not in the encoding that it says it is.
pub fn source(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Result<Source, Box<WrongText>> {
    let path = path.into();
    let wrong = |path, what| {
        Box::new(WrongText {
            source: Source::without_text(path),
            diagnostic: Diagnostic::error("not-xliff", what).help(SAVE_AS_UTF_8),
        })
    };
    let encoding = match encoding_of(&bytes) {
        Ok(encoding) if encoding == UTF_8 => return Source::from_bytes(path, bytes),
        Ok(encoding) => encoding,
        Err(label) => {
            let what =
                format!("the file says that it is in the encoding `{label}`, which is not known");
            return Err(wrong(path, what));
        }
    };
    match encoding.decode_with_bom_removal(&bytes) {
        (text, false) => Ok(Source {
            path,
            text: text.into(),
        }),
        (_, true) => {
            let what = format!("the file says that it is {}, and is not", encoding.name());
            Err(wrong(path, what))
        }
    }
}

const SAVE_AS_UTF_8: &str = "have the translation tool save it as UTF-8";

/// The encoding by the byte order mark, by how the first character stands there, or by the declaration; the label of
/// one that is not known.
fn encoding_of(bytes: &[u8]) -> Result<&'static Encoding, String> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    match bytes {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    match declared(bytes) {
        // A declaration that can be read is not in UTF-16, whatever it says.
        Some(label) => Encoding::for_label(label.as_bytes())
            .map(Encoding::output_encoding)
            .ok_or(label),
        None => Ok(UTF_8),
    }
}

/// The label of the encoding in the declaration `<?xml … encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(LONGEST_DECLARATION)];
    let start = String::from_utf8_lossy(start);
    let declaration = start
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    Some(label.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_in_its_encoding() {
        let words = |label: &str| format!("<?xml version=\"1.0\" encoding='{label}'?><a>Итоги</a>");
        let utf_16 = |bytes: fn(u16) -> [u8; 2], mark: &[u16]| -> Vec<u8> {
            let text: Vec<u16> = words("UTF-16").encode_utf16().collect();
            mark.iter()
                .chain(&text)
                .flat_map(|unit| bytes(*unit))
                .collect()
        };
        let of_windows = encoding_rs::WINDOWS_1251
            .encode(&words("windows-1251"))
            .0
            .into_owned();
        for (bytes, label) in [
            (words("utf-8").into_bytes(), "utf-8"),
            (utf_16(u16::to_le_bytes, &[0xfeff]), "UTF-16"),
            (utf_16(u16::to_be_bytes, &[0xfeff]), "UTF-16"),
            (utf_16(u16::to_le_bytes, &[]), "UTF-16"),
            (of_windows, "windows-1251"),
        ] {
            let text = source("a.xlf", bytes).unwrap().text;
            assert_eq!(*text, words(label));
        }
    }

    #[test]
    fn what_is_not_in_its_encoding_is_told() {
        let wrong = |bytes: &[u8]| {
            source("a.xlf", bytes.to_vec())
                .unwrap_err()
                .diagnostic
                .message
        };
        assert!(wrong(b"<?xml encoding=\"klingon\"?>").contains("`klingon`, which is not known"));
        assert!(wrong(b"\xff\xfe<\0\0\xdc").contains("UTF-16LE, and is not"));
        assert!(wrong(b"<a>\xc8</a>").contains("not UTF-8"));
    }
}
