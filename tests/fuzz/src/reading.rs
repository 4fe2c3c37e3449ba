//! What holds for every reading of a DOCX.

use briefgen::docx::{Paragraph, Reading};
use std::ops::Range;

/// Whether `range` lies in `text`, between characters.
fn lies_in(range: &Range<usize>, text: &str) -> bool {
    text.get(range.clone()).is_some()
}

fn check_paragraph(paragraph: &Paragraph) {
    let text = &paragraph.text;
    let mut at = 0;
    for run in &paragraph.runs {
        assert!(
            lies_in(&run.range, text),
            "a run {:?} in {text:?}",
            run.range
        );
        assert!(run.range.start >= at, "runs in order");
        at = run.range.end;
    }
    for anchor in &paragraph.anchors {
        assert!(
            lies_in(&anchor.range, text),
            "an anchor {:?} in {text:?}",
            anchor.range
        );
    }
    for foreign in &paragraph.foreign {
        assert!(
            text.is_char_boundary(foreign.at),
            "something foreign at {}",
            foreign.at
        );
    }
    for picture in &paragraph.pictures {
        assert!(
            text.is_char_boundary(picture.at),
            "a picture at {}",
            picture.at
        );
    }
}

/// Places lie in the texts that they are of.
pub fn check(reading: &Reading) {
    for paragraph in &reading.paragraphs {
        check_paragraph(paragraph);
    }
    for paragraphs in reading.notes.values() {
        for paragraph in paragraphs {
            check_paragraph(paragraph);
        }
    }
    for comment in &reading.comments {
        if let Some(place) = comment.paragraph {
            let paragraph = reading
                .paragraphs
                .get(place)
                .expect("the paragraph of a comment");
            assert!(
                lies_in(&comment.range, &paragraph.text),
                "a comment at {:?}",
                comment.range
            );
        }
    }
}
