//! Lists of strings and the rows of tables, three ways: what the sides have done to different entries, or to different
//! cells of a row, goes together.

use super::correspondence::{LIKE, MOST_PAIRS};
use super::{Outcome, Resolution, settle};
use crate::pull::change::{Value, same, shown};
use crate::pull::similarity;
use crate::words::{Words, kept};

/// How many letters of a word are taken for its stem.
const STEM: usize = 5;

/// A list of which both sides have changed something.
pub(super) struct Merged {
    /// The list with the changes of both; of an entry at odds ours.
    pub list: Value,
    /// The entries that both changed, and not alike, as the base, ours and theirs have them; none without any.
    pub at_odds: Option<[Value; 3]>,
}

/// The list of both; in entries at odds `resolution` decides, where there is one. None of what is no list, where a
/// table has another number of columns on one side, and where it is not clear which entry is which.
pub(super) fn merged(
    base: &Value,
    ours: &Value,
    theirs: &Value,
    resolution: Option<Resolution>,
) -> Option<Merged> {
    let [before, here, there] = [entries(base)?, entries(ours)?, entries(theirs)?];
    let mut widths = before.iter().chain(&here).chain(&there).map(width);
    let first = widths.next();
    if widths.any(|width| Some(width) != first) {
        return None;
    }
    let keys: Vec<Key> = before.iter().map(key).collect();
    let [mut here, mut there] = [here, there].map(|side| Side::of(&keys, side));
    pair_common(&mut here, &there);
    pair_common(&mut there, &here);
    note_common(&keys, &mut here, &mut there)?;
    let mut settled = Vec::with_capacity(before.len());
    let mut at_odds: [Vec<Value>; 3] = Default::default();
    for (place, was) in before.iter().enumerate() {
        let [ours, theirs] = [here.now(place), there.now(place)];
        // What is gone where others came may be one of them, in other words.
        let is_unclear = match (ours, theirs) {
            (None, None) => here.has_own() && there.has_own(),
            (None, Some(other)) => here.was.contains(&None) && !same(Some(other), Some(was)),
            (Some(other), None) => there.was.contains(&None) && !same(Some(other), Some(was)),
            (Some(_), Some(_)) => false,
        };
        if is_unclear {
            return None;
        }
        match entry(was, ours, theirs, resolution) {
            Ok(entry) => settled.push(entry),
            Err(()) => {
                settled.push(ours.cloned());
                at_odds[0].push(was.clone());
                at_odds[1].extend(ours.cloned());
                at_odds[2].extend(theirs.cloned());
            }
        }
    }
    let list = in_order(settled, &here, &there)?;
    let is_settled = at_odds[0].is_empty();
    let list_like = |entries| list_of(entries, base);
    Some(Merged {
        list: list_like(list),
        at_odds: (!is_settled).then(|| at_odds.map(list_like)),
    })
}

/// For each of the entries of a list, or the rows of a table, the one that it was, by its place; none where it was added.
pub(in crate::pull) fn entries_before(before: &[Value], now: &[Value]) -> Vec<Option<usize>> {
    let keys: Vec<Key> = before.iter().map(key).collect();
    let mut side = Side::of(&keys, now.to_vec());
    side.pair_alike(&keys);
    side.was
}

/// What one side knows as an entry of the base the other knows as that, too, where it has the same words: by its place
/// it is known only where nothing was added beside it.
fn pair_common(side: &mut Side, other: &Side) {
    for (key, was) in other.keys.iter().zip(&other.was) {
        let is_it = |at: &usize| side.was[*at].is_none() && side.keys[*at] == *key;
        if let Some(was) = was.filter(|was| side.now[*was].is_none())
            && let Some(at) = (0..side.keys.len()).find(is_it)
        {
            side.pair(was, at);
        }
    }
}

