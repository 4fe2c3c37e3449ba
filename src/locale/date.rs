//! Days in words.

use super::{Argument, Locale, Message, solar_hijri};
use crate::date::{Date, DateRange};

/// What stands in a place of the messages for days.
type Place = fn(&Locale, Date, Message) -> Argument<'static>;

/// The places in the messages for days: their names for the first day, the last and the only one, and what stands there
/// of a day whose months a message names. What the days of a range share is taken from the last.
const PLACES: [([&str; 3], Place); 5] = [
    (["start-day", "end-day", "day"], |locale, day, _| {
        locale.number_in_date(day.day.into())
    }),
    (
        ["start-day-ordinal", "end-day-ordinal", "day-ordinal"],
        |locale, day, _| locale.ordinal(day.day.into()),
    ),
    (["start-month", "end-month", "month"], Locale::month),
    (["start-year", "end-year", "year"], |locale, day, _| {
        locale.number_in_date(day.year)
    }),
    (
        ["start-year-ordinal", "end-year-ordinal", "year-ordinal"],
        |locale, day, _| locale.ordinal(day.year),
    ),
];

/// The places in the messages for days, empty.
pub(super) fn slots() -> impl Iterator<Item = (&'static str, Argument<'static>)> {
    let names = PLACES.into_iter().flat_map(|(names, _)| names);
    names.map(|name| (name, Argument::Slot))
}

impl Locale {
    /// A day: “15 June 2017”.
    pub fn date(&self, date: Date) -> String {
        self.date_range(date.into())
    }

    /// A day or several, what they have in common said once: “15–17 June 2017”,
    /// “28 June – 2 July 2017”, “30 December 2017 – 2 January 2018”. In both calendars where the language has
    /// two.
    pub fn date_range(&self, range: DateRange) -> String {
        let gregorian = self.days(range, Message::Month);
        if !self.has(Message::MonthSolarHijri) {
            return gregorian;
        }
        let solar_hijri = self.days(
            DateRange {
                start: solar_hijri::of(range.start),
                end: solar_hijri::of(range.end),
            },
            Message::MonthSolarHijri,
        );
        self.filled(
            Message::DateInBothCalendars,
            &[
                ("solar-hijri", Argument::Words(solar_hijri.into())),
                ("gregorian", Argument::Words(gregorian.into())),
            ],
        )
    }

    /// Days of the calendar whose months `months` names.
    fn days(&self, range: DateRange, months: Message) -> String {
        let DateRange { start, end } = range;
        let message = if start == end {
            Message::Date
        } else if start.year != end.year {
            Message::DateRange
        } else if start.month != end.month {
            Message::DateRangeInYear
        } else {
            Message::DateRangeInMonth
        };
        // One day is neither first nor last, and most dates are of one: what no message asks for costs its words.
        let days = [start, end, end].into_iter().enumerate();
        let days = days.skip(if start == end { 2 } else { 0 });
        let places: Vec<_> = days
            .flat_map(|(which, day)| {
                PLACES.map(|(names, of)| (names[which], of(self, day, months)))
            })
            .collect();
        self.filled(message, &places)
    }

    fn number_in_date(&self, number: u16) -> Argument<'static> {
        Argument::Words(self.digits(&number.to_string()).into())
    }

    fn month(&self, date: Date, months: Message) -> Argument<'static> {
        let month = [("month", Argument::Count(date.month.into()))];
        Argument::Words(self.filled(months, &month).into())
    }

    /// A number with the ending that the language gives it in dates.
    fn ordinal(&self, number: u16) -> Argument<'static> {
        let digits = self.digits(&number.to_string());
        let number_and_last = [
            ("number", Argument::Words(digits.into())),
            ("last", Argument::Count(said_last(number.into()).into())),
        ];
        Argument::Words(self.filled(Message::Ordinal, &number_and_last).into())
    }
}

/// The part of a number that is said last, whose sound an ending follows: 7 of 2017, 10 of 2010, 1000 of
/// 2000.
pub fn said_last(number: u32) -> u32 {
    [10, 100, 1000]
        .into_iter()
        .find(|unit: &u32| !number.is_multiple_of(*unit))
        .map_or(1000, |unit| number % unit)
}

#[cfg(test)]
mod tests {
    use super::super::english;
    use super::*;

    const fn day(year: u16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn a_day_has_its_months_name() {
        let months = (1..=12).map(|month| english().date(day(2017, month, 1)));
        assert_eq!(
            months.collect::<Vec<_>>().join(", "),
            "1 January 2017, 1 February 2017, 1 March 2017, 1 April 2017, 1 May 2017, 1 June 2017, \
             1 July 2017, 1 August 2017, 1 September 2017, 1 October 2017, 1 November 2017, \
             1 December 2017"
        );
    }

    #[test]
    fn persian_and_dari_write_both_calendars() {
        let both = |tag| {
            Locale::with_tag(tag).map(|locale| {
                let range = DateRange {
                    start: day(2017, 6, 20),
                    end: day(2017, 6, 22),
                };
                locale.date_range(range).replace('\u{A0}', " ")
            })
        };
        assert_eq!(
            both("fa").as_deref(),
            Some("۳۰ خرداد تا ۱ تیر ۱۳۹۶ (۲۰ تا ۲۲ ژوئن ۲۰۱۷)")
        );
        assert_eq!(
            both("prs").as_deref(),
            Some("۳۰ جوزا تا ۱ سرطان ۱۳۹۶ (۲۰ تا ۲۲ جون ۲۰۱۷)")
        );
    }

    #[test]
    fn an_ending_follows_what_is_said_last() {
        let numbers = [1, 10, 17, 30, 100, 2000, 2010, 2016, 2100];
        assert_eq!(
            numbers.map(said_last),
            [1, 10, 7, 30, 100, 1000, 10, 6, 100]
        );
    }

    #[test]
    fn a_range_says_once_what_its_days_share() {
        let range = |start, end| english().date_range(DateRange { start, end });
        let first = day(2017, 6, 15);
        assert_eq!(range(first, first), "15 June 2017");
        assert_eq!(range(first, day(2017, 6, 17)), "15–17 June 2017");
        assert_eq!(
            range(day(2017, 6, 28), day(2017, 7, 2)),
            "28 June – 2 July 2017"
        );
        assert_eq!(
            range(day(2017, 12, 30), day(2018, 1, 2)),
            "30 December 2017 – 2 January 2018"
        );
        assert_eq!(
            range(first, day(2018, 6, 15)),
            "15 June 2017 – 15 June 2018"
        );
    }
}
