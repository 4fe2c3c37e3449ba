//! The catalog and the trailer (§7.7.2, §7.5.5): what holds for the file as a whole.

use super::string::{ascii, date, name, text};
use super::structure::Structure;
use super::{Error, Options, Standard, metadata};
use crate::document::{Attachment, Document};
use lopdf::{Document as File, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// The sRGB profile, for the output intent.
const SRGB_PROFILE: &[u8] = include_bytes!("../../fonts/sRGB.icc");

/// Completes the catalog, and gives the file its version and identifier.
pub(super) fn complete(
    document: &Document,
    options: &Options,
    structure: &Structure,
    outline: Option<ObjectId>,
    file: &mut File,
) -> Result<(), Error> {
    file.version = match options.standard {
        Standard::A3aUa1 => "1.7".to_owned(),
        Standard::A4fUa2 => "2.0".to_owned(),
    };
    let identity = identity(document, options, file);
    let output_intent = output_intent(file);
    let hexadecimal: String = identity.iter().map(|byte| format!("{byte:02x}")).collect();
    let packet = metadata::packet(&document.metadata, options.standard, &hexadecimal);
    let mut packet = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        packet.into_bytes(),
    );
    // ISO 19005-3, 6.6.2.1: readable without a decoder.
    packet.allows_compression = false;
    let metadata = file.add_object(packet);
    let attachment = options
        .source
        .as_ref()
        .map(|source| attach(source, document, file));
    // ISO 14289-1, 7.1 and 7.2: the title is shown, the language is known.
    let language = text(&document.metadata.language.0);
    let labels =
        dictionary! { "Nums" => vec![0.into(), Object::Dictionary(dictionary! { "S" => "D" })] };
    let catalog = file
        .catalog_mut()
        .map_err(|error| Error::Assembly(error.to_string()))?;
    catalog.set("StructTreeRoot", structure.root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", language);
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    catalog.set("OutputIntents", vec![Object::Reference(output_intent)]);
    catalog.set("Metadata", metadata);
    catalog.set("PageLabels", labels);
    catalog.set("PageLayout", name("SinglePage"));
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", name("UseOutlines"));
    }
    if let (Some(specification), Some(source)) = (attachment, &options.source) {
        catalog.set("AF", vec![Object::Reference(specification)]);
        let names = dictionary! { "Names" => vec![text(&source.file_name), Object::Reference(specification)] };
        catalog.set(
            "Names",
            dictionary! { "EmbeddedFiles" => Object::Dictionary(names) },
        );
    }
    // What the information dictionary would say stands in the metadata.
    if let Ok(info) = file.trailer.get(b"Info").and_then(Object::as_reference) {
        file.objects.remove(&info);
    }
    file.trailer.remove(b"Info");
    let identifier = Object::String(identity[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![identifier.clone(), identifier]);
    Ok(())
}

/// A digest of what makes the file what it is: its pages, its source, its metadata and its standard.
fn identity(document: &Document, options: &Options, file: &File) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(super::PRODUCER);
    digest.update(file.version.as_bytes());
    digest.update(format!("{:?}", document.metadata));
    if let Some(source) = &options.source {
        digest.update(&source.file_name);
        digest.update(&source.bytes);
    }
    for page in file.get_pages().into_values() {
        digest.update(file.get_page_content(page));
    }
    digest.finalize().into()
}

fn output_intent(file: &mut File) -> ObjectId {
    let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB_PROFILE.to_vec()));
    file.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => ascii("sRGB IEC61966-2.1"),
        "RegistryName" => ascii("http://www.color.org"),
        "Info" => ascii("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    })
}

/// Embeds the source (ISO 19005-3, 6.8, and Annex E).
fn attach(source: &Attachment, document: &Document, file: &mut File) -> ObjectId {
    let published = date(document.metadata.published);
    let parameters = dictionary! {
        "Size" => source.bytes.len() as i64,
        "CreationDate" => published.clone(),
        "ModDate" => published,
    };
    let embedded = file.add_object(Stream::new(
        dictionary! { "Type" => "EmbeddedFile", "Subtype" => name("application/toml"), "Params" => parameters },
        source.bytes.clone(),
    ));
    file.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text(&source.file_name),
        "UF" => text(&source.file_name),
        "AFRelationship" => "Source",
        "Desc" => text("The source that this document was made from"),
        "EF" => dictionary! { "F" => embedded, "UF" => embedded },
    })
}
