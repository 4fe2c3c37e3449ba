//! Organisations as people name them: several in a line, short forms in brackets.

use super::draft::{Draft, Table, Value};
use super::parts::{divide_last, joining_words, parts};
use crate::brief;
use crate::locale::{Locale, Message, Term};

/// What is said above a name that may be of several.
pub(super) const SEVERAL: &str =
    "Where these are several, write an [[organisation]] for each, and its id above.";

/// The id that the European Union has in examples, and that nobody else should have.
const EUROPEAN_UNION: &str = "eu";

/// An organisation that was named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedOrganisation {
    /// Its id, which no other of them has.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its short form, where one was given.
    pub abbreviation: Option<String>,
}

/// The organisations of a line: “Regional Environmental Centre (CAREC), Ministry of Water”.
pub fn organisations(text: &str, locale: Locale) -> Vec<NamedOrganisation> {
    let mut draft = Draft::new(locale);
    for name in names(text, locale) {
        draft.organisation(&name);
    }
    let named = |table: &Table| {
        let line = |key: &str| table.line(key).map(str::to_owned);
        Some(NamedOrganisation {
            id: line("id")?,
            name: line("name")?,
            abbreviation: line("abbreviation"),
        })
    };
    draft.organisations.iter().filter_map(named).collect()
}

/// The names in a line. A word such as “and” parts two where that is sure, and else belongs to a name.
pub(super) fn names(text: &str, locale: Locale) -> Vec<String> {
    let parts = parts(text, locale);
    let is_list = parts.len() > 1;
    let divided: Vec<String> = parts
        .iter()
        .flat_map(|part| divided(part, locale))
        .collect();
    let was_sure = divided.len() > parts.len();
    let mut names = joined_by_short_forms(divided);
    if is_list && !was_sure {
        divide_last(&mut names, text, locale);
    }
    let bare = names
        .iter()
        .map(|name| without_beside(name, locale).to_owned());
    bare.filter(|name| !name.is_empty()).collect()
}

