//! Messages: the words of ours that stand in a brief, and the patterns they make with the writer's.

use super::Locale;
use super::term::one_form;
use crate::named::named;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;

named! {
    /// The messages of a language. Each is explained where it stands in `locale/en.ftl`.
    pub enum Message;
    /// The identifier in the `.ftl` files.
    pub fn id;
    HeadingSummary = "heading-summary",
    HeadingQuestions = "heading-questions",
    HeadingPractices = "heading-practices",
    HeadingObstacles = "heading-obstacles",
    HeadingRecommendations = "heading-recommendations",
    HeadingDecisions = "heading-decisions",
    HeadingActions = "heading-actions",
    HeadingReferences = "heading-references",
    HeadingAbbreviations = "heading-abbreviations",
    HeadingContacts = "heading-contacts",
    HeadingAnnex = "heading-annex",
    HeadingAnnexNumbered = "heading-annex-numbered",
    MastheadPublisher = "masthead-publisher",
    Series = "series",
    SeriesNumber = "series-number",
    FactMeeting = "fact-meeting",
    FactWhen = "fact-when",
    FactWhenAndWhere = "fact-when-and-where",
    FactOrganisers = "fact-organisers",
    FactParticipants = "fact-participants",
    FactProject = "fact-project",
    FormatInPerson = "format-in-person",
    FormatOnline = "format-online",
    FormatHybrid = "format-hybrid",
    Attendance = "attendance",
    ParticipantsWithAttendance = "participants-with-attendance",
    ProjectReference = "project-reference",
    ProjectProgramme = "project-programme",
    SeeSections = "see-sections",
    RunInTitle = "run-in-title",
    AttributeAddressees = "attribute-addressees",
    AttributeDue = "attribute-due",
    AttributeObstacles = "attribute-obstacles",
    PriorityHigh = "priority-high",
    PriorityMedium = "priority-medium",
    PriorityLow = "priority-low",
    ColumnAction = "column-action",
    ColumnOwner = "column-owner",
    ColumnDue = "column-due",
    ColumnStatus = "column-status",
    StatusOpen = "status-open",
    StatusInProgress = "status-in-progress",
    StatusDone = "status-done",
    StatusDropped = "status-dropped",
    CaptionTable = "caption-table",
    CaptionFigure = "caption-figure",
    ChartCategory = "chart-category",
    ChartSeriesWithUnit = "chart-series-with-unit",
    ChartAltBar = "chart-alt-bar",
    ChartAltLine = "chart-alt-line",
    ChartAltShare = "chart-alt-share",
    ChartAltUnit = "chart-alt-unit",
    ChartAltSeries = "chart-alt-series",
    ChartAltOne = "chart-alt-one",
    ChartAltSame = "chart-alt-same",
    ChartAltRange = "chart-alt-range",
    ChartAltCourse = "chart-alt-course",
    ChartAltSentences = "chart-alt-sentences",
    OrganisationWithAbbreviation = "organisation-with-abbreviation",
    DefiniteArticle = "definite-article",
    DefiniteArticleWords = "definite-article-words",
    FundedBy = "funded-by",
    CoFundedBy = "co-funded-by",
    FundedByEuropeanUnion = "funded-by-european-union",
    CoFundedByEuropeanUnion = "co-funded-by-european-union",
    DisclaimerOfEuropeanUnion = "disclaimer-of-european-union",
    EmblemOfEuropeanUnion = "emblem-of-european-union",
    ImplementedBy = "implemented-by",
    ImplementedWith = "implemented-with",
    InPartnershipWith = "in-partnership-with",
    PhoneWithExtension = "phone-with-extension",
    MailGreeting = "mail-greeting",
    MailGreetingToAll = "mail-greeting-to-all",
    MailOpening = "mail-opening",
    MailOpeningUnattached = "mail-opening-unattached",
    MailLink = "mail-link",
    MailClosing = "mail-closing",
    PageNumber = "page-number",
    ListPair = "list-pair",
    ListStart = "list-start",
    ListMiddle = "list-middle",
    ListEnd = "list-end",
    ListApart = "list-apart",
    Particulars = "particulars",
    ParticularsApart = "particulars-apart",
    Quotation = "quotation",
    QuotationInner = "quotation-inner",
    Month = "month",
    MonthSolarHijri = "month-solar-hijri",
    Ordinal = "ordinal",
    Date = "date",
    DateRangeInMonth = "date-range-in-month",
    DateRangeInYear = "date-range-in-year",
    DateRange = "date-range",
    DateInBothCalendars = "date-in-both-calendars",
    NumberDigits = "number-digits",
    NumberDecimal = "number-decimal",
    NumberGroup = "number-group",
    NumberMinus = "number-minus",
    NumberPercent = "number-percent",
    NoteForEditors = "note-for-editors",
}

