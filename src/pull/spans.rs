//! Prose, as paragraphs of a Word document say it.

use super::base::{Base, PlaceInLists};
use crate::commonmark::{Lost, Prose, ProseBlock, Setting, Span, SpanKind, Target, tidied};
use crate::document::{FieldPath, Language};
use crate::docx::{Link, NoteId, OBJECT, Paragraph, Reading};
use crate::ordered::Ordered;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A part of a paragraph that belongs to a prose field.
pub(crate) struct Part {
    /// The place of the paragraph in the document.
    pub at: usize,
    pub range: Range<usize>,
    pub depth: usize,
    pub mark: Option<bool>,
}

/// What prose is made of.
pub(crate) struct Sources<'a> {
    pub(super) paragraphs: &'a [Paragraph],
    pub(super) notes: &'a BTreeMap<NoteId, Vec<Paragraph>>,
    /// Where references lead, which languages passages are in and where paragraphs of notes stand in lists; a document
    /// that is none of ours has none.
    pub(super) base: Option<&'a Base<'a>>,
    /// The language of passages of the base that passages here are not in.
    pub(super) except: Option<&'a str>,
}

impl<'a> Sources<'a> {
    /// Those of a document that is none of ours.
    pub fn of_others(reading: &'a Reading) -> Sources<'a> {
        Sources {
            paragraphs: &reading.paragraphs,
            notes: &reading.notes,
            base: None,
            except: None,
        }
    }

    /// What the parts say.
    pub fn prose(&self, parts: &[Part]) -> Prose {
        let mut prose = Prose::default();
        for part in parts {
            let paragraph = &self.paragraphs[part.at];
            let notes = &mut Some(&mut prose.notes);
            let spans = self.spans(paragraph, part.range.clone(), notes);
            if !spans.is_empty() {
                prose.blocks.push(ProseBlock {
                    depth: part.depth,
                    mark: part.mark,
                    spans,
                    ..ProseBlock::default()
                });
            }
        }
        prose
    }

    /// Where a paragraph of a note stands in lists.
    fn place_in_note(&self, paragraph: &Paragraph) -> PlaceInLists {
        let Some(base) = self.base else {
            return PlaceInLists::shown(paragraph);
        };
        let mut anchors = paragraph.anchors.iter();
        let path = anchors.find_map(|anchor| base.path_of(&anchor.name));
        base.place_in_lists(paragraph, path.map(FieldPath::parse).as_ref())
    }

    /// The language of a passage: of those that the base has. Others come of the programs, which set a
    /// language for all that is typed.
    fn language(&self, said: Option<&str>) -> Option<String> {
        let said = Language(said?.to_owned());
        let mut known = self.base?.languages.iter().rev();
        let found = known.find(|known| said.is_kind_of(&known.0))?;
        let is_left_out = self.except.is_some_and(|except| found.is_kind_of(except));
        (!is_left_out).then(|| found.0.clone())
    }

    /// A stretch of the paragraph at `at` as a line of plain words, in which passages in other languages are marked.
    pub fn line(&self, at: usize, range: Range<usize>) -> String {
        let spans = self.spans(&self.paragraphs[at], range, &mut None);
        let mut line = String::new();
        for span in spans {
            let words = match span.kind {
                SpanKind::Words => span.words.as_str(),
                SpanKind::Break => " ",
                SpanKind::Note(_) => "",
            };
            match &span.language {
                Some(language) => line.push_str(&format!("[{words}]{{lang={language}}}")),
                None => line.push_str(words),
            }
        }
        super::values::line(&line)
    }

    /// The words of a stretch of a paragraph; its notes are added to `notes`, where there may be any.
    fn spans(
        &self,
        paragraph: &Paragraph,
        range: Range<usize>,
        notes: &mut Option<&mut Vec<Vec<ProseBlock>>>,
    ) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for run in &paragraph.runs {
            let from = run.range.start.max(range.start);
            let to = run.range.end.min(range.end);
            let Some(text) = paragraph.text.get(from..to).filter(|text| !text.is_empty()) else {
                continue;
            };
            if let Some(id) = &run.setting.note {
                if let Some(notes) = notes {
                    let paragraphs = self.notes.get(id).map(Vec::as_slice).unwrap_or_default();
                    let paragraphs = paragraphs.iter().map(|paragraph| {
                        let PlaceInLists { depth, mark } = self.place_in_note(paragraph);
                        let spans = self.spans(paragraph, 0..paragraph.text.len(), &mut None);
                        ProseBlock {
                            depth,
                            mark,
                            spans,
                            ..ProseBlock::default()
                        }
                    });
                    notes.push(paragraphs.filter(|note| !note.spans.is_empty()).collect());
                    spans.push(Span {
                        kind: SpanKind::Note(notes.len() - 1),
                        ..Span::default()
                    });
                }
                continue;
            }
            let target = match &run.setting.link {
                Some(Link::Uri(uri)) => Some(Target::Uri(uri.to_string())),
                Some(Link::Bookmark(name)) => {
                    let item = self.base.and_then(|base| base.targets.get(&**name));
                    Some(item.map_or(Target::Lost, |id| Target::Item(id.clone())))
                }
                None => None,
            };
            let formed = Span {
                words: String::new(),
                emphasis: run.setting.emphasis,
                strong: run.setting.strong,
                target,
                language: self.language(run.setting.language.as_deref()),
                kind: SpanKind::Words,
            };
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    spans.push(Span {
                        kind: SpanKind::Break,
                        ..formed.clone()
                    });
                }
                let words = line.replace(OBJECT, "").replace('\t', " ");
                if !words.is_empty() {
                    spans.push(Span {
                        words,
                        ..formed.clone()
                    });
                }
            }
        }
        tidied(spans)
    }
}

