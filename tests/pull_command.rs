//! `briefgen pull` as its users meet it: an edited DOCX, its brief, messages, exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Edit, briefgen, comment, edit_docx, with_paragraph};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ASTANA: &str = include_str!("../briefs/astana-2017.toml");
const BASIN: &str = include_str!("word-round/basin.toml");

/// A brief with the DOCX made of it, in a folder of their own.
struct Pair {
    _folder: TempDir,
    brief: PathBuf,
    docx: PathBuf,
}

impl Pair {
    fn of(text: &str) -> Pair {
        Pair::in_house(text, None)
    }

    /// The same in a house style.
    fn in_house(text: &str, house_style: Option<&str>) -> Pair {
        let folder = TempDir::new().unwrap();
        if let Some(house_style) = house_style {
            fs::write(folder.path().join("briefgen.toml"), house_style).unwrap();
        }
        let brief = folder.path().join("brief.toml");
        fs::write(&brief, text).unwrap();
        briefgen().arg(&brief).args(["-f", "docx"]).assert().code(0);
        Pair {
            docx: folder.path().join("brief.docx"),
            brief,
            _folder: folder,
        }
    }

    fn edit(&self, edits: &[Edit<'_>]) {
        edit_docx(&self.docx, edits);
    }

    /// Puts other words in the place of words in the body.
    fn replace(&self, old: &str, new: &str) {
        self.edit(&[("word/document.xml", &|body: String| {
            assert!(body.contains(old), "{old}");
            body.replacen(old, new, 1)
        })]);
    }

    /// Runs the command; its exit code, what it says, and what it complains of.
    fn pull(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = briefgen()
            .arg("pull")
            .arg(&self.docx)
            .args(arguments)
            .output()
            .unwrap();
        let words = |bytes: Vec<u8>| {
            let words = String::from_utf8(bytes).unwrap();
            let folder = self.brief.parent().unwrap().display().to_string();
            words.replace(&format!("{folder}/"), "")
        };
        (
            output.status.code().unwrap(),
            words(output.stdout),
            words(output.stderr),
        )
    }

    /// Deletes the paragraph of the body that has these words.
    fn delete_paragraph(&self, words: &str) {
        self.edit(&[("word/document.xml", &|body: String| {
            with_paragraph(&body, words, |_| String::new())
        })]);
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.brief).unwrap()
    }

    fn render(&self) -> (i32, String) {
        let output = briefgen()
            .arg(&self.brief)
            .args(["-f", "docx"])
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.brief.parent().unwrap()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn a_comma_that_parts_the_numbers_of_two_notes_is_no_word() {
    let brief = "language = \"en\"\ntitle = \"Rivers\"\npublished = 2017-06-16\n\
                 summary = \"\"\"Some said so[^a][^b].\n\n[^a]: The first.\n\n[^b]: The second.\n\"\"\"\n\n\
                 [meeting]\ntitle = \"A meeting\"\ndate = 2017-06-15\n\n\
                 [[recommendation]]\ntext = \"Measure.\"\n";
    let pair = Pair::of(brief);
    assert_eq!(pair.pull(&[]).0, 0);
    assert_eq!(pair.text(), brief);
    pair.replace(">,<", ">, <");
    pair.replace(">Some said so<", ">All said so<");
    assert_eq!(pair.pull(&[]).0, 0);
    assert_eq!(pair.text(), brief.replace("Some", "All"));
}

#[test]
fn no_edit_changes_nothing_in_any_brief() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for entry in fs::read_dir(root.join("briefs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml")
            || path.file_name().is_some_and(|name| name == "briefgen.toml")
        {
            continue;
        }
        if briefgen::brief::translation::is_translation(&fs::read_to_string(&path).unwrap()) {
            continue;
        }
        let folder = TempDir::new().unwrap();
        briefgen()
            .arg(&path)
            .args(["-f", "docx", "-o"])
            .arg(folder.path())
            .assert()
            .code(0);
        let docx = folder
            .path()
            .join(path.file_name().unwrap())
            .with_extension("docx");
        let output = briefgen()
            .arg("pull")
            .arg(&docx)
            .arg("--brief")
            .arg(&path)
            .arg("--dry-run")
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            format!(
                "{}: nothing that {} does not have\n",
                docx.display(),
                path.display()
            )
        );
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        seen += 1;
    }
    assert!(seen >= 2);
}

#[test]
fn an_edit_goes_home_and_the_document_is_made_anew() {
    let pair = Pair::of(ASTANA);
    pair.replace("Fragmented management", "Scattered management");
    let (code, stderr) = pair.render();
    assert_eq!(code, 1);
    assert!(stderr.contains("briefgen pull"), "{stderr}");
    let change = "obstacle 2: text changed from “Fragmented management” to “Scattered management”";
    assert!(stderr.contains(change), "{stderr}");
    let (code, stdout, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        format!("brief.docx → brief.toml: 1 change\n  {change}\n")
    );
    assert_eq!(pair.text(), ASTANA.replace("Fragmented", "Scattered"));
    assert_eq!(
        pair.names(),
        ["brief.docx", "brief.toml", "brief.toml.orig"]
    );
    let kept = fs::read_to_string(pair.brief.with_file_name("brief.toml.orig")).unwrap();
    assert_eq!(kept, ASTANA);
    assert_eq!(pair.render(), (0, String::new()));
    let (_, stdout, _) = pair.pull(&[]);
    assert_eq!(
        stdout,
        "brief.docx: nothing that brief.toml does not have\n"
    );
}

/// A brief of which one recommendation answers three of four obstacles.
const ANSWERS: &str = r#"language = "en"
title = "Outcomes of the test"
published = 2020-01-02
publisher = "carec"

[meeting]
title = "Test meeting"
date = 2020-01-01

[[organisation]]
id = "carec"
name = "Regional Environmental Centre for Central Asia"

[[obstacle]]
id = "o1"
text = "First obstacle of all"

[[obstacle]]
id = "o2"
text = "Second obstacle in the way"

[[obstacle]]
id = "o3"
text = "Third thing altogether"

[[obstacle]]
id = "o4"
text = "A fourth matter, quite different"

[[recommendation]]
id = "r1"
text = "Do something about it"
obstacles = ["o1", "o2", "o3"]
"#;

fn obstacle(id: &str, text: &str) -> String {
    format!("[[obstacle]]\nid = \"{id}\"\ntext = \"{text}\"\n\n")
}

