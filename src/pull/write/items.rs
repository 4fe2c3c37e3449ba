//! Items: adding, removing and moving the tables of an array of tables.

use super::fields::Form;
use super::{Misfit, Splice, Writer, line, line_start, list, next_line};
use crate::brief::Kind;
use crate::document::Step;
use crate::pull::change::{ChangeKind, NewItem};
use crate::pull::source::{AnyTable, Node, Toml};
use std::ops::Range;
use toml_edit::{ArrayOfTables, Table};

/// An item in the new order.
struct Entry<'c> {
    id: String,
    kind: EntryKind<'c>,
}

enum EntryKind<'c> {
    /// An item at its place in the file.
    Stays(usize),
    /// An item that leaves its place in the file; what follows it still finds it here.
    Goes(usize),
    /// An item from elsewhere in the file.
    Comes(usize),
    New(&'c NewItem),
}

/// Makes one change in the order; false where its item is not there.
fn enter<'c>(entries: &mut Vec<Entry<'c>>, change: &'c ChangeKind) -> bool {
    let position = |entries: &[Entry<'_>], id: &str| {
        entries
            .iter()
            .position(|entry| entry.id == id && !matches!(entry.kind, EntryKind::Goes(_)))
    };
    let behind = |entries: &[Entry<'_>], after: &Option<String>| match after {
        None => 0,
        Some(id) => {
            let at = entries.iter().rposition(|entry| entry.id == *id);
            at.map_or(entries.len(), |at| at + 1)
        }
    };
    match change {
        ChangeKind::Field { .. } => true,
        ChangeKind::ItemAdded { item, .. } => {
            let at = behind(entries, &item.after);
            let id = item.id.clone();
            let kind = EntryKind::New(item);
            entries.insert(at, Entry { id, kind });
            true
        }
        ChangeKind::ItemRemoved { id, .. } => {
            let Some(at) = position(entries, id) else {
                return false;
            };
            match entries[at].kind {
                EntryKind::Stays(index) => entries[at].kind = EntryKind::Goes(index),
                _ => drop(entries.remove(at)),
            }
            true
        }
        ChangeKind::ItemMoved { id, after, .. } => {
            let Some(at) = position(entries, id) else {
                return false;
            };
            let moved = match entries[at].kind {
                EntryKind::Stays(index) => {
                    entries[at].kind = EntryKind::Goes(index);
                    // What followed it is found by those that stay.
                    Entry {
                        id: std::mem::take(&mut entries[at].id),
                        kind: EntryKind::Comes(index),
                    }
                }
                _ => entries.remove(at),
            };
            let to = behind(entries, after);
            entries.insert(to, moved);
            true
        }
    }
}

/// The lines of an item.
struct Block {
    /// Where the comments begin that stand right above its header.
    lead: usize,
    /// Where its header's line begins.
    start: usize,
    /// The start of the line after its last, comments right below it included.
    end: usize,
}

impl Block {
    fn of(toml: &Toml<'_>, table: &Table) -> Option<Block> {
        let text = toml.text;
        let start = line_start(text, table.span()?.start);
        let mut lead = start;
        while let Some(before) = lead.checked_sub(1).map(|end| line_start(text, end)) {
            if !toml.is_comment_line(before) {
                break;
            }
            lead = before;
        }
        let mut end = next_line(text, AnyTable::Block(table).end());
        let mut below = end;
        while below < text.len() && toml.is_comment_line(below) {
            below = next_line(text, below);
        }
        // Comments that touch what follows belong to it.
        if below == text.len() || line(text, below).is_empty() {
            end = below;
        }
        Some(Block { lead, start, end })
    }
}

/// Takes lines out, and the blank lines that parted them from what follows.
fn cut(text: &str, lines: Range<usize>) -> Splice {
    let Range { start, mut end } = lines;
    while end < text.len() && line(text, end).is_empty() {
        end = next_line(text, end);
    }
    Splice {
        range: start..end,
        text: String::new(),
    }
}

