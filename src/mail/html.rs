//! A letter as a page of HTML that every mail program shows: elements of HTML 4 with their styles beside
//! them, no script, nothing from elsewhere. Headings, lists, languages and directions are marked, so that it
//! reads well by ear.

use super::letter::{Letter, is_blank};
use crate::bidi::{direction_apart, direction_of_paragraph, has_letters_running};
use crate::document::{
    Block, BlockKind, Inline, InlineKind, Language, List, ListMarker, Lockup, Logo, Node, Note,
    Origin, Paragraph, ParagraphRole, Picture, PictureFormat, Section, SectionRole, plain_text,
};
use crate::escape;
use crate::fonts::{Family, Fonts};
use crate::hexadecimal;
use crate::length::Length;
use crate::locale::{Direction, direction, numeral};
use crate::svg::Drawing;
use crate::theme::{Style, StyleName, Theme, logo_size};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::Arc;

/// The size of running text, in CSS pixels: what mail programs and browsers read well at. All other sizes are
/// in the proportions of the design.
const BODY_PX: f64 = 16.0;
/// The largest type, in CSS pixels: a letter has no title page.
const LARGEST_PX: f64 = 24.0;
/// The least distance of baselines on a screen, in sizes of type.
const LEAST_LEADING: f64 = 1.4;
/// The width of the text at most, in ems of running text.
const MEASURE_EM: u32 = 36;
/// The widest logo, in points.
const WIDEST_LOGO_PT: f64 = 240.0;
/// How many pixels a drawing has for one of CSS: fine screens have two.
const PIXEL_RATIO: u32 = 2;
/// The words of the link from a note to where it is referred to: an arrow, as text and no emoji.
const BACK: &str = "↩\u{FE0E}";

/// A page with the pictures that it shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// The page, with CR LF at line ends.
    pub html: String,
    /// Its pictures, each once.
    pub pictures: Vec<InlinePicture>,
}

/// A picture that stands in a page, and goes with it in the message (RFC 2387, RFC 2392).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InlinePicture {
    /// Its Content-ID without angle brackets.
    pub content_id: String,
    /// A name for the file.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Makes pages in a design, and every picture that they show once.
#[derive(Clone, Debug)]
pub struct Pages<'a> {
    theme: &'a Theme,
    /// The domain that the ids of pictures are in.
    domain: &'a str,
    /// The pictures of the pages so far, as they were and as mail programs show them.
    known: Vec<(Picture, Option<InlinePicture>)>,
}

impl<'a> Pages<'a> {
    /// No page yet. The ids of the pictures are in the domain `domain`.
    pub fn new(theme: &'a Theme, domain: &'a str) -> Pages<'a> {
        Pages {
            theme,
            domain,
            known: Vec::new(),
        }
    }

    /// The letter as a page.
    pub fn page(&mut self, letter: &Letter) -> Page {
        let mut writer = Writer {
            theme: self.theme,
            pages: self,
            notes: &letter.notes,
            language: &letter.language,
            direction: direction(&letter.language),
            html: String::new(),
            pictures: Vec::new(),
        };
        writer.page(letter);
        Page {
            html: writer.html.replace('\n', "\r\n"),
            pictures: writer.pictures,
        }
    }

    /// The picture as mail programs show it, `width_px` across where it is drawn; none where it cannot be.
    fn picture(&mut self, picture: &Picture, width_px: u32) -> Option<InlinePicture> {
        if let Some((_, shown)) = self.known.iter().find(|(known, _)| known == picture) {
            return shown.clone();
        }
        let shown = shown_by_mail_programs(picture, width_px, &self.theme.fonts).map(
            |(media_type, bytes)| {
                let name = hexadecimal::digits(&Sha256::digest(&bytes)[..8]);
                let extension = media_type.rsplit('/').next().unwrap_or_default();
                InlinePicture {
                    content_id: format!("{name}@{}", self.domain),
                    file_name: format!("logo-{name}.{extension}"),
                    media_type,
                    bytes,
                }
            },
        );
        self.known.push((picture.clone(), shown.clone()));
        shown
    }
}

