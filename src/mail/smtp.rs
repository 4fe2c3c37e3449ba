//! Handing messages to a mail server (RFC 5321, RFC 6409), encrypted: from the first byte (RFC 8314) or by
//! STARTTLS (RFC 3207), which must succeed.
//!
//! The commands are given one by one, so that it is known of each recipient what became of the message: a
//! server may refuse one and take another, and a connection may break before the message was handed over,
//! or when it was and no answer has come.

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Response};
use percent_encoding::percent_decode_str;
use std::fmt;
use std::time::Duration;

/// How a connection is encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// From the first byte.
    Implicit,
    /// After STARTTLS, without which nothing goes on.
    StartTls,
    /// Not at all: to this computer itself.
    None,
}

/// A server that takes messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// Who signs in; nobody where it is none.
    pub user: Option<String>,
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", in_address(&self.host), self.port)
    }
}

impl Server {
    /// The server that `smtp://user@host:587` or `smtps://user@host:465` names; the ports are the usual ones
    /// where none is given (RFC 8314, section 7.3). Without encryption only where `insecure` asks for it, and
    /// the server is on this computer.
    ///
    /// # Errors
    /// What is wrong with the address, and what to write instead.
    pub fn parse(url: &str, insecure: bool) -> Result<Server, String> {
        let (implicit, rest) = match (url.strip_prefix("smtps://"), url.strip_prefix("smtp://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => {
                return Err("write `smtp://user@host` or `smtps://user@host`".to_owned());
            }
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        // The name of a user may be an address: the last `@` parts it from the host.
        let (user, host) = match rest.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, rest),
        };
        if user.is_some_and(|user| user.contains(':')) {
            return Err(
                "a password in an address can be read by others: put it into the environment or use \
                 --password-command"
                    .to_owned(),
            );
        }
        let user = user.map(|user| percent_decode_str(user).decode_utf8_lossy().into_owned());
        if user.as_ref().is_some_and(String::is_empty) {
            return Err("write who signs in before the `@`, or leave that out".to_owned());
        }
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => {
                let port = port.parse().ok().filter(|port| *port > 0);
                (host, port.ok_or("a port is a number from 1 to 65535")?)
            }
            _ => (host, if implicit { 465 } else { 587 }),
        };
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        let is_of_host =
            |character: char| character.is_ascii_alphanumeric() || ".-:_".contains(character);
        if host.is_empty() || !host.chars().all(is_of_host) {
            return Err("write the name of the server: `smtp://user@mail.example.org`".to_owned());
        }
        let security = match (implicit, insecure) {
            (_, true) if !is_loopback(host) => {
                return Err(
                    "--insecure is for a server on this computer alone: leave it out".to_owned(),
                );
            }
            (true, _) => Security::Implicit,
            (false, true) => Security::None,
            (false, false) => Security::StartTls,
        };
        Ok(Server {
            host: host.to_owned(),
            port,
            security,
            user,
        })
    }
}

/// A host as it stands in an address, where that of IPv6 is in brackets (RFC 3986, section 3.2.2).
fn in_address(host: &str) -> String {
    match host.contains(':') {
        true => format!("[{host}]"),
        false => host.to_owned(),
    }
}

/// Whether `host` is this computer: by name (RFC 6761, section 6.3) or by address.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse()
            .is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// What keeps all messages from being sent, and not one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Halt {
    /// Something of now: no connection, a server that is busy.
    Now(String),
    /// The server asks who sends.
    Authentication(String),
    /// The server does not let the user in.
    SignIn(String),
    /// The server takes no messages from this address.
    Sender {
        /// The sender's.
        address: String,
        /// What the server said.
        answer: String,
    },
}

impl Halt {
    /// What was said.
    pub fn answer(&self) -> &str {
        match self {
            Halt::Now(answer)
            | Halt::Authentication(answer)
            | Halt::SignIn(answer)
            | Halt::Sender { answer, .. } => answer,
        }
    }
}

/// What became of a message to one recipient.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// The server has it.
    Accepted(String),
    /// The server does not take it for this recipient, and will not (5yz).
    Refused(String),
    /// The server takes the recipient, and not the message, and will not (5yz).
    MessageRefused {
        /// What the server said.
        answer: String,
        /// Whether it would say so whoever the recipient is.
        of_all: bool,
    },
    /// The server does not take it now (4yz).
    Deferred(String),
    /// It was not handed over.
    NotSent(String),
    /// It was handed over, and no answer has come: the server may have it or not.
    Unknown(String),
}

