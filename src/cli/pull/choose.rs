//! Tracked changes, one by one.

use crate::cli::Outcome;
use crate::cli::report::{Reporter, visible};
use crate::pull::{Change, ChangeKind, Edited, Side, Teller};
use std::io::{self, BufRead, Write};
use std::path::Path;

/// The changes of the document with those tracked changes that are wanted: each that is not there when all are
/// rejected is asked for. `rejected` are the changes then.
pub(super) fn ask(
    file: &Path,
    edited: &Edited,
    rejected: Vec<Change>,
    reporter: &mut Reporter,
) -> Result<Vec<Change>, Outcome> {
    let base = Side {
        text: &edited.base_toml,
        brief: &edited.base_brief,
    };
    let accepted = &edited.changes.changes;
    let teller = Teller::new(base, accepted)
        .map_err(|reason| reporter.system_error(file, "tell its changes", &reason))?;
    let mut wanted = Vec::new();
    for change in accepted {
        if rejected.iter().any(|other| other.kind == change.kind) {
            wanted.push(change.clone());
            continue;
        }
        match answer(&teller.change(change)) {
            Ok(true) => wanted.push(change.clone()),
            Ok(false) => {
                let same = |other: &&Change| subject(&other.kind) == subject(&change.kind);
                wanted.extend(rejected.iter().find(same).cloned());
            }
            Err(error) => {
                return Err(reporter.command_error_at(
                    file,
                    format!("no answer to the question: {error}"),
                    Some("take all tracked changes with --accept, or none with --reject"),
                ));
            }
        }
    }
    Ok(wanted)
}

/// What a change is about.
fn subject(kind: &ChangeKind) -> (&str, &str) {
    match kind {
        ChangeKind::Field { path, .. } => (path, ""),
        ChangeKind::ItemAdded { item, .. } => (&item.table, &item.id),
        ChangeKind::ItemRemoved { table, id, .. } | ChangeKind::ItemMoved { table, id, .. } => {
            (table, id)
        }
    }
}

fn answer(change: &str) -> io::Result<bool> {
    let mut lines = io::stdin().lock().lines();
    loop {
        let mut out = io::stderr().lock();
        write!(out, "{}: take it over? [y/n] ", visible(change))?;
        out.flush()?;
        drop(out);
        let line = lines.next().ok_or(io::ErrorKind::UnexpectedEof)??;
        match line.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => {}
        }
    }
}
