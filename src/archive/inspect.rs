//! What is inside the documents of a package: that each PDF still claims its standards and has its parts, that
//! each DOCX is as it was written, and that the sources in both are those beside them.

use super::contents::{Contents, Entry, entries_in, read_whole};
use super::folder;
use super::name::Name;
use crate::diagnostic::Diagnostic;
use crate::document::Attachment;
use crate::docx::{self, Authorship};
use crate::limits::LARGEST_DOCUMENT;
use crate::pdf;

/// What is amiss with the documents of a package of ours.
pub(super) fn documents(contents: &dyn Contents) -> Vec<(&Name, Diagnostic)> {
    let mut found = Vec::new();
    for entry in entries_in(contents, folder::BRIEF) {
        let path = entry.name.as_str();
        let (pdf, docx) = (path.ends_with(".pdf"), path.ends_with(".docx"));
        if !pdf && !docx {
            continue;
        }
        let wrong = match read_whole(contents, entry, LARGEST_DOCUMENT) {
            Ok(Some(bytes)) if pdf => of_pdf(contents, &bytes),
            Ok(Some(bytes)) => of_docx(contents, &bytes),
            Ok(None) => vec![Diagnostic::warning(
                "unchecked-document",
                "this document is too large to be looked into",
            )],
            // Reading it for its digests has failed too, which was said.
            Err(_) => Vec::new(),
        };
        let wrong = wrong.into_iter();
        found.extend(wrong.map(|diagnostic| (&entry.name, diagnostic)));
    }
    found
}

fn of_pdf(contents: &dyn Contents, bytes: &[u8]) -> Vec<Diagnostic> {
    let inspection = match pdf::inspect(bytes) {
        Ok(inspection) => inspection,
        Err(error) => {
            return vec![Diagnostic::error("damaged-document", error.to_string())];
        }
    };
    let mut wrong = Vec::new();
    if inspection.standard().is_none() {
        let claims = |name: &str, part: &Option<String>| {
            let part = part.as_ref();
            part.map_or_else(|| format!("no {name}"), |part| format!("{name}-{part}"))
        };
        let message = format!(
            "this PDF claims {} and {}, and not what this program writes (PDF/A-3A and PDF/UA-1, or PDF/A-4F \
             and PDF/UA-2)",
            claims("PDF/A", &inspection.pdf_a),
            claims("PDF/UA", &inspection.pdf_ua)
        );
        wrong.push(Diagnostic::error("lost-claim", message));
    }
    if !inspection.is_tagged {
        wrong.push(Diagnostic::error(
            "lost-structure",
            "this PDF has no structure tree: a screen reader cannot read it",
        ));
    }
    wrong.extend(of_sources(contents, &inspection.sources, "PDF"));
    wrong
}

fn of_docx(contents: &dyn Contents, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    if docx::written_by_us(bytes) != Authorship::Unchanged {
        wrong.push(Diagnostic::error(
            "edited-document",
            "this DOCX is not as the program wrote it",
        ));
    }
    let sources = docx::sources(bytes).unwrap_or_default();
    wrong.extend(of_sources(contents, &sources, "DOCX"));
    wrong
}

/// Whether the sources in a document are those beside it.
fn of_sources(contents: &dyn Contents, inside: &[Attachment], kind: &str) -> Vec<Diagnostic> {
    if inside.is_empty() {
        let message = format!("this {kind} has lost the brief's TOML that it was made from");
        return vec![Diagnostic::error("lost-source", message)];
    }
    let mut wrong = Vec::new();
    for source in inside {
        let name = &source.file_name;
        let beside = entries_in(contents, folder::SOURCE);
        let candidates: Vec<&Entry> = beside
            .filter(|entry| entry.name.file_name() == name)
            .collect();
        let mut is_there = false;
        let mut unreadable = None;
        for entry in &candidates {
            match read_whole(contents, entry, source.bytes.len() as u64) {
                Ok(bytes) => is_there |= bytes.as_ref() == Some(&source.bytes),
                Err(error) => unreadable = Some((entry, error)),
            }
        }
        if is_there {
            continue;
        }
        wrong.push(match (unreadable, candidates.first()) {
            (Some((entry, error)), _) => {
                let message = format!("{} cannot be read: {error}", entry.name);
                Diagnostic::error("unreadable-source", message)
            }
            (None, Some(entry)) => {
                let message = format!("`{name}` in this {kind} is another than {}", entry.name);
                Diagnostic::error("other-source", message)
            }
            (None, None) => {
                let message = format!("`{name}` in this {kind} is not in {}", folder::SOURCE);
                Diagnostic::error("other-source", message)
            }
        });
    }
    wrong
}
