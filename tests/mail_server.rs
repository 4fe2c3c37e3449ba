//! Sending: to a mail server of the test's own on the loopback, which refuses, breaks off and is slow.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use assert_cmd::Command;
use common::{briefgen, names, said};
use mail_parser::MessageParser;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use tempfile::TempDir;

/// What a server took: for whom, and the message.
type Taken = Arc<Mutex<Vec<(Vec<String>, Vec<u8>)>>>;

/// A mail server (RFC 5321) that takes two messages of the sender `two` over a connection, one of `one` and none of `none`,
/// and whose behaviour the recipients' names choose: `refused` and `later` are not
/// taken, at `dropped` it breaks off, after the message to `vanished` too, and that to `slow` it takes its time to take; the mailbox of
/// `full` is full, and `wary` takes no such message; behind that to `closing` it closes the connection.
struct Server {
    port: u16,
    taken: Taken,
    commands: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(capabilities: &'static [&'static str]) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            port: listener.local_addr().unwrap().port(),
            taken: Taken::default(),
            commands: Arc::default(),
        };
        let (taken, commands) = (Arc::clone(&server.taken), Arc::clone(&server.commands));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (taken, commands) = (Arc::clone(&taken), Arc::clone(&commands));
                // A client that goes away is none of the server's business.
                thread::spawn(move || talk(stream.unwrap(), capabilities, &taken, &commands));
            }
        });
        server
    }

    fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// For whom messages were taken, in order.
    fn recipients(&self) -> Vec<String> {
        let taken = self.taken.lock().unwrap();
        taken.iter().flat_map(|(to, _)| to.clone()).collect()
    }
}

fn talk(
    stream: TcpStream,
    capabilities: &[&str],
    taken: &Taken,
    commands: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    writer.write_all(b"220 here ESMTP\r\n")?;
    let mut recipients = Vec::new();
    let mut messages = 0;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let command = line.trim_end().to_owned();
        line.clear();
        commands.lock().unwrap().push(command.clone());
        let verb = command
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => {
                let mut lines = vec!["here"];
                lines.extend(capabilities);
                let last = lines.pop().unwrap();
                let more: String = lines.iter().map(|line| format!("250-{line}\r\n")).collect();
                format!("{more}250 {last}\r\n")
            }
            "MAIL" if command.contains("<asks") => {
                "530 5.7.0 Authentication required\r\n".to_owned()
            }
            "MAIL" if command.contains("<two") && messages == 2 => {
                writer.write_all(b"421 too many messages\r\n")?;
                return Ok(());
            }
            "MAIL" if command.contains("<one") && messages == 1 => return Ok(()),
            "MAIL" if command.contains("<none") => {
                writer.write_all(b"421 not today\r\n")?;
                return Ok(());
            }
            "MAIL" if command.contains("<nobody") => "553 sender unknown\r\n".to_owned(),
            "RCPT" if command.contains("<refused") => "550 no such mailbox\r\n".to_owned(),
            "RCPT" if command.contains("<later") => "451 try again later\r\n".to_owned(),
            "RCPT" if command.contains("<dropped") => return Ok(()),
            "RCPT" => {
                let address = command.split(['<', '>']).nth(1).unwrap();
                recipients.push(address.to_owned());
                "250 yes\r\n".to_owned()
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n")?;
                let mut message = Vec::new();
                loop {
                    let mut line = Vec::new();
                    reader.read_until(b'\n', &mut line)?;
                    if line == b".\r\n" || line.is_empty() {
                        break;
                    }
                    // RFC 5321, section 4.5.2.
                    message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
                }
                messages += 1;
                let recipients = std::mem::take(&mut recipients);
                let is_for = |name: &str| recipients.iter().any(|to| to.starts_with(name));
                let is_large = capabilities.contains(&"SIZE 100") && message.len() > 20_000;
                let (vanishes, is_slow) = (is_for("vanished"), is_for("slow"));
                let (is_full, is_wary) = (is_for("full"), is_for("wary"));
                let is_curt = is_for("curt");
                let is_closing = is_for("closing");
                taken.lock().unwrap().push((recipients, message));
                if vanishes {
                    return Ok(());
                }
                if is_curt {
                    writer.write_all(b"250\r\n")?;
                    continue;
                }
                if is_large {
                    writer.write_all(b"552 5.3.4 message too big\r\n")?;
                    continue;
                }
                if is_full {
                    let full =
                        b"552 Requested mail action aborted: exceeded storage allocation\r\n";
                    writer.write_all(full)?;
                    continue;
                }
                if is_closing {
                    writer.write_all(b"421 4.3.2 closing\r\n")?;
                    return Ok(());
                }
                if is_wary {
                    writer.write_all(b"554 5.7.1 <wary@donor.example>: content rejected\r\n")?;
                    continue;
                }
                if is_slow {
                    thread::sleep(std::time::Duration::from_secs(3));
                }
                "250 taken\r\n".to_owned()
            }
            "AUTH" if capabilities.contains(&"AUTH LOGIN") => {
                "535 5.7.8 bad password\r\n".to_owned()
            }
            "AUTH" => "235 welcome\r\n".to_owned(),
            "QUIT" => {
                writer.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            "RSET" => {
                recipients.clear();
                "250 yes\r\n".to_owned()
            }
            _ => "250 yes\r\n".to_owned(),
        };
        writer.write_all(answer.as_bytes())?;
    }
    Ok(())
}

