//! The model of a brief: what a meeting's outcome brief says, read and checked.
//!
//! Every value carries its [`Origin`]: the path of its field and its place in the file.

use crate::date::{Date, DateRange};
use crate::document::{
    Block, BlockKind, ChartKind, Inline, InlineKind, Language, Note, Origin, Picture,
};
use crate::named::named;
use crate::ordered::Ordered;
use std::collections::BTreeMap;
use std::ops::Range;

/// A value with the place that it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// A line of plain words.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// The words: NFC, trimmed, without line feeds; not empty, but for the heading over the headers of rows.
    pub value: String,
    /// Its passages in other languages, in the order of their beginnings; one inside another follows it.
    pub passages: Vec<Passage>,
    /// The language of the original, where an edition has no translation of these words.
    pub untranslated: Option<Language>,
    /// Where it came from.
    pub origin: Origin,
}

impl Text {
    /// The language of all of its words, where that is another than that of the words around it.
    pub fn language(&self) -> Option<&Language> {
        let all = 0..self.value.len();
        let whole = self.passages.iter().find(|passage| passage.range == all);
        whole
            .map(|passage| &passage.language)
            .or(self.untranslated.as_ref())
    }
}

impl From<Text> for Field<String> {
    fn from(text: Text) -> Field<String> {
        Field {
            value: text.value,
            origin: text.origin,
        }
    }
}

/// A passage of a line in another language than the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Bytes of the line's words.
    pub range: Range<usize>,
    /// Its language.
    pub language: Language,
}

/// Prose: CommonMark, read into the document's own blocks (paragraphs and lists).
#[derive(Clone, PartialEq, Debug)]
pub struct Prose {
    /// Its paragraphs and lists; at least one. A body paragraph has the role `Body`.
    pub blocks: Vec<Block>,
    /// Its footnotes, in the order of their references, of which each has one: a
    /// [`crate::document::InlineKind::NoteReference`] in `blocks` is an index into these.
    pub notes: Vec<Note>,
    /// Where it came from.
    pub origin: Origin,
}

/// The id of an item: as given, or derived from its text; unique in the brief.
pub type Id = String;

/// A whole brief. The names are those of the TOML keys.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)] // The key table of the README says what each holds.
pub struct Brief {
    pub language: Language,
    pub title: Text,
    pub subtitle: Option<Text>,
    pub published: Field<Date>,
    /// The id of an organisation, which exists.
    pub publisher: Option<Field<Id>>,
    pub number: Option<Text>,
    pub summary: Option<Prose>,
    pub keywords: Vec<Text>,
    pub rights: Option<Text>,
    /// The sections in the order asked for; a section not named follows in the usual order.
    pub sections: Vec<SectionName>,
    pub meeting: Meeting,
    pub project: Option<Project>,
    pub organisations: Vec<Organisation>,
    pub questions: Vec<Question>,
    pub practices: Vec<Practice>,
    pub obstacles: Vec<Obstacle>,
    pub recommendations: Vec<Recommendation>,
    pub decisions: Vec<Decision>,
    pub actions: Vec<Action>,
    pub tables: Vec<Table>,
    pub figures: Vec<Figure>,
    pub charts: Vec<Chart>,
    pub annexes: Vec<Annex>,
    pub references: Vec<Reference>,
    pub abbreviations: Vec<Abbreviation>,
    pub contacts: Vec<Contact>,
}

impl Brief {
    /// The organisations by their ids.
    pub(crate) fn organisations_by_id(&self) -> BTreeMap<&str, &Organisation> {
        let organisations = self.organisations.iter();
        organisations
            .map(|one| (one.id.value.as_str(), one))
            .into_map()
    }

    /// The ids of those who publish the brief, organised the meeting, carry out the project or are its partners: of all
    /// whom it names for what they do, but the funders.
    pub(crate) fn makers(&self) -> impl Iterator<Item = &Field<Id>> {
        let project = self.project.iter();
        let publisher = self.publisher.iter();
        publisher
            .chain(&self.meeting.organisers)
            .chain(project.flat_map(|project| project.implementers.iter().chain(&project.partners)))
    }

    /// The ids of those who pay for the project.
    pub(crate) fn funders(&self) -> &[Field<Id>] {
        self.project
            .as_ref()
            .map_or(&[], |project| &project.funders)
    }

