//! An edition: the words of a translation in the place of the brief's.

use super::super::characters;
use super::super::literal::Literal;
use super::super::markup;
use super::super::model::{Abbreviation, Brief, CellValue, Field, Passage, Prose, Text};
use super::super::passage;
use super::super::words::{SUGGESTIONS, nearest, one_line, quoted};
use super::super::{letters, placeholder};
use super::align::{Freshness, align};
use super::copied::is_copied;
use super::diff::word_diff;
use super::links::Links;
use super::markup_differences::differences;
use super::numbers::exchanged;
use super::passage::{Digest, Passage as BriefPassage, SlotWords, figures, passages, slots};
use super::read::top_field;
use super::{Target, Translation, Unit};
use crate::diagnostic::{self, Diagnostic, Source};
use crate::document::{Document, InputFile, Language, Origin};
use crate::locale::{Locale, decimal_digit};
use crate::ordered::Ordered;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The code of what is said of a passage that is still to be translated.
pub const UNTRANSLATED: &str = "untranslated";
/// The code of what is said of one that has changed since it was translated.
pub const OUTDATED: &str = "outdated";

/// A brief in another language.
pub struct Edition {
    /// The brief with the words of the translation.
    pub brief: Brief,
    /// What stands in it in the language of the original.
    pub untranslated: Untranslated,
    /// How far the translation is.
    pub progress: Progress,
}

/// How far a translation is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Progress {
    /// The passages of the brief.
    pub passages: usize,
    /// Those that are still to be translated.
    pub untranslated: usize,
    /// Those that have changed since they were translated.
    pub outdated: usize,
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
        document.visit_nodes_mut(&mut |node, _| {
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
            is_repeated: false,
            diagnostics: Vec::new(),
            suggestions: 0,
        };
        let passages = passages(&mut brief, original);
        let places = align(&passages, &self.units);
        let units = passages.iter().zip(&places).filter_map(|(passage, place)| {
            let unit = &self.units[(*place)?];
            Some(((passage.path.as_str(), &passage.digest), unit))
        });
        let is_sorted = Locale::for_language(source_language).is_some_and(|locale| {
            brief
                .abbreviations
                .is_sorted_by_key(|one| place(&locale, one))
        });
        let paths = applying.put_words(&mut brief, original, &units.collect());
        write_figures(&mut brief, source_language, language);
        if let Some(locale) = Locale::for_language(language).filter(|_| is_sorted) {
            let abbreviations = &mut brief.abbreviations;
            abbreviations.sort_unstable_by_key(|one| place(&locale, one));
        }
        applying.check_letters();
        applying.unknown_units(&passages, &places);
        let mut diagnostics = applying.diagnostics;
        diagnostic::sort(&mut diagnostics);
        let wrong = diagnostics.iter().any(Diagnostic::is_error);
        let count = |code| diagnostics.iter().filter(|one| one.code == code).count();
        let edition = Edition {
            progress: Progress {
                passages: passages.len(),
                untranslated: count(UNTRANSLATED),
                outdated: count(OUTDATED),
            },
            brief,
            untranslated: Untranslated {
                language: source_language.clone(),
                paths,
            },
        };
        ((!wrong).then_some(edition), diagnostics)
    }
}

/// What an abbreviation has its place by, where a list of them is in the order of the alphabet.
fn place(locale: &Locale, abbreviation: &Abbreviation) -> (Vec<u32>, String) {
    let short = &abbreviation.short.value;
    (locale.alphabetical(short), short.clone())
}

/// Writes the figures of a brief in the way of the language of its edition.
fn write_figures(brief: &mut Brief, from: &Language, to: &Language) {
    let locales = Locale::for_language(from).zip(Locale::for_language(to));
    let Some((from, to)) = locales else {
        return;
    };
    // The number of the brief is a fact, in the digits of each language; “CN-17/2018” is a name.
    let number = brief.number.as_mut();
    let is_bare = |number: &&mut Text| number.value.chars().all(|c| decimal_digit(c).is_some());
    if let Some(number) = number.filter(is_bare) {
        number.value = to.figures(&number.value, &from);
    }
    for slot in figures(brief) {
        match slot.words {
            SlotWords::Line(text) if text.passages.is_empty() => {
                text.value = to.figures(&text.value, &from);
            }
            SlotWords::Cell(Field {
                value: CellValue::Text(words, passages),
                ..
            }) if passages.is_empty() => *words = to.figures(words, &from),
            _ => {}
        }
    }
}

