//! The structure tree (§14.7, §14.8): the document tree in the standard structure types.

use super::content::{Mark, MarkedContent};
use super::file::File;
use super::rectangle::rectangle;
use super::string::{heard, text};
use super::{Pass, Standard, name_tree, syntax};
use crate::document::{
    Block, BlockKind, Caption, Cell, Description, Inline, InlineKind, Label, List, ListMarker,
    Node, NodeId, ParagraphRole, Table, plain_text,
};
use crate::layout::{Owner, Rect};
use lopdf::{Object, ObjectId, dictionary};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The structure tree of a file, as far as its objects refer to it.
pub(super) struct Structure {
    /// The root, for the catalog.
    pub root: ObjectId,
    /// The element of each node that has one.
    elements: BTreeMap<NodeId, ObjectId>,
    /// The elements as they are written, as far as they are known.
    written: Written,
    /// The links that the tree speaks of, to be given annotations.
    pub links: Vec<StructuredLink>,
    /// The element that holds each marked-content sequence, by page and identifier.
    parents: Vec<Vec<Option<ObjectId>>>,
    /// The element that holds each annotation.
    annotation_parents: Vec<ObjectId>,
    /// Elements by their identifier.
    identifiers: BTreeMap<String, ObjectId>,
    document_element: ObjectId,
    namespace: Option<ObjectId>,
}

/// Elements as they are written. They are many and small: what they say stands in one place for all of them.
#[derive(Default)]
struct Written {
    bytes: Vec<u8>,
    elements: Vec<WrittenElement>,
    /// What is found out later of some elements: further entries, and further kids.
    further: BTreeMap<ObjectId, [Vec<u8>; 2]>,
}

struct WrittenElement {
    id: ObjectId,
    entries: Range<usize>,
    kids: Range<usize>,
}

impl Written {
    /// Adds an element with these entries and these kids.
    fn add(&mut self, id: ObjectId, entries: &[u8], kids: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(entries);
        let middle = self.bytes.len();
        self.bytes.extend_from_slice(kids);
        self.elements.push(WrittenElement {
            id,
            entries: start..middle,
            kids: middle..self.bytes.len(),
        });
    }

    /// Adds them to the file.
    fn finish(&self, file: &mut File) {
        for element in &self.elements {
            let [more_entries, more_kids] = match self.further.get(&element.id) {
                Some([entries, kids]) => [entries.as_slice(), kids],
                None => [&[][..], &[]],
            };
            file.write_object(element.id, |out| {
                out.extend_from_slice(b"<<");
                out.extend_from_slice(&self.bytes[element.entries.clone()]);
                out.extend_from_slice(more_entries);
                let kids = &self.bytes[element.kids.clone()];
                if !kids.is_empty() || !more_kids.is_empty() {
                    out.extend_from_slice(b"/K[");
                    out.extend_from_slice(kids.trim_ascii_start());
                    out.extend_from_slice(more_kids);
                    out.push(b']');
                }
                out.extend_from_slice(b">>");
            });
        }
    }
}

/// A Link element.
pub(super) struct StructuredLink {
    pub element: ObjectId,
    /// The leaves whose fragments make up the link.
    pub leaves: Vec<NodeId>,
    /// Its words.
    pub words: String,
    pub target: Target,
}

/// Where a link leads.
pub(super) enum Target {
    Uri(String),
    Node(NodeId),
    /// A reference to a note, among the words of its block.
    Reference(NodeId),
}

/// An element before it has a number.
struct Element {
    kind: &'static str,
    node: Option<NodeId>,
    entries: Vec<(&'static str, Object)>,
    identifier: Option<String>,
    kids: Vec<Kid>,
    link: Option<(Target, String)>,
}

enum Kid {
    Element(Element),
    /// The marked content of a leaf.
    Content(NodeId),
}

impl Element {
    fn new(kind: &'static str) -> Element {
        Element {
            kind,
            node: None,
            entries: Vec::new(),
            identifier: None,
            kids: Vec::new(),
            link: None,
        }
    }

    /// An element of a node: with its language, and the path of its origin as identifier.
    fn of(kind: &'static str, node: &Node) -> Element {
        let mut element = Element::new(kind);
        element.node = Some(node.id);
        element.identifier = node.origin.as_ref().map(|origin| origin.path.clone());
        if let Some(language) = &node.language {
            element.entries.push(("Lang", text(&language.0)));
        }
        element
    }

