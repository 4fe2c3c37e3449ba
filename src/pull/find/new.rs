//! Paragraphs that the base does not have.

use super::{Context, Finder, ItemHere, ProseKey, ProsePart, What, item_table, table_of};
use crate::document::SectionRole;
use crate::locale::{Argument, Message, Piece, Term};
use crate::pull::change::{Source, Value};
use crate::pull::items;
use crate::pull::path::{FieldPath, ItemTable};
use crate::pull::values::{self, line};

impl Finder<'_> {
    /// A paragraph that was none of the base.
    pub(super) fn unknown(&mut self, at: usize, context: &mut Context) {
        let paragraph = self.paragraph(at);
        let text = line(&paragraph.text);
        if text.is_empty() || self.describes_a_table(&text) {
            return;
        }
        let style = paragraph.style.clone();
        let is_marked = paragraph.mark.is_some_and(|mark| mark.level == 0);
        let is_deeper = paragraph.mark.is_some_and(|mark| mark.level > 0);
        let section = context.section;
        let source = match (self.pairs.split.get(&at), self.pairs.copied.get(&at)) {
            (Some(base), _) => self
                .main_of(*base)
                .map(|(_, id)| Source::Split(id.to_owned())),
            (None, Some(base)) => self
                .main_of(*base)
                .map(|(table, id)| Source::Copied(table.name.to_owned(), id.to_owned())),
            (None, None) => None,
        };
        let source = source.unwrap_or_default();
        if style == "Heading1" || style == "BriefClosingHeading" {
            if let Some(title) = self.annex_title(&text) {
                let table = item_table("annex");
                if let Some(table) = table {
                    *context = Context {
                        section: Some(SectionRole::Annex),
                        ..Context::default()
                    };
                    self.begin_item(at, table, source, context);
                    self.new_field("title", Value::Text(title));
                }
                return;
            }
            context.item = None;
            context.prose = None;
            return self.unplaced(
                at,
                "a new section",
                &text,
                "a brief has the sections that it has: write it as an annex ([[annex]] with `title` and `text`)",
            );
        }
        if style.starts_with("Heading") {
            if let (Some(SectionRole::Questions), Some(table)) = (section, item_table("question")) {
                return self.begin_item(at, table, source, context);
            }
            return self.unplaced(
                at,
                "a new heading",
                &text,
                "prose of a brief has no headings: write it as a paragraph",
            );
        }
        let has_item = context.item.is_some();
        let of_section = section.and_then(|section| Some((section, table_of(section)?)));
        match of_section {
            Some((
                SectionRole::Recommendations
                | SectionRole::Obstacles
                | SectionRole::Decisions
                | SectionRole::References,
                table,
            )) => {
                if table.name == "recommendation" && has_item {
                    if let Some(found) = self.attributes(&text, &[]) {
                        return self.new_attributes(at, found, context);
                    }
                    if !is_marked && style == "BriefItemAttributes" {
                        return self.unplaced(
                            at,
                            "a line about a recommendation",
                            &text,
                            "write to whom, by when and how urgent as the other lines do",
                        );
                    }
                }
                let is_item_style =
                    ["BriefRecommendation", "ListBullet", "ListNumber"].contains(&style.as_str());
                let goes_on = style.starts_with("ListContinue") || is_deeper;
                if !has_item && !is_marked && !is_item_style && text.ends_with(':') {
                    return self.unplaced(
                        at,
                        "words in front of the first item of a section",
                        &text,
                        "a section begins with its first item: say it in the summary or in an annex",
                    );
                }
                let is_item =
                    !goes_on && (is_marked || is_item_style || table.prose.is_none() || !has_item);
                if !is_item {
                    return self.new_prose(at, self.prose_of_item(context));
                }
                self.begin_item(at, table, source, context);
            }
            Some((
                SectionRole::Practices | SectionRole::Abbreviations | SectionRole::Contacts,
                table,
            )) => {
                if table.name == "contact" && has_item {
                    let (found, is_all) = items::reached(self.base, &self.paragraph(at).text);
                    if is_all {
                        let text =
                            |(name, words): (&str, String)| (name.to_owned(), Value::Text(words));
                        let found = found.into_iter().map(text).collect();
                        return self.new_attributes(at, found, context);
                    }
                }
                let is_item = match table.name {
                    "practice" => {
                        !has_item || items::run_in_title(self.base, self.paragraph(at)).is_some()
                    }
                    "abbreviation" => self.paragraph(at).text.contains('\t'),
                    _ => items::has_contact(self.paragraph(at)),
                };
                if is_item {
                    self.begin_item(at, table, source, context);
                } else if table.name == "practice" {
                    self.new_prose(at, self.prose_of_item(context));
                } else {
                    self.unplaced(at, "a new paragraph", &text, self.key_of_line(&text));
                }
            }
            _ if has_item
                && matches!(
                    section,
                    Some(SectionRole::Questions | SectionRole::Question | SectionRole::Annex)
                ) =>
            {
                self.new_prose(at, self.prose_of_item(context));
            }
            _ if section == Some(SectionRole::Summary) => {
                self.new_prose(at, Some(ProseKey::Field("summary".to_owned())));
            }
            _ => match context.prose.clone() {
                Some(path) => self.new_prose(at, Some(ProseKey::Field(path))),
                None if section.is_none()
                    && matches!(style.as_str(), "BodyText" | "Normal")
                    && self.items.is_empty()
                    && self.base.brief.meeting.context.is_some() =>
                {
                    self.new_prose(at, Some(ProseKey::Field("meeting.context".to_owned())));
                }
                None => self.unplaced(at, "a new paragraph", &text, self.key_of_line(&text)),
            },
        }
    }

    /// A paragraph that is all prose.
    fn new_prose(&mut self, at: usize, key: Option<ProseKey>) {
        if let Some(key) = key {
            self.prose_part(at, 0..self.paragraph(at).text.len(), key, None);
        }
    }

    /// Whether words are those that tell what a table is about, to those who do not see it: some programs
    /// set them above it.
    pub(super) fn describes_a_table(&self, words: &str) -> bool {
        let mut headers = self.headers.iter();
        headers.any(|header| !header.is_empty() && words.ends_with(header.as_str()))
    }

    pub(super) fn begin_item(
        &mut self,
        at: usize,
        table: &'static ItemTable,
        source: Source,
        context: &mut Context,
    ) {
        let marked = |range| self.marked(at, range, None);
        let parts = items::parts(self.base, self.paragraph(at), table, marked);
        // What an item of another table had set off there was its own.
        let is_moved = matches!(source, Source::Moved(..));
        let is_plain = matches!(
            table.name,
            "question" | "obstacle" | "recommendation" | "decision" | "annex"
        );
        if is_plain && !is_moved {
            let whole = 0..self.paragraph(at).text.len();
            self.plain_only(at, &whole, None);
        }
        if let Some(range) = parts.prose.clone() {
            let key = ProseKey::New(self.items.len());
            self.prose.entry(key).or_default().push(ProsePart {
                paragraph: at,
                range,
                depth: 0,
                mark: None,
            });
        }
        self.items.push(ItemHere {
            at,
            table,
            what: What::New { source, parts },
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
        let Some(item) = context.item.and_then(|place| self.items.get_mut(place)) else {
            return;
        };
        match &mut item.what {
            What::New { parts, .. } => {
                for (name, value) in found {
                    parts.set(&name, value);
                }
            }
            What::Known(id) => {
                let item = format!("{}[{id}]", item.table.name);
                for (name, value) in found {
                    let path = FieldPath::parse(&format!("{item}.{name}"));
                    let was = values::of_base(self.base, &path);
                    if was.as_ref() == Some(&value) {
                        continue;
                    }
                    if was.is_some() && self.still_stands(&path) {
                        let words = self.paragraph(at).text.clone();
                        self.unplaced_near(
                            at,
                            "a second line of what an item has once",
                            Some(path.whole()),
                            &words,
                            "write it into the line that says it already",
                        );
                        continue;
                    }
                    self.field(at, &path, Some(value));
                }
            }
        }
    }

    /// What to do with a line that no item and no prose has, by how it begins.
    fn key_of_line(&self, text: &str) -> &'static str {
        let label = text.split_once(':').map_or("", |(label, _)| label);
        let named = self.base.locale.term_of(label, &[Term::Venue]);
        if text.starts_with('©') {
            "that is `rights` in the brief"
        } else if named.is_some_and(|named| named.is_exact) {
            "that is `venue` of [meeting] in the brief"
        } else {
            "add it to the brief where it belongs: a summary, a detail, an annex"
        }
    }

    /// Whether the paragraph of a field is still there.
    fn still_stands(&self, path: &FieldPath) -> bool {
        let whole = path.whole();
        let mut slots = self.base.slots.iter().zip(&self.pairs.of_base);
        slots.any(|(slot, now)| {
            now.is_some() && slot.fields.iter().any(|field| field.path.whole() == whole)
        })
    }

    /// The title of an annex in its heading; none where a heading is that of no annex.
    pub(super) fn annex_title(&self, text: &str) -> Option<String> {
        let locale = &self.base.locale;
        let label: String = locale
            .pieces(Message::HeadingAnnex, &[("title", Argument::Slot)])
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Words(words) => Some(words),
                Piece::Slot(_) => None,
            })
            .collect();
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        let rest = text.strip_prefix(label)?;
        let title = rest.trim_start_matches(|c: char| {
            c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '—')
        });
        (!title.is_empty()).then(|| title.to_owned())
    }
}
