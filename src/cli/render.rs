//! The main job: each brief becomes a PDF and a DOCX.

use super::Outcome;
use super::arguments::{BatchOptions, Format, RenderOptions, Standard};
use super::batch;
use super::discovery::Found;
use super::edition::{self, Detail, ReadBrief};
use super::house_style::{House, HouseStyles, is_house_style};
use super::inputs::{self, InputsDigest};
use super::limited_file;
use super::report::Reporter;
use super::room;
use super::signals;
use super::standing;
use super::turns::{self, Turns};
use super::whole_file::{Staged, commit_all, read_standing};
use crate::brief::translation::{Untranslated, is_translation};
use crate::brief::{self, Brief};
use crate::compose::compose;
use crate::diagnostic::{self, Diagnostic, Source};
use crate::document::{
    Attachment, Document, InputFile, Language, NodeId, Origin, Picture, PictureFormat,
};
use crate::docx::{self, PlacedComment, Templates};
use crate::layout::{self, Layout, Memory, MissingGlyph, Substitution, layout_with};
use crate::length::Length;
use crate::locale::{self, Locale, Message};
use crate::pdf;
use crate::svg;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Makes the outputs of all briefs; a wrong brief does not keep the others from being made.
pub(super) fn render(
    briefs: &[PathBuf],
    options: &RenderOptions,
    reporter: &mut Reporter,
) -> Outcome {
    batch::render(briefs, options, BatchOptions::default(), reporter)
}

/// A flag that an interrupt or a request to terminate sets. The brief at hand is finished first, so that
/// no temporary file stays behind; a second interrupt ends the process at once.
pub(super) fn stop_between_briefs() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in signals::that_end() {
        // Without a handler the process ends at once, which loses nothing but tidiness.
        let _ = signal_hook::flag::register_conditional_shutdown(
            signal,
            Outcome::SystemFailed as i32,
            Arc::clone(&flag),
        );
        let _ = signal_hook::flag::register(signal, Arc::clone(&flag));
    }
    flag
}

/// The files that a brief becomes.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Targets {
    pub pdf: PathBuf,
    pub docx: PathBuf,
}

impl Targets {
    /// Those of a brief in a folder that is `below` the one that was named.
    pub fn of(brief: &Path, below: &Path, options: &RenderOptions) -> Targets {
        let in_folder = match (&options.output, brief.file_name()) {
            (Some(folder), Some(name)) => folder.join(below).join(name),
            _ => brief.to_owned(),
        };
        Targets {
            pdf: in_folder.with_extension("pdf"),
            docx: in_folder.with_extension("docx"),
        }
    }
}

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

/// The text of a file that was found; none where it is no brief, and was not named as one.
pub(super) fn read_if_brief(
    found: &Found,
    reporter: &mut Reporter,
) -> Result<Option<Source>, Outcome> {
    let source = read_source(&found.path, "brief", reporter)?;
    if found.is_named || brief::is_brief(&source.text) || is_translation(&source.text) {
        return Ok(Some(source));
    }
    if reporter.is_verbose() {
        let path = found.path.display();
        reporter.done(&format!("{path}: passed over, no brief"), "");
    }
    Ok(None)
}

/// A brief that was read, and can be made.
struct Checked {
    source: Source,
    translation: Option<Source>,
    house: Option<Arc<House>>,
    brief: Brief,
    locale: Locale,
    untranslated: Option<Untranslated>,
    /// What is wrong with it, though it can be made.
    diagnostics: Vec<Diagnostic>,
    inputs: InputsDigest,
}

