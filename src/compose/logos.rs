//! The logos and emblems of organisations, and the words that stand with them.

use super::Composer;
use crate::brief::Organisation;
use crate::document::{Block, BlockKind, Lockup, Logo, Node};

impl<'a> Composer<'a> {
    /// The logo of an organisation.
    pub(super) fn logo(&self, organisation: &Organisation) -> Option<Logo> {
        let logo = organisation.logo.as_ref()?;
        let alt = organisation.logo_alt.as_ref().unwrap_or(&organisation.name);
        Some(Logo {
            node: Node::from_origin(&logo.origin),
            picture: logo.value.clone(),
            alt: alt.value.clone(),
        })
    }
}

/// Logos with the words that belong to them.
pub(super) fn lockup(logos: Vec<Logo>, blocks: Vec<Block>) -> Block {
    Block {
        node: Node::default(),
        kind: BlockKind::Lockup(Lockup { logos, blocks }),
    }
}
