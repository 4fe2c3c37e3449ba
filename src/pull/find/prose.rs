//! Prose, put together again from the paragraphs that it became.

use super::{Context, Finder, ProseKey, What, item_table, joined};
use crate::brief::link_target;
use crate::commonmark::{Lost, Markup, Prose, Setting, Target};
use crate::document::FieldPath;
use crate::document::SectionRole;
use crate::locale::{self, Direction};
use crate::ordered::Ordered;
use crate::pull::base::PlaceInLists;
use crate::pull::change::Value;
use crate::pull::spans::{Part, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many lists the items of a table stand in.
fn list_depth(table: &str) -> usize {
    usize::from(item_table(table).is_some_and(|table| table.in_list))
}

impl Finder<'_> {
    /// What words of the field at `path` are made of.
    pub(super) fn sources(&self, path: Option<&FieldPath>) -> Sources<'_> {
        Sources {
            paragraphs: &self.theirs.paragraphs,
            notes: &self.notes,
            base: Some(self.base),
            except: path.and_then(|path| self.base.language_without_passages(path)),
        }
    }

    /// The prose of the item that the walk is in.
    pub(super) fn prose_of_item(&self, context: &Context) -> Option<ProseKey> {
        let place = context.item?;
        let item = &self.items[place];
        let field = item.table.prose?;
        Some(match &item.what {
            What::New { .. } => ProseKey::New(place),
            What::Known(id) => ProseKey::Field(format!("{}[{id}].{field}", item.table.name)),
        })
    }

    /// Whose prose a paragraph is that was prose at `path`: that of the place where it stands now.
    pub(super) fn prose_key(&mut self, at: usize, path: &FieldPath, context: &Context) -> ProseKey {
        let own = ProseKey::Field(path.whole());
        let is_of_item = item_table(path.table()).is_some();
        // The words of funders stand in no section. A section whose heading is gone has left its paragraphs to another.
        let moves = is_of_item
            || path.field == "meeting.context"
            || path.field == "summary" && self.has_heading(SectionRole::Summary);
        if !moves {
            return own;
        }
        let here = match (context.item, context.section) {
            (Some(_), _) => self.prose_of_item(context),
            (None, Some(SectionRole::Summary)) => Some(ProseKey::Field("summary".to_owned())),
            (None, Some(SectionRole::Question)) => Some(own.clone()),
            (None, None) if self.base.brief.meeting.context.is_some() => {
                Some(ProseKey::Field("meeting.context".to_owned()))
            }
            _ => None,
        };
        here.unwrap_or_else(|| {
            self.unplaced_near(
                at,
                "a paragraph that stands where no prose is",
                Some(path.whole()),
                &self.paragraph(at).text,
                "put it back, or behind the item or the paragraph of a summary, a context or an annex that it belongs to",
            );
            own
        })
    }

    /// Whether the heading of a section is still there.
    fn has_heading(&self, section: SectionRole) -> bool {
        let mut slots = self.base.slots.iter().zip(&self.pairs.of_base);
        slots.any(|(slot, now)| slot.heading == Some(section) && now.is_some())
    }

    /// A part of a paragraph that is prose of `key`, and was that of the field at `path`.
    pub(super) fn prose_part(
        &mut self,
        at: usize,
        range: Range<usize>,
        key: ProseKey,
        path: Option<&FieldPath>,
    ) {
        let offset = match &key {
            ProseKey::New(place) => usize::from(self.items[*place].table.in_list),
            ProseKey::Field(path) => list_depth(FieldPath::parse(path).table()),
        };
        let mut shown = PlaceInLists::shown(self.paragraph(at));
        if let (Some(base), Some(path)) = (self.pairs.of_theirs[at], path)
            && key == ProseKey::Field(path.whole())
        {
            // A program that drops our anchors makes lists of its own.
            let was = self.base.paragraph(base);
            if PlaceInLists::shown(was) == shown || !self.pairs.keep_anchors {
                shown = self.base.place_in_lists(was, Some(path));
            }
        }
        let PlaceInLists { depth, mark } = shown.inside(offset);
        self.prose.entry(key).or_default().push(Part {
            at,
            range,
            depth,
            mark,
        });
    }

    /// What prose parts say, those of the field at `path` or of a new item.
    pub(super) fn prose_of(&self, parts: &[Part], path: Option<&FieldPath>) -> Prose {
        self.sources(path).prose(parts)
    }

    /// The parts of each prose of the base.
    pub(super) fn base_prose(&self) -> BTreeMap<String, Prose> {
        let sources = |path: &str| Sources {
            paragraphs: &self.base.reading.paragraphs,
            notes: &self.base.reading.notes,
            base: Some(self.base),
            except: self.base.language_without_passages(&FieldPath::parse(path)),
        };
        let mut parts: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        for (at, slot) in self.base.slots.iter().enumerate() {
            let paragraph = self.base.paragraph(at);
            for field in slot.fields.iter().filter(|field| field.path.is_prose()) {
                let place = self.base.place_in_lists(paragraph, Some(&field.path));
                let PlaceInLists { depth, mark } = place.inside(list_depth(field.path.table()));
                parts.entry(field.path.whole()).or_default().push(Part {
                    at,
                    range: field.range.clone(),
                    depth,
                    mark,
                });
            }
        }
        parts
            .into_iter()
            .map(|(path, parts)| {
                let prose = sources(&path).prose(&parts);
                (path, prose)
            })
            .into_map()
    }

    /// Tells what of words in the paragraph at `at` CommonMark cannot write.
    pub(super) fn lost(&mut self, at: usize, near: Option<String>, lost: &[Lost]) {
        for Lost {
            setting,
            words,
            target,
        } in lost
        {
            let (what, advice) = match (setting, target) {
                (Setting::Link, Some(Target::Uri(uri))) => {
                    ("a link that no brief can have", link_target(uri).err())
                }
                (Setting::Link, _) => ("a link that no brief can have there", None),
                (Setting::Language, _) => ("a passage in another language", None),
                (Setting::Emphasis | Setting::Strong, _) => {
                    ("emphasis that no brief can have there", None)
                }
            };
            let advice = advice.unwrap_or_else(|| {
                "set whole words so: between a letter and a mark, prose has no emphasis, link or language".to_owned()
            });
            let near = near.clone().or_else(|| self.near(at));
            let words = match target {
                Some(Target::Uri(uri)) if uri != words => format!("{words} ({uri})"),
                _ => words.clone(),
            };
            self.unplaced_near(at, what, near, &words, &advice);
        }
    }

    pub(super) fn prose_fields(&mut self) {
        let base = self.base_prose();
        let mut paths: BTreeSet<String> = base.keys().cloned().into_set();
        paths.extend(self.prose.keys().filter_map(|key| match key {
            ProseKey::Field(path) => Some(path.clone()),
            ProseKey::New(_) => None,
        }));
        for path in paths {
            let parsed = FieldPath::parse(&path);
            let key = ProseKey::Field(path.clone());
            let parts = self.prose.remove(&key).unwrap_or_default();
            let was = base.get(&path);
            if parts.is_empty() {
                let is_gone = parsed
                    .item
                    .iter()
                    .any(|(table, id)| self.is_gone(table, id));
                if !is_gone {
                    let first = self.base.places_of(&parsed).first();
                    let at = self.place_of(first.copied().unwrap_or(0));
                    self.field(at, &parsed, None);
                }
                continue;
            }
            let mut now = self.prose_of(&parts, Some(&parsed));
            if let Some(was) = was
                && !self.pairs.keep_anchors
                && locale::direction(&self.base.brief.language) == Direction::RightToLeft
            {
                now.find_lost_emphasis(was);
            }
            if was.is_some_and(|was| was.says_the_same(&now)) {
                continue;
            }
            now.find_lost(was);
            // The paragraph that differs first says where and by whom.
            let differs =
                |place: usize| was.is_none_or(|was| was.blocks.get(place) != now.blocks.get(place));
            let at = parts
                .iter()
                .enumerate()
                .find(|(place, _)| differs(*place))
                .map_or(parts[0].at, |(_, part)| part.at);
            let typed = self.base.typed_text(&parsed);
            let Markup { mut text, lost } = now.to_markup(was.zip(typed.as_deref()));
            self.lost(at, Some(path.clone()), &lost);
            if let Some(was) = was
                && now.keep_links(&lost, was)
            {
                if was.says_the_same(&now) {
                    continue;
                }
                text = now
                    .to_markup(typed.as_deref().map(|typed| (was, typed)))
                    .text;
            }
            let theirs = (!text.trim().is_empty()).then_some(Value::Text(text));
            let paragraphs = parts.iter().map(|part| self.paragraph(part.at));
            let notes = paragraphs
                .clone()
                .flat_map(|paragraph| &paragraph.runs)
                .filter_map(|run| self.notes.get(run.setting.note.as_ref()?))
                .flatten();
            let authors: BTreeSet<&String> = paragraphs
                .chain(notes)
                .flat_map(|paragraph| &paragraph.authors)
                .into_set();
            let author = joined(authors);
            let before = self.changes.len();
            self.field(at, &parsed, theirs);
            if let Some((_, change)) = self.changes.get_mut(before) {
                change.author = author;
            }
        }
    }
}
