//! Words as CommonMark: what the paragraphs of a prose field say, and the same as a person would write it.
//!
//! Two proses are compared as what they say, not as they are written: where nothing was changed, nothing is
//! written anew. What is written is read again before it is used: each paragraph must say the same, and all of them
//! must stand in the lists that they stand in.

pub(crate) mod escape;
mod inline;
mod list_marks;
#[cfg(test)]
mod tests;
mod tidy;

use crate::brief;
use crate::document::{Block, BlockKind, ListMarker};
use crate::ordered::Ordered;
use inline::inline;
use list_marks::{ListMarks, Standing, TypedList, WrittenList, marks, standings};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
pub(crate) use tidy::tidied;

/// Where words lead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// Out of the document.
    Uri(String),
    /// To the item with this id.
    Item(String),
    /// To a place in the document that has lost its name: some programs give bookmarks names of their own.
    Lost,
}

/// Words that are set alike.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Span {
    /// The words; empty for a line break and for a note.
    pub words: String,
    pub emphasis: bool,
    pub strong: bool,
    pub target: Option<Target>,
    /// The language of a passage, where it is not that of the document.
    pub language: Option<String>,
    pub kind: SpanKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum SpanKind {
    #[default]
    Words,
    Break,
    /// The number of a note: its place among the notes of the prose.
    Note(usize),
}

/// A paragraph of prose.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct ProseBlock {
    /// In how many lists it stands.
    pub depth: usize,
    /// Whether an item begins with it, and whether its mark is a bullet.
    pub mark: Option<bool>,
    /// The number of the item that begins with it, where that is known: a list that is new begins with that.
    pub number: Option<usize>,
    pub spans: Vec<Span>,
}

/// What a prose field says.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Prose {
    pub blocks: Vec<ProseBlock>,
    /// The paragraphs of each note.
    pub notes: Vec<Vec<ProseBlock>>,
}

/// What sets words off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Setting {
    Emphasis,
    Strong,
    Link,
    Language,
}

impl Setting {
    /// All of them, in the order in which they stand around the same words.
    const ALL: [Setting; 4] = [
        Setting::Language,
        Setting::Link,
        Setting::Strong,
        Setting::Emphasis,
    ];

    fn sets(self, span: &Span) -> bool {
        match self {
            Setting::Emphasis => span.emphasis,
            Setting::Strong => span.strong,
            Setting::Link => span.target.is_some(),
            Setting::Language => span.language.is_some(),
        }
    }

    fn is_alike(self, one: &Span, other: &Span) -> bool {
        match self {
            Setting::Emphasis => one.emphasis == other.emphasis,
            Setting::Strong => one.strong == other.strong,
            Setting::Link => one.target == other.target,
            Setting::Language => one.language == other.language,
        }
    }

    fn copy(self, from: &Span, to: &mut Span) {
        match self {
            Setting::Emphasis => to.emphasis = from.emphasis,
            Setting::Strong => to.strong = from.strong,
            Setting::Link => to.target.clone_from(&from.target),
            Setting::Language => to.language.clone_from(&from.language),
        }
    }
}

/// Words that cannot be set off in CommonMark where they stand, as they are in a document.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Lost {
    pub setting: Setting,
    pub words: String,
    /// Where they lead.
    pub target: Option<Target>,
}

/// Prose as CommonMark, and what of it could not be written so.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Markup {
    pub text: String,
    pub lost: Vec<Lost>,
}

fn are_the_same(one: &[Span], other: &[Span]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.says_the_same(b))
}

/// Whether paragraphs are the same and stand in the same lists. Their languages are not compared: programs set and drop
/// them.
fn blocks_say_the_same(one: &[ProseBlock], other: &[ProseBlock]) -> bool {
    one.len() == other.len() && are_alike(&without_languages(one), &without_languages(other))
}

