//! The Message-ID of a message, made of what it holds; so it also tells whether a draft that stands in a
//! folder is still as it was written.

use crate::hexadecimal;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// The header field of a draft that Outlook opens for sending, before all others.
pub(super) const UNSENT_LINE: &[u8] = b"X-Unsent: 1\r\n";

/// What stands in the place of the digest while it is made: as long.
const NO_DIGEST: &str = "00000000000000000000000000000000";
/// The bytes of the digest that an id holds.
const DIGEST_BYTES: usize = NO_DIGEST.len() / 2;

/// The id of a message that has none yet.
pub(super) fn placeholder(domain: &str) -> String {
    format!("{NO_DIGEST}@{domain}")
}

/// Gives a message with [`placeholder`] for an id its own, which is handed back with it.
pub(super) fn name(mut message: Vec<u8>, domain: &str) -> (String, Vec<u8>) {
    let digest = digest(&message);
    if let Some(place) = find(&message, placeholder(domain).as_bytes()) {
        message[place..place + digest.len()].copy_from_slice(digest.as_bytes());
    }
    (format!("{digest}@{domain}"), message)
}

fn digest(bytes: &[u8]) -> String {
    hexadecimal::digits(&Sha256::digest(bytes)[..DIGEST_BYTES])
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// The Message-ID of a message, without angle brackets.
pub fn message_id(message: &[u8]) -> Option<&str> {
    const NAME: &str = "Message-ID";
    let field = std::str::from_utf8(&message[field(message, NAME)?]).ok()?;
    field[NAME.len() + 1..]
        .trim()
        .strip_prefix('<')?
        .strip_suffix('>')
}

/// The addresses of those whom a message is to; none where it is to several who do not see each other.
pub fn recipients(message: &[u8]) -> Vec<&str> {
    const NAME: &str = "To";
    let field = field(message, NAME).and_then(|field| std::str::from_utf8(&message[field]).ok());
    let Some(field) = field else {
        return Vec::new();
    };
    // A comma in a name that is quoted parts nothing (RFC 5322, section 3.2.4).
    let (mut is_quoted, mut is_escaped) = (false, false);
    let parts = field[NAME.len() + 1..].split(|c| {
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        c == ',' && !is_quoted
    });
    let addresses = parts.filter_map(|part| match part.trim().rsplit_once('<') {
        Some((_, address)) => address.strip_suffix('>'),
        None => Some(part.trim()),
    });
    addresses.filter(|address| address.contains('@')).collect()
}

/// Whether all that is attached to `message`, which we have written, is attached to another as well, in whatever lines a
/// mail program has written it since.
pub fn has_its_attachments(other: &[u8], message: &[u8]) -> bool {
    let in_one_line = |bytes: &str| bytes.replace(|c: char| c.is_ascii_whitespace(), "");
    let other = in_one_line(&String::from_utf8_lossy(other));
    let message = String::from_utf8_lossy(message);
    let mut attached = message.split("Content-Disposition: attachment").skip(1);
    attached.all(|part| {
        let (_, content) = part.split_once("\r\n\r\n").unwrap_or_default();
        let content = content.split("\r\n--").next().unwrap_or_default();
        other.contains(&in_one_line(content))
    })
}

/// The digest (SHA-256) of a message with [`placeholder`] for an id, without its date, those in copy and what it follows: the
/// same where the same is said, whenever and to whom else.
pub(super) fn content(message: &[u8]) -> String {
    let mut left_out: Vec<Range<usize>> = ["Date", "Cc", "Bcc", "In-Reply-To", "References"]
        .iter()
        .filter_map(|name| field(message, name))
        .collect();
    // An address in other letter case is the same.
    let mut message = message.to_vec();
    if let Some(to) = field(&message, "To") {
        let field = &mut message[to];
        if let Some(address) = field.iter().rposition(|byte| *byte == b'<') {
            field[address..].make_ascii_lowercase();
        }
    }
    left_out.sort_unstable_by_key(|range| range.start);
    let mut digest = Sha256::new();
    let mut begin = 0;
    for range in left_out {
        digest.update(&message[begin..range.start]);
        begin = range.end;
    }
    digest.update(&message[begin..]);
    hexadecimal::digits(&digest.finalize())
}

/// Takes the first header field `name` out of a message.
pub(super) fn remove_field(message: &mut Vec<u8>, name: &str) {
    if let Some(range) = field(message, name) {
        message.drain(range);
    }
}

/// Where the first header field `name` stands, with the lines that it is folded into (RFC 5322, section
/// 2.2.3).
fn field(message: &[u8], name: &str) -> Option<Range<usize>> {
    let mut found = None;
    let mut start = 0;
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let goes_on = line.starts_with(b" ") || line.starts_with(b"\t");
        let is_end = line == b"\r\n" || line == b"\n";
        if is_end || (found.is_some() && !goes_on) {
            break;
        }
        let is_named = line.len() > name.len()
            && line[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && line[name.len()] == b':';
        if found.is_none() && is_named && !goes_on {
            found = Some(start);
        }
        start += line.len();
    }
    found.map(|begin| begin..start)
}

/// The digest in the id of a message, and the domain, where the id is such as we give.
fn recorded(message: &[u8]) -> Option<(&str, &str)> {
    let is_digest = |digest: &str| {
        digest.len() == NO_DIGEST.len() && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let id = message_id(message)?.split_once('@');
    id.filter(|(digest, _)| is_digest(digest))
}

/// Whether a message was ours once, edited or not: it bears an id such as we give.
pub fn has_own_id(message: &[u8]) -> bool {
    recorded(message).is_some()
}

/// Whether a draft is not as we wrote it: somebody has edited it since, or written it. Any bytes may be given.
pub fn is_edited(bytes: &[u8]) -> bool {
    let written = bytes.strip_prefix(UNSENT_LINE).unwrap_or(bytes);
    let Some((recorded, domain)) = recorded(written) else {
        return true;
    };
    let mut unnamed = written.to_vec();
    if let Some(place) = find(&unnamed, format!("{recorded}@{domain}").as_bytes()) {
        unnamed[place..place + NO_DIGEST.len()].copy_from_slice(NO_DIGEST.as_bytes());
    }
    digest(&unnamed) != recorded
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNNAMED: &str = "From: a@b.org\r\nMessage-ID: <00000000000000000000000000000000@b.org>\r\n\
        Bcc: c@d.org,\r\n e@f.org\r\nSubject: s\r\n\r\nBcc: body\r\n";

    #[test]
    fn a_message_is_known_by_its_id_until_it_is_touched() {
        let (id, message) = name(UNNAMED.into(), "b.org");
        assert_eq!(message_id(&message), Some(id.as_str()));
        assert!(!is_edited(&message));
        let draft = [UNSENT_LINE, &message].concat();
        assert!(!is_edited(&draft));
        let text = String::from_utf8_lossy(&message);
        for edited in [
            text.replace("Subject: s", "Subject: t"),
            text.replace("body", "Body"),
            text.replace("\r\n", "\n"),
            UNNAMED.to_owned(),
            String::new(),
            "Message-ID: <é@b.org>\r\n\r\n".to_owned(),
        ] {
            assert!(is_edited(edited.as_bytes()), "{edited}");
        }
    }

    #[test]
    fn the_same_words_at_another_time_with_other_copies_are_the_same_content() {
        let of = |head: &str, words: &str| {
            let message = format!("From: a@b.org\r\n{head}Subject: s\r\n\r\n{words}\r\n");
            content(message.as_bytes())
        };
        let same = of("Date: 1\r\n", "Date: 1");
        assert_eq!(same, of("Date: 2\r\n", "Date: 1"));
        assert_eq!(
            same,
            of(
                "Cc: c@d.org\r\nDate: 2\r\nBcc: e@f.org,\r\n g@h.org\r\nIn-Reply-To: <1@b.org>\r\nReferences: <1@b.org>\r\n",
                "Date: 1"
            )
        );
        assert_ne!(same, of("Date: 1\r\n", "Date: 2"));
        assert_ne!(same, of("Date: 1\r\nX: y\r\n", "Date: 1"));
        let to = |to: &str| of(&format!("To: {to}\r\n"), "");
        assert_eq!(to("\"Anna\" <Anna@b.org>"), to("\"Anna\" <anna@B.org>"));
        assert_ne!(to("\"Anna\" <anna@b.org>"), to("\"anna\" <anna@b.org>"));
    }

    #[test]
    fn the_recipients_of_a_message_are_those_it_is_to() {
        let to = |field: &str| {
            let message = format!("From: a@b.org\r\nTo: {field}\r\nCc: d@e.org\r\n\r\n");
            recipients(message.as_bytes()).join(" ")
        };
        assert_eq!(to("<c@d.org>"), "c@d.org");
        assert_eq!(to("c@d.org"), "c@d.org");
        assert_eq!(to("\"<x@y.org>\"\r\n <c@d.org>"), "c@d.org");
        assert_eq!(to("undisclosed-recipients:;"), "");
        let two = "\"Anna, \\\"A\\\", a@x.org\" <c@d.org>,\r\n Bob <e@f.org>, g@h.org";
        assert_eq!(to(two), "c@d.org e@f.org g@h.org");
    }

    #[test]
    fn a_field_goes_with_the_lines_that_it_is_folded_into() {
        let mut message = UNNAMED.as_bytes().to_vec();
        remove_field(&mut message, "bcc");
        remove_field(&mut message, "Cc");
        let text = String::from_utf8_lossy(&message);
        assert!(
            !text.contains("c@d.org") && !text.contains("e@f.org"),
            "{text}"
        );
        assert!(
            text.contains("Subject: s") && text.contains("Bcc: body"),
            "{text}"
        );
    }
}
