//! Calendar dates of the proleptic Gregorian calendar (ISO 8601), as a brief states them.

use std::fmt;

/// A day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    /// Year, four digits.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

/// ISO 8601 extended format, `2017-06-15`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A day, or all the days from one to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateRange {
    /// The first day.
    pub start: Date,
    /// The last day; the same as the first for a single day.
    pub end: Date,
}

impl From<Date> for DateRange {
    fn from(day: Date) -> Self {
        DateRange {
            start: day,
            end: day,
        }
    }
}