/// The same of paragraphs without languages.
fn are_alike(one: &[ProseBlock], other: &[ProseBlock]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(a, b)| {
            (a.depth, a.mark) == (b.depth, b.mark) && are_the_same(&a.spans, &b.spans)
        })
}

fn spans_without_languages(spans: &[Span]) -> Vec<Span> {
    let spans = spans.iter().map(|span| Span {
        language: None,
        ..span.clone()
    });
    tidied(spans.collect())
}

impl Span {
    fn without_settings(&self) -> Span {
        Span {
            words: self.words.clone(),
            kind: self.kind,
            ..Span::default()
        }
    }

    fn says_the_same(&self, other: &Span) -> bool {
        let plain = |c: char| match c {
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        };
        let leads_alike = match (&self.target, &other.target) {
            // An address without a path is the same with a slash (RFC 3986 §6.2.3).
            (Some(Target::Uri(one)), Some(Target::Uri(other))) => {
                without_empty_path(one) == without_empty_path(other)
            }
            (Some(Target::Lost), Some(Target::Item(_)))
            | (Some(Target::Item(_)), Some(Target::Lost)) => true,
            (one, other) => one == other,
        };
        leads_alike
            && (self.emphasis, self.strong, self.kind) == (other.emphasis, other.strong, other.kind)
            && self
                .words
                .chars()
                .map(plain)
                .eq(other.words.chars().map(plain))
    }
}

fn without_empty_path(uri: &str) -> &str {
    let of_site = uri.strip_suffix('/').filter(|site| {
        let authority = site.split_once("://").map(|(_, authority)| authority);
        authority.is_some_and(|authority| !authority.contains(['/', '?', '#']))
    });
    of_site.unwrap_or(uri)
}

/// A paragraph, a list or a note of a prose that is written.
struct Part<'p> {
    /// Behind how many paragraphs and lists it stands, behind which byte of what is typed there, and its number.
    order: (usize, usize, usize),
    /// The label of a note.
    label: Option<&'p String>,
    blocks: &'p [ProseBlock],
    /// The bytes of what is typed, where that stays.
    kept: Option<Range<usize>>,
}

impl Prose {
    /// Whether two proses say the same: spaces that do not break are spaces, since some programs take them
    /// for such.
    pub fn says_the_same(&self, other: &Prose) -> bool {
        let mut notes = self.notes.iter().zip(&other.notes);
        blocks_say_the_same(&self.blocks, &other.blocks)
            && self.notes.len() == other.notes.len()
            && notes.all(|(a, b)| blocks_say_the_same(a, b))
    }

    /// The prose as CommonMark. Paragraphs and lists that are those of `base` stay as they are typed there;
    /// notes keep their labels.
    pub fn to_markup(&self, base: Option<(&Prose, &str)>) -> Markup {
        let typed = base.map(|(prose, text)| Typed::of(prose, text));
        let markup = self.written(typed.as_ref(), false);
        if self.stands_in(&markup.text) {
            return markup;
        }
        let apart = self.written(typed.as_ref(), true);
        // Words that no brief can hold stay as they are: whoever reads the brief says why.
        if self.stands_in(&apart.text) {
            apart
        } else {
            markup
        }
    }

