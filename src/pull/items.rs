//! Items that are new, gone, or stand elsewhere.

use super::base::Base;
use super::change::{ChangeKind, NewItem, Source, Value};
use super::find::{Finder, ProseKey, What};
use super::item_tables::{ITEM_TABLES, ItemTable, is_prose, item_table};
use super::prose::Markup;
use super::values::line;
use crate::brief::FreeIds;
use crate::document::FieldPath;
use crate::docx::{Link, Paragraph};
use crate::locale::{Argument, Message, Piece};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the first paragraph of a new item says.
#[derive(Default)]
pub(super) struct NewParts {
    fields: BTreeMap<String, Value>,
    /// The bytes of the paragraph that are the beginning of its prose.
    pub prose: Option<Range<usize>>,
}

impl NewParts {
    pub fn set(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }
}

/// What `paragraph` says as the first one of an item of `table`.
/// `marked` gives a stretch of it as a line in which passages in other languages are marked.
pub(super) fn parts(
    base: &Base,
    paragraph: &Paragraph,
    table: &ItemTable,
    marked: impl Fn(Range<usize>) -> String,
) -> NewParts {
    let mut parts = NewParts::default();
    let text = &paragraph.text;
    let mut set = |name: &str, words: &str| {
        let words = line(words);
        if !words.is_empty() {
            parts.set(name, Value::Text(words));
        }
    };
    match table.name {
        "practice" => match run_in_title(base, paragraph) {
            Some((title, from)) => {
                set("title", &marked(title));
                parts.prose = Some(from..text.len());
            }
            None => parts.prose = Some(0..text.len()),
        },
        "reference" => {
            let link = |run: &crate::docx::Run| match &run.setting.link {
                Some(Link::Uri(uri)) => Some(uri.to_string()),
                _ => None,
            };
            let mut linked = paragraph.runs.iter().filter(|run| link(run).is_some());
            let first = linked
                .next()
                .and_then(|run| Some((link(run)?, run.range.clone())));
            let end = linked.next_back().map(|run| run.range.end);
            match first {
                Some((uri, range)) if !text[..range.start].trim().is_empty() => {
                    let end = end.unwrap_or(range.end);
                    let behind = line(&marked(end..text.len()));
                    set("text", &format!("{} {behind}", marked(0..range.start)));
                    // An address that was typed over another is the address, whatever the link still leads to.
                    let shown = line(&text[range.start..end]);
                    set("url", if is_address(&shown) { &shown } else { &uri });
                }
                Some((uri, range)) => {
                    set("text", &marked(range));
                    set("url", &uri);
                }
                None => match text.rsplit_once(char::is_whitespace) {
                    Some((before, last)) if is_address(last) => {
                        set("text", &marked(0..before.len()));
                        set("url", last);
                    }
                    _ => set("text", &marked(0..text.len())),
                },
            }
        }
        "abbreviation" => {
            let (short, long) = text.split_once('\t').unwrap_or((text, ""));
            set("short", short);
            set("long", long);
        }
        "contact" => contact(base, paragraph, &mut set),
        _ => set(table.main, &marked(0..text.len())),
    }
    parts
}

fn is_address(words: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| words.starts_with(scheme))
        && !words.contains(char::is_whitespace)
}

/// The title that a practice begins with, set off and before the mark that the language has between it and
/// the text; and where the text begins.
pub(super) fn run_in_title(base: &Base, paragraph: &Paragraph) -> Option<(Range<usize>, usize)> {
    let first = paragraph.runs.first()?;
    let sets_off = |run: &crate::docx::Run| run.setting.emphasis || run.setting.strong;
    if !sets_off(first) {
        return None;
    }
    let end = paragraph
        .runs
        .iter()
        .take_while(|run| sets_off(run))
        .last()?
        .range
        .end;
    let arguments = [("title", Argument::Slot), ("text", Argument::Slot)];
    let pieces = base.locale.pieces(Message::RunInTitle, &arguments);
    let between = pieces.iter().find_map(Piece::words);
    let mark = between.unwrap_or_default().trim();
    let title = paragraph.text[..end].trim_end();
    if let Some(title) = title.strip_suffix(mark) {
        return Some((0..title.len(), end));
    }
    let rest = &paragraph.text[end..];
    let after = rest.trim_start().strip_prefix(mark)?;
    Some((0..title.len(), paragraph.text.len() - after.len()))
}

/// Whether a paragraph tells how somebody is reached.
pub(super) fn has_contact(paragraph: &Paragraph) -> bool {
    paragraph.text.contains('@')
        || paragraph.text.contains('\n')
        || paragraph.runs.iter().any(|run| run.setting.strong)
}