#[test]
fn items_that_go_take_the_references_to_all_of_them_along() {
    let pair = Pair::of(ANSWERS);
    pair.delete_paragraph("First obstacle of all");
    pair.delete_paragraph("Second obstacle in the way");
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = ANSWERS
        .replace(&obstacle("o1", "First obstacle of all"), "")
        .replace(&obstacle("o2", "Second obstacle in the way"), "")
        .replace(r#"["o1", "o2", "o3"]"#, r#"["o3"]"#);
    assert_eq!(pair.text(), expected);
}

#[test]
fn an_item_may_go_together_with_the_words_that_quote_it() {
    let pair = Pair::of(ANSWERS);
    pair.delete_paragraph("First obstacle of all");
    pair.edit(&[("word/document.xml", &|body: String| {
        let at = body.rfind("irst obstacle of all").unwrap();
        let start = body[..at].rfind("<w:hyperlink").unwrap();
        let end = at + body[at..].find("</w:hyperlink>").unwrap() + "</w:hyperlink>".len();
        let rest = body[end..].replacen("<w:t xml:space=\"preserve\">, </w:t>", "", 1);
        format!("{}{rest}", &body[..start])
    })]);
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = ANSWERS
        .replace(&obstacle("o1", "First obstacle of all"), "")
        .replace(r#"["o1", "o2", "o3"]"#, r#"["o2", "o3"]"#);
    assert_eq!(pair.text(), expected);
}

#[test]
fn an_item_that_is_one_of_another_kind_now_is_one_change() {
    let pair = Pair::of(ANSWERS);
    pair.edit(&[("word/document.xml", &|body: String| {
        let paragraph = |words: &str| {
            let at = body.find(words).unwrap();
            let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
            body[..at].rfind("<w:p>").unwrap()..end
        };
        let moved = paragraph("A fourth matter");
        let end = paragraph("Do something about it").end;
        let (between, rest) = (&body[moved.end..end], &body[end..]);
        format!("{}{between}{}{rest}", &body[..moved.start], &body[moved])
    })]);
    let (code, stdout, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        "brief.docx → brief.toml: 1 change\n  \
         obstacle “A fourth matter, quite different” is now a recommendation, after “Do something about it”\n"
    );
}

#[test]
fn an_item_that_prose_refers_to_stays_with_all_references() {
    let summary = "publisher = \"carec\"\nsummary = \"See [this](#o1).\"\n";
    let chart = "\n[[table]]\nid = \"t\"\ncaption = \"A table\"\ncolumns = [\"A\"]\nrows = [[\"1\"]]\nafter = \"o1\"\n";
    let brief = ANSWERS.replace("publisher = \"carec\"\n", summary) + chart;
    let pair = Pair::of(&brief);
    pair.delete_paragraph("First obstacle of all");
    let (code, _, stderr) = pair.pull(&["--partial"]);
    assert_eq!(code, 1);
    for words in [
        "obstacle “First obstacle of all” removed: the brief refers to it\n --> brief.toml:5:16\n",
        "in lines 5, 41 of brief.toml",
    ] {
        assert!(stderr.contains(words), "{stderr}");
    }
    assert_eq!(pair.text(), brief);
    let (_, _, stderr) = pair.pull(&[]);
    assert!(!stderr.contains("other change"), "{stderr}");
}

#[test]
fn a_day_of_the_week_is_taken_along_where_it_is_that_of_the_day() {
    let pair = Pair::of(ANSWERS);
    pair.replace("1 January 2020", "Friday, 3 January 2020");
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = ANSWERS.replace("date = 2020-01-01", "date = 2020-01-03");
    assert_eq!(pair.text(), expected);
    let pair = Pair::of(ANSWERS);
    pair.replace("1 January 2020", "Thursday, 3 January 2020");
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 1);
    let words = "2020-01-03 is a Friday, and “Thursday” stands beside it";
    assert!(stderr.contains(words), "{stderr}");
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let pair = Pair::of(ASTANA);
    pair.replace("Fragmented management", "Scattered management");
    let (code, stdout, _) = pair.pull(&["--dry-run"]);
    assert_eq!(code, 0);
    assert!(
        stdout.starts_with("--- brief.toml\n+++ brief.toml\n@@"),
        "{stdout}"
    );
    assert!(
        stdout.contains("\n-text = \"Fragmented management\"\n+text = \"Scattered management\"\n")
    );
    let told = "\nbrief.docx → brief.toml: 1 change, not written\n  obstacle 2: ";
    assert!(stdout.contains(told), "{stdout}");
    assert_eq!(pair.text(), ASTANA);
    assert_eq!(pair.names(), ["brief.docx", "brief.toml"]);
}

#[test]
fn a_conflict_is_shown_with_all_sides_and_nothing_is_written() {
    let pair = Pair::of(ASTANA);
    pair.replace("Fragmented management", "Scattered management");
    let ours = ASTANA.replace("Fragmented management", "Divided management");
    fs::write(&pair.brief, &ours).unwrap();
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 1);
    for words in [
        "error[conflict]: obstacle 2: text: changed here and in the document",
        "brief.toml:95:8",
        "before: Fragmented management",
        "in the brief now: [-Fragmented-] {+Divided+} management",
        "in the document: [-Fragmented-] {+Scattered+} management",
    ] {
        assert!(stderr.contains(words), "{stderr}");
    }
    assert_eq!(pair.text(), ours);
    assert_eq!(pair.pull(&["--ours"]).0, 0);
    assert_eq!(pair.text(), ours);
    // Whoever thinks better of it has the words still.
    assert_eq!(pair.pull(&["--theirs"]).0, 0);
    assert_eq!(pair.text(), ASTANA.replace("Fragmented", "Scattered"));
}