/// The blank lines between items.
fn separator(text: &str, blocks: &[Block], newline: &str) -> String {
    let between = blocks.windows(2).find_map(|pair| {
        let between = text.get(pair[0].end..pair[1].lead)?;
        between
            .trim()
            .is_empty()
            .then(|| between.matches('\n').count())
    });
    newline.repeat(between.unwrap_or(1))
}

impl Writer<'_> {
    /// The splices for what changes among the items of a table: `changes`, each with its number. Those that are not
    /// possible are added to the misfits.
    pub(super) fn arrange(
        &self,
        table: &str,
        changes: &[(usize, &ChangeKind)],
        misfits: &mut Vec<Misfit>,
    ) -> Vec<Splice> {
        let known = misfits.len();
        let mut entries: Vec<Entry<'_>> = self
            .toml
            .ids
            .in_table(table)
            .iter()
            .enumerate()
            .map(|(index, id)| Entry {
                id: id.clone(),
                kind: EntryKind::Stays(index),
            })
            .collect();
        for (number, change) in changes {
            if !enter(&mut entries, change) {
                misfits.push(Misfit {
                    change: *number,
                    reason: format!("the brief has no such {table}"),
                });
            }
        }
        let splices = match self.toml.walk(&[Step::Key(table)]) {
            Some(Node::Items(items)) => self.in_blocks(table, items, &entries),
            Some(Node::Value(array)) => self.inline(array, &entries).map(|splice| vec![splice]),
            Some(Node::Table(_)) => None,
            None => {
                let new: Vec<String> = entries
                    .iter()
                    .filter_map(|entry| match entry.kind {
                        EntryKind::New(item) => Some(self.block(item, None)),
                        _ => None,
                    })
                    .collect();
                Some(vec![self.section(table, &new)])
            }
        };
        splices.unwrap_or_else(|| {
            misfits.truncate(known);
            misfits.extend(changes.iter().map(|(number, _)| Misfit {
                change: *number,
                reason: format!("`{table}` is written in a way that cannot be changed"),
            }));
            Vec::new()
        })
    }

    fn in_blocks(
        &self,
        table: &str,
        items: &ArrayOfTables,
        entries: &[Entry<'_>],
    ) -> Option<Vec<Splice>> {
        let (text, newline) = (self.toml.text, self.style.newline);
        let blocks: Option<Vec<Block>> = items
            .iter()
            .map(|item| Block::of(self.toml, item))
            .collect();
        let blocks = blocks.filter(|blocks| blocks.len() == self.toml.ids.in_table(table).len())?;
        // What stands right above the first item may be said of all.
        let own = |index: usize| {
            let block = &blocks[index];
            (if index == 0 { block.start } else { block.lead })..block.end
        };
        let apart = separator(text, &blocks, newline);
        let mut splices = Vec::new();
        let mut inserted: Vec<String> = Vec::new();
        let mut anchor: Option<usize> = None;
        let mut place = |anchor: Option<usize>, inserted: &mut Vec<String>, next: Option<usize>| {
            if inserted.is_empty() {
                return;
            }
            let new = std::mem::take(inserted).join(&apart);
            splices.push(match (anchor, next) {
                (Some(index), _) => {
                    let at = blocks[index].end;
                    let end = self.end_of_line(at);
                    Splice::insert(at, format!("{end}{apart}{new}"))
                }
                (None, next) => {
                    let first = &blocks[next.unwrap_or(0)];
                    Splice::insert(first.start, format!("{new}{apart}"))
                }
            });
        };
        for entry in entries {
            match entry.kind {
                EntryKind::Stays(index) => {
                    place(anchor, &mut inserted, Some(index));
                    anchor = Some(index);
                }
                EntryKind::Goes(_) => {}
                EntryKind::Comes(index) => {
                    let mut moved = text[own(index)].to_owned();
                    if !moved.ends_with('\n') {
                        moved.push_str(newline);
                    }
                    inserted.push(moved);
                }
                EntryKind::New(item) => {
                    let sibling = anchor.or(Some(0)).and_then(|index| items.get(index));
                    inserted.push(self.block(item, sibling));
                }
            }
        }
        place(anchor, &mut inserted, None);
        let goes = entries.iter().filter_map(|entry| match entry.kind {
            EntryKind::Goes(index) => Some(cut(text, own(index))),
            _ => None,
        });
        splices.extend(goes);
        Some(splices)
    }

    /// A new item as lines, written as `sibling` is.
    fn block(&self, item: &NewItem, sibling: Option<&Table>) -> String {
        let text = self.toml.text;
        let pairs = sibling
            .map(|table| AnyTable::Block(table).pairs())
            .unwrap_or_default();
        let header = sibling
            .and_then(|table| text.get(table.span()?))
            .map_or_else(|| format!("[[{}]]", item.table), str::to_owned);
        let fields = self.written_fields(item);
        let mut form = Form::of(text, &pairs);
        if form.width.is_some() {
            form.width = fields.iter().map(|(key, _)| key.chars().count()).max();
        }
        let newline = self.style.newline;
        let mut out = format!("{header}{newline}");
        for (key, value) in &fields {
            out.push_str(&form.pair(key, value));
            out.push_str(newline);
        }
        out
    }

    /// The keys and values of a new item. Its id is written where its like have theirs written, or something refers to it.
    fn written_fields(&self, item: &NewItem) -> Vec<(String, String)> {
        let ids = self.toml.ids.in_table(&item.table);
        let has_id = |id: &String| {
            let path = [Step::Key(&item.table), Step::Bracket(id), Step::Key("id")];
            self.toml.walk(&path).is_some()
        };
        let can_have = Kind::of(&item.table).is_some_and(Kind::has_ids);
        let mut fields = Vec::new();
        let is_named = ids.is_empty() || ids.iter().any(has_id);
        if can_have && (is_named || self.references.contains(item.id.as_str())) {
            fields.push(("id".to_owned(), format!("\"{}\"", item.id)));
        }
        let own = item.fields.iter().filter(|(key, _)| key != "id");
        fields.extend(own.map(|(key, value)| (key.clone(), self.written(value))));
        fields
    }

    /// Items of a table that the brief does not have: after the tables that usually stand before it.
    fn section(&self, table: &str, new: &[String]) -> Splice {
        let text = self.toml.text;
        let behind = Kind::ALL
            .iter()
            .rev()
            .skip_while(|kind| kind.key() != table);
        let mut before = behind.skip(1);
        let last = before.find_map(|kind| match self.toml.walk(&[Step::Key(kind.key())])? {
            Node::Items(items) => Block::of(self.toml, items.get(items.len().checked_sub(1)?)?),
            _ => None,
        });
        let at = last.map_or(text.len(), |block| block.end);
        let (newline, end) = (self.style.newline, self.end_of_line(at));
        Splice::insert(at, format!("{end}{newline}{}", new.join(newline)))
    }

    /// Items that are tables in the braces of one array.
    fn inline(&self, array: &toml_edit::Value, entries: &[Entry<'_>]) -> Option<Splice> {
        let span = array.span()?;
        let spans: Option<Vec<Range<usize>>> = array
            .as_array()?
            .iter()
            .map(toml_edit::Value::span)
            .collect();
        let spans = spans?;
        let elements: Option<Vec<(Option<usize>, String)>> = entries
            .iter()
            .filter_map(|entry| match entry.kind {
                EntryKind::Goes(_) => None,
                EntryKind::Stays(index) | EntryKind::Comes(index) => Some(
                    spans
                        .get(index)
                        .map(|span| (Some(index), self.toml.text[span.clone()].to_owned())),
                ),
                EntryKind::New(item) => {
                    let pairs = self.written_fields(item);
                    let pairs: Vec<String> = pairs
                        .iter()
                        .map(|(key, value)| format!("{key} = {value}"))
                        .collect();
                    Some(Some((None, format!("{{ {} }}", pairs.join(", ")))))
                }
            })
            .collect();
        let raw = self.toml.text.get(span.clone())?;
        Some(Splice {
            range: span.clone(),
            text: list::arranged(raw, span.start, &spans, &elements?, self.style),
        })
    }
}
