#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::docx::paragraph::*;
use std::io::{Cursor, Write};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A package with this body.
fn package(body: &str) -> Vec<u8> {
    packed(&[("word/document.xml", &document(body))])
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"{W}\"><w:body>{body}</w:body></w:document>")
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let all = [("[Content_Types].xml", "<Types/>")];
    for (name, content) in all.iter().chain(parts) {
        file.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        file.write_all(content.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}

fn read_text(body: &str, revisions: Revisions) -> String {
    let reading = read(&package(body), revisions).unwrap();
    let texts: Vec<&str> = reading.paragraphs.iter().map(|p| p.text.as_str()).collect();
    texts.join("¶")
}

fn error(file: &[u8]) -> String {
    match read(file, Revisions::Accept) {
        Ok(_) => "none".to_owned(),
        Err(error) => {
            assert!(!error.help().is_empty());
            error.to_string()
        }
    }
}

#[test]
fn files_of_other_kinds_are_named() {
    let odt = packed(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    let wide = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let locked: Vec<u8> = ole
        .iter()
        .copied()
        .chain(wide("EncryptedPackage"))
        .collect();
    let cases: [(&[u8], &str); 10] = [
        (b"", "the file is empty"),
        (&ole, "this is a document of Word 97 to 2003 (.doc)"),
        (&locked, "this is a document that a password protects"),
        (b"{\\rtf1\\ansi", "this is a rich text file (.rtf)"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"<?xml version=\"1.0\"?><a/>", "this is an XML file"),
        (b"<html>", "this is a web page"),
        (b"title = \"A brief\"", "this is no Word document"),
        (&odt, "this is an OpenDocument text (.odt)"),
        (
            &packed(&[("xl/workbook.xml", "")]),
            "this is an Excel workbook",
        ),
    ];
    for (file, expected) in cases {
        assert_eq!(error(file), expected);
    }
}

#[test]
fn words_that_take_the_place_of_a_links_words_are_its_words() {
    let read_link = |style: &str| {
        let body = format!(
            "<w:p><w:hyperlink w:anchor=\"a\"><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:hyperlink>\
             <w:ins><w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:t>new</w:t></w:r></w:ins></w:p>"
        );
        let reading = read(&package(&body), Revisions::Accept).unwrap();
        assert_eq!(reading.paragraphs[0].text, "new");
        let links: Vec<_> = reading.paragraphs[0]
            .runs
            .iter()
            .map(|run| run.setting.link.clone())
            .collect();
        links
    };
    assert_eq!(
        read_link("InternetLink"),
        [Some(Link::Bookmark("a".into()))]
    );
    assert_eq!(read_link("Emphasis"), [None]);
}

#[test]
fn damaged_packages_are_refused() {
    let whole = package("<w:p/>");
    assert_eq!(error(&whole), "none");
    for length in 4..whole.len() {
        assert!(
            read(&whole[..length], Revisions::Accept).is_err(),
            "{length}"
        );
    }
    // A byte of the compressed data: the checksum is another.
    let mut wrong =
        package("<w:p><w:r><w:t>some words to compress, some words to compress</w:t></w:r></w:p>");
    let at = wrong
        .windows(17)
        .position(|part| part == b"word/document.xml")
        .unwrap()
        + 30;
    wrong[at] ^= 0x55;
    let said = error(&wrong);
    assert!(said.starts_with("the part “word/document.xml”"), "{said}");
}

#[test]
fn a_part_that_unpacks_too_far_is_refused() {
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(17 << 20));
    let file = package(&bomb);
    assert!(file.len() < 1 << 20);
    assert_eq!(
        error(&file),
        "the part “word/document.xml” unpacks to more than 16 MB"
    );
}

#[test]
fn hostile_xml_is_refused() {
    let part = |xml: &str| error(&packed(&[("word/document.xml", xml)]));
    let starts = |xml: &str, expected: &str| {
        let said = part(xml);
        assert!(said.ends_with(expected), "{said}");
    };
    starts(
        "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><d>&a;</d>",
        "it has a document type declaration or an entity",
    );
    starts(
        "<d>&a;</d>",
        "it has a document type declaration or an entity",
    );
    starts(
        &"<d>".repeat(100_000),
        "its elements stand too deep in each other",
    );
    starts(
        &format!("<d>{}</d>", "<a/>".repeat(700_000)),
        "it has too many elements",
    );
    starts(
        &format!(
            "<d {}/>",
            (0..1000).map(|n| format!("a{n}='' ")).collect::<String>()
        ),
        "it has too many elements",
    );
    assert!(part(&document("<w:p>")[..40]).contains("no well-formed XML"));
    assert!(part("<x:d/>").contains("is not declared"));
    assert_eq!(part("<d/>"), "this is a file of another program");
    assert_eq!(error(&packed(&[])), "the file has no document in it");
}

#[test]
fn names_that_lead_out_and_names_given_twice_are_refused() {
    let climbing = packed(&[
        ("word/document.xml", &document("")),
        ("../../etc/cron.d/x", ""),
    ]);
    assert_eq!(
        error(&climbing),
        "the part “../../etc/cron.d/x” leads out of the file"
    );
    let twice = packed(&[
        ("word/document.xml", &document("")),
        ("WORD/document.xml", ""),
    ]);
    assert_eq!(error(&twice), "two parts of the file have the same name");
    // The zip writer refuses the same name, so it is given afterwards.
    let mut same = packed(&[
        ("word/document.xml", &document("")),
        ("word/documenu.xml", ""),
    ]);
    while let Some(at) = same
        .windows(17)
        .position(|part| part == b"word/documenu.xml")
    {
        same[at + 12] = b't';
    }
    assert_eq!(error(&same), "two parts of the file have the same name");
    let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"a\" Type=\"x/styles\" Target=\"../../styles.xml\"/></Relationships>";
    let leading = packed(&[
        ("word/document.xml", &document("")),
        ("word/_rels/document.xml.rels", relationships),
    ]);
    assert_eq!(
        error(&leading),
        "the part “../../styles.xml” leads out of the file"
    );
}

#[test]
fn too_many_entries_are_refused() {
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..5000 {
        file.start_file(
            format!("{number}"),
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
    }
    let file = file.finish().unwrap().into_inner();
    assert_eq!(error(&file), "the file has more parts than a document has");
}

#[test]
fn what_grows_faster_than_the_file_is_bounded() {
    let none = package(&"<w:p/>".repeat(60_000));
    assert_eq!(
        error(&none),
        "the file has more paragraphs than a brief has"
    );
    // Bookmarks that never end are in every paragraph.
    let open: String = (0..1000)
        .map(|n| format!("<w:bookmarkStart w:id=\"{n}\" w:name=\"b{n}\"/>"))
        .collect();
    let reading = read(
        &package(&format!("{open}{}", "<w:p/>".repeat(40_000))),
        Revisions::Accept,
    )
    .unwrap();
    let anchors: usize = reading.paragraphs.iter().map(|p| p.anchors.len()).sum();
    assert!(anchors <= 100_000);
    // A long address round many runs is one.
    let uri = "x".repeat(1 << 20);
    let runs = "<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>".repeat(10_000);
    let link = format!("<w:p><w:hyperlink w:anchor=\"{uri}\">{runs}</w:hyperlink></w:p>");
    let reading = read(&package(&link), Revisions::Accept).unwrap();
    assert_eq!(reading.paragraphs[0].runs.len(), 20_000);
    // Fields that never end, and changes by an author with a long name.
    let fields =
        "<w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK x</w:instrText>".repeat(20_000);
    let never_ending = package(&format!("<w:p><w:r>{fields}<w:t>a</w:t></w:r></w:p>"));
    assert!(error(&never_ending).starts_with("a field begins in the file and never ends"));
    let change = format!(
        "<w:ins w:author=\"{uri}\">{}</w:ins>",
        "<w:p/>".repeat(20_000)
    );
    assert_eq!(
        read(&package(&change), Revisions::Accept)
            .unwrap()
            .paragraphs
            .len(),
        20_000
    );
}

#[test]
fn any_prefix_and_the_strict_names_are_read() {
    let body = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>a</x:t>\
                </x:r></x:p></x:body></x:document>";
    let reading = read(&packed(&[("word/document.xml", body)]), Revisions::Accept).unwrap();
    assert_eq!(reading.paragraphs[0].text, "a");
    let default = body
        .replace("x:", "")
        .replace("xmlns:x", "xmlns")
        .replace("<document xmlns:x", "<document xmlns");
    let default = default.replace("xmlns:x=", "xmlns=");
    let reading = read(
        &packed(&[("word/document.xml", &default)]),
        Revisions::Accept,
    )
    .unwrap();
    assert_eq!(reading.paragraphs.len(), 1);
}

#[test]
fn what_stands_in_runs_is_read() {
    let run = |content: &str| format!("<w:p><w:r>{content}</w:r></w:p>");
    let text = |body: &str| read_text(body, Revisions::Accept);
    assert_eq!(
        text(&run(
            "<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/>"
        )),
        "a\nb\t\u{2011}\u{ad}"
    );
    assert_eq!(text(&run("<w:t>a</w:t><w:br w:type=\"page\"/>")), "a");
    assert_eq!(
        text(&run("<w:sym w:font=\"Symbol\" w:char=\"00B5\"/>")),
        "µ"
    );
    let field = "<w:fldChar w:fldCharType=\"begin\"/><w:instrText> DATE </w:instrText><w:fldChar \
                 w:fldCharType=\"separate\"/><w:t>today</w:t><w:fldChar w:fldCharType=\"end\"/>";
    assert_eq!(text(&run(field)), "today");
    let smart = "<w:p><w:smartTag><w:customXml><w:r><w:t>a</w:t></w:r></w:customXml></w:smartTag><w:sdt><w:sdtContent>\
                 <w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt><w:bdo><w:r><w:t>c</w:t></w:r></w:bdo></w:p>";
    assert_eq!(text(smart), "abc");
    let placeholder = "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click</w:t></w:r>\
                       </w:sdtContent></w:sdt></w:p>";
    assert_eq!(text(placeholder), "");
}

#[test]
fn line_feeds_of_the_file_are_spaces() {
    let body = "<w:p><w:r><w:t>a\nb\tc</w:t></w:r></w:p>";
    assert_eq!(read_text(body, Revisions::Accept), "a b c");
}

#[test]
fn an_address_is_what_tracked_changes_leave_of_its_field() {
    let said = |name: &str, words: &str| format!("<w:r><w:{name}>{words}</w:{name}></w:r>");
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{}<w:del>{}</w:del><w:ins>{}</w:ins>{}\
         <w:r><w:fldChar w:fldCharType=\"separate\"/><w:t>a</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        said("instrText", "HYPERLINK \"https://"),
        said("delInstrText", "old"),
        said("instrText", "new"),
        said("instrText", ".org\""),
    );
    for (revisions, uri) in [
        (Revisions::Accept, "https://new.org"),
        (Revisions::Reject, "https://old.org"),
    ] {
        let reading = read(&package(&body), revisions).unwrap();
        let link = &reading.paragraphs[0].runs[0].setting.link;
        assert_eq!(*link, Some(Link::Uri(uri.into())));
    }
}

