//! Days, as people write them: “15–17 June 2017”, «с 15 по 17 июня 2017 года», “15.06.2017 – 17.06.2017”.
//!
//! Words are taken apart once, into what each of them and each mark between them says of days ([`Part`]). Of these parts
//! it is then judged which days they name, and whether they are those days and nothing else.

use super::{Argument, Locale, Message, Piece, date, day_in_figures, solar_hijri};
use crate::date::{Date, DateRange};
use crate::words::common_start;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many letters of a month's name are enough to know it by.
pub(super) const LETTERS_OF_MONTH: usize = 3;
/// How many words and marks the days of a meeting take at most.
const LONGEST_DATE: usize = 24;
/// The dashes between days, and the stroke.
const DASHES: [char; 8] = ['-', '‑', '–', '—', '−', '/', '~', '～'];
/// More bytes than a day and its month have.
const DAY_AND_MONTH: usize = 100;
/// How many words are searched for a date.
const LONGEST_SEARCH: usize = 2000;

/// Gives the day of a year, a month and a number.
type DayOf = fn(u16, u8, u8) -> Option<Date>;

/// The calendars in which days are named: the Gregorian and the Solar Hijri one. Months are kept in this order.
pub(super) const CALENDARS: [DayOf; 2] = [Date::new, solar_hijri::to_gregorian];

/// What a word, or a mark between words, says of days.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Part {
    /// A number from 1 to 31, with an ending or without: “15th”.
    Day(u8),
    /// A month of one of the [`CALENDARS`], or of both.
    Month([Option<u8>; 2]),
    /// A number of four figures.
    Year(u16),
    /// A day of the week, from 0 for Monday.
    Weekday(usize),
    /// A word in front of the first day of several: “from”.
    From,
    /// A word between the first and the last: “to”.
    To,
    /// A word that joins two days: “and”.
    And,
    /// Another word that a day has beside it and is still the same: “of”, “the year”.
    Beside,
    /// Any other word, and what makes a number another than that of a day: “No.”, “%”, “?”.
    Other,
    /// What the first and the last day of several end with, in the place of “from” and “to”: “12-iyundan 14-iyungacha”.
    /// One day may, too: “15-iyundan kechiktirmay” is “not later than 15 June”.
    SpanEnding,
    Dash,
    Comma,
    Stop,
    Open,
    Close,
    /// Any other mark.
    Mark,
}

impl Part {
    fn is_word(self) -> bool {
        use Part::{Close, Comma, Dash, Mark, Open, SpanEnding, Stop};
        !matches!(self, SpanEnding | Dash | Comma | Stop | Open | Close | Mark)
    }

    /// Whether the days before it go on to those behind it.
    fn spans(self) -> bool {
        matches!(self, Part::To | Part::SpanEnding | Part::Dash)
    }

    fn of_mark(mark: char) -> Part {
        match mark {
            ',' | '،' => Part::Comma,
            '.' => Part::Stop,
            '(' => Part::Open,
            ')' => Part::Close,
            '&' | '+' => Part::And,
            '?' | '؟' | '№' | '#' | '§' | '%' | '$' | '€' => Part::Other,
            _ if DASHES.contains(&mark) => Part::Dash,
            _ => Part::Mark,
        }
    }
}

/// A part in the words that it is of.
#[derive(Clone, Debug)]
struct Said {
    part: Part,
    /// Its bytes.
    at: Range<usize>,
    /// Whether it is the first word of what stands between white space; its bytes begin there then.
    begins: bool,
    /// Whether it is the last; its bytes end there then.
    ends: bool,
    /// Whether a number or a month stands between the same white space.
    is_dated: bool,
}

/// The days that words name.
struct Named {
    days: DateRange,
    /// The first of them beside which another day of the week stands, with the bytes of that.
    other_weekday: Option<(Date, Range<usize>)>,
}

impl Locale {
    /// The days that `words` name: as [`Locale::date_range`] writes them, in figures (`30.06.2018`,
    /// `30/06/2018`, `2018-06-30`), or with the parts in another order or the month shortened; in a language with two
    /// calendars in either of them, or in both alike. None where they name none, or not clearly, or say anything else:
    /// they have no word that is none of a date in the language, no days but those that are named, and no other days
    /// of the week.
    pub fn parse_days(&self, words: &str) -> Option<DateRange> {
        let named = self.named(&self.parts(words))?;
        named.other_weekday.is_none().then_some(named.days)
    }

    /// A day that `words` name, and the day of the week beside it where that is another.
    pub fn other_weekday(&self, words: &str) -> Option<(Date, String)> {
        let (day, weekday) = self.named(&self.parts(words))?.other_weekday?;
        Some((day, words[weekday].to_owned()))
    }

    /// The days that `words` name in one calendar and in the other, where those differ.
    pub fn days_at_odds(&self, words: &str) -> Option<[DateRange; 2]> {
        let parts = self.parts(words);
        let [one, other] = self.in_two_calendars(&parts)?;
        let (one, other) = (self.in_one_calendar(one)?, self.in_one_calendar(other)?);
        (one != other).then_some([one, other])
    }

    /// The days that are named somewhere in `words`, and the bytes of their name, in which every word is one of a date. Of
    /// several that are not the first and the last of a stretch it is the first that has a month and a year.
    pub fn find_date_range(&self, words: &str) -> Option<(Range<usize>, DateRange)> {
        let parts = self.parts(words);
        let begins = |said: &Said| {
            said.begins && (said.is_dated || matches!(said.part, Part::From | Part::Weekday(_)))
        };
        for first in (0..parts.len()).filter(|first| begins(&parts[*first])) {
            let run = parts[first..].iter().take(LONGEST_DATE);
            let length = run.take_while(|said| said.part != Part::Other).count();
            for end in (first + 1..=first + length).rev() {
                let last = &parts[end - 1];
                if last.ends
                    && last.is_dated
                    && let Some(named) = self.named(&parts[first..end])
                    && named.other_weekday.is_none()
                    && !goes_on(&parts[end..])
                    && !self.follows_days(words, &parts[..first])
                {
                    return Some((parts[first].at.start..last.at.end, named.days));
                }
            }
        }
        None
    }

    /// The days that `parts` name where they say nothing else.
    fn named(&self, parts: &[Said]) -> Option<Named> {
        let days = match self.in_two_calendars(parts) {
            Some(halves) => {
                let [one, other] = halves.map(|half| self.in_one_calendar(half));
                one.filter(|days| Some(*days) == other)
            }
            None => self.in_one_calendar(parts),
        }?;
        let (mut weekdays, mut of_days) = (Vec::new(), Vec::new());
        for (place, said) in parts.iter().enumerate() {
            if let Part::Weekday(weekday) = said.part {
                weekdays.push((weekday, said.at.clone()));
                let is_last = parts[..place].iter().any(|said| said.part.spans());
                of_days.push(if is_last { days.end } else { days.start });
            }
        }
        // One stands beside a day.
        if of_days.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let mut pairs = of_days.into_iter().zip(weekdays);
        let other = pairs.find(|(day, (weekday, _))| day.weekday() != *weekday);
        let other_weekday = other.map(|(day, (_, at))| (day, at));
        Some(Named {
            days,
            other_weekday,
        })
    }

