//! A brief on its way, as far as all outputs share it: read, checked, composed and laid out.

use super::Outcome;
use super::edition::{self, Detail, ReadBrief};
use super::house_style::{House, HouseStyles};
use super::inputs::InputsDigest;
use super::reading::read_source;
use super::report::Reporter;
use super::room;
use crate::brief::translation::{Progress, Untranslated};
use crate::brief::{Brief, unsupported_language};
use crate::compose::{compose, wrong_numbers};
use crate::diagnostic::{self, Diagnostic, Source, glyph_name};
use crate::document::{Document, InputFile, Origin};
use crate::docx;
use crate::layout::{Layout, Memory, Notice, NoticeKind, Substitution, layout_with};
use crate::locale::{self, Locale};
use crate::theme::Theme;
use std::path::Path;
use std::sync::Arc;

/// A brief on its way, as far as all outputs share it.
pub(super) struct Prepared {
    pub source: Source,
    pub locale: Locale,
    pub brief: Brief,
    /// The translation of an edition in another language; `source` is its original.
    pub translation: Option<Source>,
    pub document: Document,
    pub house: Option<Arc<House>>,
    pub theme: Theme,
    pub layout: Layout,
    /// How far its translation is, where it is an edition.
    pub progress: Option<Progress>,
    /// Of all that the outputs are made from; none where pages or house style have warnings, which are to be said
    /// whenever the brief is made, and so are not to be spared.
    pub inputs: Option<InputsDigest>,
}

/// Reads, checks, composes and lays out a brief or an edition of one, and reports what is wrong with it.
pub(super) fn prepare(
    path: &Path,
    houses: &HouseStyles,
    memory: &mut Memory,
    reporter: &mut Reporter,
) -> Result<Prepared, Outcome> {
    let named = read_source(path, "brief", reporter)?;
    prepare_read(named, Detail::Summary, houses, memory, reporter)
}

/// The same of a file that was read, with `detail` of what is not translated, and with what layouts before
/// remembered.
pub(super) fn prepare_read(
    named: Source,
    detail: Detail,
    houses: &HouseStyles,
    memory: &mut Memory,
    reporter: &mut Reporter,
) -> Result<Prepared, Outcome> {
    let path = named.path.clone();
    let checked = Checked::read(named, detail, houses, reporter)?;
    Ok(checked.lay_out(&path, memory, reporter))
}

/// A brief that was read, and can be made.
pub(super) struct Checked {
    source: Source,
    translation: Option<Source>,
    pub house: Option<Arc<House>>,
    brief: Brief,
    locale: Locale,
    untranslated: Option<(Untranslated, Progress)>,
    /// What is wrong with it, though it can be made.
    diagnostics: Vec<Diagnostic>,
    pub inputs: InputsDigest,
}

impl Checked {
    /// Reads the brief that was named; reports what is wrong with one that cannot be made.
    pub fn read(
        named: Source,
        detail: Detail,
        houses: &HouseStyles,
        reporter: &mut Reporter,
    ) -> Result<Checked, Outcome> {
        let ReadBrief {
            source,
            translation,
            house,
            brief,
            untranslated,
            mut diagnostics,
            inputs,
        } = edition::read(named, detail, houses, reporter)?;
        let brief = brief.and_then(|brief| match Locale::for_language(&brief.language) {
            Some(locale) => Some((brief, locale)),
            None => {
                diagnostics.push(unsupported_language(&brief.language));
                None
            }
        });
        let Some((brief, locale)) = brief else {
            edition::report(diagnostics, &source, translation.as_ref(), reporter);
            return Err(Outcome::BriefWrong);
        };
        Ok(Checked {
            source,
            translation,
            house,
            brief,
            locale,
            untranslated,
            diagnostics,
            inputs,
        })
    }