/// A folder with a brief and its recipients, named by the part of their addresses before the `@`.
fn folder_for(recipients: &[&str]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let brief = folder.path().join("a.toml");
    let text = "language = 'en'\ntitle = 'A'\npublished = 2018-01-02\n[meeting]\ntitle = 'A'\n\
        date = 2018-01-01\n[[recommendation]]\ntext = '.Meet again.'\n";
    fs::write(&brief, text).unwrap();
    write_recipients(folder.path(), recipients);
    (folder, brief)
}

fn write_recipients(folder: &Path, recipients: &[&str]) {
    let mut text = "[sender]\naddress = 'us@centre.example'\n".to_owned();
    for name in recipients {
        text += &format!("[[recipient]]\naddress = '{name}@donor.example'\n");
    }
    fs::write(folder.join("donors.toml"), text).unwrap();
}

/// Messages to the recipients in a folder.
fn mail(folder: &Path, brief: &Path) -> Command {
    let mut command = briefgen();
    command.arg("mail").arg(brief).arg("--to");
    command.arg(folder.join("donors.toml"));
    command
}

fn send(folder: &Path, brief: &Path, url: &str, more: &[&str]) -> (i32, String, String) {
    let mut command = mail(folder, brief);
    command.args(["--send", url, "--timeout", "1"]).args(more);
    said(command.env_remove("BRIEFGEN_SMTP_PASSWORD"))
}

const INSECURE: &[&str] = &["--insecure"];

#[test]
fn everybody_gets_one_message_and_a_second_run_sends_none() {
    let server = Server::start(&["8BITMIME"]);
    let (folder, brief) = folder_for(&["anna", "bek"]);
    for round in 0..2 {
        let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
        assert_eq!(code, 0, "{err}");
        let said = ["2 sent", "0 sent, 2 had it already"][round];
        assert!(out.contains(said), "{out}");
    }
    assert_eq!(
        server.recipients(),
        ["anna@donor.example", "bek@donor.example"]
    );
    let taken = server.taken.lock().unwrap();
    let message = MessageParser::default().parse(&taken[0].1).unwrap();
    assert!(message.header("X-Unsent").is_none());
    assert!(message.body_text(0).unwrap().contains("-  .Meet again."));
    // What was sent is what stands in the folder.
    let kept = fs::read(folder.path().join("a-mail/a-anna@donor.example.eml")).unwrap();
    assert!(kept == taken[0].1);
    // One connection for both.
    let commands = server.commands.lock().unwrap();
    assert_eq!(
        commands
            .iter()
            .filter(|command| command.starts_with("EHLO"))
            .count(),
        1
    );
}

#[test]
fn an_address_in_other_letter_case_is_the_same() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["Anna"]);
    let copy = "[[recipient]]\naddress = 'Records@centre.example'\nrole = 'cc'\n";
    let with_copy = || {
        let file = folder.path().join("donors.toml");
        let text = fs::read_to_string(&file).unwrap() + copy;
        fs::write(file, text).unwrap();
    };
    with_copy();
    let (_, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert!(out.contains("2 sent"), "{out}{err}");
    write_recipients(folder.path(), &["anna"]);
    with_copy();
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("0 sent, 2 had it already"), "{out}");
    assert!(!err.contains("changed-since-sent"), "{err}");
    // A record of an earlier version has the address as it was written.
    let record = folder.path().join("a-mail/sent.jsonl");
    edit(&record, "anna@", "ANNA@");
    let (_, out, _) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert!(out.contains("0 sent, 2 had it already"), "{out}");
}

