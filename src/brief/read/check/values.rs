//! Words that stand for something: languages, addresses, countries, colours, one word of a few.

use super::super::raw::{WordList, Words};
use super::super::{choices, keys};
use super::{Checker, Place};
use crate::brief::words::{nearest, quoted};
use crate::brief::{Field, SectionName, Text};
use crate::brief::{characters, language, well_formed};
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use crate::locale::{self, Locale, decimal_digit};
use crate::theme::{Colour, contrast};

/// How many digits an extension has at most, and a telephone number at least.
const LONGEST_EXTENSION: usize = 6;
const SHORTEST_NUMBER: usize = 5;

impl Checker<'_> {
    /// A language that briefs can be written in.
    pub(in crate::brief::read) fn language(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Language> {
        let text = self.word(place, key, field)?;
        let wrong = match language::read(&text.value) {
            Ok(language) if Locale::for_language(&language).is_some() => return Some(language),
            Ok(language) => language::unsupported(&language),
            Err(unknown) => unknown.diagnostic(language::in_marks),
        };
        self.report(wrong.at_origin(Some(&text.origin)));
        None
    }

    /// An absolute web address.
    pub(in crate::brief::read) fn url(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Text> {
        let text = self.word(place, key, field)?;
        if let Err(help) = well_formed::web_address(&text.value) {
            self.invalid("invalid-url", "is no web address", &text, help);
            return None;
        }
        if let Some(bare) = well_formed::without_mark(&text.value) {
            let mark = &text.value[bare.len()..];
            let what = format!("the web address ends with `{mark}`, and may lead nowhere");
            let help = format!(
                "write `{key} = \"{}\"`, if it belongs to a sentence",
                quoted(bare)
            );
            let warning = Diagnostic::warning("mark-behind-url", what);
            self.report(warning.at_origin(Some(&text.origin)).help(help));
        }
        Some(text)
    }

    /// An e-mail address.
    pub(in crate::brief::read) fn email(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Text> {
        let text = self.word(place, key, field)?;
        if well_formed::email(&text.value) {
            return Some(text);
        }
        let help = well_formed::email_meant(&text.value);
        self.invalid("invalid-email", "is no e-mail address", &text, help);
        None
    }

    /// A telephone number, alone.
    pub(in crate::brief::read) fn phone(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Text> {
        let text = self.text(place, key, field)?;
        let (number, behind) = well_formed::telephone(&text.value);
        let digits: String = behind.chars().filter_map(decimal_digit).collect();
        let number = quoted(number);
        let has_word = behind
            .trim_start_matches([',', ';', ' '])
            .starts_with(char::is_alphabetic);
        let (what, help) = match digits.len() {
            0 => return Some(text),
            ..=LONGEST_EXTENSION if has_word => (
                "an extension stands behind the number",
                format!("write `{key} = \"{number}\"`, and `extension = \"{digits}\"` below"),
            ),
            SHORTEST_NUMBER.. => (
                "two numbers stand in one field, and only the first can be dialled",
                format!(
                    "write `{key} = \"{number}\"`, and a `[[contact]]` of its own for the other"
                ),
            ),
            _ => return Some(text),
        };
        let warning = Diagnostic::warning("phone-number", what);
        self.report(warning.at_origin(Some(&text.origin)).help(help));
        Some(text)
    }

    /// A country's code.
    pub(in crate::brief::read) fn country(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<String>> {
        let text = self.word(place, key, field)?;
        let code = &text.value;
        if locale::is_country(code) {
            return Some(text.into());
        }
        let capitals = code.to_ascii_uppercase();
        let help = if locale::is_country(&capitals) {
            format!("write it in capitals: `{key} = \"{capitals}\"`")
        } else if let Some(latin) =
            characters::in_latin(&capitals).filter(|one| locale::is_country(one))
        {
            format!("write it in Latin letters, which only look the same: `{key} = \"{latin}\"`")
        } else if let Some((known, 0)) = self.locale().find_country(code) {
            format!("write its two letters of ISO 3166-1: `{key} = \"{known}\"`")
        } else {
            format!("write the two letters of ISO 3166-1, such as `{key} = \"KZ\"` for Kazakhstan")
        };
        self.invalid("unknown-country", "is no country code", &text, help);
        None
    }

    fn invalid(&mut self, code: &'static str, what: &str, text: &Text, help: String) {
        let what = format!("`{}` {what}", quoted(&text.value));
        self.refuse(code, what, &text.origin, help);
    }

    /// One of a few words.
    pub(in crate::brief::read) fn choice<T: Copy>(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
        choices: &[(&'static str, T)],
    ) -> Option<Field<T>> {
        let text = self.word(place, key, field)?;
        self.one_of(key, text, choices)
    }

    pub(in crate::brief::read) fn one_of<T: Copy>(
        &mut self,
        key: &str,
        text: Text,
        choices: &[(&'static str, T)],
    ) -> Option<Field<T>> {
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(Field {
                value: *value,
                origin: text.origin,
            });
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let near = nearest(&text.value, words.iter().copied());
        let help = match keys::choice_meant(&text.value, &words).or(near) {
            Some(meant) => format!("write `\"{meant}\"`"),
            None => choices::help(&words),
        };
        let what = format!("`{}` is unknown here, as `{key}`", quoted(&text.value));
        self.refuse("unknown-value", what, &text.origin, help);
        None
    }

    /// The order of the sections, each once.
    pub(in crate::brief::read) fn sections(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &WordList,
    ) -> Vec<SectionName> {
        let mut names: Vec<SectionName> = Vec::new();
        for text in self.texts(place, key, list) {
            let Some(name) = self.one_of(key, text, &choices::sections()) else {
                continue;
            };
            if names.contains(&name.value) {
                let (what, help) = ("this section is named twice", "remove one of the two");
                self.refuse("duplicate-section", what, &name.origin, help);
            } else {
                names.push(name.value);
            }
        }
        names
    }

    /// A colour in which words can be read on white paper.
    pub(in crate::brief::read) fn legible_colour(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<Colour>> {
        let text = self.word(place, key, field)?;
        let Some(value) = Colour::from_hex(&text.value) else {
            let help = match colour_meant(&text.value) {
                Some(meant) => format!("write `{key} = \"#{}\"`", meant.to_hex()),
                None => format!("write `#` and six hexadecimal digits: `{key} = \"#0F5B68\"`"),
            };
            self.invalid("invalid-colour", "is no colour", &text, help);
            return None;
        };
        let ratio = contrast::ratio(value, Colour::WHITE);
        if ratio < contrast::LEAST_FOR_TEXT {
            let near = contrast::nearest_legible(value).to_hex();
            // Down, so that a colour that fails by a hair does not seem to pass.
            let ratio = (ratio * 100.0).floor() / 100.0;
            let what = format!(
                "words in `{}` on white have a contrast of {ratio:.2} to 1, and not everybody can read them",
                text.value
            );
            let help = format!(
                "write `{key} = \"#{near}\"`, the nearest that has the contrast of {} to 1 that WCAG 2.2 asks for",
                contrast::LEAST_FOR_TEXT
            );
            self.refuse("low-contrast", what, &text.origin, help);
            return None;
        }
        Some(Field {
            value,
            origin: text.origin,
        })
    }
}

/// The colour that is meant where its sign is missing or that of a number, or where one digit stands for two, as in CSS:
/// `7A1F3D`, `0x7A1F3D`, `#71D`.
pub(super) fn colour_meant(typed: &str) -> Option<Colour> {
    let digits = typed.strip_prefix('#').or_else(|| typed.strip_prefix("0x"));
    let digits = digits.unwrap_or(typed);
    let twice = if digits.len() == 3 { 2 } else { 1 };
    let digits = digits
        .chars()
        .flat_map(|digit| std::iter::repeat_n(digit, twice));
    Colour::from_hex(&format!("#{}", digits.collect::<String>()))
}
