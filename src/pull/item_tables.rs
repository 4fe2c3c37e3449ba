//! The tables of items: what their fields are to a document that is read.

use crate::brief::Kind;
use crate::document::FieldPath;

impl FieldPath {
    /// Whether the field takes prose.
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

/// A table of items that stand in the document one after the other.
pub(super) struct ItemTable {
    pub kind: Kind,
    pub name: &'static str,
    /// The fields that an item is known by: the first of them that it has.
    pub known_by: &'static [&'static str],
    /// The first of these.
    pub main: &'static str,
    /// The field that takes its prose.
    pub prose: Option<&'static str>,
    /// Whether its items are those of a list: others are paragraphs, headings or rows.
    pub in_list: bool,
    /// All fields but the id, in the order of the model.
    pub fields: &'static [&'static str],
    /// The fields that name items of a table, and that table.
    pub references: &'static [(&'static str, &'static str)],
}

/// A table of items of this kind.
const fn table(kind: Kind) -> ItemTable {
    ItemTable {
        kind,
        name: kind.key(),
        main: kind.known_by()[0],
        known_by: kind.known_by(),
        prose: kind.prose(),
        in_list: matches!(
            kind,
            Kind::Obstacle | Kind::Recommendation | Kind::Decision | Kind::Reference
        ),
        fields: &[],
        references: &[],
    }
}

/// These tables, in the order of the model.
pub(super) const ITEM_TABLES: &[ItemTable] = &[
    ItemTable {
        fields: &["text", "discussion"],
        ..table(Kind::Question)
    },
    ItemTable {
        fields: &["title", "text", "question"],
        references: &[("question", "question")],
        ..table(Kind::Practice)
    },
    ItemTable {
        fields: &["text", "detail", "question"],
        references: &[("question", "question")],
        ..table(Kind::Obstacle)
    },
    ItemTable {
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
        fields: &["text", "detail"],
        ..table(Kind::Decision)
    },
    ItemTable {
        fields: &["text", "owner", "due", "status"],
        ..table(Kind::Action)
    },
    ItemTable {
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
    fn fields_of_prose_are_known() {
        assert!(FieldPath::parse("organisation[giz].statement.en:2").is_prose());
        assert!(FieldPath::parse("annex[a].text:3").is_prose());
        assert!(!FieldPath::parse("decision[a].text").is_prose());
    }
}
