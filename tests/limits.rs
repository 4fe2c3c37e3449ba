//! Limits: files that are larger or deeper than any that a person makes are named, and docs/robustness.md says where
//! the limits are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use briefgen::brief::{self, Surroundings, translation};
use briefgen::diagnostic::{Diagnostic, Source};
use briefgen::xliff;
use common::run;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SMALLEST: &str = "language = \"en\"\ntitle = \"Outcomes\"\npublished = 2026-05-04\n\
    meeting = { title = \"Meeting\", date = 2026-04-30 }\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source(text: impl Into<String>) -> Source {
    Source {
        path: "brief.toml".into(),
        text: text.into().into(),
    }
}

/// Surroundings in which every file has so many bytes, all 0.
fn zeros(bytes: usize) -> impl Surroundings {
    move |_: &Path, limit: usize| Ok(vec![0; bytes.min(limit)])
}

fn wrong(text: impl Into<String>) -> Vec<Diagnostic> {
    let (brief, diagnostics) = brief::read(&source(text), &mut zeros(0));
    assert!(brief.is_none());
    diagnostics
}

fn codes(diagnostics: &[Diagnostic]) -> BTreeSet<&str> {
    diagnostics.iter().map(|one| one.code).collect()
}

/// Names of constants that are limits.
fn is_limit(name: &str) -> bool {
    ["MOST", "LARGEST", "DEEPEST", "LONGEST", "MAX"]
        .iter()
        .any(|word| name == *word || name.starts_with(&format!("{word}_")))
        || matches!(name, "PASSES" | "PARSED" | "FILE" | "PART")
}

/// Constants with such names that are measures of what is written, and no limits of what is read.
const MEASURES: &[&str] = &[
    "src/brief/read/check/tables.rs LONGEST_SHOWN",
    "src/brief/read/check/values.rs LONGEST_EXTENSION",
    "src/brief/read/entries.rs MOST_ENTRIES",
    "src/brief/read/entries.rs MOST_HEADERS",
    "src/brief/translation/update.rs LONGEST_LINE",
    "src/brief/words.rs LONGEST_NAME",
    "src/cli/mail/names.rs LONGEST_NAME",
    "src/cli/mail/send.rs MOST_RECIPIENTS",
    "src/cli/named.rs MOST_PARTS",
    "src/cli/orphans.rs MOST_FILES",
    "src/cli/pull/ours.rs LONGEST_LINE",
    "src/cli/watch.rs MOST_PATIENCE",
    "src/compose/charts.rs MOST_LABELS",
    "src/docx/anchor.rs MAX_BOOKMARK",
    "src/docx/anchor.rs MAX_TAG",
    "src/docx/body.rs MOST_SLACK",
    "src/docx/template.rs MOST_KEPT",
    "src/docx/template.rs MOST_NUMBERINGS",
    "src/pdf/drawings.rs LONGEST_SIDE",
    "src/pdf/fonts/to_unicode.rs MOST_ENTRIES",
    "src/pdf/string.rs LONGEST",
    "src/document/targets.rs MOST_CHARACTERS",
    "src/layout.rs MOST_PAGES_TIGHTENED",
    "src/layout/chart/polylines.rs MOST_DOTS",
    "src/layout/lines/total_fit.rs MOST_COUNTED",
    "src/layout/paginate/breaks.rs MOST_WAITING",
    "src/layout/shape.rs MOST_REMEMBERED",
    "src/layout/shaping_language.rs LONGEST",
    "src/layout/columns.rs MOST_STEPS",
    "src/layout/lines/total_fit.rs MOST_FOR_A_LINE",
    "src/layout/lines/total_fit.rs MOST_HYPHENS",
    "src/locale/term.rs LONGEST_ENDING",
    "src/locale/term.rs LONGEST_LABEL",
    "src/mail/html.rs LARGEST_PX",
    "src/start/contacts.rs LONGEST_NAME",
    "src/start/label.rs LONGEST_LABEL",
    "src/start/recognise.rs LONGEST_HEADING",
    "src/start/write.rs MOST_ROUNDS",
    "src/svg.rs LONGEST",
    "src/start/places.rs LONGEST_PLACE",
    "src/start/tables.rs MOST_DIGITS",
];

