//! Paths of fields, taken apart: `recommendation[investors].addressees[0]`, `summary:2`.

/// A path, taken apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct FieldPath {
    /// The item, where the field is one of an item's: its table and id.
    pub item: Option<(String, String)>,
    /// The field without indices: `addressees`, `meeting.title`, `series[0].values`.
    pub field: String,
    /// Its place in a list, or the row of a cell.
    pub index: Option<usize>,
    /// The column of a cell.
    pub column: Option<usize>,
    /// The number of the paragraph in a prose field, from 1.
    pub paragraph: usize,
}

impl FieldPath {
    pub fn parse(path: &str) -> FieldPath {
        let (path, paragraph) = match path.rsplit_once(':') {
            Some((before, number)) => match number.parse() {
                Ok(number) => (before, number),
                Err(_) => (path, 1),
            },
            None => (path, 1),
        };
        let (item, field) = match path.split_once(']') {
            Some((item, field)) if field.starts_with('.') => match item.split_once('[') {
                Some((table, id)) if !table.contains('.') => {
                    (Some((table.to_owned(), id.to_owned())), &field[1..])
                }
                _ => (None, path),
            },
            _ => (None, path),
        };
        let (field, last) = index(field);
        let (field, index, column) = match last {
            None => (field, None, None),
            Some(last) => match self::index(field) {
                (rest, Some(row)) => (rest, Some(row), Some(last)),
                (_, None) => (field, Some(last), None),
            },
        };
        FieldPath {
            item,
            field: field.to_owned(),
            index,
            column,
            paragraph,
        }
    }

    /// The path of the whole field: without the place in it.
    pub fn whole(&self) -> String {
        match &self.item {
            Some((table, id)) => format!("{table}[{id}].{}", self.field),
            None => self.field.clone(),
        }
    }

    /// The path of the field, or of its place in a list: without the number of a paragraph.
    pub fn with_index(&self) -> String {
        let places = self.index.into_iter().chain(self.column);
        places.fold(self.whole(), |path, place| format!("{path}[{place}]"))
    }

    /// The name of the item's table; empty for a field of none.
    pub fn table(&self) -> &str {
        self.item.as_ref().map_or("", |(table, _)| table)
    }

    pub fn is_prose(&self) -> bool {
        is_prose(self.table(), &self.field)
    }
}

/// Whether a field takes prose: CommonMark in several paragraphs.
pub(super) fn is_prose(table: &str, field: &str) -> bool {
    matches!(
        (table, field),
        ("", "summary" | "meeting.context" | "project.statement")
            | ("organisation", "statement" | "disclaimer")
            | ("question", "discussion")
            | ("practice" | "annex", "text")
            | ("obstacle" | "recommendation" | "decision", "detail")
    )
}

/// A path without the index at its end, and that index.
fn index(path: &str) -> (&str, Option<usize>) {
    let found = path
        .strip_suffix(']')
        .and_then(|path| path.rsplit_once('['))
        .and_then(|(before, index)| Some((before, index.parse().ok()?)));
    match found {
        Some((before, index)) => (before, Some(index)),
        None => (path, None),
    }
}

/// The tables of items that stand in the document one after the other: the field that an item is known by,
/// that of its prose, and all fields in the order of the model.
pub(super) struct ItemTable {
    pub name: &'static str,
    pub main: &'static str,
    pub prose: Option<&'static str>,
    pub fields: &'static [&'static str],
}

const fn table(
    name: &'static str,
    main: &'static str,
    prose: Option<&'static str>,
    fields: &'static [&'static str],
) -> ItemTable {
    ItemTable {
        name,
        main,
        prose,
        fields,
    }
}

pub(super) const ITEM_TABLES: &[ItemTable] = &[
    table(
        "question",
        "text",
        Some("discussion"),
        &["text", "discussion"],
    ),
    table(
        "practice",
        "title",
        Some("text"),
        &["title", "text", "question"],
    ),
    table(
        "obstacle",
        "text",
        Some("detail"),
        &["text", "detail", "question"],
    ),
    table(
        "recommendation",
        "text",
        Some("detail"),
        &[
            "text",
            "detail",
            "addressees",
            "obstacles",
            "due",
            "priority",
        ],
    ),
    table("decision", "text", Some("detail"), &["text", "detail"]),
    table("action", "text", None, &["text", "owner", "due", "status"]),
    table("annex", "title", Some("text"), &["title", "text"]),
    table("reference", "text", None, &["text", "url"]),
    table("abbreviation", "short", None, &["short", "long"]),
    table(
        "contact",
        "name",
        None,
        &[
            "name",
            "role",
            "organisation",
            "email",
            "phone",
            "extension",
        ],
    ),
];

/// The table of items called `name`.
pub(super) fn item_table(name: &str) -> Option<&'static ItemTable> {
    ITEM_TABLES.iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        let shown = |path: &str| {
            let path = FieldPath::parse(path);
            format!(
                "{} {:?} {:?} {}",
                path.whole(),
                path.index,
                path.column,
                path.paragraph
            )
        };
        assert_eq!(shown("summary:2"), "summary None None 2");
        assert_eq!(
            shown("recommendation[a.b].addressees[3]"),
            "recommendation[a.b].addressees Some(3) None 1"
        );
        assert_eq!(
            shown("table[t].rows[1][2]"),
            "table[t].rows Some(1) Some(2) 1"
        );
        assert_eq!(
            shown("chart[c].series[0].values[1]"),
            "chart[c].series[0].values Some(1) None 1"
        );
        assert_eq!(
            shown("meeting.participants[0]"),
            "meeting.participants Some(0) None 1"
        );
        assert!(FieldPath::parse("annex[a].text:3").is_prose());
        assert!(!FieldPath::parse("decision[a].text").is_prose());
    }
}
