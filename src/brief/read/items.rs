//! Reading whole tables into the model. Every field of a table is read before the first that is missing
//! makes the table incomplete, so that one run names everything.

use super::super::words::counted;
use super::assign;
use super::at::{Accept, At, CellContent, Table};
use super::check::{Checker, Place};
use super::choices::{CHART_KINDS, EMBLEMS, FORMATS, PRIORITIES, STATUSES};
use super::figures::Written;
use super::named::Named;
use super::raw::{self, Items, given};
use super::rules;
use crate::brief::Kind;
use crate::brief::house::set_of;
use crate::brief::{
    Abbreviation, Action, Annex, Brief, CellValue, Chart, Contact, ContactInLanguages, Decision,
    Emblem, Field, Figure, FreeIds, HouseStyle, Id, InLanguages, Meeting, Obstacle, Organisation,
    OrganisationInLanguages, Practice, Project, Question, Recommendation, Reference, Series, Text,
};
use crate::diagnostic::Diagnostic;
use crate::document::{ChartKind, Language};
use crate::fonts::Fonts;
use crate::locale::Locale;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many numbers a message shows.
const SHOWN_NUMBERS: usize = 3;

/// The whole brief, where nothing that it must have is missing.
pub(super) fn brief(
    raw: &At<Table<raw::Brief>>,
    house: Option<&HouseStyle>,
    checker: &mut Checker<'_>,
) -> Option<Brief> {
    let top = Place::top();
    let raw = checker.top(raw)?;
    checker.ids = assign::in_brief(raw, checker);
    checker.fonts = house.map_or_else(Fonts::default, |house| set_of(&house.fonts));
    checker.organisations_at_hand = house.map_or_else(BTreeSet::new, HouseStyle::organisation_ids);
    for organisation in house.iter().flat_map(|house| &house.organisations) {
        let short = organisation.abbreviation.iter();
        for name in short.chain([&organisation.name]).flat_map(InLanguages::all) {
            let id = &organisation.id.value;
            checker.ids.know(&name.value, Kind::Organisation, id);
        }
    }

    let language = language(raw, house, checker);
    let title = checker.required(&top, "title", &raw.title, Checker::text);
    let published = checker.required(&top, "published", &raw.published, Checker::date);
    let subtitle = checker.text(&top, "subtitle", &raw.subtitle);
    let publisher = checker.reference(&top, "publisher", &raw.publisher, Kind::Organisation);
    let number = checker.text(&top, "number", &raw.number);
    let summary = checker.prose(&top, "summary", &raw.summary);
    let keywords = checker.texts(&top, "keywords", &raw.keywords);
    let rights = checker.text(&top, "rights", &raw.rights);
    let sections = checker.sections(&top, "sections", &raw.sections);
    let meeting = match &raw.meeting {
        Some(table) => meeting(checker, table),
        None => {
            checker.missing(&top, "meeting");
            None
        }
    };
    let project = raw.project.as_ref().map(|table| project(checker, table));

    let organisations = items(checker, Kind::Organisation, &raw.organisation, organisation);
    let questions = items(checker, Kind::Question, &raw.question, question);
    let practices = items(checker, Kind::Practice, &raw.practice, practice);
    let obstacles = items(checker, Kind::Obstacle, &raw.obstacle, obstacle);
    let recommendations = items(
        checker,
        Kind::Recommendation,
        &raw.recommendation,
        recommendation,
    );
    let decisions = items(checker, Kind::Decision, &raw.decision, decision);
    let actions = items(checker, Kind::Action, &raw.action, action);
    let tables = items(checker, Kind::Table, &raw.table, table);
    let figures = items(checker, Kind::Figure, &raw.figure, figure);
    let charts = items(checker, Kind::Chart, &raw.chart, chart);
    let annexes = items(checker, Kind::Annex, &raw.annex, annex);
    let references = items(checker, Kind::Reference, &raw.reference, reference);
    let abbreviations = entries(checker, "abbreviation", &raw.abbreviation, abbreviation);
    let contacts = entries(checker, "contact", &raw.contact, contact);

    rules::circles(checker);
    let mut brief = Brief {
        language: language?,
        title: title?,
        subtitle,
        published: published?,
        publisher,
        number,
        summary,
        keywords,
        rights,
        sections,
        meeting: meeting?,
        // A project that is there but incomplete has been reported.
        project: project.flatten(),
        organisations,
        questions,
        practices,
        obstacles,
        recommendations,
        decisions,
        actions,
        tables,
        figures,
        charts,
        annexes,
        references,
        abbreviations,
        contacts,
    };
    if let Some(house) = house {
        house.complete(&mut brief);
    }
    Some(brief)
}

