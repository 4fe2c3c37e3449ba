//! Reading XLIFF 2, from whatever program.

use super::content::{Kind, LINE_BREAK, Mended, Piece, are_prose, mended, text};
use super::inline::PARAGRAPH;
use super::xml::{Content, Element, NAME_AN_XLIFF, parse};
use super::{
    Exchange, NOTE_OF_EXPORTED, NOTE_OF_OUTDATED, NOTE_OF_PATH, OUTDATED, PROSE, SegmentState, Unit,
};
use crate::brief::counted;
use crate::brief::translation::Form;
use crate::diagnostic::{Diagnostic, Source, reason};
use crate::document::Language;
use std::collections::{BTreeMap, HashMap};

/// Reads the file of an exchange, and what is wrong with it. There is an exchange if none of it is an error: it is
/// XLIFF 2, not larger or deeper than an exchange needs to be, and of one brief.
pub fn read(source: &Source) -> (Option<Exchange>, Vec<Diagnostic>) {
    let root = match parse(&source.text) {
        Ok(root) => root,
        Err(wrong) => return (None, vec![*wrong]),
    };
    let mut reader = Reader::default();
    let exchange = match reader.exchange(&root) {
        Ok(exchange) => Some(exchange),
        Err((what, help)) => {
            let wrong = Diagnostic::error("not-xliff", reason(what));
            reader
                .diagnostics
                .push(wrong.at(root.at..root.at + 1).help(help));
            None
        }
    };
    reader.tell_of_states();
    let diagnostics = reader.diagnostics;
    let is_wrong = diagnostics.iter().any(Diagnostic::is_error);
    (exchange.filter(|_| !is_wrong), diagnostics)
}

/// The bytes of the file where its units begin, by their ids.
pub fn places(source: &Source) -> HashMap<String, usize> {
    fn of_units(parent: &Element, places: &mut HashMap<String, usize>) {
        for child in parent.children.iter().filter_map(Content::element) {
            match (child.name.as_str(), child.attribute("id")) {
                ("unit", Some(id)) => {
                    places.entry(id.to_owned()).or_insert(child.at);
                }
                _ => of_units(child, places),
            }
        }
    }
    let mut places = HashMap::new();
    if let Ok(root) = parse(&source.text) {
        of_units(&root, &mut places);
    }
    places
}

/// Whether the words of `element` are to be translated, which its parent says where it does not.
fn is_translated(element: &Element, parent: bool) -> bool {
    element
        .attribute("translate")
        .map_or(parent, |word| word != "no")
}

/// Reads units.
#[derive(Default)]
struct Reader {
    diagnostics: Vec<Diagnostic>,
    /// Words that are no state: where each stands first, and how often it stands there.
    unknown_states: BTreeMap<String, (usize, usize)>,
}