#[test]
fn conflicts_are_decided_one_by_one() {
    let pair = Pair::of(ANSWERS);
    pair.replace("First obstacle of all", "Primary obstacle of all");
    pair.replace("Second obstacle in the way", "Other obstacle in the way");
    let ours = ANSWERS
        .replace("First obstacle of all", "Main obstacle of all")
        .replace("Second obstacle in the way", "Next obstacle in the way");
    fs::write(&pair.brief, &ours).unwrap();
    let theirs = "--theirs=obstacle 2: text";
    let (code, _, stderr) = pair.pull(&[theirs]);
    assert_eq!(code, 1);
    assert!(stderr.contains("--theirs=\"obstacle 1: text\""), "{stderr}");
    assert!(!stderr.contains("obstacle 2: text"), "{stderr}");
    let (code, _, stderr) = pair.pull(&["--ours=obstacle 9: text"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("no conflict at “obstacle 9: text”"),
        "{stderr}"
    );
    assert_eq!(pair.pull(&["--ours", "--theirs"]).0, 2);
    assert_eq!(pair.text(), ours);
    assert_eq!(pair.pull(&["--ours", theirs]).0, 0);
    let expected = ours.replace("Next obstacle", "Other obstacle");
    assert_eq!(pair.text(), expected);
}

#[test]
fn what_no_brief_can_hold_keeps_everything_back_unless_a_part_is_enough() {
    let pair = Pair::of(ASTANA);
    pair.replace("Fragmented management", "Scattered management");
    let words = "Insufficient evidence base</w:t></w:r>";
    let formula = format!(
        "{words}<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>x</m:t></m:r></m:oMath>"
    );
    pair.replace(words, &formula);
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 1);
    assert!(stderr.contains("error[not-in-a-brief]"), "{stderr}");
    assert!(stderr.contains("--partial"), "{stderr}");
    assert_eq!(pair.text(), ASTANA);
    let (code, stdout, stderr) = pair.pull(&["--partial"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("warning[not-in-a-brief]"), "{stderr}");
    assert!(stdout.contains("1 change"), "{stdout}");
    assert_eq!(pair.text(), ASTANA.replace("Fragmented", "Scattered"));
}

#[test]
fn a_link_that_no_brief_can_have_takes_none_away() {
    let linked = |words: &str| {
        let prose = format!("{words} are in [the *open* yearbook](https://example.org/data).");
        let text = format!("\n[[annex]]\ntitle = \"Data\"\ntext = \"{prose}\"\n");
        format!("{ASTANA}{text}")
    };
    let pair = Pair::of(&linked("All data"));
    pair.edit(&[("word/_rels/document.xml.rels", &|links: String| {
        links.replace("https://example.org/data", "https://example.org/new data")
    })]);
    let (code, stdout, stderr) = pair.pull(&["--partial"]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stderr.contains("https://example.org/new data"), "{stderr}");
    assert_eq!(pair.text(), linked("All data"));
    pair.replace("All data", "Most data");
    let (code, _, stderr) = pair.pull(&["--partial"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("https://example.org/new data"), "{stderr}");
    assert_eq!(pair.text(), linked("Most data"));
}

#[test]
fn merged_cells_keep_what_the_brief_says() {
    let pair = Pair::of(BASIN);
    // As programs do it: what all cells said stands in the first.
    pair.edit(&[("word/document.xml", &|body: String| {
        let cell = |words: &str| {
            let at = body.find(words).unwrap();
            let start = body[..at].rfind("</w:tcPr>").unwrap();
            start..at + body[at..].find("</w:tc>").unwrap()
        };
        let (first, second) = (cell(">310<"), cell(">125<"));
        let paragraph = body[second.clone()].trim_start_matches("</w:tcPr>");
        [
            &body[..first.start],
            "<w:vMerge w:val=\"restart\"/>",
            &body[first.clone()],
            paragraph,
            &body[first.end..second.start],
            "<w:vMerge/></w:tcPr><w:p/>",
            &body[second.end..],
        ]
        .concat()
    })]);
    pair.replace(">90<", ">95<");
    let (code, _, stderr) = pair.pull(&["--partial"]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("merged cells") && stderr.contains("“310 125”"),
        "{stderr}"
    );
    assert_eq!(
        pair.text(),
        BASIN.replace("[\"Autumn\", 90]", "[\"Autumn\", 95]")
    );
}

/// Two contacts and an organisation.
const HOUSE: &str = r#"
[[organisation]]
id = "house"
name = "House Organisation"

[[contact]]
name = "Dana Omarova"
email = "dana@example.org"

[[contact]]
name = "Erlan Serikov"
email = "erlan@example.org"
"#;

#[test]
fn an_item_of_the_house_style_that_goes_is_told() {
    let pair = Pair::in_house(ANSWERS, Some(HOUSE));
    pair.delete_paragraph("Dana Omarova");
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 1);
    for words in [
        "error[not-in-a-brief]: a field of the house style",
        "Dana Omarova",
        "briefgen.toml",
    ] {
        assert!(stderr.contains(words), "{stderr}");
    }
    assert!(!stderr.contains("Erlan"), "{stderr}");
    assert_eq!(pair.text(), ANSWERS);
}

#[test]
fn an_item_of_the_house_style_that_moves_is_told() {
    let pair = Pair::in_house(ANSWERS, Some(HOUSE));
    pair.edit(&[("word/document.xml", &|body: String| {
        let of = |words: &str| {
            let at = body.find(words).unwrap();
            let start = body[..at].rfind("<w:p>").unwrap();
            start..at + body[at..].find("</w:p>").unwrap() + "</w:p>".len()
        };
        let (dana, erlan) = (of("Dana Omarova"), of("Erlan Serikov"));
        assert_eq!(dana.end, erlan.start);
        format!(
            "{}{}{}{}",
            &body[..dana.start],
            &body[erlan.clone()],
            &body[dana],
            &body[erlan.end..]
        )
    })]);
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 1);
    let words = "error[not-in-a-brief]: a field of the house style";
    assert!(stderr.contains(words), "{stderr}");
    assert!(!stderr.contains("removed here"), "{stderr}");
}

/// The brief `ANSWERS` with these organisers, of whom `min` is called `name`.
fn organised_by(organisers: &str, name: &str) -> String {
    let ministry = format!("[[organisation]]\nid = \"min\"\nname = \"{name}\"\n\n[[organisation]]");
    let organisers = format!("date = 2020-01-01\norganisers = {organisers}");
    ANSWERS
        .replace("date = 2020-01-01", &organisers)
        .replace("[[organisation]]", &ministry)
}

#[test]
fn an_organisation_is_found_behind_those_of_the_house_style() {
    let brief = organised_by("[\"carec\", \"min\"]", "regional water ministries");
    let pair = Pair::in_house(&brief, Some(HOUSE));
    pair.edit(&[("word/document.xml", &|body: String| {
        body.replace("regional water ministries", "Regional Water Ministries")
    })]);
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = brief.replace("regional water ministries", "Regional Water Ministries");
    assert_eq!(pair.text(), expected);
}

#[test]
fn another_organisation_in_the_place_of_one_is_told() {
    let brief = organised_by("[\"min\"]", "Ministry of Energy");
    let pair = Pair::of(&brief);
    pair.replace("Ministry of Energy", "Basin Council of the Chu");
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 1);
    let words = "an organisation whose name has other words altogether";
    assert!(stderr.contains(words), "{stderr}");
    assert_eq!(pair.text(), brief);
    let pair = Pair::of(&brief);
    pair.replace("Ministry of Energy", "Ministries of Energy and Water");
    assert_eq!(pair.pull(&[]).0, 0);
    let expected = brief.replace("Ministry of Energy", "Ministries of Energy and Water");
    assert_eq!(pair.text(), expected);
}

