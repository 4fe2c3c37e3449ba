//! What tests of several commands need.

// Each file of tests takes what it needs.
#![allow(dead_code)]

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// The command, which says everything without colours.
pub fn briefgen() -> Command {
    let mut command = Command::cargo_bin("briefgen").unwrap();
    command.env("NO_COLOR", "1");
    command
}

/// The exit code of a command, and what it says on standard output and standard error.
pub fn said(command: &mut Command) -> (i32, String, String) {
    let run = command.assert();
    let code = run.get_output().status.code().unwrap();
    (code, stdout(&run), stderr(&run))
}

/// What the command says in `folder`.
pub fn run(folder: impl AsRef<Path>, arguments: &[&str]) -> (i32, String, String) {
    said(briefgen().current_dir(folder).args(arguments))
}

/// What a run said on standard output.
pub fn stdout(run: &Assert) -> String {
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

/// What a run said on standard error.
pub fn stderr(run: &Assert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

/// Asks a process to end. (A shell that starts the tests in the background has them ignore SIGINT, and so what they
/// start.)
#[cfg(unix)]
pub fn terminate(process: &std::process::Child) {
    let killed = std::process::Command::new("kill")
        .args(["-TERM", &process.id().to_string()])
        .status();
    assert!(killed.unwrap().success());
}

/// A command that is asked to end as soon as it has said its first line: its exit code, and what it says on standard
/// output and standard error.
#[cfg(unix)]
pub fn ended_after_first_line(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let mut process = std::process::Command::new(assert_cmd::cargo::cargo_bin("briefgen"))
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(process.stdout.take().unwrap());
    let mut said = String::new();
    out.read_line(&mut said).unwrap();
    terminate(&process);
    out.read_to_string(&mut said).unwrap();
    let ended = process.wait_with_output().unwrap();
    (
        ended.status.code(),
        said,
        String::from_utf8(ended.stderr).unwrap(),
    )
}

/// Has `file` of `folder` in git as it stands, whatever the settings of this machine.
pub fn commit_to_git(folder: &Path, file: &str) {
    for arguments in [&["init", "-q"][..], &["add", file], &["commit", "-qm", "a"]] {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder);
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        git.args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.hooksPath=/dev/null",
        ]);
        git.args(arguments).assert().success();
    }
}

/// The names in a folder, in order.
pub fn names(folder: impl AsRef<Path>) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The body of a DOCX where the paragraph with these words is changed.
pub fn with_paragraph(body: &str, words: &str, change: impl Fn(&str) -> String) -> String {
    let at = body.find(words).unwrap_or_else(|| panic!("{words}"));
    let start = body[..at].rfind("<w:p>").unwrap();
    let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
    let changed = change(&body[start..end]);
    format!("{}{changed}{}", &body[..start], &body[end..])
}

/// How one part of a file is changed: its name, and what becomes of its text.
pub type Edit<'a> = (&'a str, &'a dyn Fn(String) -> String);

/// Changes parts of a DOCX as an editor would; a part that is not there is made of an empty one.
///
/// # Panics
/// Where a part stays as it is: what a test then finds would say nothing.
pub fn edit_docx(path: &Path, edits: &[Edit<'_>]) {
    let mut old = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &[u8]| {
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).unwrap();
        new.write_all(content).unwrap();
    };
    let changed = |(name, change): &Edit<'_>, text: String| {
        let changed = change(text.clone());
        assert_ne!(changed, text, "{name} is not changed");
        changed
    };
    let mut left = edits.to_vec();
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if let Some(at) = left.iter().position(|(part, _)| *part == name) {
            let edit = left.remove(at);
            content = changed(&edit, String::from_utf8(content).unwrap()).into_bytes();
        }
        put(&name, &content);
    }
    for edit in left {
        put(edit.0, changed(&edit, String::new()).as_bytes());
    }
    fs::write(path, new.finish().unwrap().into_inner()).unwrap();
}