/// The language of the edition at hand, or that which the brief is written in, or else that of its house. From here
/// on the checker knows it.
fn language(
    raw: &raw::Brief,
    house: Option<&HouseStyle>,
    checker: &mut Checker<'_>,
) -> Option<Language> {
    let usual = house.and_then(|house| house.language.clone());
    let language = match (&raw.language, usual) {
        (None, Some(usual)) => Some(usual),
        _ => checker.required(&Place::top(), "language", &raw.language, Checker::language),
    };
    checker.own_language = language.clone();
    checker.language = checker.edition.clone().or(language);
    checker.language.clone()
}

/// The items of a list of tables, each read by `read` with its place and its id.
pub(super) fn items<T, R>(
    checker: &mut Checker<'_>,
    kind: Kind,
    list: &Items<T>,
    read: impl Fn(&mut Checker<'_>, &Place, &str, &T) -> Option<R>,
) -> Vec<R>
where
    Table<T>: Accept,
{
    let mut read_items = Vec::new();
    let list = checker.list(&Place::top(), kind.key(), list);
    for (index, item) in list.iter().enumerate() {
        let id = checker.ids.of(kind, index).to_owned();
        let place = Place::of_item(kind.key(), &id, item);
        if let Some(fields) = checker.table(&place, item) {
            read_items.extend(read(checker, &place, &id, fields));
        }
    }
    read_items
}

/// The same for items that have no ids: their paths have ids that are made of their names.
pub(super) fn entries<T: Named, R>(
    checker: &mut Checker<'_>,
    key: &'static str,
    list: &Items<T>,
    read: impl Fn(&mut Checker<'_>, &Place, &T) -> Option<R>,
) -> Vec<R>
where
    Table<T>: Accept,
{
    let mut ids = FreeIds::default();
    let mut read_entries = Vec::new();
    for item in checker.list(&Place::top(), key, list) {
        let table = item.value.as_ref().ok();
        let name = table.and_then(|table| table.fields.name());
        let id = ids.make(name.unwrap_or_default(), key);
        let place = Place::of_item(key, &id, item);
        if let Some(fields) = checker.table(&place, item) {
            read_entries.extend(read(checker, &place, fields));
        }
    }
    read_entries
}

fn meeting(checker: &mut Checker<'_>, table: &At<Table<raw::Meeting>>) -> Option<Meeting> {
    let place = Place::of_table("meeting", table);
    let raw = checker.table(&place, table)?;
    let title = checker.required(&place, "title", &raw.title, Checker::text);
    let date = checker.required(&place, "date", &raw.date, Checker::days);
    let city = checker.text(&place, "city", &raw.city);
    let country = checker.country(&place, "country", &raw.country);
    let venue = checker.text(&place, "venue", &raw.venue);
    let format = checker.choice(&place, "format", &raw.format, &FORMATS);
    let organisers = checker.references(&place, "organisers", &raw.organisers, Kind::Organisation);
    let participants = checker.texts(&place, "participants", &raw.participants);
    let attendance = checker.count(&place, "attendance", &raw.attendance);
    let context = checker.prose(&place, "context", &raw.context);
    Some(Meeting {
        title: title?,
        date: date?,
        city,
        country,
        venue,
        format,
        organisers,
        participants,
        attendance,
        context,
    })
}

fn project(checker: &mut Checker<'_>, table: &At<Table<raw::Project>>) -> Option<Project> {
    let place = Place::of_table("project", table);
    let raw = checker.table(&place, table)?;
    let title = checker.required(&place, "title", &raw.title, Checker::text);
    let reference = checker.text(&place, "reference", &raw.reference);
    let programme = checker.text(&place, "programme", &raw.programme);
    let url = checker.url(&place, "url", &raw.url);
    let funders = checker.references(&place, "funders", &raw.funders, Kind::Organisation);
    let implementers = checker.references(
        &place,
        "implementers",
        &raw.implementers,
        Kind::Organisation,
    );
    let partners = checker.references(&place, "partners", &raw.partners, Kind::Organisation);
    let statement = checker.prose(&place, "statement", &raw.statement);
    Some(Project {
        title: title?,
        reference,
        programme,
        url,
        funders,
        implementers,
        partners,
        statement,
    })
}

fn organisation(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Organisation,
) -> Option<Organisation> {
    let organisation = organisation_in_languages(checker, place, id, raw)?;
    Some(organisation.in_language(checker.language.as_ref()?))
}

pub(super) fn organisation_in_languages(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Organisation,
) -> Option<OrganisationInLanguages> {
    let id = checker.own_id(place, &raw.id, id);
    let name = checker.required(place, "name", &raw.name, |checker, place, key, field| {
        checker.in_languages(place, key, field, Checker::text)
    });
    let abbreviation =
        checker.in_languages(place, "abbreviation", &raw.abbreviation, Checker::text);
    let url = checker.url(place, "url", &raw.url);
    let logo = checker.picture(place, "logo", &raw.logo);
    let logo_alt = checker.in_languages(place, "logo-alt", &raw.logo_alt, Checker::text);
    let emblem = checker.choice(place, "emblem", &raw.emblem, &EMBLEMS);
    let statement = checker.in_languages(place, "statement", &raw.statement, Checker::prose);
    let disclaimer = checker.in_languages(place, "disclaimer", &raw.disclaimer, Checker::prose);
    let country = checker.country(place, "country", &raw.country);
    let (id, name) = (id?, name?);
    let emblem = emblem.or_else(|| emblem_of(&id, &name, checker.locale()));
    Some(OrganisationInLanguages {
        id,
        name,
        abbreviation,
        url,
        logo,
        logo_alt,
        emblem,
        statement,
        disclaimer,
        country,
    })
}

/// The emblem of an organisation that says nothing of it: the European Union is known by its name.
fn emblem_of(id: &Field<Id>, name: &InLanguages<Text>, own: Locale) -> Option<Field<Emblem>> {
    let names = name.by_language().map(|(language, name)| {
        let locale = language.and_then(Locale::for_language);
        (locale.unwrap_or(own), &name.value, &name.origin)
    });
    let (.., origin) = std::iter::once((Locale::first(), &id.value, &id.origin))
        .chain(names)
        .find(|(locale, name, _)| locale.is_european_union(name))?;
    Some(Field {
        value: Emblem::EuropeanUnion,
        origin: origin.clone(),
    })
}

fn question(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Question,
) -> Option<Question> {
    checker.optional_id(place, &raw.id);
    let text = checker.required(place, "text", &raw.text, Checker::text);
    let discussion = checker.prose(place, "discussion", &raw.discussion);
    if raw.discussion.is_some() && discussion.is_none() && checker.is_wrong() {
        // It is answered, though wrongly.
        return None;
    }
    Some(Question {
        id: id.to_owned(),
        text: text?,
        discussion,
    })
}

fn practice(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Practice,
) -> Option<Practice> {
    checker.optional_id(place, &raw.id);
    let title = checker.text(place, "title", &raw.title);
    let text = checker.required(place, "text", &raw.text, Checker::prose);
    let question = checker.reference(place, "question", &raw.question, Kind::Question);
    Some(Practice {
        id: id.to_owned(),
        title,
        text: text?,
        question,
    })
}

fn obstacle(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Obstacle,
) -> Option<Obstacle> {
    checker.optional_id(place, &raw.id);
    let text = checker.required(place, "text", &raw.text, Checker::text);
    let detail = checker.prose(place, "detail", &raw.detail);
    let question = checker.reference(place, "question", &raw.question, Kind::Question);
    Some(Obstacle {
        id: id.to_owned(),
        text: text?,
        detail,
        question,
    })
}

fn recommendation(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Recommendation,
) -> Option<Recommendation> {
    checker.optional_id(place, &raw.id);
    let text = checker.required(place, "text", &raw.text, Checker::text);
    let detail = checker.prose(place, "detail", &raw.detail);
    let addressees = checker.texts(place, "addressees", &raw.addressees);
    let obstacles = checker.references(place, "obstacles", &raw.obstacles, Kind::Obstacle);
    let due = checker.date(place, "due", &raw.due);
    let priority = checker.choice(place, "priority", &raw.priority, &PRIORITIES);
    Some(Recommendation {
        id: id.to_owned(),
        text: text?,
        detail,
        addressees,
        obstacles,
        due,
        priority,
    })
}

fn decision(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Decision,
) -> Option<Decision> {
    checker.optional_id(place, &raw.id);
    let text = checker.required(place, "text", &raw.text, Checker::text);
    let detail = checker.prose(place, "detail", &raw.detail);
    Some(Decision {
        id: id.to_owned(),
        text: text?,
        detail,
    })
}

fn action(checker: &mut Checker<'_>, place: &Place, id: &str, raw: &raw::Action) -> Option<Action> {
    checker.optional_id(place, &raw.id);
    let text = checker.required(place, "text", &raw.text, Checker::text);
    let owner = checker.text(place, "owner", &raw.owner);
    let due = checker.date(place, "due", &raw.due);
    let status = checker.choice(place, "status", &raw.status, &STATUSES);
    Some(Action {
        id: id.to_owned(),
        text: text?,
        owner,
        due,
        status,
    })
}

fn table(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::DataTable,
) -> Option<crate::brief::Table> {
    let after = checker.after(place, &raw.after, id);
    let id = checker.own_id(place, &raw.id, id);
    let caption = checker.required(place, "caption", &raw.caption, Checker::text);
    checker.filled("columns", &raw.columns);
    let columns = checker.required(
        place,
        "columns",
        &raw.columns,
        |checker, place, key, list| Some(checker.column_headings(place, key, list)),
    );
    if let Some(columns) = &columns {
        rules::room_in_table(checker, "columns", rules::MOST_COLUMNS, columns.iter());
    }
    // How many columns there are, whether or not all of their headings could be read.
    let width = given(&raw.columns)
        .filter(|columns| columns.iter().any(|column| column.value.is_ok()))
        .map(Vec::len);
    let row_headers = checker.header_columns(place, "row-headers", &raw.row_headers, width);
    checker.filled("rows", &raw.rows);
    let rows = checker.required(place, "rows", &raw.rows, |checker, place, key, list| {
        let rows = checker.list(place, key, list);
        Some(read_rows(checker, place, width, rows))
    });
    if let (Some(columns), Some(rows)) = (&row_headers, &rows) {
        rules::row_headers(checker, columns.value, rows);
    }
    let note = checker.text(place, "note", &raw.note);
    Some(crate::brief::Table {
        id: id?,
        caption: caption?,
        columns: columns?,
        row_headers: row_headers.map(|field| field.value),
        rows: rows?,
        after,
        note,
    })
}

fn read_rows(
    checker: &mut Checker<'_>,
    place: &Place,
    width: Option<usize>,
    rows: &[At<Vec<At<CellContent>>>],
) -> Vec<Vec<Field<CellValue>>> {
    let mut read = Vec::new();
    let numbers = match rows {
        [first, .., last] => first.span.start..last.span.end,
        [only] => only.span.clone(),
        [] => 0..0,
    };
    let numbers = checker.numbers_with_commas(numbers);
    let mut last_line = 0;
    for (index, row) in rows.iter().enumerate() {
        match &row.value {
            Ok(cells) => {
                let before = |place: usize| numbers.partition_point(|one| one.range.start < place);
                let of_row = &numbers[before(row.span.start)..before(row.span.end)];
                match width {
                    Some(width) if cells.len() != width => {
                        let what = format!(
                            "this row has {}, but the table has {}",
                            counted(cells.len(), "cell"),
                            counted(width, "column")
                        );
                        let usual = "write one value for each column; `\"\"` is an empty cell";
                        let diagnostic = Diagnostic::error("row-length", what);
                        checker.report(wrong_length(diagnostic, &row.span, of_row, usual));
                    }
                    _ => checker.commas_in_numbers(of_row),
                }
                read.push(checker.cells(place, index, cells));
            }
            // All the cells of a row are told by its first.
            Err(_) if checker.line(row.span.start) == last_line => {}
            Err(found) => {
                last_line = checker.line(row.span.start);
                let what = format!(
                    "a row is a list of cells, but {} stands here",
                    found.words()
                );
                let help = match checker.line_from(row.span.start) {
                    Some(cells) if cells.contains(',') => format!("write `[{cells}],`"),
                    _ => "write each row in brackets: `rows = [[\"…\", 25], [\"…\", 30]]`".into(),
                };
                checker.report(
                    Diagnostic::error("wrong-type", what)
                        .at(row.span.clone())
                        .help(help),
                );
            }
        }
    }
    read
}

/// What is wrong with a list that has more or fewer values than it must have, because of `numbers` with commas in it,
/// or else as it is `usual`.
fn wrong_length(
    diagnostic: Diagnostic,
    list: &Range<usize>,
    numbers: &[Written],
    usual: &str,
) -> Diagnostic {
    let Some(first) = numbers.first() else {
        return diagnostic.at(list.clone()).help(usual);
    };
    let shown = numbers.iter().take(SHOWN_NUMBERS);
    let shown: Vec<&str> = shown.map(|number| number.number.as_str()).collect();
    diagnostic.at(first.range.clone()).help(format!(
        "a comma ends a value: write numbers with a decimal point and without commas, `{}`",
        shown.join("`, `")
    ))
}

fn figure(checker: &mut Checker<'_>, place: &Place, id: &str, raw: &raw::Figure) -> Option<Figure> {
    let after = checker.after(place, &raw.after, id);
    let id = checker.own_id(place, &raw.id, id);
    let file = checker.required(place, "file", &raw.file, Checker::picture);
    let alt = checker.required(place, "alt", &raw.alt, Checker::text);
    let caption = checker.text(place, "caption", &raw.caption);
    let credit = checker.text(place, "credit", &raw.credit);
    Some(Figure {
        id: id?,
        file: file?,
        alt: alt?,
        caption,
        after,
        credit,
    })
}

fn chart(checker: &mut Checker<'_>, place: &Place, id: &str, raw: &raw::Chart) -> Option<Chart> {
    let after = checker.after(place, &raw.after, id);
    let id = checker.own_id(place, &raw.id, id);
    let caption = checker.required(place, "caption", &raw.caption, Checker::text);
    let kind = checker.required(place, "kind", &raw.kind, |checker, place, key, field| {
        checker.choice(place, key, field, &CHART_KINDS)
    });
    checker.filled("labels", &raw.labels);
    let labels = checker.required(place, "labels", &raw.labels, |checker, place, key, list| {
        Some(checker.texts(place, key, list))
    });
    let points = given(&raw.labels).map(Vec::len);
    checker.filled("series", &raw.series);
    let all_series = checker.required(place, "series", &raw.series, |checker, place, key, list| {
        if checker.lacks_tables(place, key, list) {
            return None;
        }
        let list = checker.list(place, key, list);
        let read = |(index, item)| series(checker, place, index, points, item);
        Some(list.iter().enumerate().filter_map(read).collect::<Vec<_>>())
    });
    if let Some(all_series) = &all_series {
        // In the table of its numbers the labels take a column.
        let names = all_series.iter().map(|series| &series.name);
        rules::room_in_table(checker, "series", rules::MOST_COLUMNS - 1, names);
    }
    if let (Some(kind), Some(all_series)) = (&kind, &all_series) {
        if kind.value == ChartKind::Share {
            rules::shares(checker, all_series);
        }
        if kind.value != ChartKind::Line {
            rules::bars(checker, &kind.origin, all_series);
        }
    }
    let unit = checker.text(place, "unit", &raw.unit);
    let source = checker.text(place, "source", &raw.source);
    Some(Chart {
        id: id?,
        caption: caption?,
        kind: kind?,
        labels: labels?,
        series: all_series?,
        unit,
        after,
        source,
    })
}

/// A series of a chart with `points` labels, where these could be counted.
fn series(
    checker: &mut Checker<'_>,
    chart: &Place,
    index: usize,
    points: Option<usize>,
    table: &At<Table<raw::Series>>,
) -> Option<Series> {
    let place = Place {
        path: format!("{}.series[{index}]", chart.path),
        header: "series".to_owned(),
        span: table.span.clone(),
    };
    let raw = checker.table(&place, table)?;
    let name = checker.required(&place, "name", &raw.name, Checker::text);
    let values = checker.required(
        &place,
        "values",
        &raw.values,
        |checker, place, key, list| {
            if let (Some(points), Some(At { span, .. }), Some(values)) = (points, list, given(list))
            {
                let numbers = checker.numbers_with_commas(span.clone());
                if values.len() == points {
                    checker.commas_in_numbers(&numbers);
                } else {
                    let what = format!(
                        "this series has {}, but the chart has {}",
                        counted(values.len(), "value"),
                        counted(points, "label")
                    );
                    let usual = "write one number for each label";
                    let diagnostic = Diagnostic::error("series-length", what);
                    checker.report(wrong_length(diagnostic, span, &numbers, usual));
                }
            }
            Some(checker.numbers(place, key, list))
        },
    );
    Some(Series {
        name: name?,
        values: values?,
    })
}

fn annex(checker: &mut Checker<'_>, place: &Place, id: &str, raw: &raw::Annex) -> Option<Annex> {
    checker.optional_id(place, &raw.id);
    let title = checker.required(place, "title", &raw.title, Checker::text);
    let text = checker.required(place, "text", &raw.text, Checker::prose);
    Some(Annex {
        id: id.to_owned(),
        title: title?,
        text: text?,
    })
}

fn reference(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Reference,
) -> Option<Reference> {
    checker.optional_id(place, &raw.id);
    let text = checker.required(place, "text", &raw.text, Checker::text);
    let url = checker.url(place, "url", &raw.url);
    Some(Reference {
        id: id.to_owned(),
        text: text?,
        url,
    })
}

fn abbreviation(
    checker: &mut Checker<'_>,
    place: &Place,
    raw: &raw::Abbreviation,
) -> Option<Abbreviation> {
    let short = checker.required(place, "short", &raw.short, Checker::text);
    let long = checker.required(place, "long", &raw.long, Checker::text);
    Some(Abbreviation {
        short: short?,
        long: long?,
    })
}

fn contact(checker: &mut Checker<'_>, place: &Place, raw: &raw::Contact) -> Option<Contact> {
    let contact = contact_in_languages(checker, place, raw)?;
    Some(contact.in_language(checker.language.as_ref()?))
}

pub(super) fn contact_in_languages(
    checker: &mut Checker<'_>,
    place: &Place,
    raw: &raw::Contact,
) -> Option<ContactInLanguages> {
    let name = checker.required(place, "name", &raw.name, |checker, place, key, field| {
        checker.in_languages(place, key, field, Checker::text)
    });
    let role = checker.in_languages(place, "role", &raw.role, Checker::text);
    let organisation =
        checker.reference(place, "organisation", &raw.organisation, Kind::Organisation);
    let email = checker.email(place, "email", &raw.email);
    let phone = checker.phone(place, "phone", &raw.phone);
    let extension = checker.text(place, "extension", &raw.extension);
    if let (None, Some(extension)) = (&raw.phone, &extension) {
        let what = "an extension without a number is not printed";
        checker.report(
            Diagnostic::warning("phone-number", what)
                .at_origin(Some(&extension.origin))
                .help("add `phone = \"…\"`, or remove the extension"),
        );
    }
    Some(ContactInLanguages {
        name: name?,
        role,
        organisation,
        email,
        phone,
        extension,
    })
}
