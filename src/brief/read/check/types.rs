//! Values of a wrong type, and what is to be written in their place.

use super::super::at::{Accept, At, Found, Scalar, Wanted};
use super::super::header::{header, is_list_of_tables};
use super::super::{choices, dates, figures, keys};
use super::fields::example;
use super::tables::LONGEST_SHOWN;
use super::values::colour_meant;
use super::{Checker, Place};
use crate::brief::words::{named, without_bullet};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// How many entries of a list are shown again.
const SHOWN_ENTRIES: usize = 6;

/// A value of a wrong type.
struct Wrong<'a> {
    /// The name of the field, or of the entry of its list: `values[2]`.
    name: &'a str,
    /// The name of the field alone.
    key: &'a str,
    /// The value as it is typed.
    written: &'a str,
    found: &'a Found,
}

impl Checker<'_> {
    /// Reports that the value of `name` is none that is wanted.
    pub(super) fn wrong_type(
        &mut self,
        place: &Place,
        name: &str,
        wanted: Wanted,
        found: &Found,
        span: &Range<usize>,
    ) {
        let wrong = Wrong {
            name,
            key: name.split('[').next().unwrap_or(name),
            written: self.file.get(span.clone()).unwrap_or_default(),
            found,
        };
        // What is named like a list of tables may be one key of a table.
        let is_tables = wanted == Wanted::List && place.is_top() && is_list_of_tables(wrong.key);
        // With a second pair of brackets it is read in the next round.
        let edits = match is_tables && *found == Found::Table {
            true => self.renaming_headers(wrong.key, wrong.key),
            false => Vec::new(),
        };
        let help = match wanted {
            Wanted::List if !edits.is_empty() => {
                Some(format!("write `{}`, with two brackets", header(name)))
            }
            Wanted::List if is_tables => Some(format!(
                "write `{}` on a line of its own, and its keys below",
                header(name)
            )),
            Wanted::Text => choices::of_key(wrong.key, &place.header)
                .filter(|words| !wrong.is_entry() && !words.contains(&wrong.bare()))
                .map(|words| choices::help(&words))
                .or_else(|| wrong.help_for_text()),
            Wanted::Cell => self
                .help_for_date_in_cell(&wrong)
                .or_else(|| wrong.help_for_text()),
            Wanted::Number | Wanted::WholeNumber | Wanted::HeaderColumns => {
                self.help_for_number(&wrong)
            }
            Wanted::Date => Some(self.help_for_date(&wrong)),
            Wanted::List => wrong.help_for_list(),
            Wanted::Table | Wanted::Anything => None,
        };
        let help = help.unwrap_or_else(|| match wrong.is_entry() {
            true => format!(
                "write {} here, such as `{}`",
                wanted.words(),
                wanted.example()
            ),
            false => format!("write `{name} = {}`", example(name)),
        });
        let shown = named(name);
        let what = match found {
            Found::Unreadable => format!("{shown} cannot be read: the number is too large"),
            Found::Antiquity => format!("{shown} has a year before 1000"),
            Found::SolarHijri => format!("{shown} has a year of the Solar Hijri calendar"),
            _ => format!(
                "{shown} is {}, but {} stands here",
                wanted.words(),
                found.words()
            ),
        };
        let diagnostic = diagnostic(place, what, help, span.clone());
        self.tell(diagnostic, edits);
    }

    /// Reports several `entries` of a list of texts that have no quotation marks, such as years, once for all of them;
    /// whether there are several.
    pub(super) fn lack_marks<T>(&mut self, place: &Place, key: &str, entries: &[At<T>]) -> bool {
        let is_bare = |entry: &&At<T>| entry.value.as_ref().is_err_and(Found::is_scalar);
        let bare: Vec<&At<T>> = entries.iter().filter(is_bare).collect();
        let [first, .., last] = bare.as_slice() else {
            return false;
        };
        let shown = bare.iter().take(SHOWN_ENTRIES);
        let shown = shown.map(|entry| self.file.get(entry.span.clone()).unwrap_or_default());
        let shown: Vec<String> = shown.map(|written| format!("\"{written}\"")).collect();
        let more = match bare.len() > SHOWN_ENTRIES {
            true => ", …",
            false => "",
        };
        let what = format!("{} entries of `{key}` have no quotation marks", bare.len());
        let help = format!("write `{}{more}`", shown.join(", "));
        let span = first.span.start..last.span.end;
        self.report(diagnostic(place, what, help, span));
        true
    }

    fn help_for_date(&self, wrong: &Wrong<'_>) -> String {
        let Wrong { key, written, .. } = *wrong;
        let locale = self.locale();
        let text = match wrong.found {
            Found::Text(text) => Some(text.as_str()),
            _ => None,
        };
        if let Some(help) = dates::help_with_several(key, text.unwrap_or(written), &locale) {
            return help;
        }
        if let Some(day) = dates::of_solar_hijri(text.unwrap_or(written)) {
            return dates::help_with_gregorian(&format!("{key} = {day}"));
        }
        if let Some(text) = text.filter(|text| is_day(text)) {
            let day = text.trim();
            return format!("write it without quotation marks: `{key} = {day}`");
        }
        if let Some(day) = text.and_then(|text| dates::meant_for(key, text, &locale)) {
            return format!("write it without quotation marks, year first: `{key} = {day}`");
        }
        if *wrong.found == Found::Moment
            && let Some(day) = written.get(..10).filter(|day| is_day(day))
        {
            return format!("write the day alone: `{key} = {day}`");
        }
        dates::help(key, written, &self.year, &locale)
    }

    /// Cells are printed as they are typed: a date as it is to be read.
    fn help_for_date_in_cell(&self, wrong: &Wrong<'_>) -> Option<String> {
        let typed = Scalar::Date(wrong.written.parse().ok()?);
        let day = self.locale().date(Date::from_scalar(typed).ok()?);
        let words = day.replace('\u{a0}', " ");
        Some(format!("write it as it is to be read: `\"{words}\"`"))
    }

    fn help_for_number(&self, wrong: &Wrong<'_>) -> Option<String> {
        let Found::Text(text) = wrong.found else {
            let is_count = wrong.key == keys::WHOLE_NUMBER;
            return is_count.then(|| match figures::whole_of_decimal(wrong.written) {
                Some(number) => format!("write it whole: `{}`", wrong.entry(&number)),
                None => format!("write it whole, such as `{}`", wrong.entry("25")),
            });
        };
        if is_number(text) {
            return Some(format!(
                "write it without quotation marks: `{}`",
                text.trim()
            ));
        }
        let in_chart = wrong.is_in_chart().then(|| self.locale());
        let in_chart = in_chart.and_then(|locale| figures::number(text, &locale));
        if let Some(number) = in_chart.or_else(|| figures::whole(text)) {
            return Some(format!(
                "write the number alone: `{}`",
                wrong.entry(&number)
            ));
        }
        match wrong.key {
            keys::WHOLE_NUMBER => Some(format!("write it alone, such as `{}`", wrong.entry("25"))),
            _ => wrong.is_in_chart().then(|| figures::NO_GAP.to_owned()),
        }
    }
}

