//! Translations: a brief in another language, passage by passage.
//!
//! The brief stays the one source of facts. A translation is a TOML file beside it, `astana-2017.ru.toml` for
//! `astana-2017.toml`, whose tables mirror the brief's: `[recommendation.investors.text]` holds the translation of
//! the `text` of the recommendation with the id `investors`, and `[[meeting.participants]]` that of one of the
//! participants. The names of the keys are those of XLIFF: `source` is the passage in the language of the brief,
//! `target` its translation. A `digest` says which words the translation was made from.
//!
//! [`passage`] says which fields of a brief are passages; [`align`] finds the unit of each; [`read`] reads the
//! file; [`apply`] puts its words in the place of the brief's; [`update`] writes the file and keeps it up to date.

mod align;
mod apply;
mod copied;
mod diff;
mod links;
mod markup_differences;
mod numbers;
mod passage;
mod read;
mod schema;
mod update;

pub use align::Freshness;
pub use apply::{Edition, OUTDATED, Progress, UNTRANSLATED, Untranslated};
pub(crate) use diff::{word_changes, word_diff};
pub(crate) use passage::passages_by_field;
pub use passage::{Digest, Form, Passage, passages};
pub use read::{is_translation, language_of, name_and_tag, read_translation};
pub use schema::translation_schema;
pub(crate) use update::is_fixed_remark;
pub use update::{Changes, Incoming, new_translation, places_of_incoming, take_over, update};

use super::model::Field;
use crate::document::Language;
use std::ops::Range;

/// A translation as it stands in its file.
#[derive(Clone, PartialEq, Debug)]
pub struct Translation {
    /// The language of the translations.
    pub language: Field<Language>,
    /// The file of the brief, as seen from the folder of the translation.
    pub original: Field<String>,
    /// Its units, in the order of the file.
    pub units: Vec<Unit>,
    /// Units of passages that the brief has no more, which are kept out of the way.
    pub removed: Vec<Unit>,
}

impl Translation {
    /// The unit of each of `passages`, where there is one.
    pub fn units_of(&self, passages: &[Passage]) -> Vec<Option<&Unit>> {
        let places = align::align(passages, &self.units).into_iter();
        places.map(|place| Some(&self.units[place?])).collect()
    }
}

/// What the file says of one passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// The keys that lead to it: `["recommendation", "investors", "text"]`.
    pub keys: Vec<String>,
    /// Its place in the list under these keys, from 0; none where it stands there alone.
    pub index: Option<usize>,
    /// The bytes of the file where it begins.
    pub span: Range<usize>,
    /// The passage in the language of the brief, for the translator to see.
    pub source: Option<String>,
    /// The translation; empty before it is made.
    pub target: Option<Target>,
    /// The digest of the words that the translation was made from.
    pub digest: Option<Digest>,
    /// The words that the translation was made from, where the brief says something else since.
    pub outdated: Option<String>,
    /// Whether it is to be translated: a name or a citation may stay as it is.
    pub translate: bool,
    /// How far it is.
    pub state: Option<State>,
    /// What the translator has to say of it.
    pub note: Option<String>,
}

/// A translated passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    /// The words as typed.
    pub text: String,
    /// The bytes of the file where they stand, with their quotation marks.
    pub span: Range<usize>,
}

impl Target {
    /// The words without the white space around them. Spaces that the translator chose (no-break, thin) stay.
    pub fn trimmed(&self) -> &str {
        super::words::trimmed(&self.text)
    }
}

impl Unit {
    /// A unit of which nothing is said.
    fn new(keys: Vec<String>, span: Range<usize>) -> Unit {
        Unit {
            keys,
            index: None,
            span,
            source: None,
            target: None,
            digest: None,
            outdated: None,
            translate: true,
            state: None,
            note: None,
        }
    }

    /// The words of the translation, where there are any.
    pub fn translated(&self) -> Option<&Target> {
        self.target
            .as_ref()
            .filter(|target| !super::words::is_blank(&target.text))
    }

    /// The digest of the words that the translation was made from, where the file says it.
    pub fn made_from(&self) -> Option<Digest> {
        self.digest
            .clone()
            .or_else(|| self.source.as_deref().map(Digest::of))
    }

    /// The words that the translation was made from, where the file has them.
    fn words_then(&self) -> Option<&str> {
        let then = self.made_from()?;
        let source = self.source.as_deref();
        let source = source.filter(|source| Digest::of(source) == then);
        self.outdated.as_deref().or(source)
    }

    /// The words of `source` where somebody has typed over it: neither those that the translation was made from, nor
    /// those that the `passage` has.
    fn edited_source(&self, passage: &Passage) -> Option<&str> {
        let source = self.source.as_deref()?;
        let digest = Digest::of(source);
        let is_known = *self.digest.as_ref()? == digest || passage.digest == digest;
        (!is_known && !super::words::is_blank(source)).then_some(source)
    }
}

/// How far a translation is, beyond being there (XLIFF 2.1, section 4.3.1.24 `state`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    /// Somebody else has read it.
    Reviewed,
    /// It is not to be touched again.
    Final,
}

/// The words for the states.
pub(crate) const STATES: [(&str, State); 2] =
    [("reviewed", State::Reviewed), ("final", State::Final)];
