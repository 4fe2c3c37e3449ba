//! The parts that depend on the design and the language only: made once for all documents of a run.

use super::numbering::{self, Numberings};
use super::package::Packed;
use super::xml::Element;
use super::{Error, page, parts, styles};
use crate::document::Language;
use crate::theme::Theme;
use docx_rs::Docx;
use std::sync::{Arc, Mutex, PoisonError};

/// The most templates that are kept: more designs and languages than a run usually has.
const MOST_KEPT: usize = 32;

/// The templates of a run; clones share them.
#[derive(Clone, Default, Debug)]
pub struct Templates(Arc<Mutex<Vec<Arc<Template>>>>);

/// What the files of a design in a language have in common.
#[derive(Debug)]
pub(super) struct Template {
    theme: Theme,
    language: Language,
    /// The definitions of numberings, without the instances of a document.
    pub numbering: Element,
    /// Whole parts, by their names.
    pub parts: Vec<(&'static str, Packed)>,
}

impl Templates {
    /// The template of a design in a language, made where it is not there yet.
    pub(super) fn of(&self, theme: &Theme, language: &Language) -> Result<Arc<Template>, Error> {
        let is_it = |known: &&Arc<Template>| known.language == *language && known.theme == *theme;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(template) = known.iter().find(is_it) {
            return Ok(Arc::clone(template));
        }
        let template = Arc::new(Template::new(theme, language)?);
        if known.len() == MOST_KEPT {
            known.clear();
        }
        known.push(Arc::clone(&template));
        Ok(template)
    }
}

impl Template {
    fn new(theme: &Theme, language: &Language) -> Result<Template, Error> {
        let mut docx = Docx::new();
        for style in styles::all(theme) {
            docx = docx.add_style(style);
        }
        docx = Numberings::define(page(docx, theme), theme);
        let made = docx.build();
        let styles = styles::finish(&made.styles, theme, language)?;
        Ok(Template {
            theme: theme.clone(),
            language: language.clone(),
            numbering: numbering::finish(&made.numberings, language)?,
            parts: vec![
                ("word/styles.xml", Packed::new(styles)),
                (
                    "word/fontTable.xml",
                    Packed::new(parts::fonts(theme, language)),
                ),
                (
                    "word/theme/theme1.xml",
                    Packed::new(parts::theme(theme, language)),
                ),
            ],
        })
    }
}
