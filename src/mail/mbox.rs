//! Many messages in one file: mbox in the variety that loses nothing (RFC 4155, with the quoting of `mboxrd`).

use super::message::rfc5322_date;

/// Adds `message` to the mbox `file`, as delivered from `sender` at `seconds` since 1970 in UTC. Lines end
/// with LF; a line that begins like a delimiter, however often it was quoted, has one `>` more.
pub fn append(file: &mut Vec<u8>, message: &[u8], sender: &str, seconds: i64) {
    file.extend_from_slice(format!("From {sender} {}\n", asctime(seconds)).as_bytes());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        if line[quotes..].starts_with(b"From ") {
            file.push(b'>');
        }
        file.extend_from_slice(line);
        file.push(b'\n');
    }
    file.push(b'\n');
}

/// The messages of an mbox that [`append`] has written, as they were given to it.
pub fn messages(file: &[u8]) -> Vec<Vec<u8>> {
    let mut messages: Vec<Vec<u8>> = Vec::new();
    for line in file.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b"From ") {
            messages.push(Vec::new());
            continue;
        }
        let Some(message) = messages.last_mut() else {
            continue;
        };
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        let is_quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
        let line = if is_quoted { &line[1..] } else { line };
        message.extend_from_slice(line.strip_suffix(b"\n").unwrap_or(line));
        message.extend_from_slice(b"\r\n");
    }
    for message in &mut messages {
        // The empty line that ends each.
        if message.ends_with(b"\r\n\r\n") {
            message.truncate(message.len() - 2);
        }
    }
    messages
}

/// A time as `asctime` of C writes it, which the delimiter asks for: `Fri Jun 16 12:00:00 2017`.
fn asctime(seconds: i64) -> String {
    // “Fri, 16 Jun 2017 12:00:00 +0000”, of parts that are parted by spaces.
    let date = rfc5322_date(seconds);
    let parts: Vec<&str> = date.split_ascii_whitespace().collect();
    match parts.as_slice() {
        [weekday, day, month, year, time, ..] => {
            let weekday = weekday.trim_end_matches(',');
            format!("{weekday} {month} {day:>2} {time} {year}")
        }
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_delimiter_is_quoted() {
        let mut file = Vec::new();
        append(
            &mut file,
            b"A: b\r\n\r\nFrom me\r\n>From you\r\n",
            "a@b.org",
            1_497_614_400,
        );
        let expected = "From a@b.org Fri Jun 16 12:00:00 2017\nA: b\n\n>From me\n>>From you\n\n";
        assert_eq!(String::from_utf8_lossy(&file), expected);
        append(&mut file, b"C: d\r\n\r\n\r\n", "a@b.org", 0);
        let read = messages(&file);
        assert_eq!(read[0], b"A: b\r\n\r\nFrom me\r\n>From you\r\n");
        assert_eq!(read[1], b"C: d\r\n\r\n\r\n");
        assert_eq!(read.len(), 2);
    }
}
