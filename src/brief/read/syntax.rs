//! What is no TOML, in words for someone who does not know TOML, each fault once.
//!
//! The parser recovers from an error, but what it makes of the lines behind it cannot always be trusted:
//! a quotation mark or bracket that is never closed sets off a cascade, and a line that is no key takes
//! the lines below with it. So a fault that others may follow from is reported and repaired ([`explain`]): the text is
//! made what was meant by it, as far as that can be told, and parsed again. What is wrong behind the fault, or in the
//! table whose header it stands in, is found in the same run.

mod conflicts;
mod explain;
mod fault;
pub(super) mod line;
mod numbers;
pub(super) mod outside_text;
mod spaces;

pub(super) use line::is_toml;
pub(crate) use outside_text::remarks;

use super::dates::YearOfMeeting;
use super::entries::Entries;
use super::repair::{Misnamed, Repaired};
use crate::diagnostic::{self, Diagnostic, Lines};
use crate::document::InputFile;
use explain::File;
use fault::{Fault, Repair};
use line::entry_after;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How many times a text is parsed; a file with more faults of the kind that others follow from is no
/// brief, and these are enough to see that.
const PASSES: usize = 50;
/// How many bytes are parsed in all these passes, for large files.
const PARSED: usize = 100_000_000;

/// A text that can be read, what was wrong with its syntax, and what follows from that.
pub(in crate::brief) struct Faults<'t> {
    kind: InputFile,
    repaired: Repaired<'t>,
    diagnostics: Vec<Diagnostic>,
    /// Where in the file each was found.
    told: BTreeSet<usize>,
    /// The places, as bytes of the file, whose values are not to be trusted: their ends by their beginnings.
    places: BTreeMap<usize, usize>,
    /// Kinds of mistakes that may follow from the faults, anywhere.
    consequences: Vec<&'static str>,
}

/// Kinds of mistakes that a key or table which could not be read brings about elsewhere.
const OF_LOST_KEYS: [&str; 5] = [
    "missing-field",
    "unknown-id",
    "unknown-reference",
    "no-recommendation",
    "unanswered-question",
];

impl<'t> Faults<'t> {
    /// The text as it can be read.
    pub(in crate::brief) fn text(&self) -> &str {
        self.repaired.text()
    }

    /// The same, with where each part of it was typed.
    pub(super) fn repaired(&self) -> &Repaired<'t> {
        &self.repaired
    }

    /// Where a place of the text that can be read stands in the file.
    pub(super) fn in_file(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let span = diagnostic.span.as_ref();
        diagnostic.span = span.map(|span| self.repaired.typed(span));
        diagnostic
    }

    /// What the file says, `value`, if none of what is wrong is an error; and all of that in the order of the file: what
    /// was `found` by reading the text, without what only follows from its faults, and these.
    pub(in crate::brief) fn verdict<T>(
        mut self,
        value: Option<T>,
        found: Vec<Diagnostic>,
    ) -> (Option<T>, Vec<Diagnostic>) {
        for diagnostic in found {
            self.find(diagnostic);
        }
        let mut diagnostics = self.diagnostics;
        diagnostic::sort(&mut diagnostics);
        for diagnostic in &mut diagnostics {
            diagnostic.file = self.kind;
        }
        let is_wrong = diagnostics.iter().any(Diagnostic::is_error);
        (value.filter(|_| !is_wrong), diagnostics)
    }

    /// Adds what was found by reading the text, unless it only follows from the faults.
    fn find(&mut self, diagnostic: Diagnostic) {
        let diagnostic = self.in_file(diagnostic);
        if !self.explain(&diagnostic) {
            self.diagnostics.push(diagnostic);
        } else if diagnostic.code == "unknown-key"
            && let Some(span) = diagnostic.span
        {
            // Its table says more of a key than its letters.
            let is_here = |told: &Range<usize>| told.start == span.start;
            let mut told = self.diagnostics.iter_mut();
            if let Some(told) = told.find(|told| told.span.as_ref().is_some_and(is_here)) {
                told.help = diagnostic.help;
            }
        }
    }

    /// Adds what is wrong with names in the text, and writes in their places what is meant.
    pub(super) fn rename(&mut self, wrong: Vec<Misnamed>) {
        let mut edits = Vec::new();
        for (diagnostic, of_one) in wrong {
            self.find(diagnostic);
            edits.extend(of_one);
        }
        self.repaired.edit(edits);
    }

    /// Whether `diagnostic` is a consequence of these faults, not a mistake of its own.
    fn explain(&self, diagnostic: &Diagnostic) -> bool {
        if self.consequences.contains(&diagnostic.code) {
            return true;
        }
        diagnostic.span.as_ref().is_some_and(|span| {
            let before = self.places.range(..=span.start).next_back();
            before.is_some_and(|(_, end)| span.start <= *end)
        })
    }

    /// Whether a fault of `span`, of the text as it can be read, was told in an earlier pass.
    fn is_told(&self, span: &Range<usize>) -> bool {
        self.told.contains(&self.repaired.typed(span).start)
    }

    /// Adds a fault; whether the text is another now.
    fn take(&mut self, fault: Fault, line: Range<usize>) -> bool {
        for diagnostic in std::iter::once(fault.diagnostic).chain(fault.again) {
            let diagnostic = self.in_file(diagnostic);
            self.told
                .extend(diagnostic.span.as_ref().map(|span| span.start));
            self.diagnostics.push(diagnostic);
        }
        for untrusted in &fault.untrusted {
            let typed = self.repaired.typed(untrusted);
            self.places.insert(typed.start, typed.end);
        }
        if fault.fields_elsewhere {
            self.consequences.push("missing-field");
        }
        match fault.repair {
            Repair::None => false,
            Repair::Edits(edits) => {
                self.repaired.edit(edits);
                true
            }
            Repair::Header(edit) => {
                self.repaired.edit(vec![edit]);
                true
            }
            Repair::Lost => {
                self.lose(line);
                true
            }
        }
    }

    /// Takes out what cannot be repaired.
    fn lose(&mut self, range: Range<usize>) {
        let typed = self.repaired.typed(&range);
        self.places.insert(typed.start, typed.end);
        self.consequences.extend(OF_LOST_KEYS);
        let lines = &self.repaired.text()[range.clone()];
        let blank = line::lost(lines, range.start);
        if !lines.contains('=') {
            // Perhaps the name of a table: the keys below have joined the one above.
            self.consequences.push("unknown-key");
        }
        self.repaired.edit(vec![(range, blank)]);
    }
}