#[test]
fn a_field_that_hides_what_follows_is_refused() {
    let begin = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>DATE</w:instrText>";
    let file = package(&format!(
        "{begin}</w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>"
    ));
    assert!(error(&file).starts_with("a field begins in the file and never ends"));
    assert_eq!(error(&package(&format!("{begin}</w:r></w:p>"))), "none");
    let hidden = "</w:r><w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>b</w:t></w:r></w:p>";
    assert_eq!(
        read_text(&format!("{begin}{hidden}"), Revisions::Accept),
        "b"
    );
}

#[test]
fn all_text_boxes_of_a_drawing_are_told() {
    let shape = |said: &str| {
        format!(
            "<s:txbx><w:txbxContent><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:txbxContent></s:txbx>"
        )
    };
    let body = format!(
        "<w:p><w:r><w:drawing xmlns:s=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">{}<mc:AlternateContent><mc:Choice>{}\
         </mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:drawing></w:r></w:p>",
        shape("one"),
        shape("two"),
        shape("two")
    );
    let reading = read(&package(&body), Revisions::Accept).unwrap();
    assert_eq!(reading.paragraphs[0].foreign[0].words, "one two");
}

#[test]
fn words_from_right_to_left_have_properties_of_their_own() {
    let set = |properties: &str| {
        let body = format!(
            "<w:p><w:r><w:rPr><w:rStyle w:val=\"c\"/><w:rtl/>{properties}</w:rPr><w:t>a</w:t></w:r></w:p>"
        );
        let styles =
            "<w:style w:type=\"character\" w:styleId=\"c\"><w:rPr><w:i/><w:bCs/></w:rPr></w:style>";
        let setting = with_styles(styles, &body)[0].runs[0].setting.clone();
        (setting.emphasis, setting.strong)
    };
    assert_eq!(set(""), (false, true));
    assert_eq!(set("<w:b w:val=\"0\"/><w:iCs/>"), (true, true));
    assert_eq!(set("<w:bCs w:val=\"0\"/><w:b/>"), (false, false));
}