/// What fills a place in a message.
#[derive(Clone, Debug)]
pub enum Argument<'a> {
    /// A number that chooses a variant, such as singular or plural.
    Count(u64),
    /// Words.
    Words(Cow<'a, str>),
    /// A place that the caller fills in, with more than words.
    Slot,
}

/// A part of a message that has slots.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words of ours.
    Words(String),
    /// The slot that stands here: an index into the arguments.
    Slot(usize),
}

impl Piece {
    /// The words, where they are ours.
    pub fn words(&self) -> Option<&str> {
        match self {
            Piece::Words(words) => Some(words),
            Piece::Slot(_) => None,
        }
    }
}

/// Whether words have a comma of their own, as it parts the items of a list in any language: names from elsewhere keep
/// theirs.
pub fn has_comma(words: &str) -> bool {
    words.contains(", ") || words.contains("، ")
}

/// A place for words and a slot go through Fluent as a character of Private Use Area A (plane 15), which no message
/// holds. The writer's words never go through Fluent.
const FIRST_SLOT: u32 = 0xF_0000;

/// Counts that have all forms of words between them in the languages of ours (CLDR: one, few, many or other).
pub(crate) const COUNTS: [u64; 3] = [1, 2, 5];

/// The messages in `source`, in the language with the tag `tag`.
pub(super) fn bundle(tag: &str, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().unwrap_or_default()]);
    // Isolation marks (U+2068, U+2069) would stand in the documents' text; paragraphs have their own
    // direction.
    bundle.set_use_isolating(false);
    // What cannot be read is left out, and found by the test of all messages.
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

impl Locale {
    /// The one of `messages`, which have no places, that says `words` in one of the languages.
    pub fn message_in_any(words: &str, messages: &[Message]) -> Option<Message> {
        Self::all().find_map(|locale| {
            let mut messages = messages.iter().copied();
            messages.find(|message| locale.says(*message, words))
        })
    }

    /// Whether `words` are those of `message`, which has no place to fill: in small letters or capitals, with any
    /// apostrophe and any space.
    pub fn says(&self, message: Message, words: &str) -> bool {
        let folded = |words: &str| -> String {
            let words = words.split_whitespace().map(str::to_lowercase);
            let words = words.collect::<Vec<_>>().join(" ");
            words.chars().map(one_form).collect()
        };
        folded(&self.words(message)) == folded(words)
    }

    /// The words of `message`, which has no place to fill.
    pub fn words(&self, message: Message) -> String {
        self.format(message, &FluentArgs::new())
            .unwrap_or_else(|| message.id().to_owned())
    }

    /// The words of `message` for `count` things.
    pub fn counted(&self, message: Message, count: usize) -> String {
        self.filled(message, &[("count", Argument::Count(count as u64))])
    }

    /// The words of `message` for whatever number of things.
    pub fn every_form(&self, message: Message) -> [String; 3] {
        COUNTS.map(|count| self.filled(message, &[("count", Argument::Count(count))]))
    }

