//! The formats of files: their names, and their identifiers in the registry PRONOM.
//!
//! A format is told by a file's first bytes, or where those say nothing by the end of its name. An identifier
//! is given only where format and version are certain; text and messages are known by their names.

use super::name::Name;
use super::record::Role;
use crate::pdf::Standard;

/// A format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Format {
    pub name: &'static str,
    pub version: Option<&'static str>,
    /// PRONOM's unique identifier.
    pub puid: Option<&'static str>,
}

fn plain(name: &'static str) -> Format {
    Format {
        name,
        version: None,
        puid: None,
    }
}

fn registered(name: &'static str, version: Option<&'static str>, puid: &'static str) -> Format {
    Format {
        name,
        version,
        puid: Some(puid),
    }
}

/// The format of the file `name` that begins with `head`; an output of ours keeps `standard`.
pub(super) fn of(name: &Name, head: &[u8], role: Role, standard: Standard) -> Format {
    let file = name.file_name().to_ascii_lowercase();
    let end = file.rsplit_once('.').map_or("", |(_, end)| end);
    if let Some(rest) = head.strip_prefix(b"%PDF-") {
        return match (role, standard) {
            (Role::Output, Standard::A3aUa1) => registered("PDF/A", Some("3a"), "fmt/479"),
            (Role::Output, Standard::A4fUa2) => registered("PDF/A", Some("4f"), "fmt/1912"),
            _ => pdf(rest),
        };
    }
    if let Some(rest) = head.strip_prefix(b"\xff\xd8\xff\xe0") {
        return jpeg(rest);
    }
    match (head, end) {
        ([b'P', b'K', 3, 4, ..], "docx") => registered(
            "Office Open XML, WordprocessingML",
            Some("2007 onwards"),
            "fmt/412",
        ),
        ([b'P', b'K', 3, 4, ..], _) => plain("ZIP or a format built on it"),
        ([0x89, b'P', b'N', b'G', ..], _) => plain("Portable Network Graphics"),
        ([0xff, 0xd8, 0xff, ..], _) => plain("JPEG"),
        ([b'O', b'T', b'T', b'O', ..], _) => registered("OpenType Font", None, "fmt/520"),
        ([0, 1, 0, 0, ..], "ttf") => registered("TrueType Font", None, "x-fmt/453"),
        (_, "svg") => plain("Scalable Vector Graphics"),
        (_, "toml") => plain("TOML"),
        (_, "eml") => registered("Internet Message Format", None, "fmt/278"),
        (_, "mbox") => plain("MBOX"),
        (_, "md") => plain("Markdown"),
        (_, "txt") => registered("Plain Text File", None, "x-fmt/111"),
        _ => plain("not identified"),
    }
}

/// PDF by the version in its header.
fn pdf(rest: &[u8]) -> Format {
    let (version, puid) = match rest.get(..3) {
        Some(b"1.4") => ("1.4", "fmt/18"),
        Some(b"1.5") => ("1.5", "fmt/19"),
        Some(b"1.6") => ("1.6", "fmt/20"),
        Some(b"1.7") => ("1.7", "fmt/276"),
        Some(b"2.0") => ("2.0", "fmt/1129"),
        _ => return plain("Portable Document Format"),
    };
    registered("Portable Document Format", Some(version), puid)
}

/// JFIF by the version in its first segment, after the length.
fn jpeg(rest: &[u8]) -> Format {
    let (version, puid) = match rest.get(2..9) {
        Some(b"JFIF\0\x01\x00") => ("1.00", "fmt/42"),
        Some(b"JFIF\0\x01\x01") => ("1.01", "fmt/43"),
        Some(b"JFIF\0\x01\x02") => ("1.02", "fmt/44"),
        _ => return plain("JPEG"),
    };
    registered("JPEG File Interchange Format", Some(version), puid)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content_then_by_name() {
        let puid = |file: &str, head: &[u8], role| {
            of(&Name::new(file).unwrap(), head, role, Standard::A3aUa1).puid
        };
        assert_eq!(puid("a.pdf", b"%PDF-1.7\n", Role::Output), Some("fmt/479"));
        assert_eq!(puid("a.pdf", b"%PDF-1.7\n", Role::Minutes), Some("fmt/276"));
        assert_eq!(puid("a.txt", b"%PDF-1.4\n", Role::Record), Some("fmt/18"));
        assert_eq!(puid("a.docx", b"PK\x03\x04", Role::Output), Some("fmt/412"));
        assert_eq!(puid("a.docx", b"no zip", Role::Record), None);
        let jfif = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x02";
        assert_eq!(puid("a.jpg", jfif, Role::Record), Some("fmt/44"));
    }
}
