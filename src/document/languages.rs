//! The languages of paragraphs: one all of whose words are marked as another language is in that language itself, and
//! stands in its direction.

use super::{Block, BlockKind, Document, Inline, InlineKind, Language, NodeId};
use std::collections::BTreeMap;

/// Gives such paragraphs, headings and cells of tables their language, where they have none.
pub(super) fn give(document: &mut Document) {
    let mut languages = BTreeMap::new();
    let mut left: Vec<&Block> = document.blocks.iter().collect();
    left.extend(document.notes.iter().flat_map(|note| &note.blocks));
    while let Some(block) = left.pop() {
        let mut add = |id: NodeId, content| {
            if let Some(language) = language_of_all(content) {
                languages.insert(id, language.clone());
            }
        };
        match &block.kind {
            BlockKind::Paragraph(paragraph) => add(block.node.id, &paragraph.content),
            BlockKind::Heading(heading) => add(block.node.id, &heading.content),
            BlockKind::Table(table) => {
                let rows = table.rows.iter().flat_map(|row| &row.cells);
                for cell in table.header.iter().chain(rows) {
                    add(cell.node.id, &cell.content);
                }
            }
            _ => {}
        }
        left.extend(block.children());
    }
    if languages.is_empty() {
        return;
    }
    document.visit_nodes_mut(&mut |node, _| {
        if node.language.is_none() {
            node.language = languages.remove(&node.id);
        }
    });
}

/// The language that all words are marked as; numbers of notes stand beside them.
fn language_of_all(content: &[Inline]) -> Option<&Language> {
    let has_words = |inline: &&Inline| match &inline.kind {
        InlineKind::Text(words) => !words.trim().is_empty(),
        InlineKind::NoteReference(_) | InlineKind::LineBreak => false,
        _ => true,
    };
    let mut languages = content.iter().filter(has_words).map(|inline| {
        let own = inline.node.language.as_ref();
        own.or_else(|| language_of_all(inline.children()))
    });
    let first = languages.next()??;
    languages.all(|other| other == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Node, plain_text};

    fn words(words: &str) -> Inline {
        InlineKind::Text(words.to_owned()).into()
    }

    fn marked(language: &str, content: Vec<Inline>) -> Inline {
        Inline {
            node: Node {
                language: Some(Language(language.to_owned())),
                ..Node::default()
            },
            kind: InlineKind::Span(content),
        }
    }

    #[test]
    fn the_words_of_a_paragraph_have_a_language_if_all_have_it() {
        let fa = |text: &str| marked("fa", vec![words(text)]);
        let note = || InlineKind::NoteReference(0).into();
        let strong = |inline| InlineKind::Strong(vec![inline]).into();
        for all in [
            vec![fa("آب")],
            vec![fa("آب"), words(" "), strong(fa("خاک")), note()],
            vec![InlineKind::Span(vec![fa("آب")]).into()],
        ] {
            let language = language_of_all(&all).map(|language| language.0.as_str());
            assert_eq!(language, Some("fa"), "{}", plain_text(&all));
        }
        for some in [
            vec![],
            vec![note()],
            vec![fa("آب"), words(".")],
            vec![fa("آب"), marked("ar", vec![words("ماء")])],
            vec![words("water")],
        ] {
            assert_eq!(language_of_all(&some), None, "{}", plain_text(&some));
        }
    }
}
