//! The brief, the house style and the recipients as they stand in the file: the key tables, with every value as an
//! [`At`]. The names of the fields are the keys, the names of the structs the tables. The JSON Schema is made of them, so
//! what is said of a field here is what an editor tells its user.

use super::at::{
    Accept, At, CellContent, Found, HeaderColumns, Integer, Number, Scalar, Table, Wanted,
    WordsInLanguages,
};
use super::choices::{
    CHART_KINDS, EMBLEMS, FORMATS, PAPERS, PRIORITIES, ROLES, STATUSES, attached_formats, sections,
    words,
};
use crate::date::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::MapAccess;

/// A value that may be missing.
pub(super) type Maybe<T> = Option<At<T>>;

/// What stands in a field, where it is there and of its type.
pub(super) fn given<T>(field: &Maybe<T>) -> Option<&T> {
    field.as_ref()?.value.as_ref().ok()
}

/// A line of words, or prose, as typed.
pub(super) type Words = Maybe<String>;
/// Words that may differ from language to language.
pub(super) type InLanguages = Maybe<WordsInLanguages>;
/// A list of words.
pub(super) type WordList = Maybe<Vec<At<String>>>;
/// A list of tables.
pub(super) type Items<T> = Maybe<Vec<At<Table<T>>>>;

/// An outcome brief: what was discussed at a meeting, which obstacles were named, what was recommended. Prose
/// takes CommonMark: emphasis, links, lists, footnotes. In all words a passage in another language is marked so:
/// `[Су кодексі]{lang=kk}`. Dates are of the Gregorian calendar, year first: `2019-10-04`, and not `1398-07-12`; in Dari and
/// Persian they are printed in both calendars.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Brief {
    /// The language of the brief, a tag of BCP 47: `en`, `fa`, `kk`, `ky`, `prs`, `ru`, `tg`, `tk`, `uz`, `uz-Cyrl`.
    /// Needed, unless the house style has one.
    pub(super) language: Words,
    /// The title of the brief.
    #[schemars(required)]
    pub(super) title: Words,
    /// A second line under the title.
    pub(super) subtitle: Words,
    /// The day of publication: `2017-06-16`.
    #[schemars(required)]
    pub(super) published: Maybe<Date>,
    /// The id of the organisation that publishes the brief.
    pub(super) publisher: Words,
    /// The number of the brief in its series: `4`, `2018/3`.
    pub(super) number: Words,
    /// The brief in a few sentences. Prose.
    pub(super) summary: Words,
    /// Words that the brief is to be found by.
    pub(super) keywords: WordList,
    /// Who may do what with the brief: a licence or a notice.
    pub(super) rights: Words,
    /// The sections in the order wanted; those not named follow in the usual one.
    #[schemars(extend("items" = serde_json::json!({ "type": "string", "enum": words(sections()) })))]
    pub(super) sections: WordList,
    /// The meeting.
    #[schemars(required)]
    pub(super) meeting: Maybe<Table<Meeting>>,
    /// The project under which the meeting was held.
    pub(super) project: Maybe<Table<Project>>,
    /// Organisations, which are named elsewhere by their ids.
    pub(super) organisation: Items<Organisation>,
    /// What was asked and discussed, in order.
    pub(super) question: Items<Question>,
    /// What works already.
    pub(super) practice: Items<Practice>,
    /// What stands in the way.
    pub(super) obstacle: Items<Obstacle>,
    /// What was recommended.
    pub(super) recommendation: Items<Recommendation>,
    /// What was decided.
    pub(super) decision: Items<Decision>,
    /// Who does what until when.
    pub(super) action: Items<Action>,
    /// Tables of words and numbers.
    pub(super) table: Items<DataTable>,
    /// Pictures.
    pub(super) figure: Items<Figure>,
    /// Charts of numbers.
    pub(super) chart: Items<Chart>,
    /// What goes with the brief, at its end.
    pub(super) annex: Items<Annex>,
    /// Publications that the brief refers to.
    pub(super) reference: Items<Reference>,
    /// What short forms stand for.
    pub(super) abbreviation: Items<Abbreviation>,
    /// Whom to ask.
    pub(super) contact: Items<Contact>,
}

