//! What the blocks of notes are in a brief: notes are divided at their headings, and each part is read as what its
//! heading names.

mod addressees;
mod headings;
mod itemised;
mod preamble;
mod sections;
mod tables;

use super::block::{
    BY_LOOKS, Block, Kind, Notes, Unit, Words, is_like_somebody, is_signed, line, lines, markup,
    paragraph, words,
};
use super::contacts;
use super::draft::{Draft, Form, Left, Value};
use super::facts::FACTS;
use super::label::label_and_value;
use super::organisations::names;
use super::parts::is_pause;
use super::section::{ITEMS, SECTIONS, Session, agenda_item, heading_term, section_name, session};
use super::typed;
use super::write::Started;
use crate::brief::Surroundings;
use crate::date::DateRange;
use crate::document::Language;
use crate::locale::{Locale, NamedTerm, Term};
use crate::ordered::Ordered;
use crate::words::in_one_line;
use std::collections::BTreeSet;

/// What is known of the brief beside the notes; it wins over them.
#[derive(Clone, Default, Debug)]
pub struct Known {
    /// The meeting's title.
    pub meeting: Option<String>,
    /// The days of the meeting.
    pub date: Option<DateRange>,
    /// City and country, in words or as a code.
    pub place: Option<String>,
    /// The organiser, with an abbreviation in brackets where there is one.
    pub organiser: Option<String>,
    /// The language of the brief.
    pub language: Option<Language>,
}

/// How many words a line has at most that is a heading by its looks.
const LONGEST_HEADING: usize = 10;

/// How the names of pictures end that a brief can have.
const PICTURES: [&str; 4] = ["png", "jpg", "jpeg", "svg"];

/// A part of the notes under a heading; of what stands above the first, that is empty.
#[derive(Default)]
struct Section<'n> {
    heading: String,
    level: u8,
    place: usize,
    named: Option<NamedTerm>,
    session: Option<Session>,
    blocks: Vec<&'n Block>,
}

/// What a heading does.
enum Heads<'n> {
    /// It begins a section.
    Section(Section<'n>),
    /// It is a line of the section that it stands in.
    Nothing,
    /// It says that what was said in the session stands below it, as it does without.
    Discussion,
}

/// Makes a brief of notes. `schema` is the first line of its file; the brief is read in `surroundings`.
pub fn recognise(
    notes: &Notes,
    known: &Known,
    schema: &str,
    surroundings: &mut dyn Surroundings,
) -> Started {
    let (mut notes, controls) = notes.without_controls();
    let locale = locale(&notes, known);
    notes.blocks = contacts::apart(&notes, locale);
    notes.blocks = typed::divided(&notes, locale);
    let notes = &notes;
    let mut recogniser = Recogniser {
        notes,
        locale,
        draft: Draft::new(locale),
        are_minutes: false,
        section_before: None,
    };
    recogniser.known(known);
    recogniser.front();
    recogniser.sections();
    recogniser.beside();
    recogniser.aside();
    if controls > 0 {
        let what = format!(
            "{controls} × a character that shows nothing, or words in another order: taken out"
        );
        recogniser.draft.leave(what, None, String::new());
    }
    super::write::write(recogniser.draft, schema, surroundings)
}

/// The language of the notes: the one that is said, or else the one of their words.
fn locale(notes: &Notes, known: &Known) -> Locale {
    let said = known.language.as_ref().and_then(Locale::for_language);
    let named = || {
        let lines = notes.blocks.iter().filter_map(|block| match &block.kind {
            Kind::Text(text) => Some(lines(&text.prose.spans)),
            _ => None,
        });
        let lines = lines.flatten().filter_map(|words| label_and_value(&words));
        let lines = lines.map(|(label, value)| (label, line(&value)));
        let is_language = |name: &str| {
            Locale::first()
                .exact_term(name, &[Term::Language])
                .is_some()
        };
        let front = notes.front.iter().cloned();
        front
            .chain(lines)
            .filter_map(|(name, tag)| Some((name, Locale::for_language(&Language(tag))?)))
            .find_map(|(name, locale)| (name == "lang" || is_language(&name)).then_some(locale))
    };
    let by_words = || {
        let text: Vec<String> = notes.blocks.iter().map(Block::plain).collect();
        Locale::of_text(&text.join("\n"))
    };
    said.or_else(named)
        .or_else(by_words)
        .unwrap_or_else(Locale::first)
}

