//! Lines of several particulars: lists in a sentence, and what is said beside a recommendation.

use super::Finder;
use crate::document::FieldPath;
use crate::locale::{Argument, COUNTS, Message, Piece};
use crate::pull::base::FieldHere;
use crate::pull::change::Value;
use crate::pull::values::{self, line};
use std::ops::Range;

impl Finder<'_> {
    /// A list in a sentence: its items from where they stand, and what was put between them.
    pub(super) fn list(
        &mut self,
        at: usize,
        base: usize,
        path: &str,
        fields: &[FieldHere],
        elements: &[(usize, Range<usize>)],
    ) {
        let ours = self.base.paragraph(base);
        let text = &self.paragraph(at).text;
        let parsed = FieldPath::parse(path);
        let shown: Vec<&str> = elements
            .iter()
            .map(|(place, _)| &ours.text[fields[*place].range.clone()])
            .collect();
        let now: Vec<String> = elements
            .iter()
            .map(|(_, range)| line(&text[range.clone()]))
            .collect();
        if shown
            .iter()
            .zip(&now)
            .all(|(shown, now)| line(shown) == *now)
        {
            return;
        }
        let is_of_ids = path.ends_with(".obstacles");
        if is_of_ids {
            return self.answered(at, path, &shown, &now);
        }
        let typed: Vec<Option<String>> = elements
            .iter()
            .map(|(place, _)| self.base.typed_text(&fields[*place].path))
            .collect();
        let mut joiners = self.base.locale.list_joiners();
        joiners.push(self.base.locale.between(Message::ListApart));
        let mut items: Vec<String> = Vec::new();
        let found = elements.iter().map(|(_, range)| range).zip(&now);
        for ((shown, (range, now)), typed) in shown.iter().zip(found).zip(&typed) {
            let whole = typed.clone().unwrap_or_else(|| line(shown));
            let shown = line(shown);
            if *now == shown {
                items.push(whole);
                continue;
            }
            if now.is_empty() {
                continue;
            }
            let split = |words: &str| values::list_items(&self.base.locale, words, &[]);
            // Where something was put before it, its first letter is no longer raised.
            let around = [&shown, &whole].into_iter().find_map(|own| {
                let mut places = now.match_indices(own.as_str());
                places.find_map(|(at, _)| {
                    let (before, after) = (&now[..at], &now[at + own.len()..]);
                    let ends = joiners.iter().any(|one| before.ends_with(one.as_str()));
                    let begins = joiners.iter().any(|one| after.starts_with(one.as_str()));
                    let is_entry = (ends || before.is_empty()) && (begins || after.is_empty());
                    is_entry.then_some((before, after))
                })
            });
            if let Some((before, after)) = around {
                let first = items.len();
                items.extend(split(before));
                if let Some(first) = items.get_mut(first) {
                    let words = std::mem::take(first);
                    *first = values::with_case_of(Some(&whole), &shown, words);
                }
                items.push(whole);
                items.extend(split(after));
            } else {
                let marked = self.line(at, range.clone(), &parsed);
                items.push(values::with_case_of(typed.as_deref(), &shown, marked));
            }
        }
        let theirs = (!items.is_empty()).then_some(Value::Texts(items));
        self.field(at, &parsed, theirs);
    }

    /// The obstacles that a recommendation answers, by the words that quote them.
    pub(super) fn answered(&mut self, at: usize, path: &str, shown: &[&str], now: &[String]) {
        let parsed = FieldPath::parse(path);
        let known: Vec<String> = match self.base.typed(&parsed) {
            Some(Value::Texts(ids)) => ids,
            _ => return,
        };
        let quoted = |words: &str| {
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            let obstacles = &self.base.brief.obstacles;
            let same = |text: &str| {
                text.trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
                    == words.to_lowercase()
            };
            obstacles
                .iter()
                .find(|item| same(&item.text.value))
                .map(|item| item.id.clone())
        };
        let mut ids = Vec::new();
        for (place, (shown, now)) in shown.iter().zip(now).enumerate() {
            if now.is_empty() {
                continue;
            }
            match quoted(now) {
                Some(id) => ids.push(id),
                None if line(shown) == *now => ids.extend(known.get(place).cloned()),
                None => {
                    // The same change was made where the obstacle itself stands.
                    ids.extend(known.get(place).cloned());
                    if !self.stands_elsewhere(at, now) {
                        self.unplaced(
                            at,
                            "the quotation of an obstacle that was changed",
                            now,
                            "change the obstacle itself, in its own section",
                        );
                    }
                }
            }
        }
        if ids != known {
            let theirs = (!ids.is_empty()).then_some(Value::Texts(ids));
            self.field(at, &parsed, theirs);
        }
    }

    /// Whether words in quotation marks are a paragraph elsewhere.
    pub(super) fn stands_elsewhere(&self, at: usize, words: &str) -> bool {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        self.theirs
            .paragraphs
            .iter()
            .enumerate()
            .any(|(place, paragraph)| {
                place != at
                    && line(&paragraph.text).trim_matches(|c: char| !c.is_alphanumeric()) == words
            })
    }

    /// The attributes of a recommendation, read by our words between them. False where not all of them are
    /// understood.
    pub(super) fn attributes_anew(&mut self, at: usize, fields: &[FieldHere]) -> bool {
        let Some((table, id)) = fields.iter().find_map(|field| field.path.item.as_ref()) else {
            return false;
        };
        let text = &self.paragraph(at).text;
        let known: Vec<String> = self
            .base
            .brief
            .recommendations
            .iter()
            .filter(|item| item.id == *id)
            .flat_map(|item| item.addressees.iter().map(|words| words.value.clone()))
            .collect();
        let Some(found) = self.attributes(text, &known) else {
            return false;
        };
        for name in ["addressees", "due", "priority"] {
            let path = FieldPath::of_item(table, id, name);
            let theirs = found
                .iter()
                .find(|(field, _)| field == name)
                .map(|(_, value)| value.clone());
            if self.base.typed(&path) != theirs {
                self.field(at, &path, theirs);
            }
        }
        true
    }

    /// The attributes in a line: “To: A and B · By 30 June 2018 · High priority”. None where any of it is
    /// not understood.
    pub(super) fn attributes(&self, text: &str, known: &[String]) -> Option<Vec<(String, Value)>> {
        let locale = &self.base.locale;
        let between = |message: Message, name: &'static str, count: u64| -> (String, String) {
            let arguments = [("count", Argument::Count(count)), (name, Argument::Slot)];
            let mut sides = (String::new(), String::new());
            let mut is_after = false;
            for piece in locale.pieces(message, &arguments) {
                match piece {
                    Piece::Words(words) if is_after => sides.1 += &words,
                    Piece::Words(words) => sides.0 += &words,
                    Piece::Slot(_) => is_after = true,
                }
            }
            sides
        };
        let apart = locale.between(Message::ParticularsApart);
        let mut found: Vec<(String, Value)> = Vec::new();
        for segment in text
            .split(apart.trim())
            .map(line)
            .filter(|segment| !segment.is_empty())
        {
            let taken = |message, name| {
                COUNTS.into_iter().find_map(|count| {
                    let (before, after) = between(message, name, count);
                    let rest = segment.strip_prefix(before.trim())?;
                    Some(rest.strip_suffix(after.trim())?.trim().to_owned())
                })
            };
            let priority = FieldPath::parse("recommendation[x].priority");
            if let Some(words) = taken(Message::AttributeAddressees, "addressees") {
                let items = values::list_items(locale, &words, known);
                found.push(("addressees".to_owned(), Value::Texts(items)));
            } else if let Some(key) = values::choice(locale, &priority, &segment) {
                found.push(("priority".to_owned(), Value::Text(key.to_owned())));
            } else if let Some(words) = taken(Message::AttributeDue, "date")
                && let Some(range) = locale.parse_days(&words)
                && range.start == range.end
            {
                found.push(("due".to_owned(), Value::Date(range.start)));
            } else {
                return None;
            }
        }
        (!found.is_empty()).then_some(found)
    }
}
