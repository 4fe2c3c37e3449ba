//! Notes, or an old brief, in Word: headings by style or by looks, lists by numbering or by typed marks.

use super::block::{
    Aside, Block, Kind, Notes, Picture, Unit, Words, is_signed, plain, slice, trimmed,
    typed_number, words,
};
use super::markdown::target;
use super::recognise::extension;
use crate::brief::typed_item;
use crate::commonmark::{ProseBlock, SpanKind, Target};
use crate::docx::{self, Direct, Foreign, ForeignKind, Paragraph, ParagraphStyle, Reading};
use crate::locale::leading_digits;
use crate::ordered::Ordered;
use crate::pull::spans::{Part, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A table that is being read: its number, and its cells by row and column.
type OpenTable = (usize, BTreeMap<(usize, usize), Words>);

/// The notes that an edited file holds.
pub fn read(reading: &Reading) -> Notes {
    let mut notes = Notes {
        unit: Unit::Paragraphs,
        ..Notes::default()
    };
    let sources = Sources::of_others(reading);
    let mut cells: Option<OpenTable> = None;
    let mut place = 0;
    for (index, paragraph) in reading.paragraphs.iter().enumerate() {
        let block = prose(&mut notes, &sources, index, paragraph);
        let table = paragraph.cell.map(|cell| cell.table);
        if cells.as_ref().is_some_and(|(open, _)| table != Some(*open)) {
            end_table(&mut notes, &mut cells, place);
        }
        if let Some(cell) = paragraph.cell {
            let (_, rows) = cells.get_or_insert_with(|| (cell.table, BTreeMap::new()));
            let here = rows.entry((cell.row, cell.column)).or_default();
            if let Some(block) = block {
                if !here.is_empty() {
                    here.push(words("\n"));
                }
                here.extend(block.spans);
            }
        } else if let Some(block) = block {
            place = index + 1;
            // Prose has no gaps.
            let is_signed = block.mark.is_none() && is_signed(&paragraph.text);
            let kind = match is_signed {
                true => Kind::Verbatim(paragraph.text.clone()),
                false => kind(paragraph.style, block),
            };
            notes.blocks.push(Block { kind, place });
        }
        for picture in &paragraph.pictures {
            notes.pictures.push(Picture {
                name: picture.name.clone(),
                alt: picture.alt.clone(),
                extension: picture.part.as_deref().and_then(extension),
            });
        }
        notes
            .aside
            .extend(paragraph.foreign.iter().filter_map(aside));
    }
    end_table(&mut notes, &mut cells, place);
    add_what_stands_beside(&mut notes, reading);
    notes
}

/// The words of the paragraph at `at` as one paragraph of prose, with their footnotes; what is struck out in it is told.
fn prose(
    notes: &mut Notes,
    sources: &Sources,
    at: usize,
    paragraph: &Paragraph,
) -> Option<ProseBlock> {
    let struck = paragraph.runs.iter();
    let struck: Vec<Range<usize>> = struck
        .filter(|run| run.setting.direct == Some(Direct::Strikethrough))
        .map(|run| run.range.clone())
        .collect();
    let words_of = |range: &Range<usize>| paragraph.text.get(range.clone());
    let words_struck: String = struck.iter().filter_map(words_of).collect();
    if !words_struck.trim().is_empty() {
        notes.aside.push(Aside {
            what: "struck out".to_owned(),
            words: words_struck.trim().to_owned(),
        });
    }
    let starts = std::iter::once(0).chain(struck.iter().map(|range| range.end));
    let ends = struck.iter().map(|range| range.start);
    let ends = ends.chain([paragraph.text.len()]);
    let parts: Vec<Part> = starts
        .zip(ends)
        .map(|(start, end)| Part {
            at,
            range: start..end,
            depth: paragraph.mark.map_or(0, |mark| mark.level + 1),
            mark: paragraph.mark.map(|mark| mark.is_bullet),
        })
        .collect();
    let mut prose = sources.prose(&parts);
    if let Some(first) = prose.blocks.first_mut() {
        first.number = paragraph.number;
    }
    let first_note = notes.footnotes.len();
    notes.footnotes.append(&mut prose.notes);
    // Parts have no gaps at their ends; in the middle of a word there was none.
    let is_gap = |range: &Range<usize>| {
        let (before, after) = (&paragraph.text[..range.start], &paragraph.text[range.end..]);
        before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace)
    };
    let has_gap = words_struck.contains(char::is_whitespace) || struck.iter().any(is_gap);
    let mut blocks = prose.blocks.into_iter();
    let mut whole = blocks.next()?;
    for part in blocks {
        whole.spans.push(words(if has_gap { " " } else { "" }));
        whole.spans.extend(part.spans);
    }
    for span in &mut whole.spans {
        if let SpanKind::Note(note) = &mut span.kind {
            *note += first_note;
        }
        span.target = match span.target.take() {
            Some(Target::Uri(uri)) => target(&uri),
            _ => None,
        };
    }
    Some(whole)
}