#[test]
fn a_pull_never_leaves_a_brief_that_is_none() {
    let pair = Pair::of(ASTANA);
    pair.replace("bzhumagazina@carececo.org</w:t>", "nobody</w:t>");
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("in the line `email = \"nobody\"`"),
        "{stderr}"
    );
    assert_eq!(pair.text(), ASTANA);
}

#[test]
fn a_change_that_no_brief_can_have_keeps_no_other_back() {
    let pair = Pair::of(ASTANA);
    pair.replace("bzhumagazina@carececo.org</w:t>", "nobody</w:t>");
    pair.replace("Fragmented management", "Scattered management");
    let (code, stdout, stderr) = pair.pull(&["--partial"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stdout.contains("1 change"), "{stdout}");
    assert!(
        stderr.contains("contact 1: email changed") && stderr.contains("nobody"),
        "{stderr}"
    );
    assert_eq!(pair.text(), ASTANA.replace("Fragmented", "Scattered"));
}

#[test]
fn tracked_changes_are_taken_left_or_asked_for() {
    let tracked = || {
        let pair = Pair::of(ASTANA);
        let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
        pair.replace(
            &run("Fragmented management"),
            "<w:del w:id=\"901\" w:author=\"Aigerim\" w:date=\"2017-06-20T10:00:00Z\"><w:r><w:delText>Fragmented</w:delText></w:r></w:del>\
             <w:ins w:id=\"902\" w:author=\"Aigerim\" w:date=\"2017-06-20T10:00:00Z\"><w:r><w:t>Scattered</w:t></w:r></w:ins>\
             <w:r><w:t xml:space=\"preserve\"> management</w:t></w:r>",
        );
        pair
    };
    let changed = ASTANA.replace("Fragmented", "Scattered");
    let pair = tracked();
    assert_eq!(pair.pull(&["--reject"]).0, 0);
    assert_eq!(pair.text(), ASTANA);
    let (_, stdout, _) = pair.pull(&["--accept"]);
    assert!(stdout.contains("(Aigerim)"), "{stdout}");
    assert_eq!(pair.text(), changed);
    for (answer, expected) in [("n\n", ASTANA), ("y\n", &changed)] {
        let pair = tracked();
        let output = briefgen()
            .arg("pull")
            .arg(&pair.docx)
            .arg("--ask")
            .write_stdin(answer)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(pair.text(), expected);
        // What was not wanted is not asked for again.
        assert_eq!(pair.render(), (0, String::new()));
    }
    let pair = tracked();
    briefgen()
        .arg("pull")
        .arg(&pair.docx)
        .arg("--ask")
        .write_stdin("")
        .assert()
        .code(2);
    assert_eq!(pair.text(), ASTANA);
}

/// Where an item is divided or two are joined, one without the other would lose words or double them.
#[test]
fn what_is_one_operation_is_asked_for_once() {
    let mark = |kind: &str| {
        format!("<w:rPr><w:{kind} w:id=\"901\" w:author=\"Aigerim\"/></w:rPr></w:pPr>")
    };
    let edit = |words: &str, change: &dyn Fn(&str) -> String| {
        let pair = Pair::of(BASIN);
        pair.edit(&[("word/document.xml", &|body: String| {
            with_paragraph(&body, words, change)
        })]);
        pair
    };
    let divided = || {
        edit("Train operators of gauging", &|old| {
            let first = old.replacen(" in all districts.", "", 1);
            let rest = old.replacen("Train operators of gauging stations", "", 1);
            let both = first.replacen("</w:pPr>", &mark("ins"), 1) + &rest;
            both.replace("<w:t>", "<w:t xml:space=\"preserve\">")
        })
    };
    let joined = || {
        edit("Few outlets have meters", &|old| {
            old.replacen("</w:pPr>", &mark("del"), 1)
        })
    };
    for pair in [&divided as &dyn Fn() -> Pair, &joined] {
        let ask = |answers: &'static str| {
            let pair = pair();
            let output = briefgen()
                .arg("pull")
                .arg(&pair.docx)
                .arg("--ask")
                .write_stdin(answers)
                .output();
            let output = output.unwrap();
            let asked = String::from_utf8(output.stderr).unwrap();
            assert_eq!(asked.matches("[y/n]").count(), 1, "{asked}");
            assert_eq!(output.status.code(), Some(0), "{asked}");
            (pair.text(), asked)
        };
        let (taken, asked) = ask("y\n");
        assert!(
            asked.contains(" parted from ") || asked.contains(" joined to "),
            "{asked}"
        );
        assert!(
            asked.contains(" 1: text ") || asked.contains(" 2: text "),
            "{asked}"
        );
        let all = pair();
        assert_eq!(all.pull(&["--accept"]).0, 0);
        assert_eq!(taken, all.text());
        assert_ne!(taken, BASIN);
        assert_eq!(ask("n\n").0, BASIN);
    }
}

/// A tracked change of `old` to `new` within a paragraph.
fn tracked(old: &str, new: &str) -> String {
    let by = "w:author=\"Aigerim\" w:date=\"2017-06-20T10:00:00Z\"";
    format!(
        "<w:del w:id=\"901\" {by}><w:r><w:delText xml:space=\"preserve\">{old}</w:delText></w:r></w:del>\
         <w:ins w:id=\"902\" {by}><w:r><w:t xml:space=\"preserve\">{new}</w:t></w:r></w:ins>"
    )
}

#[test]
fn what_nobody_tracked_is_not_refused_with_what_somebody_did() {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let with_ask = |edit: &dyn Fn(&Pair), answers: &str| {
        let pair = Pair::of(ASTANA);
        edit(&pair);
        let output = briefgen()
            .arg("pull")
            .arg(&pair.docx)
            .arg("--ask")
            .write_stdin(answers.to_owned())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        (pair.text(), String::from_utf8(output.stderr).unwrap())
    };
    // Two new items, a tracked word in the first.
    let added = |pair: &Pair| {
        pair.edit(&[("word/document.xml", &|body: String| {
            with_paragraph(&body, "Insufficient evidence base", |paragraph| {
                let properties =
                    paragraph.find("<w:pPr>").unwrap()..paragraph.find("</w:pPr>").unwrap();
                let new = |runs: String| {
                    format!(
                        "<w:p>{}</w:pPr>{runs}</w:p>",
                        &paragraph[properties.clone()]
                    )
                };
                format!(
                    "{paragraph}{}{}",
                    new(run("Lack of ") + &tracked("money", "trust")),
                    new(run("Too few people"))
                )
            })
        })]);
    };
    for (answer, expected) in [("n\n", "Lack of money"), ("y\n", "Lack of trust")] {
        let (text, asked) = with_ask(&added, answer);
        let words: Vec<&str> = ["Insufficient evidence base", expected, "Too few people"].into();
        let places: Vec<_> = words.iter().map(|words| text.find(words)).collect();
        assert!(
            places.is_sorted() && places[0].is_some(),
            "{places:?}: {text}"
        );
        assert_eq!(asked.matches("[y/n]").count(), 1, "{asked}");
    }
    // A change without a track, which a tracked one takes back.
    let taken_back = |pair: &Pair| {
        pair.replace(
            &run("Fragmented management"),
            &(tracked("Scattered", "Fragmented") + &run(" management")),
        );
    };
    for (answer, expected) in [
        ("n\n", ASTANA.replace("Fragmented", "Scattered")),
        ("y\n", ASTANA.to_owned()),
    ] {
        let (text, asked) = with_ask(&taken_back, answer);
        assert_eq!(text, expected);
        assert_eq!(
            asked,
            "obstacle 2: text changed from “Fragmented management” to “Scattered management”, \
             which Aigerim takes back: take it back? [y/n] "
        );
    }
}

