//! Passages in another language: `[Су кодексі]{lang=kk}`, the bracketed span of Pandoc's Markdown.
//!
//! The mark is the same in prose and in lines of plain words. In prose, where it can also stand behind a link or
//! emphasised words, any braces behind such words are a mark; a line has no other markup, and there only
//! brackets with a language behind them are one.

use super::language;
use super::literal::Literal;
use super::model::Passage;
use super::words::{is_blank, is_line_gap, normalise, quoted};
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use std::borrow::Cow;
use std::ops::Range;

/// How deep passages may stand in one another.
pub(super) const DEEPEST: usize = 8;

/// The braces behind words, and what they say.
pub(super) struct Attributes {
    /// How many bytes they are, braces included.
    pub(super) length: usize,
    pub(super) language: Result<Language, Fault>,
}

/// What is wrong in braces, before its place in the file is known.
pub(super) struct Fault {
    code: &'static str,
    /// Bytes from the opening brace on.
    range: Range<usize>,
    message: String,
    help: String,
}

impl Fault {
    /// The diagnostic, for braces at the byte `at` of the value of `literal`.
    pub(super) fn at(self, at: usize, literal: &Literal) -> Diagnostic {
        // How a brace is escaped is known with its place.
        let help = self.help.replace("\\{", &literal.escaped("{"));
        Diagnostic::error(self.code, self.message)
            .at(literal.locate(at + self.range.start..at + self.range.end))
            .help(help)
    }
}

/// The attributes at the start of `text`, if it starts with a brace.
pub(super) fn attributes(text: &str) -> Option<Attributes> {
    let inside = text.strip_prefix('{')?;
    let end = inside
        .find(['{', '}', '\n'])
        .filter(|end| inside[*end..].starts_with('}'));
    let Some(end) = end else {
        // What was meant to be inside ends with the word.
        let length = 1 + inside
            .find(|character: char| character.is_whitespace() || "{}.,;".contains(character))
            .unwrap_or(inside.len());
        let fault = Fault {
            code: "invalid-mark",
            range: 0..length,
            message: format!("the brace of `{}` is not closed", quoted(&text[..length])),
            help: format!("write `{}}}`", quoted(&text[..length])),
        };
        return Some(Attributes {
            length,
            language: Err(fault),
        });
    };
    Some(Attributes {
        length: end + 2,
        language: language(&inside[..end]),
    })
}

/// The name and the value in braces that hold `inside`.
fn named(inside: &str) -> Option<(&str, &str)> {
    let (name, value) = inside.split_once('=')?;
    let value = value.trim();
    let bare = ['"', '\'']
        .into_iter()
        .find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark));
    Some((name.trim(), bare.unwrap_or(value)))
}

/// The mark at the start of `text`, if it is one without a fault: how many bytes it is, and the language that it
/// gives to the words before it.
pub(crate) fn mark(text: &str) -> Option<(usize, Language)> {
    let inside = text.strip_prefix('{')?;
    let (inside, _) = inside.split_at(inside.find(['{', '}', '\n'])?);
    let length = inside.len() + 2;
    let (_, tag) = named(inside).filter(|(name, _)| *name == "lang")?;
    let language = language::known(tag)?;
    text[..length].ends_with('}').then_some((length, language))
}

/// The languages that marks in `text` name.
pub(crate) fn marked_languages(text: &str) -> impl Iterator<Item = Language> {
    let braces = text.match_indices('{');
    braces.filter_map(|(at, _)| Some(mark(&text[at..])?.1))
}

