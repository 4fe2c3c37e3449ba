//! The tree of a TOML file for serde: one type for every value of it.
//!
//! The deserialiser of `toml` hands on a date as a table of another type. Whatever takes any value would be compiled for
//! both kinds of tables, and for all that can stand in each; here a date is handed on as the bytes of its text.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue, Error};

/// A value.
pub(super) struct Tree<'i>(Spanned<DeValue<'i>>);

impl<'i> From<Spanned<DeTable<'i>>> for Tree<'i> {
    fn from(file: Spanned<DeTable<'i>>) -> Tree<'i> {
        Tree(Spanned::new(file.span(), DeValue::Table(file.into_inner())))
    }
}

/// A key is a text with a place.
impl<'i> From<Spanned<DeString<'i>>> for Tree<'i> {
    fn from(key: Spanned<DeString<'i>>) -> Tree<'i> {
        Tree(Spanned::new(key.span(), DeValue::String(key.into_inner())))
    }
}

/// A value as visitors take it.
enum Value<'i> {
    Text(String),
    Integer(i128),
    Float(f64),
    Boolean(bool),
    Date(String),
    List(DeArray<'i>),
    Table(DeTable<'i>),
}

impl<'i> Value<'i> {
    /// Reads a value. Compiled once, and not into what each kind of visitor is handed.
    #[inline(never)]
    fn of(value: DeValue<'i>) -> Result<Value<'i>, Error> {
        Ok(match value {
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Integer(number) => {
                let read = i128::from_str_radix(number.as_str(), number.radix());
                Value::Integer(read.map_err(Error::custom)?)
            }
            DeValue::Float(number) => {
                let value: f64 = number.as_str().parse().map_err(Error::custom)?;
                if value.is_infinite() && !number.as_str().contains("inf") {
                    return Err(Error::custom("a number out of range"));
                }
                Value::Float(value)
            }
            DeValue::Boolean(value) => Value::Boolean(value),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(items) => Value::List(items),
            DeValue::Table(entries) => Value::Table(entries),
        })
    }
}

impl<'de> IntoDeserializer<'de, Error> for Tree<'de> {
    type Deserializer = Tree<'de>;

    fn into_deserializer(self) -> Tree<'de> {
        self
    }
}

impl<'de> Deserializer<'de> for Tree<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match Value::of(self.0.into_inner())? {
            Value::Text(text) => visitor.visit_string(text),
            Value::Integer(number) => visitor.visit_i128(number),
            Value::Float(number) => visitor.visit_f64(number),
            Value::Boolean(value) => visitor.visit_bool(value),
            Value::Date(date) => visitor.visit_bytes(date.as_bytes()),
            Value::List(items) => {
                visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Tree)))
            }
            Value::Table(entries) => {
                let entries = entries.into_iter();
                visitor.visit_map(MapDeserializer::new(
                    entries.map(|(key, value)| (Tree::from(key), Tree(value))),
                ))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if is_spanned(name) {
            let span = self.0.span();
            return visitor.visit_map(SpannedDeserializer::new(self, span));
        }
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