struct Recogniser<'n> {
    notes: &'n Notes,
    locale: Locale,
    draft: Draft,
    /// Whether the title is that of minutes.
    are_minutes: bool,
    /// The section of the brief, or the session, that was read last; a table in notes that name none belongs behind it.
    section_before: Option<String>,
}

impl<'n> Recogniser<'n> {
    /// What is known comes first, and stays.
    fn known(&mut self, known: &Known) {
        let tag = known
            .language
            .as_ref()
            .map_or(self.locale.tag(), |language| &language.0);
        self.draft.top.set("language", Value::Line(tag.to_owned()));
        if let Some(meeting) = &known.meeting {
            self.draft
                .meeting
                .set("title", Value::Line(meeting.clone()));
        }
        if let Some(days) = known.date {
            self.draft.meeting.set("date", Value::Days(days));
        }
        if let Some(place) = &known.place {
            self.draft.take_place(place);
        }
        if let Some(organiser) = &known.organiser {
            let names = names(organiser, self.locale);
            self.draft.take_organisations(Term::Organisers, names);
        }
    }

    /// Whether a language is that of the brief.
    fn is_language(&self, tag: &str) -> bool {
        let named = Locale::for_language(&Language(tag.to_owned()));
        named.is_some_and(|named| named.tag() == self.locale.tag())
    }

    fn front(&mut self) {
        for (name, value) in &self.notes.front {
            let words = vec![super::block::words(value)];
            let taken = match self.locale.exact_term(name, &FACTS) {
                Some(Term::Language) => self.is_language(value),
                Some(Term::Summary) => self.draft.top.set("summary", Value::Prose(value.clone())),
                Some(Term::Context) => self
                    .draft
                    .meeting
                    .set("context", Value::Prose(value.clone())),
                Some(term) => self.draft.take_fact(term, &words),
                None => false,
            };
            if !taken {
                let what = format!("{name}: {value}");
                self.draft.leave(what, None, String::new());
            }
        }
    }

    /// Goes through the notes, heading by heading.
    fn sections(&mut self) {
        let title = self.title();
        let mut sections: Vec<Section> = Vec::new();
        let mut open = Section::default();
        let mut signatures: Vec<&Block> = Vec::new();
        for (index, block) in self.notes.blocks.iter().enumerate() {
            if title.contains(&index) {
                continue;
            }
            if let Some(words) = contacts::contact(block, self.locale) {
                self.contact(words, block.place);
                continue;
            }
            // A list of people may look so too.
            let may_be_signed = open.named.is_none_or(|named| ITEMS.contains(&named.term));
            if may_be_signed && is_signature(block, self.locale) {
                signatures.push(block);
                continue;
            }
            if index < title.start && self.is_above_minutes(block) {
                self.leave_block(block);
                continue;
            }
            match self.heads(index, &open) {
                Heads::Section(section) => sections.push(std::mem::replace(&mut open, section)),
                Heads::Nothing => open.blocks.push(block),
                Heads::Discussion => {}
            }
        }
        sections.push(open);
        without_agenda(&mut sections);
        let mut sections = sections.into_iter();
        if let Some(preamble) = sections.next() {
            self.preamble(&preamble);
        }
        for section in sections {
            self.section(section);
        }
        for signature in signatures {
            self.leave_block(signature);
        }
    }

