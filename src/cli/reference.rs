//! The reference of `docs/reference`, made from the code: commands from the arguments, keys from the schemas. With
//! `UPDATE_REFERENCE=1` the test writes the pages; without, it fails where one is out of date.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::arguments::{Arguments, EXIT_CODES};
use crate::brief::json_schema;
use crate::document::InputFile;
use clap::{Arg, Command, CommandFactory};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const MADE: &str =
    "<!-- Made from the code: UPDATE_REFERENCE=1 cargo test --lib cli::reference -->\n\n";

#[test]
fn the_reference_is_that_of_the_program() {
    let schema = json_schema;
    let pages = [
        ("commands.md", commands()),
        (
            "brief.md",
            keys("The keys of a brief", &schema(InputFile::Brief), "brief"),
        ),
        (
            "house-style.md",
            keys(
                "The keys of a house style, `briefgen.toml`",
                &schema(InputFile::HouseStyle),
                "house-style",
            ),
        ),
        (
            "recipients.md",
            keys(
                "The keys of a file of recipients",
                &schema(InputFile::Recipients),
                "recipients",
            ),
        ),
        (
            "translation.md",
            keys(
                "The keys of a translation",
                &schema(InputFile::Translation),
                "translation",
            ),
        ),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference");
    for (name, text) in pages {
        let path = folder.join(name);
        if std::env::var_os("UPDATE_REFERENCE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "docs/reference/{name} is out of date: UPDATE_REFERENCE=1 cargo test --lib cli::reference"
        );
    }
}

/// The exit codes stand in one table.
#[test]
fn the_exit_codes_are_those_of_the_help() {
    let page = include_str!("../../docs/reference/files.md");
    let codes = EXIT_CODES.replace("\n     ", " ");
    for line in codes.lines().skip(1) {
        let (code, words) = line.trim().split_once("  ").unwrap();
        let row = format!("| {code} | {words} |");
        assert!(page.contains(&row), "docs/reference/files.md has not {row}");
    }
}

/// All commands, their arguments and options, and their examples.
fn commands() -> String {
    let mut root = Arguments::command().disable_help_subcommand(true);
    root.build();
    let mut page = format!(
        "# Commands and options\n\n{MADE}Exit codes: \
         [files.md](files.md#exit-codes). Every command takes `--message-format`, `--quiet` and `--verbose`.\n\n"
    );
    command(&mut page, &root, "briefgen");
    for subcommand in root.get_subcommands() {
        let name = format!("briefgen {}", subcommand.get_name());
        command(&mut page, subcommand, &name);
    }
    page
}

fn command(page: &mut String, command: &Command, name: &str) {
    writeln!(page, "## {name}\n").unwrap();
    let about = command.get_long_about().or(command.get_about());
    if let Some(about) = about {
        writeln!(page, "{about}\n").unwrap();
    }
    let usage = command.clone().render_usage().to_string();
    let usage: Vec<&str> = usage
        .trim_start_matches("Usage:")
        .lines()
        .map(str::trim)
        .collect();
    writeln!(page, "```text\n{}\n```\n", usage.join("\n")).unwrap();
    let is_own = |argument: &&Arg| {
        !matches!(argument.get_id().as_str(), "help" | "version")
            && !argument.is_hide_set()
            // Those of all commands stand with the first.
            && (name == "briefgen" || !argument.is_global_set())
    };
    let arguments: Vec<&Arg> = command.get_arguments().filter(is_own).collect();
    if !arguments.is_empty() {
        page.push_str("| argument | |\n| --- | --- |\n");
        for argument in arguments {
            writeln!(page, "| {} | {} |", called(argument), explained(argument)).unwrap();
        }
        page.push('\n');
    }
    if let Some(help) = command.get_after_help() {
        writeln!(page, "```text\n{}\n```\n", help.to_string().trim_end()).unwrap();
    }
}

/// `-o`, `--output DIR`.
fn called(argument: &Arg) -> String {
    let takes_value = argument.get_action().takes_values();
    let values: Vec<&str> = argument
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(|name| name.as_str())
        .collect();
    let value = if takes_value {
        values.join(" ")
    } else {
        String::new()
    };
    let mut names = Vec::new();
    if let Some(short) = argument.get_short() {
        names.push(format!("`-{short}`"));
    }
    match argument.get_long() {
        Some(long) if argument.is_require_equals_set() => {
            names.push(format!("`--{long}[={value}]`"));
        }
        Some(long) => names.push(format!("`{}`", format!("--{long} {value}").trim())),
        None => names.push(format!("`{value}`")),
    }
    names.join(", ")
}

fn explained(argument: &Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help());
    let mut words = help
        .map(ToString::to_string)
        .unwrap_or_default()
        .replace('\n', " ");
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|_| argument.get_action().takes_values())
        .map(|value| match value.get_help() {
            Some(help) => format!("`{}` ({help})", value.get_name()),
            None => format!("`{}`", value.get_name()),
        })
        .collect();
    if !values.is_empty() {
        write!(words, ": {}", values.join(", ")).unwrap();
    }
    let defaults: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| format!("`{}`", value.to_string_lossy()))
        .collect();
    if argument.get_action().takes_values() && !defaults.is_empty() {
        write!(words, ". Usually {}", defaults.join(", ")).unwrap();
    }
    words.replace('|', "\\|")
}

