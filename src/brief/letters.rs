//! Letters, quotation marks and sentences that are those of other languages than the words around them.

use super::{lookalikes, quotation_marks, unmarked};
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use std::ops::Range;

/// Whether there may be some in a file in `language`.
pub(super) fn may_be_in(language: &Language, toml: &str) -> bool {
    lookalikes::are_in(language)
        || quotation_marks::may_be_in(toml)
        || unmarked::may_be_in(language, toml)
}

/// The warnings where `texts` in `language`, each with its place in `file`, have some.
pub(super) fn of_texts<'a>(
    language: &Language,
    file: &str,
    texts: impl Iterator<Item = (&'a str, Range<usize>)> + Clone,
) -> Vec<Diagnostic> {
    let mut warnings = lookalikes::of_texts(language, texts.clone());
    warnings.extend(quotation_marks::of_texts(language, file, texts.clone()));
    warnings.extend(unmarked::of_texts(language, file, texts));
    warnings
}