    /// What is named before and inside brackets, where the language writes days in two calendars so, and there are words
    /// in both places and none behind them.
    fn in_two_calendars<'s>(&self, parts: &'s [Said]) -> Option<[&'s [Said]; 2]> {
        if !self.has(Message::MonthSolarHijri) {
            return None;
        }
        let place = |part| parts.iter().position(|said| said.part == part);
        let open = place(Part::Open)?;
        let close = place(Part::Close).unwrap_or(parts.len());
        let inside = parts.get(open..close)?;
        let has_words = |parts: &[Said]| parts.iter().any(|said| said.part.is_word());
        let is_two = has_words(&parts[..open]) && has_words(inside) && !has_words(&parts[close..]);
        is_two.then_some([&parts[..open], inside])
    }

    /// The days that `parts` name in the calendar whose months they have, where they say nothing else.
    fn in_one_calendar(&self, parts: &[Said]) -> Option<DateRange> {
        let gregorian = days_of(parts, 0);
        let days = if self.has(Message::MonthSolarHijri) {
            // A year of the one calendar is none of the other.
            let days = gregorian.filter(|days| days.start.year > solar_hijri::LAST_YEAR);
            days.or_else(|| days_of(parts, 1))
        } else {
            gregorian
        };
        days.filter(|days| says_only(parts, *days))
    }

    /// Whether the days that follow `before` in `words` are only the last of several: “14 and 15 June 2017” in
    /// “12, 14 and 15 June 2017”. A number behind another word is that of a room or a session, and one between commas
    /// that of a house.
    fn follows_days(&self, words: &str, before: &[Said]) -> bool {
        let is_between = |said: &Said| match said.part {
            Part::And | Part::To | Part::Dash | Part::Comma | Part::Open => true,
            Part::Other => self.is_frequent(&words[said.at.clone()].to_lowercase()),
            _ => false,
        };
        let part = |place: usize| before.get(place).map(|said| said.part);
        let is_day = |place: &usize| matches!(part(*place), Some(Part::Day(_)));
        let last = before.iter().rposition(|said| !is_between(said));
        // “18 June and”, “18 and”
        let day = last.and_then(|last| match before[last].part {
            Part::Month(_) => last.checked_sub(1),
            _ => Some(last),
        });
        let Some(day) = day.filter(is_day) else {
            return false;
        };
        // “10:30”, “A-5” and “2.12” are no days.
        let token = before[..=day].iter().rposition(|said| said.begins);
        let token = token.unwrap_or(day);
        let is_of_days = |said: &Said| matches!(said.part, Part::Day(_) | Part::Dash);
        if !before[token..day].iter().all(is_of_days) {
            return false;
        }
        let is_behind_comma = before.len() == day + 2 && part(day + 1) == Some(Part::Comma);
        let mut prior = before[..token]
            .iter()
            .rev()
            .map(|said| said.part)
            .peekable();
        prior.next_if(|part| *part == Part::Stop || is_behind_comma && *part == Part::Comma);
        prior.next() != Some(Part::Other)
    }

    /// What the words and marks of `words` say of days, in their order.
    fn parts(&self, words: &str) -> Vec<Said> {
        let tokens: Vec<Range<usize>> = tokens(words).take(LONGEST_SEARCH).collect();
        let (mut parts, mut behind) = (Vec::new(), 0);
        let mut rest = &tokens[..];
        while let [token, ..] = rest {
            push_marks(words, behind..token.start, &mut parts);
            let first = parts.len();
            let figures = self.days_in_figures(words, rest);
            let is_long = matches!(&figures, Some((_, at)) if at.end > token.end);
            let read = if is_long { 3 } else { 1 };
            behind = rest[read - 1].end;
            if let Some((days, at)) = figures {
                push_marks(words, token.start..at.start, &mut parts);
                push_days(days, &at, &mut parts);
                self.push_words(words, at.end..behind, &mut parts);
            } else if let Some(weekday) = self.weekday(&words[token.clone()]) {
                parts.push(Said::new(weekday, token.clone()));
            } else {
                self.push_words(words, token.clone(), &mut parts);
            }
            mark_edges(&mut parts[first..], token.start..behind);
            rest = &rest[read..];
        }
        parts
    }

    /// The days in figures that the first of `tokens` begins with, alone or up to what stands behind a dash or “to”, and
    /// their bytes.
    fn days_in_figures(
        &self,
        words: &str,
        tokens: &[Range<usize>],
    ) -> Option<(DateRange, Range<usize>)> {
        let first = tokens.first()?;
        let spans = |token: &&Range<usize>| {
            let word = &words[(*token).clone()];
            word.trim_matches(DASHES).is_empty() || self.span_words().contains(&word)
        };
        let bare = |token: &Range<usize>| {
            let figures = &words[token.clone()];
            let figures = figures.trim_start_matches(|c: char| !c.is_alphanumeric());
            let start = token.end - figures.len();
            let figures = figures
                .split(char::is_alphabetic)
                .next()
                .unwrap_or_default();
            let figures = figures.trim_end_matches(|c: char| !c.is_numeric());
            (self.ascii_digits(figures), start..start + figures.len())
        };
        let (figures, at) = bare(first);
        let last = tokens.get(1).filter(spans).and(tokens.get(2)).map(bare);
        let to_last = last.and_then(|(last, end)| {
            let days = in_figures(&last).and(range_between(&figures, &last))?;
            Some((days, at.start..end.end))
        });
        to_last.or_else(|| Some((range_in_figures(&figures)?, at)))
    }

    /// The day of the week that a whole `token` is, which may have other marks in it than its name: «سه شنبه».
    fn weekday(&self, token: &str) -> Option<Part> {
        let said = self.words_of_dates().get(&letters_of(token)).copied();
        said.filter(|part| matches!(part, Part::Weekday(_)))
    }

    /// Adds what the words of one token and the marks around them say.
    fn push_words(&self, words: &str, token: Range<usize>, parts: &mut Vec<Said>) {
        let mut behind = token.start;
        for word in words_of(&words[token.clone()]) {
            let at = token.start + word.start..token.start + word.end;
            let word = &words[at.clone()];
            // That of “14-iyun” ties a day to its month, that of «15-го» to its ending.
            let is_tied = matches!(&words[behind..at.start], "-" | "‑")
                && !word.starts_with(char::is_numeric);
            let is_day = |said: &Said| matches!(said.part, Part::Day(_));
            let follows_day = match &parts[..] {
                // “15-nji”
                [.., day, ending] if ending.part == Part::Beside => {
                    is_day(day) && matches!(&words[day.at.end..ending.at.start], "-" | "‑")
                }
                parts => parts.last().is_some_and(is_day),
            };
            let (part, ending) = self.part_of_several(word, follows_day);
            let is_ending = is_tied
                && !matches!(part, Part::Month(_))
                && words[..behind].ends_with(char::is_numeric)
                && word.chars().all(char::is_alphabetic)
                && word.chars().count() < LETTERS_OF_MONTH;
            match parts.last_mut().filter(|_| is_ending) {
                Some(number) => number.at.end = at.end,
                None => {
                    if !is_tied {
                        push_marks(words, behind..at.start, parts);
                    }
                    parts.push(Said::new(part, at.clone()));
                }
            }
            if let Some(ending) = ending {
                parts.push(Said::new(ending, at.end..at.end));
            }
            behind = at.end;
        }
        push_marks(words, behind..token.end, parts);
    }

    /// What a word says, and what its ending does where it has that of the first or the last of several days.
    fn part_of_several(&self, word: &str, follows_day: bool) -> (Part, Option<Part>) {
        let part = self.part(word);
        let may_be_month = follows_day && matches!(part, Part::Other | Part::Month(_));
        if !may_be_month && !matches!(part, Part::Day(_)) {
            return (part, None);
        }
        let word = word.to_lowercase();
        let declined = || self.declined_month(&word);
        match (part, self.without_span_ending(&word)) {
            (Part::Day(_), stem) => (part, stem.map(|_| Part::SpanEnding)),
            (_, Some("")) => (Part::SpanEnding, None),
            (_, Some(stem)) if let Some(month) = self.month_named(stem) => {
                // A longer one stands behind no day that is meant alone: “up to 14 June”.
                let is_ending = part != Part::Other || declined().is_some();
                let ending = if is_ending {
                    Part::SpanEnding
                } else {
                    Part::To
                };
                (Part::Month(month), Some(ending))
            }
            (Part::Other, _) => (declined().unwrap_or(part), None),
            _ => (part, None),
        }
    }

    /// What a word says that is no day of the week.
    fn part(&self, word: &str) -> Part {
        let signs = self.signs();
        let digits: String = word.chars().map_while(|c| signs.digit(c)).collect();
        let ending = word.trim_start_matches(|c| signs.digit(c).is_some());
        if digits.is_empty() {
            let other = || self.words_of_dates().get(&word.to_lowercase()).copied();
            let month = self.month_named(word).map(Part::Month);
            return month.or_else(other).unwrap_or(Part::Other);
        }
        match digits.parse() {
            _ if ending.contains(char::is_numeric) => Part::Other,
            Ok(day @ 1..=31) if digits.len() <= 2 => Part::Day(day as u8),
            Ok(year @ 1000..=9999) => Part::Year(year),
            _ => Part::Other,
        }
    }

    /// The words that the language has in dates and between them, in lower case, and what they say.
    fn words_of_dates(&self) -> &'static BTreeMap<String, Part> {
        self.data.words_of_dates.get_or_init(|| {
            let mut said = BTreeMap::new();
            let mut add = |words: &str, part| {
                let words = words.to_lowercase();
                for at in words_of(&words) {
                    // Of a word that says several things the last counts.
                    said.insert(words[at].to_owned(), part);
                }
            };
            let slots: Vec<_> = date::slots().collect();
            let dates = [
                Message::Date,
                Message::DateRangeInMonth,
                Message::DateRangeInYear,
                Message::DateRange,
            ];
            let dates = dates.into_iter().flat_map(|date| self.pieces(date, &slots));
            let ordinals = (1..=10).flat_map(|last| {
                let number = [("number", Argument::Slot), ("last", Argument::Count(last))];
                self.pieces(Message::Ordinal, &number)
            });
            for piece in dates.chain(ordinals) {
                if let Piece::Words(words) = piece {
                    add(&words, Part::Beside);
                }
            }
            for joiner in self.list_joiners() {
                add(&joiner, Part::And);
            }
            for (part, row) in self.rows_of_dates() {
                row.iter().for_each(|words| add(words, part));
            }
            for (place, name) in self.weekdays().iter().enumerate() {
                said.insert(letters_of(name), Part::Weekday(place % 7));
            }
            said
        })
    }

    /// The months of the Gregorian and of the Solar Hijri calendar by their names, in lower case, and by the other forms of
    /// those; none of a calendar that the language does not have.
    fn calendars(&self) -> &'static [Vec<(u8, String)>; 2] {
        self.data.months.get_or_init(|| {
            [Message::Month, Message::MonthSolarHijri].map(|message| {
                let forms = |month: u8| {
                    let count = Argument::Count(month.into());
                    let name = self.filled(message, &[("month", count)]).to_lowercase();
                    let others: Vec<String> =
                        self.forms_of_month(&name).map(str::to_owned).collect();
                    std::iter::once(name)
                        .chain(others)
                        .map(move |name| (month, name))
                };
                (1..=12)
                    .filter(|_| self.has(message))
                    .flat_map(forms)
                    .collect()
            })
        })
    }

    /// The month of the Gregorian and of the Solar Hijri calendar whose name `word` is, or declines or shortens.
    pub(super) fn month_named(&self, word: &str) -> Option<[Option<u8>; 2]> {
        let [gregorian, solar_hijri] = self.calendars();
        let months = [gregorian, solar_hijri].map(|months| month_in(word, months, 2));
        (months != [None, None]).then_some(months)
    }

    /// The month behind a day, whose whole name has a longer ending: «1-сентябрынан». Elsewhere such words are names of
    /// people, too.
    fn declined_month(&self, word: &str) -> Option<Part> {
        let [gregorian, _] = self.calendars();
        let month = month_in(word, gregorian, 4)?;
        Some(Part::Month([Some(month), None]))
    }

    /// Whether `word`, in lower case, is a name of a month as it is written in dates.
    pub(super) fn is_name_of_month(&self, word: &str) -> bool {
        let mut names = self.calendars().iter().flatten();
        names.any(|(_, name)| name == word)
    }

    /// Whether `word` is the name of a month of either calendar, or declines or shortens one.
    pub(crate) fn is_month(&self, word: &str) -> bool {
        self.month_named(word).is_some()
    }

    /// Whether `words`, in a sentence of the language, begin with a day, and not with “9 may help” or “9 marks”.
    pub fn begins_with_day(&self, words: &str) -> bool {
        let january = self.filled(Message::Month, &[("month", Argument::Count(1))]);
        let has_capital = january.starts_with(char::is_uppercase);
        let is_name = |word: &str| {
            let length = word.chars().count();
            let lower = word.to_lowercase();
            let is_close = |(_, name): &(u8, String)| {
                let shared = common_start(lower.chars(), name.chars());
                let own = name.chars().count();
                let is_part = shared == length && shared >= LETTERS_OF_MONTH;
                is_part || own > LETTERS_OF_MONTH && shared + 1 >= own && length <= own + 1
            };
            self.calendars().iter().flatten().any(is_close)
        };
        let is_month = |word: &str| {
            let bare = word.trim_matches(|c: char| !c.is_alphabetic());
            is_name(bare) && (!has_capital || bare.starts_with(char::is_uppercase))
        };
        day_with_month(words, is_month).is_some()
    }
}

