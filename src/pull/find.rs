//! Finding out what was changed: the edited document from its first paragraph to its last, each paragraph
//! beside the one that it was.

mod comments;
mod foreign;
mod items;
mod lines;
mod new;
mod notes;
mod occurrences;
mod order;
mod parts;
mod prose;
mod tables;

use super::align::{self, Pairs};
use super::base::{Base, FieldHere};
use super::change::{Change, ChangeKind, Changes, Provenance, Unplaced, Value, from_difference};
use super::item_tables::{ItemTable, item_table};
use super::places::{self, Places};
use super::similarity::Vocabulary;
use super::spans::Part;
use super::values::{self, Read, line};
use crate::brief::{Kind, shortened};
use crate::document::{FieldPath, SectionRole};
use crate::docx::{NoteId, Paragraph, Reading};
use crate::locale::Message;
use foreign::SetWhole;
use occurrences::{OF_ORGANISATIONS, Occurrence};
use parts::NewParts;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// How much the first words of an item have in common with what they were, where it is surely still that item.
const SAME_ITEM: f64 = 0.5;

/// What words of ours are that were changed, and what is said of them and of words that stand beside fields.
const CHANGED_WORDS_OF_OURS: &str = "words of the programme that were changed";
const SAME_IN_EVERY_BRIEF: &str =
    "they are the same in every brief and come back when it is made again";
const FOLLOWS: &str =
    "they follow from other fields of the brief and come back when it is made again";
const OF_THE_LINE: &str =
    "write words of your own into one of the fields of the line, or into the brief itself";

/// An item of the edited document, where it stands.
struct ItemHere<'a> {
    /// The place of its first paragraph.
    at: usize,
    table: &'static ItemTable,
    what: What<'a>,
}

/// What an item of the edited document is.
enum What<'a> {
    /// One of the base, by its id.
    Known(&'a str),
    /// A new one.
    New { from: Provenance, parts: NewParts },
}

/// Whose prose a paragraph is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum ProseKey {
    /// The field of the base with this path.
    Field(String),
    /// The prose of a new item, by its place among the items.
    New(usize),
}

/// Where the walk is.
#[derive(Default)]
struct Context {
    /// The section whose heading came last.
    section: Option<SectionRole>,
    /// The item, by its place among the items.
    item: Option<usize>,
    /// The path of the prose of the last paragraph that was any.
    prose: Option<String>,
    /// Whether the last paragraph was one of a table, a figure or a chart.
    is_float: bool,
}

struct Finder<'a> {
    base: &'a Base<'a>,
    theirs: &'a Reading,
    /// The notes of theirs, each with its own words.
    notes: BTreeMap<NoteId, Vec<Paragraph>>,
    pairs: Pairs,
    /// For each paragraph of theirs the last one up to it that was one of the base, by its place there.
    last_known: Vec<Option<usize>>,
    /// For each paragraph of the base where it is now, or else where the last one before it is.
    place_now: Vec<Option<usize>>,
    items: Vec<ItemHere<'a>>,
    /// The tables and ids of those that are of the base.
    known: HashSet<(&'a str, &'a str)>,
    /// The paragraphs of the base that have the first words of items, by their tables and ids.
    mains: HashMap<(&'a str, &'a str), usize>,
    /// The tables whose sections still have their headings.
    homes: BTreeSet<&'static str>,
    prose: BTreeMap<ProseKey, Vec<Part>>,
    occurrences: BTreeMap<String, (FieldPath, Vec<Occurrence>)>,
    /// Fields of plain words that are set in one way.
    set_whole: Vec<SetWhole>,
    /// Where fields stand in the paragraphs of the edited document.
    places: BTreeMap<usize, Vec<(FieldPath, Range<usize>)>>,
    /// The words over the columns of each table of the base, as they describe it.
    headers: Vec<String>,
    /// Tables, figures and charts that are gone.
    removed: BTreeSet<(&'a str, &'a str)>,
    /// The fields at whose anchors something was deleted, and by whom.
    deleted: Vec<(FieldPath, &'a str)>,
    changes: Vec<(usize, Change)>,
    /// The paths of the fields for which [`Self::changes`] have a value.
    given: HashSet<String>,
    unplaced: Vec<(usize, Unplaced)>,
}

