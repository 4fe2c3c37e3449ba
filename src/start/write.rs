//! The brief as TOML: what was recognised, placeholders for what is missing, and what was not recognised as remarks.
//!
//! The brief is read before it is handed on. What is wrong in it becomes a comment, with the reason; so it renders at
//! once, whatever the notes held.

use super::draft::{Draft, Entry, Form, Left, Table, Value};
use super::{attributes, contacts, organisations, places};
use crate::brief::{self, Surroundings, placeholder, shortened, typographic};
use crate::date::DateRange;
use crate::diagnostic::{Diagnostic, Source};
use crate::locale::Locale;
use crate::toml_string::string;
use crate::words::in_one_line;
use std::collections::BTreeMap;
use std::ops::Range;

/// From how many words on the detail of an item may hold what was not seen to be something else.
const WORDS_OF_DETAIL: usize = 150;
/// How often what is wrong is made a remark, which may make something else wrong.
const MOST_ROUNDS: usize = 12;

/// A brief that was made of notes.
#[derive(Debug)]
pub struct Started {
    /// The text of its file.
    pub text: String,
    /// What was recognised, in words.
    pub recognised: Vec<String>,
    /// What stands at the end of the file as remarks, since it was not recognised, in words.
    pub left: Vec<String>,
    /// What is to be filled in, in words.
    pub missing: Vec<String>,
    /// What was recognised, but is wrong in a brief, with the reasons.
    pub refused: Vec<String>,
    /// What was recognised, but may hold more than belongs there, in words.
    pub doubtful: Vec<String>,
    /// What its file can be called after: the city or the title, and the year of the meeting.
    pub words_and_year: Option<(String, u16)>,
}

/// The order of the tables in the file, and what stands above each kind.
const ORDER: [(&str, &str); 12] = [
    ("question", "What was discussed, in order."),
    ("practice", "What works already."),
    ("obstacle", "What stands in the way."),
    ("recommendation", "What the meeting recommends."),
    ("decision", "What was decided."),
    ("action", "Who does what until when."),
    ("table", "Tables."),
    ("annex", "Annexes."),
    ("reference", "Publications that the brief refers to."),
    ("abbreviation", "What short forms stand for."),
    ("contact", "Whom to ask."),
    (
        "organisation",
        "Organisations, which are named above by their ids.",
    ),
];

/// What stands at the beginning of the file.
const HEAD: &str = "\
# An outcome brief, made of notes. What stands behind a # is a remark: it is not printed, but the whole file, remarks
# too, is inside the PDF and the DOCX. Delete what the donors must not read. `briefgen check` names every mistake,
# `briefgen` with the name of this file makes the PDF and the DOCX.
";
/// What is said above placeholders.
const FILL_IN: [&str; 5] = [
    "TO BE FILLED IN: the title of the brief",
    "TO BE FILLED IN: what the meeting was called",
    "TO BE FILLED IN: the day of the meeting, or { start = …, end = … }",
    "TO BE FILLED IN: the day of publication",
    "TO BE FILLED IN: the title of the project",
];
/// What is said above values that the notes do not name themselves.
const TITLE_OF_BRIEF: &str =
    "as the brief; write here what the meeting was called, where that is something else";
const LAST_DAY: &str = "the last day of the meeting; write here the day of publication";

/// Whether a remark is one that stands in such files whatever the notes say.
pub fn is_fixed_remark(remark: &str) -> bool {
    let words = remark.trim_start_matches(['#', ' ']);
    let is_of_value = [
        TITLE_OF_BRIEF,
        LAST_DAY,
        contacts::NO_NAME,
        organisations::SEVERAL,
    ]
    .contains(&words);
    // The words of the notes that were understood so stand in front.
    let is_doubt = words.starts_with('“')
        && (words.ends_with(places::DAY_FIRST)
            || words
                .rsplit_once(attributes::TAKEN_AS)
                .is_some_and(|(_, what)| ["month", "quarter", "year"].contains(&what)));
    HEAD.lines().any(|line| line == remark)
        || ORDER.iter().any(|(_, heading)| *heading == words)
        || FILL_IN.contains(&words)
        || is_of_value
        || is_doubt
}

/// A piece of the file that stands or falls as a whole.
#[derive(Default)]
struct Piece {
    text: String,
    /// What stands here instead where it is wrong, if it cannot be left out.
    instead: Option<String>,
    /// What it is, in words; nothing where it stands whatever it says.
    what: String,
    /// Why it was made a remark.
    refused: Option<String>,
}

