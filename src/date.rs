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

/// The first year that a brief may name: those before have fewer than four digits.
const FIRST_YEAR: u16 = 1000;
const SECONDS_A_DAY: u64 = 86_400;
/// Days from 1 March of the year nought to 1970-01-01.
const DAYS_BEFORE_1970: i32 = 719_468;

impl Date {
    /// The day, if there is one, in a year of four digits.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        let exists = (1..=length).contains(&day) && (FIRST_YEAR..=9999).contains(&year);
        exists.then_some(Date { year, month, day })
    }

    /// Days since 1970-01-01.
    pub fn days_since_1970(self) -> i32 {
        // Days from civil (H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”): years begin in March, so that
        // the leap day is their last.
        let (year, month) = (i32::from(self.year), i32::from(self.month));
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        365 * year + leap_days + (153 * month + 2) / 5 + i32::from(self.day) - 1 - DAYS_BEFORE_1970
    }

    /// The day of the week, from 0 for Monday.
    pub fn weekday(self) -> usize {
        // 1 January 1970 was a Thursday.
        (self.days_since_1970() + 3).rem_euclid(7).unsigned_abs() as usize
    }

    /// Its midnight in Coordinated Universal Time, in seconds since 1970-01-01T00:00:00Z; nought for days before.
    pub fn unix_seconds(self) -> u64 {
        u64::try_from(self.days_since_1970()).unwrap_or(0) * SECONDS_A_DAY
    }

    /// The day in Coordinated Universal Time on which the second `seconds` since 1970-01-01T00:00:00Z is; the last that
    /// there is for those behind it.
    pub fn of_unix_seconds(seconds: u64) -> Date {
        // Civil from days, by the same author.
        let last = Date {
            year: 9999,
            month: 12,
            day: 31,
        };
        let days = i32::try_from(seconds / SECONDS_A_DAY).unwrap_or(i32::MAX);
        let days = days.min(last.days_since_1970()) + DAYS_BEFORE_1970;
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        Date {
            year: (400 * era + year + month / 10) as u16,
            month: ((month + 2) % 12 + 1) as u8,
            day: (day - (153 * month + 2) / 5 + 1) as u8,
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
    fn a_day_exists_or_is_none() {
        let exists = |year, month, day| Date::new(year, month, day).is_some();
        assert!(exists(2000, 2, 29) && exists(1000, 1, 1) && exists(9999, 12, 31));
        assert!(!exists(1900, 2, 29) && !exists(2017, 4, 31) && !exists(2017, 13, 1));
        assert!(!exists(2017, 0, 1) && !exists(2017, 1, 0) && !exists(999, 12, 31));
    }

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
        for day in 0..365 * 500 {
            let date = Date::of_unix_seconds(day * SECONDS_A_DAY);
            assert_eq!(date.unix_seconds(), day * SECONDS_A_DAY, "{date}");
            assert_eq!(Date::new(date.year, date.month, date.day), Some(date));
        }
        assert_eq!(Date::of_unix_seconds(u64::MAX).to_string(), "9999-12-31");
    }
}
