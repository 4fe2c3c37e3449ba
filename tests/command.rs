//! The command as its users meet it: files, messages, exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use assert_cmd::Command;
use common::{briefgen, names, stderr, stdout};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ASTANA: &str = include_str!("../briefs/astana-2017.toml");

/// What every brief must have.
const SMALLEST: &str = r#"
language = "en"
title = "Outcomes of the meeting on the commons"
published = 2026-05-04

[meeting]
title = "Meeting on the commons"
date = 2026-04-30
"#;

/// A folder with `name` holding `text`.
fn folder_with(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

/// The brief of Astana, funded by several: among them one with a logo, in the file that it names.
fn funded_by_several() -> String {
    ASTANA
        .replace(r#"funders      = ["eu"]"#, r#"funders = ["eu", "fund", "bank"]"#)
        .replace(
            "[[organisation]]\nid = \"iucn\"",
            "[[organisation]]\nid = \"fund\"\nname = \"Fund for Rivers\"\nlogo = \"fund.png\"\n\
             [[organisation]]\nid = \"bank\"\nname = \"Bank\"\nstatement = \"With a loan of the Bank\"\n\
             [[organisation]]\nid = \"iucn\"",
        )
}

#[test]
fn a_folder_in_the_place_of_a_file_is_a_mistake_of_the_command() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("old.docx")).unwrap();
    for arguments in [
        &["pull", "old.docx"][..],
        &["extract", "old.docx"],
        &["new", "b.toml", "--from", "old.docx"],
        &["translate", "old.docx", "--from-xliff", "old.docx"],
    ] {
        let (code, _, said) = common::run(&folder, arguments);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("this is a folder, and no"), "{said}");
    }
}

#[test]
fn funders_are_shown_with_their_logos_which_must_be_there() {
    let (folder, brief) = folder_with("astana.toml", &funded_by_several());
    let output = briefgen().arg(&brief).assert().code(1);
    let stderr = stderr(&output);
    assert!(stderr.contains("there is no file `fund.png`"), "{stderr}");
    assert_eq!(names(folder.path()), ["astana.toml"]);
    let logo = include_bytes!("../briefs/figures/wordmark.png");
    fs::write(folder.path().join("fund.png"), logo).unwrap();
    briefgen().arg(&brief).assert().code(0);
    assert_eq!(
        names(folder.path()),
        ["astana.docx", "astana.pdf", "astana.toml", "fund.png"]
    );
}

#[test]
fn a_brief_becomes_a_pdf_and_a_docx_beside_it() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    let output = briefgen().arg(&brief).assert().code(0);
    let stdout = stdout(&output);
    assert_eq!(
        stdout.lines().count(),
        1,
        "one line says what was written: {stdout}"
    );
    assert_eq!(
        names(folder.path()),
        ["astana.docx", "astana.pdf", "astana.toml"]
    );
    assert!(
        fs::read(folder.path().join("astana.pdf"))
            .unwrap()
            .starts_with(b"%PDF-")
    );
    assert!(
        fs::read(folder.path().join("astana.docx"))
            .unwrap()
            .starts_with(b"PK")
    );
}

#[test]
fn the_outputs_stay_small() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    briefgen().arg(&brief).assert().code(0);
    for (name, most) in [("astana.pdf", 60_000), ("astana.docx", 40_000)] {
        let size = fs::metadata(folder.path().join(name)).unwrap().len();
        assert!(size <= most, "{name}: {size} bytes");
    }
}

#[test]
fn only_the_formats_asked_for_are_written() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    briefgen().arg(&brief).args(["-f", "pdf"]).assert().code(0);
    assert_eq!(names(folder.path()), ["astana.pdf", "astana.toml"]);
}

#[test]
fn a_wrong_brief_is_named_and_the_good_one_written() {
    let (folder, good) = folder_with("good.toml", ASTANA);
    let bad = folder.path().join("bad.toml");
    fs::write(&bad, "language = \"en\"\ntitel = \"x\"\n").unwrap();
    let output = briefgen().arg(&bad).arg(&good).assert().code(1);
    let stderr = stderr(&output);
    assert!(
        stderr.contains("titel") && stderr.contains("bad.toml:2:1"),
        "{stderr}"
    );
    assert_eq!(
        names(folder.path()),
        ["bad.toml", "good.docx", "good.pdf", "good.toml"]
    );
}

