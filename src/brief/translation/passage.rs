//! The passages of a brief: which of its fields are words to be translated, and which are facts.

use super::super::model::{Brief, CellValue, Field, Prose, Text};
use super::super::words::{normalise, one_line, trimmed};
use crate::diagnostic::Source;
use crate::document::{FieldPath, InputFile, Language, Origin, Step, steps};
use crate::hexadecimal;
use pulldown_cmark::{Event, Options, Parser};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use toml::de::DeValue;

/// How many bytes of SHA-256 a digest keeps: enough that no two passages of a brief have the same by chance.
const DIGEST_BYTES: usize = 5;

/// A short digest of a passage, by which a translation knows the words that it was made from: the first 40 bits of
/// SHA-256 over its words in normalisation form C, in hexadecimal digits. Where the lines of a paragraph end makes no
/// difference.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Digest(pub String);

impl Digest {
    /// The digest of `text`.
    pub fn of(text: &str) -> Digest {
        let lines: Vec<&str> = text.lines().collect();
        let paragraphs = lines.split(|line| line.trim().is_empty());
        let paragraphs: Vec<String> = paragraphs
            .filter(|lines| !lines.is_empty())
            .map(|lines| one_line(&lines.join(" ")))
            .collect();
        let hash = Sha256::digest(paragraphs.join("\n\n").as_bytes());
        Digest(hexadecimal::digits(&hash[..DIGEST_BYTES]))
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How many letters other than capitals a word of a number has at least; what has fewer is a mark of a series.
const SHORTEST_WORD: usize = 3;

/// Whether letters stand alone, and are more than a mark in capitals.
fn is_word(text: &str) -> bool {
    let mut letters = text
        .trim_matches(|c: char| c.is_ascii_punctuation())
        .chars();
    let small = letters.clone().filter(|c| !c.is_uppercase());
    letters.all(char::is_alphabetic) && small.count() >= SHORTEST_WORD
}

/// How the words of a passage are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A line of words.
    Line,
    /// CommonMark.
    Prose,
}

impl Form {
    /// The words of `text`, each paragraph on one line.
    pub fn unwrapped(self, text: &str) -> String {
        match self {
            Form::Line => one_line(text),
            Form::Prose => unwrapped(text),
        }
    }

    /// Whether two texts have the same words, wherever their lines end.
    pub(super) fn has_same_words(self, one: &str, other: &str) -> bool {
        let digest = |text: &str| match self {
            Form::Line => Digest::of(&one_line(text)),
            Form::Prose => Digest::of(text),
        };
        digest(one) == digest(other)
    }
}

/// A passage of a brief.
#[derive(Clone, PartialEq, Debug)]
pub struct Passage {
    /// The path of its field, items by their id: `recommendation[investors].text`. The elements of a list have the
    /// path of the list, `meeting.participants`; what stands in it twice is one passage.
    pub path: String,
    /// Whether its field is a list.
    pub listed: bool,
    /// How it is written.
    pub form: Form,
    /// Its words with their markup: a line in one piece, prose as it is typed.
    pub text: String,
    /// The bytes of the brief where they stand.
    pub span: Option<Range<usize>>,
    /// Their digest.
    pub digest: Digest,
}

impl Passage {
    /// The keys that lead to its unit in a translation: `["recommendation", "investors", "text"]`.
    pub fn keys(&self) -> Vec<String> {
        keys(&self.path).map(str::to_owned).collect()
    }

