//! Writing changes into the text of a brief: only what changed, everything else byte for byte.
//!
//! toml_edit says where things stand; the text is changed at these places and nowhere else. So comments, blank
//! lines, the order, the spelling of strings and the ends of lines stay, whatever they are.

mod fields;
mod items;
mod list;

use super::change::{Change, ChangeKind, Comment, NewItem};
use super::references;
use super::source::{Side, Toml};
use super::tell::remark;
use crate::brief::Kind;
use crate::ordered::Ordered;
use crate::toml_string::{Style, folded_width};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// Where a field of a brief stands, or its item: its bytes in the text; none where it has no place there.
pub fn place(side: Side<'_>, path: &str) -> Option<Range<usize>> {
    let toml = Toml::of(side).ok()?;
    let (mark, span) = (toml.mark.len(), toml.span(path)?);
    Some(mark + span.start..mark + span.end)
}

/// A brief with changes written into it.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    /// The text of its file.
    pub text: String,
    /// The changes that are in it, with those of references to the items that went.
    pub changes: Vec<Change>,
    /// The changes that found no place in it, each with the reason, in words.
    pub misfits: Vec<(Change, String)>,
}

/// Writes changes into the text of a brief, and comments, if any, above the fields that they stand at: only what
/// changes is touched, everything else stays byte for byte.
///
/// # Errors
/// Where the text is no TOML, in words.
pub fn write(ours: Side<'_>, changes: &[Change], comments: &[Comment]) -> Result<Written, String> {
    let toml = Toml::of(ours)?;
    let changes = references::mended(&toml, changes);
    let edits = Edits {
        changes: changes.iter().map(|change| &change.kind).collect(),
        remarks: comments
            .iter()
            .map(|comment| (comment.nearest().cloned(), remark(comment)))
            .collect(),
    };
    let (text, misfits) = edited(&toml, &ours.brief.language.0, &edits)?;
    let mut reasons: BTreeMap<usize, String> = misfits
        .into_iter()
        .map(|misfit| (misfit.change, misfit.reason))
        .into_map();
    let mut written = Written {
        text,
        changes: Vec::new(),
        misfits: Vec::new(),
    };
    for (number, change) in changes.into_iter().enumerate() {
        match reasons.remove(&number) {
            Some(reason) => written.misfits.push((change, reason)),
            None => written.changes.push(change),
        }
    }
    Ok(written)
}

/// What is to be written into a brief. Paths and ids are those of the brief as it stands there.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Edits<'c> {
    pub changes: Vec<&'c ChangeKind>,
    /// Comments for the lines above fields: the path of the field, and the lines.
    pub remarks: Vec<(Option<String>, Vec<String>)>,
}

/// A change that found no place, by its number among the changes, and why.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Misfit {
    pub change: usize,
    pub reason: String,
}

/// Finds the splices for changes of a text, as that is written already.
struct Writer<'t> {
    toml: &'t Toml<'t>,
    style: Style,
    /// The key of the text that changes, where there is one for each language.
    language: &'t str,
    /// The paths of the fields that are taken away.
    removed: BTreeSet<&'t str>,
    /// What stands in quotation marks, or is led to by a link: ids that something refers to are among it.
    references: HashSet<&'t str>,
}

/// Another text for some bytes.
#[derive(PartialEq, Debug)]
struct Splice {
    range: Range<usize>,
    text: String,
}

impl Splice {
    fn insert(at: usize, text: String) -> Splice {
        Splice {
            range: at..at,
            text,
        }
    }
}

