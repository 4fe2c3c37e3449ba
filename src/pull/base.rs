//! The base: the document as it was when the Word file was made of it, made again from the brief that the
//! file keeps, and read as an edited one is read. So what nobody touched is the same on both sides, and
//! nothing of how a document is written stands here a second time.

use super::path::FieldPath;
use crate::brief::{self, Brief, Surroundings};
use crate::compose::compose;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::{Attachment, Block, BlockKind, Document, InputFile, Picture, PictureFormat};
use crate::docx::{self, AnchorName, Manifest, Paragraph, Reading, Revisions};
use crate::fonts;
use crate::locale::{self, Locale, Message};
use crate::theme::{Face, Theme};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::Path;

/// Why there is no base.
#[derive(Debug)]
pub enum BaseError {
    /// The brief is none any more: what is wrong with it.
    Brief(Box<Source>, Vec<Diagnostic>),
    /// No document can be made of it.
    Document(docx::Error),
}

/// The document that was edited.
pub(super) struct Base {
    pub brief: Brief,
    pub locale: Locale,
    pub reading: Reading,
    /// The fields of each paragraph, as its runs have them.
    pub slots: Vec<Slot>,
    /// The paths of fields by the names of their bookmarks.
    pub bookmarks: BTreeMap<String, String>,
    /// The same by the tags and the titles of their content controls.
    tags: BTreeMap<String, String>,
    titles: BTreeMap<String, String>,
    /// The ids that references lead to, by the names of their bookmarks.
    pub targets: BTreeMap<String, String>,
    /// The languages of passages that are not in that of the brief.
    pub languages: BTreeSet<String>,
    /// The ids of the items of each table, in the order of the brief.
    pub items: BTreeMap<String, Vec<String>>,
    /// All ids.
    pub ids: BTreeSet<String>,
    /// The paths of fields that stand in the house style.
    pub house: BTreeSet<String>,
    values: toml::Table,
}

/// A field in a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FieldHere {
    pub path: FieldPath,
    /// Its bytes of the paragraph's text.
    pub range: Range<usize>,
}

/// What the base knows of a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Slot {
    /// Its fields in order.
    pub fields: Vec<FieldHere>,
    /// What a heading of ours is for: `recommendations`.
    pub heading: Option<String>,
}

impl Base {
    /// The base of a brief, written in a house style.
    pub fn new(source: &Attachment, house: Option<&Attachment>) -> Result<Base, BaseError> {
        let read = |attachment: &Attachment| {
            Source::from_bytes(attachment.file_name.clone(), attachment.bytes.clone())
                .map_err(|wrong| BaseError::Brief(Box::new(wrong.0), vec![wrong.1]))
        };
        let source = read(source)?;
        let house = match house {
            Some(house) => {
                let house = read(house)?;
                let (style, diagnostics) = brief::read_house_style(&house, &mut StandIns);
                match style {
                    Some(style) => Some(style),
                    None => return Err(BaseError::Brief(Box::new(house), diagnostics)),
                }
            }
            None => None,
        };
        let (brief, mut diagnostics) = brief::read_in_house(&source, house.as_ref(), &mut StandIns);
        let locale = brief
            .as_ref()
            .and_then(|brief| Locale::for_language(&brief.language));
        let (Some(brief), Some(locale)) = (brief, locale) else {
            if diagnostics.is_empty() {
                let message = "briefs cannot be written in this language";
                diagnostics.push(Diagnostic::error("unsupported-language", message));
            }
            return Err(BaseError::Brief(Box::new(source), diagnostics));
        };
        let document = compose(&brief, &locale);
        let options = docx::Options {
            charts: drawings(&document.blocks),
            ..docx::Options::default()
        };
        let written = docx::write(&document, &Theme::default(), &options);
        let written = written.map_err(BaseError::Document)?;
        let reading = docx::read(&written, Revisions::Accept).map_err(|error| {
            BaseError::Document(docx::Error::Part {
                cause: error.to_string(),
            })
        })?;
        // What cannot be read here was not found in the brief either.
        let values = toml::from_str(&source.text).unwrap_or_default();
        Ok(Base::of(brief, locale, &document, reading, values))
    }

