//! Language tags as people write them, and which one is meant.

use super::well_formed;
use super::words::{nearest, quoted};
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use crate::locale::{self, Locale, Named};
use std::sync::OnceLock;

/// What is no tag of a language.
pub(crate) struct UnknownLanguage {
    /// What is wrong with it.
    pub(crate) message: String,
    /// The tag that may be meant.
    meant: Option<String>,
}

impl UnknownLanguage {
    /// What to write instead; `written` says how a tag is written there.
    pub(crate) fn help(&self, written: impl Fn(&str) -> String) -> String {
        let Some(tag) = &self.meant else {
            let examples = Named::EXAMPLES.map(written);
            return format!("write a language tag of BCP 47: {}", examples.join(", "));
        };
        match Named::of(tag) {
            Some(named) => format!("write {} for {}", written(tag), named.english()),
            None => format!("write {}", written(tag)),
        }
    }

    /// The same as a diagnostic.
    pub(super) fn diagnostic(self, written: impl Fn(&str) -> String) -> Diagnostic {
        let help = self.help(written);
        Diagnostic::error("invalid-language", self.message).help(help)
    }
}

/// How a tag is written as a value.
pub(super) fn in_marks(tag: &str) -> String {
    format!("`\"{tag}\"`")
}

/// What is wrong where briefs cannot be written in a language.
pub(crate) fn unsupported(language: &Language) -> Diagnostic {
    let known: Vec<_> = Locale::tags().map(in_marks).collect();
    let name = match Named::of(&language.0) {
        Some(named) => named.english().to_owned(),
        None => format!("the language “{}”", language.0),
    };
    let message = format!("briefs cannot be written in {name} yet");
    let help = match Named::of_country(&language.0) {
        Some(named) => format!("write {} for {}", in_marks(named.tag), named.english()),
        None => format!("write the brief in one of {}", known.join(", ")),
    };
    Diagnostic::error("unsupported-language", message).help(help)
}

/// Reads a language tag: one that is well formed (RFC 5646, section 2.1), whose language there is, and whose other parts
/// say something.
pub(crate) fn read(written: &str) -> Result<Language, UnknownLanguage> {
    if let Some(language) = known(written) {
        return Ok(language);
    }
    let Some(tag) = well_formed::language_tag(written) else {
        return Err(UnknownLanguage {
            message: format!("`{}` is no language tag", quoted(written)),
            meant: meant(written),
        });
    };
    let primary = tag.split('-').next().unwrap_or_default();
    let message = match Named::with_other_code(primary) {
        _ if let Some(stray) = stray(&tag).filter(|_| is_language(primary)) => format!(
            "`{stray}` is neither a script nor a country, in the language tag `{}`",
            quoted(written)
        ),
        Some(named) if primary.len() == 3 => format!(
            "the language tag of {} is not `{primary}` but its shorter code",
            named.english()
        ),
        _ => format!("no language has the tag `{primary}`"),
    };
    Err(UnknownLanguage {
        message,
        meant: meant(written),
    })
}

/// The language of a tag, where it is one.
pub(crate) fn known(written: &str) -> Option<Language> {
    let tag = well_formed::language_tag(written)?;
    (is_language(&tag) && stray(&tag).is_none()).then_some(Language(tag))
}

fn is_language(tag: &str) -> bool {
    locale::is_language(&Language(tag.to_owned()))
}

/// What a well-formed tag has behind its language that is a slip of the pen, and would be passed over: a second language,
/// a country that there is none, or a word (`uz-cyrillic`).
fn stray(tag: &str) -> Option<&str> {
    // What follows a single letter is an extension, or for private use.
    let mut subtags = tag.split('-').skip(1).take_while(|part| part.len() > 1);
    let is_of_letters = |part: &&str| part.starts_with(|letter: char| letter.is_ascii_alphabetic());
    subtags.find(|part| match part.len() {
        2 => !is_region(part),
        4 => false,
        _ => is_of_letters(part) && !locale::is_variant(&part.to_lowercase()),
    })
}

/// Whether `code`, in capitals, stands for a country, or for another region of two letters.
fn is_region(code: &str) -> bool {
    locale::is_country(code) || matches!(code, "EU" | "UN" | "XK")
}

/// What is meant by the parts of a tag behind its language `primary`: the script, where it is not the usual one, and the
/// country.
fn rest_meant(primary: &str, parts: &str) -> String {
    let (mut script, mut region) = (None, None);
    for part in parts.split(['-', '_']) {
        let is_same = |named: Named| named.tag == primary;
        let capitals = part.to_uppercase();
        if is_region(&capitals) {
            region = region.or(Some(capitals));
        } else if let Some((code, 0)) = Locale::first().find_country(&capitals) {
            region = region.or(Some(code.to_owned()));
        } else if Named::with_other_code(part).is_some_and(is_same) {
            // The language once more: `ky-kir`.
        } else if let Some(code) = locale::script_meant(part) {
            script = script.or(Some(code.to_owned()));
        } else if part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            script = script.or(Some(part.to_owned()));
        }
    }
    let usual = |tag: &str| locale::script(&Language(tag.to_owned()));
    let script = script.filter(|script| !script.eq_ignore_ascii_case(&usual(primary)));
    let parts = script.into_iter().chain(region);
    parts.map(|part| format!("-{part}")).collect()
}

