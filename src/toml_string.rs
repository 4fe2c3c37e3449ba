//! Strings as TOML writes them (TOML 1.1, “String”).

/// The kinds of strings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Quotes {
    Basic,
    Literal,
    MultiLineBasic,
    MultiLineLiteral,
}

impl Quotes {
    /// Those that a string stands in.
    pub fn of(raw: &str) -> Option<Quotes> {
        let kinds = [
            Quotes::MultiLineBasic,
            Quotes::MultiLineLiteral,
            Quotes::Basic,
            Quotes::Literal,
        ];
        kinds.into_iter().find(|kind| {
            let mark = kind.mark();
            raw.len() >= 2 * mark.len() && raw.starts_with(mark) && raw.ends_with(mark)
        })
    }

    pub fn mark(self) -> &'static str {
        match self {
            Quotes::Basic => "\"",
            Quotes::Literal => "'",
            Quotes::MultiLineBasic => "\"\"\"",
            Quotes::MultiLineLiteral => "'''",
        }
    }

    pub fn has_escapes(self) -> bool {
        matches!(self, Quotes::Basic | Quotes::MultiLineBasic)
    }

    pub fn has_lines(self) -> bool {
        matches!(self, Quotes::MultiLineBasic | Quotes::MultiLineLiteral)
    }

    /// Whether the words can stand in such a string.
    pub fn can_hold(self, words: &str) -> bool {
        match self {
            Quotes::Basic | Quotes::MultiLineBasic => true,
            Quotes::Literal => !words.contains(|c: char| c == '\'' || c.is_control() && c != '\t'),
            Quotes::MultiLineLiteral => {
                !words.contains("'''")
                    && !words.ends_with('\'')
                    && !words.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t'))
            }
        }
    }
}

/// Words as a string on one line, with as few escapes as there can be.
pub(crate) fn line(words: &str) -> String {
    if words.contains(['"', '\\']) && Quotes::Literal.can_hold(words) {
        return format!("'{words}'");
    }
    basic(words)
}

/// Words between quotation marks.
pub(crate) fn basic(words: &str) -> String {
    format!("\"{}\"", escaped(words, Quotes::Basic))
}

/// Words on lines of their own between three quotation marks.
pub(crate) fn lines(words: &str) -> String {
    let mut body = escaped(words, Quotes::MultiLineBasic);
    set_off_end(&mut body);
    format!("\"\"\"\n{body}\"\"\"")
}

/// The words with what would end such a string, or means something else in it, escaped.
pub(crate) fn escaped(words: &str, quotes: Quotes) -> String {
    if !quotes.has_escapes() {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut marks = 0;
    for character in words.chars() {
        marks = if character == '"' { marks + 1 } else { 0 };
        match character {
            '\\' => out.push_str("\\\\"),
            // Two may stand together in a string of several lines.
            '"' if quotes == Quotes::Basic || marks % 3 == 0 => out.push_str("\\\""),
            '\u{8}' => out.push_str("\\b"),
            '\t' | '\n' if quotes.has_lines() => out.push(character),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => out.push(other),
        }
    }
    out
}

/// Escapes a quotation mark at the end of the body of a string, where it would stand before those that close it.
pub(crate) fn set_off_end(body: &mut String) {
    let Some(before) = body.strip_suffix('"') else {
        return;
    };
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    if backslashes % 2 == 0 {
        body.insert(body.len() - 1, '\\');
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_read_back_as_its_words() {
        for words in [
            "a",
            "a\nb",
            "\\ \"a\"\"\"\"",
            "\"",
            "\u{1}\t\u{7f}\u{8}\u{c}\r",
            "",
            "a\"\"\n\"",
            "it’s 'a' \"b\"",
            "a\\\"",
        ] {
            for written in [line(words), basic(words), lines(words)] {
                let table: toml::Table = format!("a = {written}\n").parse().unwrap();
                assert_eq!(table["a"].as_str(), Some(words), "{written}");
            }
        }
    }
}
