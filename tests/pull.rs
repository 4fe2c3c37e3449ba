//! Changes made by hand, merged with a brief and written into it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use briefgen::brief::{self, Brief};
use briefgen::date::{Date, DateRange};
use briefgen::diagnostic::Source as File;
use briefgen::pull::{
    Change, ChangeKind, Changes, Comment, Merge, NewItem, Provenance, Resolution, Side, Teller,
    Value, merge, write,
};
use proptest::prelude::*;
use std::path::Path;

const ASTANA: &str = include_str!("../briefs/astana-2017.toml");
const BASIN: &str = include_str!("word-round/basin.toml");
const WATER: &str = include_str!("../briefs/water-convention-2018.toml");

fn beside(path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefs");
    let mut bytes = std::fs::read(folder.join(path))?;
    bytes.truncate(limit);
    Ok(bytes)
}

fn read(text: &str) -> Brief {
    let file = File {
        path: "brief.toml".into(),
        text: text.into(),
    };
    let (brief, diagnostics) = brief::read(&file, &mut beside);
    brief.unwrap_or_else(|| panic!("{diagnostics:#?}\n{text}"))
}

fn text(words: &str) -> Option<Value> {
    Some(Value::Text(words.to_owned()))
}

fn field(path: &str, base: Option<Value>, theirs: Option<Value>) -> ChangeKind {
    ChangeKind::Field {
        path: path.to_owned(),
        base,
        theirs,
    }
}

fn item(table: &str, id: &str, after: Option<&str>, words: &str) -> ChangeKind {
    ChangeKind::ItemAdded {
        item: NewItem {
            table: table.to_owned(),
            id: id.to_owned(),
            after: after.map(str::to_owned),
            fields: vec![("text".to_owned(), Value::Text(words.to_owned()))],
        },
        from: Provenance::Written,
    }
}

fn removed(table: &str, id: &str) -> ChangeKind {
    ChangeKind::ItemRemoved {
        table: table.to_owned(),
        id: id.to_owned(),
        into: None,
    }
}

fn moved(table: &str, id: &str, after: Option<&str>) -> ChangeKind {
    ChangeKind::ItemMoved {
        table: table.to_owned(),
        id: id.to_owned(),
        after: after.map(str::to_owned),
    }
}

/// What the one change of a merge, that of a field, makes of it.
fn only_value(merge: &Merge) -> &Option<Value> {
    let [
        Change {
            kind: ChangeKind::Field { theirs, .. },
            ..
        },
    ] = &merge.changes[..]
    else {
        panic!("{merge:?}");
    };
    theirs
}

fn changes(kinds: Vec<ChangeKind>) -> Changes {
    let changes = kinds.into_iter().map(|kind| Change { kind, author: None });
    Changes {
        changes: changes.collect(),
        ..Changes::default()
    }
}

fn merged(base: &str, ours: &str, kinds: Vec<ChangeKind>, resolution: Option<Resolution>) -> Merge {
    let (base_brief, our_brief) = (read(base), read(ours));
    let base = Side {
        text: base,
        brief: &base_brief,
    };
    let ours = Side {
        text: ours,
        brief: &our_brief,
    };
    merge(base, ours, &changes(kinds), resolution).unwrap()
}

/// The text of `ours` with the changes in it, which still is a brief.
fn pulled(base: &str, ours: &str, kinds: Vec<ChangeKind>) -> String {
    let merge = merged(base, ours, kinds, None);
    assert_eq!(merge.conflicts, []);
    let brief = read(ours);
    let side = Side {
        text: ours,
        brief: &brief,
    };
    let written = write(side, &merge.changes, &[]).unwrap();
    assert_eq!(written.misfits, []);
    read(&written.text);
    written.text
}

/// The lines that differ, as a unified diff has them, without context.
fn difference(old: &str, new: &str) -> String {
    let diff = similar::TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes();
    changes
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{change}", change.tag()))
        .collect()
}

fn check(kinds: Vec<ChangeKind>, expected: &str) {
    assert_eq!(difference(ASTANA, &pulled(ASTANA, ASTANA, kinds)), expected);
}

#[test]
fn no_change_is_the_same_bytes() {
    for text in [
        ASTANA,
        WATER,
        &ASTANA.replace('\n', "\r\n"),
        &format!("\u{feff}{ASTANA}"),
    ] {
        assert_eq!(pulled(text, text, Vec::new()), text);
    }
}

#[test]
fn a_field_changes_alone() {
    check(
        vec![field("meeting.city", text("Astana"), text("Almaty"))],
        "-city  = \"Astana\"\n+city  = \"Almaty\"\n",
    );
    check(
        vec![field(
            "question[platforms].discussion",
            None,
            text(
                "Existing Basin Councils were named as platforms with high potential for a more active role \
             in multi-sectoral cooperation. The Council for the transition to the “Green Economy” operates \
             under the President.",
            ),
        )],
        "-Existing Basin Councils were mentioned as platforms with high potential for a more active role\n\
         +Existing Basin Councils were named as platforms with high potential for a more active role\n",
    );
    check(
        vec![field(
            "practice[green-bridge].question",
            text("practices"),
            None,
        )],
        "-question = \"practices\"\n",
    );
    check(
        vec![field(
            "contact[balzhan-zhumagazina].extension",
            text("187"),
            text("188"),
        )],
        "-extension = \"187\"\n+extension = \"188\"\n",
    );
}

#[test]
fn dates_and_numbers_are_those_of_toml() {
    let day = |day| Date {
        year: 2017,
        month: 6,
        day,
    };
    check(
        vec![
            field(
                "published",
                Some(Value::Date(day(16))),
                Some(Value::Date(day(17))),
            ),
            field(
                "meeting.date",
                Some(Value::Date(day(15))),
                Some(Value::Days(DateRange {
                    start: day(15),
                    end: day(16),
                })),
            ),
            field(
                "meeting.attendance",
                None,
                Some(Value::Number("42".to_owned())),
            ),
        ],
        "-published = 2017-06-16\n+published = 2017-06-17\n\
         -date  = 2017-06-15               # or { start = 2017-06-15, end = 2017-06-16 }\n\
         +date  = { start = 2017-06-15, end = 2017-06-16 }               # or { start = 2017-06-15, end = 2017-06-16 }\n\
         +attendance = 42\n",
    );
}

#[test]
fn a_list_keeps_its_layout() {
    let participants = |list: &[&str]| {
        Some(Value::Texts(
            list.iter().map(|&one| one.to_owned()).collect(),
        ))
    };
    let old = [
        "state agencies",
        "non-governmental organisations",
        "commercial organisations",
        "experts in water, land, energy and natural resources management",
    ];
    check(
        vec![field(
            "meeting.participants",
            participants(&old),
            participants(&[old[0], "farmers", old[2], old[3], "press"]),
        )],
        "-    \"non-governmental organisations\",\n+    \"farmers\",\n+    \"press\",\n",
    );
    check(
        vec![field(
            "meeting.participants",
            participants(&old),
            participants(&old[1..]),
        )],
        "-    \"state agencies\",\n",
    );
    check(
        vec![field(
            "project.funders",
            participants(&["eu"]),
            participants(&["eu", "iucn"]),
        )],
        "-funders      = [\"eu\"]\n+funders      = [\"eu\", \"iucn\"]\n",
    );
}

