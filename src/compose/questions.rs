//! What was discussed: the questions, each with its discussion or the way to its answers.

use super::{Composer, anchored, obstacles, paragraph, practices, reference};
use crate::brief::{Brief, Question};
use crate::document::{
    Block, BlockKind, Heading, Inline, Label, Node, ParagraphRole, Section, SectionRole,
};
use crate::locale::Message;
use std::collections::BTreeSet;

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let questions = &composer.brief.questions;
    let numbered = questions.len() > 1;
    let answered = Answered::of(composer.brief);
    let blocks = (1u32..)
        .zip(questions)
        .map(|(number, item)| question(composer, item, numbered.then_some(number), &answered))
        .collect();
    let heading = composer.locale.words(Message::HeadingQuestions);
    composer.section(SectionRole::Questions, heading, blocks)
}

/// The ids of the questions that practices answer, and of those that obstacles do.
struct Answered<'a> {
    by_practices: BTreeSet<&'a str>,
    by_obstacles: BTreeSet<&'a str>,
}

impl<'a> Answered<'a> {
    fn of(brief: &'a Brief) -> Answered<'a> {
        let practices = brief.practices.iter().flat_map(|item| &item.question);
        let obstacles = brief.obstacles.iter().flat_map(|item| &item.question);
        Answered {
            by_practices: practices.map(|id| id.value.as_str()).collect(),
            by_obstacles: obstacles.map(|id| id.value.as_str()).collect(),
        }
    }
}

fn question(
    composer: &mut Composer<'_>,
    item: &Question,
    number: Option<u32>,
    answered: &Answered,
) -> Block {
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
        None => blocks.extend(answers(composer, item, answered)),
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
fn answers(composer: &Composer<'_>, item: &Question, answered: &Answered) -> Option<Block> {
    let mut sections = Vec::new();
    if answered.by_practices.contains(item.id.as_str()) {
        sections.push((SectionRole::Practices, practices::heading(composer)));
    }
    if answered.by_obstacles.contains(item.id.as_str()) {
        sections.push((SectionRole::Obstacles, obstacles::heading(composer)));
    }
    if sections.is_empty() {
        return None;
    }
    let items = sections
        .into_iter()
        .map(|(role, heading)| {
            let anchor = composer.section_anchor(role);
            let quoted = composer.quotation(vec![Inline::text(heading)]);
            vec![reference(&anchor, quoted)]
        })
        .collect();
    let content = composer.fill(
        Message::SeeSections,
        vec![("sections", composer.list(items))],
    );
    Some(paragraph(ParagraphRole::Body, content))
}
