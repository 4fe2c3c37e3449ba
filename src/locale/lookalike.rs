//! Characters that are typed in the place of a letter of the language, since they look like it or stand on more
//! keyboards. A word that is written with one is not found by a reader who searches for it with the letter.

use super::Locale;

/// A letter, and what is taken for it.
#[derive(Debug)]
pub struct Lookalike {
    /// The letter.
    pub letter: char,
    /// What is typed in its place.
    pub typed: &'static [char],
    /// The letters that it stands behind; where there is none, it stands anywhere.
    pub behind: &'static [char],
    /// Whether a text that has it throughout is right enough: it is only mixed spellings that are not found.
    pub is_spelling: bool,
}

impl Lookalike {
    /// Whether the letter, or what is taken for it, can stand behind `before`.
    pub fn stands_behind(&self, before: Option<char>) -> bool {
        self.behind.is_empty() || before.is_some_and(|before| self.behind.contains(&before))
    }
}

/// Arabic letters, of another form at the end of words or of none, in the place of Persian ones (ISIRI 9147; Unicode
/// 17.0, section 9.2).
pub(super) const PERSIAN: &[Lookalike] = &[
    Lookalike {
        letter: 'ک',
        typed: &['ك'],
        behind: &[],
        is_spelling: false,
    },
    Lookalike {
        letter: 'ی',
        typed: &['ي', 'ى'],
        behind: &[],
        is_spelling: false,
    },
];

/// What makes oʻ and gʻ of o and g: U+02BB in the alphabet of 1995, on no keyboard, and so written in many ways.
pub(super) const UZBEK: &[Lookalike] = &[Lookalike {
    letter: 'ʻ',
    typed: &['\'', '‘', '’', '`', '´', 'ʼ'],
    behind: &['o', 'O', 'g', 'G'],
    is_spelling: true,
}];

impl Locale {
    /// What is typed in the place of letters of the language.
    pub fn lookalikes(&self) -> &'static [Lookalike] {
        self.data.lookalikes
    }
}
