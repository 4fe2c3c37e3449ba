//! The rules of a good brief that no single value shows.

use super::super::placeholder;
use super::super::words::{is_blank, quoted};
use super::check::{Checker, Follower};
use super::figures;
use crate::brief::{
    Action, Brief, CellValue, Chart, Field, Figure, Organisation, OrganisationInLanguages, Prose,
    Series, Status, Text,
};
use crate::diagnostic::Diagnostic;
use crate::document::{ChartKind, InputFile, Language, Origin};
use crate::locale::Locale;
use crate::ordered::Ordered;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The most bars of a chart: as many fill twenty pages.
const MOST_BARS: usize = 1_000;

/// The most columns of a table in a word processor: Word opens no file with more.
pub(super) const MOST_COLUMNS: usize = 63;

/// What a reader will miss or wonder at, though the brief can be written.
pub(super) fn warnings(brief: &Brief) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    warnings.extend(published_before_end(brief));
    warnings.extend(unanswered_questions(brief));
    warnings.extend(due_before_meeting(brief));
    warnings.extend(names_of_files(brief));
    warnings.extend(captions_again(brief));
    warnings.extend(no_recommendation(brief));
    warnings.extend(missing_emblems(brief));
    warnings.extend(wrong_sums(brief));
    warnings.extend(ids_among_words(brief));
    warnings.extend(numbers_in_words(brief));
    warnings.extend(short_forms_of_two(brief));
    warnings.extend(unprinted_words(brief));
    warnings
}

/// A day of publication before the last of the meeting.
fn published_before_end(brief: &Brief) -> Option<Diagnostic> {
    let (published, last_day) = (&brief.published, brief.meeting.date.value.end);
    let is_known = published.value != placeholder::DAY;
    (is_known && last_day > published.value).then(|| {
        let what = format!(
            "the brief is published on {}, before the meeting ends on {last_day}",
            published.value
        );
        Diagnostic::warning("published-before-end", what)
            .at_origin(Some(&published.origin))
            .help("check the date of publication and that of the meeting")
    })
}

/// Questions that have no discussion, and that no practice or obstacle belongs to.
fn unanswered_questions(brief: &Brief) -> impl Iterator<Item = Diagnostic> {
    let in_practices = brief.practices.iter().map(|item| &item.question);
    let in_obstacles = brief.obstacles.iter().map(|item| &item.question);
    let answered = in_practices.chain(in_obstacles).flatten();
    let answered: BTreeSet<&str> = answered.map(|question| question.value.as_str()).into_set();
    let questions = brief.questions.iter().filter(move |question| {
        question.discussion.is_none() && !answered.contains(question.id.as_str())
    });
    questions.map(|question| {
        let help = format!(
            "add its `discussion`, or `question = \"{}\"` to the practices and obstacles that belong to it",
            question.id
        );
        let what = "nothing in the brief answers this question";
        Diagnostic::warning("unanswered-question", what)
            .at_origin(Some(&question.text.origin))
            .help(help)
    })
}

/// Days before the meeting by which something is still to be done.
fn due_before_meeting(brief: &Brief) -> impl Iterator<Item = Diagnostic> {
    let first_day = brief.meeting.date.value.start;
    let recommended = brief.recommendations.iter().map(|item| &item.due);
    let is_open = |action: &&Action| {
        let status = action.status.as_ref().map(|status| status.value);
        !matches!(status, Some(Status::Done | Status::Dropped))
    };
    let to_be_done = brief.actions.iter().filter(is_open).map(|item| &item.due);
    let due = recommended.chain(to_be_done).flatten();
    due.filter(move |due| due.value < first_day)
        .map(move |due| {
            let what = format!(
                "this was due on {}, before the meeting on {first_day}",
                due.value
            );
            Diagnostic::warning("due-before-meeting", what)
                .at_origin(Some(&due.origin))
                .help("check the day, and its year")
        })
}

/// Names of files in the place of what a picture tells.
fn names_of_files(brief: &Brief) -> impl Iterator<Item = Diagnostic> {
    let is_name = |figure: &&Figure| {
        let file = Path::new(&figure.file.value.file);
        let names = [file.file_name(), file.file_stem()].into_iter().flatten();
        let mut names = names.filter_map(|name| name.to_str());
        names.any(|name| name == figure.alt.value)
    };
    brief.figures.iter().filter(is_name).map(|figure| {
        let what = "`alt` is the name of the file, which tells nothing of the picture";
        Diagnostic::warning("alt-is-file-name", what)
            .at_origin(Some(&figure.alt.origin))
            .help("write what the picture tells, for a reader who does not see it")
    })
}

fn no_recommendation(brief: &Brief) -> Option<Diagnostic> {
    brief.recommendations.is_empty().then(|| {
        Diagnostic::warning("no-recommendation", "the brief recommends nothing").help(
            "add `[[recommendation]]` with `text = \"…\"`, if the meeting recommended something",
        )
    })
}