/// What was done about the faults of a line.
#[derive(PartialEq, Eq)]
enum Told {
    /// They were told, and the parser goes on.
    Only,
    /// The line was repaired.
    Repaired,
    /// The line was taken out.
    Lost,
}

/// What is wrong with the syntax of `text`, a file of `kind`, and the text that can be read.
pub(in crate::brief) fn find_faults(text: &str, kind: InputFile) -> Faults<'_> {
    let mut faults = Faults {
        kind,
        repaired: Repaired::new(text),
        diagnostics: Vec::new(),
        told: BTreeSet::new(),
        places: BTreeMap::new(),
        consequences: Vec::new(),
    };
    // From the last on: places before a change stay.
    for fault in conflicts::faults(text).into_iter().rev() {
        faults.take(fault, 0..0);
    }
    // By the numbers of lines as they were typed.
    let mut told: BTreeMap<usize, Told> = BTreeMap::new();
    for _ in 0..(PARSED / text.len().max(1)).clamp(2, PASSES) {
        if !pass(&mut faults, &mut told) {
            break;
        }
    }
    faults
}

/// Parses the text once: takes its faults in the order of the file, up to the first that others may follow from, which
/// is repaired. Whether there was one.
fn pass(faults: &mut Faults<'_>, told: &mut BTreeMap<usize, Told>) -> bool {
    let kind = faults.kind;
    let (errors, unclosed) = errors(faults.text());
    if errors.is_empty() {
        return false;
    }
    let text = faults.text().to_owned();
    let lines = Lines::new(&text);
    let entries = Entries::new(&text, kind);
    let strange = spaces::strange(&text);
    let locale = line::locale(&text);
    let year = YearOfMeeting::of(&text);
    let number = |span: &Range<usize>| faults.repaired.line(span.start);
    let is_told = |span: &Range<usize>| told.contains_key(&number(span));
    if let Some((line, fault)) = open_in_list(&text, &lines, &errors, unclosed.as_ref(), is_told) {
        let number = number(&line);
        told.insert(number, Told::Repaired);
        return faults.take(fault, line);
    }
    for (span, message) in errors {
        if unclosed
            .as_ref()
            .is_some_and(|opening| span.start >= opening.start)
        {
            break;
        }
        let line = lines.range(span.start);
        let of_spaces = spaces::fault(&text, &lines, &strange, &span, &message);
        let of_numbers = || numbers::fault(&text, &line, &span, &message, &locale);
        if let Some(fault) = of_spaces.or_else(of_numbers) {
            // The line may be wrong in another way too.
            return faults.take(fault, line);
        }
        let number = faults.repaired.line(span.start);
        match told.get(&number) {
            // Each word of a list is told.
            Some(Told::Only) if is_listed(&text, &span, &message) && !faults.is_told(&span) => {}
            Some(Told::Only | Told::Lost) => continue,
            Some(Told::Repaired) => {
                told.insert(number, Told::Lost);
                faults.lose(line);
                return true;
            }
            None => {}
        }
        let file = File {
            kind,
            text: &text,
            lines: &lines,
            entries: &entries,
            repaired: &faults.repaired,
            locale: &locale,
            year: &year,
        };
        let fault = explain::explain(&file, &line, span, &message);
        let is_headed = matches!(fault.repair, Repair::Header(..));
        let is_repaired = faults.take(fault, line);
        if is_headed {
            // Nothing is wrong in the line itself, as far as is known.
            return true;
        }
        told.insert(
            number,
            if is_repaired {
                Told::Repaired
            } else {
                Told::Only
            },
        );
        if is_repaired {
            return true;
        }
    }
    let Some(opening) = unclosed else {
        return false;
    };
    let line = faults.repaired.line(opening.start);
    if told.insert(line, Told::Repaired).is_some() {
        let start = lines.range(opening.start).start;
        let end = entry_after(&text, opening.start);
        told.insert(line, Told::Lost);
        faults.lose(start..end);
    } else {
        let fault = explain::never_closed(&faults.repaired, opening);
        faults.take(fault, 0..0);
    }
    true
}