/// What blocks stand in, as far as it says how they are set.
#[derive(Clone, Copy)]
struct Place {
    /// Among the recommendations.
    recommends: bool,
    is_in_note: bool,
    /// In which they run where they say nothing else.
    direction: Direction,
}

/// What words stand among.
#[derive(Clone, Copy)]
struct Surroundings<'w> {
    /// The field that all of them are in.
    field: Option<&'w Origin>,
    direction: Direction,
}

impl Surroundings<'_> {
    /// Whether an inline among them may run from right to left, or they do.
    fn turns(self, inline: &Inline) -> bool {
        let words = plain_text(std::slice::from_ref(inline));
        self.direction == Direction::RightToLeft
            || has_letters_running(&words, Direction::RightToLeft)
    }
}

impl Place {
    /// The place of what stands in `node`.
    fn within(self, node: &Node) -> Place {
        let direction = node.language.as_ref().map_or(self.direction, direction);
        Place { direction, ..self }
    }

    /// The style of a paragraph here.
    fn style(self, role: ParagraphRole) -> StyleName {
        match role {
            ParagraphRole::Body if self.is_in_note => StyleName::Note,
            role => StyleName::of(role),
        }
    }
}

/// The paragraph that an item is, where it is one alone.
fn only_paragraph(blocks: &[Block]) -> Option<&Paragraph> {
    match blocks {
        [
            Block {
                kind: BlockKind::Paragraph(paragraph),
                ..
            },
        ] => Some(paragraph),
        _ => None,
    }
}

struct Writer<'w, 'a> {
    theme: &'w Theme,
    pages: &'w mut Pages<'a>,
    notes: &'w [Note],
    language: &'w Language,
    direction: Direction,
    html: String,
    pictures: Vec<InlinePicture>,
}

impl Writer<'_, '_> {
    fn page(&mut self, letter: &Letter) {
        let language = language_attributes(&letter.language);
        let body = self.declarations(StyleName::Body);
        let accent = self.theme.accent.to_hex();
        // Mail programs on the web keep neither `html` nor `body`: what matters stands on `main` again.
        let _ = write!(
            self.html,
            "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light\">\n\
             <title>{title}</title>\n</head>\n\
             <body style=\"margin:0;background:#FFFFFF\">\n\
             <main{language} style=\"{body};background:#FFFFFF;max-width:{MEASURE_EM}em;margin:0 auto;\
             padding:16px;border-top:3px solid #{accent}\">\n",
            title = escaped(&letter.subject),
        );
        let place = Place {
            recommends: false,
            is_in_note: false,
            direction: self.direction,
        };
        self.blocks(&letter.blocks, place);
        self.notes(Place {
            is_in_note: true,
            ..place
        });
        self.html.push_str("</main>\n</body>\n</html>\n");
    }

