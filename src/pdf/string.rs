//! Strings and names (§7.9.2, §7.3.5).

use crate::date::Date;
use crate::document::without_line_controls;
use lopdf::{Object, StringFormat};
use printpdf::DictItem;
use std::borrow::Cow;

/// The most bytes of a string (ISO 19005-3, 6.1.13).
const LONGEST: usize = 32_767;

/// A name (§7.3.5), as printpdf takes it.
pub(super) fn name_item(value: &str) -> DictItem {
    DictItem::Name(value.as_bytes().to_vec())
}

/// A text string (§7.9.2.2): in ASCII where that is enough, or as [`utf16`] writes it.
pub(super) fn text(words: &str) -> Object {
    if words.len() <= LONGEST && is_plain_ascii(words) {
        return Object::String(words.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(words), StringFormat::Hexadecimal)
}

/// Words that are heard and that no page shows (an alternative text, an expansion, where a link leads): without the
/// characters that only divide lines, at which a screen reader would halt.
pub(super) fn heard(words: &str) -> Object {
    text(&without_line_controls(words))
}

/// A text string's bytes in UTF-16BE with a byte order mark. U+001B, which would begin a language code there, and
/// characters of private use (ISO 14289-2, 8.6) are replaced. Of words that are too long it is the beginning.
pub(super) fn utf16(words: &str) -> Vec<u8> {
    let mut bytes = vec![0xFE, 0xFF];
    let characters = words.chars().map(|character| match character {
        '\u{1B}' => char::REPLACEMENT_CHARACTER,
        private if is_private(private) => char::REPLACEMENT_CHARACTER,
        other => other,
    });
    let mut units = [0; 2];
    for character in characters {
        for unit in character.encode_utf16(&mut units) {
            bytes.extend(unit.to_be_bytes());
        }
    }
    if bytes.len() > LONGEST {
        bytes.truncate(LONGEST - 3);
        if let [.., 0xD8..=0xDB, _] = bytes[..] {
            // Half of a character.
            bytes.truncate(LONGEST - 5);
        }
        bytes.extend("…".encode_utf16().flat_map(u16::to_be_bytes));
    }
    bytes
}

/// A byte string.
pub(super) fn ascii(words: &str) -> Object {
    Object::String(words.as_bytes().to_vec(), StringFormat::Literal)
}

/// A name.
pub(super) fn name(words: &str) -> Object {
    Object::Name(words.as_bytes().to_vec())
}

/// A date (§7.9.4) at midnight UTC.
pub(super) fn date(date: Date) -> Object {
    ascii(&format!(
        "D:{:04}{:02}{:02}000000Z",
        date.year, date.month, date.day
    ))
}

/// The words as text extraction gives them, in ToUnicode and ActualText: a space of any width is a space, so
/// that a search finds it, and a character that no text may hold is named by its code. Those are control
/// characters, noncharacters, and private use (ISO 19005-3, 6.2.11.7.3; ISO 14289-1, 7.21.7).
pub(super) fn extracted(words: &str) -> Cow<'_, str> {
    if is_plain_ascii(words)
        || words
            .chars()
            .all(|character| !is_space(character) && !is_unspeakable(character))
    {
        return Cow::Borrowed(words);
    }
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        if is_space(character) {
            text.push(' ');
        } else if is_unspeakable(character) {
            text.push_str(&format!("U+{:04X}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
    Cow::Owned(text)
}

/// Whether all of it is ASCII that is shown.
fn is_plain_ascii(words: &str) -> bool {
    words.bytes().all(|byte| (0x20..0x7F).contains(&byte))
}

/// Whether it is of a private use area, or a noncharacter behind these.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Whether it is a space other than U+0020.
fn is_space(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Whether it means nothing to anybody else: a control character, a noncharacter, a byte order mark, or of a
/// private use area.
fn is_unspeakable(character: char) -> bool {
    let code = u32::from(character);
    character.is_control()
        || is_private(character)
        || matches!(code, 0xFDD0..=0xFDEF | 0xFEFF)
        || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_ascii_or_utf_16() {
        assert_eq!(
            text("Astana (2017)"),
            Object::String(b"Astana (2017)".to_vec(), StringFormat::Literal)
        );
        assert_eq!(
            text("қ𝒜"),
            Object::String(
                vec![0xFE, 0xFF, 0x04, 0x9B, 0xD8, 0x35, 0xDC, 0x9C],
                StringFormat::Hexadecimal
            )
        );
        assert_eq!(
            text("a\u{E000}\u{10FFFD}"),
            Object::String(
                vec![0xFE, 0xFF, 0, b'a', 0xFF, 0xFD, 0xFF, 0xFD],
                StringFormat::Hexadecimal
            )
        );
        // ESC would begin a language code (§7.9.2.2).
        assert_eq!(
            text("\u{1B}en"),
            Object::String(
                vec![0xFE, 0xFF, 0xFF, 0xFD, 0, b'e', 0, b'n'],
                StringFormat::Hexadecimal
            )
        );
    }

    #[test]
    fn text_strings_are_no_longer_than_archives_let_them_be() {
        let bytes = |words: &str| text(words).as_str().map(<[u8]>::to_vec).unwrap();
        assert_eq!(bytes(&"a".repeat(32_767)).len(), 32_767);
        assert_eq!(bytes(&"қ".repeat(16_382)).len(), 32_766);
        for long in ["a".repeat(32_768), "қ".repeat(16_383)] {
            let cut = bytes(&long);
            assert!(cut.len() == 32_766 && cut.ends_with(&[0x20, 0x26]));
        }
        // No half of a character is left.
        assert_eq!(bytes(&"𝒜".repeat(16_383)).len(), 32_764);
    }

    #[test]
    fn dates_are_at_midnight_utc() {
        let day = Date {
            year: 2017,
            month: 6,
            day: 5,
        };
        assert_eq!(date(day), ascii("D:20170605000000Z"));
    }

    #[test]
    fn extraction_gives_plain_spaces_and_names_what_is_no_text() {
        assert!(matches!(extracted("Қазақ, “fi”"), Cow::Borrowed(_)));
        assert_eq!(extracted("15\u{A0}June,\u{2009}1"), "15 June, 1");
        assert_eq!(
            extracted("a\u{E000}\u{10FFFD}\u{FEFF}\u{FFFE}\u{0}"),
            "aU+E000U+10FFFDU+FEFFU+FFFEU+0000"
        );
        assert_eq!(extracted("co\u{AD}operate"), "co\u{AD}operate");
    }
}