    /// Composes and lays out the brief at `path`, and reports what is wrong with it.
    pub fn lay_out(
        mut self,
        path: &Path,
        memory: &mut Memory,
        reporter: &mut Reporter,
    ) -> Prepared {
        let mut document = compose(&self.brief, &self.locale);
        let (untranslated, progress) = self.untranslated.take().unzip();
        if let Some(untranslated) = untranslated {
            untranslated.mark(&mut document);
        }
        let theme = self
            .house
            .as_ref()
            .map_or_else(Theme::default, |house| house.theme.clone())
            .for_script(&locale::script(&document.metadata.language));
        let layout = layout_with(&document, &theme, memory);
        let before = self.diagnostics.len();
        self.diagnostics
            .extend(wrong_numbers(&document, &self.locale));
        self.diagnostics.extend(missing_glyphs(&layout.notices));
        self.diagnostics.extend(room::warnings(&layout.notices));
        let of_docx = docx::tables_with_divided_words(&document, &theme);
        self.diagnostics
            .extend(room::in_docx(of_docx, &layout.notices));
        let of_house = match &self.house {
            Some(house) => substitutions(path, &layout.substituted, house),
            None => Vec::new(),
        };
        let has_warnings = self.diagnostics.len() > before || !of_house.is_empty();
        self.report(of_house, reporter);
        Prepared {
            source: self.source,
            locale: self.locale,
            brief: self.brief,
            translation: self.translation,
            document,
            house: self.house,
            theme,
            layout,
            progress,
            inputs: (!has_warnings).then_some(self.inputs),
        }
    }

    /// Reports what is wrong with it where it is not laid out.
    pub fn report_unmade(&mut self, reporter: &mut Reporter) {
        self.report(Vec::new(), reporter);
    }

    /// Reports what is wrong with it, each in its file, with `of_house` of the house style.
    fn report(&mut self, mut of_house: Vec<Diagnostic>, reporter: &mut Reporter) {
        let (more, diagnostics): (Vec<_>, Vec<_>) = std::mem::take(&mut self.diagnostics)
            .into_iter()
            .partition(|diagnostic| diagnostic.file == InputFile::HouseStyle);
        if let Some(house) = &self.house {
            of_house.extend(more);
            diagnostic::sort(&mut of_house);
            reporter.diagnostics_once(&house.source, &of_house);
        }
        edition::report(
            diagnostics,
            &self.source,
            self.translation.as_ref(),
            reporter,
        );
    }
}

/// One warning a field for what no font can show in it.
fn missing_glyphs(notices: &[Notice]) -> Vec<Diagnostic> {
    let glyphs = notices.iter().filter_map(|notice| match &notice.kind {
        NoticeKind::MissingGlyph { text } => Some((notice.origin.as_ref(), glyph_name(text))),
        _ => None,
    });
    let warn = |(origin, names): (Option<&Origin>, Vec<String>)| {
        let message = format!(
            "no font has {}; the PDF shows a box in its place",
            names.join(", ")
        );
        Diagnostic::warning("no-glyph", message)
            .at_origin(origin)
            .help("write it in other characters, or leave it out")
    };
    room::by_field(glyphs).into_iter().map(warn).collect()
}

/// One warning a font for what it lacks, and another font shows.
fn substitutions(brief: &Path, substituted: &[Substitution], house: &House) -> Vec<Diagnostic> {
    let warn = |substitution: &Substitution| {
        let fonts = &house.theme.fonts;
        let (face, file) = house
            .style
            .fonts
            .iter()
            .find(|(face, _)| fonts.of(**face) == substitution.font)?;
        let names: Vec<String> = substitution
            .texts
            .iter()
            .map(|text| glyph_name(text))
            .collect();
        let message = format!(
            "this font lacks {}, which {} needs; {} stands in",
            names.join(", "),
            brief.display(),
            face.family().name()
        );
        let diagnostic = Diagnostic::warning("missing-letters", message)
            .at_origin(Some(&file.origin))
            .help("name a font that has them");
        Some(diagnostic)
    };
    substituted.iter().filter_map(warn).collect()
}

/// The details of a message, the house style that was used behind them.
pub(super) fn with_house(mut details: Vec<String>, house: Option<&House>) -> String {
    details.extend(house.map(|house| format!("house style {}", house.source.path.display())));
    details.join(", ")
}
