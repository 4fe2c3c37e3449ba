//! Paths of fields, taken apart: `recommendation[investors].addressees[0]`, `summary:2`.

use crate::brief::Kind;
use crate::brief::translation::language_in_path;

/// A path, taken apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct FieldPath {
    /// The item, where the field is one of an item's: its table and id.
    pub item: Option<(String, String)>,
    /// The field without indices: `addressees`, `meeting.title`, `series[0].values`.
    pub field: String,
    /// The language of its words, where the brief gives them in several: `ru` of `contact[x].name.ru`.
    pub language: Option<String>,
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
        let language = language_in_path(path);
        let path = match language {
            Some(tag) => &path[..path.len() - tag.len() - 1],
            None => path,
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
            language: language.map(str::to_owned),
            index,
            column,
            paragraph,
        }
    }

    /// The path of the whole field: without the place in it.
    pub fn whole(&self) -> String {
        let mut whole = match &self.item {
            Some((table, id)) => format!("{table}[{id}].{}", self.field),
            None => self.field.clone(),
        };
        if let Some(language) = &self.language {
            whole.push('.');
            whole.push_str(language);
        }
        whole
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
    match (table, field) {
        ("", "summary" | "meeting.context" | "project.statement")
        | ("organisation", "statement" | "disclaimer") => true,
        _ => item_table(table).is_some_and(|table| table.prose == Some(field)),
    }
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

/// A table of items that stand in the document one after the other.
pub(super) struct ItemTable {
    pub name: &'static str,
    /// The fields that an item is known by: the first of them that it has.
    pub known_by: &'static [&'static str],
    /// The first of these.
    pub main: &'static str,
    /// The field that takes its prose.
    pub prose: Option<&'static str>,
    /// All fields but the id, in the order of the model.
    pub fields: &'static [&'static str],
    /// The fields that name items of a table, and that table.
    pub references: &'static [(&'static str, &'static str)],
}

/// A table of items of this kind.
const fn table(kind: Kind) -> ItemTable {
    ItemTable {
        name: kind.key(),
        main: kind.known_by()[0],
        known_by: kind.known_by(),
        prose: None,
        fields: &[],
        references: &[],
    }
}

/// These tables, in the order of the model.
pub(super) const ITEM_TABLES: &[ItemTable] = &[
    ItemTable {
        prose: Some("discussion"),
        fields: &["text", "discussion"],
        ..table(Kind::Question)
    },
    ItemTable {
        prose: Some("text"),
        fields: &["title", "text", "question"],
        references: &[("question", "question")],
        ..table(Kind::Practice)
    },
    ItemTable {
        prose: Some("detail"),
        fields: &["text", "detail", "question"],
        references: &[("question", "question")],
        ..table(Kind::Obstacle)
    },
    ItemTable {
        prose: Some("detail"),
        fields: &[
            "text",
            "detail",
            "addressees",
            "obstacles",
            "due",
            "priority",
        ],
        references: &[("obstacles", "obstacle")],
        ..table(Kind::Recommendation)
    },
    ItemTable {
        prose: Some("detail"),
        fields: &["text", "detail"],
        ..table(Kind::Decision)
    },
    ItemTable {
        fields: &["text", "owner", "due", "status"],
        ..table(Kind::Action)
    },
    ItemTable {
        prose: Some("text"),
        fields: &["title", "text"],
        ..table(Kind::Annex)
    },
    ItemTable {
        fields: &["text", "url"],
        ..table(Kind::Reference)
    },
    ItemTable {
        fields: &["short", "long"],
        ..table(Kind::Abbreviation)
    },
    ItemTable {
        fields: &[
            "name",
            "role",
            "organisation",
            "email",
            "phone",
            "extension",
        ],
        ..table(Kind::Contact)
    },
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
        assert_eq!(
            shown("organisation[giz].statement.en:2"),
            "organisation[giz].statement.en None None 2"
        );
        assert!(FieldPath::parse("organisation[giz].statement.en:2").is_prose());
        assert!(FieldPath::parse("annex[a].text:3").is_prose());
        assert!(!FieldPath::parse("decision[a].text").is_prose());
    }
}