#[test]
fn an_underlined_style_is_that_of_links_by_what_it_is() {
    let direct = |id: &str| {
        let body = format!(
            "<w:p><w:r><w:rPr><w:rStyle w:val=\"{id}\"/><w:u w:val=\"single\"/></w:rPr><w:t>a</w:t></w:r></w:p>"
        );
        let styles = "<w:style w:type=\"character\" w:styleId=\"a1\"><w:name w:val=\"Hyperlink\"/></w:style>\
             <w:style w:type=\"character\" w:styleId=\"Blinking\"><w:name w:val=\"Blinking\"/></w:style>";
        with_styles(styles, &body)[0].runs[0].setting.direct
    };
    assert_eq!(direct("a1"), None);
    assert_eq!(direct("Blinking"), Some(Direct::Underline));
}

#[test]
fn lists_are_numbered_by_styles_and_by_links_to_styles() {
    let numbering = format!(
        "<w:numbering xmlns:w=\"{W}\"><w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"N\"/></w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\"><w:styleLink w:val=\"N\"/><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
    );
    let styles = format!(
        "<w:styles xmlns:w=\"{W}\"><w:style w:type=\"paragraph\" w:styleId=\"one\"><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"two\"><w:basedOn w:val=\"one\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let paragraph = |style: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>")
    };
    let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"a\" Type=\"x/styles\" Target=\"styles.xml\"/>\
        <Relationship Id=\"b\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let file = packed(&[
        (
            "word/document.xml",
            &document(&(paragraph("one") + &paragraph("two"))),
        ),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
        ("word/_rels/document.xml.rels", relationships),
    ]);
    let reading = read(&file, Revisions::Accept).unwrap();
    let marks: Vec<_> = reading.paragraphs.iter().map(|p| p.mark).collect();
    let mark = |level, is_bullet| Some(Mark { level, is_bullet });
    assert_eq!(marks, [mark(0, false), mark(1, true)]);
}

