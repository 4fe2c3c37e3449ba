//! Writing XLIFF 2.1.

use super::inline::{Code, Part, PartKind, parts};
use super::{
    Exchange, NAMESPACE, NOTE_OF_EXPORTED, NOTE_OF_OUTDATED, NOTE_OF_PATH, NOTE_OF_TRANSLATOR,
    OUTDATED, PROSE, Unit,
};
use crate::brief::translation::Form;
use crate::escape::{self, escaped};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use std::ops::Range;

/// The file of an exchange. The same exchange gives the same bytes.
pub fn write(exchange: &Exchange) -> String {
    let mut xml = String::new();
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    line(
        &mut xml,
        0,
        &format!(
            "<xliff xmlns=\"{NAMESPACE}\" version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">",
            escaped(&exchange.source_language.0),
            escaped(&exchange.target_language.0)
        ),
    );
    line(
        &mut xml,
        1,
        &format!(
            "<file id=\"brief\" original=\"{}\">",
            escaped(&exchange.original)
        ),
    );
    for unit in &exchange.units {
        write_unit(&mut xml, unit);
    }
    xml.push_str("  </file>\n</xliff>\n");
    xml
}

fn line(xml: &mut String, depth: usize, content: &str) {
    // Writing into a string does not fail.
    let _ = writeln!(xml, "{}{content}", "  ".repeat(depth));
}

fn write_unit(xml: &mut String, unit: &Unit) {
    let source = Side::of(&unit.source, unit.form);
    let target = unit.target.as_deref();
    let target = target.map(|target| Side::of(target, unit.form));
    let segments = segments(&source, target.as_ref());
    let mut codes = Codes::default();
    // All of the source goes first, so that its codes have the first numbers.
    let of_source = segments.iter();
    let of_source = of_source.map(|segment| codes.content(&source, &segment.source));
    let of_source: Vec<String> = of_source.collect();
    codes.begin_target();
    let of_target = segments.iter();
    let of_target =
        of_target.map(|segment| Some(codes.content(target.as_ref()?, segment.target.as_ref()?)));
    let of_target: Vec<Option<String>> = of_target.collect();

    let kind = match unit.form {
        Form::Prose => format!(" type=\"{PROSE}\""),
        Form::Line => String::new(),
    };
    let translate = match unit.translate {
        true => "",
        false => " translate=\"no\"",
    };
    line(
        xml,
        2,
        &format!(
            "<unit id=\"{}\" name=\"{}\"{translate}{kind}>",
            escaped(&unit.id),
            escaped(&unit.path)
        ),
    );
    write_notes(xml, unit);
    write_data(xml, &codes);
    write_segments(xml, unit, segments.iter().zip(of_source).zip(of_target));
    line(xml, 2, "</unit>");
}

fn write_notes(xml: &mut String, unit: &Unit) {
    line(xml, 3, "<notes>");
    let notes = [
        (NOTE_OF_PATH, Some(&unit.path)),
        (NOTE_OF_OUTDATED, unit.outdated.as_ref()),
        (NOTE_OF_TRANSLATOR, unit.note.as_ref()),
        (NOTE_OF_EXPORTED, unit.exported.as_ref()),
    ];
    for (category, note) in notes {
        if let Some(note) = note {
            line(
                xml,
                4,
                // Notes have no element for what XML cannot hold.
                &format!("<note category=\"{category}\">{}</note>", escaped(note)),
            );
        }
    }
    line(xml, 3, "</notes>");
}

fn write_data(xml: &mut String, codes: &Codes) {
    if codes.data.is_empty() {
        return;
    }
    line(xml, 3, "<originalData>");
    let mut data: Vec<(&String, &usize)> = codes.data.iter().collect();
    data.sort_unstable_by_key(|(_, number)| **number);
    for (markup, number) in data {
        let data = format!(
            "<data id=\"d{number}\" xml:space=\"preserve\">{}</data>",
            text(markup)
        );
        line(xml, 4, &data);
    }
    line(xml, 3, "</originalData>");
}

/// Writes each of `segments` with the content of its `<source>` and its `<target>`.
fn write_segments<'s>(
    xml: &mut String,
    unit: &Unit,
    segments: impl Iterator<Item = ((&'s Segment, String), Option<String>)>,
) {
    let state = unit.state.word();
    let sub_state = match unit.outdated {
        Some(_) => format!(" subState=\"{OUTDATED}\""),
        None => String::new(),
    };
    for (number, ((segment, source), target)) in (1..).zip(segments) {
        let (name, state) = match segment.is_glue {
            true => ("ignorable", String::new()),
            false => ("segment", format!(" state=\"{state}\"{sub_state}")),
        };
        line(xml, 3, &format!("<{name} id=\"s{number}\"{state}>"));
        line(xml, 4, &format!("<source>{source}</source>"));
        if let Some(target) = target {
            line(xml, 4, &format!("<target>{target}</target>"));
        }
        line(xml, 3, &format!("</{name}>"));
    }
}

/// One side of a unit: its text and the parts of it.
struct Side<'t> {
    text: &'t str,
    parts: Vec<Part>,
}

impl<'t> Side<'t> {
    fn of(text: &'t str, form: Form) -> Side<'t> {
        Side {
            text,
            parts: parts(text, form),
        }
    }

    /// The parts of each paragraph, and of what stands between them.
    fn runs(&self) -> Vec<(bool, Range<usize>)> {
        let mut runs: Vec<(bool, Range<usize>)> = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let is_glue = part.is_glue();
            match runs.last_mut() {
                Some((glue, range)) if !*glue && !is_glue => range.end = index + 1,
                _ => runs.push((is_glue, index..index + 1)),
            }
        }
        runs
    }
}