const TOLD: &str = "  obstacle 2: text: comment on “management” by Aigerim, 2017-06-20\n    Says who?\n    answered by Director, 2017-06-20\n      The councils.\n";

#[test]
fn comments_go_on_from_document_to_document() {
    let pair = Pair::of(ASTANA);
    comment(&pair.docx, "0");
    let (code, stdout, _) = pair.pull(&[]);
    assert_eq!(code, 0);
    assert!(stdout.ends_with(TOLD), "{stdout}");
    assert_eq!(pair.text(), ASTANA);
    // The brief changes at other words, and the document is made again and again.
    fs::write(&pair.brief, ASTANA.replace("Fragmented", "Scattered")).unwrap();
    assert_eq!(pair.render(), (0, String::new()));
    let once = fs::read(&pair.docx).unwrap();
    assert!(pair.pull(&[]).1.ends_with(TOLD));
    assert_eq!(pair.render(), (0, String::new()));
    assert_eq!(fs::read(&pair.docx).unwrap(), once);
    // The words are gone, but not the field; then the field.
    fs::write(
        &pair.brief,
        ASTANA.replace("Fragmented management", "Scattered work"),
    )
    .unwrap();
    assert_eq!(pair.render().0, 0);
    let (_, stdout, _) = pair.pull(&[]);
    assert!(
        stdout.contains("obstacle 2: text: comment on “Scattered work” by Aigerim"),
        "{stdout}"
    );
    let gone = ASTANA.replace("[[obstacle]]\nid = \"management\"\nquestion = \"difficulties\"\ntext = \"Fragmented management\"\n", "");
    fs::write(&pair.brief, gone).unwrap();
    assert_eq!(pair.render().0, 0);
    let (_, stdout, _) = pair.pull(&[]);
    assert!(
        stdout.contains("by Aigerim, 2017-06-20\n    Says who?\n    answered by Director"),
        "{stdout}"
    );
}

#[test]
fn a_comment_stays_with_its_item_when_the_first_words_of_that_change() {
    let derived = ASTANA.replace("id = \"management\"\n", "");
    let pair = Pair::of(&derived);
    comment(&pair.docx, "0");
    let reworded = derived.replace("Fragmented management", "Very fragmented management");
    fs::write(&pair.brief, &reworded).unwrap();
    let (_, stdout, _) = pair.pull(&["--comments", "--dry-run"]);
    assert!(stdout.contains(TOLD), "{stdout}");
    let remark = stdout.find("+# Aigerim").unwrap();
    assert!(
        stdout[remark..].contains("text = \"Very fragmented management\""),
        "{stdout}"
    );
    assert_eq!(pair.render(), (0, String::new()));
    let (_, stdout, _) = pair.pull(&[]);
    assert!(stdout.ends_with(TOLD), "{stdout}");
    // Where its item is gone, that is told.
    let gone = derived.replace(
        "[[obstacle]]\nquestion = \"difficulties\"\ntext = \"Fragmented management\"\n",
        "",
    );
    assert_ne!(gone, derived);
    fs::write(&pair.brief, gone).unwrap();
    let (code, stderr) = pair.render();
    assert_eq!(code, 0);
    assert!(
        stderr.contains("the comment “Says who?” by Aigerim stood at words “management”"),
        "{stderr}"
    );
    let (_, stdout, _) = pair.pull(&[]);
    assert!(
        stdout.contains("comment on “management” by Aigerim"),
        "{stdout}"
    );
    assert_eq!(pair.render(), (0, String::new()));
}

