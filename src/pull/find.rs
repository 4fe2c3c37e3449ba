//! Finding out what was changed: the edited document from its first paragraph to its last, each paragraph
//! beside the one that it was.

use super::align::{self, Pairs};
use super::base::{Base, FieldHere};
use super::change::{Change, ChangeKind, Changes, Comment, Source, Unplaced, Value};
use super::items::{self, NewParts};
use super::path::{FieldPath, ItemTable, item_table};
use super::places;
use super::prose::{Part, Prose, Sources};
use super::values::{self, Read, line};
use crate::docx::{Direct, ForeignKind, Paragraph, Reading};
use crate::locale::{Message, Piece};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many characters of a text a report quotes.
const QUOTED: usize = 60;

/// An item of the edited document, where it stands.
pub(super) struct ItemHere {
    /// The place of its first paragraph.
    pub at: usize,
    pub table: &'static ItemTable,
    pub what: What,
}

/// What an item of the edited document is.
pub(super) enum What {
    /// One of the base, by its id.
    Known(String),
    /// A new one.
    New { source: Source, parts: NewParts },
}

/// Whose prose a paragraph is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum ProseKey {
    /// The field of the base with this path.
    Field(String),
    /// The prose of a new item, by its place among the items.
    New(usize),
}

/// A part of a paragraph that is prose.
pub(super) struct ProsePart {
    pub paragraph: usize,
    pub range: Range<usize>,
    pub depth: usize,
    pub mark: Option<bool>,
}

/// Where the words of a field stand now.
struct Occurrence {
    /// The place in the edited document, or where it would be.
    at: usize,
    shown: String,
    now: String,
    /// The words now, passages in other languages marked.
    marked: String,
}

/// Where the walk is.
#[derive(Default)]
struct Context {
    /// The section, by the name that headings of ours have.
    section: Option<String>,
    /// The item, by its place among the items.
    item: Option<usize>,
    /// The path of the prose of the last paragraph that was any.
    prose: Option<String>,
}

pub(super) struct Finder<'a> {
    pub base: &'a Base,
    pub theirs: &'a Reading,
    pairs: Pairs,
    /// For each paragraph of theirs the last one up to it that was one of the base, by its place there.
    last_known: Vec<Option<usize>>,
    /// For each paragraph of the base where it is now, or else where the last one before it is.
    place_now: Vec<usize>,
    pub items: Vec<ItemHere>,
    pub prose: BTreeMap<ProseKey, Vec<ProsePart>>,
    occurrences: BTreeMap<String, (FieldPath, Vec<Occurrence>)>,
    /// Where fields stand in the paragraphs of the edited document.
    pub places: BTreeMap<usize, Vec<(String, Range<usize>)>>,
    /// The words over the columns of each table of the base, as they describe it.
    headers: Vec<String>,
    /// Tables, figures and charts that are gone.
    pub removed: BTreeSet<(String, String)>,
    changes: Vec<(usize, Change)>,
    unplaced: Vec<(usize, Unplaced)>,
}

/// What was changed in the edited document.
pub(super) fn changes(base: &Base, theirs: &Reading) -> Changes {
    let pairs = align::pair(base, theirs);
    let mut last = None;
    let running = |pair: &Option<usize>| {
        last = pair.or(last);
        last
    };
    let last_known = pairs.of_theirs.iter().map(running).collect();
    let mut last = 0;
    let running = |pair: &Option<usize>| {
        last = pair.unwrap_or(last);
        last
    };
    let place_now = pairs.of_base.iter().map(running).collect();
    let mut finder = Finder {
        base,
        theirs,
        pairs,
        last_known,
        place_now,
        items: Vec::new(),
        prose: BTreeMap::new(),
        occurrences: BTreeMap::new(),
        places: BTreeMap::new(),
        headers: headers(base),
        removed: BTreeSet::new(),
        changes: Vec::new(),
        unplaced: Vec::new(),
    };
    finder.walk();
    super::tables::find(&mut finder);
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

/// The table of the items of a section.
fn table_of(section: &str) -> Option<&'static ItemTable> {
    item_table(match section {
        "questions" | "question" => "question",
        "practices" => "practice",
        "obstacles" => "obstacle",
        "recommendations" => "recommendation",
        "decisions" => "decision",
        "references" => "reference",
        "abbreviations" => "abbreviation",
        "contacts" => "contact",
        _ => return None,
    })
}

/// The name of the section that the items of a table stand in.
fn section_of(table: &str) -> String {
    format!("{table}s")
}

/// How many lists the items of a table stand in.
pub(super) fn list_depth(table: &str) -> usize {
    usize::from(matches!(
        table,
        "obstacle" | "recommendation" | "decision" | "reference"
    ))
}

/// In how many lists a paragraph stands that is prose of an item in `offset` lists, and the mark that it
/// begins an item with.
fn place_in_lists(paragraph: &Paragraph, offset: usize) -> (usize, Option<bool>) {
    let style = paragraph.style.as_str();
    if let Some(mark) = paragraph.mark.filter(|_| !style.starts_with("Heading")) {
        let depth = (mark.level + 1).saturating_sub(offset);
        return (depth, (depth > 0).then_some(mark.is_bullet));
    }
    let depth: usize = match style.strip_prefix("ListContinue") {
        Some("") => 1,
        Some(number) => number.parse().unwrap_or(1),
        None => 0,
    };
    (depth.saturating_sub(offset), None)
}

