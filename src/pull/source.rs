//! A brief's TOML as it stands in the file: where its fields and its items are.

use super::change::{Fields, Value};
use crate::brief::{Brief, Kind};
use crate::date::{Date, DateRange};
use crate::document::{InputFile, Origin, Step, steps};
use crate::ordered::Ordered;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use toml_edit::{Array, Document, InlineTable, Item, Table, TableLike};

/// A brief, as text and as read from it.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The text of its file.
    pub text: &'a str,
    /// The brief that it is.
    pub brief: &'a Brief,
}

/// The ids of a brief's items, as given or derived, by their tables and in the order of the file. The text of
/// a brief alone does not say them.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Ids(BTreeMap<&'static str, OfTable>);

/// The ids of one table.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct OfTable {
    in_order: Vec<String>,
    /// Their places in that order.
    places: BTreeMap<String, usize>,
}

impl Ids {
    /// Those of what stands in the brief itself, in whatever language; items of its house style have no place in
    /// its file.
    pub fn of(brief: &Brief) -> Ids {
        let items = brief.items();
        Ids::among(items.filter(|(_, _, origin)| origin.file != InputFile::HouseStyle))
    }

    /// Those of the items of its house style, too.
    pub fn in_house(brief: &Brief) -> Ids {
        Ids::among(brief.items())
    }

    fn among<'b>(items: impl Iterator<Item = (Kind, &'b str, &'b Origin)>) -> Ids {
        let none = Kind::ALL
            .iter()
            .map(|kind| (kind.key(), OfTable::default()));
        let mut ids: BTreeMap<_, _> = none.into_map();
        for (kind, id, _) in items {
            let of_table = ids.entry(kind.key()).or_default();
            let place = of_table.in_order.len();
            of_table.places.insert(id.to_owned(), place);
            of_table.in_order.push(id.to_owned());
        }
        Ids(ids)
    }

    /// The ids of the items of `table`.
    pub fn in_table(&self, table: &str) -> &[String] {
        self.0.get(table).map_or(&[], |ids| ids.in_order.as_slice())
    }

    /// All tables.
    pub fn tables(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// The place of an item among its like.
    pub fn index(&self, table: &str, id: &str) -> Option<usize> {
        self.0.get(table)?.places.get(id).copied()
    }

    /// Where these steps lead in a file: an item is found by its place. None where there is no such item.
    pub fn places<'p>(&self, steps: &[Step<'p>]) -> Option<Vec<Place<'p>>> {
        let item = match steps {
            [Step::Key(table), Step::Bracket(id), ..] if self.0.contains_key(table) => {
                Some(self.index(table, id)?)
            }
            _ => None,
        };
        let place = |(depth, step): (usize, &Step<'p>)| match (*step, item) {
            (Step::Key(key), _) => Some(Place::Key(key)),
            (Step::Bracket(_), Some(index)) if depth == 1 => Some(Place::Index(index)),
            (Step::Bracket(words), _) => words.parse().ok().map(Place::Index),
        };
        steps.iter().enumerate().map(place).collect()
    }
}

/// One step in a file.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Place<'p> {
    /// A key of a table.
    Key(&'p str),
    /// The place in a list, or among the items of a table.
    Index(usize),
}

/// What a path leads to.
#[derive(Clone, Copy)]
pub(super) enum Node<'d> {
    Table(&'d Table),
    Value(&'d toml_edit::Value),
    /// The items of an array of tables.
    Items(&'d toml_edit::ArrayOfTables),
}

impl<'d> Node<'d> {
    fn of(item: &'d Item) -> Option<Node<'d>> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(Node::Value(value)),
            Item::Table(table) => Some(Node::Table(table)),
            Item::ArrayOfTables(items) => Some(Node::Items(items)),
        }
    }

    /// The table that it is, with a header or inline.
    pub fn as_table(self) -> Option<AnyTable<'d>> {
        match self {
            Node::Table(table) => Some(AnyTable::Block(table)),
            Node::Value(value) => value.as_inline_table().map(AnyTable::Inline),
            Node::Items(_) => None,
        }
    }

    fn get(self, index: usize) -> Option<Node<'d>> {
        match self {
            Node::Items(items) => items.get(index).map(Node::Table),
            Node::Value(value) => value.as_array()?.get(index).map(Node::Value),
            Node::Table(_) => None,
        }
    }
}