    /// The footnotes, as a list after the letter.
    fn notes(&mut self, place: Place) {
        let notes = self.notes;
        if notes.is_empty() {
            return;
        }
        let style = self.declarations(StyleName::Note);
        let _ = writeln!(
            self.html,
            "<hr style=\"border:0;border-top:1px solid #{}\">\n<section role=\"doc-endnotes\">\n<ol style=\"margin:0;{}{}\">",
            self.theme.faint.to_hex(),
            self.list_edge(),
            self.list_digits()
        );
        for note in notes {
            let number = note.number;
            let _ = write!(self.html, "<li id=\"note-{number}\" style=\"{style}\">");
            self.item(&note.blocks, place);
            let _ = writeln!(
                self.html,
                " <a href=\"#note-reference-{number}\" role=\"doc-backlink\" aria-label=\"{}\" style=\"color:#{}\">{BACK}</a></li>",
                numeral(self.language, number),
                self.theme.accent.to_hex()
            );
        }
        self.html.push_str("</ol>\n</section>\n");
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.block(block, place);
        }
    }

    /// A block, set as its place asks for.
    fn block(&mut self, block: &Block, place: Place) {
        let language = node_attributes(&block.node);
        let place = place.within(&block.node);
        match &block.kind {
            BlockKind::Section(Section { role, blocks, .. }) => {
                let recommends = *role == SectionRole::Recommendations;
                self.blocks(
                    blocks,
                    Place {
                        recommends,
                        ..place
                    },
                );
            }
            BlockKind::Heading(heading) => {
                // The title of the brief is the heading of level 1.
                let level = heading.level.saturating_add(1).min(6);
                let style = if heading.level == 1 {
                    StyleName::SectionHeading
                } else {
                    StyleName::QuestionHeading
                };
                let tag = format!("h{level}");
                self.element(&tag, block, style, &heading.content, place);
            }
            BlockKind::Paragraph(paragraph) if !is_blank(&paragraph.content) => {
                let tag = match paragraph.role {
                    ParagraphRole::Title => "h1",
                    _ => "p",
                };
                let style = place.style(paragraph.role);
                self.element(tag, block, style, &paragraph.content, place);
            }
            BlockKind::Paragraph(_) => {}
            BlockKind::List(list) => self.list(list, &language, place),
            BlockKind::Lockup(lockup) => self.lockup(lockup, place),
            // In the attachment.
            BlockKind::DescriptionList(_)
            | BlockKind::Table(_)
            | BlockKind::Figure(_)
            | BlockKind::Chart(_) => {}
        }
    }

    fn list(&mut self, list: &List, language: &str, place: Place) {
        let start = list.items.first().and_then(|item| item.label.number);
        let (tag, start) = match (list.marker, start) {
            (ListMarker::Bullet, _) => ("ul", String::new()),
            (ListMarker::Decimal, Some(number)) if number != 1 => {
                ("ol", format!(" start=\"{number}\""))
            }
            (ListMarker::Decimal, _) => ("ol", String::new()),
        };
        let style = self.declarations(StyleName::Body);
        let edge = self.list_edge();
        let digits = match list.marker {
            ListMarker::Bullet => "",
            ListMarker::Decimal => self.list_digits(),
        };
        let _ = writeln!(
            self.html,
            "<{tag}{start}{language} style=\"{style};margin:0 0 {};{edge}{digits}\">",
            px(self.scaled(self.theme.style(StyleName::Body).leading))
        );
        let space = px(self.scaled(self.theme.space_after_item(place.recommends)));
        let mut items = list.items.iter().peekable();
        while let Some(item) = items.next() {
            let attributes = node_attributes(&item.node);
            let style = match only_paragraph(&item.blocks) {
                // The words are set as those of the list are.
                Some(paragraph) if place.style(paragraph.role) == StyleName::Body => String::new(),
                Some(paragraph) => format!(" style=\"{}\"", self.look(place.style(paragraph.role))),
                None if items.peek().is_some() => format!(" style=\"margin:0 0 {space}\""),
                None => String::new(),
            };
            let _ = write!(self.html, "<li{attributes}{style}>");
            self.item(&item.blocks, place.within(&item.node));
            self.html.push_str("</li>\n");
        }
        let _ = writeln!(self.html, "</{tag}>");
    }

    /// The declaration of CSS for numbers in the digits of the language (CSS Counter Styles, section 6.1).
    fn list_digits(&self) -> &'static str {
        match numeral(self.language, 1).as_str() {
            "\u{6f1}" => ";list-style-type:persian",
            _ => "",
        }
    }

    /// The content of a list item: words alone where it is one paragraph.
    fn item(&mut self, blocks: &[Block], place: Place) {
        match (only_paragraph(blocks), blocks) {
            (Some(paragraph), [block]) => {
                let (open, close) = span(&node_attributes(&block.node));
                self.html.push_str(&open);
                self.words(&paragraph.content, block, place.within(&block.node));
                self.html.push_str(close);
            }
            _ => {
                self.html.push('\n');
                self.blocks(blocks, place);
            }
        }
    }

    /// The space at the side where the marks of a list stand.
    fn list_edge(&self) -> String {
        let side = match self.direction {
            Direction::LeftToRight => "left",
            Direction::RightToLeft => "right",
        };
        let indent = self.scaled(self.theme.list_indent);
        format!("padding:0;padding-{side}:{}", px(indent))
    }

    /// Logos, and the words that belong to them below.
    fn lockup(&mut self, lockup: &Lockup, place: Place) {
        if !lockup.logos.is_empty() {
            let gap = px(self.theme.emblem_gap.to_pt());
            let _ = write!(self.html, "<p style=\"margin:{gap} 0\">");
            for (index, logo) in lockup.logos.iter().enumerate() {
                if index > 0 {
                    self.html.push_str("&nbsp;&nbsp; ");
                }
                self.logo(logo);
            }
            self.html.push_str("</p>\n");
        }
        self.blocks(&lockup.blocks, place);
    }

    fn logo(&mut self, logo: &Logo) {
        let language = node_attributes(&logo.node);
        let picture = &logo.picture;
        let (width, height) = logo_size(
            (picture.width_px, picture.height_px),
            self.theme.emblem_height,
            Length::pt(WIDEST_LOGO_PT),
        );
        let (width, height) = (width.to_css_pixels(), height.to_css_pixels());
        let Some(shown) = self.pages.picture(picture, width * PIXEL_RATIO) else {
            let (open, close) = span(&language);
            let _ = write!(self.html, "{open}{}{close}", escaped(&logo.alt));
            return;
        };
        let _ = write!(
            self.html,
            "<img{language} src=\"cid:{}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\" \
             style=\"border:0;vertical-align:middle\">",
            shown.content_id,
            alt = escaped(&logo.alt),
        );
        if !self.pictures.contains(&shown) {
            self.pictures.push(shown);
        }
    }

    fn element(
        &mut self,
        tag: &str,
        block: &Block,
        style: StyleName,
        content: &[Inline],
        place: Place,
    ) {
        let (attributes, look) = (node_attributes(&block.node), self.look(style));
        let _ = write!(self.html, "<{tag}{attributes} style=\"{look}\">");
        self.words(content, block, place);
        let _ = writeln!(self.html, "</{tag}>");
    }

    /// The words of `block`, in their own direction.
    fn words(&mut self, content: &[Inline], block: &Block, place: Place) {
        let direction = direction_of_paragraph(&plain_text(content), place.direction);
        let (open, close) = match direction == place.direction {
            true => span(""),
            false => span(&direction_attribute(direction)),
        };
        self.html.push_str(&open);
        let around = Surroundings {
            field: block.node.origin.as_ref(),
            direction,
        };
        self.inlines(content, around);
        self.html.push_str(close);
    }

    /// The declarations of CSS for a paragraph in a style.
    fn look(&self, style: StyleName) -> String {
        let Style {
            space_before,
            space_after,
            ..
        } = self.theme.style(style);
        let (before, after) = (self.scaled(space_before), self.scaled(space_after));
        // A paragraph is parted from the next by space alone.
        let after = after.max(BODY_PX / 4.0);
        let look = self.declarations(style);
        format!("{look};margin:{} 0 {}", px(before), px(after))
    }

    fn inlines(&mut self, inlines: &[Inline], around: Surroundings<'_>) {
        for inline in inlines {
            self.inline(inline, around);
        }
    }

    fn inline(&mut self, inline: &Inline, around: Surroundings<'_>) {
        let apart = direction_apart(inline, around.field, around.direction);
        let attributes = match apart {
            // What is all from left to right runs so without a word.
            Some(apart) if inline.node.language.is_none() && around.turns(inline) => {
                direction_attribute(apart)
            }
            _ => node_attributes(&inline.node),
        };
        let within = Surroundings {
            field: inline.node.origin.as_ref().or(around.field),
            direction: apart.unwrap_or(around.direction),
        };
        let (open, close) = match &inline.kind {
            InlineKind::Text(words) | InlineKind::Separator(words) => {
                let (open, close) = span(&attributes);
                let _ = write!(self.html, "{open}{}{close}", escaped(words));
                return;
            }
            InlineKind::LineBreak => {
                self.html.push_str("<br>\n");
                return;
            }
            InlineKind::NoteReference(index) => {
                if let Some(note) = self.notes.get(*index) {
                    let number = note.number;
                    let _ = write!(
                        self.html,
                        "<sup style=\"line-height:0\"><a id=\"note-reference-{number}\" href=\"#note-{number}\" role=\"doc-noteref\" style=\"color:#{}\">{}</a></sup>",
                        self.theme.accent.to_hex(),
                        numeral(self.language, number)
                    );
                }
                return;
            }
            InlineKind::Emphasis(_) => (format!("<em{attributes}>"), "</em>"),
            InlineKind::Strong(_) => (format!("<strong{attributes}>"), "</strong>"),
            InlineKind::Abbreviation {
                expansion,
                expansion_language,
                ..
            } => {
                // The language of an element is that of its attributes, too.
                let of_expansion = expansion_language
                    .as_ref()
                    .filter(|_| inline.node.language.is_none());
                let attributes = of_expansion.map_or(attributes, language_attributes);
                (
                    format!("<abbr{attributes} title=\"{}\">", escaped(expansion)),
                    "</abbr>",
                )
            }
            InlineKind::Link { uri, .. } => (
                format!(
                    "<a{attributes} href=\"{}\" style=\"color:#{}\">",
                    escaped(uri),
                    self.theme.accent.to_hex()
                ),
                "</a>",
            ),
            // What it refers to is in the attachment, and named.
            InlineKind::Span(_) | InlineKind::Symbol(_) | InlineKind::Reference { .. } => {
                span(&attributes)
            }
        };
        self.html.push_str(&open);
        self.inlines(inline.children(), within);
        self.html.push_str(close);
    }

    /// The declarations of CSS for words in a style.
    fn declarations(&self, name: StyleName) -> String {
        let style = self.theme.style(name);
        let family = style.face.family();
        let likeness = self.theme.likeness(family);
        let generic = match likeness {
            Family::Serif => "serif",
            Family::Sans => "sans-serif",
        };
        let size = self.scaled(style.size).min(LARGEST_PX);
        let leading = (style.leading.to_pt() / style.size.to_pt()).max(LEAST_LEADING);
        let weight = if style.face.is_bold() {
            "bold"
        } else {
            "normal"
        };
        let slant = if style.face.is_italic() {
            "italic"
        } else {
            "normal"
        };
        format!(
            "font:{slant} {weight} {}/{leading:.2} '{}','{}',{generic};color:#{}",
            px(size),
            self.pages
                .theme
                .font_name(family)
                .replace(['\'', '"', '\\', ';'], ""),
            likeness.substitute(),
            style.colour.to_hex()
        )
    }

    /// A measure of the page in CSS pixels of the letter.
    fn scaled(&self, length: Length) -> f64 {
        let body = self.theme.style(StyleName::Body).size.to_pt();
        length.to_pt() / body * BODY_PX
    }
}

