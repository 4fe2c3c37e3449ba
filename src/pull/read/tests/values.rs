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
