//! Ids of items, made of words.

use super::model::Id;
use super::passage::without_marks;
use super::words::normalise;
use crate::diagnostic::invisible;
use std::collections::{BTreeSet, HashMap};

/// How many characters an id that is derived from a text may have.
const DERIVED_ID: usize = 40;

/// Whether `id` is made of letters, digits, `-` and `_` only.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(is_of_id)
}

fn is_of_id(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

/// `text` without the characters that show nothing, such as soft hyphens, which no id has.
pub(super) fn without_hidden(text: &str) -> String {
    text.replace(|character| invisible::is_hidden(character, None), "")
}

/// An id made of the first words of `text`, without the marks of passages: letters and digits in lower case,
/// `-` between words.
pub(crate) fn slug(text: &str) -> String {
    slug_within(text, DERIVED_ID)
}

/// All words of `text` as an id would have them, for it to be known by.
pub(super) fn whole_slug(text: &str) -> String {
    slug_within(text, usize::MAX)
}

fn slug_within(text: &str, most: usize) -> String {
    let text = normalise(&without_marks(text).to_lowercase());
    let mut slug = String::new();
    let mut length = 0;
    for word in text
        .split(|character: char| !is_of_id(character))
        .map(|word| word.trim_matches(['-', '_']))
        .filter(|word| !word.is_empty())
    {
        let of_word = word.chars().count();
        if slug.is_empty() {
            slug.extend(word.chars().take(most));
            length = of_word;
        } else if length + 1 + of_word <= most {
            slug.push('-');
            slug.push_str(word);
            length += 1 + of_word;
        } else {
            break;
        }
    }
    slug
}

/// Ids made of words, each once.
#[derive(Default)]
pub(crate) struct FreeIds {
    taken: BTreeSet<Id>,
    /// The number behind the last id that was made of the same words.
    next: HashMap<String, usize>,
}

impl FreeIds {
    /// Ids that are none of `taken`.
    pub(crate) fn beside(taken: impl IntoIterator<Item = Id>) -> FreeIds {
        FreeIds {
            taken: taken.into_iter().collect(),
            next: HashMap::new(),
        }
    }

    /// An id made of `words`, or the word `or` where they hold no letter, that is not taken.
    pub(crate) fn make(&mut self, words: &str, or: &str) -> Id {
        let mut base = slug(words);
        if base.is_empty() {
            base = or.to_owned();
        }
        if self.taken.insert(base.clone()) {
            return base;
        }
        let number = self.next.entry(base.clone()).or_insert(1);
        loop {
            *number += 1;
            let id = numbered(&base, *number);
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The id of one of several that are made of the same words; the first has no number.
fn numbered(base: &str, number: usize) -> Id {
    format!("{base}-{number}")
}

/// The second of several ids that are made of the same words, whichever of them `id` is.
pub(crate) fn second_of_same_words(id: &str) -> Id {
    let base = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let base = base.strip_suffix('-').filter(|_| base.len() < id.len());
    numbered(base.unwrap_or(id), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_the_first_words_in_any_script() {
        assert_eq!(slug("Fragmented  management!"), "fragmented-management");
        assert_eq!(slug("Су ресурстарын басқару"), "су-ресурстарын-басқару");
        assert_eq!(slug("The [Су]{lang=kk} code"), "the-су-code");
        assert_eq!(slug("“…”"), "");
        assert_eq!(
            slug("Include the business sector and international development banks"),
            "include-the-business-sector-and"
        );
        assert_eq!(slug(&"x".repeat(60)).len(), DERIVED_ID);
    }

    #[test]
    fn ids_of_the_same_words_are_numbered() {
        let mut free = FreeIds::beside(["a-b".to_owned(), "a-b-3".to_owned()]);
        assert_eq!(free.make("A b!", "obstacle"), "a-b-2");
        assert_eq!(free.make("A b", "obstacle"), "a-b-4");
        for id in ["a-b", "a-b-2", "a-b-4"] {
            assert_eq!(second_of_same_words(id), "a-b-2");
        }
        assert_eq!(free.make("…", "obstacle"), "obstacle");
        assert_eq!(free.make("…", "obstacle"), "obstacle-2");
    }
}
