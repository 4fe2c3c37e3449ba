//! Name trees (§7.9.6).

use super::string::text;
use lopdf::{Document as File, Object, dictionary};
use std::collections::BTreeMap;

/// Adds a name tree of one leaf, and gives its root. Names are in the order of their bytes in the file, which is not
/// that of their characters.
pub(super) fn add(entries: BTreeMap<String, Object>, file: &mut File) -> Object {
    let mut sorted: Vec<(Vec<u8>, Object, Object)> = entries
        .into_iter()
        .map(|(name, value)| {
            let key = text(&name);
            let bytes = key.as_str().map(<[u8]>::to_vec).unwrap_or_default();
            (bytes, key, value)
        })
        .collect();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    let limits: Vec<Object> = [sorted.first(), sorted.last()]
        .into_iter()
        .flatten()
        .map(|(_, key, _)| key.clone())
        .collect();
    if limits.is_empty() {
        return Object::Dictionary(dictionary! { "Names" => Object::Array(Vec::new()) });
    }
    let names: Vec<Object> = sorted
        .into_iter()
        .flat_map(|(_, key, value)| [key, value])
        .collect();
    let leaf = file.add_object(dictionary! { "Limits" => limits, "Names" => names });
    Object::Dictionary(dictionary! { "Kids" => vec![Object::Reference(leaf)] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_their_bytes() {
        let mut file = File::with_version("1.7");
        // As characters ÿ comes after z; as a text string it begins with FE FF and so comes after everything in ASCII,
        // and among such strings the code units decide.
        let entries = ["z", "𐀀", "\u{FF5E}", "a"].map(|name| (name.to_owned(), Object::Null));
        let root = add(entries.into_iter().collect(), &mut file);
        let kids = root.as_dict().and_then(|root| root.get(b"Kids")).unwrap();
        let leaf = file
            .get_object(kids.as_array().unwrap()[0].as_reference().unwrap())
            .and_then(Object::as_dict)
            .unwrap();
        let names = leaf.get(b"Names").and_then(Object::as_array).unwrap();
        let keys: Vec<Object> = names.iter().step_by(2).cloned().collect();
        assert_eq!(keys, ["a", "z", "𐀀", "\u{FF5E}"].map(text));
        let limits = leaf.get(b"Limits").and_then(Object::as_array).unwrap();
        assert_eq!(*limits, ["a", "\u{FF5E}"].map(text));
    }
}
