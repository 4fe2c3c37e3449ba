//! The leaf of the raw brief: what stands at a place of the file, or what stands there instead.
//!
//! Serde stops at the first value of a wrong type. [`At`] deserialises from anything: a wrong value is
//! kept beside its span, so that one run of the deserialiser reads the whole file.

use super::tree::Tree;
use crate::date::Date;
use crate::locale::is_solar_hijri;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;
use toml::value::Datetime;

/// What stands at a place of the file.
#[derive(Clone)]
pub(super) struct At<T> {
    /// The bytes of the value; of a table with a header, the header.
    pub(super) span: Range<usize>,
    /// The value, or what stands there instead.
    pub(super) value: Result<T, Found>,
}

impl<T: Accept> At<T> {
    /// What a whole file holds.
    pub(super) fn from_tree(tree: Spanned<DeTable<'_>>) -> Result<At<T>, toml::de::Error> {
        At::deserialize(Tree::from(tree))
    }
}

/// What stands where something else was expected.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Found {
    Text(String),
    Integer,
    Float,
    Boolean,
    Date,
    Time,
    /// A date with a time.
    Moment,
    /// A date before the year 1000.
    Antiquity,
    /// A date whose year is one of the Solar Hijri calendar.
    SolarHijri,
    List,
    Table,
    /// A number out of range.
    Unreadable,
}

impl Found {
    /// Whether it is a value that has no quotation marks and would be text with them.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(
            self,
            Found::Integer
                | Found::Float
                | Found::Boolean
                | Found::Date
                | Found::Time
                | Found::Moment
        )
    }

    /// The words for it in a message.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Found::Text(_) => "text",
            Found::Integer => "a number",
            Found::Float => "a number with a decimal point",
            Found::Boolean => "true or false",
            Found::Date => "a date",
            Found::Antiquity => "a date before the year 1000",
            Found::SolarHijri => "a date of the Solar Hijri calendar",
            Found::Time => "a time of day",
            Found::Moment => "a date with a time of day",
            Found::List => "a list",
            Found::Table => "a table",
            Found::Unreadable => "something that cannot be read",
        }
    }
}

/// What is wanted at a place of the file.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Wanted {
    Text,
    Number,
    WholeNumber,
    Date,
    List,
    Table,
    /// A cell of a table.
    Cell,
    /// How many of a table's columns are the headers of its rows.
    HeaderColumns,
    Anything,
}

impl Wanted {
    /// The words for it in a message.
    pub(super) fn words(self) -> &'static str {
        match self {
            Wanted::Text => "text in quotation marks",
            Wanted::Number => "a number",
            Wanted::WholeNumber => "a whole number",
            Wanted::Date => "a date",
            Wanted::List => "a list",
            Wanted::Table => "a table",
            Wanted::Cell => "text in quotation marks or a number",
            Wanted::HeaderColumns => "true, false or a number of columns",
            Wanted::Anything => "anything",
        }
    }

    /// What can stand as an entry of a list of it.
    pub(super) fn example(self) -> &'static str {
        match self {
            Wanted::Number | Wanted::WholeNumber => "25",
            _ => "\"…\"",
        }
    }
}

/// A value that is neither list nor table.
pub(super) enum Scalar {
    Text(String),
    Integer(i128),
    Float,
    Boolean(bool),
    Date(Datetime),
}

impl From<Scalar> for Found {
    fn from(scalar: Scalar) -> Found {
        match scalar {
            Scalar::Text(text) => Found::Text(text),
            Scalar::Integer(_) => Found::Integer,
            Scalar::Float => Found::Float,
            Scalar::Boolean(_) => Found::Boolean,
            Scalar::Date(Datetime { time: None, .. }) => Found::Date,
            Scalar::Date(Datetime { date: None, .. }) => Found::Time,
            Scalar::Date(_) => Found::Moment,
        }
    }
}

/// A type that some TOML values are, and others not.
pub(super) trait Accept: Sized {
    /// What is told to be wanted where a value is none of it.
    const WANTED: Wanted;

    fn from_scalar(scalar: Scalar) -> Result<Self, Found> {
        Err(scalar.into())
    }

    fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Result<Self, Found>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Err(Found::List))
    }

    fn from_table<'de, A: MapAccess<'de>>(mut table: A) -> Result<Result<Self, Found>, A::Error> {
        while table.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Err(Found::Table))
    }
}

