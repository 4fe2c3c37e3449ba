//! Scalable Vector Graphics (SVG 2): a file read under limits, as shapes without style sheets, fonts or
//! scripts; and its pixels, for what cannot show shapes.
//!
//! Words in a drawing become outlines of the fonts that text is set in, so that it looks alike everywhere.

mod effort;
mod references;
mod shared;
mod write;

pub use shared::write_page;
pub use write::write;

use crate::diagnostic::reason;
use crate::fonts::{Companion, Face, Family, FontFile, FontId, Fonts};
use crate::length::{Length, PX_PER_INCH};
use crate::ordered::Ordered;
use effort::{LARGEST_TILE, MOST_DASHES, MOST_LAYERS};
use quick_xml::events::Event;
use references::{LONGEST_LIST, MOST_REPEATED};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::fontdb::{self, Database};
use resvg::usvg::roxmltree::{Document, NS_XML_URI, Node, ParsingOptions};
use resvg::usvg::{
    self, FontFamily, FontResolver, FontStyle, Group, Indent, Options, Text, Tree, WriteOptions,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::fmt;
use std::iter;
use std::ptr;
use std::sync::Arc;

/// The largest file, in bytes.
const LARGEST_FILE: usize = 10_000_000;
/// The most nodes that a file may have, and that may be drawn once references are followed.
const MOST_NODES: usize = 200_000;
/// The most letters that may be set once references are followed: how they stand in each text is found out over all of it.
const MOST_LETTERS: usize = 50_000;
/// How deep elements may stand in each other, references followed.
const DEEPEST: usize = 64;
/// The longer side of a drawing that states no size, in CSS pixels: more than a page's measure, so that
/// it is as large as its place allows (CSS 2.2 §10.3.2).
const UNSIZED_PX: f32 = 1600.0;
/// The longest natural side, in CSS pixels.
const LONGEST_PX: f32 = 100_000.0;
/// The largest number in [`NUMERIC`], more than the metres of a map of the earth: with larger ones an arc is more
/// curves than there is memory for, and the outline of a line has no end.
const LARGEST_NUMBER: f64 = 1e8;
/// The attributes that say where and how large something is. In others a number may be part of words: of a name, or of
/// the diagram that a program keeps beside its picture.
const NUMERIC: &str = " baseFrequency baseline-shift cx cy d dx dy filter font-size fr fx fy gradientTransform height \
    letter-spacing markerHeight markerWidth numOctaves offset order orient patternTransform points r radius refX refY \
    rotate rx ry scale startOffset stdDeviation stroke-dasharray stroke-dashoffset stroke-miterlimit stroke-width style \
    textLength transform transform-origin viewBox width word-spacing x x1 x2 y y1 y2 ";
/// The most pixels that a drawing is painted in.
const MOST_PIXELS: f64 = 24_000_000.0;
/// The resolution of drawings that are shown as pixels, in pixels per inch: that of print.
pub const PRINT_PPI: u32 = 300;
/// As many pixels as a page of A4 is wide at that resolution.
const PAGE_PX: u32 = 2480;
/// The same of its height.
const PAGE_HEIGHT_PX: u32 = 3508;

const XLINK: &str = "http://www.w3.org/1999/xlink";
const SVG: &str = "http://www.w3.org/2000/svg";

/// Why a file is no drawing that can be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It is larger than ten megabytes.
    TooLarge,
    /// It is compressed (SVGZ).
    Compressed,
    /// It is not in UTF-8.
    NotUtf8,
    /// It is no well-formed XML; what is wrong.
    NotWellFormed(String),
    /// Its root is no `svg` element.
    NotSvg,
    /// It declares entities.
    Entities,
    /// It holds a script; the element or attribute.
    Script(String),
    /// It holds a raster picture, or shows another file as one.
    Raster,
    /// It holds HTML in `foreignObject`.
    Foreign,
    /// It refers to something outside itself.
    External(String),
    /// Its elements are nested too deeply, or in a circle.
    TooDeep,
    /// Its style sheet has too many rules for its elements.
    TooManyStyled,
    /// An attribute, named, has a number that no drawing needs.
    Number(String),
    /// It reaches as far as no drawing needs.
    Reach,
    /// The tile of a pattern is too large to paint.
    LargeTile,
    /// It draws too many shapes.
    TooMany,
    /// Its words have too many letters.
    TooManyLetters,
    /// A property, named, lists too much.
    LongList(String),
    /// Too much of it is repeated by references.
    TooRepeated,
    /// Too much of it is painted apart, for effects.
    TooManyLayers,
    /// Its dashed lines have too many dashes.
    TooManyDashes,
    /// It has no size greater than nothing.
    NoSize,
    /// It shows nothing.
    Blank,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::TooLarge => write!(f, "it is larger than {} MB", LARGEST_FILE / 1_000_000),
            Fault::Compressed => f.write_str("it is compressed"),
            Fault::NotUtf8 => f.write_str("it is not in UTF-8"),
            Fault::NotWellFormed(cause) => write!(f, "it is not well-formed XML: {cause}"),
            Fault::NotSvg => f.write_str("its outermost element is not `svg`"),
            Fault::Entities => f.write_str("it declares entities"),
            Fault::Script(what) => write!(f, "it holds a script: `{what}`"),
            Fault::Raster => f.write_str("it holds a picture made of pixels"),
            Fault::Foreign => f.write_str("it holds HTML: `foreignObject`"),
            Fault::External(what) => write!(f, "it refers to another file: `{what}`"),
            Fault::TooDeep => write!(f, "it is nested more than {DEEPEST} deep"),
            Fault::TooManyStyled => {
                f.write_str("its style sheet has too many rules for so many elements")
            }
            Fault::Number(name) => write!(
                f,
                "its attribute `{name}` has a number above {} million",
                LARGEST_NUMBER / 1e6
            ),
            Fault::Reach => {
                f.write_str("it has shapes far outside its canvas, or far too large for it")
            }
            Fault::LargeTile => write!(
                f,
                "the tile of a pattern is more than {LARGEST_TILE} times as large as the drawing"
            ),
            Fault::TooMany => write!(f, "it holds more than {MOST_NODES} shapes"),
            Fault::TooManyLetters => write!(f, "its words have more than {MOST_LETTERS} letters"),
            Fault::LongList(name) => {
                write!(f, "its `{name}` is longer than {LONGEST_LIST} letters")
            }
            Fault::TooRepeated => {
                let most = MOST_REPEATED / 1_000_000;
                write!(f, "its references repeat more than {most} MB of it")
            }
            Fault::TooManyLayers => write!(
                f,
                "its effects (opacity of groups, clips, masks, filters) cover it more than {MOST_LAYERS} times"
            ),
            Fault::TooManyDashes => write!(f, "its lines have more than {MOST_DASHES} dashes"),
            Fault::NoSize => f.write_str("it has no size"),
            Fault::Blank => f.write_str("it shows nothing"),
        }
    }
}

