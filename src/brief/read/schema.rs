//! The JSON Schemas: those of a brief, a house style and a file of recipients, made of the raw tables, for editors
//! that complete and check a file as it is typed.

use super::at::{At, CellContent, HeaderColumns, Integer, Number, Table, WordsInLanguages};
use super::keys;
use super::raw::{self, Days, Period};
use crate::brief::translation::translation_schema;
use crate::date::Date;
use crate::document::InputFile;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};
use std::borrow::Cow;

/// The JSON Schema (draft 7, which most editors know) of a kind of file. It says which keys there are
/// and of what type; what only reading shows, such as an id that names nothing, it does not know.
pub fn json_schema(kind: InputFile) -> serde_json::Value {
    let generator = SchemaSettings::draft07()
        .with_transform(NoNull)
        .into_generator();
    let mut schema = match kind {
        InputFile::Translation => return translation_schema(),
        InputFile::Brief => generator.into_root_schema_for::<Table<raw::Brief>>(),
        InputFile::HouseStyle => generator.into_root_schema_for::<Table<raw::HouseStyle>>(),
        InputFile::Recipients => generator.into_root_schema_for::<Table<raw::Recipients>>(),
    };
    let title = match kind {
        InputFile::HouseStyle => "House style",
        InputFile::Recipients => "Recipients of a brief",
        _ => "Outcome brief",
    };
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

/// The tables that a property of `schema` holds: in their place, or among its definitions.
fn tables_of<'s>(
    schema: &'s serde_json::Value,
    property: &'s serde_json::Value,
) -> Vec<&'s serde_json::Value> {
    let choices = ["anyOf", "oneOf", "allOf"].map(|list| property[list].as_array());
    let all = choices.into_iter().flatten().flatten();
    let all = all.chain([property, &property["items"]]);
    let resolved = all.map(|one| {
        match one["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next())
        {
            Some(name) => &schema["definitions"][name],
            None => one,
        }
    });
    resolved
        .filter(|table| table["properties"].is_object())
        .collect()
}

/// A table that a kind of file may have.
pub(super) struct KnownTable {
    /// The keys that lead to it, joined by dots; empty for the top of the file.
    pub(super) path: String,
    /// Whether there may be several of it.
    pub(super) is_list: bool,
    keys: Vec<KnownKey>,
}

struct KnownKey {
    name: String,
    /// Whether its table must have it.
    is_required: bool,
    /// Whether it takes a list of texts.
    is_list: bool,
}

impl KnownTable {
    /// How its header is written; empty for the top of the file.
    pub(super) fn header(&self) -> String {
        match (self.path.as_str(), self.is_list) {
            ("", _) => String::new(),
            (path, true) => format!("[[{path}]]"),
            (path, false) => format!("[{path}]"),
        }
    }

    fn key(&self, name: &str) -> Option<&KnownKey> {
        self.keys.iter().find(|key| key.name == name)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.key(key).is_some()
    }

    /// The key of it that is meant by `word`, and whether that takes a list of texts.
    pub(super) fn meant(&self, word: &str) -> Option<(&str, bool)> {
        let meant = || {
            let known: Vec<&str> = self.keys.iter().map(|key| key.name.as_str()).collect();
            self.key(keys::meant(word, &known)?)
        };
        let key = self.key(word).or_else(meant)?;
        Some((&key.name, key.is_list))
    }

    /// Whether it must have the key `key`.
    pub(super) fn needs(&self, key: &str) -> bool {
        self.key(key).is_some_and(|key| key.is_required)
    }
}

/// The tables that a kind of file may have, from its schema, the top of the file first.
pub(super) fn tables(kind: InputFile) -> Vec<KnownTable> {
    let schema = json_schema(kind);
    let mut found = Vec::new();
    let mut open = vec![(String::new(), false, &schema)];
    while let Some((path, is_list, table)) = open.pop() {
        let Some(properties) = table["properties"].as_object() else {
            continue;
        };
        for (name, property) in properties.iter().rev() {
            let within = tables_of(&schema, property);
            let path = match path.as_str() {
                "" => name.clone(),
                path => format!("{path}.{name}"),
            };
            let is_list = property["type"] == "array";
            open.extend(
                within
                    .into_iter()
                    .map(|table| (path.clone(), is_list, table)),
            );
        }
        let required = table["required"].as_array();
        let keys = properties.iter().map(|(name, property)| KnownKey {
            name: name.clone(),
            is_required: required.is_some_and(|all| all.iter().any(|key| key == name)),
            is_list: property["items"]["type"] == "string",
        });
        found.push(KnownTable {
            path,
            is_list,
            keys: keys.collect(),
        });
    }
    found
}

/// Takes `null` out, which schemars puts into what may be left out: TOML has none.
#[derive(Clone)]
struct NoNull;

impl Transform for NoNull {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(types) = schema
            .get_mut("type")
            .and_then(|types| types.as_array_mut())
        {
            types.retain(|name| name != "null");
            if let [only] = &types[..] {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(choices) = schema
            .get_mut("anyOf")
            .and_then(|choices| choices.as_array_mut())
        {
            choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
            if let [only] = &choices[..] {
                // Beside `$ref`, draft 7 ignores a description; within `allOf` it does not.
                let only = vec![only.clone()];
                schema.remove("anyOf");
                schema.insert("allOf".to_owned(), only.into());
            }
        }
        if let Some(choices) = schema
            .get_mut("enum")
            .and_then(|choices| choices.as_array_mut())
        {
            choices.retain(|choice| !choice.is_null());
        }
        transform_subschemas(self, schema);
    }
}

/// The schema of what stands at a place is that of the value.
impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for Table<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("additionalProperties".to_owned(), false.into());
        schema
    }
}

macro_rules! inline {
    ($($type:ty: $name:literal, |$generator:ident| $schema:expr;)*) => {
        $(impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        })*
    };
}

inline! {
    Integer: "Integer", |_generator| schema!({ "type": "integer", "minimum": 0 });
    HeaderColumns: "HeaderColumns", |_generator| schema!({
        "anyOf": [{ "type": "boolean" }, { "type": "integer", "minimum": 0 }]
    });
    Number: "Number", |_generator| schema!({ "type": "number" });
    CellContent: "Cell", |_generator| schema!({ "type": ["string", "number"] });
    // As editors of TOML have it: a date is checked as the text that it is written as.
    Date: "Date", |_generator| schema!({ "type": "string", "format": "date" });
    Days: "Days", |generator| schema!({
        "anyOf": [Date::json_schema(generator), generator.subschema_for::<Table<Period>>()]
    });
    WordsInLanguages: "WordsInLanguages", |_generator| schema!({
        "anyOf": [
            { "type": "string" },
            {
                "type": "object",
                "description": "The words in each of several languages, by tags of BCP 47.",
                "minProperties": 1,
                "additionalProperties": { "type": "string" }
            }
        ]
    });
}
