//! The base: the document as it was when the Word file was made of it, made again from the brief that the
//! file keeps, and read as an edited one is read. So what nobody touched is the same on both sides, and
//! nothing of how a document is written stands here a second time.

use super::base_edition::BaseEdition;
use super::change::Value;
use super::error::ReadError;
use super::source::{Ids, Toml};
use crate::brief::translation::{Untranslated, passages_by_field, read_translation};
use crate::brief::{self, Brief, HouseStyle, Surroundings, unsupported_language};
use crate::compose::compose;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::{
    Attachment, Block, BlockKind, Document, FieldPath, InputFile, Language, ListMarker, NodeId,
    Picture, PictureFormat, SectionRole,
};
use crate::docx::{self, AnchorName, Paragraph, ParagraphStyle, Reading, Wording};
use crate::fonts::{self, Face};
use crate::locale::{Locale, Message};
use crate::ordered::Ordered;
use crate::theme::Theme;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

/// The files that a document was made from.
#[derive(Clone, Copy, Debug)]
pub struct MadeFrom<'a> {
    /// The brief.
    pub brief: &'a Attachment,
    /// The house style that it is written in.
    pub house_style: Option<&'a Attachment>,
    /// The translation, where the document is an edition in another language.
    pub translation: Option<&'a Attachment>,
}

impl<'a> MadeFrom<'a> {
    /// A brief alone.
    pub fn brief(brief: &'a Attachment) -> MadeFrom<'a> {
        MadeFrom {
            brief,
            house_style: None,
            translation: None,
        }
    }
}

/// The longest brief or translation that is compared with a document, in bytes.
const LONGEST_TEXT: usize = 3 << 20;
/// The most characters in it of which each may begin an item, a value, a paragraph or words that are set off: what
/// is made of them takes some hundred bytes of memory each.
const MOST_MARKS: usize = 200_000;
/// The most blocks and passages of a document that is compared: they take some thousand bytes of memory each, while
/// the document is made again.
const MOST_NODES: usize = 12_000;

/// Whether the text of a file may be read as a base.
fn is_too_large(source: &Source) -> bool {
    let is_mark = |byte: &u8| b"\n\\,=\"'[<{*_`".contains(byte);
    source.text.len() > LONGEST_TEXT || source.text.bytes().filter(is_mark).count() > MOST_MARKS
}

/// The document that was edited.
pub(super) struct Base<'a> {
    pub brief: Brief,
    pub locale: Locale,
    pub reading: Reading,
    /// The fields of each paragraph, as its runs have them.
    pub slots: Vec<Slot>,
    /// The paragraphs that each field stands in, in order.
    places: BTreeMap<FieldPath, Vec<usize>>,
    /// Where paragraphs of prose stand in lists, by their paths: what a document says of it by a style or by their
    /// indents alone.
    lists: BTreeMap<FieldPath, PlaceInLists>,
    /// The paths of fields by the names of their bookmarks, and by the tags and the titles of their content controls.
    anchors: BTreeMap<AnchorName, String>,
    /// The ids that references lead to, by the names of their bookmarks.
    pub targets: BTreeMap<String, String>,
    /// The languages of passages that are not in that of the brief.
    pub languages: BTreeSet<Language>,
    /// The ids of the items of each table, in the order of the brief, those of its house style among them.
    pub items: Ids,
    /// The paths of fields that stand in the house style.
    pub house: BTreeSet<String>,
    /// The translation, where the document is an edition in another language.
    pub edition: Option<BaseEdition>,
    /// The brief's file, with the ids of the items that stand in the brief itself.
    pub toml: Toml<'a>,
}

/// In how many lists a paragraph stands, and the mark that it begins an item with: whether that is a bullet.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) struct PlaceInLists {
    pub depth: usize,
    pub mark: Option<bool>,
}

impl PlaceInLists {
    /// Where a paragraph stands in lists, as far as its numbering and its style say it.
    pub fn shown(paragraph: &Paragraph) -> PlaceInLists {
        if let Some(mark) = paragraph.mark.filter(|_| !paragraph.style.is_heading()) {
            return PlaceInLists {
                depth: mark.level + 1,
                mark: Some(mark.is_bullet),
            };
        }
        let depth = match paragraph.style {
            ParagraphStyle::ListContinued(level) => level + 1,
            _ => 0,
        };
        PlaceInLists { depth, mark: None }
    }

