//! As much of HTTP/1.1 (RFC 9112) as a page on the loopback needs: the head of a request, read under limits, and
//! responses after which the connection is closed.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The longest head of a request, in bytes.
pub(super) const LONGEST_HEAD: usize = 16 * 1024;
/// How long a head may take to arrive, and what is sent to be taken.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long what nobody wants is read, so that a client that is still sending reads its answer.
const LINGER: Duration = Duration::from_millis(500);
/// How much of it is read, in bytes.
const MOST_DRAINED: usize = 64 * 1024;

/// The status codes that are used here (RFC 9110, section 15).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Status {
    Ok = 200,
    BadRequest = 400,
    Forbidden = 403,
    NotFound = 404,
    MethodNotAllowed = 405,
    RequestTimeout = 408,
    MisdirectedRequest = 421,
    HeadTooLarge = 431,
    ServiceUnavailable = 503,
    VersionNotSupported = 505,
}

impl Status {
    fn reason(self) -> &'static str {
        match self {
            Status::Ok => "OK",
            Status::BadRequest => "Bad Request",
            Status::Forbidden => "Forbidden",
            Status::NotFound => "Not Found",
            Status::MethodNotAllowed => "Method Not Allowed",
            Status::RequestTimeout => "Request Timeout",
            Status::MisdirectedRequest => "Misdirected Request",
            Status::HeadTooLarge => "Request Header Fields Too Large",
            Status::ServiceUnavailable => "Service Unavailable",
            Status::VersionNotSupported => "HTTP Version Not Supported",
        }
    }
}

/// What a client asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Request {
    pub method: String,
    /// The path.
    pub target: String,
    /// The host that stands in front of the path, where one does.
    pub authority: Option<String>,
    /// Field names in lower case, with their values.
    fields: Vec<(String, String)>,
}

impl Request {
    /// The value of a field that is there once.
    ///
    /// # Errors
    /// [`Status::BadRequest`] where it is there more often.
    pub fn field(&self, name: &str) -> Result<Option<&str>, Status> {
        let mut values = self.fields.iter().filter(|(known, _)| known == name);
        match (values.next(), values.next()) {
            (value, None) => Ok(value.map(|(_, value)| value.as_str())),
            _ => Err(Status::BadRequest),
        }
    }

    /// Reads a head, without the empty line after it.
    fn parse(head: &[u8]) -> Result<Request, Status> {
        let head = std::str::from_utf8(head).map_err(|_| Status::BadRequest)?;
        // Some clients send an empty line in front (RFC 9112, section 2.2).
        let mut lines = head.strip_prefix("\r\n").unwrap_or(head).split("\r\n");
        let line: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let [method, target, version] = line[..] else {
            return Err(Status::BadRequest);
        };
        match version.strip_prefix("HTTP/").map(str::as_bytes) {
            Some([b'1', b'.', minor]) if minor.is_ascii_digit() => {}
            Some(_) => return Err(Status::VersionNotSupported),
            None => return Err(Status::BadRequest),
        }
        // “http://127.0.0.1:8017/state” asks for the same as “/state” (section 3.2.2).
        let whole = target
            .get(..7)
            .filter(|scheme| scheme.eq_ignore_ascii_case("http://"));
        let (authority, target) = match whole.map(|scheme| &target[scheme.len()..]) {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (
                    Some(authority.to_owned()),
                    if path.is_empty() { "/" } else { path },
                )
            }
            None => (None, target),
        };
        let is_token = |text: &str| {
            let is_tchar = |c: u8| c.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&c);
            !text.is_empty() && text.bytes().all(is_tchar)
        };
        if !is_token(method) {
            return Err(Status::BadRequest);
        }
        let field = |line: &str| {
            let (name, value) = line.split_once(':').filter(|(name, _)| is_token(name))?;
            let value = value.trim_matches([' ', '\t']);
            let is_plain = !value.contains(|c: char| c.is_control() && c != '\t');
            is_plain.then(|| (name.to_ascii_lowercase(), value.to_owned()))
        };
        let fields: Option<Vec<_>> = lines.map(field).collect();
        Ok(Request {
            method: method.to_owned(),
            target: target.to_owned(),
            authority,
            fields: fields.ok_or(Status::BadRequest)?,
        })
    }
}

/// Reads the head of a request.
///
/// # Errors
/// The status to answer with; none where the client is gone.
pub(super) fn read(stream: &mut TcpStream) -> Result<Request, Option<Status>> {
    let until = Instant::now() + PATIENCE;
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Some(Status::RequestTimeout));
        }
        stream.set_read_timeout(Some(left)).map_err(|_| None)?;
        let count = match stream.read(&mut buffer) {
            Ok(0) => return Err(None),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if is_timeout(&error) => return Err(Some(Status::RequestTimeout)),
            Err(_) => return Err(None),
        };
        // The end may stand across two readings.
        let from = head.len().saturating_sub(3);
        head.extend_from_slice(&buffer[..count]);
        if let Some(end) = head[from..].windows(4).position(|end| end == b"\r\n\r\n") {
            let head = &head[..from + end];
            if head.len() <= LONGEST_HEAD {
                return Request::parse(head).map_err(Some);
            }
        }
        if head.len() > LONGEST_HEAD {
            return Err(Some(Status::HeadTooLarge));
        }
    }
}