#[test]
fn who_has_it_from_a_message_to_several_gets_no_other() {
    for order in [["--bcc", "--insecure"], ["--insecure", "--bcc"]] {
        let server = Server::start(&[]);
        let (folder, brief) = folder_for(&["anna"]);
        let file = folder.path().join("donors.toml");
        let text = fs::read_to_string(&file).unwrap();
        let copy = "[[recipient]]\naddress = 'records@centre.example'\nrole = 'cc'\n";
        fs::write(&file, text + copy).unwrap();
        for (option, said) in order.iter().zip(["2 sent", "0 sent, 2 had it already"]) {
            let options = ["--insecure", option];
            let options = &options[..1 + usize::from(*option == "--bcc")];
            let (code, out, err) = send(folder.path(), &brief, &server.url(), options);
            assert_eq!(code, 0, "{err}");
            assert!(out.contains(said), "{order:?}: {out}");
        }
    }
}

#[test]
fn the_refusal_of_one_does_not_stop_the_others() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["refused", "anna", "later", "dropped", "bek"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("2 sent, 3 not sent"), "{out}");
    assert_eq!(
        server.recipients(),
        ["anna@donor.example", "bek@donor.example"]
    );
    for said in [
        "error[refused]: the server does not take a message to refused@donor.example",
        "no such mailbox",
        "error[deferred]",
        "error[not-sent]",
        "donors.toml:4:11",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    // Those that were not sent are tried again.
    write_recipients(folder.path(), &["anna", "bek", "cem"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 sent, 2 had it already"), "{out}");
    // What was not taken is nobody's message.
    let told = "warning[earlier-drafts]: drafts of";
    assert!(
        err.contains(told)
            && err.contains(": a-dropped@donor.example.eml, a-later@donor.example.eml, a-refused@"),
        "{err}"
    );
    let (code, _, _) = send(
        folder.path(),
        &brief,
        &server.url(),
        &["--insecure", "--resend", "all"],
    );
    assert_eq!(code, 0);
    assert_eq!(server.recipients().len(), 6);
    // With other words it takes the same place.
    write_recipients(folder.path(), &["anna", "refused"]);
    edit(&brief, "Meet again", "Do meet again");
    send(folder.path(), &brief, &server.url(), INSECURE);
    let drafts = names(folder.path().join("a-mail"));
    let refused = drafts.iter().filter(|name| name.contains("refused"));
    assert_eq!(refused.collect::<Vec<_>>(), ["a-refused@donor.example.eml"]);
    // What somebody has from a run before keeps its place, whatever comes of the next.
    write_recipients(folder.path(), &["anna"]);
    let again = ["--insecure", "--resend", "all"];
    edit(
        &folder.path().join("donors.toml"),
        "us@centre",
        "nobody@centre",
    );
    send(folder.path(), &brief, &server.url(), &again);
    assert!(names(folder.path().join("a-mail")).contains(&"a-anna@donor.example-2.eml".to_owned()));
}

#[test]
fn what_one_mailbox_does_not_take_others_do() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["full", "wary", "anna"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("1 sent, 2 not sent"), "{out}");
    for said in ["donors.toml:4:11", "donors.toml:6:11", "exceeded storage"] {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert_eq!(err.matches("error[refused]").count(), 2, "{err}");
}

#[test]
fn a_server_that_closes_behind_a_message_is_reached_anew() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["closing", "anna", "dropped"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("1 sent, 2 not sent"), "{out}");
    assert!(err.contains("the server broke off the connection"), "{err}");
}

#[test]
fn an_answer_without_words_is_said_to_be_one() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["curt"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("0 sent, 1 not known"), "{out}");
    let said = "what the server answered cannot be read: a code and a text are expected";
    assert!(err.contains(said), "{err}");
}

#[test]
fn a_message_without_an_answer_is_not_sent_again() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["vanished", "anna"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("1 sent, 1 not known"), "{out}");
    assert_eq!(err.matches("error[unknown-delivery]").count(), 1, "{err}");
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(
        out.contains("0 sent, 1 had it already, 1 not known"),
        "{out}"
    );
    assert!(err.contains("it was not sent again"), "{err}");
    assert_eq!(server.recipients().len(), 2);
}

