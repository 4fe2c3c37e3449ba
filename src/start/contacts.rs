//! Whom to ask: people with the addresses by which they are reached.

use super::block::{
    Block, Kind, Notes, Paragraph, Words, line, lines, numbered_lines, on_lines, plain, slice,
    trimmed,
};
use super::draft::{Draft, Table, Value};
use super::label::{LONGEST_LABEL, label_and_value};
use super::parts::{is_pause, list};
use crate::commonmark::{ProseBlock, Span, Target};
use crate::locale::{Locale, Term};
use std::ops::Range;

/// What is said above a name that was made of an address.
pub(super) const NO_NAME: &str = "the notes have no name here";

/// What is said of somebody to be asked.
const OF_CONTACT: [Term; 5] = [
    Term::Name,
    Term::Role,
    Term::Organisation,
    Term::Email,
    Term::Phone,
];
/// From how many digits on a number is one of a telephone.
const DIGITS_OF_PHONE: usize = 7;

/// The blocks of notes, in which lines that say whom to ask are paragraphs of their own, wherever they stand.
pub(super) fn apart(notes: &Notes, locale: Locale) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(notes.blocks.len());
    for block in &notes.blocks {
        let Kind::Text(text) = &block.kind else {
            blocks.push(block.clone());
            continue;
        };
        let lines = numbered_lines(&text.prose.spans);
        // An address alone is that of who stands above it.
        let contact = lines_of_contact(&lines, locale)
            .filter(|contact| begins_with_name(&lines[contact.start].1, locale));
        let Some(contact) = contact else {
            blocks.push(block.clone());
            continue;
        };
        let (before, rest) = lines.split_at(contact.start);
        let (contact, after) = rest.split_at(contact.len());
        for (part, mark) in [(before, text.prose.mark), (contact, None), (after, None)] {
            let Some((number, _)) = part.first() else {
                continue;
            };
            let prose = ProseBlock {
                mark,
                spans: on_lines(part),
                ..text.prose
            };
            let is_done = text.is_done.filter(|_| mark.is_some());
            let place = notes.place_of_line(block.place, *number);
            blocks.push(Block::text(Paragraph { prose, is_done }, place));
        }
    }
    blocks
}

/// The words of a block that says whom to ask, and how: “Contact: Aigul Bekova, a.bekova@example.org”.
pub(super) fn contact(block: &Block, locale: Locale) -> Option<&Words> {
    let Kind::Text(text) = &block.kind else {
        return None;
    };
    let lines = numbered_lines(&text.prose.spans);
    let is_all = lines_of_contact(&lines, locale) == Some(0..lines.len());
    is_all.then_some(&text.prose.spans)
}

/// The lines that say whom to ask, and how: from the label on, as long as none is a sentence or has another label.
fn lines_of_contact(lines: &[(usize, Words)], locale: Locale) -> Option<Range<usize>> {
    let start = lines
        .iter()
        .position(|(_, words)| value_of_contact(words, locale).is_some())?;
    let goes_on = |(_, words): &(usize, Words)| match label_and_value(words) {
        Some((label, _)) => locale.term_of(&label, &OF_CONTACT).is_some(),
        None => !is_sentence(&line(words)),
    };
    let more = lines[start + 1..].iter().take_while(|line| goes_on(line));
    let end = start + 1 + more.count();
    let has_address = lines[start..end]
        .iter()
        .any(|(_, words)| has_address(words, locale));
    has_address.then_some(start..end)
}

/// Whether a label says that somebody to be asked follows.
fn names_contact(label: &str, locale: Locale) -> bool {
    locale.exact_term(label, &[Term::Contacts]).is_some()
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '؟'])
}

/// What stands behind the words that say that somebody to be asked follows: “Contact: …”, “Contact person – …”, and
/// where a name and an address follow, “Contact Jane Doe jane@example.org”.
fn value_of_contact(words: &[Span], locale: Locale) -> Option<Words> {
    if let Some((label, value)) = label_and_value(words)
        && names_contact(&label, locale)
    {
        return Some(value);
    }
    let text = plain(words);
    if is_sentence(text.trim_end()) || !has_address(words, locale) {
        return None;
    }
    let gaps = text.match_indices(char::is_whitespace);
    gaps.take(LONGEST_LABEL).find_map(|(gap, _)| {
        let rest = text[gap..].trim_start();
        let value = rest.trim_start_matches(['–', '—', '-']);
        let is_apart = value.len() < rest.len() && value.starts_with(char::is_whitespace);
        let is_it =
            (is_apart || begins_with_somebody(rest, locale)) && names_contact(&text[..gap], locale);
        is_it.then(|| trimmed(&slice(words, text.len() - value.len(), text.len()), &[]))
    })
}

