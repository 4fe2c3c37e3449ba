//! What people type where they know no styles: a title is a line like others, directly above place and day, and a heading
//! one above what it is the heading of; items begin with “R1”, “1” or “•”; the cells of a table stand apart.

use super::block::{
    Block, Kind, Notes, Paragraph, Words, is_capital, line, line_break, numbered_lines, on_lines,
    paragraph, plain, slice, trimmed, typed_number, words,
};
use super::facts::exact_fact;
use super::label::label_and_value;
use super::numbered;
use super::places::is_place_and_day;
use super::section::{
    ITEMS, SECTIONS, heading_term, heard, is_like_heading, names_section, session, without_addition,
};
use super::tables::has_figures;
use crate::brief::typed_item;
use crate::commonmark::ProseBlock;
use crate::locale::{Locale, NamedTerm, Term, decimal_digit, leading_digits, number_of_letter};
use std::collections::BTreeMap;

/// How many words a line has at most that is a heading as others of the notes are.
const SHORT_HEADING: usize = 3;
/// How many words a line has at most that is a heading since it stands between lists.
const BETWEEN_LISTS: usize = 5;

/// The blocks of notes, in which typed headings are headings, and typed items items.
pub(super) fn divided(notes: &Notes, locale: Locale) -> Vec<Block> {
    let mut notes = notes.clone();
    notes.blocks = numbered::headings(&notes, locale);
    notes.blocks = headings_apart(&notes, locale);
    let notes = &notes;
    let marks = typed_marks(&notes.blocks, locale);
    let named = notes
        .blocks
        .iter()
        .filter(|block| begins_with_section(block, locale));
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading { .. });
    let mut divider = Divider {
        notes,
        locale,
        marks,
        has_typed_headings: named.count() > 1,
        has_headings: notes.blocks.iter().any(is_heading),
        has_sections_by_style: notes.blocks.iter().skip(1).any(is_heading),
        is_in_section: false,
        blocks: Vec::with_capacity(notes.blocks.len()),
    };
    for (index, block) in notes.blocks.iter().enumerate() {
        match &block.kind {
            Kind::Text(text) => divider.text(index, block, text),
            kind => {
                divider.is_in_section |= matches!(kind, Kind::Heading { .. });
                divider.blocks.push(block.clone());
            }
        }
    }
    divider.blocks
}

/// The blocks, in which a section that was typed directly below other lines begins a paragraph of its own: for CommonMark,
/// the line below an item goes on with it, whatever it says.
fn headings_apart(notes: &Notes, locale: Locale) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(notes.blocks.len());
    for (index, block) in notes.blocks.iter().enumerate() {
        let Kind::Text(text) = &block.kind else {
            blocks.push(block.clone());
            continue;
        };
        let lines = numbered_lines(&text.prose.spans);
        let begins_section = |at: usize| {
            let text = line(&lines[at].1);
            let is_above_items = match lines.get(at + 1) {
                Some((_, next)) => mark(&plain(next)).is_some(),
                None => notes.blocks.get(index + 1).is_some_and(Block::is_item),
            };
            let fits = |named: NamedTerm| {
                named.is_exact && (is_above_items || ITEMS.contains(&named.term))
            };
            is_like_heading(&text)
                && (is_above_items || text.ends_with(':'))
                && heading_term(&text, locale, &SECTIONS).is_some_and(fits)
        };
        let starts: Vec<usize> = (1..lines.len()).filter(|at| begins_section(*at)).collect();
        if starts.is_empty() {
            blocks.push(block.clone());
            continue;
        }
        let ends = starts.iter().copied().chain([lines.len()]);
        for (start, end) in std::iter::once(0).chain(starts.iter().copied()).zip(ends) {
            let spans = on_lines(&lines[start..end]);
            let paragraph = match start {
                0 => Paragraph {
                    prose: ProseBlock {
                        spans,
                        ..text.prose
                    },
                    is_done: text.is_done,
                },
                _ => paragraph(spans).into(),
            };
            let place = notes.place_of_line(block.place, lines[start].0);
            blocks.push(Block::text(paragraph, place));
        }
    }
    blocks
}