/// The meeting.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Meeting {
    /// Its title.
    #[schemars(required)]
    pub(super) title: Words,
    /// Its day, or its first and last: `{ start = 2018-05-10, end = 2018-05-11 }`.
    #[schemars(required)]
    pub(super) date: Maybe<Days>,
    /// The city.
    pub(super) city: Words,
    /// The country, two letters of ISO 3166-1: `KZ`.
    pub(super) country: Words,
    /// The building or room.
    pub(super) venue: Words,
    /// In person, online or both.
    #[schemars(extend("enum" = words(FORMATS)))]
    pub(super) format: Words,
    /// The ids of the organisations that held it.
    pub(super) organisers: WordList,
    /// Who was there, in words.
    pub(super) participants: WordList,
    /// How many were there.
    pub(super) attendance: Maybe<Integer>,
    /// What the meeting was part of. Prose.
    pub(super) context: Words,
}

/// A day, or the first and the last of several.
pub(super) enum Days {
    One(Date),
    Several(Table<Period>),
}

/// The first and the last of several days.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Period {
    /// The first day.
    #[schemars(required)]
    pub(super) start: Maybe<Date>,
    /// The last day.
    #[schemars(required)]
    pub(super) end: Maybe<Date>,
}

impl Accept for Days {
    const WANTED: Wanted = Wanted::Date;

    fn from_scalar(scalar: Scalar) -> Result<Days, Found> {
        Date::from_scalar(scalar).map(Days::One)
    }

    fn from_table<'de, A: MapAccess<'de>>(table: A) -> Result<Result<Days, Found>, A::Error> {
        Ok(Table::from_table(table)?.map(Days::Several))
    }
}

/// The project under which the meeting was held.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Project {
    /// Its title.
    #[schemars(required)]
    pub(super) title: Words,
    /// Its number with the funder.
    pub(super) reference: Words,
    /// The programme that it belongs to.
    pub(super) programme: Words,
    /// Its web address.
    pub(super) url: Words,
    /// The ids of the organisations that pay for it.
    pub(super) funders: WordList,
    /// The ids of the organisations that carry it out.
    pub(super) implementers: WordList,
    /// The ids of the organisations that help.
    pub(super) partners: WordList,
    /// Who paid for what, in place of the usual words. Prose.
    pub(super) statement: Words,
}

/// An organisation.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Organisation {
    /// What it is called elsewhere in the file: letters, digits, `-` and `_`.
    #[schemars(required)]
    pub(super) id: Words,
    /// Its full name.
    #[schemars(required)]
    pub(super) name: InLanguages,
    /// Its short form, used after the first mention.
    pub(super) abbreviation: InLanguages,
    /// Its web address. It is not printed.
    pub(super) url: Words,
    /// The file of its logo.
    pub(super) logo: Words,
    /// What a reader who does not see the logo is told.
    #[serde(rename = "logo-alt")]
    pub(super) logo_alt: InLanguages,
    /// The emblem that is drawn for it without a file. The European Union has its own by its name or its id, `eu`.
    #[schemars(extend("enum" = words(EMBLEMS)))]
    pub(super) emblem: Words,
    /// What it wants said where it pays for a project. Prose.
    pub(super) statement: InLanguages,
    /// Who answers for the content, as it wants that said where it publishes, organises, carries out or pays. Prose.
    pub(super) disclaimer: InLanguages,
    /// Its country, two letters of ISO 3166-1. It is not printed.
    pub(super) country: Words,
}

/// A question that was discussed.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Question {
    /// The question.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
    /// What was said. Prose.
    pub(super) discussion: Words,
}

/// Something that works already.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Practice {
    /// What it is. Prose.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
    /// Its name.
    pub(super) title: Words,
    /// The id of the question that it answers.
    pub(super) question: Words,
}

/// Something that stands in the way.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Obstacle {
    /// The obstacle.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
    /// More about it. Prose.
    pub(super) detail: Words,
    /// The id of the question that it answers.
    pub(super) question: Words,
}

/// Something that was recommended.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Recommendation {
    /// The recommendation.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
    /// More about it. Prose.
    pub(super) detail: Words,
    /// To whom, in words.
    pub(super) addressees: WordList,
    /// The ids of the obstacles that it answers.
    pub(super) obstacles: WordList,
    /// By when.
    pub(super) due: Maybe<Date>,
    /// How much it matters.
    #[schemars(extend("enum" = words(PRIORITIES)))]
    pub(super) priority: Words,
}

/// Something that was decided.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Decision {
    /// The decision.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
    /// More about it. Prose.
    pub(super) detail: Words,
}

/// Something that somebody does.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Action {
    /// What is to be done.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
    /// Who does it.
    pub(super) owner: Words,
    /// By when.
    pub(super) due: Maybe<Date>,
    /// How far it is.
    #[schemars(extend("enum" = words(STATUSES)))]
    pub(super) status: Words,
}