#[test]
fn a_comma_goes_with_the_only_entry_of_a_list() {
    let base = ASTANA.replace(
        "published = 2017-06-16",
        "published = 2017-06-16\npractice = [{ id = \"one\", text = \"Plans\" },]",
    );
    let base = base.replacen(
        &base[base.find("[[practice]]").unwrap()..base.find("# What stands").unwrap()],
        "",
        1,
    );
    for (typed, left) in [("},]", "[]"), ("}\n, ]", "[ ]"), ("},\n]", "[\n]")] {
        let base = base.replace("},]", typed);
        let text = pulled(&base, &base, vec![removed("practice", "one")]);
        assert!(text.contains(&format!("practice = {left}\n")), "{text}");
    }
}

#[test]
fn remarks_and_spellings_stay_with_their_rows_and_entries() {
    let table = |rows: &str| {
        format!(
            "{ASTANA}\n[[table]]\nid = \"rivers\"\ncaption = \"Rivers\"\ncolumns = [\"River\", \"Flow\"]\nrows = [\n{rows}]\n"
        )
    };
    let [vakhsh, kafirnigan, zarafshan] = [
        "    [\"Vakhsh\", 621], # measured\n",
        "    # the mean of ten years\n    ['Kafirnigan', 1_164], # from the yearbook\n",
        "    [\"Zarafshan\", 154], # doubtful\n",
    ];
    let new = "    [\"Ili\", 480],\n";
    let now = |rows: &[(&str, &str)]| {
        let cells = |(river, flow): &(&str, &str)| {
            let (river, flow) = ((*river).to_owned(), (*flow).to_owned());
            vec![Value::Text(river), Value::Number(flow)]
        };
        Some(Value::Rows(rows.iter().map(cells).collect()))
    };
    let base = table(&[vakhsh, kafirnigan, zarafshan].concat());
    let changed = kafirnigan.replace("1_164", "1170");
    for (rows, expected) in [
        // One comes above one that changes.
        (
            now(&[
                ("Vakhsh", "621"),
                ("Ili", "480"),
                ("Kafirnigan", "1170"),
                ("Zarafshan", "154"),
            ]),
            [vakhsh, new, &changed, zarafshan].concat(),
        ),
        // One goes above one that changes.
        (
            now(&[("Kafirnigan", "1170"), ("Zarafshan", "154")]),
            [&changed, zarafshan].concat(),
        ),
        // They are sorted, and one changes.
        (
            now(&[
                ("Kafirnigan", "1164"),
                ("Zarafshan", "155"),
                ("Vakhsh", "621"),
            ]),
            [kafirnigan, &zarafshan.replace("154", "155"), vakhsh].concat(),
        ),
        // One has another name, and one comes and another goes around it.
        (
            now(&[
                ("Ili", "480"),
                ("Kafirnigan River", "1164"),
                ("Zarafshan", "154"),
            ]),
            [
                new,
                &kafirnigan.replace("Kafirnigan", "Kafirnigan River"),
                zarafshan,
            ]
            .concat(),
        ),
    ] {
        let written = pulled(&base, &base, vec![field("table[rivers].rows", None, rows)]);
        assert_eq!(written, table(&expected));
    }
    let addressees = |entries: &str| {
        let with = format!("[[recommendation]]\naddressees = [\n{entries}]\n");
        ASTANA.replacen("[[recommendation]]\n", &with, 1)
    };
    let [ministries, farmers] = [
        "    \"ministries\", # all three\n",
        "    'farmers', # not asked\n",
    ];
    let base = addressees(&[ministries, farmers].concat());
    let path = read(&base).recommendations[0]
        .text
        .origin
        .path
        .replace(".text", ".addressees");
    for (now, expected) in [
        (
            ["ministries", "press", "young farmers"],
            [
                ministries,
                "    \"press\",\n",
                &farmers.replace("farmers", "young farmers"),
            ]
            .concat(),
        ),
        (
            ["farmers", "press", "ministries"],
            [farmers, "    \"press\",\n", ministries].concat(),
        ),
    ] {
        let now = Some(Value::Texts(now.map(str::to_owned).to_vec()));
        let written = pulled(&base, &base, vec![field(&path, None, now)]);
        assert_eq!(written, addressees(&expected));
    }
}

#[test]
fn items_come_go_and_move() {
    check(
        vec![item(
            "obstacle",
            "money",
            Some("management"),
            "Lack of money",
        )],
        "+id = \"money\"\n+text = \"Lack of money\"\n+\n+[[obstacle]]\n",
    );
    check(
        vec![removed("obstacle", "management")],
        "-id = \"management\"\n-question = \"difficulties\"\n-text = \"Fragmented management\"\n-\n-[[obstacle]]\n",
    );
    let text = pulled(ASTANA, ASTANA, vec![moved("obstacle", "evidence", None)]);
    let ids: Vec<String> = read(&text)
        .obstacles
        .into_iter()
        .map(|item| item.id)
        .collect();
    assert_eq!(ids, ["evidence", "development", "management"]);
    let mut old: Vec<&str> = ASTANA.lines().collect();
    let mut new: Vec<&str> = text.lines().collect();
    old.sort_unstable();
    new.sort_unstable();
    assert_eq!(old, new);
    check(
        vec![item("decision", "meet-again", None, "Meet again.")],
        "+[[decision]]\n+id = \"meet-again\"\n+text = \"Meet again.\"\n+\n",
    );
}

#[test]
fn items_that_go_at_the_end_of_the_file_leave_no_blank_line() {
    let decision = |id: &str| format!("\n[[decision]]\nid = \"{id}\"\ntext = \"Plan {id}\"\n");
    let action = "\n[[obstacle]]\nid = \"last\"\ntext = \"No plan\"\n";
    let base = format!("{ASTANA}{}{}{action}", decision("one"), decision("two"));
    for newline in ["\n", "\r\n"] {
        let [left, base] = [ASTANA, &base].map(|text| text.replace('\n', newline));
        let kinds = vec![
            removed("decision", "one"),
            removed("decision", "two"),
            removed("obstacle", "last"),
        ];
        assert_eq!(pulled(&base, &base, kinds), left);
    }
}

#[test]
fn an_item_that_goes_takes_references_to_it_along() {
    let text = pulled(ASTANA, ASTANA, vec![removed("question", "practices")]);
    assert!(!text.contains("question = \"practices\""), "{text}");
    let text = pulled(
        ASTANA,
        ASTANA,
        vec![field(
            "question[practices].text",
            None,
            self::text("What else?"),
        )],
    );
    assert_eq!(difference(ASTANA, &text).lines().count(), 2);
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let ours = format!("\u{feff}{}", ASTANA.replace('\n', "\r\n"));
    let text = pulled(
        &ours,
        &ours,
        vec![
            field(
                "practice[basin-planning].text",
                None,
                text("A method.\n\nIt works."),
            ),
            item("obstacle", "money", None, "Lack of money"),
        ],
    );
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.starts_with("\u{feff}# The outcome"));
    assert!(
        text.contains(
            "[[obstacle]]\r\nid = \"money\"\r\ntext = \"Lack of money\"\r\n\r\n[[obstacle]]"
        ),
        "{text}"
    );
}