#[test]
fn items_have_the_numbers_that_the_word_processor_shows() {
    let level = |level: usize, start: usize, format: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/></w:lvl>"
        )
    };
    let definition = level(0, 1, "decimal") + &level(1, 3, "lowerLetter") + &level(2, 1, "bullet");
    let restarts = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"9\"/></w:lvlOverride>";
    let numbering = format!(
        "<w:numbering xmlns:w=\"{W}\"><w:abstractNum w:abstractNumId=\"1\">{definition}</w:abstractNum>\
         <w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"8\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"9\"><w:abstractNumId w:val=\"1\"/>{restarts}</w:num></w:numbering>"
    );
    let items = [
        ("7", 0, Some(1)),
        ("7", 1, Some(3)),
        ("7", 1, Some(4)),
        ("7", 2, None),
        // Of the same definition, lists go on from each other.
        ("8", 0, Some(2)),
        ("8", 1, Some(3)),
        ("9", 0, Some(9)),
        ("9", 0, Some(10)),
        ("7", 0, Some(3)),
    ];
    let paragraphs = items.map(|(id, level, _)| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr></w:pPr>\
             <w:r><w:t>a</w:t></w:r></w:p>"
        )
    });
    let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"b\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let file = packed(&[
        ("word/document.xml", &document(&paragraphs.concat())),
        ("word/numbering.xml", &numbering),
        ("word/_rels/document.xml.rels", relationships),
    ]);
    let reading = read(&file, Revisions::Accept).unwrap();
    let numbers: Vec<_> = reading.paragraphs.iter().map(|p| p.number).collect();
    assert_eq!(numbers, items.map(|(_, _, number)| number));
}

