//! The word processor's file: a document as Office Open XML WordprocessingML (ECMA-376), and whether a
//! file that stands there is still as we wrote it.
//!
//! docx-rs makes paragraphs, runs, tables, styles, numbering, notes and pictures; a pass over its parts
//! adds what it has no call for and brings all into the schema's order. Every field of the brief has a
//! bookmark and a content control, so that an edit finds its way home.

mod anchor;
mod body;
mod comments;
mod complex_script;
mod digests;
mod facts;
mod finish;
mod manifest;
mod marks;
mod numbering;
mod package;
mod paragraph;
mod parts;
mod read;
mod relationships;
mod schema;
mod style_ids;
mod styles;
mod template;
mod tidy;
mod wording;
mod xml;

pub(crate) use anchor::{
    label_of, label_path, tag as field_tag, target_name, title as field_title,
};
pub use comments::PlacedComment;
pub use digests::first_difference;
pub use manifest::Manifest;
pub use paragraph::{
    Anchor, AnchorName, CellPlace, Direct, Foreign, ForeignKind, Link, Mark, NOTE, NoteId, OBJECT,
    Paragraph, ParagraphStyle, PictureHere, Run, Setting,
};
pub use read::{Comment, ReadError, Reading, Revisions, read};
pub use template::Templates;
pub use wording::Wording;
pub use xml::Fault;

use crate::document::{Attachment, Document, Language, NodeId, Origin, Picture, PictureFormat};
use crate::limits::LARGEST_DOCUMENT;
use crate::locale;
use crate::theme::{StyleName, Theme};
use body::{Composer, Piece};
use docx_rs::{Docx, Footer, PageMargin, XMLDocx};
use facts::PictureFacts;
use package::{Deflater, Parts};
use relationships::{Links, Relationships};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use template::Template;

/// What a file is made with beside the document and the design.
#[derive(Clone, Debug)]
pub struct Options {
    /// The brief itself, kept in the file.
    pub source: Option<Attachment>,
    /// The charts drawn, by the nodes of their drawings; a chart without a picture is its data alone.
    pub charts: BTreeMap<NodeId, Picture>,
    /// The house style that it is written in, kept with it.
    pub house_style: Option<Attachment>,
    /// What those who edit the file are told, in its properties.
    pub note: Option<String>,
    /// Comments that are carried on from an earlier file.
    pub comments: Vec<PlacedComment>,
    /// The translation, where the document is an edition of the brief in another language, kept with it too.
    pub translation: Option<Attachment>,
    /// The version of the program, such as `1.2.3`.
    pub version: String,
    /// The digest of all that the file is made from, kept in it for [`is_made_from`].
    pub inputs: Option<[u8; 32]>,
    /// What files have in common, made once for all that are written with the same.
    pub templates: Templates,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            source: None,
            charts: BTreeMap::new(),
            house_style: None,
            note: None,
            comments: Vec::new(),
            translation: None,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            inputs: None,
            templates: Templates::default(),
        }
    }
}

/// Why no file could be made.
#[derive(Debug)]
pub enum Error {
    /// A part is not well-formed.
    Part {
        /// What is wrong with it.
        cause: String,
    },
    /// A picture cannot be read.
    Picture {
        /// Its file's name, as the brief gives it.
        file: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The parts cannot be packed.
    Package {
        /// What the zip writer says.
        cause: zip::result::ZipError,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Part { cause } => write!(f, "a part of the DOCX is not well-formed: {cause}"),
            Error::Picture { file, cause } => {
                write!(f, "the picture {file} could not be embedded: {cause}")
            }
            Error::Package { cause } => write!(f, "the DOCX cannot be packed: {cause}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Part { .. } | Error::Picture { .. } => None,
            Error::Package { cause } => Some(cause),
        }
    }
}

/// Who has written a file last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Authorship {
    /// We, and nobody has touched it since.
    Unchanged,
    /// We, and somebody has edited it or saved it anew.
    Edited,
    /// We noted that what somebody edited in it is settled, and nobody has touched it since: what is not in the brief
    /// was left out on purpose, of which these are the marks.
    Settled(Vec<String>),
    /// Not we; or it cannot be told.
    Foreign,
}

/// Whether a file is one of ours, and as we wrote it. Any bytes may be given.
pub fn written_by_us(bytes: &[u8]) -> Authorship {
    let Some(digests) = digests::digests(bytes) else {
        return Authorship::Foreign;
    };
    if !digests.is_unchanged {
        return Authorship::Edited;
    }
    let inputs = digests.inputs.as_deref();
    match inputs.and_then(|inputs| inputs.strip_prefix(SETTLED)) {
        Some(marks) => Authorship::Settled(marks.split_whitespace().map(str::to_owned).collect()),
        None => Authorship::Unchanged,
    }
}

/// The same file with a note that what was edited in it is settled: taken over, or left out on purpose, which these
/// marks tell ([`Authorship::Settled`]). None where it is none of ours. Any bytes may be given.
pub fn with_edits_settled(bytes: &[u8], left_out: &[String]) -> Option<Vec<u8>> {
    digests::recorded_anew(bytes, &format!("{SETTLED}{}", left_out.join(" ")))
}

