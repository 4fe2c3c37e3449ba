//! Sending: to each recipient once, whatever becomes of the others.

use super::super::Outcome;
use super::super::arguments::MailOptions;
use super::super::report::Reporter;
use super::Outgoing;
use super::record::{Key, Record, State};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Origin;
use crate::mail::rfc5322_date;
use crate::mail::smtp::{Fate, Server, Session};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Where the password is, unless a command says it.
const PASSWORD_VARIABLE: &str = "BRIEFGEN_SMTP_PASSWORD";
/// How many recipients a server must take of one message (RFC 5321, section 4.5.3.1.8).
const MOST_RECIPIENTS: usize = 100;

/// A server and what it takes to sign in.
pub(super) struct Post {
    server: Server,
    password: Option<String>,
    timeout: Duration,
    interrupted: Arc<AtomicBool>,
    session: Option<Session>,
}

/// What became of the messages of a brief.
#[derive(Default)]
struct Tally {
    accepted: usize,
    had_it: usize,
    failed: usize,
    worst: Option<Outcome>,
}

impl Post {
    /// The server that the options name, if they name one. Nothing is connected yet.
    pub fn of(
        options: &MailOptions,
        interrupted: Arc<AtomicBool>,
        reporter: &mut Reporter,
    ) -> Result<Option<Post>, Outcome> {
        let Some(url) = &options.send else {
            return Ok(None);
        };
        let mut wrong = |message: String| {
            reporter.file_error(Path::new("--send"), "command", message, None);
            Outcome::CommandWrong
        };
        let server = Server::parse(url, options.insecure).map_err(&mut wrong)?;
        let password = match (&server.user, options.dry_run) {
            (Some(_), false) => Some(password(options).map_err(&mut wrong)?),
            _ => None,
        };
        Ok(Some(Post {
            server,
            password,
            timeout: Duration::from_secs(options.timeout.max(1)),
            interrupted,
            session: None,
        }))
    }

    /// The server, for messages.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Sends the messages of a brief to all who do not have them yet.
    pub fn send(
        &mut self,
        brief: &Brief<'_>,
        messages: impl Iterator<Item = Outgoing>,
        options: &MailOptions,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let mut record = Record::open(brief.folder).map_err(|(path, error)| {
            reporter.system_error(&path, "keep a record of what is sent", &error);
            Outcome::SystemFailed
        })?;
        let mut tally = Tally::default();
        let mut ended = None;
        for message in messages {
            let mut wanted: Vec<(Key, &str)> = Vec::new();
            for address in &message.addresses {
                let key = brief.key(&message, address);
                match record.state(&key) {
                    Some(State::Accepted) if !options.resend => tally.had_it += 1,
                    Some(State::HandingOver | State::Unknown) if !options.resend => {
                        let what = format!(
                            "it is not known whether {address} has got the message, and it was not sent again"
                        );
                        let diagnostic = Diagnostic::error("unknown-delivery", what)
                            .help("ask, and send it with --resend if it has not come");
                        brief.report(address, diagnostic, reporter);
                        tally.fail(Outcome::SystemFailed);
                    }
                    _ => wanted.push((key, address)),
                }
            }
            for part in wanted.chunks(MOST_RECIPIENTS) {
                if self.interrupted.load(Ordering::Relaxed) {
                    ended.get_or_insert_with(|| "interrupted".to_owned());
                }
                if ended.is_none()
                    && let Err(reason) = self.connect(&message.domain)
                {
                    ended = Some(reason);
                }
                if ended.is_some() {
                    tally.failed += part.len();
                    continue;
                }
                self.hand_over(&message, part, brief, &mut record, &mut tally, reporter)?;
            }
        }
        if let Some(reason) = ended {
            let doing = format!("send by {}", self.server);
            reporter.system_error(brief.path, &doing, &reason);
            tally.fail_run();
        }
        tally.tell(brief, &self.server, reporter)
    }

    fn connect(&mut self, domain: &str) -> Result<(), String> {
        if self.session.as_ref().is_some_and(Session::is_broken) {
            self.session = None;
        }
        if self.session.is_none() {
            let opened = Session::open(&self.server, self.password.clone(), domain, self.timeout)?;
            self.session = Some(opened);
        }
        Ok(())
    }