#[test]
fn a_document_without_an_item_that_the_brief_has_in_other_words_is_not_overwritten() {
    let pair = Pair::of(BASIN);
    pair.delete_paragraph("Gauging stations lack staff");
    let edited = fs::read(&pair.docx).unwrap();
    let old = "[[obstacle]]\nid = \"staff\"\ntext = \"Gauging stations lack staff\"";
    let new = "[[obstacle]]\ntext = \"Canals leak\"\n\n[[obstacle]]\ntext = \"Most gauging stations lack staff\"";
    let reworded = BASIN.replace(old, new);
    assert_ne!(reworded, BASIN);
    fs::write(&pair.brief, &reworded).unwrap();
    let (code, stderr) = pair.render();
    assert_eq!(code, 1);
    assert!(stderr.contains("error[edited-output]"), "{stderr}");
    assert_eq!(fs::read(&pair.docx).unwrap(), edited);
    let (code, stdout, stderr) = pair.pull(&[]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(
        stderr.contains("obstacle 4: text: changed here, in an item"),
        "{stderr}"
    );
}

#[test]
fn a_brief_that_is_begun_again_from_its_document_has_the_comments_as_remarks() {
    let pair = Pair::of(ASTANA);
    comment(&pair.docx, "0");
    let again = pair.brief.with_file_name("again.toml");
    let mut command = briefgen();
    command.arg("new").arg(&again).arg("--from").arg(&pair.docx);
    let output = command.assert().code(0).get_output().stdout.clone();
    let said = String::from_utf8_lossy(&output).into_owned();
    assert!(
        said.contains("\nIts comment stands in the brief as a remark\n"),
        "{said}"
    );
    let brief = fs::read_to_string(again).unwrap();
    let remark = "# Aigerim, 2017-06-20: Says who?\n# ↳ Director, 2017-06-20: The councils.\n";
    assert!(brief.contains(remark), "{brief}");
}

/// The text of a part of a DOCX.
fn part(docx: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(docx).unwrap()).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of a body, each up to the next.
fn paragraphs(body: &str) -> Vec<&str> {
    body.split("<w:p>").skip(1).collect()
}

#[test]
fn comments_stay_where_they_are_in_a_document_that_is_made_anew() {
    // One in each paragraph, on all its words.
    let pair = Pair::of(BASIN);
    let has_words = |paragraph: &str| {
        let texts = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
        let mut texts = texts.map(|text| text.split('<').next().unwrap_or_default());
        texts.any(|text| text.contains(char::is_alphanumeric))
    };
    pair.edit(&[("word/document.xml", &|body: String| {
        let mut new = body.split("<w:p>").next().unwrap().to_owned();
        let mut id = 0;
        for paragraph in paragraphs(&body) {
            new += "<w:p>";
            if !has_words(paragraph) {
                new += paragraph;
                continue;
            }
            let start = paragraph.find("</w:pPr>").unwrap() + "</w:pPr>".len();
            let end = paragraph.find("</w:p>").unwrap();
            new += &format!(
                "{}<w:commentRangeStart w:id=\"{id}\"/>{}<w:commentRangeEnd w:id=\"{id}\"/>\
                 <w:r><w:commentReference w:id=\"{id}\"/></w:r>{}",
                &paragraph[..start],
                &paragraph[start..end],
                &paragraph[end..]
            );
            id += 1;
        }
        new
    })]);
    let commented = |pair: &Pair| {
        let body = part(&pair.docx, "word/document.xml");
        let places = paragraphs(&body).into_iter().enumerate();
        let marks = places.flat_map(|(place, paragraph)| {
            let ids = paragraph.split("<w:commentRangeStart w:id=\"").skip(1);
            let ids: Vec<usize> = ids
                .map(|id| id.split('"').next().unwrap().parse().unwrap())
                .collect();
            ids.into_iter().map(move |id| (id, place))
        });
        marks.collect::<BTreeMap<usize, usize>>()
    };
    let before = commented(&pair);
    assert!(before.len() > 60, "{}", before.len());
    let comment = |id: &usize| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"Bek\"><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:comment>"
        )
    };
    let all: String = before.keys().map(comment).collect();
    pair.edit(&[
        ("[Content_Types].xml", &|types: String| {
            types.replace("</Types>", "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>")
        }),
        ("word/_rels/document.xml.rels", &|relationships: String| {
            relationships.replace("</Relationships>", "<Relationship Id=\"rIdC1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>")
        }),
        ("word/comments.xml", &|_| {
            format!("<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{all}</w:comments>")
        }),
    ]);
    assert_eq!(pair.render().0, 0);
    // The heads of columns are words of ours: theirs stand at the first cell below.
    let body = part(&pair.docx, "word/document.xml");
    let place = |words: &str| {
        let words = format!(">{words}<");
        let found = paragraphs(&body)
            .iter()
            .position(|one| one.contains(&words));
        found.unwrap()
    };
    let (heads, cell) = (
        place("Action")..=place("Status"),
        place("Draft the rules of sharing"),
    );
    let expected = before.into_iter().map(|(id, place)| match place {
        head if heads.contains(&head) => (id, cell),
        place => (id, place),
    });
    assert_eq!(commented(&pair), expected.collect());
}

#[test]
fn a_conflict_is_over_when_the_brief_has_the_change() {
    let pair = Pair::of(ASTANA);
    pair.replace("Fragmented management", "Scattered management");
    let ours = ASTANA.replace("Fragmented management", "Divided management");
    fs::write(&pair.brief, &ours).unwrap();
    assert_eq!(pair.pull(&[]).0, 1);
    // All of it, and more.
    let both = ASTANA.replace("Fragmented management", "Scattered management of water");
    fs::write(&pair.brief, &both).unwrap();
    let (code, stdout, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        "brief.docx: nothing that brief.toml does not have\n"
    );
    assert_eq!(pair.render(), (0, String::new()));
}

#[test]
fn edits_that_were_given_up_keep_no_document_from_being_made() {
    let pair = Pair::of(ASTANA);
    comment(&pair.docx, "0");
    pair.replace("Insufficient evidence base", "No evidence base");
    // With the brief as it was, too, the document is made anew.
    for ours in [
        ASTANA.replace("Insufficient evidence base", "Weak evidence base"),
        ASTANA.to_owned(),
    ] {
        fs::write(&pair.brief, &ours).unwrap();
        if ours != ASTANA {
            assert_eq!(pair.render().0, 1);
            assert_eq!(pair.pull(&["--ours", "--dry-run"]).0, 0);
            assert_eq!(pair.render().0, 1);
        }
        assert_eq!(pair.pull(&["--ours"]).0, 0);
        assert_eq!(pair.render(), (0, String::new()));
        let (_, stdout, _) = pair.pull(&[]);
        assert!(stdout.starts_with("brief.docx: nothing"), "{stdout}");
        assert!(stdout.ends_with(TOLD), "{stdout}");
    }
}

#[test]
fn edits_that_were_taken_over_are_settled() {
    let pair = Pair::of(ASTANA);
    pair.replace("Insufficient evidence base", "No evidence base");
    let edited = fs::read(&pair.docx).unwrap();
    assert_eq!(pair.pull(&[]).0, 0);
    // Where the brief is put back, they are in it no more.
    let pulled = pair.text();
    fs::write(&pair.brief, ASTANA).unwrap();
    let (code, stderr) = pair.render();
    assert_eq!(code, 1);
    assert!(stderr.contains("No evidence base"), "{stderr}");
    let polished = pulled.replace("No evidence base", "Weak evidence base");
    fs::write(&pair.brief, polished).unwrap();
    assert_eq!(pair.render(), (0, String::new()));
    // An edit after that is one.
    fs::write(&pair.docx, edited).unwrap();
    assert_eq!(pair.render().0, 1);
}

#[test]
fn a_damaged_document_is_not_taken_for_an_edited_one() {
    let pair = Pair::of(BASIN);
    let whole = fs::read(&pair.docx).unwrap();
    let cut = &whole[..whole.len() / 2];
    fs::write(&pair.docx, cut).unwrap();
    let (code, stderr) = pair.render();
    assert_eq!(code, 1);
    assert!(
        stderr.contains("error[unreadable-docx]: the file is damaged"),
        "{stderr}"
    );
    assert_eq!(fs::read(&pair.docx).unwrap(), cut);
    // Nothing is lost with a file of no bytes.
    fs::write(&pair.docx, "").unwrap();
    assert_eq!(pair.render().0, 0);
    assert_eq!(fs::read(&pair.docx).unwrap(), whole);
    // What stands behind the end of the file is no part of it.
    fs::write(&pair.docx, [&whole, b"zz".as_slice()].concat()).unwrap();
    assert_eq!(pair.render().0, 0);
    assert_eq!(fs::read(&pair.docx).unwrap(), whole);
}