    /// Its words, each paragraph on one line.
    pub fn unwrapped(&self) -> String {
        self.form.unwrapped(&self.text)
    }
}

/// The keys of a path in a brief: ids in brackets are keys like others.
pub(super) fn keys(path: &str) -> impl Iterator<Item = &str> {
    steps(path).into_iter().map(Step::words)
}

/// Prose with each paragraph on one line: a line end that is no more than a space is one.
pub(crate) fn unwrapped(prose: &str) -> String {
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES;
    let mut text = String::with_capacity(prose.len());
    let mut from = 0;
    for (event, range) in Parser::new_ext(prose, options).into_offset_iter() {
        if event == Event::SoftBreak && range.start >= from {
            text.push_str(prose[from..range.start].trim_end_matches([' ', '\t']));
            text.push(' ');
            // What indents the next line belongs to the line end.
            let next = prose[range.end..].trim_start_matches([' ', '\t']);
            from = prose.len() - next.len();
        }
    }
    text.push_str(&prose[from..]);
    text
}

/// The passages of `brief`, which was read from `source` for an edition in another language, in the order of
/// the model.
pub fn passages(brief: &mut Brief, source: &Source) -> Vec<Passage> {
    passages_by_field(brief, source).0
}

/// The same, and for the path of each field that holds a passage the place of that among them. Elements of a list are
/// fields each: `meeting.participants[0]`.
pub(crate) fn passages_by_field(
    brief: &mut Brief,
    source: &Source,
) -> (Vec<Passage>, BTreeMap<String, usize>) {
    let language = brief.language.clone();
    let mut passages: Vec<Passage> = Vec::new();
    let mut seen = HashMap::new();
    let mut by_field = BTreeMap::new();
    for slot in slots(brief, &language) {
        let passage = slot.passage(source);
        let key = (passage.path.clone(), passage.digest.clone());
        let known = seen.get(&key).copied().filter(|_| passage.listed);
        let place = known.unwrap_or_else(|| {
            passages.push(passage);
            passages.len() - 1
        });
        seen.entry(key).or_insert(place);
        by_field.insert(slot.origin().path.clone(), place);
    }
    (passages, by_field)
}

/// A place in a brief where a passage stands.
pub(super) struct Slot<'a> {
    /// The path of the field without its place in a list.
    pub(super) path: String,
    pub(super) listed: bool,
    pub(super) words: SlotWords<'a>,
}

/// What stands in a slot.
pub(super) enum SlotWords<'a> {
    Line(&'a mut Text),
    Cell(&'a mut Field<CellValue>),
    Prose(&'a mut Prose),
}

impl SlotWords<'_> {
    fn origin(&self) -> &Origin {
        match self {
            SlotWords::Line(text) => &text.origin,
            SlotWords::Cell(cell) => &cell.origin,
            SlotWords::Prose(prose) => &prose.origin,
        }
    }
}

impl<'a> Slot<'a> {
    fn of(words: SlotWords<'a>) -> Slot<'a> {
        let (path, listed) = place(&words.origin().path);
        Slot {
            path,
            listed,
            words,
        }
    }

    /// Where its words came from.
    pub(super) fn origin(&self) -> &Origin {
        self.words.origin()
    }

    /// The passage in it; `source` is the brief's file.
    pub(super) fn passage(&self, source: &Source) -> Passage {
        let typed = typed(self.origin(), source);
        let (form, text) = match &self.words {
            SlotWords::Line(_) | SlotWords::Cell(_) => (Form::Line, one_line(&typed)),
            SlotWords::Prose(_) => (Form::Prose, normalise(trimmed(&typed))),
        };
        Passage {
            path: self.path.clone(),
            listed: self.listed,
            form,
            digest: Digest::of(&text),
            text,
            span: self.origin().span.clone(),
        }
    }

    /// Whether it is that of a number by which the brief or its project is known.
    fn is_number(&self) -> bool {
        matches!(self.path.as_str(), "number" | "project.reference")
    }

    /// Whether there are words in it to be translated.
    fn has_words(&self) -> bool {
        let has_letters = |text: &str| match self.is_number() {
            // “Issue 4”; what has no such word, as “EuropeAid/140-301”, is the name of something.
            true => text.split_whitespace().any(is_word),
            false => text.chars().any(char::is_alphabetic),
        };
        match &self.words {
            SlotWords::Line(text) => has_letters(&text.value),
            SlotWords::Cell(cell) => {
                matches!(&cell.value, CellValue::Text(text, _) if has_letters(text))
            }
            SlotWords::Prose(_) => true,
        }
    }
}

/// The value of the string at `origin` of the brief as it is typed, with its markup; its lines end in a line feed,
/// however those of the file do.
fn typed(origin: &Origin, source: &Source) -> String {
    let literal = origin.span.clone().and_then(|span| source.text.get(span));
    let value = literal.and_then(|literal| DeValue::parse(literal).ok());
    let text = value.as_ref().and_then(|value| value.get_ref().as_str());
    text.unwrap_or_default().replace("\r\n", "\n")
}

/// Everything in `brief` that is to be translated into `language`: words with letters that the brief itself does
/// not give in that language.
pub(super) fn slots<'a>(brief: &'a mut Brief, language: &Language) -> Vec<Slot<'a>> {
    let mut slots = all_slots(brief);
    slots.retain(|slot| {
        slot.has_words()
            && FieldPath::parse(&slot.origin().path)
                .language
                .is_none_or(|tag| !language.is_kind_of(&tag))
    });
    slots
}

