//! Keys and headers that stand twice, are missing, or are written as none are.

use super::super::fault::{Fault, Repair};
use super::super::line::{self, header_meant, is_key};
use super::{Here, without_marks};
use crate::brief::characters;
use crate::brief::read::header::is_list_of_tables;
use crate::brief::read::keys;
use crate::brief::words::quoted;
use std::ops::Range;

/// How many words a key that is typed with spaces has at most; more are prose.
const MOST_WORDS_OF_KEY: usize = 4;

impl Here<'_> {
    pub(super) fn duplicate(&self) -> Fault {
        if self.words.starts_with('[') {
            return self.duplicate_table();
        }
        let key = self.found();
        let line = |at: usize| self.file.repaired.line(at);
        let entries = self.file.entries;
        let at = self.span.start;
        let first = entries.first_at(at).map(line);
        if let (Some(missing), Some(first)) = (entries.missing_header(at), first) {
            let why = format!("`{key}` stands in line {first} already");
            let (diagnostic, edit) = missing.told(&why, self.file.repaired);
            return Fault {
                repair: Repair::Header(edit),
                ..Fault::from(diagnostic)
            };
        }
        let help = match first {
            Some(first) => {
                format!("it stands in line {first} already: remove one of the two lines")
            }
            None => "remove one of the two lines".to_owned(),
        };
        Fault::new(
            "duplicate-key",
            format!("`{key}` is given twice"),
            self.span.clone(),
        )
        .help(help)
        .untrusted(self.line.clone())
    }

    /// A header that stands in the file twice, of which one makes a table, and perhaps the other one of many.
    fn duplicate_table(&self) -> Fault {
        let name = header_name(self.words).unwrap_or_default();
        let single: Vec<Range<usize>> = self
            .text
            .match_indices('\n')
            .map(|(at, _)| at + 1)
            .chain([0])
            .map(|start| self.file.lines.range(start))
            .filter(|line| self.text[line.clone()].trim() == format!("[{name}]"))
            .collect();
        let is_list = is_list_of_tables(name) || self.words.starts_with("[[") && !single.is_empty();
        let first = single.iter().min_by_key(|line| line.start);
        if let (true, Some(first)) = (is_list, first) {
            let what = format!("the table `[{name}]` is one of several");
            let edits = single
                .iter()
                .map(|line| (line.clone(), format!("[[{name}]]")));
            return Fault::new("duplicate-key", what, first.clone())
                .help(format!("write `[[{name}]]`, with two brackets, above each"))
                .repaired(edits.collect());
        }
        let what = format!("the table `{name}` stands in the file twice");
        Fault::new("duplicate-key", what, self.span.clone())
            .help("move what stands below to the first one, and remove this line")
            .untrusted(self.line.clone())
            .repaired(vec![(
                self.line.clone(),
                line::lost(&self.text[self.line.clone()], self.line.start),
            )])
            .fields_elsewhere()
    }

    /// A line that is neither a key with its value nor the header of a table.
    pub(super) fn no_entry(&self) -> Fault {
        let header = header_meant(self.words);
        if self.words.starts_with("[[")
            || header.is_some_and(|header| {
                self.words.starts_with(['[', '(', '{', '<']) || self.heads_keys_of(&header)
            })
        {
            return self.header();
        }
        let key = self.key();
        if self.value.is_some() && is_key(key) && !key.is_ascii() {
            return self.foreign_key(key, false);
        }
        let start = self.line.start + self.text[self.line.clone()].find(self.words).unwrap_or(0);
        let mut fault = Fault::syntax(
            "this line is neither a key with its value nor the name of a table",
            start..start + self.words.len(),
        );
        if let Some((bare, rest)) = self.words.split_once(':')
            && is_key(bare.trim())
            && bare.is_ascii()
        {
            let bare = bare.trim();
            fault = fault.help(format!(
                "write `{bare} = …`, with `=` between the key and its value"
            ));
            let start = self.line.start + self.text[self.line.clone()].find(':').unwrap_or(0);
            let value = rest.trim().trim_end_matches(',').trim_matches(['"', '\'']);
            let text = format!(" = '{}'", value.replace(['\'', '\u{0}'], " "));
            return fault
                .untrusted(start..self.line.end)
                .repaired(vec![(start..self.line.end, text)]);
        }
        if let Some((key, _)) = self.words.split_once(['"', '\''])
            && let (key, value) = self.words.split_at(key.trim_end().len())
            && is_key(key)
            && key.is_ascii()
        {
            let value = value.trim_start();
            let end = start + key.len();
            return fault
                .help(format!(
                    "write `{key} = {value}`, with `=` between the key and its value"
                ))
                .repaired(vec![(end..end, " =".to_owned())]);
        }
        if let Some((key, value)) = self.words.split_once('=')
            && let Some(meant) = key_in_one_word(key)
        {
            let (key, value) = (key.trim_end(), value.trim());
            let shown = match value.starts_with(['"', '\'']) {
                true => quoted(value).into_owned(),
                false => in_straight_marks(value),
            };
            let place = start..start + key.len();
            let what = match without_marks(key).len() < key.len() {
                true => "a key stands without quotation marks".to_owned(),
                false => format!("`{key}` is no key: a key is one word"),
            };
            // The step that knows the keys of the table says which is meant, if it has none of that name.
            return Fault::syntax(what, place.clone())
                .help(format!("write `{meant} = {shown}`"))
                .untrusted(place.clone())
                .repaired(vec![(place, meant)]);
        }
        fault = fault.help(
            "write `key = \"value\"`, or `#` before a remark; text of several lines stands between \
             `\"\"\"` and `\"\"\"`",
        );
        if self.words.contains('=') {
            return fault.lost();
        }
        // Lines below that are none either are told with the first.
        let end = self.end_of_block();
        let line_ends: String = self.text[self.line.start..end]
            .chars()
            .filter(|c| matches!(c, '\r' | '\n'))
            .collect();
        fault.repaired(vec![(self.line.start..end, line_ends)])
    }

    /// Whether the next line is a key of the table that `header` is the header of.
    fn heads_keys_of(&self, header: &str) -> bool {
        let table = header_name(header).unwrap_or_default();
        self.file.entries.heads(self.line.end, table)
    }

    /// The end of the lines from here on that hold words and are no entries.
    fn end_of_block(&self) -> usize {
        let is_prose = |line: &Range<usize>| {
            let words = self.text[line.clone()].trim();
            !words.is_empty() && !words.starts_with(['#', '[']) && !words.contains('=')
        };
        let last = self.below().take_while(is_prose).last();
        last.map_or(self.line.end, |line| line.end)
    }

    /// A key, or the name of a table, with letters that are not Latin.
    fn foreign_key(&self, key: &str, is_header: bool) -> Fault {
        let line = &self.text[self.line.clone()];
        let key_at = self.line.start + line.find(key).unwrap_or(0);
        let in_key = key.char_indices().find(|(_, c)| !c.is_ascii());
        let (at, letter) = in_key.unwrap_or((0, ' '));
        let letter_at = key_at + at..key_at + at + letter.len_utf8();
        let key_range = key_at..key_at + key.len();
        if let Some(latin) = characters::in_latin(key) {
            let code = u32::from(letter);
            let what = format!(
                "keys have Latin letters, and the `{letter}` (U+{code:04X}) of this one is none"
            );
            return Fault::syntax(what, letter_at)
                .help(format!("write `{latin}`"))
                .repaired(vec![(key_range, latin)]);
        }
        let mut meant = Vec::new();
        let mut readable = Vec::new();
        for part in key.split('.') {
            let own = if part.is_ascii() {
                Some(part.to_owned())
            } else {
                // What a key is depends on its table, and may be another in each.
                let is_list = self.words.starts_with("[[");
                let fits = |key: &str| !is_list || is_list_of_tables(key);
                let named = keys::in_any_language(part, fits).filter(|_| is_header);
                named.map(str::to_owned)
            };
            readable.push(match (&own, part.is_ascii()) {
                (Some(own), _) => own.clone(),
                (None, _) => format!("\"{part}\""),
            });
            meant.push(own);
        }
        let meant: Option<Vec<String>> = meant.into_iter().collect();
        let help = match meant {
            Some(parts) => format!("write `{}`", parts.join(".")),
            None => {
                "keys are the same in all languages: `title`, `text`, `source`, `target`".to_owned()
            }
        };
        let what = format!("keys have Latin letters, and `{}` has others", quoted(key));
        Fault::syntax(what, key_range.clone())
            .help(help)
            .untrusted(key_range.clone())
            .repaired(vec![(key_range, readable.join("."))])
    }

    /// A line that is meant as the header of a table.
    pub(super) fn header(&self) -> Fault {
        let is_closed = match self.words.starts_with("[[") {
            true => self.words.ends_with("]]"),
            false => self.words.ends_with(']'),
        };
        let (what, place) = match self.words.starts_with('[') {
            true if is_closed => {
                let what = "this is no name of a table as it is written here";
                (what, self.line)
            }
            true => ("the name of the table is never closed", &self.span),
            false => ("the name of a table stands in square brackets", self.line),
        };
        let fault = Fault::syntax(what, place.clone());
        match header_meant(self.words) {
            Some(header) if !header.is_ascii() => {
                self.foreign_key(header_name(&header).unwrap_or_default(), true)
            }
            Some(header) => fault
                .help(format!("write `{header}`"))
                .repaired(vec![(self.line.clone(), header)]),
            None => fault
                .help("write letters without spaces between `[` and `]`: `[meeting]`")
                .lost(),
        }
    }
}

