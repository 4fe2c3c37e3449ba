//! Sending: to each recipient once, whatever becomes of the others.

use super::super::Outcome;
use super::super::arguments::MailOptions;
use super::super::clock;
use super::super::events::Event;
use super::super::report::{Reporter, kilobytes};
use super::super::signals::Interrupt;
use super::Outgoing;
use super::due::{Brief, ResendRound};
use super::record::{Key, Record, State};
use crate::diagnostic::Diagnostic;
use crate::mail::rfc5322_date;
use crate::mail::smtp::{Fate, Halt, Opening, Server, Session};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Where the password is, unless a command says it.
const PASSWORD_VARIABLE: &str = "BRIEFGEN_SMTP_PASSWORD";
/// How often it is looked whether somebody wants the run to end, while a server takes its time.
const LOOK: Duration = Duration::from_millis(100);
/// How many recipients a server must take of one message (RFC 5321, section 4.5.3.1.8).
const MOST_RECIPIENTS: usize = 100;

/// A server and what it takes to sign in.
pub(super) struct Post {
    server: Server,
    password: Option<String>,
    timeout: Duration,
    interrupted: Interrupt,
    session: Option<Session>,
    /// Whether the server wants another user or password: it is not asked again, which could lock the user out.
    pub is_turned_away: bool,
}

impl Post {
    /// The server that the options name, if they name one. Nothing is connected yet.
    pub fn of(
        options: &MailOptions,
        interrupted: Interrupt,
        reporter: &mut Reporter,
    ) -> Result<Option<Post>, Outcome> {
        let Some(url) = &options.send else {
            return Ok(None);
        };
        let mut wrong =
            |message: String| reporter.command_error_at(Path::new("--send"), message, None);
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
            is_turned_away: false,
        }))
    }

    /// The server, for messages.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Sends the messages of a brief to all who do not have them yet or get them again, but for those in `edited`, whose
    /// drafts have other words.
    pub fn send(
        &mut self,
        brief: &Brief<'_>,
        messages: impl Iterator<Item = Outgoing>,
        edited: &BTreeSet<String>,
        again: &ResendRound,
        record: Record,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let mut round = Round {
            brief,
            server: self.server.to_string(),
            interrupted: self.interrupted.clone(),
            record,
            tally: Tally::default(),
            told: BTreeSet::new(),
            refused: BTreeSet::new(),
        };
        let to_be_sent = again
            .messages
            .iter()
            .filter(|(_, name)| !edited.contains(*name));
        let noted = round
            .record
            .note_resend(to_be_sent.map(|(key, _)| key), &now());
        noted.map_err(|unwritten| not_noted(unwritten, reporter))?;
        let mut ended = None;
        for message in messages {
            let due = brief.due(&message, round.record.history(), again);
            round.tally.had_it += due.had.len();
            let had = due.had.iter();
            round.tally.owed += had.filter(|(_, known)| known.is_to_get_it_again()).count();
            for address in due.unsure {
                let what = format!(
                    "it is not known whether {address} has got the message, and it was not sent again"
                );
                let help = format!("ask, and send it with `--resend {address}` if it has not come");
                round.tell(
                    address,
                    Diagnostic::error("unknown-delivery", what).help(help),
                    reporter,
                );
                round.tally.unknown += 1;
                round.tally.end(Outcome::SystemFailed);
            }
            if edited.contains(&message.name) {
                round.tally.failed += due.wanted.len();
                round.tally.end(Outcome::BriefWrong);
                continue;
            }
            for part in due.wanted.chunks(MOST_RECIPIENTS) {
                if self.interrupted.is_set() {
                    ended.get_or_insert_with(|| Halt::Now("interrupted".to_owned()));
                }
                if ended.is_none()
                    && let Err(halt) = self.connect(&message.domain)
                {
                    ended = Some(halt);
                }
                let (None, Some(session), false) = (
                    &ended,
                    &mut self.session,
                    round.refused.contains(&message.files),
                ) else {
                    round.tally.failed += part.len();
                    continue;
                };
                ended = round.hand_over(session, &message, part, reporter)?;
            }
        }
        if let Some(halt) = ended {
            self.is_turned_away = matches!(halt, Halt::Authentication(_) | Halt::SignIn(_));
            let outcome = self.tell_halt(halt, brief, reporter);
            round.tally.end(outcome);
        }
        round.tally.tell(brief, &self.server, reporter)
    }

    fn connect(&mut self, domain: &str) -> Result<(), Halt> {
        if self.session.as_ref().is_some_and(Session::is_broken) {
            self.session = None;
        }
        if self.session.is_none() {
            self.session = Some(Session::open(Opening {
                server: self.server.clone(),
                password: self.password.clone(),
                domain: domain.to_owned(),
                timeout: self.timeout,
            })?);
        }
        Ok(())
    }

    /// Says once what concerns all messages, and whose it is to be put right.
    fn tell_halt(&self, halt: Halt, brief: &Brief<'_>, reporter: &mut Reporter) -> Outcome {
        match halt {
            Halt::Now(reason) => {
                let doing = format!("send by {}", self.server);
                reporter.system_error(brief.path, &doing, &reason)
            }
            Halt::Authentication(answer) => {
                let message = format!("the server asks who sends: {answer}");
                let help = match &self.server.user {
                    None => format!(
                        "name the user: `{}`; the password is in the variable {PASSWORD_VARIABLE}, or \
                         --password-command prints it",
                        self.server.url_of("USER")
                    ),
                    Some(user) => format!("ask whoever runs the server what `{user}` may send"),
                };
                reporter.file_error(Path::new("--send"), "sign-in", message, Some(&help));
                Outcome::CommandWrong
            }
            Halt::SignIn(answer) => {
                let user = self.server.user.as_deref().unwrap_or_default();
                let message = format!("the server does not let {user} in: {answer}");
                let help = format!(
                    "check the user and the password: it is in the variable {PASSWORD_VARIABLE}, or --password-command \
                     prints it"
                );
                reporter.file_error(Path::new("--send"), "sign-in", message, Some(&help));
                Outcome::CommandWrong
            }
            Halt::Sender { address, answer } => {
                let message = format!("the server takes no messages from {address}: {answer}");
                let help = "name a sender in `[sender]` whom the server lets send, or sign in as that one: \
                            `smtp://user@host`";
                let diagnostic = Diagnostic::error("refused-sender", message).help(help);
                match brief.sender {
                    Some(origin) => {
                        let diagnostic = diagnostic.at_origin(Some(origin));
                        reporter.diagnostics(brief.recipients, &[diagnostic]);
                    }
                    // It is the contact of the brief.
                    None => reporter.of_file(brief.path, diagnostic),
                }
                Outcome::BriefWrong
            }
        }
    }

    /// Takes leave of the server.
    pub fn close(self) {
        if let Some(session) = self.session {
            session.close();
        }
    }
}

