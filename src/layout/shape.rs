//! Shaping: text becomes glyphs, by OpenType's rules and the figures and kerning of each face.
//!
//! Words are shaped one by one and remembered, since a text repeats its words; a space stands between
//! words with its own advance. A word is divided where its direction (UAX 9), its script (UAX 24) or the font
//! that has its letters changes.

use super::Substitution;
use super::shaping_language::ShapingLanguage;
use super::text::{PieceStyle, StyledText};
use crate::bidi::{self, Level};
use crate::document::Language;
use crate::fonts::{Companion, Face, FontFile, FontId, Fonts};
use crate::length::Length;
use crate::locale::{self, Hyphenation};
use crate::theme::Figures;
use harfrust::{Buffer, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};
use icu_properties::props::{DefaultIgnorableCodePoint, Script as CharacterScript};
use icu_properties::{CodePointMapData, CodePointSetData};
use icu_segmenter::GraphemeClusterSegmenter;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What a shaped glyph is for line breaking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum GlyphKind {
    /// Ink.
    Ink,
    /// A word space, which stretches, shrinks and falls away at a line's end.
    Space,
    /// A space of a width of its own, which falls away at a line's end.
    FixedSpace,
    /// A word space at which no line ends.
    NoBreakSpace,
    /// A space of a width of its own at which no line ends.
    FixedNoBreakSpace,
    /// What parts particulars, ink and spaces, and falls away at a line's end.
    Separator,
    /// A hyphen that is not in the text.
    Hyphen,
    /// A grapheme that no font has: a box stands for it.
    Missing,
}

impl GlyphKind {
    /// Whether a line's end swallows it.
    pub fn falls_away(self) -> bool {
        matches!(
            self,
            GlyphKind::Space | GlyphKind::FixedSpace | GlyphKind::Separator
        )
    }

    /// Whether it parts words.
    pub fn is_space(self) -> bool {
        !matches!(
            self,
            GlyphKind::Ink | GlyphKind::Hyphen | GlyphKind::Missing
        )
    }

    /// Whether its width gives way where lines are justified.
    pub fn is_elastic(self) -> bool {
        matches!(self, GlyphKind::Space | GlyphKind::NoBreakSpace)
    }
}

/// A glyph of a shaped paragraph.
#[derive(Clone, Debug)]
pub(super) struct ShapedGlyph {
    pub kind: GlyphKind,
    /// The font that has the glyph: that of the piece's face, or one that it falls back on.
    pub face: FontId,
    pub id: u16,
    pub advance: Length,
    pub x_offset: Length,
    pub y_offset: Length,
    /// Bytes of the paragraph's text; empty for the further glyphs of a cluster.
    pub text: Range<usize>,
    /// Index of the piece.
    pub piece: usize,
    /// Its embedding level (UAX 9).
    pub level: Level,
}

/// The order in which other faces are asked for what a face lacks.
const FALLBACKS: [Face; 2] = [Face::SerifRegular, Face::SansRegular];

/// HYPHEN: what a divided word ends with.
const HYPHEN: char = '\u{2010}';

/// The figures that the numbers of notes are made of.
const FIGURES: &str = "0123456789";

const ZERO_WIDTH_NON_JOINER: &str = "\u{200C}";

/// The width of the box for a missing grapheme, in thousandths of the size of type.
const MISSING_WIDTH_PER_MILLE: i64 = 600;

/// The size and the rise of figures that stand for superior ones, in thousandths of the size of type.
const SUPERIOR_SIZE_PER_MILLE: i64 = 620;
const SUPERIOR_RISE_PER_MILLE: i64 = 330;

/// Which plan shapes a word.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PlanKey {
    face: FontId,
    figures: Figures,
    superior: bool,
    small_capitals: bool,
    /// Punctuation beside capitals and lining figures alone.
    case_sensitive: bool,
    script: Option<Script>,
    language: Option<ShapingLanguage>,
    right_to_left: bool,
}

/// A glyph in font design units, its text relative to the word.
#[derive(Clone)]
struct WordGlyph {
    id: u16,
    advance: i32,
    x_offset: i32,
    y_offset: i32,
    text: Range<usize>,
}

