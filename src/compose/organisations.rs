//! Organisations where the brief names them by id: in full at their first mention, then by their short
//! form.

use super::Composer;
use super::words::{plain, span};
use crate::brief::{Field, Id, Organisation, Text};
use crate::document::{Inline, InlineKind, Node};
use crate::locale::Message;
use std::collections::BTreeSet;

impl<'a> Composer<'a> {
    /// The organisation with the id `id`.
    pub(super) fn organisation(&self, id: &str) -> Option<&'a Organisation> {
        self.organisations.get(id).copied()
    }

    /// The organisations with these ids, each once.
    pub(super) fn organisations<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i Field<Id>>,
    ) -> Vec<&'a Organisation> {
        let mut known = BTreeSet::new();
        let ids = ids.into_iter().map(|id| id.value.as_str());
        ids.filter(|id| known.insert(*id))
            .filter_map(|id| self.organisation(id))
            .collect()
    }

    /// Mentions an organisation outside a sentence: “Regional Environmental Centre for Central Asia
    /// (CAREC)” at first, “CAREC” later.
    pub(super) fn mention(&mut self, id: &Field<Id>) -> Vec<Inline> {
        self.mentioned(id, false)
    }

    /// Mentions an organisation in a sentence, with the article where the language has one.
    pub(super) fn mention_in_sentence(&mut self, id: &Field<Id>) -> Vec<Inline> {
        self.mentioned(id, true)
    }

    /// The full name alone, in a sentence whose words are prescribed: a donor's statement takes no short
    /// form.
    pub(super) fn full_name_in_sentence(&self, organisation: &Organisation) -> Vec<Inline> {
        self.full_name(organisation, true)
    }

    fn mentioned(&mut self, id: &Field<Id>, in_sentence: bool) -> Vec<Inline> {
        let Some(organisation) = self.organisation(&id.value) else {
            return Vec::new();
        };
        let first = self.introduced.insert(&organisation.id.value);
        match (organisation.short_form(), first) {
            (Some(short), false) => vec![abbreviation(organisation, short)],
            (Some(short), true) if !introduces(&organisation.name, short) => {
                let name = self.full_name(organisation, in_sentence);
                self.fill(
                    Message::OrganisationWithAbbreviation,
                    vec![("name", name), ("abbreviation", vec![span_of(short)])],
                )
            }
            _ => self.full_name(organisation, in_sentence),
        }
    }

    fn full_name(&self, organisation: &Organisation, in_sentence: bool) -> Vec<Inline> {
        let name = vec![span_of(&organisation.name)];
        if in_sentence && self.takes_article(&organisation.name) {
            self.fill(Message::DefiniteArticle, vec![("name", name)])
        } else {
            name
        }
    }

    /// Whether a name in the language of the brief takes the definite article: one of its several words, or two in a row
    /// with `+` between them, are among those that the language lists, and the first word is not “The”. What a name is
    /// explained by, “Gavi, the Vaccine Alliance”, does not count, and behind whose it is, “Norway’s Ministry”, no article
    /// stands.
    fn takes_article(&self, name: &Text) -> bool {
        let listed = self.locale.words(Message::DefiniteArticleWords);
        let is_listed = |words: &[&str]| {
            let words = words.join("+");
            listed.split_whitespace().any(|noun| noun == words)
        };
        let own = name.value.split(", the ").next().unwrap_or_default();
        let is_of_country = own
            .match_indices(['’', '\''])
            .any(|(owner, _)| self.locale.parse_country(&own[..owner]).is_some());
        let words: Vec<&str> = own.split_whitespace().collect();
        name.language().is_none()
            && words.len() > 1
            && !words[0].eq_ignore_ascii_case("the")
            && !is_of_country
            && (words.chunks(1).any(is_listed) || words.windows(2).any(is_listed))
    }
}

/// Whether a name has the short form in brackets itself: “Deutsche Gesellschaft für Internationale Zusammenarbeit (GIZ)
/// GmbH”.
pub(super) fn introduces(name: &Text, short: &Text) -> bool {
    name.value.contains(&format!("({})", short.value))
}

/// A field's words alone, without short forms marked in them: a name is not expanded in itself.
pub(super) fn span_of(field: &Text) -> Inline {
    span(&field.origin, plain(field))
}

/// An organisation's short form, with its name for whoever wants it expanded.
pub(super) fn abbreviation(organisation: &Organisation, short: &Text) -> Inline {
    Inline {
        node: Node::from_origin(&short.origin),
        kind: InlineKind::Abbreviation {
            expansion: organisation.name.value.clone(),
            expansion_language: organisation.name.language().cloned(),
            content: plain(short),
        },
    }
}