struct Divider<'n> {
    notes: &'n Notes,
    locale: Locale,
    /// The typed marks, by block and line.
    marks: BTreeMap<(usize, usize), Mark>,
    /// Whether several headings are the first lines of paragraphs; then others are, too.
    has_typed_headings: bool,
    /// Whether there are headings by style.
    has_headings: bool,
    /// Whether there are others than a title at the beginning.
    has_sections_by_style: bool,
    /// Whether the first section has begun.
    is_in_section: bool,
    blocks: Vec<Block>,
}

impl Divider<'_> {
    fn text(&mut self, index: usize, block: &Block, text: &Paragraph) {
        let lines = numbered_lines(&text.prose.spans);
        if let Some(((_, first), rest)) = lines.split_first()
            && text.prose.depth < 2
            && heard(&line(first), self.locale).is_some()
        {
            return self.heard(block, first, rest);
        }
        self.is_in_section |= begins_with_section(block, self.locale);
        if self.is_in_section
            && !self.has_headings
            && text.prose.depth == 0
            && let Some((heading, value)) = section_in_line(&text.prose.spans, self.locale)
        {
            return self.section_of_one_line(block, heading, &value);
        }
        let of_title = match !self.is_in_section && text.prose.depth == 0 {
            true => lines_of_title(&lines, index == 0, self.locale),
            false => 0,
        };
        let (head, lines) = lines.split_at(of_title);
        if let [(_, words)] = lines
            && self.is_between_lists(index, &line(words))
        {
            return self.heading(words.clone(), block.place);
        }
        let rows = table_below(lines);
        // The head of a table is none of a section.
        let is_table = rows.as_ref().is_some_and(|rows| rows.len() == lines.len());
        let has_heading = text.prose.depth == 0 && !is_table && self.begins_with_heading(lines);
        let is_marked = |(number, _): &(usize, Words)| self.marks.contains_key(&(index, *number));
        if head.is_empty() && !has_heading && !lines.iter().any(is_marked) && rows.is_none() {
            self.blocks.push(block.clone());
            return;
        }
        for (number, words) in head {
            let place = self.notes.place_of_line(block.place, *number);
            self.push(place, paragraph(words.clone()));
        }
        let (heading, rest) = lines.split_at(usize::from(has_heading));
        let rows = match has_heading {
            true => rows.or_else(|| table_below(rest)).unwrap_or_default(),
            false => rows.unwrap_or_default(),
        };
        let (rest, in_table) = rest.split_at(rest.len() - rows.len());
        if let [(_, words)] = heading {
            self.heading(words.clone(), block.place);
        }
        let mut paragraphs: Vec<(usize, Paragraph)> = Vec::new();
        for (number, line) in rest.iter().cloned() {
            let place = self.notes.place_of_line(block.place, number);
            match (self.marks.get(&(index, number)), paragraphs.last_mut()) {
                (Some(mark), _) => paragraphs.push((place, item(text, mark, &line))),
                (None, Some((_, paragraph))) => {
                    let spans = &mut paragraph.prose.spans;
                    spans.push(words("\n"));
                    spans.extend(line);
                }
                (None, None) => {
                    let mut first = text.clone();
                    first.prose.spans = line;
                    paragraphs.push((place, first));
                }
            }
        }
        for (place, paragraph) in paragraphs {
            self.push(place, paragraph);
        }
        if let Some((number, _)) = in_table.first() {
            self.table(rows, self.notes.place_of_line(block.place, *number));
        }
    }

    /// Whether the first of several lines is a heading: it names a section; or, in notes that have no other headings, it
    /// is in capitals, or as short as those that are typed so.
    fn begins_with_heading(&self, lines: &[(usize, Words)]) -> bool {
        let [(_, first), (_, next), ..] = lines else {
            return false;
        };
        let text = line(first);
        if !is_like_heading(&text) {
            return false;
        }
        let is_short = text.split_whitespace().count() <= SHORT_HEADING;
        let is_alike = is_capital(&text) && !is_capital(&line(next))
            || self.has_typed_headings && is_short && self.is_in_section;
        // “GIS    geographic information” heads nothing.
        !self.has_headings && is_alike && cells(first).len() < 2
            || session(&text, self.locale).is_some_and(|session| session.is_parted)
            || names_section(&text, self.locale)
    }

    /// Whether a line alone is a heading, in notes that have no sections by style: it is short, says nothing of the item
    /// above it, names nobody to whom those below are addressed, and parts one list from another.
    fn is_between_lists(&self, index: usize, text: &str) -> bool {
        let depth_at = |index: usize| match &self.notes.blocks.get(index)?.kind {
            Kind::Text(text) => Some(text.prose.depth),
            _ => None,
        };
        let is_item =
            |index: Option<usize>| index.and_then(depth_at).is_some_and(|depth| depth > 0);
        let is_plain = !text.contains(|c: char| c.is_numeric() || matches!(c, ',' | ':' | '،'));
        let (bare, _) = without_addition(text);
        !self.has_sections_by_style
            && self.is_in_section
            && is_plain
            && is_like_heading(text)
            && bare.split_whitespace().count() <= BETWEEN_LISTS
            && self.locale.term_of(bare, &[Term::Body]).is_none()
            && depth_at(index) == Some(0)
            && is_item(index.checked_sub(1))
            && is_item(Some(index + 1))
    }

    /// What was heard is a heading, also in a list; the lines below it are what was said.
    fn heard(&mut self, block: &Block, first: &Words, rest: &[(usize, Words)]) {
        self.is_in_section = true;
        self.heading(first.clone(), block.place);
        let Some((number, _)) = rest.first() else {
            return;
        };
        let place = self.notes.place_of_line(block.place, *number);
        self.push(place, paragraph(on_lines(rest)));
    }

    /// “To do: one; another”.
    fn section_of_one_line(&mut self, block: &Block, heading: String, value: &Words) {
        self.heading(vec![words(&heading)], block.place);
        let text = plain(value);
        let mut from = 0;
        let is_list = text.contains("; ");
        for part in text.split_inclusive("; ") {
            let spans = trimmed(
                &slice(value, from, from + part.len()),
                if is_list { &[';', '.'] } else { &[] },
            );
            from += part.len();
            if spans.is_empty() {
                continue;
            }
            let prose = ProseBlock {
                depth: usize::from(is_list),
                mark: is_list.then_some(true),
                spans,
                ..ProseBlock::default()
            };
            self.push(block.place, prose);
        }
    }

    /// Rows of a table; where they have not the same number of cells, lines as they were typed.
    fn table(&mut self, rows: Vec<Vec<Words>>, place: usize) {
        let width = rows.first().map_or(0, Vec::len);
        if rows.iter().all(|row| row.len() == width) {
            let kind = Kind::Table(rows);
            return self.blocks.push(Block { kind, place });
        }
        let lines: Vec<Words> = rows.iter().map(|row| row.join(&words(" | "))).collect();
        self.push(place, paragraph(lines.join(&line_break())));
    }

    fn heading(&mut self, words: Words, place: usize) {
        self.blocks.push(Block::heading(words, place));
    }

    fn push(&mut self, place: usize, paragraph: impl Into<Paragraph>) {
        self.blocks.push(Block::text(paragraph, place));
    }
}

