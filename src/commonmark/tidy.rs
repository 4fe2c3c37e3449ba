//! Words in the form in which they are compared and written.

use super::{Setting, Span, SpanKind};

/// Words in which spaces between such as are set differently are set as both are, spaces of the same kind stand
/// once and none at the ends of lines, and words that are set alike are one.
pub(crate) fn tidied(spans: Vec<Span>) -> Vec<Span> {
    let mut tidy = joined(settled(&spaces_apart(spans)));
    trim_end(&mut tidy);
    tidy
}

/// The same words, with spaces at the ends of spans in spans of their own.
fn spaces_apart(spans: Vec<Span>) -> Vec<Span> {
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        if span.kind != SpanKind::Words {
            apart.push(span);
            continue;
        }
        let with = |words: &str| Span {
            words: words.to_owned(),
            ..span.clone()
        };
        let core: Vec<&str> = span
            .words
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect();
        if span.words.starts_with(' ') {
            apart.push(with(" "));
        }
        if !core.is_empty() {
            apart.push(with(&core.join(" ")));
            if span.words.ends_with(' ') {
                apart.push(with(" "));
            }
        }
    }
    apart
}

/// The same with line breaks and spaces set as their neighbours both are.
fn settled(spans: &[Span]) -> Vec<Span> {
    let is_gap = |span: &Span| span.kind == SpanKind::Break || span.words == " ";
    let is_set = |span: &&Span| !is_gap(span);
    let mut after = None;
    let mut set_after: Vec<Option<&Span>> = spans
        .iter()
        .rev()
        .map(|span| {
            after = Some(span).filter(is_set).or(after);
            after
        })
        .collect();
    set_after.reverse();
    let mut before = None;
    spans
        .iter()
        .zip(set_after)
        .map(|(span, after)| {
            if is_gap(span) {
                between(span, before, after)
            } else {
                before = Some(span);
                span.clone()
            }
        })
        .collect()
}

/// A gap, set as its neighbours both are.
fn between(gap: &Span, before: Option<&Span>, after: Option<&Span>) -> Span {
    let mut set = gap.without_settings();
    if let Some((before, after)) = before.zip(after) {
        for setting in Setting::ALL {
            if setting.is_alike(before, after) {
                setting.copy(before, &mut set);
            }
        }
    }
    set
}

/// The same with spaces once and none around line breaks, and words that are set alike in one span.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let begins_line = joined
            .last()
            .is_none_or(|last| last.kind == SpanKind::Break);
        match joined.last_mut() {
            _ if span.words == " " && begins_line => {}
            Some(last) if span.words == " " && last.words.ends_with(' ') => {}
            Some(last) if span.kind == SpanKind::Break && last.words.ends_with(' ') => {
                last.words.pop();
                if last.words.is_empty() {
                    joined.pop();
                }
                joined.push(span);
            }
            Some(last)
                if (span.kind, last.kind) == (SpanKind::Words, SpanKind::Words)
                    && Setting::ALL
                        .iter()
                        .all(|setting| setting.is_alike(last, &span)) =>
            {
                last.words.push_str(&span.words);
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// Takes spaces and line breaks off the end.
fn trim_end(spans: &mut Vec<Span>) {
    while let Some(last) = spans.last_mut() {
        let length = last.words.trim_end_matches(' ').len();
        last.words.truncate(length);
        if last.words.is_empty() && !matches!(last.kind, SpanKind::Note(_)) {
            spans.pop();
        } else {
            break;
        }
    }
}