    /// The place of a paragraph of an item that stands itself in `outer` lists.
    pub fn inside(self, outer: usize) -> PlaceInLists {
        let depth = self.depth.saturating_sub(outer);
        PlaceInLists {
            depth,
            mark: self.mark.filter(|_| depth > 0),
        }
    }
}

/// Notes where the paragraphs of prose among these blocks stand, the first of which stands at `first`.
fn places_in_lists(
    blocks: &[Block],
    first: PlaceInLists,
    places: &mut BTreeMap<FieldPath, PlaceInLists>,
) {
    let mut here = first;
    for block in blocks {
        match &block.kind {
            BlockKind::Section(section) => {
                places_in_lists(&section.blocks, PlaceInLists::default(), places);
            }
            BlockKind::List(list) => {
                let item = PlaceInLists {
                    depth: here.depth + 1,
                    mark: Some(list.marker == ListMarker::Bullet),
                };
                for one in &list.items {
                    places_in_lists(&one.blocks, item, places);
                }
            }
            _ => {
                if let Some(origin) = &block.node.origin {
                    places.entry(FieldPath::parse(&origin.path)).or_insert(here);
                }
            }
        }
        here.mark = None;
    }
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
    /// What a heading of ours is for.
    pub heading: Option<SectionRole>,
}

impl<'a> Base<'a> {
    /// The base of a document that was made from these files, with this wording.
    pub fn new(made_from: MadeFrom<'a>, wording: &Wording) -> Result<Base<'a>, ReadError> {
        let read = |attachment: &Attachment| {
            Source::from_bytes(attachment.file_name.clone(), attachment.bytes.clone())
                .map_err(|wrong| ReadError::Base(Box::new(wrong.source), vec![wrong.diagnostic]))
        };
        let source = read(made_from.brief)?;
        if is_too_large(&source) {
            return Err(ReadError::BriefTooLarge);
        }
        let house = made_from.house_style.map(|house| {
            let house = read(house)?;
            let (style, diagnostics) = brief::read_house_style(&house, &mut StandIns);
            style.ok_or_else(|| ReadError::Base(Box::new(house), diagnostics))
        });
        let house = house.transpose()?;
        let translation = made_from.translation.map(read).transpose()?;
        if translation.as_ref().is_some_and(is_too_large) {
            return Err(ReadError::BriefTooLarge);
        }
        let (brief, edition, mut diagnostics) = match translation {
            None => {
                let (brief, diagnostics) =
                    brief::read_in_house(&source, house.as_ref(), &mut StandIns);
                (brief, None, diagnostics)
            }
            Some(file) => {
                let (brief, edition) = read_edition(&source, house.as_ref(), file)?;
                (Some(brief), Some(edition), Vec::new())
            }
        };
        let locale = brief
            .as_ref()
            .and_then(|brief| Locale::for_language(&brief.language));
        if let (Some(brief), None, true) = (&brief, &locale, diagnostics.is_empty()) {
            diagnostics.push(unsupported_language(&brief.language));
        }
        let (Some(brief), Some(locale)) = (brief, locale) else {
            return Err(ReadError::Base(Box::new(source), diagnostics));
        };
        let mut document = compose(&brief, &locale);
        let mut nodes = 0_usize;
        document.visit_nodes(&mut |_, _| nodes += 1);
        if nodes > MOST_NODES {
            return Err(ReadError::BriefTooLarge);
        }
        if let Some((_, untranslated)) = &edition {
            untranslated.mark(&mut document);
        }
        let options = docx::Options {
            charts: drawings(&document),
            ..docx::Options::default()
        };
        let reading = docx::reading_of(&document, &Theme::default(), &options);
        let mut reading = reading.map_err(ReadError::Document)?;
        reading.word_as(wording);
        let text = str::from_utf8(&made_from.brief.bytes).unwrap_or_default();
        let toml = Toml::new(text, Rc::new(Ids::of(&brief))).map_err(|reason| {
            let wrong = Diagnostic::error("syntax", reason);
            ReadError::Base(Box::new(source), vec![wrong])
        })?;
        Ok(Base::of(brief, locale, &document, reading, toml)
            .in_edition(edition.map(|(edition, _)| edition)))
    }

    fn of(
        brief: Brief,
        locale: Locale,
        document: &Document,
        reading: Reading,
        toml: Toml<'a>,
    ) -> Base<'a> {
        let paths = reading.manifest.as_ref();
        let paths = paths.map_or_else(BTreeMap::new, |manifest| manifest.paths.clone());
        let slots = reading
            .paragraphs
            .iter()
            .map(|paragraph| slot(paragraph, &paths))
            .collect::<Vec<_>>();
        let mut places: BTreeMap<FieldPath, Vec<usize>> = BTreeMap::new();
        for (place, slot) in slots.iter().enumerate() {
            for field in &slot.fields {
                let here = places.entry(field.path.clone()).or_default();
                if here.last() != Some(&place) {
                    here.push(place);
                }
            }
        }
        let mut house = BTreeSet::new();
        document.visit_nodes(&mut |node, _| {
            if let Some(origin) = &node.origin
                && origin.file == InputFile::HouseStyle
            {
                house.insert(FieldPath::parse(&origin.path).whole());
            }
        });
        let mut lists = BTreeMap::new();
        let notes = document.notes.iter().map(|note| &note.blocks);
        for blocks in std::iter::once(&document.blocks).chain(notes) {
            places_in_lists(blocks, PlaceInLists::default(), &mut lists);
        }
        let targets = document
            .anchors()
            .into_keys()
            .map(|id| (docx::target_name(id), id.to_owned()))
            .collect();
        let items = Ids::in_house(&brief);
        let mut anchors = BTreeMap::new();
        for (bookmark, path) in paths {
            let control = [
                AnchorName::Tag(docx::field_tag(&path)),
                AnchorName::Alias(docx::field_title(&path)),
            ];
            for name in control {
                anchors.insert(name, path.clone());
            }
            anchors.insert(AnchorName::Bookmark(bookmark), path);
        }
        let runs = reading
            .paragraphs
            .iter()
            .chain(reading.notes.values().flatten());
        let runs = runs.flat_map(|paragraph| &paragraph.runs);
        let languages = runs
            .filter_map(|run| run.setting.language.clone().map(Language))
            .collect();
        Base {
            languages,
            brief,
            locale,
            slots,
            places,
            lists,
            anchors,
            targets,
            items,
            house,
            edition: None,
            toml,
            reading,
        }
    }

