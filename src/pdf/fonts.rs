//! Fonts: the glyphs that the pages use, subset and embedded (§9.6 to §9.10).

use super::Error;
use super::string::extracted;
use crate::fonts::{FontFile, FontId};
use crate::layout::{Glyph, GlyphRun, Pages};
use lopdf::{Dictionary, Document as File, Object, ObjectId, Stream};
use printpdf::{Codepoint, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use subsetter::GlyphRemapper;

/// WORD JOINER: no character that is shown, and none that parts words.
const INVISIBLE: &str = "\u{2060}";

/// The fonts of a file.
pub(super) struct Fonts {
    faces: BTreeMap<FontId, EmbeddedFace>,
}

/// A subset face.
pub(super) struct EmbeddedFace {
    id: printpdf::FontId,
    font: ParsedFont,
    remapper: GlyphRemapper,
    /// The text that ToUnicode gives for each glyph of the face.
    texts: BTreeMap<u16, String>,
    /// Further codes of glyphs that stand for further texts.
    codes: BTreeMap<(u16, String), u16>,
    /// The glyphs of the subset that they show, in their order from behind the last glyph on.
    further: Vec<u16>,
}

/// The glyphs of a face that the pages use, and how often each stands for which text.
struct Usage {
    remapper: GlyphRemapper,
    texts: FxHashMap<u16, Vec<(String, usize)>>,
}

impl Usage {
    fn add(&mut self, glyph: u16, text: &str, times: usize) {
        let known = self.texts.entry(glyph).or_default();
        match known.iter_mut().find(|(other, _)| other == text) {
            Some((_, count)) => *count += times,
            None => known.push((text.to_owned(), times)),
        }
    }

    /// Counts a cluster. One glyph is its text; where there are more of them the file says with ActualText
    /// what they are together, and the parts are only for readers that do not look at it.
    fn count(&mut self, glyphs: &[Glyph], text: &str) {
        if let [glyph] = glyphs {
            self.remapper.remap(glyph.id);
            if !text.is_empty() {
                self.add(glyph.id, text, 1);
            }
            return;
        }
        let mut rest = text.chars();
        for (index, glyph) in glyphs.iter().enumerate() {
            self.remapper.remap(glyph.id);
            let part = match rest.next() {
                Some(first) if index + 1 < glyphs.len() => first.to_string(),
                Some(first) => std::iter::once(first).chain(rest.by_ref()).collect(),
                None => continue,
            };
            self.add(glyph.id, &part, 0);
        }
    }

    /// The text of each glyph: what it stands for most often.
    fn usual_texts(texts: &FxHashMap<u16, Vec<(String, usize)>>) -> BTreeMap<u16, String> {
        texts
            .iter()
            .filter_map(|(glyph, known)| {
                let usual = known
                    .iter()
                    .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))?;
                Some((*glyph, usual.0.clone()))
            })
            .collect()
    }
}

