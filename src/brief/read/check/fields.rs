//! Fields of any type: whether they are there, and of their type.

use super::super::at::{Accept, At, Found};
use super::super::raw::Maybe;
use super::super::{dates, figures, keys};
use super::tables::{header, is_list_of_tables};
use super::{Checker, Place};
use crate::brief::words::{named, without_bullet};
use crate::diagnostic::Diagnostic;
use crate::document::Origin;
use std::ops::Range;

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
        self.report(if place.header.is_empty() {
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
                self.wrong_type(place, key, T::WORDS, found, span);
                None
            }
        }
    }

    pub(super) fn wrong_type(
        &mut self,
        place: &Place,
        key: &str,
        wanted: &str,
        found: &Found,
        span: &Range<usize>,
    ) {
        let written = self.file.get(span.clone()).unwrap_or_default();
        let short = written.len() <= 60 && !written.contains('\n') && !written.is_empty();
        let is_list = wanted.starts_with("a list");
        let plain = key.split('[').next().unwrap_or(key);
        let words = match found {
            Found::Text(text) => text,
            _ => written,
        };
        let is_date = wanted.starts_with("a date");
        let (several, day) = match is_date {
            true => (
                dates::help_with_several(plain, words, &self.locale()),
                dates::meant_for(plain, words, &self.locale()),
            ),
            false => (None, None),
        };
        let help = match found {
            _ if let Some(help) = several => help,
            Found::Text(text) if is_date && is_day(text) => {
                format!(
                    "write it without quotation marks: `{key} = {}`",
                    text.trim()
                )
            }
            Found::Text(_) if is_date && let Some(day) = day => {
                format!("write it without quotation marks, year first: `{key} = {day}`")
            }
            Found::Time if is_date => {
                let day = written.get(..10).unwrap_or(written);
                format!("write the day alone: `{key} = {day}`")
            }
            _ if is_date => dates::help(plain, written, self.file, &self.locale()),
            Found::Text(text) if wanted.contains("number") && is_number(text) => {
                format!("write it without quotation marks: `{}`", text.trim())
            }
            Found::Text(text)
                if wanted.contains("number")
                    && let Some(number) = self.number_meant(text, plain) =>
            {
                match key == plain {
                    true => format!("write the number alone: `{key} = {number}`"),
                    false => format!("write the number alone: `{number}`"),
                }
            }
            Found::Text(_) if key != plain && plain == keys::NUMBERS => figures::NO_GAP.to_owned(),
            Found::Text(text) if is_list && short && !is_list_of_tables(plain) => {
                format!(
                    "write it in brackets: `{key} = [{}]`",
                    items(written, text, plain)
                )
            }
            Found::Integer | Found::Float | Found::Boolean | Found::Date | Found::Time
                if wanted.starts_with("text") && short =>
            {
                let line = if key == plain {
                    format!("{key} = \"{written}\"")
                } else {
                    format!("\"{written}\"")
                };
                format!("put it in quotation marks: `{line}`")
            }
            Found::Text(text) if is_list && !is_list_of_tables(plain) => {
                format!(
                    "write each in quotation marks, and brackets around them: `{key} = [{}]`",
                    first_lines(text)
                )
            }
            Found::List
                if wanted.starts_with("text")
                    && key == plain
                    && short
                    && !written.contains(['{', '\\']) =>
            {
                let words = written.replace(['[', ']', '"'], "");
                format!("write `{key} = \"{}\"`", words.trim())
            }
            _ if is_list && is_list_of_tables(plain) => {
                format!("write `{}`, with two brackets", header(plain))
            }
            _ if key != plain => format!(
                "write {} here, such as `{}`",
                wanted,
                element_example(wanted)
            ),
            _ => format!("write `{key} = {}`", example(plain)),
        };
        let name = named(key);
        let what = match found {
            Found::Unreadable => format!("{name} cannot be read: the number is too large"),
            Found::Antiquity => format!("{name} has a year before 1000"),
            _ => format!("{name} is {wanted}, but {} stands here", found.words()),
        };
        let what = match place.header.as_str() {
            "" => what,
            header => format!("{what}, in `{header}`"),
        };
        self.report(
            Diagnostic::error("wrong-type", what)
                .at(span.clone())
                .help(help),
        );
    }

    /// The number that is meant by `text` as a value of `key`.
    fn number_meant(&self, text: &str, key: &str) -> Option<String> {
        if key == keys::NUMBERS
            && let number @ Some(_) = figures::number(text, &self.locale())
        {
            return number;
        }
        figures::whole(text)
    }

    pub(super) fn empty(&mut self, key: &str, origin: &Origin) {
        self.report(
            Diagnostic::error("empty-text", format!("{} is empty", named(key)))
                .at_origin(Some(origin))
                .help(match (key, self.is_needed) {
                    ("alt", _) => "write what the picture tells, for a reader who does not see it",
                    (_, true) => "write its words: it is needed",
                    (_, false) => "write its words, or remove the line if it is not needed",
                }),
        );
    }

    /// A list that must not be empty.
    pub(in crate::brief::read) fn filled<T>(&mut self, key: &str, list: &Maybe<Vec<At<T>>>) {
        if let Some(At {
            span,
            value: Ok(items),
        }) = list
            && items.is_empty()
        {
            self.report(
                Diagnostic::error("empty-list", format!("`{key}` is empty"))
                    .at(span.clone())
                    .help(format!("write `{key} = {}`", example(key))),
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
        for (index, At { span, value }) in self.list(place, key, list).iter().enumerate() {
            let name = format!("{key}[{index}]");
            match value {
                Ok(value) => {
                    let origin = self.origin(place, &name, span);
                    values.extend(read(self, &name, value, origin));
                }
                Err(found) => self.wrong_type(place, &name, T::WORDS, found, span),
            }
        }
        values
    }
}

fn is_day(text: &str) -> bool {
    text.trim()
        .parse::<toml::value::Datetime>()
        .is_ok_and(|date| date.date.is_some() && date.time.is_none())
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.parse::<f64>().is_ok_and(f64::is_finite)
        && text.bytes().all(|byte| b"+-.0123456789".contains(&byte))
}

/// The items of a list that was typed as one text, `written` with its quotation marks: what semicolons part in it, or
/// else commas.
fn items(written: &str, text: &str, key: &str) -> String {
    let separator = if text.contains(';') { ';' } else { ',' };
    if !text.contains(separator) || text.contains(['"', '\\']) {
        return written.to_owned();
    }
    let items = text.split(separator).map(str::trim);
    let items: Vec<String> = items
        .filter(|item| !item.is_empty())
        .map(|item| match key == "values" && is_number(item) {
            true => item.to_owned(),
            false => format!("\"{item}\""),
        })
        .collect();
    items.join(", ")
}

/// The first two lines of a `text` that was typed for a list, as items of one.
fn first_lines(text: &str) -> String {
    let lines = text.lines().map(|line| without_bullet(line.trim()));
    let lines = lines.map(|line| line.trim_end_matches([',', ';', '.']));
    let mut items = lines.filter(|line| !line.is_empty());
    let first: Vec<String> = items
        .by_ref()
        .take(2)
        .map(|item| format!("\"{item}\""))
        .collect();
    let rest = if items.next().is_some() { ", …" } else { "" };
    format!("{}{rest}", first.join(", "))
}

/// What can stand as an element of a list.
fn element_example(wanted: &str) -> &'static str {
    if wanted.starts_with("a number") {
        "25"
    } else {
        "\"…\""
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
