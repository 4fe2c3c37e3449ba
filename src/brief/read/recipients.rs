//! Reading a file of recipients into its model.

use super::super::{language, well_formed};
use super::at::{At, Table};
use super::check::{Checker, Place};
use super::choices::{ROLES, attached_formats};
use super::house::with_name_alone;
use super::raw::{self, WordList, Words};
use crate::brief::{Field, Mailbox, NAME_PLACE, OutputFormat, Recipient, Recipients, Text};
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use std::collections::BTreeMap;

/// The whole file: at least one recipient.
pub(super) fn read(
    raw: &At<Table<raw::Recipients>>,
    checker: &mut Checker<'_>,
) -> Option<Recipients> {
    let raw = checker.top(raw)?;
    let sender = raw.sender.as_ref().and_then(|table| {
        let place = Place::of_table("sender", table);
        let sender = checker.table(&place, table)?;
        mailbox(checker, &place, &sender.name, &sender.address)
    });
    let mut defaults = Defaults {
        language: None,
        attachments: vec![OutputFormat::Pdf],
    };
    if let Some(table) = &raw.defaults {
        let place = Place::of_table("defaults", table);
        if let Some(raw) = checker.table(&place, table) {
            defaults.language = language_of(checker, &place, &raw.language);
            if let Some(formats) = formats(checker, &place, &raw.attachments) {
                defaults.attachments = formats;
            }
        }
    }
    let list = checker.list(&Place::top(), "recipient", &raw.recipient);
    let read = |(index, item)| recipient(checker, index, item, &defaults);
    let recipients: Vec<Recipient> = list.iter().enumerate().filter_map(read).collect();
    let is_empty = |list: &At<Vec<_>>| list.value.as_ref().is_ok_and(Vec::is_empty);
    if raw.recipient.as_ref().is_none_or(is_empty) {
        checker.report(
            Diagnostic::error(
                "missing-field",
                "the file of recipients has no `[[recipient]]`",
            )
            .help(
                "add `[[recipient]]` on a line of its own, and below it `name = \"…\"` and \
                 `address = \"name@example.org\"`",
            ),
        );
    }
    refuse_duplicates(checker, &recipients);
    Some(Recipients { sender, recipients })
}

/// What holds for recipients that do not say otherwise.
struct Defaults {
    language: Option<Field<Language>>,
    attachments: Vec<OutputFormat>,
}

fn recipient(
    checker: &mut Checker<'_>,
    index: usize,
    item: &At<Table<raw::Recipient>>,
    defaults: &Defaults,
) -> Option<Recipient> {
    let place = Place::of_item("recipient", &index.to_string(), item);
    let raw = checker.table(&place, item)?;
    let mailbox = mailbox(checker, &place, &raw.name, &raw.address);
    let organisation = &raw.organisation;
    let language = language_of(checker, &place, &raw.language);
    let role = checker.choice(&place, "role", &raw.role, &ROLES);
    let attachments = formats(checker, &place, &raw.attachments);
    Some(Recipient {
        organisation: header_words(checker, &place, "organisation", organisation, Checker::text),
        language: language.or_else(|| defaults.language.clone()),
        greeting: greeting(checker, &place, raw),
        role: role.map(|role| role.value).unwrap_or_default(),
        attachments: attachments.unwrap_or_else(|| defaults.attachments.clone()),
        groups: checker.texts(&place, "groups", &raw.groups),
        mailbox: mailbox?,
    })
}

/// A name and an address. A name alone is none.
fn mailbox(
    checker: &mut Checker<'_>,
    place: &Place,
    name: &Words,
    address: &Words,
) -> Option<Mailbox> {
    let name = header_words(checker, place, "name", name, Checker::text);
    let address = checker.required(place, "address", address, ascii_address)?;
    Some(Mailbox { name, address })
}

