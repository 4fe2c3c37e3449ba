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

impl Date {
    /// Its midnight in Coordinated Universal Time, in seconds since 1970-01-01T00:00:00Z; nought for days before.
    pub fn unix_seconds(self) -> u64 {
        const DAYS_BEFORE_1970: u64 = 719_468;
        const SECONDS_A_DAY: u64 = 86_400;
        let (year, month) = (u64::from(self.year), u64::from(self.month));
        // Years that begin in March, so that the leap day is their last.
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year.saturating_sub(1), month + 9)
        };
        let days = 365 * year + year / 4 - year / 100
            + year / 400
            + (153 * month + 2) / 5
            + u64::from(self.day).saturating_sub(1);
        days.saturating_sub(DAYS_BEFORE_1970) * SECONDS_A_DAY
    }

    /// The day in Coordinated Universal Time on which the second `seconds` since 1970-01-01T00:00:00Z is.
    pub fn of_unix_seconds(seconds: u64) -> Date {
        let first = |year| Date {
            year,
            month: 1,
            day: 1,
        };
        let next = |date: Date| match date.month {
            12 => first(date.year + 1),
            month => Date {
                month: month + 1,
                ..date
            },
        };
        let starts_by = |date: &Date| date.unix_seconds() <= seconds;
        let year = (1970..u16::MAX)
            .take_while(|year| starts_by(&first(*year)))
            .last();
        let start = first(year.unwrap_or(1970));
        let month = std::iter::successors(Some(start), |date| Some(next(*date)))
            .take(12)
            .take_while(starts_by)
            .last()
            .unwrap_or(start);
        let days = (seconds - month.unix_seconds()) / 86_400;
        Date {
            day: u8::try_from(days + 1).unwrap_or(1),
            ..month
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        let seconds = |year, month, day| Date { year, month, day }.unix_seconds();
        assert_eq!(seconds(1970, 1, 1), 0);
        assert_eq!(seconds(1970, 1, 2), 86_400);
        assert_eq!(seconds(2000, 2, 29), 951_782_400);
        assert_eq!(seconds(2000, 3, 1), 951_868_800);
        assert_eq!(seconds(2017, 6, 16), 1_497_571_200);
        assert_eq!(seconds(1960, 1, 1), 0);
        for date in [(1970, 1, 1), (2000, 2, 29), (2017, 12, 31), (2026, 11, 25)] {
            let date = Date {
                year: date.0,
                month: date.1,
                day: date.2,
            };
            assert_eq!(Date::of_unix_seconds(date.unix_seconds()), date);
            assert_eq!(Date::of_unix_seconds(date.unix_seconds() + 86_399), date);
        }
    }
}
