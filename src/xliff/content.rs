//! The content of a unit as text with markup: words are words, whatever marks a translator typed, and codes are the
//! markup that they stand for.
//!
//! A text stays as the tool wrote it where it reads as it was meant. Where not, it is mended: spaces go out of codes,
//! codes round nothing go, and marks among the words get a backslash. A code that sets nothing even so is left out
//! and named, rather than shown as the marks that it is made of.

use super::inline::{Code, Part, PartKind, parts, unmarked_parts};
use crate::brief::translation::Form;
use crate::commonmark::escape::{MARKS, escaped, guarded};
use std::collections::{BTreeSet, HashMap};

/// The markup of a line break in prose.
pub(super) const LINE_BREAK: &str = "\\\n";

/// What a word begins directly behind.
const OPENING: &str = "([{«“„‘’\"'/-–—$€£₸₽№#@";

/// A piece of content.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub kind: Kind,
    /// The words, or the markup of a code.
    pub text: String,
}

/// What a piece is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Words,
    /// A code by itself.
    Single,
    /// The start of a pair of codes with this number.
    Open(usize),
    /// The end of one.
    Close(usize),
}

impl Piece {
    pub fn words(text: &str) -> Piece {
        Piece {
            kind: Kind::Words,
            text: text.to_owned(),
        }
    }

    fn is_words(&self) -> bool {
        self.kind == Kind::Words
    }

    fn is_of_pair(&self) -> bool {
        matches!(self.kind, Kind::Open(_) | Kind::Close(_))
    }
}

/// The text of `pieces`, as it stands.
pub(super) fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Whether `pieces` are CommonMark: they have codes that a line of words has not.
pub(super) fn are_prose(pieces: &[Piece]) -> bool {
    let is_code = |place: &usize| !pieces[*place].is_words();
    misread(pieces, Form::Line).iter().any(is_code)
}

/// A text that reads as it was meant.
pub(super) struct Mended {
    pub text: String,
    /// The markup of the codes that were left out, since they would set nothing.
    pub left_out: Vec<String>,
}

/// The text of `pieces`.
pub(super) fn mended(mut pieces: Vec<Piece>, form: Form) -> Mended {
    let mut left_out = Vec::new();
    without_unknown(&mut pieces, form, &mut left_out);
    let mut pieces = tidied(pieces);
    if are_whole(&pieces) && misread(&pieces, form).is_empty() {
        let text = text(&pieces);
        return Mended { text, left_out };
    }
    let partners = partners(&pieces);
    let has_end = |place: usize| !pieces[place].is_of_pair() || partners[place].is_some();
    let unpaired: Vec<usize> = (0..pieces.len()).filter(|place| !has_end(*place)).collect();
    leave_out(&mut pieces, &unpaired, &mut left_out);
    pieces = tidied(without_empty_pairs(with_spaces_outside(pieces)));
    // What sets nothing goes first; then, since one code may keep another from being read, all pairs; then all codes.
    let rounds: [fn(&Piece, bool) -> bool; 3] = [
        |piece, is_misread| is_misread && !piece.is_words(),
        |piece, is_misread| piece.is_of_pair() || is_misread && !piece.is_words(),
        |piece, _| !piece.is_words(),
    ];
    for goes in rounds {
        let wrong = match as_meant(&pieces, form) {
            Ok(text) => return Mended { text, left_out },
            Err(wrong) => wrong,
        };
        let going: Vec<usize> = (0..pieces.len())
            .filter(|place| goes(&pieces[*place], wrong.contains(place)))
            .collect();
        leave_out(&mut pieces, &going, &mut left_out);
        pieces = tidied(pieces);
    }
    // Whatever is left are words, with all the backslashes that there can be.
    let last = MARKS[MARKS.len() - 1];
    let text = as_meant(&pieces, form).unwrap_or_else(|_| text(&spelt(&pieces, last, true)));
    Mended { text, left_out }
}

/// The text of `pieces` with as few backslashes as it can be read with; else the places of those that are misread.
fn as_meant(pieces: &[Piece], form: Form) -> Result<String, BTreeSet<usize>> {
    if form == Form::Line {
        let wrong = misread(pieces, form);
        return if wrong.is_empty() {
            Ok(text(pieces))
        } else {
            Err(wrong)
        };
    }
    let mut wrong = BTreeSet::new();
    let ways = MARKS.map(|marks| [(marks, false), (marks, true)]);
    for (marks, is_guarded) in ways.into_iter().flatten() {
        let spelt = spelt(pieces, marks, is_guarded);
        wrong = misread(&spelt, form);
        if wrong.is_empty() {
            return Ok(text(&spelt));
        }
    }
    Err(wrong)
}