    /// The leaves inside it; those of a link in it are that link's.
    fn leaves(&self, leaves: &mut Vec<NodeId>) {
        for kid in &self.kids {
            match kid {
                Kid::Content(leaf) => leaves.push(*leaf),
                Kid::Element(element) if element.link.is_none() => element.leaves(leaves),
                Kid::Element(_) => {}
            }
        }
    }

    fn with(mut self, kids: impl IntoIterator<Item = Kid>) -> Element {
        self.kids.extend(kids);
        self
    }
}

/// Builds the tree and its elements; links are still without annotations.
pub(super) fn build(pass: &Pass, content: &MarkedContent, file: &mut File) -> Structure {
    let mut spelling = Spelling {
        pass,
        content,
        spelled_notes: BTreeSet::new(),
        references: Vec::new(),
    };
    let mut kids = Vec::new();
    spelling.blocks(&pass.document.blocks, &mut kids);
    spelling.unreferred_notes(&mut kids);
    let references = spelling.references;
    let root = file.new_object_id();
    let namespace = (pass.standard == Standard::A4fUa2).then(|| {
        file.add_object(
            dictionary! { "Type" => "Namespace", "NS" => text("http://iso.org/pdf2/ssn") },
        )
    });
    let mut structure = Structure {
        root,
        elements: BTreeMap::new(),
        written: Written::default(),
        links: Vec::new(),
        parents: content
            .counts
            .iter()
            .map(|count| vec![None; *count])
            .collect(),
        annotation_parents: Vec::new(),
        identifiers: BTreeMap::new(),
        document_element: root,
        namespace,
    };
    let mut whole = Element::new("Document").with(kids);
    if pass.is_right_to_left() {
        // §14.8.5.4.3: what is in it inherits it, the columns of tables too.
        let layout = dictionary! { "O" => "Layout", "WritingMode" => "RlTb" };
        whole.entries.push(("A", Object::Dictionary(layout)));
    }
    let mut emitter = Emitter {
        structure: &mut structure,
        content,
        page_ids: &pass.page_ids,
        file,
    };
    if let Some(element) = emitter.element(whole, root) {
        structure.document_element = element;
    }
    if pass.standard == Standard::A4fUa2 {
        structure.relate_notes(&references);
    }
    structure
}

/// Spells the document tree in structure types.
struct Spelling<'a> {
    pass: &'a Pass<'a>,
    content: &'a MarkedContent,
    /// The notes that have their place in the tree, by index: after the block of their first reference.
    spelled_notes: BTreeSet<usize>,
    /// The nodes of each reference to a note, and of the note.
    references: Vec<(NodeId, NodeId)>,
}

/// A reference to a note whose place in the tree is still to come: the note's index, and the reference's node.
type Pending = (usize, NodeId);