/// What the glyphs of a word depend on beside its letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct WordStyle {
    face: Face,
    size: Length,
    figures: Figures,
    superior: bool,
    small_capitals: bool,
    language: Option<ShapingLanguage>,
    right_to_left: bool,
}

impl WordStyle {
    fn of(style: PieceStyle, level: Level) -> WordStyle {
        WordStyle {
            face: style.face,
            size: style.size,
            figures: style.figures,
            superior: style.superior,
            small_capitals: style.small_capitals,
            language: style.language,
            right_to_left: level.is_rtl(),
        }
    }
}

/// What is known of each word.
type Words<T> = FxHashMap<Box<str>, Arc<[T]>>;

/// The most words that are kept from one document to the next.
const MOST_REMEMBERED: usize = 10_000;

/// What was found out of words in the fonts of the binary, which is the same in every document.
#[derive(Default)]
pub(super) struct Remembered {
    plans: FxHashMap<PlanKey, (ShapePlan, Vec<Feature>)>,
    words: FxHashMap<WordStyle, Words<ShapedGlyph>>,
    hyphenations: FxHashMap<Hyphenation, Words<usize>>,
}

/// Shapes texts, and remembers the words that it has shaped and hyphenated.
pub(super) struct Shaper {
    fonts: Fonts,
    /// The direction of the document.
    direction: locale::Direction,
    /// The language of the document.
    language: ShapingLanguage,
    remembered: Remembered,
    buffer: Option<Buffer>,
    /// What fonts of the house style lack.
    substituted: BTreeMap<FontId, BTreeSet<String>>,
}

impl Shaper {
    /// A shaper of a document in `language`.
    pub fn new(fonts: Fonts, language: &Language) -> Shaper {
        Shaper {
            fonts,
            direction: locale::direction(language),
            language: ShapingLanguage::of(language),
            remembered: Remembered::default(),
            buffer: None,
            substituted: BTreeMap::new(),
        }
    }

    /// The same, with what was found out before of the same fonts.
    pub fn remembering(mut self, remembered: Remembered) -> Shaper {
        self.remembered = remembered;
        self
    }

    /// What was found out, for the next document; nothing where that has become much.
    pub fn into_remembered(self) -> Remembered {
        let remembered = self.remembered;
        let words = remembered.words.values().map(FxHashMap::len);
        let hyphenated = remembered.hyphenations.values().map(FxHashMap::len);
        if words.chain(hyphenated).sum::<usize>() > MOST_REMEMBERED {
            return Remembered::default();
        }
        remembered
    }

    /// The fonts that it shapes with.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// The direction of the document, in which lines are placed.
    pub fn direction(&self) -> locale::Direction {
        self.direction
    }

    /// The direction of a paragraph.
    pub fn direction_of(&self, styled: &StyledText) -> locale::Direction {
        styled.direction.unwrap_or(self.direction)
    }

    /// What fonts of the house style lacked so far.
    pub fn substituted(&self) -> Vec<Substitution> {
        let known = self.substituted.iter();
        known
            .map(|(font, texts)| Substitution {
                font: *font,
                texts: texts.clone(),
            })
            .collect()
    }

    /// The glyphs of a text in logical order.
    pub fn shape(&mut self, styled: &StyledText) -> Vec<ShapedGlyph> {
        let mut glyphs = Vec::with_capacity(styled.text.len());
        let base = self.direction_of(styled);
        let levels = bidi::levels(&styled.text, base, &styled.controls);
        for (index, piece) in styled.pieces.iter().enumerate() {
            let text = &styled.text[piece.range.clone()];
            let first = glyphs.len();
            let mut start = 0;
            while start < text.len() {
                let rest = &text[start..];
                let level = |at: usize| match &levels {
                    Some(levels) => levels[piece.range.start + start + at],
                    None => Level::ltr(),
                };
                let length = word_length(rest, level);
                let level = level(0);
                self.shape_word(
                    &rest[..length],
                    (piece.range.start + start, level),
                    index,
                    piece.style,
                    &mut glyphs,
                );
                start += length;
            }
            if piece.separates {
                let known = |glyph: &&mut ShapedGlyph| glyph.kind != GlyphKind::Missing;
                for glyph in glyphs[first..].iter_mut().filter(known) {
                    glyph.kind = GlyphKind::Separator;
                }
            }
        }
        glyphs
    }

