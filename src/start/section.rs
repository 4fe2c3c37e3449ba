//! What the sections of notes are in a brief.

use crate::locale::{Locale, NamedTerm, Term};

/// What the sections of notes are called.
pub(super) const SECTIONS: [Term; 18] = [
    Term::Summary,
    Term::Questions,
    Term::Practices,
    Term::Obstacles,
    Term::Recommendations,
    Term::Decisions,
    Term::Actions,
    Term::References,
    Term::Abbreviations,
    Term::Contacts,
    Term::Annexes,
    Term::Participants,
    Term::Organisers,
    Term::Funders,
    Term::Implementers,
    Term::Partners,
    Term::Project,
    Term::Context,
];

/// The sections that have items.
pub(super) const ITEMS: [Term; 6] = [
    Term::Questions,
    Term::Practices,
    Term::Obstacles,
    Term::Recommendations,
    Term::Decisions,
    Term::Actions,
];

/// What a heading names. A bracketed addition says nothing of that: “Recommendations (who, until when)”.
pub(super) fn heading_term(heading: &str, locale: Locale, among: &[Term]) -> Option<NamedTerm> {
    let heading = heading.trim().trim_end_matches(':');
    let bare = heading
        .strip_suffix(')')
        .and_then(|heading| heading.rsplit_once('('))
        .map_or(heading, |(bare, _)| bare);
    locale.term_of(bare, among)
}

/// The table of a section's items.
pub(super) fn table_of(term: Term) -> &'static str {
    match term {
        Term::Questions => "question",
        Term::Practices => "practice",
        Term::Obstacles => "obstacle",
        Term::Recommendations => "recommendation",
        Term::Decisions => "decision",
        Term::Actions => "action",
        _ => "annex",
    }
}

/// The key of what is said more of an item, where it has one.
pub(super) fn detail_of(term: Term) -> Option<&'static str> {
    match term {
        Term::Questions => Some("discussion"),
        Term::Obstacles | Term::Recommendations | Term::Decisions => Some("detail"),
        _ => None,
    }
}

/// The name of a section, which a table can follow.
pub(super) fn section_name(term: Term) -> Option<&'static str> {
    match term {
        Term::Summary => Some("summary"),
        Term::Questions => Some("questions"),
        Term::Practices => Some("practices"),
        Term::Obstacles => Some("obstacles"),
        Term::Recommendations => Some("recommendations"),
        Term::Decisions => Some("decisions"),
        Term::Actions => Some("actions"),
        Term::Annexes => Some("annexes"),
        _ => None,
    }
}

/// What can be said of an item of a section.
pub(super) fn attributes_of(term: Term) -> &'static [Term] {
    match term {
        Term::Recommendations => &[Term::Addressees, Term::Owner, Term::Due, Term::Priority],
        Term::Actions => &[Term::Owner, Term::Addressees, Term::Due, Term::Status],
        _ => &[],
    }
}
