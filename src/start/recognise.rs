//! What the blocks of notes are in a brief.

use super::block::{
    Block, Kind, Notes, Words, is_strong, line, lines, markup, paragraph, plain, trimmed, unset,
};
use super::draft::{Draft, Left, Table, Value};
use super::facts::{FACTS, fact, fact_lines};
use super::items::{items, write_attributes};
use super::tables::{Recognised, recognise as recognise_table};
use super::write::Started;
use crate::brief::Surroundings;
use crate::date::DateRange;
use crate::document::Language;
use crate::locale::{Locale, NamedTerm, Term};
use crate::pull::prose::ProseBlock;

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

/// What the sections of notes are called.
const SECTIONS: [Term; 18] = [
    Term::Summary,
    Term::Questions,
    Term::Practices,
    Term::Obstacles,
    Term::Recommendations,
    Term::Decisions,
    Term::Actions,
    Term::References,
    Term::Abbreviations,
    Term::Contacts,
    Term::Annexes,
    Term::Participants,
    Term::Organisers,
    Term::Funders,
    Term::Implementers,
    Term::Partners,
    Term::Project,
    Term::Context,
];

/// How many words a line has at most that is a heading by its looks.
const LONGEST_HEADING: usize = 10;
/// The level of a heading by its looks.
const BY_LOOKS: u8 = 7;

/// The table of a section's items.
pub(super) fn table_of(term: Term) -> &'static str {
    match term {
        Term::Questions => "question",
        Term::Practices => "practice",
        Term::Obstacles => "obstacle",
        Term::Recommendations => "recommendation",
        Term::Decisions => "decision",
        Term::Actions => "action",
        _ => "annex",
    }
}

/// The key of what is said more of an item, where it has one.
pub(super) fn detail_of(term: Term) -> Option<&'static str> {
    match term {
        Term::Questions => Some("discussion"),
        Term::Obstacles | Term::Recommendations | Term::Decisions => Some("detail"),
        _ => None,
    }
}

/// The name of a section, which a table can follow.
fn section_name(term: Term) -> Option<&'static str> {
    match term {
        Term::Summary => Some("summary"),
        Term::Questions => Some("questions"),
        Term::Practices => Some("practices"),
        Term::Obstacles => Some("obstacles"),
        Term::Recommendations => Some("recommendations"),
        Term::Decisions => Some("decisions"),
        Term::Actions => Some("actions"),
        Term::Annexes => Some("annexes"),
        _ => None,
    }
}

/// What can be said of an item of a section.
fn attributes_of(term: Term) -> &'static [Term] {
    match term {
        Term::Recommendations => &[Term::Addressees, Term::Owner, Term::Due, Term::Priority],
        Term::Actions => &[Term::Owner, Term::Addressees, Term::Due, Term::Status],
        _ => &[],
    }
}

/// A part of the notes under a heading.
struct Section<'n> {
    heading: String,
    place: usize,
    named: Option<NamedTerm>,
    blocks: Vec<&'n Block>,
}

/// Makes a brief of notes. `schema` is the first line of its file; the brief is read in `surroundings`.
pub fn recognise(
    notes: &Notes,
    known: &Known,
    schema: &str,
    surroundings: &mut dyn Surroundings,
) -> Started {
    let (notes, controls) = notes.without_controls();
    let notes = &notes;
    let locale = locale(notes, known);
    let mut recogniser = Recogniser {
        notes,
        locale,
        draft: Draft::default(),
    };
    recogniser.known(known);
    recogniser.front();
    recogniser.sections();
    recogniser.aside();
    if controls > 0 {
        let what = format!(
            "{controls} × a character that shows nothing, or words in another order: taken out"
        );
        recogniser.leave(what, None, String::new(), false);
    }
    super::write::write(recogniser.draft, locale, schema, surroundings)
}

/// The language of the notes: the one that is said, or else the one of their words.
fn locale(notes: &Notes, known: &Known) -> Locale {
    let said = known.language.as_ref().and_then(Locale::for_language);
    let front = || {
        let languages = notes
            .front
            .iter()
            .filter(|(name, _)| matches!(name.as_str(), "language" | "lang"));
        languages
            .filter_map(|(_, tag)| Locale::for_language(&Language(tag.clone())))
            .next()
    };
    let by_words = || {
        let text: Vec<String> = notes.blocks.iter().map(Block::plain).collect();
        Locale::of_text(&text.join("\n"))
    };
    said.or_else(front)
        .or_else(by_words)
        .unwrap_or_else(Locale::first)
}

