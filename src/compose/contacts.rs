//! Whom to ask.

use super::words::{link, strong};
use super::{Composer, paragraph};
use crate::brief::{self, Contact, Text};
use crate::document::{Block, Inline, InlineKind, ParagraphRole, SectionRole};
use crate::locale::{Message, decimal_digit};

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let contacts = &composer.brief.contacts;
    let blocks = contacts
        .iter()
        .map(|item| contact(composer, item))
        .collect();
    let heading = composer
        .locale
        .counted(Message::HeadingContacts, contacts.len());
    composer.section(SectionRole::Contacts, heading, blocks)
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
        how.push(vec![link(email, brief::mailto_uri(&email.value))]);
    }
    if let Some(phone) = &item.phone {
        how.push(telephone(composer, phone, item.extension.as_ref()));
    }
    let mut content = composer.row(Message::Particulars, who);
    if !how.is_empty() {
        content.push(Inline::from(InlineKind::LineBreak));
        content.extend(composer.row_apart(how));
    }
    paragraph(ParagraphRole::SmallPrint, content)
}

fn telephone(composer: &Composer<'_>, phone: &Text, extension: Option<&Text>) -> Vec<Inline> {
    let inner = extension.map(|extension| extension.value.as_str());
    let number = vec![match telephone_uri(&phone.value, inner) {
        Some(uri) => link(phone, uri),
        None => composer.field(phone),
    }];
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

/// The `tel:` URI of the first number in `phone` (RFC 3966): digits, after a plus sign where it is a global one. A local one
/// would need the name of its network behind it (§5.1.5), which nobody gives; telephones dial it as it stands. None where there
/// are no digits in it.
fn telephone_uri(phone: &str, extension: Option<&str>) -> Option<String> {
    let (phone, _) = brief::telephone(phone);
    let digits = |words: &str| -> String { words.chars().filter_map(decimal_digit).collect() };
    let bare = phone.trim_start_matches(['(', ' ']);
    let number = match bare.strip_prefix(['+', '\u{FF0B}']) {
        // A nought in brackets is dialled only from inside the country.
        Some(global) => {
            let marked: String = global
                .chars()
                .map(|c| decimal_digit(c).unwrap_or(c))
                .collect();
            format!("+{}", digits(&marked.replace("(0)", "")))
        }
        // From many countries two noughts are dialled for the plus sign.
        None => match digits(phone) {
            abroad if abroad.starts_with("00") => abroad.replacen("00", "+", 1),
            local => local,
        },
    };
    if !number.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let extension = extension.map(digits).filter(|digits| !digits.is_empty());
    let extension = extension.map_or_else(String::new, |digits| format!(";ext={digits}"));
    Some(format!("tel:{number}{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_from_anywhere_in_any_digits() {
        for (phone, extension, uri) in [
            ("+7 (7172) 265 43 33", None, Some("tel:+771722654333")),
            ("+49 (0)30 1234567", None, Some("tel:+49301234567")),
            ("(0)30 1234567", None, Some("tel:0301234567")),
            ("(+7 7172) 265 43 33", None, Some("tel:+771722654333")),
            ("tel. (+996) 312 26", None, Some("tel:+99631226")),
            ("0046 26 17 80 00", None, Some("tel:+4626178000")),
            ("+7 7172 26", Some("187"), Some("tel:+7717226;ext=187")),
            ("+7 7172 26", Some("Aigul"), Some("tel:+7717226")),
            ("۰۷۹ ۱۲۳ ۴۵۶", None, Some("tel:079123456")),
            ("+۹۳ (۰)۷۹ ٤٥", None, Some("tel:+937945")),
            ("8-727-291-44-10 вн. 12", None, Some("tel:87272914410")),
            ("тел.: +7 727 26, +7 701 234", None, Some("tel:+772726")),
            ("+7 727 291 44 10/11", None, Some("tel:+77272914410")),
            ("ask at the desk", None, None),
            ("+", Some("5"), None),
        ] {
            assert_eq!(telephone_uri(phone, extension).as_deref(), uri, "{phone}");
        }
    }
}
