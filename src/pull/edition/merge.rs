//! Three ways, passage by passage: the translation that an edition was made from, the translation as it stands now,
//! and the words that the edition has.

use super::super::base_edition::BaseEdition;
use crate::brief::translation::{Digest, Translation, Unit};
use crate::document::steps;
use crate::pull::change::{Change, ChangeKind, Changes, Unplaced, Value, same, shown};
use crate::pull::merge::{Conflict, Merge, Merger, Outcome, Resolution, Resolutions, settle};
use crate::pull::source::Side;
use crate::words::same_text;
use std::ops::Range;

/// Puts the changes of an edition and those of its translation together: `was` is the brief that it was made from,
/// `is` that brief as it stands now.
///
/// # Errors
/// Where the text of a brief is no TOML, in words.
pub fn merge_translation(
    (base, was): (&BaseEdition, Side<'_>),
    (ours, is): (&Translation, Side<'_>),
    changes: &Changes,
    resolutions: impl Into<Resolutions>,
) -> Result<Merge, String> {
    let resolutions = resolutions.into();
    let units = ours.units_of(&base.passages);
    let mut out = Merge {
        unplaced: unsettled(&changes.unplaced, ours, was, is)?,
        ..Merge::default()
    };
    for change in &changes.changes {
        if let ChangeKind::Field { path, theirs, .. } = &change.kind
            && let Some(theirs) = theirs
            && let Some(place) = base.by_field.get(path)
        {
            passage(
                base,
                units[*place],
                (change, path, theirs),
                resolutions.at(path),
                &mut out,
            );
        }
    }
    Ok(out)
}

/// What cannot be carried home and is not in the original by now.
fn unsettled(
    unplaced: &[Unplaced],
    translation: &Translation,
    was: Side<'_>,
    is: Side<'_>,
) -> Result<Vec<Unplaced>, String> {
    let mut original = Original {
        translation,
        merger: Merger::new(was, is, &[])?,
    };
    let unplaced = unplaced.iter().filter(|unplaced| {
        let kind = unplaced.of_original.as_ref();
        !kind.is_some_and(|kind| original.has(kind))
    });
    Ok(unplaced.cloned().collect())
}

/// The original of an edition as it stands now, in the words of its translation.
struct Original<'a> {
    translation: &'a Translation,
    merger: Merger<'a>,
}

impl Original<'_> {
    /// Whether it has what was changed in the edition.
    fn has(&mut self, kind: &ChangeKind) -> bool {
        match kind {
            ChangeKind::ItemAdded { item, .. } => {
                self.merger.new_here(&item.table).iter().any(|(id, _)| {
                    let mut fields = item.fields.iter();
                    fields.all(|(key, value)| {
                        self.says(&format!("{}[{id}].{key}", item.table), value)
                    })
                })
            }
            ChangeKind::Field {
                path,
                theirs: Some(theirs @ Value::Texts(_)),
                ..
            } => self.says(path, theirs),
            kind => self.merger.has(kind),
        }
    }

    /// Whether the field at `path` has this value in the edition.
    fn says(&self, path: &str, value: &Value) -> bool {
        let Some(ours) = self.merger.ours.value(path) else {
            return false;
        };
        match (&ours, value) {
            (Value::Text(ours), Value::Text(words)) => self.reads(path, ours, words),
            (Value::Texts(ours), Value::Texts(texts)) => {
                let mut pairs = ours.iter().zip(texts);
                ours.len() == texts.len()
                    && pairs.all(|(ours, words)| self.reads(path, ours, words))
            }
            (ours, value) => same(Some(ours), Some(value)),
        }
    }

    /// Whether words of the original in the field at `path` are these in the edition.
    fn reads(&self, path: &str, original: &str, words: &str) -> bool {
        let steps = steps(path);
        let is_here = |unit: &&Unit| {
            let keys = unit.keys.iter().map(String::as_str);
            keys.eq(steps.iter().map(|step| step.words()))
        };
        let digest = Digest::of(original);
        let mut units = self.translation.units.iter().filter(is_here);
        let unit = units.find(|unit| unit.index.is_none() || unit.digest.as_ref() == Some(&digest));
        let translated = unit.and_then(Unit::translated);
        let said = translated.map_or(original, |target| target.text.as_str());
        same_text(said, words)
    }
}

fn passage(
    base: &BaseEdition,
    unit: Option<&Unit>,
    (change, path, theirs): (&Change, &str, &Value),
    resolution: Option<Resolution>,
    out: &mut Merge,
) {
    let text = |words: &str| Value::Text(words.to_owned());
    let was = base.target(path).map(text);
    let stays = unit.is_some_and(|unit| !unit.translate);
    let translated = unit.and_then(Unit::translated).filter(|_| !stays);
    let ours = translated.map(|target| text(&target.text));
    let mut push = |theirs: Value| {
        out.changes.push(Change {
            kind: ChangeKind::Field {
                path: path.to_owned(),
                base: ours.clone(),
                theirs: Some(theirs),
            },
            author: change.author.clone(),
        });
    };
    match settle(was.as_ref(), ours.as_ref(), Some(theirs), resolution) {
        Outcome::Agreed => out.agreed += 1,
        Outcome::Theirs if !stays => push(theirs.clone()),
        Outcome::Combined(both) => {
            push(both);
            out.combined.push(path.to_owned());
        }
        Outcome::Theirs | Outcome::Conflict => match resolution {
            Some(Resolution::Theirs) => push(theirs.clone()),
            Some(Resolution::Ours) => {}
            None => out.conflicts.push(Conflict {
                path: path.to_owned(),
                what: if stays {
                    "to stay as it is in the original here, and changed in the document"
                } else if ours.is_none() {
                    "removed here and changed in the document"
                } else {
                    "changed here and in the document"
                }
                .to_owned(),
                base: was.as_ref().map(shown),
                ours: ours.as_ref().map(shown),
                theirs: Some(shown(theirs)),
                author: change.author.clone(),
            }),
        },
    }
}

/// Where the translation of the passage in the field at `path` of the base stands in the file of `ours`: its bytes.
pub fn place_in_translation(
    base: &BaseEdition,
    ours: &Translation,
    path: &str,
) -> Option<Range<usize>> {
    let place = *base.by_field.get(path)?;
    let unit = ours
        .units_of(&base.passages)
        .get(place)
        .copied()
        .flatten()?;
    let target = unit.target.as_ref();
    Some(target.map_or(&unit.span, |target| &target.span).clone())
}
