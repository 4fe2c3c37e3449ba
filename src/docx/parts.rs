//! The parts that docx-rs has no call for, or would fill from the clock: settings, fonts, properties,
//! content types.

use super::relationships::Relationships;
use super::xml::{Element, WORD};
use super::{complex_script, is_right_to_left, styles};
use crate::document::{Language, Metadata, PictureFormat};
use crate::fonts::{Family, FontFile};
use crate::theme::{Colour, Theme};

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const OFFICE_TYPE: &str = "application/vnd.openxmlformats-officedocument";

/// The id of the relationship to the footer.
pub(super) const FOOTER_ID: &str = "rIdFooter1";

/// `_rels/.rels`: where a reader of the package begins.
pub(super) fn package_relationships() -> Vec<u8> {
    Relationships::new()
        .office("rId1", "officeDocument", "word/document.xml")
        .typed(
            "rId2",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        )
        .office("rId3", "extended-properties", "docProps/app.xml")
        .to_xml()
}

/// `word/settings.xml`. Fields are right as they are written, so that Word need not ask to update them.
pub(super) fn settings(language: &Language, has_notes: bool) -> Vec<u8> {
    let mut settings = Element::new("w:settings")
        .with("xmlns:w", WORD)
        .child(Element::new("w:zoom").with("w:percent", "100"))
        .child(Element::valued("w:defaultTabStop", "720"))
        .child(Element::valued(
            "w:characterSpacingControl",
            "doNotCompress",
        ));
    if has_notes {
        settings.push(
            Element::new("w:footnotePr")
                .child(Element::new("w:footnote").with("w:id", "-1"))
                .child(Element::new("w:footnote").with("w:id", "0")),
        );
    }
    let mut compatibility = Element::new("w:compat");
    for (name, value) in [
        // 15: Word 2013 and later, without the title bar's “Compatibility Mode”.
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ] {
        compatibility.push(
            Element::new("w:compatSetting")
                .with("w:name", name)
                .with("w:uri", "http://schemas.microsoft.com/office/word")
                .with("w:val", value),
        );
    }
    settings.push(compatibility);
    settings.push(styles::language_element("w:themeFontLang", language));
    settings.push(Element::valued("w:decimalSymbol", "."));
    settings.push(Element::valued("w:listSeparator", ","));
    settings.to_xml()
}

/// `word/fontTable.xml`: what to take where a font is not installed.
pub(super) fn fonts(theme: &Theme, language: &Language) -> Vec<u8> {
    let mut fonts = Element::new("w:fonts").with("xmlns:w", WORD);
    let mut known: Vec<String> = Vec::new();
    let mut add = |name: String, font: &dyn Fn(Element) -> Element| {
        if !known.contains(&name) {
            fonts.push(font(Element::new("w:font").with("w:name", &name)));
            known.push(name);
        }
    };
    for family in [Family::Sans, Family::Serif] {
        let likeness = theme.likeness(family);
        // PANOSE: the kind of the letters, from which a substitute is chosen.
        let (kind, panose) = match likeness {
            Family::Sans => ("swiss", "020B0503030403020204"),
            Family::Serif => ("roman", "02040603050405020204"),
        };
        let file = theme.fonts.file_of(family);
        let panose = file
            .and_then(FontFile::panose)
            .map_or(panose.to_owned(), |bytes| {
                bytes.iter().map(|byte| format!("{byte:02X}")).collect()
            });
        add(theme.font_name(family), &|font| {
            font.child(Element::valued("w:altName", likeness.substitute()))
                .child(Element::valued("w:panose1", &panose))
                .child(Element::valued("w:charset", "00"))
                .child(Element::valued("w:family", kind))
                .child(Element::valued("w:pitch", "variable"))
        });
    }
    if is_right_to_left(language) {
        for family in [Family::Sans, Family::Serif] {
            add(complex_script::companion_name(theme, family), &|font| {
                font.child(Element::valued("w:altName", family.complex_script_name()))
                    // Arabic (ECMA-376-1 §17.8.3.2).
                    .child(Element::valued("w:charset", "B2"))
                    .child(Element::valued("w:pitch", "variable"))
            });
        }
    }
    fonts.to_xml()
}

