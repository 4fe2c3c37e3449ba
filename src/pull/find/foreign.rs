//! What a brief cannot hold: pictures that were pasted in, formatting by hand, notes where words are plain.

use super::{FOLLOWS, Finder};
use crate::brief::without_marks;
use crate::document::FieldPath;
use crate::docx::{Direct, ForeignKind, Link, NoteId, Paragraph, ParagraphStyle, Reading, Run};
use crate::ordered::Ordered;
use crate::pull::change::from_difference;
use crate::pull::values::line;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

/// What to do with what a field of plain words cannot hold.
const PLAIN_WORDS: &str =
    "this field takes plain words: write it into a detail, a discussion or a summary";

/// How words are set.
#[derive(Default)]
struct Set<'p> {
    /// Whether with emphasis, and whether strongly: of each word.
    ways: BTreeSet<(bool, bool)>,
    /// Links, and the words that lead there.
    links: Vec<(&'p Link, String)>,
    notes: Vec<&'p NoteId>,
}

impl<'p> Set<'p> {
    /// How a stretch of a paragraph is set.
    fn of(paragraph: &'p Paragraph, range: &Range<usize>) -> Set<'p> {
        let mut set = Set::default();
        for run in &paragraph.runs {
            let here = run.range.start.max(range.start)..run.range.end.min(range.end);
            let Some(words) = paragraph.text.get(here).filter(|words| !words.is_empty()) else {
                continue;
            };
            if let Some(note) = &run.setting.note {
                set.notes.push(note);
            } else if !words.trim().is_empty() {
                set.ways.insert((run.setting.emphasis, run.setting.strong));
                let Some(link) = &run.setting.link else {
                    continue;
                };
                match set.links.iter_mut().find(|(known, _)| *known == link) {
                    Some((_, linked)) => linked.push_str(words),
                    None => set.links.push((link, words.to_owned())),
                }
            }
        }
        set
    }
}

/// A field of plain words that is set in one way.
pub(super) struct SetWhole {
    at: usize,
    range: Range<usize>,
    /// Whether with more emphasis than it had.
    is_more: bool,
}

impl Finder<'_> {
    /// Tells what a field of plain words cannot hold: a footnote, a link behind the first `links`, emphasis of a part.
    /// `was` are its words in a paragraph of the base, where there was any.
    pub(super) fn plain_only(
        &mut self,
        at: usize,
        now: &Range<usize>,
        was: Option<(usize, &Range<usize>)>,
        links: usize,
    ) {
        let was = was.map(|(base, range)| Set::of(self.base.paragraph(base), range));
        let was = was.unwrap_or_default();
        let is = Set::of(self.paragraph(at), now);
        if is.notes.len() > was.notes.len() {
            self.notes_here(at, now, &is);
        }
        if was.links.is_empty() {
            self.links_here(at, now, is.links.iter().skip(links));
        }
        let words = &self.paragraph(at).text[now.clone()];
        if is.ways.len() > 1 && was.ways.len() <= 1 {
            self.unplaced(at, "emphasis", words, PLAIN_WORDS);
        } else if let Some(way) = is.ways.first().filter(|_| was.ways.len() <= 1) {
            let (emphasis, strong) = was.ways.first().copied().unwrap_or_default();
            let is_more = way.0 && !emphasis || way.1 && !strong;
            let range = now.clone();
            self.set_whole.push(SetWhole { at, range, is_more });
        }
        if words.contains("]{") && without_marks(words) != words {
            self.unplaced(
                at,
                "words that a brief takes for the mark of a language",
                words,
                "write them without the braces",
            );
        }
    }

    /// Tells footnotes, and links out of the document, at words of ours.
    pub(super) fn words_of_ours(&mut self, at: usize, now: &Range<usize>) {
        let is = Set::of(self.paragraph(at), now);
        self.notes_here(at, now, &is);
        let leads_out = |(link, linked): &&(&Link, String)| {
            matches!(link, Link::Uri(_)) && linked.contains(char::is_alphanumeric)
        };
        self.links_here(at, now, is.links.iter().filter(leads_out));
    }

    fn notes_here(&mut self, at: usize, now: &Range<usize>, set: &Set) {
        for note in &set.notes {
            // Whoever takes it out of the document has nothing else of it than what is said here.
            let said = self.theirs.notes.get(note).into_iter().flatten();
            let said: Vec<String> = said.map(|paragraph| line(&paragraph.text)).collect();
            let what = format!("a footnote, “{}”", said.join(" "));
            let words = &self.paragraph(at).text[now.clone()];
            self.unplaced(at, &what, words, PLAIN_WORDS);
        }
    }

