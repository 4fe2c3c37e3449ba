//! The words that a key takes where it takes one of a few.

use crate::brief::{Emblem, Format, OutputFormat, Priority, Role, SectionName, Status};
use crate::document::ChartKind;
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

pub(super) fn attached_formats() -> [(&'static str, OutputFormat); 2] {
    OutputFormat::ALL.map(|format| (format.name(), format))
}

pub(super) fn sections() -> [(&'static str, SectionName); 11] {
    SectionName::ALL.map(|section| (section.name(), section))
}

/// The words alone.
pub(super) fn words<T, const N: usize>(choices: [(&'static str, T); N]) -> Vec<&'static str> {
    choices.into_iter().map(|(word, _)| word).collect()
}

/// The words that `key` takes in the table with this header, where it takes one of a few.
pub(super) fn of_key(key: &str, header: &str) -> Option<Vec<&'static str>> {
    Some(match key {
        "format" => words(FORMATS),
        "emblem" => words(EMBLEMS),
        "priority" => words(PRIORITIES),
        "status" => words(STATUSES),
        "kind" => words(CHART_KINDS),
        "paper" => words(PAPERS),
        "role" if header != "[[contact]]" => words(ROLES),
        _ => return None,
    })
}

/// What is to be written where one of `words` stands.
pub(super) fn help(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
    format!("write one of {}", words.join(", "))
}
