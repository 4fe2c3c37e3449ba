//! Terms: what people call the things of a brief in their notes, which is not always what a brief calls them. And
//! the language that a text is written in, by its words.

use super::days::Part;
use super::{Locale, Message};
use crate::named::named;
use crate::ordered::Ordered;
use crate::words::common_start;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

named! {
    /// A thing that notes of a meeting name: a section, a fact, a column of a table, a choice.
    pub enum Term;
    /// The name in the `.tsv` files.
    pub fn id;
    Summary = "summary",
    Questions = "questions",
    Practices = "practices",
    Obstacles = "obstacles",
    Recommendations = "recommendations",
    Decisions = "decisions",
    Actions = "actions",
    References = "references",
    Abbreviations = "abbreviations",
    Contacts = "contacts",
    Annexes = "annexes",
    Participants = "participants",
    Organisers = "organisers",
    Funders = "funders",
    Implementers = "implementers",
    Partners = "partners",
    Project = "project",
    Context = "context",
    Title = "title",
    Meeting = "meeting",
    Date = "date",
    Place = "place",
    Venue = "venue",
    Published = "published",
    Addressees = "addressees",
    /// Who wrote the message that notes were sent in.
    Sender = "sender",
    Due = "due",
    Priority = "priority",
    Owner = "owner",
    Status = "status",
    Name = "name",
    Role = "role",
    Organisation = "organisation",
    Email = "email",
    Phone = "phone",
    Extension = "extension",
    /// The head of a column of signatures, and what stands in front of who signed or approved.
    Signature = "signature",
    Language = "language",
    Keywords = "keywords",
    High = "high",
    Medium = "medium",
    Low = "low",
    Open = "open",
    Done = "done",
    InProgress = "in-progress",
    /// How a meeting was held.
    Format = "format",
    InPerson = "in-person",
    Online = "online",
    Hybrid = "hybrid",
    Quarter = "quarter",
    /// What stands around a month or a year that is a deadline.
    Until = "until",
    /// What stands in front of the name of one who did something with others.
    Beside = "beside",
    /// A part of a meeting with a number.
    Session = "session",
    /// The head of a column that says what to do.
    Task = "task",
    /// What those are to whom a meeting speaks.
    Body = "body",
    /// What stands before or behind the name of one.
    City = "city",
    /// What stands before or behind the name of one in an address.
    Building = "building",
    /// What stands before a report in minutes.
    Heard = "heard",
    /// What the title of minutes begins with.
    Minutes = "minutes",
    /// What is said in place of names that stand elsewhere.
    Listed = "listed",
}

/// What a label is the name of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NamedTerm {
    /// The thing.
    pub term: Term,
    /// Whether the label is its name and no more; otherwise the name stands in it among other words.
    pub is_exact: bool,
    /// Whether the label begins with the name.
    pub begins: bool,
}

/// The row of words that are frequent in the language.
const FREQUENT: &str = "frequent";
/// The row of names of the European Union.
const EUROPEAN_UNION: &str = "european-union";
/// The row of words in front of a day or a month that leave it what it is.
const BESIDE_DATE: &str = "beside-date";
/// The row of words that a day has beside its number, month and year, other than those that we print: “in the year”.
const IN_DATES: &str = "in-dates";
/// The row of words in front of the first day of several.
const FROM: &str = "from";
/// The row of words between the first and the last day of several.
const SPAN: &str = "span";
/// The row of endings of the first and the last day of several, or of their months, which say what those words do.
const SPAN_ENDINGS: &str = "span-endings";
/// The row of words that join two days, beside those that join the entries of lists: «15 мен 16».
const JOINS_DAYS: &str = "joins-days";
/// The row of words that join a further entry to a list, in front of it.
const ALSO: &str = "also";
/// The row of words that say more of the entry that they follow, or of the list.
const INCLUDING: &str = "including";
/// The row of words in front of the number of all.
const TOTAL: &str = "total";
/// The row of words that say of a thing that it matters.
const EMPHATIC: &str = "emphatic";
/// The row of the days of the week from Monday, in full and then in other forms, also from Monday.
const WEEKDAYS: &str = "weekdays";
/// The row of months that are not known by a part of their names: the name in dates, and its other forms.
const MONTHS: &str = "months";
/// The endings of nouns, where they are so few that a word with another ending is another word; else “–”.
const ENDINGS: &str = "endings";
/// The row of words that look like forms of those that number tables and figures, and are none, or with another word in
/// front of them.
const NO_LABEL: &str = "no-label";
/// The row of words that end with a full stop of their own, without it.
const SHORT_FORMS: &str = "short-forms";
/// In front of a name that is one only as it stands and alone: «советы» are advice, and those of others councils.
const WHOLE: char = '=';
/// How much a frequent word says of the language of a text, beside a term.
const WEIGHT_OF_FREQUENT: u32 = 2;

