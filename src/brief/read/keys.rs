//! Which key is meant by a word that is none.
//!
//! Three things are tried: the words by which tables and their columns are called elsewhere, a slip of the pen, and what
//! notes of meetings call the thing in any language of briefs ([`crate::locale::Term`]).

use crate::brief::words::nearest;
use crate::locale::{Locale, Term};

/// The keys that take dates.
pub(super) const DATES: [&str; 5] = ["published", "date", "due", "start", "end"];

/// The keys that take the place of a file.
pub(super) const FILES: [&str; 9] = [
    "file",
    "logo",
    "regular",
    "italic",
    "semibold",
    "semibold-italic",
    "caption",
    "subhead",
    "display",
];

/// Keys that take one value, and no words in which several could stand.
pub(super) const OF_ONE: [&str; 15] = [
    "accent",
    "address",
    "after",
    "country",
    "email",
    "emblem",
    "file",
    "id",
    "language",
    "logo",
    "organisation",
    "phone",
    "publisher",
    "question",
    "url",
];

/// The key that takes a whole number.
pub(super) const WHOLE_NUMBER: &str = "attendance";

/// The key that takes the numbers of a chart.
pub(super) const NUMBERS: &str = "values";

/// The key that takes `true`, `false` or a number of columns.
pub(super) const HEADER_COLUMNS: &str = "row-headers";

/// The key of a translation that takes `true` or `false`.
pub(super) const TRANSLATE: &str = "translate";

/// Words that are used for keys elsewhere, and the keys that may be meant, the likeliest first.
const ALIASES: [(&str, &[&str]); 37] = [
    ("begin", &["start"]),
    ("start-date", &["start"]),
    ("end-date", &["end"]),
    ("number-of-participants", &["attendance"]),
    ("from", &["start"]),
    ("to", &["end"]),
    ("until", &["end"]),
    ("topic", &["question"]),
    ("image", &["figure", "file"]),
    ("picture", &["figure", "file"]),
    ("photo", &["figure", "file"]),
    ("path", &["file"]),
    ("description", &["detail", "discussion", "text"]),
    ("answer", &["discussion"]),
    ("body", &["text"]),
    ("position", &["role"]),
    ("filename", &["file"]),
    ("todo", &["action"]),
    ("task", &["action", "text"]),
    ("header", &["columns"]),
    ("headers", &["columns"]),
    ("headings", &["columns"]),
    ("data", &["rows", "values"]),
    ("categories", &["labels"]),
    ("type", &["kind", "format"]),
    ("contract", &["reference"]),
    ("grant", &["reference"]),
    ("link", &["url"]),
    ("website", &["url"]),
    ("org", &["organisation"]),
    ("color", &["accent", "colours"]),
    ("colour", &["accent", "colours"]),
    ("font", &["regular", "fonts"]),
    ("bold", &["semibold"]),
    ("bold-italic", &["semibold-italic"]),
    ("translation", &["target"]),
    ("translated", &["target"]),
];

/// Words that are used for choices elsewhere, and the choices that are meant.
const CHOICES: [(&str, &str); 8] = [
    ("pie", "share"),
    ("donut", "share"),
    ("doughnut", "share"),
    ("circle", "share"),
    ("column", "bar"),
    ("columns", "bar"),
    ("histogram", "bar"),
    ("curve", "line"),
];

