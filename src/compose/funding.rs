//! Who paid for the meeting and carried it out, and the rights in the brief.

use super::logos::lockup;
use super::{Composer, paragraph, plain_section};
use crate::brief::{Field, Id, Organisation, Project};
use crate::document::{Block, Inline, ParagraphRole, SectionRole};
use crate::locale::Message;
use crate::ordered::Ordered;
use std::collections::BTreeSet;
use std::mem;

pub(super) fn sections(composer: &mut Composer<'_>) -> Vec<Block> {
    let brief = composer.brief;
    let mut sections = Vec::new();
    let mut statement = match &brief.project {
        Some(project) => match &project.statement {
            Some(statement) => {
                let words = composer.prose(statement, ParagraphRole::SmallPrint);
                own_statement(composer, project, words)
            }
            None => {
                let mut blocks = usual_statements(composer, project);
                blocks.extend(implementation(composer, project));
                blocks
            }
        },
        None => Vec::new(),
    };
    statement.extend(disclaimers_of_makers(composer));
    if !statement.is_empty() {
        sections.push(plain_section(SectionRole::Funding, statement));
    }
    if let Some(rights) = &brief.rights {
        let blocks = vec![composer.field_paragraph(ParagraphRole::SmallPrint, rights)];
        sections.push(plain_section(SectionRole::Rights, blocks));
    }
    sections
}

/// The funders as they are shown: the European Union and a delegation of it with no logo and no words of its own once.
fn funders<'a>(composer: &Composer<'a>, project: &Project) -> Vec<&'a Organisation> {
    let mut funders = composer.organisations(&project.funders);
    let mut has_union = false;
    funders.retain(|funder| {
        let is_plain_union = funder.is_european_union()
            && funder.logo.is_none()
            && funder.statement.is_none()
            && funder.disclaimer.is_none();
        !is_plain_union || !mem::replace(&mut has_union, true)
    });
    funders
}

/// The project's own statement in place of the usual ones: all funders' logos with it, and such disclaimers
/// as the brief gives.
fn own_statement(
    composer: &mut Composer<'_>,
    project: &Project,
    mut blocks: Vec<Block>,
) -> Vec<Block> {
    let funders = funders(composer, project);
    for funder in &funders {
        if let Some(disclaimer) = &funder.disclaimer {
            blocks.extend(composer.prose(disclaimer, ParagraphRole::Disclaimer));
        }
    }
    let logos: Vec<_> = funders
        .iter()
        .filter_map(|funder| composer.logo(funder))
        .collect();
    if logos.is_empty() {
        blocks
    } else {
        vec![lockup(logos, blocks)]
    }
}

/// What each funder wants to be said, with its logo: the European Union first, then the others that have
/// a statement of their own, then those that have none in one sentence.
fn usual_statements(composer: &mut Composer<'_>, project: &Project) -> Vec<Block> {
    let funders = funders(composer, project);
    let alone = funders.len() == 1;
    let (union, others): (Vec<_>, Vec<_>) = funders
        .into_iter()
        .partition(|funder| funder.is_european_union());
    let (speaking, silent): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|funder| funder.statement.is_some());
    let mut blocks = Vec::new();
    for funder in union.into_iter().chain(speaking) {
        let mut words = match &funder.statement {
            Some(statement) => composer.prose(statement, ParagraphRole::FundingStatement),
            None => {
                let message = if alone {
                    Message::FundedByEuropeanUnion
                } else {
                    Message::CoFundedByEuropeanUnion
                };
                let words = Inline::text(composer.locale.words(message));
                vec![paragraph(ParagraphRole::FundingStatement, vec![words])]
            }
        };
        words.extend(disclaimer(composer, funder));
        let logos = composer.logo(funder).into_iter().collect();
        blocks.push(lockup(logos, words));
    }
    if !silent.is_empty() {
        let message = if blocks.is_empty() {
            Message::FundedBy
        } else {
            Message::CoFundedBy
        };
        let names = silent
            .iter()
            .map(|funder| composer.full_name_in_sentence(funder))
            .collect();
        let names = composer.names(names);
        let content = composer.fill(message, vec![("funders", names)]);
        let mut words = vec![paragraph(ParagraphRole::FundingStatement, content)];
        for funder in &silent {
            words.extend(disclaimer(composer, funder));
        }
        let logos = silent.iter().filter_map(|funder| composer.logo(funder));
        blocks.push(lockup(logos.collect(), words));
    }
    blocks
}

/// What the funder wants said of who answers for the content: its own words, or for the European Union
/// those that its model grant agreement has.
fn disclaimer(composer: &mut Composer<'_>, funder: &Organisation) -> Vec<Block> {
    match &funder.disclaimer {
        Some(own) => composer.prose(own, ParagraphRole::Disclaimer),
        None if funder.is_european_union() => {
            let words = composer.locale.words(Message::DisclaimerOfEuropeanUnion);
            vec![paragraph(
                ParagraphRole::Disclaimer,
                vec![Inline::text(words)],
            )]
        }
        None => Vec::new(),
    }
}

/// What those want said of who answers for the content who made the brief and its meeting, and do not pay for them:
/// the disclaimers of funders stand with their statements.
fn disclaimers_of_makers(composer: &mut Composer<'_>) -> Vec<Block> {
    let brief = composer.brief;
    let pays: BTreeSet<&str> = brief
        .funders()
        .iter()
        .map(|id| id.value.as_str())
        .into_set();
    let mut blocks = Vec::new();
    for maker in composer.organisations(brief.makers()) {
        if let Some(own) = &maker.disclaimer
            && !pays.contains(maker.id.value.as_str())
        {
            blocks.extend(composer.prose(own, ParagraphRole::Disclaimer));
        }
    }
    blocks
}

/// “Implemented by CAREC in cooperation with …”.
fn implementation(composer: &mut Composer<'_>, project: &Project) -> Option<Block> {
    let mut names = |ids: &[Field<Id>]| {
        let items: Vec<_> = ids
            .iter()
            .map(|id| composer.mention_in_sentence(id))
            .collect();
        (!items.is_empty()).then(|| composer.names(items))
    };
    let count = project.implementers.len();
    let partner_count = project.partners.len();
    let implementers = names(&project.implementers);
    let partners = names(&project.partners);
    let content = match (implementers, partners) {
        (Some(implementers), Some(partners)) => composer.fill_counted(
            Message::ImplementedWith,
            &[("count", count), ("partner-count", partner_count)],
            vec![("implementers", implementers), ("partners", partners)],
        ),
        (Some(implementers), None) => {
            let implementers = vec![("implementers", implementers)];
            composer.fill_counted(Message::ImplementedBy, &[("count", count)], implementers)
        }
        (None, Some(partners)) => {
            let partners = vec![("partners", partners)];
            let count = [("count", partner_count)];
            composer.fill_counted(Message::InPartnershipWith, &count, partners)
        }
        (None, None) => return None,
    };
    Some(paragraph(ParagraphRole::SmallPrint, content))
}
