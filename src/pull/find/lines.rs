//! Lines of several particulars: lists in a sentence, and what is said beside a recommendation.

use super::Finder;
use crate::document::FieldPath;
use crate::locale::{Argument, COUNTS, Message, Piece, Term, two_readings};
use crate::pull::base::FieldHere;
use crate::pull::change::{Fields, Value, value_of};
use crate::pull::values::{self, line};
use std::ops::Range;

/// An entry of a list in a sentence.
struct Entry<'e> {
    /// What the base has in its place.
    field: &'e FieldHere,
    /// The words of that, as they stand there, and as a line.
    shown: &'e str,
    line: String,
    /// What stands in its place now.
    now: String,
    range: Range<usize>,
}

impl Finder<'_> {
    /// A list in a sentence: its items from where they stand, and what was put between them.
    pub(super) fn list(
        &mut self,
        at: usize,
        base: usize,
        path: &str,
        elements: &[(&FieldHere, Range<usize>)],
    ) {
        let ours = &self.base.paragraph(base).text;
        let text = &self.paragraph(at).text;
        let parsed = FieldPath::parse(path);
        let signs = values::joining_signs(&self.base.locale);
        let entries = elements.iter().map(|(field, range)| {
            let shown = &ours[field.range.clone()];
            let range = without_sign(text, shown, range, &signs);
            Entry {
                field,
                shown,
                line: line(shown),
                now: line(&text[range.clone()]),
                range,
            }
        });
        let entries: Vec<Entry> = entries.collect();
        if entries.iter().all(|entry| entry.line == entry.now) {
            return;
        }
        if path.ends_with(".obstacles") {
            return self.answered(at, &parsed, &entries);
        }
        // As the list was written, and as it is now.
        let gaps = entries.windows(2).map(|two| {
            let [one, other] = [&two[0], &two[1]].map(|entry| &entry.field.range);
            ours.get(one.end..other.start).unwrap_or_default()
        });
        let gaps_now = entries
            .windows(2)
            .map(|two| text.get(two[0].range.end..two[1].range.start));
        let is_anew = |entry: &Entry| !entry.now.contains(&entry.line);
        // Where all was written in another way, no entry is that which stood there.
        let items = if entries.iter().all(is_anew)
            && gaps.clone().zip(gaps_now).any(|(was, is)| is != Some(was))
        {
            let ranges = || entries.iter().map(|entry| &entry.range);
            let stand = || ranges().filter(|range| !range.is_empty());
            let start = stand().map(|range| range.start).min();
            let end = stand().map(|range| range.end).max();
            let words = self.marked(at, start.unwrap_or(0)..end.unwrap_or(0), Some(&parsed));
            let typed = self.base.typed_text(&entries[0].field.path);
            let words = values::with_case_of(typed.as_deref(), entries[0].shown, words);
            values::list_items(&self.base.locale, &words, &[])
        } else {
            let typed_between = entries.iter();
            let typed_between = typed_between.map(|entry| entry.now.replace(&entry.line, ""));
            let between: String = gaps.map(str::to_owned).chain(typed_between).collect();
            let joiners = values::joiners(&self.base.locale, &between);
            let items = entries.iter();
            items
                .flat_map(|entry| self.items_of_entry(at, entry, &parsed, &joiners))
                .collect()
        };
        let theirs = (!items.is_empty()).then_some(Value::Texts(items));
        self.field(at, &parsed, theirs);
    }

    /// The items that stand now in the place of an entry of the list at `path`.
    fn items_of_entry(
        &self,
        at: usize,
        entry: &Entry,
        path: &FieldPath,
        joiners: &[String],
    ) -> Vec<String> {
        let Entry {
            line: shown, now, ..
        } = entry;
        let typed = self.base.typed_text(&entry.field.path);
        let whole = typed.as_ref().unwrap_or(shown);
        if now == shown {
            return vec![whole.clone()];
        }
        if now.is_empty() {
            return Vec::new();
        }
        let marked = self.marked(at, entry.range.clone(), Some(path));
        let marked = values::with_case_of(typed.as_deref(), shown, marked);
        // An edition has as many entries as its original: what stands in the place of one is one.
        if self.base.edition.is_some() {
            return vec![marked];
        }
        // Where something was put before it, its first letter is no longer raised.
        let around = [shown, whole].into_iter().find_map(|own| {
            let mut places = now.match_indices(own.as_str());
            places.find_map(|(at, _)| {
                let (before, after) = (&now[..at], &now[at + own.len()..]);
                let ends = joiners.iter().any(|one| before.ends_with(one.as_str()));
                let begins = joiners.iter().any(|one| after.starts_with(one.as_str()));
                let is_entry = (ends || before.is_empty()) && (begins || after.is_empty());
                is_entry.then_some((before, after))
            })
        });
        let Some((before, after)) = around else {
            return self.entries(&marked, whole, joiners);
        };
        let mut items = values::divided(&self.base.locale, before, &[], joiners);
        if let Some(first) = items.first_mut() {
            let words = std::mem::take(first);
            *first = values::with_case_of(Some(whole), shown, words);
        }
        items.extend(self.entries(&(whole.clone() + after), whole, joiners));
        items
    }

    /// The entries that `words` are, which stand in the place of the entry `own`.
    fn entries(&self, words: &str, own: &str, joiners: &[String]) -> Vec<String> {
        let locale = &self.base.locale;
        let own_words = own.to_owned();
        let parts = values::parts(words, &[&own_words], joiners);
        // Another name of the same may have a word that joins: “of water”, now “of energy and water”.
        let has_joiner = joiners.iter().any(|joiner| own.contains(joiner.as_str()));
        let part = |place: usize| &words[parts[place].range.clone()];
        let stays = part(0) == own;
        let mut last = (0..parts.len())
            .rfind(|place| !stays && (has_joiner || have_word_in_common(own, part(*place))))
            .unwrap_or(0);
        // So may a longer one.
        let name = &words[..parts[last].range.end];
        let further = (last + 1..parts.len()).take_while(|place| self.goes_on(name, part(*place)));
        if let Some(end) = further
            .filter(|place| parts[*place].is_joined_by_word())
            .last()
        {
            last = end;
        }
        values::items(locale, words, &parts, last)
    }

    /// Whether words behind a joiner may go on with the name of a ministry or the like: “of Water Resources and
    /// Irrigation”. They are none of a body of their own, and as large as those before them.
    fn goes_on(&self, name: &str, part: &str) -> bool {
        let is_body = |words: &str| self.base.locale.term_of(words, &[Term::Body]).is_some();
        let is_large = |word: &str| word.starts_with(char::is_uppercase);
        let mut words = name.split_whitespace();
        let last = words.next_back().unwrap_or_default();
        let short_form = part.split_whitespace().next().unwrap_or_default();
        let mut capitals = short_form.chars().filter(|c| c.is_uppercase());
        // Behind the name alone, and behind no person's: “Ministry of Water”, “the State Committee of Ecology”.
        last.ends_with(char::is_alphanumeric)
            && words.take(3).any(is_body)
            && !is_body(part)
            && is_large(last) == is_large(part)
            && capitals.nth(1).is_none()
    }

    /// The obstacles that a recommendation answers, by the words that quote them.
    fn answered(&mut self, at: usize, path: &FieldPath, entries: &[Entry]) {
        let Some(Value::Texts(known)) = self.base.typed(path) else {
            return;
        };
        let mut ids = Vec::new();
        for (place, Entry { line, now, .. }) in entries.iter().enumerate() {
            if now.is_empty() {
                continue;
            }
            match self.quoted(now) {
                Some(quoted) => ids.extend(quoted),
                None if line == now => ids.extend(known.get(place).cloned()),
                None => {
                    // The same change was made where the obstacle itself stands.
                    ids.extend(known.get(place).cloned());
                    if !self.stands_elsewhere(at, now) {
                        self.unplaced(
                            at,
                            "the quotation of an obstacle that has other words",
                            now.trim_matches(|c: char| !c.is_alphanumeric()),
                            "change the obstacle itself, in its own section, or quote another as it stands there",
                        );
                    }
                }
            }
        }
        if ids != known {
            let theirs = (!ids.is_empty()).then_some(Value::Texts(ids));
            self.field(at, path, theirs);
        }
    }

    /// The obstacles whose words stand one after the other in `words`, joined as a list is. None where anything else
    /// stands there.
    fn quoted(&self, words: &str) -> Option<Vec<String>> {
        fn is_mark(c: char) -> bool {
            !c.is_alphanumeric()
        }
        // What begins with these words, and what stands behind them.
        fn behind<'w>(rest: &'w str, first: &str) -> Option<&'w str> {
            let behind = rest.strip_prefix(first)?;
            let ends = behind.is_empty() || behind.starts_with(is_mark);
            ends.then(|| behind.trim_start_matches(is_mark))
        }
        // Whoever quotes it by hand may leave the marks in it as they are.
        let mark_inside = self.base.locale.mark_inside();
        let flat = |words: &str| {
            let inside: String = words.chars().map(&mark_inside).collect();
            inside.replace('\u{a0}', " ").to_lowercase()
        };
        let joiners = self.base.locale.list_joiners();
        let joiners: Vec<String> = joiners
            .iter()
            .map(|joiner| joiner.trim_matches(is_mark).to_lowercase())
            .filter(|joiner| !joiner.is_empty())
            .collect();
        let mut obstacles: Vec<(String, &String)> = self
            .base
            .brief
            .obstacles
            .iter()
            .map(|item| (flat(item.text.value.trim_matches(is_mark)), &item.id))
            .filter(|(text, _)| !text.is_empty())
            .collect();
        obstacles.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        let mut ids: Vec<String> = Vec::new();
        let words = flat(words);
        let mut rest = words.trim_matches(is_mark);
        while !rest.is_empty() {
            let joiner = joiners.iter().find_map(|joiner| behind(rest, joiner));
            if let Some(joined) = joiner.filter(|_| !ids.is_empty()) {
                rest = joined;
            }
            let mut texts = obstacles.iter();
            let (after, id) = texts.find_map(|(text, id)| Some((behind(rest, text)?, *id)))?;
            if !ids.contains(id) {
                ids.push(id.clone());
            }
            rest = after;
        }
        (!ids.is_empty()).then_some(ids)
    }

    /// Whether words in quotation marks are a paragraph elsewhere.
    pub(super) fn stands_elsewhere(&self, at: usize, words: &str) -> bool {
        let mark_inside = self.base.locale.mark_inside();
        let bare = |words: &str| {
            let inside: String = words.chars().map(&mark_inside).collect();
            inside
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_owned()
        };
        let words = bare(words);
        self.theirs
            .paragraphs
            .iter()
            .enumerate()
            .any(|(place, paragraph)| place != at && bare(&line(&paragraph.text)) == words)
    }

    /// To whom the recommendation is addressed that has these fields.
    pub(super) fn addressees(&self, fields: &[FieldHere]) -> Vec<String> {
        let of_item = fields.iter().find_map(|field| field.path.item.as_ref());
        let items = self.base.brief.recommendations.iter();
        items
            .filter(|item| of_item.is_some_and(|(_, id)| item.id == *id))
            .flat_map(|item| item.addressees.iter().map(|words| words.value.clone()))
            .collect()
    }

    /// The attributes of a recommendation, read by our words between them. False where not all of them are
    /// understood.
    pub(super) fn attributes_anew(&mut self, at: usize, fields: &[FieldHere]) -> bool {
        let Some((table, id)) = fields.iter().find_map(|field| field.path.item.as_ref()) else {
            return false;
        };
        let text = &self.paragraph(at).text;
        let Some(found) = self.attributes(text, &self.addressees(fields)) else {
            return false;
        };
        let is_of_obstacles = fields.iter().any(|field| field.path.field == "obstacles");
        let names: &[&str] = if is_of_obstacles {
            &["obstacles"]
        } else {
            &["addressees", "due", "priority"]
        };
        let is_other = |(name, _): &(String, Value)| !names.contains(&name.as_str());
        if found.iter().any(is_other) {
            return false;
        }
        for name in names {
            let path = FieldPath::of_item(table, id, name);
            let theirs = value_of(&found, name).cloned();
            if self.base.typed(&path) != theirs {
                self.field(at, &path, theirs);
            }
        }
        true
    }

    /// The attributes in a line: “To: A and B · By 30 June 2018 · High priority”, “Answers: “C””. None where any of it is
    /// not understood.
    pub(super) fn attributes(&self, text: &str, known: &[String]) -> Option<Fields> {
        let locale = &self.base.locale;
        let apart = locale.between(Message::ParticularsApart);
        let mut found = Fields::new();
        for segment in text
            .split(apart.trim())
            .map(line)
            .filter(|segment| !segment.is_empty())
        {
            let is_clear = two_readings(&segment).is_none();
            if let Some(words) = self.taken(Message::AttributeAddressees, "addressees", &segment) {
                let (names, others) = self.names_and_when(&words);
                let items = values::list_items(locale, names, known);
                if !others.is_empty() && !is_clear
                    || items.iter().any(|item| self.when(item).is_some())
                {
                    return None;
                }
                found.push(("addressees".to_owned(), Value::Texts(items)));
                found.extend(others);
            } else if let Some(words) =
                self.taken(Message::AttributeObstacles, "obstacles", &segment)
                && let Some(ids) = self.quoted(&words)
            {
                found.push(("obstacles".to_owned(), Value::Texts(ids)));
            } else {
                found.push(self.when(&segment).filter(|_| is_clear)?);
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// The words before what commas or semicolons set behind them, where our own sign should stand, of when a
    /// recommendation is due and how urgent it is; and that, each once: what is said a second time stays among the words.
    pub(super) fn names_and_when<'w>(&self, words: &'w str) -> (&'w str, Fields) {
        let joiners = values::all_joiners(&self.base.locale);
        let last = |words: &str| {
            // A day may have a comma of its own: “By September 1, 2025”.
            let mut ends = joiners
                .iter()
                .flat_map(|one| words.rmatch_indices(one.as_str()).take(2));
            ends.find_map(|(at, one)| Some((at, self.when(&words[at + one.len()..])?)))
        };
        let (mut names, mut others) = (words, Fields::new());
        while let Some((end, other)) = last(names)
            && !others.iter().any(|(name, _)| *name == other.0)
        {
            others.insert(0, other);
            names = &names[..end];
        }
        (names, others)
    }

    /// What words say of when a recommendation is due, or of how urgent it is: “By 30 June 2018”, “High priority”.
    pub(super) fn when(&self, words: &str) -> Option<(String, Value)> {
        let locale = &self.base.locale;
        let priority = FieldPath::parse("recommendation[x].priority");
        if let Some(key) = values::choice(locale, &priority, words) {
            return Some(("priority".to_owned(), Value::Text(key.to_owned())));
        }
        let days = locale.parse_days(&self.taken(Message::AttributeDue, "date", words)?)?;
        (days.start == days.end).then(|| ("due".to_owned(), Value::Date(days.start)))
    }

    /// What stands in the place of an argument of a message of ours, in words that are set as that.
    fn taken(&self, message: Message, name: &'static str, words: &str) -> Option<String> {
        COUNTS.into_iter().find_map(|count| {
            let arguments = [("count", Argument::Count(count)), (name, Argument::Slot)];
            let mut sides = (String::new(), String::new());
            let mut is_after = false;
            for piece in self.base.locale.pieces(message, &arguments) {
                match piece {
                    Piece::Words(words) if is_after => sides.1 += &words,
                    Piece::Words(words) => sides.0 += &words,
                    Piece::Slot(_) => is_after = true,
                }
            }
            let (start, rest) = words.split_at_checked(sides.0.trim().len())?;
            if start.to_lowercase() != sides.0.trim().to_lowercase() {
                return None;
            }
            Some(rest.strip_suffix(sides.1.trim())?.trim().to_owned())
        })
    }
}

/// Where an entry stands without the sign that was put behind it to join the next: “a, b, and c”.
fn without_sign(text: &str, shown: &str, range: &Range<usize>, signs: &[String]) -> Range<usize> {
    let words = &text[range.clone()];
    let mut signs = signs.iter().filter(|sign| !shown.ends_with(sign.as_str()));
    let without = signs.find_map(|sign| words.strip_suffix(sign.as_str()));
    let length = without.unwrap_or(words).trim_end().len();
    range.start..range.start + length
}

/// Whether one text has a word of the other, of more letters than articles and the like have.
fn have_word_in_common(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().nth(3).is_some());
        words.map(str::to_lowercase).collect()
    };
    let known = words(one);
    words(other).iter().any(|word| known.contains(word))
}