/// What a thing is called.
pub(super) struct Name {
    text: String,
    /// None of one that is a name only as it stands.
    words: Vec<String>,
}

/// The names of all things in a language.
pub(super) type Names = BTreeMap<Term, Vec<Name>>;

/// The terms of a language.
pub(super) struct Terms {
    terms: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Terms {
    /// Reads lines of a term's name, a tab and what it is called, with `; ` between; `#` begins a comment.
    pub(super) fn read(lines: &'static str) -> Terms {
        let terms = lines
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .map(|(id, names)| (id, names.split("; ").collect()))
            .into_map();
        Terms { terms }
    }

    fn names(&self, id: &str) -> &[&'static str] {
        self.terms.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Locale {
    /// The locale of the language that `text` is written in, by its words; none where they tell nothing.
    pub fn of_text(text: &str) -> Option<Locale> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for word in words(text) {
            *counts.entry(word).or_default() += 1;
        }
        let score = |locale: &Locale| -> u32 {
            let terms = &locale.data.terms;
            let mut weights: BTreeMap<String, u32> = BTreeMap::new();
            for name in terms.terms.values().flatten() {
                for word in words(name) {
                    weights.insert(word, 1);
                }
            }
            for name in terms.names(FREQUENT) {
                weights.insert((*name).to_owned(), WEIGHT_OF_FREQUENT);
            }
            let known = weights
                .iter()
                .filter_map(|(word, weight)| Some(counts.get(word)? * weight));
            known.sum()
        };
        let scores = Self::all().map(|locale| (score(&locale), locale));
        let known = scores.filter(|(score, _)| *score > 0);
        let best = known.min_by_key(|(score, _)| Reverse(*score));
        best.map(|(_, locale)| locale)
    }

    /// The tag of the language.
    pub fn tag(&self) -> &'static str {
        self.data.tag
    }

    /// What the language calls a thing, in lower case: what notes call it, and what our briefs do.
    pub fn names_of(self, term: Term) -> impl Iterator<Item = &'static str> {
        let names = self.names().get(&term).map(Vec::as_slice);
        names
            .unwrap_or_default()
            .iter()
            .map(|name| name.text.as_str())
    }

    /// Whether a word, in lower case, is one of those that hold sentences together: “of”, “by”.
    pub fn is_frequent(self, word: &str) -> bool {
        self.data.terms.names(FREQUENT).contains(&word)
    }

    /// Whether a word, in lower case, stands beside a day and leaves it what it is: “by”, and not “from”.
    pub(super) fn is_beside_date(self, word: &str) -> bool {
        self.data.terms.names(BESIDE_DATE).contains(&word)
    }

