//! Characters that a reader of the brief does not see, or that show it otherwise than it is written.
//!
//! After UTR #36 (“Unicode Security Considerations”, 2.8), UTS #55 (“Unicode Source Code Handling”) and UAX #9, 2:
//!
//! - what shows letters in another order than the text has them (overrides), or reaches beyond its paragraph
//!   (an embedding or isolate that is not closed), is an error; so is hidden text (tags), and what is no text or stands
//!   for a picture;
//! - marks of direction and isolates stay in a text with letters that run from right to left, or whose language does, for
//!   which they are made; elsewhere they do nothing, and there is a warning; there is one for embeddings, whose place
//!   isolates have taken;
//! - joiners stay in scripts that join, such as Persian, and soft hyphens between letters;
//! - other characters without width, those of private use, what stands for a lost one, and letters of another script
//!   that look like those of the word around them are a warning.

use super::literal::Literal;
use super::words::quoted;
use crate::diagnostic::{Diagnostic, Level, invisible};
use crate::document::Language;
use crate::locale::{Direction, direction};
use crate::ordered::Ordered;
use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, Script};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is wrong with the line ends of a file, where they are those of an old Macintosh: it would be one line.
pub(super) fn line_ends(text: &str) -> Result<(), Diagnostic> {
    if !text.contains('\r') || text.contains('\n') {
        return Ok(());
    }
    let what = "the lines of this file end as on an old Macintosh, and cannot be told apart";
    let help = "save the file with the line ends of Windows (CRLF) or Unix (LF): editors show them in the line at the foot";
    Err(Diagnostic::error("line-ends", what).help(help))
}

/// What is wrong with a character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Override,
    Unclosed,
    Unopened,
    Useless,
    Embedding,
    Deprecated,
    Annotation,
    Object,
    Lost,
    Tag,
    Control,
    Noncharacter,
    PrivateUse,
    Width,
    Joiner,
    Hyphen,
}

/// Letters that look alike, Latin and Cyrillic.
const LOOKALIKES: &[(char, char)] = &[
    ('A', 'А'),
    ('a', 'а'),
    ('B', 'В'),
    ('C', 'С'),
    ('c', 'с'),
    ('E', 'Е'),
    ('e', 'е'),
    ('H', 'Н'),
    ('h', 'һ'),
    ('I', 'І'),
    ('i', 'і'),
    ('J', 'Ј'),
    ('j', 'ј'),
    ('K', 'К'),
    ('k', 'к'),
    ('M', 'М'),
    ('O', 'О'),
    ('o', 'о'),
    ('P', 'Р'),
    ('p', 'р'),
    ('S', 'Ѕ'),
    ('s', 'ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('x', 'х'),
    ('Y', 'У'),
    ('y', 'у'),
];

/// `words`, Latin but for some letters that only look so, in Latin letters alone; none where there are letters that do not,
/// or where a part between full stops has no Latin letter.
pub(super) fn in_latin(words: &str) -> Option<String> {
    let latin = |character: char| {
        let like = |character: char| {
            let found = LOOKALIKES.iter().find(|(_, other)| *other == character);
            found.map(|(latin, _)| *latin)
        };
        if character.is_ascii() {
            return Some(character);
        }
        // Capitals of two scripts are alike more often.
        let capital = character.to_uppercase().next().and_then(like);
        like(character).or_else(|| capital.map(|capital| capital.to_ascii_lowercase()))
    };
    let is_mixed = |part: &str| part.is_ascii() || part.contains(|c: char| c.is_ascii_alphabetic());
    let all_mixed = words.split('.').all(is_mixed);
    words
        .chars()
        .map(latin)
        .collect::<Option<String>>()
        .filter(|_| all_mixed)
}

/// Everything that is wrong with the characters of `text` in `language`, which lies in the file as `literal` says: one
/// diagnostic for each character and what is wrong with it, at the first place.
pub(super) fn check(text: &str, language: Option<&Language>, literal: &Literal) -> Vec<Diagnostic> {
    let mut found: BTreeMap<(Fault, char), (Range<usize>, usize)> = BTreeMap::new();
    if text.chars().any(is_suspect) {
        // The paragraphs run as the language does, whatever letters they have (UAX #9, P3 and HL1).
        let runs_both_ways = text.chars().any(runs_right_to_left)
            || language.is_some_and(|own| direction(own) == Direction::RightToLeft);
        let mut start = 0;
        for paragraph in paragraphs(text) {
            for (at, character, fault) in faults(paragraph, runs_both_ways) {
                let at = start + at;
                let range = at..at + character.len_utf8();
                found.entry((fault, character)).or_insert((range, 0)).1 += 1;
            }
            start += paragraph.len();
        }
    }
    let told = found
        .into_iter()
        .map(|((fault, character), (range, times))| {
            diagnostic(fault, character, times).at(literal.locate(range))
        });
    told.chain(mixed_words(text, literal)).collect()
}

/// The characters of `text` outside of its words that can show a file in another order than it is read, with their
/// places: the controls of UAX #9.
pub(super) fn direction_controls(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices()
        .filter(|(_, character)| is_direction_control(*character))
        .map(|(at, _)| at)
}

/// Whether a character embeds, isolates or overrides the direction of what follows.
pub(crate) fn is_direction_control(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The diagnostic for such a character outside of all words.
pub(super) fn control_outside(character: char, span: Range<usize>) -> Diagnostic {
    let what = format!(
        "{} can show this line in another order than it is read",
        invisible::name(character)
    );
    Diagnostic::error("direction-control", what)
        .at(span)
        .help("remove it")
}

/// The parts of `text` that are paragraphs of their own, or of which a control reaches no further (UAX #9, P1): in
/// prose, what stands between empty lines, and each item of a list and each footnote.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.split_inclusive('\n').next()?;
        let more = rest[first.len()..].split_inclusive('\n');
        let length: usize = more
            .take_while(|line| !is_blank(line) && !begins_item(line))
            .map(str::len)
            .sum();
        let (paragraph, after) = rest.split_at(first.len() + length);
        rest = after;
        Some(paragraph)
    })
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Whether a line begins an item of a list or a footnote in CommonMark.
fn begins_item(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    let mark = word.trim_start_matches(|character: char| character.is_ascii_digit());
    match mark {
        "-" | "*" | "+" => mark.len() == word.len(),
        "." | ")" => mark.len() < word.len(),
        _ => word.starts_with("[^"),
    }
}