/// The rows of a table that lines are, perhaps with one line above them.
fn table_below(lines: &[(usize, Words)]) -> Option<Vec<Vec<Words>>> {
    rows_of_cells(lines).or_else(|| rows_of_cells(lines.get(1..)?))
}

/// The cells of lines in which two gaps or more stand apart, or one between words and figures below a head; none where
/// they are sentences.
fn rows_of_cells(lines: &[(usize, Words)]) -> Option<Vec<Vec<Words>>> {
    const FEWEST_LINES: usize = 3;
    const FEWEST_CELLS: usize = 3;
    if lines.len() < FEWEST_LINES || cells(&lines[0].1).len() < 2 {
        return None;
    }
    let rows: Vec<Vec<Words>> = lines.iter().map(|(_, words)| cells(words)).collect();
    let is_of_figures = || {
        rows.iter().all(|row| row.len() == 2)
            && line(&rows[0][1]).contains(char::is_alphabetic)
            && has_figures(&rows, 1)
    };
    let is_table = rows.iter().all(|row| row.len() >= FEWEST_CELLS) || is_of_figures();
    is_table.then_some(rows)
}

/// What stands between gaps of several spaces, or tabs.
fn cells(words: &Words) -> Vec<Words> {
    /// From how many bytes on a line is none of a table.
    const LONG_ROW: usize = 1000;
    let text = plain(words);
    if text.len() > LONG_ROW {
        return Vec::new();
    }
    let mut cells = Vec::new();
    let mut from = 0;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap += if c == '\t' { 2 } else { 1 };
            continue;
        }
        if gap > 1 {
            cells.push(trimmed(&slice(words, from, at), &[]));
            from = at;
        }
        gap = 0;
    }
    cells.push(slice(words, from, text.len()));
    cells.retain(|cell| !line(cell).is_empty());
    cells
}