/// The tables and keys of a brief in the order of README.md, which is that of the page; a schema has them by their letters.
struct Order(Vec<(&'static str, Vec<&'static str>)>);

impl Order {
    fn of_readme() -> Order {
        let readme = include_str!("../../README.md");
        let rows = readme
            .lines()
            .skip_while(|line| !line.starts_with("| at the top |"));
        let row = |line: &'static str| {
            let mut cells = line.trim_matches(['|', ' ']).split(" | ");
            let table = cells.next()?.trim_matches(['`', '[', ']']);
            let key = |words: &'static str| words.trim_matches([' ', '*']).split('*').next();
            // What a key can be stands in brackets behind it.
            let outside = cells.next()?.split(['(', ')']).step_by(2);
            let keys = outside.flat_map(|words| words.split(',')).filter_map(key);
            Some((
                table,
                keys.map(str::trim).filter(|key| !key.is_empty()).collect(),
            ))
        };
        Order(
            rows.take_while(|line| line.starts_with('|'))
                .filter_map(row)
                .collect(),
        )
    }

    /// The properties of a table, `at the top` for those of the file: its keys, then its tables, then what is not named.
    fn of<'s>(&self, table: &str, schema: &'s Value) -> Vec<(&'s String, &'s Value)> {
        let mut found: Vec<_> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .collect();
        let keys = self.0.iter().find(|(name, _)| *name == table);
        let is_top = table == "at the top";
        found.sort_by_key(|(key, _)| {
            let place = keys.and_then(|(_, keys)| keys.iter().position(|name| name == key));
            let as_table = self.0.iter().position(|(name, _)| is_top && name == key);
            (place.is_none(), place.or(as_table).unwrap_or(usize::MAX))
        });
        found
    }
}

