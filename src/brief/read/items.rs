//! Reading whole tables into the model. Every field of a table is read before the first that is missing
//! makes the table incomplete, so that one run names everything: where a table is put together, what it must have comes
//! last.

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
    let publisher = checker.reference(&top, "publisher", &raw.publisher, Kind::Organisation);
    let summary = checker.prose(&top, "summary", &raw.summary);
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
    rules::circles(checker);
    let mut brief = Brief {
        subtitle: checker.text(&top, "subtitle", &raw.subtitle),
        publisher,
        number: checker.text(&top, "number", &raw.number),
        summary,
        keywords: checker.texts(&top, "keywords", &raw.keywords),
        rights: checker.text(&top, "rights", &raw.rights),
        sections: checker.sections(&top, "sections", &raw.sections),
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
        annexes: items(checker, Kind::Annex, &raw.annex, annex),
        references: items(checker, Kind::Reference, &raw.reference, reference),
        abbreviations: entries(checker, "abbreviation", &raw.abbreviation, abbreviation),
        contacts: entries(checker, "contact", &raw.contact, contact),
        language: language?,
        title: title?,
        published: published?,
        meeting: meeting?,
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
    let list = checker.list(&Place::top(), kind.key(), list);
    let read = |(index, item)| {
        let id = checker.ids.of(kind, index).to_owned();
        let place = Place::of_item(kind.key(), &id, item);
        let fields = checker.table(&place, item)?;
        read(checker, &place, &id, fields)
    };
    list.iter().enumerate().filter_map(read).collect()
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
    let list = checker.list(&Place::top(), key, list);
    let read = |item: &At<Table<T>>| {
        let table = item.value.as_ref().ok();
        let name = table.and_then(|table| table.fields.name());
        let id = ids.make(name.unwrap_or_default(), key);
        let place = Place::of_item(key, &id, item);
        let fields = checker.table(&place, item)?;
        read(checker, &place, fields)
    };
    list.iter().filter_map(read).collect()
}

fn meeting(checker: &mut Checker<'_>, table: &At<Table<raw::Meeting>>) -> Option<Meeting> {
    let place = Place::of_table("meeting", table);
    let raw = checker.table(&place, table)?;
    let title = checker.required(&place, "title", &raw.title, Checker::text);
    let date = checker.required(&place, "date", &raw.date, Checker::days);
    Some(Meeting {
        city: checker.text(&place, "city", &raw.city),
        country: checker.country(&place, "country", &raw.country),
        venue: checker.text(&place, "venue", &raw.venue),
        format: checker.choice(&place, "format", &raw.format, &FORMATS),
        organisers: checker.references(&place, "organisers", &raw.organisers, Kind::Organisation),
        participants: checker.texts(&place, "participants", &raw.participants),
        attendance: checker.count(&place, "attendance", &raw.attendance),
        context: checker.prose(&place, "context", &raw.context),
        title: title?,
        date: date?,
    })
}

