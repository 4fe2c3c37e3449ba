//! Marks of what a document has and the brief has not: by its mark it is known again when it was left out on purpose.
//!
//! Marks stand in documents for years, and whatever version of the program looks must find the same: they are made of
//! what was changed alone, in a form that no wording of a message and no name in the code is a part of.

use super::change::{Change, ChangeKind, Unplaced, Value};
use super::merge::{Conflict, Merge};
use crate::hexadecimal;
use sha2::{Digest, Sha256};

/// How many bytes of SHA-256 a mark keeps: enough to tell the edits of one file apart.
const MARK_BYTES: usize = 8;

impl Merge {
    /// The marks of all that the document has and the brief has not.
    pub fn marks(&self) -> Vec<String> {
        let changes = self.changes.iter().map(Change::mark);
        let conflicts = self.conflicts.iter().map(Conflict::mark);
        let unplaced = self.unplaced.iter().map(Unplaced::mark);
        changes.chain(conflicts).chain(unplaced).collect()
    }
}

impl Change {
    /// Its mark, in hexadecimal digits: whoever made it.
    pub fn mark(&self) -> String {
        Form::default().change(&self.kind).mark()
    }
}

impl Conflict {
    /// Its mark, in hexadecimal digits: that of its place, whatever stands there.
    pub fn mark(&self) -> String {
        Form::default().word("conflict").word(&self.path).mark()
    }
}

impl Unplaced {
    /// Its mark, in hexadecimal digits: that of its place and its words.
    pub fn mark(&self) -> String {
        let near = self.near.as_deref().unwrap_or_default();
        let form = Form::default().word("unplaced").word(near);
        let form = form.word(&self.words);
        match &self.of_original {
            Some(kind) => form.change(kind).mark(),
            None => form.mark(),
        }
    }
}

/// The form that a mark is a digest of: words, each with its length in bytes before it.
#[derive(Default)]
struct Form(Sha256);

impl Form {
    fn word(mut self, word: &str) -> Form {
        self.0.update((word.len() as u64).to_be_bytes());
        self.0.update(word);
        self
    }

    /// What tells a change from the others of its document.
    fn change(self, kind: &ChangeKind) -> Form {
        match kind {
            ChangeKind::Field { path, base, theirs } => {
                let form = self.word("field").word(path);
                form.value(base.as_ref()).value(theirs.as_ref())
            }
            ChangeKind::ItemAdded { item, from: _ } => {
                let form = self.word("added").word(&item.table);
                let fields = item.fields.iter();
                fields.fold(form, |form, (key, value)| form.word(key).value(Some(value)))
            }
            ChangeKind::ItemRemoved { table, id, into: _ } => {
                self.word("removed").word(table).word(id)
            }
            ChangeKind::ItemMoved { table, id, after } => {
                let form = self.word("moved").word(table).word(id);
                form.word(after.as_deref().unwrap_or_default())
            }
        }
    }

    fn value(self, value: Option<&Value>) -> Form {
        match value {
            None => self.word("none"),
            Some(Value::Text(words)) => self.word("text").word(words),
            Some(Value::Date(day)) => self.word("date").word(&day.to_string()),
            Some(Value::Days(days)) => {
                let form = self.word("days").word(&days.start.to_string());
                form.word(&days.end.to_string())
            }
            Some(Value::Number(number)) => self.word("number").word(number),
            Some(Value::Texts(texts)) => {
                let form = self.word("texts").word(&texts.len().to_string());
                texts.iter().fold(form, |form, text| form.word(text))
            }
            Some(Value::Rows(rows)) => {
                let form = self.word("rows").word(&rows.len().to_string());
                rows.iter().fold(form, |form, row| {
                    let form = form.word(&row.len().to_string());
                    row.iter().fold(form, |form, cell| form.value(Some(cell)))
                })
            }
        }
    }

    fn mark(self) -> String {
        hexadecimal::digits(&self.0.finalize()[..MARK_BYTES])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{Date, DateRange};
    use crate::pull::change::{NewItem, Provenance};

    /// Where one of these is another, edits that were settled come back as edits that nobody has looked at.
    #[test]
    fn marks_stay_what_they_are() {
        let text = |words: &str| Value::Text(words.to_owned());
        let day = |day| Date {
            year: 2017,
            month: 6,
            day,
        };
        let field = |path: &str, base, theirs| ChangeKind::Field {
            path: path.to_owned(),
            base,
            theirs,
        };
        let days = DateRange {
            start: day(16),
            end: day(17),
        };
        let texts = Value::Texts(vec!["Donors".to_owned(), "Ministries; banks".to_owned()]);
        let (table, id) = ("obstacle".to_owned(), "evidence".to_owned());
        let added = ChangeKind::ItemAdded {
            item: NewItem {
                table: table.clone(),
                id: "few-meters".to_owned(),
                after: Some(id.clone()),
                fields: vec![("text".to_owned(), text("Few meters"))],
            },
            from: Provenance::Written,
        };
        let removed = ChangeKind::ItemRemoved {
            table: table.clone(),
            id: id.clone(),
            into: None,
        };
        let after = None;
        let moved = ChangeKind::ItemMoved { table, id, after };
        let words = |base, theirs| field("obstacle[evidence].text", base, theirs);
        let rows = Value::Rows(vec![vec![text("2016"), Value::Number("4.5".to_owned())]]);
        let kinds = [
            (
                words(Some(text("No evidence")), Some(text("Weak"))),
                "3af4d9333f444dfb",
            ),
            (words(Some(text("Weak")), None), "2df2842101a93c5f"),
            (words(None, Some(text("Weak"))), "982ede0667387ad8"),
            (
                field("action[a].due", None, Some(Value::Date(day(16)))),
                "3303965c968d5279",
            ),
            (
                field("meeting.date", None, Some(Value::Days(days))),
                "af346c56cb0dd6a8",
            ),
            (field("keywords", None, Some(texts)), "8e13fe0ec8608c6b"),
            (
                field("table[flow].rows", None, Some(rows)),
                "5598febfd1861208",
            ),
            (added, "51e89fac69dcc31b"),
            (removed.clone(), "b70a9940c202501b"),
            (moved, "27cea5b041d3c321"),
        ];
        for (kind, mark) in kinds {
            let author = Some("Ann".to_owned());
            let change = Change { kind, author };
            assert_eq!(change.mark(), mark, "{change:?}");
        }
        let conflict = Conflict {
            path: "obstacle[evidence].text".to_owned(),
            what: "changed here and in the document".to_owned(),
            base: None,
            ours: None,
            theirs: None,
            author: None,
        };
        assert_eq!(conflict.mark(), "9bd15bac5c6909e9");
        let mut unplaced = Unplaced {
            what: "a picture that was pasted in".to_owned(),
            near: Some("obstacle[evidence].text".to_owned()),
            words: "No evidence".to_owned(),
            advice: "add it as a figure".to_owned(),
            of_original: None,
        };
        assert_eq!(unplaced.mark(), "ad45ab1dc9650df0");
        unplaced.of_original = Some(removed);
        assert_eq!(unplaced.mark(), "02707da8004e4d1a");
    }
}