/// Where a timeout is reached: Unix and Windows call it by different names.
fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

/// Begins a response: its status and fields, and the empty line before its content. All responses say that they are
/// for this page alone, not to be kept, and of no other kind than they say.
///
/// # Errors
/// Where the client does not take it.
pub(super) fn begin(
    stream: &mut TcpStream,
    status: Status,
    fields: &[(&str, &str)],
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", status as u16, status.reason());
    let common = [
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    for (name, value) in common.iter().chain(fields) {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(head.as_bytes())
}

/// Sends a whole response, of which `HEAD` gets all but the content, and ends the connection.
///
/// # Errors
/// Where the client does not take it.
pub(super) fn respond(
    stream: &mut TcpStream,
    method: &str,
    status: Status,
    fields: &[(&str, &str)],
    content: &[u8],
) -> io::Result<()> {
    let length = content.len().to_string();
    let mut fields = fields.to_vec();
    fields.push(("Content-Length", &length));
    begin(stream, status, &fields)?;
    if method != "HEAD" {
        stream.write_all(content)?;
    }
    end(stream)
}

/// Refuses a request, with the reason in plain text.
///
/// # Errors
/// Where the client does not take it.
pub(super) fn refuse(stream: &mut TcpStream, method: &str, status: Status) -> io::Result<()> {
    let mut fields = vec![
        ("Content-Type", "text/plain; charset=utf-8"),
        (
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ];
    if status == Status::MethodNotAllowed {
        fields.push(("Allow", "GET, HEAD"));
    }
    respond(
        stream,
        method,
        status,
        &fields,
        format!("{}\n", status.reason()).as_bytes(),
    )
}

/// Ends a connection so that the client reads all that was sent to it (RFC 9112, section 9.6).
pub(super) fn end(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let begun = Instant::now();
    stream.set_read_timeout(Some(LINGER))?;
    let mut drained = 0;
    let mut buffer = [0; 4096];
    while drained < MOST_DRAINED && begun.elapsed() < LINGER {
        match stream.read(&mut buffer)? {
            0 => break,
            count => drained += count,
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_sent_is_a_request_or_refused(head in "(GET|[ -~]{0,9}) ?/?[\\PC\\x00]{0,30}( HTTP/1.1)?(\r\n[a-zA-Z: \t\x00é]{0,20}){0,4}") {
            match Request::parse(head.as_bytes()) {
                Ok(request) => prop_assert!(!request.target.contains([' ', '\r', '\n'])),
                Err(status) => prop_assert!(matches!(status, Status::BadRequest | Status::VersionNotSupported)),
            }
        }
    }

    #[test]
    fn a_head_is_read_as_the_standard_says() {
        let head = b"GET /state HTTP/1.1\r\nHost: localhost:1\r\naccept:\t*/* \r\nX: 1\r\nx: 2";
        let request = Request::parse(head).unwrap();
        assert_eq!(request.method, "GET");
        assert_eq!(request.target, "/state");
        assert_eq!(request.field("host"), Ok(Some("localhost:1")));
        assert_eq!(request.field("accept"), Ok(Some("*/*")));
        assert_eq!(request.field("origin"), Ok(None));
        assert_eq!(request.field("x"), Err(Status::BadRequest));
        let head = b"\r\nGET HTTP://localhost:1 HTTP/1.2\r\nHost: localhost:1";
        let request = Request::parse(head).unwrap();
        assert_eq!(request.authority.as_deref(), Some("localhost:1"));
        assert_eq!(request.target, "/");
    }

    #[test]
    fn what_is_no_head_is_refused() {
        for head in [
            "",
            "GET /",
            "GET  / HTTP/1.1",
            "GET / HTTP/1.1 ",
            "GET / http/1.1",
            "G\u{e9}T / HTTP/1.1",
            "GET / HTTP/1.1\r\nHost",
            "GET / HTTP/1.1\r\nHost : a",
            "GET / HTTP/1.1\r\nHost: a\r\n folded",
            "GET / HTTP/1.1\r\nHost: a\nb",
            "GET / HTTP/1.1\r\nHost: a\0",
            "GET / HTTP/1.1\nHost: a",
        ] {
            assert_eq!(
                Request::parse(head.as_bytes()),
                Err(Status::BadRequest),
                "{head:?}"
            );
        }
        assert_eq!(
            Request::parse(b"GET /\xff HTTP/1.1"),
            Err(Status::BadRequest)
        );
        assert_eq!(
            Request::parse(b"GET / HTTP/2.0"),
            Err(Status::VersionNotSupported)
        );
    }
}