pub(super) fn write(
    mut draft: Draft,
    schema: &str,
    surroundings: &mut dyn Surroundings,
) -> Started {
    let recognised = recognised(&draft);
    let doubtful = doubtful(&draft);
    let words_and_year = words_and_year(&draft);
    let mut missing = Vec::new();
    complete(&mut draft, &mut missing);
    let locale = draft.locale;
    draft.for_each_text(|text| *text = typographic(text, locale));
    let left = draft.left.iter().map(told).collect();
    let mut pieces = pieces(&draft, schema);
    refuse(&mut pieces, surroundings);
    let refused = pieces
        .iter()
        .filter_map(|piece| Some(format!("{}: {}", piece.what, piece.refused.as_ref()?)));
    let refused = refused.collect();
    let (mut text, _) = assembled(&pieces);
    text.push_str(&remains(&draft.left));
    Started {
        text,
        recognised,
        left,
        missing,
        refused,
        doubtful,
        words_and_year,
    }
}

/// The details that are so long that a heading may have been missed in them.
fn doubtful(draft: &Draft) -> Vec<String> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut doubtful = draft.doubtful.clone();
    for table in &draft.items {
        let number = numbers.entry(table.name).or_default();
        *number += 1;
        if let Some(Value::Prose(words)) = table.get("detail") {
            let count = words.split_whitespace().count();
            if count > WORDS_OF_DETAIL {
                doubtful.push(format!(
                    "the detail of {} {number}, {count} words long",
                    table.name
                ));
            }
        }
    }
    doubtful
}

/// Fills in what a brief must have.
fn complete(draft: &mut Draft, missing: &mut Vec<String>) {
    let [title, meeting, day, publication, project] = FILL_IN.map(|said| Some(said.to_owned()));
    let line = |table: &Table, key: &str| table.line(key).map(str::to_owned);
    match (line(&draft.top, "title"), line(&draft.meeting, "title")) {
        (None, None) => {
            missing.push("the title".to_owned());
            let value = || Value::Line(placeholder::TITLE.to_owned());
            draft.top.set_with_remark("title", value(), title);
            draft.meeting.set_with_remark("title", value(), meeting);
        }
        (None, Some(known)) => {
            draft.top.set("title", Value::Line(known));
        }
        (Some(known), None) => {
            draft.meeting.set_with_remark(
                "title",
                Value::Line(known),
                Some(TITLE_OF_BRIEF.to_owned()),
            );
        }
        (Some(_), Some(_)) => {}
    }
    let days = days(draft);
    if days.is_none() {
        missing.push("the date of the meeting".to_owned());
        draft
            .meeting
            .set_with_remark("date", Value::Days(placeholder::DAY.into()), day);
    }
    if !draft.top.has("published") {
        let remark = match days {
            Some(_) => Some(LAST_DAY.to_owned()),
            None => publication,
        };
        if days.is_none() {
            missing.push("the day of publication".to_owned());
        }
        let day = days.map_or(placeholder::DAY, |days| days.end);
        draft
            .top
            .set_with_remark("published", Value::Date(day), remark);
    }
    if !draft.project.entries.is_empty() && !draft.project.has("title") {
        missing.push("the title of the project".to_owned());
        draft.project.set_with_remark(
            "title",
            Value::Line(placeholder::PROJECT_TITLE.to_owned()),
            project,
        );
    }
}

/// What a file of the brief can be called after: the city or the title, and the year.
fn words_and_year(draft: &Draft) -> Option<(String, u16)> {
    let Draft { meeting, top, .. } = draft;
    let city = meeting.line("city").or(meeting.line("title"));
    let words = city.or(top.line("title"))?;
    Some((words.to_owned(), days(draft)?.start.year))
}

/// The days of the meeting.
fn days(draft: &Draft) -> Option<DateRange> {
    match draft.meeting.get("date")? {
        Value::Days(days) => Some(*days),
        _ => None,
    }
}

/// What was recognised, in words: the keys of the head, and how many items.
fn recognised(draft: &Draft) -> Vec<String> {
    let mut words = Vec::new();
    for (table, prefix) in [
        (&draft.top, ""),
        (&draft.meeting, "meeting."),
        (&draft.project, "project."),
    ] {
        let entries = table.entries.iter();
        words.extend(entries.map(|entry| format!("{prefix}{}", entry.key)));
    }
    for (name, _) in ORDER {
        let count = draft.tables(name).count();
        if count > 0 {
            words.push(format!("{count} × {name}"));
        }
    }
    words
}

