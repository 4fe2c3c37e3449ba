//! Fonts: the glyphs that the pages use, subset and embedded (§9.6 to §9.10).

mod programs;
mod to_unicode;

use super::Error;
use super::file::File;
use super::string::{ascii, extracted, name};
use crate::fonts::{FontFile, FontId, Letterforms};
use crate::layout::{Glyph, GlyphRun, Pages};
use crate::ordered::Ordered;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use printpdf::PdfFontHandle;
use programs::Program;
pub(super) use programs::Programs;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// WORD JOINER: no character that is shown, and none that parts words.
const INVISIBLE: &str = "\u{2060}";

/// The letters are those of the Latin alphabet, for readers that do not look further (§9.8.2, table 123).
const NONSYMBOLIC: i64 = 1 << 5;
/// The letters slant (there too).
const ITALIC: i64 = 1 << 6;

/// The fonts of a file.
pub(super) struct Fonts {
    faces: BTreeMap<FontId, EmbeddedFace>,
}

/// A subset face.
pub(super) struct EmbeddedFace {
    /// Its name among the resources.
    resource: printpdf::FontId,
    /// The PostScript name, with the tag of the subset.
    name: String,
    program: Program,
    letterforms: Letterforms,
    units_per_em: u16,
    remapper: GlyphRemapper,
    /// The text that ToUnicode gives for each glyph of the face.
    texts: FxHashMap<u16, String>,
    /// Further codes of glyphs that stand for further texts, in their order from behind the last glyph on.
    codes: BTreeMap<(u16, String), u16>,
    /// The widths of all codes, in whole thousandths of the size of type.
    widths: Vec<i32>,
}

/// The glyphs of a face that the pages use, and how often each stands for which text.
#[derive(Default)]
struct Usage(FxHashMap<u16, Vec<(String, usize)>>);

impl Usage {
    fn add(&mut self, glyph: u16, text: &str, times: usize) {
        let known = self.0.entry(glyph).or_default();
        if text.is_empty() {
            return;
        }
        match known.iter_mut().find(|(other, _)| other == text) {
            Some((_, count)) => *count += times,
            None => known.push((text.to_owned(), times)),
        }
    }

    /// Counts a cluster. One glyph is its text; where there are more of them the file says with ActualText
    /// what they are together, and the parts are only for readers that do not look at it.
    fn count(&mut self, glyphs: &[Glyph], text: &str) {
        if let [glyph] = glyphs {
            self.add(glyph.id, text, 1);
            return;
        }
        let mut rest = text.chars();
        for (index, glyph) in glyphs.iter().enumerate() {
            let part = match rest.next() {
                Some(first) if index + 1 < glyphs.len() => first.to_string(),
                Some(first) => std::iter::once(first).chain(rest.by_ref()).collect(),
                None => String::new(),
            };
            self.add(glyph.id, &part, 0);
        }
    }

    /// The text of each glyph: what it stands for most often.
    fn usual_texts(&self) -> FxHashMap<u16, String> {
        self.0
            .iter()
            .filter_map(|(glyph, known)| {
                let usual = known
                    .iter()
                    .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))?;
                Some((*glyph, usual.0.clone()))
            })
            .collect()
    }

    /// The glyphs in the order of their numbers.
    fn glyphs(&self) -> GlyphRemapper {
        let mut glyphs: Vec<u16> = self.0.keys().copied().collect();
        glyphs.sort_unstable();
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs {
            remapper.remap(glyph);
        }
        remapper
    }
}

/// Subsets every face that the pages use.
pub(super) fn embed(pages: &Pages, programs: &mut Programs) -> Result<Fonts, Error> {
    let mut used: BTreeMap<FontId, Usage> = BTreeMap::new();
    for fragment in pages.pages.iter().flat_map(|page| &page.fragments) {
        let Some(run) = fragment.content.glyphs() else {
            continue;
        };
        let usage = used.entry(run.face).or_default();
        for (glyphs, text) in clusters(run) {
            usage.count(glyphs, &extracted(text));
        }
    }
    let faces = used
        .into_iter()
        .map(|(face, usage)| {
            let file = pages
                .fonts
                .get(face)
                .ok_or_else(|| Error::Assembly("a font is missing".to_owned()))?;
            Ok((face, EmbeddedFace::new(face, file, &usage, programs)?))
        })
        .collect::<Result<_, Error>>()?;
    Ok(Fonts { faces })
}

