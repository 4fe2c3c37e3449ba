//! Fields, and where links lead: what is shown of a field, and what its instruction says of it.

use super::{Flattener, LONGEST, MOST_OPEN};
use crate::docx::paragraph::Link;
use crate::docx::read::package::Relationships;
use crate::docx::read::redirect::direct;
use crate::docx::xml::Element;

impl Relationships {
    /// Where a link leads (§17.16.22); none where it says nothing of it.
    pub(super) fn link(&self, element: &Element) -> Option<Link> {
        let uri = element.attribute("r:id").and_then(|id| self.external(id));
        let uri = uri.map(direct);
        link(uri.as_deref(), element.attribute("w:anchor"))
    }
}

/// The link to a place in the document at an address, or in this one.
fn link(uri: Option<&str>, bookmark: Option<&str>) -> Option<Link> {
    let uri = uri.filter(|uri| !uri.is_empty());
    match (uri, bookmark.filter(|name| !name.is_empty())) {
        (Some(uri), Some(bookmark)) if !uri.contains('#') => {
            Some(Link::Uri(format!("{uri}#{bookmark}").into()))
        }
        (Some(uri), _) => Some(Link::Uri(uri.into())),
        (None, bookmark) => bookmark.map(|name| Link::Bookmark(name.into())),
    }
}

/// A field (§17.16.18) that is open.
#[derive(Default)]
pub(super) struct Field {
    instruction: String,
    /// What the instruction says of its result.
    pub(super) result: FieldResult,
    /// Whether its result has begun.
    pub(super) in_result: bool,
    /// Whether words were left out since it had not.
    pub(super) hides: bool,
}

#[derive(Clone, Default)]
pub(super) enum FieldResult {
    #[default]
    Words,
    Link(Link),
    /// The number of a note that stands elsewhere.
    NoteNumber,
}

impl Field {
    /// A field whose instruction is known before its result.
    pub(super) fn simple(instruction: &str) -> Field {
        let mut field = Field::default();
        field.say(instruction);
        field.begin_result();
        field
    }

    /// Adds to the instruction.
    pub(super) fn say(&mut self, words: &str) {
        if self.instruction.len() + words.len() <= LONGEST {
            self.instruction.push_str(words);
        }
    }

    /// Begins the result: the instruction is known.
    fn begin_result(&mut self) {
        self.in_result = true;
        let kind = self
            .instruction
            .split_whitespace()
            .next()
            .unwrap_or_default();
        self.result = match kind.to_ascii_uppercase().as_str() {
            "HYPERLINK" => {
                hyperlink(&self.instruction).map_or(FieldResult::Words, FieldResult::Link)
            }
            "NOTEREF" => FieldResult::NoteNumber,
            _ => FieldResult::Words,
        };
    }
}

impl Flattener<'_> {
    /// A character of a complex field: its beginning, the end of its instruction, or its end.
    pub(super) fn field_character(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") if self.fields.len() < MOST_OPEN => self.fields.push(Field::default()),
            Some("begin") => {}
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.begin_result();
                }
            }
            _ => {
                self.fields.pop();
            }
        }
    }
}

/// Where a field HYPERLINK leads (§17.16.5.25).
fn hyperlink(instruction: &str) -> Option<Link> {
    let mut target = None;
    let mut bookmark = None;
    let mut rest = instruction.trim().get("HYPERLINK".len()..)?;
    while let Some((word, after)) = argument(rest) {
        rest = after;
        match word {
            Argument::Switch(name @ ("l" | "o" | "t")) => {
                let Some((of_switch, after)) = argument(rest) else {
                    break;
                };
                // A tip and a frame say nothing of where it leads.
                if name == "l" {
                    bookmark = Some(of_switch.words());
                }
                rest = after;
            }
            Argument::Switch(_) => {}
            word => {
                target.get_or_insert_with(|| word.words());
            }
        }
    }
    let uri = target.as_deref().map(direct);
    link(uri.as_deref(), bookmark.as_deref())
}

/// A part of a field's instruction (§17.16.1).
enum Argument<'i> {
    Switch(&'i str),
    Word(&'i str),
    /// In quotation marks, where a backslash stands before a mark and before another backslash.
    Quoted(String),
}

impl Argument<'_> {
    fn words(self) -> String {
        match self {
            Argument::Switch(name) => format!("\\{name}"),
            Argument::Word(word) => word.to_owned(),
            Argument::Quoted(words) => words,
        }
    }
}

/// The first argument of an instruction, and what follows it.
fn argument(instruction: &str) -> Option<(Argument<'_>, &str)> {
    let instruction = instruction.trim_start();
    let Some(quoted) = instruction.strip_prefix('"') else {
        let end = instruction.find(char::is_whitespace);
        let (word, after) = instruction.split_at(end.unwrap_or(instruction.len()));
        let argument = match word.strip_prefix('\\') {
            Some(name) => Argument::Switch(name),
            None => Argument::Word(word),
        };
        return (!word.is_empty()).then_some((argument, after));
    };
    let mut words = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((Argument::Quoted(words), &quoted[at + 1..])),
            '\\' if quoted[at + 1..].starts_with(['"', '\\']) => {
                words.extend(characters.next().map(|(_, escaped)| escaped));
            }
            character => words.push(character),
        }
    }
    Some((Argument::Quoted(words), ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_fields_lead_somewhere() {
        assert_eq!(
            hyperlink("HYPERLINK \"https://a.org\""),
            Some(Link::Uri("https://a.org".into()))
        );
        assert_eq!(
            hyperlink(" HYPERLINK \\l \"_ref_x\" \\h"),
            Some(Link::Bookmark("_ref_x".into()))
        );
        assert_eq!(
            hyperlink("hyperlink https://a.org"),
            Some(Link::Uri("https://a.org".into()))
        );
        assert_eq!(hyperlink("HYPERLINK"), None);
        // What a tip, a frame and a switch without an argument say is no address.
        for instruction in [
            r#"HYPERLINK \o "All of it" "https://a.org""#,
            r#"HYPERLINK \t _blank "https://a.org" \o "Say \"all\" of it""#,
            r#"HYPERLINK \n "https://a.org""#,
            r#"HYPERLINK \m https://a.org \n"#,
        ] {
            assert_eq!(
                hyperlink(instruction),
                hyperlink("HYPERLINK \"https://a.org\""),
                "{instruction}"
            );
        }
        assert_eq!(hyperlink(r#"HYPERLINK \o "A tip""#), None);
    }
}
