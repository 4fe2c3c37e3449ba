//! Numbers and dates.

use super::super::at::{Accept, At, CellContent, HeaderColumns, Integer, Number};
use super::super::figures::{self, Written};
use super::super::raw::{Days, Maybe};
use super::{Checker, Place};
use crate::brief::words::named;
use crate::brief::{CellValue, Field, placeholder};
use crate::date::{Date, DateRange};
use crate::diagnostic::Diagnostic;
use crate::document::Origin;
use std::ops::Range;

/// How many days apart the first and the last day of a meeting are, at most, that are taken for each other.
const FEW_DAYS: i32 = 31;

impl Checker<'_> {
    /// A day.
    pub(in crate::brief::read) fn date(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<Date>,
    ) -> Option<Field<Date>> {
        let (value, origin) = self.value(place, key, field)?;
        self.diagnostics
            .extend(placeholder::of_day(key, *value, &origin));
        Some(Field {
            value: *value,
            origin,
        })
    }

    /// A day, or the first and the last of several.
    pub(in crate::brief::read) fn days(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<Days>,
    ) -> Option<Field<DateRange>> {
        let (value, origin) = self.value(place, key, field)?;
        let period = match value {
            Days::One(day) => {
                self.diagnostics
                    .extend(placeholder::of_day(key, *day, &origin));
                return Some(Field {
                    value: DateRange::from(*day),
                    origin,
                });
            }
            Days::Several(period) => period,
        };
        let within = place.within(key, origin.span.clone().unwrap_or_default());
        self.unknown_keys(&within, &period.keys);
        let start = self.required(&within, "start", &period.fields.start, Self::date);
        let end = self.required(&within, "end", &period.fields.end, Self::date);
        let (start, end) = (start?, end?);
        let (first, last) = (start.value, end.value);
        if last < first {
            let what = format!("the meeting ends on {last}, before it begins on {first}");
            let help = match first.days_since_1970() - last.days_since_1970() > FEW_DAYS {
                true => "check both days, and their years".to_owned(),
                false => format!("write `{key} = {{ start = {last}, end = {first} }}`"),
            };
            self.refuse("end-before-start", what, &end.origin, help);
            return None;
        }
        Some(Field {
            value: DateRange {
                start: first,
                end: last,
            },
            origin,
        })
    }

    /// How many people.
    pub(in crate::brief::read) fn count(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<Integer>,
    ) -> Option<Field<u64>> {
        let (Integer(number), origin) = self.value(place, key, field)?;
        match u64::try_from(*number) {
            Ok(value) => Some(Field { value, origin }),
            Err(_) => {
                let what = format!("`{key}` cannot be {number}");
                let help = format!("write how many there were: `{key} = 25`");
                self.refuse("invalid-number", what, &origin, help);
                None
            }
        }
    }

    /// How many of a table's `width` columns are the headers of its rows.
    pub(in crate::brief::read) fn header_columns(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<HeaderColumns>,
        width: Option<usize>,
    ) -> Option<Field<usize>> {
        let (HeaderColumns(number), origin) = self.value(place, key, field)?;
        let most = width.map_or(usize::MAX, |width| width.saturating_sub(1));
        match usize::try_from(*number) {
            Ok(value) if value <= most => return Some(Field { value, origin }),
            _ if width == Some(0) => return None,
            _ => {}
        }
        let (what, help) = match width {
            Some(1) => (
                "a table of one column has no headers of rows".to_owned(),
                "remove the line, or give the table a column for what the rows hold".to_owned(),
            ),
            _ => (
                format!("`{key}` cannot be {number} here"),
                format!(
                    "write how many of the columns, from the first, are headings of the rows: `{key} = 1`"
                ),
            ),
        };
        self.refuse("row-header", what, &origin, help);
        None
    }

    /// A number as typed, without underscores between its digits.
    fn number(&mut self, name: &str, origin: &Origin) -> Option<String> {
        let typed = origin
            .span
            .clone()
            .and_then(|span| self.file.get(span))
            .unwrap_or_default()
            .replace('_', "");
        let decimal = typed
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        if decimal && !typed.is_empty() && typed.parse::<f64>().is_ok_and(f64::is_finite) {
            return Some(typed);
        }
        let what = format!("{} is no decimal number: `{typed}`", named(name));
        let help = "write it with digits and a decimal point: `25`, `0.5`";
        self.refuse("invalid-number", what, origin, help);
        None
    }

    /// Numbers as typed.
    pub(in crate::brief::read) fn numbers(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &Maybe<Vec<At<Number>>>,
    ) -> Vec<Field<String>> {
        self.each(place, key, list, |checker, name, Number, origin| {
            let value = checker.number(name, &origin)?;
            Some(Field { value, origin })
        })
    }

    /// The numbers of a list that are written with a comma, which makes values of their parts.
    pub(in crate::brief::read) fn numbers_with_commas(&self, list: Range<usize>) -> Vec<Written> {
        figures::with_commas(self.file, list, &self.locale())
    }

    /// Reports numbers with commas in a list that has as many values as it must have.
    pub(in crate::brief::read) fn commas_in_numbers(&mut self, numbers: &[Written]) {
        for Written { range, number, .. } in numbers {
            let typed = self.file.get(range.clone()).unwrap_or_default();
            let what = format!("`{typed}` is read as two values: a comma ends the first");
            let help = format!("write `{number}`; where two are meant, a space behind the comma");
            let diagnostic = Diagnostic::warning("comma-in-number", what);
            self.report(diagnostic.at(range.clone()).help(help));
        }
    }

    /// The cells of a table's row.
    pub(in crate::brief::read) fn cells(
        &mut self,
        place: &Place,
        index: usize,
        row: &[At<CellContent>],
    ) -> Vec<Field<CellValue>> {
        let mut cells = Vec::new();
        for (column, At { span, value }) in row.iter().enumerate() {
            let name = format!("rows[{index}][{column}]");
            let origin = self.origin(place, &name, span);
            let value = match value {
                Ok(CellContent::Text(text)) => Some(self.cell(text, &origin)),
                Ok(CellContent::Number) => self.number(&name, &origin).map(CellValue::Number),
                Err(found) => {
                    self.wrong_type(place, &name, CellContent::WANTED, found, span);
                    None
                }
            };
            cells.extend(value.map(|value| Field { value, origin }));
        }
        cells
    }
}
