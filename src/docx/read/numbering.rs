//! The numberings of a file: which levels are bullets, and the numbers of the others.

use super::super::xml::Element;
use std::collections::BTreeMap;

/// The numberings of a file, by the number of the instance.
#[derive(Default)]
pub(super) struct Numbering(BTreeMap<String, Instance>);

/// An instance of a definition.
struct Instance {
    /// What its items are counted by: those of one definition are counted together, but where an instance begins anew.
    counter: String,
    levels: Vec<Level>,
}

#[derive(Clone, Copy)]
struct Level {
    /// Whether its mark is a bullet, or a number; none where it is not marked at all.
    is_bullet: Option<bool>,
    /// The number of its first item.
    start: usize,
}

/// The numbers of the last items, by what they are counted by and by their levels; zero where a level has none yet.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<String, Vec<usize>>);

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
            let mut counter = of.to_owned();
            let mut found = definitions.get(of).cloned().unwrap_or_default();
            for change in instance.elements().filter(|e| e.name == "w:lvlOverride") {
                found = levels(change, found);
                let start = number_of(change, "w:startOverride");
                if let (Some(level), Some(start)) = (level_of(change, &mut found), start) {
                    level.start = start;
                    counter = format!("{of}/{id}");
                }
            }
            let levels = found;
            instances.insert(id.to_owned(), Instance { counter, levels });
        }
        Numbering(instances)
    }

    /// Whether the level `level` of the instance `id` is marked by a bullet, or by a number; none where it
    /// is not marked at all.
    pub fn is_bullet(&self, id: &str, level: usize) -> Option<bool> {
        self.0.get(id)?.levels.get(level)?.is_bullet
    }

    /// The number of an item at the level `level` of the instance `id` that follows those in `counts`, which it joins.
    pub fn next(&self, id: &str, level: usize, counts: &mut Counts) -> Option<usize> {
        let instance = self.0.get(id)?;
        let start = instance.levels.get(level)?.start;
        let counts = counts.0.entry(instance.counter.clone()).or_default();
        // Below it, the levels begin anew.
        counts.resize(level + 1, 0);
        let number = match counts[level] {
            0 => start,
            last => last.saturating_add(1),
        };
        counts[level] = number;
        Some(number)
    }
}

/// The value of a child of `element` that is a number.
fn number_of(element: &Element, name: &str) -> Option<usize> {
    element.value_of(name)?.parse().ok()
}

/// The one of `levels` that `element` defines or changes, if it is one.
fn level_of<'l>(element: &Element, levels: &'l mut Vec<Level>) -> Option<&'l mut Level> {
    let place = element.attribute("w:ilvl")?.parse().ok();
    let place = place.filter(|place: &usize| *place < 9)?;
    if levels.len() <= place {
        let unmarked = Level {
            is_bullet: None,
            start: 1,
        };
        levels.resize(place + 1, unmarked);
    }
    levels.get_mut(place)
}

/// Adds the levels of `definition` to those that are known.
fn levels(definition: &Element, mut known: Vec<Level>) -> Vec<Level> {
    for element in definition.elements().filter(|e| e.name == "w:lvl") {
        let Some(level) = level_of(element, &mut known) else {
            continue;
        };
        level.is_bullet = match element.value_of("w:numFmt") {
            Some("none") => None,
            Some("bullet") => Some(true),
            _ => Some(false),
        };
        level.start = number_of(element, "w:start").unwrap_or(1).max(1);
    }
    known
}