/// The pieces with a backslash before each of `marks` in words, and where that is wanted, before what may begin a list or
/// the like.
fn spelt(pieces: &[Piece], marks: &str, is_guarded: bool) -> Vec<Piece> {
    let spelt = pieces.iter().enumerate().map(|(place, piece)| {
        let mut piece = piece.clone();
        if piece.is_words() {
            piece.text = with_escapes(&piece.text, marks);
            if is_guarded && begins_line(pieces, place) {
                piece.text = guarded(&piece.text);
            }
        }
        piece
    });
    spelt.collect()
}

/// `words` with a backslash before each of `marks`; those that have one keep it, as the brief has it.
fn with_escapes(words: &str, marks: &str) -> String {
    let mut spelt = String::with_capacity(words.len());
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => {
                spelt.extend([character, *next]);
                characters.next();
            }
            _ => spelt.push_str(&escaped(character.encode_utf8(&mut [0; 4]), marks)),
        }
    }
    spelt
}

/// The places of the pieces that a reader takes for what they are not: words for markup, or the other way.
fn misread(pieces: &[Piece], form: Form) -> BTreeSet<usize> {
    let text = text(pieces);
    // A translator may type that words are of another language: these marks are no code that the source has.
    let words = taken_for(&unmarked_parts(&text, form), text.len());
    let codes = taken_for(&parts(&text, form), text.len());
    let mut at = 0;
    let mut wrong = BTreeSet::new();
    for (place, piece) in pieces.iter().enumerate() {
        let range = at..at + piece.text.len();
        at = range.end;
        let is_right = |byte: usize| match piece.kind {
            Kind::Words => words[byte] == Taken::Words,
            Kind::Single => codes[byte] != Taken::Words,
            Kind::Open(_) | Kind::Close(_) => codes[byte] == Taken::Code,
        };
        // White space may count as anything.
        let is_wrong =
            |byte: usize| !text.as_bytes()[byte].is_ascii_whitespace() && !is_right(byte);
        if range.into_iter().any(is_wrong) {
            wrong.insert(place);
        }
    }
    wrong
}

/// What a byte of a text is taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Words,
    Code,
    Glue,
}

/// What each byte of a text with these parts is taken for.
fn taken_for(parts: &[Part], length: usize) -> Vec<Taken> {
    let mut taken = vec![Taken::Glue; length];
    for part in parts {
        taken[part.range.clone()].fill(match part.kind {
            PartKind::Words => Taken::Words,
            PartKind::Single(Code::Glue) => Taken::Glue,
            PartKind::Open(_) | PartKind::Close | PartKind::Single(_) => Taken::Code,
        });
    }
    taken
}

/// Whether each start of a pair has its end behind it, with something in between.
fn are_whole(pieces: &[Piece]) -> bool {
    let partners = partners(pieces);
    let is_whole = |(place, piece): (usize, &Piece)| {
        !piece.is_of_pair() || partners[place].is_some_and(|partner| partner.abs_diff(place) > 1)
    };
    pieces.iter().enumerate().all(is_whole)
}

/// The places of the other codes of those that are of a pair, where there is one.
fn partners(pieces: &[Piece]) -> Vec<Option<usize>> {
    let mut partners = vec![None; pieces.len()];
    let mut open: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, piece) in pieces.iter().enumerate() {
        match piece.kind {
            Kind::Open(pair) => open.entry(pair).or_default().push(place),
            Kind::Close(pair) => {
                if let Some(start) = open.get_mut(&pair).and_then(Vec::pop) {
                    partners[start] = Some(place);
                    partners[place] = Some(start);
                }
            }
            Kind::Words | Kind::Single => {}
        }
    }
    partners
}

/// Takes the markup of codes that have none, or none in a line of words, for a space where it holds words apart, and
/// notes their names.
fn without_unknown(pieces: &mut [Piece], form: Form, left_out: &mut Vec<String>) {
    // Whether the words that come next behind each piece begin with a word.
    let (mut next, mut behind) = (false, vec![false; pieces.len()]);
    for (place, piece) in pieces.iter().enumerate().rev() {
        behind[place] = next;
        if piece.is_words() && !piece.text.is_empty() {
            next = piece.text.starts_with(char::is_alphanumeric);
        }
    }
    // And whether something ends before it that a word does not join.
    let mut last = false;
    for (piece, next) in pieces.iter_mut().zip(behind) {
        if piece.text.is_empty() || form == Form::Line && piece.text == LINE_BREAK {
            match piece.kind {
                Kind::Single => {
                    left_out.push("<ph>".to_owned());
                    *piece = Piece::words(if last && next { " " } else { "" });
                }
                Kind::Open(_) => left_out.push("<pc>".to_owned()),
                _ => {}
            }
        }
        if piece.is_words() && !piece.text.is_empty() {
            last = !piece
                .text
                .ends_with(|last: char| last.is_whitespace() || OPENING.contains(last));
        }
    }
}