/// The places in `brief` where figures stand without words, such as `40%`: they are no passages, but each language
/// writes them in its own way.
pub(super) fn figures(brief: &mut Brief) -> Vec<Slot<'_>> {
    let mut slots = all_slots(brief);
    slots.retain(|slot| !slot.has_words() && !slot.is_number());
    slots
}

/// Everything that is written in `brief` itself.
fn all_slots(brief: &mut Brief) -> Vec<Slot<'_>> {
    let mut all = Collector(Vec::new());
    all.line(&mut brief.title);
    all.lines(brief.subtitle.as_mut());
    all.lines(brief.number.as_mut());
    all.prose(brief.summary.as_mut());
    all.lines(&mut brief.keywords);
    all.lines(brief.rights.as_mut());
    let meeting = &mut brief.meeting;
    all.line(&mut meeting.title);
    all.lines(meeting.city.as_mut());
    all.lines(meeting.venue.as_mut());
    all.lines(&mut meeting.participants);
    all.prose(meeting.context.as_mut());
    if let Some(project) = &mut brief.project {
        all.line(&mut project.title);
        all.lines(project.reference.as_mut());
        all.lines(project.programme.as_mut());
        all.prose(project.statement.as_mut());
    }
    for organisation in &mut brief.organisations {
        all.line(&mut organisation.name);
        all.lines(organisation.abbreviation.as_mut());
        all.lines(organisation.logo_alt.as_mut());
        all.prose(organisation.statement.as_mut());
        all.prose(organisation.disclaimer.as_mut());
    }
    for question in &mut brief.questions {
        all.line(&mut question.text);
        all.prose(question.discussion.as_mut());
    }
    for practice in &mut brief.practices {
        all.lines(practice.title.as_mut());
        all.prose(Some(&mut practice.text));
    }
    for obstacle in &mut brief.obstacles {
        all.line(&mut obstacle.text);
        all.prose(obstacle.detail.as_mut());
    }
    for recommendation in &mut brief.recommendations {
        all.line(&mut recommendation.text);
        all.prose(recommendation.detail.as_mut());
        all.lines(&mut recommendation.addressees);
    }
    for decision in &mut brief.decisions {
        all.line(&mut decision.text);
        all.prose(decision.detail.as_mut());
    }
    for action in &mut brief.actions {
        all.line(&mut action.text);
        all.lines(action.owner.as_mut());
    }
    for table in &mut brief.tables {
        all.line(&mut table.caption);
        all.lines(&mut table.columns);
        for cell in table.rows.iter_mut().flatten() {
            all.0.push(SlotWords::Cell(cell));
        }
        all.lines(table.note.as_mut());
    }
    for figure in &mut brief.figures {
        all.line(&mut figure.alt);
        all.lines(figure.caption.as_mut());
        all.lines(figure.credit.as_mut());
    }
    for chart in &mut brief.charts {
        all.line(&mut chart.caption);
        all.lines(&mut chart.labels);
        for series in &mut chart.series {
            all.line(&mut series.name);
        }
        all.lines(chart.unit.as_mut());
        all.lines(chart.source.as_mut());
    }
    for annex in &mut brief.annexes {
        all.line(&mut annex.title);
        all.prose(Some(&mut annex.text));
    }
    for reference in &mut brief.references {
        all.line(&mut reference.text);
    }
    for abbreviation in &mut brief.abbreviations {
        all.line(&mut abbreviation.short);
        all.line(&mut abbreviation.long);
    }
    for contact in &mut brief.contacts {
        all.line(&mut contact.name);
        all.lines(contact.role.as_mut());
    }
    let all = all.0.into_iter();
    let own = all.filter(|words| words.origin().file == InputFile::Brief);
    own.map(Slot::of).collect()
}

