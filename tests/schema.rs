//! The JSON Schema: that it has the keys which the program reads, and no others.

#![allow(clippy::unwrap_used, clippy::panic)]

use briefgen::brief::{self, json_schema};
use briefgen::diagnostic::Source;
use briefgen::document::InputFile;
use serde_json::Value;
use std::collections::BTreeSet;

/// A brief, a house style and a file of recipients that have every key, which other tests read without a mistake.
const COMPLETE: [(InputFile, &str); 3] = [
    (InputFile::Brief, include_str!("complete.toml")),
    (
        InputFile::HouseStyle,
        include_str!("house-style/briefgen.toml"),
    ),
    (InputFile::Recipients, include_str!("mail/recipients.toml")),
];

/// What a schema says at a place, references followed.
fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let reference = schema["$ref"]
        .as_str()
        .or_else(|| schema["allOf"][0]["$ref"].as_str());
    match reference {
        Some(path) => resolved(root, root.pointer(path.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// The paths of all keys of a schema, and of those that must be there.
fn keys_of_schema(
    root: &Value,
    schema: &Value,
    path: &str,
    all: &mut BTreeSet<String>,
    required: &mut BTreeSet<String>,
) {
    let schema = resolved(root, schema);
    for choice in schema["anyOf"].as_array().into_iter().flatten() {
        keys_of_schema(root, choice, path, all, required);
    }
    if schema["type"] == "array" {
        keys_of_schema(root, &schema["items"], path, all, required);
    }
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    assert_eq!(schema["additionalProperties"], false, "{path}");
    for (key, value) in properties {
        let inner = format!("{path}.{key}");
        let described = value["description"]
            .as_str()
            .is_some_and(|words| !words.is_empty());
        assert!(described, "{inner} is not described: {value}");
        all.insert(inner.clone());
        keys_of_schema(root, value, &inner, all, required);
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        required.insert(format!("{path}.{}", key.as_str().unwrap()));
    }
}

/// The paths of the keys in a file; what is by languages has none below.
fn keys_of_file(value: &toml::Value, path: &str, keys: &mut BTreeSet<String>) {
    match value {
        toml::Value::Array(items) => items.iter().for_each(|item| keys_of_file(item, path, keys)),
        toml::Value::Table(table) if !table.contains_key("en") => {
            for (key, value) in table {
                let inner = format!("{path}.{key}");
                keys.insert(inner.clone());
                keys_of_file(value, &inner, keys);
            }
        }
        _ => {}
    }
}

#[test]
fn the_schema_has_every_key_that_is_read_and_no_other() {
    for (kind, text) in COMPLETE {
        let (mut in_schema, mut in_file) = (BTreeSet::new(), BTreeSet::new());
        let schema = json_schema(kind);
        keys_of_schema(&schema, &schema, "", &mut in_schema, &mut BTreeSet::new());
        keys_of_file(&toml::Value::Table(text.parse().unwrap()), "", &mut in_file);
        assert_eq!(in_schema, in_file);
    }
}

/// The keys that the reader misses in `text`, which has one table, at `path`.
fn missing(kind: InputFile, text: &str, path: &str) -> BTreeSet<String> {
    let source = Source::from_bytes("a.toml", text.as_bytes().to_vec()).unwrap();
    let diagnostics = match kind {
        InputFile::Brief => brief::read(&source, &mut brief::no_files).1,
        InputFile::HouseStyle => brief::read_house_style(&source, &mut brief::no_files).1,
        InputFile::Recipients => brief::read_recipients(&source).1,
        InputFile::Translation => brief::translation::read_translation(&source).1,
    };
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == "missing-field")
        .filter(|diagnostic| diagnostic.span.is_some() != path.is_empty())
        .map(|diagnostic| {
            let key = diagnostic.message.rsplit("has no ").next().unwrap();
            format!("{path}.{}", key.trim_matches(['`', '[', ']']))
        })
        .collect()
}

#[test]
fn what_the_schema_requires_the_reader_misses() {
    for (kind, text) in COMPLETE {
        let (mut all, mut required) = (BTreeSet::new(), BTreeSet::new());
        let schema = json_schema(kind);
        keys_of_schema(&schema, &schema, "", &mut all, &mut required);
        let tables: BTreeSet<&str> = all
            .iter()
            .filter_map(|key| key.rsplit_once('.'))
            .map(|(table, _)| table)
            .collect();
        let mut missed = BTreeSet::new();
        for table in tables {
            // As a list where the complete file has one.
            let name = table.trim_start_matches('.');
            let header = if text.contains(&format!("[[{name}]]")) {
                format!("[[{name}]]\n")
            } else if name.is_empty() {
                String::new()
            } else if name == "chart.series" {
                "[[chart]]\nid = 'a'\ncaption = 'a'\nkind = 'bar'\nlabels = ['a']\nseries = [{}]\n"
                    .to_owned()
            } else if name == "meeting.date" {
                "[meeting]\ntitle = 'a'\ndate = {}\n".to_owned()
            } else {
                format!("[{name}]\n")
            };
            missed.extend(missing(kind, &header, table));
        }
        // A house style may say the language of a brief.
        missed.remove(".language");
        assert_eq!(required, missed);
    }
}

#[test]
fn one_of_a_few_words_is_so_in_the_schema() {
    let schema = json_schema(InputFile::Brief);
    let of = |table: &str, key: &str| schema["definitions"][table]["properties"][key].clone();
    assert_eq!(
        of("Recommendation", "priority")["enum"],
        serde_json::json!(["high", "medium", "low"])
    );
    assert_eq!(of("Recommendation", "due")["format"], "date");
    assert_eq!(
        schema["properties"]["sections"]["items"]["enum"]
            .as_array()
            .unwrap()
            .len(),
        11
    );
    let house = json_schema(InputFile::HouseStyle);
    assert_eq!(
        house["properties"]["paper"]["enum"],
        serde_json::json!(["A4", "Letter"])
    );
    assert!(!schema.to_string().contains("null") && !house.to_string().contains("null"));
}