    /// The paragraphs, lists and notes in the order in which they are written: those that are `typed` as they stand there.
    fn parts<'p>(&'p self, typed: Option<&Typed>, labels: &'p [String]) -> Vec<Part<'p>> {
        let (mut parts, mut places) = (Vec::new(), Vec::new());
        // Where each stands among those that are typed; what is new stands behind what is before it.
        let mut next = 0;
        for (at, blocks) in groups(&self.blocks).into_iter().enumerate() {
            let place = typed.and_then(|typed| typed.place_of(&with_labels(blocks, labels)));
            let kept = place.and_then(|place| Some(typed?.groups.get(place)?.range.clone()));
            let place = place.unwrap_or(next);
            next = place + 1;
            places.push(place);
            parts.push(Part {
                order: (at + 1, 0, at),
                label: None,
                blocks,
                kept,
            });
        }
        // A note stands behind the paragraph or list that it is typed behind; one at the end stays there, and a
        // new one comes there.
        for (note, label) in self.notes.iter().zip(labels) {
            let (mut order, mut kept) = ((usize::MAX, usize::MAX, parts.len()), None);
            if let Some(typed) = typed
                && let Some((place, range)) = typed.range_of(label)
            {
                let groups = &typed.groups;
                let before = groups.partition_point(|group| group.range.end <= range.start);
                let is_last = before == groups.len();
                let behind = places.iter().rposition(|place| *place < before);
                let behind = behind.map_or(0, |behind| behind + 1);
                let behind = if is_last { usize::MAX } else { behind };
                order = (behind, range.start + 1, parts.len());
                let was = typed.prose.notes.get(place);
                let is_same = was.is_some_and(|was| blocks_say_the_same(was, note));
                kept = is_same.then_some(range);
            }
            parts.push(Part {
                order,
                label: Some(label),
                blocks: note,
                kept,
            });
        }
        parts.sort_unstable_by_key(|part| part.order);
        parts
    }

    /// The prose as CommonMark; all that is not as it is `typed` is set apart by empty lines, if `is_apart`.
    fn written(&self, typed: Option<&Typed>, is_apart: bool) -> Markup {
        let labels = self.labels(typed);
        let parts = self.parts(typed, &labels);
        let kept = parts.iter().filter_map(|part| part.kept.as_ref());
        let kept: BTreeMap<usize, usize> = kept.map(|range| (range.start, range.end)).into_map();

        let mut lists = Vec::new();
        let pieces = parts.into_iter().map(|part| {
            let piece = match part.kept {
                Some(range) => Piece::Kept(range),
                None => Piece::New(Group::all(part.blocks, &mut lists)),
            };
            (part.label, piece)
        });
        let pieces: Vec<(Option<&String>, Piece)> = pieces.collect();

        // A list that changed keeps the marks of the one that it was.
        let is_changed = |list: &&TypedList| {
            let before = kept.range(..=list.start).next_back();
            before.is_none_or(|(_, end)| *end <= list.start)
        };
        let was = typed.iter().flat_map(|typed| &typed.lists);
        let was: Vec<&TypedList> = was.filter(is_changed).collect();
        let mut marks = marks(&lists, &was);
        for marks in &mut marks {
            marks.is_apart |= is_apart;
            marks.is_loose |= is_apart;
        }

        let mut text = Pieces {
            typed: typed.map_or("", |typed| typed.text),
            ..Pieces::default()
        };
        let mut lost = Vec::new();
        for (label, piece) in pieces {
            let groups = match piece {
                Piece::Kept(range) => {
                    text.keep(range);
                    continue;
                }
                Piece::New(groups) => groups,
            };
            let groups = groups.iter();
            let words = groups.map(|group| group.written(&labels, &marks, &mut lost));
            let words = words.collect::<Vec<_>>().join("\n\n");
            let Some(label) = label else {
                text.push(&words);
                continue;
            };
            let indented = words.lines().map(|line| match line {
                "" => String::new(),
                line => format!("    {line}"),
            });
            let definition = indented.collect::<Vec<_>>().join("\n");
            text.push(&format!("[^{label}]: {}", definition.trim_start()));
        }
        let mut text = text.text;
        if typed.is_some_and(|typed| typed.text.ends_with('\n')) {
            text.push('\n');
        }
        Markup { text, lost }
    }

