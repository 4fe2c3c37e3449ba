//! Markup where it has no meaning: among plain words; and in prose what looks like markup and is none, because it
//! is not closed. Both are printed as they stand.

use super::Builder;
use super::inlines::{Open, OpenKind};
use super::pasted::list_in_plain_words;
use crate::brief::literal::Literal;
use crate::brief::well_formed::{web_address, whole_address};
use crate::brief::words::quoted;
use crate::diagnostic::Diagnostic;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// How many characters are looked at of an address, and of words in parentheses before one.
const SHOWN_ADDRESS: usize = 200;
/// How addresses begin.
const ADDRESSES: [&str; 3] = ["https://", "http://", "www."];
/// The marks of a sentence that may stand behind an address.
const BEHIND: [char; 8] = ['.', ',', ';', ':', '!', '?', '*', '\''];

/// What is wrong with the plain words `text`, the value of `literal`, if they hold markup; `prose` names a field
/// beside theirs that takes it.
pub(in crate::brief) fn in_plain_words(
    text: &str,
    literal: &Literal,
    prose: Option<&str>,
) -> Option<Diagnostic> {
    if let Some((place, meant)) = raised_or_lowered(text) {
        return Some(no_marks(&text[place.clone()], meant).at(literal.locate(place)));
    }
    let range = first_markup(text).or_else(|| list_in_plain_words(text))?;
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

/// The warning for `marks` as Pandoc has them, in whose place `meant` is written.
fn no_marks(marks: &str, meant: String) -> Diagnostic {
    let what = format!("`{marks}` is printed as it stands");
    Diagnostic::warning("unclosed-markup", what).help(format!("write `{meant}`"))
}

/// The first figures or signs between `~` or `^`, as Pandoc lowers and raises them, behind a letter or a figure; and the
/// characters of Unicode that are meant: `CO~2~`, `10^6^`.
fn raised_or_lowered(text: &str) -> Option<(Range<usize>, String)> {
    const FIGURES: &str = "0123456789+-()n";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ";
    text.match_indices(['~', '^']).find_map(|(start, mark)| {
        let inner = text[start + 1..].split_once(mark)?.0;
        let of_unicode = if mark == "~" { LOWERED } else { RAISED };
        let figure = |c| FIGURES.chars().position(|figure| figure == c);
        let meant = inner.replace('−', "-");
        let meant = meant.chars().map(|c| of_unicode.chars().nth(figure(c)?));
        let meant: String = meant.collect::<Option<_>>()?;
        let is_behind = text[..start].ends_with(char::is_alphanumeric);
        (is_behind && !meant.is_empty()).then(|| (start..start + inner.len() + 2, meant))
    })
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
    /// Asterisks, or an underscore, at which the words in `range` of the text begin, that close nothing and are never closed.
    /// Once is enough in a paragraph: what follows may follow from it.
    pub(super) fn unpaired(&mut self, range: &Range<usize>) {
        let words = &self.text[range.clone()];
        // Words may follow it there, and lines.
        let mark = match words.len() - words.trim_start_matches('*').len() {
            0 => words,
            length => &words[..length],
        };
        let range = range.start..range.start + mark.len();
        let touches = |character: Option<char>| character.is_some_and(|c| !c.is_whitespace());
        let is_of_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let before = self.text[..range.start].chars().next_back();
        let follows = self.text[range.end..].chars().next();
        let is_meant = match mark {
            "_" => is_of_word(before) != is_of_word(follows),
            _ => mark.starts_with('*') && (touches(before) || touches(follows)),
        };
        if !is_meant || std::mem::replace(&mut self.has_unpaired, true) {
            return;
        }
        let what = format!("`{mark}` has no partner here, and is printed as it stands");
        let name = if mark == "_" {
            "an underscore"
        } else {
            "an asterisk"
        };
        let help = format!(
            "write as many before the words as behind them; where {name} is meant, write `{}`",
            self.literal.escaped(&mark[..1])
        );
        self.report(
            Diagnostic::warning("unclosed-markup", what).help(help),
            range,
        );
    }

    /// Words in `range` of the text between asterisks that stand apart from them: `** half **`. Once is enough in a paragraph.
    pub(super) fn marks_apart(&mut self, range: &Range<usize>) {
        let words = &self.text[range.clone()];
        let mut marks = words.match_indices("**").map(|(at, _)| at);
        let (Some(first), Some(last)) = (marks.next(), marks.next()) else {
            return;
        };
        let within = &words[first + 2..last];
        let is_between = |words: &str| {
            let words = words
                .strip_prefix(' ')
                .and_then(|words| words.strip_suffix(' '));
            words.is_some_and(|words| {
                words.starts_with(char::is_alphabetic) && words.ends_with(char::is_alphabetic)
            })
        };
        if !is_between(within) || std::mem::replace(&mut self.has_unpaired, true) {
            return;
        }
        let place = range.start + first..range.start + last + 2;
        let what = "marks of emphasis apart from the words are printed as they stand";
        let help = format!("write `**{}**`", quoted(within.trim()));
        self.report(
            Diagnostic::warning("unclosed-markup", what).help(help),
            place,
        );
    }

    /// Figures in `range` of the text that are to be raised or lowered. Once is enough in a paragraph.
    pub(super) fn raised_or_lowered(&mut self, range: &Range<usize>) {
        let Some((place, meant)) = raised_or_lowered(&self.text[range.clone()]) else {
            return;
        };
        if std::mem::replace(&mut self.has_unpaired, true) {
            return;
        }
        let place = range.start + place.start..range.start + place.end;
        self.report(no_marks(&self.text[place.clone()], meant), place);
    }

    /// Words in brackets, `range` of the text, and near them what would be the address of a link, though there is none. Once
    /// is enough in a paragraph.
    pub(super) fn broken_link(&mut self, range: Range<usize>, words: &str, address: &str) {
        if std::mem::replace(&mut self.has_broken_link, true) {
            return;
        }
        let (words, notes) = without_notes(words);
        let how = match notes.is_empty() {
            true => "write the address alone between `(` and `)`",
            false => "write what refers to a footnote behind the link",
        };
        let help = format!(
            "{how}: `[{}]({}){notes}`",
            quoted(&words),
            quoted(&whole_address(address.trim_end_matches(BEHIND)))
        );
        let what = "this is no link yet, and is printed as it stands";
        self.report(
            Diagnostic::warning("unclosed-markup", what).help(help),
            range,
        );
    }

    /// Looks for a link that is none where a bracket opens at the byte `open` of the text and closes at `close`.
    pub(super) fn link_meant(&mut self, open: usize, close: usize) {
        let text = self.text;
        let is_target = |target: &str| target.starts_with('#') || address_at(target).is_some();
        let within = &text[open + 1..close];
        let behind = &text[close + 1..];
        let target = behind.trim_start_matches(' ').strip_prefix('(');
        if let Some(target) = target.filter(|target| behind.starts_with('(') || is_target(target)) {
            let is_end = |c: &char| c.is_whitespace() || *c == ')';
            let address = target.chars().take_while(|c| !is_end(c));
            let address: String = address.take(SHOWN_ADDRESS).collect();
            let end = text.len() - target.len() + address.len();
            self.broken_link(open..end, within, &address);
        } else if is_target(within)
            && let Some(words) = text[..open].strip_suffix(')')
            && let Some((start, _)) = words
                .char_indices()
                .rev()
                .take(SHOWN_ADDRESS)
                .find(|(_, c)| *c == '(')
        {
            self.broken_link(start..close + 1, &words[start + 1..], within);
        }
    }

    /// An address in `range` of the text that stands outside of a link, and becomes none. Once is enough in a paragraph.
    pub(super) fn bare_address(&mut self, range: &Range<usize>) {
        let is_link = |open: &Open| match open.kind {
            OpenKind::Link(_) | OpenKind::Reference(_) | OpenKind::Refused => true,
            OpenKind::Emphasis | OpenKind::Strong => false,
        };
        if self.has_broken_link || self.inlines.iter().any(is_link) {
            return;
        }
        let text = self.text;
        let begins_word = |at: &usize| !text[..*at].ends_with(char::is_alphanumeric);
        let first = |begin: &&str| {
            let starts = text[range.clone()].match_indices(*begin);
            let mut starts = starts.map(|(at, _)| range.start + at).filter(begins_word);
            starts.find_map(|at| Some((at, address_at(&text[at..])?)))
        };
        let found = ADDRESSES.iter().filter_map(first);
        let Some((start, address)) = found.min_by_key(|(at, _)| *at) else {
            return;
        };
        self.has_broken_link = true;
        // Between `<` and `>` no mark has a backslash.
        let unescaped = unescaped(address);
        let meant = unescaped.trim_end_matches(BEHIND);
        let shown = quoted(meant);
        let whole = whole_address(meant);
        let help = match web_address(&whole) {
            Err(help) => format!("{help}, and then the address between `<` and `>`"),
            Ok(()) if whole != meant => format!("write `[{shown}]({})`", quoted(&whole)),
            Ok(()) => format!("write `<{shown}>`, or `[words]({shown})`"),
        };
        let what = "this address is no link yet, and is printed as it stands";
        let warning = Diagnostic::warning("unclosed-markup", what).help(help);
        self.report(warning, start..start + address.len());
    }
}

/// The address at the beginning of `text`, without the marks of a sentence behind it.
pub(super) fn address_at(text: &str) -> Option<&str> {
    let begin = ADDRESSES.iter().find(|begin| text.starts_with(**begin))?;
    let is_end = |c: char| c.is_whitespace() || c.is_control() || "()[]<>{}|\"«»“”„".contains(c);
    let mut letters = text.char_indices();
    let mut first = letters.by_ref().take(SHOWN_ADDRESS);
    let end = first.find(|(_, c)| is_end(*c)).map(|(at, _)| at);
    let end = end.or_else(|| letters.next().is_none().then_some(text.len()))?;
    let address = text[..end].trim_end_matches(BEHIND);
    let place = address.get(begin.len()..)?;
    (place.starts_with(char::is_alphanumeric) && place.contains('.')).then_some(address)
}

/// `words` without what in them refers to footnotes, and that.
fn without_notes(words: &str) -> (String, String) {
    let (mut rest, mut without, mut notes) = (words, String::new(), String::new());
    while let Some((before, (note, behind))) = rest
        .split_once("[^")
        .and_then(|(before, behind)| Some((before, behind.split_once(']')?)))
    {
        without += before;
        notes += &format!("[^{note}]");
        rest = behind;
    }
    without += rest;
    (without, notes)
}

/// `text` without the backslashes that make marks words.
fn unescaped(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_escape =
            character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        words.extend(if is_escape {
            characters.next()
        } else {
            Some(character)
        });
    }
    words
}
