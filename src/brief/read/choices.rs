//! The words that a key takes where it takes one of a few.

use crate::brief::{
    AttachedFormat, ChartKind, Emblem, Format, Priority, Role, SectionName, Status,
};
use crate::theme::Paper;

pub(crate) const FORMATS: [(&str, Format); 3] = [
    ("in-person", Format::InPerson),
    ("online", Format::Online),
    ("hybrid", Format::Hybrid),
];

pub(super) const EMBLEMS: [(&str, Emblem); 3] = [
    ("eu", Emblem::EuropeanUnion),
    ("eu-black", Emblem::EuropeanUnionInBlack),
    ("none", Emblem::None),
];

pub(crate) const PRIORITIES: [(&str, Priority); 3] = [
    ("high", Priority::High),
    ("medium", Priority::Medium),
    ("low", Priority::Low),
];

pub(crate) const STATUSES: [(&str, Status); 4] = [
    ("open", Status::Open),
    ("in-progress", Status::InProgress),
    ("done", Status::Done),
    ("dropped", Status::Dropped),
];

pub(super) const CHART_KINDS: [(&str, ChartKind); 3] = [
    ("bar", ChartKind::Bar),
    ("line", ChartKind::Line),
    ("share", ChartKind::Share),
];

pub(super) const PAPERS: [(&str, Paper); 2] = [("A4", Paper::A4), ("Letter", Paper::Letter)];

pub(super) const ROLES: [(&str, Role); 3] =
    [("to", Role::To), ("cc", Role::Cc), ("bcc", Role::Bcc)];

pub(super) const ATTACHED_FORMATS: [(&str, AttachedFormat); 2] =
    [("pdf", AttachedFormat::Pdf), ("docx", AttachedFormat::Docx)];

pub(super) const SECTIONS: [(&str, SectionName); 11] = [
    ("summary", SectionName::Summary),
    ("questions", SectionName::Questions),
    ("practices", SectionName::Practices),
    ("obstacles", SectionName::Obstacles),
    ("recommendations", SectionName::Recommendations),
    ("decisions", SectionName::Decisions),
    ("actions", SectionName::Actions),
    ("annexes", SectionName::Annexes),
    ("references", SectionName::References),
    ("abbreviations", SectionName::Abbreviations),
    ("contacts", SectionName::Contacts),
];

/// The words alone.
pub(super) fn words<T, const N: usize>(choices: [(&'static str, T); N]) -> Vec<&'static str> {
    choices.into_iter().map(|(word, _)| word).collect()
}
