//! The way back: what colleagues changed in Word returns to the brief.
//!
//! ```text
//! brief.docx (edited) ──docx::read──▶ what it says ──align──▶ Changes ──merge, write──▶ brief.toml
//! ```

mod change;
mod merge;
mod source;
mod tell;
mod words;
mod write;

pub use change::{Change, ChangeKind, Changes, Comment, NewItem, Source, Unplaced, Value};
pub use merge::{Conflict, Merge, Resolution, Side, merge};
pub use tell::{Names, Teller};

use source::Ids;
use std::ops::Range;
use write::Edits;

/// Where a field of a brief stands, or its item: its bytes in the text; none where it has no place there.
pub fn place(side: Side<'_>, path: &str) -> Option<Range<usize>> {
    let ids = Ids::of(side.brief);
    let text = side.text.trim_start_matches('\u{feff}');
    let mark = side.text.len() - text.len();
    let span = source::Toml::new(text, &ids).ok()?.span(path)?;
    Some(span.start + mark..span.end + mark)
}

/// A brief with changes written into it.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    /// The text of its file.
    pub text: String,
    /// The changes that found no place in it, each with the reason, in words.
    pub misfits: Vec<(Change, String)>,
}

/// Writes changes into the text of a brief, and comments, if any, above the fields that they stand at: only what
/// changes is touched, everything else stays byte for byte.
///
/// # Errors
/// Where the text is no TOML, in words.
pub fn write(ours: Side<'_>, changes: &[Change], comments: &[Comment]) -> Result<Written, String> {
    let edits = Edits {
        changes: changes.iter().map(|change| change.kind.clone()).collect(),
        remarks: comments
            .iter()
            .map(|comment| (comment.path.clone(), tell::remark(comment)))
            .collect(),
    };
    let ids = Ids::of(ours.brief);
    let (text, misfits) = write::write(ours.text, &ids, &ours.brief.language.0, &edits)?;
    let misfits = misfits
        .into_iter()
        .filter_map(|misfit| Some((changes.get(misfit.change)?.clone(), misfit.reason)));
    Ok(Written {
        text,
        misfits: misfits.collect(),
    })
}