impl Checked {
    /// Reads the brief that was named; reports what is wrong with one that cannot be made.
    fn read(
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
                diagnostics.push(unknown_language(&brief.language));
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
    fn lay_out(mut self, path: &Path, memory: &mut Memory, reporter: &mut Reporter) -> Prepared {
        let mut document = compose(&self.brief, &self.locale);
        if let Some(untranslated) = self.untranslated.take() {
            untranslated.mark(&mut document);
        }
        let theme = self
            .house
            .as_ref()
            .map_or_else(Theme::default, |house| house.theme.clone())
            .for_script(&locale::script(&document.metadata.language));
        let layout = layout_with(&document, &theme, memory);
        let before = self.diagnostics.len();
        self.diagnostics.extend(missing_glyphs(&layout.missing));
        self.diagnostics.extend(room::warnings(&layout.notices));
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
            inputs: (!has_warnings).then_some(self.inputs),
        }
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

/// The text of the file at `path`, which is called `what` in messages.
pub(super) fn read_source(
    path: &Path,
    what: &str,
    reporter: &mut Reporter,
) -> Result<Source, Outcome> {
    reporter.looks_for(path);
    let bytes = limited_file::read_text(path, what, reporter)?;
    Source::from_bytes(path, bytes).map_err(|wrong| {
        reporter.diagnostics(&wrong.0, &[wrong.1]);
        Outcome::BriefWrong
    })
}

/// The same, of a file that was found and not named: one that is no plain file is not read, for a pipe could take for
/// ever.
pub(super) fn read_plain(
    path: &Path,
    what: &str,
    reporter: &mut Reporter,
) -> Result<Source, Outcome> {
    match std::fs::metadata(path) {
        Ok(facts) if !facts.is_file() && !facts.is_dir() => {
            reporter.system_error(path, &format!("read this {what}"), &"it is no plain file");
            Err(Outcome::SystemFailed)
        }
        _ => read_source(path, what, reporter),
    }
}

/// The folder of a brief or house style, where the files are that it names.
pub(super) struct Folder<'a>(pub &'a Path);

impl brief::Surroundings for Folder<'_> {
    fn file(&mut self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let path = self.0.join(path);
        // To open a pipe could take for ever.
        if std::fs::metadata(&path).is_ok_and(|facts| !facts.is_file() && !facts.is_dir()) {
            return Err(io::Error::other("it is no plain file"));
        }
        let mut bytes = Vec::new();
        std::fs::File::open(path)?
            .take(limit as u64)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn is_country(&self, code: &str) -> bool {
        locale::is_country(code)
    }
}

pub(super) fn unknown_language(language: &Language) -> Diagnostic {
    let known: Vec<&str> = Locale::tags().collect();
    Diagnostic::error(
        "unsupported-language",
        format!(
            "briefs cannot be written in the language “{}” yet",
            language.0
        ),
    )
    .help(format!("write the brief in one of: {}", known.join(", ")))
}

/// One warning a field for what no font can show in it.
fn missing_glyphs(missing: &[MissingGlyph]) -> Vec<Diagnostic> {
    let glyphs = missing
        .iter()
        .map(|glyph| (glyph.origin.as_ref(), glyph_name(&glyph.text)));
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
            face.family().names().0
        );
        let diagnostic = Diagnostic::warning("missing-letters", message)
            .at_origin(Some(&file.origin))
            .help("name a font that has them");
        Some(diagnostic)
    };
    substituted.iter().filter_map(warn).collect()
}

/// What the detail of a message says of the house style.
pub(super) fn house_words(house: Option<&House>) -> String {
    house.map_or_else(String::new, |house| {
        format!(", house style {}", house.source.path.display())
    })
}

/// A grapheme by its look, where it has one, and its code points.
fn glyph_name(text: &str) -> String {
    let codes: Vec<String> = text
        .chars()
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    let codes = codes.join(" ");
    if text.chars().any(char::is_control) {
        codes
    } else {
        format!("“{text}” ({codes})")
    }
}

/// What became of a file that was to be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    Made,
    /// Its outputs stand as they would be made.
    Unchanged,
    /// It is no brief, and was not named as one.
    NoBrief,
    NotMade(Outcome),
}