/// A line of words that stands in the head of a message, taken as `read` does. A line end within it would begin another header
/// field (RFC 5322, section 2.2): it is refused, and not made a space as elsewhere.
fn header_words<'a>(
    checker: &mut Checker<'a>,
    place: &Place,
    key: &str,
    field: &Words,
    read: fn(&mut Checker<'a>, &Place, &str, &Words) -> Option<Text>,
) -> Option<Text> {
    let Some(At {
        span,
        value: Ok(value),
    }) = field
    else {
        return read(checker, place, key, field);
    };
    let in_one_line = "write it in one line of words";
    let wrong = match value.trim().chars().find(|c| c.is_control()) {
        Some('\n' | '\r') => Some((
            "control-character",
            format!("`{key}` has a line end, which no line of a message's head may have"),
            in_one_line,
        )),
        Some(other) => Some((
            "control-character",
            format!(
                "`{key}` has a control character (U+{:04X}), which no line of a message's head may have",
                u32::from(other)
            ),
            in_one_line,
        )),
        None if value.contains("=?") => Some((
            "encoded-words",
            format!("`{key}` has words as they stand in the source of a message (RFC 2047)"),
            "write them as they are shown",
        )),
        None => None,
    };
    if let Some((code, what, help)) = wrong {
        checker.report(Diagnostic::error(code, what).at(span.clone()).help(help));
        return None;
    }
    read(checker, place, key, field)
}

/// The greeting of a recipient's own, whose name is filled in.
fn greeting(checker: &mut Checker<'_>, place: &Place, raw: &raw::Recipient) -> Option<Text> {
    let text = header_words(checker, place, "greeting", &raw.greeting, Checker::text)?;
    let text = with_name_alone(checker, text)?;
    if raw.name.is_none() && text.value.contains(NAME_PLACE) {
        let what = "this recipient has no `name` that could be filled in here";
        let help = "write the name itself, or add `name = \"…\"`";
        checker.refuse("unknown-place", what, &text.origin, help);
        return None;
    }
    Some(text)
}

/// An e-mail address that every mail server takes: in ASCII, a domain in other letters in its A-labels
/// (RFC 5891). A mailbox in other letters (RFC 6532) is refused: few servers deliver to it.
fn ascii_address(
    checker: &mut Checker<'_>,
    place: &Place,
    key: &'static str,
    field: &Words,
) -> Option<Text> {
    let text = header_words(checker, place, key, field, Checker::word)?;
    match well_formed::ascii_address(&text.value) {
        Ok(value) => Some(Text { value, ..text }),
        Err(wrong) => {
            checker.report(wrong.at_origin(Some(&text.origin)));
            None
        }
    }
}

/// A language that somebody reads, whether or not a brief can be written in it.
fn language_of(checker: &mut Checker<'_>, place: &Place, field: &Words) -> Option<Field<Language>> {
    let text = checker.text(place, "language", field)?;
    match language::read(&text.value) {
        Ok(value) => Some(Field {
            value,
            origin: text.origin,
        }),
        Err(unknown) => {
            let wrong = unknown.diagnostic(language::in_marks);
            checker.report(wrong.at_origin(Some(&text.origin)));
            None
        }
    }
}

/// The formats of a list, each once; none where there is no list.
fn formats(checker: &mut Checker<'_>, place: &Place, list: &WordList) -> Option<Vec<OutputFormat>> {
    list.as_ref()?;
    let mut formats = Vec::new();
    for text in checker.texts(place, "attachments", list) {
        if let Some(format) = checker.one_of("attachments", text, &attached_formats())
            && !formats.contains(&format.value)
        {
            formats.push(format.value);
        }
    }
    Some(formats)
}

/// Nobody gets the brief twice. Letter case makes no other address: hardly a server tells `Anna` from `anna`.
fn refuse_duplicates(checker: &mut Checker<'_>, recipients: &[Recipient]) {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for Recipient { mailbox, .. } in recipients {
        let origin = &mailbox.address.origin;
        let line = checker.line(origin.span.as_ref().map_or(0, |span| span.start));
        let address = mailbox.address.value.to_ascii_lowercase();
        if let Some(first) = lines.get(&address) {
            let what = format!(
                "`{}` is a recipient already, in line {first}",
                mailbox.address.value
            );
            checker.refuse("duplicate-address", what, origin, "remove one of the two");
        } else {
            lines.insert(address, line);
        }
    }
}
