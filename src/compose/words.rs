//! The writer's words: fields and prose become inlines and blocks of the document, with their origins,
//! short forms marked as abbreviations and footnotes numbered over the whole document.

use super::Composer;
use crate::brief::{Brief, Passage, Prose, Text};
use crate::document::{
    Block, BlockKind, Inline, InlineKind, Label, Language, List, ListItem, ListMarker, Node,
    Origin, ParagraphRole, plain_text,
};
use crate::locale::{Argument, Locale, Message, Piece};
use crate::ordered::Ordered;
use std::collections::BTreeMap;
use std::ops::{Bound, Range};

/// Words of a field, or derived from it, with its origin.
pub(super) fn span(origin: &Origin, content: Vec<Inline>) -> Inline {
    Inline {
        node: Node::from_origin(origin),
        kind: InlineKind::Span(content),
    }
}

/// Words in another language than those around them.
pub(super) fn in_language(language: &Language, content: Vec<Inline>) -> Inline {
    Inline {
        node: Node {
            language: Some(language.clone()),
            ..Node::default()
        },
        kind: InlineKind::Span(content),
    }
}

/// Words in our spelling that are derived from a field: a date, a country, a number.
pub(super) fn derived(origin: &Origin, words: impl Into<String>) -> Inline {
    span(origin, vec![Inline::text(words)])
}

/// Words of weight.
pub(super) fn strong(content: Vec<Inline>) -> Inline {
    Inline::from(InlineKind::Strong(content))
}

/// The symbol that a field is.
pub(super) fn symbol(field: &Text) -> Inline {
    Inline {
        node: Node::from_origin(&field.origin),
        kind: InlineKind::Symbol(plain(field)),
    }
}

/// The words of a field, without short forms marked in them.
pub(super) fn plain(field: &Text) -> Vec<Inline> {
    with_passages(&field.value, &field.passages, &|words| {
        vec![Inline::text(words)]
    })
}

/// The words of a line, its passages in other languages as spans; what stands outside of them as `own` makes
/// it. No short form is marked in a passage: what it stands for is in the language around.
fn with_passages(
    line: &str,
    passages: &[Passage],
    own: &dyn Fn(&str) -> Vec<Inline>,
) -> Vec<Inline> {
    passages_in(0..line.len(), line, passages, own)
}

/// The same for the bytes `range` of the line, which hold the passages.
fn passages_in(
    range: Range<usize>,
    line: &str,
    mut passages: &[Passage],
    own: &dyn Fn(&str) -> Vec<Inline>,
) -> Vec<Inline> {
    let words = |range: Range<usize>| match line.get(range) {
        None | Some("") => Vec::new(),
        Some(words) => own(words),
    };
    let mut inlines = Vec::new();
    let mut at = range.start;
    while let [passage, rest @ ..] = passages {
        let (inner, rest) = rest.split_at(
            rest.iter()
                .take_while(|other| other.range.end <= passage.range.end)
                .count(),
        );
        inlines.extend(words(at..passage.range.start));
        let content = passages_in(passage.range.clone(), line, inner, &|words| {
            vec![Inline::text(words)]
        });
        inlines.push(in_language(&passage.language, content));
        at = passage.range.end;
        passages = rest;
    }
    inlines.extend(words(at..range.end));
    inlines
}

/// A link out of the document that shows `field`.
pub(super) fn link(field: &Text, uri: String) -> Inline {
    Inline {
        node: Node::from_origin(&field.origin),
        kind: InlineKind::Link {
            uri,
            content: plain(field),
        },
    }
}

/// `contents` in the slots of `pieces`.
pub(super) fn assemble(pieces: Vec<Piece>, contents: Vec<Vec<Inline>>) -> Vec<Inline> {
    assemble_with(pieces, contents, Inline::text)
}

/// The same, the words of `pieces` as `own` makes them.
pub(super) fn assemble_with(
    pieces: Vec<Piece>,
    mut contents: Vec<Vec<Inline>>,
    own: fn(String) -> Inline,
) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => inlines.push(own(words)),
            Piece::Slot(index) => {
                if let Some(content) = contents.get_mut(index) {
                    inlines.append(content);
                }
            }
        }
    }
    inlines
}

/// What a short form stands for.
#[derive(Clone, Copy)]
pub(super) struct Expansion<'a> {
    words: &'a str,
    /// Where that is another than the brief's.
    language: Option<&'a Language>,
}

