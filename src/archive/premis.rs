//! What was made from what, when and by which version: PREMIS 3.0 (the data dictionary and schema of the
//! Library of Congress).
//!
//! Every file of the payload is an object with its digests, size and format. The outputs were created from
//! the sources by this program, and validated by it; the package as a whole is an intellectual entity, made
//! from the package of the edition before, where there is one.

use super::AGENT;
use super::digest::Algorithm;
use super::format;
use super::name::Name;
use super::record::{Origin, PayloadFile, Record, Role};
use super::xml::Xml;
use std::collections::BTreeMap;
use std::io;

const NAMESPACE: &str = "http://www.loc.gov/premis/v3";
/// The vocabularies of preservation of the Library of Congress.
const VOCABULARY: &str = "http://id.loc.gov/vocabulary/preservation";

/// The types of our identifiers.
mod identifier {
    /// A file by its path in the package.
    pub const PATH: &str = "path in the package";
    /// A package by its name.
    pub const PACKAGE: &str = "package";
    /// An event, agent or statement by its name in this record.
    pub const LOCAL: &str = "local";
}

const CREATION: &str = "creation";
const VALIDATION: &str = "validation";
const PROGRAM: &str = "program";
const ORGANISATION: &str = "organisation";
const RIGHTS: &str = "rights";

/// The record.
pub(super) fn xml(record: &Record, payload: &BTreeMap<Name, PayloadFile>) -> io::Result<String> {
    let mut xml = Xml::new(
        "premis:premis",
        "premis",
        &[
            ("xmlns:premis", NAMESPACE),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd",
            ),
            ("version", "3.0"),
        ],
    )?;
    package(&mut xml, record)?;
    let sources: Vec<&Name> = of_role(payload, Role::Source).collect();
    let outputs: Vec<&Name> = of_role(payload, Role::Output).collect();
    for (name, file) in payload {
        let is_own = |source: &&Name| {
            *source == &record.brief || !is_of_another_edition(source, name, &outputs)
        };
        let own = match file.role {
            Role::Output => sources.iter().copied().filter(is_own).collect(),
            _ => Vec::new(),
        };
        object(&mut xml, record, name, file, &own)?;
    }
    creation(&mut xml, record, &sources, &outputs)?;
    validation(&mut xml, record, &outputs)?;
    agents(&mut xml, record)?;
    rights(&mut xml, record, payload)?;
    xml.finish()
}

/// Whether a source is what another of the outputs than `output` was written in: `astana.ru.toml` is that of
/// `astana.ru.pdf`.
fn is_of_another_edition(source: &Name, output: &Name, outputs: &[&Name]) -> bool {
    let stem = |name: &Name| {
        name.file_name()
            .rsplit_once('.')
            .map(|(stem, _)| stem.to_owned())
    };
    let of_source = stem(source);
    source.as_str().ends_with(".toml")
        && of_source != stem(output)
        && outputs.iter().any(|other| stem(other) == of_source)
}

fn of_role(payload: &BTreeMap<Name, PayloadFile>, role: Role) -> impl Iterator<Item = &Name> {
    payload
        .iter()
        .filter(move |(_, file)| file.role == role)
        .map(|(name, _)| name)
}

/// A term of a vocabulary of the Library of Congress.
fn term(xml: &mut Xml, name: &str, vocabulary: &str, term: &str, code: &str) -> io::Result<()> {
    let authority = format!("{VOCABULARY}/{vocabulary}");
    let value = format!("{authority}/{code}");
    let attributes = [
        ("authority", vocabulary),
        ("authorityURI", authority.as_str()),
        ("valueURI", value.as_str()),
    ];
    xml.leaf(name, &attributes, term)
}

/// An identifier: elements whose names begin with `name`.
fn identify(xml: &mut Xml, name: &str, kind: &str, value: &str) -> io::Result<()> {
    let (of_kind, of_value) = (format!("{name}Type"), format!("{name}Value"));
    xml.group(name, &[(&of_kind, kind), (&of_value, value)])
}