/// The parts of a list, but those of a name with a comma in it as one: the short form behind the last of them has the
/// first letters of all, and not of the last alone.
fn joined_by_short_forms(parts: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for part in parts {
        let whole = joined.last().map(|before| format!("{before}, {part}"));
        match (whole, joined.last_mut()) {
            (Some(whole), Some(before)) if !fits_short_form(&part) && fits_short_form(&whole) => {
                *before = whole;
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// How many letters a word has at most that holds a name together.
const LETTERS_OF_JOINER: usize = 3;

/// Whether the short form behind a name can be made of the first letters of its words; also where there is none.
fn fits_short_form(words: &str) -> bool {
    let (name, Some(short)) = name_and_short(words) else {
        return true;
    };
    // Of a name, small letters begin words too: «Министерство сельского хозяйства (МСХ)»; but not “of” and “and”.
    let counts = |word: &&str| {
        word.starts_with(char::is_uppercase) || word.chars().count() > LETTERS_OF_JOINER
    };
    let mut initials = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(counts)
        .filter_map(|word| word.chars().flat_map(char::to_uppercase).next());
    let mut letters = short.chars().filter(|c| c.is_uppercase());
    letters.all(|letter| initials.any(|initial| initial == letter))
}

/// A name, or the two that it is: the first of them ends with its short form in brackets, or both say of what kind they
/// are, as “Ministry” and “Council” do.
fn divided(name: &str, locale: Locale) -> Vec<String> {
    /// From how many bytes on words are no name.
    const LONG: usize = 1000;
    if name.len() > LONG {
        return vec![name.to_owned()];
    }
    let kinds = locale.words(Message::DefiniteArticleWords);
    let has_kind = |part: &str| {
        part.split_whitespace()
            .any(|word| kinds.split_whitespace().any(|kind| kind == word))
    };
    for joiner in joining_words(locale) {
        for (at, _) in name.match_indices(joiner.as_str()) {
            let (first, second) = (name[..at].trim(), name[at + joiner.len()..].trim());
            let is_sure = first.ends_with(')') || has_kind(first) && has_kind(second);
            if is_sure && !second.is_empty() {
                let mut all = vec![first.to_owned()];
                all.extend(divided(second, locale));
                return all;
            }
        }
    }
    vec![name.to_owned()]
}

/// A name without what stands in front of it in a list: “with the Ministry of Water”.
fn without_beside(name: &str, locale: Locale) -> &str {
    let lower = name.to_lowercase();
    let beside = locale
        .names_of(Term::Beside)
        .filter(|beside| {
            let rest = lower.strip_prefix(*beside);
            rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })
        .max_by_key(|beside| beside.len());
    let cut = beside.and_then(|beside| name.get(beside.len()..));
    cut.unwrap_or(name).trim()
}

/// A name and its short form: “Regional Environmental Centre (CAREC)”.
fn name_and_short(words: &str) -> (&str, Option<&str>) {
    match words
        .strip_suffix(')')
        .and_then(|words| words.rsplit_once('('))
    {
        Some((name, short)) if !name.trim().is_empty() && !short.trim().is_empty() => {
            (name.trim(), Some(short.trim()))
        }
        _ => (words, None),
    }
}

impl Draft {
    /// The id of the organisation that is called so: “Regional Environmental Centre (CAREC)”; it is added if it is
    /// not there yet.
    pub fn organisation(&mut self, words: &str) -> Option<String> {
        let words = words.trim().trim_end_matches(['.', ',', ';']).trim();
        let (name, short) = name_and_short(words);
        if name.is_empty() {
            return None;
        }
        let nominative = self.locale.name_of_european_union(name);
        let name = nominative.as_deref().unwrap_or(name);
        let called = [Some(name), short].into_iter().flatten();
        let called: Vec<String> = called.map(str::to_lowercase).collect();
        let known = called.iter().find_map(|words| self.called.get(words));
        let place = known.copied().unwrap_or(self.organisations.len());
        for words in called {
            self.called.entry(words).or_insert(place);
        }
        if let Some(table) = self.organisations.get_mut(place) {
            if let Some(short) = short {
                // A short form that was all that was known becomes one.
                if let Some(Value::Line(known)) = table.get_mut("name")
                    && known == short
                {
                    name.clone_into(known);
                }
                table.set("abbreviation", Value::Line(short.to_owned()));
            }
            return table.line("id").map(str::to_owned);
        }
        let id = self.id_of_organisation(name, short);
        let mut table = Table::new("organisation");
        table.set("id", Value::Line(id.clone()));
        table.set("name", Value::Line(name.to_owned()));
        if let Some(short) = short {
            table.set("abbreviation", Value::Line(short.to_owned()));
        }
        let has_joiner = |joiner: &String| name.contains(joiner.as_str());
        if short.is_none() && joining_words(self.locale).iter().any(has_joiner) {
            table.remarks.push(SEVERAL.to_owned());
        }
        self.organisations.push(table);
        Some(id)
    }

    /// The European Union has the id by which the program knows it, and nobody else has.
    fn id_of_organisation(&mut self, name: &str, short: Option<&str>) -> String {
        if self.locale.is_european_union(name) {
            return self.new_id(EUROPEAN_UNION);
        }
        let short = short.filter(|short| brief::slug(short) != EUROPEAN_UNION);
        self.new_id(short.unwrap_or(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::english;

    #[test]
    fn several_are_told_from_one_whose_name_has_an_and() {
        let ids = |text: &str| -> Vec<String> {
            let all = organisations(text, english()).into_iter();
            all.map(|one| one.id).collect()
        };
        assert_eq!(ids("A Centre (AC) and B Council"), ["ac", "b-council"]);
        assert_eq!(
            ids("A Centre (AC), B Ministry and C Council"),
            ["ac", "b-ministry", "c-council"]
        );
        assert_eq!(
            ids("Regional Centre (REC-CT), with the Ministry of Water and the Basin Council."),
            ["rec-ct", "ministry-of-water", "basin-council"]
        );
        assert_eq!(
            ids(
                "Fund A, Ministry of Natural Resources, Ecology and Supervision (MNR) and Basin Council"
            ),
            ["fund-a", "mnr", "basin-council"]
        );
        assert_eq!(
            ids("Chu Council, Regional Environmental Centre for Central Asia (CAREC)"),
            ["chu-council", "carec"]
        );
        assert_eq!(
            ids("Ministry of Environment and Water"),
            ["ministry-of-environment-and-water"]
        );
        assert_eq!(
            ids(
                "ОФ «Суу», Министерство сельского хозяйства, промышленности и мелиорации Республики (МСХПиМ)"
            ),
            ["оф-суу", "мсхпим"]
        );
        assert_eq!(ids("the European Union (EU), Fund A"), ["eu", "fund-a"]);
        assert_eq!(ids("Европейский союз"), ["eu"]);
        assert_eq!(ids("Eastern Utilities (EU)"), ["eastern-utilities"]);
    }
}