#[test]
fn what_both_changed_alike_is_one_change() {
    let ours = ASTANA.replace("city  = \"Astana\"", "city = 'Almaty'");
    let merge = merged(
        ASTANA,
        &ours,
        vec![field("meeting.city", text("Astana"), text("Almaty"))],
        None,
    );
    assert_eq!(
        (merge.changes, merge.conflicts, merge.agreed),
        (Vec::new(), Vec::new(), 1)
    );
}

#[test]
fn what_both_changed_differently_is_a_conflict() {
    let ours = ASTANA.replace("city  = \"Astana\"", "city  = \"Oral\"");
    let theirs = || vec![field("meeting.city", text("Astana"), text("Almaty"))];
    let merge = merged(ASTANA, &ours, theirs(), None);
    assert_eq!(merge.changes, []);
    let conflict = &merge.conflicts[0];
    assert_eq!(conflict.path, "meeting.city");
    let sides =
        [&conflict.base, &conflict.ours, &conflict.theirs].map(|side| side.as_deref().unwrap());
    assert_eq!(sides, ["Astana", "Oral", "Almaty"]);
    assert_eq!(
        merged(ASTANA, &ours, theirs(), Some(Resolution::Ours)),
        Merge::default()
    );
    let merge = merged(ASTANA, &ours, theirs(), Some(Resolution::Theirs));
    assert_eq!((merge.changes.len(), merge.conflicts.len()), (1, 0));
}

#[test]
fn changes_in_different_sentences_go_together() {
    let practice = "[[practice]]\ntext = \"\"\"\nOne is here. Two is there.\nThree is gone.\"\"\"\n\n# What stands";
    let base = ASTANA.replace("# What stands", practice);
    let ours = base.replace("One is here", "One was here");
    let theirs = "One is here. Two is there. Three is lost.";
    let path = "practice[one-is-here-two-is-there-three-is-gone].text";
    let text = pulled(&base, &ours, vec![field(path, None, text(theirs))]);
    assert!(
        text.contains("\"\"\"\nOne was here. Two is there.\nThree is lost.\"\"\""),
        "{text}"
    );
}

/// A document that was pulled, and in which more was changed since, in the next sentence.
#[test]
fn what_was_taken_over_before_is_at_odds_with_nothing() {
    let practice =
        "[[practice]]\ntext = \"One is here. Two is there. Three is gone.\"\n\n# What stands";
    let base = ASTANA.replace("# What stands", practice);
    let ours = base.replace("One is here", "One was here");
    let theirs = "One was here. Two was there. Three is gone.";
    let path = "practice[one-is-here-two-is-there-three-is-gone].text";
    let text = pulled(&base, &ours, vec![field(path, None, text(theirs))]);
    assert!(text.contains(theirs), "{text}");
}

#[test]
fn rows_and_entries_that_different_sides_changed_go_together() {
    let rows = |rows: &[&[&str]]| {
        let row = |row: &&[&str]| {
            row.iter()
                .map(|cell| Value::Text((*cell).to_owned()))
                .collect()
        };
        Some(Value::Rows(rows.iter().map(row).collect()))
    };
    let table = |rows: &str| {
        format!(
            "{ASTANA}\n[[table]]\nid = \"rivers\"\ncaption = \"Rivers\"\ncolumns = [\"River\", \"Seat\"]\nrows = [{rows}]\n"
        )
    };
    let base = table("[\"Chu\", \"Bishkek\"], [\"Ili\", \"Almaty\"], [\"Ural\", \"Oral\"]");
    let path = "table[rivers].rows";
    // A row changed on each side, a cell of one row on each side, a row added and one taken out.
    let ours = table(
        "[\"Chu\", \"Taraz\"], [\"The Ili\", \"Almaty\"], [\"Ural\", \"Oral\"], [\"Tobol\", \"Kostanay\"]",
    );
    let theirs = || rows(&[&["Chu", "Bishkek"], &["Ili", "Konaev"], &["Talas", "Taraz"]]);
    let merge = merged(&base, &ours, vec![field(path, None, theirs())], None);
    let both = only_value(&merge);
    let expected: &[&[&str]] = &[
        &["Chu", "Taraz"],
        &["The Ili", "Konaev"],
        &["Talas", "Taraz"],
        &["Tobol", "Kostanay"],
    ];
    assert_eq!((both, &merge.conflicts), (&rows(expected), &Vec::new()));
    // What is at odds is told alone, and the rest of both is taken whoever is right in that.
    let ours = ours.replace("[\"Ural\", \"Oral\"]", "[\"Ural\", \"Orenburg\"]");
    let theirs = || rows(&[&["Chu", "Bishkek"], &["Ili", "Konaev"], &["Ural", "Atyrau"]]);
    let merge = merged(&base, &ours, vec![field(path, None, theirs())], None);
    let [conflict] = &merge.conflicts[..] else {
        panic!("{merge:?}");
    };
    assert_eq!(
        [&conflict.base, &conflict.ours, &conflict.theirs].map(|side| side.as_deref().unwrap()),
        ["Ural | Oral", "Ural | Orenburg", "Ural | Atyrau"]
    );
    let merge = merged(
        &base,
        &ours,
        vec![field(path, None, theirs())],
        Some(Resolution::Theirs),
    );
    let both = only_value(&merge);
    let expected: &[&[&str]] = &[
        &["Chu", "Taraz"],
        &["The Ili", "Konaev"],
        &["Ural", "Atyrau"],
        &["Tobol", "Kostanay"],
    ];
    assert_eq!(*both, rows(expected));
    // Entries of a list.
    let base = ASTANA.replace(
        "[[recommendation]]\n",
        "[[recommendation]]\naddressees = [\"Ministries\", \"Basin councils\"]\n",
    );
    let ours = base.replace("\"Ministries\"", "\"Ministries of water\"");
    assert_ne!(ours, base);
    let id = read(&base).recommendations[0].text.origin.path.clone();
    let path = id.replace(".text", ".addressees");
    let texts = |texts: &[&str]| {
        Some(Value::Texts(
            texts.iter().map(|t| (*t).to_owned()).collect(),
        ))
    };
    let theirs = texts(&["Ministries", "Basin councils", "Donors"]);
    let merge = merged(&base, &ours, vec![field(&path, None, theirs)], None);
    let both = only_value(&merge);
    assert_eq!(
        *both,
        texts(&["Ministries of water", "Basin councils", "Donors"])
    );
}