/// A line that begins with a typed mark, as an item; one with a bullet below the first line of an item stands in it.
fn item(text: &Paragraph, mark: &Mark, line: &Words) -> Paragraph {
    let ProseBlock {
        depth, mark: other, ..
    } = text.prose;
    let (depth, is_bullet) = match mark.number {
        None if mark.is_of_item => (depth, other.unwrap_or(true)),
        None => (depth + 1, true),
        Some(_) => (depth.max(1), other.unwrap_or(false)),
    };
    let length = plain(line).len();
    let prose = ProseBlock {
        depth,
        mark: Some(is_bullet),
        number: mark.number,
        spans: slice(line, mark.length, length),
    };
    Paragraph {
        prose,
        is_done: mark.is_done.or(text.is_done),
    }
}

/// How many of the first lines are a title, perhaps one below it, and place and day; none where a sentence goes on. At the
/// beginning of the notes, a title may also stand directly above facts with labels.
fn lines_of_title(lines: &[(usize, Words)], is_first: bool, locale: Locale) -> usize {
    let first: Vec<String> = lines.iter().take(4).map(|(_, words)| line(words)).collect();
    let day = |text: &String| is_place_and_day(text, locale);
    let is_fact = |(_, words): &(usize, Words)| exact_fact(words, locale).is_some();
    let is_plain = |text: &String| is_like_heading(text) && !text.contains(": ");
    let above = first.iter().take(3).position(day).unwrap_or(0);
    let facts = lines.iter().take(3).position(is_fact).unwrap_or(0);
    if is_first && facts > 0 && (above == 0 || facts < above) {
        return if first[..facts].iter().all(is_plain) {
            facts
        } else {
            0
        };
    }
    let goes_on = first.get(above + 1);
    let is_sentence = goes_on.is_some_and(|next| next.starts_with(char::is_lowercase))
        || !first[..above].iter().all(|text| is_like_heading(text));
    if above == 0 || is_sentence {
        0
    } else {
        above + 1
    }
}

/// Whether the first line of a block alone names a section.
fn begins_with_section(block: &Block, locale: Locale) -> bool {
    let Kind::Text(text) = &block.kind else {
        return false;
    };
    let first = numbered_lines(&text.prose.spans).into_iter().next();
    text.prose.depth == 0
        && first.is_some_and(|(_, words)| {
            let text = line(&words);
            is_like_heading(&text) && names_section(&text, locale)
        })
}

/// A line that names a section and holds it: “Funding: European Union”.
fn section_in_line(words: &Words, locale: Locale) -> Option<(String, Words)> {
    let (label, value) = label_and_value(words)?;
    locale.exact_term(&label, &SECTIONS)?;
    let (_, first) = numbered_lines(words).into_iter().next()?;
    let (of_line, in_line) = label_and_value(&first)?;
    (of_line == label && !in_line.is_empty()).then_some((label, value))
}