/// The tag that is meant by `written`: a tag with underscores, another code of its language, a language's name,
/// or what is nearest to such a name.
fn meant(written: &str) -> Option<String> {
    let written = written.trim().to_lowercase();
    let (name, rest) = written
        .split_once(['-', '_'])
        .map_or((written.as_str(), None), |(name, rest)| (name, Some(rest)));
    // In small letters, which take longer to make than to look through: a brief may have thousands of wrong tags.
    static NAMES: OnceLock<Vec<(String, &str)>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let of = |language: Named| language.names().map(move |name| (name, language.tag));
        let names = Named::all().flat_map(of);
        names
            .map(|(name, tag)| (name.to_lowercase(), tag))
            .collect()
    });
    let by_name = |name: &str| {
        let called = |name: &str| names.iter().find(|(known, _)| known == name);
        let (_, tag) = called(name).or_else(|| {
            // Short words are near to too much.
            let near = (name.chars().count() >= 4)
                .then(|| nearest(name, names.iter().map(|(known, _)| known.as_str())))??;
            called(near)
        })?;
        Some(*tag)
    };
    let primary = match Named::of(name).or_else(|| Named::with_other_code(name)) {
        Some(named) => named.tag,
        None => match by_name(&written.replace(['-', '_'], " ")) {
            Some(tag) => return Some(tag.to_owned()),
            None => by_name(name)?,
        },
    };
    let Some(rest) = rest else {
        return Some(primary.to_owned());
    };
    // A locale of a system may have its encoding behind a full stop.
    let rest = rest.split(['.', '@']).next().unwrap_or_default();
    let whole = format!("{primary}{}", rest_meant(primary, rest));
    well_formed::language_tag(&whole).or_else(|| Some(primary.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_for_a_language_is_understood() {
        for (written, tag) in [
            ("kazakh", "kk"),
            ("Kazakh", "kk"),
            ("қазақ тілі", "kk"),
            ("казахский", "kk"),
            ("kazahk", "kk"),
            ("kaz", "kk"),
            ("rus", "ru"),
            ("tgk", "tg"),
            ("kir", "ky"),
            ("Kirghiz", "ky"),
            ("kz", "kk"),
            ("tj", "tg"),
            ("ru_RU", "ru-RU"),
            ("ru_RU.UTF-8", "ru-RU"),
            ("EN_gb", "en-GB"),
            ("uzb_Cyrl", "uz-Cyrl"),
            ("uzbek-cyrillic", "uz-Cyrl"),
            ("english", "en"),
            ("dari", "prs"),
            ("farsi", "fa"),
            ("per", "fa"),
            ("iw", "he"),
            ("uz-cyr", "uz-Cyrl"),
            ("uz-Cyrillic", "uz-Cyrl"),
            ("uz-Cyril", "uz-Cyrl"),
            ("uz-kiril", "uz-Cyrl"),
            ("uz-UZ-Cyrl", "uz-Cyrl-UZ"),
            ("uz-latin", "uz"),
            ("tg-cyr", "tg"),
            ("ky-kir", "ky"),
            ("ru-rus", "ru"),
            ("en-eng", "en"),
            ("en-abc", "en"),
            ("en-xx", "en"),
            ("en-UK", "en-GB"),
            ("zh-cmn-Hant", "zh-Hant"),
        ] {
            let unknown = read(written).err();
            let meant = unknown.and_then(|unknown| unknown.meant);
            assert_eq!(meant.as_deref(), Some(tag), "{written}");
        }
        for written in ["", "x", "12", "klingon-ish", "qx"] {
            let unknown = read(written).err();
            assert_eq!(
                unknown.map(|unknown| unknown.meant),
                Some(None),
                "{written}"
            );
        }
    }

    #[test]
    fn the_code_of_a_country_of_ours_is_no_language_elsewhere() {
        for (code, help) in [
            ("kg", "write `\"ky\"` for Kyrgyz"),
            ("af", "write `\"prs\"` for Dari"),
        ] {
            let told = unsupported(&Language(code.to_owned()));
            assert_eq!(told.help.as_deref(), Some(help));
        }
    }

    #[test]
    fn tags_are_read_in_any_case() {
        for (written, tag) in [
            ("KK", "kk"),
            ("uz-cyrl-uz", "uz-Cyrl-UZ"),
            ("fa-af", "fa-AF"),
            ("es-419", "es-419"),
            ("de-1996", "de-1996"),
            ("sq-xk", "sq-XK"),
            ("en-x-house", "en-x-house"),
            ("en-GB-oxendict", "en-GB-oxendict"),
            ("ca-valencia", "ca-valencia"),
        ] {
            assert_eq!(read(written).ok(), Some(Language(tag.to_owned())));
        }
    }
}
