//! Reading single values: from what stands in the file to what the model holds.

use super::super::characters;
use super::super::language;
use super::super::literal::Literal;
use super::super::markup::{self, Mention};
use super::super::passage;
use super::super::words::{is_blank, nearest, normalise, quoted};
use super::super::{well_formed, words};
use super::Surroundings;
use super::at::{Accept, At, CellContent, Found, Integer, Number, Shape, Table, WordsInLanguages};
use super::font;
use super::ids::{Ids, Kind};
use super::picture;
use super::raw::{self, Days, Maybe, WordList, Words};
use crate::brief::{After, CellValue, Field, Id, InLanguages, Passage, Prose, SectionName, Text};
use crate::date::{Date, DateRange};
use crate::diagnostic::{Diagnostic, Lines};
use crate::document::{InputFile, Language, Origin, Picture};
use crate::fonts::FontFile;
use crate::locale::{Locale, Named};
use crate::theme::{Colour, contrast};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// How many misspelt ids are compared with all others: enough for any reader, and little work.
const SUGGESTIONS: usize = 200;

/// A table of the file.
#[derive(Clone)]
pub(super) struct Place {
    /// The path of the table: `recommendation[investors]`; empty for the top of the file.
    pub(super) path: String,
    /// How it is named in a message: `[[recommendation]]`; empty for the top of the file.
    pub(super) header: String,
    /// The bytes of its header.
    pub(super) span: Range<usize>,
}

impl Place {
    /// The top of the file.
    pub(super) fn top() -> Place {
        Place {
            path: String::new(),
            header: String::new(),
            span: 0..0,
        }
    }

    /// The table `key` of the top of the file.
    pub(super) fn of_table<T>(key: &str, table: &At<Table<T>>) -> Place {
        Place {
            path: key.to_owned(),
            header: header(key),
            span: table.span.clone(),
        }
    }