impl Spelling<'_> {
    fn blocks(&mut self, blocks: &[Block], kids: &mut Vec<Kid>) {
        for block in blocks {
            self.block(block, kids);
        }
    }

    /// A block, followed by the footnotes that it refers to.
    fn block(&mut self, block: &Block, kids: &mut Vec<Kid>) {
        let mut notes = Vec::new();
        match &block.kind {
            BlockKind::Section(section) => {
                let mut element = Element::of("Sect", &block.node);
                self.blocks(&section.blocks, &mut element.kids);
                kids.push(Kid::Element(element));
            }
            BlockKind::Heading(heading) => {
                let mut element = Element::of(heading_type(heading.level), &block.node);
                let number = heading.label.as_ref().map(label);
                element.kids.extend(number.map(Kid::Element));
                self.inlines(&heading.content, &mut element.kids, &mut notes);
                kids.push(Kid::Element(element));
            }
            BlockKind::Paragraph(paragraph) => {
                let kind = if paragraph.role == ParagraphRole::Title {
                    "H1"
                } else {
                    "P"
                };
                let mut element = Element::of(kind, &block.node);
                self.inlines(&paragraph.content, &mut element.kids, &mut notes);
                kids.push(Kid::Element(element));
            }
            BlockKind::List(list) => kids.push(Kid::Element(self.list(list, &block.node))),
            BlockKind::DescriptionList(all) => {
                // §14.8.5.5; “Description” came with PDF 2.0.
                let numbering = match self.pass.standard {
                    Standard::A3aUa1 => "None",
                    Standard::A4fUa2 => "Description",
                };
                let mut element = list_element(&block.node, numbering);
                for one in all {
                    element.kids.push(Kid::Element(self.description(one)));
                }
                kids.push(Kid::Element(element));
            }
            BlockKind::Table(table) => {
                let caption = table.caption.as_ref();
                let element = self.captioned("Table", &block.node, caption, &mut notes);
                self.rows(table, element, kids, &mut notes);
            }
            BlockKind::Figure(figure) => {
                // Beside the Figure and not inside it, where readers would take the Alt for all there is.
                let caption = figure.caption.as_ref();
                let mut group = self.captioned("Sect", &block.node, caption, &mut notes);
                let picture = self.picture(&figure.picture_node, &figure.alt);
                group.kids.push(Kid::Element(picture));
                if let Some(credit) = &figure.credit {
                    self.block(credit, &mut group.kids);
                }
                kids.push(Kid::Element(group));
            }
            BlockKind::Chart(chart) => {
                // The caption names the drawing, which comes first on the page, and the table.
                let caption = chart.data.caption.as_ref();
                let mut group = self.captioned("Sect", &block.node, caption, &mut notes);
                let drawing = self.picture(&chart.drawing_node, &chart.alt);
                group.kids.push(Kid::Element(drawing));
                let data = Element::of("Table", &chart.data_node);
                self.rows(&chart.data, data, &mut group.kids, &mut notes);
                kids.push(Kid::Element(group));
            }
            BlockKind::Lockup(lockup) => {
                let mut element = Element::of("Div", &block.node);
                let logos = lockup.logos.iter();
                let logos = logos.map(|logo| Kid::Element(self.picture(&logo.node, &logo.alt)));
                element.kids.extend(logos);
                self.blocks(&lockup.blocks, &mut element.kids);
                kids.push(Kid::Element(element));
            }
        }
        self.notes(notes, kids);
    }

    /// The notes that were referred to, where they have no place yet.
    fn notes(&mut self, notes: Vec<Pending>, kids: &mut Vec<Kid>) {
        for (index, reference) in notes {
            if self.spelled_notes.insert(index) {
                let note = self.note(index, Some(reference));
                kids.extend(note.map(Kid::Element));
            }
        }
    }

    /// The notes that stand on a page though nothing refers to them.
    fn unreferred_notes(&mut self, kids: &mut Vec<Kid>) {
        for (index, note) in self.pass.document.notes.iter().enumerate() {
            if self.content.marks.contains_key(&note.label.id) && self.spelled_notes.insert(index) {
                let note = self.note(index, None);
                kids.extend(note.map(Kid::Element));
            }
        }
    }

    fn list(&mut self, list: &List, node: &Node) -> Element {
        let numbering = match list.marker {
            ListMarker::Bullet => "Disc",
            ListMarker::Decimal => "Decimal",
        };
        let mut element = list_element(node, numbering);
        for item in &list.items {
            let mut body = Element::new("LBody");
            self.blocks(&item.blocks, &mut body.kids);
            let item = Element::of("LI", &item.node)
                .with([Kid::Element(label(&item.label)), Kid::Element(body)]);
            element.kids.push(Kid::Element(item));
        }
        element
    }

    /// A term and its description: a list item whose label is the term.
    fn description(&mut self, description: &Description) -> Element {
        let mut notes = Vec::new();
        let mut term = Element::of("Lbl", &description.term_node);
        self.inlines(&description.term, &mut term.kids, &mut notes);
        let mut body = Element::new("LBody");
        self.blocks(&description.blocks, &mut body.kids);
        self.notes(notes, &mut body.kids);
        Element::of("LI", &description.node).with([Kid::Element(term), Kid::Element(body)])
    }

    /// A group that begins with its caption (ISO 14289-2, 8.2.5.27).
    fn captioned(
        &mut self,
        kind: &'static str,
        node: &Node,
        caption: Option<&Caption>,
        notes: &mut Vec<Pending>,
    ) -> Element {
        let mut group = Element::of(kind, node);
        if let Some(caption) = caption {
            let mut element = Element::of("Caption", &caption.node);
            element.kids.push(Kid::Content(caption.label_node.id));
            self.inlines(&caption.content, &mut element.kids, notes);
            group.kids.push(Kid::Element(element));
        }
        group
    }

    /// Completes a table's `element` with its rows, and adds it and the table's note to `kids`.
    fn rows(
        &mut self,
        table: &Table,
        mut element: Element,
        kids: &mut Vec<Kid>,
        notes: &mut Vec<Pending>,
    ) {
        let is_column_header = |_| Some("Column");
        let header = self.row(&table.header_node, &table.header, is_column_header, notes);
        element
            .kids
            .push(Kid::Element(Element::new("THead").with([header])));
        let mut body = Element::new("TBody");
        for row in &table.rows {
            let is_row_header = |column| (column < table.row_headers.columns()).then_some("Row");
            let row = self.row(&row.node, &row.cells, is_row_header, notes);
            body.kids.push(row);
        }
        element.kids.push(Kid::Element(body));
        kids.push(Kid::Element(element));
        if let Some(note) = &table.note {
            self.block(note, kids);
        }
    }

    /// A row, with the scope of each cell that is a header (§14.8.5.7). A header without words heads
    /// nothing, as in the corner over the headers of rows: it is a cell of data.
    fn row(
        &mut self,
        node: &Node,
        cells: &[Cell],
        scope: impl Fn(usize) -> Option<&'static str>,
        notes: &mut Vec<Pending>,
    ) -> Kid {
        let mut row = Element::of("TR", node);
        for (column, cell) in cells.iter().enumerate() {
            let mut kids = Vec::new();
            self.inlines(&cell.content, &mut kids, notes);
            let mut element = match scope(column).filter(|_| !kids.is_empty()) {
                Some(scope) => {
                    let mut header = Element::of("TH", &cell.node);
                    let scope = dictionary! { "O" => "Table", "Scope" => scope };
                    header.entries.push(("A", Object::Dictionary(scope)));
                    header
                }
                None => Element::of("TD", &cell.node),
            };
            element.kids = kids;
            row.kids.push(Kid::Element(element));
        }
        Kid::Element(row)
    }

    /// A picture or a drawing, with what stands for it.
    fn picture(&self, node: &Node, alt: &str) -> Element {
        let mut picture = Element::of("Figure", node).with([Kid::Content(node.id)]);
        picture.entries.push(("Alt", heard(alt)));
        if let Some(bounds) = self.bounds(node.id) {
            let layout = dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds };
            picture.entries.push(("A", Object::Dictionary(layout)));
        }
        picture
    }

    /// The rectangle of a picture in default user space (§14.8.5.4.3), on the page where it begins.
    fn bounds(&self, picture: NodeId) -> Option<Object> {
        let (page, _) = self.pass.places.of_leaf(picture)?;
        let page = self.pass.pages.pages.get(page)?;
        let parts = page.fragments.iter();
        let parts = parts.filter(|part| part.owner == Owner::Node(picture));
        let whole = parts.map(|part| part.bounds).reduce(Rect::union)?;
        Some(rectangle(page, &whole))
    }

    /// A footnote, its number a link back to its first reference.
    fn note(&mut self, index: usize, reference: Option<NodeId>) -> Option<Element> {
        let note = self.pass.document.notes.get(index)?;
        let two = self.pass.standard == Standard::A4fUa2;
        let mut element = Element::of(if two { "FENote" } else { "Note" }, &note.node);
        // ISO 14289-1, 7.9: every note has an identifier.
        element.identifier = Some(format!("note-{}", note.number));
        if two {
            let attributes = dictionary! { "O" => "FENote", "NoteType" => "Footnote" };
            element.entries.push(("A", Object::Dictionary(attributes)));
        }
        let mut number = Element::of("Lbl", &note.label);
        match reference {
            Some(reference) => {
                let mut back = Element::new("Link").with([Kid::Content(note.label.id)]);
                back.link = Some((Target::Reference(reference), self.pass.numeral(note.number)));
                number.kids.push(Kid::Element(back));
            }
            None => number.kids.push(Kid::Content(note.label.id)),
        }
        element.kids.push(Kid::Element(number));
        self.blocks(&note.blocks, &mut element.kids);
        Some(element)
    }

    fn inlines(&mut self, inlines: &[Inline], kids: &mut Vec<Kid>, notes: &mut Vec<Pending>) {
        for inline in inlines {
            self.inline(inline, kids, notes);
        }
    }

    fn inline(&mut self, inline: &Inline, kids: &mut Vec<Kid>, notes: &mut Vec<Pending>) {
        let two = self.pass.standard == Standard::A4fUa2;
        let mut element = match &inline.kind {
            InlineKind::Text(_) if inline.node.language.is_some() => {
                Element::of("Span", &inline.node).with([Kid::Content(inline.node.id)])
            }
            // Of a line break there is the space that parts the lines (§14.8.2.5).
            InlineKind::Text(_) | InlineKind::Separator(_) | InlineKind::LineBreak => {
                kids.push(Kid::Content(inline.node.id));
                return;
            }
            InlineKind::Span(content)
                if inline.node.origin.is_none() && inline.node.language.is_none() =>
            {
                return self.inlines(content, kids, notes);
            }
            InlineKind::Span(_) | InlineKind::Symbol(_) => Element::of("Span", &inline.node),
            InlineKind::Emphasis(_) => Element::of(if two { "Em" } else { "Span" }, &inline.node),
            InlineKind::Strong(_) => Element::of(if two { "Strong" } else { "Span" }, &inline.node),
            InlineKind::Abbreviation {
                expansion,
                expansion_language,
                ..
            } => {
                let mut element = Element::of("Span", &inline.node);
                element.entries.push(("E", heard(expansion)));
                // §14.9.2: it is the language of the words that stand for the content, too.
                if let Some(language) = expansion_language
                    && inline.node.language.is_none()
                {
                    element.entries.push(("Lang", text(&language.0)));
                }
                element
            }
            InlineKind::Link { uri, content } => {
                let mut element = Element::of("Link", &inline.node);
                element.link = Some((Target::Uri(uri.clone()), plain_text(content)));
                element
            }
            InlineKind::Reference { anchor, content } => {
                let Some(target) = self.pass.anchors.get(anchor.as_str()) else {
                    return self.inlines(content, kids, notes);
                };
                let mut element = Element::of("Link", &inline.node);
                element.link = Some((Target::Node(*target), plain_text(content)));
                element
            }
            InlineKind::NoteReference(index) => {
                let Some(note) = self.pass.document.notes.get(*index) else {
                    return;
                };
                notes.push((*index, inline.node.id));
                self.references.push((inline.node.id, note.node.id));
                let label = Element::new("Lbl").with([Kid::Content(inline.node.id)]);
                let mut link = Element::of("Link", &inline.node).with([Kid::Element(label)]);
                link.link = Some((Target::Node(note.node.id), self.pass.numeral(note.number)));
                // PDF 2.0 has no Reference (ISO 32000-2, 14.8.4.7): its links speak for themselves.
                kids.push(Kid::Element(if two {
                    link
                } else {
                    Element::new("Reference").with([Kid::Element(link)])
                }));
                return;
            }
        };
        self.inlines(inline.children(), &mut element.kids, notes);
        kids.push(Kid::Element(element));
    }
}

