//! Which messages there are, and who gets each.

use crate::brief::{OutputFormat, Recipient, Role};
use crate::document::Language;
use crate::locale::script;

/// How messages are shared out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// One message for each recipient.
    Each,
    /// One message for all who get the same, none of whom sees the others (Bcc).
    Together,
}

/// A message to be: what goes to whom. Indices are into the slices that [`plan`] was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// The edition.
    pub edition: usize,
    /// The recipient whose message it is; none where it goes to several.
    pub own: Option<usize>,
    /// Those in copy.
    pub cc: Vec<usize>,
    /// Those whom nobody sees.
    pub bcc: Vec<usize>,
    /// What is attached.
    pub attachments: Vec<OutputFormat>,
}

impl Delivery {
    /// All who get the message.
    pub fn everybody(&self) -> impl Iterator<Item = usize> + '_ {
        self.own
            .into_iter()
            .chain(self.cc.iter().copied())
            .chain(self.bcc.iter().copied())
    }
}

/// The messages that carry a brief of these `editions`, by their languages, to `recipients`; the first
/// edition is the brief itself, which those get whose language it is not in.
///
/// One in copy gets the messages to the same organisation, or all where none is named.
pub fn plan(recipients: &[&Recipient], editions: &[Language], mode: Mode) -> Vec<Delivery> {
    let edition_of = |recipient: &Recipient| {
        let wanted = recipient.language.as_ref();
        wanted
            .and_then(|wanted| edition_for(&wanted.value, editions))
            .unwrap_or(0)
    };
    let mut deliveries: Vec<Delivery> = Vec::new();
    for (index, recipient) in recipients.iter().enumerate() {
        let edition = edition_of(recipient);
        match mode {
            Mode::Together => {
                let same = deliveries.iter_mut().find(|delivery| {
                    delivery.edition == edition && delivery.attachments == recipient.attachments
                });
                match same {
                    Some(delivery) => delivery.bcc.push(index),
                    None => deliveries.push(Delivery {
                        edition,
                        own: None,
                        cc: Vec::new(),
                        bcc: vec![index],
                        attachments: recipient.attachments.clone(),
                    }),
                }
            }
            Mode::Each if recipient.role == Role::To => {
                let in_copy = |role: Role| {
                    let copied = recipients
                        .iter()
                        .enumerate()
                        .filter(|(_, other)| other.role == role && gets_copies(other, recipient));
                    copied.map(|(index, _)| index).collect()
                };
                deliveries.push(Delivery {
                    edition,
                    own: Some(index),
                    cc: in_copy(Role::Cc),
                    bcc: in_copy(Role::Bcc),
                    attachments: recipient.attachments.clone(),
                });
            }
            Mode::Each => {}
        }
    }
    deliveries
}

/// Whether one in copy gets the messages to `recipient`.
fn gets_copies(other: &Recipient, recipient: &Recipient) -> bool {
    match (&other.organisation, &recipient.organisation) {
        (None, _) => true,
        (Some(of), Some(to)) => of.value == to.value,
        (Some(_), None) => false,
    }
}

/// The edition in `wanted` or the nearest language that it is a kind of; else one in a kind of `wanted` that is
/// written in the same script.
pub fn edition_for(wanted: &Language, editions: &[Language]) -> Option<usize> {
    let same = |range: &str| editions.iter().position(|edition| edition.0 == range);
    let kind_of =
        |edition: &Language| script(edition) == script(wanted) && edition.is_kind_of(&wanted.0);
    wanted
        .lookup_ranges()
        .find_map(same)
        .or_else(|| editions.iter().position(kind_of))
}
