//! Paragraphs that the base does not have.

use super::{Context, Finder, ItemHere, Part, ProseKey, What, item_table, parts, table_of};
use crate::brief::Kind;
use crate::document::{FieldPath, SectionRole};
use crate::docx::{Mark, Paragraph, ParagraphStyle};
use crate::locale::{Argument, Message, Piece, Term};
use crate::pull::change::{Provenance, Value, shown};
use crate::pull::item_tables::ItemTable;
use crate::pull::values::line;

impl Finder<'_> {
    /// A paragraph that was none of the base.
    pub(super) fn unknown(&mut self, at: usize, context: &mut Context) {
        let text = line(&self.paragraph(at).text);
        if text.is_empty() || self.is_above_table(at) && self.describes_a_table(&text) {
            return;
        }
        match self.paragraph(at).style {
            ParagraphStyle::Heading(1) | ParagraphStyle::ClosingHeading => {
                return self.section_heading(at, &text, context);
            }
            ParagraphStyle::Heading(_) => return self.lesser_heading(at, &text, context),
            _ => {}
        }
        let is_of_float = || {
            let is_set_so = matches!(self.paragraph(at).style, ParagraphStyle::Other(_));
            is_set_so || self.is_above_table(at) || self.ends_section(at)
        };
        if context.is_float && !is_marked(self.paragraph(at)) && is_of_float() {
            return self.new_paragraph(at, &text);
        }
        match (context.section, context.section.and_then(table_of)) {
            (_, Some(table)) if table.in_list => self.in_list(at, &text, table, context),
            (
                Some(SectionRole::Practices | SectionRole::Abbreviations | SectionRole::Contacts),
                Some(table),
            ) => self.among_entries(at, &text, table, context),
            (Some(SectionRole::Questions | SectionRole::Question | SectionRole::Annex), _)
                if context.item.is_some() =>
            {
                self.more_of_item(at, &text, context);
            }
            (Some(SectionRole::Summary), _) => {
                self.new_prose(at, ProseKey::Field("summary".to_owned()));
            }
            _ => self.among_prose(at, &text, context),
        }
    }

    /// Whether a table follows.
    fn is_above_table(&self, at: usize) -> bool {
        let next = self.theirs.paragraphs.get(at + 1);
        next.is_some_and(|next| next.cell.is_some())
    }

    /// Whether what the base has next is the heading of another section.
    fn ends_section(&self, at: usize) -> bool {
        let mut behind = self.pairs.of_theirs[at..].iter().flatten();
        let next = behind.next().map(|base| &self.base.slots[*base]);
        next.is_none_or(|slot| slot.heading.is_some())
    }

    /// A heading as those of sections are: that of a new annex, since a brief has no other new sections.
    fn section_heading(&mut self, at: usize, text: &str, context: &mut Context) {
        if let (Some(title), Some(table)) = (self.annex_title(text), item_table("annex")) {
            *context = Context {
                section: Some(SectionRole::Annex),
                ..Context::default()
            };
            self.begin_item(at, table, self.provenance(at), context);
            return self.new_field("title", Value::Text(title));
        }
        context.item = None;
        context.prose = None;
        self.unplaced(
            at,
            "a new section",
            text,
            &self.base.in_brief(
                "a brief has the sections that it has: write it as an annex ([[annex]] with `title` and `text`)",
            ),
        );
    }

    /// A heading below those of sections: a new question, where there are several.
    fn lesser_heading(&mut self, at: usize, text: &str, context: &mut Context) {
        if let (Some(SectionRole::Questions), Some(table)) =
            (context.section, item_table("question"))
        {
            return self.begin_item(at, table, self.provenance(at), context);
        }
        self.unplaced(
            at,
            "a new heading",
            text,
            "prose of a brief has no headings: write it as a paragraph",
        );
    }

    /// A paragraph in a section whose items are those of a list: a new item, or more of the one above it.
    fn in_list(&mut self, at: usize, text: &str, table: &'static ItemTable, context: &mut Context) {
        let has_item = context.item.is_some();
        if table.kind == Kind::Recommendation
            && has_item
            && self.attributes_of_recommendation(at, text, context)
        {
            return;
        }
        let paragraph = self.paragraph(at);
        let looks_like_item = is_marked(paragraph)
            || matches!(
                paragraph.style,
                ParagraphStyle::Recommendation | ParagraphStyle::ListItem(Mark { level: 0, .. })
            );
        let is_deeper = paragraph.mark.is_some_and(|mark| mark.level > 0);
        let goes_on = matches!(paragraph.style, ParagraphStyle::ListContinued(_)) || is_deeper;
        let is_line = self.pairs.of_theirs[at].is_some();
        if !has_item
            && !looks_like_item
            && (is_line || text.ends_with(':') || self.still_has(table))
        {
            self.in_front_of_items(at, text);
        } else if !goes_on && (looks_like_item || table.prose.is_none() || !has_item) {
            self.begin_item(at, table, self.provenance(at), context);
        } else {
            self.more_of_item(at, text, context);
        }
    }

    /// Words between the heading of a section and its first item, which begin no item themselves.
    fn in_front_of_items(&mut self, at: usize, text: &str) {
        self.unplaced(
            at,
            "words in front of the first item of a section",
            text,
            "a section begins with its first item: say it in the summary or in an annex; a new item is set as the others \
             are",
        );
    }

    /// Whether items of the base in this table are still there.
    fn still_has(&self, table: &ItemTable) -> bool {
        let stands = |base: usize| self.pairs.of_base[base].is_some();
        let is_of_table = |base| {
            self.main_of(base)
                .is_some_and(|(of, _)| of.name == table.name)
        };
        (0..self.base.slots.len()).any(|base| stands(base) && is_of_table(base))
    }

    /// Reads a line that says to whom a recommendation is addressed, by when and how urgent it is; whether it
    /// is one.
    fn attributes_of_recommendation(&mut self, at: usize, text: &str, context: &Context) -> bool {
        let base = self.pairs.of_theirs[at].map(|base| &self.base.slots[base]);
        let known = base.map_or(Vec::new(), |line| self.addressees(&line.fields));
        if let Some(found) = self.attributes(text, &known) {
            self.new_attributes(at, found, context);
            return true;
        }
        let paragraph = self.paragraph(at);
        let is_one = paragraph.style == ParagraphStyle::ItemAttributes && !is_marked(paragraph);
        if is_one {
            let is_known = |item: &ItemHere| matches!(item.what, What::Known(_));
            let item = context.item.and_then(|place| self.items.get(place));
            let near = self.near(at).filter(|_| item.is_some_and(is_known));
            self.not_as_other_lines(at, near, text);
        }
        is_one
    }

    /// Tells a line about a recommendation that is not understood.
    pub(super) fn not_as_other_lines(&mut self, at: usize, near: Option<String>, text: &str) {
        self.unplaced_near(
            at,
            "a line about a recommendation",
            near,
            text,
            "write to whom, by when and how urgent as the other lines do, and quote the obstacles that it answers as they \
             stand in their section",
        );
    }

    /// A paragraph in a section whose items have no marks, and are known by what stands in their first lines.
    fn among_entries(
        &mut self,
        at: usize,
        text: &str,
        table: &'static ItemTable,
        context: &mut Context,
    ) {
        let has_item = context.item.is_some();
        if table.kind == Kind::Contact && has_item && self.ways_to_contact(at, context) {
            return;
        }
        let paragraph = self.paragraph(at);
        let practices = &self.base.brief.practices;
        if table.kind == Kind::Practice
            && !has_item
            && parts::run_in_title(self.base, paragraph).is_none()
            && practices.first().is_some_and(|first| first.title.is_some())
            && self.still_has(table)
        {
            return self.in_front_of_items(at, text);
        }
        let is_item = match table.kind {
            Kind::Practice => !has_item || parts::run_in_title(self.base, paragraph).is_some(),
            Kind::Abbreviation => paragraph.text.contains('\t'),
            _ => parts::has_contact(self.base, paragraph),
        };
        if is_item {
            self.begin_item(at, table, self.provenance(at), context);
        } else {
            self.more_of_item(at, text, context);
        }
    }

    /// Reads a line that says nothing but how the contact above it is reached; whether it is one.
    fn ways_to_contact(&mut self, at: usize, context: &Context) -> bool {
        let reached = parts::reached(self.base, &self.paragraph(at).text);
        let is_all = reached.is_all();
        if is_all {
            let value = |(name, words): (&str, String)| (name.to_owned(), Value::Text(words));
            self.new_attributes(at, reached.found.into_iter().map(value).collect(), context);
        }
        is_all
    }

    /// A paragraph where no items are: it goes on with the prose above it, or with what the meeting was about.
    fn among_prose(&mut self, at: usize, text: &str, context: &Context) {
        let is_below_title = context.section.is_none()
            && self.items.is_empty()
            && matches!(
                self.paragraph(at).style,
                ParagraphStyle::Body | ParagraphStyle::Normal
            );
        let path = match &context.prose {
            Some(path) => path.clone(),
            None if is_below_title && self.base.brief.meeting.context.is_some() => {
                "meeting.context".to_owned()
            }
            None => return self.new_paragraph(at, text),
        };
        self.new_prose(at, ProseKey::Field(path));
    }

    /// What a new item was before: the end of one that was divided, or a copy of one.
    fn provenance(&self, at: usize) -> Provenance {
        let from = match (self.pairs.split.get(&at), self.pairs.copied.get(&at)) {
            (Some(base), _) => self
                .main_of(*base)
                .map(|(_, id)| Provenance::Split(id.to_owned())),
            (None, Some(base)) => self
                .main_of(*base)
                .map(|(table, id)| Provenance::Copied(table.name.to_owned(), id.to_owned())),
            (None, None) => None,
        };
        from.unwrap_or_default()
    }

    /// A paragraph that is all prose.
    fn new_prose(&mut self, at: usize, key: ProseKey) {
        self.prose_part(at, 0..self.paragraph(at).text.len(), key, None);
    }

    /// A further paragraph of the item that the walk is in, where that has prose.
    fn more_of_item(&mut self, at: usize, text: &str, context: &Context) {
        match self.prose_of_item(context) {
            Some(key) => self.new_prose(at, key),
            None => self.new_paragraph(at, text),
        }
    }

    /// Tells a paragraph that no item and no prose has.
    fn new_paragraph(&mut self, at: usize, text: &str) {
        self.unplaced(at, "a new paragraph", text, &self.key_of_line(text, at));
    }

    /// Whether words are those that tell what a table is about, to those who do not see it: some programs
    /// set them above it.
    pub(super) fn describes_a_table(&self, words: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|header| words.ends_with(header.as_str()))
    }

    pub(super) fn begin_item(
        &mut self,
        at: usize,
        table: &'static ItemTable,
        from: Provenance,
        context: &mut Context,
    ) {
        let marked = |range| self.marked(at, range, None);
        let parts = parts::parts(self.base, self.paragraph(at), table, marked);
        // What an item of another table had set off there was its own.
        let is_moved = matches!(from, Provenance::Moved(..));
        let text = &self.paragraph(at).text;
        // Names and titles are set off by us.
        let (set_off, is_plain) = match table.kind {
            Kind::Contact => (text.len(), false),
            Kind::Practice => (parts.prose.as_ref().map_or(0, |prose| prose.start), false),
            Kind::Abbreviation => (text.find('\t').map_or(0, |tab| tab + 1), true),
            _ => (0, true),
        };
        if !is_moved {
            self.words_of_ours(at, &(0..set_off));
        }
        if is_plain && !is_moved {
            let words = set_off..text.len();
            let is_reference = table.kind == Kind::Reference;
            self.plain_only(at, &words, None, usize::from(is_reference));
            if !is_reference {
                self.one_line(at, &words);
            }
        }
        for (left, words) in &parts.left {
            self.unplaced_near(at, left.what, None, words, left.advice);
        }
        if let Some(range) = parts.prose.clone() {
            let key = ProseKey::New(self.items.len());
            self.prose.entry(key).or_default().push(Part {
                at,
                range,
                depth: 0,
                mark: None,
            });
        }
        self.items.push(ItemHere {
            at,
            table,
            what: What::New { from, parts },
        });
        context.item = Some(self.items.len() - 1);
        context.prose = None;
    }

    /// Sets a field of the item that was begun last.
    pub(super) fn new_field(&mut self, name: &str, value: Value) {
        if let Some(What::New { parts, .. }) = self.items.last_mut().map(|item| &mut item.what) {
            parts.set(name, value);
        }
    }

    pub(super) fn new_attributes(
        &mut self,
        at: usize,
        found: Vec<(String, Value)>,
        context: &Context,
    ) {
        for (name, value) in found {
            let Some(item) = context.item.and_then(|place| self.items.get_mut(place)) else {
                return;
            };
            match &mut item.what {
                What::New { parts, .. } => match parts.fields.get(&name) {
                    Some(was) if *was != value => {
                        self.second_of_one(at, None, &shown(&value));
                    }
                    _ => parts.set(&name, value),
                },
                What::Known(id) => {
                    let path = FieldPath::of_item(item.table.name, id, &name);
                    let was = self.base.typed(&path);
                    if was.as_ref() == Some(&value) {
                        continue;
                    }
                    if was.is_some() && self.stands(&path) || self.is_given(&path) {
                        let words = &self.paragraph(at).text;
                        self.second_of_one(at, Some(path.whole()), words);
                        continue;
                    }
                    self.field(at, &path, Some(value));
                }
            }
        }
    }

    /// Tells words of what an item has once, and has already.
    fn second_of_one(&mut self, at: usize, near: Option<String>, words: &str) {
        self.unplaced_near(
            at,
            "a second line of what an item has once",
            near,
            words,
            "write it into the line that says it already",
        );
    }

    /// What to do with a paragraph that no item and no prose has, by how it begins, or by what it stands behind.
    fn key_of_line(&self, text: &str, at: usize) -> String {
        let label = text.split_once(':').map_or("", |(label, _)| label);
        let named = self.base.locale.exact_term(label, &[Term::Venue]);
        let near = self.near(at).unwrap_or_default();
        self.base.in_brief(if text.starts_with('©') {
            "that is `rights` in the brief"
        } else if named.is_some() {
            "that is `venue` of [meeting] in the brief"
        } else if near.starts_with("table[") {
            "what stands below a table is its `note` in the brief"
        } else if near.starts_with("chart[") {
            "what a chart is made from is its `source` in the brief"
        } else if near.starts_with("figure[") {
            "whose a figure is says its `credit` in the brief"
        } else if near.starts_with("contact[") {
            "write a new contact with name and role, and how they are reached below: it is a [[contact]] with `name`, `role` \
             and `email`"
        } else {
            "add it to the brief where it belongs: a summary, a detail, an annex"
        })
    }

    /// The title of an annex in its heading; none where a heading is that of no annex.
    pub(super) fn annex_title(&self, text: &str) -> Option<String> {
        let locale = &self.base.locale;
        let label = locale.pieces(Message::HeadingAnnex, &[("title", Argument::Slot)]);
        let label: String = label.iter().filter_map(Piece::words).collect();
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        let rest = text.strip_prefix(label)?;
        let title = rest.trim_start_matches(|c: char| {
            c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '—')
        });
        (!title.is_empty()).then(|| title.to_owned())
    }
}

/// Whether a paragraph has the mark of a list's first level.
fn is_marked(paragraph: &Paragraph) -> bool {
    paragraph.mark.is_some_and(|mark| mark.level == 0)
}