/// The constants of a file: their names and values.
fn constants(text: &str) -> Vec<(String, String)> {
    let of_line = |line: &str| {
        let (_, rest) = line.trim_start().split_once("const ")?;
        let (name, rest) = rest.split_once(':')?;
        let (_, value) = rest.split_once('=')?;
        let value = value.trim().strip_suffix(';')?;
        Some((name.to_owned(), value.to_owned()))
    };
    text.lines().filter_map(of_line).collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn the_table_of_limits_is_that_of_the_code() {
    let page = fs::read_to_string(root().join("docs/robustness.md")).unwrap();
    let told: BTreeSet<String> = page
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains("`src/"))
        .map(|line| {
            let words: Vec<&str> = line.split('`').collect();
            format!("{} {} = {}", words[1], words[3], words[5])
        })
        .collect();
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let (mut there, mut every) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root()).unwrap().to_str().unwrap();
        for (constant, value) in constants(&text) {
            let known = format!("{name} {constant}");
            if is_limit(&constant) && !value.starts_with('"') && !MEASURES.contains(&&*known) {
                there.insert(format!("{known} = {value}"));
            }
            every.insert(known);
        }
    }
    for measure in MEASURES {
        assert!(every.contains(*measure), "{measure} is not there any more");
    }
    let differ: Vec<&String> = told.symmetric_difference(&there).collect();
    assert!(differ.is_empty(), "told or there alone: {differ:#?}");
}

#[test]
fn texts_that_are_too_large_are_named() {
    let large = "#".repeat(16_000_001);
    assert_eq!(codes(&wrong(large.clone())), ["brief-too-large"].into());
    let (_, house) = brief::read_house_style(&source(large.clone()), &mut zeros(0));
    let (_, recipients) = brief::read_recipients(&source(large.clone()));
    let (_, translation) = translation::read_translation(&source(large));
    for (diagnostics, what) in [
        (house, "house style"),
        (recipients, "file of recipients"),
        (translation, "translation"),
    ] {
        let message = &diagnostics[0].message;
        assert_eq!(message, &format!("the {what} is larger than 16 MB"));
    }
}

#[test]
fn a_chart_of_more_bars_than_anybody_reads_is_named() {
    let chart = |kind: &str| {
        let labels = (0..1_001).map(|label| format!("\"{label}\""));
        let labels: Vec<_> = labels.collect();
        let text = format!(
            "{SMALLEST}[[chart]]\nid = \"c\"\ncaption = \"C\"\nkind = \"{kind}\"\nlabels = [{}]\n\
             series = [{{ name = \"one\", values = [{}] }}]\n",
            labels.join(", "),
            ["1"; 1_001].join(", ")
        );
        brief::read(&source(text), &mut zeros(0))
    };
    let (brief, diagnostics) = chart("bar");
    assert!(brief.is_none() && codes(&diagnostics).contains("too-many-bars"));
    assert!(chart("line").0.is_some());
}

#[test]
fn a_table_of_more_columns_than_word_processors_hold_is_named() {
    let read = |table: String| brief::read(&source(format!("{SMALLEST}{table}")), &mut zeros(0));
    let table = |columns: usize| {
        let names = ["\"a\""].repeat(columns).join(", ");
        read(format!(
            "[[table]]\nid = \"t\"\ncaption = \"T\"\ncolumns = [{names}]\nrows = [[{names}]]\n"
        ))
    };
    let chart = |series: usize| {
        let series = ["{ name = \"a\", values = [1] }"].repeat(series).join(", ");
        read(format!(
            "[[chart]]\nid = \"c\"\ncaption = \"C\"\nkind = \"line\"\nlabels = [\"a\"]\nseries = [{series}]\n"
        ))
    };
    assert!(table(63).0.is_some() && chart(62).0.is_some());
    for (brief, diagnostics) in [table(64), chart(63)] {
        assert!(brief.is_none() && codes(&diagnostics).contains("too-many-columns"));
    }
}

