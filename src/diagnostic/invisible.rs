//! Characters that show nothing, or that change how others are shown: their names, and text in which they are
//! seen.
//!
//! Text with them can be read otherwise than it is shown (UTS #55, “Source Code Handling”; UTR #36, 2.8). So no
//! message shows them as they are.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// The names of characters of their own (The Unicode Standard, chapter 23); others are of a kind that says it all. The
/// last is shown in some fonts, and stands for what is not there.
const NAMES: &[(char, &str)] = &[
    ('\u{AD}', "SOFT HYPHEN"),
    ('\u{61C}', "ARABIC LETTER MARK"),
    ('\u{115F}', "HANGUL CHOSEONG FILLER"),
    ('\u{1160}', "HANGUL JUNGSEONG FILLER"),
    ('\u{180E}', "MONGOLIAN VOWEL SEPARATOR"),
    ('\u{200B}', "ZERO WIDTH SPACE"),
    ('\u{200C}', "ZERO WIDTH NON-JOINER"),
    ('\u{200D}', "ZERO WIDTH JOINER"),
    ('\u{200E}', "LEFT-TO-RIGHT MARK"),
    ('\u{200F}', "RIGHT-TO-LEFT MARK"),
    ('\u{202A}', "LEFT-TO-RIGHT EMBEDDING"),
    ('\u{202B}', "RIGHT-TO-LEFT EMBEDDING"),
    ('\u{202C}', "POP DIRECTIONAL FORMATTING"),
    ('\u{202D}', "LEFT-TO-RIGHT OVERRIDE"),
    ('\u{202E}', "RIGHT-TO-LEFT OVERRIDE"),
    ('\u{2061}', "FUNCTION APPLICATION"),
    ('\u{2062}', "INVISIBLE TIMES"),
    ('\u{2063}', "INVISIBLE SEPARATOR"),
    ('\u{2064}', "INVISIBLE PLUS"),
    ('\u{2066}', "LEFT-TO-RIGHT ISOLATE"),
    ('\u{2067}', "RIGHT-TO-LEFT ISOLATE"),
    ('\u{2068}', "FIRST STRONG ISOLATE"),
    ('\u{2069}', "POP DIRECTIONAL ISOLATE"),
    ('\u{206A}', "INHIBIT SYMMETRIC SWAPPING"),
    ('\u{206B}', "ACTIVATE SYMMETRIC SWAPPING"),
    ('\u{206C}', "INHIBIT ARABIC FORM SHAPING"),
    ('\u{206D}', "ACTIVATE ARABIC FORM SHAPING"),
    ('\u{206E}', "NATIONAL DIGIT SHAPES"),
    ('\u{206F}', "NOMINAL DIGIT SHAPES"),
    ('\u{2800}', "BRAILLE PATTERN BLANK"),
    ('\u{3164}', "HANGUL FILLER"),
    ('\u{FEFF}', "ZERO WIDTH NO-BREAK SPACE"),
    ('\u{FFA0}', "HALFWIDTH HANGUL FILLER"),
    ('\u{FFF9}', "INTERLINEAR ANNOTATION ANCHOR"),
    ('\u{FFFA}', "INTERLINEAR ANNOTATION SEPARATOR"),
    ('\u{FFFB}', "INTERLINEAR ANNOTATION TERMINATOR"),
    ('\u{FFFC}', "OBJECT REPLACEMENT CHARACTER"),
];

/// A character by its code point and, where it is among those that show nothing, its name.
pub(crate) fn name(character: char) -> String {
    let code = character as u32;
    match NAMES.iter().find(|(known, _)| *known == character) {
        Some((_, name)) => format!("U+{code:04X} {name}"),
        None => format!("U+{code:04X}"),
    }
}

/// Whether U+200C and U+200D have a meaning behind `before`: in a script whose letters join (The Unicode Standard,
/// 23.2), or in a sequence of pictures. They have none among Latin or Cyrillic letters.
pub(crate) fn joins(before: Option<char>) -> bool {
    let Some(before) = before else {
        return false;
    };
    let script = CodePointMapData::<Script>::new().get(before);
    let is_apart = [
        Script::Latin,
        Script::Cyrillic,
        Script::Greek,
        Script::Armenian,
        Script::Georgian,
    ]
    .contains(&script);
    !is_apart && !before.is_ascii() && !before.is_whitespace()
}

/// `text` with what is not seen in it as `‹U+202E›`: control and format characters, fillers, what is no
/// character. Tabs and line ends stay, and joiners where they have a meaning.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    shown(text, 0..0).0
}

/// The same for the path of a file, which is on one line.
pub(super) fn visible_path(path: &Path) -> String {
    visible(&path.to_string_lossy()).replace('\n', "‹U+000A›")
}

/// [`visible`], and where the bytes `marked` of `text` are in it.
pub(super) fn shown(text: &str, marked: Range<usize>) -> (Cow<'_, str>, Range<usize>) {
    let mut shown = String::new();
    let mut place = marked.clone();
    let mut before = None;
    // How many bytes of the text stand in `shown`.
    let mut copied = 0;
    for (at, character) in text.char_indices() {
        if is_hidden(character, before) {
            shown.push_str(&text[copied..at]);
            let sign = format!("‹U+{:04X}›", character as u32);
            copied = at + character.len_utf8();
            for (edge, in_text) in [
                (&mut place.start, marked.start),
                (&mut place.end, marked.end),
            ] {
                if in_text >= copied {
                    *edge += sign.len() - character.len_utf8();
                }
            }
            shown.push_str(&sign);
        }
        before = Some(character);
    }
    if copied == 0 {
        return (text.into(), marked);
    }
    shown.push_str(&text[copied..]);
    (shown.into(), place)
}

/// Whether `character` is not seen behind `before`: a control, a filler, or what is no character.
pub(crate) fn is_hidden(character: char, before: Option<char>) -> bool {
    if character.is_ascii() {
        return character.is_control() && !matches!(character, '\n' | '\t');
    }
    if matches!(character, '\u{200C}' | '\u{200D}') {
        return !joins(before);
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    ) || NAMES.iter().any(|(named, _)| *named == character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_shown_by_its_number() {
        assert_eq!(visible("a\u{202E}b\u{FEFF}"), "a‹U+202E›b‹U+FEFF›");
        assert_eq!(visible("\u{1B}[31m\tx\n"), "‹U+001B›[31m\tx\n");
        assert_eq!(visible("co\u{AD}op\u{E0041}"), "co‹U+00AD›op‹U+E0041›");
        assert_eq!(visible("Қазақ ʻ — é"), "Қазақ ʻ — é");
    }

    #[test]
    fn joiners_are_seen_where_they_do_not_join() {
        assert_eq!(visible("می\u{200C}شود"), "می\u{200C}شود");
        assert_eq!(visible("wa\u{200C}ter"), "wa‹U+200C›ter");
    }

    #[test]
    fn a_place_stays_under_its_characters() {
        let of = |text: &str, range: Range<usize>| {
            let (shown, place) = shown(text, range);
            shown[place].to_owned()
        };
        assert_eq!(of("a\u{202E}b", 1..4), "‹U+202E›");
        assert_eq!(of("a\u{202E}b", 4..5), "b");
        assert_eq!(of("a\u{202E}", 0..4), "a‹U+202E›");
        assert_eq!(of("a\u{202E}", 4..4), "");
        assert_eq!(of("ab", 1..2), "b");
    }
}
