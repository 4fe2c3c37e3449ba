//! The translation that an edition was made from.

use crate::brief::translation::{Passage, Translation, Unit};
use crate::document::Language;
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
    /// The language of that.
    pub(super) original_language: Language,
    /// The passages of the original.
    pub(super) passages: Vec<Passage>,
    /// The unit of each.
    pub(super) units: Vec<Option<Unit>>,
    /// The places of passages by the paths of the fields that they stand in.
    pub(super) by_field: BTreeMap<String, usize>,
}

impl BaseEdition {
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