impl std::error::Error for Fault {}

/// A drawing: shapes on a canvas.
pub struct Drawing {
    tree: Tree,
    natural: (u32, u32),
}

/// Whether the document type, which comes before the first element, declares entities.
fn declares_entities(text: &str) -> bool {
    const DECLARATION: &str = "<!ENTITY";
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::DocType(declared)) if declared.contains(DECLARATION) => return true,
            Ok(Event::Start(_) | Event::Empty(_) | Event::Eof) => return false,
            Ok(_) => {}
            // Where it is not well-formed, nobody knows what is a declaration.
            Err(_) => return text.contains(DECLARATION),
        }
    }
}

impl Drawing {
    /// Reads a file, whose words are set in `fonts`.
    ///
    /// # Errors
    /// Where it is no SVG, or holds more than shapes and words.
    pub fn read(bytes: &[u8], fonts: &Fonts) -> Result<Drawing, Fault> {
        if bytes.len() > LARGEST_FILE {
            return Err(Fault::TooLarge);
        }
        Drawing::read_own(bytes, fonts)
    }

    /// Reads what this program has drawn or checked: however many bytes it has.
    ///
    /// # Errors
    /// Where it is no SVG, or holds more than shapes and words.
    pub fn read_own(bytes: &[u8], fonts: &Fonts) -> Result<Drawing, Fault> {
        if bytes.starts_with(&[0x1f, 0x8b]) {
            return Err(Fault::Compressed);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::NotUtf8)?;
        let text = text.trim_start_matches('\u{feff}');
        // A document type is harmless, and drawing programs write one; its entities are not.
        if declares_entities(text) {
            return Err(Fault::Entities);
        }
        let parsing = ParsingOptions {
            allow_dtd: true,
            nodes_limit: MOST_NODES as u32,
            ..ParsingOptions::default()
        };
        let document = Document::parse_with_options(text, parsing).map_err(|error| {
            use usvg::roxmltree::Error;
            match error {
                Error::NodesLimitReached => Fault::TooMany,
                error => Fault::NotWellFormed(reason(error)),
            }
        })?;
        let root = document.root_element();
        if !root.has_tag_name((SVG, "svg")) {
            return Err(Fault::NotSvg);
        }
        inspect(&document)?;
        let tree = Tree::from_xmltree(&document, &options(fonts)).map_err(|error| match error {
            usvg::Error::InvalidSize => Fault::NoSize,
            usvg::Error::ElementsLimitReached => Fault::TooMany,
            error => Fault::NotWellFormed(reason(error)),
        })?;
        if !shows(tree.root()) {
            return Err(Fault::Blank);
        }
        let natural = natural_size(root, &tree)?;
        let drawing = Drawing { tree, natural };
        effort::check(&drawing.tree, drawing.scale(drawing.print_width()))?;
        Ok(drawing)
    }

    /// Its shapes, in user units from the upper left corner.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Its natural width and height in CSS pixels of 1/96 inch, at least 1.
    pub fn natural_size(&self) -> (u32, u32) {
        self.natural
    }

    /// The families that its words ask for and do not get, each once, in the order of the drawing.
    pub fn replaced_families(&self, fonts: &Fonts) -> Vec<String> {
        let mut found = Vec::new();
        for text in self.texts() {
            let spans = text.chunks().iter().flat_map(|chunk| chunk.spans());
            for family in spans.filter_map(|span| span.font().families().first()) {
                if let FontFamily::Named(name) = family
                    && name != UNNAMED_FAMILY
                    && family_named(name, fonts).is_none()
                    && !found.contains(name)
                {
                    found.push(name.clone());
                }
            }
        }
        found
    }

    /// The letters of its words that boxes stand for.
    pub fn missing_letters(&self) -> BTreeSet<String> {
        let texts = self.texts().into_iter();
        let spans = texts.flat_map(|text| text.layouted());
        let glyphs = spans.flat_map(|span| &span.positioned_glyphs);
        let missing = glyphs.filter(|glyph| glyph.id.0 == 0);
        missing.map(|glyph| glyph.text.clone()).into_set()
    }

    fn texts(&self) -> Vec<&Text> {
        let mut found = Vec::new();
        add_texts(self.tree.root(), &mut found);
        found
    }

    /// How many pixels it takes across at the resolution of print, whatever its place on a page.
    pub fn print_width(&self) -> u32 {
        let (width, height) = self.natural;
        let of_page = u64::from(PAGE_HEIGHT_PX) * u64::from(width) / u64::from(height).max(1);
        width
            .saturating_mul(PRINT_PPI)
            .div_ceil(PX_PER_INCH)
            .min(PAGE_PX)
            .min(of_page.try_into().unwrap_or(PAGE_PX).max(1))
    }

    /// The same drawing as the plainest SVG: paths with their paint, words as outlines.
    pub fn simplified(&self) -> String {
        self.tree.to_string(&WriteOptions {
            coordinates_precision: 5,
            indent: Indent::None,
            ..WriteOptions::default()
        })
    }

    /// Its pixels as a PNG with transparency, `width` across: fewer where they would be too many.
    pub fn to_png(&self, width: u32) -> Option<Vec<u8>> {
        let pixmap = self.paint(width)?;
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
        encoder.set_compression(png::Compression::Balanced);
        let pixels = match Numbered::of(&pixmap) {
            Some(numbered) => {
                let colours = numbered.colours.iter().map(|colour| colour.demultiply());
                let (palette, alphas): (Vec<_>, Vec<_>) = colours
                    .map(|colour| {
                        (
                            [colour.red(), colour.green(), colour.blue()],
                            colour.alpha(),
                        )
                    })
                    .unzip();
                encoder.set_color(png::ColorType::Indexed);
                encoder.set_palette(palette.concat());
                encoder.set_trns(alphas);
                // Numbers of colours next to each other say nothing of one another.
                encoder.set_filter(png::Filter::NoFilter);
                numbered.pixels
            }
            None => {
                encoder.set_color(png::ColorType::Rgba);
                pixmap.take_demultiplied()
            }
        };
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&pixels).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    /// Its pixels, each of red, green, blue and opacity, and how many there are across and down.
    pub fn pixels(&self, width: u32) -> Option<(Vec<u8>, (u32, u32))> {
        let pixmap = self.paint(width)?;
        let size = (pixmap.width(), pixmap.height());
        Some((pixmap.take_demultiplied(), size))
    }

    /// In how many pixels a unit is painted where all of it is painted `width` across: fewer where they would be too many.
    fn scale(&self, width: u32) -> f64 {
        let size = self.tree.size();
        let (across, down) = (f64::from(size.width()), f64::from(size.height()));
        (f64::from(width) / across).min((MOST_PIXELS / (across * down)).sqrt())
    }