/// Words for which there is neither a header nor a key, and where to say what they name. Before them the header of the
/// table below which they stand as a key; none where they are a header.
const SAID_ELSEWHERE: [(&str, &[&str], &str); 14] = [
    (
        "",
        &["participant", "attendee", "delegate", "people"],
        "name them in `[meeting]`: `participants = [\"…\"]`; a long list is a `[[table]]` with `after = \"annexes\"`",
    ),
    (
        "",
        &["agenda", "programme", "program", "schedule", "timetable"],
        "write the programme as an `[[annex]]`, with a list as its `text`; what was discussed is a `[[question]]`",
    ),
    (
        "",
        &[
            "speaker",
            "presenter",
            "moderator",
            "facilitator",
            "panelist",
        ],
        "name them in `[meeting]`, in `participants` or `context`, or where they spoke, in the `discussion` of a `[[question]]`",
    ),
    (
        "",
        &["quote", "quotation", "statement"],
        "write the words in quotation marks, and who said them, in the `discussion` of a `[[question]]`",
    ),
    (
        "",
        &["vote", "voting", "ballot"],
        "write the votes in the `detail` of the `[[decision]]`",
    ),
    (
        "",
        &[
            "session",
            "panel",
            "working-group",
            "group",
            "theme",
            "presentation",
        ],
        "write `[[question]]`, with what was asked as its `text`, and what was said as its `discussion`",
    ),
    (
        "",
        &["objective", "aim", "goal", "purpose"],
        "write what the meeting was for in `[meeting]`, in `context`",
    ),
    (
        "",
        &["budget", "cost"],
        "write it as a `[[table]]`, with `id`, `caption`, `columns` and `rows`",
    ),
    (
        "",
        &["acknowledgement", "acknowledgment", "thank"],
        "write the thanks in `summary`, or as an `[[annex]]` with `title` and `text`",
    ),
    (
        "",
        &["footnote", "note"],
        "write `[^1]` behind the word in prose, and `[^1]: …` below the paragraph",
    ),
    (
        "",
        &["link", "source"],
        "write `[[reference]]` with `text` and `url`; a link among words is `[words](https://…)`",
    ),
    (
        "[meeting]",
        &[
            "chair",
            "chairperson",
            "chairman",
            "rapporteur",
            "moderator",
            "facilitator",
            "secretary",
            "speaker",
            "languages",
            "interpretation",
            "time",
            "hour",
            "duration",
        ],
        "say it in `context`, which is prose",
    ),
    (
        "[meeting]",
        &["agenda", "programme", "program", "schedule"],
        "write the programme as an `[[annex]]`, with a list as its `text`",
    ),
    (
        "[[annex]]",
        &["file", "attachment"],
        "write its words in `text`; rows are a `[[table]]` and a picture is a `[[figure]]`, with `after = \"annexes\"`",
    ),
];

/// Where it is said what `word` names, a header or a key below `header`; words are known in the plural, too.
pub(super) fn said_elsewhere(header: &str, word: &str) -> Option<&'static str> {
    let word = word.to_lowercase().replace('_', "-");
    let singular = word.strip_suffix('s').unwrap_or(&word);
    let mut all = SAID_ELSEWHERE.iter();
    let found = all.find(|(place, words, _)| {
        *place == header && (words.contains(&word.as_str()) || words.contains(&singular))
    });
    found.map(|(_, _, help)| *help)
}

/// The key that is meant by `word` among those that are `known`, if there is one.
pub(in crate::brief) fn meant<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let among = |candidates: &[&str]| {
        let mut found = candidates
            .iter()
            .filter_map(|candidate| known.iter().find(|key| *key == candidate));
        found.next().copied()
    };
    among(aliases(word))
        .or_else(|| nearest(word, known.iter().copied()))
        .or_else(|| among(of_term(named(word, |term| among(of_term(term)).is_some())?)))
}

/// The keys that `word` is used for elsewhere.
pub(super) fn aliases(word: &str) -> &'static [&'static str] {
    let word = word.to_lowercase().replace(['_', ' '], "-");
    let found = ALIASES.iter().find(|(alias, _)| *alias == word);
    found.map_or(&[], |(_, keys)| keys)
}

/// The key of those that `fit` that a word of any language of briefs is the name of.
pub(super) fn in_any_language(word: &str, fit: impl Fn(&str) -> bool) -> Option<&'static str> {
    let key = |term| of_term(term).first().copied().filter(|key| fit(key));
    key(named(word, |term| key(term).is_some())?)
}

/// The one of `choices` that is meant by `word`, what it is called elsewhere, or notes of meetings call it in any
/// language: sections and choices are called as their terms are.
pub(super) fn choice_meant<'k>(word: &str, choices: &[&'k str]) -> Option<&'k str> {
    let lower = word.to_lowercase();
    let alias = CHOICES.iter().find(|(alias, _)| *alias == lower);
    let of_terms = || named(word, |term| choices.contains(&term.id())).map(Term::id);
    let among = |meant: &str| choices.iter().copied().find(|choice| *choice == meant);
    let of_alias = alias.and_then(|(_, choice)| among(choice));
    of_alias.or_else(|| of_terms().and_then(among))
}

/// The thing among those that `fit` that `word` is the name of and no more.
fn named(word: &str, fit: impl Fn(Term) -> bool) -> Option<Term> {
    let label = word.replace(['-', '_'], " ");
    let terms = Term::ALL.into_iter();
    let terms: Vec<Term> = terms.filter(|term| fit(*term)).collect();
    Locale::first().exact_term(&label, &terms)
}

