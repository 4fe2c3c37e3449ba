//! Addresses that lead through somebody else's: Google's editors and Outlook put one of their own before each.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The address that `uri` leads to in the end; `uri` itself where it leads nowhere else, as far as is known here.
pub(super) fn direct(uri: &str) -> Cow<'_, str> {
    redirected(uri).map_or(Cow::Borrowed(uri), Cow::Owned)
}

fn redirected(uri: &str) -> Option<String> {
    let rest = uri
        .strip_prefix("https://")
        .or_else(|| uri.strip_prefix("http://"))?;
    let (host, rest) = rest.split_once('/')?;
    let (path, query) = rest.split_once('?')?;
    let host = host.to_ascii_lowercase();
    let key = if matches!(host.as_str(), "google.com" | "www.google.com") && path == "url" {
        "q="
    } else if host.ends_with(".safelinks.protection.outlook.com") {
        "url="
    } else {
        return None;
    };
    let query = query.split('#').next()?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix(key))?;
    let target = decoded(value)?;
    let leads_out = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme));
    leads_out.then_some(target)
}

/// The characters that are percent-encoded in `text` (RFC 3986 §2.1); none where it encodes no text.
fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    (!text.contains(char::is_control)).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_that_the_writer_meant() {
        for (uri, meant) in [
            (
                "https://www.google.com/url?q=https%3A%2F%2Fiwac.kz%2F%3Fa%3D1&sa=D&source=editors&ust=17",
                "https://iwac.kz/?a=1",
            ),
            (
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fiwac.kz%2F&data=05%7C01",
                "https://iwac.kz/",
            ),
            (
                "https://www.google.com/url?q=https://ru.wikipedia.org/wiki/%D0%90&sa=D",
                "https://ru.wikipedia.org/wiki/А",
            ),
        ] {
            assert_eq!(direct(uri), meant);
        }
        for uri in [
            "https://www.google.com/search?q=https%3A%2F%2Fiwac.kz",
            "https://www.google.com/url?q=javascript%3Aalert(1)",
            "https://www.google.com/url?q=%zz",
            "https://example.org/url?q=https%3A%2F%2Fiwac.kz",
            "https://iwac.kz",
            "mailto:a@example.org",
            "",
        ] {
            assert_eq!(direct(uri), uri);
        }
    }
}
