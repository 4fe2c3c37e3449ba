//! The ids of items: as given, or derived from the words of the item; each once in the brief.

use super::super::words::{FreeIds, is_id, nearest, one_line, quoted, slug};
use super::at::{At, Table};
use super::check::Checker;
use super::items::{Named, all_languages};
use super::raw::{self, Items};
use crate::brief::{Id, Kind};
use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// How many bytes words have at least that an item is looked for by whose words they are among.
const SHORTEST_WORDS: usize = 4;

/// The ids of all items.
#[derive(Default)]
pub(super) struct Ids {
    /// By the place of the item among those of its kind.
    of: BTreeMap<Kind, Vec<Id>>,
    /// Ids as given and derived, by their item.
    kinds: BTreeMap<Id, Kind>,
    /// By the words of the item, as an id is made of them.
    by_words: BTreeMap<(Kind, String), Id>,
    /// The line of an item of a kind that has the id of another: what refers to no item may mean it.
    twice: BTreeMap<Kind, usize>,
    /// Ids that no item has of which that was said.
    said: BTreeSet<String>,
}

impl Ids {
    /// The id of the item of `kind` at `index`.
    pub(super) fn of(&self, kind: Kind, index: usize) -> &str {
        self.of
            .get(&kind)
            .and_then(|ids| ids.get(index))
            .map_or("", String::as_str)
    }

    /// The kind of the item that has `id`.
    pub(super) fn kind(&self, id: &str) -> Option<Kind> {
        self.kinds.get(id).copied()
    }

    /// The id of the item of `kind` that has these words, or alone begins with them: the name of an organisation, the text
    /// of an obstacle.
    pub(super) fn of_words(&self, words: &str, kind: Kind) -> Option<&str> {
        let slug = Some(slug(words)).filter(|slug| !slug.is_empty())?;
        let start = format!("{slug}-");
        let key = (kind, slug);
        if let Some(id) = self.by_words.get(&key) {
            return Some(id);
        }
        let behind = self.by_words.range(key..);
        let mut begun =
            behind.take_while(|((of, words), _)| *of == kind && words.starts_with(&start));
        match (begun.next(), begun.next()) {
            (Some((_, id)), None) => Some(id),
            _ => None,
        }
    }

    /// The id of the only item of `kind` that has these words among others; or of the organisation whose name is nearly this.
    pub(super) fn near_words(&self, words: &str, kind: Kind) -> Option<&str> {
        let slug = slug(words);
        if slug.len() < SHORTEST_WORDS {
            return None;
        }
        let first = (kind, String::new());
        let of_kind = || {
            let all = self.by_words.range(&first..);
            let all = all.take_while(|((of, _), _)| *of == kind);
            all.map(|((_, words), id)| (words.as_str(), id.as_str()))
        };
        let among = format!("-{slug}-");
        let mut with_words = of_kind().filter(|(words, _)| format!("-{words}-").contains(&among));
        if let Some((_, id)) = with_words.next() {
            return with_words.all(|(_, other)| other == id).then_some(id);
        }
        let names = of_kind().filter(|_| kind == Kind::Organisation);
        let nearest = nearest(&slug, names.map(|(words, _)| words))?;
        of_kind().find_map(|(words, id)| (words == nearest).then_some(id))
    }

    /// The id of the item of one of `kinds` whose place among those of its kind is meant by `words`: “question 1”, “2”.
    pub(super) fn at_number(&self, words: &str, kinds: &[Kind]) -> Option<&str> {
        let (name, number) = words.rsplit_once(' ').unwrap_or(("", words));
        let has_key = |kind: &&Kind| kind.key() == name.to_lowercase();
        let kind = match (name, kinds) {
            ("", [only]) => only,
            _ => kinds.iter().find(has_key)?,
        };
        let index = number
            .trim_start_matches(['#', '№'])
            .parse::<usize>()
            .ok()?;
        let id = self.of(*kind, index.checked_sub(1)?);
        Some(id).filter(|id| !id.is_empty())
    }

    /// Lets the item of `kind` with `id` be found by these words too.
    pub(super) fn know(&mut self, words: &str, kind: Kind, id: &str) {
        let of_words = (kind, slug(words));
        self.by_words
            .entry(of_words)
            .or_insert_with(|| id.to_owned());
    }

    /// What to do about `id`, which no item has, where an item of one of `kinds` has the id of another: this may be the one
    /// that it should have. Nothing within where that was said before.
    pub(super) fn of_twice(&mut self, id: &str, kinds: &[Kind]) -> Option<Option<String>> {
        let line = kinds.iter().find_map(|kind| self.twice.get(kind))?;
        let help = || {
            format!(
                "write the `id` of an item; in line {line} one stands twice, and this may belong there"
            )
        };
        Some(self.said.insert(id.to_owned()).then(help))
    }