fn told(left: &Left) -> String {
    if let Form::Figure { .. } = &left.form {
        return format!("the picture {}", left.what);
    }
    match &left.place {
        Some(place) => format!("“{}” ({place})", left.what),
        None if left.words.is_empty() => left.what.clone(),
        None => format!("{}: {}", left.what, shortened(&left.words)),
    }
}

/// The pieces of the file, in order.
fn pieces(draft: &Draft, schema: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let fixed = |text: String| Piece {
        text,
        ..Piece::default()
    };
    pieces.push(fixed(format!("{schema}\n\n{HEAD}\n")));
    const TOP: [&str; 8] = [
        "language",
        "title",
        "subtitle",
        "published",
        "publisher",
        "keywords",
        "summary",
        "sections",
    ];
    const MEETING: [&str; 9] = [
        "title",
        "date",
        "city",
        "country",
        "venue",
        "organisers",
        "participants",
        "attendance",
        "context",
    ];
    const PROJECT: [&str; 5] = ["title", "funders", "implementers", "partners", "statement"];
    pieces.extend(keys(&draft.top, draft.locale, &TOP));
    pieces.push(fixed("\n[meeting]\n".to_owned()));
    pieces.extend(keys(&draft.meeting, draft.locale, &MEETING));
    if !draft.project.entries.is_empty() {
        pieces.push(fixed("\n[project]\n".to_owned()));
        pieces.extend(keys(&draft.project, draft.locale, &PROJECT));
    }
    for (name, words) in ORDER {
        let mut tables = draft.tables(name).peekable();
        if tables.peek().is_some() {
            pieces.push(fixed(format!("\n# {words}\n")));
        }
        for (number, table) in tables.enumerate() {
            let mut text = "\n".to_owned();
            for remark in &table.remarks {
                text.push_str(&comment(remark));
            }
            text.push_str(&format!("[[{name}]]\n"));
            for entry in &table.entries {
                text.push_str(&entry_text(entry));
            }
            let what = format!("{name} {}", number + 1);
            pieces.push(Piece {
                text,
                what,
                ..Piece::default()
            });
        }
    }
    pieces
}

fn keys(table: &Table, locale: Locale, order: &[&str]) -> Vec<Piece> {
    let remark = |remark: &String| Piece {
        text: comment(remark),
        ..Piece::default()
    };
    let place = |entry: &&Entry| {
        order
            .iter()
            .position(|key| *key == entry.key)
            .unwrap_or(order.len())
    };
    let mut entries: Vec<&Entry> = table.entries.iter().collect();
    entries.sort_by_key(place);
    let piece = |entry: &Entry| Piece {
        text: entry_text(entry),
        instead: match (table.name, entry.key) {
            ("project", "title") => Some(format!("title = \"{}\"", placeholder::PROJECT_TITLE)),
            (_, "title") => Some(format!("title = \"{}\"", placeholder::TITLE)),
            (_, key @ ("published" | "date")) => Some(format!("{key} = {}", placeholder::DAY)),
            (_, "language") => Some(format!("language = \"{}\"", locale.tag())),
            _ => None,
        },
        what: entry.key.to_owned(),
        ..Piece::default()
    };
    let remarks = table.remarks.iter().map(remark);
    remarks.chain(entries.into_iter().map(piece)).collect()
}

fn entry_text(entry: &Entry) -> String {
    let mut text = entry.remark.as_deref().map(comment).unwrap_or_default();
    text.push_str(&format!("{} = {}\n", entry.key, value_text(&entry.value)));
    text
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Line(words) => string(&in_one_line(words), false),
        Value::Prose(words) => string(words, words.contains('\n') || words.chars().count() > 90),
        Value::Lines(lines) => {
            let lines: Vec<String> = lines.iter().map(|words| string(words, false)).collect();
            let length: usize = lines.iter().map(|words| words.chars().count()).sum();
            if length <= 80 {
                format!("[{}]", lines.join(", "))
            } else {
                format!("[\n    {},\n]", lines.join(",\n    "))
            }
        }
        Value::Date(day) => day.to_string(),
        Value::Days(DateRange { start, end }) if start == end => start.to_string(),
        Value::Days(DateRange { start, end }) => format!("{{ start = {start}, end = {end} }}"),
        Value::Count(count) => count.to_string(),
        Value::Rows(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| format!("    [{}],\n", row.join(", ")))
                .collect();
            format!("[\n{}]", rows.concat())
        }
    }
}

