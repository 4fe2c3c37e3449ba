//! Where lines may end: after spaces and at the other break opportunities of UAX 14, at hyphenation points, and
//! where nothing else is left between any two clusters.

use super::super::address::addresses;
use super::super::shape::{GlyphKind, ShapedGlyph, Shaper, advance};
use super::super::text::StyledText;
use super::microtypography::protrusion_per_mille;
use super::opportunities::{Opportunity, SIGNS, opportunities, parts_minus};
use super::{Part, Shape};
use crate::bidi::{self, Level};
use crate::length::Length;
use crate::locale::Tie;
use std::borrow::Cow;
use std::ops::{Add, Range, Sub};

/// What a line ends with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// The space that falls away there, and how firmly it would hold.
    Space(Tie),
    /// A character of the text after which a line may end: a hyphen, a slash, a dash.
    Explicit {
        /// Whether it is a hyphen, or a dash that joins words as one does.
        hyphen: bool,
    },
    /// Punctuation of an address.
    Address,
    /// A hyphen that is not in the text (a discretionary, in TeX's words).
    Discretionary(Division),
    /// Nothing: what no break opportunity divides is wider than the measure.
    Emergency,
    /// A line break of the text, or its end.
    Forced,
}

/// What a hyphen of ours divides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Division {
    /// A word, into parts that are easily read on.
    Word,
    /// A word after its second letter, which says little of what follows.
    ShortHead,
    /// A word that has a hyphen or the like in the text, where it is better divided.
    InCompound,
    /// A name.
    Name,
}

/// Whether names may be divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Names {
    Whole,
    /// By the rules for other words.
    Divided,
}

/// A place where a line may end.
///
/// Where a word is divided, the last cluster before the hyphen is set again together with it, since
/// its kerning changes; a ligature that the hyphen divides is set again on both sides.
#[derive(Clone, Debug)]
pub(super) struct Breakpoint {
    pub kind: Kind,
    /// A line that ends here has the glyphs before this one,
    pub end: usize,
    /// then these of [`Breakpoints::substitutes`].
    pub end_substitutes: Range<usize>,
    /// The line after it has these of them,
    pub start_substitutes: Range<usize>,
    /// then the glyphs from this one on.
    pub next: usize,
    /// From the start of the endless line to where a line ends here.
    pub line_end: Extent,
    /// From the start of the endless line to where the line after it starts.
    pub line_start: Extent,
    /// How far a line that ends here hangs in the margin at its end.
    pub end_protrusion: Length,
    /// How far the line after it does at its start.
    pub start_protrusion: Length,
}

impl Breakpoint {
    /// A line from here to another breakpoint, without what hangs in the margins.
    pub fn line_to(&self, end: &Breakpoint) -> Extent {
        let mut line = end.line_end - self.line_start;
        line.width = line.width - self.start_protrusion - end.end_protrusion;
        line
    }
}

/// A stretch of a line at its natural width.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Extent {
    /// All of it.
    pub width: Length,
    /// What of it is word spaces.
    pub spaces: Length,
    /// How many they are.
    pub space_count: i32,
}

impl Add for Extent {
    type Output = Extent;
    fn add(self, other: Extent) -> Extent {
        Extent {
            width: self.width + other.width,
            spaces: self.spaces + other.spaces,
            space_count: self.space_count + other.space_count,
        }
    }
}

impl Sub for Extent {
    type Output = Extent;
    fn sub(self, other: Extent) -> Extent {
        Extent {
            width: self.width - other.width,
            spaces: self.spaces - other.spaces,
            space_count: self.space_count - other.space_count,
        }
    }
}

impl Kind {
    /// Whether a line that ends so shows a hyphen at its end.
    pub fn is_hyphen(self) -> bool {
        matches!(
            self,
            Kind::Discretionary(_) | Kind::Explicit { hyphen: true }
        )
    }
}

/// The letters of a head that is short.
const SHORT_HEAD: usize = 2;

/// All places where the lines of a paragraph may end.
pub(super) struct Breakpoints {
    /// The start of the paragraph first, its end last, those between in order.
    pub places: Vec<Breakpoint>,
    /// Glyphs that only lines that end or begin at a divided word have.
    pub substitutes: Vec<ShapedGlyph>,
    /// The size of the paragraph's first words.
    pub em: Length,
    /// Whether there are names that could be divided.
    pub has_names: bool,
}

