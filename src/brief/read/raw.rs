//! The brief as it stands in the file: the key table, with every value as an [`At`]. The names of the
//! fields are the keys, the names of the structs the tables.

use super::at::{
    Accept, At, CellContent, Entries, Found, Integer, Number, Scalar, Table, WordsInLanguages,
};
use crate::date::Date;
use serde::Deserialize;
use serde::de::MapAccess;

/// A value that may be missing.
pub(super) type Maybe<T> = Option<At<T>>;
/// A line of words, or prose, as typed.
pub(super) type Words = Maybe<String>;
/// Words that may differ from language to language.
pub(super) type InLanguages = Maybe<WordsInLanguages>;
/// A list of words.
pub(super) type WordList = Maybe<Vec<At<String>>>;
/// A list of tables.
pub(super) type Items<T> = Maybe<Vec<At<Table<T>>>>;

#[derive(Deserialize)]
pub(super) struct Brief {
    pub(super) language: Words,
    pub(super) title: Words,
    pub(super) subtitle: Words,
    pub(super) published: Maybe<Date>,
    pub(super) publisher: Words,
    pub(super) number: Words,
    pub(super) summary: Words,
    pub(super) keywords: WordList,
    pub(super) rights: Words,
    pub(super) sections: WordList,
    pub(super) meeting: Maybe<Table<Meeting>>,
    pub(super) project: Maybe<Table<Project>>,
    pub(super) organisation: Items<Organisation>,
    pub(super) question: Items<Question>,
    pub(super) practice: Items<Practice>,
    pub(super) obstacle: Items<Obstacle>,
    pub(super) recommendation: Items<Recommendation>,
    pub(super) decision: Items<Decision>,
    pub(super) action: Items<Action>,
    pub(super) table: Items<DataTable>,
    pub(super) figure: Items<Figure>,
    pub(super) chart: Items<Chart>,
    pub(super) annex: Items<Annex>,
    pub(super) reference: Items<Reference>,
    pub(super) abbreviation: Items<Abbreviation>,
    pub(super) contact: Items<Contact>,
}

#[derive(Deserialize)]
pub(super) struct Meeting {
    pub(super) title: Words,
    pub(super) date: Maybe<Days>,
    pub(super) city: Words,
    pub(super) country: Words,
    pub(super) venue: Words,
    pub(super) format: Words,
    pub(super) organisers: WordList,
    pub(super) participants: WordList,
    pub(super) attendance: Maybe<Integer>,
    pub(super) context: Words,
}

/// A day, or the first and the last of several.
pub(super) enum Days {
    One(Date),
    Several(Table<Period>),
}

#[derive(Deserialize)]
pub(super) struct Period {
    pub(super) start: Maybe<Date>,
    pub(super) end: Maybe<Date>,
}

impl Accept for Days {
    const WORDS: &'static str = "a date";

    fn from_scalar(scalar: Scalar) -> Result<Days, Found> {
        Date::from_scalar(scalar).map(Days::One)
    }

    fn from_table<'de, A: MapAccess<'de>>(
        table: Entries<A>,
    ) -> Result<Result<Days, Found>, A::Error> {
        Ok(Table::from_table(table)?.map(Days::Several))
    }
}

#[derive(Deserialize)]
pub(super) struct Project {
    pub(super) title: Words,
    pub(super) reference: Words,
    pub(super) programme: Words,
    pub(super) url: Words,
    pub(super) funders: WordList,
    pub(super) implementers: WordList,
    pub(super) partners: WordList,
    pub(super) statement: Words,
}

#[derive(Deserialize)]
pub(super) struct Organisation {
    pub(super) id: Words,
    pub(super) name: InLanguages,
    pub(super) abbreviation: InLanguages,
    pub(super) url: Words,
    pub(super) logo: Words,
    #[serde(rename = "logo-alt")]
    pub(super) logo_alt: InLanguages,
    pub(super) emblem: Words,
    pub(super) statement: InLanguages,
    pub(super) disclaimer: InLanguages,
    pub(super) country: Words,
}

#[derive(Deserialize)]
pub(super) struct Question {
    pub(super) text: Words,
    pub(super) id: Words,
    pub(super) discussion: Words,
}

#[derive(Deserialize)]
pub(super) struct Practice {
    pub(super) text: Words,
    pub(super) id: Words,
    pub(super) title: Words,
    pub(super) question: Words,
}