#[test]
fn parts_that_unpack_too_far_together_are_told_so() {
    let large = format!("<a>{}</a>", " ".repeat(15 << 20));
    let names: Vec<String> = (1..=5).map(|n| format!("customXml/item{n}.xml")).collect();
    let body = document("<w:p/>");
    let mut parts = vec![("word/document.xml", body.as_str())];
    parts.extend(names.iter().map(|name| (name.as_str(), large.as_str())));
    assert_eq!(
        error(&packed(&parts)),
        "the parts of the file unpack to more than 64 MB"
    );
}

#[test]
fn characters_that_stand_for_notes_and_pictures_cannot_be_typed() {
    let typed = format!("{OBJECT}{NOTE}");
    for words in [OBJECT.to_string(), NOTE.to_string(), typed] {
        let body = format!("<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t>{words}</w:t></w:r></w:p>");
        assert_eq!(read_text(&body, Revisions::Accept), "a", "{words:?}");
    }
    let both = "<w:p><w:r><w:sym w:char=\"FFFC\"/><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    assert_eq!(read_text(both, Revisions::Accept), NOTE.to_string());
}

#[test]
fn tracked_changes_are_accepted_or_rejected() {
    let body = "<w:p><w:r><w:t>a</w:t></w:r><w:ins w:author=\"x\"><w:r><w:t>b</w:t></w:r></w:ins><w:del w:author=\"y\">\
                <w:r><w:delText>c</w:delText></w:r></w:del></w:p>\
                <w:p><w:pPr><w:rPr><w:del w:author=\"y\"/></w:rPr></w:pPr><w:r><w:t>d</w:t></w:r></w:p><w:p><w:r><w:t>e</w:t></w:r></w:p>\
                <w:p><w:pPr><w:rPr><w:ins w:author=\"x\"/></w:rPr></w:pPr><w:r><w:t>f</w:t></w:r></w:p><w:p><w:r><w:t>g</w:t></w:r></w:p>";
    assert_eq!(read_text(body, Revisions::Accept), "ab¶de¶f¶g");
    assert_eq!(read_text(body, Revisions::Reject), "ac¶d¶e¶fg");
    // Both at once: what one inserted and another deleted.
    let both = "<w:p><w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:ins><w:r><w:t>a</w:t></w:r></w:p>";
    assert_eq!(read_text(both, Revisions::Accept), "a");
    assert_eq!(read_text(both, Revisions::Reject), "a");
}

