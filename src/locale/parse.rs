//! Words back to what they stand for: days, countries, numbers, lists, as people write them who edit a
//! document.

use super::date;
use super::territory::{name_at_end, other_names};
use super::{Argument, COUNTS, Locale, Message, Piece, decimal_digit, solar_hijri};
use crate::date::{Date, DateRange};
use crate::ordered::Ordered;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many letters of a month's name are enough to know it by.
pub(super) const LETTERS_OF_MONTH: usize = 3;
/// How many words the days of a meeting take at most.
const LONGEST_DATE: usize = 12;
/// The dashes between days, and the stroke.
const DASHES: [char; 8] = ['-', '‑', '–', '—', '−', '/', '~', '～'];
/// How many digits a group of thousands has.
const GROUP: usize = 3;
/// More bytes than a day and its month have.
const DAY_AND_MONTH: usize = 100;
/// How many words are searched for a date.
const LONGEST_SEARCH: usize = 2000;

impl Locale {
    /// The days whose numbers, months and years stand among `words`, whatever else does.
    fn parse_date_range(&self, words: &str) -> Option<DateRange> {
        let words = self.ascii_digits(words);
        match self.in_two_calendars(&words) {
            Some([one, other]) => one.filter(|days| Some(*days) == other),
            None => self.days_in_one_calendar(&words),
        }
    }

    /// The days that `words` name in one calendar and in the other, where those differ.
    pub fn days_at_odds(&self, words: &str) -> Option<[DateRange; 2]> {
        let (_, words) = self.without_weekdays(&self.ascii_digits(words));
        let [one, other] = self.in_two_calendars(&words)?;
        let (one, other) = (one?, other?);
        (one != other).then_some([one, other])
    }

    /// What `words` name before and inside brackets, where the language writes days in two calendars so, and there are
    /// words in both places and none behind them.
    fn in_two_calendars(&self, words: &str) -> Option<[Option<DateRange>; 2]> {
        let (before, rest) = words.split_once('(')?;
        let (inside, behind) = rest.split_once(')').unwrap_or((rest, ""));
        let [before, inside, behind] = [before, inside, behind]
            .map(|words| Some(words).filter(|words| words.contains(char::is_alphanumeric)));
        let has_two = self.has(Message::MonthSolarHijri) && behind.is_none();
        let halves = before.zip(inside).filter(|_| has_two)?;
        Some([halves.0, halves.1].map(|words| self.days_in_one_calendar(words)))
    }

    /// The days that `words`, whose digits are those of ASCII, name in the calendar whose months they have.
    fn days_in_one_calendar(&self, words: &str) -> Option<DateRange> {
        let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
        let [gregorian, solar_hijri] = self.calendars();
        let days = range_in_figures(words).or_else(|| days_in_words(words, gregorian, Date::new));
        if solar_hijri.is_empty() {
            return days;
        }
        // A year of the one calendar is none of the other.
        let days = days.filter(|days| days.start.year > solar_hijri::LAST_YEAR);
        days.or_else(|| days_in_words(words, solar_hijri, solar_hijri::to_gregorian))
    }

    /// The days that `words` name: as [`Locale::date_range`] writes them, in figures (`30.06.2018`,
    /// `30/06/2018`, `2018-06-30`), or with the parts in another order or the month shortened; in a language with two
    /// calendars in either of them, or in both alike. None where they name none, or not clearly, or say anything else:
    /// they have no word that is none of a date in the language, no days but those that are named, and no other days
    /// of the week.
    pub fn parse_days(&self, words: &str) -> Option<DateRange> {
        let (days, other) = self.days_beside_weekdays(words)?;
        other.is_none().then_some(days)
    }

    /// A day that `words` name, and the day of the week beside it where that is another.
    pub fn other_weekday(&self, words: &str) -> Option<(Date, String)> {
        self.days_beside_weekdays(words)?.1
    }

