//! The tree of a TOML file for serde: one type for every value of it.
//!
//! The deserialiser of `toml` hands on a date as a table of another type. Whatever takes any value would be compiled for
//! both kinds of tables, and for all that can stand in each; here a date is handed on as the bytes of its text.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_spanned::de::{SpannedDeserializer, is_spanned};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, Error};

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

impl<'de> IntoDeserializer<'de, Error> for Tree<'de> {
    type Deserializer = Tree<'de>;

    fn into_deserializer(self) -> Tree<'de> {
        self
    }
}

impl<'de> Deserializer<'de> for Tree<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.into_inner() {
            DeValue::String(text) => visitor.visit_string(text.into_owned()),
            DeValue::Integer(number) => {
                match i128::from_str_radix(number.as_str(), number.radix()) {
                    Ok(number) => visitor.visit_i128(number),
                    Err(error) => Err(Error::custom(error)),
                }
            }
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(value) if value.is_infinite() && !number.as_str().contains("inf") => {
                    Err(Error::custom("a number out of range"))
                }
                Ok(value) => visitor.visit_f64(value),
                Err(error) => Err(Error::custom(error)),
            },
            DeValue::Boolean(value) => visitor.visit_bool(value),
            DeValue::Datetime(date) => visitor.visit_bytes(date.to_string().as_bytes()),
            DeValue::Array(items) => {
                visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Tree)))
            }
            DeValue::Table(entries) => {
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