#[test]
fn what_is_nested_without_end_is_named() {
    const DEPTH: usize = 100_000;
    for (open, close) in [("[", "]"), ("{a=", "}"), ("[{a=", "}]")] {
        let value = format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
        assert!(codes(&wrong(format!("{SMALLEST}keywords = {value}\n"))).contains("syntax"));
        // Not closed, either.
        wrong(format!("{SMALLEST}keywords = {}", open.repeat(DEPTH)));
    }
    let key = "a.".repeat(DEPTH);
    wrong(format!("{SMALLEST}{key}a = 1\n"));
    wrong(format!("{SMALLEST}[{key}a]\n"));
    for markup in [
        "> ", "- ", "1. ", "*", "**a ", "_", "[", "![", "[^", "[x](", "<", "`", "[en: ",
    ] {
        let prose = markup.repeat(DEPTH);
        let (_, diagnostics) = brief::read(
            &source(format!("{SMALLEST}summary = '''\n{prose}'''\n")),
            &mut zeros(0),
        );
        assert!(diagnostics.len() < 1000, "{markup}: {}", diagnostics.len());
    }
    let deep = format!(
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" trgLang=\"ru\">{}",
        "<group>".repeat(DEPTH)
    );
    let message = xliff::read(&source(deep)).1.remove(0).message;
    assert_eq!(message, "elements stand more than 64 deep");
}

#[test]
fn a_drawing_of_any_depth_is_no_picture() {
    let text = format!("{SMALLEST}[[figure]]\nid = \"f\"\nfile = \"f.svg\"\nalt = \"A figure.\"\n");
    for inner in ["<g>", "<svg>", "<a>", "<text><tspan>", "<switch>"] {
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\">{}",
            inner.repeat(60_000)
        );
        let (brief, diagnostics) = brief::read(&source(&text), &mut |_: &Path, _: usize| {
            Ok(drawing.clone().into_bytes())
        });
        assert!(brief.is_none());
        assert!(
            codes(&diagnostics).contains("unusable-picture"),
            "{diagnostics:?}"
        );
    }
}

#[test]
fn the_files_of_a_brief_are_bounded_together() {
    let figure = "[[figure]]\nfile = \"f.png\"\nalt = \"A figure.\"\n";
    let (_, diagnostics) = brief::read(
        &source(format!("{SMALLEST}{}", figure.repeat(12))),
        &mut zeros(50_000_000),
    );
    let together = diagnostics.iter().filter(|one| one.code == "too-large");
    assert_eq!(together.count(), 2);
}

#[test]
fn no_file_is_read_to_the_end_of_a_disk() {
    let folder = TempDir::new().unwrap();
    let brief = folder.path().join("brief.toml");
    fs::write(&brief, SMALLEST).unwrap();
    // A file of 64 gigabytes that takes no room.
    let large = |name: &str| {
        let path = folder.path().join(name);
        fs::File::create(&path).unwrap().set_len(64 << 30).unwrap();
        path
    };
    large("large.toml");
    let (code, _, said) = run(&folder, &["check", "large.toml"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("this brief cannot be read: it is larger than 64 MB"),
        "{said}"
    );
    // One beside the brief that has the name of a translation is not passed over.
    let translation = large("brief.ru.toml");
    let (code, _, said) = run(&folder, &["brief.toml", "--all-languages", "-f", "pdf"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("it is larger than 64 MB"), "{said}");
    assert!(folder.path().join("brief.pdf").exists());
    fs::remove_file(translation).unwrap();
    let docx = large("brief.docx");
    let (code, _, said) = run(&folder, &["brief.toml", "-f", "docx"]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("it is larger than 256 MB"), "{said}");
    fs::remove_file(docx).unwrap();
    let house = large("briefgen.toml");
    let (code, _, said) = run(&folder, &["check", "brief.toml"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("this house style cannot be read"), "{said}");
    fs::remove_file(house).unwrap();
}