fn project(checker: &mut Checker<'_>, table: &At<Table<raw::Project>>) -> Option<Project> {
    let place = Place::of_table("project", table);
    let raw = checker.table(&place, table)?;
    let title = checker.required(&place, "title", &raw.title, Checker::text);
    Some(Project {
        reference: checker.text(&place, "reference", &raw.reference),
        programme: checker.text(&place, "programme", &raw.programme),
        url: checker.url(&place, "url", &raw.url),
        funders: checker.references(&place, "funders", &raw.funders, Kind::Organisation),
        implementers: checker.references(
            &place,
            "implementers",
            &raw.implementers,
            Kind::Organisation,
        ),
        partners: checker.references(&place, "partners", &raw.partners, Kind::Organisation),
        statement: checker.prose(&place, "statement", &raw.statement),
        title: title?,
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
    let emblem = checker.choice(place, "emblem", &raw.emblem, &EMBLEMS);
    let by_name = || emblem_of(id.as_ref()?, name.as_ref()?, checker.locale());
    let emblem = emblem.or_else(by_name);
    Some(OrganisationInLanguages {
        abbreviation: checker.in_languages(place, "abbreviation", &raw.abbreviation, Checker::text),
        url: checker.url(place, "url", &raw.url),
        logo: checker.picture(place, "logo", &raw.logo),
        logo_alt: checker.in_languages(place, "logo-alt", &raw.logo_alt, Checker::text),
        emblem,
        statement: checker.in_languages(place, "statement", &raw.statement, Checker::prose),
        disclaimer: checker.in_languages(place, "disclaimer", &raw.disclaimer, Checker::prose),
        country: checker.country(place, "country", &raw.country),
        id: id?,
        name: name?,
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
    let id = checker.optional_id(place, &raw.id, id);
    let text = checker.required(place, "text", &raw.text, Checker::text);
    let discussion = checker.prose(place, "discussion", &raw.discussion);
    if raw.discussion.is_some() && discussion.is_none() && checker.is_wrong() {
        // It is answered, though wrongly.
        return None;
    }
    Some(Question {
        id,
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
    let text = checker.required(place, "text", &raw.text, Checker::prose);
    Some(Practice {
        id: checker.optional_id(place, &raw.id, id),
        title: checker.text(place, "title", &raw.title),
        question: checker.reference(place, "question", &raw.question, Kind::Question),
        text: text?,
    })
}

fn obstacle(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Obstacle,
) -> Option<Obstacle> {
    let text = checker.required(place, "text", &raw.text, Checker::text);
    Some(Obstacle {
        id: checker.optional_id(place, &raw.id, id),
        detail: checker.prose(place, "detail", &raw.detail),
        question: checker.reference(place, "question", &raw.question, Kind::Question),
        text: text?,
    })
}

fn recommendation(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Recommendation,
) -> Option<Recommendation> {
    let text = checker.required(place, "text", &raw.text, Checker::text);
    Some(Recommendation {
        id: checker.optional_id(place, &raw.id, id),
        detail: checker.prose(place, "detail", &raw.detail),
        addressees: checker.texts(place, "addressees", &raw.addressees),
        obstacles: checker.references(place, "obstacles", &raw.obstacles, Kind::Obstacle),
        due: checker.date(place, "due", &raw.due),
        priority: checker.choice(place, "priority", &raw.priority, &PRIORITIES),
        text: text?,
    })
}

fn decision(
    checker: &mut Checker<'_>,
    place: &Place,
    id: &str,
    raw: &raw::Decision,
) -> Option<Decision> {
    let text = checker.required(place, "text", &raw.text, Checker::text);
    Some(Decision {
        id: checker.optional_id(place, &raw.id, id),
        detail: checker.prose(place, "detail", &raw.detail),
        text: text?,
    })
}

fn action(checker: &mut Checker<'_>, place: &Place, id: &str, raw: &raw::Action) -> Option<Action> {
    let text = checker.required(place, "text", &raw.text, Checker::text);
    Some(Action {
        id: checker.optional_id(place, &raw.id, id),
        owner: checker.text(place, "owner", &raw.owner),
        due: checker.date(place, "due", &raw.due),
        status: checker.choice(place, "status", &raw.status, &STATUSES),
        text: text?,
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
                        let (place, help) = wrong_length(&row.span, of_row, usual);
                        checker.refuse_at("row-length", what, place, help);
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
                checker.refuse_at("wrong-type", what, row.span.clone(), help);
            }
        }
    }
    read
}

/// What to do about a list that has more or fewer values than it must have, and where: about the `numbers` with commas in
/// it, or else what is `usual`.
fn wrong_length(list: &Range<usize>, numbers: &[Written], usual: &str) -> (Range<usize>, String) {
    let Some(first) = numbers.first() else {
        return (list.clone(), usual.to_owned());
    };
    let shown = numbers.iter().take(SHOWN_NUMBERS);
    let shown: Vec<&str> = shown.map(|number| number.number.as_str()).collect();
    let help = format!(
        "a comma ends a value: write numbers with a decimal point and without commas, `{}`",
        shown.join("`, `")
    );
    (first.range.clone(), help)
}

fn figure(checker: &mut Checker<'_>, place: &Place, id: &str, raw: &raw::Figure) -> Option<Figure> {
    let after = checker.after(place, &raw.after, id);
    let id = checker.own_id(place, &raw.id, id);
    let file = checker.required(place, "file", &raw.file, Checker::picture);
    let alt = checker.required(place, "alt", &raw.alt, Checker::text);
    Some(Figure {
        caption: checker.text(place, "caption", &raw.caption),
        after,
        credit: checker.text(place, "credit", &raw.credit),
        id: id?,
        file: file?,
        alt: alt?,
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
    Some(Chart {
        unit: checker.text(place, "unit", &raw.unit),
        after,
        source: checker.text(place, "source", &raw.source),
        id: id?,
        caption: caption?,
        kind: kind?,
        labels: labels?,
        series: all_series?,
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
                    let (place, help) = wrong_length(span, &numbers, usual);
                    checker.refuse_at("series-length", what, place, help);
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
    let title = checker.required(place, "title", &raw.title, Checker::text);
    let text = checker.required(place, "text", &raw.text, Checker::prose);
    Some(Annex {
        id: checker.optional_id(place, &raw.id, id),
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
    let text = checker.required(place, "text", &raw.text, Checker::text);
    Some(Reference {
        id: checker.optional_id(place, &raw.id, id),
        url: checker.url(place, "url", &raw.url),
        text: text?,
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
    let extension = checker.text(place, "extension", &raw.extension);
    if let (None, Some(extension)) = (&raw.phone, &extension) {
        let what = "an extension without a number is not printed";
        let help = "add `phone = \"…\"`, or remove the extension";
        let warning = Diagnostic::warning("phone-number", what).help(help);
        checker.report(warning.at_origin(Some(&extension.origin)));
    }
    Some(ContactInLanguages {
        role: checker.in_languages(place, "role", &raw.role, Checker::text),
        organisation: checker.reference(
            place,
            "organisation",
            &raw.organisation,
            Kind::Organisation,
        ),
        email: checker.email(place, "email", &raw.email),
        phone: checker.phone(place, "phone", &raw.phone),
        extension,
        name: name?,
    })
}