impl Verdict {
    pub fn outcome(self) -> Outcome {
        match self {
            Verdict::NotMade(outcome) => outcome,
            Verdict::Made | Verdict::Unchanged | Verdict::NoBrief => Outcome::Done,
        }
    }
}

/// How the briefs of a run are made.
pub(super) struct Making<'a> {
    pub options: &'a RenderOptions,
    pub houses: &'a HouseStyles,
    /// Whether outputs are made that stand as they would be made.
    pub force_all: bool,
    /// Whether the outputs of a brief are made side by side.
    pub is_parallel: bool,
    /// Whether there is but one brief.
    pub is_only_one: bool,
    /// The turns at the processor.
    pub turns: Turns,
    /// What all DOCX files have in common.
    pub templates: Templates,
}

impl Making<'_> {
    /// The formats, of those asked for, whose file does not stand as it would be made from these inputs.
    fn formats_to_make(&self, targets: &Targets, inputs: &InputsDigest) -> Vec<Format> {
        let stands = |target: &Path, is_made: &dyn Fn(&[u8]) -> bool| {
            !self.force_all && stands_as(target, is_made)
        };
        let options = self.options;
        let stands = |format: Format| match format {
            Format::Pdf => {
                let inputs = inputs::for_pdf(inputs, options.pdf_standard);
                stands(&targets.pdf, &|bytes| pdf::is_made_from(bytes, &inputs))
            }
            Format::Docx => stands(&targets.docx, &|bytes| docx::is_made_from(bytes, inputs)),
        };
        let formats = options.formats.iter().copied();
        formats.filter(|format| !stands(*format)).collect()
    }
}

/// Makes the outputs of a brief.
pub(super) fn render_one(
    found: &Found,
    targets: &Targets,
    making: &Making,
    reporter: &mut Reporter,
) -> Verdict {
    match attempt(found, targets, making, reporter) {
        Ok(verdict) => verdict,
        Err(outcome) => Verdict::NotMade(outcome),
    }
}

fn attempt(
    found: &Found,
    targets: &Targets,
    making: &Making,
    reporter: &mut Reporter,
) -> Result<Verdict, Outcome> {
    let Making {
        options, houses, ..
    } = making;
    let path = &found.path;
    if is_house_style(path) {
        // Named with the briefs of its folder by a pattern such as `*.toml`.
        houses.of_brief(path, reporter)?;
        return Ok(Verdict::NoBrief);
    }
    let mut turn = making.turns.take();
    let Some(source) = read_if_brief(found, reporter)? else {
        return Ok(Verdict::NoBrief);
    };
    let mut checked = Checked::read(source, Detail::Summary, houses, reporter)?;
    let formats = making.formats_to_make(targets, &checked.inputs);
    if formats.is_empty() {
        checked.report(Vec::new(), reporter);
        return Ok(unchanged(path, making, reporter));
    }
    let prepared = checked.lay_out(path, &mut turn.memory.layout, reporter);
    let comments = if formats.contains(&Format::Docx) {
        standing::look(&targets.docx, &prepared, options.force, reporter)?
    } else {
        Vec::new()
    };
    let pages = prepared.layout.pages.pages.len();
    let house_words = house_words(prepared.house.as_deref());
    let made = make_with(
        prepared,
        comments,
        &formats,
        options.pdf_standard,
        &making.templates,
        &mut turn.memory,
        making.is_parallel,
    );
    // Others may compute while this one waits for the disk.
    drop(turn);
    match write(made, targets, making.force_all) {
        Ok(written) if written.is_empty() => Ok(unchanged(path, making, reporter)),
        Ok(written) => {
            let names: Vec<String> = written
                .iter()
                .map(|(target, _)| target.display().to_string())
                .collect();
            let mut details: Vec<String> = written
                .iter()
                .map(|(_, size)| format!("{} KB", size.div_ceil(1024)))
                .collect();
            details.push(format!(
                "{pages} {}",
                if pages == 1 { "page" } else { "pages" }
            ));
            reporter.done(
                &format!("{} → {}", path.display(), names.join(", ")),
                &(details.join(", ") + &house_words),
            );
            Ok(Verdict::Made)
        }
        Err(WriteError { target, reason }) => {
            reporter.system_error(&target, "write this file", &reason);
            Err(Outcome::SystemFailed)
        }
    }
}