#[test]
fn check_writes_nothing() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    briefgen().arg("check").arg(&brief).assert().code(0);
    assert_eq!(names(folder.path()), ["astana.toml"]);
}

#[test]
fn a_strict_check_takes_warnings_as_errors() {
    let before = SMALLEST.replace("date = 2026-04-30", "date = 2026-05-30");
    let (folder, brief) = folder_with("a.toml", &before);
    let house = folder.path().join("briefgen.toml");
    fs::write(&house, "[fonts.serif]\nregular = \"a.ttf\"\n").unwrap();
    fs::copy(
        "fonts/SourceSerif4-Regular.otf",
        folder.path().join("a.ttf"),
    )
    .unwrap();
    for path in [&brief, &house] {
        let run = briefgen().arg("check").arg(path).assert().code(0);
        assert!(stderr(&run).contains("warning["), "{}", stderr(&run));
        let run = briefgen()
            .args(["check", "--strict"])
            .arg(path)
            .assert()
            .code(1);
        assert!(!stderr(&run).contains("warning"), "{}", stderr(&run));
        assert_eq!(run.get_output().stdout, b"");
    }
}

#[test]
fn messages_for_programs_are_json_lines() {
    let (_folder, brief) = folder_with("bad.toml", "titel = 1\n");
    let output = briefgen()
        .arg("check")
        .arg(&brief)
        .args(["--message-format", "json"])
        .assert()
        .code(1);
    let stderr = stderr(&output);
    assert!(stderr.lines().count() >= 2);
    for line in stderr.lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        for key in [
            "level", "code", "message", "file", "line", "column", "end", "help",
        ] {
            assert!(message.get(key).is_some(), "{key} is missing in {line}");
        }
    }
}

#[test]
fn what_has_no_room_is_a_warning_that_says_where() {
    let sentence = "Each country measures the flow for itself. ";
    let brief = format!(
        "{SMALLEST}\n[[question]]\nid = \"who\"\ntext = \"Who measures?\"\n\
         discussion = \"\"\"\nA note says it.[^long]\n\n[^long]: {}\"\"\"\n\
         [[table]]\nid = \"rows\"\ncaption = \"A row\"\ncolumns = [\"What\"]\n\
         rows = [[\"Little\"],\n[\"{}\"]]\nafter = \"who\"\n\
         [[recommendation]]\ntext = \"Write {} in one line.\"\n",
        sentence.repeat(80),
        sentence.repeat(200),
        "x".repeat(200),
    );
    let (_folder, path) = folder_with("brief.toml", &brief);
    let output = briefgen().arg(&path).args(["-f", "pdf"]).assert().code(0);
    let stderr = stderr(&output);
    let told: Vec<&str> = stderr
        .lines()
        .filter_map(|line| line.split_once(": ").map(|(kind, _)| kind))
        .filter(|kind| kind.starts_with("warning["))
        .collect();
    assert_eq!(
        told,
        [
            "warning[long-note]",
            "warning[divided-row]",
            "warning[divided-word]"
        ],
        "{stderr}"
    );
    for place in ["brief.toml:16", "brief.toml:22", "brief.toml:25"] {
        assert!(stderr.contains(place), "{place}: {stderr}");
    }
}

#[test]
fn a_table_without_room_is_told_once_be_it_in_the_pdf_or_in_the_docx_alone() {
    for (cell, columns, in_pdf, in_docx) in [
        // The PDF hyphenates it, a word processor does not.
        ("\"Telecommunications\"", 12, false, 1),
        ("123456.7", 24, true, 0),
        ("123.4", 12, false, 0),
    ] {
        let header = vec!["\"A\""; columns].join(", ");
        let row = vec![cell; columns].join(", ");
        let brief = format!(
            "{SMALLEST}\n[[table]]\nid = \"t\"\ncaption = \"Much\"\nafter = \"recommendations\"\n\
             columns = [{header}]\nrows = [[{row}]]\n\
             [[recommendation]]\ntext = \"Meet again.\"\n"
        );
        let (_folder, path) = folder_with("brief.toml", &brief);
        let output = briefgen().arg("check").arg(&path).assert().code(0);
        let stderr = stderr(&output);
        let told = |words: &str| stderr.matches(words).count();
        assert_eq!(told("the PDF divides") > 0, in_pdf, "{stderr}");
        assert_eq!(
            told("words of this table have no room in the DOCX"),
            in_docx,
            "{stderr}"
        );
    }
    // Of a chart the table of its data is meant.
    let series: String = (0..14)
        .map(|number| {
            format!(
                "[[chart.series]]\nname = \"Telecommunications {number}\"\nvalues = [{number}]\n"
            )
        })
        .collect();
    let chart = "[[chart]]\nid = \"c\"\ncaption = \"Much\"\nkind = \"line\"\nlabels = [\"2011\"]\n";
    let recommended = "[[recommendation]]\ntext = \"Meet again.\"\n";
    let (_folder, path) = folder_with(
        "brief.toml",
        &format!("{SMALLEST}\n{chart}{series}{recommended}"),
    );
    let output = briefgen().arg("check").arg(&path).assert().code(0);
    let stderr = stderr(&output);
    assert!(
        stderr.contains("words in the table of this chart's data have no room"),
        "{stderr}"
    );
}