/// Subsets every face that the pages use.
pub(super) fn embed(pages: &Pages) -> Result<Fonts, Error> {
    let mut used: BTreeMap<FontId, Usage> = BTreeMap::new();
    for fragment in pages.pages.iter().flat_map(|page| &page.fragments) {
        let Some(run) = fragment.content.glyphs() else {
            continue;
        };
        let usage = used.entry(run.face).or_insert_with(|| Usage {
            remapper: GlyphRemapper::new(),
            texts: FxHashMap::default(),
        });
        for (glyphs, text) in clusters(run) {
            usage.count(&run.glyphs[glyphs], &extracted(text));
        }
    }
    let faces = used
        .into_iter()
        .map(|(face, usage)| {
            let file = pages
                .fonts
                .get(face)
                .ok_or_else(|| Error::Font("a font is missing".to_owned()))?;
            Ok((face, EmbeddedFace::new(face, file, usage)?))
        })
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
        id: FontId,
        file: &FontFile,
        Usage { remapper, texts }: Usage,
    ) -> Result<EmbeddedFace, Error> {
        let name = file
            .post_script_name()
            .unwrap_or_else(|| format!("Font{}", id.number()));
        let subset = subsetter::subset(file.bytes(), 0, &remapper)
            .map_err(|error| Error::Font(format!("{name}: {error}")))?;
        let mut warnings = Vec::new();
        let mut font = ParsedFont::from_bytes(&subset, 0, &mut warnings)
            .ok_or_else(|| Error::Font(format!("{name}: the subset is no font")))?;
        // §9.6.4: a tag of six capitals, the same for the same subset.
        let digest = Sha256::digest(&subset);
        let tag: String = digest
            .iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect();
        font.font_name = Some(format!("{tag}+{name}"));
        let mut face = EmbeddedFace {
            id: printpdf::FontId(format!("F{}", id.number())),
            font,
            remapper,
            texts: Usage::usual_texts(&texts),
            codes: BTreeMap::new(),
            further: Vec::new(),
        };
        if file.has_true_type_outlines() {
            face.add_codes(&texts);
        }
        Ok(face)
    }

    /// Gives glyphs a code for each further text that they stand for, such as the letters that a ligature shows
    /// along with its last.
    fn add_codes(&mut self, texts: &FxHashMap<u16, Vec<(String, usize)>>) {
        let further: BTreeSet<(u16, &String)> = texts
            .iter()
            .flat_map(|(glyph, known)| known.iter().map(|(text, count)| (*glyph, text, *count)))
            .filter(|(glyph, text, count)| *count > 0 && self.texts.get(glyph) != Some(*text))
            .map(|(glyph, text, _)| (glyph, text))
            .collect();
        let first = self.remapper.num_gids();
        for (code, (glyph, text)) in (first..=u16::MAX).zip(further) {
            self.further.push(self.glyph(glyph));
            self.codes.insert((glyph, text.clone()), code);
        }
    }

    /// The glyph of the subset that a code shows.
    fn glyph_of(&self, code: u16) -> u16 {
        let index = code.checked_sub(self.remapper.num_gids());
        let further = index.and_then(|index| self.further.get(usize::from(index)));
        further.copied().unwrap_or(code)
    }

    /// Says in its dictionary which glyphs the further codes show, and how wide they are (§9.7.4.2, §9.7.4.3).
    fn map_codes(&self, font: &mut Dictionary, map: ObjectId) {
        font.set("CIDToGIDMap", map);
        let Ok(widths) = font.get_mut(b"W").and_then(Object::as_array_mut) else {
            return;
        };
        // printpdf, which knows no such glyphs, has them 0 wide.
        for run in widths.chunks_exact_mut(2) {
            let (Ok(first), Ok(run)) = (run[0].as_i64(), run[1].as_array_mut()) else {
                continue;
            };
            for (code, width) in (u16::try_from(first).unwrap_or(0)..).zip(run) {
                if code >= self.remapper.num_gids() {
                    *width = Object::Integer(self.width_per_mille(code) as i64);
                }
            }
        }
    }

    /// The font, to select it.
    pub fn handle(&self) -> PdfFontHandle {
        PdfFontHandle::External(self.id.clone())
    }

    /// The glyph's number in the subset, which is the code that shows it.
    pub fn glyph(&self, id: u16) -> u16 {
        self.remapper.get(id).unwrap_or(0)
    }

    /// The width that the file gives for the glyph of a code, in whole thousandths of the size of type.
    pub fn width_per_mille(&self, code: u16) -> f64 {
        // In single precision, as printpdf does it for /W.
        let glyph = self.glyph_of(code);
        let width = f32::from(self.font.get_glyph_width(glyph).unwrap_or(0));
        f64::from((width * 1000.0 / f32::from(self.font.units_per_em)).trunc())
    }

    /// The code that shows the glyph, and for which ToUnicode gives `text`; none where `text` needs ActualText.
    pub fn code(&self, id: u16, text: &str) -> Option<u16> {
        let text = extracted(text);
        if self.texts.get(&id).is_some_and(|usual| *usual == text) {
            return Some(self.glyph(id));
        }
        self.codes.get(&(id, text.into_owned())).copied()
    }

    /// What ToUnicode gives for the glyph: nothing to be seen, where it only ever is part of a cluster.
    pub fn text(&self, id: u16) -> &str {
        self.texts.get(&id).map_or(INVISIBLE, String::as_str)
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

    /// Says in the file which glyphs the codes of each font show, where printpdf takes the ones for the others.
    pub fn map_codes(&self, file: &mut File) {
        for face in self.faces.values() {
            if face.further.is_empty() {
                continue;
            }
            let glyphs = (0..face.remapper.num_gids()).chain(face.further.iter().copied());
            let map = glyphs.flat_map(u16::to_be_bytes).collect();
            let map = file.add_object(Stream::new(Dictionary::new(), map));
            let name = face.font.font_name.as_deref().unwrap_or_default();
            for font in file.objects.values_mut().filter_map(descendant) {
                let base = font.get(b"BaseFont").and_then(Object::as_name);
                if base.is_ok_and(|base| base == name.as_bytes()) {
                    face.map_codes(font, map);
                }
            }
        }
    }

    /// Operators that show each glyph that the pages use, with its text.
    pub fn specimen(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for face in self.faces.values() {
            // .notdef, the first of each subset, is never shown.
            let glyphs = face.remapper.remapped_gids().skip(1);
            let glyphs = glyphs.map(|id| Codepoint {
                gid: face.glyph(id),
                offset: 0.0,
                cid: Some(face.text(id).to_owned()),
            });
            let further = face.codes.iter().map(|((_, text), code)| Codepoint {
                gid: *code,
                offset: 0.0,
                cid: Some(text.clone()),
            });
            ops.push(Op::SetFont {
                font: face.handle(),
                size: Pt(1.0),
            });
            ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(glyphs.chain(further).collect())],
            });
        }
        ops.push(Op::EndTextSection);
        ops
    }

    /// The face, which the pages use.
    pub fn face(&self, face: FontId) -> Option<&EmbeddedFace> {
        self.faces.get(&face)
    }
}