/// Says where it is asked for that nothing was made.
fn unchanged(path: &Path, making: &Making, reporter: &mut Reporter) -> Verdict {
    if making.is_only_one || reporter.is_verbose() {
        reporter.done(&format!("{}: unchanged", path.display()), "");
    }
    Verdict::Unchanged
}

/// What kept an output from being written.
pub(super) struct WriteError {
    pub target: PathBuf,
    pub reason: String,
}

/// The charts of a document as pictures for the word processor, as wide as its text.
fn chart_pictures(document: &Document, theme: &Theme) -> BTreeMap<NodeId, Picture> {
    let measure = theme.single_column.measure();
    let fonts = &theme.fonts;
    let drawn = layout::charts(document, theme, measure).into_iter();
    let pictures = drawn.enumerate().map(|(index, chart)| {
        let pixels = |length: Length| {
            let inches = length.to_pt() / 72.0;
            (inches * f64::from(svg::PX_PER_INCH)).round().max(1.0) as u32
        };
        let picture = Picture {
            file: format!("chart-{}.svg", index + 1),
            bytes: svg::write(chart.width, chart.height, &chart.fragments, fonts)
                .into_bytes()
                .into(),
            format: PictureFormat::Svg,
            width_px: pixels(chart.width),
            height_px: pixels(chart.height),
        };
        (chart.node, picture)
    });
    pictures.collect()
}

/// What kept an output from being made.
pub(super) struct NotMade {
    pub format: Format,
    pub reason: String,
}

impl NotMade {
    fn new(format: Format, reason: &dyn std::fmt::Display) -> NotMade {
        NotMade {
            format,
            reason: reason.to_string(),
        }
    }
}

/// A file as it goes into the outputs, its name in normalisation form C: systems differ in how they write it.
fn attachment(source: &Source) -> Attachment {
    let name = source.path.file_name();
    Attachment {
        file_name: name.map_or_else(
            || "brief.toml".into(),
            |name| brief::normalise(&name.to_string_lossy()),
        ),
        bytes: source.text.as_bytes().to_vec(),
    }
}

/// Makes the outputs of a brief in these formats, in the order of [`Format`], `comments` in the margin of the
/// DOCX. An error is of the format that could not be made.
pub(super) fn make(
    prepared: Prepared,
    comments: Vec<PlacedComment>,
    formats: &[Format],
    standard: Standard,
) -> Result<Vec<(Format, Vec<u8>)>, NotMade> {
    make_with(
        prepared,
        comments,
        formats,
        standard,
        &Templates::default(),
        &mut turns::Memory::default(),
        true,
    )
}