    fn of(
        brief: Brief,
        locale: Locale,
        document: &Document,
        reading: Reading,
        values: toml::Table,
    ) -> Base {
        let Manifest { paths, .. } = reading.manifest.clone().unwrap_or_default();
        let slots = reading
            .paragraphs
            .iter()
            .map(|paragraph| slot(paragraph, &paths))
            .collect();
        let mut house = BTreeSet::new();
        document.visit_nodes(&mut |node| {
            if let Some(origin) = &node.origin
                && origin.file == InputFile::HouseStyle
            {
                house.insert(FieldPath::parse(&origin.path).whole());
            }
        });
        let targets = document
            .anchors()
            .into_keys()
            .map(|id| (docx::target_name(id), id.to_owned()))
            .collect();
        let items = items(&brief);
        let ids = items
            .iter()
            .filter(|(table, _)| !matches!(table.as_str(), "abbreviation" | "contact"))
            .flat_map(|(_, ids)| ids.iter().cloned())
            .chain(
                brief
                    .organisations
                    .iter()
                    .map(|found| found.id.value.clone()),
            )
            .collect();
        let by = |name: fn(&str) -> String| {
            let named = paths.values().map(|path| (name(path), path.clone()));
            named.collect()
        };
        let runs = reading
            .paragraphs
            .iter()
            .chain(reading.notes.values().flatten());
        let runs = runs.flat_map(|paragraph| &paragraph.runs);
        let languages = runs
            .filter_map(|run| run.setting.language.clone())
            .collect();
        Base {
            languages,
            tags: by(docx::field_tag),
            titles: by(docx::field_title),
            brief,
            locale,
            slots,
            bookmarks: paths,
            targets,
            items,
            ids,
            house,
            values,
            reading,
        }
    }

    pub fn paragraph(&self, index: usize) -> &Paragraph {
        &self.reading.paragraphs[index]
    }

    /// The value of the field at `path` in the brief's file, as it is typed.
    pub fn typed(&self, path: &FieldPath) -> Option<&toml::Value> {
        let mut value: Option<&toml::Value> = None;
        let mut table = &self.values;
        if let Some((name, id)) = &path.item {
            let place = self.items.get(name)?.iter().position(|known| known == id)?;
            table = table.get(name)?.as_array()?.get(place)?.as_table()?;
        }
        for step in path.field.split('.') {
            let (name, place) = index_of(step);
            let found = match value {
                None => table.get(name)?,
                Some(value) => value.as_table()?.get(name)?,
            };
            value = Some(match place {
                Some(place) => found.as_array()?.get(place)?,
                None => found,
            });
        }
        value
    }

    /// The string at `path`, as it is typed; in a list the one at the place that the path names.
    pub fn typed_text(&self, path: &FieldPath) -> Option<&str> {
        let value = self.typed(path)?;
        match (value.as_array(), path.index) {
            (Some(list), Some(index)) => list.get(index)?.as_str(),
            _ => value.as_str(),
        }
    }

    /// What the heading of a section of ours can be, for one item and for several.
    pub fn heading_variants(&self, heading: &str) -> Vec<String> {
        let message = match heading {
            "obstacles" => Message::HeadingObstacles,
            "recommendations" => Message::HeadingRecommendations,
            "decisions" => Message::HeadingDecisions,
            "actions" => Message::HeadingActions,
            "references" => Message::HeadingReferences,
            "abbreviations" => Message::HeadingAbbreviations,
            "contacts" => Message::HeadingContacts,
            _ => return Vec::new(),
        };
        [1, 2, 5]
            .map(|count| self.locale.counted(message, count))
            .to_vec()
    }

    /// The path that an anchor of an edited file stands for. The tag of a field is the same in all places
    /// of the field.
    pub fn paths_of(&self, name: &AnchorName) -> Option<&str> {
        match name {
            AnchorName::Bookmark(name) => self.bookmarks.get(name).map(String::as_str),
            AnchorName::Tag(tag) => self.tags.get(tag).map(String::as_str),
            AnchorName::Alias(title) => self.titles.get(title).map(String::as_str),
        }
    }
}

