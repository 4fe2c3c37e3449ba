//! What a run tells programs of what it has done: a JSON object a line on standard output. docs/messages.md describes
//! them.

use super::tally::Tally;
use serde::Serialize;
use std::borrow::Cow;

/// A line for programs. Paths are told as far as they are text.
#[derive(Serialize, Debug)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case"
)]
pub(super) enum Event<'a> {
    /// Outputs of a brief were written.
    Made {
        brief: Cow<'a, str>,
        outputs: Vec<Output<'a>>,
        pages: usize,
    },
    /// The outputs of a brief stand as they would be made.
    Unchanged { brief: Cow<'a, str> },
    /// A file of a folder is no brief.
    PassedOver { file: Cow<'a, str> },
    /// A file was checked, and has no mistake; a house style has no pages.
    Good {
        file: Cow<'a, str>,
        pages: Option<usize>,
    },
    /// What became of all briefs of a run.
    Sum(&'a Tally),
    /// Messages were written.
    Drafts {
        brief: Cow<'a, str>,
        place: Cow<'a, str>,
        messages: usize,
        recipients: usize,
    },
    /// A message that would be written.
    Message {
        brief: Cow<'a, str>,
        to: &'a [String],
        had_it: Vec<&'a str>,
        edited: bool,
        attachments: &'a [String],
        bytes: usize,
        server: Option<String>,
    },
    /// Messages were handed over to a server.
    Sent {
        brief: Cow<'a, str>,
        server: String,
        sent: usize,
        had_it: usize,
        not_sent: usize,
        unknown: usize,
    },
    /// Anything else, in words for people.
    Note { message: &'a str },
}

/// A file that was written.
#[derive(Serialize, Debug)]
pub(super) struct Output<'a> {
    pub file: Cow<'a, str>,
    pub bytes: usize,
}