#[derive(Deserialize)]
pub(super) struct Obstacle {
    pub(super) text: Words,
    pub(super) id: Words,
    pub(super) detail: Words,
    pub(super) question: Words,
}

#[derive(Deserialize)]
pub(super) struct Recommendation {
    pub(super) text: Words,
    pub(super) id: Words,
    pub(super) detail: Words,
    pub(super) addressees: WordList,
    pub(super) obstacles: WordList,
    pub(super) due: Maybe<Date>,
    pub(super) priority: Words,
}

#[derive(Deserialize)]
pub(super) struct Decision {
    pub(super) text: Words,
    pub(super) id: Words,
    pub(super) detail: Words,
}

#[derive(Deserialize)]
pub(super) struct Action {
    pub(super) text: Words,
    pub(super) id: Words,
    pub(super) owner: Words,
    pub(super) due: Maybe<Date>,
    pub(super) status: Words,
}

/// `[[table]]`.
#[derive(Deserialize)]
pub(super) struct DataTable {
    pub(super) id: Words,
    pub(super) caption: Words,
    pub(super) columns: WordList,
    #[serde(rename = "row-headers")]
    pub(super) row_headers: Maybe<bool>,
    pub(super) rows: Maybe<Vec<At<Vec<At<CellContent>>>>>,
    pub(super) after: Words,
    pub(super) note: Words,
}

#[derive(Deserialize)]
pub(super) struct Figure {
    pub(super) id: Words,
    pub(super) file: Words,
    pub(super) alt: Words,
    pub(super) caption: Words,
    pub(super) after: Words,
    pub(super) credit: Words,
}

#[derive(Deserialize)]
pub(super) struct Chart {
    pub(super) id: Words,
    pub(super) caption: Words,
    pub(super) kind: Words,
    pub(super) labels: WordList,
    pub(super) series: Items<Series>,
    pub(super) unit: Words,
    pub(super) after: Words,
    pub(super) source: Words,
}

#[derive(Deserialize)]
pub(super) struct Series {
    pub(super) name: Words,
    pub(super) values: Maybe<Vec<At<Number>>>,
}

#[derive(Deserialize)]
pub(super) struct Annex {
    pub(super) title: Words,
    pub(super) text: Words,
    pub(super) id: Words,
}

#[derive(Deserialize)]
pub(super) struct Reference {
    pub(super) text: Words,
    pub(super) id: Words,
    pub(super) url: Words,
}

#[derive(Deserialize)]
pub(super) struct Abbreviation {
    pub(super) short: Words,
    pub(super) long: Words,
}

#[derive(Deserialize)]
pub(super) struct Contact {
    pub(super) name: InLanguages,
    pub(super) role: InLanguages,
    pub(super) organisation: Words,
    pub(super) email: Words,
    pub(super) phone: Words,
    pub(super) extension: Words,
}

/// `briefgen.toml`.
#[derive(Deserialize)]
pub(super) struct HouseStyle {
    pub(super) language: Words,
    pub(super) publisher: Words,
    pub(super) rights: InLanguages,
    pub(super) paper: Words,
    pub(super) colours: Maybe<Table<Colours>>,
    pub(super) fonts: Maybe<Table<Families>>,
    pub(super) organisation: Items<Organisation>,
    pub(super) contact: Items<Contact>,
}

#[derive(Deserialize)]
pub(super) struct Colours {
    pub(super) accent: Words,
}

/// `[fonts]`.
#[derive(Deserialize)]
pub(super) struct Families {
    pub(super) serif: Maybe<Table<SerifFiles>>,
    pub(super) sans: Maybe<Table<SansFiles>>,
}

#[derive(Deserialize)]
pub(super) struct SerifFiles {
    pub(super) regular: Words,
    pub(super) italic: Words,
    pub(super) semibold: Words,
    #[serde(rename = "semibold-italic")]
    pub(super) semibold_italic: Words,
    pub(super) caption: Words,
    pub(super) subhead: Words,
    pub(super) display: Words,
}

#[derive(Deserialize)]
pub(super) struct SansFiles {
    pub(super) regular: Words,
    pub(super) italic: Words,
    pub(super) semibold: Words,
    #[serde(rename = "semibold-italic")]
    pub(super) semibold_italic: Words,
}