/// What stands in a manifest in the place of the digest of the inputs where edits are settled, before the marks.
const SETTLED: &str = "settled:";

/// Whether a file is as it was made from inputs of this digest. Any bytes may be given.
pub fn is_made_from(bytes: &[u8], inputs: &[u8; 32]) -> bool {
    digests::digests(bytes).is_some_and(|digests| {
        digests.inputs == Some(manifest::named_digest(inputs))
            && digests.is_unchanged
            && package::is_as_written(bytes)
    })
}

/// Whether two files of ours were made from the same inputs, be they edited since. Any bytes may be given.
pub fn are_made_from_same(one: &[u8], other: &[u8]) -> bool {
    let inputs = |bytes: &[u8]| digests::digests(bytes)?.inputs;
    inputs(one).is_some_and(|one| inputs(other) == Some(one))
}

/// Whether a file has comments, as far as its directory says. Any bytes may be given.
pub fn has_comments(bytes: &[u8]) -> bool {
    package::open(bytes, LARGEST_DOCUMENT).is_ok_and(|archive| {
        archive
            .file_names()
            .any(|name| name.is_ok_and(|name| name == comments::PART))
    })
}

/// What a file of ours was made from: the brief, and what else it keeps; none where it is not one of ours. Any
/// bytes may be given.
pub fn sources(bytes: &[u8]) -> Option<Vec<Attachment>> {
    manifest::sources(&digests::read_manifest(bytes)?)
}

/// What the drawing of a chart is called in the file, of the charts the `number`th, from 1.
#[must_use]
pub fn name_of_chart(number: usize) -> String {
    format!("chart-{number}.svg")
}

/// What making files keeps from one to the next: the compressor. A file is the same whatever was made before.
#[derive(Default)]
pub struct Memory(Deflater);

/// The fields with which the tables of a document begin that have words without room: a word processor divides these
/// between any letters.
pub fn tables_with_divided_words<'d>(document: &'d Document, theme: &Theme) -> Vec<&'d Origin> {
    body::with_divided_words(document, theme)
}

/// Makes the file of a document. The same document gives the same bytes.
pub fn write(document: &Document, theme: &Theme, options: &Options) -> Result<Vec<u8>, Error> {
    write_with(document, theme, options, &mut Memory::default())
}

/// The same as [`write()`], sooner where files were made before.
///
/// # Errors
/// As those of [`write()`].
pub fn write_with(
    document: &Document,
    theme: &Theme,
    options: &Options,
    Memory(deflater): &mut Memory,
) -> Result<Vec<u8>, Error> {
    let parts = parts_of(document, theme, options, deflater)?;
    package::write(&parts, deflater)
}

/// What the file of a document says as it is made: what [`read`] would read of it.
pub(crate) fn reading_of(
    document: &Document,
    theme: &Theme,
    options: &Options,
) -> Result<Reading, Error> {
    let parts = parts_of(document, theme, options, &mut Deflater::default())?;
    read::read_parts(&parts).map_err(|error| Error::Part {
        cause: error.to_string(),
    })
}

/// The parts of the file of a document.
fn parts_of(
    document: &Document,
    theme: &Theme,
    options: &Options,
    deflater: &mut Deflater,
) -> Result<Parts, Error> {
    let language = &document.metadata.language;
    let template = options.templates.of(theme, language, deflater)?;
    let right_to_left = is_right_to_left(language);
    let mut composer = Composer::new(document, theme, &options.charts);
    let made = made_by_docx_rs(&mut composer, theme)?;
    let mut controls = finish::Controls::new(&composer.anchors);
    let mut body = finish::document(
        &made.document,
        &mut controls,
        &composer.tables,
        &composer.pictures,
        right_to_left,
    )?;

    let mut package = Package::of(&template, &composer, deflater);
    package.add(
        "docProps/core.xml",
        parts::core_properties(&document.metadata, options.note.as_deref()),
    );
    package.add(
        "docProps/app.xml",
        parts::application_properties(&document.metadata, &options.version),
    );
    let mut margins = BTreeSet::new();
    for footer in &made.footers {
        let footer = finish::ordered(footer)?;
        margins.extend(read::lines(&read::read_part(&footer)));
        package.add("word/footer1.xml", footer.to_xml());
    }
    let wording = Wording::of(&read::read_part(&body), &composer.anchors, margins);
    if composer.has_notes() {
        let notes = finish::footnotes(&made.footnotes, &mut controls, right_to_left)?;
        package.add_notes(notes, &composer.note_links);
    }
    if !options.comments.is_empty() {
        let comments = comments::add(&mut body, &composer.anchors, &options.comments);
        package.add_comments(comments);
    }
    package.add("word/document.xml", body.to_xml());
    for (id, bytes) in made.media {
        package.add_picture(&id, bytes, &composer.pictures);
    }
    let relationships = package.relationships.links(&composer.body_links).to_xml();
    package.add("word/_rels/document.xml.rels", relationships);
    let types = parts::content_types(package.parts.keys().map(String::as_str));
    package.add(package::CONTENT_TYPES, types);
    manifest::add(
        &mut package.parts,
        &composer.anchors,
        &wording,
        [
            ("b:source", options.source.as_ref()),
            ("b:houseStyle", options.house_style.as_ref()),
            ("b:translation", options.translation.as_ref()),
        ],
        &options.version,
        options.inputs.as_ref(),
    );
    Ok(package.parts)
}

