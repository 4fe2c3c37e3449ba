//! PDFs from outside: whatever they say of themselves, reading them ends, in little memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use briefgen::pdf::{Unreadable, first_difference, inspect};
use proptest::prelude::*;
use std::io::Write;
use std::sync::LazyLock;

/// The PDF of the brief of Astana.
static ASTANA: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::TempDir::new().unwrap();
    assert_cmd::Command::cargo_bin("briefgen")
        .unwrap()
        .args(["briefs/astana-2017.toml", "-f", "pdf", "-o"])
        .arg(folder.path())
        .assert()
        .code(0);
    std::fs::read(folder.path().join("astana-2017.pdf")).unwrap()
});

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A file of objects, each `NUMBER 0 obj … endobj`, with a plain table.
fn file(objects: &[(u32, Vec<u8>)], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (number, object) in objects {
        table += &format!("{number} 1\n{:010} 00000 n \n", bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n{table}trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<<{dictionary}/Length {}>>\nstream\n", content.len()).into_bytes();
    bytes.extend(content);
    bytes.extend(b"\nendstream");
    bytes
}

#[test]
fn a_file_of_ours_says_what_it_is() {
    let inspection = inspect(&ASTANA).unwrap();
    assert_eq!(inspection.pdf_a.as_deref(), Some("3A"));
    assert_eq!(inspection.pdf_ua.as_deref(), Some("1"));
    assert!(inspection.is_tagged);
    assert_eq!(inspection.sources.len(), 1);
    assert_eq!(inspection.sources[0].file_name, "astana-2017.toml");
}

#[test]
fn a_plain_file_is_read_and_claims_nothing() {
    let bytes = file(&[(1, b"<</Type/Catalog>>".to_vec())], "<</Root 1 0 R>>");
    assert_eq!(inspect(&bytes), Ok(Default::default()));
    let encrypted = file(&[(1, b"<<>>".to_vec())], "<</Root 1 0 R/Encrypt 1 0 R>>");
    assert_eq!(inspect(&encrypted), Err(Unreadable::Encrypted));
    assert_eq!(inspect(b""), Err(Unreadable::NotPdf));
    assert_eq!(inspect(b"%PDF-1.7\n"), Err(Unreadable::Damaged));
}

/// `file` and what was added to it later: entries of the table, the keyword, and the trailer without its end.
fn updated(file: &[u8], table: &str, trailer: &str) -> Vec<u8> {
    let first = file.windows(5).rposition(|word| word == b"\nxref").unwrap() + 1;
    let added = format!(
        "xref\n{table}{trailer}/Prev {first}>>\nstartxref\n{}\n%%EOF\n",
        file.len()
    );
    [file, added.as_bytes()].concat()
}

#[test]
fn a_dictionary_may_follow_its_keyword_at_once() {
    let bytes = file(&[(1, b"<</Type/Catalog>>".to_vec())], "<</Root 1 0 R>>");
    let bytes = updated(&bytes, "", "trailer<</Root 1 0 R");
    assert_eq!(inspect(&bytes), Ok(Default::default()));
}

#[test]
fn an_object_that_was_freed_is_not_as_it_was_earlier() {
    let packet = b"<rdf:Description xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' pdfaid:part='3' pdfaid:conformance='A'/>";
    let catalog = b"<</Type/Catalog/Metadata 2 0 R>>".to_vec();
    let bytes = file(&[(1, catalog), (2, stream("", packet))], "<</Root 1 0 R>>");
    assert_eq!(inspect(&bytes).unwrap().pdf_a.as_deref(), Some("3A"));
    let bytes = updated(
        &bytes,
        "2 1\n0000000000 00001 f \n",
        "trailer\n<</Root 1 0 R",
    );
    assert_eq!(inspect(&bytes), Ok(Default::default()));
    // Of the entries of a stream those of kind 0.
    let container = stream("/Type/ObjStm/N 1/First 4", b"5 0 <</Type/Catalog>>");
    let bytes = with_table_stream(&container, &[(5, 2, 3, 0)]);
    assert!(inspect(&bytes).is_ok());
    let bytes = with_table_stream(&container, &[(5, 0, 0, 1), (5, 2, 3, 0)]);
    assert!(inspect(&bytes).is_ok());
}

#[test]
fn circles_end() {
    // A reference to itself, and a table that comes before itself.
    let itself = file(&[(1, b"1 0 R".to_vec())], "<</Root 1 0 R>>");
    assert_eq!(inspect(&itself), Err(Unreadable::Damaged));
    let start = itself.windows(4).position(|word| word == b"xref").unwrap();
    let before = file(
        &[(1, b"1 0 R".to_vec())],
        &format!("<</Root 1 0 R/Prev {start}>>"),
    );
    assert_eq!(inspect(&before), Err(Unreadable::Damaged));
    // An object stream whose length is in it, and one in itself.
    let object = b"5 0 <</Type/Catalog>>";
    let mut container = b"<</Type/ObjStm/N 1/First 4/Length 5 0 R>>\nstream\n".to_vec();
    container.extend(object);
    container.extend(b"\nendstream");
    let bytes = with_table_stream(&container, &[(5, 2, 3, 0)]);
    assert!(inspect(&bytes).is_err());
    let bytes = with_table_stream(&container, &[(5, 2, 5, 0)]);
    assert!(inspect(&bytes).is_err());
}

/// A file with `container` as object 3, and a table of its own entries (object, kind, second and third field).
fn with_table_stream(container: &[u8], entries: &[(u32, u8, u32, u8)]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let at = bytes.len() as u32;
    bytes.extend(b"3 0 obj\n");
    bytes.extend(container);
    bytes.extend(b"\nendobj\n");
    let start = bytes.len();
    let mut table = Vec::new();
    let mut index = String::new();
    for (number, kind, second, third) in [(3, 1, at, 0)].iter().chain(entries) {
        index += &format!("{number} 1 ");
        table.push(*kind);
        table.extend(second.to_be_bytes());
        table.push(*third);
    }
    bytes.extend(b"9 0 obj\n");
    bytes.extend(stream(
        &format!("/Type/XRef/Size 10/W[1 4 1]/Index[{index}]/Root 5 0 R"),
        &table,
    ));
    bytes.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let bomb = deflated(&vec![b' '; 100 << 20]);
    let metadata = stream("/Filter/FlateDecode", &bomb);
    let catalog = b"<</Type/Catalog/Metadata 2 0 R>>".to_vec();
    let bytes = file(&[(1, catalog), (2, metadata)], "<</Root 1 0 R>>");
    assert_eq!(inspect(&bytes), Err(Unreadable::TooLarge));
    // Twice deflated.
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&bomb));
    let catalog = b"<</Type/Catalog/Metadata 2 0 R>>".to_vec();
    let bytes = file(&[(1, catalog), (2, twice)], "<</Root 1 0 R>>");
    assert_eq!(inspect(&bytes), Err(Unreadable::TooLarge));
    // An object stream.
    let container = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &bomb);
    let bytes = with_table_stream(&container, &[(5, 2, 3, 0)]);
    assert_eq!(inspect(&bytes), Err(Unreadable::TooLarge));
}