#[test]
fn an_edited_docx_is_not_overwritten_without_force() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    let docx = folder.path().join("astana.docx");
    fs::write(&docx, "a colleague's work").unwrap();
    let output = briefgen().arg(&brief).assert().code(1);
    let stderr = stderr(&output);
    assert!(stderr.contains("--force"), "{stderr}");
    assert_eq!(fs::read(&docx).unwrap(), b"a colleague's work");
    assert_eq!(
        names(folder.path()),
        ["astana.docx", "astana.toml"],
        "nothing else was written"
    );
    briefgen().arg(&brief).arg("--force").assert().code(0);
    assert!(fs::read(&docx).unwrap().starts_with(b"PK"));
    briefgen().arg(&brief).assert().code(0);
}

#[test]
fn an_output_of_ours_is_overwritten_when_the_brief_changes() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    briefgen().arg(&brief).assert().code(0);
    let before = fs::read(folder.path().join("astana.docx")).unwrap();
    fs::write(
        &brief,
        ASTANA.replace("Fragmented management", "Divided management"),
    )
    .unwrap();
    briefgen().arg(&brief).assert().code(0);
    assert!(before != fs::read(folder.path().join("astana.docx")).unwrap());
}

#[test]
fn a_wrong_command_is_code_two() {
    briefgen().assert().code(2);
    briefgen()
        .args(["briefs/astana-2017.toml", "-f", "odt"])
        .assert()
        .code(2);
    let folder = TempDir::new().unwrap();
    for name in ["a", "b"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("brief.toml"), SMALLEST).unwrap();
    }
    let clash = briefgen()
        .args(["a/brief.toml", "b/brief.toml", "-o", "out"])
        .current_dir(folder.path())
        .assert()
        .code(2);
    assert!(stderr(&clash).contains("the same files as a/brief.toml"));
    for name in ["a.docx", "A.PDF"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    for (arguments, says) in [
        ("a/brief.toml --jobs 0", "write a whole number, 1 or more"),
        ("a/brief.toml --lang ru", "'--all-languages'"),
        (
            "a/brief.toml -o out.pdf",
            "the name of a file, not of a folder",
        ),
        (
            "a/brief.toml -o a/brief.toml",
            "is a file, where a folder is to be",
        ),
        (
            "archive a/brief.toml -o a/brief.toml",
            "is a file, where a folder is to be",
        ),
        (
            "extract A.PDF -o a.docx",
            "is a file, where a folder is to be",
        ),
        ("watch a", "`briefgen a` makes all"),
        ("a.docx", "`briefgen new --from a.docx` begins one"),
        ("A.PDF", "`briefgen extract A.PDF` gives back the brief"),
        ("watch a/brief.toml --serve 80", "80 is not in 1024..=65535"),
    ] {
        refused(folder.path(), arguments, says);
    }
    assert_eq!(names(folder.path()), ["A.PDF", "a", "a.docx", "b"]);
    assert_eq!(names(folder.path().join("a")), ["brief.toml"]);
}

/// What is said of a command that is wrong, which has these words.
fn refused(folder: &Path, arguments: &str, words: &str) -> String {
    let run = briefgen()
        .args(arguments.split(' '))
        .current_dir(folder)
        .assert()
        .code(2);
    let said = stderr(&run);
    assert!(said.contains(words), "{arguments}: {said}");
    said
}

