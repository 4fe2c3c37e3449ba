//! A brief as a browser shows it while it is written: its pages as they will print, and what is wrong beside them.
//!
//! A page is a drawing of what layout has set, so that it needs no viewer and no font, with its words over it, not
//! seen, to be read aloud, searched and copied. The page that shows all this ([`PAGE`], with its style and script)
//! is always the same; what changes is the [`State`] that it asks for.

use crate::diagnostic::{self, Diagnostic, Excerpt, Position, Record, Source};
use crate::document::{Document, InputFile, NodeId};
use crate::layout::{FragmentContent, Page, Pages};
use crate::locale;
use crate::svg;
use serde::Serialize;
use std::collections::BTreeMap;

/// The page, in HTML: it names `/page.css`, `/page.js` and `/icon.svg`.
pub const PAGE: &str = include_str!("preview/page.html");
/// Its style, in CSS.
pub const STYLE: &str = include_str!("preview/page.css");
/// Its script, which asks for `/state` whenever `/events` says that there is another.
pub const SCRIPT: &str = include_str!("preview/page.js");
/// Its icon, in SVG.
pub const ICON: &str = include_str!("preview/icon.svg");

/// What the page forbids itself (CSP Level 3): all that is not its own, and markup made from text.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                          connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                          require-trusted-types-for 'script'; trusted-types 'none'";
/// The same for a drawing that is looked at alone: its pictures are in it.
pub const POLICY_OF_DRAWINGS: &str = "default-src 'none'; img-src data:; frame-ancestors 'none'";

/// The pages of a document, to be drawn when they are asked for.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The title, without markup.
    title: String,
    /// The language, a BCP 47 tag.
    language: String,
    direction: &'static str,
    pages: Pages,
    /// The words of each page.
    words: Vec<Vec<Words>>,
}

/// Words on a page, at their place in points from the upper left corner.
#[derive(Clone, PartialEq, Debug, Serialize)]
struct Words {
    text: String,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// The size of type.
    size: f64,
    /// The field that they come from: `briefs/astana-2017.toml:12:9`.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Preview {
    /// The preview of a document on its pages, whose words come from the files that `sources` gives.
    pub fn new<'s>(
        document: &Document,
        pages: Pages,
        sources: impl Fn(InputFile) -> Option<&'s Source>,
    ) -> Preview {
        let places = places(document, sources);
        let words = pages.pages.iter().map(|page| words(page, &places));
        Preview {
            title: document.metadata.title.clone(),
            language: document.metadata.language.0.clone(),
            direction: locale::direction(&document.metadata.language).in_html(),
            words: words.collect(),
            pages,
        }
    }

    /// What the page is told of the document; `addresses` gives where the drawing and the words of the page at an
    /// index are found.
    pub fn shown(&self, addresses: impl Fn(usize) -> (String, String)) -> ShownDocument<'_> {
        let pages = self.pages.pages.iter().enumerate().map(|(index, page)| {
            let (drawing, words) = addresses(index);
            ShownPage {
                width: page.width.to_pt(),
                height: page.height.to_pt(),
                drawing,
                words,
            }
        });
        ShownDocument {
            title: &self.title,
            language: &self.language,
            direction: self.direction,
            pages: pages.collect(),
        }
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.pages.pages.len()
    }

    /// Whether the page at `index` looks as it does in `other`.
    pub fn looks_alike(&self, index: usize, other: &Preview) -> bool {
        self.pages.fonts == other.pages.fonts
            && self.pages.pages.get(index) == other.pages.pages.get(index)
    }

    /// Whether the words of the page at `index` are those that they are in `other`, and come from the same places.
    pub fn reads_alike(&self, index: usize, other: &Preview) -> bool {
        self.words.get(index) == other.words.get(index)
    }

    /// The page at `index` as an SVG; none where there is no such page.
    pub fn drawing(&self, index: usize) -> Option<String> {
        let page = self.pages.pages.get(index)?;
        Some(svg::write_page(page, &self.pages.fonts))
    }

    /// The words of the page at `index`, in JSON; none where there is no such page.
    pub fn words(&self, index: usize) -> Option<String> {
        serde_json::to_string(self.words.get(index)?).ok()
    }
}

/// The field of every node that has one or stands in one: file, line and column. A label of ours has none.
fn places<'s>(
    document: &Document,
    sources: impl Fn(InputFile) -> Option<&'s Source>,
) -> BTreeMap<NodeId, String> {
    let mut files: BTreeMap<InputFile, Option<(&Source, diagnostic::Lines<'s>)>> = BTreeMap::new();
    let mut places = BTreeMap::new();
    document.visit_nodes(&mut |node, outer| {
        let field = node.field_or(outer);
        let Some((origin, span)) = field.and_then(|origin| Some((origin, origin.span.as_ref()?)))
        else {
            return;
        };
        let file = files.entry(origin.file).or_insert_with(|| {
            sources(origin.file).map(|source| (source, diagnostic::Lines::new(&source.text)))
        });
        if let Some((source, lines)) = file {
            let Position { line, column } = lines.position(span.start);
            places.insert(
                node.id,
                format!("{}:{line}:{column}", source.path.display()),
            );
        }
    });
    places
}

/// The words of a page in reading order, furniture last as layout has it.
fn words(page: &Page, places: &BTreeMap<NodeId, String>) -> Vec<Words> {
    let of_fragments = page.fragments.iter().filter_map(|fragment| {
        let bounds = fragment.bounds;
        let (text, size) = match &fragment.content {
            FragmentContent::Glyphs(run) | FragmentContent::Unseen(run) => (&run.text, run.size),
            FragmentContent::Missing { text, .. } => (text, bounds.height()),
            _ => return None,
        };
        Some(Words {
            text: text.clone(),
            left: bounds.left.to_pt(),
            top: bounds.top.to_pt(),
            width: bounds.width().to_pt(),
            height: bounds.height().to_pt(),
            size: size.to_pt(),
            place: fragment
                .owner
                .node()
                .and_then(|node| places.get(&node).cloned()),
        })
    });
    of_fragments.collect()
}

/// What the page shows.
#[derive(Serialize)]
pub struct State<'a> {
    /// The brief's file.
    pub brief: String,
    /// What has become of it, in one sentence.
    pub status: String,
    /// What is wrong, in the order in which it is to be shown.
    pub diagnostics: Vec<Shown<'a>>,
    /// Whether the pages are those of the brief as it is now.
    pub is_current: bool,
    /// The title, language and direction of the document; none until there is one.
    #[serde(flatten)]
    pub document: Option<ShownDocument<'a>>,
}

/// A diagnostic with its line.
#[derive(Serialize)]
pub struct Shown<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    excerpt: Option<Excerpt>,
}

/// The diagnostics of a file, to be shown.
pub fn shown<'a>(
    source: &'a Source,
    diagnostics: &'a [Diagnostic],
) -> impl Iterator<Item = Shown<'a>> {
    let records = diagnostic::records(diagnostics, source).into_iter();
    let excerpts = diagnostic::excerpts(diagnostics, source);
    records
        .zip(excerpts)
        .map(|(record, excerpt)| Shown { record, excerpt })
}

/// A document, as the page is told of it.
#[derive(Serialize)]
pub struct ShownDocument<'a> {
    title: &'a str,
    language: &'a str,
    direction: &'static str,
    pages: Vec<ShownPage>,
}

/// A page of a document: where it is found. Another page, or the same with other words, is found elsewhere.
#[derive(Serialize)]
pub struct ShownPage {
    /// In points.
    width: f64,
    /// In points.
    height: f64,
    drawing: String,
    words: String,
}