    /// What the block at `index` does as a heading in the section `above`.
    fn heads(&self, index: usize, above: &Section) -> Heads<'n> {
        let Some((level, words)) = self.heading(index) else {
            return Heads::Nothing;
        };
        let heading = line(&words).trim_end_matches(':').trim().to_owned();
        let session = session(&heading, self.locale);
        let named = match &session {
            // “Session 4: Recommendations” are recommendations.
            Some(session) => {
                heading_term(&session.title, self.locale, &SECTIONS).filter(|named| named.is_exact)
            }
            None => heading_term(&heading, self.locale, &SECTIONS)
                .filter(|named| !self.is_addressee(index, *named, above)),
        };
        // “2. Question of tariffs” is an item of an agenda, and no second question.
        let item = agenda_item(&heading).filter(|_| self.are_minutes);
        let session = match (named, item) {
            (Some(_), _) => None,
            (None, Some(item)) => session.filter(|session| session.is_parted).or(Some(item)),
            (None, None) => session,
        };
        let is_in_preamble = above.heading.is_empty();
        let is_inside = !is_in_preamble && level > above.level;
        let is_discussion = named.is_some_and(|n| n.is_exact && n.term == Term::Questions);
        if is_inside && is_discussion && !heading.contains('(') && above.session.is_some() {
            return Heads::Discussion;
        }
        let is_of_head =
            is_in_preamble && named.is_none() && session.is_none() && self.is_of_head(index);
        // What was heard on an item of the agenda is said of that.
        let is_heard =
            |session: &Session| session.is_heard && !session.label.starts_with(char::is_numeric);
        let is_of_item = session.as_ref().is_some_and(is_heard)
            && above.session.as_ref().is_some_and(|above| !above.is_heard);
        let begins = match named {
            _ if is_of_head || is_of_item => false,
            _ if !is_inside => true,
            Some(named) => named.is_exact || above.named.is_none(),
            // A heading by looks that names nothing is a line of its section; sessions part what was said.
            None => session.as_ref().is_some_and(|session| {
                let is_of_items = above.named.is_some_and(|NamedTerm { term, .. }| {
                    ITEMS.contains(&term) && term != Term::Questions || term == Term::Annexes
                });
                session.is_heard || !is_of_items
            }),
        };
        if !begins {
            return Heads::Nothing;
        }
        Heads::Section(Section {
            heading,
            level,
            place: self.notes.blocks[index].place,
            named,
            session,
            blocks: Vec::new(),
        })
    }

    /// Whether a heading by looks that names people says whom the recommendations below it are addressed to: “Донорам:”,
    /// but not “Доноры:”, which can be a section where all headings are such lines.
    fn is_addressee(&self, index: usize, named: NamedTerm, above: &Section) -> bool {
        const PEOPLE: [Term; 5] = [
            Term::Participants,
            Term::Organisers,
            Term::Funders,
            Term::Implementers,
            Term::Partners,
        ];
        let is_by_looks = matches!(self.notes.blocks[index].kind, Kind::Text(_));
        let text = self.notes.blocks[index].plain().to_lowercase();
        let text = text.trim().trim_end_matches(':');
        let is_name = || self.locale.names_of(named.term).any(|name| name == text);
        is_by_looks
            && PEOPLE.contains(&named.term)
            && above
                .named
                .is_some_and(|above| above.term == Term::Recommendations)
            && self.is_above_items(index)
            && (above.level < BY_LOOKS || !is_name())
    }

    /// Notes that items of a section were read.
    fn read(&mut self, term: Term) {
        if let Some(name) = section_name(term) {
            self.section_before = Some(name.to_owned());
        }
    }

    /// Takes somebody to be asked over.
    fn contact(&mut self, words: &Words, place: usize) {
        if !self.draft.take_contact(words) {
            self.leave_words(line(words), place);
        }
    }

    fn place(&self, number: usize) -> String {
        match self.notes.unit {
            Unit::Lines => format!("line {number}"),
            Unit::Paragraphs => format!("paragraph {number}"),
        }
    }

    fn leave_block(&mut self, block: &Block) {
        self.leave_words(block.plain(), block.place);
    }

    /// Leaves words that stand at `place` and are all that is to be said.
    fn leave_words(&mut self, words: String, place: usize) {
        let place = self.place(place);
        self.draft.leave(words, Some(place), String::new());
    }

    /// Leaves the footnotes and the addresses of links that stand nowhere yet: a line of plain words has none.
    fn beside(&mut self) {
        // In a list, the lines of an item are indented.
        let said = in_one_line(&self.draft.words());
        let parts: BTreeSet<&str> = parts_of_address(&said).into_set();
        let mut left: BTreeSet<(String, String)> = BTreeSet::new();
        for block in self.notes.footnotes.iter().flatten() {
            let words = markup(&[paragraph(block.spans.clone())], &[]);
            if !said.contains(&in_one_line(&words)) {
                left.insert(("footnote".to_owned(), words));
            }
        }
        for (shown, uri) in self.notes.links() {
            let address = uri.strip_prefix("mailto:").unwrap_or(&uri);
            // A number that is shown says itself where it leads.
            let digits =
                |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
            let number = address.strip_prefix("tel:").unwrap_or_default();
            let number = digits(number.split(';').next().unwrap_or_default());
            if !number.is_empty() && digits(&shown).ends_with(&number) {
                continue;
            }
            if parts_of_address(address).any(|part| !parts.contains(part)) {
                left.insert((format!("link: {shown} <{uri}>"), String::new()));
            }
        }
        for (what, words) in left {
            self.draft.leave(what, None, words);
        }
    }

    fn aside(&mut self) {
        for aside in &self.notes.aside {
            self.draft
                .leave(aside.what.clone(), None, aside.words.clone());
        }
        for picture in &self.notes.pictures {
            let named = extension(&picture.name)
                .filter(|named| is_of_brief(named) && !picture.name.contains("://"));
            let parts = picture.name.rsplit_once('.').filter(|_| named.is_some());
            let id = self
                .draft
                .new_id(parts.map_or(picture.name.as_str(), |(stem, _)| stem));
            let held = picture.extension.as_ref().or(named.as_ref());
            let file = match held.filter(|held| is_of_brief(held)) {
                Some(held) if Some(held) == named.as_ref() => picture.name.clone(),
                Some(held) => format!("{id}.{held}"),
                // A picture of another kind has to be saved as one that a brief can have.
                None => format!("{id}.png"),
            };
            self.draft.left.push(Left {
                what: picture.name.clone(),
                place: None,
                words: picture.alt.clone(),
                form: Form::Figure { id, file },
            });
        }
    }
}

