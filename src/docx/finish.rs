//! The pass over the parts that docx-rs has made: what it has no call for is added, and the whole is
//! brought into the schema's order.

use super::anchor::{self, Anchor, Names};
use super::facts::{PictureFacts, TableFacts};
use super::relationships::drawing_id;
use super::tidy::tidy;
use super::xml::{self, Content, Element};
use super::{Error, schema, style_ids};
use crate::ordered::Ordered;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// So many letters fit on any line, however wide they are.
const LETTERS_OF_A_NARROW_LINE: usize = 30;

/// Puts content controls round the fields of `anchors`.
pub(super) struct Controls<'a> {
    fields: BTreeMap<&'a str, &'a Anchor>,
    names: Names,
}

impl<'a> Controls<'a> {
    pub fn new(anchors: &'a [Anchor]) -> Controls<'a> {
        let fields = anchors.iter().filter(|anchor| anchor.is_field());
        Controls {
            fields: fields
                .map(|anchor| (anchor.bookmark.as_str(), anchor))
                .into_map(),
            names: Names::default(),
        }
    }

    /// Wraps what stands between the ends of each field's bookmark. Bookmarks and footnote references
    /// stay outside: LibreOffice loses text that shares a control with a note. Some paragraphs have bookmarks alone.
    fn wrap(&mut self, root: &mut Element) {
        if root.name == "w:p" && harms_with_control(root) {
            return;
        }
        for element in root.elements_mut() {
            self.wrap(element);
        }
        let starts_field = |child: &Content| match child {
            Content::Element(e) if e.name == "w:bookmarkStart" => e
                .attribute("w:name")
                .and_then(|name| self.fields.get(name).copied())
                .zip(e.attribute("w:id").map(str::to_owned)),
            _ => None,
        };
        if !root
            .children
            .iter()
            .any(|child| starts_field(child).is_some())
        {
            return;
        }
        let children = std::mem::take(&mut root.children);
        let mut field: Option<(&Anchor, String)> = None;
        let mut inside = Vec::new();
        for child in children {
            if field.is_none() {
                field = starts_field(&child);
                root.children.push(child);
                continue;
            }
            if is_controlled(&child) {
                inside.push(child);
                continue;
            }
            if let Some((anchor, id)) = &field {
                if !inside.is_empty() {
                    let control = control(&mut self.names, anchor, std::mem::take(&mut inside));
                    root.children.push(Content::Element(control));
                }
                if matches!(&child, Content::Element(e) if e.name == "w:bookmarkEnd"
                    && e.attribute("w:id") == Some(id))
                {
                    field = None;
                }
            }
            root.children.push(child);
        }
        root.children.append(&mut inside);
    }
}

/// Whether LibreOffice comes to grief over a control in a paragraph. It never ends setting one that is wider than its
/// cell (a number at a decimal tab) or, in an item of a list, than its line, as they can become in the letters of another
/// font or by an edit. Of one beside a link it writes, after a recorded “Replace All” in the link, a file that is no XML
/// and that nobody can open.
fn harms_with_control(paragraph: &Element) -> bool {
    paragraph.find("w:hyperlink").is_some()
        || is_at_decimal_tab(paragraph)
        || begins_with_long_word(paragraph)
}

/// Whether a paragraph is aligned by the decimal sign of its number.
fn is_at_decimal_tab(paragraph: &Element) -> bool {
    let tabs = paragraph.find("w:pPr").and_then(|p| p.find("w:tabs"));
    tabs.is_some_and(|tabs| {
        tabs.elements()
            .any(|tab| tab.attribute("w:val") == Some("decimal"))
    })
}

/// Whether the first word of a paragraph may be wider than a line, in whatever letters.
fn begins_with_long_word(paragraph: &Element) -> bool {
    let mut length = 0;
    let _ = count_first_word(paragraph, &mut length);
    length > LETTERS_OF_A_NARROW_LINE
}

/// Counts the letters of the first word of an element; breaks at its end.
fn count_first_word(element: &Element, length: &mut usize) -> ControlFlow<()> {
    for child in &element.children {
        match child {
            Content::Element(child) if matches!(child.name.as_str(), "w:tab" | "w:br") => {
                return ControlFlow::Break(());
            }
            Content::Element(child) => count_first_word(child, length)?,
            Content::Text(text) if element.name == "w:t" => {
                for letter in text.chars() {
                    if letter.is_whitespace() {
                        return ControlFlow::Break(());
                    }
                    *length += 1;
                }
            }
            Content::Text(_) => {}
        }
    }
    ControlFlow::Continue(())
}

fn is_controlled(child: &Content) -> bool {
    match child {
        Content::Element(e) => e.name == "w:r" && e.find("w:footnoteReference").is_none(),
        Content::Text(_) => false,
    }
}

fn control(names: &mut Names, anchor: &Anchor, content: Vec<Content>) -> Element {
    let id = names.control_id(&anchor.path).to_string();
    Element::new("w:sdt")
        .child(
            Element::new("w:sdtPr")
                .child(Element::valued("w:alias", &anchor::title(&anchor.path)))
                .child(Element::valued("w:tag", &anchor::tag(&anchor.path)))
                .child(Element::valued("w:id", &id)),
        )
        .child(Element {
            children: content,
            ..Element::new("w:sdtContent")
        })
}

/// Completes the body.
pub(super) fn document(
    part: &[u8],
    controls: &mut Controls,
    tables: &[TableFacts],
    pictures: &[PictureFacts],
    right_to_left: bool,
) -> Result<Element, Error> {
    let mut root = ordered(part)?;
    controls.wrap(&mut root);
    if right_to_left {
        oppose(&mut root);
    }
    let mut tables = tables.iter();
    let mut pictures = pictures.iter().enumerate();
    root.walk(&mut |element| match element.name.as_str() {
        "w:tbl" => {
            if let Some(facts) = tables.next() {
                finish_table(element, facts);
            }
        }
        "wp:inline" => {
            if let Some((index, facts)) = pictures.next() {
                finish_picture(element, index + 1, facts);
            }
        }
        "w:sectPr" => {
            for reference in element.elements_mut() {
                if reference.name == "w:footerReference" {
                    reference.set("r:id", super::parts::FOOTER_ID);
                }
            }
            if right_to_left {
                element.push(Element::new("w:bidi"));
                schema::order(element);
            }
        }
        _ => {}
    });
    Ok(root)
}

fn finish_table(table: &mut Element, facts: &TableFacts) {
    let properties = table.find_or_push("w:tblPr");
    properties.retain(|e| !matches!(e.name.as_str(), "w:tblBorders" | "w:jc"));
    if facts.right_to_left {
        properties.push(Element::new("w:bidiVisual"));
    }
    let (look, first_column) = if facts.row_headers {
        ("06A0", "1")
    } else {
        ("0620", "0")
    };
    let look = Element::valued("w:tblLook", look)
        .with("w:firstRow", "1")
        .with("w:lastRow", "0")
        .with("w:firstColumn", first_column)
        .with("w:lastColumn", "0")
        .with("w:noHBand", "1")
        .with("w:noVBand", "1");
    properties.push(look);
    for (name, words) in [
        ("w:tblCaption", &facts.title),
        ("w:tblDescription", &facts.description),
    ] {
        if !words.is_empty() {
            properties.push(Element::valued(name, words));
        }
    }
    schema::order(properties);
    for (index, row) in table
        .elements_mut()
        .filter(|e| e.name == "w:tr")
        .enumerate()
    {
        let is_header = index == 0;
        if is_header {
            let properties = row_properties(row);
            properties.push(conditional_style("100000000000"));
            properties.push(Element::new("w:tblHeader"));
            schema::order(properties);
        }
        if facts.row_headers
            && let Some(cell) = row.find_mut("w:tc")
        {
            let properties = cell.find_or_push("w:tcPr");
            properties.push(conditional_style(if is_header {
                "001000000100"
            } else {
                "001000000000"
            }));
            schema::order(properties);
        }
    }
}

fn row_properties(row: &mut Element) -> &mut Element {
    if row.find("w:trPr").is_none() {
        row.children
            .insert(0, Content::Element(Element::new("w:trPr")));
    }
    row.find_or_push("w:trPr")
}

/// Which parts of the table's style hold for a row or a cell: first row, last row, first column, and so on
/// to the corners (ECMA-376-1 §17.4.7, whose bit string is ST_Cnf of the transitional schema, ECMA-376-4).
fn conditional_style(parts: &str) -> Element {
    Element::valued("w:cnfStyle", parts)
}

fn finish_picture(inline: &mut Element, number: usize, facts: &PictureFacts) {
    inline.walk(&mut |element| {
        if matches!(element.name.as_str(), "wp:docPr" | "pic:cNvPr") {
            element.set("id", &number.to_string());
            element.set("name", &facts.file);
            element.set("descr", &facts.alt);
        }
        if element.name == "a:blip"
            && facts.drawing.is_some()
            && let Some(id) = element.attribute("r:embed").map(drawing_id)
        {
            let drawing = Element::new("asvg:svgBlip")
                .with("xmlns:asvg", SVG_BLIP)
                .with("r:embed", &id);
            let extension = Element::new("a:ext")
                .with("uri", SVG_BLIP_URI)
                .child(drawing);
            element.push(Element::new("a:extLst").child(extension));
        }
    });
}

/// The namespace and the extension of a picture's shapes beside its pixels ([MS-ODRAWXML]).
const SVG_BLIP: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
const SVG_BLIP_URI: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";

/// Completes the footnotes: the separators over them, and each note's number before its words.
pub(super) fn footnotes(
    part: &[u8],
    controls: &mut Controls,
    right_to_left: bool,
) -> Result<Vec<u8>, Error> {
    let mut root = ordered(part)?;
    if right_to_left {
        oppose(&mut root);
    }
    controls.wrap(&mut root);
    for note in root.elements_mut() {
        let Some(paragraph) = note.find_mut("w:p") else {
            continue;
        };
        let at = usize::from(paragraph.find("w:pPr").is_some());
        let number = Element::new("w:r")
            .child(
                Element::new("w:rPr")
                    .child(Element::valued("w:rStyle", style_ids::FOOTNOTE_REFERENCE)),
            )
            .child(Element::new("w:footnoteRef"));
        let space =
            Element::new("w:r").child(Element::new("w:t").with("xml:space", "preserve").text(" "));
        paragraph
            .children
            .splice(at..at, [Content::Element(number), Content::Element(space)]);
    }
    let separators = [("-1", "separator"), ("0", "continuationSeparator")].map(|(id, kind)| {
        let run = Element::new("w:r").child(Element::new(&format!("w:{kind}")));
        Content::Element(
            Element::new("w:footnote")
                .with("w:type", kind)
                .with("w:id", id)
                .child(Element::new("w:p").child(run)),
        )
    });
    root.children.splice(0..0, separators);
    Ok(root.to_xml())
}

/// Has the paragraphs of a document from right to left that are marked as running against it run from left to
/// right.
fn oppose(root: &mut Element) {
    root.walk(&mut |element| {
        if element.name == "w:pPr"
            && let Some(direction) = element.find_mut("w:bidi")
        {
            direction.set("w:val", "0");
        }
    });
}

/// Completes a part that needs nothing but order.
pub(super) fn ordered(part: &[u8]) -> Result<Element, Error> {
    let mut root = xml::parse(part)?;
    tidy(&mut root);
    Ok(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(path: &str) -> Anchor {
        Anchor {
            path: path.to_owned(),
            bookmark: Names::default().bookmark(path),
            text: String::new(),
        }
    }

    #[test]
    fn a_number_at_a_decimal_tab_has_no_control() {
        let anchors = [anchor("table[flow].rows[0][1]")];
        let wrapped = |kind: &str| {
            let tab = Element::valued("w:tab", kind).with("w:pos", "469");
            let tabs = Element::new("w:tabs").child(tab);
            let bookmark = Element::new("w:bookmarkStart")
                .with("w:id", "7")
                .with("w:name", &anchors[0].bookmark);
            let run = Element::new("w:r").child(Element::new("w:t").text("1150,25"));
            let mut cell = Element::new("w:tc").child(
                Element::new("w:p")
                    .child(Element::new("w:pPr").child(tabs))
                    .child(bookmark)
                    .child(run)
                    .child(Element::new("w:bookmarkEnd").with("w:id", "7")),
            );
            Controls::new(&anchors).wrap(&mut cell);
            cell.find("w:p")
                .is_some_and(|paragraph| paragraph.find("w:sdt").is_some())
        };
        assert!(!wrapped("decimal"));
        assert!(wrapped("left"));
    }

    #[test]
    fn a_paragraph_with_a_link_has_no_control() {
        let anchors = [anchor("summary")];
        for (beside, is_wrapped) in [("w:hyperlink", false), ("w:r", true)] {
            let bookmark = Element::new("w:bookmarkStart")
                .with("w:id", "7")
                .with("w:name", &anchors[0].bookmark);
            let mut paragraph = Element::new("w:p")
                .child(bookmark)
                .child(Element::new("w:r").child(Element::new("w:t").text("See ")))
                .child(Element::new("w:bookmarkEnd").with("w:id", "7"))
                .child(Element::new(beside));
            Controls::new(&anchors).wrap(&mut paragraph);
            assert_eq!(paragraph.find("w:sdt").is_some(), is_wrapped, "{beside}");
        }
    }

    #[test]
    fn a_note_in_the_middle_of_a_field_parts_its_control() {
        let field = anchor("summary");
        let anchors = [field.clone()];
        let run = |child: Element| Element::new("w:r").child(child);
        let bookmark = Element::new("w:bookmarkStart")
            .with("w:id", "7")
            .with("w:name", &field.bookmark);
        let mut root = Element::new("w:body").child(
            Element::new("w:p")
                .child(bookmark)
                .child(run(Element::new("w:t").text("before")))
                .child(run(Element::new("w:footnoteReference").with("w:id", "1")))
                .child(run(Element::new("w:t").text("after")))
                .child(Element::new("w:bookmarkEnd").with("w:id", "7"))
                .child(run(Element::new("w:t").text("ours"))),
        );
        Controls::new(&anchors).wrap(&mut root);
        let paragraph = root.find("w:p").into_iter().flat_map(Element::elements);
        let names: Vec<&str> = paragraph.map(|e| e.name.as_str()).collect();
        let expected = [
            "w:bookmarkStart",
            "w:sdt",
            "w:r",
            "w:sdt",
            "w:bookmarkEnd",
            "w:r",
        ];
        assert_eq!(names, expected);
        let mut ids = Vec::new();
        root.walk(&mut |e| {
            if e.name == "w:sdtPr" {
                assert_eq!(
                    e.find("w:tag").and_then(|t| t.attribute("w:val")),
                    Some("summary")
                );
                ids.extend(
                    e.find("w:id")
                        .and_then(|i| i.attribute("w:val"))
                        .map(str::to_owned),
                );
            }
        });
        assert_eq!(ids.len(), 2);
        assert_ne!(ids[0], ids[1]);
    }
}
