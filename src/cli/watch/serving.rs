//! A page on the loopback that shows the board.
//!
//! It answers this computer only, and there only pages that it has served itself: a page from elsewhere that the
//! browser shows as well can neither ask under another name (DNS rebinding; the Host is checked) nor under its own
//! (the Origin is checked). No file is served: every path is one of those below.

use super::board::{Board, Part};
use super::http::{self, Request, Status};
use crate::preview::{ICON, PAGE, POLICY, POLICY_OF_DRAWINGS, SCRIPT, STYLE};
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The port that is taken where none is named, if it is free.
const USUAL_PORT: u16 = 8017;
/// How many connections there may be at once.
const MOST_CONNECTIONS: usize = 64;
/// How often a client that waits for news is told that there are none: so it is seen when it has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

const PLAIN_JSON: &str = "application/json; charset=utf-8";

/// Begins to show the board, at `port` or, where none is named, the usual one or any that is free. The port is
/// returned.
///
/// # Errors
/// Where the port cannot be listened at.
pub(super) fn serve(board: Arc<Board>, port: Option<u16>) -> io::Result<u16> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let listener = match port {
        Some(port) => at(port)?,
        None => at(USUAL_PORT).or_else(|_| at(0))?,
    };
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || accept(&listener, &board, port));
    Ok(port)
}

fn accept(listener: &TcpListener, board: &Arc<Board>, port: u16) {
    let connections = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            // Out of file descriptors, for one: others are about to be closed.
            std::thread::sleep(Duration::from_millis(50));
            continue;
        };
        let connection = Connection::of(&connections);
        if connections.load(Ordering::Relaxed) > MOST_CONNECTIONS {
            // Whoever reads no more than that has the listener wait for nothing.
            let _ = stream.set_nonblocking(true);
            let _ = http::begin(&mut stream, Status::ServiceUnavailable, &[]);
            continue;
        }
        let board = Arc::clone(board);
        std::thread::spawn(move || {
            let _open = connection;
            // A client that has gone is nobody's loss.
            let _ = answer(&mut stream, &board, port);
        });
    }
}

/// Counts a connection for as long as it is open.
struct Connection(Arc<AtomicUsize>);

impl Connection {
    fn of(connections: &Arc<AtomicUsize>) -> Connection {
        connections.fetch_add(1, Ordering::Relaxed);
        Connection(Arc::clone(connections))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn answer(stream: &mut TcpStream, board: &Board, port: u16) -> io::Result<()> {
    let request = match http::read(stream) {
        Ok(request) => request,
        Err(Some(status)) => return http::refuse(stream, "", status),
        Err(None) => return Ok(()),
    };
    let method = request.method.as_str();
    if let Err(status) = admit(&request, port) {
        return http::refuse(stream, method, status);
    }
    let state = board.state();
    let (media_type, content) = match request.target.as_str() {
        "/" => ("text/html; charset=utf-8", PAGE),
        "/page.css" => ("text/css; charset=utf-8", STYLE),
        "/page.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "/icon.svg" => ("image/svg+xml", ICON),
        "/state" => (PLAIN_JSON, &*state),
        "/events" => return tell_of_changes(stream, method, board),
        target => return answer_part(stream, method, board, target),
    };
    let fields = fields(media_type, POLICY);
    http::respond(stream, method, Status::Ok, &fields, content.as_bytes())
}

/// The fields that say what a content is, and what it may do in a browser.
fn fields<'a>(media_type: &'a str, policy: &'a str) -> [(&'static str, &'a str); 2] {
    [
        ("Content-Type", media_type),
        ("Content-Security-Policy", policy),
    ]
}

/// Whether a request is one that the page itself makes, or somebody who opens it.
fn admit(request: &Request, port: u16) -> Result<(), Status> {
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let host = request.field("host")?.ok_or(Status::BadRequest)?;
    let is_own = |host: &str| hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
    if !is_own(host) || !request.authority.as_deref().is_none_or(is_own) {
        return Err(Status::MisdirectedRequest);
    }
    let origin = request.field("origin")?;
    if let Some(origin) = origin
        && !hosts
            .iter()
            .any(|own| origin.strip_prefix("http://") == Some(own))
    {
        return Err(Status::Forbidden);
    }
    // A page from elsewhere may lead here, and no more (Fetch Metadata Request Headers).
    let from_elsewhere = request
        .field("sec-fetch-site")?
        .is_some_and(|site| !matches!(site, "same-origin" | "none"));
    if from_elsewhere && request.field("sec-fetch-mode")? != Some("navigate") {
        return Err(Status::Forbidden);
    }
    if !["GET", "HEAD"].contains(&request.method.as_str()) {
        return Err(Status::MethodNotAllowed);
    }
    let has_content = request.field("transfer-encoding")?.is_some()
        || request
            .field("content-length")?
            .is_some_and(|length| length != "0");
    if has_content {
        return Err(Status::BadRequest);
    }
    Ok(())
}

/// Answers with a part of a page: `/pages/1-1700000000000.svg`, `/words/1-1700000000000.json`.
fn answer_part(
    stream: &mut TcpStream,
    method: &str,
    board: &Board,
    target: &str,
) -> io::Result<()> {
    let (part, rest, media_type, policy) = match (
        target
            .strip_prefix("/pages/")
            .and_then(|rest| rest.strip_suffix(".svg")),
        target
            .strip_prefix("/words/")
            .and_then(|rest| rest.strip_suffix(".json")),
    ) {
        (Some(rest), _) => (Part::Drawing, rest, "image/svg+xml", POLICY_OF_DRAWINGS),
        (_, Some(rest)) => (Part::Words, rest, PLAIN_JSON, POLICY),
        _ => return http::refuse(stream, method, Status::NotFound),
    };
    let content = page_and_revision(rest)
        .and_then(|(page, since)| board.part(part, page.checked_sub(1)?, since));
    match content {
        Some(content) => {
            let fields = fields(media_type, policy);
            http::respond(stream, method, Status::Ok, &fields, content.as_bytes())
        }
        None => http::refuse(stream, method, Status::NotFound),
    }
}

/// Two numbers with a hyphen between them.
fn page_and_revision(text: &str) -> Option<(usize, u64)> {
    let (page, revision) = text.split_once('-')?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(page) && is_number(revision)).then_some(())?;
    Some((page.parse().ok()?, revision.parse().ok()?))
}

/// Sends the revision whenever it is another (HTML Standard, server-sent events), until the client has gone.
fn tell_of_changes(stream: &mut TcpStream, method: &str, board: &Board) -> io::Result<()> {
    let fields = fields("text/event-stream; charset=utf-8", POLICY);
    http::begin(stream, Status::Ok, &fields)?;
    if method == "HEAD" {
        return http::end(stream);
    }
    stream.write_all(b"retry: 1000\n\n")?;
    let mut known = 0;
    loop {
        let revision = board.wait(known, HEARTBEAT);
        let event = if revision == known {
            ":\n\n".to_owned()
        } else {
            format!("data: {revision}\n\n")
        };
        known = revision;
        stream.write_all(event.as_bytes())?;
    }
}