    /// Shapes the end of a divided word: `head`, which begins at the byte `offset` of the paragraph's text, and a
    /// hyphen that is not in the text.
    pub fn shape_with_hyphen(
        &mut self,
        head: &str,
        (offset, level): (usize, Level),
        piece: usize,
        style: PieceStyle,
        glyphs: &mut Vec<ShapedGlyph>,
    ) {
        let first = glyphs.len();
        let end = offset + head.len();
        // Many fonts have only one of the two.
        let lacks = |font: &FontFile| !font.covers(HYPHEN);
        let own = self.own_font(style);
        let hyphen = match self.fonts.get(own) {
            Some(font) if lacks(font) => '-',
            _ => HYPHEN,
        };
        let word = format!("{head}{hyphen}");
        self.shape_word(&word, (offset, level), piece, style, glyphs);
        for glyph in &mut glyphs[first..] {
            if glyph.text.start >= end {
                glyph.kind = GlyphKind::Hyphen;
                glyph.text = end..end;
            }
        }
    }

    /// Where a word may be divided with a hyphen, in bytes, remembered.
    pub fn hyphenation_points(&mut self, word: &str, rules: Hyphenation) -> Arc<[usize]> {
        let known = self.remembered.hyphenations.entry(rules).or_default();
        if let Some(points) = known.get(word) {
            return Arc::clone(points);
        }
        let points: Arc<[usize]> = rules.points(word).into();
        known.insert(word.into(), Arc::clone(&points));
        points
    }

    /// Shapes one word or one space of one level, split where no font or another font has the character.
    pub fn shape_word(
        &mut self,
        word: &str,
        (offset, level): (usize, Level),
        piece: usize,
        style: PieceStyle,
        glyphs: &mut Vec<ShapedGlyph>,
    ) {
        let style = PieceStyle {
            language: style.language.or(Some(self.language)),
            ..style
        };
        let word_style = WordStyle::of(style, level);
        let known = self.remembered.words.entry(word_style).or_default();
        let shaped = match known.get(word) {
            Some(shaped) => Arc::clone(shaped),
            None => {
                let shaped: Arc<[ShapedGlyph]> = self.shape_new_word(word, style, level).into();
                let known = self.remembered.words.entry(word_style).or_default();
                known.insert(word.into(), Arc::clone(&shaped));
                shaped
            }
        };
        glyphs.extend(shaped.iter().map(|glyph| ShapedGlyph {
            text: offset + glyph.text.start..offset + glyph.text.end,
            piece,
            level,
            ..glyph.clone()
        }));
    }