/// A table of words and numbers.
#[derive(Deserialize, JsonSchema)]
pub(super) struct DataTable {
    /// Its id, for references.
    #[schemars(required)]
    pub(super) id: Words,
    /// What it shows.
    #[schemars(required)]
    pub(super) caption: Words,
    /// The headings of its columns.
    #[schemars(required)]
    pub(super) columns: WordList,
    /// Whether the first column is the headings of the rows, or how many of the first ones are, set bold; usually their
    /// content says that.
    #[serde(rename = "row-headers")]
    pub(super) row_headers: Maybe<HeaderColumns>,
    /// Its rows, each with as many cells as there are columns.
    #[schemars(required)]
    pub(super) rows: Maybe<Vec<At<Vec<At<CellContent>>>>>,
    /// The section, or the id of the item, that it follows.
    pub(super) after: Words,
    /// A line under it.
    pub(super) note: Words,
}

/// A picture.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Figure {
    /// Its id, for references.
    #[schemars(required)]
    pub(super) id: Words,
    /// Its file, as seen from the folder of the brief.
    #[schemars(required)]
    pub(super) file: Words,
    /// What it tells, for a reader who does not see it.
    #[schemars(required)]
    pub(super) alt: Words,
    /// What it shows, in words above it; a figure without them has no number.
    pub(super) caption: Words,
    /// The section, or the id of the item, that it follows.
    pub(super) after: Words,
    /// Who made it.
    pub(super) credit: Words,
}

/// A chart of numbers.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Chart {
    /// Its id, for references.
    #[schemars(required)]
    pub(super) id: Words,
    /// What it shows.
    #[schemars(required)]
    pub(super) caption: Words,
    /// How the numbers are drawn.
    #[schemars(required)]
    #[schemars(extend("enum" = words(CHART_KINDS)))]
    pub(super) kind: Words,
    /// The names of the bars or points, such as years or countries.
    #[schemars(required)]
    pub(super) labels: WordList,
    /// One or more series, each with a number for each label.
    #[schemars(required)]
    pub(super) series: Items<Series>,
    /// The unit of the numbers.
    pub(super) unit: Words,
    /// The section, or the id of the item, that it follows.
    pub(super) after: Words,
    /// Where the numbers are from.
    pub(super) source: Words,
}

/// Numbers, one for each label of the chart: `series = [{ name = "Pumps", values = [25, 30] }]`.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Series {
    /// What the numbers are.
    #[schemars(required)]
    pub(super) name: Words,
    /// The numbers.
    #[schemars(required)]
    pub(super) values: Maybe<Vec<At<Number>>>,
}

/// Something at the end of the brief.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Annex {
    /// Its title.
    #[schemars(required)]
    pub(super) title: Words,
    /// Its text. Prose.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
}

/// A publication.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Reference {
    /// Author, title, year.
    #[schemars(required)]
    pub(super) text: Words,
    /// Its id, for references.
    pub(super) id: Words,
    /// Its web address.
    pub(super) url: Words,
}

/// A short form.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Abbreviation {
    /// The short form.
    #[schemars(required)]
    pub(super) short: Words,
    /// What it stands for.
    #[schemars(required)]
    pub(super) long: Words,
}

/// Somebody to ask.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Contact {
    /// The name.
    #[schemars(required)]
    pub(super) name: InLanguages,
    /// What the person does.
    pub(super) role: InLanguages,
    /// The id of the organisation.
    pub(super) organisation: Words,
    /// The e-mail address.
    pub(super) email: Words,
    /// The telephone number.
    pub(super) phone: Words,
    /// The telephone extension.
    pub(super) extension: Words,
}

/// A house style, `briefgen.toml`: what a publisher sets once for all briefs in its folder and below. A brief
/// wins over it.
#[derive(Deserialize, JsonSchema)]
pub(super) struct HouseStyle {
    /// The language of briefs that name none, a tag of BCP 47.
    pub(super) language: Words,
    /// The id of the organisation that publishes the briefs.
    pub(super) publisher: Words,
    /// Who may do what with the briefs: a licence or a notice.
    pub(super) rights: InLanguages,
    /// The paper; usually A4.
    #[schemars(extend("enum" = words(PAPERS)))]
    pub(super) paper: Words,
    /// The colours.
    pub(super) colours: Maybe<Table<Colours>>,
    /// Fonts from files, in the place of Source Serif 4 and Source Sans 3.
    pub(super) fonts: Maybe<Table<Families>>,
    /// Organisations that every brief can name by their ids.
    pub(super) organisation: Items<Organisation>,
    /// Whom to ask, in briefs that name nobody.
    pub(super) contact: Items<Contact>,
    /// The words of the letters that carry briefs to their recipients.
    pub(super) mail: Maybe<Table<Mail>>,
}

