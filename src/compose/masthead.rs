//! The line over the title, the title and the subtitle.

use super::logos::lockup;
use super::organisations::{introduces, span_of};
use super::words::{derived, strong};
use super::{Composer, paragraph, plain_section};
use crate::brief::{Id, Text};
use crate::document::{Block, Inline, InlineKind, Logo, ParagraphRole, SectionRole};
use crate::locale::Message;

/// The masthead. Its line is of two spans, the publisher and the series, which stand at the two ends of
/// the line, with a space between them for who does not see the line; without a publisher, of the series
/// alone. The publisher's logo stands with it, those of several who answer for the brief and an organiser's alone above
/// it, for beside the line it would be taken for the publisher's.
pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let brief = composer.brief;
    let span = |content| Inline::from(InlineKind::Span(content));
    let mut line = Vec::with_capacity(3);
    if let Some(publisher) = publisher(composer) {
        line.extend([span(publisher), Inline::text(" ")]);
    }
    line.push(span(series(composer)));
    let line = paragraph(ParagraphRole::Masthead, line);
    let mut blocks = match logos(composer).as_slice() {
        [] => vec![line],
        [(of, logo)] if brief.publisher.as_ref().is_some_and(|id| id.value != **of) => {
            vec![lockup(vec![logo.clone()], Vec::new()), line]
        }
        logos => {
            let logos = logos.iter().map(|(_, logo)| logo.clone()).collect();
            vec![lockup(logos, vec![line])]
        }
    };
    blocks.push(composer.field_paragraph(ParagraphRole::Title, &brief.title));
    if let Some(subtitle) = &brief.subtitle {
        blocks.push(composer.field_paragraph(ParagraphRole::Subtitle, subtitle));
    }
    plain_section(SectionRole::Masthead, blocks)
}

/// The logos of the publisher and the organisers, each with the id of whose it is. A funder's stands with its statement,
/// and not twice.
fn logos<'a>(composer: &Composer<'a>) -> Vec<(&'a Id, Logo)> {
    let brief = composer.brief;
    let funders = brief.funders();
    let mut ids: Vec<_> = brief.publisher.iter().cloned().collect();
    ids.extend(brief.meeting.organisers.iter().cloned());
    ids.retain(|id| !funders.iter().any(|funder| funder.value == id.value));
    composer
        .organisations(&ids)
        .into_iter()
        .filter_map(|organisation| Some((&organisation.id.value, composer.logo(organisation)?)))
        .collect()
}

/// “**CAREC** Regional Environmental Centre for Central Asia”. A name that begins with its short form or has it in brackets
/// stands alone.
fn publisher(composer: &Composer<'_>) -> Option<Vec<Inline>> {
    let id = composer.brief.publisher.as_ref()?;
    let organisation = composer.organisation(&id.value)?;
    let name = vec![span_of(&organisation.name)];
    let said = |short: &&Text| {
        let behind = organisation.name.value.strip_prefix(&short.value);
        let begins_so = behind.is_some_and(|behind| behind.starts_with(char::is_whitespace));
        begins_so || introduces(&organisation.name, short)
    };
    Some(
        match organisation.short_form().filter(|short| !said(short)) {
            Some(short) => composer.fill(
                Message::MastheadPublisher,
                vec![
                    // What it stands for follows.
                    ("abbreviation", vec![strong(vec![span_of(short)])]),
                    ("name", name),
                ],
            ),
            None => vec![strong(name)],
        },
    )
}

/// “Outcome brief · No. 4 · 16 June 2017”.
fn series(composer: &Composer<'_>) -> Vec<Inline> {
    let brief = composer.brief;
    let locale = &composer.locale;
    let mut items = vec![vec![Inline::text(locale.words(Message::Series))]];
    if let Some(number) = &brief.number {
        // “No. 4”, but not “No. Special issue 4”: words say themselves what they number.
        let words = vec![span_of(number)];
        let is_bare = number.value.starts_with(char::is_numeric);
        items.push(if is_bare {
            composer.fill(Message::SeriesNumber, vec![("number", words)])
        } else {
            words
        });
    }
    items.push(vec![derived(
        &brief.published.origin,
        locale.date(brief.published.value),
    )]);
    composer.row_apart(items)
}