    /// The glyphs of a word in logical order, as if it were the first of the first piece.
    fn shape_new_word(&mut self, word: &str, style: PieceStyle, level: Level) -> Vec<ShapedGlyph> {
        let mut glyphs = Vec::new();
        let fonts = self.fonts.clone();
        let own = self.own_font(style);
        let stretches: Vec<Stretch<'_>> = script_runs(word, level.is_rtl())
            .into_iter()
            .flat_map(|(run, script)| {
                let faces = faces_of(&word[run.clone()], own, style.face, script, &fonts);
                faces.into_iter().map(move |(range, face)| {
                    (run.start + range.start..run.start + range.end, face)
                })
            })
            .collect();
        let first = stretches
            .first()
            .and_then(|(_, face)| Some(face.as_ref()?.0));
        let mut has_small = |(range, face): &Stretch<'_>| {
            let of_one = face.filter(|(id, _)| Some(*id) == first);
            let part = &word[range.clone()];
            of_one.is_some_and(|face| self.changes(part, style, level.is_rtl(), face))
        };
        // Full capitals beside small ones would read as the first letters of words.
        let small_capitals = style.small_capitals && stretches.iter().all(&mut has_small);
        let style = PieceStyle {
            small_capitals,
            ..style
        };
        for (range, face) in stretches {
            let part = &word[range.clone()];
            let stands_in = face.is_some_and(|(id, _)| id != own && !id.is_companion());
            if stands_in && own != FontId::built_in(style.face) {
                let lacking = self.substituted.entry(own).or_default();
                lacking.extend(graphemes(part).map(|range| part[range].to_owned()));
            }
            match face {
                Some(face) => {
                    self.shape_in_face(part, (range.start, level), style, face, &mut glyphs);
                }
                None => glyphs.push(ShapedGlyph {
                    kind: GlyphKind::Missing,
                    face: own,
                    id: 0,
                    advance: style.size.per_mille(MISSING_WIDTH_PER_MILLE),
                    x_offset: Length::ZERO,
                    y_offset: Length::ZERO,
                    text: range,
                    piece: 0,
                    level,
                }),
            }
        }
        glyphs
    }

    /// The font of a style: that of its face, but where superior figures are wanted that the font does not have all of
    /// (OpenType `sups`; often it has those of Latin-1 alone, or letters) the one in the binary.
    fn own_font(&mut self, style: PieceStyle) -> FontId {
        let (id, fonts) = (self.fonts.of(style.face), self.fonts.clone());
        match fonts.get(id) {
            Some(font) if style.superior && !self.changes(FIGURES, style, false, (id, font)) => {
                FontId::built_in(style.face)
            }
            _ => id,
        }
    }

    /// Whether the features of a style change every capital of a word that one font has, or every superior figure.
    fn changes(
        &mut self,
        word: &str,
        style: PieceStyle,
        right_to_left: bool,
        (id, face): (FontId, &FontFile),
    ) -> bool {
        let glyphs = self.word_in_face(word, style, right_to_left, (id, face));
        glyphs.iter().all(|glyph| {
            let first = word[glyph.text.clone()].chars().next();
            let first = first.filter(|c| style.superior || c.is_uppercase());
            first.is_none_or(|character| face.glyph(character) != glyph.id)
        })
    }

    fn shape_in_face(
        &mut self,
        word: &str,
        (offset, level): (usize, Level),
        style: PieceStyle,
        (id, face): (FontId, &FontFile),
        glyphs: &mut Vec<ShapedGlyph>,
    ) {
        let shaped = if word.contains(is_ignorable) {
            // Letters join and kern across what shows nothing, such as a soft hyphen.
            let is_shown = |grapheme: &Range<usize>| is_shown(&word[grapheme.clone()]);
            let (mut shown, mut places) = (String::new(), Vec::new());
            for grapheme in graphemes(word).filter(is_shown) {
                shown += &word[grapheme.clone()];
                places.extend(grapheme);
            }
            let mut glyphs = self.word_in_face(&shown, style, level.is_rtl(), (id, face));
            for WordGlyph { text, .. } in &mut glyphs {
                let (first, last) = (places.get(text.start), places.get(text.end.wrapping_sub(1)));
                let first = first.copied().unwrap_or(word.len());
                *text = first..last.map_or(first, |last| last + 1).max(first);
            }
            glyphs
        } else {
            self.word_in_face(word, style, level.is_rtl(), (id, face))
        };
        let size = size_in(style, face);
        let scale = |units: i32| Length::from_font_units(units, face.units_per_em(), size);
        glyphs.extend(shaped.iter().map(|glyph| ShapedGlyph {
            kind: kind_of(&word[glyph.text.clone()]),
            face: id,
            id: glyph.id,
            advance: scale(glyph.advance),
            x_offset: scale(glyph.x_offset),
            y_offset: scale(glyph.y_offset),
            text: offset + glyph.text.start..offset + glyph.text.end,
            piece: 0,
            level,
        }));
    }

    /// The glyphs of a word that one font has, in logical order.
    fn word_in_face(
        &mut self,
        word: &str,
        style: PieceStyle,
        right_to_left: bool,
        (id, face): (FontId, &FontFile),
    ) -> Vec<WordGlyph> {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        // Not that of the script: numbers in Arabic script run from left to right.
        buffer.set_direction(if right_to_left {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        buffer.set_language(style.language.and_then(ShapingLanguage::tag));
        let case_sensitive =
            style.figures != Figures::OldStyle && !word.contains(char::is_lowercase);
        let key = PlanKey {
            face: id,
            figures: style.figures,
            superior: style.superior,
            small_capitals: style.small_capitals,
            case_sensitive,
            script: buffer.script(),
            language: style.language,
            right_to_left,
        };
        let (plan, features) = self.remembered.plans.entry(key).or_insert_with(|| {
            let features = features(style, case_sensitive, id);
            let plan = ShapePlan::new(
                face.font(),
                buffer.direction(),
                buffer.script(),
                buffer.language(),
                &features,
            );
            (plan, features)
        });
        // What is dear to prepare is kept in the font itself.
        let font = ShaperFont::new(face.font());
        let options = ShapeOptions::new().plan(Some(plan)).features(features);
        let glyphs = match harfrust::shape(&font, &mut buffer, options) {
            Ok(()) => {
                let glyphs = word_glyphs(&buffer, word.len(), right_to_left);
                if right_to_left {
                    one_letter_each(&glyphs, word, face.blank())
                } else {
                    glyphs
                }
            }
            Err(_) => Vec::new(),
        };
        self.buffer = Some(buffer);
        glyphs
    }
}

/// The OpenType features that a style asks for beyond the default ones (kerning, ligatures, marks).
/// `case_sensitive` where a word has no lower-case letter: its brackets and dashes stand at the height of
/// capitals. A companion has another design, and has its features for other reasons.
fn features(style: PieceStyle, case_sensitive: bool, font: FontId) -> Vec<Feature> {
    let set = |tag: &[u8; 4], value| Feature::new(Tag::new(tag), value, ..);
    if font.is_companion() {
        // `locl` of Noto Naskh Arabic 2.004 gives every language the figures of Urdu.
        let is_local = style.language.is_some_and(|own| own.has_urdu_figures);
        let mut features = vec![set(b"locl", u32::from(is_local))];
        if style.figures == Figures::Tabular {
            features.push(set(b"tnum", 1));
        }
        return features;
    }
    let on = |tag: &[u8; 4]| set(tag, 1);
    if style.superior {
        // In some fonts there are superior figures for those of the usual form alone.
        return vec![on(b"sups")];
    }
    let mut features = match style.figures {
        Figures::OldStyle => vec![on(b"onum"), on(b"pnum")],
        Figures::Lining => vec![on(b"lnum"), on(b"pnum")],
        Figures::Tabular => vec![on(b"lnum"), on(b"tnum")],
    };
    if style.small_capitals {
        features.push(on(b"c2sc"));
    }
    if case_sensitive {
        features.push(on(b"case"));
    }
    features
}

/// The glyphs of a shaped buffer in logical order, each cluster's text with its first glyph.
fn word_glyphs(buffer: &Buffer, length: usize, right_to_left: bool) -> Vec<WordGlyph> {
    let (infos, positions) = (buffer.glyph_infos(), buffer.glyph_positions());
    let mut glyphs: Vec<_> = infos.iter().zip(positions).collect();
    if right_to_left {
        glyphs.reverse();
    }
    let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut last_start = usize::MAX;
    glyphs
        .into_iter()
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let text = if start == last_start {
                start..start
            } else {
                let next = starts.partition_point(|other| *other <= start);
                start..starts.get(next).copied().unwrap_or(length)
            };
            last_start = start;
            WordGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                text,
            }
        })
        .collect()
}