    /// The words of `message`, its places filled with words and numbers.
    pub fn filled(&self, message: Message, arguments: &[(&'static str, Argument<'_>)]) -> String {
        self.pieces(message, arguments)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words,
                Piece::Slot(_) => String::new(),
            })
            .collect()
    }

    /// What a character is inside a quotation: of the quotation marks, others. To be asked for once where many words are
    /// looked through.
    pub fn mark_inside(&self) -> impl Fn(char) -> char + use<> {
        let marks = |message| {
            let pair = self.filled(message, &[("text", Argument::Words("".into()))]);
            let mut marks = pair.chars();
            (marks.next(), marks.next_back())
        };
        let (outer, inner) = (marks(Message::Quotation), marks(Message::QuotationInner));
        move |character| {
            let inside = match Some(character) {
                opening if opening == outer.0 => inner.0,
                closing if closing == outer.1 => inner.1,
                _ => None,
            };
            inside.unwrap_or(character)
        }
    }

    /// The parts of `message`: its words and its slots, in the order of the language.
    pub fn pieces(
        &self,
        message: Message,
        arguments: &[(&'static str, Argument<'_>)],
    ) -> Vec<Piece> {
        let mut args = FluentArgs::new();
        for (index, (name, argument)) in (0u32..).zip(arguments) {
            let value = match argument {
                Argument::Count(count) => FluentValue::from(*count),
                Argument::Words(_) | Argument::Slot => FluentValue::from(
                    char::from_u32(FIRST_SLOT + index).map_or_else(String::new, String::from),
                ),
            };
            args.set(*name, value);
        }
        let Some(pattern) = self.format(message, &args) else {
            return vec![Piece::Words(message.id().to_owned())];
        };
        let mut pieces = Vec::new();
        let mut words = String::new();
        for character in pattern.chars() {
            let slot = (character as u32)
                .checked_sub(FIRST_SLOT)
                .map(|slot| slot as usize)
                .filter(|slot| *slot < arguments.len());
            match slot.map(|slot| (slot, &arguments[slot].1)) {
                Some((_, Argument::Words(theirs))) => words.push_str(theirs),
                Some((slot, _)) => {
                    if !words.is_empty() {
                        pieces.push(Piece::Words(std::mem::take(&mut words)));
                    }
                    pieces.push(Piece::Slot(slot));
                }
                None => words.push(character),
            }
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces
    }

    /// The parts of a list of `length` items in a sentence: “A, B and C”; slots are indices of items.
    pub fn list(&self, length: usize) -> Vec<Piece> {
        self.joined(length, |index| match (index, length) {
            (0, 2) => Message::ListPair,
            (index, length) if index + 2 == length => Message::ListEnd,
            (0, _) => Message::ListStart,
            _ => Message::ListMiddle,
        })
    }

    /// The parts of `length` particulars in a row, all joined in the same way by `join`:
    /// [`Message::Particulars`], [`Message::ParticularsApart`] or [`Message::ListApart`].
    pub fn row(&self, join: Message, length: usize) -> Vec<Piece> {
        self.joined(length, |_| join)
    }

    /// Particulars in a row, as plain words: “A, B”.
    pub fn particulars(&self, items: Vec<String>) -> String {
        words_of(self.row(Message::Particulars, items.len()), items)
    }

    /// A list in a sentence, as plain words: “A, B and C”.
    pub fn listed(&self, items: Vec<String>) -> String {
        words_of(self.list(items.len()), items)
    }

    /// Joins items as CLDR's list patterns do (UTS 35, part 2, List Patterns); `pattern` says how item `index` is
    /// joined with all that follows it.
    fn joined(&self, length: usize, pattern: impl Fn(usize) -> Message) -> Vec<Piece> {
        let Some(last) = length.checked_sub(1) else {
            return Vec::new();
        };
        let slots = [("first", Argument::Slot), ("rest", Argument::Slot)];
        let (mut joined, mut behind) = (Vec::new(), Vec::new());
        for index in 0..last {
            let own = move |part| match part {
                Piece::Slot(0) => Piece::Slot(index),
                part => part,
            };
            let mut parts = self.pieces(pattern(index), &slots).into_iter();
            let before = parts.by_ref().take_while(|part| *part != Piece::Slot(1));
            joined.extend(before.map(own));
            // What a language puts behind all that follows.
            behind.push(parts.map(own));
        }
        joined.push(Piece::Slot(last));
        joined.extend(behind.into_iter().rev().flatten());
        joined
    }

    /// Whether the language has `message`: all have all but those of a second calendar.
    pub(super) fn has(&self, message: Message) -> bool {
        self.data.messages.has_message(message.id())
    }

    fn format(&self, message: Message, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = &self.data.messages;
        let pattern = bundle.get_message(message.id())?.value()?;
        // A variable that is missing shows as its name in braces; the test of all messages finds it.
        let mut errors = Vec::new();
        Some(
            bundle
                .format_pattern(pattern, Some(args), &mut errors)
                .into_owned(),
        )
    }
}

