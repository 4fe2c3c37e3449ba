//! Items in groups, each below a line that says to whom they are addressed, or who is to act: “Ministry of Water:”.

use super::super::block::{
    Block, Kind, Paragraph, Words, is_strong, line, numbered_lines, on_lines, plain,
};
use super::super::parts::{COMMAS, between, list};
use super::{LONGEST_HEADING, Recogniser};
use crate::locale::Term;

/// Items, and the line above them where there is one.
#[derive(Default)]
pub(super) struct Group {
    pub above: Option<Above>,
    pub blocks: Vec<Block>,
}

/// A line above items.
pub(super) struct Above {
    pub words: String,
    pub place: usize,
    /// Those whom it names; none where it is not known to name anybody.
    pub addressees: Vec<String>,
}

impl Recogniser<'_> {
    /// The groups of a section's blocks. Above what stands in the way and what was decided nobody is named.
    pub(super) fn groups(&self, term: Term, blocks: &[Block]) -> Vec<Group> {
        let has_names = matches!(term, Term::Recommendations | Term::Actions);
        let (blocks, ends) = self.with_names_apart(has_names, blocks);
        let lines: Vec<Option<String>> = (0..blocks.len())
            .map(|index| self.line_above(term, &blocks, index))
            .collect();
        let names_somebody = |text: &String| has_names && self.names_somebody(text);
        let mut groups = vec![Group::default()];
        for (index, (block, text)) in blocks.into_iter().zip(lines).enumerate() {
            if ends.contains(&index) {
                groups.push(Group::default());
            }
            let is_heading = matches!(block.kind, Kind::Heading { .. });
            let is_first = groups.iter().all(|group| group.blocks.is_empty());
            // A heading by style may be an item, and a line above all of them leads on to them.
            let text = text.filter(|text| !is_heading && !is_first || names_somebody(text));
            match (text, groups.last_mut()) {
                (Some(text), _) => {
                    let addressees = match names_somebody(&text) {
                        true => self.names(&text),
                        false => Vec::new(),
                    };
                    let above = Above {
                        words: text,
                        place: block.place,
                        addressees,
                    };
                    groups.push(Group {
                        above: Some(above),
                        blocks: Vec::new(),
                    });
                }
                (None, Some(group)) => group.blocks.push(block),
                (None, None) => {}
            }
        }
        groups
    }

    /// The words of a block that is a line above others of its section, and says nothing of the one before it.
    fn line_above(&self, term: Term, blocks: &[Block], index: usize) -> Option<String> {
        let is_above_items = blocks.get(index + 1)?.is_item();
        let (text, is_set_off) = match &blocks[index].kind {
            Kind::Heading { words, .. } => {
                let text = line(words);
                let is_above = is_above_items || self.after_label(&text).is_some();
                (text, is_above)
            }
            Kind::Text(Paragraph { prose, .. }) if prose.depth == 0 && prose.mark.is_none() => {
                let text = plain(&prose.spans);
                let is_line = !text.trim().contains('\n');
                let is_set_off = text.trim_end().ends_with(':')
                    || is_strong(&prose.spans)
                    || self.is_name_of_body(&text);
                (line(&prose.spans), is_above_items && is_line && is_set_off)
            }
            _ => return None,
        };
        // “The participants recommend:” leads on to all of them.
        let names_section = self.locale.term_of(&text, &[term]);
        let is_short = text.split_whitespace().count() <= LONGEST_HEADING;
        (is_set_off && is_short && names_section.is_none()).then_some(text)
    }

    /// The blocks, in which a name above items is a paragraph of its own: also one that was typed directly below the
    /// item before it, or that is itself an item with items of its own. And the numbers of those that are not below the
    /// name before them any more.
    fn with_names_apart(&self, has_names: bool, blocks: &[Block]) -> (Vec<Block>, Vec<usize>) {
        let mut apart: Vec<Block> = Vec::with_capacity(blocks.len());
        let mut ends = Vec::new();
        let mut is_below_name = false;
        for (index, block) in blocks.iter().enumerate() {
            let Kind::Text(text) = &block.kind else {
                is_below_name = false;
                apart.push(block.clone());
                continue;
            };
            let next = blocks.get(index + 1).map(|next| &next.kind);
            let next_depth = match next {
                Some(Kind::Text(next)) if next.prose.mark.is_some() => next.prose.depth,
                _ => 0,
            };
            let with = |depth: usize, mark: Option<bool>, spans: Words, number: usize| {
                let mut text = text.clone();
                (text.prose.depth, text.prose.mark, text.prose.spans) = (depth, mark, spans);
                let place = self.notes.place_of_line(block.place, number);
                Block::text(text, place)
            };
            let prose = &text.prose;
            let is_name = |words: &Words| {
                let text = line(words);
                text.ends_with(':')
                    && text.split_whitespace().count() <= LONGEST_HEADING
                    && self.names_somebody(&text)
            };
            let is_item = prose.depth == 1 && prose.mark.is_some();
            if prose.depth < 2 {
                if is_below_name {
                    ends.push(apart.len());
                }
                is_below_name = has_names && is_item && next_depth == 2 && is_name(&prose.spans);
                if is_below_name {
                    apart.push(with(0, None, prose.spans.clone(), 0));
                    continue;
                }
            } else if is_below_name {
                apart.push(with(prose.depth - 1, prose.mark, prose.spans.clone(), 0));
                continue;
            }
            let mut lines = numbered_lines(&prose.spans);
            let last = lines.pop().filter(|(number, words)| {
                *number > 0 && is_item && next_depth == 1 && is_name(words)
            });
            match last {
                Some((number, words)) => {
                    apart.push(with(prose.depth, prose.mark, on_lines(&lines), 0));
                    apart.push(with(0, None, words, number));
                }
                None => apart.push(block.clone()),
            }
        }
        (apart, ends)
    }

    /// Whether a line without a mark behind it is the name of a body: “To akims of rural districts”, “Ministry of Water”.
    fn is_name_of_body(&self, text: &str) -> bool {
        /// How many words a name has at most that no word for an addressee stands before.
        const SHORT_NAME: usize = 4;
        let rest = self.after_label(text);
        let named = self.locale.term_of(text, &[Term::Body]);
        rest.is_some_and(|rest| self.is_body(rest))
            || named.is_some_and(|named| named.begins)
                && text.split_whitespace().count() <= SHORT_NAME
                && text.ends_with(char::is_alphanumeric)
    }

    /// What follows the word that says to whom something is addressed: “To the ministries”.
    fn after_label<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (first, rest) = text.split_once(' ')?;
        let first = first.to_lowercase();
        let mut names = self.locale.names_of(Term::Addressees);
        names.any(|name| name == first).then_some(rest)
    }

    fn names(&self, text: &str) -> Vec<String> {
        let text = text.trim().trim_end_matches(':').trim();
        let text = self.after_label(text).unwrap_or(text);
        // “Ministry of Agriculture, water management and forests” is one.
        let is_one = between(text, &COMMAS)
            .iter()
            .skip(1)
            .any(|part| part.trim_start().starts_with(char::is_lowercase));
        match is_one {
            true => vec![text.to_owned()],
            false => list(text, self.locale),
        }
    }

    /// Whether words name one to whom a meeting can speak: a body of a known kind, an organisation of the notes, a short
    /// form in capitals.
    fn names_somebody(&self, text: &str) -> bool {
        let text = text.trim().trim_end_matches(':').trim();
        // «АВП», “WUAs”
        let is_short_form = |word: &str| word.chars().take_while(|c| c.is_uppercase()).count() > 1;
        let is_known = |part: &String| {
            self.is_somebody(part.trim())
                || self.is_body(part)
                || part.split_whitespace().any(is_short_form)
        };
        self.after_label(text).is_some()
            || between(text, &[',', '،', ';', '؛']).iter().any(is_known)
    }

    /// Whether words say what kind of body they name: “Ministry of Water”, «Кыргызгидромет».
    fn is_body(&self, text: &str) -> bool {
        /// How many words of a long name are looked at.
        const FIRST: usize = 5;
        /// From how many letters on the kind may be a part of a word.
        const LETTERS: usize = 7;
        let first: Vec<&str> = text.split_whitespace().take(FIRST).collect();
        let first = first.join(" ").to_lowercase();
        let is_in_word = |name: &str| {
            name.chars().count() >= LETTERS && !name.contains(' ') && first.contains(name)
        };
        self.locale.term_of(&first, &[Term::Body]).is_some()
            || self.locale.names_of(Term::Body).any(is_in_word)
    }

    /// Whether words are the name of an organisation of the notes, or a short form in capitals.
    pub(super) fn is_somebody(&self, words: &str) -> bool {
        let is_short_form = words.chars().filter(|c| c.is_uppercase()).count() > 1
            && !words.contains(char::is_lowercase);
        is_short_form || self.draft.called.contains_key(&words.to_lowercase())
    }
}