/// Opens the relationship to what an object was made of.
fn derivation(xml: &mut Xml) -> io::Result<()> {
    xml.start("relationship", &[])?;
    term(
        xml,
        "relationshipType",
        "relationshipType",
        "derivation",
        "der",
    )?;
    xml.leaf("relationshipSubType", &[], "has source")
}

/// The package as a whole.
fn package(xml: &mut Xml, record: &Record) -> io::Result<()> {
    xml.start("object", &[("xsi:type", "premis:intellectualEntity")])?;
    identify(xml, "objectIdentifier", identifier::PACKAGE, &record.name)?;
    xml.leaf("originalName", &[], &record.metadata.title)?;
    if let Some(previous) = &record.previous {
        derivation(xml)?;
        identify(
            xml,
            "relatedObjectIdentifier",
            identifier::PACKAGE,
            &previous.name,
        )?;
        xml.end()?;
    }
    xml.end()
}

/// A file.
fn object(
    xml: &mut Xml,
    record: &Record,
    name: &Name,
    file: &PayloadFile,
    sources: &[&Name],
) -> io::Result<()> {
    xml.start("object", &[("xsi:type", "premis:file")])?;
    identify(xml, "objectIdentifier", identifier::PATH, name.as_str())?;
    xml.start("objectCharacteristics", &[])?;
    xml.leaf("compositionLevel", &[], "0")?;
    for algorithm in Algorithm::ALL {
        xml.start("fixity", &[])?;
        let code = algorithm.name();
        term(
            xml,
            "messageDigestAlgorithm",
            "cryptographicHashFunctions",
            algorithm.premis_name(),
            code,
        )?;
        let digest = file.digests.get(algorithm).to_string();
        xml.leaf("messageDigest", &[], &digest)?;
        xml.leaf("messageDigestOriginator", &[], AGENT)?;
        xml.end()?;
    }
    xml.leaf("size", &[], &file.digests.size.to_string())?;
    let format = format::of(name, &file.head, file.role, record.standard);
    xml.start("format", &[])?;
    xml.start("formatDesignation", &[])?;
    xml.leaf("formatName", &[], format.name)?;
    if let Some(version) = format.version {
        xml.leaf("formatVersion", &[], version)?;
    }
    xml.end()?;
    if let Some(puid) = format.puid {
        xml.group(
            "formatRegistry",
            &[
                ("formatRegistryName", "PRONOM"),
                ("formatRegistryKey", puid),
            ],
        )?;
    }
    xml.end()?;
    if file.origin == Origin::Made {
        xml.start("creatingApplication", &[])?;
        xml.leaf("creatingApplicationName", &[], "briefgen")?;
        let version = env!("CARGO_PKG_VERSION");
        xml.leaf("creatingApplicationVersion", &[], version)?;
        xml.end()?;
    }
    xml.end()?;
    if let Origin::Given(original) = &file.origin {
        xml.leaf("originalName", &[], original)?;
    }
    if file.role == Role::Output {
        derivation(xml)?;
        for source in sources {
            identify(
                xml,
                "relatedObjectIdentifier",
                identifier::PATH,
                source.as_str(),
            )?;
        }
        identify(xml, "relatedEventIdentifier", identifier::LOCAL, CREATION)?;
        xml.end()?;
    }
    xml.end()
}

/// How the outputs came to be.
fn creation(
    xml: &mut Xml,
    record: &Record,
    sources: &[&Name],
    outputs: &[&Name],
) -> io::Result<()> {
    xml.start("event", &[])?;
    identify(xml, "eventIdentifier", identifier::LOCAL, CREATION)?;
    term(xml, "eventType", "eventType", CREATION, "cre")?;
    xml.leaf("eventDateTime", &[], &record.date.to_string())?;
    let detail = format!(
        "{AGENT} made the outputs of {}; the same version makes the same bytes of it again. The day is that \
         which the package is dated.",
        record.brief
    );
    xml.group("eventDetailInformation", &[("eventDetail", &detail)])?;
    linking_agent(xml, PROGRAM, "executing program")?;
    for (names, role) in [(sources, "source"), (outputs, "outcome")] {
        for name in names {
            linking_object(xml, name, Some(role))?;
        }
    }
    xml.end()
}

