//! What a colleague changed in the Word file, in terms of the brief.
//!
//! This is the one value between finding out what was changed and carrying it home: what reads and aligns
//! the edited document makes it, what merges, tells and writes takes it. It knows neither Word nor TOML.

use crate::brief::{Kind, beginning};
use crate::date::{Date, DateRange};
use crate::words::same_text;
use std::borrow::Cow;
use std::collections::HashSet;

/// How many characters of a text a report quotes.
const QUOTED: usize = 60;

/// All that differs between an edited document and the brief that it was made from.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Changes {
    /// What can be carried home, in the order of the document.
    pub changes: Vec<Change>,
    /// What colleagues remarked, in the order of the document.
    pub comments: Vec<Comment>,
    /// What no brief can hold, or whose place nobody can know.
    pub unplaced: Vec<Unplaced>,
}

/// One change.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// What was changed.
    pub kind: ChangeKind,
    /// Who changed it, where tracked changes tell.
    pub author: Option<String>,
}

/// The kinds of changes. Paths are those of [`crate::document::Origin`], without a paragraph's number. A list
/// of strings and the rows of a table are one field, whose path has no index at its end:
/// `recommendation[investors].addressees`, `table[flow].rows`. A chart's numbers are fields each:
/// `chart[use].series[0].values[1]`.
#[derive(Clone, PartialEq, Debug)]
pub enum ChangeKind {
    /// A field has another value.
    Field {
        /// The field: `recommendation[investors].text`.
        path: String,
        /// Its value when the document was made; none where it had none.
        base: Option<Value>,
        /// Its value now; none where it was taken away.
        theirs: Option<Value>,
    },
    /// An item is new.
    ItemAdded {
        /// The item.
        item: NewItem,
        /// Where it came from, where it is no item from nothing.
        from: Provenance,
    },
    /// An item is gone, and with it, unsaid, the references to it.
    ItemRemoved {
        /// The array of tables: `obstacle`.
        table: String,
        /// Its id.
        id: String,
        /// The id of the item that holds its words now, where two were made one.
        into: Option<String>,
    },
    /// An item stands elsewhere among its like.
    ItemMoved {
        /// The array of tables.
        table: String,
        /// Its id.
        id: String,
        /// The id of the item that it follows now; none where it is the first.
        after: Option<String>,
    },
}

/// The changes that are told: that an item is gone from its table is said with what it is in another now.
pub fn told(changes: &[Change]) -> Vec<&Change> {
    let moved = changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::ItemAdded {
            from: Provenance::Moved(table, id),
            ..
        } => Some((table, id)),
        _ => None,
    });
    let moved: HashSet<_> = moved.collect();
    let is_told = |change: &&Change| match &change.kind {
        ChangeKind::ItemRemoved { table, id, .. } => !moved.contains(&(table, id)),
        _ => true,
    };
    changes.iter().filter(is_told).collect()
}

/// An item that the brief does not have. One of `[[abbreviation]]` or `[[contact]]`, which have no ids, has one
/// here all the same, as the paths of their fields have. One that was an item of another table keeps its id.
#[derive(Clone, PartialEq, Debug)]
pub struct NewItem {
    /// The array of tables: `obstacle`.
    pub table: String,
    /// Its id, made from its words; unique in the brief that the document was made from.
    pub id: String,
    /// The id of the item that it follows; none where it is the first.
    pub after: Option<String>,
    /// Its fields without the id, in the order of the model.
    pub fields: Fields,
}

/// The fields of an item, with their names.
pub type Fields = Vec<(String, Value)>;

/// What the field called `name` has, where it is among these.
pub(super) fn value_of<'f>(fields: &'f [(String, Value)], name: &str) -> Option<&'f Value> {
    let (_, value) = fields.iter().find(|(known, _)| known == name)?;
    Some(value)
}

/// Where a new item came from.
#[derive(Clone, Default, PartialEq, Debug)]
pub enum Provenance {
    /// It was written.
    #[default]
    Written,
    /// It is the end of an item of the same table that was divided: its id.
    Split(String),
    /// It is a copy of an item: its table and id.
    Copied(String, String),
    /// It was an item of another table, which has lost it: table and id. What the new table has no field
    /// for stands in [`Changes::unplaced`].
    Moved(String, String),
}