struct Recogniser<'n> {
    notes: &'n Notes,
    locale: Locale,
    draft: Draft,
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
            self.draft.take_place(place, self.locale);
        }
        if let Some(organiser) = &known.organiser {
            self.draft
                .take_organisations(Term::Organisers, vec![organiser.clone()]);
        }
    }

    fn front(&mut self) {
        for (name, value) in &self.notes.front {
            let words = vec![super::block::words(value)];
            let named = self
                .locale
                .term_of(name, &FACTS)
                .filter(|named| named.is_exact);
            let taken = match named.map(|named| named.term) {
                Some(Term::Language) => true,
                Some(Term::Summary) => self.draft.top.set("summary", Value::Prose(value.clone())),
                Some(Term::Context) => self
                    .draft
                    .meeting
                    .set("context", Value::Prose(value.clone())),
                Some(term) => self.draft.take_fact(term, &words, self.locale),
                None => false,
            };
            if !taken {
                self.leave(format!("{name}: {value}"), None, String::new(), false);
            }
        }
    }

    /// Goes through the notes, heading by heading.
    fn sections(&mut self) {
        let title = self.title();
        let mut sections = vec![Section {
            heading: String::new(),
            place: 0,
            named: None,
            blocks: Vec::new(),
        }];
        let mut level_of_section = 0;
        for (index, block) in self.notes.blocks.iter().enumerate() {
            if Some(index) == title {
                continue;
            }
            let heading = self.heading(index);
            let Some((level, words)) = heading else {
                if let Some(section) = sections.last_mut() {
                    section.blocks.push(block);
                }
                continue;
            };
            let text = line(&words).trim_end_matches(':').trim().to_owned();
            let named = self.locale.term_of(&text, &SECTIONS);
            let is_inside =
                sections.last().is_some_and(|s| !s.heading.is_empty()) && level > level_of_section;
            let is_of_known = sections
                .last()
                .is_some_and(|section| section.named.is_some());
            let begins = match named {
                _ if !is_inside => true,
                Some(named) => named.is_exact || !is_of_known,
                // A heading by looks that names nothing is a line of its section.
                None => false,
            };
            if begins {
                level_of_section = level;
                sections.push(Section {
                    heading: text,
                    place: block.place,
                    named,
                    blocks: Vec::new(),
                });
            } else if let Some(section) = sections.last_mut() {
                section.blocks.push(block);
            }
        }
        let mut sections = sections.into_iter();
        if let Some(preamble) = sections.next() {
            self.preamble(&preamble);
        }
        for section in sections {
            self.section(section);
        }
    }

    /// A block as a heading: by its kind, or by its looks.
    fn heading(&self, index: usize) -> Option<(u8, Words)> {
        let block = &self.notes.blocks[index];
        let text = match &block.kind {
            Kind::Heading { level, words } => return Some(((*level).max(1), unset(words))),
            Kind::Text(text) if text.prose.depth == 0 => text,
            _ => return None,
        };
        let spans = &text.prose.spans;
        let words = plain(spans);
        if words.trim().contains('\n') || words.split_whitespace().count() > LONGEST_HEADING {
            return None;
        }
        let stands_alone = match self.notes.blocks.get(index + 1).map(|next| &next.kind) {
            Some(Kind::Heading { .. }) | None => false,
            Some(_) => true,
        };
        let label = words.trim().trim_end_matches(':');
        let ends_as_sentence = label.ends_with(['.', '!', ';', ',']);
        if !stands_alone || ends_as_sentence || label.contains(": ") {
            return None;
        }
        let named = self.locale.term_of(label, &SECTIONS);
        let is_capital =
            label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase);
        let looks =
            is_strong(spans) && !label.ends_with('?') || is_capital && label.chars().count() > 4;
        (looks || named.is_some_and(|named| named.is_exact)).then(|| (BY_LOOKS, unset(spans)))
    }

    /// Takes the title over; the number of its block.
    fn title(&mut self) -> Option<usize> {
        let headings =
            self.notes
                .blocks
                .iter()
                .enumerate()
                .filter_map(|(index, block)| match &block.kind {
                    Kind::Heading { level, words } => Some((index, *level, line(words))),
                    _ => None,
                });
        let headings: Vec<(usize, u8, String)> = headings.collect();
        let highest = headings.iter().map(|(_, level, _)| *level).min();
        let is_section = |text: &str| {
            self.locale
                .term_of(text, &SECTIONS)
                .is_some_and(|named| named.is_exact)
        };
        let by_style = headings.first().filter(|(index, level, text)| {
            let is_only = headings
                .iter()
                .filter(|(_, other, _)| other == level)
                .count()
                == 1;
            let is_first = *index == 0;
            Some(*level) == highest && (*level == 0 || is_only || is_first) && !is_section(text)
        });
        let found = by_style
            .map(|(index, _, text)| (*index, text.clone()))
            .or_else(|| {
                // The first line, where it is set off or stands over what looks like a title's lines.
                let Kind::Text(text) = &self.notes.blocks.first()?.kind else {
                    return None;
                };
                let words = line(&text.prose.spans);
                let is_title = text.prose.depth == 0
                    && !words.ends_with(['.', ':', ';'])
                    && words.split_whitespace().count() <= 3 * LONGEST_HEADING
                    && !plain(&text.prose.spans).trim().contains('\n')
                    && fact(&text.prose.spans, self.locale, &FACTS).is_none()
                    && !is_section(&words);
                is_title.then_some((0, words))
            });
        let (index, text) = found?;
        let text = text.trim().to_owned();
        self.draft.top.set("title", Value::Line(text));
        Some(index)
    }

    /// What stands before the first section: facts, and what the meeting was about.
    fn preamble(&mut self, section: &Section) {
        let mut prose: Vec<ProseBlock> = Vec::new();
        for block in &section.blocks {
            match &block.kind {
                Kind::Subtitle(words) => {
                    if !self.draft.top.set("subtitle", Value::Line(line(words))) {
                        prose.push(paragraph(words.clone()));
                    }
                }
                Kind::Text(text) => {
                    let lines = fact_lines(&text.prose.spans);
                    let is_fact = |words: &Words| {
                        fact(words, self.locale, &FACTS).is_some_and(|(named, _, _)| named.is_exact)
                    };
                    if lines.iter().any(is_fact) {
                        for words in lines {
                            self.fact_line(&words, block.place);
                        }
                    } else if !self.bare_fact(&lines) {
                        prose.push(text.prose.clone());
                    }
                }
                Kind::Table(rows) => self.table(rows, None, "", block.place),
                Kind::Heading { words, .. } => prose.push(paragraph(words.clone())),
                Kind::Verbatim(text) => {
                    let place = self.place(block.place);
                    self.leave(shortened(text), Some(place), text.clone(), false);
                }
            }
        }
        let words = markup(&prose, &self.notes.footnotes);
        if !words.is_empty() {
            self.draft.meeting.add_prose("context", words);
        }
        self.date_in_words(&prose);
    }

    /// A date or a place that stands alone under the title: “Astana, 15 June 2017”.
    fn bare_fact(&mut self, lines: &[Words]) -> bool {
        let [words] = lines else { return false };
        let text = line(words);
        let Some((range, _)) = self.locale.find_date_range(&text) else {
            return false;
        };
        let before = text[..range.start].trim().trim_end_matches(',').trim();
        let after = text[range.end..].trim_matches(|c: char| !c.is_alphanumeric());
        if before.split_whitespace().count() + after.split_whitespace().count() > LONGEST_HEADING
            || self.draft.meeting.has("date")
        {
            return false;
        }
        self.draft.take_date(&text, self.locale);
        if !before.is_empty() {
            self.draft.take_place(before, self.locale);
        } else if !after.is_empty() {
            self.draft.take_place(after, self.locale);
        }
        true
    }

    /// The date, where it stands only in the title or in the first sentences.
    fn date_in_words(&mut self, prose: &[ProseBlock]) {
        if self.draft.meeting.has("date") {
            return;
        }
        let title = self
            .draft
            .top
            .entries
            .iter()
            .find(|entry| entry.key == "title");
        let title = match title.map(|entry| &entry.value) {
            Some(Value::Line(words)) => words.clone(),
            _ => String::new(),
        };
        let texts = std::iter::once(title).chain(prose.iter().map(|block| line(&block.spans)));
        let found = texts
            .filter_map(|text| self.locale.find_date_range(&text))
            .next();
        if let Some((_, days)) = found {
            let remark = Some("found in the words of the notes".to_owned());
            self.draft
                .meeting
                .set_with_remark("date", Value::Days(days), remark);
        }
    }

    fn fact_line(&mut self, words: &Words, place: usize) {
        let taken = match fact(words, self.locale, &FACTS).filter(|(named, _, _)| named.is_exact) {
            Some((named, _, value)) => match named.term {
                Term::Language => Locale::for_language(&Language(line(&value))).is_some(),
                Term::Summary | Term::Context => {
                    let key = if named.term == Term::Summary {
                        "summary"
                    } else {
                        "context"
                    };
                    let text = markup(&[paragraph(value)], &self.notes.footnotes);
                    let table = match named.term {
                        Term::Summary => &mut self.draft.top,
                        _ => &mut self.draft.meeting,
                    };
                    table.add_prose(key, text);
                    true
                }
                term => self.draft.take_fact(term, &value, self.locale),
            },
            None => false,
        };
        if !taken {
            let place = self.place(place);
            self.leave(line(words), Some(place), String::new(), false);
        }
    }

    fn place(&self, number: usize) -> String {
        format!("{} {number}", self.notes.unit)
    }

    fn leave(&mut self, what: String, place: Option<String>, words: String, is_section: bool) {
        self.draft.left.push(Left {
            what,
            place,
            words,
            is_section,
        });
    }

    fn section(&mut self, section: Section) {
        let Some(named) = section.named else {
            return self.unknown(section);
        };
        let term = named.term;
        let mut blocks: Vec<Block> = Vec::new();
        let mut caption: Option<String> = None;
        for block in &section.blocks {
            match &block.kind {
                Kind::Table(rows) => {
                    // A line that ends with a colon, or begins as a caption does, is one.
                    let before = caption
                        .take()
                        .filter(|_| blocks.last().is_some_and(is_caption));
                    if before.is_some() {
                        blocks.pop();
                    }
                    let caption = before.unwrap_or_else(|| section.heading.clone());
                    self.table(rows, Some(term), &caption, block.place);
                }
                _ => {
                    caption = Some(block.plain());
                    blocks.push((*block).clone());
                }
            }
        }
        match term {
            Term::Summary | Term::Context => self.prose(term, &blocks),
            Term::Participants
            | Term::Organisers
            | Term::Funders
            | Term::Implementers
            | Term::Partners => {
                self.people(term, &blocks);
            }
            Term::Project => self.project(&blocks),
            Term::Contacts | Term::References | Term::Abbreviations => self.lines(term, &blocks),
            Term::Annexes => self.annex(&section, &blocks),
            _ => self.items(term, &section, &blocks),
        }
    }

    fn prose(&mut self, term: Term, blocks: &[Block]) {
        let words = self.markup_of(blocks);
        if words.is_empty() {
            return;
        }
        match term {
            Term::Summary => self.draft.top.add_prose("summary", words),
            _ => self.draft.meeting.add_prose("context", words),
        }
        if term == Term::Context {
            let prose: Vec<ProseBlock> = blocks.iter().filter_map(prose_of).collect();
            self.date_in_words(&prose);
        }
    }

    /// Blocks as CommonMark; headings become strong paragraphs, and tables lines.
    fn markup_of(&self, blocks: &[Block]) -> String {
        let prose: Vec<ProseBlock> = blocks.iter().filter_map(prose_of).collect();
        markup(&prose, &self.notes.footnotes)
    }

    fn people(&mut self, term: Term, blocks: &[Block]) {
        let texts: Vec<String> = blocks
            .iter()
            .flat_map(|block| match &block.kind {
                Kind::Text(text) => lines(&text.prose.spans)
                    .iter()
                    .map(|words| line(words))
                    .collect(),
                _ => vec![block.plain()],
            })
            .filter(|text| !text.is_empty())
            .collect();
        if term == Term::Participants {
            self.draft.take_participants(texts, self.locale);
            return;
        }
        let names: Vec<String> = match &texts[..] {
            [one] => super::facts::list(one, self.locale),
            _ => texts,
        };
        self.draft.take_organisations(term, names);
    }

    fn project(&mut self, blocks: &[Block]) {
        let mut prose = Vec::new();
        for block in blocks {
            let Some(text) = prose_of(block) else {
                continue;
            };
            let mut rest = Vec::new();
            for words in lines(&text.spans) {
                let found =
                    fact(&words, self.locale, &FACTS).filter(|(named, _, _)| named.is_exact);
                match found {
                    Some((named, _, value)) => {
                        // In this section a title is the project's.
                        let term = if named.term == Term::Title {
                            Term::Project
                        } else {
                            named.term
                        };
                        self.draft.take_fact(term, &value, self.locale);
                    }
                    None => rest.push(words),
                }
            }
            prose.extend(rest.into_iter().map(paragraph));
        }
        let mut prose = prose.into_iter();
        if !self.draft.project.has("title")
            && let Some(first) = prose.next()
        {
            self.draft
                .project
                .set("title", Value::Line(line(&first.spans)));
        }
        let rest: Vec<ProseBlock> = prose.collect();
        let words = markup(&rest, &self.notes.footnotes);
        if !words.is_empty() {
            self.draft.project.add_prose("statement", words);
        }
    }

    fn lines(&mut self, term: Term, blocks: &[Block]) {
        for block in blocks {
            let Some(text) = prose_of(block) else {
                continue;
            };
            match term {
                // An item with lines is one person; so is a paragraph.
                Term::Contacts => self.draft.take_contact(&text.spans, self.locale),
                Term::References => self
                    .draft
                    .take_reference(&text.spans, &self.notes.footnotes),
                _ => {
                    for words in lines(&text.spans) {
                        if !self.draft.take_abbreviation(&words) {
                            let place = self.place(block.place);
                            self.leave(line(&words), Some(place), String::new(), false);
                        }
                    }
                }
            }
        }
    }

    fn annex(&mut self, section: &Section, blocks: &[Block]) {
        // “Annex 1. Agenda”: the words behind the number.
        let after = section
            .heading
            .split_once(['.', ':', '–', '—'])
            .map(|(_, after)| after.trim());
        let title = after
            .filter(|title| !title.is_empty())
            .unwrap_or(&section.heading)
            .to_owned();
        let words = self.markup_of(blocks);
        if words.is_empty() {
            return;
        }
        let mut table = Table::new("annex");
        table.set("title", Value::Line(title));
        table.set("text", Value::Prose(words));
        self.draft.items.push(table);
    }

    /// Items; under “To the ministries:” those that are addressed to them.
    fn items(&mut self, term: Term, section: &Section, blocks: &[Block]) {
        let addressee = |block: &Block| {
            let Kind::Heading { words, .. } = &block.kind else {
                return None;
            };
            let heading = line(words);
            let (first, rest) = heading.split_once(' ')?;
            let first = first.to_lowercase();
            let mut names = self.locale.names_of(Term::Addressees);
            let is_it = term == Term::Recommendations && names.any(|name| name == first);
            is_it.then(|| rest.trim_end_matches(':').to_owned())
        };
        let mut parts: Vec<(Option<String>, Vec<Block>)> = vec![(None, Vec::new())];
        for block in blocks {
            match (addressee(block), parts.last_mut()) {
                (Some(to), _) => parts.push((Some(to), Vec::new())),
                (None, Some((_, part))) => part.push(block.clone()),
                (None, None) => {}
            }
        }
        for (to, part) in parts {
            self.items_to(to.as_deref(), term, section, &part);
        }
    }

    fn items_to(&mut self, to: Option<&str>, term: Term, section: &Section, blocks: &[Block]) {
        let asks = |text: &str| term == Term::Questions && text.trim_end().ends_with(['?', '؟']);
        let (intro, found) = items(blocks, asks);
        let footnotes = &self.notes.footnotes;
        let mut remarks: Vec<String> = Vec::new();
        let intro = markup(&intro, footnotes);
        if !intro.is_empty() {
            remarks.push(format!("The notes say here: {intro}"));
        }
        // Paragraphs under “Discussion” are what was said, and no questions.
        let is_talk = term == Term::Questions
            && found.len() > 1
            && !found.iter().any(|item| asks(&line(&item.words)))
            && blocks
                .iter()
                .all(|block| matches!(&block.kind, Kind::Text(text) if text.prose.mark.is_none()));
        if is_talk {
            let mut table = Table::new("question");
            table.set("text", Value::Line(section.heading.clone()));
            table.set("discussion", Value::Prose(self.markup_of(blocks)));
            self.draft.items.push(table);
            return;
        }
        for mut item in found {
            let mut table = Table::new(table_of(term));
            table.remarks.append(&mut remarks);
            item.take_attributes(self.locale, attributes_of(term));
            if let Some(to) = to {
                item.attributes.insert(0, (Term::Addressees, to.to_owned()));
            }
            for (of, _) in &mut item.attributes {
                *of = match (*of, term) {
                    (Term::Owner, Term::Recommendations) => Term::Addressees,
                    (Term::Addressees, Term::Actions) => Term::Owner,
                    (of, _) => of,
                };
            }
            match (term, detail_of(term)) {
                (Term::Practices, _) => item.write(&mut table, Some("title"), "text", footnotes),
                (_, Some(detail)) => item.write(&mut table, None, detail, footnotes),
                _ => {
                    table.set("text", Value::Line(line(&item.words)));
                    if !item.rest.is_empty() {
                        table.remarks.push(format!(
                            "More of it in the notes: {}",
                            markup(&item.rest, footnotes)
                        ));
                    }
                }
            }
            write_attributes(&mut table, &item.attributes, self.locale);
            if term == Term::Actions
                && let Some(is_done) = item.is_done
            {
                let status = if is_done { "done" } else { "open" };
                table.set("status", Value::Line(status.to_owned()));
            }
            table.remarks.extend(
                item.verbatim
                    .iter()
                    .map(|text| format!("Not prose: {text}")),
            );
            if table.has("text") {
                self.draft.items.push(table);
            }
        }
    }

    fn table(&mut self, rows: &[Vec<Words>], section: Option<Term>, caption: &str, place: usize) {
        match recognise_table(rows, section, self.locale) {
            Recognised::Facts => {
                for row in rows {
                    let label = row.first().map(|cell| line(cell)).unwrap_or_default();
                    let mut words = vec![super::block::words(&format!("{label}: "))];
                    words.extend(
                        row.get(1)
                            .map(|cell| trimmed(cell, &[]))
                            .unwrap_or_default(),
                    );
                    self.fact_line(&words, place);
                }
            }
            Recognised::Rows(term) => {
                self.draft
                    .take_rows(term, rows, self.locale, &self.notes.footnotes);
            }
            Recognised::Table => {
                let caption = caption.trim().trim_end_matches([':', '.']);
                let after = section.and_then(section_name);
                if caption.is_empty() || after.is_none() {
                    let words = Block {
                        kind: Kind::Table(rows.to_vec()),
                        place,
                    }
                    .plain();
                    let place = self.place(place);
                    return self.leave("a table".to_owned(), Some(place), words, false);
                }
                self.draft
                    .take_table(&without_label(caption), after, rows, self.locale);
            }
        }
    }

    fn unknown(&mut self, section: Section) {
        let mut words = Vec::new();
        for block in &section.blocks {
            match &block.kind {
                Kind::Table(rows) => match recognise_table(rows, None, self.locale) {
                    Recognised::Table => words.push((*block).clone()),
                    _ => self.table(rows, None, &section.heading, block.place),
                },
                _ => words.push((*block).clone()),
            }
        }
        let words: Vec<String> = match words.iter().all(|block| prose_of(block).is_some()) {
            true => vec![self.markup_of(&words)],
            false => words.iter().map(Block::plain).collect(),
        };
        let place = self.place(section.place);
        let words = words.join("\n\n");
        if section.blocks.is_empty() || !words.trim().is_empty() {
            self.leave(section.heading, Some(place), words, true);
        }
    }

    fn aside(&mut self) {
        for aside in &self.notes.aside {
            self.leave(aside.what.clone(), None, aside.words.clone(), false);
        }
    }
}

