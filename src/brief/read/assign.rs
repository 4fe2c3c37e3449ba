//! Every item gets its id: as given, or derived from the words of the item; each once in the brief.

use super::super::id::{FreeIds, is_id, slug, without_hidden};
use super::super::words::{one_line, quoted};
use super::check::Checker;
use super::ids::Ids;
use super::named::{Named, all_languages};
use super::raw::{self, Items, Maybe, given};
use crate::brief::{Id, Kind};
use std::collections::HashMap;
use std::ops::Range;

/// An item that is to get its id.
struct Item<'a> {
    kind: Kind,
    given: Option<(&'a str, Range<usize>)>,
    /// Whether something else than words stands in the place of its id, or something else than a table in its own.
    is_unread: bool,
    /// The id that is given and cannot stay, without the characters that show nothing.
    refused: Option<Id>,
    /// The words that an id can be derived from.
    words: &'a str,
    /// Other words that it is known by.
    others: Vec<&'a str>,
}

impl<'a> Item<'a> {
    /// An item that is known by `words`; there is a field for its `id` where it is a table.
    fn new(kind: Kind, id: Option<&'a raw::Words>, words: Option<&'a str>) -> Item<'a> {
        let as_given = |id: &'a raw::Words| {
            let words = given(id)?.as_str();
            Some((words, id.as_ref()?.span.clone()))
        };
        Item {
            kind,
            given: id.and_then(as_given),
            is_unread: id.is_none_or(is_other),
            refused: None,
            words: words.unwrap_or_default(),
            others: Vec::new(),
        }
    }
}

/// Gives every item of `brief` its id, and reports those that cannot stay as they are given.
pub(super) fn in_brief(brief: &raw::Brief, checker: &mut Checker<'_>) -> Ids {
    let mut items = organisations(&brief.organisation);
    let mut unread: Vec<Kind> = Vec::new();
    unread.extend(is_other(&brief.organisation).then_some(Kind::Organisation));
    macro_rules! collect {
        ($($kind:ident: $list:ident by $($words:ident),+;)*) => {
            $(unread.extend(is_other(&brief.$list).then_some(Kind::$kind));
            for fields in elements(&brief.$list) {
                let words = fields.and_then(|fields| None$(.or_else(|| given(&fields.$words)))+);
                let id = fields.map(|fields| &fields.id);
                items.push(Item::new(Kind::$kind, id, words.map(String::as_str)));
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
    let mut ids = give(items, checker);
    // What stands below a table that has no place there.
    let of_meeting = given(&brief.meeting).map(|table| &table.keys.unknown);
    let of_project = given(&brief.project).map(|table| &table.keys.unknown);
    let unknown = of_meeting.into_iter().chain(of_project).flatten();
    let tables = unknown.filter(|unknown| !unknown.shape.is_value());
    unread.extend(tables.filter_map(|unknown| Kind::of(unknown.key.get_ref())));
    for kind in unread {
        ids.add_unread(kind);
    }
    ids
}

/// The same for a house style, which has organisations alone.
pub(super) fn in_house(house: &raw::HouseStyle, checker: &mut Checker<'_>) -> Ids {
    give(organisations(&house.organisation), checker)
}

/// The organisations, whose ids must be given.
fn organisations<'a>(list: &'a Items<raw::Organisation>) -> Vec<Item<'a>> {
    let item = |fields: Option<&'a raw::Organisation>| {
        let names = fields.map(|fields| [&fields.name, &fields.abbreviation]);
        let name = fields.and_then(Named::name);
        Item {
            others: names
                .into_iter()
                .flatten()
                .flat_map(all_languages)
                .collect(),
            ..Item::new(Kind::Organisation, fields.map(|fields| &fields.id), name)
        }
    };
    elements(list).map(item).collect()
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
                let help = match slug(&without_hidden(&id)) {
                    slug if slug.is_empty() => {
                        "write a short name: `id = \"basin-planning\"`".into()
                    }
                    slug => {
                        item.refused = Some(without_hidden(&id));
                        format!("write `id = \"{slug}\"`")
                    }
                };
                let what = format!(
                    "the id `{}` holds something other than letters, digits, `-` and `_`",
                    quoted(&id)
                );
                checker.refuse_at("invalid-id", what, span, help);
            }
        } else if let Some(first) = seen.get(&id) {
            let line = checker.line(first.start);
            ids.add_twice(item.kind, checker.line(span.start));
            let what = format!("the id `{id}` is given twice");
            let help = format!("it stands in line {line} already: choose another id here");
            checker.refuse_at("duplicate-id", what, span, help);
        } else {
            seen.insert(id, span.clone());
            item.given = Some((given, span));
        }
    }

    let mut free = FreeIds::beside(seen.into_keys());
    for item in items {
        let is_derived = item.given.is_none();
        let id = match (item.given, &item.refused) {
            (Some((given, _)), _) => one_line(given),
            // What is told to be written.
            (None, Some(refused)) => free.make(refused, item.kind.key()),
            (None, None) => free.make(item.words, item.kind.key()),
        };
        if let Some(refused) = item.refused {
            ids.add_refused(refused, &id);
        }
        if item.is_unread {
            ids.add_unread(item.kind);
            ids.add_unnamed(id, item.kind);
            continue;
        }
        for words in std::iter::once(item.words).chain(item.others) {
            ids.know(words, item.kind, &id);
        }
        if is_derived {
            ids.add_derived(id.clone());
        }
        ids.add(id, item.kind);
    }
    ids
}

/// The fields of the elements of a list of tables; none of those that are no tables.
fn elements<T>(list: &Items<T>) -> impl Iterator<Item = Option<&T>> {
    let elements = given(list).into_iter().flatten();
    elements.map(|item| Some(&item.value.as_ref().ok()?.fields))
}

/// Whether something else stands in the place of what a field is to hold.
fn is_other<T>(field: &Maybe<T>) -> bool {
    field.as_ref().is_some_and(|field| field.value.is_err())
}
