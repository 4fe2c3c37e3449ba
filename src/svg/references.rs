//! What a drawing refers to: few elements can name each other so that they stand for millions.

use super::{DEEPEST, Fault, MOST_LETTERS, MOST_NODES, numbers, targets};
use resvg::usvg::roxmltree::{Document, Node, NodeId};
use rustc_hash::FxHashMap;
use simplecss::{AttributeOperator, DeclarationTokenizer, PseudoClass, StyleSheet};
use std::cell::Cell;
use std::rc::Rc;

/// The most steps in which the rules of style sheets are compared with elements.
const MOST_MATCHED: usize = 30_000_000;

/// The most bytes of attributes that references may add to those of the file: of an outline, each that shows it makes its
/// own.
pub(super) const MOST_REPEATED: usize = 50_000_000;
/// How many selectors times declarations style sheets may have: of a rule, each selector has its own declarations.
const MOST_DECLARED: usize = 20_000_000;
/// The longest list of dashes or of families, in bytes: each shape and word has its own of those that it inherits.
pub(super) const LONGEST_LIST: usize = 1_000;
/// What it takes to find that something names what it stands in, in nodes.
const NODES_OF_CIRCLE: usize = 40;

/// The properties that name elements, and whether those within inherit what they name.
const NAMING: [(&str, bool); 8] = [
    ("clip-path", false),
    ("mask", false),
    ("filter", false),
    ("fill", true),
    ("stroke", true),
    ("marker-start", true),
    ("marker-mid", true),
    ("marker-end", true),
];

/// The ids that each of those properties names at a place.
type Named<'a> = [Option<Rc<Vec<&'a str>>>; NAMING.len()];

/// Refuses a drawing that has no end once references are followed, or of which too much is left.
pub(super) fn follow(document: &Document<'_>) -> Result<(), Fault> {
    let mut left = Left {
        nodes: MOST_NODES,
        letters: MOST_LETTERS,
        bytes: document.input_text().len() + MOST_REPEATED,
        matched: MOST_MATCHED,
    };
    let (mut sheet, mut declared) = (StyleSheet::new(), MOST_DECLARED);
    for node in document.descendants() {
        let is_css = matches!(node.attribute("type"), None | Some("text/css"));
        if let (true, true, Some(text)) = (node.has_tag_name("style"), is_css, node.text()) {
            let rules = without_words(text);
            for rule in rules.split('}') {
                let (selectors, declarations) = rule.split_once('{').unwrap_or((rule, ""));
                let pairs = (1 + selectors.matches(',').count())
                    .saturating_mul(1 + declarations.matches(';').count());
                take(&mut declared, pairs, Fault::TooManyStyled)?;
            }
            sheet.parse_more(text);
            take(&mut left.matched, sheet.rules.len(), Fault::TooManyStyled)?;
        }
    }
    let mut references = References {
        sheet,
        by_id: FxHashMap::default(),
        places: FxHashMap::default(),
    };
    let (root, outside) = (document.root_element(), Named::default());
    references.note(root, 0, &outside, &mut left.clone())?;
    references.node(root, 0, &outside, &mut Vec::new(), &mut left)
}

/// A style sheet without its comments and strings, in which any mark may stand.
fn without_words(sheet: &str) -> String {
    let (mut bare, mut rest) = (String::with_capacity(sheet.len()), sheet);
    while let Some(start) = rest.find(['/', '"', '\'']) {
        let (before, from) = rest.split_at(start);
        bare += before;
        let (mark, inside) = from.split_at(1);
        let end = match (mark, inside.strip_prefix('*')) {
            ("/", None) => Some(0),
            ("/", Some(comment)) => comment.find("*/").map(|at| at + "**/".len()),
            _ => inside.find(mark).map(|at| at + 1),
        };
        rest = end.map_or("", |end| &inside[end..]);
    }
    bare + rest
}

/// What a drawing may still hold.
#[derive(Clone)]
struct Left {
    nodes: usize,
    letters: usize,
    bytes: usize,
    matched: usize,
}

impl Left {
    fn letters<'a>(&mut self, nodes: impl Iterator<Item = Node<'a, 'a>>) -> Result<(), Fault> {
        let words = nodes.filter(Node::is_text).filter_map(|words| words.text());
        let letters = words.map(|words| words.chars().count()).sum();
        take(&mut self.letters, letters, Fault::TooManyLetters)
    }

    /// Takes so many times more what was taken since so much was left.
    fn repeat(&mut self, before: &Left, times: usize) -> Result<(), Fault> {
        let taken = |before: usize, left: usize| (before - left).saturating_mul(times);
        let nodes = taken(before.nodes, self.nodes);
        let (letters, bytes) = (
            taken(before.letters, self.letters),
            taken(before.bytes, self.bytes),
        );
        take(&mut self.nodes, nodes, Fault::TooMany)?;
        take(&mut self.letters, letters, Fault::TooManyLetters)?;
        take(&mut self.bytes, bytes, Fault::TooRepeated)
    }
}

