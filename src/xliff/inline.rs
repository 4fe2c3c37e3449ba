//! CommonMark as inline codes: which bytes of a text are words, which are markup, and which stand between its
//! paragraphs.

use crate::brief::mark;
use crate::brief::translation::Form;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The `subType` of what stands between paragraphs.
pub(super) const PARAGRAPH: &str = "briefgen:paragraph";

/// What a code is for (the attributes `type` and `subType`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Code {
    Emphasis,
    Strong,
    Link,
    LineBreak,
    Footnote,
    /// A passage in another language.
    Language,
    /// What stands between paragraphs: an empty line, the mark of a list item.
    Glue,
    /// Markup that a brief cannot have.
    Unsupported,
}

impl Code {
    /// Its `type` and `subType`.
    pub(super) fn types(self) -> (&'static str, Option<&'static str>) {
        match self {
            Code::Emphasis => ("fmt", Some("xlf:i")),
            Code::Strong => ("fmt", Some("xlf:b")),
            Code::Link => ("link", None),
            Code::LineBreak => ("fmt", Some("xlf:lb")),
            Code::Footnote => ("other", Some("briefgen:footnote")),
            Code::Language => ("other", Some("briefgen:language")),
            // `xlf:pb` is the break of a page.
            Code::Glue => ("other", Some(PARAGRAPH)),
            Code::Unsupported => ("other", None),
        }
    }
}

/// A part of a text. All parts in order are the text, byte for byte.
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// The bytes of the text that it is.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Words,
    Open(Code),
    Close,
    /// A code by itself.
    Single(Code),
}

impl Part {
    fn new(kind: PartKind, range: Range<usize>) -> Part {
        Part { kind, range }
    }

    /// Whether it stands between two paragraphs.
    pub(super) fn is_glue(&self) -> bool {
        self.kind == PartKind::Single(Code::Glue)
    }
}

/// The parts of `text`.
pub(super) fn parts(text: &str, form: Form) -> Vec<Part> {
    with_languages(text, unmarked_parts(text, form))
}

/// The same, where the marks of passages in other languages are words.
pub(super) fn unmarked_parts(text: &str, form: Form) -> Vec<Part> {
    if form == Form::Line {
        return vec![Part::new(PartKind::Words, 0..text.len())];
    }
    let mut parts = Parts {
        text,
        parts: Vec::new(),
        at: 0,
        pending: None,
        in_paragraph: false,
    };
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        parts.event(&event, range);
    }
    parts.settle(text.len());
    parts.push(text.len(), PartKind::Single(Code::Glue));
    parts.parts
}

/// The parts with the marks of passages in other languages as codes: `[Су кодексі]{lang=kk}`, or the braces alone
/// behind a link or emphasised words.
fn with_languages(text: &str, parts: Vec<Part>) -> Vec<Part> {
    let mut marked = Vec::with_capacity(parts.len());
    for part in parts {
        if part.kind != PartKind::Words {
            marked.push(part);
            continue;
        }
        let mut range = part.range;
        if let Some(Part {
            kind: PartKind::Close,
            range: close,
        }) = marked.last_mut()
            && let Some((length, _)) = mark(&text[range.clone()])
        {
            close.end += length;
            range.start += length;
        }
        // The codes among the words, by where they begin.
        let mut codes = Vec::new();
        let mut open = Vec::new();
        for (at, bracket) in text[range.clone()].match_indices(['[', ']']) {
            let at = range.start + at;
            if bracket == "[" {
                open.push(at);
            } else if let Some(start) = open.pop()
                && let Some((length, _)) = mark(&text[at + 1..range.end])
            {
                codes.push(Part::new(PartKind::Open(Code::Language), start..start + 1));
                codes.push(Part::new(PartKind::Close, at..at + 1 + length));
            }
        }
        codes.sort_unstable_by_key(|code| code.range.start);
        let mut from = range.start;
        for code in codes {
            if code.range.start > from {
                marked.push(Part::new(PartKind::Words, from..code.range.start));
            }
            from = code.range.end;
            marked.push(code);
        }
        if range.end > from {
            marked.push(Part::new(PartKind::Words, from..range.end));
        }
    }
    marked
}

struct Parts<'t> {
    text: &'t str,
    parts: Vec<Part>,
    /// The byte up to which the text has been divided.
    at: usize,
    /// A code whose end the beginning of what follows tells.
    pending: Option<PartKind>,
    in_paragraph: bool,
}

