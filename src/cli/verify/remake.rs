//! Making the outputs of a package again: the same sources and the same version give the same bytes.

use super::super::archive::temporary_folder;
use super::super::arguments::{BatchOptions, FileOptions, RenderOptions};
use super::super::batch::render_in;
use super::super::house_style::HouseStyles;
use super::super::limited_file::LARGEST_DOCUMENT;
use super::super::outputs::Targets;
use super::super::packages::source_of;
use super::super::report::Reporter;
use crate::archive::{
    AGENT, Contents, Entry, Finding, Report, SOFTWARE, entries_in, folder, read_whole,
};
use crate::brief::OutputFormat;
use crate::diagnostic::{Diagnostic, Level};
use crate::{docx, pdf};
use clap::ValueEnum;
use std::fs;
use std::io;
use std::path::Path;

/// Makes the outputs of a package again, and adds to its report where they differ.
///
/// # Errors
/// Where a file cannot be read or written.
pub(super) fn remake(
    contents: &dyn Contents,
    report: &mut Report,
    reporter: &mut Reporter,
) -> io::Result<()> {
    let work = temporary_folder(&std::env::temp_dir())?;
    let (sources, outputs) = (work.path().join("source"), work.path().join("brief"));
    unpack(contents, folder::SOURCE, &sources)?;
    for entry in entries_in(contents, folder::BRIEF) {
        let Some(bytes) = read_whole(contents, entry, LARGEST_DOCUMENT)? else {
            continue;
        };
        let made = made_again(entry, &bytes, contents, &sources, &outputs, reporter)?;
        let diagnostic = match made {
            Some(made) if made == bytes => continue,
            Some(made) => differing(entry, &bytes, &made, report),
            None => Diagnostic::error(
                "cannot-remake",
                "this version of the program cannot make this file again from its source",
            ),
        };
        report.findings.push(Finding {
            path: Some(entry.name.to_string()),
            diagnostic,
        });
    }
    Ok(())
}

/// Writes the files of a folder of the package below `target`.
fn unpack(contents: &dyn Contents, folder: &str, target: &Path) -> io::Result<()> {
    for entry in entries_in(contents, folder) {
        // Its name cannot lead out: it would be none.
        let path = target.join(&entry.name.as_str()[folder.len()..]);
        fs::create_dir_all(path.parent().unwrap_or(target))?;
        let mut file = fs::File::create_new(path)?;
        contents.read(entry, &mut |reader| io::copy(reader, &mut file).map(drop))?;
    }
    Ok(())
}

/// The bytes of an output, made again; none where that cannot be.
fn made_again(
    output: &Entry,
    bytes: &[u8],
    contents: &dyn Contents,
    sources: &Path,
    outputs: &Path,
    reporter: &mut Reporter,
) -> io::Result<Option<Vec<u8>>> {
    let name = output.name.file_name();
    let (stem, extension) = name.rsplit_once('.').unwrap_or_default();
    let Ok(format) = OutputFormat::from_str(extension, false) else {
        return Ok(None);
    };
    let Some(brief) = source_of(contents, stem) else {
        return Ok(None);
    };
    let standard = pdf::inspect(bytes).ok().and_then(|pdf| pdf.standard());
    let options = RenderOptions {
        output: Some(outputs.to_owned()),
        files: FileOptions {
            formats: vec![format],
            pdf_standard: standard.unwrap_or(pdf::Standard::A3aUa1),
        },
        force: true,
        all_languages: false,
    };
    let brief = sources.join(&brief.name.as_str()[folder::SOURCE.len()..]);
    let made = Targets::of(&brief, Path::new(""), Some(outputs));
    // A house style above the package is not its own.
    let houses = HouseStyles::below(sources.canonicalize()?);
    let result = reporter.silently(|reporter| {
        render_in(
            &[brief],
            &options,
            &BatchOptions::default(),
            &houses,
            reporter,
        )
    });
    if result.is_err() {
        return Ok(None);
    }
    fs::read(made.of_format(format)).map(Some)
}

/// Says where an output differs from the one in the package. Another version may differ, this one must not.
fn differing(output: &Entry, bytes: &[u8], made: &[u8], report: &Report) -> Diagnostic {
    let place = if output.name.as_str().ends_with(".pdf") {
        pdf::first_difference(bytes, made)
    } else {
        docx::first_difference(bytes, made).map(|part| format!("in {part}"))
    };
    let place = place.unwrap_or_else(|| "in how it is packed".to_owned());
    let by = report.info.get(SOFTWARE).unwrap_or("another version");
    let same_version = by == AGENT;
    let message = if same_version {
        format!("made again, this file is another: it differs first {place}")
    } else {
        format!("made again, this file differs first {place}; {by} made it, and this is {AGENT}")
    };
    Diagnostic {
        level: if same_version {
            Level::Error
        } else {
            Level::Warning
        },
        ..Diagnostic::error("other-bytes", message)
    }
}