/// Notes what both sides have added alike. None where they added what may be the same in other words: it would stand
/// in the list twice.
fn note_common(base: &[Key], here: &mut Side, there: &mut Side) -> Option<()> {
    let is_changed =
        |side: &Side, at: usize| side.was[at].is_none_or(|was| side.keys[at] != base[was]);
    for at in 0..there.keys.len() {
        if !is_changed(there, at) {
            continue;
        }
        let key = &there.keys[at];
        let changed =
            (0..here.keys.len()).filter(|own| is_changed(here, *own) && !here.is_common[*own]);
        let others: Vec<usize> = changed
            .filter(|own| here.was[*own].is_none() || there.was[at].is_none())
            .collect();
        let are_new = |own: usize| here.was[own].is_none() && there.was[at].is_none();
        if let Some(own) = others
            .iter()
            .find(|own| here.keys[**own] == *key && are_new(**own))
        {
            here.is_common[*own] = true;
            there.is_common[at] = true;
            continue;
        }
        let is_alike = |own: &usize| match key.len() == 1 || are_new(*own) {
            true => may_be_one(&here.keys[*own], key),
            false => here.keys[*own] == *key,
        };
        if others.iter().any(is_alike) {
            return None;
        }
    }
    Some(())
}

/// The settled entries of the base and what was added, as a side that moved some has them. None where both moved
/// some, and not alike.
fn in_order(mut settled: Vec<Option<Value>>, here: &Side, there: &Side) -> Option<Vec<Value>> {
    let order = |side: &Side, other: &Side| -> Vec<usize> {
        let known = side.was.iter().flatten().copied();
        known.filter(|was| other.now[*was].is_some()).collect()
    };
    let is_moved = |side: &Side| !side.was.iter().flatten().is_sorted();
    let (lead, other) = if !is_moved(there) || order(here, there) == order(there, here) {
        (here, there)
    } else if !is_moved(here) {
        (there, here)
    } else {
        return None;
    };
    // What the other side has besides: by the entry before it, of those that lead.
    let mut besides = vec![Vec::new(); settled.len() + 1];
    let mut behind = 0;
    for (at, was) in other.was.iter().enumerate() {
        match was {
            Some(was) if lead.now[*was].is_some() => behind = was + 1,
            Some(was) => besides[behind].extend(settled[*was].take()),
            None if other.is_common[at] => {}
            None => besides[behind].push(other.entries[at].clone()),
        }
    }
    let mut list = Vec::new();
    behind = 0;
    for (at, was) in lead.was.iter().enumerate() {
        match was {
            Some(was) => {
                list.append(&mut besides[behind]);
                list.extend(settled[*was].take());
                behind = was + 1;
            }
            None => list.push(lead.entries[at].clone()),
        }
    }
    list.append(&mut besides[behind]);
    Some(list)
}

/// What becomes of an entry or a cell: none where it goes; an error where it is at odds.
fn entry(
    was: &Value,
    ours: Option<&Value>,
    theirs: Option<&Value>,
    resolution: Option<Resolution>,
) -> Result<Option<Value>, ()> {
    if same(theirs, Some(was)) {
        return Ok(ours.cloned());
    }
    if let (Value::Rows(was), Some(Value::Rows(here)), Some(Value::Rows(there))) =
        (was, ours, theirs)
        && let ([was], [here], [there]) = (was.as_slice(), here.as_slice(), there.as_slice())
    {
        let cells = was.iter().zip(here).zip(there);
        let cells =
            cells.map(|((was, here), there)| entry(was, Some(here), Some(there), resolution));
        let cells: Vec<Option<Value>> = cells.collect::<Result<_, _>>()?;
        return Ok(Some(Value::Rows(vec![
            cells.into_iter().flatten().collect(),
        ])));
    }
    match (settle(Some(was), ours, theirs, resolution), resolution) {
        (Outcome::Combined(both), _) => Ok(Some(both)),
        (Outcome::Theirs, _) | (Outcome::Conflict, Some(Resolution::Theirs)) => Ok(theirs.cloned()),
        (Outcome::Agreed, _) | (Outcome::Conflict, Some(Resolution::Ours)) => Ok(ours.cloned()),
        (Outcome::Conflict, None) => Err(()),
    }
}

/// The words of an entry: those of each cell of a row.
type Key = Vec<String>;