/// `word/theme/theme1.xml`: the design's colours and fonts as Word offers them for what a colleague
/// adds. The rest is the plainest that the schema allows (ECMA-376-1 §20.1.6.9).
pub(super) fn theme(theme: &Theme, language: &Language) -> Vec<u8> {
    let element = |name: &str| Element::new(&format!("a:{name}"));
    let colours = [
        ("dk1", theme.ink),
        ("lt1", Colour::WHITE),
        ("dk2", theme.quiet),
        ("lt2", Colour::WHITE),
        ("accent1", theme.accent),
        ("accent2", theme.quiet),
        ("accent3", theme.ink),
        ("accent4", theme.accent),
        ("accent5", theme.quiet),
        ("accent6", theme.ink),
        ("hlink", theme.accent),
        ("folHlink", theme.quiet),
    ];
    let mut scheme = element("clrScheme").with("name", "Brief");
    for (name, colour) in colours {
        let value = element("srgbClr").with("val", &colour.to_hex());
        scheme.push(element(name).child(value));
    }
    let mut fonts = element("fontScheme").with("name", "Brief");
    for (name, family) in [("majorFont", Family::Sans), ("minorFont", Family::Serif)] {
        let face = |script: &str, font: &str| element(script).with("typeface", font);
        let complex = if is_right_to_left(language) {
            complex_script::companion_name(theme, family)
        } else {
            family.complex_script_name().to_owned()
        };
        fonts.push(
            element(name)
                .child(face("latin", &theme.font_name(family)))
                .child(face("ea", ""))
                .child(face("cs", &complex)),
        );
    }
    // Three of each, for subtle, moderate and intense effects; all the same.
    let thrice = |name: &str, one: Element| {
        let list = element(name);
        list.child(one.clone()).child(one.clone()).child(one)
    };
    let fill = element("solidFill").child(element("schemeClr").with("val", "phClr"));
    let line = element("ln").with("w", &theme.hairline.to_emu().to_string());
    let formats = element("fmtScheme")
        .with("name", "Brief")
        .child(thrice("fillStyleLst", fill.clone()))
        .child(thrice("lnStyleLst", line.child(fill.clone())))
        .child(thrice(
            "effectStyleLst",
            element("effectStyle").child(element("effectLst")),
        ))
        .child(thrice("bgFillStyleLst", fill));
    element("theme")
        .with("xmlns:a", DRAWING)
        .with("name", "Brief")
        .child(
            element("themeElements")
                .child(scheme)
                .child(fonts)
                .child(formats),
        )
        .to_xml()
}

/// `docProps/core.xml` (ECMA-376-2 §8). Word shows the description as “Comments” beside the document: there the
/// note for those who edit it is seen.
pub(super) fn core_properties(metadata: &Metadata, note: Option<&str>) -> Vec<u8> {
    let creators = metadata.creators.join("; ");
    let stamp = format!("{}T00:00:00Z", metadata.published);
    let mut core = Element::new("cp:coreProperties")
        .with(
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        )
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    let keywords = metadata.keywords.join(", ");
    let description = [Some(metadata.description.as_str()), note];
    let description: Vec<&str> = description.into_iter().flatten().collect();
    let description = description.join("\n");
    for (name, words) in [
        ("dc:title", metadata.title.as_str()),
        ("dc:subject", &keywords),
        ("dc:creator", &creators),
        ("cp:keywords", &keywords),
        ("dc:description", &description),
        ("cp:lastModifiedBy", &creators),
    ] {
        if !words.is_empty() {
            core.push(Element::new(name).text(words));
        }
    }
    core.push(Element::new("cp:revision").text("1"));
    for name in ["dcterms:created", "dcterms:modified"] {
        let element = Element::new(name).with("xsi:type", "dcterms:W3CDTF");
        core.push(element.text(&stamp));
    }
    if let Some(identifier) = &metadata.identifier {
        core.push(Element::new("dc:identifier").text(identifier));
    }
    core.push(Element::new("dc:language").text(&metadata.language.0));
    core.to_xml()
}

