//! The digest of all that a brief's outputs are made from, by which outputs that need not be made anew are told.
//!
//! It stands in the outputs themselves: in the identifier of the PDF and in the manifest of the DOCX. So no further
//! file lies about, and it goes where they go. Names of files count as they are written in the brief, so that it
//! is the same wherever the folder lies; times of files count nowhere.

use super::reading::Folder;
use super::report::Reporter;
use crate::brief::Surroundings;
use crate::diagnostic::Source;
use crate::pdf::Standard;
use sha2::{Digest, Sha256};
use std::path::Path;

/// A digest, SHA-256.
pub(super) type InputsDigest = [u8; 32];

/// Takes in one input after the other.
#[derive(Clone)]
pub(super) struct Inputs(Sha256);

impl Inputs {
    /// What this version of the program makes without any input.
    pub fn new() -> Inputs {
        let mut inputs = Inputs(Sha256::new());
        inputs.add(b"briefgen", env!("CARGO_PKG_VERSION").as_bytes());
        inputs
    }

    /// Takes in a file that was read as a text. Of its path the name counts: it stands in the outputs.
    pub fn add_source(&mut self, source: &Source) {
        let name = source.path.file_name().unwrap_or_default();
        self.add(name.as_encoded_bytes(), source.text.as_bytes());
    }

    /// Takes in what was reckoned together before.
    pub fn add_digest(&mut self, name: &str, digest: &InputsDigest) {
        self.add(name.as_bytes(), digest);
    }

    /// Two inputs cannot be taken for two others: where each ends is told too.
    fn add(&mut self, name: &[u8], content: &[u8]) {
        for part in [name, content] {
            self.0.update((part.len() as u64).to_be_bytes());
            self.0.update(part);
        }
    }

    pub fn digest(self) -> InputsDigest {
        self.0.finalize().into()
    }
}

/// The digest for a PDF that keeps `standard`.
pub(super) fn for_pdf(inputs: &InputsDigest, standard: Standard) -> InputsDigest {
    let mut of_pdf = Inputs::new();
    of_pdf.add_digest(&format!("pdf {standard}"), inputs);
    of_pdf.digest()
}

/// A folder whose files are taken in as they are read, and noted before by `reporter`.
pub(super) fn reckoned(
    folder: &Path,
    inputs: &mut Inputs,
    reporter: &mut Reporter,
) -> impl Surroundings {
    |path: &Path, limit: usize| {
        reporter.looks_for(&folder.join(path));
        let file = Folder(folder).file(path, limit);
        let name = path.as_os_str().as_encoded_bytes();
        match &file {
            Ok(bytes) => inputs.add(name, bytes),
            Err(error) => inputs.add(name, error.to_string().as_bytes()),
        }
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_name_ends_and_what_comes_first_counts() {
        let digest = |inputs: &[(&str, &str)]| {
            let mut all = Inputs::new();
            for (name, content) in inputs {
                all.add(name.as_bytes(), content.as_bytes());
            }
            all.digest()
        };
        assert_eq!(digest(&[("a", "b")]), digest(&[("a", "b")]));
        assert_ne!(digest(&[("a", "b")]), digest(&[("ab", "")]));
        assert_ne!(
            digest(&[("a", "b"), ("c", "d")]),
            digest(&[("c", "d"), ("a", "b")])
        );
        assert_ne!(digest(&[("a", "b")]), Inputs::new().digest());
    }

    #[test]
    fn each_standard_has_a_digest_of_its_own() {
        let inputs = Inputs::new().digest();
        assert_ne!(
            for_pdf(&inputs, Standard::A3aUa1),
            for_pdf(&inputs, Standard::A4fUa2)
        );
    }
}