impl Finder<'_> {
    fn paragraph(&self, at: usize) -> &Paragraph {
        &self.theirs.paragraphs[at]
    }

    pub fn change(&mut self, at: usize, kind: ChangeKind) {
        let author = self.author(at);
        self.changes.push((at, Change { kind, author }));
    }

    pub fn change_by(&mut self, at: usize, kind: ChangeKind, author: Option<String>) {
        self.changes.push((at, Change { kind, author }));
    }

    /// Who has changed the paragraph at `at`, where tracked changes tell.
    fn author(&self, at: usize) -> Option<String> {
        let authors = &self.theirs.paragraphs.get(at)?.authors;
        let authors: Vec<&str> = authors.iter().map(String::as_str).collect();
        (!authors.is_empty()).then(|| authors.join(", "))
    }

    /// Who has deleted what stood at anchors of which `is_it` holds.
    pub fn deleted_by(&self, is_it: impl Fn(&FieldPath) -> bool) -> Option<String> {
        self.theirs.deleted.iter().find_map(|(name, author)| {
            let path = FieldPath::parse(self.base.paths_of(name)?);
            (is_it(&path) && !author.is_empty()).then(|| author.clone())
        })
    }

    pub fn unplaced(&mut self, at: usize, what: &str, words: &str, advice: &str) {
        let near = self.near(at);
        self.unplaced_near(at, what, near, words, advice);
    }

    pub fn unplaced_near(
        &mut self,
        at: usize,
        what: &str,
        near: Option<String>,
        words: &str,
        advice: &str,
    ) {
        let words = line(words);
        let words = match words.char_indices().nth(QUOTED) {
            Some((end, _)) => format!("{}…", words[..end].trim_end()),
            None => words,
        };
        let unplaced = Unplaced {
            what: what.to_owned(),
            near,
            words,
            advice: advice.to_owned(),
        };
        self.unplaced.push((at, unplaced));
    }

    /// The field in or before the paragraph at `at`.
    fn near(&self, at: usize) -> Option<String> {
        let here = self.places.range(..=at).next_back();
        let known = here
            .and_then(|(_, fields)| fields.last())
            .map(|(path, _)| path.clone());
        known.or_else(|| {
            let base = (*self.last_known.get(at)?)?;
            self.base.slots[base]
                .fields
                .last()
                .map(|field| field.path.whole())
        })
    }

    /// The item whose first words stand in this paragraph of the base.
    fn main_of(&self, base: usize) -> Option<(&'static ItemTable, &str)> {
        self.base.slots[base].fields.iter().find_map(|field| {
            let (table, id) = field.path.item.as_ref()?;
            let table = item_table(table)?;
            let is_main = field.path.field == table.main
                || table.name == "practice"
                    && field.path.field == "text"
                    && field.path.paragraph == 1;
            is_main.then_some((table, id.as_str()))
        })
    }

    fn walk(&mut self) {
        let mut context = Context::default();
        for at in 0..self.theirs.paragraphs.len() {
            if self.paragraph(at).cell.is_some() {
                continue;
            }
            match self.pairs.of_theirs[at] {
                Some(base) => self.known(at, base, &mut context),
                None => self.new(at, &mut context),
            }
        }
    }

    /// A paragraph that was one of the base.
    fn known(&mut self, at: usize, base: usize, context: &mut Context) {
        let slot = self.base.slots[base].clone();
        if let Some(heading) = &slot.heading {
            *context = Context {
                section: Some(heading.clone()),
                ..Context::default()
            };
            return self.label(at, base);
        }
        let mut moved = false;
        if let Some((table, id)) = self.main_of(base) {
            let id = id.to_owned();
            let here = context.section.as_deref().and_then(table_of);
            let home = section_of(table.name);
            let home_is_here = self.base.slots.iter().enumerate().any(|(place, slot)| {
                slot.heading.as_ref() == Some(&home) && self.pairs.of_base[place].is_some()
            });
            let is_first = !self.items.iter().any(|item| {
                item.table.name == table.name
                    && matches!(&item.what, What::Known(known) if *known == id)
            });
            match here {
                Some(here)
                    if here.name != table.name
                        && home_is_here
                        && !matches!(table.name, "annex" | "question")
                        && here.name != "question" =>
                {
                    let source = Source::Moved(table.name.to_owned(), id.clone());
                    moved = true;
                    self.begin_item(at, here, source, context);
                }
                _ if is_first => {
                    self.items.push(ItemHere {
                        at,
                        table,
                        what: What::Known(id),
                    });
                    context.item = Some(self.items.len() - 1);
                    if table.name == "annex" {
                        context.section = Some("annex".to_owned());
                    }
                }
                _ => {}
            }
        } else if slot.fields.is_empty() {
            return self.label(at, base);
        }
        if moved {
            return;
        }
        let Some(found) = self.fields_in(at, base, &slot.fields) else {
            return;
        };
        let mut lists: BTreeMap<String, Vec<(usize, Range<usize>)>> = BTreeMap::new();
        for (place, (field, range)) in slot.fields.iter().zip(found).enumerate() {
            let whole = field.path.whole();
            self.places
                .entry(at)
                .or_default()
                .push((whole.clone(), range.clone()));
            if field.path.is_prose() {
                self.prose_part(at, range, Some(&field.path), context);
                context.prose = Some(whole);
            } else if field.path.index.is_some() && field.path.table() != "chart" {
                lists.entry(whole).or_default().push((place, range));
            } else {
                let shown = self.base.paragraph(base).text[field.range.clone()].to_owned();
                self.plain_only(at, base, &field.range, &range);
                let now = self.paragraph(at).text[range.clone()].to_owned();
                let marked = self.line(at, range);
                self.occurrence(&field.path, at, (shown, now, marked));
            }
        }
        for (path, elements) in lists {
            self.list(at, base, &path, &slot.fields, &elements);
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
            return Some(vec![0..theirs.text.len()]);
        }
        let places = places::find(self.base, ours, &self.base.slots[base], theirs);
        let text = theirs.text.clone();
        // An attributes line is read by its own words.
        let is_attributes = fields.iter().any(|field| {
            field.path.table() == "recommendation"
                && matches!(field.path.field.as_str(), "addressees" | "due" | "priority")
        });
        let apart = self.between_particulars();
        let holds_several = |range: &Range<usize>| text[range.clone()].contains(apart.trim());
        if is_attributes
            && (places.labels_changed
                || !places.strays.is_empty()
                || places.fields.iter().any(holds_several))
            && self.attributes_anew(at, fields)
        {
            return None;
        }
        for stray in &places.strays {
            let words = text[stray.clone()].trim();
            if words.contains(char::is_alphanumeric) {
                self.unplaced(
                    at,
                    "words beside fields of the brief",
                    words,
                    "write them into one of the fields of the line, or into the brief itself",
                );
            }
        }
        if places.labels_changed {
            self.unplaced(
                at,
                "words of the programme that were changed",
                &text,
                "they are the same in every brief and come back when it is made again",
            );
        }
        Some(places.fields)
    }

    fn occurrence(
        &mut self,
        path: &FieldPath,
        at: usize,
        (shown, now, marked): (String, String, String),
    ) {
        let found = self.occurrences.entry(path.whole());
        let (_, found) = found.or_insert_with(|| (path.clone(), Vec::new()));
        found.push(Occurrence {
            at,
            shown,
            now,
            marked,
        });
    }

    /// A stretch of a paragraph as a line of plain words.
    fn line(&self, at: usize, range: Range<usize>) -> String {
        self.sources().line(self.paragraph(at), range)
    }

    fn sources(&self) -> Sources<'_> {
        Sources {
            notes: &self.theirs.notes,
            targets: &self.base.targets,
            languages: &self.base.languages,
        }
    }

    /// Tells what a field of plain words cannot hold: a footnote, a link, emphasis of a part.
    fn plain_only(&mut self, at: usize, base: usize, was: &Range<usize>, now: &Range<usize>) {
        type Set = BTreeSet<(bool, bool)>;
        let look = |paragraph: &Paragraph, range: &Range<usize>| {
            let mut set = Set::new();
            let (mut linked, mut notes) = (false, 0);
            for run in &paragraph.runs {
                let here = run.range.start.max(range.start)..run.range.end.min(range.end);
                let Some(words) = paragraph.text.get(here) else {
                    continue;
                };
                notes += usize::from(run.setting.note.is_some());
                if run.setting.note.is_none() && !words.trim().is_empty() {
                    set.insert((run.setting.emphasis, run.setting.strong));
                    linked |= run.setting.link.is_some();
                }
            }
            (set, linked, notes)
        };
        let theirs = self.paragraph(at);
        let (was_set, was_linked, was_notes) = look(self.base.paragraph(base), was);
        let (set, linked, notes) = look(theirs, now);
        let words = theirs.text[now.clone()].to_owned();
        let advice =
            "this field takes plain words: write it into a detail, a discussion or a summary";
        if notes > was_notes {
            self.unplaced(at, "a footnote", &words, advice);
        }
        if linked && !was_linked && !words.contains("://") && !words.contains('@') {
            self.unplaced(at, "a link", &words, advice);
        }
        // All of it set otherwise is a matter of style.
        if set.len() > 1 && was_set.len() <= 1 {
            self.unplaced(at, "emphasis", &words, advice);
        }
    }

    /// A part of a paragraph that is prose: of the item that it stands in, whosever it was.
    fn prose_part(
        &mut self,
        at: usize,
        range: Range<usize>,
        path: Option<&FieldPath>,
        context: &Context,
    ) {
        let item = context.item.map(|item| (item, &self.items[item]));
        let of_item = item.and_then(|(place, item)| {
            let field = item.table.prose?;
            Some(match &item.what {
                What::New { .. } => ProseKey::New(place),
                What::Known(id) => ProseKey::Field(format!("{}[{id}].{field}", item.table.name)),
            })
        });
        let own = path.map(|path| ProseKey::Field(path.whole()));
        let is_of_item = path.is_none_or(|path| item_table(path.table()).is_some());
        let key = if is_of_item { of_item.or(own) } else { own };
        let Some(key) = key else {
            return;
        };
        let offset = match &key {
            ProseKey::New(_) => item.map_or(0, |(_, item)| list_depth(item.table.name)),
            ProseKey::Field(path) => list_depth(FieldPath::parse(path).table()),
        };
        let (mut depth, mut mark) = place_in_lists(self.paragraph(at), offset);
        // A program that drops our anchors makes lists of its own.
        if let (false, Some(base)) = (self.pairs.keep_anchors, self.pairs.of_theirs[at])
            && path.is_some_and(|path| key == ProseKey::Field(path.whole()))
        {
            (depth, mark) = place_in_lists(self.base.paragraph(base), offset);
        }
        self.prose.entry(key).or_default().push(ProsePart {
            paragraph: at,
            range,
            depth,
            mark,
        });
    }

    /// Words of ours, which are told where they were changed.
    fn label(&mut self, at: usize, base: usize) {
        let (ours, theirs) = (
            align::key(self.base.paragraph(base)),
            align::key(self.paragraph(at)),
        );
        let without_numbers =
            |text: &str| -> String { text.chars().filter(|c| !c.is_numeric()).collect() };
        if without_numbers(&ours) == without_numbers(&theirs) || self.is_variant(base, &theirs) {
            return;
        }
        let is_heading = self.base.slots[base].heading.is_some();
        // A way to sections is made anew with their headings, a funding statement with its funder.
        let (what, advice) = if is_heading {
            (
                "a heading of the programme that was renamed",
                "headings of sections are the same in every brief of the language; the old one comes back",
            )
        } else {
            (
                "words of the programme that were changed",
                "they follow from other fields of the brief and come back when it is made again",
            )
        };
        self.unplaced(at, what, &theirs, advice);
    }

    /// Whether a heading is the same for another number of items.
    fn is_variant(&self, base: usize, words: &str) -> bool {
        let heading = self.base.slots[base].heading.as_deref();
        heading.is_some_and(|heading| {
            let variants = self.base.heading_variants(heading);
            variants.iter().any(|variant| variant == words)
        })
    }

    /// A list in a sentence: its items from where they stand, and what was put between them.
    fn list(
        &mut self,
        at: usize,
        base: usize,
        path: &str,
        fields: &[FieldHere],
        elements: &[(usize, Range<usize>)],
    ) {
        let ours = self.base.paragraph(base);
        let text = self.paragraph(at).text.clone();
        let parsed = FieldPath::parse(path);
        let shown: Vec<&str> = elements
            .iter()
            .map(|(place, _)| &ours.text[fields[*place].range.clone()])
            .collect();
        let now: Vec<String> = elements
            .iter()
            .map(|(_, range)| line(&text[range.clone()]))
            .collect();
        if shown
            .iter()
            .zip(&now)
            .all(|(shown, now)| line(shown) == *now)
        {
            return;
        }
        let is_of_ids = path.ends_with(".obstacles");
        if is_of_ids {
            return self.answered(at, path, &shown, &now);
        }
        let typed: Vec<Option<String>> = elements
            .iter()
            .map(|(place, _)| {
                self.base
                    .typed_text(&fields[*place].path)
                    .map(str::to_owned)
            })
            .collect();
        let joiners = self.base.locale.list_joiners();
        let mut items: Vec<String> = Vec::new();
        for ((shown, now), typed) in shown.iter().zip(&now).zip(&typed) {
            let whole = typed.clone().unwrap_or_else(|| line(shown));
            let shown = line(shown);
            if *now == shown {
                items.push(whole);
                continue;
            }
            let split = |words: &str| values::list_items(&self.base.locale, words, &[]);
            let after = now.strip_prefix(&shown).and_then(|rest| {
                joiners
                    .iter()
                    .find_map(|joiner| rest.strip_prefix(joiner.as_str()))
            });
            let before = now.strip_suffix(&shown).and_then(|rest| {
                joiners
                    .iter()
                    .find_map(|joiner| rest.strip_suffix(joiner.as_str()))
            });
            match (before, after) {
                (_, Some(after)) => {
                    items.push(whole);
                    items.extend(split(after));
                }
                (Some(before), None) => {
                    items.extend(split(before));
                    items.push(whole);
                }
                (None, None) if now.is_empty() => {}
                (None, None) => {
                    items.push(values::with_case_of(typed.as_deref(), &shown, now.clone()));
                }
            }
        }
        let theirs = (!items.is_empty()).then_some(Value::Texts(items));
        self.field(at, &parsed, theirs);
    }

    /// The obstacles that a recommendation answers, by the words that quote them.
    fn answered(&mut self, at: usize, path: &str, shown: &[&str], now: &[String]) {
        let parsed = FieldPath::parse(path);
        let known: Vec<String> = match values::of_base(self.base, &parsed) {
            Some(Value::Texts(ids)) => ids,
            _ => return,
        };
        let quoted = |words: &str| {
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            let obstacles = &self.base.brief.obstacles;
            let same = |text: &str| {
                text.trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
                    == words.to_lowercase()
            };
            obstacles
                .iter()
                .find(|item| same(&item.text.value))
                .map(|item| item.id.clone())
        };
        let mut ids = Vec::new();
        for (place, (shown, now)) in shown.iter().zip(now).enumerate() {
            if now.is_empty() {
                continue;
            }
            match quoted(now) {
                Some(id) => ids.push(id),
                None if line(shown) == *now => ids.extend(known.get(place).cloned()),
                None => {
                    // The same change was made where the obstacle itself stands.
                    ids.extend(known.get(place).cloned());
                    if !self.stands_elsewhere(at, now) {
                        self.unplaced(
                            at,
                            "the quotation of an obstacle that was changed",
                            now,
                            "change the obstacle itself, in its own section",
                        );
                    }
                }
            }
        }
        if ids != known {
            let theirs = (!ids.is_empty()).then_some(Value::Texts(ids));
            self.field(at, &parsed, theirs);
        }
    }

    /// Whether words in quotation marks are a paragraph elsewhere.
    fn stands_elsewhere(&self, at: usize, words: &str) -> bool {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        self.theirs
            .paragraphs
            .iter()
            .enumerate()
            .any(|(place, paragraph)| {
                place != at
                    && line(&paragraph.text).trim_matches(|c: char| !c.is_alphanumeric()) == words
            })
    }

    /// The attributes of a recommendation, read by our words between them. False where not all of them are
    /// understood.
    fn attributes_anew(&mut self, at: usize, fields: &[FieldHere]) -> bool {
        let Some((table, id)) = fields.iter().find_map(|field| field.path.item.clone()) else {
            return false;
        };
        let text = self.paragraph(at).text.clone();
        let known: Vec<String> = self
            .base
            .brief
            .recommendations
            .iter()
            .filter(|item| item.id == id)
            .flat_map(|item| item.addressees.iter().map(|words| words.value.clone()))
            .collect();
        let Some(found) = self.attributes(&text, &known) else {
            return false;
        };
        for name in ["addressees", "due", "priority"] {
            let path = FieldPath::parse(&format!("{table}[{id}].{name}"));
            let theirs = found
                .iter()
                .find(|(field, _)| field == name)
                .map(|(_, value)| value.clone());
            if values::of_base(self.base, &path) != theirs {
                self.field(at, &path, theirs);
            }
        }
        true
    }

    /// What stands between particulars in a row: “ · ”.
    fn between_particulars(&self) -> String {
        let pieces = self.base.locale.row(Message::ParticularsApart, 2);
        let words = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words),
            Piece::Slot(_) => None,
        });
        words.collect()
    }

    /// The attributes in a line: “To: A and B · By 30 June 2018 · High priority”. None where any of it is
    /// not understood.
    pub fn attributes(&self, text: &str, known: &[String]) -> Option<Vec<(String, Value)>> {
        let locale = &self.base.locale;
        let between = |message: Message, name: &'static str, count: u64| -> (String, String) {
            let arguments = [
                ("count", crate::locale::Argument::Count(count)),
                (name, crate::locale::Argument::Slot),
            ];
            let mut sides = (String::new(), String::new());
            let mut is_after = false;
            for piece in locale.pieces(message, &arguments) {
                match piece {
                    Piece::Words(words) if is_after => sides.1 += &words,
                    Piece::Words(words) => sides.0 += &words,
                    Piece::Slot(_) => is_after = true,
                }
            }
            sides
        };
        let apart = self.between_particulars();
        let mut found: Vec<(String, Value)> = Vec::new();
        for segment in text
            .split(apart.trim())
            .map(line)
            .filter(|segment| !segment.is_empty())
        {
            let taken = |message, name| {
                [1, 2, 5].iter().find_map(|count| {
                    let (before, after) = between(message, name, *count);
                    let rest = segment.strip_prefix(before.trim())?;
                    Some(rest.strip_suffix(after.trim())?.trim().to_owned())
                })
            };
            let priority = FieldPath::parse("recommendation[x].priority");
            if let Some(words) = taken(Message::AttributeAddressees, "addressees") {
                let items = values::list_items(locale, &words, known);
                found.push(("addressees".to_owned(), Value::Texts(items)));
            } else if let Some(key) = values::choice(locale, &priority, &segment) {
                found.push(("priority".to_owned(), Value::Text(key.to_owned())));
            } else if let Some(words) = taken(Message::AttributeDue, "date")
                && let Some(range) = locale.parse_date_range(&words)
                && range.start == range.end
            {
                found.push(("due".to_owned(), Value::Date(range.start)));
            } else {
                return None;
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// A paragraph that was none of the base.
    fn new(&mut self, at: usize, context: &mut Context) {
        let paragraph = self.paragraph(at);
        let text = line(&paragraph.text);
        if text.is_empty() || self.describes_a_table(&text) {
            return;
        }
        let style = paragraph.style.clone();
        let is_marked = paragraph.mark.is_some_and(|mark| mark.level == 0);
        let is_deeper = paragraph.mark.is_some_and(|mark| mark.level > 0);
        let section = context.section.clone().unwrap_or_default();
        let source = match (self.pairs.split.get(&at), self.pairs.copied.get(&at)) {
            (Some(base), _) => self
                .main_of(*base)
                .map(|(_, id)| Source::Split(id.to_owned())),
            (None, Some(base)) => self
                .main_of(*base)
                .map(|(table, id)| Source::Copied(table.name.to_owned(), id.to_owned())),
            (None, None) => None,
        };
        let source = source.unwrap_or_default();
        if style == "Heading1" || style == "BriefClosingHeading" {
            if let Some(title) = self.annex_title(&text) {
                let table = item_table("annex");
                if let Some(table) = table {
                    *context = Context {
                        section: Some("annex".to_owned()),
                        ..Context::default()
                    };
                    self.begin_item(at, table, source, context);
                    self.new_field("title", Value::Text(title));
                }
                return;
            }
            context.item = None;
            context.prose = None;
            return self.unplaced(
                at,
                "a new section",
                &text,
                "a brief has the sections that it has: write it as an annex ([[annex]] with `title` and `text`)",
            );
        }
        if style.starts_with("Heading") {
            if let ("questions", Some(table)) = (section.as_str(), item_table("question")) {
                self.begin_item(at, table, source, context);
                return self.new_field("text", Value::Text(text));
            }
            return self.unplaced(
                at,
                "a new heading",
                &text,
                "prose of a brief has no headings: write it as a paragraph",
            );
        }
        let has_item = context.item.is_some();
        match section.as_str() {
            "recommendations" | "obstacles" | "decisions" | "references" => {
                let Some(table) = table_of(&section) else {
                    return;
                };
                if section == "recommendations" && has_item && !is_marked {
                    if let Some(found) = self.attributes(&text, &[]) {
                        return self.new_attributes(at, found, context);
                    }
                    if style == "BriefItemAttributes" {
                        return self.unplaced(
                            at,
                            "a line about a recommendation",
                            &text,
                            "write to whom, by when and how urgent as the other lines do",
                        );
                    }
                }
                let is_item_style =
                    ["BriefRecommendation", "ListBullet", "ListNumber"].contains(&style.as_str());
                let goes_on = style.starts_with("ListContinue") || is_deeper;
                let is_item =
                    !goes_on && (is_marked || is_item_style || table.prose.is_none() || !has_item);
                if !is_item {
                    return self.prose_part(at, 0..self.paragraph(at).text.len(), None, context);
                }
                self.begin_item(at, table, source, context);
            }
            "practices" | "abbreviations" | "contacts" => {
                let Some(table) = table_of(&section) else {
                    return;
                };
                let is_item = match table.name {
                    "practice" => {
                        !has_item || items::run_in_title(self.base, self.paragraph(at)).is_some()
                    }
                    "abbreviation" => self.paragraph(at).text.contains('\t'),
                    _ => items::has_contact(self.paragraph(at)),
                };
                if is_item {
                    self.begin_item(at, table, source, context);
                } else if table.name == "practice" {
                    self.prose_part(at, 0..self.paragraph(at).text.len(), None, context);
                } else {
                    self.unplaced(
                        at,
                        "a new paragraph",
                        &text,
                        "add it to the brief where it belongs",
                    );
                }
            }
            "questions" | "question" | "annex" if has_item => {
                self.prose_part(at, 0..self.paragraph(at).text.len(), None, context);
            }
            "summary" => {
                let path = FieldPath::parse("summary");
                let context = Context::default();
                self.prose_part(at, 0..self.paragraph(at).text.len(), Some(&path), &context);
            }
            _ => match context.prose.clone() {
                Some(path) => {
                    let path = FieldPath::parse(&path);
                    let context = Context::default();
                    self.prose_part(at, 0..self.paragraph(at).text.len(), Some(&path), &context);
                }
                None if context.section.is_none()
                    && matches!(style.as_str(), "BodyText" | "Normal")
                    && self.items.is_empty()
                    && self.base.brief.meeting.context.is_some() =>
                {
                    let path = FieldPath::parse("meeting.context");
                    let context = Context::default();
                    self.prose_part(at, 0..self.paragraph(at).text.len(), Some(&path), &context);
                }
                None => self.unplaced(
                    at,
                    "a new paragraph",
                    &text,
                    "add it to the brief where it belongs: a summary, a detail, an annex",
                ),
            },
        }
    }

    /// Whether words are those that tell what a table is about, to those who do not see it: some programs
    /// set them above it.
    fn describes_a_table(&self, words: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|header| !header.is_empty() && words.ends_with(header.as_str()))
    }

    fn begin_item(
        &mut self,
        at: usize,
        table: &'static ItemTable,
        source: Source,
        context: &mut Context,
    ) {
        let parts = items::parts(self.base, self.paragraph(at), table);
        if let Some(range) = parts.prose.clone() {
            let key = ProseKey::New(self.items.len());
            self.prose.entry(key).or_default().push(ProsePart {
                paragraph: at,
                range,
                depth: 0,
                mark: None,
            });
        }
        self.items.push(ItemHere {
            at,
            table,
            what: What::New { source, parts },
        });
        context.item = Some(self.items.len() - 1);
        context.prose = None;
    }

    /// Sets a field of the item that was begun last.
    fn new_field(&mut self, name: &str, value: Value) {
        if let Some(What::New { parts, .. }) = self.items.last_mut().map(|item| &mut item.what) {
            parts.set(name, value);
        }
    }

    fn new_attributes(&mut self, at: usize, found: Vec<(String, Value)>, context: &Context) {
        let Some(item) = context.item.and_then(|place| self.items.get_mut(place)) else {
            return;
        };
        match &mut item.what {
            What::New { parts, .. } => {
                for (name, value) in found {
                    parts.set(&name, value);
                }
            }
            What::Known(id) => {
                let id = id.clone();
                for (name, value) in found {
                    let path = FieldPath::parse(&format!("recommendation[{id}].{name}"));
                    if values::of_base(self.base, &path).as_ref() != Some(&value) {
                        self.field(at, &path, Some(value));
                    }
                }
            }
        }
    }

    /// The title of an annex in its heading; none where a heading is that of no annex.
    fn annex_title(&self, text: &str) -> Option<String> {
        let locale = &self.base.locale;
        let label: String = locale
            .pieces(
                Message::HeadingAnnex,
                &[("title", crate::locale::Argument::Slot)],
            )
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Words(words) => Some(words),
                Piece::Slot(_) => None,
            })
            .collect();
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        let rest = text.strip_prefix(label)?;
        let title = rest.trim_start_matches(|c: char| {
            c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '—')
        });
        (!title.is_empty()).then(|| title.to_owned())
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
            let slot = self.base.slots[base].clone();
            let mut lists = BTreeSet::new();
            for field in &slot.fields {
                let owner = field.path.item.clone();
                if field.path.is_prose() || owner.is_some_and(|owner| self.is_gone(&owner)) {
                    continue;
                }
                if field.path.index.is_some() {
                    if lists.insert(field.path.whole()) {
                        self.field(at, &field.path, None);
                    }
                    continue;
                }
                let shown = paragraph.text[field.range.clone()].to_owned();
                let none = (shown, String::new(), String::new());
                self.occurrence(&field.path, at, none);
            }
            if slot.fields.is_empty() && paragraph.pictures.is_empty() {
                let section = slot.heading.as_deref().and_then(table_of);
                let is_empty = section.is_some_and(|table| {
                    !self.items.iter().any(|item| item.table.name == table.name)
                });
                if !is_empty {
                    let words = paragraph.text.clone();
                    self.unplaced(
                        at,
                        "words of the programme that were taken out",
                        &words,
                        "they follow from the brief and come back when it is made again",
                    );
                }
            }
        }
    }

    /// Whether an item of the base is none of its table any more.
    pub fn is_gone(&self, item: &(String, String)) -> bool {
        let (table, id) = item;
        self.removed.contains(item)
            || item_table(table).is_some()
                && !self.items.iter().any(|item| {
                    item.table.name == table
                        && matches!(&item.what, What::Known(known) if known == id)
                })
    }

    /// Where a paragraph of the base would stand now: behind the one before it.
    pub fn place_of(&self, base: usize) -> usize {
        self.place_now.get(base).copied().unwrap_or(0)
    }

    /// The paragraph of theirs that the words of this one of the base went into.
    pub fn merged_into(&self, base: usize) -> Option<usize> {
        self.pairs.merged.get(&base).copied()
    }

    /// Adds the change of a field to what `theirs` says.
    pub fn field(&mut self, at: usize, path: &FieldPath, theirs: Option<Value>) {
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
            values::of_base(self.base, &path)
        };
        self.whole_field(at, &path, base, theirs);
    }

    /// The same for a field whose value in the base is known.
    pub fn whole_field(
        &mut self,
        at: usize,
        path: &FieldPath,
        base: Option<Value>,
        theirs: Option<Value>,
    ) {
        if base == theirs {
            return;
        }
        let shown = match path.index {
            Some(index) => format!("{}[{index}]", path.whole()),
            None => path.whole(),
        };
        if self.base.house.contains(&path.whole()) {
            let words = match &theirs {
                Some(Value::Text(words)) => words.clone(),
                _ => String::new(),
            };
            return self.unplaced_near(
                at,
                "a field of the house style",
                Some(shown),
                &words,
                "it is the same in all briefs of the house: change it in briefgen.toml",
            );
        }
        let item = path.item.clone();
        let author = match theirs {
            Some(_) => self.author(at),
            None => self
                .deleted_by(|deleted| deleted.item == item && deleted.field == path.field)
                .or_else(|| self.author(at)),
        };
        let kind = ChangeKind::Field {
            path: shown,
            base,
            theirs,
        };
        self.change_by(at, kind, author);
    }

    /// Fields whose words stand in one or in several places.
    fn fields(&mut self) {
        for (_, (path, found)) in std::mem::take(&mut self.occurrences) {
            let is_name = path.table() == "organisation";
            let changed = found
                .iter()
                .find(|one| !line(&one.now).is_empty() && line(&one.now) != line(&one.shown));
            if let Some(one) = changed {
                let at = one.at;
                if is_name && self.is_other_organisation(&path, &one.now) {
                    let words = one.now.clone();
                    self.unplaced(
                        at,
                        "another organisation in the place of one",
                        &words,
                        "name it in the brief by its id: `organisers`, `publisher`, `implementers`",
                    );
                    continue;
                }
                match values::read(self.base, &path, &one.now) {
                    Read::Value(Value::Text(words)) => {
                        let has_passage = one.marked != words && words == line(&one.now);
                        let words = if has_passage {
                            one.marked.clone()
                        } else {
                            words
                        };
                        let typed = self.base.typed_text(&path);
                        let words = values::with_case_of(typed, &one.shown, words);
                        self.field(at, &path, Some(Value::Text(words)));
                    }
                    Read::Value(value) => self.field(at, &path, Some(value)),
                    Read::Unclear(advice) => {
                        let words = one.now.clone();
                        let near = Some(path.whole());
                        self.unplaced_near(
                            at,
                            "words that stand for no value",
                            near,
                            &words,
                            advice,
                        );
                    }
                }
                continue;
            }
            let is_missing =
                |one: &&Occurrence| line(&one.now).is_empty() && !line(&one.shown).is_empty();
            let missing = found.iter().filter(is_missing).count();
            if missing == 0 {
                continue;
            }
            let at = found[0].at;
            let words = found[0].shown.clone();
            if is_name {
                self.unplaced_near(
                    at,
                    "an organisation that was taken out",
                    Some(path.whole()),
                    &words,
                    "take its id out of the list in the brief: `organisers`, `implementers`, `partners`",
                );
            } else if missing == found.len() {
                self.field(at, &path, None);
            }
        }
    }

    /// Whether words are the name of another organisation of the brief.
    fn is_other_organisation(&self, path: &FieldPath, words: &str) -> bool {
        let words = line(words);
        let id = path.item.as_ref().map(|(_, id)| id);
        self.base.brief.organisations.iter().any(|found| {
            Some(&found.id.value) != id
                && (found.name.value == words
                    || found
                        .abbreviation
                        .as_ref()
                        .is_some_and(|short| short.value == words))
        })
    }

    /// What prose parts say.
    pub fn prose_of(&self, parts: &[ProsePart]) -> Prose {
        let parts: Vec<Part> = parts
            .iter()
            .map(|part| Part {
                paragraph: self.paragraph(part.paragraph),
                range: part.range.clone(),
                depth: part.depth,
                mark: part.mark,
            })
            .collect();
        self.sources().prose(&parts)
    }

    /// The parts of each prose of the base.
    fn base_prose(&self) -> BTreeMap<String, Prose> {
        let sources = Sources {
            notes: &self.base.reading.notes,
            targets: &self.base.targets,
            languages: &self.base.languages,
        };
        let mut parts: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        for (place, slot) in self.base.slots.iter().enumerate() {
            let paragraph = self.base.paragraph(place);
            for field in slot.fields.iter().filter(|field| field.path.is_prose()) {
                let offset = list_depth(field.path.table());
                let (depth, mark) = place_in_lists(paragraph, offset);
                parts.entry(field.path.whole()).or_default().push(Part {
                    paragraph,
                    range: field.range.clone(),
                    depth,
                    mark,
                });
            }
        }
        parts
            .into_iter()
            .map(|(path, parts)| (path, sources.prose(&parts)))
            .collect()
    }

    fn prose_fields(&mut self) {
        let base = self.base_prose();
        let mut paths: BTreeSet<String> = base.keys().cloned().collect();
        paths.extend(self.prose.keys().filter_map(|key| match key {
            ProseKey::Field(path) => Some(path.clone()),
            ProseKey::New(_) => None,
        }));
        for path in paths {
            let parsed = FieldPath::parse(&path);
            let key = ProseKey::Field(path.clone());
            let parts = self.prose.remove(&key).unwrap_or_default();
            let was = base.get(&path);
            if parts.is_empty() {
                let is_gone = parsed.item.as_ref().is_some_and(|item| self.is_gone(item));
                if !is_gone {
                    let first = self.base.slots.iter().position(|slot| {
                        slot.fields.iter().any(|field| field.path.whole() == path)
                    });
                    let at = self.place_of(first.unwrap_or(0));
                    self.field(at, &parsed, None);
                }
                continue;
            }
            let mut now = self.prose_of(&parts);
            if was.is_some_and(|was| was.says_the_same(&now)) {
                continue;
            }
            now.find_lost(was);
            // The paragraph that differs first says where and by whom.
            let differs =
                |place: usize| was.is_none_or(|was| was.blocks.get(place) != now.blocks.get(place));
            let at = parts
                .iter()
                .enumerate()
                .find(|(place, _)| differs(*place))
                .map_or(parts[0].paragraph, |(_, part)| part.paragraph);
            let typed = self.base.typed_text(&parsed).map(str::to_owned);
            let text = now.to_markup(was.zip(typed.as_deref()));
            let theirs = (!text.trim().is_empty()).then_some(Value::Text(text));
            let authors: BTreeSet<&String> = parts
                .iter()
                .flat_map(|part| &self.theirs.paragraphs[part.paragraph].authors)
                .collect();
            let authors: Vec<&str> = authors.into_iter().map(String::as_str).collect();
            let author = (!authors.is_empty()).then(|| authors.join(", "));
            let before = self.changes.len();
            self.field(at, &parsed, theirs);
            if let Some((_, change)) = self.changes.get_mut(before) {
                change.author = author;
            }
        }
    }

    /// What no document of ours has: pictures, text boxes, formatting by hand.
    fn foreign(&mut self) {
        let ours: BTreeSet<(&str, &str)> = self
            .base
            .reading
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.pictures)
            .map(|picture| (picture.name.as_str(), picture.alt.as_str()))
            .collect();
        let mut found = Vec::new();
        let mut direct: BTreeMap<Direct, Vec<(usize, String)>> = BTreeMap::new();
        for (at, paragraph) in self.theirs.paragraphs.iter().enumerate() {
            for picture in &paragraph.pictures {
                let is_ours = ours.iter().any(|(name, alt)| {
                    *alt == picture.alt && !alt.is_empty()
                        || *name == picture.name && !name.is_empty()
                });
                if !is_ours {
                    found.push((at, None, line(&paragraph.text)));
                }
            }
            for foreign in &paragraph.foreign {
                let words = if foreign.words.is_empty() {
                    line(&paragraph.text)
                } else {
                    foreign.words.clone()
                };
                found.push((at, Some(foreign.kind), words));
            }
            for run in &paragraph.runs {
                if let Some(kind) = run.setting.direct {
                    let words = paragraph.text[run.range.clone()].to_owned();
                    let is_known = direct
                        .get(&kind)
                        .is_some_and(|list| list.last().is_some_and(|(last, _)| *last == at));
                    if !is_known && !words.trim().is_empty() {
                        direct.entry(kind).or_default().push((at, words));
                    }
                }
            }
        }
        for (at, kind, words) in found {
            let (what, advice) = foreign_words(kind);
            self.unplaced(at, what, &words, advice);
        }
        let plain =
            |words: &String| -> String { words.chars().filter(|c| !c.is_numeric()).collect() };
        let known: BTreeSet<String> = self.base.reading.margins.iter().map(plain).collect();
        let titles = self
            .theirs
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.style == "Title");
        let titles: Vec<String> = titles
            .map(|title| line(&title.text))
            .filter(|t| !t.is_empty())
            .collect();
        for words in &self.theirs.margins {
            // The title is there, too, and may be changed in both places.
            let is_title = titles.iter().any(|title| words.contains(title.as_str()));
            if !known.contains(&plain(words)) && words.contains(char::is_alphabetic) && !is_title {
                self.unplaced(
                    0,
                    "words at the head or the foot of the pages",
                    words,
                    "there stands the title of the brief: change it where it stands as the title",
                );
            }
        }
        // Some programs colour every word: that is their way, and no remark of anybody's.
        let most = (self.theirs.paragraphs.len() / 4).max(3);
        for (kind, list) in direct {
            if list.len() > most {
                continue;
            }
            let what = match kind {
                Direct::Colour => "words in a colour",
                Direct::Highlight => "highlighted words",
                Direct::Strikethrough => "words that are struck through",
                Direct::Underline => "underlined words",
                Direct::Superscript => "words in superscript",
                Direct::Subscript => "words in subscript",
            };
            let advice = match kind {
                Direct::Strikethrough => "delete them where they shall go, or write a comment",
                _ => {
                    "a brief has emphasis and strong emphasis; what else is to be said, say in a comment"
                }
            };
            for (at, words) in list {
                self.unplaced(at, what, &words, advice);
            }
        }
    }

    /// The field that a comment stands at.
    fn comment(
        &self,
        comment: &crate::docx::Comment,
        new_paths: &BTreeMap<usize, String>,
    ) -> Comment {
        let at = comment.paragraph;
        let paragraph = at.and_then(|at| self.theirs.paragraphs.get(at));
        let fields = at
            .and_then(|at| self.places.get(&at))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let touches = |range: &Range<usize>| {
            range.start <= comment.range.end && comment.range.start <= range.end
        };
        let here = fields.iter().find(|(_, range)| {
            range.start <= comment.range.start
                && comment.range.start < range.end.max(range.start + 1)
        });
        let here = here.or_else(|| fields.iter().find(|(_, range)| touches(range)));
        let path = here.or(fields.first()).map(|(path, _)| path.clone());
        let path = path.or_else(|| at.and_then(|at| new_paths.get(&at)).cloned());
        let replies = comment.replies.iter().map(|reply| Comment {
            path: path.clone(),
            ..self.comment(reply, new_paths)
        });
        Comment {
            replies: replies.collect(),
            quote: paragraph
                .and_then(|paragraph| paragraph.text.get(comment.range.clone()))
                .map(line)
                .unwrap_or_default(),
            path,
            author: comment.author.clone(),
            initials: comment.initials.clone(),
            date: comment.date.clone(),
            text: comment.text.clone(),
            resolved: comment.is_done,
        }
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
    pub fn main_paragraph(&self, table: &str, id: &str) -> Option<usize> {
        (0..self.base.slots.len()).find(|base| {
            self.main_of(*base)
                .is_some_and(|(t, i)| t.name == table && i == id)
        })
    }

    /// The paragraph of theirs that a paragraph of the base became.
    pub fn now(&self, base: usize) -> Option<usize> {
        self.pairs.of_base[base]
    }
}

