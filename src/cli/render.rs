//! The main job: each brief becomes a PDF and a DOCX.

use super::Outcome;
use super::arguments::{Format, RenderOptions, Standard};
use super::edition::{self, Detail, ReadBrief};
use super::house_style::{House, HouseStyles, is_house_style};
use super::limited_file;
use super::report::Reporter;
use super::room;
use super::standing;
use super::whole_file::Staged;
use crate::brief::{self, Brief};
use crate::compose::compose;
use crate::diagnostic::{self, Diagnostic, Source};
use crate::document::{
    Attachment, Document, InputFile, Language, NodeId, Origin, Picture, PictureFormat,
};
use crate::docx::{self, PlacedComment};
use crate::layout::{self, Layout, MissingGlyph, Substitution, layout};
use crate::length::Length;
use crate::locale::{self, Locale, Message};
use crate::pdf;
use crate::svg;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Makes the outputs of all briefs; a wrong brief does not keep the others from being made.
pub(super) fn render(
    briefs: &[PathBuf],
    options: &RenderOptions,
    reporter: &mut Reporter,
) -> Outcome {
    render_in(briefs, options, HouseStyles::default(), reporter)
}

/// The same, with house styles from where `houses` finds them.
pub(super) fn render_in(
    briefs: &[PathBuf],
    options: &RenderOptions,
    mut houses: HouseStyles,
    reporter: &mut Reporter,
) -> Outcome {
    let interrupted = stop_between_briefs();
    let briefs = &if options.all_languages {
        edition::with_editions(briefs)
    } else {
        briefs.to_vec()
    };
    let targets: Vec<Targets> = briefs
        .iter()
        .map(|brief| Targets::of(brief, options))
        .collect();
    if let Some(outcome) = refuse_clashes(briefs, &targets, reporter) {
        return outcome;
    }
    if let Some(folder) = &options.output
        && let Err(error) = std::fs::create_dir_all(folder)
    {
        reporter.system_error(folder, "make this folder", &error);
        return Outcome::SystemFailed;
    }
    let mut worst = Outcome::Done;
    for (path, targets) in briefs.iter().zip(&targets) {
        if interrupted.load(Ordering::Relaxed) {
            reporter.system_error(
                path,
                "go on",
                &"interrupted; this brief and those after it were not made",
            );
            return Outcome::SystemFailed;
        }
        worst = worst.max(if is_house_style(path) {
            // Named with the briefs of its folder by a pattern such as `*.toml`.
            houses
                .of_brief(path, reporter)
                .err()
                .unwrap_or(Outcome::Done)
        } else {
            render_one(path, targets, options, &mut houses, reporter)
        });
    }
    worst
}

/// A flag that an interrupt or a request to terminate sets. The brief at hand is finished first, so that
/// no temporary file stays behind; a second interrupt ends the process at once.
pub(super) fn stop_between_briefs() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
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
struct Targets {
    pdf: PathBuf,
    docx: PathBuf,
}

impl Targets {
    fn of(brief: &Path, options: &RenderOptions) -> Targets {
        let in_folder = match (&options.output, brief.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => brief.to_owned(),
        };
        Targets {
            pdf: in_folder.with_extension("pdf"),
            docx: in_folder.with_extension("docx"),
        }
    }
}

/// Two briefs that would become the same file are a mistake of the command, and so is a brief that its
/// own output would overwrite.
fn refuse_clashes(
    briefs: &[PathBuf],
    targets: &[Targets],
    reporter: &mut Reporter,
) -> Option<Outcome> {
    let mut seen: BTreeMap<&Targets, &Path> = BTreeMap::new();
    let mut outcome = None;
    for (brief, targets) in briefs.iter().zip(targets) {
        if *brief == targets.pdf || *brief == targets.docx {
            reporter.file_error(
                brief,
                "command",
                "this is not a brief",
                Some("name the TOML file that it was made from"),
            );
            outcome = Some(Outcome::CommandWrong);
        } else if let Some(first) = seen.insert(targets, brief) {
            let (message, help) = if first == brief {
                ("this brief is named twice".to_owned(), "name it once")
            } else {
                (
                    format!(
                        "this brief would become the same files as {}",
                        first.display()
                    ),
                    "make them into different folders, one after the other",
                )
            };
            reporter.file_error(brief, "command", message, Some(help));
            outcome = Some(Outcome::CommandWrong);
        }
    }
    outcome
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
}

