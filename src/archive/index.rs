//! An index of an archive: one page and one table of all briefs in it.

mod csv;
mod html;

pub use csv::table;
pub use html::page;

use super::contents::Form;
use super::tag::TagFile;
use crate::brief::Brief;
use crate::compose;
use crate::date::{Date, DateRange};
use crate::document::Language;
use crate::locale::Locale;

/// A brief of an archive, as the index shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Indexed {
    /// The newest package with it, as seen from the index.
    pub package: String,
    /// What to open to read it, in each of its languages: the PDF in a package that is a folder, or else the
    /// package.
    pub documents: Vec<(Language, String)>,
    /// The minutes, where they can be opened.
    pub minutes: Vec<String>,
    /// The packages of the editions before, the newest first.
    pub earlier: Vec<String>,
    /// The language that the brief is written in.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// What the meeting was.
    pub description: String,
    /// When the meeting was.
    pub meeting: DateRange,
    /// Where the meeting was: city and country, in the brief's language.
    pub place: Option<String>,
    /// Who published the brief.
    pub publisher: Option<String>,
    /// The day of publication.
    pub published: Date,
    /// What it recommends.
    pub recommendations: Vec<Recommended>,
}

/// A recommendation of a brief.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recommended {
    /// Its words.
    pub text: String,
    /// Whom it is addressed to.
    pub addressees: Vec<String>,
    /// When it is due.
    pub due: Option<Date>,
}

impl Indexed {
    /// What the index shows of `brief`, which is in `package`; none where its language is not known.
    pub fn of(brief: &Brief, package: &str) -> Option<Indexed> {
        let locale = Locale::for_language(&brief.language)?;
        let metadata = compose::metadata(brief, &locale);
        let recommendations = brief.recommendations.iter().map(|item| Recommended {
            text: item.text.value.clone(),
            addressees: item
                .addressees
                .iter()
                .map(|words| words.value.clone())
                .collect(),
            due: item.due.as_ref().map(|due| due.value),
        });
        Some(Indexed {
            package: package.to_owned(),
            documents: Vec::new(),
            minutes: Vec::new(),
            earlier: Vec::new(),
            language: metadata.language,
            title: metadata.title,
            description: metadata.description,
            meeting: brief.meeting.date.value,
            place: place(brief, &locale),
            publisher: metadata.publisher,
            published: metadata.published,
            recommendations: recommendations.collect(),
        })
    }

    /// The tags of the languages that it can be read in.
    fn languages(&self) -> Vec<&str> {
        let documents = self.documents.iter();
        documents.map(|(language, _)| language.0.as_str()).collect()
    }
}

/// Where the meeting of a brief was: city and country, in the words of `locale`.
pub fn place(brief: &Brief, locale: &Locale) -> Option<String> {
    let meeting = &brief.meeting;
    let country = meeting.country.as_ref();
    let country = country.and_then(|code| locale.country(&code.value));
    let city = meeting.city.as_ref().map(|city| city.value.clone());
    let place = [city, country.map(str::to_owned)];
    let place: Vec<String> = place.into_iter().flatten().collect();
    (!place.is_empty()).then(|| locale.particulars(place))
}

/// The name of the package of the edition before, by the description of a package.
pub fn previous(info: &TagFile) -> Option<&str> {
    info.get(super::record::PREVIOUS).map(Form::package_name)
}

/// Puts the newest meetings first.
pub fn sort(briefs: &mut [Indexed]) {
    briefs.sort_unstable_by(|one, other| {
        let day = |brief: &Indexed| std::cmp::Reverse(brief.meeting.start);
        day(one)
            .cmp(&day(other))
            .then_with(|| one.package.cmp(&other.package))
    });
}
