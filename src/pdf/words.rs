//! The words by which links inside the document say where they lead.

use super::Pass;
use crate::document::{
    Block, BlockKind, Caption, Inline, Node, NodeId, Table, plain_text, without_line_controls,
};
use std::collections::BTreeMap;

/// So many characters of a text say which one it is.
const MOST_CHARACTERS: usize = 80;

/// The words of the document, each stretch by its block, cell, term or caption, and with what stands before it there
/// that is no word of its own: a number, a caption's label.
pub(super) struct Words {
    /// The beginning of each: of a long paragraph it may be asked for very often.
    beginnings: BTreeMap<NodeId, Option<String>>,
}

impl Words {
    pub fn of(pass: &Pass) -> Words {
        let mut words = Words {
            beginnings: BTreeMap::new(),
        };
        let notes = pass.document.notes.iter().flat_map(|note| &note.blocks);
        for block in pass.document.blocks.iter().chain(notes) {
            words.add(block, pass);
        }
        words
    }

    /// The first words inside a node, which are of a section its heading, of a table its caption. Nodes are numbered in
    /// reading order, each before what it contains.
    pub fn inside(&self, node: NodeId) -> Option<String> {
        self.beginnings.range(node..).next()?.1.clone()
    }

    /// The words that a node stands among.
    pub fn around(&self, node: NodeId) -> Option<String> {
        self.beginnings.range(..node).next_back()?.1.clone()
    }

    fn put(&mut self, node: &Node, label: &str, content: &[Inline]) {
        self.beginnings.insert(node.id, beginning(label, content));
    }

    fn add(&mut self, block: &Block, pass: &Pass) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let number = heading.label.as_ref().and_then(|label| label.number);
                let number = number.map_or_else(String::new, |number| pass.numeral(number));
                self.put(&block.node, &number, &heading.content);
            }
            BlockKind::Paragraph(paragraph) => {
                self.put(&block.node, "", &paragraph.content);
            }
            BlockKind::DescriptionList(all) => {
                for one in all {
                    self.put(&one.term_node, "", &one.term);
                }
            }
            BlockKind::Figure(figure) => match &figure.caption {
                Some(caption) => self.add_caption(caption, pass),
                None => self.put(&figure.picture_node, &figure.alt, &[]),
            },
            BlockKind::Table(table) => self.add_table(table, pass),
            BlockKind::Chart(chart) => self.add_table(&chart.data, pass),
            BlockKind::Section(_) | BlockKind::List(_) | BlockKind::Lockup(_) => {}
        }
        for child in block.children() {
            self.add(child, pass);
        }
    }

    fn add_table(&mut self, table: &Table, pass: &Pass) {
        if let Some(caption) = &table.caption {
            self.add_caption(caption, pass);
        }
        let rows = table.rows.iter().flat_map(|row| &row.cells);
        for cell in table.header.iter().chain(rows) {
            self.put(&cell.node, "", &cell.content);
        }
    }

    fn add_caption(&mut self, caption: &Caption, pass: &Pass) {
        let [before, after] = &caption.label;
        let label = format!("{before}{}{after}", pass.numeral(caption.number));
        self.put(&caption.node, &label, &caption.content);
    }
}

/// The beginning of a stretch, up to a word; none where it is without words.
fn beginning(label: &str, content: &[Inline]) -> Option<String> {
    let words = without_line_controls(&plain_text(content));
    let mut said = String::new();
    for word in label.split(' ').chain(words.split_whitespace()) {
        if said.chars().count() + word.chars().count() > MOST_CHARACTERS && !said.is_empty() {
            said.push('…');
            break;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(word);
    }
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_known_by_its_first_words() {
        let content = [Inline::text("word ".repeat(40))];
        let said = beginning("Table\u{a0}1", &content).unwrap_or_default();
        assert!(said.starts_with("Table\u{a0}1 word word") && said.ends_with("word…"));
        assert!(said.chars().count() <= MOST_CHARACTERS + 1);
        assert_eq!(beginning("", &[]), None);
    }
}
