//! Reading a translation: its tables mirror the brief's, to any depth, and a table of values is a unit.

use super::super::language;
use super::super::read::{keys, syntax};
use super::super::size::unreadable;
use super::super::words::{is_blank, nearest, normalise, quoted};
use super::passage::{self, Digest};
use super::{STATES, State, Target, Translation, Unit};
use crate::brief::Field;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::{InputFile, Language, Origin};
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The key that tells a translation from a brief.
const ORIGINAL: &str = "original";
/// The tables of what the brief has no more.
pub(super) const REMOVED: &str = "removed";
/// The keys of a unit.
pub(super) const UNIT_KEYS: [&str; 7] = [
    "source",
    "target",
    "digest",
    "outdated",
    "translate",
    "state",
    "note",
];
pub(super) const TOP_KEYS: [&str; 2] = ["language", ORIGINAL];
/// The key of what the brief has no more for the keys that led to it, joined by dots.
pub(super) const PATH: &str = "path";
pub(super) const REMOVED_KEYS: [&str; 3] = [PATH, "source", "target"];

/// Whether a file is a translation: whether it names its original above its first table; or, where somebody has lost
/// that line, whether it has a `target`, and above the first table its language and nothing of a brief's.
pub fn is_translation(text: &str) -> bool {
    let is_key = |line: &str, key: &str| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = || text.lines().map(str::trim_start);
    let head = || lines().take_while(|line| !line.starts_with('['));
    let has = |key: &str| head().any(|line| is_key(line, key));
    has(ORIGINAL)
        || has("language")
            && !["title", "published"].into_iter().any(has)
            && lines().any(|line| is_key(line, "target"))
}

/// The name of the brief and the language tag in the name of a translation: `astana-2017` and `ru` of
/// `astana-2017.ru.toml`.
pub fn name_and_tag(path: &Path) -> Option<(&str, &str)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".toml")?;
    name.rsplit_once('.').filter(|(name, _)| !name.is_empty())
}

/// The language that the translation in `file` says it is in, above its first table; where it is too wrong to say so, that
/// of its name.
pub fn language_of(file: &Source) -> Option<Language> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    let head = text.find("\n[").map_or(text, |end| &text[..end]);
    let (head, _) = DeTable::parse_recoverable(head);
    let said = head.get_ref().get("language");
    let said = said.and_then(|said| language::known(said.get_ref().as_str()?.trim()));
    said.or_else(|| Some(Language(name_and_tag(&file.path)?.1.to_owned())))
}

/// Reads the translation in `source`, and everything that is wrong with it, in the order of the file. There is a
/// translation if none of it is an error.
pub fn read_translation(source: &Source) -> (Option<Translation>, Vec<Diagnostic>) {
    if let Some(diagnostic) = unreadable(source, InputFile::Translation) {
        return (None, vec![diagnostic]);
    }
    let faults = syntax::find_faults(&source.text, InputFile::Translation);
    let (tree, _) = DeTable::parse_recoverable(faults.text());
    let mut reader = Reader {
        diagnostics: Vec::new(),
        units: Vec::new(),
    };
    let translation = reader.file(tree.get_ref(), name_and_tag(&source.path));
    faults.verdict(translation, reader.diagnostics)
}

type Key<'a> = Spanned<Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

struct Reader {
    diagnostics: Vec<Diagnostic>,
    units: Vec<Unit>,
}

