//! Lists of strings and the rows of tables, three ways: what the sides have done to different entries, or to different
//! cells of a row, goes together.

use super::{Outcome, Resolution, Value, same, settle, shown};
use crate::pull::words::{Words, difference};

/// A list of which both sides have changed something.
pub(super) struct Merged {
    /// The list with the changes of both; of an entry at odds ours.
    pub list: Value,
    /// The entries that both changed, and not alike, as the base, ours and theirs have them; none without any.
    pub at_odds: Option<[Value; 3]>,
}

/// The list of both; in entries at odds `resolution` decides, where there is one. None of what is no list, or where
/// a table has another number of columns on one side.
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
    let (our_side, their_side) = (Side::of(&before, &here), Side::of(&before, &there));
    let added_here: Vec<&Value> = our_side
        .added
        .iter()
        .flatten()
        .map(|at| &here[*at])
        .collect();
    let mut list = Vec::new();
    let mut at_odds: [Vec<Value>; 3] = Default::default();
    for place in 0..=before.len() {
        let added = |side: &Side, of: &[Value]| -> Vec<Value> {
            side.added[place].iter().map(|at| of[*at].clone()).collect()
        };
        list.extend(added(&our_side, &here));
        let new = added(&their_side, &there).into_iter();
        list.extend(new.filter(|new| !added_here.iter().any(|own| same(Some(own), Some(new)))));
        let Some(was) = before.get(place) else {
            break;
        };
        let [ours, theirs] = [(&our_side, &here), (&their_side, &there)]
            .map(|(side, of)| side.now[place].map(|at| &of[at]));
        match entry(was, ours, theirs, resolution) {
            Ok(entry) => list.extend(entry),
            Err(()) => {
                list.extend(ours.cloned());
                at_odds[0].push(was.clone());
                at_odds[1].extend(ours.cloned());
                at_odds[2].extend(theirs.cloned());
            }
        }
    }
    let is_settled = at_odds[0].is_empty();
    let list_like = |entries| list_of(entries, base);
    Some(Merged {
        list: list_like(list),
        at_odds: (!is_settled).then(|| at_odds.map(list_like)),
    })
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

/// Where the entries of the base are on a side.
struct Side {
    /// For each its place; none where it is gone.
    now: Vec<Option<usize>>,
    /// What came before each, and at the end.
    added: Vec<Vec<usize>>,
}

impl Side {
    fn of(base: &[Value], side: &[Value]) -> Side {
        let mut found = Side {
            now: vec![None; base.len()],
            added: vec![Vec::new(); base.len() + 1],
        };
        let keys = |entries: &[Value]| -> Vec<String> {
            let words = entries.iter().map(shown);
            words
                .map(|words| Words::of(&words).words.join(" "))
                .collect()
        };
        for op in difference(&keys(base), &keys(side)) {
            let (old, new) = (op.old_range(), op.new_range());
            // A row is known by its first cell; between those that are, by its place.
            let mut ends = Vec::new();
            let mut next = new.start;
            for was in old.clone() {
                let is_it = |at: &usize| same(head(&base[was]), head(&side[*at]));
                if let Some(at) = (next..new.end).find(is_it) {
                    ends.push((was, at));
                    next = at + 1;
                }
            }
            ends.push((old.end, new.end));
            let (mut from, mut to) = (old.start, new.start);
            for (was, at) in ends {
                if was - from == at - to {
                    (from..was)
                        .zip(to..at)
                        .for_each(|(was, at)| found.now[was] = Some(at));
                } else {
                    found.added[was].extend(to..at);
                }
                if was < old.end {
                    found.now[was] = Some(at);
                }
                (from, to) = (was + 1, at + 1);
            }
        }
        found
    }
}

/// What an entry is known by: the first cell of a row.
fn head(entry: &Value) -> Option<&Value> {
    match entry {
        Value::Rows(rows) => rows.first()?.first(),
        entry => Some(entry),
    }
}

fn width(entry: &Value) -> usize {
    match entry {
        Value::Rows(rows) => rows.first().map_or(0, Vec::len),
        _ => 1,
    }
}

/// The entries of a list, each a list of one where it is a row.
fn entries(list: &Value) -> Option<Vec<Value>> {
    match list {
        Value::Texts(texts) => Some(texts.iter().cloned().map(Value::Text).collect()),
        Value::Rows(rows) => Some(
            rows.iter()
                .map(|row| Value::Rows(vec![row.clone()]))
                .collect(),
        ),
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
