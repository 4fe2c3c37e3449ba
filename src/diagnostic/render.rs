//! Diagnostics as text for a person and as JSON for a program.

use super::invisible::{self, visible};
use super::source::{FAR, Lines, Position, Source};
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
    let path = invisible::visible_path(&source.path);
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
                let snippet = Snippet::source(line)
                    .line_start(number)
                    .annotation(AnnotationKind::Primary.span(marked));
                let place = lines.position(span.start);
                if place.column > FAR {
                    // Of a long line only a part is shown, and a column of it is another of the line.
                    let origin = Origin::path(path.as_str())
                        .line(number)
                        .char_column(place.column);
                    title.element(origin).element(snippet)
                } else {
                    title.element(snippet.path(path.as_str()))
                }
            }
            None => title.element(Origin::path(path.as_str())),
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

/// A diagnostic as a program is told of it.
#[derive(serde::Serialize)]
pub struct Record<'a> {
    level: &'static str,
    code: &'static str,
    message: Cow<'a, str>,
    file: Cow<'a, str>,
    line: Option<usize>,
    column: Option<usize>,
    /// The place after the last character.
    end: Option<Position>,
    help: Option<Cow<'a, str>>,
}

/// The diagnostics as programs are told of them, in their order.
pub fn records<'a>(diagnostics: &'a [Diagnostic], source: &'a Source) -> Vec<Record<'a>> {
    let lines = Lines::new(&source.text);
    let record = |diagnostic: &'a Diagnostic| {
        let place = |offset: fn(&std::ops::Range<usize>) -> usize| {
            diagnostic
                .span
                .as_ref()
                .map(|span| lines.position(offset(span)))
        };
        let start = place(|span| span.start);
        Record {
            level: match diagnostic.level {
                Level::Error => "error",
                Level::Warning => "warning",
            },
            code: diagnostic.code,
            message: visible(&diagnostic.message),
            file: source.path.to_string_lossy(),
            line: start.map(|place| place.line),
            column: start.map(|place| place.column),
            end: place(|span| span.end.max(span.start)),
            help: diagnostic.help.as_deref().map(visible),
        }
    };
    diagnostics.iter().map(record).collect()
}

/// The first line of a place in a file, as it can be shown.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Excerpt {
    /// What stands in the line before the place.
    pub before: String,
    /// The place, or as much of it as is in the line.
    pub marked: String,
    /// What stands in the line after it.
    pub after: String,
}

/// The line that each of the diagnostics is about; none where it is about the file as a whole.
pub fn excerpts(diagnostics: &[Diagnostic], source: &Source) -> Vec<Option<Excerpt>> {
    let lines = Lines::new(&source.text);
    let excerpt = |diagnostic: &Diagnostic| {
        let (line, _, marked) = lines.excerpt(diagnostic.span.as_ref()?);
        let (line, marked) = invisible::shown(line, marked);
        Some(Excerpt {
            before: line.get(..marked.start)?.to_owned(),
            marked: line.get(marked.clone())?.to_owned(),
            after: line.get(marked.end..)?.to_owned(),
        })
    };
    diagnostics.iter().map(excerpt).collect()
}

/// The diagnostics as JSON, one object a line: `level` (`error`, `warning`), `code`, `message`, `file`,
/// `line`, `column`, `end` (`line`, `column`; the place after the last character) and `help`; null where
/// there is none. Lines and columns count from 1, columns in Unicode scalar values.
pub fn render_json(diagnostics: &[Diagnostic], source: &Source) -> String {
    let mut text = String::new();
    for record in records(diagnostics, source) {
        // Strings and numbers always have a form in JSON.
        if let Ok(line) = serde_json::to_string(&record) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_commands_no_terminal() {
        let source = Source {
            path: "a\u{1B}]0;b\u{7}\u{202E}\n.toml".into(),
            text: "a = 1\n".into(),
        };
        let whole = Diagnostic::error("code", "message");
        for diagnostic in [whole.clone().at(0..1), whole] {
            let text = render_human(&[diagnostic], &source, false);
            let shown = "--> a‹U+001B›]0;b‹U+0007›‹U+202E›‹U+000A›.toml";
            assert!(text.contains(shown), "{text}");
        }
    }

    #[test]
    fn an_excerpt_marks_its_place_and_shows_what_is_not_seen() {
        let source = Source {
            path: "a.toml".into(),
            text: "a = 1\nb\u{202E} = <2>\n".into(),
        };
        let at = |span| Diagnostic::error("code", "message").at(span);
        let whole = Diagnostic::error("code", "message");
        let excerpts = excerpts(&[at(13..16), whole], &source);
        let marked = Excerpt {
            before: "b‹U+202E› = ".to_owned(),
            marked: "<2>".to_owned(),
            after: String::new(),
        };
        assert_eq!(excerpts, [Some(marked), None]);
    }
}