#[test]
fn the_end_of_a_divided_item_goes_with_its_beginning() {
    let item_of = |text: &str, rest: &str| {
        format!("[[recommendation]]\nid = \"fund\"\ntext = \"{text}\"\n{rest}\n")
    };
    let with = |text: &str| {
        let first = item_of(text, "detail = \"Soon.\"");
        ASTANA.replacen(
            "[[recommendation]]\n",
            &format!("{first}[[recommendation]]\n"),
            1,
        )
    };
    let base = with("Set up a fund and pay the stations");
    let ours = with("Set up one fund and pay all the stations");
    let path = |key: &str| format!("recommendation[fund].{key}");
    let end = NewItem {
        table: "recommendation".to_owned(),
        id: "pay".to_owned(),
        after: Some("fund".to_owned()),
        fields: vec![
            (
                "text".to_owned(),
                Value::Text("pay the stations".to_owned()),
            ),
            ("detail".to_owned(), Value::Text("Soon.".to_owned())),
        ],
    };
    let kinds = || {
        vec![
            field(&path("text"), None, text("Set up a fund and")),
            ChangeKind::ItemAdded {
                item: end.clone(),
                from: Provenance::Split("fund".to_owned()),
            },
            field(&path("detail"), None, None),
            item(
                "recommendation",
                "new",
                Some("pay"),
                "Measure the flow of all rivers",
            ),
        ]
    };
    // The words of the end would stand in the brief twice.
    let merge = merged(&base, &ours, kinds(), None);
    let [conflict] = &merge.conflicts[..] else {
        panic!("{merge:?}");
    };
    let theirs = conflict.theirs.as_deref();
    assert_eq!(theirs, Some("Set up a fund and\n\npay the stations"));
    let after_it = || {
        item(
            "recommendation",
            "new",
            Some("fund"),
            "Measure the flow of all rivers",
        )
    };
    assert_eq!(left(&merge), [after_it()]);
    let merge = merged(&base, &ours, kinds(), Some(Resolution::Ours));
    assert_eq!(left(&merge), [after_it()]);
    let merge = merged(&base, &ours, kinds(), Some(Resolution::Theirs));
    assert_eq!(merge.changes.len(), 4, "{merge:?}");
    // Where the beginning is not at odds, nor is the end.
    let merge = merged(&base, &base, kinds(), None);
    assert_eq!((merge.changes.len(), &merge.conflicts[..]), (4, &[][..]));
}

/// The kinds of the changes of a merge.
fn left(merge: &Merge) -> Vec<ChangeKind> {
    let kinds = merge.changes.iter().map(|change| change.kind.clone());
    kinds.collect()
}

/// The obstacle `evidence` as a recommendation, and another behind it.
fn evidence_moved() -> Vec<ChangeKind> {
    let words = "Insufficient evidence base";
    let ChangeKind::ItemAdded { item: moved, .. } =
        item("recommendation", "evidence", Some("investors"), words)
    else {
        unreachable!()
    };
    vec![
        ChangeKind::ItemAdded {
            item: moved,
            from: Provenance::Moved("obstacle".to_owned(), "evidence".to_owned()),
        },
        item(
            "recommendation",
            "new",
            Some("evidence"),
            "Measure all rivers",
        ),
    ]
}

#[test]
fn what_stays_in_its_table_is_not_written_into_another_as_well() {
    let ours = ASTANA.replace("Insufficient evidence base", "No evidence at all");
    let after_it = || {
        item(
            "recommendation",
            "new",
            Some("investors"),
            "Measure all rivers",
        )
    };
    let merge = merged(ASTANA, &ours, evidence_moved(), None);
    assert_eq!(left(&merge), [after_it()]);
    let [conflict] = &merge.conflicts[..] else {
        panic!("{merge:?}");
    };
    assert_eq!(
        conflict.what,
        "changed here, in an item that is a recommendation in the document"
    );
    assert_eq!(
        conflict.theirs.as_deref(),
        Some("Insufficient evidence base")
    );
    let merge = merged(ASTANA, &ours, evidence_moved(), Some(Resolution::Ours));
    assert_eq!(left(&merge), [after_it()]);
    let merge = merged(ASTANA, &ours, evidence_moved(), Some(Resolution::Theirs));
    assert_eq!(merge.changes.len(), 3, "{merge:?}");
}

#[test]
fn an_item_keeps_its_id_in_another_table() {
    let base = ASTANA.replace(
        "\ntext = \"Kazakhstan has approved the Concept",
        "\ntext = \"Beside [the evidence](#evidence), Kazakhstan has approved the Concept",
    );
    assert_ne!(base, ASTANA);
    let text = pulled(&base, &base, evidence_moved());
    let brief = read(&text);
    assert!(brief.obstacles.iter().all(|item| item.id != "evidence"));
    let mut items = brief.recommendations.iter();
    assert!(items.any(|item| item.id == "evidence"), "{text}");
    // Also where no other has one written down.
    let unnamed = base.replace("id = \"investors\"\n", "");
    assert_ne!(unnamed, base);
    let text = pulled(&unnamed, &unnamed, evidence_moved());
    let mut items = read(&text).recommendations.into_iter();
    assert!(items.any(|item| item.id == "evidence"), "{text}");
    // It is known by the id that it has by now.
    let ours = base
        .replace("id = \"evidence\"", "id = \"proof\"")
        .replace("\"evidence\"", "\"proof\"")
        .replace("(#evidence)", "(#proof)");
    let text = pulled(&base, &ours, evidence_moved());
    let mut items = read(&text).recommendations.into_iter();
    assert!(items.any(|item| item.id == "proof"), "{text}");
    // The same once more brings nothing.
    let again = merged(&base, &text, evidence_moved(), None);
    assert_eq!((left(&again), again.conflicts), (vec![], vec![]));
}

#[test]
fn what_was_joined_to_another_stays_where_it_is_left() {
    let ours = ASTANA.replace("Insufficient evidence base", "No evidence at all");
    let joined = "Fragmented management and insufficient evidence base";
    let kinds = || {
        vec![
            field("obstacle[management].text", None, text(joined)),
            field("obstacle[management].detail", None, text("It is slow.")),
            ChangeKind::ItemRemoved {
                table: "obstacle".to_owned(),
                id: "evidence".to_owned(),
                into: Some("management".to_owned()),
            },
        ]
    };
    let merge = merged(ASTANA, &ours, kinds(), None);
    let [conflict] = &merge.conflicts[..] else {
        panic!("{merge:?}");
    };
    assert_eq!(conflict.theirs.as_deref(), Some(joined));
    assert_eq!(
        conflict.what,
        "changed here, in an item that the document has joined to another"
    );
    let others = [field(
        "obstacle[management].detail",
        None,
        text("It is slow."),
    )];
    assert_eq!(left(&merge), others);
    let merge = merged(ASTANA, &ours, kinds(), Some(Resolution::Ours));
    assert_eq!(left(&merge), others);
    let merge = merged(ASTANA, &ours, kinds(), Some(Resolution::Theirs));
    assert_eq!(merge.changes.len(), 3, "{merge:?}");
    let merge = merged(ASTANA, ASTANA, kinds(), None);
    assert_eq!((merge.changes.len(), &merge.conflicts[..]), (3, &[][..]));
}

