//! An edition: the words of a translation in the place of the brief's.

use super::super::characters;
use super::super::literal::Literal;
use super::super::markup;
use super::super::model::{Brief, CellValue, Passage, Prose};
use super::super::passage;
use super::super::words::{nearest, one_line, quoted};
use super::align::{Freshness, align};
use super::diff::word_diff;
use super::passage::{Digest, SlotWords, passages, slots};
use super::{Target, Translation, Unit};
use crate::diagnostic::{self, Diagnostic, Source};
use crate::document::{
    Block, BlockKind, Document, Inline, InlineKind, InputFile, Language, Origin,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A brief in another language.
pub struct Edition {
    /// The brief with the words of the translation.
    pub brief: Brief,
    /// What stands in it in the language of the original.
    pub untranslated: Untranslated,
}

/// The passages of an edition that are in the language of the original.
pub struct Untranslated {
    language: Language,
    /// The paths of their fields.
    paths: BTreeSet<String>,
}

impl Untranslated {
    /// Gives the nodes of these passages in `document` their language.
    pub fn mark(&self, document: &mut Document) {
        if self.paths.is_empty() {
            return;
        }
        document.visit_nodes_mut(&mut |node| {
            let Some(origin) = &node.origin else {
                return;
            };
            // Later paragraphs of prose have a number behind the path of their field.
            let field = origin.path.split(':').next().unwrap_or_default();
            if origin.file == InputFile::Brief
                && node.language.is_none()
                && self.paths.contains(field)
            {
                node.language = Some(self.language.clone());
            }
        });
    }
}

impl Translation {
    /// Puts the words of the translation, which stands in `file`, into `brief`, which was read from `original` for
    /// an edition in this language and is written in `source_language`. There is an edition if nothing that is
    /// wrong is an error; what is not translated stays as it is.
    pub fn apply(
        &self,
        file: &Source,
        mut brief: Brief,
        original: &Source,
        source_language: &Language,
    ) -> (Option<Edition>, Vec<Diagnostic>) {
        let language = &self.language.value;
        if language == source_language {
            let what = format!("the brief is written in `{}` itself", language.0);
            let wrong = Diagnostic::error("same-language", what)
                .at_origin(Some(&self.language.origin))
                .help("write the tag of another language");
            return (None, vec![wrong]);
        }
        let mut applying = Applying {
            file,
            translation: self,
            ids: item_ids(&brief),
            source_language,
            diagnostics: Vec::new(),
        };
        let passages = passages(&mut brief, original);
        let places = align(&passages, &self.units);
        let unit_of: HashMap<(&str, &Digest), usize> = passages
            .iter()
            .zip(&places)
            .filter_map(|(passage, place)| {
                Some(((passage.path.as_str(), &passage.digest), (*place)?))
            })
            .collect();
        let mut told = BTreeSet::new();
        let mut paths = BTreeSet::new();
        for slot in slots(&mut brief, language) {
            let passage = slot.passage(original);
            let place = unit_of.get(&(passage.path.as_str(), &passage.digest));
            let unit = place.map(|place| &self.units[*place]);
            // Words that stand in a list twice are told of once.
            let new = told.insert((passage.path.clone(), passage.digest.clone()));
            let translated = match unit {
                None => {
                    if new {
                        applying.lacks(slot.origin());
                    }
                    None
                }
                Some(unit) if !unit.translate => None,
                Some(unit) => match unit.translated() {
                    None => {
                        if new {
                            applying.untranslated(unit, &passage.text);
                        }
                        None
                    }
                    Some(target) => {
                        if new && let Freshness::Outdated(old) = Freshness::of(unit, &passage) {
                            applying.outdated(unit, target, old.as_deref(), &passage.unwrapped());
                        }
                        Some(target)
                    }
                },
            };
            let Some(target) = translated else {
                paths.insert(slot.origin().path.clone());
                continue;
            };
            let origin = Origin {
                file: InputFile::Translation,
                path: slot.origin().path.clone(),
                span: Some(target.span.clone()),
            };
            match slot.words {
                SlotWords::Line(text) => {
                    (text.value, text.passages) = applying.line(target, new);
                    text.origin = origin;
                }
                SlotWords::Cell(cell) => {
                    let (words, passages) = applying.line(target, new);
                    cell.value = CellValue::Text(words, passages);
                    cell.origin = origin;
                }
                SlotWords::Prose(prose) => {
                    if let Some(translated) = applying.prose(target, &origin, prose, new) {
                        *prose = translated;
                    }
                }
            }
        }
        let known: Vec<String> = passages
            .iter()
            .zip(&places)
            .filter(|(_, place)| place.is_none())
            .map(|(passage, _)| passage.keys().join("."))
            .collect();
        let used: BTreeSet<usize> = places.iter().flatten().copied().collect();
        for (index, unit) in self.units.iter().enumerate() {
            if !used.contains(&index) {
                applying.unknown(unit, &known);
            }
        }
        let mut diagnostics = applying.diagnostics;
        diagnostic::sort(&mut diagnostics);
        let wrong = diagnostics
            .iter()
            .any(|diagnostic| diagnostic.level == diagnostic::Level::Error);
        let edition = Edition {
            brief,
            untranslated: Untranslated {
                language: source_language.clone(),
                paths,
            },
        };
        ((!wrong).then_some(edition), diagnostics)
    }
}

fn of_file(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.file = InputFile::Translation;
    diagnostic
}

/// What the passages of one translation are read with.
struct Applying<'a> {
    file: &'a Source,
    translation: &'a Translation,
    ids: BTreeSet<String>,
    source_language: &'a Language,
    diagnostics: Vec<Diagnostic>,
}