    /// The base as that of an edition in another language.
    fn in_edition(mut self, edition: Option<BaseEdition>) -> Base<'a> {
        if let Some(edition) = &edition {
            let is_original =
                |language: &Language| language.is_kind_of(&edition.original_language.0);
            let targets = edition.targets();
            let mut marked = targets.flat_map(|(_, words)| brief::marked_languages(words));
            if !marked.any(|language| is_original(&language)) {
                // What is not translated is in that language as a whole, and has no passages in it.
                self.languages.retain(|language| !is_original(language));
            }
        }
        self.edition = edition;
        self
    }

    /// The language that is none of passages in the field at `path`, since all of it is in the language of the
    /// original: what a translator writes there in a word processor is set as that.
    pub fn language_without_passages(&self, path: &FieldPath) -> Option<&str> {
        let edition = self.edition.as_ref()?;
        let is_untranslated = edition.is_untranslated(&path.with_index());
        is_untranslated.then_some(edition.original_language.0.as_str())
    }

    /// Where a paragraph, which is prose at `path`, stands in lists. Some say it by nothing but their indents.
    pub fn place_in_lists(&self, paragraph: &Paragraph, path: Option<&FieldPath>) -> PlaceInLists {
        let shown = PlaceInLists::shown(paragraph);
        let known = path.and_then(|path| self.lists.get(path).copied());
        known
            .filter(|_| shown == PlaceInLists::default())
            .unwrap_or(shown)
    }

    /// The paragraphs that the field at `path` stands in, in order: of prose the paragraph that the path names.
    pub fn places_of(&self, path: &FieldPath) -> &[usize] {
        self.places.get(path).map_or(&[], Vec::as_slice)
    }

    pub fn paragraph(&self, index: usize) -> &Paragraph {
        &self.reading.paragraphs[index]
    }

    /// The value of the field at `path` in the brief's file, as it is typed there or in its translation.
    pub fn typed(&self, path: &FieldPath) -> Option<Value> {
        let path = path.whole();
        let value = self.toml.value(&path)?;
        let Some(edition) = &self.edition else {
            return Some(value);
        };
        let target = |path: &str, words: String| edition.target(path).map_or(words, str::to_owned);
        Some(match value {
            Value::Text(words) => Value::Text(target(&path, words)),
            Value::Texts(texts) => {
                let texts = texts.into_iter().enumerate();
                let texts = texts.map(|(place, words)| target(&format!("{path}[{place}]"), words));
                Value::Texts(texts.collect())
            }
            other => other,
        })
    }

    /// The string at `path`, as it is typed; in a list the one at the place that the path names.
    pub fn typed_text(&self, path: &FieldPath) -> Option<String> {
        match self.typed(path)? {
            Value::Text(words) => Some(words),
            Value::Texts(texts) => texts.into_iter().nth(path.index?),
            _ => None,
        }
    }

    /// Advice that sends somebody to the brief: whoever edits an edition has the name of its original with it.
    pub fn in_brief(&self, advice: &str) -> String {
        match &self.edition {
            Some(edition) => format!("{advice}; the brief is {}", edition.original),
            None => advice.to_owned(),
        }
    }

    /// What the heading of a section of ours can be, for one item and for several.
    pub fn heading_variants(&self, heading: SectionRole) -> Vec<String> {
        let message = match heading {
            SectionRole::Obstacles => Message::HeadingObstacles,
            SectionRole::Recommendations => Message::HeadingRecommendations,
            SectionRole::Decisions => Message::HeadingDecisions,
            SectionRole::Actions => Message::HeadingActions,
            SectionRole::References => Message::HeadingReferences,
            SectionRole::Abbreviations => Message::HeadingAbbreviations,
            SectionRole::Contacts => Message::HeadingContacts,
            // Those that count nothing, and those that have none.
            SectionRole::Masthead
            | SectionRole::Facts
            | SectionRole::Summary
            | SectionRole::Questions
            | SectionRole::Question
            | SectionRole::Practices
            | SectionRole::Annex
            | SectionRole::Funding
            | SectionRole::Rights => return Vec::new(),
        };
        self.locale.every_form(message).to_vec()
    }

    /// The path that an anchor of an edited file stands for. The tag of a field is the same in all places
    /// of the field.
    pub fn path_of(&self, name: &AnchorName) -> Option<&str> {
        self.anchors.get(name).map(String::as_str)
    }
}