impl Said {
    fn new(part: Part, at: Range<usize>) -> Said {
        Said {
            part,
            at,
            begins: false,
            ends: false,
            is_dated: false,
        }
    }
}

/// Notes which of the parts of the token at the bytes `token` it begins and ends with, and whether it has a number or a
/// month.
fn mark_edges(parts: &mut [Said], token: Range<usize>) {
    let is_of_date =
        |said: &Said| matches!(said.part, Part::Day(_) | Part::Month(_) | Part::Year(_));
    let is_dated = parts.iter().any(is_of_date);
    for said in &mut *parts {
        said.is_dated = is_dated;
    }
    if let Some(first) = parts.iter_mut().find(|said| said.part.is_word()) {
        first.begins = true;
        first.at.start = token.start;
    }
    if let Some(last) = parts.iter_mut().rfind(|said| said.part.is_word()) {
        last.ends = true;
        last.at.end = token.end;
    }
}

/// Whether the days that stand before `behind` are only the first of several: “12-iyundan” in “12-iyundan 14-iyungacha”.
fn goes_on(behind: &[Said]) -> bool {
    let is_tied = |said: &Said| matches!(said.part, Part::Other | Part::Month(_)) && !said.begins;
    let behind = match behind {
        [ending, behind @ ..] if matches!(ending.part, Part::SpanEnding | Part::To) => behind,
        behind => behind,
    };
    matches!(behind, [day, word, ..] if matches!(day.part, Part::Day(_)) && is_tied(word))
}

