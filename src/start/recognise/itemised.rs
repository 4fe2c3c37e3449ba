//! Sections of items: what was discussed, what stands in the way, what is recommended, decided and done.

use super::super::attributes::{Reader, write_attributes};
use super::super::block::{Block, Kind, line, markup};
use super::super::draft::{Table, Value};
use super::super::items::{Item, items};
use super::super::label::label_and_value;
use super::super::parts::list;
use super::super::section::{attribute_meant, attributes_of, detail_of, table_of};
use super::addressees::Above;
use super::{Recogniser, Section};
use crate::brief::shortened;
use crate::locale::Term;

impl Recogniser<'_> {
    /// Items; under “To the ministries:” those that are addressed to them.
    pub(super) fn items(&mut self, term: Term, section: &Section, blocks: &[Block]) {
        // What was discussed and what works are prose, in which lines stand above lists.
        if matches!(term, Term::Questions | Term::Practices) {
            return self.items_of(term, section, None, blocks);
        }
        for group in self.groups(term, blocks) {
            if let Some(above) = group
                .above
                .as_ref()
                .filter(|above| above.addressees.is_empty() || group.blocks.is_empty())
            {
                self.leave_words(above.words.clone(), above.place);
            }
            if !group.blocks.is_empty() {
                self.items_of(term, section, group.above.as_ref(), &group.blocks);
            }
        }
    }

    fn items_of(&mut self, term: Term, section: &Section, above: Option<&Above>, blocks: &[Block]) {
        let asks = |text: &str| term == Term::Questions && text.trim_end().ends_with(['?', '؟']);
        let (intro, found) = items(blocks, asks);
        let footnotes = &self.notes.footnotes;
        let mut remarks: Vec<String> = Vec::new();
        if let Some(above) = above.filter(|above| above.addressees.is_empty()) {
            remarks.push(format!("The notes say above this: {}", above.words));
        }
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
        let is_named_in_front = owners_in_front(term, &found);
        let reader = Reader {
            locale: self.locale,
            among: attributes_of(term),
        };
        for mut item in found {
            let mut table = Table::new(table_of(term));
            table.remarks.append(&mut remarks);
            item.take_semicolon(self.locale);
            item.take_attributes(reader);
            // “…; (CAREC, by 30 June)”
            item.take_semicolon(self.locale);
            if term == Term::Actions {
                item.take_owner_in_front(|label| is_named_in_front || self.is_somebody(label));
            }
            for (of, _) in &mut item.attributes {
                *of = attribute_meant(*of, term);
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
            if let Some(above) = above.filter(|above| !above.addressees.is_empty())
                && term == Term::Actions
            {
                let has_owner = item.attributes.iter().any(|(of, _)| *of == Term::Owner);
                let owner = (Term::Owner, above.addressees.join("; "));
                item.attributes.extend((!has_owner).then_some(owner));
            } else if let Some(above) = above {
                let is_own = |(of, _): &(Term, String)| *of == Term::Addressees;
                let own = item.attributes.extract_if(.., |one| is_own(one));
                let own: Vec<String> = own.flat_map(|(_, own)| list(&own, self.locale)).collect();
                table.add_lines("addressees", [above.addressees.clone(), own].concat());
            }
            write_attributes(&mut table, &item.attributes, self.locale);
            match item.is_done {
                Some(is_done) if term == Term::Actions => {
                    let status = if is_done { "done" } else { "open" };
                    table.set("status", Value::Line(status.to_owned()));
                }
                Some(true) => table.remarks.push("ticked in the notes".to_owned()),
                _ => {}
            }
            table.remarks.extend(
                item.verbatim
                    .iter()
                    .map(|text| format!("Not prose: {text}")),
            );
            if table.has("text") {
                self.draft.items.push(table);
            } else {
                // The next item has what is said here.
                remarks = table.remarks;
            }
        }
        for remark in remarks {
            let place = blocks.first().map(|block| self.place(block.place));
            self.draft.leave(shortened(&remark), place, remark);
        }
    }
}

/// Whether each of several actions begins with a name and a colon.
fn owners_in_front(term: Term, found: &[Item]) -> bool {
    let has_label = |item: &Item| {
        label_and_value(&item.words).is_some_and(|(_, value)| !line(&value).is_empty())
    };
    term == Term::Actions && found.len() > 1 && found.iter().all(has_label)
}
