//! A brief is edited at random, and the Word file of the edited brief is read beside the one before: what is
//! told, done to the brief before, must give the edited one.

use super::*;
use proptest::prelude::*;

/// An item: its id, its text and the paragraphs of its detail.
#[derive(Clone, Debug)]
struct Item {
    id: String,
    text: String,
    detail: Vec<String>,
}

/// The items of three tables.
type Items = [Vec<Item>; 3];

const TABLES: [&str; 3] = ["obstacle", "recommendation", "decision"];

const WORDS: [&str; 24] = [
    "water",
    "basin",
    "river",
    "data",
    "council",
    "ministry",
    "climate",
    "flow",
    "share",
    "report",
    "joint",
    "border",
    "glacier",
    "season",
    "measure",
    "publish",
    "agree",
    "finance",
    "station",
    "reservoir",
    "canal",
    "forecast",
    "drought",
    "quality",
];

fn sentence() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..WORDS.len(), 5..12).prop_map(|words| {
        let words: Vec<&str> = words.into_iter().map(|word| WORDS[word]).collect();
        words.join(" ")
    })
}

#[derive(Clone, Debug)]
enum Act {
    Reword(usize, usize, String),
    Rewrite(usize, usize, String),
    Delete(usize, usize),
    Insert(usize, usize, String, Vec<String>),
    Move(usize, usize, usize),
    AddParagraph(usize, usize, String),
    DropParagraph(usize, usize),
}

fn act() -> impl Strategy<Value = Act> {
    let place = || (0usize..3, 0usize..8);
    prop_oneof![
        (place(), sentence()).prop_map(|((t, i), words)| Act::Reword(t, i, words)),
        (place(), sentence()).prop_map(|((t, i), words)| Act::Rewrite(t, i, words)),
        place().prop_map(|(t, i)| Act::Delete(t, i)),
        (
            place(),
            sentence(),
            proptest::collection::vec(sentence(), 0..3)
        )
            .prop_map(|((t, i), words, detail)| Act::Insert(t, i, words, detail)),
        (place(), 0usize..8).prop_map(|((t, i), to)| Act::Move(t, i, to)),
        (place(), sentence()).prop_map(|((t, i), words)| Act::AddParagraph(t, i, words)),
        place().prop_map(|(t, i)| Act::DropParagraph(t, i)),
    ]
}

fn items() -> impl Strategy<Value = Items> {
    let list = || {
        let item = (sentence(), proptest::collection::vec(sentence(), 0..3));
        proptest::collection::vec(item, 1..6)
    };
    [list(), list(), list()].prop_map(|lists| {
        let mut table = 0;
        lists.map(|list| {
            table += 1;
            list.into_iter()
                .enumerate()
                .map(|(place, (text, detail))| Item {
                    id: format!("id-{table}-{place}"),
                    text: format!("{text} {table}{place}"),
                    detail,
                })
                .collect()
        })
    })
}

fn edit(items: &mut Items, act: Act, number: usize) {
    let at = |items: &Items, table: usize, place: usize| place % items[table].len().max(1);
    match act {
        Act::Reword(t, i, words) => {
            let i = at(items, t, i);
            if let Some(item) = items[t].get_mut(i) {
                let word = words.split(' ').next().unwrap_or_default();
                item.text = format!("{word} {}", item.text);
            }
        }
        Act::Rewrite(t, i, words) => {
            let i = at(items, t, i);
            if let Some(item) = items[t].get_mut(i) {
                item.text = format!("{words} rewritten{number}");
            }
        }
        // The last one stays: a section without items is none.
        Act::Delete(t, i) if items[t].len() > 1 => {
            let i = at(items, t, i);
            items[t].remove(i);
        }
        Act::Delete(..) => {}
        Act::Insert(t, i, words, detail) => {
            let i = at(items, t, i);
            let item = Item {
                id: format!("new-{number}"),
                text: format!("{words} new{number}"),
                detail,
            };
            items[t].insert(i, item);
        }
        Act::Move(t, i, to) => {
            let i = at(items, t, i);
            let item = items[t].remove(i);
            let to = to % (items[t].len() + 1);
            items[t].insert(to, item);
        }
        Act::AddParagraph(t, i, words) => {
            let i = at(items, t, i);
            if let Some(item) = items[t].get_mut(i) {
                item.detail.push(words);
            }
        }
        Act::DropParagraph(t, i) => {
            let i = at(items, t, i);
            if let Some(item) = items[t].get_mut(i) {
                item.detail.pop();
            }
        }
    }
}