impl Reader {
    /// `named` is what the name of the file says.
    fn file(&mut self, table: &DeTable<'_>, named: Option<(&str, &str)>) -> Option<Translation> {
        let mut language = None;
        let mut original = None;
        let mut removed = Vec::new();
        for (key, value) in in_order(table) {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("language", _) => language = self.language(value),
                (ORIGINAL, _) => original = self.original(value),
                (REMOVED, DeValue::Array(items)) => {
                    removed = items.iter().filter_map(|item| self.removed(item)).collect();
                }
                (_, DeValue::Table(_) | DeValue::Array(_)) => {
                    self.branch(&mut vec![normalise(key.get_ref())], value);
                }
                (name, _) => {
                    let help = match nearest(name, TOP_KEYS) {
                        Some(near) => format!("write `{near}`"),
                        None => "known above the first `[table]` are `language`, `original`".into(),
                    };
                    let what = format!("a translation has no key `{}`", quoted(name));
                    self.report("unknown-key", what, key.span(), help);
                }
            }
        }
        let named = named.filter(|(_, tag)| language::known(tag).is_some());
        let (brief, tag) = named.unwrap_or(("astana-2017", "ru"));
        for (key, meant) in [
            ("language", tag.to_owned()),
            (ORIGINAL, format!("{brief}.toml")),
        ] {
            if !table.contains_key(key) {
                self.diagnostics.push(
                    Diagnostic::error("missing-field", format!("the translation has no `{key}`"))
                        .help(format!(
                            "add `{key} = \"{meant}\"` above the first `[table]`"
                        )),
                );
            }
        }
        Some(Translation {
            language: language?,
            original: original?,
            units: std::mem::take(&mut self.units),
            removed,
        })
    }

    fn report(
        &mut self,
        code: &'static str,
        what: impl Into<String>,
        span: Range<usize>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::error(code, what).at(span).help(help));
    }

    /// The text that `key` holds.
    fn text<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Option<&'v str> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text);
        }
        self.report(
            "wrong-type",
            format!("`{key}` is text in quotation marks, but something else stands here"),
            value.span(),
            format!("write `{key} = \"…\"`"),
        );
        None
    }

    fn language(&mut self, value: &Value<'_>) -> Option<Field<Language>> {
        let tag = self.text("language", value)?;
        match language::read(tag.trim()) {
            Ok(language) => Some(top_field("language", language, value.span())),
            Err(unknown) => {
                let wrong = unknown.diagnostic(language::in_marks);
                self.diagnostics.push(wrong.at(value.span()));
                None
            }
        }
    }

    fn original(&mut self, value: &Value<'_>) -> Option<Field<String>> {
        let name = self.text(ORIGINAL, value)?;
        let path = std::path::Path::new(name);
        if is_blank(name) || path.has_root() || path.is_absolute() {
            self.report(
                "unreadable-file",
                format!("`{}` names no brief beside this file", quoted(name)),
                value.span(),
                "write the name of the brief as seen from the folder of the translation",
            );
            return None;
        }
        Some(top_field(ORIGINAL, name.to_owned(), value.span()))
    }

    /// What stands under `keys`: a unit, a list of units, or tables in which there are more.
    fn branch(&mut self, keys: &mut Vec<String>, value: &Value<'_>) {
        match value.get_ref() {
            DeValue::Table(table) if is_unit(table) => self.unit(keys, None, value.span(), table),
            DeValue::Table(table) => {
                for (key, value) in in_order(table) {
                    keys.push(normalise(key.get_ref()));
                    self.branch(keys, value);
                    keys.pop();
                }
            }
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    match item.get_ref() {
                        DeValue::Table(table) => self.unit(keys, Some(index), item.span(), table),
                        _ => self.no_unit(keys, item.span()),
                    }
                }
            }
            _ => self.no_unit(keys, value.span()),
        }
    }

    fn no_unit(&mut self, keys: &[String], span: Range<usize>) {
        self.report(
            "wrong-type",
            format!("`{}` is a table with `source` and `target`", keys.join(".")),
            span,
            format!(
                "write `[{}]` on a line of its own, and below it `target = \"…\"`",
                keys.join(".")
            ),
        );
    }

    fn unit(
        &mut self,
        keys: &[String],
        index: Option<usize>,
        span: Range<usize>,
        table: &DeTable<'_>,
    ) {
        let unit = Unit {
            index,
            ..self.values(keys, span, table, &UNIT_KEYS)
        };
        if let Some(target) = unit.translated().filter(|_| !unit.translate) {
            self.diagnostics.push(
                Diagnostic::warning(
                    "unused-target",
                    "this `target` is not used: `translate = false` keeps the passage as it is",
                )
                .at(target.span.clone())
                .help("delete one of the two lines"),
            );
        }
        self.units.push(unit);
    }

    /// The unit with the values of `table`, which has `known` keys.
    fn values(
        &mut self,
        keys: &[String],
        span: Range<usize>,
        table: &DeTable<'_>,
        known: &[&'static str],
    ) -> Unit {
        let mut unit = Unit::new(keys.to_vec(), span);
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            // Lines end in a line feed, however those of the file do.
            let mut text = || Some(self.text(name, value)?.replace("\r\n", "\n"));
            match name {
                "source" => unit.source = text(),
                "target" => {
                    let span = value.span();
                    unit.target = text().map(|text| Target { text, span });
                }
                "digest" => unit.digest = text().map(|digest| Digest(digest.trim().to_owned())),
                "outdated" => unit.outdated = text(),
                "note" => unit.note = text(),
                "state" => unit.state = self.state(value),
                "translate" => match value.get_ref() {
                    DeValue::Boolean(translate) => unit.translate = *translate,
                    _ => self.report(
                        "wrong-type",
                        "`translate` is true or false",
                        value.span(),
                        "write `translate = false` where the passage stays as it is",
                    ),
                },
                PATH if known.contains(&PATH) => {
                    let path = text().unwrap_or_default();
                    unit.keys = passage::keys(&path).map(str::to_owned).collect();
                }
                name => {
                    let help = match keys::meant(name, known) {
                        Some(near) => format!("write `{near}`"),
                        None => format!("known here are `{}`", known.join("`, `")),
                    };
                    let what = format!("`[{}]` has no key `{}`", keys.join("."), quoted(name));
                    self.report("unknown-key", what, key.span(), help);
                }
            }
        }
        unit
    }

    fn state(&mut self, value: &Value<'_>) -> Option<State> {
        let word = self.text("state", value)?;
        let known = STATES.iter().find(|(known, _)| *known == word);
        if known.is_none() {
            self.report(
                "unknown-value",
                format!("`{}` is unknown here, as `state`", quoted(word)),
                value.span(),
                "write `\"reviewed\"` or `\"final\"`, or remove the line",
            );
        }
        known.map(|(_, state)| *state)
    }

    fn removed(&mut self, item: &Value<'_>) -> Option<Unit> {
        let DeValue::Table(table) = item.get_ref() else {
            self.no_unit(&[REMOVED.to_owned()], item.span());
            return None;
        };
        let keys = [REMOVED.to_owned()];
        Some(self.values(&keys, item.span(), table, &REMOVED_KEYS))
    }
}

/// A field above the first table.
pub(super) fn top_field<T>(key: &str, value: T, span: Range<usize>) -> Field<T> {
    let origin = Origin {
        file: InputFile::Translation,
        path: key.to_owned(),
        span: Some(span),
    };
    Field { value, origin }
}

/// Whether a table is a unit: it holds values, or nothing; not tables alone.
fn is_unit(table: &DeTable<'_>) -> bool {
    table.is_empty()
        || table
            .iter()
            .any(|(_, value)| !matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_)))
}

/// The entries of a table in the order of the file.
fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| key.span().start);
    entries
}