/// What was changed in the edited document.
pub(super) fn changes(base: &Base, theirs: &Reading) -> Changes {
    let pairs = align::pair(base, theirs);
    let last_known = align::last_so_far(pairs.of_theirs.iter().copied()).collect();
    let place_now = align::last_so_far(pairs.of_base.iter().copied()).collect();
    let deleted = theirs.deleted.iter().filter_map(|(name, author)| {
        let path = FieldPath::parse(base.path_of(name)?);
        (!author.is_empty()).then_some((path, author.as_str()))
    });
    let mut finder = Finder {
        base,
        theirs,
        notes: theirs.notes.clone(),
        pairs,
        last_known,
        place_now,
        items: Vec::new(),
        known: HashSet::new(),
        mains: HashMap::new(),
        homes: BTreeSet::new(),
        prose: BTreeMap::new(),
        occurrences: BTreeMap::new(),
        set_whole: Vec::new(),
        places: BTreeMap::new(),
        headers: headers(base),
        removed: BTreeSet::new(),
        deleted: deleted.collect(),
        changes: Vec::new(),
        given: HashSet::new(),
        unplaced: Vec::new(),
    };
    finder.look_at_base();
    finder.walk();
    finder.mixed_up_notes();
    finder.order();
    tables::find(&mut finder);
    finder.gone();
    finder.fields();
    let new_ids = items::find(&mut finder);
    finder.prose_fields();
    finder.foreign();
    finder.finish(&new_ids)
}

fn headers(base: &Base) -> Vec<String> {
    let grids = align::grids(&base.reading);
    let header = |grid: &align::Grid| {
        let cells = grid.rows.first().into_iter().flat_map(|row| row.values());
        let words = cells.filter_map(|cell| Some(line(&base.paragraph(*cell.first()?).text)));
        words.collect::<Vec<_>>().join(", ")
    };
    grids
        .iter()
        .map(header)
        .filter(|words| words.contains(", "))
        .collect()
}

/// What stands outside of these stretches of a text with so many bytes.
fn outside(stretches: &[Range<usize>], length: usize) -> Vec<Range<usize>> {
    let mut stretches = stretches.to_vec();
    stretches.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
    stretches.push(length..length);
    let mut end = 0;
    let gaps = stretches.into_iter().map(|stretch| {
        let gap = end..stretch.start;
        end = stretch.end.max(end);
        gap
    });
    gaps.filter(|gap| !gap.is_empty()).collect()
}

/// Several authors as one; none of none.
fn joined<'n>(authors: impl IntoIterator<Item = &'n String>) -> Option<String> {
    let authors: Vec<&str> = authors.into_iter().map(String::as_str).collect();
    (!authors.is_empty()).then(|| authors.join(", "))
}

/// The table of the items of a section.
fn table_of(section: SectionRole) -> Option<&'static ItemTable> {
    item_table(match section {
        SectionRole::Questions | SectionRole::Question => "question",
        SectionRole::Practices => "practice",
        SectionRole::Obstacles => "obstacle",
        SectionRole::Recommendations => "recommendation",
        SectionRole::Decisions => "decision",
        SectionRole::References => "reference",
        SectionRole::Abbreviations => "abbreviation",
        SectionRole::Contacts => "contact",
        _ => return None,
    })
}

