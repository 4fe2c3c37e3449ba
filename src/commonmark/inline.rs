//! The words of a paragraph as CommonMark, written as a person writes them and read again, as a brief is read,
//! before they are used.

use super::escape::{MARKS, escaped, guarded};
use super::{Lost, Setting, Span, SpanKind, Target, tidied};
use crate::brief;
use crate::document::{Block, BlockKind, Inline, InlineKind};
use crate::fitting::fitting;
use crate::ordered::Ordered;
use std::collections::BTreeSet;
use std::ops::Range;

/// How often a paragraph is written until it is known what of its settings can be written.
const MOST_ATTEMPTS: usize = 64;

/// The words of one paragraph as CommonMark, with as few escapes as it can be read with, and what of their
/// settings CommonMark cannot write there.
pub(super) fn inline(spans: &[Span], labels: &[String]) -> (String, Vec<Lost>) {
    let whole = tidied(spans.to_vec());
    if let Some(text) = verified(&whole, labels, &MARKS) {
        return (text, Vec::new());
    }
    // With all escapes it is known at once what can be set.
    let all = &MARKS[MARKS.len() - 1..];
    let found = fitting(&stretches(&whole), MOST_ATTEMPTS, |stretches| {
        let set = set_as(&whole, stretches);
        verified(&set, labels, all).map(|_| set).ok_or(())
    });
    let set = found.made.unwrap_or_else(|| set_as(&whole, &[]));
    let text = verified(&set, labels, &MARKS).unwrap_or_else(|| {
        // No brief can hold these words: whoever reads the brief says why.
        with_guarded_lines(&rendered(&set, labels, all[0], &[]))
    });
    let lost = found.refused.iter();
    (
        text,
        lost.map(|(stretch, ())| stretch.lost(&whole)).collect(),
    )
}

/// Words that stand next to each other and are set alike in one way.
#[derive(Clone)]
struct Stretch {
    setting: Setting,
    /// The places of their spans.
    spans: Range<usize>,
}

impl Stretch {
    fn lost(&self, whole: &[Span]) -> Lost {
        let spans = &whole[self.spans.clone()];
        Lost {
            setting: self.setting,
            words: spans.iter().map(|span| span.words.as_str()).collect(),
            target: spans.first().and_then(|span| span.target.clone()),
        }
    }
}

/// All that sets words of a paragraph off.
fn stretches(whole: &[Span]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for setting in Setting::ALL {
        let mut at = 0;
        for alike in whole.chunk_by(|one, other| setting.is_alike(one, other)) {
            let spans = at..at + alike.len();
            at = spans.end;
            if setting.sets(&alike[0]) {
                stretches.push(Stretch { setting, spans });
            }
        }
    }
    stretches
}

/// The words with these settings of theirs and no others.
fn set_as(whole: &[Span], stretches: &[Stretch]) -> Vec<Span> {
    let mut spans: Vec<Span> = whole.iter().map(Span::without_settings).collect();
    for Stretch {
        setting,
        spans: places,
    } in stretches
    {
        for place in places.clone() {
            setting.copy(&whole[place], &mut spans[place]);
        }
    }
    tidied(spans)
}

/// The words as CommonMark that a brief reads as these words, with the first of these sets of marks escaped that does;
/// none where none does.
fn verified(spans: &[Span], labels: &[String], specials: &[&str]) -> Option<String> {
    if spans.is_empty() {
        return Some(String::new());
    }
    let wanted = comparable(spans);
    let of_notes = spans.iter().filter_map(|span| match span.kind {
        SpanKind::Note(place) => labels.get(place).map(String::as_str),
        _ => None,
    });
    let of_notes: BTreeSet<&str> = of_notes.into_set();
    let is_read = |text: &str| {
        let read = parsed(text, &of_notes);
        read.is_some_and(|read| comparable(&read) == wanted)
    };
    specials.iter().find_map(|special| {
        let text = rendered(spans, labels, special, &[]);
        if is_read(&text) {
            return Some(text);
        }
        // Few lines look like the beginning of a block.
        let guarded = with_guarded_lines(&text);
        (guarded != text && is_read(&guarded)).then_some(guarded)
    })
}

/// Words in the form in which a brief has them, their notes in the order in which they stand there.
fn comparable(spans: &[Span]) -> Vec<Span> {
    let mut spans = tidied(spans.to_vec());
    let mut notes = 0;
    for span in &mut spans {
        span.words = brief::normalise(&span.words);
        if let SpanKind::Note(place) = &mut span.kind {
            *place = notes;
            notes += 1;
        }
    }
    spans
}

/// The text with each of its lines guarded.
fn with_guarded_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(guarded).collect();
    lines.join("\n")
}

