//! The names that tables are known by, as they stand in the file.

use super::at::WordsInLanguages;
use super::raw::{self, given};

/// What is known by a name where it has no id.
pub(super) trait Named {
    fn name(&self) -> Option<&str>;
}

impl Named for raw::Abbreviation {
    fn name(&self) -> Option<&str> {
        given(&self.short).map(String::as_str)
    }
}

impl Named for raw::Organisation {
    fn name(&self) -> Option<&str> {
        first_language(&self.name)
    }
}

impl Named for raw::Contact {
    fn name(&self) -> Option<&str> {
        first_language(&self.name)
    }
}

/// The words of a field, in the first of its languages.
fn first_language(words: &raw::InLanguages) -> Option<&str> {
    match given(words)? {
        WordsInLanguages::InAll(words) => Some(words),
        WordsInLanguages::InEach(all) => all.first()?.1.value.as_deref().ok(),
    }
}

/// The words of a field in all of its languages.
pub(super) fn all_languages(words: &raw::InLanguages) -> Vec<&str> {
    match given(words) {
        None => Vec::new(),
        Some(WordsInLanguages::InAll(words)) => vec![words],
        Some(WordsInLanguages::InEach(all)) => {
            let all = all.iter();
            let words = all.filter_map(|(_, words)| words.value.as_deref().ok());
            words.collect()
        }
    }
}