/// What something foreign is called, and what to do instead; a picture where there is no kind.
fn foreign_words(kind: Option<ForeignKind>) -> (&'static str, &'static str) {
    match kind {
        None => (
            "a picture that was pasted in",
            "save it as a file beside the brief and give it a [[figure]] with `id`, `file` and `alt`",
        ),
        Some(ForeignKind::TextBox) => (
            "a text box",
            "write its words into a paragraph, or say them in a comment",
        ),
        Some(ForeignKind::Chart) => (
            "a chart that was pasted in",
            "give its numbers a [[chart]] with `caption`, `kind`, `labels` and `series`",
        ),
        Some(ForeignKind::Diagram) => (
            "a diagram that was pasted in",
            "save it as a picture and give it a [[figure]] with `id`, `file` and `alt`",
        ),
        Some(ForeignKind::Drawing) => (
            "a drawing that was pasted in",
            "save it as a picture and give it a [[figure]] with `id`, `file` and `alt`",
        ),
        Some(ForeignKind::EmbeddedObject) => (
            "an object of another program",
            "save it as a picture, or give its numbers a [[table]]",
        ),
        Some(ForeignKind::Formula) => ("a formula", "write it in words or plain characters"),
        Some(ForeignKind::Symbol) => (
            "a character of a font of symbols",
            "write the Unicode character instead",
        ),
        Some(ForeignKind::NestedTable) => (
            "a table in a cell of a table",
            "give it a [[table]] of its own",
        ),
        Some(ForeignKind::HiddenText) => ("hidden words", "show them or delete them"),
    }
}
