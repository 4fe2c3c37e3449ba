//! The DOCX that stands where one is to be written: what a colleague did in it is not ours to lose.
//!
//! Comments have no place in a brief, and live in the DOCX. So the DOCX that stands there is an input of the
//! one that takes its place: comments that are not done go on in the new one, and edits that the brief does
//! not have keep it from being overwritten. Without a DOCX there, or with the same, the same brief gives the
//! same bytes.

use super::Outcome;
use super::limited_file;
use super::prepared::Prepared;
use super::report::Reporter;
use super::shell;
use super::whole_file::read_standing;
use crate::brief::translation::read_translation;
use crate::brief::{OutputFormat, shortened};
use crate::diagnostic::Diagnostic;
use crate::docx::{self, Authorship, PlacedComment, Revisions};
use crate::pull::{self, Comment, Edited, ReadError, Side, Teller};
use std::path::Path;

/// How many changes a message names.
const NAMED: usize = 20;

/// Looks at what stands at `target`: the comments that go on in what takes its place.
///
/// # Errors
/// Where it cannot be read, or holds what the brief does not have; reported already. With `force` the latter
/// is no error.
pub(super) fn look(
    target: &Path,
    prepared: &Prepared,
    force: bool,
    reporter: &mut Reporter,
) -> Result<Vec<PlacedComment>, Outcome> {
    let bytes = match read_standing(target, limited_file::LARGEST_DOCUMENT) {
        Ok(Some(bytes)) if !bytes.is_empty() => bytes,
        Ok(_) => return Ok(Vec::new()),
        // What cannot be read is not looked at where it is given up.
        Err(_) if force => return Ok(Vec::new()),
        Err(error) => {
            return Err(reporter.system_error(target, "read what stands there", &error));
        }
    };
    let authorship = docx::written_by_us(&bytes);
    // Edits that are settled are missed where the brief was put back.
    let is_compared = authorship != Authorship::Unchanged;
    if !is_compared && !docx::has_comments(&bytes) {
        return Ok(Vec::new());
    }
    let edited = match pull::read(&bytes, None, Revisions::Accept) {
        Err(ReadError::File(damage)) if is_compared && !force => {
            return Err(reporter.file_error(
                target,
                "unreadable-docx",
                format!("{damage}; whether it has edits cannot be told, and it stays as it is"),
                Some("move it away, or overwrite it with `briefgen --force`"),
            ));
        }
        edited => edited.ok(),
    };
    let settled = match &authorship {
        Authorship::Settled(left_out) => Some(left_out.as_slice()),
        _ => None,
    };
    if is_compared
        && !force
        && let Some(help) = what_is_in_it(target, edited.as_ref(), settled, prepared)
    {
        return Err(reporter.file_error(
            target,
            "edited-output",
            "this file has been edited since it was written, and stays as it is",
            Some(&help),
        ));
    }
    let Some(edited) = edited else {
        return Ok(Vec::new());
    };
    let before = edited.changes.comments.iter();
    let comments = edited.comments_in(side(prepared));
    let comments = comments.unwrap_or_else(|_| edited.changes.comments.clone());
    let mut open = Vec::new();
    for (before, comment) in before.zip(comments) {
        if comment.resolved {
            continue;
        }
        if before.anchor.is_some() && comment.anchor.is_none() {
            reporter.of_file(target, displaced(&comment));
        }
        open.push(placed(comment));
    }
    Ok(open)
}

/// The same where a DOCX is among the formats to be made; it is taken out of them where it cannot be, which is reported.
pub(super) fn look_or_leave(
    formats: &mut Vec<OutputFormat>,
    target: &Path,
    prepared: &Prepared,
    reporter: &mut Reporter,
) -> Vec<PlacedComment> {
    if !formats.contains(&OutputFormat::Docx) {
        return Vec::new();
    }
    look(target, prepared, false, reporter).unwrap_or_else(|_| {
        formats.retain(|format| *format != OutputFormat::Docx);
        Vec::new()
    })
}

/// What is said of a comment whose item is gone.
fn displaced(comment: &Comment) -> Diagnostic {
    let words = |text: &str| match text.trim() {
        "" => String::new(),
        text => format!(" “{}”", shortened(text)),
    };
    let message = format!(
        "the comment{} by {} stood at words{} that the brief does not have any more",
        words(&comment.text),
        comment.author,
        words(&comment.quote),
    );
    Diagnostic::warning("displaced-comment", message)
        .help("it goes on where its words stand now, or else at the title: move it, or delete it")
}