/// A mark that a line could begin with: letters and a number, or a bullet.
struct Mark {
    /// What stands in front of its number, also the numbers of the lists around: “1.” of “1.2”.
    letters: String,
    /// None of a bullet.
    number: Option<usize>,
    /// How many bytes it takes.
    length: usize,
    /// Whether it is a mark below the name of a section also where no other follows it.
    stands_alone: bool,
    /// Whether it is a box, and ticked.
    is_done: Option<bool>,
    /// Whether it is a box at the beginning of an item of a list, and says of that whether it is done.
    is_of_item: bool,
}

/// Boxes as people type them, and whether they are ticked.
const BOXES: [(&str, bool); 6] = [
    ("[ ] ", false),
    ("[x] ", true),
    ("[X] ", true),
    ("☐ ", false),
    ("☑ ", true),
    ("☒ ", true),
];
/// What stands for the letters of “a)”, “b)”.
const LETTERED: &str = "a)";

/// “R1 ”, “D2. ”, “1 ”, “1.2. ”, “a) ”, “• ”, “[x] ”.
fn mark(text: &str) -> Option<Mark> {
    let with_letters = |letters: &str, number, length| Mark {
        letters: letters.to_owned(),
        number,
        length,
        stands_alone: false,
        is_done: None,
        is_of_item: false,
    };
    if let Some((mark, is_done)) = BOXES.iter().find(|(mark, _)| text.starts_with(mark)) {
        return Some(Mark {
            stands_alone: true,
            is_done: Some(*is_done),
            ..with_letters("☐", None, mark.len())
        });
    }
    if let Some((letter, _)) = text.split_once(") ")
        && let Some(number) = number_of_letter(letter)
    {
        return Some(with_letters(LETTERED, Some(number), letter.len() + 2));
    }
    if let Some(words) = typed_item(text) {
        let length = text.len() - words.len();
        return Some(Mark {
            stands_alone: true,
            ..with_letters(text[..length].trim(), None, length)
        });
    }
    let letters: String = text.chars().take_while(|c| c.is_uppercase()).collect();
    let levels = outer_numbers(text);
    let after = &text[letters.len() + levels..];
    let (digits, behind) = leading_digits(after);
    let rest = behind.trim_start_matches(['.', ')', ':']);
    let words = rest.trim_start();
    let is_long = letters.chars().count() > 2 || digits.len() > 2;
    if is_long || words.len() == rest.len() || words.is_empty() {
        return None;
    }
    // “2.1 million” is no mark, and “1.1. For the ministry” a heading.
    let stands_alone = match levels {
        0 => !letters.is_empty(),
        _ => rest.len() < behind.len() && !is_like_heading(words.trim_end()),
    };
    let number = Some(digits.parse().ok()?);
    let letters = letters + &text[..levels];
    Some(Mark {
        stands_alone,
        ..with_letters(&letters, number, text.len() - words.len())
    })
}

/// How many bytes the numbers of the lists around take in front of that of an item: “1.” of “1.2”.
fn outer_numbers(text: &str) -> usize {
    let mut length = 0;
    while let (digits, behind) = leading_digits(&text[length..])
        && (1..=2).contains(&digits.len())
        && let Some(after) = behind.strip_prefix('.')
        && after.starts_with(|c| decimal_digit(c).is_some())
    {
        length = text.len() - after.len();
    }
    length
}

/// Marks that follow each other, with their blocks and lines.
type Run = Vec<((usize, usize), Mark)>;