#[test]
fn an_item_removed_on_one_side_and_changed_on_the_other_is_a_conflict() {
    let gone = "[[obstacle]]\nid = \"evidence\"\nquestion = \"difficulties\"\ntext = \"Insufficient evidence base\"\n\n";
    let ours = ASTANA.replace(gone, "");
    let edited = || vec![field("obstacle[evidence].text", None, text("No evidence"))];
    assert_eq!(merged(ASTANA, &ours, edited(), None).conflicts.len(), 1);
    let merge = merged(ASTANA, &ours, edited(), Some(Resolution::Theirs));
    assert!(
        matches!(&merge.changes[..], [Change { kind: ChangeKind::ItemAdded { item, .. }, .. }]
        if item.after.as_deref() == Some("management"))
    );
    let ours = ASTANA.replace("Insufficient evidence base", "No evidence at all");
    assert_eq!(
        merged(ASTANA, &ours, vec![removed("obstacle", "evidence")], None)
            .conflicts
            .len(),
        1
    );
    let ours = ASTANA.replace(gone, "");
    assert_eq!(
        merged(ASTANA, &ours, vec![removed("obstacle", "evidence")], None).agreed,
        1
    );
}

/// `BASIN` with an obstacle that is new, and behind it the last one with this beginning.
fn with_reworded_obstacle(base: &str, beginning: &str) -> String {
    let ours = base.replace(
        "[[obstacle]]\nid = \"staff\"\ntext = \"Gauging stations lack staff\"",
        &format!("[[obstacle]]\ntext = \"Canals leak\"\n\n[[obstacle]]\n{beginning}"),
    );
    assert_ne!(ours, base);
    ours
}

#[test]
fn an_item_in_other_words_is_the_same() {
    let given = with_reworded_obstacle(BASIN, "id = \"people\"\ntext = \"Stations lack staff\"");
    let derived = with_reworded_obstacle(BASIN, "text = \"Most gauging stations lack staff\"");
    for (ours, id) in [
        (&given, "people"),
        (&derived, "most-gauging-stations-lack-staff"),
    ] {
        let gone = || vec![removed("obstacle", "staff")];
        let merge = merged(BASIN, ours, gone(), None);
        let [conflict] = &merge.conflicts[..] else {
            panic!("{merge:?}");
        };
        assert_eq!(conflict.path, format!("obstacle[{id}].text"));
        assert_eq!((merge.agreed, merge.changes.len()), (0, 0));
        let merge = merged(BASIN, ours, gone(), Some(Resolution::Theirs));
        assert_eq!(
            merge.changes,
            changes(vec![removed("obstacle", id)]).changes
        );

        let edited = || {
            let words = "Gauging stations have too few people";
            vec![field("obstacle[staff].text", None, text(words))]
        };
        let merge = merged(BASIN, ours, edited(), None);
        assert_eq!(merge.conflicts[0].path, format!("obstacle[{id}].text"));
        let merge = merged(BASIN, ours, edited(), Some(Resolution::Theirs));
        let [change] = &merge.changes[..] else {
            panic!("{merge:?}");
        };
        assert!(
            matches!(&change.kind, ChangeKind::Field { path, .. } if *path == conflict.path),
            "{change:?}"
        );

        let merge = merged(BASIN, ours, vec![moved("obstacle", "staff", None)], None);
        assert_eq!(
            merge.changes,
            changes(vec![moved("obstacle", id, None)]).changes
        );
        let behind = item("obstacle", "wells", Some("staff"), "Wells run dry");
        let merge = merged(BASIN, ours, vec![behind], None);
        let expected = item("obstacle", "wells", Some(id), "Wells run dry");
        assert_eq!(merge.changes, changes(vec![expected]).changes);
    }
}

#[test]
fn where_it_is_doubtful_whether_an_item_is_the_same_a_person_is_asked() {
    let other = "id = \"people\"\ntext = \"Nobody works at the stations for lack of money\"";
    let ours = with_reworded_obstacle(BASIN, other);
    for (kind, path) in [
        (removed("obstacle", "staff"), "obstacle[people].text"),
        (moved("obstacle", "staff", None), "obstacle[people]"),
        (
            field("obstacle[staff].detail", None, text("None has two.")),
            "obstacle[people].detail",
        ),
    ] {
        let merge = merged(BASIN, &ours, vec![kind.clone()], None);
        let [conflict] = &merge.conflicts[..] else {
            panic!("{merge:?}");
        };
        assert_eq!(conflict.path, path);
        assert!(
            conflict
                .what
                .contains("“Gauging stations lack staff”, which may be this"),
            "{conflict:?}"
        );
        assert_eq!((merge.agreed, merge.changes.len()), (0, 0));
        let merge = merged(BASIN, &ours, vec![kind], Some(Resolution::Theirs));
        assert_eq!((merge.changes.len(), merge.conflicts.len()), (1, 0));
    }
}

#[test]
fn what_the_document_added_is_no_other_item_in_other_words() {
    let kinds = || {
        vec![
            removed("obstacle", "staff"),
            item(
                "obstacle",
                "money",
                Some("records"),
                "Gauging stations lack staff and money",
            ),
        ]
    };
    let once = pulled(BASIN, BASIN, kinds());
    for ours in [&once, &once.replace("staff and money", "staff and means")] {
        let merge = merged(BASIN, ours, kinds(), None);
        assert_eq!(merge.agreed, if *ours == once { 2 } else { 1 });
        assert!(
            !merge
                .changes
                .iter()
                .any(|change| matches!(change.kind, ChangeKind::ItemRemoved { .. }))
        );
    }
}

#[test]
fn the_same_pull_twice_is_one() {
    let kinds = || {
        vec![
            field("meeting.city", text("Astana"), text("Almaty")),
            item("obstacle", "money", Some("management"), "Lack of money"),
            removed("obstacle", "evidence"),
            moved("practice", "green-bridge", None),
        ]
    };
    let once = pulled(ASTANA, ASTANA, kinds());
    let merge = merged(ASTANA, &once, kinds(), None);
    assert_eq!(
        (merge.changes, merge.conflicts, merge.agreed),
        (Vec::new(), Vec::new(), 4)
    );
}

#[test]
fn what_was_taken_over_is_known_under_another_id_and_in_other_words() {
    let kinds = || {
        vec![
            field("obstacle[management].text", None, text("Slow management")),
            item("obstacle", "money", Some("management"), "Lack of money"),
        ]
    };
    let once = pulled(ASTANA, ASTANA, kinds());
    let renamed = once
        .replace("id = \"management\"", "id = \"governance\"")
        .replace("id = \"money\"", "id = \"funds\"");
    let merge = merged(ASTANA, &renamed, kinds(), None);
    assert_eq!(
        (merge.changes, merge.conflicts, merge.agreed),
        (Vec::new(), Vec::new(), 2)
    );
    // One that has only one of its texts still is not added a second time.
    let practice = || {
        let fields = [("title", "A fund"), ("text", "A fund exists.")];
        let fields = fields.map(|(key, words)| (key.to_owned(), Value::Text(words.to_owned())));
        vec![ChangeKind::ItemAdded {
            item: NewItem {
                table: "practice".to_owned(),
                id: "a-fund".to_owned(),
                after: None,
                fields: fields.to_vec(),
            },
            from: Provenance::Written,
        }]
    };
    let once = pulled(ASTANA, ASTANA, practice());
    let polished = once.replace("title = \"A fund\"", "title = \"The water fund\"");
    assert_ne!(once, polished);
    let merge = merged(ASTANA, &polished, practice(), None);
    let [conflict] = &merge.conflicts[..] else {
        panic!("{merge:?}");
    };
    assert_eq!(
        (conflict.ours.as_deref(), conflict.theirs.as_deref()),
        (Some("The water fund"), Some("A fund"))
    );
    let merge = merged(ASTANA, &polished, practice(), Some(Resolution::Theirs));
    assert!(
        matches!(&merge.changes[..], [Change { kind: ChangeKind::Field { path, .. }, .. }]
        if path.ends_with("].title")),
        "{merge:?}"
    );
}