    /// The words, in lower case, that the notes of the language have beside days and between them, beside those that we
    /// print, and what they say.
    pub(super) fn rows_of_dates(self) -> [(Part, &'static [&'static str]); 5] {
        let row = |id| self.data.terms.names(id);
        [
            (Part::Beside, row(IN_DATES)),
            (Part::Beside, row(BESIDE_DATE)),
            (Part::To, row(JOINS_DAYS)),
            (Part::To, row(SPAN)),
            (Part::From, row(FROM)),
        ]
    }

    /// The days of the week from Monday, in full and then in other forms, also from Monday.
    pub(super) fn weekdays(self) -> &'static [&'static str] {
        self.data.terms.names(WEEKDAYS)
    }

    /// Whether `word`, without the full stop behind it, is a word that has one of its own: “etc”.
    pub fn is_short_form(self, word: &str) -> bool {
        self.data
            .terms
            .names(SHORT_FORMS)
            .contains(&word.to_lowercase().as_str())
    }

    /// The endings that nouns of the language have, where these are few.
    pub fn few_endings(self) -> Option<&'static [&'static str]> {
        Some(self.data.terms.names(ENDINGS)).filter(|endings| *endings != ["–"])
    }

    /// Whether `word`, in lower case, looks like one that numbers tables or figures, and is none behind `before`: “round
    /// table”.
    pub fn is_no_label(self, before: &str, word: &str) -> bool {
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || c == '-');
        let before = before.rsplit(|c: char| !c.is_alphabetic()).next();
        let before = before.unwrap_or_default().to_lowercase();
        let is_it = |name: &&str| match name.split_once(' ') {
            Some((first, name)) => before == first && word.starts_with(name),
            None => word.starts_with(*name),
        };
        self.data.terms.names(NO_LABEL).iter().any(is_it)
    }

    /// The other forms of the name of a month, in lower case.
    pub(super) fn forms_of_month(self, name: &str) -> impl Iterator<Item = &'static str> {
        let mut months = self
            .data
            .terms
            .names(MONTHS)
            .iter()
            .map(|forms| forms.split(' '));
        let forms = months.find(|forms| forms.clone().next() == Some(name));
        forms.into_iter().flatten().skip(1)
    }

    /// What stands between the first and the last day of several, in lower case: “to”.
    pub fn span_words(self) -> &'static [&'static str] {
        self.data.terms.names(SPAN)
    }

    /// `word`, in lower case, without the ending that says that days go from it on, or up to it, if it has one.
    pub(super) fn without_span_ending(self, word: &str) -> Option<&str> {
        let mut endings = self.data.terms.names(SPAN_ENDINGS).iter();
        endings.find_map(|ending| word.strip_suffix(ending))
    }

    /// An entry of a list without the words that join it to the others: “as well as journalists”.
    pub fn without_also(self, entry: &str) -> &str {
        let rest = after_name(self.data.terms.names(ALSO), entry).map(str::trim_start);
        rest.filter(|rest| !rest.is_empty()).unwrap_or(entry)
    }

    /// Whether what stands behind a comma or an “and” is no entry of its own: “including women’s groups”, “etc.”.
    pub fn says_more(self, entry: &str) -> bool {
        after_name(self.data.terms.names(INCLUDING), entry).is_some()
    }

    /// The names of all things, made once.
    fn names(self) -> &'static Names {
        self.data.names.get_or_init(|| {
            let named = |term: Term| {
                let names = self.made_names(term).into_iter();
                let names = names.map(|name| match name.strip_prefix(WHOLE) {
                    Some(whole) => Name {
                        text: whole.to_owned(),
                        words: Vec::new(),
                    },
                    None => Name {
                        words: words(&name),
                        text: name,
                    },
                });
                (term, names.collect())
            };
            Term::ALL.into_iter().map(named).into_map()
        })
    }

    fn made_names(self, term: Term) -> Vec<String> {
        let said = self.data.terms.names(term.id());
        let ours = labels(term)
            .iter()
            .flat_map(|label| self.every_form(*label));
        let said = said.iter().map(|name| (*name).to_owned());
        let mut names: Vec<String> = said
            .chain(ours)
            // Of a label with places, only the words in front.
            .map(|name| {
                name.split([':', '{'])
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_lowercase()
            })
            .filter(|name| !name.is_empty())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The thing that `label` is the name of, in this language or else in another: “Date” in notes that are in
    /// Kazakh otherwise. Marks and numbers around it do not count.
    pub fn term_of(self, label: &str, among: &[Term]) -> Option<NamedTerm> {
        let (closeness, term) = self.closest_term(label, among)?;
        Some(NamedTerm {
            term,
            is_exact: closeness >= Closeness::Misspelt,
            begins: closeness >= Closeness::Begins,
        })
    }

    /// The same where the label is its name and no more.
    pub fn exact_term(self, label: &str, among: &[Term]) -> Option<Term> {
        let named = self.term_of(label, among)?;
        named.is_exact.then_some(named.term)
    }

    /// Whether a heading is the name of a thing and no more, but for words that say that it matters: “Key decisions”.
    pub fn names_alone(self, heading: &str, term: Term) -> bool {
        let is_name = |label: &str| self.exact_term(label, &[term]).is_some();
        is_name(heading) || is_name(&Self::without_emphasis(heading))
    }

    /// The words of a heading without those that say that it matters, in whatever language.
    pub fn without_emphasis(heading: &str) -> String {
        static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
            let emphatic = Locale::all().flat_map(|locale| locale.data.terms.names(EMPHATIC));
            emphatic.flat_map(|name| words(name)).into_set()
        });
        let mut plain = words(heading);
        plain.retain(|word| !WORDS.contains(word));
        plain.join(" ")
    }

    /// Whether a label says of a number that it is that of all, in whatever language: “In all: 42 people”.
    pub fn names_total(label: &str) -> bool {
        let label = words(label);
        let mut names = Self::all().flat_map(|locale| locale.data.terms.names(TOTAL));
        names.any(|name| words(name) == label)
    }

    fn closest_term(self, label: &str, among: &[Term]) -> Option<(Closeness, Term)> {
        let label = &Name::of_label(label);
        if label.text.is_empty() {
            return None;
        }
        let ours = self.nearest_term(label, among);
        if ours.is_some_and(|(closeness, _)| closeness >= Closeness::Inflected) {
            return ours;
        }
        let others = Self::all().filter(|other| other.data.tag != self.data.tag);
        let others = others.filter_map(|other| other.nearest_term(label, among));
        // The last of those that are equally close: ours, where it is.
        others.chain(ours).max_by_key(|(closeness, _)| *closeness)
    }

    fn nearest_term(self, label: &Name, among: &[Term]) -> Option<(Closeness, Term)> {
        let names = self.names();
        let named = among
            .iter()
            .filter_map(|term| Some((term, names.get(term)?)))
            .flat_map(|(term, names)| names.iter().map(move |name| (term, name)))
            .filter_map(|(term, name)| Some((Closeness::of(label, name)?, name, *term)));
        let longest = named
            .min_by_key(|(closeness, name, _)| Reverse((*closeness, name.text.chars().count())));
        longest.map(|(closeness, _, term)| (closeness, term))
    }
}

