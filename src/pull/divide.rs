//! Items that a line break divides. In a content control some programs make a line break of Enter: the words behind
//! it in the line of an item are another item's, as they are where Enter ends the paragraph.

use super::base::Base;
use super::path::{FieldPath, item_table};
use crate::docx::{Paragraph, Reading};

/// Divides the lines of items at their line breaks.
pub(super) fn lines_of_items(base: &Base, theirs: &mut Reading) {
    let mut paragraphs = Vec::with_capacity(theirs.paragraphs.len());
    // For each paragraph where its pieces are, and at which bytes they begin.
    let mut pieces: Vec<(usize, Vec<usize>)> = Vec::with_capacity(theirs.paragraphs.len());
    for mut paragraph in std::mem::take(&mut theirs.paragraphs) {
        let mut starts = vec![0];
        if paragraph.text.contains('\n') && is_line_of_item(base, &paragraph) {
            let breaks = paragraph.text.match_indices('\n');
            starts.extend(breaks.map(|(at, _)| at + 1));
        }
        let first = paragraphs.len();
        let mut rest = Vec::new();
        for start in starts.iter().skip(1).rev() {
            rest.push(paragraph.split_off(*start));
        }
        paragraphs.push(paragraph);
        paragraphs.extend(rest.into_iter().rev());
        pieces.push((first, starts));
    }
    theirs.paragraphs = paragraphs;
    for comment in &mut theirs.comments {
        let place = comment.paragraph.and_then(|at| pieces.get(at));
        let Some((first, starts)) = place else {
            continue;
        };
        let piece = starts.partition_point(|start| *start <= comment.range.start) - 1;
        let at = first + piece;
        let length = theirs.paragraphs[at].text.len();
        comment.paragraph = Some(at);
        comment.range.start -= starts[piece];
        comment.range.end = comment.range.end.saturating_sub(starts[piece]).min(length);
    }
}

/// Whether a paragraph has the line that an item is known by, and nothing else of its fields takes another line.
fn is_line_of_item(base: &Base, paragraph: &Paragraph) -> bool {
    let mut paths = paragraph.anchors.iter().filter_map(|anchor| {
        let path = base.paths_of(&anchor.name)?;
        Some(FieldPath::parse(path))
    });
    paragraph.cell.is_none()
        && paths.any(|path| {
            let is_line = matches!(
                path.table(),
                "question" | "obstacle" | "recommendation" | "decision" | "reference"
            );
            is_line && item_table(path.table()).is_some_and(|table| path.field == table.main)
        })
}