/// The keys that hold what a term names; the likeliest first.
fn of_term(term: Term) -> &'static [&'static str] {
    match term {
        Term::Summary => &["summary"],
        Term::Questions => &["question"],
        Term::Practices => &["practice"],
        Term::Obstacles => &["obstacle", "obstacles"],
        Term::Recommendations => &["recommendation"],
        Term::Decisions => &["decision"],
        Term::Actions | Term::Task => &["action"],
        Term::References => &["reference"],
        Term::Abbreviations => &["abbreviation"],
        Term::Contacts => &["contact"],
        Term::Annexes => &["annex"],
        Term::Participants => &["participants", "attendance"],
        Term::Organisers => &["organisers"],
        Term::Funders => &["funders"],
        Term::Implementers => &["implementers"],
        Term::Partners => &["partners"],
        Term::Project => &["project"],
        Term::Context => &["context"],
        Term::Title => &["title", "caption", "text", "role"],
        Term::Meeting => &["meeting"],
        Term::Date => &["date", "published", "due"],
        Term::Place => &["city", "venue"],
        Term::Venue => &["venue", "address"],
        Term::Published => &["published"],
        Term::Addressees => &["addressees"],
        Term::Due => &["due"],
        Term::Priority => &["priority"],
        Term::Owner => &["owner", "addressees"],
        Term::Status => &["status"],
        Term::Name => &["name", "caption", "title"],
        Term::Role => &["role"],
        Term::Organisation => &["organisation"],
        Term::Email => &["email", "address"],
        Term::Phone => &["phone"],
        Term::Extension => &["extension"],
        Term::Language => &["language"],
        Term::Keywords => &["keywords"],
        Term::Format => &["format"],
        // Words of a value or around one, and no name of a field.
        Term::Sender
        | Term::Signature
        | Term::High
        | Term::Medium
        | Term::Low
        | Term::Open
        | Term::Done
        | Term::InProgress
        | Term::InPerson
        | Term::Online
        | Term::Hybrid
        | Term::Quarter
        | Term::Until
        | Term::Beside
        | Term::Session
        | Term::Body
        | Term::City
        | Term::Building
        | Term::Heard
        | Term::Minutes
        | Term::Listed => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_meeting_was_held_is_understood_in_any_language() {
        let formats = ["in-person", "online", "hybrid"];
        for (words, format) in [
            ("virtual", "online"),
            ("face-to-face", "in-person"),
            ("Онлайн-формат", "online"),
            ("офлайн формат", "in-person"),
            ("оффлайн", "in-person"),
            ("onlayn", "online"),
            ("oflayn", "in-person"),
            ("в смешанном формате", "hybrid"),
            ("гибритный", "hybrid"),
        ] {
            assert_eq!(choice_meant(words, &formats), Some(format), "{words}");
        }
        assert_eq!(choice_meant("monthly", &formats), None);
    }

    #[test]
    fn everyday_words_are_understood() {
        let meeting = ["title", "date", "city", "country", "venue", "participants"];
        let recommendation = ["text", "id", "addressees", "obstacles", "due", "priority"];
        for (word, known, key) in [
            ("titel", &meeting[..], Some("title")),
            ("place", &meeting, Some("city")),
            ("who", &recommendation, Some("addressees")),
            ("to", &recommendation, Some("addressees")),
            ("until", &recommendation, Some("due")),
            ("deadline", &recommendation, Some("due")),
            ("срок", &recommendation, Some("due")),
            ("title", &recommendation, Some("text")),
            ("good-practice", &["practice", "question"], Some("practice")),
            ("date", &["title", "published"], Some("published")),
            ("lang", &["language", "address"], Some("language")),
            ("email", &["language", "address"], Some("address")),
            ("bold", &["regular", "semibold"], Some("semibold")),
            ("weather", &meeting, None),
        ] {
            assert_eq!(meant(word, known), key, "{word}");
        }
        assert_eq!(in_any_language("препятствие", |_| true), Some("obstacle"));
        assert_eq!(in_any_language("мероприятие", |_| true), Some("meeting"));
        let is_other = |key: &str| key != "meeting";
        assert_eq!(in_any_language("мероприятие", is_other), Some("action"));
        assert_eq!(in_any_language("погода", |_| true), None);
    }
}
