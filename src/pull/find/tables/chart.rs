//! Charts: their numbers, which stand in a table.

use super::{BaseCell, Compared};
use crate::document::FieldPath;
use crate::pull::change::Value;
use crate::pull::find::{CHANGED_WORDS_OF_OURS, Finder, SAME_IN_EVERY_BRIEF};
use crate::pull::values;

/// The numbers of a chart.
pub(super) fn chart(finder: &mut Finder, compared: &Compared<'_, '_>, id: &str) {
    let Compared {
        grid, base, now, ..
    } = compared;
    let near = format!("chart[{id}].series");
    let same_shape = now.len() == base.len()
        && now
            .iter()
            .zip(*base)
            .all(|(now, base)| now.len() == base.len());
    if !same_shape {
        return finder.unplaced_near(
            grid.first,
            "rows or columns of a chart’s numbers that came or went",
            Some(near),
            "",
            &finder
                .base
                .in_brief("change `labels` and `series` of the chart in the brief"),
        );
    }
    let path_of_labels = FieldPath::of_item("chart", id, "labels");
    let typed_labels = match finder.base.typed(&path_of_labels) {
        Some(Value::Texts(typed)) => typed,
        _ => Vec::new(),
    };
    let mut labels = Vec::new();
    let mut label_at = None;
    for (row, (now, base)) in now.iter().zip(*base).enumerate() {
        for (column, (words, was)) in now.iter().zip(base).enumerate() {
            let BaseCell { words: shown, path } = was;
            let at = compared.place(row, column);
            if row > 0 && column == 0 {
                // A label that was not changed stays as it is typed, with what is marked in it.
                let as_typed = typed_labels.get(row - 1).filter(|_| words == shown);
                let marked = || super::marked(finder, &grid.rows[row]).into_iter().next();
                labels.extend(as_typed.cloned().or_else(marked));
                if words != shown {
                    label_at.get_or_insert(at);
                }
                continue;
            }
            if words == shown {
                continue;
            }
            match path {
                Some(path) if row > 0 => {
                    let read = values::read(finder.base, path, words);
                    finder.field_read(at, path, near.clone(), words, read);
                }
                Some(path) => name_of_series(finder, at, path, shown, words),
                None => finder.unplaced(at, CHANGED_WORDS_OF_OURS, words, SAME_IN_EVERY_BRIEF),
            }
        }
    }
    if let Some(at) = label_at {
        finder.field(at, &path_of_labels, Some(Value::Texts(labels)));
    }
}

/// What the header of a series says now, where it was `shown`: its name, beside which the unit may stand, as the language
/// writes it.
fn name_of_series(finder: &mut Finder, at: usize, path: &FieldPath, shown: &str, words: &str) {
    if let Some(name) = new_name(finder, shown, words, path) {
        return finder.field(at, path, Some(Value::Text(name)));
    }
    let advice = match &finder.base.edition {
        Some(edition) => format!(
            "they are passages: change `target` of `unit` or of the series in {}",
            edition.file_name
        ),
        None => "change `unit` or the name of the series in the brief".to_owned(),
    };
    let what = "the name or the unit of a chart’s numbers";
    finder.unplaced_near(at, what, Some(path.whole()), words, &advice);
}

/// The new name of a series from the words of its header.
fn new_name(finder: &Finder, shown: &str, words: &str, path: &FieldPath) -> Option<String> {
    let typed = finder.base.typed_text(path)?;
    let start = shown.find(&typed)?;
    let (before, after) = (&shown[..start], &shown[start + typed.len()..]);
    let name = words.strip_prefix(before)?.strip_suffix(after)?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
