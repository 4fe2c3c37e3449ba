//! Any text as a brief, a house style, a translation or a file of recipients, by its first letter.

use super::brief::{Files, composed};
use briefgen::brief::{self, translation};
use briefgen::diagnostic::{Diagnostic, Level, Source, render_human, render_json};

pub fn run(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let source = match Source::from_bytes("brief.toml", bytes.to_vec()) {
        Ok(source) => source,
        Err(wrong) => return check(&wrong.source, &[wrong.diagnostic], false),
    };
    match kind {
        b'h' => {
            let (house, diagnostics) = brief::read_house_style(&source, &mut Files(None));
            check(&source, &diagnostics, house.is_some());
            if let Some(house) = house {
                house.theme();
            }
        }
        b't' => {
            let (translation, diagnostics) = translation::read_translation(&source);
            check(&source, &diagnostics, translation.is_some());
        }
        b'r' => {
            let (recipients, diagnostics) = brief::read_recipients(&source);
            check(&source, &diagnostics, recipients.is_some());
        }
        _ => {
            let (brief, diagnostics) = brief::read(&source, &mut Files(None));
            check(&source, &diagnostics, brief.is_some());
            if let Some(document) = brief.as_ref().and_then(composed) {
                document.visit_nodes(&mut |node, _| {
                    let origin = node.origin.as_ref();
                    if let Some(span) = origin.and_then(|origin| origin.span.clone()) {
                        assert!(
                            source.text.get(span.clone()).is_some(),
                            "a node at {span:?}"
                        );
                    }
                });
            }
        }
    }
    translation::is_translation(&source.text);
}

/// There is a value if and only if no diagnostic is an error; each diagnostic lies in the file, and can be shown.
pub fn check(source: &Source, diagnostics: &[Diagnostic], has_value: bool) {
    let wrong = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.level == Level::Error);
    assert_eq!(has_value, !wrong, "{diagnostics:?}");
    for diagnostic in diagnostics {
        assert!(!diagnostic.message.is_empty());
        assert!(
            !diagnostic.message.contains('\n'),
            "{:?}",
            diagnostic.message
        );
        if let Some(span) = &diagnostic.span {
            assert!(source.text.get(span.clone()).is_some(), "{diagnostic:?}");
        }
    }
    let shown = render_human(diagnostics, source, false);
    assert!(
        !shown
            .chars()
            .any(|shown| shown.is_control() && !matches!(shown, '\n' | '\t')),
        "{shown:?}"
    );
    render_json(diagnostics, source);
}
