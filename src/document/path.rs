//! The paths of fields, by which an origin names what stands in a TOML file.
//!
//! Keys have `.` between them. In brackets stand the id of an item, behind the name of its table, and the place of a
//! value in a list: `recommendation[investors].addressees[0]`. Words that are given in several languages have the
//! tag of theirs at the end, `organisation[giz].name.ru`, and the second and later paragraphs of prose their number:
//! `summary:2`. Keys, ids and tags have none of these marks in them.

use std::fmt;
use std::slice;

/// One step of a path.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Step<'p> {
    /// A key of a table.
    Key(&'p str),
    /// What stands in brackets: the id of an item, or the place of a value in a list.
    Bracket(&'p str),
}

impl<'p> Step<'p> {
    /// The key, or what stands in the brackets.
    pub fn words(self) -> &'p str {
        match self {
            Step::Key(words) | Step::Bracket(words) => words,
        }
    }
}

/// The steps of a path without the number of a paragraph.
pub(crate) fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let mut pieces = part.split('[');
        if let Some(key) = pieces.next().filter(|key| !key.is_empty()) {
            steps.push(Step::Key(key));
        }
        steps.extend(pieces.map(|piece| Step::Bracket(piece.trim_end_matches(']'))));
    }
    steps
}

/// The path of steps.
pub(crate) fn path_of(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => path.extend([".", key]),
            Step::Bracket(words) => path.extend(["[", words, "]"]),
        }
    }
    path
}

/// The table and the id of the item that a path leads to or into. Of a list at the top of the file, which has no items,
/// these are its key and a place: `keywords[2]`.
pub(crate) fn item_of(path: &str) -> Option<(&str, &str)> {
    match steps(path).as_slice() {
        [Step::Key(table), Step::Bracket(id), ..] => Some((table, id)),
        _ => None,
    }
}

/// The path of the field that a paragraph stands in, and the number of the paragraph, from 1.
pub(crate) fn field_and_paragraph(path: &str) -> (&str, usize) {
    let numbered = path
        .rsplit_once(':')
        .and_then(|(field, number)| Some((field, number.parse().ok()?)));
    numbered.unwrap_or((path, 1))
}

/// The path of a field, taken apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct FieldPath {
    /// The item, where the field is one of an item's: its table and id.
    pub item: Option<(String, String)>,
    /// The field without the place in it: `addressees`, `meeting.title`, `series[0].values`.
    pub field: String,
    /// The language of its words, where the file gives them in several: `ru` of `contact[x].name.ru`.
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
        let (path, paragraph) = field_and_paragraph(path);
        let steps = steps(path);
        let (item, field) = match steps.as_slice() {
            [Step::Key(table), Step::Bracket(id), field @ ..] if !field.is_empty() => {
                (Some(((*table).to_owned(), (*id).to_owned())), field)
            }
            field => (None, field),
        };
        let (field, language) = match field {
            [field @ Step::Key(_), Step::Key(language)] if item.is_some() => {
                (slice::from_ref(field), Some((*language).to_owned()))
            }
            field => (field, None),
        };
        let (field, index, column) = match without_place(field) {
            (field, None) => (field, None, None),
            (field, last) => match without_place(field) {
                (field, None) => (field, last, None),
                (field, row) => (field, row, last),
            },
        };
        FieldPath {
            item,
            field: path_of(field),
            language,
            index,
            column,
            paragraph,
        }
    }

    /// That of a whole field of an item.
    pub fn of_item(table: &str, id: &str, field: &str) -> FieldPath {
        FieldPath {
            item: Some((table.to_owned(), id.to_owned())),
            field: field.to_owned(),
            language: None,
            index: None,
            column: None,
            paragraph: 1,
        }
    }

    /// The path of the whole field: without the place in it.
    pub fn whole(&self) -> String {
        let mut whole = match &self.item {
            Some((table, id)) => format!("{table}[{id}].{}", self.field),
            None => self.field.clone(),
        };
        if let Some(language) = &self.language {
            whole.extend([".", language]);
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
}

/// The path as [`FieldPath::parse`] reads it.
impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.paragraph {
            1 => f.write_str(&self.with_index()),
            number => write!(f, "{}:{number}", self.with_index()),
        }
    }
}

/// Steps without the place in a list at their end, and that place.
fn without_place<'s, 'p>(steps: &'s [Step<'p>]) -> (&'s [Step<'p>], Option<usize>) {
    if let [before @ .., Step::Bracket(place)] = steps
        && let Ok(place) = place.parse()
    {
        return (before, Some(place));
    }
    (steps, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        for (path, whole, index, column, paragraph) in [
            ("title", "title", None, None, 1),
            ("summary:2", "summary", None, None, 2),
            ("label:summary", "label:summary", None, None, 1),
            ("keywords[2]", "keywords", Some(2), None, 1),
            (
                "meeting.participants[0]",
                "meeting.participants",
                Some(0),
                None,
                1,
            ),
            (
                "recommendation[7].text",
                "recommendation[7].text",
                None,
                None,
                1,
            ),
            (
                "recommendation[a].addressees[3]",
                "recommendation[a].addressees",
                Some(3),
                None,
                1,
            ),
            ("table[t].rows[1][2]", "table[t].rows", Some(1), Some(2), 1),
            (
                "chart[c].series[0].name",
                "chart[c].series[0].name",
                None,
                None,
                1,
            ),
            (
                "chart[c].series[0].values[1]",
                "chart[c].series[0].values",
                Some(1),
                None,
                1,
            ),
            (
                "organisation[giz].statement.en:2",
                "organisation[giz].statement.en",
                None,
                None,
                2,
            ),
        ] {
            let taken_apart = FieldPath::parse(path);
            assert_eq!(taken_apart.whole(), whole);
            assert_eq!(taken_apart.index, index, "{path}");
            assert_eq!(taken_apart.column, column, "{path}");
            assert_eq!(taken_apart.paragraph, paragraph, "{path}");
            assert_eq!(taken_apart.with_index(), field_and_paragraph(path).0);
            assert_eq!(taken_apart.to_string(), path);
        }
        let name = FieldPath::parse("organisation[giz].name.ru");
        assert_eq!(
            name.item,
            Some(("organisation".to_owned(), "giz".to_owned()))
        );
        assert_eq!(
            (name.field.as_str(), name.language.as_deref()),
            ("name", Some("ru"))
        );
        assert_eq!(
            FieldPath::of_item("action", "a", "due"),
            FieldPath::parse("action[a].due")
        );
        assert_eq!(
            item_of("obstacle[evidence]"),
            Some(("obstacle", "evidence"))
        );
        assert_eq!(item_of("meeting.title"), None);
    }
}