fn contact(base: &Base, paragraph: &Paragraph, set: &mut impl FnMut(&str, &str)) {
    let (who, how) = match paragraph.text.split_once('\n') {
        Some((who, how)) => (who, how),
        None => (paragraph.text.as_str(), ""),
    };
    let mut particulars = who
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    set("name", particulars.next().unwrap_or(who));
    let mut roles: Vec<&str> = particulars.collect();
    let of = roles.last().and_then(|last| {
        let organisations = &base.brief.organisations;
        organisations.iter().find(|found| {
            found.name.value == *last
                || found
                    .abbreviation
                    .as_ref()
                    .is_some_and(|short| short.value == *last)
        })
    });
    if let Some(organisation) = of {
        set("organisation", &organisation.id.value);
        roles.pop();
    }
    set("role", &roles.join(", "));
    // Some write all in one line.
    let in_one_line = if how.is_empty() {
        who.split_once([',', '·']).map_or("", |(_, rest)| rest)
    } else {
        how
    };
    for (name, words) in reached(base, in_one_line).0 {
        set(name, &words);
    }
}

/// How somebody is reached, and whether the words say it and nothing else.
pub(super) fn reached(base: &Base, words: &str) -> (Vec<(&'static str, String)>, bool) {
    let [between, behind] = around_extension(base);
    let mut found = Vec::new();
    let mut is_all = true;
    let places = words.split(['·', '\n', ';', ',']).map(line);
    for place in places.filter(|place| place.contains(char::is_alphanumeric)) {
        let start = place
            .find(|c: char| c == '+' || c.is_ascii_digit())
            .unwrap_or(0);
        let label = if let Some(address) = place.split(' ').find(|word| word.contains('@')) {
            found.push(("email", address.to_owned()));
            place.replacen(address, "", 1)
        } else if place.chars().filter(char::is_ascii_digit).count() >= 6 {
            let number = &place[start..];
            let (phone, extension) = number.split_once(&between).unwrap_or((number, ""));
            found.push(("phone", phone.trim().to_owned()));
            is_all &= !phone.contains(char::is_alphabetic);
            if !extension.is_empty() {
                let extension = extension.strip_suffix(&behind).unwrap_or(extension);
                found.push(("extension", extension.trim().to_owned()));
            }
            place[..start].to_owned()
        } else {
            place
        };
        let label = label.trim();
        is_all &= !label.contains(char::is_alphanumeric) || label.ends_with([':', '.']);
    }
    is_all &= !found.is_empty();
    (found, is_all)
}

/// What stands between a telephone number and its extension, and behind the extension.
fn around_extension(base: &Base) -> [String; 2] {
    let slots = [("phone", Argument::Slot), ("extension", Argument::Slot)];
    let pieces = base.locale.pieces(Message::PhoneWithExtension, &slots);
    let words = pieces.iter().filter_map(Piece::words);
    let mut words = words.map(|words| line(&words.replace('\u{a0}', " ")));
    [
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    ]
}

/// Tells which items are new, gone or moved. Gives the paths of the first fields of new items, by their
/// places.
pub(super) fn find(finder: &mut Finder) -> BTreeMap<usize, String> {
    let mut free = FreeIds::beside(finder.base.ids.iter().cloned());
    let mut ids: Vec<String> = Vec::with_capacity(finder.items.len());
    let mut prose: BTreeMap<usize, String> = BTreeMap::new();
    for place in 0..finder.items.len() {
        let parts = finder.prose.remove(&ProseKey::New(place));
        if let Some(parts) = parts {
            let Markup { text, lost } = finder.prose_of(&parts, None).to_markup(None);
            finder.lost(finder.items[place].at, None, &lost);
            prose.insert(place, text);
        }
        let item = &finder.items[place];
        ids.push(match &item.what {
            What::Known(id) => id.clone(),
            // It is the same item, whatever its table.
            What::New {
                source: Source::Moved(_, id),
                ..
            } => id.clone(),
            What::New { parts, .. } => {
                let words = match parts.fields.get(item.table.main) {
                    Some(Value::Text(words)) => words.as_str(),
                    _ => prose.get(&place).map_or("", String::as_str),
                };
                free.make(words, item.table.name)
            }
        });
    }
    let mut new_paths = BTreeMap::new();
    for table in ITEM_TABLES {
        added(finder, table, &ids, &mut prose, &mut new_paths);
        removed(finder, table, &ids);
        moved(finder, table, &ids);
    }
    new_paths
}

/// The items of a table in the order of the edited document.
fn of_table(finder: &Finder, table: &ItemTable) -> Vec<usize> {
    (0..finder.items.len())
        .filter(|place| finder.items[*place].table.name == table.name)
        .collect()
}

fn added(
    finder: &mut Finder,
    table: &'static ItemTable,
    ids: &[String],
    prose: &mut BTreeMap<usize, String>,
    new_paths: &mut BTreeMap<usize, String>,
) {
    let mut after: Option<String> = None;
    for place in of_table(finder, table) {
        let id = ids[place].clone();
        let at = finder.items[place].at;
        let What::New { source, parts } = &mut finder.items[place].what else {
            after = Some(id);
            continue;
        };
        let from = source.clone();
        let mut fields = std::mem::take(&mut parts.fields);
        if let (Some(name), Some(text)) = (table.prose, prose.remove(&place))
            && !text.trim().is_empty()
        {
            fields.insert(name.to_owned(), Value::Text(text));
        }
        if let Source::Moved(old, old_id) = &from {
            carry_over(finder, at, (old, old_id), table, &mut fields);
        }
        let mut ordered = Vec::with_capacity(fields.len());
        for name in table.fields {
            if let Some(value) = fields.remove(*name) {
                ordered.push(((*name).to_owned(), value));
            }
        }
        new_paths.insert(at, format!("{}[{id}].{}", table.name, table.main));
        let item = NewItem {
            table: table.name.to_owned(),
            id: id.clone(),
            after: after.replace(id),
            fields: ordered,
        };
        finder.change(at, ChangeKind::ItemAdded { item, from });
    }
}

/// What an item that went into another table had there: kept where the new table has a place for it, told
/// where it has none.
fn carry_over(
    finder: &mut Finder,
    at: usize,
    (table, id): (&str, &str),
    new: &ItemTable,
    fields: &mut BTreeMap<String, Value>,
) {
    let Some(old) = item_table(table) else {
        return;
    };
    for name in old.fields {
        if *name == old.main || is_prose(table, name) {
            continue;
        }
        let path = FieldPath::of_item(table, id, name);
        let Some(value) = finder.base.typed(&path) else {
            continue;
        };
        if new.fields.contains(name) {
            fields.entry((*name).to_owned()).or_insert(value);
            continue;
        }
        let words = match value {
            Value::Text(words) | Value::Number(words) => words,
            Value::Date(date) => date.to_string(),
            Value::Texts(texts) => texts.join(", "),
            Value::Days(_) | Value::Rows(_) => String::new(),
        };
        let what = format!("`{name}` of an item that was moved");
        let advice = format!(
            "[[{}]] has no such key: say it in the text, or leave it out",
            new.name
        );
        finder.unplaced_near(at, &what, Some(path.whole()), &words, &advice);
    }
}

fn removed(finder: &mut Finder, table: &'static ItemTable, ids: &[String]) {
    for id in finder.base.items.in_table(table.name).to_vec() {
        let is_here = finder.items.iter().any(|item| match &item.what {
            What::Known(here) => item.table.name == table.name && *here == id,
            What::New {
                source: Source::Moved(from, here),
                ..
            } => from == table.name && *here == id,
            What::New { .. } => false,
        });
        if is_here {
            continue;
        }
        let main = finder.main_paragraph(table.name, &id);
        let into = main
            .and_then(|base| finder.merged_into(base))
            .and_then(|theirs| {
                let place = finder.items.iter().rposition(|item| item.at <= theirs)?;
                Some(ids[place].clone())
            });
        let at = main.map_or(0, |base| finder.place_of(base));
        if finder.is_of_house(at, table, &id) {
            continue;
        }
        let author = finder.deleted_by(|path| {
            path.item
                .as_ref()
                .is_some_and(|(of, known)| of == table.name && *known == id)
        });
        let kind = ChangeKind::ItemRemoved {
            table: table.name.to_owned(),
            id,
            into,
        };
        finder.change_by(at, kind, author);
    }
}

/// Items that are not where the others lead one to expect: all but the longest row of items that are still
/// in their order.
fn moved(finder: &mut Finder, table: &'static ItemTable, ids: &[String]) {
    let items = of_table(finder, table);
    let known: Vec<(usize, usize)> = items
        .iter()
        .filter(|place| matches!(finder.items[**place].what, What::Known(_)))
        .filter_map(|place| {
            let was = finder.base.items.index(table.name, &ids[*place])?;
            Some((*place, was))
        })
        .collect();
    let kept = longest_rising(&known.iter().map(|(_, was)| *was).collect::<Vec<_>>());
    for (row, (place, _)) in known.iter().enumerate() {
        if kept.contains(&row) {
            continue;
        }
        let at = finder.items[*place].at;
        if finder.is_of_house(at, table, &ids[*place]) {
            continue;
        }
        let before = items.iter().take_while(|other| *other != place).last();
        let kind = ChangeKind::ItemMoved {
            table: table.name.to_owned(),
            id: ids[*place].clone(),
            after: before.map(|before| ids[*before].clone()),
        };
        finder.change(at, kind);
    }
}

/// The places of the longest rising subsequence.
pub(super) fn longest_rising(numbers: &[usize]) -> BTreeSet<usize> {
    // The place of the least last number of a row of each length, and the place before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before[place] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut row = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(place) = next {
        row.insert(place);
        next = before[place];
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_items_are_moved() {
        let kept = |numbers: &[usize]| longest_rising(numbers).into_iter().collect::<Vec<_>>();
        assert_eq!(kept(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(kept(&[2, 0, 1]), [1, 2]);
        assert_eq!(kept(&[0, 3, 1, 2]), [0, 2, 3]);
        assert_eq!(kept(&[]), [] as [usize; 0]);
    }
}