    /// Whether it has nothing to say in a section.
    pub(crate) fn lacks(&self, section: SectionName) -> bool {
        match section {
            SectionName::Summary => self.summary.is_none(),
            SectionName::Questions => self.questions.is_empty(),
            SectionName::Practices => self.practices.is_empty(),
            SectionName::Obstacles => self.obstacles.is_empty(),
            SectionName::Recommendations => self.recommendations.is_empty(),
            SectionName::Decisions => self.decisions.is_empty(),
            SectionName::Actions => self.actions.is_empty(),
            SectionName::Annexes => self.annexes.is_empty(),
            SectionName::References => self.references.is_empty(),
            SectionName::Abbreviations => self.abbreviations.is_empty(),
            SectionName::Contacts => self.contacts.is_empty(),
        }
    }

    /// The prose of a section, in order.
    pub(crate) fn prose_of(&self, section: SectionName) -> Vec<&Prose> {
        fn details<T>(items: &[T], detail: impl Fn(&T) -> Option<&Prose>) -> Vec<&Prose> {
            items.iter().filter_map(detail).collect()
        }
        match section {
            SectionName::Summary => self.summary.iter().collect(),
            SectionName::Questions => details(&self.questions, |item| item.discussion.as_ref()),
            SectionName::Practices => details(&self.practices, |item| Some(&item.text)),
            SectionName::Obstacles => details(&self.obstacles, |item| item.detail.as_ref()),
            SectionName::Recommendations => {
                details(&self.recommendations, |item| item.detail.as_ref())
            }
            SectionName::Decisions => details(&self.decisions, |item| item.detail.as_ref()),
            SectionName::Annexes => details(&self.annexes, |item| Some(&item.text)),
            SectionName::Actions
            | SectionName::References
            | SectionName::Abbreviations
            | SectionName::Contacts => Vec::new(),
        }
    }
}

impl Prose {
    /// Calls `see` with the id of each item that it refers to.
    pub(crate) fn references<'a>(&'a self, see: &mut dyn FnMut(&'a str)) {
        fn inlines<'a>(content: &'a [Inline], see: &mut dyn FnMut(&'a str)) {
            for inline in content {
                if let InlineKind::Reference { anchor, .. } = &inline.kind {
                    see(anchor);
                }
                inlines(inline.children(), see);
            }
        }
        fn blocks<'a>(content: Vec<&'a Block>, see: &mut dyn FnMut(&'a str)) {
            for block in content {
                if let BlockKind::Paragraph(paragraph) = &block.kind {
                    inlines(&paragraph.content, see);
                }
                blocks(block.children(), see);
            }
        }
        let of_notes = self.notes.iter().flat_map(|note| &note.blocks);
        blocks(self.blocks.iter().chain(of_notes).collect(), see);
    }
}

named! {
    /// The sections whose order a brief can set, in their usual order.
    pub enum SectionName;
    /// Its name in a brief.
    pub fn name;
    Summary = "summary",
    Questions = "questions",
    Practices = "practices",
    Obstacles = "obstacles",
    Recommendations = "recommendations",
    Decisions = "decisions",
    Actions = "actions",
    Annexes = "annexes",
    References = "references",
    Abbreviations = "abbreviations",
    Contacts = "contacts",
}

