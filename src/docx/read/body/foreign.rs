//! What no document of ours has, and drawings, which are that or pictures.

use super::{Flattener, Voice, alternative, texts};
use crate::docx::paragraph::{Foreign, ForeignKind, OBJECT, PictureHere, Setting};
use crate::docx::xml::Element;

impl Flattener<'_> {
    /// A drawing or an object.
    pub(super) fn drawing(&mut self, element: &Element, setting: &Setting, voice: &Voice) {
        if voice.is_deleted {
            return;
        }
        let mut found = Drawing::default();
        found.look(element);
        if element.name == "w:object" {
            found.kind = Some(ForeignKind::EmbeddedObject);
        }
        match found.kind {
            None if found.is_picture => {
                let at = self.paragraph.text.len();
                self.words(OBJECT.encode_utf8(&mut [0; 4]), setting, voice);
                let part = found.id.and_then(|id| voice.relationships.part_of(&id));
                self.paragraph.pictures.push(PictureHere {
                    at,
                    name: found.name,
                    alt: found.alt,
                    part: part.map(str::to_owned),
                });
            }
            kind => {
                let kind = kind.unwrap_or(ForeignKind::Drawing);
                self.foreign(kind, found.words, voice);
            }
        }
    }

    /// Notes that something foreign stands here.
    pub(super) fn foreign(&mut self, kind: ForeignKind, words: String, voice: &Voice) {
        if voice.is_deleted {
            return;
        }
        let at = self.paragraph.text.len();
        self.paragraph.foreign.push(Foreign { at, kind, words });
    }
}

/// What a drawing holds.
#[derive(Default)]
struct Drawing {
    name: String,
    alt: String,
    is_picture: bool,
    /// The relationship to the part that holds the picture.
    id: Option<String>,
    kind: Option<ForeignKind>,
    words: String,
}

impl Drawing {
    /// Looks through an element and all that stands in it.
    fn look(&mut self, element: &Element) {
        match element.name.as_str() {
            "wp:docPr" => {
                let attribute = |name| element.attribute(name).unwrap_or_default().to_owned();
                self.name = attribute("name");
                self.alt = attribute("descr");
            }
            "pic:pic" => self.is_picture = true,
            // The first is the one that every program shows.
            "a:blip" if self.id.is_none() => {
                self.id = element.attribute("r:embed").map(str::to_owned);
            }
            "v:imagedata" => {
                self.is_picture = true;
                self.id = element.attribute("r:id").map(str::to_owned);
            }
            "wps:txbx" | "v:textbox" => {
                self.kind = Some(ForeignKind::TextBox);
                let words = texts(element);
                if !self.words.is_empty() && !words.is_empty() {
                    self.words.push(' ');
                }
                self.words.push_str(&words);
                return;
            }
            "a:graphicData" => {
                let uri = element.attribute("uri").unwrap_or_default();
                if uri.ends_with("/chart") || uri.ends_with("/chartex") {
                    self.kind = Some(ForeignKind::Chart);
                } else if uri.ends_with("/diagram") {
                    self.kind = Some(ForeignKind::Diagram);
                }
            }
            // The others say the same for other programs.
            "mc:AlternateContent" => {
                return alternative(element).into_iter().for_each(|e| self.look(e));
            }
            _ => {}
        }
        for child in element.elements() {
            self.look(child);
        }
    }
}
