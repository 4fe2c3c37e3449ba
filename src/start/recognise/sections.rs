//! The sections of notes, each as what it is in a brief.

use super::super::block::{Block, Kind, Words, line, lines, markup, paragraph};
use super::super::draft::{Form, Left, Table, Value};
use super::super::facts::exact_fact;
use super::super::items::Item;
use super::super::label::label_and_value;
use super::super::organisations::names;
use super::super::parts::sentences;
use super::super::section::beside_number;
use super::tables::end_with_caption;
use super::{Recogniser, Section};
use crate::brief::shortened;
use crate::commonmark::ProseBlock;
use crate::locale::{Term, leading_digits};

/// How many words the name of an organisation has at most; more are a sentence.
const WORDS_OF_NAME: usize = 16;

impl Recogniser<'_> {
    pub(super) fn section(&mut self, section: Section) {
        // A heading above nothing says what its words do, unless it is a name and no more.
        let named = section
            .named
            .filter(|named| named.is_exact || !section.blocks.is_empty());
        if section.session.is_some() && !is_timetable(&section.blocks) {
            return self.session(section);
        }
        let Some(named) = named else {
            return self.unknown(section);
        };
        let term = named.term;
        // An agenda of hours says when, and not what was said.
        if term == Term::Questions && is_timetable(&section.blocks) {
            return self.agenda(section);
        }
        let items = self.draft.items.len();
        let (blocks, has_caption) = self.tables_apart(&section, Some(term), &section.heading);
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
            Term::Annexes => self.annex(&section, &blocks, has_caption),
            _ => self.items(term, &section, &blocks),
        }
        self.keep_heading(term, &section.heading, items);
        self.read(term);
    }

    /// Keeps a heading that says more than the name of its section, “Obstacles named by the ministries”: as a remark on
    /// the first of its items, which stand behind `items` others.
    fn keep_heading(&mut self, term: Term, heading: &str, items: usize) {
        if self.locale.names_alone(heading, term) {
            return;
        }
        let table = match term {
            // An annex has it as its title.
            Term::Annexes => None,
            Term::Summary => Some(&mut self.draft.top),
            Term::Context | Term::Participants | Term::Organisers => Some(&mut self.draft.meeting),
            Term::Project | Term::Funders | Term::Implementers | Term::Partners => {
                match self.draft.project.entries.is_empty() {
                    true => Some(&mut self.draft.meeting),
                    false => Some(&mut self.draft.project),
                }
            }
            _ => {
                let mut of_section = self.draft.items.iter_mut().skip(items);
                // A table has it as its caption.
                of_section.find(|table| table.name != "table")
            }
        };
        if let Some(table) = table {
            table
                .remarks
                .insert(0, format!("in the notes: “{heading}”"));
        }
    }

    /// Takes the tables of a section over; its other blocks, and whether a table has `caption`, which those without one
    /// have.
    fn tables_apart(
        &mut self,
        section: &Section,
        term: Option<Term>,
        caption: &str,
    ) -> (Vec<Block>, bool) {
        let mut blocks: Vec<Block> = Vec::new();
        let mut has_caption = false;
        let mut last: Option<String> = None;
        for block in &section.blocks {
            match &block.kind {
                Kind::Table(rows) => {
                    let before = last.take().filter(|_| end_with_caption(&blocks));
                    let is_table = self.table(
                        rows,
                        term,
                        before.as_deref().unwrap_or(caption),
                        block.place,
                    );
                    match before {
                        Some(_) if is_table => {
                            blocks.pop();
                        }
                        Some(_) => {}
                        None => has_caption |= is_table,
                    }
                }
                _ => {
                    last = Some(block.plain());
                    blocks.push((*block).clone());
                }
            }
        }
        (blocks, has_caption)
    }

    /// A session is a question, and what was said in it the discussion; a table of it stands behind it.
    fn session(&mut self, section: Section) {
        let Some(session) = &section.session else {
            return;
        };
        let text = match session.title.is_empty() {
            true => &session.label,
            false => &session.title,
        };
        let is_untitled = session.is_heard && session.title.is_empty();
        let id = self.draft.new_id(&session.label);
        self.section_before = Some(id.clone());
        // The word for what was heard says nothing of a table.
        let caption = if session.is_heard {
            &session.title
        } else {
            text
        };
        let (blocks, _) = self.tables_apart(&section, None, caption);
        let after = Value::Line(id.clone());
        let is_named = self
            .draft
            .items
            .iter()
            .any(|table| table.says("after", &after));
        let mut table = Table::new("question");
        if is_named {
            table.set("id", Value::Line(id));
        }
        let mut prose = blocks.iter().filter_map(prose_of).flat_map(remarks_apart);
        // What was heard may be long, or stand below the word for it.
        let first = match is_untitled {
            true => prose.next().map(|first| first.spans),
            false => None,
        };
        let item = Item {
            words: first.unwrap_or_else(|| vec![super::super::block::words(text)]),
            rest: prose.collect(),
            ..Item::default()
        };
        item.write(&mut table, None, "discussion", &self.notes.footnotes);
        self.draft.items.push(table);
        self.read(Term::Questions);
    }

    fn prose(&mut self, term: Term, blocks: &[Block]) {
        let words = self.markup_of(blocks);
        if words.is_empty() {
            return;
        }
        self.draft.add_prose(term, words);
        if term == Term::Context {
            let prose: Vec<ProseBlock> = blocks.iter().filter_map(prose_of).collect();
            self.date_in_words(&prose);
        }
    }

    /// Blocks as CommonMark; headings become strong paragraphs, and tables lines.
    pub(super) fn markup_of(&self, blocks: &[Block]) -> String {
        let prose = blocks.iter().filter_map(prose_of).flat_map(remarks_apart);
        markup(&prose.collect::<Vec<_>>(), &self.notes.footnotes)
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
            self.draft.take_participants(texts);
            return;
        }
        let is_talk = |text: &String| sentences(text).len() > 1;
        let names_of = |text: &String| match self.named_in_sentence(term, text) {
            Some(named) => names(named, self.locale),
            None if is_talk(text) => Vec::new(),
            None => names(text, self.locale),
        };
        let found: Vec<String> = texts.iter().flat_map(names_of).collect();
        let is_name = |name: &String| name.split_whitespace().count() <= WORDS_OF_NAME;
        let are_taken = found.iter().all(is_name) && self.draft.take_organisations(term, found);
        // What is said of them stays.
        for text in texts.into_iter().filter(|text| !are_taken || is_talk(text)) {
            let place = blocks.first().map(|block| self.place(block.place));
            self.draft.leave(shortened(&text), place, text);
        }
    }

    /// The names in a sentence that begins with what they are called: “Funded by the European Union. Views are …”.
    fn named_in_sentence<'t>(&self, term: Term, text: &'t str) -> Option<&'t str> {
        let first = *sentences(text).first()?;
        let lower = first.to_lowercase();
        let label = self
            .locale
            .names_of(term)
            .filter(|name| {
                let rest = lower.strip_prefix(*name);
                rest.is_some_and(|rest| rest.starts_with(' '))
            })
            .max_by_key(|name| name.len())?;
        first.get(label.len()..).map(str::trim)
    }

    fn project(&mut self, blocks: &[Block]) {
        let mut prose = Vec::new();
        for block in blocks {
            let Some(text) = prose_of(block) else {
                continue;
            };
            let mut rest = Vec::new();
            for words in lines(&text.spans) {
                match exact_fact(&words, self.locale) {
                    Some((term, _, value)) => {
                        // In this section a title is the project's.
                        let term = match term {
                            Term::Title => Term::Project,
                            term => term,
                        };
                        if !self.draft.take_fact(term, &value) {
                            rest.push(words);
                        }
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
                Term::Contacts => self.contact(&text.spans, block.place),
                Term::References => self
                    .draft
                    .take_reference(&text.spans, &self.notes.footnotes),
                _ => {
                    for words in lines(&text.spans) {
                        if !self.draft.take_abbreviation(&words) {
                            self.leave_words(line(&words), block.place);
                        }
                    }
                }
            }
        }
    }

    /// An annex; one of tables alone has no words, and its heading is told where no table has that as its caption.
    fn annex(&mut self, section: &Section, blocks: &[Block], has_caption: bool) {
        // “Annex 1. Agenda”, “Annex A: Agenda”: the words behind the number.
        let is_label = |front: &str| {
            let letter = front
                .rsplit_once(' ')
                .filter(|(_, letter)| letter.len() == 1);
            let named = beside_number(front).or_else(|| Some(letter?.0.to_owned()));
            let named = named.as_deref().unwrap_or(front);
            self.locale.exact_term(named, &[Term::Annexes]).is_some()
        };
        let parts = section.heading.split_once(['.', ':', '–', '—']);
        let after = parts.filter(|(front, after)| !after.trim().is_empty() && is_label(front));
        let title = after.map_or(section.heading.as_str(), |(_, after)| after.trim());
        let title = title.to_owned();
        let words = self.markup_of(blocks);
        if words.is_empty() {
            if !has_caption && !section.blocks.is_empty() {
                self.leave_words(title, section.place);
            }
            return;
        }
        let mut table = Table::new("annex");
        table.set("title", Value::Line(title));
        table.set("text", Value::Prose(words));
        self.draft.items.push(table);
    }

    /// An agenda of hours; no table is made of one.
    fn agenda(&mut self, section: Section) {
        let is_table = |block: &&Block| matches!(block.kind, Kind::Table(_));
        if !section.blocks.iter().any(is_table) {
            return self.unknown(section);
        }
        let words: Vec<String> = section.blocks.iter().map(|block| block.plain()).collect();
        let place = self.place(section.place);
        self.draft
            .leave(section.heading, Some(place), words.join("\n"));
    }

    fn unknown(&mut self, section: Section) {
        let (words, is_said) = self.tables_apart(&section, None, &section.heading);
        let words = self.markup_of(&words);
        let place = self.place(section.place);
        if !is_said || !words.trim().is_empty() {
            self.draft.left.push(Left {
                what: section.heading,
                place: Some(place),
                words,
                form: Form::Annex,
            });
        }
    }
}

/// Whether most items begin with an hour: “09:30 Registration”.
fn is_timetable(blocks: &[&Block]) -> bool {
    let begins_with_hour = |text: &str| {
        let (hour, behind) = leading_digits(text);
        let minutes = behind.strip_prefix([':', '.']).map(leading_digits);
        (1..=2).contains(&hour.len()) && minutes.is_some_and(|(minutes, _)| minutes.len() >= 2)
    };
    let lines: Vec<String> = blocks
        .iter()
        .flat_map(|block| block.plain().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let hours = lines.iter().filter(|line| begins_with_hour(line));
    2 * hours.count() > lines.len()
}

/// A paragraph of several lines that begin with names, as a paragraph for each: “Asanov: …”.
fn remarks_apart(block: ProseBlock) -> Vec<ProseBlock> {
    let is_remark =
        |words: &Words| label_and_value(words).is_some_and(|(_, value)| !value.is_empty());
    let lines = lines(&block.spans);
    if lines.iter().filter(|line| is_remark(line)).count() < 2 {
        return vec![block];
    }
    let mut parts: Vec<ProseBlock> = Vec::new();
    for words in lines {
        match parts.last_mut() {
            Some(part) if !is_remark(&words) => {
                part.spans.push(super::super::block::words("\n"));
                part.spans.extend(words);
            }
            _ => parts.push(ProseBlock {
                spans: words,
                // Of an item, the first line alone has the mark.
                mark: block.mark.filter(|_| parts.is_empty()),
                ..block
            }),
        }
    }
    parts
}

/// A block as a paragraph of prose.
fn prose_of(block: &Block) -> Option<ProseBlock> {
    match &block.kind {
        Kind::Text(text) => Some(text.prose.clone()),
        Kind::Heading { words, .. } | Kind::Subtitle(words) => {
            let mut words = words.clone();
            let text = line(&words);
            // “Heard: a report on water.” stands out in no discussion.
            let is_sentence = text.contains(": ") || text.ends_with('.');
            for span in &mut words {
                span.strong |= !is_sentence;
            }
            Some(paragraph(words))
        }
        Kind::Verbatim(text) => Some(paragraph(vec![super::super::block::words(text)])),
        Kind::Table(_) => None,
    }
}
