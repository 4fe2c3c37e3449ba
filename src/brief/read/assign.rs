//! Every item gets its id: as given, or derived from the words of the item; each once in the brief.

use super::super::id::{FreeIds, is_id, slug, without_hidden};
use super::super::words::{one_line, quoted};
use super::at::{At, Table};
use super::check::Checker;
use super::ids::Ids;
use super::named::{Named, all_languages};
use super::raw::{self, Items, given};
use crate::brief::{Id, Kind};
use crate::diagnostic::Diagnostic;
use std::collections::HashMap;
use std::ops::Range;

/// An item that is to get its id.
struct Item<'a> {
    kind: Kind,
    given: Option<(&'a str, Range<usize>)>,
    /// Whether something else than words stands in the place of its id, or something else than a table in its own.
    is_unread: bool,
    /// The words that an id can be derived from.
    words: &'a str,
    /// Other words that it is known by.
    others: Vec<&'a str>,
}

/// Gives every item of `brief` its id, and reports those that cannot stay as they are given.
pub(super) fn in_brief(brief: &raw::Brief, checker: &mut Checker<'_>) -> Ids {
    let mut items = organisations(&brief.organisation);
    let mut unread: Vec<Kind> = Vec::new();
    unread.extend(is_no_list(&brief.organisation).then_some(Kind::Organisation));
    macro_rules! collect {
        ($($kind:ident: $list:ident by $($words:ident),+;)*) => {
            $(unread.extend(is_no_list(&brief.$list).then_some(Kind::$kind));
            for item in elements(&brief.$list) {
                let fields = item.value.as_ref().ok().map(|table| &table.fields);
                items.push(Item {
                    kind: Kind::$kind,
                    given: fields.and_then(|fields| words(&fields.id)),
                    is_unread: fields.is_none_or(|fields| is_unread(&fields.id)),
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
fn organisations(list: &Items<raw::Organisation>) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for item in elements(list) {
        let fields = item.value.as_ref().ok().map(|table| &table.fields);
        items.push(Item {
            kind: Kind::Organisation,
            given: fields.and_then(|fields| words(&fields.id)),
            is_unread: fields.is_none_or(|fields| is_unread(&fields.id)),
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
    // By the places of their items.
    let mut refused: HashMap<usize, Id> = HashMap::new();
    for (index, item) in items.iter_mut().enumerate() {
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
                        refused.insert(index, id.clone());
                        format!("write `id = \"{slug}\"`")
                    }
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
            ids.add_twice(item.kind, checker.line(span.start));
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
    for (index, item) in items.into_iter().enumerate() {
        let refused = refused.remove(&index).map(|id| without_hidden(&id));
        let is_derived = item.given.is_none();
        let id = match (item.given, &refused) {
            (Some((given, _)), _) => one_line(given),
            // What is told to be written.
            (None, Some(refused)) => free.make(refused, item.kind.key()),
            (None, None) => free.make(item.words, item.kind.key()),
        };
        if let Some(refused) = refused {
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

/// The elements of a list of tables.
fn elements<T>(list: &Items<T>) -> &[At<Table<T>>] {
    given(list).map_or(&[], Vec::as_slice)
}

/// Whether something else stands in the place of a list of tables.
fn is_no_list<T>(list: &Items<T>) -> bool {
    list.as_ref().is_some_and(|list| list.value.is_err())
}

/// Whether something else than words stands in the place of an id.
fn is_unread(id: &raw::Words) -> bool {
    id.as_ref().is_some_and(|id| id.value.is_err())
}

/// The words of a field, where there are any.
fn words(field: &raw::Words) -> Option<(&str, Range<usize>)> {
    Some((given(field)?, field.as_ref()?.span.clone()))
}
