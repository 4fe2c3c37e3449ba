//! Numbers of tables and figures that are typed among the writer's words: they are given by place, and what is typed may
//! name another, or none.

use super::words_around_slots;
use crate::diagnostic::Diagnostic;
use crate::document::{
    Block, BlockKind, Caption, Document, Inline, InlineKind, Node, Origin, SectionRole, plain_text,
};
use crate::locale::{Locale, Message, decimal_digit, said_last};
use crate::words::common_start;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// The messages that number tables, and figures and charts.
const LABELS: [Message; 2] = [Message::CaptionTable, Message::CaptionFigure];
/// The fewest letters that a label is shortened to: “табл. 1”.
const SHORTENED: usize = 3;
/// The letters at least that a label has in all its forms, unless it has fewer.
const STEM: usize = 4;
/// How many letters a form of a label has more than it, or fewer, at most: “рисунками”.
const ENDING: usize = 3;
/// The most digits of such a number: years have more.
const DIGITS: usize = 2;
/// What stands in the place of words that are not looked at.
const GAP: char = '\u{fffc}';

/// A warning for each table or figure that a paragraph, a heading or a cell of `document` names by a number that it does
/// not have. `locale` is that of the document. Footnotes and references are left out: they name tables of other
/// documents.
pub(crate) fn wrong_numbers(document: &Document, locale: &Locale) -> Vec<Diagnostic> {
    let mut labels = Labels {
        labels: LABELS.map(|message| Label::of(locale, message)),
        captions: BTreeMap::new(),
        lasts: [None; 2],
        locale,
    };
    let mut written = Vec::new();
    let mut left: Vec<&Block> = document.blocks.iter().rev().collect();
    while let Some(block) = left.pop() {
        let anchor = block.node.anchor.as_deref();
        let caption = match &block.kind {
            BlockKind::Table(table) => Some((0, table.caption.as_ref())),
            BlockKind::Figure(figure) => Some((1, figure.caption.as_ref())),
            BlockKind::Chart(chart) => Some((1, chart.data.caption.as_ref())),
            _ => None,
        };
        if let Some((kind, Some(caption))) = caption {
            labels.lasts[kind] = Some((anchor.unwrap_or_default(), caption));
            labels
                .captions
                .extend(anchor.map(|anchor| (anchor, caption)));
        }
        match &block.kind {
            BlockKind::Section(section) if section.role == SectionRole::References => {}
            BlockKind::Paragraph(paragraph) => {
                written.extend(
                    block
                        .node
                        .origin
                        .as_ref()
                        .map(|field| (field, &*paragraph.content)),
                );
            }
            BlockKind::Heading(heading) => fields(&block.node, &heading.content, &mut written),
            kind => {
                if let BlockKind::Table(table) = kind {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        fields(&cell.node, &cell.content, &mut written);
                    }
                }
                left.extend(block.children().into_iter().rev());
            }
        }
    }
    let written = written.into_iter();
    let warnings = written.flat_map(|(origin, content)| labels.warnings(origin, content));
    warnings.collect()
}

/// Adds the fields in `content`, whose node is `node`, to `found`: all of it is one, or those of its inlines.
fn fields<'d>(node: &'d Node, content: &'d [Inline], found: &mut Vec<(&'d Origin, &'d [Inline])>) {
    match &node.origin {
        Some(origin) => found.push((origin, content)),
        None => content
            .iter()
            .for_each(|inline| fields(&inline.node, inline.children(), found)),
    }
}

/// A table or figure that is named by number.
struct Mention {
    /// Which of the labels.
    kind: usize,
    /// Where in the words.
    place: Range<usize>,
    number: u32,
}

/// What is wrong, and what to write instead.
type Wrong = (String, String);

/// The labels of a language, and what a document has numbered with them.
struct Labels<'d> {
    labels: [Label; 2],
    captions: BTreeMap<&'d str, &'d Caption>,
    /// Of each label the last that has it, with its id.
    lasts: [Option<(&'d str, &'d Caption)>; 2],
    locale: &'d Locale,
}

