//! The time of each stage and of the whole, for a brief of one page, one of several, and one of 200.
//!
//! `cargo bench` prints a table.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use briefgen::brief::{self, Brief};
use briefgen::compose::compose;
use briefgen::diagnostic::Source;
use briefgen::document::Document;
use briefgen::layout::{Layout, layout};
use briefgen::locale::Locale;
use briefgen::theme::Theme;
use briefgen::{docx, pdf};
use divan::{Bencher, black_box};
use std::fmt;
use std::path::Path;

fn main() {
    divan::main();
}

/// The briefs that are measured.
#[derive(Clone, Copy)]
enum Case {
    Astana,
    Several,
    TwoHundredPages,
}

const CASES: [Case; 3] = [Case::Astana, Case::Several, Case::TwoHundredPages];

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Case::Astana => "Astana, 1 page",
            Case::Several => "water convention, 7 pages",
            Case::TwoHundredPages => "200 pages",
        })
    }
}

impl Case {
    fn source(self) -> Source {
        let (path, text) = match self {
            Case::Astana => (
                "briefs/astana-2017.toml",
                include_str!("../briefs/astana-2017.toml").to_owned(),
            ),
            Case::Several => (
                "briefs/water-convention-2018.toml",
                include_str!("../briefs/water-convention-2018.toml").to_owned(),
            ),
            Case::TwoHundredPages => ("long.toml", long_brief()),
        };
        Source::from_bytes(path, text.into_bytes()).expect("the brief is text")
    }

    fn brief(self) -> Brief {
        read(&self.source())
    }

    fn document(self) -> Document {
        compose_brief(&self.brief())
    }

    fn layout(self) -> Layout {
        layout(&self.document(), &Theme::default())
    }
}

/// Prose of about 200 pages.
fn long_brief() -> String {
    let sentence = "Existing Basin Councils were mentioned as platforms with high potential for a more active role \
                    in multi-sectoral cooperation, and the Council for the transition to the “Green Economy” operates \
                    under the President. ";
    let mut text = String::from(
        "language = \"en\"\ntitle = \"A long brief\"\npublished = 2017-06-16\n[meeting]\ntitle = \"A long meeting\"\ndate = 2017-06-15\n",
    );
    for question in 0..490 {
        text.push_str(&format!(
            "[[question]]\ntext = \"What was said in round {question}?\"\ndiscussion = \"\"\"\n"
        ));
        for paragraph in 0..2 {
            text.push_str(&format!(
                "In part {question}.{paragraph}. {}\n\n",
                sentence.repeat(2 + (question + paragraph) % 3)
            ));
        }
        text.push_str("\"\"\"\n");
    }
    text
}

/// The folder `briefs`.
fn in_briefs(path: &Path, _limit: usize) -> std::io::Result<Vec<u8>> {
    std::fs::read(Path::new("briefs").join(path))
}

fn read(source: &Source) -> Brief {
    brief::read(source, &mut in_briefs)
        .0
        .expect("the brief is right")
}

fn compose_brief(brief: &Brief) -> Document {
    compose(
        brief,
        &Locale::for_language(&brief.language).expect("the language is known"),
    )
}

fn write_pdf(document: &Document, layout: Layout) -> Vec<u8> {
    pdf::write(
        document,
        layout.pages,
        &pdf::Options {
            standard: pdf::Standard::A3aUa1,
            source: None,
            house_style: None,
            translation: None,
        },
    )
    .unwrap()
}

fn write_docx(document: &Document) -> Vec<u8> {
    docx::write(document, &Theme::default(), &docx::Options::default()).unwrap()
}

#[divan::bench(args = CASES)]
fn a_read(bencher: Bencher, case: Case) {
    let source = case.source();
    bencher.bench(|| read(black_box(&source)));
}

#[divan::bench(args = CASES)]
fn b_compose(bencher: Bencher, case: Case) {
    let brief = case.brief();
    bencher.bench(|| compose_brief(black_box(&brief)));
}

#[divan::bench(args = CASES)]
fn c_layout(bencher: Bencher, case: Case) {
    let (document, theme) = (case.document(), Theme::default());
    bencher.bench(|| layout(black_box(&document), &theme));
}

#[divan::bench(args = CASES)]
fn d_pdf(bencher: Bencher, case: Case) {
    let (document, layout) = (case.document(), case.layout());
    bencher
        .with_inputs(|| layout.clone())
        .bench_values(|layout| write_pdf(black_box(&document), layout));
}

#[divan::bench(args = CASES)]
fn e_docx(bencher: Bencher, case: Case) {
    let document = case.document();
    bencher.bench(|| write_docx(black_box(&document)));
}

#[divan::bench(args = CASES)]
fn f_whole(bencher: Bencher, case: Case) {
    let source = case.source();
    bencher.bench(|| {
        let document = compose_brief(&read(black_box(&source)));
        let layout = layout(&document, &Theme::default());
        (write_pdf(&document, layout), write_docx(&document))
    });
}