    fn paint(&self, width: u32) -> Option<Pixmap> {
        let (size, scale) = (self.tree.size(), self.scale(width));
        let pixels = |length: f32| (f64::from(length) * scale).round().max(1.0) as u32;
        let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height()))?;
        let fit = Transform::from_scale(
            pixmap.width() as f32 / size.width(),
            pixmap.height() as f32 / size.height(),
        );
        resvg::render(&self.tree, fit, &mut pixmap.as_mut());
        Some(pixmap)
    }
}

/// A picture of few colours: each of its pixels is the number of one.
struct Numbered {
    /// In the order in which they are met.
    colours: Vec<PremultipliedColorU8>,
    pixels: Vec<u8>,
}

impl Numbered {
    /// The picture, unless it has more colours than a palette of PNG (ISO/IEC 15948 §11.2.3).
    fn of(pixmap: &Pixmap) -> Option<Numbered> {
        let mut numbered = Numbered {
            colours: Vec::new(),
            pixels: Vec::with_capacity(pixmap.pixels().len()),
        };
        let mut numbers: FxHashMap<[u8; 4], u8> = FxHashMap::default();
        let mut last = None;
        for pixel in pixmap.pixels() {
            let number = match last {
                Some((colour, number)) if colour == *pixel => number,
                _ => {
                    let channels = [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()];
                    match numbers.entry(channels) {
                        Entry::Occupied(known) => *known.get(),
                        Entry::Vacant(new) => {
                            let number = u8::try_from(numbered.colours.len()).ok()?;
                            numbered.colours.push(*pixel);
                            *new.insert(number)
                        }
                    }
                }
            };
            last = Some((*pixel, number));
            numbered.pixels.push(number);
        }
        Some(numbered)
    }
}

/// Whether there is a shape in a group.
fn shows(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        usvg::Node::Group(inner) => shows(inner),
        usvg::Node::Text(text) => shows(text.flattened()),
        usvg::Node::Path(path) => path.is_visible(),
        usvg::Node::Image(_) => true,
    })
}

/// Adds the texts of a group, in its order.
fn add_texts<'t>(group: &'t Group, found: &mut Vec<&'t Text>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => add_texts(inner, found),
            usvg::Node::Text(text) => found.push(text),
            usvg::Node::Path(_) | usvg::Node::Image(_) => {}
        }
    }
}

/// The family that words ask for by its own name, or by that of the house style's font in its place.
fn family_named(name: &str, fonts: &Fonts) -> Option<Family> {
    [Family::Sans, Family::Serif].into_iter().find(|family| {
        let file = fonts.file_of(*family).and_then(FontFile::family_name);
        let own = file.as_deref().unwrap_or(family.name());
        own.eq_ignore_ascii_case(name)
    })
}

/// Width and height in CSS pixels: as stated, or as large as may be in the proportions of the canvas.
fn natural_size(root: Node<'_, '_>, tree: &Tree) -> Result<(u32, u32), Fault> {
    let stated = ["width", "height"].iter().any(|name| {
        root.attribute(*name)
            .is_some_and(|value| !value.trim().ends_with('%') && value.trim() != "auto")
    });
    let size = tree.size();
    let longer = size.width().max(size.height());
    let scale = if stated { 1.0 } else { UNSIZED_PX / longer };
    if !(longer * scale).is_finite() || longer * scale > LONGEST_PX {
        return Err(Fault::NoSize);
    }
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    Ok((side(size.width()), side(size.height())))
}

/// Refuses what is more than shapes and words.
fn inspect(document: &Document<'_>) -> Result<(), Fault> {
    for node in document.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "script" | "handler" | "listener" => {
                return Err(Fault::Script(node.tag_name().name().to_owned()));
            }
            "image" | "feImage" => return Err(Fault::Raster),
            "foreignObject" => return Err(Fault::Foreign),
            "style" => {
                for text in node.children().filter_map(|child| child.text()) {
                    if text.contains("@import") {
                        return Err(Fault::External("@import".to_owned()));
                    }
                    targets(text)?;
                }
            }
            _ => {}
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            if attribute.namespace().is_none() && name.starts_with("on") {
                return Err(Fault::Script(name.to_owned()));
            }
            let is_link = name == "href" && matches!(attribute.namespace(), None | Some(XLINK));
            // A link leads away only when it is followed, and a drawing has none that can be.
            if is_link && !node.has_tag_name((SVG, "a")) && !value.trim().starts_with('#') {
                return Err(Fault::External(shortened(value)));
            }
            targets(value)?;
            let is_of_svg = matches!(attribute.namespace(), None | Some(SVG | XLINK | NS_XML_URI));
            let is_numeric = is_of_svg && NUMERIC.contains(&format!(" {name} "));
            if is_numeric && has_vast_number(value) {
                return Err(Fault::Number(name.to_owned()));
            }
        }
    }
    references::follow(document)
}

/// The ids that `url(#id)` in a value names; another URL is refused.
fn targets(value: &str) -> Result<Vec<&str>, Fault> {
    let mut ids = Vec::new();
    let (mut is_in_face, mut last) = (false, 0);
    for (at, _) in value.match_indices("url(") {
        let between = &value[last..at];
        let face = between.rfind("@font-face");
        is_in_face = (is_in_face || face.is_some()) && !between[face.unwrap_or(0)..].contains('}');
        last = at;
        let rest = &value[at + 4..];
        let inner = rest.split(')').next().unwrap_or(rest);
        let inner = inner.trim().trim_matches(['"', '\'']).trim();
        match inner.strip_prefix('#') {
            Some(id) => ids.push(id),
            // A font in the drawing itself is no other file, and its words are not set in it.
            None if is_in_face && inner.starts_with("data:") => {}
            None => return Err(Fault::External(shortened(inner))),
        }
    }
    Ok(ids)
}

/// Whether a value has a number larger than [`LARGEST_NUMBER`]. After a number sign stands a colour or a name.
fn has_vast_number(value: &str) -> bool {
    let is_of_name = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
    value.split('#').enumerate().any(|(index, part)| {
        let rest = if index == 0 {
            part
        } else {
            part.trim_start_matches(is_of_name)
        };
        let mut numbers = numbers(rest).filter_map(|number| number.parse().ok());
        numbers.any(|number: f64| number > LARGEST_NUMBER)
    })
}

/// The numbers of a value, without their signs.
fn numbers(mut rest: &str) -> impl Iterator<Item = &str> {
    iter::from_fn(move || {
        let at = rest.find(|letter: char| letter.is_ascii_digit() || letter == '.')?;
        let number;
        (number, rest) = rest[at..].split_at(length_of_number(&rest[at..]));
        Some(number)
    })
}

