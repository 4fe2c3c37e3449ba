//! Any bytes as the picture of a brief: what the reader takes, every later stage can show.

use super::brief::{Files, composed, source};
use super::toml::check;
use briefgen::brief;
use briefgen::docx;
use briefgen::layout::layout;
use briefgen::pdf::{self, Standard};
use briefgen::theme::Theme;

const BRIEF: &str = "language = \"en\"\ntitle = \"Outcomes\"\npublished = 2018-05-14\n\
    [meeting]\ntitle = \"A meeting\"\ndate = 2018-05-10\n\
    [[recommendation]]\ntext = \"Agree.\"\n\
    [[figure]]\nid = \"f\"\nfile = \"f.svg\"\nalt = \"A figure.\"\n";

/// More pixels take too long for a fuzzer; the limit of the reader is tested elsewhere.
const MOST_PIXELS: u64 = 1_000_000;

pub fn run(data: &[u8]) {
    let source = source("brief.toml", BRIEF);
    let (brief, diagnostics) = brief::read(&source, &mut Files(Some(data)));
    check(&source, &diagnostics, brief.is_some());
    let Some(brief) = brief else {
        return;
    };
    for figure in &brief.figures {
        let picture = &figure.file.value;
        assert!(picture.width_px > 0 && picture.height_px > 0);
        if u64::from(picture.width_px) * u64::from(picture.height_px) > MOST_PIXELS {
            return;
        }
    }
    let document = composed(&brief).expect("English is a language of ours");
    let theme = Theme::default();
    let pages = layout(&document, &theme).pages;
    let options = pdf::Options {
        standard: Standard::A3aUa1,
        source: None,
        house_style: None,
        translation: None,
    };
    let file = pdf::write(&document, pages, &options).expect("a PDF");
    lopdf::Document::load_mem(&file).expect("another reader reads it");
    docx::write(&document, &theme, &docx::Options::default()).expect("a DOCX");
}
