//! Writing translations of passages into their file: only what changed, everything else byte for byte.

use super::super::base_edition::BaseEdition;
use crate::brief::translation::{Incoming, Passage, Translation, Unit, take_over};
use crate::pull::change::{Change, ChangeKind, Comment, Value};
use crate::pull::source::{Ids, Toml};
use crate::pull::tell::remark;
use crate::pull::write::{Edits, Written, edited};

/// A translation as it stands in its file now.
#[derive(Clone, Copy)]
pub struct OurTranslation<'a> {
    /// The text of the file.
    pub text: &'a str,
    /// What it says.
    pub translation: &'a Translation,
    /// The passages of its original as that stands now.
    pub passages: &'a [Passage],
}

/// Writes changes of passages into the text of a translation, and comments, if any, above the passages that they
/// stand at. The digest of a passage that is translated stays what it was; one that was not gets that of the words
/// that it was translated from.
///
/// # Errors
/// Where the text is no TOML, in words.
pub fn write_translation(
    base: &BaseEdition,
    ours: OurTranslation<'_>,
    changes: &[Change],
    comments: &[Comment],
) -> Result<Written, String> {
    let home = Home::new(base, ours);
    let mut targets = Vec::new();
    let mut incoming = Vec::new();
    let mut written = Vec::new();
    let mut misfits = Vec::new();
    for change in changes {
        let ChangeKind::Field {
            path,
            theirs: Some(Value::Text(words)),
            ..
        } = &change.kind
        else {
            continue;
        };
        match home.place(path) {
            Ok(Place::Target(target)) => targets.push(ChangeKind::Field {
                path: target,
                base: None,
                theirs: Some(Value::Text(words.clone())),
            }),
            Ok(Place::Passage(passage, source)) => incoming.push(Incoming {
                path: passage.path.clone(),
                source: source.to_owned(),
                target: Some(words.clone()),
                state: None,
                note: None,
                done: true,
            }),
            Err(reason) => {
                misfits.push((change.clone(), reason.to_owned()));
                continue;
            }
        }
        written.push(change.clone());
    }
    let remarks = comments.iter().map(|comment| {
        let path = comment.nearest().and_then(|path| home.remarked(path));
        (path, remark(comment))
    });
    let edits = Edits {
        changes: targets.iter().collect(),
        remarks: remarks.collect(),
    };
    // A translation has no ids: all steps of its paths are keys, but for places in lists.
    let language = &ours.translation.language.value.0;
    let toml = Toml::new(ours.text, Ids::default().into())?;
    let (mut text, unwritten) = edited(&toml, language, &edits)?;
    if let Some(misfit) = unwritten.first() {
        return Err(misfit.reason.clone());
    }
    if !incoming.is_empty() {
        text = take_over(&text, ours.translation, ours.passages, &incoming)
            .map_err(|error| error.to_string())?;
    }
    Ok(Written {
        text,
        changes: written,
        misfits,
    })
}

/// Where words go.
enum Place<'a> {
    /// In the place of a `target`, by its path in the file.
    Target(String),
    /// To a passage that is not translated yet, or was not; with the words that it was translated from.
    Passage(&'a Passage, &'a str),
}

/// Finds places in a translation.
struct Home<'a> {
    base: &'a BaseEdition,
    ours: OurTranslation<'a>,
    /// The units of the passages of the base.
    units: Vec<Option<&'a Unit>>,
    /// Those of the passages as they are now.
    now: Vec<Option<&'a Unit>>,
}

impl<'a> Home<'a> {
    fn new(base: &'a BaseEdition, ours: OurTranslation<'a>) -> Home<'a> {
        Home {
            base,
            ours,
            units: ours.translation.units_of(&base.passages),
            now: ours.translation.units_of(ours.passages),
        }
    }

    /// Where the words of the field at `path` of the base go.
    fn place(&self, path: &str) -> Result<Place<'a>, &'static str> {
        let gone = "the original has no such passage any more";
        let place = *self.base.by_field.get(path).ok_or(gone)?;
        let was = &self.base.passages[place];
        let unit = self.units[place];
        if unit.is_some_and(|unit| !unit.translate) {
            return Err("the translation says `translate = false` of it");
        }
        let now = self.passage_now(was, unit);
        let is_as_it_was = now.is_none_or(|now| now.digest == was.digest);
        match (unit, now) {
            (Some(unit), _)
                if unit.target.is_some() && (unit.translated().is_some() || is_as_it_was) =>
            {
                Ok(Place::Target(target_path(unit)))
            }
            (_, Some(now)) if !now.listed || is_as_it_was => Ok(Place::Passage(now, &was.text)),
            (_, Some(_)) => Err("the original has other words there now"),
            (_, None) => Err(gone),
        }
    }

    /// What a passage of the base is in the original now.
    fn passage_now(&self, was: &Passage, unit: Option<&Unit>) -> Option<&'a Passage> {
        let mut passages = self.ours.passages.iter().zip(&self.now);
        let found = passages.find(|(passage, of_passage)| match (unit, of_passage) {
            (Some(unit), Some(of_passage)) => std::ptr::eq(unit, *of_passage),
            (Some(_), None) => false,
            (None, _) => passage.path == was.path && (!was.listed || passage.digest == was.digest),
        });
        found.map(|(passage, _)| passage)
    }

    /// The path of the translation of what a comment stands at; none at a fact.
    fn remarked(&self, path: &str) -> Option<String> {
        let own = self.base.by_field.get(path).copied();
        let place = own.or_else(|| self.base.in_list(path))?;
        self.units[place].map(target_path)
    }
}

/// The path of a unit's translation in its file: `meeting.participants[0].target`.
fn target_path(unit: &Unit) -> String {
    let keys = unit.keys.join(".");
    match unit.index {
        Some(index) => format!("{keys}[{index}].target"),
        None => format!("{keys}.target"),
    }
}