/// Takes out the pieces at `places` with their partners, and notes their markup.
fn leave_out(pieces: &mut Vec<Piece>, places: &[usize], left_out: &mut Vec<String>) {
    let partners = partners(pieces);
    let mut goes = vec![false; pieces.len()];
    for &place in places {
        if goes[place] {
            continue;
        }
        goes[place] = true;
        let markup = &pieces[place].text;
        left_out.push(match partners[place] {
            Some(partner) => {
                goes[partner] = true;
                let (start, end) = (place.min(partner), place.max(partner));
                format!("{}…{}", pieces[start].text, pieces[end].text)
            }
            None => markup.clone(),
        });
    }
    let mut place = 0..;
    pieces.retain(|_| place.next().is_some_and(|place| !goes[place]));
}

/// The pieces with the white space at the ends of what pairs of codes enclose outside of them: CommonMark sets no
/// emphasis that begins or ends with a space.
fn with_spaces_outside(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut moved: Vec<Piece> = Vec::with_capacity(pieces.len());
    // What goes behind the ends of pairs that follow.
    let mut behind = String::new();
    for piece in pieces {
        if !behind.is_empty() && !matches!(piece.kind, Kind::Close(_)) {
            moved.push(Piece::words(&std::mem::take(&mut behind)));
        }
        if !piece.is_words() {
            moved.push(piece);
            continue;
        }
        let starts = moved.iter().rev();
        let starts = starts.take_while(|piece| matches!(piece.kind, Kind::Open(_)));
        let before = moved.len() - starts.count();
        let mut words = piece.text.as_str();
        if before < moved.len() {
            words = piece.text.trim_start();
            let spaces = &piece.text[..piece.text.len() - words.len()];
            moved.insert(before, Piece::words(spaces));
        }
        let core = words.trim_end();
        behind.push_str(&words[core.len()..]);
        moved.push(Piece::words(core));
    }
    moved.push(Piece::words(&behind));
    moved
}

/// The pieces without the pairs of codes that enclose nothing.
fn without_empty_pairs(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let partners = partners(&pieces);
    // How many pieces that show something come before each.
    let mut shown = Vec::with_capacity(pieces.len());
    let mut count = 0usize;
    for piece in &pieces {
        shown.push(count);
        count += usize::from(!piece.is_of_pair() && !piece.text.is_empty());
    }
    let is_empty = |place: usize| {
        let partner = partners[place];
        partner.is_some_and(|partner| shown[partner] == shown[place])
    };
    let mut place = 0..;
    pieces.retain(|_| place.next().is_some_and(|place| !is_empty(place)));
    pieces
}

/// The pieces that have a text, with words that stand side by side as one, and without white space at the ends of
/// paragraphs.
fn tidied(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.is_words() && piece.is_words() => last.text.push_str(&piece.text),
            _ => joined.push(piece),
        }
    }
    for place in 0..joined.len() {
        let next = joined.get(place + 1);
        let ends = next.is_none_or(|next| {
            let is_single = next.kind == Kind::Single;
            is_single && next.text.starts_with(char::is_whitespace) && next.text.contains('\n')
        });
        let begins = begins_line(&joined, place);
        let piece = &mut joined[place];
        if piece.is_words() {
            if begins {
                piece.text = piece.text.trim_ascii_start().to_owned();
            }
            if ends {
                piece.text.truncate(piece.text.trim_ascii_end().len());
            }
        }
    }
    joined.retain(|piece| !piece.text.is_empty());
    joined
}