/// Whether it is a control of ISO/IEC 6429 (C0, C1) that has no meaning in text: all but the tab and the ends of lines.
fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

fn is_suspect(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFD}' | '\u{E0000}'..='\u{E007F}'
    ) || is_control(character)
        || is_noncharacter(character)
        || is_private(character)
}

fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDEF}') || character as u32 & 0xFFFE == 0xFFFE
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn runs_right_to_left(character: char) -> bool {
    let class = CodePointMapData::<BidiClass>::new().get(character);
    let is_mark = matches!(character, '\u{61C}' | '\u{200F}');
    !is_mark && matches!(class, BidiClass::RightToLeft | BidiClass::ArabicLetter)
}

/// What is wrong with the characters of a paragraph, with their places. `runs_both_ways` where the text has
/// letters that run from right to left, or is in a language that does.
fn faults(paragraph: &str, runs_both_ways: bool) -> Vec<(usize, char, Fault)> {
    let mut faults = Vec::new();
    // What has been opened and not yet closed (UAX #9, BD8 to BD11): its place, and the control.
    let mut open: Vec<(usize, char)> = Vec::new();
    let is_isolate = |character: char| matches!(character, '\u{2066}'..='\u{2068}');
    let mut before = None;
    let mut characters = paragraph.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let follows = characters.peek().map(|(_, character)| *character);
        let mut fault = |fault| faults.push((at, character, fault));
        match character {
            '\u{200E}' | '\u{200F}' | '\u{61C}' if !runs_both_ways => fault(Fault::Useless),
            '\u{202D}' | '\u{202E}' => {
                fault(Fault::Override);
                open.push((at, character));
            }
            '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}' => {
                if !runs_both_ways {
                    fault(Fault::Useless);
                } else if !is_isolate(character) {
                    fault(Fault::Embedding);
                }
                open.push((at, character));
            }
            '\u{202C}' => match open.last() {
                Some((_, opened)) if !is_isolate(*opened) => {
                    open.pop();
                }
                _ => fault(Fault::Unopened),
            },
            '\u{2069}' => match open.iter().rposition(|(_, opened)| is_isolate(*opened)) {
                // It closes what was opened since as well.
                Some(opened) => {
                    let within = open.drain(opened..).skip(1);
                    faults.extend(within.map(|(at, control)| (at, control, Fault::Unclosed)));
                }
                None => fault(Fault::Unopened),
            },
            '\u{206A}'..='\u{206F}' => fault(Fault::Deprecated),
            '\u{FFF9}'..='\u{FFFB}' => fault(Fault::Annotation),
            '\u{FFFC}' => fault(Fault::Object),
            '\u{FFFD}' => fault(Fault::Lost),
            '\u{E0000}'..='\u{E007F}' => fault(Fault::Tag),
            '\u{200C}' | '\u{200D}' if !invisible::joins(before) => fault(Fault::Joiner),
            '\u{AD}' => {
                let is_letter =
                    |character: Option<char>| character.is_some_and(char::is_alphabetic);
                if !is_letter(before) || !is_letter(follows) {
                    fault(Fault::Hyphen);
                }
            }
            '\u{200B}' if before.is_some_and(is_without_spaces) => {}
            '\u{200B}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{180E}'
            | '\u{2061}'..='\u{2064}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}' => fault(Fault::Width),
            other if is_control(other) => fault(Fault::Control),
            other if is_noncharacter(other) => fault(Fault::Noncharacter),
            other if is_private(other) => fault(Fault::PrivateUse),
            _ => {}
        }
        before = Some(character);
    }
    let overrides = |control: char| matches!(control, '\u{202D}' | '\u{202E}');
    faults.extend(
        open.into_iter()
            // An override has been told of.
            .filter(|(_, control)| !overrides(*control))
            .map(|(at, control)| (at, control, Fault::Unclosed)),
    );
    // What is an error needs no warning beside it.
    let unclosed: BTreeSet<usize> = faults
        .iter()
        .filter(|(.., fault)| *fault == Fault::Unclosed)
        .map(|(at, ..)| *at)
        .into_set();
    faults.retain(|(at, _, fault)| {
        !matches!(fault, Fault::Useless | Fault::Embedding) || !unclosed.contains(at)
    });
    faults
}