fn toml_of(items: &Items) -> String {
    let mut toml =
        "language = \"en\"\ntitle = \"A brief\"\npublished = 2020-01-02\n[meeting]\ntitle = \"A \
                    meeting\"\ndate = 2020-01-01\n"
            .to_owned();
    for (table, list) in TABLES.iter().zip(items) {
        for item in list {
            toml += &format!(
                "[[{table}]]\nid = \"{}\"\ntext = \"{}\"\n",
                item.id, item.text
            );
            if !item.detail.is_empty() {
                toml += &format!("detail = \"\"\"\n{}\"\"\"\n", item.detail.join("\n\n"));
            }
        }
    }
    toml
}

/// Does to `items` what `changes` tell.
fn apply(items: &mut Items, changes: &Changes) {
    let table_of = |name: &str| TABLES.iter().position(|table| *table == name).unwrap();
    let place = |list: &[Item], after: &Option<String>| match after {
        None => 0,
        Some(after) => list.iter().position(|item| item.id == *after).unwrap() + 1,
    };
    let detail = |value: &Option<Value>| match value {
        Some(Value::Text(text)) => text.split("\n\n").map(|p| p.replace('\n', " ")).collect(),
        None => Vec::new(),
        other => panic!("{other:?}"),
    };
    for change in &changes.changes {
        match &change.kind {
            ChangeKind::ItemRemoved { table, id, .. } => {
                items[table_of(table)].retain(|item| item.id != *id);
            }
            ChangeKind::ItemAdded { item, from } => {
                if let Provenance::Moved(table, id) = from {
                    items[table_of(table)].retain(|item| item.id != *id);
                }
                let field = |name: &str| {
                    let found = item.fields.iter().find(|(field, _)| field == name);
                    found.map(|(_, value)| value.clone())
                };
                let Some(Value::Text(text)) = field("text") else {
                    panic!("{item:?}");
                };
                let new = Item {
                    id: item.id.clone(),
                    text,
                    detail: detail(&field("detail")),
                };
                let list = &mut items[table_of(&item.table)];
                let at = place(list, &item.after);
                list.insert(at, new);
            }
            ChangeKind::ItemMoved { table, id, after } => {
                let list = &mut items[table_of(table)];
                let from = list.iter().position(|item| item.id == *id).unwrap();
                let item = list.remove(from);
                let at = place(list, after);
                list.insert(at, item);
            }
            ChangeKind::Field { path, theirs, .. } => {
                let (item, field) = path.split_once("].").unwrap();
                let (table, id) = item.split_once('[').unwrap();
                let list = &mut items[table_of(table)];
                // What an item loses that is gone altogether.
                let Some(item) = list.iter_mut().find(|item| item.id == id) else {
                    continue;
                };
                match (field, theirs) {
                    ("text", Some(Value::Text(text))) => item.text = text.clone(),
                    ("detail", value) => item.detail = detail(value),
                    other => panic!("{other:?}"),
                }
            }
        }
    }
}

fn shown(items: &Items) -> String {
    let mut shown = String::new();
    for (table, list) in TABLES.iter().zip(items) {
        for item in list {
            shown += &format!("{table}: {}\n", item.text);
            for paragraph in &item.detail {
                shown += &format!("    {paragraph}\n");
            }
        }
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_told_makes_the_edited_brief(
        base in items(),
        acts in proptest::collection::vec(act(), 1..6),
        keeps_anchors: bool,
    ) {
        let mut wanted = base.clone();
        for (number, act) in acts.into_iter().enumerate() {
            edit(&mut wanted, act, number);
        }
        let before = toml_of(&base);
        let file = made(&toml_of(&wanted), Path::new(""));
        let mut parts = unpacked(&file);
        parts.retain(|name, _| !name.starts_with("customXml/"));
        if !keeps_anchors {
            let body = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
            parts.insert("word/document.xml".to_owned(), without_anchors(&body).into_bytes());
        }
        let brief = Attachment { file_name: "brief.toml".to_owned(), bytes: before.into_bytes() };
        let edited = read(&packed(&parts), Some(MadeFrom::brief(&brief)), Revisions::Accept).unwrap();
        let mut made = base.clone();
        apply(&mut made, &edited.changes);
        prop_assert_eq!(shown(&made), shown(&wanted), "{}\n{}", told(&edited.changes), shown(&base));
        prop_assert!(edited.changes.unplaced.is_empty(), "{}", told(&edited.changes));
    }
}
