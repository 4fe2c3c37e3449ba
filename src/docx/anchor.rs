//! The names by which a field of the brief is found again in an edited file.
//!
//! Each is a function of the field's path alone, so that a reader who has lost the manifest still
//! knows what to look for. Bookmarks are what LibreOffice keeps, content controls what Word shows.

use crate::document::SectionRole;
use crate::hexadecimal;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The longest name of a bookmark that Word takes, in characters.
pub(super) const MAX_BOOKMARK: usize = 40;
/// The longest tag or title of a content control, in characters.
pub(super) const MAX_TAG: usize = 64;

/// How the paths of words begin that stand in no field.
const LABEL: &str = "label:";

/// A place in the document that is found again by name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Anchor {
    /// The path of the field, or for words of ours a path in `label:`.
    pub path: String,
    /// The name of its bookmark.
    pub bookmark: String,
    /// The words that stood there when the file was written.
    pub text: String,
}

impl Anchor {
    /// Whether the words are the writer's, and stand in a content control.
    pub fn is_field(&self) -> bool {
        label_of(&self.path).is_none()
    }
}

/// What has been named in one document, so that no name is given twice.
#[derive(Default)]
pub(super) struct Names {
    /// The bookmarks, without case as Word compares them, each with the last number that was put behind it.
    bookmarks: BTreeMap<String, u32>,
    /// The ids of content controls, each with the last that was taken in its place.
    control_ids: BTreeMap<u32, u32>,
}

impl Names {
    /// The name of the bookmark round the field at `path`. A second place of the same field has a
    /// number behind it.
    pub fn bookmark(&mut self, path: &str) -> String {
        let name = bookmark_name("_bg_", path);
        let lower = name.to_lowercase();
        let Some(mut count) = self.bookmarks.get(&lower).copied() else {
            self.bookmarks.insert(lower, 1);
            return name;
        };
        loop {
            count += 1;
            if let Entry::Vacant(free) = self.bookmarks.entry(format!("{lower}_{count}")) {
                free.insert(1);
                self.bookmarks.insert(lower, count);
                return format!("{name}_{count}");
            }
        }
    }

    /// The id of a content control (ECMA-376-1 §17.5.2.18: unique, and here positive).
    pub fn control_id(&mut self, path: &str) -> u32 {
        let digest = Sha256::digest(path.as_bytes());
        let wanted = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]) >> 1;
        let mut id = self.control_ids.get(&wanted).copied().unwrap_or(wanted);
        while id == 0 || self.control_ids.contains_key(&id) {
            id = (id + 1) & (u32::MAX >> 1);
        }
        self.control_ids.insert(id, id);
        self.control_ids.insert(wanted, id);
        id
    }
}

/// The path of the heading of a section, which stands in no field.
pub(crate) fn label_path(role: SectionRole) -> String {
    format!("{LABEL}{}", role.name())
}

/// The name of the section whose heading has this path; none of the path of a field.
pub(crate) fn label_of(path: &str) -> Option<&str> {
    path.strip_prefix(LABEL)
}

/// The bookmark that references to the document's anchor `anchor` lead to.
pub(crate) fn target_name(anchor: &str) -> String {
    bookmark_name("_ref_", anchor)
}

/// The prefix, as much of the words as fits, and eight digits of their digest; at most 35 characters,
/// which leaves room for a number.
fn bookmark_name(prefix: &str, words: &str) -> String {
    let readable: String = words
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .take(MAX_BOOKMARK - 5 - prefix.len() - 9)
        .collect();
    format!("{prefix}{readable}_{}", digest_digits(words, 8))
}

/// The tag of a content control: the path, shortened where it is too long for Word.
pub(crate) fn tag(path: &str) -> String {
    shortened(path)
}

/// The title of a content control, which Word shows: the path in words.
pub(crate) fn title(path: &str) -> String {
    let steps = path.split(['[', ']', '.', ':']);
    let steps: Vec<&str> = steps.filter(|step| !step.is_empty()).collect();
    shortened(&steps.join(" › "))
}

fn shortened(words: &str) -> String {
    if words.encode_utf16().count() <= MAX_TAG {
        return words.to_owned();
    }
    let digits = 16;
    let mut kept = String::new();
    let mut length = 0;
    for character in words.chars() {
        length += character.len_utf16();
        if length > MAX_TAG - digits - 1 {
            break;
        }
        kept.push(character);
    }
    format!("{kept}~{}", digest_digits(words, digits))
}

/// So many digits, an even number, of the digest of some words.
fn digest_digits(words: &str, digits: usize) -> String {
    let digest = Sha256::digest(words.as_bytes());
    hexadecimal::digits(&digest[..digits / 2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn names_fit_and_are_unique(paths in proptest::collection::vec(".{0,120}", 1..40)) {
            let mut names = Names::default();
            let mut bookmarks = BTreeSet::new();
            let mut ids = BTreeSet::new();
            for path in &paths {
                let bookmark = names.bookmark(path);
                prop_assert!(bookmark.chars().count() <= MAX_BOOKMARK);
                prop_assert!(bookmark.starts_with("_bg_"));
                prop_assert!(bookmark.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
                prop_assert!(bookmarks.insert(bookmark.to_lowercase()));
                let id = names.control_id(path);
                prop_assert!(id > 0 && id <= i32::MAX as u32 && ids.insert(id));
                prop_assert!(tag(path).encode_utf16().count() <= MAX_TAG);
                prop_assert!(title(path).encode_utf16().count() <= MAX_TAG);
                prop_assert!(target_name(path).chars().count() <= MAX_BOOKMARK);
            }
        }
    }

    #[test]
    fn paths_that_differ_in_marks_alone_have_names_of_their_own() {
        let mut names = Names::default();
        let first = names.bookmark("a[b].c");
        assert_ne!(first, names.bookmark("a.b.c"));
        assert_eq!(first, Names::default().bookmark("a[b].c"));
        assert_eq!(names.bookmark("a[b].c"), format!("{first}_2"));
    }

    #[test]
    fn long_tags_differ_where_their_beginnings_are_the_same() {
        let long = "recommendation[".to_owned() + &"x".repeat(80) + "]";
        assert_ne!(tag(&format!("{long}.text")), tag(&format!("{long}.detail")));
        assert_eq!(tag("meeting.title"), "meeting.title");
        assert_eq!(title("action[a].text:2"), "action › a › text › 2");
    }
}
