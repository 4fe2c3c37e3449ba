//! Notes as blocks, whatever file they stand in, and the words of a block.

use crate::brief::{is_direction_control, link_target};
use crate::commonmark::{Prose, ProseBlock, Span, SpanKind, Target};
use crate::locale::{initial, leading_digits};
use crate::words::in_one_line;

/// Notes of a meeting.
#[derive(Clone, Default, Debug)]
pub struct Notes {
    /// What the head of the file says: names and values, as typed.
    pub(super) front: Vec<(String, String)>,
    pub(super) blocks: Vec<Block>,
    /// The paragraphs of the footnotes that [`SpanKind::Note`] counts.
    pub(super) footnotes: Vec<Vec<ProseBlock>>,
    /// What stands in the file and is no block: comments, page headers.
    pub(super) aside: Vec<Aside>,
    pub(super) pictures: Vec<Picture>,
    pub(super) unit: Unit,
}

/// Words of a paragraph. A line's end that is no line break is a span with the words “\n”.
pub(super) type Words = Vec<Span>;

/// The level of a heading that is one by its looks; those by style have lower ones.
pub(super) const BY_LOOKS: u8 = 7;

/// A block of notes.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub kind: Kind,
    /// Where it stands, from 1.
    pub place: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A heading; the level is 0 for a title, from 1 for others.
    Heading { level: u8, words: Words },
    /// The line under a title.
    Subtitle(Words),
    /// A paragraph, or one of a list's item.
    Text(Paragraph),
    /// Rows of cells; the first is the head.
    Table(Vec<Vec<Words>>),
    /// What prose cannot hold, as typed: code, HTML.
    Verbatim(String),
}

/// A paragraph of prose, and whether it is marked as done in a list of tasks.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub prose: ProseBlock,
    pub is_done: Option<bool>,
}

impl From<ProseBlock> for Paragraph {
    /// A paragraph that is in no list of tasks.
    fn from(prose: ProseBlock) -> Paragraph {
        Paragraph {
            prose,
            is_done: None,
        }
    }
}

/// What stands beside the text.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    /// What it is: “text box”, “comment by Anna”.
    pub what: String,
    pub words: String,
}

/// A picture.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// Its file, or another name.
    pub name: String,
    /// What a reader who does not see it is told.
    pub alt: String,
    /// How the name of the file that holds it ends, where that is known: `jpg`.
    pub extension: Option<String>,
}

/// What places in notes are counted in.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    #[default]
    Lines,
    Paragraphs,
}

impl Notes {
    /// The links out of the notes: their words, and where they lead.
    pub(super) fn links(&self) -> Vec<(String, String)> {
        let of_blocks = self.blocks.iter().flat_map(|block| match &block.kind {
            Kind::Heading { words, .. } | Kind::Subtitle(words) => vec![words],
            Kind::Text(text) => vec![&text.prose.spans],
            Kind::Table(rows) => rows.iter().flatten().collect(),
            Kind::Verbatim(_) => Vec::new(),
        });
        let of_notes = self.footnotes.iter().flatten().map(|block| &block.spans);
        let spans = of_blocks.chain(of_notes).flatten();
        let links = spans.filter_map(|span| match &span.target {
            Some(Target::Uri(uri)) => Some((span.words.trim().to_owned(), uri.clone())),
            _ => None,
        });
        links.collect()
    }

    /// The place of a line, from 0, of a block that begins at `place`.
    pub(super) fn place_of_line(&self, place: usize, number: usize) -> usize {
        match self.unit {
            Unit::Lines => place + number,
            Unit::Paragraphs => place,
        }
    }

    /// The same without control characters and those that show words in another order than they are written, which no
    /// brief may have; and how many there were.
    pub(super) fn without_controls(&self) -> (Notes, usize) {
        let mut notes = self.clone();
        let mut count = 0;
        let mut clean = |text: &mut String| {
            let before = text.chars().count();
            text.retain(|c| !is_refused(c));
            count += before - text.chars().count();
        };
        for (name, value) in &mut notes.front {
            clean(name);
            clean(value);
        }
        for aside in &mut notes.aside {
            clean(&mut aside.what);
            clean(&mut aside.words);
        }
        for picture in &mut notes.pictures {
            clean(&mut picture.name);
            clean(&mut picture.alt);
        }
        let in_blocks = notes
            .blocks
            .iter_mut()
            .flat_map(|block| match &mut block.kind {
                Kind::Heading { words, .. } | Kind::Subtitle(words) => vec![words],
                Kind::Text(text) => vec![&mut text.prose.spans],
                Kind::Table(rows) => rows.iter_mut().flatten().collect(),
                Kind::Verbatim(text) => {
                    clean(text);
                    Vec::new()
                }
            });
        let in_notes = notes.footnotes.iter_mut().flatten();
        let in_notes = in_notes.map(|block| &mut block.spans);
        let spans = in_blocks.chain(in_notes).flatten();
        let spans: Vec<&mut Span> = spans.collect();
        for span in spans {
            clean(&mut span.words);
            if let Some(Target::Uri(uri)) = &mut span.target {
                clean(uri);
            }
        }
        (notes, count)
    }
}