/// What is meant by a key that is typed with spaces: what notes call so, or its words with hyphens between them.
fn key_in_one_word(key: &str) -> Option<String> {
    let bare = without_marks(key.trim_end());
    if bare.len() < key.trim_end().len() && bare.is_ascii() && is_key(bare) {
        return Some(bare.to_owned());
    }
    // What is used for keys elsewhere is told by the step that knows them.
    if keys::aliases(key.trim_end()).is_empty()
        && let Some(meant) = keys::in_any_language(key, |_| true)
    {
        return Some(meant.to_owned());
    }
    let words: Vec<&str> = key.split_whitespace().collect();
    let joined = words.join("-");
    if !(2..=MOST_WORDS_OF_KEY).contains(&words.len()) || !is_key(&joined) {
        return None;
    }
    match joined.is_ascii() {
        true => Some(joined.to_lowercase()),
        false => Some(format!("\"{joined}\"")),
    }
}

/// `value` with straight quotation marks in the place of others around it.
fn in_straight_marks(value: &str) -> String {
    match without_marks(value) {
        words if words.len() < value.len() => format!("\"{}\"", quoted(words)),
        words => quoted(words).into_owned(),
    }
}

/// The name in a header.
fn header_name(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('[');
    rest.split(']').next().map(str::trim)
}