/// The words of the letters that carry briefs to their recipients.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Mail {
    /// The greeting, with `{name}` where the recipient's name stands: `Dear {name},`.
    pub(super) greeting: InLanguages,
    /// What stands before the brief's words. Prose.
    pub(super) opening: InLanguages,
    /// What stands behind them. Prose.
    pub(super) closing: InLanguages,
    /// The signature, in as many lines as it has.
    pub(super) signature: InLanguages,
}

/// The colours.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Colours {
    /// The colour of headings and links: `#` and six hexadecimal digits, legible on white (WCAG 2.2, level
    /// AA).
    pub(super) accent: Words,
}

/// Fonts from files, static ones in OpenType or TrueType, as seen from the folder of the house style.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Families {
    /// The family for reading.
    pub(super) serif: Maybe<Table<SerifFiles>>,
    /// The family for headings, labels, tables and small print.
    pub(super) sans: Maybe<Table<SansFiles>>,
}

/// The files of the family for reading.
#[derive(Deserialize, JsonSchema)]
pub(super) struct SerifFiles {
    /// The upright face of normal weight.
    #[schemars(required)]
    pub(super) regular: Words,
    /// For emphasis.
    pub(super) italic: Words,
    /// For strong emphasis.
    pub(super) semibold: Words,
    /// For both.
    #[serde(rename = "semibold-italic")]
    pub(super) semibold_italic: Words,
    /// A cut for small type.
    pub(super) caption: Words,
    /// A cut for type that is a little larger: summary, recommendations.
    pub(super) subhead: Words,
    /// A cut for the title.
    pub(super) display: Words,
}

/// The files of the family for headings, labels, tables and small print.
#[derive(Deserialize, JsonSchema)]
pub(super) struct SansFiles {
    /// The upright face of normal weight.
    #[schemars(required)]
    pub(super) regular: Words,
    /// For emphasis.
    pub(super) italic: Words,
    /// For headings and labels.
    pub(super) semibold: Words,
    /// For emphasis in these.
    #[serde(rename = "semibold-italic")]
    pub(super) semibold_italic: Words,
}

/// Who gets the brief by e-mail, and who sends it.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Recipients {
    /// From whom; where this is not said, the brief's first contact that has an e-mail address.
    pub(super) sender: Maybe<Table<Sender>>,
    /// What holds for all recipients that do not say otherwise.
    pub(super) defaults: Maybe<Table<Defaults>>,
    /// Those who get the brief.
    #[schemars(required)]
    pub(super) recipient: Items<Recipient>,
}

/// From whom the messages are.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Sender {
    /// The name.
    pub(super) name: Words,
    /// The e-mail address.
    #[schemars(required)]
    pub(super) address: Words,
}

/// What holds for all recipients that do not say otherwise.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Defaults {
    /// The language, a tag of BCP 47, of the edition and of the message.
    pub(super) language: Words,
    /// What is attached; usually the PDF.
    #[schemars(extend("items" = serde_json::json!({ "type": "string", "enum": words(attached_formats()) })))]
    pub(super) attachments: WordList,
}

/// One who gets the brief.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Recipient {
    /// The name, as it stands in the greeting.
    pub(super) name: Words,
    /// The e-mail address.
    #[schemars(required)]
    pub(super) address: Words,
    /// The organisation. Those in copy who have one get the messages to it, others all messages.
    pub(super) organisation: Words,
    /// The language, a tag of BCP 47, of the edition and of the message.
    pub(super) language: Words,
    /// The whole greeting, in place of the usual one: `Dear Ms Nurlanova,`; the name stands where `{name}` does.
    pub(super) greeting: Words,
    /// `to` for a message of one's own, `cc` or `bcc` for a copy of those to others; usually `to`.
    #[schemars(extend("enum" = words(ROLES)))]
    pub(super) role: Words,
    /// What is attached; usually the PDF.
    #[schemars(extend("items" = serde_json::json!({ "type": "string", "enum": words(attached_formats()) })))]
    pub(super) attachments: WordList,
    /// Names of groups to which the recipient belongs, for `--group`.
    pub(super) groups: WordList,
}