impl Prose {
    /// All its words, those of its notes too.
    fn spans(&self) -> impl Iterator<Item = &Span> {
        let blocks = self.blocks.iter().chain(self.notes.iter().flatten());
        blocks.flat_map(|block| &block.spans)
    }

    fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let blocks = self.blocks.iter_mut();
        let blocks = blocks.chain(self.notes.iter_mut().flatten());
        blocks.flat_map(|block| &mut block.spans)
    }

    /// Gives references that have lost where they lead to the items that the same words lead to in `base`;
    /// those of other words are words alone.
    pub fn find_lost(&mut self, base: Option<&Prose>) {
        let spans = base.into_iter().flat_map(Prose::spans);
        let leading = spans.filter(|span| matches!(span.target, Some(Target::Item(_))));
        let known: BTreeMap<&str, &Option<Target>> = leading
            .map(|span| (span.words.as_str(), &span.target))
            .into_map();
        for span in self.spans_mut() {
            if span.target == Some(Target::Lost) {
                let target = known.get(span.words.as_str()).copied();
                span.target = target.cloned().flatten();
            }
        }
    }

    /// Gives words whose link cannot be written the one again that the same words have in `base`; whether there are any.
    pub fn keep_links(&mut self, lost: &[Lost], base: &Prose) -> bool {
        let links = lost.iter().filter(|lost| lost.setting == Setting::Link);
        let lost: Vec<&Option<Target>> = links.map(|lost| &lost.target).collect();
        let linked = base.spans().filter(|span| span.target.is_some());
        let known: BTreeMap<&str, &Span> =
            linked.map(|span| (span.words.as_str(), span)).into_map();
        let mut is_any = false;
        for span in self.spans_mut().filter(|span| lost.contains(&&span.target)) {
            if let Some(was) = known.get(span.words.as_str()) {
                is_any |= span.target != was.target;
                span.target.clone_from(&was.target);
            }
        }
        is_any
    }

    /// Gives strong words that are emphasised in `base` their emphasis again: Pandoc takes both for strong in words
    /// from right to left, whose letters have no italics.
    pub fn find_lost_emphasis(&mut self, base: &Prose) {
        let emphasised = base.spans().filter(|span| span.emphasis && !span.strong);
        let was: BTreeSet<&str> = emphasised.map(|span| span.words.trim()).into_set();
        for span in self.spans_mut() {
            if span.strong && !span.emphasis && was.contains(span.words.trim()) {
                (span.emphasis, span.strong) = (true, false);
            }
        }
    }
}