/// Whether a paragraph or a line begins with the piece at `place`.
fn begins_line(pieces: &[Piece], place: usize) -> bool {
    let Some(before) = place.checked_sub(1).and_then(|before| pieces.get(before)) else {
        return true;
    };
    before.kind == Kind::Single
        && before
            .text
            .ends_with(|last: char| last.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// The text of the pieces, which are prose, and the codes that were left out.
    fn told(pieces: &[(Kind, &str)]) -> (String, Vec<String>) {
        let pieces = pieces.iter().map(|(kind, text)| Piece {
            kind: *kind,
            text: (*text).to_owned(),
        });
        let Mended { text, left_out } = mended(pieces.collect(), Form::Prose);
        (text, left_out)
    }

    fn words(text: &str) -> (Kind, &str) {
        (Kind::Words, text)
    }

    #[test]
    fn many_codes_without_markup_part_words_once() {
        let mut pieces = vec![words("one")];
        pieces.extend(std::iter::repeat_n((Kind::Single, ""), 200_000));
        pieces.push(words("two"));
        let (text, left_out) = told(&pieces);
        assert_eq!((text.as_str(), left_out.len()), ("one two", 200_000));
    }

    fn open(pair: usize, text: &str) -> (Kind, &str) {
        (Kind::Open(pair), text)
    }

    fn close(pair: usize, text: &str) -> (Kind, &str) {
        (Kind::Close(pair), text)
    }

    #[test]
    fn marks_in_words_are_words() {
        for (typed, text) in [
            (
                "нехватка данных (*), 2*3*4",
                "нехватка данных (\\*), 2\\*3\\*4",
            ),
            ("<b>жирно</b>", "\\<b\\>жирно\\</b\\>"),
            ("2 * 3 < 4 & 5 [1] a_b", "2 * 3 < 4 & 5 [1] a_b"),
            ("1. Первое", "1\\. Первое"),
            ("- тире", "\\- тире"),
            ("-- *тире*", "-- \\*тире\\*"),
            (
                "как в \\*источнике\\* и *здесь*",
                "как в \\*источнике\\* и \\*здесь\\*",
            ),
            ("`код`", "\\`код\\`"),
            ("[Су кодексі]{lang=kk}", "[Су кодексі]{lang=kk}"),
        ] {
            assert_eq!(told(&[words(typed)]), (text.to_owned(), vec![]), "{typed}");
        }
    }

    #[test]
    fn a_line_behind_a_break_begins_nothing() {
        for (typed, text) in [("===", "\\==="), ("- два", "\\- два")] {
            let pieces = [words("раз"), (Kind::Single, "\\\n"), words(typed)];
            assert_eq!(told(&pieces), (format!("раз\\\n{text}"), vec![]));
        }
    }

    #[test]
    fn spaces_go_out_of_codes_and_codes_round_nothing_go() {
        let all = [
            words("итог"),
            open(1, "*"),
            open(2, "**"),
            words(" двухдневной "),
            close(2, "**"),
            close(1, "*"),
            words("встречи"),
            open(3, "**"),
            close(3, "**"),
            words(", три"),
        ];
        let text = "итог ***двухдневной*** встречи, три";
        assert_eq!(told(&all), (text.to_owned(), vec![]));
        // Not a list in a list.
        let all = [open(1, "*"), words(" "), close(1, "*"), words(" конец")];
        assert_eq!(told(&all), ("конец".to_owned(), vec![]));
    }

    #[test]
    fn codes_that_set_nothing_are_left_out_and_named() {
        let without_end = [words("a "), open(1, "**"), words("b")];
        assert_eq!(
            told(&without_end),
            ("a b".to_owned(), vec!["**".to_owned()])
        );
        let (text, left_out) = told(&[
            words("сло"),
            open(1, "*"),
            words("«во»"),
            close(1, "*"),
            words("дальше "),
            open(2, "["),
            words("здесь"),
            close(2, "](#a)"),
            (Kind::Single, "[^1]"),
        ]);
        assert_eq!(text, "сло«во»дальше [здесь](#a)");
        assert_eq!(left_out, ["*…*", "[^1]"]);
    }
    proptest! {
        /// Whatever a translator types, with whatever marks, is what a reader reads.
        #[test]
        fn words_stay_words(typed in "[a-zа-я0-9 *_\\[\\](){}<>&`!#~|$^:/.+=-]{0,24}", emphasised in "[ *_а]{0,4}") {
            let pieces = [words(&typed), open(1, "*"), words(&emphasised), close(1, "*"), words(" конец")];
            let (text, left_out) = told(&pieces);
            let mut read = String::new();
            let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
            for event in Parser::new_ext(&text, options) {
                match event {
                    Event::Text(words) => read.push_str(&words),
                    Event::Start(Tag::Paragraph | Tag::Emphasis) | Event::End(TagEnd::Paragraph | TagEnd::Emphasis) => {}
                    other => prop_assert!(false, "{other:?} in {text:?}"),
                }
            }
            let all = format!("{typed}{emphasised} конец");
            prop_assert_eq!(read.trim(), all.trim(), "{}, without {:?}", text, left_out);
        }
    }
}