#[test]
fn a_server_has_time_to_look_into_a_message() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["slow", "anna"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 sent"), "{out}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_says_what_it_waits_for() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["slow", "anna"]);
    let child = std::process::Command::new(assert_cmd::cargo::cargo_bin("briefgen"))
        .env("NO_COLOR", "1")
        .arg("mail")
        .arg(&brief)
        .arg("--to")
        .arg(folder.path().join("donors.toml"))
        .args(["--send", &server.url(), "--insecure"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    while server.recipients().is_empty() {
        thread::sleep(std::time::Duration::from_millis(10));
    }
    common::terminate(&child);
    let output = child.wait_with_output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    let said = "warning[interrupted]: the run ends when the server has answered to the message to slow@donor.example";
    assert!(err.contains(said), "{err}");
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(out.contains("1 sent, 1 not sent"), "{out}");
}

#[test]
fn a_run_that_was_ended_while_it_sent_is_taken_up() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "bek"]);
    let drafts = folder.path().join("a-mail");
    fs::create_dir(&drafts).unwrap();
    // The last line was being written when the power failed.
    let line = |name: &str, state: &str| {
        format!(
            "{{\"brief\":\"a\",\"published\":\"2018-01-02\",\"address\":\"{name}@donor.example\",\
             \"state\":\"{state}\",\"message_id\":\"x@y\",\"time\":\"\"}}\n"
        )
    };
    let text = line("anna", "handing-over") + &line("anna", "accepted")[..40];
    fs::write(drafts.join("sent.jsonl"), text).unwrap();
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("1 sent, 1 not known"), "{out}");
    assert_eq!(server.recipients(), ["bek@donor.example"]);
    let record = fs::read_to_string(drafts.join("sent.jsonl")).unwrap();
    assert_eq!(record.lines().count(), 3, "{record}");
    // A record that cannot be understood is no leave to send.
    fs::write(drafts.join("sent.jsonl"), "{}\n").unwrap();
    let (code, _, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3);
    assert!(err.contains("error[broken-record]"), "{err}");
    assert!(err.contains("sent.jsonl:1:1"), "{err}");
    assert_eq!(server.recipients().len(), 1);
    // Torn within a character, and behind the mark of an editor.
    let mut torn = format!("\u{feff}{}", line("bek", "accepted")).into_bytes();
    torn.extend_from_slice("{\"brief\":\"ж".as_bytes());
    torn.pop();
    fs::write(drafts.join("sent.jsonl"), torn).unwrap();
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 sent, 1 had it already"), "{out}");
}