/// A length in CSS pixels, whole ones.
fn px(length: f64) -> String {
    format!("{}px", length.round())
}

/// A picture as mail programs show it, which a drawing is not for many; none where it cannot be drawn.
fn shown_by_mail_programs(
    picture: &Picture,
    width_px: u32,
    fonts: &Fonts,
) -> Option<(&'static str, Arc<[u8]>)> {
    match picture.format {
        PictureFormat::Png => Some(("image/png", Arc::clone(&picture.bytes))),
        PictureFormat::Jpeg => Some(("image/jpeg", Arc::clone(&picture.bytes))),
        PictureFormat::Svg => {
            let drawing = Drawing::read(&picture.bytes, fonts).ok()?;
            Some(("image/png", drawing.to_png(width_px)?.into()))
        }
    }
}

/// The tags around words with these attributes; none where they have none.
fn span(attributes: &str) -> (String, &'static str) {
    match attributes {
        "" => (String::new(), ""),
        attributes => (format!("<span{attributes}>"), "</span>"),
    }
}

fn node_attributes(node: &Node) -> String {
    node.language
        .as_ref()
        .map_or_else(String::new, language_attributes)
}

/// The attributes that say language and direction.
fn language_attributes(language: &Language) -> String {
    let direction = direction_attribute(direction(language));
    format!(" lang=\"{}\"{direction}", escaped(&language.0))
}

/// The attribute that says the direction alone: words stand apart from others then (HTML, 15.3.6, `unicode-bidi`).
fn direction_attribute(direction: Direction) -> String {
    format!(" dir=\"{}\"", direction.in_html())
}

/// Words as HTML, in text and in attributes; a control character, which HTML has none of, is a space.
fn escaped(words: &str) -> String {
    escape::escaped(&words.replace(char::is_control, " "))
}