/// Reads, checks, composes and lays out a brief or an edition of one, and reports what is wrong with it.
pub(super) fn prepare(
    path: &Path,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<Prepared, Outcome> {
    prepare_with(path, Detail::Summary, houses, reporter)
}

/// The same, with `detail` of what is not translated.
pub(super) fn prepare_with(
    path: &Path,
    detail: Detail,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Result<Prepared, Outcome> {
    let named = read_source(path, "brief", reporter)?;
    let ReadBrief {
        source,
        translation,
        house,
        brief,
        untranslated,
        mut diagnostics,
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
    let mut document = compose(&brief, &locale);
    if let Some(untranslated) = untranslated {
        untranslated.mark(&mut document);
    }
    let theme = house
        .as_ref()
        .map_or_else(Theme::default, |house| house.theme.clone())
        .for_script(&locale::script(&document.metadata.language));
    let layout = layout(&document, &theme);
    diagnostics.extend(missing_glyphs(&layout.missing));
    diagnostics.extend(room::warnings(&layout.notices));
    let (mut of_house, diagnostics): (Vec<_>, Vec<_>) = diagnostics
        .into_iter()
        .partition(|diagnostic| diagnostic.file == InputFile::HouseStyle);
    if let Some(house) = &house {
        of_house.extend(substitutions(path, &layout.substituted, house));
        diagnostic::sort(&mut of_house);
        reporter.diagnostics(&house.source, &houses.untold(of_house));
    }
    edition::report(diagnostics, &source, translation.as_ref(), reporter);
    Ok(Prepared {
        source,
        locale,
        brief,
        translation,
        document,
        house,
        theme,
        layout,
    })
}

/// The text of the file at `path`, which is called `what` in messages.
pub(super) fn read_source(
    path: &Path,
    what: &str,
    reporter: &mut Reporter,
) -> Result<Source, Outcome> {
    let bytes = limited_file::read_text(path, what, reporter)?;
    Source::from_bytes(path, bytes).map_err(|wrong| {
        reporter.diagnostics(&wrong.0, &[wrong.1]);
        Outcome::BriefWrong
    })
}

/// The folder of a brief or house style, where the files are that it names.
pub(super) struct Folder<'a>(pub &'a Path);

impl brief::Surroundings for Folder<'_> {
    fn file(&mut self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        std::fs::File::open(self.0.join(path))?
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

fn render_one(
    path: &Path,
    targets: &Targets,
    options: &RenderOptions,
    houses: &mut HouseStyles,
    reporter: &mut Reporter,
) -> Outcome {
    let prepared = match prepare(path, houses, reporter) {
        Ok(prepared) => prepared,
        Err(outcome) => return outcome,
    };
    let comments = if options.formats.contains(&Format::Docx) {
        match standing::look(&targets.docx, &prepared, options.force, reporter) {
            Ok(comments) => comments,
            Err(outcome) => return outcome,
        }
    } else {
        Vec::new()
    };
    let pages = prepared.layout.pages.pages.len();
    let house_words = house_words(prepared.house.as_deref());
    match write(prepared, targets, options, comments) {
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
            Outcome::Done
        }
        Err(WriteError { target, reason }) => {
            reporter.system_error(&target, "write this file", &reason);
            Outcome::SystemFailed
        }
    }
}

/// What kept an output from being written.
struct WriteError {
    target: PathBuf,
    reason: String,
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

/// A file as it goes into the outputs.
fn attachment(source: &Source) -> Attachment {
    let name = source.path.file_name();
    Attachment {
        file_name: name.map_or_else(
            || "brief.toml".into(),
            |name| name.to_string_lossy().into_owned(),
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
        pdf::write(&prepared.document, prepared.layout.pages, &options)
            .map(|bytes| (Format::Pdf, bytes))
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
            ..docx::Options::default()
        };
        docx::write(&prepared.document, &prepared.theme, &options)
            .map(|bytes| (Format::Docx, bytes))
            .map_err(|error| NotMade::new(Format::Docx, &error))
    };
    // Neither needs the other: they are made side by side.
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

/// Makes the outputs and writes them: all are on the disk before the first takes its place.
fn write<'t>(
    prepared: Prepared,
    targets: &'t Targets,
    options: &RenderOptions,
    comments: Vec<PlacedComment>,
) -> Result<Vec<(&'t Path, usize)>, WriteError> {
    let target = |format| match format {
        Format::Pdf => targets.pdf.as_path(),
        Format::Docx => targets.docx.as_path(),
    };
    let failed = |target: &Path, reason: &dyn std::fmt::Display| WriteError {
        target: target.to_owned(),
        reason: reason.to_string(),
    };
    let made = make(prepared, comments, &options.formats, options.pdf_standard)
        .map_err(|error| failed(target(error.format), &error.reason))?;
    let contents: Vec<(&Path, Vec<u8>)> = made
        .into_iter()
        .map(|(format, bytes)| (target(format), bytes))
        .collect();
    let mut staged = Vec::new();
    for (target, bytes) in &contents {
        staged.push((
            *target,
            Staged::write(target, bytes).map_err(|error| failed(target, &error))?,
        ));
    }
    for (target, file) in staged {
        file.commit().map_err(|error| failed(target, &error))?;
    }
    Ok(contents
        .into_iter()
        .map(|(target, bytes)| (target, bytes.len()))
        .collect())
}
