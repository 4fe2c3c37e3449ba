//! Translations that are still the words of their source, as translation tools copy them: told where they cannot be
//! names, numbers or codes, which are the same in many languages.

use super::super::passage::beside_passages;
use super::passage::{Form, Passage};
use crate::document::Language;
use crate::locale::{is_persian, script};
use icu_properties::CodePointMapData;
use icu_properties::props::Script;

/// How many words prose has at least that no two languages have in common, beside Persian and Dari.
const FEWEST_WORDS: usize = 4;
/// How many letters a word has at least that is no particle of a name.
const FEWEST_LETTERS: usize = 4;

/// Whether `target`, the translation of `passage` from one language into another, has the words of the passage, and
/// these are words to be translated.
pub(super) fn is_copied(target: &str, passage: &Passage, from: &Language, to: &Language) -> bool {
    let source = script(from);
    let words = beside_passages(&passage.text);
    let is_foreign = source != script(to) && has_words(&words, Some(&source));
    let is_long = passage.form == Form::Prose
        && !(is_persian(from) && is_persian(to))
        && words.split_whitespace().count() >= FEWEST_WORDS
        && has_words(&words, None);
    (is_foreign || is_long) && passage.form.has_same_words(target, &passage.text)
}

/// Whether `text` has a word that is no name, of the script with this code where one is given.
fn has_words(text: &str, script: Option<&str>) -> bool {
    let scripts = CodePointMapData::<Script>::new();
    let is_of_script = |letter: char| match script {
        Some("Latn") => scripts.get(letter) == Script::Latin,
        Some("Cyrl") => scripts.get(letter) == Script::Cyrillic,
        Some("Arab") => scripts.get(letter) == Script::Arabic,
        Some(_) => false,
        None => true,
    };
    let is_word = |word: &str| {
        let is_letter =
            |letter: char| letter.is_alphabetic() && !letter.is_uppercase() && is_of_script(letter);
        word.chars().count() >= FEWEST_LETTERS && word.chars().all(is_letter)
    };
    text.split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
        .any(is_word)
}

#[cfg(test)]
mod tests {
    use super::super::passage::Digest;
    use super::*;

    #[test]
    fn sentences_that_two_languages_have_in_common_are_not_copied() {
        let copied = |text: &str, from: &str, to: &str| {
            let passage = Passage {
                path: "summary".to_owned(),
                listed: false,
                form: Form::Prose,
                text: text.to_owned(),
                span: None,
                digest: Digest::of(text),
            };
            let [from, to] = [from, to].map(|tag| Language(tag.to_owned()));
            is_copied(text, &passage, &from, &to)
        };
        assert!(copied("No canal has water meters.", "en", "uz"));
        let persian = "هر کس حق دارد";
        assert!(copied(persian, "fa", "ar"));
        assert!(!copied(persian, "fa", "prs") && !copied(persian, "prs", "fa"));
        // What is in a third language is so in both.
        let title = "[Всеобщая декларация прав человека]{lang=ru}";
        assert!(!copied(title, "kk", "en") && !copied(title, "kk", "tg"));
        let beside = format!("{title} деген құжат қабылданды кеше");
        assert!(copied(&beside, "kk", "en"));
    }
}
