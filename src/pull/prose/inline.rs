//! The words of a paragraph as CommonMark, written as a person writes them and read again before they are used.

use super::{Span, SpanKind, Target, tidied};
use crate::brief::escape::{MARKS, escaped, guarded};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// The words of one paragraph as CommonMark: with as few escapes as it can be read with.
pub(super) fn inline(spans: &[Span], labels: &[String]) -> String {
    // CommonMark knows no passages in other languages: it must read the words without their marks.
    let plain = |is_set: bool| -> Vec<Span> {
        let spans = spans.iter().map(|span| Span {
            language: None,
            emphasis: span.emphasis && is_set,
            strong: span.strong && is_set,
            ..span.clone()
        });
        spans.collect()
    };
    let wanted = tidied(plain(true));
    for special in MARKS {
        let text = guarded(rendered(&wanted, labels, special, Inside::default()));
        if parsed(&text, labels).is_some_and(|read| read == wanted) {
            if spans.iter().all(|span| span.language.is_none()) {
                return text;
            }
            return guarded(rendered(spans, labels, special, Inside::default()));
        }
    }
    // Emphasis that CommonMark cannot set there (between a mark and a letter): the words count.
    let last = MARKS[MARKS.len() - 1];
    guarded(rendered(
        &tidied(plain(false)),
        labels,
        last,
        Inside::default(),
    ))
}

/// What is open around words.
#[derive(Clone, Copy, Default)]
struct Inside {
    language: bool,
    emphasis: bool,
    strong: bool,
    link: bool,
}

fn rendered(spans: &[Span], labels: &[String], special: &str, inside: Inside) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < spans.len() {
        let span = &spans[at];
        let extent =
            |has: &dyn Fn(&Span) -> bool| spans[at..].iter().take_while(|span| has(span)).count();
        let link = match &span.target {
            Some(_) if !inside.link => extent(&|other| other.target == span.target),
            _ => 0,
        };
        let strong = if inside.strong {
            0
        } else {
            extent(&|other| other.strong)
        };
        let emphasis = if inside.emphasis {
            0
        } else {
            extent(&|other| other.emphasis)
        };
        let language = match &span.language {
            Some(_) if !inside.language => extent(&|other| other.language == span.language),
            _ => 0,
        };
        let most = link.max(strong).max(emphasis).max(language);
        if most == 0 {
            match span.kind {
                SpanKind::Words => text.push_str(&escaped(&span.words, special)),
                SpanKind::Break => text.push_str("\\\n"),
                SpanKind::Note(place) => {
                    let label = labels.get(place).map_or("", String::as_str);
                    text.push_str(&format!("[^{label}]"));
                }
            }
            at += 1;
            continue;
        }
        let inner = &spans[at..at + most];
        if let Some(language) = span.language.as_ref().filter(|_| language == most) {
            let inside = Inside {
                language: true,
                ..inside
            };
            let words = rendered(inner, labels, special, inside);
            text.push_str(&format!("[{words}]{{lang={language}}}"));
        } else if let Some(target) = span.target.as_ref().filter(|_| link == most) {
            text.push_str(&linked(target, inner, labels, special, inside));
        } else if strong == most {
            let inside = Inside {
                strong: true,
                ..inside
            };
            text.push_str(&format!("**{}**", rendered(inner, labels, special, inside)));
        } else {
            let inside = Inside {
                emphasis: true,
                ..inside
            };
            text.push_str(&format!("*{}*", rendered(inner, labels, special, inside)));
        }
        at += most;
    }
    text
}

fn linked(
    target: &Target,
    inner: &[Span],
    labels: &[String],
    special: &str,
    inside: Inside,
) -> String {
    let uri = match target {
        Target::Uri(uri) => uri.clone(),
        Target::Item(id) => format!("#{id}"),
        Target::Lost => {
            return rendered(
                inner,
                labels,
                special,
                Inside {
                    link: true,
                    ..inside
                },
            );
        }
    };
    if let [
        Span {
            words,
            emphasis: false,
            strong: false,
            ..
        },
    ] = inner
        && matches!(target, Target::Uri(_))
        && !uri.contains(['<', '>', ' '])
        && (*words == uri || uri.strip_prefix("mailto:") == Some(words))
    {
        return format!("<{words}>");
    }
    let words = rendered(
        inner,
        labels,
        special,
        Inside {
            link: true,
            ..inside
        },
    );
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

/// The words of one paragraph of CommonMark; none where it is anything else.
pub(super) fn parsed(text: &str, labels: &[String]) -> Option<Vec<Span>> {
    // A reference is one where its note has words.
    let mut whole = text.to_owned();
    for label in labels
        .iter()
        .filter(|label| text.contains(&format!("[^{label}]")))
    {
        whole.push_str(&format!("\n\n[^{label}]: note"));
    }
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let mut spans: Vec<Span> = Vec::new();
    let mut open = Span::default();
    let (mut emphasis, mut strong) = (0, 0);
    let mut in_note = false;
    let mut paragraphs = 0;
    for event in Parser::new_ext(&whole, options) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => in_note = true,
            Event::End(TagEnd::FootnoteDefinition) => in_note = false,
            _ if in_note => {}
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::End(TagEnd::Paragraph) => {}
            Event::Start(Tag::Emphasis) => emphasis += 1,
            Event::End(TagEnd::Emphasis) => emphasis -= 1,
            Event::Start(Tag::Strong) => strong += 1,
            Event::End(TagEnd::Strong) => strong -= 1,
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                open.target = Some(match (link_type, dest_url.strip_prefix('#')) {
                    (LinkType::Email, _) => Target::Uri(format!("mailto:{dest_url}")),
                    (_, Some(id)) => Target::Item(id.to_owned()),
                    _ => Target::Uri(dest_url.to_string()),
                });
            }
            Event::End(TagEnd::Link) => open.target = None,
            Event::Text(words) => spans.push(Span {
                words: words.to_string(),
                emphasis: emphasis > 0,
                strong: strong > 0,
                ..open.clone()
            }),
            Event::SoftBreak => spans.push(Span {
                words: " ".to_owned(),
                emphasis: emphasis > 0,
                strong: strong > 0,
                ..open.clone()
            }),
            Event::HardBreak => spans.push(Span {
                kind: SpanKind::Break,
                emphasis: emphasis > 0,
                strong: strong > 0,
                ..open.clone()
            }),
            Event::FootnoteReference(label) => {
                let place = labels.iter().position(|known| **known == *label)?;
                spans.push(Span {
                    kind: SpanKind::Note(place),
                    emphasis: emphasis > 0,
                    strong: strong > 0,
                    ..open.clone()
                });
            }
            _ => return None,
        }
    }
    (paragraphs <= 1).then(|| tidied(spans))
}