/// Statements and disclaimers in the brief of organisations that it names for nothing that would have them printed.
fn unprinted_words(brief: &Brief) -> Vec<Diagnostic> {
    let funders: BTreeSet<&str> = brief
        .funders()
        .iter()
        .map(|id| id.value.as_str())
        .into_set();
    let makers: BTreeSet<&str> = brief.makers().map(|id| id.value.as_str()).into_set();
    let organisations = brief.organisations.iter();
    let own = organisations.filter(|one| one.id.origin.file == InputFile::Brief);
    let mut warnings = Vec::new();
    for one in own.filter(|one| !funders.contains(one.id.value.as_str())) {
        let id = one.id.value.as_str();
        let mut warn = |words: &Prose, key, why, help: &str| {
            let what = format!("the {key} of `{id}` is not printed: {why}");
            let warning = Diagnostic::warning("not-printed", what);
            warnings.push(warning.at_origin(Some(&words.origin)).help(help));
        };
        if let Some(statement) = &one.statement {
            warn(
                statement,
                "statement",
                "it pays for nothing here",
                "name it in `funders` of `[project]`, or write `disclaimer` in place of `statement`",
            );
        }
        if let Some(disclaimer) = one.disclaimer.as_ref().filter(|_| !makers.contains(id)) {
            warn(
                disclaimer,
                "disclaimer",
                "the brief does not name it for what it did",
                "name it in `publisher`, in `organisers` of `[meeting]`, or in `funders`, `implementers` or `partners` \
                 of `[project]`",
            );
        }
    }
    warnings
}

/// Pictures that are described by the words of their captions: who does not see them hears these twice, and nothing of
/// the picture.
fn captions_again(brief: &Brief) -> impl Iterator<Item = Diagnostic> {
    let bare = |words: &Text| words.value.trim_end_matches('.').to_lowercase();
    brief.figures.iter().filter_map(move |figure| {
        let caption = figure.caption.as_ref()?;
        (bare(caption) == bare(&figure.alt)).then(|| {
            Diagnostic::warning(
                "alt-is-caption",
                "`alt` says what `caption` says, which is heard twice",
            )
            .at_origin(Some(&figure.alt.origin))
            .help("write what the picture tells beside that, for a reader who does not see it")
        })
    })
}

/// Short forms that stand for two organisations of the brief, or for two entries in its list of abbreviations, and entries
/// that stand there twice. One of the house style yields to the brief's own, and one of an organisation to the list.
fn short_forms_of_two(brief: &Brief) -> Vec<Diagnostic> {
    let organisations = brief.organisations.iter();
    let own = organisations.filter(|one| one.id.origin.file == InputFile::Brief);
    let own = again(own.filter_map(|one| Some((one.short_form()?, &one.name))));
    let listed = brief.abbreviations.iter();
    let listed = again(listed.map(|one| (&one.short, &one.long)));
    let twice = listed.iter().filter(|one| one.long == one.first);
    let twice = twice.map(|Again { short, .. }| {
        let short_words = quoted(&short.value);
        let what = format!("`{short_words}` stands twice in the list of abbreviations");
        Diagnostic::warning("repeated-abbreviation", what)
            .at_origin(Some(&short.origin))
            .help("delete one of the two")
    });
    let ambiguous = own.iter().chain(&listed).filter_map(Again::ambiguous);
    ambiguous.chain(twice).collect()
}

/// Short forms that stand for two organisations of a house style, in any language that briefs are written in.
pub(super) fn short_forms_of_two_in_house(
    organisations: &[OrganisationInLanguages],
) -> Vec<Diagnostic> {
    let mut warnings: BTreeMap<Option<usize>, Diagnostic> = BTreeMap::new();
    for tag in Locale::tags() {
        let language = Language(tag.to_owned());
        let named = organisations.iter().map(|one| one.in_language(&language));
        let named: Vec<Organisation> = named.collect();
        let known = named
            .iter()
            .filter_map(|one| Some((one.short_form()?, &one.name)));
        for warning in again(known).iter().filter_map(Again::ambiguous) {
            let place = warning.span.as_ref().map(|span| span.start);
            warnings.entry(place).or_insert(warning);
        }
    }
    warnings.into_values().collect()
}

/// A short form that stood already above.
struct Again<'b> {
    short: &'b Text,
    /// What it stands for.
    long: &'b str,
    /// What it stood for first.
    first: &'b str,
}

/// The short forms that stand for something again.
fn again<'b>(pairs: impl Iterator<Item = (&'b Text, &'b Text)>) -> Vec<Again<'b>> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let again = pairs.filter_map(|(short, long)| match known.entry(&short.value) {
        Entry::Vacant(place) => {
            place.insert(&long.value);
            None
        }
        Entry::Occupied(first) => Some(Again {
            short,
            long: &long.value,
            first: first.get(),
        }),
    });
    again.collect()
}

