//! The languages of paragraphs: one all of whose words are marked as another language is in that language itself, and
//! stands in its direction.

use super::{Block, BlockKind, Document, Inline, InlineKind, Language, NodeId, Table};
use std::collections::BTreeMap;

/// Gives such paragraphs, headings and cells of tables their language, where they have none.
pub(super) fn give(document: &mut Document) {
    let mut languages = BTreeMap::new();
    let mut add = |id: NodeId, content| {
        if let Some(language) = language_of_all(content) {
            languages.insert(id, language.clone());
        }
    };
    let mut left: Vec<&Block> = document.blocks.iter().collect();
    left.extend(document.notes.iter().flat_map(|note| &note.blocks));
    while let Some(block) = left.pop() {
        match &block.kind {
            BlockKind::Paragraph(paragraph) => add(block.node.id, &paragraph.content),
            BlockKind::Heading(heading) => add(block.node.id, &heading.content),
            _ => {}
        }
        left.extend(block.children());
    }
    for cell in document.tables().into_iter().flat_map(Table::cells) {
        add(cell.node.id, &cell.content);
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
#[allow(clippy::unwrap_used)]
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

    #[test]
    fn the_cells_of_a_chart_have_their_language() {
        let text = "language = 'en'\ntitle = 'T'\npublished = 2018-05-11\nsummary = 'S'\n\
                    [meeting]\ntitle = 'M'\ndate = 2018-05-10\n[[recommendation]]\ntext = 'R'\n\
                    [[chart]]\nid = 'c'\ncaption = 'C'\nkind = 'bar'\nlabels = ['[آب]{lang=fa}']\n\
                    [[chart.series]]\nname = 'S'\nvalues = [1]\n";
        let source = crate::diagnostic::Source {
            path: "c.toml".into(),
            text: text.into(),
        };
        let (brief, _) = crate::brief::read(&source, &mut crate::brief::no_files);
        let document = crate::compose::compose(&brief.unwrap(), &crate::locale::Locale::first());
        let label = &document.charts()[0].data.rows[0].cells[0];
        assert_eq!(label.node.language, Some(Language("fa".to_owned())));
    }
}