/// Gathers words in the order of the model.
struct Collector<'a>(Vec<SlotWords<'a>>);

impl<'a> Collector<'a> {
    fn line(&mut self, text: &'a mut Text) {
        self.0.push(SlotWords::Line(text));
    }

    fn lines(&mut self, texts: impl IntoIterator<Item = &'a mut Text>) {
        for text in texts {
            self.line(text);
        }
    }

    fn prose(&mut self, prose: Option<&'a mut Prose>) {
        if let Some(prose) = prose {
            self.0.push(SlotWords::Prose(prose));
        }
    }
}

/// The path of a field without the place in its list and without the language that it is given in, and whether
/// there is a list.
fn place(path: &str) -> (String, bool) {
    let mut path = FieldPath::parse(path);
    path.language = None;
    // What stands in the elements of a list is of the list: `series[0].name`.
    let list = path.field.find('[');
    path.field.truncate(list.unwrap_or(path.field.len()));
    (path.whole(), list.is_some() || path.index.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_path_of_the_field() {
        for (path, expected, listed) in [
            ("title", "title", false),
            ("keywords[2]", "keywords", true),
            ("meeting.participants[0]", "meeting.participants", true),
            ("recommendation[7].text", "recommendation[7].text", false),
            (
                "recommendation[a].addressees[0]",
                "recommendation[a].addressees",
                true,
            ),
            ("table[flow].rows[1][0]", "table[flow].rows", true),
            ("chart[flow].series[0].name", "chart[flow].series", true),
            (
                "organisation[carec].name.ru",
                "organisation[carec].name",
                false,
            ),
            (
                "organisation[carec].name",
                "organisation[carec].name",
                false,
            ),
        ] {
            assert_eq!(place(path), (expected.to_owned(), listed), "{path}");
        }
        let found: Vec<&str> = keys("recommendation[a].addressees").collect();
        assert_eq!(found, ["recommendation", "a", "addressees"]);
    }

    #[test]
    fn line_ends_are_spaces_and_marks_of_blocks_stay() {
        assert_eq!(
            unwrapped("one\ntwo  \n three\n\nfour"),
            "one two  \n three\n\nfour"
        );
        assert_eq!(unwrapped("x\n\\*"), "x \\*");
        assert_eq!(unwrapped("- a\n  b\n- c\\\n  d"), "- a b\n- c\\\n  d");
        assert_eq!(unwrapped("a[^1]\nb\n\n[^1]: c\nd"), "a[^1] b\n\n[^1]: c d");
        assert_eq!(
            unwrapped("*one\ntwo* \\*three\n\\*four"),
            "*one two* \\*three \\*four"
        );
    }

    #[test]
    fn a_digest_knows_words_and_not_line_ends() {
        assert_eq!(Digest::of("one two"), Digest::of("one\n  two\n"));
        assert_ne!(Digest::of("one two"), Digest::of("one, two"));
        assert_ne!(Digest::of("one two"), Digest::of("one\n\ntwo"));
        assert_eq!(Digest::of("one two").0.len(), 10);
    }
}