/// What the passages of one translation are read with.
struct Applying<'a> {
    file: &'a Source,
    translation: &'a Translation,
    ids: BTreeSet<String>,
    source_language: &'a Language,
    /// Whether the passage at hand stands in its list a second time: what is to be said of it was told at the first.
    is_repeated: bool,
    diagnostics: Vec<Diagnostic>,
    /// How many words have been compared with all that can be meant.
    suggestions: usize,
}

impl<'a> Applying<'a> {
    /// Whether one more word is compared with all that can be meant.
    fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= SUGGESTIONS
    }

    fn report(&mut self, mut diagnostic: Diagnostic) {
        if !self.is_repeated {
            diagnostic.file = InputFile::Translation;
            self.diagnostics.push(diagnostic);
        }
    }

    fn warn(
        &mut self,
        code: &'static str,
        what: impl Into<String>,
        span: &Range<usize>,
        help: impl Into<String>,
    ) {
        self.report(Diagnostic::warning(code, what).at(span.clone()).help(help));
    }

    /// Puts the words of the translation into the places of `brief`; hands back the paths of the fields that stay
    /// as they are.
    fn put_words(
        &mut self,
        brief: &mut Brief,
        original: &Source,
        units: &HashMap<(&str, &Digest), &'a Unit>,
    ) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut untranslated = BTreeSet::new();
        for slot in slots(brief, &self.translation.language.value) {
            let passage = slot.passage(original);
            let path = slot.origin().path.clone();
            let unit = units
                .get(&(passage.path.as_str(), &passage.digest))
                .copied();
            let target = unit.and_then(|unit| unit.translated().filter(|_| unit.translate));
            self.is_repeated = !seen.insert((passage.path.clone(), passage.digest.clone()));
            if !self.is_repeated {
                self.check_passage(&passage, unit, target, slot.origin());
            }
            match target {
                Some(target) => {
                    let then = unit.and_then(Unit::words_then);
                    let links = Links::between(then.unwrap_or(&passage.text), &passage.text);
                    self.put(target, &links, path, slot.words);
                }
                None => {
                    if let SlotWords::Line(text) = slot.words {
                        text.untranslated = Some(self.source_language.clone());
                    }
                    untranslated.insert(path);
                }
            }
        }
        self.is_repeated = false;
        untranslated
    }

    /// Tells what is to be done about a passage that stands at `origin` in the brief.
    fn check_passage(
        &mut self,
        passage: &BriefPassage,
        unit: Option<&Unit>,
        target: Option<&Target>,
        origin: &Origin,
    ) {
        let Some(unit) = unit else {
            return self.lacks(origin);
        };
        if unit.edited_source(passage).is_some() {
            self.edited_source(unit, &passage.text);
        }
        if unit.translate && target.is_none() {
            self.untranslated(unit, &passage.text);
        } else if let Freshness::Outdated(old) = Freshness::of(unit, passage) {
            self.outdated(unit, target, old.as_deref(), &passage.unwrapped());
        } else if let Some(target) = target {
            self.check_words(unit, target, passage);
        }
    }

    /// Puts the words of `target`, whose links lead where `links` says, into the place of a passage at `path`.
    fn put(&mut self, target: &Target, links: &Links<'_>, path: String, words: SlotWords<'_>) {
        let origin = Origin {
            file: InputFile::Translation,
            path,
            span: Some(target.span.clone()),
        };
        match words {
            SlotWords::Line(text) => {
                (text.value, text.passages) = self.line(target);
                text.origin = origin;
            }
            SlotWords::Cell(cell) => {
                let (words, passages) = self.line(target);
                cell.value = CellValue::Text(words, passages);
                cell.origin = origin;
            }
            SlotWords::Prose(prose) => {
                if let Some(translated) = self.prose(target, links, &origin, prose) {
                    *prose = translated;
                }
            }
        }
    }

    /// Tells of letters, quotation marks and sentences that are those of other languages.
    fn check_letters(&mut self) {
        let Translation {
            language, units, ..
        } = self.translation;
        let targets = units.iter().filter(|unit| unit.translate);
        let targets = targets.filter_map(Unit::translated);
        let texts = targets.map(|target| (target.text.as_str(), target.span.clone()));
        for warning in letters::of_texts(&language.value, &self.file.text, texts) {
            self.report(warning);
        }
    }

    /// Tells of units that belong to no passage; `places` are those of the units of `passages`.
    fn unknown_units(&mut self, passages: &[BriefPassage], places: &[Option<usize>]) {
        // Those that have no unit yet come first.
        let mut known: Vec<(bool, String)> = passages
            .iter()
            .zip(places)
            .map(|(passage, place)| (place.is_some(), passage.keys().join(".")))
            .collect();
        known.sort_unstable();
        let used: BTreeSet<usize> = places.iter().flatten().copied().into_set();
        for (index, unit) in self.translation.units.iter().enumerate() {
            if !used.contains(&index) {
                let known = if self.may_suggest() { &known[..] } else { &[] };
                self.unknown(unit, known);
            }
        }
    }

    /// A passage that the file does not hold.
    fn lacks(&mut self, origin: &Origin) {
        let language = &self.translation.language.value.0;
        let what = format!("{} lacks this passage", self.file.path.display());
        let help = format!(
            "`briefgen translate` with `--to {language}` adds what is missing; until it is translated it stands in `{}`",
            self.source_language.0
        );
        let warning = Diagnostic::warning(UNTRANSLATED, what).at_origin(Some(origin));
        self.diagnostics.push(warning.help(help));
    }

    fn edited_source(&mut self, unit: &Unit, text: &str) {
        let help = format!(
            "the brief says: “{}”; if the translation stands there, move it to `target`; `briefgen translate` writes \
             `source` anew",
            quoted(text)
        );
        let what = "somebody has changed this `source`";
        self.warn("edited-source", what, &unit.span, help);
    }

    fn untranslated(&mut self, unit: &Unit, text: &str) {
        let target = unit.target.as_ref();
        let span = target.map_or(&unit.span, |target| &target.span);
        let what = format!("this passage is not translated: “{}”", quoted(text));
        let help = format!(
            "write the translation as `target`, or `translate = false` where the words are to stay as they are; until \
             then they stand in `{}`",
            self.source_language.0
        );
        self.warn(UNTRANSLATED, what, span, help);
    }

    /// A passage whose words are others than those for which its translation was made, or for which somebody decided
    /// that there is to be none.
    fn outdated(&mut self, unit: &Unit, target: Option<&Target>, old: Option<&str>, new: &str) {
        let now = match old {
            Some(old) => word_diff(old, new),
            None => one_line(new),
        };
        let (what, revise) = match target {
            Some(_) => (
                "the brief has changed since this passage was translated",
                "revise `target`",
            ),
            None => (
                "the brief has changed since somebody decided that this passage stays as it is",
                "check that it still may",
            ),
        };
        let then = match &unit.outdated {
            Some(_) => format!("{revise}, if that is not done yet, and delete the line `outdated`"),
            None => format!("run `briefgen translate`, {revise}, and delete the line `outdated`"),
        };
        let span = target.map_or(&unit.span, |target| &target.span);
        let help = format!("{then}; the brief says now: {now}");
        self.warn(OUTDATED, what, span, help);
    }

    /// Tells of words of a translation that are still those of the brief, and of numbers that are others.
    fn check_words(&mut self, unit: &Unit, target: &Target, passage: &BriefPassage) {
        // What somebody has read, or what is final, is meant to be as it is.
        if unit.state.is_some() {
            return;
        }
        let language = &self.translation.language.value;
        if is_copied(&target.text, passage, self.source_language, language) {
            let own = &self.source_language.0;
            let what = format!("this `target` is what the brief says in `{own}`");
            let help = "translate it, or write `translate = false` in the place of `target` where the passage stays \
                        as it is; `state = \"reviewed\"` where both languages say it so";
            self.warn("same-as-source", what, &target.span, help);
        }
        let languages = [self.source_language, language];
        if let Some((missing, instead)) = exchanged(&passage.text, &target.text, languages) {
            let what = format!("the source has {missing} where the translation has {instead}");
            let help = "write the numbers of the source, or `state = \"reviewed\"` where the translation is right";
            self.warn("numbers-differ", what, &target.span, help);
        }
    }

    /// A unit that belongs to no passage; `known` are the keys of all passages, and whether each has a unit.
    fn unknown(&mut self, unit: &Unit, known: &[(bool, String)]) {
        let keys = unit.keys.join(".");
        let near = |has_unit: bool| {
            let of_these = known.iter().filter(|(has, _)| *has == has_unit);
            let near = nearest(&keys, of_these.map(|(_, keys)| keys.as_str()));
            near.filter(|near| *near != keys)
        };
        let has_words = unit.translated().is_some();
        let help = match (near(false), near(true)) {
            (Some(near), _) => format!("write `[{near}]`"),
            (None, Some(near)) => {
                format!("if `[{near}]` is meant, which is there too, bring the two together")
            }
            _ if has_words => {
                "`briefgen translate` moves it out of the way, and keeps its words".to_owned()
            }
            _ => "delete it, or run `briefgen translate`".to_owned(),
        };
        let what = match unit.index {
            None => format!("the brief has no passage `{}`", quoted(&keys)),
            Some(_) => format!("the brief has no such passage in `{}`", quoted(&keys)),
        };
        self.warn("unknown-passage", what, &unit.span, help);
    }

    /// How the words of `target` lie in the file; what is wrong with their characters is told.
    fn literal(&mut self, target: &Target) -> Literal {
        let literal = Literal::new(&self.file.text, target.span.clone(), &target.text);
        let language = &self.translation.language.value;
        let wrong = characters::check(&target.text, Some(language), &literal);
        let at = top_field("target", (), target.span.clone()).origin;
        let unfilled = placeholder::of_words("target", &target.text, &at);
        for diagnostic in wrong.into_iter().chain(unfilled) {
            self.report(diagnostic);
        }
        literal
    }

    /// The line of words of `target` without the marks of its passages in other languages, and these.
    fn line(&mut self, target: &Target) -> (String, Vec<Passage>) {
        let literal = self.literal(target);
        let line = passage::line(&target.text, &literal);
        let markup = markup::in_plain_words(&target.text, &literal, None);
        for diagnostic in line.diagnostics.into_iter().chain(markup) {
            self.report(diagnostic);
        }
        (line.words, line.passages)
    }

    /// The prose of `target`, which takes the place of `source`; what is wrong with it is told.
    fn prose(
        &mut self,
        target: &Target,
        links: &Links<'_>,
        origin: &Origin,
        source: &Prose,
    ) -> Option<Prose> {
        let literal = self.literal(target);
        let mut reading = markup::read(&target.text, &literal, origin);
        if let Some(prose) = &mut reading.prose {
            links.in_prose(prose, &self.ids);
        }
        for mention in reading.mentions {
            if self.ids.contains(links.now(&mention.id)) {
                continue;
            }
            let may_suggest = self.may_suggest();
            let ids = self.ids.iter().map(String::as_str);
            let near = may_suggest.then(|| nearest(&mention.id, ids)).flatten();
            let help = match near {
                Some(near) => format!("write `#{near}`"),
                None => "write the `id` of an item of the brief behind `#`".to_owned(),
            };
            let help = format!("{help}; until then its words stand there without a link");
            let what = format!("no item has the id `{}`", quoted(&mention.id));
            self.warn("unknown-reference", what, &mention.span, help);
        }
        for diagnostic in reading.diagnostics {
            self.report(diagnostic);
        }
        let prose = reading.prose?;
        for (what, help) in differences(source, &prose) {
            self.warn("markup-differs", what, &target.span, help);
        }
        Some(prose)
    }
}

/// The ids of the items of a brief to which prose can refer.
fn item_ids(brief: &Brief) -> BTreeSet<String> {
    brief.item_ids().into_iter().map(str::to_owned).into_set()
}
