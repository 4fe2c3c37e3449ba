//! Any bytes as the font of a house style: what the reader takes, text can be set in, and goes into a PDF, or else its
//! letters are found to be damaged when they are taken out of it.

use super::brief::{Files, composed, source};
use super::toml::check;
use briefgen::brief;
use briefgen::docx;
use briefgen::layout::layout;
use briefgen::pdf::{self, Standard};

const HOUSE_STYLE: &str =
    "[fonts.serif]\nregular = \"f.otf\"\nsubhead = \"f.otf\"\ndisplay = \"f.otf\"\n";
const BRIEF: &str = "language = \"en\"\ntitle = \"Outcomes\"\npublished = 2018-05-14\n\
    [meeting]\ntitle = \"A meeting\"\ndate = 2018-05-10\n\
    [[recommendation]]\ntext = \"Agree on the official figures, 20–30 AV Øre; вода.\"\n";

pub fn run(data: &[u8]) {
    let style = source("briefgen.toml", HOUSE_STYLE);
    let (house, diagnostics) = brief::read_house_style(&style, &mut Files(Some(data)));
    check(&style, &diagnostics, house.is_some());
    let Some(house) = house else {
        return;
    };
    let (brief, _) =
        brief::read_in_house(&source("brief.toml", BRIEF), Some(&house), &mut Files(None));
    let document = brief.as_ref().and_then(composed).expect("a sound brief");
    let theme = house.theme();
    let options = pdf::Options {
        standard: Standard::A3aUa1,
        source: None,
        house_style: None,
        translation: None,
    };
    match pdf::write(&document, layout(&document, &theme).pages, &options) {
        Ok(file) => {
            lopdf::Document::load_mem(&file).expect("another reader reads it");
        }
        Err(pdf::Error::Font(_)) => {}
        Err(error) => panic!("{error}"),
    }
    docx::write(&document, &theme, &docx::Options::default()).expect("a DOCX");
}