    /// The days that `words` name, and the first of them beside which another day of the week stands, with its word.
    fn days_beside_weekdays(&self, words: &str) -> Option<(DateRange, Option<(Date, String)>)> {
        let (weekdays, words) = self.without_weekdays(words);
        let days = self.parse_days_alone(&words)?;
        let of_days = of_weekdays(days, weekdays.len())?;
        let mut pairs = of_days.into_iter().zip(weekdays);
        let other = pairs.find(|(day, (weekday, _))| day.weekday() != *weekday);
        let other = other.map(|(day, (_, word))| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            (day, word.to_owned())
        });
        Some((days, other))
    }

    /// The days of the week that are among `words`, from 0 for Monday, and the others of the words.
    fn without_weekdays<'w>(&self, words: &'w str) -> (Vec<(usize, &'w str)>, String) {
        let letters = |word: &str| -> String {
            let letters = word.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let (mut weekdays, mut others) = (Vec::new(), Vec::new());
        for word in words.split_whitespace() {
            let bare = letters(word);
            let names = self.weekdays();
            match names.iter().position(|name| letters(name) == bare) {
                Some(place) => weekdays.push((place % 7, word)),
                None => others.push(word),
            }
        }
        (weekdays, others.join(" "))
    }

    /// The days that `words` name where they say nothing else, and no days of the week.
    fn parse_days_alone(&self, words: &str) -> Option<DateRange> {
        let days = self.parse_date_range(words)?;
        let lower = self.ascii_digits(words).to_lowercase();
        let own = &self.words_of_dates()[0];
        // “From” is of a stretch of days, and of one day only its beginning.
        let is_stretch = days.start != days.end;
        let is_own = |word: &str| {
            is_figure(word)
                || self.is_month(word)
                || own.contains(word)
                || self.is_in_date(word)
                || self.is_beside_date(word)
                || is_stretch && (self.joins_days(word) || self.begins_days(word))
        };
        let mut words = lower.split_whitespace().flat_map(without_ending);
        if lower.contains(['?', '؟']) || !words.all(is_own) {
            return None;
        }
        let parts: Vec<&str> = match self.in_two_calendars(&lower) {
            Some(_) => lower.split('(').collect(),
            None => vec![&lower],
        };
        let length = days.end.days_since_1970() - days.start.days_since_1970();
        let is_clear = !is_stretch || parts.iter().all(|part| self.is_stretch(part, length));
        is_clear.then_some(days)
    }

    /// Whether the days in `words`, in lower case, are a stretch of `length` days behind the first: a dash or “to” is
    /// between them, or they are listed one by one. “15 and 18 June” are two days, “15 and 16 June” those from one to the
    /// other.
    fn is_stretch(&self, words: &str, length: i32) -> bool {
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        if range_in_figures(bare).is_some() {
            return true;
        }
        // “Between 15 and 18 June” is one, as is «15 мен 18».
        let is_begun = words_of(words)
            .next()
            .is_some_and(|word| self.begins_days(word));
        let (mut rest, mut count, mut is_list) = (words, 0, false);
        let (mut spans, mut joins) = (true, false);
        for word in words.split_whitespace().flat_map(without_ending) {
            let Some((gap, behind)) = rest.split_once(word) else {
                return false;
            };
            rest = behind;
            // That of “14-iyun” ties a day to its month.
            let is_tie = gap == "-" && !is_figure(word);
            joins |=
                gap.contains(['&', '+']) || self.joins_days(word) || self.joins_days(gap.trim());
            spans |= gap.contains(DASHES) && !is_tie
                || self.span_words().contains(&word)
                || self.joiners_of_days().contains(&word)
                || is_begun && joins;
            if is_day(word) {
                if !spans && !joins {
                    return false;
                }
                is_list |= !spans;
                count += 1;
                (spans, joins) = (false, false);
            }
        }
        !is_list || count == length + 1
    }

    /// Whether a word, in lower case, or a mark joins the days of a list or of a stretch: “and”, “to”.
    fn joins_days(&self, word: &str) -> bool {
        self.words_of_dates()[1].contains(word)
    }

    /// Whether the days that follow the tokens `before` of `words` are only the last of several: “14 and 15 June 2017” in
    /// “12, 14 and 15 June 2017”. A number behind another word is that of a room or a session, and one between commas
    /// that of a house.
    fn follows_days(&self, words: &str, before: &[Range<usize>]) -> bool {
        let lower = |token: &Range<usize>| words[token.clone()].to_lowercase();
        let is_dash = |word: &str| word.trim_matches(DASHES).is_empty();
        let is_between = |word: &str| {
            let is_of_one = self.is_beside_date(word) || self.begins_days(word);
            let is_filler = self.is_frequent(word) && !is_of_one;
            let is_joiner = self.joins_days(word) || matches!(word, "&" | "+");
            is_filler || is_joiner || is_dash(word)
        };
        let Some(place) = before.iter().rposition(|token| !is_between(&lower(token))) else {
            return false;
        };
        let day = &before[place];
        let is_number = lower(day).split(DASHES).all(is_day);
        let has_end = words[day.end..].starts_with(['.', ';', ':', ')']);
        let is_behind_comma = place + 1 == before.len() && words[day.end..].starts_with(',');
        let is_counted = |token: &Range<usize>| {
            let (word, gap) = (lower(token), words[token.end..day.start].trim());
            let is_of_days = is_dash(&word)
                || word == "|"
                || is_day(&word)
                || self.is_beside_date(&word)
                || self.begins_days(&word)
                || self.weekdays().contains(&word.as_str());
            let is_near = matches!(gap, "" | ".") || gap == "," && is_behind_comma;
            is_near && !is_of_days
        };
        is_number && !has_end && !before[..place].last().is_some_and(is_counted)
    }

    /// The words that the language has in dates, and those that join days, in lower case.
    fn words_of_dates(&self) -> &'static [BTreeSet<String>; 2] {
        let words = &self.data.words_of_dates;
        words.get_or_init(|| [self.words_in_dates(), self.words_between_days()])
    }

    fn words_between_days(&self) -> BTreeSet<String> {
        let joiners = self.list_joiners().into_iter();
        let joiners = joiners.map(|joiner| joiner.trim().to_owned());
        let others = self.span_words().iter().chain(self.joiners_of_days());
        joiners
            .chain(others.map(|word| (*word).to_owned()))
            .into_set()
    }

    fn words_in_dates(&self) -> BTreeSet<String> {
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
        // Those of months that are too short to be known by a part of them.
        let months = self.calendars().iter().flatten();
        let mut own: BTreeSet<String> = months.map(|(_, name)| name.clone()).into_set();
        for piece in dates.chain(ordinals) {
            if let Piece::Words(words) = piece {
                own.extend(words_of(&words.to_lowercase()).map(str::to_owned));
            }
        }
        own
    }

    /// The days that are named somewhere in `words`, and the bytes of their name, in which every word is one of a date. Of
    /// several that are not the first and the last of a stretch it is the first that has a month and a year.
    pub fn find_date_range(&self, words: &str) -> Option<(Range<usize>, DateRange)> {
        let tokens: Vec<_> = tokens(words).take(LONGEST_SEARCH).collect();
        let months = self.months();
        let is_date_word = |token: &Range<usize>| {
            let word = &words[token.clone()];
            word.contains(char::is_numeric) || month_in(word, months).is_some()
        };
        // “From 15”, “Thursday, 15”
        let begins = |token: &Range<usize>| {
            let word = words[token.clone()].to_lowercase();
            self.begins_days(&word) || self.weekdays().contains(&word.as_str())
        };
        for first in 0..tokens.len() {
            if !is_date_word(&tokens[first]) && !begins(&tokens[first]) {
                continue;
            }
            let longest = (first + LONGEST_DATE).min(tokens.len());
            for last in (first..longest).rev() {
                let range = tokens[first].start..tokens[last].end;
                let named = &words[range.clone()];
                // Most have no days at all, which is known sooner.
                if is_date_word(&tokens[last])
                    && self.parse_date_range(named).is_some()
                    && let Some(days) = self.parse_days(named)
                    && !self.follows_days(words, &tokens[..first])
                {
                    return Some((range, days));
                }
            }
        }
        None
    }

    /// The months of the Gregorian calendar by their names, in lower case, and by the other forms of those.
    pub(super) fn months(&self) -> &'static [(u8, String)] {
        &self.calendars()[0]
    }

    /// The same of the Gregorian and of the Solar Hijri calendar; none of one that the language does not have.
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

    /// Whether `word` is the name of a month of either calendar, or declines or shortens one.
    pub(crate) fn is_month(&self, word: &str) -> bool {
        let mut calendars = self.calendars().iter();
        calendars.any(|months| month_in(word, months).is_some())
    }

    /// Whether `words`, in a sentence of the language, begin with a day, and not with “9 may help” or “9 marks”.
    pub fn begins_with_day(&self, words: &str) -> bool {
        let january = self.filled(Message::Month, &[("month", Argument::Count(1))]);
        let has_capital = january.starts_with(char::is_uppercase);
        let is_name = |word: &str| {
            let length = word.chars().count();
            let lower = word.to_lowercase();
            let is_close = |(_, name): &(u8, String)| {
                let pairs = lower.chars().zip(name.chars());
                let shared = pairs.take_while(|(one, other)| one == other).count();
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

    /// The code of the country whose name stands at the end of `words`, in this language or else in another, and
    /// the bytes in front of the name. Another name than the one that is printed is known too: “Kyrgyz Republic”.
    pub fn find_country(&self, words: &str) -> Option<(&'static str, usize)> {
        let others = Self::all().filter(|other| other.tag() != self.tag());
        let words = words.trim_end();
        std::iter::once(*self).chain(others).find_map(|locale| {
            let own = locale.data.territories.iter();
            let names = own.map(|(code, name)| (*code, *name));
            let named = names.chain(other_names().iter().copied());
            // Of “Ireland” and “Northern Ireland” the longer one.
            named
                .filter_map(|(code, name)| Some((code, name_at_end(words, name)?)))
                .min_by_key(|(_, start)| *start)
        })
    }

    /// The code of the country with this name as it is printed, or this code.
    pub fn parse_country(&self, words: &str) -> Option<&'static str> {
        let words = words.trim().to_lowercase();
        let names = &self.data.territories;
        names
            .iter()
            .find(|(code, name)| name.to_lowercase() == words || code.to_lowercase() == words)
            .map(|(code, _)| *code)
    }

    /// A number that is written as the language writes it, as it is typed in TOML: `1234.50`. None where
    /// `words` are anything but one number.
    pub fn parse_number(&self, words: &str) -> Option<String> {
        let signs = self.signs();
        let words = self.ascii_digits(words);
        let mut rest = words.trim();
        let mut number = String::new();
        let minuses = [signs.minus.as_str(), "-", "\u{2212}"].map(|minus| (minus, '-'));
        for (sign, typed) in minuses.into_iter().chain([("+", '+')]) {
            if let Some(after) = rest.strip_prefix(sign) {
                number.push(typed);
                rest = after;
                break;
            }
        }
        let (whole, decimals) = match rest.split_once(signs.decimal.as_str()) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (rest, None),
        };
        let parts: Vec<&str> = whole.split(|c| signs.is_group(c)).collect();
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_grouped = parts.len() == 1
            || parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3);
        if !parts.iter().all(|part| is_digits(part)) || !is_grouped {
            return None;
        }
        let whole = parts.concat();
        // TOML has no number that begins with nought.
        if whole.len() > 1 && whole.starts_with('0') || whole.len() > 18 {
            return None;
        }
        number += &whole;
        if let Some(decimals) = decimals {
            if !is_digits(decimals) {
                return None;
            }
            number.push('.');
            number += decimals;
        }
        Some(number)
    }

    /// The first number in `words`, such as the count in “42 participants”.
    pub fn parse_count(&self, words: &str) -> Option<u64> {
        let words = self.ascii_digits(words);
        let start = words.find(|c: char| c.is_ascii_digit())?;
        let signs = self.signs();
        let digits_of =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (first, mut rest) = words[start..].split_at(digits_of(&words[start..]));
        let mut digits = first.to_owned();
        // “42 15” are two numbers.
        while first.len() <= GROUP
            && let Some(behind) = rest.strip_prefix(|c| signs.is_group(c))
            && digits_of(behind) == GROUP
        {
            let (group, others) = behind.split_at(GROUP);
            digits += group;
            rest = others;
        }
        digits.parse().ok()
    }

    /// How many people `words` say were there, and nothing else: “42 participants”, “42”.
    pub fn parse_attendance(&self, words: &str) -> Option<u64> {
        let lower = words.to_lowercase();
        let number = COUNTS.into_iter().find_map(|count| {
            let arguments = [
                ("count", Argument::Count(count)),
                ("number", Argument::Slot),
            ];
            let mut rest = lower.trim();
            for piece in self.pieces(Message::Attendance, &arguments) {
                if let Piece::Words(noun) = piece {
                    let noun = noun.trim().to_lowercase();
                    rest = rest
                        .strip_prefix(&noun)
                        .or(rest.strip_suffix(&noun))?
                        .trim();
                }
            }
            self.parse_number(rest)
        });
        number.or_else(|| self.parse_number(&lower))?.parse().ok()
    }

    /// The words that stand between the items of a list in a sentence: “, and ”, “ and ”, “, ”. The longest stand first.
    pub fn list_joiners(&self) -> Vec<String> {
        let (two, three) = (self.list(2), self.list(3));
        // A slot for each item, and words between.
        let between = [two.get(1), three.get(1), three.get(3)];
        let joiners = between.into_iter().flatten().filter_map(Piece::words);
        let mut joiners: Vec<String> = joiners.map(str::to_owned).collect();
        if let [last, comma, ..] = &joiners[..] {
            joiners.push(format!("{}{last}", comma.trim_end()));
        }
        joiners.sort_unstable_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
        joiners.dedup();
        joiners
    }

    /// The same for a list whose items have commas of their own: “; and ”, “; ”.
    pub fn list_joiners_apart(&self) -> Vec<String> {
        let apart = self.between(Message::ListApart);
        let two = self.list(2);
        let last = two.get(1).and_then(Piece::words);
        let last = last.map(|last| format!("{}{last}", apart.trim_end()));
        last.into_iter().chain([apart]).collect()
    }

    /// What stands between things in a row that `join` joins: “; ” between the items of a list whose items have commas
    /// of their own.
    pub fn between(&self, join: Message) -> String {
        self.row(join, 2).iter().filter_map(Piece::words).collect()
    }

    pub(super) fn ascii_digits(&self, words: &str) -> String {
        let signs = self.signs();
        words.chars().map(|c| signs.digit(c).unwrap_or(c)).collect()
    }
}

