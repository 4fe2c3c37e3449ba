//! Three ways, passage by passage: the translation that an edition was made from, the translation as it stands now,
//! and the words that the edition has.

use super::BaseEdition;
use crate::brief::translation::{Translation, Unit};
use crate::pull::change::{Change, ChangeKind, Value};
use crate::pull::merge::{Conflict, Merge, Resolution, same, shown};
use crate::pull::words::combined;
use std::ops::Range;

/// Puts the changes of an edition and those of its translation together.
pub fn merge_translation(
    base: &BaseEdition,
    ours: &Translation,
    changes: &[Change],
    resolution: Option<Resolution>,
) -> Merge {
    let units = ours.units_of(&base.passages);
    let mut out = Merge::default();
    for change in changes {
        if let ChangeKind::Field { path, theirs, .. } = &change.kind
            && let Some(theirs) = theirs
            && let Some(place) = base.by_field.get(path)
        {
            passage(
                base,
                units[*place],
                (change, path, theirs),
                resolution,
                &mut out,
            );
        }
    }
    out
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
    if same(ours.as_ref(), Some(theirs)) {
        out.agreed += 1;
    } else if same(ours.as_ref(), was.as_ref()) && !stays {
        push(theirs.clone());
    } else if let (Some(Value::Text(was)), Some(Value::Text(ours)), Value::Text(theirs)) =
        (&was, &ours, theirs)
        && resolution.is_none()
        && let Some(words) = combined(was, ours, theirs)
    {
        push(Value::Text(words));
        out.combined.push(path.to_owned());
    } else if resolution == Some(Resolution::Theirs) {
        push(theirs.clone());
    } else if resolution.is_none() {
        let what = if stays {
            "to stay as it is in the original here, and changed in the document"
        } else if ours.is_none() {
            "removed here and changed in the document"
        } else {
            "changed here and in the document"
        };
        out.conflicts.push(Conflict {
            path: path.to_owned(),
            what: what.to_owned(),
            base: was.as_ref().map(shown),
            ours: ours.as_ref().map(shown),
            theirs: Some(shown(theirs)),
            author: change.author.clone(),
        });
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
