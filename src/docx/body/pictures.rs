//! Pictures: figures, logos and the drawings of charts.

use super::inlines::Voice;
use super::{Composer, Piece, Place, close, first_paragraph, line_break, tab};
use crate::document::{Figure, Lockup, Node, ParagraphRole, Picture, PictureFormat, SectionRole};
use crate::docx::facts::PictureFacts;
use crate::docx::xml::sanitised;
use crate::docx::{Error, relationships, style_ids};
use crate::length::{Length, PX_PER_INCH};
use crate::svg::{self, Drawing};
use crate::theme::logo_size;
use docx_rs::{Paragraph, ParagraphChild, Pic, Run};

/// The finest that a picture is printed at, in pixels an inch: a small picture is not blown up.
const PIXELS_PER_INCH: i64 = 220;

impl<'a> Composer<'a> {
    /// Logos with their words. One logo begins the line of the words' first paragraph; several stand in a
    /// line of their own above it.
    pub(super) fn lockup(&mut self, lockup: &'a Lockup, place: Place<'a>, out: &mut Vec<Piece>) {
        let in_masthead = place.role == SectionRole::Masthead;
        let tallest = if in_masthead {
            self.theme.masthead_logo_height
        } else {
            self.theme.emblem_height
        };
        // The style of words beside an emblem is that of a statement; others stand below it.
        let first = first_paragraph(&lockup.blocks).filter(|(_, words, _)| {
            lockup.logos.len() == 1
                && (in_masthead || words.role == ParagraphRole::FundingStatement)
        });
        let widest = match first {
            Some(_) if in_masthead => self.theme.single_column.measure() / 4,
            Some(_) => self.theme.facts_indent - self.theme.emblem_gap,
            None => self.theme.single_column.measure(),
        };
        let voice = Voice::plain(place.language);
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        for (index, logo) in lockup.logos.iter().enumerate() {
            if index > 0 {
                children.push(self.words("\u{2003}", voice));
            }
            self.pend(&logo.node);
            let inner = self.open_pending(&mut children);
            let picture = &logo.picture;
            let size = logo_size((picture.width_px, picture.height_px), tallest, widest);
            if first.is_some() && in_masthead {
                self.masthead_logo = size.0 + self.theme.grid;
            }
            children.push(self.picture(picture, &logo.alt, size));
            close(inner, &mut children);
        }
        close(targets, &mut children);
        let mut rest = &lockup.blocks[..];
        if let Some((block, words, others)) = first {
            rest = others;
            let style = if in_masthead {
                children.push(if self.is_on_one_line(&words.content) {
                    self.words("\u{2002}", voice)
                } else {
                    line_break()
                });
                style_ids::paragraph(words.role)
            } else {
                children.push(tab());
                style_ids::EMBLEM
            };
            let mut paragraph = self.written(block, None, &words.content, style, place);
            paragraph.children.splice(0..0, children);
            out.push(paragraph.into());
        } else if !lockup.logos.is_empty() {
            let paragraph = self.paragraph(style_ids::LOGOS, children, place.language);
            out.push(paragraph.into());
        }
        self.blocks(rest, place, out);
    }

    pub(super) fn figure(&mut self, figure: &'a Figure, place: Place<'a>, out: &mut Vec<Piece>) {
        if let Some(caption) = &figure.caption {
            out.push(self.caption_above(caption, "Figure", place));
        }
        let mut paragraph =
            self.figure_picture(&figure.picture_node, &figure.picture, &figure.alt, place);
        if figure.credit.is_some() {
            paragraph = paragraph.keep_next(true);
        }
        out.push(paragraph.into());
        if let Some(credit) = &figure.credit {
            let place = Place {
                list: None,
                ..place
            };
            self.block(credit, place, out);
        }
    }

    /// A picture in a paragraph of its own, as large as it is by nature or as there is room.
    pub(super) fn figure_picture(
        &mut self,
        node: &'a Node,
        picture: &Picture,
        alt: &str,
        place: Place<'a>,
    ) -> Paragraph {
        self.pend(node);
        let measure = self.theme.single_column.measure();
        let pixels_per_inch = match picture.format {
            PictureFormat::Svg => i64::from(PX_PER_INCH),
            PictureFormat::Png | PictureFormat::Jpeg => PIXELS_PER_INCH,
        };
        let natural = Length::pt(72.0).scaled(i64::from(picture.width_px), pixels_per_inch);
        let width = natural.min(measure);
        let height = width.scaled(i64::from(picture.height_px), i64::from(picture.width_px));
        let page = &self.theme.single_column;
        let tallest = if picture.is_upright_photograph() {
            page.photograph_height()
        } else {
            page.text_height().scaled(4, 5)
        };
        let (width, height) = if height > tallest {
            let width = tallest.scaled(i64::from(picture.width_px), i64::from(picture.height_px));
            (width, tallest)
        } else {
            (width, height)
        };
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        children.push(self.picture(picture, alt, (width, height)));
        close(targets, &mut children);
        self.paragraph(style_ids::FIGURE, children, place.language)
    }

    /// A picture of this width and height, in line with the words.
    fn picture(
        &mut self,
        picture: &Picture,
        alt: &str,
        (width, height): (Length, Length),
    ) -> ParagraphChild {
        let emu = |length: Length| u32::try_from(length.to_emu()).unwrap_or(u32::MAX).max(1);
        let (format, bytes, drawing) = self.pixels(picture, width);
        self.pictures.push(PictureFacts {
            file: sanitised(&picture.file),
            alt: sanitised(alt),
            format,
            drawing,
        });
        let pixels = (picture.width_px.min(0xffff), picture.height_px.min(0xffff));
        let pic = Pic::new_with_dimensions(bytes, pixels.0, pixels.1)
            .id(relationships::picture_id(self.pictures.len()))
            .size(emu(width), emu(height));
        ParagraphChild::Run(Box::new(Run::new().add_image(pic)))
    }

    /// The pixels of a picture; for a drawing, those of print at this width, and its shapes, which a reader
    /// that knows them shows instead.
    fn pixels(
        &mut self,
        picture: &Picture,
        width: Length,
    ) -> (PictureFormat, Vec<u8>, Option<String>) {
        if picture.format != PictureFormat::Svg {
            return (picture.format, picture.bytes.to_vec(), None);
        }
        let read =
            Drawing::read_own(&picture.bytes, &self.theme.fonts).map_err(|fault| fault.to_string());
        let painted = read.and_then(|drawing| {
            let across = width.to_pt() / 72.0 * f64::from(svg::PRINT_PPI);
            let pixels = drawing.to_png(across.ceil() as u32);
            let pixels = pixels.ok_or_else(|| "it cannot be painted".to_owned())?;
            Ok((pixels, drawing.simplified()))
        });
        match painted {
            Ok((pixels, shapes)) => (PictureFormat::Png, pixels, Some(shapes)),
            Err(cause) => {
                let file = picture.file.clone();
                self.unreadable
                    .get_or_insert(Error::Picture { file, cause });
                (PictureFormat::Png, Vec::new(), None)
            }
        }
    }
}
