//! House styles: what is wrong with each in `tests/wrong-house-styles`, as a person is told it, and what
//! a brief takes from one.

#![allow(clippy::unwrap_used, clippy::panic)]

use briefgen::brief::{self, Brief, HouseStyle};
use briefgen::compose::compose;
use briefgen::diagnostic::{self, Diagnostic, Source};
use briefgen::document::{InputFile, Language};
use briefgen::fonts::{Face, Family};
use briefgen::fonts::{FontFile, FontId, Fonts};
use briefgen::layout::{FragmentContent, GlyphRun, Layout, layout};
use briefgen::length::Length;
use briefgen::locale::Locale;
use briefgen::theme::{Colour, Paper, Theme};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

const SAMPLE: &str = include_str!("house-style/briefgen.toml");

/// The text of a guide for its readers, whose example is tried below.
const GUIDE: &str = include_str!("../docs/house-style.md");

const BRIEF: &str = "language = 'en'\ntitle = 'A'\npublished = 2018-01-02\n\
    [meeting]\ntitle = 'A'\ndate = 2018-01-01\n\
    [[recommendation]]\ntext = 'Meet again.'\n";

fn built_in(face: Face) -> Vec<u8> {
    let fonts = Fonts::default();
    fonts.get(FontId::built_in(face)).unwrap().bytes().to_vec()
}

/// The font with its table `tag` changed by `change` (OpenType, “Organization of an OpenType font”).
fn with_table(mut font: Vec<u8>, tag: &[u8; 4], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let number = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let record = (0..tables)
        .map(|table| 12 + 16 * table)
        .find(|record| &font[*record..record + 4] == tag)
        .unwrap();
    let (start, length) = (number(record + 8), number(record + 12));
    change(&mut font[start..start + length]);
    font
}

/// The font with the licence bits `fs_type`.
fn licensed(fs_type: u16) -> Vec<u8> {
    with_table(built_in(Face::SansRegular), b"OS/2", |table| {
        table[8..10].copy_from_slice(&fs_type.to_be_bytes());
    })
}

/// The font with an axis of weight.
fn variable() -> Vec<u8> {
    let mut axis = Vec::new();
    for number in [1, 0, 16, 2, 1, 20, 0, 4] {
        axis.extend(u16::to_be_bytes(number));
    }
    axis.extend(b"wght");
    for number in [300, 400, 700] {
        axis.extend(i32::to_be_bytes(number << 16));
    }
    axis.extend([0, 0, 1, 0]);
    let mut font = with_table(built_in(Face::SansRegular), b"GPOS", |table| {
        table[..axis.len()].copy_from_slice(&axis);
    });
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let directory = &mut font[12..12 + 16 * tables];
    let mut records: Vec<[u8; 16]> = directory
        .chunks(16)
        .map(|record| record.try_into().unwrap())
        .collect();
    for record in &mut records {
        if record.starts_with(b"GPOS") {
            record[..4].copy_from_slice(b"fvar");
        }
    }
    records.sort();
    directory.copy_from_slice(&records.concat());
    font
}

/// The font with the glyphs of one feature in the place of another's.
fn with_feature(instead_of: &[u8; 4], feature: &[u8; 4]) -> Vec<u8> {
    with_table(built_in(Face::SansRegular), b"GSUB", |table| {
        for at in 0..table.len() - 4 {
            let tag = &mut table[at..at + 4];
            if tag == instead_of {
                tag.copy_from_slice(b"none");
            } else if tag == feature {
                tag.copy_from_slice(instead_of);
            }
        }
    })
}

/// The font with no glyph for the space in its `cmap`.
fn without_space() -> Vec<u8> {
    with_table(built_in(Face::SansRegular), b"cmap", |table| {
        let group = [0, 0, 0, b' ', 0, 0, 0, b' '];
        let at = table.windows(8).position(|bytes| bytes == group).unwrap();
        table[at..at + 8].copy_from_slice(&[0, 0, 0, 1, 0, 0, 0, 1]);
    })
}

/// The font without a table.
fn without_table(tag: &[u8; 4]) -> Vec<u8> {
    let mut font = built_in(Face::SansRegular);
    let mut records = font[12..].chunks_mut(16);
    let record = records.find(|record| record.starts_with(tag)).unwrap();
    record[..4].copy_from_slice(&tag.map(|letter| letter.to_ascii_uppercase()));
    font
}