/// What each short form stands for: those of the organisations and those of the list of abbreviations,
/// which wins.
pub(super) fn expansions(brief: &Brief) -> BTreeMap<&str, Expansion<'_>> {
    let organisations = brief
        .organisations
        .iter()
        .filter_map(|organisation| Some((organisation.short_form()?, &organisation.name)));
    let listed = brief.abbreviations.iter();
    let listed = listed.map(|abbreviation| (&abbreviation.short, &abbreviation.long));
    organisations
        .chain(listed.filter(|(short, long)| short.value != long.value))
        .map(|(short, long)| {
            let expansion = Expansion {
                words: &long.value,
                language: long.language(),
            };
            (short.value.as_str(), expansion)
        })
        .into_map()
}

/// The text `words`, each short form that stands as a whole word in an abbreviation of its own. At one
/// place the longest short form counts.
pub(super) fn mark_abbreviations(
    words: &str,
    expansions: &BTreeMap<&str, Expansion<'_>>,
) -> Vec<Inline> {
    if expansions.is_empty() && !words.is_empty() {
        return vec![Inline::text(words)];
    }
    let mut inlines = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(character) = words[at..].chars().next() {
        let (before, rest) = words.split_at(at);
        let begins_word = !before.chars().next_back().is_some_and(continues_word);
        let found = begins_word
            .then(|| begins_with_one(rest, expansions))
            .flatten();
        if let Some((short, expansion)) = found {
            if plain_from < at {
                inlines.push(Inline::text(&words[plain_from..at]));
            }
            inlines.push(Inline::from(InlineKind::Abbreviation {
                expansion: expansion.words.to_owned(),
                expansion_language: expansion.language.cloned(),
                content: vec![Inline::text(short)],
            }));
            at += short.len();
            plain_from = at;
        } else {
            at += character.len_utf8();
        }
    }
    if plain_from < words.len() {
        inlines.push(Inline::text(&words[plain_from..]));
    }
    inlines
}

/// The longest short form that `words` begin with as a whole word.
fn begins_with_one<'a>(
    words: &str,
    expansions: &BTreeMap<&'a str, Expansion<'a>>,
) -> Option<(&'a str, Expansion<'a>)> {
    // In their order, what `words` begin with comes before them, the longest last.
    let mut most = words;
    loop {
        let before = (Bound::Unbounded, Bound::Included(most));
        let (short, expansion) = expansions.range::<str, _>(before).next_back()?;
        let end = match words.strip_prefix(short) {
            Some(behind) if !behind.chars().next().is_some_and(continues_word) => {
                return Some((short, *expansion));
            }
            Some(_) => short.char_indices().next_back()?.0,
            // No other has more letters in common with the words.
            None => {
                let alike = words.chars().zip(short.chars());
                let alike = alike.take_while(|(one, other)| one == other);
                alike.map(|(character, _)| character.len_utf8()).sum()
            }
        };
        most = &words[..end];
    }
}

/// Whether a word goes on through `character`: letters, digits, combining marks (which follow a letter
/// within its word, UAX 29 rule WB4) and joining characters.
fn continues_word(character: char) -> bool {
    use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
    let category = icu_properties::CodePointMapData::<GeneralCategory>::new().get(character);
    let group = GeneralCategoryGroup::Letter
        .union(GeneralCategoryGroup::Mark)
        .union(GeneralCategoryGroup::Number)
        .union(GeneralCategoryGroup::ConnectorPunctuation);
    group.contains(category) || matches!(character, '\u{200C}' | '\u{200D}')
}

/// Words in the quotation marks of the language.
pub(crate) fn quotation(locale: &Locale, mut words: Vec<Inline>) -> Vec<Inline> {
    quote_inside(&mut words, &locale.mark_inside());
    fill_one(locale, Message::Quotation, "text", words)
}

/// The words of `message` with inlines in the one `place` that it has.
pub(crate) fn fill_one(
    locale: &Locale,
    message: Message,
    place: &'static str,
    content: Vec<Inline>,
) -> Vec<Inline> {
    let pieces = locale.pieces(message, &[(place, Argument::Slot)]);
    assemble(pieces, vec![content])
}