    /// Whether a brief reads a text as paragraphs and notes that stand in lists as these do.
    fn stands_in(&self, text: &str) -> bool {
        let Some(read) = brief::prose_alone(text) else {
            return self.blocks.is_empty();
        };
        let is_alike = |blocks: &[Block], wanted: &[ProseBlock]| {
            let mut read = Vec::new();
            read_places(blocks, 0, &mut None, &mut read);
            let mut lists = Vec::new();
            let places = groups(wanted).into_iter().flat_map(|group| {
                let standings = standings(group, &mut lists).into_iter().zip(group);
                standings.map(|(standing, block)| (standing.depth, standing.item.and(block.mark)))
            });
            places.eq(read)
        };
        let mut notes = read.notes.iter().zip(&self.notes);
        is_alike(&read.blocks, &self.blocks)
            && read.notes.len() == self.notes.len()
            && notes.all(|(read, note)| is_alike(&read.blocks, note))
    }

    /// The labels of the notes: as they are `typed`, and numbers for new ones.
    fn labels(&self, typed: Option<&Typed>) -> Vec<String> {
        let known = typed.map_or(&[][..], |typed| &typed.prose.notes);
        let known: Vec<Vec<ProseBlock>> =
            known.iter().map(|note| without_languages(note)).collect();
        let typed = typed.map_or(&[][..], |typed| &typed.labels);
        let mut free: Vec<bool> = vec![true; known.len()];
        let same = self.notes.iter().map(|note| {
            let note = without_languages(note);
            let is_same = |place: &usize| free[*place] && are_alike(&known[*place], &note);
            let place = (0..known.len()).find(is_same)?;
            free[place] = false;
            Some(place)
        });
        let mut places: Vec<Option<usize>> = same.collect();
        // Notes whose words were changed stand in the place of as many that are gone, between the same neighbours.
        let mut at = 0;
        while at < places.len() {
            let end = places[at..].iter().position(Option::is_some);
            let end = end.map_or(places.len(), |length| at + length);
            let from = at.checked_sub(1).and_then(|before| places[before]);
            let from = from.map_or(0, |place| place + 1);
            let to = places.get(end).copied().flatten().unwrap_or(known.len());
            if from + (end - at) == to && free[from..to].iter().all(|free| *free) {
                for (place, from) in places[at..end].iter_mut().zip(from..to) {
                    *place = Some(from);
                }
            }
            at = end + 1;
        }
        let labels = places.into_iter().map(|place| typed.get(place?).cloned());
        let labels: Vec<Option<String>> = labels.collect();
        let typed: BTreeSet<&String> = typed.iter().collect();
        let numbers = (1..=typed.len() + labels.len()).map(|number| number.to_string());
        let mut free = numbers.filter(|number| !typed.contains(number));
        let all = labels.into_iter();
        all.filter_map(|label| label.or_else(|| free.next()))
            .collect()
    }
}

fn without_languages(blocks: &[ProseBlock]) -> Vec<ProseBlock> {
    let plain = blocks.iter().map(|block| ProseBlock {
        spans: spans_without_languages(&block.spans),
        ..block.clone()
    });
    plain.collect()
}

/// Blocks with the labels of their notes in the place of their numbers.
fn with_labels(blocks: &[ProseBlock], labels: &[String]) -> Vec<(ProseBlock, Vec<String>)> {
    let labelled = blocks.iter().cloned().map(|mut block| {
        let mut notes = Vec::new();
        for span in &mut block.spans {
            if let SpanKind::Note(place) = &mut span.kind {
                notes.push(labels.get(*place).cloned().unwrap_or_default());
                *place = 0;
            }
        }
        (block, notes)
    });
    labelled.collect()
}

/// Paragraphs outside of lists each alone, lists as a whole.
fn groups(blocks: &[ProseBlock]) -> Vec<&[ProseBlock]> {
    let begins = |at: usize| {
        at == 0
            || match (&blocks[at - 1], &blocks[at]) {
                (_, ProseBlock { depth: 0, .. }) | (ProseBlock { depth: 0, .. }, _) => true,
                // A list with other marks is another list.
                (_, block) if block.depth == 1 && block.mark.is_some() => {
                    let before = blocks[..at].iter().rev();
                    let mut before = before.take_while(|b| b.depth > 0).filter(|b| b.depth == 1);
                    before
                        .find_map(|b| b.mark)
                        .is_some_and(|mark| Some(mark) != block.mark)
                }
                _ => false,
            }
    };
    let starts: Vec<usize> = (0..blocks.len()).filter(|at| begins(*at)).collect();
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &blocks[*start..end])
        .collect()
}