/// The value of a field.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// A string: plain text, or CommonMark where the field is prose.
    Text(String),
    /// A date.
    Date(Date),
    /// The days from one to another, which differ: `{ start = …, end = … }`.
    Days(DateRange),
    /// A number, as TOML writes it.
    Number(String),
    /// A list of strings.
    Texts(Vec<String>),
    /// The rows of a table.
    Rows(Vec<Vec<Value>>),
}

impl From<DateRange> for Value {
    fn from(range: DateRange) -> Value {
        if range.start == range.end {
            Value::Date(range.start)
        } else {
            Value::Days(range)
        }
    }
}

/// Whether two values say the same.
pub(super) fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::Text(one)), Some(Value::Text(other))) => same_text(one, other),
        (Some(Value::Texts(one)), Some(Value::Texts(other))) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_text(a, b))
        }
        (Some(Value::Rows(one)), Some(Value::Rows(other))) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| {
                    one.len() == other.len()
                        && one.iter().zip(other).all(|(a, b)| same(Some(a), Some(b)))
                })
        }
        (one, other) => one == other,
    }
}

/// A value as a person reads it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(words) => words.clone(),
        Value::Date(day) => day.to_string(),
        // ISO 8601-1 §5.5.2: an interval.
        Value::Days(days) => format!("{}/{}", days.start, days.end),
        Value::Number(number) => number.clone(),
        Value::Texts(texts) => texts.join("; "),
        Value::Rows(rows) => {
            let rows = rows.iter().map(|row| {
                let cells: Vec<String> = row.iter().map(shown).collect();
                cells.join(" | ")
            });
            rows.collect::<Vec<_>>().join("\n")
        }
    }
}

/// A remark in the margin.
#[derive(Clone, PartialEq, Debug)]
pub struct Comment {
    /// The field that it stands at; none where it stands at words of ours.
    pub path: Option<String>,
    /// The first field behind it, where it stands at words of ours: a heading's is that of its first item.
    pub before: Option<String>,
    /// Where it stands to a paragraph, an entry or a cell: the path of the anchor there, be it a heading's, or of the
    /// first behind it.
    pub anchor: Option<String>,
    /// How many anchors with this path stand before it: an organisation is named in several places.
    pub anchors_before: usize,
    /// The words that it marks.
    pub quote: String,
    /// Who wrote it.
    pub author: String,
    /// The author's initials, where the file has them.
    pub initials: Option<String>,
    /// When, as the file has it (ISO 8601).
    pub date: Option<String>,
    /// Its words, a line for each paragraph.
    pub text: String,
    /// Whether it is marked as done.
    pub resolved: bool,
    /// What was answered, in order.
    pub replies: Vec<Comment>,
}

impl Comment {
    /// The field that it stands at, or before.
    pub fn nearest(&self) -> Option<&String> {
        self.path.as_ref().or(self.before.as_ref())
    }
}

/// A change that cannot be carried home.
#[derive(Clone, PartialEq, Debug)]
pub struct Unplaced {
    /// What it is, in words: “a picture that was pasted in”.
    pub what: String,
    /// The nearest field, by its path.
    pub near: Option<String>,
    /// The words that it stands in or after, in one line.
    pub words: String,
    /// What to do instead.
    pub advice: String,
    /// What it is as a change of the original, where it is one in an edition in another language that the original
    /// can have: when it does, nothing is to be said of it.
    pub of_original: Option<ChangeKind>,
}

impl Unplaced {
    /// Its words as far as a report quotes them.
    pub fn quoted(&self) -> Cow<'_, str> {
        beginning(&self.words, QUOTED)
    }
}

/// `now` from the word on in which it differs from `was`, where that is too far from its beginning to be quoted.
pub(super) fn from_difference<'w>(was: &str, now: &'w str) -> Cow<'w, str> {
    let same = was
        .chars()
        .zip(now.chars())
        .take_while(|(was, now)| was == now);
    let same = same.map(|(_, now)| now.len_utf8()).sum();
    let (before, behind) = now.split_at(same);
    if before.chars().count() < QUOTED || behind.is_empty() {
        return now.into();
    }
    let word = before.rfind(' ').map_or(same, |space| space + 1);
    format!("… {}", &now[word..]).into()
}

/// The words that an item is known by.
pub(super) fn words_of(table: &str, fields: &[(String, Value)]) -> Option<String> {
    let known_by = Kind::of(table)?.known_by();
    known_by
        .iter()
        .find_map(|key| match value_of(fields, key)? {
            Value::Text(words) => Some(words.clone()),
            _ => None,
        })
}
