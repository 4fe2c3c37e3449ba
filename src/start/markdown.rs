//! Notes in Markdown: CommonMark with tables, footnotes, task lists and a head of names and values. Plain text is read as
//! that, too.

use super::block::{Aside, Block, Kind, Notes, Paragraph, Picture, Words, line, line_break, words};
use crate::brief::whole_address;
use crate::commonmark::{ProseBlock, Span, SpanKind, Target};
use crate::ordered::Ordered;
use percent_encoding::percent_decode_str;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many lists are told apart inside of each other.
const DEEPEST: usize = 8;

/// Reads notes.
pub fn read(text: &str) -> Notes {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let (front, body) = front_matter(&text);
    let mut reader = Reader {
        text: &text,
        starts: line_starts(&text),
        offset: text.len() - body.len(),
        notes: Notes {
            front,
            ..Notes::default()
        },
        ..Reader::default()
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(body, options);
    let definitions = parser.reference_definitions().iter();
    let addresses =
        definitions.map(|(_, of)| (of.span.start, (of.dest.to_string(), of.span.clone())));
    let addresses: BTreeMap<usize, _> = addresses.into_map();
    for (event, range) in parser.into_offset_iter() {
        reader.take(event, range);
    }
    reader.flush();
    // An address that no link leads to says something itself: “[Source]: https://…”.
    for (address, range) in addresses.into_values() {
        if !reader.referred.contains(&address) {
            reader.notes.aside.push(Aside {
                what: body[range].trim().to_owned(),
                words: String::new(),
            });
        }
    }
    reader.notes
}

/// Names and values between lines of `---` at the head, and what follows. A list below a name is its value, with
/// semicolons between.
fn front_matter(text: &str) -> (Vec<(String, String)>, &str) {
    let Some((head, body)) = text.strip_prefix("---\n").and_then(|rest| {
        rest.split_once("\n---\n")
            .or_else(|| rest.split_once("\n...\n"))
    }) else {
        return (Vec::new(), text);
    };
    let mut front: Vec<(String, String)> = Vec::new();
    // Behind a name with `|` or `>`, indented lines are its value, whatever marks they have.
    let mut gap = None;
    for line in head.lines() {
        let is_inside = line.is_empty() || line.starts_with(char::is_whitespace);
        gap = gap.filter(|_| is_inside);
        let item = line.trim_start().strip_prefix("- ");
        match (item, line.split_once(':'), front.last_mut()) {
            (_, _, Some((_, value))) if let Some(gap) = gap => {
                value.push_str(if value.is_empty() { "" } else { gap });
                value.push_str(line.trim());
            }
            (Some(item), _, Some((_, value))) => {
                if !value.is_empty() {
                    value.push_str("; ");
                }
                value.push_str(unquoted(item));
            }
            _ if line.starts_with('#') => front.push(("#".to_owned(), line[1..].trim().to_owned())),
            (_, Some((name, value)), _) => {
                let value = value.trim();
                gap = match value.trim_end_matches(['-', '+']) {
                    "|" => Some("\n"),
                    ">" => Some(" "),
                    _ => None,
                };
                let inside = value
                    .strip_prefix('[')
                    .and_then(|value| value.strip_suffix(']'));
                let value = match inside {
                    _ if gap.is_some() => String::new(),
                    Some(items) => in_one_value(items),
                    None => unquoted(value).to_owned(),
                };
                front.push((name.trim().to_owned(), value));
            }
            (_, None, Some((_, value))) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            // What stands before the first name has no place in a head.
            (_, None, None) if line.trim().is_empty() => {}
            (_, None, None) => return (Vec::new(), text),
        }
    }
    // A rule and a line with a colon are no head yet.
    let is_name = |name: &str| !name.is_empty() && name.split_whitespace().count() <= 3;
    if front.is_empty() || !front.iter().all(|(name, _)| is_name(name)) {
        return (Vec::new(), text);
    }
    (front, body)
}

/// The items of a list in one line, with semicolons between where one is in quotation marks: `"water", "energy"`.
fn in_one_value(items: &str) -> String {
    if !items.contains(['"', '\'']) {
        return items.trim().to_owned();
    }
    let mut quote = None;
    let is_between = |c: char| {
        match quote {
            Some(mark) if mark == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        quote.is_none() && c == ','
    };
    let items: Vec<&str> = items.split(is_between).map(unquoted).collect();
    items.join("; ")
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

fn line_starts(text: &str) -> Vec<usize> {
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0)
        .chain(ends.map(|(at, _)| at + 1))
        .collect()
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Where the body begins.
    offset: usize,
    notes: Notes,
    /// The paragraph at hand.
    spans: Words,
    place: usize,
    /// Where the link around what is read leads.
    target: Option<Target>,
    emphasis: usize,
    strong: usize,
    heading: Option<u8>,
    /// For each list around, whether it has bullets.
    lists: Vec<bool>,
    /// Whether the next paragraph begins an item.
    begins_item: bool,
    is_done: Option<bool>,
    /// The number that the next paragraph has as an item, as it is typed: a list counts from its first on.
    number: Option<usize>,
    table: Option<Vec<Vec<Words>>>,
    verbatim: Option<String>,
    /// Words that are struck out.
    struck: Option<String>,
    /// How often those at hand are struck out once more.
    struck_again: usize,
    /// The paragraphs at hand belong to this footnote.
    footnote: Option<usize>,
    labels: BTreeMap<String, usize>,
    /// The pictures around what is read, each with the words before it.
    pictures: Vec<(String, Words)>,
    /// Where links lead whose address stands elsewhere.
    referred: BTreeSet<String>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event, range: Range<usize>) {
        if let Some(text) = &mut self.verbatim {
            match event {
                Event::Text(words) | Event::Html(words) => text.push_str(&words),
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.end_verbatim(),
                _ => {}
            }
            return;
        }
        if let Some(text) = &mut self.struck {
            match &event {
                Event::Text(words) | Event::Code(words) => return text.push_str(words),
                Event::SoftBreak | Event::HardBreak => return text.push(' '),
                _ => {}
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::HardBreak => self.push(line_break()),
            // A line break that is written as in HTML is one.
            Event::InlineHtml(html) | Event::Html(html) if is_line_break(&html) => {
                self.push(line_break());
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => self.comment(&html),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineHtml(text)
            | Event::Html(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.say(&text, &range),
            Event::SoftBreak => self.say("\n", &range),
            Event::FootnoteReference(label) => {
                let place = self.footnote_of(&label);
                self.push(Span {
                    kind: SpanKind::Note(place),
                    ..Span::default()
                });
            }
            Event::TaskListMarker(done) => self.is_done = Some(done),
            Event::Rule => self.flush(),
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        if let Tag::Link {
            link_type,
            dest_url,
            ..
        }
        | Tag::Image {
            link_type,
            dest_url,
            ..
        } = &tag
            && !matches!(
                link_type,
                LinkType::Inline | LinkType::Autolink | LinkType::Email
            )
        {
            self.referred.insert(dest_url.to_string());
        }
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first.is_none());
            }
            Tag::Item => {
                self.flush();
                self.begins_item = true;
                // That of the first begins with the spaces in front of its mark.
                let typed = &self.text[(range.start + self.offset).min(self.text.len())..];
                let typed = typed.trim_start();
                let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
                self.number = typed[..digits].parse().ok();
            }
            Tag::CodeBlock(kind) => {
                self.begin_verbatim(&range);
                // Only indented: notes are often written so without meaning code.
                if let CodeBlockKind::Fenced(_) = kind {
                    self.begins_item = false;
                }
            }
            Tag::HtmlBlock => self.begin_verbatim(&range),
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.footnote = Some(self.footnote_of(&label));
            }
            Tag::Table(_) => {
                self.flush();
                self.place = self.line_of(&range);
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.push(Vec::new());
                }
            }
            Tag::Paragraph | Tag::BlockQuote(_) => self.flush(),
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Strikethrough if self.struck.is_some() => self.struck_again += 1,
            Tag::Strikethrough => self.struck = Some(String::new()),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                self.target = match link_type {
                    LinkType::Email => Some(Target::Uri(format!("mailto:{dest_url}"))),
                    _ => target(&dest_url),
                };
            }
            Tag::Image { dest_url, .. } => {
                let before = std::mem::take(&mut self.spans);
                self.pictures.push((dest_url.to_string(), before));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.footnote = None;
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.spans);
                if let Some(row) = self.table.as_mut().and_then(|table| table.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some(rows) = self.table.take() {
                    self.push_block(Kind::Table(rows));
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough if self.struck_again > 0 => self.struck_again -= 1,
            TagEnd::Strikethrough => {
                let words = self.struck.take().filter(|words| !words.is_empty());
                let aside = words.map(|words| Aside {
                    what: "struck out".to_owned(),
                    words,
                });
                self.notes.aside.extend(aside);
            }
            TagEnd::Link => self.target = None,
            TagEnd::Image => {
                if let Some((file, before)) = self.pictures.pop() {
                    let alt = line(&std::mem::replace(&mut self.spans, before));
                    // In a link a gap is written `%20`.
                    let name = percent_decode_str(&file).decode_utf8_lossy().into_owned();
                    let extension = None;
                    self.notes.pictures.push(Picture {
                        name,
                        alt,
                        extension,
                    });
                }
            }
            _ => {}
        }
    }

    fn begin_verbatim(&mut self, range: &Range<usize>) {
        self.flush();
        self.place = self.line_of(range);
        self.verbatim = Some(String::new());
    }

    fn end_verbatim(&mut self) {
        let Some(text) = self.verbatim.take() else {
            return;
        };
        match text.trim() {
            "" => {}
            comment if comment.starts_with("<!--") => self.comment(comment),
            _ => self.push_block(Kind::Verbatim(text.trim_end().to_owned())),
        }
    }

    fn comment(&mut self, words: &str) {
        self.notes.aside.push(Aside {
            what: "comment".to_owned(),
            words: words.to_owned(),
        });
    }

    fn say(&mut self, text: &str, range: &Range<usize>) {
        if self.spans.is_empty() && self.table.is_none() {
            self.place = self.line_of(range);
        }
        self.push(words(text));
    }

    fn push(&mut self, span: Span) {
        self.spans.push(Span {
            emphasis: self.emphasis > 0,
            strong: self.strong > 0,
            target: self.target.clone(),
            ..span
        });
    }

    fn footnote_of(&mut self, label: &str) -> usize {
        let next = self.notes.footnotes.len();
        let place = *self.labels.entry(label.to_owned()).or_insert(next);
        if place == next {
            self.notes.footnotes.push(Vec::new());
        }
        place
    }

    /// Ends the paragraph at hand.
    fn flush(&mut self) {
        if self.table.is_some() || !self.pictures.is_empty() {
            return;
        }
        let spans = std::mem::take(&mut self.spans);
        let heading = self.heading.take();
        if line(&spans).is_empty() {
            return;
        }
        if let Some(level) = heading.filter(|_| self.footnote.is_none()) {
            return self.push_block(Kind::Heading {
                level,
                words: spans,
            });
        }
        let is_bullet = self.lists.last().copied();
        let prose = ProseBlock {
            depth: self.lists.len().min(DEEPEST),
            mark: is_bullet.filter(|_| self.begins_item),
            number: self.number.take().filter(|_| self.begins_item),
            spans,
        };
        self.begins_item = false;
        if let Some(place) = self.footnote {
            return self.notes.footnotes[place].push(prose);
        }
        let is_done = self.is_done.take();
        self.push_block(Kind::Text(Paragraph { prose, is_done }));
    }

    fn push_block(&mut self, kind: Kind) {
        let place = self.place;
        self.notes.blocks.push(Block { kind, place });
    }

    /// The line, from 1.
    fn line_of(&self, range: &Range<usize>) -> usize {
        let at = (range.start + self.offset).min(self.text.len());
        self.starts.partition_point(|start| *start <= at)
    }
}

fn is_line_break(html: &str) -> bool {
    let tag: String = html
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    tag == "br"
}

/// Where a link leads, if out of the notes; others lead nowhere once these are a brief.
pub(super) fn target(uri: &str) -> Option<Target> {
    const SCHEMES: [&str; 5] = ["https", "http", "ftp", "mailto", "tel"];
    let uri = whole_address(uri);
    let (scheme, _) = uri.split_once(':')?;
    let leads_out = SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    leads_out.then_some(Target::Uri(uri))
}