impl Applying<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(of_file(diagnostic));
    }

    /// A passage that the file does not hold.
    fn lacks(&mut self, origin: &Origin) {
        let language = &self.translation.language.value.0;
        self.diagnostics.push(
            Diagnostic::warning(
                "untranslated",
                format!("{} lacks this passage", self.file.path.display()),
            )
            .at_origin(Some(origin))
            .help(format!(
                "`briefgen translate` with `--to {language}` adds it; until it is translated it stands in `{}`",
                self.source_language.0
            )),
        );
    }

    fn untranslated(&mut self, unit: &Unit, text: &str) {
        let span = unit
            .target
            .as_ref()
            .map_or(&unit.span, |target| &target.span);
        self.report(
            Diagnostic::warning(
                "untranslated",
                format!("this passage is not translated: “{}”", quoted(&one_line(text))),
            )
            .at(span.clone())
            .help(format!(
                "write its translation as `target`, or `translate = false` where it is to stay as it is; \
                 until then it stands in `{}`",
                self.source_language.0
            )),
        );
    }

    fn outdated(&mut self, unit: &Unit, target: &Target, old: Option<&str>, new: &str) {
        let now = match old {
            Some(old) => word_diff(old, new),
            None => one_line(new),
        };
        let then = match &unit.outdated {
            Some(_) => "revise `target`, and delete the line `outdated`",
            None => "run `briefgen translate`, revise `target`, and delete the line `outdated`",
        };
        self.report(
            Diagnostic::warning(
                "outdated",
                "the brief has changed since this passage was translated",
            )
            .at(target.span.clone())
            .help(format!("{then}; the brief says now: {now}")),
        );
    }

    /// A unit that belongs to no passage; `open` are the keys of passages that have no unit.
    fn unknown(&mut self, unit: &Unit, open: &[String]) {
        let keys = unit.keys.join(".");
        let help = match nearest(&keys, open.iter().map(String::as_str)) {
            Some(near) if near != keys => format!("write `[{near}]`"),
            _ => "`briefgen translate` moves it out of the way, and keeps its words".to_owned(),
        };
        let what = match unit.index {
            None => format!("the brief has no passage `{}`", quoted(&keys)),
            Some(_) => format!("the brief has no such passage in `{}`", quoted(&keys)),
        };
        self.report(
            Diagnostic::warning("unknown-passage", what)
                .at(unit.span.clone())
                .help(help),
        );
    }

    /// How the words of `target` lie in the file; what is wrong with their characters is told where `tell`.
    fn literal(&mut self, target: &Target, tell: bool) -> Literal {
        let literal = Literal::new(&self.file.text, target.span.clone(), &target.text);
        if tell {
            for diagnostic in characters::check(&target.text, &literal) {
                self.report(diagnostic);
            }
        }
        literal
    }

    /// The line of words of `target` without the marks of its passages in other languages, and these.
    fn line(&mut self, target: &Target, tell: bool) -> (String, Vec<Passage>) {
        let literal = self.literal(target, tell);
        let line = passage::line(&target.text, &literal);
        if tell {
            let markup = markup::in_plain_words(&target.text, &literal, None);
            for diagnostic in line.diagnostics.into_iter().chain(markup) {
                self.report(diagnostic);
            }
        }
        (line.words, line.passages)
    }

    /// The prose of `target`; what is wrong with it is told where `tell`.
    fn prose(
        &mut self,
        target: &Target,
        origin: &Origin,
        source: &Prose,
        tell: bool,
    ) -> Option<Prose> {
        let literal = self.literal(target, tell);
        let reading = markup::read(&target.text, &literal, origin);
        if !tell {
            return reading.prose;
        }
        for mention in reading.mentions {
            if self.ids.contains(&mention.id) {
                continue;
            }
            let help = match nearest(&mention.id, self.ids.iter().map(String::as_str)) {
                Some(near) => format!("write `#{near}`"),
                None => "write the `id` of an item of the brief behind `#`".to_owned(),
            };
            let what = format!("no item has the id `{}`", quoted(&mention.id));
            self.report(
                Diagnostic::error("unknown-reference", what)
                    .at(mention.span)
                    .help(help),
            );
        }
        for diagnostic in reading.diagnostics {
            self.report(diagnostic);
        }
        let prose = reading.prose?;
        for (what, help) in differences(source, &prose) {
            self.report(
                Diagnostic::warning("markup-differs", what)
                    .at(target.span.clone())
                    .help(help),
            );
        }
        Some(prose)
    }
}