#[test]
fn what_is_not_there_is_a_wrong_command_and_nothing_is_made() {
    let (folder, _) = folder_with("ok.toml", SMALLEST);
    for (arguments, says) in [
        (
            "chek ok.toml",
            "there is no file `chek`; did you mean the command `check`?",
        ),
        (
            "-f pdf check ok.toml",
            "the command stands first: `briefgen check …`",
        ),
        ("ok.toml okk.toml", "there is `ok.toml`"),
        ("check ok", "there is `ok.toml`"),
        ("check briefs/ok.toml", "there is no folder `briefs` either"),
        ("check briefgen.toml", "there is no file `briefgen.toml`"),
        ("mail ok.toml --to okay.toml", "there is `ok.toml`"),
        ("watch kk.toml", "there is `ok.toml`"),
        ("translate kk.toml --to ru", "there is `ok.toml`"),
        ("verify kk.toml", "there is `ok.toml`"),
        ("extract kk.toml", "there is `ok.toml`"),
        ("pull kk.toml", "there is `ok.toml`"),
        ("archive kk.toml", "there is `ok.toml`"),
        ("archive ok.toml --minutes kk.toml", "there is `ok.toml`"),
        ("archive --index kk", "there is no file `kk`"),
    ] {
        let said = refused(folder.path(), arguments, says);
        assert_eq!(said.matches("error[").count(), 1, "{said}");
    }
    assert_eq!(names(folder.path()), ["ok.toml"]);
}

#[test]
fn what_the_system_refuses_is_code_three() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    fs::create_dir(folder.path().join("astana.pdf")).unwrap();
    briefgen().arg(&brief).args(["-f", "pdf"]).assert().code(3);
    assert_eq!(
        names(folder.path()),
        ["astana.pdf", "astana.toml"],
        "no temporary file stays behind"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let (folder, brief) = folder_with("astana.toml", ASTANA);
    let pdf = folder.path().join("astana.pdf");
    fs::write(&pdf, "earlier").unwrap();
    // A limit on the size of files stands for a full disk: the write itself fails.
    let script = r#"trap '' XFSZ; ulimit -f 1; exec "$0" "$1" -f pdf"#;
    Command::new("bash")
        .args(["-c", script])
        .arg(env!("CARGO_BIN_EXE_briefgen"))
        .arg(&brief)
        .assert()
        .code(3);
    assert_eq!(fs::read(&pdf).unwrap(), b"earlier");
    assert_eq!(names(folder.path()), ["astana.pdf", "astana.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_does_not_arrive_is_code_three() {
    for asked in ["--help", "--version", "check --help", "schema brief"] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_briefgen"))
            .args(asked.split(' '))
            .stdout(full)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{asked}: {said}");
        assert!(said.contains("cannot write to it: No space left"), "{said}");
    }
}

/// A folder with a house style, and below it `names` as briefs, each in a folder of its own.
fn folder_in_house(house_style: &str, names: &[&str]) -> (TempDir, Vec<PathBuf>) {
    let (folder, _) = folder_with("briefgen.toml", house_style);
    let briefs = names
        .iter()
        .map(|name| {
            let below = folder.path().join(name);
            fs::create_dir(&below).unwrap();
            let brief = below.join(format!("{name}.toml"));
            fs::write(&brief, ASTANA).unwrap();
            brief
        })
        .collect();
    (folder, briefs)
}

#[test]
fn a_house_style_is_found_above_the_brief_and_goes_into_the_outputs() {
    let house_style = "paper = \"Letter\"\n";
    let (folder, briefs) = folder_in_house(house_style, &["astana"]);
    let mut run = briefgen();
    run.current_dir(folder.path())
        .args(["-v", "astana/astana.toml"]);
    let made = stdout(&run.assert().code(0));
    assert!(made.contains(", house style briefgen.toml)"), "{made}");
    assert_eq!(
        stdout(&run.assert().code(0)),
        "astana/astana.toml: unchanged (house style briefgen.toml)\n"
    );

    let pdf = lopdf::Document::load(briefs[0].with_extension("pdf")).unwrap();
    let page = pdf.get_pages()[&1];
    let media_box = pdf.get_dictionary(page).unwrap().get(b"MediaBox").unwrap();
    let corner: Vec<f32> = media_box.as_array().unwrap()[2..]
        .iter()
        .map(|number| number.as_float().unwrap().round())
        .collect();
    assert_eq!(corner, [612.0, 792.0]);
    let associated = pdf.catalog().unwrap().get(b"AF").unwrap();
    let files: Vec<String> = associated
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let file = pdf.get_dictionary(file.as_reference().unwrap()).unwrap();
            assert_eq!(
                file.get(b"AFRelationship").unwrap().as_name().unwrap(),
                b"Source"
            );
            String::from_utf8_lossy(file.get(b"F").unwrap().as_str().unwrap()).into_owned()
        })
        .collect();
    assert_eq!(files, ["astana.toml", "briefgen.toml"]);

    let docx = fs::File::open(briefs[0].with_extension("docx")).unwrap();
    let mut archive = zip::ZipArchive::new(docx).unwrap();
    let mut part = |name: &str| io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let manifest = part("customXml/item1.xml");
    let kept = "<b:houseStyle file=\"briefgen.toml\">paper = \"Letter\"\n</b:houseStyle>";
    assert!(manifest.contains(kept), "{manifest}");
    assert!(part("word/document.xml").contains("w:w=\"12240\" w:h=\"15840\""));
}

