//! Diagnostics as text for a person and as JSON for a program.

use super::invisible::{self, visible};
use super::source::{Lines, Position, Source};
use super::{Diagnostic, Level};
use annotate_snippets::{self as snippets, AnnotationKind, Origin, Renderer, Snippet};
use std::borrow::Cow;

/// The diagnostics as rustc writes its own: what is wrong, the place marked under its line, and what to
/// write instead; an empty line after each. With ANSI colours where `styled`.
pub fn render_human(diagnostics: &[Diagnostic], source: &Source, styled: bool) -> String {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let path = source.path.to_string_lossy();
    let lines = Lines::new(&source.text);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let level = match diagnostic.level {
            Level::Error => snippets::Level::ERROR,
            Level::Warning => snippets::Level::WARNING,
        };
        let title = level
            .primary_title(visible(&diagnostic.message))
            .id(diagnostic.code);
        let group = match &diagnostic.span {
            Some(span) => {
                let (line, number, marked) = lines.excerpt(span);
                let (line, marked) = invisible::shown(line, marked);
                title.element(
                    Snippet::source(line)
                        .path(path.as_ref())
                        .line_start(number)
                        .annotation(AnnotationKind::Primary.span(marked)),
                )
            }
            None => title.element(Origin::path(path.as_ref())),
        };
        let group = match &diagnostic.help {
            Some(help) => group.element(snippets::Level::HELP.message(visible(help))),
            None => group,
        };
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

/// A diagnostic as a line of JSON says it.
#[derive(serde::Serialize)]
struct Record<'a> {
    level: &'static str,
    code: &'static str,
    message: Cow<'a, str>,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    /// The place after the last character.
    end: Option<Position>,
    help: Option<Cow<'a, str>>,
}

/// The diagnostics as JSON, one object a line: `level` (`error`, `warning`), `code`, `message`, `file`,
/// `line`, `column`, `end` (`line`, `column`; the place after the last character) and `help`; null where
/// there is none. Lines and columns count from 1, columns in Unicode scalar values.
pub fn render_json(diagnostics: &[Diagnostic], source: &Source) -> String {
    let path = source.path.to_string_lossy();
    let lines = Lines::new(&source.text);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let place = |offset: fn(&std::ops::Range<usize>) -> usize| {
            diagnostic
                .span
                .as_ref()
                .map(|span| lines.position(offset(span)))
        };
        let start = place(|span| span.start);
        let record = Record {
            level: match diagnostic.level {
                Level::Error => "error",
                Level::Warning => "warning",
            },
            code: diagnostic.code,
            message: visible(&diagnostic.message),
            file: &path,
            line: start.map(|place| place.line),
            column: start.map(|place| place.column),
            end: place(|span| span.end.max(span.start)),
            help: diagnostic.help.as_deref().map(visible),
        };
        // Strings and numbers always have a form in JSON.
        if let Ok(line) = serde_json::to_string(&record) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}
