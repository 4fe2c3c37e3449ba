//! The ids of items: as given, or derived from the words of the item; each once in the brief.

use super::super::words::{FreeIds, is_id, one_line, quoted, slug};
use super::at::{At, Table};
use super::check::Checker;
use super::items::Named;
use super::raw::{self, Items};
use crate::brief::{Id, Kind};
use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The ids of all items.
#[derive(Default)]
pub(super) struct Ids {
    /// By the place of the item among those of its kind.
    of: BTreeMap<Kind, Vec<Id>>,
    /// Ids as given and derived, by their item.
    kinds: BTreeMap<Id, Kind>,
    /// By the words of the item, as an id is made of them.
    by_words: BTreeMap<(Kind, String), Id>,
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

    /// The id of the item of `kind` that has these words: the name of an organisation, the text of an obstacle.
    pub(super) fn of_words(&self, words: &str, kind: Kind) -> Option<&str> {
        let slug = Some(slug(words)).filter(|slug| !slug.is_empty())?;
        self.by_words.get(&(kind, slug)).map(String::as_str)
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
        });
    }
    items
}

fn give(mut items: Vec<Item<'_>>, checker: &mut Checker<'_>) -> Ids {
    let mut seen: HashMap<String, Range<usize>> = HashMap::new();
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
    let mut ids = Ids::default();
    for item in items {
        let id = match item.given {
            Some((given, _)) => one_line(given),
            None => free.make(item.words, item.kind.key()),
        };
        let of_words = (item.kind, slug(item.words));
        ids.by_words.entry(of_words).or_insert_with(|| id.clone());
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