impl Again<'_> {
    /// The warning, where it stands for something else here.
    fn ambiguous(&self) -> Option<Diagnostic> {
        let (long, first) = (quoted(self.long), quoted(self.first));
        let short = quoted(&self.short.value);
        let what = format!("`{short}` stands for `{long}` here, and for `{first}` above");
        let warning = Diagnostic::warning("ambiguous-abbreviation", what)
            .at_origin(Some(&self.short.origin))
            .help("write another short form for one of the two: readers cannot tell them apart");
        (self.long != self.first).then_some(warning)
    }
}

/// Numbers as people write them that stand as words in a column of numbers: these are grouped and aligned, and get the
/// signs of each language.
fn numbers_in_words(brief: &Brief) -> Vec<Diagnostic> {
    let locale = Locale::for_language(&brief.language).unwrap_or_else(Locale::first);
    let mut warnings = Vec::new();
    for table in &brief.tables {
        for column in 0..table.columns.len() {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let is_number = |cell: &&Field<CellValue>| matches!(cell.value, CellValue::Number(_));
            let is_of_numbers = 2 * cells.clone().filter(is_number).count() > table.rows.len();
            let words = cells.filter_map(|cell| match &cell.value {
                CellValue::Text(words, _) if is_of_numbers => Some((words.trim(), &cell.origin)),
                _ => None,
            });
            // Figures alone may be no number, such as a year.
            let words = words.filter(|(words, _)| !words.bytes().all(|b| b.is_ascii_digit()));
            warnings.extend(words.filter_map(|(words, origin)| {
                let number = figures::number(words, &locale)?;
                let what = format!("`{words}` stands as words among numbers");
                let help = format!("write `{number}`, without quotation marks");
                let warning = Diagnostic::warning("number-in-words", what);
                Some(warning.at_origin(Some(origin)).help(help))
            }));
        }
    }
    warnings
}

/// Shares in per cent that are more or less than the whole, though each were rounded. They are drawn as shares of their
/// own sum.
fn wrong_sums(brief: &Brief) -> impl Iterator<Item = Diagnostic> {
    let in_per_cent = |chart: &&Chart| {
        let unit = chart.unit.as_ref().map(|unit| unit.value.as_str());
        chart.kind.value == ChartKind::Share && matches!(unit, Some("%" | "٪"))
    };
    let charts = brief.charts.iter().filter(in_per_cent);
    charts.flat_map(|chart| &chart.series).filter_map(|series| {
        let (mut sum, mut rounded, mut most_decimals) = (0.0, 1e-9, 0);
        for value in &series.values {
            let decimals = value
                .value
                .split_once('.')
                .map_or(0, |(_, after)| after.len());
            sum += value.value.parse().unwrap_or(0.0);
            rounded += 0.5 * 0.1_f64.powi(decimals.try_into().unwrap_or(i32::MAX));
            // A sum of floating point has no more, and formatting takes no more than 65,535.
            most_decimals = most_decimals.max(decimals).min(17);
        }
        ((sum - 100.0_f64).abs() > rounded).then(|| {
            let what = format!("these shares add up to {sum:.most_decimals$} %");
            Diagnostic::warning("sum-of-shares", what)
                .at_origin(Some(&series.name.origin))
                .help("check the numbers: the chart shows each as a share of that sum")
        })
    })
}

/// Ids of organisations where the words stand that are printed.
fn ids_among_words(brief: &Brief) -> impl Iterator<Item = Diagnostic> {
    let owners = brief
        .actions
        .iter()
        .filter_map(|action| action.owner.as_ref());
    let recommended = brief.recommendations.iter();
    let addressees = recommended.flat_map(|recommendation| &recommendation.addressees);
    let organisations = brief.organisations_by_id();
    owners.chain(addressees).filter_map(move |words| {
        let organisation = organisations.get(words.value.as_str())?;
        let name = &organisation.name.value;
        let short = organisation.abbreviation.as_ref();
        let short = short.map(|short| &short.value);
        // Some have an id that is their name.
        if [Some(name), short].contains(&Some(&words.value)) {
            return None;
        }
        let what = format!("`{}` is printed here as it stands", words.value);
        let help = match short {
            Some(short) => format!("write `{}`, or the name `{}`", quoted(short), quoted(name)),
            None => format!("write the name of the organisation, `{}`", quoted(name)),
        };
        Some(
            Diagnostic::warning("id-among-words", what)
                .at_origin(Some(&words.origin))
                .help(help),
        )
    })
}