/// Reads the original and its translation in `file`: the brief that has the words of the edition, and which of them are
/// not translated.
fn read_edition(
    original: &Source,
    house: Option<&HouseStyle>,
    file: Source,
) -> Result<(Brief, (BaseEdition, Untranslated)), ReadError> {
    let (translation, diagnostics) = read_translation(&file);
    let Some(translation) = translation else {
        return Err(ReadError::Base(Box::new(file), diagnostics));
    };
    let language = &translation.language.value;
    let (read, diagnostics) = brief::read_for_edition(original, house, language, &mut StandIns);
    let Some((mut brief, original_language)) = read else {
        return Err(ReadError::Base(Box::new(original.clone()), diagnostics));
    };
    let (passages, by_field) = passages_by_field(&mut brief, original);
    let (edition, diagnostics) = translation.apply(&file, brief, original, &original_language);
    let Some(edition) = edition else {
        return Err(ReadError::Base(Box::new(file), diagnostics));
    };
    let name = |source: &Source| source.path.display().to_string();
    let units = translation.units_of(&passages).into_iter();
    let base = BaseEdition {
        file_name: name(&file),
        original: name(original),
        original_language,
        units: units.map(|unit| unit.cloned()).collect(),
        translation,
        passages,
        by_field,
    };
    Ok((edition.brief, (base, edition.untranslated)))
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
        match docx::label_of(path) {
            Some(heading) => slot.heading = SectionRole::of_name(heading),
            None => slot.fields.push(FieldHere {
                path: FieldPath::parse(path),
                range: anchor.range.clone(),
            }),
        }
    }
    slot.fields.sort_by_key(|field| field.range.start);
    slot
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
}

/// Pictures that stand in for the drawings of charts.
pub(super) fn drawings(document: &Document) -> BTreeMap<NodeId, Picture> {
    let picture = |number| Picture {
        file: docx::name_of_chart(number),
        bytes: PIXEL.into(),
        format: PictureFormat::Png,
        width_px: 1,
        height_px: 1,
    };
    let charts = document.charts().into_iter().zip(1..);
    charts
        .map(|(chart, number)| (chart.drawing_node.id, picture(number)))
        .into_map()
}