/// A folder with fonts, good and bad, and a picture.
fn beside(path: &Path, _limit: usize) -> io::Result<Vec<u8>> {
    Ok(match path.to_str().unwrap() {
        "text.otf" | "fonts/Text-Regular.otf" => built_in(Face::SansRegular),
        "fonts/Text-Italic.otf" => built_in(Face::SansItalic),
        "fonts/Text-Semibold.otf" => built_in(Face::SansSemibold),
        "fonts/Text-SemiboldItalic.otf" => built_in(Face::SansSemiboldItalic),
        // Which the font has of A to Z alone, as it has superior ones.
        "small-capitals.otf" => with_feature(b"c2sc", b"sups"),
        "no-small-capitals.otf" => with_feature(b"c2sc", b"none"),
        "superior-letters.otf" => with_feature(b"sups", b"ordn"),
        "not-a-font.otf" => b"%!PS".to_vec(),
        "collection.ttc" => b"ttcf\0\x01\0\0".to_vec(),
        "web.woff2" => b"wOF2\0\x01\0\0".to_vec(),
        "variable.ttf" => variable(),
        "restricted.otf" => licensed(0x0002),
        "no-subsetting.otf" => licensed(0x0108),
        "unnamed.otf" => without_table(b"name"),
        "no-space.otf" => without_space(),
        "no-widths.otf" => without_table(b"hmtx"),
        "no-count.otf" => without_table(b"maxp"),
        "cut-off.otf" => built_in(Face::SansRegular)[..2000].to_vec(),
        "wordmark.png" => std::fs::read("briefs/figures/wordmark.png")?,
        _ => return Err(io::ErrorKind::NotFound.into()),
    })
}

fn source(path: &str, text: &str) -> Source {
    Source::from_bytes(path, text.as_bytes().to_vec()).unwrap()
}

fn shown(diagnostics: &[Diagnostic], source: &Source) -> String {
    diagnostic::render_human(diagnostics, source, false)
}

fn house(text: &str) -> HouseStyle {
    let source = source("briefgen.toml", text);
    let (house, diagnostics) = brief::read_house_style(&source, &mut beside);
    assert!(diagnostics.is_empty(), "{}", shown(&diagnostics, &source));
    house.unwrap()
}

fn read_in(house: &HouseStyle, text: &str) -> (Option<Brief>, Vec<Diagnostic>) {
    brief::read_in_house(&source("brief.toml", text), Some(house), &mut beside)
}

fn brief_in(house: &HouseStyle, text: &str) -> Brief {
    let (brief, diagnostics) = read_in(house, text);
    let source = source("brief.toml", text);
    assert!(diagnostics.is_empty(), "{}", shown(&diagnostics, &source));
    brief.unwrap()
}

#[test]
fn wrong_house_styles_are_told_what_to_write_instead() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong-house-styles");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 7, "{names:?}");
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let source = source("briefgen.toml", &text);
        let (house, diagnostics) = brief::read_house_style(&source, &mut beside);
        let wrong = diagnostics
            .iter()
            .any(|diagnostic| diagnostic.level == diagnostic::Level::Error);
        assert_eq!(house.is_none(), wrong, "{name}");
        assert!(!diagnostics.is_empty(), "{name}");
        assert!(
            diagnostics
                .iter()
                .all(|diagnostic| diagnostic.file == InputFile::HouseStyle)
        );
        insta::assert_snapshot!(name.trim_end_matches(".toml"), shown(&diagnostics, &source));
    }
}

#[test]
fn a_brief_takes_what_it_does_not_say_from_the_house_style() {
    let house = house(SAMPLE);
    let brief = brief_in(&house, &BRIEF.replace("language = 'en'\n", ""));
    assert_eq!(brief.language, Language("en".to_owned()));
    assert_eq!(brief.publisher.unwrap().value, "centre");
    assert_eq!(brief.contacts[0].name.value, "Aigul Nurlanova");
    let rights = brief.rights.unwrap();
    assert_eq!(
        rights.value,
        "© Regional Centre. Free to copy with its name."
    );
    assert_eq!(rights.origin.file, InputFile::HouseStyle);
    assert_eq!(rights.origin.path, "rights.en");
    assert!(SAMPLE[rights.origin.span.unwrap()].starts_with("\"© Regional"));
    let donor = &brief.organisations[1];
    assert_eq!(donor.name.value, "Water Fund");
    assert!(donor.statement.is_some() && donor.disclaimer.is_some());
    assert_eq!(
        donor.statement.as_ref().unwrap().blocks[0]
            .node
            .origin
            .as_ref()
            .unwrap()
            .file,
        InputFile::HouseStyle
    );
}