impl<'a> Finder<'a> {
    fn paragraph(&self, at: usize) -> &'a Paragraph {
        &self.theirs.paragraphs[at]
    }

    fn change(&mut self, at: usize, kind: ChangeKind) {
        let author = self.author(at);
        self.change_by(at, kind, author);
    }

    fn change_by(&mut self, at: usize, kind: ChangeKind, author: Option<String>) {
        if let ChangeKind::Field { path, theirs, .. } = &kind
            && theirs.is_some()
        {
            self.given.insert(path.clone());
        }
        self.changes.push((at, Change { kind, author }));
    }

    /// Who has changed the paragraph at `at`, where tracked changes tell.
    fn author(&self, at: usize) -> Option<String> {
        joined(&self.theirs.paragraphs.get(at)?.authors)
    }

    /// Who has deleted what stood at anchors of which `is_it` holds.
    fn deleted_by(&self, is_it: impl Fn(&FieldPath) -> bool) -> Option<String> {
        let mut deleted = self.deleted.iter();
        let (_, author) = deleted.find(|(path, _)| is_it(path))?;
        Some((*author).to_owned())
    }

    /// Adds that an item is gone, `into` another where that has its words.
    fn item_removed(&mut self, at: usize, table: &str, id: &str, into: Option<String>) {
        let is_of_item = |path: &FieldPath| {
            let mut item = path.item.iter();
            item.any(|(of, known)| of == table && known == id)
        };
        let author = self.deleted_by(is_of_item);
        let kind = ChangeKind::ItemRemoved {
            table: table.to_owned(),
            id: id.to_owned(),
            into,
        };
        self.change_by(at, kind, author);
    }

    fn unplaced(&mut self, at: usize, what: &str, words: &str, advice: &str) {
        match self.heading_behind_fields(at) {
            Some(heading) => {
                let what = format!("{what}, under the heading “{}”", shortened(&heading));
                self.unplaced_near(at, &what, None, words, advice);
            }
            None => self.unplaced_near(at, what, self.near(at), words, advice),
        }
    }

    /// The last heading before the paragraph at `at`, where no field stands between them: fields before it say nothing
    /// of where the paragraph is.
    fn heading_behind_fields(&self, at: usize) -> Option<String> {
        let last = self.places.range(..=at).next_back();
        let first = last.map_or(0, |(place, _)| place + 1);
        let is_heading = |here: &usize| match self.pairs.of_theirs[*here] {
            Some(base) => self.base.slots[base].heading.is_some(),
            None => self.paragraph(*here).style.is_heading(),
        };
        let heading = (first..at).rev().find(is_heading)?;
        Some(line(&self.paragraph(heading).text))
    }

    fn unplaced_near(
        &mut self,
        at: usize,
        what: &str,
        near: Option<String>,
        words: &str,
        advice: &str,
    ) {
        let unplaced = Unplaced {
            what: what.to_owned(),
            near,
            words: line(words),
            advice: advice.to_owned(),
            of_original: None,
        };
        self.unplaced.push((at, unplaced));
    }

    /// The field in or before the paragraph at `at`.
    fn near(&self, at: usize) -> Option<String> {
        let here = self.places.range(..=at).next_back();
        let known = here
            .and_then(|(_, fields)| fields.last())
            .map(|(path, _)| path.whole());
        known.or_else(|| {
            let base = (*self.last_known.get(at)?)?;
            self.base.slots[base]
                .fields
                .last()
                .map(|field| field.path.whole())
        })
    }

    /// The item whose first words stand in this paragraph of the base.
    fn main_of(&self, base: usize) -> Option<(&'static ItemTable, &'a str)> {
        self.base.slots[base].fields.iter().find_map(|field| {
            let (table, id) = field.path.item.as_ref()?;
            let table = item_table(table)?;
            let is_main =
                table.known_by.contains(&field.path.field.as_str()) && field.path.paragraph == 1;
            is_main.then_some((table, id.as_str()))
        })
    }

    /// Notes where the items of the base begin, and which sections still have their headings.
    fn look_at_base(&mut self) {
        for (place, slot) in self.base.slots.iter().enumerate() {
            if let Some((table, id)) = self.main_of(place) {
                self.mains.entry((table.name, id)).or_insert(place);
            }
            // One question alone has no section of questions.
            let heading = slot.heading.filter(|role| *role != SectionRole::Question);
            if let Some(home) = heading.and_then(table_of)
                && self.pairs.of_base[place].is_some()
            {
                self.homes.insert(home.name);
            }
        }
    }

    fn walk(&mut self) {
        let mut context = Context::default();
        for at in 0..self.theirs.paragraphs.len() {
            if self.paragraph(at).cell.is_some() {
                continue;
            }
            match self.pairs.of_theirs[at] {
                Some(base) => self.known(at, base, &mut context),
                None => self.unknown(at, &mut context),
            }
        }
    }

    /// A paragraph that was one of the base.
    fn known(&mut self, at: usize, base: usize, context: &mut Context) {
        let slot = &self.base.slots[base];
        context.is_float = slot
            .fields
            .iter()
            .any(|field| matches!(field.path.table(), "table" | "figure" | "chart"));
        if slot.heading.is_some() {
            *context = Context {
                section: slot.heading,
                ..Context::default()
            };
            return self.label(at, base);
        }
        if self.paragraph(at).style.is_heading() && !self.base.paragraph(base).style.is_heading() {
            self.unplaced_near(
                at,
                "a paragraph that was made a heading",
                slot.fields.first().map(|field| field.path.whole()),
                &self.paragraph(at).text,
                "headings are the program’s: give it the style that it had",
            );
        }
        if self.is_among_prose(base, context) || self.is_line_of_lost_item(base) {
            return self.unknown(at, context);
        }
        if let Some((table, id)) = self.main_of(base) {
            if let Some(here) = self.other_table(at, base, (table, id), context) {
                let from = Provenance::Moved(table.name.to_owned(), id.to_owned());
                return self.begin_item(at, here, from, context);
            }
            if self.known.insert((table.name, id)) {
                self.items.push(ItemHere {
                    at,
                    table,
                    what: What::Known(id),
                });
                context.item = Some(self.items.len() - 1);
                if table.kind == Kind::Annex {
                    context.section = Some(SectionRole::Annex);
                }
            }
        } else if let Some(place) = self.item_put_before(base, context) {
            context.item = Some(place);
        } else if slot.fields.is_empty() {
            let is_question = context
                .item
                .is_some_and(|place| self.items[place].table.kind == Kind::Question);
            let typed = self.typed_behind(at, base).filter(|_| is_question);
            return match typed.zip(self.prose_of_item(context)) {
                Some((range, key)) => self.prose_part(at, range, key, None),
                None => self.label(at, base),
            };
        }
        self.fields_here(at, base, context);
    }

    /// Whether a paragraph of an item of the base stands now where no items of a list stand, though the section of its
    /// own is there. It is a paragraph of that place then, as a copy of it would be, and none of an item.
    fn is_among_prose(&self, base: usize, context: &Context) -> bool {
        let of_paragraph = || {
            let mut fields = self.base.slots[base].fields.iter();
            let field = fields.find(|field| !field.path.is_prose())?;
            item_table(field.path.table())
        };
        let main = self.main_of(base).map(|(table, _)| table);
        let here = context.section.and_then(table_of);
        here.is_none_or(|table| table.kind == Kind::Question)
            && main.or_else(of_paragraph).is_some_and(|table| {
                table.kind != Kind::Question && self.homes.contains(table.name)
            })
    }

    /// Whether a paragraph of the base is a line below the first words of an item of a list, and those words are gone:
    /// whoever writes them anew leaves the line to the item in their place.
    fn is_line_of_lost_item(&self, base: usize) -> bool {
        let fields = &self.base.slots[base].fields;
        let Some((table, id)) = fields.first().and_then(|field| field.path.item.as_ref()) else {
            return false;
        };
        let main = self.main_paragraph(table, id);
        item_table(table).is_some_and(|table| table.in_list)
            && fields.iter().all(|field| !field.path.is_prose())
            && main.is_some_and(|main| main != base && self.pairs.of_base[main].is_none())
    }

    /// The item of a list that a further paragraph of the base goes on with, by its place among the items, though new ones
    /// were put before that paragraph: Enter at the end of its first words makes a new item above its detail and its lines.
    /// All of them stay together, and with it where a line stands there that none but it can have; the end of an item
    /// that was divided takes a detail that stands alone along.
    fn item_put_before(&self, base: usize, context: &Context) -> Option<usize> {
        let field = self.base.slots[base].fields.first()?;
        let (table, id) = field.path.item.as_ref()?;
        let items = &self.items[..=context.item?];
        let is_new = |item: &ItemHere| matches!(item.what, What::New { .. });
        let place = items.iter().rposition(|item| !is_new(item))?;
        let (item, next) = (&items[place], items.get(place + 1)?);
        if !item.table.in_list
            || item.table.name != table
            || !matches!(item.what, What::Known(known) if known == id)
        {
            return None;
        }
        let is_line = |path: &FieldPath| {
            path.item == field.path.item && path.field != item.table.main && !path.is_prose()
        };
        let has_line = self
            .base
            .slots
            .iter()
            .zip(&self.pairs.of_base)
            .any(|(slot, now)| {
                now.is_some_and(|now| now > next.at)
                    && slot.fields.iter().any(|field| is_line(&field.path))
            });
        let is_written = matches!(
            &next.what,
            What::New {
                from: Provenance::Written,
                ..
            }
        );
        let begins = self.main_paragraph(item.table.name, id)?;
        let mut words = Vocabulary::default();
        let [was, is] = [self.base.paragraph(begins), self.paragraph(item.at)]
            .map(|paragraph| words.bag(&paragraph.text));
        let is_next = next.at == item.at + 1 && was.similarity(&is) >= SAME_ITEM;
        (has_line || is_written && is_next).then_some(place)
    }

    /// The table among whose items the first paragraph of an item of the base stands now, where that is another one.
    /// Where it was put below an item of its own, that is told.
    fn other_table(
        &mut self,
        at: usize,
        base: usize,
        (table, id): (&'static ItemTable, &str),
        context: &Context,
    ) -> Option<&'static ItemTable> {
        let here = context.section.and_then(table_of)?;
        if here.name != table.name {
            // Where its section is gone, it goes on with that.
            if !self.homes.contains(table.name) {
                return None;
            }
            if !matches!(table.kind, Kind::Annex | Kind::Question) && here.kind != Kind::Question {
                return Some(here);
            }
            self.unplaced_near(
                at,
                "an item that stands in another section now",
                Some(format!("{}[{id}].{}", table.name, table.main)),
                &self.paragraph(at).text,
                "it can be none of the items there: put it back among its own",
            );
            return None;
        }
        let level = |paragraph: &Paragraph| paragraph.mark.map_or(0, |mark| mark.level);
        if table.in_list && level(self.paragraph(at)) > level(self.base.paragraph(base)) {
            self.unplaced_near(
                at,
                "an item that was put below the one above it",
                Some(format!("{}[{id}].{}", table.name, table.main)),
                &self.paragraph(at).text,
                "the items of a section stand side by side: put it back, or write it into the detail of the one above",
            );
        }
        None
    }

    /// What the fields say that stand in a paragraph of the base.
    fn fields_here(&mut self, at: usize, base: usize, context: &mut Context) {
        let fields = &self.base.slots[base].fields;
        let Some(found) = self.fields_in(at, base, fields) else {
            return;
        };
        let outside = outside(&found, self.paragraph(at).text.len());
        let mut lists: BTreeMap<String, Vec<(&FieldHere, Range<usize>)>> = BTreeMap::new();
        for (field, range) in fields.iter().zip(found) {
            let mut path = field.path.clone();
            let key = field
                .path
                .is_prose()
                .then(|| self.prose_key(at, &field.path, context));
            if let Some(ProseKey::Field(here)) = &key
                && *here != path.whole()
            {
                path = FieldPath::parse(here);
            }
            let whole = path.whole();
            self.places
                .entry(at)
                .or_default()
                .push((path, range.clone()));
            if let Some(key) = key {
                self.prose_part(at, range, key, Some(&field.path));
                context.prose = Some(whole);
                continue;
            }
            self.plain_only(at, &range, Some((base, &field.range)), 0);
            self.one_line(at, &range);
            if field.path.index.is_some() && field.path.table() != "chart" {
                lists.entry(whole).or_default().push((field, range));
            } else {
                let occurrence = Occurrence {
                    at,
                    shown: self.base.paragraph(base).text[field.range.clone()].to_owned(),
                    now: self.paragraph(at).text[range.clone()].to_owned(),
                    marked: self.marked(at, range, Some(&field.path)),
                };
                self.occurrence(&field.path, occurrence);
            }
        }
        for (path, elements) in lists {
            self.list(at, base, &path, &elements);
        }
        for words in outside {
            self.words_of_ours(at, &words);
        }
    }

    /// Where the fields of a paragraph are now; what is nobody's is told. None where all was told already.
    fn fields_in(
        &mut self,
        at: usize,
        base: usize,
        fields: &[FieldHere],
    ) -> Option<Vec<Range<usize>>> {
        let ours = self.base.paragraph(base);
        let theirs = self.paragraph(at);
        if ours.text == theirs.text {
            return Some(fields.iter().map(|field| field.range.clone()).collect());
        }
        let is_whole = |field: &FieldHere| {
            ours.text[..field.range.start].trim().is_empty()
                && ours.text[field.range.end..].trim().is_empty()
        };
        if let [field] = fields
            && is_whole(field)
        {
            let whole = 0..theirs.text.len();
            return Some(Vec::from([whole]));
        }
        let places = places::find(self.base, ours, &self.base.slots[base], theirs);
        let text = &theirs.text;
        // An attributes line is read by its own words.
        let is_attributes = fields.iter().any(|field| {
            field.path.table() == "recommendation"
                && matches!(
                    field.path.field.as_str(),
                    "addressees" | "due" | "priority" | "obstacles"
                )
        });
        let apart = self.base.locale.between(Message::ParticularsApart);
        let holds_several = |range: &Range<usize>| text[range.clone()].contains(apart.trim());
        let among_names = |(field, range): (&FieldHere, &Range<usize>)| {
            let (names, others) = self.names_and_when(&text[range.clone()]);
            let mut items = values::list_items(&self.base.locale, names, &[]).into_iter();
            let is_torn = !others.is_empty() || items.any(|item| self.when(&item).is_some());
            field.path.field == "addressees" && is_torn
        };
        let is_torn = fields.iter().zip(&places.fields).any(among_names);
        if is_attributes
            && (!places.lost_labels.is_empty()
                || !places.strays.is_empty()
                || is_torn
                || places.fields.iter().any(holds_several))
        {
            if self.attributes_anew(at, fields) {
                return None;
            }
            if is_torn {
                self.not_as_other_lines(at, fields.first().map(|field| field.path.whole()), text);
                return None;
            }
        }
        self.tell_strays(at, fields, &places);
        Some(places.fields)
    }

    /// Tells words of ours that were changed, or else words that stand beside fields.
    fn tell_strays(&mut self, at: usize, fields: &[FieldHere], places: &Places) {
        let text = &self.paragraph(at).text;
        let strays: Vec<&Range<usize>> = places
            .strays
            .iter()
            .filter(|stray| text[(*stray).clone()].contains(char::is_alphanumeric))
            .collect();
        let is_of_organisations = fields
            .iter()
            .all(|field| field.path.table() == "organisation");
        let of_the_line = if is_of_organisations {
            format!(
                "the line has the organisations whose ids stand in {OF_ORGANISATIONS} of the brief: name others there"
            )
        } else {
            OF_THE_LINE.to_owned()
        };
        // Words of ours that became others are one change.
        if !places.lost_labels.is_empty() {
            let typed = strays.iter().map(|stray| text[(*stray).clone()].to_owned());
            let typed: Vec<String> = typed.collect();
            let line = shortened(&line(text));
            let what = format!("{CHANGED_WORDS_OF_OURS}, in the line “{line}”");
            let advice = if typed.is_empty() && !is_of_organisations {
                SAME_IN_EVERY_BRIEF.to_owned()
            } else {
                let advice = format!("{SAME_IN_EVERY_BRIEF}; {of_the_line}");
                self.base.in_brief(&advice)
            };
            // Where nothing else stands there, those that are gone.
            let words = match typed.is_empty() {
                true => &places.lost_labels,
                false => &typed,
            };
            return self.unplaced_near(at, &what, None, &words.join(" … "), &advice);
        }
        for stray in strays {
            let before = fields
                .iter()
                .zip(&places.fields)
                .rfind(|(_, range)| range.start <= stray.start);
            let near = before.map(|(field, _)| field.path.whole());
            self.unplaced_near(
                at,
                "words beside fields of the brief",
                near,
                &text[stray.clone()],
                &self.base.in_brief(&of_the_line),
            );
        }
    }

    /// A stretch of a paragraph as a line of plain words, which are those of the field at `path`, or of an item that is
    /// new.
    fn marked(&self, at: usize, range: Range<usize>, path: Option<&FieldPath>) -> String {
        self.sources(path).line(at, range)
    }

    /// Words of ours, which are told where they were changed.
    fn label(&mut self, at: usize, base: usize) {
        self.words_of_ours(at, &(0..self.paragraph(at).text.len()));
        let (ours, theirs) = (
            line(&self.base.paragraph(base).text),
            line(&self.paragraph(at).text),
        );
        let without_numbers =
            |text: &str| -> String { text.chars().filter(|c| !c.is_numeric()).collect() };
        if without_numbers(&ours) == without_numbers(&theirs) || self.is_variant(base, &theirs) {
            return;
        }
        // They stand in no field.
        let words = from_difference(&ours, &theirs);
        if self.base.slots[base].heading.is_some() {
            return self.unplaced_near(
                at,
                "a heading of the programme that was renamed",
                None,
                &words,
                "headings of sections are the same in every brief of the language; the old one comes back",
            );
        }
        // A way to sections is made anew with their headings, a funding statement with its funder.
        let advice = if self.names_a_funder(&ours) {
            "they come back when the brief is made again; words of the funder’s own are `statement` of its \
             [[organisation]]"
        } else {
            FOLLOWS
        };
        let advice = self.base.in_brief(advice);
        self.unplaced_near(at, CHANGED_WORDS_OF_OURS, None, &words, &advice);
    }

    /// Whether a line of ours is about one who pays.
    fn names_a_funder(&self, words: &str) -> bool {
        let brief = &self.base.brief;
        let Some(project) = &brief.project else {
            return false;
        };
        brief.organisations.iter().any(|organisation| {
            let is_funder = project
                .funders
                .iter()
                .any(|id| id.value == organisation.id.value);
            is_funder && words.contains(&organisation.name.value)
        })
    }

    /// Whether a heading is the same for another number of items.
    fn is_variant(&self, base: usize, words: &str) -> bool {
        let heading = self.base.slots[base].heading;
        heading.is_some_and(|heading| {
            let variants = self.base.heading_variants(heading);
            variants.iter().any(|variant| variant == words)
        })
    }

    /// Fields of the base whose paragraph is gone.
    fn gone(&mut self) {
        for base in 0..self.base.slots.len() {
            let paragraph = self.base.paragraph(base);
            if self.pairs.of_base[base].is_some()
                || paragraph.cell.is_some()
                || align::key(paragraph).is_empty()
            {
                continue;
            }
            let at = self.place_of(base);
            // An organisation that a contact names goes with the contact, and from nowhere else.
            let item = self.main_of(base);
            if item.is_some_and(|(table, id)| self.is_gone(table.name, id)) {
                continue;
            }
            let slot = &self.base.slots[base];
            let mut lists = BTreeSet::new();
            for field in &slot.fields {
                let mut owner = field.path.item.iter();
                if field.path.is_prose() || owner.any(|(table, id)| self.is_gone(table, id)) {
                    continue;
                }
                if field.path.index.is_some() {
                    if lists.insert(field.path.whole()) {
                        self.field(at, &field.path, None);
                    }
                    continue;
                }
                let gone = Occurrence {
                    at,
                    shown: paragraph.text[field.range.clone()].to_owned(),
                    now: String::new(),
                    marked: String::new(),
                };
                self.occurrence(&field.path, gone);
            }
            // A picture alone is a figure's or a chart's.
            let has_words = paragraph.text.contains(char::is_alphanumeric);
            if slot.fields.is_empty()
                && (has_words || paragraph.pictures.is_empty())
                && !self.goes_along(base)
            {
                let what = "words of the programme that were taken out";
                let advice = "they follow from the brief and come back when it is made again";
                let advice = self.base.in_brief(advice);
                self.unplaced_near(at, what, None, &paragraph.text, &advice);
            }
        }
    }

    /// Whether words of ours go with what they stand above, which is gone too.
    fn goes_along(&self, base: usize) -> bool {
        let has_items = |table: &str| self.items.iter().any(|item| item.table.name == table);
        match self.base.slots[base].heading {
            Some(SectionRole::Summary) => {
                let summary = ProseKey::Field("summary".to_owned());
                !self.prose.contains_key(&summary)
            }
            Some(SectionRole::Actions) => !has_items("action"),
            Some(heading) => table_of(heading).is_some_and(|table| !has_items(table.name)),
            None => self.has_answer(base),
        }
    }

    /// Whether a line of ours below a question, such as the way to the obstacles, goes with it: the question is gone,
    /// or has a discussion in its place.
    fn has_answer(&self, base: usize) -> bool {
        let question = (0..base).rev().find_map(|above| self.main_of(above));
        let Some((table, id)) = question.filter(|(table, _)| table.kind == Kind::Question) else {
            return false;
        };
        let discussion = ProseKey::Field(format!("question[{id}].discussion"));
        self.prose.contains_key(&discussion) || self.is_gone(table.name, id)
    }

    /// Words that were typed behind a line of ours below a question: they are its discussion.
    fn typed_behind(&self, at: usize, base: usize) -> Option<Range<usize>> {
        let (ours, theirs) = (self.base.paragraph(base), self.paragraph(at));
        let typed = theirs.text.strip_prefix(ours.text.trim_end())?.trim_start();
        let start = theirs.text.len() - typed.len();
        typed
            .contains(char::is_alphanumeric)
            .then_some(start..theirs.text.len())
    }

    /// Whether an item of the base is none of its table any more.
    fn is_gone(&self, table: &str, id: &str) -> bool {
        self.removed.contains(&(table, id))
            || item_table(table).is_some() && !self.known.contains(&(table, id))
    }

    /// Where a paragraph of the base would stand now: behind the one before it.
    fn place_of(&self, base: usize) -> usize {
        self.place_now.get(base).copied().flatten().unwrap_or(0)
    }

    /// The paragraph of theirs that the words of this one of the base went into.
    fn merged_into(&self, base: usize) -> Option<usize> {
        self.pairs.merged.get(&base).copied()
    }

    /// Adds the change of a field to what `theirs` says.
    fn field(&mut self, at: usize, path: &FieldPath, theirs: Option<Value>) {
        let whole = FieldPath {
            index: None,
            column: None,
            paragraph: 1,
            ..path.clone()
        };
        let single = path.table() == "chart" && path.field.ends_with(".values");
        let path = if single { path.clone() } else { whole };
        let base = if single {
            values::of_chart(self.base, &path)
        } else {
            self.base.typed(&path)
        };
        self.whole_field(at, &path, base, theirs);
    }

    /// The same for a field whose value in the base is known.
    fn whole_field(
        &mut self,
        at: usize,
        path: &FieldPath,
        base: Option<Value>,
        theirs: Option<Value>,
    ) {
        if base == theirs {
            return;
        }
        let shown = path.with_index();
        if self.base.house.contains(&path.whole()) {
            let words = match &theirs {
                Some(Value::Text(words)) => words.clone(),
                _ => String::new(),
            };
            return self.of_house(at, shown, &words);
        }
        let of_field =
            |deleted: &FieldPath| deleted.item == path.item && deleted.field == path.field;
        let author = match theirs {
            Some(_) => self.author(at).or_else(|| self.deleted_by(of_field)),
            None => self.deleted_by(of_field).or_else(|| self.author(at)),
        };
        let kind = ChangeKind::Field {
            path: shown,
            base,
            theirs,
        };
        self.change_by(at, kind, author);
    }

    /// Adds the change of a field to the value that its words were read as; tells words that stand for none, as words of
    /// `near`.
    fn field_read(&mut self, at: usize, path: &FieldPath, near: String, words: &str, read: Read) {
        match read {
            Read::Value(value) => self.field(at, path, Some(value)),
            Read::Unclear(advice) => {
                let what = "words that stand for no value";
                self.unplaced_near(at, what, Some(near), words, &advice);
            }
        }
    }

    /// Whether words for the field at `path` were found already.
    fn is_given(&self, path: &FieldPath) -> bool {
        self.given.contains(&path.with_index())
    }

    /// Tells that something was changed that stands in the house style, at `path`.
    fn of_house(&mut self, at: usize, path: String, words: &str) {
        self.unplaced_near(
            at,
            "a field of the house style",
            Some(path),
            words,
            "it is the same in all briefs of the house: change it in briefgen.toml",
        );
    }

    /// Whether an item stands in the house style; what was done to it is told then.
    fn is_of_house(&mut self, at: usize, table: &'static ItemTable, id: &str) -> bool {
        if self.base.toml.ids.index(table.name, id).is_some() {
            return false;
        }
        let main = self.main_paragraph(table.name, id);
        let words = main.map_or("", |main| self.base.paragraph(main).text.as_str());
        self.of_house(at, format!("{}[{id}].{}", table.name, table.main), words);
        true
    }

    fn finish(mut self, new_paths: &BTreeMap<usize, String>) -> Changes {
        let comments = self
            .theirs
            .comments
            .iter()
            .map(|comment| self.comment(comment, new_paths))
            .collect();
        self.changes.sort_by_key(|(at, _)| *at);
        self.unplaced.sort_by_key(|(at, _)| *at);
        Changes {
            changes: self.changes.into_iter().map(|(_, change)| change).collect(),
            comments,
            unplaced: self
                .unplaced
                .into_iter()
                .map(|(_, unplaced)| unplaced)
                .collect(),
        }
    }

    /// The paragraph of the base that has the first words of an item.
    fn main_paragraph(&self, table: &str, id: &str) -> Option<usize> {
        self.mains.get(&(table, id)).copied()
    }

    /// Whether a paragraph of a field of the base, or of an entry of it, is still there.
    fn stands(&self, path: &FieldPath) -> bool {
        let whole = path.whole();
        let mut slots = self.base.slots.iter().zip(&self.pairs.of_base);
        slots.any(|(slot, now)| {
            let mut paths = slot.fields.iter().map(|field| &field.path);
            now.is_some() && paths.any(|here| here.whole() == whole)
        })
    }
}