#[test]
fn the_nearest_house_style_holds() {
    let (folder, briefs) = folder_in_house("wrong\n", &["inner"]);
    fs::write(folder.path().join("inner/briefgen.toml"), "").unwrap();
    briefgen().arg("check").args(&briefs).assert().code(0);
}

#[test]
fn a_wrong_house_style_is_named_once() {
    let (folder, briefs) = folder_in_house("papier = \"A4\"\n", &["one", "two"]);
    let output = briefgen().args(&briefs).assert().code(1);
    let stderr = stderr(&output);
    assert_eq!(stderr.matches("papier").count(), 2, "{stderr}");
    assert!(
        stderr.contains("briefgen.toml:1:1") && stderr.ends_with("\n1 error\n"),
        "{stderr}"
    );
    assert_eq!(names(folder.path().join("one")), ["one.toml"]);
}

#[test]
fn a_house_style_among_the_briefs_is_none_of_them() {
    let (folder, briefs) = folder_in_house("", &["one"]);
    let house_style = folder.path().join("briefgen.toml");
    briefgen().arg(&house_style).args(&briefs).assert().code(0);
    assert_eq!(names(folder.path()), ["briefgen.toml", "one"]);
    let output = briefgen().arg("check").arg(&house_style).assert().code(0);
    let stdout = stdout(&output);
    assert!(
        stdout.ends_with("briefgen.toml: a good house style\n"),
        "{stdout}"
    );
    let recipients = folder.path().join("donors.toml");
    let words = "[sender]\naddress = \"a@b.example\"\n\n[[recipient]]\naddress = \"c@d.example\"\n";
    fs::write(&recipients, words).unwrap();
    let mail = |named: &[&Path]| {
        let mut mail = briefgen();
        mail.arg("mail").args(named).arg("--dry-run").arg("--to");
        common::said(mail.arg(&recipients))
    };
    let translate = |named: &[&Path]| {
        let mut translate = briefgen();
        common::said(translate.arg("translate").args(named).args(["--to", "ru"]))
    };
    for (code, _, said) in [
        mail(&[&house_style, &briefs[0]]),
        translate(&[&house_style, &briefs[0]]),
    ] {
        assert_eq!(code, 0, "{said}");
    }
    // Alone, it is not what somebody meant.
    let alone = |command: &[&str]| common::said(briefgen().args(command).arg(&house_style));
    for (code, _, said) in [
        mail(&[&house_style]),
        translate(&[&house_style]),
        alone(&[]),
        alone(&["archive"]),
    ] {
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("a house style has no pages"), "{said}");
    }
    fs::write(&house_style, "papier = 1\n").unwrap();
    briefgen().arg("check").arg(&house_style).assert().code(1);
}