/// How the name of a file ends, in small letters.
pub(super) fn extension(name: &str) -> Option<String> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(extension.to_lowercase())
}

/// Whether a brief can have pictures whose names end so.
fn is_of_brief(extension: &str) -> bool {
    PICTURES.contains(&extension)
}

/// Before what was said in sessions stands what was to be said: a list of questions there is a section of no name.
fn without_agenda(sections: &mut [Section]) {
    let is_session = |section: &Section| section.session.is_some();
    let first = sections.iter().position(is_session).unwrap_or(0);
    for section in &mut sections[..first] {
        let is_of_questions = section
            .named
            .is_some_and(|named| named.term == Term::Questions);
        if is_of_questions && section.blocks.iter().all(is_in_list) {
            section.named = None;
        }
    }
}

/// Whether all lines of a paragraph are those that somebody signs, or name who signed or approved: “Approved by: A. Bekov”,
/// but not what was: «Утверждено: план работы».
fn is_signature(block: &Block, locale: Locale) -> bool {
    if block.is_item() || !matches!(block.kind, Kind::Text(_) | Kind::Verbatim(_)) {
        return false;
    }
    let text = block.plain();
    let names_signer = |text: &str| {
        label_and_value(&[words(text)]).is_some_and(|(label, value)| {
            is_like_somebody(&line(&value))
                && locale.exact_term(&label, &[Term::Signature]).is_some()
        })
    };
    text.contains(char::is_alphanumeric)
        && text
            .lines()
            .all(|line| is_signed(line) || names_signer(line))
}

/// Whether a block stands in a list.
fn is_in_list(block: &&Block) -> bool {
    matches!(&block.kind, Kind::Text(text) if text.prose.depth > 0)
}

/// What stands between gaps, brackets and quotation marks, as an address does in markup.
fn parts_of_address(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "<>()[]\"".contains(c))
        .map(|part| part.trim_end_matches(|c| matches!(c, '.' | ':') || is_pause(c)))
}