fn heading_type(level: u8) -> &'static str {
    // The title is H1.
    ["H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 5)) - 1]
}

fn list_element(node: &Node, numbering: &str) -> Element {
    let mut element = Element::of("L", node);
    element.entries.push((
        "A",
        Object::Dictionary(dictionary! { "O" => "List", "ListNumbering" => numbering }),
    ));
    element
}

fn label(label: &Label) -> Element {
    Element::of("Lbl", &label.node).with([Kid::Content(label.node.id)])
}

/// Writes elements as objects.
struct Emitter<'a, 'd> {
    structure: &'a mut Structure,
    content: &'a MarkedContent,
    page_ids: &'a [ObjectId],
    file: &'a mut File<'d>,
}

/// Whether an element means something without content: the empty cells of a table keep the others in their columns.
fn may_be_empty(kind: &str) -> bool {
    matches!(kind, "Document" | "TH" | "TD" | "LBody")
}

impl Emitter<'_, '_> {
    /// Writes an element and what is in it, unless there is nothing.
    fn element(&mut self, element: Element, parent: ObjectId) -> Option<ObjectId> {
        let mut leaves = Vec::new();
        if element.link.is_some() {
            element.leaves(&mut leaves);
        }
        let id = self.file.new_object_id();
        let mut page = None;
        let mut kids = Vec::new();
        for kid in element.kids {
            match kid {
                Kid::Element(kid) => {
                    if let Some(kid) = self.element(kid, id) {
                        kids.push(b' ');
                        syntax::object(&Object::Reference(kid), &mut kids);
                    }
                }
                Kid::Content(node) => {
                    for mark in self.content.marks.get(&node).into_iter().flatten() {
                        self.mark(*mark, id, &mut page, &mut kids);
                    }
                }
            }
        }
        if kids.is_empty() && !may_be_empty(element.kind) {
            return None;
        }
        if let Some(node) = element.node {
            self.structure.elements.insert(node, id);
        }
        let mut entries = Vec::from(b"/Type/StructElem/S");
        syntax::name(element.kind.as_bytes(), &mut entries);
        let mut set =
            |key: &str, value: Object| syntax::entry(key.as_bytes(), &value, &mut entries);
        set("P", parent.into());
        if let Some(namespace) = self.structure.namespace {
            set("NS", namespace.into());
        }
        for (key, value) in element.entries {
            set(key, value);
        }
        if let Some(identifier) = element.identifier
            && !self.structure.identifiers.contains_key(&identifier)
        {
            set("ID", text(&identifier));
            self.structure.identifiers.insert(identifier, id);
        }
        if let Some(page) = page {
            set("Pg", self.page_ids[page].into());
        }
        if let Some((target, words)) = element.link {
            self.structure.links.push(StructuredLink {
                element: id,
                leaves,
                words,
                target,
            });
        }
        self.structure.written.add(id, &entries, &kids);
        Some(id)
    }

