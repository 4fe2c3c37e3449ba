//! What CommonMark has and prose has not.

use super::{Builder, DEEPEST, TooDeep};
use crate::diagnostic::Diagnostic;
use std::ops::Range;

impl Builder<'_, '_> {
    pub(super) fn refuse(
        &mut self,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let end = range.start + self.text[range.clone()].trim_end().len();
        self.diagnostics.push(
            Diagnostic::error("unsupported-markup", message)
                .at(self.literal.locate(range.start..end))
                .help(help),
        );
    }

    /// Refuses a tag; the closing one of a pair is not told again.
    pub(super) fn refuse_html(&mut self, range: &Range<usize>) {
        if self.html_refused && self.text[range.clone()].starts_with("</") {
            return;
        }
        self.html_refused = true;
        self.refuse(
            range,
            "prose has no HTML",
            format!(
                "use *emphasis*, **strong** or [words](https://…); where `<` is meant, write `{}`",
                self.literal.escaped("<")
            ),
        );
    }

    pub(super) fn too_deep(&mut self, range: &Range<usize>, what: &str) -> TooDeep {
        let first_line = self.text[range.clone()]
            .lines()
            .next()
            .map_or(0, |line| line.trim_end().len());
        self.diagnostics.push(
            Diagnostic::error(
                "nested-too-deeply",
                format!("{what} stand in one another more than {DEEPEST} deep"),
            )
            .at(self.literal.locate(range.start..range.start + first_line))
            .help("use fewer levels"),
        );
        TooDeep
    }
}