#[test]
fn settled_edits_are_missed_where_the_brief_loses_them() {
    let pair = Pair::of(BASIN);
    pair.replace("Few outlets have meters", "Few outlets have working meters");
    let polished = BASIN.replace("A second line", "A 2nd line");
    let missed = |words: &str| {
        let (code, stderr) = pair.render();
        assert_eq!(code, 1);
        assert!(stderr.contains("error[edited-output]"), "{stderr}");
        assert!(stderr.contains(words), "{stderr}");
    };
    // Pulled into another brief than its own.
    let copy = pair.brief.with_file_name("copy.toml");
    fs::write(&copy, BASIN).unwrap();
    assert_eq!(pair.pull(&["--brief", copy.to_str().unwrap()]).0, 0);
    fs::write(&pair.brief, BASIN.replace("Few outlets", "Some outlets")).unwrap();
    missed("changed here and in the document");
    fs::write(&pair.brief, BASIN).unwrap();
    assert_eq!(pair.pull(&[]).0, 0);
    let pulled = pair.text();
    // Saved over by an editor that had it open, with a change of its own.
    fs::write(&pair.brief, &polished).unwrap();
    missed("working meters");
    // It can be taken over again, and is settled still.
    assert_eq!(pair.pull(&[]).0, 0);
    assert!(pair.text().contains("working meters"));
    let other_words = pulled.replace("working meters", "meters that work");
    fs::write(&pair.brief, other_words).unwrap();
    assert_eq!(pair.render().0, 0);
}

#[test]
fn extract_says_that_an_edited_document_is_newer_than_the_toml_in_it() {
    let pair = Pair::of(ASTANA);
    let out = TempDir::new().unwrap();
    let extract = |folder: &Path| {
        let mut command = briefgen();
        command.arg("extract").arg(&pair.docx).arg("-o").arg(folder);
        let output = command.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), stderr)
    };
    assert_eq!(extract(out.path()), (0, String::new()));
    pair.replace("Insufficient evidence base", "No evidence base");
    let (code, stderr) = extract(out.path());
    assert_eq!(code, 0);
    assert!(stderr.contains("warning[edited-document]"), "{stderr}");
    assert!(stderr.contains("over with `briefgen pull`"), "{stderr}");
    assert_eq!(pair.pull(&[]).0, 0);
    // Beside it stands the newer one, which is not to be overwritten with --force.
    let beside = pair.brief.parent().unwrap();
    for (folder, exit) in [(out.path(), 0), (beside, 1)] {
        let (code, stderr) = extract(folder);
        assert_eq!(code, exit, "{stderr}");
        assert!(stderr.contains("warning[edited-document]"), "{stderr}");
        assert!(stderr.contains("pulled into a newer TOML"), "{stderr}");
    }
    assert!(pair.text().contains("No evidence base"));
    // It is not lost with the brief that it was pulled into.
    fs::copy(out.path().join("brief.toml"), &pair.brief).unwrap();
    assert_eq!(pair.pull(&[]).0, 0);
    assert!(pair.text().contains("No evidence base"));
    assert_eq!(pair.render(), (0, String::new()));
    assert_eq!(extract(beside), (0, String::new()));
}

#[test]
fn an_item_that_was_taken_out_is_missed_where_it_is_back() {
    let pair = Pair::of(BASIN);
    pair.delete_paragraph("Gauging stations lack staff");
    assert_eq!(pair.pull(&[]).0, 0);
    assert!(!pair.text().contains("lack staff"));
    let polished = BASIN.replace("lack staff", "lack trained staff");
    fs::write(&pair.brief, &polished).unwrap();
    let (code, stderr) = pair.render();
    assert_eq!(code, 1);
    assert!(stderr.contains("does not have any more"), "{stderr}");
    // Kept on purpose.
    assert_eq!(pair.pull(&["--ours"]).0, 0);
    assert_eq!(pair.text(), polished);
    assert_eq!(pair.render().0, 0);
}

#[test]
fn what_was_left_out_on_purpose_is_not_missed() {
    let pair = Pair::of(BASIN);
    pair.replace("Few outlets have meters", "Few outlets have working meters");
    let staff = "Gauging stations lack staff";
    pair.edit(&[("word/document.xml", &|body: String| {
        let tracked = format!(
            "{staff}</w:t></w:r><w:ins w:id=\"901\" w:author=\"Ann\"><w:r><w:t xml:space=\"preserve\"> and \
             boats</w:t></w:r></w:ins><w:r><w:t>"
        );
        assert!(body.contains(staff));
        body.replacen(staff, &tracked, 1)
    })]);
    assert_eq!(pair.pull(&["--reject"]).0, 0);
    let pulled = pair.text();
    assert_eq!(
        pulled,
        BASIN.replace("Few outlets have meters", "Few outlets have working meters")
    );
    // What was taken over is missed, and only that.
    fs::write(&pair.brief, BASIN).unwrap();
    let (code, stderr) = pair.render();
    assert_eq!(code, 1);
    assert!(stderr.contains("working meters"), "{stderr}");
    assert!(!stderr.contains("boats"), "{stderr}");
    fs::write(&pair.brief, pulled.replace("A second line", "A 2nd line")).unwrap();
    assert_eq!(pair.render().0, 0);
}

#[test]
fn a_file_that_may_not_be_written_is_pulled_as_any_other() {
    let pair = Pair::of(ASTANA);
    pair.replace("Insufficient evidence base", "No evidence base");
    let mut permissions = fs::metadata(&pair.docx).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&pair.docx, permissions).unwrap();
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(pair.text().contains("No evidence base"));
}

#[test]
fn what_no_brief_can_hold_is_not_to_be_taken_over() {
    let pair = Pair::of(ASTANA);
    pair.replace("Obstacles</w:t>", "What stands in the way</w:t>");
    assert_eq!(pair.pull(&["--partial"]).0, 1);
    let (code, stderr) = pair.render();
    assert_eq!(code, 1);
    assert!(
        stderr.contains(
            "write it into the brief by hand, or not at all, and give it up with `briefgen --force`"
        ),
        "{stderr}"
    );
    assert!(!stderr.contains("briefgen pull"), "{stderr}");
}