/// Makes the quotation marks in words those inside a quotation, as `mark_inside` says.
fn quote_inside(words: &mut [Inline], mark_inside: &impl Fn(char) -> char) {
    for inline in words {
        match &mut inline.kind {
            InlineKind::Text(words) => *words = words.chars().map(mark_inside).collect(),
            kind => quote_inside(kind.children_mut(), mark_inside),
        }
    }
}

impl Composer<'_> {
    /// The words of a field, without a node of their own: for a block or cell that is the field.
    pub(super) fn content(&self, field: &Text) -> Vec<Inline> {
        self.words(&field.value, &field.passages)
    }

    /// A line of words with its passages.
    pub(super) fn words(&self, words: &str, passages: &[Passage]) -> Vec<Inline> {
        with_passages(words, passages, &|words| {
            mark_abbreviations(words, &self.expansions)
        })
    }

    /// The words of a field among other words.
    pub(super) fn field(&self, field: &Text) -> Inline {
        span(&field.origin, self.content(field))
    }

    /// Words in the quotation marks of the language.
    pub(super) fn quotation(&self, words: Vec<Inline>) -> Vec<Inline> {
        quotation(&self.locale, words)
    }

    /// A paragraph that is one field.
    pub(super) fn field_paragraph(&self, role: ParagraphRole, field: &Text) -> Block {
        Block::paragraph(Node::from_origin(&field.origin), role, self.content(field))
    }

    /// The blocks of a prose field: body paragraphs in the role `role`, its footnotes taken over.
    pub(super) fn prose(&mut self, prose: &Prose, role: ParagraphRole) -> Vec<Block> {
        let first_note = self.notes.len();
        let mut blocks = prose.blocks.clone();
        self.compose_prose(&mut blocks, role, first_note);
        for note in &prose.notes {
            let mut note = note.clone();
            note.number = u32::try_from(self.notes.len() + 1).unwrap_or(u32::MAX);
            self.compose_prose(&mut note.blocks, ParagraphRole::Note, first_note);
            self.notes.push(note);
        }
        blocks
    }

    /// Makes blocks of prose, which holds paragraphs and lists alone, those of the document, where the prose's first
    /// footnote stands at `first_note`.
    fn compose_prose(&self, blocks: &mut [Block], role: ParagraphRole, first_note: usize) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Paragraph(paragraph) => {
                    if paragraph.role == ParagraphRole::Body {
                        paragraph.role = role;
                    }
                    self.compose_inlines(&mut paragraph.content, first_note, false);
                }
                BlockKind::List(list) => {
                    for item in &mut list.items {
                        self.compose_prose(&mut item.blocks, role, first_note);
                    }
                }
                _ => {}
            }
        }
    }

    /// The same for words. In a passage in another language no short form is marked: what it stands for is in the
    /// language around.
    fn compose_inlines(&self, inlines: &mut Vec<Inline>, first_note: usize, in_passage: bool) {
        for mut inline in std::mem::take(inlines) {
            let in_passage = in_passage || inline.node.language.is_some();
            match &mut inline.kind {
                InlineKind::Text(words) if !in_passage => {
                    inlines.extend(mark_abbreviations(words, &self.expansions));
                    continue;
                }
                InlineKind::NoteReference(place) => *place += first_note,
                kind => {
                    if let Some(content) = kind.content_mut() {
                        self.compose_inlines(content, first_note, in_passage);
                    }
                }
            }
            inlines.push(inline);
        }
    }
}

/// A list of things that are spoken of by their number: numbered where there are several.
pub(super) fn numbered_list(items: Vec<(&str, Vec<Block>)>) -> Block {
    let marker = match items.len() {
        0 | 1 => ListMarker::Bullet,
        _ => ListMarker::Decimal,
    };
    list_block(marker, items)
}

/// A list of items, each with the id that references name; decimal ones are numbered from 1.
pub(super) fn list_block(marker: ListMarker, items: Vec<(&str, Vec<Block>)>) -> Block {
    let items = (1u32..)
        .zip(items)
        .map(|(number, (id, blocks))| ListItem {
            node: super::anchored(id),
            label: Label {
                node: Node::default(),
                number: match marker {
                    ListMarker::Decimal => Some(number),
                    ListMarker::Bullet => None,
                },
            },
            blocks,
        })
        .collect();
    Block::from(BlockKind::List(List { marker, items }))
}

