//! The editions of a brief, one for each language that it is in, and what of them is attached.

use super::super::Outcome;
use super::super::beside::{TRANSLATED_TWICE, editions_of};
use super::super::house_style::{House, HouseStyles};
use super::super::orphans;
use super::super::outputs::Maker;
use super::super::paths::stem_of;
use super::super::prepared::{Prepared, prepare};
use super::super::reading::read_plain;
use super::super::report::Reporter;
use super::super::turns;
use crate::brief::translation::language_of;
use crate::brief::{InLanguages, OutputFormat, Prose};
use crate::diagnostic::Source;
use crate::document::{Document, Inline, InlineKind, Language, Node};
use crate::layout::Memory;
use crate::locale::Locale;
use crate::mail::{AttachedFile, Party, Wording, edition_for};
use crate::ordered::Ordered;
use crate::pdf::Standard;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A brief in a language.
pub(super) struct Edition {
    /// The file that it was read from.
    pub path: PathBuf,
    /// The name of its files, without an extension: `astana-2017`.
    pub stem: String,
    /// Whether it is a translation with passages that are not translated, or outdated.
    is_unfinished: bool,
    pub locale: Locale,
    pub document: Document,
    pub theme: Theme,
    house: Option<Arc<House>>,
    /// Whom one can write to about it.
    pub contact: Option<Party>,
    /// The organisation that this contact is of.
    organisation_of_contact: Option<String>,
    /// The names that are in another language than the brief.
    foreign_names: BTreeMap<String, Language>,
    /// What its outputs are made of, until they are.
    prepared: Option<Prepared>,
    attached: Vec<(OutputFormat, AttachedFile)>,
}

/// The editions of the brief at `path`: the brief itself, then those of its translations beside it that somebody
/// wants who reads one of `wanted`.
pub(super) fn editions(
    path: &Path,
    wanted: &[&Language],
    houses: &HouseStyles,
    reporter: &mut Reporter,
) -> Result<Vec<Edition>, Outcome> {
    let own = Edition::prepare(path, houses, reporter)?;
    if let Some(prepared) = &own.prepared {
        orphans::warn(&prepared.source, reporter);
    }
    let language = &own.document.metadata.language;
    let wanted: Vec<_> = wanted
        .iter()
        .filter(|wanted| edition_for(wanted, std::slice::from_ref(language)).is_none())
        .collect();
    let mut editions = vec![own];
    let translations = editions_of(path, reporter)?;
    for translation in translations {
        let source = read_plain(&translation, "translation", reporter)?;
        let language = language_of(&source);
        if wanted
            .iter()
            .any(|wanted| edition_for(wanted, language.as_slice()).is_some())
        {
            editions.push(Edition::prepare(&translation, houses, reporter)?);
        }
    }
    let language = |edition: &Edition| edition.document.metadata.language.clone();
    for (place, edition) in editions.iter().enumerate() {
        let same = editions[..place]
            .iter()
            .find(|same| language(same) == language(edition));
        if let Some(same) = same {
            let message = format!(
                "this is a translation into `{}`, as {} is; no message was made",
                language(edition).0,
                same.path.display()
            );
            let help = "call the one that is right after its language, and move the other away";
            return Err(reporter.file_error(&edition.path, TRANSLATED_TWICE, message, Some(help)));
        }
    }
    Ok(editions)
}

/// Refuses to send translations that are not finished: a message cannot be called back.
pub(super) fn refuse_unfinished(
    editions: &[Edition],
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let mut outcome = Ok(());
    for edition in editions.iter().filter(|edition| edition.is_unfinished) {
        let message = "this translation has passages that are not translated or are outdated; the brief was sent to nobody";
        let help = "finish the translation, or send it as it is with --unfinished";
        outcome =
            Err(reporter.file_error(&edition.path, "unfinished-translation", message, Some(help)));
    }
    outcome
}