/// The days that `words` name with `months` in lower case; `date` gives the day of a year, a month and a number.
fn days_in_words(
    words: &str,
    months: &[(u8, String)],
    date: fn(u16, u8, u8) -> Option<Date>,
) -> Option<DateRange> {
    let (mut days, mut found, mut years) = (Vec::new(), Vec::new(), Vec::new());
    // How many months there are at least, and whether the last word was a day.
    let (mut least, mut after_day) = (0, false);
    for word in words_of(words) {
        let follows_day = std::mem::take(&mut after_day);
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        if digits.is_empty() {
            if let Some(month) = month_of(&word.to_lowercase(), months) {
                found.push(month);
            }
            continue;
        }
        match digits.parse::<u16>().ok()? {
            day @ 1..=31 if digits.len() <= 2 => {
                // Behind a whole date it is the hour, unless it has a month of its own: «15 июня 2017 г. в 18».
                if !follows_day && !years.is_empty() && days.len() == found.len() {
                    least = found.len() + 1;
                }
                after_day = true;
                days.push(day as u8);
            }
            year @ 1000..=9999 => years.push(year),
            _ => return None,
        }
    }
    let at = |list: &[u8], place: usize| list.get(place).or(list.last()).copied();
    let day = |place: usize| {
        let year = years.get(place).or(years.last()).copied()?;
        date(year, at(&found, place)?, at(&days, place)?)
    };
    let is_row = found.len() == 1 && days.windows(2).all(|pair| pair[1] == pair[0] + 1);
    // Of one month, every day may be named.
    let counts_fit = ((1..=2).contains(&days.len()) || is_row)
        && (least..=days.len()).contains(&found.len())
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

/// The days that so many days of the week are of: the only one, or the first and the last. None where that cannot be
/// known.
fn of_weekdays(days: DateRange, weekdays: usize) -> Option<Vec<Date>> {
    match weekdays {
        0 => Some(Vec::new()),
        1 => (days.start == days.end).then(|| vec![days.start]),
        2 => (days.start != days.end).then(|| vec![days.start, days.end]),
        _ => None,
    }
}

/// Words and numbers, without the marks and the gaps between them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '\u{2bb}' | '\u{2bc}' | '’' | '\'');
    text.split(move |c: char| !is_inner(c))
        .filter(|word| !word.is_empty())
}

