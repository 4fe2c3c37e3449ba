//! The kinds of items of a brief: each is an array of tables in its file.

use super::model::Brief;
use super::words::with_article;
use crate::document::{Origin, item_of};
use crate::ordered::Ordered;
use std::collections::BTreeSet;

macro_rules! kinds {
    ($($kind:ident: $key:literal, $list:ident at $field:ident, known by $($name:literal),+;)*) => {
        /// The kinds of items.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub(crate) enum Kind {
            $($kind,)*
        }

        impl Kind {
            /// All of them, in the usual order of a file.
            pub(crate) const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// The name of its tables in the file.
            pub(crate) const fn key(self) -> &'static str {
                match self {
                    $(Kind::$kind => $key,)*
                }
            }

            /// The fields that an item is known by: the first of them that it has.
            pub(crate) const fn known_by(self) -> &'static [&'static str] {
                match self {
                    $(Kind::$kind => &[$($name),+],)*
                }
            }
        }

        impl Brief {
            /// Its items, those of its house style among them: the kind of each, its id in paths, and where it stands.
            pub(crate) fn items(&self) -> impl Iterator<Item = (Kind, &str, &Origin)> {
                let items = std::iter::empty()
                    $(.chain(self.$list.iter().map(|item| (Kind::$kind, &item.$field.origin))))*;
                items.filter_map(|(kind, origin)| {
                    let (_, id) = item_of(&origin.path)?;
                    Some((kind, id, origin))
                })
            }
        }
    };
}
kinds! {
    Organisation: "organisation", organisations at id, known by "name";
    Question: "question", questions at text, known by "text";
    Practice: "practice", practices at text, known by "title", "text";
    Obstacle: "obstacle", obstacles at text, known by "text";
    Recommendation: "recommendation", recommendations at text, known by "text";
    Decision: "decision", decisions at text, known by "text";
    Action: "action", actions at text, known by "text";
    Table: "table", tables at id, known by "caption";
    Figure: "figure", figures at id, known by "caption", "file";
    Chart: "chart", charts at id, known by "caption";
    Annex: "annex", annexes at title, known by "title";
    Reference: "reference", references at text, known by "text";
    Abbreviation: "abbreviation", abbreviations at short, known by "short";
    Contact: "contact", contacts at name, known by "name";
}

impl Kind {
    /// Those that have a place of their own in the document, to which prose can refer.
    pub(super) const PLACED: [Kind; 11] = [
        Kind::Question,
        Kind::Practice,
        Kind::Obstacle,
        Kind::Recommendation,
        Kind::Decision,
        Kind::Action,
        Kind::Table,
        Kind::Figure,
        Kind::Chart,
        Kind::Annex,
        Kind::Reference,
    ];

    /// The kind whose tables are called `key`.
    pub(crate) fn of(key: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// Its name with the indefinite article.
    pub(crate) fn words(self) -> String {
        with_article(self.key())
    }

    /// The field of an item that takes prose: what is said more of it, or the text of a practice and an annex.
    pub(crate) const fn prose(self) -> Option<&'static str> {
        match self {
            Kind::Question => Some("discussion"),
            Kind::Obstacle | Kind::Recommendation | Kind::Decision => Some("detail"),
            Kind::Practice | Kind::Annex => Some("text"),
            _ => None,
        }
    }

    /// Whether its items have ids; they are made of what these are known by, those of figures of their files.
    pub(crate) fn has_ids(self) -> bool {
        !matches!(self, Kind::Abbreviation | Kind::Contact)
    }
}

impl Brief {
    /// The ids of all items that a reference in prose can lead to.
    pub fn item_ids(&self) -> BTreeSet<&str> {
        let items = self.items();
        let items = items.filter(|(kind, ..)| Kind::PLACED.contains(kind));
        items.map(|(_, id, _)| id).into_set()
    }
}
