//! Files that were found in a folder: whether each is a brief, and what is said where it is none.
//!
//! What may be a brief is never passed over without a word: a brief that was emptied would go on to stand beside its
//! earlier outputs, and nobody would know.

use super::Outcome;
use super::beside::reads_as_translation;
use super::discovery::Found;
use super::events::Event;
use super::limited_file;
use super::outputs::Targets;
use super::reading::read_source;
use super::report::Reporter;
use super::shell;
use super::whole_file::read_standing;
use crate::brief::{self, Likeness, likeness};
use crate::diagnostic::{Diagnostic, Source};
use crate::docx;
use crate::pdf;
use std::path::Path;

/// The text of a file; none where it is no brief, and was not named as one. Where it may be one all the same, that is
/// reported; where it was one, that is an error. What is called after a brief and a language is read, so that reading it
/// says what has become of it.
pub(super) fn read_if_brief(
    found: &Found,
    outputs: &Targets,
    reporter: &mut Reporter,
) -> Result<Option<Source>, Outcome> {
    let path = &found.path;
    let source = read_source(path, "brief", reporter).map_err(|outcome| match outcome {
        // Nobody has named it, so that the command is not to blame.
        Outcome::CommandWrong if !found.is_named => Outcome::BriefWrong,
        outcome => outcome,
    })?;
    if found.is_named {
        return Ok(Some(source));
    }
    let likeness = likeness(&source.text);
    if likeness == Likeness::Brief {
        return Ok(Some(source));
    }
    if let Some(output) = output_of(path, outputs) {
        let shown = output.display();
        let message = format!("this is no brief any more, but `{shown}` was made from it");
        let output = shell::typed(output);
        let help = format!(
            "bring it back, from a copy or with `briefgen extract {output} -o FOLDER`; or remove what was made from it"
        );
        return Err(reporter.file_error(path, "lost-brief", message, Some(&help)));
    }
    if reads_as_translation(&source) {
        return Ok(Some(source));
    }
    match doubt(path, likeness) {
        Some(doubt) => reporter.diagnostics(&source, &[doubt]),
        None if reporter.is_verbose() => {
            let line = format!("{}: passed over, no brief", path.display());
            let file = path.to_string_lossy();
            reporter.tell(&line, &Event::PassedOver { file });
        }
        None => {}
    }
    Ok(None)
}

/// What is said of a file that is passed over and may be meant as a brief.
fn doubt(path: &Path, likeness: Likeness) -> Option<Diagnostic> {
    let path = shell::typed(path);
    let leave_out = format!("leave it out with `--exclude {path}`");
    match likeness {
        Likeness::Brief | Likeness::Other => None,
        Likeness::Empty => {
            let message = "this file is empty; it was passed over";
            let help = format!("write the brief, remove the file, or {leave_out}");
            Some(Diagnostic::warning("empty-file", message).help(help))
        }
        Likeness::NotToml(diagnostic) => {
            Some(diagnostic.help(format!("it was passed over; mend it, or {leave_out}")))
        }
        Likeness::Near(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let message = format!(
                "this may be a brief, for it has {}; it was passed over",
                names.join(", ")
            );
            let help = format!(
                "if it is one, `briefgen check {path}` says what is wrong with it; if it is none, {leave_out}"
            );
            Some(Diagnostic::warning("passed-over", message).help(help))
        }
    }
}

/// The output that was made from the file at `path`, as it says itself.
fn output_of<'t>(path: &Path, outputs: &'t Targets) -> Option<&'t Path> {
    let name = brief::normalise(&path.file_name()?.to_string_lossy());
    let is_of_it = |output: &&'t Path| {
        let standing = read_standing(output, limited_file::LARGEST_DOCUMENT);
        let Ok(Some(bytes)) = standing else {
            return false;
        };
        let sources = match pdf::inspect(&bytes) {
            Ok(inspection) => inspection.sources,
            Err(_) => docx::sources(&bytes).unwrap_or_default(),
        };
        sources.iter().any(|source| source.file_name == name)
    };
    [outputs.pdf.as_path(), outputs.docx.as_path()]
        .into_iter()
        .find(is_of_it)
}