/// A block as a paragraph of prose.
fn prose_of(block: &Block) -> Option<ProseBlock> {
    match &block.kind {
        Kind::Text(text) => Some(text.prose.clone()),
        Kind::Heading { words, .. } | Kind::Subtitle(words) => {
            let mut words = words.clone();
            for span in &mut words {
                span.strong = true;
            }
            Some(paragraph(words))
        }
        Kind::Verbatim(text) => Some(paragraph(vec![super::block::words(text)])),
        Kind::Table(_) => None,
    }
}

/// Whether a block is the line over a table.
fn is_caption(block: &Block) -> bool {
    let text = block.plain();
    let is_short = text.split_whitespace().count() <= 3 * LONGEST_HEADING;
    let in_list = matches!(&block.kind, Kind::Text(text) if text.prose.depth > 0);
    is_short
        && !in_list
        && !text.contains('\n')
        && (text.trim_end().ends_with(':') || without_label(&text) != text)
}

/// A caption without “Table 1.” in front.
fn without_label(caption: &str) -> String {
    let Some((label, rest)) = caption.split_once(['.', ':', '–', '—']) else {
        return caption.to_owned();
    };
    let mut words = label.split_whitespace();
    let is_label = words.clone().count() == 2
        && words
            .nth(1)
            .is_some_and(|number| number.trim_matches('№').chars().all(char::is_numeric));
    let rest = rest.trim();
    if is_label && !rest.is_empty() {
        rest.to_owned()
    } else {
        caption.to_owned()
    }
}

/// The beginning of words, for a message.
pub(super) fn shortened(text: &str) -> String {
    const SHOWN: usize = 50;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