/// Glyphs from right to left, each of which stands for no more than one character: before a glyph that shows more,
/// such as a ligature or a letter with its mark, stand `blank`s.
///
/// Readers of files bring text from right to left into order by the places of its letters. Those of one glyph they
/// take as standing from left to right, and turn them round.
fn one_letter_each(glyphs: &[WordGlyph], word: &str, blank: (u16, i32)) -> Vec<WordGlyph> {
    let blank_for = |text| WordGlyph {
        id: blank.0,
        advance: 0,
        x_offset: 0,
        y_offset: 0,
        text,
    };
    let mut divided = Vec::with_capacity(glyphs.len());
    for cluster in glyphs.chunk_by(|_, next| next.text.is_empty()) {
        let text = cluster[0].text.clone();
        let letters = &word[text.clone()];
        let last = letters.char_indices().last().map_or(0, |(at, _)| at);
        for (at, letter) in letters[..last].char_indices() {
            let start = text.start + at;
            divided.push(blank_for(start..start + letter.len_utf8()));
        }
        let rest = text.start + last..text.end;
        match cluster {
            [glyph] if letters == ZERO_WIDTH_NON_JOINER && glyph.advance == 0 => {
                divided.push(blank_for(rest));
            }
            [glyph] => divided.push(WordGlyph {
                text: rest,
                ..glyph.clone()
            }),
            _ => {
                // Beside a base with its mark the blank stands for the mark, whose own place is above the line.
                divided.push(blank_for(rest.clone()));
                divided.extend(cluster.iter().map(|glyph| WordGlyph {
                    text: rest.end..rest.end,
                    ..glyph.clone()
                }));
            }
        }
    }
    give_room(&mut divided, blank);
    divided
}

