//! Manifests: the files of a package with their digests (RFC 8493, sections 2.1.3 and 2.2.1).

use super::digest::Digest;
use super::name::{Name, Unsafe};
use super::tag::lines;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a line of a manifest should look like.
pub const MISWRITTEN_LINE: &str = "a line is a digest in hexadecimal, white space, and a path";

/// The files that a manifest lists.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// The digest of each.
    pub files: BTreeMap<Name, Digest>,
}

/// What is wrong with a line of a manifest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineFault {
    /// It is not a digest and a path.
    Miswritten,
    /// Its path, as written, is one that no package may have.
    Unsafe(String, Unsafe),
    /// Its path stands on a line before.
    Duplicate(Name),
}

impl Manifest {
    /// Reads a manifest, with what is wrong in it by lines, which count from 1.
    pub fn parse(text: &str) -> (Manifest, Vec<(usize, LineFault)>) {
        let mut manifest = Manifest::default();
        let mut faults = Vec::new();
        for (index, line) in lines(text).enumerate() {
            if !line.is_empty()
                && let Err(fault) = manifest.take(line)
            {
                faults.push((index + 1, fault));
            }
        }
        (manifest, faults)
    }

    fn take(&mut self, line: &str) -> Result<(), LineFault> {
        let (digest, path) = line.split_once([' ', '\t']).ok_or(LineFault::Miswritten)?;
        let digest = Digest::from_hex(digest).ok_or(LineFault::Miswritten)?;
        let path = path.trim_start_matches([' ', '\t']);
        // `sha256sum -b` puts an asterisk before the path, which no program for bags takes as part of it.
        let path = path.strip_prefix('*').unwrap_or(path);
        // Allowed by no standard and written by some programs.
        let path = path.strip_prefix("./").unwrap_or(path);
        if path.is_empty() {
            return Err(LineFault::Miswritten);
        }
        let name = Name::unescaped(path).map_err(|why| LineFault::Unsafe(path.to_owned(), why))?;
        if self.files.insert(name.clone(), digest).is_some() {
            return Err(LineFault::Duplicate(name));
        }
        Ok(())
    }

    /// The manifest's text: a line a file, in the order of the paths.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (name, digest) in &self.files {
            let _ = writeln!(text, "{digest}  {}", name.escaped());
        }
        text
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_of_other_programs_are_read() {
        let text = "0a  data/a\r\nff *data/b c\n0B\t./data/d\n";
        let (manifest, faults) = Manifest::parse(text);
        assert_eq!(faults, []);
        assert_eq!(manifest.to_text(), "0a  data/a\nff  data/b c\n0b  data/d\n");
    }

    #[test]
    fn every_wrong_line_is_named() {
        let text = "0a  data/a\nzz  data/b\n0a\n0a  ../c\n0a  data/a\n0a  \n";
        let (manifest, faults) = Manifest::parse(text);
        assert_eq!(manifest.files.len(), 1);
        assert_eq!(
            faults,
            [
                (2, LineFault::Miswritten),
                (3, LineFault::Miswritten),
                (4, LineFault::Unsafe("../c".to_owned(), Unsafe::Climbs)),
                (5, LineFault::Duplicate(Name::new("data/a").unwrap())),
                (6, LineFault::Miswritten),
            ]
        );
    }

    proptest! {
        #[test]
        fn a_manifest_comes_back(paths in prop::collection::btree_set("data/[a-z%\n\r é*]{1,8}", 0..8)) {
            let mut manifest = Manifest::default();
            for (number, path) in paths.iter().enumerate() {
                // An asterisk, or a space, at a path's start cannot be told from those of a line.
                if let Ok(name) = Name::new(path) {
                    manifest.files.insert(name, Digest::from_hex(&format!("{number:04x}")).unwrap());
                }
            }
            let (read, faults) = Manifest::parse(&manifest.to_text());
            prop_assert_eq!(faults, vec![]);
            prop_assert_eq!(read, manifest);
        }
    }
}