/// The line and the fault of the first text that takes the end of its list with it, so that the parser misses that.
fn open_in_list(
    text: &str,
    lines: &Lines<'_>,
    errors: &[ParserError],
    unclosed: Option<&Range<usize>>,
    is_told: impl Fn(&Range<usize>) -> bool,
) -> Option<(Range<usize>, Fault)> {
    let within = unclosed.filter(|opening| opening.len() == 3);
    let is_open = |(span, message): &&ParserError| {
        let is_within = within.is_some_and(|opening| span.start >= opening.start);
        (message.ends_with("`\"`") || message.ends_with("`'`")) && !is_within && !is_told(span)
    };
    errors.iter().filter(is_open).find_map(|(span, _)| {
        let line = lines.range(span.start);
        let fault = explain::text_over_bracket(text, &line)?;
        Some((line, fault))
    })
}

/// Whether the parser stumbled over a word without quotation marks that others of a list stand before.
fn is_listed(text: &str, span: &Range<usize>, message: &str) -> bool {
    let found = text.get(span.clone()).unwrap_or_default();
    let before = text[..span.start].trim_end();
    before.ends_with(',') && line::is_bare_text(message, found)
}

/// Where the parser stumbled, and what it says of that.
type ParserError = (Range<usize>, String);

/// The errors of the parser in the order of the text, and where what is never closed begins.
fn errors(text: &str) -> (Vec<ParserError>, Option<Range<usize>>) {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let mut errors: Vec<ParserError> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(text.len()..text.len());
            (span, error.message().to_owned())
        })
        .collect();
    errors.sort_by_key(|(span, _)| (span.start, span.end));
    let Some((last, _)) = errors.last() else {
        return (errors, None);
    };
    let mut values = Vec::new();
    for (_, item) in tree.get_ref() {
        add_spans(item, &mut values);
    }
    let unclosed = errors
        .iter()
        .filter(|(_, message)| is_unclosed(message))
        .filter_map(|(span, _)| opening(text, &values, span.start));
    let unclosed = unclosed.chain(closed_by_next(text, &values, last.start));
    let unclosed = unclosed.min_by_key(|opening| opening.start);
    (errors, unclosed)
}

fn is_unclosed(message: &str) -> bool {
    ["unclosed array,", "unclosed inline table", "invalid multi-line"]
        .iter()
        .any(|start| message.starts_with(start))
        // A character that may not stand in the string says the same, but with what may.
        && !message.contains("characters")
}

/// The marks of texts of several lines.
const MARKS_OF_LINES: [&str; 2] = ["\"\"\"", "'''"];

/// The quotation marks of the first text of several lines among `values`, before `end`, that ends with the marks at which
/// the next is to begin: its last line is a key without a value.
fn closed_by_next(text: &str, values: &[Range<usize>], end: usize) -> Option<Range<usize>> {
    let found = values.iter().filter_map(|span| {
        let words = text.get(span.clone())?;
        let mut marks = MARKS_OF_LINES.iter();
        let marks = marks.find(|marks| words.starts_with(**marks))?;
        let (_, last_line) = words.rsplit_once('\n')?;
        let key = last_line.strip_suffix(marks)?.trim().strip_suffix('=')?;
        let is_closed_by_next = line::is_key(key.trim()) && span.end <= end;
        is_closed_by_next.then(|| span.start..span.start + marks.len())
    });
    found.min_by_key(|opening| opening.start)
}

/// The bracket or the quotation marks of the outermost of `values` that ends at `end`.
fn opening(text: &str, values: &[Range<usize>], end: usize) -> Option<Range<usize>> {
    let values = values.iter();
    let ending = values.filter(|span| span.end == end && span.start < end);
    let start = ending.map(|span| span.start).min()?;
    let mut marks = MARKS_OF_LINES.iter();
    let is_of_lines = marks.any(|marks| text[start..].starts_with(marks));
    Some(start..start + if is_of_lines { 3 } else { 1 })
}

/// Adds the spans of a value and of all within it. The parser does not nest values deeper than 80.
fn add_spans(item: &Spanned<DeValue<'_>>, spans: &mut Vec<Range<usize>>) {
    spans.push(item.span());
    match item.get_ref() {
        DeValue::Array(items) => items.iter().for_each(|item| add_spans(item, spans)),
        DeValue::Table(table) => table.iter().for_each(|(_, item)| add_spans(item, spans)),
        _ => {}
    }
}
