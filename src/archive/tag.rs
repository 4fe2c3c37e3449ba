//! Tag files: lines of a label and a value (RFC 8493, section 2.2.2), and the declaration `bagit.txt`.

use super::digest::Algorithm;
use std::fmt::Write;

/// The name of the declaration (RFC 8493, section 2.1.1).
pub const BAGIT: &str = "bagit.txt";
/// The name of the description (RFC 8493, section 2.2.2).
pub const BAG_INFO: &str = "bag-info.txt";
/// The name of the list of files that are elsewhere (RFC 8493, section 2.2.3).
pub(super) const FETCH: &str = "fetch.txt";

const VERSION: &str = "BagIt-Version";
const ENCODING: &str = "Tag-File-Character-Encoding";

/// The name of the manifest of the payload.
pub fn manifest_name(algorithm: Algorithm) -> String {
    format!("manifest-{}.txt", algorithm.name())
}

/// The name of the manifest of the tag files.
pub fn tag_manifest_name(algorithm: Algorithm) -> String {
    format!("tagmanifest-{}.txt", algorithm.name())
}

/// The lines of a text, which end with LF, CR or CRLF.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .flat_map(|line| line.split('\r'))
}

/// Labels with their values, in their order; a label may come several times.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct TagFile(Vec<(String, String)>);

impl TagFile {
    /// The declaration of a package of version 1.0.
    pub fn declaration() -> TagFile {
        TagFile::default()
            .with(VERSION, "1.0")
            .with(ENCODING, "UTF-8")
    }

    /// The same with a value for `label`. Line feeds and other control characters of the value become spaces:
    /// no value can pass for a label.
    pub fn with(mut self, label: &str, value: &str) -> TagFile {
        let words: Vec<&str> = value
            .split(|character: char| character.is_control() || character.is_whitespace())
            .filter(|word| !word.is_empty())
            .collect();
        if !words.is_empty() {
            self.0.push((label.to_owned(), words.join(" ")));
        }
        self
    }

    /// The same with the value, if there is one.
    pub fn with_some(self, label: &str, value: Option<&str>) -> TagFile {
        match value {
            Some(value) => self.with(label, value),
            None => self,
        }
    }

    /// The first value of `label`, whose case does not count.
    pub fn get(&self, label: &str) -> Option<&str> {
        let found = self
            .0
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(label));
        found.map(|(_, value)| value.as_str())
    }

    /// Reads a tag file. A line that begins with white space goes on with the value before; a line without a
    /// colon is passed over.
    pub fn parse(text: &str) -> TagFile {
        let mut file = TagFile::default();
        for line in lines(text.trim_start_matches('\u{feff}')) {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = file.0.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((label, value)) = line.split_once(':') {
                file.0
                    .push((label.trim().to_owned(), value.trim().to_owned()));
            }
        }
        file
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (label, value) in &self.0 {
            let _ = writeln!(text, "{label}: {value}");
        }
        text
    }
}

/// What is wrong with a declaration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum DeclarationFault {
    /// It is not the two lines that it must be.
    Miswritten,
    /// A version that this program does not know.
    Version(String),
    /// An encoding other than UTF-8.
    Encoding(String),
}

/// The version that the declaration of a package states (RFC 8493, section 2.1.1). Versions from 0.93 on differ in little
/// that the check of a package reads: in which manifests a file stands.
pub(super) fn check_declaration(text: &str) -> Result<&str, DeclarationFault> {
    let lines: Vec<&str> = lines(text.trim_end_matches(['\n', '\r'])).collect();
    let value = |line: usize, label: &str| {
        let line = lines.get(line)?;
        line.strip_prefix(label)?.strip_prefix(':').map(str::trim)
    };
    let (Some(version), Some(encoding)) = (value(0, VERSION), value(1, ENCODING)) else {
        return Err(DeclarationFault::Miswritten);
    };
    if lines.len() != 2 {
        return Err(DeclarationFault::Miswritten);
    }
    if !matches!(version, "1.0" | "0.97" | "0.96" | "0.95" | "0.94" | "0.93") {
        return Err(DeclarationFault::Version(version.to_owned()));
    }
    if !encoding.eq_ignore_ascii_case("UTF-8") {
        return Err(DeclarationFault::Encoding(encoding.to_owned()));
    }
    Ok(version)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn declarations_are_checked() {
        let declaration = TagFile::declaration().to_text();
        assert_eq!(
            declaration,
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        );
        assert_eq!(check_declaration(&declaration), Ok("1.0"));
        assert_eq!(
            check_declaration(&declaration.replace('\n', "\r\n")),
            Ok("1.0")
        );
        for miswritten in ["", "BagIt-Version: 1.0\n", &format!("{declaration}x: y\n")] {
            assert_eq!(
                check_declaration(miswritten),
                Err(DeclarationFault::Miswritten)
            );
        }
        assert_eq!(
            check_declaration(&declaration.replace("1.0", "2.0")),
            Err(DeclarationFault::Version("2.0".to_owned()))
        );
        assert_eq!(
            check_declaration(&declaration.replace("UTF-8", "UTF-16")),
            Err(DeclarationFault::Encoding("UTF-16".to_owned()))
        );
    }

    #[test]
    fn values_over_several_lines_are_read() {
        let file = TagFile::parse("\u{feff}A: one\r\n  two\r\n\tthree\nB : x: y\nno label\n");
        assert_eq!(file.get("a"), Some("one two three"));
        assert_eq!(file.get("B"), Some("x: y"));
        assert_eq!(file.get("no label"), None);
    }

    proptest! {
        #[test]
        fn no_value_makes_a_label(value in "[\\s\\S]{0,40}") {
            let file = TagFile::default().with("A", &value).with("B", "b");
            prop_assert_eq!(TagFile::parse(&file.to_text()), file);
        }
    }
}
