//! Arbitrary document trees on pages, and the PDF of them.

use super::tree::{self, essence};
use briefgen::document::NodeId;
use briefgen::layout::{self, FragmentContent, Owner};
use briefgen::pdf::{self, Options, Standard};
use briefgen::theme::Theme;
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    /// What the documents before have left, as in a run over many briefs.
    static MEMORY: RefCell<(layout::Memory, pdf::Memory)> = RefCell::default();
}

pub fn run(data: &[u8]) {
    let Some((first, data)) = data.split_first() else {
        return;
    };
    let Ok(document) = tree::document(data) else {
        return;
    };
    let standard = if first % 2 == 0 {
        Standard::A3aUa1
    } else {
        Standard::A4fUa2
    };
    let theme = Theme::default();
    let laid_out =
        MEMORY.with_borrow_mut(|(memory, _)| layout::layout_with(&document, &theme, memory));
    assert!(!laid_out.pages.pages.is_empty());

    // Every text is on the pages, whole and once.
    let mut shown: BTreeMap<NodeId, String> = BTreeMap::new();
    for fragment in laid_out.pages.pages.iter().flat_map(|page| &page.fragments) {
        if let Owner::Node(node) = fragment.owner {
            let text = match &fragment.content {
                FragmentContent::Missing { text, .. } => Some(text),
                content => content.glyphs().map(|run| &run.text),
            };
            if let Some(text) = text {
                shown.entry(node).or_default().push_str(&essence(text));
            }
        }
    }
    tree::texts(&document.blocks, &document.notes, &mut |inline, text| {
        let on_pages = shown.get(&inline.node.id).map_or("", String::as_str);
        assert_eq!(on_pages, essence(text), "the text {text:?}");
    });

    let pages = laid_out.pages.pages.len();
    let options = Options {
        standard,
        source: None,
        house_style: None,
        translation: None,
    };
    let bytes = MEMORY.with_borrow_mut(|(_, memory)| {
        pdf::write_with(&document, laid_out.pages, &options, memory).expect("a PDF")
    });
    // It takes several times as long without what is remembered.
    if first / 2 % 8 == 0 {
        let alone = pdf::write(&document, layout::layout(&document, &theme).pages, &options);
        assert!(alone.expect("a PDF") == bytes, "other bytes than by itself");
    }
    let read = lopdf::Document::load_mem(&bytes).expect("another reader reads it");
    assert_eq!(read.get_pages().len(), pages);
    let inspection = pdf::inspect(&bytes).expect("our reader reads it");
    assert_eq!(inspection.standard(), Some(standard));
    assert!(inspection.is_tagged);
}
