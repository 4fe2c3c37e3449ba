#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pictures;
mod round_trip;
mod values;

use super::super::base::drawings;
use super::super::{Change, ChangeKind, Provenance, Value};
use super::*;
use crate::brief::{self, Surroundings};
use crate::compose::compose;
use crate::diagnostic::Source;
use crate::locale::Locale;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

struct Folder(PathBuf);

impl Surroundings for Folder {
    fn file(&mut self, path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
        let mut bytes = match std::fs::read(self.0.join(path)) {
            Ok(bytes) => bytes,
            // Briefs of the tests name pictures that are not there.
            Err(_) => std::fs::read(root().join("briefs/figures/wordmark.png"))?,
        };
        bytes.truncate(limit);
        Ok(bytes)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The Word file of a brief.
fn made(toml: &str, folder: &Path) -> Vec<u8> {
    let source = Source::from_bytes("brief.toml", toml.as_bytes().to_vec()).unwrap();
    let (brief, diagnostics) = brief::read(&source, &mut Folder(folder.to_owned()));
    let brief = brief.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let locale = Locale::for_language(&brief.language).unwrap();
    let document = compose(&brief, &locale);
    let options = docx::Options {
        source: Some(Attachment {
            file_name: "brief.toml".to_owned(),
            bytes: toml.as_bytes().to_vec(),
        }),
        charts: drawings(&document),
        ..docx::Options::default()
    };
    docx::write(&document, &Theme::default(), &options).unwrap()
}

type Parts = BTreeMap<String, Vec<u8>>;

fn unpacked(file: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut parts = Parts::new();
    for name in names {
        let mut bytes = Vec::new();
        archive
            .by_name(&name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        parts.insert(name, bytes);
    }
    parts
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        file.write_all(bytes).unwrap();
    }
    file.finish().unwrap().into_inner()
}

/// The file with its body changed by `edit`.
fn edited(file: &[u8], edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = unpacked(file);
    let body = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let changed = edit(body.clone());
    assert_ne!(body, changed, "nothing was edited");
    parts.insert("word/document.xml".to_owned(), changed.into_bytes());
    packed(&parts)
}

fn found(file: &[u8]) -> Changes {
    read(file, None, Revisions::Accept).unwrap().changes
}

/// The changes in a short notation.
fn told(changes: &Changes) -> String {
    let value = |value: &Option<Value>| match value {
        None => "–".to_owned(),
        Some(Value::Text(text)) => format!("{text:?}"),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::Days(range)) => format!("{}/{}", range.start, range.end),
        Some(Value::Number(number)) => number.clone(),
        Some(Value::Texts(texts)) => format!("{texts:?}"),
        Some(Value::Rows(rows)) => format!("{} rows", rows.len()),
    };
    let mut lines = Vec::new();
    for change in &changes.changes {
        let by = change
            .author
            .as_ref()
            .map_or(String::new(), |author| format!(" by {author}"));
        lines.push(match &change.kind {
            ChangeKind::Field { path, theirs, .. } => format!("{path} = {}{by}", value(theirs)),
            ChangeKind::ItemAdded { item, from } => {
                let fields: Vec<String> = item
                    .fields
                    .iter()
                    .map(|(name, v)| format!("{name} = {}", value(&Some(v.clone()))))
                    .collect();
                let from = match from {
                    Provenance::Written => String::new(),
                    other => format!(" {other:?}"),
                };
                format!(
                    "+ {}[{}] after {}: {}{from}{by}",
                    item.table,
                    item.id,
                    item.after.as_deref().unwrap_or("–"),
                    fields.join(", ")
                )
            }
            ChangeKind::ItemRemoved { table, id, into } => {
                let into = into
                    .as_ref()
                    .map_or(String::new(), |into| format!(" into {into}"));
                format!("- {table}[{id}]{into}{by}")
            }
            ChangeKind::ItemMoved { table, id, after } => {
                format!(
                    "{table}[{id}] moved after {}{by}",
                    after.as_deref().unwrap_or("–")
                )
            }
        });
    }
    for unplaced in &changes.unplaced {
        let near = unplaced.near.as_deref().unwrap_or("–");
        lines.push(format!(
            "? {} at {near}: {}",
            unplaced.what,
            unplaced.quoted()
        ));
    }
    lines.join("\n")
}

fn toml_files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_nobody_edited_has_no_change() {
    let mut files = toml_files("briefs");
    files.extend(toml_files("tests/languages"));
    files.push(root().join("tests/complete.toml"));
    for path in files {
        let toml = std::fs::read_to_string(&path).unwrap();
        if brief::translation::is_translation(&toml) {
            continue;
        }
        let file = made(&toml, path.parent().unwrap());
        assert_eq!(told(&found(&file)), "", "{}", path.display());
        let reading = docx::read(&file, Revisions::Accept).unwrap();
        let mut worded = reading.clone();
        worded.word_as(&reading.manifest.as_ref().unwrap().wording);
        assert!(worded == reading, "{}", path.display());
    }
}

/// The file as another version of the program would have written it, with these words in the place of ours.
fn worded_otherwise(file: &[u8], words: &[(&str, &str)]) -> Parts {
    let mut parts = unpacked(file);
    for name in [
        "word/document.xml",
        "word/footer1.xml",
        "customXml/item1.xml",
    ] {
        let mut text = String::from_utf8(parts[name].clone()).unwrap();
        for (ours, theirs) in words {
            text = text.replace(ours, theirs);
        }
        parts.insert(name.to_owned(), text.into_bytes());
    }
    parts
}

#[test]
fn the_words_of_another_version_are_no_edits() {
    let toml = r#"
language = "en"
title = "Outcomes"
published = 2019-04-01
[meeting]
title = "Meeting"
date = 2019-03-12
[[question]]
id = "q"
text = "What?"
[[obstacle]]
question = "q"
text = "Rain, wind"
[[recommendation]]
id = "do"
text = "Do it"
addressees = ["Ministry of Land, Soil and Air", "Ministry of Water", "The press"]
due = 2020-01-01
priority = "high"
"#;
    let file = made(toml, Path::new(""));
    let words = [
        ("Recommendation<", "Advice<"),
        ("\"Recommendation\"", "\"Advice\""),
        ("To: ", "For "),
        ("; ", " / "),
        ("By ", "until "),
        ("See ", "Go to "),
        ("> of <", "> out of <"),
        ("1 of 1", "1 out of 1"),
    ];
    let parts = worded_otherwise(&file, &words);
    assert_eq!(told(&found(&packed(&parts))), "");
    let old = |name: &str, from: &str, to: &str| {
        let mut parts = parts.clone();
        let text = String::from_utf8(parts[name].clone()).unwrap();
        assert!(text.contains(from), "{from} is not in {text}");
        parts.insert(name.to_owned(), text.replace(from, to).into_bytes());
        told(&found(&packed(&parts)))
    };
    assert_eq!(
        old("word/document.xml", "The press", "The media"),
        "recommendation[do].addressees = [\"Ministry of Land, Soil and Air\", \"Ministry of Water\", \"The media\"]"
    );
    // Without that part of the manifest it is not known whose words they are.
    let without = old("customXml/item1.xml", "b:wording", "b:nothing");
    assert!(without.contains("Advice"), "{without}");
}

#[test]
fn words_in_several_languages_come_home() {
    let astana = include_str!("../../../briefs/astana-2017.toml");
    let name = "name  = \"Balzhan Zhumagazina\"";
    let union = "abbreviation = \"EU\"";
    let partner = "name = \"International Union for Conservation of Nature\"";
    for words in [name, union, partner] {
        assert!(astana.contains(words), "{words}");
    }
    let toml = astana
        .replace(
            name,
            "name = { en = \"Balzhan Zhumagazina\", ru = \"Балжан Жумагазина\" }",
        )
        .replace(
            partner,
            "name = { en = \"International Union for Conservation of Nature\", ru = \"МСОП\" }",
        )
        .replace(
            union,
            r#"abbreviation = "EU"
statement = { en = "Paid for by the *Union*.\n\nIts [rules](https://example.org) hold.", ru = "Оплачено Союзом." }"#,
        );
    let file = made(&toml, &root().join("briefs"));
    assert_eq!(told(&found(&file)), "");

    let paid = |file: &[u8]| told(&found(&edited(file, |body| body.replace("Paid", "Met"))));
    assert_eq!(
        paid(&file),
        "organisation[eu].statement.en = \"Met for by the *Union*.\\n\\nIts [rules](https://example.org) hold.\""
    );
    let renamed = edited(&file, |body| {
        body.replace("Balzhan Zhumagazina</w:t>", "Balzhan Zhumagazin</w:t>")
    });
    assert_eq!(
        told(&found(&renamed)),
        "contact[balzhan-zhumagazina].name.en = \"Balzhan Zhumagazin\""
    );
    // The only place of an organisation, where another may be meant.
    let another = edited(&file, |body| {
        body.replace(
            "International Union for Conservation of Nature<",
            "Islamic Bank<",
        )
    });
    assert_eq!(
        told(&found(&another)),
        "? an organisation whose name has other words altogether at organisation[iucn].name.en: Islamic Bank"
    );
}

fn water() -> Vec<u8> {
    let toml = std::fs::read_to_string(root().join("briefs/water-convention-2018.toml")).unwrap();
    made(&toml, &root().join("briefs"))
}

/// The paragraphs of a body, and what stands between them.
fn paragraph_with(body: &str, words: &str) -> (usize, usize) {
    let at = body.find(words).unwrap_or_else(|| panic!("no {words}"));
    let start = body[..at].rfind("<w:p>").unwrap();
    let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
    (start, end)
}

/// One kind of edit, and what is to be told of it.
struct Edit {
    name: &'static str,
    make: fn(String) -> String,
}

/// `body` with the paragraph that holds `words` changed.
fn with_paragraph(body: &str, words: &str, change: impl FnOnce(&str) -> String) -> String {
    let (start, end) = paragraph_with(body, words);
    format!(
        "{}{}{}",
        &body[..start],
        change(&body[start..end]),
        &body[end..]
    )
}

/// A paragraph as Word writes it, in the style and the numbering of the one that holds `like`.
fn paragraph_like(body: &str, like: &str, words: &str) -> String {
    let (start, end) = paragraph_with(body, like);
    let paragraph = &body[start..end];
    let properties = paragraph
        .find("</w:pPr>")
        .map_or("", |end| &paragraph["<w:p>".len()..end + "</w:pPr>".len()]);
    let properties = without_spacing(properties);
    format!("<w:p w:rsidR=\"00A1\">{properties}<w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn without_spacing(properties: &str) -> String {
    match properties.find("<w:spacing") {
        Some(start) => {
            let end = start + properties[start..].find("/>").unwrap() + 2;
            format!("{}{}", &properties[..start], &properties[end..])
        }
        None => properties.to_owned(),
    }
}

/// A new paragraph behind the one that holds `after`.
fn insert_after(body: &str, after: &str, paragraph: &str) -> String {
    with_paragraph(body, after, |old| format!("{old}{paragraph}"))
}

fn cut(body: &str, words: &str) -> (String, String) {
    let (start, end) = paragraph_with(body, words);
    (
        format!("{}{}", &body[..start], &body[end..]),
        body[start..end].to_owned(),
    )
}

/// The paragraph that holds `first` and then `second`, divided between them.
fn divided(body: &str, first: &str, second: &str) -> String {
    let rest = paragraph_like(body, first, second);
    with_paragraph(body, first, |old| {
        let whole = format!("{first}{second}");
        assert!(old.contains(&whole), "{whole}");
        old.replace(&whole, first) + &rest
    })
}

/// The row of a table that holds `words`, changed.
fn with_row(body: &str, words: &str, change: impl FnOnce(&str) -> String) -> String {
    let at = body.find(words).unwrap_or_else(|| panic!("no {words}"));
    let start = body[..at].rfind("<w:tr>").unwrap();
    let end = at + body[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
    format!(
        "{}{}{}",
        &body[..start],
        change(&body[start..end]),
        &body[end..]
    )
}

fn row(words: &[&str]) -> String {
    let cells = words.iter().map(|words| {
        format!(
            "<w:tc><w:p><w:pPr><w:pStyle w:val=\"BriefTableText\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
        )
    });
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

/// All content controls and bookmarks taken out, as some programs do.
fn without_anchors(body: &str) -> String {
    let mut body = body.to_owned();
    for tag in ["<w:bookmarkStart ", "<w:bookmarkEnd ", "<w:sdtPr>"] {
        while let Some(start) = body.find(tag) {
            let close = if tag == "<w:sdtPr>" {
                "</w:sdtPr>"
            } else {
                "/>"
            };
            let end = start + body[start..].find(close).unwrap() + close.len();
            body.replace_range(start..end, "");
        }
    }
    for tag in ["<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>"] {
        body = body.replace(tag, "");
    }
    body
}

const EDITS: &[Edit] = &[
    Edit {
        name: "a text edited",
        make: |body| {
            body.replace(
                "Designation and responsibilities of focal points",
                "Designation of focal points",
            )
        },
    },
    Edit {
        name: "words typed behind the control",
        make: |body| {
            with_paragraph(&body, "Designation and responsibilities", |old| {
                old.replace(
                    "</w:p>",
                    "<w:r><w:t xml:space=\"preserve\"> (new)</w:t></w:r></w:p>",
                )
            })
        },
    },
    Edit {
        name: "an item written",
        make: |body| {
            let new = paragraph_like(
                &body,
                "Decision VIII/3",
                "A text that nobody has read before",
            );
            insert_after(&body, "Decision VIII/3", &new)
        },
    },
    Edit {
        name: "an item deleted",
        make: |body| cut(&body, "Decision VIII/3").0,
    },
    Edit {
        name: "two items swapped",
        make: |body| {
            let (body, item) = cut(&body, "Decision VIII/3");
            insert_after(&body, "Rules of procedure of", &item)
        },
    },
    Edit {
        name: "an item divided",
        make: |body| {
            divided(
                &body,
                "Decision VIII/2: Designation and",
                " responsibilities of focal points",
            )
        },
    },
    Edit {
        name: "two items made one",
        make: |body| {
            let (body, _) = cut(&body, "Decision VIII/3: General issues of implementation");
            body.replace(
                "responsibilities of focal points",
                "responsibilities of focal points. Decision VIII/3: General issues of implementation",
            )
        },
    },
    Edit {
        name: "an item copied and the copy edited later",
        make: |body| {
            let copy = paragraph_like(
                &body,
                "Decision VIII/3",
                "Decision VIII/3: General issues of implementation",
            );
            insert_after(&body, "Rules of procedure of", &copy)
        },
    },
    Edit {
        name: "an obstacle becomes a recommendation",
        make: |body| {
            let (body, text) = cut(&body, "Most shared rivers have no adequate");
            let (body, detail) = cut(&body, "brochure says so of");
            insert_after(&body, "Pay attention to reducing", &(text + &detail))
        },
    },
    Edit {
        name: "a recommendation becomes a decision",
        make: |body| {
            let (body, text) = cut(&body, "Pay attention to reducing");
            let (body, _) = cut(&body, "Low\u{A0}priority");
            insert_after(&body, "Rules of procedure of", &text)
        },
    },
    Edit {
        name: "a practice and a question written",
        make: |body| {
            let practice = paragraph_like(
                &body,
                "National dialogues on water policy",
                "</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>Joint bulletins</w:t></w:r>\
                 <w:r><w:t>. Three countries publish one.",
            );
            let body = insert_after(&body, "National dialogues on water policy", &practice);
            let question =
                paragraph_like(&body, "How is progress in cooperation", "Who pays for it?");
            let answer = paragraph_like(&body, "The custodians of the indicator", "Nobody so far.");
            insert_after(
                &body,
                "The custodians of the indicator",
                &(question + &answer),
            )
        },
    },
    Edit {
        name: "a reference, an abbreviation and a contact written",
        make: |body| {
            let reference = paragraph_like(
                &body,
                "mop8/html",
                "Water yearbook, 2017 https://example.org/yearbook",
            );
            let body = insert_after(&body, "mop8/html", &reference);
            let abbreviation = paragraph_like(
                &body,
                ">Sustainable Development Goal<",
                "UN</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>United Nations",
            );
            insert_after(&body, ">Sustainable Development Goal<", &abbreviation)
        },
    },
    Edit {
        name: "a detail where there was none",
        make: |body| {
            let detail = "<w:p><w:pPr><w:pStyle w:val=\"ListContinue\"/></w:pPr><w:r><w:t>By the end of the year.</w:t></w:r></w:p>";
            insert_after(&body, "Decision VIII/3: General", detail)
        },
    },
    Edit {
        name: "an addressee and a due date changed",
        make: |body| {
            body.replacen(
                "overnments of the Central Asian countries",
                "overnments of Central Asia",
                1,
            )
            .replacen("31\u{A0}December\u{A0}2021", "30 June 2022", 1)
        },
    },
    Edit {
        name: "an attribute taken out and one added",
        make: |body| {
            let body = with_paragraph(&body, "Low\u{A0}priority", |old| {
                let start = old
                    .find("<w:r><w:t xml:space=\"preserve\">\u{A0}· </w:t></w:r>")
                    .unwrap();
                format!("{}</w:p>", &old[..start])
            });
            with_paragraph(&body, "recommendation[accede].addressees[0]", |old| {
                old.replace(
                    "</w:p>",
                    "<w:r><w:t xml:space=\"preserve\"> · By 1 May 2023</w:t></w:r></w:p>",
                )
            })
        },
    },
    Edit {
        name: "an item of a list inside prose deleted",
        make: |body| cut(&body, "they have joint or coordinated management").0,
    },
    Edit {
        name: "an action added, one deleted, one done",
        make: |body| {
            let new = row(&["Print the brief", "Compiler", "1 March 2022", "Open"]);
            with_row(&body, "Add to this brief the area", |_| new).replacen(
                ">In progress<",
                ">Done<",
                1,
            )
        },
    },
    Edit {
        name: "a row of a table deleted",
        make: |body| with_row(&body, ">359,730<", |_| String::new()),
    },
    Edit {
        name: "a picture, a text box and a highlight",
        make: |body| {
            let picture = "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"99\" name=\"Picture 1\" descr=\"\"/>\
                <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"x\">\
                <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"/></a:graphicData>\
                </a:graphic></wp:inline></w:drawing></w:r></w:p>\
                <w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wps:wsp><wps:txbx>\
                <w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></wp:anchor>\
                </w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>";
            insert_after(&body, "Decision VIII/3: General", picture).replace(
                "<w:t xml:space=\"preserve\">Decision VIII/3: General",
                "<w:rPr><w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\">Decision VIII/3: General",
            )
        },
    },
    Edit {
        name: "a footnote, a link and emphasis where words are plain",
        make: |body| {
            body.replacen(
                "<w:t xml:space=\"preserve\">Decision VIII/3: General",
                "<w:t xml:space=\"preserve\">Decision VIII/3: </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>General</w:t></w:r>\
                 <w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t xml:space=\"preserve\">",
                1,
            )
        },
    },
    Edit {
        name: "an organisation's name",
        make: |body| {
            body.replacen(
                ">Ministry of Agriculture of the Republic of Kazakhstan<",
                ">Ministry of Ecology of Kazakhstan<",
                1,
            )
        },
    },
    Edit {
        name: "an abbreviation changed differently in two places",
        make: |body| {
            let body = body.replacen(">UNECE<", ">UN ECE<", 1);
            with_paragraph(&body, "water.convention@un.org", |old| {
                old.replace(">UNECE<", ">ECE<")
            })
        },
    },
    Edit {
        name: "an abbreviation changed in one of two places",
        make: |body| {
            with_paragraph(&body, "water.convention@un.org", |old| {
                old.replace(">UNECE<", ">GIZ<")
            })
        },
    },
    Edit {
        name: "the title",
        make: |body| body.replacen(">Sharing waters beyond one region<", ">Sharing waters<", 1),
    },
    Edit {
        name: "the words of a link",
        make: |body| body.replacen(">handbook on water allocation<", ">handbook<", 1),
    },
    Edit {
        name: "the subtitle and the rights deleted",
        make: |body| {
            cut(
                &cut(&body, "Outcomes of the eighth session").0,
                "Text and drawings: free to use",
            )
            .0
        },
    },
    Edit {
        name: "a caption and a note",
        make: |body| {
            body.replacen(
                ">Four sessions of the Meeting of the Parties<",
                ">Four sessions<",
                1,
            )
        },
    },
    Edit {
        name: "a series renamed and a label of a chart",
        make: |body| body.replacen(">Tajikistan<", ">Tadjikistan<", 1),
    },
    Edit {
        name: "a publication date and a number",
        make: |body| {
            body.replacen(">15 November 2021<", ">1 December 2021<", 1)
                .replacen(">Example 2<", ">Example 3<", 1)
        },
    },
    Edit {
        name: "a question reworded and moved",
        make: |body| {
            let (body, question) = cut(&body, "How is progress in cooperation");
            let question = question.replace(
                "How is progress in cooperation to be measured?",
                "How is progress measured?",
            );
            with_paragraph(&body, "Transboundary water cooperation: sharing", |old| {
                question + old
            })
        },
    },
    Edit {
        name: "a contact's telephone",
        make: |body| body.replacen(">Secretariat of the Water Convention<", ">Secretariat<", 1),
    },
    Edit {
        name: "a new section",
        make: |body| {
            let new = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Lessons</w:t></w:r></w:p>";
            insert_after(&body, "Rules of procedure of", new)
        },
    },
    Edit {
        name: "an annex written",
        make: |body| {
            let new = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Annex 3. Speakers</w:t></w:r></w:p>\
                       <w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>Many.</w:t></w:r></w:p>";
            insert_after(&body, "the area of the Aral Sea in 1960 is 68,000", new)
        },
    },
    Edit {
        name: "a paragraph of prose added",
        make: |body| {
            let new = paragraph_like(&body, "Three years on, the ", "And one more thing.");
            insert_after(&body, "Three years on, the ", &new)
        },
    },
    Edit {
        name: "emphasis",
        make: |body| {
            body.replace(
                "The session had a high-level and a general segment.",
                "The session had a </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>high-level</w:t></w:r><w:r><w:t xml:space=\"preserve\"> and a general segment.",
            )
        },
    },
    Edit {
        name: "a date",
        make: |body| body.replacen("10–12 October 2018", "11–13 October 2018", 1),
    },
    Edit {
        name: "a country",
        make: |body| body.replacen(">Kazakhstan<", ">Kyrgyzstan<", 1),
    },
    Edit {
        name: "a city and a number of people",
        make: |body| {
            body.replacen(">Astana<", ">Almaty<", 1)
                .replace("600 participants", "650 participants")
        },
    },
    Edit {
        name: "words beside a number and beside days",
        make: |body| {
            body.replacen("600 participants", "600 participants from 93 countries", 1)
                .replacen("10–12 October 2018", "10 October 2018 (morning)", 1)
                .replacen(
                    ">31\u{A0}December\u{A0}2021<",
                    ">31\u{A0}December\u{A0}2021 at the latest<",
                    1,
                )
                .replacen(">1 October 2021<", ">1 October 2021 (closed)<", 1)
        },
    },
    Edit {
        name: "a participant added between two",
        make: |body| {
            body.replacen(
                "states that are not Parties",
                "states that are not Parties, observers",
                1,
            )
        },
    },
    Edit {
        name: "a priority and a due date",
        make: |body| body.replacen("High\u{A0}priority", "Low priority", 1),
    },
    Edit {
        name: "a cell with a number",
        make: |body| body.replacen(">345,000<", ">345,001.5<", 1),
    },
    Edit {
        name: "emphasis in a cell",
        make: |body| {
            let cell = "<w:t xml:space=\"preserve\">345,000</w:t></w:r>";
            assert!(body.contains(cell));
            body.replacen(
                cell,
                "<w:t xml:space=\"preserve\">345,000 </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>or so</w:t></w:r>",
                1,
            )
        },
    },
    Edit {
        name: "an item written with emphasis",
        make: |body| {
            let new = paragraph_like(&body, "Decision VIII/3", "A text that nobody has");
            let new = new.replace(
                "</w:r></w:p>",
                "</w:r><w:r><w:rPr><w:b/></w:rPr><w:t> read</w:t></w:r></w:p>",
            );
            insert_after(&body, "Decision VIII/3", &new)
        },
    },
    Edit {
        name: "a paragraph of the context moved to the summary",
        make: |body| {
            let (body, paragraph) = cut(&body, "The session had a high-level");
            insert_after(&body, "Three years on, the ", &paragraph)
        },
    },
    Edit {
        name: "a paragraph of the summary moved to the context",
        make: |body| {
            let (body, paragraph) = cut(&body, "Three years on, the ");
            insert_after(&body, "The session had a high-level", &paragraph)
        },
    },
    Edit {
        name: "a paragraph of an annex moved to the summary",
        make: |body| {
            let (body, paragraph) = cut(&body, "own water, the Permanent Representative");
            insert_after(&body, "Three years on, the ", &paragraph)
        },
    },
    Edit {
        name: "a paragraph of the summary moved to a question",
        make: |body| {
            let (body, paragraph) = cut(&body, "Three years on, the ");
            insert_after(&body, "Speakers asked to widen", &paragraph)
        },
    },
    Edit {
        name: "a paragraph of the summary moved to the references",
        make: |body| {
            let (body, paragraph) = cut(&body, "Three years on, the ");
            insert_after(&body, "mop8/html", &paragraph)
        },
    },
    Edit {
        name: "a section moved",
        make: |body| {
            let from = paragraph_with(&body, ">Obstacles<").0;
            let to = paragraph_with(&body, ">Recommendations<").0;
            let section = body[from..to].to_owned();
            let body = format!("{}{}", &body[..from], &body[to..]);
            let before = paragraph_with(&body, ">What works already<").0;
            format!("{}{section}{}", &body[..before], &body[before..])
        },
    },
    Edit {
        name: "a figure moved behind another question",
        make: |body| {
            let (body, picture) = cut(&body, "Two streams, as wide");
            let (body, caption) = cut(&body, ">Where the water of the two rivers forms<");
            insert_after(
                &body,
                "The custodians of the indicator",
                &(picture + &caption),
            )
        },
    },
    Edit {
        name: "a reference copied, its words and its address changed",
        make: |body| {
            let (_, copy) = cut(&body, "cap-net.org/8th");
            let copy = without_anchors(&copy)
                .replace("8th session of", "9th session of")
                .replace(
                    ">https://cap-net.org/8th-session-of-the-meeting-of-the-parties-to-the-water-convention/<",
                    ">https://cap-net.org/9th<",
                );
            insert_after(&body, "cap-net.org/8th", &copy)
        },
    },
    Edit {
        name: "a contact in two paragraphs, and one with an extension",
        make: |body| {
            let contact = |words: &str| {
                format!(
                    "<w:p><w:pPr><w:pStyle w:val=\"BriefSmallPrint\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>\
                     <w:t>{words}</w:t></w:r></w:p>"
                )
            };
            let new = [
                "Aigerim Sadykova, Director",
                "sadykova@example.org · Tel.: +7 7172 000 001",
                "Dana Omarova</w:t><w:br/><w:t>omarova@example.org · +7 7172 000 002 (ext. 187)",
            ];
            insert_after(&body, "water.convention@un.org", &new.map(contact).concat())
        },
    },
    Edit {
        name: "attributes typed in the style of a recommendation",
        make: |body| {
            let new = paragraph_like(
                &body,
                "Pay attention to reducing",
                "By 30 June 2023 · High priority",
            );
            insert_after(&body, "Low\u{A0}priority", &new)
        },
    },
    Edit {
        name: "words in front of the first obstacle",
        make: |body| {
            let new = "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>These were named:</w:t></w:r></w:p>";
            insert_after(&body, ">Obstacles<", new)
        },
    },
    Edit {
        name: "sentences in front of the first obstacle, the first decision and the first practice",
        make: |body| {
            let sentence = |words: &str| {
                format!(
                    "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
                )
            };
            let body = insert_after(&body, ">Obstacles<", &sentence("Three were named."));
            let body = insert_after(
                &body,
                ">Decisions<",
                &sentence("The Parties adopted these."),
            );
            insert_after(
                &body,
                ">What works already<",
                &sentence("They have been tried."),
            )
        },
    },
    Edit {
        name: "an item put below the one above it",
        make: |body| {
            with_paragraph(&body, "Decision VIII/3: General", |old| {
                old.replacen("<w:ilvl w:val=\"0\"/>", "<w:ilvl w:val=\"1\"/>", 1)
            })
        },
    },
    Edit {
        name: "two columns of a table swapped",
        make: |body| {
            let mut rows: Vec<String> = body.split("<w:tr>").map(str::to_owned).collect();
            for row in rows.iter_mut().filter(|row| {
                [">Place<", ">Rome<", ">Budapest<", ">Geneva<"]
                    .iter()
                    .any(|words| row.contains(words))
                    || row.contains(">Astana<") && row.contains(">Eighth<")
            }) {
                let cells: Vec<&str> = row.split("<w:tc>").collect();
                let mut order: Vec<&str> = cells.clone();
                order.swap(2, 3);
                *row = order.join("<w:tc>");
            }
            rows.join("<w:tr>")
        },
    },
    Edit {
        name: "words that are no choice, in a row that was there and in a new one",
        make: |body| {
            let new = row(&["Print the brief", "Compiler", "1 March 2022", "Planned"]);
            with_row(&body, "Add to this brief the area", |old| {
                format!("{old}{new}")
            })
            .replacen(">In progress<", ">Under way<", 1)
        },
    },
    Edit {
        name: "a line of ours with another word in it",
        make: |body| body.replacen(">Outcome brief<", ">Final outcome brief<", 1),
    },
    Edit {
        name: "a heading renamed",
        make: |body| body.replacen(">Obstacles<", ">What stands in the way<", 1),
    },
];

/// Enter at the end of an item's first words, and a new item typed there, above all that the old one has below them.
#[test]
fn what_an_item_has_below_its_first_words_stays_together() {
    let toml = "language = \"en\"\ntitle = \"Water\"\npublished = 2018-10-12\n\
                meeting = { title = \"Meeting\", date = 2018-10-10 }\n\
                [[obstacle]]\nid = \"trust\"\ntext = \"Nobody trusts the readings\"\ndetail = \"Payers take them.\"\n\
                [[recommendation]]\nid = \"meters\"\ntext = \"Put a meter at every outlet\"\n\
                detail = \"\"\"\nOne costs 310 dollars.\n\nIt lasts ten years.\"\"\"\nobstacles = [\"trust\"]\ndue = 2025-03-31\n";
    let file = made(toml, &root());
    let body = String::from_utf8(unpacked(&file)["word/document.xml"].clone()).unwrap();
    let tell = |body: String| {
        let with = told(&found(&edited(&file, |_| body.clone())));
        let without = told(&found(&edited(&file, |_| without_anchors(&body))));
        assert_eq!(with, without);
        with
    };
    let behind =
        |like: &str, words: &str| insert_after(&body, like, &paragraph_like(&body, like, words));
    assert_eq!(
        tell(behind("Nobody trusts", "No land")),
        "+ obstacle[no-land] after trust: text = \"No land\""
    );
    assert_eq!(
        tell(behind("Put a meter", "Train measurers")),
        "+ recommendation[train-measurers] after meters: text = \"Train measurers\""
    );
    // What was typed below the new one is its own.
    let new = paragraph_like(&body, "Put a meter", "Train measurers")
        + &paragraph_like(&body, "One costs", "In each village.");
    assert_eq!(
        tell(insert_after(&body, "Put a meter", &new)),
        "+ recommendation[train-measurers] after meters: text = \"Train measurers\", detail = \"In each village.\""
    );
    // A line below both is the old one's alone.
    let new = paragraph_like(&body, "Put a meter", "Train measurers");
    assert_eq!(
        tell(insert_after(&body, "One costs", &new)),
        "+ recommendation[train-measurers] after meters: text = \"Train measurers\""
    );
    assert_eq!(
        tell(divided(&body, "Put a meter", " at every outlet")),
        "recommendation[meters].text = \"Put a meter\"\n\
         + recommendation[at-every-outlet] after meters: text = \"at every outlet\" Split(\"meters\")"
    );
}

/// A list in a summary, a paragraph of which goes on with its item: nothing but its indent says so in the document.
#[test]
fn a_list_that_changes_keeps_its_further_paragraphs() {
    let summary = "3) one\n\n   more of one\n\n4) two\n";
    let toml = format!(
        "language = \"en\"\ntitle = \"Water\"\npublished = 2018-10-12\nsummary = \"\"\"\n{summary}\"\"\"\n\
         meeting = {{ title = \"Meeting\", date = 2018-10-10 }}\n"
    );
    let file = made(&toml, &root());
    let changed = edited(&file, |body| body.replacen(">two<", ">two of them<", 1));
    let changes = found(&changed).changes;
    let [Change { kind, .. }] = &changes[..] else {
        panic!("{changes:?}");
    };
    let theirs = summary.replace("two", "two of them");
    assert_eq!(
        *kind,
        ChangeKind::Field {
            path: "summary".to_owned(),
            base: Some(Value::Text(summary.to_owned())),
            theirs: Some(Value::Text(theirs)),
        }
    );
}

/// Names with commas of their own are joined by semicolons, and each comes home whole.
#[test]
fn names_with_commas_are_joined_by_semicolons() {
    let with = |language: &str, organisation: &str, addressees: &str| {
        format!(
            "language = \"{language}\"\ntitle = \"Water\"\npublished = 2018-10-12\nsummary = \"One.\"\n\
             [meeting]\ntitle = \"Meeting\"\ndate = 2018-10-10\norganisers = [\"centre\", \"ministry\"]\n\
             [[organisation]]\nid = \"centre\"\nname = \"Centre\"\n\
             [[organisation]]\nid = \"ministry\"\nname = \"{organisation}\"\n\
             [[recommendation]]\nid = \"one\"\ntext = \"Do it.\"\naddressees = [{addressees}]\n"
        )
    };
    let three = "\"ministries\", \"agencies of water, land and energy\", \"basin councils\"";
    let made_in = |language, organisation, addressees| {
        made(&with(language, organisation, addressees), &root())
    };
    for (language, organisation, sign) in [
        ("en", "Ministry of Ecology, Geology and Water", "; "),
        ("ru", "Министерство экологии, геологии и вод", "; "),
        ("fa", "وزارت نیرو، آب و کشاورزی", "؛ "),
        ("prs", "وزارت انرژی، آب و زراعت", "؛ "),
    ] {
        let file = made_in(language, organisation, three);
        let body = String::from_utf8(unpacked(&file)["word/document.xml"].clone()).unwrap();
        assert_eq!(body.matches(&format!(">{sign}<")).count(), 3, "{language}");
        assert_eq!(told(&found(&file)), "", "{language}");
    }
    let file = made_in("en", "Ministry of Ecology, Geology and Water", three);
    let of_edit =
        |old: &str, new: &str| told(&found(&edited(&file, |body| body.replacen(old, new, 1))));
    assert_eq!(
        of_edit(
            ">Ministry of Ecology, Geology and Water<",
            ">Ministry of Ecology, Geology and Land<"
        ),
        "organisation[ministry].name = \"Ministry of Ecology, Geology and Land\""
    );
    assert_eq!(
        of_edit(
            ">agencies of water, land and energy<",
            ">agencies of water, land and heat<"
        ),
        "recommendation[one].addressees = [\"ministries\", \"agencies of water, land and heat\", \"basin councils\"]"
    );
    assert_eq!(
        of_edit(
            ">basin councils<",
            ">basin councils; unions of farmers, herders and fishers<"
        ),
        "recommendation[one].addressees = [\"ministries\", \"agencies of water, land and energy\", \
         \"basin councils\", \"unions of farmers, herders and fishers\"]"
    );
    assert_eq!(
        told(&found(&made_in("en", "Ministry", "\"A\", \"B\", \"C\""))),
        ""
    );
}

#[test]
fn edits_are_told() {
    let file = water();
    let manifest = docx::read(&file, Revisions::Accept)
        .unwrap()
        .manifest
        .unwrap();
    let brief = manifest.source.unwrap();
    let base = Base::new(MadeFrom::brief(&brief), &docx::Wording::default()).unwrap();
    let tell = |file: &[u8]| {
        told(&find::changes(
            &base,
            &docx::read(file, Revisions::Accept).unwrap(),
        ))
    };
    let body = String::from_utf8(unpacked(&file)["word/document.xml"].clone()).unwrap();
    let mut all = String::new();
    for edit in EDITS {
        let changed = (edit.make)(body.clone());
        assert_ne!(changed, body, "{}", edit.name);
        let with = tell(&edited(&file, |_| changed.clone()));
        all += &format!("## {}\n{with}\n", edit.name);
        let without = tell(&edited(&file, |_| without_anchors(&changed)));
        if without != with {
            all += &format!("## {}, without anchors\n{without}\n", edit.name);
        }
    }
    insta::assert_snapshot!(all);
}

/// What is told of an edit of the brief of Astana, whose questions lead to sections.
fn told_of_astana(edit: impl FnOnce(String) -> String) -> String {
    let toml = std::fs::read_to_string(root().join("briefs/astana-2017.toml")).unwrap();
    told(&found(&edited(&made(&toml, &root().join("briefs")), edit)))
}

#[test]
fn what_is_told_names_what_to_write() {
    let advice = |changes: Changes| -> Vec<String> {
        let unplaced = changes.unplaced.into_iter();
        unplaced.map(|one| one.advice).collect()
    };
    let of_edit = |edit: fn(String) -> String| advice(found(&edited(&water(), edit))).join("\n");
    let status = of_edit(|body| body.replacen(">In progress<", ">Under way<", 1));
    assert!(
        status.ends_with("“Open”, “In progress”, “Done”, “Dropped”"),
        "{status}"
    );
    let venue = of_edit(|body| {
        let venue = paragraph_like(&body, "10–12 October 2018", "Venue: Palace of Peace");
        insert_after(&body, "10–12 October 2018", &venue)
    });
    assert!(venue.contains("`venue`"), "{venue}");
    let rights = of_edit(|body| {
        let rights = paragraph_like(&body, "Text and drawings: free to use", "© UNECE");
        insert_after(&body, "Text and drawings: free to use", &rights)
    });
    assert!(rights.contains("`rights`"), "{rights}");
    let toml = std::fs::read_to_string(root().join("briefs/astana-2017.toml")).unwrap();
    let file = made(&toml, &root().join("briefs"));
    let funder = advice(found(&edited(&file, |body| {
        body.replacen(">Funded by", ">Paid by", 1)
    })));
    assert!(funder.join("\n").contains("`statement`"), "{funder:?}");
}

#[test]
fn what_has_no_place_is_told_under_its_heading() {
    let under_heading = told_of_astana(|body| {
        let sentence = "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>There were three sessions.</w:t></w:r></w:p>";
        insert_after(&body, ">What was discussed<", sentence)
    });
    assert_eq!(
        under_heading,
        "? a new paragraph, under the heading “What was discussed” at –: There were three sessions."
    );
    let linked = told_of_astana(|body| {
        let link = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"https://a.org/x\"</w:instrText></w:r>\
                    <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Fragmented</w:t></w:r>\
                    <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> management</w:t></w:r>";
        let run = "<w:r><w:t xml:space=\"preserve\">Fragmented management</w:t></w:r>";
        assert!(body.contains(run));
        body.replacen(run, link, 1)
    });
    assert_eq!(
        linked,
        "? a link to https://a.org/x at obstacle[management].text: Fragmented management"
    );
    // Behind a table that stands at the end of a section it is nothing of the item above.
    let changes = found(&edited(&water(), |body| {
        let new = paragraph_like(&body, "The custodians of the indicator", "Note the fall.");
        insert_after(&body, "Earth Negotiations Bulletin for 2012", &new)
    }));
    assert_eq!(
        told(&changes),
        "? a new paragraph at chart[attendance].source: Note the fall."
    );
}

#[test]
fn words_beside_the_title_at_the_foot_of_the_pages_are_told() {
    let toml = std::fs::read_to_string(root().join("briefs/astana-2017.toml")).unwrap();
    let title = "Outcomes of the meeting in Astana on intersectoral cooperation";
    let with = |footer_title: &str, behind: &str| {
        let mut parts = unpacked(&made(&toml, &root().join("briefs")));
        let footer = String::from_utf8(parts["word/footer1.xml"].clone()).unwrap();
        let end = format!("<w:r><w:t>{behind}</w:t></w:r></w:p>");
        let footer = footer
            .replacen(title, footer_title, 1)
            .replacen("</w:p>", &end, 1);
        parts.insert("word/footer1.xml".to_owned(), footer.into_bytes());
        told(&found(&packed(&parts)))
    };
    assert_eq!(with(title, ""), "");
    assert!(
        with(title, "DRAFT").ends_with("DRAFT"),
        "{}",
        with(title, "DRAFT")
    );
    assert!(with("Outcomes", "").contains("Outcomes"));
    let text_box = "</w:t></w:r><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox>\
        <w:txbxContent><w:p><w:r><w:t>Not for citation</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>\
        </w:pict></w:r><w:r><w:t>";
    let boxed = with(title, text_box);
    assert!(boxed.ends_with("Not for citation"), "{boxed}");
}

#[test]
fn a_country_is_known_by_its_other_names() {
    let with =
        |name: &str| told_of_astana(|body| body.replacen(">Kazakhstan<", &format!(">{name}<"), 1));
    assert_eq!(with("Kyrgyz Republic"), "meeting.country = \"KG\"");
    // Another name of the same one is not silently dropped.
    assert!(with("Republic of Kazakhstan").starts_with("? "));
}

const WAY: &str = "_ref_section_obstacles";

#[test]
fn a_way_to_a_section_goes_with_its_question() {
    let told = told_of_astana(|body| {
        let (body, _) = cut(&body, "What difficulties can affect");
        cut(&body, WAY).0
    });
    assert!(told.ends_with("- question[difficulties]"), "{told}");
    assert!(!told.contains('?'), "{told}");
}

#[test]
fn a_discussion_stands_in_the_place_of_a_way_to_a_section() {
    let discussion = "question[difficulties].discussion = \"Three were named.\"";
    let instead = told_of_astana(|body| {
        let new = paragraph_like(&body, WAY, "Three were named.");
        with_paragraph(&body, WAY, |_| new)
    });
    assert_eq!(instead, discussion);
    let behind = told_of_astana(|body| {
        with_paragraph(&body, WAY, |way| {
            let end = "<w:r><w:t xml:space=\"preserve\"> Three were named.</w:t></w:r></w:p>";
            way.replace("</w:p>", end)
        })
    });
    assert_eq!(behind, discussion);
    let renamed = told_of_astana(|body| {
        with_paragraph(&body, WAY, |way| way.replace(">Obstacles<", ">Barriers<"))
    });
    assert_eq!(
        renamed,
        "? words of the programme that were changed at –: See “Barriers”."
    );
    let alone = told_of_astana(|body| cut(&body, WAY).0);
    assert_eq!(
        alone,
        "? words of the programme that were taken out at –: See “Obstacles”."
    );
}

#[test]
fn words_of_ours_that_are_taken_out_are_told() {
    let without = |body: String, words: &str| {
        let (start, end) = paragraph_with(&body, words);
        format!("{}{}", &body[..start], &body[end..])
    };
    let funder = told_of_astana(|body| without(body, "Funded by"));
    assert!(
        funder.contains("? words of the programme that were taken out"),
        "{funder}"
    );
    // Below the discussion of a question, too.
    let told = told(&found(&edited(&water(), |body| {
        without(body, ">What works already<")
    })));
    assert!(
        told.contains("taken out at –: What works already"),
        "{told}"
    );
}

#[test]
fn a_section_that_is_deleted_takes_its_heading_along() {
    let from_to = |body: &str, first: &str, stop: &str| {
        let [start, end] = [first, stop].map(|words| paragraph_with(body, words).0);
        format!("{}{}", &body[..start], &body[end..])
    };
    let of = |first: &str, stop: &str| told_of_basin(|body| from_to(&body, first, stop));
    assert_eq!(of(">Summary<", ">What was discussed<"), "summary = –");
    let actions = of(">Next step<", "How the flow was measured");
    assert!(
        actions.starts_with("- action[") && !actions.contains('?'),
        "{actions}"
    );
    let alone = told_of_basin(|body| cut(&body, ">Next step<").0);
    assert_eq!(
        alone,
        "? words of the programme that were taken out at –: Next step"
    );
}

#[test]
fn a_contact_that_is_deleted_takes_no_organisation_along() {
    let told = told_of_astana(|body| cut(&body, ">Project Specialist<").0);
    assert_eq!(told, "- contact[balzhan-zhumagazina]");
}

#[test]
fn a_line_break_divides_an_item_and_is_told_elsewhere() {
    let broken = |body: String, before: &str, behind: &str| {
        let words = format!("{before} {behind}</w:t>");
        assert!(body.contains(&words), "{words}");
        let divided = format!("{before}</w:t><w:br/><w:t>{behind}</w:t>");
        body.replacen(&words, &divided, 1)
    };
    let told = told_of_astana(|body| {
        let new = "Fragmented management</w:t>";
        let body = body.replacen(new, &format!("{new}<w:br/><w:t>No data on flow</w:t>"), 1);
        broken(body, "Project", "Specialist")
    });
    insta::assert_snapshot!(told);
    // Behind the last word it says nothing, nor between words that stood side by side.
    let told = told_of_astana(|body| {
        let end = "Fragmented management</w:t>";
        let body = body.replacen(end, &format!("{end}<w:br/>"), 1);
        broken(body, "Insufficient", "evidence base")
    });
    assert_eq!(told, "");
}

/// A link to `address`, as a field.
fn linked(address: &str, words: &str) -> String {
    format!(
        "<w:fldSimple w:instr=\"HYPERLINK &quot;{address}&quot;\"><w:r><w:t>{words}</w:t></w:r></w:fldSimple>"
    )
}

#[test]
fn an_address_without_its_protocol_is_a_whole_one_in_the_brief() {
    let told = told_of_basin(|body| {
        let body = body.replacen(">https://example.org/atlas<", ">www.example.org/maps<", 1);
        let new = paragraph_like(
            &body,
            "Atlas of the basin",
            "FAO, Aquastat (www.fao.org/a).",
        );
        insert_after(&body, "Atlas of the basin", &new)
    });
    assert_eq!(
        told,
        "reference[atlas].url = \"https://www.example.org/maps\"\n\
         + reference[fao-aquastat] after atlas: text = \"FAO, Aquastat\", url = \"https://www.fao.org/a\""
    );
}

#[test]
fn a_link_is_told_in_plain_words_unless_they_are_its_address() {
    let of = |link: &str| {
        told_of_astana(|body| {
            let end = "Fragmented management</w:t></w:r>";
            assert!(body.contains(end));
            let more = "<w:r><w:t xml:space=\"preserve\">, https://a.org, </w:t></w:r>";
            body.replacen(end, &format!("{end}{more}{link}"), 1)
        })
    };
    let www = of(&linked("http://www.iwac.kz/", "www.iwac.kz"));
    assert!(www.ends_with("https://a.org, www.iwac.kz\""), "{www}");
    let hidden = of(&linked("https://b.org/report", "the report"));
    assert!(
        hidden.contains("? a link to https://b.org/report at"),
        "{hidden}"
    );
}

#[test]
fn words_that_lead_to_the_address_of_a_new_reference_are_its_text() {
    let with = |runs: &str| {
        told_of_basin(|body| {
            let new = paragraph_like(&body, "Atlas of the basin", "FAO, ");
            let new = new.replacen("</w:p>", &format!("{runs}</w:p>"), 1);
            insert_after(&body, "Atlas of the basin", &new)
        })
    };
    let first = linked("https://fao.example/a", "Aquastat");
    assert_eq!(
        with(&first),
        "+ reference[fao-aquastat] after atlas: text = \"FAO, Aquastat\", url = \"https://fao.example/a\""
    );
    let second = linked("https://b.example", "its data");
    let told = with(&format!("{first}<w:r><w:t>, </w:t></w:r>{second}"));
    assert!(
        told.contains("text = \"FAO, Aquastat, its data\""),
        "{told}"
    );
    assert!(told.contains("? a link to https://b.example at"), "{told}");
}

#[test]
fn what_stands_below_a_reference_is_told() {
    let told = told_of_basin(|body| {
        let new = paragraph_like(&body, "Atlas of the basin", "Out of print");
        let continued = new.replacen("\"ListBullet\"", "\"ListContinue\"", 1);
        assert_ne!(new, continued);
        insert_after(&body, "Atlas of the basin", &continued)
    });
    assert!(
        told.starts_with("? a new paragraph at reference[atlas]"),
        "{told}"
    );
}

#[test]
fn what_a_new_contact_has_twice_is_told() {
    let told = told(&found(&edited(&water(), |body| {
        let who = "Secretariat of the Water Convention";
        let words = "Anna Bekova, coordinator, a@b.example, +7 717 111 22 33, +7 701 222 33 44";
        let new = paragraph_like(&body, "on water allocation", words);
        insert_after(&body, who, &new)
    })));
    assert!(told.contains("phone = \"+7 717 111 22 33\""), "{told}");
    assert!(
        told.contains("a second time at –: +7 701 222 33 44"),
        "{told}"
    );
}

#[test]
fn what_no_field_of_a_new_contact_has_is_told() {
    let told = told_of_basin(|body| {
        let lines = [
            "Anna Bekova, Head",
            "Ministry of Water of Kyrgyzstan",
            "5 Lenin Street, Bishkek",
            "Tel.: +996 312 00 00 00 · anna@example.org",
        ];
        let new = paragraph_like(&body, "Dana Omarova", &lines.join("</w:t><w:br/><w:t>"));
        insert_after(&body, "Dana Omarova", &new)
    });
    assert_eq!(
        told,
        "+ contact[anna-bekova] after dana-omarova: name = \"Anna Bekova\", role = \"Head\", email = \
         \"anna@example.org\", phone = \"+996 312 00 00 00\"\n\
         ? words below the name of a new contact at –: Ministry of Water of Kyrgyzstan\n\
         ? words below the name of a new contact at –: 5 Lenin Street\n\
         ? words below the name of a new contact at –: Bishkek"
    );
}

#[test]
fn a_link_or_a_footnote_in_a_new_entry_is_told() {
    let run = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    for (like, words) in [
        (
            "Dana Omarova",
            "Anna Bekova, Head</w:t><w:br/><w:t>anna@example.org",
        ),
        (
            "geographic information",
            "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>UNDP</w:t></w:r><w:r><w:tab/><w:t>programme",
        ),
    ] {
        let told = told_of_basin(|body| {
            let note = &body[body.find("<w:footnoteReference").unwrap()..];
            let note = &note[..note.find("/>").unwrap() + 2];
            let link = &body[..body.find("state of the river").unwrap()];
            let link = &link[link.rfind("<w:hyperlink").unwrap()..];
            let link = &link[..link.find('>').unwrap() + 1];
            let linked = format!("{link}{}</w:hyperlink>", run("page"));
            let new = paragraph_like(&body, like, words).replace(
                "</w:p>",
                &format!("<w:r>{note}</w:r>{}</w:p>", run(" ") + &linked),
            );
            insert_after(&body, like, &new)
        });
        assert!(
            told.contains("? a footnote, “The report is from the spring.”"),
            "{told}"
        );
        assert!(
            told.contains("? a link to https://example.org/river"),
            "{told}"
        );
        assert!(!told.contains("? emphasis"), "{told}");
    }
}

/// Bold where plain words are, in a whole field.
#[test]
fn emphasis_of_a_whole_field_is_told_where_others_have_none() {
    let bold = |words: &[&str]| {
        told_of_basin(|body| {
            words.iter().fold(body, |body, words| {
                with_paragraph(&body, words, |old| {
                    let run = format!("<w:r><w:t xml:space=\"preserve\">{words}");
                    assert!(old.contains(&run), "{old}");
                    old.replace(&run, &run.replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>"))
                })
            })
        })
    };
    assert_eq!(bold(&["Summer"]), "? emphasis at table[flow].rows: Summer");
    // Some programs write what the style of the table says of its first column.
    assert_eq!(bold(&["Spring", "Summer", "Autumn"]), "");
}

#[test]
fn a_new_column_of_numbers_has_numbers() {
    let toml = "language = \"en\"\ntitle = \"Water\"\npublished = 2018-10-12\n\
                meeting = { title = \"Meeting\", date = 2018-10-10 }\n\
                [[table]]\nid = \"flow\"\ncaption = \"Flow\"\ncolumns = [\"Season\"]\n\
                rows = [[\"Spring\"], [\"Summer\"], [\"Autumn\"]]\n";
    let file = made(toml, &root());
    let of = |words: [&str; 3]| {
        let changed = edited(&file, |body| {
            let seasons = ["Season", "Spring", "Summer", "Autumn"];
            let cells = seasons.iter().zip(["Flow"].iter().chain(&words));
            cells.fold(body, |body, (season, words)| {
                let cell = format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr>");
                with_row(&body, &format!(">{season}<"), |row| {
                    row.replace("</w:tr>", &cell)
                })
            })
        });
        let changes = found(&changed).changes.into_iter();
        let rows = changes.filter_map(|change| match change.kind {
            ChangeKind::Field {
                theirs: Some(Value::Rows(rows)),
                ..
            } => Some(rows),
            _ => None,
        });
        let cells = rows.flatten().filter_map(|row| row.into_iter().nth(1));
        cells.collect::<Vec<Value>>()
    };
    let number = |number: &str| Value::Number(number.to_owned());
    let text = |words: &str| Value::Text(words.to_owned());
    assert_eq!(
        of(["12.5", "1,300", ""]),
        [number("12.5"), number("1300"), text("")]
    );
    assert_eq!(
        of(["12.5", "1,300", "few"]),
        [text("12.5"), text("1,300"), text("few")]
    );
}

#[test]
fn a_cell_behind_the_last_column_is_told() {
    for words in ["Budapest", ">In progress<"] {
        let told = told(&found(&edited(&water(), |body| {
            with_row(&body, words, |row| {
                let cell = "<w:tc><w:p><w:r><w:t>on the Danube</w:t></w:r></w:p></w:tc></w:tr>";
                row.replace("</w:tr>", cell)
            })
        })));
        assert!(
            told.contains("? a cell behind the last column at"),
            "{told}"
        );
        assert!(told.ends_with(": on the Danube"), "{told}");
    }
}

#[test]
fn a_footnote_or_a_link_at_words_of_ours_is_told() {
    let mut parts = unpacked(&water());
    let body = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let number = "<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>";
    let noted = |body: &str, words: &str| {
        with_paragraph(body, words, |one| one.replacen("</w:p>", number, 1))
    };
    let body = noted(&noted(&body, ">Decisions<"), ">Organised by<");
    let link = linked("https://a.example/b", "Funding");
    let body = with_paragraph(&body, ">Took part<", |one| {
        one.replacen("</w:p>", &format!("{link}</w:p>"), 1)
    });
    parts.insert("word/document.xml".to_owned(), body.into_bytes());
    let told = told(&found(&packed(&parts)));
    assert_eq!(told.matches("? a footnote, “").count(), 2, "{told}");
    assert!(told.contains("? a link to https://a.example/b"), "{told}");
}

#[test]
fn a_cell_of_several_lines_is_told() {
    let told_of = |mark: &str, behind: &str| {
        told(&found(&edited(&water(), |body| {
            let at = body.find("Budapest</w:t>").unwrap();
            let at = at + body[at..].find(mark).unwrap() + mark.len();
            format!("{}{behind}{}", &body[..at], &body[at..])
        })))
    };
    for (mark, behind) in [
        ("</w:r>", "<w:r><w:br/><w:t>Hungary</w:t></w:r>"),
        ("</w:p>", "<w:p><w:r><w:t>Hungary</w:t></w:r></w:p>"),
    ] {
        let told = told_of(mark, behind);
        let line_break = "? a line break at table[sessions].rows: Budapest / Hungary";
        assert!(told.contains(line_break), "{told}");
    }
    assert_eq!(told_of("</w:r>", "<w:r><w:br/></w:r>"), "");
}

#[test]
fn what_is_set_by_hand_or_foreign_in_a_note_is_told_where_its_number_stands() {
    let mut parts = unpacked(&water());
    let notes = String::from_utf8(parts["word/footnotes.xml"].clone()).unwrap();
    let at = notes.rfind("</w:p>").unwrap();
    let more = "<w:r><w:rPr><w:strike/></w:rPr><w:t> Struck.</w:t></w:r>\
        <m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>E</m:t></m:r></m:oMath>";
    let notes = format!("{}{more}{}", &notes[..at], &notes[at..]);
    parts.insert("word/footnotes.xml".to_owned(), notes.into_bytes());
    let told = told(&found(&packed(&parts)));
    for words in ["? words that are struck through at", "? a formula at"] {
        assert!(told.contains(words), "{told}");
    }
}

/// As LibreOffice writes the notes of a document with comments.
#[test]
fn notes_that_were_mixed_up_keep_their_words() {
    let toml = "language = \"en\"\ntitle = \"Water\"\npublished = 2018-10-12\nsummary = \"\"\"\nOne[^a] and two[^b].\n\n\
                [^a]: In May.\n\n[^b]: In June.\"\"\"\nmeeting = { title = \"Meeting\", date = 2018-10-10 }\n";
    let file = made(toml, &root());
    let with = |edit: &dyn Fn(String) -> String| {
        let mut parts = unpacked(&file);
        let notes = String::from_utf8(parts["word/footnotes.xml"].clone()).unwrap();
        parts.insert("word/footnotes.xml".to_owned(), edit(notes).into_bytes());
        let retyped = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
        let retyped = retyped.replace("> and two", "> and three").into_bytes();
        let plain = told(&found(&packed(&parts)));
        parts.insert("word/document.xml".to_owned(), retyped);
        (plain, told(&found(&packed(&parts))))
    };
    let mixed = "? a footnote that has the words of another one at summary: In June.";
    let (plain, retyped) = with(&|notes| notes.replace("In June.", "In May."));
    assert_eq!(plain, mixed);
    let taken = "summary = \"One[^a] and three[^b].\\n\\n[^a]: In May.\\n\\n[^b]: In June.\"";
    assert_eq!(retyped, format!("{taken}\n{mixed}"));
    let lost = "? a footnote that has lost its words at summary: In";
    let (plain, _) = with(&|notes| notes.replace("In June.", "").replace("In May.", ""));
    assert_eq!(plain, format!("{lost} May.\n{lost} June."));
    let (plain, _) = with(&|notes| notes.replace("In June.", "In July."));
    assert!(plain.contains("July") && !plain.contains('?'), "{plain}");
}

#[test]
fn a_further_paragraph_of_a_note_is_one_in_the_brief() {
    let mut parts = unpacked(&water());
    let notes = String::from_utf8(parts["word/footnotes.xml"].clone()).unwrap();
    let more = "<w:p><w:r><w:t>More of it.</w:t></w:r></w:p></w:footnote>";
    let at = notes.rfind("</w:footnote>").unwrap();
    let notes = format!(
        "{}{more}{}",
        &notes[..at],
        &notes[at + "</w:footnote>".len()..]
    );
    parts.insert("word/footnotes.xml".to_owned(), notes.into_bytes());
    let changes = found(&packed(&parts));
    let told = told(&changes);
    assert!(told.contains(r"\n\n    More of it."), "{told}");
}

#[test]
fn an_edited_note_keeps_its_lists_of_items_of_several_paragraphs() {
    let toml = r#"
language = "en"
title = "Outcomes"
published = 2019-04-01
[meeting]
title = "Meeting"
date = 2019-03-12
[[question]]
text = "What?"
discussion = """
Water[^w] and land[^l].

[^w]: The note.

    1. one

       one continued

       - a

         a continued

    2. two

[^l]: - first

      first continued

    - second
"""
"#;
    let mut parts = unpacked(&made(toml, Path::new("")));
    let notes = String::from_utf8(parts["word/footnotes.xml"].clone()).unwrap();
    let edited = notes.replace("The note.", "A note.");
    parts.insert("word/footnotes.xml".to_owned(), edited.into_bytes());
    let changes = found(&packed(&parts));
    let [change] = changes.changes.as_slice() else {
        panic!("{}", told(&changes));
    };
    let ChangeKind::Field {
        theirs: Some(Value::Text(theirs)),
        ..
    } = &change.kind
    else {
        panic!("{change:?}");
    };
    let discussion = toml.split("\"\"\"\n").nth(1).unwrap();
    let without_gaps = |text: &str| text.replace("\n\n", "\n");
    assert_eq!(
        without_gaps(theirs),
        without_gaps(&discussion.replace("The note.", "A note."))
    );
}

#[test]
fn what_is_typed_beside_a_table_is_told_and_no_part_of_the_item_above() {
    let told = told(&found(&edited(&water(), |body| {
        let words = "Four sessions of the Meeting of the Parties";
        let new = paragraph_like(&body, "on water allocation", "Source: my own count.");
        insert_after(&body, words, &new)
    })));
    assert_eq!(
        told,
        "? a new paragraph at table[sessions].caption: Source: my own count."
    );
}

/// What is told of an edit of the brief of a river basin.
fn told_of_basin(edit: impl FnOnce(String) -> String) -> String {
    let toml = include_str!("../../../tests/word-round/basin.toml");
    told(&found(&edited(&made(toml, &root()), edit)))
}

#[test]
fn a_line_break_for_the_look_of_a_line_says_nothing() {
    let breaks = [
        (" between the districts?", "between the districts?"),
        (" of the basin every year.", "of the basin every year."),
    ];
    let told = told_of_basin(|body| {
        breaks.iter().fold(body, |body, (words, behind)| {
            assert!(body.contains(words), "{words}");
            body.replacen(words, &format!("</w:t><w:br/><w:t>{behind}"), 1)
        })
    });
    assert_eq!(told, "");
    // The address stays with its reference, whatever stands before it.
    let told = told_of_basin(|body| {
        let body = body.replacen("second edition", "third edition", 1);
        let at = body.find(">https://example.org/atlas<").unwrap();
        let end = body[..at].rfind("<w:t").unwrap();
        format!("{}<w:br/>{}", &body[..end], &body[end..])
    });
    assert_eq!(
        told,
        "reference[atlas].text = \"Atlas of the basin, third edition\""
    );
    // A question is a heading: a break in that makes no other of it.
    let told = told_of_basin(|body| {
        let end = "Who pays for the canals?";
        body.replacen(end, &format!("{end}</w:t><w:br/><w:t>And how much?"), 1)
    });
    assert!(!told.contains("+ question"), "{told}");
}

#[test]
fn an_item_that_stands_among_prose_is_a_paragraph_of_it() {
    let put = |item: &[&str], behind: &str| {
        told_of_basin(|body| {
            let (body, paragraphs) = item.iter().fold((body, String::new()), |(body, all), one| {
                let (body, paragraph) = cut(&body, one);
                (body, all + &paragraph)
            });
            insert_after(&body, behind, &paragraphs)
        })
    };
    let staff = &["Gauging stations lack staff"][..];
    let publish = [
        "Publish the water balance",
        "The balance tells users",
        "the ministry of water",
        "Answers",
    ];
    let mut all = String::new();
    for (item, behind) in [
        (staff, "one at the weir"),
        (staff, "Two gauges stand"),
        (staff, "Both are read"),
        (staff, "The council met"),
        (staff, "The meeting was the third"),
        (staff, "Most districts"),
        (staff, ">Almaty<"),
        (&["Atlas of the basin"], "one at the weir"),
        (&["Water calendars"], "The council met"),
        (&["geographic information"], "Both are read"),
        (&["Dana Omarova"], "Both are read"),
        (&publish, "Both are read"),
    ] {
        all += &format!("## {} behind {behind}\n{}\n", item[0], put(item, behind));
    }
    insta::assert_snapshot!(all);
}

/// The words of a recommendation written anew above the lines that say to whom it is addressed and what it answers.
#[test]
fn lines_below_words_that_were_written_anew_stay_with_them() {
    let written = |body: &str| {
        let words = "Every spring the ministry shall tell users how much there is";
        let new = paragraph_like(body, "Publish the water balance", words);
        cut(
            &insert_after(body, "Publish the water balance", &new),
            "Publish the water balance",
        )
        .0
    };
    let told = told_of_basin(|body| written(&body));
    assert_eq!(
        told,
        "- recommendation[publish]\n\
         + recommendation[every-spring-the-ministry-shall-tell] after –: text = \"Every spring the ministry shall tell \
         users how much there is\", detail = \"The balance tells users what they can count on.\", addressees = [\"the \
         ministry of water\", \"the basin council\"], obstacles = [\"records\"], due = 2025-06-30, priority = \"high\""
    );
    // Where nothing stands above them, they are told.
    let told = told_of_basin(|body| cut(&body, "Publish the water balance").0);
    for line in ["To: the ministry of water", "Answers: “Records are kept"] {
        assert!(told.contains(&format!(": {line}")), "{told}");
    }
    let told = told_of_basin(|body| {
        let body = cut(&body, "Train operators").0;
        cut(&body, "Publish the water balance").0
    });
    assert!(!told.contains("+ recommendation"), "{told}");
}

/// A quotation of an item above it, in a file that has lost what we know places by.
#[test]
fn words_that_are_quoted_before_their_item_are_no_item() {
    let words = "Publish the water balance of the basin every year.";
    let told = told_of_basin(|body| {
        let quoted = paragraph_like(&body, "The council met", words);
        without_anchors(&insert_after(&body, "The council met", &quoted))
    });
    assert!(told.starts_with("summary = "), "{told}");
    assert!(!told.contains("recommendation["), "{told}");
}

#[test]
fn a_practice_before_one_without_a_title_needs_none() {
    let toml = include_str!("../../../tests/word-round/basin.toml");
    let toml = toml.replace("title = \"Water calendars\"\n", "");
    let told = told(&found(&edited(&made(&toml, &root()), |body| {
        let new = "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>Farmers agree on \
                   crops.</w:t></w:r></w:p>";
        insert_after(&body, ">What works already<", new)
    })));
    assert!(told.contains("+ practice["), "{told}");
}

#[test]
fn an_entry_before_the_first_is_one_of_its_own() {
    let told = |now: &str| told_of_basin(|body| body.replacen(">State agencies<", now, 1));
    assert_eq!(
        told(">Mayors, state agencies<"),
        "meeting.participants = [\"Mayors\", \"state agencies\", \"farmers\", \"researchers\"]"
    );
    assert_eq!(
        told(">Mayors, state agencies, boatmen<"),
        "meeting.participants = [\"Mayors\", \"state agencies\", \"boatmen\", \"farmers\", \"researchers\"]"
    );
}

#[test]
fn an_item_is_joined_to_one_of_its_own_table() {
    let toml = include_str!("../../../tests/word-round/basin.toml").replace(
        "[[abbreviation]]",
        "[[reference]]\nid = \"canals\"\ntext = \"Handbook of canal repair for villages\"\n\n[[abbreviation]]",
    );
    let told = told(&found(&edited(&made(&toml, &root()), |body| {
        let (body, second) = cut(&body, "Handbook of canal repair");
        let runs = second.find("</w:pPr>").unwrap() + "</w:pPr>".len();
        let runs = second[runs..].to_owned();
        with_paragraph(&body, "Atlas of the basin", |first| {
            first.replace("</w:p>", &runs)
        })
    })));
    assert!(told.contains("- reference[canals] into atlas"), "{told}");
}

#[test]
fn a_table_without_its_headings_is_told_and_stays() {
    for (heading, below) in [(">Season<", ">Summer<"), (">Action<", ">The secretariat<")] {
        let mut row = String::new();
        let told_without = told_of_basin(|body| {
            with_row(&body, heading, |old| {
                row = old.to_owned();
                String::new()
            })
        });
        let told_moved = told_of_basin(|body| {
            let body = with_row(&body, heading, |_| String::new());
            with_row(&body, below, |old| format!("{old}{row}"))
        });
        for told in [told_without, told_moved] {
            assert!(told.starts_with("? a table without its headings"), "{told}");
            assert!(!told.contains('\n'), "{told}");
        }
        let told_behind_new = told_of_basin(|body| {
            with_row(&body, heading, |old| self::row(&["Winter", "80"]) + old)
        });
        assert!(
            told_behind_new.starts_with("? a table without its headings"),
            "{told_behind_new}"
        );
    }
}

#[test]
fn two_practices_that_were_joined_are_the_first() {
    let told = told_of_astana(|body| {
        let (body, second) = cut(&body, ">Green Bridge<");
        let runs = second.find("</w:pPr>").unwrap() + "</w:pPr>".len();
        let runs = second[runs..].to_owned();
        with_paragraph(&body, "Kazakhstan has approved the Concept", |first| {
            let space = "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
            first.replace("</w:p>", &format!("{space}{runs}"))
        })
    });
    insta::assert_snapshot!(told, @r#"
    - practice[green-bridge] into concept-for-transition-to-green
    practice[concept-for-transition-to-green].text = "Kazakhstan has approved the Concept and adopted its action plan. *Green Bridge*. The partnership programme, approved at the United Nations Conference on Sustainable Development, is being implemented."
    "#);
}

/// The words of a run as Word writes them when it tracks their deletion.
fn tracked_deletion(words: &str) -> String {
    format!(
        "<w:del w:id=\"901\" w:author=\"Aigul\" w:date=\"2026-01-02T03:04:05Z\"><w:r><w:delText \
         xml:space=\"preserve\">{words}</w:delText></w:r></w:del>"
    )
}

fn tracked_insertion(words: &str) -> String {
    format!(
        "<w:ins w:id=\"902\" w:author=\"Bakyt\" w:date=\"2026-01-02T03:04:05Z\"><w:r><w:t \
         xml:space=\"preserve\">{words}</w:t></w:r></w:ins>"
    )
}

const MARK_DELETED: &str = "<w:rPr><w:del w:id=\"903\" w:author=\"Aigul\"/></w:rPr></w:pPr>";
const MARK_INSERTED: &str = "<w:rPr><w:ins w:id=\"904\" w:author=\"Bakyt\"/></w:rPr></w:pPr>";

/// What is told when tracked changes are accepted, and when they are rejected.
fn both_ways(edit: impl FnOnce(String) -> String) -> (String, String) {
    let file = edited(&water(), edit);
    let told = |revisions| told(&read(&file, None, revisions).unwrap().changes);
    (told(Revisions::Accept), told(Revisions::Reject))
}

#[test]
fn tracked_words_are_there_or_not() {
    let (accepted, rejected) = both_ways(|body| {
        let run = "<w:r><w:t xml:space=\"preserve\">Decision VIII/2: Designation and responsibilities of focal points</w:t></w:r>";
        let tracked = format!(
            "<w:r><w:t xml:space=\"preserve\">Decision VIII/2: </w:t></w:r>{}{}<w:r><w:t \
             xml:space=\"preserve\"> of focal points</w:t></w:r>",
            tracked_deletion("Designation and responsibilities"),
            tracked_insertion("Tasks"),
        );
        body.replace(run, &tracked)
    });
    assert_eq!(
        accepted,
        "decision[focal-points].text = \"Decision VIII/2: Tasks of focal points\" by Aigul, Bakyt"
    );
    assert_eq!(rejected, "");
}

/// LibreOffice writes what the styles say of words at words that are typed over those of a content control.
#[test]
fn a_colour_is_told_at_its_field_where_no_style_gives_it() {
    let told = |colour: &str| {
        let file = edited(&water(), |body| {
            let words = "International Fund for Saving the Aral Sea";
            let at = body.find(words).unwrap();
            let start = body[..at].rfind("<w:r>").unwrap();
            let end = at + body[at..].find("</w:r>").unwrap() + "</w:r>".len();
            let control_end = end + body[end..].find("</w:sdt>").unwrap() + "</w:sdt>".len();
            let inserted = tracked_insertion("the Fund").replace(
                "<w:r>",
                &format!("<w:r><w:rPr><w:color w:val=\"{colour}\"/></w:rPr>"),
            );
            format!(
                "{}{}{}{inserted}{}",
                &body[..start],
                tracked_deletion(words),
                &body[end..control_end],
                &body[control_end..]
            )
        });
        told(&found(&file))
    };
    let changed = told("auto");
    assert!(changed.contains("addressees"), "{changed}");
    assert_eq!(told(&Theme::default().ink.to_hex()), changed);
    let path = changed.split(" = ").next().unwrap();
    let coloured = format!("? words in a colour at {path}: the Fund");
    assert_eq!(told("FF0000"), format!("{changed}\n{coloured}"));
}

#[test]
fn a_paragraph_whose_deletion_is_tracked_is_gone() {
    let (accepted, rejected) = both_ways(|body| {
        with_paragraph(&body, "Decision VIII/3: General issues", |old| {
            let run = "<w:r><w:t xml:space=\"preserve\">Decision VIII/3: General issues of implementation</w:t></w:r>";
            let deleted = tracked_deletion("Decision VIII/3: General issues of implementation");
            old.replace(run, &deleted).replace("</w:pPr>", MARK_DELETED)
        })
    });
    assert_eq!(accepted, "- decision[implementation] by Aigul");
    assert_eq!(rejected, "");
}

#[test]
fn a_paragraph_whose_insertion_is_tracked_is_new() {
    let (accepted, rejected) = both_ways(|body| {
        let new = paragraph_like(&body, "Decision VIII/3", "x")
            .replace(
                "<w:r><w:t>x</w:t></w:r>",
                &tracked_insertion("Quite another thing"),
            )
            .replace("</w:pPr>", MARK_INSERTED);
        insert_after(&body, "Decision VIII/3", &new)
    });
    assert_eq!(
        accepted,
        "+ decision[quite-another-thing] after implementation: text = \"Quite another thing\" by Bakyt"
    );
    assert_eq!(rejected, "");
}

#[test]
fn a_paragraphs_end_whose_deletion_is_tracked_joins_two() {
    let (accepted, rejected) = both_ways(|body| {
        with_paragraph(&body, "Designation and responsibilities", |old| {
            old.replace("</w:pPr>", MARK_DELETED)
        })
    });
    assert_eq!(
        accepted,
        "decision[focal-points].text = \"Decision VIII/2: Designation and responsibilities of focal pointsDecision \
         VIII/3: General issues of implementation\" by Aigul\n- decision[implementation] into focal-points"
    );
    assert_eq!(rejected, "");
}

#[test]
fn a_move_that_is_tracked_is_a_move() {
    let (accepted, rejected) = both_ways(|body| {
        let (start, end) = paragraph_with(&body, "Rules of procedure of the Meetings");
        let run = "<w:r><w:t xml:space=\"preserve\">Rules of procedure of the Meetings of the Parties</w:t></w:r>";
        let old = &body[start..end];
        let from = old
            .replace(
                run,
                &format!("<w:moveFrom w:id=\"1\" w:author=\"Aigul\">{run}</w:moveFrom>"),
            )
            .replace(
                "</w:pPr>",
                "<w:rPr><w:moveFrom w:id=\"2\" w:author=\"Aigul\"/></w:rPr></w:pPr>",
            );
        let to = paragraph_like(&body, "Decision VIII/3", "x")
            .replace(
                "<w:r><w:t>x</w:t></w:r>",
                &format!("<w:moveTo w:id=\"3\" w:author=\"Aigul\">{run}</w:moveTo>"),
            )
            .replace(
                "</w:pPr>",
                "<w:rPr><w:moveTo w:id=\"4\" w:author=\"Aigul\"/></w:rPr></w:pPr>",
            );
        let body = format!("{}{from}{}", &body[..start], &body[end..]);
        insert_after(&body, "Designation and responsibilities", &to)
    });
    assert_eq!(
        accepted,
        "decision[rules-of-procedure-of-the-meetings-of] moved after focal-points by Aigul"
    );
    assert_eq!(rejected, "");
}

#[test]
fn a_row_whose_deletion_is_tracked_is_gone() {
    let (accepted, rejected) = both_ways(|body| {
        with_row(&body, "Add to this brief the area", |row| {
            row.replacen(
                "<w:trPr>",
                "<w:trPr><w:del w:id=\"9\" w:author=\"Aigul\"/>",
                1,
            )
        })
    });
    assert_eq!(accepted, "- action[decades] by Aigul");
    assert_eq!(rejected, "");
}

#[test]
fn who_deleted_a_row_of_a_table_or_changed_a_note_is_told() {
    let (accepted, _) = both_ways(|body| {
        with_row(&body, ">Budapest<", |row| {
            let deleted = "<w:del w:id=\"9\" w:author=\"Aigul\"/>";
            if row.contains("<w:trPr>") {
                return row.replacen("<w:trPr>", &format!("<w:trPr>{deleted}"), 1);
            }
            row.replacen("<w:tr>", &format!("<w:tr><w:trPr>{deleted}</w:trPr>"), 1)
        })
    });
    assert_eq!(accepted, "table[sessions].rows = 3 rows by Aigul");
    let mut parts = unpacked(&water());
    let notes = String::from_utf8(parts["word/footnotes.xml"].clone()).unwrap();
    let run = "<w:r><w:t xml:space=\"preserve\">A half-day";
    assert!(notes.contains(run), "{notes}");
    let typed = "<w:ins w:id=\"9\" w:author=\"Aigul\"><w:r><w:t>Note: </w:t></w:r></w:ins>";
    let notes = notes.replacen(run, &format!("{typed}{run}"), 1);
    parts.insert("word/footnotes.xml".to_owned(), notes.into_bytes());
    let told = told(&found(&packed(&parts)));
    assert!(told.starts_with("meeting.context = "), "{told}");
    assert!(told.ends_with(" by Aigul"), "{told}");
}

#[test]
fn comments_are_told_with_their_answers() {
    let mut parts = unpacked(&edited(&water(), |body| {
        let start = "<w:commentRangeStart w:id=\"5\"/>";
        let end = "<w:commentRangeEnd w:id=\"5\"/><w:r><w:commentReference w:id=\"5\"/></w:r>";
        with_paragraph(&body, "Decision VIII/3: General issues", |old| {
            old.replace("<w:sdtContent>", &format!("<w:sdtContent>{start}"))
                .replace("</w:sdtContent>", &format!("{end}</w:sdtContent>"))
        })
    }));
    let comments = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">\
        <w:comment w:id=\"5\" w:author=\"Aigul\" w:initials=\"A\" w:date=\"2026-01-02T03:04:05Z\">\
        <w:p w14:paraId=\"00000001\"><w:r><w:t>Which ones?</w:t></w:r></w:p></w:comment>\
        <w:comment w:id=\"6\" w:author=\"Bakyt\"><w:p w14:paraId=\"00000002\"><w:r><w:t>All.</w:t></w:r></w:p>\
        <w:p w14:paraId=\"00000003\"><w:r><w:t>Yes, all.</w:t></w:r></w:p></w:comment></w:comments>";
    let extended = "<w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\">\
        <w15:commentEx w15:paraId=\"00000001\" w15:done=\"1\"/>\
        <w15:commentEx w15:paraId=\"00000003\" w15:paraIdParent=\"00000001\" w15:done=\"1\"/></w15:commentsEx>";
    parts.insert("word/comments.xml".to_owned(), comments.into());
    parts.insert("word/commentsExtended.xml".to_owned(), extended.into());
    let relationships = String::from_utf8(parts["word/_rels/document.xml.rels"].clone()).unwrap();
    let relationships = relationships.replace(
        "</Relationships>",
        "<Relationship Id=\"c1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" \
         Target=\"comments.xml\"/><Relationship Id=\"c2\" Type=\"http://schemas.microsoft.com/office/2011/relationships/\
         commentsExtended\" Target=\"commentsExtended.xml\"/></Relationships>",
    );
    parts.insert(
        "word/_rels/document.xml.rels".to_owned(),
        relationships.into_bytes(),
    );
    let changes = found(&packed(&parts));
    assert_eq!(told(&changes), "");
    let [comment] = &changes.comments[..] else {
        panic!("{:?}", changes.comments);
    };
    assert_eq!(
        comment.path.as_deref(),
        Some("decision[implementation].text")
    );
    assert_eq!(
        comment.quote,
        "Decision VIII/3: General issues of implementation"
    );
    assert_eq!(
        (comment.author.as_str(), comment.initials.as_deref()),
        ("Aigul", Some("A"))
    );
    assert_eq!(
        (comment.text.as_str(), comment.resolved),
        ("Which ones?", true)
    );
    let [reply] = &comment.replies[..] else {
        panic!("{:?}", comment.replies);
    };
    assert_eq!(
        (reply.author.as_str(), reply.text.as_str()),
        ("Bakyt", "All.\nYes, all.")
    );
}

#[test]
fn what_is_too_long_is_refused() {
    let astana = std::fs::read_to_string(root().join("briefs/astana-2017.toml")).unwrap();
    let folder = root().join("briefs");
    let short = made(&astana, &folder);
    let with_brief = |words: &str| {
        let mut parts = unpacked(&short);
        let manifest = String::from_utf8(parts["customXml/item1.xml"].clone()).unwrap();
        let longer = manifest.replace("</b:source>", &format!("{words}</b:source>"));
        parts.insert("customXml/item1.xml".to_owned(), longer.into_bytes());
        packed(&parts)
    };
    let is_refused = |file: &[u8]| {
        matches!(
            read(file, None, Revisions::Accept),
            Err(ReadError::BriefTooLarge)
        )
    };
    // By its bytes, by what it is made of, and by what is made of it.
    assert!(is_refused(&with_brief(&"# words\n".repeat(400_000))));
    assert!(is_refused(&with_brief(&"\n".repeat(200_001))));
    let items = "\n[[obstacle]]\ntext = 'words'\n".repeat(6_000);
    assert!(is_refused(&with_brief(&items)));
    assert!(!is_refused(&with_brief(&"\n".repeat(100_000))));

    let mut parts = unpacked(&short);
    let body = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let longer = body.replace("Fragmented", &"fragments ".repeat(400_000));
    parts.insert("word/document.xml".to_owned(), longer.into_bytes());
    let error = read(&packed(&parts), None, Revisions::Accept).unwrap_err();
    assert_eq!(error.to_string(), "the file has more text than a brief has");
}

#[test]
fn a_file_without_its_brief_needs_one() {
    let mut parts = unpacked(&water());
    parts.retain(|name, _| !name.starts_with("customXml/"));
    let file = packed(&parts);
    let toml = std::fs::read(root().join("briefs/water-convention-2018.toml")).unwrap();
    let brief = Attachment {
        file_name: "brief.toml".to_owned(),
        bytes: toml,
    };
    assert!(matches!(
        read(&file, None, Revisions::Accept),
        Err(ReadError::NoBase)
    ));
    let edited = read(&file, Some(MadeFrom::brief(&brief)), Revisions::Accept).unwrap();
    assert!(!edited.has_manifest);
    assert_eq!(told(&edited.changes), "");
}