/// A table with a header of its own (or dotted keys), or one in braces.
#[derive(Clone, Copy)]
pub(super) enum AnyTable<'d> {
    Block(&'d Table),
    Inline(&'d InlineTable),
}

/// A key with its value.
pub(super) struct Pair<'d> {
    pub name: &'d str,
    /// The bytes of the key.
    pub key: Range<usize>,
    /// The bytes of the value.
    pub value: Range<usize>,
}

impl<'d> AnyTable<'d> {
    fn as_like(self) -> &'d dyn TableLike {
        match self {
            AnyTable::Block(table) => table,
            AnyTable::Inline(table) => table,
        }
    }

    pub fn get(self, key: &str) -> Option<Node<'d>> {
        self.as_like().get(key).and_then(Node::of)
    }

    /// Its keys that have values, in the order of the file.
    pub fn pairs(self) -> Vec<Pair<'d>> {
        let like = self.as_like();
        let mut pairs: Vec<Pair<'d>> = like
            .iter()
            .filter_map(|(name, item)| {
                let (key, _) = like.get_key_value(name)?;
                Some(Pair {
                    name,
                    key: key.span()?,
                    value: item.as_value()?.span()?,
                })
            })
            .collect();
        pairs.sort_unstable_by_key(|pair| pair.key.start);
        pairs
    }

    /// The end of the last thing that it holds, tables inside it too.
    pub fn end(self) -> usize {
        let own = match self {
            AnyTable::Block(table) => table.span(),
            AnyTable::Inline(table) => table.span(),
        };
        let inside = self.as_like().iter().filter_map(|(_, item)| match item {
            Item::Value(value) => value.span().map(|span| span.end),
            Item::Table(table) => Some(AnyTable::Block(table).end()),
            Item::ArrayOfTables(items) => {
                items.iter().map(|table| AnyTable::Block(table).end()).max()
            }
            Item::None => None,
        });
        inside.chain(own.map(|span| span.end)).max().unwrap_or(0)
    }
}

/// The TOML of a brief with the places in it.
pub(super) struct Toml<'a> {
    /// The byte order mark before it, if any.
    pub mark: &'a str,
    /// The text behind that: where anything stands is told in its bytes.
    pub text: &'a str,
    pub ids: Rc<Ids>,
    /// Where its strings stand, in order.
    pub strings: Vec<Range<usize>>,
    document: Document<&'a str>,
}