/// Whether words are written without spaces in the script of `character`, which may then be divided at a space
/// without width.
fn is_without_spaces(character: char) -> bool {
    let script = CodePointMapData::<Script>::new().get(character);
    [
        Script::Khmer,
        Script::Lao,
        Script::Myanmar,
        Script::Thai,
        Script::Tibetan,
    ]
    .contains(&script)
}

fn diagnostic(fault: Fault, character: char, times: usize) -> Diagnostic {
    const DIRECTION: &str = "direction-control";
    const HIDDEN: &str = "invisible-character";
    const LANGUAGE_INSTEAD: &str =
        "remove it; the direction of a passage follows from its language: `[words]{lang=fa}`";
    let (level, code, what, help) = match fault {
        Fault::Override => (
            Level::Error,
            DIRECTION,
            "shows what follows in another order than it is written",
            "remove it; the direction follows from the letters, and that of a passage from its language: \
             `[words]{lang=fa}`",
        ),
        Fault::Unclosed => (
            Level::Error,
            DIRECTION,
            "is not closed in its paragraph",
            match character {
                '\u{2066}'..='\u{2068}' => "write U+2069 behind the words, or remove it",
                _ => LANGUAGE_INSTEAD,
            },
        ),
        Fault::Unopened => (Level::Error, DIRECTION, "closes nothing", "remove it"),
        Fault::Useless => (
            Level::Warning,
            DIRECTION,
            "does nothing here: no letter runs from right to left",
            "remove it",
        ),
        Fault::Embedding => (
            Level::Warning,
            DIRECTION,
            "also reaches what stands beside its words",
            "remove it and what closes it; the direction of a passage follows from its language: \
             `[words]{lang=fa}`",
        ),
        Fault::Deprecated => (Level::Error, HIDDEN, "is no longer used", "remove it"),
        Fault::Annotation => (
            Level::Error,
            HIDDEN,
            "belongs to no text",
            "remove it; an annotation is a footnote: `[^1]`",
        ),
        Fault::Object => (
            Level::Error,
            HIDDEN,
            "stands for a picture, which was not copied with the words",
            "remove it; a picture is a `[[figure]]` with a file of its own",
        ),
        Fault::Lost => (
            Level::Warning,
            "lost-character",
            "(`\u{FFFD}`) stands for a character that was lost when the words were copied",
            "write the character that stood there",
        ),
        Fault::Tag => (
            Level::Error,
            HIDDEN,
            "is a tag: text that programs read and nobody sees",
            "remove it, and those beside it",
        ),
        Fault::Control => (
            Level::Error,
            HIDDEN,
            "is a control of a terminal, and no text",
            "remove it",
        ),
        Fault::Noncharacter => (Level::Error, HIDDEN, "is no character", "remove it"),
        Fault::PrivateUse => (
            Level::Warning,
            "private-use",
            "is something else on every computer: a character of private use",
            "write a character that has a meaning of its own, or show it in a figure",
        ),
        Fault::Width => (
            Level::Warning,
            HIDDEN,
            "shows nothing, and the words around it are not found with it",
            "remove it",
        ),
        Fault::Joiner => (
            Level::Warning,
            HIDDEN,
            "joins and parts nothing here",
            "remove it; it has a meaning among letters of Arabic and other scripts that join",
        ),
        Fault::Hyphen => (
            Level::Warning,
            HIDDEN,
            "stands between no letters",
            "remove it; it says where within a word a line may end",
        ),
    };
    let name = invisible::name(character);
    let times = match times {
        1 => String::new(),
        times => format!(" ({times} times)"),
    };
    let diagnostic = Diagnostic::error(code, format!("{name}{times} {what}")).help(help);
    Diagnostic {
        level,
        ..diagnostic
    }
}

