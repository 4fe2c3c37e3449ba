//! The logos and emblems of organisations, and the words that stand with them.

use super::Composer;
use crate::brief::{Emblem, Organisation};
use crate::document::{Block, BlockKind, Lockup, Logo, Node};
use crate::emblem::{self, Reproduction};
use crate::locale::Message;

impl<'a> Composer<'a> {
    /// The logo of an organisation; for the European Union its emblem, where the brief has no picture of it.
    pub(super) fn logo(&self, organisation: &Organisation) -> Option<Logo> {
        let is_union = organisation.is_european_union();
        let (mut node, picture) = match &organisation.logo {
            Some(logo) => (Node::from_origin(&logo.origin), logo.value.clone()),
            None if is_union => {
                let asked = organisation.emblem.as_ref().map(|emblem| emblem.value);
                let reproduction = if asked == Some(Emblem::EuropeanUnionInBlack) {
                    Reproduction::Black
                } else {
                    Reproduction::Colour
                };
                (Node::default(), emblem::european_union(reproduction))
            }
            None => return None,
        };
        let named = || (!is_union).then_some(&organisation.name);
        let alt = match organisation.logo_alt.as_ref().or_else(named) {
            Some(words) => {
                node.language = words.language().cloned();
                words.value.clone()
            }
            None => self.locale.words(Message::EmblemOfEuropeanUnion),
        };
        let organisation = organisation.name.value.clone();
        Some(Logo {
            node,
            picture,
            alt,
            organisation,
        })
    }
}

/// Logos with the words that belong to them.
pub(super) fn lockup(logos: Vec<Logo>, blocks: Vec<Block>) -> Block {
    Block::from(BlockKind::Lockup(Lockup { logos, blocks }))
}
