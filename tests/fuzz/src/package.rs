//! Any bytes as a DOCX: the package and what is in it.

use super::reading;
use briefgen::docx::{self, Authorship, Revisions};

pub fn run(data: &[u8]) {
    let accepted = docx::read(data, Revisions::Accept);
    let rejected = docx::read(data, Revisions::Reject);
    for read in [&accepted, &rejected] {
        match read {
            Ok(reading) => reading::check(reading),
            Err(error) => assert!(!error.to_string().is_empty() && !error.help().is_empty()),
        }
    }
    // Whether tracked changes are taken does not change whether the file can be read.
    assert_eq!(accepted.is_ok(), rejected.is_ok());
    let sources = docx::sources(data);
    if docx::written_by_us(data) == Authorship::Unchanged {
        assert_eq!(docx::first_difference(data, data), None);
    }
    docx::has_comments(data);
    assert_eq!(sources, docx::sources(data));
}
