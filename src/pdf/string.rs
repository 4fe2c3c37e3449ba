//! Strings and names (§7.9.2, §7.3.5).

use crate::date::Date;
use lopdf::{Object, StringFormat};

/// A text string (§7.9.2.2): in UTF-16BE with a byte order mark, or in ASCII where that is enough.
pub(super) fn text(words: &str) -> Object {
    if words.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return Object::String(words.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
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

/// Words that say in text what no text may hold: characters that Unicode assigns to nobody or to
/// private use (ISO 19005-3, 6.2.11.7.3) are named by their code.
pub(super) fn speakable(words: &str) -> String {
    let mut spoken = String::new();
    for character in words.chars() {
        let private = matches!(u32::from(character), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF);
        let noncharacter = u32::from(character) & 0xFFFE == 0xFFFE
            || matches!(u32::from(character), 0xFDD0..=0xFDEF);
        if private
            || noncharacter
            || character.is_control()
            || matches!(character, '\u{FEFF}' | '\u{FFFE}')
        {
            spoken.push_str(&format!("U+{:04X}", u32::from(character)));
        } else {
            spoken.push(character);
        }
    }
    spoken
}
