//! Annexes, each a section of its own.

use super::{Composer, anchored, heading_block};
use crate::document::{Block, BlockKind, Inline, ParagraphRole, Section, SectionRole};
use crate::locale::{Message, said_last};

pub(super) fn sections(composer: &mut Composer<'_>) -> Vec<Block> {
    let annexes = &composer.brief.annexes;
    let numbered = annexes.len() > 1;
    let mut sections = Vec::with_capacity(annexes.len());
    for (number, annex) in (1u32..).zip(annexes) {
        let title = ("title", vec![composer.field(&annex.title)]);
        let heading = if numbered {
            let last = [("last", said_last(number) as usize)];
            let number = (
                "number",
                vec![Inline::text(composer.locale.numeral(number))],
            );
            composer.fill_counted(Message::HeadingAnnexNumbered, &last, vec![number, title])
        } else {
            composer.fill(Message::HeadingAnnex, vec![title])
        };
        let mut blocks = vec![heading_block(1, heading)];
        blocks.extend(composer.prose(&annex.text, ParagraphRole::Body));
        blocks.extend(composer.floats_after(&annex.id));
        sections.push(Block {
            node: anchored(&annex.id),
            kind: BlockKind::Section(Section {
                role: SectionRole::Annex,
                blocks,
            }),
        });
    }
    sections
}