#[test]
fn what_a_font_lacks_is_said_at_its_line_of_the_house_style() {
    let house_style = "[fonts]\nsans = { regular = \"f.otf\", italic = \"f.otf\", semibold = \"f.otf\", \
                       semibold-italic = \"f.otf\" }\n";
    let (folder, briefs) = folder_in_house(house_style, &["one"]);
    fs::copy("fonts/SourceSerif4-It.otf", folder.path().join("f.otf")).unwrap();
    // Letters of small capitals, which are upright only.
    fs::write(&briefs[0], ASTANA.replace("CAREC\"\n", "ᴄᴀʀᴇᴄ\"\n")).unwrap();
    let output = briefgen()
        .current_dir(folder.path())
        .arg("one/one.toml")
        .assert()
        .code(0);
    let stderr = stderr(&output);
    assert!(stderr.contains("warning[missing-letters]"), "{stderr}");
    assert!(stderr.contains("briefgen.toml:2:20"), "{stderr}");
}

#[test]
fn schemas_are_printed() {
    for (file, title) in [("brief", "Outcome brief"), ("house-style", "House style")] {
        let output = briefgen().args(["schema", file]).assert().code(0);
        let schema: serde_json::Value =
            serde_json::from_slice(&output.get_output().stdout).unwrap();
        assert_eq!(schema["title"], title);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    }
    briefgen().args(["schema", "letter"]).assert().code(2);
}

#[test]
fn a_new_brief_renders_at_once_and_replaces_nothing() {
    let folder = TempDir::new().unwrap();
    let new = || {
        let mut command = briefgen();
        command.current_dir(&folder).args([
            "new",
            "--meeting",
            "Совещание «о воде»",
            "--date",
            "2017-06-15",
            "--place",
            "Астана, KZ",
            "--organiser",
            "РЭЦЦА",
            "--language",
            "ru",
        ]);
        command
    };
    new().assert().code(0);
    assert_eq!(names(folder.path()), [".briefgen", "астана-2017.toml"]);
    let text = fs::read_to_string(folder.path().join("астана-2017.toml")).unwrap();
    let schema = text.lines().next().unwrap().strip_prefix("#:schema ");
    let schema = fs::read(folder.path().join(schema.unwrap())).unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&schema).is_ok());
    briefgen()
        .current_dir(&folder)
        .arg("астана-2017.toml")
        .assert()
        .code(0);
    // Of a name that nobody has given, the next is taken, and no answer is lost.
    for number in [2, 3] {
        let said = format!(
            "астана-2017.toml is there already: the new brief is астана-2017-{number}.toml\n\
             астана-2017-{number}.toml is there to be filled in\nNext: briefgen астана-2017-{number}.toml\n"
        );
        new().assert().code(0).stdout(said);
    }
    for name in ["астана-2017.toml", "астана-2017-3.toml"] {
        assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), text);
    }
}

#[test]
fn words_that_look_like_options_or_like_files_are_told_with_what_is_meant() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("my brief.toml"), "").unwrap();
    fs::write(folder.path().join("a.toml"), "").unwrap();
    for (typed, told) in [
        (
            "—formats pdf a.toml",
            "write the `-` of the keyboard: `--formats`",
        ),
        ("-pdf a.toml", "write '--formats pdf'"),
        ("-to ru a.toml", "write '--to'"),
        (
            "--check a.toml",
            "the command stands first: `briefgen check …`",
        ),
        ("check my brief.toml", "put its name in quotation marks: "),
        (
            "mail a.toml --to anna@donor.example",
            "below it `address = \"anna@donor.example\"`",
        ),
    ] {
        let mut command = briefgen();
        command.current_dir(&folder).args(typed.split(' '));
        let output = command.assert().code(2);
        let said = stderr(&output);
        assert!(said.contains(told), "{typed}: {said}");
        assert!(!said.contains("as a value"), "{typed}: {said}");
    }
    let mut command = briefgen();
    command
        .current_dir(&folder)
        .args(["a.toml", "-f", "PDF,word"]);
    command.assert().code(1);
}