#[test]
fn a_brief_wins_over_the_house_style() {
    let text = BRIEF.replace(
        "[meeting]",
        "publisher = 'donor'\nrights = 'CC0'\n[meeting]",
    ) + "[[organisation]]\nid = 'donor'\nname = 'Fund for Water'\n\
           [[contact]]\nname = 'Bek'\norganisation = 'centre'\n";
    let brief = brief_in(&house(SAMPLE), &text);
    assert_eq!(brief.publisher.unwrap().value, "donor");
    assert_eq!(brief.rights.unwrap().value, "CC0");
    let names: Vec<&str> = brief
        .organisations
        .iter()
        .map(|organisation| organisation.name.value.as_str())
        .collect();
    assert_eq!(names, ["Regional Centre", "Fund for Water"]);
    assert!(brief.organisations[1].statement.is_none());
    assert_eq!(brief.contacts.len(), 1);
    assert_eq!(brief.contacts[0].name.value, "Bek");
}

#[test]
fn words_are_those_of_the_language_of_the_brief() {
    let house = house(SAMPLE);
    let brief = brief_in(&house, &BRIEF.replace("'en'", "'ru'"));
    assert_eq!(brief.organisations[0].name.value, "Региональный центр");
    assert_eq!(
        brief.organisations[0].abbreviation.as_ref().unwrap().value,
        "РЦ"
    );
    assert!(brief.organisations[1].statement.is_some());
    assert!(
        brief.organisations[1].disclaimer.is_none(),
        "it is not said in Russian"
    );
    let brief = brief_in(&house, &BRIEF.replace("'en'", "'kk'"));
    assert_eq!(
        brief.organisations[0].name.value, "Regional Centre",
        "a name in another language rather than none"
    );
    assert!(brief.organisations[1].statement.is_none());
}

#[test]
fn an_organisation_of_a_brief_can_be_in_languages_too() {
    let text = format!(
        "{BRIEF}[[organisation]]\nid = 'a'\nname = {{ ru = 'Центр', en = 'Centre' }}\n\
         statement = {{ en-GB = 'A', kk = 'B' }}\n"
    );
    let brief = brief_in(&house(""), &text);
    let organisation = &brief.organisations[0];
    assert_eq!(organisation.name.value, "Centre");
    assert_eq!(organisation.name.origin.path, "organisation[a].name.en");
    assert!(organisation.statement.is_none());
    // In none of those of the brief: the one that is typed first.
    let names = "[[organisation]]\nid = 'a'\nname = { ru = 'Центр', de = 'Zentrum' }\n";
    let brief = brief_in(&house(""), &format!("{BRIEF}{names}"));
    assert_eq!(
        brief.organisations[0].name.origin.path,
        "organisation[a].name.ru"
    );
}

#[test]
fn a_house_style_of_one_line_may_begin_with_a_byte_order_mark() {
    assert_eq!(
        house("\u{feff}paper = \"Letter\"").theme().page.width,
        Length::pt(612.0)
    );
}

#[test]
fn an_id_that_is_nearly_one_of_the_house_style_is_named() {
    for typed in ["center", "Региональный центр", "РЦ"] {
        let organisers = format!("date = 2018-01-01\norganisers = ['{typed}']");
        let text = BRIEF.replace("date = 2018-01-01", &organisers);
        let (brief, diagnostics) = read_in(&house(SAMPLE), &text);
        assert!(brief.is_none());
        assert_eq!(diagnostics[0].help.as_deref(), Some("write `\"centre\"`"));
    }
    // An item of another kind may have the id of an organisation in the house style.
    let text = format!("{BRIEF}[[decision]]\nid = 'centre'\ntext = 'B'\n");
    assert_eq!(brief_in(&house(SAMPLE), &text).decisions[0].id, "centre");
}

