//! Words, emphasis, links and passages, put together on a stack.

use super::{Builder, DEEPEST, Mention, OpenParagraph, TooDeep};
use crate::brief::passage::{self, DEEPEST as DEEPEST_PASSAGE};
use crate::brief::well_formed::{link_target, mailto_uri};
use crate::brief::words::{is_blank, normalise, quoted};
use crate::diagnostic::Diagnostic;
use crate::document::{Inline, InlineKind, plain_text};
use pulldown_cmark::LinkType;
use std::ops::Range;

/// An inline that is being put together.
pub(super) struct Open {
    pub(super) kind: OpenKind,
    pub(super) range: Range<usize>,
    pub(super) content: Vec<Inline>,
}

pub(super) enum OpenKind {
    Emphasis,
    Strong,
    Link(String),
    Reference(String),
    /// An inline that is refused; its words are read on.
    Refused,
}

/// A square bracket among the words of a paragraph, which opens a passage if braces follow the one that closes it.
pub(super) struct Bracket {
    /// Where it stands in the text.
    pub(super) at: usize,
    /// How many inlines are open around it.
    pub(super) level: usize,
    /// The inline that it stands in, among those that the innermost of these holds.
    pub(super) inline: usize,
    /// Bytes of the words of that inline before it.
    pub(super) before: usize,
    /// How deep passages stand in one another behind it.
    pub(super) depth: usize,
}