/// Lines of comment; TOML takes no control characters in them.
fn comment(words: &str) -> String {
    let mut text = String::new();
    for line in words.lines() {
        let shown: String = line
            .chars()
            .filter(|c| *c == '\t' || !c.is_control())
            .collect();
        text.push_str(format!("# {shown}").trim_end());
        text.push('\n');
    }
    text
}

/// The text of the pieces, and the bytes of each.
fn assembled(pieces: &[Piece]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut ranges = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let start = text.len();
        match &piece.refused {
            None => text.push_str(&piece.text),
            Some(reason) => {
                text.push_str(&comment(&format!(
                    "Left out, since it would be wrong: {reason}"
                )));
                text.push_str(&comment(piece.text.trim()));
            }
        }
        ranges.push(start..text.len());
    }
    (text, ranges)
}

/// Makes remarks of the pieces that are wrong in a brief, until nothing is.
fn refuse(pieces: &mut [Piece], surroundings: &mut dyn Surroundings) {
    for _ in 0..MOST_ROUNDS {
        let (text, ranges) = assembled(pieces);
        let source = Source {
            path: "brief.toml".into(),
            text: text.into(),
        };
        let (_, diagnostics) = brief::read(&source, surroundings);
        let errors: Vec<Diagnostic> = diagnostics
            .into_iter()
            .filter(Diagnostic::is_error)
            .collect();
        if errors.is_empty() {
            return;
        }
        let mut changed = false;
        for error in errors {
            let Some(at) = error.span.as_ref().map(|span| span.start) else {
                continue;
            };
            let Some(number) = ranges.iter().position(|range| range.contains(&at)) else {
                continue;
            };
            let piece = &mut pieces[number];
            if piece.what.is_empty() || piece.refused.is_some() {
                continue;
            }
            changed = true;
            match &piece.instead {
                Some(instead) => {
                    let reason = comment(&format!(
                        "Could not stand here ({}): {}",
                        error.message,
                        piece.text.trim()
                    ));
                    piece.text = format!("{reason}# TO BE FILLED IN\n{instead}\n");
                    piece.what.clear();
                }
                None => piece.refused = Some(error.message),
            }
        }
        if !changed {
            return;
        }
    }
}

/// What was not recognised, as remarks; a section as the annex that it could be.
fn remains(left: &[Left]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let mut text = "\n# Not recognised. Nothing below is printed, but it is inside the PDF and the DOCX: move it to where it belongs,\n\
        # or delete it; an annex is printed once its # are taken away.\n"
        .to_owned();
    for one in left {
        text.push_str("#\n");
        let place = one
            .place
            .as_ref()
            .map(|place| format!(" ({place} of the notes)"))
            .unwrap_or_default();
        let words = one.words.trim();
        let table = match &one.form {
            Form::Annex if !words.is_empty() => format!(
                "[[annex]]\ntitle = {}\ntext = {}",
                string(&one.what, false),
                string(&one.words, true)
            ),
            Form::Figure { id, file } => format!(
                "[[figure]]\nid = {}\nfile = {}\nalt = {}",
                string(id, false),
                string(file, false),
                string(
                    if words.is_empty() {
                        placeholder::ALT
                    } else {
                        words
                    },
                    false
                )
            ),
            Form::Annex | Form::Remark => {
                text.push_str(&comment(&format!("{}{place}", one.what)));
                text.push_str(&comment(&one.words));
                continue;
            }
        };
        let what = match &one.form {
            Form::Figure { .. } => format!(
                "The picture {}: save it beside this file under this name, and take the # away.",
                one.what
            ),
            _ => format!("{}{place}:", one.what),
        };
        text.push_str(&comment(&what));
        text.push_str(&comment(&table));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::is_fixed_remark;

    #[test]
    fn words_behind_a_placeholder_are_of_the_writer() {
        assert!(is_fixed_remark("# TO BE FILLED IN: the day of publication"));
        assert!(!is_fixed_remark(
            "# TO BE FILLED IN: ask the minister, who is angry"
        ));
    }
}