#[test]
fn a_brief_without_a_house_style_needs_its_language() {
    let text = BRIEF.replace("language = 'en'\n", "");
    let (brief, diagnostics) = read_in(&house(""), &text);
    assert!(brief.is_none());
    assert_eq!(diagnostics[0].code, "missing-field");
}

#[test]
fn the_theme_is_that_of_the_house_style() {
    assert_eq!(house("").theme(), Theme::default());
    let theme = house(&SAMPLE.replace("\"A4\"", "\"Letter\"")).theme();
    assert_eq!(theme.accent, Colour::rgb(0x7A, 0x1F, 0x3D));
    assert_eq!(theme.font_name(Family::Serif), "Source Sans 3");
    assert_eq!(theme.page.width, Length::pt(612.0));
    assert_eq!(theme.page.height, Length::pt(792.0));
    let font = |face| theme.fonts.of(face);
    assert_eq!(font(Face::SerifDisplay), font(Face::SerifSemibold));
    assert_eq!(font(Face::SerifSubhead), font(Face::SansRegular));
    assert_eq!(font(Face::SerifCaptionItalic), font(Face::SerifItalic));
}

#[test]
fn a_measure_is_the_same_on_both_papers() {
    let themes = [Paper::A4, Paper::Letter].map(|paper| Theme::new(paper, None, Fonts::default()));
    for page in [
        |theme: &Theme| theme.page,
        |theme: &Theme| theme.single_column,
    ] {
        let [a4, letter] = themes.each_ref().map(page);
        assert_eq!(a4.measure(), letter.measure());
        assert!(letter.width > a4.width && letter.height < a4.height);
        for margin in [
            letter.margin_top,
            letter.margin_bottom,
            letter.margin_start,
            letter.margin_end,
        ] {
            assert!(margin > Length::mm(16.0), "{letter:?}");
        }
        assert!(letter.foot < letter.margin_bottom && letter.foot > Length::mm(11.0));
    }
}

fn laid_out(house: &HouseStyle, text: &str) -> Layout {
    let brief = brief_in(house, text);
    let locale = Locale::for_language(&brief.language).unwrap();
    layout(&compose(&brief, &locale), &house.theme())
}

#[test]
fn what_a_font_lacks_the_one_in_the_binary_shows() {
    let fonts = Fonts::default();
    let of = |face| fonts.get(FontId::built_in(face)).unwrap();
    let (serif, sans) = (of(Face::SerifRegular), of(Face::SansRegular));
    let letter = ('\u{A1}'..'\u{FFFF}')
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .find(|letter| serif.covers(*letter) && !sans.covers(*letter))
        .unwrap();
    let house = house(SAMPLE);
    let own = house.theme().fonts.of(Face::SerifRegular);
    let text = BRIEF.replace(
        "Meet again.",
        &format!("Meet {letter} again and again{letter}."),
    );
    let layout = laid_out(&house, &text);
    assert!(layout.notices.is_empty());
    let [substitution] = &layout.substituted[..] else {
        panic!("{:?}", layout.substituted);
    };
    assert_eq!(substitution.font, own);
    assert_eq!(
        substitution.texts.iter().collect::<Vec<_>>(),
        [&letter.to_string()]
    );
    let runs = layout.pages.pages.iter().flat_map(|page| &page.fragments);
    let fonts: Vec<FontId> = runs
        .filter_map(|fragment| match &fragment.content {
            FragmentContent::Glyphs(run) if run.text.contains(letter) => Some(run.face),
            _ => None,
        })
        .collect();
    assert_eq!(fonts, [FontId::built_in(Face::SerifSubhead); 2]);
    assert!(laid_out(&house, BRIEF).substituted.is_empty());
}

/// The words `words` of a brief, as they are set.
fn runs_of<'l>(words: &str, layout: &'l Layout) -> Vec<&'l GlyphRun> {
    let fragments = layout.pages.pages.iter().flat_map(|page| &page.fragments);
    let runs = fragments.filter_map(|fragment| match &fragment.content {
        FragmentContent::Glyphs(run) if run.text == words => Some(run),
        _ => None,
    });
    runs.collect()
}