impl<'t> Builder<'_, 't> {
    pub(super) fn open_inline(
        &mut self,
        kind: OpenKind,
        range: Range<usize>,
    ) -> Result<(), TooDeep> {
        if self.inlines.len() >= DEEPEST {
            return Err(self.too_deep(&range, "marks of emphasis"));
        }
        self.reach(&range);
        self.inlines.push(Open {
            kind,
            range,
            content: Vec::new(),
        });
        Ok(())
    }

    pub(super) fn close_inline(&mut self) {
        let Some(Open {
            kind,
            range,
            mut content,
        }) = self.inlines.pop()
        else {
            return;
        };
        while let Some(bracket) = self.brackets.last()
            && bracket.level > self.inlines.len()
        {
            self.brackets.pop();
        }
        finish_inlines(&mut content, false);
        let is_link = matches!(kind, OpenKind::Link(_) | OpenKind::Reference(_));
        if is_link && is_blank(&plain_text(&content)) {
            let help = "write them between the brackets: `[the report](https://…)`";
            let wrong = Diagnostic::error("invalid-link", "the link has no words").help(help);
            self.report(wrong, range);
        }
        let kind = match kind {
            OpenKind::Emphasis => InlineKind::Emphasis(content),
            OpenKind::Strong => InlineKind::Strong(content),
            OpenKind::Link(uri) => InlineKind::Link { uri, content },
            OpenKind::Reference(anchor) => InlineKind::Reference { anchor, content },
            OpenKind::Refused => InlineKind::Span(content),
        };
        self.content().push(Inline::from(kind));
    }

    /// The inlines that the next one joins.
    fn content(&mut self) -> &mut Vec<Inline> {
        match self.inlines.last_mut() {
            Some(open) => &mut open.content,
            None => &mut self.paragraph.get_or_insert_default().content,
        }
    }

    /// Makes sure that a paragraph is open (items of a tight list have none of their own) and that it
    /// reaches over `range`.
    fn reach(&mut self, range: &Range<usize>) {
        let paragraph = self.paragraph.get_or_insert_with(|| OpenParagraph {
            content: Vec::new(),
            range: range.clone(),
        });
        paragraph.range.end = paragraph.range.end.max(range.end);
    }

    pub(super) fn push(&mut self, kind: InlineKind, range: Range<usize>) {
        self.reach(&range);
        self.content().push(Inline::from(kind));
    }

    /// Words as they stand in the text, among which square brackets and braces may be marks of a passage.
    pub(super) fn text(&mut self, words: &str, range: Range<usize>) {
        // What stood in a mark has been read.
        let read = self.marks.last().map_or(0, |mark| mark.end);
        if range.end <= read {
            return;
        }
        let raw = &self.text[range.clone()];
        if range.start < read {
            return self.words(&self.text[read..range.end], read..range.end);
        }
        let is_escaped = self.last_event < range.start && self.text[..range.start].ends_with('\\');
        match raw {
            "[" | "![" if !is_escaped => {
                let level = self.inlines.len();
                let at = range.end - 1;
                self.words(words, range);
                let content = self.content();
                let inline = content.len() - 1;
                if let InlineKind::Text(words) = &content[inline].kind {
                    let before = words.len() - 1;
                    self.brackets.push(Bracket {
                        at,
                        level,
                        inline,
                        before,
                        depth: 0,
                    });
                }
            }
            "]" if !is_escaped => self.close_bracket(range),
            _ => {
                if !is_escaped && matches!(raw.as_bytes(), [b'*', ..] | [b'_']) {
                    self.unpaired(&range);
                }
                self.marks_apart(&range);
                self.raised_or_lowered(&range);
                self.bare_address(&range);
                self.words(words, range);
            }
        }
    }

    /// The bracket at `range` ends a passage, if braces follow it, or is one of the words.
    fn close_bracket(&mut self, range: Range<usize>) {
        let level = self.inlines.len();
        let open = self.brackets.pop_if(|bracket| bracket.level == level);
        let braces = passage::attributes(&self.text[range.end..]);
        let (Some(open), Some(braces)) = (&open, braces) else {
            if let Some(open) = open {
                self.link_meant(open.at, range.start);
            }
            return self.words("]", range);
        };
        let end = range.end + braces.length;
        let whole = open.at..end;
        if open.depth == DEEPEST_PASSAGE {
            // Once is enough: those around it are too deep as well.
            self.brackets.clear();
            self.report(passage::nested_too_deeply(), whole);
            return self.words("]", range);
        }
        if let Some(around) = self.brackets.last_mut() {
            around.depth = around.depth.max(open.depth + 1);
        }
        self.reach(&(range.start..end));
        let inlines = self.content();
        let mut content = inlines.split_off(open.inline + 1);
        if let Some(Inline {
            kind: InlineKind::Text(words),
            ..
        }) = inlines.last_mut()
        {
            let first = words.split_off(open.before);
            if words.is_empty() {
                inlines.pop();
            }
            if first.len() > 1 {
                content.insert(0, Inline::text(&first[1..]));
            }
        }
        finish_inlines(&mut content, false);
        if is_blank(&plain_text(&content)) {
            self.report(passage::no_words(), whole);
        }
        self.content().push(Inline::from(InlineKind::Span(content)));
        self.mark_last(range.end);
    }

    /// Gives the last inline the language in the braces at the byte `at` of the text, if braces stand there.
    pub(super) fn mark_last(&mut self, at: usize) {
        let Some(braces) = passage::attributes(&self.text[at..]) else {
            return;
        };
        self.marks.push(at..at + braces.length);
        match braces.language {
            Ok(language) => {
                if let Some(last) = self.content().last_mut() {
                    last.node.language = Some(language);
                }
            }
            Err(fault) => self.diagnostics.push(fault.at(at, self.literal)),
        }
    }

    pub(super) fn words(&mut self, words: &str, range: Range<usize>) {
        self.reach(&range);
        if let Some(Inline {
            kind: InlineKind::Text(text),
            ..
        }) = self.content().last_mut()
        {
            text.push_str(words);
        } else {
            self.push(InlineKind::Text(words.to_owned()), range);
        }
    }

    pub(super) fn link(
        &mut self,
        link_type: LinkType,
        target: &str,
        range: &Range<usize>,
    ) -> OpenKind {
        if link_type == LinkType::Email {
            return OpenKind::Link(mailto_uri(target));
        }
        if let Some(id) = target.strip_prefix('#') {
            let id = normalise(id);
            self.mentions.push(Mention {
                id: id.clone(),
                span: self.literal.locate(range.clone()),
            });
            return OpenKind::Reference(id);
        }
        match link_target(target) {
            Ok(()) => OpenKind::Link(target.to_owned()),
            Err(help) => {
                let what = format!("the link leads nowhere: `{}`", quoted(target));
                let wrong = Diagnostic::error("invalid-link", what).help(help);
                self.report(wrong, range.clone());
                OpenKind::Refused
            }
        }
    }
}

/// Brings the words of finished inlines into normalisation form C, and takes white space from the ends
/// of a paragraph.
pub(super) fn finish_inlines(inlines: &mut Vec<Inline>, paragraph: bool) {
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    for inline in inlines.iter_mut() {
        if let InlineKind::Text(words) = &mut inline.kind {
            *words = normalise(words);
        }
    }
    if !paragraph {
        return;
    }
    if let Some(InlineKind::Text(words)) = inlines.first_mut().map(|inline| &mut inline.kind) {
        *words = words.trim_start_matches(SPACE).to_owned();
    }
    if let Some(InlineKind::Text(words)) = inlines.last_mut().map(|inline| &mut inline.kind) {
        *words = words.trim_end_matches(SPACE).to_owned();
    }
    inlines.retain(|inline| !matches!(&inline.kind, InlineKind::Text(words) if words.is_empty()));
}