fn take(left: &mut usize, count: usize, fault: Fault) -> Result<(), Fault> {
    *left = left.checked_sub(count).ok_or(fault)?;
    Ok(())
}

/// What is known of an element where it stands.
struct Place<'a> {
    /// What its own values name; an empty list where they name nothing, as `none` does.
    own: Named<'a>,
    /// Whether a value of its own says that it inherits.
    inherits: bool,
    /// What those around it name.
    outer: Named<'a>,
    /// The steps in which its rules are found.
    matched: usize,
    /// How many bytes its values have.
    bytes: usize,
}

struct References<'a> {
    sheet: StyleSheet<'a>,
    /// Of several with one id some references take the first, others the last.
    by_id: FxHashMap<&'a str, Vec<Node<'a, 'a>>>,
    places: FxHashMap<NodeId, Place<'a>>,
}

impl<'a> References<'a> {
    /// Notes what each element names where it stands.
    fn note(
        &mut self,
        node: Node<'a, 'a>,
        depth: usize,
        outer: &Named<'a>,
        left: &mut Left,
    ) -> Result<(), Fault> {
        if depth > DEEPEST {
            return Err(Fault::TooDeep);
        }
        if let Some(id) = node.attribute("id") {
            self.by_id.entry(id).or_default().push(node);
        }
        let place = self.place(node, outer, left)?;
        let named = place.named(outer, left)?;
        self.places.insert(node.id(), place);
        let mut children = node.children().filter(Node::is_element);
        children.try_for_each(|child| self.note(child, depth + 1, &named, left))
    }

    fn place(
        &self,
        node: Node<'a, 'a>,
        outer: &Named<'a>,
        left: &mut Left,
    ) -> Result<Place<'a>, Fault> {
        let attributes = node.attributes().map(|it| (it.name(), it.value()));
        let mut values: Vec<(&str, &'a str)> = attributes.collect();
        let matching = Matching {
            node,
            left: &Cell::new(left.matched),
        };
        for rule in &self.sheet.rules {
            if rule.selector.matches(&matching) {
                values.extend(rule.declarations.iter().map(|it| (it.name, it.value)));
            }
        }
        let matched = left.matched - matching.left.get();
        take(&mut left.matched, matched + 1, Fault::TooManyStyled)?;
        let bytes = values.iter().map(|(name, value)| name.len() + value.len());
        let bytes = bytes.sum();
        let style = DeclarationTokenizer::from(node.attribute("style").unwrap_or_default());
        values.extend(style.map(|it| (it.name, it.value)));
        take(&mut left.bytes, bytes, Fault::TooRepeated)?;
        for (name, value) in &values {
            let is_list = matches!(*name, "stroke-dasharray" | "font-family" | "font");
            if is_list && value.len() > LONGEST_LIST {
                return Err(Fault::LongList((*name).to_owned()));
            }
        }
        let (mut own, mut inherits) = (Named::default(), false);
        for (known, (property, _)) in own.iter_mut().zip(NAMING) {
            let is_it = |name: &str| name == property || is_shorthand(name, property);
            let values = values.iter().filter(|(name, _)| is_it(name));
            for (_, value) in values {
                inherits |= *value == "inherit";
                let ids = known.iter().flat_map(|known| known.iter().copied());
                *known = Some(Rc::new(ids.chain(targets(value)?).collect()));
            }
        }
        Ok(Place {
            own,
            inherits,
            outer: outer.clone(),
            matched,
            bytes,
        })
    }

