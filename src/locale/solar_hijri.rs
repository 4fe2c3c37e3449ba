//! The Solar Hijri calendar of Iran and Afghanistan.

use crate::date::Date;
use std::ops::RangeInclusive;

/// The day before 1 Farvardin of year 1 (19 March 622, Julian), in days since 1970-01-01.
const EPOCH: i32 = 226_894 - 719_163;

/// The years of this calendar that people live in or have lived in, 1921 to 2121. No meeting was held in a year of the
/// Gregorian calendar with one of these numbers.
const OF_OUR_TIME: RangeInclusive<u16> = 1300..=1499;

/// Whether `year` is one of this calendar where a brief names it.
pub fn is_solar_hijri(year: u16) -> bool {
    OF_OUR_TIME.contains(&year)
}

/// The Gregorian day of a day of our time in this calendar; none of another year, or of a day that its month does not
/// have.
pub fn from_solar_hijri(year: u16, month: u8, day: u8) -> Option<Date> {
    is_solar_hijri(year)
        .then(|| to_gregorian(year, month, day))
        .flatten()
}

/// The day of a year, a month and a number in figures, which are of this calendar where the year is.
pub fn day_in_figures(year: u16, month: u8, day: u8) -> Option<Date> {
    if is_solar_hijri(year) {
        return to_gregorian(year, month, day);
    }
    Date::new(year, month, day)
}

/// The last year for which days are those of the official calendar.
pub(super) const LAST_YEAR: u16 = 1501;

/// A Gregorian day in the Solar Hijri calendar, by its cycle of 33 years, which agrees with the astronomical
/// rule for the years 1178 to 1501 (1799 to 2122).
pub(super) fn of(date: Date) -> Date {
    let day = date.days_since_1970();
    let mut year = i32::from(date.year) - 621;
    if day <= last_day_before(year) {
        year -= 1;
    }
    // From 0. Six months of 31 days, then months of 30.
    let in_year = day - last_day_before(year) - 1;
    let (month, in_month) = if in_year < 186 {
        (in_year / 31, in_year % 31)
    } else {
        (6 + (in_year - 186) / 30, (in_year - 186) % 30)
    };
    let small = |number: i32| u8::try_from(number + 1).unwrap_or(u8::MAX);
    Date {
        year: u16::try_from(year).unwrap_or(0),
        month: small(month),
        day: small(in_month),
    }
}

/// The Gregorian day of a year up to [`LAST_YEAR`], a month and a day of the Solar Hijri calendar, if there is one.
pub(super) fn to_gregorian(year: u16, month: u8, day: u8) -> Option<Date> {
    if year > LAST_YEAR {
        return None;
    }
    let months = (1..month).map(|month| if month <= 6 { 31 } else { 30 });
    let in_year = months.sum::<i32>() + i32::from(day);
    let number = last_day_before(i32::from(year)) + in_year;
    let years = [621, 622].map(|between| year + between);
    let mut months = years
        .into_iter()
        .flat_map(|year| (1..=12).filter_map(move |month| Date::new(year, month, 1)));
    let date = months.find_map(|first| {
        let day = u8::try_from(number - first.days_since_1970() + 1).ok()?;
        Date::new(first.year, first.month, day)
    })?;
    (of(date) == Date { year, month, day }).then_some(date)
}

/// The number of the last day before `year` of the Solar Hijri calendar. Of 33 years 8 are leap years.
fn last_day_before(year: i32) -> i32 {
    EPOCH + 365 * (year - 1) + (8 * year + 21).div_euclid(33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_official_calendars() {
        for (gregorian, solar) in [
            ((2017, 6, 15), (1396, 3, 25)),
            ((2017, 3, 20), (1395, 12, 30)),
            ((2017, 3, 21), (1396, 1, 1)),
            ((2020, 3, 20), (1399, 1, 1)),
            ((2021, 3, 20), (1399, 12, 30)),
            ((2024, 3, 20), (1403, 1, 1)),
            ((2025, 3, 20), (1403, 12, 30)),
            ((2025, 3, 21), (1404, 1, 1)),
            ((2001, 12, 31), (1380, 10, 10)),
            ((2000, 2, 29), (1378, 12, 10)),
            ((2026, 9, 22), (1405, 6, 31)),
            ((2026, 9, 23), (1405, 7, 1)),
        ] {
            let day = |(year, month, day)| Date { year, month, day };
            assert_eq!(of(day(gregorian)), day(solar));
            let (year, month, number) = solar;
            assert_eq!(to_gregorian(year, month, number), Some(day(gregorian)));
        }
        for (year, month, day) in [
            (1396, 7, 31),
            (1396, 12, 30),
            (1396, 13, 1),
            (1396, 1, 0),
            (2017, 1, 1),
        ] {
            assert_eq!(to_gregorian(year, month, day), None, "{year}-{month}-{day}");
        }
    }
}