/// How many bytes the number has that stands at the start, at its first digit or its point.
fn length_of_number(text: &str) -> usize {
    let digits_end = |from: usize| {
        let rest = &text[from..];
        let digits = rest.find(|letter: char| !letter.is_ascii_digit());
        from + digits.unwrap_or(rest.len())
    };
    let whole = digits_end(0);
    let end = if text[whole..].starts_with('.') {
        digits_end(whole + 1)
    } else {
        whole
    };
    let exponent = text[end..].strip_prefix(['e', 'E']).map(|rest| {
        let signed = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        text.len() - signed.len()
    });
    match exponent {
        Some(start) if digits_end(start) > start => digits_end(start),
        _ => end,
    }
}

/// A URL, as a message shows it.
fn shortened(url: &str) -> String {
    const LONGEST: usize = 60;
    let url = url.trim();
    match url.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &url[..at]),
        None => url.to_owned(),
    }
}

/// The family of words that name none.
const UNNAMED_FAMILY: &str = "sans-serif";

/// How files are read: words in these fonts, which are loaded as they are needed.
fn options(fonts: &Fonts) -> Options<'_> {
    Options {
        font_family: UNNAMED_FAMILY.to_owned(),
        font_resolver: FontResolver {
            select_font: Box::new(|font, database| font_for(font, fonts, Arc::make_mut(database))),
            select_fallback: Box::new(|letter, tried, database| {
                font_with(letter, tried, fonts, Arc::make_mut(database))
            }),
        },
        ..Options::default()
    }
}

/// The fonts of a face, that of the house style before the one in the binary.
fn fonts_of(face: Face, fonts: &Fonts) -> impl Iterator<Item = FontId> {
    [fonts.of(face), FontId::built_in(face)].into_iter()
}

/// The font for words that ask for `font`.
fn font_for(font: &usvg::Font, fonts: &Fonts, database: &mut Database) -> Option<fontdb::ID> {
    let family = font.families().first();
    let family = family.map_or(Family::Sans, |family| family_of(family, fonts));
    let is_bold = font.weight() >= BOLD;
    let is_italic = font.style() != FontStyle::Normal;
    let suits = |face: &Face| {
        face.family() == family && face.is_bold() == is_bold && face.is_italic() == is_italic
    };
    let face = FACES.into_iter().find(suits)?;
    fonts_of(face, fonts).find_map(|id| loaded(id, fonts, database))
}

/// The font that has a letter which those lack that were `tried`, the first of them the words' own: of those in the
/// binary, the one that is most like it.
fn font_with(
    letter: char,
    tried: &[fontdb::ID],
    fonts: &Fonts,
    database: &mut Database,
) -> Option<fontdb::ID> {
    let own = tried.first().and_then(|own| database.face(*own));
    let is_own = |face: &Face| {
        fonts_of(*face, fonts).any(|id| {
            let file = own.zip(fonts.get(id));
            file.is_some_and(|(own, file)| is_of(&own.source, file.bytes()))
        })
    };
    let own = FACES.into_iter().find(is_own).unwrap_or(Face::SansRegular);
    // All words of a text are set in one font, if one has them all: this companion has Latin letters too.
    let companion = if own.is_bold() {
        Companion::VazirmatnSemibold
    } else {
        Companion::VazirmatnRegular
    };
    let mut faces = FACES;
    faces.sort_unstable_by_key(|face| {
        let is_other_family = face.family() != own.family();
        let is_other_slope = face.is_italic() != own.is_italic();
        let is_other_weight = face.is_bold() != own.is_bold();
        (is_other_weight, is_other_slope, is_other_family, *face)
    });
    faces
        .map(FontId::built_in)
        .into_iter()
        .chain([FontId::companion(companion)])
        .filter(|id| fonts.get(*id).is_some_and(|font| font.covers(letter)))
        .filter_map(|id| loaded(id, fonts, database))
        .find(|id| !tried.contains(id))
}

/// From this weight up a face is set semibold.
const BOLD: u16 = 550;

/// The family that words are set in: that of their own or of its house style's name, and the serif one where they ask for
/// one that is called so or for one of the most common.
fn family_of(asked: &FontFamily, fonts: &Fonts) -> Family {
    let is_serif = match asked {
        FontFamily::Serif => true,
        FontFamily::Named(name) => {
            if let Some(family) = family_named(name, fonts) {
                return family;
            }
            let name = name.to_lowercase();
            let has = |part: &str| name.contains(part);
            has("serif") && !has("sans") || has("times") || has("georgia")
        }
        _ => false,
    };
    if is_serif {
        Family::Serif
    } else {
        Family::Sans
    }
}

/// The faces for words in drawings.
const FACES: [Face; 8] = [
    Face::SansRegular,
    Face::SansItalic,
    Face::SansSemibold,
    Face::SansSemiboldItalic,
    Face::SerifRegular,
    Face::SerifItalic,
    Face::SerifSemibold,
    Face::SerifSemiboldItalic,
];

/// A font in a database, which it is added to where it is not there yet; none where words cannot be measured in it.
fn loaded(id: FontId, fonts: &Fonts, database: &mut Database) -> Option<fontdb::ID> {
    let font = fonts.get(id)?;
    let size = Length::pt(10.0);
    let has_height = font.ascent(size) + font.descent(size) > Length::pt(1.0);
    if !has_height || !(16..=16384).contains(&font.units_per_em()) {
        return None;
    }
    let file = font.bytes();
    let known = database.faces().find(|known| is_of(&known.source, file));
    if let Some(id) = known.map(|known| known.id) {
        return Some(id);
    }
    let source = fontdb::Source::Binary(Arc::new(OfFonts(fonts.clone(), id)));
    database.load_font_source(source).first().copied()
}

/// Whether a font of the database is that in `file`.
fn is_of(fontdb::Source::Binary(known): &fontdb::Source, file: &[u8]) -> bool {
    ptr::eq((**known).as_ref(), file)
}

/// The file of a font, which lives as long as the drawing.
struct OfFonts(Fonts, FontId);

impl AsRef<[u8]> for OfFonts {
    fn as_ref(&self) -> &[u8] {
        self.0.get(self.1).map_or(&[], FontFile::bytes)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::fonts;
    use std::collections::BTreeMap;

    fn read(attributes: &str, content: &str) -> Result<Drawing, Fault> {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {attributes}>\
             {content}</svg>"
        );
        Drawing::read(text.as_bytes(), &Fonts::default())
    }

    fn fault(content: &str) -> Option<Fault> {
        read("viewBox='0 0 10 10'", content).err()
    }

    const SHAPE: &str = "<rect width='5' height='5'/>";