/// What stands beside the text and is no part of it: foreign things in footnotes, comments, heads and feet of pages.
fn add_what_stands_beside(notes: &mut Notes, reading: &Reading) {
    let of_notes = reading.notes.values().flatten();
    let in_notes = of_notes.flat_map(|paragraph| &paragraph.foreign);
    notes.aside.extend(in_notes.filter_map(aside));
    for comment in &reading.comments {
        for one in std::iter::once(comment).chain(&comment.replies) {
            notes.aside.push(Aside {
                what: format!("comment by {}", one.author),
                words: one.text.clone(),
            });
        }
    }
    // Numbers of pages are no words.
    let margins = reading.margins.iter();
    let margins = margins.filter(|words| words.chars().any(char::is_alphabetic));
    notes.aside.extend(margins.map(|words| Aside {
        what: "head or foot of the pages".to_owned(),
        words: words.clone(),
    }));
}

/// What no prose can hold; none of what is but a line or a frame, or has its words in the text.
fn aside(foreign: &Foreign) -> Option<Aside> {
    let what = match foreign.kind {
        ForeignKind::TextBox => "text box",
        ForeignKind::Formula => "formula",
        ForeignKind::HiddenText => "hidden text",
        ForeignKind::NestedTable => "table in a table",
        ForeignKind::Symbol => "character of a font of symbols",
        ForeignKind::Chart => "a chart",
        ForeignKind::Diagram => "a diagram",
        ForeignKind::EmbeddedObject => "an object of another program",
        ForeignKind::Drawing | ForeignKind::MergedCells => return None,
    };
    Some(Aside {
        what: what.to_owned(),
        words: foreign.words.clone(),
    })
}

fn end_table(notes: &mut Notes, cells: &mut Option<OpenTable>, place: usize) {
    let Some((_, cells)) = cells.take() else {
        return;
    };
    let columns: BTreeSet<usize> = cells.keys().map(|(_, column)| *column).into_set();
    let last = cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    let rows = (0..=last).map(|row| {
        let cell = |column: &usize| cells.get(&(row, *column)).cloned().unwrap_or_default();
        columns.iter().map(cell).collect()
    });
    notes.blocks.push(Block {
        kind: Kind::Table(rows.collect()),
        place: place + 1,
    });
}

fn kind(style: ParagraphStyle, mut block: ProseBlock) -> Kind {
    match style {
        ParagraphStyle::Title => Kind::Heading {
            level: 0,
            words: block.spans,
        },
        ParagraphStyle::Subtitle => Kind::Subtitle(block.spans),
        ParagraphStyle::Heading(level) => Kind::Heading {
            level,
            words: block.spans,
        },
        _ => {
            if block.mark.is_none() {
                take_typed_mark(&mut block);
            }
            Kind::Text(block.into())
        }
    }
}

