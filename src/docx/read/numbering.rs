//! The numbering of a file: which numbers are bullets.

use super::super::xml::Element;
use std::collections::BTreeMap;

/// The levels of a definition that are bullets, by the number of the instance.
#[derive(Default)]
pub(super) struct Numbering(BTreeMap<String, Vec<Option<bool>>>);

impl Numbering {
    pub fn read(root: Option<&Element>) -> Numbering {
        let Some(root) = root else {
            return Numbering::default();
        };
        let mut definitions = BTreeMap::new();
        let mut of_styles = BTreeMap::new();
        let all = || root.elements().filter(|e| e.name == "w:abstractNum");
        for definition in all() {
            let id = definition.attribute("w:abstractNumId").unwrap_or_default();
            let found = levels(definition, Vec::new());
            of_styles.insert(definition.value_of("w:styleLink"), found.clone());
            definitions.insert(id, found);
        }
        // One that names a style is the one that the style names (§17.9.21, §17.9.27).
        for definition in all() {
            let style = definition.value_of("w:numStyleLink");
            if let Some(found) = style.and_then(|_| of_styles.get(&style)) {
                let id = definition.attribute("w:abstractNumId").unwrap_or_default();
                definitions.insert(id, found.clone());
            }
        }
        let mut instances = BTreeMap::new();
        for instance in root.elements().filter(|e| e.name == "w:num") {
            let id = instance.attribute("w:numId").unwrap_or_default();
            let of = instance.value_of("w:abstractNumId").unwrap_or_default();
            let mut found = definitions.get(of).cloned().unwrap_or_default();
            for change in instance.elements().filter(|e| e.name == "w:lvlOverride") {
                found = levels(change, found);
            }
            instances.insert(id.to_owned(), found);
        }
        Numbering(instances)
    }

    /// Whether the level `level` of the instance `id` is marked by a bullet, or by a number; none where it
    /// is not marked at all.
    pub fn is_bullet(&self, id: &str, level: usize) -> Option<bool> {
        *self.0.get(id)?.get(level)?
    }
}

/// Adds the levels of `definition` to those that are known.
fn levels(definition: &Element, mut known: Vec<Option<bool>>) -> Vec<Option<bool>> {
    for level in definition.elements().filter(|e| e.name == "w:lvl") {
        let place = level
            .attribute("w:ilvl")
            .and_then(|l| l.parse::<usize>().ok());
        let Some(place) = place.filter(|place| *place < 9) else {
            continue;
        };
        if known.len() <= place {
            known.resize(place + 1, None);
        }
        known[place] = match level.value_of("w:numFmt") {
            Some("none") => None,
            Some("bullet") => Some(true),
            _ => Some(false),
        };
    }
    known
}