    #[test]
    fn a_large_file_is_refused_and_a_large_chart_is_not() {
        let words = "x".repeat(LARGEST_FILE);
        let text = format!("<svg xmlns='{SVG}' viewBox='0 0 10 10'><!--{words}-->{SHAPE}</svg>");
        assert_eq!(
            Drawing::read(text.as_bytes(), &Fonts::default()).err(),
            Some(Fault::TooLarge)
        );
        assert_eq!(
            Drawing::read_own(text.as_bytes(), &Fonts::default()).err(),
            None
        );
    }

    #[test]
    fn pixels_are_as_they_are_painted_of_few_colours_and_of_many() {
        let shade = "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='#00f' \
            stop-opacity='.1'/></linearGradient><rect width='10' height='10' fill='url(#g)'/>";
        let kinds = [
            (SHAPE, png::ColorType::Indexed),
            (shade, png::ColorType::Rgba),
        ];
        for (shapes, kind) in kinds {
            let drawing = read("viewBox='0 0 10 10'", shapes).unwrap();
            let file = drawing.to_png(600).unwrap();
            let mut decoder = png::Decoder::new(std::io::Cursor::new(&file));
            decoder.set_transformations(png::Transformations::EXPAND);
            let mut reader = decoder.read_info().unwrap();
            assert_eq!(reader.info().color_type, kind);
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut pixels).unwrap();
            let painted = drawing.paint(600).unwrap();
            let straight = painted.pixels().iter().map(|pixel| pixel.demultiply());
            let expected: Vec<u8> = straight
                .flat_map(|colour| [colour.red(), colour.green(), colour.blue(), colour.alpha()])
                .collect();
            assert!(pixels == expected, "{shapes}");
        }
    }

    #[test]
    fn families_that_words_do_not_get_are_named() {
        let words = |family: &str| format!("<text y='8' font-family='{family}'>Ab</text>");
        let all = [
            "<text y='8'>Ab</text>".to_owned(),
            words("Source Sans 3, Arial"),
            words("sans-serif"),
            format!("<g>{}</g>", words("Times New Roman, serif")),
            words("Arial"),
            words("Arial, sans-serif"),
        ];
        let drawing = read("viewBox='0 0 10 10'", &all.concat()).unwrap();
        assert_eq!(
            drawing.replaced_families(&Fonts::default()),
            ["Times New Roman", "Arial"]
        );
    }

    #[test]
    fn words_are_set_in_the_fonts_of_the_house_style() {
        let file = fonts::embedded(Face::SerifDisplay).to_vec();
        let file = Arc::new(FontFile::read(file).unwrap());
        let name = file.family_name().unwrap();
        let house = Fonts::with_files(BTreeMap::from([(Face::SansRegular, file)]));
        let set = |family: &str, fonts: &Fonts| {
            let text = format!(
                "<svg xmlns='{SVG}' viewBox='0 0 10 10'><text y='8' font-family='{family}'>Ab</text></svg>"
            );
            let drawing = Drawing::read(text.as_bytes(), fonts).unwrap();
            (drawing.simplified(), drawing.replaced_families(fonts))
        };
        let own = set("sans-serif", &house);
        assert_ne!(own, set("sans-serif", &Fonts::default()));
        let quoted = format!("\"{name}\"");
        assert_eq!(own, set(&quoted, &house));
        assert_eq!(set("serif", &house), set("serif", &Fonts::default()));
        assert_eq!(set(&quoted, &Fonts::default()).1, [name]);
        // Letters that a font of the house lacks are in the face in whose place it is.
        let naskh = fonts::in_binary(FontId::companion(Companion::NaskhRegular)).unwrap();
        let naskh = Arc::new(FontFile::read(naskh.bytes().to_vec()).unwrap());
        let house = Fonts::with_files(BTreeMap::from([(Face::SerifItalic, naskh)]));
        let italic = "serif' font-style='italic";
        assert_eq!(set(italic, &house), set(italic, &Fonts::default()));
    }

    #[test]
    fn letters_that_no_font_has_are_told() {
        let missing = |words: &str| {
            let text = format!("<text y='8' font-family='serif'>{words}</text>");
            read("viewBox='0 0 10 10'", &text)
                .unwrap()
                .missing_letters()
        };
        for words in ["Қор, km²", "بادام (۲۰۱۹) لا", "دریای Amu"] {
            assert_eq!(missing(words), BTreeSet::new(), "{words}");
        }
        assert_eq!(missing("A წყალი").len(), 5);
    }

    #[test]
    fn the_natural_size_is_as_stated_or_as_large_as_may_be() {
        let size = |attributes| read(attributes, SHAPE).map(|drawing| drawing.natural_size());
        assert_eq!(size("width='300' height='200'"), Ok((300, 200)));
        assert_eq!(size("width='1in' viewBox='0 0 20 10'"), Ok((96, 48)));
        assert_eq!(size("viewBox='0 0 20 10'"), Ok((1600, 800)));
        assert_eq!(
            size("width='100%' height='100%' viewBox='0 0 3 4'"),
            Ok((1200, 1600))
        );
        assert_eq!(size("width='0' height='10'"), Err(Fault::NoSize));
        assert_eq!(
            size("width='1e7' height='1e7' viewBox='0 0 3 4'"),
            Err(Fault::NoSize)
        );
    }

    #[test]
    fn what_drawing_programs_write_is_read() {
        for content in [
            "<style>.a { fill: red } .b { fill: url(#g) }</style><linearGradient id='g'><stop/></linearGradient>\
             <rect class='a' width='5' height='5'/>",
            "<defs><g id='s'><rect width='1' height='1'/></g></defs><use xlink:href='#s'/><use href='#s' x='2'/>",
            "<a xlink:href='https://example.org/'><rect width='5' height='5'/></a>",
            "<metadata>made by hand</metadata><title>Map</title><rect width='5' height='5'/>",
            "<style>@font-face { font-family: X; src: local('X'), url('data:font/woff2;base64,AA==') } \
             text { font-family: X }</style><text y='8'>Ab</text>",
            "<text y='8'>Ќызыл-Орда, 5 км³</text>",
        ] {
            assert_eq!(fault(content), None, "{content}");
        }
        let typed = "\u{feff}<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \
                     'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\
                     <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle r='3'/></svg>";
        assert!(Drawing::read(typed.as_bytes(), &Fonts::default()).is_ok());
    }

    #[test]
    fn what_is_more_than_shapes_and_words_is_refused() {
        let external = |what: &str| Some(Fault::External(what.to_owned()));
        for (content, expected) in [
            ("<script>1</script>", Some(Fault::Script("script".into()))),
            (
                "<rect width='5' height='5' onclick='x()'/>",
                Some(Fault::Script("onclick".into())),
            ),
            ("<image href='a.png'/>", Some(Fault::Raster)),
            (
                "<image xlink:href='data:image/png;base64,AAAA'/>",
                Some(Fault::Raster),
            ),
            ("<foreignObject/>", Some(Fault::Foreign)),
            ("<use href='other.svg#part'/>", external("other.svg#part")),
            (
                "<rect fill='url(https://example.org/a.svg#b)'/>",
                external("https://example.org/a.svg#b"),
            ),
            (
                "<style>@import 'https://example.org/a.css';</style>",
                external("@import"),
            ),
            (
                "<style>@font-face { src: url(\"a.woff\") }</style>",
                external("a.woff"),
            ),
            (
                "<style>@font-face { src: url(data:,) } rect { fill: url(data:a) }</style>",
                external("data:a"),
            ),
            ("", Some(Fault::Blank)),
            ("<g/>", Some(Fault::Blank)),
        ] {
            assert_eq!(fault(content), expected, "{content}");
        }
        assert_eq!(
            Drawing::read(b"<p/>", &Fonts::default()).err(),
            Some(Fault::NotSvg)
        );
        assert_eq!(
            Drawing::read(b"\x1f\x8b", &Fonts::default()).err(),
            Some(Fault::Compressed)
        );
        assert_eq!(
            Drawing::read(b"\xff<svg/>", &Fonts::default()).err(),
            Some(Fault::NotUtf8)
        );
        assert!(matches!(
            Drawing::read(b"<svg", &Fonts::default()).err(),
            Some(Fault::NotWellFormed(_))
        ));
        let entities = b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>";
        assert_eq!(
            Drawing::read(entities, &Fonts::default()).err(),
            Some(Fault::Entities)
        );
        let quoted = b"<!DOCTYPE svg [<!ATTLIST svg a CDATA '>]><svg>'><!ENTITY a 'b'>]><svg/>";
        assert_eq!(
            Drawing::read(quoted, &Fonts::default()).err(),
            Some(Fault::Entities)
        );
        let named = format!("<!-- no <!ENTITY here -->{SHAPE}<!-- nor <!ENTITY here -->");
        assert_eq!(fault(&named), None);
    }

    #[test]
    fn a_drawing_that_grows_without_end_is_refused() {
        let nested = format!("{}{SHAPE}{}", "<g>".repeat(100), "</g>".repeat(100));
        assert_eq!(fault(&nested), Some(Fault::TooDeep));
        assert_eq!(
            fault("<g id='a'><use href='#a'/></g>"),
            Some(Fault::TooDeep)
        );
        let twice = "<linearGradient id='a'/><mask id='a'><rect width='5' height='5' mask='url(#a)'/></mask>\
            <rect width='5' height='5' mask='url(#a)'/>";
        assert_eq!(fault(twice), Some(Fault::TooDeep));
        // Each step draws the one before ten times.
        let mut doubling = "<defs><g id='s0'><rect width='1' height='1'/></g>".to_owned();
        for step in 1..9 {
            let uses = format!("<use href='#s{}'/>", step - 1).repeat(10);
            doubling += &format!("<g id='s{step}'>{uses}</g>");
        }
        assert_eq!(
            fault(&format!("{doubling}</defs><use href='#s8'/>")),
            Some(Fault::TooMany)
        );
        let mut clips = String::new();
        for step in 0..200 {
            clips += &format!(
                "<clipPath id='c{step}' clip-path='url(#c{})'>{SHAPE}</clipPath>",
                step + 1
            );
        }
        let clips = format!("{clips}<rect width='5' height='5' clip-path='url(#c0)'/>");
        assert_eq!(fault(&clips), Some(Fault::TooDeep));
        let rules: String = (0..200)
            .map(|step| format!("#c{step} {{ clip-path: url(#c{}) }}", step + 1))
            .collect();
        let styled = format!(
            "<style>{rules}</style>{}",
            clips.replace("clip-path=", "data-x=")
        );
        assert_eq!(fault(&styled), Some(Fault::TooDeep));
    }

    #[test]
    fn what_a_style_sheet_names_is_followed() {
        // Each mask, or clip, is made of two shapes within the next.
        let doubling = |kind: &str, property: &str, steps: usize| {
            let rules = (0..steps).map(|step| format!(".c{step} {{ {property}: url(#c{step}) }}"));
            let rules: String = rules.collect();
            let things = (0..steps).map(|step| {
                let shape = format!("<rect class='c{}' width='9' height='9'/>", step + 1);
                format!("<{kind} id='c{step}'>{shape}{shape}</{kind}>")
            });
            let things: String = things.collect();
            let shape = "<rect class='c0' width='9' height='9'/>";
            fault(&format!("<style>{rules}</style>{things}{shape}"))
        };
        for (kind, property) in [("mask", "mask"), ("clipPath", "clip-path")] {
            assert_eq!(doubling(kind, property, 4), None, "{kind}");
            assert_eq!(doubling(kind, property, 10), Some(Fault::TooManyLayers));
            assert_eq!(doubling(kind, property, 22), Some(Fault::TooMany));
        }
        // Many of them, each used once, as programs write them.
        let many: String = (0..200)
            .map(|step| {
                format!(
                    "<style>.a{step} {{ clip-path: url(#a{step}) }}</style><clipPath id='a{step}'>{SHAPE}\
                     </clipPath><rect class='a{step}' width='1' height='1'/>"
                )
            })
            .collect();
        assert_eq!(fault(&many), None);
        // What is inherited is named by each shape within.
        let inherited = |kind: &str, attributes: &str, shape: &str| {
            let circles = "<circle r='1'/>".repeat(999);
            let thing = format!("<{kind} id='p' width='1' height='1'>{circles}</{kind}>");
            fault(&format!("{thing}<g {attributes}>{}</g>", shape.repeat(500)))
        };
        let (fill, clip) = ("fill='url(#p)'", "clip-path='url(#p)'");
        let red = "<rect width='5' height='5' fill='red'/>";
        assert_eq!(inherited("pattern", fill, SHAPE), Some(Fault::TooMany));
        assert_eq!(inherited("pattern", fill, red), None);
        assert_eq!(inherited("clipPath", clip, SHAPE), None);
        let asking = "<rect width='5' height='5' style='clip-path: inherit'/>";
        assert_eq!(inherited("clipPath", clip, asking), Some(Fault::TooMany));
        // What names itself is shown without, unless it inherits that.
        let own = "<marker id='m'><path d='M0 0h1v1z'/></marker><path d='M0 0h9v9z'/>\
            <clipPath id='c'><rect width='5' height='5'/></clipPath>";
        let rules = "<style>path { marker-end: url(#m) } rect { clip-path: url(#c) }</style>";
        assert_eq!(fault(&format!("{rules}{own}{SHAPE}")), None);
        let many = own.replace("<rect", &format!("{}<rect", SHAPE.repeat(9000)));
        assert_eq!(
            fault(&format!("{rules}{many}{SHAPE}")),
            Some(Fault::TooMany)
        );
        let around =
            "<g fill='url(#p)'><pattern id='p' width='1' height='1'><circle r='1'/></pattern>";
        assert_eq!(fault(&format!("{around}{SHAPE}</g>")), Some(Fault::TooDeep));
        let links = "<g id='a'><a href='#a'><rect width='5' height='5'/></a></g>";
        assert_eq!(fault(links), None);
    }

    #[test]
    fn a_long_outline_that_is_shown_often_is_refused() {
        let dots = |shapes: usize, vertices: usize| {
            let marker = format!(
                "<marker id='m'>{}</marker>",
                "<circle r='1'/>".repeat(shapes)
            );
            let line = format!(
                "<path d='M0 0{}' fill='none' stroke='red'/>",
                "l.01-.01".repeat(vertices)
            );
            fault(&format!("{marker}<g marker-mid='url(#m)'>{line}</g>"))
        };
        assert_eq!(dots(1, 9000), None);
        assert_eq!(dots(200, 20_000), Some(Fault::TooMany));
        let shown = |segments: usize, times: usize| {
            let path = format!("<path id='a' d='M0 0{}'/>", "h.01v.01".repeat(segments));
            fault(&format!(
                "<defs>{path}</defs>{}",
                "<use href='#a'/>".repeat(times)
            ))
        };
        assert_eq!(shown(1000, 100), None);
        assert_eq!(shown(100_000, 80), Some(Fault::TooRepeated));
        let declared = format!("<style>rect {{ x: {} }}</style>", "a".repeat(20_000));
        let styled = |shapes: usize| fault(&format!("{declared}{}", SHAPE.repeat(shapes)));
        assert_eq!(styled(10), None);
        assert_eq!(styled(9000), Some(Fault::TooRepeated));
        for name in ["stroke-dasharray", "font-family"] {
            let list =
                |count: usize| fault(&format!("<g {name}='{}'>{SHAPE}</g>", "3,".repeat(count)));
            assert_eq!(list(400), None);
            assert_eq!(list(600), Some(Fault::LongList(name.into())));
        }
    }

    #[test]
    fn a_style_sheet_that_takes_long_to_apply_is_refused() {
        let nested = format!("{}{SHAPE}{}", "<g>".repeat(50), "</g>".repeat(50));
        let styled = |selector: &str| {
            fault(&format!(
                "<style>{selector} {{ fill: red }}</style>{nested}"
            ))
        };
        assert_eq!(styled("svg g g rect"), None);
        // Commas and semicolons of one rule are none of another, nor are those of comments and strings.
        let rule = ".c { fill: rgb(1,2,3); font-family: 'a,}b'; stroke: rgb(0,0,0) } /* },; */";
        let usual = format!("<style>{}</style>{SHAPE}", rule.repeat(3000));
        assert_eq!(fault(&usual), None);
        let many = format!("{}rect {{ {} }}", "g,".repeat(8000), "x:1;".repeat(8000));
        assert_eq!(styled(&many), Some(Fault::TooManyStyled));
        let endless = format!("none {}rect", "g ".repeat(12));
        assert_eq!(styled(&endless), Some(Fault::TooManyStyled));
    }

    #[test]
    fn numbers_that_no_drawing_needs_are_refused() {
        for (name, vast) in [
            ("d", "<path d='M0 0A1e30 20 0 1 1 3 3'/>"),
            ("d", "<path d='M0,0-1-.5.5L-12345678901 3'/>"),
            (
                "d",
                "<s:path xmlns:s='http://www.w3.org/2000/svg' s:d='M0 0A1e30 20 0 1 1 3 3'/>",
            ),
            (
                "style",
                "<rect width='5' height='5' style='fill:#fff;stroke-width:2E+20px'/>",
            ),
        ] {
            assert_eq!(fault(vast), Some(Fault::Number(name.into())), "{vast}");
        }
        for far in [
            "<g transform='scale(1e8)'><path d='M0 0L100 50' stroke='red'/></g>",
            "<style>rect { stroke: red; stroke-width: 1e20 }</style><rect width='5' height='5'/>",
        ] {
            assert_eq!(fault(far), Some(Fault::Reach), "{far}");
        }
        let usual = "<defs><path id='12345678901' class='a12345678901' d=''/></defs>\
            <path data-x='1e99' aria-label='1e99' fill='#1e9999' stroke='url(#g_12345678901_)' d='M.12345678901 1e-30.5L1 1e1V0Z'/>\
            <g transform='translate(-5e6 -5e6)'><rect x='5e6' y='5e6' width='5' height='5'/></g>";
        assert_eq!(fault(usual), None);
        // What diagrams.net writes, the diagram itself beside the picture.
        let diagram = "content='&lt;mxfile modified=\"1700000000000\"&gt;5E9+a5E90b=&lt;/mxfile&gt;' \
            version='20261128180530' viewBox='0 0 9 9'";
        let named = "<g name='feature_1234567890' desc='1e99'><rect width='5' height='5'/></g>";
        assert_eq!(read(diagram, named).err(), None);
    }

    #[test]
    fn a_drawing_that_takes_long_to_paint_is_refused() {
        let circles = "<circle r='1'/>".repeat(999);
        let clipped = "<rect width='5' height='5'/>".repeat(5000);
        let styled = format!(
            "<style>rect {{ clip-path: url(#c) }}</style><clipPath id='c'>{circles}</clipPath>{clipped}"
        );
        assert_eq!(fault(&styled), Some(Fault::TooMany));
        let blurred = |side: f32, count: usize| {
            let rect = format!("<rect width='{side}' height='{side}' filter='url(#f)'/>");
            let blur = "<filter id='f'><feGaussianBlur stdDeviation='1'/></filter>";
            fault(&format!("{blur}{}", rect.repeat(count)))
        };
        assert_eq!(blurred(9.0, 100), Some(Fault::TooManyLayers));
        assert_eq!(blurred(0.1, 100), None);
        let faded = format!("<g opacity='.5'>{SHAPE}{SHAPE}</g>");
        assert_eq!(fault(&faded.repeat(1000)), None);
        assert_eq!(fault(&faded.repeat(3000)), Some(Fault::TooManyLayers));
        let tile = "<pattern id='p' width='9' height='9' patternUnits='userSpaceOnUse'><circle r='4'/></pattern>";
        let hatched = "<rect width='1' height='1' fill='url(#p)'/>".repeat(1000);
        let hatched = format!("{tile}{hatched}");
        assert_eq!(fault(&hatched), Some(Fault::TooManyLayers));
        let large = tile.replace("'9'", "'90'");
        let filled = format!("{large}<rect width='1' height='1' fill='url(#p)'/>");
        assert_eq!(fault(&filled), Some(Fault::LargeTile));
        let grown = "<pattern id='q' width='1' height='1' patternUnits='userSpaceOnUse' \
            patternTransform='scale(10)'><rect width='1' height='1' fill='url(#p)'/></pattern>";
        let nested = format!("{tile}{grown}<rect width='1' height='1' fill='url(#q)'/>");
        assert_eq!(fault(&nested), Some(Fault::LargeTile));
        let text = format!("<defs><text id='t'>{}</text></defs>", "word ".repeat(1000));
        let shown = |times: usize| format!("{text}{}", "<use href='#t'/>".repeat(times));
        assert_eq!(fault(&shown(1)), None);
        assert_eq!(fault(&shown(20)), Some(Fault::TooManyLetters));
    }

    #[test]
    fn a_filter_that_takes_long_to_paint_is_refused() {
        let filtered = |step: &str| {
            let shape = "<rect width='400' height='300' filter='url(#f)'/>";
            read(
                "width='400' height='300'",
                &format!("<filter id='f'>{step}</filter>{shape}"),
            )
            .err()
        };
        let matrix = |side: usize| {
            let numbers = "1 ".repeat(side * side);
            format!("<feConvolveMatrix order='{side}' kernelMatrix='{numbers}'/>")
        };
        let shadow = "<feMorphology operator='dilate' radius='2'/><feOffset dx='2' dy='2'/><feGaussianBlur \
            stdDeviation='3'/><feFlood/><feComposite operator='in' in2='SourceAlpha'/><feMerge><feMergeNode/>\
            <feMergeNode in='SourceGraphic'/></feMerge>";
        let paper = "<feTurbulence baseFrequency='.05' numOctaves='5'/><feDiffuseLighting><feDistantLight/>\
            </feDiffuseLighting><feDisplacementMap in2='SourceGraphic' scale='3'/>";
        for usual in [shadow, paper, &matrix(5)] {
            assert_eq!(filtered(usual), None, "{usual}");
        }
        for long in [
            "<feMorphology radius='10'/>",
            "<feMorphology radius='200'/>",
            "<feTurbulence baseFrequency='.05' numOctaves='99999'/>",
            &matrix(30),
            &format!("<feMerge>{}</feMerge>", "<feMergeNode/>".repeat(200)),
        ] {
            assert_eq!(filtered(long), Some(Fault::TooManyLayers), "{long}");
        }
    }

    #[test]
    fn what_is_painted_apart_counts_as_far_as_it_is_painted() {
        let across = |width: u32, (x, side): (f32, f32), blurs: usize| {
            let region = format!("x='{x}' y='{x}' width='{side}' height='{side}'");
            let shape = "<rect width='400' height='300' filter='url(#f)'/>".repeat(blurs);
            let filter =
                format!("<filter id='f' {region}><feGaussianBlur stdDeviation='2'/></filter>");
            let size = format!("width='{width}' viewBox='0 0 400 300'");
            read(&size, &format!("{filter}{shape}")).err()
        };
        assert_eq!(across(400, (-0.5, 2.0), 4), None);
        assert_eq!(across(400, (-10.0, 20.0), 1), Some(Fault::TooManyLayers));
        assert_eq!(across(400, (50.0, 20.0), 100), None);
        // Logos are small, and full of light.
        assert_eq!(across(200, (-0.5, 2.0), 15), None);
        assert_eq!(across(200, (-0.5, 2.0), 30), Some(Fault::TooManyLayers));
        let large = "<rect x='-100' y='-100' width='200' height='200'/>";
        let nested = |depth: usize| {
            format!(
                "{}{large}{large}{}",
                "<g opacity='.5'>".repeat(depth),
                "</g>".repeat(depth)
            )
        };
        assert_eq!(fault(&nested(2)), None);
        assert_eq!(fault(&nested(5)), Some(Fault::TooManyLayers));
        // Masks and the clips of clips are as large as what they stand in.
        let enlarged = |content: &str| {
            let blur = "<filter id='f'><feGaussianBlur stdDeviation='.001'/></filter>";
            fault(&format!("{blur}<g transform='scale(100)'>{content}</g>"))
        };
        let blurred_mask = "<mask id='m'>{}</mask><rect width='.1' height='.1' mask='url(#m)'/>"
            .replace(
                "{}",
                &"<rect width='.1' height='.1' fill='#fff' filter='url(#f)'/>".repeat(30),
            );
        assert_eq!(enlarged(&blurred_mask), Some(Fault::TooManyLayers));
        let small = "<rect width='.1' height='.1' clip-path='url(#d)'/>".repeat(400);
        let clipped = format!(
            "<clipPath id='d'>{SHAPE}</clipPath><clipPath id='c'>{small}</clipPath>\
            <rect width='10' height='10' clip-path='url(#c)'/>"
        );
        assert_eq!(fault(&clipped), None);
        let clipped = clipped.replace(
            "<clipPath id='c'>",
            "<clipPath id='c'><rect width='9' height='9'/>",
        );
        assert_eq!(fault(&clipped), Some(Fault::TooManyLayers));
    }

    #[test]
    fn dashes_that_nobody_sees_are_refused() {
        let dashed = |dashes: &str, lines: usize| {
            let line = "<path d='M0 1h2h2h2h2h2z' stroke='red'/>".repeat(lines);
            fault(&format!("<g stroke-dasharray='{dashes}'>{line}</g>"))
        };
        assert_eq!(dashed(".5 .2 .1 .2", 1000), None);
        assert_eq!(dashed(".001", 20), None);
        assert_eq!(dashed(".001", 60), Some(Fault::TooManyDashes));
        assert_eq!(dashed(".0001 0 0 .0001", 6), Some(Fault::TooManyDashes));
        let curve = "<path d='M0 0Q9 0 9 9C0 9 0 9 9 0A4 4 0 1 1 0 0' fill='none' stroke='red' \
            stroke-dasharray='1e-5'/>";
        assert_eq!(fault(curve), Some(Fault::TooManyDashes));
    }

    #[test]
    fn words_become_outlines_and_pixels_the_same_each_time() {
        let drawing = || {
            let words = "<text x='10' y='30' font-family='Arial' font-size='20'>Ab</text>";
            read("width='96' height='48'", words).unwrap()
        };
        let plain = drawing().simplified();
        assert!(plain.contains("<path"), "{plain}");
        assert!(!plain.contains("<text"), "{plain}");
        let pixels = drawing().to_png(300).unwrap();
        assert_eq!(pixels, drawing().to_png(300).unwrap());
        let reader = png::Decoder::new(std::io::Cursor::new(&pixels));
        let reader = reader.read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (300, 150));
    }
}
