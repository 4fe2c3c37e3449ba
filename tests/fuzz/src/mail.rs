//! Any words in the fields of a message: no field says more than it should, and another reader finds the same.

use super::brief::{composed, read, source};
use super::toml::check;
use briefgen::brief;
use briefgen::locale::Locale;
use briefgen::mail::{
    AttachedFile, Message, Pages, Party, Wording, append_to_mbox, is_edited, letter, noon, text,
};
use briefgen::theme::Theme;
use mail_parser::{Address, MessageParser, MimeHeaders};

/// The fields that a head may have.
const FIELDS: [&str; 12] = [
    "message-id",
    "date",
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "content-language",
    "mime-version",
    "content-type",
    "in-reply-to",
    "references",
];

pub fn run(data: &[u8]) {
    let Ok(data) = std::str::from_utf8(data) else {
        return;
    };
    let mut words = data.split('\0');
    let mut next = || words.next().unwrap_or_default();
    let quoted = |words: &str| toml_edit::Value::from(words).to_string();
    let recipients = source(
        "recipients.toml",
        &format!(
            "[sender]\nname = {}\nemail = {}\n[[recipient]]\nname = {}\nemail = {}\ngreeting = {}\n",
            quoted(next()),
            quoted(next()),
            quoted(next()),
            quoted(next()),
            quoted(next())
        ),
    );
    let (title, summary, file_name) = (next(), next(), next());
    let brief = source(
        "brief.toml",
        &format!(
            "language = \"en\"\ntitle = {}\npublished = 2018-05-14\nsummary = {}\n\
             [meeting]\ntitle = \"A meeting\"\ndate = 2018-05-10\n[[recommendation]]\ntext = \"Agree.\"\n",
            quoted(title),
            quoted(summary)
        ),
    );
    let (found, diagnostics) = brief::read_recipients(&recipients);
    check(&recipients, &diagnostics, found.is_some());
    let (brief_read, diagnostics) = read(&brief);
    check(&brief, &diagnostics, brief_read.is_some());
    let (Some(found), Some(brief)) = (found, brief_read) else {
        return;
    };
    let party = |mailbox: &brief::Mailbox| Party {
        name: mailbox.name.as_ref().map(|name| name.value.clone()),
        address: mailbox.address.value.clone(),
    };
    let (Some(from), Some(recipient)) = (&found.sender, found.recipients.first()) else {
        return;
    };
    let (from, to) = (party(from), party(&recipient.mailbox));
    let document = composed(&brief).expect("English is a language of ours");
    let locale = Locale::for_language(&brief.language).expect("English is a language of ours");
    let wording = Wording {
        greeting: recipient.greeting.as_ref().map(|words| words.value.clone()),
        ..Wording::default()
    };
    let letter = letter(&document, &locale, to.name.as_deref(), &wording);
    let theme = Theme::default();
    let page = Pages::new(&theme, from.domain()).page(&letter);
    let plain = text(&letter);
    let attached = AttachedFile {
        name: briefgen::archive::Name::portable("", file_name)
            .as_str()
            .to_owned(),
        media_type: "application/pdf",
        bytes: summary.as_bytes().to_vec(),
    };
    let message = Message {
        from: &from,
        to: vec![&to],
        cc: Vec::new(),
        bcc: vec![&from],
        language: &letter.language.0,
        subject: &letter.subject,
        date: noon(document.metadata.published),
        in_reply_to: None,
        text: &plain,
        page: &page,
        attachments: &[&attached],
    };
    let written = message.write();
    assert_eq!(written, message.write());
    assert!(!is_edited(&written.draft()));
    for bytes in [written.kept(), &written.sent()] {
        check_message(bytes, &from, &to, &letter.subject, &attached);
    }
    let mut mailbox = Vec::new();
    append_to_mbox(&mut mailbox, written.kept(), &from.address, message.date);
    append_to_mbox(&mut mailbox, written.kept(), &from.address, message.date);
    let begins = |line: &&[u8]| line.starts_with(b"From ");
    assert_eq!(
        mailbox.split(|byte| *byte == b'\n').filter(begins).count(),
        2
    );
}

fn check_message(bytes: &[u8], from: &Party, to: &Party, subject: &str, attached: &AttachedFile) {
    let shown = String::from_utf8_lossy(bytes);
    for line in bytes.split(|byte| *byte == b'\n') {
        // RFC 5322, section 2.1.1.
        assert!(line.len() <= 999 && line.is_ascii(), "{shown}");
        assert!(line.is_empty() || line.ends_with(b"\r"), "{shown}");
    }
    let message = MessageParser::default().parse(bytes).expect("a message");
    let mut names: Vec<String> = message
        .headers()
        .iter()
        .map(|header| header.name.as_str().to_ascii_lowercase())
        .collect();
    for name in &names {
        assert!(
            FIELDS.contains(&name.as_str()),
            "the field {name}:\n{shown}"
        );
    }
    names.sort();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "a field twice:\n{shown}");
    assert_eq!(
        addresses(message.from()),
        [(from.name.clone(), from.address.clone())],
        "{shown}"
    );
    assert_eq!(
        addresses(message.to()),
        [(to.name.clone(), to.address.clone())],
        "{shown}"
    );
    assert_eq!(message.subject(), Some(subject), "{shown}");
    let files: Vec<_> = message.attachments().collect();
    let [file] = files[..] else {
        panic!("{} files:\n{shown}", files.len());
    };
    assert_eq!(
        file.attachment_name(),
        Some(attached.name.as_str()),
        "{shown}"
    );
    assert_eq!(file.contents(), attached.bytes, "{shown}");
    assert_eq!(message.text_body_count(), 1);
    assert_eq!(message.html_body_count(), 1);
}

fn addresses(list: Option<&Address<'_>>) -> Vec<(Option<String>, String)> {
    let list = list.into_iter().flat_map(|list| list.iter());
    list.map(|one| {
        let name = one.name.as_ref().map(ToString::to_string);
        (name, one.address.as_deref().unwrap_or_default().to_owned())
    })
    .collect()
}