    fn hand_over(
        &mut self,
        message: &Outgoing,
        to: &[(Key, &str)],
        brief: &Brief<'_>,
        record: &mut Record,
        tally: &mut Tally,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let Some(session) = &mut self.session else {
            return Ok(());
        };
        let keys: Vec<Key> = to.iter().map(|(key, _)| key.clone()).collect();
        let addresses: Vec<&str> = to.iter().map(|(_, address)| *address).collect();
        let mut note = |keys: &[Key], state, answer: &str, reporter: &mut Reporter| {
            record
                .note(keys, state, &message.written.id, answer, now())
                .map_err(|(path, error)| {
                    reporter.system_error(&path, "write down what was sent", &error);
                    Outcome::SystemFailed
                })
        };
        note(&keys, State::HandingOver, "", reporter)?;
        let fates = session.send(&message.sender, &addresses, &message.written.sent());
        for ((key, address), fate) in to.iter().zip(&fates) {
            let (state, answer) = State::of(fate);
            note(std::slice::from_ref(key), state, answer, reporter)?;
            let (code, what, outcome) = match fate {
                Fate::Accepted(_) => {
                    tally.accepted += 1;
                    continue;
                }
                Fate::Refused(answer) => (
                    "refused",
                    format!("the server does not take a message to {address}: {answer}"),
                    Outcome::BriefWrong,
                ),
                Fate::Deferred(answer) => (
                    "deferred",
                    format!("the server does not take a message to {address} now: {answer}"),
                    Outcome::SystemFailed,
                ),
                Fate::NotSent(answer) => (
                    "not-sent",
                    format!("the message to {address} was not sent: {answer}"),
                    Outcome::SystemFailed,
                ),
                Fate::Unknown(answer) => (
                    "unknown-delivery",
                    format!(
                        "it is not known whether the server has the message to {address}: {answer}"
                    ),
                    Outcome::SystemFailed,
                ),
            };
            let help = match fate {
                Fate::Refused(_) => "check the address",
                Fate::Unknown(_) => "ask, and send it with --resend if it has not come",
                _ => "run the same command again later: nobody gets the message twice",
            };
            brief.report(address, Diagnostic::error(code, what).help(help), reporter);
            tally.fail(outcome);
        }
        Ok(())
    }

    /// Takes leave of the server.
    pub fn close(self) {
        if let Some(session) = self.session {
            session.close();
        }
    }
}

/// A brief whose messages are sent.
pub(super) struct Brief<'a> {
    pub path: &'a Path,
    pub published: String,
    /// Where its drafts are.
    pub folder: &'a Path,
    /// The file of recipients, and where each address stands in it.
    pub source: &'a Source,
    pub places: &'a BTreeMap<String, Origin>,
}

impl Brief<'_> {
    fn key(&self, message: &Outgoing, address: &str) -> Key {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let own = message.own.as_deref();
        Key {
            brief: stem.into_owned(),
            published: self.published.clone(),
            copy_of: own.filter(|own| *own != address).map(str::to_owned),
            address: address.to_owned(),
        }
    }

    /// Reports what became of a message, where the address stands.
    fn report(&self, address: &str, diagnostic: Diagnostic, reporter: &mut Reporter) {
        let diagnostic = diagnostic.at_origin(self.places.get(address));
        reporter.diagnostics(self.source, &[diagnostic]);
    }
}

impl Tally {
    fn fail(&mut self, outcome: Outcome) {
        self.failed += 1;
        self.worst = self.worst.max(Some(outcome));
    }

    fn fail_run(&mut self) {
        self.worst = self.worst.max(Some(Outcome::SystemFailed));
    }

    fn tell(
        self,
        brief: &Brief<'_>,
        server: &Server,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let mut parts = vec![format!("{} sent", self.accepted)];
        if self.had_it > 0 {
            parts.push(format!("{} had it already", self.had_it));
        }
        if self.failed > 0 {
            parts.push(format!("{} not sent", self.failed));
        }
        let line = format!("{} → {server}: {}", brief.path.display(), parts.join(", "));
        reporter.done(&line, "");
        self.worst.map_or(Ok(()), Err)
    }
}

/// The password, from the command that says it or the environment.
fn password(options: &MailOptions) -> Result<String, String> {
    let Some(command) = &options.password_command else {
        return std::env::var(PASSWORD_VARIABLE).map_err(|_| {
            format!(
                "the server asks for a password: put it into the variable {PASSWORD_VARIABLE}, or name a \
                 command that prints it with --password-command"
            )
        });
    };
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let output = Command::new(shell)
        .args([flag, command])
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("the command for the password cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "the command for the password failed: {}",
            output.status
        ));
    }
    let text = String::from_utf8(output.stdout)
        .map_err(|_| "the command for the password printed no text".to_owned())?;
    match text.lines().next() {
        Some(password) if !password.is_empty() => Ok(password.to_owned()),
        _ => Err("the command for the password printed nothing".to_owned()),
    }
}

/// The time, for the record.
fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    rfc5322_date(since.map_or(0, |since| since.as_secs() as i64))
}