/// Paragraphs, lists and notes one behind the other.
#[derive(Default)]
struct Pieces<'t> {
    text: String,
    /// What some of them are kept from.
    typed: &'t str,
    /// Where the last of them is typed, if it is kept.
    last: Option<Range<usize>>,
}

impl Pieces<'_> {
    fn push(&mut self, piece: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(piece);
        self.last = None;
    }

    /// Neighbours stay as far apart as they are typed.
    fn keep(&mut self, range: Range<usize>) {
        let last = self.last.take();
        let apart = last.and_then(|last| self.typed.get(last.end..range.start));
        match apart.filter(|apart| apart.contains('\n') && apart.trim().is_empty()) {
            Some(apart) => {
                self.text.push_str(apart);
                self.text.push_str(&self.typed[range.clone()]);
            }
            None => self.push(&self.typed[range.clone()]),
        }
        self.last = Some(range);
    }
}

/// A paragraph or a list, and where it is typed.
struct TypedGroup {
    labelled: Vec<(ProseBlock, Vec<String>)>,
    without_languages: Vec<(ProseBlock, Vec<String>)>,
    range: Range<usize>,
}

/// How a prose is typed.
struct Typed<'a> {
    prose: &'a Prose,
    text: &'a str,
    groups: Vec<TypedGroup>,
    lists: Vec<TypedList>,
    /// The labels of the notes in the order of their references.
    labels: Vec<String>,
    /// Where the notes are typed, in the same order; none where all is written anew.
    notes: Vec<Option<Range<usize>>>,
}

impl<'a> Typed<'a> {
    fn of(prose: &'a Prose, text: &'a str) -> Typed<'a> {
        // Without the white space behind it.
        let trimmed = |range: Range<usize>| range.start..range.start + text[range].trim_end().len();
        let mut ranges = Vec::new();
        let mut labels: Vec<String> = Vec::new();
        let mut definitions = BTreeMap::new();
        let mut depth = 0;
        let mut definition: Option<(String, Range<usize>)> = None;
        let mut is_note_in_list = false;
        for (event, range) in Parser::new_ext(text, Options::ENABLE_FOOTNOTES).into_offset_iter() {
            match event {
                Event::Start(tag) => {
                    if depth == 0 {
                        match tag {
                            Tag::FootnoteDefinition(label) => {
                                definition = Some((brief::folded_label(&label), range));
                            }
                            _ => ranges.push(range),
                        }
                    } else {
                        is_note_in_list |= matches!(tag, Tag::FootnoteDefinition(_));
                    }
                    depth += 1;
                }
                Event::End(end) => {
                    depth -= 1;
                    if end == TagEnd::FootnoteDefinition
                        && let Some((label, range)) = definition.take()
                    {
                        definitions.insert(label, trimmed(range));
                    }
                }
                Event::FootnoteReference(label) => labels.push(label.to_string()),
                _ => {}
            }
        }
        let groups = groups(&prose.blocks);
        // A note whose words stand in a list cannot be kept by itself, nor the list without it.
        let groups = if groups.len() == ranges.len() && !is_note_in_list {
            groups
                .into_iter()
                .zip(ranges)
                .map(|(group, range)| TypedGroup {
                    labelled: with_labels(group, &labels),
                    without_languages: with_labels(&without_languages(group), &labels),
                    range: trimmed(range),
                })
                .collect()
        } else {
            Vec::new()
        };
        let notes = labels.iter().map(|label| {
            let range = definitions.get(&brief::folded_label(label));
            range.filter(|_| !is_note_in_list).cloned()
        });
        Typed {
            prose,
            text,
            groups,
            lists: list_marks::typed(text),
            notes: notes.collect(),
            labels,
        }
    }

    /// The place of the note with this label, and where it is typed.
    fn range_of(&self, label: &String) -> Option<(usize, Range<usize>)> {
        let place = self.labels.iter().position(|known| known == label)?;
        Some((place, self.notes.get(place)?.clone()?))
    }

    /// The place of the paragraph or the list that says the same.
    fn place_of(&self, labelled: &[(ProseBlock, Vec<String>)]) -> Option<usize> {
        let same = |known: &TypedGroup| known.labelled == labelled;
        // Some programs drop the languages of passages.
        let plain = |known: &TypedGroup| known.without_languages == labelled;
        let found = self.groups.iter().position(same);
        found.or_else(|| self.groups.iter().position(plain))
    }
}

