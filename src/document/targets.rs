//! The words by which links inside the document say where they lead.

use super::{
    Block, BlockKind, Caption, Document, Inline, Node, NodeId, Table, plain_text,
    without_line_controls,
};
use crate::words::common_start;
use std::collections::BTreeMap;

/// So many characters of a text say which one it is.
const MOST_CHARACTERS: usize = 80;

/// What the words of a target are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Caption,
    Heading,
    /// No name of something.
    Text,
}

/// What a link can lead to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Target {
    /// What stands before its words and is no word of its own: a number, a caption's label.
    label: String,
    kind: Kind,
    /// Its first words.
    beginning: String,
}

impl Target {
    /// The target that `label` and `content` begin; none where it is without words.
    fn new(label: String, kind: Kind, content: &[Inline]) -> Option<Target> {
        let beginning = beginning(&label, &without_line_controls(&plain_text(content)));
        (!label.is_empty() || !beginning.is_empty()).then_some(Target {
            label,
            kind,
            beginning,
        })
    }

    /// What is to be told beside the `words` of a link that leads to it, if they do not say it.
    pub fn told_beside(&self, words: &str) -> Option<String> {
        let label = (!self.is_named_by(words)).then_some(self.label.as_str());
        let beginning = (!self.is_said_by(words)).then_some(self.beginning.as_str());
        let told = [label, beginning].into_iter().flatten();
        let told: Vec<&str> = told.filter(|part| !part.is_empty()).collect();
        (!told.is_empty())
            .then(|| told.join(" "))
            .filter(|told| told != words)
    }

    /// The same where few words are to stand: a label, which names what has a caption, or a heading.
    pub fn named_beside(&self, words: &str) -> Option<String> {
        match self.kind {
            Kind::Caption => (!self.is_named_by(words)).then(|| self.label.clone()),
            Kind::Heading => self.told_beside(words),
            Kind::Text => None,
        }
    }

    /// Whether `words` have its label, or end in its number and have a form of its word before that or before another
    /// number, as where a language declines it: “tables 1 and 2”.
    fn is_named_by(&self, words: &str) -> bool {
        let (label, words) = (bare(&self.label), bare(words));
        // «1-кестеде»
        if let [one] = &label[..]
            && one.contains(char::is_alphabetic)
        {
            return words.iter().any(|word| word.starts_with(one.as_str()));
        }
        let is_form =
            |some: &[String]| is_form(&some[0], &label[0]) && some[1].starts_with(char::is_numeric);
        let has_word = label.len() < 2 || words.windows(2).any(is_form);
        label.is_empty() || words.last() == label.last() && has_word || has(&words, &label)
    }

    /// Whether `words` have those that it begins with.
    fn is_said_by(&self, words: &str) -> bool {
        let (beginning, words) = (bare(&self.beginning), bare(words));
        beginning.is_empty() || has(&words, &beginning)
    }
}

/// Words in small letters, without the stops and quotation marks at them, which others stand for in a quotation.
fn bare(words: &str) -> Vec<String> {
    let words = words.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.map(str::to_lowercase).collect()
}

/// Whether two words begin with the same letters, two at least and most of the shorter: «табл», «таблице».
fn is_form(one: &str, other: &str) -> bool {
    let shared = common_start(one.chars(), other.chars());
    shared > 1 && 2 * shared > one.chars().count().min(other.chars().count())
}

/// Whether `part` stands somewhere in `words`.
fn has(words: &[String], part: &[String]) -> bool {
    words.windows(part.len()).any(|some| some == part)
}

/// The targets of a document, each by its block, cell, term or caption.
pub(crate) struct Targets {
    /// Nothing where a node is without words.
    targets: BTreeMap<NodeId, Option<Target>>,
}

impl Targets {
    /// The targets of `document`, with the numbers that `numeral` writes.
    pub fn of(document: &Document, numeral: &dyn Fn(u32) -> String) -> Targets {
        let mut targets = Targets {
            targets: BTreeMap::new(),
        };
        let notes = document.notes.iter().flat_map(|note| &note.blocks);
        for block in document.blocks.iter().chain(notes) {
            targets.add(block, numeral);
        }
        targets
    }

    /// The first words inside a node, which are of a section its heading, of a table its caption. Nodes are numbered in
    /// reading order, each before what it contains.
    pub fn inside(&self, node: NodeId) -> Option<&Target> {
        self.targets.range(node..).next()?.1.as_ref()
    }

    /// The words that a node stands among.
    pub fn around(&self, node: NodeId) -> Option<&Target> {
        self.targets.range(..node).next_back()?.1.as_ref()
    }

    fn put(&mut self, node: &Node, content: &[Inline]) {
        let target = Target::new(String::new(), Kind::Text, content);
        self.targets.insert(node.id, target);
    }