/// The messages of a brief on their way.
struct Round<'a> {
    brief: &'a Brief<'a>,
    server: String,
    interrupted: Interrupt,
    record: Record,
    tally: Tally,
    /// What has been said of whom: who gets many copies is told of once.
    told: BTreeSet<(String, &'static str)>,
    /// What the server takes no messages with: the files that are attached.
    refused: BTreeSet<Vec<String>>,
}

impl Round<'_> {
    /// Hands a message over to a server, and writes down what becomes of it; what ends the run, if something does.
    fn hand_over(
        &mut self,
        session: &mut Session,
        message: &Outgoing,
        to: &[(Key, &str)],
        reporter: &mut Reporter,
    ) -> Result<Option<Halt>, Outcome> {
        let keys: Vec<Key> = to.iter().map(|(key, _)| key.clone()).collect();
        let addresses: Vec<&str> = to.iter().map(|(_, address)| *address).collect();
        self.note(message, &keys, State::HandingOver, "", reporter)?;
        let sent = message.written.sent();
        let sending = || session.send(&message.sender, &addresses, &sent);
        let fates = match self.saying_that_it_waits(addresses[0], sending, reporter) {
            Ok(fates) => fates,
            Err(halt) => {
                self.note(message, &keys, State::NotSent, halt.answer(), reporter)?;
                self.tally.failed += to.len();
                return Ok(Some(halt));
            }
        };
        for ((key, address), fate) in to.iter().zip(&fates) {
            let (state, answer) = State::of(fate);
            self.note(message, std::slice::from_ref(key), state, answer, reporter)?;
            if let Fate::MessageRefused {
                answer,
                of_all: true,
            } = fate
            {
                self.refuse(message, answer, reporter);
                continue;
            }
            match failure(address, fate) {
                None => self.tally.accepted += 1,
                Some((diagnostic, outcome)) => {
                    self.tell(address, diagnostic, reporter);
                    match fate {
                        Fate::Unknown(_) => self.tally.unknown += 1,
                        _ => self.tally.failed += 1,
                    }
                    self.tally.end(outcome);
                }
            }
        }
        Ok(None)
    }

    /// Does what a server may take its time for, and says so at once to whoever wants the run to end meanwhile: what was begun is
    /// brought to its end, since otherwise nobody knows whether the message to `address` was sent.
    fn saying_that_it_waits<T>(
        &self,
        address: &str,
        sending: impl FnOnce() -> T,
        reporter: &mut Reporter,
    ) -> T {
        let (sent, is_sent) = mpsc::channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                while is_sent.recv_timeout(LOOK) == Err(mpsc::RecvTimeoutError::Timeout) {
                    if self.interrupted.is_set() {
                        let message = format!(
                            "the run ends when the server has answered to the message to {address}: the answer says whether \
                             it is sent"
                        );
                        let help = "a second Ctrl-C ends it at once, and leaves that unknown";
                        let path = self.brief.path;
                        reporter.file_warning(path, "interrupted", message, help);
                        break;
                    }
                }
            });
            let result = sending();
            drop(sent);
            result
        })
    }

    /// Takes note that the server takes no message with these files, and says so once.
    fn refuse(&mut self, message: &Outgoing, answer: &str, reporter: &mut Reporter) {
        self.tally.failed += 1;
        self.tally.end(Outcome::BriefWrong);
        if !self.refused.insert(message.files.clone()) {
            return;
        }
        let with = match &message.files[..] {
            [] => "without an attachment".to_owned(),
            files => format!("with {}", files.join(" and ")),
        };
        let what = format!(
            "the server takes no message {with}, of {}: {answer}",
            kilobytes(message.written.kept().len())
        );
        let help = "it is the message and no address: attach less, with `attachments` in the file of recipients and a \
                    web address (--link) in its place, or ask whoever runs the server";
        reporter.file_error(self.brief.path, "refused-message", what, Some(help));
    }

    fn note(
        &mut self,
        message: &Outgoing,
        keys: &[Key],
        state: State,
        answer: &str,
        reporter: &mut Reporter,
    ) -> Result<(), Outcome> {
        let letter = self.brief.letter(message, self.server.clone());
        let noted = self.record.note(keys, state, &letter, answer, &now());
        noted.map_err(|unwritten| not_noted(unwritten, reporter))
    }

    /// Reports what became of the messages to an address: the same once.
    fn tell(&mut self, address: &str, diagnostic: Diagnostic, reporter: &mut Reporter) {
        if self.told.insert((address.to_owned(), diagnostic.code)) {
            self.brief.report(address, diagnostic, reporter);
        }
    }
}