/// What stands behind the longest of `names` that `words` begin with.
fn after_name<'w>(names: &[&str], words: &'w str) -> Option<&'w str> {
    let behind = |name: &&str| {
        let (start, rest) = words.split_at_checked(name.len())?;
        let is_it = start.to_lowercase() == **name && !rest.starts_with(char::is_alphanumeric);
        is_it.then_some(rest)
    };
    names
        .iter()
        .filter_map(behind)
        .min_by_key(|rest| rest.len())
}

impl Locale {
    /// Whether `name`, in this language, is a name of the European Union, or its short form.
    pub fn is_european_union(self, name: &str) -> bool {
        self.likeness_to_european_union(name) >= Some(Closeness::Misspelt)
    }

    /// Whether the European Union stands in `name`, among other words: “Delegation of the European Union”.
    pub fn mentions_european_union(self, name: &str) -> bool {
        self.likeness_to_european_union(name).is_some()
    }

    /// How near `name` is to one of the European Union in any language. A short form is one in its own language and,
    /// like “EU”, in that of ids: the two letters of «ИА» and “YI” are anybody's elsewhere.
    fn likeness_to_european_union(self, name: &str) -> Option<Closeness> {
        static NAMES: LazyLock<Vec<(&str, Name)>> = LazyLock::new(|| {
            let of = |locale: Locale| {
                let names = locale.data.terms.names(EUROPEAN_UNION).iter();
                names.map(move |name| (locale.tag(), Name::of_label(name)))
            };
            Locale::all().flat_map(of).collect()
        });
        let own = [self, Locale::first()].map(|locale| locale.tag());
        let is_short = |name: &Name| name.text.chars().count() < LETTERS_FOR_SLIP;
        let label = Name::of_label(&name.replace(['-', '_'], " "));
        NAMES
            .iter()
            .filter(|(tag, name)| own.contains(tag) || !is_short(name))
            .filter_map(|(_, name)| Closeness::of(&label, name))
            .max()
    }

