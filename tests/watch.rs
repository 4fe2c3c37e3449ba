//! `briefgen watch`: files made again on every save.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::edit_docx;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
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
        // A program that notes what it is to open stands in for the system's.
        let opener = folder.path().join("xdg-open");
        fs::write(
            &opener,
            "#!/bin/sh\nprintf '%s|' \"$@\" > opened.tmp\nmv opened.tmp opened\n",
        )
        .unwrap();
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
        let path = std::env::join_paths(
            std::iter::once(folder.path().to_owned())
                .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        let mut child = Command::new(env!("CARGO_BIN_EXE_briefgen"))
            .args(["watch", "--message-format", "json", name])
            .args(options)
            .current_dir(folder.path())
            .env("PATH", path.unwrap())
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

    /// What was opened, each argument with a bar after it.
    fn opened(&self) -> String {
        let begun = Instant::now();
        while begun.elapsed() < NEVER {
            if let Ok(opened) = fs::read_to_string(self.path("opened")) {
                return opened;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("nothing was opened; {}", self.said());
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
        common::terminate(&self.child);
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
    assert!(watching.said().contains("there is no file `a.toml`"));
    assert_eq!(fs::read(watching.path("a.pdf")).unwrap(), third);
    watching.save("a.toml", BRIEF);
    assert_eq!(watching.changed("a.pdf", &third), first);
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn of_many_saves_the_last_one_counts() {
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &["-f", "pdf"]);
    watching.until("done");
    let first = fs::read(watching.path("a.pdf")).unwrap();
    watching.save("a.toml", other("by week"));
    let last = watching.changed("a.pdf", &first);
    watching.save("a.toml", BRIEF);
    watching.changed("a.pdf", &last);
    for number in 0..40 {
        watching.save("a.toml", other(&format!("by turn {number}")));
        // Some of them while the files are being made.
        std::thread::sleep(Duration::from_millis(number * 7 % 40));
    }
    watching.save("a.toml", other("by week"));
    while fs::read(watching.path("a.pdf")).unwrap() != last {
        watching.until("done");
    }
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

#[test]
fn an_edited_docx_is_left_as_it_is_until_it_is_moved_away() {
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &[]);
    watching.until("done");
    let docx = watching.path("a.docx");
    let by_consent = |body: String| body.replace("by season", "by mutual consent");
    edit_docx(&docx, &[("word/document.xml", &by_consent)]);
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
    let written = record["written"].as_array().unwrap();
    assert!(written.contains(&"a.docx".into()), "{record}");
    assert_eq!(watching.end(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn the_pdf_is_opened_once_it_is_there() {
    let options = ["-f", "pdf", "--open"];
    let wrong = BRIEF.replace("title = \"Out", "titel = \"Out");
    let name = "a; b & $(c).toml";
    let watching = Watching::begin(name, &[(name, wrong.as_bytes())], &options);
    watching.until("brief-wrong");
    assert!(!watching.path("opened").exists());
    watching.save(name, BRIEF);
    watching.until("done");
    let folder = watching.folder.path().canonicalize().unwrap();
    let pdf = folder.join("a; b & $(c).pdf");
    assert_eq!(watching.opened(), format!("{}|", pdf.display()));
    assert_eq!(watching.end(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn the_page_is_opened_where_it_is_served() {
    let options = ["-f", "pdf", "--open", "--serve"];
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &options);
    let address = watching.next()["address"].as_str().unwrap().to_owned();
    assert_eq!(watching.opened(), format!("{address}|"));
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn what_cannot_be_watched_is_refused_at_once() {
    for (name, code, words) in [
        ("none.toml", 2, "there is no file `"),
        ("briefgen.toml", 2, "a house style has no pages"),
        ("a.pdf", 2, "this is not a brief"),
    ] {
        let files = [("briefgen.toml", &b""[..]), ("a.pdf", b"")];
        let mut watching = Watching::begin(name, &files, &[]);
        assert_eq!(watching.child.wait().unwrap().code(), Some(code), "{name}");
        assert!(watching.said().contains(words), "{}", watching.said());
    }
}

/// The pages of a brief, served at a port.
fn served() -> (Watching, u16) {
    let options = ["-f", "pdf", "--serve"];
    let watching = Watching::begin("a.toml", &[("a.toml", BRIEF.as_bytes())], &options);
    let record = watching.next();
    let address = record["address"].as_str().unwrap();
    let port = address.strip_prefix("http://127.0.0.1:").unwrap();
    let port = port.trim_end_matches('/').parse().unwrap();
    (watching, port)
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(NEVER)).unwrap();
    stream
}

/// What is answered until the connection is closed, and as much as was sent if it is broken off.
fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

/// The answer to `request`, in which `PORT` stands for the port.
fn ask(port: u16, request: &str) -> String {
    let mut stream = connect(port);
    let request = request.replace("PORT", &port.to_string());
    // Who is refused early may not take all of it.
    let _ = stream.write_all(request.as_bytes());
    answer(&mut stream)
}

fn get(port: u16, path: &str) -> String {
    ask(
        port,
        &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"),
    )
}

fn content(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

/// Goes on until the state served is as wanted, and gives it.
fn state(port: u16, wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    while begun.elapsed() < NEVER {
        let answer = get(port, "/state");
        // While there are too many connections there is no state to be had.
        if answer.starts_with("HTTP/1.1 200 ") {
            let state = serde_json::from_str(content(&answer)).unwrap();
            if wanted(&state) {
                return state;
            }
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the state does not come");
}

#[test]
fn the_page_does_not_say_that_files_stand_which_cannot_be_written() {
    let (watching, port) = served();
    state(port, |state| state["pages"].is_array());
    fs::remove_file(watching.path("a.pdf")).unwrap();
    fs::create_dir(watching.path("a.pdf")).unwrap();
    watching.save("a.toml", BRIEF.replace("by season", "by month"));
    let failed = state(port, |state| state["diagnostics"] != serde_json::json!([]));
    assert_eq!(failed["status"], "1 page; nothing was written.");
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn the_page_shows_the_pages_and_what_is_wrong() {
    let (watching, port) = served();
    let first = state(port, |state| state["pages"].is_array());
    assert_eq!(first["title"], "Outcomes of the meeting on the commons");
    assert_eq!(first["pages"].as_array().unwrap().len(), 1);
    let address = |state: &Value, part: &str| state["pages"][0][part].as_str().unwrap().to_owned();
    let drawing = get(port, &address(&first, "drawing"));
    assert!(drawing.contains("\r\nContent-Type: image/svg+xml\r\n"));
    assert!(content(&drawing).starts_with("<svg "));
    let words: Value =
        serde_json::from_str(content(&get(port, &address(&first, "words")))).unwrap();
    let place = |text: &str| {
        let mut words = words.as_array().unwrap().iter();
        let begins = |word: &&Value| word["text"].as_str().unwrap().starts_with(text);
        words.find(begins).unwrap()["place"].as_str()
    };
    assert_eq!(place("Agree on grazing"), Some("a.toml:12:8"));
    assert_eq!(place("30 April"), Some("a.toml:8:8"));
    // What the program says of itself stands nowhere in the TOML.
    for label in ["Outcome brief", "Meeting", "When", "Recommendation"] {
        assert_eq!(place(label), None, "{label}");
    }
    // A mistake: the pages stay, and are found where they were.
    watching.save("a.toml", BRIEF.replace("title = \"Out", "titel = \"Out"));
    let wrong = state(port, |state| state["is_current"] == false);
    assert_eq!(wrong["pages"], first["pages"]);
    let told = wrong["diagnostics"].as_array().unwrap();
    let told = told
        .iter()
        .find(|told| told["code"] == "unknown-key")
        .unwrap();
    assert_eq!(
        (&told["file"], &told["line"]),
        (&"a.toml".into(), &3.into())
    );
    assert_eq!(told["excerpt"]["marked"], "titel");
    // Another line, and so other places, but the same look.
    watching.save("a.toml", format!("# A remark.\n{BRIEF}"));
    let moved = state(port, |state| state["is_current"] == true);
    assert_eq!(address(&moved, "drawing"), address(&first, "drawing"));
    assert_ne!(address(&moved, "words"), address(&first, "words"));
    assert!(get(port, &address(&first, "words")).starts_with("HTTP/1.1 404 "));
    watching.save("a.toml", other("by the month"));
    let changed = state(port, |state| {
        state["is_current"] == true && state["pages"] != moved["pages"]
    });
    assert_ne!(address(&changed, "drawing"), address(&first, "drawing"));
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn a_change_is_told_to_who_waits() {
    let (watching, port) = served();
    let mut stream = BufReader::new(connect(port));
    let request = format!("GET /events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    stream.get_mut().write_all(request.as_bytes()).unwrap();
    let mut event = || {
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            assert_ne!(stream.read_line(&mut line).unwrap(), 0);
        }
        line
    };
    watching.until("done");
    let first = event();
    watching.save("a.toml", other("by the month"));
    assert_ne!(event(), first);
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn only_its_own_page_is_answered_and_no_file() {
    let (_watching, port) = served();
    state(port, |state| state["pages"].is_array());
    let own = "Host: 127.0.0.1:PORT\r\n";
    for (request, status) in [
        (format!("GET / HTTP/1.1\r\n{own}\r\n"), 200),
        ("GET / HTTP/1.1\r\nHost: LOCALHOST:PORT\r\n\r\n".into(), 200),
        ("GET / HTTP/1.1\r\n\r\n".into(), 400),
        (format!("GET / HTTP/1.1\r\n{own}{own}\r\n"), 400),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".into(), 421),
        (
            "GET / HTTP/1.1\r\nHost: briefs.example:PORT\r\n\r\n".into(),
            421,
        ),
        ("GET / HTTP/1.1\r\nHost: [::1]:PORT\r\n\r\n".into(), 421),
        (
            format!("GET /state HTTP/1.1\r\n{own}Origin: http://127.0.0.1:PORT\r\n\r\n"),
            200,
        ),
        (
            format!("GET /state HTTP/1.1\r\n{own}Origin: http://127.0.0.1\r\n\r\n"),
            403,
        ),
        (
            format!("GET /state HTTP/1.1\r\n{own}Origin: https://localhost:PORT\r\n\r\n"),
            403,
        ),
        (
            format!("GET /state HTTP/1.1\r\n{own}Origin: null\r\n\r\n"),
            403,
        ),
        (
            format!(
                "GET /state HTTP/1.1\r\n{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n"
            ),
            403,
        ),
        (
            format!(
                "GET / HTTP/1.1\r\n{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\r\n"
            ),
            200,
        ),
        (format!("POST / HTTP/1.1\r\n{own}\r\n"), 405),
        (format!("HEAD / HTTP/1.1\r\n{own}\r\n"), 200),
        (format!("HEAD /events HTTP/1.1\r\n{own}\r\n"), 200),
        (format!("HEAD /a.toml HTTP/1.1\r\n{own}\r\n"), 404),
        (
            format!("\r\nGET http://localhost:PORT/state HTTP/1.2\r\n{own}\r\n"),
            200,
        ),
        (
            format!("GET http://briefs.example:PORT/ HTTP/1.1\r\n{own}\r\n"),
            421,
        ),
        (
            format!("GET / HTTP/1.1\r\n{own}Content-Length: 3\r\n\r\nabc"),
            400,
        ),
        (
            format!("GET / HTTP/1.1\r\n{own}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            400,
        ),
        (format!("GET / HTTP/3\r\n{own}\r\n"), 505),
        ("\x16\x03\x01\r\n\r\n".into(), 400),
    ] {
        let answer = ask(port, &request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{request:?}: {answer}"
        );
        let has_content = !content(&answer).is_empty();
        assert_eq!(has_content, !request.starts_with("HEAD"), "{answer}");
        assert!(
            answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"),
            "{answer}"
        );
        assert!(answer.contains("frame-ancestors 'none'"), "{answer}");
        assert!(
            answer.contains("\r\nCache-Control: no-store\r\n"),
            "{answer}"
        );
    }
    for path in [
        "/a.toml",
        "/a.pdf",
        "/../a.toml",
        "/..%2fa.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/state?",
        "/pages/",
        "/pages/1.svg",
        "/pages/0-0.svg",
        "/pages/1-+1.svg",
        "/pages/99999999999999999999-1.svg",
        "/words/1-1.json",
        "a.toml",
        "*",
        "http://127.0.0.1:PORT/a.toml",
    ] {
        let answer = get(port, path);
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
        assert!(!answer.contains("grazing"), "{path}");
    }
}

#[test]
fn a_request_may_come_in_pieces() {
    let (_watching, port) = served();
    let mut stream = connect(port);
    stream.set_nodelay(true).unwrap();
    for byte in format!("GET /page.js HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").bytes() {
        stream.write_all(&[byte]).unwrap();
    }
    let answer = answer(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(content(&answer), include_str!("../src/preview/page.js"));
}

#[test]
fn who_sends_too_much_or_nothing_or_too_often_keeps_nobody_waiting() {
    let (watching, port) = served();
    // A head of a megabyte, in one line and in many.
    for filling in ["a".repeat(1 << 20), "A: b\r\n".repeat(1 << 17)] {
        let answer = ask(port, &format!("GET / HTTP/1.1\r\n{filling}\r\n\r\n"));
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431 "),
            "{answer}"
        );
    }
    // As many as there may be, each with the beginning of a head.
    let mut waiting: Vec<TcpStream> = (0..200).map(|_| connect(port)).collect();
    for stream in &mut waiting {
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: ");
    }
    let answers: Vec<String> = waiting.iter_mut().map(answer).collect();
    let count = |status: &str| {
        answers
            .iter()
            .filter(|answer| answer.starts_with(status))
            .count()
    };
    assert_eq!(count("HTTP/1.1 408 "), 64, "{answers:?}");
    assert!(answers.iter().all(|answer| answer.is_empty()
        || answer.starts_with("HTTP/1.1 408 ")
        || answer.starts_with("HTTP/1.1 503 ")));
    // Afterwards all is as before.
    drop(waiting);
    state(port, |state| state["pages"].is_array());
    watching.save("a.toml", other("by the month"));
    watching.until("done");
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn a_port_that_is_taken_is_a_mistake_of_the_command() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let serve = format!("--serve={}", taken.local_addr().unwrap().port());
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), BRIEF).unwrap();
    let (code, _, wrong) = common::run(&folder, &["watch", "a.toml", &serve]);
    assert_eq!(code, 2, "{wrong}");
    assert!(
        wrong.contains("error[command]: cannot listen at port"),
        "{wrong}"
    );
}