#[test]
fn a_dry_run_tells_all() {
    let pair = Pair::of(ASTANA);
    comment(&pair.docx, "0");
    pair.replace("Insufficient evidence base", "No evidence base");
    let (code, stdout, _) = pair.pull(&["--dry-run"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("+text = \"No evidence base\""), "{stdout}");
    assert!(stdout.ends_with(TOLD), "{stdout}");
    // What has no place keeps nothing of it back.
    pair.replace("Obstacles</w:t>", "What stands in the way</w:t>");
    let (code, stdout, stderr) = pair.pull(&["--dry-run"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("error[not-in-a-brief]"), "{stderr}");
    assert!(stdout.contains("+text = \"No evidence base\""), "{stdout}");
    assert!(
        stdout.contains("1 change, not written\n  obstacle 3: "),
        "{stdout}"
    );
    assert!(stdout.ends_with(TOLD), "{stdout}");
    assert_eq!(pair.text(), ASTANA);
}

#[test]
fn comments_that_are_done_do_not_go_on() {
    let pair = Pair::of(ASTANA);
    comment(&pair.docx, "1");
    assert_eq!(pair.render(), (0, String::new()));
    let (_, stdout, _) = pair.pull(&[]);
    assert_eq!(
        stdout,
        "brief.docx: nothing that brief.toml does not have\n"
    );
}

#[test]
fn comments_are_kept_in_the_brief_where_asked_for() {
    let pair = Pair::of(ASTANA);
    comment(&pair.docx, "0");
    for _ in 0..2 {
        assert_eq!(pair.pull(&["--comments"]).0, 0);
        let remark = "# Aigerim, 2017-06-20: Says who?\n# ↳ Director, 2017-06-20: The councils.\ntext = \"Fragmented management\"";
        assert_eq!(
            pair.text(),
            ASTANA.replace("text = \"Fragmented management\"", remark)
        );
    }
}

#[test]
fn programs_get_a_line_of_json_for_each_change() {
    let pair = Pair::of(ASTANA);
    pair.replace("Fragmented management", "Scattered management");
    let (_, stdout, _) = pair.pull(&["--message-format", "json"]);
    let lines: Vec<serde_json::Value> = stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["kind"], "done");
    assert_eq!(lines[0]["changes"], 1);
    assert_eq!(lines[1]["kind"], "change");
}

#[test]
fn what_is_no_document_of_ours_is_refused() {
    let pair = Pair::of(ASTANA);
    for bytes in [
        &b""[..],
        b"PK",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"words",
    ] {
        fs::write(&pair.docx, bytes).unwrap();
        let (code, _, stderr) = pair.pull(&[]);
        assert_eq!(code, 1, "{stderr}");
        assert!(stderr.contains("error[unreadable-docx]"), "{stderr}");
        assert_eq!(pair.text(), ASTANA);
    }
    fs::remove_file(&pair.docx).unwrap();
    let (code, _, stderr) = pair.pull(&[]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("there is no file `brief.docx`"), "{stderr}");
}

#[test]
fn a_file_that_git_has_is_not_kept_twice() {
    let pair = Pair::of(BASIN);
    let folder = pair.brief.parent().unwrap().to_owned();
    common::commit_to_git(&folder, "brief.toml");
    pair.replace("Few outlets have meters", "No outlets have meters");
    assert_eq!(pair.pull(&[]).0, 0);
    assert!(!pair.names().contains(&"brief.toml.orig".to_owned()));
    // What is changed and not committed is kept.
    pair.replace("Gauging stations lack staff", "Gauging stations lack boats");
    assert_eq!(pair.pull(&[]).0, 0);
    assert!(pair.names().contains(&"brief.toml.orig".to_owned()));
}

#[test]
fn what_git_does_not_have_is_kept_though_it_is_not_told_to_look() {
    let pair = Pair::of(&BASIN.replace('\n', "\r\n"));
    let folder = pair.brief.parent().unwrap().to_owned();
    let git = |arguments: &[&str]| {
        let mut git = assert_cmd::Command::new("git");
        git.arg("-C")
            .arg(&folder)
            .args(arguments)
            .assert()
            .success();
    };
    fs::write(&pair.brief, BASIN).unwrap();
    common::commit_to_git(&folder, "brief.toml");
    fs::write(&pair.brief, BASIN.replace('\n', "\r\n")).unwrap();
    fs::write(folder.join(".gitattributes"), "*.toml filter=own\n").unwrap();
    git(&["config", "filter.own.clean", "touch filtered; cat"]);
    pair.replace("Few outlets have meters", "No outlets have meters");
    assert_eq!(pair.pull(&[]).0, 0);
    // The ends of lines are no words.
    assert!(!pair.names().contains(&"brief.toml.orig".to_owned()));
    assert!(!pair.names().contains(&"filtered".to_owned()));
    git(&["update-index", "--assume-unchanged", "brief.toml"]);
    pair.replace("Gauging stations lack staff", "Gauging stations lack boats");
    assert_eq!(pair.pull(&[]).0, 0);
    assert!(pair.names().contains(&"brief.toml.orig".to_owned()));
}

#[cfg(unix)]
#[test]
fn an_interrupted_pull_leaves_the_files_after_it_as_they_are() {
    let pair = Pair::of(ASTANA);
    pair.replace("Fragmented", "Divided");
    let folder = pair.brief.parent().unwrap();
    let copies: Vec<String> = (0..30)
        .map(|number| format!("{number:02}/brief.docx"))
        .collect();
    for copy in &copies {
        let copy = folder.join(copy);
        fs::create_dir(copy.parent().unwrap()).unwrap();
        fs::copy(&pair.docx, &copy).unwrap();
        fs::copy(&pair.brief, copy.with_extension("toml")).unwrap();
    }
    let mut arguments = vec!["pull"];
    arguments.extend(copies.iter().map(String::as_str));
    let (code, said, wrong) = common::ended_after_first_line(folder, &arguments);
    assert_eq!(code, Some(3), "{said}{wrong}");
    let left = copies.iter().filter(|copy| {
        fs::read_to_string(folder.join(copy).with_extension("toml")).unwrap() == ASTANA
    });
    let left = left.count();
    assert!((1..30).contains(&left), "{left}");
    let told = "error[system]: cannot go on: interrupted; nothing was taken over from this file";
    assert_eq!(wrong.matches(told).count(), left, "{wrong}");
}

#[test]
fn of_items_with_the_same_words_a_second_pull_changes_no_other() {
    let actions = "\n[[action]]\ntext = \"Report on progress\"\nowner = \"Ministry\"\n\
                   \n[[action]]\ntext = \"Draft the law\"\n\
                   \n[[action]]\ntext = \"Report on progress\"\nowner = \"Secretariat\"\n";
    let head = "language = \"en\"\ntitle = \"T\"\npublished = 2017-06-16\n\
                [meeting]\ntitle = \"M\"\ndate = 2017-06-15\n";
    let pair = Pair::of(&format!("{head}{actions}"));
    pair.replace("Report on progress", "Report on all spending");
    let expected = actions.replacen("Report on progress", "Report on all spending", 1);
    for _ in 0..2 {
        let (code, said, complaints) = pair.pull(&[]);
        assert_eq!(code, 0, "{said}{complaints}");
        let brief = fs::read_to_string(&pair.brief).unwrap();
        assert_eq!(brief, format!("{head}{expected}"), "{said}");
    }
}