/// `docProps/app.xml`. The version is a number of the form `XX.YYYY` (ECMA-376-1 §22.2.2.1).
pub(super) fn application_properties(metadata: &Metadata, version: &str) -> Vec<u8> {
    let mut numbers = version
        .split('.')
        .map(|part| part.trim().parse::<u16>().unwrap_or(0));
    let major = numbers.next().unwrap_or(0) % 100;
    let minor = numbers.next().unwrap_or(0) % 100;
    let patch = numbers.next().unwrap_or(0) % 100;
    let mut properties = Element::new("Properties")
        .with(
            "xmlns",
            "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        )
        .child(Element::new("Application").text("briefgen"))
        .child(Element::new("DocSecurity").text("0"));
    if let Some(publisher) = &metadata.publisher {
        properties.push(Element::new("Company").text(publisher));
    }
    let version = format!("{major:02}.{minor:02}{patch:02}");
    properties.push(Element::new("AppVersion").text(&version));
    properties.to_xml()
}

/// `[Content_Types].xml` for parts with these names.
pub(super) fn content_types<'a>(names: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut types = Element::new("Types").with("xmlns", TYPES);
    let default = |extension: &str, media_type: &str| {
        Element::new("Default")
            .with("Extension", extension)
            .with("ContentType", media_type)
    };
    let relationships = "application/vnd.openxmlformats-package.relationships+xml";
    types.push(default("rels", relationships));
    types.push(default("xml", "application/xml"));
    let names: Vec<&str> = names.collect();
    for format in [PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::Svg] {
        let extension = extension(format);
        if names
            .iter()
            .any(|name| name.ends_with(&format!(".{extension}")))
        {
            types.push(default(extension, format.media_type()));
        }
    }
    for name in names {
        let media_type = match name {
            "word/document.xml" => format!("{WORD_TYPE}.document.main+xml"),
            "word/styles.xml" => format!("{WORD_TYPE}.styles+xml"),
            "word/settings.xml" => format!("{WORD_TYPE}.settings+xml"),
            "word/fontTable.xml" => format!("{WORD_TYPE}.fontTable+xml"),
            "word/theme/theme1.xml" => format!("{OFFICE_TYPE}.theme+xml"),
            "word/numbering.xml" => format!("{WORD_TYPE}.numbering+xml"),
            "word/footnotes.xml" => format!("{WORD_TYPE}.footnotes+xml"),
            super::comments::PART => format!("{WORD_TYPE}.comments+xml"),
            super::comments::EXTENDED_PART => format!("{WORD_TYPE}.commentsExtended+xml"),
            "word/footer1.xml" => format!("{WORD_TYPE}.footer+xml"),
            "docProps/core.xml" => {
                "application/vnd.openxmlformats-package.core-properties+xml".to_owned()
            }
            "docProps/app.xml" => {
                format!("{OFFICE_TYPE}.extended-properties+xml")
            }
            super::manifest::PROPERTIES_PART => {
                format!("{OFFICE_TYPE}.customXmlProperties+xml")
            }
            _ => continue,
        };
        types.push(
            Element::new("Override")
                .with("PartName", &format!("/{name}"))
                .with("ContentType", &media_type),
        );
    }
    types.to_xml()
}

/// The extension of a picture's part.
pub(super) fn extension(format: PictureFormat) -> &'static str {
    match format {
        PictureFormat::Png => "png",
        PictureFormat::Jpeg => "jpeg",
        PictureFormat::Svg => "svg",
    }
}