#[test]
fn the_first_object_that_differs_is_named() {
    let plain = |kind: &str| {
        let catalog = b"<</Type/Catalog>>".to_vec();
        let other = format!("<</Type/{kind}>>").into_bytes();
        file(&[(1, catalog), (2, other)], "<</Root 1 0 R>>")
    };
    assert_eq!(first_difference(&plain("Page"), &plain("Page")), None);
    assert_eq!(
        first_difference(&plain("Page"), &plain("Font")).as_deref(),
        Some("in object 2 (Page)")
    );
    let packed = |kind: &str| {
        let objects = format!("5 0 6 18 <</Type/Catalog>> <</Type/{kind}>>");
        let container = stream(
            "/Type/ObjStm/N 2/First 9/Filter/FlateDecode",
            &deflated(objects.as_bytes()),
        );
        with_table_stream(&container, &[(5, 2, 3, 0), (6, 2, 3, 1)])
    };
    assert_eq!(first_difference(&packed("Page"), &packed("Page")), None);
    assert_eq!(
        first_difference(&packed("Page"), &packed("Font")).as_deref(),
        Some("in object 6 (Page)")
    );
}

#[test]
fn an_object_stream_is_unpacked_once_for_all_its_objects() {
    // Unpacked for each of them, this takes minutes.
    let blanks = deflated(&vec![b' '; 60 << 20]);
    let container = stream("/Type/ObjStm/N 0/First 0/Filter/FlateDecode", &blanks);
    let entries: Vec<_> = (10..4000).map(|number| (number, 2, 3, 0)).collect();
    let bytes = with_table_stream(&container, &entries);
    assert_eq!(first_difference(&bytes, &bytes), None);
}