/// The language in braces that hold `inside`.
fn language(inside: &str) -> Result<Language, Fault> {
    let fault = |code, message, help| Fault {
        code,
        range: 0..inside.len() + 2,
        message,
        help,
    };
    let named = named(inside);
    match named {
        Some(("lang", tag)) => language::read(tag).map_err(|unknown| {
            let help = unknown.help(|tag| format!("`{{lang={tag}}}`"));
            Fault {
                // The tag alone is shown where it stands as it was read.
                range: inside
                    .find(tag)
                    .filter(|_| !tag.is_empty())
                    .map_or(0..inside.len() + 2, |at| 1 + at..1 + at + tag.len()),
                ..fault("invalid-language", unknown.message, help)
            }
        }),
        Some(("dir", _)) => Err(fault(
            "invalid-mark",
            "a mark has no direction of its own".to_owned(),
            "write the language, `{lang=fa}`: the direction follows from it".to_owned(),
        )),
        _ => {
            let word = inside.trim().trim_start_matches(['.', '#', ':']);
            let meant = named.map_or(word, |(_, value)| value);
            let help = match language::read(meant) {
                Ok(Language(tag)) => format!("write `{{lang={tag}}}`"),
                Err(_) => {
                    "write the language of the words, such as `{lang=kk}`; where a brace is meant, \
                           write `\\{`"
                        .to_owned()
                }
            };
            Err(fault(
                "invalid-mark",
                format!("`{{{}}}` says no language", quoted(inside)),
                help,
            ))
        }
    }
}

/// Where a language in braces stands in `text`, and no words before it that it marks: `marks` are the
/// places of those that do, in order.
pub(super) fn lost_attributes<'a>(
    text: &'a str,
    marks: &'a [usize],
) -> impl Iterator<Item = Range<usize>> + 'a {
    text.match_indices('{')
        .filter(|(at, _)| {
            says_language(&text[*at..])
                && marks.binary_search(at).is_err()
                && !text[..*at].ends_with('\\')
        })
        .map(|(at, _)| at..at + attributes(&text[at..]).map_or(1, |found| found.length))
}

/// The diagnostic for attributes that mark nothing: `words`.
pub(super) fn marks_nothing(words: &str) -> Diagnostic {
    let words = quoted(words);
    Diagnostic::error("invalid-mark", format!("`{words}` marks no words")).help(format!(
        "put the words in square brackets right before it: `[words]{words}`"
    ))
}

/// The diagnostic for marks that stand in one another too deeply.
pub(super) fn nested_too_deeply() -> Diagnostic {
    let what = format!("marked passages stand in one another more than {DEEPEST} deep");
    Diagnostic::error("nested-too-deeply", what).help("use fewer levels")
}

/// The diagnostic for a mark without words.
pub(super) fn no_words() -> Diagnostic {
    Diagnostic::error("invalid-mark", "the passage has no words")
        .help("write them between the brackets: `[Су кодексі]{lang=kk}`")
}

/// Whether braces at the start of `text` name a language.
fn says_language(text: &str) -> bool {
    text.strip_prefix('{')
        .and_then(|inside| inside.trim_start().strip_prefix("lang"))
        .is_some_and(|rest| rest.trim_start().starts_with('='))
}

/// A line of words, and its passages in other languages.
#[derive(Default)]
pub(super) struct Line {
    /// The words without the marks: one line, in normalisation form C.
    pub(super) words: String,
    /// In the order of their beginnings; one inside another follows it.
    pub(super) passages: Vec<Passage>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads the line `text`, which lies in the file as `literal` says.
pub(super) fn line(text: &str, literal: &Literal) -> Line {
    let mut line = Line::default();
    let mut open: Vec<Bracket> = Vec::new();
    let mut marks = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['[', ']']) {
        let bracket = at + found;
        at = bracket + 1;
        if text[bracket..].starts_with('[') {
            line.push(&text[from..bracket]);
            from = bracket;
            open.push(Bracket {
                in_text: bracket,
                in_words: line.words.len(),
                passages: line.passages.len(),
                depth: 0,
            });
            continue;
        }
        let Some(start) = open.pop() else {
            continue;
        };
        let braces = says_language(&text[at..]).then(|| attributes(&text[at..]));
        let Some(braces) = braces.flatten() else {
            continue;
        };
        let end = at + braces.length;
        if start.depth == DEEPEST {
            let span = literal.locate(start.in_text..end);
            line.diagnostics.push(nested_too_deeply().at(span));
            return line;
        }
        if let Some(around) = open.last_mut() {
            around.depth = around.depth.max(start.depth + 1);
        }
        marks.push(at);
        line.push(&text[from..bracket]);
        line.unbracket(&start);
        let last = line.words.trim_end_matches(' ').len();
        let range = start.in_words..last.max(start.in_words);
        if is_blank(&line.words[range.clone()]) {
            let span = literal.locate(start.in_text..end);
            line.diagnostics.push(no_words().at(span));
        }
        match braces.language {
            Ok(language) => line
                .passages
                .insert(start.passages, Passage { range, language }),
            Err(fault) => line.diagnostics.push(fault.at(at, literal)),
        }
        at = end;
        from = end;
    }
    line.push(&text[from..]);
    line.words.truncate(line.words.trim_end_matches(' ').len());
    for lost in lost_attributes(text, &marks) {
        let span = literal.locate(lost.clone());
        line.diagnostics.push(marks_nothing(&text[lost]).at(span));
    }
    line
}

