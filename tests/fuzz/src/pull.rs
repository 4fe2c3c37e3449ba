//! Any body in a DOCX, pulled into the brief that it was made from.
//!
//! The input is parts as in [`super::flatten`].

use super::brief;
use super::flatten::package;
use briefgen::document::Attachment;
use briefgen::docx::Revisions;
use briefgen::pull::{self, Edited, MadeFrom, Resolution, Side};

const BRIEF: &str = include_str!("../brief.toml");
/// The same, edited meanwhile.
const OURS: &[(&str, &str)] = &[
    ("Agree on one format.", "Agree on a format."),
    (
        "\n# The first of all.",
        "\n[[obstacle]]\ntext = \"Nobody asks\"\n",
    ),
    ("Measure [together](#flows);", "Measure *together*;"),
];

pub fn run(data: &[u8]) {
    let file = package(data, None);
    let base = Attachment {
        file_name: "brief.toml".to_owned(),
        bytes: BRIEF.as_bytes().to_vec(),
    };
    for revisions in [Revisions::Accept, Revisions::Reject] {
        if let Ok(edited) = pull::read(&file, Some(MadeFrom::brief(&base)), revisions) {
            check(&edited);
        }
    }
}

/// Everything that was read finds its way into a brief, or it is told why not.
fn check(edited: &Edited) {
    let ours = OURS
        .iter()
        .fold(BRIEF.to_owned(), |text, (old, new)| text.replace(old, new));
    let source = brief::source("brief.toml", &ours);
    let (our_brief, _) = brief::read(&source);
    let our_brief = our_brief.expect("a brief");
    let base = Side {
        text: &edited.base_toml,
        brief: &edited.base_brief,
    };
    for ours in [
        base,
        Side {
            text: &ours,
            brief: &our_brief,
        },
    ] {
        for resolution in [None, Some(Resolution::Ours), Some(Resolution::Theirs)] {
            let merge =
                pull::merge(base, ours, &edited.changes, resolution).expect("both are TOML");
            assert!(resolution.is_none() || merge.conflicts.is_empty());
            let written =
                pull::write(ours, &merge.changes, &edited.changes.comments).expect("it is TOML");
            if let Err(error) = written.text.parse::<toml_edit::DocumentMut>() {
                panic!("{error}\n{}", written.text);
            }
            if merge.changes.is_empty() && edited.changes.comments.is_empty() {
                assert_eq!(written.text, ours.text);
            }
            let again = pull::write(ours, &merge.changes, &edited.changes.comments);
            assert_eq!(again.as_ref(), Ok(&written));
        }
    }
}