#[test]
fn an_abbreviation_may_be_an_organisations_id() {
    let kinds = || {
        let fields = [("short", "CAREC"), ("long", "Centre of the region")];
        let fields = fields.map(|(key, words)| (key.to_owned(), Value::Text(words.to_owned())));
        vec![ChangeKind::ItemAdded {
            item: NewItem {
                table: "abbreviation".to_owned(),
                id: "carec-2".to_owned(),
                after: None,
                fields: fields.to_vec(),
            },
            from: Provenance::Written,
        }]
    };
    let once = pulled(ASTANA, ASTANA, kinds());
    assert_eq!(pulled(ASTANA, &once, kinds()), once);
}

#[test]
fn a_title_that_comes_or_goes_leaves_an_id_that_is_referred_to() {
    let linked = |brief: &str, id: &str| {
        format!("{brief}\n[[decision]]\ntext = \"Plan\"\ndetail = \"See [it](#{id}).\"\n")
    };
    let title = "title = \"Basin planning\"\n";
    let with_title = linked(ASTANA, "basin-planning");
    let gone = field(
        "practice[basin-planning].title",
        text("Basin planning"),
        None,
    );
    let expected = with_title.replace(title, "").replace(
        "[[practice]]\nquestion = \"practices\"\ntext = \"\"\"",
        "[[practice]]\nid = \"basin-planning\"\nquestion = \"practices\"\ntext = \"\"\"",
    );
    assert_eq!(pulled(&with_title, &with_title, vec![gone]), expected);

    let brief = ASTANA.replace(
        "title = \"Green Bridge\"\ntext = \"The",
        "text = \"Bridge.\\n\\nThe",
    );
    let id = read(&brief).practices[2].id.clone();
    let without_title = linked(&brief, &id);
    let comes = field(&format!("practice[{id}].title"), None, text("Green Bridge"));
    let written = pulled(&without_title, &without_title, vec![comes]);
    assert_eq!(read(&written).practices[2].id, id);
    // The words that it follows from change as well: it is written once.
    let kinds = vec![
        field(&format!("practice[{id}].title"), None, text("Green Bridge")),
        field(&format!("practice[{id}].text"), None, text("It is built.")),
    ];
    let written = pulled(&without_title, &without_title, kinds);
    assert_eq!(read(&written).practices[2].id, id);
}

#[test]
fn an_id_that_is_referred_to_is_written_between_braces_as_well() {
    let own = "[[obstacle]]\nid = \"evidence\"\nquestion = \"difficulties\"\ntext = \"Insufficient evidence base\"\n\n";
    let start = ASTANA.find("[[obstacle]]").unwrap();
    let end = ASTANA.find(own).unwrap() + own.len();
    let brief = ASTANA.replace(&ASTANA[start..end], "").replace(
        "published = 2017-06-16",
        "published = 2017-06-16\nobstacle = [{ text = \"No evidence\" }, { text = \"No staff\" }]",
    );
    let brief =
        format!("{brief}\n[[decision]]\ntext = \"Plan\"\ndetail = \"See [it](#no-evidence).\"\n");
    let change = field("obstacle[no-evidence].text", None, text("Weak evidence"));
    let expected = brief.replace(
        "{ text = \"No evidence\"",
        "{ id = \"no-evidence\", text = \"Weak evidence\"",
    );
    assert_ne!(expected, brief);
    assert_eq!(pulled(&brief, &brief, vec![change]), expected);
}

/// What is told of these changes of a brief.
fn told(brief_text: &str, kinds: Vec<ChangeKind>) -> Vec<String> {
    let brief = read(brief_text);
    let side = Side {
        text: brief_text,
        brief: &brief,
    };
    let changes = changes(kinds).changes;
    let teller = Teller::new(side, &changes).unwrap();
    changes.iter().map(|change| teller.change(change)).collect()
}

#[test]
fn of_rows_that_were_changed_each_is_shown_beside_what_it_was() {
    let long = "more than three hundred and fifty people of all the countries of the basin";
    let row = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| Value::Text((*cell).to_owned()))
            .collect()
    };
    let rows = |rows: &[&[&str]]| Some(Value::Rows(rows.iter().map(|cells| row(cells)).collect()));
    let before = rows(&[
        &["Sixth", "Rome", long],
        &["Seventh", "Budapest", long],
        &["Eighth", "Astana", long],
    ]);
    let later = long.replace("fifty", "eighty");
    for (now, expected) in [
        (
            rows(&[
                &["Sixth", "Rome", long],
                &["Seventh", "Budapest", &later],
                &["Eighth", "Astana", long],
            ]),
            "Seventh: … three hundred and [-fifty-] {+eighty+} people of all …",
        ),
        (
            rows(&[
                &["Sixth", "Rome", long],
                &["Seventh", "Budapest", long],
                &["Eighth", "Astana", long],
                &["Ninth", "Geneva", "–"],
            ]),
            "{+Ninth | Geneva | –+}",
        ),
        (
            rows(&[&["Eighth", "Astana", long], &["Sixth", "Rome", long]]),
            "rows in another order; [-Seventh | Budapest | more than three hundred and f…-]",
        ),
    ] {
        let kind = field("table[flow].rows", before.clone(), now);
        assert_eq!(
            told(BASIN, vec![kind]),
            [format!("table “flow”: rows changed: {expected}")]
        );
    }
}

#[test]
fn ends_of_paragraphs_and_levels_of_lists_are_shown_where_they_alone_changed() {
    let words = "Most districts share the water by custom and have no written rules.";
    let (first, last) = words.split_at(words.find(" and").unwrap());
    for (before, now, expected) in [
        (
            words.to_owned(),
            format!("{first}\n\n{}", last.trim()),
            "… water by custom {+¶+} and have no …",
        ),
        (
            format!("- {words}\n- two"),
            format!("- {words}\n  - two"),
            "… no written rules. {+→+} - two",
        ),
    ] {
        let kind = field("summary", text(&before), text(&now));
        assert_eq!(
            told(BASIN, vec![kind]),
            [format!("summary changed: {expected}")]
        );
    }
}

#[test]
fn what_goes_with_the_end_of_a_divided_item_is_not_told_as_lost() {
    let detail = "They cannot be compared from year to year.";
    let new = NewItem {
        table: "obstacle".to_owned(),
        id: "paper".to_owned(),
        after: Some("records".to_owned()),
        fields: vec![
            ("text".to_owned(), Value::Text("On paper".to_owned())),
            ("detail".to_owned(), Value::Text(detail.to_owned())),
        ],
    };
    let from = Provenance::Split("records".to_owned());
    let kinds = vec![
        field("obstacle[records].detail", text(detail), None),
        ChangeKind::ItemAdded { item: new, from },
    ];
    assert_eq!(
        told(BASIN, kinds),
        [
            "obstacle 2: detail goes to “On paper”",
            "obstacle “On paper” parted from “Records are kept on paper”"
        ]
    );
}

