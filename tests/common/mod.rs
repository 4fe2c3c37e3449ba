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

/// Puts a comment with an answer at “management” into the DOCX of the brief of Astana.
pub fn comment(docx: &Path, done: &str) {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let edits: &[Edit<'_>] = &[
        ("word/document.xml", &|body: String| {
            let old = "<w:r><w:t xml:space=\"preserve\">Fragmented management</w:t></w:r>";
            assert!(body.contains(old));
            let marks = |name: &str| format!("<w:{name} w:id=\"0\"/><w:{name} w:id=\"1\"/>");
            let references = "<w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:commentReference w:id=\"1\"/></w:r>";
            let new = format!(
                "<w:r><w:t xml:space=\"preserve\">Fragmented </w:t></w:r>{}<w:r><w:t>management</w:t></w:r>{}{references}",
                marks("commentRangeStart"),
                marks("commentRangeEnd"),
            );
            body.replace(old, &new)
        }),
        ("[Content_Types].xml", &|types: String| {
            let part = |name: &str| {
                format!(
                    "<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}.{name}+xml\"/>"
                )
            };
            types.replace(
                "</Types>",
                &format!("{}{}</Types>", part("comments"), part("commentsExtended")),
            )
        }),
        ("word/_rels/document.xml.rels", &|relationships: String| {
            relationships.replace("</Relationships>", "<Relationship Id=\"rIdC1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/><Relationship Id=\"rIdC2\" Type=\"http://schemas.microsoft.com/office/2011/relationships/commentsExtended\" Target=\"commentsExtended.xml\"/></Relationships>")
        }),
        ("word/comments.xml", &|_| {
            let comment = |id: &str, author: &str, paragraph: &str, words: &str| {
                format!(
                    "<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"2017-06-20T10:00:00Z\" w:initials=\"{}\"><w:p w14:paraId=\"{paragraph}\"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>",
                    &author[..1]
                )
            };
            format!(
                "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">{}{}</w:comments>",
                comment("0", "Aigerim", "1A2B3C4D", "Says who?"),
                comment("1", "Director", "1A2B3C4E", "The councils.")
            )
        }),
        ("word/commentsExtended.xml", &|_| {
            format!(
                "<w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w15:commentEx w15:paraId=\"1A2B3C4D\" w15:done=\"{done}\"/><w15:commentEx w15:paraId=\"1A2B3C4E\" w15:paraIdParent=\"1A2B3C4D\" w15:done=\"{done}\"/></w15:commentsEx>"
            )
        }),
    ];
    edit_docx(docx, edits);
}
