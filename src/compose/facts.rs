//! The facts of the meeting, and the context in which it was held.

use super::words::{derived, link, symbol};
use super::{Composer, paragraph, plain_section};
use crate::brief::{Format, Meeting, Project};
use crate::document::{
    Block, BlockKind, Description, Inline, InlineKind, Node, ParagraphRole, SectionRole,
};
use crate::locale::{Argument, Grouping, Message};

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let brief = composer.brief;
    let meeting = &brief.meeting;
    let mut facts = vec![
        fact(
            composer,
            Message::FactMeeting,
            vec![composer.field_paragraph(ParagraphRole::Body, &meeting.title)],
        ),
        fact(
            composer,
            when_label(meeting),
            when_and_where(composer, meeting),
        ),
    ];
    let organisers: Vec<_> = meeting
        .organisers
        .iter()
        .map(|id| composer.mention(id))
        .collect();
    if !organisers.is_empty() {
        let term = composer
            .locale
            .counted(Message::FactOrganisers, organisers.len());
        let content = composer.names(organisers);
        facts.push(description(
            term,
            vec![paragraph(ParagraphRole::Body, content)],
        ));
    }
    if let Some(content) = participants(composer, meeting) {
        let paragraphs = vec![paragraph(ParagraphRole::Body, content)];
        facts.push(fact(composer, Message::FactParticipants, paragraphs));
    }
    let project = brief.project.as_ref().map(|project| {
        let blocks = project_facts(composer, project);
        fact(composer, Message::FactProject, blocks)
    });
    let mut blocks = Vec::new();
    // In the order of the file: the context may speak of the project below it.
    if let Some(context) = &meeting.context {
        blocks.push(list(std::mem::take(&mut facts)));
        blocks.extend(composer.prose(context, ParagraphRole::Body));
    }
    facts.extend(project);
    if !facts.is_empty() {
        blocks.push(list(facts));
    }
    plain_section(SectionRole::Facts, blocks)
}

fn list(facts: Vec<Description>) -> Block {
    Block::from(BlockKind::DescriptionList(facts))
}

fn fact(composer: &Composer<'_>, term: Message, blocks: Vec<Block>) -> Description {
    description(composer.locale.words(term), blocks)
}

fn description(term: String, blocks: Vec<Block>) -> Description {
    Description {
        node: Node::default(),
        term_node: Node::default(),
        term: vec![Inline::text(term)],
        blocks,
    }
}

/// The label of the day, and of the place where one is named.
fn when_label(meeting: &Meeting) -> Message {
    if meeting.city.is_none() && meeting.country.is_none() && meeting.venue.is_none() {
        Message::FactWhen
    } else {
        Message::FactWhenAndWhere
    }
}

/// The day and the place in one line; below it the venue and how people took part.
fn when_and_where(composer: &Composer<'_>, meeting: &Meeting) -> Vec<Block> {
    let locale = &composer.locale;
    let mut place = vec![vec![derived(
        &meeting.date.origin,
        locale.date_range(meeting.date.value),
    )]];
    place.extend(meeting.city.as_ref().map(|city| vec![composer.field(city)]));
    if let Some(country) = &meeting.country {
        let name = locale.country(&country.value).unwrap_or(&country.value);
        place.push(vec![derived(&country.origin, name)]);
    }
    let mut manner = Vec::new();
    manner.extend(
        meeting
            .venue
            .as_ref()
            .map(|venue| vec![composer.field(venue)]),
    );
    if let Some(format) = &meeting.format {
        let mut words = locale.words(self::format(format.value));
        if manner.is_empty() {
            words = capitalised(&words);
        }
        manner.push(vec![derived(&format.origin, words)]);
    }
    [place, manner]
        .into_iter()
        .filter(|items| !items.is_empty())
        .map(|items| {
            paragraph(
                ParagraphRole::Body,
                composer.row(Message::Particulars, items),
            )
        })
        .collect()
}

/// Who was there, and how many.
fn participants(composer: &Composer<'_>, meeting: &Meeting) -> Option<Vec<Inline>> {
    let mut items: Vec<_> = meeting
        .participants
        .iter()
        .map(|words| vec![composer.field(words)])
        .collect();
    if let Some(first) = items.first_mut().and_then(|item| item.first_mut()) {
        capitalise(first);
    }
    let participants = composer.names(items);
    let attendance = meeting.attendance.as_ref().map(|attendance| {
        let number = composer
            .locale
            .number(&attendance.value.to_string(), Grouping::FromFive);
        let words = composer.locale.filled(
            Message::Attendance,
            &[
                ("count", Argument::Count(attendance.value)),
                ("number", Argument::Words(number.into())),
            ],
        );
        vec![derived(&attendance.origin, words)]
    });
    match (participants.is_empty(), attendance) {
        (true, attendance) => attendance,
        (false, None) => Some(participants),
        (false, Some(attendance)) => Some(composer.fill(
            Message::ParticipantsWithAttendance,
            vec![("participants", participants), ("attendance", attendance)],
        )),
    }
}

/// The project's title; below it what identifies it.
fn project_facts(composer: &Composer<'_>, project: &Project) -> Vec<Block> {
    let mut items = Vec::new();
    items.extend(project.reference.as_ref().map(|reference| {
        // Several words, such as “activity 3.3”, are no symbol.
        let inline = if reference.value.contains(char::is_whitespace) {
            composer.field(reference)
        } else {
            symbol(reference)
        };
        composer.fill(Message::ProjectReference, vec![("reference", vec![inline])])
    }));
    items.extend(project.programme.as_ref().map(|programme| {
        composer.fill(
            Message::ProjectProgramme,
            vec![("programme", vec![composer.field(programme)])],
        )
    }));
    items.extend(
        project
            .url
            .as_ref()
            .map(|url| vec![link(url, url.value.clone())]),
    );
    let mut blocks = vec![composer.field_paragraph(ParagraphRole::Body, &project.title)];
    if !items.is_empty() {
        let content = composer.row_apart(items);
        blocks.push(paragraph(ParagraphRole::Body, content));
    }
    blocks
}

/// Writes the first letter large, as a sentence begins.
fn capitalise(inline: &mut Inline) {
    match &mut inline.kind {
        InlineKind::Text(words) => *words = capitalised(words),
        // A short form is written as it is written.
        InlineKind::Abbreviation { .. } => {}
        _ => {
            if let Some(first) = inline.kind.children_mut().first_mut() {
                capitalise(first);
            }
        }
    }
}

/// `words` with a large first letter, but for a name that is written with a small one: “iOS”.
fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    // Another word may follow a hyphen: “non-EU experts”.
    let first = words.split(|c: char| !c.is_alphanumeric()).next();
    let first = first.unwrap_or_default();
    if first.chars().skip(1).any(char::is_uppercase) {
        return words.to_owned();
    }
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}

/// The words for how a meeting was held.
pub(crate) fn format(format: Format) -> Message {
    match format {
        Format::InPerson => Message::FormatInPerson,
        Format::Online => Message::FormatOnline,
        Format::Hybrid => Message::FormatHybrid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_large_letter_but_for_names_with_a_small_one() {
        for (words, written) in [
            ("experts", "Experts"),
            ("эксперты МКВК", "Эксперты МКВК"),
            ("non-EU experts", "Non-EU experts"),
            ("экс-СССР эксперты", "Экс-СССР эксперты"),
            ("iOS developers", "iOS developers"),
            ("eHealth units", "eHealth units"),
            ("", ""),
        ] {
            assert_eq!(capitalised(words), written);
        }
    }
}