/// The parts as docx-rs makes them of what `composer` composes.
fn made_by_docx_rs(composer: &mut Composer, theme: &Theme) -> Result<XMLDocx, Error> {
    let mut docx = Docx::new();
    for piece in composer.body() {
        docx = match piece {
            Piece::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
            Piece::Table(table) => docx.add_table(*table),
        };
    }
    if let Some(error) = composer.unreadable.take() {
        return Err(error);
    }
    let footer = Footer::new().add_paragraph(composer.running_foot());
    Ok(page(docx, theme).footer(footer).build())
}

/// A file that is being put together: its parts, and the relationships of its body to them.
struct Package {
    parts: Parts,
    relationships: Relationships,
}

impl Package {
    /// What a document has of its template, and the relationships that every body has.
    fn of(template: &Template, composer: &Composer, deflater: &mut Deflater) -> Package {
        let shared = template.parts().chain([
            ("word/settings.xml", template.settings(composer.has_notes())),
            (
                "word/numbering.xml",
                template.numbering(&composer.numberings, deflater),
            ),
        ]);
        let mut relationships = Relationships::new();
        relationships
            .office("rIdStyles", "styles", "styles.xml")
            .office("rIdSettings", "settings", "settings.xml")
            .office("rIdFontTable", "fontTable", "fontTable.xml")
            .office("rIdTheme", "theme", "theme/theme1.xml")
            .office("rIdNumbering", "numbering", "numbering.xml")
            .office(parts::FOOTER_ID, "footer", "footer1.xml")
            .office("rIdManifest", "customXml", "../customXml/item1.xml");
        Package {
            parts: shared.map(|(name, part)| (name.to_owned(), part)).collect(),
            relationships,
        }
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.parts.insert(name.to_owned(), bytes.into());
    }

    fn add_notes(&mut self, notes: Vec<u8>, links: &Links) {
        self.add("word/footnotes.xml", notes);
        self.relationships
            .office("rIdFootnotes", "footnotes", "footnotes.xml");
        if !links.is_empty() {
            let links = Relationships::new().links(links).to_xml();
            self.add("word/_rels/footnotes.xml.rels", links);
        }
    }

    fn add_comments(&mut self, comments: comments::Parts) {
        self.add(comments::PART, comments.comments);
        self.add(comments::EXTENDED_PART, comments.extended);
        self.relationships
            .office("rIdComments", "comments", "comments.xml")
            .typed(
                "rIdCommentsExtended",
                comments::EXTENDED_TYPE,
                "commentsExtended.xml",
            );
    }

    /// Adds a picture under its id. Those that are the same are one part, under the id of the first.
    fn add_picture(&mut self, id: &str, bytes: Vec<u8>, pictures: &[PictureFacts]) {
        let number = relationships::picture_number(id).and_then(|number| number.checked_sub(1));
        let Some(facts) = number.and_then(|number| pictures.get(number)) else {
            return;
        };
        self.add_media(id, id, facts.format, bytes);
        if let Some(drawing) = &facts.drawing {
            let svg = drawing.clone().into_bytes();
            self.add_media(&relationships::drawing_id(id), id, PictureFormat::Svg, svg);
        }
    }

    fn add_media(&mut self, id: &str, stem: &str, format: PictureFormat, bytes: Vec<u8>) {
        let target = format!("media/{stem}.{}", parts::extension(format));
        self.relationships.office(id, "image", &target);
        self.add(&format!("word/{target}"), bytes);
    }
}

/// The page, and what text is set in where no style says it.
fn page(docx: Docx, theme: &Theme) -> Docx {
    let page = theme.single_column;
    let body = theme.style(StyleName::Body);
    let foot = theme.style(StyleName::RunningFoot);
    let twips = |length: crate::length::Length| length.to_twips() as i32;
    docx.page_size(
        page.width.to_twips().unsigned_abs() as u32,
        page.height.to_twips().unsigned_abs() as u32,
    )
    .page_margin(PageMargin {
        top: twips(page.margin_top),
        bottom: twips(page.margin_bottom),
        left: twips(page.margin_start),
        right: twips(page.margin_end),
        header: twips(page.margin_top / 2),
        // To the lower edge of the line: its baseline stands a quarter of it higher.
        footer: twips(page.foot - foot.leading / 4),
        gutter: 0,
    })
    .default_fonts(complex_script::fonts(theme, body.face.family()))
    .default_size(body.size.to_half_points() as usize)
    .default_line_spacing(
        docx_rs::LineSpacing::new()
            .after(0)
            .line(twips(body.leading))
            .line_rule(docx_rs::LineSpacingType::AtLeast),
    )
}

fn is_right_to_left(language: &Language) -> bool {
    locale::direction(language) == locale::Direction::RightToLeft
}

#[cfg(test)]
mod tests;