/// The text of the brief with what could be written of the edits, and what could not.
///
/// # Errors
/// Where the text with other values in it is no TOML, in words.
pub(super) fn edited(
    toml: &Toml<'_>,
    language: &str,
    edits: &Edits<'_>,
) -> Result<(String, Vec<Misfit>), String> {
    let removed = edits.changes.iter().filter_map(|change| match change {
        ChangeKind::Field {
            path, theirs: None, ..
        } => Some(path.as_str()),
        _ => None,
    });
    let writer = Writer {
        toml,
        style: style(toml),
        language,
        removed: removed.collect(),
        references: references(toml.text),
    };
    let mut misfits = Vec::new();
    let mut splices = Vec::new();
    let mut taken = BTreeMap::new();
    for (index, change) in edits.changes.iter().enumerate() {
        if let ChangeKind::Field { path, theirs, .. } = change {
            match writer.set(path, theirs.as_ref()) {
                Ok(mut of_field) if fits(&taken, &of_field) => {
                    // An id that two changes leave underived is written down once.
                    of_field.retain(|new| {
                        !taken.contains_key(&new.range.start) || !splices.contains(new)
                    });
                    for Splice { range, .. } in &of_field {
                        let end = taken.entry(range.start).or_insert(range.end);
                        *end = range.end.max(*end);
                    }
                    splices.extend(of_field);
                }
                Ok(_) => misfits.push(Misfit {
                    change: index,
                    reason: "another change is at the same place".to_owned(),
                }),
                Err(reason) => misfits.push(Misfit {
                    change: index,
                    reason,
                }),
            }
        }
    }
    for (path, lines) in &edits.remarks {
        splices.extend(writer.remark(path.as_deref(), lines));
    }
    let text = spliced(toml.text, splices);
    let mark = toml.mark;

    // Items are moved with what has changed in them.
    let toml = Toml::new(&text, Rc::clone(&toml.ids))?;
    let writer = Writer {
        toml: &toml,
        ..writer
    };
    let mut splices = Vec::new();
    for table in Kind::ALL.iter().map(|kind| kind.key()) {
        let is_here = |(_, change): &(usize, &ChangeKind)| match change {
            ChangeKind::Field { .. } => false,
            ChangeKind::ItemAdded {
                item: NewItem { table: name, .. },
                ..
            }
            | ChangeKind::ItemRemoved { table: name, .. }
            | ChangeKind::ItemMoved { table: name, .. } => *name == table,
        };
        let numbered = edits.changes.iter().copied().enumerate();
        let of_table: Vec<_> = numbered.filter(is_here).collect();
        if !of_table.is_empty() {
            splices.extend(writer.arrange(table, &of_table, &mut misfits));
        }
    }
    // Blank lines parted what is taken out at the end of the file from what comes before.
    let is_end_cut = splices.iter().any(|splice| {
        splice.range.end == text.len() && splice.text.is_empty() && !splice.range.is_empty()
    });
    let mut text = spliced(&text, splices);
    if is_end_cut {
        text.truncate(next_line(&text, text.trim_end().len()));
    }
    Ok((format!("{mark}{text}"), misfits))
}

/// What stands in quotation marks, or is the id that a link leads to.
fn references(text: &str) -> HashSet<&str> {
    let quoted = ['"', '\''].into_iter().flat_map(|mark| text.split(mark));
    let links = text.split("(#").skip(1);
    let ids = links.filter_map(|link| Some(link.split_once(')')?.0));
    quoted.chain(ids).collect()
}

/// Whether none of the new splices is at the place of another: of those that are `taken`, each by its start with its end,
/// the last before the end of a new one is the only one that can be.
fn fits(taken: &BTreeMap<usize, usize>, new: &[Splice]) -> bool {
    new.iter().all(|Splice { range, .. }| {
        let before = taken.range(..range.end).next_back();
        before.is_none_or(|(_, end)| *end <= range.start)
    })
}

/// The text with all splices made; those at one place in their order.
fn spliced(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for splice in splices {
        out.push_str(text.get(at..splice.range.start).unwrap_or_default());
        out.push_str(&splice.text);
        at = at.max(splice.range.end);
    }
    out.push_str(&text[at..]);
    out
}

/// How wide new lines are at least, in characters: a few short ones in a brief say nothing of the others.
const NARROWEST: usize = 60;

/// How the file writes.
fn style(toml: &Toml<'_>) -> Style {
    let newline = match toml.text.find('\n') {
        Some(at) if toml.text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    };
    let folded = toml
        .strings
        .iter()
        .filter_map(|span| folded_width(toml.text.get(span.clone())?))
        .max();
    Style {
        newline,
        width: folded.map(|width| width.max(NARROWEST)),
    }
}

/// The start of the line that holds the byte `at`.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |before| before + 1)
}

/// The start of the line after the one that holds the byte `at`; the end of the text in its last line.
fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The line that begins at `start`.
fn line(text: &str, start: usize) -> &str {
    text[start..next_line(text, start)].trim()
}