impl SectionName {
    /// Whether it is appended to a brief, not a part of its body.
    pub(crate) fn is_appended(self) -> bool {
        matches!(
            self,
            SectionName::Annexes
                | SectionName::References
                | SectionName::Abbreviations
                | SectionName::Contacts
        )
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Format {
    InPerson,
    Online,
    Hybrid,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Meeting {
    pub title: Text,
    pub date: Field<DateRange>,
    pub city: Option<Text>,
    /// ISO 3166-1 alpha-2, a country that exists.
    pub country: Option<Field<String>>,
    pub venue: Option<Text>,
    pub format: Option<Field<Format>>,
    /// Ids of organisations, which exist.
    pub organisers: Vec<Field<Id>>,
    pub participants: Vec<Text>,
    pub attendance: Option<Field<u64>>,
    pub context: Option<Prose>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Project {
    pub title: Text,
    pub reference: Option<Text>,
    pub programme: Option<Text>,
    pub url: Option<Text>,
    pub funders: Vec<Field<Id>>,
    pub implementers: Vec<Field<Id>>,
    pub partners: Vec<Field<Id>>,
    pub statement: Option<Prose>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Organisation {
    pub id: Field<Id>,
    pub name: Text,
    pub abbreviation: Option<Text>,
    pub url: Option<Text>,
    pub logo: Option<Field<Picture>>,
    /// What a reader who does not see the logo or the emblem is told.
    pub logo_alt: Option<Text>,
    /// As the file says, or by the name of the organisation.
    pub emblem: Option<Field<Emblem>>,
    /// What is said of this funder, in place of the usual funding statement.
    pub statement: Option<Prose>,
    /// Who answers for the content, as it wants that said.
    pub disclaimer: Option<Prose>,
    pub country: Option<Field<String>>,
}

impl Organisation {
    /// Its short form, where that is another than its name.
    pub fn short_form(&self) -> Option<&Text> {
        let short = self.abbreviation.as_ref()?;
        (short.value != self.name.value).then_some(short)
    }

    /// Whether it is the European Union, whose emblem and funding statement are prescribed.
    pub fn is_european_union(&self) -> bool {
        let emblem = self.emblem.as_ref();
        emblem.is_some_and(|emblem| emblem.value != Emblem::None)
    }
}

/// The emblems that are drawn without a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Emblem {
    /// The European Union's, in colour.
    EuropeanUnion,
    /// The European Union's, in black on white.
    EuropeanUnionInBlack,
    /// None, whatever the organisation is called.
    None,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Question {
    pub id: Id,
    pub text: Text,
    pub discussion: Option<Prose>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Practice {
    pub id: Id,
    pub title: Option<Text>,
    pub text: Prose,
    /// The id of a question, which exists.
    pub question: Option<Field<Id>>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Obstacle {
    pub id: Id,
    pub text: Text,
    pub detail: Option<Prose>,
    /// The id of a question, which exists.
    pub question: Option<Field<Id>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Priority {
    High,
    Medium,
    Low,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Recommendation {
    pub id: Id,
    pub text: Text,
    pub detail: Option<Prose>,
    pub addressees: Vec<Text>,
    /// Ids of obstacles, which exist.
    pub obstacles: Vec<Field<Id>>,
    pub due: Option<Field<Date>>,
    pub priority: Option<Field<Priority>>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Decision {
    pub id: Id,
    pub text: Text,
    pub detail: Option<Prose>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Status {
    Open,
    InProgress,
    Done,
    Dropped,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Action {
    pub id: Id,
    pub text: Text,
    pub owner: Option<Text>,
    pub due: Option<Field<Date>>,
    pub status: Option<Field<Status>>,
}

/// What a table, figure or chart follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum After {
    /// The end of a section.
    Section(SectionName),
    /// An item with this id, which exists: a question, practice, obstacle, recommendation, decision,
    /// annex, or another table, figure or chart that does not in turn follow this one.
    Item(Id),
}

/// What stands in a table's cell: words, or a number as it was typed.
#[derive(Clone, PartialEq, Debug)]
pub enum CellValue {
    /// Words, and their passages in other languages as in a [`Text`]; a cell may be empty.
    Text(String, Vec<Passage>),
    /// A number, as typed in the TOML without underscores: `1234.50`.
    Number(String),
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Table {
    pub id: Field<Id>,
    pub caption: Text,
    pub columns: Vec<Text>,
    /// How many columns, from the first, are the headers of the rows; none where the writer leaves it to the content.
    pub row_headers: Option<usize>,
    /// Each as long as `columns`.
    pub rows: Vec<Vec<Field<CellValue>>>,
    pub after: Option<Field<After>>,
    pub note: Option<Text>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Figure {
    pub id: Field<Id>,
    pub file: Field<Picture>,
    pub alt: Text,
    pub caption: Option<Text>,
    pub after: Option<Field<After>>,
    pub credit: Option<Text>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Series {
    pub name: Text,
    /// As many as the chart has labels; numbers as typed.
    pub values: Vec<Field<String>>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Chart {
    pub id: Field<Id>,
    pub caption: Text,
    pub kind: Field<ChartKind>,
    pub labels: Vec<Text>,
    pub series: Vec<Series>,
    pub unit: Option<Text>,
    pub after: Option<Field<After>>,
    pub source: Option<Text>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Annex {
    pub id: Id,
    pub title: Text,
    pub text: Prose,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Reference {
    pub id: Id,
    pub text: Text,
    pub url: Option<Text>,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Abbreviation {
    pub short: Text,
    pub long: Text,
}

#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct Contact {
    pub name: Text,
    pub role: Option<Text>,
    /// The id of an organisation, which exists.
    pub organisation: Option<Field<Id>>,
    pub email: Option<Text>,
    pub phone: Option<Text>,
    pub extension: Option<Text>,
}