#[test]
fn what_goes_with_an_item_that_was_put_in_front_of_it_is_not_told_as_lost() {
    let item = NewItem {
        table: "obstacle".to_owned(),
        id: "paper".to_owned(),
        after: Some("records".to_owned()),
        fields: vec![
            ("text".to_owned(), Value::Text("Paper burns".to_owned())),
            (
                "detail".to_owned(),
                Value::Text("They fade[^1].\n\n[^1]: Slowly.".to_owned()),
            ),
        ],
    };
    let detail = |words: &str| field("obstacle[records].detail", text(words), None);
    let added = ChangeKind::ItemAdded {
        item,
        from: Provenance::Written,
    };
    let told = |words: &str| told(BASIN, vec![detail(words), added.clone()]).remove(0);
    assert_eq!(
        told("They fade[^ink].\n\n[^ink]: Slowly."),
        "obstacle 2: detail goes to “Paper burns”"
    );
    assert_eq!(told("They are lost."), "obstacle 2: detail removed");
}

#[test]
fn items_that_both_added_and_that_may_be_one_are_told() {
    let ours = BASIN.replace(
        "[[recommendation]]\nid         = \"publish\"",
        "[[obstacle]]\nid = \"secret\"\ntext = \"Flow data is not published\"\n\n\
         [[recommendation]]\nid         = \"publish\"",
    );
    let alike = |words: &str| {
        let kind = item("obstacle", "new", Some("staff"), words);
        let merge = merged(BASIN, &ours, vec![kind], None);
        assert_eq!(merge.changes.len(), 1);
        merge.alike.get("new").cloned()
    };
    assert_eq!(
        alike("The flow data is not published").as_deref(),
        Some("secret")
    );
    assert_eq!(alike("Canals leak"), None);
    // What was there before is another.
    assert_eq!(alike("Few outlets have any meters"), None);
}

#[test]
fn changes_are_told_in_words() {
    let kinds = vec![
        field(
            "recommendation[investors].text",
            text(&"a".repeat(60)),
            text("b"),
        ),
        field("meeting.city", text("Astana"), text("Almaty")),
        item("obstacle", "money", Some("management"), "Lack of money"),
        moved("obstacle", "evidence", Some("money")),
        removed("practice", "green-bridge"),
    ];
    assert_eq!(
        told(ASTANA, kinds),
        [
            "recommendation 1: text changed: [-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-] {+b+}",
            "meeting: city changed from “Astana” to “Almaty”",
            "obstacle “Lack of money” added after “Fragmented management”",
            "obstacle “Insufficient evidence base” moved, after “Lack of money”",
            "practice “Green Bridge” removed",
        ]
    );
}

#[test]
fn comments_stand_above_their_fields_once() {
    let comment = Comment {
        path: Some("obstacle[evidence].text".to_owned()),
        before: None,
        anchor: None,
        anchors_before: 0,
        quote: "evidence".to_owned(),
        author: "Aigerim".to_owned(),
        initials: None,
        date: Some("2017-06-20T10:00:00Z".to_owned()),
        text: "Says who?\nAnd where?".to_owned(),
        resolved: false,
        replies: Vec::new(),
    };
    let kept = |ours: &str| {
        let brief = read(ours);
        let side = Side {
            text: ours,
            brief: &brief,
        };
        write(side, &[], std::slice::from_ref(&comment))
            .unwrap()
            .text
    };
    let once = kept(ASTANA);
    assert_eq!(
        difference(ASTANA, &once),
        "+# Aigerim, 2017-06-20: Says who?\n+#   And where?\n"
    );
    assert_eq!(kept(&once), once);
}

/// The text of `ours` with remarks above their fields, which still is a brief.
fn remarked(ours: &str, remarks: &[(Option<&str>, &str)]) -> String {
    let comments = remarks.iter().map(|(path, words)| Comment {
        path: path.map(str::to_owned),
        before: None,
        anchor: None,
        anchors_before: 0,
        quote: String::new(),
        author: "Aigerim".to_owned(),
        initials: None,
        date: None,
        text: (*words).to_owned(),
        resolved: false,
        replies: Vec::new(),
    });
    let brief = read(ours);
    let side = Side {
        text: ours,
        brief: &brief,
    };
    let written = write(side, &[], &comments.collect::<Vec<_>>()).unwrap();
    read(&written.text);
    written.text
}

#[test]
fn remarks_on_the_same_words_are_all_there_once() {
    let remarks = [
        (Some("obstacle[evidence].text"), "Says who?"),
        (Some("obstacle[evidence].text"), "And where?"),
        (None, "Well done."),
        (None, "Indeed."),
    ];
    let once = remarked(ASTANA, &remarks);
    assert!(once.ends_with("\n\n# Aigerim: Well done.\n\n# Aigerim: Indeed.\n"));
    assert_eq!(remarked(&once, &remarks), once);
}

const IN_BRACES: &str = r#"language = "en"
title = "Water"
published = 2017-06-30
meeting = { context = """
They met
in Astana.""", title = "Water", date = 2017-06-15 }
project = { title = "Water" }
"#;

#[test]
fn a_remark_stands_above_the_braces_that_its_field_is_in() {
    assert_eq!(
        remarked(IN_BRACES, &[(Some("meeting.title"), "Which?")]),
        IN_BRACES.replace("meeting =", "# Aigerim: Which?\nmeeting =")
    );
}

const IN_ONE_LINE: &str = r#"language = "en"
title = "Water"
published = 2017-06-30
meeting = { title = "Water", date = 2017-06-15 }
project = { title = "Water" }
recommendation = [ { id = "a", due = 2018-06-30, priority = "high", text = "Monitor" } ]
"#;

#[test]
fn several_keys_go_out_of_braces() {
    let last_line = |fields: &[&str]| {
        let gone = |name: &&str| field(&format!("recommendation[a].{name}"), None, None);
        let merge = fields
            .iter()
            .map(gone)
            .map(|kind| Change { kind, author: None });
        let brief = read(IN_ONE_LINE);
        let side = Side {
            text: IN_ONE_LINE,
            brief: &brief,
        };
        let written = write(side, &merge.collect::<Vec<_>>(), &[]).unwrap();
        assert_eq!(written.misfits, []);
        read(&written.text);
        written.text.lines().last().unwrap().to_owned()
    };
    assert_eq!(
        last_line(&["due", "priority"]),
        r#"recommendation = [ { id = "a", text = "Monitor" } ]"#
    );
    assert_eq!(
        last_line(&["id", "due", "priority"]),
        r#"recommendation = [ { text = "Monitor" } ]"#
    );
    assert_eq!(
        last_line(&["priority", "id"]),
        r#"recommendation = [ { due = 2018-06-30, text = "Monitor" } ]"#
    );
}

const LIKE_COMMENTS: &str = r#"language = "en"
title = "Water"
published = 2017-06-30