/// Gives blanks their own advance out of that of the glyph behind them, where it has as much to spare: readers take
/// glyphs in one place for the same letter painted twice.
fn give_room(glyphs: &mut [WordGlyph], (blank, advance): (u16, i32)) {
    let mut waiting = 0;
    for index in 0..glyphs.len() {
        if glyphs[index].id == blank && glyphs[index].advance == 0 {
            waiting += 1;
            continue;
        }
        let taken = advance * waiting as i32;
        if glyphs[index].advance >= taken + advance {
            glyphs[index].advance -= taken;
            for glyph in &mut glyphs[index - waiting..index] {
                glyph.advance = advance;
            }
        }
        waiting = 0;
    }
}

/// What a glyph is that stands for `text`.
fn kind_of(text: &str) -> GlyphKind {
    match text {
        " " => GlyphKind::Space,
        "\u{A0}" => GlyphKind::NoBreakSpace,
        "\u{202F}" | "\u{2007}" => GlyphKind::FixedNoBreakSpace,
        _ if !text.is_empty() && text.chars().all(is_breaking_space) => GlyphKind::FixedSpace,
        _ => GlyphKind::Ink,
    }
}

/// Whether a character is a space at which lines end, and which falls away there.
fn is_breaking_space(character: char) -> bool {
    matches!(character, ' ' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}')
}

/// The length in bytes of the word of one level at the start of `text`, or of the space.
fn word_length(text: &str, level: impl Fn(usize) -> Level) -> usize {
    let mut characters = text.char_indices();
    let first_is_space = characters.next().is_some_and(|(_, c)| is_breaking_space(c));
    // One space a time, so that all share one entry of the memory.
    let ends =
        |&(at, c): &(usize, char)| first_is_space || is_breaking_space(c) || level(at) != level(0);
    let next = characters.find(ends);
    next.map_or(text.len(), |(at, _)| at)
}

/// A part of a word, and the font that has its characters.
type Stretch<'f> = (Range<usize>, Option<(FontId, &'f FontFile)>);