#[test]
fn a_name_that_no_new_brief_can_have_is_told_before_anything_is_asked() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("there.toml"), "").unwrap();
    for (name, said) in [
        (
            "almaty.docx",
            "the name of a brief ends in `.toml`\n--> almaty.docx\n = help: name it `almaty.toml`",
        ),
        (
            "almaty-2017.05",
            "the name of a brief ends in `.toml`\n--> almaty-2017.05\n = help: name it `almaty-2017.05.toml`",
        ),
        (
            "there.toml",
            "there is a file of this name already\n--> there.toml\n = help: name another: `briefgen new FILE`",
        ),
        (
            "there.ru.toml",
            "a translation of there.toml has this name\n--> there.ru.toml\n \
             = help: `briefgen translate there.toml --to ru` begins one",
        ),
        (
            "briefs/briefgen.toml",
            "a house style has this name, which holds for all briefs in its folder\n--> briefs/briefgen.toml\n \
             = help: name the brief another: `briefgen new FILE`",
        ),
        (
            ".",
            "this is a folder, and a brief is a file in one\n--> .\n = help: name the file: `./brief.toml`",
        ),
        (
            "briefs/",
            "this is a folder, and a brief is a file in one\n--> briefs/\n = help: name the file: `briefs/brief.toml`",
        ),
    ] {
        let mut command = briefgen();
        command.current_dir(&folder).args(["new", name]);
        let said = format!("error[command]: {said}\n\n1 error\n");
        command.assert().code(2).stderr(said);
    }
    assert_eq!(names(folder.path()), ["there.toml"]);
}

#[test]
fn a_new_brief_is_there_with_its_schema_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(".briefgen"), "no folder").unwrap();
    let arguments = [
        "new",
        "a.toml",
        "--meeting",
        "W",
        "--date",
        "2017-05-12",
        "--language",
        "en",
    ];
    let output = briefgen()
        .current_dir(&folder)
        .args(arguments)
        .assert()
        .code(3);
    let said = stderr(&output);
    assert!(said.contains("--> .briefgen/brief.schema.json"), "{said}");
    assert_eq!(names(folder.path()), [".briefgen"]);
}

#[test]
fn a_new_brief_makes_its_folder_and_says_a_command_that_can_be_copied() {
    let folder = TempDir::new().unwrap();
    let output = briefgen()
        .current_dir(&folder)
        .args(["new", "Отчёты 2017/новый.toml", "--meeting", "W"])
        .args(["--date", "12 May 2017", "--language", "en"])
        .args(["--organiser", "A Centre, B Council"])
        .assert()
        .code(0);
    let said = stdout(&output);
    assert!(folder.path().join("Отчёты 2017/новый.toml").is_file());
    let quoted = match cfg!(windows) {
        true => "Next: briefgen \"Отчёты 2017/новый.toml\"",
        false => "Next: briefgen 'Отчёты 2017/новый.toml'",
    };
    assert!(said.contains(quoted), "{said}");
    assert!(said.contains("2 organisers: A Centre; B Council"), "{said}");
}

#[test]
fn a_new_brief_needs_answers_where_nobody_is_asked_and_names_all_that_are_wrong() {
    let folder = TempDir::new().unwrap();
    let output = briefgen()
        .current_dir(&folder)
        .args(["new", "--date", "2017-06-31", "--place", "Astana, XX"])
        .assert()
        .code(2);
    let stderr = stderr(&output);
    for named in ["--meeting", "--date", "--place", "--language"] {
        assert!(stderr.contains(named), "{named}: {stderr}");
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = briefgen().args(["completions", shell]).assert().code(0);
        let script = stdout(&output);
        assert!(script.contains("schema") && script.contains("pdf-standard"));
    }
    let folder = TempDir::new().unwrap();
    briefgen().arg("man").arg(folder.path()).assert().code(0);
    let pages = names(folder.path());
    assert!(pages.contains(&"briefgen.1".to_owned()), "{pages:?}");
    assert!(pages.contains(&"briefgen-new.1".to_owned()), "{pages:?}");
    let page = fs::read_to_string(folder.path().join("briefgen-new.1")).unwrap();
    assert!(page.contains("organiser") && page.contains("Astana, KZ"));
    // Lines to be copied are neither filled nor divided.
    assert!(
        page.contains("\n.SH EXAMPLES\n.nf\n  briefgen new\n"),
        "{page}"
    );
    assert!(
        page.contains("\n.SH EXIT STATUS\n.nf\n  0  done\n"),
        "{page}"
    );
    for (page, usage) in [
        ("briefgen.1", "\\fBbriefgen\\fR <COMMAND>"),
        (
            "briefgen-pull.1",
            "\\fBbriefgen pull\\fR [OPTIONS] <DOCX>...",
        ),
        (
            "briefgen-archive.1",
            "\\fBbriefgen archive\\fR \\-\\-index <DIR>",
        ),
    ] {
        let text = fs::read_to_string(folder.path().join(page)).unwrap();
        assert!(text.contains(&format!("\n{usage}\n")), "{text}");
    }
}