/// A key with its value.
type Entry<T> = (Spanned<String>, At<T>);

impl<'de, T: Accept> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<At<T>, D::Error> {
        let outcome = Spanned::<Outcome<T>>::deserialize(deserializer)?;
        Ok(At {
            span: outcome.span(),
            value: outcome.into_inner().0,
        })
    }
}

/// The value of an [`At`], before the span is put beside it.
struct Outcome<T>(Result<T, Found>);

impl<'de, T: Accept> Deserialize<'de> for Outcome<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Outcome<T>, D::Error> {
        Ok(Outcome(
            deserializer
                .deserialize_any(AnyValue(PhantomData))
                .unwrap_or(Err(Found::Unreadable)),
        ))
    }
}

struct AnyValue<T>(PhantomData<T>);

impl<'de, T: Accept> Visitor<'de> for AnyValue<T> {
    type Value = Result<T, Found>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WANTED.words())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(T::from_scalar(Scalar::Text(text)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(T::from_scalar(Scalar::Boolean(value)))
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<Self::Value, E> {
        Ok(T::from_scalar(Scalar::Integer(number)))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(T::from_scalar(Scalar::Float))
    }

    /// A date, of which [`Tree`] hands on the text.
    fn visit_bytes<E: Error>(self, date: &[u8]) -> Result<Self::Value, E> {
        let date = str::from_utf8(date).map_err(E::custom)?;
        let date = date.parse().map_err(E::custom)?;
        Ok(T::from_scalar(Scalar::Date(date)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        T::from_list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Self::Value, A::Error> {
        T::from_table(table)
    }
}

impl Accept for String {
    const WANTED: Wanted = Wanted::Text;

    fn from_scalar(scalar: Scalar) -> Result<String, Found> {
        match scalar {
            Scalar::Text(text) => Ok(text),
            other => Err(other.into()),
        }
    }
}

/// How many of a table's columns are the headers of its rows: the first, none, or so many.
pub(super) struct HeaderColumns(pub(super) i128);

impl Accept for HeaderColumns {
    const WANTED: Wanted = Wanted::HeaderColumns;

    fn from_scalar(scalar: Scalar) -> Result<HeaderColumns, Found> {
        match scalar {
            Scalar::Boolean(is_first) => Ok(HeaderColumns(is_first.into())),
            Scalar::Integer(columns) => Ok(HeaderColumns(columns)),
            other => Err(other.into()),
        }
    }
}

/// Words, or the words in each of several languages.
pub(super) enum WordsInLanguages {
    InAll(String),
    /// By language tags.
    InEach(Vec<Entry<String>>),
}

impl Accept for WordsInLanguages {
    const WANTED: Wanted = String::WANTED;

    fn from_scalar(scalar: Scalar) -> Result<WordsInLanguages, Found> {
        String::from_scalar(scalar).map(WordsInLanguages::InAll)
    }

    fn from_table<'de, A: MapAccess<'de>>(
        mut table: A,
    ) -> Result<Result<WordsInLanguages, Found>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = table.next_entry()? {
            entries.push(entry);
        }
        // The table hands them on by their tags; where one is missing, the first that is typed stands for it.
        entries.sort_unstable_by_key(|(tag, _): &Entry<String>| tag.span().start);
        Ok(Ok(WordsInLanguages::InEach(entries)))
    }
}

/// A whole number.
pub(super) struct Integer(pub(super) i128);

impl Accept for Integer {
    const WANTED: Wanted = Wanted::WholeNumber;

    fn from_scalar(scalar: Scalar) -> Result<Integer, Found> {
        match scalar {
            Scalar::Integer(number) => Ok(Integer(number)),
            other => Err(other.into()),
        }
    }
}

/// Any number; what was typed stands at its span.
pub(super) struct Number;

impl Accept for Number {
    const WANTED: Wanted = Wanted::Number;

    fn from_scalar(scalar: Scalar) -> Result<Number, Found> {
        match scalar {
            Scalar::Integer(_) | Scalar::Float => Ok(Number),
            other => Err(other.into()),
        }
    }
}

/// What a cell of a table may hold.
pub(super) enum CellContent {
    Text(String),
    /// A number; what was typed stands at its span.
    Number,
}

impl Accept for CellContent {
    const WANTED: Wanted = Wanted::Cell;

    fn from_scalar(scalar: Scalar) -> Result<CellContent, Found> {
        match scalar {
            Scalar::Text(text) => Ok(CellContent::Text(text)),
            Scalar::Integer(_) | Scalar::Float => Ok(CellContent::Number),
            other => Err(other.into()),
        }
    }
}

impl Accept for Date {
    const WANTED: Wanted = Wanted::Date;

    fn from_scalar(scalar: Scalar) -> Result<Date, Found> {
        match scalar {
            Scalar::Date(Datetime {
                date: Some(date),
                time: None,
                offset: None,
            }) => match is_solar_hijri(date.year) {
                true => Err(Found::SolarHijri),
                false => Date::new(date.year, date.month, date.day).ok_or(Found::Antiquity),
            },
            other => Err(other.into()),
        }
    }
}

impl<T: Accept> Accept for Vec<At<T>> {
    const WANTED: Wanted = Wanted::List;

    fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Result<Self, Found>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Ok(items))
    }
}

/// A table, and what stands in it beside the known keys.
pub(super) struct Table<T> {
    pub(super) fields: T,
    pub(super) keys: Keys,
}

/// The keys of a table.
#[derive(Default)]
pub(super) struct Keys {
    /// Those that it may have.
    pub(super) known: &'static [&'static str],
    /// Those of them that it has.
    pub(super) present: Vec<&'static str>,
    pub(super) unknown: Vec<UnknownKey>,
}

