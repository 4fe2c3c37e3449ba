//! The language that text is shaped in: OpenType's language systems give letters the forms of its readers.

use crate::document::Language;
use crate::locale;

/// The most bytes of a tag that are kept: a language, a script and a region.
const LONGEST: usize = 11;

/// The language of a piece of text, small enough to be copied along with its style.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct ShapingLanguage {
    /// The first subtags of its tag (BCP 47).
    bytes: [u8; LONGEST],
    length: u8,
    /// Whether it writes the figures 4, 6 and 7 of the Arabic script as Urdu does.
    pub has_urdu_figures: bool,
}

impl ShapingLanguage {
    /// The language with the tag of `language`, of which whole subtags are kept as far as there is room.
    pub fn of(language: &Language) -> ShapingLanguage {
        let tag = language.0.as_bytes();
        let is_end = |end: &usize| matches!(tag.get(*end), None | Some(b'-'));
        let length = (0..=tag.len().min(LONGEST)).rfind(is_end).unwrap_or(0);
        let mut bytes = [0; LONGEST];
        bytes[..length].copy_from_slice(&tag[..length]);
        ShapingLanguage {
            bytes,
            length: length as u8,
            has_urdu_figures: locale::has_urdu_figures(language),
        }
    }

    /// The language as the shaper knows it; none where the tag is empty.
    pub fn tag(self) -> Option<harfrust::Language> {
        harfrust::Language::new(&self.bytes[..usize::from(self.length)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_subtags_are_kept_as_far_as_there_is_room() {
        let kept = |tag: &str| {
            let language = ShapingLanguage::of(&Language(tag.into())).tag();
            language.map(|language| language.as_str().to_owned())
        };
        for (tag, expected) in [
            ("sr", Some("sr")),
            ("uz-Cyrl-UZ", Some("uz-cyrl-uz")),
            ("de-Latn-1996-x-long", Some("de-latn")),
            ("averylongsubtag", None),
            ("", None),
        ] {
            assert_eq!(kept(tag).as_deref(), expected, "{tag}");
        }
    }
}