    /// A marked-content reference: a number where it stands on the element's page.
    fn mark(
        &mut self,
        mark: Mark,
        element: ObjectId,
        page: &mut Option<usize>,
        kids: &mut Vec<u8>,
    ) {
        if let Some(slot) = self
            .structure
            .parents
            .get_mut(mark.page)
            .and_then(|page| page.get_mut(mark.mcid))
        {
            *slot = Some(element);
        }
        if *page.get_or_insert(mark.page) == mark.page {
            kids.push(b' ');
            syntax::integer(mark.mcid as i64, kids);
            return;
        }
        let reference = dictionary! { "Type" => "MCR", "Pg" => self.page_ids[mark.page], "MCID" => mark.mcid as i64 };
        syntax::dictionary(&reference, kids);
    }
}

impl Structure {
    /// Puts an annotation into an element, and gives the key that the annotation needs (§14.7.4.4).
    pub fn add_annotation(
        &mut self,
        element: ObjectId,
        annotation: ObjectId,
        page: ObjectId,
    ) -> i64 {
        let reference = dictionary! { "Type" => "OBJR", "Obj" => annotation, "Pg" => page };
        let [_, kids] = self.written.further.entry(element).or_default();
        syntax::dictionary(&reference, kids);
        self.annotation_parents.push(element);
        (self.parents.len() + self.annotation_parents.len() - 1) as i64
    }