    /// Tells links, but those of addresses, which say themselves where they lead.
    fn links_here<'l>(
        &mut self,
        at: usize,
        now: &Range<usize>,
        links: impl Iterator<Item = &'l (&'l Link, String)>,
    ) {
        let is_address = |linked: &str| {
            linked.contains("://") || linked.contains('@') || linked.trim().starts_with("www.")
        };
        for (link, linked) in links {
            let what = match link {
                Link::Uri(uri) => format!("a link to {uri}"),
                Link::Bookmark(_) => "a link".to_owned(),
            };
            let is_number = matches!(link, Link::Uri(uri) if uri.starts_with("tel:"));
            if !is_address(linked) && !is_number {
                let words = &self.paragraph(at).text[now.clone()];
                self.unplaced(at, &what, words, PLAIN_WORDS);
            }
        }
    }

    /// The field that has the byte `start` of the paragraph at `at`.
    fn field_with(&self, at: usize, start: usize) -> Option<&FieldPath> {
        let mut fields = self.places.get(&at)?.iter();
        let (path, _) = fields.find(|(_, range)| range.contains(&start))?;
        Some(path)
    }

    /// Tells a line break in a field that is one line.
    pub(super) fn one_line(&mut self, at: usize, now: &Range<usize>) {
        let breaks = |paragraph: &Paragraph| paragraph.text.matches('\n').count();
        let base = self.pairs.of_theirs[at].map(|base| self.base.paragraph(base));
        let words = self.paragraph(at).text[now.clone()].trim();
        if words.contains('\n') && breaks(self.paragraph(at)) > base.map_or(0, breaks) {
            let was = base.map_or("", |base| base.text.trim());
            let words = from_difference(was, words).replace('\n', " / ");
            self.unplaced(
                at,
                "a line break",
                &words,
                &self.base.in_brief(
                    "this field is one line: take the break out, or make two fields or items of it in the brief",
                ),
            );
        }
    }

    /// What no document of ours has: pictures, text boxes, formatting by hand.
    pub(super) fn foreign(&mut self) {
        self.pasted();
        self.margins();
        self.set_by_hand();
        self.set_whole_by_hand();
    }

    /// Tells fields of plain words that are set with emphasis as a whole, where others of their kind are not: where all
    /// are, that is a matter of style, as in the first column of a table.
    fn set_whole_by_hand(&mut self) {
        let fields = std::mem::take(&mut self.set_whole);
        let kinds = fields.iter().map(|set| {
            let Paragraph { style, cell, .. } = self.paragraph(set.at);
            let place = cell.map(|cell| (cell.table, cell.column, cell.row == 0));
            let field = self.field_with(set.at, set.range.start);
            let field = field.map(|path| (path.table().to_owned(), path.field.clone()));
            (*style, place, field)
        });
        let kinds: Vec<_> = kinds.collect();
        let plain = kinds.iter().zip(&fields).filter(|(_, set)| !set.is_more);
        let plain: HashSet<_> = plain.map(|(kind, _)| kind).collect();
        for (SetWhole { at, range, is_more }, kind) in fields.into_iter().zip(&kinds) {
            if is_more && plain.contains(kind) {
                let near = self.field_with(at, range.start).map(FieldPath::whole);
                let near = near.or_else(|| self.near(at));
                let words = &self.paragraph(at).text[range];
                self.unplaced_near(at, "emphasis", near, words, PLAIN_WORDS);
            }
        }
    }

    /// Tells pictures that are none of ours, what is said anew of ours that is no field, and what else was pasted in.
    fn pasted(&mut self) {
        let ours = self.base.reading.paragraphs.iter();
        let ours: BTreeSet<(&str, &str)> = ours
            .flat_map(|paragraph| &paragraph.pictures)
            .map(|picture| (picture.name.as_str(), picture.alt.as_str()))
            .into_set();
        let are_nameless = self.pictures_have_lost_their_names();
        for (at, _, paragraph) in with_notes(self.theirs) {
            for picture in paragraph.pictures.iter().filter(|_| !are_nameless) {
                let is_told = !picture.alt.is_empty();
                let is_named = |name: &str| name == picture.name && !name.is_empty();
                if is_told && ours.iter().any(|(_, alt)| *alt == picture.alt) {
                    continue;
                }
                let mut figures = self.base.brief.figures.iter();
                if !ours.iter().any(|(name, _)| is_named(name)) {
                    self.foreign_thing(at, None, &paragraph.text);
                } else if is_told && !figures.any(|figure| is_named(&figure.file.value.file)) {
                    self.unplaced(
                        at,
                        "what is said of a chart, logo or emblem to those who do not see it",
                        &picture.alt,
                        &self.base.in_brief(FOLLOWS),
                    );
                }
            }
            for foreign in &paragraph.foreign {
                let own = Some(&foreign.words).filter(|words| !words.is_empty());
                self.foreign_thing(at, Some(foreign.kind), own.unwrap_or(&paragraph.text));
            }
        }
    }

    /// Whether a program, such as one that kept the document as .doc, has taken the names of all pictures and what is
    /// said of them: there are as many as there were, and nothing is said of any.
    pub(super) fn pictures_have_lost_their_names(&self) -> bool {
        let ours = self.base.reading.paragraphs.iter();
        let ours = ours
            .map(|paragraph| paragraph.pictures.len())
            .sum::<usize>();
        let theirs = self.theirs.paragraphs.iter();
        let theirs = || theirs.clone().flat_map(|paragraph| &paragraph.pictures);
        // One alone may be another picture.
        ours > 1 && theirs().count() == ours && theirs().all(|picture| picture.alt.is_empty())
    }

    /// Tells something that was pasted in; a picture where there is no kind.
    fn foreign_thing(&mut self, at: usize, kind: Option<ForeignKind>, words: &str) {
        let (what, advice, is_in_brief) = foreign_words(kind);
        let advice = match is_in_brief {
            true => self.base.in_brief(advice),
            false => advice.to_owned(),
        };
        self.unplaced(at, what, words, &advice);
    }

    /// Tells words at the head or the foot of the pages that are none of ours.
    fn margins(&mut self) {
        // The title is there, too, and may be changed in both places.
        let base = &self.base.reading;
        let paragraphs = base.paragraphs.iter().chain(&self.theirs.paragraphs);
        let titles = paragraphs.filter(|paragraph| paragraph.style == ParagraphStyle::Title);
        let titles: BTreeSet<String> = titles.map(|title| line(&title.text)).into_set();
        // Numbers of pages are of no page.
        let letters =
            |words: &str| -> String { words.chars().filter(|c| c.is_alphabetic()).collect() };
        let known = base
            .margins
            .iter()
            .map(|words| letters(&beside_title(words, &titles)));
        let known: BTreeSet<String> = known.into_set();
        for words in &self.theirs.margins {
            let words = beside_title(words, &titles);
            let beside = letters(&words);
            if !beside.is_empty() && !known.contains(&beside) {
                self.unplaced_near(
                    0,
                    "words at the head or the foot of the pages",
                    None,
                    &words,
                    "there stand the title of the brief and numbers of pages: change the title where it stands as one",
                );
            }
        }
    }

    /// Tells words that are set otherwise by hand.
    fn set_by_hand(&mut self) {
        let mut direct: BTreeMap<Direct, Vec<(usize, usize, &str)>> = BTreeMap::new();
        for (at, number, paragraph) in with_notes(self.theirs) {
            for run in &paragraph.runs {
                let Some(kind) = run.setting.direct else {
                    continue;
                };
                let words = &paragraph.text[run.range.clone()];
                let list = direct.entry(kind).or_default();
                let is_told = list.last().is_some_and(|(last, ..)| *last == at);
                if !is_told && !words.trim().is_empty() {
                    list.push((at, number.unwrap_or(run.range.start), words));
                }
            }
        }
        // Some programs colour every word: that is their way, and no remark of anybody's.
        let most = (self.theirs.paragraphs.len() / 4).max(3);
        for (kind, list) in direct {
            if list.len() > most {
                continue;
            }
            let what = match kind {
                Direct::Colour => "words in a colour",
                Direct::Highlight => "highlighted words",
                Direct::Strikethrough => "words that are struck through",
                Direct::Underline => "underlined words",
                Direct::Superscript => "words in superscript",
                Direct::Subscript => "words in subscript",
            };
            let advice = match kind {
                Direct::Strikethrough => {
                    "delete them where they shall go, or write a comment; --partial takes them as plain words"
                }
                Direct::Superscript | Direct::Subscript => {
                    "write characters that are raised or lowered themselves, such as ² or ₂; --partial takes the words \
                     as plain ones"
                }
                Direct::Colour | Direct::Highlight | Direct::Underline => {
                    "a brief has emphasis and strong emphasis; what else is to be said, say in a comment; --partial \
                     takes the words as plain ones: delete those that are not to be printed"
                }
            };
            for (at, start, words) in list {
                match self.field_with(at, start).map(FieldPath::whole) {
                    Some(field) => self.unplaced_near(at, what, Some(field), words, advice),
                    None => self.unplaced(at, what, words, advice),
                }
            }
        }
    }
}