/// A segment or what stands between two, as parts of both sides.
struct Segment {
    is_glue: bool,
    source: Range<usize>,
    target: Option<Range<usize>>,
}

/// The segments of a unit: its paragraphs, where both sides have as many; else all of it is one.
fn segments(source: &Side<'_>, target: Option<&Side<'_>>) -> Vec<Segment> {
    let segment = |(is_glue, source)| Segment {
        is_glue,
        source,
        target: None,
    };
    let mut segments: Vec<Segment> = source.runs().into_iter().map(segment).collect();
    let Some(target) = target else {
        return segments;
    };
    let translated = target.runs();
    let kinds = segments.iter().map(|segment| segment.is_glue);
    if !kinds.eq(translated.iter().map(|(is_glue, _)| *is_glue)) {
        return vec![Segment {
            is_glue: false,
            source: 0..source.parts.len(),
            target: Some(0..target.parts.len()),
        }];
    }
    for (segment, (_, parts)) in segments.iter_mut().zip(translated) {
        segment.target = Some(parts);
    }
    segments
}

/// The inline codes of a unit.
#[derive(Default)]
struct Codes {
    /// The markup of the codes, with the number of its `<data>`.
    data: BTreeMap<String, usize>,
    /// The ids that the codes of this side were given, by their markup.
    given: BTreeMap<String, VecDeque<usize>>,
    /// In the target those of the source's codes that it has not taken up yet.
    of_source: BTreeMap<String, VecDeque<usize>>,
    /// How many ids have been given.
    ids: usize,
}

impl Codes {
    /// Goes on from the source to the target, whose codes have the ids of the same codes in the source.
    fn begin_target(&mut self) {
        self.of_source = std::mem::take(&mut self.given);
    }

    /// The content of `<source>` or `<target>`: the parts `range` of `side`.
    fn content(&mut self, side: &Side<'_>, range: &Range<usize>) -> String {
        let mut xml = String::new();
        let parts = &side.parts[range.clone()];
        let closing = closings(parts);
        let mut open = 0;
        for (index, part) in parts.iter().enumerate() {
            let markup = &side.text[part.range.clone()];
            match part.kind {
                PartKind::Words => xml.push_str(&text(markup)),
                PartKind::Open(code) => {
                    let Some(end) = closing.get(&index).map(|end| &side.text[end.clone()]) else {
                        xml.push_str(&self.single(code, markup));
                        continue;
                    };
                    let id = self.id(&format!("{markup}\0{end}"));
                    let (start, end) = (self.data(markup), self.data(end));
                    let types = types(code);
                    let _ = write!(
                        xml,
                        "<pc id=\"{id}\"{types} dataRefStart=\"d{start}\" dataRefEnd=\"d{end}\">"
                    );
                    open += 1;
                }
                PartKind::Close if open > 0 => {
                    open -= 1;
                    xml.push_str("</pc>");
                }
                PartKind::Close => xml.push_str(&self.single(Code::Link, markup)),
                PartKind::Single(code) => xml.push_str(&self.single(code, markup)),
            }
        }
        xml
    }

    fn single(&mut self, code: Code, markup: &str) -> String {
        let id = self.id(markup);
        let data = self.data(markup);
        let shown = match code {
            Code::Glue | Code::LineBreak => String::new(),
            _ => format!(" disp=\"{}\"", escaped(markup)),
        };
        format!(
            "<ph id=\"{id}\"{}{shown} dataRef=\"d{data}\"/>",
            types(code)
        )
    }

    /// The id of a code.
    fn id(&mut self, markup: &str) -> usize {
        let of_source = self.of_source.get_mut(markup);
        if let Some(id) = of_source.and_then(VecDeque::pop_front) {
            return id;
        }
        self.ids += 1;
        let given = self.given.entry(markup.to_owned()).or_default();
        given.push_back(self.ids);
        self.ids
    }

    /// The number of the `<data>` that holds `markup`.
    fn data(&mut self, markup: &str) -> usize {
        let next = self.data.len() + 1;
        *self.data.entry(markup.to_owned()).or_insert(next)
    }
}

/// Where the codes that open at some of `parts` are closed.
fn closings(parts: &[Part]) -> BTreeMap<usize, Range<usize>> {
    let mut open = Vec::new();
    let mut closings = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        match part.kind {
            PartKind::Open(_) => open.push(index),
            PartKind::Close => {
                if let Some(opened) = open.pop() {
                    closings.insert(opened, part.range.clone());
                }
            }
            PartKind::Words | PartKind::Single(_) => {}
        }
    }
    closings
}

fn types(code: Code) -> String {
    match code.types() {
        (kind, Some(sub_kind)) => format!(" type=\"{kind}\" subType=\"{sub_kind}\""),
        (kind, None) => format!(" type=\"{kind}\""),
    }
}

/// Words as the content of an element; what XML cannot hold is a `<cp>` (section 4.2.3.1).
fn text(words: &str) -> String {
    let mut xml = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // A parser would make a line feed of it.
            '\r' => xml.push_str("&#xD;"),
            other if escape::is_xml(other) => xml.push(other),
            other => {
                let _ = write!(xml, "<cp hex=\"{:04X}\"/>", u32::from(other));
            }
        }
    }
    xml
}