/// Adds the marks among the bytes `at` of `words`.
fn push_marks(words: &str, at: Range<usize>, parts: &mut Vec<Said>) {
    // Those around words say nothing of them: «15» июня.
    let is_around = |mark: char| mark.is_whitespace() || "«»“”„\"‘’'*_".contains(mark);
    let marks = words[at.clone()].char_indices();
    for (place, mark) in marks.filter(|(_, mark)| !is_around(*mark)) {
        let start = at.start + place;
        parts.push(Said::new(
            Part::of_mark(mark),
            start..start + mark.len_utf8(),
        ));
    }
}

/// Adds days that stand in figures in the bytes `at`.
fn push_days(days: DateRange, at: &Range<usize>, parts: &mut Vec<Said>) {
    let of_day = |day: Date| {
        let month = Part::Month([Some(day.month), None]);
        [Part::Day(day.day), month, Part::Year(day.year)]
    };
    let mut figures = of_day(days.start).to_vec();
    if days.start != days.end {
        figures.push(Part::Dash);
        figures.extend(of_day(days.end));
    }
    parts.extend(figures.into_iter().map(|part| Said::new(part, at.clone())));
}

/// The days that `parts` name in the one of the [`CALENDARS`] at `calendar`. None where another word stands among them.
fn days_of(parts: &[Said], calendar: usize) -> Option<DateRange> {
    let (mut days, mut months, mut years) = (Vec::new(), Vec::new(), Vec::new());
    // How many months there are at least, and whether the last word was a day.
    let (mut least, mut after_day) = (0, false);
    for part in parts
        .iter()
        .map(|said| said.part)
        .filter(|part| part.is_word())
    {
        let follows_day = std::mem::take(&mut after_day);
        match part {
            Part::Day(day) => {
                // Behind a whole date it is the hour, unless it has a month of its own: «15 июня 2017 г. в 18».
                if !follows_day && !years.is_empty() && days.len() == months.len() {
                    least = months.len() + 1;
                }
                after_day = true;
                days.push(day);
            }
            Part::Month(of_calendars) => months.extend(of_calendars[calendar]),
            Part::Year(year) => years.push(year),
            Part::Other => return None,
            _ => {}
        }
    }
    let at = |list: &[u8], place: usize| list.get(place).or(list.last()).copied();
    let day = |place: usize| {
        let year = years.get(place).or(years.last()).copied()?;
        CALENDARS[calendar](year, at(&months, place)?, at(&days, place)?)
    };
    let is_row = months.windows(2).all(|pair| pair[1] == pair[0])
        && days.windows(2).all(|pair| pair[1] == pair[0] + 1);
    // Of one month, every day may be named.
    let counts_fit = ((1..=2).contains(&days.len()) || is_row)
        && (least..=days.len()).contains(&months.len())
        && years.len() <= days.len();
    if !counts_fit {
        return None;
    }
    let range = DateRange {
        start: day(0)?,
        end: day(days.len() - 1)?,
    };
    (range.start <= range.end).then_some(range)
}

/// Whether `parts`, which name `days`, say that these are meant and no others. One day has no words before it that begin a
/// stretch or join it to another. Of a stretch, a dash or “to” is between the first day and the last, or all days are
/// listed: “15 and 18 June” are two days, “15 and 16 June” those from one to the other.
fn says_only(parts: &[Said], days: DateRange) -> bool {
    let parts = parts.iter().map(|said| said.part);
    if days.start == days.end {
        return !parts
            .into_iter()
            .any(|part| matches!(part, Part::From | Part::To | Part::And));
    }
    // “Between 15 and 18 June” is one.
    let is_begun = parts.clone().find(|part| part.is_word()) == Some(Part::From);
    let (mut count, mut is_list) = (0, false);
    let (mut spans, mut joins) = (true, false);
    for part in parts {
        match part {
            _ if part.spans() => spans = true,
            Part::And | Part::Comma => {
                joins = true;
                spans |= is_begun;
            }
            Part::Day(_) if !spans && !joins => return false,
            Part::Day(_) => {
                is_list |= !spans;
                count += 1;
                (spans, joins) = (false, false);
            }
            _ => {}
        }
    }
    let length = days.end.days_since_1970() - days.start.days_since_1970();
    !is_list || count == length + 1
}

/// The bytes of words and numbers, without the marks and the gaps between them.
fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_mark =
        |c: char| !c.is_alphanumeric() && !matches!(c, '\u{2bb}' | '\u{2bc}' | '’' | '\'');
    let mut behind = 0;
    text.split_inclusive(is_mark).filter_map(move |word| {
        let start = behind;
        behind += word.len();
        let end = start + word.trim_end_matches(is_mark).len();
        (start < end).then_some(start..end)
    })
}