/// The messages among the drafts, by the names of their files.
fn messages(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut messages: Vec<(String, Vec<u8>)> = fs::read_dir(folder.join("a-mail"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "eml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    messages.sort();
    messages
}

fn edit(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "{text}");
    fs::write(file, text.replace(old, new)).unwrap();
}

/// Writes drafts and sends nothing.
fn draft(folder: &Path, brief: &Path) -> (i32, String, String) {
    said(&mut mail(folder, brief))
}

#[test]
fn what_was_sent_is_never_overwritten_and_a_change_since_is_said() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "bek"]);
    let (code, _, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    // With the same words nothing is to be said, though somebody gets copies now.
    let donors = folder.path().join("donors.toml");
    let without = fs::read_to_string(&donors).unwrap();
    let copy = "[[recipient]]\naddress = 'records@centre.example'\nrole = 'bcc'\n";
    fs::write(&donors, without + copy).unwrap();
    let (_, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert!(out.contains("2 sent, 2 had it already"), "{out}");
    assert_eq!(err, "");
    let copied = server.recipients();
    assert_eq!(copied[2..], ["records@centre.example"; 2]);
    let sent = messages(folder.path());
    edit(&brief, "title = 'A'\npublished", "title = 'B'\npublished");
    write_recipients(folder.path(), &["anna", "bek", "cem"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 sent, 2 had it already"), "{out}");
    let changed =
        "warning[changed-since-sent]: the message has changed since it was sent to 2 recipients";
    assert!(err.contains(changed), "{err}");
    let all = messages(folder.path());
    assert!(sent.iter().all(|message| all.contains(message)));
    // Drafts alone: those who have it get none.
    let (_, out, err) = draft(folder.path(), &brief);
    assert!(out.contains("(0 messages), 3 had it already"), "{out}");
    assert!(err.contains(changed), "{err}");
    // Another edition is for all, and stands beside the first.
    edit(&brief, "published = 2018-01-02", "published = 2018-01-03");
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("3 sent"), "{out}");
    let all = messages(folder.path());
    assert!(sent.iter().all(|message| all.contains(message)));
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "a-anna@donor.example-2.eml",
        "a-anna@donor.example-3.eml",
        "a-anna@donor.example.eml",
        "a-bek@donor.example-2.eml",
        "a-bek@donor.example-3.eml",
        "a-bek@donor.example.eml",
        "a-cem@donor.example-2.eml",
        "a-cem@donor.example.eml",
    ];
    assert_eq!(names, expected);
    assert_eq!(server.recipients().len(), 8);
    // What was sent is what stands in the folder, with those in Bcc.
    let id = |bytes: &[u8]| {
        let message = MessageParser::default().parse(bytes).unwrap();
        message.message_id().unwrap().to_owned()
    };
    let kept: Vec<String> = all.iter().map(|(_, bytes)| id(bytes)).collect();
    let taken = server.taken.lock().unwrap();
    assert!(taken.iter().all(|(_, bytes)| kept.contains(&id(bytes))));
}

#[test]
fn the_record_says_what_was_sent_when_and_by_whom() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna"]);
    send(folder.path(), &brief, &server.url(), INSECURE);
    let taken = server.taken.lock().unwrap();
    let message = MessageParser::default().parse(&taken[0].1).unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let age = now.unwrap().as_secs() as i64 - message.date().unwrap().to_timestamp();
    assert!((0..600).contains(&age), "{age}");
    let text = fs::read_to_string(folder.path().join("a-mail/sent.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let states: Vec<&str> = lines
        .iter()
        .map(|line| line["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["handing-over", "accepted"]);
    for (key, value) in [
        ("brief", "a"),
        ("source", "../a.toml"),
        ("published", "2018-01-02"),
        ("address", "anna@donor.example"),
        ("message_id", message.message_id().unwrap()),
        ("subject", "A"),
        ("sender", "us@centre.example"),
        ("server", &format!("127.0.0.1:{}", server.port)),
        ("answer", "250 taken"),
    ] {
        assert_eq!(lines[1][key], value, "{text}");
    }
    assert_eq!(lines[1]["content"].as_str().unwrap().len(), 64);
}

#[test]
fn who_gets_a_message_again_is_named() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "vanished", "bek"]);
    let (code, _, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3);
    assert!(err.contains("--resend vanished@donor.example"), "{err}");
    let dry = ["--insecure", "--dry-run"];
    let (_, out, _) = send(folder.path(), &brief, &server.url(), &dry);
    assert_eq!(out.matches("(had it already)").count(), 2, "{out}");
    assert!(
        out.contains("vanished@donor.example (may have it)"),
        "{out}"
    );
    let again = |who: &str| {
        let before = server.recipients().len();
        let options = ["--insecure", "--resend", who];
        let (code, out, err) = send(folder.path(), &brief, &server.url(), &options);
        (code, out + &err, server.recipients()[before..].to_vec())
    };
    let (_, said, recipients) = again("unknown");
    assert_eq!(recipients, ["vanished@donor.example"], "{said}");
    let (_, said, recipients) = again("bek@donor.example");
    assert_eq!(recipients, ["bek@donor.example"], "{said}");
    let (code, said, recipients) = again("bel@donor.example");
    assert_eq!((code, recipients.len()), (2, 0), "{said}");
    assert!(
        said.contains("write an address of the recipients, `unknown` or `all`"),
        "{said}"
    );
    let (_, said, recipients) = again("all");
    assert_eq!(recipients.len(), 3, "{said}");
}

#[test]
fn what_is_sent_again_is_sent_again_once() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "bek", "cem"]);
    let (code, _, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    let all = ["--insecure", "--resend", "all"];
    let again = |options: &[&str]| {
        let before = server.recipients().len();
        let (code, out, err) = send(folder.path(), &brief, &server.url(), options);
        (code, out + &err, server.recipients()[before..].to_vec())
    };
    assert_eq!(again(&all).2.len(), 3);
    // As the record is where the run ended after the first.
    let record = folder.path().join("a-mail/sent.jsonl");
    let text = fs::read_to_string(&record).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(text.matches("resend-wanted").count(), 3, "{text}");
    let cut: String = lines[..11].iter().map(|line| format!("{line}\n")).collect();
    assert!(lines[10].contains("anna") && lines[10].contains("accepted"));
    fs::write(&record, &cut).unwrap();
    // It is nobody's first message: without the option, all have it.
    let (code, said, recipients) = again(INSECURE);
    assert_eq!((code, recipients.len()), (0, 0), "{said}");
    let owed = "0 sent, 3 had it already, 2 still to get it again";
    assert!(said.contains(owed), "{said}");
    let (_, said, _) = again(&["--insecure", "--dry-run"]);
    assert_eq!(said.matches("still to get it again").count(), 2, "{said}");
    let (code, said, recipients) = again(&all);
    assert_eq!(code, 0, "{said}");
    assert_eq!(recipients, ["bek@donor.example", "cem@donor.example"]);
    let warned = "warning[unfinished-resend]: an earlier `--resend` did not come to its end: this run goes on with the 2";
    assert!(said.contains(warned), "{said}");
    // When it has come to its end, another begins.
    let (_, said, recipients) = again(&all);
    assert_eq!(recipients.len(), 3, "{said}");
    assert!(!said.contains("unfinished-resend"), "{said}");
    // Who is named gets it, left or not.
    fs::write(&record, &cut).unwrap();
    let named = ["anna@donor.example", "bek@donor.example"];
    let options = ["--insecure", "--resend", named[0], "--resend", named[1]];
    assert_eq!(again(&options).2, named);
    // With other words it is another round, and nobody is kept from them.
    fs::write(&record, &cut).unwrap();
    let text = fs::read_to_string(&brief).unwrap();
    fs::write(&brief, text.replace("Meet again", "Do meet again")).unwrap();
    let (_, said, recipients) = again(&all);
    assert_eq!(recipients.len(), 3, "{said}");
    assert!(!said.contains("unfinished-resend"), "{said}");
}