/// Whether a word is a figure, with the ending of an ordinal number or without.
fn is_figure(word: &str) -> bool {
    let ending = word.trim_start_matches(char::is_numeric);
    ending.len() < word.len() && !ending.contains(char::is_numeric)
}

/// Whether a word is a figure that can be that of a day.
fn is_day(word: &str) -> bool {
    let (digits, ending) =
        word.split_at(word.len() - word.trim_start_matches(char::is_numeric).len());
    let digits: String = digits.chars().filter_map(decimal_digit).collect();
    let is_of_month =
        digits.len() <= 2 && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    is_of_month && ending.chars().all(char::is_alphabetic)
}

/// The words of what stands between white space, without the ending of an ordinal number behind a hyphen: «15-го».
fn without_ending(token: &str) -> impl Iterator<Item = &str> {
    let number = token.rsplit_once('-').filter(|(number, ending)| {
        let ending = ending.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_short = ending.chars().count() < LETTERS_OF_MONTH;
        number.ends_with(char::is_numeric) && ending.chars().all(char::is_alphabetic) && is_short
    });
    words_of(number.map_or(token, |(number, _)| number))
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

/// The month whose name `word` is, but for the marks in it.
pub(super) fn month_in(word: &str, months: &[(u8, String)]) -> Option<u8> {
    let word: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let word = word.to_lowercase();
    let is_name = || months.iter().any(|(_, name)| *name == word);
    let is_enough = word.chars().count() >= LETTERS_OF_MONTH || is_name();
    month_of(&word, months).filter(|_| is_enough)
}

/// The bytes of the words between white space, without the marks around them.
pub(super) fn tokens(words: &str) -> impl Iterator<Item = Range<usize>> {
    const MARKS: [char; 6] = [',', ';', ':', '(', ')', '.'];
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

/// A day in figures: year first, or day first.
pub(super) fn in_figures(words: &str) -> Option<Date> {
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
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Days in figures: one, or the first and the last, of which the first leaves out what the last says too:
/// “14–15.05.2025”.
fn range_in_figures(words: &str) -> Option<DateRange> {
    if let Some(day) = in_figures(words) {
        return Some(day.into());
    }
    [" - ", "–", "—", "−", "~", "/", "-", "‑"]
        .iter()
        .find_map(|between| {
            let (first, last) = words.split_once(between)?;
            let (first, end) = (first.trim().trim_end_matches('.'), in_figures(last)?);
            let start = in_figures(first).or_else(|| {
                let mut parts = first.split('.');
                let day = parts.next()?.parse().ok()?;
                let month = match parts.next() {
                    Some(month) => month.parse().ok()?,
                    None => end.month,
                };
                Date::new(end.year, month, day)
            })?;
            (start <= end).then_some(DateRange { start, end })
        })
}

/// The month whose name `word` is, or shortens, or declines: the one with which it shares the most letters
/// from the start, if it is one.
fn month_of(word: &str, months: &[(u8, String)]) -> Option<u8> {
    let shared = |(_, name): &(u8, String)| {
        let pairs = word.chars().zip(name.chars());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let most = months.iter().map(shared).max()?;
    let length = word.chars().count();
    // A word that goes on in another way than the name is another word.
    if most < LETTERS_OF_MONTH.min(length.max(2)) || most + 2 < length {
        return None;
    }
    let mut best = months.iter().filter(|form| shared(form) == most);
    let (month, _) = best.next()?;
    best.all(|(other, _)| other == month).then_some(*month)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Grouping, LANGUAGES, english};
    use super::*;
    use proptest::prelude::*;

    fn dates() -> impl Strategy<Value = Date> {
        (1900u16..2100, 1u8..=12, 1u8..=31)
            .prop_filter_map("no day", |(y, m, d)| Date::new(y, m, d))
    }

    proptest! {
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

        #[test]
        fn numbers_are_read_back_in_every_language(
            whole in 0u64..100_000_000,
            decimals in proptest::option::of("[0-9]{1,3}"),
            sign in 0..3_usize,
        ) {
            let mut typed = ["", "-", "+"][sign].to_owned();
            typed += &whole.to_string();
            if let Some(decimals) = decimals {
                typed += ".";
                typed += &decimals;
            }
            for data in &LANGUAGES {
                let locale = Locale { data };
                for grouping in [Grouping::FromFive, Grouping::FromFour] {
                    let words = locale.number(&typed, grouping);
                    prop_assert_eq!(locale.parse_number(&words), Some(typed.clone()), "{}", data.tag);
                }
            }
        }
    }

    #[test]
    fn names_of_places_are_no_words_of_dates() {
        for data in &LANGUAGES {
            let own = Locale { data }.words_in_dates();
            assert!(!own.contains("ordinal"), "{}", data.tag);
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
            ("۱۳۲۷/۱۰/۲۰", None),
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
        for words in ["10—11 and 15 June 2017", "12, 14 and 15 June 2017"] {
            assert_eq!(day("en", words), None, "{words}");
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
        let words = "Wednesday 17 – Thursday 18 May 2017";
        assert!(locale("en").parse_days(words).is_some());
        for words in [
            "Thursday, 17 May 2017",
            "Wednesday 17 – Friday 19 June 2017",
            "Wednesday, 17–18 May 2017",
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
    fn people_are_counted_in_every_language() {
        for data in &LANGUAGES {
            let locale = Locale { data };
            for count in [1, 3, 42, 12_345] {
                let number = locale.number(&count.to_string(), Grouping::FromFive);
                let words = locale.filled(
                    Message::Attendance,
                    &[
                        ("count", Argument::Count(count)),
                        ("number", Argument::Words(number.into())),
                    ],
                );
                assert_eq!(locale.parse_attendance(&words), Some(count), "{words}");
            }
        }
    }

    #[test]
    fn people_are_counted_where_nothing_else_is_said() {
        let count = |tag: &str, words: &str| Locale::with_tag(tag).unwrap().parse_attendance(words);
        for (tag, words) in [
            ("en", "1,250 participants"),
            ("en", "1250"),
            ("ru", "1 250 участник"),
        ] {
            assert_eq!(count(tag, words), Some(1250), "{words}");
        }
        for (tag, words) in [
            ("en", "nearly 600 participants, of whom 210 women"),
            ("en", "600–650 participants"),
            ("en", "600 participants from 93 countries"),
            ("en", "600 delegates"),
            ("ru", "около 600 участников"),
        ] {
            assert_eq!(count(tag, words), None, "{words}");
        }
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
    fn countries_are_found_at_the_end_of_a_place() {
        assert_eq!(
            english().find_country("Astana, Kazakhstan"),
            Some(("KZ", 8))
        );
        assert_eq!(
            english()
                .find_country("Астана, Казахстан")
                .map(|found| found.0),
            Some("KZ")
        );
        assert_eq!(english().find_country("Pakistan's neighbour"), None);
    }

    #[test]
    fn countries_are_found_by_their_other_names() {
        for (place, code, before) in [
            ("Osh, Kyrgyz Republic", "KG", "Osh, "),
            ("Ош, Кыргызская Республика ", "KG", "Ош, "),
            ("ош, киргизия", "KG", "ош, "),
            ("Ош, Кыргыз Республикасы", "KG", "Ош, "),
            ("Астана, РК", "KZ", "Астана, "),
            ("Алматы, Қазақстан Республикасы", "KZ", "Алматы, "),
            ("Toshkent, O'zbekiston Respublikasi", "UZ", "Toshkent, "),
            ("Toshkent, O’zbekiston", "UZ", "Toshkent, "),
            ("London, UK", "GB", "London, "),
            ("Belfast, Northern Ireland", "GB", "Belfast, "),
            ("Washington, USA", "US", "Washington, "),
            ("New York, United States of America", "US", "New York, "),
            ("Ankara, Turkey", "TR", "Ankara, "),
            ("Prague, Czech Republic", "CZ", "Prague, "),
            (
                "Astana, Republic of Kazakhstan",
                "KZ",
                "Astana, Republic of ",
            ),
        ] {
            let found = english().find_country(place);
            assert_eq!(found, Some((code, before.len())), "{place}");
        }
        assert_eq!(english().find_country("МКР"), None);
        assert_eq!(english().find_country("the uk"), None);
    }

    #[test]
    fn countries_are_known_by_name_and_code() {
        assert_eq!(english().parse_country("Kyrgyzstan"), Some("KG"));
        assert_eq!(english().parse_country(" kz "), Some("KZ"));
        assert_eq!(english().parse_country("Atlantis"), None);
    }

    #[test]
    fn lists_are_joined_by_few_words() {
        assert_eq!(english().list_joiners(), [", and ", " and ", ", "]);
        assert_eq!(english().list_joiners_apart(), ["; and ", "; "]);
    }

    #[test]
    fn arabic_keyboards_type_other_digits_than_persian_has() {
        for tag in ["fa", "prs"] {
            let locale = Locale::with_tag(tag).unwrap();
            assert_eq!(locale.parse_number("٤٥").as_deref(), Some("45"));
            assert_eq!(locale.parse_attendance("٤٢"), Some(42));
            assert_eq!(locale.parse_count("حدود ٤٢ تن"), Some(42));
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
        assert_eq!(Locale::with_tag("kk").unwrap().parse_number("٤٥"), None);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for words in ["", "12a", "1,23", "12,3456", "007", "1.", "–"] {
            assert_eq!(english().parse_number(words), None, "{words}");
        }
        for (words, count) in [
            ("about 1,250 people", 1250),
            ("1 250 000", 1_250_000),
            ("42, 15 women", 42),
            ("42 15 women", 42),
            ("2017 300 people", 2017),
        ] {
            assert_eq!(english().parse_count(words), Some(count), "{words}");
        }
    }
}