impl Breakpoints {
    /// The breakpoints of a shaped text in a measure.
    pub fn of(
        styled: &StyledText,
        glyphs: &[ShapedGlyph],
        measure: Length,
        (shape, names): (Shape, Names),
        shaper: &mut Shaper,
    ) -> Breakpoints {
        let em = styled
            .pieces
            .first()
            .map_or(Length::ZERO, |piece| piece.style.size);
        let mut finder = Finder {
            styled,
            glyphs,
            extents: extents(glyphs),
            measure,
            hangs: shape.is_justified(),
            names,
            addresses: addresses(&styled.text),
            level: bidi::base_level(shaper.direction_of(styled)),
            shaper,
            found: Breakpoints {
                places: Vec::new(),
                substitutes: Vec::new(),
                em,
                has_names: false,
            },
        };
        finder.add(Kind::Forced, 0, 0);
        for chunk in chunks(glyphs, opportunities(styled, &finder.addresses)) {
            finder.chunk(chunk);
        }
        let mut found = finder.found;
        if !shape.is_justified() {
            found.keep_particulars_whole(glyphs, measure);
        }
        found
    }

    /// Takes the places inside particulars away that have room on a line.
    fn keep_particulars_whole(&mut self, glyphs: &[ShapedGlyph], measure: Length) {
        let parts = |place: &Breakpoint| {
            let fallen = &glyphs[place.end..place.next];
            fallen
                .iter()
                .any(|glyph| glyph.kind == GlyphKind::Separator)
        };
        if !self.places.iter().any(parts) {
            return;
        }
        let mut kept: Vec<Breakpoint> = Vec::with_capacity(self.places.len());
        let mut begins = 0;
        for place in self.places.drain(..) {
            let ends = place.kind == Kind::Forced || parts(&place);
            let fits = |from: &Breakpoint| from.line_to(&place).width <= measure;
            if ends && kept.get(begins).is_some_and(fits) {
                kept.truncate(begins + 1);
            }
            kept.push(place);
            if ends {
                begins = kept.len() - 1;
            }
        }
        self.places = kept;
    }
}

/// Builds the breakpoints of a paragraph.
struct Finder<'a> {
    styled: &'a StyledText,
    glyphs: &'a [ShapedGlyph],
    /// From the start of the endless line to each glyph and to the end of the last.
    extents: Vec<Extent>,
    measure: Length,
    /// Whether punctuation hangs in the margins.
    hangs: bool,
    names: Names,
    /// The addresses in the text, in bytes.
    addresses: Vec<Range<usize>>,
    /// The level of the paragraph (UAX 9).
    level: Level,
    shaper: &'a mut Shaper,
    found: Breakpoints,
}