/// The entries of a side, and which of them are which of the base.
struct Side {
    entries: Vec<Value>,
    keys: Vec<Key>,
    /// For each of the base its place; none where it is gone.
    now: Vec<Option<usize>>,
    /// For each its place in the base; none where it was added.
    was: Vec<Option<usize>>,
    /// Which of those that were added the other side has added, too.
    is_common: Vec<bool>,
}

impl Side {
    fn of(base: &[Key], entries: Vec<Value>) -> Side {
        let keys: Vec<Key> = entries.iter().map(key).collect();
        let mut side = Side {
            now: vec![None; base.len()],
            was: vec![None; keys.len()],
            is_common: vec![false; keys.len()],
            entries,
            keys,
        };
        for (at, was) in kept(base, &side.keys).into_iter().enumerate() {
            if let Some(was) = was {
                side.pair(was, at);
            }
        }
        // A row is known by its first cell, or by as many of the first as no other has; it may have moved. By its
        // number it is not, which another has when one comes before it.
        for was in 0..base.len() {
            let only_one = |length: usize| {
                let head = &base[was][..length];
                only(base, head).and_then(|_| only(&side.keys, head))
            };
            if side.now[was].is_none()
                && let Some(at) = (1..=base[was].len()).find_map(only_one)
                && (!is_number(&base[was][0]) || is_like(&base[was], &side.keys[at]))
            {
                side.pair(was, at);
            }
        }
        // Between those that are known, one is known by its place.
        let mut from = 0;
        while from < base.len() {
            let unknown = side.now[from..].iter().take_while(|at| at.is_none());
            let to = from + unknown.count();
            let start = match from {
                0 => Some(0),
                _ => side.now[from - 1].map(|at| at + 1),
            };
            let end = side.now.get(to).copied().unwrap_or(Some(side.keys.len()));
            if let (Some(start), Some(end)) = (start, end)
                && start + (to - from) == end
                && side.was[start..end].iter().all(Option::is_none)
            {
                for (was, at) in (from..to).zip(start..end) {
                    if is_like(&base[was], &side.keys[at]) {
                        side.pair(was, at);
                    }
                }
            }
            from = to + 1;
        }
        side
    }

    /// Pairs what is left with what is most like it, wherever it stands: where nothing is settled by it, what may be one
    /// in other words is one.
    fn pair_alike(&mut self, base: &[Key]) {
        let left = |places: &[Option<usize>]| -> Vec<usize> {
            let all = 0..places.len();
            all.filter(|at| places[*at].is_none()).collect()
        };
        let (gone, new) = (left(&self.now), left(&self.was));
        if gone.len().saturating_mul(new.len()) > MOST_PAIRS {
            return;
        }
        let mut numbers = similarity::Vocabulary::default();
        let mut bag = |key: &Key| numbers.bag(&key.join(" "));
        let gone: Vec<_> = gone.iter().map(|was| (*was, bag(&base[*was]))).collect();
        let mut pairs = Vec::new();
        for at in new {
            let (key, words) = (&self.keys[at], bag(&self.keys[at]));
            let likeness = gone
                .iter()
                .map(|(was, bag)| (bag.similarity(&words), *was, at));
            pairs.extend(
                likeness
                    .filter(|(likeness, was, _)| *likeness > LIKE || may_be_one(&base[*was], key)),
            );
        }
        pairs.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        for (_, was, at) in pairs {
            if self.now[was].is_none() && self.was[at].is_none() {
                self.pair(was, at);
            }
        }
    }

    /// Notes that an entry is one of the base.
    fn pair(&mut self, was: usize, at: usize) {
        self.now[was] = Some(at);
        self.was[at] = Some(was);
    }

    /// What an entry of the base is now.
    fn now(&self, was: usize) -> Option<&Value> {
        self.now[was].map(|at| &self.entries[at])
    }

    /// Whether it has added what the other side has not.
    fn has_own(&self) -> bool {
        let added = self.was.iter().zip(&self.is_common);
        added
            .into_iter()
            .any(|(was, is_common)| was.is_none() && !is_common)
    }
}

