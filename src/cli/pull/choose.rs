//! Tracked changes, one by one.

use crate::brief::Kind;
use crate::cli::Outcome;
use crate::cli::report::Reporter;
use crate::diagnostic::invisible::visible;
use crate::pull::{Change, ChangeKind, Edited, Provenance, Teller};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;

/// The changes of the document with those tracked changes that are wanted: each that is not there when all are
/// rejected is asked for, together with those that it is one with, and each that is there only then. `rejected` are the
/// changes then.
pub(super) fn ask(
    file: &Path,
    edited: &Edited,
    rejected: Vec<Change>,
    reporter: &mut Reporter,
) -> Result<Vec<Change>, Outcome> {
    let base = edited.base();
    let accepted = &edited.changes.changes;
    let untold = |reason: String| reporter.system_error(file, "tell its changes", &reason);
    let (instead, taken_back) = paired(accepted, rejected);
    let tellers = Teller::new(base, accepted)
        .and_then(|teller| Ok((teller, Teller::new(base, &taken_back)?)));
    let (teller, of_taken_back) = tellers.map_err(untold)?;
    let answers = || {
        let mut wanted = Vec::new();
        // What items follow now that were to follow a new one.
        let mut follows = BTreeMap::new();
        let is_tracked: Vec<bool> = accepted
            .iter()
            .zip(&instead)
            .map(|(change, instead)| !instead.as_ref().is_some_and(|other| is_same(change, other)))
            .collect();
        let whole = |place: usize| {
            let whole = operation(accepted, place).filter(|whole| is_tracked[*whole]);
            whole.unwrap_or(place)
        };
        let wholes: Vec<usize> = (0..accepted.len()).map(whole).collect();
        let mut answers = BTreeMap::new();
        for (place, (change, instead)) in accepted.iter().zip(instead).enumerate() {
            let asked = wholes[place];
            let is_wanted = match answers.get(&asked) {
                _ if !is_tracked[place] => true,
                Some(answer) => *answer,
                None => {
                    let parts = (0..accepted.len())
                        .filter(|part| is_tracked[*part] && wholes[*part] == asked);
                    let told: Vec<String> =
                        parts.map(|part| teller.change(&accepted[part])).collect();
                    let wants = answer(&format!("{}: take it over?", told.join("; ")))?;
                    answers.insert(asked, wants);
                    wants
                }
            };
            if is_wanted {
                wanted.push(change.clone());
                continue;
            }
            if let ChangeKind::ItemAdded { item, .. } = &change.kind {
                let now = match instead.as_ref().map(|instead| &instead.kind) {
                    Some(ChangeKind::ItemAdded { item, .. }) => Some(item.id.clone()),
                    _ => item.after.clone(),
                };
                follows.insert(item.id.clone(), now);
            }
            wanted.extend(instead);
        }
        for change in &taken_back {
            let by = change.author.as_deref().unwrap_or("a tracked change");
            let change = Change {
                author: None,
                ..change.clone()
            };
            let told = of_taken_back.change(&change);
            if !answer(&format!("{told}, which {by} takes back: take it back?"))? {
                wanted.push(change);
            }
        }
        for change in &mut wanted {
            follow(change, &follows);
        }
        Ok(wanted)
    };
    answers().map_err(|error: io::Error| {
        reporter.command_error_at(
            file,
            format!("no answer to the question: {error}"),
            Some("take all tracked changes with --accept, or none with --reject"),
        )
    })
}

/// The place of the change that the one at `place` is a part of: where an item was divided or two were joined, what
/// became of the words of the other. One of them without the other would lose words, or have them twice.
fn operation(accepted: &[Change], place: usize) -> Option<usize> {
    let (about, key) = match &accepted[place].kind {
        ChangeKind::Field { path, .. } => path.split_once("].")?,
        // Of an item that was divided into three, the end goes with the middle.
        ChangeKind::ItemAdded {
            item,
            from: Provenance::Split(id),
        } => (&*format!("{}[{id}", item.table), ""),
        _ => return None,
    };
    accepted.iter().position(|change| match &change.kind {
        ChangeKind::ItemAdded {
            item,
            from: Provenance::Split(id),
        } => {
            let mut keys = item.fields.iter().map(|(name, _)| name.as_str());
            about == format!("{}[{id}", item.table)
                && (key.is_empty() || keys.any(|name| name == key))
        }
        ChangeKind::ItemRemoved {
            table,
            into: Some(into),
            ..
        } => {
            let has_words =
                |kind: Kind| kind.known_by().contains(&key) || kind.prose() == Some(key);
            about == format!("{table}[{into}") && Kind::of(table).is_some_and(has_words)
        }
        _ => false,
    })
}

/// For each of the changes that are `accepted` what is in its place where all are rejected, and those of `rejected` that
/// are in the place of none. What follows a new item in both follows it by the id that it has in `accepted`.
fn paired(accepted: &[Change], mut rejected: Vec<Change>) -> (Vec<Option<Change>>, Vec<Change>) {
    let mut instead: Vec<Option<Change>> = Vec::with_capacity(accepted.len());
    for change in accepted {
        let about = subject(&change.kind);
        let same = rejected
            .iter()
            .position(|other| subject(&other.kind) == about);
        instead.push(same.map(|at| rejected.remove(at)));
    }
    // The id of a new item is made of its words, which are what may be tracked.
    let mut ids = BTreeMap::new();
    for (change, instead) in accepted.iter().zip(&mut instead) {
        let ChangeKind::ItemAdded { item, .. } = &change.kind else {
            continue;
        };
        if instead.is_none()
            && let Some((at, own)) =
                rejected
                    .iter()
                    .enumerate()
                    .find_map(|(at, other)| match &other.kind {
                        ChangeKind::ItemAdded { item: other, .. }
                            if (&other.table, &other.after) == (&item.table, &item.after) =>
                        {
                            Some((at, other.id.clone()))
                        }
                        _ => None,
                    })
        {
            *instead = Some(rejected.remove(at));
            ids.insert(own, Some(item.id.clone()));
            rejected.iter_mut().for_each(|other| follow(other, &ids));
        }
    }
    instead
        .iter_mut()
        .flatten()
        .for_each(|other| follow(other, &ids));
    (instead, rejected)
}

/// Whether two changes of one thing are the same, wherever a new item stands among other new ones.
fn is_same(change: &Change, other: &Change) -> bool {
    match (&change.kind, &other.kind) {
        (
            ChangeKind::ItemAdded { item, from },
            ChangeKind::ItemAdded {
                item: other,
                from: other_from,
            },
        ) => (&item.id, &item.fields, from) == (&other.id, &other.fields, other_from),
        (kind, other) => kind == other,
    }
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

/// Lets an item that is to follow one of these follow what is said of it.
fn follow(change: &mut Change, follows: &BTreeMap<String, Option<String>>) {
    let after = match &mut change.kind {
        ChangeKind::ItemAdded { item, .. } => &mut item.after,
        ChangeKind::ItemMoved { after, .. } => after,
        ChangeKind::Field { .. } | ChangeKind::ItemRemoved { .. } => return,
    };
    // Each is said to follow one that stands before it.
    while let Some(now) = after.as_ref().and_then(|id| follows.get(id)) {
        after.clone_from(now);
    }
}

/// The answer to a question.
fn answer(question: &str) -> io::Result<bool> {
    let mut lines = io::stdin().lock().lines();
    loop {
        let mut out = io::stderr().lock();
        write!(out, "{} [y/n] ", visible(question))?;
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