/// In how many lists the paragraphs that a brief has read stand, and the marks of those that items begin with.
fn read_places(
    blocks: &[Block],
    depth: usize,
    mark: &mut Option<bool>,
    places: &mut Vec<(usize, Option<bool>)>,
) {
    for block in blocks {
        let BlockKind::List(list) = &block.kind else {
            places.push((depth, mark.take()));
            continue;
        };
        for item in &list.items {
            let mut mark = Some(list.marker == ListMarker::Bullet);
            read_places(&item.blocks, depth + 1, &mut mark, places);
        }
    }
}

/// A paragraph, or a list with all that stands in it.
struct Group<'a> {
    blocks: &'a [ProseBlock],
    standings: Vec<Standing>,
}

impl<'a> Group<'a> {
    /// The groups of `blocks`; their lists are added to those that are to be written.
    fn all(blocks: &'a [ProseBlock], lists: &mut Vec<WrittenList>) -> Vec<Group<'a>> {
        let groups = groups(blocks).into_iter();
        let groups = groups.map(|blocks| Group {
            blocks,
            standings: standings(blocks, lists),
        });
        groups.collect()
    }

    /// It as CommonMark, its lists with these marks.
    fn written(&self, labels: &[String], marks: &[ListMarks], lost: &mut Vec<Lost>) -> String {
        let mut text = String::new();
        // The widths of the marks of the lists around, and the last number of each list.
        let mut open: Vec<usize> = Vec::new();
        let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
        for (block, standing) in self.blocks.iter().zip(&self.standings) {
            let (words, of_block) = inline(&block.spans, labels);
            lost.extend(of_block);
            open.truncate(standing.depth);
            let mut mark = String::new();
            // A further paragraph of an item stands apart.
            let mut is_apart = true;
            if let Some((list, is_first)) = standing.item {
                let marks = marks[list];
                let number = numbers
                    .entry(list)
                    .and_modify(|last| *last = last.saturating_add(1));
                let number = *number.or_insert(marks.first);
                mark = match block.mark {
                    Some(true) => format!("{} ", marks.character),
                    _ => format!("{number}{} ", marks.character),
                };
                open.truncate(standing.depth - 1);
                open.push(mark.len());
                is_apart = match is_first {
                    // The words above would go on in a list that begins with another number than 1 (CommonMark §5.3).
                    true => marks.is_apart || number != 1,
                    false => marks.is_loose,
                };
            }
            if !text.is_empty() {
                text.push_str(if is_apart { "\n\n" } else { "\n" });
            }
            let inner: usize = open.iter().sum();
            text.push_str(&" ".repeat(inner - mark.len()));
            text.push_str(&mark);
            text.push_str(&words.replace('\n', &format!("\n{}", " ".repeat(inner))));
        }
        text
    }
}

/// A piece of a prose: a paragraph, a list or a note.
enum Piece<'a> {
    /// As it is typed.
    Kept(Range<usize>),
    New(Vec<Group<'a>>),
}
