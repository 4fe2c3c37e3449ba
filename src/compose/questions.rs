//! What was discussed: the questions, each with its discussion or the way to its answers.

use super::{Composer, anchored, obstacles, paragraph, practices, reference};
use crate::brief::Question;
use crate::document::{
    Block, BlockKind, Heading, Inline, Label, Node, ParagraphRole, Section, SectionRole,
};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Option<Block> {
    let questions = &composer.brief.questions;
    if questions.is_empty() {
        return None;
    }
    let numbered = questions.len() > 1;
    let blocks = (1u32..)
        .zip(questions)
        .map(|(number, item)| question(composer, item, numbered.then_some(number)))
        .collect();
    let heading = composer.locale.words(Message::HeadingQuestions);
    Some(composer.section(SectionRole::Questions, heading, blocks))
}

fn question<'a>(composer: &mut Composer<'a>, item: &'a Question, number: Option<u32>) -> Block {
    let mut blocks = vec![Block {
        node: Node::from_origin(&item.text.origin),
        kind: BlockKind::Heading(Heading {
            level: 2,
            label: number.map(|number| Label {
                node: Node::default(),
                number: Some(number),
            }),
            content: composer.content(&item.text),
        }),
    }];
    match &item.discussion {
        Some(discussion) => blocks.extend(composer.prose(discussion, ParagraphRole::Body)),
        None => blocks.extend(answers(composer, item)),
    }
    blocks.extend(composer.floats_after(&item.id));
    Block {
        node: anchored(&item.id),
        kind: BlockKind::Section(Section {
            role: SectionRole::Question,
            blocks,
        }),
    }
}

/// Where a question is answered that has no discussion of its own: “See Obstacles.”
fn answers(composer: &Composer<'_>, item: &Question) -> Option<Block> {
    let brief = composer.brief;
    let mut sections = Vec::new();
    if brief
        .practices
        .iter()
        .any(|found| found.question.as_ref().is_some_and(|q| q.value == item.id))
    {
        sections.push((SectionRole::Practices, practices::heading(composer)));
    }
    if brief
        .obstacles
        .iter()
        .any(|found| found.question.as_ref().is_some_and(|q| q.value == item.id))
    {
        sections.push((SectionRole::Obstacles, obstacles::heading(composer)));
    }
    if sections.is_empty() {
        return None;
    }
    let items = sections
        .into_iter()
        .map(|(role, heading)| {
            let anchor = composer.section_anchor(role);
            let quoted = composer.fill(
                Message::Quotation,
                vec![("text", vec![Inline::text(heading)])],
            );
            vec![reference(&anchor, quoted)]
        })
        .collect();
    let content = composer.fill(
        Message::SeeSections,
        vec![("sections", composer.list(items))],
    );
    Some(paragraph(ParagraphRole::Body, content))
}
