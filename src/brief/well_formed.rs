//! Which addresses and tags are well formed. An error says what to write instead.

use super::words::quoted;
use crate::diagnostic::Diagnostic;
use crate::locale::decimal_digit;
use std::net::Ipv6Addr;

/// `tag` in its conventional letter case (RFC 5646, section 2.1.1), where it is a well-formed language tag
/// (section 2.1). Grandfathered tags and languages of more than three letters, of which none is registered,
/// are none.
pub(super) fn language_tag(tag: &str) -> Option<String> {
    let subtags: Vec<&str> = tag.split('-').collect();
    let is_alpha = |subtag: &str| subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_alphanumeric = |subtag: &str| subtag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if subtags
        .iter()
        .any(|subtag| subtag.is_empty() || subtag.len() > 8 || !is_alphanumeric(subtag))
    {
        return None;
    }
    let mut rest = subtags.iter().copied().peekable();
    let mut canonical = match rest.next() {
        Some(language) if matches!(language.len(), 2 | 3) && is_alpha(language) => {
            language.to_ascii_lowercase()
        }
        _ => return None,
    };
    let mut push = |subtag: String| {
        canonical.push('-');
        canonical.push_str(&subtag);
    };
    for _ in 0..3 {
        if let Some(extended) = rest.next_if(|subtag| subtag.len() == 3 && is_alpha(subtag)) {
            push(extended.to_ascii_lowercase());
        }
    }
    if let Some(script) = rest.next_if(|subtag| subtag.len() == 4 && is_alpha(subtag)) {
        let script = script.to_ascii_lowercase();
        push(script[..1].to_ascii_uppercase() + &script[1..]);
    }
    let is_region = |subtag: &&str| {
        (subtag.len() == 2 && is_alpha(subtag))
            || (subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if let Some(region) = rest.next_if(is_region) {
        push(region.to_ascii_uppercase());
    }
    let is_variant = |subtag: &&str| {
        subtag.len() >= 5 || (subtag.len() == 4 && subtag.as_bytes()[0].is_ascii_digit())
    };
    while let Some(variant) = rest.next_if(is_variant) {
        push(variant.to_ascii_lowercase());
    }
    // Extensions and private use: a singleton, then at least one subtag of two letters (one, for `x`).
    while let Some(singleton) = rest.next_if(|subtag| subtag.len() == 1) {
        let private = singleton.eq_ignore_ascii_case("x");
        push(singleton.to_ascii_lowercase());
        let mut parts = 0;
        while let Some(part) = rest.next_if(|subtag| private || subtag.len() >= 2) {
            push(part.to_ascii_lowercase());
            parts += 1;
        }
        if parts == 0 {
            return None;
        }
    }
    match rest.next() {
        None => Some(canonical),
        Some(_) => None,
    }
}

/// Whether `address` is an e-mail address: the dot-atom form of RFC 5322, section 3.4.1, with letters of
/// all scripts (RFC 6532), at a domain of at least two labels.
pub(super) fn email(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.chars().all(|character| {
                character.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(character)
            })
    };
    local.split('.').all(is_atom) && is_domain(domain) && domain.contains('.')
}

/// What to write in the place of what says no address.
const AS_AN_EXAMPLE: &str = "write an address such as `name@example.org`";

/// What to write in the place of `words` that are no e-mail address: the one among them, without what people write
/// around it.
pub(super) fn email_meant(words: &str) -> String {
    let is_around = |c: char| c.is_whitespace() || "<>()[],;\"".contains(c);
    let parts = words.split(is_around);
    let addresses = parts.map(|part| {
        let part = part.strip_prefix("mailto:").unwrap_or(part);
        part.trim_end_matches(BEHIND)
    });
    let mut addresses = addresses.filter(|part| email(part));
    let in_one = || words.split_whitespace().collect::<String>();
    match (addresses.next(), addresses.next()) {
        (Some(first), Some(_)) => format!("write one address, such as `{first}`"),
        (Some(only), None) => format!("write the address alone: `{only}`"),
        (None, _) if email(&in_one()) => format!("write it without spaces: `{}`", in_one()),
        (None, _) if let Some(address) = at_in_words(words) => format!("write `{address}`"),
        _ => AS_AN_EXAMPLE.to_owned(),
    }
}

/// The address that is written with a word for `@`: `name(at)example.org`.
fn at_in_words(words: &str) -> Option<String> {
    let words = words.to_ascii_lowercase();
    let (name, domain) = ["(at)", "[at]", " at ", "(a)", "[a]"]
        .iter()
        .find_map(|at| words.split_once(at))?;
    let address = format!("{}@{}", name.trim(), domain.trim());
    email(&address).then_some(address)
}

/// The first telephone number in `words`, and what stands behind it: an extension, or another number.
pub(crate) fn telephone(words: &str) -> (&str, &str) {
    let is_digit = |c: char| decimal_digit(c).is_some();
    let begins = |c: char| is_digit(c) || matches!(c, '+' | '\u{FF0B}' | '(');
    let number = &words[words.find(begins).unwrap_or(0)..];
    let first = number.find(is_digit).unwrap_or(number.len());
    let ends = |c: char| c.is_alphabetic() || matches!(c, ',' | ';' | '/' | '،');
    let end = number[first..].find(ends).map(|at| first + at);
    let (number, behind) = number.split_at(end.unwrap_or(number.len()));
    (number.trim_end_matches(|c| !is_digit(c)), behind)
}

/// The marks of a sentence that stand behind an address rather than at its end.
const BEHIND: [char; 6] = ['.', ',', ';', ':', '!', '?'];

/// The web address `url` without the mark of a sentence at its end, if it has one.
pub(super) fn without_mark(url: &str) -> Option<&str> {
    let bare = url.trim_end_matches(BEHIND);
    (bare.len() < url.len()).then_some(bare)
}

/// The longest mailbox name and the longest address, in octets (RFC 5321, section 4.5.3.1).
const LONGEST_MAILBOX: usize = 64;
const LONGEST_ADDRESS: usize = 254;

/// `address` in ASCII: a domain in other letters in its A-labels (RFC 5891).
pub(crate) fn ascii_address(address: &str) -> Result<String, Diagnostic> {
    let wrong = |code, what| Diagnostic::error(code, format!("`{}` {what}", quoted(address)));
    let no_address = || wrong("invalid-email", "is no e-mail address").help(email_meant(address));
    let (local, domain) = address
        .rsplit_once('@')
        .filter(|_| email(address))
        .ok_or_else(no_address)?;
    if !local.is_ascii() {
        let what = "has letters before the `@` that few mail servers deliver to";
        let help = "write the address in Latin letters that the mailbox has as well";
        return Err(wrong("unicode-address", what).help(help));
    }
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| no_address())?;
    let ascii = format!("{local}@{domain}");
    if local.len() > LONGEST_MAILBOX || ascii.len() > LONGEST_ADDRESS {
        let what = "is too long for an e-mail address";
        return Err(wrong("invalid-email", what).help(AS_AN_EXAMPLE));
    }
    Ok(ascii)
}

