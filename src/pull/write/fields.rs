//! Fields: setting, adding and removing the value of a key.

use super::{Splice, Writer, line, line_start, list, next_line};
use crate::brief::Kind;
use crate::date::Date;
use crate::document::{FieldPath, Step, path_of, steps};
use crate::pull::change::Value;
use crate::pull::source::{AnyTable, Node, Pair};

/// From how many characters on a text is written on lines of its own, where the file has such texts and does
/// not say how wide its lines are.
const LONG: usize = 100;

/// How the keys of a table are written.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Form {
    pub indent: String,
    /// How many characters keys are padded to, where the signs of equality stand below each other.
    pub width: Option<usize>,
}

impl Form {
    pub fn of(text: &str, pairs: &[Pair<'_>]) -> Form {
        let mut widths = Vec::new();
        let mut is_padded = false;
        let mut indent = String::new();
        for pair in pairs {
            let start = line_start(text, pair.key.start);
            text[start..pair.key.start].clone_into(&mut indent);
            let between = &text[pair.key.end..pair.value.start];
            let space = between.find('=').unwrap_or(0);
            is_padded |= space > 1;
            let key = text[pair.key.clone()].chars().count();
            widths.push(key + space.saturating_sub(1));
        }
        let first = widths.first().copied();
        let is_aligned = is_padded && widths.iter().all(|width| Some(*width) == first);
        Form {
            indent: if indent.trim().is_empty() {
                indent
            } else {
                String::new()
            },
            width: first.filter(|_| is_aligned),
        }
    }

    /// A key and its value as a line.
    pub fn pair(&self, key: &str, value: &str) -> String {
        let width = self.width.unwrap_or(0);
        format!("{}{key:width$} = {value}", self.indent)
    }
}

impl Writer<'_> {
    /// The splices that give the field at `path` this value, or take it away.
    ///
    /// # Errors
    /// Why that is not possible, in words.
    pub(super) fn set(&self, path: &str, value: Option<&Value>) -> Result<Vec<Splice>, String> {
        let steps = steps(path);
        let Some((Step::Key(key), parents)) = steps.split_last() else {
            return self.element(path, value);
        };
        let Some(table) = self.toml.walk(parents).and_then(Node::as_table) else {
            return Err(format!("the brief has no `{}`", path_of(parents)));
        };
        let mut splices = match (table.get(key), value) {
            (None, None) => return Ok(Vec::new()),
            (None, Some(value)) => vec![self.added(table, parents, key, value)],
            (Some(_), None) => {
                let splice = self.removed(table, parents, key);
                vec![splice.ok_or_else(|| format!("`{key}` is a table of its own"))?]
            }
            (Some(node), Some(value)) => self
                .replaced(node, value)
                .ok_or_else(|| format!("`{key}` is written in a way that cannot be changed"))?,
        };
        splices.extend(self.pinned_id(path, table));
        Ok(splices)
    }

    /// An element of an array, by its index.
    fn element(&self, path: &str, value: Option<&Value>) -> Result<Vec<Splice>, String> {
        let replaced = value
            .zip(self.toml.node(path))
            .and_then(|(value, node)| self.replaced(node, value));
        replaced.ok_or_else(|| format!("the brief has no `{path}`"))
    }

    /// Another value for what stands there.
    fn replaced(&self, node: Node<'_>, value: &Value) -> Option<Vec<Splice>> {
        if let Some(table) = node.as_table() {
            match value {
                // One text for each language.
                Value::Text(_) => return self.replaced(table.get(self.language)?, value),
                Value::Days(days) => {
                    let day = |key: &str, day: Date| match table.get(key)? {
                        Node::Value(old) => Some(Splice {
                            range: old.span()?,
                            text: day.to_string(),
                        }),
                        Node::Table(_) | Node::Items(_) => None,
                    };
                    let both = day("start", days.start).zip(day("end", days.end));
                    if let Some((start, end)) = both {
                        return Some(vec![start, end]);
                    }
                }
                Value::Date(_) => {}
                Value::Number(_) | Value::Texts(_) | Value::Rows(_) => return None,
            }
        }
        let Node::Value(old) = node else {
            return None;
        };
        Some(vec![Splice {
            range: old.span()?,
            text: self.rewritten(old, value)?,
        }])
    }