fn not_noted((path, error): (PathBuf, io::Error), reporter: &mut Reporter) -> Outcome {
    reporter.system_error(&path, "write down what was sent", &error)
}

/// What is said of a message that the server has not taken, and what it means for the run.
fn failure(address: &str, fate: &Fate) -> Option<(Diagnostic, Outcome)> {
    const LATER: &str = "run the same command again later: nobody gets the message twice";
    let (code, what, help, outcome) = match fate {
        Fate::Accepted(_) => return None,
        Fate::Refused(answer) => (
            "refused",
            format!("the server does not take a message to {address}: {answer}"),
            "check the address".to_owned(),
            Outcome::BriefWrong,
        ),
        Fate::MessageRefused { answer, .. } => (
            "refused",
            format!("the server does not take the message to {address}: {answer}"),
            "it knows the address: ask whoever runs the server".to_owned(),
            Outcome::BriefWrong,
        ),
        Fate::Deferred(answer) => (
            "deferred",
            format!("the server does not take a message to {address} now: {answer}"),
            LATER.to_owned(),
            Outcome::SystemFailed,
        ),
        Fate::NotSent(answer) => (
            "not-sent",
            format!("the message to {address} was not sent: {answer}"),
            LATER.to_owned(),
            Outcome::SystemFailed,
        ),
        Fate::Unknown(answer) => (
            "unknown-delivery",
            format!("it is not known whether the server has the message to {address}: {answer}"),
            format!("ask, and send it with `--resend {address}` if it has not come"),
            Outcome::SystemFailed,
        ),
    };
    Some((Diagnostic::error(code, what).help(help), outcome))
}

/// What became of the messages of a brief.
#[derive(Default)]
struct Tally {
    accepted: usize,
    had_it: usize,
    /// How many of them are to get it again, and not from this run.
    owed: usize,
    failed: usize,
    /// How many have it or not: nobody knows.
    unknown: usize,
    worst: Option<Outcome>,
}

impl Tally {
    fn end(&mut self, outcome: Outcome) {
        self.worst = self.worst.max(Some(outcome));
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
        if self.owed > 0 {
            parts.push(format!("{} still to get it again", self.owed));
        }
        if self.failed > 0 {
            parts.push(format!("{} not sent", self.failed));
        }
        if self.unknown > 0 {
            parts.push(format!("{} not known", self.unknown));
        }
        let line = format!("{} → {server}: {}", brief.path.display(), parts.join(", "));
        let event = Event::Sent {
            brief: brief.path.to_string_lossy(),
            server: server.to_string(),
            sent: self.accepted,
            had_it: self.had_it,
            not_sent: self.failed,
            unknown: self.unknown,
        };
        reporter.tell(&line, &event);
        self.worst.map_or(Ok(()), Err)
    }
}

/// The password, from the command that says it or the environment.
fn password(options: &MailOptions) -> Result<String, String> {
    let Some(command) = &options.password_command else {
        let given = std::env::var(PASSWORD_VARIABLE).ok();
        return given.filter(|given| !given.is_empty()).ok_or_else(|| {
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
    rfc5322_date(clock::seconds_since_1970())
}