/// The words of `text` without the marks of passages.
pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    if text.contains("]{") {
        line(text, &Literal::new("", 0..0, text)).words.into()
    } else {
        text.into()
    }
}

/// The words of `text` that are in no passage in another language.
pub(crate) fn beside_passages(text: &str) -> Cow<'_, str> {
    if !text.contains("]{") {
        return text.into();
    }
    let Line {
        words, passages, ..
    } = line(text, &Literal::new("", 0..0, text));
    let mut beside = String::with_capacity(words.len());
    let mut from = 0;
    for Passage { range, .. } in passages {
        beside.push_str(words.get(from..range.start).unwrap_or_default());
        from = from.max(range.end);
    }
    beside.push_str(&words[from..]);
    beside.into()
}

/// The words of a line with the marks of its passages: what [`line`] reads as these words and passages.
pub(crate) fn with_marks(words: &str, passages: &[Passage]) -> String {
    let mut marked = String::with_capacity(words.len());
    let mut open: Vec<&Passage> = Vec::new();
    let mut from = 0;
    for next in passages.iter().map(Some).chain([None]) {
        let start = next.map_or(words.len(), |next| next.range.start);
        while let Some(inner) = open.pop_if(|inner| inner.range.end <= start) {
            marked.push_str(&words[from..inner.range.end]);
            marked.push_str(&format!("]{{lang={}}}", inner.language.0));
            from = inner.range.end;
        }
        marked.push_str(&words[from..start]);
        from = start;
        if let Some(next) = next {
            marked.push('[');
            open.push(next);
        }
    }
    marked
}

/// A square bracket that is open while a line is read.
struct Bracket {
    /// Where it stands in the text.
    in_text: usize,
    /// Where it stands in the line.
    in_words: usize,
    /// How many passages end before it.
    passages: usize,
    /// How deep passages stand in one another behind it.
    depth: usize,
}

impl Line {
    /// Takes the bracket that opens a mark out of the words, with the space behind it where one stands before it.
    fn unbracket(&mut self, bracket: &Bracket) {
        let (before, behind) = self.words.split_at(bracket.in_words);
        let spaced = before.is_empty() || before.ends_with(' ');
        let length = if spaced && behind.starts_with("[ ") {
            2
        } else {
            1
        };
        self.words
            .drain(bracket.in_words..bracket.in_words + length);
        // A passage without words may lie in the space that goes.
        let moved = |at: usize| at.saturating_sub(length).max(bracket.in_words);
        for inner in &mut self.passages[bracket.passages..] {
            inner.range = moved(inner.range.start)..moved(inner.range.end);
        }
    }

