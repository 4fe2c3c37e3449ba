//! Keys that a table does not have, and what is meant by them.

use super::super::header::{header, is_header, is_list_of_tables};
use super::{Checker, Place};
use crate::brief::Kind;
use crate::brief::read::at::{Keys, Shape, UnknownKey};
use crate::brief::read::entries::Entries;
use crate::brief::read::repair::Edit;
use crate::brief::read::{dates, keys, schema};
use crate::brief::words::{SUGGESTIONS, nearest, quoted};
use crate::diagnostic::Diagnostic;
use crate::document::InputFile;

/// What can be said of a key that its table does not have.
#[derive(Clone, Default)]
pub(super) struct Advice {
    /// The key of the same table that is meant.
    meant: Option<&'static str>,
    /// Whether that was found by letters alone, as a slip of the pen.
    is_slip: bool,
    /// Where it belongs instead, as it is typed.
    as_typed: Option<String>,
    /// Where what is meant by it belongs instead.
    elsewhere: Option<String>,
}

impl Checker<'_> {
    /// Reports the keys of a table that are none. Those by which others are clearly meant are read as these in the
    /// next round, so that what is wrong with their values is told too, and not that the others are missing.
    pub(super) fn unknown_keys(&mut self, place: &Place, table: &Keys) {
        if let Some((diagnostic, edit)) = self.missing_header(place, table) {
            // What else is unknown here is told in the next round.
            return self.tell(diagnostic, vec![edit]);
        }
        for unknown in &table.unknown {
            let (help, edits) = self.remedy(place, table, unknown);
            let diagnostic = Diagnostic::error("unknown-key", self.not_here(place, unknown))
                .at(unknown.key.span())
                .help(help);
            self.tell(diagnostic, edits);
        }
    }

    /// What to do about a key that its table does not have, and the changes that write the key that is clearly meant.
    fn remedy(&mut self, place: &Place, table: &Keys, unknown: &UnknownKey) -> (String, Vec<Edit>) {
        let key = unknown.key.get_ref();
        if let Some(edge) = day_of_meeting(place, table, unknown) {
            let edit = (unknown.key.span(), format!("date.{edge}"));
            return (self.days_of_meeting(table), vec![edit]);
        }
        let is_told =
            (!place.is_top() || !unknown.shape.is_value()) && self.kind == InputFile::Brief;
        if let Some(said) = keys::said_elsewhere(&place.header, key).filter(|_| is_told) {
            return (said.to_owned(), Vec::new());
        }
        if let Some(edit) = short_form(place, table, unknown) {
            let help = format!("write `short = \"{key}\"`, and on the next line `long = …`");
            return (help, vec![edit]);
        }
        let advice = self.advice(place, table.known, unknown);
        let is_present = |meant: &str| table.present.contains(&meant);
        let meant = match advice.meant {
            // `place` is the venue, where the city stands there.
            Some(meant) if !place.is_top() && is_present(meant) => {
                let free = table.known.iter().copied();
                let free: Vec<_> = free.filter(|key| !is_present(key)).collect();
                keys::meant(key, &free).or(Some(meant))
            }
            meant => meant,
        };
        // What stands below a header has no place in the words of a key.
        let is_below = place.is_top() && !unknown.shape.is_value();
        let can_be = |meant: &&str| !is_below || is_header(meant) || !is_present(meant);
        match meant.filter(can_be) {
            // A key of another table is none of this one's, unless it is an everyday word for it.
            Some(meant)
                if let Some(help) = &advice.as_typed
                    && (advice.is_slip
                        || unknown.shape == Shape::Values
                        || is_present(meant)
                            && (place.is_top() || !self.top_keys.contains(key))) =>
            {
                (help.clone(), Vec::new())
            }
            Some(meant) if is_present(meant) && !(place.is_top() && is_list_of_tables(meant)) => {
                let meant = named(place, meant);
                let help =
                    format!("{meant} stands here already: put the words there, and remove this");
                (help, Vec::new())
            }
            Some(meant) => {
                let help = format!("write {}", named(place, meant));
                (help, self.renaming(place, unknown, meant))
            }
            None => {
                let known = || known_here(place, table.known, unknown.shape);
                let help = advice.elsewhere;
                let help = help.unwrap_or_else(|| format!("known here are {}", known()));
                (help, Vec::new())
            }
        }
    }

    /// The header that is missing above keys of `table`, where it is.
    fn missing_header(&self, place: &Place, table: &Keys) -> Option<(Diagnostic, Edit)> {
        let entries = || Entries::new(self.file, self.kind);
        let unknown = table.unknown.iter();
        let unknown = unknown.filter(|unknown| unknown.shape.is_value());
        let missing = unknown.filter_map(|unknown| {
            let entries = self.entries.get_or_init(entries);
            let missing = entries.missing_header(unknown.key.span().start)?;
            Some((unknown, missing))
        });
        let (unknown, missing) = missing.min_by_key(|(unknown, _)| unknown.key.span().start)?;
        let why = self.not_here(place, unknown);
        Some(missing.told(&why, self.repaired))
    }

    /// How the first and the last day are written that stand in `[meeting]` as keys of their own.
    fn days_of_meeting(&self, table: &Keys) -> String {
        let typed = |edge: &str| {
            let mut keys = table.unknown.iter().map(|unknown| &unknown.key);
            let key = keys.find(|key| edge_of_days(key.get_ref()) == Some(edge))?;
            let rest = self.file.get(key.span().end..)?.lines().next()?;
            let value = rest.split_once('=')?.1.split('#').next()?.trim();
            dates::meant(value, &self.locale()).map(|day| day.to_string())
        };
        let [start, end] = ["start", "end"].map(|edge| typed(edge).unwrap_or("…".to_owned()));
        format!("write both days on one line: `date = {{ start = {start}, end = {end} }}`")
    }

    fn not_here(&self, place: &Place, unknown: &UnknownKey) -> String {
        let key = quoted(unknown.key.get_ref());
        let file = self.kind.words();
        match (place.is_top(), unknown.shape) {
            (true, Shape::Table) => format!("a {file} has no table `[{key}]`"),
            (true, Shape::Tables) => format!("a {file} has no tables `[[{key}]]`"),
            (true, Shape::Value | Shape::Values) => format!("a {file} has no key `{key}`"),
            (false, _) => format!("`{}` has no key `{key}`", place.header),
        }
    }

    /// What is known of a key that its table does not have; looked up once for all tables of a kind.
    fn advice(
        &mut self,
        place: &Place,
        known: &'static [&'static str],
        unknown: &UnknownKey,
    ) -> Advice {
        let key = (
            place.header.clone(),
            unknown.key.get_ref().clone(),
            unknown.shape,
        );
        if let Some(advice) = self.advices.get(&key) {
            return advice.clone();
        }
        if self.advices.len() == SUGGESTIONS {
            return Advice::default();
        }
        let typed = unknown.key.get_ref();
        let aliases = keys::aliases(typed);
        let meant = meant(place, known, unknown);
        // `obstacle` is the name of a table, and of one of the `obstacles` of a recommendation.
        let has_plural = known
            .iter()
            .any(|key| key.strip_suffix('s') == Some(typed.as_str()));
        let as_typed = match has_plural && unknown.shape.is_value() {
            true => None,
            false => self.elsewhere(place, unknown),
        };
        let of_aliases = || {
            // The words for a meeting's first and last day are too common to be these everywhere.
            let is_told = |key: &&&str| unknown.shape.is_value() && edge_of_days(key).is_none();
            let mut aliases = aliases.iter().filter(is_told);
            aliases.find_map(|alias| self.below(alias))
        };
        let elsewhere = as_typed.clone().or_else(of_aliases);
        let advice = Advice {
            meant,
            is_slip: meant.is_some_and(|meant| !aliases.contains(&meant))
                && nearest(typed, known.iter().copied()) == meant,
            as_typed,
            elsewhere,
        };
        self.advices.insert(key, advice.clone());
        advice
    }

    /// The changes of the file that write `meant` in the place of a key; in all headers, where it is that of a table.
    fn renaming(&self, place: &Place, unknown: &UnknownKey, meant: &str) -> Vec<Edit> {
        let written = self.file.get(unknown.key.span()).unwrap_or_default();
        let is_header = !unknown.shape.is_value() && place.is_top();
        let mut edits = match is_header {
            true => self.renaming_headers(written, meant),
            false => Vec::new(),
        };
        if edits.is_empty() {
            edits.push((unknown.key.span(), meant.to_owned()));
        }
        edits
    }

    /// The changes of the file that write `meant` in all headers of the table that is `written` in them, with as many
    /// brackets as it has; none where they stand so.
    pub(super) fn renaming_headers(&self, written: &str, meant: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut start = 0;
        for line in self.file.split_inclusive('\n') {
            let words = line.trim_start();
            let name = words.trim_start_matches('[').trim_start();
            let at = start + (line.len() - words.len());
            let name_at = start + (line.len() - name.len());
            start += line.len();
            let Some(follows) = name.strip_prefix(written).map(str::trim_start) else {
                continue;
            };
            if !words.starts_with('[') {
                continue;
            }
            if follows.starts_with('.') {
                edits.push((name_at..name_at + written.len(), meant.to_owned()));
            } else if follows.starts_with(']') {
                let behind = follows.trim_start_matches(']');
                edits.push((at..start - behind.len(), header(meant)));
            }
        }
        edits.retain(|(range, new)| self.file.get(range.clone()) != Some(new.as_str()));
        edits
    }

    /// Where the key belongs instead.
    fn elsewhere(&self, place: &Place, unknown: &UnknownKey) -> Option<String> {
        let key = unknown.key.get_ref().as_str();
        let is_of_top = self.top.contains(&key) && !place.is_top();
        let is_value = unknown.shape.is_value();
        if is_of_top && is_value && !is_header(key) {
            return Some(match self.top_keys.contains(key) {
                true => {
                    format!(
                        "`{key}` stands above the first `[table]` already: put the words there, and remove this"
                    )
                }
                false => format!("`{key}` belongs above the first `[table]` of the file"),
            });
        }
        let of_tables = self.below(key).filter(|_| is_value);
        let on_its_own = || format!("write `{}` on a line of its own", header(key));
        of_tables.or_else(|| is_of_top.then(on_its_own))
    }

    /// Below which tables the key `key` stands, where they are few.
    fn below(&self, key: &str) -> Option<String> {
        let is_edge = self.kind == InputFile::Brief && matches!(key, "start" | "end");
        if is_edge {
            return Some(
                "write both days of a meeting in `[meeting]`: `date = { start = …, end = … }`"
                    .to_owned(),
            );
        }
        match &tables_with(self.kind, key)[..] {
            [only] => {
                let article = if only.starts_with("[[") { "a " } else { "" };
                Some(format!("write `{key}` below {article}`{only}`"))
            }
            [first, others @ ..] if others.len() <= 3 => {
                let others = others.iter().map(|table| format!(" or `{table}`"));
                let others: String = others.collect();
                Some(format!("write `{key}` below `{first}`{others}"))
            }
            _ => None,
        }
    }
}

