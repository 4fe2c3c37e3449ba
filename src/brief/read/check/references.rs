//! Ids, and what refers to them.

use super::super::keys;
use super::super::raw::{WordList, Words};
use super::{Checker, Follower, Place};
use crate::brief::Kind;
use crate::brief::id::slug;
use crate::brief::markup::Mention;
use crate::brief::words::{SUGGESTIONS, nearest, quoted};
use crate::brief::{After, Field, Id, SectionName, Text};
use crate::document::InputFile;
use std::collections::BTreeSet;

impl Checker<'_> {
    /// Reports what prose refers to and is not there.
    pub(super) fn mentioned(&mut self) {
        for Mention { id, span } in std::mem::take(&mut self.mentions) {
            let id = self.ids.instead_of(&id).to_owned();
            match self.ids.kind(&id) {
                Some(Kind::Organisation) => {
                    let what = format!(
                        "`{id}` is an organisation, which has no place of its own in the brief"
                    );
                    let help = "link to its web address, or write its name without a link";
                    self.refuse_at("unknown-reference", what, span, help);
                }
                Some(_) => {}
                None => {
                    let usual = match self.kind {
                        InputFile::HouseStyle => "a house style has no items: write a web address",
                        _ => "write the `id` of an item of this brief behind `#`",
                    };
                    let write = |near: &str| format!("write `#{near}`");
                    let usual = || usual.to_owned();
                    if let Some(help) = self.instead(&id, &Kind::PLACED, None, write, usual) {
                        let what = format!("no item has the id `{}`", quoted(&id));
                        self.refuse_at("unknown-reference", what, span, help);
                    }
                }
            }
        }
    }

    /// What to do about `id`, which none of `kinds` has: to write what is `meant`, or one that is near it, or else what is
    /// `usual`. None where it may be one of another item, and that was said before.
    fn instead(
        &mut self,
        id: &str,
        kinds: &[Kind],
        meant: Option<String>,
        write: impl Fn(&str) -> String,
        usual: impl FnOnce() -> String,
    ) -> Option<String> {
        match meant.or_else(|| self.suggest(id, kinds)) {
            Some(meant) => Some(write(&meant)),
            None => self.ids.of_lost(id, kinds).unwrap_or_else(|| Some(usual())),
        }
    }

    fn suggest(&self, id: &str, kinds: &[Kind]) -> Option<String> {
        if self.suggestions.replace(self.suggestions.get() + 1) >= SUGGESTIONS {
            return None;
        }
        let at_hand = kinds
            .contains(&Kind::Organisation)
            .then_some(&self.organisations_at_hand);
        let ids = self.ids.all(kinds);
        let ids = ids.chain(at_hand.into_iter().flatten().map(String::as_str));
        nearest(id, ids).map(str::to_owned)
    }

    /// The id of the item of `kind` that is meant by its words, or by its place among those of its kind.
    fn meant(&self, words: &str, kind: Kind) -> Option<&str> {
        let of_words = self.ids.of_words(words, kind);
        let of_words = of_words.or_else(|| self.ids.at_number(words, &[kind]));
        if of_words.is_some() || self.suggestions.get() >= SUGGESTIONS {
            return of_words;
        }
        let near_words = self.ids.near_words(words, kind)?;
        self.suggestions.update(|many| many + 1);
        Some(near_words)
    }

    /// The ids of items of `kind` that commas or semicolons part in one text.
    fn listed(&self, words: &str, kind: Kind) -> Option<String> {
        let parts = words.split([',', ';']).map(str::trim);
        let id = |part| {
            let is_known = self.ids.kind(part) == Some(kind)
                || kind == Kind::Organisation && self.organisations_at_hand.contains(part);
            is_known.then_some(part).or_else(|| self.meant(part, kind))
        };
        let ids: Option<Vec<&str>> = parts.map(id).collect();
        let ids = ids.filter(|ids| ids.len() > 1)?;
        Some(ids.join("\", \""))
    }

    /// The id of an item whose id must be given.
    pub(in crate::brief::read) fn own_id(
        &mut self,
        place: &Place,
        field: &Words,
        id: &str,
    ) -> Option<Field<Id>> {
        self.required(place, "id", field, Self::word)
            .map(|text| Field {
                value: id.to_owned(),
                origin: text.origin,
            })
    }

    /// The id of an item whose id may be derived; what stands in its place is checked.
    pub(in crate::brief::read) fn optional_id(
        &mut self,
        place: &Place,
        field: &Words,
        id: &str,
    ) -> Id {
        self.word(place, "id", field);
        id.to_owned()
    }

    /// The id of another item, of `kind`.
    pub(in crate::brief::read) fn reference(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
        kind: Kind,
    ) -> Option<Field<Id>> {
        let text = self.word(place, key, field)?;
        self.known_id(text, kind, false)
    }

    /// The ids of other items, of `kind`, each once.
    pub(in crate::brief::read) fn references(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &WordList,
        kind: Kind,
    ) -> Vec<Field<Id>> {
        let mut ids: Vec<Field<Id>> = self
            .texts(place, key, list)
            .into_iter()
            .filter_map(|text| self.known_id(text, kind, true))
            .collect();
        let mut named = BTreeSet::new();
        ids.retain(|id| {
            let is_new = named.insert(id.value.clone());
            if !is_new {
                let what = format!("`{key}` names `{}` twice", id.value);
                self.refuse("duplicate-id", what, &id.origin, "remove one of the two");
            }
            is_new
        });
        ids
    }

    /// The id of an item of `kind`; `is_listed`, where others may stand beside it.
    fn known_id(&mut self, mut text: Text, kind: Kind, is_listed: bool) -> Option<Field<Id>> {
        text.value = self.ids.instead_of(&text.value).to_owned();
        if kind == Kind::Organisation && self.organisations_at_hand.contains(&text.value) {
            return Some(text.into());
        }
        let what = match self.ids.kind(&text.value) {
            Some(found) if found == kind => return Some(text.into()),
            Some(found) => format!(
                "`{}` is {}, not {}",
                text.value,
                found.words(),
                kind.words()
            ),
            None => format!(
                "no `[[{}]]` has the id `{}`",
                kind.key(),
                quoted(&text.value)
            ),
        };
        let listed = || self.listed(&text.value, kind).filter(|_| is_listed);
        let meant = listed().or_else(|| self.meant(&text.value, kind).map(str::to_owned));
        let write = |meant: &str| format!("write `\"{meant}\"`");
        let usual = || {
            let id = slug(&text.value);
            let name = match kind {
                Kind::Organisation if id != text.value => {
                    format!(" and `name = \"{}\"`", quoted(&text.value))
                }
                Kind::Organisation => " and its `name`".to_owned(),
                _ => String::new(),
            };
            format!(
                "write the `id` of {}, or add a `[[{}]]` with `id = \"{id}\"`{name}",
                kind.words(),
                kind.key(),
            )
        };
        let help = self.instead(&text.value, &[kind], meant, write, usual)?;
        self.refuse("unknown-id", what, &text.origin, help);
        None
    }

    /// What the table, figure or chart `own` follows: an item, or else a section. Where an item has the
    /// name of a section, the item is meant if the writer named it.
    pub(in crate::brief::read) fn after(
        &mut self,
        place: &Place,
        field: &Words,
        own: &str,
    ) -> Option<Field<After>> {
        let mut text = self.word(place, "after", field)?;
        text.value = self.ids.instead_of(&text.value).to_owned();
        let name = text.value.as_str();
        let kind = self.ids.kind(name);
        let mut sections = SectionName::ALL.into_iter();
        let section = sections.find(|section| section.name() == name);
        let is_named = section.is_none() || !self.ids.is_derived(name);
        if is_named && kind.is_some_and(|kind| FOLLOWED.contains(&kind)) {
            self.followers.push(Follower {
                id: own.to_owned(),
                follows: name.to_owned(),
                span: text.origin.span.clone().unwrap_or_default(),
            });
            return Some(Field {
                value: After::Item(name.to_owned()),
                origin: text.origin,
            });
        }
        if let Some(section) = section {
            return Some(Field {
                value: After::Section(section),
                origin: text.origin,
            });
        }
        let what = match kind {
            Some(kind) => format!("nothing can follow {}: `{name}`", kind.words()),
            None => format!("neither an item nor a section is called `{}`", quoted(name)),
        };
        let sections = SectionName::ALL.map(SectionName::name);
        let of_words = |kind: &Kind| self.ids.of_words(name, *kind);
        let meant = self.ids.at_number(name, &FOLLOWED);
        let meant = meant
            .or_else(|| nearest(name, sections))
            .or_else(|| keys::choice_meant(name, &sections))
            .or_else(|| FOLLOWED.iter().find_map(of_words));
        let meant = meant.map(str::to_owned);
        let write = |meant: &str| format!("write `after = \"{meant}\"`");
        let usual =
            || "write the `id` of an item, or a section such as `after = \"obstacles\"`".to_owned();
        let help = self.instead(name, &FOLLOWED, meant, write, usual)?;
        self.refuse("unknown-id", what, &text.origin, help);
        None
    }
}

/// The items that a table, figure or chart can follow.
const FOLLOWED: [Kind; 9] = [
    Kind::Question,
    Kind::Practice,
    Kind::Obstacle,
    Kind::Recommendation,
    Kind::Decision,
    Kind::Annex,
    Kind::Table,
    Kind::Figure,
    Kind::Chart,
];