    /// Adds words; runs of white space and line ends are one space, none at the start.
    fn push(&mut self, words: &str) {
        for character in normalise(words).chars() {
            if !is_line_gap(character) {
                self.words.push(character);
            } else if !self.words.is_empty() && !self.words.ends_with(' ') {
                self.words.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_were_read_can_be_written() {
        for text in [
            "no mark",
            "[Су кодексі]{lang=kk}",
            "the [Су [water] кодексі]{lang=kk} of [2003]{lang=ru}",
            "[a [б]{lang=ru} c]{lang=de}",
        ] {
            let read = line(text, &Literal::new(text, 0..text.len(), text));
            assert_eq!(with_marks(&read.words, &read.passages), text);
        }
    }

    /// The words of a line, its passages in angle brackets; its diagnostics, where there are any.
    fn shown(text: &str) -> String {
        let file = format!("'{text}'");
        let read = line(text, &Literal::new(&file, 0..file.len(), text));
        if !read.diagnostics.is_empty() {
            let place = |diagnostic: &Diagnostic| {
                let span = diagnostic.span.clone().unwrap_or_default();
                format!("{} at {}", diagnostic.message, &file[span])
            };
            return read
                .diagnostics
                .iter()
                .map(place)
                .collect::<Vec<_>>()
                .join("; ");
        }
        let mut out = String::new();
        for (at, character) in read.words.char_indices().chain([(read.words.len(), '\n')]) {
            for _ in read
                .passages
                .iter()
                .filter(|passage| passage.range.end == at)
            {
                out.push('>');
            }
            for passage in read
                .passages
                .iter()
                .filter(|passage| passage.range.start == at)
            {
                out.push_str(&format!("<{} ", passage.language.0));
            }
            out.push(character);
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn a_passage_is_in_brackets_with_its_language_in_braces_behind() {
        assert_eq!(
            shown("the [Су кодексі]{lang=kk} of 2003"),
            "the <kk Су кодексі> of 2003"
        );
        assert_eq!(
            shown("[A]{lang=\"de\"}, [B]{ lang = fa-af }"),
            "<de A>, <fa-AF B>"
        );
        assert_eq!(shown("[a [b]{lang=ru} c]{lang=kk}"), "<kk a <ru b> c>");
        assert_eq!(shown("[[b]{lang=ru} c]{lang=kk}"), "<kk <ru b> c>");
        assert_eq!(
            shown("a  [ Су\n кодексі ]{lang=kk} b"),
            "a <kk Су кодексі> b"
        );
        assert_eq!(shown(" [ Су]{lang=kk} "), "<kk Су>");
        assert_eq!(shown("[e\u{301}]{lang=kk}"), "<kk é>");
    }

    #[test]
    fn other_brackets_and_braces_are_words() {
        for words in [
            "a [b] {c}",
            "[1]{2}",
            "[a](b)",
            "]{",
            "[[a]",
            "{language}",
            "[a]{.b}",
        ] {
            assert_eq!(shown(words), words);
        }
    }

    #[test]
    fn marks_that_are_none_are_told() {
        assert_eq!(
            shown("a {lang=kk}"),
            "`{lang=kk}` marks no words at {lang=kk}"
        );
        assert_eq!(
            shown("[a] {lang=kk}"),
            "`{lang=kk}` marks no words at {lang=kk}"
        );
        assert_eq!(
            shown("[]{lang=kk}"),
            "the passage has no words at []{lang=kk}"
        );
        assert_eq!(
            shown("[a]{lang=kk b"),
            "the brace of `{lang=kk` is not closed at {lang=kk"
        );
        assert_eq!(shown("[a]{lang=kz}"), "no language has the tag `kz` at kz");
        assert_eq!(shown("[a]{lang=}"), "`` is no language tag at {lang=}");
    }

    #[test]
    fn a_mark_says_a_language() {
        let of = |text: &str| mark(text).map(|(length, language)| (length, language.0));
        assert_eq!(of("{lang=kk} a"), Some((9, "kk".to_owned())));
        assert_eq!(of("{ lang = 'KK' }"), Some((15, "kk".to_owned())));
        for none in [
            "lang=kk}",
            "{lang=kk",
            "{lang={kk}",
            "{lang=\n}",
            "{lang=qq}",
            "{dir=kk}",
            "{}",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
        let languages = marked_languages("*a*{lang=kk} b{c} [d]{ lang=ru }");
        assert_eq!(
            languages.map(|language| language.0).collect::<Vec<_>>(),
            ["kk", "ru"]
        );
    }

    #[test]
    fn eight_levels_are_enough() {
        let levels = |depth: usize| "[".repeat(depth) + "a" + &"]{lang=kk}".repeat(depth);
        assert_eq!(shown(&levels(8)), "<kk ".repeat(8) + "a" + &">".repeat(8));
        assert!(shown(&levels(9)).starts_with("marked passages"));
        assert!(shown(&levels(20_000)).starts_with("marked passages"));
    }
}