    /// The path of the field `key`.
    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// The most bytes of the pictures and fonts that a file names, together.
const LARGEST_TOGETHER: usize = 500_000_000;

/// Reads values, and gathers what is wrong with them.
pub(super) struct Checker<'a> {
    file: &'a str,
    kind: InputFile,
    lines: Lines<'a>,
    surroundings: &'a mut dyn Surroundings,
    /// How many bytes the files may still have that it names.
    bytes_left: usize,
    diagnostics: Vec<Diagnostic>,
    suggestions: usize,
    /// The keys of the top of the file.
    top: &'static [&'static str],
    pub(super) ids: Ids,
    /// The ids of organisations that need not stand in the file.
    pub(super) organisations_at_hand: BTreeSet<Id>,
    /// The language of the brief, or of the edition that it is read for.
    pub(super) language: Option<Language>,
    /// The language of the edition, where it is not the brief's own.
    pub(super) edition: Option<Language>,
    /// The language that the brief is written in.
    pub(super) own_language: Option<Language>,
    mentions: Vec<Mention>,
    /// Tables, figures and charts, what each follows, and where it says so.
    pub(super) followers: Vec<(Id, Id, Range<usize>)>,
    /// Where controls of direction stand in the file, but for those in words that have been read.
    direction_controls: BTreeSet<usize>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        file: &'a str,
        kind: InputFile,
        surroundings: &'a mut dyn Surroundings,
    ) -> Checker<'a> {
        Checker {
            file,
            kind,
            lines: Lines::new(file),
            surroundings,
            bytes_left: LARGEST_TOGETHER,
            diagnostics: Vec::new(),
            suggestions: 0,
            top: &[],
            ids: Ids::default(),
            organisations_at_hand: BTreeSet::new(),
            language: None,
            edition: None,
            own_language: None,
            mentions: Vec::new(),
            followers: Vec::new(),
            direction_controls: characters::direction_controls(file).collect(),
        }
    }

    /// Everything that is wrong, once what prose refers to has been looked up.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let mut last_line = 0;
        for at in std::mem::take(&mut self.direction_controls) {
            let line = self.line(at);
            if line > last_line
                && let Some(control) = self.file[at..].chars().next()
            {
                last_line = line;
                self.report(characters::control_outside(
                    control,
                    at..at + control.len_utf8(),
                ));
            }
        }
        for Mention { id, span } in std::mem::take(&mut self.mentions) {
            match self.ids.kind(&id) {
                Some(Kind::Organisation) => self.report(
                    Diagnostic::error(
                        "unknown-reference",
                        format!(
                            "`{id}` is an organisation, which has no place of its own in the brief"
                        ),
                    )
                    .at(span)
                    .help("link to its web address, or write its name without a link"),
                ),
                Some(_) => {}
                None => {
                    let help = match self.suggest(&id, &PLACED) {
                        Some(near) => format!("write `#{near}`"),
                        None if self.kind == InputFile::HouseStyle => {
                            "a house style has no items: write a web address".to_owned()
                        }
                        None => "write the `id` of an item of this brief behind `#`".to_owned(),
                    };
                    self.report(
                        Diagnostic::error(
                            "unknown-reference",
                            format!("no item has the id `{}`", quoted(&id)),
                        )
                        .at(span)
                        .help(help),
                    );
                }
            }
        }
        self.diagnostics
    }

    /// Where the value of a field came from.
    pub(super) fn origin(&self, place: &Place, key: &str, span: &Range<usize>) -> Origin {
        Origin {
            file: self.kind,
            path: place.path_of(key),
            span: Some(span.clone()),
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The number of the line, from 1, that holds the byte `offset`.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.position(offset).line
    }

    fn suggest(&mut self, id: &str, kinds: &[Kind]) -> Option<String> {
        self.suggestions += 1;
        if self.suggestions > SUGGESTIONS {
            return None;
        }
        let at_hand = kinds
            .contains(&Kind::Organisation)
            .then_some(&self.organisations_at_hand);
        let ids = self.ids.all(kinds);
        nearest(
            id,
            ids.chain(at_hand.into_iter().flatten().map(String::as_str)),
        )
        .map(str::to_owned)
    }

    // Tables

    /// The fields of the whole file.
    pub(super) fn top<'t, T>(&mut self, table: &'t At<Table<T>>) -> Option<&'t T> {
        if let Ok(table) = &table.value {
            self.top = table.known;
        }
        self.table(&Place::top(), table)
    }

    /// The fields of a table, with its unknown keys reported.
    pub(super) fn table<'t, T>(&mut self, place: &Place, table: &'t At<Table<T>>) -> Option<&'t T> {
        match &table.value {
            Ok(contents) => {
                self.unknown_keys(place, contents);
                Some(&contents.fields)
            }
            Err(found) => {
                let help = match found {
                    Found::List => format!(
                        "write `{}`, with single brackets, and only once",
                        place.header
                    ),
                    _ => format!(
                        "write `{}` on a line of its own, and its keys below",
                        place.header
                    ),
                };
                let what = format!(
                    "`{}` is a table, but {} stands here",
                    place.header,
                    found.words()
                );
                self.report(
                    Diagnostic::error("wrong-type", what)
                        .at(table.span.clone())
                        .help(help),
                );
                None
            }
        }
    }

    fn unknown_keys<T>(&mut self, place: &Place, table: &Table<T>) {
        for unknown in &table.unknown {
            let key = unknown.key.get_ref().as_str();
            let at_top = place.header.is_empty();
            let name = |key: &str| match unknown.shape {
                Shape::Value => format!("`{key}`"),
                _ if at_top => format!("`{}`", header(key)),
                _ => format!("`{key}`"),
            };
            let file = self.kind.words();
            let what = match (at_top, unknown.shape) {
                (true, Shape::Table) => format!("a {file} has no table `[{key}]`"),
                (true, Shape::List) => format!("a {file} has no tables `[[{key}]]`"),
                (true, Shape::Value) => format!("a {file} has no key `{key}`"),
                (false, _) => format!("`{}` has no key `{key}`", place.header),
            };
            let help = if let Some(near) = nearest(key, table.known.iter().copied()) {
                format!("write {}", name(near))
            } else if self.top.contains(&key) {
                match unknown.shape {
                    Shape::Value => {
                        format!("`{key}` belongs above the first `[table]` of the file")
                    }
                    _ => format!("write `{}` on a line of its own", header(key)),
                }
            } else {
                let is_table = |key: &str| at_top && is_header(key);
                let keys: Vec<String> = table
                    .known
                    .iter()
                    .filter(|key| is_table(key) == (at_top && unknown.shape != Shape::Value))
                    .map(|key| name(key))
                    .collect();
                if keys.is_empty() {
                    let all: Vec<String> = table
                        .known
                        .iter()
                        .map(|key| format!("`{}`", header(key)))
                        .collect();
                    format!("known here are {}", all.join(", "))
                } else {
                    format!("known here are {}", keys.join(", "))
                }
            };
            self.report(
                Diagnostic::error("unknown-key", what)
                    .at(unknown.key.span())
                    .help(help),
            );
        }
    }

    /// A list of tables, each with its place in the list.
    pub(super) fn list<'t, T: Accept>(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &'t Maybe<Vec<At<T>>>,
    ) -> &'t [At<T>] {
        match list {
            None => &[],
            Some(At {
                value: Ok(items), ..
            }) => items,
            Some(At {
                span,
                value: Err(found),
            }) => {
                self.wrong_type(place, key, Vec::<At<T>>::WORDS, found, span);
                &[]
            }
        }
    }

    // Fields in general

    /// Reads a field that must be there.
    pub(super) fn required<T, R>(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<T>,
        read: impl FnOnce(&mut Self, &Place, &'static str, &Maybe<T>) -> Option<R>,
    ) -> Option<R> {
        if field.is_none() {
            self.missing(place, key);
            return None;
        }
        read(self, place, key, field)
    }

    pub(super) fn missing(&mut self, place: &Place, key: &str) {
        let line = format!("`{key} = {}`", example(key));
        let (what, help) = match (key, place.header.as_str()) {
            ("meeting", "") => (
                "the brief has no `[meeting]`".to_owned(),
                "add `[meeting]` on a line of its own, and below it `title = \"…\"` and \
                 `date = 2018-06-30`"
                    .to_owned(),
            ),
            (_, "") => (
                format!("the brief has no `{key}`"),
                format!("add {line} above the first `[table]`"),
            ),
            ("alt", header) => (
                format!("this `{header}` has no `alt`"),
                format!("add {line}: what the picture tells, for a reader who does not see it"),
            ),
            (_, header) => (
                format!("this `{header}` has no `{key}`"),
                format!("add {line}"),
            ),
        };
        let diagnostic = Diagnostic::error("missing-field", what).help(help);
        self.report(if place.header.is_empty() {
            diagnostic
        } else {
            diagnostic.at(place.span.clone())
        });
    }

    /// The value of a field, where it is of its type.
    fn value<'f, T: Accept>(
        &mut self,
        place: &Place,
        key: &str,
        field: &'f Maybe<T>,
    ) -> Option<(&'f T, Origin)> {
        let At { span, value } = field.as_ref()?;
        match value {
            Ok(value) => Some((value, self.origin(place, key, span))),
            Err(found) => {
                self.wrong_type(place, key, T::WORDS, found, span);
                None
            }
        }
    }

    fn wrong_type(
        &mut self,
        place: &Place,
        key: &str,
        wanted: &str,
        found: &Found,
        span: &Range<usize>,
    ) {
        let written = self.file.get(span.clone()).unwrap_or_default();
        let short = written.len() <= 60 && !written.contains('\n') && !written.is_empty();
        let is_list = wanted.starts_with("a list");
        let plain = key.split('[').next().unwrap_or(key);
        let help = match found {
            Found::Text(text) if wanted.starts_with("a date") && is_date(text) => {
                format!(
                    "write it without quotation marks: `{key} = {}`",
                    text.trim()
                )
            }
            Found::Text(text)
                if wanted.starts_with("a date") && super::syntax::date_of(text).is_some() =>
            {
                let date = super::syntax::date_of(text).map(|date| date.to_string());
                format!(
                    "write it without quotation marks, year first: `{key} = {}`",
                    date.unwrap_or_default()
                )
            }
            Found::Text(text) if wanted.contains("number") && is_number(text) => {
                format!("write it without quotation marks: `{}`", text.trim())
            }
            Found::Text(_) if is_list && short && !is_list_of_tables(plain) => {
                format!("write it in brackets: `{key} = [{written}]`")
            }
            Found::Integer | Found::Float | Found::Boolean | Found::Date | Found::Time
                if wanted.starts_with("text") && short =>
            {
                let line = if key == plain {
                    format!("{key} = \"{written}\"")
                } else {
                    format!("\"{written}\"")
                };
                format!("put it in quotation marks: `{line}`")
            }
            Found::Time if wanted.starts_with("a date") => {
                format!("write the day alone: `{key} = {}`", example(plain))
            }
            _ if is_list && is_list_of_tables(plain) => {
                format!("write `{}`, with two brackets", header(plain))
            }
            _ if key != plain => format!(
                "write {} here, such as `{}`",
                wanted,
                element_example(wanted)
            ),
            _ => format!("write `{key} = {}`", example(plain)),
        };
        let what = match found {
            Found::Unreadable(_) => format!("`{key}` cannot be read: the number is too large"),
            _ => format!("`{key}` is {wanted}, but {} stands here", found.words()),
        };
        let what = match place.header.as_str() {
            "" => what,
            header => format!("{what}, in `{header}`"),
        };
        self.report(
            Diagnostic::error("wrong-type", what)
                .at(span.clone())
                .help(help),
        );
    }

    // Words

    /// A line of words.
    pub(super) fn text(&mut self, place: &Place, key: &str, field: &Words) -> Option<Text> {
        let (value, origin) = self.value(place, key, field)?;
        self.line_of_words(key, value, origin)
    }

    fn line_of_words(&mut self, key: &str, value: &str, origin: Origin) -> Option<Text> {
        if is_blank(value) {
            self.empty(key, &origin);
            return None;
        }
        let (value, passages) = self.marked_words(value, &origin);
        Some(Text {
            value,
            passages,
            origin,
        })
    }

    /// A line of words without the marks of its passages, and these.
    fn marked_words(&mut self, value: &str, origin: &Origin) -> (String, Vec<Passage>) {
        let literal = self.literal(value, origin);
        let line = passage::line(value, &literal);
        self.diagnostics.extend(line.diagnostics);
        (line.words, line.passages)
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
        self.diagnostics.extend(characters::check(value, &literal));
        literal
    }

    fn empty(&mut self, key: &str, origin: &Origin) {
        self.report(
            Diagnostic::error("empty-text", format!("`{key}` is empty"))
                .at_origin(Some(origin))
                .help("write its words, or remove the line if it is not needed"),
        );
    }

    /// A list of lines of words.
    pub(super) fn texts(&mut self, place: &Place, key: &'static str, list: &WordList) -> Vec<Text> {
        self.each(place, key, list, |checker, name, value: &String, origin| {
            checker.line_of_words(name, value, origin)
        })
    }

    /// The headings of a table's columns. That of the first of several may be empty: it stands over the
    /// headers of the rows.
    pub(super) fn column_headings(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &WordList,
    ) -> Vec<Text> {
        let corner = format!("{key}[0]");
        let several = matches!(list, Some(At { value: Ok(all), .. }) if all.len() > 1);
        self.each(place, key, list, |checker, name, value: &String, origin| {
            if several && name == corner && is_blank(value) {
                return Some(Text {
                    value: String::new(),
                    passages: Vec::new(),
                    origin,
                });
            }
            checker.line_of_words(name, value, origin)
        })
    }

    /// Whether something is so.
    pub(super) fn truth(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<bool>,
    ) -> Option<Field<bool>> {
        let (value, origin) = self.value(place, key, field)?;
        Some(Field {
            value: *value,
            origin,
        })
    }

    /// The elements of a list, each read by `read` with its name in messages.
    fn each<T: Accept, R>(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &Maybe<Vec<At<T>>>,
        mut read: impl FnMut(&mut Self, &str, &T, Origin) -> Option<R>,
    ) -> Vec<R> {
        let mut values = Vec::new();
        for (index, At { span, value }) in self.list(place, key, list).iter().enumerate() {
            let name = format!("{key}[{index}]");
            match value {
                Ok(value) => {
                    let origin = self.origin(place, &name, span);
                    values.extend(read(self, &name, value, origin));
                }
                Err(found) => self.wrong_type(place, &name, T::WORDS, found, span),
            }
        }
        values
    }

    /// A list that must not be empty.
    pub(super) fn filled<T>(&mut self, key: &str, list: &Maybe<Vec<At<T>>>) {
        if let Some(At {
            span,
            value: Ok(items),
        }) = list
            && items.is_empty()
        {
            self.report(
                Diagnostic::error("empty-list", format!("`{key}` is empty"))
                    .at(span.clone())
                    .help(format!("write `{key} = {}`", example(key))),
            );
        }
    }

    /// Words that may differ from language to language, each read by `read`.
    pub(super) fn in_languages<R>(
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
                self.wrong_type(place, key, WordsInLanguages::WORDS, found, span);
                return None;
            }
        };
        if entries.is_empty() {
            self.empty(key, &self.origin(place, key, span));
            return None;
        }
        let within = Place {
            path: place.path_of(key),
            header: format!("{key} = {{ … }}"),
            span: span.clone(),
        };
        let mut values = Vec::new();
        for (tag, words) in entries {
            let language = match language::read(tag.get_ref()) {
                Ok(language) => language,
                Err(unknown) => {
                    self.report(
                        Diagnostic::error("invalid-language", unknown.message.clone())
                            .at(tag.span())
                            .help(unknown.help(|tag| format!("`{tag}`"))),
                    );
                    continue;
                }
            };
            let value = read(self, &within, tag.get_ref(), &Some(words.clone()));
            values.extend(value.map(|value| (language, value)));
        }
        InLanguages::in_each(values)
    }

    /// Prose.
    pub(super) fn prose(&mut self, place: &Place, key: &str, field: &Words) -> Option<Prose> {
        let (value, origin) = self.value(place, key, field)?;
        if is_blank(value) {
            self.empty(key, &origin);
            return None;
        }
        let literal = self.literal(value, &origin);
        let reading = markup::read(value, &literal, &origin);
        if reading.prose.is_none() && reading.diagnostics.is_empty() {
            self.empty(key, &origin);
        }
        self.mentions.extend(reading.mentions);
        self.diagnostics.extend(reading.diagnostics);
        reading.prose
    }

    /// A language that briefs can be written in.
    pub(super) fn language(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Language> {
        let text = self.text(place, key, field)?;
        let wrong = match language::read(&text.value) {
            Ok(language) if Locale::for_language(&language).is_some() => return Some(language),
            Ok(language) => {
                let known: Vec<_> = Locale::tags().map(|tag| format!("`\"{tag}\"`")).collect();
                let name =
                    Named::of(&language.0).map_or(language.0.as_str(), |named| named.english());
                let message = format!("briefs cannot be written in {name} yet");
                Diagnostic::error("unsupported-language", message)
                    .help(format!("write the brief in one of {}", known.join(", ")))
            }
            Err(unknown) => Diagnostic::error("invalid-language", unknown.message.clone())
                .help(unknown.help(|tag| format!("`\"{tag}\"`"))),
        };
        self.report(wrong.at_origin(Some(&text.origin)));
        None
    }

    /// An absolute web address.
    pub(super) fn url(&mut self, place: &Place, key: &'static str, field: &Words) -> Option<Text> {
        let text = self.text(place, key, field)?;
        match well_formed::web_address(&text.value) {
            Ok(()) => Some(text),
            Err(help) => {
                self.invalid("invalid-url", "is no web address", &text, help);
                None
            }
        }
    }

    /// An e-mail address.
    pub(super) fn email(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Text> {
        let text = self.text(place, key, field)?;
        if well_formed::email(&text.value) {
            return Some(text);
        }
        let help = "write an address such as `name@example.org`".to_owned();
        self.invalid("invalid-email", "is no e-mail address", &text, help);
        None
    }

    /// A country's code.
    pub(super) fn country(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<String>> {
        let text = self.text(place, key, field)?;
        let code = &text.value;
        if code.len() == 2 && self.surroundings.is_country(code) {
            return Some(text.into());
        }
        let capitals = code.to_ascii_uppercase();
        let help = if capitals.len() == 2 && self.surroundings.is_country(&capitals) {
            format!("write it in capitals: `{key} = \"{capitals}\"`")
        } else {
            format!("write the two letters of ISO 3166-1, such as `{key} = \"KZ\"` for Kazakhstan")
        };
        self.invalid("unknown-country", "is no country code", &text, help);
        None
    }

    fn invalid(&mut self, code: &'static str, what: &str, text: &Text, help: String) {
        self.report(
            Diagnostic::error(code, format!("`{}` {what}", quoted(&text.value)))
                .at_origin(Some(&text.origin))
                .help(help),
        );
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
        choices: &[(&'static str, T)],
    ) -> Option<Field<T>> {
        let text = self.text(place, key, field)?;
        self.one_of(key, text, choices)
    }

    pub(super) fn one_of<T: Copy>(
        &mut self,
        key: &str,
        text: Text,
        choices: &[(&'static str, T)],
    ) -> Option<Field<T>> {
        let words = choices.iter().map(|(word, _)| *word);
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(Field {
                value: *value,
                origin: text.origin,
            });
        }
        let help = match nearest(&text.value, words.clone()) {
            Some(near) => format!("write `\"{near}\"`"),
            None => {
                let words: Vec<String> = words.map(|word| format!("`\"{word}\"`")).collect();
                format!("write one of {}", words.join(", "))
            }
        };
        let what = format!("`{}` is unknown here, as `{key}`", quoted(&text.value));
        self.report(
            Diagnostic::error("unknown-value", what)
                .at_origin(Some(&text.origin))
                .help(help),
        );
        None
    }

    /// The order of the sections, each once.
    pub(super) fn sections(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &WordList,
    ) -> Vec<SectionName> {
        let mut names: Vec<SectionName> = Vec::new();
        for text in self.texts(place, key, list) {
            let Some(name) = self.one_of(key, text, &SECTIONS) else {
                continue;
            };
            if names.contains(&name.value) {
                self.report(
                    Diagnostic::error("duplicate-section", "this section is named twice")
                        .at_origin(Some(&name.origin))
                        .help("remove one of the two"),
                );
            } else {
                names.push(name.value);
            }
        }
        names
    }

    // Numbers and dates

    /// A day.
    pub(super) fn date(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<Date>,
    ) -> Option<Field<Date>> {
        let (value, origin) = self.value(place, key, field)?;
        Some(Field {
            value: *value,
            origin,
        })
    }

    /// A day, or the first and the last of several.
    pub(super) fn days(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<Days>,
    ) -> Option<Field<DateRange>> {
        let (value, origin) = self.value(place, key, field)?;
        let period = match value {
            Days::One(day) => {
                return Some(Field {
                    value: DateRange::from(*day),
                    origin,
                });
            }
            Days::Several(period) => period,
        };
        let within = Place {
            path: origin.path.clone(),
            header: format!("{key} = {{ … }}"),
            span: origin.span.clone().unwrap_or_default(),
        };
        self.unknown_keys(&within, period);
        let start = self.required(&within, "start", &period.fields.start, Self::date);
        let end = self.required(&within, "end", &period.fields.end, Self::date);
        let (start, end) = (start?, end?);
        if end.value < start.value {
            self.report(
                Diagnostic::error(
                    "end-before-start",
                    format!(
                        "the meeting ends on {}, before it begins on {}",
                        end.value, start.value
                    ),
                )
                .at_origin(Some(&end.origin))
                .help(format!(
                    "write `{key} = {{ start = {}, end = {} }}`",
                    end.value, start.value
                )),
            );
            return None;
        }
        Some(Field {
            value: DateRange {
                start: start.value,
                end: end.value,
            },
            origin,
        })
    }

    /// How many people.
    pub(super) fn count(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Maybe<Integer>,
    ) -> Option<Field<u64>> {
        let (Integer(number), origin) = self.value(place, key, field)?;
        match u64::try_from(*number) {
            Ok(value) => Some(Field { value, origin }),
            Err(_) => {
                self.report(
                    Diagnostic::error("invalid-number", format!("`{key}` cannot be {number}"))
                        .at_origin(Some(&origin))
                        .help(format!("write how many there were: `{key} = 25`")),
                );
                None
            }
        }
    }

    /// A number as typed, without underscores between its digits.
    fn number(&mut self, name: &str, origin: &Origin) -> Option<String> {
        let typed = origin
            .span
            .clone()
            .and_then(|span| self.file.get(span))
            .unwrap_or_default()
            .replace('_', "");
        let decimal = typed
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        if decimal && !typed.is_empty() && typed.parse::<f64>().is_ok_and(f64::is_finite) {
            return Some(typed);
        }
        self.report(
            Diagnostic::error(
                "invalid-number",
                format!("`{name}` is no decimal number: `{typed}`"),
            )
            .at_origin(Some(origin))
            .help("write it with digits and a decimal point: `25`, `0.5`"),
        );
        None
    }

    /// Numbers as typed.
    pub(super) fn numbers(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &Maybe<Vec<At<Number>>>,
    ) -> Vec<Field<String>> {
        self.each(place, key, list, |checker, name, Number, origin| {
            let value = checker.number(name, &origin)?;
            Some(Field { value, origin })
        })
    }

    /// The cells of a table's row.
    pub(super) fn cells(
        &mut self,
        place: &Place,
        index: usize,
        row: &[At<CellContent>],
    ) -> Vec<Field<CellValue>> {
        let mut cells = Vec::new();
        for (column, At { span, value }) in row.iter().enumerate() {
            let name = format!("rows[{index}][{column}]");
            let origin = self.origin(place, &name, span);
            let value = match value {
                Ok(CellContent::Text(text)) => {
                    let (words, passages) = self.marked_words(text, &origin);
                    Some(CellValue::Text(words, passages))
                }
                Ok(CellContent::Number) => self.number(&name, &origin).map(CellValue::Number),
                Err(found) => {
                    self.wrong_type(place, &name, CellContent::WORDS, found, span);
                    None
                }
            };
            cells.extend(value.map(|value| Field { value, origin }));
        }
        cells
    }

    // Ids and files

    /// The id of an item whose id must be given.
    pub(super) fn own_id(&mut self, place: &Place, field: &Words, id: &str) -> Option<Field<Id>> {
        self.required(place, "id", field, Self::text)
            .map(|text| Field {
                value: id.to_owned(),
                origin: text.origin,
            })
    }

    /// The id of an item whose id may be derived; what stands in its place is checked.
    pub(super) fn optional_id(&mut self, place: &Place, field: &Words) {
        self.text(place, "id", field);
    }

    /// The id of another item, of `kind`.
    pub(super) fn reference(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
        kind: Kind,
    ) -> Option<Field<Id>> {
        let text = self.text(place, key, field)?;
        self.known_id(text, kind)
    }

    /// The ids of other items, of `kind`.
    pub(super) fn references(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &WordList,
        kind: Kind,
    ) -> Vec<Field<Id>> {
        self.texts(place, key, list)
            .into_iter()
            .filter_map(|text| self.known_id(text, kind))
            .collect()
    }

    fn known_id(&mut self, text: Text, kind: Kind) -> Option<Field<Id>> {
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
        let help = match self.suggest(&text.value, &[kind]) {
            Some(near) => format!("write `\"{near}\"`"),
            None => format!(
                "write the `id` of {}, or add a `[[{}]]` with `id = \"{}\"`",
                kind.words(),
                kind.key(),
                words::slug(&text.value)
            ),
        };
        self.report(
            Diagnostic::error("unknown-id", what)
                .at_origin(Some(&text.origin))
                .help(help),
        );
        None
    }

    /// What the table, figure or chart `own` follows: an item, or else a section. Where an item has the
    /// name of a section, the item is meant: the writer named it.
    pub(super) fn after(
        &mut self,
        place: &Place,
        field: &Words,
        own: &str,
    ) -> Option<Field<After>> {
        let text = self.text(place, "after", field)?;
        let name = text.value.as_str();
        let kind = self.ids.kind(name);
        if kind.is_some_and(|kind| FOLLOWED.contains(&kind)) {
            self.followers.push((
                own.to_owned(),
                name.to_owned(),
                text.origin.span.clone().unwrap_or_default(),
            ));
            return Some(Field {
                value: After::Item(name.to_owned()),
                origin: text.origin,
            });
        }
        if let Some((_, section)) = SECTIONS.iter().find(|(word, _)| *word == name) {
            return Some(Field {
                value: After::Section(*section),
                origin: text.origin,
            });
        }
        let what = match kind {
            Some(kind) => format!("nothing can follow {}: `{name}`", kind.words()),
            None => format!("neither an item nor a section is called `{}`", quoted(name)),
        };
        let near = nearest(name, SECTIONS.iter().map(|(word, _)| *word)).map(str::to_owned);
        let help = match near.or_else(|| self.suggest(name, &FOLLOWED)) {
            Some(near) => format!("write `after = \"{near}\"`"),
            None => {
                "write the `id` of an item, or a section such as `after = \"obstacles\"`".to_owned()
            }
        };
        self.report(
            Diagnostic::error("unknown-id", what)
                .at_origin(Some(&text.origin))
                .help(help),
        );
        None
    }

    /// A picture's file.
    pub(super) fn picture(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<Picture>> {
        let decoded = self.file(
            place,
            key,
            field,
            "`figures/map.png`",
            picture::LARGEST_FILE,
            |name, bytes| {
                picture::decode(name, bytes)
                    .map_err(|(what, help)| ("unusable-picture", what, help))
            },
        )?;
        let Field { value, origin } = decoded;
        if let [families @ .., last] = value.replaced_families.as_slice() {
            let families = match families {
                [] => last.clone(),
                others => format!("{} and {last}", others.join(", ")),
            };
            let file = &value.picture.file;
            self.report(
                Diagnostic::warning(
                    "replaced-font",
                    format!("the words of the drawing `{file}` are in {families}, which the outputs do not have; they are set in another typeface"),
                )
                .at_origin(Some(&origin))
                .help("turn the words into outlines with the program that made the drawing, or set them in `sans-serif`"),
            );
        }
        Some(Field {
            value: value.picture,
            origin,
        })
    }

    /// A font's file.
    pub(super) fn font(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<Arc<FontFile>>> {
        self.file(
            place,
            key,
            field,
            "`fonts/Text-Regular.otf`",
            font::LARGEST_FILE,
            |name, bytes| {
                font::check(name, bytes).map_err(|(what, help)| ("unusable-font", what, help))
            },
        )
    }

    /// A file, read by `read`, whose error is a code, what is wrong, and what to do instead.
    fn file<T>(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
        example: &str,
        largest: usize,
        read: impl Fn(&str, Vec<u8>) -> Result<T, (&'static str, String, String)>,
    ) -> Option<Field<T>> {
        let (value, origin) = self.value(place, key, field)?;
        if is_blank(value) {
            self.empty(key, &origin);
            return None;
        }
        let name = normalise(value);
        let path = Path::new(value.as_str());
        let result = if path.has_root() || path.is_absolute() {
            let file = self.kind.words();
            Err((
                "unreadable-file",
                format!("`{name}` is a place on one computer only"),
                format!("put the file beside the {file}, and write its name alone"),
            ))
        } else {
            match self
                .surroundings
                .file(path, largest.min(self.bytes_left) + 1)
            {
                Ok(bytes) if self.bytes_left < bytes.len().min(largest) => Err((
                    "too-large",
                    format!(
                        "with `{name}`, the files that this {} names are larger than {} MB together",
                        self.kind.words(),
                        LARGEST_TOGETHER / 1_000_000
                    ),
                    "use fewer pictures, or save them with fewer pixels".to_owned(),
                )),
                Ok(bytes) => {
                    self.bytes_left = self.bytes_left.saturating_sub(bytes.len());
                    read(&name, bytes)
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    let file = self.kind.words();
                    Err((
                        "file-not-found",
                        format!("there is no file `{name}`"),
                        format!("write its place as seen from the folder of the {file}: {example}"),
                    ))
                }
                Err(error) => Err((
                    "unreadable-file",
                    format!("the file `{name}` cannot be read: {error}"),
                    "check that it is a file, and that you may read it".to_owned(),
                )),
            }
        };
        match result {
            Ok(value) => Some(Field { value, origin }),
            Err((code, what, help)) => {
                self.report(
                    Diagnostic::error(code, what)
                        .at_origin(Some(&origin))
                        .help(help),
                );
                None
            }
        }
    }

    /// A colour in which words can be read on white paper.
    pub(super) fn legible_colour(
        &mut self,
        place: &Place,
        key: &'static str,
        field: &Words,
    ) -> Option<Field<Colour>> {
        let text = self.text(place, key, field)?;
        let Some(value) = Colour::from_hex(&text.value) else {
            let help = format!("write `#` and six hexadecimal digits: `{key} = \"#0F5B68\"`");
            self.invalid("invalid-colour", "is no colour", &text, help);
            return None;
        };
        let ratio = contrast::ratio(value, Colour::WHITE);
        if ratio < contrast::LEAST_FOR_TEXT {
            let near = contrast::nearest_legible(value).to_hex();
            // Down, so that a colour that fails by a hair does not seem to pass.
            let ratio = (ratio * 100.0).floor() / 100.0;
            self.report(
                Diagnostic::error(
                    "low-contrast",
                    format!(
                        "words in `{}` on white have a contrast of {ratio:.2} to 1, and not everybody \
                         can read them",
                        text.value
                    ),
                )
                .at_origin(Some(&text.origin))
                .help(format!(
                    "write `{key} = \"#{near}\"`, the nearest that has the contrast of {} to 1 that \
                     WCAG 2.2 asks for",
                    contrast::LEAST_FOR_TEXT
                )),
            );
            return None;
        }
        Some(Field {
            value,
            origin: text.origin,
        })
    }
}

/// The words for the sections.
pub(super) const SECTIONS: [(&str, SectionName); 11] = [
    ("summary", SectionName::Summary),
    ("questions", SectionName::Questions),
    ("practices", SectionName::Practices),
    ("obstacles", SectionName::Obstacles),
    ("recommendations", SectionName::Recommendations),
    ("decisions", SectionName::Decisions),
    ("actions", SectionName::Actions),
    ("annexes", SectionName::Annexes),
    ("references", SectionName::References),
    ("abbreviations", SectionName::Abbreviations),
    ("contacts", SectionName::Contacts),
];

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

/// The items that have a place in the document, to which prose can refer.
const PLACED: [Kind; 11] = [
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

/// How the header of the table `key` is written.
pub(super) fn header(key: &str) -> String {
    if is_list_of_tables(key) {
        format!("[[{key}]]")
    } else {
        format!("[{key}]")
    }
}

/// Whether `key` is a table of the brief, or a list of tables.
fn is_header(key: &str) -> bool {
    matches!(
        key,
        "meeting" | "project" | "colours" | "fonts" | "mail" | "sender" | "defaults"
    ) || is_list_of_tables(key)
}

/// Whether `key` is a list of tables, and not a list of values.
fn is_list_of_tables(key: &str) -> bool {
    matches!(
        key,
        "organisation"
            | "question"
            | "practice"
            | "obstacle"
            | "recommendation"
            | "decision"
            | "action"
            | "table"
            | "figure"
            | "chart"
            | "annex"
            | "reference"
            | "abbreviation"
            | "contact"
            | "recipient"
    )
}

fn is_date(text: &str) -> bool {
    text.trim()
        .parse::<toml::value::Datetime>()
        .is_ok_and(|date| date.date.is_some() && date.time.is_none())
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.parse::<f64>().is_ok_and(f64::is_finite)
        && text.bytes().all(|byte| b"+-.0123456789".contains(&byte))
}

/// What can stand as an element of a list.
fn element_example(wanted: &str) -> &'static str {
    if wanted.starts_with("a number") {
        "25"
    } else {
        "\"…\""
    }
}

/// What can stand behind `key =`.
fn example(key: &str) -> &'static str {
    match key {
        "language" => "\"en\"",
        "published" | "due" | "start" | "end" | "date" => "2018-06-30",
        "attendance" => "25",
        "country" => "\"KZ\"",
        "format" => "\"in-person\"",
        "priority" => "\"high\"",
        "status" => "\"open\"",
        "kind" => "\"bar\"",
        "url" => "\"https://…\"",
        "email" | "address" => "\"name@example.org\"",
        "role" => "\"to\"",
        "attachments" => "[\"pdf\"]",
        "file" | "logo" => "\"map.png\"",
        "paper" => "\"A4\"",
        "accent" => "\"#0F5B68\"",
        "regular" => "\"fonts/Text-Regular.otf\"",
        "sections" => "[\"summary\", \"recommendations\"]",
        "organisers" | "funders" | "implementers" | "partners" | "obstacles" | "participants"
        | "keywords" | "groups" | "addressees" | "columns" | "labels" => "[\"…\", \"…\"]",
        "row-headers" => "true",
        "rows" => "[[\"…\", 25], [\"…\", 30]]",
        "values" => "[25, 30]",
        "series" => "[{ name = \"…\", values = [25, 30] }]",
        _ => "\"…\"",
    }
}