/// The words as CommonMark, with the marks `special` escaped, where they stand in marks of the settings `inside`. Of
/// those that begin together, the one that reaches furthest stands around the others.
fn rendered(spans: &[Span], labels: &[String], special: &str, inside: &[Setting]) -> String {
    let mut text = String::new();
    let mut rest = spans;
    while let Some(span) = rest.first() {
        let extent = |setting: &Setting| {
            let alike = rest.iter();
            alike
                .take_while(|other| setting.is_alike(span, other))
                .count()
        };
        let is_begun = |setting: &Setting| setting.sets(span) && !inside.contains(setting);
        let begun = Setting::ALL.into_iter().filter(is_begun);
        // Of those that reach as far, `max_by_key` finds the last, here the first of all.
        let Some(outermost) = begun.rev().max_by_key(extent) else {
            match span.kind {
                SpanKind::Words => text.push_str(&escaped(&span.words, special)),
                SpanKind::Break => text.push_str("\\\n"),
                SpanKind::Note(place) => {
                    let label = labels.get(place).map_or("", String::as_str);
                    text.push_str(&format!("[^{label}]"));
                }
            }
            rest = &rest[1..];
            continue;
        };
        let (inner, behind) = rest.split_at(extent(&outermost));
        rest = behind;
        let words = rendered(inner, labels, special, &[inside, &[outermost]].concat());
        text.push_str(&match outermost {
            Setting::Language => {
                let language = span.language.as_deref().unwrap_or_default();
                format!("[{words}]{{lang={language}}}")
            }
            Setting::Link => linked(span.target.as_ref(), inner, words),
            Setting::Strong => format!("**{words}**"),
            Setting::Emphasis => format!("*{words}*"),
        });
    }
    text
}

/// The link of the spans `inner`, which are `words` as CommonMark.
fn linked(target: Option<&Target>, inner: &[Span], words: String) -> String {
    let uri = match target {
        Some(Target::Uri(uri)) => uri.clone(),
        Some(Target::Item(id)) => format!("#{id}"),
        Some(Target::Lost) | None => return words,
    };
    // An address that is its own words; CommonMark knows fewer of them than there are (§6.5).
    if let [span] = inner {
        let automatic = format!("<{}>", span.words);
        let is_it = |read: Vec<Span>| matches!(&read[..], [read] if read.target.as_ref() == target && read.words == span.words);
        if uri.ends_with(&span.words) && parsed(&automatic, &BTreeSet::new()).is_some_and(is_it) {
            return automatic;
        }
    }
    let is_plain = !uri.contains([' ', '<', '>', '(', ')', '\\']) && !uri.is_empty();
    if is_plain {
        format!("[{words}]({uri})")
    } else {
        format!(
            "[{words}](<{}>)",
            uri.replace('<', "\\<").replace('>', "\\>")
        )
    }
}

/// The words of one paragraph of prose with notes of these labels, as a brief reads them; none where it is anything else.
pub(super) fn parsed(text: &str, labels: &BTreeSet<&str>) -> Option<Vec<Span>> {
    // A reference is one where its note has words.
    let mut whole = text.to_owned();
    for label in labels {
        whole.push_str(&format!("\n\n[^{label}]: note"));
    }
    let prose = brief::prose_alone(&whole)?;
    let [
        Block {
            kind: BlockKind::Paragraph(paragraph),
            ..
        },
    ] = &prose.blocks[..]
    else {
        return None;
    };
    let mut spans = Vec::new();
    collect(&paragraph.content, &Span::default(), &mut spans);
    Some(tidied(spans))
}

/// Adds inlines, which stand in others that set them as `around` is.
pub(super) fn collect(inlines: &[Inline], around: &Span, spans: &mut Vec<Span>) {
    for inline in inlines {
        let mut set = around.clone();
        if let Some(language) = &inline.node.language {
            set.language = Some(language.0.clone());
        }
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Separator(words) => spans.push(Span {
                words: words.clone(),
                ..set
            }),
            InlineKind::LineBreak => spans.push(Span {
                kind: SpanKind::Break,
                ..set
            }),
            InlineKind::NoteReference(place) => spans.push(Span {
                kind: SpanKind::Note(*place),
                ..set
            }),
            InlineKind::Emphasis(content) => {
                set.emphasis = true;
                collect(content, &set, spans);
            }
            InlineKind::Strong(content) => {
                set.strong = true;
                collect(content, &set, spans);
            }
            InlineKind::Link { uri, content } => {
                set.target = Some(Target::Uri(uri.clone()));
                collect(content, &set, spans);
            }
            InlineKind::Reference { anchor, content } => {
                set.target = Some(Target::Item(anchor.clone()));
                collect(content, &set, spans);
            }
            InlineKind::Span(content)
            | InlineKind::Symbol(content)
            | InlineKind::Abbreviation { content, .. } => {
                collect(content, &set, spans);
            }
        }
    }
}
