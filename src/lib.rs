//! Outcome briefs: a meeting written once, in TOML, becomes an archival, accessible PDF and an editable
//! DOCX.
//!
//! # The way through
//!
//! ```text
//! brief.toml ──brief──▶ Brief ──compose──▶ Document ──layout──▶ Pages ──pdf──▶ brief.pdf
//!                         │                   ├──────docx────────────────────▶ brief.docx
//!                     diagnostic              └──────mail────────────────────▶ brief.eml
//!
//! brief.docx (edited) ──docx::read──▶ Reading ──pull──▶ Changes ──pull──▶ brief.toml
//! ```
//!
//! One way down, and from an edited document one way home: a stage takes the value of the one before and hands on
//! a new one. No stage reads the clock, the environment or a file: [`cli`] reads at the top and writes at the
//! bottom. So every stage can be tested with a value in and a value out, and the program is a function of its
//! inputs.
//!
//! The [`document`] is the waist of the hourglass: a small neutral tree in the field's own words. Whatever is
//! true of the page for a reader stands in it once; PDF tags, Word styles and the HTML of a message are three
//! spellings of it. Every node knows its origin, the TOML field that its words came from.
//!
//! # The rooms
//!
//! | room | owns | never |
//! | --- | --- | --- |
//! | [`cli`] | arguments, messages, writing files whole | decides about content |
//! | [`brief`] | the model, reading it, prose, the rules of a good brief | knows a format, a font, a label |
//! | `commonmark` | prose as spans, and as CommonMark that says the same | knows whose words they are |
//! | [`diagnostic`] | what is wrong with an input, and showing it | stops at the first |
//! | [`locale`] | languages: labels, dates, numbers, country names | knows a format |
//! | [`bidi`] | the order of text in which scripts of both directions meet | knows a language or a format |
//! | [`compose`] | brief and locale into a document, a file for each kind of section | knows a length or a colour |
//! | [`document`] | the tree and its origins | knows TOML, PDF or Word |
//! | [`emblem`] | the European emblem as a drawing | knows where it stands |
//! | [`theme`] | the design: page, type, spacing, colours | knows content |
//! | [`svg`] | drawings: reading them under limits, their shapes and pixels | knows where they stand |
//! | [`fonts`] | font files: those in the binary, and those in their place | knows a format |
//! | [`mod@layout`] | shaping, lines, tables, pages | knows PDF |
//! | [`pdf`] | content streams, structure, metadata, conformance | knows a language or a measure |
//! | [`docx`] | the package: body, styles, numbering, anchors | has a measure of its own |
//! | [`preview`] | the pages and what is wrong, for a browser | opens a file or a connection |
//! | [`archive`] | preservation packages, and their check | opens a file |
//! | [`xliff`] | the exchange format of translators' tools | knows TOML |
//! | [`mail`] | messages that carry a brief to its recipients | reaches the network, unless told to send |
//! | [`pull`] | what was changed in an edited document, and the way home | guesses silently |
//! | [`start`] | a first brief out of notes or an old brief | loses what it does not recognise |
//!
//! A new section is a file in `compose/` and a few lines of the model; a new language three files of data in
//! `locale/` and a row of a table; a new output a folder beside `pdf/`.

pub mod archive;
pub mod bidi;
pub mod brief;
pub mod cli;
mod commonmark;
pub mod compose;
pub mod date;
mod deflate;
pub mod diagnostic;
pub mod document;
pub mod docx;
pub mod emblem;
mod escape;
mod fitting;
pub mod fonts;
mod hexadecimal;
mod jpeg;
pub mod layout;
pub mod length;
mod limits;
pub mod locale;
pub mod mail;
mod named;
mod ordered;
pub mod pdf;
pub mod preview;
pub mod pull;
pub mod start;
pub mod svg;
pub mod theme;
mod toml_string;
mod words;
pub mod xliff;
