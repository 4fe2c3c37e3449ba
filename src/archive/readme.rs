//! The package's README: what it is and how to read it, for somebody who has neither this program nor the
//! standards at hand.

use super::name::Name;
use super::record::{PayloadFile, Record, Role};
use super::{AGENT, folder};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How wide the text is, in characters.
const WIDTH: usize = 76;

/// The text.
pub(super) fn text(record: &Record, payload: &BTreeMap<Name, PayloadFile>) -> String {
    let mut text = String::new();
    introduction(&mut text, record);
    contents(&mut text, record, payload);
    integrity(&mut text, payload);
    dates(&mut text, record);
    makers(&mut text, record);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// What the package is.
fn introduction(text: &mut String, record: &Record) {
    let metadata = &record.metadata;
    let title = &metadata.title;
    let line = "=".repeat(title.chars().count().min(WIDTH));
    let _ = writeln!(text, "{title}\n{line}\n");
    paragraph(text, &metadata.description);
    let organisation = record.organisation().unwrap_or("Its publisher");
    let edition = match &record.previous {
        Some(previous) => format!(
            " This is edition {} of the package; the one before is called {}.",
            record.version, previous.name
        ),
        None => String::new(),
    };
    paragraph(
        text,
        &format!(
            "This package keeps the outcome brief of a meeting, and what belongs to it, for a long time. \
             {organisation} published the brief on {}.{edition}",
            metadata.published
        ),
    );
}

/// What is in it, and what to open first.
fn contents(text: &mut String, record: &Record, payload: &BTreeMap<Name, PayloadFile>) {
    heading(text, "What is in it");
    for (prefix, words) in [
        (
            folder::BRIEF,
            "PDF and DOCX made from data/source/ when this package was made",
        ),
        (
            folder::SOURCE,
            "what the brief was written in, as plain text, with its pictures",
        ),
        (folder::MINUTES, "the minutes of the meeting"),
        (folder::RECORDS, "other records of the meeting"),
        (
            folder::DRAFTS,
            "drafts of e-mails, and a record where they were sent",
        ),
        (
            folder::FONTS,
            "the fonts that the brief is set in, and their licences",
        ),
    ] {
        if payload.keys().any(|name| name.as_str().starts_with(prefix)) {
            let _ = writeln!(text, "  {prefix:<15} {words}");
        }
    }
    let _ = writeln!(
        text,
        "  {:<15} descriptions for catalogues and archives",
        "metadata/"
    );
    text.push('\n');
    let outputs = payload.iter().filter(|(_, file)| file.role == Role::Output);
    let own = format!("{}{}.pdf", folder::BRIEF, record.group);
    let mut documents = outputs
        .map(|(name, _)| name.as_str())
        .filter(|name| name.ends_with(".pdf"));
    // In the language that it was written in, not in that of a translation.
    if let Some(pdf) = documents
        .clone()
        .find(|name| *name == own)
        .or_else(|| documents.next())
    {
        paragraph(text, &format!("To read the brief, open {pdf}."));
    }
    paragraph(
        text,
        &format!(
            "Should no program of your time read that file: the words of the brief stand in {}, which is plain \
             text (UTF-8).",
            record.brief
        ),
    );
}

/// How its files are checked.
fn integrity(text: &mut String, payload: &BTreeMap<Name, PayloadFile>) {
    heading(text, "How to see that nothing has changed");
    paragraph(
        text,
        "The package is a bag as RFC 8493 (BagIt 1.0) describes it. The file manifest-sha256.txt has a line for \
         each file in data/: its digest by SHA-256, and its place. If the digest of a file is another than on its \
         line, the file is not the one that was put here. On many systems the command",
    );
    text.push_str("  sha256sum --check manifest-sha256.txt tagmanifest-sha256.txt\n\n");
    paragraph(
        text,
        "given in the folder of this README checks all of them. The digests by SHA-512 are in \
         manifest-sha512.txt. A file in data/ that is on no line of the manifest does not belong to the package.",
    );
    if payload.keys().any(|name| name.escaped() != name.as_str()) {
        paragraph(
            text,
            "In the manifests the character % of a file's name is written %25, as RFC 8493 asks; the command does \
             not know that, and says that such a file is not there.",
        );
    }
}

/// What its dates are.
fn dates(text: &mut String, record: &Record) {
    let metadata = &record.metadata;
    heading(text, "Dates");
    let dates = if record.date == metadata.published {
        format!(
            "The records of this package are dated {}: the day on which the brief was published, by its own \
             words, and not the day on which the package was made.",
            record.date
        )
    } else {
        format!("The records of this package are dated {}.", record.date)
    };
    paragraph(text, &dates);
}

/// Who made it, whom to ask, and whose it is.
fn makers(text: &mut String, record: &Record) {
    heading(text, "Who made it");
    let contact = record.contact.as_ref().map_or_else(String::new, |contact| {
        let ways = [
            Some(&contact.name),
            contact.email.as_ref(),
            contact.phone.as_ref(),
        ];
        let ways: Vec<&str> = ways.into_iter().flatten().map(String::as_str).collect();
        format!(" To ask about the brief: {}.", ways.join(", "))
    });
    paragraph(
        text,
        &format!(
            "{AGENT} made the files in {} from those in {}, and packed all of them.{contact}",
            folder::BRIEF,
            folder::SOURCE
        ),
    );
    if let Some(rights) = &record.metadata.rights {
        paragraph(text, rights);
    }
}

fn heading(text: &mut String, words: &str) {
    let _ = writeln!(text, "{words}\n{}\n", "-".repeat(words.chars().count()));
}

/// A paragraph in lines of [`WIDTH`].
fn paragraph(text: &mut String, words: &str) {
    let mut width = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            text.push('\n');
            width = 0;
        } else if width > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += length;
    }
    text.push_str("\n\n");
}