    /// The element in which a node stands: its own, or that of the nearest node before it that has one.
    pub fn element_at(&self, node: NodeId) -> ObjectId {
        let nearest = self.elements.range(..=node).next_back();
        nearest.map_or(self.document_element, |(_, element)| *element)
    }

    /// Relates each footnote with its references, and them with it (ISO 14289-2, 8.2.5.14).
    fn relate_notes(&mut self, references: &[(NodeId, NodeId)]) {
        let mut related: BTreeMap<ObjectId, Vec<Object>> = BTreeMap::new();
        for (reference, note) in references {
            let (Some(reference), Some(note)) =
                (self.elements.get(reference), self.elements.get(note))
            else {
                continue;
            };
            for (one, other) in [(*reference, *note), (*note, *reference)] {
                related
                    .entry(one)
                    .or_default()
                    .push(Object::Reference(other));
            }
        }
        for (element, others) in related {
            let [entries, _] = self.written.further.entry(element).or_default();
            syntax::entry(b"Ref", &Object::Array(others), entries);
        }
    }

    /// Adds the elements, and the root with its parent tree. A page has its index as its key into that.
    pub fn finish(&self, file: &mut File) {
        self.written.finish(file);
        let of_pages = self.parents.iter().map(|parents| {
            let parents = parents.iter();
            let parents = parents.map(|id| id.map_or(Object::Null, Object::Reference));
            Object::Array(parents.collect())
        });
        let of_annotations = self.annotation_parents.iter();
        let of_annotations = of_annotations.map(|element| Object::Reference(*element));
        let parents = (0_i64..).zip(of_pages.chain(of_annotations));
        let numbers: Vec<Object> = parents
            .flat_map(|(key, parent)| [Object::Integer(key), parent])
            .collect();
        let next_key = (self.parents.len() + self.annotation_parents.len()) as i64;
        let parent_tree = file.add_object(dictionary! { "Nums" => numbers });
        let mut root = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => vec![Object::Reference(self.document_element)],
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => next_key,
        };
        if !self.identifiers.is_empty() {
            let identifiers = self
                .identifiers
                .iter()
                .map(|(identifier, element)| (identifier.clone(), Object::Reference(*element)))
                .collect();
            root.set("IDTree", name_tree::add(identifiers, file));
        }
        if let Some(namespace) = self.namespace {
            root.set("Namespaces", vec![Object::Reference(namespace)]);
        }
        file.set_object(self.root, root);
    }
}