impl Wrong<'_> {
    /// Whether it is an entry of a list.
    fn is_entry(&self) -> bool {
        self.name != self.key
    }

    /// Whether it is one of the numbers of a chart.
    fn is_in_chart(&self) -> bool {
        self.is_entry() && self.key == keys::NUMBERS
    }

    /// How `value` is written in its place: with its key, or alone in a list.
    fn entry(&self, value: &str) -> String {
        match self.is_entry() {
            true => value.to_owned(),
            false => format!("{} = {value}", self.key),
        }
    }

    /// The words alone of a list that has one entry.
    fn bare(&self) -> &str {
        let is_around = |c: char| c.is_whitespace() || "[]\"'".contains(c);
        self.written.trim_matches(is_around)
    }

    /// Whether it is short enough to be shown again.
    fn is_short(&self) -> bool {
        (1..=LONGEST_SHOWN).contains(&self.written.len()) && !self.written.contains('\n')
    }

    fn help_for_text(&self) -> Option<String> {
        if !self.is_short() {
            return None;
        }
        let written = self.written;
        match self.found {
            found if found.is_scalar() => {
                let colour = colour_meant(written).filter(|_| self.key == "accent");
                let colour = colour.map(|colour| format!("#{}", colour.to_hex()));
                let text = colour.as_deref().unwrap_or(written);
                let text = self.entry(&format!("\"{text}\""));
                Some(format!("put it in quotation marks: `{text}`"))
            }
            Found::List if !self.is_entry() && !written.contains(['{', '\\']) => {
                let words = written.replace(['[', ']', '"'], "");
                if keys::OF_ONE.contains(&self.key)
                    && let Some((first, _)) = words.split_once(',')
                {
                    let first = first.trim();
                    return Some(format!("write one of them: `{} = \"{first}\"`", self.key));
                }
                Some(format!("write `{} = \"{}\"`", self.key, words.trim()))
            }
            _ => None,
        }
    }

    fn help_for_list(&self) -> Option<String> {
        let key = self.key;
        let Found::Text(text) = self.found else {
            return None;
        };
        let (how, items) = match self.is_short() {
            true => ("write it in brackets", self.items(text)),
            false => (
                "write each in quotation marks, and brackets around them",
                first_lines(text),
            ),
        };
        Some(format!("{how}: `{key} = [{items}]`"))
    }

    /// The items of a list that was typed as one `text`: what semicolons part in it, or else commas.
    fn items(&self, text: &str) -> String {
        let separator = if text.contains(';') { ';' } else { ',' };
        if !text.contains(separator) || text.contains(['"', '\\']) {
            return self.written.to_owned();
        }
        let items = text.split(separator).map(str::trim);
        let items: Vec<String> = items
            .filter(|item| !item.is_empty())
            .map(|item| match self.key == keys::NUMBERS && is_number(item) {
                true => item.to_owned(),
                false => format!("\"{item}\""),
            })
            .collect();
        items.join(", ")
    }
}

fn diagnostic(place: &Place, what: String, help: String, span: Range<usize>) -> Diagnostic {
    let what = match place.header.as_str() {
        "" => what,
        header => format!("{what}, in `{header}`"),
    };
    Diagnostic::error("wrong-type", what).at(span).help(help)
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