#[test]
fn cells_know_their_places() {
    let cell = |text: &str, more: &str| {
        format!("<w:tc>{more}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:tc/>{}</w:tr></w:tbl><w:p/>",
        cell("a", "<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>"),
        cell("b", ""),
        cell("c", ""),
    );
    let reading = read(&package(&body), Revisions::Accept).unwrap();
    let places: Vec<_> = reading
        .paragraphs
        .iter()
        .filter_map(|p| p.cell.map(|cell| (p.text.as_str(), cell.row, cell.column)))
        .collect();
    assert_eq!(places, [("a", 0, 0), ("b", 0, 2), ("", 1, 0), ("c", 1, 1)]);
}

#[test]
fn a_cell_that_goes_on_below_says_its_words_in_each_row() {
    let cell = |merge: &str, paragraphs: &[&str]| {
        let paragraphs = paragraphs
            .iter()
            .map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"));
        let paragraphs: String = paragraphs.collect();
        format!("<w:tc><w:tcPr>{merge}</w:tcPr>{paragraphs}</w:tc>")
    };
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = |rows: &[[String; 2]]| {
        let rows = rows
            .iter()
            .map(|row| format!("<w:tr>{}</w:tr>", row.concat()));
        format!("<w:tbl>{}</w:tbl><w:p/>", rows.collect::<String>())
    };
    let cells = |body: &str| {
        let reading = read(&package(body), Revisions::Accept).unwrap();
        let cells = reading.paragraphs.into_iter().filter(|p| p.cell.is_some());
        let cells = cells.map(|p| format!("{}{}", p.text, "!".repeat(p.foreign.len())));
        cells.collect::<Vec<_>>().join("|")
    };
    // As one program writes it, and as another: with the words of all cells in the first.
    for (first, said) in [(&["a"][..], "a"), (&["a", "a"], "a|")] {
        let body = rows(&[
            [cell(begins, first), cell("", &["1"])],
            [cell(goes_on, &[""]), cell("", &["2"])],
            [cell("", &["b"]), cell("", &["3"])],
            [cell(goes_on, &[""]), cell("", &["4"])],
        ]);
        assert_eq!(cells(&body), format!("{said}|1|a|2|b|3||4"));
    }
    let differing = rows(&[
        [cell(begins, &["a", "b"]), cell("", &["1"])],
        [cell(goes_on, &[""]), cell("", &["2"])],
    ]);
    assert_eq!(cells(&differing), "a!|b|1||2");
}

#[test]
fn shading_by_hand_highlights() {
    let direct = |shading: &str| {
        let body = format!("<w:p><w:r><w:rPr>{shading}</w:rPr><w:t>a</w:t></w:r></w:p>");
        let reading = read(&package(&body), Revisions::Accept).unwrap();
        reading.paragraphs[0].runs[0].setting.direct
    };
    for (fill, expected) in [
        ("FFFF00", Some(Direct::Highlight)),
        ("auto", None),
        ("FFFFFF", None),
    ] {
        let shading = format!("<w:shd w:fill=\"{fill}\" w:val=\"clear\"/>");
        assert_eq!(direct(&shading), expected, "{fill}");
    }
}

/// As LibreOffice writes words that are typed while changes are tracked.
#[test]
fn the_colour_that_the_styles_give_is_none_by_hand() {
    let style = |kind: &str, id: &str, says: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\">{says}</w:style>")
    };
    let coloured = |colour: &str| format!("<w:rPr><w:color w:val=\"{colour}\"/></w:rPr>");
    let styles = [
        format!(
            "<w:docDefaults><w:rPrDefault>{}</w:rPrDefault></w:docDefaults>",
            coloured("1B1F23")
        ),
        style("paragraph", "plain", ""),
        style("paragraph", "grey", &coloured("555555")),
        style("paragraph", "below", "<w:basedOn w:val=\"grey\"/>"),
        style("character", "c", &coloured("0A0B0C")),
    ]
    .concat();
    let direct = |paragraph: &str, run: &str, colour: &str| {
        let body = format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{paragraph}\"/></w:pPr><w:ins w:author=\"x\"><w:r><w:rPr>{run}\
             <w:color w:val=\"{colour}\"/><w:sz w:val=\"21\"/></w:rPr><w:t>a</w:t></w:r></w:ins></w:p>"
        );
        with_styles(&styles, &body)[0].runs[0].setting.direct
    };
    let by_character = "<w:rStyle w:val=\"c\"/>";
    for (paragraph, run, colour, expected) in [
        ("plain", "", "1b1f23", None),
        ("plain", "", "auto", None),
        ("plain", "", "FF0000", Some(Direct::Colour)),
        ("below", "", "555555", None),
        ("below", "", "1B1F23", Some(Direct::Colour)),
        ("below", by_character, "0A0B0C", None),
        ("below", by_character, "555555", Some(Direct::Colour)),
    ] {
        assert_eq!(
            direct(paragraph, run, colour),
            expected,
            "{paragraph} {run} {colour}"
        );
    }
}

#[test]
fn a_style_whose_change_is_tracked_is_a_tracked_change() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/><w:pPrChange w:author=\"x\"><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>\
                </w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";
    for (revisions, style) in [
        (Revisions::Accept, ParagraphStyle::Title),
        (Revisions::Reject, ParagraphStyle::Heading(1)),
    ] {
        let reading = read(&package(body), revisions).unwrap();
        assert_eq!(reading.paragraphs[0].style, style);
        assert!(reading.has_revisions);
    }
}