/// The letters and digits of `word`, in lower case.
fn letters_of(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The day that `line` begins with, in figures or with a month of any language, with a year or without:
/// “2018-05-12”, “12–13 May”, “17 мая”, “May 12”. None where nothing follows the day.
pub fn day_at_start(line: &str) -> Option<&str> {
    day_with_month(line, |word| {
        Locale::all().any(|locale| locale.is_month(word))
    })
}

/// The day that `line` begins with, in figures or with a month by `is_month`.
fn day_with_month(line: &str, is_month: impl Fn(&str) -> bool) -> Option<&str> {
    let line = line.trim_start();
    // It is asked of every number in a text, whose rest is not to be read each time.
    let line = &line[..line.floor_char_boundary(DAY_AND_MONTH)];
    let mut starts = tokens(line);
    let (first, second) = (starts.next()?, starts.next()?);
    if range_in_figures(&line[first.clone()]).is_some() {
        return Some(&line[..first.end]);
    }
    let is_day = |word: &str| {
        let mut numbers = word.split(['-', '–']);
        numbers.all(|number| {
            (1..=2).contains(&number.chars().count()) && number.chars().all(char::is_numeric)
        })
    };
    let (one, other) = (&line[first], &line[second.clone()]);
    let month = match (is_day(one), is_day(other)) {
        (true, false) => other,
        (false, true) => one,
        _ => return None,
    };
    is_month(month).then(|| &line[..second.end])
}

/// The month whose name `word` is, or shortens, or declines, but for the marks in it: the one with which it shares the most
/// letters from the start, if it is one. A whole name may have an ending of up to `longest` letters.
fn month_in(word: &str, months: &[(u8, String)], longest: usize) -> Option<u8> {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let letters: Vec<char> = letters.flat_map(char::to_lowercase).collect();
    let shared = |(_, name): &(u8, String)| common_start(letters.iter().copied(), name.chars());
    let most = months.iter().map(shared).max()?;
    let mut best = months.iter().filter(|form| shared(form) == most);
    let is_whole = best.clone().any(|(_, name)| name.chars().count() == most);
    let has_enough = most >= LETTERS_OF_MONTH || is_whole && most == letters.len();
    let ending = if is_whole && most > LETTERS_OF_MONTH {
        longest
    } else {
        2
    };
    // A word that goes on in another way than the name is another word.
    if !has_enough || most + ending < letters.len() {
        return None;
    }
    let (month, _) = best.next()?;
    best.all(|(other, _)| other == month).then_some(*month)
}

/// The bytes of the words between white space, without the marks around them.
pub(super) fn tokens(words: &str) -> impl Iterator<Item = Range<usize>> {
    const MARKS: [char; 8] = [',', '،', ';', '؛', ':', '(', ')', '.'];
    let mut at = 0;
    words
        .split_inclusive(char::is_whitespace)
        .filter_map(move |word| {
            let start = at + word.len() - word.trim_start_matches(MARKS).len();
            at += word.len();
            let bare = word.trim_end().trim_matches(MARKS);
            (!bare.is_empty()).then_some(start..start + bare.len())
        })
}

/// The year, the month and the day that `words` are in figures: year first, or day first.
fn figures(words: &str) -> Option<(u16, u8, u8)> {
    let words = words.trim().trim_end_matches('.');
    let separator = words.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '.' | '/' | '-') {
        return None;
    }
    let parts: Vec<&str> = words.split(separator).map(str::trim).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    if year.len() != 4 {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// The day that `words` are in figures.
fn in_figures(words: &str) -> Option<Date> {
    let (year, month, day) = figures(words)?;
    day_in_figures(year, month, day)
}

/// Days in figures: one, or the first and the last, of which one leaves out what the other says: “14–15.05.2025”,
/// “2025-05-14/15”.
fn range_in_figures(words: &str) -> Option<DateRange> {
    if let Some(day) = in_figures(words) {
        return Some(day.into());
    }
    let mut between = ["–", "—", "−", "~", "/", "-", "‑"].iter();
    between.find_map(|between| {
        let (first, last) = words.split_once(between)?;
        range_between(first, last)
    })
}

/// The days in figures from `first` to `last`.
fn range_between(first: &str, last: &str) -> Option<DateRange> {
    let number = |figures: &str| figures.parse::<u8>().ok();
    let first = first.trim_end_matches('.');
    let is_year_first = first.find(|c: char| !c.is_ascii_digit()) == Some(4);
    let (start, end) = match (figures(first), figures(last)) {
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) if is_year_first => (start, (start.0, start.1, number(last)?)),
        (None, Some(end)) => {
            let (day, month) = match first.split_once('.') {
                Some((day, month)) => (day, number(month)?),
                None => (first, end.1),
            };
            ((end.0, month, number(day)?), end)
        }
        _ => return None,
    };
    let [start, end] = [start, end].map(|(year, month, day)| day_in_figures(year, month, day));
    let range = DateRange {
        start: start?,
        end: end?,
    };
    (range.start <= range.end).then_some(range)
}

/// A day in figures between slashes among `words` that is another where the month stands first, “03/04/2018”: as it is
/// typed, and both by the Gregorian calendar, first where the day is. It stands first in “03–05/04/2018”, which is not one
/// of them.
pub fn two_readings(words: &str) -> Option<(&str, [Date; 2])> {
    const BETWEEN: [char; 3] = ['-', '–', '—'];
    let is_shortened = |days: &str| {
        let first = days.split(BETWEEN).next().unwrap_or_default();
        first.len() < days.len()
            && first.starts_with(|c: char| c.is_ascii_digit())
            && !first.contains('/')
    };
    let days = tokens(words).map(|token| &words[token]);
    let days = days.filter(|days| !is_shortened(days));
    let mut typed = days.flat_map(|days| days.split(BETWEEN));
    typed.find_map(|typed| {
        let (first, rest) = typed.split_once('/')?;
        let (second, year) = rest.split_once('/')?;
        let month_first = format!("{second}/{first}/{year}");
        let days = [in_figures(typed)?, in_figures(&month_first)?];
        (days[0] != days[1]).then_some((typed, days))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{LANGUAGES, english};
    use super::*;
    use proptest::prelude::*;

    /// Words, marks and numbers such as stand in dates, in a row.
    fn notes() -> impl Strategy<Value = String> {
        let parts = "15|16|31|5|2017|1396|06|15.06.2017|2017-06-15|14–15.06.2017|June|июня|15-го|jun|خرداد|ژوئن|۱۵|۱۳۹۶|\
                     –|-|,|،|;|.|(|)|?|№|«|and|и|to|по|تا|from|с|of|г.|not|Osh|Monday|среда|İ|ß|\u{200c}";
        let part = prop::sample::select(parts.split('|').collect::<Vec<_>>());
        let gap = prop::sample::select(vec!["", " ", " ", "\u{a0}"]);
        prop::collection::vec((part, gap), 0..9)
            .prop_map(|parts| parts.iter().flat_map(|(part, gap)| [*part, *gap]).collect())
    }

    fn dates() -> impl Strategy<Value = Date> {
        (1900u16..2100, 1u8..=12, 1u8..=31)
            .prop_filter_map("no day", |(y, m, d)| Date::new(y, m, d))
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_its_words_name(words in notes()) {
            for locale in Locale::all() {
                if let Some((range, days)) = locale.find_date_range(&words) {
                    prop_assert_eq!(locale.parse_days(&words[range]), Some(days), "{}", locale.tag());
                }
            }
        }

        #[test]
        fn days_in_words_are_read_back_in_every_language(one in dates(), other in dates()) {
            let range = DateRange { start: one.min(other), end: one.max(other) };
            for data in &LANGUAGES {
                let locale = Locale { data };
                for range in [range, one.into()] {
                    let words = locale.date_range(range);
                    prop_assert_eq!(locale.parse_days(&words), Some(range), "{}: {}", data.tag, words);
                }
            }
        }
    }

    #[test]
    fn names_of_places_are_no_words_of_dates() {
        for data in &LANGUAGES {
            let own = Locale { data }.words_of_dates();
            assert!(!own.contains_key("ordinal"), "{}", data.tag);
        }
    }

    #[test]
    fn days_are_understood_however_they_are_written() {
        let day = |words: &str| {
            let range = english().parse_days(words);
            range.map(|range| format!("{}/{}", range.start, range.end))
        };
        for words in [
            "30.06.2018",
            "30/06/2018",
            "2018-06-30",
            "June 30, 2018",
            "30 Jun 2018",
            "30th of June 2018",
        ] {
            assert_eq!(
                day(words).as_deref(),
                Some("2018-06-30/2018-06-30"),
                "{words}"
            );
        }
        for words in [
            "2018-06-14 - 2018-06-15",
            "2018-06-14/2018-06-15",
            "14.06.2018 – 15.06.2018",
            "14–15.06.2018",
            "14.06–15.06.2018",
            "14-15/06/2018",
            "2018-06-14/15",
            "14–15 June 2018",
            "2018 June 14–15",
            "June 14, 2018 – June 15, 2018",
            "14 June 2018 – 15 June 2018",
        ] {
            assert_eq!(
                day(words).as_deref(),
                Some("2018-06-14/2018-06-15"),
                "{words}"
            );
        }
        for words in [
            "",
            "15–14.06.2018",
            "June 2018",
            "30 June",
            "31 June 2018",
            "soon",
            "30 Ju 2018",
            "1 2 3 June 2018",
            "5 June 2018 at 10",
            "June 5, 2018 at 10",
            "2018, 5 June at 10",
        ] {
            assert_eq!(day(words), None, "{words}");
        }
    }

    #[test]
    fn days_beside_other_words_are_no_days_alone() {
        let day = |tag: &str, words: &str| {
            let range = Locale::with_tag(tag).unwrap().parse_days(words)?;
            Some(format!("{}/{}", range.start, range.end))
        };
        for (tag, words) in [
            ("en", "15 and 16 June 2017"),
            ("en", "from 15 to 16 June, 2017"),
            ("en", "15th – 16th of June 2017"),
            ("en", "June 15, 2017 – June 16, 2017"),
            ("ru", "с 15 по 16 июня 2017 года"),
            ("kk", "2017 жылдың 15–16 маусым"),
            ("ru", "15-го – 16-го июня 2017 г."),
            ("ru", "между 15 и 16 июня 2017 года"),
            ("fa", "۱۵ و ۱۶ ژوئن ۲۰۱۷"),
            ("kk", "2017 жылғы 15 мен 16 маусым"),
        ] {
            let days = day(tag, words);
            assert_eq!(days.as_deref(), Some("2017-06-15/2017-06-16"), "{words}");
        }
        for (tag, words) in [
            ("en", "12, 13 and 14 June 2017"),
            ("en", "12, 13, 14 June 2017"),
            ("ru", "12, 13 и 14 июня 2017 г."),
            ("fa", "۱۲، ۱۳ و ۱۴ ژوئن ۲۰۱۷"),
            ("en", "Monday 12 to Wednesday 14 June 2017"),
            ("ru", "с 12.06.2017 по 14.06.2017"),
            ("ru", "12.06.2017г. – 14.06.2017г."),
            ("ru", "с 12.06 по 14.06.2017"),
            ("ru", "12.06 – 14.06.2017"),
            ("en", "2017-06-12 until 14 June 2017"),
            ("en", "12.06.2017, 13.06.2017 and 14.06.2017"),
        ] {
            let days = day(tag, words);
            assert_eq!(days.as_deref(), Some("2017-06-12/2017-06-14"), "{words}");
        }
        for (tag, words) in [
            ("en", "12, 14 and 15 June 2017"),
            ("fa", "۱۲، ۱۴ ژوئن ۲۰۱۷"),
            ("uz", "2017-yil 12-iyun, 14-iyun"),
            ("en", "12 (not 13) May 2018"),
            ("en", "12 (13) May 2018"),
            ("ru", "12 (не 13) мая 2018 г."),
            ("en", "12 May (was 13 May) 2018"),
            ("en", "12 for 13 May 2018"),
            ("en", "at 9 on 15 June 2017"),
            ("en", "10 of 20 May 2018"),
            ("en", "15 June 2017 (morning)"),
            ("en", "16 June 2017 (revised)"),
            ("en", "31 December 2021 at the latest"),
            ("en", "not later than 1 March 2022"),
            ("en", "15 June 2017 for all"),
            ("en", "16 June 2017 (first day) and 20 June 2017"),
            ("en", "16 and 20 June 2017"),
            ("en", "16, 20 June 2017"),
            ("ru", "не позднее 1 марта 2022 года"),
            ("ru", "15 июня 2017 г. в 18"),
            ("en", "not 5 October 2024"),
            ("en", "this 5 October 2024"),
            ("en", "5 October 2024?"),
            ("en", "12 March 2024altered9"),
            ("ru", "не 5 октября 2024 г."),
            ("en", "15-day June 2017"),
            ("en", "12.06.2017, 14.06.2017"),
            ("ru", "№ 15 июня 2017"),
        ] {
            assert_eq!(day(tag, words), None, "{words}");
        }
    }

    #[test]
    fn days_are_those_of_either_calendar_or_of_both_alike() {
        let dari = Locale::with_tag("prs").unwrap();
        let day = |words: &str| Some(dari.parse_days(words)?.start.to_string());
        for (words, expected) in [
            ("۲۰ جدی ۱۳۲۷ (۱۰ جنوری ۱۹۴۹)", Some("1949-01-10")),
            ("۲۰ جدی ۱۳۲۷", Some("1949-01-10")),
            ("۳۱ ثور ۱۳۹۶", Some("2017-05-21")),
            ("۱۰ جنوری ۱۹۴۹", Some("1949-01-10")),
            ("(۱۰ جنوری ۱۹۴۹)", Some("1949-01-10")),
            ("۲۰ جدی ۱۳۲۷ ()", Some("1949-01-10")),
            ("۱۰ جنوری ۱۹۴۹ (۲۰ جدی ۱۳۲۷)", Some("1949-01-10")),
            ("۲۰ جدی ۱۳۲۷ (۱ جنوری ۱۹۴۹)", None),
            ("۲۰ جدد ۱۳۲۷ (۱ جنوری ۱۹۴۹)", None),
            ("۱۱ جدی ۱۳۲۷ (۱ جنوری ۱۹۴۹) ۲۰ جدی ۱۳۲۷", None),
            ("۳۱ جدی ۱۳۲۷", None),
            ("۱۰ جنوری ۱۳۲۷", None),
            ("۱۳۲۷/۱۰/۲۰", Some("1949-01-10")),
            ("۳۱/۲/۱۳۹۶", Some("2017-05-21")),
        ] {
            assert_eq!(day(words).as_deref(), expected, "{words}");
        }
        let at_odds = |words: &str| {
            let days = dari.days_at_odds(words)?;
            Some(days.map(|days| days.start.to_string()))
        };
        let expected = ["1949-01-10", "1949-01-01"].map(str::to_owned);
        assert_eq!(at_odds("۲۰ جدی ۱۳۲۷ (۱ جنوری ۱۹۴۹)"), Some(expected));
        assert_eq!(at_odds("۱۱ جدی ۱۳۲۷ (۱ جنوری ۱۹۴۹)"), None);
    }

    #[test]
    fn days_with_the_words_for_year_and_month_are_days() {
        let day = |tag: &str, words: &str| {
            let locale = Locale::with_tag(tag).unwrap();
            let (range, days) = locale.find_date_range(words)?;
            (range == (0..words.len())).then(|| days.start.to_string())
        };
        for (tag, words) in [
            ("fa", "۱۵ ژوئن سال ۲۰۱۷"),
            ("fa", "۲۵ خرداد ماه ۱۳۹۶"),
            ("fa", "۱۵ ماه ژوئن ۲۰۱۷"),
            ("prs", "۱۵ جون سال ۲۰۱۷"),
            ("prs", "۲۵ برج جوزای ۱۳۹۶"),
            ("kk", "2017 ж. 15 маусым"),
            ("kk", "2017 жылдың маусым айының 15-і"),
            ("kk", "2017 жылғы 15 маусымдағы"),
            ("ky", "2017 ж. 15 июнь"),
            ("ky", "2017-жылдын июнь айынын 15инде"),
            ("tg", "15-уми июни соли 2017"),
            ("tk", "2017 ý. 15 iýun"),
            ("uz", "2017 y. 15 iyun"),
            ("uz-Cyrl", "2017 й. 15 июнь"),
            ("ru", "15 числа июня 2017"),
            ("ru", "15 июня месяца 2017"),
            ("ru", "15-ого июня 2017"),
            ("en", "15 June of the year 2017"),
        ] {
            assert_eq!(day(tag, words).as_deref(), Some("2017-06-15"), "{words}");
        }
        for (tag, words, expected) in [
            ("uz", "2017-yil 15-oktyabr", "2017-10-15"),
            ("uz", "2017-yil 15-sentyabrda", "2017-09-15"),
            ("uz-Cyrl", "2017 йил 15 октабр", "2017-10-15"),
            ("prs", "۱۵ آگست ۲۰۱۷", "2017-08-15"),
            ("ky", "2017-жылдын 15-майында", "2017-05-15"),
        ] {
            assert_eq!(day(tag, words).as_deref(), Some(expected), "{words}");
        }
    }

    #[test]
    fn figures_have_the_word_for_the_year_behind_them() {
        for (tag, words) in [
            ("ru", "15.06.2017 г."),
            ("ru", "15.06.2017г."),
            ("tk", "15.06.2017 ý."),
            ("uz", "15.06.2017 y."),
        ] {
            let days = Locale::with_tag(tag).unwrap().parse_days(words);
            assert_eq!(days, Date::new(2017, 6, 15).map(DateRange::from), "{words}");
        }
    }

    #[test]
    fn numbers_of_houses_rooms_and_minutes_are_no_days() {
        let day = |tag: &str, words: &str| {
            let locale = Locale::with_tag(tag).unwrap();
            let (_, days) = locale.find_date_range(words)?;
            Some(format!("{}/{}", days.start, days.end))
        };
        for (tag, words) in [
            ("ru", "Бишкек, ул. Киевская, 5, 15 июня 2017 г."),
            ("ru", "Протокол № 5 от 15 июня 2017 г."),
            ("ru", "Протокол № 5 от 15.06.2017"),
            ("ru", "каб. 12, 15 июня 2017 г."),
            ("ru", "№ 12, 15 июня 2017 г."),
            ("en", "Conference Room No. 5, 15 June 2017"),
            ("en", "Abay st. 5, 15 June 2017"),
            ("en", "Astana, Mangilik El avenue, 55, 15 June 2017"),
            ("en", "growth of 12%, 15 June 2017"),
            ("en", "10:30, 15 June 2017"),
            ("ru", "в 9.30 15 июня 2017 г."),
            ("fa", "ساعت ۱۰:۳۰، ۱۵ ژوئن ۲۰۱۷"),
            ("ru", "ул. Абая 5/7, 15 июня 2017 г."),
            ("en", "The 2nd meeting (COP-21, 15 June 2017) took place."),
            ("ru", "каб. 2.12, 15 июня 2017 г."),
            ("ru", "зал «Алатау» 5, 15 июня 2017 г."),
            ("ru", "№ 2-15, 15 июня 2017 г."),
        ] {
            let expected = "2017-06-15/2017-06-15";
            assert_eq!(day(tag, words).as_deref(), Some(expected), "{words}");
        }
        for (tag, words, expected) in [
            ("en", "between 15 and 17 June 2017", "2017-06-15/2017-06-17"),
            ("ru", "между 15 и 17 июня 2017 г.", "2017-06-15/2017-06-17"),
            (
                "kk",
                "2017 жылғы 30 маусым мен 2 шілде аралығында",
                "2017-06-30/2017-07-02",
            ),
            (
                "ky",
                "2017-жылдын 15 менен 18 июну",
                "2017-06-15/2017-06-18",
            ),
            (
                "en",
                "Thursday, 15 June – Saturday, 17 June 2017",
                "2017-06-15/2017-06-17",
            ),
            (
                "ru",
                "четверг, 15 июня – суббота, 17 июня 2017 г.",
                "2017-06-15/2017-06-17",
            ),
            ("en", "15~16 June 2017", "2017-06-15/2017-06-16"),
            ("en", "15.06.2017−16.06.2017", "2017-06-15/2017-06-16"),
        ] {
            assert_eq!(day(tag, words).as_deref(), Some(expected), "{words}");
        }
        for words in [
            "10—11 and 15 June 2017",
            "12, 14 and 15 June 2017",
            "18 June and 25 June 2017",
        ] {
            assert_eq!(day("en", words), None, "{words}");
        }
    }

    #[test]
    fn the_endings_of_days_say_from_and_to() {
        for (tag, words) in [
            ("uz", "2017-yil 28-iyundan 2-iyulgacha"),
            ("uz", "2017-yil 28-iyundan 2-iyulga qadar"),
            ("uz", "2017-yilning 28-iyunidan 2-iyuligacha"),
            ("uz-Cyrl", "2017 йил 28 июндан 2 июлгача"),
            ("uz-Cyrl", "2017 йил 28-июндан 2-июлга қадар"),
            ("ky", "2017-жылдын 28-июнунан 2-июлуна чейин"),
            ("ky", "2017-жылдын 28-июндан 2-июлга чейин"),
            ("kk", "2017 жылғы 28 маусымнан 2 шілдеге дейін"),
            ("kk", "2017 жылдың 28 маусымынан 2 шілдесіне дейін"),
            ("tk", "2017-nji ýylyň 28-nji iýunyndan 2-nji iýulyna çenli"),
        ] {
            let locale = Locale::with_tag(tag).unwrap();
            let expected = DateRange {
                start: Date::new(2017, 6, 28).unwrap(),
                end: Date::new(2017, 7, 2).unwrap(),
            };
            assert_eq!(locale.parse_days(words), Some(expected), "{words}");
            let among = format!("Bişkek, {words}.");
            let found = locale.find_date_range(&among).map(|(_, days)| days);
            assert_eq!(found, Some(expected), "{among}");
        }
        for (tag, words) in [
            ("uz", "2017-yil 12-dan 14-iyungacha"),
            ("uz-Cyrl", "2017 йил 12 дан 14 июнгача"),
            ("ky", "2017-жылдын 12ден 14-июнуна чейин"),
            ("kk", "2017 жылғы 12-ден 14 маусымға дейін"),
        ] {
            let days = Locale::with_tag(tag).unwrap().parse_days(words);
            let days = days.map(|days| (days.start.day, days.end.day));
            assert_eq!(days, Some((12, 14)), "{words}");
        }
        // One day has them, too.
        let days = Locale::with_tag("uz")
            .unwrap()
            .parse_days("2017-yil 15-iyundan");
        assert_eq!(days, Date::new(2017, 6, 15).map(DateRange::from));
        for (tag, words) in [
            ("uz", "2017-yil 15-iyunga qadar"),
            ("uz", "2017-yil 15-iyungacha"),
            ("uz", "2017-yil 12-iyundan 14-va 15-iyungacha"),
        ] {
            let days = Locale::with_tag(tag).unwrap().parse_days(words);
            assert_eq!(days, None, "{words}");
        }
    }

    #[test]
    fn days_of_the_week_are_understood_where_they_are_those_of_the_days() {
        let locale = |tag: &str| Locale::with_tag(tag).unwrap();
        for (tag, words) in [
            ("en", "Wednesday, 17 May 2017"),
            ("en", "17 May 2017 (Wed.)"),
            ("en", "Wednesday 17.05.2017"),
            ("ru", "среда, 17 мая 2017 г."),
            ("ru", "в среду, 17 мая 2017 года"),
            ("kk", "2017 жылғы 17 мамыр, сәрсенбі"),
            ("fa", "چهارشنبه، ۱۷ مه ۲۰۱۷"),
        ] {
            let days = locale(tag).parse_days(words);
            let day = Date::new(2017, 5, 17).map(DateRange::from);
            assert_eq!(days, day, "{words}");
        }
        for words in [
            "Wednesday 17 – Thursday 18 May 2017",
            "Wednesday, 17–18 May 2017",
            "17 May 2017 to Thursday, 18 May 2017",
        ] {
            assert!(locale("en").parse_days(words).is_some(), "{words}");
        }
        for words in [
            "Thursday, 17 May 2017",
            "Wednesday 17 – Friday 19 June 2017",
            "Thursday, 17–18 May 2017",
            "17 May to Friday, 18 May 2017",
            "Wednesday, Thursday, 17 May 2017",
        ] {
            assert_eq!(locale("en").parse_days(words), None, "{words}");
        }
        let other = locale("ru").other_weekday("чт, 17 мая 2017 г.");
        let day = Date::new(2017, 5, 17).unwrap();
        assert_eq!(other, Some((day, "чт".to_owned())));
        assert_eq!(locale("ru").other_weekday("среда, 17 мая 2017 г."), None);
    }

    #[test]
    fn days_are_found_in_sentences() {
        let found = |words: &str| {
            let (range, days) = english().find_date_range(words)?;
            Some((
                words[range].to_owned(),
                format!("{}/{}", days.start, days.end),
            ))
        };
        assert_eq!(
            found("The meeting in Astana (15–16 June 2017) brought 42 people together."),
            Some((
                "15–16 June 2017".to_owned(),
                "2017-06-15/2017-06-16".to_owned()
            ))
        );
        assert_eq!(
            found("Held on 2017-06-15, at the invitation"),
            Some(("2017-06-15".to_owned(), "2017-06-15/2017-06-15".to_owned()))
        );
        assert_eq!(found("May 40 people of 2017 come"), None);
        // A number among other words is no day of a month that stands behind them.
        for words in [
            "Outcomes of the 3rd regional workshop, Astana, June 2017",
            "The 5th meeting of the council was held in Astana in May 2017.",
            "2 days in June 2017",
            "2 weeks after March 2018",
            "10 days before May 2018",
            "5 experts may be hired in 2018",
            "12 de 2018",
        ] {
            assert_eq!(found(words), None, "{words}");
        }
        let russian = Locale::with_tag("ru").unwrap();
        let of_russian = |words| Some(russian.find_date_range(words)?.1.start.to_string());
        for words in [
            "3-й региональный семинар, Астана, июнь 2017 г.",
            "2 недели после марта 2018 г.",
        ] {
            assert_eq!(of_russian(words), None, "{words}");
        }
        let day = of_russian("встреча 15-го июня 2017 г.");
        assert_eq!(day.as_deref(), Some("2017-06-15"));
        // The last of several days are not all of them.
        for words in [
            "Date: 10 and 15 June 2017",
            "12, 14 and 15 June 2017",
            "on 12, 13 and 15 June 2017",
            "12 (not 13) May 2018",
        ] {
            assert_eq!(found(words), None, "{words}");
        }
        // Two days are no stretch where something else stands between them.
        for words in [
            "15 June 2017; report by 30 June 2017",
            "15 June 2017 (published 30 June 2017)",
            "Room 5, 15 June 2017",
            "Session 1 (15 June 2017)",
            "1. 15 June 2017",
            "2 | 15 June 2017",
            "at 9 on 15 June 2017",
        ] {
            let days = found(words).map(|(_, days)| days);
            assert_eq!(days.as_deref(), Some("2017-06-15/2017-06-15"), "{words}");
        }
    }

    #[test]
    fn a_day_in_figures_can_be_two() {
        let both = [(2026, 4, 3), (2026, 3, 4)].map(|(y, m, d)| Date {
            year: y,
            month: m,
            day: d,
        });
        for words in [
            "by 03/04/2026",
            "03/04/2026-05/04/2026",
            "from 03/04/2026 to 05/04/2026.",
        ] {
            assert_eq!(two_readings(words), Some(("03/04/2026", both)), "{words}");
        }
        let days = two_readings("03/04/1397").map(|(_, days)| days.map(|day| day.to_string()));
        assert_eq!(days, Some(["2018-06-24", "2018-05-25"].map(str::to_owned)));
        for words in [
            "13/04/2026",
            "04/04/2026",
            "03.04.2026",
            "2026-03-04",
            "03-05/04/2026",
            "from 3–5/04/2026.",
            "and/or/2026",
        ] {
            assert_eq!(two_readings(words), None, "{words}");
        }
    }

    #[test]
    fn days_are_read_in_digits_of_arabic_keyboards() {
        for tag in ["fa", "prs"] {
            let locale = Locale::with_tag(tag).unwrap();
            let day = Date::new(2017, 6, 15).unwrap();
            let words = locale.date_range(day.into());
            let typed: String = words
                .chars()
                .map(|c| match c {
                    '۰'..='۹' => char::from_u32(c as u32 - 0x90).unwrap(),
                    _ => c,
                })
                .collect();
            assert_ne!(typed, words);
            assert_eq!(locale.parse_days(&typed), Some(day.into()), "{typed}");
        }
    }
}
