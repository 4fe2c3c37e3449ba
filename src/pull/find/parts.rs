//! What the first paragraph of a new item says: its title, its address, how somebody is reached.

use crate::brief::{Kind, whole_address};
use crate::docx::{Link, Paragraph};
use crate::locale::{Argument, Message, Piece};
use crate::pull::base::Base;
use crate::pull::change::Value;
use crate::pull::item_tables::ItemTable;
use crate::pull::values::{self, line};
use std::collections::BTreeMap;
use std::ops::Range;

/// What the first paragraph of a new item says.
#[derive(Default)]
pub(super) struct NewParts {
    pub fields: BTreeMap<String, Value>,
    /// The bytes of the paragraph that are the beginning of its prose.
    pub prose: Option<Range<usize>>,
    /// Words of it that have no place, and why.
    pub left: Vec<(&'static Left, String)>,
}

/// Why words of a new contact have no place, and what to do with them.
pub(super) struct Left {
    pub what: &'static str,
    pub advice: &'static str,
}

const TWICE: Left = Left {
    what: "what a contact has once, a second time",
    advice: "a contact has one `email` and one `phone`: leave one of them, or make another contact",
};
const UNREAD: Left = Left {
    what: "words below the name of a new contact",
    advice: "a contact has a `name`, a `role` and an `organisation`, which stand in one line, an `email` and a `phone`: \
             write them there, or say them elsewhere",
};

impl NewParts {
    pub fn set(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }

    /// Sets a field to words that were typed, where there are any. What it has already stays, and these have no place.
    fn say(&mut self, name: &str, words: &str) {
        let words = line(words);
        if words.is_empty() {
            return;
        }
        match self.fields.contains_key(name) {
            true => self.left.push((&TWICE, words)),
            false => self.set(name, Value::Text(words)),
        }
    }
}

/// What `paragraph` says as the first one of an item of `table`.
/// `marked` gives a stretch of it as a line in which passages in other languages are marked.
pub(super) fn parts(
    base: &Base,
    paragraph: &Paragraph,
    table: &ItemTable,
    marked: impl Fn(Range<usize>) -> String,
) -> NewParts {
    let mut parts = NewParts::default();
    let text = &paragraph.text;
    match table.kind {
        Kind::Practice => match run_in_title(base, paragraph) {
            Some((title, from)) => {
                parts.say("title", &marked(title));
                parts.prose = Some(from..text.len());
            }
            None => parts.prose = Some(0..text.len()),
        },
        Kind::Reference => reference(paragraph, marked, &mut parts),
        Kind::Abbreviation => {
            let (short, long) = text.split_once('\t').unwrap_or((text, ""));
            parts.say("short", short);
            parts.say("long", long);
        }
        Kind::Contact => contact(base, paragraph, &mut parts),
        _ => parts.say(table.main, &marked(0..text.len())),
    }
    parts
}

/// A publication: what it is called, and its address at the end or as that of a link.
fn reference(paragraph: &Paragraph, marked: impl Fn(Range<usize>) -> String, parts: &mut NewParts) {
    let text = &paragraph.text;
    let mut linked = paragraph
        .runs
        .iter()
        .filter_map(|run| match &run.setting.link {
            Some(Link::Uri(uri)) => Some((uri, &run.range)),
            _ => None,
        });
    let Some((uri, first)) = linked.next() else {
        match text.rsplit_once(char::is_whitespace) {
            Some((before, last)) if is_address(last.trim_start_matches('(')) => {
                let address = without_stop(last.trim_start_matches('('));
                parts.say("text", &marked(0..before.len()));
                parts.say("url", &whole_address(address));
            }
            _ => parts.say("text", &marked(0..text.len())),
        }
        return;
    };
    let end = linked.next_back().map_or(first.end, |(_, last)| last.end);
    let shown = line(&text[first.start..end]);
    let before = line(&marked(0..first.start));
    if before.is_empty() || !is_address(&shown) {
        // What is linked is what it is called.
        parts.say("text", &marked(0..text.len()));
        return parts.say("url", uri);
    }
    // The full stop of the sentence is no words behind the address.
    let behind = line(&marked(end..text.len()));
    let behind = Some(behind).filter(|words| words.contains(char::is_alphanumeric));
    parts.say("text", &format!("{before} {}", behind.unwrap_or_default()));
    // An address that was typed over another is the address, whatever the link still leads to.
    let is_other = !uri.trim_end_matches('/').ends_with(&shown);
    let typed = whole_address(&shown);
    parts.say("url", if is_other { &typed } else { uri });
}

fn is_address(words: &str) -> bool {
    ["http://", "https://", "www."]
        .iter()
        .any(|begin| words.starts_with(begin))
        && !words.contains(char::is_whitespace)
}

/// An address without the marks of the sentence that ends with it.
fn without_stop(address: &str) -> &str {
    let has_bracket = address.contains('(');
    address.trim_end_matches(|c: char| matches!(c, '.' | ',' | ';') || c == ')' && !has_bracket)
}

/// The title that a practice begins with, set off and before the mark that the language has between it and
/// the text; and where the text begins.
pub(super) fn run_in_title(base: &Base, paragraph: &Paragraph) -> Option<(Range<usize>, usize)> {
    let first = paragraph.runs.first()?;
    let sets_off = |run: &crate::docx::Run| run.setting.emphasis || run.setting.strong;
    if !sets_off(first) {
        return None;
    }
    let end = paragraph
        .runs
        .iter()
        .take_while(|run| sets_off(run))
        .last()?
        .range
        .end;
    let arguments = [("title", Argument::Slot), ("text", Argument::Slot)];
    let pieces = base.locale.pieces(Message::RunInTitle, &arguments);
    let between = pieces.iter().find_map(Piece::words);
    let mark = between.unwrap_or_default().trim();
    let title = paragraph.text[..end].trim_end();
    if let Some(title) = title.strip_suffix(mark) {
        return Some((0..title.len(), end));
    }
    let rest = &paragraph.text[end..];
    let after = rest.trim_start().strip_prefix(mark)?;
    Some((0..title.len(), paragraph.text.len() - after.len()))
}

/// Whether a paragraph tells how somebody is reached.
pub(super) fn has_contact(base: &Base, paragraph: &Paragraph) -> bool {
    paragraph.text.contains('@')
        || paragraph.text.contains('\n')
        || paragraph.runs.iter().any(|run| run.setting.strong)
        || particulars(&paragraph.text).any(|part| reached(base, part).is_all())
}

/// What a line about somebody says, one thing after the other.
fn particulars(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split([',', '·']).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

fn contact(base: &Base, paragraph: &Paragraph, parts: &mut NewParts) {
    let text = &paragraph.text;
    let (who, how) = text.split_once('\n').unwrap_or((text, ""));
    // Some write all in one line.
    let (ways, who): (Vec<&str>, Vec<&str>) =
        particulars(who).partition(|part| reached(base, part).is_all());
    let mut who = who.into_iter();
    parts.say("name", who.next().unwrap_or_default());
    let mut roles: Vec<&str> = who.collect();
    if let Some(of) = roles
        .last()
        .and_then(|last| values::organisation(base, last))
    {
        parts.say("organisation", &of.id.value);
        roles.pop();
    }
    parts.say("role", &roles.join(", "));
    for way in ways.into_iter().chain([how]) {
        let reached = reached(base, way);
        for (name, words) in reached.found {
            parts.say(name, &words);
        }
        let unread = reached.unread.into_iter();
        parts.left.extend(unread.map(|words| (&UNREAD, words)));
    }
}

/// How somebody is reached, as words say.
#[derive(Default)]
pub(super) struct Reached {
    pub found: Vec<(&'static str, String)>,
    /// The words that say something else.
    unread: Vec<String>,
    /// Whether a number has letters in it, which may be something else.
    is_doubtful: bool,
}

impl Reached {
    /// Whether the words say it and nothing else.
    pub fn is_all(&self) -> bool {
        !self.found.is_empty() && self.unread.is_empty() && !self.is_doubtful
    }
}

/// What words say of how somebody is reached.
pub(super) fn reached(base: &Base, words: &str) -> Reached {
    let [between, behind] = around_extension(base);
    let mut reached = Reached::default();
    let found = &mut reached.found;
    let places = words.split(['·', '\n', ';', ',']).map(line);
    for place in places.filter(|place| place.contains(char::is_alphanumeric)) {
        let start = place
            .find(|c: char| c == '+' || c.is_ascii_digit())
            .unwrap_or(0);
        let label = if let Some(address) = place.split(' ').find(|word| word.contains('@')) {
            found.push(("email", address.to_owned()));
            place.replacen(address, "", 1)
        } else if place.chars().filter(char::is_ascii_digit).count() >= 6 {
            let number = &place[start..];
            let (phone, extension) = number.split_once(&between).unwrap_or((number, ""));
            found.push(("phone", phone.trim().to_owned()));
            reached.is_doubtful |= phone.contains(char::is_alphabetic);
            if !extension.is_empty() {
                let extension = extension.strip_suffix(&behind).unwrap_or(extension);
                found.push(("extension", extension.trim().to_owned()));
            }
            place[..start].to_owned()
        } else {
            place
        };
        let label = label.trim();
        if label.contains(char::is_alphanumeric) && !label.ends_with([':', '.']) {
            reached.unread.push(label.to_owned());
        }
    }
    reached
}

/// What stands between a telephone number and its extension, and behind the extension.
fn around_extension(base: &Base) -> [String; 2] {
    let slots = [("phone", Argument::Slot), ("extension", Argument::Slot)];
    let pieces = base.locale.pieces(Message::PhoneWithExtension, &slots);
    let words = pieces.iter().filter_map(Piece::words);
    let mut words = words.map(|words| line(&words.replace('\u{a0}', " ")));
    [
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    ]
}