/// What the markup of a translation lacks of its source's, or has beside it.
fn differences(source: &Prose, translated: &Prose) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (of_source, of_translation) = (links(source), links(translated));
    for (link, count) in &of_source {
        if of_translation.get(link).unwrap_or(&0) < count {
            found.push((
                format!("the translation lacks the link to `{}`", quoted(link)),
                format!("write `[…]({link})` round the words that it belongs to"),
            ));
        }
    }
    for (link, count) in &of_translation {
        if of_source.get(link).unwrap_or(&0) < count {
            found.push((
                format!("the source has no link to `{}`", quoted(link)),
                "write the link as the source has it, or leave it out".to_owned(),
            ));
        }
    }
    let (ours, theirs) = (translated.notes.len(), source.notes.len());
    if ours != theirs {
        let counted = |count: usize| match count {
            1 => "1 footnote".to_owned(),
            count => format!("{count} footnotes"),
        };
        found.push((
            format!("the source has {}, the translation {ours}", counted(theirs)),
            "keep `[^…]` in the text, and the words of the note behind `[^…]:` below".to_owned(),
        ));
    }
    found
}

/// Where the links of a prose lead, and how many lead there.
fn links(prose: &Prose) -> BTreeMap<String, usize> {
    fn of_inlines(inlines: &[Inline], links: &mut BTreeMap<String, usize>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Link { uri, .. } => *links.entry(uri.clone()).or_default() += 1,
                InlineKind::Reference { anchor, .. } => {
                    *links.entry(format!("#{anchor}")).or_default() += 1;
                }
                _ => {}
            }
            of_inlines(inline.children(), links);
        }
    }
    fn of_blocks(blocks: &[Block], links: &mut BTreeMap<String, usize>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) => of_inlines(&paragraph.content, links),
                BlockKind::List(list) => {
                    for item in &list.items {
                        of_blocks(&item.blocks, links);
                    }
                }
                _ => {}
            }
        }
    }
    let mut links = BTreeMap::new();
    of_blocks(&prose.blocks, &mut links);
    for note in &prose.notes {
        of_blocks(&note.blocks, &mut links);
    }
    links
}

/// The ids of the items of a brief to which prose can refer.
fn item_ids(brief: &Brief) -> BTreeSet<String> {
    brief.item_ids().into_iter().map(str::to_owned).collect()
}