/// Whether a brief refuses a character anywhere.
fn is_refused(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || is_direction_control(c) || c == '\u{FEFF}'
}

impl Block {
    /// A paragraph, or an item.
    pub fn text(paragraph: impl Into<Paragraph>, place: usize) -> Block {
        let kind = Kind::Text(paragraph.into());
        Block { kind, place }
    }

    /// A heading by its looks.
    pub fn heading(words: Words, place: usize) -> Block {
        let level = BY_LOOKS;
        let kind = Kind::Heading { level, words };
        Block { kind, place }
    }

    /// Whether it is an item of a list, by its mark.
    pub fn is_item(&self) -> bool {
        matches!(&self.kind, Kind::Text(text) if text.prose.mark.is_some())
    }

    /// Its words without marks; cells with bars between them, rows on lines.
    pub fn plain(&self) -> String {
        match &self.kind {
            Kind::Heading { words, .. } | Kind::Subtitle(words) => line(words),
            Kind::Text(paragraph) => plain(&paragraph.prose.spans),
            Kind::Table(rows) => {
                let row = |row: &Vec<Words>| {
                    row.iter()
                        .map(|cell| line(cell))
                        .collect::<Vec<_>>()
                        .join(" | ")
                };
                rows.iter().map(row).collect::<Vec<_>>().join("\n")
            }
            Kind::Verbatim(text) => text.clone(),
        }
    }
}

/// Words without marks; line ends stay, notes go.
pub(super) fn plain(words: &[Span]) -> String {
    let text = |span: &Span| match span.kind {
        SpanKind::Words => span.words.clone(),
        SpanKind::Break => "\n".to_owned(),
        SpanKind::Note(_) => String::new(),
    };
    words.iter().map(text).collect()
}

/// Words without marks, in one line.
pub(super) fn line(words: &[Span]) -> String {
    in_one_line(&plain(words))
}

/// The bytes `from..to` of [`plain`]. A note belongs to what stands before it.
pub(super) fn slice(words: &[Span], from: usize, to: usize) -> Words {
    let mut at = 0;
    let mut cut = Vec::new();
    for span in words {
        let text = match span.kind {
            SpanKind::Words => span.words.as_str(),
            SpanKind::Break => "\n",
            SpanKind::Note(_) => {
                if from < at && at <= to || from == 0 && at == 0 {
                    cut.push(span.clone());
                }
                continue;
            }
        };
        let (start, end) = (from.max(at), to.min(at + text.len()));
        if start < end {
            let words = text.get(start - at..end - at).unwrap_or_default();
            cut.push(match span.kind {
                SpanKind::Words => Span {
                    words: words.to_owned(),
                    ..span.clone()
                },
                _ => span.clone(),
            });
        }
        at += text.len();
    }
    cut
}

/// The words without white space and the marks `also` at their ends.
pub(super) fn trimmed(words: &[Span], also: &[char]) -> Words {
    let text = plain(words);
    let is_edge = |c: char| c.is_whitespace() || also.contains(&c);
    let from = text.len() - text.trim_start_matches(is_edge).len();
    let to = text.trim_end_matches(is_edge).len();
    if from >= to {
        return Vec::new();
    }
    slice(words, from, to)
}

/// The lines of words, those without any left out.
pub(super) fn lines(words: &[Span]) -> Vec<Words> {
    let lines = numbered_lines(words).into_iter();
    lines.map(|(_, words)| words).collect()
}