/// `series[0]` as `series` and 0.
fn index_of(step: &str) -> (&str, Option<usize>) {
    match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
        Some((name, place)) => (name, place.parse().ok()),
        None => (step, None),
    }
}

fn slot(paragraph: &Paragraph, paths: &BTreeMap<String, String>) -> Slot {
    let mut slot = Slot::default();
    for anchor in &paragraph.anchors {
        let AnchorName::Bookmark(name) = &anchor.name else {
            continue;
        };
        let Some(path) = paths.get(name) else {
            continue;
        };
        match path.strip_prefix("label:") {
            Some(heading) => slot.heading = Some(heading.to_owned()),
            None => slot.fields.push(FieldHere {
                path: FieldPath::parse(path),
                range: anchor.range.clone(),
            }),
        }
    }
    slot.fields.sort_by_key(|field| field.range.start);
    slot
}

/// The ids of all items, by their tables.
fn items(brief: &Brief) -> BTreeMap<String, Vec<String>> {
    let of = |path: &str| FieldPath::parse(path).item;
    let paths = [
        brief
            .questions
            .iter()
            .map(|i| &i.text.origin.path)
            .collect::<Vec<_>>(),
        brief
            .practices
            .iter()
            .map(|i| &i.text.origin.path)
            .collect(),
        brief
            .obstacles
            .iter()
            .map(|i| &i.text.origin.path)
            .collect(),
        brief
            .recommendations
            .iter()
            .map(|i| &i.text.origin.path)
            .collect(),
        brief
            .decisions
            .iter()
            .map(|i| &i.text.origin.path)
            .collect(),
        brief.actions.iter().map(|i| &i.text.origin.path).collect(),
        brief
            .tables
            .iter()
            .map(|i| &i.caption.origin.path)
            .collect(),
        brief.figures.iter().map(|i| &i.alt.origin.path).collect(),
        brief
            .charts
            .iter()
            .map(|i| &i.caption.origin.path)
            .collect(),
        brief.annexes.iter().map(|i| &i.title.origin.path).collect(),
        brief
            .references
            .iter()
            .map(|i| &i.text.origin.path)
            .collect(),
        brief
            .abbreviations
            .iter()
            .map(|i| &i.short.origin.path)
            .collect(),
        brief.contacts.iter().map(|i| &i.name.origin.path).collect(),
        brief
            .organisations
            .iter()
            .map(|i| &i.name.origin.path)
            .collect(),
    ];
    let mut items: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, id) in paths.into_iter().flatten().filter_map(|path| of(path)) {
        items.entry(table).or_default().push(id);
    }
    items
}

/// A picture of one white pixel in greyscale.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\
    \0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\x0aIDAT\x78\xda\x63\xf8\x0f\0\x01\x01\x01\0\x1c\xb0\x8c\x99\
    \0\0\0\0IEND\xae\x42\x60\x82";

/// Files that stand in for those that the brief names: what a document says does not depend on them.
struct StandIns;

impl Surroundings for StandIns {
    fn file(&mut self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let is_font = path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("otf") || extension.eq_ignore_ascii_case("ttf")
        });
        let bytes = if is_font {
            fonts::embedded(Face::SansRegular)
        } else {
            PIXEL
        };
        Ok(bytes[..bytes.len().min(limit)].to_vec())
    }

    fn is_country(&self, code: &str) -> bool {
        locale::is_country(code)
    }
}

/// Pictures that stand in for the drawings of charts.
pub(super) fn drawings(blocks: &[Block]) -> BTreeMap<crate::document::NodeId, Picture> {
    let mut drawings = BTreeMap::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Chart(chart) => {
                let picture = Picture {
                    file: "chart.png".to_owned(),
                    bytes: PIXEL.into(),
                    format: PictureFormat::Png,
                    width_px: 1,
                    height_px: 1,
                };
                drawings.insert(chart.drawing_node.id, picture);
            }
            BlockKind::Section(section) => drawings.extend(self::drawings(&section.blocks)),
            BlockKind::List(list) => {
                for item in &list.items {
                    drawings.extend(self::drawings(&item.blocks));
                }
            }
            _ => {}
        }
    }
    drawings
}