/// The change that writes `short` and `long` for a short form as the key of what it stands for: `AMR = "…"`.
fn short_form(place: &Place, table: &Keys, unknown: &UnknownKey) -> Option<Edit> {
    let is_alone = table.present.is_empty() && table.unknown.len() == 1;
    let key = unknown.key.get_ref();
    let is_short = place.header == "[[abbreviation]]" && key.contains(char::is_uppercase);
    let is_pair = is_alone && is_short && unknown.shape == Shape::Value;
    is_pair.then(|| (unknown.key.span(), format!("short = \"{key}\"\nlong")))
}

/// Which of a meeting's days is meant by a key of `[meeting]`, where its `date` is missing.
fn day_of_meeting(place: &Place, table: &Keys, unknown: &UnknownKey) -> Option<&'static str> {
    let is_missing = place.header == "[meeting]" && !table.present.contains(&"date");
    edge_of_days(unknown.key.get_ref()).filter(|_| is_missing && unknown.shape.is_value())
}

/// The key of a meeting's first or last day that is meant by `key`.
fn edge_of_days(key: &str) -> Option<&'static str> {
    let mut edges = keys::aliases(key).iter().copied().chain([key]);
    edges.find_map(|edge| ["start", "end"].into_iter().find(|own| *own == edge))
}