/// The clusters of a run: the glyphs of each, and the words that they stand for.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = (&[Glyph], &str)> {
    let clusters = run.glyphs.chunk_by(|_, next| next.text.is_empty());
    clusters.map(|glyphs| {
        let text = &glyphs[0].text;
        let text = run.text.get(text.start as usize..text.end as usize);
        (glyphs, text.unwrap_or(""))
    })
}

impl EmbeddedFace {
    fn new(
        id: FontId,
        file: &FontFile,
        usage: &Usage,
        programs: &mut Programs,
    ) -> Result<EmbeddedFace, Error> {
        let name = file
            .post_script_name()
            .unwrap_or_else(|| format!("Font{}", id.number()));
        let remapper = usage.glyphs();
        let program = programs.subset(id, file, &remapper)?;
        // §9.6.4: a tag of six capitals, the same for the same subset.
        let digest = Sha256::digest(program.bytes());
        let tag: String = digest
            .iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect();
        let mut face = EmbeddedFace {
            resource: printpdf::FontId(format!("F{}", id.number())),
            name: format!("{tag}+{name}"),
            program,
            letterforms: file.letterforms(),
            units_per_em: file.units_per_em(),
            remapper,
            texts: usage.usual_texts(),
            codes: BTreeMap::new(),
            widths: Vec::new(),
        };
        if file.has_true_type_outlines() {
            face.add_codes(usage);
        }
        let glyphs: Vec<u16> = face.remapper.remapped_gids().collect();
        let width = |code: u16| {
            let glyph = glyphs.get(usize::from(code)).copied().unwrap_or(0);
            face.thousandths(file.advance(glyph))
        };
        face.widths = face.glyphs_of_codes().map(width).collect();
        Ok(face)
    }

    /// Font design units in whole thousandths of the size of type.
    fn thousandths(&self, units: i32) -> i32 {
        (f64::from(units) * 1000.0 / f64::from(self.units_per_em)).round() as i32
    }

    /// Gives glyphs a code for each further text that they stand for, such as the letters that a ligature shows
    /// along with its last.
    fn add_codes(&mut self, usage: &Usage) {
        let further: BTreeSet<(u16, &String)> = usage
            .0
            .iter()
            .flat_map(|(glyph, known)| known.iter().map(|(text, count)| (*glyph, text, *count)))
            .filter(|(glyph, text, count)| *count > 0 && self.texts.get(glyph) != Some(*text))
            .map(|(glyph, text, _)| (glyph, text))
            .into_set();
        let first = self.remapper.num_gids();
        for (code, (glyph, text)) in (first..=u16::MAX).zip(further) {
            self.codes.insert((glyph, text.clone()), code);
        }
    }

    /// The glyph of the subset that each code shows.
    fn glyphs_of_codes(&self) -> impl Iterator<Item = u16> {
        let further = self.codes.keys().map(|(glyph, _)| self.glyph(*glyph));
        (0..self.remapper.num_gids()).chain(further)
    }

    /// The font, to select it.
    pub fn handle(&self) -> PdfFontHandle {
        PdfFontHandle::External(self.resource.clone())
    }

    /// The glyph's number in the subset, which is the code that shows it.
    pub fn glyph(&self, id: u16) -> u16 {
        self.remapper.get(id).unwrap_or(0)
    }

    /// The width that the file gives for the glyph of a code, in whole thousandths of the size of type.
    pub fn width_per_mille(&self, code: u16) -> f64 {
        let width = self.widths.get(usize::from(code));
        width.map_or(0.0, |width| f64::from(*width))
    }

    /// The code that shows the glyph, and for which ToUnicode gives `text`; none where `text` needs ActualText.
    pub fn code(&self, id: u16, text: &str) -> Option<u16> {
        let text = extracted(text);
        if self.texts.get(&id).is_some_and(|usual| *usual == text) {
            return Some(self.glyph(id));
        }
        self.codes.get(&(id, text.into_owned())).copied()
    }

