//! What the meeting recommends, to whom, by when, and in answer to what.

use super::words::{derived, in_language, inlines_without_stop, numbered_list, span, strong};
use super::{Composer, on_one_line, paragraph, reference};
use crate::brief::{Obstacle, Priority, Recommendation};
use crate::document::{Block, Inline, ParagraphRole, SectionRole};
use crate::locale::Message;
use crate::ordered::Ordered;
use std::collections::BTreeMap;

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let recommendations = &composer.brief.recommendations;
    let obstacles = composer.brief.obstacles.iter();
    let obstacles = obstacles.map(|item| (item.id.as_str(), item)).into_map();
    let items = recommendations
        .iter()
        .map(|item| {
            let mut blocks =
                vec![composer.field_paragraph(ParagraphRole::Recommendation, &item.text)];
            blocks.extend(attributes(composer, item));
            if let Some(detail) = &item.detail {
                blocks.extend(composer.prose(detail, ParagraphRole::Body));
            }
            blocks.extend(answers(composer, item, &obstacles));
            blocks.extend(composer.floats_after(&item.id));
            (item.id.as_str(), blocks)
        })
        .collect();
    let list = numbered_list(items);
    let heading = composer
        .locale
        .counted(Message::HeadingRecommendations, recommendations.len());
    composer.section(SectionRole::Recommendations, heading, vec![list])
}

/// “To: **A and B** · By **30 June 2018** · High priority”: what a reader looks for who leafs through.
fn attributes(composer: &Composer<'_>, item: &Recommendation) -> Option<Block> {
    let locale = &composer.locale;
    let mut attributes = Vec::new();
    if !item.addressees.is_empty() {
        let addressees = composer.names(
            item.addressees
                .iter()
                .map(|words| vec![composer.field(words)])
                .collect(),
        );
        attributes.push(composer.fill_counted(
            Message::AttributeAddressees,
            &[("count", item.addressees.len())],
            vec![("addressees", vec![strong(addressees)])],
        ));
    }
    if let Some(due) = &item.due {
        let date = vec![derived(&due.origin, locale.date(due.value))];
        let due = composer.fill(Message::AttributeDue, vec![("date", vec![strong(date)])]);
        attributes.push(on_one_line(due));
    }
    if let Some(priority) = &item.priority {
        let words = locale.words(self::priority(priority.value));
        attributes.push(on_one_line(vec![derived(&priority.origin, words)]));
    }
    (!attributes.is_empty())
        .then(|| paragraph(ParagraphRole::Attributes, composer.row_apart(attributes)))
}

/// “Answers: “Fragmented management””
fn answers(
    composer: &Composer<'_>,
    item: &Recommendation,
    obstacles: &BTreeMap<&str, &Obstacle>,
) -> Option<Block> {
    let obstacles: Vec<Vec<Inline>> = item
        .obstacles
        .iter()
        .filter_map(|id| {
            let obstacle = obstacles.get(id.value.as_str())?;
            // The words are the obstacle's; the field here is the choice of that obstacle.
            let mut words =
                inlines_without_stop(composer.content(&obstacle.text), &composer.locale);
            if let Some(language) = &obstacle.text.untranslated {
                words = vec![in_language(language, words)];
            }
            let words = composer.quotation(words);
            Some(vec![span(&id.origin, vec![reference(&obstacle.id, words)])])
        })
        .collect();
    (!obstacles.is_empty()).then(|| {
        let count = obstacles.len();
        let obstacles = composer.list(obstacles);
        let words = composer.fill_counted(
            Message::AttributeObstacles,
            &[("count", count)],
            vec![("obstacles", obstacles)],
        );
        paragraph(ParagraphRole::Attributes, words)
    })
}

/// The words for how urgent a recommendation is.
pub(crate) fn priority(priority: Priority) -> Message {
    match priority {
        Priority::High => Message::PriorityHigh,
        Priority::Medium => Message::PriorityMedium,
        Priority::Low => Message::PriorityLow,
    }
}
