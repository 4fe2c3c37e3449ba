//! Fields of any type: whether they are there, and of their type.

use super::super::at::{Accept, At, Wanted};
use super::super::raw::{Maybe, given};
use super::{Checker, Place};
use crate::brief::words::named;
use crate::diagnostic::Diagnostic;
use crate::document::Origin;

impl Checker<'_> {
    /// Reads a field that must be there.
    pub(in crate::brief::read) fn required<T, R>(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<T>,
        read: impl FnOnce(&mut Self, &Place, &'static str, &Maybe<T>) -> Option<R>,
    ) -> Option<R> {
        if field.is_none() {
            self.missing(place, key);
            return None;
        }
        let outer = std::mem::replace(&mut self.is_needed, true);
        let value = read(self, place, key, field);
        self.is_needed = outer;
        value
    }

    pub(in crate::brief::read) fn missing(&mut self, place: &Place, key: &str) {
        let line = format!("`{key} = {}`", example(key));
        let (what, help) = match (key, place.header.as_str()) {
            ("meeting", "") => (
                "the brief has no `[meeting]`".to_owned(),
                "add `[meeting]` on a line of its own, and below it `title = \"…\"` and \
                 `date = 2018-06-30`"
                    .to_owned(),
            ),
            (_, "") => (
                format!("the brief has no `{key}`"),
                format!("add {line} above the first `[table]`"),
            ),
            ("alt", header) => (
                format!("this `{header}` has no `alt`"),
                format!("add {line}: what the picture tells, for a reader who does not see it"),
            ),
            (_, header) => (
                format!("this `{header}` has no `{key}`"),
                format!("add {line}"),
            ),
        };
        let diagnostic = Diagnostic::error("missing-field", what).help(help);
        self.report(if place.is_top() {
            diagnostic
        } else {
            diagnostic.at(place.span.clone())
        });
    }

    /// The value of a field, where it is of its type.
    pub(super) fn value<'f, T: Accept>(
        &mut self,
        place: &Place,
        key: &str,
        field: &'f Maybe<T>,
    ) -> Option<(&'f T, Origin)> {
        let At { span, value } = field.as_ref()?;
        match value {
            Ok(value) => Some((value, self.origin(place, key, span))),
            Err(found) => {
                self.wrong_type(place, key, T::WANTED, found, span);
                None
            }
        }
    }

    pub(super) fn empty(&mut self, key: &str, origin: &Origin) {
        let help = match (key, self.is_needed) {
            ("alt", _) => "write what the picture tells, for a reader who does not see it",
            (_, true) => "write its words: it is needed",
            (_, false) => "write its words, or remove the line if it is not needed",
        };
        let what = format!("{} is empty", named(key));
        self.refuse("empty-text", what, origin, help);
    }

    /// A list that must not be empty.
    pub(in crate::brief::read) fn filled<T>(&mut self, key: &str, list: &Maybe<Vec<At<T>>>) {
        if let Some(At { span, .. }) = list
            && given(list).is_some_and(Vec::is_empty)
        {
            let help = format!("write `{key} = {}`", example(key));
            self.refuse_at(
                "empty-list",
                format!("`{key}` is empty"),
                span.clone(),
                help,
            );
        }
    }

    /// The elements of a list, each read by `read` with its name in messages.
    pub(super) fn each<T: Accept, R>(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &Maybe<Vec<At<T>>>,
        mut read: impl FnMut(&mut Self, &str, &T, Origin) -> Option<R>,
    ) -> Vec<R> {
        let mut values = Vec::new();
        let entries = self.list(place, key, list);
        let are_told = T::WANTED == Wanted::Text && self.lack_marks(place, key, entries);
        for (index, At { span, value }) in entries.iter().enumerate() {
            let name = format!("{key}[{index}]");
            match value {
                Ok(value) => {
                    let origin = self.origin(place, &name, span);
                    values.extend(read(self, &name, value, origin));
                }
                Err(found) if are_told && found.is_scalar() => {}
                Err(found) => self.wrong_type(place, &name, T::WANTED, found, span),
            }
        }
        values
    }
}

/// What can stand behind `key =`.
pub(super) fn example(key: &str) -> &'static str {
    match key {
        "language" => "\"en\"",
        "published" | "due" | "start" | "end" | "date" => "2018-06-30",
        "attendance" => "25",
        "country" => "\"KZ\"",
        "format" => "\"in-person\"",
        "priority" => "\"high\"",
        "status" => "\"open\"",
        "kind" => "\"bar\"",
        "url" => "\"https://…\"",
        "email" | "address" => "\"name@example.org\"",
        "role" => "\"to\"",
        "attachments" => "[\"pdf\"]",
        "file" | "logo" => "\"map.png\"",
        "paper" => "\"A4\"",
        "accent" => "\"#0F5B68\"",
        "regular" => "\"fonts/Text-Regular.otf\"",
        "sections" => "[\"summary\", \"recommendations\"]",
        "organisers" | "funders" | "implementers" | "partners" | "obstacles" | "participants"
        | "keywords" | "groups" | "addressees" | "columns" | "labels" => "[\"…\", \"…\"]",
        "row-headers" => "true",
        "rows" => "[[\"…\", 25], [\"…\", 30]]",
        "values" => "[25, 30]",
        "series" => "[{ name = \"…\", values = [25, 30] }]",
        _ => "\"…\"",
    }
}
