//! Name trees (§7.9.6).

use super::file::File;
use super::string::text;
use lopdf::{Dictionary, Object, dictionary};
use std::collections::BTreeMap;

/// Adds a name tree of one leaf, which has a name at least, and gives its root.
pub(super) fn add(entries: BTreeMap<String, Object>, file: &mut File) -> Object {
    let leaf = file.add_object(leaf(entries));
    Object::Dictionary(dictionary! { "Kids" => vec![Object::Reference(leaf)] })
}

/// The leaf of some names. They are in the order of their bytes in the file, which is not that of their characters.
fn leaf(entries: BTreeMap<String, Object>) -> Dictionary {
    let keyed = entries
        .into_iter()
        .map(|(name, value)| [text(&name), value]);
    let mut sorted: Vec<[Object; 2]> = keyed.collect();
    sorted.sort_unstable_by(|[one, _], [other, _]| one.as_str().ok().cmp(&other.as_str().ok()));
    let limits = [sorted.first(), sorted.last()].into_iter().flatten();
    let limits: Vec<Object> = limits.map(|[key, _]| key.clone()).collect();
    let names = sorted.concat();
    dictionary! { "Limits" => limits, "Names" => names }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_their_bytes() {
        // As characters ÿ comes after z; as a text string it begins with FE FF and so comes after everything in ASCII,
        // and among such strings the code units decide.
        let entries = ["z", "𐀀", "\u{FF5E}", "a"].map(|name| (name.to_owned(), Object::Null));
        let leaf = leaf(entries.into_iter().collect());
        let names = leaf.get(b"Names").and_then(Object::as_array).unwrap();
        let keys: Vec<Object> = names.iter().step_by(2).cloned().collect();
        assert_eq!(keys, ["a", "z", "𐀀", "\u{FF5E}"].map(text));
        let limits = leaf.get(b"Limits").and_then(Object::as_array).unwrap();
        assert_eq!(*limits, ["a", "\u{FF5E}"].map(text));
    }
}
