//! Any text as prose: read, composed, and back from a document that nobody has edited.

use super::brief::{composed, read, source};
use super::toml::check;
use super::tree::{self, essence};
use briefgen::document::{Attachment, Document, InputFile, Node, plain_text};
use briefgen::docx::{self, Options, Revisions};
use briefgen::pull;
use briefgen::theme::Theme;
use std::cell::RefCell;

thread_local! {
    /// What the documents before have left, as in a run over many briefs.
    static MEMORY: RefCell<(docx::Templates, docx::Memory)> = RefCell::default();
}

pub fn run(data: &[u8]) {
    let Ok(prose) = std::str::from_utf8(data) else {
        return;
    };
    let summary = toml_edit::Value::from(prose);
    let text = format!(
        "language = \"en\"\ntitle = \"Outcomes\"\npublished = 2018-05-14\nsummary = {}\n\
         [meeting]\ntitle = \"A meeting\"\ndate = 2018-05-10\n\
         [[question]]\nid = \"q\"\ntext = \"Who?\"\n\
         [[recommendation]]\ntext = \"Agree.\"\n",
        summary.to_string().trim()
    );
    let source = source("brief.toml", &text);
    let (brief, diagnostics) = read(&source);
    check(&source, &diagnostics, brief.is_some());
    let Some(brief) = brief else {
        return;
    };
    let document = composed(&brief).expect("English is a language of ours");
    document.visit_nodes(&mut |node: &Node, _| {
        if let Some(origin) = &node.origin
            && let Some(span) = &origin.span
        {
            assert_eq!(origin.file, InputFile::Brief);
            assert!(
                source.text.get(span.clone()).is_some(),
                "a node at {span:?}"
            );
        }
    });
    if let Some(words) = plain_words(prose) {
        assert_eq!(words_of_summary(&brief), words);
    }
    check_round(&document, &text);
}

/// The letters of a text in which no markup hides, adds or decodes any.
fn plain_words(prose: &str) -> Option<String> {
    let is_plain = prose.chars().all(|character| {
        (character.is_ascii()
            && !character.is_ascii_digit()
            && !"[]()<>&\\:@`|~".contains(character))
            || matches!(character, 'а'..='я' | 'А'..='Я')
    });
    is_plain.then(|| essence(prose))
}

fn words_of_summary(brief: &briefgen::brief::Brief) -> String {
    let mut words = String::new();
    if let Some(summary) = &brief.summary {
        tree::texts(&summary.blocks, &[], &mut |inline, _| {
            words.push_str(&essence(&plain_text(std::slice::from_ref(inline))));
        });
    }
    words
}

/// What nobody has edited comes back without a change.
fn check_round(document: &Document, text: &str) {
    let file = MEMORY.with_borrow_mut(|(templates, memory)| {
        let options = Options {
            source: Some(Attachment {
                file_name: "brief.toml".to_owned(),
                bytes: text.as_bytes().to_vec(),
            }),
            templates: templates.clone(),
            ..Options::default()
        };
        docx::write_with(document, &Theme::default(), &options, memory).expect("a DOCX")
    });
    let edited = pull::read(&file, None, Revisions::Accept).expect("our own file");
    assert_eq!(edited.changes, pull::Changes::default(), "{text}");
}