/// Whether words begin with the name of a person: up to a comma or an address, all have capital letters.
fn begins_with_somebody(text: &str, locale: Locale) -> bool {
    /// How many words the name of a person has at most.
    const LONGEST_NAME: usize = 4;
    let name = text.split(|c| matches!(c, '(' | '<') || is_pause(c)).next();
    let name = without_addresses(name.unwrap_or_default(), locale);
    let mut words = name.split_whitespace();
    (1..=LONGEST_NAME).contains(&words.clone().count())
        && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a name, and no address, follows the label.
fn begins_with_name(words: &Words, locale: Locale) -> bool {
    let value = value_of_contact(words, locale).map(|value| line(&value));
    let first = value
        .as_deref()
        .and_then(|value| value.split_whitespace().next());
    first.is_some_and(|first| {
        first.contains(char::is_alphabetic)
            && !first.contains('@')
            && locale.term_of(first, &[Term::Email, Term::Phone]).is_none()
    })
}

/// Whether an e-mail address or the number of a telephone stands in words.
fn has_address(words: &[Span], locale: Locale) -> bool {
    let text = line(words);
    let is_phone = |part: &str| !part.contains("://") && is_phone(part, locale);
    let is_mail =
        |span: &Span| matches!(&span.target, Some(Target::Uri(uri)) if uri.starts_with("mailto:"));
    let is_email = |word: &str| {
        let parts = word.split_once('@');
        parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    };
    words.iter().any(is_mail)
        || text.split_whitespace().any(is_email)
        || text.split(is_pause).any(is_phone)
}

/// Takes the number of a telephone over, with the extension that stands behind it.
fn put_phone(table: &mut Table, text: &str, locale: Locale) {
    let (number, extension) = match extension(text, locale) {
        Some((at, number)) => (&text[..at], number),
        None => (text, ""),
    };
    let number = number.trim_end_matches(|c| matches!(c, ' ' | '(') || is_pause(c));
    table.put("phone", number.to_owned());
    table.put("extension", extension.to_owned());
}

/// The extension of a telephone at the end of words, “ext. 12”: where they begin to say it, and its number.
fn extension(text: &str, locale: Locale) -> Option<(usize, &str)> {
    let text = text.trim_end_matches([')', '.']);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = text.split_at(text.len() - digits);
    let word = before.trim_end().rsplit([' ', ',', '،', '(']).next()?;
    let at = before.trim_end().len() - word.len();
    locale.exact_term(word, &[Term::Extension])?;
    (digits > 0).then_some((at, number))
}

/// Words in front of an address without what that is called: “A. Kim, tel.:”.
fn without_label(text: &str, locale: Locale) -> &str {
    let text = text.trim_matches(is_edge);
    let gaps = text.match_indices(char::is_whitespace);
    let mut starts = std::iter::once(0).chain(gaps.map(|(gap, _)| gap));
    match starts.find(|start| is_label_of_address(&text[*start..], locale)) {
        Some(start) => without_label(&text[..start], locale),
        None => text,
    }
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || "(<,;:–—-".contains(c)
}

fn is_label_of_address(text: &str, locale: Locale) -> bool {
    let of_address = [Term::Email, Term::Phone];
    locale.exact_term(text, &of_address).is_some()
}

/// Words without e-mail addresses and numbers of telephones, and without what these are called in front of them.
pub(super) fn without_addresses(text: &str, locale: Locale) -> String {
    let mut words = text.split_whitespace().map(str::to_owned).peekable();
    let mut kept: Vec<String> = Vec::new();
    let mut is_whole = true;
    while let Some(first) = words.next() {
        let mut run = vec![first];
        if is_of_number(&run[0]) {
            while let Some(more) = words.next_if(|word| is_of_number(word)) {
                run.push(more);
            }
        }
        if !run[0].contains('@') && !is_phone(&run.join(" "), locale) {
            kept.append(&mut run);
            continue;
        }
        is_whole = false;
        while let Some(label) = kept.pop_if(|word| is_label_of_address(word, locale)) {
            run.insert(0, label);
        }
        let run = run.join(" ");
        // “(KSK, 8 701 …)”
        if run.matches(')').count() > run.matches('(').count()
            && let Some(last) = kept.last_mut()
        {
            *last = format!("{})", last.trim_end_matches(is_pause));
        }
    }
    match is_whole {
        true => text.to_owned(),
        false => {
            let kept = kept.join(" ");
            kept.trim_end_matches(is_edge).to_owned()
        }
    }
}

/// Whether a word can be a part of a telephone number.
fn is_of_number(word: &str) -> bool {
    word.contains(char::is_numeric)
        && word
            .chars()
            .all(|c| c.is_numeric() || "+-–()/.,;".contains(c))
}

/// Whether figures are the number of a telephone, and neither a day nor years: “2017–2020”.
fn is_phone(run: &str, locale: Locale) -> bool {
    const DIGITS_OF_YEAR: usize = 4;
    let groups = run
        .split(|c: char| !c.is_numeric())
        .map(|group| group.chars().count());
    let mut groups = groups.filter(|digits| *digits > 0);
    groups.clone().sum::<usize>() >= DIGITS_OF_PHONE
        && !groups.all(|digits| digits == DIGITS_OF_YEAR)
        && locale.find_date_range(run).is_none()
}

impl Draft {
    /// Takes over what is said of somebody to be asked.
    pub(super) fn put_of_contact(&mut self, table: &mut Table, term: Term, text: String) {
        match term {
            Term::Name => table.put("name", text),
            Term::Role => table.put("role", text),
            Term::Phone => put_phone(table, &text, self.locale),
            Term::Email => table.put("email", text),
            _ => {
                if let Some(id) = self.organisation(&text) {
                    table.put("organisation", id);
                }
            }
        }
    }

    /// Takes a person to be asked out of words: “Aigul Bekova, coordinator, a.bekova@example.org, +7 717 …”;
    /// whether there is one.
    pub(super) fn take_contact(&mut self, words: &Words) -> bool {
        let mut table = Table::new("contact");
        let mut said: Vec<String> = Vec::new();
        for words in lines(words) {
            let text = line(&words);
            let labelled = label_and_value(&words);
            let parts = match (value_of_contact(&words, self.locale), labelled) {
                (Some(value), _) => vec![line(&value)],
                (None, Some((label, value))) => match self.locale.term_of(&label, &OF_CONTACT) {
                    Some(named) if !line(&value).contains('@') || named.term == Term::Email => {
                        self.put_of_contact(&mut table, named.term, line(&value));
                        continue;
                    }
                    _ => vec![text],
                },
                (None, None) => vec![text],
            };
            said.extend(parts.iter().flat_map(|part| list(part, self.locale)));
        }
        // “Anna Bekova”, where the name alone leads to the address.
        let whole = line(words);
        let addresses = words.iter().filter_map(|span| match &span.target {
            Some(Target::Uri(uri)) => uri.strip_prefix("mailto:").map(str::to_owned),
            _ => None,
        });
        said.extend(addresses.filter(|address| !whole.contains(address.as_str())));
        said.reverse();
        while let Some(part) = said.pop() {
            let bare = part.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | ' '));
            if let Some(at) = bare.find('@') {
                let name = bare[..at].rsplit(char::is_whitespace).next();
                let from = at - name.map_or(0, str::len);
                let from_here = bare[from..].split_once(char::is_whitespace);
                let (address, after) = from_here.unwrap_or((&bare[from..], ""));
                if after.contains('@') || is_phone(after, self.locale) {
                    said.push(after.to_owned());
                } else if !after.is_empty() {
                    table.remarks.push(after.to_owned());
                }
                let address = address.trim_matches(|c| "<>()".contains(c) || is_pause(c));
                table.put("email", address.to_owned());
                let before = without_label(&bare[..from], self.locale);
                if !before.is_empty() {
                    said.push(before.to_owned());
                }
            } else if is_phone(bare, self.locale) {
                let of_number = |c: char| c == '+' || c.is_numeric();
                let first = bare.find(of_number).unwrap_or(0);
                // “(727) 291 44 10”
                let from = first - usize::from(bare[..first].ends_with('('));
                let (before, number) = bare.split_at(from);
                put_phone(&mut table, number, self.locale);
                table.put("name", without_label(before, self.locale).to_owned());
            } else if let Some((0, _)) = extension(bare, self.locale) {
                put_phone(&mut table, bare, self.locale);
            } else if let Some(key) = ["name", "role"].into_iter().find(|key| !table.has(key)) {
                // “Jane Doe (CAREC)”
                let is_closed = bare.contains('(') && part.ends_with(')');
                let words = if is_closed { part.trim() } else { bare };
                table.set(key, Value::Line(words.to_owned()));
            } else {
                table.remarks.push(part);
            }
        }
        if !table.has("name") {
            let Some(address) = table.line("email") else {
                return false;
            };
            let name = address.split('@').next().unwrap_or_default().to_owned();
            table.set_with_remark("name", Value::Line(name), Some(NO_NAME.to_owned()));
        }
        self.items.push(table);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::english;

    #[test]
    fn addresses_go_and_what_is_said_beside_them_stays() {
        for (text, bare) in [
            ("A. Kim", "A. Kim"),
            ("A. Kim  (KSK)", "A. Kim  (KSK)"),
            ("A. Kim, KSK, 8 701 111 22 33", "A. Kim, KSK"),
            (
                "A. Kim, mobile tel.: +7 (701) 111-22-33; KSK",
                "A. Kim, KSK",
            ),
            ("A. Kim (KSK, a@kim.example), farmer", "A. Kim (KSK) farmer"),
            ("A. Kim (tel. 8 701 111 22 33), farmer", "A. Kim farmer"),
            ("A. Kim <a@kim.example>", "A. Kim"),
            (
                "Experts of 2017–2020, 12.03.2017, 30",
                "Experts of 2017–2020, 12.03.2017, 30",
            ),
            ("a@kim.example 8 701 111 22 33", ""),
        ] {
            assert_eq!(without_addresses(text, english()), bare, "{text}");
        }
    }
}
