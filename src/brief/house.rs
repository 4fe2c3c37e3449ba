//! The model of a house style: what an organisation sets once for all its briefs, and what a brief takes
//! from it.

use super::model::{Brief, Contact, Emblem, Field, Id, Organisation, Passage, Prose, Text};
use crate::document::{InputFile, Language, Picture};
use crate::fonts::{Face, FontFile, Fonts};
use crate::ordered::Ordered;
use crate::theme::{Colour, Paper, Theme};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A value that is the same in all languages, or one for each of several.
#[derive(Clone, PartialEq, Debug)]
pub struct InLanguages<T> {
    first: (Option<Language>, T),
    others: Vec<(Language, T)>,
}

impl<T> InLanguages<T> {
    /// A value for all languages.
    pub fn in_all(value: T) -> InLanguages<T> {
        InLanguages {
            first: (None, value),
            others: Vec::new(),
        }
    }

    /// A value for each of some languages; none where there are none.
    pub fn in_each(values: Vec<(Language, T)>) -> Option<InLanguages<T>> {
        let mut values = values.into_iter();
        let (language, value) = values.next()?;
        Some(InLanguages {
            first: (Some(language), value),
            others: values.collect(),
        })
    }

    /// The value for `language`, or for the nearest that it is a kind of: that for `uz` where there is
    /// none for `uz-Cyrl` (RFC 4647, section 3.4).
    pub fn get(&self, language: &Language) -> Option<&T> {
        language.lookup_ranges().find_map(|range| {
            let mut all = self.by_language();
            let found = all.find(|(known, _)| known.is_none_or(|known| known.0 == range));
            found.map(|(_, value)| value)
        })
    }

    /// The values, the first first.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.by_language().map(|(_, value)| value)
    }

    /// The values with their languages, the first first; the one for all languages has none.
    pub fn by_language(&self) -> impl Iterator<Item = (Option<&Language>, &T)> {
        let others = self
            .others
            .iter()
            .map(|(language, value)| (Some(language), value));
        std::iter::once((self.first.0.as_ref(), &self.first.1)).chain(others)
    }
}

impl InLanguages<Text> {
    /// The words for `language`, or the first where there are none: a passage in their own language. Those that a brief
    /// itself gives stay as they are typed, for they come home to it from Word.
    fn get_or_first(&self, language: &Language) -> Text {
        let mut words = self.get(language).unwrap_or(&self.first.1).clone();
        if let (None, Some(own)) = (self.get(language), &self.first.0)
            && words.origin.file == InputFile::HouseStyle
        {
            let whole = Passage {
                range: 0..words.value.len(),
                language: own.clone(),
            };
            words.passages.insert(0, whole);
        }
        words
    }
}

/// A whole house style. The names are those of the TOML keys of `briefgen.toml`.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)] // docs/house-style.md says what each holds.
pub struct HouseStyle {
    /// That of briefs which name none.
    pub language: Option<Language>,
    /// The id of one of the organisations.
    pub publisher: Option<Field<Id>>,
    pub rights: Option<InLanguages<Text>>,
    pub paper: Option<Field<Paper>>,
    /// Legible on white.
    pub accent: Option<Field<Colour>>,
    pub fonts: BTreeMap<Face, Field<Arc<FontFile>>>,
    pub organisations: Vec<OrganisationInLanguages>,
    /// Those of briefs which name none.
    pub contacts: Vec<ContactInLanguages>,
    pub mail: LetterWords,
}

/// Where a recipient's name stands in a greeting.
pub const NAME_PLACE: &str = "{name}";

/// The words of the letters that carry briefs to their recipients; what is not said is said as is usual.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct LetterWords {
    /// With [`NAME_PLACE`] where the name stands, or in words that suit everybody.
    pub greeting: Option<InLanguages<Text>>,
    /// What stands before the brief's words; without footnotes.
    pub opening: Option<InLanguages<Prose>>,
    /// What stands behind them; without footnotes.
    pub closing: Option<InLanguages<Prose>>,
    /// Lines, none of them empty.
    pub signature: Option<InLanguages<Vec<String>>>,
}

impl LetterWords {
    /// The greeting of somebody called `name` in `language`; none where it needs a name and there is none.
    pub fn greeting(&self, language: &Language, name: Option<&str>) -> Option<String> {
        let pattern = &self.greeting.as_ref()?.get(language)?.value;
        match name {
            Some(name) => Some(pattern.replace(NAME_PLACE, name)),
            None => (!pattern.contains(NAME_PLACE)).then(|| pattern.clone()),
        }
    }
}

/// An [`Organisation`] in several languages.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct OrganisationInLanguages {
    pub id: Field<Id>,
    pub name: InLanguages<Text>,
    pub abbreviation: Option<InLanguages<Text>>,
    pub url: Option<Text>,
    pub logo: Option<Field<Picture>>,
    pub logo_alt: Option<InLanguages<Text>>,
    pub emblem: Option<Field<Emblem>>,
    pub statement: Option<InLanguages<Prose>>,
    pub disclaimer: Option<InLanguages<Prose>>,
    pub country: Option<Field<String>>,
}