impl Parts<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Emphasis) => self.open(Code::Emphasis, &range),
            Event::Start(Tag::Strong) => self.open(Code::Strong, &range),
            // An address is its own words, and stays as it is.
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            }) => {
                self.single(Code::Link, &range);
            }
            Event::Start(Tag::Link { .. }) => self.open(Code::Link, &range),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {
                if range.end > self.at {
                    self.settle(self.at);
                    self.push(range.end, PartKind::Close);
                }
            }
            Event::FootnoteReference(_) => self.single(Code::Footnote, &range),
            Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) => {
                self.single(Code::Unsupported, &range);
            }
            Event::HardBreak => {
                self.begin(&range);
                self.pending = Some(PartKind::Single(Code::LineBreak));
            }
            Event::Start(_) | Event::End(_) | Event::Rule => self.end_paragraph(),
            _ => {
                self.begin(&range);
                self.words(range.end);
            }
        }
    }

    /// Comes to something inline that begins at `range`: what stands before it is words where the paragraph has
    /// begun, and glue where not.
    fn begin(&mut self, range: &Range<usize>) {
        // A backslash that makes a mark a letter belongs to the words.
        let escapes = self.text[self.at.min(range.start)..range.start]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\')
            .count();
        let start = range.start - escapes % 2;
        if self.pending.is_some() {
            self.settle(start);
        }
        if self.in_paragraph {
            self.words(start);
        } else {
            self.push(start, PartKind::Single(Code::Glue));
            self.in_paragraph = true;
        }
    }

    /// Ends what is inline. White space before the next paragraph stands between the two, and is not words.
    fn end_paragraph(&mut self) {
        self.settle(self.at);
        self.in_paragraph = false;
        if let Some(Part {
            kind: PartKind::Words,
            range,
        }) = self.parts.last_mut()
        {
            let words = self.text[range.clone()].trim_ascii_end();
            self.at = range.start + words.len();
            range.end = self.at;
            if words.is_empty() {
                self.parts.pop();
            }
        }
    }

    /// Ends the code that is pending at `end`.
    fn settle(&mut self, end: usize) {
        if let Some(code) = self.pending.take() {
            self.push(end, code);
        }
    }

    fn open(&mut self, code: Code, range: &Range<usize>) {
        self.begin(range);
        self.pending = Some(PartKind::Open(code));
    }

    fn single(&mut self, code: Code, range: &Range<usize>) {
        self.begin(range);
        self.push(range.end, PartKind::Single(code));
    }

    fn words(&mut self, end: usize) {
        if let Some(Part {
            kind: PartKind::Words,
            range,
        }) = self.parts.last_mut()
            && end > self.at
        {
            range.end = end;
            self.at = end;
        } else {
            self.push(end, PartKind::Words);
        }
    }

    fn push(&mut self, end: usize, kind: PartKind) {
        if end > self.at {
            self.parts.push(Part::new(kind, self.at..end));
            self.at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts in a short notation.
    fn shown(text: &str) -> String {
        let parts = parts(text, Form::Prose);
        let of = |part: &Part| {
            let text = &text[part.range.clone()];
            match part.kind {
                PartKind::Words => text.to_owned(),
                PartKind::Open(_) => format!("<{text}|"),
                PartKind::Close => format!("|{text}>"),
                PartKind::Single(Code::Glue) => format!("({})", text.replace('\n', "⏎")),
                PartKind::Single(_) => format!("<{text}>"),
            }
        };
        parts.iter().map(of).collect()
    }

    #[test]
    fn markup_is_codes_and_words_are_words() {
        assert_eq!(shown("a *b* c"), "a <*|b|*> c");
        assert_eq!(shown("***a** b*"), "<*|<**|a|**> b|*>");
        assert_eq!(
            shown("see [the *obstacle*](#x \"t\")."),
            "see <[|the <*|obstacle|*>|](#x \"t\")>."
        );
        assert_eq!(shown("<https://a.org> b"), "<<https://a.org>> b");
        assert_eq!(shown("one\\\ntwo  \nthree"), "one<\\\n>two<  \n>three");
        assert_eq!(shown("*\\*a* \\[b & c"), "<*|\\*a|*> \\[b & c");
        assert_eq!(shown("\\*a"), "\\*a");
        assert_eq!(
            shown("[a [b]{lang=kk} [c]]{lang=ru} d"),
            "<[|a <[|b|]{lang=kk}> [c]|]{lang=ru}> d"
        );
        assert_eq!(shown("[a](#b){lang=kk} c"), "<[|a|](#b){lang=kk}> c");
        assert_eq!(
            shown("[a]{ lang = \"kk\" } b"),
            "<[|a|]{ lang = \"kk\" }> b"
        );
        assert_eq!(shown("[a]{lang=} b"), "[a]{lang=} b");
    }

    #[test]
    fn what_stands_between_paragraphs_is_glue() {
        assert_eq!(shown("one\n\ntwo\n"), "one(⏎⏎)two(⏎)");
        assert_eq!(shown("- a\n- *b*\n\nc"), "(- )a(⏎- )<*|b|*>(⏎⏎)c");
        assert_eq!(shown("a[^1] b\n\n[^1]: c"), "a<[^1]> b(⏎⏎[^1]: )c");
        assert_eq!(shown("1. a\n   - b"), "(1. )a(⏎   - )b");
    }
}
