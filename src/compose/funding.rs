//! Who paid for the meeting and carried it out, and the rights in the brief.

use super::{Composer, paragraph, plain_section};
use crate::brief::Project;
use crate::document::{Block, ParagraphRole, SectionRole};
use crate::locale::Message;

pub(super) fn sections(composer: &mut Composer<'_>) -> Vec<Block> {
    let brief = composer.brief;
    let mut sections = Vec::new();
    if let Some(project) = &brief.project {
        let statement = match &project.statement {
            Some(statement) => composer.prose(statement, ParagraphRole::SmallPrint),
            None => usual_statement(composer, project),
        };
        if !statement.is_empty() {
            sections.push(plain_section(SectionRole::Funding, statement));
        }
    }
    if let Some(rights) = &brief.rights {
        let blocks = vec![composer.field_paragraph(ParagraphRole::SmallPrint, rights)];
        sections.push(plain_section(SectionRole::Rights, blocks));
    }
    sections
}

/// “Funded by the European Union” and “Implemented by CAREC in cooperation with …”.
fn usual_statement(composer: &mut Composer<'_>, project: &Project) -> Vec<Block> {
    let funders: Vec<_> = project
        .funders
        .iter()
        .map(|funder| composer.name_in_sentence(funder))
        .collect();
    let funders = (!funders.is_empty()).then(|| composer.list(funders));
    let mut names = |ids: &[_]| {
        let items: Vec<_> = ids
            .iter()
            .map(|id| composer.mention_in_sentence(id))
            .collect();
        (!items.is_empty()).then(|| composer.list(items))
    };
    let count = project.implementers.len();
    let partner_count = project.partners.len();
    let implementers = names(&project.implementers);
    let partners = names(&project.partners);
    let funding =
        funders.map(|funders| composer.fill(Message::FundedBy, vec![("funders", funders)]));
    let implementation = match (implementers, partners) {
        (Some(implementers), Some(partners)) => Some(composer.fill_counted(
            Message::ImplementedWith,
            &[("count", count), ("partner-count", partner_count)],
            vec![("implementers", implementers), ("partners", partners)],
        )),
        (Some(implementers), None) => {
            let implementers = vec![("implementers", implementers)];
            Some(composer.fill_counted(Message::ImplementedBy, &[("count", count)], implementers))
        }
        (None, Some(partners)) => {
            let partners = vec![("partners", partners)];
            let count = [("count", partner_count)];
            Some(composer.fill_counted(Message::InPartnershipWith, &count, partners))
        }
        (None, None) => None,
    };
    [funding, implementation]
        .into_iter()
        .flatten()
        .map(|content| paragraph(ParagraphRole::SmallPrint, content))
        .collect()
}