impl OrganisationInLanguages {
    /// The organisation as a brief in `language` names it. A name, which everybody needs, is in another
    /// language rather than none; a statement is not.
    pub fn in_language(&self, language: &Language) -> Organisation {
        let statement = |words: &Option<InLanguages<Prose>>| words.as_ref()?.get(language).cloned();
        Organisation {
            id: self.id.clone(),
            name: self.name.get_or_first(language),
            abbreviation: text(&self.abbreviation, language),
            url: self.url.clone(),
            logo: self.logo.clone(),
            logo_alt: text(&self.logo_alt, language),
            emblem: self.emblem.clone(),
            statement: statement(&self.statement),
            disclaimer: statement(&self.disclaimer),
            country: self.country.clone(),
        }
    }
}

/// A [`Contact`] in several languages.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub struct ContactInLanguages {
    pub name: InLanguages<Text>,
    pub role: Option<InLanguages<Text>>,
    /// The id of an organisation, which exists.
    pub organisation: Option<Field<Id>>,
    pub email: Option<Text>,
    pub phone: Option<Text>,
    pub extension: Option<Text>,
}

impl ContactInLanguages {
    /// The contact as a brief in `language` names it.
    pub fn in_language(&self, language: &Language) -> Contact {
        Contact {
            name: self.name.get_or_first(language),
            role: text(&self.role, language),
            organisation: self.organisation.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            extension: self.extension.clone(),
        }
    }
}

fn text(words: &Option<InLanguages<Text>>, language: &Language) -> Option<Text> {
    words.as_ref()?.get(language).cloned()
}

impl HouseStyle {
    /// The ids of its organisations.
    pub fn organisation_ids(&self) -> BTreeSet<Id> {
        self.organisations
            .iter()
            .map(|organisation| organisation.id.value.clone())
            .into_set()
    }

    /// Adds to a brief what it does not say itself.
    pub fn complete(&self, brief: &mut Brief) {
        let language = brief.language.clone();
        if brief.publisher.is_none() {
            brief.publisher = self.publisher.clone();
        }
        if brief.rights.is_none() {
            brief.rights = text(&self.rights, &language);
        }
        if brief.contacts.is_empty() {
            let contacts = self.contacts.iter();
            brief.contacts = contacts.map(|item| item.in_language(&language)).collect();
        }
        let own: BTreeSet<&Id> = brief
            .organisations
            .iter()
            .map(|item| &item.id.value)
            .into_set();
        let mut organisations: Vec<Organisation> = self
            .organisations
            .iter()
            .filter(|item| !own.contains(&item.id.value))
            .map(|item| item.in_language(&language))
            .collect();
        // Before the brief's own, whose short forms count where both have the same.
        organisations.append(&mut brief.organisations);
        brief.organisations = organisations;
    }

    /// The design in this house style.
    pub fn theme(&self) -> Theme {
        Theme::new(
            self.paper
                .as_ref()
                .map_or(Paper::default(), |paper| paper.value),
            self.accent.as_ref().map(|accent| accent.value),
            set_of(&self.fonts),
        )
    }
}

/// The fonts with the files of a house style.
pub(super) fn set_of(files: &BTreeMap<Face, Field<Arc<FontFile>>>) -> Fonts {
    let files = files.iter();
    let files = files.map(|(face, file)| (*face, Arc::clone(&file.value)));
    Fonts::with_files(files.into_map())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Origin;

    #[test]
    fn the_nearest_language_is_found() {
        let tag = |tag: &str| Language(tag.to_owned());
        let of = |tags: &[&'static str]| {
            InLanguages::in_each(tags.iter().map(|known| (tag(known), *known)).collect()).unwrap()
        };
        let values = of(&["en", "uz", "uz-Cyrl"]);
        for (language, expected) in [
            ("en", Some("en")),
            ("en-GB", Some("en")),
            ("en-GB-x-1", Some("en")),
            ("uz-Cyrl-UZ", Some("uz-Cyrl")),
            ("uz-Latn", Some("uz")),
            ("ru", None),
        ] {
            assert_eq!(values.get(&tag(language)).copied(), expected, "{language}");
        }
        let words = Text {
            value: "Ministry".to_owned(),
            passages: Vec::new(),
            untranslated: None,
            origin: Origin {
                file: InputFile::HouseStyle,
                path: "name.en".to_owned(),
                span: None,
            },
        };
        let name = InLanguages::in_each(vec![(tag("en"), words)]).unwrap();
        assert_eq!(name.get_or_first(&tag("en-GB")).language(), None);
        assert_eq!(name.get_or_first(&tag("ru")).language(), Some(&tag("en")));
        assert_eq!(of(&["en-GB"]).get(&tag("en")), None);
        assert_eq!(InLanguages::in_all(1).get(&tag("ru")), Some(&1));
    }
}