/// The paragraphs of a document, each with those of its notes behind it: the place where they stand in the document, and
/// of a note the byte at which its number does.
fn with_notes(reading: &Reading) -> impl Iterator<Item = (usize, Option<usize>, &Paragraph)> {
    let paragraphs = reading.paragraphs.iter().enumerate();
    paragraphs.flat_map(move |(at, paragraph)| {
        let of_run = move |run: &Run| {
            let notes = reading.notes.get(run.setting.note.as_ref()?)?;
            let number = Some(run.range.start);
            Some(notes.iter().map(move |note| (at, number, note)))
        };
        let notes = paragraph.runs.iter().filter_map(of_run).flatten();
        std::iter::once((at, None, paragraph)).chain(notes)
    })
}

/// What something foreign is called, what to do instead, and whether that is to be done in the brief; a picture where
/// there is no kind.
fn foreign_words(kind: Option<ForeignKind>) -> (&'static str, &'static str, bool) {
    match kind {
        None => (
            "a picture that was pasted in",
            "save it as a file beside the brief and give it a [[figure]] with `id`, `file` and `alt`",
            true,
        ),
        Some(ForeignKind::TextBox) => (
            "a text box",
            "write its words into a paragraph, or say them in a comment",
            false,
        ),
        Some(ForeignKind::Chart) => (
            "a chart that was pasted in",
            "give its numbers a [[chart]] with `caption`, `kind`, `labels` and `series`",
            true,
        ),
        Some(ForeignKind::Diagram) => (
            "a diagram that was pasted in",
            "save it as a picture and give it a [[figure]] with `id`, `file` and `alt`",
            true,
        ),
        Some(ForeignKind::Drawing) => (
            "a drawing that was pasted in",
            "save it as a picture and give it a [[figure]] with `id`, `file` and `alt`",
            true,
        ),
        Some(ForeignKind::EmbeddedObject) => (
            "an object of another program",
            "save it as a picture, or give its numbers a [[table]]",
            true,
        ),
        Some(ForeignKind::Formula) => ("a formula", "write it in words or plain characters", false),
        Some(ForeignKind::Symbol) => (
            "a character of a font of symbols",
            "write the Unicode character instead",
            false,
        ),
        Some(ForeignKind::NestedTable) => (
            "a table in a cell of a table",
            "give it a [[table]] of its own",
            true,
        ),
        Some(ForeignKind::MergedCells) => (
            "merged cells",
            "every row of a [[table]] has a cell in every column: divide them again, and write into each what it says",
            false,
        ),
        Some(ForeignKind::HiddenText) => ("hidden words", "show them or delete them", false),
    }
}

/// What stands at the head or the foot of a page beside a title, which is cut there where it is long.
fn beside_title(words: &str, titles: &BTreeSet<String>) -> String {
    let mut known = titles.iter().filter(|title| !title.is_empty());
    if let Some(title) = known.find(|title| words.contains(*title)) {
        return words.replacen(title, "", 1);
    }
    match words.split_once('…') {
        Some((cut, rest)) if titles.iter().any(|title| title.starts_with(cut.trim())) => {
            rest.to_owned()
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_at_the_foot_whole_and_cut() {
        let titles = BTreeSet::from(["Outcomes of the meeting".to_owned()]);
        for (words, rest) in [
            ("Outcomes of the meeting 1 of 2", " 1 of 2"),
            ("Outcomes of… 1 of 2", " 1 of 2"),
            ("Draft… 1 of 2", "Draft… 1 of 2"),
        ] {
            assert_eq!(beside_title(words, &titles), rest);
        }
    }
}