impl Finder<'_> {
    /// Adds what stands between two break opportunities, and the breakpoint after it.
    fn chunk(&mut self, chunk: Chunk) {
        let Chunk {
            start,
            ink_end,
            end,
            opportunity,
        } = chunk;
        let offset = opportunity.offset;
        let text = &self.styled.text;
        let ends = opportunity.forced || offset == text.len();
        if end == start {
            // Nothing that is shown: a soft hyphen, or a mark that stays with the break before it.
            if ends
                && self.found.places.len() > 1
                && let Some(last) = self.found.places.last_mut()
            {
                last.kind = Kind::Forced;
            }
            return;
        }
        self.divide(start, ink_end);
        if ends {
            self.add(Kind::Forced, ink_end, end);
        } else if ink_end < end {
            let tie = self.tie(self.glyphs[start].piece, offset);
            self.add(Kind::Space(tie), ink_end, end);
        } else if opportunity.in_address {
            self.add(Kind::Address, end, end);
        } else if text[..offset].ends_with('\u{AD}') {
            self.add_discretionary(start, offset, Division::Word);
        } else {
            self.add_after_sign(end, offset);
        }
    }

    /// Adds the breakpoint after the sign of the text before the byte `offset`.
    fn add_after_sign(&mut self, end: usize, offset: usize) {
        let hyphen = self.styled.text[..offset].ends_with(['-', '\u{2010}', '–']);
        self.add(Kind::Explicit { hyphen }, end, end);
    }

    /// How firmly the space before the byte `offset` holds, which ends a word of `piece`. All of the word tells, also
    /// what is before its hyphen: «г-жа».
    fn tie(&self, piece: usize, offset: usize) -> Tie {
        let Some(ties) = self.styled.pieces[piece].ties else {
            return Tie::None;
        };
        let (before, after) = self.styled.text.split_at(offset);
        let (before, behind) = (before.trim_end(), after.trim_start());
        let end = before.len();
        let start = end
            - before
                .split(char::is_whitespace)
                .next_back()
                .map_or(0, str::len);
        let next = offset + after.len() - behind.len();
        let length = behind.find(char::is_whitespace).unwrap_or(behind.len());
        ties.tie(
            &self.without_notes(start..end),
            &self.without_notes(next..next + length),
        )
    }

    /// The text in `range` but for the numbers of notes, which make no other word of the one that they stand at.
    fn without_notes(&self, range: Range<usize>) -> Cow<'_, str> {
        let StyledText {
            text,
            pieces,
            notes,
            ..
        } = self.styled;
        let note = notes.partition_point(|note| note.offset < range.start);
        if notes.get(note).is_none_or(|note| note.offset >= range.end) {
            return Cow::Borrowed(&text[range]);
        }
        let first = pieces.partition_point(|piece| piece.range.end <= range.start);
        pieces[first..]
            .iter()
            .take_while(|piece| piece.range.start < range.end)
            .filter(|piece| !piece.style.superior)
            .map(|piece| &text[piece.range.start.max(range.start)..piece.range.end.min(range.end)])
            .collect()
    }

    /// Adds the places between two break opportunities. Where words that no-break spaces or word joiners hold together are
    /// wider than the measure, the spaces are as any others: all of a text that was copied from elsewhere may be held so.
    fn divide(&mut self, start: usize, end: usize) {
        let glyphs = self.glyphs;
        let is_space = |at: usize| glyphs[at].kind.is_space();
        let mut from = start;
        if self.width(start, end) > self.measure {
            for next in start + 1..end {
                if is_space(next - 1)
                    && !is_space(next)
                    && let Some(last) = (from..next).rfind(|at| !is_space(*at))
                {
                    let word_end = last + 1;
                    self.divide_word(from, word_end);
                    let tie = self.tie(glyphs[from].piece, glyphs[next].text.start);
                    self.add(Kind::Space(tie), word_end, next);
                    from = next;
                }
            }
        }
        self.divide_word(from, end);
    }

    /// Adds the hyphenation points in a stretch of glyphs; what is wider than the measure even so is divided after its
    /// signs, such as the dash of “2015–2016”, or else anywhere.
    fn divide_word(&mut self, start: usize, end: usize) {
        let mut from = start;
        for (point, division) in self.hyphenation_points(start, end) {
            let to = glyph_at(self.glyphs, from, point);
            self.divide_wide(from, to);
            self.add_discretionary(start, point, division);
            from = to;
        }
        self.divide_wide(from, end);
    }

    fn divide_wide(&mut self, start: usize, end: usize) {
        let mut from = start;
        if self.width(start, end) > self.measure {
            for cut in start + 2..end {
                let offset = self.glyphs[cut].text.start;
                if self.may_cut(cut) && self.styled.text[..offset].ends_with(SIGNS) {
                    self.divide_anywhere(from, cut);
                    self.add_after_sign(cut, offset);
                    from = cut;
                }
            }
        }
        self.divide_anywhere(from, end);
    }

    fn divide_anywhere(&mut self, start: usize, end: usize) {
        if self.width(start, end) > self.measure {
            for cut in start + 1..end {
                if self.may_cut(cut) {
                    self.add(Kind::Emergency, cut, cut);
                }
            }
        }
    }

    /// Whether a word that has no room may be divided before a glyph: one that begins a cluster and follows no minus.
    fn may_cut(&self, cut: usize) -> bool {
        let range = &self.glyphs[cut].text;
        let parts = |(before, after)| parts_minus(before, after);
        !range.is_empty() && !parts(self.styled.text.split_at(range.start))
    }

    fn width(&self, start: usize, end: usize) -> Length {
        self.extents[end].width - self.extents[start].width
    }

    /// Where the words in a stretch of glyphs may be hyphenated: bytes of the text, and what that divides.
    fn hyphenation_points(&mut self, start: usize, end: usize) -> Vec<(usize, Division)> {
        let styled = self.styled;
        if start == end {
            return Vec::new();
        }
        let first = self.glyphs[start].text.start;
        // The last glyph may be a mark on the letters before it, which alone have the text.
        let next = self.glyphs.get(end).map(|glyph| glyph.text.start);
        let text = &styled.text[first..next.unwrap_or(styled.text.len())];
        let mut points = Vec::new();
        let known = self.addresses.partition_point(|known| known.end <= first);
        let address = self.addresses.get(known);
        let in_address = address.is_some_and(|address| address.start < first + text.len());
        if in_address {
            return points;
        }
        let rules = styled.pieces[self.glyphs[start].piece].hyphenation;
        let letters =
            |c: char| rules.map_or(c.is_alphabetic(), |rules| rules.is_letter(c)) || is_mark(c);
        let mut from = 0;
        // It begins with a letter proper: what is a letter of Uzbek may be a quotation mark.
        while let Some(offset) = text[from..].find(char::is_alphabetic) {
            let from_word = from + offset;
            let rest = &text[from_word..];
            let length = rest.find(|c| !letters(c)).unwrap_or(rest.len());
            self.hyphenate(first + from_word..first + from_word + length, &mut points);
            from = from_word + length;
        }
        points
    }

    /// Adds the hyphenation points of a word.
    fn hyphenate(&mut self, word: Range<usize>, points: &mut Vec<(usize, Division)>) {
        let joints = self.joints(&word);
        let piece = self.styled.piece_of(&word);
        let Some(rules) = piece.and_then(|piece| piece.hyphenation) else {
            return;
        };
        if joints.contains(&Joint::Firm) {
            return;
        }
        let letters = &self.styled.text[word.clone()];
        let mut add = |point: usize, division| {
            let division = if joints.contains(&Joint::Hyphen) {
                Division::InCompound
            } else {
                division
            };
            points.push((word.start + point, division));
        };
        for point in self.shaper.hyphenation_points(letters, rules).iter() {
            let division = match letters[..*point].chars().nth(SHORT_HEAD) {
                None => Division::ShortHead,
                Some(_) => Division::Word,
            };
            add(*point, division);
        }
        self.found.has_names |= rules.is_name(letters);
        if self.names == Names::Divided {
            for point in rules.points_of_name(letters) {
                add(point, Division::Name);
            }
        }
    }

    /// What makes a word part of a longer one, on either side.
    fn joints(&self, word: &Range<usize>) -> [Joint; 2] {
        let StyledText { text, notes, .. } = self.styled;
        // The number of a note is no figure of the word before it.
        let note = notes.binary_search_by_key(&word.end, |note| note.offset);
        let after = if note.is_ok() { "" } else { &text[word.end..] };
        [
            Joint::of(after.chars()),
            Joint::of(text[..word.start].chars().rev()),
        ]
    }

    /// Adds the breakpoint at the byte `offset` inside a word, with its hyphen.
    fn add_discretionary(&mut self, start: usize, offset: usize, division: Division) {
        let after = glyph_at(self.glyphs, start, offset);
        // The glyph before the division: the first of its cluster.
        let Some(before) = (start..after)
            .rev()
            .find(|index| !self.glyphs[*index].text.is_empty())
        else {
            return;
        };
        let cluster = &self.glyphs[before];
        if cluster.kind != GlyphKind::Ink {
            return;
        }
        let (piece, text, level) = (cluster.piece, cluster.text.clone(), cluster.level);
        let style = self.styled.pieces[piece].style;
        let head = self.styled.text[text.start..offset.min(text.end)].trim_end_matches('\u{AD}');
        let substitutes = &mut self.found.substitutes;
        let first = substitutes.len();
        self.shaper
            .shape_with_hyphen(head, (text.start, level), piece, style, substitutes);
        let divided = substitutes.len();
        if offset < text.end {
            let tail = &self.styled.text[offset..text.end];
            self.shaper
                .shape_word(tail, (offset, level), piece, style, substitutes);
        }
        let range = (first..divided, divided..substitutes.len());
        self.push(Kind::Discretionary(division), (before, after), range);
    }

    fn add(&mut self, kind: Kind, end: usize, next: usize) {
        self.push(kind, (end, next), (0..0, 0..0));
    }

    fn push(
        &mut self,
        kind: Kind,
        (end, next): (usize, usize),
        (end_substitutes, start_substitutes): (Range<usize>, Range<usize>),
    ) {
        let substitutes = &self.found.substitutes;
        let extent = |range: &Range<usize>| Extent {
            width: advance(&substitutes[range.clone()]),
            ..Extent::default()
        };
        let line_end = self.extents[end] + extent(&end_substitutes);
        let line_start = self.extents[next] - extent(&start_substitutes);
        let last = substitutes[end_substitutes.clone()]
            .last()
            .or_else(|| self.glyphs[..end].last());
        let first = substitutes[start_substitutes.clone()]
            .first()
            .or_else(|| self.glyphs.get(next));
        let (_, end_protrusion) = self.protrusion(last);
        let (start_protrusion, _) = self.protrusion(first);
        self.found.places.push(Breakpoint {
            kind,
            end,
            end_substitutes,
            start_substitutes,
            next,
            line_end,
            line_start,
            end_protrusion,
            start_protrusion,
        });
    }

    /// How far a glyph hangs in the margin at a line's start and end. One that runs against the paragraph does not
    /// stand at the margin, though it is the first or the last to be read.
    fn protrusion(&self, glyph: Option<&ShapedGlyph>) -> (Length, Length) {
        let Some(glyph) = glyph.filter(|glyph| self.hangs && glyph.level == self.level) else {
            return (Length::ZERO, Length::ZERO);
        };
        let text = &self.styled.text[glyph.text.clone()];
        let per_mille = match glyph.kind {
            GlyphKind::Hyphen => protrusion_per_mille('\u{2010}'),
            GlyphKind::Ink => {
                let (first, last) = (text.chars().next(), text.chars().next_back());
                let of = |c: Option<char>| c.map_or((0, 0), protrusion_per_mille);
                (of(first).0, of(last).1)
            }
            _ => (0, 0),
        };
        (
            glyph.advance.per_mille(per_mille.0),
            glyph.advance.per_mille(per_mille.1),
        )
    }
}

