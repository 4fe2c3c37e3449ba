//! Many briefs in one run: folders, threads, the order of messages, and what is made anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A brief with a title of its own.
fn brief(title: &str) -> String {
    format!(
        "language = \"en\"\ntitle = \"{title}\"\npublished = 2026-05-04\n\
         [meeting]\ntitle = \"Meeting on {title}\"\ndate = 2026-04-30\n\
         [[recommendation]]\nid = \"share\"\ntext = \"Share the commons.\"\n"
    )
}

const TRANSLATION: &str = "original = \"a.toml\"\nlanguage = \"ru\"\n";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What a run said on standard output and standard error, and its exit code.
struct Run {
    out: String,
    err: String,
    code: i32,
}

/// Runs the program in `folder`.
fn run(folder: &TempDir, arguments: &[&str]) -> Run {
    let (code, out, err) = common::run(folder, arguments);
    Run { out, err, code }
}

/// The files below a folder that are not TOML, with their contents.
fn outputs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let below = outputs(&path).into_iter();
            found.extend(below.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else if path.extension().is_none_or(|end| end != "toml") {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

fn names(folder: &TempDir) -> Vec<String> {
    outputs(folder.path()).into_keys().collect()
}

#[test]
fn a_folder_stands_for_the_briefs_in_it_and_below() {
    let (a, b, c) = (brief("Rivers"), brief("Lakes"), brief("Seas"));
    let recipients =
        "[[recipient]]\nname = \"Anna\"\naddress = \"anna@donor.example\"\nlanguage = \"en\"\n";
    let folder = folder(&[
        ("briefs/a.toml", &a),
        ("briefs/a.ru.toml", TRANSLATION),
        ("briefs/2018/b.toml", &b),
        ("briefs/briefgen.toml", "paper = \"Letter\"\n"),
        ("briefs/donors.toml", recipients),
        (
            "briefs/Cargo.toml",
            "[package]\nname = \"x\"\nkeywords = []\n",
        ),
        ("briefs/.draft/c.toml", &c),
        ("briefs/a-archive/bagit.txt", "BagIt-Version: 1.0\n"),
        ("briefs/a-archive/data/source/a.toml", &a),
    ]);
    let made = run(&folder, &["briefs"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(
        names(&folder),
        [
            "briefs/2018/b.docx",
            "briefs/2018/b.pdf",
            "briefs/a-archive/bagit.txt",
            "briefs/a.docx",
            "briefs/a.pdf",
            "briefs/a.ru.docx",
            "briefs/a.ru.pdf",
        ]
    );
    assert_eq!(
        made.out,
        "briefs/a.toml → briefs/a.pdf, briefs/a.docx\n\
         briefs/a.ru.toml → briefs/a.ru.pdf, briefs/a.ru.docx\n\
         briefs/2018/b.toml → briefs/2018/b.pdf, briefs/2018/b.docx\n\
         3 briefs: 3 made\n"
    );
    let told = run(&folder, &["briefs", "--verbose"]).out;
    assert!(
        told.contains("briefs/donors.toml: passed over, no brief"),
        "{told}"
    );
}

#[test]
fn what_may_be_a_brief_is_never_passed_over_silently() {
    let (a, b) = (brief("Rivers"), brief("Lakes"));
    let near = "titel = \"A\"\nlang = \"en\"\npublishd = 2018-01-02\n[meting]\ndate = 2018-01-01\n";
    let folder = folder(&[
        ("a.toml", &a),
        ("lost.toml", &b),
        ("garbled.toml", &b),
        (
            "lost.ru.toml",
            "original = \"lost.toml\"\nlanguage = \"ru\"\n",
        ),
    ]);
    assert_eq!(run(&folder, &["."]).code, 0);
    let path = |name: &str| folder.path().join(name);
    fs::write(path("lost.toml"), "").unwrap();
    fs::write(path("lost.ru.toml"), "# Empty\n").unwrap();
    // Of which nothing was made.
    fs::write(path("a.kk.toml"), "").unwrap();
    fs::write(path("garbled.toml"), a.replace('\n', "\nx")).unwrap();
    fs::remove_file(path("garbled.pdf")).unwrap();
    fs::write(path("near.toml"), near).unwrap();
    fs::write(path("README.toml"), "title = \"Of another program\"\n").unwrap();
    fs::write(path("notes.toml"), "Water and land\n").unwrap();
    fs::write(path("new.toml"), "").unwrap();
    // Another program's, with an output of its own beside it.
    fs::write(path("other.toml"), "[tool]\nname = \"x\"\n").unwrap();
    fs::write(path("other.pdf"), "%PDF-1.7\n").unwrap();
    for arguments in [&["."][..], &["check", "."]] {
        let made = run(&folder, arguments);
        assert_eq!(made.code, 1, "{}", made.err);
        for said in [
            "error[lost-brief]: this is no brief any more, but `./lost.pdf` was made from it\n--> ./lost.toml",
            "error[lost-brief]: this is no brief any more, but `./lost.ru.pdf` was made from it",
            "warning[passed-over]: this may be a brief, for it has `lang`, `meting`, `publishd`, `titel`",
            "`briefgen check ./near.toml` says what is wrong with it",
            "for it has `title`; it was passed over\n--> ./README.toml",
            "leave it out with `--exclude ./README.toml`",
            "warning[no-toml]",
            "./notes.toml:1:",
            "warning[empty-file]: this file is empty; it was passed over\n--> ./new.toml",
            "error[missing-field]: the translation has no `original`\n--> ./a.kk.toml",
            "5 errors, 4 warnings",
        ] {
            assert!(made.err.contains(said), "{said}: {}", made.err);
        }
    }
    let leave_out = [
        "near.toml",
        "README.toml",
        "./notes.toml",
        "lost.toml",
        "lost.ru.toml",
        "a.kk.toml",
        "garbled.toml",
        "new.toml",
    ];
    let mut arguments = vec!["check", ".", "--strict"];
    arguments.extend(leave_out.iter().flat_map(|name| ["--exclude", name]));
    let checked = run(&folder, &arguments);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
    assert_eq!(checked.out, "./a.toml: a good brief\n");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_named_and_upper_case_is_no_other_kind_of_file() {
    let a = brief("Rivers");
    let folder = folder(&[("A.TOML", &a)]);
    std::os::unix::fs::symlink("nowhere.toml", folder.path().join("b.toml")).unwrap();
    let made = run(&folder, &["."]);
    assert_eq!(made.code, 1, "{}", made.err);
    assert!(
        made.err
            .contains("this link leads to `nowhere.toml`, which is not there"),
        "{}",
        made.err
    );
    assert_eq!(
        made.out,
        "./A.TOML → ./A.pdf, ./A.docx\n2 briefs: 1 made, 1 wrong\n"
    );
    let left_out = run(&folder, &[".", "--exclude", "b.toml"]);
    assert_eq!((left_out.code, left_out.err.as_str()), (0, ""));
}

#[test]
fn a_check_of_the_outputs_names_what_does_not_stand_and_writes_nothing() {
    let (a, b, c) = (brief("Rivers"), brief("Lakes"), brief("Seas"));
    // A warning about its pages: it is made again, and compared.
    let b = b + "[[annex]]\ntitle = \"All\"\ntext = \"\u{13000}\"\n";
    let folder = folder(&[("a.toml", &a), ("b.toml", &b), ("c.toml", &c)]);
    let missing = run(&folder, &["check", "--outputs", "."]);
    assert_eq!(missing.code, 1);
    assert_eq!(missing.err.matches("error[missing-output]").count(), 6);
    assert!(names(&folder).is_empty());
    assert_eq!(run(&folder, &["."]).code, 0);
    let good = run(&folder, &["check", "--outputs", "."]);
    assert_eq!(
        (good.code, good.out.lines().count()),
        (0, 3),
        "{}",
        good.err
    );
    edit(&folder, "a.toml", |text| replace(text, "commons", "waters"));
    edit(&folder, "b.pdf", |bytes| bytes.truncate(2000));
    let before = outputs(folder.path());
    // However the formats are typed.
    let of_word = run(&folder, &["check", "--outputs", "-f", "DOCX", "."]);
    assert!(of_word.err.contains("--> ./a.docx"), "{}", of_word.err);
    assert!(!of_word.err.contains(".pdf"), "{}", of_word.err);
    let stale = run(&folder, &["check", "--outputs", "."]);
    assert_eq!(stale.code, 1);
    for said in [
        "--> ./a.pdf",
        "--> ./a.docx",
        "--> ./b.pdf",
        "make it with `briefgen ./a.toml`",
    ] {
        assert!(stale.err.contains(said), "{said}: {}", stale.err);
    }
    assert_eq!(
        stale.err.matches("error[stale-output]").count(),
        3,
        "{}",
        stale.err
    );
    assert_eq!(stale.out, "./c.toml: a good brief\n");
    assert!(outputs(folder.path()) == before);
}

#[test]
fn what_makes_a_missing_output_is_told_as_it_is_to_be_typed() {
    let folder = folder(&[("briefs/sub/a.toml", &brief("Rivers"))]);
    let options = ["-o", "out", "--pdf-standard", "a-4f", "-f", "pdf"];
    let check = |options: &[&str]| {
        run(
            &folder,
            &[&["check", "--outputs", "briefs"], options].concat(),
        )
    };
    let told = check(&options);
    let command = "briefs/sub/a.toml -o out/sub --pdf-standard a-4f";
    assert!(
        told.err.contains(&format!("`briefgen {command}`")),
        "{}",
        told.err
    );
    let arguments: Vec<&str> = command.split(' ').collect();
    assert_eq!(run(&folder, &arguments).code, 0);
    assert_eq!(check(&options).code, 0);
}

#[test]
fn where_warnings_are_wrong_those_of_files_passed_over_are_in_the_exit_code() {
    let a = brief("Rivers");
    for (name, text) in [("b.toml.txt", a.as_str()), ("b.toml", "")] {
        let folder = folder(&[("a.toml", &a), (name, text)]);
        assert_eq!(run(&folder, &["check", "."]).code, 0);
        let strict = run(&folder, &["check", "--strict", "."]);
        assert_eq!(strict.code, 1, "{}", strict.err);
        assert!(strict.err.contains("passed over"), "{}", strict.err);
    }
}

#[test]
fn as_many_jobs_as_there_can_be_are_no_more_than_there_are_briefs() {
    let folder = folder(&[("a.toml", &brief("Rivers")), ("b.toml", &brief("Lakes"))]);
    let made = run(&folder, &[".", "-f", "docx", "-j", &usize::MAX.to_string()]);
    assert_eq!(made.code, 0, "{}", made.err);
}

#[test]
fn the_folders_below_one_are_kept_where_files_are_written_elsewhere() {
    let (a, b) = (brief("Rivers"), brief("Lakes"));
    let folder = folder(&[("briefs/2017/a.toml", &a), ("briefs/2018/a.toml", &b)]);
    let made = run(&folder, &["briefs", "-o", "out", "-f", "pdf"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(names(&folder), ["out/2017/a.pdf", "out/2018/a.pdf"]);
}

#[test]
fn a_brief_with_an_extension_too_many_is_told_and_passed_over() {
    let folder = folder(&[("briefs/a.toml.txt", &brief("Rivers"))]);
    let made = run(&folder, &["briefs"]);
    assert_eq!(made.code, 2);
    let path = Path::new("briefs").join("a.toml");
    let told = format!("= help: name it `{}`;", path.display());
    assert!(made.err.contains(&told), "{}", made.err);
}

#[test]
fn a_folder_without_briefs_is_a_mistake_of_the_command() {
    let folder = folder(&[
        ("empty/notes.txt", ""),
        ("others/Cargo.toml", "[package]\nname = \"a\"\n"),
        ("briefs/a.toml", &brief("Rivers")),
    ]);
    for command in [&[][..], &["check"], &["translate", "--to", "ru"]] {
        for folders in [&["others"][..], &["briefs", "others"]] {
            let made = run(&folder, &[command, folders].concat());
            assert_eq!(made.code, 2, "{command:?}: {}", made.err);
            let told = "there is no brief in this folder\n--> others\n";
            assert!(made.err.contains(told), "{command:?}: {}", made.err);
        }
    }
    let made = run(&folder, &["empty"]);
    assert_eq!(made.code, 2);
    assert!(
        made.err.contains("there is no brief in this folder"),
        "{}",
        made.err
    );
}

#[test]
fn a_brief_that_is_named_and_in_a_named_folder_is_made_once() {
    let a = brief("Rivers");
    let folder = folder(&[("briefs/a.toml", &a)]);
    let made = run(&folder, &["briefs", "briefs/a.toml"]);
    assert_eq!((made.code, made.out.lines().count()), (0, 1));
    let made = run(&folder, &["briefs", "./briefs/../briefs/a.toml"]);
    assert_eq!((made.code, made.out.lines().count()), (0, 1));
    let twice = run(&folder, &["briefs/a.toml", "./briefs/a.toml"]);
    assert_eq!(twice.code, 2);
    assert!(
        twice.err.contains("this brief is named twice"),
        "{}",
        twice.err
    );
}

#[test]
fn nothing_is_cut_off_a_name_without_an_extension() {
    let (a, b) = (brief("Rivers"), brief("Lakes"));
    let folder = folder(&[("report-1.2", &a), ("report-1.3", &b)]);
    let made = run(
        &folder,
        &["report-1.2", "report-1.3", "-f", "pdf", "-o", "out"],
    );
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(
        common::names(folder.path().join("out")),
        ["report-1.2.pdf", "report-1.3.pdf"]
    );
}

/// Twelve briefs, of which every third is wrong.
fn mixed() -> TempDir {
    let files: Vec<(String, String)> = (0..12)
        .map(|number| {
            let text = brief(&format!("Rivers {number}"));
            let text = match number % 3 {
                0 => text.replace("title = \"Rivers", "titel = \"Rivers"),
                // Longer, so that it is not done in its turn.
                1 => {
                    text + "[[annex]]\ntitle = \"All\"\ntext = \"\"\"\n"
                        + &"Words of an annex. ".repeat(2000)
                        + "\n\"\"\"\n"
                }
                _ => text,
            };
            (format!("{number:02}.toml"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    folder(&files)
}

#[test]
fn any_number_of_threads_says_and_makes_the_same() {
    let runs: Vec<(Run, BTreeMap<String, Vec<u8>>)> = ["1", "2", "7"]
        .iter()
        .map(|jobs| {
            let folder = mixed();
            let run = run(&folder, &[".", "--jobs", jobs]);
            let outputs = outputs(folder.path());
            (run, outputs)
        })
        .collect();
    let (first, made) = &runs[0];
    assert_eq!(first.code, 1);
    assert_eq!(made.len(), 16);
    assert!(first.out.ends_with("12 briefs: 8 made, 4 wrong\n"));
    let titles: Vec<usize> = (0..12)
        .filter_map(|number| first.err.find(&format!("{number:02}.toml:2:1")))
        .collect();
    assert!(titles.len() == 4 && titles.is_sorted(), "{}", first.err);
    for (other, outputs) in &runs[1..] {
        assert_eq!(other.out, first.out);
        assert_eq!(other.err, first.err);
        assert_eq!(other.code, first.code);
        assert!(outputs == made);
    }
}

#[test]
fn what_is_wrong_with_a_house_style_is_said_once() {
    let folder = mixed();
    fs::write(folder.path().join("briefgen.toml"), "papper = \"A4\"\n").unwrap();
    let made = run(&folder, &["."]);
    assert_eq!((made.code, names(&folder).len()), (1, 0));
    assert_eq!(made.err.matches("error[unknown-key]").count(), 1);
    assert!(made.out.ends_with("12 briefs: 12 wrong\n"), "{}", made.out);
}

#[test]
fn a_run_without_a_terminal_shows_no_progress() {
    let folder = mixed();
    let made = run(&folder, &["."]);
    assert!(!made.err.contains('\r') && !made.err.contains('\x1b'));
    assert!(!made.out.contains('\r') && !made.out.contains('\x1b'));
}

/// A brief with a picture, and a translation, in a house style with a logo and a font.
fn with_all_inputs() -> TempDir {
    let text = brief("Rivers").replace(
        "[[recommendation]]",
        "[[figure]]\nid = \"map\"\nfile = \"figures/map.png\"\nalt = \"A map\"\ncaption = \"Map\"\n[[recommendation]]",
    );
    let text = text.replace(
        "date = 2026-04-30",
        "date = 2026-04-30\norganisers = [\"centre\"]",
    );
    let house = "[[organisation]]\nid = \"centre\"\nname = \"Centre\"\nlogo = \"logo.png\"\n\
                 [fonts.serif]\nregular = \"Text.otf\"\n";
    let folder = folder(&[
        ("briefgen.toml", house),
        ("briefs/a.toml", &text),
        ("briefs/a.ru.toml", TRANSLATION),
        ("briefs/other.toml", &brief("Lakes")),
    ]);
    let picture = include_bytes!("../briefs/figures/wordmark.png");
    let font = include_bytes!("../fonts/SourceSerif4-Regular.otf");
    fs::create_dir_all(folder.path().join("briefs/figures")).unwrap();
    fs::write(folder.path().join("briefs/figures/map.png"), picture).unwrap();
    fs::write(folder.path().join("logo.png"), picture).unwrap();
    fs::write(folder.path().join("Text.otf"), font).unwrap();
    folder
}

/// The outputs that a run made, by their names.
fn made(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let run = run(folder, &[&["briefs"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let lines = run.out.lines().filter_map(|line| line.split_once(" → "));
    let names = lines.flat_map(|(_, outputs)| outputs.split(", "));
    names.map(|name| name.replace("briefs/", "")).collect()
}

/// Changes what is written in a file.
fn edit(folder: &TempDir, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
    let path = folder.path().join(name);
    let mut bytes = fs::read(&path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

fn replace(bytes: &mut Vec<u8>, old: &str, new: &str) {
    let text = String::from_utf8(std::mem::take(bytes)).unwrap();
    assert!(text.contains(old));
    *bytes = text.replace(old, new).into_bytes();
}

const OF_A: [&str; 4] = ["a.pdf", "a.docx", "a.ru.pdf", "a.ru.docx"];
const ALL: [&str; 6] = [
    "a.pdf",
    "a.docx",
    "a.ru.pdf",
    "a.ru.docx",
    "other.pdf",
    "other.docx",
];

#[test]
fn what_has_not_changed_is_not_made_again() {
    let folder = with_all_inputs();
    assert_eq!(made(&folder, &[]), ALL);
    let before = outputs(folder.path());
    let again = run(&folder, &["briefs"]);
    assert_eq!(again.out, "3 briefs: 3 unchanged\n");
    let alone = run(&folder, &["briefs/other.toml"]);
    assert_eq!(alone.out, "briefs/other.toml: unchanged\n");
    // The times of files say nothing: neither those of inputs that are newer, nor those of outputs that are older.
    for name in ["a.toml", "other.pdf"] {
        let file = fs::File::options()
            .write(true)
            .open(folder.path().join("briefs").join(name))
            .unwrap();
        for years in [1, 60] {
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(years * 31_557_600);
            file.set_modified(time).unwrap();
            assert!(made(&folder, &[]).is_empty());
        }
    }
    // Nor does the place.
    let elsewhere = TempDir::new().unwrap();
    let copy = elsewhere.path().join("briefs");
    let status = std::process::Command::new("cp")
        .args(["-r", ".", copy.to_str().unwrap()])
        .current_dir(folder.path())
        .status();
    assert!(status.unwrap().success());
    let copied = run(&elsewhere, &["briefs/briefs"]);
    assert_eq!(copied.out, "3 briefs: 3 unchanged\n", "{}", copied.err);
    assert_eq!(made(&folder, &["--force-all"]), ALL);
    assert!(outputs(folder.path()) == before);
}

#[test]
fn each_input_makes_its_outputs_anew() {
    let folder = with_all_inputs();
    assert_eq!(made(&folder, &[]), ALL);
    let changed = |what: &str, change: &dyn Fn(), anew: &[&str]| {
        change();
        assert_eq!(made(&folder, &[]), anew, "{what}");
        assert!(made(&folder, &[]).is_empty(), "{what}, again");
    };
    // A comment in the TOML stands in the outputs too.
    let brief = || edit(&folder, "briefs/a.toml", |text| text.extend(b"# x\n"));
    changed("the brief", &brief, &OF_A);
    let translation = || edit(&folder, "briefs/a.ru.toml", |text| text.extend(b"# x\n"));
    changed("its translation", &translation, &OF_A[2..]);
    // A chunk that no reader shows, after the picture.
    let picture = || {
        edit(&folder, "briefs/figures/map.png", |bytes| {
            bytes.extend(b" ")
        })
    };
    changed("a picture", &picture, &OF_A);
    let logo = || edit(&folder, "logo.png", |bytes| bytes.extend(b" "));
    changed("a logo of the house style", &logo, &ALL);
    let font = || {
        let bold = include_bytes!("../fonts/SourceSerif4-Semibold.otf");
        fs::write(folder.path().join("Text.otf"), bold).unwrap();
    };
    changed("a font of the house style", &font, &ALL);
    let house = || edit(&folder, "briefgen.toml", |text| text.extend(b"# x\n"));
    changed("the house style", &house, &ALL);
    let nearer = || fs::write(folder.path().join("briefs/briefgen.toml"), "").unwrap();
    let centre = || {
        edit(&folder, "briefs/a.toml", |text| {
            replace(text, "\norganisers = [\"centre\"]", "");
        });
        nearer();
    };
    changed("a house style nearer by", &centre, &ALL);
    let gone = || fs::remove_file(folder.path().join("briefs/briefgen.toml")).unwrap();
    changed("a house style gone", &gone, &ALL);
}

#[test]
fn each_output_that_is_not_as_it_was_made_is_made_anew() {
    let folder = with_all_inputs();
    assert_eq!(made(&folder, &[]), ALL);
    let whole = outputs(folder.path());
    let changed = |what: &str, change: &dyn Fn(), anew: &[&str]| {
        change();
        assert_eq!(made(&folder, &[]), anew, "{what}");
        assert!(outputs(folder.path()) == whole, "{what}");
    };
    let path = |name: &str| folder.path().join("briefs").join(name);
    for name in ["a.pdf", "a.docx"] {
        let remove = || fs::remove_file(path(name)).unwrap();
        changed("removed", &remove, &[name]);
    }
    let cut = || {
        edit(&folder, "briefs/a.pdf", |bytes| {
            bytes.truncate(bytes.len() - 1)
        })
    };
    changed("cut off", &cut, &["a.pdf"]);
    let flip = || edit(&folder, "briefs/a.pdf", |bytes| bytes[5000] ^= 1);
    changed("a bit flipped", &flip, &["a.pdf"]);
    let longer = || edit(&folder, "briefs/a.pdf", |bytes| bytes.push(b'\n'));
    changed("a byte more", &longer, &["a.pdf"]);
    for end in ["pdf", "docx"] {
        let other = || {
            fs::copy(path(&format!("other.{end}")), path(&format!("a.{end}"))).unwrap();
        };
        changed("that of another brief", &other, &[&format!("a.{end}")]);
    }
    let swap = || {
        fs::rename(path("a.pdf"), path("swap")).unwrap();
        fs::rename(path("other.pdf"), path("a.pdf")).unwrap();
        fs::rename(path("swap"), path("other.pdf")).unwrap();
    };
    changed("swapped", &swap, &["a.pdf", "other.pdf"]);
    // A DOCX that cannot be told from an edited one is not overwritten, and not taken for one that stands either.
    edit(&folder, "briefs/a.docx", |bytes| {
        bytes.truncate(bytes.len() - 30)
    });
    assert_eq!(run(&folder, &["briefs"]).code, 1);
    assert_eq!(made(&folder, &["--force"]), ["a.docx"]);
    assert!(outputs(folder.path()) == whole);
}

#[test]
fn the_options_that_matter_make_outputs_anew() {
    let folder = with_all_inputs();
    assert_eq!(made(&folder, &["-f", "pdf"]).len(), 3);
    assert_eq!(made(&folder, &[]).len(), 3);
    let pdfs = ["a.pdf", "a.ru.pdf", "other.pdf"];
    assert_eq!(made(&folder, &["--pdf-standard", "a-4f"]), pdfs);
    assert!(made(&folder, &["--pdf-standard", "a-4f", "--jobs", "1"]).is_empty());
    assert_eq!(made(&folder, &[]), pdfs);
    assert!(made(&folder, &["--force", "--quiet"]).is_empty());
    assert!(made(&folder, &["--verbose"]).is_empty());
}

#[test]
fn warnings_are_said_also_where_nothing_is_made() {
    let long = brief("Rivers").replace("Share the commons.", &"Commons".repeat(40));
    let late = brief("Lakes").replace("date = 2026-04-30", "date = 2026-06-30");
    let folder = folder(&[("long.toml", &long), ("late.toml", &late)]);
    let first = run(&folder, &["."]);
    assert!(first.err.contains("warning[divided-word]"), "{}", first.err);
    assert!(first.err.contains("late.toml"), "{}", first.err);
    let before = outputs(folder.path());
    let again = run(&folder, &["."]);
    assert_eq!(again.out, "2 briefs: 2 unchanged\n");
    assert_eq!(again.err, first.err);
    assert!(outputs(folder.path()) == before);
}

#[test]
fn a_folder_is_checked_as_it_is_made() {
    let folder = mixed();
    let made = run(&folder, &["."]);
    let folder = mixed();
    let checked = run(&folder, &["check", "."]);
    assert_eq!((checked.code, checked.err), (1, made.err));
    let good: Vec<String> = (0..12)
        .filter(|number| number % 3 != 0)
        .map(|number| format!("./{number:02}.toml: a good brief\n"))
        .collect();
    assert_eq!(checked.out, good.concat());
    assert!(names(&folder).is_empty());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_every_file_whole_and_the_next_goes_on() {
    let files: Vec<(String, String)> = (0..40)
        .map(|number| {
            (
                format!("{number:02}.toml"),
                brief(&format!("Rivers {number}")),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let folder = folder(&files);
    let (code, said, _) = common::ended_after_first_line(folder.path(), &[".", "--jobs", "1"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.starts_with("./00.toml → "), "{said}");
    let made = said.lines().filter(|line| line.contains(" → ")).count();
    let sum = format!("{made} made; {} files were not begun\n", 40 - made);
    assert!(said.ends_with(&sum), "{said}");
    // Nothing half made, no temporary file.
    assert_eq!(common::names(folder.path()).len(), 40 + 2 * made);
    let next = run(&folder, &["."]);
    let sum = format!("40 briefs: {} made, {made} unchanged\n", 40 - made);
    assert!(next.out.ends_with(&sum), "{}", next.out);
}

#[cfg(unix)]
#[test]
fn a_closed_folder_hides_no_empty_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[]);
    let [closed, empty] = ["closed", "empty"].map(|name| folder.path().join(name));
    fs::create_dir(&closed).unwrap();
    fs::create_dir(&empty).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is closed to some users.
    let is_closed = fs::read_dir(&closed).is_err();
    let said = run(&folder, &["check", "closed", "empty"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(
        said.err
            .contains("there is no brief in this folder\n--> empty"),
        "{}",
        said.err
    );
    assert_eq!(said.err.contains("cannot read this folder"), is_closed);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_run_of_one_brief_at_once() {
    use std::os::unix::process::ExitStatusExt;
    // It takes many seconds.
    let paragraph = "The water of the rivers is shared by all who live on them. ".repeat(20);
    let paragraphs = format!("{paragraph}\n\n").repeat(300);
    let text = brief("Rivers").replace(
        "[meeting]",
        &format!("summary = \"\"\"\n{paragraphs}\"\"\"\n\n[meeting]"),
    );
    let folder = folder(&[("long.toml", &text), ("long.pdf", "earlier")]);
    let mut process = std::process::Command::new(assert_cmd::cargo::cargo_bin("briefgen"))
        .current_dir(folder.path())
        .arg("long.toml")
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    common::terminate(&process);
    assert_eq!(process.wait().unwrap().signal(), Some(15));
    assert_eq!(common::names(folder.path()), ["long.pdf", "long.toml"]);
    let earlier = fs::read_to_string(folder.path().join("long.pdf"));
    assert_eq!(earlier.unwrap(), "earlier");
}

#[test]
fn a_brief_becomes_the_same_alone_and_among_others_in_other_languages() {
    let made = |briefs: &[&str], options: &[&str]| {
        let folder = TempDir::new().unwrap();
        common::briefgen()
            .args(briefs)
            .arg("-o")
            .arg(folder.path())
            .args(options)
            .assert()
            .code(0);
        outputs(folder.path())
    };
    let together = made(&["briefs"], &["--jobs", "1"]);
    assert_eq!(together.len(), 8);
    for name in together.keys().filter(|name| name.ends_with(".pdf")) {
        let brief = Path::new("briefs").join(name).with_extension("toml");
        for (name, bytes) in made(&[brief.to_str().unwrap()], &[]) {
            assert!(together[&name] == bytes, "{name}");
        }
    }
}