/// How the names of documents and pictures end.
const KINDS_OF_FILES: [&str; 17] = [
    "csv", "doc", "docx", "htm", "html", "jpeg", "jpg", "odp", "ods", "odt", "pdf", "png", "ppt",
    "pptx", "txt", "xls", "xlsx",
];

/// Whether `name` is that of a document or a picture, alone.
fn is_file(name: &str) -> bool {
    let kind = name.rsplit_once('.').map(|(_, kind)| kind.to_lowercase());
    !name.contains('/') && kind.is_some_and(|kind| KINDS_OF_FILES.contains(&kind.as_str()))
}

/// Whether `name` is a domain name: labels of letters, digits and inner hyphens.
fn is_domain(name: &str) -> bool {
    name.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|character| character.is_alphanumeric() || character == '-')
    })
}

/// Whether `url` is an absolute web address, `http` or `https`, with a host (RFC 3986, with letters of
/// all scripts as in RFC 3987).
pub(super) fn web_address(url: &str) -> Result<(), String> {
    let mut schemes = ["https://", "http://"].into_iter();
    let Some(rest) = schemes.find_map(|scheme| behind_scheme(url, scheme)) else {
        let bare = url.split(['/', '?', '#']).next().unwrap_or_default();
        return Err(if is_file(url) {
            "this is the name of a file, and no address: write `https://…`".to_owned()
        } else if bare.contains('.') && is_domain(bare) {
            format!("write the whole address: `https://{url}`")
        } else {
            "write the whole address: `https://…`".to_owned()
        });
    };
    if !url.chars().all(is_of_uri) {
        return Err(
            "an address has no spaces, quotation marks or brackets: write `%20` for a space".into(),
        );
    }
    refuse_long(url)?;
    if !has_whole_escapes(url) {
        return Err("write `%25` for a percent sign that stands for itself".into());
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    // Without a number it is the usual one (RFC 3986, section 3.2.3); RFC 9293 has sixteen bits for it.
    let is_port = |port: &str| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && (port.is_empty() || port.parse::<u16>().is_ok())
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => host,
    };
    let ip = name.strip_prefix('[').and_then(|ip| ip.strip_suffix(']'));
    let is_ip = ip.is_some_and(|ip| ip.parse::<Ipv6Addr>().is_ok());
    // Names of hosts may have underscores, and the full stop of the root (RFC 3986, section 3.2.2).
    let labels = name.strip_suffix('.').unwrap_or(name).replace('_', "a");
    if is_domain(&labels) || is_ip {
        Ok(())
    } else {
        Err("write the whole address, with the name of the host: `https://…`".to_owned())
    }
}

