//! The translation that an edition was made from.

use crate::brief::translation::{Passage, Translation, Unit};
use std::collections::BTreeMap;

/// The translation that an edition was made from, passage by passage.
#[derive(Clone, Debug)]
pub struct BaseEdition {
    /// The name of its file, without a folder.
    pub file_name: String,
    /// The translation.
    pub translation: Translation,
    /// The name of the original's file.
    pub original: String,
    /// The passages of the original.
    pub(super) passages: Vec<Passage>,
    /// The unit of each.
    pub(super) units: Vec<Option<Unit>>,
    /// The places of passages by the paths of the fields that they stand in.
    pub(super) by_field: BTreeMap<String, usize>,
}

impl BaseEdition {
    /// The edition of a brief in the file `original` whose `passages` stand in these fields.
    pub(super) fn new(
        file_name: String,
        original: String,
        translation: Translation,
        (passages, by_field): (Vec<Passage>, BTreeMap<String, usize>),
    ) -> BaseEdition {
        let units = translation.units_of(&passages).into_iter();
        let units = units.map(|unit| unit.cloned()).collect();
        BaseEdition {
            file_name,
            translation,
            original,
            passages,
            units,
            by_field,
        }
    }

    /// The passages that are translated, by the paths of their fields, and their translations as typed.
    pub(super) fn targets(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.by_field.keys();
        fields.filter_map(|field| Some((field.as_str(), self.target(field)?)))
    }

    /// The translation of the passage in a field; none where it has none, or is none.
    pub(super) fn target(&self, field: &str) -> Option<&str> {
        let unit = self.units[*self.by_field.get(field)?].as_ref()?;
        let target = unit.translated().filter(|_| unit.translate)?;
        Some(target.text.as_str())
    }

    /// Whether what stands in a field is a passage in the language of the original.
    pub(super) fn is_untranslated(&self, field: &str) -> bool {
        self.by_field.contains_key(field) && self.target(field).is_none()
    }

    /// The place of the first passage in the list at `path`; none where it is no list, or there are none in it.
    pub(super) fn in_list(&self, path: &str) -> Option<usize> {
        let begin = format!("{path}[");
        let (field, place) = self.by_field.range(begin.clone()..).next()?;
        field.starts_with(&begin).then_some(*place)
    }
}