/// The CIDFont of a composite font (§9.7.1).
fn descendant(object: &mut Object) -> Option<&mut Dictionary> {
    let font = object.as_dict_mut().ok()?;
    let descendants = font.get_mut(b"DescendantFonts").ok()?;
    let first = descendants.as_array_mut().ok()?.first_mut()?;
    first.as_dict_mut().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Point;
    use crate::length::Length;
    use crate::theme::{Colour, Face};

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
        let mut usage = Usage {
            remapper: GlyphRemapper::new(),
            texts: FxHashMap::default(),
        };
        for run in runs {
            for (glyphs, text) in clusters(run) {
                usage.count(&run.glyphs[glyphs], &extracted(text));
            }
        }
        Usage::usual_texts(&usage.texts)
    }

    #[test]
    fn a_cluster_is_a_glyph_and_those_without_text_after_it() {
        let run = run("fi\u{301}x", &[(1, 0..2), (2, 2..4), (3, 4..4), (4, 4..5)]);
        let found: Vec<_> = clusters(&run).collect();
        assert_eq!(found, [(0..1, "fi"), (1..3, "\u{301}"), (3..4, "x")]);
    }

    #[test]
    fn a_range_outside_the_text_is_no_text() {
        let found: Vec<_> = clusters(&run("é", &[(1, 1..9)]))
            .map(|(glyphs, text)| (glyphs, text.to_owned()))
            .collect();
        assert_eq!(found, [(0..1, String::new())]);
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
            let mut remapper = GlyphRemapper::new();
            ids.iter().for_each(|id| {
                remapper.remap(*id);
            });
            let id = FontId::built_in(Face::SansRegular);
            let fonts = crate::fonts::Fonts::default();
            let file = fonts.get(id).unwrap();
            let face = {
                let texts = FxHashMap::default();
                EmbeddedFace::new(id, file, Usage { remapper, texts }).unwrap()
            };
            face.font.font_name.unwrap()
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
        let mut usage = Usage {
            remapper: GlyphRemapper::new(),
            texts: FxHashMap::default(),
        };
        let letters = run(
            "لهل\u{200C}",
            &[(blank, 0..2), (blank, 2..4), (blank, 4..6), (blank, 6..9)],
        );
        for (glyphs, text) in clusters(&letters) {
            usage.count(&letters.glyphs[glyphs], text);
        }
        let face = EmbeddedFace::new(id, file, usage).unwrap();
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
