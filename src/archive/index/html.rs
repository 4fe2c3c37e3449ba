//! The index as a page: HTML that works from a file system, without a server and without scripts. Where scripts
//! run, it can be searched. It takes nothing from elsewhere, which its own policy forbids (CSP Level 3).

use super::{Indexed, Recommended};
use crate::brief::counted;
use crate::date::DateRange;
use crate::document::Language;
use crate::escape::escaped;
use crate::locale::{Direction, Locale, direction};
use crate::ordered::Ordered;
use crate::theme::Theme;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page; its own words are in English, those of the briefs in their languages.
pub fn page(briefs: &[Indexed]) -> String {
    let style = STYLE
        .trim_end()
        .replace("ACCENT", &format!("#{}", Theme::default().accent.to_hex()));
    let script = SCRIPT.trim_end();
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(script)
    );
    let mut html =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = write!(
        html,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Outcome briefs</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#briefs\">Skip to the briefs</a>\n\
         <header>\n<h1>Outcome briefs</h1>\n<p>{}. All of them as a table: <a href=\"index.csv\">index.csv</a></p>\n\
         </header>\n<main>\n",
        count(briefs)
    );
    filters(&mut html, briefs);
    html.push_str("<ol class=\"briefs\" id=\"briefs\">\n");
    for brief in briefs {
        item(&mut html, brief);
    }
    let _ = write!(
        html,
        "</ol>\n</main>\n<script>{script}</script>\n</body>\n</html>\n"
    );
    html
}

/// How many briefs there are, and of which years.
fn count(briefs: &[Indexed]) -> String {
    let years = briefs.iter().map(|brief| brief.meeting.start.year);
    let count = counted(briefs.len(), "brief");
    match (years.clone().min(), years.max()) {
        (Some(first), Some(last)) if first != last => {
            format!("{count}, of meetings from {first} to {last}")
        }
        (Some(year), _) => format!("{count} of {year}"),
        _ => "No briefs yet".to_owned(),
    }
}

/// What narrows the list down, for readers whose browsers run scripts.
fn filters(html: &mut String, briefs: &[Indexed]) {
    html.push_str(
        "<form role=\"search\" hidden>\n<label class=\"search\">Search\n\
         <input type=\"search\" name=\"words\" autocomplete=\"off\"></label>\n",
    );
    let years: BTreeSet<String> = briefs.iter().map(year).into_set();
    let places: BTreeSet<String> = briefs
        .iter()
        .filter_map(|brief| brief.place.clone())
        .into_set();
    let languages = briefs.iter().flat_map(Indexed::languages);
    let languages: BTreeSet<String> = languages.map(str::to_owned).into_set();
    // The newest year first, all else by the alphabet.
    for (label, name, values) in [
        ("Year", "year", years.into_iter().rev().collect()),
        ("Place", "place", Vec::from_iter(places)),
        ("Language", "language", Vec::from_iter(languages)),
    ] {
        let _ = write!(
            html,
            "<label>{label}\n<select name=\"{name}\"><option value=\"\">All</option>"
        );
        for value in &values {
            let value = escaped(value);
            let _ = write!(html, "<option value=\"{value}\">{value}</option>");
        }
        html.push_str("</select></label>\n");
    }
    html.push_str("</form>\n<p class=\"count\" role=\"status\"></p>\n");
}

fn year(brief: &Indexed) -> String {
    brief.meeting.start.year.to_string()
}

fn item(html: &mut String, brief: &Indexed) {
    let languages = brief.languages();
    let of_brief = in_language(&brief.language);
    let _ = write!(
        html,
        "<li data-year=\"{}\" data-place=\"{}\" data-languages=\"{}\">\n<article>\n<h2{of_brief}>",
        year(brief),
        escaped(brief.place.as_deref().unwrap_or_default()),
        escaped(&languages.join(" "))
    );
    let title = escaped(&brief.title);
    let own = brief
        .documents
        .iter()
        .find(|(tag, _)| *tag == brief.language);
    match own.or(brief.documents.first()) {
        Some((_, link)) => {
            let _ = write!(html, "<a href=\"{}\">{title}</a>", address(link));
        }
        None => html.push_str(&title),
    }
    let _ = write!(html, "</h2>\n<p class=\"facts\">{}", days(brief.meeting));
    if let Some(publisher) = &brief.publisher {
        let _ = write!(html, " · <span{of_brief}>{}</span>", escaped(publisher));
    }
    html.push_str("</p>\n");
    let _ = writeln!(html, "<p{of_brief}>{}</p>", escaped(&brief.description));
    recommendations(html, &brief.recommendations, &of_brief);
    files(html, brief);
    html.push_str("</article>\n</li>\n");
}

/// Days, in words and for programs.
fn days(days: DateRange) -> String {
    let words = match Locale::for_language(&Language("en".to_owned())) {
        Some(english) => english.date_range(days),
        None => days.start.to_string(),
    };
    format!(
        "<time datetime=\"{}\">{}</time>",
        days.start,
        escaped(&words)
    )
}

fn recommendations(html: &mut String, items: &[Recommended], of_brief: &str) {
    if items.is_empty() {
        return;
    }
    let heading = if items.len() == 1 {
        "Recommendation"
    } else {
        "Recommendations"
    };
    let _ = writeln!(html, "<h3>{heading}</h3>\n<ol class=\"recommendations\">");
    for item in items {
        let _ = write!(html, "<li><span{of_brief}>{}</span>", escaped(&item.text));
        let due = item.due.map(|due| format!("due {}", days(due.into())));
        let to = (!item.addressees.is_empty()).then(|| {
            let addressees = escaped(&item.addressees.join("; "));
            format!("to <span{of_brief}>{addressees}</span>")
        });
        let facts: Vec<String> = [to, due].into_iter().flatten().collect();
        if !facts.is_empty() {
            let _ = write!(html, " <span class=\"facts\">({})</span>", facts.join(", "));
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ol>\n");
}

/// Links to the files of a brief.
fn files(html: &mut String, brief: &Indexed) {
    let link = |path: &str, words: &str| format!("<a href=\"{}\">{words}</a>", address(path));
    let mut links: Vec<String> = Vec::new();
    for (language, path) in &brief.documents {
        // The one in the brief's own language is the title.
        if *language != brief.language {
            links.push(link(path, &escaped(&language.0)));
        }
    }
    links.extend(brief.minutes.iter().map(|path| link(path, "minutes")));
    links.push(link(&brief.package, "package"));
    for (index, package) in brief.earlier.iter().enumerate() {
        let words = if index == 0 {
            "edition before".to_owned()
        } else {
            format!("{} editions before", index + 1)
        };
        links.push(link(package, &words));
    }
    let _ = writeln!(html, "<p class=\"facts\">Files: {}</p>", links.join(" · "));
}

/// The attributes of an element whose words are in `language`.
fn in_language(language: &Language) -> String {
    let direction = match direction(language) {
        Direction::LeftToRight => "",
        Direction::RightToLeft => " dir=\"rtl\"",
    };
    format!(" lang=\"{}\"{direction}", escaped(&language.0))
}

/// A path as a relative reference (RFC 3986, section 4.2): what is not unreserved is escaped, and no first part can
/// pass for a scheme.
fn address(path: &str) -> String {
    const NOT_IN_PATHS: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/');
    utf8_percent_encode(path, NOT_IN_PATHS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(
            address("a b/c#d?e:f/é.pdf"),
            "a%20b/c%23d%3Fe%3Af/%C3%A9.pdf"
        );
    }
}