#[test]
fn numbers_of_notes_stand_above_the_line_in_a_font_without_all_superior_figures() {
    let text = format!("{BRIEF}detail = \"\"\"Soon[^7].\n\n[^7]: In 2019.\"\"\"\n");
    for (file, has_all) in [("text.otf", true), ("superior-letters.otf", false)] {
        let house = house(&SAMPLE.replace("fonts/Text-Regular.otf", file));
        let (layout, own) = (
            laid_out(&house, &text),
            house.theme().fonts.of(Face::SerifRegular),
        );
        let numbers = runs_of("1", &layout);
        assert!(!numbers.is_empty());
        let are_own = numbers.iter().all(|run| run.face == own);
        assert_eq!(are_own, has_all, "{file}");
    }
}

#[test]
fn an_abbreviation_has_no_small_capitals_where_a_font_lacks_some_of_them() {
    let glyphs = |word: &str, file| {
        let house = house(&SAMPLE.replace("fonts/Text-Regular.otf", file));
        let layout = laid_out(&house, &format!("{BRIEF}detail = 'In {word} alone.'\n"));
        let glyphs = runs_of(word, &layout)
            .into_iter()
            .flat_map(|run| &run.glyphs);
        glyphs.map(|glyph| glyph.id).collect::<Vec<_>>()
    };
    for (word, has_all) in [("STO", true), ("ÅTO", false)] {
        let full = glyphs(word, "no-small-capitals.otf");
        assert_eq!(full.len(), 3);
        assert_eq!(
            glyphs(word, "small-capitals.otf") != full,
            has_all,
            "{word}"
        );
    }
}

#[test]
fn fonts_that_are_the_same_file_are_one() {
    let file = Arc::new(FontFile::read(built_in(Face::SansRegular)).unwrap());
    let again = Arc::new(FontFile::read(built_in(Face::SansRegular)).unwrap());
    let fonts = Fonts::with_files(BTreeMap::from([
        (Face::SerifRegular, file),
        (Face::SerifItalic, again),
    ]));
    assert_eq!(fonts.of(Face::SerifRegular), fonts.of(Face::SerifItalic));
    // A cut for another size of type falls back on the usual one; a style that is missing does not.
    assert_eq!(fonts.of(Face::SerifDisplay), fonts.of(Face::SerifRegular));
    for face in [Face::SerifSemibold, Face::SansRegular] {
        assert_eq!(fonts.of(face), FontId::built_in(face));
    }
}

#[test]
fn the_examples_of_the_guide_are_a_house_style_and_a_brief() {
    let mut examples = GUIDE.split("```toml\n").skip(1);
    let mut example = || examples.next().unwrap().split("```").next().unwrap();
    let house = house(example());
    assert!(!house.organisations.is_empty() && house.accent.is_some() && !house.fonts.is_empty());
    let text = example();
    let (brief, diagnostics) = read_in(&house, text);
    let brief = brief.unwrap();
    assert_eq!(brief.meeting.organisers[0].value, "centre");
    assert_eq!(
        diagnostics.len(),
        1,
        "{}",
        shown(&diagnostics, &source("brief.toml", text))
    );
    assert_eq!(diagnostics[0].code, "no-recommendation");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_of_a_house_style_stops_the_reader(
        edits in proptest::collection::vec((0..SAMPLE.len(), 0..40_usize, "\\PC{0,3}|[\\[\\]{}\"'=.,#\n\\\\]{0,3}"), 1..6)
    ) {
        let mut text = SAMPLE.to_owned();
        for (at, length, words) in edits {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end.max(start), &words);
        }
        let source = source("briefgen.toml", &text);
        let (house, diagnostics) = brief::read_house_style(&source, &mut beside);
        shown(&diagnostics, &source);
        let wrong = diagnostics.iter().any(|diagnostic| diagnostic.level == diagnostic::Level::Error);
        prop_assert_eq!(house.is_none(), wrong);
    }

    #[test]
    fn no_damage_to_a_font_stops_the_reader(
        damage in proptest::collection::vec((0..4000_usize, 0..=255u8), 1..20), length in 0..300_000_usize
    ) {
        let mut bytes = built_in(Face::SansRegular);
        for (at, byte) in damage {
            bytes[at] = byte;
        }
        bytes.truncate(length);
        if let Ok(font) = FontFile::read(bytes) {
            font.covers('a');
            font.post_script_name();
            font.panose();
        }
    }
}