/// A sentence without its full stop, to stand in another: “Fragmented management”. The stop of an initial, of a short form
/// or of an abbreviation with stops in it is a part of the word.
pub(super) fn without_stop<'s>(sentence: &'s str, locale: &Locale) -> &'s str {
    let stopped = sentence.trim_end().strip_suffix(['.', '\u{6D4}']);
    let ends_with_word = |words: &&str| {
        let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
        last.chars().nth(1).is_some() && !last.contains('.') && !locale.is_short_form(last)
    };
    stopped.filter(ends_with_word).unwrap_or(sentence)
}

/// The same of words in inlines.
pub(super) fn inlines_without_stop(mut content: Vec<Inline>, locale: &Locale) -> Vec<Inline> {
    // The last words may be the stop alone, behind a short form.
    let whole = plain_text(&content);
    let stop = whole.len() - without_stop(&whole, locale).len();
    if let Some(words) = content.last_mut().and_then(last_words) {
        words.truncate(words.len().saturating_sub(stop));
    }
    content.retain(|inline| inline.kind != InlineKind::Text(String::new()));
    content
}

/// The words that an inline ends with, if it ends with words.
fn last_words(inline: &mut Inline) -> Option<&mut String> {
    match &mut inline.kind {
        InlineKind::Text(words) => Some(words),
        kind => kind.content_mut()?.last_mut().and_then(last_words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_quoted_without_its_stop_but_a_word_keeps_its_own() {
        for (sentence, without) in [
            ("Management is fragmented.", "Management is fragmented"),
            ("Who pays?", "Who pays?"),
            ("And so on…", "And so on…"),
            ("And so on...", "And so on..."),
            ("Water of the U.S.", "Water of the U.S."),
            ("Нет связи, дорог и т. д.", "Нет связи, дорог и т. д."),
            ("Нет связи, дорог и др.", "Нет связи, дорог и др."),
            ("Не хватает 300 млн руб.", "Не хватает 300 млн руб."),
        ] {
            let locale = &Locale::for_language(&Language("ru".to_owned())).unwrap();
            assert_eq!(without_stop(sentence, locale), without);
        }
    }

    /// The words with abbreviations in brackets.
    fn marked(words: &str, shorts: &[&str]) -> String {
        let expansion = Expansion {
            words: "expansion",
            language: None,
        };
        let expansions = shorts.iter().map(|short| (*short, expansion)).collect();
        mark_abbreviations(words, &expansions)
            .iter()
            .map(|inline| match &inline.kind {
                InlineKind::Text(words) => words.clone(),
                _ => format!("[{}]", plain_text(inline.children())),
            })
            .collect()
    }

    #[test]
    fn short_forms_are_marked_where_they_stand_as_whole_words() {
        assert_eq!(
            marked("CAREC and the EU", &["CAREC", "EU"]),
            "[CAREC] and the [EU]"
        );
        assert_eq!(
            marked("EU-funded, (EU), EU’s", &["EU"]),
            "[EU]-funded, ([EU]), [EU]’s"
        );
        assert_eq!(
            marked("EUR, NEU, EU2, EU_x", &["EU"]),
            "EUR, NEU, EU2, EU_x"
        );
        assert_eq!(marked("eu", &["EU"]), "eu");
        assert_eq!(marked("", &["EU"]), "");
    }

    #[test]
    fn words_of_other_scripts_have_their_own_boundaries() {
        assert_eq!(marked("в ЕС и ЕСЛИ", &["ЕС"]), "в [ЕС] и ЕСЛИ");
        // A combining mark belongs to the letter before it.
        assert_eq!(marked("ЕС\u{301}", &["ЕС"]), "ЕС\u{301}");
    }

    #[test]
    fn the_longest_short_form_counts() {
        assert_eq!(
            marked("UN Water, UN", &["UN", "UN Water"]),
            "[UN Water], [UN]"
        );
        let shorts = ["U", "UN", "UN Water", "UNDP", "UNE", "УН"];
        for (words, expected) in [
            ("UN Waters", "[UN] Waters"),
            ("UNECE", "UNECE"),
            ("UNE UNDP U", "[UNE] [UNDP] [U]"),
            ("UV and УНО", "UV and УНО"),
        ] {
            assert_eq!(marked(words, &shorts), expected);
        }
    }
}