#[test]
fn cells_whose_change_is_tracked_are_there_or_not() {
    let cell = |text: &str, change: &str| {
        format!(
            "<w:tc><w:tcPr><w:{change} w:author=\"x\"/></w:tcPr><w:p><w:bookmarkStart w:id=\"{text}\" w:name=\"{text}\"/>\
             <w:r><w:t>{text}</w:t></w:r><w:bookmarkEnd w:id=\"{text}\"/></w:p></w:tc>"
        )
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr></w:tbl><w:p/>",
        cell("a", "cellDel"),
        cell("b", "cellIns"),
        cell("c", "tcW"),
    );
    let cells = |revisions| {
        let reading = read(&package(&body), revisions).unwrap();
        assert!(reading.has_revisions);
        let cells = reading.paragraphs.iter();
        let cells = cells.filter_map(|p| Some(format!("{}{}", p.text, p.cell?.column)));
        let deleted: BTreeSet<_> = reading.deleted.into_iter().collect();
        (cells.collect::<Vec<_>>().join(" "), deleted)
    };
    let deleted =
        |name: &str| BTreeSet::from([(AnchorName::Bookmark(name.to_owned()), "x".to_owned())]);
    assert_eq!(cells(Revisions::Accept), ("b0 c1".to_owned(), deleted("a")));
    assert_eq!(cells(Revisions::Reject), ("a0 c1".to_owned(), deleted("b")));
}

/// The paragraphs of `body` in a package with these styles.
fn with_styles(styles: &str, body: &str) -> Vec<Paragraph> {
    let styles = format!("<w:styles xmlns:w=\"{W}\">{styles}</w:styles>");
    let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"a\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let file = packed(&[
        ("word/document.xml", &document(body)),
        ("word/styles.xml", &styles),
        ("word/_rels/document.xml.rels", relationships),
    ]);
    read(&file, Revisions::Accept).unwrap().paragraphs
}

#[test]
fn only_so_many_further_names_of_a_style_are_looked_at() {
    let style_of = |aliases: &str| {
        let styles = format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"Kop\"/><w:aliases w:val=\"{aliases}\"/></w:style>"
        );
        let body = "<w:p><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";
        with_styles(&styles, body)[0].style
    };
    assert_eq!(
        style_of("q,Brief Facts"),
        ParagraphStyle::Other("BriefFacts")
    );
    assert_eq!(
        style_of(&("q,".repeat(100) + "Brief Facts")),
        ParagraphStyle::Normal
    );
}

#[test]
fn renamed_styles_are_ours() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"heading 1\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"a2\"><w:name w:val=\"My own\"/><w:basedOn w:val=\"a3\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Brief Recommendation\"/><w:basedOn w:val=\"a2\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"a4\"><w:name w:val=\"Kop\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"c1\"><w:name w:val=\"Strong Emphasis\"/></w:style>";
    let paragraphs: String = ["a1", "a2", "a4", "Heading2", "nothing"]
        .iter()
        .map(|style| {
            format!(
                "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"c1\"/></w:rPr><w:t>a</w:t></w:r></w:p>"
            )
        })
        .collect();
    let paragraphs = with_styles(styles, &paragraphs);
    let styles: Vec<ParagraphStyle> = paragraphs.iter().map(|p| p.style).collect();
    assert_eq!(
        styles,
        [
            ParagraphStyle::Heading(1),
            ParagraphStyle::Recommendation,
            ParagraphStyle::Heading(2),
            ParagraphStyle::Heading(2),
            ParagraphStyle::Normal,
        ]
    );
    assert!(paragraphs[0].runs[0].setting.strong);
}