    /// The name of the European Union, where `name` is another form of it that stands in sentences: «Европейского Союза».
    pub fn name_of_european_union(self, name: &str) -> Option<String> {
        let name = name.to_lowercase();
        let [first, others @ ..] = self.data.terms.names(EUROPEAN_UNION) else {
            return None;
        };
        let is_form = name.contains(' ') && others.contains(&name.as_str());
        let mut letters = first.chars();
        let capital = letters.next()?.to_uppercase();
        is_form.then(|| capital.chain(letters).collect())
    }
}

impl Name {
    fn of_label(label: &str) -> Name {
        let text = core(label);
        Name {
            words: words(&text),
            text,
        }
    }
}

/// The labels of ours that name a thing.
fn labels(term: Term) -> &'static [Message] {
    match term {
        Term::Summary => &[Message::HeadingSummary],
        Term::Questions => &[Message::HeadingQuestions],
        Term::Practices => &[Message::HeadingPractices],
        Term::Obstacles => &[Message::HeadingObstacles],
        Term::Recommendations => &[Message::HeadingRecommendations],
        Term::Decisions => &[Message::HeadingDecisions],
        Term::Actions => &[Message::HeadingActions, Message::ColumnAction],
        Term::References => &[Message::HeadingReferences],
        Term::Abbreviations => &[Message::HeadingAbbreviations],
        Term::Contacts => &[Message::HeadingContacts],
        Term::Participants => &[Message::FactParticipants],
        Term::Organisers => &[Message::FactOrganisers],
        Term::Project => &[Message::FactProject],
        Term::Meeting => &[Message::FactMeeting],
        Term::Date => &[Message::FactWhenAndWhere],
        Term::Owner => &[Message::ColumnOwner],
        Term::Due => &[Message::ColumnDue],
        Term::Status => &[Message::ColumnStatus],
        Term::High => &[Message::PriorityHigh],
        Term::Medium => &[Message::PriorityMedium],
        Term::Low => &[Message::PriorityLow],
        Term::Open => &[Message::StatusOpen],
        Term::Done => &[Message::StatusDone],
        Term::InProgress => &[Message::StatusInProgress],
        Term::InPerson => &[Message::FormatInPerson],
        Term::Online => &[Message::FormatOnline],
        Term::Hybrid => &[Message::FormatHybrid],
        _ => &[],
    }
}

/// How much a label is like the name of a thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Closeness {
    /// The name stands in it, among other words.
    Within,
    /// It begins with the name.
    Begins,
    /// It is the name but for a slip of the pen.
    Misspelt,
    /// It is the name but for an ending.
    Inflected,
    /// It is the name.
    Same,
}

/// How many words a label has at most in which a name may stand anywhere.
const LONGEST_LABEL: usize = 7;
/// From how many letters on two words that differ in one are taken for the same.
const LETTERS_FOR_SLIP: usize = 6;
/// How many letters an ending has at most.
const LONGEST_ENDING: usize = 3;

