//! Markup where it has no meaning: among plain words; and in prose what looks like markup and is none, because it
//! is not closed. Both are printed as they stand.

use super::Builder;
use crate::brief::literal::Literal;
use crate::brief::words::quoted;
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// How many characters of an address are looked at.
const SHOWN_ADDRESS: usize = 200;

/// What is wrong with the plain words `text`, the value of `literal`, if they hold markup; `prose` names a field
/// beside theirs that takes it.
pub(in crate::brief) fn in_plain_words(
    text: &str,
    literal: &Literal,
    prose: Option<&str>,
) -> Option<Diagnostic> {
    let range = first_markup(text)?;
    let what = format!(
        "markup has no meaning in plain words: `{}` is printed as it stands",
        quoted(&text[range.clone()])
    );
    let help = match prose {
        Some(prose) => format!("write the words alone; `{prose}` is prose, and takes markup"),
        None => "write the words alone".to_owned(),
    };
    let diagnostic = Diagnostic::warning("markup-in-plain-words", what);
    Some(diagnostic.at(literal.locate(range)).help(help))
}

/// The first part of `text` that would be markup in prose.
fn first_markup(text: &str) -> Option<Range<usize>> {
    if !text.contains(['*', '_', '`', '<', ']']) {
        return None;
    }
    let is_markup = |event: &Event<'_>| match event {
        Event::Start(Tag::Emphasis | Tag::Strong) | Event::Code(_) | Event::InlineHtml(_) => true,
        // An address between `<` and `>` is usual in plain words, too.
        Event::Start(Tag::Link { link_type, .. }) => *link_type == LinkType::Inline,
        _ => false,
    };
    // Of markup in markup, the inner ends first, but the outer begins first.
    let marked = Parser::new_ext(text, Options::empty())
        .into_offset_iter()
        .find_map(|(event, range)| is_markup(&event).then_some(range));
    let note = text.find("[^").and_then(|start| {
        let length = text[start..].find(']')?;
        let label = &text[start + 2..start + length];
        let is_label = !label.is_empty() && !label.contains(char::is_whitespace);
        is_label.then(|| start..start + length + 1)
    });
    [marked, note]
        .into_iter()
        .flatten()
        .min_by_key(|range| range.start)
}

impl Builder<'_, '_> {
    /// Asterisks among words, `range` of the text, that close nothing and are never closed. Once is enough in a
    /// paragraph: what follows may follow from it.
    pub(super) fn unpaired(&mut self, range: &Range<usize>) {
        let touches = |character: Option<char>| character.is_some_and(|c| !c.is_whitespace());
        let before = self.text[..range.start].chars().next_back();
        let follows = self.text[range.end..].chars().next();
        if self.has_unpaired || !touches(before) && !touches(follows) {
            return;
        }
        self.has_unpaired = true;
        let mark = &self.text[range.clone()];
        let what = format!("`{mark}` has no fellow here, and is printed as it stands");
        let help = format!(
            "write as many before the words as behind them; where an asterisk is meant, write `{}`",
            self.literal.escaped("*")
        );
        self.diagnostics.push(
            Diagnostic::warning("unclosed-markup", what)
                .at(self.literal.locate(range.clone()))
                .help(help),
        );
    }

    /// Words in brackets, from the byte `start` of the text to `end`, behind which a parenthesis stands as in a
    /// link, though there is none. Once is enough in a paragraph.
    pub(super) fn broken_link(&mut self, start: usize, end: usize) {
        if std::mem::replace(&mut self.has_broken_link, true) {
            return;
        }
        let target = &self.text[end + 1..];
        let is_end = |c: &char| c.is_whitespace() || *c == ')';
        let address = target.chars().take_while(|c| !is_end(c));
        let address: String = address.take(SHOWN_ADDRESS).collect();
        let range = start..end + 1 + address.len();
        let help = format!(
            "write the address alone between `(` and `)`: `{}({})`",
            quoted(&self.text[start..end]),
            quoted(address.trim_end_matches(['.', ',', ';', ':']))
        );
        self.diagnostics.push(
            Diagnostic::warning(
                "unclosed-markup",
                "this is no link yet, and is printed as it stands",
            )
            .at(self.literal.locate(range))
            .help(help),
        );
    }
}