    /// What ToUnicode gives for each code: nothing to be seen, where its glyph only ever is part of a cluster.
    fn texts_of_codes(&self) -> impl Iterator<Item = (u16, &str)> {
        let text = |id: u16| self.texts.get(&id).map_or(INVISIBLE, String::as_str);
        // .notdef, the first, is never shown.
        let glyphs = self.remapper.remapped_gids().skip(1);
        let glyphs = glyphs.map(move |id| (self.glyph(id), text(id)));
        let further = self.codes.iter();
        glyphs.chain(further.map(|((_, text), code)| (*code, text.as_str())))
    }

    /// Adds the font as a composite one, whose codes are the numbers of its glyphs (§9.7), and what belongs to it.
    fn add(self, file: &mut File) -> ObjectId {
        let to_unicode = to_unicode::map(self.texts_of_codes());
        let to_unicode = file.add_object(Stream::new(Dictionary::new(), to_unicode));
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => self.program.font_type(),
            "BaseFont" => name(&self.name),
            "CIDSystemInfo" => dictionary! {
                "Registry" => ascii("Adobe"),
                "Ordering" => ascii("Identity"),
                "Supplement" => 0,
            },
            "W" => vec![0.into(), integers(&self.widths)],
        };
        if matches!(self.program, Program::TrueType(_)) {
            let map = if self.codes.is_empty() {
                name("Identity")
            } else {
                let map = self.glyphs_of_codes().flat_map(u16::to_be_bytes).collect();
                file.add_object(Stream::new(Dictionary::new(), map)).into()
            };
            descendant.set("CIDToGIDMap", map);
        }
        let mut descriptor = self.descriptor();
        let (key, program) = self.program.into_stream();
        descriptor.set(key, file.add_object(program));
        descendant.set("FontDescriptor", file.add_object(descriptor));
        file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name(&self.name),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Dictionary(descendant)],
            "ToUnicode" => to_unicode,
        })
    }

    /// The descriptor (§9.8), still without the program.
    fn descriptor(&self) -> Dictionary {
        let letterforms = &self.letterforms;
        let length = |units: i32| i64::from(self.thousandths(units));
        let slants = letterforms.italic_angle != 0.0;
        dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => name(&self.name),
            "Flags" => NONSYMBOLIC | if slants { ITALIC } else { 0 },
            "FontBBox" => integers(&letterforms.bounds.map(|units| self.thousandths(units))),
            "ItalicAngle" => letterforms.italic_angle as f32,
            "Ascent" => length(letterforms.ascent),
            "Descent" => length(-letterforms.descent),
            "CapHeight" => length(letterforms.cap_height),
            "StemV" => stem(letterforms.weight),
        }
    }
}

fn integers(values: &[i32]) -> Object {
    let values = values
        .iter()
        .map(|value| Object::Integer(i64::from(*value)));
    Object::Array(values.collect())
}

/// The thickness of upright stems, in thousandths of the size of type, as it is usually reckoned from the weight: no
/// table of a font has it.
fn stem(weight: u16) -> i64 {
    let ratio = f64::from(weight) / 65.0;
    50 + (ratio * ratio).round() as i64
}

impl Fonts {
    /// Adds the fonts to a file; gives the dictionary of their names among the resources of its pages.
    pub fn add(self, file: &mut File) -> Dictionary {
        let mut names = Dictionary::new();
        for face in self.faces.into_values() {
            names.set(face.resource.0.clone(), face.add(file));
        }
        names
    }