/// The first word in which some letters, but not all, are of another script and look like the right ones, and how
/// many there are.
fn mixed_words(text: &str, literal: &Literal) -> Option<Diagnostic> {
    // All Latin text, and most other, has nothing to look for.
    if text.is_ascii() || !text.chars().any(is_cyrillic) {
        return None;
    }
    let is_other = |character: char| !character.is_alphabetic();
    let mut start = 0;
    let mut words = text.split_inclusive(is_other).filter_map(|part| {
        let word = part.trim_end_matches(is_other);
        let latin = word.chars().filter(char::is_ascii_alphabetic).count();
        let cyrillic = word.chars().filter(|letter| is_cyrillic(*letter)).count();
        let found = (latin > 0 && cyrillic > 0)
            .then(|| mixed(word, latin > cyrillic))
            .flatten();
        let at = start;
        start += part.len();
        found.map(|mixed| (at, word, mixed))
    });
    let (at, word, (in_word, wrong, right, script)) = words.next()?;
    let others = match words.count() {
        0 => String::new(),
        1 => ", and so in another word".to_owned(),
        others => format!(", and so in {others} other words"),
    };
    let at = at + in_word;
    let what = format!(
        "the letter `{wrong}` ({}) of `{}` is not {script}, though it looks so{others}",
        invisible::name(wrong),
        quoted(word)
    );
    Some(
        Diagnostic::warning("mixed-scripts", what)
            .at(literal.locate(at..at + wrong.len_utf8()))
            .help(format!(
                "write the {script} `{right}` ({}): with the other the word is not found",
                invisible::name(right)
            )),
    )
}

/// The first letter of `word` in the wrong script and the right one in its place, if all in the wrong script look
/// like letters of the right one: the Latin one if `is_latin`, else the Cyrillic.
fn mixed(word: &str, is_latin: bool) -> Option<(usize, char, char, &'static str)> {
    let right = |letter: char| {
        LOOKALIKES.iter().find_map(|(latin, cyrillic)| {
            if is_latin {
                (*cyrillic == letter).then_some(*latin)
            } else {
                (*latin == letter).then_some(*cyrillic)
            }
        })
    };
    let is_wrong = |letter: char| {
        if is_latin {
            is_cyrillic(letter)
        } else {
            letter.is_ascii_alphabetic()
        }
    };
    let mut wrong = word.char_indices().filter(|(_, letter)| is_wrong(*letter));
    let (at, first) = wrong.clone().next()?;
    // An abbreviation with an ending of the language around: COPтың, UNDPке.
    let is_first = |letter: char| word.starts_with(is_cyrillic) == is_cyrillic(letter);
    let ending = word.trim_start_matches(|letter: char| letter.is_uppercase() && is_first(letter));
    let mut letters = ending.chars();
    if word.chars().count() > ending.chars().count() + 1
        && letters.all(|letter| !is_first(letter) && (at == 0 || letter.is_lowercase()))
    {
        return None;
    }
    let script = if is_latin { "Latin" } else { "Cyrillic" };
    wrong
        .all(|(_, letter)| right(letter).is_some())
        .then_some(())?;
    Some((at, first, right(first)?, script))
}

fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of `text`, each with the level and the place.
    fn said(text: &str) -> Vec<String> {
        let file = format!("'''{text}'''");
        check(text, None, &Literal::new(&file, 0..file.len(), text))
            .into_iter()
            .map(|diagnostic| {
                let at = diagnostic.span.map_or(0, |span| span.start - 3);
                format!("{:?} {} {at}", diagnostic.level, diagnostic.message)
            })
            .collect()
    }

    /// The levels of what is said.
    fn levels(text: &str) -> String {
        let level = |said: String| said.chars().next().unwrap_or_default();
        said(text).into_iter().map(level).collect()
    }

    #[test]
    fn overrides_and_what_is_not_closed_are_errors() {
        assert_eq!(
            said("pay \u{202E}05\u{202C} now"),
            [
                "Error U+202E RIGHT-TO-LEFT OVERRIDE shows what follows in another order than it is written 4"
            ]
        );
        assert_eq!(
            said("آب \u{2067}آب"),
            ["Error U+2067 RIGHT-TO-LEFT ISOLATE is not closed in its paragraph 5"]
        );
        assert_eq!(
            said("آب\u{2069}"),
            ["Error U+2069 POP DIRECTIONAL ISOLATE closes nothing 4"]
        );
        // A paragraph ends what it opened.
        for end in ["\n\n", "\r\n\r\n", "\n \n", "\n- ", "\n12. ", "\n[^1]: "] {
            assert_eq!(
                levels(&format!("آب \u{2067}a{end}b\u{2069}")),
                "EE",
                "{end:?}"
            );
        }
        assert_eq!(levels("آب \u{2067}a\n-b\n2018\u{2069}"), "");
        // An isolate closes what was opened in it.
        assert_eq!(levels("آب \u{2067}a \u{202B}b\u{2069} c"), "E");
        assert_eq!(levels("آب \u{2066}a\u{202C}\u{2069}"), "E");
    }

    #[test]
    fn controls_of_direction_stay_where_they_are_made_for() {
        assert_eq!(
            levels("آب (\u{2066}EN 1\u{2069})\u{200F} \u{200E}\u{61C}"),
            ""
        );
        assert_eq!(levels("water\u{200E}"), "W");
        // A telephone number among words that run from right to left.
        let number = "\u{200E}+7 (7172) 26-54-33";
        let literal = Literal::new(number, 0..number.len(), number);
        let told = |tag: &str| check(number, Some(&Language(tag.to_owned())), &literal).len();
        assert_eq!((told("fa"), told("en")), (0, 1));
        assert_eq!(levels("\u{2066}water\u{2069}"), "W");
        assert_eq!(levels("آب \u{202A}EN 1\u{202C}"), "W");
    }

    #[test]
    fn joiners_stay_in_scripts_that_join() {
        assert_eq!(levels("می\u{200C}شود، خانه\u{200C}ها"), "");
        assert_eq!(levels("क्\u{200D}ष"), "");
        assert_eq!(levels("wa\u{200C}ter"), "W");
        assert_eq!(levels("су\u{200D}"), "W");
    }

    #[test]
    fn what_is_not_seen_is_told_once_for_each_character() {
        assert_eq!(
            said("a\u{200B}b\u{200B}c\u{FEFF}"),
            [
                "Warning U+200B ZERO WIDTH SPACE (2 times) shows nothing, and the words around it are not found \
                 with it 1",
                "Warning U+FEFF ZERO WIDTH NO-BREAK SPACE shows nothing, and the words around it are not found \
                 with it 9"
            ]
        );
        assert_eq!(levels("co\u{AD}operate ไทย\u{200B}ไทย a\u{2060}b"), "");
        assert_eq!(levels("co-\u{AD} operate"), "W");
        assert_eq!(levels("\u{FFF9}\u{FFFE}\u{E0041}\u{206A}"), "EEEE");
        assert_eq!(levels("\u{E000}"), "W");
        assert_eq!(levels("a\u{7}b\u{1B}[31m\u{0}\u{85}\tc"), "EEEE");
    }

    #[test]
    fn letters_of_another_script_that_look_alike_are_told() {
        assert_eq!(
            said("Қaзақстан"),
            [
                "Warning the letter `a` (U+0061) of `Қaзақстан` is not Cyrillic, though it looks so 2"
            ]
        );
        assert_eq!(
            said("Wаter"),
            ["Warning the letter `а` (U+0430) of `Wаter` is not Latin, though it looks so 1"]
        );
        assert_eq!(levels("WATЕ"), "W");
        assert!(said("Қaзақ, Қaзақ")[0].ends_with("so, and so in another word 2"));
        // Of two scripts on purpose.
        for words in [
            "PDFтің",
            "COPтың",
            "UNDPке",
            "PDFе",
            "IT-компания",
            "CO2 и H2O",
            "Қазақстан, water",
        ] {
            assert_eq!(levels(words), "", "{words}");
        }
    }
}