/// The parts of a text between break opportunities.
pub(super) fn parts(styled: &StyledText, glyphs: &[ShapedGlyph]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut opportunities = opportunities(styled, &addresses(&styled.text));
    // There is room for what stands between the slashes of an address before that is divided.
    opportunities.retain(|opportunity| {
        !opportunity.in_address || styled.text[..opportunity.offset].ends_with('/')
    });
    for chunk in chunks(glyphs, opportunities) {
        let forced = chunk.opportunity.forced;
        if chunk.start < chunk.end {
            parts.push(Part {
                width: advance(&glyphs[chunk.start..chunk.ink_end]),
                space: advance(&glyphs[chunk.ink_end..chunk.end]),
                forced,
            });
        } else if let Some(last) = parts.last_mut() {
            last.forced |= forced;
        }
    }
    parts
}

/// The glyphs between two break opportunities.
struct Chunk {
    start: usize,
    /// Where the spaces begin that fall away where a line ends after it.
    ink_end: usize,
    end: usize,
    /// The opportunity after it.
    opportunity: Opportunity,
}

fn chunks(glyphs: &[ShapedGlyph], opportunities: Vec<Opportunity>) -> impl Iterator<Item = Chunk> {
    let mut end = 0;
    opportunities.into_iter().map(move |opportunity| {
        let start = end;
        end = glyph_at(glyphs, start, opportunity.offset);
        let from_end = glyphs[start..end].iter().rev();
        let spaces = from_end.take_while(|glyph| glyph.kind.falls_away());
        Chunk {
            start,
            ink_end: end - spaces.count(),
            end,
            opportunity,
        }
    })
}