impl Closeness {
    fn of(label: &Name, name: &Name) -> Option<Closeness> {
        if label.text == name.text {
            return Some(Closeness::Same);
        }
        let (label, name) = (&label.words, &name.words);
        if name.is_empty() || label.len() < name.len() || label.len() > LONGEST_LABEL {
            return None;
        }
        let mut windows = label.windows(name.len()).enumerate();
        let (at, closeness) = windows.find_map(|(at, window)| {
            let mut words = window.iter().zip(name);
            let least = words.try_fold(Closeness::Same, |least, (one, other)| {
                Some(least.min(of_word(one, other)?))
            });
            Some((at, least?))
        })?;
        Some(match (at, label.len() == name.len()) {
            (_, true) => closeness.min(Closeness::Inflected),
            (0, _) => Closeness::Begins,
            // A short word among others is a word like any other.
            _ if name
                .iter()
                .all(|word| word.chars().count() < LETTERS_FOR_SLIP) =>
            {
                return None;
            }
            _ => Closeness::Within,
        })
    }
}

/// How close two words are that are forms of one: the same, with another ending, or with one letter wrong.
fn of_word(one: &str, other: &str) -> Option<Closeness> {
    if one == other {
        return Some(Closeness::Same);
    }
    // With two letters wrong it is another word: most are told apart by these.
    let is_first = one.chars().next() == other.chars().next();
    if !is_first && one.chars().next_back() != other.chars().next_back() {
        return None;
    }
    let (long, short) = (one.chars().count(), other.chars().count());
    if long.min(short) < LETTERS_FOR_SLIP {
        return None;
    }
    let shared = common_start(one.chars(), other.chars());
    let ending = long.max(short) - shared;
    if shared >= LETTERS_FOR_SLIP - 1 && ending <= LONGEST_ENDING {
        return Some(Closeness::Inflected);
    }
    // One letter more or less, another one, or two in each other's place: what stands around that is the same.
    let behind = common_start(one.chars().rev(), other.chars().rev());
    let is_slip = long.abs_diff(short) <= 1
        && shared + behind + 2 >= long.max(short)
        && strsim::damerau_levenshtein(one, other) <= 1;
    is_slip.then_some(Closeness::Misspelt)
}

/// A label without numbers in front (“3.”, “IV.”), marks around it, and a colon behind it, in lower case.
fn core(label: &str) -> String {
    let is_mark = |c: char| !c.is_alphanumeric();
    let label = label.trim_matches(is_mark);
    let rest =
        label.trim_start_matches(|c: char| c.is_numeric() || c == '.' || c == ')' || c == ' ');
    let rest = match rest.split_once(['.', ')']) {
        Some((number, after))
            if !number.is_empty() && number.chars().all(|c| "IVXivx".contains(c)) =>
        {
            after
        }
        _ => rest,
    };
    rest.trim_matches(is_mark).to_lowercase()
}

/// A small letter or a mark in the form that stands for all in which it is typed.
pub(super) fn one_form(c: char) -> char {
    match c {
        '’' | '\'' | '`' | 'ʼ' | '‘' => 'ʻ',
        'ё' => 'е',
        '\u{200c}' => '-',
        c => c,
    }
}