    /// All ids of items of `kinds`.
    pub(super) fn all<'a>(&'a self, kinds: &'a [Kind]) -> impl Iterator<Item = &'a str> {
        self.kinds
            .iter()
            .filter(|(_, kind)| kinds.contains(kind))
            .map(|(id, _)| id.as_str())
    }
}

/// An item that is to get its id.
struct Item<'a> {
    kind: Kind,
    given: Option<(&'a str, Range<usize>)>,
    /// The words that an id can be derived from.
    words: &'a str,
    /// Other words that it is known by.
    others: Vec<&'a str>,
}

/// Gives every item of `brief` its id, and reports those that cannot stay as they are given.
pub(super) fn assign(brief: &raw::Brief, checker: &mut Checker<'_>) -> Ids {
    let mut items = organisations(&brief.organisation);
    macro_rules! collect {
        ($($kind:ident: $list:ident by $($words:ident),+;)*) => {
            $(for item in elements(&brief.$list) {
                let fields = item.value.as_ref().ok().map(|table| &table.fields);
                items.push(Item {
                    kind: Kind::$kind,
                    given: fields.and_then(|fields| words(&fields.id)),
                    words: fields
                        .and_then(|fields| None$(.or_else(|| words(&fields.$words)))+)
                        .map_or("", |(words, _)| words),
                    others: Vec::new(),
                });
            })*
        };
    }
    // In this order: of items with the same words the later have numbers.
    collect! {
        Question: question by text;
        Obstacle: obstacle by text;
        Recommendation: recommendation by text;
        Decision: decision by text;
        Action: action by text;
        Table: table by caption;
        Figure: figure by file;
        Chart: chart by caption;
        Annex: annex by title;
        Reference: reference by text;
        Practice: practice by title, text;
    }
    give(items, checker)
}

/// The same for a house style, which has organisations alone.
pub(super) fn assign_in_house(house: &raw::HouseStyle, checker: &mut Checker<'_>) -> Ids {
    give(organisations(&house.organisation), checker)
}

/// The organisations, whose ids must be given.
fn organisations(list: &Items<raw::Organisation>) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for item in elements(list) {
        let fields = item.value.as_ref().ok().map(|table| &table.fields);
        items.push(Item {
            kind: Kind::Organisation,
            given: fields.and_then(|fields| words(&fields.id)),
            words: fields.and_then(|fields| fields.name()).unwrap_or_default(),
            others: fields.map_or_else(Vec::new, |fields| {
                let names = [&fields.name, &fields.abbreviation];
                names.into_iter().flat_map(all_languages).collect()
            }),
        });
    }
    items
}

fn give(mut items: Vec<Item<'_>>, checker: &mut Checker<'_>) -> Ids {
    let mut seen: HashMap<String, Range<usize>> = HashMap::new();
    let mut ids = Ids::default();
    for item in &mut items {
        let Some((given, span)) = item.given.take() else {
            continue;
        };
        let id = one_line(given);
        if !is_id(&id) {
            // Nothing at all is reported where the field is read.
            if !id.is_empty() {
                let help = match slug(&id) {
                    slug if slug.is_empty() => {
                        "write a short name: `id = \"basin-planning\"`".into()
                    }
                    slug => format!("write `id = \"{slug}\"`"),
                };
                checker.report(
                    Diagnostic::error(
                        "invalid-id",
                        format!(
                            "the id `{}` holds something other than letters, digits, `-` and `_`",
                            quoted(&id)
                        ),
                    )
                    .at(span)
                    .help(help),
                );
            }
        } else if let Some(first) = seen.get(&id) {
            let line = checker.line(first.start);
            ids.twice.insert(item.kind, checker.line(span.start));
            checker.report(
                Diagnostic::error("duplicate-id", format!("the id `{id}` is given twice"))
                    .at(span)
                    .help(format!(
                        "it stands in line {line} already: choose another id here"
                    )),
            );
        } else {
            seen.insert(id, span.clone());
            item.given = Some((given, span));
        }
    }

    let mut free = FreeIds::beside(seen.into_keys());
    for item in items {
        let id = match item.given {
            Some((given, _)) => one_line(given),
            None => free.make(item.words, item.kind.key()),
        };
        for words in std::iter::once(item.words).chain(item.others) {
            ids.know(words, item.kind, &id);
        }
        ids.kinds.insert(id.clone(), item.kind);
        ids.of.entry(item.kind).or_default().push(id);
    }
    ids
}

/// The elements of a list of tables.
pub(super) fn elements<T>(list: &Items<T>) -> &[At<Table<T>>] {
    match list {
        Some(At {
            value: Ok(items), ..
        }) => items,
        _ => &[],
    }
}

/// The words of a field, where there are any.
fn words(field: &raw::Words) -> Option<(&str, Range<usize>)> {
    let At { span, value } = field.as_ref()?;
    let words = value.as_ref().ok()?;
    Some((words, span.clone()))
}
