//! Sending: to a mail server of the test's own on the loopback, which refuses, breaks off and keeps silent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use assert_cmd::Command;
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

/// A mail server (RFC 5321) whose behaviour the recipients' names choose: `refused` and `later` are not
/// taken, at `dropped` it breaks off, after the message to `vanished` too, and to `silent` it says nothing.
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
                let recipients = std::mem::take(&mut recipients);
                let is_for = |name: &str| recipients.iter().any(|to| to.starts_with(name));
                let (vanishes, keeps_silent) = (is_for("vanished"), is_for("silent"));
                taken.lock().unwrap().push((recipients, message));
                if vanishes {
                    return Ok(());
                }
                if keeps_silent {
                    thread::sleep(std::time::Duration::from_secs(20));
                }
                "250 taken\r\n".to_owned()
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

fn send(folder: &Path, brief: &Path, url: &str, more: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("briefgen").unwrap();
    let output = command
        .env("NO_COLOR", "1")
        .env_remove("BRIEFGEN_SMTP_PASSWORD")
        .arg("mail")
        .arg(brief)
        .arg("--to")
        .arg(folder.join("donors.toml"))
        .args(["--send", url, "--timeout", "1"])
        .args(more)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
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
    let (code, _, _) = send(
        folder.path(),
        &brief,
        &server.url(),
        &["--insecure", "--resend"],
    );
    assert_eq!(code, 0);
    assert_eq!(server.recipients().len(), 6);
}

#[test]
fn a_message_without_an_answer_is_not_sent_again() {
    let server = Server::start(&[]);
    let (folder, brief) = folder_for(&["vanished", "silent", "anna"]);
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(out.contains("1 sent, 2 not sent"), "{out}");
    assert!(err.contains("did not answer in time"), "{err}");
    assert_eq!(err.matches("error[unknown-delivery]").count(), 2, "{err}");
    let (code, out, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3, "{err}");
    assert!(
        out.contains("0 sent, 1 had it already, 2 not sent"),
        "{out}"
    );
    assert!(err.contains("it was not sent again"), "{err}");
    assert_eq!(server.recipients().len(), 3);
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
    assert!(out.contains("1 sent, 1 not sent"), "{out}");
    assert_eq!(server.recipients(), ["bek@donor.example"]);
    let record = fs::read_to_string(drafts.join("sent.jsonl")).unwrap();
    assert_eq!(record.lines().count(), 3, "{record}");
    // A record that cannot be understood is no leave to send.
    fs::write(drafts.join("sent.jsonl"), "{}\n").unwrap();
    let (code, _, err) = send(folder.path(), &brief, &server.url(), INSECURE);
    assert_eq!(code, 3);
    assert!(err.contains("line 1"), "{err}");
    assert_eq!(server.recipients().len(), 1);
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