/// Makes a paragraph an item that begins with a typed mark: “– ”, “1) ”.
fn take_typed_mark(block: &mut ProseBlock) {
    let text = plain(&block.spans);
    let bullet = || Some((text.len() - typed_item(&text)?.len(), true));
    let number = typed_number(&text).map(|length| (length, false));
    let Some((length, is_bullet)) = number.or_else(bullet) else {
        return;
    };
    *block = ProseBlock {
        depth: 1,
        mark: Some(is_bullet),
        number: leading_digits(&text).0.parse().ok(),
        spans: trimmed(&slice(&block.spans, length, text.len()), &[]),
    };
}

/// The brief that a file of ours keeps.
pub struct Kept {
    /// The brief, edits included.
    pub text: String,
    /// How many edits are in it.
    pub edits: usize,
    /// How many comments are in it as remarks, with their answers.
    pub comments: usize,
    /// What found no place in it, in words.
    pub misfits: Vec<String>,
}

/// Why the brief that a file of ours keeps is not begun again.
pub enum NotKept {
    /// The file is an edition in another language: the names of the files of its translation and of its original.
    Edition(String, String),
    /// The edits cannot be read: the reason, in words.
    Unreadable(String),
}

impl From<String> for NotKept {
    fn from(reason: String) -> NotKept {
        NotKept::Unreadable(reason)
    }
}

/// The brief that a file of ours keeps, with what was edited in the file since; none where it keeps no brief.
///
/// # Errors
/// What keeps the edits from being a brief.
pub fn kept(bytes: &[u8]) -> Result<Option<Kept>, NotKept> {
    use crate::pull;
    let edited = match pull::read(bytes, None, docx::Revisions::Accept) {
        Ok(edited) => edited,
        // What can be read as no DOCX is told where it is read as notes.
        Err(pull::ReadError::NoBase | pull::ReadError::File(_)) => return Ok(None),
        Err(error) => return Err(format!("{error}: {}", error.help()).into()),
    };
    if let Some(edition) = &edited.edition {
        let (file_name, original) = (edition.file_name.clone(), edition.original.clone());
        return Err(NotKept::Edition(file_name, original));
    }
    let base = edited.base();
    let merge = edited.merge(base, None, None)?;
    let comments = &edited.changes.comments;
    let written = pull::write(base, &merge.changes, comments)?;
    let unplaced = edited.changes.unplaced.iter();
    let unplaced = unplaced.map(|unplaced| format!("{}: {}", unplaced.what, unplaced.words));
    Ok(Some(Kept {
        edits: written.changes.len(),
        comments: comments.len(),
        misfits: unplaced
            .chain(written.misfits.iter().map(|(_, reason)| reason.clone()))
            .collect(),
        text: written.text,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::{Comment, NoteId, Paragraph};

    #[test]
    fn what_stands_beside_the_text_is_told_by_its_kind() {
        let comment = |author: &str, text: &str, replies| Comment {
            author: author.to_owned(),
            text: text.to_owned(),
            replies,
            ..Comment::default()
        };
        let with = |kind, words: &str| Paragraph {
            foreign: vec![Foreign {
                at: 0,
                kind,
                words: words.to_owned(),
            }],
            ..Paragraph::default()
        };
        let note = with(ForeignKind::Formula, "E = mc²");
        let reading = Reading {
            paragraphs: vec![
                with(ForeignKind::Chart, ""),
                with(ForeignKind::Drawing, ""),
                with(ForeignKind::TextBox, "Draft"),
            ],
            notes: BTreeMap::from([(NoteId::Footnote("1".to_owned()), vec![note])]),
            comments: vec![comment(
                "Ann",
                "Why?",
                vec![comment("Ben", "So.", Vec::new())],
            )],
            ..Reading::default()
        };
        let aside = read(&reading).aside;
        let told: Vec<String> = aside
            .iter()
            .map(|one| format!("{}: {}", one.what, one.words))
            .collect();
        let expected = [
            "a chart: ",
            "text box: Draft",
            "formula: E = mc²",
            "comment by Ann: Why?",
            "comment by Ben: So.",
        ];
        assert_eq!(told, expected);
    }
}
