//! Lines of words and prose, in one language or several.

use super::super::at::{Accept, At, WordsInLanguages};
use super::super::raw::{self, WordList, Words, given};
use super::{Checker, Place};
use crate::brief::literal::Literal;
use crate::brief::words::{is_blank, one_line};
use crate::brief::{CellValue, InLanguages, Prose, Text};
use crate::brief::{characters, language, markup, passage, placeholder};
use crate::document::{InputFile, Origin};

impl Checker<'_> {
    /// A line of words.
    pub(in crate::brief::read) fn text(
        &mut self,
        place: &Place,
        key: &str,
        field: &Words,
    ) -> Option<Text> {
        let (value, origin) = self.value(place, key, field)?;
        self.line_of_words(place, key, value, origin)
    }

    fn line_of_words(
        &mut self,
        place: &Place,
        key: &str,
        value: &str,
        origin: Origin,
    ) -> Option<Text> {
        let literal = self.literal_of_line(key, value, &origin)?;
        self.diagnostics
            .extend(placeholder::of_words(key, value, &origin));
        let prose = place.prose().filter(|_| self.kind == InputFile::Brief);
        let markup = markup::in_plain_words(value, &literal, prose);
        self.diagnostics.extend(markup);
        Some(self.marked_words(value, &literal, origin))
    }

    /// A word that stands for something, such as an address or an id, in which nothing is markup.
    pub(in crate::brief::read) fn word(
        &mut self,
        place: &Place,
        key: &str,
        field: &Words,
    ) -> Option<Text> {
        let (value, origin) = self.value(place, key, field)?;
        let literal = self.literal_of_line(key, value, &origin)?;
        Some(self.marked_words(value, &literal, origin))
    }

    /// How a line of words lies in the file, if it is not empty.
    fn literal_of_line(&mut self, key: &str, value: &str, origin: &Origin) -> Option<Literal> {
        if is_blank(value) {
            self.empty(key, origin);
            return None;
        }
        Some(self.literal(value, origin))
    }

    /// Lines of words without the marks of their passages; what is wrong with them has been reported.
    pub(in crate::brief::read) fn lines_of_words(&self, value: &str) -> Vec<String> {
        let literal = Literal::new(self.file, 0..0, value);
        let lines = value
            .lines()
            .map(|line| one_line(&passage::line(line, &literal).words));
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// A line of words without the marks of its passages, and these.
    fn marked_words(&mut self, value: &str, literal: &Literal, origin: Origin) -> Text {
        let line = passage::line(value, literal);
        self.diagnostics.extend(line.diagnostics);
        Text {
            value: line.words,
            passages: line.passages,
            untranslated: None,
            origin,
        }
    }

    /// The words of a cell, which may be empty. Those in brackets, “[n/a]”, are no placeholder there.
    pub(super) fn cell(&mut self, value: &str, origin: &Origin) -> CellValue {
        let literal = self.literal(value, origin);
        let markup = markup::in_plain_words(value, &literal, None);
        self.diagnostics.extend(markup);
        let text = self.marked_words(value, &literal, origin.clone());
        CellValue::Text(text.value, text.passages)
    }

    /// How the words of a field lie in the file; what is wrong with their characters is reported.
    fn literal(&mut self, value: &str, origin: &Origin) -> Literal {
        let span = origin.span.clone().unwrap_or_default();
        let seen: Vec<usize> = self
            .direction_controls
            .range(span.clone())
            .copied()
            .collect();
        for at in seen {
            self.direction_controls.remove(&at);
        }
        let literal = Literal::new(self.file, span, value);
        let language = self.own_language.as_ref();
        self.diagnostics
            .extend(characters::check(value, language, &literal));
        literal
    }

    /// A list of lines of words.
    pub(in crate::brief::read) fn texts(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &WordList,
    ) -> Vec<Text> {
        self.each(place, key, list, |checker, name, value: &String, origin| {
            checker.line_of_words(place, name, value, origin)
        })
    }

    /// The headings of a table's columns. That of the first of several may be empty: it stands over the
    /// headers of the rows.
    pub(in crate::brief::read) fn column_headings(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &WordList,
    ) -> Vec<Text> {
        let corner = format!("{key}[0]");
        let several = given(list).is_some_and(|all| all.len() > 1);
        self.each(place, key, list, |checker, name, value: &String, origin| {
            if several && name == corner && is_blank(value) {
                return Some(Text {
                    value: String::new(),
                    passages: Vec::new(),
                    untranslated: None,
                    origin,
                });
            }
            checker.line_of_words(place, name, value, origin)
        })
    }

    /// Words that may differ from language to language, each read by `read`.
    pub(in crate::brief::read) fn in_languages<R>(
        &mut self,
        place: &Place,
        key: &str,
        field: &raw::InLanguages,
        read: impl Fn(&mut Self, &Place, &str, &Words) -> Option<R>,
    ) -> Option<InLanguages<R>> {
        let At { span, value } = field.as_ref()?;
        let entries = match value {
            Ok(WordsInLanguages::InAll(words)) => {
                let words = At {
                    span: span.clone(),
                    value: Ok(words.clone()),
                };
                return read(self, place, key, &Some(words)).map(InLanguages::in_all);
            }
            Ok(WordsInLanguages::InEach(entries)) => entries,
            Err(found) => {
                self.wrong_type(place, key, WordsInLanguages::WANTED, found, span);
                return None;
            }
        };
        if entries.is_empty() {
            self.empty(key, &self.origin(place, key, span));
            return None;
        }
        let within = place.within(key, span.clone());
        let mut values = Vec::new();
        for (tag, words) in entries {
            let language = match language::read(tag.get_ref()) {
                Ok(language) => language,
                Err(unknown) => {
                    let wrong = unknown.diagnostic(|tag| format!("`{tag}`"));
                    self.report(wrong.at(tag.span()));
                    continue;
                }
            };
            if values.iter().any(|(known, _)| *known == language) {
                let what = format!("`{key}` is given twice in the language `{}`", language.0);
                self.refuse_at("duplicate-language", what, tag.span(), "keep one of them");
                continue;
            }
            let value = read(self, &within, tag.get_ref(), &Some(words.clone()));
            values.extend(value.map(|value| (language, value)));
        }
        InLanguages::in_each(values)
    }

    /// Prose.
    pub(in crate::brief::read) fn prose(
        &mut self,
        place: &Place,
        key: &str,
        field: &Words,
    ) -> Option<Prose> {
        let (value, origin) = self.value(place, key, field)?;
        if is_blank(value) {
            self.empty(key, &origin);
            return None;
        }
        self.diagnostics
            .extend(placeholder::of_words(key, value, &origin));
        let literal = self.literal(value, &origin);
        let reading = markup::read(value, &literal, &origin);
        if reading.prose.is_none() && reading.diagnostics.is_empty() {
            self.empty(key, &origin);
        }
        self.mentions.extend(reading.mentions);
        self.diagnostics.extend(reading.diagnostics);
        reading.prose
    }
}
