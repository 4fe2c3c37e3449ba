//! A letter as plain text (RFC 2046, section 4.1.3): a paragraph is a line, an empty line stands between
//! paragraphs.
//!
//! Lines are not broken at a width, and `format=flowed` (RFC 3676) is not used: the mail programs that people
//! read with wrap a line at the edge of the window, and several of them (Outlook, Gmail) show flowed text with
//! its line ends. In the message the lines are as short as they have to be, by quoted-printable or base64.

use super::letter::{Letter, is_blank};
use crate::document::{Block, BlockKind, Inline, InlineKind, Lockup, Note, ParagraphRole, Section};
use crate::locale::numeral;

/// How far the words of a list item stand from the text's edge, in spaces.
const INDENT: usize = 3;

/// The letter as text, with CR LF at line ends (RFC 2046, section 4.1.1).
pub fn text(letter: &Letter) -> String {
    let mut paragraphs = Vec::new();
    write_all(&letter.blocks, letter, &mut paragraphs);
    for note in &letter.notes {
        let mut words = Vec::new();
        write_all(&note.blocks, letter, &mut words);
        paragraphs.push(item(&note_mark(note, letter), &words));
    }
    let mut text = paragraphs.join("\n\n");
    text.push('\n');
    text.replace('\n', "\r\n")
}

/// The mark of a footnote.
fn note_mark(note: &Note, letter: &Letter) -> String {
    format!("[{}]", numeral(&letter.language, note.number))
}

/// Adds the paragraphs of blocks.
fn write_all(blocks: &[Block], letter: &Letter, out: &mut Vec<String>) {
    let mut is_behind_list = false;
    for block in blocks {
        write(block, is_behind_list, letter, out);
        is_behind_list = matches!(block.kind, BlockKind::List(_));
    }
}

/// Adds the paragraphs of a block.
fn write(block: &Block, is_behind_list: bool, letter: &Letter, out: &mut Vec<String>) {
    match &block.kind {
        BlockKind::Section(Section { blocks, .. }) => write_all(blocks, letter, out),
        BlockKind::Lockup(Lockup { logos, blocks }) => {
            // A logo alone says who writes; beside words, those say it.
            if blocks.is_empty() {
                out.extend(logos.iter().map(|logo| logo.organisation.clone()));
            }
            write_all(blocks, letter, out);
        }
        BlockKind::Heading(heading) => out.push(words(&heading.content, letter)),
        BlockKind::Paragraph(paragraph) if !is_blank(&paragraph.content) => {
            let words = words(&paragraph.content, letter);
            match (paragraph.role, out.last_mut()) {
                // What is known about an item stands under it without a gap; under a list it would be of its last item.
                (ParagraphRole::Attributes, Some(last)) if !is_behind_list => {
                    last.push('\n');
                    last.push_str(&words);
                }
                _ => out.push(words),
            }
        }
        BlockKind::Paragraph(_) => {}
        BlockKind::List(list) => {
            for list_item in &list.items {
                let mark = match list_item.label.number {
                    Some(number) => format!("{}.", numeral(&letter.language, number)),
                    None => "-".to_owned(),
                };
                let mut words = Vec::new();
                write_all(&list_item.blocks, letter, &mut words);
                out.push(item(&mark, &words));
            }
        }
        // In the attachment.
        BlockKind::DescriptionList(_)
        | BlockKind::Table(_)
        | BlockKind::Figure(_)
        | BlockKind::Chart(_) => {}
    }
}

/// The paragraphs of an item behind its mark.
fn item(mark: &str, paragraphs: &[String]) -> String {
    let words = paragraphs.join("\n\n");
    let mut item = format!("{mark:<width$}", width = INDENT);
    if item.ends_with(|character: char| character != ' ') {
        item.push(' ');
    }
    for (number, line) in words.split('\n').enumerate() {
        if number > 0 {
            item.push('\n');
            if !line.is_empty() {
                item.push_str(&" ".repeat(INDENT));
            }
        }
        item.push_str(line);
    }
    item
}

/// Words in a line: a link behind its words, where it is not shown by them.
fn words(inlines: &[Inline], letter: &Letter) -> String {
    let mut text = String::new();
    write_inlines(inlines, letter, &mut text);
    text
}

fn write_inlines(inlines: &[Inline], letter: &Letter, out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Separator(words) => out.push_str(words),
            InlineKind::LineBreak => out.push('\n'),
            InlineKind::Link { uri, content } => {
                let before = out.len();
                write_inlines(content, letter, out);
                let shown = &out[before..];
                let (scheme, rest) = uri.split_once(':').unwrap_or(("", uri));
                let is_shown = shown == uri
                    || shown == rest
                    || scheme == "tel" && digits(shown).eq(digits(rest));
                if !is_shown {
                    out.push_str(&format!(" <{uri}>"));
                }
            }
            InlineKind::NoteReference(index) => {
                if let Some(note) = letter.notes.get(*index) {
                    out.push_str(&note_mark(note, letter));
                }
            }
            InlineKind::Span(_)
            | InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::Symbol(_)
            | InlineKind::Reference { .. }
            | InlineKind::Abbreviation { .. } => write_inlines(inline.children(), letter, out),
        }
    }
}

/// The digits of a telephone number, those of Persian too.
fn digits(words: &str) -> impl Iterator<Item = u32> {
    let persian = |c: char| u32::from(c).checked_sub(0x6f0).filter(|digit| *digit < 10);
    words
        .chars()
        .filter_map(move |c| c.to_digit(10).or_else(|| persian(c)))
}
