//! Files of other kinds that are taken for text, and text in another encoding.

use super::Diagnostic;
use encoding_rs::WINDOWS_1251;
use std::path::Path;

/// Kinds of files by their first bytes, their names, and what to do with one.
const KINDS: [(&[u8], &str, &str); 8] = [
    (
        b"PK\x03\x04",
        "a Word document or another packed file",
        DOCUMENT,
    ),
    (
        b"%PDF-",
        "a PDF",
        "`briefgen extract` takes the brief out of a PDF that was made of one",
    ),
    (b"\x89PNG", "a picture", PICTURE),
    (b"\xff\xd8\xff", "a picture", PICTURE),
    (b"GIF8", "a picture", PICTURE),
    (b"II*\0", "a picture", PICTURE),
    (b"MM\0*", "a picture", PICTURE),
    (
        b"\xd0\xcf\x11\xe0",
        "a document of an old version of Word",
        "save it as .docx; `briefgen new --from` then makes a brief of it",
    ),
];
const PICTURE: &str =
    "name the brief instead; a picture stands in it, below `[[figure]]`, with `file = \"…\"`";
const DOCUMENT: &str = "`briefgen pull` takes the edits of a brief's document home, `briefgen extract` the brief \
    out of it, and `briefgen new --from` makes a brief of another document";

/// What is wrong with a file that is no text, by its first bytes; none where these say nothing.
pub(super) fn no_text(path: &Path, bytes: &[u8]) -> Option<Diagnostic> {
    let known = KINDS.iter().find(|(start, ..)| bytes.starts_with(start));
    let (what, help) = match known {
        Some((_, what, help)) => (*what, *help),
        None if bytes.contains(&0) && std::str::from_utf8(bytes).is_err() => {
            ("not text", "name a file of text, which ends in `.toml`")
        }
        None => return None,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let what = format!("`{name}` is {what}");
    Some(Diagnostic::error("no-text", what).help(help))
}

/// The first byte that is a letter of the Russian alphabet.
const FIRST_RUSSIAN: u8 = 0xc0;

/// How many letters say that a text is in Windows-1251.
const FEWEST: usize = 4;

/// The text of `bytes` in Windows-1251, if that makes Cyrillic words of them: where nearly all that is not ASCII are
/// letters of the Russian alphabet, most of them small and beside each other.
pub(super) fn windows_1251(bytes: &[u8]) -> Option<String> {
    // Ё and ё stand apart from the alphabet.
    let is_russian = |byte: u8| byte >= FIRST_RUSSIAN || matches!(byte, 0xa8 | 0xb8);
    let others = || bytes.iter().filter(|byte| !byte.is_ascii());
    let (all, russian) = (
        others().count(),
        others().filter(|byte| is_russian(**byte)).count(),
    );
    let small = others().filter(|byte| **byte >= 0xe0).count();
    // The accented letters of Windows-1252 stand among those of ASCII.
    let pairs = bytes.windows(2);
    let pairs = pairs.filter(|pair| pair.iter().all(|byte| is_russian(*byte)));
    if all < FEWEST || russian * 10 < all * 7 || small * 2 < russian || pairs.count() * 2 < russian
    {
        return None;
    }
    let (text, _) = WINDOWS_1251.decode_without_bom_handling(bytes);
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_words_in_windows_1251_are_read() {
        let bytes = b"title = \"\xc2\xee\xe4\xe0 \xab\xe2\xf1\xb8\xbb \xb9 5, \xf1\xb8\xeb\xe0\"";
        let text = windows_1251(bytes);
        assert_eq!(text.as_deref(), Some("title = \"Вода «всё» № 5, сёла\""));
        assert_eq!(windows_1251(b"caf\xe9"), None);
        let western = b"R\xe9union \xe0 Gen\xe8ve; Bundesministerium f\xfcr Umwelt, K\xf6ln";
        assert_eq!(windows_1251(western), None);
        // KOI8-R has its small letters where Windows-1251 has the capitals.
        assert_eq!(windows_1251(b"\xf7\xcf\xc4\xc1 \xf7\xcf\xc4\xc1"), None);
        assert_eq!(windows_1251(b"title"), None);
    }

    #[test]
    fn files_of_other_kinds_are_known_by_their_first_bytes() {
        let message = |bytes: &[u8]| {
            let found = no_text(Path::new("a/b.docx"), bytes);
            found.map(|diagnostic| diagnostic.message)
        };
        let word = "`b.docx` is a Word document or another packed file";
        assert_eq!(message(b"PK\x03\x04..").as_deref(), Some(word));
        assert_eq!(
            message(b"\xff\xd8\xff\xe0").as_deref(),
            Some("`b.docx` is a picture")
        );
        assert_eq!(
            message(b"a\0\xffb").as_deref(),
            Some("`b.docx` is not text")
        );
        assert_eq!(message(b"title = \"\xc2\""), None);
    }
}