/// A key that its table does not have.
pub(super) struct UnknownKey {
    pub(super) key: Spanned<String>,
    pub(super) shape: Shape,
}

impl<T: for<'a> Deserialize<'a>> Accept for Table<T> {
    const WANTED: Wanted = Wanted::Table;

    fn from_table<'de, A: MapAccess<'de>>(table: A) -> Result<Result<Self, Found>, A::Error> {
        let mut keys = Keys::default();
        let fields = T::deserialize(KnownKeys {
            table,
            keys: &mut keys,
        })?;
        Ok(Ok(Table { fields, keys }))
    }
}

/// What the value of an unknown key looks like.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Value,
    /// A list without tables.
    Values,
    Table,
    /// A list of tables.
    Tables,
}

impl Shape {
    /// Whether it stands behind a key, and not below a header.
    pub(super) fn is_value(self) -> bool {
        matches!(self, Shape::Value | Shape::Values)
    }
}

impl Accept for Shape {
    const WANTED: Wanted = Wanted::Anything;

    fn from_scalar(_: Scalar) -> Result<Shape, Found> {
        Ok(Shape::Value)
    }

    fn from_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<Result<Shape, Found>, A::Error> {
        let mut shape = Shape::Values;
        while let Some(item) = list.next_element::<At<Shape>>()? {
            if let Err(Found::Table) = item.value {
                shape = Shape::Tables;
            }
        }
        Ok(Ok(shape))
    }
}

/// Shows a struct's deserialiser only the keys that it knows, and keeps the others. The derived
/// `Deserialize` of a struct names its fields, so that the list of keys stands in one place.
struct KnownKeys<'a, A> {
    table: A,
    keys: &'a mut Keys,
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for KnownKeys<'_, A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.keys.known = fields;
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

impl<'de, A: MapAccess<'de>> KnownKeys<'_, A> {
    /// The next key that is known; those before it are kept. Compiled once, and not into the deserialiser of each table.
    #[inline(never)]
    fn next_known(&mut self) -> Result<Option<&'static str>, A::Error> {
        while let Some(key) = self.table.next_key::<Spanned<String>>()? {
            let known = self.keys.known.iter();
            if let Some(known) = known.copied().find(|known| known == key.get_ref()) {
                self.keys.present.push(known);
                return Ok(Some(known));
            }
            let value = self.table.next_value::<At<Shape>>()?;
            let shape = match value.value {
                Ok(shape) => shape,
                Err(Found::Table) => Shape::Table,
                Err(_) => Shape::Value,
            };
            self.keys.unknown.push(UnknownKey { key, shape });
        }
        Ok(None)
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for KnownKeys<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Some(known) = self.next_known()? else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, A::Error> = known.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.table.next_value_seed(seed)
    }
}