    /// Goes through a node and all that it refers to, as a drawing of it would; `trail` is of the clips, masks,
    /// patterns and markers that it is within.
    fn node(
        &self,
        node: Node<'a, 'a>,
        depth: usize,
        outer: &Named<'a>,
        trail: &mut Vec<NodeId>,
        left: &mut Left,
    ) -> Result<(), Fault> {
        if depth > DEEPEST {
            return Err(Fault::TooDeep);
        }
        take(&mut left.nodes, 1, Fault::TooMany)?;
        let Some(place) = self.places.get(&node.id()) else {
            return Ok(());
        };
        take(&mut left.matched, place.matched, Fault::TooManyStyled)?;
        take(&mut left.bytes, place.bytes, Fault::TooRepeated)?;
        let tag = node.tag_name().name();
        if matches!(tag, "text" | "tspan" | "textPath") {
            left.letters(node.children())?;
        }
        let named = place.named(outer, left)?;
        for ((ids, own), (property, inherited)) in named.iter().zip(&place.own).zip(NAMING) {
            if inherited && !is_painted(tag) {
                continue;
            }
            let before = left.clone();
            for id in ids.iter().flat_map(|ids| ids.iter()) {
                let targets = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
                // What names itself is shown without: that is found out over all of the drawing, each time anew.
                let is_around = |target: &NodeId| match own {
                    _ if property.starts_with("marker") => trail.contains(target),
                    Some(_) => trail.last() == Some(target),
                    None => false,
                };
                if let [target] = targets
                    && is_around(&target.id())
                {
                    take(&mut left.nodes, NODES_OF_CIRCLE, Fault::TooMany)?;
                    continue;
                }
                for target in targets {
                    self.target(*target, depth, trail, left)?;
                }
            }
            if property == "marker-mid" && before.nodes > left.nodes {
                left.repeat(&before, vertices(node))?;
            }
        }
        for attribute in node.attributes().filter(|it| it.name() == "href") {
            let id = attribute.value().trim().strip_prefix('#');
            for target in id.and_then(|id| self.by_id.get(id)).into_iter().flatten() {
                match tag {
                    // A link is not followed.
                    "a" => {}
                    "use" => self.node(*target, depth + 1, &named, trail, left)?,
                    "tref" => left.letters(target.descendants())?,
                    _ => self.target(*target, depth, trail, left)?,
                }
            }
        }
        let is_named = matches!(tag, "clipPath" | "mask" | "pattern" | "marker");
        trail.extend(is_named.then(|| node.id()));
        let mut children = node.children().filter(Node::is_element);
        children.try_for_each(|child| self.node(child, depth + 1, &named, trail, left))?;
        trail.truncate(trail.len() - usize::from(is_named));
        Ok(())
    }

    /// Goes through what is named: it inherits from those around it where it stands.
    fn target(
        &self,
        target: Node<'a, 'a>,
        depth: usize,
        trail: &mut Vec<NodeId>,
        left: &mut Left,
    ) -> Result<(), Fault> {
        let outside = Named::default();
        let place = self.places.get(&target.id());
        let outer = place.map_or(&outside, |place| &place.outer);
        self.node(target, depth + 1, outer, trail, left)
    }
}

impl<'a> Place<'a> {
    /// What is named here, within what those around it name.
    fn named(&self, outer: &Named<'a>, left: &mut Left) -> Result<Named<'a>, Fault> {
        let mut named = self.own.clone();
        for ((known, outer), (_, inherited)) in named.iter_mut().zip(outer).zip(NAMING) {
            match known {
                None if inherited => known.clone_from(outer),
                // Which of its properties inherits is not told apart.
                Some(own) if self.inherits => {
                    let outer = outer.iter().flat_map(|ids| ids.iter().copied());
                    Rc::make_mut(own).extend(outer);
                }
                _ => {}
            }
            let ids = known.as_ref().map_or(0, |ids| ids.len());
            take(&mut left.matched, ids, Fault::TooManyStyled)?;
        }
        Ok(named)
    }
}

/// How many points a line has at most, at each of which it may be marked.
fn vertices(node: Node<'_, '_>) -> usize {
    let points = ["d", "points"].into_iter();
    let points = points.filter_map(|name| node.attribute(name));
    points.flat_map(numbers).count()
}

/// Whether a property stands for several, this one among them.
fn is_shorthand(name: &str, property: &str) -> bool {
    name == "marker" && property.starts_with(name)
}

/// Whether an element is painted in what it inherits.
fn is_painted(tag: &str) -> bool {
    matches!(
        tag,
        "path"
            | "rect"
            | "circle"
            | "ellipse"
            | "line"
            | "polyline"
            | "polygon"
            | "text"
            | "tspan"
            | "textPath"
            | "tref"
    )
}

/// An element that is compared with rules, as long as there are steps left: a selector of many elements that stand in
/// each other has no end.
#[derive(Clone, Copy)]
struct Matching<'a, 'l> {
    node: Node<'a, 'a>,
    left: &'l Cell<usize>,
}

impl Matching<'_, '_> {
    /// Whether there were so many steps.
    fn has(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }
}

impl simplecss::Element for Matching<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        let node = self.node.parent_element().filter(|_| self.has(1))?;
        Some(Matching { node, ..*self })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let node = self.node.prev_sibling_element().filter(|_| self.has(1))?;
        Some(Matching { node, ..*self })
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.has(1) && self.node.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        let value = self.node.attribute(name);
        self.has(1 + value.map_or(0, str::len) / 32) && value.is_some_and(|it| operator.matches(it))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.node.prev_sibling_element().is_none()
    }
}