/// The first glyph from `start` on that stands for text from the byte `offset` on.
fn glyph_at(glyphs: &[ShapedGlyph], start: usize, offset: usize) -> usize {
    start + glyphs[start..].partition_point(|glyph| glyph.text.start < offset)
}

fn extents(glyphs: &[ShapedGlyph]) -> Vec<Extent> {
    let mut pen = Extent::default();
    let mut extents = Vec::with_capacity(glyphs.len() + 1);
    extents.push(pen);
    for glyph in glyphs {
        pen.width += glyph.advance;
        if glyph.kind.is_elastic() {
            pen.spaces += glyph.advance;
            pen.space_count += 1;
        }
        extents.push(pen);
    }
    extents
}

/// Whether a character belongs to the letter before it.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

/// What makes a word part of a longer one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Joint {
    /// Nothing: it stands alone.
    None,
    /// A hyphen or slash: “multi-sectoral”, “and/or”.
    Hyphen,
    /// A figure, a point, an apostrophe: “CO2”, “unece.org”, “l’eau”; or a soft hyphen, where alone the word is to be
    /// divided.
    Firm,
}

impl Joint {
    /// The joint on the side of a word where `beside` stands, the nearest character first.
    fn of(mut beside: impl Iterator<Item = char>) -> Joint {
        let joint = match beside.next() {
            Some('-' | '\u{2010}' | '\u{2011}' | '/') => Joint::Hyphen,
            Some('_' | '.' | '’' | '\'' | 'ʻ' | 'ʼ') => Joint::Firm,
            Some(other) if other.is_numeric() || other == '\u{AD}' => return Joint::Firm,
            _ => return Joint::None,
        };
        if beside.next().is_some_and(char::is_alphanumeric) {
            joint
        } else {
            Joint::None
        }
    }
}