/// The brief as one side of a merge.
fn side(prepared: &Prepared) -> Side<'_> {
    Side {
        text: &prepared.source.text,
        brief: &prepared.brief,
    }
}

/// What an edited file has that the brief does not have, and what to do with it; none where there is nothing.
fn what_is_in_it(
    target: &Path,
    edited: Option<&Edited>,
    settled: Option<&[String]>,
    prepared: &Prepared,
) -> Option<String> {
    let Some(edited) = edited else {
        return Some(
            "take the edits over into the brief, or move the file away; or overwrite it with `briefgen --force`"
                .to_owned(),
        );
    };
    let Left { edits, unplaced } = left(edited, settled, prepared).unwrap_or_else(|reason| Left {
        edits: vec![reason],
        unplaced: Vec::new(),
    });
    let mut help = match (edits.as_slice(), unplaced.as_slice()) {
        ([], []) => return None,
        ([], _) => {
            "write it into the brief by hand, or not at all, and give it up with `briefgen --force`. It has:"
                .to_owned()
        }
        _ => format!(
            "take it over into the brief with `briefgen pull {}`, or give it up with `briefgen --force`. It has:",
            shell::typed(target)
        ),
    };
    let lines: Vec<String> = edits.into_iter().chain(unplaced).collect();
    for line in lines.iter().take(NAMED) {
        help.push_str(&format!("\n- {line}"));
    }
    match lines.len().saturating_sub(NAMED) {
        0 => {}
        more => help.push_str(&format!("\n- and {more} more")),
    }
    Some(help)
}

/// The edits that the brief does not have, a line each.
struct Left {
    /// Those that it could have.
    edits: Vec<String>,
    /// Those that no brief can hold.
    unplaced: Vec<String>,
}

/// What is left to be taken over from an edited file. Where its edits are settled, this is what the brief had and has
/// lost again: neither what was left out on purpose, nor what has other words by now.
fn left(edited: &Edited, settled: Option<&[String]>, prepared: &Prepared) -> Result<Left, String> {
    let ours = side(prepared);
    let translation = prepared
        .translation
        .as_ref()
        .and_then(|file| read_translation(file).0);
    let merge = edited.merge(ours, translation.as_ref(), None)?;
    let teller = Teller::new(ours, &merge.changes)?;
    let is_left_out = |mark: String| settled.is_some_and(|marks| marks.contains(&mark));
    let changes = merge.changes.iter();
    let changes = changes
        .filter(|change| !is_left_out(change.mark()))
        .map(|change| teller.change(change));
    let conflicts = merge
        .conflicts
        .iter()
        .filter(|conflict| {
            let is_back = conflict.theirs.is_none() && !is_left_out(conflict.mark());
            settled.is_none() || is_back
        })
        .map(|conflict| format!("{}: {}", teller.field(&conflict.path), conflict.what));
    let unplaced = merge.unplaced.iter();
    let unplaced = unplaced.filter(|unplaced| !is_left_out(unplaced.mark()));
    let unplaced = unplaced.map(|unplaced| {
        let near = unplaced
            .near
            .as_ref()
            .map(|path| format!(", at {}", teller.field(path)));
        let holder = match edited.edition {
            Some(_) => "translation",
            None => "brief",
        };
        format!(
            "{}{}, which no {holder} can hold",
            unplaced.what,
            near.unwrap_or_default()
        )
    });
    Ok(Left {
        edits: changes.chain(conflicts).collect(),
        unplaced: unplaced.collect(),
    })
}

fn placed(comment: Comment) -> PlacedComment {
    PlacedComment {
        path: comment.anchor.clone(),
        before: comment.anchors_before,
        quote: comment.quote.clone(),
        comment: of_file(comment),
    }
}

/// The comment as a file has it.
fn of_file(comment: Comment) -> docx::Comment {
    docx::Comment {
        author: comment.author,
        initials: comment.initials,
        date: comment.date,
        text: comment.text,
        is_done: comment.resolved,
        replies: comment.replies.into_iter().map(of_file).collect(),
        ..docx::Comment::default()
    }
}