    /// The face, which the pages use.
    pub fn face(&self, face: FontId) -> Option<&EmbeddedFace> {
        self.faces.get(&face)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use crate::layout::Point;
    use crate::length::Length;
    use crate::theme::Colour;

    /// A run of glyphs, each given by its index and the bytes that it stands for.
    fn run(text: &str, glyphs: &[(u16, std::ops::Range<u32>)]) -> GlyphRun {
        let glyph = |(id, text): &(u16, std::ops::Range<u32>)| Glyph {
            id: *id,
            advance: Length::pt(5.0),
            text: text.clone(),
        };
        GlyphRun {
            face: FontId::built_in(Face::SerifRegular),
            size: Length::pt(10.0),
            expansion_per_mille: 0,
            colour: Colour::rgb(0, 0, 0),
            origin: Point::default(),
            right_to_left: false,
            glyphs: glyphs.iter().map(glyph).collect(),
            displacements: Vec::new(),
            text: text.to_owned(),
        }
    }

    fn texts(runs: &[GlyphRun]) -> BTreeMap<u16, String> {
        let mut usage = Usage::default();
        for run in runs {
            for (glyphs, text) in clusters(run) {
                usage.count(glyphs, &extracted(text));
            }
        }
        usage.usual_texts().into_iter().collect()
    }

    #[test]
    fn a_cluster_is_a_glyph_and_those_without_text_after_it() {
        let run = run("fi\u{301}x", &[(1, 0..2), (2, 2..4), (3, 4..4), (4, 4..5)]);
        let found: Vec<_> = clusters(&run).collect();
        let [fi, acute, x] = [&run.glyphs[..1], &run.glyphs[1..3], &run.glyphs[3..]];
        assert_eq!(found, [(fi, "fi"), (acute, "\u{301}"), (x, "x")]);
    }

    #[test]
    fn a_range_outside_the_text_is_no_text() {
        let run = run("é", &[(1, 1..9)]);
        let found: Vec<_> = clusters(&run).collect();
        assert_eq!(found, [(&run.glyphs[..], "")]);
    }

    #[test]
    fn a_glyph_has_the_text_that_it_stands_for_most_often() {
        let known = texts(&[
            run("\u{2011}--", &[(7, 0..3), (7, 3..4), (7, 4..5)]),
            run("a\u{A0}\u{E000}", &[(1, 0..1), (3, 1..3), (4, 3..6)]),
        ]);
        let expected = [(1, "a"), (3, " "), (4, "U+E000"), (7, "-")];
        assert_eq!(
            known,
            expected.map(|(id, text)| (id, text.to_owned())).into()
        );
    }

    #[test]
    fn glyphs_of_a_cluster_share_its_characters_where_they_have_no_text_of_their_own() {
        let known = texts(&[run(
            "q\u{307}\u{323}a",
            &[(1, 0..5), (2, 5..5), (5, 5..6), (1, 0..1)],
        )]);
        let expected = [(1, "q"), (2, "\u{307}\u{323}"), (5, "a")];
        assert_eq!(
            known,
            expected.map(|(id, text)| (id, text.to_owned())).into()
        );
    }

    #[test]
    fn a_hyphen_that_nobody_wrote_has_no_text() {
        assert_eq!(texts(&[run("", &[(7, 0..0)])]), BTreeMap::new());
    }

    #[test]
    fn a_face_is_tagged_by_its_glyphs() {
        let face = |ids: &[u16]| {
            let mut usage = Usage::default();
            ids.iter().for_each(|id| usage.add(*id, "", 1));
            let id = FontId::built_in(Face::SansRegular);
            let fonts = crate::fonts::Fonts::default();
            let file = fonts.get(id).unwrap();
            let face = EmbeddedFace::new(id, file, &usage, &mut Programs::default());
            face.unwrap().name
        };
        let name = face(&[20, 21]);
        let (tag, rest) = name.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()));
        assert_eq!(rest, "SourceSans3-Regular");
        assert_eq!(name, face(&[20, 21]));
        assert_ne!(name, face(&[20, 22]));
    }

    #[test]
    fn a_glyph_without_ink_has_a_code_for_each_letter_that_it_stands_for() {
        let fonts = crate::fonts::Fonts::default();
        let id = FontId::companion(crate::fonts::Companion::VazirmatnRegular);
        let file = fonts.get(id).unwrap();
        let (blank, _) = file.blank();
        let mut usage = Usage::default();
        let letters = run(
            "لهل\u{200C}",
            &[(blank, 0..2), (blank, 2..4), (blank, 4..6), (blank, 6..9)],
        );
        for (glyphs, text) in clusters(&letters) {
            usage.count(glyphs, text);
        }
        let face = EmbeddedFace::new(id, file, &usage, &mut Programs::default()).unwrap();
        let code = |text| face.code(blank, text).unwrap();
        assert_eq!(code("ل"), face.glyph(blank));
        assert_eq!([code("ه"), code("\u{200C}")], [2, 3]);
        assert_eq!(face.code(blank, "م"), None);
        assert_eq!(
            face.width_per_mille(code("ه")),
            face.width_per_mille(code("ل"))
        );
    }
}