/// The key of the same table that is meant. A table is not meant by a value.
fn meant(
    place: &Place,
    known: &'static [&'static str],
    unknown: &UnknownKey,
) -> Option<&'static str> {
    let is_value = unknown.shape == Shape::Value;
    let at_top = place.is_top();
    let fits = |key: &&str| !(at_top && is_value && is_header(key));
    let known: Vec<&'static str> = known.iter().copied().filter(fits).collect();
    let typed = unknown.key.get_ref();
    // `[[decision]]` with `decision = "…"`: the words that it is known by.
    let own = Kind::of(typed).filter(|_| is_value && place.header == header(typed));
    let own = own.and_then(|kind| kind.known_by().first().copied());
    keys::meant(typed, &known).or_else(|| own.filter(|own| known.contains(own)))
}

/// How a key is written in a message: one of the top that is a table, as its header.
fn named(place: &Place, key: &str) -> String {
    match place.is_top() && is_header(key) {
        true => format!("`{}`", header(key)),
        false => format!("`{key}`"),
    }
}

/// The keys that can stand in the place of an unknown one.
fn known_here(place: &Place, known: &[&str], shape: Shape) -> String {
    let at_top = place.is_top();
    let fits = |key: &&&str| (at_top && is_header(key)) == (at_top && !shape.is_value());
    let mut keys: Vec<String> = known
        .iter()
        .filter(fits)
        .map(|key| named(place, key))
        .collect();
    if keys.is_empty() {
        keys = known
            .iter()
            .map(|key| format!("`{}`", header(key)))
            .collect();
    }
    keys.join(", ")
}

/// The headers of the tables of a file that have the key `key`.
fn tables_with(kind: InputFile, key: &str) -> Vec<String> {
    let tables = schema::tables(kind).into_iter();
    let with_key = tables.filter(|table| !table.path.is_empty() && table.has(key));
    with_key.map(|table| table.header()).collect()
}
