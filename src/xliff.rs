//! XLIFF 2.1, the exchange format of the tools that translators use (OASIS Standard, 13 February 2018).
//!
//! Each passage is a `<unit>` whose `name` is its path in the brief. The paragraphs of prose are its segments; what
//! stands between them is ignorable. Emphasis, links and footnotes are inline codes with their CommonMark in
//! `<originalData>`, so that the words around them can be translated and nothing of them is lost on the way back.

mod content;
mod encoding;
mod inline;
mod read;
mod write;
mod xml;

pub use encoding::source;
pub use read::{places, read};
pub use write::write;

use crate::brief::translation::{self, Digest, Form, Freshness, Passage, Translation};
use crate::document::Language;
use crate::named::named;

/// The namespace of the core of XLIFF 2.0 and 2.1 (section 3.2.1).
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// That of XLIFF 2.2, whose core has the same elements.
const NAMESPACE_OF_2_2: &str = "urn:oasis:names:tc:xliff:document:2.2";
/// The value of `subState` for a translation of words that the brief has no more.
const OUTDATED: &str = "briefgen:outdated";
/// The `type` of units whose words are CommonMark.
const PROSE: &str = "briefgen:prose";
/// The categories of our notes.
const NOTE_OF_PATH: &str = "path";
const NOTE_OF_OUTDATED: &str = "outdated";
const NOTE_OF_TRANSLATOR: &str = "translator";
const NOTE_OF_EXPORTED: &str = "exported";

/// What is exchanged with a translator: the passages of a brief in two languages.
#[derive(Clone, PartialEq, Debug)]
pub struct Exchange {
    /// The language of the brief.
    pub source_language: Language,
    /// The language of the translation.
    pub target_language: Language,
    /// The file of the brief.
    pub original: String,
    /// The passages.
    pub units: Vec<Unit>,
}

/// A passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// Its id: an XML name token, unique in the file and the same as long as its path is.
    pub id: String,
    /// Its path in the brief.
    pub path: String,
    /// How its words are written.
    pub form: Form,
    /// Its words, each paragraph on one line.
    pub source: String,
    /// Their translation, in the same way.
    pub target: Option<String>,
    /// What there is of a translation of which some segments are still to come.
    pub partial: Option<String>,
    /// How far the translation is.
    pub state: SegmentState,
    /// The words that the translation was made from, where the brief says something else since.
    pub outdated: Option<String>,
    /// Whether it is to be translated.
    pub translate: bool,
    /// What the translator has to say of it.
    pub note: Option<String>,
    /// The digest of the translation, its state and its note when the file was written, where it was translated then.
    pub exported: Option<String>,
}

named! {
    /// How far a segment is (section 4.3.1.24 `state`).
    pub enum SegmentState;
    /// The word for it.
    fn word;
    /// To be translated, or to be revised.
    Initial = "initial",
    /// Translated.
    Translated = "translated",
    /// Somebody else has read it.
    Reviewed = "reviewed",
    /// It is not to be touched again.
    Final = "final",
}

impl Exchange {
    /// What a translator gets of the `passages` of the brief in the file `original`, which is written in
    /// `source_language`, with what is translated already.
    pub fn of(
        passages: &[Passage],
        translation: &Translation,
        original: &str,
        source_language: &Language,
    ) -> Exchange {
        let units = passages.iter().zip(translation.units_of(passages));
        Exchange {
            source_language: source_language.clone(),
            target_language: translation.language.value.clone(),
            original: original.to_owned(),
            units: units
                .map(|(passage, unit)| Unit::of(passage, unit))
                .collect(),
        }
    }
}

impl Unit {
    fn of(passage: &Passage, unit: Option<&translation::Unit>) -> Unit {
        let target = unit.and_then(translation::Unit::translated);
        let target = target.map(|target| passage.form.unwrapped(target.trimmed()));
        let freshness = unit.map_or(Freshness::Current, |unit| Freshness::of(unit, passage));
        let state = match (&target, &freshness) {
            (None, _) | (_, Freshness::Outdated(_)) => SegmentState::Initial,
            _ => match unit.and_then(|unit| unit.state) {
                None => SegmentState::Translated,
                Some(translation::State::Reviewed) => SegmentState::Reviewed,
                Some(translation::State::Final) => SegmentState::Final,
            },
        };
        let outdated = match freshness {
            Freshness::Outdated(words) if target.is_some() => Some(words.unwrap_or_default()),
            _ => None,
        };
        let mut unit = Unit {
            id: id_of(passage),
            path: passage.path.clone(),
            form: passage.form,
            source: passage.unwrapped(),
            target,
            partial: None,
            state,
            outdated,
            translate: unit.is_none_or(|unit| unit.translate),
            note: unit.and_then(|unit| unit.note.clone()),
            exported: None,
        };
        unit.exported = unit.target.is_some().then(|| unit.digest_in(unit.state));
        unit
    }

    /// The digest of its translation and its note, where it is in this state.
    fn digest_in(&self, state: SegmentState) -> String {
        let parts = [
            self.target.as_deref(),
            Some(state.word()),
            self.note.as_deref(),
        ];
        Digest::of(&parts.map(Option::unwrap_or_default).join("\n\n")).0
    }

    /// Whether the translation is what it was when the file was written.
    pub fn is_as_exported(&self) -> bool {
        self.exported.as_ref() == Some(&self.digest_in(self.state))
    }

    /// Whether `ours`, the same passage here, and this one have both got other words or another note than they had
    /// when the file was written, and not the same.
    pub fn is_changed_beside(&self, ours: &Unit) -> bool {
        let Some(exported) = &self.exported else {
            return false;
        };
        // With the words, and with those of the brief, the state changes by itself.
        let mut of_ours = SegmentState::ALL
            .map(|state| ours.digest_in(state))
            .into_iter();
        ours.target.is_some()
            && !self.is_as_exported()
            && ours.digest_in(self.state) != self.digest_in(self.state)
            && of_ours.all(|digest| digest != *exported)
    }
}

/// The id of a passage: its keys joined by dots, in a list with the digest of its words. What may not stand in an
/// XML name token is written by its code point.
fn id_of(passage: &Passage) -> String {
    let mut id = String::new();
    for character in passage.keys().join(".").chars() {
        if is_of_name(character) {
            id.push(character);
        } else {
            id.push_str(&format!("_x{:X}_", u32::from(character)));
        }
    }
    if passage.listed {
        id.push('.');
        id.push_str(&passage.digest.0);
    }
    id
}

/// Whether a character may stand in a name (XML 1.0, production 4a, without the colon).
fn is_of_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '\u{b7}'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{203f}'..='\u{2040}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}