/// Funders that belong to the European Union by their names, and that nothing is said of its emblem for.
fn missing_emblems(brief: &Brief) -> impl Iterator<Item = Diagnostic> {
    let funders = brief.project.iter().flat_map(|project| &project.funders);
    let organisations = brief.organisations_by_id();
    let locale = Locale::for_language(&brief.language).unwrap_or_else(Locale::first);
    funders.filter_map(move |funder| {
        let organisation = organisations.get(funder.value.as_str())?;
        let says_nothing = organisation.emblem.is_none() && organisation.logo.is_none();
        let name = &organisation.name.value;
        (says_nothing && locale.mentions_european_union(name)).then(|| {
            let what = format!(
                "`{}` stands without the emblem and the words that the European Union asks of those it funds",
                quoted(name)
            );
            Diagnostic::warning("missing-emblem", what)
                .at_origin(Some(&funder.origin))
                .help("write `emblem = \"eu\"` in its `[[organisation]]`, or `emblem = \"none\"`")
        })
    })
}

/// Reports tables, figures and charts that follow each other in a circle, each circle once.
pub(super) fn circles(checker: &mut Checker<'_>) {
    let followers = std::mem::take(&mut checker.followers);
    let by_id: BTreeMap<&str, &Follower> = followers
        .iter()
        .map(|follower| (follower.id.as_str(), follower))
        .into_map();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for follower in &followers {
        let mut path = Vec::new();
        let mut current = follower.id.as_str();
        while done.insert(current) {
            path.push(current);
            match by_id.get(current) {
                Some(follower) => current = &follower.follows,
                None => break,
            }
        }
        let Some(last) = by_id.get(current) else {
            continue;
        };
        let Some(first) = path.iter().position(|item| *item == current) else {
            continue;
        };
        let mut what = format!("`{current}`");
        for item in path[first..].iter().skip(1).chain([&current]) {
            what.push_str(&format!(" follows `{item}`, which"));
        }
        let what = what.trim_end_matches(", which");
        let what = format!("`after` goes in a circle: {what}");
        let help = "let one of them follow something else, or remove its `after`";
        checker.refuse_at("circle", what, last.span.clone(), help);
    }
}

/// Reports shares that cannot be parts of a whole: negative ones, and a series that adds up to nothing.
pub(super) fn shares(checker: &mut Checker<'_>, all_series: &[Series]) {
    for series in all_series {
        let mut sum = 0.0;
        for value in &series.values {
            let number: f64 = value.value.parse().unwrap_or_default();
            sum += number.max(0.0);
            if number < 0.0 {
                let what = "a share of a whole cannot be negative";
                let help = "write a number from 0, or choose `kind = \"bar\"`";
                checker.refuse("invalid-number", what, &value.origin, help);
            }
        }
        if sum == 0.0 && !series.values.is_empty() {
            let what = "these shares add up to nothing";
            let help = "write at least one number above 0";
            checker.refuse("invalid-number", what, &series.name.origin, help);
        }
    }
}

/// Reports a chart of more bars than anybody reads.
pub(super) fn bars(checker: &mut Checker<'_>, kind: &Origin, all_series: &[Series]) {
    let bars: usize = all_series.iter().map(|series| series.values.len()).sum();
    if bars > MOST_BARS {
        let what = format!("this chart has {bars} bars; nobody reads more than {MOST_BARS}");
        let help =
            "give the numbers as a `[[table]]`, choose `kind = \"line\"`, or add small ones up";
        checker.refuse("too-many-bars", what, kind, help);
    }
}

/// Reports the first of some columns or series where there are more than `most`, for which a table has room.
pub(super) fn room_in_table<'a>(
    checker: &mut Checker<'_>,
    what: &str,
    most: usize,
    mut names: impl ExactSizeIterator<Item = &'a Text>,
) {
    let count = names.len();
    if let Some(name) = names.nth(most) {
        let what =
            format!("there are {count} {what}; a table in a word processor has room for {most}");
        let help = "divide them among several, or turn rows into columns";
        checker.refuse("too-many-columns", what, &name.origin, help);
    }
}

/// Reports rows that the writer says have headers in the first `columns` cells, and that have no words there.
pub(super) fn row_headers(
    checker: &mut Checker<'_>,
    columns: usize,
    rows: &[Vec<Field<CellValue>>],
) {
    let is_empty = |cell: &Field<CellValue>| matches!(&cell.value, CellValue::Text(words, _) if is_blank(words));
    for row in rows {
        let headers = row.get(..columns).unwrap_or(row);
        if let [first, others @ ..] = headers
            && headers.iter().all(is_empty)
        {
            let what = match others.len() {
                0 => "the first cell of this row is its header, and empty".to_owned(),
                _ => format!("the first {columns} cells of this row are its headers, and empty"),
            };
            let help = "write what the row is about, or `row-headers = false`";
            checker.refuse("row-header", what, &first.origin, help);
        }
    }
}