impl Labels<'_> {
    /// What is wrong in a field: of its links, and then of the words outside of them.
    fn warnings(&self, origin: &Origin, content: &[Inline]) -> Vec<Diagnostic> {
        let (mut words, mut wrong) = (String::new(), Vec::new());
        self.of_links(content, &mut words, &mut wrong);
        wrong.extend(self.of_words(&words));
        // What is named twice is told once.
        let mut told = HashSet::new();
        wrong.retain(|one| told.insert(one.clone()));
        let warnings = wrong.into_iter().map(|(what, help)| {
            Diagnostic::warning("typed-number", what)
                .at_origin(Some(origin))
                .help(help)
        });
        warnings.collect()
    }

    /// What is wrong with links whose words name another number than that of their target; the words outside of such
    /// links are added to `words`.
    fn of_links(&self, content: &[Inline], words: &mut String, wrong: &mut Vec<Wrong>) {
        for inline in content {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Separator(text) => words.push_str(text),
                InlineKind::Reference { anchor, content }
                    if let Some(caption) = self.captions.get(anchor.as_str()) =>
                {
                    words.push(GAP);
                    wrong.extend(self.of_link(anchor, &plain_text(content), caption));
                }
                InlineKind::Link { .. } | InlineKind::LineBreak | InlineKind::NoteReference(_) => {
                    words.push(GAP);
                }
                _ if inline.node.language.is_some() => words.push(GAP),
                kind => self.of_links(kind.children(), words, wrong),
            }
        }
    }

    fn of_link(&self, anchor: &str, words: &str, target: &Caption) -> Option<Wrong> {
        let meant = self.label(target);
        let is_of_target = |mention: &Mention| {
            mention.number == target.number && self.labels[mention.kind].parts == target.label
        };
        let mentions = self.mentions(words);
        let first = mentions.first()?;
        if mentions.iter().any(is_of_target) {
            return None;
        }
        let named = &words[first.place.clone()];
        let label = &self.labels[first.kind];
        let ending = match label.parts == target.label {
            true => label.ending(named),
            false => "",
        };
        Some((
            format!("this link says `{named}`, and leads to {meant}"),
            format!("write `[{meant}{ending}](#{anchor})`"),
        ))
    }

    /// What is wrong with words that name numbers which none has.
    fn of_words(&self, words: &str) -> Vec<Wrong> {
        let is_known = |mention: &Mention| {
            let last = self.lasts[mention.kind].map_or(0, |(_, caption)| caption.number);
            (1..=last).contains(&mention.number)
        };
        let mentions = self.mentions(words).into_iter();
        let unknown = mentions.filter(|mention| !is_known(mention));
        let wrong = unknown.map(|mention| {
            let named = &words[mention.place];
            let what = format!("`{named}` has a number that none has here");
            let help = match self.lasts[mention.kind] {
                Some((anchor, last)) => format!(
                    "link to the one that is meant, such as `[{}](#{anchor})`",
                    self.label(last)
                ),
                None => {
                    "leave the number out, or add what it is to name, with its `caption`".to_owned()
                }
            };
            (what, help)
        });
        wrong.collect()
    }

    /// The label of a caption, as it is to be typed.
    fn label(&self, caption: &Caption) -> String {
        let [before, after] = &caption.label;
        let label = format!("{before}{}{after}", self.locale.numeral(caption.number));
        label.replace('\u{a0}', " ")
    }

    /// The tables and figures that `words` name by number.
    fn mentions(&self, words: &str) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        let is_digit = |c: char| decimal_digit(c).is_some();
        while let Some(start) = words[at..].find(is_digit).map(|start| at + start) {
            let length = words[start..].find(|c| !is_digit(c));
            let end = length.map_or(words.len(), |length| start + length);
            at = end;
            let digits: String = words[start..end]
                .chars()
                .filter_map(decimal_digit)
                .collect();
            let follows = words[end..].trim_start_matches(['.', ',']);
            let is_part = follows.len() < words[end..].len() && follows.starts_with(is_digit);
            if digits.len() > DIGITS || is_part {
                continue;
            }
            let named = self.labels.iter().enumerate().find_map(|(kind, label)| {
                let place = label.around(words, start..end)?;
                Some((kind, place))
            });
            if let Some((kind, place)) = named
                && !self.locale.begins_with_day(&words[start..])
            {
                let number = digits.parse().ok();
                mentions.extend(number.map(|number| Mention {
                    kind,
                    place,
                    number,
                }));
            }
        }
        mentions
    }
}