fn key(entry: &Value) -> Key {
    let words = |cell: &Value| Words::of(&shown(cell)).words.join(" ");
    match entry {
        Value::Rows(rows) => rows.iter().flatten().map(words).collect(),
        entry => vec![words(entry)],
    }
}

/// The place of the one entry that begins with these cells; none where there are several.
fn only(keys: &[Key], head: &[String]) -> Option<usize> {
    let mut found = (0..keys.len()).filter(|at| keys[*at].starts_with(head));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether one entry may have become the other: most of its cells are the same, or all but one.
fn is_like(one: &[String], other: &[String]) -> bool {
    let others = one.iter().zip(other).filter(|(was, is)| was != is).count();
    others <= 1 || 2 * others < one.len()
}

/// Whether a cell is nothing but the number of its row; years are none.
fn is_number(cell: &str) -> bool {
    let number = cell.trim_end_matches(['.', ')']);
    number.chars().count() < 4 && number.chars().all(char::is_numeric)
}

/// Whether two entries may be one in other words: whether the words of one, or of its first cell, are all in the other
/// but for their endings and the case of letters.
fn may_be_one(one: &[String], other: &[String]) -> bool {
    let stems = |key: &[String]| -> Vec<String> {
        let words = key.first().map(|head| head.to_lowercase());
        let words = words.iter().flat_map(|head| head.split(' '));
        words
            .map(|word| word.chars().take(STEM).collect())
            .collect()
    };
    let (one, other) = (stems(one), stems(other));
    let has_all = |long: &[String], short: &[String]| {
        let mut long = long.iter();
        short.iter().all(|word| long.any(|other| other == word))
    };
    has_all(&one, &other) || has_all(&other, &one)
}

fn width(entry: &Value) -> usize {
    match entry {
        Value::Rows(rows) => rows.first().map_or(0, Vec::len),
        _ => 1,
    }
}

/// The entries of a list, each a list of one where it is a row.
pub(in crate::pull) fn entries(list: &Value) -> Option<Vec<Value>> {
    match list {
        Value::Texts(texts) => Some(texts.iter().cloned().map(Value::Text).collect()),
        Value::Rows(rows) => {
            let rows = rows.iter().cloned();
            Some(rows.map(|row| Value::Rows(vec![row])).collect())
        }
        _ => None,
    }
}

/// The list of these entries, as that of the base is one.
fn list_of(entries: Vec<Value>, base: &Value) -> Value {
    if matches!(base, Value::Texts(_)) {
        let texts = entries.into_iter().filter_map(|entry| match entry {
            Value::Text(text) => Some(text),
            _ => None,
        });
        return Value::Texts(texts.collect());
    }
    let rows = entries.into_iter().filter_map(|entry| match entry {
        Value::Rows(rows) => Some(rows),
        _ => None,
    });
    Value::Rows(rows.flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a table, `Chu | 1; Ili | 2`; entries where there is no cell, `one; two`.
    fn list(text: &str) -> Value {
        let entries = text.split("; ");
        if !text.contains(" | ") {
            return Value::Texts(entries.map(str::to_owned).collect());
        }
        let cell = |cell: &str| Value::Text(cell.trim().to_owned());
        Value::Rows(
            entries
                .map(|row| row.split('|').map(cell).collect())
                .collect(),
        )
    }

    /// The list of both; none where it is at odds.
    fn both(base: &str, ours: &str, theirs: &str) -> Option<String> {
        let merged = merged(&list(base), &list(ours), &list(theirs), None)?;
        let list = shown(&merged.list).replace('\n', "; ");
        merged.at_odds.is_none().then_some(list)
    }

    #[track_caller]
    fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
        let merged = both(base, ours, theirs);
        assert_eq!(merged.as_deref(), Some(expected));
        // The same document once more brings nothing.
        assert_eq!(both(base, expected, theirs).as_deref(), Some(expected));
    }

    #[test]
    fn a_row_is_known_by_cells_that_no_other_begins_with() {
        let base = "Syr | 2015 | 9 | dry; Syr | 2016 | 12 | wet; Chu | 2016 | 3 | dry";
        let ours = base.replace("9 | dry", "9 | dry until May");
        let theirs = format!(
            "Syr | 2014 | 9 | dry; {}",
            base.replace("| 9 |", "| 10.5 |")
        );
        let expected = "Syr | 2014 | 9 | dry; Syr | 2015 | 10.5 | dry until May; Syr | 2016 | 12 | wet; Chu | 2016 | 3 | dry";
        check(base, &ours, &theirs, expected);
        // Two rows began alike, and neither is known any more.
        let base = "Syr | 2015 | 9 | dry; Syr | 2015 | 12 | wet";
        let ours = base.replace("9 | dry", "9 | dry until May");
        let theirs = "Syr | 2015 | 8 | dry; Syr | 2015 | 7 | wet; Syr | 2015 | 12 | wet";
        assert_eq!(both(base, &ours, theirs), None);
        // A row that begins as another did, and says something else, is not that one.
        let base = "1 | Chu | 3 | dry; 2 | Ili | 5 | dry";
        let ours = base.replace("3 | dry", "3 | dry until May");
        let theirs = "1 | Talas | 7 | dry; 2 | Chu | 3 | dry; 3 | Ili | 5 | dry";
        assert_eq!(both(base, &ours, theirs), None);
    }

    #[test]
    fn what_moves_stays_one() {
        let base = "Spring | 310; Summer | 125; Autumn | 90";
        let ours = "Autumn | 90; Spring | 310; Summer | 125";
        let theirs = "Spring | 310; Summer | 125; Autumn | 90; Winter | 70";
        check(
            base,
            ours,
            theirs,
            "Autumn | 90; Winter | 70; Spring | 310; Summer | 125",
        );
        let theirs = base.replace("90", "95");
        check(
            base,
            ours,
            &theirs,
            "Autumn | 95; Spring | 310; Summer | 125",
        );
        let base = "the ministry; the council";
        let ours = "the ministry; the council of Naryn";
        check(
            base,
            ours,
            "the council; the ministry",
            "the council of Naryn; the ministry",
        );
        check(
            base,
            "the council; the ministry",
            "the ministry; the council; donors",
            "the council; donors; the ministry",
        );
        // Both have moved what they have, and not alike.
        assert_eq!(
            both("one; two; three", "three; one; two", "two; one; three"),
            None
        );
    }

    #[test]
    fn what_changed_beside_what_was_added_is_known_by_the_other_side() {
        let base = "ministries; farmers";
        let (ours, theirs) = ("ministries; farmers; press", "ministries; growers");
        check(base, ours, theirs, "ministries; growers; press");
        check(base, theirs, ours, "ministries; growers; press");
        let base = "Spring | 310; Summer | 125";
        let (ours, theirs) = (
            "Spring | 310; Summer | 125; Winter | 70",
            "Spring | 310; High summer | 125",
        );
        let expected = "Spring | 310; High summer | 125; Winter | 70";
        check(base, ours, theirs, expected);
        check(base, theirs, ours, expected);
    }

    #[test]
    fn what_both_added_in_other_words_is_at_odds() {
        let base = "Spring | 310; Autumn | 90";
        let winter = |flow: &str| format!("{base}; Winter | {flow}");
        assert_eq!(both(base, &winter("70"), &winter("75")), None);
        let twice = format!("{}; Winter | 75", winter("70"));
        check(base, &winter("70"), &twice, &twice);
        let base = "the council; the ministry of water";
        for (ours, theirs) in [
            ("the ministry of energy", "the Ministry of Energy"),
            ("the district mayors of Osh", "the district mayors"),
            ("the mayor of Osh", "mayors of Osh"),
        ] {
            let [ours, theirs] = [ours, theirs].map(|entry| format!("{base}; {entry}"));
            assert_eq!(both(base, &ours, &theirs), None, "{ours}");
        }
        let ours = format!("{base}; donors");
        check(
            base,
            &ours,
            &format!("{base}; mayors"),
            &format!("{ours}; mayors"),
        );
        // One that was changed to what the other added.
        assert_eq!(both(base, "the council; donors", &ours), None);
        // Both rewrote all, with more or fewer entries.
        assert_eq!(both("one; two", "three", "four; five; six"), None);
    }
}