impl Fate {
    /// What an error says of a message that has not been handed over.
    fn of(error: &Error) -> Fate {
        let words = words(error);
        if error.is_permanent() {
            Fate::Refused(words)
        } else if error.is_transient() {
            Fate::Deferred(words)
        } else {
            Fate::NotSent(words)
        }
    }
}

/// How long a server that has the whole message may take to answer at least (RFC 5321, section 4.5.3.2.6): it may look
/// for viruses before.
const TO_TAKE_MESSAGE: Duration = Duration::from_secs(600);

/// A connection to a server, signed in.
pub struct Session {
    connection: SmtpConnection,
    opening: Opening,
    broken: bool,
    /// Whether a message went over this connection.
    has_carried: bool,
}

/// What it takes to open a connection.
#[derive(Clone)]
pub struct Opening {
    /// The server.
    pub server: Server,
    /// The password of its user.
    pub password: Option<String>,
    /// What the client calls itself.
    pub domain: String,
    /// The longest wait for the server at a time, but for its answer to a message.
    pub timeout: Duration,
}

impl Session {
    /// Connects.
    ///
    /// # Errors
    /// Where the server cannot be reached, or not encrypted, or does not let the user in.
    pub fn open(opening: Opening) -> Result<Session, Halt> {
        let now = |error: Error| Halt::Now(opening.server.explain(&error));
        let Opening {
            server,
            password,
            domain,
            timeout,
        } = &opening;
        let hello = ClientId::Domain(domain.clone());
        let tls = match server.security {
            Security::None => None,
            Security::Implicit | Security::StartTls => {
                let parameters = TlsParameters::new(server.host.clone());
                Some(parameters.map_err(|error| Halt::Now(words(&error)))?)
            }
        };
        let at_once = tls
            .as_ref()
            .filter(|_| server.security == Security::Implicit);
        let mut connection = SmtpConnection::connect(
            (server.host.as_str(), server.port),
            Some(*timeout),
            &hello,
            at_once,
            None,
        )
        .map_err(now)?;
        if let (Security::StartTls, Some(tls)) = (server.security, &tls) {
            if !connection.can_starttls() {
                connection.abort();
                let reason = "the server offers no encryption (STARTTLS)".to_owned();
                return Err(Halt::Now(reason));
            }
            connection.starttls(tls, &hello).map_err(now)?;
        }
        if let (Some(user), Some(password)) = (&server.user, password) {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .map_err(|error| match asks_who_sends(&error) {
                    true => Halt::SignIn(words(&error)),
                    false => Halt::Now(format!("it does not let {user} in: {}", words(&error))),
                })?;
        }
        Ok(Session {
            connection,
            opening,
            broken: false,
            has_carried: false,
        })
    }

    /// Whether the connection is of no more use.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Hands over a message, and says what became of it for each of the recipients `to`.
    ///
    /// # Errors
    /// What concerns the sender, and so every message; this one was handed over to nobody.
    pub fn send(&mut self, from: &str, to: &[&str], message: &[u8]) -> Result<Vec<Fate>, Halt> {
        let all = |fate: Fate| Ok(vec![fate; to.len()]);
        let address = |address: &str| {
            address
                .parse::<Address>()
                .map_err(|error| Fate::NotSent(error.to_string()))
        };
        let sender = match address(from) {
            Ok(sender) => sender,
            Err(fate) => return all(fate),
        };
        let mail = Mail::new(Some(sender), Vec::new());
        let mut begun = self.command(&mail);
        if begun.is_err() && self.broken && self.has_carried {
            // Many servers take so many messages over a connection, and no more.
            *self = Session::open(self.opening.clone())?;
            begun = self.command(&mail);
        }
        if let Err(error) = begun {
            self.reset();
            let answer = words(&error);
            return match Fate::of(&error) {
                _ if asks_who_sends(&error) => Err(Halt::Authentication(answer)),
                Fate::Refused(_) => Err(Halt::Sender {
                    address: from.to_owned(),
                    answer,
                }),
                Fate::Deferred(_) => Err(Halt::Now(answer)),
                fate => all(fate),
            };
        }
        let mut fates: Vec<Option<Fate>> = Vec::with_capacity(to.len());
        for recipient in to {
            fates.push(match address(recipient) {
                Ok(recipient) => {
                    let answer = self.command(Rcpt::new(recipient, Vec::new()));
                    if let Err(error) = &answer
                        && asks_who_sends(error)
                    {
                        self.reset();
                        return Err(Halt::Authentication(words(error)));
                    }
                    answer.err().map(|error| Fate::of(&error))
                }
                Err(fate) => Some(fate),
            });
        }
        if fates.iter().all(Option::is_some) {
            // Everybody has a fate already.
            self.reset();
            return Ok(fates.into_iter().flatten().collect());
        }
        let fate = self.hand_over(message);
        let fates = fates.into_iter();
        Ok(fates
            .map(|own| own.unwrap_or_else(|| fate.clone()))
            .collect())
    }