/// The lines of words with their numbers, from 0; those without words are left out.
pub(super) fn numbered_lines(words: &[Span]) -> Vec<(usize, Words)> {
    let mut lines: Vec<Words> = vec![Words::new()];
    let mut add = |span: &Span, begins: bool| {
        if begins {
            lines.push(Words::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(span.clone());
        }
    };
    for span in words {
        match span.kind {
            SpanKind::Words => {
                for (number, words) in span.words.split('\n').enumerate() {
                    let words = words.to_owned();
                    let of_line = Span {
                        words,
                        ..span.clone()
                    };
                    add(&of_line, number > 0);
                }
            }
            SpanKind::Break => add(&Span::default(), true),
            SpanKind::Note(_) => add(span, false),
        }
    }
    let numbered = lines.iter().map(|line| trimmed(line, &[])).enumerate();
    numbered.filter(|(_, line)| !line.is_empty()).collect()
}

/// The words of numbered lines, in which each is a line.
pub(super) fn on_lines(lines: &[(usize, Words)]) -> Words {
    let lines: Vec<&[Span]> = lines.iter().map(|(_, words)| words.as_slice()).collect();
    lines.join(&words("\n"))
}

/// How many bytes of [`plain`] stand in front that are strong; nought where all are.
pub(super) fn strong_start(words: &[Span]) -> usize {
    let is_gap = |span: &Span| span.words.trim().is_empty();
    let mut length = 0;
    for span in words {
        if span.kind != SpanKind::Words || !span.strong && !is_gap(span) {
            return length;
        }
        length += span.words.len();
    }
    0
}

/// How many bytes a number takes that was typed before words: “1. ”, “2) ”.
pub(super) fn typed_number(text: &str) -> Option<usize> {
    let (digits, behind) = leading_digits(text);
    let words = behind.strip_prefix(['.', ')'])?;
    let is_number = (1..=2).contains(&digits.len()) && words.starts_with([' ', '\t', '\u{a0}']);
    is_number.then_some(text.len() - words.len())
}

/// Whether a line is in capitals.
pub(super) fn is_capital(text: &str) -> bool {
    text.chars().count() > 4
        && text.chars().any(char::is_uppercase)
        && !text.chars().any(char::is_lowercase)
}

/// How many words a line has at most that somebody signs, or that names who did.
const FEW_WORDS: usize = 8;

/// Whether a line is one that somebody signs: with a rule, or with a name that has its initials far from a few words:
/// “Chair          K. Asanov”.
pub(super) fn is_signed(line: &str) -> bool {
    const RULE: &str = "___";
    const GAPS: [&str; 2] = ["   ", "\t"];
    let line = line.trim();
    let name = GAPS.iter().find_map(|gap| Some(line.rsplit_once(gap)?.1));
    let has_initial = name.is_some_and(|name| name.split_whitespace().any(begins_with_initial));
    line.split_whitespace().count() <= FEW_WORDS && (line.contains(RULE) || has_initial)
}

/// Whether words look like somebody: a few, of which one is an initial, or all begin with capitals, as far as their script
/// has them.
pub(super) fn is_like_somebody(text: &str) -> bool {
    let is_name = |word: &str| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    let mut words = text.split_whitespace();
    let count = words.clone().count();
    (1..=FEW_WORDS).contains(&count)
        && (words.clone().any(begins_with_initial) || words.all(is_name))
}

fn begins_with_initial(word: &str) -> bool {
    initial(word).is_some()
}

/// Whether all words are strong.
pub(super) fn is_strong(words: &[Span]) -> bool {
    let mut shown = words
        .iter()
        .filter(|span| span.kind == SpanKind::Words && !span.words.trim().is_empty());
    let first = shown.next();
    first.is_some_and(|span| span.strong) && shown.all(|span| span.strong)
}

/// The words with nothing set off.
pub(super) fn unset(words: &[Span]) -> Words {
    let unset = |span: &Span| Span {
        emphasis: false,
        strong: false,
        ..span.clone()
    };
    words.iter().map(unset).collect()
}

/// Paragraphs as CommonMark, with the footnotes that they refer to.
pub(super) fn markup(blocks: &[ProseBlock], footnotes: &[Vec<ProseBlock>]) -> String {
    let mut prose = Prose::default();
    let outermost = blocks.iter().map(|block| block.depth).min().unwrap_or(0);
    // Where the first is no item, the others stand in its lists.
    let outer = if blocks.first().is_some_and(|block| block.mark.is_some()) {
        outermost.saturating_sub(1)
    } else {
        outermost
    };
    for block in blocks {
        let mut spans = addresses_in_words(joined(&block.spans));
        for span in &mut spans {
            if let SpanKind::Note(place) = span.kind {
                let note = footnotes.get(place).map(Vec::as_slice).unwrap_or_default();
                let note = note.iter().map(|block| ProseBlock {
                    spans: joined(&block.spans),
                    ..block.clone()
                });
                span.kind = SpanKind::Note(prose.notes.len());
                prose.notes.push(note.collect());
            }
        }
        if !spans.is_empty() {
            prose.blocks.push(ProseBlock {
                depth: block.depth - outer.min(block.depth),
                spans,
                ..*block
            });
        }
    }
    // Where a word cannot be emphasised, the word counts.
    prose.to_markup(None).text
}

/// Words behind which the address stands that they lead to, where no brief can link to it.
fn addresses_in_words(words: Words) -> Words {
    let mut out = Words::with_capacity(words.len());
    let mut words = words.into_iter().peekable();
    while let Some(mut span) = words.next() {
        let uri = match &span.target {
            Some(Target::Uri(uri)) if link_target(uri).is_err() => uri.clone(),
            _ => {
                out.push(span);
                continue;
            }
        };
        let goes_on = words.peek().is_some_and(|next| next.target == span.target);
        if !goes_on && !span.words.contains(&uri) {
            span.words.push_str(&format!(" ({uri})"));
        }
        span.target = None;
        out.push(span);
    }
    out
}

/// Words whose lines are one paragraph.
fn joined(words: &[Span]) -> Words {
    let join = |span: &Span| Span {
        words: span.words.replace('\n', " "),
        ..span.clone()
    };
    words.iter().map(join).collect()
}

/// A paragraph outside of lists.
pub(super) fn paragraph(words: Words) -> ProseBlock {
    ProseBlock {
        spans: words,
        ..ProseBlock::default()
    }
}

/// A line break.
pub(super) fn line_break() -> Span {
    Span {
        kind: SpanKind::Break,
        ..Span::default()
    }
}

/// Words that are not set off.
pub(super) fn words(text: &str) -> Span {
    Span {
        words: text.to_owned(),
        ..Span::default()
    }
}