/// What stands in `uri` behind `scheme`, in which case makes no difference (RFC 3986, section 3.1).
fn behind_scheme<'a>(uri: &'a str, scheme: &str) -> Option<&'a str> {
    let start = uri.get(..scheme.len())?;
    start
        .eq_ignore_ascii_case(scheme)
        .then(|| &uri[scheme.len()..])
}

/// What a URI may hold: no white space, no control characters, none of `<>"{}|\^` and the backquote.
fn is_of_uri(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !r#"<>"{}|\^`"#.contains(character)
}

/// The longest link, in bytes: Word opens none of more than 2,079 characters.
const LONGEST_URI: usize = 2_000;

fn refuse_long(uri: &str) -> Result<(), String> {
    match uri.len() > LONGEST_URI {
        true => Err(format!(
            "an address has at most {LONGEST_URI} bytes, this one {}: few programs open a longer one",
            uri.len()
        )),
        false => Ok(()),
    }
}

/// Whether each percent sign begins an escape of two hexadecimal digits (RFC 3986, section 2.1).
fn has_whole_escapes(uri: &str) -> bool {
    let is_whole = |escape: &str| {
        let digits = escape.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    uri.split('%').skip(1).all(is_whole)
}

/// An address with the protocol that people leave out: “www.un.org”.
pub(crate) fn whole_address(address: &str) -> String {
    match address.starts_with("www.") {
        true => format!("https://{address}"),
        false => address.to_owned(),
    }
}

/// The `mailto:` URI of an address: what would end it there, or begin an escape, is escaped (RFC 6068, section 2).
pub(crate) fn mailto_uri(address: &str) -> String {
    let escaped = address.chars().map(|character| match character {
        '%' | '/' | '?' | '#' | '&' | ';' | '=' => format!("%{:02X}", u32::from(character)),
        other => other.to_string(),
    });
    format!("mailto:{}", escaped.collect::<String>())
}

/// Whether prose may link to `target`: a web address, `mailto:` or `tel:`.
pub(crate) fn link_target(target: &str) -> Result<(), String> {
    refuse_long(target)?;
    let is_uri = || target.chars().all(is_of_uri) && has_whole_escapes(target);
    if let Some(address) = behind_scheme(target, "mailto:") {
        let address = address.split('?').next().unwrap_or_default();
        return if email(address) && is_uri() {
            Ok(())
        } else {
            Err("write an e-mail address: `mailto:name@example.org`".to_owned())
        };
    }
    if let Some(number) = behind_scheme(target, "tel:") {
        let digits = number.bytes().any(|byte| byte.is_ascii_digit());
        return if digits && is_uri() {
            Ok(())
        } else {
            Err("write a telephone number without spaces: `tel:+77172265433`".to_owned())
        };
    }
    if email(target) {
        return Err(format!("write `mailto:{target}`"));
    }
    web_address(target).map_err(|help| {
        format!("{help}, `mailto:…` for an e-mail address, or `#id` for an item of this brief")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_take_their_conventional_case() {
        for (written, tag) in [
            ("en", "en"),
            ("EN-gb", "en-GB"),
            ("uz-cyrl-uz", "uz-Cyrl-UZ"),
            ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"),
            ("es-419", "es-419"),
            ("sl-rozaj-1994", "sl-rozaj-1994"),
            ("de-a-value-x-1", "de-a-value-x-1"),
        ] {
            assert_eq!(language_tag(written), Some(tag.to_owned()));
        }
    }

    #[test]
    fn what_is_no_language_tag_is_refused() {
        for written in [
            "", "e", "english", "en-", "en-x", "en-GB-GB", "ён", "en GB", "en_gb", "12",
        ] {
            assert_eq!(language_tag(written), None, "{written}");
        }
    }

    #[test]
    fn addresses() {
        for address in [
            "a@b.org",
            "first.last+tag@sub.example.org",
            "почта@пример.kz",
        ] {
            assert!(email(address), "{address}");
        }
        for address in [
            "",
            "a",
            "a@b",
            "a b@c.org",
            "a@b..org",
            "@b.org",
            ".a@b.org",
            "a@-b.org",
        ] {
            assert!(!email(address), "{address}");
        }
    }

    #[test]
    fn an_address_goes_whole_into_its_link() {
        for (address, uri) in [
            ("first.last+tag@b.org", "mailto:first.last+tag@b.org"),
            ("почта@пример.kz", "mailto:почта@пример.kz"),
            ("100%@b.org", "mailto:100%25@b.org"),
            ("a?b#c/d&e=f@b.org", "mailto:a%3Fb%23c%2Fd%26e%3Df@b.org"),
        ] {
            assert_eq!(mailto_uri(address), uri);
        }
    }

    #[test]
    fn web_addresses_are_absolute() {
        for url in [
            "https://carececo.org/en/news/?a=b#c",
            "http://localhost:8080",
            "HTTPS://[::1]/",
            "https://a.org:65535/%D0%B0%2f",
            "https://a.org:/",
            "https://пример.kz/новости",
            "https://my_site.example.org/report",
            "https://example.org./report",
        ] {
            assert_eq!(web_address(url), Ok(()), "{url}");
        }
        for url in [
            "",
            "carececo.org",
            "https://",
            "https:///x",
            "ftp://a.org",
            "https://a b.org",
            "https://a.org:65536/",
            "https://a.org/100%",
            "https://a.org/%zz",
            "https://é“.org",
            "https://[address]",
            "https://example.org../",
        ] {
            assert!(web_address(url).is_err(), "{url}");
        }
        assert_eq!(
            web_address("carececo.org/en"),
            Err("write the whole address: `https://carececo.org/en`".to_owned())
        );
    }

    #[test]
    fn links_lead_to_the_web_to_mail_and_to_telephones() {
        assert_eq!(link_target("mailto:a@b.org?subject=x"), Ok(()));
        assert_eq!(link_target("Mailto:a@b.org"), Ok(()));
        assert_eq!(link_target("tel:+7-7172-265433"), Ok(()));
        assert!(link_target("mailto:100%@b.org").is_err() && link_target("tel:7%").is_err());
        assert_eq!(
            link_target("a@b.org"),
            Err("write `mailto:a@b.org`".to_owned())
        );
        assert!(link_target("javascript:alert(1)").is_err());
        let long = "x".repeat(LONGEST_URI);
        assert!(link_target(&format!("mailto:a@b.org?subject={long}")).is_err());
        assert!(web_address(&format!("https://a.org/{long}")).is_err());
        assert!(link_target("annex.pdf").is_err());
    }
}