    /// A key that the table does not have.
    fn added(&self, table: AnyTable<'_>, parents: &[Step<'_>], key: &str, value: &Value) -> Splice {
        let pairs = table.pairs();
        let written = self.written(value);
        let last = pairs.last().map(|last| last.value.end);
        let block = match table {
            AnyTable::Block(block) => block,
            AnyTable::Inline(inline) => {
                return match last {
                    Some(end) => Splice::insert(end, format!(", {key} = {written}")),
                    None => Splice {
                        range: inline.span().unwrap_or_default(),
                        text: format!("{{ {key} = {written} }}"),
                    },
                };
            }
        };
        let key = match parents.last() {
            Some(Step::Key(name)) if block.is_dotted() => format!("{name}.{key}"),
            _ => key.to_owned(),
        };
        let form = Form::of(self.toml.text, &pairs);
        let at = last.or_else(|| Some(block.span()?.end)).unwrap_or(0);
        self.insert_line(next_line(self.toml.text, at), &form.pair(&key, &written))
    }

    /// A line for the place where a line begins.
    fn insert_line(&self, at: usize, line: &str) -> Splice {
        let newline = self.style.newline;
        Splice::insert(
            at,
            match self.end_of_line(at) {
                "" => format!("{line}{newline}"),
                end => format!("{end}{line}"),
            },
        )
    }

    /// What ends the last line of the file in front of what is written at `at`, where nothing ends it yet.
    pub(super) fn end_of_line(&self, at: usize) -> &str {
        let text = self.toml.text;
        let is_open = at == text.len() && !text.is_empty() && !text.ends_with('\n');
        if is_open { self.style.newline } else { "" }
    }

    /// A new value; a long text on lines of its own, where the file writes others so.
    pub(super) fn written(&self, value: &Value) -> String {
        let is_long = match value {
            Value::Text(words) => words.chars().count() > self.style.width.unwrap_or(LONG),
            _ => false,
        };
        let in_lines = is_long
            && self
                .toml
                .strings
                .iter()
                .any(|span| self.toml.text[span.clone()].starts_with("\"\"\""));
        list::fresh(value, in_lines, self.style)
    }

    /// A key less. A comment behind it stays.
    fn removed(&self, table: AnyTable<'_>, parents: &[Step<'_>], key: &str) -> Option<Splice> {
        let pairs = table.pairs();
        let at = pairs.iter().position(|pair| pair.name == key)?;
        let pair = &pairs[at];
        let cut = |range| Splice {
            range,
            text: String::new(),
        };
        if let AnyTable::Inline(_) = table {
            // Those before it may go as well: then the comma behind it goes with it.
            let stays = |pair: &Pair<'_>| {
                let path = [parents, &[Step::Key(pair.name)]].concat();
                !self.removed.contains(path_of(&path).as_str())
            };
            let follows = pairs[..at].iter().any(stays);
            return Some(cut(match (at.checked_sub(1), pairs.get(at + 1)) {
                (Some(before), _) if follows => pairs[before].value.end..pair.value.end,
                (_, Some(next)) => pair.key.start..next.key.start,
                (_, None) => pair.key.start..pair.value.end,
            }));
        }
        let start = line_start(self.toml.text, pair.key.start);
        let end = next_line(self.toml.text, pair.value.end);
        let behind = self.toml.text[pair.value.end..end].trim_start();
        if behind.starts_with('#') {
            return Some(cut(start..end - behind.len()));
        }
        Some(cut(start..end))
    }

    /// The id that an item is known by, written down where it was derived from words that now change, and
    /// something refers to it.
    fn pinned_id(&self, path: &str, table: AnyTable<'_>) -> Option<Splice> {
        let path = FieldPath::parse(path);
        let (name, id) = path.item?;
        let known_by = Kind::of(&name).filter(|kind| kind.has_ids())?.known_by();
        let before = known_by
            .iter()
            .position(|key| *key == path.field && path.language.is_none())?;
        let is_named = known_by[..before]
            .iter()
            .all(|field| table.get(field).is_none());
        if !is_named || table.get("id").is_some() || !self.references.contains(id.as_str()) {
            return None;
        }
        let pairs = table.pairs();
        let first = pairs.first()?.key.start;
        if let AnyTable::Inline(_) = table {
            return Some(Splice::insert(first, format!("id = \"{id}\", ")));
        }
        let at = line_start(self.toml.text, first);
        let line = Form::of(self.toml.text, &pairs).pair("id", &format!("\"{id}\""));
        Some(self.insert_line(at, &line))
    }

    /// Comments above a field; above its item where the field has no line, and at the end of the file, apart from what
    /// stands there, where there is neither. What stands there already is not written again.
    pub(super) fn remark(&self, path: Option<&str>, lines: &[String]) -> Option<Splice> {
        let text = self.toml.text;
        let place = path.and_then(|path| self.place(path));
        let at = place.unwrap_or(text.len());
        let indent = match place {
            Some(at) => &text[at..text.len() - text[at..].trim_start_matches([' ', '\t']).len()],
            None => "",
        };
        let comments: Vec<String> = lines
            .iter()
            .map(|line| format!("{indent}# {line}").trim_end().to_owned())
            .collect();
        let mut standing = Vec::new();
        let mut start = at;
        while let Some(before) = start.checked_sub(1).map(|end| line_start(text, end)) {
            let is_blank = place.is_none() && line(text, before).is_empty();
            if !is_blank && !self.toml.is_comment_line(before) {
                break;
            }
            standing.push(line(text, before));
            start = before;
        }
        standing.reverse();
        let is_it = |standing: &[&str]| {
            let mut pairs = standing.iter().zip(&comments);
            pairs.all(|(standing, comment)| *standing == comment.trim())
        };
        if standing.windows(comments.len().max(1)).any(is_it) {
            return None;
        }
        let newline = self.style.newline;
        let end = self.end_of_line(at);
        let apart = if place.is_none() && !text.is_empty() {
            newline
        } else {
            ""
        };
        let written = comments.join(newline);
        Some(Splice::insert(
            at,
            format!("{end}{apart}{written}{newline}"),
        ))
    }

    /// The start of the line of a field, or of what it stands in: a key between braces has no line of its own.
    fn place(&self, path: &str) -> Option<usize> {
        let steps = steps(path);
        for length in (1..=steps.len()).rev() {
            let (Some(node), Some(step)) =
                (self.toml.walk(&steps[..length]), steps.get(length - 1))
            else {
                continue;
            };
            let at = match (step, node) {
                (_, Node::Table(table)) => table.span().map(|span| span.start),
                (Step::Key(key), Node::Value(_)) => match self.toml.walk(&steps[..length - 1]) {
                    Some(Node::Table(parent)) => {
                        let pairs = AnyTable::Block(parent).pairs();
                        let pair = pairs.iter().find(|pair| pair.name == *key);
                        pair.map(|pair| pair.key.start)
                    }
                    _ => None,
                },
                _ => None,
            };
            if let Some(at) = at {
                return Some(line_start(self.toml.text, at));
            }
        }
        None
    }
}
