//! The rooms of the code stand on one another: none needs another that needs it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The source files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file, without remarks and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What each room needs: the rooms that its code names.
fn needs() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in &found {
        let is_test = path
            .iter()
            .any(|part| part == "tests.rs" || part == "tests" || part == "new_language.rs");
        let room = path.strip_prefix(&root).unwrap().iter().next().unwrap();
        let room = room.to_str().unwrap().trim_end_matches(".rs");
        if is_test || matches!(room, "lib" | "main") {
            continue;
        }
        let code = code(path);
        let is_end = |c: char| !c.is_alphanumeric() && c != '_';
        let names = code.split("crate::").skip(1).flat_map(|rest| {
            let several = rest.strip_prefix('{');
            let named = match several.and_then(|rest| rest.split_once('}')) {
                Some((names, _)) => names.split(',').collect(),
                None => vec![rest],
            };
            let named = named.into_iter().map(str::trim_start);
            named.map(|name| name.split(is_end).next().unwrap().to_owned())
        });
        let others = names.filter(|name| name != room);
        needs.entry(room.to_owned()).or_default().extend(others);
    }
    needs
}

#[test]
fn no_room_needs_one_that_needs_it() {
    let mut needs = needs();
    assert!(needs.len() > 20, "{needs:?}");
    assert!(needs["pdf"].contains("document"), "{needs:?}");
    // From the ground up: what stands on nothing but what was taken away is taken away.
    loop {
        let ground: Vec<String> = needs
            .iter()
            .filter(|(_, others)| others.iter().all(|other| !needs.contains_key(other)))
            .map(|(room, _)| room.clone())
            .collect();
        if ground.is_empty() {
            break;
        }
        for room in ground {
            needs.remove(&room);
        }
    }
    assert!(needs.is_empty(), "these need each other: {needs:?}");
}
