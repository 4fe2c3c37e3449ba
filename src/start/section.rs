//! What the sections of notes are in a brief.

use super::block::typed_number;
use super::parts::COMMAS;
use crate::brief::Kind;
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

/// Whether a line could be a heading: no sentence, and no small letter begins it.
pub(super) fn is_like_heading(text: &str) -> bool {
    let text = text.trim_end_matches(':');
    !text.starts_with(char::is_lowercase)
        && !text.ends_with(['.', '!', '?', '؟', ';', ',', ':', '،', '؛'])
}

/// What a heading names. A bracketed addition says nothing of that, “Recommendations (who, until when)”, but where it is
/// the name of what the words in front describe: “What has to be done (proposals)”.
pub(super) fn heading_term(heading: &str, locale: Locale, among: &[Term]) -> Option<NamedTerm> {
    let (bare, inside) = without_addition(heading);
    let of_inside = || {
        let named = locale.term_of(inside, among);
        named.filter(|named| named.is_exact)
    };
    let named = locale.term_of(bare, among);
    let decides = named.filter(|named| named.term == Term::Decisions && named.begins);
    let more = decides.and_then(|named| behind_decisions(bare, named, locale));
    more.filter(|named| among.contains(&named.term))
        .or(named)
        .or_else(of_inside)
        .filter(|named| named.begins || !is_of_minutes(bare, named.term, locale))
}

/// Whether a heading names minutes and what they are of, which is no section of them: “Recommendations” in “Minutes of the
/// group for recommendations”. What they have is one: “Main decisions of the minutes”, “Protocol decisions”.
fn is_of_minutes(heading: &str, term: Term, locale: Locale) -> bool {
    let plain = Locale::without_emphasis(heading);
    let begins = locale
        .term_of(&plain, &[term])
        .is_some_and(|named| named.begins);
    let is_name = |name: &str, term| locale.exact_term(name, &[term]).is_some();
    let has_name = plain.rsplit_once(' ').is_some_and(|(before, last)| {
        let before = before.rsplit(' ').next().unwrap_or_default();
        is_name(before, Term::Minutes) && is_name(last, term)
    });
    !begins && !has_name && locale.term_of(heading, &[Term::Minutes]).is_some()
}

/// What else a heading names behind decisions: “Conclusions and recommendations”, “Agreed next steps”. To be done is more
/// than to be decided.
fn behind_decisions(heading: &str, decisions: NamedTerm, locale: Locale) -> Option<NamedTerm> {
    const MORE: [Term; 2] = [Term::Recommendations, Term::Actions];
    let joiners = locale.list_joiners();
    let is_joiner = |word: &str| {
        let word = word.to_lowercase();
        word == "&" || joiners.iter().any(|joiner| joiner.trim() == word)
    };
    let words: Vec<&str> = heading.split_whitespace().collect();
    (1..words.len()).find_map(|start| {
        let is_joined = is_joiner(words[start - 1]) || words[start - 1].ends_with(COMMAS);
        let head = &words[..start - usize::from(is_joined && is_joiner(words[start - 1]))];
        let is_name = locale
            .exact_term(&head.join(" "), &[Term::Decisions])
            .is_some();
        let named = locale.term_of(&words[start..].join(" "), &MORE)?;
        (is_joined || is_name && named.is_exact).then_some(NamedTerm {
            term: named.term,
            is_exact: named.is_exact && is_name,
            ..decisions
        })
    })
}

/// The section that a heading is the name of, and no more but for words that say that it matters: “Key challenges”.
pub(super) fn section_named(heading: &str, locale: Locale) -> Option<Term> {
    let exact = |heading: &str| {
        let named = heading_term(heading, locale, &SECTIONS);
        named.filter(|named| named.is_exact).map(|named| named.term)
    };
    let without_emphasis = || {
        let plain = Locale::without_emphasis(heading);
        let is_emphatic = plain.split(' ').count() < heading.split_whitespace().count();
        is_emphatic.then(|| exact(&plain)).flatten()
    };
    exact(heading).or_else(without_emphasis)
}

/// Whether a heading is the name of a section so.
pub(super) fn names_section(heading: &str, locale: Locale) -> bool {
    section_named(heading, locale).is_some()
}

/// Whether a title begins as those of minutes do.
pub(super) fn is_title_of_minutes(text: &str, locale: Locale) -> bool {
    let first: Vec<&str> = text.split_whitespace().take(2).collect();
    let named = locale.term_of(&first.join(" "), &[Term::Minutes]);
    named.is_some_and(|named| named.begins)
}

/// Whether a title ends as those of minutes do in languages that have the word last: «Кеңес хаттамасы».
pub(super) fn ends_as_minutes(text: &str, locale: Locale) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    locale.exact_term(last, &[Term::Minutes]).is_some()
}

/// A heading without its bracketed addition, and that.
pub(super) fn without_addition(heading: &str) -> (&str, &str) {
    let heading = heading.trim().trim_end_matches(':');
    heading
        .strip_suffix(')')
        .and_then(|heading| heading.rsplit_once('('))
        .unwrap_or((heading, ""))
}

/// What the heading of a session says: “Session 1: State of monitoring”, «1-сессия. Су есебі».
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Session {
    /// That it is one, with its number.
    pub label: String,
    /// What it was about; empty where only the number is said.
    pub title: String,
    /// Whether a mark stands between.
    pub is_parted: bool,
    /// Whether it is said what was heard, and no number.
    pub is_heard: bool,
}