    /// The message itself, to all who were accepted.
    fn hand_over(&mut self, message: &[u8]) -> Fate {
        let of_message = |error: &Error| match Fate::of(error) {
            Fate::Refused(answer) => Fate::MessageRefused {
                of_all: is_of_all(error, &answer),
                answer,
            },
            fate => fate,
        };
        if let Err(error) = self.command(Data) {
            self.reset();
            return of_message(&error);
        }
        // The end of the data is its own line (RFC 5321, section 4.1.1.4), which brings the line end.
        let message = message.strip_suffix(b"\r\n").unwrap_or(message);
        self.wait_at_most(self.opening.timeout.max(TO_TAKE_MESSAGE));
        let answered = self.connection.message(message);
        self.wait_at_most(self.opening.timeout);
        match answered {
            Ok(response) => {
                self.has_carried = true;
                Fate::Accepted(answer(&response))
            }
            Err(error) => {
                self.note(&error);
                match error.status() {
                    Some(_) => of_message(&error),
                    None => Fate::Unknown(words(&error)),
                }
            }
        }
    }

    fn wait_at_most(&mut self, timeout: Duration) {
        // Fails only where nothing else can be done with the connection either.
        let _ = self.connection.set_timeout(Some(timeout));
    }

    fn command(&mut self, command: impl fmt::Display) -> Result<Response, Error> {
        let result = self.connection.command(command);
        if let Err(error) = &result {
            self.note(error);
        }
        result
    }

    /// Notes what an error says of the connection: an answer of the server leaves it as it is; 421 says that it closes.
    fn note(&mut self, error: &Error) {
        self.broken |= code(error).is_none_or(|code| code == 421);
    }

    /// Ends a message that was not handed over.
    fn reset(&mut self) {
        if !self.broken && self.command(Rset).is_err() {
            self.broken = true;
        }
    }

    /// Takes leave of the server.
    pub fn close(mut self) {
        if !self.broken {
            // Everything has been answered: whether the server still says goodbye does not matter.
            let _ = self.connection.quit();
        }
    }
}

/// What a server said, in one line.
fn answer(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    printable(&format!("{} {}", response.code(), lines.join(" ")))
}