#[test]
fn tables_that_claim_more_than_they_have_are_refused() {
    for fields in [
        "/W[0 0 0]/Index[0 9000000000000]",
        "/W[1 0 0]/Index[0 9000000000000]",
        "/W[1 4 1]/Index[0 9000000000000]",
        "/W[9000000000000 1 1]",
        "/W[-1 4 1]",
        "/W[1 4]",
        "/W[1 4 1]/Index[9000000000000 1]",
        "",
    ] {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let start = bytes.len();
        bytes.extend(b"9 0 obj\n");
        let dictionary = format!("/Type/XRef/Size 9000000000000/Root 1 0 R{fields}");
        bytes.extend(stream(&dictionary, &[1; 60]));
        bytes.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
        assert!(inspect(&bytes).is_err(), "{fields}");
    }
    let many = b"%PDF-1.7\nxref\n0 4000000000\n0000000000 65535 f \nstartxref\n9\n%%EOF\n";
    assert_eq!(inspect(many), Err(Unreadable::Damaged));
    // One large stream under many numbers: only those that are asked for are read.
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let large = bytes.len();
    bytes.extend(b"2 0 obj\n");
    bytes.extend(stream("", &vec![b'x'; 1 << 20]));
    bytes.extend(b"\nendobj\n");
    let catalog = bytes.len();
    bytes.extend(b"1 0 obj\n<</Type/Catalog>>\nendobj\n");
    let start = bytes.len();
    bytes.extend(format!("xref\n1 1\n{catalog:010} 00000 n \n2 100000\n").bytes());
    for _ in 0..100_000 {
        bytes.extend(format!("{large:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer\n<</Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    assert_eq!(inspect(&bytes), Ok(Default::default()));
}

#[test]
fn entries_count_however_often_they_give_one_object() {
    // A byte an entry, and the same 60,000 objects again and again.
    const BYTES: usize = 15 << 20;
    let index = "0 60000 ".repeat(BYTES / 60_000);
    let fields = "/Type/XRef/Size 60000/Root 1 0 R/W[0 1 0]/Filter/FlateDecode";
    let table = stream(
        &format!("{fields}/Index[{index}]"),
        &deflated(&vec![0; BYTES]),
    );
    let bytes = [
        b"%PDF-1.7\n2 0 obj\n",
        &table[..],
        b"\nendobj\nstartxref\n9\n%%EOF\n",
    ]
    .concat();
    assert_eq!(inspect(&bytes), Err(Unreadable::TooLarge));
}

#[test]
fn a_part_of_the_table_is_read_once() {
    let with_parts = |count: usize| {
        let mut bytes = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n".to_vec();
        let hidden = bytes.len();
        bytes.extend(b"2 0 obj\n");
        bytes.extend(stream("/Type/XRef/Size 1/Root 1 0 R/W[1 4 1]", &[0; 6]));
        bytes.extend(b"\nendobj\n");
        let mut previous = String::new();
        let mut start = 0;
        for _ in 0..count {
            start = bytes.len();
            // What each hides from old readers is the same.
            let trailer = format!("<</Root 1 0 R/XRefStm {hidden}{previous}>>");
            bytes.extend(format!("xref\n1 1\n{:010} 00000 n \ntrailer\n{trailer}\n", 9).bytes());
            previous = format!("/Prev {start}");
        }
        bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        inspect(&bytes)
    };
    assert_eq!(with_parts(1), Ok(Default::default()));
    assert_eq!(with_parts(2), Err(Unreadable::Damaged));
}

#[test]
fn deep_brackets_end() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("(", ")")] {
        let deep = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        let bytes = file(&[(1, deep.into_bytes())], "<</Root 1 0 R>>");
        assert!(inspect(&bytes).is_err(), "{open}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_damage_is_survived(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = ASTANA.clone();
        for (at, byte) in places {
            // Where the structure of a file is thickest.
            let end = bytes.len().min(3000);
            let at = bytes.len() - 1 - at.index(end);
            bytes[at] = byte;
        }
        let _ = inspect(&bytes);
    }

    #[test]
    fn any_cut_is_survived(at in any::<prop::sample::Index>()) {
        let bytes = &ASTANA[..at.index(ASTANA.len())];
        prop_assert!(inspect(bytes).is_err());
    }
}
