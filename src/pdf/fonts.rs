//! Fonts: the glyphs that the pages use, subset and embedded (§9.6 to §9.10).

use super::Error;
use crate::layout::fonts::bytes;
use crate::layout::{FragmentContent, GlyphRun, Pages};
use crate::theme::Face;
use printpdf::{FontId, ParsedFont, PdfDocument, PdfFont, PdfFontHandle};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// The fonts of a file.
pub(super) struct Fonts {
    faces: BTreeMap<Face, EmbeddedFace>,
}

/// A subset face.
pub(super) struct EmbeddedFace {
    id: FontId,
    font: ParsedFont,
    remapper: GlyphRemapper,
    /// The text that ToUnicode gives for each glyph of the face.
    texts: BTreeMap<u16, String>,
}

/// The text that a reader extracts for some words: every kind of space is a space.
pub(super) fn extracted(text: &str) -> String {
    text.chars().map(extracted_character).collect()
}

fn extracted_character(character: char) -> char {
    match character {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        character => character,
    }
}

/// Subsets every face that the pages use.
pub(super) fn embed(pages: &Pages) -> Result<Fonts, Error> {
    let mut used: BTreeMap<Face, (GlyphRemapper, BTreeMap<u16, String>)> = BTreeMap::new();
    for fragment in pages.pages.iter().flat_map(|page| &page.fragments) {
        let FragmentContent::Glyphs(run) = &fragment.content else {
            continue;
        };
        let (remapper, texts) = used
            .entry(run.face)
            .or_insert_with(|| (GlyphRemapper::new(), BTreeMap::new()));
        for (first, text) in clusters(run) {
            for glyph in &run.glyphs[first.clone()] {
                remapper.remap(glyph.id);
            }
            if let [glyph] = &run.glyphs[first] {
                texts.entry(glyph.id).or_insert_with(|| extracted(text));
            }
        }
    }
    let faces = used
        .into_iter()
        .map(|(face, (remapper, texts))| Ok((face, EmbeddedFace::new(face, remapper, texts)?)))
        .collect::<Result<_, Error>>()?;
    Ok(Fonts { faces })
}

/// The clusters of a run: the glyphs of each, and the words that they stand for.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (std::ops::Range<usize>, &str)> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next;
        let head = run.glyphs.get(start)?;
        next += 1;
        while run
            .glyphs
            .get(next)
            .is_some_and(|glyph| glyph.text.is_empty())
        {
            next += 1;
        }
        let text = run
            .text
            .get(head.text.start as usize..head.text.end as usize)
            .unwrap_or("");
        Some((start..next, text))
    })
}

impl EmbeddedFace {
    fn new(
        face: Face,
        remapper: GlyphRemapper,
        texts: BTreeMap<u16, String>,
    ) -> Result<EmbeddedFace, Error> {
        let subset = subsetter::subset(bytes(face), 0, &remapper)
            .map_err(|error| Error::Font(format!("{face:?}: {error}")))?;
        let mut warnings = Vec::new();
        let mut font = ParsedFont::from_bytes(&subset, 0, &mut warnings)
            .ok_or_else(|| Error::Font(format!("{face:?}: the subset is no font")))?;
        // §9.6.4: a tag of six capitals, the same for the same subset.
        let digest = Sha256::digest(&subset);
        let tag: String = digest
            .iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect();
        font.font_name = Some(format!("{tag}+{}", post_script_name(face)));
        Ok(EmbeddedFace {
            id: FontId(format!("F{}", face as usize)),
            font,
            remapper,
            texts,
        })
    }

    /// The font, to select it.
    pub fn handle(&self) -> PdfFontHandle {
        PdfFontHandle::External(self.id.clone())
    }

    /// The glyph's number in the subset.
    pub fn glyph(&self, id: u16) -> u16 {
        self.remapper.get(id).unwrap_or(0)
    }

    /// The width that the file gives for a glyph of the subset, in whole thousandths of the size of type.
    pub fn width_per_mille(&self, glyph: u16) -> f64 {
        let width = self.font.get_glyph_width(glyph).unwrap_or(0);
        (f64::from(width) * 1000.0 / f64::from(self.font.units_per_em)).trunc()
    }

    /// Whether ToUnicode gives `text` for the glyph, so that it needs no ActualText.
    pub fn means(&self, id: u16, text: &str) -> bool {
        self.texts
            .get(&id)
            .is_some_and(|known| known.chars().eq(text.chars().map(extracted_character)))
    }

    /// What ToUnicode gives for the glyph.
    pub fn text(&self, id: u16) -> String {
        self.texts
            .get(&id)
            .cloned()
            .unwrap_or_else(|| " ".to_owned())
    }
}

impl Fonts {
    /// Hands the fonts to printpdf.
    pub fn register(&self, pdf: &mut PdfDocument) {
        for face in self.faces.values() {
            pdf.resources
                .fonts
                .map
                .insert(face.id.clone(), PdfFont::new(face.font.clone()));
        }
    }

    /// The face, which the pages use.
    pub fn face(&self, face: Face) -> Option<&EmbeddedFace> {
        self.faces.get(&face)
    }
}

fn post_script_name(face: Face) -> &'static str {
    match face {
        Face::SerifRegular => "SourceSerif4-Regular",
        Face::SerifItalic => "SourceSerif4-It",
        Face::SerifSemibold => "SourceSerif4-Semibold",
        Face::SerifSemiboldItalic => "SourceSerif4-SemiboldIt",
        Face::SerifSubhead => "SourceSerif4Subhead-Regular",
        Face::SerifDisplay => "SourceSerif4Display-Regular",
        Face::SansRegular => "SourceSans3-Regular",
        Face::SansItalic => "SourceSans3-It",
        Face::SansSemibold => "SourceSans3-Semibold",
        Face::SansSemiboldItalic => "SourceSans3-SemiboldIt",
    }
}