/// The code that a server has answered with; none where it has not answered.
fn code(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// Whether a server answers that it takes messages only from those who sign in (RFC 4954, section 6).
fn asks_who_sends(error: &Error) -> bool {
    matches!(code(error), Some(530 | 534 | 535 | 538))
}

/// Whether what a server answers to a message holds for whoever is to get it: it is larger than the server takes, or of a kind
/// that it does not take (RFC 3463, sections 3.4 and 3.7). Without such a code, 552 may be of a mailbox that is full (RFC 5321,
/// section 4.2.2), and 554 of the rules of one recipient.
fn is_of_all(error: &Error, answer: &str) -> bool {
    let is_of_message = matches!(code(error), Some(552 | 554));
    is_of_message && [" 5.3.4", " 5.6."].iter().any(|code| answer.contains(code))
}

impl Server {
    /// The server as it is named, with another scheme or user.
    fn url(&self, scheme: &str, user: Option<&str>) -> String {
        let user = user.map_or_else(String::new, |user| {
            format!("{}@", user.replace('%', "%25").replace(':', "%3A"))
        });
        format!("{scheme}://{user}{}", in_address(&self.host))
    }

    /// The server as `user` names it.
    pub fn url_of(&self, user: &str) -> String {
        let scheme = match self.security {
            Security::Implicit => "smtps",
            Security::StartTls | Security::None => "smtp",
        };
        format!("{}:{}", self.url(scheme, Some(user)), self.port)
    }

    /// Why a connection was not opened, and what may be done about it.
    fn explain(&self, error: &Error) -> String {
        let words = words(error);
        if let Some((_, fault)) = words.split_once("invalid peer certificate: ") {
            // What rustls calls a certificate that signs itself, and one of a stranger.
            let is_of_stranger = ["CaUsedAsEndEntity", "UnknownIssuer"];
            return if is_of_stranger.iter().any(|name| fault.contains(name)) {
                "its certificate is signed by nobody whom this system trusts".to_owned()
            } else {
                format!("its certificate is not good: {fault}")
            };
        }
        let user = self.user.as_deref();
        match self.security {
            Security::Implicit if words.contains("corrupt message") => format!(
                "it does not begin with encryption at port {}; try `{}:{}` (STARTTLS)",
                self.port,
                self.url("smtp", user),
                self.port
            ),
            Security::StartTls if has_waited(error) => format!(
                "{words}; a server that begins with encryption waits for it: try `{}:{}`",
                self.url("smtps", user),
                self.port
            ),
            _ => words,
        }
    }
}

/// The causes of an error, the nearest first.
fn causes(error: &Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(std::error::Error::source(error), |cause| cause.source())
}

/// Whether an error is a wait in vain. What it is called differs from system to system.
fn has_waited(error: &Error) -> bool {
    use std::io::ErrorKind;
    let in_vain = |kind| matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut);
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| in_vain(cause.kind()))
}

/// What an error says, in one line: with the last of its causes, which is the most to the point.
fn words(error: &Error) -> String {
    if has_waited(error) {
        return "the server did not answer in time".to_owned();
    }
    let mut words = error.to_string();
    if error.status().is_none()
        && causes(error).any(|cause| cause.to_string() == "incomplete response")
    {
        return "the server broke off the connection".to_owned();
    }
    if error.is_response() {
        return "what the server answered cannot be read: a code and a text are expected"
            .to_owned();
    }
    if let (None, Some(cause)) = (error.status(), causes(error).last()) {
        let cause = cause.to_string();
        if !words.contains(&cause) {
            words = format!("{words}: {cause}");
        }
    }
    printable(&words)
}

/// A line of a server's, without what a terminal would obey.
fn printable(words: &str) -> String {
    words.replace(char::is_control, " ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_named_as_in_a_web_address() {
        let server = Server::parse("smtp://me@mail.example.org", false).unwrap();
        assert_eq!(
            (server.host.as_str(), server.port),
            ("mail.example.org", 587)
        );
        assert_eq!(server.security, Security::StartTls);
        assert_eq!(server.user.as_deref(), Some("me"));
        let server = Server::parse("smtps://me@our.org@mail.example.org:8465/", false).unwrap();
        assert_eq!((server.port, server.security), (8465, Security::Implicit));
        assert_eq!(server.user.as_deref(), Some("me@our.org"));
        let server = Server::parse("smtp://caf%C3%A9%25%3a%40x@b.org", false).unwrap();
        assert_eq!(server.user.as_deref(), Some("café%:@x"));
        let server = Server::parse("smtp://[::1]:2525", true).unwrap();
        assert_eq!((server.host.as_str(), server.port), ("::1", 2525));
        assert_eq!(server.to_string(), "[::1]:2525");
        assert_eq!(server.url_of("me"), "smtp://me@[::1]:2525");
        assert_eq!(server.security, Security::None);
    }

    #[test]
    fn no_password_stands_in_an_address_and_no_message_goes_unencrypted() {
        for (url, insecure, says) in [
            ("mail.example.org", false, "smtp://"),
            ("smtp://", false, "name of the server"),
            ("smtp://me:secret@mail.example.org", false, "password"),
            ("smtp://@mail.example.org", false, "who signs in"),
            ("smtp://mail.example.org:0", false, "port"),
            ("smtp://mail.example.org/path", false, "name of the server"),
            ("smtp://mail.example.org", true, "this computer"),
            ("smtp://127.0.0.1.example.org", true, "this computer"),
        ] {
            let error = Server::parse(url, insecure).unwrap_err();
            assert!(error.contains(says), "{url}: {error}");
        }
    }
}