/// `pieces` as plain words, with `items` in their slots.
fn words_of(pieces: Vec<Piece>, mut items: Vec<String>) -> String {
    let words = pieces.into_iter().map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Slot(index) => std::mem::take(&mut items[index]),
    });
    words.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{LANGUAGES, Locale, english};
    use super::*;
    use crate::document::Language;

    fn show(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.clone(),
                Piece::Slot(index) => char::from(b'A' + *index as u8).to_string(),
            })
            .collect()
    }

    /// The messages of languages with two calendars.
    const SOLAR_HIJRI: [Message; 2] = [Message::MonthSolarHijri, Message::DateInBothCalendars];

    #[test]
    fn every_language_has_every_message_and_no_other() {
        for data in &LANGUAGES {
            let source = ["src/locale", "tests/new-language"]
                .map(|folder| format!("{}/{folder}/{}.ftl", env!("CARGO_MANIFEST_DIR"), data.tag))
                .iter()
                .find_map(|path| std::fs::read_to_string(path).ok())
                .unwrap();
            assert!(
                FluentResource::try_new(source.clone()).is_ok(),
                "{}",
                data.tag
            );
            let locale = Locale { data };
            let needed: Vec<_> = Message::ALL
                .iter()
                .filter(|message| {
                    locale.has(Message::MonthSolarHijri) || !SOLAR_HIJRI.contains(message)
                })
                .collect();
            for message in &needed {
                let found = data.messages.get_message(message.id());
                assert!(
                    found.is_some_and(|m| m.value().is_some()),
                    "{}: {}",
                    data.tag,
                    message.id()
                );
            }
            let count = source
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
                .count();
            assert_eq!(
                count,
                needed.len(),
                "{}: messages that nobody asks for",
                data.tag
            );
            assert_eq!(locale.words(Message::NumberDigits).chars().count(), 10);
        }
    }

    #[test]
    fn lists_are_joined_as_a_sentence() {
        let list = |length| show(&english().list(length));
        assert_eq!(list(0), "");
        assert_eq!(list(1), "A");
        assert_eq!(list(2), "A and B");
        assert_eq!(list(3), "A, B and C");
        assert_eq!(list(5), "A, B, C, D and E");
    }

    #[test]
    fn particulars_stand_in_a_row() {
        assert_eq!(show(&english().row(Message::Particulars, 3)), "A, B, C");
        assert_eq!(
            show(&english().row(Message::ParticularsApart, 2)),
            "A\u{A0}· B"
        );
    }

    #[test]
    fn headings_agree_with_the_number_of_items() {
        assert_eq!(
            english().counted(Message::HeadingRecommendations, 1),
            "Recommendation"
        );
        assert_eq!(
            english().counted(Message::HeadingRecommendations, 2),
            "Recommendations"
        );
    }

    #[test]
    fn words_are_taken_for_no_slot() {
        let words = "Aral\u{f0000}\u{f0001} Sea";
        let argument = ("text", Argument::Words(words.into()));
        assert_eq!(
            english().filled(Message::Quotation, &[argument]),
            format!("“{words}”")
        );
    }

    #[test]
    fn quotation_marks_inside_a_quotation_are_others() {
        for (tag, words, inside) in [
            ("ru", "«Единое окно» и др.", "„Единое окно“ и др."),
            (
                "en",
                "The farmers’ “green bridge”",
                "The farmers’ ‘green bridge’",
            ),
            ("fa", "«پل سبز»", "‹پل سبز›"),
        ] {
            let locale = Locale::for_language(&Language(tag.to_owned())).unwrap();
            let set: String = words.chars().map(locale.mark_inside()).collect();
            assert_eq!(set, inside);
        }
    }

    #[test]
    fn slots_stand_where_the_language_has_them() {
        let pieces = english().pieces(
            Message::ImplementedWith,
            &[
                ("partners", Argument::Slot),
                ("implementers", Argument::Slot),
            ],
        );
        assert_eq!(show(&pieces), "Implemented by B in cooperation with A");
    }
}