    fn add(&mut self, block: &Block, numeral: &dyn Fn(u32) -> String) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let number = heading.label.as_ref().and_then(|label| label.number);
                let number = number.map_or_else(String::new, numeral);
                let target = Target::new(number, Kind::Heading, &heading.content);
                self.targets.insert(block.node.id, target);
            }
            BlockKind::Paragraph(paragraph) => {
                self.put(&block.node, &paragraph.content);
            }
            BlockKind::DescriptionList(all) => {
                for one in all {
                    self.put(&one.term_node, &one.term);
                }
            }
            BlockKind::Figure(figure) => match &figure.caption {
                Some(caption) => self.add_caption(caption, numeral),
                None => {
                    let alt = [Inline::text(&figure.alt)];
                    self.put(&figure.picture_node, &alt);
                }
            },
            BlockKind::Table(table) => self.add_table(table, numeral),
            BlockKind::Chart(chart) => self.add_table(&chart.data, numeral),
            BlockKind::Section(_) | BlockKind::List(_) | BlockKind::Lockup(_) => {}
        }
        for child in block.children() {
            self.add(child, numeral);
        }
    }

    fn add_table(&mut self, table: &Table, numeral: &dyn Fn(u32) -> String) {
        if let Some(caption) = &table.caption {
            self.add_caption(caption, numeral);
        }
        for cell in table.cells() {
            self.put(&cell.node, &cell.content);
        }
    }

    fn add_caption(&mut self, caption: &Caption, numeral: &dyn Fn(u32) -> String) {
        let [before, after] = &caption.label;
        let label = format!("{before}{}{after}", numeral(caption.number));
        let target = Target::new(label, Kind::Caption, &caption.content);
        self.targets.insert(caption.node.id, target);
    }
}

/// The beginning of `words`, up to a word, with which `label` makes no long text.
fn beginning(label: &str, words: &str) -> String {
    let mut said = String::new();
    let before = label.chars().count();
    for word in words.split_whitespace() {
        let characters = before + said.chars().count() + 1 + word.chars().count();
        if characters > MOST_CHARACTERS && before + said.len() > 0 {
            said.push('…');
            break;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(word);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(label: &str, words: &str) -> Target {
        let kind = if label.is_empty() {
            Kind::Text
        } else {
            Kind::Caption
        };
        Target::new(label.to_owned(), kind, &[Inline::text(words)]).unwrap()
    }

    #[test]
    fn a_long_text_is_known_by_its_first_words() {
        let said = target("Table\u{a0}1", &"word ".repeat(40));
        let said = said.told_beside("the table").unwrap();
        assert!(said.starts_with("Table\u{a0}1 word word") && said.ends_with("word…"));
        assert!(said.chars().count() <= MOST_CHARACTERS + 2);
        assert_eq!(Target::new(String::new(), Kind::Text, &[]), None);
    }

    #[test]
    fn what_the_words_of_a_link_say_is_not_told_again() {
        let told = |label: &str, there: &str, words: &str| target(label, there).told_beside(words);
        assert_eq!(told("", "Formats differ.", "“Formats differ”"), None);
        assert_eq!(told("", "Formats differ", "«Formats differ»"), None);
        let long = "word ".repeat(40);
        assert_eq!(told("", &long, &format!("“{}”", long.trim())), None);
        assert_eq!(
            told("", "The “green bridge”.", "“The ‘green bridge’”"),
            None
        );
        let other = Some("Formats differ.".to_owned());
        assert_eq!(told("", "Formats differ.", "“Formats”"), other);
        assert_eq!(told("2", "Who pays?", "“Who pays?”"), Some("2".to_owned()));
        let table = |words: &str| told("Table\u{a0}2", "Flow", words);
        assert_eq!(table("Table 2 Flow"), None);
        assert_eq!(table("tables 1 and 2"), Some("Flow".to_owned()));
        assert_eq!(table("Table 20"), Some("Table\u{a0}2 Flow".to_owned()));
        assert_eq!(table("Flow"), Some("Table\u{a0}2".to_owned()));
        assert_eq!(table("Overflow in table 2"), Some("Flow".to_owned()));
        let named = |words: &str| target("Table\u{a0}2", "Flow").named_beside(words);
        assert_eq!(named("the table"), Some("Table\u{a0}2".to_owned()));
        assert_eq!(named("Table 2"), None);
        assert_eq!(named("table 2 below"), None);
        assert_eq!(named("tab. 2"), None);
        for words in ["SDG 2", "the group 2", "2", "table of group 2", "target 2"] {
            assert_eq!(named(words), Some("Table\u{a0}2".to_owned()), "{words}");
        }
        let named = |words: &str| target("Таблица\u{a0}2", "Сток").named_beside(words);
        assert_eq!(named("таблицу 2"), None);
        assert_eq!(target("1-кесте", "Ағын").named_beside("1-кестеде"), None);
        assert_eq!(named("в табл. 1 и 2"), None);
        assert_eq!(target("2", "Who pays?").named_beside("question 2"), None);
        // The first words of a text are no name.
        assert_eq!(target("", "Flow fell.").named_beside("there"), None);
    }
}
