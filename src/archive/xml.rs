//! Records in XML, an element a line.

use crate::escape::xml_character;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// Writes a record.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    /// The prefix of the elements' names, but for the root's.
    prefix: &'static str,
    open: Vec<String>,
}

impl Xml {
    /// A record with the root `root`, whose elements have names with this prefix.
    pub fn new(root: &str, prefix: &'static str, attributes: &[(&str, &str)]) -> io::Result<Xml> {
        let mut xml = Xml {
            writer: Writer::new_with_indent(Vec::new(), b' ', 2),
            prefix,
            open: Vec::new(),
        };
        xml.writer
            .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.open(root.to_owned(), attributes)?;
        Ok(xml)
    }

    /// Opens an element.
    pub fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.open(format!("{}:{name}", self.prefix), attributes)
    }

    fn open(&mut self, name: String, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(&*name).with_attributes(attributes.iter().copied());
        self.writer.write_event(Event::Start(start))?;
        self.open.push(name);
        Ok(())
    }

    /// Closes the element that was opened last.
    pub fn end(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => self.writer.write_event(Event::End(BytesEnd::new(name))),
            None => Ok(()),
        }
    }

    /// An element that holds `text`.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        let text: String = text.chars().map(xml_character).collect();
        self.start(name, attributes)?;
        self.writer
            .write_event(Event::Text(BytesText::new(&text)))?;
        self.end()
    }

    /// Elements that each hold a text, in an element `name`.
    pub fn group(&mut self, name: &str, leaves: &[(&str, &str)]) -> io::Result<()> {
        self.start(name, &[])?;
        for (leaf, text) in leaves {
            self.leaf(leaf, &[], text)?;
        }
        self.end()
    }

    /// The record's text, all elements closed.
    pub fn finish(mut self) -> io::Result<String> {
        while !self.open.is_empty() {
            self.end()?;
        }
        let mut text = String::from_utf8(self.writer.into_inner()).map_err(io::Error::other)?;
        text.push('\n');
        Ok(text)
    }
}