#[test]
fn a_translation_that_is_not_finished_is_not_sent() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna"]);
    let file = folder.path().join("donors.toml");
    let text = fs::read_to_string(&file).unwrap();
    let russian = "[[recipient]]\naddress = 'olga@donor.example'\nlanguage = 'ru'\n";
    fs::write(&file, text + russian).unwrap();
    let translation = "original = 'a.toml'\nlanguage = 'ru'\n";
    fs::write(folder.path().join("a.ru.toml"), translation).unwrap();
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("error[unfinished-translation]"), "{err}");
    assert!(server.recipients().is_empty());
    // To draft it does no harm.
    assert_eq!(draft(folder.path(), &brief).0, 0);
    let options = ["--insecure", "--unfinished"];
    let (code, out, err) = send(folder.path(), &brief, &server.url(), &options);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 sent"), "{out}");
}

#[test]
fn a_message_that_is_too_large_is_the_fault_of_no_address() {
    let server = Server::start(&["SIZE 100"]);
    let (folder, brief) = folder_for(&["anna", "bek", "cem"]);
    let file = folder.path().join("donors.toml");
    let text = fs::read_to_string(&file).unwrap();
    let small = "[[recipient]]\naddress = 'dina@donor.example'\nattachments = []\n";
    fs::write(&file, text + small).unwrap();
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("1 sent, 3 not sent"), "{out}");
    assert_eq!(err.matches("error[").count(), 1, "{err}");
    let said = "error[refused-message]: the server takes no message with a.pdf, of";
    assert!(err.contains(said) && err.contains("a.toml\n"), "{err}");
    assert!(!err.contains("check the address"), "{err}");
    // It was tried once.
    assert_eq!(server.recipients().len(), 2);
}

#[test]
fn another_edition_follows_what_was_sent_of_the_one_before() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna"]);
    let folder = folder.path();
    let drafts = folder.join("a-mail");
    let follow = ["--insecure", "--in-reply-to", drafts.to_str().unwrap()];
    // Drafts whose place the messages would take.
    assert_eq!(draft(folder, &brief).0, 0);
    let (code, _, err) = send(folder, &brief, &server.url(), &follow);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("write them into another folder"), "{err}");
    assert_eq!(send(folder, &brief, &server.url(), INSECURE).0, 0);
    edit(&brief, "published = 2018-01-02", "published = 2018-01-03");
    assert_eq!(draft(folder, &brief).0, 0);
    let (code, _, err) = send(folder, &brief, &server.url(), &follow);
    assert_eq!((code, err.as_str()), (0, ""));
    // Again, it is the same that it follows, and nothing has changed.
    let (code, out, err) = send(folder, &brief, &server.url(), &follow);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("0 sent, 1 had it already"), "{out}");
    let taken = server.taken.lock().unwrap();
    let read = |at: usize| MessageParser::default().parse(&taken[at].1).unwrap();
    let first = read(0).message_id().unwrap().to_owned();
    assert_eq!(read(1).in_reply_to().as_text(), Some(first.as_str()));
    assert_eq!(taken.len(), 2);
}

#[test]
fn another_edition_follows_a_draft_that_was_edited_and_sent_by_hand() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "bek"]);
    let folder = folder.path();
    let drafts = folder.join("a-mail");
    let edited = drafts.join("a-anna@donor.example.eml");
    assert_eq!(draft(folder, &brief).0, 0);
    edit(&edited, "Meet again", "Do meet again");
    let (_, _, err) = send(folder, &brief, &server.url(), INSECURE);
    assert!(err.contains("and leave it here"), "{err}");
    edit(&brief, "published = 2018-01-02", "published = 2018-01-03");
    let follow = ["--insecure", "--in-reply-to", drafts.to_str().unwrap()];
    let (code, _, err) = send(folder, &brief, &server.url(), &follow);
    assert_eq!(code, 1, "{err}");
    let told = "and what is attached to it is not what goes out now; it was neither";
    assert!(err.contains(told) && err.contains("`…-sent.eml`"), "{err}");
    fs::rename(&edited, drafts.join("a-anna@donor.example-sent.eml")).unwrap();
    let (code, _, err) = send(folder, &brief, &server.url(), &follow);
    assert_eq!((code, err.as_str()), (0, ""));
    let sent = fs::read(drafts.join("a-anna@donor.example-sent.eml")).unwrap();
    let read = |bytes: &[u8]| MessageParser::default().parse(bytes).unwrap().into_owned();
    let taken = server.taken.lock().unwrap();
    let (to, second) = taken.last().unwrap();
    assert_eq!(to, &["anna@donor.example"]);
    assert_eq!(
        read(second).in_reply_to().as_text(),
        read(&sent).message_id()
    );
}