/// The same with what `templates` and `memory` have of files before; side by side where `is_parallel`, for neither
/// needs the other.
fn make_with(
    prepared: Prepared,
    comments: Vec<PlacedComment>,
    formats: &[Format],
    standard: Standard,
    templates: &Templates,
    memory: &mut turns::Memory,
    is_parallel: bool,
) -> Result<Vec<(Format, Vec<u8>)>, NotMade> {
    // All that the outputs say stands in the document.
    drop(prepared.brief);
    let attachment = attachment(&prepared.source);
    let language = &prepared.document.metadata.language.0;
    let translation = prepared.translation.as_ref().map(|file| {
        let mut translation = self::attachment(file);
        // A translation in another folder may have the name of the brief.
        if translation.file_name == attachment.file_name {
            translation.file_name = format!("{language}.{}", attachment.file_name);
        }
        translation
    });
    let house_style = prepared.house.as_ref().map(|house| house.attachment());
    let wants = |format| formats.contains(&format);
    let (inputs, of_pdf) = (prepared.inputs, standard);
    let pdf = || {
        let standard = match standard {
            Standard::A3a => pdf::Standard::A3aUa1,
            Standard::A4f => pdf::Standard::A4fUa2,
        };
        let options = pdf::Options {
            standard,
            source: Some(attachment.clone()),
            house_style: house_style.clone(),
            translation: translation.clone(),
        };
        let memory = &mut memory.pdf;
        pdf::write_with(&prepared.document, prepared.layout.pages, &options, memory)
            .map(|mut bytes| {
                if let Some(inputs) = &inputs {
                    pdf::identify(&mut bytes, &inputs::for_pdf(inputs, of_pdf));
                }
                (Format::Pdf, bytes)
            })
            .map_err(|error| NotMade::new(Format::Pdf, &error))
    };
    let docx = || {
        let options = docx::Options {
            source: Some(attachment.clone()),
            charts: chart_pictures(&prepared.document, &prepared.theme),
            house_style: house_style.clone(),
            note: Some(prepared.locale.words(Message::NoteForEditors)),
            comments: comments.clone(),
            translation: translation.clone(),
            inputs,
            templates: templates.clone(),
            ..docx::Options::default()
        };
        let memory = &mut memory.docx;
        docx::write_with(&prepared.document, &prepared.theme, &options, memory)
            .map(|bytes| (Format::Docx, bytes))
            .map_err(|error| NotMade::new(Format::Docx, &error))
    };
    if !is_parallel {
        let pdf = wants(Format::Pdf).then(pdf);
        let docx = wants(Format::Docx).then(docx);
        return pdf.into_iter().chain(docx).collect();
    }
    let (pdf, docx) = std::thread::scope(|scope| {
        let docx = wants(Format::Docx).then(|| scope.spawn(docx));
        let pdf = wants(Format::Pdf).then(pdf);
        (pdf, docx.map(|thread| thread.join()))
    });
    let docx = docx.map(|made| {
        made.unwrap_or_else(|_| {
            let reason = "the program failed; please report this brief";
            Err(NotMade::new(Format::Docx, &reason))
        })
    });
    pdf.into_iter().chain(docx).collect()
}

/// Whether a file stands at `target` whose bytes are as they should be.
fn stands_as(target: &Path, is_it: impl FnOnce(&[u8]) -> bool) -> bool {
    read_standing(target, limited_file::LARGEST_DOCUMENT)
        .is_ok_and(|standing| standing.is_some_and(|bytes| is_it(&bytes)))
}

/// Writes outputs: all are on the disk before the first takes its place. One that stands there to the byte is left,
/// unless `force_all`.
pub(super) fn write(
    made: Result<Vec<(Format, Vec<u8>)>, NotMade>,
    targets: &Targets,
    force_all: bool,
) -> Result<Vec<(&Path, usize)>, WriteError> {
    let target = |format| match format {
        Format::Pdf => targets.pdf.as_path(),
        Format::Docx => targets.docx.as_path(),
    };
    let failed = |target: &Path, reason: &dyn std::fmt::Display| WriteError {
        target: target.to_owned(),
        reason: reason.to_string(),
    };
    let made = made.map_err(|error| failed(target(error.format), &error.reason))?;
    let stands =
        |target: &Path, bytes: &[u8]| !force_all && stands_as(target, |standing| standing == bytes);
    let contents: Vec<(&Path, Vec<u8>)> = made
        .into_iter()
        .map(|(format, bytes)| (target(format), bytes))
        .filter(|(target, bytes)| !stands(target, bytes))
        .collect();
    let mut staged = Vec::new();
    for (target, bytes) in &contents {
        staged.push(Staged::write(target, bytes).map_err(|error| failed(target, &error))?);
    }
    commit_all(staged).map_err(|(target, error)| failed(&target, &error))?;
    Ok(contents
        .into_iter()
        .map(|(target, bytes)| (target, bytes.len()))
        .collect())
}
