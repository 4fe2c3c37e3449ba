//! What is typed in the place of values: days, lists, contacts, references.

use super::*;

/// What is told of the first of these words put into the place of others, with what to do about it.
fn told_of(file: &[u8], edits: &[(&str, &str)]) -> String {
    let changes = found(&edited(file, |body| {
        edits.iter().fold(body, |body, (old, new)| {
            assert!(body.contains(old), "{old}");
            body.replacen(old, new, 1)
        })
    }));
    let advice = changes.unplaced.iter().map(|told| told.advice.as_str());
    let told = told(&changes);
    std::iter::once(told.as_str())
        .chain(advice)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_day_that_was_changed_in_one_calendar_is_told() {
    let toml = std::fs::read_to_string(root().join("tests/briefs/udhr-prs.toml")).unwrap();
    let file = made(&toml, &root().join("tests/briefs"));
    let due = "۱۱ جدی ۱۳۲۷ (۱ جنوری ۱۹۴۹)".replace(' ', "\u{a0}");
    let (solar, gregorian) = due.trim_end_matches(')').split_once("\u{a0}(").unwrap();
    let field = "recommendation[هیچکسی-نباید-خودسرانه-توقیف-حبس-یا-تبعید].due";
    for (old, new, now) in [
        (
            solar,
            "۲۰ جدی ۱۳۲۷",
            format!("۲۰ جدی ۱۳۲۷\u{a0}({gregorian})"),
        ),
        (
            gregorian,
            "۱۰ جنوری ۱۹۴۹",
            format!("{solar}\u{a0}(۱۰ جنوری ۱۹۴۹)"),
        ),
    ] {
        let [was, is] = ["۱۱ جدی ۱۳۲۷ (۱ جنوری ۱۹۴۹)", "۲۰ جدی ۱۳۲۷ (۱۰ جنوری ۱۹۴۹)"];
        let [one, other] = if old == solar { [is, was] } else { [was, is] };
        assert_eq!(
            told_of(&file, &[(old, new)]),
            format!(
                "? words that stand for no value at {field}: {now}\n\
                 the two calendars name different days: write “{one}” or “{other}”"
            )
        );
    }
    let both = [(solar, "۲۰ جدی ۱۳۲۷"), (gregorian, "۱۰ جنوری ۱۹۴۹")];
    assert_eq!(told_of(&file, &both), format!("{field} = 1949-01-10"));
    let alone = [(due.as_str(), "۲۰ جدی ۱۳۲۷")];
    assert_eq!(told_of(&file, &alone), format!("{field} = 1949-01-10"));
    let in_english = [(due.as_str(), "12 May 2018")];
    assert_eq!(
        told_of(&file, &in_english),
        format!(
            "? words that stand for no value at {field}: 12 May 2018\n\
             write one day and nothing else, such as “۹ سرطان ۱۳۹۷ (۳۰ جون ۲۰۱۸)”"
        )
    );
}

/// The brief with every kind of field, with words put into the place of others.
fn basin(edits: &[(&str, &str)]) -> String {
    let toml = std::fs::read_to_string(root().join("tests/word-round/basin.toml")).unwrap();
    edits.iter().fold(toml, |toml, (old, new)| {
        assert!(toml.contains(old), "{old}");
        toml.replacen(old, new, 1)
    })
}

#[test]
fn a_day_in_figures_that_can_be_two_is_told() {
    let file = made(&basin(&[]), &root());
    let told = |new| told_of(&file, &[("12 March 2024", new)]);
    for words in ["03/04/2024", "03/04/2024 – 05/04/2024"] {
        assert_eq!(
            told(words),
            format!(
                "? words that stand for no value at meeting.date: {words}\n\
                 “03/04/2024” can be two days: write “3 April 2024” or “4 March 2024”"
            )
        );
    }
    assert_eq!(told("13/03/2024"), "meeting.date = 2024-03-13");
}

/// What is told of a new paragraph behind another, or of several, each with the paragraph that it is set as.
fn told_behind(file: &[u8], after: &str, new: &[(&str, &str)]) -> String {
    let changes = found(&edited(file, |body| {
        let new = new
            .iter()
            .map(|(like, words)| paragraph_like(&body, like, words));
        insert_after(&body, after, &new.collect::<String>())
    }));
    told(&changes)
}

#[test]
fn a_comma_before_the_last_entry_of_a_list_joins_it() {
    let file = made(&basin(&[]), &root());
    for edit in [
        (">researchers<", ">researchers, and the press<"),
        (">researchers<", ">researchers and the press<"),
    ] {
        assert_eq!(
            told_of(&file, &[edit]),
            "meeting.participants = [\"state agencies\", \"farmers\", \"researchers\", \"the press\"]"
        );
    }
    assert_eq!(
        told_of(&file, &[("> and <", ">, and <")]),
        "",
        "the same list"
    );
}

#[test]
fn semicolons_leave_commas_and_other_joiners_to_the_entries() {
    let file = made(
        &basin(&[("\"farmers\"", "\"unions of farmers, herders\"")]),
        &root(),
    );
    for (new, expected) in [
        ("researchers and the press", "\"researchers and the press\""),
        ("researchers, students", "\"researchers, students\""),
        (
            "researchers; and the press",
            "\"researchers\", \"the press\"",
        ),
    ] {
        let new = format!(">{new}<");
        assert_eq!(
            told_of(&file, &[(">researchers<", &new)]),
            format!(
                "meeting.participants = [\"state agencies\", \"unions of farmers, herders\", {expected}]"
            )
        );
    }
}

#[test]
fn entries_that_are_written_anew_are_parted_where_a_list_is() {
    let file = made(&basin(&[]), &root());
    let entries = [">State agencies<", ">farmers<", ">researchers<"];
    let of = |now: [&str; 3]| {
        let now = now.map(|now| format!(">{now}<"));
        let edits = entries
            .iter()
            .zip(&now)
            .map(|(was, now)| (*was, now.as_str()));
        told_of(&file, &edits.collect::<Vec<_>>())
    };
    let participants = |entries: &str| format!("meeting.participants = [{entries}]");
    assert_eq!(
        of(["State agencies", "growers, herders", "researchers"]),
        participants(r#""state agencies", "growers", "herders", "researchers""#)
    );
    assert_eq!(
        of(["Growers", "herders", "fishers and the press"]),
        participants(r#""Growers", "herders", "fishers", "the press""#)
    );
    // Another name of the same is one, whatever joins its words.
    assert_eq!(
        of([
            "State authorities, departments and agencies",
            "farmers",
            "researchers"
        ]),
        participants(r#""state authorities, departments and agencies", "farmers", "researchers""#)
    );
    // Beside an entry that stays, another is one more.
    assert_eq!(
        of([
            "State agencies and river councils",
            "farmers",
            "researchers"
        ]),
        participants(r#""state agencies", "river councils", "farmers", "researchers""#)
    );
    // An entry that has a word that joins is one, in other words too.
    let file = made(
        &basin(&[("\"farmers\"", "\"trade and industry\"")]),
        &root(),
    );
    assert_eq!(
        told_of(&file, &[(">trade and industry<", ">trade and commerce<")]),
        participants(r#""state agencies", "trade and commerce", "researchers""#)
    );
}

#[test]
fn what_stands_behind_a_name_goes_on_with_it_or_is_another_entry() {
    let of = |name: &str, now: &str| {
        let file = made(&basin(&[("\"farmers\"", &format!("\"{name}\""))]), &root());
        let told = told_of(&file, &[(&format!(">{name}<"), &format!(">{now}<"))]);
        let (_, entries) = told.split_once("\"state agencies\", ").unwrap();
        entries
            .split_once(", \"researchers\"]")
            .unwrap()
            .0
            .replace("\", \"", "|")
    };
    let ministry = "the Ministry of Water";
    for (name, now, expected) in [
        (
            "Bakyt Toktogulov",
            "Dr Bakyt Toktogulov, Aida Sydykova",
            "Dr Bakyt Toktogulov|Aida Sydykova",
        ),
        (
            "Bakyt Toktogulov",
            "Bakyt Toktogulov (Union), Aida",
            "Bakyt Toktogulov (Union)|Aida",
        ),
        (
            "Asanova (Ministry of Water)",
            "Asanova, Minister of Water",
            "Asanova, Minister of Water",
        ),
        (
            "Asanova (Ministry of Water)",
            "Asanova (Ministry of Water) and Aida",
            "Asanova (Ministry of Water)|Aida",
        ),
        (
            ministry,
            "the Ministry of Water and Irrigation",
            "the Ministry of Water and Irrigation",
        ),
        (
            ministry,
            "the Ministry of Water, Land and Air",
            "the Ministry of Water, Land and Air",
        ),
        (
            ministry,
            "the Ministry of Land and Air",
            "the Ministry of Land and Air",
        ),
        (
            ministry,
            "the Ministry of Water and Air, the Ministry of Land",
            "the Ministry of Water and Air|the Ministry of Land",
        ),
        (
            ministry,
            "the Ministry of Water and Parliament",
            "the Ministry of Water|Parliament",
        ),
        (
            ministry,
            "the Ministry of Water and fishers",
            "the Ministry of Water|fishers",
        ),
        (
            ministry,
            "the Ministry of Water and UNDP",
            "the Ministry of Water|UNDP",
        ),
        (
            ministry,
            "the Ministry of Water, Land",
            "the Ministry of Water|Land",
        ),
        (
            "fishers",
            "fishers, as well as boatmen, and also the press",
            "fishers|boatmen|the press",
        ),
        (
            "fishers",
            "fishers, including women and youth, boatmen, etc.",
            "fishers, including women and youth|boatmen, etc.",
        ),
    ] {
        assert_eq!(of(name, now), format!("\"{expected}\""), "{now}");
    }
}

#[test]
fn a_list_that_is_written_anew_as_a_whole_is_read_as_one() {
    let whole = |file: &[u8], words: &str| {
        told(&found(&edited(file, |body| {
            with_paragraph(&body, ">researchers<", |old| {
                let first = old.find("<w:bookmarkStart").unwrap();
                let last = old.find(">researchers<").unwrap();
                let behind = last + old[last..].find("<w:bookmarkEnd").unwrap();
                let end = behind + old[behind..].find("/>").unwrap() + "/>".len();
                let run = format!("<w:r><w:t>{words}</w:t></w:r>");
                format!("{}{run}{}", &old[..first], &old[end..])
            })
        })))
    };
    let participants = |entries: &str| format!("meeting.participants = [{entries}]");
    let file = made(&basin(&[]), &root());
    for words in [
        "Herders, donors and press",
        "Herders, donors, press",
        "Herders; donors; press",
    ] {
        assert_eq!(
            whole(&file, words),
            participants(r#""Herders", "donors", "press""#),
            "{words}"
        );
    }
    let file = made(
        &basin(&[("\"farmers\"", "\"unions of farmers, herders\"")]),
        &root(),
    );
    assert_eq!(
        whole(&file, "Herders, donors and press"),
        participants(r#""Herders", "donors", "press""#)
    );
    // Entries that stay are joined by another sign of a list, or not by one.
    let joined = |sign: &str| {
        let file = made(&basin(&[("    \"researchers\",\n", "")]), &root());
        told_of(&file, &[("> and <", &format!(">{sign}<"))])
    };
    assert_eq!(joined(", "), "");
    assert_eq!(joined(" &amp; "), "");
    assert!(joined(" or ").starts_with("? words of the programme"));
    // What is gone is said where nothing else stands there.
    let gone = joined(" ");
    assert!(
        gone.starts_with("? words of the programme") && gone.contains("–: and\n"),
        "{gone}"
    );
    // An entry that was typed over a joiner of ours, in front of the next one.
    let file = made(&basin(&[]), &root());
    let typed = [
        ("> and <", "><"),
        (">researchers<", ">, the press and researchers<"),
    ];
    assert_eq!(
        told_of(&file, &typed),
        participants(r#""state agencies", "farmers", "the press", "researchers""#)
    );
}

#[test]
fn an_organisation_that_is_typed_behind_another_is_told() {
    let other =
        "\n[[organisation]]\nid = \"fund\"\nname = \"Fund of Rivers\"\nabbreviation = \"FR\"\n";
    let file = made(
        &(basin(&[("publisher = \"council\"\n", "")]) + other),
        &root(),
    );
    let what = "? words behind or before the name of an organisation, as of another one at organisation[council].name: ";
    let lists = "`organisers`, `implementers`, `partners` or `funders`";
    let name = "Council of the River Basin";
    for added in ["Fund of Rivers", "FR", "Fund of Rivers (FR)"] {
        for joiner in [", ", " and "] {
            let edit = (&*format!(">{name}<"), &*format!(">{name}{joiner}{added}<"));
            assert_eq!(
                told_of(&file, &[edit]),
                format!("{what}{added}\nadd its id, `fund`, to the list in the brief: {lists}")
            );
        }
    }
    let edit = (
        &*format!(">{name}<"),
        &*format!(">{name}, Ministry of Water<"),
    );
    assert!(told_of(&file, &[edit]).starts_with(&format!("{what}Ministry of Water\ngive it")));
    // Another name is one.
    let edit = (&*format!(">{name}<"), ">Council of the River<");
    assert_eq!(
        told_of(&file, &[edit]),
        "organisation[council].name = \"Council of the River\""
    );
}

#[test]
fn other_signs_between_the_attributes_of_a_recommendation_leave_them_what_they_are() {
    let file = made(&basin(&[]), &root());
    let behind = |words: &str| {
        let like = [("the ministry of water", words)];
        told_behind(&file, "Train operators", &like)
    };
    let all = "recommendation[train].addressees = [\"the ministry\"]\n\
               recommendation[train].due = 2025-09-01\n\
               recommendation[train].priority = \"high\"";
    for words in [
        "To: the ministry; By 1 September 2025; High priority",
        "To: the ministry, by 1 September 2025, high priority",
        "To: the ministry, by September 1, 2025, high priority",
    ] {
        assert_eq!(behind(words), all, "{words}");
    }
    for words in [
        "To: the ministry; High priority; soon",
        "To: High priority",
        "To: the ministry · By 1 September 2025; High priority",
        "High priority; By 1 September 2025",
        "To: the ministry, by 1 September 2025, by 2 September 2025",
        "To: the ministry · By 03/04/2025",
        "To: the ministry; By 03/04/2025; High priority",
    ] {
        assert!(
            behind(words).starts_with("? a line about a recommendation"),
            "{}",
            behind(words)
        );
    }
    // So in a line that was there.
    let name = ">the basin council<";
    let of = |words: &str| told_of(&file, &[(name, &format!(">the basin council{words}<"))]);
    assert_eq!(
        of("; Low priority"),
        "recommendation[publish].priority = \"low\""
    );
    assert_eq!(
        of(", by September 1, 2025"),
        "recommendation[publish].due = 2025-09-01"
    );
    for words in ["; Low priority; soon", ", by 03/04/2025"] {
        let unclear = of(words);
        assert!(
            unclear.starts_with("? a line about a recommendation"),
            "{unclear}"
        );
    }
}

#[test]
fn a_contact_in_one_line_has_each_thing_in_its_field() {
    let file = made(&basin(&[]), &root());
    let contact = |words: &str| told_behind(&file, "Dana Omarova", &[("Dana Omarova", words)]);
    for (words, fields) in [
        (
            "Aigul Nurlanova, Coordinator, CRB, aigul@crb.kz, +7 7172 000000",
            "name = \"Aigul Nurlanova\", role = \"Coordinator\", organisation = \"council\", \
             email = \"aigul@crb.kz\", phone = \"+7 7172 000000\"",
        ),
        (
            "Aigul Nurlanova, tel. +7 7172 000000",
            "name = \"Aigul Nurlanova\", phone = \"+7 7172 000000\"",
        ),
        (
            "Aigul Nurlanova, aigul@crb.kz, Head of Office, Fund of Rivers",
            "name = \"Aigul Nurlanova\", role = \"Head of Office, Fund of Rivers\", email = \"aigul@crb.kz\"",
        ),
    ] {
        assert_eq!(
            contact(words),
            format!("+ contact[aigul-nurlanova] after dana-omarova: {fields}")
        );
    }
}

#[test]
fn an_address_ends_before_the_stop_of_its_sentence() {
    let file = made(&basin(&[]), &root());
    for (typed, url) in [
        (
            "https://www.fao.org/aquastat.",
            "https://www.fao.org/aquastat",
        ),
        (
            "https://www.fao.org/aquastat).",
            "https://www.fao.org/aquastat",
        ),
        (
            "https://en.example.org/a_(b)",
            "https://en.example.org/a_(b)",
        ),
    ] {
        assert_eq!(
            told_behind(
                &file,
                "Atlas of",
                &[("Atlas of", &format!("FAO, AQUASTAT. {typed}"))]
            ),
            format!(
                "+ reference[fao-aquastat] after atlas: text = \"FAO, AQUASTAT.\", url = \"{url}\""
            )
        );
    }
}

#[test]
fn obstacles_that_are_quoted_are_answered() {
    let file = made(&basin(&[]), &root());
    let answers = "Answers: “Few outlets have meters”, \"Gauging stations lack staff.\"";
    let new = [
        ("Train operators", "Measure more."),
        ("To: ", "To: farmers · Low priority"),
        ("Answers: ", answers),
    ];
    assert_eq!(
        told_behind(&file, "Train operators", &new),
        "+ recommendation[measure-more] after train: text = \"Measure more.\", addressees = [\"farmers\"], \
         obstacles = [\"meters\", \"staff\"], priority = \"low\""
    );
    let known = |answers: &str| told_behind(&file, "Train operators", &[("Answers: ", answers)]);
    assert_eq!(
        known(answers),
        "recommendation[train].obstacles = [\"meters\", \"staff\"]"
    );
    assert_eq!(
        known("Answers: “Nobody cares”"),
        "? a line about a recommendation at recommendation[train].text: Answers: “Nobody cares”"
    );
    let body = |edit: (&str, &str)| {
        told(&found(&edited(&file, |body| {
            with_paragraph(&body, "Answers: ", |old| old.replacen(edit.0, edit.1, 1))
        })))
    };
    assert_eq!(
        body((
            "Records are kept on paper<",
            "Records are kept on paper” and “Few outlets have meters<"
        )),
        "recommendation[publish].obstacles = [\"records\", \"meters\"]"
    );
    assert_eq!(
        body((">”<", ">” and “Few outlets have meters”<")),
        "recommendation[publish].obstacles = [\"records\", \"meters\"]"
    );
    assert_eq!(
        body(("Records are kept on paper<", "Records are lost<")),
        "? the quotation of an obstacle that has other words at recommendation[publish].obstacles: Records are lost"
    );
    // The marks in the obstacle are others where it is quoted.
    let file = made(&basin(&[("Few outlets", "“Few” outlets")]), &root());
    for answers in [
        "Answers: “‘Few’ outlets have meters”",
        "Answers: “Few” outlets have meters",
    ] {
        assert_eq!(
            told_behind(&file, "Train operators", &[("Answers: ", answers)]),
            "recommendation[train].obstacles = [\"meters\"]"
        );
    }
}

#[test]
fn raised_and_lowered_words_are_the_characters_that_are_so() {
    let file = made(&basin(&[]), &root());
    let set = |words: &str, how: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val=\"{how}\"/></w:rPr><w:t>{words}</w:t></w:r>")
    };
    let plain = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let told_with = |runs: &[String]| {
        let runs = runs.concat();
        told(&found(&edited(&file, |body| {
            with_paragraph(&body, "The council meets again", |old| {
                old.replacen("<w:r>", &format!("{runs}<w:r>"), 1)
            })
        })))
    };
    let taken = |words: &str| {
        format!(
            "decision[the-council-meets-again-in-autumn].text = \"{words} The council meets again in autumn.\""
        )
    };
    let runs = [
        plain("About 10"),
        set("6", "superscript"),
        plain(" people use 5 km"),
        set("2", "superscript"),
        plain(" and CO"),
        set("2", "subscript"),
        plain(" on the 1"),
        set("st", "superscript"),
        plain(" of May. "),
    ];
    assert_eq!(
        told_with(&runs),
        taken("About 10⁶ people use 5 km² and CO₂ on the 1st of May.")
    );
    // Whatever else is set by hand in them; other letters are told.
    let struck =
        set("6", "superscript").replace("<w:vert", "<w:highlight w:val=\"yellow\"/><w:vert");
    assert_eq!(
        told_with(&[plain("About 10"), struck, plain(" people. ")]),
        taken("About 10⁶ people.")
            + "\n? highlighted words at decision[the-council-meets-again-in-autumn].text: ⁶"
    );
    assert_eq!(
        told_with(&[plain("About 10"), set("abc", "superscript"), plain(" ")]),
        taken("About 10abc")
            + "\n? words in superscript at decision[the-council-meets-again-in-autumn].text: abc"
    );
    let runs = [plain("x"), set("max", "subscript"), plain(" ")];
    assert_eq!(
        told_with(&runs),
        taken("xmax")
            + "\n? words in subscript at decision[the-council-meets-again-in-autumn].text: max"
    );
}

#[test]
fn a_number_as_another_language_writes_it_is_told() {
    let file = made(
        &basin(&[("[\"Spring\", 310]", "[\"Spring\", 31.5]")]),
        &root(),
    );
    assert_eq!(
        told_of(&file, &[(">31.5<", ">31,75<")]),
        "? a number that is not written as the language writes it at table[flow].rows: 31,75\n\
         write it with the signs of the other numbers"
    );
    assert_eq!(
        told_of(&file, &[(">31.5<", ">31.75<")]),
        "table[flow].rows = 3 rows"
    );
    assert_eq!(
        told_of(&file, &[(">31.5<", ">about 31<")]),
        "table[flow].rows = 3 rows"
    );
}

#[test]
fn a_paragraph_that_was_made_a_heading_is_told() {
    let file = made(&basin(&[]), &root());
    let changes = found(&edited(&file, |body| {
        with_paragraph(&body, "The meeting was the third", |old| {
            let start = old.find("<w:pStyle w:val=\"").unwrap() + "<w:pStyle w:val=\"".len();
            let end = start + old[start..].find('"').unwrap();
            format!("{}Heading2{}", &old[..start], &old[end..])
        })
    }));
    assert_eq!(
        told(&changes),
        "? a paragraph that was made a heading at meeting.context: The meeting was the third of its kind."
    );
}

#[test]
fn a_name_at_the_start_of_a_sentence_keeps_its_capital() {
    let file = made(&basin(&[]), &root());
    for (words, entry) in [
        ("State bodies", "state bodies"),
        ("Kazhydromet", "Kazhydromet"),
        ("Germany, state agencies", "Germany\", \"state agencies"),
    ] {
        assert_eq!(
            told_of(&file, &[(">State agencies<", &format!(">{words}<"))]),
            format!("meeting.participants = [\"{entry}\", \"farmers\", \"researchers\"]")
        );
    }
}

#[test]
fn labels_of_a_chart_keep_what_is_marked_in_them() {
    let toml = basin(&[])
        + r#"
[[chart]]
id = "amount"
caption = "Amounts"
kind = "bar"
labels = ["[Су]{lang=kk} one", "Two"]
series = [{ name = "Flow", values = [1, 2] }]
"#;
    let file = made(&toml, &root());
    let body = |body: &str| -> String { body.replace(">Two<", ">Three<") };
    let changes = found(&edited(&file, |text| body(&text)));
    assert_eq!(
        told(&changes),
        "chart[amount].labels = [\"[Су]{lang=kk} one\", \"Three\"]"
    );
}

#[test]
fn what_an_item_has_once_is_told_where_it_is_new_and_stands_twice() {
    let toml = basin(&[("phone", "# phone")]);
    let file = made(&toml, &root());
    let phones = "+7 700 111 11 11, +7 700 222 22 22";
    let told = told_behind(&file, "Dana Omarova", &[("Dana Omarova", phones)]);
    assert_eq!(
        told,
        "contact[dana-omarova].phone = \"+7 700 111 11 11\"\n\
         ? a second line of what an item has once at contact[dana-omarova].phone: +7 700 111 11 11, +7 700 222 22 22"
    );
}

#[test]
fn a_paragraph_that_ends_as_a_table_is_headed_is_new_all_the_same() {
    let file = made(&basin(&[]), &root());
    let words = "Gauges record nothing but Season, Flow";
    let behind = "Records are kept on paper";
    let told = told_behind(&file, behind, &[(behind, words)]);
    assert_eq!(
        told,
        "+ obstacle[gauges-record-nothing-but-season-flow] after records: text = \"Gauges record nothing but Season, Flow\""
    );
}

#[test]
fn what_was_changed_late_in_long_words_of_ours_is_shown() {
    let union = "[project]\ntitle = \"Water\"\nfunders = [\"eu\"]\n\n[[organisation]]\nid = \"eu\"\n\
                 name = \"European Union\"\n\n[[organisation]]\nid = \"council\"";
    let toml = basin(&[("[[organisation]]\nid = \"council\"", union)]);
    let file = made(&toml, &root());
    let end = "can be held responsible for them.";
    for added in [" The donors are thanked.", " The hosts are thanked."] {
        let told = told_of(&file, &[(end, &format!("{end}{added}"))]);
        let first = told.lines().next().unwrap();
        assert!(
            first.starts_with("? words of the programme that were changed at –: … ")
                && first.ends_with(added),
            "{told}"
        );
    }
}

#[test]
fn a_question_among_the_decisions_is_told() {
    let file = made(&basin(&[]), &root());
    let changes = found(&edited(&file, |body| {
        let (body, question) = cut(&body, ">Who pays for the canals?<");
        insert_after(&body, "The council meets again in autumn.", &question)
    }));
    assert_eq!(
        told(&changes),
        "? an item that stands in another section now at question[paying].text: Who pays for the canals?"
    );
}