/// The marks that lines begin with, by block and line: where one follows the other, from 1 on, or from the number of the
/// last item of a list above; one alone where it is a number that follows those of a list, or where it has letters, or a
/// bullet, and stands below the name of a section.
fn typed_marks(blocks: &[Block], locale: Locale) -> BTreeMap<(usize, usize), Mark> {
    let mut marks = BTreeMap::new();
    let mut run = Run::new();
    let mut end = |(run, above): (Run, String)| {
        let stands_alone = run.iter().any(|(_, mark)| mark.stands_alone);
        let follows_list = run.first().is_some_and(|(_, mark)| mark.number > Some(1));
        // Letters below an item say what belongs to it.
        let is_lettered = run.iter().any(|(_, mark)| mark.letters == LETTERED);
        let is_sure = (run.len() > 1 || follows_list) && !is_lettered
            || (run.len() > 1 || stands_alone) && names_section(&above, locale);
        let run = run.into_iter();
        marks.extend(run.filter(|(_, mark)| is_sure || mark.is_of_item));
    };
    // The line above the one at hand, and the one above the run.
    let (mut above, mut above_run) = (String::new(), String::new());
    // The runs around that at hand, and the lines above them: CommonMark sets “۱)” below “۱)” no deeper.
    let mut around: Vec<(Run, String)> = Vec::new();
    // How many items the numbered list has that ends above.
    let mut numbered = 0;
    // How deep the outermost items stand of the list at hand.
    let mut outermost = usize::MAX;
    for (index, block) in blocks.iter().enumerate() {
        let Kind::Text(text) = &block.kind else {
            above = block.plain();
            numbered = 0;
            outermost = usize::MAX;
            continue;
        };
        let (depth, is_item) = (text.prose.depth, text.prose.mark.is_some());
        outermost = if depth == 0 {
            usize::MAX
        } else {
            outermost.min(depth)
        };
        if text.prose.depth == 1 && text.prose.mark == Some(false) {
            numbered += 1;
        }
        let mut last_number = 0;
        for (number, words) in numbered_lines(&text.prose.spans) {
            let text = plain(&words);
            let is_of_item = |mark: &Mark| mark.is_done.is_some() && number == 0 && is_item;
            // In an item of an item a box is words: nothing else could say what it does.
            let mark = mark(&text).filter(|mark| depth <= outermost || !is_of_item(mark));
            if let Some(mut mark) = mark {
                mark.is_of_item = is_of_item(&mark);
                let is_next = |((block, _), last): &((usize, usize), Mark)| {
                    index <= block + 1
                        && mark.letters == last.letters
                        && mark.number == last.number.map(|number| number + 1)
                };
                let mut goes_on = run.last().is_some_and(is_next);
                let outer = around.iter().rposition(|(outer, _)| {
                    let last = outer.last().filter(|((block, _), _)| *block == index);
                    last.is_some_and(is_next)
                });
                // The run at hand is then words of an item.
                if let Some(outer) = outer.filter(|_| !goes_on) {
                    (run, above_run) = around.swap_remove(outer);
                    around.truncate(outer);
                    goes_on = true;
                }
                let follows_list = number > 0
                    && numbered > 0
                    && mark.number == Some(numbered + 1)
                    && typed_number(&text).is_some();
                if !goes_on {
                    let is_below = mark.number == Some(1)
                        && run.last().is_some_and(|((block, line), last)| {
                            (*block, line + 1) == (index, number)
                                && last.number.is_some()
                                && last.letters != LETTERED
                        });
                    around.push((std::mem::take(&mut run), above_run));
                    if !is_below {
                        around.drain(..).for_each(&mut end);
                    }
                    above_run = above;
                }
                last_number = mark.number.unwrap_or(0);
                if goes_on || follows_list || matches!(mark.number, None | Some(1)) {
                    run.push(((index, number), mark));
                }
            }
            above = text;
        }
        if text.prose.depth == 0 {
            numbered = last_number;
        }
    }
    around.push((run, above_run));
    around.drain(..).for_each(end);
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boxes_of_outermost_items_are_marks_however_deep_word_sets_them() {
        let block = |(depth, text): (usize, &str)| Block {
            kind: Kind::Text(Paragraph::from(ProseBlock {
                depth,
                mark: (depth > 0).then_some(true),
                ..paragraph(vec![words(text)])
            })),
            place: 1,
        };
        let lines = [
            (2, "☑ a"),
            (1, "☐ b"),
            (2, "☐ c"),
            (0, "Other things."),
            (3, "☑ d"),
        ];
        let notes = Notes {
            blocks: lines.map(block).to_vec(),
            ..Notes::default()
        };
        let divided = divided(&notes, crate::locale::english());
        let shown: Vec<String> = divided.iter().map(Block::plain).collect();
        assert_eq!(shown, ["a", "b", "☐ c", "Other things.", "d"]);
    }
}