impl Reader {
    /// The exchange in the file with this element; else what is wrong, and what to do.
    fn exchange(&mut self, root: &Element) -> Result<Exchange, (String, &'static str)> {
        if root.name != "xliff" {
            return Err(("this is no XLIFF".to_owned(), NAME_AN_XLIFF));
        }
        let version = root.attribute("version");
        if !version.is_some_and(|version| version.starts_with("2.")) {
            return Err((
                match version {
                    Some(version) => format!("this is XLIFF {version}, not 2"),
                    None => "the file does not say which `version` of XLIFF it is".to_owned(),
                },
                "have the translation tool save it as XLIFF 2.1 or 2.0",
            ));
        }
        let language = |name: &str| root.attribute(name).map(|tag| Language(tag.to_owned()));
        let (Some(source_language), Some(target_language)) =
            (language("srcLang"), language("trgLang"))
        else {
            return Err((
                "the file does not say from which language into which it translates".to_owned(),
                "write `srcLang` and `trgLang` into its first element",
            ));
        };
        let mut exchange = Exchange {
            source_language,
            target_language,
            original: String::new(),
            units: Vec::new(),
        };
        for file in root.elements("file") {
            let original = file.attribute("original").unwrap_or(&exchange.original);
            if !exchange.original.is_empty() && exchange.original != original {
                return Err((
                    format!(
                        "the file translates both `{}` and `{original}`",
                        exchange.original
                    ),
                    "have the translation tool save a file for each brief",
                ));
            }
            exchange.original = original.to_owned();
            self.collect(file, is_translated(file, true), &mut exchange.units);
        }
        if exchange.units.is_empty() {
            return Err((
                "the file has no unit of XLIFF 2".to_owned(),
                "have the translation tool save it as XLIFF 2.1 or 2.0; its first element has \
                 `xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"`",
            ));
        }
        Ok(exchange)
    }

    /// The units of a file or group.
    fn collect(&mut self, parent: &Element, translate: bool, units: &mut Vec<Unit>) {
        for child in parent.children.iter().filter_map(Content::element) {
            let translate = is_translated(child, translate);
            match child.name.as_str() {
                "group" => self.collect(child, translate, units),
                "unit" => units.push(self.unit(child, translate)),
                _ => {}
            }
        }
    }

    fn unit(&mut self, element: &Element, translate: bool) -> Unit {
        let notes = Notes::of(element);
        let id = element.attribute("id").unwrap_or_default().to_owned();
        let path = element.attribute("name").map(str::to_owned);
        let path = path.or_else(|| notes.of_category(NOTE_OF_PATH));
        let path = path.unwrap_or_else(|| id.clone());
        let mut segments = Segments::of(element);
        // Some tools leave the type out.
        let form = if element.attribute("type") == Some(PROSE) || are_prose(&segments.source) {
            Form::Prose
        } else {
            Form::Line
        };
        let state = segments
            .states
            .iter()
            .map(|(word, at)| self.state(word, *at))
            .min();
        let Mended {
            text: target,
            left_out,
        } = mended(segments.target(), form);
        if !left_out.is_empty() {
            let codes: Vec<String> = left_out
                .iter()
                .map(|markup| format!("`{markup}`"))
                .collect();
            let what = format!(
                "codes of the translation of `{path}` set nothing where they stand, and were left out: {}",
                codes.join(", ")
            );
            let warning =
                Diagnostic::warning("lost-code", reason(what)).at(element.at..element.at + 1);
            let help = "give each code its end, on the words that it belongs to, or write its markup into `target`";
            self.diagnostics.push(warning.help(help));
        }
        // The data of a code may have any line ends.
        let target = Some(form.unwrapped(target.trim_matches('\n')))
            .filter(|target| !target.trim().is_empty());
        let (target, partial) = if segments.are_complete {
            (target, None)
        } else {
            (None, target.filter(|_| segments.have_words))
        };
        Unit {
            id,
            path,
            form,
            source: form.unwrapped(&text(&segments.source)),
            target,
            partial,
            state: state.unwrap_or(SegmentState::Final),
            outdated: segments
                .are_outdated
                .then(|| notes.of_category(NOTE_OF_OUTDATED).unwrap_or_default()),
            translate,
            note: notes.of_translator(),
            exported: notes.of_category(NOTE_OF_EXPORTED),
        }
    }

    /// The state that a segment is in.
    fn state(&mut self, word: &str, at: usize) -> SegmentState {
        let mut known = SegmentState::ALL.into_iter();
        if let Some(state) = known.find(|state| state.word() == word) {
            return state;
        }
        self.unknown_states
            .entry(word.to_owned())
            .or_insert((at, 0))
            .1 += 1;
        SegmentState::Initial
    }

    /// One warning for each word that is no state.
    fn tell_of_states(&mut self) {
        for (word, (at, count)) in std::mem::take(&mut self.unknown_states) {
            let segments = counted(count, "segment");
            let what = format!("`{word}` is no state of XLIFF 2: {segments} count as `initial`");
            let known = SegmentState::ALL.map(|state| format!("`{}`", state.word()));
            let help = format!("write one of {}", known.join(", "));
            let warning = Diagnostic::warning("unknown-state", reason(what)).at(at..at + 1);
            self.diagnostics.push(warning.help(help));
        }
    }
}

/// The notes of a unit.
struct Notes<'x>(Vec<&'x Element>);

impl<'x> Notes<'x> {
    fn of(unit: &'x Element) -> Notes<'x> {
        let notes = unit.elements("notes");
        Notes(notes.flat_map(|notes| notes.elements("note")).collect())
    }

    fn of_category(&self, category: &str) -> Option<String> {
        let is_it = |note: &&&Element| note.attribute("category") == Some(category);
        self.0.iter().find(is_it).map(|note| plain(note))
    }

    /// What others than we have noted.
    fn of_translator(&self) -> Option<String> {
        let ours = [NOTE_OF_PATH, NOTE_OF_OUTDATED, NOTE_OF_EXPORTED].map(Some);
        let theirs = self
            .0
            .iter()
            .filter(|note| !ours.contains(&note.attribute("category")));
        let theirs = theirs
            .map(|note| plain(note))
            .filter(|note| !note.trim().is_empty());
        let theirs: Vec<String> = theirs.collect();
        (!theirs.is_empty()).then(|| theirs.join("\n"))
    }
}

/// The segments of a unit, with what stands between them.
struct Segments {
    source: Vec<Piece>,
    /// What each has in the other language, with its place where the target has another order (section 4.3.1.20
    /// `order`).
    targets: Vec<(usize, Vec<Piece>)>,
    /// Whether all are translated.
    are_complete: bool,
    /// Whether one is, not only what stands between them.
    have_words: bool,
    /// The states of segments as written, and where they stand.
    states: Vec<(String, usize)>,
    are_outdated: bool,
}

impl Segments {
    fn of(unit: &Element) -> Segments {
        let mut codes = CodesOfUnit::of(unit);
        let mut segments = Segments {
            source: Vec::new(),
            targets: Vec::new(),
            are_complete: true,
            have_words: false,
            states: Vec::new(),
            are_outdated: false,
        };
        let is_part = |child: &&Element| matches!(child.name.as_str(), "segment" | "ignorable");
        let parts = unit
            .children
            .iter()
            .filter_map(Content::element)
            .filter(is_part);
        for (index, part) in parts.enumerate() {
            let is_segment = part.name == "segment";
            let mut source = Vec::new();
            if let Some(content) = part.elements("source").next() {
                codes.flatten(content, &mut source);
            }
            segments.source.extend(source.iter().cloned());
            let target = part.elements("target").next();
            let place = target
                .and_then(|target| target.attribute("order"))
                .and_then(|order| order.parse().ok())
                .unwrap_or(index + 1);
            match target {
                Some(target) => {
                    let mut translated = Vec::new();
                    codes.flatten(target, &mut translated);
                    let has_words = text(&source).chars().any(char::is_alphabetic);
                    let is_empty = text(&translated).trim().is_empty();
                    segments.are_complete &= !(is_segment && has_words && is_empty);
                    segments.have_words |= is_segment && !is_empty;
                    // A tool that writes a target for everything knows no words for what is a code or a space alone.
                    let is_code = source.iter().any(|piece| piece.kind != Kind::Words);
                    let is_space = text(&source).trim().is_empty()
                        && !text(segments.targets.last().map_or(&[], |(_, last)| last))
                            .ends_with(char::is_whitespace);
                    let has_none = translated.iter().all(|piece| piece.text.is_empty());
                    if !is_segment && has_none && (is_code || is_space) {
                        translated = source;
                    }
                    segments.targets.push((place, translated));
                }
                None if is_segment => segments.are_complete = false,
                None => segments.targets.push((place, source)),
            }
            if is_segment {
                let word = part.attribute("state").unwrap_or("initial");
                segments.states.push((word.to_owned(), part.at));
                segments.are_outdated |= part.attribute("subState") == Some(OUTDATED);
            }
        }
        segments
    }

    /// The pieces of the target, in its order.
    fn target(&mut self) -> Vec<Piece> {
        self.targets.sort_by_key(|(place, _)| *place);
        let targets = std::mem::take(&mut self.targets);
        targets.into_iter().flat_map(|(_, pieces)| pieces).collect()
    }
}

/// The codes of a unit, for the way back to markup.
struct CodesOfUnit<'x> {
    data: BTreeMap<&'x str, String>,
    /// The data of both ends of paired codes of the source, by the id of the code: for programs that leave them out.
    pairs: BTreeMap<&'x str, (&'x str, &'x str)>,
    /// The numbers of pairs, by the ids of their codes.
    numbers: BTreeMap<&'x str, usize>,
    /// What codes without data set, by their ids.
    formats: BTreeMap<&'x str, &'static str>,
}

impl<'x> CodesOfUnit<'x> {
    fn of(unit: &'x Element) -> CodesOfUnit<'x> {
        let data = unit
            .elements("originalData")
            .flat_map(|all| all.elements("data"))
            .filter_map(|data| Some((data.attribute("id")?, plain(data))));
        CodesOfUnit {
            data: data.collect(),
            pairs: BTreeMap::new(),
            numbers: BTreeMap::new(),
            formats: BTreeMap::new(),
        }
    }

    /// The code with this id, whose markup are the data that it refers to, or where a tool keeps none, what it says that
    /// it sets; else it has no text.
    fn code(&self, kind: Kind, id: &str, reference: Option<&str>) -> Piece {
        let markup = reference.and_then(|reference| self.data.get(reference));
        let text = match markup {
            Some(markup) => markup.clone(),
            None => self.formats.get(id).copied().unwrap_or_default().to_owned(),
        };
        Piece { kind, text }
    }

    /// The number of the pair of codes with this id.
    fn number(&mut self, id: &'x str) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(id).or_insert(next)
    }

    /// The pieces of `<source>` or `<target>`. Annotations are not part of it.
    fn flatten(&mut self, element: &'x Element, pieces: &mut Vec<Piece>) {
        for content in &element.children {
            let child = match content {
                Content::Text(text) => {
                    pieces.push(Piece::words(&in_one_line(text)));
                    continue;
                }
                Content::Element(child) => child,
            };
            let id = child.attribute("id").unwrap_or_default();
            let reference = child.attribute("dataRef");
            if let Some(format) = child.attribute("subType").and_then(format) {
                self.formats.insert(id, format);
            }
            match child.name.as_str() {
                "cp" => {
                    pieces.extend(code_point(child).map(|point| Piece::words(&point.to_string())))
                }
                "ph" => {
                    let known = self.pairs.get(id).map(|(start, _)| *start);
                    if let (Some(reference), None) = (reference, known) {
                        self.pairs.insert(id, (reference, reference));
                    }
                    pieces.push(self.code(Kind::Single, id, reference.or(known)));
                }
                "sc" => {
                    let known = self.pairs.get(id).map(|(start, _)| *start);
                    let kind = Kind::Open(self.number(id));
                    pieces.push(self.code(kind, id, reference.or(known)));
                }
                "ec" => {
                    let start = child.attribute("startRef").unwrap_or(id);
                    let known = self.pairs.get(start).map(|(_, end)| *end);
                    let kind = Kind::Close(self.number(start));
                    pieces.push(self.code(kind, start, reference.or(known)));
                }
                "pc" => {
                    let known = self.pairs.get(id).copied().unzip();
                    let start = child.attribute("dataRefStart").or(known.0);
                    let end = child.attribute("dataRefEnd").or(known.1);
                    if let (Some(start), Some(end)) = (start, end) {
                        self.pairs.entry(id).or_insert((start, end));
                    }
                    let number = self.number(id);
                    pieces.push(self.code(Kind::Open(number), id, start));
                    self.flatten(child, pieces);
                    pieces.push(self.code(Kind::Close(number), id, end));
                }
                "mrk" => self.flatten(child, pieces),
                // The ends of annotations.
                _ => {}
            }
        }
    }
}

/// The markup of what XLIFF itself has a name for (the attribute `subType`), and of what stands between paragraphs, which
/// files of earlier versions called a page break.
fn format(sub_type: &str) -> Option<&'static str> {
    match sub_type {
        "xlf:b" => Some("**"),
        "xlf:i" => Some("*"),
        "xlf:lb" => Some(LINE_BREAK),
        PARAGRAPH | "xlf:pb" => Some("\n\n"),
        _ => None,
    }
}

/// Words without the line ends and the indentation that a program puts between elements.
fn in_one_line(words: &str) -> String {
    if !words.contains('\n') {
        return words.to_owned();
    }
    let lines: Vec<&str> = words.split('\n').collect();
    let last = lines.len() - 1;
    let trimmed = lines.iter().enumerate().map(|(index, line)| {
        let line = if index > 0 {
            line.trim_ascii_start()
        } else {
            line
        };
        if index < last {
            line.trim_ascii_end()
        } else {
            line
        }
    });
    trimmed.collect::<Vec<_>>().join(" ")
}

/// The character that a `<cp>` stands for.
fn code_point(element: &Element) -> Option<char> {
    let digits = element.attribute("hex")?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// The text of an element without codes.
fn plain(element: &Element) -> String {
    let mut words = String::new();
    for content in &element.children {
        match content {
            Content::Text(text) => words.push_str(text),
            Content::Element(child) if child.name == "cp" => words.extend(code_point(child)),
            Content::Element(_) => {}
        }
    }
    words
}
