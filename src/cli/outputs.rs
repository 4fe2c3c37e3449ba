//! The outputs of a brief: what they are called, making them, and writing them.

use super::Outcome;
use super::inputs::{self, InputsDigest};
use super::limited_file;
use super::paths::without_toml;
use super::prepared::Prepared;
use super::report::Reporter;
use super::side_by_side::PROGRAM_FAILED;
use super::turns;
use super::whole_file::{read_standing, write_all};
use crate::brief::{self, OutputFormat};
use crate::diagnostic::Source;
use crate::document::{Attachment, Document, NodeId, Picture, PictureFormat};
use crate::docx::{self, PlacedComment, Templates};
use crate::layout;
use crate::locale::Message;
use crate::ordered::Ordered;
use crate::pdf::{self, Standard};
use crate::svg;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files that a brief becomes.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Targets {
    pub pdf: PathBuf,
    pub docx: PathBuf,
}

impl Targets {
    /// Those of a brief: in the folder `output`, or in one in it as far `below` as the brief is below the folder that was
    /// named; beside the brief where there is none.
    pub fn of(brief: &Path, below: &Path, output: Option<&Path>) -> Targets {
        let in_folder = match (output, brief.file_name()) {
            (Some(folder), Some(name)) => folder.join(below).join(name),
            _ => brief.to_owned(),
        };
        let bare = without_toml(&in_folder);
        Targets {
            pdf: bare.with_added_extension(OutputFormat::Pdf.name()),
            docx: bare.with_added_extension(OutputFormat::Docx.name()),
        }
    }

    /// The file in this format.
    pub fn of_format(&self, format: OutputFormat) -> &Path {
        match format {
            OutputFormat::Pdf => &self.pdf,
            OutputFormat::Docx => &self.docx,
        }
    }

    /// Whether the file in this format stands as it would be made from these inputs.
    pub fn stands(&self, format: OutputFormat, inputs: &InputsDigest, standard: Standard) -> bool {
        stands_as(self.of_format(format), |bytes| match format {
            OutputFormat::Pdf => pdf::is_made_from(bytes, &inputs::for_pdf(inputs, standard)),
            OutputFormat::Docx => docx::is_made_from(bytes, inputs),
        })
    }
}

/// Outputs, each in its format.
pub(super) type Made = Vec<(OutputFormat, Vec<u8>)>;

/// The charts of a document as pictures for the word processor, as wide as its text.
fn chart_pictures(document: &Document, theme: &Theme) -> BTreeMap<NodeId, Picture> {
    let measure = theme.single_column.measure();
    let fonts = &theme.fonts;
    let drawn = layout::charts(document, theme, measure).into_iter();
    let pictures = drawn.zip(1..).map(|(chart, number)| {
        let picture = Picture {
            file: docx::name_of_chart(number),
            bytes: svg::write(chart.width, chart.height, &chart.fragments, fonts)
                .into_bytes()
                .into(),
            format: PictureFormat::Svg,
            width_px: chart.width.to_css_pixels(),
            height_px: chart.height.to_css_pixels(),
        };
        (chart.node, picture)
    });
    pictures.into_map()
}

/// What kept an output from being made.
pub(super) struct NotMade {
    pub format: OutputFormat,
    pub reason: String,
}

impl NotMade {
    fn new(format: OutputFormat, reason: &dyn std::fmt::Display) -> NotMade {
        NotMade {
            format,
            reason: reason.to_string(),
        }
    }

    /// Reports it, at the place of the file.
    pub fn report(&self, targets: &Targets, reporter: &mut Reporter) -> Outcome {
        let target = targets.of_format(self.format);
        reporter.system_error(target, "make this file", &self.reason)
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

/// What makes outputs, the same for all briefs of a run.
pub(super) struct Maker {
    pub standard: Standard,
    /// Whether the outputs of a brief are made side by side, for neither needs the other.
    pub side_by_side: bool,
    /// What all DOCX files have in common.
    templates: Templates,
}

impl Maker {
    pub fn new(standard: Standard, side_by_side: bool) -> Maker {
        Maker {
            standard,
            side_by_side,
            templates: Templates::default(),
        }
    }

    /// Makes the outputs of a brief in these formats, in the order of [`OutputFormat`], `comments` in the margin of the
    /// DOCX. An error is of the format that could not be made.
    pub fn make(
        &self,
        prepared: Prepared,
        comments: Vec<PlacedComment>,
        formats: &[OutputFormat],
        memory: &mut turns::Memory,
    ) -> Result<Made, NotMade> {
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
        let (inputs, standard) = (prepared.inputs, self.standard);
        let pdf = || {
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
                        pdf::identify(&mut bytes, &inputs::for_pdf(inputs, standard));
                    }
                    (OutputFormat::Pdf, bytes)
                })
                .map_err(|error| NotMade::new(OutputFormat::Pdf, &error))
        };
        let docx = || {
            let options = docx::Options {
                source: Some(attachment.clone()),
                charts: chart_pictures(&prepared.document, &prepared.theme),
                house_style: house_style.clone(),
                note: Some(prepared.locale.words(Message::NoteForEditors)),
                comments,
                translation: translation.clone(),
                inputs,
                templates: self.templates.clone(),
                ..docx::Options::default()
            };
            let memory = &mut memory.docx;
            docx::write_with(&prepared.document, &prepared.theme, &options, memory)
                .map(|bytes| (OutputFormat::Docx, bytes))
                .map_err(|error| NotMade::new(OutputFormat::Docx, &error))
        };
        if !self.side_by_side {
            let pdf = wants(OutputFormat::Pdf).then(pdf);
            let docx = wants(OutputFormat::Docx).then(docx);
            return pdf.into_iter().chain(docx).collect();
        }
        let (pdf, docx) = std::thread::scope(|scope| {
            let docx = wants(OutputFormat::Docx).then(|| scope.spawn(docx));
            let pdf = wants(OutputFormat::Pdf).then(pdf);
            (pdf, docx.map(|thread| thread.join()))
        });
        let docx = docx.map(|made| {
            made.unwrap_or_else(|_| Err(NotMade::new(OutputFormat::Docx, &PROGRAM_FAILED)))
        });
        pdf.into_iter().chain(docx).collect()
    }
}

/// Whether a file stands at `target` whose bytes are as they should be.
pub(super) fn stands_as(target: &Path, is_it: impl FnOnce(&[u8]) -> bool) -> bool {
    read_standing(target, limited_file::LARGEST_DOCUMENT)
        .is_ok_and(|standing| standing.is_some_and(|bytes| is_it(&bytes)))
}

/// Writes outputs: all are on the disk before the first takes its place. One that stands there to the byte is left,
/// unless `force_all`. Reports the first that cannot be written.
pub(super) fn write<'t>(
    made: Made,
    targets: &'t Targets,
    force_all: bool,
    reporter: &mut Reporter,
) -> Result<Vec<(&'t Path, usize)>, Outcome> {
    let stands =
        |target: &Path, bytes: &[u8]| !force_all && stands_as(target, |standing| standing == bytes);
    let contents: Vec<(&Path, Vec<u8>)> = made
        .into_iter()
        .map(|(format, bytes)| (targets.of_format(format), bytes))
        .filter(|(target, bytes)| !stands(target, bytes))
        .collect();
    let files = contents.iter().map(|(target, bytes)| (*target, &bytes[..]));
    write_all(files, reporter)?;
    Ok(contents
        .into_iter()
        .map(|(target, bytes)| (target, bytes.len()))
        .collect())
}