/// A line of minutes that says what was heard: «1. СЛУШАЛИ: Асанова Ж. – об учёте воды».
pub(super) fn heard(line: &str, locale: Locale) -> Option<Session> {
    let line = line.trim();
    let (label, title) = line.split_once(':').unwrap_or((line, ""));
    locale.exact_term(label, &[Term::Heard]).map(|_| Session {
        label: label.trim().to_owned(),
        title: title.trim().to_owned(),
        is_parted: true,
        is_heard: true,
    })
}

/// A heading as that of a session: the word for one, a number in front or behind, and what it was about.
pub(super) fn session(heading: &str, locale: Locale) -> Option<Session> {
    /// How many words the first part has at most: “Agenda item № 3”.
    const WORDS_OF_LABEL: usize = 4;
    let heading = heading.trim();
    if let Some(heard) = heard(heading, locale) {
        return Some(heard);
    }
    let is_mark = |(at, mark): &(usize, char)| {
        let after = &heading[at + mark.len_utf8()..];
        matches!(mark, '.' | ':' | '–' | '—' | '-')
            && (after.is_empty() || after.starts_with(char::is_whitespace))
    };
    let marks = heading.char_indices().filter(is_mark);
    let parted = marks
        .map(|(at, mark)| (&heading[..at], &heading[at + mark.len_utf8()..]))
        .chain([(heading, "")]);
    let gaps = heading.match_indices(char::is_whitespace);
    let divided = gaps.map(|(at, _)| heading.split_at(at));
    let parted = parted.map(|parts| (parts, true));
    let divided = divided.map(|parts| (parts, false));
    let ((label, title), is_parted) = parted.chain(divided).find(|((label, _), _)| {
        label.split_whitespace().nth(WORDS_OF_LABEL).is_none() && is_session(label, locale)
    })?;
    Some(Session {
        label: label.trim().to_owned(),
        title: title.trim().to_owned(),
        is_parted,
        is_heard: false,
    })
}

/// A heading of minutes that has only a number in front, as the items of their agenda do: “2. State of monitoring”.
pub(super) fn agenda_item(heading: &str) -> Option<Session> {
    let (label, title) = heading.trim().split_at(typed_number(heading.trim())?);
    Some(Session {
        label: label.trim().to_owned(),
        title: title.trim().to_owned(),
        is_parted: true,
        is_heard: false,
    })
}

/// Whether words are a word for a session and its number, and nothing else.
fn is_session(label: &str, locale: Locale) -> bool {
    let named = beside_number(label);
    named.is_some_and(|words| locale.exact_term(&words, &[Term::Session]).is_some())
}

/// The words of a label beside its number, where it has one: “Session 1”, “Table II”, «1-кесте».
pub(super) fn beside_number(label: &str) -> Option<String> {
    /// How many letters the ending of a number has at most: “1st”, «1-ші».
    const ENDING: usize = 3;
    let mut numbers = 0;
    let mut words: Vec<&str> = Vec::new();
    for part in label.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\u{200c}')) {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let rest = part.trim_start_matches(char::is_numeric);
        let is_roman = !part.is_empty() && part.chars().all(|c| "IVX".contains(c));
        if is_roman || rest.len() < part.len() {
            numbers += 1;
            let word = rest.trim_start_matches('-');
            if !is_roman && word.chars().count() > ENDING {
                words.push(word);
            }
        } else if !part.is_empty() {
            words.push(part);
        }
    }
    (numbers == 1).then(|| words.join(" "))
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
    let prose = Kind::of(table_of(term)).and_then(Kind::prose);
    prose.filter(|key| *key != "text")
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

/// What `said` is of an item of a section: who is to do what is recommended is whom it is addressed to.
pub(super) fn attribute_meant(said: Term, section: Term) -> Term {
    match (said, section) {
        (Term::Owner, Term::Recommendations) => Term::Addressees,
        (Term::Addressees, Term::Actions) => Term::Owner,
        (said, _) => said,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::document::Language;

    #[test]
    fn a_session_is_its_word_and_its_number() {
        for (tag, heading, label, title) in [
            (
                "en",
                "Session 1: State of monitoring",
                "Session 1",
                "State of monitoring",
            ),
            ("en", "Session II – Who pays?", "Session II", "Who pays?"),
            ("en", "Agenda item 3. Budget", "Agenda item 3", "Budget"),
            ("en", "Session 4 Closing", "Session 4", "Closing"),
            (
                "ru",
                "Сессия №1. Учёт воды: сколько её?",
                "Сессия №1",
                "Учёт воды: сколько её?",
            ),
            ("ru", "Вопрос 2 — Плата", "Вопрос 2", "Плата"),
            ("ru", "1-я сессия", "1-я сессия", ""),
            ("kk", "1-сессия. Су есебі", "1-сессия", "Су есебі"),
            ("uz", "2-masala: Suv hisobi", "2-masala", "Suv hisobi"),
            ("fa", "نشست ۱: آب", "نشست ۱", "آب"),
            ("ru", "1. СЛУШАЛИ: Асанова Ж.", "1. СЛУШАЛИ", "Асанова Ж."),
            ("kk", "Тыңдалды:", "Тыңдалды", ""),
        ] {
            let locale = Locale::for_language(&Language(tag.to_owned())).unwrap();
            let found = session(heading, locale).map(|found| (found.label, found.title));
            let expected = Some((label.to_owned(), title.to_owned()));
            assert_eq!(found, expected, "{heading}");
        }
        let english = crate::locale::english();
        for heading in [
            "Session",
            "The session of 12 March",
            "Table 1. Losses",
            "12 March",
            "Annex 1. Session",
            "Sessions of May 2",
        ] {
            assert_eq!(session(heading, english), None, "{heading}");
        }
    }
}
