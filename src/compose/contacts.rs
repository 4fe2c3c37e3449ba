//! Whom to ask.

use super::words::{link, strong};
use super::{Composer, paragraph};
use crate::brief::{Contact, Text};
use crate::document::{Block, Inline, InlineKind, Node, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Option<Block> {
    let contacts = &composer.brief.contacts;
    if contacts.is_empty() {
        return None;
    }
    let blocks = contacts
        .iter()
        .map(|item| contact(composer, item))
        .collect();
    let heading = composer
        .locale
        .counted(Message::HeadingContacts, contacts.len());
    Some(composer.section(SectionRole::Contacts, "contacts", heading, blocks))
}

/// Name, role and organisation; in a second line how to reach them.
fn contact(composer: &mut Composer<'_>, item: &Contact) -> Block {
    let mut who = vec![vec![strong(vec![composer.field(&item.name)])]];
    who.extend(item.role.as_ref().map(|role| vec![composer.field(role)]));
    if let Some(organisation) = &item.organisation {
        who.push(composer.mention(organisation));
    }
    let mut how = Vec::new();
    if let Some(email) = &item.email {
        how.push(vec![link(email, format!("mailto:{}", email.value))]);
    }
    if let Some(phone) = &item.phone {
        how.push(telephone(composer, phone, item.extension.as_ref()));
    }
    let mut content = composer.row(Message::Particulars, who);
    if !how.is_empty() {
        content.push(Inline {
            node: Node::default(),
            kind: InlineKind::LineBreak,
        });
        content.extend(composer.row(Message::ParticularsApart, how));
    }
    paragraph(ParagraphRole::SmallPrint, content)
}

fn telephone(composer: &Composer<'_>, phone: &Text, extension: Option<&Text>) -> Vec<Inline> {
    // RFC 3966: digits, after a plus sign where the number is a global one.
    let number: String = phone
        .value
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    let number = vec![link(phone, format!("tel:{number}"))];
    match extension {
        Some(extension) => composer.fill(
            Message::PhoneWithExtension,
            vec![
                ("phone", number),
                ("extension", vec![composer.field(extension)]),
            ],
        ),
        None => number,
    }
}