impl Edition {
    fn prepare(
        path: &Path,
        houses: &HouseStyles,
        reporter: &mut Reporter,
    ) -> Result<Edition, Outcome> {
        let prepared = prepare(path, houses, &mut Memory::default(), reporter)?;
        let brief = &prepared.brief;
        let contact = brief.contacts.iter().find_map(|contact| {
            let party = Party::new(&contact.name.value, &contact.email.as_ref()?.value)?;
            Some((party, contact.organisation.as_ref()))
        });
        let (contact, organisation) = contact.unzip();
        let organisation = organisation.flatten().and_then(|id| {
            let mut all = brief.organisations.iter();
            all.find(|organisation| organisation.id.value == id.value)
        });
        let contacts = prepared.brief.contacts.iter();
        let organisations = prepared.brief.organisations.iter();
        let foreign_names = contacts
            .map(|contact| &contact.name)
            .chain(organisations.map(|organisation| &organisation.name))
            .filter_map(|name| Some((name.value.clone(), name.language()?.clone())))
            .into_map();
        Ok(Edition {
            path: path.to_owned(),
            stem: stem_of(path),
            is_unfinished: prepared
                .progress
                .is_some_and(|progress| progress.untranslated + progress.outdated > 0),
            locale: prepared.locale,
            document: prepared.document.clone(),
            theme: prepared.theme.clone(),
            house: prepared.house.clone(),
            contact,
            organisation_of_contact: organisation.map(|one| one.name.value.clone()),
            foreign_names,
            prepared: Some(prepared),
            attached: Vec::new(),
        })
    }

    /// Makes what is to be attached: once, however many messages carry it.
    pub fn make(&mut self, formats: &[OutputFormat], standard: Standard) -> Result<(), String> {
        let Some(prepared) = self.prepared.take() else {
            return Ok(());
        };
        let made = Maker::new(standard, true)
            .make(prepared, Vec::new(), formats, &mut turns::Memory::default())
            .map_err(|error| error.reason)?;
        self.attached = made
            .into_iter()
            .map(|(format, bytes)| {
                let file = AttachedFile {
                    name: format!("{}.{}", self.stem, format.name()),
                    media_type: format.media_type(),
                    bytes,
                };
                (format, file)
            })
            .collect();
        Ok(())
    }

    /// The files that go into its outputs whole, until they are made: the brief, its translation, its house style.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let prepared = self.prepared.iter();
        let own = prepared
            .flat_map(|prepared| [&prepared.source].into_iter().chain(&prepared.translation));
        own.chain(self.house.iter().map(|house| &house.source))
    }

    /// The files in these formats.
    pub fn attached<'e>(
        &'e self,
        formats: &'e [OutputFormat],
    ) -> impl Iterator<Item = &'e AttachedFile> {
        formats.iter().filter_map(|wanted| {
            let found = self.attached.iter().find(|(format, _)| format == wanted);
            found.map(|(_, file)| file)
        })
    }

    /// The words of a letter to somebody called `name`, as the house style has them.
    pub fn wording(&self, sender: &Party, name: Option<&str>) -> Wording {
        let language = &self.document.metadata.language;
        let words = self.house.as_ref().map(|house| &house.style.mail);
        let prose = |words: &Option<InLanguages<Prose>>| {
            let prose = words.as_ref()?.get(language)?;
            Some(prose.blocks.clone())
        };
        let own = words.and_then(|words| words.signature.as_ref()?.get(language).cloned());
        Wording {
            greeting: words.and_then(|words| words.greeting(language, name)),
            opening: words.and_then(|words| prose(&words.opening)),
            closing: words.and_then(|words| prose(&words.closing)),
            signature: own.map_or_else(
                || self.signature(sender),
                |lines| lines.into_iter().map(Inline::text).collect(),
            ),
            link: None,
            is_attached: false,
        }
    }

    /// The usual lines under a letter: who sends it, for which organisation.
    fn signature(&self, sender: &Party) -> Vec<Inline> {
        let name = sender.name.as_ref();
        let is_contact = self.contact.as_ref() == Some(sender);
        let own = self.organisation_of_contact.as_ref();
        let publisher = self.document.metadata.publisher.as_ref();
        let organisation = own.filter(|_| is_contact).or(publisher);
        let organisation = organisation.filter(|organisation| Some(*organisation) != name);
        let names = name.into_iter().chain(organisation);
        let lines = names.map(|name| Inline {
            node: Node {
                language: self.foreign_names.get(name).cloned(),
                ..Node::default()
            },
            kind: InlineKind::Text(name.clone()),
        });
        lines.collect()
    }
}