/// What was found in the outputs.
fn validation(xml: &mut Xml, record: &Record, outputs: &[&Name]) -> io::Result<()> {
    xml.start("event", &[])?;
    identify(xml, "eventIdentifier", identifier::LOCAL, VALIDATION)?;
    term(xml, "eventType", "eventType", VALIDATION, "val")?;
    xml.leaf("eventDateTime", &[], &record.date.to_string())?;
    let detail = "Each PDF names the standards that it keeps, and has a structure tree, metadata and the \
                  brief's TOML as an associated file, equal to the one in the package; each DOCX is as it was \
                  written. This is no check of a whole standard.";
    xml.group("eventDetailInformation", &[("eventDetail", detail)])?;
    xml.group("eventOutcomeInformation", &[("eventOutcome", "pass")])?;
    linking_agent(xml, PROGRAM, "executing program")?;
    for name in outputs {
        linking_object(xml, name, None)?;
    }
    xml.end()
}

fn linking_agent(xml: &mut Xml, agent: &str, role: &str) -> io::Result<()> {
    xml.group(
        "linkingAgentIdentifier",
        &[
            ("linkingAgentIdentifierType", identifier::LOCAL),
            ("linkingAgentIdentifierValue", agent),
            ("linkingAgentRole", role),
        ],
    )
}

fn linking_object(xml: &mut Xml, name: &Name, role: Option<&str>) -> io::Result<()> {
    let mut leaves = vec![
        ("linkingObjectIdentifierType", identifier::PATH),
        ("linkingObjectIdentifierValue", name.as_str()),
    ];
    leaves.extend(role.map(|role| ("linkingObjectRole", role)));
    xml.group("linkingObjectIdentifier", &leaves)
}

fn agents(xml: &mut Xml, record: &Record) -> io::Result<()> {
    xml.start("agent", &[])?;
    identify(xml, "agentIdentifier", identifier::LOCAL, PROGRAM)?;
    xml.leaf("agentName", &[], "briefgen")?;
    xml.leaf("agentType", &[], "software")?;
    xml.leaf("agentVersion", &[], env!("CARGO_PKG_VERSION"))?;
    xml.end()?;
    if let Some(organisation) = record.organisation() {
        xml.start("agent", &[])?;
        identify(xml, "agentIdentifier", identifier::LOCAL, ORGANISATION)?;
        xml.leaf("agentName", &[], organisation)?;
        xml.leaf("agentType", &[], "organization")?;
        xml.end()?;
    }
    Ok(())
}

/// The brief's statement of rights, where it has one; it is about what the brief became.
fn rights(xml: &mut Xml, record: &Record, payload: &BTreeMap<Name, PayloadFile>) -> io::Result<()> {
    let Some(statement) = &record.metadata.rights else {
        return Ok(());
    };
    xml.start("rights", &[])?;
    xml.start("rightsStatement", &[])?;
    identify(xml, "rightsStatementIdentifier", identifier::LOCAL, RIGHTS)?;
    xml.leaf("rightsBasis", &[], "other")?;
    xml.group(
        "otherRightsInformation",
        &[
            ("otherRightsBasis", "statement of the brief"),
            ("otherRightsNote", statement),
        ],
    )?;
    for name in of_role(payload, Role::Output) {
        linking_object(xml, name, None)?;
    }
    if record.organisation().is_some() {
        linking_agent(xml, ORGANISATION, "contact")?;
    }
    xml.end()?;
    xml.end()
}
