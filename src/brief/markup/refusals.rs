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
        let wrong = Diagnostic::error("unsupported-markup", message).help(help);
        self.report(wrong, range.start..end);
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
        let what = format!("{what} stand in one another more than {DEEPEST} deep");
        let wrong = Diagnostic::error("nested-too-deeply", what).help("use fewer levels");
        self.report(wrong, self.first_line(range));
        TooDeep
    }
}
