//! Where a sentence ends.

/// Whether a text ends as a sentence does, in quotation marks or not: no full stop comes after it. A bracket is no such
/// mark: a stop in it is that of an abbreviation, “(approx.)”.
pub fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['"', '\'', '“', '”', '‘', '’', '»', '›'])
        .ends_with(['.', '?', '!', '…', '؟', '۔'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_counts_in_quotation_marks_too() {
        for ended in [
            "It rains.",
            "Who pays?",
            "He said “now.”",
            "«Сейчас!»",
            "کی؟",
            "And so on… ",
        ] {
            assert!(ends_sentence(ended), "{ended}");
        }
        for open in ["It rains", "He said “now”", "Length (approx.)", "Note:", ""] {
            assert!(!ends_sentence(open), "{open}");
        }
    }
}
