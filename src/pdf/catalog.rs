//! The catalog and the trailer (§7.7.2, §7.5.5): what holds for the file as a whole.

use super::file::File;
use super::metadata::Identity;
use super::string::{ascii, date, name, text};
use super::structure::Structure;
use super::{Options, Pass, Standard, destinations, metadata, name_tree, outline};
use crate::document::{Attachment, Document};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::array;
use std::collections::BTreeMap;

/// The sRGB profile, for the output intent.
const SRGB_PROFILE: &[u8] = include_bytes!("../../fonts/sRGB.icc");

/// From how many pages on a reader shows the outline beside them: a brief of two or four is seen without.
const OUTLINE_SHOWN_FROM: usize = 5;

/// Completes the catalog and adds it; gives the trailer.
pub(super) fn complete(
    (id, mut catalog): (ObjectId, Dictionary),
    pass: &Pass,
    options: &Options,
    structure: &Structure,
    file: &mut File,
) -> Dictionary {
    let document = pass.document;
    let identity = identity(document, options, file);
    let output_intent = output_intent(file);
    let packet = metadata::packet(document, options.standard, &identity);
    let mut packet = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        packet.into_bytes(),
    );
    // ISO 19005-3, 6.6.2.1: readable without a decoder.
    packet.allows_compression = false;
    let metadata = file.add_object(packet);
    let outline = outline::add(pass, structure, file);
    let mut names = Dictionary::new();
    if let Some(destinations) = destinations::named(pass, structure, file) {
        names.set("Dests", destinations);
    }
    let mut associated: Vec<Object> = Vec::new();
    let mut by_name = BTreeMap::new();
    for (source, title) in sources(document, options) {
        let specification = Object::Reference(attach(source, title, document, file));
        associated.push(specification.clone());
        by_name.insert(source.file_name.clone(), specification);
    }
    if !by_name.is_empty() {
        names.set("EmbeddedFiles", name_tree::add(by_name, file));
    }
    // ISO 14289-1, 7.1 and 7.2: the title is shown, the language is known.
    let language = text(&document.metadata.language.0);
    let labels =
        dictionary! { "Nums" => vec![0.into(), Object::Dictionary(dictionary! { "S" => "D" })] };
    catalog.set("StructTreeRoot", structure.root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", language);
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if pass.is_right_to_left() {
        // §12.2: which page of two stands first.
        preferences.set("Direction", name("R2L"));
    }
    catalog.set("ViewerPreferences", preferences);
    catalog.set("OutputIntents", vec![Object::Reference(output_intent)]);
    catalog.set("Metadata", metadata);
    catalog.set("PageLabels", labels);
    catalog.set("PageLayout", name("SinglePage"));
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        if pass.page_ids.len() >= OUTLINE_SHOWN_FROM {
            catalog.set("PageMode", name("UseOutlines"));
        }
    }
    if !associated.is_empty() {
        catalog.set("AF", associated);
    }
    if !names.is_empty() {
        catalog.set("Names", names);
    }
    file.set_object(id, catalog);
    let identifier = Object::String(identity.to_vec(), StringFormat::Hexadecimal);
    let mut trailer = dictionary! { "Root" => id, "ID" => vec![identifier.clone(), identifier] };
    if options.standard == Standard::A3aUa1 {
        // PDF 2.0 deprecates it, and ISO 19005-4, 6.1.3, does not let it say this.
        let information = metadata::information(&document.metadata);
        trailer.set("Info", file.add_object(information));
    }
    trailer
}

/// What the document was made from, each with its title.
fn sources<'a>(
    document: &'a Document,
    options: &'a Options,
) -> impl Iterator<Item = (&'a Attachment, &'a str)> {
    let title = document.metadata.title.as_str();
    let sources = [
        (&options.source, title),
        (&options.house_style, "House style"),
        (&options.translation, "Translation"),
    ];
    let sources = sources.into_iter();
    sources.filter_map(|(source, title)| Some((source.as_ref()?, title)))
}

/// A digest of what makes the file what it is: its metadata, its sources, and the streams that are in it by now,
/// with what the pages show.
fn identity(document: &Document, options: &Options, file: &File) -> Identity {
    let mut digest = Sha256::new();
    digest.update(super::PRODUCER);
    digest.update(metadata::packet(
        document,
        options.standard,
        &Identity::default(),
    ));
    for (source, _) in sources(document, options) {
        digest.update(&source.file_name);
        digest.update(&source.bytes);
    }
    digest.update(file.bytes());
    let digest = digest.finalize();
    array::from_fn(|place| digest[place])
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

/// Embeds a source, called `title` (ISO 19005-3, 6.8, and Annex E).
fn attach(source: &Attachment, title: &str, document: &Document, file: &mut File) -> ObjectId {
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
        "F" => ascii(&ascii_name(&source.file_name)),
        "UF" => text(&source.file_name),
        "AFRelationship" => "Source",
        "Desc" => text(&format!("{title} (TOML)")),
        "EF" => dictionary! { "F" => embedded, "UF" => embedded },
    })
}

/// A file name for readers that know no `UF`: only ASCII has the same meaning to all of them (§7.11.2).
fn ascii_name(name: &str) -> String {
    let is_other = |c: char| !c.is_ascii_graphic() || matches!(c, '/' | '\\');
    name.replace(is_other, "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_readers_get_a_name_in_ascii() {
        assert_eq!(ascii_name("astana-2017.toml"), "astana-2017.toml");
        assert_eq!(ascii_name("Қ\\1 a.toml"), "__1_a.toml");
    }
}