/// The words of a text in lower case; apostrophes and hyphens inside of words belong to them, in one form each.
fn words(text: &str) -> Vec<String> {
    let text: String = text.to_lowercase().chars().map(one_form).collect();
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, 'ʻ' | '-')))
        .map(|word| word.trim_matches(['ʻ', '-']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{LANGUAGES, english};
    use super::*;

    #[test]
    fn every_language_has_every_term_and_no_other() {
        for data in &LANGUAGES {
            let mut known: Vec<&str> = Term::ALL.iter().map(|term| term.id()).collect();
            known.extend([
                FREQUENT,
                BESIDE_DATE,
                IN_DATES,
                FROM,
                JOINS_DAYS,
                EMPHATIC,
                TOTAL,
                EUROPEAN_UNION,
                SPAN,
                SPAN_ENDINGS,
                WEEKDAYS,
                MONTHS,
                ENDINGS,
                NO_LABEL,
                SHORT_FORMS,
                ALSO,
                INCLUDING,
            ]);
            known.sort_unstable();
            let found: Vec<&str> = data.terms.terms.keys().copied().collect();
            assert_eq!(found, known, "{}", data.tag);
            assert_eq!(data.terms.names(WEEKDAYS).len() % 7, 0, "{}", data.tag);
            for names in data.terms.terms.values().flatten() {
                assert!(!names.trim().is_empty(), "{}", data.tag);
                assert_eq!(*names, names.to_lowercase(), "{}", data.tag);
            }
        }
    }

    #[test]
    fn a_language_knows_its_own_text() {
        for data in LANGUAGES.iter().filter(|data| data.tag != "uk") {
            let path = format!(
                "{}/tests/briefs/udhr-{}.toml",
                env!("CARGO_MANIFEST_DIR"),
                data.tag
            );
            let text = std::fs::read_to_string(path).unwrap();
            let found = Locale::of_text(&text);
            assert_eq!(found.map(|locale| locale.tag()), Some(data.tag));
        }
        assert!(Locale::of_text("42 + 17").is_none());
    }

    #[test]
    fn headings_are_known_however_they_are_written() {
        let sections = &Term::ALL[..18];
        let of = |tag: &str, label: &str| {
            Locale::with_tag(tag)
                .unwrap()
                .term_of(label, sections)
                .map(|named| named.term)
        };
        for (tag, label, term) in [
            ("en", "3. Main obstacles", Term::Obstacles),
            ("en", "Recomendations:", Term::Recommendations),
            ("en", "IV) Next steps", Term::Actions),
            ("en", "List of participants", Term::Participants),
            (
                "ru",
                "Основные рекомендации участников",
                Term::Recommendations,
            ),
            ("ru", "ПРЕПЯТСТВИЯ", Term::Obstacles),
            ("kk", "Recommendations", Term::Recommendations),
            ("uz", "To'siqlar", Term::Obstacles),
            ("prs", "اشتراک کنندگان", Term::Participants),
            ("ru", "2. СОВЕТЫ:", Term::Recommendations),
            ("kk", "Кеңестер", Term::Recommendations),
            ("ky", "Кеңештин чечимдери", Term::Decisions),
        ] {
            assert_eq!(of(tag, label), Some(term), "{tag}: {label}");
        }
        for label in [
            "Other business",
            "",
            "12",
            "Energy prices in the region in 2017",
        ] {
            assert_eq!(of("en", label), None, "{label}");
        }
        for label in [
            "Бассейновые советы",
            "Бассейндік кеңестің отырысы",
            "Бассейндик кеңеш",
            "Suw boýunça maslahat",
        ] {
            assert_eq!(of("ru", label), None, "{label}");
        }
    }

    #[test]
    fn the_european_union_is_known_by_its_names() {
        for name in [
            "European Union",
            "EU",
            "eu",
            "european-union",
            "Европейский союз",
            "Европейского Союза",
            "Еуропалық Одақ",
            "اتحادیهٔ اروپا",
        ] {
            assert!(english().is_european_union(name), "{name}");
        }
        for name in [
            "The European Union",
            "Delegation of the European Union",
            "European Union (EU)",
        ] {
            assert!(!english().is_european_union(name), "{name}");
            assert!(english().mentions_european_union(name), "{name}");
        }
        for name in [
            "Eurasian Economic Union",
            "Europe",
            "CAREC",
            "Neu",
            "yi",
            "ИА",
        ] {
            assert!(!english().mentions_european_union(name), "{name}");
        }
        for (tag, name) in [("uz", "YI"), ("tg", "ИА"), ("tg", "EU"), ("kk", "Евросоюз")]
        {
            assert!(
                Locale::with_tag(tag).unwrap().is_european_union(name),
                "{name}"
            );
        }
    }

    #[test]
    fn what_a_brief_calls_a_thing_is_its_name_too() {
        let names: Vec<&str> = english().names_of(Term::Actions).collect();
        assert!(names.contains(&"next step") && names.contains(&"to do"));
    }
}