/// How a language numbers one kind of things.
struct Label {
    locale: Locale,
    /// The words before and behind the number.
    parts: [String; 2],
    /// The word for the thing.
    name: String,
    is_behind: bool,
}

impl Label {
    fn of(locale: &Locale, message: Message) -> Label {
        let parts: [String; 2] = words_around_slots(
            locale,
            message,
            &["number"],
            &[("last", said_last(1).into())],
        );
        let longest = |part: &String| {
            let words = part.split(|c: char| !c.is_alphabetic());
            words.max_by_key(|word| word.len()).map(str::to_lowercase)
        };
        let [before, behind] = [&parts[0], &parts[1]].map(|part| longest(part).unwrap_or_default());
        let is_behind = before.is_empty();
        Label {
            locale: *locale,
            name: if is_behind { behind } else { before },
            is_behind,
            parts,
        }
    }

    /// The place in `words` of this label around the number at `number`, if it stands there.
    fn around(&self, words: &str, number: Range<usize>) -> Option<Range<usize>> {
        let is_between =
            |c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | 'ʼ' | '\u{200c}');
        if self.is_behind {
            // Without a hyphen it is a count of things. An ending of the number may stand between: “1-nji tablisa”.
            let mut at = number.end;
            if !words[at..].starts_with(['-', '‑', '–']) {
                return None;
            }
            for _ in 0..2 {
                let gap = &words[at..];
                at = words.len() - gap.trim_start_matches(is_between).len();
                let length = words[at..].find(|c: char| !c.is_alphabetic());
                let end = length.map_or(words.len(), |length| at + length);
                if self.is_named(&words[..at], &words[at..end]) {
                    return Some(number.start..end);
                }
                at = end;
            }
            return None;
        }
        let before = words[..number.start].trim_end_matches(char::is_whitespace);
        let bare = before.strip_suffix('.').unwrap_or(before);
        let start = bare.rfind(|c: char| !c.is_alphabetic());
        let start = start.map_or(0, |at| bare.ceil_char_boundary(at + 1));
        let word = &bare[start..];
        let is_short = bare.len() < before.len()
            && word.chars().count() >= SHORTENED
            && self.name.starts_with(&word.to_lowercase());
        let is_apart = before.len() < number.start;
        let is_whole = bare.len() == before.len() && is_apart;
        let is_named = is_short || is_whole && self.is_named(&bare[..start], word);
        is_named.then_some(start..number.end)
    }

    /// The ending of the word for the thing at the end of a label: «де» of «1-кестеде».
    fn ending<'w>(&self, named: &'w str) -> &'w str {
        let start = named.rfind(|c: char| !c.is_alphabetic());
        let word = &named[start.map_or(0, |at| named.ceil_char_boundary(at + 1))..];
        let is_form = self.is_behind && word.to_lowercase().starts_with(&self.name);
        let ending = word.get(self.name.len()..).filter(|_| is_form);
        ending.unwrap_or_default()
    }

    /// Whether `word` behind `before` is the word for the thing, in any of its forms.
    fn is_named(&self, before: &str, word: &str) -> bool {
        let word = word.to_lowercase();
        self.has_form(&word) && !self.locale.is_no_label(before, &word)
    }

    /// Whether `word`, in lower case, is a form of the word for the thing.
    fn has_form(&self, word: &str) -> bool {
        if let Some(endings) = self.locale.few_endings() {
            let ending = word.strip_prefix(&self.name);
            return ending.is_some_and(|ending| ending.is_empty() || endings.contains(&ending));
        }
        let (length, own) = (word.chars().count(), self.name.chars().count());
        let shared = common_start(word.chars(), self.name.chars());
        shared >= STEM.min(own) && shared + 2 >= own && length <= own + ENDING
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::brief::{self, no_files};
    use crate::compose::compose;
    use crate::diagnostic::Source;

    /// What is told of `prose` in a brief with two tables, `a` and `b`, of which `b` stands first, and a chart, `c`.
    fn told(tag: &str, prose: &str) -> Vec<(String, String)> {
        let table = "[[table]]\ncaption = 'T'\ncolumns = ['A']\nrows = [['1']]\n";
        let text = format!(
            "language = '{tag}'\ntitle = 'T'\npublished = 2018-05-11\nsummary = '''\n{prose}'''\n\
             [meeting]\ntitle = 'M'\ndate = 2018-05-10\n[[decision]]\ntext = 'D'\n\
             [[recommendation]]\ntext = 'R'\n{table}id = 'a'\nafter = 'decisions'\n\
             {table}id = 'b'\nafter = 'summary'\n\
             [[chart]]\nid = 'c'\ncaption = 'C'\nkind = 'bar'\nlabels = ['x']\n\
             [[chart.series]]\nname = 'S'\nvalues = [1]\n"
        );
        told_of_brief(text)
    }

    fn told_of_brief(text: String) -> Vec<(String, String)> {
        let source = Source::from_bytes("brief.toml", text.into_bytes()).unwrap();
        let (brief, diagnostics) = brief::read(&source, &mut no_files);
        let brief = brief.unwrap_or_else(|| unreachable!("{diagnostics:?}"));
        let locale = Locale::for_language(&brief.language).unwrap();
        let warnings = wrong_numbers(&compose(&brief, &locale), &locale).into_iter();
        let words = |warning: Diagnostic| (warning.message, warning.help.unwrap_or_default());
        warnings.map(words).collect()
    }

    #[test]
    fn a_link_says_the_number_of_its_target() {
        for (tag, prose, help) in [
            ("en", "See [table 1](#a).", "write `[Table 2](#a)`"),
            ("en", "See [Figure 2](#a).", "write `[Table 2](#a)`"),
            ("en", "See [Table 2](#c).", "write `[Figure 1](#c)`"),
            ("ru", "См. [табл. 1](#a).", "write `[Таблица 2](#a)`"),
            ("ru", "См. в [таблице 7](#b).", "write `[Таблица 1](#b)`"),
            ("kk", "[1-кестеде](#a) бар.", "write `[2-кестеде](#a)`"),
            ("kk", "[1-кестеде](#c) бар.", "write `[1-сурет](#c)`"),
            (
                "tk",
                "[3-nji tablisada](#a) bar.",
                "write `[2-nji tablisada](#a)`",
            ),
            ("prs", "[جدول ۱](#a) را ببینید.", "write `[جدول ۲](#a)`"),
        ] {
            let told = told(tag, prose);
            assert_eq!(told.len(), 1, "{prose}");
            assert_eq!(told[0].1, help, "{prose}");
        }
        for (tag, prose) in [
            (
                "en",
                "See [Table 2](#a), [tables 1 and 2](#b), [the chart of 2018](#c), [1](#a).",
            ),
            (
                "ru",
                "См. [табл. 2](#a), [в таблицах 1 и 2](#b) и на [рис. 1](#c).",
            ),
            ("uz", "[2-jadvalda](#a) bor."),
        ] {
            assert_eq!(told(tag, prose), [], "{prose}");
        }
    }

    #[test]
    fn words_name_numbers_that_there_are() {
        let told_of = |tag, prose| -> Vec<String> {
            told(tag, prose).into_iter().map(|(what, _)| what).collect()
        };
        for (tag, prose, typed) in [
            ("en", "See table 2 and Figure 9.", "Figure 9"),
            ("ru", "Это видно на рис. 4 и в табл. 1.", "рис. 4"),
            ("fa", "در شکل ۳ آمده است.", "شکل ۳"),
            ("ky", "5-сүрөттө бар.", "5-сүрөттө"),
            ("tg", "Дар ҷадвали 3 нишон дода шудааст.", "ҷадвали 3"),
            ("uz", "5-rasmda bor.", "5-rasmda"),
            ("en", "The rounded table 9 is left.", "table 9"),
            ("en", "Figure 9 may help.", "Figure 9"),
            ("en", "Table 9 marks it.", "Table 9"),
            ("en", "Figure 3 marches on.", "Figure 3"),
        ] {
            let what = format!("`{typed}` has a number that none has here");
            assert_eq!(told_of(tag, prose), [what], "{prose}");
        }
        let several = told(
            "en",
            "[Table 1](#a), [Table 1](#a), Figure 9, table 8, Figure 9 again.",
        );
        let several: Vec<&str> = several.iter().map(|(what, _)| what.as_str()).collect();
        assert_eq!(
            several,
            [
                "this link says `Table 1`, and leads to Table 2",
                "`Figure 9` has a number that none has here",
                "`table 8` has a number that none has here",
            ]
        );
        for (tag, prose) in [
            (
                "en",
                "The round table 12 May, the table 3.5 m long, Table 2018, a stable 7.",
            ),
            (
                "en",
                "[Table 9](https://example.org) says so[^1].\n\n[^1]: Smith, Table 9.",
            ),
            (
                "en",
                "[Таблица 9]{lang=ru}, no figure of 40, in figures: 12.",
            ),
            (
                "en",
                "Tablets 4 and 5, a tablet 6, the tableau 7, Tabled 12, a tabloid 8.",
            ),
            (
                "en",
                "The round table 9 Sept, 12–13 December, the table 2018-05-12 of May.",
            ),
            (
                "ru",
                "К 9 участникам. Таблица. 5 мая. Стол и таблица 9 июнь.",
            ),
            (
                "en",
                "Round table 7, round-table 8, both Round Tables 3 and 4, the water table 9 m down.",
            ),
            ("ru", "Круглый стол 7, круглые столы 8 и 9."),
            ("uz", "Bu 5-rasmiy uchrashuv."),
            ("uz-Cyrl", "Бу 5-расмий учрашув."),
            ("tg", "Вохӯрии расмӣ 5 нафар, нишасти расмии 6."),
            ("kk", "9 кестелік оқиға, 2018 жылғы 1-кесте."),
        ] {
            assert_eq!(told_of(tag, prose), [""; 0], "{prose}");
        }
    }

    #[test]
    fn headings_and_cells_are_words_too() {
        let text = "language = 'en'\ntitle = 'T'\npublished = 2018-05-11\nsummary = 'S'\n\
                    [meeting]\ntitle = 'M'\ndate = 2018-05-10\n\
                    [[question]]\ntext = 'What of table 3?'\ndiscussion = 'D'\n\
                    [[recommendation]]\ntext = 'R'\n[[action]]\ntext = 'Correct Figure 4'\n\
                    [[table]]\nid = 'a'\ncaption = 'T'\nafter = 'summary'\ncolumns = ['A', 'B']\n\
                    rows = [['See Table 5', 1]]\n[[annex]]\ntitle = 'Of Figure 6'\ntext = 'A'\n";
        let told = told_of_brief(text.to_owned()).into_iter();
        let typed: Vec<String> = told.map(|(what, _)| what).collect();
        let expected = ["Table 5", "table 3", "Figure 4", "Figure 6"];
        assert_eq!(
            typed,
            expected.map(|typed| format!("`{typed}` has a number that none has here"))
        );
    }

    #[test]
    fn a_text_of_many_labels_is_read_once() {
        // Where the rest of the text is read for each, this takes minutes.
        assert_eq!(told("en", &"See Table 1 here. ".repeat(20_000)), []);
    }
}