/// The keys of a kind of file, from its JSON Schema: first those at the top, then table by table.
fn keys(title: &str, schema: &Value, name: &str) -> String {
    let mut page = format!("# {title}\n\n{MADE}");
    if let Some(words) = schema["description"].as_str() {
        writeln!(page, "{words}\n").unwrap();
    }
    writeln!(
        page,
        "`briefgen schema {name}` prints the same for editors. **Bold** keys are required.\n"
    )
    .unwrap();
    page.push_str("## At the top\n\n");
    let order = Order::of_readme();
    properties(&mut page, schema, schema, &order.of("at the top", schema));
    let mut seen: Vec<&Value> = vec![];
    let mut open = vec![(String::new(), schema)];
    while let Some((prefix, at)) = open.pop() {
        let mut tables = Vec::new();
        let place = if prefix.is_empty() {
            "at the top"
        } else {
            &prefix
        };
        for (key, property) in order.of(place, at) {
            for (table, is_list) in tables_of(schema, property) {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                if !seen.iter().any(|known| std::ptr::eq(*known, table)) {
                    seen.push(table);
                    let head = if is_list {
                        format!("`[[{path}]]`")
                    } else {
                        format!("`[{path}]`")
                    };
                    writeln!(page, "## {head}\n").unwrap();
                    if let Some(words) = table["description"].as_str() {
                        writeln!(page, "{words}\n").unwrap();
                    }
                    properties(&mut page, schema, table, &order.of(&path, table));
                    tables.push((path, table));
                }
            }
        }
        open.extend(tables.into_iter().rev());
    }
    // Of tables with any name, what stands in each.
    if schema["additionalProperties"].is_object() {
        page.push_str("## Each passage\n\nUnder the key that its field has in the brief.\n\n");
        let unit = &schema["definitions"]["Unit"];
        properties(&mut page, schema, unit, &order.of("", unit));
    }
    page
}

/// The tables that a property holds, in their place or among the definitions, and whether it is a list of them.
fn tables_of<'s>(schema: &'s Value, property: &'s Value) -> Vec<(&'s Value, bool)> {
    let mut found = Vec::new();
    if property["properties"].is_object() {
        found.push((property, false));
    }
    if let Some(name) = property["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        let table = &schema["definitions"][name];
        found.extend(table["properties"].is_object().then_some((table, false)));
    }
    let each = &property["items"];
    if !each.is_null() {
        found.extend(
            tables_of(schema, each)
                .into_iter()
                .map(|(table, _)| (table, true)),
        );
    }
    for list in ["anyOf", "oneOf", "allOf"] {
        for one in property[list].as_array().into_iter().flatten() {
            found.extend(tables_of(schema, one));
        }
    }
    found
}

fn properties(page: &mut String, schema: &Value, table: &Value, found: &[(&String, &Value)]) {
    if found.is_empty() {
        return;
    }
    let required: Vec<&str> = table["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    page.push_str("| key | value | |\n| --- | --- | --- |\n");
    for (key, property) in found {
        let shown = if required.contains(&key.as_str()) {
            format!("**`{key}`**")
        } else {
            format!("`{key}`")
        };
        let words = property["description"]
            .as_str()
            .unwrap_or_default()
            .replace('\n', " ");
        let words = words.replace('|', "\\|");
        writeln!(page, "| {shown} | {} | {words} |", kind(schema, property)).unwrap();
    }
    page.push('\n');
}

/// What a value is, in words.
fn kind(schema: &Value, property: &Value) -> String {
    if let Some(choices) = property["enum"].as_array() {
        let words: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
        return words.join(" or ");
    }
    if let Some(reference) = property["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let definition = &schema["definitions"][name];
        return match definition["properties"].is_object() {
            true => "a table".to_owned(),
            false => kind(schema, definition),
        };
    }
    for list in ["anyOf", "oneOf", "allOf"] {
        if let Some(all) = property[list].as_array() {
            let mut words: Vec<String> = all.iter().map(|one| kind(schema, one)).collect();
            words.dedup();
            return words.join(" or ");
        }
    }
    match (property["type"].as_str(), property["format"].as_str()) {
        (Some("string"), Some("date")) => "a date".to_owned(),
        (Some("string"), _) => "text".to_owned(),
        (Some("integer"), _) => "a whole number".to_owned(),
        (Some("number"), _) => "a number".to_owned(),
        (Some("boolean"), _) => "`true` or `false`".to_owned(),
        (Some("array"), _) => match kind(schema, &property["items"]).as_str() {
            "a table" => "tables".to_owned(),
            each => format!("a list, each {each}"),
        },
        (Some("object"), _) => "a table".to_owned(),
        _ => "a value".to_owned(),
    }
}