[meeting]
title = "Water"
date = 2017-06-15

[project]
title = "Water"

[[obstacle]]
id = "a"
text = "One"
detail = """
Number
#1"""
[[obstacle]]
id = "b"
text = "Two"
detail = """
Number
#2"""
[[obstacle]]
id = "c"
text = "Three"
"#;

#[test]
fn a_line_of_a_string_that_looks_like_a_comment_stays_where_it_is() {
    let kinds = vec![moved("obstacle", "c", None)];
    let pulled = pulled(LIKE_COMMENTS, LIKE_COMMENTS, kinds);
    let moved = "[[obstacle]]\nid = \"c\"\ntext = \"Three\"\n";
    let rest = LIKE_COMMENTS.replace(moved, "");
    assert_eq!(
        pulled,
        rest.replacen("[[obstacle]]", &format!("{moved}[[obstacle]]"), 1)
    );
}

#[test]
fn a_comment_is_never_more_than_a_comment() {
    let comment = Comment {
        path: Some("title".to_owned()),
        before: None,
        anchor: None,
        anchors_before: 0,
        quote: String::new(),
        author: "A\n[evil]\r\u{1b}".to_owned(),
        initials: None,
        date: None,
        text: "\u{7f}one\u{202e}\u{b}two\nthree = 3".to_owned(),
        resolved: false,
        replies: Vec::new(),
    };
    let brief = read(ASTANA);
    let side = Side {
        text: ASTANA,
        brief: &brief,
    };
    let written = write(side, &[], &[comment]).unwrap().text;
    let added = difference(ASTANA, &written);
    assert!(added.lines().all(|line| line.starts_with("+# ")), "{added}");
    assert_eq!(read(&written).title.value, brief.title.value);
}

#[test]
fn an_item_removed_here_and_moved_there_is_a_conflict() {
    let gone = "[[obstacle]]\nid = \"evidence\"\nquestion = \"difficulties\"\ntext = \"Insufficient evidence base\"\n\n";
    let ours = ASTANA.replace(gone, "");
    let kinds = || vec![moved("obstacle", "evidence", None)];
    assert_eq!(merged(ASTANA, &ours, kinds(), None).conflicts.len(), 1);
    assert_eq!(
        merged(ASTANA, &ours, kinds(), Some(Resolution::Ours)),
        Merge::default()
    );
    let merge = merged(ASTANA, &ours, kinds(), Some(Resolution::Theirs));
    let brief = read(&ours);
    let side = Side {
        text: &ours,
        brief: &brief,
    };
    let written = write(side, &merge.changes, &[]).unwrap().text;
    let ids: Vec<String> = read(&written)
        .obstacles
        .into_iter()
        .map(|item| item.id)
        .collect();
    assert_eq!(ids, ["evidence", "development", "management"]);
}

/// Fields of `BASIN` that are a line of words, each with the beginning of its line in the file.
const LINES: [(&str, &str); 8] = [
    ("subtitle", "subtitle  ="),
    ("meeting.city", "city  ="),
    ("meeting.venue", "venue ="),
    ("obstacle[meters].text", "text = \"Few outlets"),
    ("obstacle[staff].text", "text = \"Gauging"),
    ("recommendation[publish].text", "text       ="),
    ("table[flow].caption", "caption ="),
    ("contact[dana-omarova].role", "role ="),
];

/// Whether a string somewhere in a value is this text.
fn holds(value: &toml::Value, text: &str) -> bool {
    match value {
        toml::Value::String(words) => words == text,
        toml::Value::Array(values) => values.iter().any(|value| holds(value, text)),
        toml::Value::Table(table) => table.values().any(|value| holds(value, text)),
        _ => false,
    }
}

/// What can be done to the obstacles.
#[derive(Clone, Debug)]
enum Step {
    Add(usize),
    Remove(usize),
    Move(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<usize>().prop_map(Step::Add),
        any::<usize>().prop_map(Step::Remove),
        any::<(usize, usize)>().prop_map(|(from, to)| Step::Move(from, to)),
    ]
}

proptest! {
    #[test]
    fn other_lines_stay_whatever_a_field_becomes(
        field in 0..LINES.len(),
        words in "[a-zЖ\"'\\\\é.#]{1,9}( [a-zЖ\"'\\\\é.#]{1,9}){0,30}",
        is_windows in any::<bool>(),
    ) {
        let (path, line) = LINES[field];
        let ours = if is_windows { BASIN.replace('\n', "\r\n") } else { BASIN.to_owned() };
        let written = pulled(&ours, &ours, vec![self::field(path, None, text(&words))]);
        let table: toml::Table = written.parse().unwrap();
        prop_assert!(holds(&toml::Value::Table(table), &words), "{}", written);
        let of_field = |one: &str| one.starts_with(line);
        let mut others = ours.lines().filter(|one| !of_field(one));
        let mut left = written.lines();
        prop_assert!(others.all(|one| left.any(|line| line == one)), "{}", difference(&ours, &written));
        prop_assert!(written.lines().count() <= ours.lines().count() + words.len() / 20 + 2);
    }

    #[test]
    fn items_stand_as_they_were_put(steps in proptest::collection::vec(step(), 1..6)) {
        let mut order: Vec<String> = ["meters", "records", "staff"].map(str::to_owned).to_vec();
        let mut touched: Vec<String> = Vec::new();
        let mut kinds = Vec::new();
        for (number, step) in steps.into_iter().enumerate() {
            // The item at a place, counted round; none for the place before all.
            let at = |order: &[String], place: usize| {
                (place % (order.len() + 1)).checked_sub(1).map(|index| order[index].clone())
            };
            let put = |order: &mut Vec<String>, id: &str, after: &Option<String>| {
                let place = after.as_ref().map_or(0, |after| {
                    order.iter().position(|id| id == after).unwrap() + 1
                });
                order.insert(place, id.to_owned());
            };
            match step {
                Step::Add(place) => {
                    let after = at(&order, place);
                    let id = format!("new-{number}");
                    kinds.push(item("obstacle", &id, after.as_deref(), &format!("New {number}")));
                    put(&mut order, &id, &after);
                }
                Step::Remove(place) | Step::Move(place, _) => {
                    let Some(id) = at(&order, place).filter(|id| !id.starts_with("new") && !touched.contains(id)) else {
                        continue;
                    };
                    touched.push(id.clone());
                    order.retain(|other| *other != id);
                    if let Step::Move(_, to) = step {
                        let after = at(&order, to);
                        kinds.push(moved("obstacle", &id, after.as_deref()));
                        put(&mut order, &id, &after);
                    } else {
                        kinds.push(removed("obstacle", &id));
                    }
                }
            }
        }
        let written = pulled(BASIN, BASIN, kinds);
        let found: Vec<String> = read(&written).obstacles.into_iter().map(|item| item.id).collect();
        prop_assert_eq!(found, order, "{}", written);
        for comment in BASIN.lines().filter(|line| line.starts_with('#')) {
            prop_assert!(written.lines().any(|line| line == comment), "{}", comment);
        }
        prop_assert!(!written.contains("\n\n\n"), "{}", written);
    }
}