/// Another sender in the file of recipients.
fn write_sender(folder: &Path, name: &str) {
    let file = folder.join("donors.toml");
    let text = fs::read_to_string(&file).unwrap();
    let (_, rest) = text.split_once("@centre.example").unwrap();
    let text = format!("[sender]\naddress = '{name}@centre.example{rest}");
    fs::write(file, text).unwrap();
}

#[test]
fn what_concerns_the_sender_is_said_once_and_not_of_the_recipients() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "bek", "cem"]);
    for (sender, code, says) in [
        ("asks", 2, "error[sign-in]: the server asks who sends"),
        ("asks", 2, "name the user: `smtp://USER@127.0.0.1:"),
        (
            "nobody",
            1,
            "error[refused-sender]: the server takes no messages from nobody@centre.example",
        ),
        ("nobody", 1, "donors.toml:2:11"),
    ] {
        write_sender(folder.path(), sender);
        let (was, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
        assert_eq!(was, code, "{err}");
        assert!(err.contains(says), "{err}");
        assert_eq!(err.matches("error[").count(), 1, "{err}");
        assert!(out.contains("0 sent, 3 not sent"), "{out}");
    }
    write_sender(folder.path(), "us");
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("3 sent"), "{out}");
}

#[test]
fn a_server_that_takes_few_messages_over_a_connection_gets_all() {
    let server = Server::start(&[]);
    let people = ["anna", "bek", "cem", "dina", "elif"];
    for sender in ["two", "one"] {
        let (folder, brief) = folder_for(&people);
        write_sender(folder.path(), sender);
        let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("5 sent"), "{out}");
    }
    assert_eq!(server.recipients().len(), 10);
    // It takes none: that is said once, and not asked of it again and again.
    let (folder, brief) = folder_for(&people);
    write_sender(folder.path(), "none");
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("0 sent, 5 not sent"), "{out}");
    let commands = server.commands.lock().unwrap();
    let asked = commands.iter().filter(|line| line.contains("<none"));
    assert_eq!(asked.count(), 1);
}

#[test]
fn who_is_refused_as_a_copy_of_many_is_named_once() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "bek", "cem"]);
    let file = folder.path().join("donors.toml");
    let text = fs::read_to_string(&file).unwrap();
    let copy = "[[recipient]]\naddress = 'refused@centre.example'\nrole = 'bcc'\n";
    fs::write(&file, text + copy).unwrap();
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 1, "{err}");
    assert_eq!(err.matches("error[refused]").count(), 1, "{err}");
    assert!(out.contains("(3 messages to 6 recipients)"), "{out}");
    assert!(out.contains("3 sent, 3 not sent"), "{out}");
}

#[test]
fn an_edited_draft_is_neither_overwritten_nor_sent_and_the_others_are() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna", "bek"]);
    assert_eq!(draft(folder.path(), &brief).0, 0);
    let edited = folder.path().join("a-mail/a-anna@donor.example.eml");
    edit(&edited, "Meet again", "Do meet again");
    let before = fs::read(&edited).unwrap();
    let dry = ["--insecure", "--dry-run"];
    let (code, out, err) = send(folder.path(), &brief, &server.url(), &dry);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("error[edited-output]"), "{err}");
    let said = "anna@donor.example (not as long as the draft is edited)";
    assert!(
        out.contains(said) && out.contains("bek@donor.example ("),
        "{out}"
    );
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("send it with your mail program"), "{err}");
    assert!(out.contains("(1 message)\n"), "{out}");
    assert!(out.contains("1 sent, 1 not sent"), "{out}");
    assert_eq!(server.recipients(), ["bek@donor.example"]);
    assert!(before == fs::read(&edited).unwrap());
    let force = ["--insecure", "--force"];
    let (code, out, err) = send(folder.path(), &brief, &server.url(), &force);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 sent, 1 had it already"), "{out}");
}

#[test]
fn what_was_sent_is_no_draft_in_a_maildir() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna"]);
    let maildir = ["--insecure", "--format", "maildir"];
    let cur = folder.path().join("a-mail/cur");
    let names = || -> Vec<String> {
        let entries = fs::read_dir(&cur).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    };
    let mut drafts = mail(folder.path(), &brief);
    assert_eq!(said(drafts.args(["--format", "maildir"])).0, 0);
    assert!(names()[0].ends_with(":2,D"), "{:?}", names());
    assert_eq!(send(folder.path(), &brief, &server.url(), &maildir).0, 0);
    let [sent] = &names()[..] else {
        panic!("{:?}", names());
    };
    assert!(sent.ends_with(":2,S"), "{sent}");
}

