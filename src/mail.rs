//! E-mail: a document and its recipients become messages, ready to send.
//!
//! ```text
//! Document ──letter──▶ Letter ──plain──▶ text ──┐
//!                        │                      ├──message──▶ RFC 5322 ──smtp──▶ a mail server
//!                        └─────html────▶ page ──┘
//! ```
//!
//! A [`Letter`] is a small document tree of its own: a greeting, then what the brief itself says (summary,
//! recommendations, who paid). Plain text and HTML are two spellings of it, so that they say the same.
//! [`plan`] says which messages there are and who gets each; [`Message`] is one of them, as bytes. Only
//! [`smtp`] knows the network, and nothing asks it unless told to send.

mod html;
mod identity;
mod letter;
mod mbox;
mod message;
mod plain;
mod plan;
pub mod smtp;

pub use html::{InlinePicture, Page, Pages};
pub use identity::{has_its_attachments, has_own_id, is_edited, message_id, recipients};
pub use letter::{Letter, Wording, in_head, letter};
pub use mbox::{append as append_to_mbox, messages as messages_of_mbox};
pub use message::{AttachedFile, Message, Party, Written, noon, rfc5322_date};
pub use plain::text;
pub use plan::{Delivery, Mode, edition_for, plan};
