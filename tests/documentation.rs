//! The documentation is true: every command in a block of README.md and docs/ is run, every file that it names is there,
//! every link leads somewhere.
//!
//! The commands of a page are run one after the other in one fresh folder with the briefs of this project, in bash, with
//! the program on the path:
//!
//! - lines of code that begin with `briefgen`, in blocks that are indented, in ```` ```sh ```` or without a language:
//!   they must succeed. What follows three spaces or more is a description. Words in capitals, such as `BRIEF`, are
//!   places to be filled in: of such a line, the command and its options must exist;
//! - ```` ```console ````: `$ command`, and below it what it says, word for word. It must fail where that names an error;
//! - ```` ```toml name.toml ````: is written into the folder under this name. Every block of TOML must be TOML;
//! - ```` ```text ````: is not run.
//!
//! Of a command in a line of text, itself and its options must exist.
//!
//! What cannot be run here is named in `NOT_RUN`, with the reason.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Commands with these words are not run, and why.
const NOT_RUN: [(&str, &str); 2] = [
    (
        "--send smtp",
        "there is no mail server; tests/mail_server.rs has one of its own",
    ),
    (
        "briefgen watch",
        "it runs until it is stopped; its own tests stop it",
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README.md and all pages of docs/, as seen from the root.
fn pages() -> Vec<PathBuf> {
    fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = folder.join(entry.unwrap().file_name());
            if root().join(&path).is_dir() {
                collect(&path, pages);
            } else if path.extension().is_some_and(|kind| kind == "md") {
                pages.push(path);
            }
        }
    }
    let mut pages = vec![PathBuf::from("README.md")];
    collect(Path::new("docs"), &mut pages);
    pages.sort();
    pages
}

/// A block of code: what its fence says behind the marks (none where it is indented), and its lines.
struct Code {
    info: Option<String>,
    lines: Vec<String>,
}

fn code(text: &str) -> Vec<Code> {
    let mut blocks: Vec<Code> = Vec::new();
    let mut fence: Option<usize> = None;
    let mut is_indented = false;
    for line in text.lines() {
        let marks = line.chars().take_while(|c| *c == '`').count();
        match fence {
            Some(open) if marks >= open && line.trim_matches('`').is_empty() => fence = None,
            Some(_) => blocks.last_mut().unwrap().lines.push(line.to_owned()),
            None if marks >= 3 => {
                fence = Some(marks);
                is_indented = false;
                let info = Some(line.trim_matches('`').trim().to_owned());
                blocks.push(Code {
                    info,
                    lines: Vec::new(),
                });
            }
            None => match line.strip_prefix("    ") {
                Some(inner) => {
                    if !is_indented {
                        blocks.push(Code {
                            info: None,
                            lines: Vec::new(),
                        });
                    }
                    is_indented = true;
                    blocks.last_mut().unwrap().lines.push(inner.to_owned());
                }
                None => is_indented = false,
            },
        }
    }
    blocks
}

/// Without what stands in inline code and blocks, so that links can be seen.
fn prose(text: &str) -> String {
    let mut prose = String::new();
    let mut in_fence = false;
    for line in text.lines() {
        if line.starts_with("```") {
            in_fence = !in_fence;
        } else if !in_fence && !line.starts_with("    ") {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    prose
}

/// A fresh folder with what the documentation speaks of.
fn workplace() -> TempDir {
    let folder = TempDir::new().unwrap();
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copy(&path, &target);
            } else {
                fs::copy(&path, target).unwrap();
            }
        }
    }
    copy(&root().join("briefs"), &folder.path().join("briefs"));
    let notes = root().join("tests/new");
    fs::copy(notes.join("minutes-en.md"), folder.path().join("notes.md")).unwrap();
    fs::copy(notes.join("styled.docx"), folder.path().join("old.docx")).unwrap();
    fs::write(folder.path().join("minutes.pdf"), "%PDF-1.7\nMinutes.\n").unwrap();
    let donors = "[[recipient]]\nname = \"Anna Müller\"\naddress = \"anna@donor.example\"\nlanguage = \"en\"\n";
    fs::write(folder.path().join("donors.toml"), donors).unwrap();
    // What goes into the archive beside the minutes.
    fs::write(folder.path().join("list.xlsx"), "PK").unwrap();
    fs::create_dir(folder.path().join("photos")).unwrap();
    fs::write(folder.path().join("photos/hall.jpg"), "…").unwrap();
    let (code, said) = run(
        "briefgen briefs/astana-2017.toml --all-languages",
        folder.path(),
    );
    assert_eq!(code, 0, "{said}");
    folder
}

/// Runs a line in bash; its exit code and all that it says.
fn run(line: &str, folder: &Path) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_briefgen")).parent().unwrap();
    let path = format!(
        "{}:{}",
        program.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("bash")
        .args(["-c", &format!("{{ {line}\n}} 2>&1")])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

/// Whether words of a line are places to be filled in.
fn has_places(line: &str) -> bool {
    let words = line.split_whitespace();
    let is_place = |word: &str| {
        let word = word.trim_matches(['[', ']', '.', '<', '>']);
        word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase() || c == '-')
    };
    words.take_while(|word| *word != "#").any(is_place)
}

