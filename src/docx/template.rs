//! The parts that depend on the design and the language only: made once for all documents of a run.

use super::numbering::{self, Numberings};
use super::package::{Deflater, Packed, Part};
use super::xml::Element;
use super::{Error, manifest, page, parts, styles};
use crate::document::Language;
use crate::theme::Theme;
use docx_rs::Docx;
use std::sync::{Arc, Mutex, PoisonError};

/// The most templates that are kept: more designs and languages than a run usually has.
const MOST_KEPT: usize = 32;

/// The most parts with the numberings of a document that a template keeps.
const MOST_NUMBERINGS: usize = 64;

/// The templates of a run; clones share them.
#[derive(Clone, Default, Debug)]
pub struct Templates(Arc<Mutex<Vec<Arc<Template>>>>);

/// What the files of a design in a language have in common.
#[derive(Debug)]
pub(super) struct Template {
    theme: Theme,
    language: Language,
    /// The definitions of numberings, without the instances of a document.
    definitions: Element,
    /// The parts with the instances of the documents so far: many have the same.
    numberings: Mutex<Vec<(Numberings, Arc<Packed>)>>,
    /// The settings of documents without footnotes, and of those with.
    settings: [Arc<Packed>; 2],
    /// The parts that are the same in all documents, by their names.
    parts: Vec<(&'static str, Arc<Packed>)>,
}

impl Templates {
    /// The template of a design in a language, made where it is not there yet.
    pub(super) fn of(
        &self,
        theme: &Theme,
        language: &Language,
        deflater: &mut Deflater,
    ) -> Result<Arc<Template>, Error> {
        let is_it = |known: &&Arc<Template>| known.language == *language && known.theme == *theme;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(template) = known.iter().find(is_it) {
            return Ok(Arc::clone(template));
        }
        let template = Arc::new(Template::new(theme, language, deflater)?);
        if known.len() == MOST_KEPT {
            known.clear();
        }
        known.push(Arc::clone(&template));
        Ok(template)
    }
}

impl Template {
    /// The parts that are the same in all documents, by their names.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, Part)> {
        let parts = self.parts.iter();
        parts.map(|(name, part)| (*name, Part::Shared(Arc::clone(part))))
    }

    /// The settings of a document.
    pub fn settings(&self, has_notes: bool) -> Part {
        Part::Shared(Arc::clone(&self.settings[usize::from(has_notes)]))
    }

    /// The part with the numberings of a document, made where there was none with the same.
    pub fn numbering(&self, numberings: &Numberings, deflater: &mut Deflater) -> Part {
        let mut known = self
            .numberings
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((_, part)) = known.iter().find(|(other, _)| other == numberings) {
            return Part::Shared(Arc::clone(part));
        }
        let part = Packed::new(numberings.part(&self.definitions), deflater);
        let part = Arc::new(part);
        if known.len() == MOST_NUMBERINGS {
            known.clear();
        }
        known.push((numberings.clone(), Arc::clone(&part)));
        Part::Shared(part)
    }

    fn new(theme: &Theme, language: &Language, deflater: &mut Deflater) -> Result<Template, Error> {
        let mut docx = Docx::new();
        for style in styles::all(theme) {
            docx = docx.add_style(style);
        }
        docx = Numberings::define(page(docx, theme), theme);
        let made = docx.build();
        let styles = styles::finish(&made.styles, theme, language)?;
        let mut packed = |part| Arc::new(Packed::new(part, deflater));
        Ok(Template {
            theme: theme.clone(),
            language: language.clone(),
            definitions: numbering::finish(&made.numberings, theme, language)?,
            numberings: Mutex::default(),
            settings: [false, true].map(|has_notes| packed(parts::settings(language, has_notes))),
            parts: vec![
                ("word/styles.xml", packed(styles)),
                ("word/fontTable.xml", packed(parts::fonts(theme, language))),
                (
                    "word/theme/theme1.xml",
                    packed(parts::theme(theme, language)),
                ),
                ("_rels/.rels", packed(parts::package_relationships())),
                (manifest::PROPERTIES_PART, packed(manifest::properties())),
                (
                    manifest::RELATIONSHIPS_PART,
                    packed(manifest::relationships()),
                ),
            ],
        })
    }
}