/// Documents of ours keep these ids for years.
#[test]
fn styles_are_known_by_their_ids() {
    let item = |level, is_bullet| ParagraphStyle::ListItem(Mark { level, is_bullet });
    for (id, style) in [
        ("Title", ParagraphStyle::Title),
        ("BriefTitleSmall", ParagraphStyle::Title),
        ("Subtitle", ParagraphStyle::Subtitle),
        ("Heading1", ParagraphStyle::Heading(1)),
        ("BriefClosingHeading", ParagraphStyle::ClosingHeading),
        ("BodyText", ParagraphStyle::Body),
        ("ListBullet", item(0, true)),
        ("ListNumber3", item(2, false)),
        ("ListContinue", ParagraphStyle::ListContinued(0)),
        ("ListContinue5", ParagraphStyle::ListContinued(4)),
        ("BriefRecommendation", ParagraphStyle::Recommendation),
        ("BriefItemAttributes", ParagraphStyle::ItemAttributes),
        ("Caption", ParagraphStyle::Other("Caption")),
        ("Normal", ParagraphStyle::Normal),
    ] {
        let body = format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr></w:p>");
        assert_eq!(with_styles("", &body)[0].style, style, "{id}");
    }
}

#[test]
fn words_are_replaced_between_names() {
    let name = |name: &str, range: Range<usize>| Anchor {
        name: AnchorName::Bookmark(name.to_owned()),
        range,
        begins: true,
    };
    let run = |range| Run {
        range,
        setting: Setting::default(),
    };
    // “By A, B.”
    let paragraph = Paragraph {
        text: "By A, B.".to_owned(),
        runs: vec![run(0..1), run(1..3), run(3..4), run(4..6), run(6..8)],
        anchors: vec![name("a", 3..4), name("b", 6..7)],
        ..Paragraph::default()
    };
    for (range, words, expected) in [
        (0..3, "From ", "From [A], [B]."),
        (0..3, "", "[A], [B]."),
        (4..6, "; ", "By [A]; [B]."),
        (4..6, "", "By [A][B]."),
        (7..8, " and others", "By [A], [B] and others"),
        (8..8, "..", "By [A], [B]..."),
        (3..3, "all of ", "By all of [A], [B]."),
    ] {
        let mut changed = paragraph.clone();
        changed.replace(range, words);
        let mut marked = changed.text.clone();
        for anchor in changed.anchors.iter().rev() {
            marked.insert(anchor.range.end, ']');
            marked.insert(anchor.range.start, '[');
        }
        assert_eq!(marked, expected);
        let mut end = 0;
        for run in &changed.runs {
            assert!(run.range.start == end && run.range.end > end, "{marked}");
            end = run.range.end;
        }
        assert_eq!(end, changed.text.len(), "{marked}");
    }
}

mod bytes {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Any change of a file's bytes ends in a reading or an error, not in a panic.
        #[test]
        fn any_file_can_be_read_or_not(changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..8)) {
            let mut file = package("<w:p><w:r><w:t>some words</w:t></w:r></w:p>");
            for (at, byte) in changes {
                let at = usize::from(at) % file.len();
                file[at] = byte;
            }
            let _ = read(&file, Revisions::Accept);
        }

        /// Any nesting of the elements that a body has.
        #[test]
        fn any_nesting_can_be_read(steps in proptest::collection::vec((0usize..20, any::<bool>()), 0..60)) {
            const NAMES: [&str; 20] = ["p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "hyperlink",
                "moveFrom", "moveTo", "fldSimple", "pPr", "rPr", "customXml", "drawing", "footnoteReference", "bookmarkStart"];
            let mut xml = String::new();
            let mut open = Vec::new();
            for (name, closes) in steps {
                if closes && let Some(name) = open.pop() {
                    xml += &format!("</w:{name}>");
                } else {
                    xml += &format!("<w:{}>", NAMES[name]);
                    open.push(NAMES[name]);
                }
            }
            while let Some(name) = open.pop() {
                xml += &format!("</w:{name}>");
            }
            for revisions in [Revisions::Accept, Revisions::Reject] {
                let reading = read(&package(&xml), revisions);
                prop_assert!(reading.is_ok());
                for paragraph in reading.unwrap_or_default().paragraphs {
                    let end = paragraph.runs.last().map_or(0, |run| run.range.end);
                    prop_assert_eq!(end, paragraph.text.len());
                }
            }
        }
    }
}
