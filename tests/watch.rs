//! `briefgen watch`: files made again on every save.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const BRIEF: &str = r#"
language = "en"
title = "Outcomes of the meeting on the commons"
published = 2026-05-04

[meeting]
title = "Meeting on the commons"
date = 2026-04-30

[[recommendation]]
id = "grazing"
text = "Agree on grazing by season."
"#;

/// Longer than anything takes on the slowest machine: what has not come until then does not come.
const NEVER: Duration = Duration::from_secs(120);

/// A brief that is watched.
struct Watching {
    folder: TempDir,
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    /// Watches the file `name`, with these others beside it.
    fn begin(name: &str, files: &[(&str, &[u8])], options: &[&str]) -> Watching {
        let folder = TempDir::new().unwrap();
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_briefgen"))
            .args(["watch", "--message-format", "json", name])
            .args(options)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(folder.path().join("stderr")).unwrap())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Watching {
            folder,
            child,
            lines,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn next(&self) -> Value {
        let line = self.lines.recv_timeout(NEVER).unwrap_or_else(|_| {
            panic!("nothing was said; {}", self.said());
        });
        serde_json::from_str(&line).unwrap()
    }

    /// Goes on to the round that ends in `outcome`: a save may be seen in two steps.
    fn until(&self, outcome: &str) -> Value {
        loop {
            let record = self.next();
            if record["outcome"] == outcome {
                return record;
            }
        }
    }

    /// Goes on until the PDF is another, and gives it.
    fn changed(&self, pdf: &str, before: &[u8]) -> Vec<u8> {
        loop {
            self.until("done");
            let bytes = fs::read(self.path(pdf)).unwrap();
            if bytes != before {
                return bytes;
            }
        }
    }

    /// What was said to be wrong.
    fn said(&self) -> String {
        fs::read_to_string(self.path("stderr")).unwrap()
    }

    fn save(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Interrupts it, and gives the exit code.
    fn end(mut self) -> Option<i32> {
        let signalled = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(signalled.success());
        let begun = Instant::now();
        while begun.elapsed() < NEVER {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn other(text: &str) -> String {
    BRIEF.replace("by season", text)
}

#[test]
fn every_save_makes_the_files_again_and_a_mistake_leaves_the_last_good_ones() {
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &[]);
    let record = watching.until("done");
    assert_eq!(record["brief"], "a.toml");
    assert_eq!(record["written"], serde_json::json!(["a.pdf", "a.docx"]));
    let first = fs::read(watching.path("a.pdf")).unwrap();
    watching.save("a.toml", other("by the month"));
    let second = watching.changed("a.pdf", &first);
    watching.save(
        "a.toml",
        other("by week").replace("title = \"Out", "titel = \"Out"),
    );
    let record = watching.until("brief-wrong");
    assert_eq!(record["written"], serde_json::json!([]));
    assert!(watching.said().contains("a brief has no key `titel`"));
    assert_eq!(fs::read(watching.path("a.pdf")).unwrap(), second);
    watching.save("a.toml", BRIEF);
    assert_eq!(watching.changed("a.pdf", &second), first);
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn editors_may_save_by_renaming_or_by_deleting_and_creating() {
    let pdf = ["-f", "pdf"];
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &pdf);
    watching.until("done");
    let first = fs::read(watching.path("a.pdf")).unwrap();
    // Vim: the old file becomes a copy, the new one takes its name.
    watching.save("4913", other("by the month"));
    fs::rename(watching.path("a.toml"), watching.path("a.toml~")).unwrap();
    fs::rename(watching.path("4913"), watching.path("a.toml")).unwrap();
    let second = watching.changed("a.pdf", &first);
    // Gone for a moment, and empty for another.
    fs::remove_file(watching.path("a.toml")).unwrap();
    watching.save("a.toml", "");
    watching.save("a.toml", other("by week"));
    let third = watching.changed("a.pdf", &second);
    // Gone for long: said, and waited for.
    fs::remove_file(watching.path("a.toml")).unwrap();
    watching.until("system-failed");
    assert!(watching.said().contains("cannot read this brief"));
    assert_eq!(fs::read(watching.path("a.pdf")).unwrap(), third);
    watching.save("a.toml", BRIEF);
    assert_eq!(watching.changed("a.pdf", &third), first);
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn pictures_and_house_style_are_watched_with_the_brief() {
    let brief = format!(
        "{BRIEF}\n[[figure]]\nid = \"mark\"\nfile = \"mark.svg\"\nalt = \"A mark\"\nafter = \"grazing\"\n"
    );
    let mark = |colour: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 4'><rect width='9' height='4' fill='{colour}'/></svg>"
        )
    };
    let watching = Watching::begin("a.toml", &[("a.toml", brief.as_bytes())], &["-f", "pdf"]);
    // The picture is not there yet.
    watching.until("brief-wrong");
    assert!(watching.said().contains("mark.svg"));
    watching.save("mark.svg", mark("red"));
    let first = watching.changed("a.pdf", &[]);
    watching.save("mark.svg", mark("blue"));
    let second = watching.changed("a.pdf", &first);
    watching.save("briefgen.toml", "[colours]\naccent = \"#7A1F3D\"\n");
    let third = watching.changed("a.pdf", &second);
    watching.save("briefgen.toml", "[colours]\nacent = \"#7A1F3D\"\n");
    watching.until("brief-wrong");
    assert_eq!(fs::read(watching.path("a.pdf")).unwrap(), third);
    fs::remove_file(watching.path("briefgen.toml")).unwrap();
    assert_eq!(watching.changed("a.pdf", &third), second);
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn the_original_of_a_translation_is_watched_with_it() {
    let translation = "language = \"ru\"\noriginal = \"a.toml\"\n";
    let files = [
        ("a.toml", BRIEF.as_bytes()),
        ("a.ru.toml", translation.as_bytes()),
    ];
    let watching = Watching::begin("a.ru.toml", &files, &["-f", "pdf"]);
    watching.until("done");
    let first = fs::read(watching.path("a.ru.pdf")).unwrap();
    watching.save("a.toml", other("by the month"));
    watching.changed("a.ru.pdf", &first);
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn without_notices_of_the_system_the_files_are_looked_at() {
    let options = ["-f", "pdf", "--poll"];
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &options);
    watching.until("done");
    let first = fs::read(watching.path("a.pdf")).unwrap();
    watching.save("a.toml", other("by the month"));
    watching.changed("a.pdf", &first);
    assert_eq!(watching.end(), Some(0));
}

/// Puts other words into the body of a DOCX, as an editor would.
fn edit(docx: &Path, from: &str, to: &str) {
    let file = fs::read(docx).unwrap();
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from));
            content = text.replace(from, to).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name.as_str(), options).unwrap();
        std::io::Write::write_all(&mut new, &content).unwrap();
    }
    fs::write(docx, new.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn an_edited_docx_is_left_as_it_is_until_it_is_moved_away() {
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &[]);
    watching.until("done");
    let docx = watching.path("a.docx");
    edit(&docx, "by season", "by mutual consent");
    let edited = fs::read(&docx).unwrap();
    watching.save(
        "a.toml",
        BRIEF.replace("the commons\"\npub", "common land\"\npub"),
    );
    let record = watching.until("brief-wrong");
    assert_eq!(record["written"], serde_json::json!(["a.pdf"]));
    assert!(watching.said().contains("edited-output"));
    assert_eq!(fs::read(&docx).unwrap(), edited);
    fs::rename(&docx, watching.path("mine.docx")).unwrap();
    let record = watching.until("done");
    assert_eq!(record["written"], serde_json::json!(["a.pdf", "a.docx"]));
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn what_cannot_be_watched_is_refused_at_once() {
    for (name, code, words) in [
        ("none.toml", 3, "cannot read this brief"),
        ("briefgen.toml", 2, "a house style has no pages"),
        ("a.pdf", 2, "this is not a brief"),
    ] {
        let files = [("briefgen.toml", &b""[..]), ("a.pdf", b"")];
        let mut watching = Watching::begin(name, &files, &[]);
        assert_eq!(watching.child.wait().unwrap().code(), Some(code), "{name}");
        assert!(watching.said().contains(words), "{}", watching.said());
    }
}