/// The width of glyphs beside each other.
pub(super) fn advance(glyphs: &[ShapedGlyph]) -> Length {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// The size at which a style is set in a font. A companion has no superior figures: they are its figures, smaller.
pub(super) fn size_in(style: PieceStyle, font: &FontFile) -> Length {
    let size = font.matched_size(style.size);
    if rise_in(style, font) > Length::ZERO {
        size.per_mille(SUPERIOR_SIZE_PER_MILLE)
    } else {
        size
    }
}

/// How far above the baseline a style is set in a font that has no superior figures of its own.
pub(super) fn rise_in(style: PieceStyle, font: &FontFile) -> Length {
    if style.superior && font.is_companion() {
        style.size.per_mille(SUPERIOR_RISE_PER_MILLE)
    } else {
        Length::ZERO
    }
}

/// The grapheme clusters of `text`.
fn graphemes(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let ends = GraphemeClusterSegmenter::new().segment_str(text).skip(1);
    ends.map(move |end| {
        let grapheme = start..end;
        start = end;
        grapheme
    })
}

/// The stretches of a word by script (UAX 24). Characters that scripts share go with the letters before them, at
/// the start of a word with those after; where there are none and the word runs from right to left, with the
/// script of the companions, whose neighbours they are.
fn script_runs(word: &str, right_to_left: bool) -> Vec<(Range<usize>, CharacterScript)> {
    let scripts = CodePointMapData::<CharacterScript>::new();
    let shared = |script| {
        matches!(
            script,
            CharacterScript::Common | CharacterScript::Inherited | CharacterScript::Unknown
        )
    };
    let mut runs: Vec<(Range<usize>, CharacterScript)> = Vec::new();
    for (start, character) in word.char_indices() {
        let script = scripts.get(character);
        let end = start + character.len_utf8();
        match runs.last_mut() {
            Some((run, known)) if *known == script || shared(script) || shared(*known) => {
                run.end = end;
                if shared(*known) {
                    *known = script;
                }
            }
            _ => runs.push((start..end, script)),
        }
    }
    if let [(_, script)] = runs.as_mut_slice()
        && right_to_left
        && shared(*script)
    {
        *script = CharacterScript::Arabic;
    }
    runs
}

/// The stretches of `word` by the font that has their characters: its `own` where that has them all, the companion
/// for its script, the one in the binary for the face, else the first of the fallbacks, else none. Default ignorable
/// characters, which show nothing, belong to none where they stand between two, and before and behind all.
fn faces_of<'f>(
    word: &str,
    id: FontId,
    face: Face,
    script: CharacterScript,
    fonts: &'f Fonts,
) -> Vec<Stretch<'f>> {
    let Some(own) = fonts.get(id) else {
        return Vec::new();
    };
    let companion = Companion::of(face, script);
    // What scripts share, such as spaces, is of the font that has the letters around.
    let has_letters = companion.is_none_or(|companion| own.covers(companion.letter()));
    if has_letters && word.chars().all(|c| is_covered(own, c) && !is_ignorable(c)) {
        return vec![(0..word.len(), Some((id, own)))];
    }
    // A font of the house style may have the script itself.
    let mut visible = word.chars().filter(|c| !is_ignorable(*c));
    let companion = companion
        .filter(|_| !has_letters || !visible.all(|c| is_covered(own, c)))
        .map(FontId::companion);
    let candidates: Vec<FontId> = companion
        .into_iter()
        .chain([id, FontId::built_in(face)])
        .chain(FALLBACKS.map(|face| fonts.of(face)))
        .chain(FALLBACKS.map(FontId::built_in))
        // Signs of another script among letters of this one.
        .chain(Companion::of(face, CharacterScript::Arabic).map(FontId::companion))
        .collect();
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    let mut joiner = None;
    for mut grapheme in graphemes(word) {
        let visible: Vec<char> = word[grapheme.clone()]
            .chars()
            .filter(|c| !is_ignorable(*c))
            .collect();
        if visible.is_empty() {
            joiner = is_shown(&word[grapheme.clone()]).then_some(grapheme.start);
            continue;
        }
        grapheme.start = joiner.take().unwrap_or(grapheme.start);
        let has = |font: &FontFile| visible.iter().all(|c| is_covered(font, *c));
        let mut fonts = candidates
            .iter()
            .filter_map(|id| Some((*id, fonts.get(*id)?)));
        let face = fonts.find(|(_, font)| has(font));
        match stretches.last_mut() {
            Some((last, last_face))
                if face.is_some() && last_face.map(|(id, _)| id) == face.map(|(id, _)| id) =>
            {
                last.end = grapheme.end;
            }
            _ => stretches.push((grapheme, face)),
        }
    }
    stretches
}

/// Whether a character shows nothing, whatever the font.
fn is_ignorable(character: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

/// Whether a grapheme shows something, or says whether the letters around it join: between words of two directions or
/// styles a joiner begins a word.
fn is_shown(grapheme: &str) -> bool {
    grapheme.starts_with(['\u{200C}', '\u{200D}']) || !grapheme.chars().all(is_ignorable)
}

/// Whether a face can show a character: by a glyph of its own, or as a kind of another that it has.
fn is_covered(face: &FontFile, character: char) -> bool {
    match character {
        '\u{2011}' => face.covers('\u{2010}') || face.covers('\u{2011}'),
        '\u{00A0}' | '\u{202F}' | '\u{2007}' => true,
        character if is_breaking_space(character) => true,
        character => face.covers(character),
    }
}
