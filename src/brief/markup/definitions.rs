//! Lines that CommonMark reads as the address of a link (section 4.7): `[label]: …`. They are printed nowhere, whether a
//! link has the label or not; what was meant as words would be lost.

use super::Builder;
use crate::brief::words::quoted;
use crate::diagnostic::Diagnostic;
use crate::ordered::Ordered;
use pulldown_cmark::{CowStr, Event, RefDefs, Tag};
use std::ops::Range;

/// What is known of such lines while a text is read.
#[derive(Default)]
pub(super) struct Definitions<'t> {
    /// The labels of links and pictures.
    used: Vec<CowStr<'t>>,
    /// Where the last words ended.
    words_end: usize,
    /// What stands between words: marks, and such lines.
    gaps: Vec<Range<usize>>,
}

impl<'t> Definitions<'t> {
    pub(super) fn take(&mut self, event: &Event<'t>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => {
                self.used.push(id.clone())
            }
            Event::Start(_) | Event::End(_) => return,
            _ => {}
        }
        self.gaps.push(self.words_end..range.start);
        self.words_end = self.words_end.max(range.end);
    }
}

impl Builder<'_, '_> {
    /// Reports each line to which no link refers. `definitions` has the first for each label.
    pub(super) fn lost_definitions(&mut self, definitions: &RefDefs<'_>) {
        let mut found = std::mem::take(&mut self.definitions);
        found.gaps.push(found.words_end..self.text.len());
        let spans = definitions.iter().map(|(_, known)| known.span.clone());
        let spans = spans.map(|span| (span.start, span.end)).into_map();
        let used = found.used.iter().filter_map(|label| definitions.get(label));
        let used = used.map(|known| known.span.start).into_set();
        for gap in found.gaps {
            let mut at = gap.start;
            while let Some(start) = self.text.get(at..gap.end).and_then(|gap| gap.find('[')) {
                let start = at + start;
                let line = self.text[start..].find('\n');
                let line = line.map_or(self.text.len(), |length| start + length);
                at = spans.get(&start).copied().unwrap_or(line);
                // The label of a footnote stands between words, too.
                if !used.contains(&start) && !self.text[start..].starts_with("[^") {
                    self.lost_definition(start..at);
                }
            }
        }
    }

    fn lost_definition(&mut self, range: Range<usize>) {
        let words = self.text[range.start + 1..range.end].trim_end();
        let help = format!(
            "where words are meant, write `{}{}`",
            self.literal.escaped("["),
            quoted(words)
        );
        let what = "this line is not printed: CommonMark reads it as the address of a link";
        let wrong = Diagnostic::error("unsupported-markup", what).help(help);
        self.report(wrong, range.start..range.start + 1 + words.len());
    }
}