#[test]
fn two_briefs_of_one_name_are_not_taken_for_one() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["anna"]);
    let other = folder.path().join("other/a.toml");
    fs::create_dir(folder.path().join("other")).unwrap();
    fs::copy(&brief, &other).unwrap();
    let out = folder.path().join("out");
    let options = ["--insecure", "-o", out.to_str().unwrap()];
    let mut both = options.to_vec();
    both.push(other.to_str().unwrap());
    let (code, _, err) = send(folder.path(), &brief, &server.url(), &both);
    assert_eq!(code, 2);
    assert!(err.contains("would take the place of those of"), "{err}");
    assert!(!out.exists());
    assert_eq!(send(folder.path(), &brief, &server.url(), &options).0, 0);
    let (code, _, err) = send(folder.path(), &other, &server.url(), &options);
    assert_eq!(code, 2);
    assert!(
        err.contains("is of another brief of this name and day"),
        "{err}"
    );
    // The same brief in another place is the same.
    fs::remove_file(&brief).unwrap();
    let (code, said, err) = send(folder.path(), &other, &server.url(), &options);
    assert_eq!(code, 0, "{err}");
    assert!(said.contains("0 sent, 1 had it already"), "{said}");
    assert_eq!(server.recipients(), ["anna@donor.example"]);
}

#[test]
fn nothing_is_sent_unencrypted_or_without_a_password() {
    let server = Server::start(&["AUTH PLAIN LOGIN"]);
    let (folder, brief) = folder_for(&["anna"]);
    let (code, _, err) = send(folder.path(), &brief, &server.url(), &[]);
    assert_eq!(code, 3);
    assert!(err.contains("STARTTLS"), "{err}");
    assert!(server.recipients().is_empty());
    let url = server.url().replace("smtp://", "smtp://me@centre.example@");
    let (code, _, err) = send(folder.path(), &brief, &url, INSECURE);
    assert_eq!(code, 2);
    assert!(err.contains("BRIEFGEN_SMTP_PASSWORD"), "{err}");
    // A variable that is empty says nothing.
    let mut unsaid = mail(folder.path(), &brief);
    unsaid.args(["--send", &url, "--insecure"]);
    let (code, _, err) = said(unsaid.env("BRIEFGEN_SMTP_PASSWORD", ""));
    assert_eq!(code, 2, "{err}");
    let password = ["--insecure", "--password-command", "printf 'secret\\n'"];
    let (code, _, err) = send(folder.path(), &brief, &url, &password);
    assert_eq!(code, 0, "{err}");
    let commands = server.commands.lock().unwrap().join("\n");
    // “\0me@centre.example\0secret”
    assert!(
        commands.contains("AUTH PLAIN AG1lQGNlbnRyZS5leGFtcGxlAHNlY3JldA=="),
        "{commands}"
    );
}

#[test]
fn a_wrong_password_is_tried_once() {
    let server = Server::start(&["AUTH LOGIN"]);
    let (folder, brief) = folder_for(&["anna", "bek"]);
    let other = folder.path().join("b.toml");
    fs::copy(&brief, &other).unwrap();
    let url = server.url().replace("smtp://", "smtp://me@centre.example@");
    let options = [
        "--insecure",
        "--password-command",
        "printf wrong",
        other.to_str().unwrap(),
    ];
    let (code, out, err) = send(folder.path(), &brief, &url, &options);
    assert_eq!(code, 2, "{err}");
    let said = "error[sign-in]: the server does not let me@centre.example in";
    assert!(err.contains(said), "{err}");
    assert_eq!(err.matches("error[").count(), 1, "{err}");
    assert!(out.contains("0 sent, 2 not sent"), "{out}");
    let commands = server.commands.lock().unwrap();
    let tried = commands.iter().filter(|line| line.starts_with("AUTH"));
    assert_eq!(tried.count(), 1, "{commands:?}");
}

#[test]
fn without_a_server_nothing_is_recorded_as_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
    drop(listener);
    let (folder, brief) = folder_for(&["anna", "bek"]);
    let (code, out, err) = send(folder.path(), &brief, &url, INSECURE);
    assert_eq!(code, 3);
    assert!(out.contains("0 sent, 2 not sent"), "{out}");
    assert_eq!(err.matches("error[").count(), 1, "{err}");
    let record = fs::read_to_string(folder.path().join("a-mail/sent.jsonl")).unwrap();
    assert!(record.is_empty(), "{record}");
}