impl<'a> Toml<'a> {
    /// Reads the text of a brief that has been read already, as far as its places go.
    ///
    /// # Errors
    /// Where it is no TOML, in words.
    pub fn of(side: Side<'a>) -> Result<Toml<'a>, String> {
        Toml::new(side.text, Rc::new(Ids::of(side.brief)))
    }

    /// The same for a text with items of these ids.
    ///
    /// # Errors
    /// Where it is no TOML, in words.
    pub fn new(text: &'a str, ids: Rc<Ids>) -> Result<Toml<'a>, String> {
        let without_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (mark, text) = text.split_at(text.len() - without_mark.len());
        let document = Document::parse(text).map_err(|error| error.message().to_owned())?;
        let mut strings = strings(document.as_item());
        strings.sort_unstable_by_key(|span| span.start);
        Ok(Toml {
            mark,
            text,
            ids,
            strings,
            document,
        })
    }

    /// Whether the line that begins at `start` is a comment, and no line of a string that looks like one.
    pub fn is_comment_line(&self, start: usize) -> bool {
        let before = self.strings.partition_point(|span| span.start < start);
        let string = before.checked_sub(1).map(|before| &self.strings[before]);
        string.is_none_or(|span| span.end <= start)
            && self.text[start..]
                .trim_start_matches([' ', '\t'])
                .starts_with('#')
    }

    /// What a path leads to.
    pub fn node(&self, path: &str) -> Option<Node<'_>> {
        self.walk(&steps(path))
    }

    /// What steps lead to, from the top of the file.
    pub fn walk(&self, steps: &[Step<'_>]) -> Option<Node<'_>> {
        let top = Node::Table(self.document.as_table());
        let mut places = self.ids.places(steps)?.into_iter();
        places.try_fold(top, |node, place| match place {
            Place::Key(key) => node.as_table()?.get(key),
            Place::Index(index) => node.get(index),
        })
    }

    /// Where a field stands, or the nearest around it.
    pub fn span(&self, path: &str) -> Option<Range<usize>> {
        let steps = steps(path);
        (1..=steps.len())
            .rev()
            .find_map(|length| match self.walk(&steps[..length])? {
                Node::Table(table) => table.span(),
                Node::Value(value) => value.span(),
                Node::Items(_) => None,
            })
    }

    /// The value of a field; none where it has none.
    pub fn value(&self, path: &str) -> Option<Value> {
        self.value_of(self.node(path)?)
    }

    /// The fields of an item that have values of their own, with their names.
    pub fn fields(&self, table: &str, id: &str) -> Fields {
        let item = self.walk(&[Step::Key(table), Step::Bracket(id)]);
        let Some(item) = item.and_then(Node::as_table) else {
            return Vec::new();
        };
        let pairs = item.pairs().into_iter();
        pairs
            .filter_map(|pair| {
                let value = self.value_of(item.get(pair.name)?)?;
                Some((pair.name.to_owned(), value))
            })
            .collect()
    }

    /// What stands there, as the value of a field; none where it is none that a field can have.
    pub fn value_of(&self, node: Node<'_>) -> Option<Value> {
        if let Some(table) = node.as_table() {
            let day = |key| match self.value_of(table.get(key)?)? {
                Value::Date(day) => Some(day),
                _ => None,
            };
            let (start, end) = (day("start")?, day("end")?);
            return Some(DateRange { start, end }.into());
        }
        let Node::Value(found) = node else {
            return None;
        };
        match found {
            toml_edit::Value::String(words) => {
                Some(Value::Text(words.value().replace("\r\n", "\n")))
            }
            toml_edit::Value::Integer(_) | toml_edit::Value::Float(_) => {
                let written = self.text.get(found.span()?)?;
                Some(Value::Number(written.replace('_', "")))
            }
            toml_edit::Value::Datetime(time) => {
                let date = time.value().date?;
                Some(Value::Date(Date {
                    year: date.year,
                    month: date.month,
                    day: date.day,
                }))
            }
            toml_edit::Value::Array(array) => self.list(array),
            toml_edit::Value::Boolean(_) | toml_edit::Value::InlineTable(_) => None,
        }
    }

    fn list(&self, array: &Array) -> Option<Value> {
        let cells = |array: &Array| -> Option<Vec<Value>> {
            let cells = array.iter();
            cells.map(|cell| self.value_of(Node::Value(cell))).collect()
        };
        if array.iter().any(toml_edit::Value::is_array) {
            let rows = array.iter().map(|row| cells(row.as_array()?));
            return rows.collect::<Option<Vec<_>>>().map(Value::Rows);
        }
        let words = cells(array)?.into_iter().map(|one| match one {
            Value::Text(words) => Some(words),
            _ => None,
        });
        words.collect::<Option<Vec<_>>>().map(Value::Texts)
    }
}

/// Where the strings of an item and of those in it stand.
fn strings(item: &Item) -> Vec<Range<usize>> {
    fn of_value(value: &toml_edit::Value, spans: &mut Vec<Range<usize>>) {
        match value {
            toml_edit::Value::String(_) => spans.extend(value.span()),
            toml_edit::Value::Array(array) => array.iter().for_each(|one| of_value(one, spans)),
            toml_edit::Value::InlineTable(table) => {
                table.iter().for_each(|(_, one)| of_value(one, spans));
            }
            _ => {}
        }
    }
    fn of_item(item: &Item, spans: &mut Vec<Range<usize>>) {
        match item {
            Item::None => {}
            Item::Value(value) => of_value(value, spans),
            Item::Table(table) => table.iter().for_each(|(_, one)| of_item(one, spans)),
            Item::ArrayOfTables(items) => items
                .iter()
                .flat_map(|table| table.iter())
                .for_each(|(_, one)| of_item(one, spans)),
        }
    }
    let mut spans = Vec::new();
    of_item(item, &mut spans);
    spans
}
