//! Messages for programs: every line is JSON, with the fields that docs/messages.md names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use assert_cmd::Command;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use tempfile::TempDir;

const BRIEF: &str = "language = \"en\"\ntitle = \"A\"\npublished = 2018-01-02\n[meeting]\ntitle = \"B\"\n\
    date = 2018-01-01\n[[recommendation]]\ntext = \"Meet again.\"\n";

const RECIPIENTS: &str =
    "[sender]\naddress = \"us@centre.example\"\n[[recipient]]\naddress = \"a@b.example\"\n";

/// What stands between backquotes.
fn quoted(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(|word| word.trim_matches('"').to_owned())
        .collect()
}

/// The fields of each kind of line on standard output, and those of what is wrong, as the documentation has them.
fn documented() -> (BTreeMap<String, BTreeSet<String>>, BTreeSet<String>) {
    let page = include_str!("../docs/messages.md");
    let (wrong, done) = page.split_once("## What was done").unwrap();
    let rows = |text: &'static str| {
        text.lines()
            .filter(|line| line.starts_with("| `"))
            .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
    };
    let kinds = rows(done).filter(|row| row.len() == 5 && row[1] != "`kind`");
    let kinds = kinds.map(|row| (quoted(row[1]).pop_first().unwrap(), quoted(row[2])));
    (
        kinds.collect(),
        rows(wrong).flat_map(|row| quoted(row[1])).collect(),
    )
}

fn fields(object: &Value) -> BTreeSet<String> {
    object.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_line_has_the_fields_that_are_documented() {
    let folder = TempDir::new().unwrap();
    for (name, text) in [
        ("a.toml", BRIEF),
        ("wrong.toml", "titel = 1\nlanguage = \"en\"\n[meeting]\n"),
        ("donors.toml", RECIPIENTS),
        ("briefgen.toml", "paper = \"A4\"\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (kinds, of_wrong) = documented();
    let mut seen = BTreeSet::new();
    for (arguments, code, expected) in [
        (".", 1, &["made", "sum"][..]),
        ("a.toml --verbose", 0, &["unchanged", "sum"]),
        (". --verbose", 1, &["unchanged", "passed-over", "sum"]),
        ("check a.toml briefgen.toml", 0, &["good", "good"]),
        ("mail a.toml --to donors.toml", 0, &["drafts"]),
        ("mail a.toml --to donors.toml --dry-run", 0, &["message"]),
        ("translate a.toml --to ru", 0, &["note"]),
        (
            "mail a.toml --to donors.toml --send smtp://127.0.0.1:9 --insecure",
            3,
            &["drafts", "sent"],
        ),
        ("nothing.toml", 2, &[]),
        ("check --no-such-option", 2, &[]),
    ] {
        let output = Command::cargo_bin("briefgen")
            .unwrap()
            .current_dir(folder.path())
            .args(arguments.split(' '))
            .args(["--message-format", "json"])
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {err}");
        assert_eq!(err.is_empty(), code == 0, "{arguments}: {err}");
        for line in err.lines() {
            let wrong: Value = serde_json::from_str(line).unwrap();
            assert_eq!(fields(&wrong), of_wrong, "{line}");
        }
        let out = String::from_utf8(output.stdout).unwrap();
        let mut said = BTreeSet::new();
        for line in out.lines() {
            let mut done: Value = serde_json::from_str(line).unwrap();
            let kind = done.as_object_mut().unwrap().remove("kind").unwrap();
            let kind = kind.as_str().unwrap().to_owned();
            assert_eq!(
                Some(&fields(&done)),
                kinds.get(&kind),
                "{arguments}: {line}"
            );
            said.insert(kind);
        }
        let expected: BTreeSet<String> = expected.iter().map(|kind| (*kind).to_owned()).collect();
        assert_eq!(said, expected, "{arguments}: {out}");
        seen.extend(said);
    }
    assert_eq!(seen, kinds.into_keys().collect());
}