/// What of a command is not there: itself, or an option.
fn unknown_words(command: &str, page: &Path) -> Vec<String> {
    let mut words = command.split_whitespace().skip(1).peekable();
    let is_name = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
    let help = match words.next_if(is_name) {
        Some(name) => format!("briefgen {name} --help"),
        None => "briefgen --help".to_owned(),
    };
    let (code, said) = run(&help, root());
    if code != 0 {
        return vec![format!("{}: {command}\n{said}", page.display())];
    }
    let known: BTreeSet<&str> = said
        .split(|c: char| c.is_whitespace() || ",[=".contains(c))
        .collect();
    words
        .filter(|word| word.len() > 1 && word.starts_with('-'))
        .map(|word| word.split(['=', ',']).next().unwrap())
        .filter(|option| !known.contains(option))
        .map(|option| format!("{}: {command}: no option {option}", page.display()))
        .collect()
}

/// The command of a line, without the description behind it.
fn without_description(line: &str) -> &str {
    line.split_once("   ")
        .map_or(line, |(command, _)| command)
        .trim_end()
}

#[test]
fn every_command_does_what_is_said() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for page in pages() {
        // A folder for each page, made when it is needed.
        let mut folder: Option<TempDir> = None;
        for block in code(&fs::read_to_string(root().join(&page)).unwrap()) {
            let info = block.info.as_deref();
            let mut words = info.unwrap_or_default().split_whitespace();
            match (words.next(), words.next()) {
                (Some("toml"), Some(name)) => {
                    let folder = folder.get_or_insert_with(workplace).path();
                    fs::write(folder.join(name), block.lines.join("\n") + "\n").unwrap();
                }
                (Some("console"), _) => {
                    let folder = folder.get_or_insert_with(workplace).path();
                    let text = block.lines.join("\n");
                    for session in text.split("\n$ ").map(|part| part.trim_start_matches("$ ")) {
                        let (line, expected) = session.split_once('\n').unwrap_or((session, ""));
                        let (code, said) = run(line, folder);
                        count += 1;
                        let fails = expected.lines().any(|line| line.starts_with("error"));
                        if said.trim_end() != expected.trim_end() || (code != 0) != fails {
                            wrong.push(format!(
                                "{}: {line}\nexit code {code}; it says:\n{said}",
                                page.display()
                            ));
                        }
                    }
                }
                (None | Some("sh"), _) => {
                    for line in block
                        .lines
                        .iter()
                        .filter(|line| line.starts_with("briefgen "))
                    {
                        if NOT_RUN.iter().any(|(words, _)| line.contains(words)) {
                            continue;
                        }
                        count += 1;
                        let command = without_description(line);
                        let folder = folder.get_or_insert_with(workplace).path();
                        if has_places(command) {
                            wrong.extend(unknown_words(command, &page));
                            continue;
                        }
                        let (code, said) = run(command, folder);
                        if code != 0 {
                            wrong.push(format!(
                                "{}: {command}\nexit code {code}; it says:\n{said}",
                                page.display()
                            ));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count >= 30, "only {count} commands were found");
}

#[test]
fn every_command_in_a_line_of_text_is_there() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages() {
        let text = prose(&fs::read_to_string(root().join(&page)).unwrap());
        for command in text.split('`').skip(1).step_by(2) {
            if command.starts_with("briefgen ") {
                count += 1;
                wrong.extend(unknown_words(command, &page));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "only {count} commands were found");
}

#[test]
fn every_block_of_toml_is_toml() {
    for page in pages() {
        for block in code(&fs::read_to_string(root().join(&page)).unwrap()) {
            if block.info.is_some_and(|info| info.starts_with("toml")) {
                let text = block.lines.join("\n");
                let read: Result<toml::Table, _> = toml::from_str(&text);
                assert!(
                    read.is_ok(),
                    "{}: {}\n{text}",
                    page.display(),
                    read.unwrap_err()
                );
            }
        }
    }
}

/// What a heading is called in a link (GitHub's rule).
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_and_every_file_that_is_named_is_there() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let text = prose(&text);
        let without_code: Vec<&str> = text.split('`').step_by(2).collect();
        for piece in without_code.join("").split("](").skip(1) {
            let target = piece.split(')').next().unwrap();
            if target.contains("://")
                || target.starts_with("mailto:")
                || target.contains(char::is_whitespace)
            {
                continue;
            }
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() {
                page.clone()
            } else {
                page.parent().unwrap().join(file)
            };
            count += 1;
            let Ok(linked) = fs::read(root().join(&path)) else {
                if !root().join(&path).is_dir() {
                    wrong.push(format!("{}: {target}", page.display()));
                }
                continue;
            };
            let linked = String::from_utf8_lossy(&linked).into_owned();
            let known: BTreeSet<String> = linked
                .lines()
                .filter(|l| l.starts_with('#'))
                .map(anchor)
                .collect();
            if !place.is_empty() && !known.contains(place) {
                wrong.push(format!("{}: {target}: no such heading", page.display()));
            }
        }
        for named in text.split('`').skip(1).step_by(2) {
            let is_ours = ["src/", "tests/", "fonts/", ".ci/"]
                .iter()
                .any(|folder| named.starts_with(folder));
            let is_plain = named
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            if is_ours && is_plain {
                count += 1;
                if !root().join(named).exists() {
                    wrong.push(format!("{}: `{named}`", page.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 20, "only {count} links were found");
}

#[test]
fn every_page_is_in_the_index() {
    let index = fs::read_to_string(root().join("docs/README.md")).unwrap();
    for page in pages() {
        let Ok(name) = page.strip_prefix("docs") else {
            continue;
        };
        let name = name.display().to_string();
        assert!(
            name == "README.md" || index.contains(&format!("({name})")),
            "docs/README.md does not name {name}"
        );
    }
}
