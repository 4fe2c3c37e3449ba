//! Items that a line break divides. In a content control some programs make a line break of Enter: the words behind
//! it in the line of an item are another item's, as they are where Enter ends the paragraph. But where it parts what
//! the base has side by side, it is for the look of the line, and says no more than a space.

use super::base::{Base, FieldHere};
use super::item_tables::item_table;
use crate::brief::Kind;
use crate::document::FieldPath;
use crate::docx::{Paragraph, Reading};

/// Divides the lines of items at their line breaks.
pub(super) fn lines_of_items(base: &Base, theirs: &mut Reading) {
    let mut paragraphs = Vec::with_capacity(theirs.paragraphs.len());
    // For each paragraph where its pieces are, and at which bytes they begin.
    let mut pieces: Vec<(usize, Vec<usize>)> = Vec::with_capacity(theirs.paragraphs.len());
    for mut paragraph in std::mem::take(&mut theirs.paragraphs) {
        let mut starts = vec![0];
        if paragraph.text.contains('\n')
            && let Some((line, path)) = line_of_item(base, &paragraph)
        {
            let breaks: Vec<usize> = paragraph
                .text
                .match_indices('\n')
                .map(|(at, _)| at)
                .collect();
            for at in breaks {
                if is_for_the_look(base, line, &paragraph.text, at) {
                    paragraph.text.replace_range(at..=at, " ");
                } else if path.table() != "question" {
                    starts.push(at + 1);
                }
            }
        }
        let first = paragraphs.len();
        let last_first = starts[1..].iter().rev();
        let rest: Vec<Paragraph> = last_first
            .map(|start| paragraph.split_off(*start))
            .collect();
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

/// The paragraph of the base with the line that an item is known by, and the field of that, where a paragraph has it, and
/// nothing else of the item's fields takes another line.
fn line_of_item(base: &Base, paragraph: &Paragraph) -> Option<(usize, FieldPath)> {
    let paths = paragraph.anchors.iter().filter_map(|anchor| {
        let path = base.path_of(&anchor.name)?;
        Some(FieldPath::parse(path))
    });
    let mut lines = paths.filter(|path| {
        item_table(path.table()).is_some_and(|table| {
            (table.in_list || table.kind == Kind::Question) && path.field == table.main
        })
    });
    let path = lines.next().filter(|_| paragraph.cell.is_none())?;
    Some((*base.places_of(&path).first()?, path))
}

/// Whether the line break at a byte of `text` parts words that the `line` of the base has side by side, or the address
/// from what it is the address of.
fn is_for_the_look(base: &Base, line: usize, text: &str, at: usize) -> bool {
    let (before, behind) = (&text[..at], text[at..].trim_start());
    let (Some(last), Some(first)) = (
        before.split_whitespace().next_back(),
        behind.split_whitespace().next(),
    ) else {
        return false;
    };
    let ours = &base.paragraph(line).text;
    let words: Vec<&str> = ours.split_whitespace().collect();
    let is_address = |field: &FieldHere| {
        field.path.field == "url" && behind.starts_with(&ours[field.range.clone()])
    };
    words.windows(2).any(|pair| pair == [last, first])
        || base.slots[line].fields.iter().any(is_address)
}
