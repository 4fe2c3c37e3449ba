//! Notes as blocks, whatever file they stand in, and the words of a block.

use crate::brief::link_target;
use crate::pull::prose::{Prose, ProseBlock, Span, SpanKind, Target};

/// Notes of a meeting.
#[derive(Clone, Default, Debug)]
pub struct Notes {
    /// What the head of the file says: names and values, as typed.
    pub(super) front: Vec<(String, String)>,
    pub(super) blocks: Vec<Block>,
    /// The footnotes that [`SpanKind::Note`] counts.
    pub(super) footnotes: Vec<Words>,
    /// What stands in the file and is no block: pictures, comments, page headers.
    pub(super) aside: Vec<Aside>,
    /// What places are counted in: “line”, “paragraph”.
    pub(super) unit: &'static str,
}

/// Words of a paragraph. A line's end that is no line break is a span with the words “\n”.
pub(super) type Words = Vec<Span>;

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

/// What stands beside the text.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    /// What it is: “picture”, “comment by Anna”.
    pub what: String,
    pub words: String,
}

impl Notes {
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
        let spans = in_blocks.chain(&mut notes.footnotes).flatten();
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
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

impl Block {
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
    plain(words)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
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
    let text = plain(words);
    let mut from = 0;
    let mut lines = Vec::new();
    for piece in text.split('\n') {
        let cut = trimmed(&slice(words, from, from + piece.len()), &[]);
        if !cut.is_empty() {
            lines.push(cut);
        }
        from += piece.len() + 1;
    }
    lines
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
pub(super) fn markup(blocks: &[ProseBlock], footnotes: &[Words]) -> String {
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
                let note = footnotes
                    .get(place)
                    .map(|note| joined(note))
                    .unwrap_or_default();
                span.kind = SpanKind::Note(prose.notes.len());
                prose.notes.push(note);
            }
        }
        if !spans.is_empty() {
            prose.blocks.push(ProseBlock {
                depth: block.depth - outer.min(block.depth),
                mark: block.mark,
                spans,
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
        depth: 0,
        mark: None,
        spans: words,
    }
}

/// Words that are not set off.
pub(super) fn words(text: &str) -> Span {
    Span {
        words: text.to_owned(),
        ..Span::default()
    }
}
